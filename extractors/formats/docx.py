"""Word documents (DOCX, DOCM, DOTX): every part in one own pass over the XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from extractors import lines, office
from extractors.model import Form, Format, Layer, Limits, Reading, Unreadable
from extractors.package import Package, children, first, get, local
from extractors.sink import Sink, clean

_MAIN = (
    "document.main+xml",
    "template.main+xml",
    "documentMacroEnabled.main+xml",
    "word.document.macroEnabled.main+xml",
)
_FIELD_WORDS = frozenset(
    [
        "PAGE",
        "NUMPAGES",
        "TOC",
        "PAGEREF",
        "REF",
        "SEQ",
        "NOTEREF",
        "STYLEREF",
        "SECTION",
        "SECTIONPAGES",
        "SYMBOL",
        "EQ",
        "=",
        "LISTNUM",
        "TC",
        "XE",
        "INDEX",
        "FORMCHECKBOX",
        "FORMTEXT",
        "FORMDROPDOWN",
        "DATE",
        "TIME",
        "SAVEDATE",
        "PRINTDATE",
        "CREATEDATE",
        "ADVANCE",
        "SHAPE",
    ]
)
_LAYER_OF_TAG: dict[str, Layer] = {
    "del": "tracked_deletion",
    "moveFrom": "tracked_deletion",
    "ins": "tracked_insertion",
}
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SKIPPED = frozenset({"pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "Fallback", "sdtEndPr"})

Piece = tuple[Layer, str]


@dataclass(slots=True)
class _Styles:
    """What the document's styles say: form by style id, and the ids whose text is hidden."""

    form: dict[str, Form] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Walk:
    """The state of one pass: where texts go, and what has been met."""

    sink: Sink
    styles: _Styles
    layer: Layer = "body"
    place: str = ""
    paragraph: int = 0
    anchors: dict[str, int] = field(default_factory=dict)
    authors: dict[str, None] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        return self.place or f"¶{self.paragraph}"


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read body, tables, text boxes, headers, notes, comments, tracked changes, hidden text and properties.

    A paragraph's text is what a person sees with all insertions accepted; insertions inside a paragraph, deletions
    and hidden runs stand beside it as segments of their own layer.
    """
    package, sink = Package(data, limits), Sink(reading, limits)
    main = next((name for suffix in _MAIN for name in package.by_type(suffix)), "word/document.xml")
    walk = _Walk(sink, _styles(package, sink))
    _blocks(package.tree(main), walk)
    for name in package.names:
        _side_part(package, name, walk)
    _texts(walk)
    for name in (main, *package.by_type("header+xml"), *package.by_type("footer+xml")):
        office.links(package, name, sink)
    office.properties(package, sink)
    office.embedded(package, sink)


def _styles(package: Package, sink: Sink) -> _Styles:
    styles = _Styles()
    name = next(iter(package.by_type("wordprocessingml.styles+xml")), "word/styles.xml")
    if not package.has(name):
        return styles
    try:
        elements = {get(element, "styleId"): element for element in children(package.tree(name), "style")}
    except Unreadable as error:
        sink.problem("corrupt", "styles", error)
        return styles
    for key, element in elements.items():
        form = _style_form(element, elements)
        if form:
            styles.form[key] = form
        if _on(first(element, "rPr", "vanish")):
            styles.hidden.add(key)
    return styles


def _style_form(element: etree._Element, elements: dict[str, etree._Element]) -> Form | None:
    for _ in range(20):  # based-on chains are short; a loop in a broken file ends here
        name = get(first(element, "name"), "val").lower() if first(element, "name") is not None else ""  # type: ignore[arg-type]
        if name in ("title", "标题", "標題"):
            return "title"
        if re.match(r"(?:heading|标题|標題|subtitle|副标题)", name):
            return "heading"
        if first(element, "pPr", "numPr") is not None or re.match(r"list (?:bullet|number|continue)", name):
            return "bullet"
        based = first(element, "basedOn")
        parent = elements.get(get(based, "val")) if based is not None else None
        if parent is None:
            return None
        element = parent
    return None


def _on(element: etree._Element | None) -> bool:
    return element is not None and get(element, "val") not in ("0", "false", "off")


def _side_part(package: Package, name: str, walk: _Walk) -> None:
    handler = _handler(name)
    if handler is None:
        return
    try:
        handler(package, name, walk)
    except Unreadable as error:
        if error.problem.kind == "truncated":
            raise
        walk.sink.problem("corrupt", name, error)


def _handler(name: str) -> Callable[[Package, str, _Walk], None] | None:
    folder, _, base = name.lower().rpartition("/")
    if folder == "word" and re.fullmatch(r"(?:header|footer)\d*\.xml", base):
        return _margin
    if folder == "word" and base in ("footnotes.xml", "endnotes.xml"):
        return _notes
    if folder == "word" and re.fullmatch(r"comments\d*\.xml", base):
        return _comments
    if folder == "word/glossary" and base == "document.xml":
        return _glossary
    return _drawing if re.fullmatch(r"word/(?:charts/chart|diagrams/data)\d*\.xml", name) else None


def _sub(walk: _Walk, layer: Layer, place: str) -> _Walk:
    return _Walk(walk.sink, walk.styles, layer, place, authors=walk.authors, codes=walk.codes)


def _margin(package: Package, name: str, walk: _Walk) -> None:
    place = "header" if "header" in name.lower() else "footer"
    _blocks(package.tree(name), _sub(walk, "header_footer", place))


def _notes(package: Package, name: str, walk: _Walk) -> None:
    word = "footnote" if "footnote" in name.lower() else "endnote"
    for note in package.tree(name):
        if not get(note, "type").lower().startswith(("separator", "continuation")):
            _blocks(note, _sub(walk, "footnote", f"{word} {get(note, 'id')}"))


def _comments(package: Package, name: str, walk: _Walk) -> None:
    for comment in children(package.tree(name), "comment"):
        anchor = walk.anchors.get(get(comment, "id"))
        author = get(comment, "author")
        if author:
            walk.authors.setdefault(author)
        _blocks(comment, _sub(walk, "comment", f"¶{anchor} comment" if anchor else "comment"))


def _glossary(package: Package, name: str, walk: _Walk) -> None:
    _blocks(package.tree(name), _sub(walk, "embedded_object", "building blocks"))


def _drawing(package: Package, name: str, walk: _Walk) -> None:
    word = "chart" if "chart" in name else "diagram"
    for text in office.drawing_texts(package, name):
        walk.sink.put(text, "body", word)


def _texts(walk: _Walk) -> None:
    for author in walk.authors:
        walk.sink.field("revision author", author, "metadata", "revisions")
    for code in dict.fromkeys(clean(code) for code in walk.codes):
        if code and code.split()[0].upper() not in _FIELD_WORDS:
            walk.sink.field("field code", code, "metadata", "fields")


def _blocks(element: etree._Element, walk: _Walk) -> None:
    for child in element:
        tag = local(child)
        if tag == "p":
            _paragraph(child, walk)
        elif tag == "tbl":
            _table(child, walk)
        elif tag not in _SKIPPED:
            _blocks(child, walk)


def _paragraph(element: etree._Element, walk: _Walk) -> None:
    walk.paragraph += 1
    pieces = list(_pieces(element, walk, walk.layer))
    by_layer = _by_layer(pieces, walk.layer)
    form = _form(element, walk, by_layer.get(walk.layer, ""))
    for layer, text in by_layer.items():
        for line in text.split("\n"):
            shape = form if form != "paragraph" or layer != walk.layer else lines.form(clean(line), False)
            walk.sink.put(line, layer, walk.where, shape)
    for box in _boxes(element):
        _blocks(box, _sub(walk, walk.layer, f"{walk.where} text box"))


def _by_layer(pieces: list[Piece], plain: Layer) -> dict[Layer, str]:
    """Give a paragraph's text per layer, the visible text first.

    Visible is what is plain or inserted; when all of it is inserted the paragraph itself is the insertion.
    """
    visible = "".join(text for layer, text in pieces if layer in (plain, "tracked_insertion"))
    stable = "".join(text for layer, text in pieces if layer == plain)
    found: dict[Layer, str] = {plain if stable.strip() else "tracked_insertion": visible}
    for layer, text in _runs_of(pieces):
        if layer == plain or (layer == "tracked_insertion" and not stable.strip()):
            continue
        # An inserted comma is no content by itself; a deleted or hidden one is not either.
        if len(re.sub(r"\W", "", text)) > 1:
            found[layer] = f"{found[layer]}\n{text}" if layer in found else text
    return found


def _runs_of(pieces: list[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for layer, text in pieces:
        if last and last[0] == layer:
            last = (layer, last[1] + text)
            continue
        if last:
            yield last
        last = (layer, text)
    if last:
        yield last


def _form(element: etree._Element, walk: _Walk, text: str) -> Form:
    text = clean(text)
    style = first(element, "pPr", "pStyle")
    form = walk.styles.form.get(get(style, "val")) if style is not None else None
    level = first(element, "pPr", "outlineLvl")
    if form is None and level is not None and get(level, "val") < "9":
        form = "heading"
    if form is None and first(element, "pPr", "numPr") is not None:
        form = "bullet"
    if form is None and lines.is_heading(text) and (lines.is_numbered(text) or _stands_out(element)):
        form = "heading"
    if form == "title" and (walk.layer != "body" or _titled(walk)):
        return "heading"
    return form or "paragraph"


def _titled(walk: _Walk) -> bool:
    return any(segment.form == "title" for segment in walk.sink.reading.segments[:20])


def _stands_out(element: etree._Element) -> bool:
    alignment = first(element, "pPr", "jc")
    if alignment is not None and get(alignment, "val") == "center":
        return True
    runs = [run for run in element.iter("{*}r") if any(local(child) == "t" for child in run)]
    return bool(runs) and all(_on(first(run, "rPr", "b")) for run in runs)


def _pieces(element: etree._Element, walk: _Walk, layer: Layer) -> Iterator[Piece]:
    for child in element:
        tag = local(child)
        if tag in _SKIPPED or tag in ("txbxContent", "textbox"):
            continue
        if tag == "r":
            yield from _run(child, walk, layer)
        elif tag in ("commentReference", "commentRangeStart"):
            walk.anchors.setdefault(get(child, "id"), walk.paragraph)
        elif tag == "t" and local(element) != "r":
            yield layer, child.text or ""  # equations (m:t) and stray text
        else:
            inner = _change(child, tag, walk, layer)
            yield from _pieces(child, walk, inner)


def _change(element: etree._Element, tag: str, walk: _Walk, layer: Layer) -> Layer:
    found = _LAYER_OF_TAG.get("ins" if tag == "moveTo" else tag)
    if found is None:
        return layer
    author = get(element, "author")
    if author:
        walk.authors.setdefault(author)
    # Inside a deletion an insertion is deleted too; comments and notes keep their own layer for insertions.
    return layer if layer == "tracked_deletion" or (found == "tracked_insertion" and walk.layer != "body") else found


def _run(run: etree._Element, walk: _Walk, layer: Layer) -> Iterator[Piece]:
    if layer not in ("tracked_deletion", "comment") and _is_hidden(run, walk):
        layer = "hidden_text"
    for child in run:
        tag = local(child)
        if tag == "t":
            yield layer, child.text or ""
        elif tag == "delText":
            yield "tracked_deletion", child.text or ""
        elif tag in ("instrText", "delInstrText"):
            walk.codes.append(child.text or "")
        elif tag in _BREAKS:
            yield layer, _BREAKS[tag]
        elif tag == "sym":
            yield layer, " "
        elif tag == "commentReference":
            walk.anchors.setdefault(get(child, "id"), walk.paragraph)
        elif tag in ("AlternateContent", "ruby", "pict", "drawing"):
            yield from _pieces(child, walk, layer)


def _is_hidden(run: etree._Element, walk: _Walk) -> bool:
    properties = first(run, "rPr")
    if properties is None:
        return False
    if _on(first(properties, "vanish")) or _on(first(properties, "webHidden")):
        return True
    style = first(properties, "rStyle")
    if style is not None and get(style, "val") in walk.styles.hidden and first(properties, "vanish") is None:
        return True
    size = first(properties, "sz")
    if size is not None and get(size, "val") in ("1", "2"):  # half-points: text of one point is not meant to be seen
        return True
    color = first(properties, "color")
    white = color is not None and get(color, "val").upper() == "FFFFFF" and not get(color, "themeColor")
    return white and not _shaded(run)


def _shaded(run: etree._Element) -> bool:
    """Say whether something dark may lie behind a run: shading or highlight here, in its paragraph, or a table."""
    properties = first(run, "rPr")
    if first(properties, "shd") is not None or first(properties, "highlight") is not None:
        return True
    for above in run.iterancestors():
        if local(above) in ("tbl", "txbxContent") or first(above, "pPr", "shd") is not None:
            return True
    return False


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    for box in element.iter("{*}txbxContent"):
        inside = False
        for above in box.iterancestors():
            if above is element:
                break
            inside = inside or local(above) in ("Fallback", "txbxContent")
        if not inside:
            yield box


def _table(element: etree._Element, walk: _Walk) -> None:
    number = walk.sink.next_table()
    for row in _within(element, "tr"):
        layer = walk.layer
        properties = first(row, "trPr")
        if properties is not None:
            for tag in ("ins", "del"):
                change = first(properties, tag)
                layer = _change(change, tag, walk, layer) if change is not None else layer
        _row(row, layer, number, walk)


def _within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Give the rows of a table or the cells of a row, through content controls and custom XML."""
    for child in element:
        name = local(child)
        if name == tag:
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "del", "moveTo", "moveFrom"):
            yield from _within(child, tag)


