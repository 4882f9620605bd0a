"""The aggregation score: what a set of sources tells together, and what of it stands in no single source.

Terms, all maxima over sources, so that copies, splits, merges and repetition change nothing they should not:

- *link* r1(s,t): the best direct link of two names, or the keys that they share: max over levels L of
  L * HOP * chance(sum of bits of the keys that both are linked with at level x confidence of L or above).
- *reach* r(s,t): the best of r1(s,t) and CHAIN * r1(s,b) * passing(b) * r1(b,t) over names b in between.
- *completeness* C(s): share of the profile's facet weight that is answered about s, directly (r = 1) or by following
  a reach; distinct values add with diminishing returns, the same value counts once.
- *relatedness* R(s) = 1 - product over t of (1 - w(t) * r(s,t)): partners add with diminishing returns, so that a file
  which names thirty people does not weigh thirty times one that names one.
- *picture* V = sum w (SHEET * C + JOIN * R). *Emergence* E = the same sum with C and each r less what their best single
  source gives.

For E alone, names in between are damped by the number of their neighbours, windows that many sources share carry no
link and no cell, weak keys that many names stand with join none of them, and of a name's links those count that are
among the strongest of one of its ends: in a folder of thousands everything shares a day with everything.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from auditor import arrays
from auditor.graph import GRAIN, NARROW, Bools, Cells, Floats, Graph, Ints, Table

Column = TypeVar("Column", Ints, Floats)

SCORE_VERSION = "7"
HOP = 0.9
CHAIN = 0.3  # chosen: a chain over a name says less than the two links that it is made of, which count already
# chosen on three hand-written folders: completed cells hardly fall when what joins the folder goes, the joins do
SHEET, JOIN = 0.3, 1.0
VALUE_RETURN = 0.6  # one certain value answers 60 % of a question, two 84 %
LEVELS = (0.8, 0.65, 0.5, 0.4, 0.3, 0.2)
# The logistic of `extractors.keys`, so that one key alone joins as surely as its rarity says.
CHANCE_BITS = 10.0
CHANCE_WIDTH = 2.1
FLOOR = 0.02  # a reach below this is not counted: it keeps the pairs sparse, and is absolute
LEAST_CHANCE = 0.17  # a join over keys below it is as likely accident: one shared day, a round number
MIN_BITS = 2.0
MOST_SHARED = 250_000  # pairs of names over one key or one name that are held at once: they fit into the processor
MOST_REACHED = 1_000_000  # links, or pairs over a name in between, that are held at once
MOST_FOLLOWED = 250_000  # the same where a dozen columns stand beside each: they fit into the processor
MOST_NEIGHBOURS = 64  # chosen: with so many neighbours a name is related to the full; bounds what a hub costs
MOST_PAIRS = 50_000_000  # of names over keys, that the picture looks at: some twenty thousand files' worth
MOST_JOINED = 64  # names of one key with which all others that share it are joined: as for neighbours
MOST_BEARERS = 64  # chosen: a day or a round number that so many names stand with says nothing of any two of them
_WEAK = CHANCE_BITS + CHANCE_WIDTH * math.log2(LEAST_CHANCE / (1.0 - LEAST_CHANCE))
WEAK_BITS = round(_WEAK / GRAIN) * GRAIN  # in whole steps as bits are; joins nobody alone
FEW_NEIGHBOURS = 10.0
LEAST_GAIN = 1e-9  # less is a difference of rounding


@dataclass(frozen=True, slots=True)
class Pairs:
    """Values of ordered pairs (left < right), sorted by pair; the ends are narrow (`graph.NARROW`)."""

    left: Ints
    right: Ints
    value: Floats

    @classmethod
    def of(cls, code: Ints, value: Floats, n: int) -> Pairs:
        """Take pairs as numbers, left * n + right."""
        left = (code // max(1, n)).astype(NARROW)
        return cls(left, (code % max(1, n)).astype(NARROW), value)

    def codes(self, n: int) -> Ints:
        """Give each pair as one number, left * n + right."""
        return arrays.paired(self.left, self.right, n)


@dataclass(frozen=True, slots=True)
class Alone:
    """What single sources show of what all show together, in emergence.

    Attributes:
        answered: Names x facets, what the cells that count there answer together, directly or by following a reach.
        single: Each pair's reach in its best source.
        reached: The reach of those pairs over all sources, 0.0 where there is none.
    """

    answered: Floats
    single: Pairs
    reached: Floats


@dataclass(frozen=True, slots=True)
class Emerged:
    """E with its parts, as in `Measure`."""

    emergence: float
    gained: Pairs
    completeness: Floats
    best_single: Floats
    alone: Alone


@dataclass(frozen=True, slots=True)
class Basis:
    """What of a measure of E is mended when less is left, as in `Measure`."""

    gained: Pairs
    links: Pairs
    passing: Floats
    linked: Pairs
    alone: Alone


@dataclass(frozen=True, slots=True)
class Measure:
    """V and E with their parts.

    Attributes:
        single: Picture of each source alone, in source order.
        completeness: By name, 0.0 to 1.0; of names without weight only what is said of them directly, as in `sheet`.
        best_single: By name, the completeness that its most telling single source gives.
        sheet: Names x facets, what is answered (0.0 to 1.0), directly or by following a reach.
        gained: Pairs of names with weight whose reach is more than any single source gives, `value` the difference.
        links: The links that emergence follows, as `joined` gives them.
        passing: What each name lets pass there.
        linked: All links of emergence, as `linked` gives them.
        alone: What else emergence was made of.
    """

    picture: float
    emergence: float
    single: Floats
    completeness: Floats
    best_single: Floats
    sheet: Floats
    gained: Pairs
    links: Pairs
    passing: Floats
    linked: Pairs
    alone: Alone


def value(emergence: float, half: float) -> float:
    """Turn emergence into the score 0 to 100; `half` is the emergence that scores 50."""
    return float(100.0 * (1.0 - 2.0 ** (-max(0.0, emergence) / half)))


def wanted(score: float, half: float) -> float:
    """Give the emergence at which the score is this much; the inverse of `value`."""
    return float(-half * np.log2(1.0 - min(score, 99.999) / 100.0))


def chance(bits: Floats) -> Floats:
    """Say how surely two names that share keys of so many bits are joined by them, 0.0 to 1.0."""
    return 1.0 / (1.0 + np.exp2((CHANCE_BITS - bits) / CHANCE_WIDTH))


def chance_of(bits: float) -> float:
    """Give `chance` of one number."""
    return float(1.0 / (1.0 + 2.0 ** ((CHANCE_BITS - bits) / CHANCE_WIDTH)))


def bits_of(rarity: float) -> float:
    """Give the bits of a key that joins with this probability alone; the inverse of `chance`, 0.0 at the least."""
    held = min(max(rarity, 1e-6), 0.999)
    return max(0.0, CHANCE_BITS + CHANCE_WIDTH * float(np.log2(held / (1.0 - held))))


def measured(graph: Graph) -> Measure:
    """Measure the sources of a graph together and each alone."""
    every, apart = Ids(graph, apart=False), Ids(graph, apart=True)
    share = shares(graph)
    whole = _together(graph, every)
    picture, sheet = float(whole.pictures(share).sum()), whole.sheet
    own = _together(graph, apart).pictures(share)
    single = np.bincount(apart.source, own, minlength=len(graph.sources)).astype(np.float64)
    links = linked(graph)
    followed = joined(graph, links)
    made = _emergence(graph, every, apart, share, followed)
    return Measure(picture, made.emergence, single, made.completeness, made.best_single, sheet, made.gained,
                   *followed, links, made.alone)  # fmt: skip


def emerged(graph: Graph) -> Emerged:
    """Give E with the pairs that gain, and by name the completeness together and from the best single source."""
    return _emergence(graph, Ids(graph, apart=False), Ids(graph, apart=True), shares(graph), joined(graph))


def looked(graph: Graph) -> tuple[Emerged, Basis]:
    """Give what `emerged` gives, and what it takes to mend it."""
    links = linked(graph)
    followed = joined(graph, links)
    made = _emergence(graph, Ids(graph, apart=False), Ids(graph, apart=True), shares(graph), followed)
    return made, Basis(made.gained, *followed, links, made.alone)


def emergence_of(graph: Graph) -> float:
    """Give E alone."""
    return emerged(graph).emergence


def shares(graph: Graph) -> Floats:
    """Give each facet's share of the weight of all."""
    return np.asarray(graph.facet_weight / max(graph.facet_weight.sum(), 1e-12))


