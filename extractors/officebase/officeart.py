"""Records of the binary Office formats ([MS-PPT] 2.3.1, [MS-ODRAW]): a tree of atoms, and the texts of shapes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

DEPTH = 24  # chosen: real trees are some ten deep
_OPTIONS = frozenset({0xF00B, 0xF121, 0xF122})
# [MS-ODRAW] 2.3: text of WordArt; what a person wrote as a description; the name of a linked picture.
_TEXTS = {0x00C0: "WordArt", 0x0381: "description", 0x0105: "picture"}
SHAPE_FLAGS = 0x03BF


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its kind, instance, and where its content lies."""

    kind: int
    instance: int
    is_container: bool
    start: int
    end: int


def records(data: bytes, start: int, end: int) -> Iterator[Record]:
    """Give the records side by side between two places; one that runs over the end ends there."""
    at = start
    while at + 8 <= end:
        version, kind, size = struct.unpack_from("<HHI", data, at)
        stop = min(end, at + 8 + size)
        yield Record(kind, version >> 4, version & 0xF == 0xF, at + 8, stop)
        at = stop


def tree(data: bytes, start: int, end: int, depth: int = 0) -> Iterator[Record]:
    """Give all records below, parents first."""
    for record in records(data, start, end):
        yield record
        if record.is_container and depth < DEPTH:
            yield from tree(data, record.start, record.end, depth + 1)


def options(data: bytes, record: Record) -> Iterator[tuple[int, int, bytes]]:
    """Give a shape's properties: number, value, and the bytes of a long one."""
    count = record.instance
    at = record.start + 6 * count
    for index in range(count):
        place = record.start + 6 * index
        if place + 6 > record.end:
            return
        name, value = struct.unpack_from("<HI", data, place)
        content = b""
        if name & 0x8000:
            content = data[at : min(record.end, at + value)]
            at += value
        yield name & 0x3FFF, value, content


def texts(data: bytes, record: Record) -> Iterator[tuple[str, str]]:
    """Give what a shape's properties say in words: which property, and its text."""
    if record.kind in _OPTIONS:
        for name, _, content in options(data, record):
            if name in _TEXTS and content:
                yield _TEXTS[name], content.decode("utf-16-le", "replace").split("\0", 1)[0]
