"""Long tables by their columns: each distinct value is read once, and what it gives stands wherever it stands.

A register of a hundred thousand rows repeats its towns, its suppliers and its days; what differs in every row are
numbers, which only their column's header explains. A value is given to the recognizers as a row of its own: the cell
under its header, and an empty one. So what a long table's cell says never depends on the cells beside it, which in a
short table it may (a label in one cell, its value in the next).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeAlias

from extractors import cells, claims
from extractors.model import Cells, Layer, Mention, Segment, Span

# chosen: far above what a person types and reads row by row; below it, reading rows as they are costs a second at most
LONG_ROWS = 500
_KEPT_NUMBERS = 4096
_Head = tuple[int, Layer, tuple[str, ...]]  # a table's number, its layer, its columns' headers
_Cells: TypeAlias = "array[int]"  # row and offset of one cell, of the next, ...


@dataclass
class Asked:
    """What the recognizers are asked about instead of a file's segments.

    Attributes:
        segments: The file's segments, and in the place of a long table's rows its distinct values.
        numbers: The mentions of plain numbers in long tables, which no recognizer is asked about.
        places: Where each of the segments stands: the number of the file's segment, or all the cells of a value;
            empty where no table is long.
    """

    segments: list[Segment]
    numbers: list[Mention] = field(default_factory=list)
    places: list[_Cells | int] = field(default_factory=list)

    @cached_property
    def given(self) -> tuple[Segment, ...]:
        """What each recognizer is given: the same object, by which what they share knows the file at once."""
        return tuple(self.segments)

    def mentions(self, found: Sequence[Sequence[Span]]) -> Iterator[Mention]:
        """Give the mentions in the file's own segments, from the spans in those that were asked about."""
        if not self.places:
            for index, spans in enumerate(found):
                for s in spans:
                    yield Mention(index, s.start, s.end, s.kind, s.norm, s.confidence, s.evidence, s.alias_of)
            return
        for index, spans in enumerate(found):
            if not spans:
                continue
            place = self.places[index]
            if isinstance(place, int):
                yield from (_mention(s, place, 0) for s in spans)
                continue
            value = self.segments[index].text.index("\t")
            for s in [s for s in spans if s.end <= value]:
                yield from (_mention(s, row, shift) for row, shift in zip(place[::2], place[1::2], strict=True))

    def add(self, segment: Segment) -> _Cells:
        """Ask about one more value; gives the list of the cells that hold it, to be filled."""
        cells_of = array("q")
        self.segments.append(segment)
        self.places.append(cells_of)
        return cells_of


def _mention(s: Span, row: int, shift: int) -> Mention:
    return Mention(row, s.start + shift, s.end + shift, s.kind, s.norm, s.confidence, s.evidence, s.alias_of)


def whole(segments: Sequence[Segment]) -> Asked:
    """Ask about a file's segments as they are."""
    return Asked(list(segments))


def apart(segments: Sequence[Segment]) -> Asked:
    """Ask about a file's segments, but about a long table's rows by the distinct values of its columns."""
    long = _long(segments)
    if not long:
        return whole(segments)
    asked, tables = Asked([]), dict[_Head, _Table]()
    fresh = max(segment.table for segment in segments)
    for index, (segment, unit) in enumerate(zip(segments, claims.caption_units(segments), strict=True)):
        head = _head(segment)
        if head is None or head not in long:
            asked.places.append(index)
            asked.segments.append(segment)
            continue
        if head not in tables:
            tables[head] = _Table(asked, segment, unit, fresh)
            fresh += _WIDEST
        tables[head].take(index, segment.text)
    return asked


_WIDEST = 1 << 15  # columns of one table: more than any program's sheet has


def _head(segment: Segment) -> _Head | None:
    held = segment.cells
    if segment.form == "row" and isinstance(held, Cells) and held.text == segment.text:
        return segment.table, segment.layer, held.headers
    return None


def _long(segments: Sequence[Segment]) -> frozenset[_Head]:
    if len(segments) < LONG_ROWS:
        return frozenset()
    counted = Counter(head for segment in segments if segment.cells and (head := _head(segment)))
    return frozenset(head for head, rows in counted.items() if rows >= LONG_ROWS)


class _Table:
    """One long table: a column for each header."""

    def __init__(self, asked: Asked, row: Segment, unit: str, number: int) -> None:
        head = _head(row)
        self._asked, self._row, self._unit, self._number = asked, row, unit, number
        self._headers: tuple[str, ...] = head[2] if head else ()
        self._columns: list[_Column] = []

    def take(self, index: int, text: str) -> None:
        """Take in one row."""
        values = text.split("\t")
        while len(self._columns) < len(values):
            self._columns.append(_Column(self._asked, self._shape(len(self._columns)), self._reads()))
        at, add = 0, self._asked.numbers.append
        for value, column in zip(values, self._columns, strict=False):
            if value:
                known = column.known.get(value)
                if known is None and column.number is not None and (bare := column.number(value)) is not None:
                    kind, norm, confidence = bare
                    if norm:
                        add(Mention(index, at, at + len(value), kind, norm, confidence, "column"))
                else:
                    (column.take(value) if known is None else known).extend((index, at))
            at += len(value) + 1

    def _shape(self, at: int) -> Callable[[str], Segment]:
        """Give what makes a row of one value; where a header says little by itself, the others stand beside it."""
        header = self._headers[at] if at < len(self._headers) else ""
        others = [other for i, other in enumerate(self._headers) if i != at] if cells.asks_others(header) else []
        row, number, tail = self._row, self._number + at + 1, "\t" * max(1, len(others))
        headers = (header, *others)

        def shaped(value: str) -> Segment:
            text = value + tail
            return Segment(text, row.layer, row.where, "row", number, Cells(text, headers))

        return shaped

    def _reads(self) -> claims.Reads | None:
        at = len(self._columns)
        reads = claims.bare_number(self._headers[at] if at < len(self._headers) else "", self._unit)
        return lru_cache(maxsize=_KEPT_NUMBERS)(reads) if reads else None


class _Column:
    """One column of a long table: its distinct values, and what reads a plain number in it, if anything may."""

    __slots__ = ("_asked", "_shape", "known", "number")

    def __init__(self, asked: Asked, shape: Callable[[str], Segment], number: claims.Reads | None) -> None:
        self._asked, self._shape, self.number = asked, shape, number
        self.known: dict[str, _Cells] = {}

    def take(self, value: str) -> _Cells:
        """Ask about a value that is new."""
        held = self.known[value] = self._asked.add(self._shape(value))
        return held
