"""The checklist as a table for a spreadsheet; files with markings first, files that nobody read last."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from auditor import messages
from auditor.model import Audit
from auditor.reports import checklist, page_one
from auditor.reports.clean import clean, flowing
from auditor.reports.report import Report

COLUMNS = (
    "rank", "file", "date", "sharer", "size", "action", "score_after", "broken", "why", "instead",
    *checklist.TO_FILL_IN,
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # OWASP, CSV injection


def safe(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def lines(audit: Audit, lang: str) -> Iterable[tuple[str, ...]]:
    """Give the rows behind the header; the last columns are for whoever carries the list out."""
    blank = ("",) * len(checklist.TO_FILL_IN)
    for line in checklist.lines(audit, lang):
        action = flowing(messages.label("action", line.action, lang))
        ranked = line.score_after is not None
        rank, after = (str(line.rank), page_one.figure(line.score_after or 0.0)) if ranked else ("", "")
        broken = str(line.findings_broken) if ranked else ""
        yield (rank, clean(line.path), line.date, line.sharer, line.size, action, after, broken, line.why, line.instead,
               *blank)  # fmt: skip
    unread, by_hand = messages.text("coverage.unread", lang), messages.text("action.unread", lang)
    for path, date, sharer, size in _unread(audit):
        yield ("", path, date, sharer, size, by_hand, "", "", unread, "", *blank)


def _unread(audit: Audit) -> list[tuple[str, str, str, str]]:
    facts = ((e.path, e.own_date, e.sharer, page_one.size(e.bytes)) for e in audit.files if e.status == "unread")
    return sorted((clean(path), clean(date), clean(sharer), size) for path, date, sharer, size in facts)


def _render(audit: Audit, lang: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([messages.text(f"column.{column}", lang) for column in COLUMNS])
    writer.writerows([safe(cell) for cell in line] for line in lines(audit, lang))
    # Excel reads Chinese text in CSV only behind a byte order mark.
    return "\ufeff" + out.getvalue()


REPORT = Report("csv", ".csv", _render)