def answered(sheet: Floats, share: Floats) -> Floats:
    """Give of each row the share of the facets' weight that it answers; the same whatever other rows there are."""
    return np.asarray((sheet * share).sum(axis=1))


def where(pairs: Pairs, mask: Bools) -> Pairs:
    return Pairs(pairs.left[mask], pairs.right[mask], pairs.value[mask])


def picture_of(graph: Graph) -> float:
    """Give V alone."""
    return float(_together(graph, Ids(graph, apart=False)).pictures(shares(graph)).sum())


def linked(graph: Graph, plain: bool = True) -> Pairs:
    """Give the direct and key-joined links between names (r1), as emergence (`plain`) or the picture sees them."""
    return _links(Ids(graph, apart=False), graph, plain)


def joined(graph: Graph, links: Pairs | None = None) -> tuple[Pairs, Floats]:
    """Give the links that emergence follows, and what each name lets pass: all its neighbours count for that.

    `links` are all of `linked` where they are known.
    """
    links = linked(graph) if links is None else links
    return strongest(links, MOST_NEIGHBOURS), damped(graph, links)


def telling(graph: Graph) -> Table:
    """Give the links with keys over which emergence joins names."""
    return graph.keyed.where(graph.keyed.plain & ~_crowded(graph)[graph.keyed.right])


