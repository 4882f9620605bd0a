"""The shortlist as a table for a spreadsheet; files with markings first, files that nobody read last."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from auditor import messages
from auditor.model import Audit
from auditor.reports import page_one
from auditor.reports.report import Report

COLUMNS = ("rank", "file", "date", "sharer", "size", "action", "score_after", "broken", "why")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # OWASP, CSV injection


def safe(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def lines(audit: Audit, lang: str) -> Iterable[tuple[str, ...]]:
    """Give the rows behind the header; a copy has a row of its own, for it must go too."""
    listed = {path for row in page_one.rows(audit, lang) for path in (row.file, *row.copies)}
    stop = messages.text("action.stop", lang)
    for path in page_one.marked(audit):
        if path not in listed:
            yield ("", path, "", "", "", stop, "", "", messages.text("marking.why", lang))
    for row in page_one.rows(audit, lang):
        for path in (row.file, *row.copies):
            facts = (row.date, row.sharer, page_one.size(row.size_bytes), row.action)
            yield (str(row.rank), path, *facts, page_one.figure(row.score_after), str(row.findings_broken), row.why)
    unread = messages.text("coverage.unread", lang)
    for path in page_one.named(audit, "unread"):
        yield ("", path, "", "", "", messages.text("action.unread", lang), "", "", unread)


def _render(audit: Audit, lang: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([messages.text(f"column.{column}", lang) for column in COLUMNS])
    writer.writerows([safe(cell) for cell in line] for line in lines(audit, lang))
    # Excel reads Chinese text in CSV only behind a byte order mark.
    return "\ufeff" + out.getvalue()


REPORT = Report("csv", ".csv", _render)
