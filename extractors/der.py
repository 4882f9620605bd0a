"""The readable strings of a signature: who signed, for whom, with which seal.

Signatures (PKCS #7 in PDF, GB/T 38540 in OFD) are DER: nested type-length-value. Certificates name people and
organisations as pairs of an object identifier and a string; a seal's name is a string of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

_TEXTS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1A: "ascii", 0x1E: "utf-16-be"}  # X.690, 8.23
_READ = frozenset({0x0C, 0x1E})  # what people read is UTF-8 or BMP; the others hold marks and serial numbers
_OBJECT, _OCTETS = 0x06, 0x04
# X.520: who a certificate is about.
_NAMES = {
    b"\x55\x04\x03": "name", b"\x55\x04\x0a": "organisation", b"\x55\x04\x0b": "unit", b"\x55\x04\x07": "locality",
    b"\x55\x04\x0c": "title", b"\x55\x04\x05": "number", b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01": "email",
}  # fmt: skip
_DEPTH, _NODES = 24, 20_000


def strings(data: bytes) -> Iterator[tuple[str, str]]:
    """Give what each string is ("name", "organisation", ..., "" where nothing says so) and its text, in order.

    Countries and algorithm names are left out; damage ends the walk where it stands.
    """
    left = [_NODES]
    kind = b""
    for tag, value in _leaves(data, 0, left):
        if tag == _OBJECT:
            kind = value
        elif tag in _TEXTS:
            text = value.decode(_TEXTS[tag], "replace").strip("\0 ")
            if text and (kind in _NAMES or (not kind and tag in _READ)):
                yield _NAMES.get(kind, ""), text
            kind = b""
        else:
            kind = b""


def _leaves(data: bytes, depth: int, left: list[int]) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 <= len(data) and left[0] > 0:
        left[0] -= 1
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            if size > 4:
                return
            length = int.from_bytes(data[at : at + size], "big") if size else len(data) - at
            at += size
        value = data[at : at + length]
        at += length
        if (tag & 0x20 and depth < _DEPTH) or (tag == _OCTETS and value[:1] == b"\x30" and depth < _DEPTH):
            yield from _leaves(value, depth + 1, left)
        else:
            yield tag, value
