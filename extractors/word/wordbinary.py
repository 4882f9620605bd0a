"""The structure of binary Word files ([MS-DOC] for Word 97-2003, its forerunner of Word 6 and 95).

Text stands in pieces, its look in pages of runs that are found by file position. Characters are counted as the format
counts them (16-bit units, or bytes in Word 6), so that `File.text[cp]` is the character at `cp`.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.model import Unreadable
from extractors.officebase import propertyset
from extractors.officebase.compound import Compound

_PAGE = 512
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_WHITE_INDEX, _WHITE = 8, 0x00FFFFFF
_TINY = 2  # half points: nothing of one point or less is read by a person
_STYLES = 20  # chosen: chains of styles are short; a loop in a broken file ends here
# Operand sizes of Word 6 single-byte modifiers of runs and paragraphs that are not one byte long; -1 is a length byte
# in front. Source: Microsoft Word 6 binary format, "sprm definitions".
_OLD_SIZES = {
    **dict.fromkeys((3, 12, 15, 23, 68, 74, 81, 82, 103, 105, 106, 108, 120), -1),
    **dict.fromkeys((2, 16, 17, 18, 19, 21, 22, 26, 27, 28, *range(30, 37), *range(38, 44), *range(45, 50)), 2),
    **dict.fromkeys((69, 72, 80, 93, 96, 97, 99, 101, 107, 109, 110, 121, 122, 123, 124), 2),
    **dict.fromkeys((20, 70), 4), **dict.fromkeys((73, 95), 3), 83: 0,
}  # fmt: skip
_OLD_NAMES = {
    65: 0x0800, 66: 0x0801, 69: 0x4804, 80: 0x4A30, 92: 0x083C, 93: 0x4A4F, 98: 0x2A42, 99: 0x4A43, 2: 0x4600,
    24: 0x2416, 25: 0x2417,
}  # fmt: skip
# [MS-DOC] 2.9.214: a piece's short modifier names the same numbers as Word 6 did.
_BYTE_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}


@dataclass(frozen=True, slots=True)
class Look:
    """What a run's properties say about whether a person sees it, and who changed it.

    Attributes:
        deleted, inserted: Tracked changes, with the number of the author.
        hidden: Vanished, white on white, or too small to be seen.
        font: Number of the font; it decides the encoding in Word 6.
        symbol: The character that a symbol stands for, "" for none.
        form: Where in the stream of data a form field's settings stand, -1 for none.
    """

    deleted: bool = False
    inserted: bool = False
    hidden: bool = False
    author: int = -1
    font: int = -1
    symbol: str = ""
    form: int = -1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a paragraph's properties say: style, place in tables and lists."""

    style: int = 0
    depth: int = 0
    row_end: bool = False
    inner_cell: bool = False
    inner_row_end: bool = False
    listed: bool = False
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its built-in number (1-9 headings, 62 title), its name, its own look and the style it is based on."""

    built_in: int
    name: str
    base: int
    marks: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Piece:
    cp: int
    end: int
    fc: int
    width: int
    marks: dict[int, int]


@dataclass(slots=True)
class _Runs:
    """Runs of one kind of properties, by file position."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    def at(self, fc: int) -> bytes:
        index = bisect_right(self.starts, fc) - 1
        return self.raw[index] if index >= 0 and fc < self.ends[index] else b""


