"""The XML inside a PDF: XMP metadata with its history, XFA forms, rich text of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extractors.model import Unreadable
from extractors.officebase.package import has_doctype, local
from extractors.pdf import labels
from extractors.sink import Sink, clean

_PACKET = re.compile(rb"<\?xpacket[^>]{0,200}\?>")
_TAG = re.compile(r"<[^<>]{0,500}>")
# Technical values: identities of the file, versions of formats, sizes, dates of the metadata itself.
_TECHNICAL = re.compile(
    r"(?:instanceid|documentid|originaldocumentid|versionid|metadatadate|format|producer|trapped|xmptoolkit|xmptk|action|pdfversion|about|"
    r"part|conformance|amd|corr|rev|changed|renditionclass|thumbnails?|image|width|height|type|toolkit|lang|resource|"
    r"parsetype|createdate|modifydate|when|nodeid|schema|namespaceuri|prefix|valuetype|category|hash|manifest|"
    r"colormode|iccprofile|orientation|[xy]resolution|resolutionunit|colorspace|pixel[xy]dimension|native.*|.*digest)$"
)
_WORDS = {"creator": "author", "creatortool": "creator", "description": "subject", "softwareagent": "edited with"}
_OPAQUE = re.compile(
    r"(?:(?:uuid|xmp\.[a-z]+|adobe:docid)[:.].*|[0-9a-fA-F-]{20,}|\d{1,4}|true|false|[+-]?\d+/\d+)$", re.IGNORECASE
)
_XFA_TEXT = frozenset({"text", "exData", "toolTip", "speak", "caption", "script", "desc"})


def _parsed(data: bytes) -> etree._Element | None:
    """Parse XML, mending what can be mended; a DOCTYPE is refused.

    Raises:
        Unreadable: "bomb" for a DOCTYPE, "corrupt" for what is not XML at all.
    """
    if has_doctype(data):
        raise Unreadable("bomb", "XML with a DOCTYPE")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("corrupt", f"XML: {type(error).__name__}") from error
    if root is not None and root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("bomb", "XML with a DOCTYPE")
    return root


def properties(data: bytes, sink: Sink, where: str) -> None:
    """Put every property of an XMP packet that says something, once, its history included."""
    root = _parsed(_PACKET.sub(b"", data).strip())
    if root is None:
        return
    said = {segment.text for segment in sink.reading.segments if segment.layer == "metadata"}
    for key, text in _leaves(root):
        word = _WORDS.get(key.lower()) or labels.words(key)
        line = clean(f"{word}: {text}")
        if _TECHNICAL.match(key.lower()) or _OPAQUE.match(text) or line in said:
            continue
        said.add(line)
        sink.field(word, text, "metadata", where)


def _leaves(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Give property and value, of elements and attributes; items of lists go by the name of the list."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if str(value).strip():
                yield str(name).rsplit("}", 1)[-1], str(value).strip()
        text = (element.text or "").strip()
        if text and not len(element):
            holder: etree._Element | None = element
            while holder is not None and local(holder) in ("li", "Alt", "Seq", "Bag", "value", "Description"):
                holder = holder.getparent()
            yield local(holder) if holder is not None else "metadata", text


def form(data: bytes, sink: Sink) -> None:
    """Put an XFA form's data as fields, and what its template says: captions, tips, texts."""
    root = _parsed(data)
    if root is None:
        return
    said = {segment.text for segment in sink.reading.segments if segment.layer == "form_field"}
    for element in root.iter(etree.Element):
        text = clean("".join(map(str, element.itertext())) if local(element) == "exData" else element.text or "")
        if not text or (local(element) != "exData" and any(local(up) == "exData" for up in element.iterancestors())):
            continue
        above = {local(up) for up in element.iterancestors()}
        if "items" in above:
            text = _choices(element)
        if "data" in above or "datasets" in above:
            line, where = f"{labels.words(local(element))}: {text}", "XFA data"
        elif local(element) in _XFA_TEXT and "template" in above:
            line, where = text, "XFA template"
        else:
            continue
        if line and line not in said and (where == "XFA data" or local(element) != "script"):
            said.add(line)
            sink.put(line, "form_field", where, "field" if where == "XFA data" else "paragraph")


def _choices(element: etree._Element) -> str:
    """Give at the first of a list's choices what it offers, "" at the others."""
    listed = element.getparent()
    if listed is None or element.getprevious() is not None:
        return ""
    return labels.choices([text for each in listed if (text := clean(each.text or ""))])


def plain(rich: str) -> str:
    """Give the text of a note's rich text."""
    if "<" not in rich:
        return rich.strip()
    return re.sub(r"\s*\n\s*", "\n", _TAG.sub("\n", rich)).strip()
