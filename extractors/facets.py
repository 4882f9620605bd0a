"""Windows to statements and links: what each sentence, row and field says of whom.

A window is a sentence, a bullet, a field or a table row. What it names is linked at 0.8; what it says of its subject
is a statement at 1.0. The subject carries: from the sentence before, the heading, the title, the sender, the file
name, with a level that falls with the distance. Page headers and footers never carry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import ahocorasick

from extractors.model import NAME_KINDS, Layer, Mention, Segment
from extractors.text import folded, sentences

SUBJECT_KINDS = NAME_KINDS - {"place"}
SAID, TOGETHER = 1.0, 0.8
# chosen: the order follows the distance that a reader bridges; to be fitted on the hand-written folders
CARRY: dict[str, float] = {
    "paragraph": 0.8,
    "heading": 0.75,
    "title": 0.7,
    "sender": 0.6,
    "file_name": 0.6,
    "first": 0.5,
}
TOPIC = 0.6  # the document's own title, where a window and all around it name nobody
BESIDE = 0.5  # a name one sentence behind the key it belongs to
OWN_SUBJECT = 0.75  # a window that names somebody itself leans less on what is carried
TOPIC_CHARS = 40
MAX_CARRIED = 3
MAX_NAMES = 40  # of one window: a list of hundred names says little of each pair
# What turns a count into people; behind a number, so that no word of the sentence is mistaken.
HEADS = re.compile(
    r"(?:\d|[一二三四五六七八九十百千两])\s*(?:人|名(?!额)|位)"
    r"|\b(?:people|staff|operators|employees|workers|crew|hands|engineers|fitters|men|women|persons|bunks|berths|heads)\b",
    re.IGNORECASE,
)
AMOUNTS = frozenset({"count", "t", "kg", "m2", "kVA", "kW", "kWh", "", "month", "d", "x", "pp", "L", "m3"})
SENDER = re.compile(r"^\s*(from|sender|author|发件人|发送人|作者|汇报人|提交人|sharer)\s*[:：]", re.IGNORECASE)
CLAUSE = re.compile(r"[，；;。！？!?]|,(?=\s)|\.(?=\s)|\s[–—]\s|——|:(?=\s)")
UNCARRIED: frozenset[Layer] = frozenset({"header_footer", "metadata"})


@dataclass(frozen=True, slots=True)
class Cues:
    """How a facet is recognised: cue words in a clause, words in a column's header, mention kinds that answer it."""

    facet: str
    words: tuple[str, ...]
    headers: tuple[str, ...]
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Statement:
    """What one clause or cell says of one subject.

    Attributes:
        subject: Index into the file's mentions.
        value: The clause or cell as it stands.
        norm: What makes two values one: the normalised keys in it, else its folded text.
        segment: Index into the file's segments.
        confidence: 0.0 to 1.0: cue strength x how near the subject stands x the subject mention's own.
        inside: Indices of the mentions within the value.
    """

    subject: int
    facet: str
    value: str
    norm: str
    segment: int
    confidence: float
    inside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Two mentions that one window joins; `level` says how (1.0 said, 0.8 together, less carried).

    `segment` is the window's, `origin` the one that `a` was carried from; the same where it was not carried.
    """

    a: int
    b: int
    level: float
    segment: int
    origin: int


@dataclass(frozen=True, slots=True)
class Said:
    """All statements and links of one file; indices refer to its segments and mentions."""

    statements: tuple[Statement, ...]
    links: tuple[Link, ...]


@dataclass(slots=True)
class _Context:
    """Who is being spoken of, by the place where that was said: mention indices, most telling first."""

    held: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def carried(self, own: set[str], norms: Sequence[str]) -> list[tuple[int, float]]:
        """Give the carried subjects with their level, the nearest first, none that the window names itself."""
        found: dict[str, tuple[int, float]] = {}
        for place, level in CARRY.items():
            for mention in self.held.get(place, ()):
                if norms[mention] not in own and norms[mention] not in found:
                    found[norms[mention]] = (mention, level)
        return list(found.values())[:MAX_CARRIED]


@dataclass(frozen=True, slots=True)
class _Window:
    segment: int
    start: int
    end: int
    mentions: tuple[int, ...]


def said(segments: Sequence[Segment], mentions: Sequence[Mention], cues: Sequence[Cues]) -> Said:
    """Give the statements and links of one file.

    Args:
        segments: The file's segments in reading order.
        mentions: The file's settled mentions, sorted by segment and start, none overlapping.
        cues: The profile's cues, one entry a facet.
    """
    reader = _Reader(segments, mentions, _matcher(tuple(cues)))
    for number in range(len(segments)):
        reader.take(number)
    return Said(tuple(reader.statements), tuple(reader.links))


class _Reader:
    """Goes through a file once, keeping who is being spoken of."""

    def __init__(self, segments: Sequence[Segment], mentions: Sequence[Mention], matcher: _Matcher) -> None:
        self.segments, self.mentions, self.matcher = segments, mentions, matcher
        self.norms = [mention.norm for mention in mentions]
        self.by_segment: dict[int, list[int]] = {}
        for index, mention in enumerate(mentions):
            self.by_segment.setdefault(mention.segment, []).append(index)
        self.topic = [(index, TOPIC) for index, mention in enumerate(mentions) if mention.kind == "topic"][:1]
        self.context = _Context()
        self.statements: list[Statement] = []
        self.links: list[Link] = []

    def take(self, number: int) -> None:
        """Read one segment and move the context on."""
        segment, inside = self.segments[number], self.by_segment.get(number, [])
        self.context.held.pop("paragraph", None)
        windows = list(_windows(number, segment, inside, self.mentions))
        for window in windows:
            self._window(segment, window)
            if segment.form in ("paragraph", "bullet", "field"):
                self._move("paragraph", self._names(window.mentions)[:1])
        for before, after in pairwise(windows):
            self._beside(before, after)
        self._hold(segment, self._names(inside))

    def _kinds(self, segment: Segment, mention: Mention) -> tuple[str, ...]:
        """Give a mention's kind, and what else its unit or form makes it: a headcount, a measure, a position."""
        if mention.kind == "identifier" and mention.norm.startswith("geo:"):
            return mention.kind, "position"
        if mention.kind != "quantity":
            return (mention.kind,)
        if HEADS.search(segment.text[mention.start : mention.end + 12]):
            return mention.kind, "headcount"
        unit = mention.norm.partition(" ")[2].partition("/")[0]
        return (mention.kind,) if unit in AMOUNTS else (mention.kind, "measure")

    def _names(self, inside: Sequence[int]) -> list[int]:
        return [index for index in inside if self.mentions[index].kind in SUBJECT_KINDS]

    def _move(self, place: str, names: Sequence[int]) -> None:
        if names:
            self.context.held[place] = tuple(names[:MAX_CARRIED])

    def _hold(self, segment: Segment, names: Sequence[int]) -> None:
        if segment.layer == "file_name":
            self._move("file_name", names)
        elif segment.form == "title" or (segment.form == "heading" and "title" not in self.context.held):
            self._move("title", names)
        elif segment.form == "heading":
            self.context.held.pop("heading", None)
            self._move("heading", names)
        elif SENDER.match(segment.text):
            self._move("sender", names)
        elif segment.layer == "body" and "first" not in self.context.held:
            self._move("first", names)

    def _window(self, segment: Segment, window: _Window) -> None:
        own = self._names(window.mentions)[:MAX_NAMES]
        norms = {self.norms[index] for index in own}
        carried = [] if segment.layer in UNCARRIED else self.context.carried(norms, self.norms)
        if not own and not carried and segment.layer not in UNCARRIED:
            carried = self.topic
        lean = OWN_SUBJECT if own else 1.0
        for place, name in enumerate(own):
            self._link(name, window.mentions, TOGETHER, window.segment, skip=set(own[: place + 1]))
        for name, level in carried:
            self._link(name, window.mentions, level * lean, window.segment, skip=set())
        subjects = [(name, 1.0) for name in own[:1]] + [(name, level * lean) for name, level in carried[:1]]
        for start, end, header in _parts(segment, window):
            self._state(segment, window, (start, end, header), subjects)

    def _link(self, name: int, others: Sequence[int], level: float, segment: int, skip: set[int]) -> None:
        for other in others:
            if other not in skip and self.norms[other] != self.norms[name] and self.mentions[other].kind != "topic":
                self.links.append(Link(name, other, level, segment, self.mentions[name].segment))

    def _beside(self, before: _Window, after: _Window) -> None:
        keys = [index for index in before.mentions if self.mentions[index].kind not in NAME_KINDS]
        for name in self._names(after.mentions)[:MAX_CARRIED]:
            self._link(name, keys, BESIDE, after.segment, skip=set())

    def _state(
        self, segment: Segment, window: _Window, part: tuple[int, int, str], subjects: Sequence[tuple[int, float]]
    ) -> None:
        start, end, header = part
        value = segment.text[start:end].strip()
        inside = tuple(
            i for i in window.mentions if start <= self.mentions[i].start < end and self.mentions[i].kind != "topic"
        )
        for subject, level in subjects:
            others = tuple(i for i in inside if self.norms[i] != self.norms[subject])
            if not others and folded(value) == self.norms[subject]:
                continue
            kinds = {kind for i in others for kind in self._kinds(segment, self.mentions[i])}
            for facet, strength in self.matcher.facets(value, header, kinds):
                confidence = round(strength * level * self.mentions[subject].confidence, 4)
                norm = _norm(value, [self.mentions[i] for i in others])
                self.statements.append(Statement(subject, facet, value, norm, window.segment, confidence, others))
                for other in others:
                    if level == 1.0:
                        self.links.append(Link(subject, other, SAID, window.segment, window.segment))


