"""`auditor check`: what sharing a file would add, said before it is shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import typer

from auditor import findings, picture, store
from auditor.commands.console import Lang, fail, out
from auditor.commands.options import Against, Jobs, Language, NewFiles, OwnProfile, Reveal, Run, StateDir
from auditor.commands.places import secret
from auditor.commands.reading import are_whole, code_of, is_whole, loaded
from auditor.commands.revisiting import Again, again, drafted
from auditor.engines.local import LocalEngine
from auditor.folder import FoundFile, walk_file
from auditor.messages import count, text
from auditor.model import Audit, Finding
from auditor.reports.clean import clean, flowing
from extractors.model import Extraction, Limits

MOST = 10  # PRODUCT.md: a list that a person reads at once has at most ten rows


def check(  # noqa: PLR0913, PLR0917  a command's options are the parameters of its function
    new: NewFiles, against: Against, lang: Language, state: StateDir = None, profile_name: OwnProfile = None,
    reveal: Reveal = False, jobs: Jobs = 0,
) -> None:  # fmt: skip
    """Say what sharing files would add to an audited folder, before they are shared."""
    found = loaded(against, lang)
    run = Run(Path(found.folder), against, state or store.default_state(), profile_name or "", lang, reveal, jobs)
    key, listed = secret(run), _listed(new, run)
    with again(found, run) as folder:
        fresh = _read(listed, run, folder.limits)
        before, after, shown = _both(folder, fresh, found, run, key)
    _say(found, fresh, (before, after), shown, lang)
    raise typer.Exit(code_of(after, found.target, whole=is_whole(found) and are_whole(fresh)))


def _listed(new: Sequence[Path], run: Run) -> list[FoundFile]:
    listed = []
    for path in new:
        if not path.is_file():
            fail(text("check.not_a_file" if path.exists() else "check.no_file", run.lang, path=clean(str(path))))
        listed.append(walk_file(path))
    return listed


def _read(listed: Sequence[FoundFile], run: Run, limits: Limits) -> list[Extraction]:
    """Read the files in a guard, as the audit read its own."""
    files: list[Extraction] = []
    with LocalEngine(run.jobs, limits) as engine:
        for _, extractions in engine.map_files(listed):
            files += extractions
    return files


def _both(folder: Again, fresh: list[Extraction], found: Audit, run: Run, key: bytes) -> tuple[float, float, Audit]:
    """Give the open scores without and with the files, and an audit of both that may be shown."""
    taken = {file.path for file in folder.corpus.files}
    fresh[:] = [replace(x, path=f"{x.path} ({text('check.new', run.lang)})") if x.path in taken else x for x in fresh]
    together = folder.corpus.with_others(fresh)
    old = [n for n, file in enumerate(together.files) if file.path in taken]
    ledger = folder.rulings.ledger
    before = picture.score_of(together, folder.profile, old, ledger, folder.denied)
    whole = picture.of(together, folder.profile, ledger=ledger).denying(folder.denied)
    joins = findings.of(whole)
    return before, whole.score, drafted(whole, joins, found, run, key)


def _say(found: Audit, fresh: Sequence[Extraction], scores: tuple[float, float], shown: Audit, lang: Lang) -> None:
    known = {each.sha256: each.path for each in found.files}
    for file in fresh:
        if file.sha256 in known:
            line = text("check.known", lang, path=clean(file.path), known=clean(known[file.sha256]))
            out.print(line, markup=False, soft_wrap=True)
        elif file.status in ("unread", "skipped"):
            out.print(text("check.unread", lang, path=clean(file.path)), markup=False, soft_wrap=True)
    before, after = (f"{score:.1f}" for score in scores)
    out.print(text("check.score", lang, before=before, after=after, target=f"{found.target:g}"), markup=False)
    here = {file.path for file in fresh}
    joins: list[Finding] = [each for each in shown.findings if here.intersection(each.files)]
    out.print(text("check.joins" if joins else "check.nothing", lang, n=len(joins)), markup=False, soft_wrap=True)
    for each in joins[:MOST]:
        out.print(f"  {flowing(each.text)}", markup=False, soft_wrap=True)
        others = ("、" if lang == Lang.zh else ", ").join(clean(path) for path in each.files if path not in here)
        if others:
            out.print(f"    {text('explain.with', lang, files=others)}", markup=False, soft_wrap=True)
    if len(joins) > MOST:
        out.print(f"  {count('more', len(joins) - MOST, lang)}", markup=False)
