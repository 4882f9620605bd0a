"""One self-contained page: no request, no outside script, readable without JavaScript."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from itertools import chain
from typing import Any

import jinja2
from markupsafe import Markup, escape

from auditor import messages
from auditor.changes import Drift
from auditor.masking import marked_files, withheld
from auditor.model import Audit, Evidence, FileEntry, Finding, Sector, Subject
from auditor.reports import chart, drift, page_one, picture
from auditor.reports.clean import clean, decodable, flowing
from auditor.reports.names import Names, unbroken
from auditor.reports.report import Report

# What one page can carry and a browser still scrolls smoothly; the rest is counted on the page.
FINDINGS, SUBJECTS, FILES = 200, 200, 2_000
_ROWS_OF_SHEET = 25
_SHOWN_FINDINGS = 20
_VALUES, _EVIDENCE, _NAMES = 12, 8, 12
_VALUES_AT_ONCE, _FILES_AT_ONCE = 3, 30
_STATUS_ORDER = {"unread": 0, "partly": 1, "skipped": 2, "read": 3}
_OPEN, _CLOSE = "\ue000", "\ue001"  # private use: around a figure until the sentence is escaped


# Marks of the page; no text of an audit can hold one, for its brackets are escaped there.
CHANGES_HERE, LINK_HERE = "<!--changes-->", "<!--changes link-->"


def render(audit: Audit, lang: str, changed: Drift | None = None) -> str:
    """Give the whole page in one language, every value as the audit holds it; with what changed since the last run."""
    return with_changes(page(audit, lang), changed, lang)


def with_changes(page: str, changed: Drift | None, lang: str) -> str:
    """Put what changed into its place in a page."""
    if changed is None:
        return page.replace(LINK_HERE, "").replace(CHANGES_HERE, "")
    link = f'<a href="#changes">{messages.text("changes.title", lang)}</a>'
    return page.replace(LINK_HERE, link).replace(CHANGES_HERE, decodable(drift.fragment(changed, lang)))


def page(audit: Audit, lang: str) -> str:
    """Give the page with marks where what changed goes; it does not depend on that."""
    template = _environment().get_template("page.html")
    styles, script = _asset("page.css") + drift.styles(), _asset("page.js")
    view = _View(withheld(audit), lang)
    written = template.render(
        view=view,
        changes=Markup(CHANGES_HERE),
        changes_link=Markup(LINK_HERE),
        audit=audit,
        lang=lang,
        html_lang="zh-CN" if lang == "zh" else "en",
        styles=Markup(styles),
        script=Markup(script),
        policy=_policy(styles, script),
        data=_embedded(view.data()),
        t=partial(_text, lang),
        n=lambda noun, amount: messages.count(noun, amount, lang),
        label=lambda group, name: flowing(messages.label(group, name, lang)),
        share=lambda value: messages.share(value, lang),
        clean=clean,
        flowing=flowing,
        named=view.names_of.file,
        told=lambda text: unbroken(view.names_of.told(text)),
        whole=unbroken,
        size=page_one.size,
        when=page_one.when,
        figure=page_one.figure,
        place=lambda where: page_one.place(where, lang),
    )
    return decodable(written)


def _text(lang: str, key: str, **values: object) -> str:
    return messages.text(key, lang, **values)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("auditor.reports", "page"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return (resources.files("auditor.reports") / "page" / name).read_text("utf-8")


def _policy(styles: str, script: str) -> str:
    """Give the security policy: nothing may load; only this very style and this very script may act."""
    hashes = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (styles, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _embedded(data: object) -> Markup:
    """Give data for the script as JSON that cannot end its element."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _emphasised(sentence: str) -> Markup:
    return Markup(str(escape(sentence)).replace(_OPEN, "<b>").replace(_CLOSE, "</b>"))


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell of the sheet; `shade` is 0 (no answer) to 9, `values` the surest answers, `rest` the others."""

    label: str
    shade: int
    confidence: float
    values: tuple[str, ...]
    rest: tuple[str, ...]
    files: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One subject of the sheet with a cell or nothing for each facet."""

    subject: Subject
    name: str
    bar: Markup
    cells: tuple[CellView | None, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class WayView:
    """Ways to the target that are the same files: the first of them, and the names and occasions of all."""

    way: page_one.Way
    names: tuple[str, ...]
    occasions: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def name(self) -> str:
        """Give all names."""
        return " · ".join(self.names)


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding with its drawing, and the same as steps (kind, label) for a screen that is too narrow for it."""

    finding: Finding
    number: int
    subjects: tuple[str, ...]
    drawing: Markup
    steps: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]
    rest: int
    hidden: bool


class _View:
    """What the template asks of an audit, in the order that it is shown."""

    def __init__(self, audit: Audit, lang: str) -> None:
        self.audit, self.lang = audit, lang
        self.names_of = Names((entry.path for entry in audit.files), lang)
        self.undated = {clean(entry.path) for entry in audit.files if entry.undated}
        self.copies = {entry.path: entry.copies for entry in audit.files}
        # The strongest findings, and those that a reason of the list speaks of
        spoken = {item.finding for item in audit.shortlist.items}
        self.told = (*audit.findings[:FINDINGS], *(f for f in audit.findings[FINDINGS:] if f.id in spoken))
        # For each finding on the page the files that it rests on, with their copies, clean
        self.rests = tuple(
            tuple(dict.fromkeys(map(clean, self._with_copies(found.files)))) for found in self.told
        )
        self.marked_paths = marked_files(audit.files)
        self.names = {entity.id: clean(entity.names[0]) for entity in audit.entities if entity.names}
        self.names |= {subject.id: clean(subject.name) for subject in audit.subjects}
        self.rows = page_one.rows(audit, lang)
        self.remarks = page_one.remarks(audit, lang)
        self.ways = _alike(page_one.ways(audit, lang))
        self.planned = {each.number: each for each in page_one.planned(audit, lang)}
        self.by_sector = page_one.by_sector(audit)
        # Ways that all miss are no ways, and the list above says so already
        self.ways = () if self.by_sector and not any(each.way.reached for each in self.ways) else self.ways
        self.coverage = page_one.coverage(audit, lang)
        self.proof, self.gentle = page_one.proof(audit, lang), page_one.gentle(audit, lang)
        self.marked = page_one.marked(audit)

    def text(self, key: str, **values: object) -> str:
        return messages.text(key, self.lang, **values)

    def behind(self, row: page_one.Row) -> int | None:
        """Give the number on the page of the finding that a row's reason speaks of, else the first on its files.

        None where no finding on the page rests on them.
        """
        held = {row.file, *row.copies}
        told = (n for n, found in enumerate(self.told) if row.finding and found.id == row.finding)
        return next(chain(told, (n for n, files in enumerate(self.rests) if held.intersection(files))), None)

    def _with_copies(self, paths: Iterable[str]) -> Iterable[str]:
        for path in paths:
            yield from (path, *self.copies.get(path, ()))

    def verdict(self, shown: str) -> str:
        """Give what was decided on a file by its name as shown, "" while it is open."""
        return next((each.verdict for each in self.audit.files if clean(each.path) == shown), "")

    def headline(self) -> Markup:
        """Give the headline's sentences with their figures emphasised."""
        sentences = page_one.headline(self.audit, self.lang, lambda figure: f"{_OPEN}{figure}{_CLOSE}")
        return Markup("" if self.lang == "zh" else " ").join(map(_emphasised, sentences))

    def gauge(self) -> Markup:
        """Draw the score now and after."""
        shortlist = self.audit.shortlist
        after = shortlist.score_after if shortlist.items else None
        before = page_one.figure(self.audit.score.value)
        shown = page_one.figure(shortlist.score_after) if after is not None else before
        said = self.text("score.gauge", before=before, after=shown)
        return picture.gauge(self.audit.score.value, after, said, after is not None and after <= self.audit.target)

    def dark(self, status: str) -> str:
        """Say how many files were not read, or partly, and why."""
        return page_one.dark(self.audit, status, self.lang)

    def named(self, status: str) -> tuple[str, ...]:
        """Give the names of all files of a status."""
        return page_one.named(self.audit, status)

    # The sheet

    def facets(self) -> tuple[tuple[str, str], ...]:
        """Give the questions and their words: the profile's own in the audit's language, else the table's."""
        asked = self.audit.facets or tuple(sorted({c.facet for s in self.audit.subjects for c in s.cells}))
        return tuple((facet, self.facet(facet)) for facet in asked)

    def facet(self, facet: str) -> str:
        """Give one question's word."""
        known = messages.label("facet", facet, self.lang)
        own = self.audit.facet_labels.get(facet, facet)
        return clean(own if self.lang == self.audit.language or known == facet else known)

    def subjects(self) -> tuple[RowView, ...]:
        """Give the rows of the sheet, those that matter and are known most first."""
        ranked = sorted(self.audit.subjects, key=lambda s: (-s.weight * s.completeness, s.id))[:SUBJECTS]
        asked = self.facets()
        return tuple(self._row(subject, asked, place >= _ROWS_OF_SHEET) for place, subject in enumerate(ranked))

    def _row(self, subject: Subject, asked: Sequence[tuple[str, str]], hidden: bool) -> RowView:
        cells = {cell.facet: cell for cell in subject.cells}
        shares = [messages.share(value, self.lang) for value in (subject.completeness, subject.best_single)]
        drawn = picture.bar(
            subject.completeness, subject.best_single, self.text("sheet.known", share=shares[0], single=shares[1])
        )
        made = (self._cell(subject, cells.get(facet), label) for facet, label in asked)
        return RowView(subject, clean(subject.name), drawn, tuple(made), hidden)

    def _cell(self, subject: Subject, cell: Any, label: str) -> CellView | None:
        if cell is None:
            return None
        files = messages.count("files", len(cell.files), self.lang)
        share = messages.share(cell.confidence, self.lang)
        title = self.text("sheet.answered", subject=clean(subject.name), facet=label, share=share, files=files)
        shade = 1 + min(8, max(0, int(cell.confidence * 9)))
        # the audit gives the surest first
        values = _first(map(flowing, cell.values), _VALUES) or (self.text("finding.no_quote"),)
        surest, rest = values[:_VALUES_AT_ONCE], values[_VALUES_AT_ONCE:]
        held = _first(map(self.names_of.file, cell.files), _NAMES)
        return CellView(label, shade, cell.confidence, surest, rest, held, title)

    # Findings

    def findings(self) -> tuple[FindingView, ...]:
        """Give the strongest findings, in the order of the audit, and what else reasons speak of."""
        return tuple(self._finding(n, finding) for n, finding in enumerate(self.told))

    def _finding(self, number: int, finding: Finding) -> FindingView:
        subjects = tuple(self.names.get(subject, clean(subject)) for subject in finding.subjects)
        shown = finding.evidence[:_EVIDENCE]
        rest = len(finding.evidence) - len(shown)
        drawing, steps = self._drawing(finding, subjects)
        return FindingView(finding, number, subjects, drawing, steps, shown, rest, number >= _SHOWN_FINDINGS)

    def _drawing(self, finding: Finding, subjects: Sequence[str]) -> tuple[Markup, tuple[tuple[str, str], ...]]:
        if finding.kind == "chain" and len(subjects) > 1 and len(finding.path) > 2:
            files, bridges = _lanes(finding)
            hops = ([self.names.get(bridge, clean(bridge)) for bridge in hop] for hop in bridges)
            names = [" · ".join(dict.fromkeys(hop)) for hop in hops]
            between = chain.from_iterable(
                (("file", self.names_of.file(path)), *((("bridge", names[n]),) if n < len(names) else ()))
                for n, path in enumerate(files)
            )
            steps = (("subject", subjects[0]), *between, ("subject", subjects[1]))
            return picture.chain(subjects[:2], files, names, self.text("finding.graph", n=len(files))), steps
        files = [clean(path) for path in finding.files[:5]]
        title, subject = self.text("finding.graph", n=len(files)), subjects[0] if subjects else ""
        steps = (("subject", subject), *(("file", self.names_of.file(path)) for path in files))
        return picture.completed(subject, files, title), steps

    # Curves, files, sectors

    def curve(self) -> Markup:
        """Draw how few files give how much of the picture."""
        points = self.audit.score.curve
        return picture.plot(
            picture.Plot(
                [f"{point.sources:,}" for point in points],
                [point.share for point in points],
                [messages.share(point.share, self.lang) for point in points],
                self.text("score.curve"),
                self.text("score.curve_x"),
            )
        )

    def frontier(self) -> Markup:
        """Draw what each further removal buys, with the ways to the target as marks on it or above it."""
        shortlist, target = self.audit.shortlist, self.audit.target
        marks = [
            picture.Mark(each.way.documents, each.way.score, f"{each.name} {page_one.figure(each.way.score)}",
                         f"{each.name}: {each.way.amount}, {page_one.figure(each.way.score)}")
            for each in self.ways
        ]  # fmt: skip
        return picture.frontier(
            picture.Frontier(
                [(point.removed, point.score) for point in shortlist.frontier],
                marks if len(marks) > 1 else [],
                target,
                self.text("page.target", target=page_one.figure(target)),
                self.text("score.frontier"),
                self.text("score.frontier_x"),
            )
        )

    def growth(self) -> Markup:
        """Draw the score as the folder stood at some of its files' dates."""
        points = self.audit.growth
        starred = self._starred()
        days = [
            (clean(point.until) or self.text("score.growth_undated")) + ("*" if point.until in starred else "")
            for point in points
        ]
        scores = [point.score for point in points]
        words = [
            self.text("score.growth_word", date=day, score=f"{point.score:.1f}",
                      files=messages.count("files", point.files, self.lang))
            for day, point in zip(days, points, strict=True)
        ]  # fmt: skip
        said = self.text("score.growth_said", first=days[0], start=f"{scores[0]:.1f}", last=days[-1],
                         end=f"{scores[-1]:.1f}", low=f"{min(scores):.1f}", high=f"{max(scores):.1f}")  # fmt: skip
        goal, top = self.audit.target, chart.top_of(scores, self.audit.target)
        return picture.plot(
            picture.Plot(
                days, [score / top for score in scores], [page_one.figure(score) for score in scores],
                self.text("score.growth"), self.text("score.growth_x"), goal / top,
                self.text("page.target", target=page_one.figure(goal)), words, said,
            )
        )  # fmt: skip

    def _starred(self) -> frozenset[str]:
        """Give the days of the growth at which files without a date of their own come in."""
        days = [point.until for point in self.audit.growth]
        came = {entry.date for entry in self.audit.files if entry.undated and entry.date}
        steps = zip(["", *days], days, strict=False)
        return frozenset(until for before, until in steps if any(before < day <= until for day in came))

    def growth_note(self) -> str:
        """Say that days are only the file system's, "" where none is."""
        if not self._starred():
            return ""
        files = messages.count("files", len(self.undated), self.lang)
        return self.text("score.growth_star", files=files, of=messages.count("files", len(self.audit.files), self.lang))

    def undated_in(self, paths: Iterable[str]) -> str:
        """Say how many of some files have no date of their own, "" where each has one."""
        many = sum(path in self.undated for path in paths)
        return self.text("page.undated_among", n=many) if many else ""

    def files(self) -> tuple[FileEntry, ...]:
        """Give the files, those that a person must look at first."""

        def order(entry: FileEntry) -> tuple[bool, int, float, str]:
            unmarked = entry.path not in self.marked_paths
            return (unmarked, _STATUS_ORDER.get(entry.status, 0), -entry.contribution, entry.path)

        return tuple(sorted(self.audit.files, key=order)[:FILES])

    def problems(self, entry: FileEntry) -> str:
        """Give a file's problems in words."""
        return page_one.problems(entry, self.lang)

    def flags(self, entry: FileEntry) -> str:
        """Give a file's signs in words."""
        return page_one.flags(entry, self.lang)

    def isolation(self) -> str:
        """Say in words how the files were read, "" where the audit says nothing that is known."""
        kept = [each for each in self.audit.coverage.isolation.split("+") if f"doctor.{each}" in messages.MESSAGES]
        words = ("、" if self.lang == "zh" else ", ").join(self.text(f"doctor.{each}") for each in kept)
        return self.text("doctor.isolation", kept=words) if kept else clean(self.audit.coverage.isolation)

    def lies(self, sector: Sector) -> str:
        """Say in which folders a sector's files mostly lie."""
        return page_one.where(sector, self.lang)

    def sector_subjects(self, sector: Sector) -> tuple[str, ...]:
        """Give the names of a sector's first subjects."""
        return _first(dict.fromkeys(self.names.get(subject, clean(subject)) for subject in sector.subjects), _NAMES)

    # What the script needs

    def choices(self, of: Callable[[Finding], Iterable[str]]) -> tuple[str, ...]:
        """Give what the findings on the page can be filtered by, sorted, without repeats."""
        return tuple(sorted({choice for finding in self.told for choice in of(finding)}))

    def subject_choices(self) -> tuple[tuple[str, str], ...]:
        """Give the subjects of the findings as (id, name), by name."""
        chosen = self.choices(lambda finding: finding.subjects)
        return tuple(sorted(((clean(s), self.names.get(s, clean(s))) for s in chosen), key=lambda pair: pair[1]))

    def file_choices(self) -> tuple[tuple[str, str], ...]:
        """Give the files of the findings and their copies as (path, name), by path."""
        return tuple((path, self.names_of.file(path)) for path in sorted({*chain.from_iterable(self.rests)}))

    def data(self) -> dict[str, Any]:
        """Give what the page's filters look through, and the words that the script writes."""
        return {
            "findings": [
                {
                    "kind": clean(finding.kind),
                    "subjects": [clean(subject) for subject in finding.subjects],
                    "files": list(files),
                    "text": self._haystack(finding),
                }
                for finding, files in zip(self.told, self.rests, strict=True)
            ],
            "batch": _SHOWN_FINDINGS,
            "files": _FILES_AT_ONCE,
            "words": {
                "shown": _template("finding.shown", self.lang),
                "more": _template("finding.more", self.lang),
                "fewer": self.text("page.show_fewer"),
                "only": _template("finding.only", self.lang),
                "files": _template("file.shown", self.lang),
                "all_files": _template("page.show_all", self.lang),
            },
        }

    def _haystack(self, finding: Finding) -> str:
        entities = (self.names.get(name, "") for name in (*finding.subjects, *finding.bridges))
        quotes = (evidence.quote for evidence in finding.evidence[:_EVIDENCE])
        return flowing(" ".join((finding.text, finding.explanation, *entities, *finding.files, *quotes))).lower()


def _template(key: str, lang: str) -> str:
    """Give a message with its names in braces, for the script to fill in."""
    return messages.MESSAGES[key][0 if lang == "zh" else 1].replace(":,", "")


def _alike(ways: Iterable[page_one.Way]) -> tuple[WayView, ...]:
    """Put ways that are the same files together, in the order of the first of each; the listed one stands for them."""
    found: dict[frozenset[str], list[page_one.Way]] = {}
    for way in ways:
        found.setdefault(frozenset(way.files), []).append(way)
    return tuple(
        WayView(next((way for way in same if way.listed), same[0]), tuple(way.name for way in same),
                tuple(way.when for way in same), tuple(way.key for way in same if not way.listed))
        for same in found.values()
    )  # fmt: skip


def _lanes(finding: Finding) -> tuple[list[str], list[list[str]]]:
    """Give the files of a chain in order, and for each step between two the bridges.

    A path may hold several chains one after another, each ended by the subject it reaches; those over the same
    files are one drawing with several bridges at a step, others are left to the evidence.
    """
    chains: list[list[str]] = [[]]
    for place, part in enumerate(finding.path):
        chains[-1].append(part)
        if place % 2 and part in finding.subjects[:2]:
            chains.append([])
    chains = [chain for chain in chains if len(chain) > 2]
    files = chains[0][::2] if chains else list(finding.path[::2])
    same = [chain for chain in chains if chain[::2] == files]
    hops = [[chain[1 + 2 * hop] for chain in same] for hop in range(len(files) - 1)]
    return [clean(path) for path in files], [list(dict.fromkeys(hop)) for hop in hops]


def _first(texts: Iterable[str], most: int) -> tuple[str, ...]:
    found = tuple(texts)
    return (*found[:most], f"+{len(found) - most:,}") if len(found) > most else found


REPORT = Report("html", ".html", render)
