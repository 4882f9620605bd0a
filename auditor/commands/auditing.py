"""`auditor audit` and `auditor demo`: a folder in, the report out."""

# ruff: noqa: PLR0913, PLR0917  a command's options are the parameters of its function

from __future__ import annotations

import gc
import importlib.util
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import typer

from auditor import audit as flow
from auditor import store
from auditor.commands.console import Lang, fail, finite, out
from auditor.commands.modelling import asked_models
from auditor.commands.opening import opened
from auditor.commands.options import (
    AliasesFile,
    DecisionsFile,
    Engine,
    Folder,
    Jobs,
    Keep,
    Language,
    ManifestFile,
    NoCache,
    Ocr,
    OutDir,
    OwnModels,
    ProfileName,
    Recognise,
    Recognition,
    Reveal,
    Run,
    StateDir,
    Target,
    Verify,
)
from auditor.commands.places import outside, secret, writable
from auditor.commands.reading import exit_code, unmatched, walked
from auditor.commands.running import Asked, Session
from auditor.engines.batches import EngineFailed
from auditor.messages import text
from auditor.reports import table
from auditor.reports.clean import clean
from auditor.reports.drift import lines

SAMPLE_PROFILE = "critical-minerals"


def audit(
    folder: Folder, lang: Language, out_dir: OutDir = None, state: StateDir = None,
    profile_name: ProfileName = "general", target: Target = 30.0, keep: Keep = None,
    manifest: ManifestFile = None, decisions: DecisionsFile = None, aliases: AliasesFile = None,
    reveal: Reveal = False, jobs: Jobs = 0, engine: Engine = "local", verify: Verify = False, no_cache: NoCache = False,
    ocr: Ocr = False, recognise: Recognise = Recognition.standard, model: OwnModels = None,
) -> None:  # fmt: skip
    """Audit a folder: score, shortlist of files to remove, and a report page; again, and only what changed is read."""
    cluster = _cluster(engine, lang)
    if ocr:
        _can_recognise(lang)
    models = asked_models(recognise, model or (), lang)
    wish = flow.Wish(target=finite(target, lang), keep=tuple(keep or ()))
    place = (out_dir or Path.cwd() / f"audit-{folder.resolve().name or 'folder'}").resolve()
    run = Run(folder, place, state or store.default_state(), profile_name, lang, reveal, jobs)
    asked = Asked(wish, manifest, decisions, aliases, verify, not no_cache, ocr, models, cluster)
    raise typer.Exit(_audited(run, asked))


def demo(
    lang: Language, out_dir: OutDir = None, state: StateDir = None, reveal: Reveal = False, jobs: Jobs = 0,
) -> None:  # fmt: skip
    """Audit the sample folder that comes with the tool, an invented exchange group."""
    sample = Path(str(resources.files("auditor") / "sample"))
    if not sample.is_dir():
        sample = Path(__file__).resolve().parents[2] / "fixtures" / "sample"
    place = (out_dir or Path.cwd() / "audit-demo").resolve()
    run = Run(sample, place, state or store.default_state(), SAMPLE_PROFILE, lang, reveal, jobs)
    _audited(run, Asked(flow.Wish()))


def _cluster(engine: str, lang: Lang) -> str:
    """Give `HOST:PORT` of the cluster that is to read, "" for this machine."""
    if engine == "local":
        return ""
    if (found := re.fullmatch(r"dask://([^/\s]+:[0-9]{1,5})", engine)) is None:
        fail(text("cli.engine", lang, engine=clean(engine)))
    if importlib.util.find_spec("distributed") is None:
        fail(text("cli.engine.extra", lang))
    return found[1]


def _can_recognise(lang: Language) -> None:
    from extractors.images import ocr  # noqa: PLC0415  loads the layout of pages, which no other audit needs here

    if not ocr.installed():
        fail(text("cli.ocr", lang))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep Python from looking for circular rubbish, of which an audit makes none: it would look through every mention.

    A seventh of an audit's time went there. What was made counts as old afterwards, else the next look would be for all
    of it at once: a twentieth of a second audit's time, just before its end.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _audited(run: Run, asked: Asked) -> int:
    listed = walked(run.folder, run.lang)
    outside(run.folder, run.place, run.lang)
    outside(run.folder, run.home.resolve(), run.lang, "--state")
    writable(run.place, run.lang)
    key = secret(run)
    try:
        with opened(run.home, run.folder, run.lang) as state, _without_collecting():
            done = Session(run, asked, state, key).done(listed)
    except EngineFailed as failed:
        where = clean(failed.where or asked.cluster)
        fail(text(f"cli.engine.{failed.reason}", run.lang, where=where, folder=clean(str(run.folder))))
    unmatched(asked.wish, done.files, run.lang)
    out.print(table.render(done.shown, run.lang, out.width, str(run.place / "report.html")))
    for line in lines(done.drift, run.lang) if done.drift else ():
        out.print(line, markup=False, soft_wrap=True)
    return exit_code(done.shown)
