"""Excel workbooks (XLSX, XLSM, XLSB): values by calamine, everything hidden or beside the cells by own passes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import python_calamine as calamine
from lxml import etree

from extractors import grid, office
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.package import Package, Relation, children, first, get, has_doctype, local
from extractors.sink import Sink

# calamine lays a sheet out densely at about 32 bytes a cell; beyond this it would not fit the memory limit.
_BYTES_PER_CELL = 64
_HEADER_CODE = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&K\d\d[+-]\d{3}|&\d{1,3}|&[LCRPNDTZFABIUESXYGOH]')


@dataclass(frozen=True, slots=True)
class _Part:
    """A sheet of the workbook and the part that holds it."""

    name: str
    hidden: bool
    part: str


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read all sheets, comments, headers, shapes, charts, names, properties and embedded files."""
    package, sink = Package(data, limits), Sink(reading, limits)
    binary = package.has("xl/workbook.bin")
    sheets = [] if binary else _sheets(package)
    book = _book(data)
    if binary:
        read_all(book, sink)
    for sheet in sheets:
        try:
            _read_sheet(package, book, sheet, sink)
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
            sink.problem("corrupt", f"sheet {sheets.index(sheet) + 1}", error)
    if not binary:
        _names(package, sink)
        _outside(package, sink)
    office.properties(package, sink)
    office.embedded(package, sink)


def _book(data: bytes) -> calamine.CalamineWorkbook | None:
    """Open with calamine; None where it cannot, then the own pass reads the cells."""
    try:
        return grid.workbook(data)
    except Unreadable as error:
        if error.problem.kind == "encrypted":
            raise
        return None


def _main(package: Package) -> str:
    found = [relation.target for relation in package.relations("") if relation.kind == "officeDocument"]
    return found[0] if found and package.has(found[0]) else "xl/workbook.xml"


def _sheets(package: Package) -> list[_Part]:
    main = _main(package)
    parts = {relation.key: relation.target for relation in package.relations(main)}
    found = []
    for sheet in package.tree(main).iter("{*}sheet"):
        hidden = get(sheet, "state") in ("hidden", "veryHidden")
        # r:id by its end: strict files use another namespace, and sheetId must not be taken for it
        key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        found.append(_Part(sheet.get("name") or "", hidden, parts.get(key, "")))
    return found


def read_all(book: calamine.CalamineWorkbook | None, sink: Sink) -> None:
    """Put every sheet into the reading through calamine alone, for workbooks that are not XML."""
    if book is None:
        raise Unreadable("corrupt", "workbook cannot be opened")
    for number, meta in enumerate(book.sheets_metadata, 1):
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        try:
            grid.put(sink, grid.Sheet(meta.name, hidden), grid.rows(book, meta.name))
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
            sink.problem("corrupt", f"sheet {number}", error)


def _read_sheet(package: Package, book: calamine.CalamineWorkbook | None, sheet: _Part, sink: Sink) -> None:
    if not sheet.part:
        raise Unreadable("corrupt", "sheet has no part")
    raw = package.part(sheet.part)
    if has_doctype(raw):
        raise Unreadable("bomb", "sheet has a DOCTYPE")
    hidden_rows, hidden_columns, header = (
        _layout(raw, sheet.part) if _has_layout(raw) else (frozenset(), frozenset(), "")
    )
    layout = grid.Sheet(sheet.name, sheet.hidden, hidden_rows, hidden_columns)
    if book is None or _area(raw) * _BYTES_PER_CELL > sink.limits.memory_bytes:
        grid.put(sink, layout, _sparse_rows(package, raw))
    else:
        try:
            grid.put(sink, layout, grid.rows(book, sheet.name))
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
            grid.put(sink, layout, _sparse_rows(package, raw))
    _put_header(sink, sheet, header)
    _beside(package, sheet, sink)


def _has_layout(raw: bytes) -> bool:
    return b"hidden=" in raw or b"headerFooter" in raw


def _area(raw: bytes) -> int:
    columns = {match[1] for match in re.finditer(rb'<(?:\w+:)?c\b[^>]{0,60}?\br="([A-Z]{1,3})\d', raw)}
    rows = [int(match[1]) for match in re.finditer(rb'<(?:\w+:)?row\b[^>]{0,60}?\br="(\d{1,8})"', raw)]
    widest = max((grid.cell_place(column.decode() + "1")[1] + 1 for column in columns), default=1)
    return widest * max(rows, default=1)


def _elements(raw: bytes, tags: tuple[str, ...], part: str) -> Iterator[etree._Element]:
    """Stream elements of a large part; each is cleared after use."""
    names = [f"{{*}}{tag}" for tag in tags]
    try:
        for _, element in etree.iterparse(
            io.BytesIO(raw), events=("end",), tag=names, resolve_entities=False, no_network=True, huge_tree=False
        ):
            yield element
            element.clear()
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("corrupt", f"part {part}: {type(error).__name__}") from error


def _layout(raw: bytes, part: str) -> tuple[frozenset[int], frozenset[int], str]:
    rows, columns, header = set[int](), set[int](), ""
    for element in _elements(raw, ("row", "col", "headerFooter"), part):
        tag = local(element)
        if tag == "headerFooter":
            header = "\n".join(_HEADER_CODE.sub("\n", child.text or "") for child in element)
        elif element.get("hidden") in ("1", "true"):
            if tag == "row" and (element.get("r") or "").isdigit():
                rows.add(int(element.get("r") or 0) - 1)
            elif tag == "col":
                columns |= _columns(element)
    return frozenset(rows), frozenset(columns), header.replace("&&", "&")


