"""E of any sources of a small graph, as often as it is asked, from what can be told of all of them beforehand.

Where no key is crowded, a part has no link that the whole has not: its best rows may be gone, no others come. So all
pairs of names that may reach one another, and over which names in between, are listed once; a part only asks what of it
is still worth how much. The result is the very number that `score.emergence_of` gives for the part: maxima do not mind
the order, and what is added up is added up exactly or in the same order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from auditor import arrays, score
from auditor.graph import Bools, Floats, Graph, Ints
from auditor.score import CHAIN, FLOOR, HOP, LEAST_CHANCE, LEVELS, MIN_BITS, Ids, Pairs

MOST_WAYS = 2_000_000  # over names in between that are listed at once; with more, parts are measured from scratch


class _Runs:
    """Rows by the number that each is of, to take the most of each number's."""

    def __init__(self, of: Ints, size: int) -> None:
        """Take rows in any order; `order` is the one in which `most` is given their values."""
        self.order, held = arrays.in_order(of)
        self.start = np.flatnonzero(arrays.fresh(held)) if len(held) else held
        self.at, self.size = held[self.start], size

    def most(self, value: Floats) -> Floats:
        """Give the greatest value of each number, 0.0 where it has no row."""
        out = np.zeros(self.size)
        if len(self.at):
            out[self.at] = np.maximum.reduceat(value, self.start)
        return out


@dataclass(frozen=True, slots=True)
class _Ends:
    """Links from both of their ends, by name in between and other name."""

    middle: Ints
    end: Ints
    link: Ints

    @classmethod
    def of(cls, links: Pairs) -> _Ends:
        """Take links in order."""
        order, middle = arrays.in_order(np.concatenate([links.right, links.left]))  # of one name lesser ones come first
        end, link = np.concatenate([links.left, links.right])[order], np.tile(np.arange(len(links.left)), 2)[order]
        return cls(middle, end, link)

    def passed_on(self, values: Floats, passing: Floats) -> Bools:
        """Say of each link from each end whether the name in between passes it on, see `score.best_known`."""
        value, out = values[self.link], np.zeros(len(self.link), dtype=bool)
        if len(value):
            start = np.flatnonzero(arrays.fresh(self.middle))
            best = np.repeat(np.maximum.reduceat(value, start), np.diff(start, append=len(value)))
            rows = np.flatnonzero(best * passing[self.middle] * value >= FLOOR)
            out[rows[arrays.foremost(self.middle[rows], value[rows], score.MOST_NEIGHBOURS)]] = True
        return out


@dataclass(frozen=True, slots=True)
class _Ways:
    """Pairs of nodes that count, and how they may reach one another.

    Attributes:
        left, right: The nodes of each pair, left < right; pairs are in order.
        linked: Of the links those between two nodes that count, and `of_linked` the pair of each.
        ends: The links from both ends.
        one, other: Of each way over a node in between its two of these; ways are in the order of `runs`.
    """

    left: Ints
    right: Ints
    linked: Ints
    of_linked: Ints
    ends: _Ends
    one: Ints
    other: Ints
    runs: _Runs

    @classmethod
    def of(cls, links: Pairs, passing: Floats, weight: Floats) -> _Ways | None:
        """List them; None where they are too many.

        Args:
            links: Links of nodes, each worth the most that it ever is.
            passing: The most that each node ever lets pass.
            weight: Of each node; those without do not count.
        """
        n, counts, ends = len(weight), weight > 0.0, _Ends.of(links)
        held = np.flatnonzero(counts[ends.end] & (passing[ends.middle] > 0.0))
        behind = arrays.behind(ends.middle[held])
        if int(behind.sum()) > MOST_WAYS:
            return None
        one, other = (held[each] for each in arrays.with_later(np.arange(len(held)), behind))
        value = links.value[ends.link]
        _, keep = score.passed(value[one], passing[ends.middle[one]], value[other])
        one, other = one[keep], other[keep]  # of one name in between the lesser end is the first
        ways = arrays.paired(ends.end[one], ends.end[other], n)
        linked = np.flatnonzero(counts[links.left] & counts[links.right])
        direct = arrays.paired(links.left[linked], links.right[linked], n)
        pairs = arrays.each_once(np.concatenate([ways, direct]))
        runs = _Runs(np.searchsorted(pairs, ways), len(pairs))
        return cls(pairs // max(1, n), pairs % max(1, n), linked, np.searchsorted(pairs, direct), ends,
                   one[runs.order], other[runs.order], runs)  # fmt: skip

    @property
    def middle(self) -> Ints:
        """Give of each way the node in between."""
        return self.ends.middle[self.one]

    def values(self, links: Floats) -> tuple[Floats, Floats]:
        """Give of each way its greater link and its lesser one."""
        ends = links[self.ends.link[self.one]], links[self.ends.link[self.other]]
        return np.maximum(*ends), np.minimum(*ends)

    def reach(self, over: Floats, links: Floats) -> Floats:
        """Give the reach of each pair from what each way is worth, 0.0 for none, and each link."""
        out = self.runs.most(over)
        out[self.of_linked] = np.maximum(out[self.of_linked], links[self.linked])
        return out


