"""`auditor overview`: the newest audits of many folders in one list."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import typer
from rich.table import Table
from rich.text import Text

from auditor.commands.console import ABOVE, OK, UNREAD, Lang, emit, fail, out, reason, say
from auditor.commands.options import AuditPlaces, Language, OverviewForm, OverviewFormat
from auditor.messages import text
from auditor.reports import overview as many
from auditor.reports.clean import clean
from auditor.reports.json import BadAudit

AUDIT = "audit.json"
MOST_ROWS = 20  # in the terminal; the other forms hold all


def overview(places: AuditPlaces, lang: Language, form: OverviewForm = OverviewFormat.table) -> None:
    """List the newest audits of many folders, the highest score first."""
    closed = list[OSError]()
    found = [each for place in places for each in _audits(place, closed, lang)]
    rows, unusable = _read(dict.fromkeys(found), lang)
    unusable += [_unreadable(str(error.filename), error, lang) for error in closed]
    for said in unusable:
        say(said)
    if not rows:
        fail(text("overview.none", lang, place=clean(", ".join(map(str, places)))))
    newest = many.newest(rows)
    match form:
        case OverviewFormat.json:
            emit(many.as_json(newest), lang)
        case OverviewFormat.csv:
            emit(many.as_csv(newest, lang), lang)
        case OverviewFormat.table:
            _show(newest, lang)
    raise typer.Exit(_exit_code(newest, whole=not unusable))


def _exit_code(rows: Sequence[many.Row], *, whole: bool) -> int:
    """Give the code of the worst folder; an audit that cannot be read counts as files that were not."""
    if any(row.above for row in rows):
        return ABOVE
    return OK if whole and not any(row.unread for row in rows) else UNREAD


def _audits(place: Path, closed: list[OSError], lang: Lang) -> Iterator[Path]:
    """Give the audits in a place: itself, its own, or those of the folders below it; no link is followed.

    Args:
        place: A file or folder.
        closed: Takes the folders that may not be looked into.
        lang: Of what is said where there is no such place.
    """
    if place.is_file():
        yield place
        return
    if not place.is_dir():
        fail(text("cli.cannot_read", lang, path=clean(str(place)), why=text("errno.ENOENT", lang)))
    for folder, below, files in os.walk(place, onerror=closed.append):
        below.sort()
        if AUDIT in files:
            below.clear()
            yield Path(folder) / AUDIT


def _unreadable(place: str, error: OSError, lang: Lang) -> str:
    return text("cli.cannot_read", lang, path=clean(place), why=reason(error, lang))


def _read(found: Iterable[Path], lang: Lang) -> tuple[list[many.Row], list[str]]:
    rows, unusable = list[many.Row](), list[str]()
    for path in found:
        where = clean(str(path))
        try:
            rows.append(many.row(path.read_text("utf-8"), str(path)))
        except OSError as error:
            unusable.append(_unreadable(str(path), error, lang))
        except UnicodeDecodeError:
            unusable.append(text("cli.not_text", lang, path=where))
        except BadAudit as error:
            unusable.append(clean(error.message(lang)).replace(AUDIT, where, 1))
    return rows, unusable


def _above(folders: Sequence[str]) -> str:
    """Give the path that all folders lie in, as it is shown, with what parts it from theirs; "" where there is none."""
    try:
        common = os.path.commonpath(folders) if len(folders) > 1 else ""
    except ValueError:  # on several drives
        return ""
    return clean(common.rstrip(os.sep) + os.sep) if common and common not in folders else ""


def _show(rows: Sequence[many.Row], lang: Lang) -> None:
    marked = [row for row in rows if row.marked]
    if marked:
        named = "、".join if lang == Lang.zh else ", ".join
        out.print(text("overview.stop", lang, folders=named(clean(row.folder) for row in marked)), markup=False,
                  soft_wrap=True, style="bold")  # fmt: skip
    out.print(many.said(rows, lang), markup=False, soft_wrap=True)
    if above := _above([row.folder for row in rows]):
        out.print(above, markup=False, soft_wrap=True, style="dim")
    shown = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    listed = [(folder[len(above) :], *rest) for folder, *rest in (many.cells(row, lang) for row in rows[:MOST_ROWS])]
    filled = [place for place, column in enumerate(many.COLUMNS) if any(cells[place] for cells in listed)]
    for column in (many.COLUMNS[place] for place in filled):
        shown.add_column(text(f"overview.{column}", lang), justify="right" if column in many.NUMBERS else "left",
                         no_wrap=column != "folder", overflow="fold")  # fmt: skip
    for row, cells in zip(rows, listed, strict=False):
        shown.add_row(*(Text(cells[place]) for place in filled), style="" if row.above else "dim")
    out.print(shown)
    if len(rows) > MOST_ROWS:
        out.print(text("overview.more", lang, n=len(rows) - MOST_ROWS), markup=False, style="dim")
