"""What a table says of names: short and full ones in two columns of a row, or Chinese and English ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from auditor.resolving.nodes import FileMentions, Files, Found
from extractors import cells
from extractors.model import NAME_KINDS, Kind, Mention, Segment, spans
from extractors.text import has_cjk, simplified

Column = Literal["full", "chinese", "english", "short", "code", ""]

_CHINESE = re.compile(r"中文(?:名称?|全称|叫法)?|汉语|chinese(?: name)?|zh|in chinese|国内名称?", re.IGNORECASE)
_ENGLISH = re.compile(r"(?:英文|外文)(?:名称?|全称|叫法)?|english(?: name)?|en|in english", re.IGNORECASE)
_FULL = re.compile(
    r"(?:单位|公司|企业|机构|会员|客户|供应商|项目)?(?:全称|全名|名称)|正式名称|单位|公司|企业|机构|会员|会员单位|成员单位|厂家|厂商|供应商|客户|"
    r"项目|工程名称|实际项目|真名|本名|含义|"
    r"(?:(?:full|legal|registered|official|company|member|supplier|customer|organi[sz]ation|site|project) )?name|"
    r"company|organi[sz]ation|firm|member|supplier|vendor|customer|client|partner|contractor|owner|operator|"
    r"institution|project|programme|meaning|stands for|real name|term|in full",
    re.IGNORECASE,
)
_OF_CODES = re.compile(
    r"全称|全名|正式名称|名称|项目(?:名称|全称)?|工程名称|实际项目|真名|本名|含义|"
    r"full name|name|project|programme|meaning|stands for|real name|official name",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def column(header: str) -> Column:
    """Say what a column's header says of its names, "" where it says nothing of the kind."""
    text = simplified(header).strip()
    return _said(text) or _said_twice(text)


def _said_twice(text: str) -> Column:
    """Say what both languages of a header say alike (会员 Member); 单位 Unit is what something is measured in."""
    chinese, latin = _NOT_CHINESE.sub("", text), _NOT_LATIN.sub(" ", text).strip()
    said = _said(chinese) if chinese and latin else ""
    return said if said == _said(latin) else ""


_NOT_CHINESE, _NOT_LATIN = re.compile("[^\u4e00-\u9fff]+"), re.compile("[^A-Za-z]+")


def _said(text: str) -> Column:
    if cells.SHORT.fullmatch(text):
        return "short"
    if cells.CODE.fullmatch(text):
        return "code"
    if _CHINESE.fullmatch(text):
        return "chinese"
    if _ENGLISH.fullmatch(text):
        return "english"
    return "full" if _FULL.fullmatch(text) else ""


def paired(files: Files) -> Iterator[Found]:
    """Join the names of one row that stand in a column of short names and one of full ones, or in two languages.

    A code name is joined to a project's name only, never to the company in whose row it stands.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for entry in files.values():
        for one, other in entry.once("columns", _of_rows):
            found[one].add(other)
    for one in sorted(found):
        if len(found[one]) == 1:
            yield Found(one, min(found[one]), "two columns of a table name it", 0.9)


def _of_rows(entry: FileMentions) -> frozenset[tuple[str, str]]:
    """Give the pairs of names that a file's rows give in two columns."""
    rows = ((entry.segments[index], held) for index, held in _rows(entry).items())
    return frozenset(pair for row in rows for pair in (*_pairs(*row), *_in_two_languages(*row)))


def _rows(entry: FileMentions) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in entry.mentions:
        segment = entry.segments[mention.segment]
        if mention.kind in NAME_KINDS and mention.kind != "person" and segment.cells and segment.form == "row":
            found[mention.segment].append(mention)
    return found


_TOLD_TWICE: tuple[Kind, ...] = ("organisation", "site", "product", "project")


def _in_two_languages(segment: Segment, held: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """Give the Chinese and the Latin name of a row whose headers say one kind in both languages (供应商, Supplier)."""
    sides: dict[tuple[Kind, bool], list[str]] = defaultdict(list)
    for start, end, header in spans(segment.cells):
        kind, whole = cells.role(header), segment.text[start:end].strip()
        if kind is not None and kind in _TOLD_TWICE and has_cjk(header) is has_cjk(whole):
            within = (m for m in held if start <= m.start < end and m.end - m.start >= len(whole))
            sides[kind, has_cjk(whole)] += [mention.norm for mention in within]
    for kind in _TOLD_TWICE:
        if len(sides[kind, True]) == len(sides[kind, False]) == 1:
            yield sides[kind, True][0], sides[kind, False][0]


def _pairs(segment: Segment, held: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    names: dict[Column, list[tuple[str, str]]] = defaultdict(list)
    at: dict[Column, int] = {}
    for number, (start, end, header) in enumerate(spans(segment.cells)):
        said = column(header) if header else ""
        whole = segment.text[start:end].strip()
        if said:
            at[said] = number
            names[said] += [
                (mention.norm, header)
                for mention in held
                if start <= mention.start < end and mention.end - mention.start >= len(whole)
            ]
    shorts = names["short"] or names["code"]
    fulls = names["full"] or names["chinese"] or names["english"]
    if len(shorts) == len(fulls) == 1 and (names["short"] or _OF_CODES.fullmatch(simplified(fulls[0][1]).strip())):
        yield shorts[0][0], fulls[0][0]
    yield from _translated(names, at)


def _translated(
    names: Mapping[Column, Sequence[tuple[str, str]]], at: Mapping[Column, int]
) -> Iterator[tuple[str, str]]:
    """Give the Chinese and the Latin name of a row; a column of one language translates the names right beside it.

    Company, Name, 中文名: what stands behind a person's name is that person's.
    """
    chinese, english = names.get("chinese", ()), names.get("english", ())
    if abs(at.get("full", -2) - at.get("chinese", at.get("english", -2))) == 1:
        chinese = chinese if "chinese" in at else names.get("full", ())
        english = english if "english" in at else names.get("full", ())
    if len(chinese) == len(english) == 1:
        (one, _), (other, _) = chinese[0], english[0]
        if has_cjk(one) and not has_cjk(other):
            yield one, other
