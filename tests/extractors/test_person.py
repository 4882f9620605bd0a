"""Persons, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors.recognizers.person import RECOGNIZER
from tests.extractors.naming import line, names, rows


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("总工程师冉宁说，下一步补低温。", "冉宁"),
        ("由温若谷（个人身份）执笔。", "温若谷"),
        ("会上季总没有接话。", "季总"),
        ("苗总监接待了三人。", "苗总监"),
        ("傅长河主任带路。", "傅长河"),
        ("出席：季文澜、卢振国、骆冰", "卢振国"),
        ("诸葛明远教授主持。", "诸葛明远"),
        ("杰克·华纳到会。", "杰克·华纳"),
        ("Ms Calloway reported a delay.", "Ms Calloway"),
        ("We met Ingrid Solheim at the quay.", "Ingrid Solheim"),
        ("The list names Tao Yizhou as well.", "Tao Yizhou"),
        ("Kind regards, Anke", "Anke"),
        ("From: Daniel Okafor, Northgate Biologics Inc.", "Daniel Okafor"),
    ],
)
def test_a_name_with_a_cue_is_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "施工许可证还没有办下来。",
        "职工食堂检修，午饭改地方。",
        "公司连食堂一共一百人。",
        "经理办公会议定了三件事。",
        "总的说来没有问题。",
        "Dear all, please find the agenda below.",
        "The General Assembly meets in May.",
        "Thanks for the quick reply.",
    ],
)
def test_everyday_words_are_no_person(text: str) -> None:
    assert names(RECOGNIZER, text, surer=0.6) == set()


def test_the_name_column_names_persons_and_the_others_do_not() -> None:
    table = rows(["姓名", "单位", "职务"], ["苗青", "海晏", "总监"], ["查一鸣", "澄源", "经理"])
    assert names(RECOGNIZER, *table) == {"苗青", "查一鸣"}


def test_a_bare_name_header_speaks_of_persons_only_beside_their_functions() -> None:
    people = rows(["Name", "Function"], ["Wei Lim", "buyer"])
    things = rows(["Name", "Colour"], ["Granite Peak", "grey"])
    assert names(RECOGNIZER, *people) == {"Wei Lim"}
    assert names(RECOGNIZER, *things) == set()


def test_a_speaker_before_the_colon_is_a_person_and_a_label_is_not() -> None:
    assert names(RECOGNIZER, line("卢振国：照片要不要打码？")) == {"卢振国"}
    assert names(RECOGNIZER, line("时间：三月六日")) == set()


@pytest.mark.parametrize(
    "text", ["打12345，别打秘书组。", "值班费白班二百。", "投影仪 Projector B\t五月", "From: Corvella S.p.A., Milan"]
)
def test_phrases_devices_and_companies_are_no_person(text: str) -> None:
    assert names(RECOGNIZER, text) == set()
