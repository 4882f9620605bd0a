"""PowerPoint presentations (PPTX, PPTM, PPSX, POTX; zipped, flat or strict): every part in one own pass over the XML.

As with Word, the pass keeps account of the text elements of each part: what no rule has placed is given at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import cast

from lxml import etree

from extractors.images import pictures
from extractors.model import Form, Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import account, drawing, metafile, office, officeparts, slidelook
from extractors.officebase.package import Package, Relation, children, first, get, local, natural
from extractors.sink import Sink, clean

_TITLES = frozenset({"title", "ctrTitle"})
_MARGINS = frozenset({"ftr", "hdr", "dt", "sldNum"})
_MAIN = (
    "presentation.main+xml", "presentation.macroEnabled.main+xml", "slideshow.main+xml", "template.main+xml",
    "slideshow.macroEnabled.main+xml", "template.macroEnabled.main+xml", "addin.macroEnabled.main+xml",
)  # fmt: skip
_DULL_SECTIONS = frozenset({"default section", "默认节", "预设章节", "untitled section", "无标题节", "預設章節"})
_DRAWINGS = frozenset({"chart", "chartEx", "diagramData"})
_PAGE = (0, 0, 12_192_000, 6_858_000)  # EMU; the size of a new presentation, where none is stated


@dataclass(slots=True)
class _Deck:
    """What the parts of one presentation share.

    Attributes:
        package: The file.
        sink: Where texts go.
        main: The part that lists the slides, "" where it is missing.
        page: The slides' size.
        read: Parts that were read, in small letters.
        said: The text elements that were given of the part that is being read.
        authors: Writers of comments by their ids.
        designs: By layout.
        once: What masters and layouts have said.
        trees: Masters and layouts that a slide's design was taken from, until they are read themselves.
        shown: Where pictures were met.
    """

    package: Package
    sink: Sink
    main: str = ""
    page: drawing.Box = _PAGE
    read: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    authors: dict[str, str] = field(default_factory=dict)
    designs: dict[str, slidelook.Design] = field(default_factory=dict)
    once: set[tuple[str, str]] = field(default_factory=set)
    trees: dict[str, etree._Element] = field(default_factory=dict)
    shown: pictures.Shown = field(default_factory=pictures.Shown)
    seen: account.Seen = field(init=False)

    def __post_init__(self) -> None:
        self.seen = account.Seen(self.sink.reading)

    def tree(self, part: str) -> etree._Element:
        """Give a part without doubles, and begin a new account."""
        self.read.add(part.lower())
        root = self.trees.pop(part.lower(), None)
        root = self.package.tree(part) if root is None else root
        account.drop_doubles(root)
        officeparts.met(self.package, part, root, self.shown)
        self.said.clear()
        return root

    def settle(self, root: etree._Element, layer: Layer, where: str) -> None:
        """Close the account of a part: give what no rule has placed."""
        for text in account.missing(root, self.said):
            self.sink.put(text, layer, f"{where} unplaced")


@dataclass(frozen=True, slots=True)
class _Slide:
    """One slide while it is read: its deck, part and place, the layer of what it shows, and how it is painted."""

    deck: _Deck
    part: str
    where: str
    layer: Layer
    relations: dict[str, Relation]
    canvas: slidelook.Canvas

    @property
    def sink(self) -> Sink:
        return self.deck.sink


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the slides in order, each followed by its notes and comments, then masters, properties, embedded files.

    Text that nobody sees on the slide is hidden: hidden shapes, shapes beside the slide, tiny letters, letters without
    a fill, white letters on nothing but white. Text under a painted shape or a picture is covered.
    """
    sink = Sink(reading, limits)
    deck = _Deck(Package(data, limits, reading.problems), sink)
    failed: Unreadable | None = None
    try:
        _presentation(deck)
    except Unreadable as error:
        failed = error
    _authors(deck)
    for number, (name, listed) in enumerate(_slides(deck).items(), 1):
        where = f"slide {number}" if listed else f"slide {number}, not listed"
        _attempt(deck, where, partial(_slide, deck, name, where, listed))
    for name in deck.package.names:
        if name.lower() not in deck.read and re.search(r"\.(?:xml|vml)$", name, re.IGNORECASE):
            _attempt(deck, name, partial(_side_part, deck, name))
    officeparts.outside(deck.package, sink)
    office.properties(deck.package, sink)
    officeparts.printers(deck.package, sink)
    officeparts.members(deck.package, sink, deck.shown)
    metafile.put(deck.package, sink)
    if failed is not None:
        raise failed


def _attempt(deck: _Deck, where: str, job: Callable[[], None]) -> None:
    try:
        job()
    except Unreadable as error:
        if error.problem.kind == "truncated":
            raise
        deck.sink.problem("corrupt", where, error)


