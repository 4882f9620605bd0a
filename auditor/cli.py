"""The command line: alone prints, exits and reads the clock."""

# ruff: noqa: PLR0913, PLR0917  a command's options are the parameters of its function

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
import stat
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from fnmatch import fnmatch
from importlib import metadata, resources
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
import typer.core
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)

import extractors
from auditor import account, masking, picture, profile, store, tokens
from auditor import audit as flow
from auditor.engines.local import LocalEngine
from auditor.folder import BadFolder, FoundFile, walk
from auditor.messages import MESSAGES, label, text
from auditor.model import Audit, Tool
from auditor.reports import table
from auditor.reports.clean import clean
from auditor.reports.discover import reports
from auditor.reports.json import BadAudit, loads
from auditor.score import SCORE_VERSION
from extractors.guard import Guard, GuardBroken
from extractors.model import Extraction, Format

OK, ABOVE, USAGE, UNREAD, LOCKED, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130
T = TypeVar("T")
DISTRIBUTION = "aggregation-auditor"
SAMPLE_PROFILE = "critical-minerals"
OUTPUTS = (("report.html", "html"), ("shortlist.csv", "csv"), ("shortlist.md", "md"), ("audit.json", "json"))
OURS = {"auditor", "extractors"}
HELP_WIDTH = 100  # the README shows the help at this width


class _Interrupted(Exception):  # noqa: N818  says what happened
    """Ctrl-C, on its way to `main` past the framework, which would end silently."""


class _Commands(typer.core.TyperGroup):
    """The commands; Ctrl-C reaches `main`."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command.

        Raises:
            _Interrupted: Ctrl-C.
        """
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _Interrupted from None


app = typer.Typer(
    name="auditor", cls=_Commands, add_completion=False, no_args_is_help=True, rich_markup_mode=None,
    pretty_exceptions_enable=False, context_settings={"max_content_width": HELP_WIDTH},
    help="Says how much of a sector's picture emerges from a folder of files that each look ordinary, and which few to "
    "remove. Everything stays on this machine.\n\n"
    "说明一个文件夹拼在一起会暴露多少行业全貌，以及移除哪几份文件即可拆散它。一切只在本机进行。",
    epilog="Exit codes: 0 at or under the target, 1 above it, 2 usage or configuration, 3 some files were not read, "
    "4 locked by another run, 5 internal error.",
)  # fmt: skip
out = Console(highlight=False, soft_wrap=False, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


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


def _asked_language(arguments: Sequence[str]) -> Lang:
    """Give the language of `--lang`, for what is said where the command itself cannot say it."""
    given = " ".join(arguments).replace("--lang=", "--lang ").partition("--lang ")[2][:2]
    return Lang(given) if given in set(Lang) else _system_language()


def _version(wanted: bool) -> None:
    if wanted:
        out.print(f"auditor {metadata.version(DISTRIBUTION)}", markup=False)
        raise typer.Exit


_OWN_PROFILE = "The profile of the audit, where it was a file of your own."
_ALL_JOBS = "Files read at once; 0 is one for each processor."
_AUDIT = "An output folder of `auditor audit`, or its audit.json."
_STATE = "Where the key and the locks lie [default: per user]."

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The downloaded group folder; it is only read.")]
AuditPath = Annotated[Path, typer.Argument(metavar="AUDIT", help=_AUDIT)]
OutDir = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Where the report goes [default: audit-NAME here].")
]
StateDir = Annotated[Path | None, typer.Option("--state", metavar="DIR", help=_STATE)]
ProfileName = Annotated[
    str, typer.Option("--profile", metavar="NAME|FILE", help="A sector profile, or a .toml file of your own.")
]
OwnProfile = Annotated[str | None, typer.Option("--profile", metavar="NAME|FILE", help=_OWN_PROFILE)]
Target = Annotated[float, typer.Option("--target", metavar="SCORE", min=0, max=100, help="The score to come down to.")]
Keep = Annotated[
    list[str] | None, typer.Option("--keep", metavar="GLOB", help="Files that must stay; may be given often.")
]
Language = Annotated[
    Lang,
    typer.Option(
        "--lang", metavar="zh|en", default_factory=_system_language, show_default="of the system", help="Language."
    ),
]
Reveal = Annotated[bool, typer.Option("--reveal", help="Show numbers, people and identifiers instead of codes.")]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=0, max=256, help=_ALL_JOBS)]
Engine = Annotated[str, typer.Option("--engine", metavar="local", help="Where files are read.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every file anew; nothing is kept between runs yet.")]
NewTarget = Annotated[
    float | None,
    typer.Option("--target", metavar="SCORE", min=0, max=100, help="Another target than the audit's."),
]
MaxFiles = Annotated[
    int | None, typer.Option("--max-files", metavar="K", min=1, max=100, help="So many rows, whatever the target.")
]
Cost = Annotated[Path | None, typer.Option("--cost", metavar="CSV", help="Lines of `path,cost`: what a removal costs.")]
Form = Annotated[ListFormat, typer.Option("--format", metavar="table|json|csv|xlsx|md", help="Form of the list.")]
Without = Annotated[list[str], typer.Option("--without", metavar="GLOB", help="Files that are imagined gone.")]
ReportForm = Annotated[str, typer.Option("--format", metavar="html|json|sarif|csv|xlsx|md|graphml|table", help="Form.")]
ReportFile = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where it goes [default: printed].")]


