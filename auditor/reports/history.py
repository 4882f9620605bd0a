"""All runs of one folder: as a table, as data, and as a page with a chart; pure."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup

from auditor.frozen import plain
from auditor.messages import text
from auditor.records import Cause, Record
from auditor.reports import chart
from auditor.reports.clean import clean, decodable
from auditor.reports.csv import safe
from auditor.reports.drift import day, figure, signed, styles

SCHEMA = "auditor.history/1"
COLUMNS = ("date", "files", "read", "score", "open", "change", "main_cause", "carried_out")


@dataclass(frozen=True, slots=True)
class Past:
    """One run of the history.

    Attributes:
        change: Against the run before it; `None` at the first.
        causes: Its parts; empty where the record does not say.
        carried_out: Rows of earlier shortlists and decisions that were seen gone in this run.
    """

    number: int
    taken_at: str
    tool: str
    score_version: str
    profile: str
    files: int
    read: int
    partly: int
    unread: int
    skipped: int
    score: float
    open_score: float
    target: float | None
    change: float | None
    causes: tuple[Cause, ...] = ()
    carried_out: int = 0

    @property
    def main_cause(self) -> str:
        """Give the kind of the largest part, "" where none shows in one decimal or nothing is known."""
        largest = max(self.causes, key=lambda cause: abs(cause.change), default=None)
        return largest.kind if largest is not None and round(largest.change, 1) else ""


def past(number: int, record: Record, before: float | None) -> Past:
    """Give one run of the history from its record and the score of the run before it."""
    return Past(
        number=number, taken_at=record.taken_at, tool=record.tool, score_version=record.score_version,
        profile=record.profile, files=record.total, read=record.count("read"), partly=record.count("partly"),
        unread=record.count("unread"), skipped=record.count("skipped"), score=record.score,
        open_score=record.open_score, target=record.target, change=None if before is None else record.score - before,
        causes=record.causes, carried_out=record.carried_out,
    )  # fmt: skip


def _shown(run: Past) -> float:
    """Give the change as a reader sees it: the difference of the two scores as they are written."""
    return round(run.score, 1) - round(run.score - (run.change or 0.0), 1)


def cells(run: Past, lang: str) -> tuple[str, ...]:
    """Give one run as a row in the order of `COLUMNS`."""
    cause = text(f"cause.{run.main_cause}", lang) if run.main_cause else ""
    return (
        clean(run.taken_at[:16].replace("T", " ")), f"{run.files:,}", f"{run.read + run.partly:,}/{run.unread:,}",
        figure(run.score), figure(run.open_score), "" if run.change is None else signed(_shown(run)), cause,
        str(run.carried_out or ""),
    )  # fmt: skip


def as_json(folder: str, runs: Sequence[Past]) -> str:
    """Give the history as JSON, the oldest run first; parts and scores in full."""
    listed = [{**plain(run), "main_cause": run.main_cause} for run in runs]
    made = {"schema": SCHEMA, "folder": folder, "runs": listed}
    return decodable(json.dumps(made, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1)) + "\n"


def as_csv(runs: Sequence[Past], lang: str) -> str:
    """Give the history as a table for a spreadsheet; changes are numbers, so a leading minus stays."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([text(f"history.{column}", lang) for column in COLUMNS])
    for run in runs:
        change = "" if run.change is None else figure(_shown(run))
        writer.writerow([change if column == "change" else safe(cell)
                         for column, cell in zip(COLUMNS, cells(run, lang), strict=True)])  # fmt: skip
    # Excel reads Chinese text in CSV only behind a byte order mark.
    return "\ufeff" + out.getvalue()


def said(runs: Sequence[Past], lang: str) -> str:
    """Give the course of the score in a sentence, for whoever sees no picture."""
    scores = [run.score for run in runs]
    return text("history.chart_said", lang, n=len(runs), first=figure(scores[0]), last=figure(scores[-1]),
                low=figure(min(scores)), high=figure(max(scores)))  # fmt: skip


def page(folder: str, runs: Sequence[Past], target: float, lang: str) -> str:
    """Give the history as one self-contained page: nothing is loaded, no script, the table below the chart."""
    rules = (resources.files("auditor.reports") / "page" / "page.css").read_text("utf-8") + styles()
    written = _environment().get_template("history.html").render(
        html_lang="zh-CN" if lang == "zh" else "en", styles=Markup(rules), policy=_policy(rules),
        title=text("history.title", lang, folder=clean(folder)), said=said(runs, lang),
        chart=_chart(runs, target, lang), lead=text("history.lead", lang),
        heads=[text(f"history.{column}", lang) for column in COLUMNS],
        rows=[cells(run, lang) for run in reversed(runs)], product=text("page.product", lang),
        prompt=text("page.prompt", lang),
    )  # fmt: skip
    return decodable(written)


def _policy(rules: str) -> str:
    """Give the security policy: nothing may load or act but this very style."""
    digest = base64.b64encode(hashlib.sha256(rules.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _chart(runs: Sequence[Past], target: float, lang: str) -> Markup:
    drawn = chart.Line(
        labels=[day(run.taken_at) for run in runs], scores=[run.score for run in runs],
        words=[f"{day(run.taken_at)} · {figure(run.score)}" for run in runs], target=target,
        target_word=text("page.target", lang, target=figure(target)), axis=text("history.axis", lang),
        title=text("history.chart", lang), said=said(runs, lang),
    )  # fmt: skip
    return chart.line(drawn)


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.PackageLoader("auditor.reports", "page")
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)  # fmt: skip