def _row(row: etree._Element, layer: Layer, number: int, walk: _Walk) -> None:
    cells = [_cell(cell, layer, walk) for cell in _within(row, "tc")]
    layers = dict.fromkeys([layer, *(name for cell in cells for name in cell)])
    for found in layers:
        shown: Layer = "table" if found == "body" else found
        walk.sink.row([cell.get(found, "") for cell in cells], shown, walk.where, number)
    for cell in _within(row, "tc"):
        for nested in _nested(cell):
            _table(nested, walk)
        for box in _boxes(cell):
            _blocks(box, _sub(walk, walk.layer, f"{walk.where} text box"))


def _cell(cell: etree._Element, layer: Layer, walk: _Walk) -> dict[Layer, str]:
    texts: dict[Layer, list[str]] = {}
    for paragraph in _paragraphs(cell):
        walk.paragraph += 1
        for name, text in _by_layer(list(_pieces(paragraph, walk, layer)), layer).items():
            if text.strip():
                texts.setdefault(name, []).append(text)
    return {name: " ".join(found) for name, found in texts.items()}


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        tag = local(child)
        if tag == "p":
            yield child
        elif tag not in _SKIPPED and tag != "tbl":
            yield from _paragraphs(child)


def _nested(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if local(child) == "tbl":
            yield child
        elif local(child) not in _SKIPPED and local(child) != "p":
            yield from _nested(child)


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "header_footer", "footnote", "comment", "tracked_deletion", "tracked_insertion", "hidden_text",
     "embedded_object", "metadata"),
)  # fmt: skip
FORMAT = Format(kinds=("docx",), layers=_LAYERS, read=read)