def _over(greater: Floats, passing: Floats, lesser: Floats) -> Floats:
    """Give what ways over a node in between are worth, as `score.passed` counts them."""
    found = greater * passing * lesser
    return np.where(found >= FLOOR, CHAIN * found, 0.0)


class _Told:
    """What is told of the nodes of pairs once they reach one another."""

    def __init__(self, ways: _Ways, telling: Bools) -> None:
        """Take the pairs, and of each node to which questions (nodes x facets) it may ever tell an answer."""
        here, there = np.concatenate([ways.left, ways.right]), np.concatenate([ways.right, ways.left])
        rows, facet = np.nonzero(telling[there])
        facets = max(1, telling.shape[1])
        self.runs = _Runs(arrays.paired(here[rows], facet, facets), telling.size)
        rows, facet = rows[self.runs.order], facet[self.runs.order]
        self.pair, self.answer = np.tile(np.arange(len(ways.left)), 2)[rows], arrays.paired(there[rows], facet, facets)

    def sheet(self, own: Floats, reach: Floats) -> Floats:
        """Give what is answered of each node, directly or by following a reach."""
        told = self.runs.most(reach[self.pair] * own.ravel()[self.answer])
        return np.maximum(own, told.reshape(own.shape))


class _Direct:
    """The links of names, and what they are worth in a part."""

    def __init__(self, graph: Graph, links: Pairs) -> None:
        self.size, self.sizes = len(links.left), len(graph.names)
        self.left, self.right = links.left, links.right
        code, n = links.codes(self.sizes), self.sizes
        held, worth = graph.between, graph.between.level * graph.between.confidence
        rows = np.flatnonzero(held.plain & (held.left != held.right) & (worth >= FLOOR))
        ends = held.left[rows], held.right[rows]
        self.runs = _Runs(np.searchsorted(code, arrays.paired(np.minimum(*ends), np.maximum(*ends), n)), self.size)
        rows = rows[self.runs.order]
        self.source, self.worth = held.source[rows], worth[rows]
        self._take_keys(graph, code)

    def _take_keys(self, graph: Graph, code: Ints) -> None:
        """List which names stand with which keys, and of each link the keys that both of its names stand with."""
        held, n = graph.keyed, max(1, self.sizes)
        sure = held.level * held.confidence
        rows = np.flatnonzero(held.plain & (graph.bits[held.right] >= MIN_BITS) & (sure >= LEVELS[-1]))
        stands = arrays.paired(held.right[rows], held.left[rows], n)
        each = arrays.each_once(stands)
        self.standing = _Runs(np.searchsorted(each, stands), len(each))
        rows = rows[self.standing.order]
        self.by, self.steps = held.source[rows], (len(LEVELS) - score.steps(sure[rows])).astype(np.float64)
        key, name = each // n, each % n
        one, other = arrays.with_later(np.arange(len(each)), arrays.behind(key))
        place, hit = arrays.found(code, arrays.paired(name[one], name[other], n))
        self.one, self.other, self.bits = one[hit], other[hit], graph.bits[key[one[hit]]]
        self.of = place[hit] * (len(LEVELS) + 1)

    def values(self, stays: Bools) -> Floats:
        """Give what each link is worth among the sources that stay, 0.0 where it is none."""
        best = self.runs.most(np.where(stays[self.source], self.worth, 0.0))
        level = len(LEVELS) - self.standing.most(np.where(stays[self.by], self.steps, 0.0)).astype(np.int64)
        at = self.of + np.maximum(level[self.one], level[self.other])
        bits = np.bincount(at, self.bits, self.size * (len(LEVELS) + 1)).reshape(self.size, len(LEVELS) + 1)
        likely = score.chance(np.cumsum(bits[:, :-1], axis=1))
        keyed = np.where(likely >= LEAST_CHANCE, np.array(LEVELS) * HOP * likely, 0.0).max(axis=1)
        return np.maximum(best, np.where(keyed >= FLOOR, keyed, 0.0))

    def degree(self, values: Floats) -> Ints:
        """Count each name's neighbours by links that are any."""
        stand = values > 0.0
        return np.asarray(np.bincount(self.left[stand], minlength=self.sizes)
                          + np.bincount(self.right[stand], minlength=self.sizes))  # fmt: skip


    def followed(self, values: Floats) -> Floats:
        """Give these values of links, 0.0 where one is among the strongest of neither of its names."""
        stand = np.flatnonzero(values > 0.0)
        held = score.of_strongest(Pairs(self.left[stand], self.right[stand], values[stand]), score.MOST_NEIGHBOURS)
        stand, out = stand[held[0] | held[1]], np.zeros(self.size)
        out[stand] = values[stand]
        return out


