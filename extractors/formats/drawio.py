"""Diagrams of draw.io (diagrams.net): the words of shapes page by page, and what arrows lead from where to where."""

from __future__ import annotations

import base64
import binascii
import html
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import cast

from lxml import etree

from extractors.model import Format, Layer, Limits, Reading
from extractors.officebase.package import local
from extractors.pages import tags
from extractors.plain import decode
from extractors.sink import Sink, clean

_MOST_BYTES = 1 << 26  # chosen: of one unpacked page; a page of ten thousand shapes has some 4 MB
_ESCAPED = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")
_LABELS = ("value", "label")
_ASIDE = ("tooltip", "link")


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read every page, packed or plain; what is drawn invisibly is hidden text."""
    sink = Sink(reading, limits)
    root = _tree(decode.told(sink, data, "diagram"))
    if root is None:
        sink.problem("corrupt", "diagram", note="not well formed")
        return
    for number, page in enumerate(root.iter("diagram") if local(root) == "mxfile" else [root], 1):
        name = clean(page.get("name") or "")
        sink.put(name, "body", f"page {number}", "heading")
        model = page if local(page) == "mxGraphModel" else _model(page, sink, number)
        if model is not None:
            _page(model, sink, f"page {number}")


def _tree(text: str) -> etree._Element | None:
    source = re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", text.lstrip("\ufeff").replace("\0", ""), count=1)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False, recover=True)
    try:
        return etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _model(page: etree._Element, sink: Sink, number: int) -> etree._Element | None:
    """Give what a page draws: an element within, or packed text (base64, deflate, percent signs)."""
    for child in page:
        if isinstance(child.tag, str) and local(child) == "mxGraphModel":
            return child
    packed = (page.text or "").strip()
    if not packed:
        return None
    try:
        unpacker = zlib.decompressobj(-15)
        plain = unpacker.decompress(base64.b64decode(packed), _MOST_BYTES)
    except (binascii.Error, ValueError, zlib.error):
        sink.problem("corrupt", f"page {number}", note="its packed drawing does not unpack")
        return None
    if unpacker.unconsumed_tail:
        sink.problem("truncated", f"page {number}", note=f"what lies beyond {_MOST_BYTES >> 20} MB is not read")
    model = _tree(_ESCAPED.sub(_signs, plain).decode("utf-8", "replace"))
    if model is None:
        sink.problem("corrupt", f"page {number}", note="not well formed")
    return model


def _signs(escaped: re.Match[bytes]) -> bytes:
    return bytes.fromhex(escaped.group().replace(b"%", b"").decode("ascii"))


def _page(model: etree._Element, sink: Sink, where: str) -> None:
    words, arrows, unseen = dict[str, str](), list[tuple[str, str, str]](), set[str]()
    beside = defaultdict[str, list[str]](list)
    for cell, label, holder in _cells(model):
        name = holder.get("id") or cell.get("id") or ""
        if cell.get("visible") == "0" or cell.get("parent", "") in unseen:
            unseen.add(name)
        layer: Layer = "hidden_text" if name in unseen else "body"
        ends = cell.get("source"), cell.get("target")
        if ends[0] and ends[1]:
            arrows.append((ends[0], name, ends[1]))
        words[name] = label
        beside[cell.get("parent", "")].append(label)
        sink.put(label, layer, where)
        for aside in _ASIDE:
            sink.put(clean(holder.get(aside) or ""), "comment", where)
    for source, arrow, target in arrows:
        if words.get(source) and words.get(target):
            said = filter(None, (words[arrow], *beside[arrow]))
            seen = unseen.isdisjoint((source, arrow, target))
            sink.put(" → ".join((words[source], *said, words[target])), "body" if seen else "hidden_text", where)


def _cells(model: etree._Element) -> Iterator[tuple[etree._Element, str, etree._Element]]:
    """Give each shape or arrow, its words on one line, and the element that holds them, which may wrap the shape."""
    for cell in model.iter("mxCell"):
        parent = cell.getparent()
        holder = parent if parent is not None and local(parent) in ("UserObject", "object") else cell
        label = next((text for key in _LABELS if (text := holder.get(key))), "")
        lines = (clean(html.unescape(line)) for line in tags.bare(label).split("\n"))
        yield cell, " ".join(filter(None, lines)), holder


_LAYERS = cast(tuple[Layer, ...], ("body", "hidden_text", "comment"))
FORMAT = Format(kinds=("drawio",), layers=_LAYERS, read=read)
