"""Which few sources to remove so that the picture collapses, proved where it can be.

The units are what sources tell only together: two sources that share specific keys, and each finding over its sources.
A unit breaks when one of its sources goes. For each number of removals the most weight is broken; the real score of
what remains then decides how many it takes, and removals that the target does not need are taken back.

A unit is weighed by how likely two sources with so much in common have to do with each other, not by the names that
they join: what recognition takes for a name is wrong more often than what it takes for a shared number, and an
association counts once, however many names stand at its ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np

from auditor.findings import Found
from auditor.graph import Bools, Floats, Graph
from auditor.score import MIN_BITS

MOST_UNITS = 600
MOST_ROWS = 10
# The weights below: `python -m tests.bench.fit`, 2026-11, on twelve hand-written folders; a wide plateau, its middle is
# taken. There, of the pairs of sources that share 3 to 8 bits 3 in 10 belong together, of those above 10 bits 8 in 10.
EVEN_BITS = 10.0
BITS_WIDTH = 5.0
SPREAD = 1.0  # what n sources share counts 1 / (n - 1) ** SPREAD for each two of them: the trail of one thing, not n²
FINDING_WEIGHT = 0.01  # of a finding's rank: it decides where sources share no key; more of it chose worse
MOST_SHARING = 40  # a key in more sources than this says nothing of any two of them
EXACT_SOURCES = 400  # above this, only the linear bound is worth its time
SOLVER_NODES = 4000  # nodes, not seconds: the same folder gives the same list on a busy machine
MOST_LINKS = 20_000  # above this one look at the score costs too much to order the rows by it
FRONTIER = (1, 3)  # removals after which the score is looked at in such a folder, beside the most
CANDIDATES = 24
EXCHANGES = 4  # rounds of exchanging one removal for another; two are nearly always the last


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that its sources tell only together: it is broken when one of them is gone."""

    weight: float
    sources: frozenset[int]


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


@dataclass(frozen=True, slots=True)
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


def units(graph: Graph, found: Sequence[Found]) -> list[Unit]:
    """Give the units, the weightiest first, at most `MOST_UNITS`; two of the same sources are one."""
    weight = _shared(graph)
    place = {source: at for at, source in enumerate(graph.sources)}
    told: dict[frozenset[int], float] = {}
    for item in found:
        sources = frozenset(place[source] for source in item.sources)
        told[sources] = max(item.rank, told.get(sources, 0.0))
    for sources, rank in told.items():
        weight[sources] = weight.get(sources, 0.0) + FINDING_WEIGHT * rank
    ordered = sorted(weight.items(), key=lambda pair: (-round(pair[1], 12), sorted(pair[0])))
    return [Unit(value, sources) for sources, value in ordered[:MOST_UNITS] if value > 0 and len(sources) > 1]


def likely(bits: Floats) -> Floats:
    """Say how likely two sources that share so many bits have to do with each other, 0.0 to 1.0."""
    return 1.0 / (1.0 + np.exp2((EVEN_BITS - bits) / BITS_WIDTH))


def _shared(graph: Graph) -> dict[frozenset[int], float]:
    """Give each two sources that join names over keys, and how likely they have to do with each other."""
    bits: dict[tuple[int, int], float] = {}
    denied = frozenset(graph.denied_pairs().tolist())
    for key, held in _held(graph).items():
        if 1 < len(held) <= MOST_SHARING:
            worth = float(graph.bits[key]) / (len(held) - 1) ** SPREAD
            for one, other in combinations(sorted(held), 2):
                if _joins(held[one], held[other], denied, len(graph.names)):
                    bits[one, other] = bits.get((one, other), 0.0) + worth
    weight = likely(np.array(list(bits.values()), dtype=np.float64))
    return dict(zip(map(frozenset, bits), weight.tolist(), strict=True))


def _held(graph: Graph) -> dict[int, dict[int, set[int]]]:
    """Give each key's sources with the names that they link with it, letterheads left out."""
    out: dict[int, dict[int, set[int]]] = defaultdict(dict)
    rows = graph.keyed.where(graph.keyed.plain & (graph.bits[graph.keyed.right] >= MIN_BITS))
    for source, name, key in zip(rows.source.tolist(), rows.left.tolist(), rows.right.tolist(), strict=True):
        out[key].setdefault(source, set()).add(name)
    return out


