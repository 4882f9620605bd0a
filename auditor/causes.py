"""Why a score changed: the change of two runs split over what differs between them, so that the parts add up; pure.

The folder of the earlier run is led to the later one step by step: the same files read and scored by the present tool,
then without what was removed, with what was edited, with what was added, then with the present names' ledger, profile
and decisions. Each cause is the difference of two scores that follow one another, so nothing is counted twice and
nothing is left over. The order is fixed: another one would give other parts of the same whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from auditor.records import Cause, Filed, Record, Straw, on_grid

KINDS = ("tool", "removed", "edited", "added", "aliases", "profile", "decisions")
FILES = ("removed", "edited", "added")
DECIMALS = 1  # of a score against the target, as the audit holds it

When = Literal["before", "now"]
Held = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """A folder as no run has seen it: these files (path, sha256), read by the present tool, and whose choices hold."""

    files: Held
    aliases: When = "before"
    profile: When = "before"
    decisions: When = "before"


ScoreOf = Callable[[Counterfactual], float]


@dataclass(frozen=True, slots=True)
class Moved:
    """The same content under another name."""

    was: str
    path: str


@dataclass(frozen=True, slots=True)
class Listing:
    """How two listings of one folder differ; every list is sorted.

    Attributes:
        removed: Paths that went; their content may stand elsewhere as a copy.
        edited: Paths that hold other content than before.
        moved: Renamed or moved, neither added nor removed.
        added: New paths with content that was not in the folder.
        copies: New paths with content that was there before and still is.
    """

    removed: tuple[str, ...]
    edited: tuple[str, ...]
    moved: tuple[Moved, ...]
    added: tuple[str, ...]
    copies: tuple[str, ...]


def listing(before: Sequence[Filed], now: Sequence[Filed]) -> Listing:
    """Say what was removed, edited, moved, added and copied between two listings.

    The same path is the same file, whatever is in it. Of the other paths, those that went and those that came with the
    same content are matched in order, a path with the same file name first.
    """
    then, here = {each.path: each.sha256 for each in before}, {each.path: each.sha256 for each in now}
    went, came = sorted(then.keys() - here.keys()), sorted(here.keys() - then.keys())
    moved = _moved({path: then[path] for path in went}, {path: here[path] for path in came})
    targets, origins = {each.path for each in moved}, {each.was for each in moved}
    fresh, known = [path for path in came if path not in targets], set(then.values()) - {""}
    return Listing(
        removed=tuple(path for path in went if path not in origins),
        edited=tuple(sorted(path for path in then.keys() & here.keys() if then[path] != here[path])),
        moved=moved,
        added=tuple(path for path in fresh if here[path] not in known),
        copies=tuple(path for path in fresh if here[path] in known),
    )


def _moved(went: Mapping[str, str], came: Mapping[str, str]) -> tuple[Moved, ...]:
    origins: dict[str, list[str]] = defaultdict(list)
    for path, content in went.items():
        origins[content].append(path)
    moved, later = [], []
    for path, content in came.items():
        same = [was for was in origins[content] if _name(was) == _name(path)] if content else []
        if same:
            origins[content].remove(same[0])
            moved.append(Moved(same[0], path))
        elif content:
            later.append(path)
    moved += [Moved(origins[came[path]].pop(0), path) for path in later if origins[came[path]]]
    return tuple(sorted(moved, key=lambda each: each.path))


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way from the earlier run to the later: what it leads to, and whether anything differs in it."""

    kind: str
    after: Counterfactual
    files: int
    differs: bool


def steps(before: Record, now: Record) -> tuple[Step, ...]:
    """Give the way from one run to the next in the order of `KINDS`."""
    found = listing(before.files, now.files)
    old, new = held(before.files), held(now.files)
    fresh, gone = {*found.added, *found.copies}, set(found.removed)
    left = frozenset(each for each in old if each[0] not in gone)
    edited = frozenset(each for each in new if each[0] not in fresh)
    state = Counterfactual(old)
    way = [Step("tool", state, 0, before.tool != now.tool or _read_otherwise(before.files, now.files))]
    counts = (len(gone), len(found.edited) + len(found.moved), len(fresh))
    for kind, files, count in zip(FILES, (left, edited, new), counts, strict=True):
        state = replace(state, files=files)
        way.append(Step(kind, state, count, count > 0))
    state = replace(state, aliases="now")
    way.append(Step("aliases", state, 0, before.aliases != now.aliases))
    state = replace(state, profile="now")
    way.append(Step("profile", state, 0, before.profile != now.profile))
    state = replace(state, decisions="now")
    return (*way, Step("decisions", state, 0, before.decisions != now.decisions))


def held(files: Iterable[Filed]) -> Held:
    """Give files as a counterfactual has them."""
    return frozenset((each.path, each.sha256) for each in files)


