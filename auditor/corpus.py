"""A folder as read: what does not depend on which of its files are looked at is worked out once, and kept.

Which names the folder knows, what is settled in each file, which files are copies and which lines are a letterhead
depends on the files that are there: it is told anew for any subset, from parts that are remembered.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from auditor import ordering, resolve, sources
from auditor.frozen import mark
from auditor.graph import Labels
from auditor.profile import Profile
from extractors import collector, facets, finding, names, topics
from extractors.asking import weights
from extractors.model import HIDDEN_LAYERS, NAME_KINDS, Cells, Extraction, Mention
from extractors.said import Said
from extractors.text import folded, sentences

READABLE = ("read", "partly")
WINDOW_CHARS = 400
LEAST_SHARED = 3
T = TypeVar("T")
RESOLVED = NAME_KINDS | {"contact"}  # a shared phone tells two people of one name apart or together
LEAST_FRAMED = 2  # chosen: hand-written folders keep what they give, tests/bench/emergence.py, 2026-11
Ints = npt.NDArray[np.signedinteger[Any]]
_NOTHING = frozenset[int]()


class Settled(NamedTuple):
    """One file among the names that a folder knows: its mentions, and what its windows say of them."""

    mentions: tuple[Mention, ...]
    said: Said


class _Unsaid(NamedTuple):
    """A file whose mentions are settled and whose windows were not read yet: by what that is kept, and where."""

    number: int
    key: tuple[int, bytes, str]
    held: bytes
    mentions: tuple[Mention, ...]
    is_kept: bool


class Stretch(NamedTuple):
    """A stretch of one segment's text: its index, and offsets in characters."""

    segment: int
    start: int
    end: int

    def meets(self, segment: int, start: int, end: int) -> bool:
        """Say whether another stretch shares any of it."""
        return segment == self.segment and start < self.end and self.start < end


class _Marks(NamedTuple):
    """What tells a file's text and its sentences again.

    Attributes:
        digest: The mark of its text.
        sketch: Of its own text.
        starts: Where its sentences start, in order, as `_places` numbers places.
        windows: A mark of each sentence's beginning, 0 where there is none.
    """

    digest: str
    sketch: bytes
    starts: Ints
    windows: npt.NDArray[np.uint64]

    @classmethod
    def of(cls, told: list[Any]) -> _Marks:
        """Take what `_marks_of` gave: a folder has a million sentences, and each of its texts here a few numbers."""
        digest, sketch, starts, *windows = told
        segment = np.repeat(np.arange(len(starts)), np.array(list(map(len, starts)), dtype=np.int64))
        offset = np.fromiter(chain.from_iterable(starts), np.int64, len(segment))
        marks = bytes.fromhex("".join(each or _NO_WINDOW for each in windows))
        return cls(digest, bytes.fromhex(sketch), _places(segment, offset), np.frombuffer(marks, np.uint64))

    def many(self, segments: int) -> list[int]:
        """Give how many sentences each of so many segments has."""
        found: list[int] = np.bincount(self.starts >> _OFFSET_BITS, minlength=segments).tolist()
        return found


_OFFSET_BITS = 32
_NO_WINDOW = "00" * 8


def _places(segment: Ints, offset: Ints) -> Ints:
    """Give places in a file, by segment and offset in it, as numbers in the order of the text."""
    return (segment << _OFFSET_BITS) + offset


class Memory(Protocol):
    """Where what was settled in a file is kept between runs."""

    def recall(self, file: Extraction, known: bytes) -> Settled | None:
        """Give what was settled in a file among names with this digest, None where it is not kept."""

    def remember(self, file: Extraction, known: bytes, settled: Settled) -> None:
        """Keep what was settled in a file."""

    def fact(self, file: Extraction, name: str, make: Callable[[Extraction], list[Any]]) -> list[Any]:
        """Give what is so of a file whatever stands beside it, made where it is not kept; JSON can carry it."""

    def place(self, file: Extraction) -> str:
        """Give a key of a file as it was read, for what is kept of all files together."""

    def together(self, name: str) -> list[Any]:
        """Give what was kept of all files together, an empty list where nothing was."""

    def remember_together(self, name: str, found: list[Any]) -> None:
        """Keep what is so of all files together; JSON can carry it."""


