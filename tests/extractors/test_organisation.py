"""Organisations, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors.recognizers.organisation import RECOGNIZER
from tests.extractors.naming import line, names, rows


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("四成给了鹤岭县禾丰源粮油工贸有限责任公司，今年还要加。", "鹤岭县禾丰源粮油工贸有限责任公司"),
        ("承租方写的是海晏生物制药（临港）有限公司。", "海晏生物制药（临港）有限公司"),
        ("吊机归榆林江海港务集团。", "榆林江海港务集团"),
        ("报工信部有关司局。", "工信部"),
        ("东辽省粮油质量监督检验中心取样。", "东辽省粮油质量监督检验中心"),
        ("由鼎湖资本领投。", "鼎湖资本"),
        ("反馈单位E另附一页。", "反馈单位E"),
        ("7号会员来电补一句。", "7号会员"),
        ("The set came from Brenner Prueftechnik GmbH of Ulm.", "Brenner Prueftechnik GmbH"),
        ("Nordvik Subsea AS sends eight people.", "Nordvik Subsea AS"),
        ("A letter from the Royal Society for Wetland Birds arrived.", "Royal Society for Wetland Birds"),
        (
            "The Ministry of Industry and Information Technology agreed.",
            "Ministry of Industry and Information Technology",
        ),
        ("Respondent 4 added a remark.", "Respondent 4"),
    ],
)
def test_an_organisation_is_found_with_its_edges(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "公司要求各部门做好集团内部的数据中心建设。",
        "大家在会议中心门口集合。",
        "他去了大学，后来又去了医院。",
        "第3号会议室在二楼。",
        "Breakfast starts at half past six.",
        "The company and its board met on Monday.",
        "Unit price and Company car are discussed.",
    ],
)
def test_common_nouns_are_no_organisation(text: str) -> None:
    assert names(RECOGNIZER, text, surer=0.6) == set()


def test_a_definition_carries_its_full_name() -> None:
    text = "鹤岭县禾丰源粮油工贸有限责任公司（以下简称“禾丰源”）发言。"
    aliases = {f.norm: f.alias_of for f in RECOGNIZER.find([line(text)])[0] if f.evidence == "definition"}
    assert aliases == {"禾丰源": "鹤岭县禾丰源粮油工贸有限责任公司"}


def test_an_english_definition_and_an_abbreviation_carry_their_full_names() -> None:
    text = 'Marlowe Cable Systems Ltd (hereinafter "Marlowe") joined the Harbour Users Liaison Group (HULG).'
    aliases = {f.norm: f.alias_of for f in RECOGNIZER.find([line(text)])[0] if f.alias_of}
    assert aliases == {"marlowe": "marlowecablesystemsltd", "hulg": "harbourusersliaisongroup"}


def test_a_bracket_that_is_no_abbreviation_defines_nothing() -> None:
    text = "Marlowe Cable Systems Ltd (Tuesday) and the Harbour Users Liaison Group (LATE)."
    assert not any(f.alias_of for f in RECOGNIZER.find([line(text)])[0])


def test_columns_give_short_names_and_skip_fillers() -> None:
    table = rows(["买方 Buyer", "供应商", "数量"], ["禾丰源", "澄源", "12"], ["待定", "多家均价", "无"])
    assert names(RECOGNIZER, *table) == {"禾丰源", "澄源"}


def test_codes_are_respondents_in_a_survey_only() -> None:
    survey = rows(["编号", "员工"], ["K-05", "78"])
    assert names(RECOGNIZER, line("库存问卷（匿名）", "heading"), *survey) == {"K-05"}
    assert names(RECOGNIZER, line("工具清单", "heading"), *survey) == set()


def test_other_names_are_said_after_the_name_they_belong_to() -> None:
    chinese = "吉县海晏生物制药有限公司（原名“海岳药业”）扩产。"
    english = "Tidewell Energy Ltd, also known as Northtide, cancelled."
    assert {f.norm: f.alias_of for f in RECOGNIZER.find([line(chinese)])[0] if f.alias_of} == {
        "海岳药业": "吉县海晏生物制药有限公司"
    }
    assert {f.norm: f.alias_of for f in RECOGNIZER.find([line(english)])[0] if f.alias_of} == {
        "northtide": "tidewellenergyltd"
    }


def test_other_names_of_nothing_define_nothing() -> None:
    assert not any(f.alias_of for f in RECOGNIZER.find([line("这种做法又称错峰，人人都会。")])[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("焊接段正赶赣州璟岫稀土分离有限公司的活。", "赣州璟岫稀土分离有限公司"),
        ("上饶栎川萃取装备有限公司在城东。", "上饶栎川萃取装备有限公司"),
        ("包头朔衢金属有限公司开放日", "包头朔衢金属有限公司"),
        ("他负责宁波澜铎磁材股份有限公司的账。", "宁波澜铎磁材股份有限公司"),
        ("海晏生物（临港）有限公司扩产。", "海晏生物（临港）有限公司"),
        ("沁谷物流科填。", "沁谷物流科"),
        ("意见单位丙：偏低。", "意见单位丙"),
        ("Ostrelin Antriebe takes recycled metal (info@ostrelin.example).", "Ostrelin Antriebe"),
        ("Junli Rare Earth Oxides will stand still.", "Junli Rare Earth Oxides"),
        ("We wrote to Corvella S.p.A. again.", "Corvella S.p.A."),
    ],
)
def test_a_name_has_all_its_words_and_no_others(text: str, expected: str) -> None:
    found = names(RECOGNIZER, text)
    assert expected in found
    assert all(name in expected for name in found)


@pytest.mark.parametrize(
    "text",
    [
        "某装备有限公司和一家稀土材料公司。",
        "二楼机房不归工会修。",
        "没有点到稀土，有机相的稀土分离。",
        "公司财务部来人，本厂物流科填。",
        "Sintered NdFeB and SmCo at 40 Hazen.",
    ],
)
def test_trades_phrases_formulas_and_units_are_no_organisation(text: str) -> None:
    assert names(RECOGNIZER, text) <= {"工会"}


def test_a_unit_of_measure_under_the_header_of_organisations_is_none() -> None:
    assert names(RECOGNIZER, *rows(["品种", "单位"], ["氧化镝", "元/公斤"], ["氧化铽", "元/公斤"])) == set()
