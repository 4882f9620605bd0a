"""Windows to statements and links: what each sentence, row and field says of whom.

A window is a sentence, a bullet, a field or a table row. What it names is linked at 0.8; what it says of its subject
is a statement at 1.0. The subject carries: from the sentence before, the heading, the title, the sender, the file
name, with a level that falls with the distance. Page headers and footers never carry.
What a sentence says is said of its first name, and of the organisation, project or site that it speaks of.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extractors.asking.signs import Clause
from extractors.asking.weights import Weights
from extractors.cues import (
    BARE,
    COUNT,
    COUNT_CHARS,
    COUNTED,
    CUED,
    FEWER,
    MARKS,
    NAMED,
    Cues,
    Hit,
    Matcher,
    matcher_of,
    united,
)
from extractors.model import NAME_KINDS, Cells, Layer, Mention, Segment
from extractors.text import folded, has_cjk, sentences

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
CARRIED_FROM = 0.5  # a name that is less sure may turn out to be none, and what it carries would be said of nobody
FILL_CHARS = 4  # marks and blanks that may stand beside a name that is alone in its cell
TOPIC_CHARS = 40
REFERS = 0.75  # an identifier is a reference from this confidence on: below it stand bare codes, often a product's
TOPIC_ROWS = 3  # of a register: its header and what it lists first
MAX_CARRIED = 3
MAX_NAMES = 40  # of one window: a list of hundred names says little of each pair
# What turns a count into people; behind a number, so that no word of the sentence is mistaken.
HEADS = re.compile(
    r"(?:\d|[一二三四五六七八九十百千两])\s*(?:[口号]?人|名(?!额)|位)"
    r"|\b(?:people|staff|operators|employees|workers|crew|hands|engineers|fitters|men|women|persons|bunks|berths|heads"
    r"|pers|pax|souls|apprentices|drivers|welders|electricians|technicians|nurses|trainees|colleagues|attendees)\b",
    re.IGNORECASE,
)
AMOUNTS = frozenset({"count", "t", "kg", "m2", "kVA", "kW", "kWh", "", "month", "d", "x", "pp", "L", "m3"})
# "400 kVA sets", "2 x 400 kVA": a rating with what has it, or how many of them there are, is a machine's.
RATINGS = frozenset({"kVA", "kW", "kvar", "hp"})
RATED_THING = re.compile(
    r"[ -](?!of|per|at|and|in|on|is|was|are|were|for|to|from|with|or|by|until|more|less|each|only|when|if)[a-z]{3,}"
)
# A count that names what it counts: "thirteen items", 三趟; 个, 组, 号 and 名 count anything.
COUNTED_THING = re.compile(
    r"[\d)a-z] [a-z-]{3,}\Z|[^\W\da-zA-Z_一二三四五六七八九十百千万亿两半几零〇多余个组号位名口块]\Z"
)
FEW = re.compile(r"[1-4]?\d count")  # of things, rather than of pieces that come in lots
TIMES = re.compile(r"\d\s?[x×*]\s?\Z|[二两三四五六七八九十]台\Z")
# Units that say how long, and units that say how good; neither says how much there is.
PERIODS = frozenset({"d", "month"})
PROPERTIES = frozenset({
    "%", "s", "h", "°C", "V", "A", "µm", "nm", "mm", "°", "arcmin", "ppm", "dB", "Pa", "kPa", "bar", "Hz", "x", "pp",
})  # fmt: skip
SENDER = re.compile(r"^\s*(from|sender|author|发件人|发送人|作者|汇报人|提交人|sharer)\s*[:：]", re.IGNORECASE)
# Who mails to whom: what stands in such a line answers for itself, From is no date.
MAILED = re.compile(r"\s*(?:from|sender|reply-to|to|cc|bcc|发件人|收件人|抄送)\s*[:：]", re.IGNORECASE)
# One class in front of all alternatives, so that the engine skips to candidates.
CLAUSE = re.compile(r"[，；;。！？!?,.:—\s](?:(?<=[，；;。！？!?])|(?<=[,.:])(?=\s)|(?<=—)—|(?<=\s)[–—]\s)")
SAYS = re.compile(r"\w")  # a dash in a cell says nothing
CLOSING = " \t\"'”’」』）)"
FIELD = re.compile(r"[^:：]{1,30}[:：]")
# "一斤两块六", "ninety a day": so much for so much is a price where nothing is named behind the number.
EACH = "[一每](?:公斤|平米|个月|[斤吨天晚夜趟次条台件个亩平人月年米车箱袋支只套班单份桶])"
RATED = re.compile(EACH + r"\Z|\bat \Z")
RATE = re.compile(EACH + r"\s?[\d.一二三四五六七八九十百千万两半]{1,12}(?:块|毛|(?=[，。；、！？）)]|\Z))")
PRICED = re.compile(r"\s?(?:块|毛|[，。；、！？）)]|\Z|an? \w|per \w|each\b)")
# A place that begins the name of a house that no recognizer took for one.
HOUSE = re.compile(
    r"(?:有限|[^\W\d_的在一两几到和与从去来了有是为对把被向往给及]){1,12}?"
    r"(?:公司|集团|控股|股份|厂|研究院|研究所|大学|学院|银行|重工|重机|投资|资本|实业|贸易|科技|电子|医药|制药|建设|物流|物业|商社|合作社)"
)
# The headers of a list of persons: their names, and where they come from.
PERSON_HEAD = re.compile(
    r"(?:full )?names?|姓名|参会人|与会人员?|嘉宾|participants?|attendees?|speakers?|who", re.IGNORECASE
)
HOUSE_OF = re.compile(r"from|of|house|(?:所在|工作|参会|来访)?单位|来自", re.IGNORECASE)
# What is counted and is no output or stock: houses, times, points of a list, pages, terms.
IDLE = re.compile(
    r"[家起次项页期轮届遍回句字点]|.\s?(?:[家起次项页期轮届遍回句]|times\b|points?\b|pages?\b|of (?:them|us|which)\b)"
)
# A round sum that counts nothing that is named is money: "报了二十七万", "3.48 million since February".
LARGE = re.compile(
    r"[万亿](?=\s?(?:[，。；、！？）)\]】]|\Z))"
    r"|(?:[Mm]illion|[Bb]illion|\dbn|\d[mkM])"
    r"(?=[,.;)]|\s(?:a|per|for|since|by|from|on|at|in|and|plus|until|to|of which|over)\b|\Z)"
)
# What bids or forbids in the notes under a table: "Reports go to the client only", 转给第三方前请先问.
# chosen: some seventy clauses under the tables of the development folders, read by eye: most are rules, 2026-11
BIDS = re.compile(
    r"[勿莫禁须请]|仅[供限]|不得|[不只][收出交走给接发看抄]|一律"
    r"|\b(?:only|never|please|must|do not|don't|may not|not to be|stays? (?:on|in|with|at|here))\b",
    re.IGNORECASE,
)
UNCARRIED: frozenset[Layer] = frozenset({"header_footer", "metadata"})


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


class _Answers(NamedTuple):
    """Facets that a part answers, each how surely, what makes its value one with others, and the mentions in it.

    `told` counts the answers that its cues give, whichever of them stand: they alone join who is in it as said.
    """

    facets: tuple[tuple[str, float], ...]
    norm: str
    inside: tuple[int, ...]
    told: int


NOTHING = _Answers((), "", (), 0)


class _Part(NamedTuple):
    """What can answer a question by itself: where it starts, its text and header, the facets that it is cued for."""

    start: int
    value: str
    header: str
    cued: int
    inside: Sequence[int]


class _Asked(NamedTuple):
    """A part with the facets that stand near, of whom it is said and how surely, what each of its mentions answers.

    `alone` is the name that fills it, "" for none.
    """

    part: _Part
    window: str
    near: int
    subjects: Sequence[tuple[int, float]]
    answered: dict[int, int]
    segment: int
    alone: str


def said(
    segments: Sequence[Segment], mentions: Sequence[Mention], cues: Sequence[Cues], learned: Weights | None = None
) -> Said:
    """Give the statements and links of one file.

    Args:
        segments: The file's segments in reading order.
        mentions: The file's settled mentions, sorted by segment and start, none overlapping.
        cues: The profile's cues, one entry a facet.
        learned: What was learned of clauses and what they answer; without it the cues decide alone.
    """
    reader = _read(segments, mentions, cues)
    verdicts = dict[int, tuple[int, int]]()
    if learned is not None:
        doubtful = reader.doubtful()
        told = learned.answered([clause for _, clause in doubtful])
        verdicts = {n: reader.matcher.verdict(*each) for (n, _), each in zip(doubtful, told, strict=True)}
    reader.tell(verdicts)
    return Said(tuple(reader.statements), tuple(reader.links))


def clauses(segments: Sequence[Segment], mentions: Sequence[Mention], cues: Sequence[Cues]) -> list[tuple[int, Clause]]:
    """Give what is asked in a file, each with its segment: what a model is taught on; arguments as of `said`."""
    reader = _read(segments, mentions, cues)
    return [(each.segment, reader.clause(each)) for each in reader.asked_of]


def _read(segments: Sequence[Segment], mentions: Sequence[Mention], cues: Sequence[Cues]) -> _Reader:
    matcher = matcher_of(cues)
    reader = _Reader(segments, mentions, matcher)
    for number, hits in enumerate(matcher.hits([segment.text for segment in segments])):
        reader.take(number, hits)
    return reader


class _Reader:
    """Goes through a file once, keeping who is being spoken of."""

    def __init__(self, segments: Sequence[Segment], mentions: Sequence[Mention], matcher: Matcher) -> None:
        self.segments, self.mentions, self.matcher = segments, mentions, matcher
        self.asked_of: list[_Asked] = []
        self.norms = [mention.norm for mention in mentions]
        # A heading and a file's name say what follows is about; alone they state only the numbers and names in them.
        self.labels = [segment.form in ("heading", "title") for segment in segments]
        self.proper = [mention.kind in ("organisation", "person") for mention in mentions]
        self.chief = [mention.kind in CHIEF_KINDS for mention in mentions]
        self.refers = [_refers(mention) for mention in mentions]
        self.headed = {each.table for each in segments if each.table and _headed(each)}
        turned = (row.table for row in segments if row.table and _transposed(row))
        self.columns: dict[int, dict[int, int] | None] = dict.fromkeys(turned)
        self.before: int | None = None
        self.lead = self.asked = 0  # the facets that a paragraph's first words and the question before it open
        rows = sum(segment.form == "row" for segment in segments)
        self.tabular = rows * 2 > sum(segment.layer in ("body", "table") for segment in segments)
        self.named = [mention.kind in SUBJECT_KINDS for mention in mentions]
        self.starts = [mention.start for mention in mentions]
        self.awaiting: list[_Part] = []  # where a title's paper is set, until somebody is named below it
        self.topic = [(index, TOPIC) for index, mention in enumerate(mentions) if mention.kind == "topic"][:1]
        self.inside = _inside(mentions)
        self.context = _Context(self.norms)
        self.statements: list[Statement] = []
        self.links: list[Link] = []

    def take(self, number: int, hits: list[Hit]) -> None:
        """Read one segment, in which these cues stand, and move the context on."""
        segment, inside = self.segments[number], self.inside.get(number, range(0))
        flows = segment.form in ("paragraph", "bullet", "field")
        if "paragraph" in self.context.held:
            self.context.hold("paragraph", ())
        hits, fixed = self._spoken(hits, inside), segment.form in ("row", "field")
        if self.tabular and flows and segment.layer == "body":
            hits = self._noted(segment, hits)
        self.lead = self.matcher.lead(segment) if flows and not _is_mailed(segment) else 0
        windows = list(_windows(number, segment, inside, self.starts)) if hits or inside or fixed or self.asked else []
        at = 0
        for window in windows:
            here = at
            while at < len(hits) and hits[at][1] <= window.end:
                at += 1
            if at == here and not (window.mentions or fixed or self.lead or self.asked):
                continue  # nobody is named and nothing is said
            names = self._names(window.mentions)
            self._window(segment, hits[here:at], window, names)
            if flows and names and self.mentions[names[0]].confidence >= CARRIED_FROM:
                self.context.hold("paragraph", names[:1])
        if inside:
            for before, after in pairwise(windows):
                self._beside(before, after)
        names = [name for name in self._names(inside) if self.mentions[name].confidence >= CARRIED_FROM]
        if names and not self.labels[number]:
            self._settle(names)
        self._hold(segment, names)
        self._pass(segment, names)

    def _pass(self, segment: Segment, names: Sequence[int]) -> None:
        """Keep the chief name that a paragraph leaves for those behind it; a heading begins anew."""
        if segment.form in ("heading", "title"):
            self.before = None
        elif segment.form in ("paragraph", "bullet") and segment.layer not in UNCARRIED:
            self.before = next((name for name in names if self.chief[name]), self.before)

    def _parts(self, segment: Segment, hits: Sequence[Hit], window: _Window) -> Iterator[_Part]:
        """Give a window's parts; they stand in order, so one pass over its cues and mentions will do."""
        starts, text, at, count = self.starts, segment.text, 0, len(hits)
        first, behind = window.mentions.start, window.mentions.stop
        near = self.lead or self.asked
        spans = _spans(segment, window)
        if segment.table in self.columns:
            next(spans, None)  # the first cell of a transposed row is its header
        for start, end, header in spans:
            cued = 0
            while at < count and hits[at][1] <= end:
                cued |= hits[at][2] if hits[at][0] >= start else 0
                at += 1
            while first < behind and starts[first] < start:
                first += 1
            last = first
            while last < behind and starts[last] < end:
                last += 1
            if last > first or ((cued or header or near) and SAYS.search(text, start, end)):
                yield _Part(start, text[start:end].strip(), header, cued, range(first, last))
            first = last

    def _answered(self, segment: Segment, index: int) -> int:
        """Give the facets that a mention answers by its kind, or by what its unit or form makes it.

        A count of people is a headcount, a quantity with a physical unit a measure, coordinates a position; a count of
        products and the rating of something that is named are machines.
        """
        mention, by_kind = self.mentions[index], self.matcher.by_kind
        found = by_kind.get(mention.kind, 0) | (NAMED if mention.kind in NAME_KINDS else 0)
        if mention.kind == "place" and (self._nested(index) or HOUSE.match(segment.text, mention.end)):
            return 0
        if mention.kind == "identifier" and mention.norm.startswith("geo:"):
            return found | by_kind.get("position", 0)
        if mention.kind == "product":
            return found | (by_kind.get("machine", 0) if _is_counted(segment.text, mention.start) else 0)
        if mention.kind != "quantity":
            return found
        if self._is_price(segment.text, mention):
            return by_kind.get("money", 0)
        if HEADS.search(segment.text[mention.start : mention.end + 12]):
            return by_kind.get("headcount", 0)
        whole = mention.norm.partition(" ")[2]
        unit = whole.partition("/")[0]
        if unit in PERIODS:
            return by_kind.get("date", 0)
        if whole in PROPERTIES:
            return by_kind.get("measure", 0)
        if unit in RATINGS and _is_rating(segment.text, mention):
            found |= by_kind.get("machine", 0)
        if whole == "count":
            if IDLE.match(segment.text, mention.end - 1):
                return 0
            large = LARGE.search(segment.text, max(mention.start, mention.end - 9), mention.end + 10)
            if large and large.start() < mention.end:
                return BARE | by_kind.get("money", 0)
            return _count(segment.text, mention)
        return found if unit in AMOUNTS else found | by_kind.get("measure", 0)

    def _spoken(self, hits: list[Hit], inside: Sequence[int]) -> list[Hit]:
        """Give the cues that stand within no name: a house called Instruments has said nothing."""
        spans = [(self.mentions[i].start, self.mentions[i].end) for i in inside if self.proper[i]] if hits else []
        if not spans:
            return hits
        kept, at = list[Hit](), 0
        for hit in hits:
            while at < len(spans) and spans[at][1] < hit[1]:
                at += 1
            if at == len(spans) or spans[at][0] > hit[0]:
                kept.append(hit)
        return kept

    def _noted(self, segment: Segment, hits: list[Hit]) -> list[Hit]:
        """Give the cues of a note beside a table with those words that bid or forbid, as rules do: policy's facets."""
        ruled = self.matcher.ruled
        bids = [(bid.start(), bid.end(), ruled) for bid in BIDS.finditer(segment.text)] if ruled else []
        return sorted([*hits, *bids], key=lambda hit: hit[1]) if bids else hits

    def _nested(self, index: int) -> bool:
        """Say whether a mention stands within another: a city in the name of a house says where nothing is."""
        mention, around = self.mentions[index], self.mentions[max(0, index - 1) : index + 2]
        return any(
            other.segment == mention.segment and other.start <= mention.start and mention.end <= other.end
            and other.end - other.start > mention.end - mention.start
            for other in around
        )  # fmt: skip

    @staticmethod
    def _is_price(text: str, mention: Mention) -> bool:
        """Say whether a number is so much for so much, with nothing named behind it: 一斤两块六, ninety a day."""
        if RATE.match(text, mention.start):
            return True
        rated = RATED.search(text, max(0, mention.start - 4), mention.start)
        return rated is not None and PRICED.match(text, mention.end) is not None

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
                context.hold("first", ())  # what stands above the title is a letterhead, not what the text begins with
        elif segment.form == "heading":
            context.hold("heading", names)
        elif SENDER.match(segment.text):
            context.hold("sender", names)
        elif segment.layer == "body" and "first" not in context.held:
            context.hold("first", names)

    def _window(self, segment: Segment, hits: Sequence[Hit], window: _Window, names: Sequence[int]) -> None:
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
        columns = self._columns(segment, window)
        around = united(hits) & ~self.matcher.dated if segment.form != "row" else 0
        if self.labels[window.segment] and mentions:
            self._await(segment, hits, window, own)
        if subjects and not self._is_head(segment):
            answered = {index: self._answered(segment, index) for index in mentions}
            above = self._above() if columns is not None else []
            heard = segment.text[window.start : window.end]
            for part in self._parts(segment, hits, window):
                awaited = self.lead | self.asked | around & self._awaited(part, answered)
                near = awaited if not part.cued else self.lead if part.inside and part.start == 0 else 0
                about = subjects if columns is None else columns.get(part.start, above)
                whose, alone = self._whose(part, about)
                self.asked_of.append(_Asked(part, heard, near, whose, answered, window.segment, alone))
                self.asked = 0
        end = segment.text[window.start : window.end].rstrip(CLOSING)[-1:]
        if end and end in "？?":
            self.asked = united(hits)

    def _await(self, segment: Segment, hits: Sequence[Hit], window: _Window, own: Sequence[int]) -> None:
        """Keep where a title or a heading is set that names no house, project or site: Selby, open day."""
        if segment.layer != "file_name" or not self.awaiting:
            self.awaiting = []
        if any(self.chief[name] for name in own) or segment.layer in UNCARRIED:
            return
        located = self.matcher.located
        self.awaiting += [
            part for part in self._parts(segment, hits, window)
            if any(self._answered(segment, index) & located for index in part.inside)
        ]  # fmt: skip

    def _settle(self, names: Sequence[int]) -> None:
        """Say of the first house, project or site below a title where the title is set."""
        chief = next((name for name in names if self.chief[name]), None)
        if chief is None or not self.awaiting:
            return
        for part in self.awaiting:
            places = tuple(index for index in part.inside if self.mentions[index].kind in ("place", "site"))
            if places and self.norms[chief] not in {self.norms[index] for index in places}:
                norm = _norm(part.value, [self.norms[index] for index in places])
                facets = tuple([(facet, 0.5) for facet in self.matcher.named(self.matcher.located)])
                answers = _Answers(facets, norm, places, len(facets))
                self._tell(chief, TOPIC, part.value, self.mentions[places[0]].segment, answers)
        self.awaiting = []

    def _awaited(self, part: _Part, answered: dict[int, int]) -> int:
        """Give the facets that a clause may answer when only the rest of its sentence has the words for them.

        A bare number or a code answers any, a name whom to supply or serve; what answers for itself nothing more.
        """
        kinds = 0
        for index in part.inside:
            kinds |= answered[index] & ~NAMED
        if kinds & ~(self.matcher.coded | MARKS):
            return 0
        return -1 if kinds else self.matcher.related if part.inside else 0

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

    def _above(self) -> list[tuple[int, float]]:
        """Give of whom a list speaks: "Customer: Orrin" is said of whoever has the list."""
        return self.context.carried(set())[:1] or self.topic

    def _columns(self, segment: Segment, window: _Window) -> dict[int, list[tuple[int, float]]] | None:
        """Give of whom each cell of a transposed row speaks, by where it starts: of the name at its column's top.

        None for any other row.
        """
        if segment.table not in self.columns:
            return None
        cells, tops = segment.cells, self.columns[segment.table]
        if tops is None:
            starts = [cell.start for cell in cells]
            tops = {bisect_right(starts, self.starts[i]) - 1: i for i in window.mentions if self.named[i]}
            self.columns[segment.table] = tops
        return {cell.start: [(tops[place], 1.0)] for place, cell in enumerate(cells) if place in tops}

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

    def _whose(self, part: _Part, subjects: Sequence[tuple[int, float]]) -> tuple[Sequence[tuple[int, float]], str]:
        """Give of whom a part is said, and the name that fills it: what fills a cell is said of others."""
        first = self.norms[part.inside[0]] if part.inside else ""
        alone = folded(part.value) if first and self._fills(part.inside[0], part.value) else ""
        if alone and part.header and alone == first:
            subjects = [each for each in subjects if self.norms[each[0]] != first] or self._above()
        return subjects, alone

    def doubtful(self) -> list[tuple[int, Clause]]:
        """Give what is asked by its number, as a model looks at it; no cell below a header that is known."""
        asked = ((number, self.clause(each)) for number, each in enumerate(self.asked_of))
        return [(number, clause) for number, clause in asked if not clause.settled]

    def clause(self, asked: _Asked) -> Clause:
        """Give what is asked as a model looks at it."""
        part, named, mentions, segment = asked.part, 0, self.mentions, self.segments[asked.segment]
        spans = list[tuple[int, int, str, str]]()
        for index in part.inside:
            named |= asked.answered[index]
            mention = mentions[index]
            spans.append((mention.start - part.start, mention.end - part.start, mention.kind, mention.norm))
        first, second, own = "", "", False
        if whose := asked.subjects:
            first, own = mentions[whose[0][0]].kind, whose[0][1] >= CHIEF
            second = mentions[whose[1][0]].kind if len(whose) > 1 else ""
        given = self.matcher.given(part.cued, part.header, named, asked.near)
        return Clause(
            part.value, part.header, asked.window, tuple(spans), *given,
            (segment.form, segment.layer, part.start == 0, segment.table > 0), (first, own, second),
        )  # fmt: skip

    def tell(self, verdicts: Mapping[int, tuple[int, int]]) -> None:
        """State what each part answers; a verdict says which cued facets stand and which others it answers.

        Where there is none all stand that cues give, and no other.
        """
        for number, asked in enumerate(self.asked_of):
            self._state(asked, verdicts.get(number, CUED))

    def _state(self, asked: _Asked, verdict: tuple[int, int]) -> None:
        part, subjects, segment = asked.part, asked.subjects, asked.segment
        norms, label, value, inside = self.norms, self.labels[segment], part.value, part.inside
        inner = {norms[i] for i in inside}
        whole: _Answers | None = None
        for subject, level in subjects:
            own = norms[subject]
            if label and self.mentions[subject].kind == "topic":
                continue  # a title says nothing of itself
            if own in inner:
                others = tuple([i for i in inside if norms[i] != own])
                if asked.alone == own and not others:
                    continue
                answers = self._answers(asked, others, verdict, label=label)
            else:
                answers = whole = self._answers(asked, tuple(inside), verdict, label=label) if whole is None else whole
            self._tell(subject, level, value, segment, answers)

    def _fills(self, index: int, value: str) -> bool:
        mention = self.mentions[index]
        return mention.end - mention.start >= len(value) - FILL_CHARS

    def _answers(self, asked: _Asked, others: tuple[int, ...], verdict: tuple[int, int], *, label: bool) -> _Answers:
        """Say which facets a part answers of whoever is none of these mentions; a heading's words alone answer none."""
        kinds, part = 0, asked.part
        for other in others:
            kinds |= asked.answered[other]
        if label and not kinds & ~NAMED:
            return NOTHING
        cued = self.matcher.facets(part.cued, part.header, kinds, asked.near)
        facets = self.matcher.judged(cued, (part.value, part.header), verdict)
        if any(self.refers[other] for other in others):
            cued, facets = self.matcher.referring(cued), self.matcher.referring(facets)
        norm = _norm(part.value, [self.norms[i] for i in others]) if facets else ""
        return _Answers(facets, norm, others, len(cued))

    def _tell(self, subject: int, level: float, value: str, segment: int, answers: _Answers) -> None:
        sure, others = level * self.mentions[subject].confidence, answers.inside
        self.statements += [
            Statement(subject, facet, value, answers.norm, segment, round(strength * sure, 4), others)
            for facet, strength in answers.facets
        ]
        if level == 1.0 and answers.told and others:
            said = [Link(subject, other, SAID, segment, segment) for other in others]
            self.links += said * answers.told


