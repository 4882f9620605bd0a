"""A page's text as PDFium orders it, cut into visual lines and those into chunks where a gap is wide."""

# mypy: allow-untyped-calls
from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from extractors.layout import Chunk, Line
from extractors.pdf.engine import Box, direct, pdfium

_loose_box = direct("FPDFText_GetLooseCharBox", ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_glyph_box = direct("FPDFText_GetCharBox", ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *(ctypes.c_void_p,) * 4)
_unicode = direct("FPDFText_GetUnicode", ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_map_error = direct("FPDFText_HasUnicodeMapError", ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_count = direct("FPDFText_CountChars", ctypes.c_int, ctypes.c_void_p)
_font_name = direct(
    "FPDFText_GetFontInfo", ctypes.c_ulong, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong,
    ctypes.c_void_p,
)
_text = direct("FPDFText_GetText", ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p)

_WIDE_GAP = 1.1  # in line heights; a justified space stays below, a column gap above
_WORD = re.compile("[^\\s\0]+")
# U+0002 and U+FFFE are how PDFium writes a hyphen at a line's end; between small letters it is the typesetter's.
_BROKEN_WORD = re.compile("(?<=[a-z])[\x02\ufffe](?=[a-z])")
_HYPHENS = str.maketrans("\x02\ufffe", "--")


@dataclass(slots=True)
class Page:
    """The characters of one page, each of which can be asked for its place by its index.

    Attributes:
        handle: Address of PDFium's text page.
        text: One Python character for each of PDFium's, "\\0" for those without a Unicode value.
        turn: Maps a box in page space to the page as it is shown; None where they are the same.
    """

    handle: int
    text: str
    turn: Callable[[Box], Box] | None = None

    def lines(self, shown: str = "") -> list[Line]:
        """Give the visual lines in PDFium's order; `shown` is the text with blanks for what is left out."""
        text = shown or self.text
        spans = [match.span() for match in _WORD.finditer(text)]
        boxes = self.boxes([place for start, end in spans for place in (start, end - 1)])
        found, chunks = list[Line](), list[Chunk]()
        at = 0
        while at < len(spans):
            until = self._chunk_end(text, spans, boxes, at)
            chunks.append(self._chunk(text, spans[at][0], spans[until][1], boxes[2 * at], boxes[2 * until + 1]))
            at = until + 1
            if at == len(spans) or _breaks(text, spans[until][1], spans[at][0]):
                found.append(Line(chunks))
                chunks = []
        return found

    def boxes(self, indices: Sequence[int]) -> list[Box]:
        """Give the places of characters: each as wide as it moves the pen, as high as its font."""
        buffer = (ctypes.c_float * (4 * len(indices)))()
        base = ctypes.addressof(buffer)
        # FS_RECTF is left, top, right, bottom.
        deque(map(_loose_box, repeat(self.handle), indices, range(base, base + 16 * len(indices), 16)), maxlen=0)
        values = buffer[:]
        raw = list(zip(values[0::4], values[3::4], values[2::4], values[1::4], strict=True))
        return raw if self.turn is None else list(map(self.turn, raw))

    def glyphs(self, indices: Sequence[int], loose: Sequence[Box]) -> list[Box]:
        """Give where the ink of characters is; the middle of the loose box where a font is not known."""
        buffer = (ctypes.c_double * (4 * len(indices)))()
        base, end = ctypes.addressof(buffer), ctypes.addressof(buffer) + 32 * len(indices)
        sides = (range(base + place, end, 32) for place in (0, 8, 16, 24))  # left, right, bottom, top
        deque(map(_glyph_box, repeat(self.handle), indices, *sides), maxlen=0)
        values = buffer[:]
        tight = zip(values[0::4], values[2::4], values[1::4], values[3::4], strict=True)
        return [
            one if one[2] > one[0] and one[3] > one[1] else _middle(box) for one, box in zip(tight, loose, strict=True)
        ]

    @staticmethod
    def _chunk_end(text: str, spans: Sequence[tuple[int, int]], boxes: Sequence[Box], at: int) -> int:
        """Give the last word of the chunk that begins with this one: a wide gap or the line's end is behind it."""
        while at + 1 < len(spans):
            left, right = boxes[2 * at + 1], boxes[2 * at + 2]
            if right[0] - left[2] > _WIDE_GAP * (left[3] - left[1]) or _breaks(text, spans[at][1], spans[at + 1][0]):
                return at
            at += 1
        return at

    @staticmethod
    def _chunk(text: str, first: int, end: int, left: Box, right: Box) -> Chunk:
        return Chunk(legible(text[first:end]), left[0], min(left[1], right[1]), right[2], max(left[3], right[3]))


def _middle(box: Box) -> Box:
    inset = 0.25 * (box[3] - box[1])
    return box[0], box[1] + inset, box[2], box[3] - inset


def _breaks(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return "\n" in between or "\r" in between


def legible(text: str) -> str:
    """Give text as it reads: PDFium's signs for a hyphen undone."""
    if "\x02" in text or "\ufffe" in text:
        return _BROKEN_WORD.sub("", text).translate(_HYPHENS)
    return text


def characters(handle: int) -> str:
    """Give the text of a text page, one Python character for each of PDFium's own.

    PDFium gives all of it in one call, but leaves out what has no Unicode value and writes two units for what lies
    beyond U+FFFF; only then the characters are asked for one by one.
    """
    count = _count(handle)
    if count <= 0:
        return ""
    buffer = ctypes.create_string_buffer(4 * count + 4)
    units = _text(handle, 0, count, ctypes.addressof(buffer)) - 1
    if units == count:
        text = buffer.raw[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text
    return "".join(map(chr, map(_unicode, repeat(handle), range(count))))


def misread(handle: int, text: str) -> set[int]:
    """Give the characters whose font does not say what they mean; PDFium then gives the number of the glyph.

    Forty of them are asked first: a font without a table makes a page of such, and most pages have none.
    """
    marks = [index for index, mark in enumerate(text) if mark not in " \0\r\n\t"]
    mixed = _of_mixed_fonts(handle, text, marks)
    if not any(error == 1 for error in map(_map_error, repeat(handle), marks[:: max(1, len(marks) // 40)])):
        return mixed
    errors = zip(marks, map(_map_error, repeat(handle), marks), strict=True)
    return mixed | {index for index, error in errors if error == 1}


# Letters with accents and signs of the upper half of Latin-1: in no language are they two fifths of what a font sets.
_UPPER_HALF = re.compile("[\u00a1-\u00ff\u0152-\u0192\u02c6-\u02dc\u2018-\u203a\u2122]")
_FEW, _MANY = 12, 0.4
_FAMILY = re.compile(r"^[A-Z]{6}\+|[0-9]*(?:~[0-9a-f]*)?$")


def _of_mixed_fonts(handle: int, text: str, marks: Sequence[int]) -> set[int]:
    if len(_UPPER_HALF.findall(text)) < _FEW:
        return set()
    held = mixed([_font(handle, index) for index in marks], [text[index] for index in marks])
    return {marks[at] for at in held}


def mixed(fonts: Sequence[str], marks: Sequence[str]) -> set[int]:
    """Give the places of characters of fonts that number their signs by themselves, as those of Chinese in TeX do.

    Such fonts have no table, and what they set reads as letters of Latin-1 at random: 1st June/ý~øn.
    """
    family = dict[str, list[int]]()
    for at, font in enumerate(fonts):
        family.setdefault(_FAMILY.sub("", font), []).append(at)
    out = set[int]()
    for held in family.values():
        upper = sum(_UPPER_HALF.match(marks[at]) is not None for at in held)
        if len(held) >= _FEW and upper >= _MANY * len(held):
            out.update(held)
    return out


def _font(handle: int, index: int) -> str:
    """Give the name of the font of a character."""
    buffer = ctypes.create_string_buffer(128)
    size = _font_name(handle, index, ctypes.addressof(buffer), 128, None)
    return buffer.raw[: min(size, 128)].rstrip(b"\0").decode("utf-8", "replace")


def turned(page: Any) -> Callable[[Box], Box] | None:
    """Give the map from page space to the page as it is shown, for pages that are turned by 90, 180 or 270 degrees."""
    match pdfium.FPDFPage_GetRotation(page):
        case 1:
            return lambda box: (box[1], -box[2], box[3], -box[0])
        case 2:
            return lambda box: (-box[2], -box[3], -box[0], -box[1])
        case 3:
            return lambda box: (-box[3], box[0], -box[1], box[2])
    return None
