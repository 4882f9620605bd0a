"""Whose a person is by the names side by side: 澄源蔡总, 澄源采购部林岚, Dana Holt, site manager, Bracken Ltd."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.model import Mention, Segment

SURE_FROM = 0.6  # of both names: one that is less sure may be none
BETWEEN_CHARS = 48
# Between a house and its own in Chinese: nothing, a desk, a post.
_DESK = "[\u4e00-\u9fff]{1,6}(?:部|处|科|室|组|办|车间|中心|分公司|公司)"
_POST = (
    "(?:副|总|常务)?(?:董事长|总经理|经理|厂长|站长|场长|所长|院长|主任|总监|总工(?:程师)?|工程师|负责人|代表|专员|主管|书记|会计|秘书长?|教授|研究员"
    "|技术员|销售|采购|老板|法人|联系人)"
)
_BEFORE_ZH = re.compile(f"[的\\s）)]?(?:{_DESK})?\\s?(?:{_POST})?[\\s　]?")
_BRACKET = re.compile(r"\s?[（(](?:[^（()）]{0,30}[,，、])?\s?")
_COMMA = re.compile("[,，]\\s?")
_IN_BRACKET = re.compile(r"[^（()）]{0,24}[)）]")
# What one is, before the house: "general manager of", "purchasing,", "technical director at".
_ROLE = (
    r"(?:[\w&/’'-]+ ){0,4}(?:managers?|directors?|engineers?|heads?|chair(?:man|woman)?|president|secretary|officers?"
    r"|technicians?|leads?|buyers?|sales|purchasing|procurement|quality|logistics|operations|finance|accounts|supervisor"
    r"|foreman|superintendent|captain|master|partner|owner|founder|scientist|chemist|physicist|surveyor|inspector"
    r"|consultant|coordinator|planner|dispatcher|controller|treasurer|clerk|CEO|CFO|COO|CTO|MD|QA|QC|R&D|HSE|HR|IT)"
    r"(?: (?:for|of|and|&) [\w&’' -]{2,20})?"
)
_BEHIND_EN = re.compile(
    rf",? (?:of|at|from) (?:the )?|, {_ROLE}(?:,| with| –| -) (?:the )?|,? (?:the )?{_ROLE} (?:of|at|for) (?:the )?"
)
_CJK_END = re.compile("[\u4e00-\u9fff]")


def employed(segment: Segment, mentions: Sequence[Mention], inside: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give each person of a segment who stands as somebody of a house, with that house.

    Args:
        segment: The segment.
        mentions: The file's mentions, sorted by segment and start.
        inside: The indices of those in the segment.
    """
    sure = [i for i in inside if mentions[i].confidence >= SURE_FROM]
    named = [i for i in sure if mentions[i].kind in ("organisation", "person")]
    alone = segment.form == "field" and len(named) == 2  # "Host: Dana Holt, Corvella"; elsewhere a list may go on so
    for first, second in pairwise(named):
        one, other = mentions[first], mentions[second]
        if {one.kind, other.kind} != {"organisation", "person"} or other.start < one.end:
            continue
        between = segment.text[one.end : other.start]
        beside = alone and one.kind == "person" and _COMMA.fullmatch(between) is not None
        if beside or (len(between) <= BETWEEN_CHARS and _belong(segment.text, between, one, other)):
            yield (first, second) if one.kind == "person" else (second, first)


def _belong(text: str, between: str, one: Mention, other: Mention) -> bool:
    """Say whether what stands between two names, a person's and a house's, makes one the other's."""
    if _BRACKET.fullmatch(between):
        return _IN_BRACKET.match(text, other.end) is not None
    if one.kind == "organisation":
        return bool(_CJK_END.match(text, other.start) and _BEFORE_ZH.fullmatch(between))
    return _BEHIND_EN.fullmatch(between) is not None
