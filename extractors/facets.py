"""Windows to statements and links: what each sentence, row and field says of whom.

A window is a sentence, a bullet, a field or a table row. What it names is linked at 0.8; what it says of its subject
is a statement at 1.0. The subject carries: from the sentence before, the heading, the title, the sender, the file
name, with a level that falls with the distance. Page headers and footers never carry.
What a sentence says is said of its first name, and of the organisation, project or site that it speaks of.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extractors import lexicon
from extractors.model import NAME_KINDS, Cells, Layer, Mention, Segment
from extractors.text import folded, sentences

SUBJECT_KINDS = NAME_KINDS - {"place"}
# Of whom the facts of a business are said, rather than of the person who says them or of the thing that is named.
CHIEF_KINDS = frozenset({"organisation", "project", "programme", "site"})
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
BEFORE = 0.65  # the chief name of an earlier paragraph under the same heading
CHIEF = 0.9  # the first organisation, project or site of a window that opens with a person or a thing
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
# A number that ends where a cue starts, and one that starts behind a cue ("尾号4406", "unit 9", "ext. 12").
COUNT = re.compile(
    r"(?:[\d一二三四五六七八九十百千万亿两半几]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w{3,6}teen|\w{3,5}ty(?:-\w{3,5})?|dozen|hundred|thousand))\s?\Z",
)
COUNT_CHARS = 14
NUMBER = re.compile(r"\W{0,3}(?:[a-z]{0,4}-?\d|[一二三四五六七八九十百千两])")
# Units that say how long, and units that say how good; neither says how much there is.
PERIODS = frozenset({"d", "month"})
PROPERTIES = frozenset({
    "%", "s", "h", "°C", "V", "A", "µm", "nm", "mm", "°", "arcmin", "ppm", "dB", "Pa", "kPa", "bar", "Hz", "x", "pp",
})  # fmt: skip
SENDER = re.compile(r"^\s*(from|sender|author|发件人|发送人|作者|汇报人|提交人|sharer)\s*[:：]", re.IGNORECASE)
# One class in front of all alternatives, so that the engine skips to candidates.
CLAUSE = re.compile(r"[，；;。！？!?,.:—\s](?:(?<=[，；;。！？!?])|(?<=[,.:])(?=\s)|(?<=—)—|(?<=\s)[–—]\s)")
SAYS = re.compile(r"\w")  # a dash in a cell says nothing
FIELD = re.compile(r"[^:：]{1,30}[:：]")
UNCARRIED: frozenset[Layer] = frozenset({"header_footer", "metadata"})


@dataclass(frozen=True, slots=True)
class Cues:
    """How a facet is recognised: cue words in a clause, words in a column's header, mention kinds that answer it.

    "#台" stands behind a number, "unit #" before one, "cooperat*" is how a word begins.
    """

    facet: str
    words: tuple[str, ...]
    headers: tuple[str, ...]
    kinds: frozenset[str] = frozenset()


class Statement(NamedTuple):
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


class Link(NamedTuple):
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

    norms: Sequence[str]
    held: dict[str, tuple[int, ...]] = field(default_factory=dict)
    ranked: list[tuple[int, float]] | None = None

    def hold(self, place: str, names: Sequence[int]) -> None:
        """Keep who was named at a place; nobody leaves it empty."""
        if names:
            self.held[place] = tuple(names[:MAX_CARRIED])
        else:
            self.held.pop(place, None)
        self.ranked = None

    def carried(self, own: set[str]) -> list[tuple[int, float]]:
        """Give the carried subjects with their level, the nearest first, none that the window names itself."""
        if self.ranked is None:
            self.ranked = list(self._nearest())
        found = [each for each in self.ranked if self.norms[each[0]] not in own] if own else self.ranked
        return found[:MAX_CARRIED]

    def _nearest(self) -> Iterator[tuple[int, float]]:
        known = set[str]()
        for place, level in CARRY.items():
            for mention in self.held.get(place, ()):
                if self.norms[mention] not in known:
                    known.add(self.norms[mention])
                    yield mention, level


class _Window(NamedTuple):
    segment: int
    start: int
    end: int
    mentions: range


# A cue word in a text: where it starts and ends, and the facets that it speaks of, one bit each.
_Hit = tuple[int, int, int]
# What can answer a question by itself: its text, its header, the facets that it is cued for, the mentions in it.
_Part = tuple[str, str, int, Sequence[int]]


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
        self.chief = [mention.kind in CHIEF_KINDS for mention in mentions]
        self.headed = {each.table for each in segments if each.table and _headed(each)}
        self.before: int | None = None
        self.named = [mention.kind in SUBJECT_KINDS for mention in mentions]
        self.starts = [mention.start for mention in mentions]
        self.topic = [(index, TOPIC) for index, mention in enumerate(mentions) if mention.kind == "topic"][:1]
        self.inside = _inside(mentions)
        self.context = _Context(self.norms)
        self.statements: list[Statement] = []
        self.links: list[Link] = []

    def take(self, number: int) -> None:
        """Read one segment and move the context on."""
        segment, inside = self.segments[number], self.inside.get(number, range(0))
        flows = segment.form in ("paragraph", "bullet", "field")
        if "paragraph" in self.context.held:
            self.context.hold("paragraph", ())
        hits, fixed = self.matcher.hits(segment.text), segment.form in ("row", "field")
        windows = list(_windows(number, segment, inside, self.starts)) if hits or inside or fixed else []
        at = 0
        for window in windows:
            here = at
            while at < len(hits) and hits[at][1] <= window.end:
                at += 1
            if at == here and not window.mentions and not fixed:
                continue  # nobody is named and nothing is said
            names = self._names(window.mentions)
            self._window(segment, hits[here:at], window, names)
            if flows and names:
                self.context.hold("paragraph", names[:1])
        if inside:
            for before, after in pairwise(windows):
                self._beside(before, after)
        names = self._names(inside)
        self._hold(segment, names)
        self._pass(segment, names)

    def _pass(self, segment: Segment, names: Sequence[int]) -> None:
        """Keep the chief name that a paragraph leaves for those behind it; a heading begins anew."""
        if segment.form in ("heading", "title"):
            self.before = None
        elif segment.form in ("paragraph", "bullet") and segment.layer not in UNCARRIED:
            self.before = next((name for name in names if self.chief[name]), self.before)

    def _parts(self, segment: Segment, hits: Sequence[_Hit], window: _Window) -> Iterator[_Part]:
        """Give a window's parts; they stand in order, so one pass over its cues and mentions will do."""
        starts, text, at, count = self.starts, segment.text, 0, len(hits)
        first, behind = window.mentions.start, window.mentions.stop
        for start, end, header in _spans(segment, window):
            cued = 0
            while at < count and hits[at][1] <= end:
                cued |= hits[at][2] if hits[at][0] >= start else 0
                at += 1
            while first < behind and starts[first] < start:
                first += 1
            last = first
            while last < behind and starts[last] < end:
                last += 1
            if last > first or ((cued or header) and SAYS.search(text, start, end)):
                yield text[start:end].strip(), header, cued, range(first, last)
            first = last

    def _answered(self, segment: Segment, index: int) -> int:
        """Give the facets that a mention answers by its kind, or by what its unit or form makes it.

        A count of people is a headcount, a quantity with a physical unit a measure, coordinates a position.
        """
        mention, by_kind = self.mentions[index], self.matcher.by_kind
        found = by_kind.get(mention.kind, 0)
        if mention.kind == "identifier" and mention.norm.startswith("geo:"):
            return found | by_kind.get("position", 0)
        if mention.kind != "quantity":
            return found
        if HEADS.search(segment.text[mention.start : mention.end + 12]):
            return by_kind.get("headcount", 0)
        whole = mention.norm.partition(" ")[2]
        unit = whole.partition("/")[0]
        if unit in PERIODS:
            return by_kind.get("date", 0)
        if whole in PROPERTIES:
            return by_kind.get("measure", 0)
        return found if unit in AMOUNTS else found | by_kind.get("measure", 0)

    def _names(self, inside: Sequence[int]) -> list[int]:
        return [index for index in inside if self.named[index]] if inside else []

    def _hold(self, segment: Segment, names: Sequence[int]) -> None:
        context = self.context
        if not names and segment.form != "heading":
            return
        if segment.layer == "file_name":
            context.hold("file_name", names)
        elif segment.form == "title" or (segment.form == "heading" and "title" not in context.held):
            if names:
                context.hold("title", names)
        elif segment.form == "heading":
            context.hold("heading", names)
        elif SENDER.match(segment.text):
            context.hold("sender", names)
        elif segment.layer == "body" and "first" not in context.held:
            context.hold("first", names)

    def _window(self, segment: Segment, hits: Sequence[_Hit], window: _Window, names: Sequence[int]) -> None:
        own, mentions = names[:MAX_NAMES], window.mentions
        norms, carries = {self.norms[index] for index in own}, segment.layer not in UNCARRIED
        carried = self.context.carried(norms) if carries else []
        if not own and not carried and carries:
            carried = self.topic
        lean = OWN_SUBJECT if own else 1.0
        if mentions:
            for place, name in enumerate(own):
                self._link(name, mentions, TOGETHER, window.segment, skip=own[: place + 1])
            for name, level in carried:
                self._link(name, mentions, level * lean, window.segment, skip=())
        subjects = self._subjects(own, carried, lean, carries=carries)
        if subjects and not self._is_head(segment):
            answered = {index: self._answered(segment, index) for index in mentions}
            for part in self._parts(segment, hits, window):
                self._state(part, subjects, answered, window.segment)

    def _is_head(self, segment: Segment) -> bool:
        """Say whether a row is the head of a table: it says nothing of anybody."""
        return segment.table in self.headed and not _headed(segment)

    def _subjects(
        self, own: Sequence[int], carried: Sequence[tuple[int, float]], lean: float, *, carries: bool
    ) -> list[tuple[int, float]]:
        """Give of whom a window speaks: its first name, and its first chief one or the nearest that is carried."""
        found = [(name, 1.0) for name in own[:1]]
        if found and self.chief[own[0]]:
            return found + [(name, level * lean) for name, level in carried[:1]]
        if chief := [name for name in own if self.chief[name]][:1]:
            return [*found, (chief[0], CHIEF)]
        nearest = [(name, level) for name, level in carried if self.chief[name]]
        if self.before is not None and carries:
            nearest.append((self.before, BEFORE))
        chosen = sorted(nearest, key=lambda each: -each[1])[:1] or carried[:1]
        return found + [(name, level * lean) for name, level in chosen]

    def _link(self, name: int, others: Sequence[int], level: float, segment: int, skip: Sequence[int]) -> None:
        norms, origin = self.norms, self.mentions[name].segment
        own = norms[name]
        self.links += [
            Link(name, other, level, segment, origin) for other in others if norms[other] != own and other not in skip
        ]

    def _beside(self, before: _Window, after: _Window) -> None:
        keys = [index for index in before.mentions if self.mentions[index].kind not in NAME_KINDS]
        for name in self._names(after.mentions)[:MAX_CARRIED]:
            self._link(name, keys, BESIDE, after.segment, skip=())

    def _state(
        self, part: _Part, subjects: Sequence[tuple[int, float]], answered: dict[int, int], segment: int
    ) -> None:
        value, header, cued, inside = part
        norms = self.norms
        for subject, level in subjects:
            own = norms[subject]
            others = tuple([i for i in inside if norms[i] != own])
            if not others and folded(value) == own:
                continue
            kinds = 0
            for other in others:
                kinds |= answered[other]
            facets = self.matcher.facets(cued, header, kinds)
            if not facets:
                continue
            norm, sure = _norm(value, [norms[i] for i in others]), self.mentions[subject].confidence
            self.statements += [
                Statement(subject, facet, value, norm, segment, round(strength * level * sure, 4), others)
                for facet, strength in facets
            ]
            if level == 1.0:
                said = [Link(subject, other, SAID, segment, segment) for other in others]
                self.links += said * len(facets)


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