def _columns(element: etree._Element) -> set[int]:
    low, high = element.get("min") or "", element.get("max") or ""
    if not low.isdigit() or not high.isdigit():
        return set()
    return set(range(int(low) - 1, min(int(high), 16384)))


def _put_header(sink: Sink, sheet: _Part, header: str) -> None:
    for line in header.split("\n"):
        sink.put(line, "hidden_sheet" if sheet.hidden else "header_footer", f"{sheet.name} header")


def _sparse_rows(package: Package, raw: bytes) -> Iterator[grid.Row]:
    """Give rows without laying the sheet out; for sheets that calamine cannot open or hold (dates stay numbers)."""
    shared = _shared_strings(package)
    number, cells = -1, dict[int, str]()
    for element in _elements(raw, ("c", "row"), "sheet"):
        if local(element) == "row":
            row = element.get("r") or ""
            number = int(row) - 1 if row.isdigit() else number + 1
            yield number, cells
            cells = {}
        else:
            _, column = grid.cell_place(element.get("r") or "")
            cells[column if column >= 0 else max(cells, default=-1) + 1] = _cell_text(element, shared)


def _cell_text(element: etree._Element, shared: list[str]) -> str:
    value, kind = first(element, "v"), element.get("t")
    text = (value.text or "") if value is not None else ""
    if kind == "s":
        return shared[int(text)] if text.isdigit() and int(text) < len(shared) else ""
    if kind == "inlineStr":
        return rich_text(element)
    if kind in (None, "n") and re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", text):
        return grid.value_text(float(text))
    return text


def _shared_strings(package: Package) -> list[str]:
    name = next(iter(package.by_type("sharedStrings+xml")), "xl/sharedStrings.xml")
    if not package.has(name):
        return []
    raw = package.part(name)
    if has_doctype(raw):
        raise Unreadable("bomb", "shared strings have a DOCTYPE")
    return [rich_text(element) for element in _elements(raw, ("si",), name)]


def rich_text(element: etree._Element) -> str:
    """Give the text of a rich string without its phonetic guide."""
    return "".join(
        found.text or ""
        for found in element.iter("{*}t")
        if not any(local(up) == "rPh" for up in found.iterancestors())
    )


def _beside(package: Package, sheet: _Part, sink: Sink) -> None:
    relations = package.relations(sheet.part)
    threaded = any(relation.kind == "threadedComment" for relation in relations)
    for relation in relations:
        try:
            _beside_one(package, sheet, relation, threaded, sink)
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
            sink.problem("corrupt", f"{relation.kind} of a sheet", error)
    office.links(package, sheet.part, sink)


def _beside_one(package: Package, sheet: _Part, relation: Relation, threaded: bool, sink: Sink) -> None:
    if relation.external or not package.has(relation.target):
        return
    if relation.kind == "comments":
        _comments(package.tree(relation.target), sheet, threaded, sink)
    elif relation.kind == "threadedComment":
        for comment in package.tree(relation.target).iter("{*}threadedComment"):
            sink.put(rich_or_plain(comment), "comment", f"{sheet.name}!{comment.get('ref')} comment")
    elif relation.kind == "drawing":
        _drawing(package, relation.target, sheet, sink)


def rich_or_plain(comment: etree._Element) -> str:
    """Give a threaded comment's text."""
    return "".join(element.text or "" for element in comment.iter("{*}text"))


def _comments(root: etree._Element, sheet: _Part, threaded: bool, sink: Sink) -> None:
    authors = [element.text or "" for element in root.iter("{*}author")]
    for author in dict.fromkeys(authors):
        if not author.startswith("tc={"):
            sink.field("comment author", author, "metadata", f"{sheet.name} comments")
    for comment in root.iter("{*}comment"):
        text = rich_text(comment)
        if not (threaded and re.match(r"\[Threaded comment\]|\[线程批注\]|\[对话批注\]", text)):
            sink.put(text, "comment", f"{sheet.name}!{comment.get('ref')} comment")


def _drawing(package: Package, name: str, sheet: _Part, sink: Sink) -> None:
    layer: Layer = "hidden_sheet" if sheet.hidden else "body"
    for paragraph in package.tree(name).iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
        sink.put("".join(run.text or "" for run in paragraph.iter("{*}t")), layer, f"{sheet.name} shape")
    for relation in package.relations(name):
        if relation.kind == "chart" and package.has(relation.target):
            for text in office.drawing_texts(package, relation.target):
                sink.put(text, layer, f"{sheet.name} chart")


def _names(package: Package, sink: Sink) -> None:
    for element in package.tree(_main(package)).iter("{*}definedName"):
        name = element.get("name") or ""
        if not name.startswith("_xlnm"):
            sink.field(f"name {name}", element.text or "", "metadata", "names")


def _outside(package: Package, sink: Sink) -> None:
    for name in package.names:
        if re.fullmatch(r"xl/externalLinks/externalLink\d+\.xml", name):
            office.links(package, name, sink)
        elif re.fullmatch(r"xl/persons/person\d*\.xml", name):
            for person in children(package.tree(name), "person"):
                sink.field("comment author", get(person, "displayName"), "metadata", "persons")


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "hidden_sheet", "hidden_row_column", "comment", "header_footer", "embedded_object", "metadata"),
)
FORMAT = Format(kinds=("xlsx", "xlsb"), layers=_LAYERS, read=read)
