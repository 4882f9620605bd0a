"""The checklist as a page to tick off, on a screen or on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor import messages
from auditor.model import UNFINISHED, Audit
from auditor.reports import checklist, page_one
from auditor.reports.clean import clean, flowing
from auditor.reports.report import Report

_ROOM = "_" * 12  # between spaces this is no emphasis
# Of what Markdown knows, only what it would act on where it stands: the page is read as plain text too, where
# Sheet1\!A3 and notice\_26 are in the way. An underline within a word is none to Markdown, nor is < before a digit.
_SPECIAL = re.compile(r"[\\`*\[\]{}|~]|(?<![^\W_])_|_(?![^\W_])|^[#>]")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_CHARACTER = re.compile(r"&(?=#?\w+;)")


def prose(text: str) -> str:
    """Give text in which Markdown and HTML find nothing to act on."""
    return _TAG.sub("&lt;", _SPECIAL.sub(r"\\\g<0>", _CHARACTER.sub("&amp;", text)))


def code(name: str) -> str:
    """Give a file name as a code span, with a fence longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall("`+", name)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {name} {fence}" if longest else f"`{name}`"


def _lines(audit: Audit, lang: str) -> Iterable[str]:
    yield messages.text("shortlist.heading", lang)
    yield ""
    yield f"{code(clean(audit.folder))} · {prose(page_one.when(audit.taken_at))} · {page_one.coverage(audit, lang)}"
    yield ""
    yield prose(("" if lang == "zh" else " ").join((*page_one.headline(audit, lang), *page_one.remarks(audit, lang))))
    yield ""
    codes = messages.text("page.masked", lang) if audit.masked else ""
    dark = (page_one.dark(audit, status, lang) for status in UNFINISHED)
    for said in filter(None, (*dark, codes, page_one.proof(audit, lang), page_one.gentle(audit, lang),
                             page_one.ways_in_brief(audit, lang))):
        yield from (prose(said), "")
    lines, by_sector = checklist.lines(audit, lang), page_one.by_sector(audit)
    if marked := [line for line in lines if line.action == "stop"]:
        yield f"## {messages.count('marking.title', len(marked), lang)}"
        yield f"\n**{messages.text('marking.stop', lang)}**\n"
        for line in marked:
            yield from _line(line, lang)
        yield ""
    if by_sector:
        yield from (*_sectors(audit, lang), "")
    yield f"## {messages.text('shortlist.title_whole' if by_sector else 'shortlist.title', lang)}\n"
    for line in lines:
        if line.action != "stop":
            yield from _line(line, lang)
    if not audit.shortlist.items:
        yield messages.text("shortlist.none", lang)
    if not by_sector:
        yield from _sectors(audit, lang)
    for status in UNFINISHED:
        if names := page_one.named(audit, status):
            yield f"\n## {messages.text(f'coverage.{status}', lang)}\n"
            yield from (f"- [ ] {code(name)}" for name in names)


def _sectors(audit: Audit, lang: str) -> Iterable[str]:
    """Give the sectors that have a list of their own, with a box for each row of it."""
    planned = page_one.planned(audit, lang)
    if not planned:
        return
    yield f"\n## {messages.text('sector.plan_title', lang)}\n"
    yield prose(messages.text("sector.instead", lang))
    for sector in planned:
        facts = " · ".join(prose(fact) for fact in (sector.where, sector.said) if fact)
        yield f"\n**{sector.number}. {prose(sector.label)}** · {facts}\n"
        for row in sector.rows:
            files = ("、" if lang == "zh" else ", ").join(map(code, row.names))
            stop = f"**{prose(row.stop)}** " if row.stop else ""
            yield f"- [ ] {stop}{files} · {messages.text('sector.then', lang, score=page_one.figure(row.score))}"


def _line(line: checklist.Line, lang: str) -> Iterable[str]:
    """Give one box to tick: what to do with which file, its facts, why, and room for who did it and when."""
    rank = f"{line.rank}. " if line.rank else ""
    of_copy = f" ({messages.text('column.copies', lang)})" if line.copy else ""
    facts = " · ".join(prose(fact) for fact in (line.date, line.sharer, line.size) if fact)
    after = [f"{messages.text('column.score_after', lang)} {page_one.figure(line.score_after or 0.0)}",
             messages.count("findings", line.findings_broken, lang)] if line.rank else []  # fmt: skip
    action = prose(flowing(messages.label("action", line.action, lang)))
    what = f"- [ ] **{rank}{action}** {code(clean(line.path))}{of_copy}"
    yield " · ".join(filter(None, (what, facts, *after))) + "  "
    if not line.copy:
        yield f"      {prose(line.why)}  "
    if line.instead and not line.copy:
        strong = "**" if line.item and line.item.parts else ""
        yield f"      {strong}{prose(line.instead)}{strong}  "
    yield "      " + " ".join(f"{messages.text(f'column.{name}', lang)}: {_ROOM}" for name in ("by", "on"))


def _render(audit: Audit, lang: str) -> str:
    return "\n".join(_lines(audit, lang)) + "\n"


REPORT = Report("md", ".md", _render)
