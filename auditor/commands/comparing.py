"""`auditor diff` and `auditor history`: what changed between audits of one folder, and over all of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from rich.table import Table
from rich.text import Text

from auditor import changes, masking, records, store
from auditor.commands.console import Lang, emit, fail, out
from auditor.commands.opening import opened, told
from auditor.commands.options import (
    ChangeForm,
    ChangeFormat,
    ChartFile,
    FirstAudit,
    Folder,
    HistoryForm,
    HistoryFormat,
    Language,
    SecondAudit,
    StateDir,
)
from auditor.commands.places import guarded, outside
from auditor.commands.reading import loaded
from auditor.messages import count, text
from auditor.model import Audit
from auditor.records import Exact, Record
from auditor.reports import chart, drift
from auditor.reports import history as over_time
from auditor.reports.changes import dumps
from auditor.reports.clean import clean
from auditor.state import place_of

MOST_ENTRIES = 10  # of a list in the terminal; the other forms hold more
NUMBERS = (1, 2, 3, 4, 5, 7)  # columns of the history that hold numbers


def diff(
    first: FirstAudit, second: SecondAudit, lang: Language, form: ChangeForm = ChangeFormat.table,
    state: StateDir = None,
) -> None:  # fmt: skip
    """Say what changed between two audits of a folder, and why."""
    home = state or store.default_state()
    one, two = (_masked(loaded(path, lang), home, lang) for path in (first, second))
    earlier, later = sorted((one, two), key=lambda audit: audit.taken_at)
    found = compared(earlier, later, kept(home, Path(later.folder), lang))
    match form:
        case ChangeFormat.json:
            emit(dumps(found), lang)
        case ChangeFormat.md:
            emit(drift.markdown(found, lang), lang)
        case ChangeFormat.table:
            _show(found, lang)


def _masked(found: Audit, home: Path, lang: Lang) -> Audit:
    """Give an audit as it may be shown, and with the same ids as any other: values masked."""
    if found.masked:
        return found
    return masking.masked(found, guarded(lambda: store.secret(home), home / "key", lang, "--state"))


def kept(home: Path, folder: Path, lang: Lang) -> list[Record]:
    """Give the records that the state has of a folder, the oldest first; none, and nothing made, where it has none."""
    if not any((home / name).exists() for name in ("key", "key.keyring")):
        return []
    with told(home, str(folder), lang):
        if not place_of(home, folder, store.secret(home)).exists():
            return []
    with opened(home, folder, lang) as state:
        stored = [state.run_record(run.number) for run in state.runs()]
    return [record for content in stored if content and (record := _readable(content)) is not None]


def _readable(content: bytes) -> Record | None:
    """Give a record, none where another version of the tool wrote it."""
    try:
        return records.loads(content)
    except records.BadRecord:
        return None


def compared(earlier: Audit, later: Audit, runs: list[Record]) -> changes.Drift:
    """Compare two audits; with the causes of every run between them where all their records are there."""
    between = _runs_between(earlier, later, runs)
    if between and not (between[0].is_slim or between[-1].is_slim):
        versions = changes.known_versions(between[-1])
        return changes.combined(changes.undivided(between[0], between[-1], "", versions), between[1:])
    before, now = (Record.of(each, _exact(each)) for each in (earlier, later))
    whole = changes.undivided(changes.remembered(None, before, None), now, _why(earlier, later))
    if not between:
        return whole
    ends = replace(whole, before=changes.point(between[0]), now=changes.point(between[-1]))
    return changes.combined(ends, between[1:])


def _runs_between(earlier: Audit, later: Audit, runs: list[Record]) -> list[Record]:
    """Give the records from one audit to the other, none where one is missing or the chain is broken."""
    at = {record.taken_at: place for place, record in enumerate(runs)}
    if earlier.folder != later.folder or not {earlier.taken_at, later.taken_at} <= at.keys():
        return []
    found = runs[at[earlier.taken_at] : at[later.taken_at] + 1]
    return found if all(each.since == before.taken_at for before, each in pairwise(found)) else []


def _exact(found: Audit) -> Exact:
    return Exact(found.score.value, getattr(found.score, "open", found.score.value))


def _why(earlier: Audit, later: Audit) -> str:
    """Say why the change of the score stays whole."""
    if earlier.folder != later.folder:
        return "other_folder"
    if earlier.tool.score_version != later.tool.score_version:
        return "other_score"
    return "no_record" if earlier.profile == later.profile else "other_profile"


def _show(found: changes.Drift, lang: Lang) -> None:
    for line in drift.lines(found, lang):
        out.print(line, markup=False, soft_wrap=True)
    for section in drift.sections(found, lang, MOST_ENTRIES):
        out.print()
        out.print(section.heading, markup=False, style="bold")
        for entry in section.entries:
            out.print(f"  {entry}", markup=False, soft_wrap=True)
        if section.rest:
            out.print(f"  {count('more', section.rest, lang)}", markup=False, style="dim")


def history(
    folder: Folder, lang: Language, form: HistoryForm = HistoryFormat.table, to: ChartFile = None,
    state: StateDir = None,
) -> None:  # fmt: skip
    """List every audit of a folder with its score, what changed it, and a chart."""
    home = state or store.default_state()
    found = kept(home, folder, lang)
    if not found:
        fail(text("history.none", lang, folder=clean(str(folder))))
    runs = [over_time.past(n, each, found[n - 2].score if n > 1 else None) for n, each in enumerate(found, 1)]
    name, target = str(folder.resolve()), found[-1].target
    if to is not None:
        outside(folder, to.resolve(), lang)
        guarded(lambda: store.write(to, over_time.page(name, runs, target, lang)), to, lang)
    match form:
        case HistoryFormat.json:
            emit(over_time.as_json(clean(name), runs), lang)
        case HistoryFormat.csv:
            emit(over_time.as_csv(runs, lang), lang)
        case HistoryFormat.table:
            _list(runs, target, lang)


def _list(runs: list[over_time.Past], target: float, lang: Lang) -> None:
    plain = not (out.encoding or "").lower().startswith("utf")
    for line in chart.blocks([run.score for run in runs], target, out.width, plain=plain):
        out.print(line, markup=False)
    out.print(over_time.said(runs, lang), markup=False, soft_wrap=True)
    out.print(_table(runs, lang))


def _table(runs: list[over_time.Past], lang: Lang) -> Table:
    listed = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    for place, column in enumerate(over_time.COLUMNS):
        listed.add_column(
            text(f"history.{column}", lang), justify="right" if place in NUMBERS else "left", no_wrap=True
        )
    for run in runs:
        listed.add_row(*map(Text, over_time.cells(run, lang)))
    return listed