class File:
    """An open Word file: its text and what its tables say about it.

    Raises:
        Unreadable: "encrypted"; "corrupt" where there is no text to be found.
    """

    def __init__(self, compound: Compound) -> None:
        """Read the header, the pieces and the tables of looks; of those, what is damaged is left out."""
        self.main = compound.stream("WordDocument")
        if len(self.main) < 0x60:
            raise Unreadable("corrupt", "no header")
        flags = struct.unpack_from("<H", self.main, 10)[0]
        self.version = struct.unpack_from("<H", self.main, 2)[0]
        self.language = struct.unpack_from("<H", self.main, 6)[0]
        if flags & 0x0100:
            raise Unreadable("encrypted", "needs a password")
        self.old = self.version < 0xC0
        self._bytes = self.old and not flags & 0x1000
        self.table = self.main if self.old else compound.stream("1Table" if flags & 0x0200 else "0Table")
        self._modifiers: list[bytes] = []
        self.damaged: list[str] = []
        self._pieces = self._read_pieces()
        self.text = self._read_text()
        self._looks = self._runs(12, paragraphs=False)
        self._paragraphs = self._runs(13, paragraphs=True)
        self.knows_rows = bool(self._paragraphs.starts)
        self.fonts: dict[int, int] = {}
        self.fonts = self._whole(self._read_fonts, "fonts") if self.old else {}
        self.styles: dict[int, Style] = self._whole(self._read_styles, "styles")
        self._cache: dict[tuple[bytes, int, int], Look] = {}
        self._paragraph_cache: dict[bytes, Paragraph] = {}

    def _whole(self, read: object, what: str) -> dict:  # type: ignore[type-arg]
        try:
            return read()  # type: ignore[operator, no-any-return]
        except (struct.error, IndexError, ValueError):
            self.damaged.append(what)
            return {}

    def lengths(self) -> list[int]:
        """Give the characters of the eight parts of the text, in their order."""
        first = 0x34 if self.old else 0x4C
        if len(self.main) < first + 32:
            return [len(self.text)]
        return list(struct.unpack_from("<8I", self.main, first))

    def part(self, index: int) -> bytes:
        """Give one of the tables that the header lists, by its number there; b"" where it has none."""
        at = (0x58 if self.old else 0x9A) + 8 * index
        if len(self.main) < at + 8:
            return b""
        start, size = struct.unpack_from("<II", self.main, at)
        return self.table[start : start + size] if start + size <= len(self.table) else b""

    def places(self, index: int) -> list[int]:
        """Give the character positions of a table of positions and records of the size that its number implies."""
        raw = self.part(index)
        size = {2: 2, 4: 20 if self.old else 30, 46: 2, 56: 22, 58: 22}.get(index, 0)
        count = (len(raw) - 4) // (4 + size) if len(raw) >= 4 else -1
        return list(struct.unpack_from(f"<{count + 1}I", raw)) if count >= 0 else []

    def records(self, index: int, size: int) -> list[bytes]:
        """Give the records of such a table."""
        raw = self.part(index)
        count = max(0, (len(raw) - 4) // (4 + size))
        first = 4 * (count + 1)
        return [raw[first + size * at : first + size * (at + 1)] for at in range(count)]

    def strings(self, index: int) -> list[str]:
        """Give a table of strings ([MS-DOC] 2.2.4): wide ones with a mark in front, else bytes."""
        raw = self.part(index)
        if len(raw) < 4:
            return []
        wide = raw[:2] == b"\xff\xff"
        count, extra = struct.unpack_from("<HH", raw, 2) if wide else (len(raw), 0)
        at, found = (6 if wide else 2), list[str]()
        while at < len(raw) and len(found) < count:
            size = struct.unpack_from("<H", raw, at)[0] if wide and at + 2 <= len(raw) else raw[at]
            at += 2 if wide else 1
            length = size * 2 if wide else size
            chunk = raw[at : at + length]
            found.append(chunk.decode("utf-16-le", "replace") if wide else self.decoded(chunk))
            at += length + extra
        return found

    def names(self, index: int) -> list[str]:
        """Give a run of counted strings (the names of comment writers)."""
        raw, at, found = self.part(index), 0, list[str]()
        while at < len(raw):
            if self.old:
                size = raw[at]
                found.append(self.decoded(raw[at + 1 : at + 1 + size]))
                at += 1 + size
            else:
                size = 2 * int.from_bytes(raw[at : at + 2], "little")
                found.append(raw[at + 2 : at + 2 + size].decode("utf-16-le", "replace"))
                at += 2 + size
        return found

    def decoded(self, raw: bytes, font: int = -1) -> str:
        """Give the text of bytes of Word 6: in the font's character set, else in the document's language."""
        page = self.fonts.get(font, 0) or _PAGES_BY_LANGUAGE.get(self.language & 0x3FF, 0)
        if self.language in (0x0404, 0x0C04, 0x1404) and page == 936:
            page = 950
        return raw.decode(propertyset.codec(page or 1252) or "cp1252", "replace")

    def looks(self, start: int, end: int) -> Iterator[tuple[int, int, bytes, dict[int, int]]]:
        """Give the runs between two positions: from, to, the run's modifiers and those of its piece."""
        for index in range(max(0, bisect_right(self._piece_starts, start) - 1), len(self._pieces)):
            piece = self._pieces[index]
            if piece.cp >= end:
                return
            at, stop = max(start, piece.cp), min(end, piece.end)
            while at < stop:
                fc = piece.fc + (at - piece.cp) * piece.width
                run = bisect_right(self._looks.starts, fc) - 1
                raw, until = b"", stop
                if run >= 0 and fc < self._looks.ends[run]:
                    raw = self._looks.raw[run]
                    until = at + max(1, -(-(self._looks.ends[run] - fc) // piece.width))
                elif run + 1 < len(self._looks.starts):
                    until = at + max(1, -(-(self._looks.starts[run + 1] - fc) // piece.width))
                until = min(until, stop)
                yield at, until, raw, piece.marks
                at = until

    def look(self, raw: bytes, piece: dict[int, int], paragraph: Paragraph) -> Look:
        """Give the look of a run in a paragraph: its styles, then its own modifiers, then its piece's."""
        key = (raw, id(piece), paragraph.style | paragraph.shaded << 16)
        if key not in self._cache:
            own = {**self.modifiers(raw), **piece}
            marks = self._styled(paragraph.style)
            marks.update(self._styled(own[0x4A30]) if 0x4A30 in own else {})
            self._cache[key] = _look(marks, own, paragraph.shaded)
        return self._cache[key]

    def paragraph(self, cp: int) -> Paragraph:
        """Give the properties of the paragraph that ends at this position."""
        index = bisect_right(self._piece_starts, cp) - 1
        if index < 0 or cp >= self._pieces[index].end:
            return Paragraph()
        piece = self._pieces[index]
        raw = self._paragraphs.at(piece.fc + (cp - piece.cp) * piece.width)
        if raw not in self._paragraph_cache:
            self._paragraph_cache[raw] = self._read_paragraph(raw)
        return self._paragraph_cache[raw]

    def _read_paragraph(self, raw: bytes) -> Paragraph:
        if len(raw) < 2:
            return Paragraph()
        style = struct.unpack_from("<H", raw)[0]
        marks = self.modifiers(raw[2:])
        return Paragraph(
            style=marks.get(0x4600, style) & 0xFFF,
            depth=max(marks.get(0x6649, 0), marks.get(0x2416, 0) & 1),
            row_end=bool(marks.get(0x2417, 0)),
            inner_cell=bool(marks.get(0x244B, 0)),
            inner_row_end=bool(marks.get(0x244C, 0)),
            listed=marks.get(0x460B, 0) not in (0, 0xF801, 0xFFFF),
            shaded=bool({0xC64D, 0x442D, 0xD612, 0xD609, 0xD670} & marks.keys()),
        )

    def _styled(self, style: int) -> dict[int, int]:
        chain = list[Style]()
        for _ in range(_STYLES):
            found = self.styles.get(style)
            if found is None:
                break
            chain.append(found)
            style = found.base
        marks = dict[int, int]()
        for found in reversed(chain):
            marks.update(found.marks)
        return marks

    def modifiers(self, raw: bytes) -> dict[int, int]:
        """Give the modifiers of a run by their number, long operands as their first four bytes."""
        return dict(_old_modifiers(raw) if self.old else _modifiers(raw))

    def _read_pieces(self) -> list[_Piece]:
        pieces = self._piece_table() or self._one_piece()
        self._piece_starts = [piece.cp for piece in pieces]
        return pieces

    def _one_piece(self) -> list[_Piece]:
        """Take the text to lie in one stretch, as the header says: Word 6 without fast saves, and lost piece tables."""
        if len(self.main) < 0x20:
            raise Unreadable("corrupt", "no header")
        first, last = struct.unpack_from("<II", self.main, 0x18)
        last = min(last, len(self.main))
        sample = self.main[first : min(last, first + 4096)]
        if not 0x20 <= first < last or not any(sample):
            raise Unreadable("corrupt", "no piece table and no text")
        if not self.old:
            self.damaged.append("piece table")
        # Wide text of Latin letters is half zeros, of 汉字 beyond ASCII; narrow text is ASCII for the most part.
        narrow = sum(1 for byte in sample if 9 <= byte < 127) > 0.8 * len(sample)
        width = 1 if self._bytes or (not self.old and narrow) else 2
        return [_Piece(0, (last - first) // width, first, width, {})]

    def _piece_table(self) -> list[_Piece]:
        """Read the pieces and the shared modifiers before them ([MS-DOC] 2.9.38)."""
        clx, at = self.part(33), 0
        while at + 3 <= len(clx) and clx[at] == 1:
            size = struct.unpack_from("<H", clx, at + 1)[0]
            self._modifiers.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        if at + 5 > len(clx) or clx[at] != 2:
            return []
        table = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
        count = max(0, (len(table) - 4) // 12)
        places = struct.unpack_from(f"<{count + 1}I", table) if count else ()
        found, left = list[_Piece](), 2 * len(self.main)
        for index in range(count):
            fc, prm = struct.unpack_from("<IH", table, 4 * (count + 1) + 8 * index + 2)
            start, end = places[index], places[index + 1]
            # Pieces lie side by side and no byte stands in two of them; a table that says otherwise is damaged.
            if end > start and 0 <= start - (found[-1].end if found else 0) < left:
                piece = self._piece(start, end, fc, self._piece_marks(prm))
                left -= piece.end - (found[-1].end if found else 0)
                found.append(piece)
        return found

    def _piece(self, cp: int, end: int, fc: int, marks: dict[int, int]) -> _Piece:
        narrow = self._bytes or bool(fc & 0x40000000)
        fc = fc if self.old else (fc & 0x3FFFFFFF) // 2 if fc & 0x40000000 else fc & 0x3FFFFFFF
        width = 1 if narrow else 2
        # A piece that says to be longer than the file ends with it.
        return _Piece(cp, min(end, cp + max(0, len(self.main) - fc) // width), fc, width, marks)

    def _piece_marks(self, prm: int) -> dict[int, int]:
        if prm & 1:
            raw = self._modifiers[prm >> 1] if prm >> 1 < len(self._modifiers) else b""
            return self.modifiers(raw)
        name = _OLD_NAMES.get(prm >> 1 & 0x7F)
        return {name: prm >> 8} if name else {}

    def _read_text(self) -> str:
        parts, at = list[str](), 0
        for piece in self._pieces:
            raw = self.main[piece.fc : piece.fc + (piece.end - piece.cp) * piece.width]
            if piece.width == 2:
                text = raw.decode("utf-16-le", "surrogatepass" if _paired(raw) else "replace")
                text = _WIDE.sub(_halves, text)
            else:
                text = raw.decode("latin-1" if self._bytes else "cp1252", "replace")
            parts += ["\0" * (piece.cp - at), text]
            at = piece.cp + len(text)
        return "".join(parts)

    def _runs(self, index: int, paragraphs: bool) -> _Runs:
        runs, raw, size = _Runs(), self.part(index), 2 if self.old else 4
        count = max(0, (len(raw) - 4) // (4 + size))
        found = list[tuple[int, int, bytes]]()
        for number in range(count):
            page = int.from_bytes(raw[4 * (count + 1) + size * number :][:size], "little") & 0x3FFFFF
            block = self.main[page * _PAGE : (page + 1) * _PAGE]
            if len(block) == _PAGE:
                found += _papx(block, 7 if self.old else 13) if paragraphs else _chpx(block)
        for start, end, content in sorted(found, key=lambda run: run[0]):
            if end > start and (not runs.ends or start >= runs.ends[-1]):
                runs.starts.append(start)
                runs.ends.append(end)
                runs.raw.append(content)
        return runs

    def _read_styles(self) -> dict[int, Style]:
        raw, found = self.part(1), dict[int, Style]()
        if len(raw) < 6:
            return found
        at = 2 + struct.unpack_from("<H", raw)[0]
        count, fixed = struct.unpack_from("<HH", raw, 2)
        for number in range(min(count, 4095)):
            if at + 2 > len(raw):
                break
            size = struct.unpack_from("<H", raw, at)[0]
            if size >= fixed:
                found[number] = self._style(raw[at + 2 : at + 2 + size], fixed)
            at += 2 + size
        return found

    def _style(self, raw: bytes, fixed: int) -> Style:
        first, second, third = struct.unpack_from("<3H", raw)
        if self.old:
            length = raw[fixed]
            name, at = self.decoded(raw[fixed + 1 : fixed + 1 + length]), fixed + 2 + length
        else:
            length = 2 * struct.unpack_from("<H", raw, fixed)[0]
            name, at = raw[fixed + 2 : fixed + 2 + length].decode("utf-16-le", "replace"), fixed + 4 + length
        marks = dict[int, int]()
        for index in range(third & 0xF):
            at += at & 1
            if at + 2 > len(raw):
                break
            size = struct.unpack_from("<H", raw, at)[0]
            if (second & 0xF, index) in ((1, 1), (2, 0)):
                marks = self.modifiers(raw[at + 2 : at + 2 + size])
            at += 2 + size
        return Style(first & 0xFFF, name, second >> 4, marks)

    def _read_fonts(self) -> dict[int, int]:
        """Give the code page of each font of Word 6."""
        raw, at, found = self.part(15), 2, dict[int, int]()
        while at < len(raw):
            if len(raw) > at + 4:
                found[len(found)] = PAGES_BY_CHARSET.get(raw[at + 4], 0)
            at += 1 + raw[at]
        return found


def form_field(data: bytes, at: int) -> list[tuple[str, str]]:
    """Give what a form field's settings say in words ([MS-DOC] 2.9.78): default, help, status line, choices.

    Raises:
        struct.error: Where they end early.
    """
    head, version, bits = struct.unpack_from("<4xH62xIH", data, at)
    if head != 0x44 or version != 0xFFFFFFFF:
        return []
    kind, at, found = bits & 3, at + 78, list[tuple[str, str]]()
    words = ["name", *(["default"] if kind == 0 else []), "format", "help", "status", "macro", "macro"]
    for word in words:
        if word == "format" and kind:
            at += 2  # which choice, or whether ticked
        size = 2 * struct.unpack_from("<H", data, at)[0]
        if word in ("default", "help", "status"):
            found.append((word, data[at + 2 : at + 2 + size].decode("utf-16-le", "replace")))
        at += 4 + size
    if kind == 2:
        count, extra = struct.unpack_from("<2xHH", data, at)
        at += 6
        for _ in range(min(count, 1000)):
            size = 2 * struct.unpack_from("<H", data, at)[0]
            found.append(("choice", data[at + 2 : at + 2 + size].decode("utf-16-le", "replace")))
            at += 2 + size + extra
    return found


# The code page of a Windows character set, and of a primary language. Source: [MS-DOC] FFN.chs, [MS-LCID].
PAGES_BY_CHARSET = {
    77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256,
    186: 1257, 204: 1251, 222: 874, 238: 1250,
}  # fmt: skip
_PAGES_BY_LANGUAGE = {
    0x04: 936, 0x11: 932, 0x12: 949, 0x19: 1251, 0x22: 1251, 0x02: 1251, 0x05: 1250, 0x0E: 1250, 0x15: 1250, 0x1B: 1250,
    0x24: 1250, 0x18: 1250, 0x1A: 1250, 0x08: 1253, 0x1F: 1254, 0x0D: 1255, 0x01: 1256, 0x29: 1256, 0x26: 1257,
    0x27: 1257, 0x25: 1257, 0x1E: 874, 0x2A: 1258,
}  # fmt: skip


def page_of_language(language: int) -> int:
    """Give the Windows code page of a language number; 1252 where none is known."""
    if language in (0x0404, 0x0C04, 0x1404):
        return 950
    return _PAGES_BY_LANGUAGE.get(language & 0x3FF, 1252)


def _paired(raw: bytes) -> bool:
    return len(raw) % 2 == 0


def _halves(match: re.Match[str]) -> str:
    high, low = struct.unpack("<HH", match[0].encode("utf-16-le"))
    return chr(high) + chr(low)


def rejoined(text: str) -> str:
    """Put the halves of wide characters together again."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _chpx(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    count = block[511]
    if 4 * (count + 1) + count > 511:
        return
    places = struct.unpack_from(f"<{count + 1}I", block)
    for index in range(count):
        at = 2 * block[4 * (count + 1) + index]
        yield places[index], places[index + 1], block[at + 1 : at + 1 + block[at]] if at else b""


def _papx(block: bytes, size: int) -> Iterator[tuple[int, int, bytes]]:
    count = block[511]
    if 4 * (count + 1) + size * count > 511:
        return
    places = struct.unpack_from(f"<{count + 1}I", block)
    for index in range(count):
        at = 2 * block[4 * (count + 1) + size * index]
        content = b""
        if 0 < at < 510:
            length, first = 2 * block[at] - 1, at + 1
            if not block[at]:
                length, first = 2 * block[at + 1], at + 2
            content = block[first : first + max(0, length)]
        yield places[index], places[index + 1], content


def _modifiers(raw: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at + 2 < len(raw):
        name = raw[at] | raw[at + 1] << 8
        at += 2
        size = _BYTE_SIZES.get(name >> 13, 0)
        if not size:
            size = 1 + raw[at]
            if name == 0xD608 and at + 2 <= len(raw):
                size = 1 + (raw[at] | raw[at + 1] << 8)
            elif name == 0xC615 and raw[at] == 255:
                return  # tab stops without a length; nothing behind them is of use here
            yield name, int.from_bytes(raw[at + 1 : at + 5], "little")
        else:
            yield name, int.from_bytes(raw[at : at + size], "little")
        at += size


def _old_modifiers(raw: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at + 1 < len(raw):
        name = raw[at]
        size = _OLD_SIZES.get(name, 1)
        first = at + 1 if size >= 0 else at + 2
        size = size if size >= 0 else raw[at + 1]
        if name in _OLD_NAMES:
            yield _OLD_NAMES[name], int.from_bytes(raw[first : first + size], "little")
        at = first + size


def _look(style: dict[int, int], own: dict[int, int], shaded: bool) -> Look:
    marks = {**style, **own}
    vanish = own.get(0x083C, style.get(0x083C, 0))
    if vanish in (0x80, 0x81):  # as the style says, or the opposite
        vanish = style.get(0x083C, 0) ^ (vanish & 1)
    white = marks.get(0x6870) == _WHITE if 0x6870 in marks else marks.get(0x2A42) == _WHITE_INDEX
    dark = shaded or marks.get(0x4866, 0) or marks.get(0xCA71, 0) or marks.get(0x2A0C, 0)
    deleted, inserted = bool(marks.get(0x0800, 0) & 1), bool(marks.get(0x0801, 0) & 1)
    symbol = marks.get(0x6A09, 0) >> 16
    return Look(
        deleted=deleted,
        inserted=inserted,
        hidden=bool(vanish) or (white and not dark) or marks.get(0x4A43, 20) <= _TINY,
        author=marks.get(0x4863 if deleted else 0x4804, marks.get(0x4804, -1)),
        font=marks.get(0x4A4F, -1),
        form=marks[0x6A03] if marks.get(0x0806, 0) & 1 and 0x6A03 in marks else -1,
        symbol=chr(symbol) if 0x6A09 in marks and not 0xF000 <= symbol < 0xF100 and symbol >= 0x20 else "",
    )
