"""Workbooks as one XML file (XML Spreadsheet 2003), which many accounting programs export under the name of .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.model import Unreadable
from extractors.officebase.package import children, first, get, local, parse
from extractors.sheets import grid, sheetparts
from extractors.sheets.numberformats import general
from extractors.sheets.sheetstyles import PLAIN, WHITE, Look, look
from extractors.sink import Sink, clean

_NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
# XML Spreadsheet Reference, ss:NumberFormat: formats that have a name instead of a code.
_NAMED = {
    "general number": "General", "general date": "m/d/yy h:mm", "long date": "m/d/yy", "medium date": "m/d/yy",
    "short date": "m/d/yy", "long time": "h:mm:ss", "medium time": "h:mm", "short time": "h:mm", "fixed": "0.00",
    "standard": "#,##0.00", "percent": "0.00%", "scientific": "0.00E+00", "currency": "#,##0.00",
    "euro currency": '#,##0.00"€"', "yes/no": "General", "true/false": "General", "on/off": "General",
}  # fmt: skip
_PROPERTIES = {
    "Title": "title", "Subject": "subject", "Author": "author", "LastAuthor": "last modified by", "Company": "company",
    "Manager": "manager", "Keywords": "keywords", "Description": "description", "Category": "category",
    "HyperlinkBase": "hyperlink base",
}  # fmt: skip


@dataclass(slots=True)
class _Layout:
    """What a sheet's rows and columns say while they go by."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_cells: dict[int, set[int]] = field(default_factory=dict)
    beside: list[tuple[str, str, str]] = field(default_factory=list)


def is_workbook(data: bytes) -> bool:
    """Say whether the bytes are such a file."""
    head = data[:4096].replace(b"\0", b"")
    return _NAMESPACE in head and re.search(rb"<(?:\w+:)?Workbook\b", head) is not None


def read(data: bytes, sink: Sink) -> None:
    """Read all sheets with hidden rows, columns and cells, comments, links, headers, names and properties.

    Raises:
        Unreadable: "bomb" for a DOCTYPE, "corrupt" for what is not XML.
    """
    root = _root(data, sink)
    looks = {get(style, "ID"): _look(style) for style in root.iter("{*}Style")}
    names = list[str]()
    for number, sheet in enumerate(children(root, "Worksheet"), 1):
        names.append(get(sheet, "Name") or f"Sheet{number}")
        _read_sheet(sheet, names[-1], looks, sink)
    sheetparts.tabs(names, sink)
    for element in root.iter("{*}NamedRange"):
        sink.field(f"name {get(element, 'Name')}", get(element, "RefersTo"), "metadata", "names")
    _properties(root, sink)


def _root(data: bytes, sink: Sink) -> etree._Element:
    """Parse the file; one that breaks off is read as far as it goes, and that is a problem."""
    try:
        return parse(data, "workbook", huge=True)
    except Unreadable as error:
        if error.problem.kind != "corrupt":
            raise
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        mended: etree._Element | None = etree.fromstring(data, parser)
        if mended is None:
            raise
        sink.problem("corrupt", "workbook", error)
        return mended


def _look(style: etree._Element) -> Look:
    code, font, ground = first(style, "NumberFormat"), first(style, "Font"), first(style, "Interior")
    written = get(code, "Format") if code is not None else ""
    colour = get(font, "Color").strip("#").upper() if font is not None else ""
    size = get(font, "Size") if font is not None else ""
    filled = get(ground, "Color").strip("#").upper() if ground is not None and get(ground, "Pattern") else WHITE
    size_pt = float(size) if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})?", size) else 0.0
    return look(_NAMED.get(written.casefold(), written), colour, filled, size_pt, False)


