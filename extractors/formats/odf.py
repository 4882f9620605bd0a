"""OpenDocument text, sheets and slides (ODT, ODS, ODP): content, notes, tracked changes, hidden parts, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from extractors import lines
from extractors.model import Form, Format, Layer, Limits, Reading, Unreadable
from extractors.package import Package, get, local
from extractors.sink import Sink, clean

_META = {
    "creator": "last modified by", "initial-creator": "author", "title": "title", "subject": "subject",
    "description": "description", "keyword": "keyword", "user-defined": "custom",
}  # fmt: skip
_LAYERS_OF: dict[str, Layer] = {
    "annotation": "comment", "note": "footnote", "deletion": "tracked_deletion", "notes": "speaker_notes",
    "header": "header_footer", "footer": "header_footer",
}  # fmt: skip
_REPEATS = 64


@dataclass(slots=True)
class _Walk:
    """The state of one pass over a part."""

    sink: Sink
    hidden: set[str]
    unit: str = "¶"
    number: int = 0
    places: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        return self.places[-1] if self.places else f"¶{self.number}"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table row stands, and what of it is hidden."""

    where: str
    table: int
    hidden_columns: set[int]
    is_hidden: bool


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the content in order, then headers and footers, properties and embedded objects."""
    package, sink = Package(data, limits), Sink(reading, limits)
    for name in ("content.xml", "styles.xml", "meta.xml"):
        if name != "content.xml" and not package.has(name):
            continue
        try:
            _part(package, name, sink)
        except Unreadable as error:
            if name == "content.xml" or error.problem.kind == "truncated":
                raise
            sink.problem("corrupt", name, error)
    for name in package.names:
        if re.match(r"Object[^/]*(?:/content\.xml)?$", name) and not name.endswith("/"):
            _object(package, name, sink)


def _object(package: Package, name: str, sink: Sink) -> None:
    try:
        if name.endswith("content.xml"):
            _walk(package.tree(name), "embedded_object", _Walk(sink, set(), places=["object"]))
        else:
            sink.reading.members.append((name, package.part(name)))
    except Unreadable as error:
        sink.problem("corrupt", "embedded object", error)


def _part(package: Package, name: str, sink: Sink) -> None:
    root = package.tree(name)
    if name == "meta.xml":
        _metadata(root, sink)
        return
    walk = _Walk(sink, _hidden_styles(root))
    if name == "content.xml":
        for body in root.iter("{*}body"):
            _walk(body, "body", walk)
        return
    for element in root.iter("{*}header", "{*}footer"):
        walk.places = [local(element)]
        _walk(element, "header_footer", walk)


def _metadata(root: etree._Element, sink: Sink) -> None:
    for element in root.iter():
        key, text = local(element), (element.text or "").strip()
        if key in _META and text:
            sink.field(get(element, "name") or _META[key], text, "metadata", "properties")
        if key == "initial-creator" or (key == "creator" and not sink.reading.author):
            sink.reading.author = text
        if key in ("date", "creation-date") and re.match(r"\d{4}-\d\d-\d\d", text):
            sink.reading.modified = text[:10] if key == "date" else sink.reading.modified or text[:10]


def _hidden_styles(root: etree._Element) -> set[str]:
    found = set[str]()
    for style in root.iter("{*}style"):
        for part in style:
            if get(part, "display") in ("none", "false") or get(part, "visibility") == "hidden":
                found.add(get(style, "name"))
    return found


def _walk(element: etree._Element, layer: Layer, walk: _Walk) -> None:
    for child in element:
        tag = local(child)
        if tag in ("p", "h"):
            _paragraph(child, tag, layer, walk)
        elif tag == "table":
            _table(child, layer, walk)
        elif tag == "page":
            _slide(child, layer, walk)
        elif tag not in ("sequence-decls", "forms", "style"):
            _walk(child, _LAYERS_OF.get(tag, layer), walk)


def _slide(page: etree._Element, layer: Layer, walk: _Walk) -> None:
    walk.number += 1
    walk.places = [f"slide {walk.number}"]
    hidden = get(page, "style-name") in walk.hidden
    _walk(page, "hidden_slide" if hidden and layer == "body" else layer, walk)


def _paragraph(element: etree._Element, tag: str, layer: Layer, walk: _Walk) -> None:
    walk.number += not walk.places
    if get(element, "style-name") in walk.hidden and layer == "body":
        layer = "hidden_text"
    inner: list[etree._Element] = []
    texts: dict[Layer, str] = {}
    for found, text in _pieces(element, layer, walk, inner):
        texts[found] = texts.get(found, "") + text
    for found, text in texts.items():
        for line in text.split("\n"):
            walk.sink.put(line, found, walk.where, _form(element, tag, clean(line), walk))
    for other in inner:
        _walk(other, _LAYERS_OF.get(local(other), layer), walk)


def _form(element: etree._Element, tag: str, text: str, walk: _Walk) -> Form:
    if tag == "h" or get(element.getparent(), "class") == "title":  # type: ignore[arg-type]
        return "heading"
    if get(element, "style-name") == "Title":
        return "title"
    above = element.getparent()
    bullet = above is not None and local(above) in ("list-item", "list-header")
    if bullet or (walk.where.startswith("slide") and above is not None and get(above, "class") == "outline"):
        return "bullet"
    return lines.form(text, False)


def _pieces(
    element: etree._Element, layer: Layer, walk: _Walk, inner: list[etree._Element]
) -> Iterator[tuple[Layer, str]]:
    yield layer, element.text or ""
    for child in element:
        tag = local(child)
        if (tag in ("annotation", "note", "text-box", "frame", "custom-shape") and tag != "frame") or tag in (
            "frame",
            "g",
            "object",
        ):
            inner.append(child)
        elif tag in ("tab", "s", "line-break"):
            yield layer, {"tab": "\t", "s": " ", "line-break": "\n"}[tag]
        elif tag in ("hidden-text", "hidden-paragraph"):
            yield "hidden_text", get(child, "string-value") or child.text or ""
        elif tag and tag != "annotation-end":
            hidden = layer == "body" and get(child, "style-name") in walk.hidden
            yield from _pieces(child, "hidden_text" if hidden else layer, walk, inner)
        yield layer, child.tail or ""


def _table(table: etree._Element, layer: Layer, walk: _Walk) -> None:
    name = get(table, "name")
    sheet = any(local(above) == "spreadsheet" for above in table.iterancestors())
    if sheet and layer == "body" and get(table, "style-name") in walk.hidden:
        layer = "hidden_sheet"
    if sheet and name and not re.match(r"(?:sheet|工作表|table)\s*\d*$", name, re.IGNORECASE):
        walk.sink.put(name, layer, name, "heading")
    number, at, columns = 0, 0, _hidden_columns(table)
    for row in table.iter("{*}table-row"):
        if next((above for above in row.iterancestors() if local(above) == "table"), None) is not table:
            continue
        at += 1
        walk.number += not walk.places and not sheet
        place = f"{name}!A{at}" if sheet else walk.where
        values, comments = _cells(row)
        if any(values):
            number = number or walk.sink.next_table()
            hidden = get(row, "visibility") in ("collapse", "filter")
            _row(values, layer, _Place(place, number, columns, hidden), walk)
        else:
            number = 0
        for comment in comments:
            walk.sink.put(_text(comment), "comment", f"{place} comment")
        repeat = get(row, "number-rows-repeated")
        at += int(repeat) - 1 if repeat.isdigit() else 0


def _row(values: list[str], layer: Layer, at: _Place, walk: _Walk) -> None:
    where, number, columns, collapsed = at.where, at.table, at.hidden_columns, at.is_hidden
    shown: Layer = "table" if layer == "body" else layer
    if collapsed and layer == "body":
        shown = "hidden_row_column"
    elif layer == "body" and any(values[column] for column in columns if column < len(values)):
        first = next(index for index, value in enumerate(values) if value)
        kept = [value if index in columns or index == first else "" for index, value in enumerate(values)]
        rest = ["" if index in columns else value for index, value in enumerate(values)]
        walk.sink.row(rest, shown, where, number)
        values, shown = kept, "hidden_row_column"
    walk.sink.row(values, shown, where, number)


def _hidden_columns(table: etree._Element) -> set[int]:
    hidden, at = set[int](), 0
    for column in table.iter("{*}table-column"):
        repeat = get(column, "number-columns-repeated")
        count = int(repeat) if repeat.isdigit() else 1
        if get(column, "visibility") in ("collapse", "filter"):
            hidden |= set(range(at, at + min(count, 1024)))
        at += count
    return hidden


def _cells(row: etree._Element) -> tuple[list[str], list[etree._Element]]:
    values, comments = list[str](), list[etree._Element]()
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        comments += [child for child in cell if local(child) == "annotation"]
        text = " ".join(_text(child) for child in cell if local(child) != "annotation")
        repeat = get(cell, "number-columns-repeated")
        values += [clean(text)] * min(int(repeat) if repeat.isdigit() else 1, _REPEATS)
    while values and not values[-1]:
        values.pop()
    return values, comments


def _text(element: etree._Element) -> str:
    found = []
    for node in element.iter():
        tag = local(node)
        if tag in ("p", "s", "tab", "line-break"):
            found.append(" ")
        if tag not in ("creator", "date", "date-string", "creator-initials", ""):
            found.append(node.text or "")
        if node is not element:
            found.append(node.tail or "")
    return "".join(found)


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "comment", "footnote", "tracked_deletion", "speaker_notes", "header_footer", "hidden_text",
     "hidden_sheet", "hidden_slide", "hidden_row_column", "embedded_object", "metadata"),
)  # fmt: skip
FORMAT = Format(kinds=("odt", "ods", "odp"), layers=_LAYERS, read=read)
