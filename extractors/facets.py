"""Windows to statements and links: what each sentence, row and field says of whom.

A window is a sentence, a bullet, a field or a table row. What it names is linked at 0.8; what it says of its subject
is a statement at 1.0. The subject carries: from the sentence before, the heading, the title, the sender, the file
name, with a level that falls with the distance. Page headers and footers never carry.
What a sentence says is said of its first name, and of the organisation, project or site that it speaks of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from extractors.answering import answered
from extractors.asking.signs import Clause
from extractors.asking.weights import Weights
from extractors.carrying import MAX_CARRIED, Context
from extractors.cited import cited
from extractors.contents import contents
from extractors.cues import MARKS, NAMED, Cues, Hit, Matcher, matcher_of, united
from extractors.dealings import carried_to, dealt
from extractors.employing import employed
from extractors.gauged import gauged
from extractors.holding import building, held
from extractors.issuing import issued, supplies
from extractors.model import NAME_KINDS, Layer, Mention, Segment
from extractors.notes import as_notes
from extractors.patterns import seldom
from extractors.ruling import rules
from extractors.said import Link, Said
from extractors.stating import CHIEF, Answers, Asked, Part, Teller, normal
from extractors.text import folded, has_cjk
from extractors.unnamed import code
from extractors.windows import (
    CLAUSE,
    CLOSING,
    LABEL,
    LABELS,
    SAYS,
    Window,
    headed,
    is_mailed,
    spans_of,
    transposed,
    windows_of,
)

SUBJECT_KINDS = NAME_KINDS - {"place"}
# Of whom the facts of a business are said, rather than of the person who says them or of the thing that is named.
CHIEF_KINDS = frozenset({"organisation", "project", "programme", "site"})
RUNS, SUPPLIES = "operator", "partner"  # the facets of who runs something, and of who makes or supplies it
TOGETHER = 0.8
TOPIC = 0.6  # the document's own title, where a window and all around it name nobody
BESIDE = 0.5  # a name one sentence behind the key it belongs to
BEFORE = 0.65  # the chief name of an earlier paragraph under the same heading
OWN_SUBJECT = 0.75  # a window that names somebody itself leans less on what is carried
CARRIED_FROM = 0.5  # a name that is less sure may turn out to be none, and what it carries would be said of nobody
TOPIC_CHARS = 40
TOPIC_ROWS = 3  # of a register: its header and what it lists first
MAX_NAMES = 40  # of one window: a list of hundred names says little of each pair
SENDER = seldom(r"^\s*(from|sender|author|发件人|发送人|作者|汇报人|提交人|sharer)\s*[:：]", re.IGNORECASE)
# What bids or forbids in the notes under a table: "Reports go to the client only", 转给第三方前请先问.
# chosen: some seventy clauses under the tables of the development folders, read by eye: most are rules, 2026-11
BIDS = seldom(
    r"[勿莫禁须请]|仅[供限]|不得|[不只][收出交走给接发看抄]|一律"
    r"|\b(?:only|never|please|must|do not|don't|may not|not to be|stays? (?:on|in|with|at|here))\b",
    re.IGNORECASE,
)
# What a clause that opens with No forbids: "No motor leaves the yard", "no sirens on the estate road"; what such words
# only report is left out. chosen: the clauses of eleven natural folders, 2026-11
FORBIDS = seldom(
    r"\b[Nn]o(?:body (?!(?:ha[sd]|was|is|knows?|came|said)\b)"
    r"| (?!(?:longer|more|less|doubt|need|change|answer|reply|idea|one|problem|reason|sign|indication|news)\b)[a-z])"
)
NO = ("no ", "No ", "obody ")  # one of these stands in whatever that finds
OPENED = ".;:,–—(\t"  # behind what marks a clause opens
# A line that is a house alone with a colon, "朔岭热力集团有限公司：", or behind 致 opens a letter to it.
GREETING = re.compile(r"\s*(?:(?:致\s?)?[^\s：:，。,.;；、]{4,30}[：:]\s*|(?:主送|致)\s?[：:][^。；]{2,60})")
UNCARRIED: frozenset[Layer] = frozenset({"header_footer", "metadata"})


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
    return said_together([(segments, mentions)], cues, learned)[0]


def said_together(
    files: Sequence[tuple[Sequence[Segment], Sequence[Mention]]], cues: Sequence[Cues], learned: Weights | None = None
) -> list[Said]:
    """Give for each of several files, as its segments and mentions, what `said` gives, at less cost for short ones."""
    tellers = _read(files, cues)
    verdicts: list[dict[int, tuple[int, int]]] = [{} for _ in tellers]
    if learned is not None:
        doubtful = [(at, each) for at, teller in enumerate(tellers) for each in teller.doubtful()]
        told = learned.answered([clause for _, (_, clause) in doubtful])
        for (at, (number, _)), each in zip(doubtful, told, strict=True):
            verdicts[at][number] = tellers[at].matcher.verdict(*each)
    for teller, learnt in zip(tellers, verdicts, strict=True):
        teller.tell(learnt)
    return [Said.of(teller.statements, teller.links) for teller in tellers]


def clauses(segments: Sequence[Segment], mentions: Sequence[Mention], cues: Sequence[Cues]) -> list[tuple[int, Clause]]:
    """Give what is asked in a file, each with its segment: what a model is taught on; arguments as of `said`."""
    teller = _read([(segments, mentions)], cues)[0]
    return [(each.segment, teller.clause(each)) for each in teller.asked_of]


def _read(files: Sequence[tuple[Sequence[Segment], Sequence[Mention]]], cues: Sequence[Cues]) -> list[Teller]:
    """Give what is asked in each file; the cues are looked for in all of them at once."""
    matcher = matcher_of(cues)
    hits = iter(matcher.hits([segment.text for segments, _ in files for segment in segments]))
    return [_teller(_Reader(*file, matcher), islice(hits, len(file[0]))) for file in files]


def _teller(reader: _Reader, hits: Iterable[list[Hit]]) -> Teller:
    for number, found in enumerate(hits):
        reader.take(number, found)
    reader.close()
    return reader.teller


class _Reader:
    """Goes through a file once, keeping who is being spoken of."""

    def __init__(self, segments: Sequence[Segment], mentions: Sequence[Mention], matcher: Matcher) -> None:
        segments = as_notes(segments)
        self.segments, self.mentions, self.matcher = segments, mentions, matcher
        self.teller = Teller(segments, mentions, matcher)
        self.norms, self.labels = self.teller.norms, self.teller.labels
        self.proper = [mention.kind in ("organisation", "person") for mention in mentions]
        self.chief = [mention.kind in CHIEF_KINDS for mention in mentions]
        self.headed = {each.table for each in segments if each.table and headed(each)}
        turned = (row.table for row in segments if row.table and transposed(row))
        self.columns: dict[int, dict[int, int] | None] = dict.fromkeys(turned)
        self.before: int | None = None
        self.lead = self.asked = 0  # the facets that a paragraph's first words and the question before it open
        rows = sum(segment.form == "row" for segment in segments)
        self.tabular = rows * 2 > sum(segment.layer in ("body", "table") for segment in segments)
        self.named = [mention.kind in SUBJECT_KINDS for mention in mentions]
        self.starts = [mention.start for mention in mentions]
        self.awaiting: list[Part] = []  # where a title's paper is set, until somebody is named below it
        self.topic = [(index, TOPIC) for index, mention in enumerate(mentions) if mention.kind == "topic"][:1]
        self.inside = _inside(mentions)
        # They say nothing of whoever is spoken of; lines of a program do where they name somebody.
        self.silent = cited(segments) | contents(segments) | gauged(segments) | (code(segments) - self.inside.keys())
        self.context = Context(self.norms)

    def take(self, number: int, hits: list[Hit]) -> None:
        """Read one segment, in which these cues stand, and move the context on."""
        segment, inside = self.segments[number], self.inside.get(number, range(0))
        flows = segment.form in ("paragraph", "bullet", "field")
        if "paragraph" in self.context.held:
            self.context.hold("paragraph", ())
        if number in self.silent:
            return
        hits, fixed = self._spoken(hits, inside), segment.form in ("row", "field")
        hits = self._ruled(segment, self._housed(segment, hits, inside) if flows else hits)
        self.lead = self.matcher.lead(segment) if flows and not is_mailed(segment) else 0
        heard = hits or inside or fixed or self.asked
        windows = list(windows_of(number, segment, inside, self.starts)) if heard else []
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
            self._run(segment, inside)
        names = [name for name in self._names(inside) if self.mentions[name].confidence >= CARRIED_FROM]
        if names and not self.labels[number]:
            self._settle(names)
        self._hold(segment, names)
        self._pass(segment, names)

    def close(self) -> None:
        """Say who runs what the file is about: the house that issues it."""
        told = issued(self.segments, self.mentions, self.inside) if RUNS in self.matcher.bit else None
        if told is not None:
            thing, house = told
            quoted = supplies(self.segments)
            product = thing is not None and self.mentions[thing].kind == "product"
            for about in [thing] if thing is not None else [index for index, _ in self.topic]:
                for facet in (SUPPLIES,) if quoted else (SUPPLIES, RUNS) if product else (RUNS,):
                    self._runs(about, house, TOPIC, 0.5, facet)

    def _run(self, segment: Segment, inside: Sequence[int]) -> None:
        """Say whose the sites are that stand right behind their houses, and whose the people beside theirs."""
        if RUNS in self.matcher.bit and segment.layer not in UNCARRIED:
            for site, house in held(segment, self.mentions, inside):
                self._runs(site, house, CHIEF, TOGETHER)
            if segment.form != "row":
                for person, house in employed(segment, self.mentions, inside):
                    self._runs(person, house, CHIEF, TOGETHER)

    def _runs(self, thing: int, house: int, level: float, strength: float, facet: str = RUNS) -> None:
        mention = self.mentions[house]
        value = self.segments[mention.segment].text[mention.start : mention.end]
        answers = Answers(((facet, strength),), self.norms[house], (house,), 1)
        self.teller.say(thing, level, value, mention.segment, answers)

    def _pass(self, segment: Segment, names: Sequence[int]) -> None:
        """Keep the chief name that a paragraph leaves for those behind it; a heading begins anew."""
        if segment.form in ("heading", "title"):
            self.before = None
        elif segment.form in ("paragraph", "bullet") and segment.layer not in UNCARRIED:
            self.before = next((name for name in names if self.chief[name]), self.before)

    def _parts(self, segment: Segment, hits: Sequence[Hit], window: Window) -> Iterator[Part]:
        """Give a window's parts; they stand in order, so one pass over its cues and mentions will do."""
        starts, text, at, count = self.starts, segment.text, 0, len(hits)
        first, behind = window.mentions.start, window.mentions.stop
        near = self.lead or self.asked
        spans, told = spans_of(segment, window), _told_of_houses(segment)
        if segment.table in self.columns:
            next(spans, None)  # the first cell of a transposed row is its header
        for start, end, header in self._labelled(segment, spans):
            cued = 0
            while at < count and hits[at][1] <= end:
                cued |= hits[at][2] if hits[at][0] >= start else 0
                at += 1
            while first < behind and starts[first] < start:
                first += 1
            last = first
            while last < behind and starts[last] < end:
                last += 1
            held = [i for i in range(first, last) if self.mentions[i].kind == "organisation"]
            houses = told and held
            if header and held and segment.form == "row" and self.teller.fills(held[0], text[start:end].strip()):
                cued |= self.matcher.bit.get(carried_to(header), 0)
            if last > first or ((cued or header or near) and SAYS.search(text, start, end)):
                yield Part(start, text[start:end].strip(), told if houses else header, cued, range(first, last))
            first = last

    def _labelled(self, segment: Segment, spans: Iterator[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        """Give spans with the words before their colons as headers, where such words head columns: "检测：澈宇"."""
        text, headed, label = segment.text, self.matcher.headed, ""
        if segment.form == "row" or not (":" in text or "：" in text):
            yield from spans
            return
        for start, end, header in spans:
            if found := LABEL.match(text, start, end):
                own = found[1]
                yield (found.end(), end, own) if headed(own) else (start, end, header)
            else:
                yield start, end, label or header
            word = text[start:end].strip()
            label = word if text[end : end + 1] == ":" and LABELS.fullmatch(word) and headed(word) else ""

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

    def _housed(self, segment: Segment, hits: list[Hit], inside: Sequence[int]) -> list[Hit]:
        """Give the cues with what the words beside a house say: a building of its own, what it supplies or takes."""
        runs, mentions = self.matcher.bit.get(RUNS, 0), self.mentions
        houses = [i for i in inside if mentions[i].kind == "organisation"]
        if not houses:
            return hits
        known, found = {house for _, house in held(segment, mentions, inside)}, list[Hit]()
        for index in houses:
            house = mentions[index]
            if bit := self.matcher.bit.get(dealt(segment.text, house), 0):
                found.append((house.start, house.end, bit))
            elif runs and index not in known and (end := building(segment.text, house)):
                found.append((house.end, end, runs))
        return sorted([*hits, *found], key=lambda hit: hit[1]) if found else hits

    def _ruled(self, segment: Segment, hits: list[Hit]) -> list[Hit]:
        """Give the cues with those words that bid or forbid, as rules do: policy's facets.

        In a note beside a table any such word does, elsewhere a No that opens a clause; in a row no cell whose header
        says what it is.
        """
        ruled, text = self.matcher.ruled, segment.text
        if not ruled:
            return hits
        bids = rules(text)
        if any(map(text.__contains__, NO)):
            bids += [no.span() for no in FORBIDS.finditer(text) if _opens(text, no.start())]
        if self.tabular and segment.layer == "body":
            bids += [bid.span() for bid in BIDS.finditer(text)]
        if bids and segment.form == "row":
            bids = [bid for bid in bids if not self._known(segment, bid[0])]
        return sorted([*hits, *((*bid, ruled) for bid in bids)], key=lambda hit: hit[1]) if bids else hits

    def _known(self, row: Segment, offset: int) -> bool:
        """Say whether a known header heads the cell at an offset: a cell of remarks may rule, one of prices not."""
        header = next((cell.header for cell in row.cells if cell.start <= offset < cell.end), "")
        return self.matcher.headed(header) != 0 if header else False

    def _answered(self, segment: Segment, index: int) -> int:
        """Give the facets that a mention answers by its kind, its unit and what stands around it."""
        mention = self.mentions[index]
        nested = mention.kind == "place" and self._nested(index)
        return answered(segment.text, mention, self.matcher.by_kind, nested=nested)

    def _nested(self, index: int) -> bool:
        """Say whether a mention stands within another: a city in the name of a house says where nothing is."""
        mention, around = self.mentions[index], self.mentions[max(0, index - 1) : index + 2]
        return any(
            other.segment == mention.segment and other.start <= mention.start and mention.end <= other.end
            and other.end - other.start > mention.end - mention.start
            for other in around
        )  # fmt: skip

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

    def _window(self, segment: Segment, hits: Sequence[Hit], window: Window, names: Sequence[int]) -> None:
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
            answering = {index: self._answered(segment, index) for index in mentions}
            above = self._above() if columns is not None else []
            heard = segment.text[window.start : window.end]
            for part in self._parts(segment, hits, window):
                awaited = self.lead | self.asked | around & self._awaited(part, answering)
                near = awaited if not part.cued else self.lead if part.inside and part.start == 0 else 0
                about = subjects if columns is None else columns.get(part.start, above)
                whose, alone = self._whose(part, about)
                self.teller.asked_of.append(Asked(part, heard, near, whose, answering, window.segment, alone))
                self.asked = 0
        end = segment.text[window.start : window.end].rstrip(CLOSING)[-1:]
        if end and end in "？?":
            self.asked = united(hits)

    def _await(self, segment: Segment, hits: Sequence[Hit], window: Window, own: Sequence[int]) -> None:
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
                norm = normal(part.value, [self.norms[index] for index in places])
                facets = tuple([(facet, 0.5) for facet in self.matcher.named(self.matcher.located)])
                answers = Answers(facets, norm, places, len(facets))
                self.teller.say(chief, TOPIC, part.value, self.mentions[places[0]].segment, answers)
        self.awaiting = []

    def _awaited(self, part: Part, answered: dict[int, int]) -> int:
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
        return segment.table in self.headed and not headed(segment)

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

    def _columns(self, segment: Segment, window: Window) -> dict[int, list[tuple[int, float]]] | None:
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
        self.teller.links += [
            Link(name, other, level, segment, origin) for other in others if norms[other] != own and other not in skip
        ]

    def _beside(self, before: Window, after: Window) -> None:
        keys = [index for index in before.mentions if self.mentions[index].kind not in NAME_KINDS]
        for name in self._names(after.mentions)[:MAX_CARRIED]:
            self._link(name, keys, BESIDE, after.segment, skip=())

    def _whose(self, part: Part, subjects: Sequence[tuple[int, float]]) -> tuple[Sequence[tuple[int, float]], str]:
        """Give of whom a part is said, and the name that fills it: what fills a cell is said of others."""
        mentions = self.mentions
        # The longest: a place may stand within the name
        whole = max(part.inside, key=lambda i: mentions[i].end - mentions[i].start, default=None)
        if whole is None or not self.teller.fills(whole, part.value):
            return subjects, ""
        alone, name = folded(part.value), self.norms[whole]
        if part.header and alone == name:
            subjects = [each for each in subjects if self.norms[each[0]] != name] or self._above()
        return subjects, alone


def topic(segments: Sequence[Segment]) -> Mention | None:
    """Give the document's own title as a subject of last resort: its title, first heading or first words.

    A file that begins with a row has none but its name. Two registers under the same header are not about the same
    thing, and neither are two lists of one name: what tells such a file from others is its first rows.
    """
    aside = cited(segments) | code(segments)
    body = [(i, s) for i, s in enumerate(segments)
            if s.layer in ("body", "table") and i not in aside and s.text.strip()
            and (s.form == "row" or _WORD.search(s.text)) and not _DATUM.fullmatch(s.text)]  # fmt: skip
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


_WORD = re.compile(r"[^\W\d_]{2}")
_DATUM = seldom(r"[\w.\[\]-]{1,40}: (?:true|false|null|none|-?[\d.]{1,20})", re.IGNORECASE)  # a record's first field


def _topic(segment: int, end: int, telling: str) -> Mention:
    return Mention(segment, 0, end, "topic", "topic:" + folded(telling), 1.0, "field")


def _told_of_houses(segment: Segment) -> str:
    """Give the header of the houses in a line that has none: who mails is of his house, a letter is to its first.

    "" for any other line.
    """
    if is_mailed(segment):
        return "affiliation" if SENDER.match(segment.text) else ""
    may_greet = segment.form in ("paragraph", "field") and (":" in segment.text or "：" in segment.text)
    return "addressee" if may_greet and GREETING.fullmatch(segment.text) else ""


def _opens(text: str, start: int) -> bool:
    """Say whether a clause opens at an offset."""
    return text[:start].rstrip(" ")[-1:] in OPENED if start else True


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
