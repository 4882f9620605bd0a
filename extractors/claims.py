"""Which key recognizer may have a stretch of text: a phone is no quantity, a date no identifier.

The recognizers of keys run over a segment in one order and each claims what it finds; the later ones read around
that. They do not know each other: each gives a `scan` function and asks `found` for its own spans.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache, reduce
from importlib import import_module
from itertools import accumulate, chain, pairwise
from operator import itemgetter, or_
from typing import Any, NamedTuple

from extractors import figures, sieve, tongues
from extractors.model import Cell, Evidence, Kind, Recognizer, Segment, Span
from extractors.numerals import Number, numbers, plain
from extractors.patterns import seldom
from extractors.text import Ahead

# Surest form first: digits that pass as a phone or a calendar day are rarely anything else, while any number at
# all passes as a quantity.
ORDER = ("contact", "date", "identifier", "money", "quantity")

GAP = "\x00"  # between segments: no white space, no letter, in no character class of a pattern
_BETWEEN = Segment(GAP * 8, "body", "")  # two files: degrees pair up across a gap of one
_SHORT = 1 << 13  # characters of a file that is read with others: by then what it costs to begin weighs little
_BLOCK = 1 << 18  # characters: the start of a pattern weighs nothing by then, the working memory little
Find = tuple[int, int, Kind, str, float, Evidence]  # start, end, kind, norm, confidence, by what
_DIGIT = re.compile("[0-9]")
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_HALF = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}
_CAPTION_UNIT = seldom(r"(?:计量)?单位\s*[:：]\s*([^\s，。；,;）)\]】]{1,8})|\b[Uu]nit\s*:\s*([^\s,;)\]]{1,8})")
_HEADER_UNIT = re.compile(
    r"[（(\[［【]\s*([^（(\[［【）)\]］】]{1,14}?)\s*[）)\]］】]|[,，/／]\s*([^,，/／\s]{1,6})\s*$"
)
# "Gross kg", "Length km": a unit as the last word of a header, without brackets.
_TRAILING_UNIT = re.compile(
    r"\s(kg|t|km|mm|m|h|kW|MW|kVA|MVA|GWh|MWh|kWh|m2|m3|EUR|USD|CNY|RMB|GBP|pcs|°C|万元|千克|吨|公里|台|套|亩)$"
)


@dataclass(frozen=True, slots=True)
class Field:
    """A table cell in the block's text, under its header and the unit of the caption above its table."""

    start: int
    end: int
    header: str
    unit: str


@dataclass(slots=True)
class Scan:
    """Segments of a file under the recognizers of keys, joined by `GAP` into one text.

    A pattern's cost is mostly that of starting it; over a joined text each starts once and not once a segment. No
    pattern of a recognizer may match `GAP`.

    Attributes:
        text: The joined text with full-width letters and digits made half-width, character by character.
        digits: The same text with `GAP` for every character of a segment that holds no digit: a pattern that needs
            one finds the same in it, and passes over the rest.
        fields: The cells of its rows, in order.
        taken: One byte per character, not 0 where a recognizer has claimed it.
        marks: Which patterns may find anything in it, see `sieve`.
        spans: What the recognizer that is running has found so far, in offsets of the joined text.
    """

    text: str
    digits: str
    fields: list[Field]
    taken: bytearray
    marks: int = sieve.UNKNOWN
    spans: list[Find] = field(default_factory=list)
    _alone: dict[tuple[int, int], bool] = field(default_factory=dict)
    _numbers: list[Number] | None = None
    _starts: list[int] = field(default_factory=list)

    @property
    def numbers(self) -> list[Number]:
        """The numbers of the text, read once for all recognizers."""
        if self._numbers is None:
            self._numbers = numbers(self.text, self.digits)
        return self._numbers

    def numbered(self, pattern: re.Pattern[str], mark: int) -> Iterable[re.Match[str]]:
        """Give what a pattern that needs a digit finds, its mark told."""
        return pattern.finditer(self.digits) if self.marks & mark else ()

    def found(self, pattern: re.Pattern[str], mark: int) -> Iterable[re.Match[str]]:
        """Give what a pattern finds, its mark told."""
        return pattern.finditer(self.text) if self.marks & mark else ()

    def free(self, start: int, end: int) -> bool:
        """Say whether nothing of this stretch is claimed."""
        return self.taken.find(1, start, end) < 0

    def add(self, at: tuple[int, int], kind: Kind, norm: str, confidence: float, how: Evidence = "pattern") -> None:
        """Record a span and claim its stretch, also over earlier claims of the same recognizer."""
        start, end = at
        self.spans.append((start, end, kind, norm, _rounded(confidence), how))
        self.taken[start:end] = b"\x01" * (end - start)

    def claim(self, at: tuple[int, int], kind: Kind, norm: str, confidence: float, how: Evidence = "pattern") -> bool:
        """Record a span if its stretch is free; say whether it was."""
        if self.taken.find(1, *at) >= 0:
            return False
        self.add(at, kind, norm, confidence, how)
        return True

    def block(self, start: int, end: int) -> None:
        """Claim a stretch without a span: a clock time is no quantity and no key either."""
        self.taken[start:end] = b"\x01" * (end - start)

    def cell(self, position: int) -> Field:
        """Give the cell at a position; an empty one outside of rows."""
        if not self.fields:
            return _NOWHERE
        if not self._starts:
            self._starts = [cell.start for cell in self.fields]
        at = bisect_right(self._starts, position) - 1
        return self.fields[at] if at >= 0 and position <= self.fields[at].end else _NOWHERE

    def alone(self, start: int, end: int) -> bool:
        """Say whether a stretch is the whole of its cell; more than one recognizer asks."""
        known = self._alone.get((start, end))
        if known is None:
            self._alone[start, end] = known = self._is_alone(start, end)
        return known

    def _is_alone(self, start: int, end: int) -> bool:
        cell = self.cell(start)
        if cell.end < end:
            return False
        before, behind = self.text[cell.start : start], self.text[end : cell.end]
        return not (before and before.strip()) and not (behind and behind.strip())


