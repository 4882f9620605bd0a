"""Visio drawings (VSDX, VSDM, VSTX): the words of shapes page by page, their data, and what connectors lead where.

A shape without words of its own shows those of the master that it is made from. Measures and styles are no text. The
binary format of before 2013 (VSD) is not read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from lxml import etree

from extractors.images import pictures
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import metafile, office, officeparts
from extractors.officebase.package import Package, children, first, get, local, natural
from extractors.sink import Sink, clean

_PAGE = re.compile(r"visio/pages/page\d+\.xml", re.IGNORECASE)
_MASTER = re.compile(r"visio/masters/master\d+\.xml", re.IGNORECASE)
_UNNAMED = re.compile(r"(?:page|页|頁|背景|background)[ -]?\d+", re.IGNORECASE)  # as the program calls a new page
_PAGES, _MASTERS, _COMMENTS = "visio/pages/pages.xml", "visio/masters/masters.xml", "visio/comments.xml"


@dataclass(frozen=True, slots=True)
class _Shape:
    """One shape: its number on the page, its words, what its data fields say, and whether it is drawn."""

    number: str
    words: str
    facts: tuple[tuple[str, str], ...]
    seen: bool


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read every page, then remarks, properties and pictures; what is drawn on no print or screen is hidden text."""
    package, sink = Package(data, limits, reading.problems), Sink(reading, limits)
    masters = _masters(package, sink)
    for number, (part, name, off) in enumerate(_pages(package, sink), 1):
        where = f"p.{number}"
        sink.put("" if _UNNAMED.fullmatch(name) else name, "body", where, "heading")
        try:
            _page(list(_shapes(root := package.tree(part), masters, off)), _connections(root), sink, where)
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
            sink.problem("corrupt", where, error)
    _comments(package, sink)
    office.properties(package, sink)
    officeparts.outside(package, sink)
    officeparts.members(package, sink, pictures.Shown())
    metafile.put(package, sink)


def _pages(package: Package, sink: Sink) -> list[tuple[str, str, frozenset[str]]]:
    """Give the part, the name and the layers that are switched off of each page, in order; unlisted pages follow."""
    listed = _listed(package, _PAGES, "Page", sink)
    found = [(part, clean(page.get("Name") or ""), frozenset(_off(page))) for page, part in listed if package.has(part)]
    known = {part.lower() for part, _, _ in found}
    return [*found, *((name, "", frozenset[str]()) for name in sorted(package.names, key=natural)
                      if _PAGE.fullmatch(name) and name.lower() not in known)]  # fmt: skip


def _off(page: etree._Element) -> Iterator[str]:
    """Give the numbers of a page's layers that are not shown."""
    for sheet in children(page, "PageSheet"):
        for section in children(sheet, "Section"):
            if section.get("N") == "Layer":
                yield from (row.get("IX") or "" for row in children(section, "Row") if _has(row, "Visible", "0"))


def _masters(package: Package, sink: Sink) -> dict[str, str]:
    """Give the words of each master by the master's number."""
    found = dict[str, str]()
    for master, part in _listed(package, _MASTERS, "Master", sink):
        try:
            shapes = list(_shapes(package.tree(part), {}, frozenset())) if _MASTER.fullmatch(part) else []
        except Unreadable as error:
            sink.problem("corrupt", "master", error)
            continue
        found[master.get("ID") or ""] = next((shape.words for shape in shapes if shape.words), "")
    return found


def _listed(package: Package, part: str, tag: str, sink: Sink) -> list[tuple[etree._Element, str]]:
    """Give what a list of pages or masters names, with the part that each points at."""
    if not package.has(part):
        return []
    try:
        root = package.tree(part)
        targets = {relation.key: relation.target for relation in package.relations(part)}
    except Unreadable as error:
        sink.problem("corrupt", "list of pages", error)
        return []
    return [(element, targets[key]) for element in children(root, tag)
            for rel in children(element, "Rel") if (key := get(rel, "id") or "") in targets]  # fmt: skip


