"""What the files of a folder state, as rows: one file's rows are made once for each way in which its names resolve."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from auditor import arrays, resolve, score
from auditor.corpus import READABLE, RESOLVED, Corpus, Settled, Stretch
from auditor.graph import NARROW, Bools, CellRows, Floats, Ints, Labels, LinkRows
from auditor.profile import Profile
from extractors import collector, keys
from extractors.model import HIDDEN_LAYERS, NAME_KINDS, Extraction, Kind, Mention, Segment, Span, spans
from extractors.said import Columns, Said, Statement, Statements

DAY_BITS, FULL_DAY_BITS = 5.0, 0.5  # chosen: two shared days are still more likely chance than not
# What a row with a price calls the thing that is priced: its maker's model or size, which many buy.
WARE = re.compile(
    r"型号|规格|品名|品类|物品|商品|用品|\b(?:model|spec|specification|description|product|article|item|size)s?\b", re.I
)
PRICED = re.compile(r"[单总]价|价格|金额|[（(]元|^元|\b(?:price|amount|cost|cny|eur|usd|gbp|rmb)\b", re.I)
# Makers and kinds of what every office buys, written down by hand: a code behind them is the model of a printer.
OFFICE = re.compile(
    r"(?:(?<![A-Za-z])(?:HP|Canon|Epson|Brother|Lexmark|Ricoh|Kyocera|Xerox|Lenovo|ThinkPad|Dell|Acer|Asus|iPhone|iPad|"
    r"MacBook|Logitech|Samsung Galaxy|LaserJet|OfficeJet|EcoTank|printer|toner|cartridge|laptop|notebook|projector|"
    r"monitor|webcam|headset|kettle|microwave|office chair)s?(?![A-Za-z])|惠普|佳能|爱普生|兄弟牌|理光|京瓷|联想|戴尔|"
    r"小米|得力|罗技|打印机|复印机|硒鼓|墨盒|碎纸机|笔记本电脑|投影仪|显示器|饮水机|空调|微波炉|办公椅)"
    r"[^，。；;!?！？\t\n]{0,24}$",
    re.I,
)
# A name that is capitals and digits alone: of a type, a lot, a drawing. Words make a name of another kind (Berth 14).
CODE = re.compile(r"(?=[^0-9]*[0-9])(?!.*[A-Z]{6})[A-Z0-9]++(?:[ \-_/.·‐‑][A-Z0-9]++){0,5}")
WARE_BITS = 0.4  # chosen: leaves a code of four digits (12 bits) below what joins two names alone; no folder shows more


class Counted(Columns[tuple[str, Statement]]):
    """Those of a file's statements that count, each with its subject.

    Attributes:
        statements: All statements of the file.
        rows: Numbers of those that count.
        who: For each of the file's mentions what it stands for.
    """

    __slots__ = ("rows", "statements", "who")

    def __init__(self, statements: Statements, rows: Ints, who: Sequence[str]) -> None:
        """Take what the attributes say."""
        self.statements, self.rows, self.who = statements, rows, who

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[str, Statement]]:
        told = list(self.statements)
        return ((self.who[told[row].subject], told[row]) for row in self.rows.tolist())

    def _record(self, at: int) -> tuple[str, Statement]:
        statement = self.statements[self.rows[at].item()]
        return self.who[statement.subject], statement

    def columns(self) -> tuple[list[str], list[str], list[str], list[int], list[float]]:
        """Give subjects, facets, values, segments and confidences."""
        said, rows, texts = self.statements, self.rows, self.statements.texts.__getitem__
        facets, values = (list(map(texts, column[rows].tolist())) for column in (said.facet, said.value))
        subjects = list(map(self.who.__getitem__, said.subject[rows].tolist()))
        return subjects, facets, values, said.segment[rows].tolist(), said.confidence[rows].tolist()


@dataclass(frozen=True, slots=True)
class Stated:
    """What one file states under one resolution of its names.

    Attributes:
        told: The statements that count, each with its subject.
        who: For each of its mentions the entity or topic that it stands for, "" for none.
        links: Rows of (name, name or key, level, confidence, plain) as columns of label numbers.
        cells: Rows of (subject, facet, value, confidence, hidden, plain) likewise.
        bits: Of each key, how many it takes to hit upon it by chance.
    """

    who: tuple[str, ...]
    links: LinkRows
    cells: CellRows
    told: Counted
    bits: dict[str, float]


@dataclass(frozen=True)
class Evidence:
    """What a folder's remaining files state.

    Attributes:
        files: Numbers of the files.
        source: For each of them its source's id.
        settled: For each of them its mentions and windows.
        stated: For each of them its rows.
        resolved: The entities, by id.
    """

    files: tuple[int, ...]
    source: Mapping[int, str]
    settled: Mapping[int, Settled]
    stated: Mapping[int, Stated]
    resolved: Mapping[str, resolve.Entity]

    def link_rows(self, labels: Labels) -> LinkRows:
        """Give the links of all files."""
        parts = [self.stated[n].links for n in self.files]
        source = self._sources(labels, [len(part.a) for part in parts])
        a, b = (np.concatenate([_ints(()), *held]) for held in ([p.a for p in parts], [p.b for p in parts]))
        level = np.concatenate([_floats(()), *(part.level for part in parts)])
        sure = np.concatenate([_floats(()), *(part.confidence for part in parts)])
        return LinkRows(source, a, b, level, sure, np.concatenate([_bools(()), *(part.plain for part in parts)]))

    def cell_rows(self, labels: Labels) -> CellRows:
        """Give the cells of all files."""
        parts = [self.stated[n].cells for n in self.files]
        source = self._sources(labels, [len(part.subject) for part in parts])
        subject, facet, value = (
            np.concatenate([_ints(()), *held])
            for held in ([p.subject for p in parts], [p.facet for p in parts], [p.value for p in parts])
        )
        sure = np.concatenate([_floats(()), *(part.confidence for part in parts)])
        hidden, plain = (
            np.concatenate([_bools(()), *held]) for held in ([p.hidden for p in parts], [p.plain for p in parts])
        )
        return CellRows(source, subject, facet, value, sure, hidden, plain)

    def bits(self) -> dict[str, float]:
        """Give each key's bits: the most that any of its mentions says."""
        out: dict[str, float] = {}
        for number in self.files:
            for key, bits in self.stated[number].bits.items():
                out[key] = max(bits, out.get(key, 0.0))
        return out

    def _sources(self, labels: Labels, counts: Sequence[int]) -> Ints:
        return np.repeat(_ints([labels[self.source[n]] for n in self.files]), _ints(counts))


