"""Binary workbooks (XLSB): the records of [MS-XLSB] that carry text, and which rows, columns and sheets are hidden."""

from __future__ import annotations

import contextlib
import posixpath
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractors.model import Unreadable
from extractors.officebase import office
from extractors.officebase.package import Package
from extractors.sheets import grid, sheetparts
from extractors.sheets.numberformats import BUILT_IN, general
from extractors.sheets.sheetparts import HEADER_CODE, Open, Part, each
from extractors.sheets.sheetstyles import BLACK, INDEXED, PLAIN, WHITE, Look, look
from extractors.sink import Sink, clean

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_THEME = {0: WHITE, 1: BLACK}
_NO_TEXT = 0xFFFFFFFF

Record = tuple[int, bytes]


@dataclass(slots=True)
class _Book:
    """What the sheets share."""

    strings: list[str] = field(default_factory=list)
    used: bytearray = field(default_factory=bytearray)
    looks: list[Look] = field(default_factory=list)
    epoch_1904: bool = False


@dataclass(slots=True)
class _SheetState:
    """A sheet on its way: where the records are, and what was learnt of its layout."""

    row: int = -1
    column: int = -1
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_cells: dict[int, set[int]] = field(default_factory=dict)
    beside: list[Record] = field(default_factory=list)


def read(opened: Open) -> Open:
    """Read all sheets with their comments, headers, links and hints, the names and the parts that are XML anyway."""
    package, sink, main = opened.package, opened.sink, "xl/workbook.bin"
    relations = package.relations(main)
    targets = {relation.key: relation.target for relation in relations}
    shared = {relation.kind: relation.target for relation in relations}
    book, sheets, names = _Book(), list[Part](), list[tuple[str, str]]()
    for kind, content in records(package.part(main)):
        if kind == 153:  # BrtWbProp
            book.epoch_1904 = bool(content[:1] and content[0] & 1)
        elif kind == 156:  # BrtBundleSh
            sheets.append(_sheet(content, targets))
        elif kind in (39, 548, 2071):  # BrtName, BrtFileSharing, BrtAbsPath15
            with contextlib.suppress(Unreadable):
                text, _ = wide(content, {39: 9, 548: 4, 2071: 2}[kind])
                names.append(({39: "name", 548: "reserved by", 2071: "saved in"}[kind], text))
    each(sink, "shared strings", lambda: _take_strings(package, shared.get("sharedStrings", ""), book))
    each(sink, "styles", lambda: _take_styles(package, shared.get("styles", ""), book))
    opened = replace(opened, sheets=frozenset(sheet.name for sheet in sheets if sheet.part))
    for number, sheet in enumerate(sheets, 1):
        each(sink, f"sheet {number}", lambda sheet=sheet: _read_sheet(opened, book, sheet))  # type: ignore[misc]
    for number, (used, text) in enumerate(zip(book.used, book.strings, strict=True), 1):
        if not used:
            sink.put(text, "hidden_text", f"unused string {number}")
    for key, text in names:
        if not text.startswith("_xlnm"):
            sink.field(key, text, "metadata", "names" if key == "name" else "workbook")
    sheetparts.tabs([sheet.name for sheet in sheets], sink)
    sheetparts.outside(opened)
    _binary_parts(package, sink)
    return opened


def _sheet(content: bytes, targets: dict[str, str]) -> Part:
    """Give a sheet; the first Excel to write these files had one more number before the texts."""
    found = Part("", True, "")
    for start in (8, 12):
        with contextlib.suppress(Unreadable):
            key, at = wide(content, start)
            name, at = wide(content, at)
            found = Part(name, _u32(content, 0) in (1, 2), targets.get(key, ""))
            if at == len(content):
                return found
    return found


