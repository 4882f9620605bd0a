"""Tables in plain text (CSV, TSV), in whatever encoding and with whatever separator."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import cast

from extractors import collector
from extractors.model import Format, Layer, Limits, Reading
from extractors.plain import decode, lines
from extractors.sink import Sink

_SEPARATORS = ",\t;|，"
_SAMPLE_LINES = 200
_SAMPLE_CHARS = 1 << 18
_QUOTED = re.compile(r'"[^"]*"')
# Excel's own first line, which says what separates the cells.
_STATED = re.compile(r'"?sep=(.)"?\s*$')
_LONGEST_ROW = 100  # chosen: a cell of more lines than this is a quote that was never closed

Row = tuple[int, list[str]]


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the rows of one table; a line of a single cell is a heading before the rows and a paragraph after."""
    sink = Sink(reading, limits)
    text = decode.told(sink, data).replace("\0", "")
    head, _, rest = text.partition("\n")
    stated = _STATED.match(head)
    start, text = (2, rest) if stated else (1, text)
    separator = stated[1] if stated else _separator(text)
    csv.field_size_limit(max(1 << 17, limits.text_chars))
    table = sink.next_table()
    with collector.paused():
        try:
            for number, cells in _rows(text, separator):
                _put(sink, cells, number + start, table)
        except csv.Error as error:
            sink.problem("corrupt", "table", error)


def _rows(text: str, separator: str) -> Iterator[Row]:
    """Give the rows with the numbers, from 0, of the lines at which they begin.

    A quote that is never closed would take everything behind it for one cell: such a row is cut at its lines.
    """
    source = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    start, physical = 0, list[str]()
    for cells in source:
        if source.line_num - start > _LONGEST_ROW:
            physical = physical or text.splitlines()
            unquoted = csv.reader(physical[start : source.line_num], delimiter=separator, quoting=csv.QUOTE_NONE)
            yield from enumerate(unquoted, start)
        else:
            yield start, cells
        start = source.line_num


def _put(sink: Sink, cells: list[str], number: int, table: int) -> None:
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) == 1 and cells[0].strip():
        in_table = any(segment.table == table for segment in sink.reading.segments[-3:])
        form = lines.form(filled[0].strip(), alone=not in_table)
        sink.put(filled[0], "body", f"line {number}", form)
    else:
        sink.row(cells, "table", f"line {number}", table)


def _separator(text: str) -> str:
    """Give the separator that splits the most lines into the same number of cells, comma when none does.

    What stands in quotes is not looked at: an address has commas in any table.
    """
    bare = _QUOTED.sub("", text[:_SAMPLE_CHARS])
    sample = [line for line in bare.splitlines()[:_SAMPLE_LINES] if line.strip()]
    best, found = 0, ","
    for separator in _SEPARATORS:
        counts = Counter(line.count(separator) for line in sample if separator in line)
        score = max((count * min(cells, 20) for cells, count in counts.items()), default=0)
        if score > best:
            best, found = score, separator
    return found


_LAYERS = cast(tuple[Layer, ...], ("body", "table"))
FORMAT = Format(kinds=("csv", "tsv"), layers=_LAYERS, read=read, version=2)
