"""One run of a recurring audit: the audit as `auditor audit` does it, its end, and notices where something moved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import util
from pathlib import Path
from typing import Any

import typer
import typer.main

from auditor.changes import Drift
from auditor.commands import auditing
from auditor.commands.console import INTERNAL, LOCKED, Lang, out, say
from auditor.commands.reading import CHANGES
from auditor.messages import MESSAGES, text
from auditor.model import Audit
from auditor.notices import change as changing
from auditor.notices.change import Change
from auditor.notices.letter import letter
from auditor.notices.targets import BadTarget, Target, targets
from auditor.reports import changes
from auditor.reports.clean import clean
from auditor.reports.json import BadAudit, loads
from auditor.schedule import jobs
from auditor.schedule.jobs import Job, Last


def audit_command() -> Any:
    """Give `auditor audit` as a command that can be handed words."""
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command()(auditing.audit)
    return typer.main.get_command(alone)


def rerun(home: Path, job: Job, lang: Lang, *, always: bool) -> int:
    """Audit the folder of a job now, and send its notices where something moved.

    Args:
        home: The state folder of the job.
        job: What to audit.
        lang: Of what is said and written.
        always: Send the notices whatever the audit says.

    Returns:
        The exit code of the audit, whatever becomes of the notices.
    """
    place = Path(str(job.options["out"]))
    before, earlier = _audit_at(place), jobs.last(home, job.name)

    def ended(code: int) -> None:
        then = earlier.result if earlier else None
        change = _change(place, before if earlier else None, (then, code))
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        jobs.remember(home, job.name, Last(now, code, then if code == LOCKED else code))
        _say_how(job, change, lang)
        drifted = code != LOCKED and changing.is_drift(change, job.moved_by)
        if job.notices and (always or drifted):
            _tell(job, change, now, lang)

    try:
        code = _audited(home, job, lang)
    except Exception as error:
        ended(getattr(error, "exit_code", INTERNAL))
        raise
    ended(code)
    return code


def exit_meaning(code: int, lang: Lang) -> str:
    """Give an exit code in words."""
    return text(f"exit.{code}" if f"exit.{code}" in MESSAGES else f"exit.{INTERNAL}", lang)


def notices_ready() -> bool:
    """Say whether the extra for notices is installed; nothing of it is loaded."""
    return util.find_spec("urllib3") is not None


def checked(tables: tuple[Any, ...], lang: Lang) -> tuple[Target, ...] | str:
    """Give the targets of a job, or why there are none to be used, in words."""
    if not notices_ready():
        return text("notice.no_extra", lang)
    from auditor.notices.discover import channels  # noqa: PLC0415  loads what opens connections

    try:
        return targets(tables, channels())
    except BadTarget as error:
        known = ", ".join(error.known)
        return text(f"notice.bad.{error.reason}", lang, number=error.number, setting=clean(error.key), known=known)


def _audited(home: Path, job: Job, lang: Lang) -> int:
    words = [f"--lang={lang.value}", f"--state={home}", *job.words()]
    try:
        with _quiet(), audit_command().make_context("auditor schedule run", words) as context:
            context.command.invoke(context)
    except typer.Exit as end:
        return int(end.exit_code)
    return 0


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep page one off standard output unless a person looks on: journals and cron's mail keep what is printed."""
    out.quiet, before = not out.is_terminal, out.quiet
    try:
        yield
    finally:
        out.quiet = before


def _change(place: Path, before: Audit | None, codes: tuple[int | None, int]) -> Change:
    after = _audit_at(place) if codes[1] in changing.RESULTS else None
    drift, report = _drift_at(place), str(place / "report.html")
    if before and after and drift and drift.now.taken_at == after.taken_at:
        return changing.drifted(drift, after, codes, report)
    return changing.between(before, after, codes, report)


def _drift_at(place: Path) -> Drift | None:
    try:
        return changes.loads((place / CHANGES).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, changes.BadChanges):
        return None


def _audit_at(place: Path) -> Audit | None:
    try:
        return loads((place / "audit.json").read_text("utf-8"))
    except (OSError, UnicodeDecodeError, BadAudit):
        return None


def _say_how(job: Job, change: Change, lang: Lang) -> None:
    before, after = ("–" if each is None else f"{each:.1f}" for each in (change.score_before, change.score_after))
    meaning = exit_meaning(change.exit_code, lang)
    said = text("schedule.ran", lang, name=job.name, before=before, after=after, code=change.exit_code, meaning=meaning)
    out.print(said, markup=False, soft_wrap=True)


def _tell(job: Job, change: Change, now: str, lang: Lang) -> None:
    found = checked(job.notices, lang)
    if isinstance(found, str):
        say(found)
        return
    from auditor.notices import send  # noqa: PLC0415  goes with the channels

    written = letter(change, job.name, now, lang, names=job.names)
    for target, failed in send.sent(written, found, time.time()):
        if failed is None:
            say(text("notice.delivered", lang, target=clean(target.label)))
        else:
            why = text(f"notice.failed.{failed.reason}", lang, detail=clean(failed.detail))
            say(text("notice.failed", lang, target=clean(target.label), why=why))