def _presentation(deck: _Deck) -> None:
    """Read the part that lists the slides: their size, the sections, the shows made for some audience."""
    named = [relation.target for relation in deck.package.relations("") if relation.kind == "officeDocument"]
    typed = [name for suffix in _MAIN for name in deck.package.by_type(suffix)]
    known = [name for name in (*named, *typed, "ppt/presentation.xml") if deck.package.has(name)]
    if not known and any(_is_slide(name) for name in deck.package.names):
        deck.sink.problem("corrupt", "presentation", note="the list of slides is missing; slides come by their numbers")
        return
    deck.main = known[0] if known else "ppt/presentation.xml"
    root = deck.tree(deck.main)
    size = first(root, "sldSz")
    if size is not None and get(size, "cx").isdecimal() and get(size, "cy").isdecimal():
        deck.page = (0, 0, int(get(size, "cx")[:12]), int(get(size, "cy")[:12]))
    for section in root.iter("{*}section", "{*}custShow"):
        if get(section, "name").strip().lower() not in _DULL_SECTIONS:
            key = "section" if local(section) == "section" else "show"
            deck.sink.field(key, get(section, "name"), "metadata", "sections")


def _is_slide(name: str) -> bool:
    return bool(re.fullmatch(r"(?:.*/)?slides/slide\d+\.xml", name, re.IGNORECASE))


def _slides(deck: _Deck) -> dict[str, bool]:
    """Give the parts of the slides in order, and whether the presentation lists them: one it does not is never shown.

    Where the list itself is missing, all count as listed.
    """
    ordered: list[str] = []
    if deck.main:
        parts = {relation.key: relation.target for relation in deck.package.relations(deck.main)}
        for entry in deck.package.tree(deck.main).iter("{*}sldId"):
            key = next((str(value) for name, value in entry.attrib.items() if str(name).endswith("}id")), "")
            ordered.append(parts.get(key, key))
    listed = {name.lower() for name in ordered}
    loose = [name for name in deck.package.names if _is_slide(name) and name.lower() not in listed]
    return {**dict.fromkeys(ordered, True), **dict.fromkeys(sorted(loose, key=natural), not deck.main)}


def _slide(deck: _Deck, part: str, where: str, listed: bool) -> None:
    root = deck.tree(part)
    layer: Layer = "body" if listed and root.get("show") not in ("0", "false") else "hidden_slide"
    content = first(root, "cSld")
    tree = first(content, "spTree")
    relations = deck.package.relations(part)
    if content is not None:
        deck.sink.field("slide name", get(content, "name"), "metadata", where)
    if tree is not None:
        known = _design(deck, part)
        stated = slidelook.background(root, known.palette)
        known = known if stated == "" else replace(known, background=stated)
        keyed = {relation.key: relation for relation in relations}
        slide = _Slide(deck, part, where, layer, keyed, slidelook.Canvas(tree, known, deck.page))
        _shapes(tree, slide, layer)
    deck.settle(root, layer, where)
    for tip in drawing.tooltips(root):
        deck.sink.put(tip, "annotation", f"{where} link")
    for relation in relations:
        if not relation.external and deck.package.has(relation.target) and relation.kind in _BESIDE:
            _attempt(deck, f"{relation.kind} of {where}", partial(_BESIDE[relation.kind], deck, relation.target, where))


def _design(deck: _Deck, part: str) -> slidelook.Design:
    """Give the design of a slide; the plain one where layout or master cannot be read, which is told when they are."""
    layout = _target(deck, part, "slideLayout")
    if layout not in deck.designs:
        try:
            master = _target(deck, layout, "slideMaster") if layout else ""
            theme = _target(deck, master, "theme") if master else ""
            roots = [_kept(deck, name) if name else None for name in (theme, master, layout)]
            deck.designs[layout] = slidelook.design(*roots)
        except Unreadable:
            deck.designs[layout] = slidelook.Design()
    return deck.designs[layout]


def _kept(deck: _Deck, part: str) -> etree._Element:
    """Give a master, a layout or a theme; it is parsed once for all that look at it."""
    found = deck.trees.get(part.lower())
    if found is None:
        found = deck.trees[part.lower()] = deck.package.tree(part)
    return found


def _target(deck: _Deck, part: str, kind: str) -> str:
    found = (relation.target for relation in deck.package.relations(part) if relation.kind == kind)
    return next((target for target in found if deck.package.has(target)), "")


# Shapes


def _shapes(tree: etree._Element, slide: _Slide, layer: Layer) -> None:
    for shape in _ordered(tree):
        shown: Layer = (slide.canvas.hiding(shape) or layer) if layer == "body" else layer
        match local(shape):
            case "sp" | "cxnSp":
                _text_shape(shape, slide, shown)
            case "grpSp" | "AlternateContent" | "Choice" | "Fallback":
                _shapes(shape, slide, shown)
            case "graphicFrame":
                _frame(shape, slide, shown)
            case _:
                pass
        _alternative(shape, slide, shown)


