"""The state of a folder as commands open it: what stands in the way is said in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor import store
from auditor.commands.console import LOCKED, Lang, fail, say
from auditor.commands.places import refused
from auditor.messages import text
from auditor.reports.clean import clean
from auditor.state import State


@contextmanager
def opened(home: Path, folder: Path, lang: Lang) -> Iterator[State]:
    """Give the state of a folder, open and locked; ends the command with the code for whatever prevents that."""
    with told(home, str(folder), lang), State.open(home, folder, store.secret(home)) as state:
        if state.set_aside is not None:
            say(text("state.started_anew", lang, path=clean(str(state.set_aside))))
        yield state


@contextmanager
def told(home: Path, what: str, lang: Lang) -> Iterator[None]:
    """Say why state cannot be opened, read or written, and end the command: 4 where another run holds it, else 2."""
    try:
        yield
    except store.Locked as error:
        fail(locked(what, error.holder, lang), LOCKED)
    except (store.CannotUse, store.CannotWrite) as error:
        refused(error, home, lang, "--state")


def locked(what: str, holder: store.Holder | None, lang: Lang) -> str:
    """Say that a folder is locked, and by whom where that is known."""
    if holder is None:
        return text("cli.locked", lang, folder=clean(what))
    return text("cli.locked_by", lang, folder=clean(what), pid=holder.pid, host=clean(holder.host), since=holder.since)
