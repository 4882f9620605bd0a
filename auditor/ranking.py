"""Which findings to look at first, as learned from folders whose associations are known.

A finding ranks by its strength and what its subjects matter, by how likely its sources have to do with each other
(`ties`), by the keys and names that it goes over and how rare the keys are, and by how much the sources say of its two
ends: a name of which cells tell much is rather a subject than one that is only mentioned. How many files it takes is
not asked as such: more of them hold more of everything, whatever the finding says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import Protocol

import numpy as np

from auditor.graph import Floats, Graph
from auditor.ties import ties, unlikely

LEAST = 1e-6  # a finding of no strength or weight at all
# The mix: `python -m tests.bench.fit`, 2026-11, on 70 hand-written folders; the last weight is the constant.
WORTH = (0.308, 0.284, 1.129, 0.853, 0.190, 0.880, 0.049, -0.035, 0.032, 0.125, -0.136, 2.161)


class Item(Protocol):
    """What is asked of a finding."""

    @property
    def kind(self) -> str:
        """`chain` or `cell`."""

    @property
    def ends(self) -> tuple[tuple[str, str], ...]:
        """Pairs of names, the strongest first."""

    @property
    def bridges(self) -> tuple[str, ...]:
        """Keys and names in between."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that it takes."""

    @property
    def strength(self) -> float:
        """How strong it is, 0.0 to 1.0."""

    @property
    def rank(self) -> float:
        """Its strength times what its subjects matter."""

    @property
    def facets(self) -> tuple[str, ...]:
        """What only the combination answers."""


def known(graph: Graph, found: Sequence[Item]) -> Floats:
    """Gather what `WORTH` weighs, a row a finding: 11 columns."""
    rows = np.array(list(_rows(graph, found)), dtype=np.float64).reshape(-1, 11)
    rows[:, :3] = np.log(np.maximum(rows[:, :3], LEAST))
    rows[:, 8:10] = np.log1p(rows[:, 8:10])
    return rows


def _rows(graph: Graph, found: Sequence[Item]) -> Iterator[tuple[float, ...]]:
    place, likely = {source: at for at, source in enumerate(graph.sources)}, ties(graph).table()
    name, key = ({id_: at for at, id_ in enumerate(ids)} for ids in (graph.names, graph.keys))
    told, bits = np.bincount(graph.cells.name, minlength=len(graph.names)).tolist(), graph.bits.tolist()
    for item in found:
        held = [bits[key[bridge]] for bridge in item.bridges if bridge in key]
        between = sum(bridge in name and bridge not in key for bridge in item.bridges)
        of_ends = sorted(told[name[end]] for end in item.ends[0])
        yield (
            item.rank, item.strength, _tie(likely, [place[source] for source in item.sources]), item.kind == "cell",
            len(held), between, max(held, default=0.0), sum(held), *of_ends, len(item.facets),
        )  # fmt: skip


def _tie(likely: dict[tuple[int, int], float], sources: Collection[int]) -> float:
    """Say how likely those two of the sources have to do with each other that most likely have."""
    best = max((likely.get(pair, 0.0) for pair in combinations(sorted(sources), 2)), default=0.0)
    return max(best, unlikely())