@dataclass(frozen=True, slots=True)
class _Run:
    """One audit's choices beside what the shortlist is asked."""

    folder: Path
    place: Path
    home: Path
    profile: str
    lang: Lang
    reveal: bool
    jobs: int


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options before any command; each acts by its own callback."""


@app.command()
def audit(
    folder: Folder, lang: Language, out_dir: OutDir = None, state: StateDir = None,
    profile_name: ProfileName = "general", target: Target = 30.0, keep: Keep = None, reveal: Reveal = False,
    jobs: Jobs = 0, engine: Engine = "local", no_cache: NoCache = False,
) -> None:  # fmt: skip
    """Audit a folder: score, shortlist of files to remove, and a report page."""
    del no_cache
    if engine != "local":
        _fail(text("cli.engine", lang, engine=clean(engine)))
    wish = flow.Wish(target=_finite(target, lang), keep=tuple(keep or ()))
    place = (out_dir or Path.cwd() / f"audit-{folder.resolve().name or 'folder'}").resolve()
    run = _Run(folder, place, state or store.default_state(), profile_name, lang, reveal, jobs)
    raise typer.Exit(_audited(run, wish))


@app.command()
def shortlist(
    audit_path: AuditPath, lang: Language, target: NewTarget = None, max_files: MaxFiles = None, keep: Keep = None,
    cost: Cost = None, form: Form = ListFormat.table, reveal: Reveal = False, state: StateDir = None, jobs: Jobs = 0,
    profile_name: OwnProfile = None,
) -> None:  # fmt: skip
    """Choose the few files to remove anew: another target, number of rows, files to keep."""
    found = _loaded(audit_path, lang)
    if target is not None and max_files is not None:
        _fail(text("cli.target_or_rows", lang))
    run = _Run(Path(found.folder), audit_path, state or store.default_state(), profile_name or "", lang, reveal, jobs)
    if target is not None or max_files is not None or keep or cost or (reveal and found.masked):
        wanted = found.target if target is None else _finite(target, lang)
        wish = flow.Wish(wanted, max_files or 10, max_files is not None, tuple(keep or ()), _costs(cost, lang))
        found = _again(found, wish, run)
    elif not reveal and not found.masked:
        found = masking.masked(found, _secret(run))
    _listed(found, form, lang)
    raise typer.Exit(OK if found.shortlist.score_after <= found.shortlist.target else ABOVE)


@app.command("what-if")
def what_if(
    audit_path: AuditPath, lang: Language, without: Without, state: StateDir = None, jobs: Jobs = 0,
    profile_name: OwnProfile = None,
) -> None:  # fmt: skip
    """Say what the score would be without some files; nothing is removed."""
    del state  # no secret is needed: nothing of the files is shown
    found = _loaded(audit_path, lang)
    asked = _profile_again(found, profile_name or "", lang)
    files = _read_again(found, lang, jobs)
    gone = {file.path for file in files if any(_goes(file.path, glob) for glob in without)}
    if not gone:
        _fail(text("cli.no_match", lang, pattern=clean(", ".join(without))))
    corpus = picture.corpus(files)
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
        _fail(text("cli.nothing_like", lang, what=clean(what)))
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)


@app.command()
def report(
    audit_path: AuditPath, lang: Language, form: ReportForm = "html", to: ReportFile = None,
) -> None:  # fmt: skip
    """Write a finished audit in another form."""
    if form not in reports():
        _fail(text("cli.unknown_form", lang, form=clean(form), known=", ".join(reports())))
    found = _loaded(audit_path, lang)
    if to is None:
        _emit(reports()[form].render(found, lang), lang)
        return
    _outside(Path(found.folder), to.resolve(), lang)
    _guarded(lambda: store.write(to, reports()[form].render(found, lang)), to, lang)


@app.command()
def profiles(
    lang: Language,
    shown: Annotated[str, typer.Argument(metavar="NAME", help="Print this profile, to copy and change it.")] = "",
) -> None:
    """List the sector profiles that come with the tool, or print one."""
    if shown:
        known = _profile(shown.removesuffix(".toml"), lang).name
        _emit((resources.files("auditor") / "profiles" / f"{known}.toml").read_text("utf-8"), lang)
        return
    for name in profile.bundled():
        held = profile.shipped(name)
        out.print(f"{name:20} {held.version:4} {held.labels.get(lang, name)}", markup=False)


@app.command()
def demo(
    lang: Language, out_dir: OutDir = None, state: StateDir = None, reveal: Reveal = False, jobs: Jobs = 0,
) -> None:  # fmt: skip
    """Audit the sample folder that comes with the tool, an invented exchange group."""
    sample = Path(str(resources.files("auditor") / "sample"))
    if not sample.is_dir():
        sample = Path(__file__).resolve().parents[1] / "fixtures" / "sample"
    place = (out_dir or Path.cwd() / "audit-demo").resolve()
    _audited(_Run(sample, place, state or store.default_state(), SAMPLE_PROFILE, lang, reveal, jobs), flow.Wish())


@app.command()
def formats(lang: Language) -> None:
    """List the kinds of file that are read, and which parts of each."""
    from extractors import registry  # noqa: PLC0415  loads every reader, which no other command needs here

    for plugin in registry.constants("extractors.formats", "FORMAT", Format).values():
        layers = (label("layer", layer, lang) for layer in plugin.layers)
        said = ("、" if lang == Lang.zh else ", ").join(layers)
        if plugin.members_are_files or not said:
            said = text("formats.members" if plugin.members_are_files else "formats.named", lang)
        out.print(f"{' '.join(plugin.kinds)}\n    {said}", markup=False, soft_wrap=True)


@app.command()
def doctor(lang: Language, state: StateDir = None) -> None:
    """Check the installation: packages, isolation of the readers, place of the key."""
    checks = [_packages(lang), _isolation(lang), _key_place(state or store.default_state(), lang)]
    made = f"auditor {metadata.version(DISTRIBUTION)} · Python {platform.python_version()} · {platform.system()}"
    out.print(made, markup=False)
    for sound, said in checks:
        out.print(f"{text('doctor.sound' if sound else 'doctor.unsound', lang)}  {said}", markup=False, soft_wrap=True)
    out.print(text("doctor.alone", lang), markup=False, soft_wrap=True)
    raise typer.Exit(OK if all(sound for sound, _ in checks) else USAGE)


# An audit from the folder to the files it writes


def _audited(run: _Run, wish: flow.Wish) -> int:
    asked = _profile(run.profile, run.lang)
    listed = _walked(run.folder, run.lang)
    _outside(run.folder, run.place, run.lang)
    _outside(run.folder, run.home.resolve(), run.lang, "--state")
    _writable(run.place, run.lang)
    key = _secret(run)
    try:
        with store.locked(run.home, run.folder):
            files, isolation = _read(listed, run.lang, run.jobs)
            setting = _setting(run.folder, wish.target, run.lang, isolation)
            shown = _told(_found(files, asked, wish, setting), key, reveal=run.reveal)
            _guarded(lambda: _write_all(run.place, shown, run.lang), run.place, run.lang)
    except store.Locked:
        _fail(text("cli.locked", run.lang, folder=clean(str(run.folder))), LOCKED)
    _unmatched(wish, files, run.lang)
    out.print(table.render(shown, run.lang, out.width, str(run.place / "report.html")))
    return _exit_code(shown)


def _found(files: list[Extraction], asked: profile.Profile, wish: flow.Wish, setting: account.Setting) -> Audit:
    """Audit with the name of each step on the terminal."""
    lang = setting.language
    with err.status(text("cli.step.names", lang)) as status:
        return flow.audit(files, asked, wish, setting, lambda step: status.update(text(f"cli.step.{step}", lang)))


def _told(found: Audit, key: bytes, *, reveal: bool) -> Audit:
    """Give the audit as it may be shown: tokens for ids, marked files withheld, values masked unless revealed."""
    held = masking.withheld(tokens.keyed(found, key))
    return held if reveal else masking.masked(held, key)


def _write_all(place: Path, found: Audit, lang: Lang) -> None:
    """Write all files or none: they are written beside their places, and take them once all are there."""
    contents = {name: reports()[form].render(found, lang) for name, form in OUTPUTS}
    fresh, staged = not place.exists(), place / f".auditor-{os.getpid()}"
    try:
        for name, content in contents.items():
            store.write(staged / name, content)
        for name in contents:
            os.replace(staged / name, place / name)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        with contextlib.suppress(OSError):  # not empty: everything went well
            if fresh:
                place.rmdir()


def _exit_code(found: Audit) -> int:
    if found.score.value > found.target:
        return ABOVE
    return UNREAD if found.coverage.unread or found.coverage.partly else OK


def _walked(folder: Path, lang: Lang) -> list[FoundFile]:
    try:
        return walk(folder)
    except BadFolder as error:
        _fail(text(f"cli.folder.{error.reason}", lang, folder=clean(str(folder))))


def _read(found: list[FoundFile], lang: Lang, jobs: int) -> tuple[list[Extraction], str]:
    """Read every file of a folder, with progress on the terminal."""
    files: list[Extraction] = []
    with LocalEngine(jobs) as engine, Progress(*_progress(), console=err, transient=True) as progress:
        task = progress.add_task(text("cli.step.read", lang), total=len(found))
        for _, extractions in engine.map_files(found):
            files.extend(extractions)
            progress.advance(task)
        return files, engine.isolation


def _progress() -> Iterable[ProgressColumn]:
    return SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()


def _setting(folder: Path, target: float, lang: Lang, isolation: str) -> account.Setting:
    tool = Tool(metadata.version(DISTRIBUTION), SCORE_VERSION, {"mode": "rules", "names": "1", "keys": "1"})
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return account.Setting(clean(str(folder.resolve())), now, target, lang.value, isolation, tool)


# A second look at a finished audit


def _again(found: Audit, wish: flow.Wish, run: _Run) -> Audit:
    """Choose anew on the folder as it is now; the score of each row is that of an audit of what would remain."""
    asked, key = _profile_again(found, run.profile, run.lang), _secret(run)
    files = _read_again(found, run.lang, run.jobs)
    _unmatched(wish, files, run.lang)
    setting = replace(_setting(run.folder, wish.target, run.lang, found.coverage.isolation), taken_at=found.taken_at)
    return _told(_found(files, asked, wish, setting), key, reveal=run.reveal)


def _read_again(found: Audit, lang: Lang, jobs: int) -> list[Extraction]:
    """Read the folder of an audit again: audits keep no text, so that they are not the leak they warn of."""
    folder = Path(found.folder)
    if not folder.is_dir():
        _fail(text("cli.folder_gone", lang, folder=clean(found.folder)))
    files, _ = _read(_walked(folder, lang), lang, jobs)
    if {file.path: file.sha256 for file in files} != {entry.path: entry.sha256 for entry in found.files}:
        _say(text("cli.changed", lang))
    return files


def _profile_again(found: Audit, given: str, lang: Lang) -> profile.Profile:
    """Give the profile of an audit; one of a person's own has to be given again, for audits keep its name only."""
    if not given and found.profile.name not in profile.bundled():
        _fail(text("cli.profile_again", lang, profile=clean(found.profile.name)))
    asked = _profile(given or found.profile.name, lang)
    if (asked.name, asked.version) != (found.profile.name, found.profile.version):
        _say(text("cli.profile_changed", lang, profile=clean(f"{asked.name} {asked.version}"),
                  before=clean(f"{found.profile.name} {found.profile.version}")))  # fmt: skip
    return asked