def _read_sheet(sheet: etree._Element, name: str, looks: dict[str, Look], sink: Sink) -> None:
    layout = _Layout()
    options = first(sheet, "WorksheetOptions")
    visible = first(options, "Visible")
    hidden = visible is not None and "Hidden" in (visible.text or "")
    table = first(sheet, "Table")
    if table is not None:
        shown = grid.Sheet(name, hidden, layout.hidden_rows, layout.hidden_columns, layout.hidden_cells)
        grid.put(sink, shown, _rows(table, looks, layout))
    for kind, where, text in layout.beside:
        if kind == "comment":
            sink.put(text, "comment", f"{name}!{where} comment")
        else:
            sink.field(kind, text, "metadata", f"{name}!{where}")
    for element in () if options is None else options.iter("{*}Header", "{*}Footer"):
        for line in sheetparts.HEADER_CODE.sub("\n", get(element, "Data")).replace("&&", "&").split("\n"):
            sink.put(line, "hidden_sheet" if hidden else "header_footer", f"{name} header")


def _number(element: etree._Element, name: str, otherwise: int) -> int:
    """Give an attribute that counts from 1 as one that counts from 0; where it is absent, the other number."""
    value = get(element, name)
    return int(value) - 1 if value.isdecimal() and len(value) < 8 else otherwise


def _rows(table: etree._Element, looks: dict[str, Look], layout: _Layout) -> Iterator[grid.Row]:
    at = -1
    for column in children(table, "Column"):
        at = _number(column, "Index", at + 1)
        span = min(_number(column, "Span", -1) + 1, 16_384)
        if get(column, "Hidden") == "1" or get(column, "Width") == "0":
            layout.hidden_columns.update(range(at, at + span + 1))
        at += span
    number = -1
    for row in children(table, "Row"):
        number = _number(row, "Index", number + 1)
        if get(row, "Hidden") == "1" or get(row, "Height") == "0":
            layout.hidden_rows.add(number)
        texts, at = dict[int, str](), -1
        for cell in children(row, "Cell"):
            at = _number(cell, "Index", at + 1)
            text = _cell(cell, looks, layout, number, at)
            if text:
                texts[at] = text
            at += min(_number(cell, "MergeAcross", -1) + 1, 16_384)
        yield number, texts
        number += min(_number(row, "Span", -1) + 1, 1 << 20)


def _cell(cell: etree._Element, looks: dict[str, Look], layout: _Layout, row: int, column: int) -> str:
    where = f"{grid.column_name(column)}{row + 1}"
    shown, data = looks.get(get(cell, "StyleID"), PLAIN), first(cell, "Data")
    comment = first(cell, "Comment")
    if comment is not None:
        layout.beside.append(("comment author", where, get(comment, "Author")))
        layout.beside.append(("comment", where, "".join(str(text) for text in comment.itertext())))
    if get(cell, "HRef"):
        layout.beside.append(("link", where, get(cell, "HRef")))
    text = clean("".join(str(part) for part in data.itertext())) if data is not None else ""
    if data is not None and get(data, "Type") == "Number":
        text = _shown(text, shown)
    elif data is not None and get(data, "Type") == "DateTime":
        text = text.removesuffix("T00:00:00.000").removesuffix(".000").replace("T", " ")
    elif data is not None and get(data, "Type") == "Boolean":
        text = {"1": "TRUE", "0": "FALSE"}.get(text, text)
    if text and shown.hidden:
        layout.hidden_cells.setdefault(row, set()).add(column)
    return text


def _shown(text: str, shown: Look) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    return (shown.display.number(value) if shown.display is not None else "") or general(value)


def _properties(root: etree._Element, sink: Sink) -> None:
    for group in children(root, "DocumentProperties"):
        for element in group:
            text = clean(element.text or "")
            if local(element) in _PROPERTIES:
                sink.field(_PROPERTIES[local(element)], text, "metadata", "properties")
            if local(element) == "Author":
                sink.reading.author = text
            elif local(element) == "LastSaved" and re.match(r"\d{4}-\d\d-\d\d", text):
                sink.reading.modified = text[:10]
    for group in children(root, "CustomDocumentProperties"):
        for element in group:
            sink.field(local(element), element.text or "", "metadata", "properties")
