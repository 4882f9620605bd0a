"""What every command shares: the terminal, the language, the exit codes, and how it fails."""

from __future__ import annotations

import errno
import locale
import math
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console

from auditor.messages import MESSAGES, text
from auditor.reports.clean import clean

OK, ABOVE, USAGE, UNREAD, LOCKED, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130


class Lang(StrEnum):
    """Languages of everything that is printed and written."""

    zh = "zh"
    en = "en"


HELP_WIDTH = 100  # the README shows the help at this width


out = Console(highlight=False, soft_wrap=False, emoji=False)


err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


def system_language() -> Lang:
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Lang.zh if (named or (locale.getlocale()[0] or "")).lower().startswith(("zh", "chinese")) else Lang.en


def asked_language(arguments: Sequence[str]) -> Lang:
    """Give the language of `--lang`, for what is said where the command itself cannot say it."""
    given = " ".join(arguments).replace("--lang=", "--lang ").partition("--lang ")[2][:2]
    return Lang(given) if given in set(Lang) else system_language()


def text_of(path: Path, lang: Lang, encodings: Sequence[str] = ("utf-8-sig", "gb18030")) -> str:
    """Read a file that a person gave; spreadsheets in Chinese save CSV as GB 18030."""
    try:
        data = path.read_bytes()
    except OSError as error:
        fail(text("cli.cannot_read", lang, path=clean(str(path)), why=reason(error, lang)))
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return fail(text("cli.not_text", lang, path=clean(str(path))))


def finite(target: float, lang: Lang) -> float:
    """Refuse `nan`, which every comparison with a target would pass."""
    if not math.isfinite(target):
        fail(text("cli.bad_target", lang))
    return target


def reason(error: OSError, lang: Lang) -> str:
    name = errno.errorcode.get(error.errno or 0, "")
    return text(f"errno.{name}", lang) if f"errno.{name}" in MESSAGES else error.strerror or type(error).__name__


def emit(content: str | bytes, lang: Lang) -> None:
    """Write to standard output as it is, for a file or another program."""
    if isinstance(content, bytes) and sys.stdout.isatty():
        fail(text("cli.binary", lang))
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode("utf-8") if isinstance(content, str) else content)
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    err.print(message, markup=False)


def fail(message: str, code: int = USAGE) -> NoReturn:
    err.print(message, markup=False, style="red")
    raise typer.Exit(code)
