"""Tables in plain text (CSV, TSV), in whatever encoding and with whatever separator."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import cast

from extractors import decode, lines
from extractors.model import Format, Layer, Limits, Reading
from extractors.sink import Sink

_SEPARATORS = ",\t;|，"
_SAMPLE_LINES = 200


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the rows of one table; a line of a single cell is a heading before the rows and a paragraph after."""
    text, _, _ = decode.decode(data)
    sink = Sink(reading, limits)
    separator = _separator(text)
    csv.field_size_limit(max(1 << 17, limits.text_chars))
    source = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
    table = sink.next_table()
    try:
        for number, cells in enumerate(source, 1):
            _put(sink, cells, number, table)
    except csv.Error as error:
        sink.problem("corrupt", f"line {source.line_num}", error)


def _put(sink: Sink, cells: list[str], number: int, table: int) -> None:
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) == 1 and cells[0].strip():
        in_table = any(segment.table == table for segment in sink.reading.segments[-3:])
        form = lines.form(filled[0].strip(), alone=not in_table)
        sink.put(filled[0], "body", f"line {number}", form)
    else:
        sink.row(cells, "table", f"line {number}", table)


def _separator(text: str) -> str:
    """Give the separator that splits the most lines into the same number of cells, comma when none does."""
    sample = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]
    best, found = 0, ","
    for separator in _SEPARATORS:
        counts = Counter(line.count(separator) for line in sample if separator in line)
        score = max((count * min(cells, 20) for cells, count in counts.items()), default=0)
        if score > best:
            best, found = score, separator
    return found


_LAYERS = cast(tuple[Layer, ...], ("body", "table"))
FORMAT = Format(kinds=("csv", "tsv"), layers=_LAYERS, read=read)
