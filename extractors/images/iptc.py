"""IPTC: captions, keywords and bylines of news pictures, as facts in words. Source: IPTC-IIM 4.2, record 2."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from extractors.plain import decode

Fact = tuple[str, str]

_WORDS = {
    5: "title", 25: "keywords", 26: "location code", 27: "location", 40: "instructions", 55: "taken", 80: "author",
    85: "author's position", 90: "city", 92: "location", 95: "state", 101: "country", 103: "reference", 105: "headline",
    110: "credit", 115: "source", 116: "copyright", 118: "contact", 120: "description", 122: "caption by",
}  # fmt: skip
_UTF8 = b"\x1b%G"
_MOST = 2000  # chosen: data sets of one block


def facts(block: bytes) -> list[Fact]:
    """Give the facts of one block of data sets; what is behind damage is left out."""
    sets = list(_sets(block))
    marked = any((record, number) == (1, 90) and _UTF8 in value for record, number, value in sets)
    texts = [(number, value) for record, number, value in sets if record == 2 and number in _WORDS and value.strip()]
    names = [value.decode("utf-8", "replace") for _, value in texts]
    if not marked:
        names = decode.names([value for _, value in texts])
    found = []
    for (number, _), name in zip(texts, names, strict=True):
        day = number == 55 and len(name) == 8 and name.isdigit()
        found.append((_WORDS[number], f"{name[:4]}-{name[4:6]}-{name[6:]}" if day else name.strip("\0 \r\n")))
    return list(dict.fromkeys(found))


def resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of each of Photoshop's resources; IPTC is number 0x0404."""
    at = 0
    while data[at : at + 4] == b"8BIM" and at + 12 <= len(data):
        (number,) = struct.unpack_from(">H", data, at + 4)
        at += 6 + (data[at + 6] + 2) // 2 * 2
        if at + 4 > len(data):
            return
        (size,) = struct.unpack_from(">L", data, at)
        yield number, data[at + 4 : at + 4 + size]
        at += 4 + size + size % 2


def _sets(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    for _ in range(_MOST):
        if at + 5 > len(block) or block[at] != 0x1C:
            return
        record, number, size = struct.unpack_from(">BBH", block, at + 1)
        at += 5
        if size & 0x8000:
            digits = size & 0x7FFF
            size, at = int.from_bytes(block[at : at + digits][:8], "big"), at + digits
        yield record, number, block[at : at + size]
        at += size
