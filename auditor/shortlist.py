"""Which few sources to remove so that the picture collapses, proved where it can be.

The units are what sources tell only together. Most are two names that no source mentions together, with all the ways in
which two sources may tell that they belong together (`ways`): such a unit breaks when every way has lost a source. As
not every way is as sure, it breaks in steps, the surest ways first. Beside them stand any two sources that have to do
with each other, by the keys that they share (`ties`) and by the findings that stand on them, and what hangs on a source
alone (`bearing`): not every association lies between names that were recognised. For each number of removals the most
weight is broken; the real score of what remains then decides how many it takes, and removals that the target does not
need are taken back. Fewer removals are listed only where they break nearly all that as many can: the score may fall to
the target over names that nothing joins while what the folder tells together stays.

A unit is weighed by how likely it is an association, as learned from folders whose associations are known, not by the
score of the names that it joins.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise
from math import log2

import numpy as np

from auditor import arrays, solver
from auditor.findings import Found
from auditor.graph import Bools, Floats, Graph, Ints
from auditor.passages import Alike
from auditor.ties import Ties, ties, unlikely
from auditor.ways import Ways, ways

MOST_UNITS = 600  # pairs of sources, and as many pairs of names
MOST_WAYS = 12  # chosen: of one pair of names, the surest
LEAST_LIKELY = 0.005  # chosen: less likely pairs of names choose nothing
# What a pair of sources weighs beside pairs of names. chosen: 0.0 to 0.3 break the same of the associations, 1.0 less;
# it speaks where names were not recognised. 41 hand-written folders, each writer's left out, 2026-11
OF_SOURCES = 0.3
NOT_COMPARED, NOT_WEIGHED = Alike(), np.zeros(0)
MOST_ROWS = 10
# The mix: `python -m tests.bench.fit`, 2026-11, on 70 hand-written folders.
TIE, RANK, EVEN = 0.73, 0.46, 0.11
LEAST_RANK = 0.03  # chosen: a finding of a lower rank says no more of its sources than none; 0.01 chose the same
EXACT_SOURCES = 400  # above this, only the linear bound is worth its time
SOLVER_NODES = 4000  # nodes, not seconds: the same folder gives the same list on a busy machine
MOST_LINKS = 20_000  # above this one look at the score costs too much to order the rows by it
FRONTIER = (1, 3)  # removals after which the score is looked at in such a folder, beside the most
CANDIDATES = 24
NEARLY = 5.0  # points; the estimate keeps names that only the removed files support: a second look may say less
SCORE_SHARES = (0.5, 1.0)  # chosen: half and half where that meets the target; the score alone breaks half as much
IN_PART = 0.1  # what a removal counts that takes some of a unit's ways alone, when the next one is looked for
LEAST_STEP = 1e-9  # less is a difference of rounding
MENDED = 3  # exchanges by which what breaks most of as many is brought to meet the target
NEARER = 9  # the same for what breaks most of the most rows, before the score helps to choose
# A list breaks at least this share of what as many can break by the units, where such a list meets the target.
# chosen: 0.97 to 1.0 break the same of the associations, 0.9 and none at all less; 26 hand-written folders, 2026-11
NEARLY_ALL = 0.98
FEWER = 2  # removals fewer than the first list has that are looked for
EXCHANGES = 4  # rounds of exchanging one removal for another; two are nearly always the last
# What a further step may take off, as many times the most that any step so far did, and how many scores tell it.
# chosen: 80 lists of 40 hand-written folders (targets 30 and 15) are the same without it, 2026-11
LEAP, LEAST_STEPS = 2.0, 3


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that sources tell only together: it is broken when each of its ways has lost one of its sources."""

    weight: float
    ways: tuple[frozenset[int], ...]

    @property
    def sources(self) -> frozenset[int]:
        """Give the sources of all ways."""
        return frozenset().union(*self.ways)


