"""Names with the title that goes with them, and what only looks like it."""

from __future__ import annotations

import pytest

from extractors.spoken import is_name, spoken


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("请俞采薇主任到会。", "俞采薇", "俞采薇主任"),
        ("贺兰心秘书长讲话", "贺兰心", "贺兰心秘书长"),
        ("邹亭副所长签字", "邹亭", "邹亭副所长"),
        ("欧阳青教授来了", "欧阳青", "欧阳青教授"),
        ("与會者：陳敏主任", "陳敏", "陳敏主任"),
        ("总工程师由卢以宁总工程师兼任", "卢以宁", "卢以宁总工程师"),
    ],
)
def test_a_name_is_given_with_its_title(text: str, name: str, expected: str) -> None:
    start = text.index(name)
    assert spoken(text, start, start + len(name)) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("俞采薇到会。", "俞采薇"),  # no title
        ("俞采薇、主任到会", "俞采薇"),  # not right behind
        ("贺兰心主任会议", "贺兰心"),  # a meeting
        ("贺兰心院长办公室", "贺兰心"),  # an office
        ("贺兰心总监组", "贺兰心"),  # a team
        ("贺总经理到会", "贺总"),  # the title is in the name
        ("司机老何：知道了", "老何"),  # a job before it
        ("（保洁刘姐）", "刘姐"),
        ("Dr Ren Shiraki", "Ren Shiraki"),  # Latin
    ],
)
def test_nothing_is_made_up_around_a_name(text: str, name: str) -> None:
    start = text.index(name)
    assert spoken(text, start, start + len(name)) == ""


def test_a_full_name_with_the_title_behind_it_is_a_name_besides() -> None:
    assert is_name("高屹", "高屹主任")
    assert is_name("易若谷", "易若谷律师")
    assert is_name("柳如松", "柳如松秘书长")
    assert is_name("Moreira", "Moreira 女士")
    assert is_name("老梁", "檀溪老梁")


def test_what_a_chat_calls_its_sender_is_a_name_besides() -> None:
    assert is_name("小覃", "小覃造车的")
    assert is_name("石头", "石头（采购）")
    assert is_name("罗斯勒", "罗斯勒博士")
    assert is_name("周琦", "周琦女士")
    assert spoken("买手艾琳·霍尔姆女士。", 2, 8) == "艾琳·霍尔姆女士"
    assert not is_name("鲍立群", "鲍立群（甬捷仓储）")
