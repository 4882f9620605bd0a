"""Associations that stand in no single source: which names are joined, over what, and by which sources.

Two kinds. A *chain* joins two names that no source mentions together, over shared keys or over one name in between.
A *cell* finding completes one subject from statements of several sources. Chains over the same sources and the same
names in between are one finding, however many names stand at their ends and however many keys they share.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import combinations, islice

import numpy as np

from auditor import arrays, ranking
from auditor.graph import Floats, Graph, Ints, Table
from auditor.holding import Holding
from auditor.picture import Picture, Remains
from auditor.score import (
    CHAIN,
    FLOOR,
    HOP,
    LEAST_CHANCE,
    LEVELS,
    MIN_BITS,
    MOST_REACHED,
    Measure,
    Pairs,
    bearers_of,
    chance_of,
    damping,
    telling,
)

MOST_PAIRS = 6000
MOST_SUBJECTS = 2000  # completed subjects that are looked at, as pairs are: those that gain most
LEAST_COMPLETED = 0.02
MOST_KEYS = 4  # shown of one chain
NEARLY = 0.9
ALONE_ENOUGH = 0.6  # a key that reaches this share of a join's strength holds it alone
ALTERNATIVE = 0.5  # a path of at least this share of the best one's strength also supports the pair
# How strong chains are: `python -m tests.bench.fit`, 2026-11, average precision on twelve hand-written folders.
FURTHER = 0.6  # a chain over a third name stands behind the two joins that it is made of
IN_PASSING = 0.2  # 8 in 10 chains over a key were right, 3 in 88 over a name alone
AGAIN = 0.8  # for each finding before it over two of the same sources: most likely the same association in other names
BEHIND, MOST_OF_A_PART = 0.999, 4  # of the rank of what stands before it; sources, of which a chain seldom has more
Obvious = Callable[[str, str], bool]
Entry = tuple[float, float, int]  # a key that two names share: its bits, how surely both are linked with it, its number


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a leg holds: it is broken once any of `parts` has lost all its sources."""

    parts: tuple[frozenset[int], ...]
    keys: tuple[int, ...] = ()
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Leg:
    """A link of two names with all the ways in which it holds, the strongest first."""

    left: int
    right: int
    value: float
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A path between two names: one leg, or two over a name in between.

    `value` is its share in the reach, `strength` how it ranks as a finding: its weakest leg, less for a second one.
    """

    legs: tuple[Leg, ...]
    value: float
    strength: float


@dataclass(frozen=True, slots=True)
class Hop:
    """One step that a reader takes: in `source`, `left` stands with `right` (a name's or a key's id)."""

    source: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding before it is put into words.

    Attributes:
        ends: Pairs of names that it joins, the strongest first; of a cell finding the subject twice.
        bridges: Ids of keys or of the name in between, in the order of the path.
        hops: The steps with their sources.
        strength: 0.0 to 1.0; `rank` orders the findings.
        facets: Cell findings: the facets that only the combination answers.
    """

    id: str
    kind: str
    ends: tuple[tuple[str, str], ...]
    bridges: tuple[str, ...]
    hops: tuple[Hop, ...]
    sources: tuple[str, ...]
    strength: float
    rank: float
    facets: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names at its ends, the strongest pair first, each once."""
        return tuple(dict.fromkeys(name for pair in self.ends for name in pair))

    def way(self) -> tuple[Hop, ...]:
        """Give the first way over the hops from one of the first two ends to the other that passes nothing twice."""
        (start, end), after = self.ends[0], defaultdict[str, list[Hop]](list)
        for hop in reversed(self.hops):
            after[hop.left].append(hop)
        way, seen = list[Hop](), {start}
        while (at := way[-1].right if way else start) != end:
            further = after[at]
            while further and further[-1].right in seen:
                further.pop()
            if further:
                way.append(further.pop())
                seen.add(way[-1].right)
            elif way:
                way.pop()
            else:
                return ()
        return tuple(way)


@dataclass(frozen=True)
class Routes:
    """Looks up how two names are joined in a graph; only what is asked about is taken out of its tables."""

    graph: Graph
    links: Pairs
    passing: list[float]  # what each name lets pass, damped by its neighbours
    _near: dict[int, dict[int, float]] = field(default_factory=dict)
    _keyed: dict[int, dict[int, dict[int, float]]] = field(default_factory=dict)
    _legs: dict[tuple[int, int], Leg] = field(default_factory=dict)

    def near(self, name: int) -> dict[int, float]:
        """Give a name's linked names with r1."""
        if name not in self._near:
            rows = self._links.of(name)
            self._near[name] = dict(zip(self._ends[rows].tolist(), self._values[rows].tolist(), strict=True))
        return self._near[name]

    def direct(self, left: int, right: int) -> dict[int, float]:
        """Give the sources that link two names and how well."""
        rows = self._direct.of(int(min(left, right)) * len(self.graph.names) + int(max(left, right)))
        return _best_of(self.graph.between, rows)

    def keyed(self, name: int) -> dict[int, dict[int, float]]:
        """Give for each key of a name the sources with the best level x confidence."""
        if name not in self._keyed:
            rows = self._of_name.of(name)
            order = rows[np.argsort(self._table.right[rows], kind="stable")]
            keys, start = np.unique(self._table.right[order], return_index=True)
            parts = np.split(order, start[1:])
            self._keyed[name] = {key: _best_of(self._table, part)
                                 for key, part in zip(keys.tolist(), parts, strict=False)}  # fmt: skip
        return self._keyed[name]

    @cached_property
    def _links(self) -> _Index:
        return _Index.by(np.concatenate([self.links.left, self.links.right]))

    @cached_property
    def _ends(self) -> Ints:
        return np.concatenate([self.links.right, self.links.left])

    @cached_property
    def _values(self) -> Floats:
        return np.tile(self.links.value, 2)

    @cached_property
    def _direct(self) -> _Index:
        table = self.graph.between
        ends = np.minimum(table.left, table.right), np.maximum(table.left, table.right)
        code = arrays.paired(*ends, len(self.graph.names))
        return _Index.by(code, np.flatnonzero(table.plain))

    @cached_property
    def _table(self) -> Table:
        table = telling(self.graph)
        return table.where(self.graph.bits[table.right] >= MIN_BITS)

    def own(self, keys: Collection[str]) -> float:
        """Say how much of a join over these keys is left for what they join besides, 1.0 where there are none.

        The address below all of a group's letters joins two of its names no more than a name in between does that
        stands beside everybody (`score.damping`); of several keys the one that fewest names stand with decides.
        """
        bearers = min((self._bearers[self._keys[key]] for key in keys if key in self._keys), default=0)
        return float(damping(np.ones(1), np.array([bearers]))[0])

    @cached_property
    def _keys(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.graph.keys)}

    @cached_property
    def _bearers(self) -> list[int]:
        """Give each key the number of names that it may join."""
        counts: list[int] = bearers_of(self.graph, self._table).tolist()
        return counts

    @cached_property
    def _of_name(self) -> _Index:
        return _Index.by(self._table.left)

    def leg(self, left: int, right: int) -> Leg:
        """Say how two linked names are linked: by which sources directly, by which keys over which sources."""
        if (left, right) not in self._legs:
            self._legs[left, right] = self._leg(left, right)
        return self._legs[left, right]

    def _leg(self, left: int, right: int) -> Leg:
        ways = []
        if sources := self.direct(left, right):
            ways.append(Way((frozenset(sources),), (), max(sources.values())))
        ways += self._key_ways(left, right)
        ways.sort(key=lambda way: (-way.value, way.keys))
        return Leg(left, right, max((way.value for way in ways), default=0.0), tuple(ways))

    def _key_ways(self, left: int, right: int) -> list[Way]:
        """Give the joins over keys: each key that is strong enough alone, and the others together."""
        mine, theirs = self.keyed(left), self.keyed(right)
        weighed = sorted((self._key(mine[key], theirs[key], key) for key in mine.keys() & theirs.keys()), reverse=True)
        best = _strength(weighed)
        if best < FLOOR:
            return []
        alone = [entry for entry in weighed if _strength_at([entry], _step(entry[1])) >= ALONE_ENOUGH * best]
        rest = [entry for entry in weighed if entry not in alone]
        ways = [self._way([entry], left, right) for entry in [*alone, *rest[:MOST_KEYS]]]
        if len(rest) > 1:
            ways.append(self._way(self._telling(rest[:MOST_KEYS]), left, right))
        return [way for way in ways if way.value >= FLOOR]

    def _telling(self, entries: list[Entry]) -> list[Entry]:
        """Leave out the keys without which these join nearly as well: a chain shows what it needs."""
        whole = _strength(entries)
        for count in range(1, len(entries)):
            if _strength(entries[:count]) >= NEARLY * whole:
                return entries[:count]
        return entries

    def _key(self, mine: Mapping[int, float], theirs: Mapping[int, float], key: int) -> Entry:
        return (float(self.graph.bits[key]), min(max(mine.values()), max(theirs.values())), key)

    def _way(self, entries: Sequence[Entry], left: int, right: int) -> Way:
        keys = tuple(entry[2] for entry in entries)
        parts = [frozenset(self.keyed(name)[key]) for key in keys for name in (left, right)]
        return Way(tuple(parts), keys, _strength(entries))

    def routes(self, left: int, right: int) -> Iterator[Route]:
        """Give the paths between two names, the strongest first, none weaker than half of it."""
        mine, theirs, passing = self.near(left), self.near(right), self.passing
        found = [(mine[right], -1)] if right in mine else []
        for middle in mine.keys() & theirs.keys():
            if (value := mine[middle] * passing[middle] * theirs[middle]) >= FLOOR:
                found.append((CHAIN * value, middle))
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        for value, middle in found[:6]:
            if value >= ALTERNATIVE * found[0][0]:
                yield self._route(left, right, middle, value)

    def _route(self, left: int, right: int, middle: int, value: float) -> Route:
        if middle < 0:
            return Route((self.leg(left, right),), value, value)
        legs = (self.leg(left, middle), self.leg(middle, right))
        keyed = self.graph.code[middle] >= 0 or any(leg.ways and leg.ways[0].keys for leg in legs)
        weakest = min(leg.value for leg in legs)
        return Route(legs, value, (FURTHER if keyed else IN_PASSING) * self.passing[middle] * weakest)


