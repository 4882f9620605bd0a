"""The shortlist as a checklist that a person ticks off."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from auditor import messages
from auditor.model import Audit
from auditor.reports import page_one
from auditor.reports.clean import clean
from auditor.reports.report import Report

_SPECIAL = re.compile(r"([\\`*_\[\]{}#|~!])")


def prose(text: str) -> str:
    """Give text in which Markdown and HTML find nothing to act on."""
    return _SPECIAL.sub(r"\\\1", html.escape(text, quote=False))


def code(name: str) -> str:
    """Give a file name as a code span, with a fence longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall("`+", name)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {name} {fence}" if longest else f"`{name}`"


def _lines(audit: Audit, lang: str) -> Iterable[str]:
    yield messages.text("shortlist.heading", lang)
    yield ""
    yield f"{code(clean(audit.folder))} · {prose(clean(audit.taken_at))} · {page_one.coverage(audit, lang)}"
    yield ""
    yield prose(("" if lang == "zh" else " ").join((*page_one.headline(audit, lang), *page_one.remarks(audit, lang))))
    yield ""
    if marked := page_one.marked(audit):
        yield f"## {messages.count('marking.title', len(marked), lang)}"
        yield f"\n**{messages.text('marking.stop', lang)}**\n"
        yield from (f"- [ ] {code(name)}" for name in marked)
        yield ""
    yield f"## {messages.text('shortlist.title', lang)}\n"
    rows = page_one.rows(audit, lang)
    for row in rows:
        yield from _row(row, lang)
    if not rows:
        yield messages.text("shortlist.none", lang)
    for status in ("unread", "partly"):
        if names := page_one.named(audit, status):
            yield f"\n## {messages.text(f'coverage.{status}', lang)}\n"
            yield from (f"- [ ] {code(name)}" for name in names)


def _row(row: page_one.Row, lang: str) -> Iterable[str]:
    after = f"{messages.text('column.score_after', lang)} {page_one.figure(row.score_after)}"
    broken = messages.count("findings", row.findings_broken, lang)
    yield f"- [ ] **{row.rank}. {prose(row.action)}** {code(row.file)} · {after} · {broken}  "
    yield f"      {prose(row.why)}"
    yield from (f"  - [ ] {code(copy)} ({messages.text('column.copies', lang)})" for copy in row.copies)


def _render(audit: Audit, lang: str) -> str:
    return "\n".join(_lines(audit, lang)) + "\n"


REPORT = Report("md", ".md", _render)
