"""A house whose name begins with a word of the sentence: 从博瑞公司 where the file names 博瑞公司, 除斯坦福大学外.

Where a name begins is read off the words around it, and a short word may be read into one with the brand behind it.
That the rest is called so elsewhere in the file tells; a name that is only ever met with its first sign keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.chinese import GLUE
from extractors.model import Mention, Segment
from extractors.text import folded, simplified

_OPENERS = GLUE | frozenset("除凡")
_EXCEPT = re.compile("[^。；!！?？\n]{0,40}?外")
# Who tells of the own company, and no house: 刘永柏介绍公司近期工作.
_TELLS = re.compile("[\u4e00-\u9fff]{2,4}(?:介绍|汇报|讲解|强调|指出|通报|布置|传达|宣读|总结)(?:了|我|本)?公司")
_LEAST = 3  # characters of what is left
_SURE = 0.8


def settle(segments: Sequence[Segment], mentions: list[Mention]) -> None:
    """Begin such names behind the word; one that stands there already is not doubled. In place."""
    mentions[:] = [each for each in mentions if each.kind != "organisation"
                   or not _TELLS.fullmatch(_text(segments, each))]  # fmt: skip
    if not any(_opens(segments, each) for each in mentions):
        return
    known = {_text(segments, each) for each in mentions if each.kind == "organisation" and each.confidence >= _SURE}
    there = {(each.segment, each.start, each.end) for each in mentions if each.kind == "organisation"}
    kept = list[Mention]()
    for each in mentions:
        if not _opens(segments, each) or not _is_slip(segments, each, known):
            kept.append(each)
        elif (each.segment, each.start + 1, each.end) not in there:
            there.add((each.segment, each.start + 1, each.end))
            kept.append(replace(each, start=each.start + 1, norm=folded(_text(segments, each)[1:])))
    mentions[:] = kept


def _opens(segments: Sequence[Segment], each: Mention) -> bool:
    """Say whether a house's name begins with a word that joins or leads on."""
    if each.kind != "organisation" or each.end - each.start <= _LEAST:
        return False
    return simplified(segments[each.segment].text[each.start]) in _OPENERS


def _is_slip(segments: Sequence[Segment], each: Mention, known: set[str]) -> bool:
    name = _text(segments, each)
    if name[1:] in known:
        return True
    return name[0] == "除" and _EXCEPT.match(segments[each.segment].text, each.end) is not None


def _text(segments: Sequence[Segment], each: Mention) -> str:
    return segments[each.segment].text[each.start : each.end]