@dataclass(frozen=True, slots=True)
class Way:
    """A set of sources whose removal brings the score down to the target, or as near as it comes.

    Attributes:
        kind: Which of the sets of `auditor.sets` it is.
        score: Of an audit of what remains.
        cost: What is lost, the newest document counting 1.0.
    """

    kind: str
    sources: tuple[str, ...]
    score: float
    reached: bool
    cost: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of sources to remove, in the order to take them.

    Attributes:
        scores: Score after each row, cumulative; one a row.
        frontier: Best score found for 0, 1, 2 ... removals; in large folders not every number is looked at.
        ways: The sets that were found, this one among them.
        method: `exact` where no choice of as many sources breaks more of the units' weight, `greedy` where unproved.
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
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Task:
    """What is asked: the evidence, how a remaining set scores, the target, and what must stay.

    `score` looks again at what remains and is what rows promise; `estimate` is quick and orders candidates.
    """

    graph: Graph
    found: Sequence[Found]
    score: Callable[[frozenset[str]], float]
    estimate: Callable[[frozenset[str]], float]
    target: float
    kept: frozenset[str] = frozenset()
    costs: Mapping[str, float] = field(default_factory=dict)
    most: int = MOST_ROWS
    exactly: bool = False  # show `most` rows even when fewer meet the target
    alike: Alike = NOT_COMPARED
    hanging: Floats = field(default_factory=lambda: NOT_WEIGHED)  # on each source alone, as `bearing` gives it
    misses_proved: bool = True  # a list that misses the target is proved too, which takes as long as all else

    @cached_property
    def units(self) -> list[Unit]:
        """Give the units of the evidence."""
        return units(self.graph, self.found, self.alike, self.hanging)


def units(
    graph: Graph, found: Sequence[Found], alike: Alike = NOT_COMPARED, hanging: Floats = NOT_WEIGHED
) -> list[Unit]:
    """Give the units: pairs of sources, pairs of names, the weightiest first, at most `MOST_UNITS` of each; sources."""
    tied = ties(graph)
    pairs, weight = pairs_of_sources(tied, told(graph, found))
    apart = [Unit(OF_SOURCES * worth, (frozenset(pair),))
             for pair, worth in zip(pairs.tolist(), weight.tolist(), strict=True)]  # fmt: skip
    alone = [Unit(worth, (frozenset({place}),)) for place, worth in enumerate(hanging.tolist()) if worth > 0.0]
    return [*apart, *_pairs_of_names(ways(graph, tied, alike)), *alone]


def pairs_of_sources(tied: Ties, ranked: Mapping[tuple[int, int], float]) -> tuple[Ints, Floats]:
    """Give the pairs of sources across which an association is likeliest, the likeliest first, and how likely it is.

    Args:
        tied: The ties of the sources.
        ranked: As `told` gives it.
    """
    known = tied.table()
    pairs = sorted(known.keys() | ranked.keys())
    likely = np.array([known.get(pair, unlikely()) for pair in pairs])
    weight = weighed(likely, np.array([ranked.get(pair, 0.0) for pair in pairs]))
    order = np.argsort(-np.round(weight, 12), kind="stable")[:MOST_UNITS]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)[order], weight[order]


def _pairs_of_names(held: Ways) -> list[Unit]:
    """Give for each two names a unit a step: the surest way alone, the surest two, and so on.

    Together the steps weigh as much as the two are likely to be an association; when the surest ways are broken, what
    the next one upholds is left: as much as it is sure beside the surest.
    """
    bounds, out = np.searchsorted(held.of, np.arange(len(held.likely) + 1)), list[Unit]()
    order = np.argsort(-np.round(held.likely, 12), kind="stable")
    for place in order[held.likely[order] >= LEAST_LIKELY].tolist():
        rows = np.arange(bounds[place], bounds[place + 1])[:MOST_WAYS]
        upholds = np.append(held.holds[rows] / held.holds[rows[:1]], 0.0)
        found = [frozenset(pair) for pair in np.column_stack([held.left[rows], held.right[rows]]).tolist()]
        for count, step in enumerate((upholds[:-1] - upholds[1:]).tolist(), 1):
            if step > LEAST_STEP:
                out.append(Unit(float(held.likely[place]) * step, tuple(found[:count])))
    return out