def _strength(entries: Sequence[Entry]) -> float:
    """Say how well keys join two names that share them, at the level at which they do best."""
    if len(entries) == 1:
        return _strength_at(entries, _step(entries[0][1]))
    best = last = 0.0
    for step in sorted({_step(entry[1]) for entry in entries} - {0.0}, reverse=True):  # no other one adds a key
        if (bits := _bits(entries, step)) != last:
            best, last = max(best, _joined(bits, step)), bits
    return best


def _strength_at(entries: Sequence[Entry], step: float) -> float:
    return _joined(_bits(entries, step), step)


def _bits(entries: Sequence[Entry], step: float) -> float:
    return sum(entry[0] for entry in entries if entry[1] >= step)


def _joined(bits: float, step: float) -> float:
    likely = chance_of(bits)
    return step * HOP * likely if likely >= LEAST_CHANCE else 0.0


def _step(level: float) -> float:
    """Give the greatest of the levels that this one reaches, 0.0 where it reaches none."""
    for each in LEVELS:
        if each <= level:
            return each
    return 0.0


@dataclass(frozen=True, slots=True)
class _Index:
    """Where the rows of a table stand that have one number in a column."""

    order: Ints
    column: Ints

    @classmethod
    def by(cls, column: Ints, rows: Ints | None = None) -> _Index:
        """Take a column, of some rows only where they are given."""
        held = column if rows is None else column[rows]
        order = np.argsort(held, kind="stable")
        return cls(order if rows is None else rows[order], held[order])

    def of(self, number: int) -> Ints:
        """Give the rows with this number, in the table's order."""
        low, high = arrays.places(self.column, [number, number + 1])
        return self.order[low:high]