@lru_cache(maxsize=256)
def _rounded(confidence: float) -> float:
    """Round to the third place; a long file's finds share the few values that there are."""
    return round(confidence, 3)


_NOWHERE = Field(0, 0, "", "")


def recognizer(name: str, kinds: tuple[Kind, ...], version: int = 1) -> Recognizer:
    """Make the plug-in of the recognizer module of that name."""

    def find(segments: Sequence[Segment]) -> list[list[Span]]:
        return _settled(segments, name).pop(name)

    return Recognizer(kinds=kinds, find=find, version=version)


def half_width(text: str) -> str:
    """Make full-width letters and digits (and what stands with them) half-width, character by character."""
    return text.translate(_HALF) if _FULL_WIDTH.search(text) else text


@lru_cache(maxsize=4096)
def header_unit(header: str) -> str:
    """Give what a header's brackets hold, as a unit may: "合同额（万元）" → "万元", "Power [kW]" → "kW"."""
    found = _HEADER_UNIT.findall(half_width(header))
    trailing = _TRAILING_UNIT.search(half_width(header))
    return next((a or b for a, b in reversed(found)), trailing.group(1) if trailing else "")


_Shares = dict[str, list[list[Span]]]
_last: tuple[tuple[Segment, ...], _Shares] = ((), {})


def _settled(segments: Sequence[Segment], name: str) -> _Shares:
    """Run all recognizers of keys over a file; the last file's finds are kept until each has asked for its share."""
    global _last  # noqa: PLW0603  a cache of one entry; hashing every segment for a keyed one costs more than reading it
    # Tuples compare by identity first, so the next recognizer's call costs next to nothing.
    if name not in _last[1] or tuple(segments) != _last[0]:
        _last = (tuple(segments), _scanned(segments))
    return _last[1]


_ahead = Ahead[_Shares]()


def tell(files: Sequence[Sequence[Segment]]) -> None:
    """Read the keys of several files at once, for when each file's are asked for; `sieve.tell` goes before.

    Files that hold other languages, and long ones, are read when they are asked about.
    """
    short = [file for file in files if sum(len(s.text) for s in file) <= _SHORT and not any(tongues.of(file))]
    alike = defaultdict[tuple[bool, ...], list[Sequence[Segment]]](list)
    for file in short:
        alike[_plugin("identifier").hints(half_width(GAP.join([s.text for s in file])))].append(file)
    together = [files for files in alike.values() if len(files) > 1]
    _ahead.put(chain.from_iterable(together), chain.from_iterable(map(_read_together, together)))


def _read_together(files: Sequence[Sequence[Segment]]) -> Iterator[_Shares]:
    """Read files as one with room between them, so that nothing is read across two."""
    apart = [[*file, _BETWEEN] for file in files]
    marks = [mark for file in files for mark in (*sieve.marks(file), 0)]
    units = [unit for file in apart for unit in caption_units(file)]
    found = _read_with([segment for file in apart for segment in file], units, marks)
    for begins, ends in pairwise(accumulate(map(len, apart), initial=0)):
        yield {name: spans[begins : ends - 1] for name, spans in found.items()}


def _scanned(segments: Sequence[Segment]) -> _Shares:
    """Read a file's keys; paragraphs in other languages are read with their figures in English."""
    if (told := _ahead.get(segments)) is not None:
        return dict(told)
    spoken = tongues.of(segments)
    if not any(spoken):
        return _read(segments)
    foreign = [n for n, told in enumerate(spoken) if told and not segments[n].cells]
    written = {n: figures.english(segments[n].text, spoken[n]) for n in foreign}
    found = _read([replace(s, text=written[n].text) if n in written else s for n, s in enumerate(segments)])
    for spans in found.values():
        for n, made in written.items():
            spans[n] = [replace(s, start=at[0], end=at[1]) for s in spans[n] for at in [made.back(s.start, s.end)]]
    return found


def _read(segments: Sequence[Segment]) -> _Shares:
    return _read_with(segments, caption_units(segments), sieve.marks(segments))