def stated(
    corpus: Corpus, profile: Profile, gone: Collection[str], ledger: resolve.Ledger, *, hidden: bool
) -> Evidence:
    """Say what the files state, all but those whose path is in `gone`: recognised and resolved anew."""
    return stated_by(corpus, profile, [n for n, file in enumerate(corpus.files) if file.path not in gone], ledger,
                     hidden=hidden)  # fmt: skip


@collector.paused()
def stated_by(
    corpus: Corpus, profile: Profile, files: Sequence[int], ledger: resolve.Ledger, *, hidden: bool
) -> Evidence:
    """Say what some files state, by their numbers in ascending order."""
    numbers = tuple(n for n in files if corpus.files[n].status in READABLE)
    settled = corpus.recognised(profile, numbers)
    source = corpus.sources(numbers)
    resolution = corpus.resolution(numbers, settled, source, ledger)
    shared = corpus.shared(numbers, source)
    rows: dict[int, Stated] = {}
    for number in numbers:
        links = resolution.links[number]
        whole = hidden or not tells_hidden(corpus, number, settled[number])
        # `told` keeps what was settled, so that its address is its name
        key = (id(settled[number]), links, shared[number], whole)
        if key not in corpus.stated:
            who = _who(settled[number].mentions, links)
            reader = _Reader(corpus, profile, number, settled[number], who, shared[number], hidden=whole)
            corpus.stated[key] = reader.rows()
        rows[number] = corpus.stated[key]
    return Evidence(numbers, source, settled, rows, {entity.id: entity for entity in resolution.entities})


def spelled(corpus: Corpus, profile: Profile, held: Evidence) -> Evidence:
    """Give the evidence of all layers with each name that an uncertain merge made cut into one name a spelling.

    A spelling's id is that of `spelling`; what a resolution made of it stands in `resolved` under that id too.
    """
    cut = {id_ for id_, entity in held.resolved.items() if any(merge.probability < 1.0 for merge in entity.merges)}
    shared, rows, nodes = corpus.shared(held.files, held.source), dict(held.stated), dict(held.resolved)
    for number in held.files:
        settled, whole = held.settled[number], held.stated[number].who
        if cut.isdisjoint(whole):
            continue
        who = tuple(spelling(name, mention.norm) if name in cut else name
                    for name, mention in zip(whole, settled.mentions, strict=True))  # fmt: skip
        nodes |= {part: held.resolved[name] for part, name in zip(who, whole, strict=True) if part != name}
        rows[number] = _Reader(corpus, profile, number, settled, who, shared[number], hidden=True).rows()
    return replace(held, stated=rows, resolved=nodes)


