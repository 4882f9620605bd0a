"""OpenDocument and OpenOffice 1 files (ODT ODS ODP ODG ODF, SXW SXC SXI, flat XML): all text, hidden parts apart."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import cast

from lxml import etree

from extractors.images import pictures
from extractors.model import Form, Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import account, artpictures, objects, propertyset, salvage
from extractors.officebase.package import Package, get, local, parse
from extractors.plain import lines
from extractors.sink import Sink, clean

_META = {
    "creator": "last modified by", "initial-creator": "author", "title": "title", "subject": "subject",
    "description": "description", "keyword": "keyword", "keywords": "keyword", "user-defined": "custom",
    "printed-by": "printed by",
}  # fmt: skip
_LAYERS_OF: dict[str, Layer] = {
    "annotation": "comment", "note": "footnote", "footnote": "footnote", "endnote": "footnote",
    "deletion": "tracked_deletion", "notes": "speaker_notes", "header": "header_footer", "footer": "header_footer",
    "header-left": "header_footer", "footer-left": "header_footer", "header-first": "header_footer",
    "footer-first": "header_footer", "header-decl": "header_footer", "footer-decl": "header_footer",
    "date-time-decl": "header_footer", "cell-content-change": "tracked_deletion",
}  # fmt: skip
_WORDS = {"title": "title", "desc": "description"}
_MARGINS = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
_APART = frozenset(
    "annotation note footnote endnote text-box frame g object custom-shape rect line ellipse polygon polyline path "
    "circle connector measure caption page-thumbnail control image object-ole plugin".split()
)
_PASSED = frozenset(
    "sequence-decls style forms binary-data scripts font-face-decls settings styles meta event-listeners "
    "bibliography-configuration notes-configuration change-info".split()
)
# Who and when of a comment or change stand in elements of these names; fields of the same names are text.
_WHO = frozenset({"creator", "date", "date-string", "creator-initials", "meta-creator-initials"})
_CITATIONS = frozenset({"note-citation", "footnote-citation", "endnote-citation", "annotation-end", "bookmark-start"})
_TEXT_SPACES = ("urn:oasis:names:tc:opendocument:xmlns:text:", "http://openoffice.org/2000/text")
_DECLARATIONS = {
    "user-field-decl": "variable", "variable-set": "variable", "dde-connection-decl": "data source",
    "named-range": "defined name", "named-expression": "defined name", "database-range": "database range",
    "scenario": "scenario", "label-range": "label range", "data-pilot-table": "pivot table",
    "table-source": "data source", "database-source-table": "data source", "database-source-query": "data source",
    "database-source-sql": "data source", "cell-range-source": "data source", "dde-source": "data source",
    "connection-resource": "data source", "query": "query", "bibliography-mark": "source",
}  # fmt: skip
_SAYING = ("string-value", "value", "formula", "expression", "cell-range-address", "base-cell-address", "comment",
           "href", "dde-application", "dde-topic", "dde-item", "database-name", "database-table-name", "query-name",
           "sql-statement", "parse-sql-statement", "target-range-address", "command", "author", "title",
           "publisher", "url")  # fmt: skip
_FORM_VALUES = ("current-value", "value", "label", "title", "help-message")
_SHEET_NAME = re.compile(r"(?:sheet|工作表|table|tabelle|feuille)\s*\d*$", re.IGNORECASE)
# Only a document type without declarations of its own; OpenOffice 1 writes one into every part.
_PLAIN_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[\]<>]{0,400}>")
_OBJECT = re.compile(r"(?:Object[^/]*|ObjBF[^/]*|forms/[^/]+|reports/[^/]+)(?:/content\.xml)?$")
# A tag; the end of a paragraph or heading apart.
_TAG = re.compile(r"<(/(?:[\w.-]{1,20}:)?[ph]\s*>)?[^<>]*>?")
_MENDED = 0.95  # chosen: the share of the letters that the parser's own repair must keep to be believed
_REPEATS = 64
_HIDDEN_COLUMNS = 1024
_STYLES = 20
_WHITE = ("#ffffff", "#fff")
_TINY_PT = 1.0
_UNITS = {"pt": 1.0, "cm": 28.3465, "mm": 2.83465, "in": 72.0, "px": 0.75, "pc": 12.0}


@dataclass(frozen=True, slots=True)
class _Look:
    """How text looks: hidden by its style, its colour, whether something lies behind it, its size."""

    hidden: bool = False
    white: bool = False
    dark: bool = False
    tiny: bool = False

    @property
    def unseen(self) -> bool:
        return self.hidden or self.tiny or (self.white and not self.dark)


@dataclass(slots=True)
class _Styles:
    """The styles of a document: what each says, by family and name."""

    said: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    parents: dict[tuple[str, str], str] = field(default_factory=dict)
    layouts: dict[str, tuple[float, float]] = field(default_factory=dict)
    masters: dict[str, str] = field(default_factory=dict)

    def page(self, master: str) -> tuple[float, float]:
        """Give width and height in points of the pages with this master; (0, 0) where they are not known."""
        return self.layouts.get(self.masters.get(master, ""), (0.0, 0.0))

    def add(self, root: etree._Element) -> None:
        for layout in root.iter("{*}page-layout", "{*}page-master"):
            for part in layout:
                size = (_points(get(part, "page-width"), 0.0), _points(get(part, "page-height"), 0.0))
                if all(size):
                    self.layouts[get(layout, "name")] = size
        for master in root.iter("{*}master-page"):
            self.masters[get(master, "name")] = get(master, "page-layout-name") or get(master, "page-master-name")
        for style in root.iter("{*}style"):
            key = (get(style, "family"), get(style, "name"))
            self.parents[key] = get(style, "parent-style-name")
            said = self.said.setdefault(key, {})
            for part in style:
                for name in ("display", "color", "background-color", "font-size", "visibility", "fill"):
                    value = get(part, name) if local(part) != "map" else ""
                    if value:
                        said[name if local(part) != "paragraph-properties" else f"p-{name}"] = value

    def of(self, family: str, name: str) -> dict[str, str]:
        found = dict[str, str]()
        for _ in range(_STYLES):
            if not name:
                break
            found = {**self.said.get((family, name), {}), **found}
            name = self.parents.get((family, name), "")
        return found

    def title(self, family: str, name: str) -> str:
        """Give the first name of a chain that is not one made up by the program ("P12")."""
        for _ in range(_STYLES):
            if not name or not re.fullmatch(r"P\d+", name):
                break
            name = self.parents.get((family, name), "")
        return name

    def look(self, family: str, name: str, under: _Look) -> _Look:
        said = self.of(family, name) if name else {}
        return _Look(
            hidden=said["display"] in ("none", "false") if "display" in said else under.hidden,
            white=said["color"].lower() in _WHITE if "color" in said else under.white,
            dark=_is_dark(said) or under.dark,
            tiny=_points(said["font-size"], 12.0) <= _TINY_PT if "font-size" in said else under.tiny,
        )


def _is_dark(said: dict[str, str]) -> bool:
    behind = [said.get("background-color", ""), said.get("p-background-color", "")]
    return any(colour not in ("", "transparent", *_WHITE) for colour in behind)


def _points(length: str, unknown: float) -> float:
    """Give a length in points."""
    match = re.match(r"(-?\d{1,9}(?:\.\d{1,9})?)(pt|cm|mm|in|px|pc)$", length)
    return float(match[1]) * _UNITS[match[2]] if match else unknown


@dataclass(slots=True)
class _Walk:
    """The state of one pass over a document."""

    sink: Sink
    styles: _Styles = field(default_factory=_Styles)
    number: int = 0
    place: str = ""
    page: tuple[float, float] = (0.0, 0.0)
    looks: list[_Look] = field(default_factory=lambda: [_Look()])
    insertions: dict[str, str] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    authors: dict[str, None] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)
    declared: dict[tuple[str, str], None] = field(default_factory=dict)

    @property
    def where(self) -> str:
        return self.place or f"¶{self.number}"


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the content in order, then headers and footers, properties, earlier versions and embedded objects."""
    sink = Sink(reading, limits)
    if not data.startswith(b"PK"):
        _document(_tree(data, "document"), sink)
        return
    package = Package(data, limits, reading.problems)
    _refuse_locked(package)
    walk = _Walk(sink)
    styles = _optional(package, "styles.xml", sink)
    try:
        content = _damaged_or_whole(package.part("content.xml"), sink)
        for root in (styles, content):
            if root is not None:
                walk.styles.add(root)
        if content is not None:
            _content(content, walk)
    finally:
        _rest(package, styles, walk)


