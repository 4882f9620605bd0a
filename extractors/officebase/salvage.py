"""What damage has left: the parts of a zip without its directory, and the text of XML that is not well-formed."""

from __future__ import annotations

import html
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.model import Limits

_LOCAL = b"PK\x03\x04"
_MARKS = (b"PK\x07\x08", b"PK\x03\x04", b"PK\x01\x02")
_CHUNK_BYTES = 1 << 20
_STORED, _DEFLATED = 0, 8
# A text element and what ends a paragraph, a row or a slide, by local names; content never spans a `<`.
_TEXT = re.compile(
    r"<(?:[\w.-]{1,20}:)?(?:t|delText|text)(?:\s[^<>]*)?>([^<]+)|</(?:[\w.-]{1,20}:)?(p|tr|si|pt|cm)\s*>"
)
_ROOT = re.compile(r"<(?:[\w.-]{1,20}:)?([A-Za-z]\w{0,40})[\s/>]")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a zip: its name, its bytes as far as they go, and where the next one can begin."""

    name: str
    content: bytes
    end: int


def parts(data: bytes, limits: Limits) -> Iterator[Part]:
    """Give the parts of a zip by their own heads, in file order; encrypted ones and empty ones are left out.

    No more is unpacked than the limits allow for the whole file: what would go beyond them is cut.
    """
    at, left, count = data.find(_LOCAL), limits.member_bytes, 0
    while at >= 0 and left > 0 and count < limits.members:
        part = one(data, at, limits, left)
        if part is not None and part.content:
            left -= len(part.content)
            count += 1
            yield part
        at = data.find(_LOCAL, max(at + 4, part.end if part is not None else 0))


def one(data: bytes, at: int, limits: Limits, most_bytes: int = 0) -> Part | None:
    """Give the part whose head begins at an offset; None where no part begins there or it is encrypted.

    The check sum is not looked at: text with one wrong byte is still text.
    """
    if data[at : at + 4] != _LOCAL or at + 30 > len(data):
        return None
    flags, method, size, name_size, extra = struct.unpack_from("<2xHH8xI4xHH", data, at + 4)
    name = data[at + 30 : at + 30 + name_size].decode("utf-8" if flags & 0x800 else "cp437", "replace")
    start = at + 30 + name_size + extra
    if flags & 1 or method not in (_STORED, _DEFLATED):
        return None
    most = min(most_bytes or limits.member_bytes, limits.member_bytes)
    if method == _DEFLATED:
        content, end = _inflated(data, start, most, limits.ratio)
        return Part(name, content, end)
    end = start + size if size or not flags & 8 else _next_mark(data, start)
    return Part(name, data[start : min(end, start + most)], end)


def _next_mark(data: bytes, start: int) -> int:
    return min((at for at in (data.find(mark, start) for mark in _MARKS) if at >= 0), default=len(data))


def _inflated(data: bytes, start: int, most: int, ratio: int) -> tuple[bytes, int]:
    """Inflate as far as it goes; gives the bytes and where the stream ends."""
    engine, chunks, size, at = zlib.decompressobj(-15), list[bytes](), 0, start
    try:
        while not engine.eof and at < len(data) and size < most:
            raw = engine.unconsumed_tail or data[at : at + _CHUNK_BYTES]
            at += 0 if engine.unconsumed_tail else len(raw)
            chunk = engine.decompress(raw, _CHUNK_BYTES)
            chunks.append(chunk)
            size += len(chunk)
            if size > 16 * _CHUNK_BYTES and size > ratio * max(1, at - start):
                break
    except zlib.error:
        pass
    return b"".join(chunks)[:most], at - len(engine.unused_data) if engine.eof else start


def tree(raw: bytes) -> etree._Element | None:
    """Give the root of XML that is not well-formed; None where there is no text in it either.

    The parser's own repair loses all that stands behind some faults. Where a plain look at the bytes finds more text
    than the repaired tree holds, the text is laid out anew: a root of the old name, with one `p` for each paragraph.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    found = paragraphs(raw)
    if root is not None and sum(map(len, found)) <= sum(map(len, _texts(root))):
        return root
    return _laid_out(raw, found) if found else root


def _texts(root: etree._Element) -> Iterator[str]:
    return (element.text or "" for element in root.iter("{*}t", "{*}delText", "{*}text"))


def _laid_out(raw: bytes, found: list[str]) -> etree._Element:
    match = _ROOT.search(decoded(raw[:4000]))
    root = etree.Element(match[1] if match else "document")
    for text in found:
        etree.SubElement(etree.SubElement(root, "p"), "t").text = text
    return root


def paragraphs(raw: bytes) -> list[str]:
    """Give the text of each paragraph that a look at the bytes finds, without a parser, in order."""
    found, parts_ = list[str](), list[str]()
    for match in _TEXT.finditer(decoded(raw)):
        if match[1]:
            parts_.append(match[1])
        elif parts_:
            found.append(_plain("".join(parts_)))
            parts_ = []
    if parts_:
        found.append(_plain("".join(parts_)))
    return [text for text in found if text.strip()]


def _plain(text: str) -> str:
    # lxml takes no controls; a reader drops them anyway.
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", " ", html.unescape(text))


def decoded(raw: bytes) -> str:
    """Give XML as characters, by its mark of byte order or as UTF-8."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8", "replace")