def _refers(mention: Mention) -> bool:
    """Say whether a mention is a number by which somebody is looked up: an order, a batch, a file."""
    return mention.kind == "identifier" and mention.confidence >= REFERS and not mention.norm.startswith("geo:")


def _is_counted(text: str, start: int) -> bool:
    """Say whether a number stands right before an offset."""
    return COUNT.search(text, max(0, start - COUNT_CHARS), start) is not None


def _count(text: str, mention: Mention) -> int:
    """Give the marks of a number without a unit: whether it names what it counts, and whether those are few."""
    if not COUNTED_THING.search(text, mention.start, mention.end):
        return BARE
    few = FEW.fullmatch(mention.norm) and text[mention.end - 1].isascii()  # in Chinese 台 and 辆 say what they count
    return BARE | COUNTED | (FEWER if few else 0)


def _is_rating(text: str, mention: Mention) -> bool:
    """Say whether a power is that of something that is named behind it or counted before it."""
    before = TIMES.search(text, max(0, mention.start - 5), mention.start)
    return before is not None or RATED_THING.match(text, mention.end) is not None


def topic(segments: Sequence[Segment]) -> Mention | None:
    """Give the document's own title as a subject of last resort: its title, first heading or first words.

    A file that begins with a row has none but its name. Two registers under the same header are not about the same
    thing, and neither are two lists of one name: what tells such a file from others is its first rows.
    """
    body = [(i, s) for i, s in enumerate(segments) if s.layer in ("body", "table") and s.text.strip()]
    titles = [each for each in body if each[1].form in ("title", "heading")] or body
    named = [(i, s) for i, s in enumerate(segments) if s.layer == "file_name"]
    for number, segment in (titles or named)[:1]:
        if segment.form == "row" and named:
            rows = " ".join(each.text for _, each in body[:TOPIC_ROWS])
            return _topic(named[0][0], min(len(named[0][1].text), TOPIC_CHARS), rows)
        cut = next((cut for cut in CLAUSE.finditer(segment.text) if _says(segment.text[: cut.start()])), None)
        end = min(cut.start() if cut and segment.form == "paragraph" else len(segment.text), TOPIC_CHARS)
        return _topic(number, end, segment.text[:end])
    return None


