"""Which files a script moves, and which it has to leave to a person; the same for every shell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditor import messages
from auditor.model import Audit
from auditor.reports import checklist, page_one
from auditor.reports.checklist import Line
from auditor.reports.clean import clean, flowing

MOVED = frozenset({"remove", "stop"})  # other actions leave something of the file where it is


@dataclass(frozen=True, slots=True)
class Moves:
    """What a script does.

    Attributes:
        files: Path inside the folder and SHA-256 of each file to move, in the order of the checklist.
        by_hand: Files that a person has to treat, each with the reason, in words and clean.
        unread: Clean names of the files that the audit could not read.
    """

    files: tuple[tuple[str, str], ...]
    by_hand: tuple[str, ...]
    unread: tuple[str, ...]


def moves(audit: Audit, lang: str, writable: Callable[[str], bool]) -> Moves:
    """Say what to move.

    Args:
        audit: The finished audit.
        lang: "zh" or "en".
        writable: Says whether the script's language can write a path.
    """
    listed = {line.path: line for line in checklist.lines(audit, lang) if line.action != "keep"}
    reasons = {path: _reason(line, writable, lang) for path, line in listed.items()}
    return Moves(
        tuple((path, line.entry.sha256) for path, line in listed.items() if line.entry and not reasons[path]),
        tuple(f"{clean(path)}: {reason}" for path, reason in reasons.items() if reason),
        page_one.named(audit, "unread"),
    )


def _reason(line: Line, writable: Callable[[str], bool], lang: str) -> str:
    """Say why a file cannot be moved by a script, "" where it can."""
    if line.action not in MOVED:
        return " · ".join(filter(None, (flowing(messages.label("action", line.action, lang)), line.instead)))
    if line.archive:
        return messages.text("move.reason.archive", lang, archive=clean(line.archive))
    if not _inside(line.path) or not writable(line.path):
        return messages.text("move.reason.name", lang)
    if line.entry is None or not _hexadecimal(line.entry.sha256):
        return messages.text("move.reason.sum", lang)
    return ""


def _inside(path: str) -> bool:
    """Say whether a path stays below the folder; an audit.json from elsewhere might say otherwise."""
    return all(part not in ("", ".", "..") for part in path.split("/"))


def _hexadecimal(sha256: str) -> bool:
    return len(sha256) == 64 and set(sha256) <= set("0123456789abcdef")