def _read_otherwise(before: Sequence[Filed], now: Sequence[Filed]) -> bool:
    """Say whether the same content was read to another extent: another reader, or a deadline that was missed."""
    then = {(each.path, each.sha256): each.status for each in before}
    return any(then.get((each.path, each.sha256), each.status) != each.status for each in now)


def attributed(before: Record, now: Record, score_of: ScoreOf) -> tuple[Cause, ...]:
    """Split the change of the score over its causes, in the order of `KINDS`; the parts sum exactly to the change.

    Steps in which nothing differs are 0.0 and cost no look; the last step that differs ends at the score of the later
    run, which is known. Where nothing differs at all and the score still does, the tool is the cause.

    Args:
        before: The earlier run.
        now: The later run.
        score_of: Gives the score of a folder that no run has seen.
    """
    way = steps(before, now)
    levels = _levels(way, (before.score, now.score), score_of)
    changes = (after - level for level, after in pairwise(levels))
    return tuple(Cause(step.kind, change, step.files) for step, change in zip(way, changes, strict=True))


def _levels(way: Sequence[Step], ends: tuple[float, float], score_of: ScoreOf) -> list[float]:
    """Give the score before the first step and after each."""
    last = max((place for place, step in enumerate(way) if step.differs), default=0)
    levels = [ends[0]]
    for place, step in enumerate(way):
        if place >= last:
            levels.append(ends[1])
        else:
            levels.append(on_grid(score_of(step.after)) if step.differs else levels[-1])
    return levels


def shown(causes: Sequence[Cause], digits: int = 1, whole: float | None = None) -> tuple[float, ...]:
    """Give the parts rounded so that they add up to the whole as it is shown (largest remainder).

    Args:
        causes: The parts; one that is 0.0 stays 0.0.
        digits: Decimals shown.
        whole: The change as a reader sees it, the difference of two rounded scores; else the rounded sum.
    """
    unit = 10**digits
    parts = [cause.change * unit for cause in causes]
    total = round((sum(parts) / unit if whole is None else whole) * unit)
    units = [int(part // 1) for part in parts]
    ranked = sorted((n for n, part in enumerate(parts) if part), key=lambda n: (units[n] - parts[n], n))
    for n in ranked[: total - sum(units)]:
        units[n] += 1
    return tuple(value / unit for value in units)


def over(score: float, target: float) -> bool:
    """Say whether a score counts as above the target: as the audit shows it."""
    return round(score, DECIMALS) > target


def straw(before: Record, now: Record, open_of: ScoreOf) -> Straw | None:
    """Say what took the open score over the target, `None` where it was above before or is not now.

    The step of the causes after which it stayed above is the one; where that is a file that was edited or added, the
    files are put back in the order of their dates and the one that crosses is found by halving. Halving always ends at
    a file before which the score is not above the target and with which it is; only where names join across files in
    odd ways may there be a second one.
    """
    target = now.target
    if over(before.open_score, target) or not over(now.open_score, target):
        return None
    way = steps(before, now)
    levels = _levels(way, (before.open_score, now.open_score), open_of)
    at = max(n for n, level in enumerate(levels) if not over(level, target))
    if way[at].kind not in ("edited", "added"):
        return Straw(way[at].kind)
    kinds = {step.kind: (step.after, level) for step, level in zip(way, levels[1:], strict=True)}
    base, level = kinds["removed"]
    found = listing(before.files, now.files)
    changed = [*found.added, *found.copies]
    if over(level, target):  # the edits took it under; only what was added can have crossed
        base = kinds["edited"][0]
    else:
        changed += [*found.edited, *(each.path for each in found.moved)]
    return _crossing(_Prefixes(base, found, now, changed), target, open_of)


class _Prefixes:
    """The folder with the first changes put back, in the order of their dates."""

    def __init__(self, base: Counterfactual, found: Listing, now: Record, changed: Iterable[str]) -> None:
        self.base, self.found = base, found
        self.here = {each.path: each for each in now.files}
        self.origin = {each.path: each.was for each in found.moved}
        self.order = sorted(changed, key=lambda path: (self.here[path].date, path))

    def first(self, count: int) -> Counterfactual:
        """Give the folder with so many of the changes."""
        paths = self.order[:count]
        replaced = {*paths, *(self.origin[path] for path in paths if path in self.origin)}
        kept = {each for each in self.base.files if each[0] not in replaced}
        return replace(self.base, files=frozenset(kept | {(path, self.here[path].sha256) for path in paths}))


def _crossing(prefixes: _Prefixes, target: float, open_of: ScoreOf) -> Straw:
    below, above = 0, len(prefixes.order)
    while above - below > 1:
        middle = (below + above) // 2
        if over(on_grid(open_of(prefixes.first(middle))), target):
            above = middle
        else:
            below = middle
    path = prefixes.order[above - 1]
    kind = "edited" if path in prefixes.found.edited or path in prefixes.origin else "added"
    return Straw(kind, path, prefixes.here[path].date)
