"""How likely two sources have to do with each other, from the keys over which they join names that stand apart.

An association lies across two sources when one says something of one name, the other of another, and a key that both
hold (an identifier, a rare number, a day, a name that is a code) says that the names belong together. What counts is
not how many keys two files share, but how many bits the two subjects share that they join best, how much these two
matter, and whether what they join stands together nowhere else. Whatever the size of the folder, the same two files are
as likely.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from auditor import arrays
from auditor.graph import Bools, Floats, Graph, Ints
from auditor.score import MIN_BITS

MOST_SHARING = 12  # chosen: a key in more sources than this says nothing of any two of them; 8 and 40 chose the same
MOST_NAMES = 4  # chosen: of one source with one key, those that matter most; 3 and all chose the same
MOST_TIES = 20_000  # pairs of sources that are looked at closely, those that share most
MOST_AT_ONCE = 1_000_000
LEAST_BITS = 0.5  # what is counted where two sources join nothing
# The mix: `python -m tests.bench.fit`, 2026-11, on 70 hand-written folders.
BITS, APART, EVEN = 1.04, 0.84, -3.63


@dataclass(frozen=True, slots=True)
class Joined:
    """Pairs of names that no source mentions together and that two sources join over keys, as places in the graph.

    Attributes:
        bits: Of the keys over which the two sources join them that share most, counted as in `Ties`.
        weights: The product of the names' weights, above 0.0.
        chief: The greatest share that they have in all that two sources join so: 1.0 where these join nothing else.
        pair: Rows of sources that join names: the place of the two sources in the ties.
        names: Of each row the place of the two names in these columns.
        across: Of each row the bits of the keys over which these sources join these names.
    """

    left: Ints
    right: Ints
    bits: Floats
    weights: Floats
    chief: Floats
    pair: Ints
    names: Ints
    across: Floats


@dataclass(frozen=True, slots=True)
class Ties:
    """Pairs of sources that join names over keys, as places in the graph, `left` < `right`, in order.

    Attributes:
        bits: Of the keys over which they join the two names that they join best, times the weight of both names. A key
            of n sources counts 1 / (n - 1) for each two of them: the trail of one thing counts once, not n² times.
            Only names count that no source mentions together, 0.0 where all do; what a person denied is not joined.
        apart: Share of the joined names that no source mentions together.
        joined: The names that stand apart and are joined.
    """

    left: Ints
    right: Ints
    bits: Floats
    apart: Floats
    joined: Joined

    def likely(self) -> Floats:
        """Say how likely the two have to do with each other, 0.0 to 1.0."""
        return likely(self.bits, self.apart)

    def table(self) -> dict[tuple[int, int], float]:
        """Give `likely` by pair."""
        pairs = zip(self.left.tolist(), self.right.tolist(), strict=True)
        return dict(zip(pairs, self.likely().tolist(), strict=True))


def likely(bits: Floats, apart: Floats) -> Floats:
    """Say how likely two sources that share so much have to do with each other."""
    return 1.0 / (1.0 + np.exp(-(BITS * np.log(np.maximum(bits, LEAST_BITS)) + APART * apart + EVEN)))


def unlikely() -> float:
    """Say how likely two sources that share nothing have to do with each other."""
    return float(likely(np.zeros(1), np.zeros(1))[0])


def ties(graph: Graph) -> Ties:
    """Find the ties of a graph's sources."""
    groups = _Groups(graph)
    one, other, bits = _sharing(groups)
    pair, of_pair = np.unique(
        arrays.paired(groups.source[one], groups.source[other], len(graph.sources)), return_inverse=True
    )
    shared = np.bincount(of_pair, bits, len(pair))
    kept = np.zeros(len(pair), dtype=bool)
    kept[np.argsort(-np.round(shared, 9), kind="stable")[:MOST_TIES]] = True
    rows, of_pair = kept[of_pair], (np.cumsum(kept) - 1)[of_pair]
    return _closely(groups, graph, (one[rows], other[rows], bits[rows], of_pair[rows]), pair[kept])


