"""JSON and JSON Lines: values under their keys, records of like shape as a table, and what is left of broken files."""

from __future__ import annotations

from typing import cast

from extractors.model import Format, Layer, Limits, Reading
from extractors.plain import decode, values
from extractors.sink import Sink

# chosen: beyond, the tree of values would take more memory than a file may have; the tokens need none
_TREE_CHARS = 48 << 20


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read one value, one value a line, or the tokens of what is neither."""
    sink = Sink(reading, limits)
    text = decode.told(sink, data, "JSON").lstrip("\ufeff")
    try:
        value = values.parsed(text) if len(text) <= _TREE_CHARS else None
    except RecursionError:
        sink.problem("bomb", "JSON", note="nested deeper than a tree can be, read without its structure")
        value = None
    except ValueError:
        if _read_lines(text, sink):
            return
        sink.problem("corrupt", "JSON", note="not valid, read without its structure")
        value = None
    if value is None:
        values.tokens(text, sink)
    else:
        values.walk(value, "", sink)


def _read_lines(text: str, sink: Sink) -> bool:
    """Read one value a line; False where the first line is none."""
    found: list[object] = []
    broken = 0
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().rstrip(",")
        if not bare:
            continue
        try:
            found.append(values.parsed(bare))
        except (ValueError, RecursionError):
            if not found:
                return False
            broken += 1
            sink.put(bare, "body", f"line {number}")
    if len(found) < 2 or broken > len(found):
        sink.reading.segments.clear()
        sink.chars = 0
        return False
    if broken:
        sink.problem("corrupt", "JSON", note=f"{broken} lines are not valid, read as text")
    values.walk(found, "line", sink)
    return True


_LAYERS = cast(tuple[Layer, ...], ("body", "table", "attachment"))
FORMAT = Format(kinds=("json",), layers=_LAYERS, read=read, version=2)
