"""The command line: alone prints, exits and reads the clock."""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import locale
import math
import os
import platform
import shutil
import sys
import tempfile
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from fnmatch import fnmatch
from importlib import metadata, resources
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
import typer.core
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

import extractors
from auditor import account, masking, picture, profile, store, tokens
from auditor import audit as flow
from auditor.engines.local import LocalEngine
from auditor.folder import BadFolder, FoundFile, walk
from auditor.messages import count, label, text
from auditor.model import Audit, Tool
from auditor.reports import table
from auditor.reports.clean import clean
from auditor.reports.discover import reports
from auditor.reports.json import BadAudit, loads
from auditor.score import SCORE_VERSION
from extractors import registry
from extractors.guard import Guard, GuardBroken
from extractors.model import Extraction

OK, ABOVE, USAGE, UNREAD, LOCKED, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130
T = TypeVar("T")
SAMPLE_PROFILE = "critical-minerals"

app = typer.Typer(
    name="auditor", add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="Says how much of a sector's picture emerges from a folder of files that each look ordinary, and which few to "
    "remove. Everything stays on this machine.\n\n说明一个文件夹拼在一起会暴露多少行业全貌，以及移除哪几份文件即可拆散它。一切只在本机进行。",
    epilog="Exit codes: 0 at or under the target, 1 above it, 2 usage or configuration, 3 some files were not read, "
    "4 locked by another run, 5 internal error.",
)  # fmt: skip
out, err = Console(highlight=False, soft_wrap=False), Console(stderr=True, highlight=False)


class Lang(StrEnum):
    """Languages of everything that is printed and written."""

    zh = "zh"
    en = "en"