def _inside(mentions: Sequence[Mention]) -> dict[int, range]:
    """Give for each segment the mentions in it, which stand side by side; the topic is none of them."""
    found: dict[int, range] = {}
    for index, mention in enumerate(mentions):
        if mention.kind != "topic":
            first = found.get(mention.segment, range(index, index)).start
            found[mention.segment] = range(first, index + 1)
    return found


def _headed(row: Segment) -> bool:
    return row.cells.headed if isinstance(row.cells, Cells) else any(cell.header for cell in row.cells)


def _windows(number: int, segment: Segment, inside: range, starts: Sequence[int]) -> Iterator[_Window]:
    if segment.form == "row":
        yield _Window(number, 0, len(segment.text), inside)
        return
    last, behind = inside.start, inside.stop
    for start, end in sentences(segment.text):
        first = bisect_left(starts, start, last, behind)
        last = bisect_left(starts, end, first, behind)
        yield _Window(number, start, end, range(first, last))


def _spans(segment: Segment, window: _Window) -> Iterator[tuple[int, int, str]]:
    """Cut a window into what can answer a question by itself: a row's cells, a sentence's clauses."""
    if segment.form == "row":
        held = segment.cells
        cells = held.spans() if isinstance(held, Cells) else ((cell.start, cell.end, cell.header) for cell in held)
        yield from (cell for cell in cells if cell[1] > cell[0])
        return
    text, start, header = segment.text, window.start, ""
    if segment.form == "field" and (colon := FIELD.match(text, start, window.end)):
        header, start = colon.group()[:-1], colon.end()
    for cut in CLAUSE.finditer(text, start, window.end):
        if cut.start() > start and not text[start : cut.start()].isspace():
            yield start, cut.start(), header
        start = cut.end()
    if start < window.end and not text[start : window.end].isspace():
        yield start, window.end, header


