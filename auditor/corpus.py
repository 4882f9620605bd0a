"""A folder as read: what does not depend on which of its files are looked at is worked out once, and kept.

Which names the folder knows, what is settled in each file, which files are copies and which lines are a letterhead
depends on the files that are there: it is told anew for any subset, from parts that are remembered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from auditor import resolve, sources
from auditor.graph import Labels
from auditor.profile import Profile
from extractors import facets, names
from extractors.facets import Said
from extractors.model import Extraction, Mention
from extractors.text import folded

READABLE = ("read", "partly")
# Layers whose text does not make a document the document that it is.
ASIDE = frozenset({"metadata", "file_name", "header_footer"})
WINDOW_CHARS = 400
LEAST_SHARED = 3


class Settled(NamedTuple):
    """One file among the names that a folder knows: its mentions, and what its windows say of them."""

    mentions: tuple[Mention, ...]
    said: Said


@dataclass(frozen=True)
class Corpus:
    """A folder as read: all extractions, and what was worked out about them so far.

    Attributes:
        files: Sorted by path.
        spans: By file number: spelling to its places (segment, start, end); grows when a subset knows a new spelling.
        told: What a file's windows said, by file and by the names known there.
        stated: What `evidence` made of a file, by all that decides it.
        labels: Numbers for the ids of names, keys and values; grows.
    """

    files: tuple[Extraction, ...]
    spans: tuple[dict[str, list[tuple[int, int, int]]], ...]
    looked_for: set[str] = field(default_factory=set)
    told: dict[tuple[int, frozenset[int], str], Settled] = field(default_factory=dict)
    stated: dict[tuple[object, ...], Any] = field(default_factory=dict)
    labels: Labels = field(default_factory=Labels)
    _names: dict[names.Name, int] = field(default_factory=dict)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Give each file the id of its content, so that a new name changes nothing."""
        return tuple(file.sha256[:16] for file in self.files)

    @cached_property
    def comparison(self) -> sources.Comparison:
        """Give what tells copies and versions of one document."""
        held = {self.ids[n]: n for n, file in reversed(list(enumerate(self.files))) if file.status in READABLE}
        return sources.Comparison(sources.Text(each, _own_text(self.files[n])) for each, n in held.items())

    @cached_property
    def _windows(self) -> tuple[tuple[int, ...], ...]:
        """Give each segment's folded beginning a number; equal texts have equal numbers, an empty one has 0."""
        numbers: dict[str, int] = {"": 0}
        return tuple(
            tuple(numbers.setdefault(folded(segment.text[:WINDOW_CHARS]), len(numbers)) for segment in file.segments)
            for file in self.files
        )

    @cached_property
    def _certain(self) -> tuple[names.Certain, ...]:
        return tuple(names.certain(file.segments, file.mentions) for file in self.files)

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """Give each file's mark of its text."""
        return tuple(resolve.text_digest(file.segments) for file in self.files)

    def sources(self, numbers: Sequence[int]) -> dict[int, str]:
        """Give each of these files its source."""
        root = self.comparison.clusters({self.ids[n] for n in numbers})
        return {n: root[self.ids[n]] for n in numbers}

    def shared(self, numbers: Sequence[int], source: Mapping[int, str]) -> dict[int, frozenset[int]]:
        """Give each of these files its segments that stand near-identically in three or more sources."""
        held: dict[str, set[int]] = defaultdict(set)
        for number in numbers:
            held[source[number]].update(self._windows[number])
        seen = Counter(window for windows in held.values() for window in windows)
        common = {window for window, count in seen.items() if count >= LEAST_SHARED and window}
        return {n: frozenset(i for i, window in enumerate(self._windows[n]) if window in common) for n in numbers}

    def recognised(self, profile: Profile, numbers: Sequence[int]) -> dict[int, Settled]:
        """Settle each file's mentions among the names that these files support, and read its windows."""
        supported = names.supported([self._certain[n] for n in numbers])
        known = {name.text: replace(name, sources=()) for name in supported}
        self._look_for(known)
        alive = {name.norm for name in supported}
        ranks = {text: self._names.setdefault(name, len(self._names)) for text, name in known.items()}
        return {n: self._settled(profile, n, known, ranks, alive) for n in numbers}

    def _settled(
        self, profile: Profile, number: int, known: Mapping[str, names.Name], ranks: Mapping[str, int],
        alive: set[str],
    ) -> Settled:  # fmt: skip
        spans = self.spans[number]
        key = (number, frozenset(ranks[text] for text in spans if text in ranks), f"{profile.name} {profile.version}")
        if key not in self.told:
            file = self.files[number]
            hits = [names.Hit(*at, known[text]) for text, places in spans.items() if text in known for at in places]
            own = facets.topic(file.segments)
            mentions = (*names.settled(file.mentions, hits, alive), *([own] if own else []))
            self.told[key] = Settled(mentions, facets.said(file.segments, mentions, profile.cues))
        return self.told[key]

    def _look_for(self, known: Mapping[str, names.Name]) -> None:
        """Find the spellings that were not looked for before, in every file."""
        if new := [known[text] for text in sorted(known.keys() - self.looked_for)]:
            finder = names.Finder(new)
            for number, file in enumerate(self.files):
                for hit in finder.occurrences(file.segments):
                    self.spans[number].setdefault(hit.name.text, []).append((hit.segment, hit.start, hit.end))
            self.looked_for.update(known)


def corpus(files: Sequence[Extraction]) -> Corpus:
    """Take a folder's extractions, in any order."""
    ordered = tuple(sorted(files, key=lambda file: file.path))
    return Corpus(ordered, tuple({} for _ in ordered))


def _own_text(file: Extraction) -> str:
    return "\n".join(segment.text for segment in file.segments if segment.layer not in ASIDE)
