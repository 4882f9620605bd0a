"""Binary workbooks of Excel 2 to 2003 (XLS, ET): the records of [MS-XLS], and those of the versions before it.

A workbook is a stream of records: the globals first (strings, styles, names, the list of sheets), then one run of
records for each sheet. Files of Excel 2 to 4 are one run without globals, and without a container around it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.model import Layer, Unreadable
from extractors.plain import decode
from extractors.sheets import grid, sheetparts
from extractors.sheets.biff12 import ERRORS, number_text, rk
from extractors.sheets.numberformats import BUILT_IN
from extractors.sheets.sheetparts import HEADER_CODE
from extractors.sheets.sheetstyles import INDEXED, PLAIN, WHITE, Look, look
from extractors.sink import Sink, clean

# The first record of every workbook since Excel 97.
FIRST_RECORD = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_BOF, _EOF, _CONTINUE, _FILEPASS, _BOUNDSHEET = (0x009, 0x209, 0x409, 0x809), 0x0A, 0x3C, 0x2F, 0x85
# [MS-XLS] 2.5.198.25 to 2.5.198.104: bytes of a formula's tokens behind the token itself; strings tell their own.
_TOKEN_BYTES = {
    0x01: 4, 0x02: 4, 0x1C: 1, 0x1D: 1, 0x1E: 2, 0x1F: 8, 0x20: 7, 0x21: 2, 0x22: 3, 0x23: 4, 0x24: 4, 0x25: 8,
    0x26: 6, 0x27: 6, 0x28: 6, 0x29: 2, 0x2A: 4, 0x2B: 8, 0x2C: 4, 0x2D: 8, 0x39: 6, 0x3A: 6, 0x3B: 10, 0x3C: 6,
    0x3D: 10, **dict.fromkeys(range(0x03, 0x17), 0),
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{2}|[\u3400-\u9fff]")
_NOTE_OBJECT = 0x19
_URL_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_FILE_MONIKER = bytes.fromhex("0303000000000000c000000000000046")
# [MS-XLS] 2.4.52: code pages that Python calls by another name.
_CODECS = {936: "gb18030", 950: "cp950", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252", 1200: "utf-16-le"}

Record = tuple[int, list[bytes]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as the globals list it: where its records begin, its name, and what kind of sheet it is."""

    start: int
    name: str
    hidden: bool
    kind: int


@dataclass(slots=True)
class Globals:
    """What the sheets share."""

    version: int = 8
    codec: str = ""
    strings: list[str] = field(default_factory=list)
    used: bytearray = field(default_factory=bytearray)
    looks: list[Look] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    epoch_1904: bool = False


