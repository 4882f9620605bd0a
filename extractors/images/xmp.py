"""XMP: the packet of properties that programs write into pictures and documents, as facts in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extractors.officebase.package import local, parse

Fact = tuple[str, str]

_WORDS = {
    "creator": "author", "rights": "copyright", "subject": "keywords", "CreatorTool": "software", "Make": "device make",
    "Model": "device model", "SerialNumber": "device serial", "CreateDate": "created", "ModifyDate": "modified",
    "DateTimeOriginal": "taken", "OwnerName": "owner", "CameraOwnerName": "owner", "BodySerialNumber": "device serial",
    "Lens": "lens", "LensModel": "lens", "PersonInImage": "person", "Artist": "author",
    "ImageDescription": "description", "UserComment": "comment", "Headline": "headline", "CaptionWriter": "caption by",
    "City": "city", "State": "state", "Country": "country", "Location": "location", "hierarchicalSubject": "keywords",
    "DocumentName": "document name", "Software": "software", "Copyright": "copyright",
}  # fmt: skip
# Settings, histories and identifiers of no meaning outside the program.
_PASSED = re.compile(
    r"camera-raw|xap/1\.0/mm|xap/1\.0/g/|sType/|xmpGImg|/xmpNote/|photos/1\.0/camera|apple\.com/(?:pixeldata|adjust)"
)
_REGIONS, _REGION_NAME = "metadataworkinggroup.com/schemas/regions", "PersonInImage"  # names beside faces
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
_NUMBERS = re.compile(r"[-+\d.,/\s]*|True|False|true|false|[0-9a-fA-F-]{32,}|(?:uuid|xmp\.\w+):\S+")
_ANGLE = re.compile(r"(\d+),(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?([NSEW])")
_POSITIONS = (("GPSLatitude", "GPSLongitude"), ("GPSDestLatitude", "GPSDestLongitude"))
_KEPT_NUMBERS = frozenset({"SerialNumber", "BodySerialNumber", "LensSerialNumber", "title", "subject", "description"})
_OF_PROGRAMS = frozenset({"NativeDigest", "xmptk", "MetadataDate", "format", "ICCProfile", "about", "parseType"})
_MOST_DEPTH = 40


def facts(packet: bytes) -> list[Fact]:
    """Give the properties of one packet in their order, each once.

    Raises:
        Unreadable: What is no XML, or tries tricks.
    """
    start = packet.find(b"<")
    if start < 0:
        return []
    root = parse(packet[start:].rstrip(b"\0 \r\n"), "XMP")
    found = list(dict.fromkeys(_values(root, 0)))
    by_name = dict(found)
    out = [
        (_WORDS.get(name, _spaced(name)), value)
        for name, value in found
        if not name.startswith("GPS") and name not in _OF_PROGRAMS
        and (name in _KEPT_NUMBERS or not _NUMBERS.fullmatch(value))
    ]  # fmt: skip
    for latitude, longitude in _POSITIONS:
        place = [_degrees(by_name.get(name, "")) for name in (latitude, longitude)]
        if None not in place:
            out.append(("position" if latitude == "GPSLatitude" else "destination", f"{place[0]:.6f}, {place[1]:.6f}"))
    return list(dict.fromkeys(out))


def _values(element: etree._Element, depth: int, name: str = "") -> Iterator[Fact]:
    """Yield each leaf below an element with the name of the property that holds it."""
    if depth > _MOST_DEPTH or not isinstance(element.tag, str):
        return
    space = etree.QName(element).namespace or ""
    if _PASSED.search(space):
        return
    if space != _RDF and depth:
        name = _REGION_NAME if _REGIONS in space and local(element) == "Name" else local(element) or name
    for key, raw in element.attrib.items():
        value = str(raw).strip()
        attribute = etree.QName(str(key))
        where = attribute.namespace or ""
        if where not in ("", _RDF, _XML) and not _PASSED.search(where):
            yield _REGION_NAME if _REGIONS in where and attribute.localname == "Name" else attribute.localname, value
    text = (element.text or "").strip()
    if text and name:
        yield name, text
    for child in element:
        yield from _values(child, depth + 1, name)


def _spaced(name: str) -> str:
    """Give `AuthorsPosition` as `authors position`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


def _degrees(value: str) -> float | None:
    found = _ANGLE.fullmatch(value.strip())
    if found is None:
        return None
    degrees = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    return -degrees if found[4] in "SW" else degrees
