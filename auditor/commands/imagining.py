"""`auditor what-if`: what the folder would show if only some of its files were in it."""

# ruff: noqa: PLR0913, PLR0917  a command's options are the parameters of its function

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import typer

from auditor import imagined, store
from auditor.commands.console import Lang, emit, fail, out
from auditor.commands.options import (
    After,
    AuditPath,
    Before,
    Jobs,
    Language,
    Only,
    OwnProfile,
    Reveal,
    Run,
    StateDir,
    WhatIfForm,
    WhatIfFormat,
    Without,
)
from auditor.commands.places import secret
from auditor.commands.reading import are_whole, code_of, loaded, spelled
from auditor.commands.revisiting import again, drafted
from auditor.findings import Found
from auditor.imagined import Imagined, Seen, Stay
from auditor.messages import text
from auditor.model import Audit
from auditor.reports import imagined as outcomes
from auditor.reports.clean import clean
from auditor.reports.imagined import Asked, Outcome, Side, Stays, Told


def what_if(
    audit_path: AuditPath, lang: Language, without: Without = None, only: Only = None, before: Before = "",
    after: After = "", form: WhatIfForm = WhatIfFormat.table, reveal: Reveal = False, state: StateDir = None,
    jobs: Jobs = 0, profile_name: OwnProfile = None,
) -> None:  # fmt: skip
    """Say what the folder would show if only some files were in it; nothing is removed.

    All that is given holds at once. A file's date is what the manifest says it was shared on, else the one that the
    file itself gives, else that of the file system; a file without a date counts as there from the start.
    """
    stay = _asked(tuple(without or ()), tuple(only or ()), before, after, lang)
    found = loaded(audit_path, lang)
    run = Run(Path(found.folder), audit_path, state or store.default_state(), profile_name or "", lang, reveal, jobs)
    key = secret(run)
    with again(found, run) as folder:
        dates = {file.path: file.modified[:10] for file in folder.corpus.files}
        dates |= {each.path: each.date for each in found.files if each.path in dates}
        staying = _staying(stay, dates, lang)
        made = imagined.imagined(
            folder.corpus, folder.profile, staying, folder.rulings.ledger, folder.denied
        )  # fmt: skip
        outcome = _outcome(made, _Told(made.now, found, run, key), stay, dates, staying)
    if form is WhatIfFormat.json:
        emit(outcomes.dumps(outcome), lang)
    else:
        for line in outcomes.lines(outcome, lang):
            out.print(line, markup=False, soft_wrap=True)
    whole = are_whole(file for file in found.files if file.path in staying)
    raise typer.Exit(code_of(made.then.score, found.target, whole=whole))


def _asked(without: tuple[str, ...], only: tuple[str, ...], before: str, after: str, lang: Lang) -> Stay:
    days = []
    for option, given in (("--before", before), ("--after", after)):
        try:
            days.append(imagined.first_day(given) if given else "")
        except ValueError:
            fail(text("what_if.bad_date", lang, option=option, given=clean(given)))
    stay = Stay(without, only, *days)
    if not stay:
        fail(text("what_if.nothing_asked", lang))
    return stay


def _staying(asked: Stay, dates: Mapping[str, str], lang: Lang) -> frozenset[str]:
    stay = replace(asked, without=spelled(asked.without, dates), only=spelled(asked.only, dates))
    if idle := stay.idle(dates):
        fail("\n".join(text("cli.no_match", lang, pattern=clean(pattern)) for pattern in idle))
    staying = stay.of(dates)
    if not staying:
        fail(text("what_if.nothing_left", lang))
    return staying


class _Told:
    """Puts findings into the words of an audit that may be shown.

    A file that stays may name whom only one that goes makes known: what is known now is masked on both sides.
    """

    def __init__(self, now: Seen, audit: Audit, run: Run, key: bytes) -> None:
        self.now, self.audit, self.run, self.key = now, audit, run, key

    def __call__(self, seen: Seen, found: tuple[Found, ...]) -> tuple[Told, ...]:
        """Give some findings of what was seen."""
        if not found:
            return ()
        return outcomes.told(drafted(seen.picture, found, self.audit, self.run, self.key, self.now.picture).findings)


def _outcome(made: Imagined, say: _Told, stay: Stay, dates: Mapping[str, str], staying: Collection[str]) -> Outcome:
    known = sorted(filter(None, (dates[path] for path in staying)))
    first, last = (known[0], known[-1]) if known else ("", "")
    return Outcome(
        folder=say.audit.folder, target=say.audit.target,
        asked=Asked(stay.without, stay.only, stay.before, stay.after),
        stays=Stays(len(staying), len(dates), len(staying) - len(known), first, last),
        gone=tuple(sorted(dates.keys() - set(staying))), now=_side(made.now), then=_side(made.then),
        fallen=say(made.now, made.fallen), risen=say(made.then, made.risen),
    )  # fmt: skip


def _side(seen: Seen) -> Side:
    telling, alone = seen.telling
    return Side(round(seen.score, 1), len(seen.found), telling, round(alone, 4), seen.digests)
