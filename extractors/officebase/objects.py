"""OLE objects inside other files: the document that one holds, taken out of its wrapping."""

from __future__ import annotations

import struct

from extractors.model import Unreadable
from extractors.officebase.compound import MAGIC, Compound, packed
from extractors.plain import decode
from extractors.sink import Sink

_NATIVE = "\x01Ole10Native"
# Streams that hold a whole file: an OOXML package, a PDF and others, an OpenDocument.
_WHOLE = ("package", "contents", "package_stream", "embeddedodf")
# Streams that make the storage itself a document.
_DOCUMENTS = frozenset({"WordDocument", "Workbook", "Book", "PowerPoint Document", "__properties_version1.0"})
_MOST_BYTES = 200 << 20


def put(compound: Compound, path: tuple[str, ...], name: str, sink: Sink, where: str) -> None:
    """Put what a storage holds into the reading: the document as a member, the path it came from as metadata.

    An object that holds no document (an equation, a control) gives nothing.
    """
    names = frozenset(compound.names(*path))
    lower = {stream.lower(): stream for stream in names}  # WPS Office writes "package"
    whole = next((lower[stream] for stream in _WHOLE if stream in lower), "")
    if "VBA" in names:
        sink.field("macros", "Visual Basic", "metadata", where)
    if _NATIVE in names:
        native(compound.stream(*path, _NATIVE), name, sink, where)
    elif whole:
        sink.reading.members.append((name, compound.stream(*path, whole)))
    elif names & _DOCUMENTS:
        sink.reading.members.append((name, _file(compound, path)))


def put_bytes(data: bytes, name: str, sink: Sink, where: str) -> None:
    """Put an object's bytes into the reading: a compound file is looked into, anything else is the file itself."""
    if not data.startswith(MAGIC):
        sink.reading.members.append((name, data))
        return
    try:
        put(Compound(data), (), name, sink, where)
    except Unreadable as error:
        sink.problem("corrupt", where, error)


def native(raw: bytes, name: str, sink: Sink, where: str) -> None:
    """Put a packaged file into the reading ([MS-OLEDS] 2.3.6, as Packager writes it).

    Size, type, label, path on the writer's machine, 8 bytes, temporary path, size, the file.
    """
    label, _, rest = raw[6:].partition(b"\0")
    origin, _, rest = rest.partition(b"\0")
    length = int.from_bytes(rest[4:8], "little")
    temporary, rest = rest[8 : 8 + length].rstrip(b"\0"), rest[8 + length :]
    size = int.from_bytes(rest[:4], "little")
    for path in dict.fromkeys((origin, temporary)):
        sink.field("embedded from", decode.name(path), "metadata", where)
    if size and len(rest) > 4:
        sink.reading.members.append((decode.name(label) or name, rest[4 : 4 + size]))


def _file(compound: Compound, path: tuple[str, ...]) -> bytes:
    streams, total = {}, 0
    for inner, content in compound.inside(*path):
        total += len(content)
        if total > _MOST_BYTES:
            raise Unreadable("too_big", "embedded object")
        streams[inner] = content
    return packed(streams)


def ole1(raw: bytes, name: str, sink: Sink, where: str) -> None:
    """Put an object of OLE 1 ([MS-OLEDS] 2.2.5), as RTF and mails hold them, into the reading."""
    at, texts = 8, []
    try:
        kind = struct.unpack_from("<I", raw, 4)[0]
        for _ in range(3):
            size = struct.unpack_from("<I", raw, at)[0]
            texts.append(raw[at + 4 : at + 4 + size].rstrip(b"\0"))
            at += 4 + size
        size = struct.unpack_from("<I", raw, at)[0] if kind == 2 else 0
    except struct.error:
        sink.problem("corrupt", where, note="object ends early")
        return
    for topic in texts[1:]:
        sink.field("embedded from", decode.name(topic), "metadata", where)
    content = raw[at + 4 : at + 4 + size]
    if texts[0].lower() == b"package" and not content.startswith(MAGIC):
        native(struct.pack("<I", len(content)) + content, name, sink, where)
    elif content.startswith((MAGIC, b"PK\x03\x04", b"%PDF", b"{\\rtf")):
        put_bytes(content, name, sink, where)
