"""Whose a site is by the name right before it: 澄霁的南陵基地, 珩羽德阳二车间, Varnholm's Enns works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.model import Mention, Segment
from extractors.patterns import seldom

SURE_FROM = 0.5  # of both names: one that is less sure may be none
BETWEEN_CHARS = 8
# Between a house and its site: a genitive, a blank, or nothing in Chinese.
_GENITIVE = re.compile(r"\s?的\s?|['’]s?\s(?:own |new |old )?")
_BESIDE = re.compile("[ \u3000]?")
_CJK_END = re.compile("[\u4e00-\u9fff]")
# What a house has that no recognizer calls a site: a building behind its genitive.
_BUILT = (
    "厂区|厂房|老厂|新厂|分厂|[一二三四五六]厂|基地|车间|车场|料场|堆场|码头|仓库|冷库|库区|园区|场区|新楼|大楼|办公楼|院区|分部|产线"
    "|生产线|试验线|中试线|分拣中心|配送中心|实验室"
)
BUILDING = seldom(
    rf"\s?的[^\s，。；、,.;：:]{{0,4}}?(?:{_BUILT})|\s?(?:新|老|旧)(?:厂区?|车间|基地|楼|仓库|码头)"
    r"|['’]s? (?:[\w-]+ ){0,2}(?:yard|works|plant|quay|depot|terminal|shed|mill|factory|site|warehouse|dock|hall|hangar"
    r"|workshop|laboratory|farm|quarry|foundry)\b"
)


def held(segment: Segment, mentions: Sequence[Mention], inside: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give each site of a segment that stands right behind a house, with that house.

    Two names that only stand side by side are no house and its site where a list of names goes on: a blank alone
    joins them in Chinese, where the site's own name does not begin a clause.

    Args:
        segment: The segment.
        mentions: The file's mentions, sorted by segment and start.
        inside: The indices of those in the segment.
    """
    text = segment.text
    for first, second in pairwise(inside):
        house, site = mentions[first], mentions[second]
        if house.kind != "organisation" or site.kind != "site" or min(house.confidence, site.confidence) < SURE_FROM:
            continue
        between = text[house.end : site.start]
        if len(between) <= BETWEEN_CHARS and _joins(text, between, site):
            yield second, first


def _joins(text: str, between: str, site: Mention) -> bool:
    if _GENITIVE.fullmatch(between):
        return True
    return _BESIDE.fullmatch(between) is not None and _CJK_END.match(text, site.start) is not None


def building(text: str, house: Mention) -> int:
    """Give where a building ends that stands behind a house as its own, 0 for none: 岷动的新楼, Corvel's old mill."""
    found = BUILDING.match(text, house.end)
    return found.end() if found else 0