def spelling(name: str, norm: str) -> str:
    """Give the id of one spelling, by its normalised form, of a name that merges made."""
    return f"{name} {norm}"


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the mentions of a folder are, by what they stand for.

    Attributes:
        names: Of each name the confidence of its surest mention.
        counts: How many mentions it has.
        keys: Of each key the same as of names, and the normalised form of that mention.
    """

    names: Mapping[str, float]
    counts: Mapping[str, int]
    keys: Mapping[str, tuple[float, str]]


def sureness(held: Evidence) -> Sureness:
    """Gather how sure the mentions are."""
    names: dict[str, float] = {}
    counts: Counter[str] = Counter()
    spans: dict[tuple[Kind, str], float] = {}
    for number in held.files:
        counts.update(held.stated[number].who)
        for mention, who in zip(held.settled[number].mentions, held.stated[number].who, strict=True):
            if who:
                names[who] = max(mention.confidence, names.get(who, 0.0))
            elif mention.kind not in NAME_KINDS:
                span = mention.kind, mention.norm
                spans[span] = max(mention.confidence, spans.get(span, 0.0))
    keys: dict[str, tuple[float, str]] = {}
    for (kind, norm), sure in spans.items():
        for key in joining_keys(kind, norm):
            keys[key] = max((sure, norm), keys.get(key, (0.0, "")))
    return Sureness(names, counts, keys)


def without(
    corpus: Corpus, profile: Profile, held: Evidence, shared: Mapping[int, frozenset[int]],
    cuts: Mapping[int, Sequence[Stretch]],
) -> Evidence:  # fmt: skip
    """Give what files state without stretches of some of them, nothing recognised or resolved anew.

    Args:
        corpus: The folder.
        profile: The sector's questions.
        held: What its files state.
        shared: Of each file, its segments that stand near-identically in other sources.
        cuts: The stretches, by file.
    """
    stated_ = dict(held.stated)
    for number, cut in cuts.items():
        settled, who = held.settled[number], held.stated[number].who
        gone = _bools([any(each.meets(m.segment, m.start, m.end) for each in cut) for m in settled.mentions])
        texts = [len(segment.text) for segment in corpus.files[number].segments]
        whole = _bools([False] * len(texts))
        whole[[each.segment for each in cut if each.end - each.start == texts[each.segment]]] = True
        said, links = settled.said.statements, settled.said.links
        told = said.where(~(gone[said.subject] | said.holding(gone) | whole[said.segment]))
        links = links.where(~(gone[links.a] | gone[links.b]))
        left = settled._replace(said=Said(told, links))
        stated_[number] = _Reader(corpus, profile, number, left, who, shared[number], hidden=True).rows()
    return replace(held, stated=stated_)


def tells_hidden(corpus: Corpus, number: int, settled: Settled) -> bool:
    """Say whether a file's hidden layers link or state anything."""
    if not corpus.hides(number):
        return False
    behind = _bools([segment.layer in HIDDEN_LAYERS for segment in corpus.files[number].segments])
    said = settled.said
    return any(bool(behind[each.segment].any()) for each in (said.links, said.statements))