def _rest(package: Package, styles: etree._Element | None, walk: _Walk) -> None:
    if styles is not None:
        _margins(styles, walk)
    _said(walk)
    sink = walk.sink
    for name, put in (("meta.xml", _metadata), ("settings.xml", _settings), ("VersionList.xml", _versions),
                      ("META-INF/documentsignatures.xml", _signatures)):  # fmt: skip
        root = _optional(package, name, sink)
        if root is not None:
            put(root, sink)
    for name in package.names:
        if name.startswith("Versions/") or (_OBJECT.match(name) and not name.endswith("/")):
            _object(package, name, sink)
    _pictures(package, sink)
    if any(name.startswith("database/") for name in package.names):
        sink.problem("unsupported", "database", note="the tables of an embedded database are not read")


def _pictures(package: Package, sink: Sink) -> None:
    """Put the text of drawn pictures, and the larger photographs among the members."""
    said, shown, spent = account.Seen(sink.reading), pictures.Shown(), 0
    for name in package.names:
        if not name.startswith(("Pictures/", "ObjectReplacements/", "media/")):
            continue
        try:
            content = package.part(name)
        except Unreadable as error:
            sink.problem("corrupt", "a picture", error)
            continue
        if not pictures.SUFFIX.search(name):
            artpictures.drawn(content, sink, said)
        elif shown.worth("", pictures.dots(content[: pictures.HEAD_BYTES])):
            spent += 1
            if spent > pictures.MOST_PICTURES:
                sink.problem("needs_ocr", "pictures", note="there are more than are handed on to be read")
                return
            sink.reading.members.append((name.rsplit("/", 1)[-1], content))