def weighed(likely: Floats, rank: Floats) -> Floats:
    """Say how likely an association lies across two sources, 0.0 to 1.0.

    Args:
        likely: How likely they have to do with each other, by what they share.
        rank: The rank of the first finding that stands on both, 0.0 for none.
    """
    odds = TIE * np.log(likely / (1.0 - likely)) + RANK * np.log(np.maximum(rank, LEAST_RANK)) + EVEN
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))


def told(graph: Graph, found: Sequence[Found]) -> dict[tuple[int, int], float]:
    """Give each two sources of a finding the rank of the first one on both.

    What completes a subject makes its sources a unit, but no weightier one: many files answer questions about one name.
    """
    place, out = {source: at for at, source in enumerate(graph.sources)}, dict[tuple[int, int], float]()
    for item in found:
        for pair in combinations(sorted(place[source] for source in item.sources), 2):
            out[pair] = max(item.rank if item.kind == "chain" else 0.0, out.get(pair, 0.0))
    return out


def best(task: Task) -> Choice:
    """Choose the fewest sources that bring the score to the target and break nearly all that as many can break.

    Of the sets of one size the units choose, for the score is inflated by whatever was taken for a name; the score
    says how many it takes. What breaks most is exchanged, as little as it takes, where it misses the target. Only where
    that does not help does the score choose as well. Where nothing meets the target, the `task.most` that break most
    are given.

    Returns:
        The choice; the score of each row is the real score of what remains, never the model's.
    """
    before, graph = task.score(frozenset()), task.graph
    held, free = task.units, free_of(task)
    if not held or (before <= task.target and not task.exactly):
        return Choice((), (), (before,), "exact", 0.0, 0.0, before <= task.target)
    model = Model(held, free, costs_of(task))
    chosen, frontier = _by_units(task, model, [before])
    if not task.exactly and not is_large(task) and not _meets(task, chosen):
        chosen, frontier = _brought_near(task, model, chosen, frontier)
    if _misses(task, chosen):
        _looked_along(task, ordered(task, chosen, model))
    if not task.exactly and _meets(task, chosen):
        chosen = _leanest(task, model, chosen)
    chosen, bound, proved = _proved(task, chosen, model)
    rows = ordered(task, chosen, model)
    scores = _looked_along(task, rows)
    enough = next((count for count, score in enumerate(scores, 1) if score <= task.target), len(rows))
    if not task.exactly and enough < len(rows):  # what the estimate took for needed and a second look does not
        rows, scores, proved = rows[:enough], scores[:enough], False
        chosen = frozenset(place for place in chosen if graph.sources[place] in rows)
    reached = bool(scores) and scores[-1] <= task.target
    return Choice(rows, scores, tuple(frontier), "exact" if proved else "greedy", bound, model.broken(chosen), reached,
                  () if reached else _blocked(task))  # fmt: skip


def costs_of(task: Task) -> Floats:
    """Give what the removal of each source costs, in the order of the graph's; 1.0 where nothing is said."""
    return np.array([task.costs.get(source, 1.0) for source in task.graph.sources], dtype=np.float64)


def free_of(task: Task) -> Bools:
    """Say of each source of the graph whether it may go."""
    return np.array([source not in task.kept for source in task.graph.sources], dtype=bool)


def _meets(task: Task, chosen: Iterable[int]) -> bool:
    """Say whether an audit of what remains meets the target."""
    return task.score(_named(task.graph, chosen)) <= task.target


