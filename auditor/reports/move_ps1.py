"""A script for PowerShell that moves the shortlist's files out of a local copy of the folder, and back.

The head with words and files is made here; what it does stands in `scripts/move.ps1` and is the same for every audit.
PowerShell reads nothing inside single quotes but the quote itself, and takes four typographic quotes for one, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from itertools import groupby

from auditor import messages
from auditor.model import Audit
from auditor.reports.clean import clean
from auditor.reports.moves import Moves, moves
from auditor.reports.report import Report

# System.Management.Automation, CharTraits.IsSingleQuote: quotes that open and close a literal string
QUOTES = "'\u2018\u2019\u201a\u201b"
_WORDS = (
    "back", "back_already", "by_hand", "changed", "changed_undo", "failed", "failed_undo", "inside", "local", "missing",
    "moved", "no_folder", "no_manifest", "odd_line", "taken", "taken_undo", "unread", "would",
)  # fmt: skip
_PARAMETERS = (
    "param([Parameter(Position = 0)] [string] $Folder, [Parameter(Position = 1)] [string] $Quarantine, "
    "[switch] $Apply, [string] $Undo)"
)


def quoted(text: str) -> str:
    """Give text as one literal of PowerShell; what a person could not read is written as a character's number."""
    runs = [_run("".join(run), readable) for readable, run in groupby(text, lambda each: clean(each) == each)]
    if len(runs) < 2 and clean(text) == text:
        return runs[0] if runs else "''"
    return f"('' + {' + '.join(runs)})"  # begins with a string, for a sum that begins with a character may be a number


def _run(text: str, readable: bool) -> str:
    if readable:
        return "'" + "".join(each * 2 if each in QUOTES else each for each in text) + "'"
    return " + ".join(f"[char]::ConvertFromUtf32(0x{ord(each):X})" for each in text)


def writable(path: str) -> bool:
    """Say whether a path means the same file in PowerShell: a backslash would be a folder's end on Windows."""
    return not any(each in "\\\0" or 0xD800 <= ord(each) < 0xE000 for each in path)


def _head(audit: Audit, lang: str, found: Moves) -> Iterable[str]:
    yield f"# {messages.text('move.about', lang, apply='-Apply')}"
    yield f"# {messages.text('move.audited', lang, folder=clean(audit.folder), date=clean(audit.taken_at))}"
    yield from ("", _PARAMETERS, "", "$words = @{")
    words = {name: messages.text(f"move.{name}", lang) for name in _WORDS}
    words["total"] = messages.text("move.count", lang, n="{0}", m="{1}")
    words["dry"] = messages.text("move.dry", lang, apply="-Apply")
    words["undo"] = messages.text("move.undo", lang, command="move.ps1 -Undo")
    words["usage"] = _usage(lang)
    yield from (f"    {name} = {quoted(word)}" for name, word in sorted(words.items()))
    yield from ("}", "$files = @(")
    for path, sha256 in found.files:
        yield f"    [pscustomobject] @{{ Sum = {quoted(sha256)}; Path = {quoted(path)} }}"
    yield ")"
    for name, lines in (("byHand", found.by_hand), ("unread", found.unread)):
        yield from (f"[string[]] ${name} = @(", *(f"    {quoted(line)}" for line in lines), ")")


def _usage(lang: str) -> str:
    folder, manifest, quarantine = (
        messages.text(f"move.word.{name}", lang) for name in ("folder", "manifest", "quarantine")
    )
    usage = messages.text("move.usage", lang)
    return f"{usage} move.ps1 {folder} {quarantine} [-Apply] | move.ps1 -Undo {manifest}"


def _render(audit: Audit, lang: str) -> str:
    body = (resources.files("auditor.reports") / "scripts" / "move.ps1").read_text("utf-8")
    # Windows PowerShell reads a script without a byte order mark in the code page of the system.
    return "\ufeff" + "\n".join((*_head(audit, lang, moves(audit, lang, writable)), "", body))


REPORT = Report("move.ps1", ".ps1", _render)
