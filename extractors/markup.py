"""HTML to segments; also reads the HTML bodies of mails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from extractors import decode, lines
from extractors.model import Form, Layer, Unreadable
from extractors.sink import Sink, clean

_DROPPED = frozenset({"script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "canvas"})
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "caption",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "aside",
        "main",
        "blockquote",
        "pre",
        "form",
        "fieldset",
        "legend",
        "address",
        "figure",
        "figcaption",
        "details",
        "summary",
        "center",
        "hr",
        "br",
        "body",
        "html",
        "option",
        "select",
    ]
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:\.0*)?(?:px|pt|em|rem|%)?\s*(?:;|$)"
    r"|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)|mso-hide\s*:\s*all"
    r"|(?:^|;)\s*color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\)|transparent)",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"background", re.IGNORECASE)
_DEPTH = 250


@dataclass(slots=True)
class _Page:
    """The state of one pass over a page."""

    sink: Sink
    layer: Layer
    place: str
    number: int = 0
    text: list[str] = field(default_factory=list)
    text_layer: Layer = "body"
    form: Form = "paragraph"

    def flush(self) -> None:
        text, self.text = clean("".join(self.text)), []
        if text:
            self.number += 1
            shape = self.form if self.form != "paragraph" else lines.form(text, alone=True)
            self.sink.put(text, self.text_layer, f"{self.place}¶{self.number}", shape)
        self.form = "paragraph"


def put(sink: Sink, data: bytes | str, layer: Layer = "body", place: str = "") -> None:
    """Put a page into the reading: title, headings, paragraphs, bullets, tables, hidden parts, comments, meta.

    Args:
        sink: Where the segments go.
        data: The page; bytes are decoded by their declared or sniffed encoding.
        layer: The layer of what the page shows.
        place: Put before the paragraph numbers, e.g. "html ".

    Raises:
        Unreadable: "corrupt" where nothing can be parsed.
    """
    text = data if isinstance(data, str) else page_text(sink, data)
    root = _parse(text, sink)
    if root is None:
        return
    page = _Page(sink, layer, place)
    _head(root, page)
    _walk(root, page)
    page.flush()


def page_text(sink: Sink, data: bytes) -> str:
    """Decode a page by its bytes and the charset that it declares."""
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.IGNORECASE)
    return decode.told(sink, data, "HTML", declared[1].decode("ascii", "replace") if declared else "")


def _parse(text: str, sink: Sink) -> etree._Element | None:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", ""))
    parser = html.HTMLParser(no_network=True, huge_tree=False, recover=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, etree.ParserError, ValueError) as error:
        raise Unreadable("corrupt", f"HTML: {type(error).__name__}") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        # libxml2 stops at its depth limit without an error; what is missing is read from the tags' gaps instead
        sink.problem("truncated", "HTML", note="elements nested too deep, read without structure")
        bare = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->", " ", text)
        lines.put(sink, re.sub(r"<[^<>]{0,2000}>", "\n", bare))
        return None
    return root


def _head(root: etree._Element, page: _Page) -> None:
    for title in root.iter("title"):
        page.sink.put("".join(str(text) for text in title.itertext()), page.layer, "title", "title")
        break
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").lower()
        if key in (
            "author",
            "description",
            "keywords",
            "creator",
            "company",
            "dc.creator",
            "og:title",
            "og:description",
        ):
            page.sink.field(key, meta.get("content") or "", "metadata", "meta")
        if key in ("author", "dc.creator", "creator") and not page.sink.reading.author:
            page.sink.reading.author = clean(meta.get("content") or "")


def _walk(root: etree._Element, page: _Page) -> None:
    """Go through the page with an own stack, so that depth costs no recursion."""
    stack: list[tuple[etree._Element, Layer, bool]] = [(root, page.layer, False)]
    while stack:
        element, layer, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag in _BLOCKS:
                page.flush()
            _say(page, element.tail, _outer(stack, page))
            continue
        if isinstance(element, etree._Comment):
            _comment(element, page)
        elif tag == "table" and _is_data_table(element):
            page.flush()
            _table(element, _layer(element, layer), page)
        elif tag and tag not in _DROPPED:
            inner = _layer(element, layer)
            _enter(element, tag, inner, page)
            stack.append((element, inner, True))
            stack += [(child, inner, False) for child in reversed(element)]
            continue
        _say(page, element.tail, layer)


def _outer(stack: list[tuple[etree._Element, Layer, bool]], page: _Page) -> Layer:
    return next((layer for _, layer, leaving in reversed(stack) if leaving), page.layer)


def _enter(element: etree._Element, tag: str, layer: Layer, page: _Page) -> None:
    if tag in _BLOCKS:
        page.flush()
        if re.fullmatch(r"h[1-6]", tag):
            page.form = "heading"
        elif tag in ("li", "dd"):
            page.form = "bullet"
    if tag == "img" and element.get("alt"):
        _say(page, f" {element.get('alt')} ", layer)
    if tag == "a" and (element.get("href") or "").lower().startswith("mailto:"):
        page.sink.field("link", element.get("href") or "", "metadata", "links")
    if tag == "input" and element.get("value") and element.get("type", "text").lower() in ("hidden", "text"):
        hidden = element.get("type", "text").lower() == "hidden"
        page.sink.field(
            element.get("name") or "value",
            element.get("value") or "",
            "hidden_text" if hidden else "form_field",
            "form",
        )
    _say(page, element.text, layer)


def _say(page: _Page, text: str | None, layer: Layer) -> None:
    if not text:
        return
    if text.strip() and page.text_layer != layer:
        form = page.form
        page.flush()
        page.form, page.text_layer = form, layer
    page.text.append(text)


def _comment(element: etree._Element, page: _Page) -> None:
    text = clean(str(element.text or ""))
    if text and not re.match(r"\[(?:if|endif)\b|<!\[endif|StartFragment|EndFragment", text):
        page.sink.put(text, "comment", "HTML comment")


def _layer(element: etree._Element, layer: Layer) -> Layer:
    style = element.get("style") or ""
    white = (element.get("color") or "").lower() in ("white", "#ffffff", "#fff")
    hidden = element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(style)) or white
    # White text on a declared background is a design, not a hiding place.
    colour_only = white or not re.search(r"display|visibility|size|opacity|mso-hide|transparent", style, re.IGNORECASE)
    if hidden and element.get("hidden") is None and colour_only and _on_background(element):
        return layer
    return "hidden_text" if hidden else layer


def _on_background(element: etree._Element) -> bool:
    for above in (element, *element.iterancestors()):
        if above.get("bgcolor") or above.get("class") or _BACKGROUND.search(above.get("style") or ""):
            return True
    return False


def _is_data_table(table: etree._Element) -> bool:
    """Tell a table of data from one that lays out a page: several columns, short cells, no table inside."""
    if next((inner for inner in table.iter("table") if inner is not table), None) is not None:
        return False
    sizes = [len("".join(str(text) for text in cell.itertext())) for cell in table.iter("td", "th")]
    rows = sum(1 for _ in table.iter("tr"))
    return len(sizes) > rows >= 1 and sum(sizes) <= 400 * len(sizes)


def _table(table: etree._Element, layer: Layer, page: _Page) -> None:
    number = page.sink.next_table()
    for caption in table.iter("caption"):
        page.sink.put(_text(caption), layer, f"{page.place}table {number}", "heading")
    for at, row in enumerate(table.iter("tr"), 1):
        inner = _layer(row, layer)
        cells = list(row.iter("td", "th"))
        layers = [_layer(cell, inner) for cell in cells]
        for found in dict.fromkeys(layers):
            shown: Layer = "table" if found == "body" else found
            values = [_text(cell) if at_layer == found else "" for cell, at_layer in zip(cells, layers, strict=True)]
            page.sink.row(values, shown, f"{page.place}table {number} row {at}", number)
    for element in table.iter(etree.Comment):
        _comment(element, page)


def _text(element: etree._Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    for node in element.iter():
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _BLOCKS and node is not element:
            yield " "
        if tag and tag not in ("script", "style"):
            yield node.text or ""
        if node is not element:
            yield node.tail or ""