class _Groups:
    """What each source links with each key: rows of names in runs, one run a (key, source), letterheads left out.

    A name that is a code is a key as well: RC-56 joins its shop and its owner, whatever it was recognised as.
    """

    def __init__(self, graph: Graph) -> None:
        self.bits = np.concatenate([graph.bits, graph.code_bits])
        key, source, name = (np.concatenate(column) for column in zip(*_linked(graph), strict=True))
        rare = self.bits[key] >= MIN_BITS
        key, source, name = key[rare], source[rare], name[rare]
        order = np.lexsort((name, source, key))
        key, source, name = key[order], source[order], name[order]
        fresh = arrays.fresh(key, source, name)
        key, source, self.name = key[fresh], source[fresh], name[fresh]
        self.start = np.flatnonzero(arrays.fresh(key, source))
        self.key, self.source = key[self.start], source[self.start]
        self.size = np.diff(self.start, append=len(self.name))
        self.names = len(graph.names)
        self._codes = np.repeat(np.arange(len(self.start)), self.size) * self.names + self.name

    def hold(self, group: Ints, name: Ints) -> Bools:
        """Say whether these runs hold these names."""
        return arrays.among(self._codes, arrays.paired(group, name, self.names))

    def telling(self, weight: Floats) -> tuple[Ints, Ints]:
        """Give the start of each run in the names that are looked at, and those names: the weightiest of each run."""
        run = np.repeat(np.arange(len(self.start)), self.size)
        order = np.lexsort((self.name, -weight[self.name], run))
        place = np.arange(len(order)) - np.repeat(self.start, self.size)
        names = self.name[order][place < MOST_NAMES]
        return np.cumsum(np.append(0, np.minimum(self.size, MOST_NAMES))), names


def _linked(graph: Graph) -> list[tuple[Ints, Ints, Ints]]:
    """Give the links of names with keys and with names that are codes, as parts of (key, source, name)."""
    keyed, between = graph.keyed.where(graph.keyed.plain), graph.between.where(graph.between.plain)
    parts = [(keyed.right, keyed.source, keyed.left)]
    for name, other in ((between.left, between.right), (between.right, between.left)):
        rows = np.flatnonzero(graph.code[other] >= 0)
        parts.append((graph.code[other[rows]], between.source[rows], name[rows]))
    return parts


def _sharing(groups: _Groups) -> tuple[Ints, Ints, Floats]:
    """Give all pairs of runs of one key, with the bits that the key adds."""
    first = np.flatnonzero(arrays.fresh(groups.key))
    many = np.diff(first, append=len(groups.key))
    many = np.repeat(np.where(many <= MOST_SHARING, many, 1), many)
    last = np.repeat(np.append(first, len(groups.key))[1:], np.diff(first, append=len(groups.key)))
    behind = np.where(many > 1, last - 1 - np.arange(len(groups.key)), 0)
    one, other = arrays.ranges(np.arange(len(groups.key)) + 1, behind)
    return one, other, groups.bits[groups.key[one]] / (many[one] - 1)