class _Apart:
    """What each source tells alone, as far as it is the same whatever others there are."""

    def __init__(self, graph: Graph, plain: Graph, ways: _Ways, ids: Ids, links: Pairs) -> None:
        self.ways, self.ids, self.links = ways, ids, links.value
        self.own, self.share, self.names = score.own(ids, plain), score.shares(graph), len(graph.names)
        (self.greater, self.lesser), self.middle = ways.values(links.value), ids.name[ways.middle]
        self.source = ids.source[ways.left]
        self.told = _Told(ways, self.own > 0.0)
        self.of_name = _Runs(ids.name, self.names)

    def singly(self, pairs: Ints) -> None:
        """Take the pairs of names (left * names + right, in order) of which `single` is asked."""
        ends = self.ids.name[self.ways.left], self.ids.name[self.ways.right]
        place, hit = arrays.found(pairs, arrays.paired(*ends, self.names))
        self.rows = np.flatnonzero(hit)
        self.of_pair = _Runs(place[hit], len(pairs))
        self.rows = self.rows[self.of_pair.order]

    def left(self, stays: Bools, passing: Floats) -> tuple[Floats, Floats]:
        """Give the reach of each pair of names in its best source that stays, and how complete one makes each name."""
        reach = self.ways.reach(_over(self.greater, passing[self.middle], self.lesser), self.links)
        reach[~stays[self.source]] = 0.0
        complete = score.answered(self.told.sheet(self.own, reach), self.share)
        complete = np.where(stays[self.ids.source], complete, 0.0)[self.of_name.order]
        return self.of_pair.most(reach[self.rows]), self.of_name.most(complete)


