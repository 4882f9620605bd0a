"""Rows of a table that are nothing but numbers, by the hundred: what a gauge has measured, a program has counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from extractors.model import Segment
from extractors.text import per_file

_NUMBERS = re.compile(r"(?=\D*+\d)[\s\d.,:/+%eETZ年月日时分秒-]++")
_LEAST_ROWS = 200  # chosen: no hand-written table of numbers alone is so long
_TOLD = 20  # chosen: what so many rows of numbers leave open about their subject, the next thousand do not answer


@per_file
def gauged(segments: Sequence[Segment]) -> frozenset[int]:
    """Give the numbers of the rows of such tables but for the first ones, which show what is measured."""
    rows: dict[int, list[int]] = defaultdict(list)
    for at, segment in enumerate(segments):
        if segment.form == "row" and segment.table and _NUMBERS.fullmatch(segment.text):
            rows[segment.table].append(at)
    return frozenset(at for held in rows.values() if len(held) >= _LEAST_ROWS for at in held[_TOLD:])
