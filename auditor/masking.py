"""Values out of the report: the report is itself the picture, so numbers and names of people become codes.

`withheld` drops what came from files with secrecy markings and always applies; `masked` also replaces values by
codes unless a person asked to see them. Both are pure.

Decisions: organisations, sites, projects, places, products and file names stay readable, for a person must know
which file and which subject a row is about. All names of one entity share one code, so that a chain over two
spellings of one person still reads as a chain. The sharer of a file is a person's name too and becomes a code.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from operator import add

from auditor import messages
from auditor.model import (
    LABELLED,
    MARKINGS,
    Audit,
    EntityEntry,
    Evidence,
    FileEntry,
    Finding,
    Sector,
    SheetCell,
    Shortlist,
    ShortlistItem,
    StatementEntry,
    Statements,
    Subject,
)
from extractors import personlike
from extractors.model import HIDDEN_LAYERS

MASKED_KINDS = frozenset({"person", "identifier", "contact", "quantity", "money", "date", "document"})
Glance = Callable[[str], Sequence[tuple[int, int]]]  # gives where a text seems to name somebody
_NAMING_KINDS = frozenset({"person", "contact"})  # what a place such as a sheet's name must not give away
_TOLD_KINDS = _NAMING_KINDS | {"identifier", "document", "money"}  # nor the line that a topic is called by
_TOGETHER = 4096  # texts that are glanced at together
_DIGITS = (4, 6, 8, 12, 16)  # hex digits of a code, the first length at which no two values share it

_NUMERALS = "零〇一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兩"
_PAGE = (
    r"(?:\bp\.|\bpage |\bslide |\brow |\bline |\bparagraph |\bpassage |¶|第)\s?\d{1,4}(?:\s?[页頁行张張段条章])?(?!\d)"
    r"(?:(?: (?:comment|footnote|endnote|note|annotation|deletion|insertion)|的(?:批注|脚注|尾注|注)) "
    r"\d{1,3}(?!\d|[.,:/-]\d))?"
)
_HIDDEN = "|".join(re.escape(messages.text(f"layer.{layer}", lang)) for layer in sorted(HIDDEN_LAYERS)
                   for lang in messages.LANGUAGES)  # fmt: skip
# A place that a sentence of the program names in brackets, and the day of a comment: no place field masks it either
_NAMED_PLACE = re.compile(
    r"(?:(?<=[（(])|(?<=（见)|(?<=（见 ))"
    r"(?:¶|p\. ?|page |slide |(?:table \d{1,5} )?row |line |paragraph |message )\d{1,5}"
    r"(?: (?:notes?|comment|footnote|endnote|annotation|deletion|insertion)(?: \d{4}-\d{2}-\d{2}| \d{1,3})?)?"
    rf"(?=(?:, (?:{_HIDDEN}))?[)）])"
    r"|(?:(?<=（)|(?<=（见)|(?<=（见 ))第 \d{1,5} (?:页|行|段|章|张幻灯片|条消息|张表第 \d{1,5} 行)"
    r"(?:的[\u4e00-\u9fff]{1,4}(?: \d{4}-\d{2}-\d{2}| \d{1,3})?)?"
    rf"(?=(?:，(?:{_HIDDEN}))?）)"
)
_PLACE = rf"{_PAGE}|![A-Z]{{1,3}}\d{{1,6}}(?!\d)"
# The program's own counts in its own sentences: "31 findings", "答出 9%"; they are no values of the files
_COUNT = (
    r"\b\d{1,5} (?:more findings|more links?|findings?|files?|sources?|questions?)\b"
    r"|(?<![\d.,])\d{1,5} ?(?:条关联|个文件|份文件|份材料|个问题)"
    r"|(?:答出|\banswers?) ?\d{1,3}\s?%"
)
_FILE_NAME = re.compile(r"[^.]\.(?=\d?[A-Za-z])\w{1,5}$|[^\W\d].*/|/.*[^\W\d]")  # with an extension, or a folder
_EMAIL = r"[A-Za-z0-9._+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
_NUMBER = r"\d(?:[\d.,:：/\-–_]*\d)" + rf"|[{_NUMERALS}]{{2,}}"
_MONTH = (
    "(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
# A day of one digit is a date where the month stands beside it: "3 August", 八月三日
_DAY = (
    rf"(?<![A-Za-z\d])(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}})(?![A-Za-z\d])"
    rf"|[\d{_NUMERALS}]{{1,3}}月[\d{_NUMERALS}]{{1,3}}[日号號]"
)
_FREE = re.compile(rf"(?P<stays>{_PLACE}|{_COUNT})|(?P<contact>{_EMAIL})|(?P<date>{_DAY})|(?P<quantity>{_NUMBER})")
_STRICT = re.compile(rf"(?P<contact>{_EMAIL})|(?P<date>{_DAY})|(?P<quantity>{_NUMBER}|\d)")


@functools.cache
def _folded_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


def folded(text: str) -> str:
    """Give text in the form that two spellings of one value share, character for character: same length."""
    if text.isascii():
        return text.lower()
    if unicodedata.is_normalized("NFKC", text):
        low = text.lower()
        if len(low) == len(text) and "Σ" not in text:  # the one letter whose small form depends on its neighbours
            return low
    return "".join(map(_folded_character, text))


def normal(value: str) -> str:
    """Give a value without the spaces and thousands signs that spellings differ in."""
    return re.sub(r"[\s,，]", "", folded(value))


def marked_files(files: Iterable[FileEntry]) -> frozenset[str]:
    """Give the paths with a secrecy marking, and all copies and versions of those."""
    entries = tuple(files)
    marked = [entry for entry in entries if any(flag.kind in MARKINGS for flag in entry.flags)]
    sources = {entry.source for entry in marked}
    copies = {path for entry in marked for path in entry.copies}
    return frozenset(copies | {entry.path for entry in entries if entry.source in sources} | {e.path for e in marked})


# What comes from marked files


def withheld(audit: Audit) -> Audit:
    """Give the audit without anything that only a file with a secrecy marking says.

    Quotes of such files go wholly. Values that another file gives as well stay. A sentence that rests on such a
    file is replaced, for it may carry its content.
    """
    marked = marked_files(audit.files)
    if not marked:
        return audit
    hidden = _Hidden(marked, audit)
    return replace(
        audit,
        files=tuple(replace(entry, topics=()) if entry.path in marked else entry for entry in audit.files),
        findings=tuple(map(hidden.finding, audit.findings)),
        subjects=tuple(map(hidden.subject, audit.subjects)),
        entities=tuple(map(hidden.entity, audit.entities)),
        statements=tuple(map(hidden.statement, audit.statements)),
        sectors=tuple(map(hidden.sector, audit.sectors)),
        shortlist=hidden.listed(audit.shortlist),
    )


class _Hidden:
    """What the marked files are, and each part of an audit without them."""

    def __init__(self, marked: frozenset[str], audit: Audit) -> None:
        self.marked = marked
        self.blank = messages.text("mask.withheld", audit.language)
        self.why = messages.text("marking.why", audit.language)
        self.sentence = messages.text("finding.withheld", audit.language)
        self.open_values = {
            (said.subject, said.facet, said.value) for said in audit.statements if said.file not in marked
        }
        self.entities = {entity.id for entity in audit.entities if entity.files and self._all(entity.files)}

    def _all(self, files: Collection[str]) -> bool:
        return self.marked.issuperset(files)

    def evidence(self, evidence: Evidence) -> Evidence:
        return replace(evidence, quote="", where="") if evidence.file in self.marked else evidence

    def finding(self, finding: Finding) -> Finding:
        if not self.marked.intersection((*finding.files, *(evidence.file for evidence in finding.evidence))):
            return finding
        evidence = tuple(map(self.evidence, finding.evidence))
        return replace(finding, text=self.sentence, explanation="", evidence=evidence)

    def cell(self, subject: str, cell: SheetCell) -> SheetCell:
        if not self.marked.intersection(cell.files):
            return cell
        kept = tuple(value for value in cell.values if (subject, cell.facet, value) in self.open_values)
        return replace(cell, values=kept)

    def subject(self, subject: Subject) -> Subject:
        cells = tuple(self.cell(subject.id, cell) for cell in subject.cells)
        if subject.id in self.entities:
            return replace(subject, name=self.blank, names=(), cells=cells)
        return replace(subject, cells=cells)

    def entity(self, entity: EntityEntry) -> EntityEntry:
        return replace(entity, names=(self.blank,), reasons=(), merges=()) if entity.id in self.entities else entity

    def statement(self, said: StatementEntry) -> StatementEntry:
        return replace(said, value="", where="") if said.file in self.marked else said

    def sector(self, sector: Sector) -> Sector:
        """Give a sector without the words of marked files, and without a label that names what they alone name."""
        listed = sector.shortlist and self.listed(sector.shortlist)
        named = self._all(sector.files) or not self.entities.isdisjoint(sector.subjects[:LABELLED])
        topics = sector.topics if self.marked.isdisjoint(sector.files) else ()
        return replace(sector, label=sector.id if named else sector.label, topics=topics, shortlist=listed)

    def listed(self, shortlist: Shortlist) -> Shortlist:
        return replace(shortlist, items=tuple(map(self.item, shortlist.items)))

    def item(self, item: ShortlistItem) -> ShortlistItem:
        if not self.marked.intersection(item.files):
            return item
        return replace(item, why=self.why, action="remove", parts=(), score_if_redacted=None)


# What becomes a code


@dataclass(frozen=True, slots=True)
class Code:
    """A place in a text where a code will stand: the kind and the normalised value that it stands for."""

    kind: str
    value: str


Part = str | Code


@dataclass(slots=True)
class Names:
    """Known names; finds the longest at each place of a text.

    A name that begins or ends with a Latin letter or digit is not found inside a longer word: "Al" is no part of
    "Algae", "12" none of "2012".

    Attributes:
        meanings: What each name, folded, stands for.
        lengths: By the first two characters of names, how long those are, the longest first.
    """

    meanings: dict[str, Code | None] = field(default_factory=dict)
    lengths: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, meaning: Code | None) -> None:
        """Take a name; `None` means that it stays readable. The first meaning of a name counts.

        A single character is no name to look for: it stands in every other word.
        """
        name = folded(name.strip())
        if len(name) > 1:
            self.meanings.setdefault(name, meaning)
            held = self.lengths.setdefault(name[:2], [])
            if len(name) not in held:
                held.append(len(name))
                held.sort(reverse=True)

    def longest(self, text: str, start: int) -> tuple[int, Code | None]:
        """Give where the longest name from `start` ends, and what it means; `start` itself where there is none."""
        for length in self.lengths.get(text[start : start + 2], ()):
            name = text[start : start + length]  # at the very end a longer stretch holds a shorter name
            if name in self.meanings and not _joined(text, start + length):
                return (start, None) if _joined(text, start) else (start + len(name), self.meanings[name])
        return start, None


def _joined(text: str, at: int) -> bool:
    """Say whether a word or a number runs on over this place."""
    if not 0 < at < len(text):
        return False
    before, behind = text[at - 1], text[at]
    if before in ".," or behind in ".,":
        return bool(re.search(r"\d[.,]\d", text[max(0, at - 2) : at + 2]))
    return before.isascii() and behind.isascii() and before.isalnum() and behind.isalnum()


class Masker:
    """Turns texts into parts and, once all values are known, parts into masked texts.

    Args:
        names: What is known.
        rest: What else becomes a code, by kind: numbers and addresses that nobody knew.
        glance: Gives stretches that read as a person whom nobody knew and become codes too; None for no such.
    """

    def __init__(self, names: Names, rest: re.Pattern[str] | None, glance: Glance | None) -> None:
        self.names = names
        self.rest = rest
        self.glance = glance
        self.seen: dict[str, tuple[Part, ...]] = {}

    def parts(self, text: str) -> tuple[Part, ...]:
        """Give a text as runs that stay and codes; every name known, then every number and address left."""
        if text not in self.seen:
            self.seen[text] = tuple(self._split(text))
        return self.seen[text]

    def _split(self, text: str) -> Iterable[Part]:
        at = 0
        for place in _NAMED_PLACE.finditer(text) if self.rest is _FREE else ():
            yield from self._known(text[at : place.start()])
            yield place.group()
            at = place.end()
        yield from self._known(text[at:])

    def _known(self, text: str) -> Iterable[Part]:
        low, kept, begins = folded(text), 0, self.names.lengths
        persons = self.glance(text) if self.glance else []
        for at in [at for at, two in enumerate(map(add, low, low[1:])) if two in begins]:
            end, meaning = self.names.longest(low, at) if at >= kept else (at, None)
            if end > at:
                yield from self._left(text, kept, at, persons)
                yield meaning if meaning else text[at:end]
                kept = end
        yield from self._left(text, kept, len(text), persons)

    def _left(self, text: str, start: int, end: int, persons: Sequence[tuple[int, int]]) -> Iterable[Part]:
        """Give a run between known names: who seems to be named in it, and every number and address."""
        for low, high in persons:
            if start <= low and high <= end:
                yield from self._numbers(text[start:low])
                yield Code("person", normal(text[low:high]))
                start = high
        yield from self._numbers(text[start:end])

    def _numbers(self, text: str) -> Iterable[Part]:
        at = 0
        for match in self.rest.finditer(text) if self.rest else ():
            if match.start() > at:
                yield text[at : match.start()]
            kind = match.lastgroup or ""
            yield match.group() if kind == "stays" else Code(kind, normal(match.group()))
            at = match.end()
        if at < len(text):
            yield text[at:]


def codes(values: Collection[Code], key: bytes, lang: str) -> dict[Code, str]:
    """Give each value its code: the kind's word, a dot, and the first hex digits of a keyed hash.

    The same value and key give the same code in every audit; values that share the first digits get more of them.
    """
    texts: dict[Code, str] = {}
    left = {value: _digest(value, key) for value in values}
    for digits in _DIGITS:
        groups: defaultdict[tuple[str, str], list[Code]] = defaultdict(list)
        for value, digest in left.items():
            groups[value.kind, digest[:digits]].append(value)
        for (kind, digest), sharing in groups.items():
            if len(sharing) == 1 or digits == _DIGITS[-1]:
                texts |= {value: f"{messages.text(f'mask.{kind}', lang)}·{digest}" for value in sharing}
        left = {value: digest for value, digest in left.items() if value not in texts}
    return texts


def _digest(value: Code, key: bytes) -> str:
    content = f"{value.kind}\0{value.value}".encode("utf-8", "surrogatepass")
    # BLAKE2 takes keys of at most 64 bytes
    return hashlib.blake2b(content, key=hashlib.blake2b(key).digest(), digest_size=16).hexdigest()


def masked(
    audit: Audit, key: bytes, glance: Glance = personlike.stretches, beside: Sequence[EntityEntry] = ()
) -> Audit:  # fmt: skip
    """Give the audit with every value replaced by a code, and without what marked files say.

    Args:
        audit: With real values.
        key: Secret of this installation; the same key and value give the same code.
        glance: What `personlike.stretches` gives; another one may remember it.
        beside: What else is known by name, of files that the audit does not see: its texts may name it.
    """
    audit = withheld(audit)
    wide = replace(audit, entities=(*audit.entities, *(each for each in beside if _kind(each) in MASKED_KINDS)))
    names = _known_names(wide, glance)
    free, strict = Masker(names, _FREE, glance), Masker(names, _STRICT, glance)
    places = Masker(_names_of(wide, _NAMING_KINDS), None, None)
    titles = Masker(_names_of(wide, _TOLD_KINDS), None, glance)
    ids = _ids(audit, key)
    collected: set[Code] = set()

    def collect(parts: tuple[Part, ...]) -> str:
        collected.update(part for part in parts if isinstance(part, Code))
        return ""

    _Rewriting(free, strict, places, titles, ids, collect).each_text(audit)
    texts = codes(collected, key, audit.language)

    def write(parts: tuple[Part, ...]) -> str:
        return "".join(part if isinstance(part, str) else texts[part] for part in parts)

    return replace(_Rewriting(free, strict, places, titles, ids, write).audit(audit), masked=True)


def _kind(entry: EntityEntry | Subject) -> str:
    """Give what an entry's names are masked as: its kind, or a person where it is called as one is (容教授)."""
    if entry.kind in MASKED_KINDS or not any(map(personlike.addressed, entry.names)):
        return entry.kind
    return "person"


