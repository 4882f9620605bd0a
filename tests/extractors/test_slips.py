"""A word of the sentence is no part of the house behind it."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.model import NAME_KINDS, Segment


def houses(*texts: str) -> list[str]:
    given = [Segment(text, "body", f"¶{number}") for number, text in enumerate(texts, 1)]
    found = (each for each in extract.recognised(given) if each.kind == "organisation")
    return [texts[each.segment][each.start : each.end] for each in found]


SENTENCES = (
    "不得以博岑公司名义对外承诺。", "全部产品从博岑公司平台下架。", "及博岑公司平台的规则。",
    "凡博岑公司人员均须登记。",
)  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_house_that_the_file_names_begins_where_it_does(sentence):
    found = houses("澜禾博岑网络科技有限公司（以下简称“博岑公司”）运营本站。", "博岑公司负责审核。", sentence)
    assert {each for each in found[2:] if "博岑公司" in each} <= {"博岑公司"}


def test_what_is_left_out_begins_behind_the_word_that_says_so():
    assert "斯坦福大学" in houses("除斯坦福大学、哥伦比亚大学等名校外，多是工科学校。")
    assert "除斯坦福大学" not in houses("除斯坦福大学、哥伦比亚大学等名校外，多是工科学校。")


@pytest.mark.parametrize("name", ["和而澜环保科技有限公司", "除尘装备研究院"])
def test_a_name_that_begins_with_such_a_sign_keeps_it(name):
    before = houses(f"{name}派人到场。", "澜禾公司未到。")
    assert not any(name[1:] == each for each in before)


def test_english_houses_are_left_alone():
    assert "Corvella Ltd" in houses("Except Corvella Ltd, all houses replied.", "Corvella Ltd replied late.")


def test_who_tells_of_the_company_is_no_house():
    assert houses("例会主要内容：贺知远介绍公司近期工作规划。") == []
    assert "岚泽介绍所" not in houses("岚泽讲解公司章程。")
    assert "澜禾通报技术有限公司" in houses("澜禾通报技术有限公司到会。")


def named(*texts: str) -> list[str]:
    given = [Segment(text, "body", f"¶{number}") for number, text in enumerate(texts, 1)]
    found = (each for each in extract.recognised(given) if each.kind in NAME_KINDS)
    return [texts[each.segment][each.start : each.end] for each in found]


def test_what_is_done_with_a_house_or_a_project_is_no_part_of_its_name():
    assert "海澜泊项目" in named("郭双：调整海澜泊项目的界面。")
    assert not any(name.startswith("调整") for name in named("郭双：调整海澜泊项目的界面。"))
    assert "盐岭泵业有限公司" in named("周三拜访盐岭泵业有限公司。")


def test_words_of_any_paper_name_nobody():
    assert named("两处“一个项目”让句子不够清晰。", "周数：6", "文档中已写明。") == []
    assert "王磊" in named("组员：王磊、李守正", "王磊：6")
    assert "文明中" in named("出席人：文明中、王磊")
