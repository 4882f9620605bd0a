"""What a table says of names: short and full ones in two columns of a row, or Chinese and English ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from auditor.resolving.nodes import FileMentions, Found
from extractors import cells
from extractors.model import NAME_KINDS, Mention, Segment
from extractors.text import has_cjk, simplified

Column = Literal["full", "chinese", "english", "short", "code", ""]

_CHINESE = re.compile(r"中文(?:名称?|全称|叫法)?|汉语|chinese(?: name)?|zh|in chinese|国内名称?", re.IGNORECASE)
_ENGLISH = re.compile(r"(?:英文|外文)(?:名称?|全称|叫法)?|english(?: name)?|en|in english", re.IGNORECASE)
_FULL = re.compile(
    r"全称|全名|正式名称|名称|单位(?:名称)?|公司(?:名称)?|机构(?:名称)?|项目(?:名称|全称)?|工程名称|实际项目|真名|本名|含义|"
    r"full name|name|company|organi[sz]ation|member|project|programme|meaning|stands for|real name|official name|term",
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
    if cells.SHORT.fullmatch(text):
        return "short"
    if cells.CODE.fullmatch(text):
        return "code"
    if _CHINESE.fullmatch(text):
        return "chinese"
    if _ENGLISH.fullmatch(text):
        return "english"
    return "full" if _FULL.fullmatch(text) else ""


def paired(mentions: Sequence[FileMentions]) -> Iterator[Found]:
    """Join the names of one row that stand in a column of short names and one of full ones, or in two languages.

    A code name is joined to a project's name only, never to the company in whose row it stands.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for entry in mentions:
        by_segment = _rows(entry)
        for index, held in by_segment.items():
            for one, other in _pairs(entry.segments[index], held):
                found[one].add(other)
    for one in sorted(found):
        if len(found[one]) == 1:
            yield Found(one, min(found[one]), "two columns of a table name it", 0.9)


def _rows(entry: FileMentions) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in entry.mentions:
        segment = entry.segments[mention.segment]
        if mention.kind in NAME_KINDS and mention.kind != "person" and segment.cells and segment.form == "row":
            found[mention.segment].append(mention)
    return found


def _pairs(segment: Segment, held: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    names: dict[Column, list[tuple[str, str]]] = defaultdict(list)
    for cell in segment.cells:
        said = column(cell.header) if cell.header else ""
        whole = segment.text[cell.start : cell.end].strip()
        if said:
            names[said] += [
                (mention.norm, cell.header)
                for mention in held
                if cell.start <= mention.start < cell.end and mention.end - mention.start >= len(whole)
            ]
    shorts = names["short"] or names["code"]
    fulls = names["full"] or names["chinese"] or names["english"]
    if len(shorts) == len(fulls) == 1 and (names["short"] or _OF_CODES.fullmatch(simplified(fulls[0][1]).strip())):
        yield shorts[0][0], fulls[0][0]
    if len(names["chinese"]) == len(names["english"]) == 1:
        (one, _), (other, _) = names["chinese"][0], names["english"][0]
        if has_cjk(one) and not has_cjk(other):
            yield one, other
