"""Books (EPUB): chapters in their reading order, notes, what lies outside the order, and the book's properties."""

from __future__ import annotations

import posixpath
import re
from typing import cast

from lxml import etree

from extractors.model import Format, Layer, Limits, Problem, Reading, Unreadable
from extractors.officebase.package import Package, local, parse
from extractors.pages import markup
from extractors.plain import decode
from extractors.sink import Sink, clean

_PAGE = re.compile(r"application/xhtml\+xml|text/html|application/x-dtbook\+xml|text/x-oeb1-document")
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_KEYS = {"creator": "author", "title": "title", "contributor": "contributor", "publisher": "publisher", "date": "date",
         "description": "description", "subject": "subject", "rights": "rights", "source": "source",
         "identifier": "identifier", "coverage": "coverage", "relation": "relation", "type": "type"}  # fmt: skip


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the chapters in the order of the spine, then pages that the spine leaves out."""
    package, sink = Package(data, limits), Sink(reading, limits)
    _locked(package, sink)
    book, folder = _book(package, sink)
    if book is None:
        pages = [name for name in package.names if name.lower().endswith((".xhtml", ".html", ".htm", ".xml"))]
        order = [(name, "") for name in pages if not name.startswith("META-INF/")]
    else:
        _properties(book, sink)
        order = _order(book, folder, package)
    if not order:
        raise Unreadable("corrupt", "EPUB: no pages")
    css = "\n".join(_css(package, name) for name in package.names if name.lower().endswith(".css"))
    for number, (name, outside) in enumerate(order, 1):
        try:
            markup.put(sink, package.part(name), place=f"{outside or 'chapter'} {number} ", css=css or " ")
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
            sink.problem("corrupt", f"chapter {number}", error)


def _css(package: Package, name: str) -> str:
    try:
        return decode.decode(package.part(name))[0]
    except Unreadable:
        return ""


def _locked(package: Package, sink: Sink) -> None:
    """Tell of chapters that are encrypted; fonts are only scrambled and say nothing."""
    if not package.has("META-INF/encryption.xml"):
        return
    try:
        methods = [element.get("Algorithm") or "" for element in package.tree("META-INF/encryption.xml").iter()
                   if local(element) == "EncryptionMethod"]  # fmt: skip
    except Unreadable as error:
        sink.problem("corrupt", "encryption.xml", error)
        return
    if any(method not in _FONTS for method in methods):
        sink.reading.problems.append(Problem("encrypted", "EPUB: chapters need the shop's key"))


def _book(package: Package, sink: Sink) -> tuple[etree._Element | None, str]:
    """Give the package document and its folder; None where it cannot be read, and all pages are read by name."""
    try:
        roots = [element.get("full-path") or "" for element in package.tree("META-INF/container.xml").iter()
                 if local(element) == "rootfile"]  # fmt: skip
        name = next((root for root in roots if package.has(root)), "")
        name = name or next((name for name in package.names if name.endswith(".opf")), "")
        raw = re.sub(rb"<!DOCTYPE[^\[>]{0,500}>", b"", package.part(name), count=1)
        return parse(raw, name), posixpath.dirname(name)
    except Unreadable as error:
        sink.problem("corrupt", "EPUB package", error)
        return None, ""


def _properties(book: etree._Element, sink: Sink) -> None:
    for element in book.iter():
        key, text = local(element), "" if len(element) else clean("".join(str(part) for part in element.itertext()))
        name = element.get("name") or ""
        if key in _KEYS and text and "dc/elements" in str(element.tag):
            sink.field(_KEYS[key], text, "metadata", "properties")
            if key == "creator":
                sink.reading.author = sink.reading.author or text
        elif key == "meta" and element.get("property") == "dcterms:modified" and re.match(r"\d{4}-\d\d-\d\d", text):
            sink.reading.modified = text[:10]
        elif key == "meta" and re.match(r"calibre:(?:series|user|author|publisher)|generator", name):
            sink.field(name, element.get("content") or "", "metadata", "properties")


def _order(book: etree._Element, folder: str, package: Package) -> list[tuple[str, str]]:
    """Give the pages of the spine and then the others, each once, the latter with the word "page"."""
    items = {element.get("id"): element for element in book.iter() if local(element) == "item"}
    spine = [items.get(element.get("idref")) for element in book.iter() if local(element) == "itemref"]
    named = [_path(item, folder) for item in spine if item is not None]
    others = [_path(item, folder) for item in items.values() if _PAGE.match(item.get("media-type") or "")]
    kept = {name: "" for name in named if package.has(name)}
    kept.update({name: "page" for name in others if name not in kept and package.has(name)})
    return list(kept.items())


def _path(item: etree._Element, folder: str) -> str:
    href = (item.get("href") or "").encode()
    href = re.sub(rb"%([0-9A-Fa-f]{2})", lambda mark: bytes.fromhex(mark[1].decode()), href)
    return posixpath.normpath(posixpath.join(folder, href.decode("utf-8", "replace").partition("#")[0]))


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "hidden_text", "comment", "footnote", "header_footer", "annotation", "form_field",
     "tracked_deletion", "metadata", "attachment"),
)  # fmt: skip
FORMAT = Format(kinds=("epub",), layers=_LAYERS, read=read)
