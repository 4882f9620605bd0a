"""`auditor shortlist`: a second look at which files to remove."""

# ruff: noqa: PLR0913, PLR0917  a command's options are the parameters of its function

from __future__ import annotations

import csv
import io
import math
from dataclasses import replace
from pathlib import Path

import typer

from auditor import audit as flow
from auditor import masking, store
from auditor.commands.console import Lang, emit, fail, finite, out, say, text_of
from auditor.commands.options import (
    AuditPath,
    Cost,
    Form,
    Jobs,
    Keep,
    Language,
    ListFormat,
    MaxFiles,
    NewTarget,
    OfSector,
    OwnProfile,
    Prefer,
    Preference,
    Redact,
    Reveal,
    Run,
    StateDir,
)
from auditor.commands.places import secret
from auditor.commands.reading import code_of, is_whole, loaded
from auditor.commands.revisiting import chosen_anew
from auditor.messages import text
from auditor.model import Audit, Sector
from auditor.reports import table
from auditor.reports.clean import clean
from auditor.reports.discover import reports


def shortlist(
    audit_path: AuditPath, lang: Language, target: NewTarget = None, max_files: MaxFiles = None, keep: Keep = None,
    cost: Cost = None, prefer: Prefer = None, redact: Redact = False, form: Form = ListFormat.table,
    sector: OfSector = "", reveal: Reveal = False, state: StateDir = None, jobs: Jobs = 0,
    profile_name: OwnProfile = None,
) -> None:  # fmt: skip
    """Choose the files to remove anew: another target, number of rows, files to keep, another set, or a sector alone.

    With --sector the score, the list and the findings are those of an audit of the files that speak of it.
    """
    found = loaded(audit_path, lang)
    if target is not None and max_files is not None:
        fail(text("cli.target_or_rows", lang))
    if max_files is not None and prefer not in (None, Preference.fewest):
        fail(text("cli.rows_of_set", lang, set=prefer))
    run = Run(Path(found.folder), audit_path, state or store.default_state(), profile_name or "", lang, reveal, jobs)
    part = _sector(found, sector, lang) if sector else None
    if any((target is not None, max_files is not None, keep, cost, prefer, redact, part, reveal and found.masked)):
        wanted = found.target if target is None else finite(target, lang)
        wish = flow.Wish(wanted, max_files or 10, max_files is not None, tuple(keep or ()), _costs(cost, lang))
        kind = (prefer or Preference.fewest).name
        found = chosen_anew(found, replace(wish, prefer=kind, redact=redact), run, part.files if part else ())
        if found.shortlist.items and found.shortlist.kind != kind:
            say(text("cli.no_set", lang, set=text(f"set.{kind}", lang)))
    elif not reveal and not found.masked:
        found = masking.masked(found, secret(run))
    _listed(found, form, lang)
    raise typer.Exit(code_of(found.shortlist.score_after, found.shortlist.target, whole=is_whole(found)))


def _sector(found: Audit, asked: str, lang: Lang) -> Sector:
    """Give a sector of an audit by its number, from 1, or its id."""
    if not found.sectors:
        fail(text("cli.no_sectors", lang))
    by_name = {each.id: each for each in found.sectors}
    by_name |= {str(number): each for number, each in enumerate(found.sectors, 1)}
    if asked not in by_name:
        fail(text("cli.no_sector", lang, asked=clean(asked), n=len(found.sectors)))
    return by_name[asked]


def _listed(found: Audit, form: ListFormat, lang: Lang) -> None:
    match form:
        case ListFormat.table:
            out.print(table.render(found, lang, out.width))
        case ListFormat.json:  # without what was not asked for
            found = replace(found, statements=(), entities=(), files=(), subjects=())
            emit(reports()["json"].render(found, lang), lang)
        case _:
            emit(reports()[form.value].render(found, lang), lang)


def _costs(path: Path | None, lang: Lang) -> tuple[tuple[str, float], ...]:
    """Read `path,cost` lines; a first line without a number is a heading."""
    if path is None:
        return ()
    rows = list(csv.reader(io.StringIO(text_of(path, lang))))
    costs: list[tuple[str, float]] = []
    for number, row in enumerate(rows, 1):
        cost = _cost(row[-1]) if len(row) > 1 else None
        if cost is not None:
            costs.append((",".join(row[:-1]).strip(), cost))
        elif any(cell.strip() for cell in row) and number > 1:
            fail(text("cli.bad_cost", lang, path=clean(str(path)), line=number))
    return tuple(costs)


def _cost(cell: str) -> float | None:
    try:
        cost = float(cell)
    except ValueError:
        return None
    return cost if math.isfinite(cost) and cost >= 0 else None