def _meanings(entities: Iterable[EntityEntry], kinds: Collection[str]) -> Iterable[tuple[str, Code]]:
    """Give every name of these kinds with the one code of its entity: that of its first name in sorted order."""
    for entity in sorted(entities, key=lambda entity: entity.id):
        if (kind := _kind(entity)) in kinds and entity.names:
            code = Code(kind, min(map(normal, entity.names)))
            yield from ((name, code) for name in entity.names)


def _known_names(audit: Audit, glance: Glance) -> Names:
    names = Names()
    for name, code in _meanings(audit.entities, MASKED_KINDS):
        names.add(name, code)
    for subject in audit.subjects:
        if (kind := _kind(subject)) in MASKED_KINDS:
            for name in (subject.name, *subject.names):
                names.add(name, Code(kind, min(map(normal, (subject.name, *subject.names)))))
    known = {normal(name) for entity in audit.entities for name in entity.names}
    for sharer in sorted({entry.sharer for entry in audit.files} - {""}):
        if normal(sharer) not in known:
            names.add(sharer, Code("person", normal(sharer)))
    readable = list(_readable_names(audit, Masker(names, None, None), glance))  # all are looked at before one is known
    for name in readable:
        names.add(name, None)
    return names


def _readable_names(audit: Audit, telling: Masker, glance: Glance) -> Iterable[str]:
    """Give what a number inside must not break up: "中铁十二局", "Block 12", "price sheet 2026-03.xlsx"."""
    for entity in audit.entities:
        yield from (name for name in _readable(entity, entity.names, telling, glance) if not name.isnumeric())
    for subject in audit.subjects:
        yield from _readable(subject, (subject.name, *subject.names), telling, glance)
    for entry in audit.files:
        base = entry.path.rsplit("/", 1)[-1]
        # A file named only "李伟" or "13800138000" must not make that readable everywhere, nor "3.14" a number.
        yield from (name for name in (entry.path, base) if _FILE_NAME.search(name))