def _misses(task: Task, chosen: frozenset[int]) -> bool:
    """Say whether a choice is as good as sure to miss the target and to be listed all the same."""
    listed = is_large(task) and len(task.graph.sources) > EXACT_SOURCES  # nothing else is tried, nothing proved
    return listed and not task.exactly and task.estimate(_named(task.graph, chosen)) > task.target + NEARLY


def _looked_along(task: Task, rows: Sequence[str]) -> tuple[float, ...]:
    """Give the score after each row; a look at what remains costs least behind the one at what the row above leaves."""
    return tuple(task.score(frozenset(rows[:count])) for count in range(1, len(rows) + 1))


def _by_units(task: Task, model: Model, frontier: list[float]) -> tuple[frozenset[int], list[float]]:
    """Choose what breaks most, more and more of it until the target is met; gives the frontier on the way as well.

    Of a large folder the most that may go is looked at first: fewer are asked about only where that comes near.
    """
    last, chosen = min(task.most, int(model.free.sum())), frozenset[int]()
    if last and _misses(task, chosen := model.chosen(last)):
        low = min(task.estimate(_named(task.graph, chosen)), frontier[-1])
        return chosen, [*frontier, *frontier[-1:] * (last - 1), low]
    for count in range(1, last + 1):
        if is_large(task) and count not in (*FRONTIER, last):
            frontier = [*frontier, frontier[-1]]
            continue
        chosen = model.chosen(count)
        score = task.estimate(_named(task.graph, chosen))
        frontier = [*frontier, min(score, frontier[-1])]
        if score <= task.target + NEARLY and not task.exactly and _meets(task, chosen):
            break
    return chosen, frontier


def _brought_near(
    task: Task, model: Model, chosen: frozenset[int], frontier: list[float]
) -> tuple[frozenset[int], list[float]]:
    """Choose for a target that what breaks most misses: with as few exchanges as it takes, else by the score."""
    met = mended(task, chosen, model, _cost_of(task, chosen), NEARER)
    return (met, frontier) if met else _by_score_as_well(task, model, chosen, frontier)


def _by_score_as_well(
    task: Task, model: Model, chosen: frozenset[int], frontier: list[float]
) -> tuple[frozenset[int], list[float]]:
    """Choose what breaks much and lowers the score, then the score alone, for a target that the units do not meet.

    Where that does not meet it either, the units' choice stays: no list is worth a worse one.
    """
    for share in SCORE_SHARES:
        gone, path = list[int](), [frontier[0]]
        for _ in range(task.most):
            trials = [
                ((1.0 - share) * model.broken([*gone, each])
                 - share * task.estimate(_named(task.graph, [*gone, each])) / frontier[0], -each)
                for each in model.telling(gone)
            ]  # fmt: skip
            if not trials:
                break
            gone.append(-max((round(worth, 9), place) for worth, place in trials)[1])
            score = task.estimate(_named(task.graph, gone))
            path.append(score)
            if len(gone) < len(frontier):
                frontier = [*frontier[: len(gone)], min(score, frontier[len(gone)]), *frontier[len(gone) + 1 :]]
            if score <= task.target and _meets(task, gone):
                return frozenset(gone), frontier
            if _is_too_far(path, task.most - len(gone), task.target):
                break
    return chosen, frontier


def _leanest(task: Task, model: Model, chosen: frozenset[int]) -> frozenset[int]:
    """Give the fewest removals that meet the target, spare none and break nearly all that as many can.

    Looked for among what the choice needs and what breaks most of each number up to its own. Where all break less, the
    one is given that breaks most of what as many can.
    """
    found = [settled(task, model, chosen)]
    first = len(found[0])
    for count in range(max(1, first - FEWER), 0 if is_large(task) else len(chosen) + 1):
        if any(len(each) <= count and breaks_enough(model, each) for each in found):
            break
        dear = _cost_of(task, found[0]) * count / first
        if met := mended(task, model.chosen(count), model, dear):
            found.append(settled(task, model, met))
    enough = [each for each in found if breaks_enough(model, each)]
    order = {each: (len(each), _cost_of(task, each), -round(model.broken(each), 12), sorted(each)) for each in found}
    return min(enough or found, key=lambda each: (0.0 if enough else -round(_share(model, each), 9), order[each]))


