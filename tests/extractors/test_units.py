"""Departments and offices that act as parties, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors import units


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in units.finds(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("提货事宜请联系计划物控部余敏，电话见下。", "计划物控部"),
        ("报送：分管领导、总工办。", "总工办"),
        ("施工管理科 何俊 6月4日签发", "施工管理科"),
        ("对照关系由检测站锁柜，不接受电话查询。", "检测站"),
        ("何总一行下午到秘书处坐了一会儿。", "秘书处"),
        ("换班两个人说好，报信息室备案。", "信息室"),
    ],
)
def test_a_unit_that_something_points_at_is_found(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "公司财务部来人。",
        "样册两本留在资料室，要的自取。",
        "周培，采购部经理。",
        "希望各家把质量部门建好。",
        "秘书处长期缺人。",
        "这一部分由大家自己填。",
    ],
)
def test_rooms_titles_and_anybodys_departments_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("教务处程老师说招生办下周搬到图书馆。", ["教务处", "招生办"]),
        ("主送：各分厂；抄送：厂办、工会", ["厂办", "工会"]),
        ("新系列归美妆事业部管。", ["美妆事业部"]),
    ],
)
def test_offices_and_divisions_are_found_by_who_and_what_stands_beside_them(text: str, names: list[str]) -> None:
    assert found(text) == names