def _refuse_locked(package: Package) -> None:
    """Raise `Unreadable` where the manifest says that the content needs a password."""
    name = "META-INF/manifest.xml"
    if package.has(name) and (b"encryption-data" in package.part(name) or package.has("encrypted-package")):
        raise Unreadable("encrypted", "needs a password")


def _tree(raw: bytes, name: str) -> etree._Element:
    head = raw[:2048]
    return parse(_PLAIN_DOCTYPE.sub(b"", head, count=1) + raw[2048:], name)


def _damaged_or_whole(raw: bytes, sink: Sink) -> etree._Element | None:
    """Give the tree of the content; of a damaged one what the parser can mend, or None and its text without layers."""
    try:
        return _tree(raw, "content.xml")
    except Unreadable as error:
        if error.problem.kind != "corrupt":
            raise
        problem = error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    bare = _TAG.sub(lambda tag: "\n" if tag[1] else "", salvage.decoded(raw))
    if not bare.strip():
        raise problem
    sink.problem("corrupt", "content.xml", note="damaged; read as far as it goes")
    if root is not None and len("".join(map(str, root.itertext()))) >= _MENDED * len(html.unescape(bare)):
        return root
    for number, line in enumerate(bare.split("\n"), 1):
        sink.put(html.unescape(line), "body", f"damaged ¶{number}")
    return None


def _optional(package: Package, name: str, sink: Sink) -> etree._Element | None:
    """Give a part's tree; None where there is none, or a damaged one, which is a problem."""
    try:
        return _tree(package.part(name), name) if package.has(name) else None
    except Unreadable as error:
        sink.problem("corrupt", name, error)
        return None


def _object(package: Package, name: str, sink: Sink) -> None:
    where = f"object {name.split('/', maxsplit=1)[0].removeprefix('Object').strip()}".strip()
    try:
        if not name.endswith("content.xml"):
            objects.put_bytes(package.part(name), name.rsplit("/", 1)[-1], sink, where)
            return
        root = _tree(package.part(name), name)
        walk = _Walk(sink, place=where)
        walk.styles.add(root)
        if local(root) == "math":
            sink.put(" ".join(str(text) for text in root.itertext()), "embedded_object", where)
        _walk(root, "embedded_object", walk)
        _said(walk)
    except Unreadable as error:
        if error.problem.kind == "truncated":
            raise
        sink.problem("corrupt", "embedded object", error)