def _read_with(segments: Sequence[Segment], units: Sequence[str], marks: Sequence[int]) -> _Shares:
    result: _Shares = {name: [[] for _ in segments] for name in ORDER}
    scanners = [(name, _plugin(name).scan) for name in ORDER]
    for block in _blocks(_pieces(segments, units)):
        starts, scan = _joined(block)
        scan.marks = reduce(or_, [marks[piece.number] for piece in block])
        for name, scanner in scanners:
            scan.spans = []
            scanner(scan)
            _share_out(scan.spans, starts, result[name], block)
    return result


class _Piece(NamedTuple):
    """A segment, or a stretch of a long one: the segment's number, where in it the text begins, its rows' unit."""

    number: int
    offset: int
    text: str
    cells: Sequence[Cell]
    unit: str


# Where nothing that a recognizer of keys reads goes on: behind a full stop of either language, and a line's end.
_PAUSE = re.compile("[。！？\n]|[.!?] (?=[A-Z][a-z])")


def _pieces(segments: Sequence[Segment], units: Sequence[str]) -> Iterator[_Piece]:
    """Give the segments, and those that are blocks by themselves in pieces: what is read at once is held at once."""
    for number, (segment, unit) in enumerate(zip(segments, units, strict=True)):
        text, start = segment.text, 0
        while len(text) - start > _BLOCK and not segment.cells and (pause := _PAUSE.search(text, start + _BLOCK)):
            yield _Piece(number, start, text[start : pause.end()], (), unit)
            start = pause.end()
        yield _Piece(number, start, text[start:] if start else text, segment.cells, unit)


def _blocks(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Group a file's segments into runs of at most `_BLOCK` characters; a longer piece is a run of its own."""
    block, size = list[_Piece](), 0
    for piece in pieces:
        if size and size + len(piece.text) > _BLOCK:
            yield block
            block, size = [], 0
        block.append(piece)
        size += len(piece.text)
    if block:
        yield block


def _joined(block: Sequence[_Piece]) -> tuple[list[int], Scan]:
    starts, fields, at = [], [], 0
    for piece in block:
        starts.append(at)
        if piece.cells:
            fields += [Field(at + cell.start, at + cell.end, cell.header, piece.unit) for cell in piece.cells]
        at += len(piece.text) + 1
    text = half_width(GAP.join([piece.text for piece in block]))
    numbered = [part if _DIGIT.search(part) else GAP * len(part) for part in text.split(GAP)]
    return starts, Scan(text, GAP.join(numbered), fields, bytearray(len(text)))


def _share_out(finds: list[Find], starts: list[int], result: list[list[Span]], block: Sequence[_Piece]) -> None:
    """Hand the finds back to the segments that they stand in, in their offsets."""
    finds.sort(key=itemgetter(0, 1, 3))
    begins, until, spans = 0, 0, list[Span]()
    for start, end, kind, norm, confidence, how in finds:
        if start >= until:
            at = bisect_right(starts, start) - 1
            until = starts[at + 1] if at + 1 < len(starts) else 1 << 62
            begins, spans = starts[at] - block[at].offset, result[block[at].number]
        spans.append(Span(start - begins, end - begins, kind, norm, confidence, how))


@lru_cache(maxsize=8)
def _plugin(name: str) -> Any:
    return import_module(f"extractors.recognizers.{name}")


Reads = Callable[[str], tuple[Kind, str, float] | None]
# A plain number that is nothing else: no year and month (2026.05), too short for a phone or a serial.
_BARE = re.compile(r"-?(?!(?:19|20)[0-9][0-9]\.)(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,12})?")


@lru_cache(maxsize=1024)
def bare_number(header: str, unit: str) -> Reads | None:
    """Give what reads a plain number that fills a cell, as the scan of its row would; None under phones and codes.

    It gives kind, norm and confidence, "" as the norm where the number is no key, and None for anything else than a
    plain number.

    Args:
        header: The column's header.
        unit: The unit that a caption above the table gives.
    """
    if _plugin("contact").phone_column(header) or _plugin("identifier").key_column(header):
        return None
    scale, currency = _plugin("money").header_currency(header_unit(header) or unit)

    def read(text: str) -> tuple[Kind, str, float] | None:
        if not _BARE.fullmatch(text):
            return None
        if text[0] == "-":
            return "quantity", "", 0.0
        value = Decimal(text)
        if currency:
            return "money", f"{plain(value * scale)} {currency}", 0.85
        return ("quantity", *(_plugin("quantity").in_cell(value, text, header, unit) or ("", 0.0)))

    return read


def caption_units(segments: Sequence[Segment]) -> list[str]:
    """Give each row the unit of the last caption (单位：万元) above its table, others ""."""
    units, pending, table = [], "", 0
    for segment in segments:
        if segment.table and segment.table != table:
            table = segment.table
        elif not segment.table and table:
            table, pending = 0, ""
        caption = _CAPTION_UNIT.search(segment.text) if "单位" in segment.text or "nit" in segment.text else None
        if caption and not segment.cells:
            pending = caption[1] or caption[2]
        units.append(pending if segment.table else "")
    return units
