"""Plain text: notes, logs, settings and source code, in whatever encoding."""

from __future__ import annotations

from typing import cast

from extractors.model import Format, Layer, Limits, Reading
from extractors.plain import decode, lines
from extractors.sink import Sink


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read text line by line, by the forms that people give it."""
    sink = Sink(reading, limits)
    lines.put(sink, decode.told(sink, data))


_LAYERS = cast(tuple[Layer, ...], ("body", "table"))
FORMAT = Format(kinds=("txt", "log"), layers=_LAYERS, read=read, version=4)