def topic(segments: Sequence[Segment]) -> Mention | None:
    """Give the document's own title as a subject of last resort: its title, first heading or first words."""
    body = [(i, s) for i, s in enumerate(segments) if s.layer in ("body", "table") and s.text.strip()]
    titles = [each for each in body if each[1].form in ("title", "heading")] or body
    titles = titles or [(i, s) for i, s in enumerate(segments) if s.layer == "file_name"]
    for number, segment in titles[:1]:
        cut = CLAUSE.search(segment.text)
        end = min(cut.start() if cut and segment.form == "paragraph" else len(segment.text), TOPIC_CHARS)
        return Mention(number, 0, end, "topic", "topic:" + folded(segment.text[:end]), 1.0, "field")
    return None


def _windows(number: int, segment: Segment, inside: Sequence[int], mentions: Sequence[Mention]) -> Iterator[_Window]:
    if segment.form == "row":
        yield _Window(number, 0, len(segment.text), tuple(inside))
        return
    for start, end in sentences(segment.text):
        yield _Window(number, start, end, tuple(i for i in inside if start <= mentions[i].start < end))


def _parts(segment: Segment, window: _Window) -> Iterator[tuple[int, int, str]]:
    """Cut a window into what can answer a question by itself: a row's cells, a sentence's clauses."""
    if segment.form == "row":
        yield from ((cell.start, cell.end, cell.header) for cell in segment.cells if cell.end > cell.start)
        return
    text, start, header = segment.text[window.start : window.end], 0, ""
    if segment.form == "field" and (colon := re.match(r"[^:：]{1,30}[:：]", text)):
        header, start = colon.group()[:-1], colon.end()
    for cut in CLAUSE.finditer(text, start):
        if text[start : cut.start()].strip():
            yield window.start + start, window.start + cut.start(), header
        start = cut.end()
    if text[start:].strip():
        yield window.start + start, window.end, header


