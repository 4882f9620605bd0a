"""Names with the title or the job that goes with them, and what only looks like it."""

from __future__ import annotations

import pytest

from extractors.spoken import spoken


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("请俞采薇主任到会。", "俞采薇", "俞采薇主任"),
        ("贺兰心秘书长讲话", "贺兰心", "贺兰心秘书长"),
        ("邹亭副所长签字", "邹亭", "邹亭副所长"),
        ("欧阳青教授来了", "欧阳青", "欧阳青教授"),
        ("与會者：陳敏主任", "陳敏", "陳敏主任"),
        ("总工程师由卢以宁总工程师兼任", "卢以宁", "卢以宁总工程师"),
        ("门卫老何：知道了", "老何", "门卫老何"),
        ("货代小符", "小符", "货代小符"),
        ("会务小顾 10:30", "小顾", "会务小顾"),
        ("（保洁刘姐）", "刘姐", "保洁刘姐"),
    ],
)
def test_a_name_is_given_with_its_title_or_job(text: str, name: str, expected: str) -> None:
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
        ("老何说的", "老何"),  # no job
        ("请门卫老何开门", "老何"),  # in a sentence: where the job begins is not clear
        ("门卫老何家", "老何"),  # nor where the name ends
        ("青屿老何", "老何"),  # no everyday word
        ("A2老何", "老何"),  # no Chinese word
        ("Dr Ren Shiraki", "Ren Shiraki"),  # Latin
    ],
)
def test_nothing_is_made_up_around_a_name(text: str, name: str) -> None:
    start = text.index(name)
    assert spoken(text, start, start + len(name)) == ""
