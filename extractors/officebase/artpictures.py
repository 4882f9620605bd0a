"""Pictures inside the binary Office formats ([MS-ODRAW] 2.2.23): text of drawn ones, and photographs worth reading."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator

from extractors.images import pictures
from extractors.officebase import account, metafile
from extractors.sink import Sink

# Kind of record; what its first two bytes are where one identifier of 16 bytes follows, and where two do.
_DRAWN = {0xF01A: (0x3D4, 0x3D5), 0xF01B: (0x216, 0x217)}
_PAINTED = {
    0xF01D: (0x46A, 0x46B, 0x6E2, 0x6E3), 0xF01E: (0x6E0, 0x6E1), 0xF01F: (0x7A8, 0x7A9), 0xF029: (0x6E4, 0x6E5),
    0xF02A: (0x46A, 0x46B, 0x6E2, 0x6E3),
}  # fmt: skip
_SUFFIXES = {0xF01D: "jpg", 0xF01E: "png", 0xF01F: "bmp", 0xF029: "tif", 0xF02A: "jpg"}
_ID_BYTES, _METAFILE_HEAD = 16, 34
_MOST = 10_000  # chosen: records looked at in one file
_BITMAP_FILE_HEAD = 14


def put(streams: Iterable[bytes], sink: Sink) -> None:
    """Put the text of drawn pictures into the reading and the larger photographs among its members, each once.

    Records are looked for by their heads, wherever they lie: pictures stand beside text, in tables of their own and in
    streams of their own.
    """
    said, taken, spent = account.Seen(sink.reading), set[bytes](), 0
    for kind, identity, content in _records(streams):
        if identity in taken:
            continue
        taken.add(identity)
        if kind in _DRAWN:
            drawn(content, sink, said)
        elif pictures.Shown().worth("", pictures.dots(content[: pictures.HEAD_BYTES])):
            spent += len(content)
            if len(taken) > pictures.MOST_PICTURES or spent > pictures.MOST_BYTES:
                sink.problem("needs_ocr", "pictures", note="there are more than are handed on to be read")
                return
            sink.reading.members.append((f"picture {len(taken)}.{_SUFFIXES[kind]}", content))


def drawn(content: bytes, sink: Sink, said: account.Seen) -> None:
    """Put the lines of text of one metafile, as far as they do not stand in the file anyway."""
    for text in metafile.lines(content):
        if not said.holds(text):
            sink.put(text, "embedded_object", "drawn picture")


def _records(streams: Iterable[bytes]) -> Iterator[tuple[int, bytes, bytes]]:
    count = 0
    for data in streams:
        for kind, instances in {**_DRAWN, **_PAINTED}.items():
            for instance in instances:
                head, at = struct.pack("<HH", instance << 4, kind), 0
                while (at := data.find(head, at)) >= 0 and count < _MOST:
                    count += 1
                    found = _record(data, at, kind, instance)
                    at += len(head)
                    if found:
                        yield kind, *found
                        at += struct.unpack_from("<I", data, at)[0]


def _record(data: bytes, at: int, kind: int, instance: int) -> tuple[bytes, bytes] | None:
    """Give the identifier and the picture of a record; None where these bytes are none."""
    if at + 8 > len(data):
        return None
    size = struct.unpack_from("<I", data, at + 4)[0]
    first = at + 8 + _ID_BYTES * (1 + (instance & 1))
    if first >= at + 8 + size or at + 8 + size > len(data):
        return None
    identity = data[at + 8 : at + 8 + _ID_BYTES]
    if kind in _PAINTED:
        content = data[first + 1 : at + 8 + size]
        return identity, _bitmap(content) if kind == 0xF01F else content
    return identity, _unpacked(data[first : at + 8 + size])


def _bitmap(content: bytes) -> bytes:
    """Put the head of a file before a bitmap that is stored without it."""
    if len(content) < 4 or content.startswith(b"BM"):
        return content
    start = _BITMAP_FILE_HEAD + struct.unpack_from("<I", content)[0]
    return b"BM" + struct.pack("<IHHI", _BITMAP_FILE_HEAD + len(content), 0, 0, start & 0xFFFFFFFF) + content


def _unpacked(raw: bytes) -> bytes:
    if len(raw) < _METAFILE_HEAD:
        return b""
    packed, content = raw[32] == 0, raw[_METAFILE_HEAD:]
    if not packed:
        return content
    try:
        return zlib.decompressobj().decompress(content, pictures.MOST_BYTES)
    except zlib.error:
        return b""