def _document(root: etree._Element, sink: Sink) -> None:
    """Read a document of one XML file, and those that stand inside it."""
    walk = _Walk(sink)
    walk.styles.add(root)
    _content(root, walk)
    for styles in root.iter("{*}master-styles"):
        _margins(styles, walk)
    _said(walk)
    _metadata(root, sink)
    _settings(root, sink)
    for number, element in enumerate(root.iter("{*}object-ole"), 1):
        digits = "".join(str(text) for binary in element.iter("{*}binary-data") for text in binary.itertext())
        try:
            objects.put_bytes(base64.b64decode(digits), f"object {number}", sink, f"object {number}")
        except (binascii.Error, ValueError) as error:
            sink.problem("corrupt", f"object {number}", error)


def _content(root: etree._Element, walk: _Walk) -> None:
    for region in root.iter("{*}changed-region"):
        kinds = [local(child) for child in region]
        walk.insertions[get(region, "id")] = kinds[0] if kinds else ""
        for author in region.iter("{*}creator"):
            walk.authors.setdefault(author.text or "")
    for change in root.iter("{*}change-info"):  # of sheets
        for author in change.iter("{*}creator"):
            walk.authors.setdefault(author.text or "")
    for forms in root.iter("{*}forms"):
        _form_fields(forms, walk)
    if local(root) == "math":
        walk.sink.put(" ".join(str(text) for text in root.itertext()), "body", "formula")
    for body in root.iter("{*}body"):
        if local(body.getparent()) not in ("", "object"):  # type: ignore[arg-type]
            _walk(body, "body", walk)


def _margins(root: etree._Element, walk: _Walk) -> None:
    """Read headers and footers, and what stands on the masters of slides beside the prompts."""
    for element in root.iter(*(f"{{*}}{name}" for name in _MARGINS)):
        walk.place = "footer" if local(element).startswith("footer") else "header"
        look = _Look(hidden=get(element, "display") == "false")
        walk.looks.append(look)
        _walk(element, "header_footer", walk)
        walk.looks.pop()
    walk.place = "master"
    for page in root.iter("{*}master-page"):
        for child in page:
            if local(child) in ("frame", "custom-shape", "g", "rect") and get(child, "placeholder") != "true":
                _walk([child], "header_footer", walk)


def _said(walk: _Walk) -> None:
    """Put what the document names outside its text: authors of changes, links, variables, ranges."""
    for author in walk.authors:
        walk.sink.field("revision author", author, "metadata", "revisions")
    for link in walk.links:
        walk.sink.field("link", link, "metadata", "links")
    for word, text in walk.declared:
        walk.sink.field(word, text, "metadata", "declarations")


def _metadata(root: etree._Element, sink: Sink) -> None:
    for meta in root.iter("{*}meta"):
        for element in meta.iter():
            key, text = local(element), clean("".join(str(part) for part in element.itertext()))
            if key == "template":
                title = " ".join(dict.fromkeys([get(element, "title"), get(element, "href")]))
                if clean(title).lower() not in propertyset.DULL:
                    sink.field("template", title, "metadata", "properties")
            elif key in _META and text and local(element.getparent()) in ("meta", "keywords"):  # type: ignore[arg-type]
                sink.field(get(element, "name") or _META[key], text, "metadata", "properties")
            if key == "initial-creator" or (key == "creator" and not sink.reading.author):
                sink.reading.author = text
            if key in ("date", "creation-date") and re.match(r"\d{4}-\d\d-\d\d", text):
                sink.reading.modified = text[:10] if key == "date" else sink.reading.modified or text[:10]


def _settings(root: etree._Element, sink: Sink) -> None:
    for item in root.iter("{*}config-item"):
        if get(item, "name") in ("PrinterName", "CurrentDatabaseDataSource", "CurrentDatabaseCommand"):
            word = "printer" if get(item, "name") == "PrinterName" else "data source"
            sink.field(word, item.text or "", "metadata", "settings")


