"""Which few sources to remove so that the picture collapses, proved where it can be.

The units are the findings: pairs of names that are joined in combination, and subjects that several sources complete. A
pair is
broken once each of its routes is: a route when one of its legs is, a leg when all its ways are, a way when one of its
parts has lost every source. A completed subject is broken when one source is left of it. For each number of removals
the solver (HiGHS through scipy) breaks the most weight; the real score of what remains then decides how many it takes,
and removals that the target does not need are taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import optimize, sparse

from auditor.findings import Found, Leg, Route, Routes, Way, weighed
from auditor.graph import Graph
from auditor.score import Pairs

MOST_UNITS = 600
MOST_ROWS = 10
EXACT_SOURCES = 400  # above this the solver's time is better spent on greedy's swaps
SOLVER_NODES = 4000  # nodes, not seconds: the same folder gives the same list on a busy machine
CANDIDATES = 24
NEAR_TIE = 0.02  # shares of the units' weight closer than this are within what recognition gets wrong
MOST_LINKS = 20_000  # above this one look at the score costs too much to try exchanges
NO_WAY = Way((), (), 0.0)


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that is known only in combination: the routes of a pair, or the sources that complete a subject."""

    weight: float
    routes: tuple[Route, ...] = ()
    completed_by: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of sources to remove, in the order to take them.

    Attributes:
        scores: Score after each row, cumulative; one a row.
        frontier: Best score found for 0, 1, 2 ... removals.
        bound: No choice of as many sources breaks more than this share of the units' weight.
        broken: Share of the units' weight that this choice breaks.
    """

    sources: tuple[str, ...]
    scores: tuple[float, ...]
    frontier: tuple[float, ...]
    method: str
    bound: float
    broken: float
    reached: bool
    blocked_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked: the evidence, how a remaining set scores, the target, and what must stay.

    `score` looks again at what remains and is what rows promise; `estimate` is quick and orders candidates.
    """

    graph: Graph
    found: Sequence[Found]
    gained: Pairs
    score: Callable[[frozenset[str]], float]
    estimate: Callable[[frozenset[str]], float]
    target: float
    kept: frozenset[str] = frozenset()
    costs: Mapping[str, float] = field(default_factory=dict)
    most: int = MOST_ROWS
    exactly: bool = False  # show `most` rows even when fewer meet the target


def units(graph: Graph, found: Sequence[Found], gained: Pairs) -> list[Unit]:
    """Give the units: the pairs of names that gain by a link of their own, the weightiest first, at most `MOST_UNITS`.

    The pairs of one finding share its weight: an association counts once, however many names stand at its ends. A
    pair's weight falls in steps as its ways are broken, the strongest first, just as its reach does.
    """
    routes, place = Routes(graph), {name: at for at, name in enumerate(graph.names)}
    crowd = {frozenset((place[a], place[b])): len(item.ends) for item in found for a, b in item.ends}
    out: list[Unit] = []
    for _, left, right, _ in weighed(graph, gained)[: 4 * MOST_UNITS]:
        weight = float(graph.weight[left] * graph.weight[right]) / crowd.get(frozenset((left, right)), 1)
        out += _steps(weight, routes.leg(left, right))
    return sorted(out, key=lambda unit: -unit.weight)[:MOST_UNITS]


def _steps(weight: float, leg: Leg) -> list[Unit]:
    """Give what a pair loses with each further way, by the legs that hold up to there."""
    after = [way.value for way in (*leg.ways, NO_WAY)[1:]] if leg.ways else []
    steps = [
        (weight * (way.value - rest), leg.ways[:count])
        for count, (way, rest) in enumerate(zip(leg.ways, after, strict=True), 1)
    ]
    return [
        Unit(lost, (Route((Leg(leg.left, leg.right, leg.value, ways),), leg.value, leg.value),))
        for lost, ways in steps
        if lost > 1e-9
    ]