@dataclass
class _Looked:
    """One file and what was found in it so far.

    Attributes:
        spans: By spelling its places, three numbers each: segment, start, end.
        asked: Of the corpus' finders so many have been through it.
    """

    file: Extraction
    spans: dict[str, tuple[int, ...]] = field(default_factory=dict)
    asked: int = 0

    def note(self, hits: Iterable[names.Hit]) -> None:
        """Note where what one looks for stands."""
        found = defaultdict[str, list[int]](list)
        for hit in hits:
            found[hit.name.text] += (hit.segment, hit.start, hit.end)
        for text, places in found.items():
            self.spans[text] = (*self.spans.get(text, ()), *places)


@dataclass(frozen=True)
class Corpus:
    """A folder as read: all extractions, and what was worked out about them so far.

    Attributes:
        files: Sorted by path.
        looked: By file number, what was found in it; grows when a subset in which it is knows a new spelling.
        looked_for: The names that are looked for in every file that is asked about.
        finders: What looks for those of them that some subset knew first, in the order in which they came.
        first_known: The spellings that the folder knew when it was first looked at.
        told: What was settled in a file, by file and by the names known there.
        settled: By file and what else is asked, all that was settled in it: where other names that are known there
            change no mention, all that was made of it stands.
        stated: What `evidence` made of a file, by all that decides it.
        resolved: What the names of the last files that `evidence` asked about mean, behind all that decides it.
        resolvers: What resolves names, by the user's own decisions.
        named: A file's names for them, by the file, what was settled in it and its source.
        first_settled: What was settled in each file when the folder was first looked at, behind the ranks of the names
            that were known then, by what else decides it.
        supports: What the files that were looked at first support, and the names that come of it, by what else decides.
        labels: Numbers for the ids of names, keys and values; grows.
        memory: Keeps what was settled between runs, if anything does.
    """

    files: tuple[Extraction, ...]
    looked: tuple[_Looked, ...]
    looked_for: dict[str, names.Name] = field(default_factory=dict)
    finders: list[finding.Finder] = field(default_factory=list)
    first_known: set[str] = field(default_factory=set)
    told: dict[tuple[int, bytes, str], Settled] = field(default_factory=dict)
    settled: dict[tuple[int, str], list[Settled]] = field(default_factory=dict)
    stated: dict[tuple[object, ...], Any] = field(default_factory=dict)
    resolved: list[Any] = field(default_factory=list)
    resolvers: dict[resolve.Ledger, resolve.Resolver] = field(default_factory=dict)
    named: dict[tuple[int, int, str], resolve.FileMentions] = field(default_factory=dict)
    first_settled: dict[str, tuple[Mapping[str, int], Mapping[int, Settled]]] = field(default_factory=dict)
    supports: dict[str, tuple[names.Support, _Known]] = field(default_factory=dict)
    labels: Labels = field(default_factory=Labels)
    memory: Memory | None = None
    _pairs: Sequence[Sequence[str]] = ()
    _names: dict[names.Name, int] = field(default_factory=dict)
    _bare: dict[int, tuple[names.Name, names.Name, int]] = field(default_factory=dict)  # of the first look, by address

    def with_others(self, files: Iterable[Extraction]) -> Corpus:
        """Give a corpus of these files and others; what was worked out about those that are here is shared."""
        here = {id(looked.file): looked for looked in self.looked}
        fresh = [_Looked(file, asked=len(self.finders)) for file in files if id(file) not in here]
        _look_for(fresh, list(self.looked_for.values()))
        both = sorted([*self.looked, *fresh], key=lambda looked: (looked.file.path, looked.file.sha256))
        return replace(self, files=tuple(looked.file for looked in both), looked=tuple(both), resolvers={},
                       settled={}, first_settled={}, supports={})  # fmt: skip

    def edited(self, cuts: Mapping[int, Sequence[Stretch]]) -> Corpus:
        """Give the corpus as if stretches of some files, by number, had been blanked in them.

        What was recognised in the rest of a file stays; which names are known, which files are copies and what is a
        letterhead is told anew. What is worked out about it is neither shared nor remembered.
        """
        files = tuple(_blanked(file, cuts[n]) if n in cuts else file for n, file in enumerate(self.files))
        _look([self.looked[number] for number in cuts], self.finders)
        looked = tuple(
            _Looked(file, _left(each.spans, cuts[n]) if n in cuts else dict(each.spans), each.asked)
            for n, (file, each) in enumerate(zip(files, self.looked, strict=True))
        )
        made = replace(self, files=files, looked=looked, looked_for=dict(self.looked_for), finders=list(self.finders),
                       told=dict(self.told), settled={key: list(each) for key, each in self.settled.items()},
                       first_known=set(self.first_known), stated=dict(self.stated), resolved=[], memory=None,
                       named=dict(self.named), supports={}, first_settled={
                           asked: (ranks, {n: each for n, each in held.items() if n not in cuts})
                           for asked, (ranks, held) in self.first_settled.items()},
                       _pairs=self.comparison.told())  # fmt: skip
        vars(made)["_marks"] = tuple(
            _Marks.of(_marks_of(files[n])) if n in cuts else each for n, each in enumerate(self._marks)
        )
        vars(made)["_certain"] = tuple(
            _certain_of(files[n]) if n in cuts else each for n, each in enumerate(self._certain)
        )
        return made

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
        texts = [sources.OwnText(each, self.files[n], self._marks[n].sketch) for each, n in held.items()]
        return sources.Comparison(texts, self.memory.together("pairs") if self.memory else self._pairs)

    @cached_property
    def _windows(self) -> tuple[Ints, ...]:
        """Give each sentence's folded beginning a number; equal texts have equal numbers, an empty one has 0."""
        none = np.zeros(1, dtype=np.uint64)
        _, numbers = np.unique(np.concatenate([none, *(marks.windows for marks in self._marks)]), return_inverse=True)
        ends = np.cumsum([len(marks.windows) for marks in self._marks], dtype=np.int64)
        return tuple(np.split(numbers[1:].astype(np.int32), ends[:-1])[: len(ends)])

    @cached_property
    def _ends(self) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
        """Give the sentences of each file's first and last segment, none where nothing stands between them."""
        return tuple(_ends_of(file, marks.many(len(file.segments)), windows.tolist())
                     for file, marks, windows in zip(self.files, self._marks, self._windows, strict=True))  # fmt: skip

    @cached_property
    def _marks(self) -> tuple[_Marks, ...]:
        return tuple(_Marks.of(self._fact(file, "marks", _marks_of)) for file in self.files)

    def _fact(self, file: Extraction, name: str, make: Callable[[Extraction], list[Any]]) -> list[Any]:
        return self.memory.fact(file, name, make) if self.memory and file.sha256 else make(file)

    def terms(self, number: int) -> dict[str, int]:
        """Count the words of a file that may tell what it is about, hidden layers left out."""
        words, counts = self._fact(self.files[number], "terms", _terms_of)
        return dict(zip(words, counts, strict=True))

    @cached_property
    def _certain(self) -> tuple[names.Certain, ...]:
        return tuple(map(_certain_of, self.files))

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """Give each file's mark of its text."""
        return tuple(marks.digest for marks in self._marks)

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

    def alike(self, one: int, other: int) -> float:
        """Say how much two readable files have in common, 0.0 to 1.0."""
        return self.comparison.share(self.ids[one], self.ids[other])

    def shared(self, numbers: Sequence[int], source: Mapping[int, str]) -> dict[int, frozenset[int]]:
        """Give each of these files its sentences that are no text of its own, by number.

        They stand near-identically in three or more sources, or two sources end with the same footer, or begin and end
        with the same letterhead. A beginning alone may be the title of what both are about.
        """
        framed: dict[tuple[tuple[int, ...], ...], set[str]] = defaultdict(set)
        for number in numbers:
            first, last = self._ends[number]
            framed[first, last].add(source[number])
            framed[(), last].add(source[number])
        frames = (frame for frame, found in framed.items() if len(found) >= LEAST_FRAMED)
        own = [self._windows[number] for number in numbers]
        windows = np.concatenate([np.zeros(0, dtype=np.int32), *own])
        many = np.array(list(map(len, own)), dtype=np.int64)
        at = {each: place for place, each in enumerate(dict.fromkeys(source[number] for number in numbers))}
        of = np.repeat(np.array([at[source[number]] for number in numbers], dtype=np.int64), many)
        room = int(windows.max(initial=0)) + 1
        common = np.bincount(ordering.each_once(of * room + windows) % room, minlength=room) >= LEAST_SHARED
        common[list(chain.from_iterable(chain.from_iterable(frames)))] = True
        common[0] = False
        found, begin = defaultdict[int, list[int]](list), np.append(0, np.cumsum(many))
        hits = np.flatnonzero(common[windows])
        file = np.searchsorted(begin, hits, side="right") - 1
        for place, sentence in zip(file.tolist(), (hits - begin[file]).tolist(), strict=True):
            found[numbers[place]].append(sentence)
        return {number: frozenset(found[number]) if number in found else _NOTHING for number in numbers}

    def sentences(self, number: int, mentions: Iterable[Mention]) -> tuple[int, ...]:
        """Give each of a file's mentions the number of its sentence in the file."""
        told = [(mention.segment, mention.start) for mention in mentions]
        segment, start = np.array(told, dtype=np.int64).reshape(-1, 2).T
        places = np.searchsorted(self._marks[number].starts, _places(segment, start), side="right")
        return tuple((places - 1).tolist())

    @collector.paused()
    def recognised(self, profile: Profile, numbers: Sequence[int]) -> dict[int, Settled]:
        """Settle each file's mentions among the names that these files support, and read its windows."""
        among = self._among(profile, numbers)
        _look([self.looked[number] for number in numbers], self.finders)
        ranks, (ranks_then, held) = among.ranks, self.first_settled.setdefault(among.asked, (among.ranks, {}))
        other = set[str]()
        if ranks is not ranks_then:
            other = {text for text, _ in ranks.items() ^ ranks_then.items()}
        stand = {n for n in numbers if n in held and other.isdisjoint(self.looked[n].spans)}
        told = self._settled([n for n in numbers if n not in stand], among)
        out = {n: held[n] if n in stand else told[n] for n in numbers}
        if not held and not other:
            self.first_settled[among.asked] = ranks, dict(out)
        return out

    def _among(self, profile: Profile, numbers: Sequence[int]) -> _Known:
        """Give the names that these files support; those of the first look where these support the same."""
        support, among = self.supports.get(_asked(profile), (None, None))
        if support and among and among.profile == profile and support.stands(numbers):
            return among
        support = names.Support({n: self._certain[n] for n in numbers}, support)
        bare = {each.text: self._bare.get(id(each)) or self._ranked(each) for each in support.names}
        known = {text: name for text, (_, name, _) in bare.items()}
        self._look_for(known)
        if not self.first_known:
            self.first_known.update(known)
            _look(self.looked, self.finders)
            self._bare.update((id(each), bare[each.text]) for each in support.names if bare[each.text][0] is each)
        ranks = {text: rank for text, (_, _, rank) in bare.items()}
        among = _Known(profile, known, ranks, {name.norm for name in support.names})
        self.supports.setdefault(among.asked, (support, among))
        return among

    def _ranked(self, name: names.Name) -> tuple[names.Name, names.Name, int]:
        """Give a name, the same whatever files support it, and the number of that."""
        bare = names.Name(name.text, name.norm, name.kind, name.confidence, (), name.alias_of)
        return name, bare, self._names.setdefault(bare, len(self._names))

    def resolution(
        self, numbers: tuple[int, ...], settled: Mapping[int, Settled], source: Mapping[int, str],
        ledger: resolve.Ledger,
    ) -> resolve.Resolution:  # fmt: skip
        """Resolve the names of some files; the last answer is kept, for the whole folder is asked about twice.

        Copies and versions are one text: a person who is known by one document alone is one in all of them.
        """
        asked = (numbers, ledger, tuple(id(settled[n]) for n in numbers))
        if self.resolved[:1] != [asked]:
            resolver = self.resolvers.setdefault(ledger, resolve.Resolver(ledger))
            found = resolver.resolve({n: self._named(n, settled[n], source[n]) for n in numbers})
            self.resolved[:] = [asked, found]
        last: resolve.Resolution = self.resolved[1]
        return last

    def _named(self, number: int, settled: Settled, source: str) -> resolve.FileMentions:
        file = self.files[number]
        # `files` and `told` keep the file and what was settled in it, so that their addresses are their names
        key = id(file), id(settled), source
        if key not in self.named:
            mentions = tuple(mention for mention in settled.mentions if mention.kind in RESOLVED)
            self.named[key] = resolve.FileMentions(file.path, file.segments, mentions, source)
        return self.named[key]

    def answered(self, name: str, numbers: Iterable[int], asked: object, make: Callable[[], list[Any]]) -> list[Any]:
        """Give what is so of some files by themselves, made where the memory has it not.

        Args:
            name: What is asked.
            numbers: The files.
            asked: What else decides the answer.
            make: Gives the answer, not an empty one; JSON can carry it.
        """
        if self.memory is None:
            return make()
        files = sorted((self.files[n] for n in numbers), key=lambda file: file.path)
        told = [(each.path, self.memory.place(each), each.status, each.modified, each.sharer) for each in files]
        content = _encoded(mark([told, asked, weights.digest()]))
        key = f"{name} {hashlib.blake2b(content, digest_size=16).hexdigest()}"
        found = self.memory.together(key)
        if not found:
            found = make()
            self.memory.remember_together(key, found)
        return found

    def _settled(self, numbers: Sequence[int], among: _Known) -> dict[int, Settled]:
        """Settle the mentions of these files; what windows say is read of several small files at once."""
        out = dict[int, Settled]()
        for few in _together(numbers, self.files.__getitem__):
            unsaid = list[_Unsaid]()
            for number in few:
                known = self._recalled(number, among)
                if isinstance(known, _Unsaid):
                    unsaid.append(known)
                else:
                    out[number] = known
            told = facets.said_together([(self.files[each.number].segments, each.mentions) for each in unsaid],
                                        among.profile.cues, weights.shipped())  # fmt: skip
            for each, said in zip(unsaid, told, strict=True):
                out[each.number] = self._keep(each, Settled(each.mentions, said), among)
        return out

    def _recalled(self, number: int, among: _Known) -> Settled | _Unsaid:
        """Give what was settled in a file before, or its mentions where nothing is known of what its windows say."""
        file, spans = self.files[number], self.looked[number].spans
        here = sorted(text for text in spans if text in among.ranks)
        ranks = np.array(sorted(among.ranks[text] for text in here), dtype=np.int32)
        key = (id(file), ranks.tobytes(), among.asked)
        if key in self.told:
            return self.told[key]
        held = among.digest(here) if self.memory else b""
        found = self.memory.recall(file, held) if self.memory else None
        mentions = found.mentions if found else self._mentions(number, among, here)
        others = self.settled.setdefault((id(file), among.asked), [])
        known = next((each for each in others if each.mentions == mentions), found)
        asked = _Unsaid(number, key, held, mentions, is_kept=found is not None)
        return asked if known is None else self._keep(asked, known, among)

    def _keep(self, asked: _Unsaid, known: Settled, among: _Known) -> Settled:
        """Keep what was settled in a file, and what was made of it where that is new."""
        others = self.settled[id(self.files[asked.number]), among.asked]
        if not any(each is known for each in others):
            others.append(known)
        if self.memory and not asked.is_kept:
            self.memory.remember(self.files[asked.number], asked.held, known)
        self.told[asked.key] = known
        return known

    def _mentions(self, number: int, among: _Known, here: Sequence[str]) -> tuple[Mention, ...]:
        """Settle a file's mentions among these names of the folder, all that stand in it."""
        file, spans = self.files[number], self.looked[number].spans
        places = (names.Hit(*at, among.names[text]) for text in here for at in _by_three(spans[text]))
        hits = [hit for hit in places if finding.is_meant(hit.name, file.segments, hit)]
        own = facets.topic(file.segments)
        return (*finding.settled(file.mentions, hits, among.alive), *([own] if own else []))

    def _look_for(self, known: Mapping[str, names.Name]) -> None:
        """Have the spellings looked for that were not before, in each file once it is asked about."""
        if new := [known[text] for text in sorted(known.keys() - self.looked_for.keys())]:
            self.finders.append(finding.Finder(new))
            self.looked_for.update((name.text, name) for name in new)

    def leave(self) -> None:
        """Leave in the memory what another look would find again: where the names stand, which texts are alike."""
        if self.memory is None or not self.first_known:
            return
        spellings = sorted(self.first_known)
        numbers = {text: n for n, text in enumerate(spellings)}
        spans = [
            [self.memory.place(looked.file),
             [[numbers[text], *places] for text, places in looked.spans.items() if text in numbers]]
            for looked in self.looked if looked.file.sha256
        ]  # fmt: skip
        self.memory.remember_together("spans", [spellings, spans])
        self.memory.remember_together("pairs", self.comparison.told())


