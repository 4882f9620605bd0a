"""HTML to segments: pages, the HTML bodies of mails, web archives and the chapters of books."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from extractors.model import HIDDEN_LAYERS, Form, Layer, Reading, Segment, Unreadable
from extractors.pages import stylesheet, tags
from extractors.plain import decode, lines
from extractors.sink import Sink, clean

Root = etree._Element
_DROPPED = frozenset({"script", "style", "head"})
# Shown only where something is missing: scripts, a plug-in, a newer browser.
_SUBSTITUTES = frozenset({"noscript", "template", "object", "canvas", "noframes", "audio", "video"})
_BLOCKS = frozenset(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 table tr td th tbody thead tfoot caption section article header footer"
    " nav aside main blockquote pre form fieldset legend address figure figcaption details summary center hr br body"
    " html option select textarea button iframe svg title desc optgroup label noscript"
    " template object canvas".split()
)
_PREFORMATTED = frozenset({"pre", "textarea", "xmp", "listing", "plaintext"})
_META = re.compile(
    r"(?:dc\.|dcterms\.|og:|twitter:|article:|wechat:)?(?:author|creator|description|keywords|company|copyright|publisher"
    r"|generator|title|site_name|subject|contributor|owner|manager|department|last-?modified(?:-by)?|source"
    r"|published_time|modified_time|date|created|contentsource|sitename|columnname|pubdate|progid|originator)$",
    re.IGNORECASE,
)
_AUTHORS = ("author", "dc.creator", "creator", "dcterms.creator", "article:author", "og:article:author")
_DATES = re.compile(r"(?:modified|published|pubdate|created|date)", re.IGNORECASE)
_OFFICE = re.compile(r"<o:(\w{3,30})[^>]{0,200}>([^<]{1,500})</o:", re.IGNORECASE)
_OFFICE_KEYS = {
    "author": "author", "lastauthor": "last modified by", "company": "company", "manager": "manager",
    "subject": "subject", "keywords": "keywords", "description": "description", "title": "title",
    "category": "category", "template": "template",
}  # fmt: skip
_PARTS = {"footnote": "footnote", "endnote": "footnote", "header": "header_footer", "footer": "header_footer",
          "comment": "comment", "rearnote": "footnote"}  # fmt: skip
_NOTES = frozenset({"doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote", "footnotes", "endnotes"})
_LINKS = ("mailto:", "tel:", "sms:", "file:", "smb:", "ftp:", "\\\\")
# A line of the source that ends between 汉字 sets no space (CSS Text 3, 4.1.3).
_BROKEN = re.compile(
    r"(?<=[\u3001-\u301b\u3400-\u9fff\uff01-\uff1f])[ \t]*\r?\n\s*(?=[\u3001-\u301b\u3400-\u9fff\uff01-\uff1f])"
)
_FULL_LINE = 32  # columns; a drawing whose longest line is shorter holds labels, not running text
_SPANNED = 60  # chosen: columns that one cell may span; more are a mistake or an attack
_DEPTH = 200
# chosen: pictures below this are icons and pixels that count visitors; they hold no text
_PICTURE_NAME = re.compile(r"[\u4e00-\u9fff]|(?!(?:image|img|spacer|blank|pixel)[\W\d_]*$)[^\W\d_]{3}", re.IGNORECASE)
_PICTURE_BYTES = 2 << 10


@dataclass(slots=True)
class _Page:
    """The state of one pass over a page.

    Attributes:
        depth: How many preformatted elements stand around what is read.
        told: Values of attributes that were put already.
        grounds: The colour behind each element that was asked for it.
        drawing: How many drawings stand around what is read.
        drawn: Lines of the drawing, each with its layer.
        line: Parent and height of the last text in a drawing: those of one height are one line.
    """

    sink: Sink
    layer: Layer
    place: str
    sheet: stylesheet.Sheet = field(default_factory=stylesheet.Sheet)
    layouts: set[etree._Element] = field(default_factory=set)
    number: int = 0
    text: list[str] = field(default_factory=list)
    text_layer: Layer = "body"
    form: Form = "paragraph"
    depth: int = 0
    told: set[str] = field(default_factory=set)
    line: tuple[object, str] = (None, "")
    grounds: dict[etree._Element, str] = field(default_factory=dict)
    drawing: int = 0
    drawn: list[tuple[str, Layer]] = field(default_factory=list)

    def flush(self) -> None:
        text, self.text = clean(_BROKEN.sub("", "".join(self.text))), []
        if text and self.drawing:
            self.drawn.append((text, self.text_layer))
        elif text:
            layer = self.text_layer
            self.settle()
            self.number += 1
            shape = self.form if self.form != "paragraph" else lines.form(text, alone=True)
            self.sink.put(text, layer, f"{self.place}¶{self.number}", shape)
        self.form = "paragraph"

    def settle(self) -> None:
        """Put the lines of the drawings so far; a full line that ends no sentence goes on in the next one.

        A drawing may hold one line alone. Full is 85 % of the widest line: the first of a paragraph is indented, and
        closing marks end a line early.
        """
        drawn, self.drawn = self.drawn, []
        widest = max((lines.width(text) for text, _ in drawn), default=0)
        begun: list[str] = []
        for at, (text, layer) in enumerate(drawn):
            begun.append(text)
            full = widest >= _FULL_LINE and lines.width(text) >= widest * 0.85 and text[-1] not in "。！？：；.!?:;"
            if full and at + 1 < len(drawn) and drawn[at + 1][1] == layer:
                continue
            self.number += 1
            whole, begun = lines.joined(begun), []
            self.sink.put(whole, layer, f"{self.place}¶{self.number}", lines.form(whole, alone=True))

    def say(self, text: str | None, layer: Layer) -> None:
        if not text:
            return
        if text.strip() and self.text_layer != layer:
            form = self.form
            self.flush()
            self.form, self.text_layer = form, layer
        self.text.append(text)


def put(  # noqa: PLR0913  what the formats around it know
    sink: Sink,
    data: bytes | str,
    layer: Layer = "body",
    place: str = "",
    *,
    declared: str = "",
    css: str = "",
    before: Callable[[Root], None] = lambda _: None,
) -> None:
    """Put a page into the reading: title, headings, paragraphs, bullets, tables, hidden parts, comments, meta.

    Args:
        sink: Where the segments go.
        data: The page; bytes are decoded by what they are and what they declare.
        layer: The layer of what the page shows.
        place: Put before the paragraph numbers, e.g. "html ".
        declared: A charset that stands outside the page, as in a mail's part.
        css: Style sheets that lie beside the page.
        before: Is given the tree before it is read, and may take out what it reads itself.

    Raises:
        Unreadable: "corrupt" where nothing can be parsed.
    """
    text = data if isinstance(data, str) else page_text(sink, data, declared)
    root = _parse(text, sink)
    if root is None:
        return
    before(root)
    page = _Page(sink, layer, place)
    _style(root, page, css)
    page.layouts = _layouts(root)
    _head(root, page)
    _walk(root, page)
    page.flush()
    page.settle()


def page_text(sink: Sink, data: bytes, declared: str = "") -> str:
    """Decode a page by its bytes and the charset that it, or what it came in, declares."""
    if not declared:
        head = data[:4096].replace(b"\0", b"")
        found = re.search(rb"(?:charset|<\?xml[^<>]{0,80}encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", head, re.IGNORECASE)
        declared = found[1].decode("ascii", "replace") if found else ""
    return decode.told(sink, data, "HTML", declared)


def _parse(text: str, sink: Sink) -> etree._Element | None:
    """Give the tree; a page that nests deeper than a parser follows is flattened, and that is told."""
    text = re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", text.replace("\0", ""))
    root, stopped = _tree(text)
    if stopped:
        sink.problem("truncated", "HTML", note="elements nested too deep, read without their nesting")
        root, stopped = _tree(tags.flattened(text, _DEPTH))
    if stopped or root is None:
        lines.put(sink, tags.bare(text))
        return None
    return root


def _tree(text: str) -> tuple[etree._Element | None, bool]:
    """Give the tree, and whether the parser stopped at a limit, which it does without an error."""
    # huge_tree lifts the limit on one text's length, which is the sink's to set; depth stays limited.
    parser = html.HTMLParser(no_network=True, huge_tree=True, recover=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, etree.ParserError, ValueError) as error:
        raise Unreadable("corrupt", f"HTML: {type(error).__name__}") from error
    return root, any(re.search("depth|limit", entry.message, re.IGNORECASE) for entry in parser.error_log)


def _style(root: etree._Element, page: _Page, css: str) -> None:
    page.sheet.add(css)
    for element in root.iter("style"):
        page.sheet.add("".join(str(text) for text in element.itertext()))
    for link in root.iter("link"):
        if "stylesheet" in (link.get("rel") or "").lower() and not css:
            page.sheet.whole = False


def _layouts(root: etree._Element) -> set[etree._Element]:
    """Give the tables that hold other tables: they lay out the page."""
    return {outer for table in root.iter("table") if (outer := next(table.iterancestors("table"), None)) is not None}


def _head(root: etree._Element, page: _Page) -> None:
    for number, title in enumerate(title for title in root.iter("title") if not _in_picture(title)):
        page.sink.put("".join(str(text) for text in title.itertext()), page.layer, f"{page.place}title",
                      "heading" if number else "title")  # fmt: skip
    for meta in root.iter("meta"):
        key, value = (meta.get("name") or meta.get("property") or "").lower(), clean(meta.get("content") or "")
        if not value or not _META.match(key):
            continue
        page.sink.field(key, value, "metadata", "meta")
        reading = page.sink.reading
        if key in _AUTHORS:
            reading.author = reading.author or value
        if _DATES.search(key) and re.match(r"\d{4}-\d\d-\d\d", value):
            reading.modified = max(reading.modified, value[:10])
    for script in root.iter("script"):
        _script(script, page)


def _in_picture(element: etree._Element) -> bool:
    return next(element.iterancestors("svg"), None) is not None


def _script(script: etree._Element, page: _Page) -> None:
    """Keep what a page tells machines about itself (JSON-LD), and the sentences in its other data."""
    kind = (script.get("type") or "").lower()
    if not kind.endswith("json"):
        return
    try:
        value = json.loads(script.text or "")
    except (ValueError, RecursionError):
        return
    for key, leaf in _leaves(value):
        told = kind == "application/ld+json" or lines.HAN.search(leaf) or leaf.count(" ") > 2
        if told and not key.startswith("@"):
            page.sink.field(key or "value", leaf, "metadata", "script")


def _leaves(value: object) -> Iterator[tuple[str, str]]:
    stack: list[tuple[str, object]] = [("", value)]
    while stack:
        key, inner = stack.pop()
        if isinstance(inner, dict):
            stack += [(str(name), item) for name, item in reversed(inner.items())]
        elif isinstance(inner, list):
            stack += [(key, item) for item in reversed(inner)]
        elif isinstance(inner, str) or (isinstance(inner, int | float) and not isinstance(inner, bool)):
            yield key, str(inner)


def _walk(root: etree._Element, page: _Page) -> None:
    """Go through the page with an own stack, so that depth costs no recursion."""
    stack: list[tuple[etree._Element, Layer, Layer, bool]] = [(root, page.layer, page.layer, False)]
    while stack:
        element, outer, layer, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag in _BLOCKS:
                page.flush()
            page.depth -= tag in _PREFORMATTED
            page.drawing -= tag == "svg"
        elif isinstance(element, etree._Comment):
            _comment(element, page)
        elif tag == "table" and _is_data_table(element, page):
            page.flush()
            _table(element, _layer(element, tag, layer, page), page)
        elif tag and tag not in _DROPPED and not (tag == "title" and not _in_picture(element)):
            inner = _layer(element, tag, layer, page)
            _enter(element, tag, inner, page)
            stack.append((element, outer, inner, True))
            stack += [(child, inner, inner, False) for child in reversed(element)]
            continue
        if element is not root:
            _lined(page, element.tail, outer)


def _enter(element: etree._Element, tag: str, layer: Layer, page: _Page) -> None:
    if tag in _BLOCKS:
        page.flush()
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            page.form = "heading"
        elif tag in ("li", "dd"):
            page.form = "bullet"
    if tag in ("text", "tspan"):
        _drawn(element, tag, page)
    page.depth += tag in _PREFORMATTED
    page.drawing += tag == "svg"
    _attributes(element, tag, layer, page)
    _lined(page, element.text, layer)


def _drawn(element: etree._Element, tag: str, page: _Page) -> None:
    """Begin a new line in a drawing where a text stands at another height than the one before it."""
    line = (element.getparent() if tag == "text" else page.line[0], element.get("y") or "")
    fresh = not line[1] or line != page.line if tag == "text" else bool(line[1]) and line[1] != page.line[1]
    if fresh or (tag == "tspan" and element.get("dy")):
        page.flush()
    if line[1] or tag == "text":
        page.line = line


def _lined(page: _Page, text: str | None, layer: Layer) -> None:
    """Say a text; in preformatted text a line end is one."""
    if text and page.depth and "\n" in text:
        first, *rest = text.split("\n")
        page.say(first, layer)
        for line in rest:
            page.flush()
            page.say(line, layer)
    else:
        page.say(text, layer)


def _attributes(element: etree._Element, tag: str, layer: Layer, page: _Page) -> None:
    if tag in ("img", "area") and element.get("alt"):
        page.say(f" {element.get('alt')} ", layer)
    for key in ("title", "aria-label", "summary"):
        value = clean(element.get(key) or "")
        if len(value) > 1 and value not in page.told and value != clean(element.text or ""):
            page.told.add(value)
            page.sink.put(value, "annotation", f"{page.place}{key} of {tag}")
    match tag:
        case "input" | "textarea" | "select" | "button":
            _control(element, tag, layer, page)
        case "a" | "area":
            address = element.get("href") or ""
            if address.lower().startswith(_LINKS):
                page.sink.field("link", address, "metadata", "links")
            _data(address, page)
        case "iframe":
            _frame(element, layer, page)
        case "img" | "object" | "embed" | "source":
            address = element.get("src") or element.get("data") or ""
            _data(address, page)
            _picture(address, page)


def _control(element: etree._Element, tag: str, layer: Layer, page: _Page) -> None:
    """Put what a form holds: hidden values, what was typed, the words on its buttons."""
    kind, value = (element.get("type") or "text").lower(), element.get("value") or ""
    key = element.get("name") or element.get("id") or "value"
    if element.get("placeholder"):
        page.sink.field(key, element.get("placeholder") or "", "form_field", f"{page.place}form")
    if tag != "input" or not value or kind in ("image", "reset"):
        return
    if kind in ("submit", "button"):
        page.say(f" {value} ", layer)
    elif kind == "hidden":
        page.sink.field(key, value, "hidden_text", f"{page.place}form")
    elif kind not in ("checkbox", "radio") or value not in ("on", "1", "true"):
        page.sink.field(key, value, "form_field", f"{page.place}form")


def _frame(element: etree._Element, layer: Layer, page: _Page) -> None:
    inner = element.get("srcdoc")
    if inner and page.place.count("frame") < 3:
        page.flush()
        put(page.sink, inner, layer, f"{page.place}frame ")
    _data(element.get("src") or "", page)


def _data(address: str, page: _Page) -> None:
    """Keep a file that stands in the page as a `data:` address as a member."""
    if address[:5].lower() != "data:":
        return
    kind, _, body = address[5:].partition(",")
    content = _unquoted(body)
    try:
        content = base64.b64decode(content) if ";base64" in kind.lower() else content
    except (binascii.Error, ValueError):
        page.sink.problem("corrupt", "data address", note="not base64")
        return
    kind = kind.partition(";")[0].lower()
    if content and not (kind.startswith(("image/", "font/")) and len(content) < _PICTURE_BYTES):
        suffix = re.sub(r"\W.*", "", kind.rpartition("/")[2]) or "txt"
        page.sink.reading.members.append((f"data {len(page.sink.reading.members) + 1}.{suffix}", content))


def _picture(address: str, page: _Page) -> None:
    """Put the name of a picture that lies beside the page, as people name them by what they show."""
    name = clean(_unquoted(address.partition("?")[0].rpartition("/")[2]).decode("utf-8", "replace"))
    if ":" not in address and _PICTURE_NAME.search(name.rpartition(".")[0]) and name not in page.told:
        page.told.add(name)
        page.sink.field("picture", name[:200], "metadata", "links")


def _unquoted(text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), raw)


# Comments in which Word and its kin keep what only they read: settings, the names of their styles.
OF_OFFICE = re.compile(r"\s*\[if [^\]]{0,40}\bmso\b")


def _comment(element: etree._Element, page: _Page) -> None:
    """Put a comment; those of Office hold the file's properties, and markup for its own programs."""
    text = str(element.text or "")
    for key, value in _OFFICE.findall(text[:20_000]):
        if key.lower() in _OFFICE_KEYS:
            page.sink.field(_OFFICE_KEYS[key.lower()], value, "metadata", "meta")
        if key.lower() == "author":
            page.sink.reading.author = page.sink.reading.author or clean(value)
    text = clean(text)
    if re.match(r"\[(?:if|endif)\b|<!\[endif|\[CDATA\[", text):
        text = clean(re.sub(r"<[^<>]*>|\[(?:end)?if[^\]]*\]>?|<!", " ", text)) if "<xml>" not in text else ""
    if text and text not in ("StartFragment", "EndFragment") and re.search(r"\w", text):
        page.sink.put(text, "comment", f"{page.place}HTML comment")