def best(task: Task) -> Choice:
    """Choose the fewest sources whose removal brings the score to the target; else the best `task.most`.

    Returns:
        The choice; the score of each row is the real score of what remains, never the model's.
    """
    before = task.score(frozenset())
    held = units(task.graph, task.found, task.gained)
    free = [place for place, source in enumerate(task.graph.sources) if source not in task.kept]
    model = _Model(held, len(task.graph.sources), free, [task.costs.get(source, 1.0) for source in task.graph.sources])
    if not held or (before <= task.target and not task.exactly):
        return Choice((), (), (before,), "exact", 0.0, 0.0, before <= task.target)
    frontier, chosen = [before], frozenset[int]()
    proofs: list[tuple[str, float]] = [("exact", 0.0)]
    for count in range(1, min(task.most, len(free)) + 1):
        picked, proved, limit = model.solve(count)
        proofs.append(("exact" if proved else "greedy", limit))
        picked = _swapped(task, picked, model)
        score = task.estimate(_named(task.graph, picked))
        if score < frontier[-1] - 1e-9 or not chosen:
            chosen = picked
        frontier.append(min(score, frontier[-1]))
        if frontier[-1] <= task.target and not task.exactly and task.score(_named(task.graph, chosen)) <= task.target:
            break
    chosen = chosen if task.exactly else _needed(task, chosen)
    rows = _ordered(task, chosen, model)
    scores = tuple(task.score(frozenset(rows[:count])) for count in range(1, len(rows) + 1))
    method, bound = proofs[len(rows)]
    reached = bool(scores) and scores[-1] <= task.target
    blocked = () if reached else _blocked(task)
    return Choice(rows, scores, tuple(frontier), method, bound, model.broken(chosen), reached, blocked)


def _large(task: Task) -> bool:
    """Say whether one look at the score costs so much that exchanges and orders are left to the model."""
    return len(task.graph.keyed.source) + len(task.graph.between.source) > MOST_LINKS


def _named(graph: Graph, places: Iterable[int]) -> frozenset[str]:
    return frozenset(graph.sources[place] for place in places)


def _swapped(task: Task, picked: frozenset[int], model: _Model) -> frozenset[int]:
    """Settle near-ties of the model by the score: exchange one removal for another while that lowers it."""
    if _large(task):
        return picked
    best_score, others = task.estimate(_named(task.graph, picked)), model.telling()[:CANDIDATES]
    least = model.broken(picked) - NEAR_TIE
    for out in sorted(picked):
        trials = [picked - {out} | {other} for other in others if other not in picked]
        trials = [trial for trial in trials if model.broken(trial) >= least]
        scored = [(round(task.estimate(_named(task.graph, trial)), 9), sorted(trial)) for trial in trials]
        if scored and min(scored)[0] < best_score - 1e-6:
            best_score, chosen = min(scored)
            picked = frozenset(chosen)
    return picked


def _needed(task: Task, chosen: frozenset[int]) -> frozenset[int]:
    """Take back each removal that the target does not need, the costliest first."""
    full = task.estimate(_named(task.graph, chosen))
    limit = max(task.target, full)
    for place in sorted(chosen, key=lambda each: (-task.costs.get(task.graph.sources[each], 1.0), -each)):
        rest = _named(task.graph, chosen - {place})
        if len(chosen) > 1 and task.estimate(rest) <= limit + 1e-9 and task.score(rest) <= limit + 1e-9:
            chosen = chosen - {place}
    return chosen


def _ordered(task: Task, chosen: frozenset[int], model: _Model) -> tuple[str, ...]:
    """Put the removals in the order in which each lowers the score most, given those above it."""
    done: list[int] = []
    left = set(chosen)
    while left:
        drop = {
            place: 0.0 if _large(task) else round(task.estimate(_named(task.graph, [*done, place])), 9)
            for place in left
        }
        place = min(left, key=lambda each: (drop[each], -round(model.broken(frozenset([*done, each])), 12), each))
        done.append(place)
        left.discard(place)
    return tuple(task.graph.sources[place] for place in done)


