"""Address cards (VCF): names, organisations, titles, numbers and addresses."""

from __future__ import annotations

from typing import cast

from extractors.messages import calendars
from extractors.model import Format, Layer, Limits, Reading
from extractors.plain import decode
from extractors.sink import Sink


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read every card in the order of the file."""
    sink = Sink(reading, limits)
    decode.told(sink, data, "cards")
    calendars.put(sink, data)


_LAYERS = cast(tuple[Layer, ...], ("body", "metadata", "attachment"))
FORMAT = Format(kinds=("vcf",), layers=_LAYERS, read=read)
