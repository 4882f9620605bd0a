"""Other ways to the target than the fewest files, and what each number of removals leaves.

`fewest` is the shortlist itself: the fewest files that break nearly all that as many can. Another set may be shorter
where it breaks less. `least_loss` spares what costs most to lose: what a person said it costs, else newer
documents before older ones. `oldest` takes documents by their date, as a rule on how long things are kept does. Each
meets the target, or is not given at all. What the quick estimate takes for dispensable is taken back; the estimate
keeps names that a second look may drop, so that of a long set such a look may still spare a document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from math import inf

from auditor.shortlist import (
    MOST_ROWS,
    Choice,
    Model,
    Task,
    Way,
    best,
    breaks_enough,
    costs_of,
    free_of,
    is_large,
    needed,
    ordered,
    settled,
)

FEWEST, LEAST_LOSS, OLDEST = KINDS = ("fewest", "least_loss", "oldest")
# chosen: what a group works with is mostly of this year; only the order matters, so any similar fall gives like sets.
HALF_LIFE_DAYS = 365.0
LEAST = 0.1  # what an old document still costs: nothing is free to lose
UNSAID = 1.0  # of a document without a date, as of the newest one: it may be in use
# What each set of an audit may take, an estimate counting 1; who asks for one set gets all that it needs.
# chosen: tests.bench.sets, 2026-11: every set of the folders that one may learn from was found within it
EFFORT, LOOK = 320, 8
MOST_LINKS = 500_000  # links that estimates for one set may touch in all: larger folders get fewer, very large none
FURTHER = 6  # further removals that are tried for each number beyond the rows
EXCHANGED = 4  # cheaper removals that are tried in the place of one
BEYOND = 0.5  # another choice is looked at for the frontier where its estimate is better by this many points


@dataclass(frozen=True, slots=True)
class Worth:
    """What each source is to those who share it: its date, "" unknown, and what its removal costs."""

    dates: Mapping[str, str]
    costs: Mapping[str, float]

    def cost(self, sources: Collection[str]) -> float:
        """Give what the removal of these sources costs together."""
        return sum(self.costs.get(source, UNSAID) for source in sorted(sources))


def worth(dates: Mapping[str, str], given: Mapping[str, float]) -> Worth:
    """Say what sources cost to lose: what is said of them, else by age, counted from the newest document.

    Args:
        dates: ISO date of each source, "" where unknown; no clock is asked.
        given: What a person or a manifest says that the removal of a source costs.
    """
    known = {source: day for source, said in dates.items() if (day := _day(said))}
    newest = max(known.values(), default=date.min)
    aged = {source: max(LEAST, 2.0 ** (-(newest - day).days / HALF_LIFE_DAYS)) for source, day in known.items()}
    costs = {source: round(given.get(source, aged.get(source, UNSAID)), 4) for source in {*dates, *given}}
    return Worth({source: known[source].isoformat() if source in known else "" for source in dates}, costs)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


class _Spent(Exception):  # noqa: N818  no error: the set is left out
    """No look is left."""


class _Counted:
    """Counts what is looked at; what was estimated once is free."""

    def __init__(self, task: Task, most: float) -> None:
        self.of, self.left = task, most
        self.known: dict[frozenset[str], float] = {}

    def estimate(self, gone: frozenset[str]) -> float:
        """Give the quick estimate."""
        if gone not in self.known:
            self._take(1)
            self.known[gone] = self.of.estimate(gone)
        return self.known[gone]

    def score(self, gone: frozenset[str]) -> float:
        """Give the score of an audit of what remains."""
        self._take(LOOK)
        return self.of.score(gone)

    def _take(self, effort: int) -> None:
        if self.left < effort:
            raise _Spent
        self.left -= effort

    def task(self) -> Task:
        """Give the task with its looks counted."""
        return replace(self.of, score=self.score, estimate=self.estimate)


def effort(task: Task) -> int:
    """Say what a set of an audit may take in a folder of this size."""
    links = task.graph.many_links
    return 0 if is_large(task) else min(EFFORT, MOST_LINKS // max(1, links))


def ways(task: Task, choice: Choice, worths: Worth, most: float = EFFORT) -> tuple[Way, ...]:
    """Give the fewest files, and beside them the other two sets where they are found within `most` effort each."""
    if not choice.sources:
        return ()
    fewest = [choice.sources] if choice.reached else []
    oldest = set_of(OLDEST, task, worths, (), most)
    least = set_of(LEAST_LOSS, task, worths, [*fewest, *([oldest] if oldest else [])], most)
    found = {FEWEST: choice.sources, LEAST_LOSS: least, OLDEST: oldest}
    return tuple(_way(kind, task, sources, worths) for kind, sources in found.items() if sources is not None)


def set_of(
    kind: str, task: Task, worths: Worth, known: Sequence[tuple[str, ...]] = (), most: float = inf
) -> tuple[str, ...] | None:
    """Give the sources of one set that meets the target, None where no removal or no more effort brings it there.

    Args:
        kind: Which one.
        task: What the shortlist is asked.
        worths: What sources cost to lose, and their dates.
        known: Other sets that meet the target: the least loss is no greater than theirs.
        most: Effort that may be spent.
    """
    if most < 1:  # no set is found without a single estimate: nothing is weighed for one
        return None
    counted = _Counted(task, most).task()
    try:
        return _oldest(counted, worths) if kind == OLDEST else _least_loss(counted, worths, known)
    except _Spent:
        return None


def chosen(task: Task, worths: Worth, prefer: str = FEWEST) -> Choice:
    """Choose one set, with the others and the frontier beside it; the fewest files where it cannot be had."""
    most, fewest = effort(task), best(task)
    beside = ways(task, fewest, worths, most)
    if fewer := _fewer(task, fewest, beside):
        fewest = _rows(task, _by_units(task, fewer))
        beside = (_way(FEWEST, task, fewest.sources, worths), *beside[1:])
    chosen_ = fewest if prefer == FEWEST else listed(prefer, task, worths) or fewest
    known = {way.kind: way for way in beside}
    if chosen_ is not fewest:
        known[prefer] = _way(prefer, task, chosen_.sources, worths)
    return replace(chosen_, frontier=frontier(task, fewest, looks=most > 0),
                   ways=tuple(known[kind] for kind in KINDS if kind in known))  # fmt: skip


def listed(kind: str, task: Task, worths: Worth) -> Choice | None:
    """Give one set as a choice, with its rows in order: by date, or by what each breaks most.

    None where it cannot be had, as where no file was read.
    """
    if not task.graph.sources:
        return None
    known = [other for other in [set_of(OLDEST, task, worths)] if other and kind == LEAST_LOSS]
    sources = set_of(kind, task, worths, known)
    if sources is None:
        return None
    return _rows(task, sources if kind == OLDEST else _by_units(task, sources))


def _fewer(task: Task, fewest: Choice, beside: Sequence[Way]) -> tuple[str, ...]:
    """Give fewer sources than the fewest that another set led to and that break enough; none where there are none."""
    if not fewest.reached or not fewest.sources or task.exactly:
        return ()
    place, model = _places(task), _model(task)
    for other in sorted(beside, key=lambda each: len(each.sources)):
        if len(other.sources) >= len(fewest.sources):
            break
        chosen_ = settled(task, model, frozenset(place[source] for source in other.sources))
        if breaks_enough(model, chosen_):
            return tuple(_names(task, sorted(chosen_)))
    return ()


def _by_units(task: Task, sources: Sequence[str]) -> tuple[str, ...]:
    place = _places(task)
    return ordered(task, frozenset(place[source] for source in sources), _model(task))


def _rows(task: Task, rows: tuple[str, ...]) -> Choice:
    """Give sources that meet the target as a choice in their order, with the score after each and the bound."""
    model, place = _model(task), _places(task)
    scores = tuple(task.score(frozenset(rows[:count])) for count in range(1, len(rows) + 1))
    broken = model.broken([place[source] for source in rows])
    bound = max(model.proof(len(rows))[1], broken)
    return Choice(rows, scores, (), "greedy", bound, broken, True)


def _way(kind: str, task: Task, sources: Collection[str], worths: Worth) -> Way:
    score = task.score(frozenset(sources))
    return Way(kind, tuple(sources), score, score <= task.target, worths.cost(sources))


def _model(task: Task) -> Model:
    return Model(task.units, free_of(task), costs_of(task))


def _names(task: Task, places: Iterable[int]) -> list[str]:
    return [task.graph.sources[place] for place in places]


def _places(task: Task) -> dict[str, int]:
    return {source: at for at, source in enumerate(task.graph.sources)}


def _dearest_first(task: Task, sources: Iterable[str]) -> list[str]:
    return sorted(sources, key=lambda each: (-task.costs.get(each, UNSAID), each))


# Least loss: the costs of what goes are to be few, whatever their number


def _least_loss(task: Task, worths: Worth, known: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
    """Take what breaks most for its cost, or a known set, whichever costs less, and exchange for cheaper removals."""
    dear = replace(task, costs=worths.costs)
    model = _model(dear)
    met = [*known, *filter(None, [_met(dear, _names(task, model.thrifty()))])]
    if not met:
        return None
    cheapest = min(met, key=lambda each: (worths.cost(each), each))
    try:
        return _exchanged(dear, model, cheapest)
    except _Spent:
        return cheapest


def _exchanged(task: Task, model: Model, sources: tuple[str, ...]) -> tuple[str, ...]:
    """Exchange a removal, the dearest first, for a cheaper one with which the target is still met."""
    place = _places(task)
    for source in _dearest_first(task, sources):
        rest = frozenset(sources) - {source}
        others = _names(task, model.telling([place[each] for each in rest]))
        cheaper = [each for each in others if task.costs.get(each, UNSAID) < task.costs.get(source, UNSAID)]
        for other in reversed(_dearest_first(task, cheaper[:EXCHANGED])):
            if task.estimate(rest | {other}) <= task.target and task.score(rest | {other}) <= task.target:
                sources = tuple(sorted(rest | {other}))
                break
    return _lean(task, sources)


# Oldest first


def _oldest(task: Task, worths: Worth) -> tuple[str, ...] | None:
    """Take the documents by date until the target is met; then leave those that the target does not need."""
    free = [source for source in task.graph.sources if source not in task.kept]
    order = sorted(free, key=lambda source: (worths.dates.get(source, "") or "9999", source))
    newest_first = {source: float(at + 1) for at, source in enumerate(order)}
    found = _met(replace(task, costs=newest_first), order)
    return found and tuple(sorted(found, key=newest_first.__getitem__))


# Both


def _met(task: Task, order: Sequence[str]) -> tuple[str, ...] | None:
    """Take sources in this order until the target is met, and leave what it does not need; None where all miss it."""

    def enough(count: int) -> bool:
        return task.estimate(frozenset(order[:count])) <= task.target

    count = min(1 + bisect_left(range(1, len(order) + 1), True, key=enough), len(order))
    while task.score(frozenset(order[:count])) > task.target:
        if count == len(order):
            return None
        count += 1
    return _lean(task, order[:count])


def _lean(task: Task, sources: Sequence[str]) -> tuple[str, ...]:
    """Take back what the target does not need, the dearest first.

    First those together that tell nothing with others, then one by one by the estimate; a second look confirms.
    """
    place = _places(task)
    telling = set(_names(task, {at for unit in task.units for at in unit.sources}))
    left = [each for each in sources if each in telling]
    if task.estimate(frozenset(left)) > task.target:
        left = list(sources)
    for source in _dearest_first(task, left):
        rest = [each for each in left if each != source]
        if rest and task.estimate(frozenset(rest)) <= task.target:
            left = rest
    if task.score(frozenset(left)) > task.target:
        left = list(sources)
    return tuple(sorted(_names(task, needed(task, frozenset(place[each] for each in left), _model(task)))))


# The frontier


def frontier(task: Task, choice: Choice, *, looks: bool = True) -> tuple[float, ...]:
    """Give the lowest score found for 0, 1, 2 ... removals, each that of an audit of what remains.

    The rows are on it or above it. Without `looks` it ends with the rows: nothing else is looked at.
    """
    known = (task.score(frozenset()), *choice.scores)
    return tuple(accumulate(_looked(task, choice, known) if looks and choice.sources else known, min))


def _looked(task: Task, choice: Choice, known: Sequence[float]) -> list[float]:
    """Look at what breaks most for each number, and beyond the rows at what lowers the score most with those."""
    model, points, further = _model(task), [known[0]], frozenset(choice.sources)
    for count in range(1, max(MOST_ROWS, len(choice.sources)) + 1):
        tried = [frozenset(_names(task, model.chosen(count)))]
        if count > len(choice.sources):
            place = _places(task)
            more = _names(task, model.telling([place[each] for each in further])[:FURTHER])
            tried += [further | {each} for each in more]
        if max(map(len, tried)) < count and count >= len(known):
            break
        lowest = min(tried, key=lambda each: (round(task.estimate(each), 9), sorted(each)))
        further = lowest if count > len(choice.sources) else further
        low = min(known[count] if count < len(known) else inf, points[-1])
        points.append(min(low, task.score(lowest)) if task.estimate(lowest) < low - BEYOND else low)
    return points