def _joins(mine: set[int], theirs: set[int], denied: Collection[int], names: int) -> bool:
    """Say whether a key joins names that neither source links with it alone; what a person denied is not joined."""
    ours, others = mine - theirs, theirs - mine
    if not denied:
        return bool(ours and others)
    return any(min(pair) * names + max(pair) not in denied for pair in product(ours, others))


def best(task: Task) -> Choice:
    """Choose the fewest sources whose removal brings the score to the target; else the best `task.most`.

    Returns:
        The choice; the score of each row is the real score of what remains, never the model's.
    """
    before, graph = task.score(frozenset()), task.graph
    held, free = units(graph, task.found), free_of(task)
    if not held or (before <= task.target and not task.exactly):
        return Choice((), (), (before,), "exact", 0.0, 0.0, before <= task.target)
    model = Model(held, free, costs_of(task))
    frontier, chosen, last = [before], frozenset[int](), min(task.most, int(free.sum()))
    for count in range(1, last + 1):
        if is_large(task) and count not in (*FRONTIER, last):
            frontier.append(frontier[-1])
            continue
        picked = model.chosen(count)
        score = task.estimate(_named(graph, picked))
        if len(picked) > len(chosen) and (task.exactly or score < frontier[-1] - 1e-9 or not chosen):
            chosen = picked
        frontier.append(min(score, frontier[-1]))
        if frontier[-1] <= task.target and not task.exactly and task.score(_named(graph, chosen)) <= task.target:
            break
    if frontier[-1] > task.target and not task.exactly and not is_large(task):
        other = _by_score(task, model)
        lower = [before, *(task.estimate(_named(graph, other[:count])) for count in range(1, len(other) + 1))]
        if lower[-1] < frontier[-1] - 1e-9:
            chosen = frozenset(other)
            frontier = [min(pair) for pair in zip(frontier, lower, strict=False)]
    chosen, bound, proved = _proved(task, chosen, model)
    while not task.exactly and len(fewer := needed(task, chosen)) < len(chosen):
        chosen, bound, proved = _proved(task, fewer, model)
    rows = ordered(task, chosen, model)
    scores = tuple(task.score(frozenset(rows[:count])) for count in range(1, len(rows) + 1))
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


def _proved(task: Task, chosen: frozenset[int], model: Model) -> tuple[frozenset[int], float, bool]:
    """Prove the choice or take a better one, unless that misses a target which the choice meets."""
    better, bound, proved = model.proof(len(chosen))
    if model.broken(better) > model.broken(chosen) + 1e-9:
        kept, other = (task.score(_named(task.graph, each)) for each in (chosen, better))
        if task.exactly or other <= max(task.target, kept):
            chosen = better
    return chosen, bound, proved and model.broken(chosen) >= bound - 1e-6


def _by_score(task: Task, model: Model) -> list[int]:
    """Choose what lowers the score most, one after the other: for a folder that no list brings to the target.

    There so much hangs together that what the units break is made up for by what else is there.
    """
    gone: list[int] = []
    for _ in range(task.most):
        trials = [(round(task.estimate(_named(task.graph, [*gone, each])), 9), each) for each in model.telling(gone)]
        if not trials:
            break
        gone.append(min(trials)[1])
    return gone


def is_large(task: Task) -> bool:
    """Say whether one look at the score costs so much that the order of the rows is left to the model."""
    return len(task.graph.keyed.source) + len(task.graph.between.source) > MOST_LINKS


def _named(graph: Graph, places: Iterable[int]) -> frozenset[str]:
    return frozenset(graph.sources[place] for place in places)


def needed(task: Task, chosen: frozenset[int]) -> frozenset[int]:
    """Take back each removal that the target does not need, the costliest first, the last one among equals."""
    full = task.score(_named(task.graph, chosen))
    limit = max(task.target, full)
    for place in sorted(chosen, key=lambda each: (-task.costs.get(task.graph.sources[each], 1.0), -each)):
        rest = _named(task.graph, chosen - {place})
        if len(chosen) > 1 and task.estimate(rest) <= limit + 1e-9 and task.score(rest) <= limit + 1e-9:
            chosen = chosen - {place}
    return chosen