def _versions(root: etree._Element, sink: Sink) -> None:
    for entry in root.iter("{*}version-entry"):
        text = " ".join(get(entry, name) for name in ("title", "comment", "creator", "date-time"))
        sink.field("earlier version", text, "metadata", "versions")


def _signatures(root: etree._Element, sink: Sink) -> None:
    for name in root.iter("{*}X509SubjectName", "{*}X509IssuerName"):
        sink.field("signature", name.text or "", "metadata", "signatures")


# Text


def _walk(elements: Iterable[etree._Element], layer: Layer, walk: _Walk) -> None:
    for child in elements:
        tag = local(child)
        _note_link(child, walk)
        if tag in ("p", "h"):
            _paragraph(child, tag, layer, walk)
        elif tag in ("table", "sub-table"):
            _table(child, layer, walk)
        elif tag == "page":
            _slide(child, layer, walk)
        elif tag in ("tracked-changes", "changed-region", "deletion", "insertion", "format-change", "previous"):
            _changes(child, layer, walk)
        elif tag == "object":
            _inner_document(child, walk)
        elif tag in ("change-start", "change-end"):
            _change_mark(child, tag, walk)
        elif tag in ("title", "desc") and not len(child):
            walk.sink.put(child.text or "", "annotation", f"{walk.where} {_WORDS[tag]}")
        elif tag in _DECLARATIONS:
            _declare(child, tag, walk)
            _walk(child, layer, walk)
        elif tag not in _PASSED and tag not in _CITATIONS and not _is_who(child, tag):
            _inside(child, tag, layer, walk)


def _is_who(element: etree._Element, tag: str) -> bool:
    return tag in _WHO and not str(element.tag)[1:].startswith(_TEXT_SPACES)


def _changes(element: etree._Element, layer: Layer, walk: _Walk) -> None:
    """Read what was deleted; in sheets that is cells and whole rows, in text paragraphs."""
    inside: Layer = layer if local(element) in ("tracked-changes", "changed-region") else "tracked_deletion"
    _walk(element, inside, walk)
    for cell in element.iter("{*}change-track-table-cell") if local(element) == "tracked-changes" else ():
        _walk(cell, "tracked_deletion", walk)
        if not len(cell):
            walk.sink.put(_value(cell), "tracked_deletion", "changes")


def _inner_document(element: etree._Element, walk: _Walk) -> None:
    for child in element:
        place, walk.place = walk.place, f"{walk.where} object"
        _walk(child, "embedded_object", walk)
        walk.place = place


def _change_mark(element: etree._Element, tag: str, walk: _Walk) -> None:
    key = get(element, "change-id")
    if tag == "change-end":
        walk.open.discard(key)
    elif walk.insertions.get(key) == "insertion":
        walk.open.add(key)


def _inside(element: etree._Element, tag: str, layer: Layer, walk: _Walk) -> None:
    """Go into an element that may change layer, place and look."""
    look, place = walk.looks[-1], walk.place
    if tag == "section":
        look = replace(walk.styles.look("section", get(element, "style-name"), look))
        look = replace(look, hidden=look.hidden or get(element, "display") in ("none", "condition"))
    elif tag in ("frame", "custom-shape", "rect", "text-box", "caption", "ellipse", "g"):
        # What lies behind a shape is not known without drawing the page, so that white text may well be seen.
        look = replace(look, dark=True, hidden=look.hidden or _is_outside(element, walk))
    if tag in ("annotation", "note", "footnote", "endnote"):
        walk.place = _note_place(element, tag, walk)
        look = _Look()
    elif tag == "notes":
        walk.place = f"{walk.where} notes"
    elif tag in ("header-decl", "footer-decl", "date-time-decl"):
        walk.place = "slides"
        walk.sink.put(element.text or "", "header_footer", walk.place)
    if tag == "notes" and layer == "header_footer":
        return
    walk.looks.append(look)
    _walk(element, _LAYERS_OF.get(tag, layer), walk)
    walk.looks.pop()
    walk.place = place


