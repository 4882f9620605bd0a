"""Many audited folders at a glance: the newest audit of each, the worst first; pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from auditor.frozen import plain
from auditor.messages import text
from auditor.model import MARKINGS, Coverage, FileFlag
from auditor.reports.clean import clean, decodable
from auditor.reports.csv import safe
from auditor.reports.drift import day, figure, signed
from auditor.reports.json import read_as

SCHEMA = "auditor.overview/1"
COLUMNS = ("folder", "date", "score", "change", "likely", "target", "after", "unread", "marked")
NUMBERS = frozenset({"score", "change", "likely", "target", "after", "unread", "marked"})


@dataclass(frozen=True, slots=True)
class _Score:
    value: float
    interval: tuple[float, float]
    open: float = -1.0


@dataclass(frozen=True, slots=True)
class _File:
    flags: tuple[FileFlag, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    rank: int


@dataclass(frozen=True, slots=True)
class _Shortlist:
    reached: bool
    score_after: float
    items: tuple[_Item, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What an overview takes of an audit."""

    folder: str
    taken_at: str
    target: float
    coverage: Coverage
    score: _Score
    files: tuple[_File, ...]
    shortlist: _Shortlist


@dataclass(frozen=True, slots=True)
class Row:
    """One audited folder.

    Attributes:
        audit: Where its newest audit lies.
        score, interval: 0 to 100, and where it likely lies.
        open_score: The score without what people accepted; the target is held against it.
        change: Of the score against the audit before it among those that were given; None where there is none.
        score_after, rows: What the shortlist brings the score to, and with how many rows.
        files, unread: Files, and those that were not or only partly read.
        marked: Files with a secrecy marking.
        audits: How many audits of it were given.
    """

    audit: str
    folder: str
    taken_at: str
    score: float
    interval: tuple[float, float]
    open_score: float
    target: float
    score_after: float
    rows: int
    files: int
    unread: int
    marked: int
    change: float | None = None
    audits: int = 1

    @property
    def above(self) -> bool:
        """Whether the folder is above its target."""
        return self.open_score > self.target


def row(content: str, where: str) -> Row:
    """Give the row of a saved audit, read for no more than that.

    Raises:
        BadAudit: It is none, or one of another version.
    """
    told = read_as(_Told, content)
    score, listed = told.score, told.shortlist
    return Row(
        audit=where, folder=told.folder, taken_at=told.taken_at, score=score.value, interval=score.interval,
        open_score=score.value if score.open < 0 else score.open, target=told.target, score_after=listed.score_after,
        rows=len(listed.items), files=told.coverage.files, unread=told.coverage.unread + told.coverage.partly,
        marked=sum(any(flag.kind in MARKINGS for flag in file.flags) for file in told.files),
    )  # fmt: skip


def newest(rows: Iterable[Row]) -> list[Row]:
    """Give the newest audit of each folder with its change against the one before it, the highest score first."""
    of_folder: dict[str, list[Row]] = {}
    for each in sorted(rows, key=lambda row: (row.taken_at, row.audit)):
        of_folder.setdefault(each.folder, []).append(each)
    found = [
        replace(held[-1], audits=len(held), change=held[-1].score - held[-2].score if len(held) > 1 else None)
        for held in of_folder.values()
    ]
    return sorted(found, key=lambda row: (-round(row.score, 1), row.folder))


def cells(row: Row, lang: str) -> tuple[str, ...]:
    """Give a row in the order of `COLUMNS`."""
    after = text("overview.after_rows", lang, score=figure(row.score_after), n=row.rows) if row.rows else ""
    return (
        clean(row.folder), day(row.taken_at), figure(row.score), "" if row.change is None else signed(row.change),
        "–".join(f"{end:.0f}" for end in row.interval), f"{row.target:g}", after,
        f"{row.unread:,}/{row.files:,}", str(row.marked or ""),
    )  # fmt: skip


def said(rows: Sequence[Row], lang: str) -> str:
    """Give the count of folders above their target, with files not read, and with marked files, in a sentence."""
    return text("overview.said", lang, n=len(rows), above=sum(row.above for row in rows),
                unread=sum(row.unread > 0 for row in rows), marked=sum(row.marked > 0 for row in rows))  # fmt: skip


def as_json(rows: Sequence[Row]) -> str:
    """Give the rows as JSON, numbers in full."""
    made = {"schema": SCHEMA, "folders": [{**plain(each), "above": each.above} for each in rows]}
    return decodable(json.dumps(made, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1)) + "\n"


def as_csv(rows: Sequence[Row], lang: str) -> str:
    """Give the rows as a table for a spreadsheet; changes are numbers, so a leading minus stays."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([text(f"overview.{column}", lang) for column in (*COLUMNS, "audit")])
    for each in rows:
        named = dict(zip(COLUMNS, cells(each, lang), strict=True)) | {"audit": clean(each.audit)}
        change = "" if each.change is None else figure(each.change)
        writer.writerow([change if name == "change" else safe(cell) for name, cell in named.items()])
    # Excel reads Chinese text in CSV only behind a byte order mark.
    return "\ufeff" + out.getvalue()