def _blocked(task: Task) -> tuple[str, ...]:
    """Name the pins whose release alone would lower the score of what remains when all else is gone."""
    if not task.kept:
        return ()
    others = frozenset(task.graph.sources) - task.kept
    floor = task.score(others)
    if floor <= task.target:
        return ()
    return tuple(sorted(pin for pin in task.kept if task.score(others | {pin}) < floor - 1e-9))


class _Model:
    """The units as a mixed-integer program, built once and solved for each number of removals."""

    def __init__(self, held: Sequence[Unit], sources: int, free: Sequence[int], costs: Sequence[float]) -> None:
        self.units, self.sources, self.costs = held, sources, costs
        self.free = frozenset(free)
        self.total = sum(unit.weight for unit in held) or 1.0
        self.count = sources
        self.rows: list[dict[int, float]] = []
        self.upper: list[float] = []
        self.objective: dict[int, float] = {}
        self.made: dict[object, int] = {}
        for unit in held:
            self._unit(unit)
        self.bundles = sorted({part for unit in held for part in _bundles(unit) if part <= self.free}, key=sorted)
        self.taken: list[tuple[frozenset[int], list[int]]] = [(frozenset(), list(range(len(held))))]
        self.holding: dict[int, set[int]] = {}
        self.held = [frozenset(source for part in _bundles(unit) for source in part) for unit in held]
        self.seen: dict[tuple[int, frozenset[int]], bool] = {}
        for number, sources_ in enumerate(self.held):
            for source in sources_:
                self.holding.setdefault(source, set()).add(number)

    def solve(self, count: int) -> tuple[frozenset[int], bool, float]:
        """Break the most weight with `count` removals: the removals, whether proved, and the bound as a share."""
        start, exact = self._greedy(count), self.sources <= EXACT_SOURCES
        budget = sparse.csr_array(
            ([1.0] * self.sources, ([0] * self.sources, range(self.sources))), shape=(1, self.count)
        )
        result = optimize.milp(
            c=-self._costed(), integrality=((np.arange(self.count) < self.sources) & exact).astype(np.int64),
            bounds=optimize.Bounds(0, self._most()), options={"node_limit": SOLVER_NODES, "mip_rel_gap": 1e-6},
            constraints=[optimize.LinearConstraint(self._matrix(), -np.inf, np.array(self.upper)),
                         optimize.LinearConstraint(budget, 0, count)],
        )  # fmt: skip
        found = result.mip_dual_bound if exact else result.fun
        bound = min(1.0, -float(found) / self.total) if found is not None else 1.0
        if result.x is None or not exact:
            return start, False, bound
        picked = frozenset(np.flatnonzero(result.x[: self.sources] > 0.5).tolist())
        better = max((picked, start), key=lambda each: (round(self.broken(each), 9), each == picked))
        return better, result.status == 0, bound

    def broken(self, gone: Collection[int]) -> float:
        """Give the share of the units' weight that is broken when these sources are gone."""
        out = frozenset(gone)
        near = sorted({number for source in out for number in self.holding.get(source, ())})
        return sum(self.units[number].weight for number in near if self._breaks(number, out)) / self.total

    def _breaks(self, number: int, gone: frozenset[int]) -> bool:
        """Say whether a unit breaks; asked again with the same of its sources gone, it is not looked at again."""
        key = (number, gone & self.held[number])
        if key not in self.seen:
            self.seen[key] = _unit_broken(self.units[number], gone)
        return self.seen[key]

    def telling(self) -> list[int]:
        """Give the removable sources that carry most of the units' weight, the most telling first."""
        carried: dict[int, float] = {}
        for unit in self.units:
            for source in {source for part in _bundles(unit) for source in part}:
                carried[source] = carried.get(source, 0.0) + unit.weight
        return sorted(self.free & carried.keys(), key=lambda source: (-round(carried[source], 12), source))

    def _greedy(self, count: int) -> frozenset[int]:
        """Take the bundle of sources that breaks most for its size, over and over; longer lists go on from shorter."""
        while self.taken[-1][1]:
            fits = [part - self.taken[-1][0] for part in self.bundles]
            fits = [part for part in dict.fromkeys(fits) if part and len(self.taken[-1][0] | part) <= count]
            gains = {part: self._gain(part) for part in fits}
            best = max(fits, key=lambda part: (gains[part] / len(part), -len(part), sorted(part)), default=frozenset())
            if not best or gains[best] <= 0:
                break
            gone = self.taken[-1][0] | best
            self.taken.append((gone, [n for n in self.taken[-1][1] if not self._breaks(n, gone)]))
        return max((gone for gone, _ in self.taken if len(gone) <= count), key=len)

    def _gain(self, part: frozenset[int]) -> float:
        """Give the weight that breaks when these go as well; only units that hold one of them are looked at."""
        gone, whole = self.taken[-1][0] | part, set(self.taken[-1][1])
        near = {number for source in part for number in self.holding.get(source, ())} & whole
        return sum(self.units[number].weight for number in near if self._breaks(number, gone))

    def _costed(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Give the objective; a hair off for each removal and its cost settles ties for the cheaper set."""
        out = np.zeros(self.count)
        for place, weight in self.objective.items():
            out[place] += weight
        out[: self.sources] -= 1e-7 * self.total * (np.array(self.costs) + np.arange(self.sources) / self.sources)
        return out

    def _most(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        out = np.ones(self.count)
        out[[place for place in range(self.sources) if place not in self.free]] = 0.0
        return out

    def _matrix(self) -> sparse.csr_array:
        row = [number for number, entries in enumerate(self.rows) for _ in entries]
        column = [place for entries in self.rows for place in entries]
        data = [value for entries in self.rows for value in entries.values()]
        return sparse.csr_array((data, (row, column)), shape=(len(self.rows), self.count))

    def _variable(self, what: object) -> tuple[int, bool]:
        if what in self.made:
            return self.made[what], False
        self.made[what] = self.count
        self.count += 1
        return self.count - 1, True

    def _at_most(self, variable: int, others: Sequence[int], slack: float = 0.0) -> None:
        entries = {variable: 1.0}
        for other in others:
            entries[other] = entries.get(other, 0.0) - 1.0
        self.rows.append(entries)
        self.upper.append(slack)

    def _unit(self, unit: Unit) -> None:
        variable, _ = self._variable(("unit", id(unit)))
        self.objective[variable] = unit.weight
        for route in unit.routes:
            self._at_most(variable, [self._leg(leg) for leg in route.legs])
        if unit.completed_by:
            need = len(unit.completed_by) - 1
            self.rows.append({variable: float(need)} | dict.fromkeys(unit.completed_by, -1.0))
            self.upper.append(0.0)

    def _leg(self, leg: Leg) -> int:
        variable, new = self._variable(("leg", frozenset(way.parts for way in leg.ways)))
        if new:
            for way in leg.ways:
                self._at_most(variable, [self._gone(part) for part in dict.fromkeys(way.parts)])
        return variable

    def _gone(self, part: frozenset[int]) -> int:
        if len(part) == 1:
            return next(iter(part))
        variable, new = self._variable(("gone", part))
        if new:
            for source in sorted(part):
                self._at_most(variable, [source])
        return variable


def _unit_broken(unit: Unit, gone: frozenset[int]) -> bool:
    if unit.completed_by:
        return len(unit.completed_by - gone) < 2
    return all(any(all(_way_broken(way, gone) for way in leg.ways) for leg in route.legs) for route in unit.routes)


def _way_broken(way: Way, gone: frozenset[int]) -> bool:
    return any(part <= gone for part in way.parts)


def _bundles(unit: Unit) -> Iterable[frozenset[int]]:
    """Give sets of sources that do something to a unit only together."""
    for route in unit.routes:
        for leg in route.legs:
            for way in leg.ways:
                yield from way.parts
    yield from (unit.completed_by - {source} for source in unit.completed_by)
