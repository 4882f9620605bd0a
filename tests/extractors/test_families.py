"""Who is called by the family name alone, or by 老 and 小 before it."""

from __future__ import annotations

import pytest

from extractors.model import Segment
from extractors.recognizers import person
from tests.extractors.naming import line, names, rows


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("白鹭 第三次周例会（记录：裘）", "裘"),
        ("值班长：丁  副值：佟", "丁"),
        ("钥匙在柜里，换班再交。澄源药剂科 冯", "冯"),
        ("邱 记", "邱"),
        ("到：覃、机修、化验。", "覃"),
        ("先跑两天，聂说没事。", "聂"),
        ("新来的小阮第一次上岗", "小阮"),
        ("二车间小谭与质检小霍六月一日完婚", "小霍"),
        ("裁判长老姜，记分员三名", "老姜"),
        ("登记：尚文静。全年一千箱", "尚文静"),
        ("（1—6月，蔡嘉懿制，单位：万元）", "蔡嘉懿"),
        ("跑了一趟（3/23—3/25，尚海波）", "尚海波"),
        ("交：姜海波    接：毛建平", "毛建平"),
    ],
)
def test_a_duty_a_signature_and_a_familiar_word_tell_a_person(text: str, name: str) -> None:
    assert name in names(person.RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "等级：高；次数：单。", "顾问费：三万。", "缩小温差，小方案先报。", "小康路十二号",
        "材质（铜，黄）", "长老会的老路灯", "水温：高", "第三次例会（三）", "他们先说问题。",
    ],
)  # fmt: skip
def test_what_is_a_word_as_well_is_nobody(text: str) -> None:
    assert names(person.RECOGNIZER, text) == set()


def test_a_surname_alone_is_somebody_in_a_column_of_persons_and_before_a_remark() -> None:
    table = rows(["品名", "金额", "经办"], ["管材", "2,450", "佟"], ["阀门", "93", "高"], ["罐体", "47", "裘、闵"])
    assert names(person.RECOGNIZER, *table) >= {"佟", "裘", "闵"}
    assert "高" not in names(person.RECOGNIZER, *table)
    assert names(person.RECOGNIZER, Segment("裘：第三条先别写。", "comment", "¶2")) == {"裘"}
    assert names(person.RECOGNIZER, Segment("澄源 尤：418里含驻场。", "comment", "¶2")) == {"尤"}


def test_a_name_of_four_signs_stands_under_names_where_tibetans_have_it() -> None:
    table = rows(["姓名", "单位"], ["卓玛央金", "澄源"], ["等待通知", "澄源"])
    assert names(person.RECOGNIZER, *table) == {"卓玛央金"}


def test_a_colleague_is_spoken_of_in_english_as_in_chinese() -> None:
    text = "Director Xu heard it, and Lao Xu's daughter too."
    assert names(person.RECOGNIZER, text) >= {"Director Xu", "Lao Xu"}
    assert names(person.RECOGNIZER, line("Director Hale heard it."), surer=0.9) == set()
    assert names(person.RECOGNIZER, line("Liebe Mengxi, dear all,")) == {"Mengxi"}