def _listed(found: Audit, form: ListFormat, lang: Lang) -> None:
    match form:
        case ListFormat.table:
            out.print(table.render(found, lang, out.width))
        case ListFormat.json:  # without what was not asked for
            found = replace(found, statements=(), entities=(), files=(), subjects=())
            _emit(reports()["json"].render(found, lang), lang)
        case _:
            _emit(reports()[form.value].render(found, lang), lang)


def _goes(path: str, glob: str) -> bool:
    """Say whether a pattern means a file, or an archive that it lies in."""
    parts = path.split("!/")
    return any(fnmatch("!/".join(parts[:many]), glob) for many in range(1, len(parts) + 1))


def _unmatched(wish: flow.Wish, files: Iterable[Extraction], lang: Lang) -> None:
    """Name patterns and costs that meet no file: a slip of the pen would leave a file unprotected."""
    paths = [file.path for file in files]
    lost = [glob for glob in wish.keep if not any(fnmatch(path, glob) for path in paths)]
    lost += [path for path, _ in wish.costs if path not in paths]
    for pattern in lost:
        _say(text("cli.no_match", lang, pattern=clean(pattern)))


# What was given


def _finite(target: float, lang: Lang) -> float:
    """Refuse `nan`, which every comparison with a target would pass."""
    if not math.isfinite(target):
        _fail(text("cli.bad_target", lang))
    return target


