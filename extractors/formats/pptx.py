"""PowerPoint presentations (PPTX, PPTM): slides, notes, hidden slides, comments, tables, charts, diagrams."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from lxml import etree

from extractors import office
from extractors.model import Form, Format, Layer, Limits, Reading, Unreadable
from extractors.package import Package, Relation, children, first, get, local, natural
from extractors.sink import Sink

_TITLES = frozenset({"title", "ctrTitle"})
_MARGINS = frozenset({"ftr", "hdr", "dt"})


@dataclass(frozen=True, slots=True)
class _Slide:
    """One slide while it is read: its package, part and place, and the layer of what it shows."""

    package: Package
    part: str
    where: str
    layer: Layer
    sink: Sink
    relations: tuple[Relation, ...]


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the slides in order, each followed by its notes and comments, then properties and embedded files."""
    package, sink = Package(data, limits), Sink(reading, limits)
    for number, name in enumerate(_slides(package), 1):
        try:
            _slide(package, name, f"slide {number}", sink)
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
            sink.problem("corrupt", f"slide {number}", error)
    _authors(package, sink)
    office.properties(package, sink)
    office.embedded(package, sink)


def _slides(package: Package) -> list[str]:
    found = [relation.target for relation in package.relations("") if relation.kind == "officeDocument"]
    main = found[0] if found and package.has(found[0]) else "ppt/presentation.xml"
    parts = {relation.key: relation.target for relation in package.relations(main)}
    ordered = []
    for entry in package.tree(main).iter("{*}sldId"):
        key = next((str(value) for name, value in entry.attrib.items() if str(name).endswith("}id")), "")
        ordered.append(parts.get(key, key))
    # A slide that the presentation no longer lists is still in the file.
    loose = [name for name in package.names if re.fullmatch(r"ppt/slides/slide\d+\.xml", name) and name not in ordered]
    return ordered + sorted(loose, key=natural)


def _slide(package: Package, part: str, where: str, sink: Sink) -> None:
    root = package.tree(part)
    layer: Layer = "hidden_slide" if root.get("show") in ("0", "false") else "body"
    slide = _Slide(package, part, where, layer, sink, package.relations(part))
    tree = first(root, "cSld", "spTree")
    if tree is not None:
        _shapes(tree, slide, layer)
    for relation in slide.relations:
        if relation.external or not package.has(relation.target):
            continue
        if relation.kind == "notesSlide":
            _notes(slide, relation.target)
        elif relation.kind == "comments":
            _comments(slide, relation.target)
    office.links(package, part, sink)


def _shapes(tree: etree._Element, slide: _Slide, layer: Layer) -> None:
    for shape in _ordered(tree):
        shown: Layer = "hidden_text" if _is_hidden(shape) and layer == "body" else layer
        match local(shape):
            case "sp" | "cxnSp":
                _text_shape(shape, slide, shown)
            case "grpSp":
                _shapes(shape, slide, shown)
            case "graphicFrame":
                _frame(shape, slide, shown)
            case "AlternateContent":
                chosen = first(shape, "Choice")
                _shapes(chosen if chosen is not None else shape, slide, shown)
            case "pic":
                _alternative(shape, slide)
            case _:
                pass


def _ordered(tree: etree._Element) -> list[etree._Element]:
    # The title first: it is often painted last.
    return sorted(tree, key=lambda shape: _placeholder(shape) not in _TITLES)


def _placeholder(shape: etree._Element) -> str:
    holder = first(shape, "nvSpPr", "nvPr", "ph")
    return "" if holder is None else get(holder, "type") or "body"


def _is_hidden(shape: etree._Element) -> bool:
    named = next(shape.iter("{*}cNvPr"), None)
    return named is not None and named.get("hidden") in ("1", "true")


def _alternative(shape: etree._Element, slide: _Slide) -> None:
    named = next(shape.iter("{*}cNvPr"), None)
    text = (named.get("descr") or "") if named is not None else ""
    if text and not re.search(r"[\\/]|\.(?:jpe?g|png|gif|bmp|emf|wmf|tiff?)$", text, re.IGNORECASE):
        slide.sink.put(text, "annotation", f"{slide.where} picture")