@dataclass(slots=True)
class _Cells:
    """The cells of one sheet, and what stands beside them, as the records come."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_cells: dict[int, set[int]] = field(default_factory=dict)
    beside: list[tuple[str, Layer, str]] = field(default_factory=list)
    authors: dict[str, None] = field(default_factory=dict)
    drawings: list[bytes] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    formulas: dict[str, tuple[int, int]] = field(default_factory=dict)
    formula_at: tuple[int, int, int] | None = None
    shape: tuple[int, int, str] = (0, 0, "")


def read(stream: bytes, sink: Sink) -> bytes:
    """Read a workbook stream.

    Returns:
        The records of its drawings, in which shapes have descriptions.

    Raises:
        Unreadable: "encrypted", "unsupported" or "corrupt"; sheets that were read before are kept.
    """
    version = _version(stream)
    book, drawings = Globals(version), list[bytes]()
    if version < 5:
        _read_old(stream, book, sink)
        return b""
    _globals(stream, book, sink)
    if not book.sheets:
        raise Unreadable("corrupt", "workbook lists no sheets")
    for number, sheet in enumerate(book.sheets, 1):
        try:
            drawings += _read_sheet(stream, sheet, book, sink)
        except Unreadable as error:
            if error.problem.kind == "truncated" and "text beyond" in error.problem.detail:
                raise
            sink.problem("corrupt", f"sheet {number}", error)
    sheetparts.tabs([sheet.name for sheet in book.sheets], sink)
    for number, (used, text) in enumerate(zip(book.used, book.strings, strict=True), 1):
        if not used:
            sink.put(text, "hidden_text", f"unused string {number}")
    return b"".join(drawings)


def _version(stream: bytes) -> int:
    """Give the version of the records that a stream begins with: 2, 3, 4, 5 or 8."""
    if len(stream) < 8:
        raise Unreadable("corrupt", "workbook stream ends early")
    kind, _, version = struct.unpack_from("<3H", stream)
    if kind not in _BOF:
        raise Unreadable("corrupt", "workbook stream begins with another record")
    if kind != 0x809:
        return {0x009: 2, 0x209: 3, 0x409: 4}[kind]
    return 8 if version == 0x0600 else 5


def records(stream: bytes, at: int = 0) -> Iterator[Record]:
    """Give kind and contents of each record; what continues a record comes with it as a further content."""
    kind, contents = -1, list[bytes]()
    size = len(stream)
    while at + 4 <= size:
        found, length = struct.unpack_from("<HH", stream, at)
        content = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if found == _CONTINUE and contents:
            contents.append(content)
            continue
        if contents:
            yield kind, contents
        kind, contents = found, [content]
    if contents:
        yield kind, contents


def _globals(stream: bytes, book: Globals, sink: Sink) -> None:  # noqa: PLR0912  one case a record
    fonts, formats, styles, palette = list[bytes](), dict(BUILT_IN), list[bytes](), list[str]()
    for kind, contents in records(stream):
        content = contents[0]
        try:
            match kind:
                case 0x2F:
                    raise Unreadable("encrypted", "workbook needs a password")
                case 0x42:
                    book.codec = _codec(struct.unpack_from("<H", content)[0])
                case 0x22:
                    book.epoch_1904 = content[:1] == b"\1"
                case 0x31:
                    fonts.append(content)
                case 0x41E:
                    formats[struct.unpack_from("<H", content)[0]] = _text(content, 2, book, short=book.version < 8)[0]
                case 0xE0:
                    styles.append(content)
                case 0x92:
                    palette = [content[at : at + 3].hex().upper() for at in range(2, len(content) - 3, 4)]
                case 0x85:
                    start, state, sort = struct.unpack_from("<IBB", content)
                    name, _ = _text(content, 6, book, short=True)
                    book.sheets.append(Sheet(start, name, state & 3 in (1, 2), sort))
                case 0xFC:
                    book.strings = [clean(text) for text in _shared(contents)]
                    book.used = bytearray(len(book.strings))
                case 0x18 | 0x23 | 0x1AE | 0x5C | 0x5B | 0x5A | 0x51:
                    _said_once(kind, content, book, sink)
                case 0x0A:
                    break
                case _:
                    pass
        except (struct.error, IndexError):
            continue  # one damaged record costs itself
    book.looks = [_look(style, fonts, formats, palette, book) for style in styles]


def _codec(page: int) -> str:
    name = _CODECS.get(page, f"cp{page}")
    try:
        "".encode(name)
    except LookupError:
        return ""
    return name


def text_of(contents: Sequence[bytes], book: Globals) -> str:
    """Give the text that a record is, clean; "" for one that is damaged."""
    try:
        return clean(_text(contents[0], 0, book)[0])
    except (struct.error, IndexError):
        return ""


def _bytes_text(raw: bytes, book: Globals) -> str:
    """Read text of the versions before Unicode: by the code page that the file names, unless the text doubts it."""
    if raw.isascii() or not book.codec:
        return raw.decode("ascii") if raw.isascii() else decode.decode(raw)[0]
    try:
        return raw.decode(book.codec)
    except UnicodeDecodeError:
        return decode.decode(raw)[0]


def _text(content: bytes, at: int, book: Globals, short: bool = False) -> tuple[str, int]:
    """Give the text at a place, counted in one byte or in two, and the place behind it."""
    count = content[at] if short else struct.unpack_from("<H", content, at)[0]
    at += 1 if short else 2
    if book.version < 8:
        return _bytes_text(content[at : at + count], book), at + count
    if at >= len(content):
        return "", at
    flags = content[at]
    runs = struct.unpack_from("<H", content, at + 1)[0] * 4 if flags & 8 else 0
    start = at + 1 + (2 if flags & 8 else 0) + (4 if flags & 4 else 0)
    guide = struct.unpack_from("<I", content, start - 4)[0] if flags & 4 else 0
    end = start + count * (2 if flags & 1 else 1)
    return _chars(content[start:end], flags), end + runs + guide


def _chars(raw: bytes, flags: int) -> str:
    return raw.decode("utf-16-le", "replace") if flags & 1 else raw.decode("latin-1")


def _shared(chunks: Sequence[bytes]) -> list[str]:
    """Read the shared strings ([MS-XLS] 2.4.265): a string may go on in the next record, with flags of its own."""
    found, number, data, at = list[str](), 0, chunks[0], 8
    if len(data) < 8:
        return found
    wanted = struct.unpack_from("<I", data, 4)[0]
    while len(found) < wanted:
        if at >= len(data):
            number += 1
            if number >= len(chunks):
                break
            data, at = chunks[number], 0
        if at + 3 > len(data):
            break
        count, flags = struct.unpack_from("<HB", data, at)
        at += 3
        runs = guide = 0
        if flags & 8:
            runs, at = struct.unpack_from("<H", data, at)[0] * 4, at + 2
        if flags & 4:
            guide, at = struct.unpack_from("<I", data, at)[0], at + 4
        parts = list[str]()
        while count > 0:
            if at >= len(data):
                number += 1
                if number >= len(chunks) or not chunks[number]:
                    break
                data, at = chunks[number], 1
                flags = data[0]
            width = 2 if flags & 1 else 1
            taken = min(count, (len(data) - at) // width)
            parts.append(_chars(data[at : at + taken * width], flags))
            at, count = at + max(taken, 1) * width, count - max(taken, 1)
        found.append("".join(parts))
        behind = runs + guide
        while behind > len(data) - at and number + 1 < len(chunks):
            behind -= len(data) - at
            number += 1
            data, at = chunks[number], 0
        at += behind
    return found


def _said_once(kind: int, content: bytes, book: Globals, sink: Sink) -> None:
    """Put what the globals say in words into the reading: names, other workbooks, who wrote."""
    match kind:
        case 0x18:
            _name(content, book, sink)
        case 0x5C:
            text = _text(content, 0, book, short=book.version < 8)[0]
            sink.field("written by", text, "metadata", "workbook")
        case 0x5B:
            sink.field("reserved by", _text(content, 4, book, short=book.version < 8)[0], "metadata", "workbook")
        case 0x1AE if len(content) > 5:
            count = struct.unpack_from("<H", content)[0]
            path, at = _text(content, 2, book)
            sink.field("link", re.sub(r"[\x00-\x08]+", "/", path).strip("/"), "metadata", "external workbook")
            for _ in range(min(count, 1000)):
                title, at = _text(content, at, book)
                sink.put(title, "hidden_sheet", "external workbook")
        case 0x5A:
            _external_cells(content, book, sink)
        case 0x51:
            sink.field("link", _text(content, 6, book)[0].strip("\1\2\3"), "metadata", "data source")
        case _:
            pass


def _name(content: bytes, book: Globals, sink: Sink) -> None:
    flags, _, count, size = struct.unpack_from("<HBBH", content)
    wide = book.version >= 8 and content[14] & 1
    start = 15 if book.version >= 8 else 14
    end = start + count * (2 if wide else 1)
    raw = content[start:end]
    name = _chars(raw, content[14]) if book.version >= 8 else _bytes_text(raw, book)
    if flags & 0x20:  # built in, its name is a number
        return
    literals = ", ".join(_literals(content[end : end + size], book))
    sink.field(f"name {name}" if literals else "name", literals or name, "metadata", "names")


def _external_cells(content: bytes, book: Globals, sink: Sink) -> None:
    """Put a row of cells that was kept of another workbook into the reading ([MS-XLS] 2.4.66)."""
    last, first, row = struct.unpack_from("<BBH", content)
    at, values = 4, list[str]()
    for _ in range(first, last + 1):
        kind = content[at]
        if kind == 2:
            text, at = _text(content, at + 1, book)
            values.append(text)
            continue
        number = number_text(struct.unpack_from("<d", content, at + 1)[0], PLAIN) if kind == 1 else ""
        values.append(number)
        at += 9
    sink.row(values, "hidden_sheet", f"external workbook!{grid.column_name(first)}{row + 1}", sink.next_table())


def _look(style: bytes, fonts: list[bytes], formats: dict[int, str], palette: list[str], book: Globals) -> Look:
    if len(style) < 16:
        return PLAIN
    font, code = struct.unpack_from("<HH", style)
    font -= font > 4  # there is no font 4
    colour, size_pt = "", 0.0
    if font < len(fonts) and len(fonts[font]) >= 6:
        height, _, index = struct.unpack_from("<3H", fonts[font])
        colour, size_pt = _colour(index, palette), height / 20
    if book.version >= 8 and len(style) >= 20:
        pattern, fore = style[17] >> 2, struct.unpack_from("<H", style, 18)[0] & 0x7F
    else:
        pattern, fore = style[10] & 0x3F, style[8] & 0x7F
    ground = WHITE if pattern == 0 else _colour(fore, palette) if pattern == 1 else ""
    return look(formats.get(code, "General"), colour, ground, size_pt, book.epoch_1904)


def _colour(index: int, palette: list[str]) -> str:
    if index == 0x7FFF:  # the window's own
        return ""
    if 8 <= index < 8 + len(palette):
        return palette[index - 8]
    return INDEXED.get(index, f"indexed {index}")


def _literals(raw: bytes, book: Globals) -> list[str]:
    """Give the texts inside a formula, as far as its tokens are known."""
    at, found = 0, list[str]()
    while at < len(raw):
        token = raw[at]
        at += 1
        if token == 0x17:
            if at >= len(raw):
                break
            text, at = _text(raw, at, book, short=True)
            found.append(text)
            continue
        if token == 0x19:
            if at + 3 > len(raw):
                break
            choices = struct.unpack_from("<H", raw, at + 1)[0]
            at += 3 + (2 * (choices + 1) if raw[at] & 4 else 0)
            continue
        base = token if token < 0x20 else token & 0x1F | 0x20
        if base not in _TOKEN_BYTES or (book.version < 8 and base >= 0x20):
            break
        at += _TOKEN_BYTES[base]
    return found


def _read_sheet(stream: bytes, sheet: Sheet, book: Globals, sink: Sink) -> list[bytes]:
    """Put one sheet into the reading; a chart's own records inside it are a level deeper and are not its cells."""
    if not 0 < sheet.start < len(stream) - 4 or struct.unpack_from("<H", stream, sheet.start)[0] not in _BOF:
        raise Unreadable("corrupt", "its records are not where the workbook says")
    cells, depth, ended = _Cells(), 0, False
    try:
        for kind, contents in records(stream, sheet.start):
            if kind in _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                ended = depth <= 0
                if ended:
                    break
            else:
                _record(kind, contents, cells, book, inner=depth > 1 or sheet.kind == 2)
    finally:
        _put(cells, sheet, sink)
    if not ended:
        sink.problem("truncated", "a sheet", note="its records end early")
    return cells.drawings