def _layer(element: etree._Element, tag: str, layer: Layer, page: _Page) -> Layer:
    """Name the layer of what stands in an element; hidden once is hidden all the way in."""
    if layer in HIDDEN_LAYERS and layer != page.layer:
        return layer
    if tag == "del":
        return "tracked_deletion"
    if tag in _SUBSTITUTES:
        return "hidden_text"
    attributes = element.attrib
    if not attributes or tag in ("html", "body"):  # a page hidden as a whole is shown by its script
        return layer
    inline = attributes.get("style", "")
    special = _part(element, inline)
    if special:
        return special
    style = page.sheet.style(tag, attributes.get("class", ""), attributes.get("id", ""), inline)
    hidden = "hidden" in attributes or stylesheet.unseen(style) or _camouflaged(element, style, page)
    return "hidden_text" if hidden else layer


def _part(element: etree._Element, inline: str) -> Layer | None:
    """Name the layer of a part that Word or a book marks as a note, a comment, a header."""
    found = re.search(r"mso-element\s*:\s*(\w+)", inline) if "mso-element" in inline else None
    if found and found[1] in _PARTS:
        return _PARTS[found[1]]  # type: ignore[return-value]
    kinds = f"{element.get('epub:type') or ''} {element.get('role') or ''}".split()
    return "footnote" if any(kind in _NOTES for kind in kinds) else None