def records(raw: bytes) -> Iterator[Record]:
    """Give the records of a part; one that ends behind the part is cut."""
    at, size = 0, len(raw)
    while at < size:
        kind = raw[at]
        at += 1
        if kind & 0x80 and at < size:
            kind = kind & 0x7F | (raw[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while at < size and shift < 28:
            length |= (raw[at] & 0x7F) << shift
            shift += 7
            at += 1
            if not raw[at - 1] & 0x80:
                break
        yield kind, raw[at : at + length]
        at += length


def wide(content: bytes, at: int) -> tuple[str, int]:
    """Give the text at a place, "" for none, and the place behind it.

    Raises:
        Unreadable: "corrupt" where the record ends in it.
    """
    count = _u32(content, at)
    if count == _NO_TEXT:
        return "", at + 4
    end = at + 4 + 2 * count
    if end > len(content):
        raise Unreadable("corrupt", "a text ends behind its record")
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def _u32(content: bytes, at: int) -> int:
    if at + 4 > len(content):
        raise Unreadable("corrupt", "a record ends early")
    return int.from_bytes(content[at : at + 4], "little")


def _take_strings(package: Package, name: str, book: _Book) -> None:
    if package.has(name):
        for kind, content in records(package.part(name)):
            if kind == 19:  # BrtSSTItem
                book.strings.append(clean(wide(content, 1)[0]))
                book.used.append(0)


def _take_styles(package: Package, name: str, book: _Book) -> None:
    if not package.has(name):
        return
    codes, fonts, grounds, in_cells = dict(BUILT_IN), list[tuple[str, float]](), list[str](), False
    for kind, content in records(package.part(name)):
        if kind == 44 and len(content) > 6:  # BrtFmt
            codes[int.from_bytes(content[:2], "little")] = wide(content, 2)[0]
        elif kind == 43 and len(content) > 20:  # BrtFont; its height is in twentieths of a point
            fonts.append((_colour(content[12:20]), int.from_bytes(content[:2], "little") / 20))
        elif kind == 45 and len(content) > 12:  # BrtFill
            pattern = _u32(content, 0)
            grounds.append(WHITE if pattern == 0 else _colour(content[4:12]) if pattern == 1 else "")
        elif kind in (617, 618):  # BrtBeginCellXFs, BrtEndCellXFs
            in_cells = kind == 617
        elif kind == 47 and in_cells and len(content) >= 8:  # BrtXF
            _, code, font, fill = struct.unpack_from("<4H", content)
            colour, size_pt = fonts[font] if font < len(fonts) else ("", 0.0)
            ground = grounds[fill] if fill < len(grounds) else ""
            book.looks.append(look(codes.get(code, "General"), colour, ground, size_pt, book.epoch_1904))


def _colour(raw: bytes) -> str:
    """Give a BrtColor as `sheetstyles` names colours."""
    kind, index, tint = raw[0] >> 1, raw[1], int.from_bytes(raw[2:4], "little", signed=True)
    if kind == 2:
        return raw[4:7].hex().upper()
    if kind == 1:
        return INDEXED.get(index, f"indexed {index}")
    tinted = f" {tint}" if tint else ""
    return (_THEME.get(index) or f"theme {index}") + tinted if kind == 3 else ""


def _read_sheet(opened: Open, book: _Book, sheet: Part) -> None:
    package, sink = opened.package, opened.sink
    if not sheet.part:
        raise Unreadable("corrupt", "sheet has no part")
    raw = package.part(sheet.part)
    if raw[:5] == b"<?xml":
        raise Unreadable("unsupported", "an XML sheet in a binary workbook")
    state = _SheetState()
    layout = grid.Sheet(sheet.name, sheet.hidden, state.hidden_rows, state.hidden_columns, state.hidden_cells)
    try:
        grid.put(sink, layout, _rows(raw, book, state))
    finally:
        for record in state.beside:
            each(sink, "beside the cells of a sheet", lambda record=record: _beside(sheet, record, sink))  # type: ignore[misc]
        for relation in package.relations(sheet.part):
            if relation.kind == "comments" and package.has(relation.target):
                each(sink, "comments of a sheet", lambda part=relation.target: _comments(package, part, sheet, sink))  # type: ignore[misc]
        sheetparts.beside(opened, sheet)
        office.links(package, sheet.part, sink)


def _rows(raw: bytes, book: _Book, state: _SheetState) -> Iterator[grid.Row]:
    texts = dict[int, str]()
    for kind, content in records(raw):
        if kind == 0 and len(content) >= 12:  # BrtRowHdr
            if texts:
                yield state.row, texts
            texts = {}
            state.row, state.column = _u32(content, 0), -1
            if content[11] & 0x10 or content[8:10] == b"\0\0":
                state.hidden_rows.add(state.row)
        elif kind in _CELLS and len(content) >= 4:
            text = _cell(kind, content, book, state)
            if text:
                texts[state.column] = text
        elif kind == 60 and len(content) >= 18:  # BrtColInfo
            low, high, width = struct.unpack_from("<3I", content)
            if content[16] & 1 or width == 0:
                state.hidden_columns.update(range(low, min(high, 16383) + 1))
        elif kind in (64, 479, 494):  # BrtDVal, BrtBeginHeaderFooter, BrtHLink
            state.beside.append((kind, content))
    if texts:
        yield state.row, texts


# Cells with their column, formulas' results, and the short cells that stand in the column behind the last.
_CELLS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 62})
_SHORT = {13: 2, 14: 3, 15: 4, 16: 5, 17: 6, 18: 7}