def _read_old(stream: bytes, book: Globals, sink: Sink) -> None:
    """Read a file of Excel 2, 3 or 4: sheets one behind the other, without names for them."""
    cells, number = _Cells(), 0
    for kind, contents in records(stream):
        if kind == _FILEPASS:
            raise Unreadable("encrypted", "workbook needs a password")
        if kind == 0x42 and len(contents[0]) >= 2:
            book.codec = _codec(struct.unpack_from("<H", contents[0])[0])
        elif kind == _EOF:
            number += 1
            _put(cells, Sheet(0, f"Sheet{number}", False, 0), sink)
            cells = _Cells()
        else:
            _record(kind, contents, cells, book, inner=False)
    if cells.rows:
        _put(cells, Sheet(0, f"Sheet{number + 1}", False, 0), sink)
        sink.problem("truncated", "a sheet", note="its records end early")


def _put(cells: _Cells, sheet: Sheet, sink: Sink) -> None:
    layout = grid.Sheet(sheet.name, sheet.hidden, cells.hidden_rows, cells.hidden_columns, cells.hidden_cells)
    try:
        grid.put(sink, layout, ((number, cells.rows[number]) for number in sorted(cells.rows)))
    finally:
        for author in cells.authors:
            sink.field("comment author", author, "metadata", f"{sheet.name} comments")
        for text, layer, where in cells.beside:
            shown: Layer = "hidden_sheet" if sheet.hidden and layer in ("body", "header_footer") else layer
            for line in text.split("\n"):
                sink.put(line, shown, f"{sheet.name}{where}")
        for text, (row, column) in cells.formulas.items():
            if text not in cells.rows.get(row, {}).get(column, ""):
                where = f"{sheet.name}!{grid.column_name(column)}{row + 1} formula"
                sink.put(text, "hidden_sheet" if sheet.hidden else "hidden_text", where)


