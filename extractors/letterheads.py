"""Societies by the lines that name them whole: a page's margin, a heading, the part of either beside a dash or a slash.

What stands there by itself is a name whatever words it is made of: 闽浙茶叶出口联合检测与拼箱小组, … – Purchasing Ring.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.chinese import GLUE
from extractors.model import Segment
from extractors.text import in_dictionary, simplified

CONFIDENCE = 0.8
_PARTS = re.compile(r"[^·|/／｜\t]+?(?= [–—-] |[·|/／｜\t]|$)")
_CHINESE = re.compile(
    "\\s*([\u4e00-\u9fff]{3,28}?(?:分会|协会|学会|商会|联合会|联盟|联谊会|交流会|促进会|协作会|互助会|同业会|专委会|专业委员会"
    "|工作组|小组|交流组|协作组|协调组|联合体|共同体|协作体|协作网|交流圈|俱乐部|圆桌|沙龙|论坛))"
    "(?=\\s*$|[ \u3000（(：:]|秘书[处组]|\\d{4}|第[一二三四五六七八九十\\d])"
)
# What makes a sentence of it, or a count of what was held; no society's name holds such a word.
_SENTENCE = re.compile("[的了在是把被请将由向为各本我你他这那第]|通知|参加|召开|关于|成立|加入|退出")
_LATIN = re.compile(
    r"\s*([A-ZÀ-Ž][\w&’'-]*(?: (?:(?:of|and|for|the|in|on) )*(?:& )?[A-ZÀ-Ž][\w’'-]*){0,8} "
    r"(?:Association|Circle|Forum|Network|Alliance|Exchange|Society|Group|Council|Club|Consortium|Federation|League"
    r"|Collective|Guild|Union|Panel|Partnership|Chapter|Ring|Pool|Cluster|Hub|Assembly|Round ?[Tt]able|Cooperative"
    r"|Syndicate|Mutual|Salon|Platform))\s*"
)
_LEAST = 5  # characters of a Chinese one: 工作组 alone is nobody's


def bodies(segment: Segment) -> Iterator[tuple[int, int]]:
    """Give where the societies stand that a margin or a heading names whole."""
    if segment.layer != "header_footer" and segment.form not in ("title", "heading"):
        return
    text = simplified(segment.text)
    for part in _PARTS.finditer(text):
        if (chinese := _CHINESE.match(text, part.start(), part.end())) and _is_name(chinese.group(1)):
            yield chinese.span(1)
        latin = _LATIN.match(text, part.start() + _dash(text, part.start()), part.end())
        if latin and latin.end() == part.end() and segment.layer == "header_footer":
            yield latin.span(1)


def _dash(text: str, start: int) -> int:
    """Give how long the dash is that parts a line before an offset's text."""
    found = re.compile(r"\s*[–—-]\s+").match(text, start)
    return found.end() - found.start() if found else 0


def _is_name(name: str) -> bool:
    return len(name) >= _LEAST and name[0] not in GLUE and not _SENTENCE.search(name) and not in_dictionary(name)