def _readable(
    entry: EntityEntry | Subject, names: Iterable[str], telling: Masker, glance: Glance
) -> Iterable[str]:  # fmt: skip
    """Give the names that stay as they are; a topic is a whole line of a text and may hold what does not."""
    kind = _kind(entry)
    if kind not in MASKED_KINDS:
        yield from (name for name in names if kind != "topic" or not _tells(name, telling, glance))


def _tells(name: str, telling: Masker, glance: Glance) -> bool:
    coded = (part for part in telling.parts(name) if isinstance(part, Code))
    return bool(glance(name)) or any(code.kind in _TOLD_KINDS for code in coded)


def _names_of(audit: Audit, kinds: Collection[str]) -> Names:
    """Give the known names of these kinds, and the paths of files, which stay."""
    names = Names()
    for name, code in _meanings(audit.entities, kinds):
        names.add(name, code)
    for entry in audit.files:
        names.add(entry.path, None)
    return names


@dataclass(frozen=True, slots=True)
class _Ids:
    """Ids without the values in them: a key's id is its normalised form, "=sn260113t".

    Only ids of entities and subjects that stay readable stay; all others become a keyed hash.
    """

    readable: frozenset[str]
    files: frozenset[str]
    key: bytes
    told: dict[str, str] = field(default_factory=dict)

    def one(self, name: str) -> str:
        if name in self.readable:
            return name
        found = self.told.get(name)
        if found is None:
            found = self.told[name] = f"key-{_digest(Code('id', name), self.key)[:16]}"
        return found

    def all(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self.one, names))

    def path(self, path: Iterable[str]) -> tuple[str, ...]:
        """Give a chain's path, files as they are."""
        return tuple(part if part in self.files else self.one(part) for part in path)


