"""The fields that makers of web sites keep between two lines of --- above a text or a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.sink import Sink

_MOST_ROWS = 200
_KEY = re.compile(r"^(\w[\w-]{0,40})\s*=\s*")


def put(rows: list[str], sink: Sink) -> list[str]:
    """Put the front matter as metadata and give the rows with its lines blank, so that numbers stay."""
    end = _end(rows)
    for at, row in enumerate(rows[1:end], 1):
        sink.put(_KEY.sub(r"\1: ", row.strip()), "metadata", f"line {at + 1}", "field")
    return [""] * (end + 1) + rows[end + 1 :] if end else rows


def length(text: str) -> int:
    """Give how many characters the front matter that a text begins with takes, 0 where there is none."""
    rows = text.split("\n", _MOST_ROWS)
    end = _end(rows)
    return min(len(text), sum(len(row) + 1 for row in rows[: end + 1])) if end else 0


def _end(rows: Sequence[str]) -> int:
    """Give the number of the row that ends the front matter, 0 where there is none."""
    mark = rows[0].strip()
    if mark not in ("---", "+++"):
        return 0
    return next((at for at, row in enumerate(rows[1:_MOST_ROWS], 1) if row.strip() in (mark, "...")), 0)
