"""What a product is called with the noun of its ware: 潜水泵 QRJ-250, ZG-12蒸参柜."""

from __future__ import annotations

import re

from extractors.text import simplified

# The last signs of what is made and sold; a count, an act or a part of an order ends otherwise.
_ENDS = (
    "机|仪|器|柜|阀|泵|箱|车|计|头|剂|酶|炉|塔|罐|膜|管|模块|模组|系统|平台|装置|涂料|油|胶|釉|钢|板|片|缆|绳|盘|盒|粉|台|"
    "舱|刀|夹|灯|表|扇|鞋|帘|药|膏|漆|液|料|丝|锚|锤|垫|砖|瓦|布|网|雷管|轴承|船|艇|锅|床|枪|架|座|镜|块|带|链|轮|轴|"
    "尺|秤|桶|篷|杆|棒|树脂"
)
_BEFORE = re.compile(f"(?:^|(?<=[^\u4e00-\u9fff\\w]))[\u4e00-\u9fff]{{1,8}}?(?<=[\u4e00-\u9fff])(?:{_ENDS}) ?$")
_BEHIND = re.compile(f" ?[\u4e00-\u9fff]{{1,8}}?(?:{_ENDS})(?![\u4e00-\u9fff\\w])")
_NO_NOUN = re.compile(
    "[一二两三四五六七八九十百千几每各该此这那同].?(?:台|套|只|支|块|片|车|船|箱|桶|盒|板|架)$|样品|铭牌|借用|型号"
    "|[了的在把是有都只也给]"  # of a sentence
)
_DESIGNATION = re.compile(r"[A-Za-z]{1,6}[- ]?\d")
_REACH = 10  # characters


def called(text: str, start: int, end: int) -> str:
    """Give a product's designation with its noun right before or behind it, "" where none stands there by itself.

    The noun fills its side up to a stop or a cell's edge: what runs on may be a sentence. Of 60 such stretches in 74
    hand-written folders 26 are names for the gold, by writers that have them throughout or never, 2026-11.
    """
    if not _DESIGNATION.match(text, start, end):
        return ""
    plain = simplified(text[max(0, start - _REACH) : start])
    if (noun := _BEFORE.search(plain)) and not _NO_NOUN.search(noun.group().strip()):
        return text[start - len(noun.group()) : end]
    noun = _BEHIND.match(simplified(text[end : end + _REACH]))
    return text[start : end + noun.end()] if noun and not _NO_NOUN.search(noun.group().strip()) else ""
