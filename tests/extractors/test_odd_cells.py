"""Cells that hold no name where one is expected: a remark in brackets, a dash, a comma, nothing."""

from __future__ import annotations

import pytest

from auditor import picture, profile
from extractors import extract, registry
from extractors.model import Extraction, Recognizer, Segment
from tests.extractors.naming import line, rows

HEADERS = (
    "姓名 负责人 联系人 单位 供应商 客户名称 地点 城市 产品 型号 项目名称 工程 订单号 金额 数量（吨） 日期 电话 "
    "Name Owner Contact Company Supplier Site Town Product Model Project Order Amount Qty Date Phone"
).split()
ODD = (
    *"— —— 、 , ， / : ： （ ） ( ) · @ @x # ## - -- ... … 0 % $ ￥ ' ’s & * | A 甲 ① 🙂".split(),
    *"总 老 小 号 Mr Dr. No. Ltd Jr van".split(),
    *"（历史井，补登） （） () (tbc) (Ann) （王） ：王 王： 有限公司 公司 项目 Project （元）".split(),
    "", " ", "\u3000", "\u200b", "\ufeff", "[ ]", ", Jr",
)  # fmt: skip


def table(header: str) -> list[Segment]:
    return rows(["序号", header, "备注"], *([str(n), text, "x"] for n, text in enumerate(ODD, 1)))


SPOKEN = [
    line(before + odd + behind) for odd in ODD for before, behind in (("", ""), ("负责人：", ""), ("From: ", "，"))
]


@pytest.mark.parametrize("recognizer", registry.recognizers(), ids=lambda each: each.kinds[0])
def test_no_find_of_a_recognizer_is_empty(recognizer: Recognizer) -> None:
    for segments in (*map(table, HEADERS), SPOKEN):
        for segment, spans in zip(segments, recognizer.find(segments), strict=True):
            for span in spans:
                assert segment.text[span.start : span.end].strip(), (segment.text, span)
                assert span.norm.strip(), (segment.text, span)


def test_a_folder_of_such_cells_has_a_picture_and_no_empty_name() -> None:
    read = []
    for segments in (*map(table, [*HEADERS, ""]), SPOKEN):
        problems: list[object] = []
        mentions, _ = extract._recognised(segments, problems, lambda *_: None)
        assert not problems
        assert all(mention.norm.strip() and mention.end > mention.start for mention in mentions)
        read.append(Extraction(f"{len(read)}.txt", "", 0, "txt", "read", segments=tuple(segments), mentions=mentions))
    whole = picture.of(picture.corpus(read), profile.shipped("general"))
    assert all(all(map(str.strip, entity.names)) for entity in whole.entities.values())
