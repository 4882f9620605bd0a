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
from itertools import pairwise

import numpy as np

from auditor.graph import Bools, Cells, Floats, Graph, Ints, Table

SCORE_VERSION = "4"
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
MOST_NEIGHBOURS = 64  # chosen: with so many neighbours a name is related to the full; bounds what a hub costs
MOST_BEARERS = 64  # chosen: a day or a round number that so many names stand with says nothing of any two of them
WEAK_BITS = CHANCE_BITS + CHANCE_WIDTH * math.log2(LEAST_CHANCE / (1.0 - LEAST_CHANCE))  # joins nobody alone
FEW_NEIGHBOURS = 10.0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Values of ordered pairs (left < right), sorted by pair."""

    left: Ints
    right: Ints
    value: Floats


@dataclass(frozen=True, slots=True)
class Measure:
    """V and E with their parts.

    Attributes:
        single: Picture of each source alone, in source order.
        completeness: By name, 0.0 to 1.0.
        best_single: By name, the completeness that its most telling single source gives.
        sheet: Names x facets, what is answered (0.0 to 1.0), directly or by following a reach.
        gained: Pairs whose reach is more than any single source gives, `value` the difference.
        reach: All pairs with their reach, undamped.
        links: The links that emergence follows, as `joined` gives them.
        passing: What each name lets pass there.
        linked: All links of emergence, as `linked` gives them.
    """

    picture: float
    emergence: float
    single: Floats
    completeness: Floats
    best_single: Floats
    sheet: Floats
    gained: Pairs
    reach: Pairs
    links: Pairs
    passing: Floats
    linked: Pairs


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
    n, every = len(graph.names), _Ids(graph, apart=False)
    apart = _Ids(graph, apart=True)
    links = _links(every, graph, plain=False)
    whole = _reach(links, graph.passing, n)
    alone = _reach(_links(apart, graph, plain=False), graph.passing[apart.name], apart.size, most=apart.size)
    sheet, sheet_alone = _sheet(every, whole, graph), _sheet(apart, alone, graph)
    share = graph.facet_weight / max(graph.facet_weight.sum(), 1e-12)
    picture = _total(graph.weight, sheet @ share, whole)
    single = _by_source(apart, graph, sheet_alone @ share, alone)
    all_links = linked(graph)
    followed = joined(graph, all_links)
    emergence, gained, complete, best = _emergence(graph, every, apart, share, followed)
    return Measure(picture, emergence, single, complete, best, sheet, gained, whole, *followed, all_links)


def emerged(graph: Graph, links: Pairs | None = None) -> tuple[float, Pairs, Floats, Floats]:
    """Give E, the pairs that gain, and by name the completeness together and from the best single source.

    `links` are those of `linked` where they are known.
    """
    share = graph.facet_weight / max(graph.facet_weight.sum(), 1e-12)
    return _emergence(graph, _Ids(graph, apart=False), _Ids(graph, apart=True), share, joined(graph, links))


def emergence_of(graph: Graph) -> float:
    """Give E alone."""
    return emerged(graph)[0]


def emergence_without(graph: Graph, gone: Bools, links: Pairs) -> float:
    """Give E of the sources that are not gone, what the shortlist asks for many subsets; `links` are all of `graph`."""
    left = graph.only(~gone)
    return emerged(left, _links_left(graph, left, gone, links))[0]


def _links_left(graph: Graph, left: Graph, gone: Bools, links: Pairs) -> Pairs:
    """Give `linked(left)`: links of two names of which no source that is gone speaks stay as they are."""
    if not np.array_equal(_crowded(graph), _crowded(left)):
        return linked(left)
    touched, near = np.zeros(len(graph.names), dtype=bool), np.zeros(len(graph.keys), dtype=bool)
    for table, ends in ((graph.between, ("left", "right")), (graph.keyed, ("left",))):
        for end in ends:
            touched[getattr(table, end)[gone[table.source]]] = True
    near[left.keyed.right[touched[left.keyed.left]]] = True
    around = replace(left, between=left.between.where(touched[left.between.left] | touched[left.between.right]),
                     keyed=left.keyed.where(near[left.keyed.right]))  # fmt: skip
    anew, stay = linked(around), ~(touched[links.left] | touched[links.right])
    fresh = touched[anew.left] | touched[anew.right]
    return _merged([_where(links, stay), _where(anew, fresh)], len(graph.names))


def _where(pairs: Pairs, mask: Bools) -> Pairs:
    return Pairs(pairs.left[mask], pairs.right[mask], pairs.value[mask])


def picture_of(graph: Graph) -> float:
    """Give V alone."""
    ids = _Ids(graph, apart=False)
    reach = _reach(_links(ids, graph, plain=False), graph.passing, len(graph.names))
    share = graph.facet_weight / max(graph.facet_weight.sum(), 1e-12)
    return _total(graph.weight, _sheet(ids, reach, graph) @ share, reach)


def linked(graph: Graph, plain: bool = True) -> Pairs:
    """Give the direct and key-joined links between names (r1), as emergence (`plain`) or the picture sees them."""
    return _links(_Ids(graph, apart=False), graph, plain)


def joined(graph: Graph, links: Pairs | None = None) -> tuple[Pairs, Floats]:
    """Give the links that emergence follows, and what each name lets pass: all its neighbours count for that.

    `links` are all of `linked` where they are known.
    """
    links = linked(graph) if links is None else links
    return strongest(links, MOST_NEIGHBOURS), damped(graph, links)


def telling(graph: Graph) -> Table:
    """Give the links with keys over which emergence joins names."""
    return graph.keyed.where(graph.keyed.plain & ~_crowded(graph)[graph.keyed.right])


def _crowded(graph: Graph) -> Bools:
    """Say of each key whether it is weak and more than `MOST_BEARERS` names stand with it."""
    rows = graph.keyed.plain & (graph.bits[graph.keyed.right] < WEAK_BITS)
    pairs = np.unique(graph.keyed.right[rows] * max(1, len(graph.names)) + graph.keyed.left[rows])
    return np.bincount(pairs // max(1, len(graph.names)), minlength=len(graph.keys)) > MOST_BEARERS


def damped(graph: Graph, links: Pairs) -> Floats:
    """Give each name's passing value divided by log2(1 + its neighbours / 4), at most as it is (as Adamic-Adar).

    What everybody stands beside (a secretariat, a test house) joins two of its neighbours no more than a letterhead
    does; a name with a handful of neighbours joins them fully. Neighbours, not files, are counted: to split a file or
    to repeat it changes nothing.
    """
    degree = np.bincount(np.concatenate([links.left, links.right]), minlength=len(graph.names))
    return graph.passing / np.maximum(1.0, np.log2(1.0 + degree / FEW_NEIGHBOURS))


class _Ids:
    """Node ids: a name's own, or (apart) one for each (source, name), so that no chain leaves its source."""

    def __init__(self, graph: Graph, apart: bool) -> None:
        self.apart, n = apart, max(1, len(graph.names))
        if not apart:
            self.size, self.name = len(graph.names), np.arange(len(graph.names))
            self.source = np.zeros(len(graph.names), dtype=np.int64)
            return
        pairs = [graph.between.source * n + graph.between.left, graph.between.source * n + graph.between.right,
                 graph.keyed.source * n + graph.keyed.left, graph.cells.source * n + graph.cells.name]  # fmt: skip
        self.codes, self.n = np.unique(np.concatenate(pairs)), n
        self.size, self.name, self.source = len(self.codes), self.codes % n, self.codes // n

    def of(self, source: Ints, name: Ints) -> Ints:
        """Give the ids of names as these sources have them."""
        return np.searchsorted(self.codes, source * self.n + name) if self.apart else name

    def key(self, source: Ints, key: Ints, keys: int) -> Ints:
        """Give column ids of keys, likewise apart by source."""
        return source * keys + key if self.apart else key


