"""HiGHS as scipy carries it, kept from writing into a command's output: some solves print a line to descriptor 1."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from auditor.graph import Floats, Ints


def milp(  # noqa: PLR0913, PLR0917  as scipy has them
    costs: Floats, integrality: Ints, most: Floats, constraints: Sequence[Any], node_limit: int, gap: float
) -> Any:
    """Minimise costs over variables of 0.0 to `most`, see `scipy.optimize.milp`; nodes are limited, never seconds."""
    from scipy import optimize  # noqa: PLC0415  a run that finds nothing changed does not wait for it

    with _silent():
        return optimize.milp(
            c=costs, bounds=optimize.Bounds(0, most), integrality=integrality, constraints=constraints,
            options={"node_limit": node_limit, "mip_rel_gap": gap},
        )  # fmt: skip


@contextmanager
def _silent() -> Iterator[None]:
    """Send what native code prints to nowhere for a while; nothing where the process has no standard output."""
    try:
        kept = os.dup(1)
    except OSError:
        yield
        return
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