class _Cells:
    """What is answered of each name directly."""

    def __init__(self, plain: Graph) -> None:
        cells, self.shape = plain.cells, (len(plain.names), max(1, len(plain.facets)))
        order, name = arrays.in_order(cells.name)
        self.source, self.q = cells.source[order], cells.q[order]
        self.start = np.flatnonzero(arrays.fresh(name, cells.facet[order], cells.value[order])) if len(name) else name
        self.at = arrays.paired(name[self.start], cells.facet[order][self.start], self.shape[1])

    def own(self, stays: Bools) -> Floats:
        """Give names x facets, as `score.own` does for the sources that stay."""
        if not len(self.at):
            return np.zeros(self.shape)
        q = np.maximum.reduceat(np.where(stays[self.source], self.q, 0.0), self.start)
        told = np.bincount(self.at, np.log1p(-score.VALUE_RETURN * np.minimum(q, 1.0)), math.prod(self.shape))
        return 1.0 - np.exp(told.reshape(self.shape))


class Uncrowded:
    """Gives E without some sources of a graph in which no key is crowded."""

    def __init__(self, graph: Graph, links: Pairs, ways: _Ways, apart: _Apart, plain: Graph) -> None:
        """Take what `of` lists."""
        self.graph, self.direct, self.ways, self.apart = graph, _Direct(graph, links), ways, apart
        n, self.share, self.cells = len(graph.names), score.shares(graph), _Cells(plain)
        pairs = arrays.paired(ways.left, ways.right, n)
        apart.singly(pairs)
        telling = np.zeros((n, max(1, len(graph.facets))), dtype=bool)
        telling[plain.cells.name, plain.cells.facet] = True
        self.told, self.middle = _Told(ways, telling), ways.middle
        self.upheld = ~np.isin(pairs, graph.denied_pairs())
        self.denied = graph.denied_subjects() if graph.denied else None

    @classmethod
    def of(cls, graph: Graph, links: Pairs) -> Uncrowded | None:
        """List what parts of a graph ask; None where a key is crowded in it, or the list would be too long.

        Args:
            graph: All sources.
            links: All links of emergence, as `score.linked` gives them.
        """
        if score.is_crowded(graph):
            return None
        plain, ids = replace(graph, cells=graph.cells.where(graph.cells.plain)), Ids(graph, apart=True)
        within = score.links_over(ids, graph, graph.between.where(graph.between.plain), score.telling(graph))
        ways = _Ways.of(links, graph.passing, graph.weight)
        alone = _Ways.of(within, graph.passing[ids.name], graph.weight[ids.name])
        if ways is None or alone is None:
            return None
        return cls(graph, links, ways, _Apart(graph, plain, alone, ids, within), plain)

    def emergence_without(self, gone: Bools) -> float:
        """Give E of the sources that are not gone."""
        graph, ways, stays = self.graph, self.ways, ~gone
        links = self.direct.values(stays)
        degree = self.direct.degree(links)
        passing = score.damping(graph.passing, degree)
        single, best = self.apart.left(stays, passing)
        reach = self._reach(links, degree, passing)
        complete = score.answered(self.told.sheet(self.cells.own(stays), reach), self.share)
        if self.denied is not None:
            best = np.where(self.denied, complete, best)
        gain = reach - single
        kept = np.flatnonzero((gain > score.LEAST_GAIN) & self.upheld)
        lost = score.lost(graph.weight, Pairs(ways.left[kept], ways.right[kept], gain[kept]))
        return math.fsum(score.own_emergences(graph, complete, best, lost))

    def _reach(self, links: Floats, degree: Ints, passing: Floats) -> Floats:
        """Give the reach of each pair; of a name with more neighbours than count, links and ways may be left out."""
        ways, crowd = self.ways, degree.max(initial=0) > score.MOST_NEIGHBOURS
        links = self.direct.followed(links) if crowd else links
        greater, lesser = ways.values(links)
        over = _over(greater, passing[self.middle], lesser)
        if crowd:
            on = ways.ends.passed_on(links, passing)
            over = np.where(on[ways.one] & on[ways.other], over, 0.0)
        return ways.reach(over, links)