def _closely(groups: _Groups, graph: Graph, rows: tuple[Ints, Ints, Floats, Ints], pairs: Ints) -> Ties:
    """Look at the names that pairs of sources join."""
    start, names = groups.telling(graph.weight)
    parts = []
    work = (start[rows[0] + 1] - start[rows[0]]) * (start[rows[1] + 1] - start[rows[1]])
    for low, high in arrays.spans(work, MOST_AT_ONCE):
        parts.append(_joins(groups, graph, tuple(each[low:high] for each in rows), (start, names)))  # type: ignore[arg-type]
    of_pair, code, worth = (np.concatenate(each) for each in zip(*parts, strict=True))
    joined, of_joined = np.unique(code, return_inverse=True)
    apart = ~_together(graph, joined // groups.names, joined % groups.names)
    distinct, of_distinct = np.unique(of_pair * max(1, len(joined)) + of_joined, return_inverse=True)
    bits = np.bincount(of_distinct, worth, len(distinct))
    place, stand = distinct // max(1, len(joined)), apart[distinct % max(1, len(joined))]
    best, count, counted = np.zeros(len(pairs)), np.bincount(place, minlength=len(pairs)), np.zeros(len(pairs))
    np.maximum.at(best, place[stand], bits[stand])
    np.add.at(counted, place[stand], 1.0)
    held = count > 0
    apart_ones = (np.cumsum(held) - 1)[place[stand]], distinct[stand] % max(1, len(joined))
    chiefly = _chiefly(graph, joined, apart_ones, np.asarray(bits[stand], dtype=np.float64))
    return Ties(pairs[held] // len(graph.sources), pairs[held] % len(graph.sources), best[held],
                counted[held] / count[held], chiefly)  # fmt: skip


def _chiefly(graph: Graph, joined: Ints, rows: tuple[Ints, Ints], worth: Floats) -> Joined:
    """Say of each two names what the sources that join them best say of them.

    Args:
        graph: The evidence.
        joined: Pairs of names, as one number each.
        rows: Of each two sources and two names that they join the number of the sources and the names' place in
            `joined`.
        worth: The bits of each row times the weight of both names.
    """
    (pair, name), worth = (column[worth > 0] for column in rows), worth[worth > 0]
    in_all = np.bincount(pair, worth, int(pair.max(initial=-1)) + 1)
    most, chief = np.zeros(len(joined)), np.zeros(len(joined))
    np.maximum.at(most, name, worth)
    np.maximum.at(chief, name, worth / in_all[pair])
    held = most > 0
    left, right = joined[held] // max(1, len(graph.names)), joined[held] % max(1, len(graph.names))
    weights = np.asarray(graph.weight[left] * graph.weight[right])
    at = (np.cumsum(held) - 1)[name]
    return Joined(left, right, most[held] / weights, weights, chief[held], pair, at, worth / weights[at])


def _joins(
    groups: _Groups, graph: Graph, rows: tuple[Ints, Ints, Floats, Ints], looked: tuple[Ints, Ints]
) -> tuple[Ints, Ints, Floats]:
    """Give pair of sources, pair of names and worth of each join: neither source links both names with the key."""
    (one, other, bits, of_pair), (start, names) = rows, looked
    row, mine = arrays.ranges(start[one], start[one + 1] - start[one])
    again, theirs = arrays.ranges(start[other][row], (start[other + 1] - start[other])[row])
    row, x, y = row[again], names[mine[again]], names[theirs]
    kept = ~groups.hold(other[row], x) & ~groups.hold(one[row], y)
    row, x, y = row[kept], x[kept], y[kept]
    code = arrays.paired(np.minimum(x, y), np.maximum(x, y), groups.names)
    upheld = ~np.isin(code, graph.denied_pairs()) if graph.denied else np.ones(len(code), dtype=bool)
    worth = bits[row] * graph.weight[x] * graph.weight[y]
    return of_pair[row][upheld], code[upheld], worth[upheld]


def speaking(graph: Graph) -> Ints:
    """Give which source speaks of which name: name * sources + source, ascending, each once."""
    tables = [(graph.between.left, graph.between.source), (graph.between.right, graph.between.source),
              (graph.keyed.left, graph.keyed.source), (graph.cells.name, graph.cells.source)]  # fmt: skip
    return arrays.each_once(
        np.concatenate([arrays.paired(name, source, len(graph.sources)) for name, source in tables])
    )


def _together(graph: Graph, left: Ints, right: Ints) -> Bools:
    """Say of each two names whether any source speaks of both."""
    many, standing = max(1, len(graph.sources)), speaking(graph)
    start = np.searchsorted(standing, np.arange(len(graph.names) + 1) * many)
    count = start[1:] - start[:-1]
    fewer, more = (np.where(count[left] <= count[right], *ends) for ends in ((left, right), (right, left)))
    out = np.zeros(len(left), dtype=bool)
    for low, high in arrays.spans(count[fewer], MOST_AT_ONCE):
        row, place = arrays.ranges(start[fewer[low:high]], count[fewer[low:high]])
        wanted = arrays.paired(more[low:high][row], standing[place] % many, many)
        out[low + row[arrays.among(standing, wanted)]] = True
    return out
