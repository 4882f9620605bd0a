"""The fields that makers of web sites keep between two lines of --- above a text or a page."""

from __future__ import annotations

import re

from extractors.sink import Sink

_MOST_ROWS = 200
_KEY = re.compile(r"^(\w[\w-]{0,40})\s*=\s*")
_HEAD = re.compile(r"(---|\+\+\+)[ \t]*\n(?:[^\n]{0,2000}\n){0,200}?(?:\1|\.\.\.)[ \t]*(?:\n|$)")


def put(rows: list[str], sink: Sink) -> list[str]:
    """Put the front matter as metadata and give the rows with its lines blank, so that numbers stay."""
    if rows[0].strip() not in ("---", "+++"):
        return rows
    end = next((at for at, row in enumerate(rows[1:_MOST_ROWS], 1) if row.strip() in (rows[0].strip(), "...")), 0)
    for at, row in enumerate(rows[1:end], 1):
        sink.put(_KEY.sub(r"\1: ", row.strip()), "metadata", f"line {at + 1}", "field")
    return [""] * (end + 1) + rows[end + 1 :] if end else rows


def length(text: str) -> int:
    """Give how many characters the front matter that a text begins with takes, 0 where there is none."""
    match = _HEAD.match(text)
    return match.end() if match else 0
