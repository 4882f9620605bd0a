"""What papers say in capitals without naming anybody: Task Board Review, the Minutes behind a team, a file's date.

Headings, agendas and lists of tasks give every word a capital, so capitals are no sign of a name there. Two things
tell: words that are all of everyday speech name nobody unless a sentence runs on to them, and what meetings and papers
are called does not belong to whoever met or wrote. Chinese has no capitals; its counterpart is the recognizers'
everyday words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extractors import latin, lexicon
from extractors.model import NAME_KINDS, Evidence, Kind, Mention, Segment
from extractors.text import folded, has_cjk, simplified

_WEAK: frozenset[Evidence] = frozenset({"capitals", "tagger"})
_KINDS: frozenset[Kind] = frozenset({"organisation", "product", "programme", "project", "place", "site"})
_WORD = re.compile(r"[^\s/&+,;:|]+")
# What a meeting, a paper, an entry of a list or a part of a model is called.
_CALLED = lexicon.section("latin", "latin.called") | lexicon.section("latin", "latin.months")
_DAY = re.compile(r"(?:19|20)\d\d(?:[-./]\d{1,2}){1,2}")
_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d")
_RUNS_ON = re.compile(r"[a-zà-ž][a-zà-ž’'-]* $")
# What begins like a person's name in Chinese, and is an everyday word; by what they end with, any: 贡献者, 安全性.
_WORDS = lexicon.section("chinese", "person.no_name")
_NOBODY_ENDS = ("者", "性")
# Whoever is spoken to or of, and no name: 您的团队, 该项目.
_POINTS = re.compile("您|[你我他她它]们|[你我他她它]的|[这该](?=[\u4e00-\u9fff])|贵司")
# What a list asks to be done, before a name.
_ASKED = lexicon.section("latin", "latin.asked")


def settle(segments: Sequence[Segment], mentions: list[Mention]) -> None:
    """Cut what meetings and papers are called off names of capitals, and drop what is nothing else; in place."""
    addresses = _addresses(mentions)
    kept = (_settled(each, segments[each.segment].text, addresses.get(each.segment, ())) for each in mentions)
    mentions[:] = filter(None, kept)


def _settled(mention: Mention, text: str, addresses: Sequence[tuple[int, int]]) -> Mention | None:
    if addresses and mention.kind in NAME_KINDS and _inside(mention, addresses):
        return None
    name = text[mention.start : mention.end]
    if mention.kind == "person" and _is_nobody(name):
        return None
    if mention.kind in _KINDS and (_POINTS.match(name) or _is_torn(name)):
        return None
    if mention.evidence not in _WEAK or mention.kind not in _KINDS:
        return mention
    if mention.evidence == "tagger" and _is_small(text[mention.start : mention.end]):
        return None
    bare = within(text, mention.start, mention.end)
    if bare is None or bare == (mention.start, mention.end):
        return mention if bare else None
    return replace(mention, start=bare[0], end=bare[1], norm=folded(text[slice(*bare)]))


def _is_nobody(name: str) -> bool:
    """Say whether what is taken for a Chinese person is an everyday word."""
    if not has_cjk(name):
        return False
    plain = simplified(name)
    return plain in _WORDS or (len(plain) > 2 and plain.endswith(_NOBODY_ENDS))


def _is_torn(name: str) -> bool:
    """Say whether a bracket that opened before a name closes in it: 质量保障)项目 of (含质量保障)项目."""
    return any(name.find(behind) > -1 and before not in name[: name.find(behind)] for before, behind in ("()", "（）"))


def _addresses(mentions: Sequence[Mention]) -> dict[int, list[tuple[int, int]]]:
    """Give by segment where addresses on the web stand."""
    found = defaultdict[int, list[tuple[int, int]]](list)
    for each in mentions:
        if each.kind == "identifier" and each.norm.startswith("url:"):
            found[each.segment].append((each.start, each.end))
    return found


def _inside(mention: Mention, addresses: Sequence[tuple[int, int]]) -> bool:
    """Say whether a name is but a part of an address (twitter.com, .../is%3Aopen)."""
    return any(start <= mention.start and mention.end <= end for start, end in addresses)


def within(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Give where in a stretch of capitals the name stands, None for nowhere; other scripts are left as they are."""
    if has_cjk(text[start:end]):
        return start, end
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    spoken = [text[slice(*word)].strip(".()[]#*_'’\"“”") for word in words]
    last = len(words)
    while last and (_is_called(spoken[last - 1]) or _NUMBER.fullmatch(spoken[last - 1])):
        last -= 1
    if not any(map(_is_called, spoken[last:])):
        last = len(words)  # a number alone is a model's
    first = 0
    while first < last and (_DAY.fullmatch(spoken[first]) or (last - first > 1 and spoken[first].casefold() in _ASKED)):
        first += 1
    if all(not word or latin.common(word) for word in spoken[first:last]):
        runs_on = last == len(words) and _RUNS_ON.search(text, max(0, start - 24), start)
        return (start, end) if runs_on and first < last else None
    if (first, last) == (0, len(words)):
        return start, end
    bare = words[first][0], words[last - 1][1]
    return bare if bare[1] - bare[0] > 2 else None


def _is_small(name: str) -> bool:
    """Say whether a Latin name is written small and is none that everybody knows: hard to manage, berlin."""
    return name.islower() and not (has_cjk(name) or folded(name) in _known())


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(lexicon.same("places").keys() | lexicon.same("organisations").keys())


def _is_called(word: str) -> bool:
    return not word or word.casefold() in _CALLED or _DAY.fullmatch(word) is not None
