"""Messages to those who shared a file, as plain text to paste: which of their files to take down, by when, and why.

Whoever intercepts a message should learn little: reasons are general, no name, number or finding of the audit is in
it, and of a file with a secrecy marking not even the reason is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from auditor import messages
from auditor.model import UNFINISHED, Audit
from auditor.reports import checklist, page_one
from auditor.reports.checklist import Line
from auditor.reports.clean import clean
from auditor.reports.report import Report

DAYS = 14  # chosen: two weeks, so that a holiday of one does not end the time
_RULE = "-" * 72
# The part of a message that each action belongs to; whatever else the audit advises is to be talked about.
_PARTS = {"stop": "stop", "remove": "remove", "redact": "redact"}
# What a message may say of a part: where it is, and nothing that stands in it.
_OPEN = frozenset({"layer", "page", "slide"})


def _lines(audit: Audit, lang: str) -> Iterable[str]:
    by_sharer: defaultdict[str, list[Line]] = defaultdict(list)
    for line in checklist.lines(audit, lang):
        if line.action != "keep":
            by_sharer[line.sharer].append(line)
    yield from _head(audit, lang, bool(by_sharer))
    if any(line.item and line.item.parts for lines in by_sharer.values() for line in lines):
        yield messages.text("letter.where", lang)
    order = sorted(by_sharer, key=lambda name: (not name, name))
    for first in (True, False):  # what bears a marking is asked for by itself: nothing else is said in that message
        for sharer in order:
            if lines := [line for line in by_sharer[sharer] if (line.action == "stop") is first]:
                key = "letter.to_first" if first else "letter.to"
                yield from _titled(_to(key, sharer, len(lines), lang))
                yield from _letter(lines, _deadline(audit, lang), lang)
    for status in UNFINISHED:
        yield from _aside(status, page_one.named(audit, status), lang)


def _titled(title: str) -> Iterable[str]:
    return ("", _RULE, title, _RULE, "")


def _aside(what: str, names: Sequence[str], lang: str) -> Iterable[str]:
    """Give what the reader alone needs, nothing where there is none."""
    if names:
        yield from _titled(messages.text(f"letter.{what}", lang))
        yield from (f"- {name}" for name in names)


def _head(audit: Audit, lang: str, asked: bool) -> Iterable[str]:
    yield f"{messages.text('letter.title', lang)} · {clean(audit.folder)}"
    yield ""
    if not asked:
        yield messages.text("letter.nobody", lang)
        return
    yield messages.text("letter.about", lang)
    if _end(audit) is not None:
        yield messages.text("letter.date", lang, date=clean(audit.taken_at)[:10], days=DAYS)
    if audit.masked:
        yield messages.text("letter.codes", lang)
    if page_one.by_sector(audit):
        yield messages.text("letter.by_sector", lang)


def _to(key: str, sharer: str, files: int, lang: str) -> str:
    name = sharer or messages.text("letter.unknown", lang)
    return messages.text(key, lang, sharer=name, files=messages.count("files", files, lang))


def _letter(lines: Sequence[Line], deadline: str, lang: str) -> Iterable[str]:
    """Give one message; the name stands above it, so that a code is never pasted as an address."""
    yield messages.text("letter.hello", lang)
    asked = False
    for part in ("stop", "remove", "redact", "other"):
        if paths := [_asked(line, lang) for line in lines if _PARTS.get(line.action, "other") == part]:
            dated = {"date": deadline} if part in ("remove", "redact") else {}
            yield from ("", messages.text(f"letter.{part}", lang, **dated))
            yield from (f"- {path}" for path in paths)
            asked = asked or part != "stop"
    if asked:
        yield from ("", messages.text("letter.why", lang))
    yield from ("", messages.text("letter.thanks" if asked else "letter.thanks_stop", lang))


def _asked(line: Line, lang: str) -> str:
    """Give a file and what is enough to take out of it, by its layer, page or slide alone."""
    path = _named(line, lang)
    if line.action not in ("remove", "redact") or line.item is None or not line.item.parts:
        return path
    told = {part.what for part in line.item.parts} <= _OPEN
    keys = ("letter.part", "letter.part_ask") if line.action == "redact" else ("letter.enough", "letter.enough_part")
    return messages.text(keys[0 if told else 1], lang, path=path, parts=page_one.parts(line.item, lang))


def _named(line: Line, lang: str) -> str:
    """Give a file as its sharer knows it: of an archive's member the archive first, for that is what was shared."""
    if not line.archive:
        return clean(line.path)
    member = line.path.removeprefix(f"{line.archive}!/")
    return messages.text("letter.member", lang, archive=clean(line.archive), member=clean(member))


def _end(audit: Audit) -> date | None:
    try:
        return date.fromisoformat(audit.taken_at[:10]) + timedelta(days=DAYS)
    except (ValueError, OverflowError):
        return None


def _deadline(audit: Audit, lang: str) -> str:
    """Give the day by which files should be gone, counted from the audit; no clock is asked."""
    end = _end(audit)
    return end.isoformat() if end else messages.text("letter.within", lang, days=DAYS)


def _render(audit: Audit, lang: str) -> str:
    return "\n".join(_lines(audit, lang)) + "\n"


REPORT = Report("letters", ".letters.txt", _render)
