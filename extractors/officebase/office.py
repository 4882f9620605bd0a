"""What all OOXML files share: properties, outside links and the files embedded in them."""

from __future__ import annotations

import re

from lxml import etree

from extractors.model import Layer, Unreadable
from extractors.officebase import drawing
from extractors.officebase.compound import MAGIC, Compound
from extractors.officebase.package import Package, local
from extractors.plain import decode
from extractors.sink import Sink

_KEYS = {
    "creator": "author", "lastModifiedBy": "last modified by", "title": "title", "subject": "subject",
    "description": "description", "keywords": "keywords", "category": "category", "contentStatus": "status",
    "identifier": "identifier", "version": "version",
    "Company": "company", "Manager": "manager", "Template": "template", "HyperlinkBase": "hyperlink base",
}  # fmt: skip
_DULL_TEMPLATES = frozenset({"normal", "normal.dotm", "normal.dot", "office theme", ""})
_TOOLS = re.compile(
    r"(?:openpyxl|python-docx|python-pptx|xlsxwriter|generated (?:by|using) python-\w+)$", re.IGNORECASE
)
# The "last modified" that the empty documents inside python-docx and python-pptx carry into every file made with
# them, and the name that goes with it: they say nothing about the file.
_TEMPLATE_DATES = frozenset({"2013-12-23T23:15:00Z", "2013-01-27T09:15:58Z"})
_TEMPLATE_PERSON = "Steve Canny"
_PROPERTIES = re.compile(
    r"(?:.*/)?docProps/[\w ]+\.xml|package/services/metadata/core-properties/[\w-]+\.psmdcp", re.IGNORECASE
)
_EMBEDDED = re.compile(
    r"(?:word|xl|ppt)/(?:embeddings/|afchunk|.*\.(?:mht|mhtml|html?|rtf|docx?|xlsx?|xlsm|pptx?|pdf|txt|csv|zip|msg|eml)$)",
    re.IGNORECASE,
)


def properties(package: Package, sink: Sink) -> None:
    """Put the file's properties into the reading as metadata fields, and its author and date onto it."""
    for name in package.names:
        if _PROPERTIES.fullmatch(name):
            try:
                _properties_part(package, name, sink)
            except Unreadable as error:
                sink.problem("corrupt", "properties", error)


def _properties_part(package: Package, name: str, sink: Sink) -> None:
    elements = [(local(element), element, (element.text or "").strip()) for element in package.tree(name).iter()]
    template = any(key == "modified" and text in _TEMPLATE_DATES for key, _, text in elements)
    for key, element, text in elements:
        if (not text and key != "property") or _TOOLS.match(text) or (template and text == _TEMPLATE_PERSON):
            continue
        if key == "property" and element.get("name"):
            sink.field(
                str(element.get("name")), "".join(str(part) for part in element.itertext()), "metadata", "properties"
            )
        elif key == "modified" and re.match(r"\d{4}-\d\d-\d\d", text) and not template:
            sink.reading.modified = text[:10]
        elif key in _KEYS and not (key == "Template" and text.lower() in _DULL_TEMPLATES):
            sink.field(_KEYS[key], text, "metadata", "properties")
        if key == "creator":
            sink.reading.author = text


def links(package: Package, name: str, sink: Sink) -> None:
    """Put the addresses that a part links to into the reading (mail addresses and paths name people and places)."""
    try:
        found = package.relations(name)
    except Unreadable as error:
        sink.problem("corrupt", f"links of {name}", error)
        return
    for target in dict.fromkeys(relation.target for relation in found if relation.external):
        sink.field("link", target, "metadata", "links")


def embedded(package: Package, sink: Sink) -> None:
    """Collect the embedded files as members; one that cannot be read is a problem."""
    for name in package.names:
        if _EMBEDDED.match(name):
            try:
                sink.reading.members += unwrapped(name.rsplit("/", 1)[-1], package.part(name))
            except Unreadable as error:
                sink.problem("corrupt", "embedded object", error)


def unwrapped(name: str, data: bytes) -> list[tuple[str, bytes]]:
    """Take an embedded file out of its OLE wrapping; an object that holds no document (an equation) gives nothing."""
    if not data.startswith(MAGIC):
        return [(name, data)]
    compound = Compound(data)
    top = {entry.path[0] for entry in compound.entries if len(entry.path) == 1}
    for stream in sorted(top):
        if stream.lower() in ("package", "contents"):  # WPS Office writes the first in small letters
            return [(name, compound.stream(stream))]
    if "\x01Ole10Native" in top:
        return [_native(compound.stream("\x01Ole10Native"), name)]
    return [(name, data)] if top & {"WordDocument", "Workbook", "Book", "PowerPoint Document"} else []


def _native(raw: bytes, name: str) -> tuple[str, bytes]:
    # [MS-OLEDS] 2.3.6, as Packager writes it: size, type, label, path, 8 bytes, temporary path, size, the file.
    label, _, rest = raw[6:].partition(b"\0")
    _, _, rest = rest.partition(b"\0")
    length = int.from_bytes(rest[4:8], "little")
    rest = rest[8 + length :]
    size = int.from_bytes(rest[:4], "little")
    return decode.name(label) or name, rest[4 : 4 + size]


def chart(root: etree._Element, sink: Sink, layer: Layer, where: str) -> None:
    """Put a chart into the reading: its texts, then its values as a table."""
    found = drawing.chart(root)
    for text in found.texts:
        sink.put(text, layer, where)
    for table in found.tables:
        number = sink.next_table()
        for cells in table:
            sink.row(cells, "table" if layer == "body" else layer, where, number)


def drawing_texts(package: Package, name: str) -> list[str]:
    """Give the texts of a chart or diagram part: titles, categories, series names, labels, in order, once each."""
    texts = dict[str, None]()
    for element in package.tree(name).iter():
        if local(element) in ("t", "v") and element.text and not re.fullmatch(r"[-+\d.eE,%\s]*", element.text):
            texts.setdefault(element.text.strip())
    return list(texts)