def settled(task: Task, model: Model, chosen: frozenset[int]) -> frozenset[int]:
    """Take back what the target does not need and exchange for what breaks more, until neither is left to do."""
    while True:
        fewer = needed(task, chosen, model)
        chosen = exchanged(task, fewer, model)
        if chosen == fewer:
            return chosen


def breaks_enough(model: Model, chosen: frozenset[int]) -> bool:
    """Say whether a choice breaks nearly all that as many removals can break."""
    return _share(model, chosen) >= NEARLY_ALL


def _share(model: Model, chosen: frozenset[int]) -> float:
    return model.broken(chosen) / max(1e-12, model.broken(model.chosen(len(chosen))))


def _proved(task: Task, chosen: frozenset[int], model: Model) -> tuple[frozenset[int], float, bool]:
    """Prove the choice or take a better one, unless that misses a target which the choice meets or can spare a row."""
    if not task.misses_proved and not _meets(task, chosen):
        return chosen, 1.0, False
    better, bound, proved = model.proof(len(chosen))
    if model.broken(better) > model.broken(chosen) + 1e-9:
        kept, other = (task.score(_named(task.graph, each)) for each in (chosen, better))
        spares = other <= task.target and len(needed(task, better, model)) < len(better)
        if task.exactly or (other <= max(task.target, kept) and not spares):
            chosen = better
    return chosen, bound, proved and model.broken(chosen) >= bound - 1e-6


def is_large(task: Task) -> bool:
    """Say whether one look at the score costs so much that the order of the rows is left to the model."""
    return task.graph.many_links > MOST_LINKS


def _named(graph: Graph, places: Iterable[int]) -> frozenset[str]:
    return frozenset(graph.sources[place] for place in places)


def needed(task: Task, chosen: frozenset[int], model: Model) -> frozenset[int]:
    """Take back each removal that the target does not need, the costliest first, then what breaks least."""
    left = {each: round(model.broken(chosen - {each}), 12) for each in chosen}
    for place in sorted(chosen, key=lambda each: (-_cost(task, each), -left[each], -each)):
        if len(chosen) > 1 and _fits(task, chosen - {place}):
            chosen = chosen - {place}
    return chosen


def mended(
    task: Task, chosen: frozenset[int], model: Model, dear: float, rounds: int = MENDED
) -> frozenset[int] | None:  # fmt: skip
    """Give a choice with the exchanges that let it meet the target, None where some rounds of them do not.

    While no single exchange does, the one is made that comes nearest, of those that break much.

    Args:
        task: What is asked.
        chosen: What breaks most of as many.
        model: The units.
        dear: What the removals may cost in all.
        rounds: Exchanges at most.
    """
    dear += 1e-9
    if _cost_of(task, chosen) <= dear and _fits(task, chosen):
        return chosen
    path = [task.estimate(_named(task.graph, chosen))]
    for left in reversed(range(0 if is_large(task) else rounds)):
        offers = {chosen - {out} | {other} for out in chosen for other in model.telling(chosen - {out})}
        order = sorted(offers, key=lambda each: (-round(model.broken(each), 12), sorted(each)))[: 2 * CANDIDATES]
        fair = [each for each in order if _cost_of(task, each) <= dear]
        found = next((each for each in fair if _fits(task, each)), None)
        if found or not fair:
            return found
        chosen = min(fair, key=lambda each: (round(task.estimate(_named(task.graph, each)), 9), sorted(each)))
        path.append(task.estimate(_named(task.graph, chosen)))
        if _is_too_far(path, left, task.target):
            return None
    return None