def _links(ids: _Ids, graph: Graph, plain: bool) -> Pairs:
    between = graph.between.where(graph.between.plain) if plain else graph.between
    keyed = telling(graph) if plain else graph.keyed
    direct = _best(ids.of(between.source, between.left), ids.of(between.source, between.right),
                   between.level * between.confidence, ids.size)  # fmt: skip
    return _merged([direct, *_joined(ids, graph, keyed)], ids.size)


def _joined(ids: _Ids, graph: Graph, keyed: Table) -> list[Pairs]:
    """Join names over the keys that they share: the best of all levels, in parts that fit into memory.

    Two names share a key at the level that both are linked with it; at each level the bits of all keys shared there
    or above add up.
    """
    sure = keyed.level * keyed.confidence
    rare = keyed.where((graph.bits[keyed.right] >= MIN_BITS) & (sure >= LEVELS[-1]))
    who, step = ids.of(rare.source, rare.left), _steps(rare.level * rare.confidence)
    order = np.lexsort((step, who, ids.key(rare.source, rare.right, max(1, len(graph.keys)))))
    who, step, key = who[order], step[order], ids.key(rare.source, rare.right, max(1, len(graph.keys)))[order]
    first = _fresh(key, who)
    who, step, key, bits = who[first], step[first], key[first], graph.bits[rare.right[order][first]]
    last = np.flatnonzero(np.append(_fresh(key)[1:], True)) if len(key) else np.zeros(0, dtype=np.int64)
    behind = np.repeat(last, np.diff(last, prepend=-1)) - np.arange(len(key))
    found = []
    for rows in _parts(who, behind, ids.size):
        left = np.repeat(rows, behind[rows])
        right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(behind[rows]) - behind[rows], behind[rows])
        code = who[left] * max(1, ids.size) + who[right]
        found.append(_over_keys(code, np.maximum(step[left], step[right]), bits[left], max(1, ids.size)))
    return found


