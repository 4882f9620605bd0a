"""What changed since an earlier run, in words: lines for the terminal, a part for the page, Markdown.

Every form is made of the same lines, at most eight, so that they never differ; the page holds the lists behind them.
Texts are clean here, so a template only has to escape them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup

from auditor import messages
from auditor.causes import shown
from auditor.changes import Drift, Fate, ListedRow, Return, SheetChange
from auditor.messages import text
from auditor.reports import chart, page_one
from auditor.reports.clean import clean, flowing
from auditor.reports.md import prose

MOST_NAMED, MOST_LISTED = 2, 50
FATES = ("gone", "partly", "changed", "returned", "stands")


def figure(score: float) -> str:
    """Give a score with one decimal, never "-0.0"."""
    return f"{round(score, 1) + 0.0:.1f}"


def signed(change: float) -> str:
    """Give a change with its sign; nothing has none."""
    shown_as = figure(change)
    return f"+{shown_as}" if change > 0 and shown_as != "0.0" else shown_as


def day(taken_at: str) -> str:
    """Give the day of a time stamp."""
    return clean(taken_at[:10])


def since(drift: Drift) -> str:
    """Give when the earlier run was taken: its day, and the time as well where both are of one day."""
    then, now = drift.before.taken_at, drift.now.taken_at
    return clean(then[:16].replace("T", " ")) if then[:10] == now[:10] else day(then)


def whole(drift: Drift) -> float:
    """Give the change as a reader sees it: the difference of the two scores as they are written."""
    return round(round(drift.now.score, 1) - round(drift.before.score, 1), 1)


def parts(drift: Drift, lang: str) -> tuple[tuple[str, float], ...]:
    """Give the causes that show in one decimal with their parts, which add up to `whole`; the largest first."""
    rounded = zip(drift.causes, shown(drift.causes, 1, whole(drift)), strict=True)
    named = [(text(f"cause.{cause.kind}", lang), value) for cause, value in rounded if value]
    return tuple(sorted(named, key=lambda part: -abs(part[1])))


def lines(drift: Drift, lang: str, *, dated: bool = True) -> tuple[str, ...]:
    """Give what changed in at most eight lines, the most telling first; the first one is the score, with the day."""
    found = (_score(drift, lang, dated), _causes(drift, lang), _straw(drift, lang), _fates(drift, lang),
             _back(drift, lang), _files(drift, lang), _findings(drift, lang))  # fmt: skip
    return tuple(line for line in found if line)


def _listed(said: Iterable[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(said)


def _score(drift: Drift, lang: str, dated: bool) -> str:
    then, now = drift.before, drift.now
    said = text("drift.score" if dated else "drift.score_now", lang, date=since(drift), before=figure(then.score),
                now=figure(now.score), change=signed(whole(drift)), target=figure(now.target))  # fmt: skip
    if (then.open_score, now.open_score) == (then.score, now.score):
        return said
    stop = "；" if lang == "zh" else "; "
    return said + stop + text("drift.open", lang, before=figure(then.open_score), now=figure(now.open_score))


def _causes(drift: Drift, lang: str) -> str:
    if drift.undivided:
        return text(f"drift.undivided.{drift.undivided}", lang)
    said = [text("drift.part", lang, cause=cause, change=signed(value)) for cause, value in parts(drift, lang)]
    return text("drift.causes", lang, parts=_listed(said, lang)) if said else ""


def _straw(drift: Drift, lang: str) -> str:
    if drift.straw is None:
        return ""
    what = cause = text(f"cause.{drift.straw.cause}", lang)
    if drift.straw.path:
        facts = ("，" if lang == "zh" else ", ").join(filter(None, (clean(drift.straw.date), cause)))
        what = text("drift.straw_file", lang, file=clean(drift.straw.path), facts=facts)
    return text("drift.straw", lang, what=what)


def _fates(drift: Drift, lang: str) -> str:
    """Count what was asked for; what only runs before the last one wanted counts once it is no longer as it was."""
    told = [each for each in drift.fates if each.latest or each.fate != "stands"]
    counts = {fate: sum(each.fate == fate for each in told) for fate in FATES}
    said = [f"{text(f'drift.fate.{fate}', lang)} {count}" for fate, count in counts.items() if count]
    return text("drift.fates", lang, parts=_listed(said, lang)) if said else ""


def _back(drift: Drift, lang: str) -> str:
    if not drift.back:
        return ""
    said = [_returned(each, lang) for each in drift.back[:MOST_NAMED]]
    rest = len(drift.back) - len(said)
    more = [messages.count("more", rest, lang)] if rest else []
    return text("drift.back", lang, files=("；" if lang == "zh" else "; ").join((*said, *more)))


def _returned(each: Return, lang: str) -> str:
    key = "drift.back_exact" if each.exact else "drift.back_version"
    return text(key, lang, file=clean(each.path), was=clean(each.was), gone=day(each.gone))


def _files(drift: Drift, lang: str) -> str:
    counts = {name: len(getattr(drift, name)) for name in ("added", "edited", "removed", "moved", "copies")}
    said = [text(f"drift.files.{name}", lang, n=count) for name, count in counts.items() if count]
    if drift.before.unread != drift.now.unread:
        said.append(text("drift.files.unread", lang, before=drift.before.unread, now=drift.now.unread))
    return text("drift.files", lang, parts=_listed(said, lang) or text("drift.files.none", lang))


def _findings(drift: Drift, lang: str) -> str:
    counts = {"new": drift.findings_new, "gone": drift.findings_gone, "changed": drift.findings_changed}
    said = [text(f"drift.findings.{name}", lang, n=len(found)) for name, found in counts.items() if found]
    gained, lost = sum(each.gained for each in drift.sheet), sum(each.lost for each in drift.sheet)
    told = [text("drift.findings", lang, parts=_listed(said, lang))] if said else []
    told += [text("drift.sheet", lang, gained=gained, lost=lost)] if gained or lost else []
    return ("；" if lang == "zh" else "; ").join(told)


# What stands behind the lines


@dataclass(frozen=True, slots=True)
class Section:
    """One list behind the lines: a heading, its first entries, and how many more there are; every text is clean."""

    heading: str
    entries: tuple[str, ...]
    rest: int = 0


def sections(drift: Drift, lang: str, most: int = MOST_LISTED) -> tuple[Section, ...]:
    """Give the lists behind the lines: what was asked for, what came back, shortlist, findings, sheet, files."""
    told = [each for fate in FATES for each in drift.fated(fate) if each.latest or fate != "stands"]
    lists = [
        (text("drift.fates_title", lang), [_fate(each, lang) for each in told]),
        (text("drift.back_title", lang), [_returned(each, lang) for each in drift.back]),
        (text("drift.listed_title", lang), [_row(each, lang) for each in drift.shortlist]),
        (text("drift.findings_new", lang), [flowing(each.now) for each in drift.findings_new]),
        (text("drift.findings_gone", lang), [flowing(each.before) for each in drift.findings_gone]),
        (text("drift.findings_changed", lang), [flowing(each.now) for each in drift.findings_changed]),
        (text("drift.sheet_title", lang), [_answered(each, lang) for each in drift.sheet if each.gained or each.lost]),
        *((text(f"drift.{name}_title", lang), list(map(clean, paths))) for name, paths in _paths(drift)),
    ]
    return tuple(
        Section(heading, tuple(entries[:most]), max(0, len(entries) - most)) for heading, entries in lists if entries
    )


def _paths(drift: Drift) -> tuple[tuple[str, Sequence[str]], ...]:
    moved = [f"{each.was} → {each.path}" for each in drift.moved]
    return (("added", drift.added), ("edited", drift.edited), ("removed", drift.removed), ("moved", moved),
            ("copies", drift.copies))  # fmt: skip


def _fate(fate: Fate, lang: str) -> str:
    action = flowing(messages.label("action", fate.action, lang))
    said = text(f"drift.fate.{fate.fate}", lang)
    return " · ".join((_few(fate.paths, lang), action, day(fate.since), said))


def _row(row: ListedRow, lang: str) -> str:
    action = flowing(messages.label("action", row.action, lang))
    known = text("drift.row_new" if row.new else "drift.row_again", lang)
    return " · ".join((f"{row.rank}. {_few(row.paths, lang)}", action, known))


def _few(paths: Sequence[str], lang: str) -> str:
    return page_one.few(tuple(map(clean, paths)), lang, 3)


def _answered(change: SheetChange, lang: str) -> str:
    facet = clean(messages.label("facet", change.facet, lang))
    return text("drift.sheet_facet", lang, facet=facet, before=change.before, now=change.now, gained=change.gained,
                lost=change.lost)  # fmt: skip


# The page


def fragment(drift: Drift, lang: str) -> Markup:
    """Give the part of a page that says what changed: the lines, the causes as bars, and the lists behind them.

    It needs `styles()` in the page's style element.
    """
    drawn = [chart.Bar(cause, value, signed(value)) for cause, value in parts(drift, lang)]
    written = _environment().get_template("drift.html").render(
        title=text("drift.title", lang, date=since(drift)), lines=lines(drift, lang, dated=False),
        sections=sections(drift, lang),
        bars=chart.bars(drawn, _causes(drift, lang)) if drawn else "",
        more=lambda rest: messages.count("more", rest, lang),
    )  # fmt: skip
    return Markup(written)


def styles() -> str:
    """Give the style rules of `fragment` and of the history page."""
    return (resources.files("auditor.reports") / "page" / "drift.css").read_text("utf-8")


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.PackageLoader("auditor.reports", "page")
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)  # fmt: skip


# Markdown


def markdown(drift: Drift, lang: str) -> str:
    """Give what changed as a page of Markdown."""
    out = [f"## {prose(text('drift.title', lang, date=since(drift)))}", ""]
    out += [f"- {prose(line)}" for line in lines(drift, lang, dated=False)]
    for section in sections(drift, lang):
        out += ["", f"### {prose(section.heading)}", "", *(f"- {prose(entry)}" for entry in section.entries)]
        out += [f"- {messages.count('more', section.rest, lang)}"] if section.rest else []
    return "\n".join(out) + "\n"