def _is_too_far(path: Sequence[float], left: int, target: float) -> bool:
    """Say whether scores that came down so, step by step, are above a target still after so many steps more.

    Told by the emergence, of which about as much goes with each step. A step may yet do `LEAP` times what the best of
    two or more so far did; where that is too little as well, nothing further is looked at.
    """
    if len(path) < LEAST_STEPS:
        return False
    held = [-log2(max(1e-15, 1.0 - score / 100.0)) for score in (*path, target)]
    best = max((one - other for one, other in pairwise(held[:-1])), default=0.0)
    return held[-2] - left * LEAP * max(0.0, best) > held[-1]


def _fits(task: Task, chosen: frozenset[int]) -> bool:
    """Say whether a choice meets the target; the quick estimate must say so first."""
    return task.estimate(_named(task.graph, chosen)) <= task.target + 1e-9 and _meets(task, chosen)


def exchanged(task: Task, chosen: frozenset[int], model: Model) -> frozenset[int]:
    """Exchange one removal for another that breaks more and meets the target as well, while there is one."""
    for _ in range(EXCHANGES):
        now = model.broken(chosen)
        offers = [(model.broken(chosen - {out} | {other}), out, other)
                  for out in sorted(chosen) for other in model.telling(chosen - {out})
                  if other not in chosen and _cost(task, other) <= _cost(task, out)]  # fmt: skip
        better = sorted((offer for offer in offers if offer[0] > now + 1e-9), key=lambda each: (-each[0], each[1:]))
        for _, out, other in better[:CANDIDATES]:
            if _fits(task, chosen - {out} | {other}):
                chosen = chosen - {out} | {other}
                break
        else:
            break
    return chosen


def _cost(task: Task, place: int) -> float:
    return task.costs.get(task.graph.sources[place], 1.0)


def _cost_of(task: Task, chosen: frozenset[int]) -> float:
    return sum(_cost(task, place) for place in sorted(chosen))


def ordered(task: Task, chosen: frozenset[int], model: Model) -> tuple[str, ...]:
    """Put the removals in the order in which each breaks most, given those above it.

    Not by how much each lowers the score: which of near-equal drops is the greatest hangs on single mentions, and the
    first rows would break less of what the folder tells together.
    """
    done: list[int] = []
    while len(done) < len(chosen):
        done.append(model.next(done, chosen.difference(done)))
    return tuple(task.graph.sources[place] for place in done)


def _blocked(task: Task) -> tuple[str, ...]:
    """Name the pins whose release alone would lower the score of what remains when all else is gone.

    Where none does, for others say the same, those that tell most are released together until the target is met. Of
    very many pins only those that tell most among each other are asked about.
    """
    others = frozenset(task.graph.sources) - task.kept
    if not task.kept or (floor := task.score(others)) <= task.target:
        return ()
    pins = _telling_pins(task)
    if alone := [pin for pin in pins if task.score(others | {pin}) < floor - 1e-9]:
        return tuple(sorted(alone))
    together: list[str] = []
    for pin in pins:
        together.append(pin)
        if task.score(others.union(together)) <= task.target:
            break
    return tuple(sorted(together))


def _telling_pins(task: Task) -> list[str]:
    """Give the pins that tell most among each other, at most `CANDIDATES`."""
    worth = dict.fromkeys(sorted(task.kept & set(task.graph.sources)), 0.0)
    if len(worth) > CANDIDATES:
        for unit in task.units:
            among = _named(task.graph, unit.sources)
            for pin in sorted(among) if among <= worth.keys() else ():
                worth[pin] += unit.weight
    return sorted(worth, key=lambda pin: (-worth[pin], pin))[:CANDIDATES]