def _cell(kind: int, content: bytes, book: _Book, state: _SheetState) -> str:
    """Give a cell's text and note its column; one that ends early is empty."""
    at = 4 if kind in _SHORT else 8
    kind = _SHORT.get(kind, kind)
    state.column = state.column + 1 if at == 4 else _u32(content, 0)
    style = int.from_bytes(content[at - 4 : at - 1], "little")
    shown = book.looks[style] if style < len(book.looks) else PLAIN
    text, is_number = _value(kind, content[at:], book, shown)
    if text and (shown.hidden or (not is_number and shown.display is not None and not shown.display.text)):
        state.hidden_cells.setdefault(state.row, set()).add(state.column)
    if text and not is_number and shown.display is not None and len(shown.display.text) > 1:
        text = clean(shown.display.text.replace("@", text))
    return text


def _value(kind: int, value: bytes, book: _Book, shown: Look) -> tuple[str, bool]:
    """Give the text of a cell's value, and whether it is a number."""
    match kind:
        case 2 if len(value) >= 4:
            return number_text(rk(value), shown), True
        case 5 | 9 if len(value) >= 8:
            return number_text(struct.unpack_from("<d", value)[0], shown), True
        case 3 | 11 if value:
            return ERRORS.get(value[0], ""), False
        case 4 | 10 if value:
            return "TRUE" if value[0] else "FALSE", False
        case 6 | 8 if len(value) >= 4:
            return clean(wide(value, 0)[0]), False
        case 62 if len(value) >= 5:
            return clean(wide(value, 1)[0]), False
        case 7 if len(value) >= 4 and _u32(value, 0) < len(book.strings):
            book.used[_u32(value, 0)] = 1
            return book.strings[_u32(value, 0)], False
        case _:
            return "", False


def number_text(value: float, shown: Look) -> str:
    """Give a number as its format shows it, or as it is where the format shows nothing."""
    return (shown.display.number(value) if shown.display is not None else "") or general(value)


def rk(raw: bytes) -> float:
    """Give the number that four bytes hold: an integer or the upper half of a float, perhaps in hundredths."""
    whole = int.from_bytes(raw[:4], "little", signed=True)
    if whole & 2:
        value = float(whole >> 2)
    else:
        value = float(struct.unpack("<d", b"\0\0\0\0" + (whole & 0xFFFFFFFC).to_bytes(4, "little"))[0])
    return value / 100 if whole & 1 else value