def _best_of(table: Table, rows: Ints) -> dict[int, float]:
    """Give the sources of these rows with their best level x confidence."""
    out: dict[int, float] = {}
    sure = (table.level[rows] * table.confidence[rows]).tolist()
    for source, value in zip(table.source[rows].tolist(), sure, strict=True):
        out[source] = max(value, out.get(source, 0.0))
    return out


def of(seen: Picture, most: int = 500) -> list[Found]:
    """Give the findings of what files show, at most so many, the ones to look at first first."""
    obvious = Holding({id_: entity.names for id_, entity in seen.entities.items()})
    return found(seen.graph, seen.measure, seen.standing, most, obvious)


def found(
    graph: Graph, measure: Measure, standing: Mapping[str, Collection[str]], most: int = 500,
    obvious: Obvious = lambda *_: False,
) -> list[Found]:  # fmt: skip
    """Give the findings, the ones to look at first first.

    Args:
        graph: The folder's evidence.
        measure: Its measure.
        standing: For each name all sources that mention it; two names that stand in one source make no chain.
        most: How many to give at most.
        obvious: Says of two names whether their spellings say already what joins them; such make no chain either.
    """
    everything = all_of(graph, measure, standing, obvious)
    worth = arrays.logistic(ranking.known(graph, everything), ranking.WORTH)
    ranked = [replace(item, rank=rank) for item, rank in zip(everything, worth.tolist(), strict=True)]
    return _new_first(_behind_their_parts(ranked, frozenset(graph.names)), most)


