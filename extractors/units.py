"""Departments, sections and offices that act as parties: told by their own words and by what stands on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors import cued, lexicon, sieve

_ROOMS = tuple(lexicon.section("units", "rooms"))
_SURNAMES = "".join(sorted(name for name in lexicon.entries("surnames") if len(name) == 1))
_FREQUENT = "".join(sorted(lexicon.section("chinese", "person.frequent")))
# Behind a unit: a stop, a joint, what units do, or a person of it.
_TAIL = re.compile(
    f"[部处科室办所组股课心](?=$|[^\u4e00-\u9fff]|[和与及]|{lexicon.alternatives(lexicon.section('units', 'right'))}|"
    f"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:$|[^\u4e00-\u9fff])|[{_FREQUENT}](?:[总工]|老师|主任|经理|师傅)|[下上本]周|[今明昨]天)"
)
_LONG_TAILS = tuple(sorted(lexicon.section("units", "tails"), key=lambda word: (-len(word), word)))
_LEFT = re.compile(
    "(?:^|[^\u4e00-\u9fff]|[由请找问报送给交归向经对与和及从到在是说让]|(?<![本我各该全贵])[院厂所局校](?<!医院)|有限公司|股份公司|分公司|"
    f"{lexicon.alternatives(lexicon.section('units', 'left'))})$"
)
_DIVISION = re.compile("(?:^|[^\u4e00-\u9fff]|[由请找问报送给归向经对与和及从到在是])([\u4e00-\u9fff]{2,5}事业部)")
_HEADS = re.compile("[\u4e00-\u9fff]?[员长]|织")
_BARE = lexicon.section("units", "bare")
MARK = sieve.mark(_TAIL, _DIVISION) | sieve.mark_of_words(_BARE)  # of every text with a find
_LONGEST_CUE = 4
_MOST_STEMS = 3


def finds(text: str) -> Iterator[tuple[int, int]]:
    """Give where units stand that something points at and that act or end a phrase (联系计划物控部余敏)."""
    for last in _TAIL.finditer(text):
        tail = next((tail for tail in _LONG_TAILS if text.endswith(tail, 0, last.end())), "")
        core = last.end() - len(tail)
        start = _start(text, core) if tail else core
        if start < core and _LEFT.search(text, max(0, start - _LONGEST_CUE), start):
            yield start, last.end()
    for division in _DIVISION.finditer(text) if "事业部" in text else ():
        yield division.span(1)
    for start, end in cued.marks(text):
        bare = text[start:end] in _BARE and not _HEADS.match(text, end)
        if bare and _LEFT.search(text, max(0, start - _LONGEST_CUE), start):
            yield start, end


@lru_cache(maxsize=1)
def _stems() -> dict[str, tuple[str, ...]]:
    """Give what units are called by, by its last character, the longest first."""
    found: dict[str, list[str]] = {}
    for stem in sorted(lexicon.section("units", "stems"), key=lambda word: (-len(word), word)):
        found.setdefault(stem[-1], []).append(stem)
    return {last: tuple(stems) for last, stems in found.items()}


def _start(text: str, end: int) -> int:
    """Walk left over what a unit may be called by; a room that every house has (资料室) is none."""
    if text.startswith("室", end) and text.endswith(_ROOMS, max(0, end - 2), end):
        return end
    start = end
    for _ in range(_MOST_STEMS):
        known = _stems().get(text[start - 1 : start], ())
        stem = next((stem for stem in known if text.endswith(stem, 0, start)), "")
        if not stem:
            break
        start -= len(stem)
    return start