def _norm(value: str, norms: Sequence[str]) -> str:
    return "|".join(sorted(set(norms))) if norms else folded(value)


class _Matcher:
    """All cues of a profile; facets are bits, in the order of their names."""

    def __init__(self, cues: Sequence[Cues]) -> None:
        self.names = sorted({cue.facet for cue in cues})
        bit = {name: 1 << place for place, name in enumerate(self.names)}
        self.by_kind: dict[str, int] = {}
        for cue in cues:
            for kind in cue.kinds:
                self.by_kind[kind] = self.by_kind.get(kind, 0) | bit[cue.facet]
        # A bare number or code says little by its kind: where a column is known, its header decides.
        self.weak = self.by_kind.get("quantity", 0) | self.by_kind.get("identifier", 0)
        self.words = _cued((word, bit[cue.facet]) for cue in cues for word in cue.words)
        self.headers = _cued((word, bit[cue.facet]) for cue in cues for word in cue.headers)
        self._headed = lru_cache(maxsize=1 << 14)(self._header)
        self._named = lru_cache(maxsize=1 << 14)(self._surely)

    def hits(self, text: str) -> list[_Hit]:
        """Give the cue words of a text, in the order of their ends."""
        return _hits(self.words, _lowered(text))

    def facets(self, cued: int, header: str, kinds: int) -> tuple[tuple[str, float], ...]:
        """Say which facets a value answers and how surely: a header 0.9, a cue word 0.8, its kind alone 0.5.

        What a bare number or code is, its header decides where it has one that is known.
        """
        headed = self._headed(header) if header else 0
        return self._named(kinds & ~self.weak if headed else kinds, cued, headed)

    def _header(self, header: str) -> int:
        found = 0
        for _, _, facets in _hits(self.headers, _lowered(header)):
            found |= facets
        return found

    def _surely(self, kinds: int, cued: int, headed: int) -> tuple[tuple[str, float], ...]:
        ranked = ((headed, 0.9), (cued, 0.8), (kinds, 0.5))
        sure = ((name, 1 << place) for place, name in enumerate(self.names))
        return tuple(
            (name, next(strength for mask, strength in ranked if mask & bit))
            for name, bit in sure
            if (kinds | cued | headed) & bit
        )