def _text_shape(shape: etree._Element, slide: _Slide, layer: Layer) -> None:
    body, holder = first(shape, "txBody"), _placeholder(shape)
    if body is None or holder == "sldNum":
        return
    if holder in _MARGINS and layer == "body":
        layer = "header_footer"
    paragraphs = list(_paragraphs(body))
    if holder in _TITLES:
        slide.sink.put(" ".join(text for _, text in paragraphs), layer, slide.where, "heading")
        return
    for element, text in paragraphs:
        form: Form = "bullet" if _is_bullet(element, holder) else "paragraph"
        for line in text.split("\n"):
            slide.sink.put(line, layer, slide.where, form)


def _paragraphs(body: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for paragraph in children(body, "p"):
        yield paragraph, _paragraph_text(paragraph)


def _paragraph_text(paragraph: etree._Element) -> str:
    text = ""
    for element in paragraph.iter():
        tag = local(element)
        if tag == "t":
            text += element.text or ""
        elif tag in ("br", "tab"):
            text += "\n" if tag == "br" else "\t"
    return text


def _is_bullet(paragraph: etree._Element, holder: str) -> bool:
    properties = first(paragraph, "pPr")
    if first(properties, "buNone") is not None:
        return False
    return holder in ("body", "obj") or any(
        first(properties, mark) is not None for mark in ("buChar", "buAutoNum", "buBlip")
    )


def _frame(shape: etree._Element, slide: _Slide, layer: Layer) -> None:
    table = next(shape.iter("{*}tbl"), None)
    if table is not None:
        number = slide.sink.next_table()
        shown: Layer = "table" if layer == "body" else layer
        for row in children(table, "tr"):
            cells = [" ".join(text for _, text in _cell(cell)) for cell in children(row, "tc")]
            slide.sink.row(cells, shown, slide.where, number)
        return
    wanted = {str(value) for element in shape.iter("{*}chart", "{*}relIds") for value in element.attrib.values()}
    for relation in slide.relations:
        if relation.key in wanted and relation.kind in ("chart", "diagramData") and slide.package.has(relation.target):
            word = "chart" if relation.kind == "chart" else "diagram"
            for text in office.drawing_texts(slide.package, relation.target):
                slide.sink.put(text, layer, f"{slide.where} {word}")


def _cell(cell: etree._Element) -> list[tuple[etree._Element, str]]:
    body = first(cell, "txBody")
    return [] if body is None else list(_paragraphs(body))


def _notes(slide: _Slide, part: str) -> None:
    tree = first(slide.package.tree(part), "cSld", "spTree")
    for shape in tree.iter("{*}sp") if tree is not None else ():
        body = first(shape, "txBody")
        if body is None or _placeholder(shape) in ("sldNum", "sldImg"):
            continue
        layer: Layer = "header_footer" if _placeholder(shape) in _MARGINS else "speaker_notes"
        for _, text in _paragraphs(body):
            for line in text.split("\n"):
                slide.sink.put(line, layer, f"{slide.where} notes")


def _comments(slide: _Slide, part: str) -> None:
    for comment in slide.package.tree(part).iter("{*}cm", "{*}reply"):
        plain = first(comment, "text")
        body = first(comment, "txBody")
        text = (plain.text or "") if plain is not None else ""
        if body is not None:
            text = " ".join(line for _, line in _paragraphs(body))
        slide.sink.put(text, "comment", f"{slide.where} comment")


def _authors(package: Package, sink: Sink) -> None:
    for name in package.names:
        if re.fullmatch(r"ppt/(?:commentAuthors|authors)\.xml", name):
            try:
                for author in package.tree(name):
                    sink.field("comment author", get(author, "name"), "metadata", "comments")
            except Unreadable as error:
                sink.problem("corrupt", "comment authors", error)


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "speaker_notes", "hidden_slide", "hidden_text", "comment", "annotation", "header_footer",
     "embedded_object", "metadata"),
)  # fmt: skip
FORMAT = Format(kinds=("pptx",), layers=_LAYERS, read=read)
