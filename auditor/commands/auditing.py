"""`auditor audit` and `auditor demo`: a folder in, the report out."""

# ruff: noqa: PLR0913, PLR0917  a command's options are the parameters of its function

from __future__ import annotations

from importlib import resources
from pathlib import Path

import typer

from auditor import audit as flow
from auditor import store
from auditor.commands.console import LOCKED, fail, finite, out
from auditor.commands.options import (
    Engine,
    Folder,
    Jobs,
    Keep,
    Language,
    NoCache,
    OutDir,
    ProfileName,
    Reveal,
    Run,
    StateDir,
    Target,
)
from auditor.commands.places import guarded, outside, secret, writable
from auditor.commands.reading import (
    as_asked,
    asked_profile,
    audited,
    exit_code,
    read_files,
    showable,
    unmatched,
    walked,
    write_all,
)
from auditor.messages import text
from auditor.reports import table
from auditor.reports.clean import clean

SAMPLE_PROFILE = "critical-minerals"


def audit(
    folder: Folder, lang: Language, out_dir: OutDir = None, state: StateDir = None,
    profile_name: ProfileName = "general", target: Target = 30.0, keep: Keep = None, reveal: Reveal = False,
    jobs: Jobs = 0, engine: Engine = "local", no_cache: NoCache = False,
) -> None:  # fmt: skip
    """Audit a folder: score, shortlist of files to remove, and a report page."""
    del no_cache
    if engine != "local":
        fail(text("cli.engine", lang, engine=clean(engine)))
    wish = flow.Wish(target=finite(target, lang), keep=tuple(keep or ()))
    place = (out_dir or Path.cwd() / f"audit-{folder.resolve().name or 'folder'}").resolve()
    run = Run(folder, place, state or store.default_state(), profile_name, lang, reveal, jobs)
    raise typer.Exit(_audited(run, wish))


def demo(
    lang: Language, out_dir: OutDir = None, state: StateDir = None, reveal: Reveal = False, jobs: Jobs = 0,
) -> None:  # fmt: skip
    """Audit the sample folder that comes with the tool, an invented exchange group."""
    sample = Path(str(resources.files("auditor") / "sample"))
    if not sample.is_dir():
        sample = Path(__file__).resolve().parents[2] / "fixtures" / "sample"
    place = (out_dir or Path.cwd() / "audit-demo").resolve()
    _audited(Run(sample, place, state or store.default_state(), SAMPLE_PROFILE, lang, reveal, jobs), flow.Wish())


def _audited(run: Run, wish: flow.Wish) -> int:
    asked = asked_profile(run.profile, run.lang)
    listed = walked(run.folder, run.lang)
    outside(run.folder, run.place, run.lang)
    outside(run.folder, run.home.resolve(), run.lang, "--state")
    writable(run.place, run.lang)
    key = secret(run)
    try:
        with store.locked(run.home, run.folder):
            files, isolation = read_files(listed, run.lang, run.jobs)
            setting = as_asked(run.folder, wish.target, run.lang, isolation)
            shown = showable(audited(files, asked, wish, setting), key, reveal=run.reveal)
            guarded(lambda: write_all(run.place, shown, run.lang), run.place, run.lang)
    except store.Locked:
        fail(text("cli.locked", run.lang, folder=clean(str(run.folder))), LOCKED)
    unmatched(wish, files, run.lang)
    out.print(table.render(shown, run.lang, out.width, str(run.place / "report.html")))
    return exit_code(shown)
