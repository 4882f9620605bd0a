"""Excel workbooks (XLSX, XLSM, XLSB, one XML file): what the cells show, and what is hidden in or beside them.

Cells are read by patterns, cross-checked by their count, and by a parser where the count does not hold
(`extractors.sheets.sheetxml`). Libraries were measured: calamine reads values as fast, but knows neither number formats
nor what is hidden, and takes the whole process down on small files; openpyxl needs ten times as long, and is the second
reader where this one fails.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
from dataclasses import replace
from typing import cast

from lxml import etree

from extractors import collector
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import metafile, office, officeparts
from extractors.officebase.package import Package, Relation, get, has_doctype
from extractors.sheets import biff12, grid, sheetml, sheetparts, sheetstyles, sheetxml
from extractors.sheets.sheetparts import Open, Outline, Part, each
from extractors.sink import Sink

_SHEET_PART = re.compile(r"xl/(?:work|chart|dialog|macro)sheets/[^/]+\.(?:xml|bin)", re.IGNORECASE)


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read all sheets, comments, headers, shapes, charts, names, caches, properties and embedded files."""
    sink = Sink(reading, limits)
    if sheetml.is_workbook(data):
        with collector.paused():
            sheetml.read(data, sink)
        return
    opened = Open(Package(data, limits, reading.problems), sink)
    with collector.paused():
        opened = biff12.read(opened) if opened.package.has("xl/workbook.bin") else _read_xml(opened)
    office.properties(opened.package, sink)
    officeparts.members(opened.package, sink, opened.shown)
    metafile.put(opened.package, sink)


def _read_xml(opened: Open) -> Open:
    package, sink, main = opened.package, opened.sink, _main(opened.package)
    root = _workbook(package, main, sink)
    relations = _relations(package, main, sink)
    targets = {relation.key: relation.target for relation in relations}
    shared = {relation.kind: relation.target for relation in relations if package.has(relation.target)}
    book, sheets = _book(package, root, shared, sink), _sheets(package, root, targets)
    opened = replace(opened, sheets=frozenset(sheet.name for sheet in sheets if sheet.part))
    for number, sheet in enumerate(sheets, 1):
        each(sink, f"sheet {number}", lambda sheet=sheet: _read_sheet(opened, book, sheet))  # type: ignore[misc]
    _put_unused(book, sink)
    sheetparts.tabs([sheet.name for sheet in sheets], sink)
    sheetparts.names(root, sink)
    sheetparts.about(root, sink)
    sheetparts.outside(opened)
    return opened


def _workbook(package: Package, main: str, sink: Sink) -> etree._Element:
    """Give the root of the workbook's own part; an empty one where that is lost and the sheets are still there."""
    try:
        return package.tree(main)
    except Unreadable as error:
        if error.problem.kind != "corrupt" or not any(map(_SHEET_PART.fullmatch, package.names)):
            raise
        sink.problem("corrupt", "workbook", error)
        return etree.Element("workbook")


def _relations(package: Package, main: str, sink: Sink) -> tuple[Relation, ...]:
    try:
        return package.relations(main)
    except Unreadable as error:
        sink.problem("corrupt", "workbook", error)
        return ()


def _main(package: Package) -> str:
    found = [relation.target for relation in package.relations("") if relation.kind == "officeDocument"]
    return found[0] if found and package.has(found[0]) else "xl/workbook.xml"


def _sheets(package: Package, root: etree._Element, targets: dict[str, str]) -> list[Part]:
    """Give the sheets in the order of their tabs, then those that the file holds without showing a tab for them.

    Where no relationship says which part a sheet is, it is the one that programs name after its place.
    """
    found, taken = [], set(targets.values())
    for number, sheet in enumerate(root.iter("{*}sheet"), 1):
        hidden = get(sheet, "state") in ("hidden", "veryHidden")
        # r:id by its end: strict files use another namespace, and sheetId must not be taken for it
        key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        usual = f"xl/worksheets/sheet{number}.xml"
        part = targets.get(key) or (usual if package.has(usual) and usual not in taken else "")
        found.append(Part(sheet.get("name") or "", hidden, part))
    known = {sheet.part.lower() for sheet in found}
    orphans = [name for name in package.names if _SHEET_PART.fullmatch(name) and name.lower() not in known]
    return [*found, *(Part(posixpath.splitext(posixpath.basename(name))[0], True, name) for name in orphans)]


def _book(package: Package, root: etree._Element, shared: dict[str, str], sink: Sink) -> sheetxml.Book:
    """Read the strings and styles; where one of them cannot be read the sheets are read without it."""
    book = sheetxml.Book()
    epoch_1904 = any(get(each_, "date1904") in ("1", "true") for each_ in root.iter("{*}workbookPr"))
    strings = shared.get("sharedStrings") or next(iter(package.by_type("sharedStrings+xml")), "xl/sharedStrings.xml")
    if package.has(strings):
        each(sink, "shared strings", lambda: book.take(sheetxml.strings(_checked(package, strings), strings)))
    styles = shared.get("styles") or "xl/styles.xml"
    if package.has(styles):
        each(sink, "styles", lambda: book.wear(sheetstyles.looks(package.tree(styles), epoch_1904)))
    return book


def _checked(package: Package, name: str) -> bytes:
    raw = package.part(name)
    if has_doctype(raw):
        raise Unreadable("bomb", f"part {name} has a DOCTYPE")
    return raw


def _read_sheet(opened: Open, shared: sheetxml.Book, sheet: Part) -> None:
    package, sink = opened.package, opened.sink
    if not sheet.part:
        raise Unreadable("corrupt", "sheet has no part")
    raw = _checked(package, sheet.part)
    outline, found = Outline(), sheetxml.Found()
    with contextlib.suppress(Unreadable):  # the rows will say so
        sheetparts.outline(raw, sheet.part, outline)
    layout = grid.Sheet(sheet.name, sheet.hidden, found.hidden_rows, outline.hidden_columns, found.hidden_cells)
    book = shared if not outline.has_tables else shared.on_coloured_ground()
    try:
        grid.put(sink, layout, sheetxml.rows(raw, book, found, sheet.part))
    finally:
        for text, place in found.formulas.items():
            sink.put(text, "hidden_sheet" if sheet.hidden else "hidden_text", f"{sheet.name}!{place} formula")
        sheetparts.put_outline(package, sheet, outline, sink)
        sheetparts.beside(opened, sheet)


def _put_unused(book: sheetxml.Book, sink: Sink) -> None:
    """Put the shared strings into the reading that no cell shows any more: they stay when cells are deleted."""
    if len(book.used) == len(book.strings):
        for number, (used, text) in enumerate(zip(book.used, book.strings, strict=True), 1):
            if not used:
                sink.put(text, "hidden_text", f"unused string {number}")


_LAYERS = cast(
    tuple[Layer, ...],
    (
        "body", "table", "hidden_sheet", "hidden_row_column", "hidden_text", "comment", "header_footer", "form_field",
        "tracked_deletion", "tracked_insertion", "annotation", "embedded_object", "metadata",
    ),
)  # fmt: skip
FORMAT = Format(kinds=("xlsx", "xlsb"), layers=_LAYERS, read=read, version=3)
