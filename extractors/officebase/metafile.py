"""Text inside Windows metafiles (EMF, WMF): what an embedded object looked like when it was last drawn, as letters."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.model import Unreadable
from extractors.officebase import account
from extractors.officebase.package import Package
from extractors.sink import Sink

# [MS-EMF] 2.3.5 and [MS-WMF] 2.3.3: the records that draw text.
_EXTTEXTOUTA, _EXTTEXTOUTW, _SMALLTEXTOUT, _EMF_END = 83, 84, 108, 14
_META_TEXTOUT, _META_EXTTEXTOUT = 0x0521, 0x0A32
_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_GLYPHS, _SMALL_CHARS, _NO_RECTANGLE, _CLIPPED_OR_OPAQUE = 0x10, 0x200, 0x100, 0x6
_MOST_RECORDS = 500_000
_MOST_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Drawn:
    """One stretch of text: height and left edge, the right edge where the record gives widths, the text."""

    y: int
    x: int
    end: int | None
    text: str


def put(package: Package, sink: Sink) -> None:
    """Put the text of the drawn pictures of an office file, as far as it does not stand in the file anyway."""
    names = [name for name in package.names if re.search(r"\.(?:emf|wmf|emz|wmz)$", name, re.IGNORECASE)]
    if not names:
        return
    said = account.Seen(sink.reading)
    for name in names:
        try:
            found = lines(package.part(name))
        except Unreadable as error:
            sink.problem("corrupt", "a drawn picture", error)
            continue
        for text in found:
            if not said.holds(text):
                sink.put(text, "embedded_object", "drawn picture")


def lines(data: bytes) -> list[str]:
    """Give the lines of text that a metafile draws, in the order of drawing; what lies at one height is one line."""
    if data[:2] == b"\x1f\x8b":
        data = _inflated(data)
    try:
        found = list(_emf(data) if data[40:44] == b" EMF" else _wmf(data))
    except struct.error:
        return []
    joined, last = list[str](), None
    for each in found:
        if last is not None and last.y == each.y:
            joined[-1] += ("" if _adjoins(last, each) else " ") + each.text
        else:
            joined.append(each.text)
        last = each
    return [text for text in joined if re.search(r"\w", text)]


def _adjoins(one: Drawn, other: Drawn) -> bool:
    """Say whether a stretch goes on where the last one ended: programs draw one word in several pieces."""
    if one.end is None:
        return False
    width = (one.end - one.x) / max(1, len(one.text))
    return -width < other.x - one.end < width / 4


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data, _MOST_BYTES)
    except zlib.error:
        return b""


def _emf(data: bytes) -> Iterator[Drawn]:
    at, count = 0, 0
    while at + 8 <= len(data) and count < _MOST_RECORDS:
        kind, size = struct.unpack_from("<II", data, at)
        if size < 8 or kind == _EMF_END:
            return
        if kind in (_EXTTEXTOUTA, _EXTTEXTOUTW, _SMALLTEXTOUT):
            record = data[at : at + min(size, 1 << 20)]
            found = _small(record) if kind == _SMALLTEXTOUT else _large(record, kind == _EXTTEXTOUTW)
            if found is not None:
                yield found
        at += size
        count += 1


def _large(record: bytes, wide: bool) -> Drawn | None:
    if len(record) < 56:
        return None
    x, y, chars, offset, options = struct.unpack_from("<iiIII", record, 36)
    if options & _GLYPHS:
        return None
    raw = record[offset : offset + chars * (2 if wide else 1)]
    widths = struct.unpack_from("<I", record, 72)[0] if len(record) >= 76 else 0
    end = None
    if widths and widths + 4 * chars <= len(record):
        end = x + sum(struct.unpack_from(f"<{chars}I", record, widths))
    return Drawn(y, x, end, raw.decode("utf-16-le" if wide else "cp1252", "replace"))


def _small(record: bytes) -> Drawn | None:
    if len(record) < 36:
        return None
    x, y, chars, options = struct.unpack_from("<iiII", record, 8)
    if options & _GLYPHS:
        return None
    start = 36 if options & _NO_RECTANGLE else 52
    wide = not options & _SMALL_CHARS
    raw = record[start : start + chars * (2 if wide else 1)]
    return Drawn(y, x, None, raw.decode("utf-16-le" if wide else "latin-1", "replace"))


def _wmf(data: bytes) -> Iterator[Drawn]:
    at = 22 if data.startswith(_PLACEABLE) else 0
    at += 18
    for _ in range(_MOST_RECORDS):
        if at + 6 > len(data):
            return
        words, kind = struct.unpack_from("<IH", data, at)
        if words < 3:
            return
        record = data[at + 6 : at + min(words * 2, 1 << 16)]
        if kind == _META_TEXTOUT and len(record) >= 2:
            size = struct.unpack_from("<H", record, 0)[0]
            after = 2 + size + size % 2
            y = struct.unpack_from("<h", record, after)[0] if len(record) >= after + 2 else 0
            yield Drawn(y, 0, None, _ansi(record[2 : 2 + size]))
        elif kind == _META_EXTTEXTOUT and len(record) >= 8:
            y, x, size, options = struct.unpack_from("<hhHH", record, 0)
            start = 16 if options & _CLIPPED_OR_OPAQUE else 8
            if not options & _GLYPHS:
                yield Drawn(y, x, None, _ansi(record[start : start + size]))
        at += words * 2


def _ansi(raw: bytes) -> str:
    """Read text in the code page of the machine that drew it: plain letters, GB 18030 where it is clean, else Latin."""
    try:
        return raw.decode("ascii" if raw.isascii() else "gb18030")
    except UnicodeError:
        return raw.decode("cp1252", "replace")