@lru_cache(maxsize=8)
def _matcher(cues: tuple[Cues, ...]) -> _Matcher:
    return _Matcher(cues)


class _Cue(NamedTuple):
    """One spelling of a cue and what must stand around it: a number before or behind, or anything behind."""

    latin: bool
    counted: bool
    numbered: bool
    begins: bool
    facets: int


class _Cued(NamedTuple):
    """Cues by their spellings, and what finds those."""

    cues: dict[str, tuple[_Cue, ...]]
    automaton: lexicon.Automaton


def _cued(words: Iterator[tuple[str, int]]) -> _Cued:
    """Take in cues: "#台" stands behind a number, "尾号#" before one, "cooperat*" begins a word."""
    held: dict[str, dict[_Cue, int]] = {}
    for word, facets in words:
        core = word.casefold().strip("#* ")
        if core:
            cue = _Cue(core[0].isascii(), word[0] == "#", word[-1] == "#", word[-1] == "*", 0)
            known = held.setdefault(core, {})
            known[cue] = known.get(cue, 0) | facets
    cues = {
        core: tuple(cue._replace(facets=facets) for cue, facets in known.items()) for core, known in held.items()
    }
    return _Cued(cues, lexicon.automaton(cues))


def _lowered(text: str) -> str:
    """Give the text without case, at the same offsets: a letter that folds to two stays as it is."""
    lowered = text.casefold()
    if len(lowered) == len(text):
        return lowered
    return "".join(folds if len(folds := mark.casefold()) == 1 else mark for mark in text)


def _hits(cued: _Cued, lowered: str) -> list[_Hit]:
    """Give the cues in a text; one that starts in ASCII stands as a word of its own, or as its plural."""
    found = []
    for first, behind in cued.automaton.all(lowered):
        facets = 0
        for cue in cued.cues[lowered[first:behind]]:
            if _stands(cue, lowered, first, behind):
                facets |= cue.facets
        if facets:
            found.append((first, behind, facets))
    return found


def _stands(cue: _Cue, lowered: str, first: int, behind: int) -> bool:
    """Say whether a cue's surroundings are those that it asks for."""
    if cue.latin and not cue.begins and _goes_on(lowered, behind):
        return False
    if cue.latin and first and lowered[first - 1].isascii() and lowered[first - 1].isalnum() and not cue.counted:
        return False
    if cue.counted and not COUNT.search(lowered, max(0, first - COUNT_CHARS), first):
        return False
    return not cue.numbered or NUMBER.match(lowered, behind) is not None


def _goes_on(lowered: str, behind: int) -> bool:
    """Say whether a Latin word goes on behind a cue by more than a plural's ending."""
    after = lowered[behind : behind + 3]
    if not (after[:1].isascii() and after[:1].isalpha()):
        return False
    rest = after[1:] if after[0] == "s" else after[2:] if after[:2] == "es" else after
    return rest[:1].isascii() and rest[:1].isalpha()