def corpus(files: Iterable[Extraction], memory: Memory | None = None) -> Corpus:
    """Take a folder's extractions, in any order."""
    ordered = tuple(sorted(files, key=lambda file: file.path))
    spellings, spans = (memory.together("spans") if memory else ()) or ((), ())
    kept = dict(spans)
    looked = tuple(_looked(file, kept.get(memory.place(file)) if memory else None, spellings) for file in ordered)
    sought = {text: names.Name(text, "", "organisation", 0.0, ()) for text in spellings}
    _look_for([each for each in looked if memory and memory.place(each.file) not in kept], list(sought.values()))
    return Corpus(ordered, looked, sought, memory=memory)


def _looked(file: Extraction, kept: list[list[int]] | None, spellings: Sequence[str]) -> _Looked:
    """Give a file with where the names stand in it that were looked for before."""
    return _Looked(file, {spellings[number]: tuple(places) for number, *places in kept or ()})


def _by_three(places: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    return zip(places[::3], places[1::3], places[2::3], strict=True)


def _asked(profile: Profile) -> str:
    return f"{profile.name} {profile.version}"


class _Known:
    """The names that a folder knows, for all that is asked of them in every file.

    Attributes:
        names: By spelling.
        ranks: A number for each spelling with all that is known of it.
        alive: The normalised forms.
        asked: What else decides what is settled in a file, as a name.
    """

    def __init__(
        self, profile: Profile, known: Mapping[str, names.Name], ranks: Mapping[str, int], alive: Collection[str]
    ) -> None:
        """Take the names; see the attributes."""
        self.profile, self.names, self.ranks, self.alive = profile, known, ranks, alive
        self.asked = _asked(profile)
        cues = [(cue.facet, cue.words, cue.headers, sorted(cue.kinds), sorted(cue.own)) for cue in profile.cues]
        self._cues, self._said = _encoded(repr((cues, weights.digest()))), dict[str, bytes]()

    def digest(self, here: Iterable[str]) -> bytes:
        """Give a digest of all that decides what is settled in a file with these spellings, beside the file."""
        said = [self._said.get(text) or self._of(text) for text in here]
        return hashlib.blake2b(b"".join([self._cues, *said]), digest_size=16).digest()

    def _of(self, text: str) -> bytes:
        name = self.names[text]
        said = (name.text, name.norm, name.kind, name.confidence, name.alias_of)
        self._said[text] = found = _encoded(repr(said))
        return found


def _marks_of(file: Extraction) -> list[Any]:
    """Give what tells a file's text and its sentences again.

    Returns:
        The mark of its text, the sketch of its own text, by segment where its sentences start, and a mark of each
        sentence's beginning, if any.
    """
    cut = [list(sentences(segment.text)) for segment in file.segments]
    windows = (folded(segment.text[start:end][:WINDOW_CHARS])
               for segment, held in zip(file.segments, cut, strict=True) for start, end in held)  # fmt: skip
    marks = [window and hashlib.blake2b(_encoded(window), digest_size=8).hexdigest() for window in windows]
    starts = [[start for start, _ in held] for held in cut]
    return [resolve.text_digest(file.segments), sources.sketch(sources.own_text(file)).hex(), starts, *marks]


def _ends_of(
    file: Extraction, many: Sequence[int], windows: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:  # fmt: skip
    own = [n for n, segment in enumerate(file.segments) if segment.layer in ("body", "table")]
    if len(own) < 3:
        return (), ()
    start, end = sum(many[: own[0]]), len(windows) - sum(many[own[-1] + 1 :])
    return tuple(windows[start : start + many[own[0]]]), tuple(windows[end - many[own[-1]] : end])


def _certain_of(file: Extraction) -> names.Certain:
    return names.certain(file.segments, file.mentions)


def _blanked(file: Extraction, cut: Sequence[Stretch]) -> Extraction:
    """Give a file without some stretches of its text; a segment of which nothing is left stays as an empty one."""
    segments = list(file.segments)
    for at, start, end in cut:
        before = segments[at].text
        text = f"{before[:start]}{' ' * (end - start)}{before[end:]}"
        if text.strip():
            cells = segments[at].cells
            cells = Cells(text, cells.headers) if isinstance(cells, Cells) else cells
            segments[at] = replace(segments[at], text=text, cells=cells)
        else:
            segments[at] = replace(segments[at], text="", cells=(), table=0, form="paragraph")
    mentions = tuple(m for m in file.mentions if not any(each.meets(m.segment, m.start, m.end) for each in cut))
    own = hashlib.blake2b(_encoded(f"{file.sha256}{sorted(cut)}"), digest_size=32).hexdigest()
    return replace(file, segments=tuple(segments), mentions=mentions, sha256=own)


def _left(spans: Mapping[str, tuple[int, ...]], cut: Sequence[Stretch]) -> dict[str, tuple[int, ...]]:
    """Give the places that no stretch meets."""
    stay = {text: [at for at in _by_three(places) if not any(each.meets(*at) for each in cut)]
            for text, places in spans.items()}  # fmt: skip
    return {text: tuple(chain.from_iterable(places)) for text, places in stay.items() if places}


def _terms_of(file: Extraction) -> list[Any]:
    found = topics.terms([segment.text for segment in file.segments if segment.layer not in HIDDEN_LAYERS])
    return [list(found), list(found.values())]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _look(files: Sequence[_Looked], finders: Sequence[finding.Finder]) -> None:
    """Have those finders go through files that have not been through them."""
    for at, finder in enumerate(finders):
        _note([looked for looked in files if looked.asked <= at], finder)
    for looked in files:
        looked.asked = max(looked.asked, len(finders))


def _look_for(files: Sequence[_Looked], wanted: Sequence[names.Name]) -> None:
    if files and wanted:
        _note(files, finding.Finder(wanted))


def _note(files: Sequence[_Looked], finder: finding.Finder) -> None:
    """Note in each file where what a finder looks for stands; in several small ones it looks at once."""
    for few in _together(files, lambda looked: looked.file):
        held = finder.places_together([looked.file.segments for looked in few])
        for looked, hits in zip(few, held, strict=True):
            looked.note(hits)


# chosen: some hundred small files; twice as many saved nothing more, tests/bench/recognition_sizes.py, 2026-11
_TOGETHER_CHARS = 1 << 16


def _together(items: Iterable[T], file: Callable[[T], Extraction]) -> Iterator[list[T]]:
    """Give what there is of files in lots that hold so little text that it is worked through at once."""
    few, chars = list[T](), 0
    for item in items:
        size = sum(len(segment.text) for segment in file(item).segments)
        if few and chars + size > _TOGETHER_CHARS:
            yield few
            few, chars = [], 0
        few.append(item)
        chars += size
    if few:
        yield few
