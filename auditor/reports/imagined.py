"""A folder without some of its files, in words for a terminal and as JSON; values are as masked as they came."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor import messages
from auditor.frozen import plain
from auditor.messages import count, text
from auditor.model import Finding
from auditor.reports import page_one
from auditor.reports.clean import clean, flowing
from auditor.reports.json import harmless

SCHEMA = "auditor.what-if/1"
MOST = 10  # PRODUCT.md: a list that a person reads at once has at most ten rows


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, as it was understood: days for months."""

    without: tuple[str, ...]
    only: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Stays:
    """How many files of how many stay, those without a date among them, and their first and last date."""

    files: int
    of: int
    undated: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two folders: the files that are there, or those that would stay.

    Attributes:
        score: Without what was accepted.
        findings: How many.
        telling: The file that shows most alone, "" where none shows anything; `alone` is its share of the picture.
        digests: Files that show nearly all of it alone.
    """

    score: float
    findings: int
    telling: str
    alone: float
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as far as it is told here."""

    id: str
    kind: str
    text: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that is said of an imagined folder.

    Attributes:
        gone: Paths of the files that are imagined gone.
        fallen: Findings of now that would not stand then.
        risen: Findings that would stand then and do not now: a file that goes says all of it alone.
    """

    folder: str
    target: float
    asked: Asked
    stays: Stays
    gone: tuple[str, ...]
    now: Side
    then: Side
    fallen: tuple[Told, ...]
    risen: tuple[Told, ...]
    schema: str = SCHEMA


def told(found: Iterable[Finding]) -> tuple[Told, ...]:
    """Give findings of an audit that may be shown."""
    return tuple(Told(each.id, each.kind, each.text, each.files) for each in found)


def dumps(outcome: Outcome) -> str:
    """Write it as JSON: keys sorted, UTF-8, the same bytes for the same outcome."""
    return harmless(json.dumps(plain(outcome), ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1)) + "\n"


def lines(outcome: Outcome, lang: str) -> Iterable[str]:
    """Say it in a few lines, the score first, and of the findings that fall the strongest."""
    now, then = outcome.now, outcome.then
    yield text("what_if.score", lang, files=count("files", len(outcome.gone), lang), before=f"{now.score:.1f}",
               after=f"{then.score:.1f}", target=f"{outcome.target:g}")  # fmt: skip
    yield _stays(outcome.stays, lang)
    key = "what_if.findings" if outcome.fallen else "what_if.findings_same"
    yield text(key, lang, before=now.findings, after=then.findings, fallen=len(outcome.fallen))
    yield from _listed(outcome.fallen, lang)
    if outcome.risen:
        yield text("what_if.risen", lang, n=len(outcome.risen))
        yield from _listed(outcome.risen, lang)
    if now.telling:
        yield text("what_if.telling", lang, now=_telling(now, lang), then=_telling(then, lang))
    if now.digests or then.digests:
        yield text("what_if.digests", lang, now=_named(now.digests, lang), then=_named(then.digests, lang))


def _stays(stays: Stays, lang: str) -> str:
    said = text("what_if.stays", lang, files=stays.files, of=count("files", stays.of, lang))
    facts = []
    if stays.first:
        facts.append(text("what_if.dated", lang, first=clean(stays.first), last=clean(stays.last)))
    if stays.undated:
        facts.append(text("what_if.undated", lang, n=stays.undated))
    if not facts:
        return said
    inside = ("，" if lang == "zh" else ", ").join(facts)
    return f"{said}（{inside}）" if lang == "zh" else f"{said} ({inside})"


def _listed(found: Sequence[Told], lang: str) -> Iterable[str]:
    for each in found[:MOST]:
        yield f"  {clean(each.id)} · {flowing(each.text)}"
    if len(found) > MOST:
        yield f"  {count('more', len(found) - MOST, lang)}"


def _telling(side: Side, lang: str) -> str:
    if not side.telling:
        return text("what_if.none", lang)
    share = messages.share(side.alone, lang)
    return text("what_if.file", lang, file=clean(side.telling), share=share)


def _named(paths: Sequence[str], lang: str) -> str:
    return page_one.few(tuple(map(clean, paths)), lang, 3) or text("what_if.none", lang)