def _camouflaged(element: etree._Element, style: str, page: _Page) -> bool:
    """Say whether the text has the colour of what is behind it; a ground that is not known counts as another colour."""
    colour = stylesheet.colour(style) or stylesheet.normal(element.get("color") or "")
    if colour == "transparent":
        return True
    if not colour or (colour != stylesheet.WHITE and "background" not in style and not element.get("bgcolor")):
        return False
    return colour == (_ground(element, style, page) or stylesheet.WHITE)


def _ground(element: etree._Element, style: str, page: _Page) -> str:
    """Give the colour behind an element: its own or that of the nearest element around it that has one."""
    climbed: list[etree._Element] = []
    above: etree._Element | None = element
    found = ""
    while above is not None:
        if above in page.grounds:
            found = page.grounds[above]
            break
        climbed.append(above)
        found = _own_ground(above, style if above is element else "", page)
        if found:
            break
        above = above.getparent()
    page.grounds.update(dict.fromkeys(climbed, found))
    return found


def _own_ground(element: etree._Element, style: str, page: _Page) -> str:
    classes = element.get("class", "")
    style = style or page.sheet.style(str(element.tag), classes, element.get("id", ""), element.get("style", ""))
    found = stylesheet.ground(style) or stylesheet.normal(element.get("bgcolor") or "")
    if element.get("background") or (classes and not page.sheet.whole):
        return found or stylesheet.UNKNOWN
    return found


