"""How a folder's score grew: as it stood at some of its files' dates, and the file that took it over the target; pure.

Files come in the order of their dates, those of one day by path. A file without a date counts as there from the start.
The score does not only rise: a digest may lower it. What is told is the first of the looked-at days at which the
folder stood above the target, and of the files up to that day one that took it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from auditor.causes import over
from auditor.model import GrowthPoint, Straw

MOST_POINTS, LEAST_POINTS = 12, 2
LINKS = 20_000  # of a folder beyond which each look costs more: fewer days are looked at
# chosen: two looks guided by the estimate settle most folders; where it leads astray halving takes over
GUIDED = 4

ScoreOf = Callable[[int], float]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Files in the order in which they came: (date, path, number)."""

    files: tuple[tuple[str, str, int], ...]

    @classmethod
    def of(cls, files: Iterable[tuple[str, str, int]]) -> Timeline:
        """Put files in order; an unknown date is ""."""
        return cls(tuple(sorted(files)))

    @property
    def days(self) -> tuple[tuple[str, int], ...]:
        """Give each day with how many files stood at its end; the first is "" where files have no date."""
        many, out = 0, []
        for day, group in groupby(self.files, key=itemgetter(0)):
            many += sum(1 for _ in group)
            out.append((day, many))
        return tuple(out)

    def first(self, count: int) -> list[int]:
        """Give the numbers of the first so many files."""
        return [number for _, _, number in self.files[:count]]


@dataclass
class Looks:
    """Looks at the folder as it once stood, each count of files once.

    Attributes:
        score: Gives the score of an audit of the first so many files.
        estimate: Gives about the same at a fraction of the cost: today's evidence without the later files.
    """

    score: ScoreOf
    estimate: ScoreOf
    known: dict[int, float]

    def at(self, count: int) -> float:
        """Give the score of the first so many files."""
        if count not in self.known:
            self.known[count] = self.score(count)
        return self.known[count]


def looks_for(links: int) -> int:
    """Say at how many days a folder with so many links is looked at."""
    return max(LEAST_POINTS, min(MOST_POINTS, MOST_POINTS * LINKS // max(1, links)))


def points(timeline: Timeline, looks: Looks, most: int = MOST_POINTS) -> tuple[GrowthPoint, ...]:
    """Give the score at the end of some days, about as many files between each two; the last day is the last point.

    Returns:
        None where all files are of one day: nothing grew as far as is known.
    """
    days = timeline.days
    if len(days) < 2:
        return ()
    return tuple(GrowthPoint(day, many, round(looks.at(many), 1)) for day, many in _spread(days, most))


def _spread(days: Sequence[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    """Choose at most so many days; each next one is the first at which its part of the files has come."""
    total = days[-1][1]
    wanted = [next(day for day in days if day[1] * most >= total * part) for part in range(1, most + 1)]
    return list(dict.fromkeys(wanted))


def straw(timeline: Timeline, looks: Looks, target: float) -> Straw | None:
    """Say which file took the folder over the target.

    With the files before it the folder is not above the target, with it it is; both scores are those of audits.

    Returns:
        None where the folder is not above the target, where all files are of one day, and where those without a date
        are above it by themselves.
    """
    days, total = timeline.days, len(timeline.files)
    if len(days) < 2 or not over(looks.at(total), target):
        return None
    start = days[0][1] if not days[0][0] else 0
    if start and over(looks.at(start), target):
        return None
    below, above = _bracket(looks, start, target)
    count = _crossing(looks, below, above, target)
    day, path, _ = timeline.files[count - 1]
    of_day = sum(each[0] == day for each in timeline.files)
    return Straw(path, day, round(looks.at(count - 1), 1), round(looks.at(count), 1), of_day)


def _bracket(looks: Looks, start: int, target: float) -> tuple[int, int]:
    """Give the last look before the first one that is above the target, and that one."""
    looks.known.setdefault(0, 0.0)
    seen = sorted(count for count in looks.known if count >= start)
    above = next(count for count in seen if over(looks.at(count), target))
    return max(count for count in seen if count < above), above


def _crossing(looks: Looks, below: int, above: int, target: float) -> int:
    """Give a count of files above the target one fewer than which are not; `below` is not above it, `above` is."""
    tries = 0
    while above - below > 1:
        tries += 1
        probe = _guess(looks, below, above, target) if tries <= GUIDED else (below + above) // 2
        if over(looks.at(probe), target):
            above = probe
        else:
            below = probe
    return above


def _guess(looks: Looks, below: int, above: int, target: float) -> int:
    """Give the count between the two, exclusively, just before or after which the estimate crosses the target.

    The estimate is shifted so that it agrees with what is known at both ends.
    """
    ends = [(count, looks.at(count) - looks.estimate(count)) for count in (below, above)]
    low, high = below, above
    while high - low > 1:
        middle = (low + high) // 2
        share = (middle - below) / (above - below)
        shift = ends[0][1] * (1 - share) + ends[1][1] * share
        low, high = (low, middle) if over(looks.estimate(middle) + shift, target) else (middle, high)
    return low if low > below else high if high < above else (below + above) // 2
