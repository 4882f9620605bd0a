"""Old binary office files and Outlook mails: DOC by its piece table, PPT by its records, MSG by its properties."""

from __future__ import annotations

import datetime as dt
import re
import struct
from collections.abc import Iterator
from typing import cast

from extractors import decode, lines, markup
from extractors.compound import Compound
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.sink import Sink, clean

# [MS-DOC] 2.5.3: the parts of a document's text, in their order, by the offset of their length in the header.
_PARTS: tuple[tuple[int, Layer, str], ...] = (
    (0x4C, "body", ""), (0x50, "footnote", "footnote"), (0x54, "header_footer", "header"),
    (0x58, "hidden_text", "macro"),
    (0x5C, "comment", "comment"), (0x60, "footnote", "endnote"), (0x64, "body", "text box"),
    (0x68, "header_footer", "header text box"),
)  # fmt: skip
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))|\x15")
_SUMMARY = {2: "title", 3: "subject", 4: "author", 5: "keywords", 6: "comments", 8: "last modified by"}
_DOCUMENT_SUMMARY = {14: "manager", 15: "company"}
_SUBJECT, _BODY, _HTML = "0037", "1000", "1013"
_MSG_FIELDS = (("From", "0C1A"), ("From address", "0C1F"), ("To", "0E04"), ("Cc", "0E03"))
_DEPTH = 4


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the text with notes, headers and comments where the format tells them apart, then the properties.

    Deleted and hidden text of DOC is not told apart from the body.
    """
    compound, sink = Compound(data), Sink(reading, limits)
    top = {entry.path[0] for entry in compound.entries if len(entry.path) == 1}
    try:
        if "WordDocument" in top:
            _word(compound, sink)
        elif "PowerPoint Document" in top:
            _slides(compound.stream("PowerPoint Document"), sink)
        else:
            _mail(compound, (), sink, 0)
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise Unreadable("corrupt", f"records: {type(error).__name__}") from error
    finally:
        _properties(compound, "\x05SummaryInformation", _SUMMARY, sink)
        _properties(compound, "\x05DocumentSummaryInformation", _DOCUMENT_SUMMARY, sink)


def _word(compound: Compound, sink: Sink) -> None:
    main = compound.stream("WordDocument")
    flags = struct.unpack_from("<H", main, 10)[0]
    if flags & 0x0100:
        raise Unreadable("encrypted", "needs a password")
    if struct.unpack_from("<H", main, 2)[0] < 0xC0:
        raise Unreadable("unsupported", "Word 6 or 95")
    table = compound.stream("1Table" if flags & 0x0200 else "0Table")
    text = _pieces(main, table)
    at = 0
    for offset, layer, place in _PARTS:
        length = struct.unpack_from("<I", main, offset)[0]
        _word_text(_FIELD_CODE.sub("", text[at : at + length]), layer, place, sink)
        at += length


def _pieces(main: bytes, table: bytes) -> str:
    """Put the text together from its pieces ([MS-DOC] 2.4.1)."""
    start, size = struct.unpack_from("<II", main, 0x1A2)
    clx = table[start : start + size]
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise Unreadable("corrupt", "no piece table")
    length = struct.unpack_from("<I", clx, at + 1)[0]
    pieces = clx[at + 5 : at + 5 + length]
    count = (len(pieces) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", pieces)
    parts = []
    for index in range(count):
        fc = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * index + 2)[0]
        chars = max(0, places[index + 1] - places[index])
        if fc & 0x40000000:
            first = (fc & 0x3FFFFFFF) // 2
            parts.append(main[first : first + chars].decode("cp1252", "replace"))
        else:
            parts.append(main[fc : fc + 2 * chars].decode("utf-16-le", "replace"))
    return "".join(parts)


def _word_text(text: str, layer: Layer, place: str, sink: Sink) -> None:
    cells, cell, table, width, number = list[str](), "", 0, 0, 0
    for part in re.findall("[^\r\x07\x0b\x0c]*[\r\x07\x0b\x0c]?", text):
        content, mark = part.rstrip("\r\x07\x0b\x0c"), part[-1:]
        if mark != "\x07":
            number += 1
            where = place or f"¶{number}"
            if cells or cell:
                cell += content + " "
            elif clean(content):
                table = width = 0
                sink.put(content, layer, where, lines.form(clean(content), False) if layer == "body" else "paragraph")
            continue
        if not content and not cell and cells and (len(cells) >= width or not width):
            # The row's own end mark; only a row shorter than the first one holds an empty cell here.
            table, width = table or sink.next_table(), width or len(cells)
            sink.row(cells, "table" if layer == "body" else layer, place or f"¶{number}", table)
            cells = []
            continue
        number += 1
        cells.append(cell + content)
        cell = ""
    sink.row([*cells, cell], layer, place or f"¶{number}", sink.next_table())


def _slides(data: bytes, sink: Sink) -> None:
    said = set[tuple[str, str]]()
    slide = 0
    for path, kind, content in _records(data, 0, len(data), ()):
        if kind == 1011 and 4080 in path:
            slide += 1
        text = ""
        if kind in (4000, 4026):
            text = content.decode("utf-16-le", "replace")
        elif kind == 4008:
            text = content.decode("latin-1")
        if not text or 1016 in path or (kind == 4026 and 12000 not in path and 4057 not in path):
            continue
        layer: Layer = "speaker_notes" if 1008 in path else "comment" if 12000 in path else "body"
        layer = "header_footer" if 4057 in path else layer
        for line in re.split("[\r\x0b]", text):
            if (layer, clean(line)) not in said and clean(line) != "*":
                said.add((layer, clean(line)))
                sink.put(line, layer, f"slide {slide}" if slide and 4080 in path else "slides", "bullet")


def _records(data: bytes, start: int, end: int, path: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], int, bytes]]:
    """Give the atoms of a record tree ([MS-PPT] 2.3.1) with the kinds of the containers around them."""
    at = start
    while at + 8 <= end:
        version, kind, size = struct.unpack_from("<HHI", data, at)
        stop = min(end, at + 8 + size)
        if version & 0xF == 0xF and len(path) < 24:
            yield from _records(data, at + 8, stop, (*path, kind))
        else:
            yield path, kind, data[at + 8 : stop]
        at = stop


def _mail(compound: Compound, prefix: tuple[str, ...], sink: Sink, depth: int) -> None:
    layer: Layer = "attachment" if depth else "body"
    sink.put(_property(compound, prefix, _SUBJECT), layer, "subject", "heading" if depth else "title")
    for word, tag in _MSG_FIELDS:
        sink.field(word, _property(compound, prefix, tag), layer, word)
    if not depth:
        sink.reading.author = clean(_property(compound, prefix, "0C1A"))
        sink.reading.modified = _submitted(compound.stream("__properties_version1.0"))
    body = _property(compound, prefix, _BODY)
    page = compound.stream(*prefix, f"__substg1.0_{_HTML}0102")
    if body.strip():
        lines.put(sink, body, layer)
    elif page:
        markup.put(sink, page, layer)
    names = [e.path[-1] for e in compound.entries if e.path[:-1] == prefix and e.path[-1].startswith("__attach")]
    for name in sorted(names):
        _attachment(compound, (*prefix, name), sink, depth)


def _attachment(compound: Compound, path: tuple[str, ...], sink: Sink, depth: int) -> None:
    name = clean(_property(compound, path, "3707") or _property(compound, path, "3704")) or "attachment"
    content = compound.stream(*path, "__substg1.0_37010102")
    inner = (*path, "__substg1.0_3701000D")
    if content:
        sink.reading.members.append((name, content))
    elif any(entry.path[: len(inner)] == inner for entry in compound.entries):
        if depth >= _DEPTH:
            sink.problem("bomb", "attachment", note="mails nested too deep")
        else:
            _mail(compound, inner, sink, depth + 1)


def _property(compound: Compound, prefix: tuple[str, ...], tag: str) -> str:
    wide = compound.stream(*prefix, f"__substg1.0_{tag}001F")
    if wide:
        return wide.decode("utf-16-le", "replace")
    return decode.decode(compound.stream(*prefix, f"__substg1.0_{tag}001E"))[0]


def _submitted(raw: bytes) -> str:
    for at in range(32, len(raw) - 15, 16):
        tag, _, value = struct.unpack_from("<IIQ", raw, at)
        if tag in (0x00390040, 0x0E060040) and 0 < value < 3 * 10**17:
            # 100 ns since 1601
            return (dt.datetime(1601, 1, 1) + dt.timedelta(microseconds=value // 10)).date().isoformat()
    return ""


def _properties(compound: Compound, stream: str, words: dict[int, str], sink: Sink) -> None:
    """Read a property set ([MS-OLEPS]): strings as metadata, the last save as the file's date."""
    raw = compound.stream(stream)
    try:
        base = struct.unpack_from("<I", raw, 44)[0]
        count = struct.unpack_from("<I", raw, base + 4)[0]
        entries = [struct.unpack_from("<II", raw, base + 8 + 8 * index) for index in range(min(count, 200))]
        for key, offset in entries:
            _one_property(raw, base + offset, key, words, sink)
    except struct.error:
        if raw:
            sink.problem("corrupt", "properties", note="property set ends early")


def _one_property(raw: bytes, at: int, key: int, words: dict[int, str], sink: Sink) -> None:
    kind = struct.unpack_from("<I", raw, at)[0]
    if key in words and kind in (30, 31):
        size = struct.unpack_from("<I", raw, at + 4)[0]
        content = raw[at + 8 : at + 8 + (size if kind == 30 else 2 * size)]
        text = decode.decode(content.rstrip(b"\0"))[0] if kind == 30 else content.decode("utf-16-le", "replace")
        sink.field(words[key], text, "metadata", "properties")
        if key == 4 and words is _SUMMARY:
            sink.reading.author = sink.reading.author or clean(text)
    elif key == 13 and kind == 64 and words is _SUMMARY:
        value = struct.unpack_from("<Q", raw, at + 4)[0]
        if 10**17 < value < 3 * 10**17:
            saved = dt.datetime(1601, 1, 1) + dt.timedelta(microseconds=value // 10)
            sink.reading.modified = sink.reading.modified or saved.date().isoformat()


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "footnote", "header_footer", "comment", "speaker_notes", "hidden_text", "attachment", "metadata"),
)
FORMAT = Format(kinds=("msg",), layers=_LAYERS, read=read)