def _is_data_table(table: etree._Element, page: _Page) -> bool:
    """Tell a table of data from one that lays out a page: several columns, short cells, no table inside."""
    if table in page.layouts:
        return False
    sizes = [sum(len(str(text)) for text in cell.itertext()) for cell in table.iter("td", "th")]
    rows = sum(1 for _ in table.iter("tr"))
    return len(sizes) > rows >= 1 and sum(sizes) <= 400 * len(sizes)


def _table(table: etree._Element, layer: Layer, page: _Page) -> None:
    number = page.sink.next_table()
    place = f"{page.place}table {number}"
    for caption in table.iter("caption"):
        page.sink.put("".join(str(text) for text in caption.itertext()), layer, place, "heading")
    for at, row in enumerate(table.iter("tr"), 1):
        _row(row, layer, f"{place} row {at}", number, page)
    _strays(table, layer, page)
    for element in table.iter(etree.Comment):
        if next(element.iterancestors("td", "th"), None) is None:
            _comment(element, page)


def _strays(table: etree._Element, layer: Layer, page: _Page) -> None:
    """Put what stands in a table beside its cells, where broken pages leave lists and paragraphs."""
    stack = [table]
    while stack:
        element = stack.pop()
        page.say(element.text, layer)
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in ("tbody", "thead", "tfoot", "tr"):
                stack.append(child)
            elif tag not in ("td", "th", "caption", "") and next(child.iter("td", "th"), None) is None:
                _walk(child, page)
            page.say(child.tail, layer)
    page.flush()


