"""Where a command may write: never into the audited folder, and asked before hours are spent on reading."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

from auditor import store
from auditor.commands.console import Lang, fail, reason
from auditor.commands.options import Run
from auditor.messages import text
from auditor.reports.clean import clean

T = TypeVar("T")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def outside(folder: Path, place: Path, lang: Lang, option: str = "--out") -> None:
    """Refuse to write into the folder that is audited: it is only ever read."""
    if place == folder.resolve() or folder.resolve() in place.parents:
        fail(text("cli.out_inside", lang, out=clean(str(place)), option=option))


def writable(place: Path, lang: Lang) -> None:
    """Refuse a place that cannot be written before hours are spent on reading."""
    held, refused = refusal(place)
    if refused is not None:
        fail(_unwritten(held, refused, lang, "--out"))


def refusal(place: Path) -> tuple[Path, OSError | None]:
    """Give the part of a path that exists already, and why nothing can be made in it."""
    held = next(path for path in (place, *place.parents) if path.exists())
    if not held.is_dir():
        return held, OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    allowed = os.access(held, os.W_OK | os.X_OK)
    return held, None if allowed else OSError(errno.EACCES, os.strerror(errno.EACCES))


def secret(run: Run) -> bytes:
    return guarded(lambda: store.secret(run.home), run.home / "key", run.lang, "--state")


def guarded(write: Callable[[], T], path: Path, lang: Lang, option: str = "--out") -> T:
    """Write, and say in the reader's language why it cannot be done."""
    try:
        return write()
    except (store.CannotUse, store.CannotWrite, OSError) as error:
        refused(error, path, lang, option)


def refused(error: Exception, path: Path, lang: Lang, option: str = "--out") -> NoReturn:
    """Say in the reader's language why something cannot be written or used, and end the command."""
    if isinstance(error, store.CannotUse):
        fail(text(f"state.{error.why}", lang, path=clean(str(error.path))))
    cause = _cause(error)
    if cause is None:
        fail(text("cli.bad_key", lang, path=clean(str(path))))
    fail(_unwritten(path, cause, lang, option))


def _unwritten(path: Path, cause: OSError, lang: Lang, option: str) -> str:
    """Say what could not be written, why, and what to do about it."""
    key = "cli.full" if cause.errno in _FULL else "cli.cannot_write"
    return text(key, lang, path=clean(str(path)), why=reason(cause, lang), option=option)


def _cause(error: BaseException) -> OSError | None:
    while error.__cause__ is not None and not isinstance(error, OSError):
        error = error.__cause__
    return error if isinstance(error, OSError) else None