class _Reader:
    """Turns one file's mentions and windows into rows."""

    def __init__(  # noqa: PLR0913, PLR0917  what decides a file's rows, no more
        self, corpus: Corpus, profile: Profile, number: int, settled: Settled, who: tuple[str, ...],
        shared: frozenset[int], *, hidden: bool,
    ) -> None:  # fmt: skip
        self.labels, self.profile, self.mentions, self.said = corpus.labels, profile, settled.mentions, settled.said
        self.who, self.shared = who, shared
        self.sentences = corpus.sentences(number, settled.mentions) if shared else ()
        self.repeated = _bools([each in shared for each in self.sentences])
        self.segments = corpus.files[number].segments
        self.behind = _bools([segment.layer in HIDDEN_LAYERS for segment in self.segments])
        self.left_out = self.behind & (not hidden)
        self.public = self._public(corpus.files[number])
        self.names = _ints([self.labels[name] if name else -1 for name in who])
        self.bits: dict[str, float] = {}
        self.crowd = _crowd(settled.mentions)

    def rows(self) -> Stated:
        """Read every window once."""
        told, links = self._told(), self._links()
        return Stated(self.who, links, self._cells(told), told, self.bits)

    def _links(self) -> LinkRows:
        links = self.said.links
        kept = (self.names[links.a] >= 0) & ~self.left_out[links.segment]
        a, b, level = links.a[kept].astype(np.int64), links.b[kept].astype(np.int64), links.level[kept]
        # Each end that is asked for once, and of each link all that its end stands for
        asked = arrays.each_once(b)
        ends = [self._ends(place, name) for place, name in zip(asked.tolist(), self.names[asked].tolist(), strict=True)]
        many, at = _ints([len(each) for each in ends]), np.searchsorted(asked, b)
        row, place = arrays.ranges((np.cumsum(many) - many)[at], many[at])
        other = _ints(list(chain.from_iterable(ends)))[place]
        row, other = row[differ := other != self.names[a[row]]], other[differ]
        a, b = a[row], b[row]
        sure = _floats([mention.confidence for mention in self.mentions])
        sure = np.round(sure[a] * sure[b] * self._in_company(self.names[a], b, other), 4)
        return LinkRows(_NO_SOURCE, self.names[a].astype(NARROW), other.astype(NARROW), level[row], sure,
                        self._joining(a, b))  # fmt: skip

    def _in_company(self, name: Ints, place: Ints, other: Ints) -> Floats:
        """Say of links how much less they join than the key alone says, for all the keys that their name has here.

        One price list, one standard holds thousands of numbers; that one of them stands elsewhere too is no wonder. So
        a key is worth the bits less that it takes to choose it among its name's, of those beyond `MANY_KEYS`.
        """
        out, keyed = np.ones(len(name)), np.flatnonzero(self.names[place] < 0)
        if len(keyed) <= MANY_KEYS:
            return out
        size = 1 + int(other.max())
        names, many = np.unique(arrays.each_once(arrays.paired(name[keyed], other[keyed], size)) // size,
                                return_counts=True)  # fmt: skip
        company = np.log2(many[np.searchsorted(names, name[keyed])] / MANY_KEYS)
        keyed, company = keyed[company > 0.0], company[company > 0.0]
        rarity = {at: sum(joining_keys(self.mentions[at].kind, self.mentions[at].norm).values())
                  for at in set(place[keyed].tolist())}  # fmt: skip
        bits = _floats([rarity[at] for at in place[keyed].tolist()])
        out[keyed] = score.chance(bits - company) / score.chance(bits)
        return out

    def _joining(self, a: Ints, b: Ints) -> Bools:
        """Say of links whether they join anything outside what many files repeat or what is published.

        A sentence that many files repeat says what it says; it only never joins the rest of a file.
        """
        joins: Bools = ~self.public[_ints([mention.segment for mention in self.mentions])[a]]
        if self.shared:
            of = _ints(self.sentences)
            joins &= (of[a] == of[b]) | ~(self.repeated[a] | self.repeated[b])
        return joins

    def _public(self, file: Extraction) -> Bools:
        """Say of segments whether everybody can read them elsewhere: those of a published text but for remarks on it.

        Such a text belongs to the picture, and gives nothing that emerges.
        """
        if not any(flag.kind == "published" for flag in file.flags):
            return np.zeros(len(self.segments), dtype=bool)
        return _bools([segment.layer not in HIDDEN_LAYERS - {"metadata"} for segment in self.segments])

    def _ends(self, place: int, name: int) -> tuple[int, ...]:
        """Give the nodes that a mention stands for, an entity or a key with its other spellings; notes their bits."""
        if name >= 0:
            return (name,)
        mention = self.mentions[place]
        if _is_name(mention):
            return ()
        found = joining_keys(mention.kind, mention.norm)
        if not found or _is_chance(mention, found, self.crowd):
            return ()
        share = WARE_BITS if _is_ware(self.segments[mention.segment], mention) else 1.0
        for key, bits in found.items():
            self.bits[key] = max(bits if share == 1.0 else share * bits, self.bits.get(key, 0.0))
        return tuple(self.labels[key] for key in found)

    def _told(self) -> Counted:
        """Give the statements that count."""
        asked = [bool(who) and (mention.kind in self.profile.subjects or mention.kind == "topic")
                 for who, mention in zip(self.who, self.mentions, strict=True)]  # fmt: skip
        said = self.said.statements
        counts = _bools(asked)[said.subject] & ~self.left_out[said.segment]
        return Counted(said, np.flatnonzero(counts).astype(NARROW), self.who)

    def _cells(self, told: Counted) -> CellRows:
        said, rows = told.statements, told.rows
        place, segment = said.subject[rows], said.segment[rows]
        facet, value = (self._labelled(column[rows], said.texts) for column in (said.facet, said.norm))
        own = self._own(place, segment, said.holding(self.repeated)[rows] if self.shared else np.zeros(0, dtype=bool))
        return CellRows(_NO_SOURCE, self.names[place].astype(NARROW), facet, value, said.confidence[rows],
                        self.behind[segment], own)  # fmt: skip

    def _labelled(self, numbers: npt.NDArray[np.int32], texts: Sequence[str]) -> Ints:
        """Give texts, by their numbers, as labels."""
        places = numbers.tolist()
        known = {number: self.labels[texts[number]] for number in sorted(set(places))}
        return np.array([known[number] for number in places], dtype=NARROW)

    def _own(self, subject: npt.NDArray[np.int32], segment: npt.NDArray[np.int32], repeating: Bools) -> Bools:
        """Say whether statements are the file's own: no letterhead's, of whom the text names or the other way round.

        `repeating` says of each whether a mention within its value stands in what many files repeat.
        """
        own: Bools = ~self.public[segment]
        if self.shared:
            here = _ints([mention.segment for mention in self.mentions])[subject] == segment
            own &= here | ~(self.repeated[subject] | repeating)
        return own


