"""Layouts that InDesign hands on (IDML): stories in the order of the document, tables, notes, changes, hidden text.

A layout program's binary format (INDD) is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from extractors.images import xmp
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.officebase.package import Package, local
from extractors.sink import Sink, clean

_HEADING = re.compile(r"(?:head(?:ing|line)?|title|标题|题目|大标)[^/]*$", re.IGNORECASE)
_METADATA = "META-INF/metadata.xml"
_KEYS = frozenset(("author", "title", "description", "keywords", "copyright", "headline", "comment"))
_INNER: dict[str, Layer] = {
    "Footnote": "footnote", "Endnote": "footnote", "Note": "comment", "HiddenText": "hidden_text",
}  # fmt: skip
_CHANGES: dict[str, Layer] = {"DeletedText": "tracked_deletion", "InsertedText": "tracked_insertion"}
_LINES = re.compile("[\u2028\u2029]")
_BLANKS = ("3", "8")  # an indent to here, a tab to the right
_BREAKS = {"Br": "\n", "Tab": "\t"}


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read every story; one on a layer that is not shown is hidden text."""
    package, sink = Package(data, limits, reading.problems), Sink(reading, limits)
    _properties(package, sink)
    hidden = _hidden(package, sink)
    for number, name in enumerate(_stories(package, sink), 1):
        try:
            root = package.tree(name)
        except Unreadable as error:
            if error.problem.kind in ("truncated", "bomb"):
                raise
            sink.problem("corrupt", name, error)
            continue
        for story in (element for element in root.iter() if local(element) == "Story" and element.get("Self")):
            walk = _Walk(sink, f"story {number}", "hidden_text" if story.get("Self") in hidden else "body")
            _walk(story, walk)
            walk.end()


def _properties(package: Package, sink: Sink) -> None:
    try:
        facts = xmp.facts(package.part(_METADATA)) if package.has(_METADATA) else []
    except Unreadable as error:
        sink.problem("corrupt", _METADATA, error)
        return
    for key, value in facts:
        if key in _KEYS:  # the rest is fonts, colours and histories
            sink.field(key, value, "metadata", "properties")
            if key == "author":
                sink.reading.author = sink.reading.author or value


def _stories(package: Package, sink: Sink) -> list[str]:
    """Give the parts of the stories in the order of the document, those that it does not list last."""
    held = [name for name in package.names if name.lower().startswith("stories/") and name.lower().endswith(".xml")]
    map_ = _parts(package, "designmap.xml", sink)
    listed = [element.get("src") or "" for element in map_ if local(element) == "Story"]
    order = {name: place for place, name in enumerate(listed)}
    return sorted(held, key=lambda name: order.get(name, len(order)))


def _parts(package: Package, name: str, sink: Sink) -> Iterator[etree._Element]:
    try:
        yield from package.tree(name).iter()
    except Unreadable as error:
        sink.problem("corrupt", name, error)


def _hidden(package: Package, sink: Sink) -> frozenset[str]:
    """Give the stories all of whose frames stand on layers that are not shown."""
    unseen = {element.get("Self") for element in _parts(package, "designmap.xml", sink)
              if local(element) == "Layer" and element.get("Visible") == "false"}  # fmt: skip
    if not unseen:
        return frozenset()
    shown, off = set[str](), set[str]()
    for name in package.names:
        if name.lower().startswith("spreads/"):
            for element in _parts(package, name, sink):
                if local(element) in ("TextFrame", "TextPath"):
                    away = element.get("ItemLayer") in unseen or element.get("Visible") == "false"
                    (off if away else shown).add(element.get("ParentStory") or "")
    return frozenset(off - shown)


@dataclass(slots=True)
class _Walk:
    """Where the reading of one story stands."""

    sink: Sink
    where: str
    layer: Layer
    style: str = ""
    said: list[str] = field(default_factory=list)
    cell: list[str] | None = None

    def end(self) -> None:
        """Put the paragraph that was gathered, or keep it for the row of the cell that it stands in."""
        text, self.said = "".join(self.said), []
        if self.cell is not None:
            self.cell.append(text.replace("\n", " "))
            return
        for line in text.split("\n"):
            self.sink.put(line, self.layer, self.where, "heading" if _HEADING.search(self.style) else "paragraph")


def _walk(element: etree._Element, walk: _Walk) -> None:
    for child in element:
        name = local(child) if isinstance(child.tag, str) else ""
        if name == "Content":
            walk.said.append(_LINES.sub("\n", _content(child)))
        elif name in _BREAKS:
            walk.said.append(_BREAKS[name])
        elif name == "TextVariableInstance":
            walk.said.append(child.get("ResultText") or "")
        elif name == "Table":
            walk.end()
            _table(child, walk)
        elif name in _INNER or (name == "Change" and child.get("ChangeType") in _CHANGES):
            layer = _INNER.get(name) or _CHANGES[child.get("ChangeType") or ""]
            inner = _Walk(walk.sink, walk.where, layer)
            _walk(child, inner)
            inner.end()
        elif name == "ParagraphStyleRange":
            if walk.said and walk.said[-1].endswith("\n"):
                walk.end()
            walk.style = child.get("AppliedParagraphStyle") or ""
            _walk(child, walk)
        elif name and name != "Properties":
            _walk(child, walk)


def _content(element: etree._Element) -> str:
    """Give an element's text; the special characters in it are marks of the layout, blanks among them."""
    found = [element.text or ""]
    for child in element:
        blank = isinstance(child, etree._ProcessingInstruction) and (child.text or "").strip() in _BLANKS
        found += [" " if blank else "", child.tail or ""]
    return "".join(found)


def _table(table: etree._Element, walk: _Walk) -> None:
    """Put a table row by row; a cell is named by its column and its row, and holds paragraphs."""
    rows: dict[int, dict[int, str]] = {}
    for cell in table:
        place = re.fullmatch(r"(\d{1,6}):(\d{1,6})", (cell.get("Name") or "") if isinstance(cell.tag, str) else "")
        if place and local(cell) == "Cell":
            inner = _Walk(walk.sink, walk.where, walk.layer, cell=[])
            _walk(cell, inner)
            inner.end()
            rows.setdefault(int(place[2]), {})[int(place[1])] = clean(" ".join(inner.cell or ()))
    number = walk.sink.next_table()
    layer: Layer = "table" if walk.layer == "body" else walk.layer
    for row in sorted(rows):
        width = max(rows[row]) + 1
        if width <= _MOST_COLUMNS:
            walk.sink.row([rows[row].get(column, "") for column in range(width)], layer, walk.where, number)


_MOST_COLUMNS = 1000
_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "footnote", "comment", "tracked_deletion", "tracked_insertion", "hidden_text", "metadata"),
)
FORMAT = Format(kinds=("idml",), layers=_LAYERS, read=read)
