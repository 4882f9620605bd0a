"""Plain lines get the form that a reader would give them."""

import pytest

from extractors.model import Limits, Reading
from extractors.plain import lines
from extractors.sink import Sink


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