def _costs(path: Path | None, lang: Lang) -> tuple[tuple[str, float], ...]:
    """Read `path,cost` lines; a first line without a number is a heading."""
    if path is None:
        return ()
    rows = list(csv.reader(io.StringIO(_text_of(path, lang))))
    costs: list[tuple[str, float]] = []
    for number, row in enumerate(rows, 1):
        cost = _cost(row[-1]) if len(row) > 1 else None
        if cost is not None:
            costs.append((",".join(row[:-1]).strip(), cost))
        elif any(cell.strip() for cell in row) and number > 1:
            _fail(text("cli.bad_cost", lang, path=clean(str(path)), line=number))
    return tuple(costs)


def _cost(cell: str) -> float | None:
    try:
        cost = float(cell)
    except ValueError:
        return None
    return cost if math.isfinite(cost) and cost >= 0 else None


def _profile(name: str, lang: Lang) -> profile.Profile:
    try:
        if name.endswith(".toml"):
            return profile.parsed(_text_of(Path(name), lang), Path(name).name)
        return profile.shipped(name)
    except profile.BadProfile as error:
        _fail(clean(str(error)))
    except (TypeError, ValueError, AttributeError):  # a text where a table or a list belongs
        _fail(text("cli.profile_shape", lang, profile=clean(name)))