def _ids(audit: Audit, key: bytes) -> _Ids:
    named: tuple[EntityEntry | Subject, ...] = (*audit.entities, *audit.subjects)
    coded = {entry.id for entry in named if _kind(entry) in MASKED_KINDS}
    files = frozenset(entry.path for entry in audit.files)
    return _Ids(frozenset(entry.id for entry in named) - coded, files, key)


@dataclass(frozen=True, slots=True)
class _Rewriting:
    """Walks an audit; each text goes to `rewrite` in the parts that its place asks for, those that repeat once."""

    free: Masker
    strict: Masker
    places: Masker
    titles: Masker
    ids: _Ids
    rewrite: Callable[[tuple[Part, ...]], str]
    values: dict[str, str] = field(default_factory=dict)  # what repeats in thousands of statements
    wheres: dict[str, str] = field(default_factory=dict)

    def text(self, text: str) -> str:
        return self.rewrite(self.free.parts(text))

    def value(self, text: str) -> str:
        found = self.values.get(text)
        if found is None:
            found = self.values[text] = self.rewrite(self.strict.parts(text))
        return found

    def where(self, text: str) -> str:
        found = self.wheres.get(text)
        if found is None:
            found = self.wheres[text] = self.rewrite(self.places.parts(text))
        return found

    def _distinct(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self.value, texts)))

    def names(self, kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
        """Give the names of one entity: all of them as its one code, even a name too short to look for.

        A topic is a line that somebody wrote, and may name people.
        """
        if kind == "topic":
            return tuple(self.rewrite(self.titles.parts(name)) for name in names)
        if kind not in MASKED_KINDS or not names:
            return names
        first = min((name.strip() for name in names), key=normal)
        end, code = self.strict.names.longest(folded(first), 0)
        return (self.rewrite((code if code and end == len(first) else Code(kind, normal(first)),)),)

    def subject(self, subject: Subject) -> Subject:
        cells = tuple([SheetCell(cell.facet, cell.confidence, self._distinct(cell.values), cell.files)
                       for cell in subject.cells])  # fmt: skip
        names = self.names(_kind(subject), (subject.name, *subject.names))
        found = self.ids.one(subject.id)
        return replace(subject, id=found, name=names[0], names=names[:1] if len(names) == 1 else names[1:], cells=cells)

    def evidence(self, evidence: Evidence) -> Evidence:
        return replace(evidence, quote=self.text(evidence.quote), where=self.where(evidence.where))

    def finding(self, finding: Finding) -> Finding:
        return replace(
            finding,
            text=self.text(finding.text),
            explanation=self.text(finding.explanation),
            evidence=tuple(map(self.evidence, finding.evidence)),
            subjects=self.ids.all(finding.subjects),
            bridges=self.ids.all(finding.bridges),
            path=self.ids.path(finding.path),
        )

    def entity(self, entity: EntityEntry) -> EntityEntry:
        kind = _kind(entity)
        names, found, masked = self.names(kind, entity.names), self.ids.one(entity.id), kind in MASKED_KINDS
        merges = tuple(replace(each, names=names * 2) if masked else each for each in entity.merges)
        return replace(entity, id=found, names=names, merges=merges)

    def statements(self, held: Sequence[StatementEntry]) -> Statements:
        """Rewrite statements column by column: few texts repeat many times."""
        subject, facet, value, file, where, layer, sure = Statements.of(held).columns
        return Statements((
            _each_once(self.ids.one, subject), facet, _each_once(self.value, value), file,
            _each_once(self.where, where), layer, sure,
        ))  # fmt: skip

    def file(self, entry: FileEntry) -> FileEntry:
        flags = tuple(replace(flag, where=self.where(flag.where)) for flag in entry.flags)
        sharer = "".join(self.names("person", (entry.sharer,) if entry.sharer else ()))
        topics = tuple(map(self.text, entry.topics))
        return replace(entry, sharer=sharer, flags=flags, entities=self.ids.all(entry.entities), topics=topics)

    def sector(self, sector: Sector) -> Sector:
        topics, listed = tuple(map(self.text, sector.topics)), sector.shortlist and self.listed(sector.shortlist)
        return replace(sector, label=self.text(sector.label), topics=topics, subjects=self.ids.all(sector.subjects),
                       shortlist=listed)  # fmt: skip

    def listed(self, shortlist: Shortlist) -> Shortlist:
        return replace(shortlist, items=tuple(map(self.item, shortlist.items)))

    def item(self, item: ShortlistItem) -> ShortlistItem:
        parts = tuple(replace(part, where=self.where(part.where)) for part in item.parts)
        return replace(item, why=self.text(item.why), parts=parts)

    def each_text(self, audit: Audit) -> None:
        """Rewrite every text of an audit as `audit` does, and make no new one of them."""
        for finding in audit.findings:
            self.finding(finding)
        for sector in audit.sectors:
            self.sector(sector)
        self.listed(audit.shortlist)
        for entry in audit.files:
            self.names("person", (entry.sharer,) if entry.sharer else ())
            deque(chain(map(self.text, entry.topics), (self.where(flag.where) for flag in entry.flags)), 0)
        for named in audit.entities:
            self.names(_kind(named), named.names)
        for subject in audit.subjects:
            self.names(_kind(subject), (subject.name, *subject.names))
        _, _, value, _, where, *_ = Statements.of(audit.statements).columns
        self._values({*value, *chain.from_iterable(cell.values for each in audit.subjects for cell in each.cells)})
        deque(map(self.where, set(where)), 0)

    def _values(self, texts: set[str]) -> None:
        """Rewrite the values that are new, many of a sheet's cells glanced at together."""
        left = iter(texts - self.values.keys())
        while batch := list(islice(left, _TOGETHER)):
            personlike.tell(batch)
            deque(map(self.value, batch), 0)

    def audit(self, audit: Audit) -> Audit:
        return replace(
            audit,
            sectors=tuple(map(self.sector, audit.sectors)),
            subjects=tuple(map(self.subject, audit.subjects)),
            findings=tuple(map(self.finding, audit.findings)),
            files=tuple(map(self.file, audit.files)),
            shortlist=self.listed(audit.shortlist),
            entities=tuple(map(self.entity, audit.entities)),
            statements=self.statements(audit.statements),
        )


def _each_once(rewrite: Callable[[str], str], column: Sequence[str]) -> list[str]:
    told = {each: rewrite(each) for each in set(column)}
    return [told[each] for each in column]
