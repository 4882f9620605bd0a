"""Which two names are an association that no source states, and by which two sources each it can be put together.

Two names that stand apart are joined over keys (`ties`). What joins them is seldom all: another file that speaks of the
one, and another that speaks of the other, may show the same without a key that was recognised. Any two sources of which
one speaks of one name and one of the other are therefore a way, as sure as what they share makes it: keys between
these two names, keys between any names, rare words and numbers in one passage of each, how much the two say of the
names, and how few others do. How sure the ways are says in turn how likely the two names are an association.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from auditor import arrays
from auditor.graph import Floats, Graph, Ints
from auditor.passages import Alike
from auditor.ties import Joined, Ties, speaking, unlikely

MOST_JOINED = 600  # pairs of names that are looked at, those that share most
MOST_SPEAKING = 12  # of a name, the sources that link it most
LEAST_WORTH = 0.3  # bits of two names are counted from here on: less is as good as none
LEAST_CHIEF = 1e-3
# The mixes: `python -m tests.bench.fit`, 2026-11, on 70 hand-written folders; the last weight is the constant.
HOLDS = (0.87, 0.28, 1.60, 0.79, 0.14, 0.12, -0.72, -2.05)
ENDS = (0.33, 3.71, 0.93, 0.30, 1.12, -0.02, 0.40, -2.95)


@dataclass(frozen=True, slots=True)
class Ways:
    """Pairs of names with their ways.

    Attributes:
        likely: How likely two names are the ends of an association, 0.0 to 1.0.
        of: Of each way the two names, as a place in `likely`; ascending, of one pair the surest way first.
        left: Of each way the one source, as a place in the graph, below `right`.
        holds: How sure each way is if the two names are an association, 0.0 to 1.0.
    """

    likely: Floats
    of: Ints
    left: Ints
    right: Ints
    holds: Floats


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of pairs of names and of their ways, before it is weighed.

    Attributes:
        joined: The pairs of names, as places in `Joined`.
        of: Of each way the pair of names, as a place in `joined`; ascending.
        ways: A row a way: what `HOLDS` weighs.
        names: A row a pair: the first columns of what `ENDS` weighs.
    """

    joined: Ints
    of: Ints
    left: Ints
    right: Ints
    ways: Floats
    names: Floats


def ways(graph: Graph, tied: Ties, alike: Alike) -> Ways:
    """Weigh the pairs of names that ties join, and their ways."""
    held = known(graph, tied, alike)
    holds = arrays.logistic(held.ways, HOLDS)
    order = np.lexsort((held.right, held.left, -np.round(holds, 12), held.of))
    likely = arrays.logistic(ends(held, holds), ENDS)
    return Ways(likely, held.of[order], held.left[order], held.right[order], holds[order])


def known(graph: Graph, tied: Ties, alike: Alike) -> Known:
    """Gather what is known of the pairs of names that share most, and of their ways."""
    joined, said = tied.joined, _Said(graph)
    chosen = _foremost(joined)
    first, second = joined.left[chosen], joined.right[chosen]
    many = said.count[first] * said.count[second]
    of, at = arrays.ranges(np.zeros(len(many), dtype=np.int64), many)
    one = said.start[first][of] + at // np.maximum(1, said.count[second])[of]
    other = said.start[second][of] + at % np.maximum(1, said.count[second])[of]
    left, right = (end(said.source[one], said.source[other]) for end in (np.minimum, np.maximum))
    words, numbers = alike.of(left, right)
    pair, tie = _tie(graph, tied, left, right)
    columns = (
        np.log(np.maximum(_across(tied, chosen[of], pair), LEAST_WORTH)), np.log(tie / (1.0 - tie)), words, numbers,
        np.log1p(said.links[one]) + np.log1p(said.links[other]),
        np.log1p(said.cells[one]) + np.log1p(said.cells[other]), np.log(np.maximum(1, many))[of],
    )  # fmt: skip
    counted = np.column_stack([np.log(np.maximum(joined.bits, LEAST_WORTH)), np.log(np.maximum(joined.weights, 1e-6)),
                               np.log(np.maximum(joined.chief, LEAST_CHIEF))])  # fmt: skip
    return Known(chosen, of, left, right, np.column_stack(columns), counted[chosen])


def ends(held: Known, holds: Floats) -> Floats:
    """Give what `ENDS` weighs: what is counted of two names, their surest way, and how sure all are together."""
    best, none = np.full(len(held.joined), 1e-6), np.zeros(len(held.joined))
    np.maximum.at(best, held.of, np.clip(holds, 1e-6, 1.0 - 1e-6))
    np.add.at(none, held.of, -np.log1p(-np.clip(holds, 0.0, 1.0 - 1e-6)))
    total = np.bincount(held.of, holds, len(held.joined))
    count = np.bincount(held.of, minlength=len(held.joined))
    columns = (np.log(best / (1.0 - best)), np.log(np.maximum(total, 1e-6)), none, np.log(np.maximum(1, count)))
    return np.column_stack([held.names, *columns])


def _foremost(joined: Joined) -> Ints:
    """Give the places of the pairs of names that share most, in order."""
    worth = np.round(joined.bits * joined.weights * joined.chief, 12)
    return np.sort(np.argsort(-worth, kind="stable")[:MOST_JOINED])


class _Said:
    """Which sources speak of each name, with the links and cells that they have of it; those that link it most."""

    def __init__(self, graph: Graph) -> None:
        many, code = max(1, len(graph.sources)), speaking(graph)
        tables = [(graph.between.left, graph.between.source), (graph.between.right, graph.between.source),
                  (graph.keyed.left, graph.keyed.source)]  # fmt: skip
        links = _counted(code, [arrays.paired(name, source, many) for name, source in tables])
        cells = _counted(code, [arrays.paired(graph.cells.name, graph.cells.source, many)])
        name = code // many
        order = np.lexsort((code, -links, name))
        kept = order[arrays.place(name[order]) < MOST_SPEAKING]
        self.source, self.links, self.cells = code[kept] % many, links[kept], cells[kept]
        bounds = np.searchsorted(name[kept], np.arange(len(graph.names) + 1))
        self.start, self.count = bounds[:-1], np.diff(bounds)


def _counted(code: Ints, parts: list[Ints]) -> Ints:
    """Count how often each of ordered numbers stands in parts."""
    places, _ = arrays.found(code, np.concatenate(parts))
    return np.bincount(places, minlength=len(code))


def _tie(graph: Graph, tied: Ties, left: Ints, right: Ints) -> tuple[Ints, Floats]:
    """Give each two sources their place in the ties, -1 for none, and how likely they have to do with each other."""
    many = len(graph.sources)
    place, there = arrays.found(arrays.paired(tied.left, tied.right, many), arrays.paired(left, right, many))
    likely = np.append(tied.likely(), unlikely())
    place = np.where(there, place, -1)
    return place, likely[place]


def _across(tied: Ties, names: Ints, pair: Ints) -> Floats:
    """Give the bits of the keys over which two sources join two names, 0.0 for none."""
    joined, many = tied.joined, len(tied.left) + 1
    code = arrays.paired(joined.names, joined.pair, many)
    order = np.argsort(code, kind="stable")
    place, there = arrays.found(code[order], np.where(pair >= 0, arrays.paired(names, pair, many), -1))
    across = np.append(joined.across[order], 0.0)
    return np.asarray(np.where(there, across[place], 0.0))
