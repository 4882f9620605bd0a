"""Published articles, told by what a journal, an archive of preprints or a proceedings' printer puts on the first page.

A number that only the issuer gives (文章编号, a DOI beside the days of receipt, an arXiv stamp) is what tells one; an
abstract and keywords alone are a manuscript's as well, and so is a class or a code that authors look up themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# GB/T 13417, 7: the head of an article in a Chinese journal, with its number: ISSN, year, issue, page, pages.
_NUMBERED = re.compile(r"文章编[号码][:：]?[0-9]{4}[-—–][0-9]{3}[0-9Xx]\(?(?:19|20)[0-9]{2}\)?")
_CLASSED = tuple(map(re.compile, ("中图分类号[:：]?[A-Z]", "文献标[识志]码[:：]?[A-EZ]", "收稿日期[:：]?[12][0-9]{3}")))
_OF_ISSUE = re.compile(r"(?i:doi)[:：]?10\.[0-9]{4,5}/j\.(?:issn|cnki)\S{9,}")
_ABSTRACT_ZH, _KEYWORDS_ZH = re.compile(r"[\[【<]?(?:内容)?摘要"), re.compile(r"[\[【<]?关键[词字]")

_DOI = re.compile(r"(?:doi:? ?|doi\.org/)(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
# What only a printer sets beside the number of an article, and what a manuscript has as well.
_PRINTED = tuple(
    map(
        re.compile,
        (
            r"\bISSN\b",
            r"(?i:\breceived)\b.{4,60}(?i:\b(?:accepted|revised|published)\b)|(?i:^received:? .{0,12}[12][0-9]{3}\b)",
            r"(?i:^(?:available online|contents lists available|published online|first published|article history|"
            r"journal homepage|open access\b|publisher's note))",
            r"(?:©|\(c\)|(?i:\bcopyright\b)).{0,12}[12][0-9]{3}.{0,20}(?:Elsevier|Springer|Wiley|IEEE|ACM|Taylor|SAGE|"
            r"MDPI|[Tt]he [Aa]uthors?|American|Royal|Oxford|Cambridge|Association|Society|Nature|Macmillan)",
            r"(?:\bVol(?:ume|\.)? ?[0-9]{1,3}\b.{0,30}\b(?:No|Issue|pp?|Article)\b|[0-9]{1,4} ?\((?:19|20)[0-9]{2}\) "
            r"[0-9]{1,6}(?:[-–][0-9]{1,6})?$)",
        ),
    )
)
_ANYBODYS = tuple(map(re.compile, (r"(?i:^\W{0,2}(?:abstract|summary)\b)", r"(?i:^\W{0,2}key ?words?\b)")))
_LEAST = 3  # chosen: an abstract, keywords, and one that only a printer sets; a list of literature has DOIs too
# What an archive, a publisher or a library prints on a copy of what it makes public, each enough by itself.
_STAMP = re.compile(
    r"arXiv:(?:[0-9]{4}\.[0-9]{4,5}|[a-z-]+/[0-9]{7})(?:v[0-9]+)? ?\[[\w.-]+\]|\b(?:bioRxiv|medRxiv|ChinaXiv)\b.{0,20}"
    r"\bpreprint\b|this version posted|Permission to make digital or hard copies|"
    r"Authorized licensed use limited to|This content downloaded from|"
    r"See discussions, stats, and author profiles for this publication|HAL is a multi-?disciplinary open access|"
    r"made this article openly available|网络首发(?:时间|地址|论文)"
)
_PERMITTED, _MACHINERY = re.compile("Permission to copy without fee"), re.compile(r"\bACM\b|Computing Machinery")
_UNPUBLISHED = re.compile(
    r"(?i:preprint submitted to|manuscript (?:submitted|under|draft)|under review|for peer review|"
    r"do not (?:cite|circulate|distribute)|confidential|\bin preparation\b|\bto be submitted\b)|"
    r"投稿|审稿|初稿|返修|修改稿|内部|征求意见"
)


def at(lines: Sequence[str]) -> int | None:
    """Give the line of a file's first page by which it is a published article, None where it is none.

    Args:
        lines: The first page's in one width and form, without blanks between 汉字.
    """
    if any(map(_UNPUBLISHED.search, lines)):
        return None
    found = _chinese([line.replace(" ", "") for line in lines])
    return _english(lines) if found is None else found


def _chinese(lines: Sequence[str]) -> int | None:
    numbered = _first(lines, _NUMBERED)
    if numbered is not None:
        return numbered
    if all(any(map(part.search, lines)) for part in _CLASSED):
        return _first(lines, _CLASSED[-1])
    both = all(any(map(part.match, lines)) for part in (_ABSTRACT_ZH, _KEYWORDS_ZH))
    return _first(lines, _OF_ISSUE) if both else None


def _english(lines: Sequence[str]) -> int | None:
    stamps = (_STAMP, _PERMITTED) if any(map(_MACHINERY.search, lines)) else (_STAMP,)
    stamped = _first(lines, *stamps)
    if stamped is not None:
        return stamped
    if len({hit.group(1) for line in lines if (hit := _DOI.search(line))}) != 1:  # none, or a list of literature
        return None
    printed, anybodys = (sum(any(map(part.search, lines)) for part in parts) for parts in (_PRINTED, _ANYBODYS))
    return _first(lines, _DOI) if printed and printed + anybodys >= _LEAST else None


def _first(lines: Sequence[str], *parts: re.Pattern[str]) -> int | None:
    return next((number for number, line in enumerate(lines) if any(part.search(line) for part in parts)), None)
