"""Plain lines get the form that a reader would give them."""

import pytest

from extractors.model import Limits, Reading
from extractors.plain import lines
from extractors.sink import Sink, clean


@pytest.mark.parametrize(
    "text", ["联系人：沈默", "Name: Ann Lee", "项目编号: 3307", "Delivery date: 6 July", "电话：0510-80000000"]
)
def test_fields(text):
    assert lines.form(text, False) == "field"


@pytest.mark.parametrize(
    "text",
    [
        "http://example.org",
        "10:30 开会",
        "他说：“好。我去。你也去。”然后走了。",
        "C:\\temp",
        "The result is as follows: we go on",
        "",
    ],
)
def test_what_only_looks_like_a_field(text):
    assert lines.form(text, False) != "field"


@pytest.mark.parametrize(
    "text", ["一、成员通报", "（二）议定事项", "第三章 验收", "1.2 Scope", "2. Results of the test", "会议纪要"]
)
def test_headings(text):
    assert lines.form(text, True) == "heading"


@pytest.mark.parametrize(
    "text",
    [
        "一、工信部网站公示了一批推荐性标准立项计划，机械类占两成多，公示期一个月，有意见的按附件格式寄回。",
        "好的。",
        "2026-03-05",
        "3.14",
    ],
)
def test_what_is_no_heading(text):
    assert lines.form(text, True) != "heading"


def put(text):
    reading = Reading()
    lines.put(Sink(reading, Limits()), text)
    return [(segment.form, segment.text) for segment in reading.segments]


def test_lines_of_their_own_stay_apart():
    assert put("甲方进场。\n乙方验收。\n") == [("paragraph", "甲方进场。"), ("paragraph", "乙方验收。")]


def test_wrapped_english_lines_are_one_paragraph():
    text = (
        "The first unit at the northern bank goes into service in the\n"
        "second week of August this year, and the permanent grid connec-\n"
        "tion follows."
    )
    assert [form for form, _ in put(text)] == ["paragraph"]
    assert put(text)[0][1].endswith("grid connection follows.")


def test_one_line_with_a_tab_is_no_table():
    assert [text for form, text in put("泵送到南岸。\t待验收。") if form != "row"] == ["泵送到南岸。 待验收。"]


def _put(text):
    reading = Reading()
    lines.put(Sink(reading, Limits()), text)
    return [(segment.text, segment.where) for segment in reading.segments]


def test_what_hangs_below_a_bullet_is_part_of_it():
    text = "- The valves come from Westerholt\n  Valves GmbH in May\n- 设备由江陵县泓丰源饲\n  料有限责任公司供货\n"
    assert _put(text) == [
        ("The valves come from Westerholt Valves GmbH in May", "line 1"),
        ("设备由江陵县泓丰源饲料有限责任公司供货", "line 3"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- one\n  - two", "- one\n  1. two", "- one\n  Lead: Ann Lee", "- one\n  a\tb\tc\n  d\te\tf", "- one\ntwo",
        "one\n  two",
    ],
)
def test_what_stands_for_itself_below_a_bullet_stays_apart(text):
    assert len(_put(text)) > 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("会 议 纪 要", "会议纪要"),
        ("姓　名", "姓名"),
        ("王　 磊", "王磊"),
        ("由 江 陵 县 供 货 。", "由江陵县供货 。"),
        ("张三 李四", "张三 李四"),
        ("一 二", "一二"),
        ("见 A 区 图", "见 A 区 图"),
        ("甲方 乙 丙 丁方", "甲方 乙 丙 丁方"),
        ("New York", "New York"),
    ],
)
def test_characters_set_apart_are_put_together(text, wanted):
    assert clean(text) == wanted