def _norm(value: str, inside: Sequence[Mention]) -> str:
    keys = sorted({mention.norm for mention in inside})
    return "|".join(keys) if keys else folded(value)


class _Matcher:
    """All cues of a profile in one automaton."""

    def __init__(self, cues: Sequence[Cues]) -> None:
        self.kinds = [(cue.facet, cue.kinds) for cue in cues]
        self.words = _automaton((word, cue.facet) for cue in cues for word in cue.words)
        self.headers = _automaton((word, cue.facet) for cue in cues for word in cue.headers)

    def facets(self, value: str, header: str, kinds: set[str]) -> list[tuple[str, float]]:
        """Say which facets a value answers and how surely: a header 0.9, a cue word 0.8, its kind alone 0.5."""
        found = {facet: 0.5 for facet, wanted in self.kinds if wanted & kinds}
        found |= dict.fromkeys(_cued(self.words, value), 0.8)
        if header:
            found |= dict.fromkeys(_cued(self.headers, header), 0.9)
        return sorted(found.items())


@lru_cache(maxsize=8)
def _matcher(cues: tuple[Cues, ...]) -> _Matcher:
    return _Matcher(cues)


def _automaton(words: Iterator[tuple[str, str]]) -> ahocorasick.Automaton:
    held: dict[str, set[str]] = {}
    for word, facet in words:
        held.setdefault(word.casefold(), set()).add(facet)
    automaton = ahocorasick.Automaton()
    for word, facets in held.items():
        automaton.add_word(word, (word, tuple(sorted(facets))))
    automaton.make_automaton()
    return automaton


def _cued(automaton: ahocorasick.Automaton, text: str) -> Iterator[str]:
    if not len(automaton):
        return
    lowered = text.casefold()
    for last, (word, facets) in automaton.iter(lowered):
        start = last - len(word) + 1
        if word[0].isascii() and (
            (start and lowered[start - 1].isascii() and lowered[start - 1].isalnum())
            or (last + 1 < len(lowered) and lowered[last + 1].isascii() and lowered[last + 1].isalpha())
        ):
            continue
        yield from facets
