"""A house whose name begins with a word of the sentence: 从博瑞公司 where the file names 博瑞公司, 除斯坦福大学外.

Where a name begins is read off the words around it, and a short word may be read into one with the brand behind it.
That the rest is called so elsewhere in the file tells; a name that is only ever met with its first sign keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.chinese import GLUE, is_everyday
from extractors.model import Mention, Segment
from extractors.text import folded, has_cjk, simplified, words

_OPENERS = GLUE | frozenset("除凡")
_EXCEPT = re.compile("[^。；!！?？\n]{0,40}?外")
# Who tells of the own company, and no house: 刘永柏介绍公司近期工作.
_TELLS = re.compile("[\u4e00-\u9fff]{2,4}(?:介绍|汇报|讲解|强调|指出|通报|布置|传达|宣读|总结)(?:了|我|本)?公司")
_LEAST = 3  # characters of what is left
# What somebody does with a house, a project or a site, and no beginning of its name: 调整海澜泊项目. By hand.
_DONE = frozenset(
    "提交 调整 整理 介绍 修改 更新 编写 汇报 讨论 确认 拜访 走访 参观 前往 抵达 邀请 感谢 跟进 对接 购买 采购"
    " 采用 下载 增加 删除 添加 查看 编译 运行 转给 发给 根据 按照 属于 关于 针对 系指 使用 学习 参加 进行".split()
)
_SPANNED = frozenset(("organisation", "project", "site", "place"))
_ANY = re.compile(
    "[一两二三某各每本该此多](?:[个项份些家])?(?:项目|任务|工程|计划|方案|系统|平台|单位|公司|部门|中心)"
)
# A word and what stands behind one, none of which is a given name: 文档中, 程序源, 安卓市场及.
_BEHIND = frozenset("中上下内外后前及与和等之的时处目源")
_MEASURED = frozenset("数量率额值度次期序号")
_READINGS = re.compile(r"\s*[:：]\s*[\d.,/%-]+\s*\S{0,3}\s*$")
_LOOKS = frozenset(("field", "pattern", "tagger", "title", "capitals"))
_SURE = 0.8


def settle(segments: Sequence[Segment], mentions: list[Mention]) -> None:
    """Begin such names behind the word; one that stands there already is not doubled. In place."""
    mentions[:] = [each for each in mentions if each.kind != "organisation"
                   or not _TELLS.fullmatch(_text(segments, each))]  # fmt: skip
    mentions[:] = [_begun(segments, each) for each in mentions if not _is_no_name(segments, each)]
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


def _begun(segments: Sequence[Segment], each: Mention) -> Mention:
    """Begin a name behind what is done with its bearer."""
    text = _text(segments, each)
    if each.kind not in _SPANNED or simplified(text[:2]) not in _DONE:
        return each
    if len(text) < 2 + _LEAST or not text[2].isalnum():
        return each
    return replace(each, start=each.start + 2, norm=folded(text[2:]))


def _is_no_name(segments: Sequence[Segment], each: Mention) -> bool:
    """Say whether a find is a word of any paper: 一个项目, 文档中, or what a number is of (周数：6)."""
    if each.kind in _SPANNED:
        return _ANY.fullmatch(simplified(_text(segments, each))) is not None
    if each.kind != "person" or each.evidence not in _LOOKS:
        return False
    text = simplified(_text(segments, each))
    if not has_cjk(text):
        return False
    if text[-1] in _MEASURED and each.start == 0 and _READINGS.match(segments[each.segment].text, each.end):
        return True
    return len(text) > 2 and text[-1] in _BEHIND and all(is_everyday(piece) for piece in _pieces(text[:-1]))


def _pieces(text: str) -> list[str]:
    return [text[word.start : word.end] for word in words(text)]


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
