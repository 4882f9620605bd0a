"""`auditor graph`: the evidence, or the findings, as a network for graph viewers."""

# ruff: noqa: PLR0913, PLR0917  a command's options are the parameters of its function

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from auditor import account, findings, picture, store, tokens
from auditor.commands.console import Lang, emit, fail, say
from auditor.commands.options import (
    AuditPath,
    GraphForm,
    GraphFormat,
    GraphOf,
    Jobs,
    Language,
    NetworkFile,
    OfFindings,
    OwnProfile,
    Run,
    StateDir,
    WhatGraph,
)
from auditor.commands.places import guarded, outside, secret
from auditor.commands.reading import as_asked, loaded, showable
from auditor.commands.revisiting import again
from auditor.messages import text
from auditor.model import Audit
from auditor.picture import Picture
from auditor.reports import gephi, linked
from auditor.reports.clean import decodable
from auditor.reports.gexf import gexf
from auditor.reports.graphml import graphml
from auditor.reports.network import Network, of_findings, sector_of


def graph(
    audit_path: AuditPath, lang: Language, form: GraphForm = GraphFormat.graphml, what: WhatGraph = GraphOf.evidence,
    to: NetworkFile = None, only_findings: OfFindings = False, state: StateDir = None, jobs: Jobs = 0,
    profile_name: OwnProfile = None,
) -> None:  # fmt: skip
    """Write the network of an audit for Gephi and other viewers; values are masked as the audit's are.

    The evidence links names, keys and files by what each source says of them. An audit does not hold these links, so
    the folder is looked at again; the network of findings is made from the audit alone.
    """
    if form is GraphFormat.csv and to is None:
        fail(text("graph.two_tables", lang))
    found = loaded(audit_path, lang)
    if to is not None:
        outside(Path(found.folder), to.resolve(), lang, "--to")
    run = Run(Path(found.folder), audit_path, state or store.default_state(), profile_name or "", lang,
              not found.masked, jobs)  # fmt: skip
    whole = of_findings(found, lang) if what is GraphOf.findings else _evidence(found, run)
    made = (whole.touched() if only_findings else whole).placed()
    _write(made, form, to, lang)
    say(made.counted(lang))


def _write(made: Network, form: GraphFormat, to: Path | None, lang: Lang) -> None:
    if form is GraphFormat.csv and to is not None:
        for name, content in gephi.tables(made).items():
            guarded(lambda name=name, content=content: store.write(to / name, content), to, lang, "--to")  # type: ignore[misc]
        return
    written = gexf(made) if form is GraphFormat.gexf else graphml(made)
    if to is None:
        emit(written, lang)
    else:
        guarded(lambda: store.write(to, written), to, lang, "--to")


def _evidence(found: Audit, run: Run) -> Network:
    key = secret(run)
    with again(found, run) as folder:
        whole = picture.of(folder.corpus, folder.profile, ledger=folder.rulings.ledger)
        whole = whole.denying(folder.denied) if folder.denied else whole
        joins = findings.of(whole)
        return linked.of_evidence(whole, joins, _shown(whole, found, run, key), run.lang)


def _shown(whole: Picture, found: Audit, run: Run, key: bytes) -> linked.Shown:
    """Give names, keys and files as they may be shown; a value has the code that it has in the audit, if it has one."""
    setting = as_asked(Path(found.folder), found.target, run.lang, found.coverage.isolation)
    draft = account.draft(setting, whole, ())
    draft = replace(draft, entities=linked.entries(whole), subjects=(), statements=(), language=found.language)
    shown = showable(draft, key, reveal=run.reveal)
    token, known = tokens.token_of(key), {entity.id: entity for entity in found.entities}
    at = dict(zip((each.id for each in tokens.keyed(draft, key).entities), shown.entities, strict=True))
    entities = {each.id: known.get(at[token(each.id)].id, at[token(each.id)]) for each in draft.entities}
    same = {(each.path, each.sha256): each for each in found.files}
    files = {
        each.path: replace(same.get((decodable(each.path), each.sha256), each), flags=each.flags)
        for each in shown.files
    }
    return linked.Shown(found, entities, files, sector_of(found))
