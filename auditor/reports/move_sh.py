"""A script for POSIX sh that moves the shortlist's files out of a local copy of the folder, and back.

The head with words and files is made here; what it does stands in `scripts/move.sh` and is the same for every audit.
A name is one single-quoted word that `printf %b` turns into bytes: every byte that a person could not read or that a
terminal would obey is written as `\\0nnn`, so the script is harmless to look at and every POSIX name can be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import resources

from auditor import messages
from auditor.model import Audit
from auditor.reports.clean import clean
from auditor.reports.moves import Moves, moves
from auditor.reports.report import Report

_WORDS = (
    "back", "back_already", "by_hand", "changed", "changed_undo", "failed", "failed_undo", "hash", "inside", "local",
    "missing", "moved", "no_folder", "no_manifest", "no_quarantine", "no_record", "odd_line", "taken", "taken_undo",
    "unread", "usage", "would",
)  # fmt: skip
_BYTE = re.compile(r"\\x([89a-f][0-9a-f])")  # how audit.json writes a byte of a name that is no text


def quoted(word: str) -> str:
    """Give text as one word of the shell, whatever it holds."""
    return "'" + word.replace("'", "'\\''") + "'"


def coded(path: str) -> str:
    """Give a path as `printf %b` reads it; the result has no character that `clean` would change."""
    return "".join(map(_coded, path))


def _coded(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if clean(character) == character:
        return character
    return "".join(f"\\0{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))


def writable(path: str) -> bool:
    """Say whether a path can be a file's on a POSIX system."""
    try:
        return b"\0" not in path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, as Windows allows it in names
        return False


def spellings(path: str) -> tuple[str, ...]:
    """Give the path, and what it may have been before it was written as JSON; the checksum tells which is meant."""
    raw = _BYTE.sub(lambda match: chr(0xDC00 + int(match.group(1), 16)), path)
    return (path,) if raw == path else (path, raw)


def _head(audit: Audit, lang: str, found: Moves) -> Iterable[str]:
    about = messages.text("move.about", lang, apply="--apply")
    yield from ("#!/bin/sh", f"# {about}")
    yield f"# {messages.text('move.audited', lang, folder=clean(audit.folder), date=clean(audit.taken_at))}"
    yield ""
    words = {name: messages.text(f"move.{name}", lang) for name in _WORDS}
    words |= {name: messages.text(f"move.word.{name}", lang) for name in ("folder", "manifest", "quarantine")}
    words["count"] = messages.text("move.count", lang, n="%s", m="%s")
    words["dry"] = messages.text("move.dry", lang, apply="--apply")
    words["undo"] = messages.text("move.undo", lang, command="sh move.sh --undo")
    yield from (f"w_{name}={quoted(word)}" for name, word in sorted(words.items()))
    yield from ("", "files() {", "  :")
    for path, sha256 in found.files:
        yield f"  file {sha256} {' '.join(quoted(coded(each)) for each in spellings(path))}"
    yield "}"
    yield from _listed("by_hand", found.by_hand)
    yield from _listed("unread", found.unread)


def _listed(name: str, lines: tuple[str, ...]) -> Iterable[str]:
    """Give a function that prints lines; each is indented, so that none can end the text."""
    yield from ("", f"{name}() {{")
    yield from ((f'  say "$w_{name}"', "  cat <<'END'", *(f"  {line}" for line in lines), "END") if lines else ("  :",))
    yield "}"


def _render(audit: Audit, lang: str) -> str:
    body = (resources.files("auditor.reports") / "scripts" / "move.sh").read_text("utf-8")
    return "\n".join((*_head(audit, lang, moves(audit, lang, writable)), "", body))


REPORT = Report("move.sh", ".sh", _render)
