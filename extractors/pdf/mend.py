"""A PDF that has lost its end, where its table of objects stood: a new table for the objects that are still there."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,7})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_PAGES_OF = re.compile(rb"/Pages\s+(\d{1,7})\s+\d+\s+R")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d{1,7})")
_LOCKED = re.compile(rb"/Encrypt\b|/Filter\s*/Standard\b")
_HEAD_BYTES = 4000  # how far an object is looked into for its type
_OBJECTS, _PACKED_BYTES = 200_000, 1 << 26


def mended(data: bytes) -> bytes | None:
    """Give the file with a table of the objects that it still has, None where there is no page among them.

    The old catalogue stays where it is whole, so that names and fields do, but its pages are those that are there, in
    the order in which they stand.
    Encrypted files cannot be mended: how they are locked stood at their end.
    """
    if _LOCKED.search(data):
        return None
    out = bytearray(data) + b"\nendstream\nendobj\n"
    places: dict[int, int] = {}
    heads: dict[int, bytes] = {}
    for match in _OBJECT.finditer(data):
        places[int(match[1])] = match.start()
        heads[int(match[1])] = data[match.end() : match.end() + _HEAD_BYTES].partition(b"endobj")[0]
        if len(places) > _OBJECTS:
            break
    for number, content in _unpacked(data):
        if number not in places:
            places[number], heads[number] = len(out), content[:_HEAD_BYTES]
            out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    pages = sorted((place, number) for number, place in places.items() if _PAGE.search(heads[number]))
    if not pages:
        return None
    root, tree = max(places) + 1, max(places) + 2
    kids = b" ".join(b"%d 0 R" % number for _, number in pages)
    places[root] = len(out)
    out += b"%d 0 obj\n%s\nendobj\n" % (root, _catalog(heads, tree))
    places[tree] = len(out)
    out += b"%d 0 obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\n" % (tree, len(pages), kids)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(places) + 1, root, start)
    return bytes(out)


def _catalog(heads: dict[int, bytes], tree: int) -> bytes:
    """Give the last catalogue that is whole, with another page tree; a new one where there is none."""
    for head in reversed(heads.values()):
        if _CATALOG.search(head) and head.rstrip().endswith(b">>"):
            return _PAGES_OF.sub(b"/Pages %d 0 R" % tree, head.strip(), count=1)
    return b"<</Type/Catalog/Pages %d 0 R>>" % tree


def _unpacked(data: bytes) -> list[tuple[int, bytes]]:
    """Give number and content of the objects in object streams, as far as those unpack."""
    found, size = [], 0
    for match in _PACKED.finditer(data):
        begin = data.rfind(b"obj", 0, match.start())
        start = data.find(b"stream", match.end(), match.end() + 400)
        first = _FIRST.search(data, begin, start) if 0 <= begin < start else None
        if not first:
            continue
        start += 8 if data[start + 6 : start + 8] == b"\r\n" else 7
        end = data.find(b"endstream", start)
        try:
            content = zlib.decompressobj().decompress(data[start : end if end > 0 else None], _PACKED_BYTES - size)
        except zlib.error:
            continue
        size += len(content)
        numbers = [int(each) for each in re.findall(rb"\d{1,9}", content[: int(first[1])])]
        starts = [int(first[1]) + offset for offset in numbers[1::2]]
        ends = [*starts[1:], len(content)]
        found += [(n, content[a:b]) for n, a, b in zip(numbers[::2], starts, ends, strict=False) if a < b]
        if size >= _PACKED_BYTES:
            break
    return found
