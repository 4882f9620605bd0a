"""Holds Python's garbage collector off while a great many small values without cycles are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Keep the collector from running inside: each of its passes would walk every cell and row made so far.

    Measured on a workbook of 600,000 cells: reading, heading and decoding take a third less time. Values without
    cycles are freed as ever; only for code that makes few others. An audit of 5,000 files peaked at 3.9 GB with the
    collector off throughout.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