_NOWHERE = (0.0, 0)
_NO_SOURCE: Ints = np.zeros(0, dtype=NARROW)  # of one file's rows: those of a folder are told when they are gathered


def places(settled: Settled, stated: Stated) -> dict[tuple[str, str], tuple[float, int]]:
    """Give for two nodes of a file in order (or a name and "?" with a facet) how well a segment joins them best."""
    out: dict[tuple[str, str], tuple[float, int]] = {}

    def note(one: str, other: str, level: float, segment: int) -> None:
        pair = (one, other) if one < other else (other, one)
        if level > out.get(pair, _NOWHERE)[0]:
            out[pair] = level, segment

    links, mentions, who = settled.said.links, settled.mentions, stated.who
    ends: dict[int, tuple[str, ...]] = {}
    for a, b, level, segment in zip(*(each.tolist() for each in links.columns[:4]), strict=True):
        if name := who[a]:
            if b not in ends:
                ends[b] = _nodes(mentions[b], who[b])
            worth = level * (mentions[a].confidence * mentions[b].confidence)
            for other in ends[b]:
                if other != name:
                    note(name, other, worth, segment)
    subjects, facets, _, where, how_sure = stated.told.columns()
    for subject, facet, segment, level in zip(subjects, facets, where, how_sure, strict=True):
        note(subject, "?" + facet, level, segment)
    return out


def _nodes(mention: Mention, who: str) -> tuple[str, ...]:
    """Give what a mention stands for: what it was resolved to, or the keys that it joins by."""
    if _is_name(mention):
        return (who,) if who else ()
    return tuple(joining_keys(mention.kind, mention.norm))


def _is_ware(segment: Segment, mention: Mention) -> bool:
    """Say whether a key is what a shop calls its goods, so that whoever buys one of them has it too.

    The model or size of a thing in a row with its price, or a code behind the word for something that offices buy.
    """
    if mention.kind == "identifier" and OFFICE.search(segment.text, max(0, mention.start - 40), mention.start):
        return True
    if mention.kind not in ("identifier", "quantity"):
        return False
    held = (header for start, end, header in spans(segment.cells) if start <= mention.start and mention.end <= end)
    if not WARE.search(next(held, "")):
        return False
    return any(PRICED.search(header) for _, _, header in spans(segment.cells))


def _is_name(mention: Mention) -> bool:
    return mention.kind in NAME_KINDS or mention.kind == "topic"


def _who(mentions: Sequence[Mention], links: Sequence[str]) -> tuple[str, ...]:
    """Give each mention's entity or topic, "" for keys and for names that became none."""
    resolved = iter(links)
    out = []
    for mention in mentions:
        entity = next(resolved) if mention.kind in RESOLVED else ""
        if mention.kind == "topic":
            entity = "t" + digest(mention.norm)
        out.append(entity if mention.kind in NAME_KINDS or mention.kind == "topic" else "")
    return tuple(out)


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)