@dataclass(slots=True)
class _Program:
    """Units as an integer program, a column for each source and behind those one for each number of ways that break.

    A way breaks where one of its sources goes; several do where all but the last do, and the last one. Units nest, the
    surest way, the surest two: told so, each way and each beginning of several is one column for all units that have
    it, and HiGHS takes a tenth of the time that it takes over a row for each way of each unit.

    Attributes:
        sources: So many columns are sources'.
        weights: Of the columns behind them.
        rows: A column, and those whose sum it is at most.
    """

    sources: int
    weights: list[float] = field(default_factory=list)
    rows: list[tuple[int, ...]] = field(default_factory=list)
    _columns: dict[tuple[frozenset[int], ...], int] = field(default_factory=dict)

    @classmethod
    def of(cls, held: Sequence[Unit], sources: int) -> _Program:
        """Take the units of so many sources."""
        out = cls(sources)
        for unit in held:
            out.weights[out._column(unit.ways) - sources] += unit.weight
        return out

    def _column(self, ways: tuple[frozenset[int], ...]) -> int:
        """Give the column that says whether all of these ways break."""
        if ways not in self._columns:
            parts = [self._column(ways[:-1]), self._column(ways[-1:])] if len(ways) > 1 else []
            at = self._columns[ways] = self.sources + len(self.weights)
            self.weights.append(0.0)
            self.rows += [(at, part) for part in parts] or [(at, *sorted(ways[0]))]
        return self._columns[ways]


