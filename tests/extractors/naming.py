"""What the tests of the name recognizers share: segments from lines, and the finds as (text, kind)."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import Cell, Form, Mention, Recognizer, Segment
from extractors.recognizers import organisation, person, place, product, project, site

ALL = tuple(module.RECOGNIZER for module in (person, organisation, place, site, project, product))


def line(text: str, form: Form = "paragraph") -> Segment:
    return Segment(text, "body", "p.1", form)


def rows(*given: Sequence[str]) -> list[Segment]:
    """Rows of one table, the first one its header."""
    found = []
    for number, row in enumerate(given):
        cells, at = [], 0
        for column, value in enumerate(row):
            cells.append(Cell(at, at + len(value), given[0][column] if number else ""))
            at += len(value) + 1
        found.append(Segment("\t".join(row), "table", f"A{number}", "row", 1, tuple(cells)))
    return found


def names(recognizer: Recognizer, *segments: Segment | str, surer: float = 0.5) -> set[str]:
    """The texts that a recognizer finds with at least this confidence."""
    given = [line(s) if isinstance(s, str) else s for s in segments]
    spans = recognizer.find(given)
    return {
        s.text[f.start : f.end] for s, found in zip(given, spans, strict=True) for f in found if f.confidence >= surer
    }


def mentions(segments: Sequence[Segment]) -> list[Mention]:
    """The first pass over one file."""
    return [
        Mention(i, f.start, f.end, f.kind, f.norm, f.confidence, f.evidence, f.alias_of)
        for recognizer in ALL
        for i, found in enumerate(recognizer.find(segments))
        for f in found
    ]
