"""Persons behind their job or their duty, and what jobs and duties stand before that is nobody."""

from __future__ import annotations

import pytest

from extractors import duties, senders
from extractors.recognizers.person import RECOGNIZER
from tests.extractors.naming import names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("盘点人：邵海燕、库长钮建国", "钮建国"),
        ("客户经理郝敏，0535-6600112", "郝敏"),
        ("售后部，工程师司徒亮，电话0574-7788", "司徒亮"),
        ("找不到人就找会计郑嫂。", "郑嫂"),
        ("复核：关长海 2025年8月", "关长海"),
        ("试验员：巩立新。见证另附", "巩立新"),
        ("让侄子郗磊接班", "郗磊"),
        ("编制：荀若川、阮清妍", "阮清妍"),
        ("有事找本人，或跟单阿玲。", "阿玲"),
        ("粤A·2K508 五座，司机阿南", "阿南"),
        ("盘点人阿莲，监盘欧阳淑贤", "欧阳淑贤"),
        ("联系：华敏（华工）0510-85120763", "华敏"),
        ("联系：华敏（华工）0510-85120763", "华工"),
        ("组长：黄炳坤（坤叔），副组长", "坤叔"),
        ("对接人:生技部秦楚河,0471-900-1122", "秦楚河"),
    ],
)
def test_who_stands_behind_a_job_or_a_duty_is_a_person(text: str, name: str) -> None:
    called = [span for pair in duties.called(text) for span in pair]
    assert name in {text[start:end] for start, end in (*duties.finds(text), *called)}
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "监理周报，调度方案、采购安全阀，会计年度。",
        "复核：方案一。编制：高温段，审核：向上级，批准：董事会",
        "质检员：温度计。负责人：万科长",
        "经理安排好，司机高兴地走了，代表全体，技术员工资",
        "联系人：总工程师室 ，司机费另走",
        "方案（方总）定，时间（时间紧）不够",
    ],
)
def test_what_else_stands_there_is_nobody(text: str) -> None:
    assert not list(duties.finds(text))


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("发件人：颂猜 <somchai@suja.example>", "颂猜", True),
        ("收件人：宫下健 <miyashita@kiko.example>, 罗瑞 <luorui@a.example>", "宫下健", True),
        ("发件人：泽信化工 <sales@zexin.example>", "泽信化工", False),
        ("发件人：明砚光电 <mingyan@mingyan.example>", "明砚光电", False),
        ("发件人：采购部 <lixia@mingyan.example>", "采购部", False),
    ],
)
def test_a_mails_sender_is_a_person_where_the_address_is_his_own(text: str, name: str, *, found: bool) -> None:
    assert (name in names(RECOGNIZER, text)) is found


def test_an_address_is_an_offices_by_its_local_part() -> None:
    assert senders.is_own_address("颂猜 <somchai@suja.example>", 3)
    assert not senders.is_own_address("泽信 <service@suja.example>", 3)