def all_of(
    graph: Graph, measure: Measure, standing: Mapping[str, Collection[str]], obvious: Obvious = lambda *_: False
) -> list[Found]:
    """Give all findings in no order; the rank of each is its strength and what its subjects matter, no more."""
    routes = Routes(graph, measure.links, measure.passing.tolist())
    return [*_chains(graph, measure, routes, standing, obvious), *_completed(graph, measure)]


def still(item: Found, left: Remains) -> bool:
    """Say whether a finding still stands: one of its pairs gains in combination, or its subject is still completed."""
    if item.kind == "cell":
        return left.completed.get(item.ends[0][0], 0.0) > LEAST_COMPLETED
    return any(pair in left.joined for pair in item.ends)


def _behind_their_parts(found: Sequence[Found], names: Collection[str]) -> list[Found]:
    """Put chains over a third name behind the joins over some of their sources: a reader sees those first."""
    best: dict[frozenset[str], float] = {}
    for item in found:
        if item.kind == "chain":
            sources = frozenset(item.sources)
            best[sources] = max(item.rank, best.get(sources, 0.0))
    out = []
    for item in found:
        rank = item.rank
        if item.kind == "chain" and any(bridge in names for bridge in item.bridges):
            parts = (
                part
                for size in range(2, min(len(item.sources), MOST_OF_A_PART + 1))
                for part in combinations(item.sources, size)
            )
            before = max((best.get(frozenset(part), 0.0) for part in parts), default=0.0)
            rank = min(rank, BEHIND * before) if before else rank
        out.append(replace(item, rank=rank))
    return out


def _new_first(found: Sequence[Found], most: int) -> list[Found]:
    """Take what ranks best, time and again; what joins sources that one taken before it joins as well ranks lower."""
    joins = [list(combinations(item.sources, 2)) for item in found]
    heap = [(-round(item.rank, 9), item.id, place, 0) for place, item in enumerate(found)]
    heapq.heapify(heap)
    seen: Counter[tuple[str, str]] = Counter()
    out: list[Found] = []
    while heap and len(out) < most:
        _, id_, place, counted = heap[0]
        item, again = found[place], max((seen[pair] for pair in joins[place]), default=0)
        rank = item.rank * AGAIN**again
        if again > counted:  # others were taken since it was put here
            heapq.heapreplace(heap, (-round(rank, 9), id_, place, again))
            continue
        heapq.heappop(heap)
        out.append(replace(item, rank=rank))
        seen.update(joins[place])
    return out


