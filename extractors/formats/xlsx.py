"""Excel workbooks (XLSX, XLSM, XLSB): what the cells show, and everything that is hidden in them or stands beside them.

Cells are read by patterns, and by a parser where the patterns do not hold (`extractors.sheetxml`); calamine is asked
last, where neither of the two could read a single cell.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
from dataclasses import dataclass
from typing import cast

import python_calamine as calamine
from lxml import etree

from extractors import biff12, collector, grid, office, sheetparts, sheetstyles, sheetxml
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.package import Package, get, has_doctype
from extractors.sheetparts import Outline, Part, each
from extractors.sink import Sink

_SHEET_PART = re.compile(r"xl/(?:work|chart|dialog|macro)sheets/[^/]+\.(?:xml|bin)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Open:
    """An open workbook: its parts, where its text goes, what its sheets share."""

    package: Package
    sink: Sink
    book: sheetxml.Book
    sheets: tuple[Part, ...]

    @property
    def read_sheets(self) -> frozenset[str]:
        """The names of the sheets that are there to be read."""
        return frozenset(sheet.name for sheet in self.sheets if sheet.part)


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read all sheets, comments, headers, shapes, charts, names, caches, properties and embedded files."""
    package, sink = Package(data, limits), Sink(reading, limits)
    with collector.paused():
        if package.has("xl/workbook.bin"):
            biff12.read(package, sink)
        else:
            _read_xml(package, sink)
    if not any(segment.cells for segment in reading.segments) and reading.problems:
        _by_calamine(data, sink)
    office.properties(package, sink)
    office.embedded(package, sink)


def _read_xml(package: Package, sink: Sink) -> None:
    main = _main(package)
    root = package.tree(main)
    relations = package.relations(main)
    targets = {relation.key: relation.target for relation in relations}
    shared = {relation.kind: relation.target for relation in relations if package.has(relation.target)}
    opened = _Open(package, sink, _book(package, root, shared, sink), tuple(_sheets(package, root, targets)))
    for number, sheet in enumerate(opened.sheets, 1):
        each(sink, f"sheet {number}", lambda sheet=sheet: _read_sheet(opened, sheet))  # type: ignore[misc]
    _put_unused(opened)
    sheetparts.names(root, sink)
    sheetparts.about(root, sink)
    sheetparts.outside(package, opened.read_sheets, sink)


def _main(package: Package) -> str:
    found = [relation.target for relation in package.relations("") if relation.kind == "officeDocument"]
    return found[0] if found and package.has(found[0]) else "xl/workbook.xml"


def _sheets(package: Package, root: etree._Element, targets: dict[str, str]) -> list[Part]:
    """Give the sheets in the order of their tabs, then those that the file holds without showing a tab for them."""
    found = []
    for sheet in root.iter("{*}sheet"):
        hidden = get(sheet, "state") in ("hidden", "veryHidden")
        # r:id by its end: strict files use another namespace, and sheetId must not be taken for it
        key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        found.append(Part(sheet.get("name") or "", hidden, targets.get(key, "")))
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


def _read_sheet(opened: _Open, sheet: Part) -> None:
    package, sink = opened.package, opened.sink
    if not sheet.part:
        raise Unreadable("corrupt", "sheet has no part")
    raw = _checked(package, sheet.part)
    outline, found = Outline(), sheetxml.Found()
    with contextlib.suppress(Unreadable):  # the rows will say so
        sheetparts.outline(raw, sheet.part, outline)
    layout = grid.Sheet(sheet.name, sheet.hidden, found.hidden_rows, outline.hidden_columns, found.hidden_cells)
    book = opened.book if not outline.has_tables else opened.book.on_coloured_ground()
    try:
        grid.put(sink, layout, sheetxml.rows(raw, book, found, sheet.part))
    finally:
        for text, place in found.formulas.items():
            sink.put(text, "hidden_sheet" if sheet.hidden else "hidden_text", f"{sheet.name}!{place} formula")
        sheetparts.put_outline(package, sheet, outline, sink)
        sheetparts.beside(package, sheet, opened.read_sheets, sink)


def _put_unused(opened: _Open) -> None:
    """Put the shared strings into the reading that no cell shows any more: they stay when cells are deleted."""
    book = opened.book
    if len(book.used) == len(book.strings):
        for number, (used, text) in enumerate(zip(book.used, book.strings, strict=True), 1):
            if not used:
                opened.sink.put(text, "hidden_text", f"unused string {number}")


def _by_calamine(data: bytes, sink: Sink) -> None:
    """Ask calamine for the cells of a workbook of which nothing else could be read."""
    try:
        book = grid.workbook(data)
    except Unreadable as error:
        if error.problem.kind == "encrypted":
            raise
        return
    read_all(book, sink)


def read_all(book: calamine.CalamineWorkbook, sink: Sink) -> None:
    """Put every sheet into the reading through calamine alone."""
    for number, meta in enumerate(book.sheets_metadata, 1):
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        each(
            sink,
            f"sheet {number}",
            lambda meta=meta, hidden=hidden: grid.put(  # type: ignore[misc]
                sink, grid.Sheet(meta.name, hidden), grid.rows(book, meta.name)
            ),
        )


_LAYERS = cast(
    tuple[Layer, ...],
    (
        "body", "table", "hidden_sheet", "hidden_row_column", "hidden_text", "comment", "header_footer", "form_field",
        "tracked_deletion", "tracked_insertion", "embedded_object", "metadata",
    ),
)  # fmt: skip
FORMAT = Format(kinds=("xlsx", "xlsb"), layers=_LAYERS, read=read, version=2)
