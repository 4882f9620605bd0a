"""Who answers under a number or a letter: 四号补充, 丙不赞成, H-03 beside H-01, 片区甲 in a column headed 片区.

In prose asked only of files that say of themselves that nobody's name is told. A number or a stem counts where a clause
begins with it and goes on with what somebody does; a code counts where the file's own column has others made as it is.
In any table a cell counts that is the word of its column's header with a mark behind it, where another one is too; and
under a header that only counts the rows (No., 号, 编号) where two have one word, or one stem before it: Estate 4, 乙标.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.model import NAME_KINDS, Cell, Cells, Mention, Segment
from extractors.text import folded

_SAYS = (
    "另?外?(?:补充|自述|自称|反映|反馈|回复|答复|承认|认为|表示|坦言|提出|建议|主张|赞成|同意|反对|要求|写道|写了|附言|说|称|答)"
    "|不(?:赞成|同意|肯|答|愿)|私下|电话里|另附|没[填交答有]|未[填交答]|那边|也[说提写]"
)
_CALLED = re.compile(
    r"(?:^|(?<=[，。；：、“”！？\s]))((?:\d{1,2}|[一二三四五六七八九十]{1,2})号|[甲乙丙丁戊己庚辛]家?)" f"(?={_SAYS})"
)
_CODE = re.compile(r"([A-Z]{1,2})([-‐–]?)(\d{1,3})")
_LEAST_CODES = 2  # of one make in a file's columns: one alone may be anything


def called(text: str) -> Iterator[tuple[int, int]]:
    """Give where a number or a stem alone does what members do."""
    return (match.span(1) for match in _CALLED.finditer(text))


def kin(codes: Iterable[str]) -> re.Pattern[str] | None:
    """Give what finds codes made like these, None where no two of them are made alike; H-01, H-04: H and two digits."""
    made: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for code in codes:
        if match := _CODE.fullmatch(code):
            made[match[1], match[2], len(match[3])].add(code)
    alike = sorted(make for make, held in made.items() if len(held) >= _LEAST_CODES)
    forms = [rf"{letters}{joint}\d{{{figures}}}" for letters, joint, figures in alike]
    return re.compile(rf"(?<![A-Za-z0-9.-])(?:{'|'.join(forms)})(?![A-Za-z0-9-]|[.,]\d)") if forms else None


def alike(text: str, kind: re.Pattern[str]) -> Sequence[tuple[int, int]]:
    """Give where a text holds such codes."""
    return [match.span() for match in kind.finditer(text)]


# What tells the members of a column apart: a letter, a stem, a number.
_OF_HEADER = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{1,6}?|[A-Za-z][a-z]{2,14})[ -]?"
    r"(?:[A-Z]|[甲乙丙丁戊己庚辛壬癸]|[\u2460-\u2473]|[A-Z]?-?\d{1,3}|(?<=[\u4e00-\u9fff])[一二三四五六七八九十]{1,2})号?"
    r"|(?:[A-HJ-NP-TV-Z]|[甲乙丙丁戊己庚辛壬癸])(?P<stemmed>[\u4e00-\u9fff]{1,4})"
)
# A header that says no more than that its rows have numbers.
_COUNTING = re.compile(r"\s*(?:no\.?|nr\.?|#|id|code|by number|[编序代]?号|编码|代码|代号|)\s*", re.IGNORECASE)
# What is counted in earnest, and names nobody: steps, days, receipts.
_COUNTED = frozenset((
    *("sample specimen item step day week month phase shift row page slide stage lot batch run point no round test "
      "trial grade level class type section part chapter lane line figure table task question option priority year "
      "quarter annex appendix article clause version draft set note ref job order invoice total sum bin box bag rev "
      "january february march april may june july august september october november december winter summer spring "
      "autumn indication observation finding remark query issue defect fault request").split(),
    *("凭证 步骤 工序 工步 班次 班 班组 周 日 天 月 期 页 章 条 款 项 序号 编号 点位 测点 点 "
      "批次 批 炉号 炉 箱 桶 柜 车 等级 档 级 组 类 型 问题 题 图 表 附件 方案 阶段 标段 标 包 季度 "
      "年 层 楼层 号 孔 桩 段 缸 罐 池 机台 座 面 相 季 涨 跌 升 降 版 稿 份 度 "
      "合同 订单 报告 发票 单 条款 附录 第").split(),
))  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+|[\u4e00-\u9fff]+")


def headed(segments: Sequence[Segment]) -> dict[int, list[tuple[int, int]]]:
    """Give by segment the cells that are their header's word and a mark, of columns that hold two such at least.

    Of 237 such cells in 101 hand-written folders 223 are names for the gold, 4 of the others receipts (2026-11). A
    first column whose header only counts has such cells too: 30 of 31 in 85 folders, and of samples (样品丁, 样3) 10 of
    12 (2026-12).
    """
    found: dict[tuple[str, str], dict[str, list[tuple[int, int, int]]]] = defaultdict(lambda: defaultdict(list))
    for number, segment in enumerate(segments):
        first = True
        for start, end, header in _cells(segment.cells):
            told = end - start <= _LONGEST and _noun(segment.text[start:end], header, first)
            first = False
            if told:
                at = start + told.at
                found[header, told.noun][segment.text[at : at + told.length]].append((number, at, at + told.length))
    out: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for held in found.values():
        for number, start, end in (at for places in held.values() for at in places) if len(held) > 1 else ():
            out[number].append((start, end))
    return out


_SURE = 0.75  # of a cell that is one of several made alike


def settle(segments: Sequence[Segment], mentions: list[Mention]) -> None:
    """Add the cells that `headed` gives where no name stands, in place: nothing but their column tells them."""
    if not any(segment.cells for segment in segments):
        return
    found = headed(segments)
    held = {(m.segment, m.start, m.end) for m in mentions if m.kind in NAME_KINDS} if found else ()
    for number, places in found.items():
        name = segments[number].text
        mentions += [Mention(number, start, end, "organisation", folded(name[start:end]), _SURE, "column")
                     for start, end in places if (number, start, end) not in held]  # fmt: skip


def _cells(held: Sequence[Cell]) -> Iterable[tuple[int, int, str]]:
    if isinstance(held, Cells):
        return held.spans() if held.headed else ()
    return ((cell.start, cell.end, cell.header) for cell in held)


class _Noun(NamedTuple):
    """The word that a cell shares with its header, where in the cell the name begins and how long it is."""

    noun: str
    at: int
    length: int


_LONGEST = 24  # signs of a cell


@lru_cache(maxsize=1 << 14)
def _noun(cell: str, header: str, first: bool) -> _Noun | None:
    """Say of a cell whether it is its header's word with a mark, None for others; the first may be any word with one.

    A stem is told by the first column alone.
    """
    own = cell.strip()
    match = _OF_HEADER.fullmatch(own)
    if match is None:
        return None
    noun = (match["noun"] or match["stemmed"]).casefold()
    if noun in _COUNTED:
        return None
    words = _WORD.findall(header.casefold())
    shared = any(noun == word or (word.endswith(noun) and not word.isascii()) for word in words)
    shared = shared if match["noun"] and header else first and shared
    counting = first and (own[0].isupper() or not own.isascii()) and _COUNTING.fullmatch(header) is not None
    return _Noun(noun, cell.index(own), len(own)) if shared or counting else None