def _ordered(tree: etree._Element) -> list[etree._Element]:
    # The title first: it is often painted last.
    return sorted(tree, key=lambda shape: _placeholder(shape) not in _TITLES)


def _placeholder(shape: etree._Element) -> str:
    holder = first(shape, "nvSpPr", "nvPr", "ph")
    return "" if holder is None else get(holder, "type") or "body"


def _alternative(shape: etree._Element, slide: _Slide, layer: Layer) -> None:
    """Put what a shape says of itself; that of a group's members comes with them."""
    named = slidelook.named(shape)
    if named is None:
        return
    for kind, text in drawing.alternatives(named):
        if kind == "text":
            shown: Layer = "annotation" if layer in ("body", "header_footer") else layer
            slide.sink.put(text, shown, f"{slide.where} alternative text")
        else:
            word = "picture" if local(shape) == "pic" else "object"
            slide.sink.field(word, text, "metadata", f"{slide.where} picture")


def _text_shape(shape: etree._Element, slide: _Slide, layer: Layer) -> None:
    body, holder = first(shape, "txBody"), _placeholder(shape)
    if body is None:
        body = first(shape, "txSp", "txBody")
    if body is None:
        slide.deck.said.extend(account.texts(shape))
        return
    if holder in _MARGINS and layer == "body":
        layer = "header_footer"
    paragraphs = [(element, _by_layer(element, shape, slide, layer)) for element in children(body, "p")]
    if holder in _TITLES:
        slide.sink.put(" ".join(text.get(layer, "") for _, text in paragraphs), layer, slide.where, "heading")
    for element, texts in paragraphs:
        form: Form = "bullet" if _is_bullet(element, holder) else "paragraph"
        for each, text in texts.items():
            if holder not in _TITLES or each != layer:
                for line in text.split("\n"):
                    slide.sink.put(line, each, slide.where, form if each == layer else "paragraph")


def _by_layer(paragraph: etree._Element, shape: etree._Element, slide: _Slide, layer: Layer) -> dict[Layer, str]:
    """Give a paragraph's text: what is seen, and what its hidden runs say."""
    found: dict[Layer, str] = {layer: ""}
    for properties, text in drawing.runs(paragraph):
        slide.deck.said.append(text)
        hidden = layer not in ("hidden_text", "covered_text") and slide.canvas.hides_run(properties, shape)
        shown: Layer = "hidden_text" if hidden else layer
        found[shown] = found.get(shown, "") + text
    return found


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
            _row([_cell(cell, slide, layer) for cell in children(row, "tc")], slide, (layer, shown), number)
        return
    drawn = shape.iter("{*}chart", "{*}relIds")
    wanted = dict.fromkeys(str(value) for element in drawn for value in element.attrib.values())
    for relation in (slide.relations[key] for key in wanted if key in slide.relations):
        if relation.kind in _DRAWINGS and slide.deck.package.has(relation.target):
            _attempt(slide.deck, f"drawing on {slide.where}", partial(_drawn, relation.target, slide, layer))


def _row(cells: list[dict[Layer, str]], slide: _Slide, layers: tuple[Layer, Layer], number: int) -> None:
    inner, shown = layers
    for each in dict.fromkeys([inner, *(layer for cell in cells for layer in cell)]):
        values = [cell.get(each, "") for cell in cells]
        slide.sink.row(values, shown if each == inner else each, slide.where, number)


def _cell(cell: etree._Element, slide: _Slide, layer: Layer) -> dict[Layer, str]:
    found: dict[Layer, str] = {}
    body = first(cell, "txBody")
    for paragraph in children(body, "p") if body is not None else ():
        for each, text in _by_layer(paragraph, cell, slide, layer).items():
            if text.strip():
                found[each] = f"{found[each]} {text}" if each in found else text
    return found


def _drawn(part: str, slide: _Slide, layer: Layer) -> None:
    """Read a chart or a diagram; kinds are known by their roots."""
    if part.lower() in slide.deck.read:
        return
    taken = list(slide.deck.said)  # the account of the slide goes on behind the drawing
    root = slide.deck.tree(part)
    if local(root) == "dataModel":
        for text in drawing.diagram(root):
            slide.sink.put(text, layer, f"{slide.where} diagram")
    elif local(root) == "chartSpace":
        office.chart(root, slide.sink, layer, f"{slide.where} chart")
        for relation in slide.deck.package.relations(part):
            if relation.kind == "chartUserShapes" and slide.deck.package.has(relation.target):
                for text in drawing.paragraphs(slide.deck.tree(relation.target)):
                    slide.sink.put(text, layer, f"{slide.where} chart")
    slide.deck.said[:] = taken


