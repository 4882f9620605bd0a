"""Earlier revisions of a PDF: programs that save by appending leave what was deleted in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from extractors.model import Layer, Limits, Problem, Reading, Segment, Unreadable

_END = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF[\r\n]{0,2}")
_TARGET = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
_PROPERTIES = re.compile(rb"/Type\s*/(?:Metadata|XRef)\b|/(?:ModDate|Producer|CreationDate)\b")
_OTHER = re.compile(rb"/(?:Annot|Contents|Kids|Fields|Names|FT|ObjStm|Subtype\s*/(?!XML))\b")
_MOST = 10  # chosen: revisions that are read, the latest first; each costs as much as the file itself


def earlier(data: bytes) -> list[int]:
    """Give where each earlier revision ends, in their order; the file itself is none.

    A web-optimised file has an end behind its first page that ends no revision. Programs also append what takes no
    text away: an empty section (Word does), new properties; those who read the structure see the old ones there.
    """
    ends = [match.end() for match in _END.finditer(data) if _TARGET.match(data, int(match[1]))]
    if b"/Linearized" in data[:2048]:
        ends = ends[1:]
    return [end for end, after in pairwise(ends) if not _quiet(data[end:after])]


def _quiet(section: bytes) -> bool:
    """Say whether a section that was appended holds properties alone."""
    parts = _OBJECT.split(section)[1:]
    return all(_PROPERTIES.search(part[:600]) and not _OTHER.search(part[:600]) for part in parts)


class Said:
    """What a reading says already, blanks aside.

    A stretch inside a segment is looked for so many times only; beyond that, whole segments decide.
    """

    def __init__(self, segments: Iterable[Segment]) -> None:
        bare = [_bare(segment.text) for segment in segments]
        self._whole, self._all, self._looks = set(bare), "\n".join(bare), 2000

    def holds(self, text: str) -> bool:
        """Say whether this text, or one that contains it, was there."""
        text = _bare(text)
        if not text or text in self._whole:
            return True
        self._looks -= 1
        return self._looks >= 0 and text in self._all

    def add(self, text: str) -> None:
        """Take a whole text as said."""
        self._whole.add(_bare(text))


def put(
    data: bytes, reading: Reading, limits: Limits, read: Callable[[bytes, Reading, Limits], int], most_pages: int
) -> None:
    """Add what earlier revisions said and the last does not.

    Args:
        data: The file.
        reading: The last revision's.
        limits: Of the file.
        read: Reads one revision; gives its number of pages.
        most_pages: So many pages of earlier revisions are read in all.
    """
    ends = earlier(data)
    if not ends:
        return
    said = Said(reading.segments)
    kept = {content for _, content in reading.members}
    found: list[list[Segment]] = []
    for number in range(len(ends), 0, -1):
        if len(ends) - number >= _MOST or most_pages <= 0:
            reading.problems.append(Problem("truncated", f"{number} earlier revisions of {len(ends)} are not read"))
            break
        inner = Reading()
        try:
            most_pages -= read(data[: ends[number - 1]], inner, limits)
        except Unreadable:
            continue  # a revision that cannot be opened alone says nothing about the file
        found.append([])
        for segment in inner.segments:
            if not said.holds(segment.text):
                said.add(segment.text)
                found[-1].append(_moved(segment, number))
        for name, content in inner.members:
            if content not in kept:
                kept.add(content)
                reading.members.append((f"revision {number} {name}", content))
    for segments in reversed(found):
        reading.segments.extend(segments)


def _moved(segment: Segment, number: int) -> Segment:
    layer: Layer = segment.layer if segment.layer in ("metadata", "covered_text") else "hidden_text"
    return Segment(
        segment.text, layer, f"revision {number}: {segment.where}", "paragraph" if segment.cells else segment.form
    )


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