def weighed(graph: Graph, pairs: Pairs, most: int) -> list[tuple[float, int, int, float]]:
    """Give the weightiest pairs as (weight x value, left, right, value), the weightiest first."""
    rows = [np.zeros(0, dtype=np.int64)]  # in parts: of many millions of pairs some thousands are asked for
    for low in range(0, len(pairs.left), MOST_REACHED):
        part = np.arange(low, min(low + MOST_REACHED, len(pairs.left)))
        rows.append(_weightiest(part, _weight(graph, pairs, part), most))
    held = np.concatenate(rows)
    weight = _weight(graph, pairs, held)
    kept = _weightiest(np.arange(len(held)), weight, most)
    held, weight = held[kept], weight[kept]
    order = np.lexsort((pairs.right[held], pairs.left[held], -np.round(weight, 12)))[:most]
    held, weight = held[order], weight[order]
    columns = (weight, pairs.left[held], pairs.right[held], pairs.value[held])
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _weight(graph: Graph, pairs: Pairs, rows: Ints) -> Floats:
    """Give what pairs weigh: the weights of both names and their value."""
    return np.asarray(graph.weight[pairs.left[rows]] * graph.weight[pairs.right[rows]] * pairs.value[rows])


def _weightiest(rows: Ints, weight: Floats, most: int) -> Ints:
    """Keep the rows that weigh anything, of more than `most` those that weigh at least what the last of these does."""
    rows, rounded = rows[weight > 0], np.round(weight[weight > 0], 12)
    if len(rows) <= most:
        return rows
    return np.asarray(rows[rounded >= np.partition(rounded, -most)[-most]])


def _chains(
    graph: Graph, measure: Measure, routes: Routes, standing: Mapping[str, Collection[str]], obvious: Obvious
) -> list[Found]:
    groups: dict[
        tuple[frozenset[str], frozenset[str]], list[tuple[float, float, str, str, tuple[Hop, ...], tuple[str, ...]]]
    ]
    groups = defaultdict(list)
    known = frozenset(graph.names)
    sources = lru_cache(maxsize=None)(lambda name: frozenset(standing.get(name, ())))
    for _, left, right, _ in weighed(graph, measure.gained, MOST_PAIRS):
        ends = (graph.names[left], graph.names[right])
        if sources(ends[0]) & sources(ends[1]) or obvious(*ends):
            continue
        for route in islice(routes.routes(left, right), 1):
            for hops, bridges in _told(graph, route, routes):
                used = frozenset(hop.source for hop in hops)
                names = frozenset(bridge for bridge in bridges if bridge in known)
                if len(used) > 1:
                    strength = route.strength * routes.own(bridges)
                    rank = float(graph.weight[left] * graph.weight[right]) * strength
                    groups[used, names].append((rank, strength, *ends, hops, bridges))
    return _lean([_grouped(entries) for entries in groups.values()])


def _lean(found: list[Found]) -> list[Found]:
    """Drop what says with more files what a finding on the same two names says with fewer of them."""
    by_ends: dict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
    for item in found:
        by_ends[item.ends[0]].append(frozenset(item.sources))
    return [item for item in found if not any(other < frozenset(item.sources) for other in by_ends[item.ends[0]])]


def _told(graph: Graph, route: Route, routes: Routes) -> list[tuple[tuple[Hop, ...], tuple[str, ...]]]:
    """Spell a route out as hops with one source each: once a strong way of a one-leg route, once else."""
    if len(route.legs) == 1:
        return [_hops(graph, route.legs, (way,), routes) for way in route.legs[0].ways[:3]]
    return [_hops(graph, route.legs, tuple(leg.ways[0] for leg in route.legs), routes)] if all(
        leg.ways for leg in route.legs) else []  # fmt: skip


def _hops(
    graph: Graph, legs: Sequence[Leg], ways: Sequence[Way], routes: Routes
) -> tuple[tuple[Hop, ...], tuple[str, ...]]:
    hops: list[Hop] = []
    bridges: list[str] = []
    for place, (leg, way) in enumerate(zip(legs, ways, strict=True)):
        left, right = graph.names[leg.left], graph.names[leg.right]
        if place:
            bridges.append(left)
        if not way.keys:
            hops.append(Hop(graph.sources[_first(routes.direct(leg.left, leg.right))], left, right))
        for key in way.keys:
            bridges.append(graph.keys[key])
            hops.append(Hop(graph.sources[_first(routes.keyed(leg.left)[key])], left, graph.keys[key]))
            hops.append(Hop(graph.sources[_first(routes.keyed(leg.right)[key])], graph.keys[key], right))
    return tuple(dict.fromkeys(hops)), tuple(dict.fromkeys(bridges))


