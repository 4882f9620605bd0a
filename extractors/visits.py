"""Where a group went and who came: names in the titles of visits (唐家湾厂走访, Tour of Vesterholt, 砾牧来访).

Every group writes such papers, and nearly all are called by where they went. The name needs no word for what it is
there, for everybody knows the place; elsewhere it stands bare as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors import latin, lexicon
from extractors.chinese import GLUE, is_everyday, places
from extractors.model import Kind, Segment
from extractors.text import has_cjk, is_cjk, simplified, words

CONFIDENCE = 0.6  # one place makes it looked for in the other files


class Find(NamedTuple):
    """A name in a visit's title: where it stands, and whether it is who came or where one went."""

    start: int
    end: int
    kind: Kind


# What one does at a place, and what the paper about it is called.
_WENT = "走访|参观|考察|踏勘|踏看|探访|开放日|实地调研|现场调研|驻场|巡访|回访|夜访"
_CAME = "来访|来函|来宾接待|拜访"
_PAPER = "(?:[小札随手简]?记录?|纪要|记要|小结|报告|总结|见闻|安排|通知|行程|方案|单|手记|接待)?"
_ZH = re.compile(
    f"[\u4e00-\u9fff]{{2,9}}?(?=(?:{_WENT}){_PAPER}(?:$|[^\u4e00-\u9fff]))"
    f"|([\u4e00-\u9fff]{{2,9}}?)(?=(?:{_CAME}|来访座谈){_PAPER}(?:$|[^\u4e00-\u9fff]))"
)
_WORD = r"[A-Z][^\W_]+(?:[-’'][^\W_]{2,})*(?![’'])"
_NAME = rf"(?:{_WORD}(?: {_WORD}){{0,2}}|[\u4e00-\u9fff]{{2,8}})"
_NOUN = (
    r"(?:(?:site )?visits?|(?:site |plant |factory )?tours?|open day|walk-?(?:round|through|about)|trip(?: report)?"
    r"|inspection)"
)
_TO_EN = re.compile(
    rf"(?:^|[/|] ?)(?:[Aa] )?(?i:{_NOUN})(?: notes?)?(?: to| of| at| round| around)? (?:the )?({_NAME})"
    r"(?![\w’'-]| [a-z])"
)
_BY_EN = re.compile(rf"(?i:visit|visitors|delegation) (?:by|from) (?:the )?({_NAME})(?![\w’'-])")
_BEFORE_EN = re.compile(rf"^({_NAME})[ -](?i:{_NOUN})(?![\w’'-])")
_SIGN = re.compile(
    "[走来踏探巡回夜拜][访勘看函宾]|参观|考察|开放日|调研|驻场|(?i:visit|tour|open day|walk|trip|inspection|delegation)"
)
_LONGEST_TITLE = 90  # characters; what is longer is a paragraph
_LONGEST = 5  # characters without a word for what it is: longer ones are a body and its site, told elsewhere


def finds(segment: Segment) -> tuple[Find, ...]:
    """Give the names that a visit's title is about; a known town alone is no visit's aim."""
    if segment.form not in ("title", "heading") or len(segment.text) > _LONGEST_TITLE:
        return ()
    text = simplified(segment.text).replace("_", " ")
    if not _SIGN.search(text):
        return ()
    return (*_chinese(text), *_latin(text))


def _chinese(text: str) -> Iterator[Find]:
    match = _ZH.match(text)
    if match is None:
        return
    name = match.group()
    head = next((n for n in (4, 3, 2) if name[:n] in places() and len(name) - n > 1), 0)
    came = match.group(1) is not None
    start = match.start() + (head if came else 0)
    if _is_name(name[head:]):
        yield Find(start, match.end(), "organisation" if came else "site")


def _is_name(name: str) -> bool:
    """Say whether what is left of a town is a name: short, no word of a sentence, and not all everyday words."""
    if not 2 <= len(name) <= _LONGEST or name in places() or is_everyday(name) or GLUE & set(name[:1] + name[-1:]):
        return False
    pieces = [name[w.start : w.end] for w in words(name)]
    everyday = all(len(piece) > 1 and is_everyday(piece) for piece in pieces)
    return not everyday and not any(c in "一二三四五六七八九十日月号组" for c in name)


def _latin(text: str) -> Iterator[Find]:
    kinds: tuple[tuple[re.Pattern[str], Kind], ...] = (
        (_TO_EN, "site"), (_BEFORE_EN, "site"), (_BY_EN, "organisation"),
    )  # fmt: skip
    for pattern, kind in kinds:
        for match in pattern.finditer(text):
            name = match.group(1)
            if _is_own(name):
                yield Find(*match.span(1), kind)


def _is_own(name: str) -> bool:
    if has_cjk(name):
        return all(map(is_cjk, name)) and not is_everyday(name) and name not in places()
    own = [word for word in name.split() if not latin.common(word)]
    return bool(own) and name not in lexicon.names("places")
