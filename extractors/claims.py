"""Which key recognizer may have a stretch of text: a phone is no quantity, a date no identifier.

The recognizers of keys run over a segment in one order and each claims what it finds; the later ones read around
that. They do not know each other: each gives a `scan` function and asks `found` for its own spans.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import cast

from extractors.model import Evidence, Kind, Recognizer, Segment, Span
from extractors.numerals import Number, numbers

# Surest form first: digits that pass as a phone or a calendar day are rarely anything else, while any number at
# all passes as a quantity.
ORDER = ("contact", "date", "identifier", "money", "quantity")

_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_HALF = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}
_CAPTION_UNIT = re.compile(r"(?:计量)?单位\s*[:：]\s*([^\s，。；,;）)\]】]{1,8})|\b[Uu]nit\s*:\s*([^\s,;)\]]{1,8})")
_HEADER_UNIT = re.compile(r"[（(\[［【]\s*([^（(\[［【）)\]］】]{1,14}?)\s*[）)\]］】]|[,，/／]\s*([^,，/／\s]{1,6})\s*$")


@dataclass(slots=True)
class Scan:
    """One segment under the recognizers of keys.

    Attributes:
        segment: The segment.
        text: Its text with full-width letters and digits made half-width; offsets are the same.
        unit: The unit that a caption above the table gives all its cells (单位：万元), "" for none.
        taken: One byte per character, not 0 where a recognizer has claimed it.
        spans: What the recognizer that is running has found so far.
    """

    segment: Segment
    text: str
    unit: str
    taken: bytearray
    spans: list[Span] = field(default_factory=list)
    _numbers: list[Number] | None = None
    _starts: list[int] = field(default_factory=list)

    @property
    def numbers(self) -> list[Number]:
        """The numbers of the text, read once for all recognizers."""
        if self._numbers is None:
            self._numbers = numbers(self.text)
        return self._numbers

    def free(self, start: int, end: int) -> bool:
        """Say whether nothing of this stretch is claimed."""
        return self.taken.find(1, start, end) < 0

    def add(self, start: int, end: int, kind: Kind, norm: str, confidence: float, how: Evidence = "pattern") -> None:
        """Record a span and claim its stretch, also over earlier claims of the same recognizer."""
        self.spans.append(Span(start, end, kind, norm, round(confidence, 3), how))
        self.block(start, end)

    def claim(self, start: int, end: int, kind: Kind, norm: str, confidence: float, how: Evidence = "pattern") -> bool:
        """Record a span if its stretch is free; say whether it was."""
        if not self.free(start, end):
            return False
        self.add(start, end, kind, norm, confidence, how)
        return True

    def block(self, start: int, end: int) -> None:
        """Claim a stretch without a span: a clock time is no quantity and no key either."""
        self.taken[start:end] = b"\x01" * (end - start)

    def cell(self, position: int) -> tuple[int, int, str]:
        """Give start, end and header of the row's cell at a position; (0, 0, "") outside of rows."""
        cells = self.segment.cells
        if not cells:
            return 0, 0, ""
        if not self._starts:
            self._starts = [cell.start for cell in cells]
        at = cells[bisect_right(self._starts, position) - 1]
        return at.start, at.end, at.header

    def alone(self, start: int, end: int) -> bool:
        """Say whether a stretch is the whole of its cell."""
        first, last, _ = self.cell(start)
        return last > first and not self.text[first:start].strip() and not self.text[end:last].strip()


def recognizer(name: str, kinds: tuple[Kind, ...], version: int = 1) -> Recognizer:
    """Make the plug-in of the recognizer module of that name."""

    def find(segments: Sequence[Segment]) -> list[list[Span]]:
        return [list(spans) for spans in _settled(tuple(segments))[name]]

    return Recognizer(kinds=kinds, find=find, version=version)


def half_width(text: str) -> str:
    """Make full-width letters and digits (and what stands with them) half-width, character by character."""
    return text.translate(_HALF) if _FULL_WIDTH.search(text) else text


@lru_cache(maxsize=4096)
def header_unit(header: str) -> str:
    """Give what a header's brackets hold, as a unit may: "合同额（万元）" → "万元", "Power [kW]" → "kW"."""
    found = _HEADER_UNIT.findall(half_width(header))
    return next((a or b for a, b in reversed(found)), "")


@lru_cache(maxsize=1)
def _settled(segments: tuple[Segment, ...]) -> dict[str, list[list[Span]]]:
    """Run all recognizers of keys over a file; the last file is kept, since each of them asks for its share."""
    result: dict[str, list[list[Span]]] = {name: [] for name in ORDER}
    scanners = [(name, _scanner(name)) for name in ORDER]
    for segment, unit in zip(segments, _caption_units(segments), strict=True):
        scan = Scan(segment, half_width(segment.text), unit, bytearray(len(segment.text)))
        for name, scanner in scanners:
            scan.spans = []
            scanner(scan)
            result[name].append(sorted(scan.spans, key=lambda span: (span.start, span.end, span.norm)))
    return result


def _scanner(name: str) -> Callable[[Scan], None]:
    return cast(Callable[[Scan], None], import_module(f"extractors.recognizers.{name}").scan)


def _caption_units(segments: Sequence[Segment]) -> list[str]:
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
