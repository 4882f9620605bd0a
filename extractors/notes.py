"""Notes in a table: a row of one text across the columns, which is no cell of the column that it begins in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.model import Segment

COLUMNS = 3  # from here on a row that fills one of them alone is none of a list's
# What a note is called in the cell before it.
NOTED = r"(?:备注|附注|说明|注|附|[Nn]otes?|NOTES?|[Rr]emarks?|N\.?B\.?)[：:]?"
_NOTED = re.compile(NOTED)
# What makes a sentence of a cell: a mark between two clauses or at the end, or more words than a name has.
# chosen: the rows of one filled cell of 40 hand-written folders, read by eye, 2026-11
_SAYS = re.compile(r"[，；。！？]|[,.;:：]\s\S|[a-z]{2,}\.\Z|(?:\S+\s+){4}\S|[\u4e00-\u9fff]{9}")


def as_notes(segments: Sequence[Segment]) -> Sequence[Segment]:
    """Give a file's segments with the notes among its rows as what they are, paragraphs and fields.

    They stand at the same places with the same texts, so that mentions in them keep their offsets.
    """
    if not any(segment.form == "row" for segment in segments):
        return segments
    return [_as_note(segment) if segment.form == "row" and segment.layer == "table" else segment
            for segment in segments]  # fmt: skip


def _as_note(row: Segment) -> Segment:
    if row.text.count("\t") + 1 < COLUMNS:
        return row
    filled = [cell for cell in row.text.split("\t") if cell and not cell.isspace()]
    labelled = len(filled) == 2 and _NOTED.fullmatch(filled[0].strip()) is not None
    if (labelled or len(filled) == 1) and _SAYS.search(filled[-1].strip()):
        return replace(row, form="field" if labelled else "paragraph", layer="body", table=0, cells=())
    return row