def _record(kind: int, contents: list[bytes], cells: _Cells, book: Globals, inner: bool) -> None:
    """Take one record of a sheet; one that is damaged costs itself."""
    try:
        if kind in _CELLS:
            if not inner:
                _cell(kind, contents, cells, book)
        elif kind in _BESIDE:
            _beside(kind, contents, cells, book)
        elif inner and kind == 0x100D:  # SeriesText: names and titles in charts
            cells.beside.append((_text(contents[0], 2, book, short=True)[0], "body", " chart"))
    except (struct.error, IndexError):
        return


_CELLS = frozenset({
    0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x203, 0x204, 0x205, 0x206, 0x207, 0x406, 0x27E, 0xBD, 0xD6, 0xFD, 0x208, 0x7D,
})  # fmt: skip
_BESIDE = frozenset({0x14, 0x15, 0x1C, 0x5D, 0x1B6, 0x1B8, 0x800, 0x1BE, 0xEC, 0x4D, 0x89C, 0xAF})


def _cell(  # noqa: PLR0912  one case a record
    kind: int, contents: list[bytes], cells: _Cells, book: Globals
) -> None:
    content = contents[0]
    if kind == 0x7D:
        low, high, width, _, flags = struct.unpack_from("<5H", content)
        if flags & 1 or width == 0:
            cells.hidden_columns.update(range(low, min(high, 255) + 1))
        return
    if kind in (0x207, 0x07):
        if cells.formula_at is not None:
            text = _joined(contents, book) if kind == 0x207 else _text(content, 0, book, short=True)[0]
            _keep(clean(text), False, *cells.formula_at, cells, book)
            cells.formula_at = None
        return
    row, column = struct.unpack_from("<HH", content)
    if kind == 0x208:
        height, flags = struct.unpack_from("<H", content, 6)[0], content[12] if len(content) > 12 else 0
        if flags & 0x20 or height & 0x7FFF == 0:
            cells.hidden_rows.add(row)
        return
    # Excel 2 has three bytes of looks where later versions have the number of a style.
    old = kind < 0x08 and book.version == 2
    style = -1 if old else struct.unpack_from("<H", content, 4)[0]
    at = 7 if old else 6
    if kind == 0xBD:
        for index in range((len(content) - 6) // 6):
            style = struct.unpack_from("<H", content, 4 + 6 * index)[0]
            _number(rk(content[6 + 6 * index : 10 + 6 * index]), row, column + index, style, cells, book)
    elif kind in (0x06, 0x206, 0x406):
        _formula(content, at, (row, column, style), cells, book)
    elif kind == 0xFD:
        number = struct.unpack_from("<I", content, 6)[0]
        if number < len(book.strings):
            book.used[number] = 1
            _keep(book.strings[number], False, row, column, style, cells, book)
    elif kind in (0x204, 0xD6, 0x04):
        text, _ = _text(content, at, book, short=old)
        _keep(clean(text), False, row, column, style, cells, book)
    elif kind in (0x205, 0x05):
        _keep(_flag(content[at], content[at + 1]), False, row, column, style, cells, book)
    else:
        plain = "<H" if kind == 0x02 else "<d"
        value = rk(content[at:]) if kind == 0x27E else float(struct.unpack_from(plain, content, at)[0])
        _number(value, row, column, style, cells, book)


def _formula(content: bytes, at: int, place: tuple[int, int, int], cells: _Cells, book: Globals) -> None:
    """Take a formula's last result, and the texts inside it that the result does not show."""
    result = content[at : at + 8]
    cells.formula_at = None
    if result[6:8] != b"\xff\xff":
        _number(struct.unpack("<d", result)[0], *place, cells, book)
    elif result[0] == 0:
        cells.formula_at = place
    elif result[0] in (1, 2):
        _keep(_flag(result[2], result[0] == 2), False, *place, cells, book)
    if book.version >= 8 and b"\x17" in content[22:]:
        size = struct.unpack_from("<H", content, 20)[0]
        for text in _literals(content[22 : 22 + size], book):
            if _WORD.search(text):
                cells.formulas.setdefault(clean(text), place[:2])


def _flag(value: int, is_error: bool | int) -> str:
    return ERRORS.get(value, "") if is_error else "TRUE" if value else "FALSE"


def _joined(contents: list[bytes], book: Globals) -> str:
    """Give a text that goes on in further records, each with flags of its own."""
    if book.version < 8 or len(contents) == 1:
        return _text(contents[0], 0, book)[0]
    count = struct.unpack_from("<H", contents[0])[0]
    first = _chars(contents[0][3:], contents[0][2])
    return (first + "".join(_chars(each[1:], each[0]) for each in contents[1:] if each))[:count]


def _number(  # noqa: PLR0913, PLR0917  a cell and its place
    value: float, row: int, column: int, style: int, cells: _Cells, book: Globals
) -> None:
    shown = book.looks[style] if 0 <= style < len(book.looks) else PLAIN
    _keep(number_text(value, shown), True, row, column, style, cells, book)


def _keep(  # noqa: PLR0913, PLR0917  a cell and its place
    text: str, is_number: bool, row: int, column: int, style: int, cells: _Cells, book: Globals
) -> None:
    if not text:
        return
    shown = book.looks[style] if 0 <= style < len(book.looks) else PLAIN
    pattern = "@" if is_number or shown.display is None else shown.display.text
    if shown.hidden or not pattern:
        cells.hidden_cells.setdefault(row, set()).add(column)
    cells.rows.setdefault(row, {})[column] = clean(pattern.replace("@", text)) if len(pattern) > 1 else text


def _beside(  # noqa: PLR0912  one case a record
    kind: int, contents: list[bytes], cells: _Cells, book: Globals
) -> None:
    content = contents[0]
    match kind:
        case 0x14 | 0x15:
            if content:
                _headers(_text(content, 0, book, short=book.version < 8)[0], cells)
        case 0x89C:
            at, sizes = 38, struct.unpack_from("<4H", content, 30)
            for size in sizes:
                if size:
                    text, at = _text(content, at, book)
                    _headers(text, cells)
        case 0x1C:
            _note(contents, cells, book)
        case 0x5D:
            kind_of, number = struct.unpack_from("<HH", content, 4) if book.version >= 8 else (0, 0)
            cells.shape = (kind_of, number, cells.shape[2])
        case 0x1B6:
            _shape_text(contents, cells)
        case 0xEC:
            cells.drawings += contents
            cells.shape = (*cells.shape[:2], _anchored(content) or cells.shape[2])
        case 0x1B8:
            _link(b"".join(contents), cells)
        case 0x800:
            row, _, column = struct.unpack_from("<3H", content, 2)
            text = content[10:].decode("utf-16-le", "replace").split("\0", 1)[0]
            cells.beside.append((text, "hidden_text", f"!{grid.column_name(column)}{row + 1} link"))
        case 0x1BE:
            _validation(b"".join(contents), cells, book)
        case 0x4D:
            name = content[2:66].decode("utf-16-le", "replace").partition("\0")[0]
            if name.isprintable() and "\ufffd" not in name:
                cells.beside.append((f"printer: {name}" if name else "", "metadata", " printer"))
        case _:
            pass


def _headers(text: str, cells: _Cells) -> None:
    lines = HEADER_CODE.sub("\n", text).replace("&&", "&")
    cells.beside.append((lines, "header_footer", " header"))


def _note(contents: list[bytes], cells: _Cells, book: Globals) -> None:
    """Take a comment: its text stands in a shape of the drawing, or, before Excel 97, in the record itself."""
    content = contents[0]
    row, column, size, number = struct.unpack_from("<4H", content)
    where = f"!{grid.column_name(column)}{row + 1} comment"
    if book.version >= 8:
        author, _ = _text(content, 8, book)
        if author:
            cells.authors.setdefault(author)
        cells.beside.append((clean(cells.texts.pop(number, "")), "comment", where))
    else:
        text = _bytes_text(content[6 : 6 + size], book)
        if row == 0xFFFF and cells.beside and cells.beside[-1][1] == "comment":
            before, _, where = cells.beside.pop()
            text = before + text
        cells.beside.append((clean(text), "comment", where))


def _shape_text(contents: list[bytes], cells: _Cells) -> None:
    """Take the text of a shape; that of a note waits for the note to say where it hangs."""
    count = struct.unpack_from("<H", contents[0], 10)[0]
    parts, left = list[str](), count
    for content in contents[1:]:
        if left <= 0 or not content:
            break
        text = _chars(content[1:], content[0])[:left]
        parts.append(text)
        left -= len(text)
    text = "".join(parts)
    kind, number, where = cells.shape
    if kind == _NOTE_OBJECT:
        cells.texts[number] = text
    else:
        cells.beside.append((text, "body", f"{where} shape"))


def _anchored(drawing: bytes) -> str:
    """Give the cell at which the last shape of a drawing record begins ([MS-XLS] 2.5.193)."""
    at = drawing.rfind(b"\x10\xf0\x12\x00\x00\x00")
    if at < 0 or at + 24 > len(drawing):
        return ""
    column, _, row = struct.unpack_from("<3H", drawing, at + 8)
    return f"!{grid.column_name(column)}{row + 1}"


def _link(content: bytes, cells: _Cells) -> None:
    """Take a link ([MS-XLS] 2.4.140, [MS-OSHARED] 2.3.7.1): its target, and the text shown for it."""
    row, _, column = struct.unpack_from("<3H", content)
    where = f"!{grid.column_name(column)}{row + 1} link"
    flags, at = struct.unpack_from("<I", content, 28)[0], 32
    for bit in (0x10, 0x80):  # display name, frame
        if flags & bit:
            size = struct.unpack_from("<I", content, at)[0] * 2
            text = content[at + 4 : at + 4 + size].decode("utf-16-le", "replace").rstrip("\0")
            at += 4 + size
            if bit == 0x10 and clean(text) != cells.rows.get(row, {}).get(column, ""):
                cells.beside.append((text, "hidden_text", where))
    target = ""
    if flags & 0x100:
        size = struct.unpack_from("<I", content, at)[0] * 2
        target = content[at + 4 : at + 4 + size].decode("utf-16-le", "replace")
    elif content[at : at + 16] == _URL_MONIKER:
        size = struct.unpack_from("<I", content, at + 16)[0]
        target = content[at + 20 : at + 20 + size].decode("utf-16-le", "replace").split("\0", 1)[0]
    elif content[at : at + 16] == _FILE_MONIKER:
        size = struct.unpack_from("<I", content, at + 18)[0]
        target = decode.name(content[at + 22 : at + 22 + size].rstrip(b"\0"))
    if target:
        cells.beside.append((f"link: {target.rstrip(chr(0))}", "metadata", where))


def _validation(content: bytes, cells: _Cells, book: Globals) -> None:
    """Take what cells may hold and the hints shown on them ([MS-XLS] 2.4.90)."""
    at, texts = 4, list[str]()
    for _ in range(4):
        text, at = _text(content, at, book)
        texts.append(text)
    size = struct.unpack_from("<H", content, at)[0]
    choices = _literals(content[at + 4 : at + 4 + size], book)
    at += 4 + size
    at += 4 + struct.unpack_from("<H", content, at)[0]
    row, _, column = struct.unpack_from("<3H", content, at + 2)
    where = f"!{grid.column_name(column)}{row + 1}"
    cells.beside += [(text.strip("\0"), "form_field", f"{where} prompt") for text in texts if text.strip("\0")]
    for text in choices:
        cells.beside.append((f"choices: {', '.join(text.split(chr(0)))}", "form_field", f"{where} choices"))
