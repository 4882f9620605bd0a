"""Extractions as lists that JSON can carry, and back: what crosses the pipe between a guard and its child.

A table of strings holds what repeats (layers, places, headers, norms), so that a long table costs little on the way
and little memory behind it. Lone surrogates survive: they are bytes of a file's name, or a fault that is still to be
seen.
"""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any, TypeVar

from extractors import collector
from extractors.model import Cell, Cells, Extraction, Flag, Mention, Problem, Segment

Wire = list[Any]
CHUNK_BYTES = 1 << 20
OUTPUT_BYTES_PER_CHAR = 8  # UTF-8 of any text with its mentions; a child that sends more is cut
# What a child ends with: as planned, or by the name of the exception; chosen: codes that no shell or runtime uses.
RETIRED = 170
EXIT_CODES: dict[str, int] = {"MemoryError": 171, "OutOfTime": 172}
T = TypeVar("T")


def encoded(extraction: Extraction) -> Wire:
    """Give an extraction as nested lists of strings and numbers."""
    names, heads = _Numbers[str](), _Numbers[tuple[str, ...]]()
    segments = list(_segments(extraction, names, heads))
    mentions = list(_mentions(extraction, names))
    return [*_head(extraction, names, heads), segments, mentions]


def delivered(extraction: Extraction) -> tuple[bytes, ...]:
    """Give, in parts, the JSON of ["file", what `encoded` gives], a block of rows after the other.

    A sheet's million mentions as lists and as one text would take as much memory again as all that was found in it.
    """
    names, heads = _Numbers[str](), _Numbers[tuple[str, ...]]()
    segments = _blocks(_segments(extraction, names, heads))
    mentions = _blocks(_mentions(extraction, names))
    head = packed(["file", _head(extraction, names, heads)]).removesuffix(b"]]")
    return head, b",[", *segments, b"],[", *mentions, b"]]]"


def _blocks(rows: Iterator[Wire]) -> list[bytes]:
    found = list[bytes]()
    while block := list(islice(rows, _BLOCK)):
        found += [b",", packed(block)[1:-1]]
    return found[1:]


_BLOCK = 4096  # rows


def _segments(extraction: Extraction, names: _Numbers[str], heads: _Numbers[tuple[str, ...]]) -> Iterator[Wire]:
    for s in extraction.segments:
        yield [s.text, names[s.layer], names[s.where], names[s.form], s.table, *_cells(s, names, heads)]


def _mentions(extraction: Extraction, names: _Numbers[str]) -> Iterator[Wire]:
    for m in extraction.mentions:
        yield [
            m.segment, m.start, m.end, names[m.kind], names[m.norm], m.confidence, names[m.evidence], names[m.alias_of]
        ]  # fmt: skip


def _head(extraction: Extraction, names: Iterable[str], heads: Iterable[tuple[str, ...]]) -> Wire:
    return [
        [extraction.path, extraction.sha256, extraction.size_bytes, extraction.kind, extraction.status],
        [extraction.modified, extraction.sharer],
        [[problem.kind, problem.detail] for problem in extraction.problems],
        [[flag.kind, flag.where] for flag in extraction.flags],
        list(names),
        list(heads),
    ]


def decoded(wire: Wire) -> Extraction:
    """Give the extraction back that `encoded` was given.

    Raises:
        ValueError, TypeError, IndexError: The lists are not of that shape.
    """
    bare, (modified, sharer), problems, flags, names, heads, segments, mentions = wire
    path, sha256, size_bytes, kind, status = bare
    # What a folder's files share, its names above all, is one text in memory for all of them
    names, headers = list(map(sys.intern, names)), [tuple(map(sys.intern, each)) for each in heads]
    sure: dict[float, float] = {}  # the few that there are of them, each once
    with collector.paused():
        said = tuple(_segment(fields, names, headers) for fields in segments)
    return Extraction(
        path=path,
        sha256=sha256,
        size_bytes=size_bytes,
        kind=kind,
        status=status,
        problems=tuple(Problem(*problem) for problem in problems),
        segments=said,
        mentions=tuple(_mention(fields, names, sure) for fields in mentions),
        flags=tuple(Flag(*flag) for flag in flags),
        modified=modified,
        sharer=sharer,
    )


def packed(value: Wire) -> bytes:
    """Give JSON bytes. Not ASCII-escaped: that would join two lone surrogates into one character and move offsets."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(raw: bytes) -> Wire:
    """Give the lists back that `packed` was given.

    Raises:
        ValueError: The bytes are no JSON list.
    """
    with collector.paused():
        value = json.loads(raw.decode("utf-8", "surrogatepass"))
    if not isinstance(value, list):
        raise ValueError("not a list")
    return value


class _Numbers(dict[T, int]):
    """Numbers things in the order in which they are asked for."""

    def __missing__(self, thing: T) -> int:
        self[thing] = number = len(self)
        return number


def _cells(segment: Segment, names: _Numbers[str], heads: _Numbers[tuple[str, ...]]) -> list[int]:
    """Give one number for a row that its text and its headers tell, three for each cell of any other."""
    cells = segment.cells
    if isinstance(cells, Cells) and cells.text == segment.text:
        return [heads[cells.headers]]
    return [value for cell in cells for value in (cell.start, cell.end, names[cell.header])]


def _segment(fields: Wire, names: list[str], headers: list[tuple[str, ...]]) -> Segment:
    text, layer, where, form, table, *cells = fields
    found: Sequence[Cell] = ()
    if len(cells) == 1:
        found = Cells(text, headers[cells[0]])
    elif cells:
        found = tuple(Cell(cells[i], cells[i + 1], names[cells[i + 2]]) for i in range(0, len(cells), 3))
    return Segment(text, names[layer], names[where], names[form], table, found)  # type: ignore[arg-type]


def _mention(fields: Wire, names: list[str], sure: dict[float, float]) -> Mention:
    segment, start, end, kind, norm, confidence, evidence, alias_of = fields
    words: list[Any] = [names[number] for number in (kind, norm, evidence, alias_of)]
    return Mention(segment, start, end, words[0], words[1], sure.setdefault(confidence, confidence), words[2], words[3])


def sent(pipe: IO[bytes], *parts: bytes) -> None:
    """Write one length-prefixed frame, from its parts."""
    pipe.write(struct.pack(">Q", sum(map(len, parts))))
    for part in parts:
        pipe.write(part)


def framed(pipe: IO[bytes], most_bytes: int) -> bytes:
    """Read one length-prefixed frame.

    Raises:
        EOFError: The other side is gone.
        OverflowError: The frame is larger than it may be.
    """
    head = pipe.read(8)
    if len(head) < 8:
        raise EOFError
    (length,) = struct.unpack(">Q", head)
    if length > most_bytes:
        raise OverflowError
    raw = pipe.read(length)
    if len(raw) < length:
        raise EOFError
    return raw