def _first(sources: Mapping[int, float]) -> int:
    """Pick the source with the best link, the first by name among equals."""
    return min(sources, key=lambda source: (-sources[source], source))


def _grouped(entries: list[tuple[float, float, str, str, tuple[Hop, ...], tuple[str, ...]]]) -> Found:
    entries = sorted(entries, key=lambda entry: (-entry[0], entry[2], entry[3]))
    rank, strength = entries[0][:2]
    ends = tuple(dict.fromkeys((entry[2], entry[3]) for entry in entries))
    best = [entry for entry in entries if entry[2:4] == ends[0]]
    hops = tuple(dict.fromkeys(hop for entry in best for hop in entry[4]))
    bridges = tuple(dict.fromkeys(bridge for entry in best for bridge in entry[5]))
    used = tuple(sorted({hop.source for hop in hops}))
    return Found(identity("chain", ends[0], bridges), "chain", ends, bridges, hops, used, strength, rank)


def _completed(graph: Graph, measure: Measure) -> list[Found]:
    """Give one finding for each subject that several sources complete, of at most `MOST_SUBJECTS`."""
    gain = graph.weight * np.maximum(0.0, measure.completeness - measure.best_single)
    rows = _Index.by(graph.cells.name)
    order = np.argsort(-gain, kind="stable")[:MOST_SUBJECTS]
    completed = np.sort(order[gain[order] > LEAST_COMPLETED]).tolist()
    cells = (_cell(graph, measure, name, rows.of(name), float(gain[name])) for name in completed)
    return [item for item in cells if item is not None]


def _cell(graph: Graph, measure: Measure, name: int, rows: Ints, rank: float) -> Found | None:
    """Give the finding of a subject, None where one source tells as much."""
    share = graph.facet_weight / max(graph.facet_weight.sum(), 1e-12)
    pieces = _pieces(graph, rows, share)
    sources = tuple(sorted({graph.sources[source] for source, _ in pieces}))
    if len(sources) < 2:
        return None
    subject = graph.names[name]
    hops = tuple(Hop(graph.sources[source], subject, graph.facets[facet]) for source, facet in pieces)
    facets = tuple(dict.fromkeys(graph.facets[facet] for _, facet in pieces))
    strength = float(measure.completeness[name] - measure.best_single[name])
    own = identity("cell", [subject], facets)
    return Found(own, "cell", ((subject, subject),), (), hops, sources, strength, rank, facets)


def _pieces(graph: Graph, rows: Ints, share: Floats) -> list[tuple[int, int]]:
    """Choose few sources that together answer what the subject's cells answer, with the facets each brings."""
    brings: dict[int, dict[int, float]] = defaultdict(dict)
    columns = (graph.cells.source[rows], graph.cells.facet[rows], graph.cells.q[rows] * share[graph.cells.facet[rows]])
    for source, facet, worth in zip(*(column.tolist() for column in columns), strict=True):
        brings[source][facet] = max(brings[source].get(facet, 0.0), worth)
    answered: dict[int, float] = defaultdict(float)
    chosen: list[int] = []
    while len(chosen) < min(5, len(brings)):
        adds = {source: sum(max(0.0, value - answered[facet]) for facet, value in brings[source].items())
                for source in brings.keys() - set(chosen)}  # fmt: skip
        source = min(adds, key=lambda each: (-adds[each], each))
        if adds[source] <= LEAST_COMPLETED:
            break
        chosen.append(source)
        for facet, value in brings[source].items():
            answered[facet] = max(answered[facet], value)
    return [(source, facet) for source in chosen for facet in sorted(brings[source])]


def identity(kind: str, names: Collection[str], parts: Collection[str]) -> str:
    """Give a finding's id from what it says: no path, line or time is in it."""
    text = "\x1f".join([kind, *sorted(names), "\x1e", *sorted(parts)])
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