def ordered(task: Task, chosen: frozenset[int], model: Model) -> tuple[str, ...]:
    """Put the removals in the order in which each lowers the score most, given those above it."""
    done: list[int] = []
    left = set(chosen)
    while left:
        drop = {
            place: 0.0 if is_large(task) else round(task.estimate(_named(task.graph, [*done, place])), 9)
            for place in left
        }
        place = min(left, key=lambda each: (drop[each], -round(model.broken([*done, each]), 12), each))
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


class Model:
    """Units x sources: which removals break the most weight, by exchanges, and proved by HiGHS."""

    def __init__(self, held: Sequence[Unit], free: Bools, costs: Floats) -> None:
        from scipy import sparse  # noqa: PLC0415  a run that finds nothing changed does not wait for it

        self.sources = len(free)
        self.weight = np.array([unit.weight for unit in held])
        self.total = float(self.weight.sum()) or 1.0
        row = np.repeat(np.arange(len(held)), [len(unit.sources) for unit in held])
        column = np.array([source for unit in held for source in sorted(unit.sources)], dtype=np.int64)
        shape = (len(held), self.sources)
        self.holds = sparse.csr_array((np.ones(len(row)), (row, column)), shape=shape)
        self.held_by = self.holds.T.tocsr()
        self.free, self.costs = free, costs
        # A hair off for each removal and its cost settles ties for the cheaper set, then for the first source.
        self.hair = 1e-7 * self.total * (costs / max(1.0, float(costs.max())) + np.arange(self.sources) / self.sources)
        self.taken: list[int] = []

    def broken(self, gone: Collection[int]) -> float:
        """Give the share of the units' weight that is broken when these sources are gone."""
        return float(self.weight[~self._alive(gone)].sum()) / self.total

    def _alive(self, gone: Collection[int]) -> Bools:
        alive = np.ones(len(self.weight), dtype=bool)
        for source in gone:
            alive[self.held_by.indices[self.held_by.indptr[source] : self.held_by.indptr[source + 1]]] = False
        return alive

    def _gains(self, alive: Bools, gone: Collection[int]) -> Floats:
        """Give what each further removal breaks, less a hair; below zero for what cannot go."""
        gains = self.held_by @ np.where(alive, self.weight, 0.0) - self.hair
        gains[~self.free] = -np.inf
        gains[list(gone)] = -np.inf
        return gains

    def telling(self, gone: Collection[int]) -> list[int]:
        """Give the removable sources whose going breaks most beside these, at most `CANDIDATES`."""
        gains = self._gains(self._alive(gone), gone)
        order = np.argsort(-gains, kind="stable")[:CANDIDATES]
        return [place for place in order.tolist() if gains[place] > 0]

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
                gains = self._gains(self._alive(rest), rest)
                if gains.max() > gains[out] + 1e-12 * self.total:
                    picked[place] = int(gains.argmax())
            if picked == before:
                break
        return frozenset(picked)

    def proof(self, count: int) -> tuple[frozenset[int], float, bool]:
        """Solve for `count` removals: the best set found, the bound as a share of the weight, and whether proved."""
        from scipy import optimize, sparse  # noqa: PLC0415

        exact, many = self.sources <= EXACT_SOURCES, len(self.weight)
        start = self.chosen(count)
        breaks = sparse.csr_array(sparse.hstack([-self.holds, sparse.eye_array(many)]))
        budget = sparse.csr_array(np.concatenate([np.ones(self.sources), np.zeros(many)])[None, :])
        most = np.concatenate([self.free.astype(np.float64), np.ones(many)])
        result = optimize.milp(
            c=np.concatenate([self.hair, -self.weight]), bounds=optimize.Bounds(0, most),
            integrality=((np.arange(self.sources + many) < self.sources) & exact).astype(np.int64),
            options={"node_limit": SOLVER_NODES, "mip_rel_gap": 1e-6},
            constraints=[optimize.LinearConstraint(breaks, -np.inf, 0), optimize.LinearConstraint(budget, 0, count)],
        )  # fmt: skip
        found = result.mip_dual_bound if exact else result.fun
        bound = min(1.0, -float(found) / self.total + 1e-6) if found is not None else 1.0
        if result.x is None or not exact:
            return start, bound, False
        picked = frozenset(np.flatnonzero(result.x[: self.sources] > 0.5).tolist())
        better = max((start, picked), key=lambda each: (round(self.broken(each), 9), each == start))
        return better, max(bound, self.broken(better)), result.status == 0
