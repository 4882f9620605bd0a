"""`auditor schedule`: recurring audits of a folder, started by the system's own scheduler."""

# ruff: noqa: PLR0913, PLR0917  a command's options are the parameters of its function

from __future__ import annotations

import os
import shlex
import sys
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from auditor import store
from auditor.commands import rerunning
from auditor.commands.console import OK, USAGE, Lang, fail, out, say, text_of
from auditor.commands.modelling import absolute
from auditor.commands.options import Language
from auditor.commands.places import guarded, outside
from auditor.commands.reading import asked_profile
from auditor.messages import text
from auditor.reports.clean import clean
from auditor.schedule import jobs, timing
from auditor.schedule.discover import best, schedulers
from auditor.schedule.jobs import BadJob, Job, OptionValue
from auditor.schedule.scheduler import CannotExpress, Entry, Scheduler, SchedulerRefused, expressible
from auditor.schedule.timing import BadTiming, Timing

_OWN = ("lang", "state")  # options of the schedule, which every run hands to the audit
_LIST = "A TOML file with a [[notice]] table for each place that notices go to."
_JOBS = "Where the jobs, the key and the locks lie [default: per user]."
JobName = Annotated[str, typer.Argument(metavar="NAME", help="The job's name, as `auditor schedule status` lists it.")]
JobsDir = Annotated[Path | None, typer.Option("--state", metavar="DIR", help=_JOBS)]
JobLanguage = Annotated[
    Lang | None, typer.Option("--lang", metavar="zh|en", show_default="the job's", help="Language.")
]
EveryOption = Annotated[str, typer.Option("--every", metavar="month|week|day", help="How often.")]
At = Annotated[str, typer.Option("--at", metavar="HH:MM", help="Time of day, by the clock of this machine.")]
Day = Annotated[
    int | None,
    typer.Option("--day", metavar="N", show_default="1", help="Day of the month, 1 to 28, or of the week, 1 (Monday)."),
]
SchedulerName = Annotated[
    str, typer.Option("--scheduler", metavar="auto|systemd|cron|launchd|windows", help="What starts the runs.")
]
NewName = Annotated[str, typer.Option("--name", metavar="NAME", show_default="the folder's", help="Name of the job.")]
NoticesFile = Annotated[Path | None, typer.Option("--notify", metavar="FILE", help=_LIST)]
Names = Annotated[bool, typer.Option("--names", help="Let notices name findings and files; they give counts alone.")]
MovedBy = Annotated[
    float, typer.Option("--moved-by", metavar="POINTS", help="How far the score has to move for a notice.")
]
Print = Annotated[bool, typer.Option("--print", help="Print what would be written; nothing is changed.")]
To = Annotated[
    Path | None,
    typer.Option("--to", metavar="DIR", help="Write the scheduler's files there, to be put in place by hand."),
]
Always = Annotated[bool, typer.Option("--always", help="Send the notices even where nothing changed, to try them.")]

schedule = typer.Typer(
    name="schedule", add_completion=False, no_args_is_help=True, rich_markup_mode=None,
    help="Audit a folder every month, week or day, and be told when something changed.",
)  # fmt: skip


