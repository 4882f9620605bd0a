"""Extractions as lists that JSON can carry, and back: what crosses the pipe between a guard and its child.

A table of strings holds what repeats (layers, places, headers, norms), so that a long table costs little on the way
and little memory behind it. Lone surrogates survive: they are bytes of a file's name, or a fault that is still to be
seen.
"""

from __future__ import annotations

import json
from typing import Any

from extractors.model import Cell, Extraction, Flag, Mention, Problem, Segment

Wire = list[Any]


def encoded(extraction: Extraction) -> Wire:
    """Give an extraction as nested lists of strings and numbers."""
    names = _Names()
    segments = [
        [s.text, names[s.layer], names[s.where], names[s.form], s.table]
        + [value for cell in s.cells for value in (cell.start, cell.end, names[cell.header])]
        for s in extraction.segments
    ]
    mentions = [
        [m.segment, m.start, m.end, names[m.kind], names[m.norm], m.confidence, names[m.evidence], names[m.alias_of]]
        for m in extraction.mentions
    ]
    return [
        [extraction.path, extraction.sha256, extraction.size_bytes, extraction.kind, extraction.status],
        [extraction.modified, extraction.sharer],
        [[problem.kind, problem.detail] for problem in extraction.problems],
        [[flag.kind, flag.where] for flag in extraction.flags],
        list(names),
        segments,
        mentions,
    ]


def decoded(wire: Wire) -> Extraction:
    """Give the extraction back that `encoded` was given.

    Raises:
        ValueError, TypeError, IndexError: The lists are not of that shape.
    """
    (path, sha256, size_bytes, kind, status), (modified, sharer), problems, flags, names, segments, mentions = wire
    return Extraction(
        path=path,
        sha256=sha256,
        size_bytes=size_bytes,
        kind=kind,
        status=status,
        problems=tuple(Problem(*problem) for problem in problems),
        segments=tuple(_segment(fields, names) for fields in segments),
        mentions=tuple(_mention(fields, names) for fields in mentions),
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
    value = json.loads(raw.decode("utf-8", "surrogatepass"))
    if not isinstance(value, list):
        raise ValueError("not a list")
    return value


class _Names(dict[str, int]):
    """Numbers strings in the order in which they are asked for."""

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number


def _segment(fields: Wire, names: list[str]) -> Segment:
    text, layer, where, form, table, *cells = fields
    found = tuple(Cell(cells[i], cells[i + 1], names[cells[i + 2]]) for i in range(0, len(cells), 3))
    return Segment(text, names[layer], names[where], names[form], table, found)  # type: ignore[arg-type]


def _mention(fields: Wire, names: list[str]) -> Mention:
    segment, start, end, kind, norm, confidence, evidence, alias_of = fields
    words: list[Any] = [names[number] for number in (kind, norm, evidence, alias_of)]
    return Mention(segment, start, end, words[0], words[1], confidence, words[2], words[3])
