"""Page one in a terminal: fits 80 columns and 40 lines."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from auditor import messages
from auditor.model import UNFINISHED, Audit
from auditor.reports import page_one
from auditor.reports.clean import clean
from auditor.reports.fold import folded
from auditor.reports.picture import shortened
from auditor.reports.report import Report

WIDTH = 80
_BESIDE_SECTORS = 3  # rows of a list that does not do, where the lists of sectors follow it
_SECTORS = 5  # sectors whose lists a screen has room for
_COPIES = 3  # rows whose copies are named; on the others they are counted
_NAMED = {"unread": 3, "partly": 1}  # what is not read at all matters more, and the screen is short


def render(audit: Audit, lang: str, width: int = WIDTH, report_path: str = "") -> RenderableType:
    """Give page one as something that rich prints; `report_path` says where the full report lies."""
    parts: list[RenderableType] = [
        *_markings(audit, lang, width), *_head(audit, lang, width), *_shortlist(audit, lang, width),
    ]  # fmt: skip
    if audit.masked and audit.files:
        parts.append(_one_line(messages.text("page.masked", lang)))
    if report_path:
        parts.append(Text(messages.text("page.full_report", lang, path=clean(report_path)), style="dim"))
        parts.append(_one_line(messages.text("page.next", lang)))
    return Group(*parts)


def _one_line(said: str) -> Text:
    return Text(said, style="dim", overflow="ellipsis", no_wrap=True)


def _markings(audit: Audit, lang: str, width: int) -> Iterable[RenderableType]:
    if marked := page_one.marked(audit):
        title = messages.count("marking.title", len(marked), lang)
        names = Text(page_one.few(_short(marked, width - 6), lang, 2))
        body = Text.assemble((_lines(messages.text("marking.stop", lang), lang, width - 4), "bold"), "\n", names)
        yield Panel(body, title=Text(title), title_align="left", border_style="red", width=width)


def _short(names: tuple[str, ...], room: int) -> tuple[str, ...]:
    return tuple(shortened(name, room) for name in names)


def _lines(sentences: str, lang: str, width: int) -> str:
    """Break Chinese where it may be broken; English has spaces, which whoever prints it knows."""
    return "\n".join(folded(sentences, width)) if lang == "zh" else sentences


def _with_names(title: str, names: str, lang: str, width: int) -> str:
    """Give a title and names behind it; in Chinese, which may be broken anywhere, names that do not fit begin anew."""
    if lang == "en":
        return f"{title}: {names}"
    said = folded(f"{title}：{names}", width)
    return "\n".join(said if len(said) == 1 else (*folded(f"{title}：", width), *folded(names, width)))


def _head(audit: Audit, lang: str, width: int) -> Iterable[RenderableType]:
    sentences = ("" if lang == "zh" else " ").join(page_one.headline(audit, lang))
    score = audit.score
    before, after = page_one.figure(score.value), page_one.figure(audit.shortlist.score_after)
    low, high = map(page_one.figure, score.interval)
    yield Text.assemble(
        (clean(audit.folder), "bold"),
        "  ",
        (f"{before} → {after}", "bold cyan"),
        "  ",
        (messages.text("score.interval", lang, low=low, high=high), "dim"),
        overflow="ellipsis",
        no_wrap=True,
    )
    yield Text(page_one.coverage(audit, lang), style="dim")
    for status in UNFINISHED:
        if names := page_one.named(audit, status):
            few = page_one.few(_short(names, 42), lang, _NAMED[status])
            title = page_one.dark(audit, status, lang)
            told = Text(_with_names(title, few, lang, width))
            told.stylize("yellow", 0, len(title))
            yield told
    yield Text(_lines(sentences, lang, width))
    full = len(audit.shortlist.items) >= page_one.ROWS  # ten rows leave no room for what the page tells as well
    for remark in page_one.remarks(audit, lang):
        if full and remark == page_one.straw(audit, lang):
            continue
        # Why a target is missed, and what to do about what was not read, is never cut off
        whole = remark in (page_one.blocked(audit, lang), page_one.pictures(audit, lang))
        if whole:
            yield Text(_lines(remark, lang, width), style="yellow")
        else:
            yield Text(remark, style="dim", overflow="ellipsis", no_wrap=True)


def _shortlist(audit: Audit, lang: str, width: int) -> Iterable[RenderableType]:
    rows = page_one.rows(audit, lang)
    if not rows:
        return
    headings = [Text(messages.text(f"column.{name}", lang), style="dim") for name in _COLUMNS]
    planned = page_one.planned(audit, lang)
    if planned:
        yield from _sectors(planned, lang, width)
    full = len(rows) >= page_one.ROWS
    if planned or not full:
        yield Text("")
    if planned:
        yield Text(messages.text("shortlist.title_whole", lang))
    yield _line([Text("#", style="dim"), *headings], width)
    named = [row for row in rows if row.copies][: 1 if full else _COPIES]
    for row in rows[: _BESIDE_SECTORS if planned else page_one.ROWS]:
        yield from _row(row, lang, width)
        if row in named:
            yield _copies(row, lang, width)
    if planned:
        if len(rows) > _BESIDE_SECTORS:
            yield Text(messages.text("shortlist.rest_in_report", lang, n=len(rows) - _BESIDE_SECTORS), style="dim")
        return
    if len(rows) > page_one.ROWS:
        yield Text(messages.text("shortlist.rest", lang, n=len(rows) - page_one.ROWS), style="dim")
    told = (page_one.gentle(audit, lang), page_one.proof(audit, lang), page_one.ways_in_brief(audit, lang),
            page_one.frontier_in_brief(audit, lang))  # fmt: skip
    yield from map(_one_line, [line for line in told if line][: 1 if full else len(told)])


def _sectors(planned: Sequence[page_one.Planned], lang: str, width: int) -> Iterable[RenderableType]:
    """Give two lines for each sector: what its own list does, and which files go."""
    yield Text("")
    yield Text(messages.text("sector.instead", lang))
    for sector in planned[:_SECTORS]:
        label = f"{sector.where} · {sector.label}" if sector.where else sector.label
        said = Text.assemble((f"{sector.number:>2} ", "dim"), (sector.said, "cyan"), "  ", (label, "bold"))
        said.truncate(width, overflow="ellipsis")
        yield said
        names = page_one.few(_short(sector.names, (width - 16) // 3), lang, 3)
        files = Text(f"   {names}", style="dim")
        files.truncate(width, overflow="ellipsis")
        yield files
    if len(planned) > _SECTORS:
        yield Text(messages.text("sector.rest_in_report", lang, n=len(planned) - _SECTORS), style="dim")


_COLUMNS = ("file", "action", "score_after", "broken")


def _line(cells: list[Text], width: int) -> Table:
    line = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
    line.width = width
    line.add_column(justify="right", width=2)
    line.add_column(ratio=1, overflow="ellipsis", no_wrap=True)
    line.add_column(width=9, overflow="ellipsis", no_wrap=True)
    line.add_column(width=10, justify="right", no_wrap=True)
    line.add_column(width=10, justify="right", no_wrap=True)
    line.add_row(*cells)
    return line


def _row(row: page_one.Row, lang: str, width: int) -> Iterable[RenderableType]:
    """Give two lines: what to do with which file, and under it why, for the reason wants the whole width."""
    copies = f" +{messages.count('copies', len(row.copies), lang)}" if row.copies else ""
    known = (row.date, row.sharer, page_one.size(row.size_bytes))
    facts = " · ".join(filter(None, (row.instead, *known, row.why) if row.gentler else (*known, row.instead, row.why)))
    name = Text.assemble((row.file, "bold red" if row.marked else "bold"), copies)
    figures = (page_one.figure(row.score_after), f"{row.findings_broken:,}")
    yield _line([Text(str(row.rank)), name, Text(row.action), *map(Text, figures)], width)
    detail = Text(f"   {facts}", style="dim")
    detail.truncate(width, overflow="ellipsis")
    yield detail


def _copies(row: page_one.Row, lang: str, width: int) -> Text:
    """Name the copies and versions that must go with a row."""
    names = _short(row.dated, (width - 32) // min(2, len(row.dated)))  # 32: the words around them
    key = "shortlist.copies_alike" if row.redacted else "shortlist.copies_too"
    said = messages.text(key, lang, files=page_one.few(names, lang, 2))
    line = Text(f"   {said}", style="dim")
    line.truncate(width, overflow="ellipsis")
    return line


def _render(audit: Audit, lang: str) -> str:
    console = Console(file=io.StringIO(), width=WIDTH, color_system=None, force_terminal=False, legacy_windows=False)
    with console.capture() as capture:
        console.print(render(audit, lang, WIDTH))
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


REPORT = Report("table", ".txt", _render)