def _page(shapes: Sequence[_Shape], arrows: Mapping[str, tuple[str, str]], sink: Sink, where: str) -> None:
    words, drawn = dict[str, str](), dict[str, bool]()
    for shape in shapes:
        layer: Layer = "body" if shape.seen else "hidden_text"
        words[shape.number], drawn[shape.number] = shape.words, shape.seen
        sink.put(shape.words, layer, where)
        for key, value in shape.facts:
            sink.field(key, value, layer, where)
    for connector, (source, target) in arrows.items():
        if words.get(source) and words.get(target):
            said = filter(None, (words[source], words.get(connector, ""), words[target]))
            seen = all(drawn.get(number, True) for number in (connector, source, target))
            sink.put(" → ".join(said), "body" if seen else "hidden_text", where)


def _connections(root: etree._Element) -> dict[str, tuple[str, str]]:
    """Give from where to where each connector leads whose both ends are glued to shapes."""
    ends = defaultdict[str, dict[str, str]](dict)
    for connect in root.iter("{*}Connect"):
        ends[connect.get("FromSheet") or ""][connect.get("FromCell") or ""] = connect.get("ToSheet") or ""
    return {number: (held["BeginX"], held["EndX"]) for number, held in ends.items()
            if "BeginX" in held and "EndX" in held}  # fmt: skip


def _shapes(root: etree._Element, masters: Mapping[str, str], off: frozenset[str]) -> Iterator[_Shape]:
    """Give each shape in the order of drawing, groups before what they hold; `off` are the layers not shown."""
    hidden = set[etree._Element]()
    for shape in root.iter("{*}Shape"):
        if _group(shape) in hidden or _is_hidden(shape, off):
            hidden.add(shape)
        text = first(shape, "Text")
        own = "" if text is None else clean(" ".join(str(part) for part in text.itertext()))
        words = masters.get(shape.get("Master") or "", "") if text is None else own
        yield _Shape(shape.get("ID") or "", words, tuple(_facts(shape)), shape not in hidden)


def _group(shape: etree._Element) -> etree._Element | None:
    """Give the group that a shape is part of; what holds the shapes of a page is none."""
    shapes = shape.getparent()
    return None if shapes is None else shapes.getparent()


def _is_hidden(shape: etree._Element, off: frozenset[str]) -> bool:
    """Say whether a shape's words are not shown, or all layers that it lies on are switched off."""
    layers = next((cell.get("V") or "" for cell in children(shape, "Cell") if cell.get("N") == "LayerMember"), "")
    return _has(shape, "HideText", "1") or (bool(layers) and off.issuperset(layers.split(";")))


def _has(element: etree._Element, name: str, value: str) -> bool:
    return any(cell.get("N") == name and cell.get("V") == value for cell in children(element, "Cell"))


def _facts(shape: etree._Element) -> Iterator[tuple[str, str]]:
    """Give the data fields of a shape that are filled, each by its label."""
    for section in children(shape, "Section"):
        if section.get("N") != "Property":
            continue
        for row in children(section, "Row"):
            held = {cell.get("N") or "": clean(cell.get("V") or "") for cell in children(row, "Cell")}
            label = held.get("Label") or clean(row.get("N") or "")
            if label and held.get("Value"):
                yield label, held["Value"]


def _comments(package: Package, sink: Sink) -> None:
    if not package.has(_COMMENTS):
        return
    try:
        root = package.tree(_COMMENTS)
    except Unreadable as error:
        sink.problem("corrupt", "comments", error)
        return
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if local(element) == "AuthorEntry":
            sink.field("comment author", element.get("Name") or "", "metadata", "comments")
        elif local(element) == "CommentEntry":
            sink.put("".join(str(part) for part in element.itertext()), "comment", "comment")


_LAYERS = cast(tuple[Layer, ...], ("body", "hidden_text", "comment", "metadata", "embedded_object"))
FORMAT = Format(kinds=("vsdx",), layers=_LAYERS, read=read)
