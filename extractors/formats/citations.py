"""Lists of literature (BibTeX, RIS, EndNote): what was published, and what whoever keeps the list noted on it.

A group's list of literature names hundreds of authors who have nothing to do with it: works stand at places of their
own, in which nobody is looked for.
"""

from __future__ import annotations

from typing import cast

from extractors.model import Format, Layer, Limits, Reading
from extractors.plain import decode, literature
from extractors.sink import Sink


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read every work in the order of the file."""
    sink = Sink(reading, limits)
    text = decode.told(sink, data, "references").replace("\r\n", "\n").replace("\r", "\n")
    bare = text.lstrip(decode.BLANKS)
    is_bibtex = bare[:1] == "@" or literature.kind(bare) == "bib"
    literature.put(sink, literature.bibtex(text) if is_bibtex else literature.tagged(text))


_LAYERS = cast(tuple[Layer, ...], ("body", "comment", "metadata"))
FORMAT = Format(kinds=("bib", "ris", "enw"), layers=_LAYERS, read=read)