def _loaded(path: Path, lang: Lang) -> Audit:
    file = path / "audit.json" if path.is_dir() else path
    if not file.exists():
        _fail(text("cli.no_audit", lang, path=clean(str(file))))
    try:
        return loads(_text_of(file, lang, ("utf-8",)))
    except BadAudit as error:
        _fail(error.message(lang).replace("audit.json", clean(str(file)), 1))


def _text_of(path: Path, lang: Lang, encodings: Sequence[str] = ("utf-8-sig", "gb18030")) -> str:
    """Read a file that a person gave; spreadsheets in Chinese save CSV as GB 18030."""
    try:
        data = path.read_bytes()
    except OSError as error:
        _fail(text("cli.cannot_read", lang, path=clean(str(path)), why=_why(error, lang)))
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _fail(text("cli.not_text", lang, path=clean(str(path))))


# Where it may be written


def _outside(folder: Path, place: Path, lang: Lang, option: str = "--out") -> None:
    """Refuse to write into the folder that is audited: it is only ever read."""
    if place == folder.resolve() or folder.resolve() in place.parents:
        _fail(text("cli.out_inside", lang, out=clean(str(place)), option=option))


def _writable(place: Path, lang: Lang) -> None:
    """Refuse a place that cannot be written before hours are spent on reading."""
    held, refused = _refusal(place)
    if refused is not None:
        _fail(text("cli.cannot_write", lang, path=clean(str(held)), why=_why(refused, lang), option="--out"))


def _refusal(place: Path) -> tuple[Path, OSError | None]:
    """Give the part of a path that exists already, and why nothing can be made in it."""
    held = next(path for path in (place, *place.parents) if path.exists())
    if not held.is_dir():
        return held, OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    allowed = os.access(held, os.W_OK | os.X_OK)
    return held, None if allowed else OSError(errno.EACCES, os.strerror(errno.EACCES))