# Notes, comments and all other parts


def _notes(deck: _Deck, part: str, where: str) -> None:
    root = deck.tree(part)
    tree = first(root, "cSld", "spTree")
    for shape in tree.iter("{*}sp", "{*}graphicFrame") if tree is not None else ():
        holder = _placeholder(shape)
        layer: Layer = "header_footer" if holder in _MARGINS else "speaker_notes"
        for paragraph in shape.iter("{*}p"):
            text = drawing.text(paragraph)
            for line in text.split("\n"):
                deck.sink.put(line, layer, f"{where} notes")
        deck.said.extend(account.texts(shape))
    deck.settle(root, "speaker_notes", f"{where} notes")


def _comments(deck: _Deck, part: str, where: str) -> None:
    root = deck.tree(part)
    for comment in root.iter("{*}cm", "{*}reply"):
        plain, body = first(comment, "text"), first(comment, "txBody")
        text = (plain.text or "") if plain is not None else ""
        if body is not None:
            text = " ".join(drawing.text(paragraph) for paragraph in children(body, "p"))
        day = (get(comment, "dt") or get(comment, "created"))[:10]
        place = " ".join(part for part in (where, "comment" if local(comment) == "cm" else "reply", day) if part)
        if text.strip():
            deck.sink.put(text, "comment", place)
            deck.sink.field("comment by", deck.authors.get(get(comment, "authorId"), ""), "metadata", place)


_BESIDE: dict[str, Callable[[_Deck, str, str], None]] = {"notesSlide": _notes, "comments": _comments}


def _authors(deck: _Deck) -> None:
    for name in deck.package.names:
        if re.search(r"(?:commentAuthors|authors)\d*\.xml$", name, re.IGNORECASE):
            _attempt(deck, "comment authors", partial(_authors_part, deck, name))


def _authors_part(deck: _Deck, name: str) -> None:
    root = deck.tree(name)
    deck.authors.update({get(author, "id"): get(author, "name") for author in root})
    officeparts.put(name, root, deck.sink)


def _side_part(deck: _Deck, name: str) -> None:
    """Read any other part by what its root says that it is."""
    if officeparts.is_idle(deck.package, name):
        return
    root = deck.tree(name)
    base = name.rpartition("/")[2].removesuffix(".xml")
    match local(root):
        case "sldMaster" | "sldLayout" | "notesMaster" | "handoutMaster":
            _master(deck, root, base)
        case "sld" | "notes":
            _loose(deck, root, base)
        case "cmLst":
            _comments(deck, name, "unused")
        case "chartSpace":
            office.chart(root, deck.sink, "body", base)
        case "dataModel":
            for text in drawing.diagram(root):
                deck.sink.put(text, "body", base)
        case "drawing" | "userShapes":
            _redrawn(deck, root)
        case _:
            if not officeparts.put(name, root, deck.sink):
                deck.settle(root, "body", base)


def _loose(deck: _Deck, root: etree._Element, base: str) -> None:
    """Read a slide or a note that no other part points at: nobody sees it."""
    for text in drawing.paragraphs(root):
        deck.sink.put(text, "hidden_slide" if local(root) == "sld" else "speaker_notes", f"unused {base}")


def _redrawn(deck: _Deck, root: etree._Element) -> None:
    """Read the picture that was last drawn of a diagram, for what its data does not say as well."""
    for text in drawing.paragraphs(root):
        if not deck.seen.holds(text):
            deck.sink.put(text, "body", "diagram")


def _master(deck: _Deck, root: etree._Element, base: str) -> None:
    """Read what a master or layout shows on every slide: its own shapes and margins; a placeholder only prompts."""
    tree = first(root, "cSld", "spTree")
    for shape in tree.iter("{*}sp", "{*}graphicFrame", "{*}pic", "{*}cxnSp") if tree is not None else ():
        holder = _placeholder(shape)
        if holder and holder not in _MARGINS:
            continue
        for paragraph in shape.iter("{*}p"):
            for line in drawing.text(paragraph).split("\n"):
                _once(deck, line, "header_footer", base)
        for kind, text in drawing.alternatives(shape) if not holder else ():
            if kind == "text":
                _once(deck, text, "annotation", base)


def _once(deck: _Deck, text: str, layer: Layer, where: str) -> None:
    """Put a text of the design once: layouts repeat what their master says."""
    if (layer, clean(text)) not in deck.once:
        deck.once.add((layer, clean(text)))
        deck.sink.put(text, layer, where)


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "speaker_notes", "hidden_slide", "hidden_text", "covered_text", "comment", "annotation",
     "header_footer", "form_field", "embedded_object", "metadata"),
)  # fmt: skip
FORMAT = Format(kinds=("pptx",), layers=_LAYERS, read=read, version=2)
