"""A folder as read: what does not depend on which of its files are looked at is worked out once, and kept.

Which names the folder knows, what is settled in each file, which files are copies and which lines are a letterhead
depends on the files that are there: it is told anew for any subset, from parts that are remembered.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from auditor import resolve, sources
from auditor.graph import Labels
from auditor.profile import Profile
from extractors import collector, facets, names, topics
from extractors.facets import Said
from extractors.model import HIDDEN_LAYERS, Extraction, Mention
from extractors.text import folded

READABLE = ("read", "partly")
WINDOW_CHARS = 400
LEAST_SHARED = 3


class Settled(NamedTuple):
    """One file among the names that a folder knows: its mentions, and what its windows say of them."""

    mentions: tuple[Mention, ...]
    said: Said


class Memory(Protocol):
    """Where what was settled in a file is kept between runs."""

    def recall(self, file: Extraction, known: bytes) -> Settled | None:
        """Give what was settled in a file among names with this digest, None where it is not kept."""

    def remember(self, file: Extraction, known: bytes, settled: Settled) -> None:
        """Keep what was settled in a file."""

    def fact(self, file: Extraction, name: str, make: Callable[[Extraction], list[Any]]) -> list[Any]:
        """Give what is so of a file whatever stands beside it, made where it is not kept; JSON can carry it."""


@dataclass
class _Looked:
    """One file and what was found in it so far: spelling to its places (segment, start, end)."""

    file: Extraction
    spans: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Corpus:
    """A folder as read: all extractions, and what was worked out about them so far.

    Attributes:
        files: Sorted by path.
        looked: By file number, what was looked for in it; grows when a subset knows a new spelling.
        looked_for: The names that were looked for in every file.
        told: What a file's windows said, by file and by the names known there.
        stated: What `evidence` made of a file, by all that decides it.
        resolved: What the names of the last files that `evidence` asked about mean, behind all that decides it.
        labels: Numbers for the ids of names, keys and values; grows.
        memory: Keeps what was settled between runs, if anything does.
    """

    files: tuple[Extraction, ...]
    looked: tuple[_Looked, ...]
    looked_for: dict[str, names.Name] = field(default_factory=dict)
    told: dict[tuple[int, frozenset[int], str], Settled] = field(default_factory=dict)
    stated: dict[tuple[object, ...], Any] = field(default_factory=dict)
    resolved: list[Any] = field(default_factory=list)
    labels: Labels = field(default_factory=Labels)
    memory: Memory | None = None
    _names: dict[names.Name, int] = field(default_factory=dict)

    def with_others(self, files: Iterable[Extraction]) -> Corpus:
        """Give a corpus of these files and others; what was worked out about those that are here is shared."""
        here = {id(looked.file): looked for looked in self.looked}
        fresh = [_Looked(file) for file in files if id(file) not in here]
        _look(fresh, list(self.looked_for.values()))
        both = sorted([*self.looked, *fresh], key=lambda looked: (looked.file.path, looked.file.sha256))
        return replace(self, files=tuple(looked.file for looked in both), looked=tuple(both))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Give each file the id of its text, so that neither another name nor saving it again changes anything."""
        return tuple(
            digest
            if any(segment.text for segment in file.segments if segment.layer not in sources.ASIDE)
            else file.sha256[:12]
            for file, digest in zip(self.files, self.digests, strict=True)
        )

    @cached_property
    def comparison(self) -> sources.Comparison:
        """Give what tells copies and versions of one document."""
        held = {self.ids[n]: n for n, file in reversed(list(enumerate(self.files))) if file.status in READABLE}
        return sources.Comparison(
            sources.Text(each, sources.own_text(self.files[n]), bytes.fromhex(self._marks[n][1]))
            for each, n in held.items()
        )

    @cached_property
    def _windows(self) -> tuple[tuple[int, ...], ...]:
        """Give each segment's folded beginning a number; equal texts have equal numbers, an empty one has 0."""
        numbers: dict[str, int] = {"": 0}
        return tuple(tuple(numbers.setdefault(each, len(numbers)) for each in marks[2:]) for marks in self._marks)

    @cached_property
    def _marks(self) -> tuple[list[Any], ...]:
        return tuple(self._fact(file, "marks", _marks_of) for file in self.files)

    def _fact(self, file: Extraction, name: str, make: Callable[[Extraction], list[Any]]) -> list[Any]:
        return self.memory.fact(file, name, make) if self.memory and file.sha256 else make(file)

    def terms(self, number: int) -> dict[str, int]:
        """Count the words of a file that may tell what it is about, hidden layers left out."""
        words, counts = self._fact(self.files[number], "terms", _terms_of)
        return dict(zip(words, counts, strict=True))

    @cached_property
    def _certain(self) -> tuple[names.Certain, ...]:
        return tuple(names.certain(file.segments, file.mentions) for file in self.files)

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """Give each file's mark of its text."""
        return tuple(marks[0] for marks in self._marks)

    @cached_property
    def _hiding(self) -> tuple[bool, ...]:
        return tuple(any(segment.layer in HIDDEN_LAYERS for segment in file.segments) for file in self.files)

    def hides(self, number: int) -> bool:
        """Say whether a file has any hidden layer."""
        return self._hiding[number]

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

    @collector.paused()
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
        file, spans = self.files[number], self.looked[number].spans
        here = [text for text in spans if text in ranks]
        key = (id(file), frozenset(ranks[text] for text in here), f"{profile.name} {profile.version}")
        if key in self.told:
            return self.told[key]
        held = _digest(profile, (known[text] for text in sorted(here))) if self.memory else b""
        found = self.memory.recall(file, held) if self.memory else None
        if found is None:
            hits = [names.Hit(*at, known[text]) for text in here for at in spans[text]]
            own = facets.topic(file.segments)
            mentions = (*names.settled(file.mentions, hits, alive), *([own] if own else []))
            found = Settled(mentions, facets.said(file.segments, mentions, profile.cues))
            if self.memory:
                self.memory.remember(file, held, found)
        self.told[key] = found
        return found

    def _look_for(self, known: Mapping[str, names.Name]) -> None:
        """Find the spellings that were not looked for before, in every file."""
        if new := [known[text] for text in sorted(known.keys() - self.looked_for.keys())]:
            _look(self.looked, new)
            self.looked_for.update((name.text, name) for name in new)


