"""Published standards, laws, articles and licences: they tell outsiders nothing that cannot be read elsewhere.

Told by what the issuer prints at its head, all parts of it together: the kind of document on a line of its own, its
number, and when it was issued. A draft (征求意见稿, committee draft), a firm's own standard, one of the military, and a
text that only cites a standard are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

from extractors import articles
from extractors.model import HIDDEN_LAYERS, Segment
from extractors.text import simplified

_LINES, _CHARS = 60, 3000  # the head of a file: a cover and the first lines behind it
_PAGE_LINES, _PAGE_CHARS = 150, 8000  # its first page, at whose foot journals say when they received a text
_NEAR = 8  # lines from the title of a law to the note on who passed it

# GB/T 1.1-2020, 6.2: the cover of a Chinese standard names its kind, number, and the days of issue and of effect.
_COVER = re.compile(
    r"中华人民共和国(?!.{0,6}军用)[\u4e00-\u9fff]{0,14}(?:标准(?:化指导性技术文件)?|规程|技术规范)|"
    r"[\u4e00-\u9fff]{1,8}(?:省|市|自治区)地方标准"
)
_NUMBER = re.compile(
    r"(?<![A-Z/])(?!GJB|Q/)[A-Z]{2,4}(?:[0-9]{2,4}(?=/))?(?:/[A-Z])?[0-9]{1,6}(?:\.[0-9]{1,3})?[-—–][0-9]{2,4}"
)
_ISSUED, _IN_FORCE = re.compile(r"[0-9]{4}[-.年][0-9]{1,2}[-.月][0-9]{1,2}日?发布"), re.compile(r"[0-9日]实施")
_LAW = re.compile(r"中华人民共和国[\u4e00-\u9fff]{2,40}(?:法|法典|条例|实施细则)(?:\([0-9]{4}年?修[正订](?:本)?\))?")
_PASSED = re.compile(r"[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日.{0,80}(?:通过|公布|发布|修订|修正|施行)")
_FIRST = re.compile(r"第一[章条编]")
_DRAFT = re.compile(r"征求意见稿|送审稿|报批稿|讨论稿|草案|内部|修订稿|工作组稿")

# ISO/IEC Directives, part 2, 9; covers of the bodies' own documents.
_STANDARD = re.compile(
    r"(?:INTERNATIONAL|EUROPEAN|BRITISH|AMERICAN NATIONAL|IRISH|AUSTRALIAN|INDIAN) STANDARD|NORME INTERNATIONALE|"
    r"(?:International|European|British|American National|Indian|Australian) Standard|IEEE Standard for [A-Z].{3,120}"
)
_DESIGNATION = re.compile(
    r"(?<![A-Za-z])(?:ISO|IEC|EN|BS|ANSI|IEEE|AS|IS|CISPR)(?:[/ ](?:IEC|IEEE|EN|ISO|TS|TR|NZS|Std))*[ -]?"
    r"[A-Z]?[0-9]{2,6}(?![0-9A-Za-z])"
)
_ENGLISH_DRAFT = re.compile(r"(?i:\b(?:committee|working|public|unapproved|final)? ?draft\b)|\b(?:F?DIS|CD|WD)\b")
_REQUEST = re.compile(r"Request for Comments: ?[0-9]{1,5}(?: .*)?")
_REGISTER = re.compile(r"Federal Register ?/ ?Vol\. ?[0-9]{1,3}, No\. ?[0-9]{1,3}.*")
# What stands on a line of its own, and what a line near it must be.
_PAIRS = (
    (re.compile(r"STATUTORY INSTRUMENTS"), re.compile(r"[0-9]{4} No\. ?[0-9]{1,4}(?: .*)?")),
    (re.compile(r"(?:[A-Z][\w,'()-]* ){1,12}Act [12][0-9]{3}"), re.compile(r"An Act (?:of Parliament )?to .*")),
    (re.compile(r"(?i:public law) [0-9]{2,3}[-–][0-9]{1,4}.*"), re.compile(r"An Act|Be it enacted by the Senate.*")),
    (
        re.compile(r"(?:.* )?Official Journal of the European (?:Union|Communities)(?: .*)?"),
        re.compile(r"(?:COUNCIL |COMMISSION |IMPLEMENTING |DELEGATED )*(?:REGULATION|DIRECTIVE|DECISION).*"),
    ),
)  # fmt: skip


# Licences of programs, texts and fonts, each line by itself; short ones are known by a sentence, where nothing follows.
_LICENCES = (
    (re.compile(r"Apache License"), re.compile(r"Version 2\.0, January 2004")),
    (re.compile(r"GNU (?:AFFERO |LESSER |LIBRARY |FREE )?(?:GENERAL PUBLIC|DOCUMENTATION) LICENSE"),
     re.compile(r"Version [0-9.]+, [0-9]{1,2} [A-Z][a-z]+ [0-9]{4}")),
    (re.compile(r"Mozilla Public License,? [Vv]ersion 2\.0"), re.compile(r"1\. Definitions")),
    (re.compile(r"Eclipse Public License - v ?[0-9.]+"), re.compile(r"THE ACCOMPANYING PROGRAM IS PROVIDED UNDER .*")),
    (re.compile(r"Creative Commons Legal Code|CC0 1\.0 Universal|(?:Creative Commons )?Attribution[\w -]* "
                r"[1-4]\.0(?: International)?(?: Public License)?"),
     re.compile(r".*(?:Creative Commons|Legal Code).*")),
    (re.compile(r"SIL OPEN FONT LICENSE.*"), re.compile(r"PREAMBLE")),
    (re.compile(r"(?:# )?Contributor Covenant Code of Conduct"),
     re.compile(r"#* ?Our Pledge")),
    (re.compile(r"木兰(?:宽松|公共)许可证(?:,? ?第[0-9]版)?"), re.compile(r"木兰.*第[0-9]版|[0-9]{4}年[0-9]{1,2}月.*")),
)  # fmt: skip
_SHORT_LICENCE = re.compile(
    r"Permission is hereby granted, free of charge, to any person|Permission to use, copy, modify, and/or distribute "
    r"this software|Redistribution and use in source and binary forms|This is free and unencumbered software released"
)
_SHORT_CHARS = 2500  # BSD's with four clauses has 2,000


def published(segments: Sequence[Segment]) -> str:
    """Give the place where a file says that it is published, "" where it is not."""
    lines, places = _head(segments, _LINES, _CHARS)
    at = next((found for told in (_chinese, _english, _licence) if (found := told(lines)) is not None), None)
    if at is None and lines:
        lines, places = _head(segments, _PAGE_LINES, _PAGE_CHARS)
        at = articles.at(lines)
    return "" if at is None else places[at]


def _licence(lines: Sequence[str]) -> int | None:
    at = _first(_SHORT_LICENCE.search, lines[:_NEAR])
    if at is not None and sum(map(len, lines)) < _SHORT_CHARS:
        return at
    for title, beside in _LICENCES:
        if (at := _first(title.fullmatch, lines[:_NEAR])) is not None and any(map(beside.fullmatch, lines)):
            return at
    return None


def _head(segments: Sequence[Segment], most_lines: int, most_chars: int) -> tuple[list[str], list[str]]:
    """Give the first lines of the text, in one width and form, with their places; blanks between 汉字 are none."""
    lines, places, chars = list[str](), list[str](), 0
    for segment in segments:
        if segment.layer in HIDDEN_LAYERS or segment.layer == "file_name":
            continue
        for line in segment.text[:most_chars].splitlines():
            flat = simplified(unicodedata.normalize("NFKC", line)).strip()
            if flat:
                lines.append(re.sub(r"\s+", " ", re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", flat)))
                places.append(segment.where)
                chars += len(flat)
            if len(lines) >= most_lines or chars > most_chars:
                return lines, places
    return lines, places


def _chinese(lines: Sequence[str]) -> int | None:
    if any(map(_DRAFT.search, lines[:_NEAR])):
        return None
    tight = [line.replace(" ", "") for line in lines]
    if (at := _first(_COVER.fullmatch, tight)) is not None:
        head = tight[: at + 3 * _NEAR]
        drafted = any(map(_DRAFT.search, head))
        whole = all(any(map(part.search, head)) for part in (_NUMBER, _ISSUED, _IN_FORCE))
        return at if whole and not drafted else None
    at = _first(_LAW.fullmatch, tight[:_NEAR])
    if at is None or _first(_FIRST.match, tight) is None:
        return None
    return at if any(map(_PASSED.search, tight[at + 1 : at + _NEAR])) else None


def _english(lines: Sequence[str]) -> int | None:
    near = lines[: 3 * _NEAR]
    if any(map(_ENGLISH_DRAFT.search, near)):
        return None
    for whole in (_REQUEST, _REGISTER):
        if (at := _first(whole.fullmatch, near)) is not None:
            return at
    two = [" ".join(both) for both in pairwise([*near, ""])]  # a cover may set the one below the other
    alone, across = (_first(_STANDARD.fullmatch, lines) for lines in (near, two))
    at = across if alone is None else alone
    if at is not None and any(map(_DESIGNATION.search, two)):
        return at
    for title, beside in _PAIRS:
        if (at := _first(title.fullmatch, near)) is not None and any(map(beside.fullmatch, lines)):
            return at
    return None


def _first(fits: Callable[[str], object], lines: Sequence[str]) -> int | None:
    return next((at for at, line in enumerate(lines) if fits(line)), None)
