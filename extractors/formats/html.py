"""Web pages (HTML): shown text, hidden text, comments, notes, forms, files inside and meta data."""

from __future__ import annotations

from typing import cast

from extractors.model import Format, Layer, Limits, Reading
from extractors.pages import markup
from extractors.plain import decode, frontmatter
from extractors.sink import Sink


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read a page in the order of its source, the fields above it that a maker of web sites keeps there as metadata."""
    sink = Sink(reading, limits)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"---", b"+++")):
        markup.put(sink, data)
        return
    rows = decode.told(sink, data).replace("\r\n", "\n").lstrip("\ufeff \t\n").split("\n")
    markup.put(sink, "\n".join(frontmatter.put(rows, sink)))


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "hidden_text", "comment", "footnote", "header_footer", "annotation", "form_field",
     "tracked_deletion", "metadata", "attachment"),
)  # fmt: skip
FORMAT = Format(kinds=("html",), layers=_LAYERS, read=read, version=7)