class Model:
    """Units x ways x sources: which removals break the most weight, by exchanges, and proved by HiGHS."""

    def __init__(self, held: Sequence[Unit], free: Bools, costs: Floats) -> None:
        self.sources = len(free)
        self.held, self.weight = held, np.array([unit.weight for unit in held])
        self.total = float(self.weight.sum()) or 1.0
        ways = [way for unit in held for way in unit.ways]
        self.unit = np.repeat(np.arange(len(held)), [len(unit.ways) for unit in held])
        # A row a source of a way, by unit
        self.way = np.repeat(np.arange(len(ways)), [len(way) for way in ways])
        self.source = np.array([source for way in ways for source in sorted(way)], dtype=np.int64)
        # Each source of a unit once, and of each row which of them it is
        self.of_units, self.row = np.unique(arrays.paired(self.unit[self.way], self.source, self.sources),
                                            return_inverse=True)  # fmt: skip
        self.free, self.costs = free, costs
        # A hair off for each removal and its cost settles ties for the cheaper set, then for the first source.
        self.hair = 1e-7 * self.total * (costs / max(1.0, float(costs.max())) + np.arange(self.sources) / self.sources)
        self.taken: list[int] = []

    def broken(self, gone: Collection[int]) -> float:
        """Give the share of the units' weight that is broken when these sources are gone."""
        return float(self.weight[self._ways_left(self._alive(gone)) == 0].sum()) / self.total

    def _alive(self, gone: Collection[int]) -> Bools:
        """Say of each way whether it has all its sources."""
        alive = np.ones(len(self.unit), dtype=bool)
        away = np.zeros(self.sources, dtype=bool)
        away[list(gone)] = True
        alive[self.way[away[self.source]]] = False
        return alive

    def _ways_left(self, alive: Bools) -> Ints:
        return np.bincount(self.unit[alive], minlength=len(self.weight))

    def _gains(self, alive: Bools, gone: Collection[int], in_part: float = IN_PART) -> Floats:
        """Give what each further removal breaks, less a hair; below zero for what cannot go.

        What takes some of a unit's ways counts `in_part` of their share: two sources of which neither breaks anything
        alone may break much together.
        """
        many = np.bincount(self.row[alive[self.way]], minlength=len(self.of_units))
        held, code = many[many > 0], self.of_units[many > 0]
        unit, source = code // max(1, self.sources), code % max(1, self.sources)
        share = held / self._ways_left(alive)[unit]
        worth = self.weight[unit] * np.where(share >= 1.0, 1.0, in_part * share)
        gains = np.bincount(source, worth, self.sources) - self.hair
        gains[~self.free] = -np.inf
        gains[list(gone)] = -np.inf
        return gains

    def telling(self, gone: Collection[int]) -> list[int]:
        """Give the removable sources whose going breaks most beside these, at most `CANDIDATES`."""
        gains = self._gains(self._alive(gone), gone)
        order = np.argsort(-gains, kind="stable")[:CANDIDATES]
        return [place for place in order.tolist() if gains[place] > 0]

    def next(self, gone: Collection[int], among: Collection[int]) -> int:
        """Give the source of some, at least one, whose going breaks most beside those that are gone."""
        gains, left = self._gains(self._alive(gone), gone), sorted(among)
        return left[int(np.round(gains[left] / self.total, 12).argmax())]

    def chosen(self, count: int) -> frozenset[int]:
        """Choose the removals that break most, one after the other, then exchanged while that breaks more.

        Fewer where nothing is left to break.
        """
        while len(self.taken) < count:
            gains = self._gains(self._alive(self.taken), self.taken)
            if not gains.size or gains.max() <= 0:
                break
            self.taken.append(int(gains.argmax()))
        return self._exchanged(self.taken[:count])

    def thrifty(self, least: float = 0.01) -> list[int]:
        """Take what breaks most for its cost, one after the other, until nothing that may go breaks any more.

        Args:
            least: A removal costs this much at least: what costs nothing is not taken for breaking next to nothing.
        """
        taken: list[int] = []
        while True:
            gains = self._gains(self._alive(taken), taken)
            if not gains.size or gains.max() <= 0:
                return taken
            taken.append(int((gains / np.maximum(self.costs, least)).argmax()))

    def _exchanged(self, picked: list[int]) -> frozenset[int]:
        picked = list(picked)
        for _ in range(EXCHANGES):
            before = list(picked)
            for place, out in enumerate(before):
                rest = [*picked[:place], *picked[place + 1 :]]
                gains = self._gains(self._alive(rest), rest, 0.0)
                if gains.max() > gains[out] + 1e-12 * self.total:
                    picked[place] = int(gains.argmax())
            if picked == before:
                break
        return frozenset(picked)

    def proof(self, count: int) -> tuple[frozenset[int], float, bool]:
        """Solve for `count` removals: the best set found, the bound as a share of the weight, and whether proved."""
        from scipy import optimize, sparse  # noqa: PLC0415

        exact, start = self.sources <= EXACT_SOURCES, self.chosen(count)
        held = _Program.of(self.held, self.sources)
        size = self.sources + len(held.weights)
        row = np.repeat(np.arange(len(held.rows)), [len(each) for each in held.rows])
        at_most = np.where(arrays.place(row) > 0, -1.0, 1.0)
        column = np.array([place for each in held.rows for place in each], dtype=np.int64)
        breaks = sparse.csr_array((at_most, (row, column)), shape=(len(held.rows), size))
        budget = sparse.csr_array((np.arange(size) < self.sources).astype(np.float64)[None, :])
        most = np.concatenate([self.free.astype(np.float64), np.ones(len(held.weights))])
        result = solver.milp(
            np.concatenate([self.hair, -np.array(held.weights)]),
            ((np.arange(size) < self.sources) & exact).astype(np.int64), most,
            [optimize.LinearConstraint(breaks, -np.inf, 0), optimize.LinearConstraint(budget, 0, count)],
            SOLVER_NODES, 1e-6,
        )  # fmt: skip
        found = result.mip_dual_bound if exact else result.fun
        bound = min(1.0, -float(found) / self.total + 1e-6) if found is not None else 1.0
        if result.x is None or not exact:
            return start, bound, False
        picked = frozenset(np.flatnonzero(result.x[: self.sources] > 0.5).tolist())
        better = max((start, picked), key=lambda each: (round(self.broken(each), 9), each == start))
        return better, max(bound, self.broken(better)), result.status == 0
