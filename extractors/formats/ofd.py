"""OFD (GB/T 33190-2016), the Chinese fixed-layout format: page text, templates, annotations, attachments, metadata."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

from extractors import layout
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.package import Package, local, natural
from extractors.sink import Sink

_META = {
    "Title": "title", "Author": "author", "Subject": "subject", "Abstract": "abstract", "Keyword": "keyword",
    "Creator": "creator", "CustomData": "custom",
}  # fmt: skip


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read pages in order, then annotations, seals, custom tags, attachments and metadata."""
    package, sink = Package(data, limits), Sink(reading, limits)
    for name in sorted(package.names, key=natural):
        try:
            _part(package, name, sink)
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
            sink.problem("corrupt", name.rsplit("/", 1)[-1], error)


def _part(package: Package, name: str, sink: Sink) -> None:
    if re.search(r"(?:^|/)Attach(?:s|ments?)?/(?!Attachments?\.xml$)[^/]+$", name, re.IGNORECASE):
        sink.reading.members.append((name.rsplit("/", 1)[-1], package.part(name)))
        return
    if not name.lower().endswith(".xml"):
        return
    root = package.tree(name)
    tag = local(root)
    if tag == "OFD":
        _metadata(root, sink)
    elif tag == "Page":
        _page(root, name, sink)
    elif tag in ("PageAnnot", "Annotations"):
        for element in root.iter("{*}Annot"):
            text = "".join(code.text or "" for code in element.iter("{*}TextCode"))
            for value in (text, *(part.text or "" for part in element.iter("{*}Remark", "{*}Parameter"))):
                sink.put(value, "annotation", "annotation")
    elif tag == "Signature":
        for element in root.iter("{*}Provider"):
            sink.field("seal", element.get("Company") or "", "metadata", "signature")


def _metadata(root: etree._Element, sink: Sink) -> None:
    for element in root.iter():
        key, text = local(element), (element.text or "").strip()
        if key in _META and text:
            sink.field(element.get("Name") or _META[key], text, "metadata", "properties")
        if key == "Author":
            sink.reading.author = text
        if key in ("ModDate", "CreationDate") and re.match(r"\d{4}-\d\d-\d\d", text):
            sink.reading.modified = text[:10] if key == "ModDate" else sink.reading.modified or text[:10]


def _page(root: etree._Element, name: str, sink: Sink) -> None:
    number = re.search(r"(\d+)/[^/]*$", name)
    template = re.search(r"Tpl|Temp", name, re.IGNORECASE)
    where = "template" if template else f"p.{int(number[1]) + 1}" if number else "page"
    found = [line for element in root.iter("{*}TextObject") for line in [_line(element)] if line is not None]
    # Text objects are runs, not lines; those at one height belong together, from left to right.
    found.sort(key=lambda line: (-round(line.y0 / max(1.0, line.height / 2)), line.x0))
    layout.put(sink, layout.closed(layout.visual(found)), where)


def _line(element: etree._Element) -> layout.Line | None:
    text = "".join(code.text or "" for code in element.iter("{*}TextCode"))
    box = [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?", element.get("Boundary") or "")]
    if not text.strip() or len(box) != 4:
        return layout.Line([layout.Chunk(text, 0, 0, 1, 1)]) if text.strip() else None
    x, y, width, height = box
    # A boundary may be far wider than its text; characters are at most as wide as the font is high.
    size = float(element.get("Size") or 0) if re.fullmatch(r"\d+(?:\.\d+)?", element.get("Size") or "") else width
    text_width = sum(size if mark >= "\u2e80" else size * 0.55 for mark in text)
    return layout.Line([layout.Chunk(text, x, -y - height, x + min(width, text_width), -y)])


_LAYERS = cast(tuple[Layer, ...], ("body", "table", "annotation", "attachment", "metadata"))
FORMAT = Format(kinds=("ofd",), layers=_LAYERS, read=read)