def _topic(segment: int, end: int, telling: str) -> Mention:
    return Mention(segment, 0, end, "topic", "topic:" + folded(telling), 1.0, "field")


def _says(text: str) -> bool:
    """Say whether first words can be a title: Latin ones of which there are at most two are a name (Corvella Inc)."""
    return has_cjk(text) or text.strip().count(" ") > 1


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


def _transposed(row: Segment) -> bool:
    """Say whether a row's first cell is the header of the others."""
    cells = row.cells
    if isinstance(cells, Cells):
        heads = cells.headers
        return len(heads) > 2 and not heads[0] and bool(heads[1]) and row.text.startswith(f"{heads[1]}\t")
    if len(cells) < 3 or cells[0].header or not cells[1].header:
        return False
    return row.text[cells[0].start : cells[0].end] == cells[1].header


def _is_mailed(segment: Segment) -> bool:
    return segment.form == "field" and MAILED.match(segment.text) is not None


def _spans(segment: Segment, window: _Window) -> Iterator[tuple[int, int, str]]:
    """Cut a window into what can answer a question by itself: a row's cells, a sentence's clauses."""
    if segment.form == "row":
        held = segment.cells
        cells = held.spans() if isinstance(held, Cells) else ((cell.start, cell.end, cell.header) for cell in held)
        heads = held.headers if isinstance(held, Cells) else tuple(cell.header for cell in held)
        turned = _house_heads(heads)
        stand = (cell for cell in cells if cell[1] > cell[0])
        yield from ((a, b, turned.get(head, head)) for a, b, head in stand) if turned else stand
        return
    text, start, header = segment.text, window.start, ""
    if segment.form == "field" and (colon := FIELD.match(text, start, window.end)):
        header, start = colon.group()[:-1], colon.end()
        header = "" if _is_mailed(segment) else header
    for cut in CLAUSE.finditer(text, start, window.end):
        if cut.start() > start and not text[start : cut.start()].isspace():
            yield start, cut.start(), header
        start = cut.end()
    if start < window.end and not text[start : window.end].isspace():
        yield start, window.end, header


@lru_cache(maxsize=1 << 10)
def _house_heads(heads: tuple[str, ...]) -> dict[str, str]:
    """Give the headers that in a list of persons say whose they are, with what they mean: From is no date there."""
    if not any(PERSON_HEAD.fullmatch(head.strip()) for head in heads):
        return {}
    return {head: "affiliation" for head in heads if HOUSE_OF.fullmatch(head.strip())}


def _norm(value: str, norms: Sequence[str]) -> str:
    return "|".join(sorted(set(norms))) if norms else folded(value)
