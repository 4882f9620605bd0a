"""Plain text: notes, logs, settings and source code, in whatever encoding."""

from __future__ import annotations

from typing import cast

from extractors.model import Format, Layer, Limits, Reading
from extractors.plain import decode, inlined, lines
from extractors.sink import Sink


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read text line by line, by the forms that people give it."""
    sink = Sink(reading, limits)
    lines.put(sink, inlined.without(decode.told(sink, data), sink))


_LAYERS = cast(tuple[Layer, ...], ("body", "table", "attachment"))
FORMAT = Format(kinds=("txt", "log"), layers=_LAYERS, read=read, version=5)