def _steps(sure: Floats) -> Ints:
    """Give the place in LEVELS of the highest level that each reaches."""
    return len(LEVELS) - np.searchsorted(np.array(LEVELS[::-1]), sure, side="right")


def _fresh(*columns: Ints) -> Bools:
    """Say of each row of sorted columns whether it differs from the one before."""
    out = np.ones(len(columns[0]), dtype=bool)
    out[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return out


def _parts(who: Ints, behind: Ints, size: int) -> list[Ints]:
    """Cut the rows by the name that they are of, so that no part makes many more pairs than `MOST_SHARED`."""
    total = np.cumsum(np.bincount(who, behind, minlength=size))
    if not len(total) or total[-1] <= MOST_SHARED:
        return [np.arange(len(who))]
    order, part = _in_order((total // MOST_SHARED).astype(np.int64)[who])
    return np.split(order, np.flatnonzero(_fresh(part))[1:])


def _over_keys(code: Ints, step: Ints, bits: Floats, size: int) -> Pairs:
    """Give each pair of names what the keys that it shares are worth; one row a shared key comes in."""
    order, ordered = _in_order(code)
    first = _fresh(ordered) if len(code) else np.zeros(0, dtype=bool)
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
    return Pairs(pairs[keep] // size, pairs[keep] % size, value[keep])


def _in_order(code: Ints) -> tuple[Ints, Ints]:
    """Give the order that sorts numbers of 0 and more, and the numbers in it; equal ones stay as they are.

    The place of each goes into its low bits where there is room: numbers alone are sorted twice as fast as their order.
    """
    bits = len(code).bit_length()
    if len(code) and int(code.max()) >> (63 - bits):
        order = np.argsort(code, kind="stable")
        return order, code[order]
    both = (code << bits) | np.arange(len(code))
    both.sort()
    return both & ((1 << bits) - 1), both >> bits


def _best(left: Ints, right: Ints, data: Floats, n: int, floor: float = FLOOR) -> Pairs:
    """Keep the greatest value of each unordered pair, none of a node with itself and none below the floor."""
    code = np.minimum(left, right) * max(1, n) + np.maximum(left, right)
    keep = (left != right) & (data >= floor)
    order, code = _in_order(code[keep])
    data = data[keep][order]
    if not len(code):
        return Pairs(code, code, data)
    first = np.flatnonzero(_fresh(code))
    return Pairs(code[first] // max(1, n), code[first] % max(1, n), np.maximum.reduceat(data, first))


def _merged(parts: list[Pairs], n: int, floor: float = FLOOR) -> Pairs:
    return _best(
        np.concatenate([part.left for part in parts]), np.concatenate([part.right for part in parts]),
        np.concatenate([part.value for part in parts]), n, floor,
    )  # fmt: skip


def _reach(links: Pairs, passing: Floats, n: int, most: int = MOST_NEIGHBOURS) -> Pairs:
    """Follow one name in between: the best of each link and of two links over a name that lets pass.

    Of a name with more than `most` neighbours the most strongly linked ones are joined over it: whoever stands beside
    so many is related to the full by those already.
    """
    middle, end, value = (
        np.concatenate(pair) for pair in ((links.left, links.right), (links.right, links.left), (links.value,) * 2)
    )
    open_ = passing[middle] * value >= FLOOR
    middle, end, value = middle[open_], end[open_], value[open_]
    order = np.lexsort((end, -value, middle))
    middle, end, value = middle[order], end[order], value[order]
    place = np.arange(len(middle)) - np.repeat(np.flatnonzero(_fresh(middle)), _counts(middle))
    kept = place < most
    middle, end, value = middle[kept], end[kept], value[kept]
    parts = [links]
    for one, other in _within(middle, MOST_SHARED):
        found = value[one] * passing[middle[one]] * value[other]
        keep = found >= FLOOR
        parts.append(_best(end[one[keep]], end[other[keep]], CHAIN * found[keep], n, 0.0))
    return _merged(parts, n, 0.0)


def _counts(group: Ints) -> Ints:
    """Give the sizes of the runs of equal numbers."""
    starts = np.flatnonzero(_fresh(group)) if len(group) else np.zeros(0, dtype=np.int64)
    return np.diff(starts, append=len(group))


def _within(group: Ints, most: int) -> Iterator[tuple[Ints, Ints]]:
    """Give all pairs of rows of one group as (earlier, later), in parts of about `most` pairs; the groups are runs."""
    counts = _counts(group)
    last = np.repeat(np.cumsum(counts) - 1, counts)
    behind = last - np.arange(len(group))
    total = np.cumsum(behind)
    cuts = np.searchsorted(total, np.arange(most, int(total[-1]) if len(total) else 0, most), side="right")
    for low, high in pairwise([0, *cuts.tolist(), len(group)]):
        rows = np.repeat(np.arange(low, high), behind[low:high])
        start = np.cumsum(behind[low:high]) - behind[low:high]
        yield rows, rows + 1 + np.arange(len(rows)) - np.repeat(start, behind[low:high])


def _sheet(ids: _Ids, reach: Pairs, graph: Graph) -> Floats:
    """Give nodes x facets: what is answered about each, directly or about what it reaches.

    Names without weight are not followed: what is told of a ministry is told of nobody who stands beside it.
    """
    cells, facets = graph.cells, max(1, len(graph.facets))
    own = np.zeros((ids.size, facets))
    if not len(cells.source):
        return own
    kept = _distinct(cells, ids)
    told = np.bincount(kept[0] * facets + kept[1], np.log1p(-VALUE_RETURN * np.minimum(kept[2], 1.0)), own.size)
    own = 1.0 - np.exp(told.reshape(own.shape))
    full, answered = own.copy(), (own.max(axis=1) > 0) & (graph.weight[ids.name] > 0)
    for here, there in ((reach.left, reach.right), (reach.right, reach.left)):
        rows = np.flatnonzero(answered[there])  # most of what is reached is never asked about
        order = rows[_in_order(here[rows])[0]]
        if len(order):
            start = np.flatnonzero(_fresh(here[order]))
            most = np.maximum.reduceat(reach.value[order, None] * own[there[order]], start, axis=0)
            full[here[order[start]]] = np.maximum(full[here[order[start]]], most)
    return full


def _distinct(cells: Cells, ids: _Ids) -> tuple[Ints, Ints, Floats]:
    """Keep each (node, facet, value) once, at its greatest confidence."""
    node = ids.of(cells.source, cells.name)
    order = np.argsort(node, kind="stable")  # the cells come sorted by facet, value and falling confidence
    node, facet, value_, q = node[order], cells.facet[order], cells.value[order], cells.q[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (node[1:] != node[:-1]) | (facet[1:] != facet[:-1]) | (value_[1:] != value_[:-1])
    return node[first], facet[first], q[first]


def _total(weight: Floats, complete: Floats, reach: Pairs) -> float:
    return float((weight * (SHEET * complete + JOIN * _related(weight, reach))).sum())


def _related(weight: Floats, pairs: Pairs) -> Floats:
    """Give each node's relatedness over these pairs, 0.0 to 1.0."""
    here, there = np.concatenate([pairs.left, pairs.right]), np.concatenate([pairs.right, pairs.left])
    lost = np.log1p(-np.minimum(weight[there] * np.tile(pairs.value, 2), 0.999))
    return 1.0 - np.exp(np.bincount(here, lost, len(weight)))


def _by_source(ids: _Ids, graph: Graph, complete: Floats, reach: Pairs) -> Floats:
    """Give each source's own picture."""
    weight = graph.weight[ids.name]
    told = weight * (SHEET * complete + JOIN * _related(weight, reach))
    return np.bincount(ids.source, told, minlength=len(graph.sources)).astype(np.float64)


def _emergence(
    graph: Graph, every: _Ids, apart: _Ids, share: Floats, followed: tuple[Pairs, Floats]
) -> tuple[float, Pairs, Floats, Floats]:
    links, passing = followed
    whole = _reach(links, passing, every.size)
    alone = _reach(_links(apart, graph, plain=True), passing[apart.name], apart.size, most=apart.size)
    plain = replace(graph, cells=graph.cells.where(graph.cells.plain))
    complete = _sheet(every, whole, plain) @ share
    best = np.zeros(len(graph.names))
    np.maximum.at(best, apart.name, _sheet(apart, alone, plain) @ share)
    gained = _less(
        whole, _best(apart.name[alone.left], apart.name[alone.right], alone.value, every.size, 0.0), every.size
    )
    if graph.denied:
        gained, best = _upheld(graph, gained), np.where(graph.denied_subjects(), complete, best)
    emerged = SHEET * np.maximum(0.0, complete - best) + JOIN * _related(graph.weight, gained)
    return float((graph.weight * emerged).sum()), gained, complete, best


def own_emergence(graph: Graph, measure: Measure) -> Floats:
    """Give each name's part of E."""
    completed = np.maximum(0.0, measure.completeness - measure.best_single)
    return graph.weight * (SHEET * completed + JOIN * _related(graph.weight, measure.gained))


def strongest(pairs: Pairs, most: int) -> Pairs:
    """Keep the pairs that are among the `most` strongest of one of their ends."""
    ends = np.concatenate([pairs.left, pairs.right])
    order = np.lexsort((np.tile(np.arange(len(pairs.left)), 2), -np.tile(pairs.value, 2), ends))
    place = np.arange(len(order)) - np.repeat(np.flatnonzero(_fresh(ends[order])), _counts(ends[order]))
    keep = np.zeros(len(pairs.left), dtype=bool)
    keep[order[place < most] % max(1, len(pairs.left))] = True
    return Pairs(pairs.left[keep], pairs.right[keep], pairs.value[keep])


def _upheld(graph: Graph, gained: Pairs) -> Pairs:
    """Leave out the pairs that a person denied."""
    code = gained.left * max(1, len(graph.names)) + gained.right
    keep = ~np.isin(code, graph.denied_pairs())
    return Pairs(gained.left[keep], gained.right[keep], gained.value[keep])


def _less(whole: Pairs, single: Pairs, n: int) -> Pairs:
    """Take the best single source's reach off each pair's; keep the pairs that gain."""
    codes = single.left * max(1, n) + single.right
    mine = whole.left * max(1, n) + whole.right
    place = np.searchsorted(codes, mine)
    hit = (place < len(codes)) & (codes[np.minimum(place, max(0, len(codes) - 1))] == mine) if len(codes) else None
    taken = np.where(hit, single.value[np.minimum(place, len(codes) - 1)], 0.0) if hit is not None else 0.0
    gain = whole.value - taken
    keep = gain > 1e-9
    return Pairs(whole.left[keep], whole.right[keep], gain[keep])
