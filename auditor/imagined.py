"""What a folder would show if some of its files were not in it; pure.

A person says which files stay: those that match `only`, do not match `without`, and are dated as asked. What stays is
recognised, resolved and measured anew, so that every figure is that of an audit of those files alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from auditor import account, findings, picture, resolve
from auditor.corpus import Corpus
from auditor.findings import Found
from auditor.graph import Denied
from auditor.picture import NOTHING_DENIED, Picture
from auditor.profile import Profile
from auditor.removal import goes

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Stay:
    """Which files stay; what is empty says nothing.

    Attributes:
        without: Patterns of files that go; an archive takes its members along.
        only: Patterns of the files that stay.
        before: ISO day; files dated earlier stay, and those without a date, which count as there from the start.
        after: ISO day; files dated on it or later stay. One day in both splits a folder in two.
    """

    without: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    before: str = ""
    after: str = ""

    def __bool__(self) -> bool:
        """Say whether anything is asked."""
        return bool(self.without or self.only or self.before or self.after)

    def idle(self, paths: Collection[str]) -> tuple[str, ...]:
        """Give the patterns that mean no file: a slip of the pen would imagine another folder."""
        patterns = dict.fromkeys((*self.without, *self.only))
        return tuple(each for each in patterns if not any(goes(path, each) for path in paths))

    def of(self, dates: Mapping[str, str]) -> frozenset[str]:
        """Give the paths that stay, of files by path with their ISO dates, "" unknown."""
        return frozenset(path for path, day in dates.items() if self._stays(path, day))

    def _stays(self, path: str, day: str) -> bool:
        named = not self.only or any(goes(path, glob) for glob in self.only)
        gone = any(goes(path, glob) for glob in self.without)
        early = not self.before or day < self.before
        late = not self.after or day >= self.after
        return named and not gone and early and late


def first_day(given: str) -> str:
    """Give the ISO day that `2026-05-06` means, or the first one of `2026-05`.

    Raises:
        ValueError: It is neither, or the calendar has no such day.
    """
    if not _DAY.fullmatch(given):
        raise ValueError(f"{given!r} is no day")
    return date.fromisoformat(given if len(given) > len("2026-05") else f"{given}-01").isoformat()


@dataclass(frozen=True, slots=True)
class Seen:
    """One folder as it is or is imagined.

    Attributes:
        score: Without what was accepted.
        telling: The file that shows most alone, "" where none shows anything, and its share of the whole picture.
        digests: Files that show nearly all of it alone.
    """

    picture: Picture
    found: tuple[Found, ...]
    score: float
    telling: tuple[str, float]
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imagined:
    """A folder as it is and as it would be.

    Attributes:
        fallen: Findings of now that do not stand then, in their order.
        risen: Findings of then whose ends do not emerge now: a file that goes says all of it alone.
    """

    now: Seen
    then: Seen
    fallen: tuple[Found, ...]
    risen: tuple[Found, ...]


def imagined(
    corpus: Corpus, profile: Profile, stay: Collection[str], ledger: resolve.Ledger = resolve.EMPTY,
    closed: Denied = NOTHING_DENIED,
) -> Imagined:  # fmt: skip
    """Say what a folder shows now and what the files that stay would show."""
    gone = {file.path for file in corpus.files} - set(stay)
    now, then = (_seen(corpus, profile, paths, ledger, closed) for paths in (set[str](), gone))
    here, left = picture.remaining(now.picture), picture.remaining(then.picture)
    return Imagined(
        now, then, tuple(item for item in now.found if not findings.still(item, left)),
        tuple(item for item in then.found if not findings.still(item, here)),
    )  # fmt: skip


def _seen(corpus: Corpus, profile: Profile, gone: Collection[str], ledger: resolve.Ledger, closed: Denied) -> Seen:
    seen = picture.of(corpus, profile, gone, ledger=ledger)
    seen = seen.denying(closed) if closed else seen
    found = findings.of(seen)
    return Seen(seen, tuple(found), seen.score, _telling(seen), account.digests(seen))


def _telling(seen: Picture) -> tuple[str, float]:
    single, sources = seen.measure.single, seen.graph.sources
    if not len(single) or not single.max() > 0:
        return "", 0.0
    place = int(single.argmax())
    return seen.paths({sources[place]})[0], float(single[place] / seen.measure.picture)