class ListFormat(StrEnum):
    """Forms of the shortlist."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    md = "md"


def _system_language() -> Lang:
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Lang.zh if (named or (locale.getlocale()[0] or "")).lower().startswith(("zh", "chinese")) else Lang.en


Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The downloaded group folder; it is only read.")]
AuditPath = Annotated[Path, typer.Argument(metavar="AUDIT", help="An output folder of `auditor audit`, or its audit.json.")]
OutDir = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the report goes [default: audit-NAME here].")]
StateDir = Annotated[Path | None, typer.Option("--state", metavar="DIR", help="Where the key and the locks lie [default: per user].")]
ProfileName = Annotated[str, typer.Option("--profile", metavar="NAME|FILE", help="A sector profile, or a .toml file of your own.")]
Target = Annotated[float, typer.Option("--target", min=0, max=100, help="The score to come down to.")]
Keep = Annotated[list[str] | None, typer.Option("--keep", metavar="GLOB", help="Files that must stay; may be given often.")]
Language = Annotated[Lang, typer.Option("--lang", default_factory=_system_language, show_default="of the system", help="Language.")]
Reveal = Annotated[bool, typer.Option("--reveal", help="Show numbers, people and identifiers instead of codes.")]
Jobs = Annotated[int, typer.Option("--jobs", min=0, max=256, help="Files read at once; 0 is one for each processor.")]
Engine = Annotated[str, typer.Option("--engine", metavar="local", help="Where files are read.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every file anew; nothing is kept between runs yet.")]


@app.command()
def audit(
    folder: Folder, lang: Language, out_dir: OutDir = None, state: StateDir = None, profile_name: ProfileName = "general",
    target: Target = 30.0, keep: Keep = None, reveal: Reveal = False, jobs: Jobs = 0, engine: Engine = "local",
    no_cache: NoCache = False,
) -> None:  # fmt: skip
    """Audit a folder: score, shortlist of files to remove, and a report page."""
    del no_cache
    if engine != "local":
        _fail(text("cli.engine", lang, engine=engine))
    wish = flow.Wish(target=target, keep=tuple(keep or ()))
    place = (out_dir or Path.cwd() / f"audit-{folder.resolve().name or 'folder'}").resolve()
    _outside(folder, place, lang)
    raise typer.Exit(_audited(folder, place, state, profile_name, wish, lang, reveal=reveal, jobs=jobs))


@app.command()
def shortlist(
    audit_path: AuditPath, lang: Language,
    target: Annotated[float | None, typer.Option("--target", min=0, max=100, help="Another target than the audit's.")] = None,
    max_files: Annotated[int | None, typer.Option("--max-files", min=1, max=100, help="So many rows, whatever the target.")] = None,
    keep: Keep = None,
    cost: Annotated[Path | None, typer.Option("--cost", metavar="CSV", help="Lines of `path,cost`: what a removal costs.")] = None,
    form: Annotated[ListFormat, typer.Option("--format", help="Form of the list.")] = ListFormat.table,
    reveal: Reveal = False, state: StateDir = None, jobs: Jobs = 0,
) -> None:  # fmt: skip
    """Say which few files to remove, for another target, number of rows or set of files to keep."""
    found = _loaded(audit_path, lang)
    if target is not None and max_files is not None:
        _fail(text("cli.target_or_rows", lang))
    if target is not None or max_files is not None or keep or cost:
        wish = flow.Wish(found.target if target is None else target, max_files or 10, max_files is not None,
                         tuple(keep or ()), _costs(cost, lang))  # fmt: skip
        found = _again(found, wish, lang, state, reveal=reveal, jobs=jobs)
    if form == ListFormat.table:
        out.print(table.render(found, lang, out.width))
    else:
        _emit(reports()["json" if form == ListFormat.json else form.value].render(_only_list(found, form), lang))
    raise typer.Exit(OK if found.shortlist.score_after <= found.shortlist.target else ABOVE)


@app.command("what-if")
def what_if(
    audit_path: AuditPath, lang: Language,
    without: Annotated[list[str], typer.Option("--without", metavar="GLOB", help="Files that are imagined gone.")],
    state: StateDir = None, jobs: Jobs = 0,
) -> None:  # fmt: skip
    """Say what the score would be without some files; nothing is removed."""
    found = _loaded(audit_path, lang)
    files = _read_again(found, lang, state, jobs)
    gone = {file.path for file in files if any(fnmatch(file.path, glob) for glob in without)}
    if not gone:
        _fail(text("cli.no_match", lang, pattern=", ".join(without)))
    corpus, asked = picture.corpus(files), _profile(found.profile.name, lang)
    before, after = picture.of(corpus, asked), picture.of(corpus, asked, gone)
    out.print(text("cli.what_if", lang, files=len(gone), before=f"{before.score:.1f}", after=f"{after.score:.1f}"))
    raise typer.Exit(OK if after.score <= found.target else ABOVE)


@app.command()
def explain(
    audit_path: AuditPath,
    what: Annotated[str, typer.Argument(metavar="FILE|SUBJECT|FINDING", help="A path, a name, or a finding's id.")],
    lang: Language,
) -> None:
    """Show what stands behind a file, a subject or a finding."""
    from auditor.reports import explain as explained  # noqa: PLC0415  only this command needs it

    lines = explained.about(_loaded(audit_path, lang), what, lang)
    if not lines:
        _fail(text("cli.nothing_like", lang, what=what))
    for line in lines:
        out.print(clean(line), markup=False)


@app.command()
def report(
    audit_path: AuditPath, lang: Language,
    form: Annotated[str, typer.Option("--format", metavar="html|json|sarif|csv|xlsx|md|graphml", help="Form.")] = "html",
    to: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where it goes [default: printed].")] = None,
) -> None:  # fmt: skip
    """Write a finished audit in another form."""
    if form not in reports():
        _fail(text("cli.unknown_form", lang, form=form, known=", ".join(reports())))
    content = reports()[form].render(_loaded(audit_path, lang), lang)
    if to is None:
        _emit(content)
    else:
        _guarded(lambda: store.write(to, content))


@app.command()
def profiles(lang: Language) -> None:
    """List the sector profiles that come with the tool."""
    for name in profile.bundled():
        held = profile.shipped(name)
        out.print(f"{name:20} {held.version:4} {held.labels.get(lang, name)}", markup=False)


@app.command()
def demo(
    lang: Language, out_dir: OutDir = None, state: StateDir = None, reveal: Reveal = False, jobs: Jobs = 0,
) -> None:  # fmt: skip
    """Audit the sample folder that comes with the tool: an invented exchange group of rare-earth processors."""
    sample = Path(str(resources.files("auditor") / "sample"))
    if not sample.is_dir():
        sample = Path(__file__).resolve().parents[1] / "fixtures" / "sample"
    place = (out_dir or Path.cwd() / "audit-demo").resolve()
    _audited(sample, place, state, SAMPLE_PROFILE, flow.Wish(), lang, reveal=reveal, jobs=jobs)


def _audited(  # noqa: PLR0913  one run's choices, each named
    folder: Path, place: Path, state: Path | None, profile_name: str, wish: flow.Wish, lang: Lang, *, reveal: bool, jobs: int
) -> int:
    asked, home = _profile(profile_name, lang), state or store.default_state()
    key = _guarded(lambda: store.secret(home))
    try:
        with store.locked(home, folder):
            files, isolation = _read(folder, lang, jobs)
            setting = _setting(folder, wish.target, lang, isolation)
            with err.status(text("cli.step.names", lang)) as status:
                found = flow.audit(files, asked, wish, setting, lambda step: status.update(text(f"cli.step.{step}", lang)))
            shown = _told(found, key, reveal=reveal)
            _guarded(lambda: _write_all(place, shown, lang))
    except store.Locked:
        _fail(text("cli.locked", lang, folder=clean(str(folder))), LOCKED)
    out.print(table.render(shown, lang, out.width, str(place / "report.html")))
    return _exit_code(shown)


def _told(found: Audit, key: bytes, *, reveal: bool) -> Audit:
    """Give the audit as it may be shown: tokens for ids, marked files withheld, values masked unless revealed."""
    held = masking.withheld(tokens.keyed(found, key))
    return held if reveal else masking.masked(held, key)


def _write_all(place: Path, found: Audit, lang: Lang) -> None:
    for name, form in (("report.html", "html"), ("shortlist.csv", "csv"), ("shortlist.md", "md"), ("audit.json", "json")):
        store.write(place / name, reports()[form].render(found, lang))


def _exit_code(found: Audit) -> int:
    if found.score.value > found.target:
        return ABOVE
    return UNREAD if found.coverage.unread or found.coverage.partly else OK


def _read(folder: Path, lang: Lang, jobs: int) -> tuple[list[Extraction], str]:
    """Read every file of a folder, with progress on the terminal."""
    try:
        found = walk(folder)
    except BadFolder as error:
        _fail(text(f"cli.folder.{error.reason}", lang, folder=clean(str(folder))))
    files: list[Extraction] = []
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with LocalEngine(jobs) as engine, Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(text("cli.step.read", lang), total=len(found))
        for _, extractions in engine.map_files(found):
            files.extend(extractions)
            progress.advance(task)
        return files, engine.isolation


def _setting(folder: Path, target: float, lang: Lang, isolation: str) -> account.Setting:
    tool = Tool(metadata.version("aggregation-auditor"), SCORE_VERSION, {"mode": "rules", "names": "1", "keys": "1"})
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return account.Setting(clean(str(folder.resolve())), now, target, lang.value, isolation, tool)


def _again(found: Audit, wish: flow.Wish, lang: Lang, state: Path | None, *, reveal: bool, jobs: int) -> Audit:
    """Choose anew on the folder as it is now; the score of each row is that of an audit of what would remain."""
    home = state or store.default_state()
    key = _guarded(lambda: store.secret(home))
    files = _read_again(found, lang, state, jobs)
    setting = replace(_setting(Path(found.folder), wish.target, lang, found.coverage.isolation), taken_at=found.taken_at)
    with err.status(text("cli.step.shortlist", lang)):
        fresh = flow.audit(files, _profile(found.profile.name, lang), wish, setting)
    return _told(fresh, key, reveal=reveal)


def _read_again(found: Audit, lang: Lang, state: Path | None, jobs: int) -> list[Extraction]:
    """Read the folder of an audit again: audits keep no text, so that they are not the leak they warn of."""
    del state
    folder = Path(found.folder)
    if not folder.is_dir():
        _fail(text("cli.folder_gone", lang, folder=clean(found.folder)))
    files, _ = _read(folder, lang, jobs)
    if {file.path: file.sha256 for file in files} != {entry.path: entry.sha256 for entry in found.files}:
        err.print(text("cli.changed", lang), markup=False)
    return files


def _only_list(found: Audit, form: ListFormat) -> Audit:
    """Leave out of the JSON what was not asked for."""
    return replace(found, statements=(), entities=(), files=(), subjects=()) if form == ListFormat.json else found


def _costs(path: Path | None, lang: Lang) -> tuple[tuple[str, float], ...]:
    if path is None:
        return ()
    costs = []
    try:
        for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
            name, _, cost = line.rpartition(",")
            if line.strip() and not (number == 1 and not _is_number(cost)):
                if not _is_number(cost):
                    _fail(text("cli.bad_cost", lang, path=clean(str(path)), line=number))
                costs.append((name.strip().strip('"'), float(cost)))
    except OSError as error:
        _fail(f"{clean(str(path))}: {error.strerror}")
    return tuple(costs)


def _is_number(found: str) -> bool:
    return found.strip().replace(".", "", 1).isdigit()


def _profile(name: str, lang: Lang) -> profile.Profile:
    del lang
    try:
        path = Path(name)
        return profile.parsed(path.read_text("utf-8"), path.name) if name.endswith(".toml") else profile.shipped(name)
    except profile.BadProfile as error:
        _fail(str(error))
    except (OSError, UnicodeDecodeError) as error:
        _fail(f"{clean(name)}: {error}")


def _loaded(path: Path, lang: Lang) -> Audit:
    file = path / "audit.json" if path.is_dir() else path
    try:
        return loads(file.read_text("utf-8"))
    except FileNotFoundError:
        _fail(text("cli.no_audit", lang, path=clean(str(file))))
    except (OSError, UnicodeDecodeError) as error:
        _fail(f"{clean(str(file))}: {error}")
    except BadAudit as error:
        _fail(f"{clean(str(file))}: {error}")


def _outside(folder: Path, place: Path, lang: Lang) -> None:
    """Refuse to write into the folder that is audited: it is only ever read."""
    if place == folder.resolve() or folder.resolve() in place.parents:
        _fail(text("cli.out_inside", lang, out=clean(str(place))))


def _guarded(write: Callable[[], T]) -> T:
    try:
        return write()
    except store.CannotWrite as error:
        _fail(clean(str(error)))


def _emit(content: str | bytes) -> None:
    sys.stdout.buffer.write(content.encode("utf-8") if isinstance(content, str) else content)


def _fail(message: str, code: int = USAGE) -> NoReturn:
    err.print(message, markup=False, style="red")
    raise typer.Exit(code)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends with one of the documented exit codes."""
    lang = _system_language()
    try:
        app(list(arguments) if arguments is not None else None, standalone_mode=True)
    except KeyboardInterrupt:
        err.print(text("cli.interrupted", lang), markup=False)
        sys.exit(INTERRUPTED)
    except Exception as error:  # noqa: BLE001  the last line of defence: says that it is a bug, and where
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        err.print(text("cli.internal", lang, where=_where(error)), markup=False, style="red")
        sys.exit(INTERNAL)


def _where(error: BaseException) -> str:
    """Name an error by its class and place in our code; its message might quote a document."""
    frames = traceback.extract_tb(error.__traceback__)
    last = next((f for f in reversed(frames) if Path(f.filename).parts[-2:-1] not in [()] and "auditor" in f.filename), frames[-1])
    return f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"


__all__ = ["Shortlist", "app", "main"]