@schedule.command(
    options_metavar="FOLDER [OPTIONS] [OPTIONS OF AUDIT]",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def install(
    context: typer.Context, lang: Language, every: EveryOption = "month", at: At = timing.DEFAULT_AT, day: Day = None,
    scheduler: SchedulerName = "auto", name: NewName = "", notify: NoticesFile = None, names: Names = False,
    moved_by: MovedBy = jobs.LEAST_MOVE, shown: Print = False, to: To = None, state: JobsDir = None,
) -> None:  # fmt: skip
    """Have a folder audited regularly; the same name again replaces the job.

    FOLDER is the downloaded group folder. All options of `auditor audit` may be given too (--out, --profile, --target,
    --keep ...); every run gets them.
    """
    home = (state or store.default_state()).absolute()
    folder, options = _asked_of_audit(list(context.args), lang)
    rhythm = _rhythm(every, at, day, lang)
    notices = () if notify is None else _notices(notify, lang)
    if not 0 <= moved_by <= 100:
        fail(text("schedule.moved_by", lang))
    name = _name(name or _free_name(home, folder), lang)
    chosen = _scheduler(scheduler, lang)  # last: a machine without one hides no slip in the rest
    job = Job(name, str(folder), chosen.name, rhythm, lang.value, options, notices, names, moved_by)
    _check_places(job, home, to, lang)
    if shown:
        _print(home, job, chosen, lang)
    elif to is not None:
        _write(home, job, chosen, to, lang)
    else:
        _put_in_place(home, job, chosen, lang)


@schedule.command()
def status(lang: Language, state: JobsDir = None) -> None:
    """List the jobs: when each runs next, when it last ran and how that ended."""
    home, sound = (state or store.default_state()).absolute(), True
    if not jobs.names(home):
        out.print(text("schedule.none", lang), markup=False, soft_wrap=True)
    for name in jobs.names(home):
        try:
            job = jobs.load(home, name)
        except BadJob as error:
            sound = False
            say(_bad_job(error, lang))
            continue
        out.print(f"{name}  {clean(job.folder)}", markup=False, soft_wrap=True)
        joined = " · ".join((_when(job.timing, lang), job.scheduler, _next(job, lang), _last(home, name, lang)))
        out.print(f"    {joined}", markup=False, soft_wrap=True)
    raise typer.Exit(OK if sound else USAGE)


@schedule.command()
def remove(name: JobName, lang: Language, state: JobsDir = None) -> None:
    """Stop auditing a folder regularly; reports and state stay."""
    home = (state or store.default_state()).absolute()
    if _name(name, lang) not in jobs.names(home):
        _no_job(BadJob("missing", jobs.place(home, name)), lang)
    job = _whole(home, name)
    try:
        for scheduler in schedulers().values():
            if scheduler.installed(name) and (job is None or scheduler.name == job.scheduler):
                scheduler.remove(name)
    except SchedulerRefused as error:
        _refused(error, lang)
    guarded(lambda: jobs.forget(home, name), jobs.place(home, name), lang, "--state")
    out.print(text("schedule.gone", lang, name=name), markup=False, soft_wrap=True)
    known = schedulers().get(job.scheduler) if job else None
    if known is not None and known.experimental:
        command = known.unload.format(name=name)
        out.print(text("schedule.unload", lang, command=command), markup=False, soft_wrap=True)


@schedule.command()
def run(name: JobName, lang: JobLanguage = None, state: JobsDir = None, always: Always = False) -> None:
    """Audit the folder of a job now, as its scheduler does."""
    home = (state or store.default_state()).absolute()
    asked = lang or Lang.en
    try:
        job = jobs.load(home, _name(name, asked))
    except BadJob as error:
        _no_job(error, asked)
    raise typer.Exit(rerunning.rerun(home, job, lang or Lang(job.lang), always=always))


def _asked_of_audit(words: list[str], lang: Lang) -> tuple[Path, dict[str, OptionValue]]:
    """Have `auditor audit` itself take the words, and give the folder and what was asked, every path made absolute."""
    context = rerunning.audit_command().make_context("auditor schedule install", [f"--lang={lang.value}", *words])
    given: dict[str, OptionValue] = {}
    for parameter in context.command.params:
        value, option = context.params[parameter.name], parameter.opts[0].removeprefix("--")
        if parameter.opts[0].startswith("--") and option not in _OWN and _was_given(context, parameter.name):
            given[option] = _kept(value)
    folder = Path(os.path.abspath(context.params["folder"]))
    if str(given.get("profile", "")).endswith(".toml"):
        given["profile"] = os.path.abspath(str(given["profile"]))
    if "model" in given:
        given["model"] = [absolute(model) for model in context.params["model"]]
    given.setdefault("out", os.path.abspath(f"audit-{folder.name or 'folder'}"))
    return folder, given


def _was_given(context: Any, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _kept(value: Any) -> OptionValue:
    match value:
        case Path():
            return os.path.abspath(value)
        case list() | tuple():
            return [str(_kept(each)) for each in value]
        case bool() | int() | float():
            return value
    return str(value)


def _scheduler(name: str, lang: Lang) -> Scheduler:
    chosen = best() if name == "auto" else schedulers().get(name)
    if chosen is None and name == "auto":
        fail(text("schedule.no_scheduler", lang))
    if chosen is None:
        fail(text("schedule.scheduler", lang, scheduler=clean(name), known=", ".join(schedulers())))
    return chosen


def _rhythm(every: str, at: str, day: int | None, lang: Lang) -> Timing:
    try:
        return timing.timing(every, at, day)
    except BadTiming as error:
        fail(text(f"schedule.{error.option.removeprefix('--')}", lang))


def _notices(path: Path, lang: Lang) -> tuple[dict[str, Any], ...]:
    """Read and check the tables of targets; secrets are not looked at before a notice is sent."""
    try:
        found = tomllib.loads(text_of(path, lang, ("utf-8-sig",)))
    except tomllib.TOMLDecodeError:
        found = {}
    tables = found.get("notice")
    if set(found) != {"notice"} or not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        fail(text("notice.bad_file", lang, path=clean(str(path))))
    for table in tables:
        for key in table:
            if key.endswith("_file") and isinstance(table[key], str):
                table[key] = str(Path(os.path.abspath(path)).parent / Path(table[key]).expanduser())
    wrong = rerunning.checked(tuple(tables), lang)
    if isinstance(wrong, str):
        fail(wrong)
    return tuple(tables)


def _name(name: str, lang: Lang) -> str:
    if not jobs.NAME.fullmatch(name):
        fail(text("schedule.bad_name", lang, name=clean(name)))
    return name


def _free_name(home: Path, folder: Path) -> str:
    """Give the name of the folder's job, or one that no other folder's job has."""
    stem = jobs.slug(folder.name)
    for number in range(1, 1000):
        name = stem if number == 1 else f"{stem}-{number}"
        job = _whole(home, name)
        if job.folder == str(folder) if job else not _elsewhere(home, name):
            return name
    return stem


def _elsewhere(home: Path, name: str) -> bool:
    """Say whether a scheduler knows the name though no job of this state folder has it."""
    return name not in jobs.names(home) and any(each.installed(name) for each in schedulers().values())


def _whole(home: Path, name: str) -> Job | None:
    try:
        return jobs.load(home, name)
    except BadJob:
        return None


def _check_places(job: Job, home: Path, to: Path | None, lang: Lang) -> None:
    """Refuse what would fail at every run: better now than at night."""
    folder = Path(job.folder)
    if not folder.is_dir():
        fail(text(f"cli.folder.{'not_a_folder' if folder.exists() else 'missing'}", lang, folder=clean(job.folder)))
    outside(folder, Path(str(job.options["out"])).resolve(), lang)
    outside(folder, home.resolve(), lang, "--state")
    if to is not None:
        outside(folder, to.resolve(), lang, "--to")
    asked_profile(str(job.options.get("profile", "general")), lang)
    if _elsewhere(home, job.name):
        fail(text("schedule.name_taken", lang, name=job.name, scheduler=job.scheduler))
    try:
        texts = [word for word in job.words() if word != "--"]
        expressible(texts, newlines=True)
        schedulers()[job.scheduler].plan(_entry(home, job))
    except CannotExpress as error:
        fail(text("schedule.cannot_express", lang, path=clean(error.word), scheduler=job.scheduler))


def _entry(home: Path, job: Job) -> Entry:
    command = (*_program(), "schedule", "run", job.name, "--state", str(home))
    return Entry(job.name, command, job.timing, bool(job.notices) or job.options.get("engine", "local") != "local")


def _program() -> tuple[str, ...]:
    """Give this very program, for a scheduler that knows no PATH of ours; -P: a working directory lends no modules."""
    beside = Path(sys.executable).with_name("auditor.exe" if os.name == "nt" else "auditor")
    return (str(beside),) if beside.is_file() else (sys.executable, "-P", "-c", "from auditor.cli import main; main()")


def _print(home: Path, job: Job, scheduler: Scheduler, lang: Lang) -> None:
    files = [(str(jobs.place(home, job.name)), jobs.written(job))]
    encoding = "utf-16" if scheduler.name == "windows" else "utf-8"
    files += [(each.place, each.content.decode(encoding)) for each in scheduler.plan(_entry(home, job))]
    for place, content in files:
        out.print(f"── {clean(place)}\n{content}", markup=False, soft_wrap=True)
    if scheduler.experimental:
        say(text("schedule.experimental", lang, scheduler=scheduler.name))


def _write(home: Path, job: Job, scheduler: Scheduler, to: Path, lang: Lang) -> None:
    planned = scheduler.plan(_entry(home, job))
    for file in planned:
        guarded(lambda file=file: store.write(to / file.name, file.content), to / file.name, lang, "--to")  # type: ignore[misc]
    _save(home, job, lang)
    command = scheduler.load.format(name=job.name, file=shlex.quote(planned[0].name))
    for file in planned:
        out.print(clean(str(to / file.name)), markup=False, soft_wrap=True)
    out.print(text("schedule.load", lang, command=command), markup=False, soft_wrap=True)
    _say_more(home, job, lang)


def _put_in_place(home: Path, job: Job, scheduler: Scheduler, lang: Lang) -> None:
    if scheduler.experimental:
        fail(text("schedule.experimental", lang, scheduler=scheduler.name))
    former = _whole(home, job.name)
    _save(home, job, lang)
    try:
        guarded(lambda: scheduler.install(_entry(home, job)), home, lang, "--scheduler")
        if former is not None and former.scheduler != job.scheduler:
            schedulers()[former.scheduler].remove(job.name)
    except (SchedulerRefused, typer.Exit) as error:
        _restore(home, job.name, former)
        if isinstance(error, SchedulerRefused):
            _refused(error, lang)
        raise
    when, following = _when(job.timing, lang), _moment(timing.next_run(job.timing, datetime.now()))
    said = text(
        "schedule.installed", lang, name=job.name, when=when, scheduler=scheduler.name, next=following,
        report=clean(str(Path(str(job.options["out"])) / "report.html")),
    )  # fmt: skip
    out.print(said, markup=False, soft_wrap=True)
    out.print(text(f"schedule.after.{scheduler.name}", lang), markup=False, soft_wrap=True)
    _say_more(home, job, lang)


def _say_more(home: Path, job: Job, lang: Lang) -> None:
    place = clean(str(jobs.place(home, job.name)))
    out.print(text("schedule.in_clear", lang, path=place), markup=False, soft_wrap=True)
    for table in job.notices:
        for key in table:
            if key.endswith("_env"):
                stem = key.removesuffix("_env")
                say(text("schedule.no_env", lang, scheduler=job.scheduler, name=clean(str(table[key])), setting=stem))


def _save(home: Path, job: Job, lang: Lang) -> None:
    guarded(lambda: jobs.save(home, job), jobs.place(home, job.name), lang, "--state")


def _restore(home: Path, name: str, former: Job | None) -> None:
    if former is None:
        jobs.forget(home, name)
    else:
        jobs.save(home, former)


def _when(rhythm: Timing, lang: Lang) -> str:
    week = rhythm.every == timing.Every.week
    day = text(f"schedule.weekday.{rhythm.day}", lang) if week else str(rhythm.day)
    return text(f"schedule.every.{rhythm.every.value}", lang, day=day, at=rhythm.at)


def _next(job: Job, lang: Lang) -> str:
    scheduler = schedulers().get(job.scheduler)
    if scheduler is None or scheduler.experimental:
        return text("schedule.next_unknown", lang, scheduler=clean(job.scheduler))
    if not scheduler.installed(job.name):
        return text("schedule.next_none", lang)
    moment = scheduler.next_run(job.name) or timing.next_run(job.timing, datetime.now())
    return text("schedule.next", lang, at=_moment(moment))


def _last(home: Path, name: str, lang: Lang) -> str:
    last = jobs.last(home, name)
    if last is None:
        return text("schedule.never_ran", lang)
    at = clean(last.at[:16].replace("T", " "))
    return text("schedule.last", lang, at=at, code=last.exit_code, meaning=rerunning.exit_meaning(last.exit_code, lang))


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _bad_job(error: BadJob, lang: Lang) -> str:
    return text(f"schedule.job.{error.reason}", lang, path=clean(str(error.path)), where=clean(error.where))


def _no_job(error: BadJob, lang: Lang) -> NoReturn:
    fail(_bad_job(error, lang))


def _refused(error: SchedulerRefused, lang: Lang) -> NoReturn:
    fail(text("schedule.refused", lang, command=error.command, said=clean(error.said)))