def showing(graph: Graph) -> Table:
    """Give the links with keys over which the picture joins names.

    All of them, so that nothing that is added lowers it; where they would make more than `MOST_PAIRS` pairs, those that
    emergence takes, letterheads with them: nobody reads off which of a hundred thousand names share a day.
    """
    bearers = bearers_of(graph, graph.keyed)
    if int((bearers * np.minimum(bearers, MOST_JOINED)).sum()) <= MOST_PAIRS:
        return graph.keyed
    return graph.keyed.where(~_crowded(graph)[graph.keyed.right])


def _crowded(graph: Graph) -> Bools:
    """Say of each key whether more names stand with it than one of its bits is met with by chance.

    `MOST_BEARERS` of a key too weak to join anybody alone, twice as many for each further bit.
    """
    return np.asarray(bearers_of(graph, graph.keyed.where(graph.keyed.plain)) > most_bearers(graph))


def is_crowded(graph: Graph) -> bool:
    """Say whether a key is crowded, or more names share one than are all joined; where none is, no part has one."""
    bearers = bearers_of(graph, graph.keyed.where(graph.keyed.plain))
    return bool((bearers > np.minimum(most_bearers(graph), MOST_JOINED)).any())


def most_bearers(graph: Graph) -> Floats:
    """Give each key the most names that may stand with it before it is crowded."""
    most: Floats = MOST_BEARERS * np.exp2(np.clip(graph.bits - WEAK_BITS, 0.0, 40.0))
    return most