def _bools(values: Sequence[bool]) -> Bools:
    return np.array(values, dtype=bool)


# Keys

MANY_KEYS = 32  # chosen: as many as the fullest names of hand-written folders' files have
MANY_NUMBERS = 256  # chosen: more than any hand-written folder's file holds; measured series hold some ten thousand
LEFT = 2 / 3  # chosen: with less of its bits left a number has met by chance as likely as not


def _crowd(mentions: Iterable[Mention]) -> float:
    """Give how many bits the numbers of a file say less for their company, 0.0 for up to `MANY_NUMBERS`.

    Among ten thousand readings of a gauge one is any other file's number by chance.
    """
    told = {mention.norm for mention in mentions if mention.kind in COUNTED}
    return max(0.0, float(np.log2(len(told) / MANY_NUMBERS))) if told else 0.0


def _is_chance(mention: Mention, found: Mapping[str, float], crowd: float) -> bool:
    """Say whether a number has so many beside it in its file that meeting it elsewhere says next to nothing."""
    if crowd <= 0.0 or mention.kind not in COUNTED:
        return False
    whole = sum(found.values())
    return whole - crowd < max(score.MIN_BITS, LEFT * whole)


COUNTED = frozenset({"quantity", "money"})


def key_id(norm: str) -> str:
    """Give a key's id in the graph; names have ids of another shape."""
    return "=" + norm


@lru_cache(maxsize=1 << 16)
def joining_keys(kind: Kind, norm: str) -> Mapping[str, float]:
    """Give the ids of the keys that a mention joins by, with their bits."""
    return {key_id(form): bits for form, bits in key_forms(kind, norm) if bits >= score.MIN_BITS}


@lru_cache(maxsize=1 << 16)
def code(spellings: tuple[str, ...]) -> tuple[str, float] | None:
    """Give the key that a name is, with its bits, where a spelling is a code (RC-56): the rarest, else None."""
    norms = [re.sub(r"[\W_]", "", each).lower() for each in spellings if CODE.fullmatch(each)]
    found = {key: bits for norm in norms if len(norm) > 2 for key, bits in joining_keys("identifier", norm).items()}
    return max(found.items(), key=lambda each: (each[1], each[0]), default=None)


@lru_cache(maxsize=1 << 16)
def key_forms(kind: Kind, norm: str) -> tuple[tuple[str, float], ...]:
    """Give the forms under which a key joins, with the bits that each adds to those of the plainer forms.

    A number's plainest form is its value; the unit adds what is left of its bits, so that two mentions that agree in
    both share all, and two that agree in the value alone share less, never more than all. A day joins without its year
    likewise.
    """
    if kind == "date":
        return tuple(_day_forms(norm))
    whole = score.bits_of(keys.rarity(kind, norm))
    plainer = keys.variants(Span(0, 0, kind, norm, 1.0, "pattern"))
    if kind in ("quantity", "money") and plainer:
        value, factor = plainer[0]
        count = f"{norm.partition(' ')[0]} count"
        base = min(whole, score.bits_of(keys.rarity("quantity", count)) * factor)
        return (value, round(base, 3)), (norm, round(max(0.0, whole - base), 3))
    if keys.is_range(norm):
        return (norm, whole * 0.4), *((form, whole * factor) for form, factor in plainer)
    best = max((factor for _, factor in plainer), default=0.0)
    return *((form, round(whole * factor, 3)) for form, factor in plainer), (norm, round(whole * (1 - best), 3))


def _day_forms(norm: str) -> list[tuple[str, float]]:
    if "/" in norm:
        first, last = norm.split("/")
        whole_third = (first[-2:], last[-2:]) in (("01", "10"), ("11", "20")) or (
            first[-2:] == "21" and last[-2:] > "27"
        )
        return (
            []
            if whole_third and first[:-2] == last[:-2]
            else [form for end in (first, last) for form in _day_forms(end)]
        )
    if not re.fullmatch(r"(?:[0-9]{4}|-)-[0-9]{2}-[0-9]{2}", norm):
        return []
    return [("-" + norm[-6:], DAY_BITS), *([(norm, FULL_DAY_BITS)] if norm[0] != "-" else [])]


def digest(text: str) -> str:
    """Give a short stable id of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
