"""The flat form of an OOXML package: one XML file in which every part is an element (`pkg:part`)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from lxml import etree

_NAMESPACE = "http://schemas.microsoft.com/office/2006/xmlPackage"
_PART = f"{{{_NAMESPACE}}}part"
_MAINS = (("wordprocessingml", "docx"), ("presentationml", "pptx"), ("spreadsheetml", "xlsx"))
_MAIN = re.compile(
    r"(wordprocessingml|presentationml|spreadsheetml)\.[\w.]{1,40}\.main\+xml|ms-(word|powerpoint|excel)\."
)


def is_package(data: bytes) -> bool:
    """Say whether the file is a flat package."""
    head = data[:4000].replace(b"\0", b"")
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<" and _NAMESPACE.encode() in head


def kind(data: bytes) -> str:
    """Give "docx", "pptx" or "xlsx" for a flat package, by the content type of its main part; "" for none."""
    return main_kind(data.replace(b"\0", b"")) if is_package(data) else ""


def main_kind(types: bytes) -> str:
    """Give the kind of a package by the content type of its main part, wherever the type stands; "" for none."""
    found = _MAIN.search(types.decode("latin-1"))
    names = {"word": "docx", "powerpoint": "pptx", "excel": "xlsx", **dict(_MAINS)}
    return names[found[1] or found[2]] if found else ""


def parts(root: etree._Element) -> Iterator[tuple[str, str, bytes]]:
    """Give each part's name, content type and bytes; a part whose encoding is broken gives what it can."""
    for part in root.iter(_PART):
        name = (part.get(f"{{{_NAMESPACE}}}name") or "").replace("\\", "/").lstrip("/")
        stated = part.get(f"{{{_NAMESPACE}}}contentType") or ""
        for holder in part:
            if holder.tag == f"{{{_NAMESPACE}}}xmlData" and len(holder):
                yield name, stated, etree.tostring(holder[0], encoding="UTF-8", with_tail=False)
            elif holder.tag == f"{{{_NAMESPACE}}}binaryData":
                yield name, stated, _decoded(holder.text or "")


def _decoded(text: str) -> bytes:
    bare = re.sub(r"[^A-Za-z0-9+/]", "", text)
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return b""