def _is_outside(element: etree._Element, walk: _Walk) -> bool:
    """Say whether a shape on a slide lies wholly off it."""
    above = element.getparent()
    if not all(walk.page) or above is None or local(above) != "page" or not get(element, "x"):
        return False
    left, top = _points(get(element, "x"), 0.0), _points(get(element, "y"), 0.0)
    right, bottom = left + _points(get(element, "width"), 0.0), top + _points(get(element, "height"), 0.0)
    return right <= 0 or bottom <= 0 or left >= walk.page[0] or top >= walk.page[1]


def _note_place(element: etree._Element, tag: str, walk: _Walk) -> str:
    if tag != "annotation":
        return f"{walk.where} {get(element, 'note-class') or tag}".replace("note note", "note")
    where = f"{walk.where} comment"
    author = get(element, "author") or next((child.text or "" for child in element if local(child) == "creator"), "")
    walk.sink.field("comment author", author, "metadata", where)
    return where


def _slide(page: etree._Element, layer: Layer, walk: _Walk) -> None:
    walk.number += 1
    walk.place = f"slide {walk.number}"
    name = get(page, "name")
    if name and not re.fullmatch(r"(?:page|slide|幻灯片|页面)\s*\d+", name, re.IGNORECASE):
        walk.sink.field("slide name", name, "metadata", walk.place)
    said = walk.styles.of("drawing-page", get(page, "style-name"))
    hidden = said.get("visibility") == "hidden" and layer == "body"
    walk.page = walk.styles.page(get(page, "master-page-name"))
    _walk(page, "hidden_slide" if hidden else layer, walk)


def _paragraph(element: etree._Element, tag: str, layer: Layer, walk: _Walk) -> None:
    walk.number += not walk.place
    texts, inner = _texts(element, layer, walk)
    for found, text in texts.items():
        for line in text.split("\n"):
            walk.sink.put(line, found, walk.where, _form(element, tag, clean(line), walk))
    _walk(inner, layer, walk)


def _texts(element: etree._Element, layer: Layer, walk: _Walk) -> tuple[dict[Layer, str], list[etree._Element]]:
    """Give a paragraph's text by layer, and the elements in it that are read for themselves."""
    texts, inner = dict[Layer, list[str]](), list[etree._Element]()
    look = walk.styles.look("paragraph", get(element, "style-name"), walk.looks[-1])
    for found, text in _pieces(element, layer, look, walk, inner):
        if text:
            texts.setdefault(found, []).append(text)
    return {found: "".join(parts) for found, parts in texts.items()}, inner


def _pieces(
    element: etree._Element, layer: Layer, look: _Look, walk: _Walk, inner: list[etree._Element]
) -> Iterator[tuple[Layer, str]]:
    yield from _shown(element.text, layer, look, walk)
    for child in element:
        tag = local(child)
        _note_link(child, walk)
        if tag in ("change-start", "change-end"):
            _change_mark(child, tag, walk)
        elif tag in _APART:
            inner.append(child)
        elif tag in ("tab", "tab-stop", "s", "line-break"):
            mark = {"s": " ", "line-break": "\n"}.get(tag, "\t")
            yield from _shown(mark, layer, look, walk)
        elif tag in ("hidden-text", "hidden-paragraph", "conditional-text"):
            yield from _conditional(child, tag, layer, look, walk)
        elif tag and tag not in _CITATIONS and not _is_who(child, tag):
            if tag in _DECLARATIONS:
                _declare(child, tag, walk)
            name = get(child, "style-name")
            under = walk.styles.look("text", name, look) if name and tag in ("span", "a") else look
            yield from _pieces(child, layer, under, walk, inner)
        yield from _shown(child.tail, layer, look, walk)


def _shown(text: str | None, layer: Layer, look: _Look, walk: _Walk) -> Iterator[tuple[Layer, str]]:
    # On a master, page numbers and dates read "<number>".
    if text and not (walk.place == "master" and re.fullmatch(r"<[\w-]+>", text)):
        hidden = look.unseen and layer in ("body", "header_footer", "footnote", "embedded_object")
        yield "hidden_text" if hidden else layer, text
        if walk.open and layer == "body":
            yield "tracked_insertion", text


