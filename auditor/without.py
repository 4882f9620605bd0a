"""E without some sources, from what is known of all of them together: only what those touch is looked at anew.

A source links some dozens of names. What the score says of a pair of names can differ without it only where a link of
one of the two, or of a name between them, differs, or where another name lets more pass for it has fewer neighbours.
Each step finds the pairs that may differ, gives those their value as `score` would, and mends the sums. The result is
the very number that `score.emergence_of` gives for what remains: maxima do not mind the order, and what is added up is
added up exactly (`graph.GRAIN`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from auditor import arrays, score
from auditor.graph import NARROW, Bools, Floats, Graph, Ints
from auditor.score import LEVELS, MIN_BITS, Basis, Ids, Measure, Pairs
from auditor.uncrowded import Uncrowded

NEVER = len(LEVELS)  # the step of a key that is linked too unsurely to join
# chosen: with less to look at, or more gone, all that remains is measured as quickly; folders of 20 to 10,000 sources
# as `tests.bench.scale` draws them, 2026-11
LEAST_LINKS = 20_000
MOST_GONE = 0.005  # of the links
# chosen: a fresh look makes the tables anew, which costs as much as it takes to measure them; 1,500 sources, 2026-11
LEAST_MENDED, MOST_MENDED, MOST_REDONE = 5_000, 0.02, 0.1
MOST_LESS = 0.005  # of the links; where more is gone, all rows that are left are measured as quickly


@dataclass(frozen=True, slots=True)
class Left:
    """What counts of a graph in a part of the folder: rows of sources that remain, letterheads left out.

    Attributes:
        gone: Which sources do not remain.
        redone: Which of the others have rows that count now and did not, or the other way round: without others, a
            sentence is no letterhead any more.
        between: Which rows of the graph's table count; `keyed` and `cells` alike.
    """

    gone: Bools
    redone: Bools
    between: Bools
    keyed: Bools
    cells: Bools

    @classmethod
    def without(cls, graph: Graph, gone: Bools) -> Left:
        """Take the sources that are not gone as they are."""
        tables = graph.between, graph.keyed, graph.cells
        return cls(gone, np.zeros(len(gone), dtype=bool), *(each.plain & ~gone[each.source] for each in tables))

    def of(self, graph: Graph) -> Graph:
        """Give the graph that is left."""
        tables = [replace(each.where(now), plain=np.ones(int(now.sum()), dtype=bool)) for each, now in (
            (graph.between, self.between), (graph.keyed, self.keyed))]  # fmt: skip
        cells = graph.cells.where(self.cells)
        cells = replace(cells, plain=np.ones(len(cells.source), dtype=bool))
        return replace(graph, between=tables[0], keyed=tables[1], cells=cells)


def may_be_mended(graph: Graph) -> bool:
    """Say whether there is so much that to mend may be quicker at all."""
    return graph.many_links >= LEAST_MENDED


def is_less(graph: Graph, gone: Bools) -> bool:
    """Say whether so little is gone with some sources that what is left is quicker mended than measured."""
    return _links_of(graph, gone) <= MOST_LESS * graph.many_links


def is_mended(graph: Graph, gone: Bools, redone: Bools) -> bool:
    """Say whether what is left without some sources is quicker told by the rows of all than put together anew.

    Of sources whose rows are told anew few rows count otherwise.
    """
    shares = ((gone, MOST_MENDED), (redone, MOST_REDONE))
    return may_be_mended(graph) and all(_links_of(graph, of) <= most * graph.many_links for of, most in shares)


def _links_of(graph: Graph, sources: Bools) -> int:
    return sum(int(np.count_nonzero(sources[table.source])) for table in (graph.between, graph.keyed))


@dataclass(frozen=True, slots=True)
class Values:
    """Numbers of pairs of names (left * names + right), in order and each once, with a value each; others have 0.0."""

    code: Ints
    value: Floats

    @classmethod
    def most(cls, code: Ints, value: Floats) -> Values:
        """Keep the greatest value of each pair."""
        order, code = arrays.in_order(code)
        first = np.flatnonzero(arrays.fresh(code)) if len(code) else code
        return cls(code[first], np.maximum.reduceat(value[order], first) if len(code) else value)

    def of(self, code: Ints) -> Floats:
        """Give the values of pairs."""
        place, hit = arrays.found(self.code, code)
        return np.where(hit, self.value[place], 0.0) if len(self.code) else np.zeros(len(code))

    def over(self, code: Ints, value: Floats) -> Floats:
        """Give these values, or where a pair has one here that one."""
        place, hit = arrays.found(self.code, code)
        return np.where(hit, self.value[place], value) if len(self.code) else value


def _within(pairs: Pairs, n: int, code: Ints) -> tuple[Ints, Bools]:
    """Give each number of a pair, in order, its row among sorted pairs and whether it is there; in parts of rows."""
    row, hit = np.zeros(len(code), dtype=np.int64), np.zeros(len(code), dtype=bool)
    for low in range(0, len(pairs.left), score.MOST_REACHED):
        part = slice(low, low + score.MOST_REACHED)
        held = Pairs(pairs.left[part], pairs.right[part], pairs.value[part]).codes(n)
        begin, end = np.searchsorted(code, [held[0], held[-1] + 1])
        place, there = arrays.found(held, code[begin:end])
        row[begin:end][there], hit[begin:end][there] = low + place[there], True
    return row, hit


def _both(one: Ints, other: Ints) -> Ints:
    return arrays.each_once(np.concatenate([one, other]))


def _starts(ordered: Ints, n: int) -> Ints:
    """Give where the rows of each number from 0 to n - 1 begin among ordered ones, and where the last ones end."""
    return arrays.places(ordered, np.arange(n + 1))


class _Rows:
    """The rows of a table that tell of a pair (a name and a key, or two names), by pair."""

    def __init__(self, code: Ints, source: Ints) -> None:
        order, held = arrays.in_order(code)
        self.order = order.astype(NARROW)
        self.source = source[self.order].astype(NARROW)
        fresh = arrays.fresh(held) if len(held) else np.zeros(0, dtype=bool)
        self.pair = (np.cumsum(fresh) - 1).astype(NARROW)
        start = np.flatnonzero(fresh)
        self.code, self.start = held[start], np.append(start, len(held)).astype(NARROW)

    def touched(self, other: Bools, now: Bools) -> tuple[Ints, Ints, Ints]:
        """Give the pairs of which any of these rows tells, and the rows that count of them now with their place."""
        pair = arrays.each_once(self.pair[other])
        place, row = arrays.ranges(self.start[pair], self.start[pair + 1] - self.start[pair])
        counts = now[row]
        return pair, place[counts], row[counts]


@dataclass(frozen=True, slots=True)
class _Standing:
    """How the names stand with the keys: one row a (key, name).

    Attributes:
        step: The place in LEVELS of the best link.
        many: By key, how many names stand with it.
        joins: Whether the key joins the name with any: it is rare, sure and not crowded.
        first: Whether the name is among those that all others with the key are joined with.
    """

    step: Ints
    many: Ints
    joins: Bools
    first: Bools


class _Keyed:
    """The links of names with keys, and the pairs of names that keys join; what a letterhead says does not count."""

    def __init__(self, graph: Graph) -> None:
        held, self.graph, self.names = graph.keyed, graph, len(graph.names)
        self.rows = _Rows(arrays.paired(held.right, held.left, self.names), held.source)
        self.plain = held.plain[self.rows.order]
        self.steps = score.steps(held.level * held.confidence)[self.rows.order].astype(np.int8)
        ends = Pairs.of(self.rows.code, np.zeros(0), self.names)
        self.key, self.name = ends.left, ends.right
        order, names = arrays.in_order(self.name)
        self.of_name = order.astype(NARROW)
        self.at_name, self.at_key = _starts(names, self.names), _starts(self.key, len(graph.keys))
        self.rank, self.most = score.standing(graph), score.most_bearers(graph)
        start = self.rows.start[:-1]
        step = np.where(self.plain, self.steps, np.int8(NEVER))
        step = np.minimum.reduceat(step, start) if len(start) else step
        self.stood = np.logical_or.reduceat(self.plain, start) if len(start) else self.plain
        many = np.bincount(self.key[self.stood], minlength=len(graph.keys))
        self.whole = self._standing(step, many, np.zeros(len(step), dtype=bool), np.arange(len(graph.keys)))

    def _standing(self, step: Ints, many: Ints, first: Bools, keys: Ints) -> _Standing:
        """Give how the names stand, the first names of these keys chosen anew."""
        joins = (step < NEVER) & (self.graph.bits >= MIN_BITS)[self.key] & ~(many > self.most)[self.key]
        _, row = arrays.ranges(self.at_key[keys], self.at_key[keys + 1] - self.at_key[keys])
        first[row] = False
        row = row[joins[row]]
        row = row[np.lexsort((self.rank[self.name[row]], self.key[row]))]
        first[row[arrays.place(self.key[row]) < score.MOST_JOINED]] = True
        return _Standing(step, many, joins, first)

    def left(self, rest: Left) -> tuple[_Standing, Ints]:
        """Give how the names stand in a part, and the numbers of the pairs that keys may join otherwise."""
        now = rest.keyed[self.rows.order]
        pair, place, row = self.rows.touched(now != self.plain, now)
        step, many = self.whole.step.copy(), self.whole.many.copy()
        stands = np.bincount(place, minlength=len(pair)) > 0
        step[pair] = NEVER
        np.minimum.at(step, pair[place], self.steps[row])
        for pairs, more in ((self.stood[pair] & ~stands, -1), (stands & ~self.stood[pair], 1)):
            many += more * np.bincount(self.key[pair[pairs]], minlength=len(many))
        left = self._standing(step, many, self.whole.first.copy(), arrays.each_once(self.key[pair]))
        other = (step != self.whole.step) | (left.first != self.whole.first)
        return left, self._partners(np.flatnonzero(other & (left.joins | self.whole.joins)), left)

    def _partners(self, rows: Ints, left: _Standing) -> Ints:
        """Give the pairs of each of these names with all that its key joins it with, now or then."""
        held, first = left.joins | self.whole.joins, left.first | self.whole.first
        found = [np.zeros(0, dtype=np.int64)]
        begin, count = self.at_key[self.key[rows]], (self.at_key[1:] - self.at_key[:-1])[self.key[rows]]
        for low, high in arrays.spans(count, score.MOST_REACHED):
            place, other = arrays.ranges(begin[low:high], count[low:high])
            row = rows[low:high][place]
            keep = held[other] & (first[row] | first[other]) & (row != other)
            a, b = self.name[row[keep]], self.name[other[keep]]
            found.append(arrays.each_once(arrays.paired(np.minimum(a, b), np.maximum(a, b), self.names)))
        return arrays.each_once(np.concatenate(found))

    def joined(self, code: Ints, standing: _Standing) -> Values:
        """Give what the keys that these pairs share are worth, of those that they join at all."""
        found = []
        count = self.at_name[1:] - self.at_name[:-1]
        ends = code // self.names, code % self.names
        swap = count[ends[0]] > count[ends[1]]
        fewer, more = np.where(swap, *ends[::-1]), np.where(swap, *ends)
        for low, high in arrays.spans(count[fewer], score.MOST_REACHED):
            place, at = arrays.ranges(self.at_name[fewer[low:high]], count[fewer[low:high]])
            row = self.of_name[at]
            keep = standing.joins[row]
            place, row = low + place[keep], row[keep]
            other, hit = arrays.found(self.rows.code, arrays.paired(self.key[row], more[place], self.names))
            hit &= standing.joins[other] & (standing.first[row] | standing.first[other])
            place, row, other = place[hit], row[hit], other[hit]
            step = np.maximum(standing.step[row], standing.step[other])
            found.append(score.over_keys(code[place], step, self.graph.bits[self.key[row]], self.names))
        pairs = score.joint(found)
        return Values(pairs.codes(self.names), pairs.value)

    def crowded(self, left: _Standing) -> tuple[Bools, Bools]:
        """Say which keys are crowded now, and which sources link a name with one of which that is not as it was."""
        crowded = left.many > self.most
        keys = (self.whole.many > self.most) != crowded
        sources = np.zeros(len(self.graph.sources), dtype=bool)
        sources[self.rows.source[keys[self.key[self.rows.pair]]]] = True
        return crowded, sources


class _Direct:
    """The links of names with names."""

    def __init__(self, graph: Graph) -> None:
        apart, n = np.flatnonzero(graph.between.left != graph.between.right), len(graph.names)
        left, right = graph.between.left[apart], graph.between.right[apart]
        self.rows = _Rows(arrays.paired(np.minimum(left, right), np.maximum(left, right), n),
                          graph.between.source[apart])  # fmt: skip
        self.at = apart[self.rows.order]  # of each row its place in the table
        self.plain = graph.between.plain[self.at]
        self.value = (graph.between.level * graph.between.confidence)[self.at]

    def left(self, rest: Left) -> Ints:
        """Give the numbers of the pairs of which a link counts otherwise."""
        now = rest.between[self.at]
        return self.rows.code[self.rows.touched(now != self.plain, now)[0]]

    def values(self, code: Ints, rest: Left) -> Values:
        """Give the best link of these pairs, in order, that counts."""
        place, hit = arrays.found(self.rows.code, code)
        pair = place[hit]
        at, row = arrays.ranges(self.rows.start[pair], self.rows.start[pair + 1] - self.rows.start[pair])
        keep = rest.between[self.at[row]] & (self.value[row] >= score.FLOOR)
        return Values.most(self.rows.code[pair[at[keep]]], self.value[row[keep]])


class _Open:
    """The links that names in between pass on: by name in between, and from the names that they reach."""

    def __init__(self, held: Pairs, passing: Floats) -> None:
        self.middle, self.end, self.value, self.passing = held.left, held.right, held.value, passing
        self.at = _starts(self.middle, len(passing))

    @cached_property
    def _of_end(self) -> tuple[Ints, Ints]:
        order, ends = arrays.in_order(self.end)
        return order, _starts(ends, len(self.passing))

    def of(self, middles: Ints) -> Pairs:
        """Give the links of these names in between."""
        _, row = arrays.ranges(self.at[middles], self.at[middles + 1] - self.at[middles])
        return Pairs(self.middle[row], self.end[row], self.value[row])

    def beyond(self, names: Ints, skipped: Bools) -> list[tuple[Ints, Ints, Floats]]:
        """Give what these names reach over others that are not skipped, as parts of (name, other name, value)."""
        order, starts = self._of_end
        _, at = arrays.ranges(starts[names], starts[names + 1] - starts[names])
        row = order[at]
        row = row[~skipped[self.middle[row]]]
        begin = self.at[self.middle[row]]
        count = self.at[self.middle[row] + 1] - begin
        out = []
        for low, high in arrays.spans(count, score.MOST_REACHED):
            place, other = arrays.ranges(begin[low:high], count[low:high])
            one = row[low:high][place]
            one, other = one[one != other], other[one != other]
            value, keep = score.passed(self.value[one], self.passing[self.middle[one]], self.value[other])
            out.append((self.end[one[keep]], self.end[other[keep]], value))
        return out

    @cached_property
    def _best(self) -> tuple[Floats, Floats]:
        """Give the best link that each name passes on, and the best by which each is reached."""
        out = np.zeros(len(self.passing)), np.zeros(len(self.passing))
        for best, names in zip(out, (self.middle, self.end), strict=True):
            np.maximum.at(best, names, self.value)
        return out

    def between(self, code: Ints, skipped: Bools, least: Floats) -> Floats:
        """Give what these pairs reach over names in between that are not skipped, or `least` where that is no less."""
        order, starts = self._of_end
        n, many = len(self.passing), starts[1:] - starts[:-1]
        ends = code // n, code % n
        swap = many[ends[0]] > many[ends[1]]
        fewer, more = np.where(swap, *ends[::-1]), np.where(swap, *ends)
        held, out = arrays.paired(self.middle, self.end, n), least.copy()
        for low, high in arrays.spans(many[fewer], score.MOST_REACHED):
            place, at = arrays.ranges(starts[fewer[low:high]], many[fewer[low:high]])
            row = order[at]
            place, passing = low + place, np.where(skipped, 0.0, self.passing)[self.middle[row]]
            # At best the other link is the best of both of its names; most pairs need not be looked up.
            best = np.minimum(self._best[0][self.middle[row]], self._best[1][more[place]])
            value, keep = score.passed(self.value[row], passing, best)
            keep[keep] = value > least[place[keep]]
            place, row = place[keep], row[keep]
            other, hit = arrays.found(held, arrays.paired(self.middle[row], more[place], n))
            place, row, other = place[hit], row[hit], other[hit]
            value, keep = score.passed(self.value[row], self.passing[self.middle[row]], self.value[other])
            np.maximum.at(out, place[keep], value)
        return out

    def over(self, middles: Ints) -> Values:
        """Give what is reached over these names in between."""
        held = self.of(middles)
        behind, found = arrays.behind(held.left), list[Values]()
        for low, high in arrays.spans(behind, score.MOST_REACHED):
            one, other = arrays.with_later(np.arange(low, high), behind)
            value, keep = score.passed(held.value[one], self.passing[held.left[one]], held.value[other])
            ends = held.right[one[keep]], held.right[other[keep]]
            found.append(Values.most(arrays.paired(np.minimum(*ends), np.maximum(*ends), len(self.passing)), value))
        return _most(found)


@dataclass(frozen=True, slots=True)
class _Change:
    """Numbers of pairs whose value differs, in order, with the value then and now; 0.0 where there is none."""

    code: Ints
    before: Floats
    after: Floats

    @classmethod
    def of(cls, code: Ints, before: Floats, after: Floats) -> _Change:
        """Take the pairs whose values differ."""
        other = before != after
        return cls(code[other], before[other], after[other])

    @property
    def now(self) -> Values:
        """Give the values now."""
        return Values(self.code, self.after)


class _Near:
    """Links by the names that they are of."""

    def __init__(self, links: Pairs, n: int) -> None:
        self.links, self.n, self.at_left = links, n, _starts(links.left, n)
        order, ends = arrays.in_order(links.right)
        self.by_right, self.at_right = order.astype(np.int32), _starts(ends, n)

    def of(self, names: Ints) -> tuple[Ints, Ints, Ints]:
        """Give the links of these names as (row, name, other name)."""
        _, mine = arrays.ranges(self.at_left[names], self.at_left[names + 1] - self.at_left[names])
        _, at = arrays.ranges(self.at_right[names], self.at_right[names + 1] - self.at_right[names])
        theirs = self.by_right[at].astype(np.int64)
        row = np.concatenate([theirs, mine])
        end = np.concatenate([self.links.right[theirs], self.links.left[mine]])
        return row, end, self.links.left[row] + self.links.right[row] - end

    def code(self, row: Ints) -> Ints:
        """Give the numbers of the pairs in these rows."""
        return arrays.paired(self.links.left[row], self.links.right[row], self.n)

    def values(self, code: Ints) -> Floats:
        """Give the values of links, 0.0 where there is none."""
        row, hit = _within(self.links, self.n, code)
        return np.where(hit, self.links.value[row], 0.0) if len(self.links.left) else np.zeros(len(code))


class _Web(_Near):
    """All links, with the names of whose strongest ones each is."""

    def __init__(self, links: Pairs, n: int) -> None:
        super().__init__(links, n)
        self.of_left, self.of_right = score.of_strongest(links, score.MOST_NEIGHBOURS)
        self.degree = np.bincount(links.left, minlength=n) + np.bincount(links.right, minlength=n)
        self.least = np.full(n, np.inf)  # of each name, the least link that is among its strongest; 0.0 where all are
        for end, flags in ((links.left, self.of_left), (links.right, self.of_right)):
            np.minimum.at(self.least, end[flags], links.value[flags])
        self.least[self.degree <= score.MOST_NEIGHBOURS] = 0.0

    def followed(self, row: Ints) -> Floats:
        """Give the values of the links in these rows that are followed, 0.0 for others."""
        return np.where(self.of_left[row] | self.of_right[row], self.links.value[row], 0.0)

    def change(self, links: _Change, degree: Ints) -> _Change:
        """Give how the links that are followed differ where these links do; `degree` is each name's neighbours now."""
        added = links.code[links.before == 0.0]
        row, there = _within(self.links, self.n, links.code)
        names = self._chosen_anew(links, (row, there), degree)
        wanted = np.zeros(self.n, dtype=bool)
        wanted[names] = True
        top = self._strongest(names, links, added)
        row = _both(self.of(names)[0], row[there])
        code = np.concatenate([self.code(row), added])
        left, right = code // self.n, code % self.n
        other = arrays.among(links.code, code)
        tops = []
        for end, pair, flags in ((left, code, self.of_left), (right, right * self.n + left, self.of_right)):
            known = np.where(other, degree[end] <= score.MOST_NEIGHBOURS, np.append(flags[row], added < 0))
            tops.append(np.where(wanted[end], arrays.among(top, pair), known))
        before = np.append(self.followed(row), np.zeros(len(added)))
        after = links.now.over(code, np.append(self.links.value[row], np.zeros(len(added))))
        after = np.where(tops[0] | tops[1], after, 0.0)
        order, code = arrays.in_order(code)
        return _Change.of(code, before[order], after[order])

    def _chosen_anew(self, links: _Change, rows: tuple[Ints, Bools], degree: Ints) -> Ints:
        """Give the names of more neighbours than count whose strongest links may be others now."""
        row, there = rows
        out = np.zeros(self.n, dtype=bool)
        if len(self.links.left):
            for end, flags in ((links.code // self.n, self.of_left), (links.code % self.n, self.of_right)):
                out[end[(flags[row] & there) | (links.after >= self.least[end])]] = True
        return np.flatnonzero(out & (np.maximum(self.degree, degree) > score.MOST_NEIGHBOURS))

    def _strongest(self, names: Ints, links: _Change, added: Ints) -> Ints:
        """Give the strongest links of these names now, as name * names + other name, in order."""
        row, end, other = self.of(names)
        ends = np.concatenate([added // self.n, added % self.n])
        others = np.concatenate([added % self.n, added // self.n])
        more = np.flatnonzero(arrays.among(names, ends))
        code = np.concatenate([self.code(row), np.tile(added, 2)[more]])
        value = links.now.over(code, np.append(self.links.value[row], np.zeros(len(more))))
        end, other = np.append(end, ends[more]), np.append(other, others[more])
        held = np.flatnonzero(value > 0.0)
        order = held[np.lexsort((other[held], -value[held], end[held]))]
        kept = order[arrays.place(end[order]) < score.MOST_NEIGHBOURS]
        return np.sort(arrays.paired(end[kept], other[kept], self.n))


def _ends(code: Ints, n: int) -> Ints:
    """Give the names of pairs, each once."""
    return _both(code // n, code % n)


def _most(parts: list[Values]) -> Values:
    code, value = (np.concatenate([np.zeros(0, kind), *(getattr(each, side) for each in parts)])
                   for side, kind in (("code", np.int64), ("value", np.float64)))  # fmt: skip
    return Values.most(code, value)


def _follow(sheet: Floats, at: Ints, value: Floats, told: Floats, there: Ints) -> None:
    """Raise rows of a sheet to what is told of others, each at its reach.

    Args:
        sheet: Rows x facets; changed.
        at: The row of each.
        value: Its reach.
        told: What is answered about names directly.
        there: Whom it reaches.
    """
    order, at = arrays.in_order(at)
    for low in range(0, len(order), score.MOST_SHARED):
        rows, here = order[low : low + score.MOST_SHARED], at[low : low + score.MOST_SHARED]
        first = np.flatnonzero(arrays.fresh(here))
        most = np.maximum.reduceat(value[rows, None] * told[there[rows]], first, axis=0)
        sheet[here[first]] = np.maximum(sheet[here[first]], most)


class _Apart:
    """What each source tells alone: its links, what is reached over them, and how complete that makes its names."""

    def __init__(self, graph: Graph, plain: Graph, passing: Floats) -> None:
        """Take a graph, the same without what letterheads say (which is not kept), and what each name lets pass."""
        self.graph, self.ids = graph, Ids(graph, apart=True)
        self.links = score.links_over(self.ids, graph, graph.between.where(graph.between.plain), score.telling(graph))
        self.own, self.weight = score.own(self.ids, plain), graph.weight[self.ids.name]
        self.answers = score.tells(self.own, self.weight)
        self.reach = self._reach(self.links, passing)
        self.complete = np.zeros(self.ids.size)
        self.complete = self._complete(self.reach, np.arange(self.ids.size), self.own, self.answers)

    def _reach(self, links: Pairs, passing: Floats) -> Pairs:
        return score.joint(list(score.reaches(links, passing[self.ids.name], self.weight, self.ids.size)))

    def _complete(self, reach: Pairs, nodes: Ints, own: Floats, answers: Bools) -> Floats:
        """Give how complete each node is when these are looked at anew."""
        place, sheet = np.full(self.ids.size, -1, dtype=np.int64), own[nodes]
        place[nodes] = np.arange(len(nodes))
        for here, there in ((reach.left, reach.right), (reach.right, reach.left)):
            row = np.flatnonzero((place[here] >= 0) & answers[there])
            _follow(sheet, place[here[row]], reach.value[row], own, there[row])
        out = self.complete.copy()
        out[nodes] = score.answered(sheet, score.shares(self.graph))
        return out

    def singles(self, reach: Pairs) -> Values:
        """Give the reach of each two names in their best source."""
        left, right = self.ids.name[reach.left], self.ids.name[reach.right]
        return Values.most(arrays.paired(left, right, len(self.graph.names)), reach.value)

    def left(self, rest: Left, crowded: tuple[Bools, Bools], passing: Floats) -> tuple[Values, Floats]:
        """Give the reach of each two names in their best source that remains, and by name how complete one makes it.

        Args:
            rest: What counts now.
            crowded: The keys that are crowded now, and the sources that link names with one of which that is not as it
                was.
            passing: What each name lets pass now.
        """
        anew = (rest.redone | crowded[1]) & ~rest.gone
        links = score.where(self.links, ~(rest.gone | anew)[self.ids.source[self.links.left]])
        if anew.any():
            links = score.merged([links, self._linked(rest, anew, crowded[0])], self.ids.size)
        reach = self._reach(links, passing)
        away, (own, answers) = rest.gone[self.ids.source], self._said(rest)
        other = self._other(reach) | rest.redone[self.ids.source]
        complete = self._complete(reach, np.flatnonzero(other & ~away), own, answers)
        best = np.zeros(len(self.graph.names))
        np.maximum.at(best, self.ids.name, np.where(away, 0.0, complete))
        return self.singles(reach), best

    def _linked(self, rest: Left, sources: Bools, crowded: Bools) -> Pairs:
        """Give the links of these sources, over the keys that are not crowded."""
        between, keyed = self.graph.between, self.graph.keyed
        between = between.where(rest.between & sources[between.source])
        keyed = keyed.where(rest.keyed & sources[keyed.source] & ~crowded[keyed.right])
        return score.links_over(self.ids, self.graph, between, keyed)

    def _said(self, rest: Left) -> tuple[Floats, Bools]:
        """Give what is answered of each node directly, and whether anything is that others learn by following it."""
        if not rest.redone.any():
            return self.own, self.answers
        part = self.graph.only(rest.redone)
        part = replace(part, cells=self.graph.cells.where(rest.cells & rest.redone[self.graph.cells.source]))
        ids, nodes = Ids(part, apart=True), np.flatnonzero(rest.redone[self.ids.source])
        own, answers = self.own.copy(), self.answers.copy()
        own[nodes] = 0.0
        own[np.searchsorted(self.ids.codes, ids.codes)] = score.own(ids, part)
        answers[nodes] = score.tells(own[nodes], self.weight[nodes])
        return own, answers

    def _other(self, reach: Pairs) -> Bools:
        """Say of each node whether what it reaches differs from what it reached in the whole."""
        size, out = max(1, self.ids.size), np.zeros(self.ids.size, dtype=bool)
        place, hit = arrays.found(self.reach.codes(size), reach.codes(size))
        hit[hit] = self.reach.value[place[hit]] == reach.value[hit]
        lost = np.ones(len(self.reach.left), dtype=bool)
        lost[place[hit]] = False
        for pairs, mask in ((reach, ~hit), (self.reach, lost)):
            out[pairs.left[mask]], out[pairs.right[mask]] = True, True
        return out


@dataclass(frozen=True, slots=True)
class _Now:
    """How the links are without some sources.

    Attributes:
        followed: How the links that are followed differ.
        mids: Whether what a name in between passes on may differ.
        opened: What those pass on now.
    """

    passing: Floats
    followed: _Change
    mids: Bools
    opened: _Open


@dataclass(frozen=True, slots=True)
class Mended:
    """E of a part of a folder, as `score.emerged` gives it.

    Attributes:
        gained: Pairs of names (left * names + right) that gain and did not, in order.
        lost: Those that gained in the whole and do not.
        completed: By name, how much more all sources answer than the best one.
    """

    emergence: float
    gained: Ints
    lost: Ints
    completed: Floats


class Looks:
    """Gives E without some sources, as often as it is asked."""

    def __init__(self, graph: Graph, measure: Measure | Basis) -> None:
        """Take all sources and their measure."""
        self.graph, self.measure = graph, measure
        self.links = graph.many_links

    def emergence_without(self, gone: Bools) -> float:
        """Give E of the sources that are not gone."""
        if self.links < LEAST_LINKS or _links_of(self.graph, gone) > MOST_GONE * self.links:
            quick = self._uncrowded if self.links < LEAST_LINKS else None
            return quick.emergence_without(gone) if quick else score.emergence_of(self.graph.only(~gone))
        return self._known.emergence_without(gone)

    def left(self, rest: Left) -> Mended:
        """Give E of what is left."""
        return self._known.left(rest)

    @cached_property
    def _uncrowded(self) -> Uncrowded | None:
        return Uncrowded.of(self.graph, self.measure.linked)

    @cached_property
    def _known(self) -> Known:
        return Known(self.graph, self.measure)


class Known:
    """What is known of all sources of a graph together, ordered so that what differs without some is found."""

    def __init__(self, graph: Graph, measure: Measure | Basis) -> None:
        """Take a graph with at least one name, and its measure."""
        self.graph, plain = graph, replace(graph, cells=graph.cells.where(graph.cells.plain))
        self.n, self.measure, self.share = len(graph.names), measure, score.shares(graph)
        self.keyed, self.direct = _Keyed(graph), _Direct(graph)
        self.web, self.followed = _Web(measure.linked, self.n), _Near(measure.links, self.n)
        opened = score.opened(measure.links, measure.passing, graph.weight, score.MOST_NEIGHBOURS)
        self.opened = _Open(Pairs(*opened), measure.passing)
        self.apart = _Apart(graph, plain, measure.passing)
        alone = measure.alone
        self.single = Values(alone.single.codes(self.n), alone.single.value)
        self.lost = score.lost(graph.weight, measure.gained)
        self.own = score.own(Ids(graph, apart=False), plain)
        self.answers = score.tells(self.own, graph.weight)
        self.denied = graph.denied_pairs()
        ends, none = _ends(self.denied, self.n), np.zeros(len(graph.names), dtype=bool)
        parts = [*self.opened.beyond(ends, none), self._direct(ends, None)]
        self.denied_reach = _reach_of(parts, self.denied, self.n)

    def emergence_without(self, gone: Bools) -> float:
        """Give E of the sources that are not gone."""
        return self.left(Left.without(self.graph, gone)).emergence

    def left(self, rest: Left) -> Mended:
        """Give E of a part."""
        standing, code = self.keyed.left(rest)
        now = self._now(rest, standing, code)
        single, best = self.apart.left(rest, self.keyed.crowded(standing), now.passing)
        reach, gain = self._pairs(now, single)
        weight, lost = self.graph.weight, self.lost.copy()
        ends = gain.code // self.n, gain.code % self.n
        for here, there in (ends, ends[::-1]):
            more = score.unrelated(weight[there], gain.after) - score.unrelated(weight[there], gain.before)
            lost += np.bincount(here, more, len(lost))
        complete = score.answered(self._sheet(rest, now, reach), self.share)
        if self.graph.denied:
            best = np.where(self.graph.denied_subjects(), complete, best)
        emergence = math.fsum(score.own_emergences(self.graph, complete, best, lost))
        gained, lost_ = (gain.code[each == 0.0] for each in (gain.before, gain.after))
        return Mended(emergence, gained, lost_, complete - best)

    def _now(self, rest: Left, standing: _Standing, keyed: Ints) -> _Now:
        code = _both(keyed, self.direct.left(rest))
        value = np.maximum(self.keyed.joined(code, standing).of(code), self.direct.values(code, rest).of(code))
        links = _Change.of(code, self.web.values(code), value)
        degree, n = self.web.degree.copy(), self.n
        for pairs, step in ((links.code[links.before == 0.0], 1), (links.code[links.after == 0.0], -1)):
            degree += step * (np.bincount(pairs // n, minlength=n) + np.bincount(pairs % n, minlength=n))
        passing = score.damping(self.graph.passing, degree)
        followed, mids = self.web.change(links, degree), passing != self.measure.passing
        mids[_ends(followed.code, n)] = True
        ends, others, values = self._followed(np.flatnonzero(mids), followed)
        order, code = arrays.in_order(arrays.paired(ends, others, n))
        links_ = code // n, code % n, values[order]
        held = score.best_known(links_, passing, self.graph.weight, score.MOST_NEIGHBOURS)
        return _Now(passing, followed, mids, _Open(held, passing))

    def _followed(self, names: Ints, change: _Change) -> tuple[Ints, Ints, Floats]:
        """Give the links of these names that are followed now, as (name, other name, value)."""
        row, end, other = self.followed.of(names)
        value = change.now.over(self.followed.code(row), self.followed.links.value[row])
        wanted = np.zeros(self.n, dtype=bool)
        wanted[names] = True
        fresh = change.before == 0.0
        a, b, more = change.code[fresh] // self.n, change.code[fresh] % self.n, change.after[fresh]
        end = np.concatenate([end, a[wanted[a]], b[wanted[b]]])
        other = np.concatenate([other, b[wanted[a]], a[wanted[b]]])
        value = np.concatenate([value, more[wanted[a]], more[wanted[b]]])
        return end[value > 0.0], other[value > 0.0], value[value > 0.0]

    def _direct(self, names: Ints, now: _Now | None) -> tuple[Ints, Ints, Floats]:
        """Give the links of these names that are followed, now or in the whole."""
        none = np.zeros(0)
        return self._followed(names, now.followed if now else _Change(none.astype(np.int64), none, none))

    def _pairs(self, now: _Now, single: Values) -> tuple[_Change, _Change]:
        """Give the reaches that differ, and the gains."""
        mids, n = np.flatnonzero(now.mids), self.n
        counts = (self.graph.weight > 0.0)[now.followed.code // n] & (self.graph.weight > 0.0)[now.followed.code % n]
        direct = now.followed.code[counts]
        then = _most([self.opened.over(mids), Values(direct, now.followed.before[counts])])
        over = _most([now.opened.over(mids), Values(direct, now.followed.after[counts])])
        code = _both(_both(then.code, over.code), _other(self.single, single))
        row, hit = _within(self.measure.gained, n, code)
        gained = np.where(hit, self.measure.gained.value[row], 0.0) if len(row) and hit.any() else np.zeros(len(code))
        place, hit = arrays.found(self.single.code, code)
        before = gained.copy()
        before[hit] = self.measure.alone.reached[place[hit]]
        denied = arrays.among(self.denied, code)
        before[denied] = self.denied_reach.of(code[denied])
        after, best_then = over.of(code), then.of(code)
        # What nothing that differs gave is there still; where what differs gave it and gives less, all is looked at.
        after = np.where(best_then < before, np.maximum(before, after), after)
        rest = np.flatnonzero((best_then >= before) & (after < before))
        after[rest] = self._elsewhere(code[rest], now, after[rest])
        gain = after - single.of(code)
        gain[(gain <= score.LEAST_GAIN) | denied] = 0.0
        return _Change.of(code, before, after), _Change.of(code, gained, gain)

    def _elsewhere(self, code: Ints, now: _Now, least: Floats) -> Floats:
        """Give what pairs reach over names in between that differ in nothing or by a link that does not, or `least`."""
        direct = np.where(arrays.among(now.followed.code, code), 0.0, self.followed.values(code))
        return self.opened.between(code, now.mids, np.maximum(least, direct))

    def _sheet(self, rest: Left, now: _Now, reach: _Change) -> Floats:
        """Give what is answered of each name now, directly or by following a reach."""
        weight, sheet = self.graph.weight, self.measure.alone.answered.copy()
        own, told = self._own(rest)
        answers = score.tells(own, weight)
        anew = np.zeros(self.n, dtype=bool)
        anew[told] = True
        less = own < self.own
        asked = told[self.answers[told]]
        none = np.zeros(self.n, dtype=bool)
        for name, other, value in [*self.opened.beyond(asked, none), self._direct(asked, None)]:
            anew[other[self._gave(other, value, name, less[name])]] = True
        ends = reach.code // self.n, reach.code % self.n
        for here, there in (ends, ends[::-1]):
            row = np.flatnonzero((reach.after < reach.before) & self.answers[there])
            anew[here[row[self._gave(here[row], reach.before[row], there[row], np.True_)]]] = True
            row = np.flatnonzero((reach.after > reach.before) & answers[there])
            _follow(sheet, here[row], reach.after[row], own, there[row])
        sheet[anew] = own[anew]
        names = np.flatnonzero(anew & (weight > 0.0))
        for name, other, value in self._beyond(names, now):
            row = np.flatnonzero(answers[other])
            _follow(sheet, name[row], value[row], own, other[row])
        more = np.flatnonzero((own > self.own).any(axis=1) & answers)
        for name, other, value in self._beyond(more, now):
            row = np.flatnonzero(weight[other] > 0.0)
            _follow(sheet, other[row], value[row], own, name[row])
        return sheet

    def _gave(self, here: Ints, value: Floats, there: Ints, less: Bools | np.bool_) -> Bools:
        """Say whether a reach gave a name the best answer to a question of those that are answered less now."""
        same = value[:, None] * self.own[there] == self.measure.alone.answered[here]
        return np.asarray((same & less & (self.own[there] > 0.0)).any(axis=1))

    def _beyond(self, names: Ints, now: _Now) -> list[tuple[Ints, Ints, Floats]]:
        none = np.zeros(self.n, dtype=bool)
        return [*self.opened.beyond(names, now.mids), *now.opened.beyond(names, none), self._direct(names, now)]

    def _own(self, rest: Left) -> tuple[Floats, Ints]:
        """Give what is answered of each name directly, and the names of which that differs."""
        cells, names = self.graph.cells, np.zeros(self.n, dtype=bool)
        names[cells.name[rest.cells != cells.plain]] = True
        left = replace(self.graph, cells=cells.where(names[cells.name] & rest.cells))
        own = np.where(names[:, None], score.own(Ids(left, apart=False), left), self.own)
        return own, np.flatnonzero((own != self.own).any(axis=1))


def _other(then: Values, now: Values) -> Ints:
    """Give the pairs whose values differ."""
    place, hit = arrays.found(then.code, now.code)
    hit[hit] = then.value[place[hit]] == now.value[hit]
    lost = np.ones(len(then.code), dtype=bool)
    lost[place[hit]] = False
    return _both(then.code[lost], now.code[~hit])


def _reach_of(parts: list[tuple[Ints, Ints, Floats]], code: Ints, n: int) -> Values:
    """Keep the greatest values of some pairs, by their numbers in order."""
    found = []
    for name, other, value in parts:
        pair = arrays.paired(np.minimum(name, other), np.maximum(name, other), n)
        keep = arrays.among(code, pair)
        found.append(Values.most(pair[keep], value[keep]))
    return _most(found)
