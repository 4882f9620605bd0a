"""A workbook with the checklist, the findings and the files; no cell is ever a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from auditor import messages
from auditor.model import Audit
from auditor.reports import page_one
from auditor.reports.clean import clean, flowing
from auditor.reports.csv import COLUMNS, lines
from auditor.reports.report import Report

Cell = str | float | int
_WRAPPED = 40  # columns as wide as this hold running text
_WIDTHS = (6, 48, 12, 14, 10, 14, 10, 10, 80, 48, 8, 14, 12)
_LONGEST = 32_767  # characters a cell holds, ECMA-376
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can carry


def _fill(sheet: Worksheet, header: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> None:
    top = Alignment(vertical="top", wrap_text=True)
    for row, line in enumerate((header, *rows), start=1):
        for column, value in enumerate(line, start=1):
            if value == "":  # left truly blank, for a person to fill in and to count
                continue
            cell = sheet.cell(row, column, value[:_LONGEST] if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl takes "=..." for a formula; here nothing is one
                if widths[column - 1] >= _WRAPPED:
                    cell.alignment = top
    for heading in sheet[1]:
        heading.font, heading.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3A4D")
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _headings(columns: Iterable[str], lang: str) -> list[str]:
    return [messages.text(f"column.{column}", lang) for column in columns]


def _numbers(line: Sequence[str]) -> list[Cell]:
    figures = (0, 6, 7)  # rank, score after, findings broken
    return [int(cell) if at in figures and cell.isascii() and cell.isdigit() else cell for at, cell in enumerate(line)]


def _findings(audit: Audit, lang: str) -> Iterable[Sequence[Cell]]:
    for finding in audit.findings:
        kind = messages.label("finding", finding.kind, lang)
        places = (f"{clean(found.file)} {page_one.place(found.where, lang)}" for found in finding.evidence)
        sentence = " ".join(filter(None, map(flowing, (finding.text, finding.explanation))))
        files = "\n".join(map(clean, finding.files))
        yield clean(finding.id), kind, sentence, round(finding.strength, 3), files, "\n".join(places)


def _files(audit: Audit, lang: str) -> Iterable[Sequence[Cell]]:
    order = {"unread": 0, "partly": 1, "skipped": 2, "read": 3}
    for entry in sorted(audit.files, key=lambda entry: (order.get(entry.status, 0), entry.path)):
        status = messages.label("status", entry.status, lang)
        signs = (page_one.problems(entry, lang), page_one.flags(entry, lang))
        numbers = (entry.bytes, round(entry.alone, 4), round(entry.contribution, 4))
        people = (clean(entry.date), clean(entry.sharer))
        yield clean(entry.path), status, *signs, clean(entry.kind), *people, *numbers, clean(entry.sha256)


def _sectors(audit: Audit, lang: str) -> Iterable[Sequence[Cell]]:
    """Give the files of the sectors' lists, one a row, with room for who did it and when."""
    stop, remove = (flowing(messages.label("action", action, lang)) for action in ("stop", "remove"))
    for sector in page_one.planned(audit, lang):
        for rank, row in enumerate(sector.rows, start=1):
            for name in row.names:
                said = (stop if row.stop else remove, round(row.score), "", "", "")
                yield sector.number, sector.label, rank, name, *said


def _workbook(audit: Audit, lang: str) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    by_sector = page_one.by_sector(audit)
    sheet.title = messages.text("shortlist.title_whole" if by_sector else "shortlist.title", lang)[:31]
    _fill(sheet, _headings(COLUMNS, lang), map(_numbers, lines(audit, lang)), _WIDTHS)
    if page_one.planned(audit, lang):
        sheet = book.create_sheet(messages.text("sector.plan_title", lang), 0 if by_sector else 1)
        columns_of_sectors = ("id", "sector", "rank", "file", "action", "score_after", "done", "by", "on")
        _fill(sheet, _headings(columns_of_sectors, lang), _sectors(audit, lang), (6, 40, 6, 60, 12, 10, 8, 14, 12))
        book.active = 0
    sheet = book.create_sheet(messages.text("finding.title", lang)[:31])
    columns = ("id", "kind", "text", "strength", "files", "evidence")
    _fill(sheet, _headings(columns, lang), _findings(audit, lang), (14, 12, 80, 10, 48, 60))
    sheet = book.create_sheet(messages.text("file.title", lang))
    columns_of_files = (
        "file", "status", "problems", "flags", "kind", "date", "sharer", "size", "alone", "contribution", "sha256",
    )  # fmt: skip
    _fill(sheet, _headings(columns_of_files, lang), _files(audit, lang), (48, 10, 40, 24, 8, 12, 14, 12, 10, 12, 66))
    return book


def _repeatable(content: bytes) -> bytes:
    """Give the workbook without the time of writing: the same audit gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"<dcterms:modified[^>]*>[^<]*</dcterms:modified>", b"", part)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _render(audit: Audit, lang: str) -> bytes:
    book = _workbook(audit, lang)
    book.properties.created = dt.datetime(*_EPOCH)
    book.properties.creator = "auditor"
    out = io.BytesIO()
    book.save(out)
    return _repeatable(out.getvalue())


REPORT = Report("xlsx", ".xlsx", _render)
