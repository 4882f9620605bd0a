"""Who is called by the family name alone, or by 老 and 小 before it: where such a sign is somebody's name.

A surname alone is one sign, and most are words as well. Where somebody signs, is told by a duty, answers in a remark or
fills a column of persons, it is a name: 记录：裘, 值班长：丁, （邱）, 药剂科 冉.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors import cells, lexicon, sieve
from extractors.model import Segment
from extractors.patterns import seldom
from extractors.text import in_dictionary, simplified, words

# Surnames that say more than somebody's name where they stand alone: a size, a unit, a state, a number.
_NOT_ALONE = frozenset("高温水时段方车常安平明阴严干钱单双冷班管包项计万全元支司连易通向钟雷风云雨房终丁甘党后")
_SAID_BY = re.compile(r"[：:](?=\S)")
_DUTIES = (
    "(?:值班长?|[正副]值|值长|记录|登记|经办|审核|复核|制表|填表|编制|校对|保管|[接交]班|领班|签收|执笔|[员师人者])"
    "[：:] ?"
)
_BEFORE_SIGNED = re.compile(f"(?:[。！？!?…] ?|{_DUTIES})$")
_BEHIND_SIGNED = re.compile(r"[。.]?\s*$|(?<=[：:][\u4e00-\u9fff])(?:[；;，,。、）)]|\s|$)")
_PARTS = re.compile(r"[^、，,/\s]+")
_LAST_BRACKET = re.compile(r"[（(][\u4e00-\u9fff][）)]\s*$")


def is_signed(segment: Segment, text: str, start: int) -> bool:
    """Say whether a surname alone stands for its bearer: before what is said, behind it, in a cell, as who did it.

    Of a surname that the folder knows from somebody's full name.
    """
    cell = next((each for each in segment.cells if each.start <= start < each.end), None)
    doubtful = text[start] in _NOT_ALONE and not (cell and cells.role(cell.header) == "person")
    if doubtful and segment.layer != "comment":
        return False
    if not text[:start].strip() and _SAID_BY.match(text, start + 1):
        return True
    if cell is not None:
        held = [part.span() for part in _PARTS.finditer(text, cell.start, cell.end)]
        short = len(text[cell.start : cell.end].strip()) == 1 and 0 < len(cell.header) < 5 and "代" not in cell.header
        return short or (cells.role(cell.header) == "person" and (start, start + 1) in held)
    if start and _LAST_BRACKET.match(text, start - 1):
        return True
    signed = _BEFORE_SIGNED.search(text, max(0, start - 5), start)
    return signed is not None and _BEHIND_SIGNED.match(text, start + 1) is not None


# Those that are nothing but a surname where they stand alone, and all that carry a title.
_ALONE = "".join(sorted(lexicon.section("chinese", "person.alone")))
CARRYING = lexicon.section("chinese", "person.frequent") | lexicon.section("chinese", "person.rare")
_ANY = "".join(sorted(CARRYING))
_REMARK = re.compile(f"(?:[\u4e00-\u9fff]{{2,6}}[ ·-](?:[\u4e00-\u9fff]{{2}})?)?([{_ANY}])[：:]")
_DUTY = re.compile(f"{_DUTIES}([{_ANY}])(?=\\s|$|[，。；、）)])")
_SIGNED = seldom(
    f"(?:[司团心院所部处科室局厂场站社队校办组会店][ \u3000]|[（(])([{_ALONE}])(?=[）)]?\\s*(?:$|\t))"
    f"|^\\s*([{_ALONE}])(?= ?[记制编写录]\\s*$)"
)
_CAME = re.compile("(?:^|[。；\\s])(?:实?到|到会|到场|在场|在座|参[加会](?:人员?)?|出席(?:人员?)?)[：:]")
_IN_LIST = re.compile(f"(?<=[：:、，,])\\s?([{_ALONE}])(?=[、，,。；\\s]|$)")
_DID = seldom(
    f"(?:^|(?<=[，。；]))([{_ALONE}])(?=说|问|答|讲|盯|带队|签字|签了|负责)"
    f"|(?<=[找让请])([{_ALONE}])(?=[，,、。；]|$)"
)
_DUTY_MARK, _SIGNED_MARK, _CAME_MARK, _DID_MARK = map(sieve.mark, (_DUTY, _SIGNED, _CAME, _DID))
MARK = sieve.mark(_REMARK) | _DUTY_MARK | _SIGNED_MARK | _CAME_MARK | _DID_MARK


def alone(segment: Segment, text: str, marks: int = sieve.UNKNOWN) -> Iterator[tuple[int, int]]:
    """Give where a surname alone is somebody's name by what stands around it, whoever the folder knows.

    Args:
        segment: The row or paragraph.
        text: Its text in simplified characters.
        marks: What it may hold, see `sieve`.
    """
    for cell in segment.cells:
        if cells.role(cell.header) == "person":
            yield from (part.span() for part in _PARTS.finditer(text, cell.start, cell.end)
                        if part.group() in CARRYING and part.group() not in _NOT_ALONE)  # fmt: skip
    if segment.layer == "comment" and (remark := _REMARK.match(text)):
        yield remark.span(1)
    for match in _DUTY.finditer(text) if marks & _DUTY_MARK else ():
        yield match.span(1)
    signed = _SIGNED.finditer(text) if marks & _SIGNED_MARK else ()
    for match in (*signed, *(_DID.finditer(text) if marks & _DID_MARK else ())):
        start, end = match.span(match.lastindex or 0)
        if end == len(text) or not in_dictionary(text[start : end + 1]):  # 顾问费
            yield start, end
    for came in _CAME.finditer(text) if marks & _CAME_MARK else ():
        stop = text.find("。", came.end())
        end = stop + 1 if stop > 0 else len(text)
        yield from (each.span(1) for each in _IN_LIST.finditer(text, came.end() - 1, end))


# What everybody says with a surname's sign behind 小 or 老, and means nobody; and what may be somebody or not.
EVERYDAY = frozenset(
    "小时 小康 小米 小白 小车 小包 小段 小项 小计 小麦 小毛 小花 小石 小金 小龙 小水 小雷 小成 小向 小单 小管 小查"
    " 小万 小全 小景 小艾 小文 小安 小平 小易 小鱼 小牛 小羊 小熊 小封 小游 小巢 小籍 老路 老师"
    " 老成 老边 老习 老单 老管".split()
)
_DOUBTFUL = EVERYDAY | frozenset("小黄 小高 小温 小方 小江 小谷 老段 老高".split())
_FAMILIAR = re.compile(f"[老小]([{''.join(sorted(CARRYING - _NOT_ALONE))}])")
FAMILIAR_MARK = sieve.mark(_FAMILIAR)


def is_familiar(name: str) -> bool:
    """Say whether a name is what those who know somebody call him (老马, 小覃), and so no thing's."""
    return _FAMILIAR.fullmatch(simplified(name)) is not None and name not in EVERYDAY and not in_dictionary(name)


def familiar(text: str) -> Iterator[tuple[int, int]]:
    """Give where 小阮 and 老姜 stand: no word of everyday, nor one that reaches over either end."""
    for match in _FAMILIAR.finditer(text):
        start, end = match.span()
        if match.group() in _DOUBTFUL or not _is_coined(match.group()):
            continue
        if in_dictionary(text[start + 1 : end + 1]):
            continue  # 小方案
        found = words(text)
        i = found.at(start)
        if found.starts[i] == start or not in_dictionary(text[found.starts[i] : found.ends[i]]):
            yield start, end


def _is_coined(name: str) -> bool:
    found = words(name)
    return not in_dictionary(name) or (len(found) == 1 and found.tags[0].startswith("nr"))