def _conditional(
    element: etree._Element, tag: str, layer: Layer, look: _Look, walk: _Walk
) -> Iterator[tuple[Layer, str]]:
    """Give both outcomes: one is seen, the other is in the file."""
    shown = element.text or ""
    if tag == "conditional-text":
        yield from _shown(shown, layer, look, walk)
    others = [get(element, name) for name in ("string-value", "string-value-if-true", "string-value-if-false")]
    others += [shown] if tag != "conditional-text" else []
    for other in dict.fromkeys(others):
        if other and not (tag == "conditional-text" and other == shown):
            yield "hidden_text", f"{other} "


def _form(element: etree._Element, tag: str, text: str, walk: _Walk) -> Form:
    above = element.getparent()
    kind = get(above, "class") if above is not None else ""
    style = walk.styles.title("paragraph", get(element, "style-name"))
    if style in ("Title", "标题"):
        return "title"
    if tag == "h" or (above is not None and kind == "title"):
        return "heading"
    bullet = above is not None and local(above) in ("list-item", "list-header")
    if bullet or (walk.where.startswith("slide") and kind == "outline"):
        return "bullet"
    return lines.form(text, False)


def _note_link(element: etree._Element, walk: _Walk) -> None:
    target = get(element, "href")
    inside = target.startswith(("#", "./", "Pictures/", "Object", "ObjBF", "media/", "Media/"))
    if target and not inside and not target.startswith(("vnd.sun.star.script:", "vnd.sun.star.Package:")):
        walk.links.setdefault(target)


def _declare(element: etree._Element, tag: str, walk: _Walk) -> None:
    parts = [get(element, name) for name in ("name", *_SAYING)]
    text = " ".join(dict.fromkeys(part for part in parts if part))
    walk.declared.setdefault((_DECLARATIONS[tag], text))


def _form_fields(forms: etree._Element, walk: _Walk) -> None:
    for element in forms.iter():
        if local(element) in ("forms", "form", "properties", "property", "event-listeners", "event-listener", ""):
            continue
        name = get(element, "name")
        for key in _FORM_VALUES:
            value = get(element, key)
            if value:
                walk.sink.field(name or local(element), value, "form_field", "form")
        if local(element) == "p":
            walk.sink.put("".join(str(text) for text in element.itertext()), "form_field", "form")


# Tables


@dataclass(slots=True)
class _Table:
    """A table being read."""

    name: str
    layer: Layer
    is_sheet: bool
    number: int = 0
    row: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    inner: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    """A row's cells: what a person sees, and what stands in hidden cells."""

    values: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)


def _table(element: etree._Element, layer: Layer, walk: _Walk) -> None:
    name = get(element, "name")
    sheet = any(local(above) == "spreadsheet" for above in element.iterancestors())
    said = walk.styles.of("table", get(element, "style-name"))
    if layer == "body" and (said.get("display") == "false" or walk.looks[-1].hidden):
        layer = "hidden_sheet" if sheet else "hidden_text"
    if sheet and name and not _SHEET_NAME.match(name):
        walk.sink.put(name, layer, name, "heading")
    table = _Table(name, layer, sheet, hidden_columns=_hidden_columns(element))
    place = walk.place
    for row in _rows(element):
        _table_row(row, table, walk)
    walk.place = name if sheet else place
    _walk([child for child in element if local(child) in ("shapes", "scenario", "dde-source")], layer, walk)
    walk.place = place


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    """Give the table's own rows, within groups and headers, not those of tables inside its cells."""
    for child in element:
        tag = local(child)
        if tag == "table-row":
            yield child
        elif tag in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(child)


def _table_row(row: etree._Element, table: _Table, walk: _Walk) -> None:
    table.row += 1
    place = walk.place
    if table.is_sheet:
        walk.place = f"{table.name}!A{table.row}"
    else:
        walk.number += not walk.place
    found = _cells(row, table, walk)
    if any(found.values) or any(found.unseen):
        table.number = table.number or walk.sink.next_table()
        _put_row(found, table, get(row, "visibility") in ("collapse", "filter"), walk)
    else:
        table.number = 0
    inner, table.inner = table.inner, []
    _walk(inner, table.layer, walk)
    walk.place = place
    repeat = get(row, "number-rows-repeated")
    table.row += int(repeat) - 1 if repeat.isdecimal() and len(repeat) < 9 else 0