def _row(row: etree._Element, layer: Layer, place: str, number: int, page: _Page) -> None:
    """Put one row for each layer that its cells have; what else stands in a cell follows behind."""
    outer = _layer(row, "tr", layer, page)
    rows: dict[Layer, list[str]] = {}
    others: list[Segment] = []
    width = 0
    for cell in row.iter("td", "th"):
        parts, rest = _cell(cell, _layer(cell, str(cell.tag), outer, page), place, page)
        for found, text in parts.items():
            values = rows.setdefault(found, [])
            values += [""] * (width - len(values)) + [text]
        others += rest
        width += _span(cell)
    for found, values in rows.items():
        shown: Layer = "table" if found == "body" else found
        page.sink.row(values + [""] * (width - len(values)), shown, place, number)
    for segment in others:
        page.sink.put(segment.text, segment.layer, segment.where, segment.form)


def _cell(cell: etree._Element, layer: Layer, place: str, page: _Page) -> tuple[dict[Layer, str], list[Segment]]:
    """Give the text of a cell by layer, and its comments, fields and notes."""
    if not len(cell):
        return {layer: cell.text or ""}, []
    inner = Sink(Reading(), page.sink.limits)
    part = _Page(inner, layer, f"{place} ", page.sheet, page.layouts, told=page.told, grounds=page.grounds)
    part.text_layer = layer
    _lined(part, cell.text, layer)
    for child in cell:
        _walk(child, part)
        _lined(part, child.tail, layer)
    part.flush()
    part.settle()
    page.sink.reading.members += inner.reading.members
    page.sink.reading.problems += inner.reading.problems
    texts: dict[Layer, list[str]] = {layer: []}
    rest = []
    for segment in inner.reading.segments:
        if segment.layer in (layer, "hidden_text", "tracked_deletion", "footnote") and "¶" in segment.where:
            texts.setdefault(segment.layer, []).append(segment.text)
        else:
            rest.append(segment)
    return {found: " ".join(values) for found, values in texts.items()}, rest


def _span(cell: etree._Element) -> int:
    span = cell.get("colspan") or "1"
    return max(1, min(int(span), _SPANNED)) if span.isascii() and span.isdigit() and len(span) < 6 else 1