def _secret(run: _Run) -> bytes:
    return _guarded(lambda: store.secret(run.home), run.home / "key", run.lang, "--state")


def _guarded(write: Callable[[], T], path: Path, lang: Lang, option: str = "--out") -> T:
    """Write, and say in the reader's language why it cannot be done."""
    try:
        return write()
    except (store.CannotWrite, OSError) as error:
        cause = error if isinstance(error, OSError) else _cause(error)
        if cause is None:
            _fail(text("cli.bad_key", lang, path=clean(str(path))))
        _fail(text("cli.cannot_write", lang, path=clean(str(path)), why=_why(cause, lang), option=option))


def _cause(error: BaseException) -> OSError | None:
    while error.__cause__ is not None and not isinstance(error, OSError):
        error = error.__cause__
    return error if isinstance(error, OSError) else None


def _why(error: OSError, lang: Lang) -> str:
    name = errno.errorcode.get(error.errno or 0, "")
    return text(f"errno.{name}", lang) if f"errno.{name}" in MESSAGES else error.strerror or type(error).__name__


# The installation


def _packages(lang: Lang) -> tuple[bool, str]:
    """Check that `extractors` is ours: another distribution bears that name."""
    found = Path(str(extractors.__file__)).resolve().parents[1]
    ours = found == Path(__file__).resolve().parents[1]
    return ours, text("doctor.packages" if ours else "doctor.packages_other", lang, path=clean(str(found)))


def _isolation(lang: Lang) -> tuple[bool, str]:
    try:
        with Guard() as guard:
            reached = guard.isolation.split("+")
    except GuardBroken:
        return False, text("doctor.guard_broken", lang)
    kept = [text(f"doctor.{part}", lang) for part in ("rlimits", "nonet", "nowrite", "deadline") if part in reached]
    return True, text("doctor.isolation", lang, kept=("、" if lang == Lang.zh else ", ").join(kept))


def _key_place(home: Path, lang: Lang) -> tuple[bool, str]:
    """Check that state can be written and that no one else reads the key; nothing is made."""
    key = home / "key"
    held, refused = _refusal(home.absolute())
    if refused is not None:
        return False, text("cli.cannot_use", lang, path=clean(str(held)), why=_why(refused, lang))
    if os.name == "posix" and key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        return False, text("doctor.key_open", lang, path=clean(str(key)))
    return True, text("doctor.state", lang, path=clean(str(home)))


# What is printed


def _emit(content: str | bytes, lang: Lang) -> None:
    """Write to standard output as it is, for a file or another program."""
    if isinstance(content, bytes) and sys.stdout.isatty():
        _fail(text("cli.binary", lang))
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode("utf-8") if isinstance(content, str) else content)
    sys.stdout.buffer.flush()


def _say(message: str) -> None:
    err.print(message, markup=False)


def _fail(message: str, code: int = USAGE) -> NoReturn:
    err.print(message, markup=False, style="red")
    raise typer.Exit(code)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends with one of the documented exit codes, never with a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no Chinese shows a mark instead
            stream.reconfigure(errors="replace")
    try:
        app(given, prog_name="auditor", standalone_mode=True)
    except (KeyboardInterrupt, _Interrupted):
        _say(text("cli.interrupted", _asked_language(given)))
        sys.exit(INTERRUPTED)
    except Exception as error:  # the last line of defence: says what it is, and where
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        sys.exit(_unforeseen(error, _asked_language(given)))


def _unforeseen(error: Exception, lang: Lang) -> int:
    """Tell a disk's refusal, which names its file, from a fault of the program."""
    if isinstance(error, OSError) and error.filename is not None:
        path = clean(os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename))
        err.print(text("cli.cannot_use", lang, path=path, why=_why(error, lang)), markup=False, style="red")
        return USAGE
    err.print(text("cli.internal", lang, where=_where(error)), markup=False, style="red")
    return INTERNAL


def _where(error: BaseException) -> str:
    """Name an error by its class and place in our code; its message might quote a document."""
    frames = traceback.extract_tb(error.__traceback__)
    last = next((f for f in reversed(frames) if OURS.intersection(Path(f.filename).parts[-4:-1])), frames[-1])
    return f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"


__all__ = ["app", "main"]
