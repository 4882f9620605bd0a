"""Calendars (ICS): events and tasks with times, places, hosts and attendees."""

from __future__ import annotations

from typing import cast

from extractors.messages import calendars
from extractors.model import Format, Layer, Limits, Reading
from extractors.plain import decode
from extractors.sink import Sink


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read every event in the order of the file."""
    sink = Sink(reading, limits)
    decode.told(sink, data, "calendar")
    calendars.put(sink, data)


_LAYERS = cast(tuple[Layer, ...], ("body", "table", "hidden_text", "comment", "footnote", "header_footer", "annotation",
                                   "form_field", "tracked_deletion", "metadata", "attachment"))  # fmt: skip
FORMAT = Format(kinds=("ics",), layers=_LAYERS, read=read)