def _put_row(found: _Row, table: _Table, collapsed: bool, walk: _Walk) -> None:
    values, hidden, layer = found.values, table.hidden_columns, table.layer
    shown: Layer = "table" if layer == "body" else layer
    if collapsed and layer == "body":
        shown = "hidden_row_column"
    elif layer == "body" and any(values[column] for column in hidden if column < len(values)):
        first = next(index for index, value in enumerate(values) if value)
        kept = [value if index in hidden or index == first else "" for index, value in enumerate(values)]
        values = ["" if index in hidden else value for index, value in enumerate(values)]
        walk.sink.row(values, shown, walk.where, table.number)
        values, shown = kept, "hidden_row_column"
    walk.sink.row(values, shown, walk.where, table.number)
    walk.sink.row(found.unseen, "hidden_text", walk.where, table.number)


def _hidden_columns(table: etree._Element) -> set[int]:
    hidden, at = set[int](), 0
    for column in table.iter("{*}table-column"):
        repeat = get(column, "number-columns-repeated")
        count = int(repeat) if repeat.isdecimal() and len(repeat) < 9 else 1
        if get(column, "visibility") in ("collapse", "filter"):
            hidden |= set(range(at, min(at + count, _HIDDEN_COLUMNS)))
        at += count
    return hidden


def _cells(row: etree._Element, table: _Table, walk: _Walk) -> _Row:
    found = _Row()
    for cell in row:
        tag = local(cell)
        if tag not in ("table-cell", "covered-table-cell"):
            continue
        text, unseen = _cell(cell, table, walk)
        if tag == "covered-table-cell":  # under a merged cell: nobody sees it
            text, unseen = "", f"{text} {unseen}".strip()
        repeat = get(cell, "number-columns-repeated")
        count = min(int(repeat) if repeat.isdecimal() and len(repeat) < 9 else 1, _REPEATS)
        found.values += [text] * count
        found.unseen += [unseen] * count
    for values in (found.values, found.unseen):
        while values and not values[-1]:
            values.pop()
    return found


def _cell(cell: etree._Element, table: _Table, walk: _Walk) -> tuple[str, str]:
    """Give a cell's visible and hidden text; what else stands in it is put or kept for later."""
    walk.looks.append(walk.styles.look("table-cell", get(cell, "style-name"), walk.looks[-1]))
    parts, unseen = list[str](), list[str]()
    for child in _cell_parts(cell):
        if local(child) not in ("p", "h"):
            table.inner.append(child)
            continue
        layer: Layer = "body" if table.layer == "hidden_sheet" else table.layer
        texts, inner = _texts(child, layer, walk)
        parts.append(texts.pop(layer, ""))
        unseen.append(texts.pop("hidden_text", ""))
        table.inner += inner
        for other, text in texts.items():
            walk.sink.put(text, other, walk.where)
    walk.looks.pop()
    text = clean(" ".join(parts))
    return (text or ("" if any(unseen) else _value(cell))), clean(" ".join(unseen))


def _cell_parts(cell: etree._Element) -> Iterator[etree._Element]:
    for child in cell:
        if local(child) in ("list", "list-item", "list-header", "section", "numbered-paragraph", "soft-page-break"):
            yield from _cell_parts(child)
        elif local(child):
            yield child


def _value(cell: etree._Element) -> str:
    """Give the value of a cell whose text was not written out."""
    return next((get(cell, key) for key in ("string-value", "date-value", "time-value", "value") if get(cell, key)), "")


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "comment", "footnote", "tracked_deletion", "tracked_insertion", "speaker_notes", "header_footer",
     "hidden_text", "hidden_sheet", "hidden_slide", "hidden_row_column", "annotation", "form_field", "embedded_object",
     "metadata"),
)  # fmt: skip
FORMAT = Format(
    kinds=("odt", "ods", "odp", "odg", "odf", "sxw", "sxc", "sxi", "sxd", "fodt", "fods", "fodp", "fodg"),
    layers=_LAYERS, read=read, version=4,
)  # fmt: skip
