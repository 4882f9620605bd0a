"""Where segments are cut: into windows, which say something together, and those into clauses, cells and values."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.model import Cells, Segment
from extractors.notes import NOTED
from extractors.text import sentences

# Who mails to whom: what stands in such a line answers for itself, From is no date.
MAILED = re.compile(r"\s*(?:from|sender|reply-to|to|cc|bcc|发件人|收件人|抄送)\s*[:：]", re.IGNORECASE)
# One class in front of all alternatives, so that the engine skips to candidates.
# "检测：澈宇 日期：3月" are two fields.
CLAUSE = re.compile(
    r"[，；;。！？!?,.:—\s](?:(?<=[，；;。！？!?])|(?<=[,.:])(?=\s)"
    r"|(?<=\s)(?=[\u4e00-\u9fff]{2,6}[：:])|(?<=—)—|(?<=\s)[–—]\s)"
)
# What a clause's first word says that it is about: "检测：澈宇"; in English such a word is a clause of its own.
LABEL = re.compile(r"\s*([\u4e00-\u9fff]{2,8})[：:]\s*(?=\S)")
LABELS = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,2}")
SAYS = re.compile(r"\w")  # a dash in a cell says nothing
CLOSING = " \t\"'”’」』）)"
FIELD = re.compile(rf"[^:：\t]{{1,30}}[:：]|\s*{NOTED}\s*\t\s*")
# The headers of a list of persons: their names, and where they come from; alone or in two languages beside each other.
# chosen: the headers of 57 attendance lists, directories and rosters in 45 hand-written folders, 2026-11
PERSON_HEAD = re.compile(
    r"(?:full )?names?|姓名|参会人|与会人员?|嘉宾|participants?|attendees?|speakers?|who|联系人|联络[人员]|值班人|带班"
    "|来人|来客|代表|专家|讲师|学员|报名人",
    re.IGNORECASE,
)
HOUSE_OF = re.compile(
    r"from|of|for|house|body|firm|company|organi[sz]ation|member|employer(?: on form)?|affiliation"
    r"|short(?: name)?|(?:所在|工作|参会|来访|供职|任职|原)?(?:单位|公司|企业|机构|院所)(?:名称|简称|全称)?"
    r"|简称|来自|会员(?:单位)?",
    re.IGNORECASE,
)
TONGUES = re.compile(r"[\u4e00-\u9fff]+|[a-z]+(?: [a-z]+)*", re.IGNORECASE)


class Window(NamedTuple):
    """A part of a segment that says something together, by offsets in its text, and the mentions in it."""

    segment: int
    start: int
    end: int
    mentions: range


def headed(row: Segment) -> bool:
    """Say whether any cell of a row stands under a header."""
    return row.cells.headed if isinstance(row.cells, Cells) else any(cell.header for cell in row.cells)


def windows_of(number: int, segment: Segment, inside: range, starts: Sequence[int]) -> Iterator[Window]:
    """Cut a segment into sentences; a row is one window.

    Args:
        number: Of the segment.
        segment: The segment.
        inside: The numbers of the mentions in it.
        starts: Where each mention of the file starts in its segment.
    """
    if segment.form == "row":
        yield Window(number, 0, len(segment.text), inside)
        return
    last, behind = inside.start, inside.stop
    for start, end in sentences(segment.text):
        first = bisect_left(starts, start, last, behind)
        last = bisect_left(starts, end, first, behind)
        yield Window(number, start, end, range(first, last))


def transposed(row: Segment) -> bool:
    """Say whether a row's first cell is the header of the others."""
    cells = row.cells
    if isinstance(cells, Cells):
        heads = cells.headers
        return len(heads) > 2 and not heads[0] and bool(heads[1]) and row.text.startswith(f"{heads[1]}\t")
    if len(cells) < 3 or cells[0].header or not cells[1].header:
        return False
    return row.text[cells[0].start : cells[0].end] == cells[1].header


def is_mailed(segment: Segment) -> bool:
    """Say whether a line says who mails to whom."""
    return segment.form == "field" and MAILED.match(segment.text) is not None


def spans_of(segment: Segment, window: Window) -> Iterator[tuple[int, int, str]]:
    """Cut a window into what can answer a question by itself: a row's cells, a sentence's clauses."""
    if segment.form == "row":
        held = segment.cells
        cells = held.spans() if isinstance(held, Cells) else ((cell.start, cell.end, cell.header) for cell in held)
        heads = held.headers if isinstance(held, Cells) else tuple(cell.header for cell in held)
        turned = _house_heads(heads)
        stand = (cell for cell in cells if cell[1] > cell[0])
        yield from ((a, b, turned.get(head, head)) for a, b, head in stand) if turned else stand
        return
    text, start, header = segment.text, window.start, ""
    if segment.form == "field" and (colon := FIELD.match(text, start, window.end)):
        header, start = colon.group().rstrip(" \t:："), colon.end()
        header = "" if is_mailed(segment) else header
    for cut in CLAUSE.finditer(text, start, window.end):
        if cut.start() > start and not text[start : cut.start()].isspace():
            yield start, cut.start(), header
        start = cut.end()
    if start < window.end and not text[start : window.end].isspace():
        yield start, window.end, header


@lru_cache(maxsize=1 << 10)
def _house_heads(heads: tuple[str, ...]) -> dict[str, str]:
    """Give the headers that in a list of persons say whose they are, with what they mean: From is no date there."""
    if not any(_means(PERSON_HEAD, head) for head in heads):
        return {}
    return {head: "affiliation" for head in heads if _means(HOUSE_OF, head)}


def _means(words: re.Pattern[str], head: str) -> bool:
    """Say whether a header is one of these words, or one in each of its two languages: "单位 Firm"."""
    parts = TONGUES.findall(head)
    return 0 < len(parts) <= 2 and any(words.fullmatch(part) for part in parts) and _is_plain(head, parts)


def _is_plain(head: str, parts: Sequence[str]) -> bool:
    """Say whether a header is made of these words alone and they are of two languages, where they are two."""
    tongues = {part[0].isascii() for part in parts}
    return len(tongues) == len(parts) and sum(map(len, parts)) >= len(head.strip()) - len(parts)