def corpus(files: Iterable[Extraction], memory: Memory | None = None) -> Corpus:
    """Take a folder's extractions, in any order."""
    ordered = tuple(sorted(files, key=lambda file: file.path))
    return Corpus(ordered, tuple(map(_Looked, ordered)), memory=memory)


def _marks_of(file: Extraction) -> list[Any]:
    """Give the mark of a file's text, the sketch of its own text, and a mark of each segment's beginning, if any."""
    windows = (folded(segment.text[:WINDOW_CHARS]) for segment in file.segments)
    marks = [window and hashlib.blake2b(_encoded(window), digest_size=8).hexdigest() for window in windows]
    return [resolve.text_digest(file.segments), sources.sketch(sources.own_text(file)).hex(), *marks]


def _terms_of(file: Extraction) -> list[Any]:
    found = topics.terms([segment.text for segment in file.segments if segment.layer not in HIDDEN_LAYERS])
    return [list(found), list(found.values())]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _look(files: Iterable[_Looked], wanted: Sequence[names.Name]) -> None:
    finder = names.Finder(wanted)
    for looked in files:
        for hit in finder.occurrences(looked.file.segments):
            looked.spans.setdefault(hit.name.text, []).append((hit.segment, hit.start, hit.end))


def _digest(profile: Profile, known: Iterable[names.Name]) -> bytes:
    """Give a digest of all that decides what is settled in a file, beside the file."""
    said = [(name.text, name.norm, name.kind, name.confidence, name.alias_of) for name in known]
    cues = [(cue.facet, cue.words, cue.headers, sorted(cue.kinds)) for cue in profile.cues]
    return hashlib.blake2b(_encoded(repr((said, cues))), digest_size=16).digest()