def _comments(package: Package, name: str, sheet: Part, sink: Sink) -> None:
    place, said = "", set[str]()
    for kind, content in records(package.part(name)):
        if kind == 632:  # BrtCommentAuthor
            author = wide(content, 0)[0]
            if author not in said and not author.startswith("tc={"):
                said.add(author)
                sink.field("comment author", author, "metadata", f"{sheet.name} comments")
        elif kind == 635 and len(content) >= 20:  # BrtBeginComment
            row, _, column = struct.unpack_from("<3I", content, 4)
            place = f"{grid.column_name(column)}{row + 1}"
        elif kind == 637 and len(content) >= 5:  # BrtCommentText
            sink.put(wide(content, 1)[0], "comment", f"{sheet.name}!{place} comment")


def _beside(sheet: Part, record: Record, sink: Sink) -> None:
    kind, content = record
    if kind == 479:
        at = 2
        while at + 4 <= len(content):
            text, at = wide(content, at)
            for line in HEADER_CODE.sub("\n", text).replace("&&", "&").split("\n"):
                sink.put(line, "hidden_sheet" if sheet.hidden else "header_footer", f"{sheet.name} header")
    elif kind == 494:
        row, _, column = struct.unpack_from("<3I", content)
        _, at = wide(content, 16)
        _, at = wide(content, at)
        tooltip, _ = wide(content, at)
        sink.put(tooltip, "hidden_text", f"{sheet.name}!{grid.column_name(column)}{row + 1} link")
    else:
        count = _u32(content, 4)
        row, _, column = struct.unpack_from("<3I", content, 8) if count else (0, 0, 0)
        at, place = 8 + 16 * count, f"{sheet.name}!{grid.column_name(column)}{row + 1}"
        for _ in range(4):
            text, at = wide(content, at)
            sink.put(text, "form_field", f"{place} prompt")
        for text in re.findall(rb"\x17(..)((?:[^\0].|\0[^\0])+)", content[at:], re.DOTALL)[:1]:
            choices = text[1][: 2 * int.from_bytes(text[0], "little")].decode("utf-16-le", "replace")
            sink.field("choices", ", ".join(re.split("[,\0]", choices)), "form_field", f"{place} choices")


_TEXTS = re.compile(r"(?:[^\x00-\x1f\x7f-\x9f\ud800-\uf8ff\ufff0-\uffff]){3,}")
_OTHER_PARTS = re.compile(
    r"xl/(?:externalLinks/externalLink\d+|connections|pivotCache/pivotCache(?:Definition|Records)\d+)\.bin", re.I
)


def _binary_parts(package: Package, sink: Sink) -> None:
    """Put the texts of caches, links and connections into the reading: the wide strings in their records."""
    for name in package.names:
        if not _OTHER_PARTS.fullmatch(name):
            continue
        office.links(package, name, sink)
        where = posixpath.splitext(posixpath.basename(name))[0]
        layer = "metadata" if where == "connections" else "hidden_sheet"
        said = sheetparts.said(sink) if "pivot" in where else set[str]()
        for kind, content in records(package.part(name)):
            for text in _wide_strings(content):
                if kind >= 0 and text not in said:
                    said.add(text)
                    sink.put(text, layer, where)  # type: ignore[arg-type]


def _wide_strings(content: bytes) -> Iterator[str]:
    """Give what stands in a record as a count of characters and so many of them."""
    at = 0
    while at + 8 <= min(len(content), 4096):
        count = int.from_bytes(content[at : at + 4], "little")
        end = at + 4 + 2 * count
        text = ""
        # The first two characters rule out most places without a look at the rest.
        if 1 < count < 4096 and end <= len(content) and _TEXTS.fullmatch(_utf16(content[at + 4 : at + 8]) + " "):
            text = _utf16(content[at + 4 : end])
        if len(text) > 2 and _TEXTS.fullmatch(text):
            yield text
            at = end
        else:
            at += 1


def _utf16(raw: bytes) -> str:
    return raw.decode("utf-16-le", "replace")
