"""`auditor purge`: what is kept about folders goes, as a whole or in part."""

# ruff: noqa: PLR0913, PLR0917  a command's options are the parameters of its function

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import typer
from rich.filesize import decimal

from auditor import state as kept
from auditor import store
from auditor.commands.console import Lang, fail, out
from auditor.commands.opening import told
from auditor.commands.options import (
    AllFolders,
    Language,
    OlderThan,
    PurgedFolder,
    PurgedRun,
    StateDir,
    WithDecisions,
    Yes,
)
from auditor.messages import count, text
from auditor.reports.clean import clean
from auditor.state import Holdings, State


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to go from each place: one run, what is older than a date, or else all of it."""

    run: int | None
    before: str | None
    ledgers: bool


def purge(
    lang: Language, folder: PurgedFolder = None, run: PurgedRun = None, older_than: OlderThan = None,
    everything: AllFolders = False, decisions: WithDecisions = False, yes: Yes = False, state: StateDir = None,
) -> None:  # fmt: skip
    """Remove what is kept about a folder, or a part of it; the folder itself is not touched."""
    if (folder is None) != everything:
        fail(text("purge.which", lang))
    if (run is not None and everything) or sum((run is not None, older_than is not None, decisions)) > 1:
        fail(text("purge.which_part", lang))
    home = state or store.default_state()
    before = None if older_than is None else (datetime.now(UTC) - timedelta(days=older_than)).isoformat()
    with told(home, str(folder or home), lang):
        _purge(home, folder, Wish(run, before, decisions), lang, yes=yes)


def _purge(home: Path, folder: Path | None, wish: Wish, lang: Lang, *, yes: bool) -> None:
    places = kept.places(home)
    if folder is not None and places:
        places = [place for place in places if place == kept.place_of(home, folder, store.secret(home))]
    if folder is not None and not places:
        fail(text("purge.no_folder", lang, folder=clean(str(folder))))
    secret = store.secret(home) if places else b""
    held = [_weighed(place, secret, wish, lang) for place in places]
    if not any(any(astuple(each)) for each in held):
        out.print(text("purge.nothing", lang))
        return
    if _sure(_said(held, wish, lang), wish, lang, yes=yes):
        for place in places:
            _go(place, secret, wish)
        out.print(text("purge.done", lang))


def _weighed(place: Path, secret: bytes, wish: Wish, lang: Lang) -> Holdings:
    """Say how much would go from one place; state that this version cannot open can be removed as a whole."""
    whole = wish.run is None and wish.before is None
    try:
        with State.at(place, secret) as state:
            if wish.run is not None:
                return _run(state, wish.run, lang)
            held = state.holdings(wish.before)
    except store.CannotUse:
        if not whole:
            raise
        held = Holdings()
    return replace(held, size_bytes=kept.size_bytes(place, ledgers=wish.ledgers)) if whole else held


def _run(state: State, number: int, lang: Lang) -> Holdings:
    held = state.run_holdings(number)
    if not held.runs:
        known = [str(run.number) for run in state.runs()]
        fail(text("purge.no_run", lang, run=number, known=", ".join(known) or "-"))
    return held


def _said(held: Sequence[Holdings], wish: Wish, lang: Lang) -> str:
    """Say in one line what would go from all places together."""
    runs, files, items, gone, size = (sum(each) for each in zip(*map(astuple, held), strict=True))
    counts = {"runs": runs, "files": files, "items": items, "gone": gone}
    if wish.run is None and wish.before is None:
        counts = {"folders": len(held), **counts}
    what = ("、" if lang == Lang.zh else ", ").join(count(f"purge.{k}", n, lang) for k, n in counts.items() if n)
    return text("purge.what", lang, what=what, size=decimal(size))


def _sure(said: str, wish: Wish, lang: Lang, *, yes: bool) -> bool:
    """Say what would go, and ask; where no one can be asked, the command ends."""
    out.print(said, markup=False, soft_wrap=True)
    if wish.run is None and wish.before is None and not wish.ledgers:
        out.print(text("purge.ledgers", lang), soft_wrap=True)
    if yes:
        return True
    if not sys.stdin.isatty():
        fail(text("purge.not_asked", lang))
    if typer.confirm(text("purge.sure", lang)):
        return True
    out.print(text("purge.stays", lang))
    return False


def _go(place: Path, secret: bytes, wish: Wish) -> None:
    if wish.run is None and wish.before is None:
        kept.erase(place, ledgers=wish.ledgers)
        return
    with State.at(place, secret) as state:
        if wish.run is not None:
            state.purge_run(wish.run)
        else:
            state.purge(wish.before)