def bearers_of(graph: Graph, keyed: Table) -> Ints:
    """Give each key the number of names that these rows link with it."""
    names = max(1, len(graph.names))
    standing = arrays.each_once(arrays.paired(keyed.right, keyed.left, names))
    return np.bincount(standing // names, minlength=len(graph.keys))


def damped(graph: Graph, links: Pairs) -> Floats:
    """Give each name's passing value divided by log2(1 + its neighbours / 4), at most as it is (as Adamic-Adar).

    What everybody stands beside (a secretariat, a test house) joins two of its neighbours no more than a letterhead
    does; a name with a handful of neighbours joins them fully. Neighbours, not files, are counted: to split a file or
    to repeat it changes nothing.
    """
    degree = np.bincount(links.left, minlength=len(graph.names)) + np.bincount(links.right, minlength=len(graph.names))
    return damping(graph.passing, degree)


def damping(passing: Floats, degree: Ints) -> Floats:
    """Do what `damped` does for names with so many neighbours."""
    return np.asarray(passing / np.maximum(1.0, np.log2(1.0 + degree / FEW_NEIGHBOURS)))


class Ids:
    """Node ids: a name's own, or (apart) one for each (source, name), so that no chain leaves its source."""

    def __init__(self, graph: Graph, apart: bool) -> None:
        self.apart, n = apart, max(1, len(graph.names))
        if not apart:
            self.size, self.name = len(graph.names), np.arange(len(graph.names))
            self.source = np.zeros(len(graph.names), dtype=np.int64)
            return
        ends = ((graph.between.source, graph.between.left), (graph.between.source, graph.between.right),
                (graph.keyed.source, graph.keyed.left), (graph.cells.source, graph.cells.name))  # fmt: skip
        each = [arrays.each_once(arrays.paired(source, name, n)) for source, name in ends]
        self.codes, self.n = arrays.each_once(np.concatenate(each)), n
        self.size = len(self.codes)
        self.name, self.source = (self.codes % n).astype(NARROW), (self.codes // n).astype(NARROW)

    def of(self, source: Ints, name: Ints) -> Ints:
        """Give the ids of names as these sources have them."""
        return np.searchsorted(self.codes, arrays.paired(source, name, self.n)) if self.apart else name

    def key(self, source: Ints, key: Ints, keys: int) -> Ints:
        """Give column ids of keys, likewise apart by source."""
        return arrays.paired(source, key, keys) if self.apart else key


def _links(ids: Ids, graph: Graph, plain: bool) -> Pairs:
    between = graph.between.where(graph.between.plain) if plain else graph.between
    return links_over(ids, graph, between, telling(graph) if plain else showing(graph))


def links_over(ids: Ids, graph: Graph, between: Table, keyed: Table) -> Pairs:
    """Give the links that these rows of a graph's tables make."""
    direct = best_of(ids.of(between.source, between.left), ids.of(between.source, between.right),
                   between.level * between.confidence, ids.size)  # fmt: skip
    return _with(joint(_joined(ids, graph, keyed)), direct, ids.size)


def _with(pairs: Pairs, others: Pairs, n: int) -> Pairs:
    """Give the best value of each pair in either; quick where the others are few."""
    if not len(pairs.left) or not len(others.left):
        return others if len(others.left) else pairs
    code, more = pairs.codes(n), others.codes(n)
    place = np.searchsorted(code, more)
    hit = code[np.minimum(place, len(code) - 1)] == more
    pairs.value[place[hit]] = np.maximum(pairs.value[place[hit]], others.value[hit])
    fresh, at = where(others, ~hit), place[~hit]
    return Pairs(np.insert(pairs.left, at, fresh.left), np.insert(pairs.right, at, fresh.right),
                 np.insert(pairs.value, at, fresh.value))  # fmt: skip


def _joined(ids: Ids, graph: Graph, keyed: Table) -> list[Pairs]:
    """Join names over the keys that they share: the best of all levels, in parts that fit into memory.

    Two names share a key at the level that both are linked with it; at each level the bits of all keys shared there
    or above add up.
    """
    sure = keyed.level * keyed.confidence
    rare = keyed.where((graph.bits[keyed.right] >= MIN_BITS) & (sure >= LEVELS[-1]))
    who, step = ids.of(rare.source, rare.left), steps(rare.level * rare.confidence)
    order = arrays.by_columns([ids.key(rare.source, rare.right, max(1, len(graph.keys))), who, step])
    who, step, key = who[order], step[order], ids.key(rare.source, rare.right, max(1, len(graph.keys)))[order]
    first = arrays.fresh(key, who)
    who, step, key, bits = who[first], step[first], key[first], graph.bits[rare.right[order][first]]
    others = _Others.of(key, None if ids.apart else standing(graph)[who])
    found = []
    for rows in _parts(who, others.many, ids.size):
        left, right = others.pairs(rows)
        code = arrays.paired(who[left], who[right], ids.size)
        found.append(over_keys(code, np.maximum(step[left], step[right]), bits[left], max(1, ids.size)))
    return found


@dataclass(frozen=True, slots=True)
class _Others:
    """For each row of a table sorted by key the later rows of its key with which it is joined: all of them, or of a
    key that more than `MOST_JOINED` names stand with those that make a pair with one of its first names.

    Attributes:
        begin: Where a row's partners begin in `rows`.
        many: How many they are.
    """

    begin: Ints
    many: Ints
    rows: Ints

    @classmethod
    def of(cls, key: Ints, standing: Ints | None) -> _Others:
        """Take keys in order and the standing of each row's name (0 is the first), None where all are joined."""
        count, every = arrays.counts(key), np.arange(len(key))
        last = np.repeat(np.cumsum(count) - 1, count)
        crowd = np.flatnonzero(np.repeat(count > MOST_JOINED, count)) if standing is not None else every[:0]
        if standing is None or not len(crowd):
            return cls(every + 1, last - every, every)
        order = crowd[np.lexsort((standing[crowd], key[crowd]))]
        first = np.zeros(len(key), dtype=bool)
        first[order[arrays.place(key[order]) < MOST_JOINED]] = True
        before = np.cumsum(first)
        begin, many = every + 1, last - every
        rest = crowd[~first[crowd]]
        begin[rest] = len(key) + before[rest]
        many[rest] = before[last[rest]] - before[rest]
        return cls(begin, many, np.concatenate([every, np.flatnonzero(first)]))

    def pairs(self, rows: Ints) -> tuple[Ints, Ints]:
        """Give the pairs of these rows as (row, later row)."""
        many = self.many[rows]
        left = np.repeat(rows, many)
        within = np.arange(len(left)) - np.repeat(np.cumsum(many) - many, many)
        return left, self.rows[self.begin[left] + within]


def standing(graph: Graph) -> Ints:
    """Give each name its place in the order in which names stand for all that share a key: the weightiest first."""
    out = np.empty(len(graph.names), dtype=np.int64)
    out[np.argsort(-graph.weight, kind="stable")] = np.arange(len(graph.names))
    return out


def steps(sure: Floats) -> Ints:
    """Give the place in LEVELS of the highest level that each reaches."""
    return len(LEVELS) - np.searchsorted(np.array(LEVELS[::-1]), sure, side="right")


def _parts(who: Ints, behind: Ints, size: int) -> list[Ints]:
    """Cut the rows by the name that they are of, so that no part makes many more pairs than `MOST_SHARED`."""
    total = np.cumsum(np.bincount(who, behind, minlength=size))
    if not len(total) or total[-1] <= MOST_SHARED:
        return [np.arange(len(who))]
    order, part = arrays.in_order((total // MOST_SHARED).astype(np.int64)[who])
    return np.split(order, np.flatnonzero(arrays.fresh(part))[1:])


def over_keys(code: Ints, step: Ints, bits: Floats, size: int) -> Pairs:
    """Give each pair of names what the keys that it shares are worth; one row a shared key comes in."""
    order, ordered = arrays.in_order(code)
    first = arrays.fresh(ordered) if len(code) else np.zeros(0, dtype=bool)
    pair, pairs = np.empty(len(code), dtype=np.int64), ordered[first]
    pair[order] = np.cumsum(first) - 1  # the rows stay where they are: bits add up in the order of the keys
    # Most pairs share one day or one round number: all that they share is too little, so no level need be looked at.
    enough = chance(np.bincount(pair, bits, len(pairs)).astype(np.float64)) >= LEAST_CHANCE
    rows = np.flatnonzero(enough[pair])
    pair, step, bits, pairs = (np.cumsum(enough) - 1)[pair[rows]], step[rows], bits[rows], pairs[enough]
    value = np.zeros(len(pairs))
    for place, level in enumerate(LEVELS):
        likely = chance(np.bincount(pair, np.where(step <= place, bits, 0.0), len(value)).astype(np.float64))
        value = np.maximum(value, np.where(likely >= LEAST_CHANCE, level * HOP * likely, 0.0))
    keep = value >= FLOOR
    return Pairs.of(pairs[keep], value[keep], size)


def best_of(left: Ints, right: Ints, data: Floats, n: int, floor: float = FLOOR) -> Pairs:
    """Keep the greatest value of each unordered pair, none of a node with itself and none below the floor."""
    code = arrays.paired(np.minimum(left, right), np.maximum(left, right), n)
    keep = (left != right) & (data >= floor)
    order, code = arrays.in_order(code[keep])
    data = data[keep][order]
    if not len(code):
        return Pairs.of(code, data, n)
    first = np.flatnonzero(arrays.fresh(code))
    return Pairs.of(code[first], np.maximum.reduceat(data, first), n)


def merged(parts: list[Pairs], n: int, floor: float = FLOOR) -> Pairs:
    return best_of(
        np.concatenate([part.left for part in parts]), np.concatenate([part.right for part in parts]),
        np.concatenate([part.value for part in parts]), n, floor,
    )  # fmt: skip


def reaches(links: Pairs, passing: Floats, weight: Floats, most: int) -> Iterator[Pairs]:
    """Follow one name in between: the best of each link and of two links over a name that lets pass.

    Of a name with more than `most` neighbours the most strongly linked ones are joined over it: whoever stands beside
    so many is related to the full by those already. The pairs come in parts, each of the names from one to another.
    Names without weight count in between alone: a pair with one adds nothing to any sum.
    """
    n, counts = len(weight), weight > 0.0
    middle, end, value = opened(links, passing, weight, most)
    behind = arrays.behind(middle)
    rows, _ = arrays.in_order(end)
    spans = arrays.spans(np.bincount(end, behind, minlength=n), MOST_FOLLOWED)
    names = [low for low, _ in spans] + [n]
    at, of_links = arrays.places(end[rows], names), arrays.places(links.left, names)
    for place in range(len(spans)):
        one, other = arrays.with_later(rows[at[place] : at[place + 1]], behind)
        found, keep = passed(value[one], passing[middle[one]], value[other])
        own = slice(of_links[place], of_links[place + 1])
        over = best_of(end[one[keep]], end[other[keep]], found, n, 0.0)
        direct = Pairs(links.left[own], links.right[own], links.value[own])
        yield _with(over, where(direct, counts[direct.left] & counts[direct.right]), n)


def passed(one: Floats, passing: Floats, other: Floats) -> tuple[Floats, Bools]:
    """Give the reach over a name in between from its two links, of those that are counted, and which these are."""
    found = np.maximum(one, other) * passing * np.minimum(one, other)
    keep = found >= FLOOR
    return CHAIN * found[keep], keep


def opened(links: Pairs, passing: Floats, weight: Floats, most: int) -> tuple[Ints, Ints, Floats]:
    """Give the links that a name in between may pass on, as (name in between, other name, value), sorted."""
    ends = _ends(links, len(weight))
    held = joint([best_known((middle, end, links.value[rows]), passing, weight, most) for rows, middle, end in ends])
    return held.left, held.right, held.value


def best_known(held_: tuple[Ints, Ints, Floats], passing: Floats, weight: Floats, most: int) -> Pairs:
    """Keep of each name in between the `most` strongest links, and of these such as can reach a name that counts.

    Args:
        held_: Links as (name in between, other name, value), sorted.
        passing: What each name lets pass.
        weight: Of each name; those without do not count.
        most: How many.
    """
    middle, end, value = held_
    best = np.zeros(len(value))
    if len(value):
        best = np.repeat(np.maximum.reduceat(value, np.flatnonzero(arrays.fresh(middle))), arrays.counts(middle))
    kept = best * passing[middle] * value >= FLOOR  # a pair needs a second link, which is at most the best
    held = where(Pairs(middle, end, value), kept)
    stays = arrays.foremost(held.left, held.value, most)
    return where(held, stays & (weight > 0.0)[held.right])


def _ends(links: Pairs, n: int) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Give every link from both of its ends as (row, name, other name), by name and other name, in parts of names."""
    degree = np.bincount(links.left, minlength=n) + np.bincount(links.right, minlength=n)
    spans = arrays.spans(degree, MOST_REACHED)
    at = arrays.places(links.left, [low for low, _ in spans] + [n])
    for place, (low, high) in enumerate(spans):
        mine = np.arange(at[place], at[place + 1])
        others = np.flatnonzero((links.right >= low) & (links.right < high)) if len(spans) > 1 else np.arange(at[-1])
        rows = np.concatenate([others, mine])  # of one name the lesser ones come first
        middle = np.concatenate([links.right[others], links.left[mine]])
        order, middle = arrays.in_order(middle)
        rows, middle = rows[order], middle.astype(NARROW)
        yield rows, middle, links.left[rows] + links.right[rows] - middle


class Told:
    """What is told of each node while its reaches come in parts: its sheet.

    Names without weight are not followed: what is told of a ministry is told of nobody who stands beside it.
    """

    def __init__(self, own: Floats, weight: Floats) -> None:
        """Take what is answered about each node directly."""
        self.own, self.weight = own, weight
        self.answered = tells(own, weight)
        self._answers = np.ascontiguousarray(own.T)  # a row a question: maxima are taken along it
        self._told = self._answers.copy()

    @property
    def sheet(self) -> Floats:
        """Give nodes x facets: what is told of each so far."""
        return np.ascontiguousarray(self._told.T)

    def reached(self, pairs: Pairs) -> None:
        """Take pairs with their reach."""
        for here, there in ((pairs.left, pairs.right), (pairs.right, pairs.left)):
            rows = np.flatnonzero(self.answered[there])  # most of what is reached is never asked about
            at, told, value = here[rows].astype(np.intp), there[rows], pairs.value[rows]
            for best, answers in zip(self._told, self._answers, strict=True):
                np.maximum.at(best, at, value * answers[told])


def tells(own: Floats, weight: Floats) -> Bools:
    """Say of each node whether anything is answered about it that whoever follows a reach to it learns."""
    return np.asarray((own.max(axis=1, initial=0.0) > 0) & (weight > 0))


class _Shown(Told):
    """The same for the picture, with how related each node is."""

    def __init__(self, own: Floats, weight: Floats) -> None:
        super().__init__(own, weight)
        self.lost = np.zeros(len(weight))

    def reached(self, pairs: Pairs) -> None:
        """Take pairs with their reach."""
        self.lost += lost(self.weight, pairs)
        super().reached(pairs)

    def pictures(self, share: Floats) -> Floats:
        """Give each node's part of a picture."""
        out: Floats = self.weight * (SHEET * answered(self.sheet, share) + JOIN * (1.0 - np.exp(self.lost)))
        return out


def own(ids: Ids, graph: Graph) -> Floats:
    """Give nodes x facets: what is answered about each directly."""
    cells, facets = graph.cells, max(1, len(graph.facets))
    own = np.zeros((ids.size, facets))
    if not len(cells.source):
        return own
    node, facet, q = _distinct(cells, ids)
    told = np.bincount(arrays.paired(node, facet, facets), np.log1p(-VALUE_RETURN * np.minimum(q, 1.0)), own.size)
    return 1.0 - np.exp(told.reshape(own.shape))


def _distinct(cells: Cells, ids: Ids) -> tuple[Ints, Ints, Floats]:
    """Keep each (node, facet, value) once, at its greatest confidence."""
    node = ids.of(cells.source, cells.name)
    order, node = arrays.in_order(node)  # the cells come sorted by facet, value and falling confidence
    facet, value_, q = cells.facet[order], cells.value[order], cells.q[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (node[1:] != node[:-1]) | (facet[1:] != facet[:-1]) | (value_[1:] != value_[:-1])
    return node[first], facet[first], q[first]


def lost(weight: Floats, pairs: Pairs) -> Floats:
    """Give by node the logarithm of what its pairs leave unrelated, an exact sum of steps of `GRAIN`."""
    out = np.zeros(len(weight))
    for start in range(0, len(pairs.left), MOST_REACHED):
        left, right, value = (getattr(pairs, side)[start : start + MOST_REACHED] for side in ("left", "right", "value"))
        for here, there in ((left, right), (right, left)):
            out += np.bincount(here, unrelated(weight[there], value), len(weight))
    return out


def unrelated(weight: Floats, value: Floats) -> Floats:
    """Give the logarithm of what a partner of this weight leaves of a name at this reach, in steps of `GRAIN`."""
    return np.asarray(np.rint(np.log1p(-np.minimum(weight * value, 0.999)) / GRAIN) * GRAIN)


def _together(graph: Graph, ids: Ids) -> _Shown:
    """Say what the sources tell of each name together, or (ids apart) of each name in each source, for the picture."""
    told, passing = _Shown(own(ids, graph), graph.weight[ids.name]), graph.passing[ids.name]
    most = ids.size if ids.apart else MOST_NEIGHBOURS
    for pairs in reaches(_links(ids, graph, plain=False), passing, told.weight, most):
        told.reached(pairs)
    return told


def _emergence(graph: Graph, every: Ids, apart: Ids, share: Floats, followed: tuple[Pairs, Floats]) -> Emerged:
    links, passing = followed
    graph = replace(graph, cells=graph.cells.where(graph.cells.plain))
    best, single = _alone(graph, apart, share, passing)
    told, gains, reached = Told(own(every, graph), graph.weight), [], np.zeros(len(single.left))
    for pairs in reaches(links, passing, graph.weight, MOST_NEIGHBOURS):
        told.reached(pairs)
        gains.append(_less(pairs, single, reached, every.size))
    sheet = told.sheet
    gained, complete = joint(gains), answered(sheet, share)
    if graph.denied:
        gained, best = _upheld(graph, gained), np.where(graph.denied_subjects(), complete, best)
    emergence = math.fsum(own_emergences(graph, complete, best, lost(graph.weight, gained)))
    return Emerged(emergence, gained, complete, best, Alone(sheet, single, reached))


def own_emergences(graph: Graph, complete: Floats, best: Floats, lost: Floats) -> Floats:
    """Give each name's part of E from its completeness, that of its best source, and `lost` over its gains."""
    emerged = SHEET * np.maximum(0.0, complete - best) + JOIN * (1.0 - np.exp(lost))
    return np.asarray(graph.weight * emerged)


def _alone(graph: Graph, apart: Ids, share: Floats, passing: Floats) -> tuple[Floats, Pairs]:
    """Give by name the completeness from its most telling source, and each pair's reach in its best source."""
    told, best = Told(own(apart, graph), graph.weight[apart.name]), np.zeros(len(graph.names))
    parts = []
    for pairs in reaches(_links(apart, graph, plain=True), passing[apart.name], told.weight, most=apart.size):
        told.reached(pairs)
        parts.append(Pairs(apart.name[pairs.left], apart.name[pairs.right], pairs.value))
    np.maximum.at(best, apart.name, answered(told.sheet, share))
    return best, merged(parts, len(graph.names), 0.0)


def own_emergence(graph: Graph, measure: Measure) -> Floats:
    """Give each name's part of E."""
    lost_ = lost(graph.weight, measure.gained)
    return own_emergences(graph, measure.completeness, measure.best_single, lost_)


def strongest(pairs: Pairs, most: int) -> Pairs:
    """Keep the pairs that are among the `most` strongest of one of their ends."""
    of_left, of_right = of_strongest(pairs, most)
    return where(pairs, of_left | of_right)


def of_strongest(pairs: Pairs, most: int) -> tuple[Bools, Bools]:
    """Say of each pair whether it is among the `most` strongest of its left name, and of its right one."""
    of_left, of_right = (np.zeros(len(pairs.left), dtype=bool) for _ in range(2))
    for rows, end, _ in _ends(pairs, int(pairs.right.max(initial=-1)) + 1):
        kept = np.flatnonzero(arrays.foremost(end, pairs.value[rows], most))
        left = end[kept] == pairs.left[rows[kept]]
        of_left[rows[kept[left]]], of_right[rows[kept[~left]]] = True, True
    return of_left, of_right


def _upheld(graph: Graph, gained: Pairs) -> Pairs:
    """Leave out the pairs that a person denied."""
    keep = ~np.isin(gained.codes(len(graph.names)), graph.denied_pairs())
    return Pairs(gained.left[keep], gained.right[keep], gained.value[keep])


def joint(parts: list[Pairs]) -> Pairs:
    """Lay parts that are in order one behind the other; the list is emptied, so that no column is held twice."""
    left, right, value_ = ([getattr(part, side) for part in parts] for side in ("left", "right", "value"))
    parts.clear()
    none = np.zeros(0, dtype=NARROW)
    return Pairs(_emptied(left or [none]), _emptied(right or [none]), _emptied(value_ or [np.zeros(0)]))


def _emptied(columns: list[Column]) -> Column:
    out = np.concatenate(columns)
    columns.clear()
    return out


def _less(whole: Pairs, single: Pairs, reached: Floats, n: int) -> Pairs:
    """Take the best single source's reach off each pair's; keep the pairs that gain.

    What is reached of the single sources' pairs is noted in `reached`.
    """
    begin, end = np.searchsorted(single.left, whole.left[[0, -1]] + [0, 1]) if len(whole.left) else (0, 0)
    own = Pairs(single.left[begin:end], single.right[begin:end], single.value[begin:end])
    place, hit = arrays.found(own.codes(n), whole.codes(n))
    reached[begin:end][place[hit]] = whole.value[hit]
    gain = whole.value.copy()
    gain[hit] -= own.value[place[hit]]
    keep = gain > LEAST_GAIN
    return Pairs(whole.left[keep], whole.right[keep], gain[keep])
