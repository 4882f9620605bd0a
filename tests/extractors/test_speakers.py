"""Who speaks in a chat, with the house that the sender's name carries."""

from __future__ import annotations

import pytest

from extractors import speakers
from extractors.extract import extract
from extractors.spoken import spoken
from tests.extractors.naming import line


def _own(text: str) -> str:
    each = speakers.speaker(text)
    return text[each.own_start : each.own_end] if each else ""


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("4/11 20:31 檀溪老梁：收到。", "老梁"),
        ("4/11 20:31 檀溪梁站：收到。", "梁站"),
        ("[2026-04-11 20:31] 檀溪-简：收到。", "简"),
        ("From: 檀溪-小佟", "小佟"),
        ("From: 佟工(檀溪院)", "佟工"),
        ("From: 卢青（檀溪）", "卢青"),
        ("From: 值夜班的老猫", "老猫"),
        ("20:31 阿霖: 到了", "阿霖"),
        ("From: esther", "esther"),
        ("From: Big Ned (Northmoor)", ""),
        ("20:31 Ned T: on our way", "Ned T"),
        ("20:31 宋厂：收到", "宋厂"),
        ("20:31 小覃修车的：收到", "小覃"),
        ("20:31 尚姐发货：收到", "尚姐"),
        ("20:31 计划-洛洛：收到", "洛洛"),
        ("20:31 夜班-宽子：收到", "宽子"),
        ("20:31 六所赵：收到", "赵"),
        ("0733 沙马木呷：收到", "沙马木呷"),
        ("0812 檀溪老梁：收到", "老梁"),
        ("1931 普队：收到", "普队"),
        ("20:31 Joyce澄源：收到", "Joyce"),
        ("20:31 lorna p: bless", "lorna p"),
        ("20:31 pia nights: bless", "pia"),
    ],
)
def test_a_sender_has_a_name_of_its_own(text: str, own: str) -> None:
    assert _own(text) == own


@pytest.mark.parametrize(
    "text",
    [
        "4/11 20:31 项目办：收到。", "4/11 20:31 值班主任：收到。", "4/11 20:31 行调2：收到。", "From: 夜班小组",
        "2025 老梁：三万", "0612 高：3.2", "20:31 阿联酋迪拜：收到",
        "06:00 高：3.2", "06:00 三号泵-温：24",
        "20:31 计划-妻子：收到", "20:31 老师休息室：收到", "20:31 red alert: on",
        "From: HOI", "From: Note", "From: Marketing Desk", "From: esther@yard.example", "20:31 Total: 4",
    ],
)  # fmt: skip
def test_an_office_a_heading_and_an_address_are_no_sender(text: str) -> None:
    assert _own(text) == ""


CHAT = "4/11 20:14 檀溪老梁：到了。\n4/11 20:15 坪陂-简：谁家的？\n4/11 20:16 檀溪老梁：自己的。\n"


def test_who_speaks_in_a_chat_is_a_person_known_with_the_house_too() -> None:
    (file,) = extract(CHAT.encode(), "chat.txt")
    told = {(file.segments[m.segment].text[m.start : m.end],
             speakers.called(file.segments[m.segment].text, m.start, m.end))
            for m in file.mentions if m.kind == "person"}  # fmt: skip
    assert {("老梁", "檀溪老梁"), ("简", "坪陂-简")} <= told


UNTIMED = "老丁：停热日期没定\n小温(澄源)：今晚升级\n六所赵：又升级\n小温(澄源)：知道了\n老丁：都少说两句\n"


def test_a_chat_without_hours_is_one_where_two_speak_twice() -> None:
    (file,) = extract(UNTIMED.encode(), "chat.txt")
    told = {(file.segments[m.segment].text[m.start : m.end],
             speakers.called(file.segments[m.segment].text, m.start, m.end))
            for m in file.mentions if m.kind == "person"}  # fmt: skip
    assert {("老丁", ""), ("小温", "小温(澄源)"), ("赵", "六所赵")} <= told
    latin = ["bogo: take some", "Kirsi A: premium only", "bogo: then wait", "Kirsi A: congratulations"]
    assert len(speakers.speakers(list(map(line, latin)))) == len(latin)


def test_what_minutes_say_before_a_colon_is_no_senders_name() -> None:
    for text, name in (("众沁甄总：两个老库合计一万吨。", "甄总"), ("老尤来电：雨季误了十九天。", "老尤")):
        start = text.index(name)
        assert speakers.called(text, start, start + len(name)) == ""
    assert speakers.called("岚舟-阿坤：收到", 3, 5) == "岚舟-阿坤"


def test_a_list_of_fields_is_no_chat_without_hours() -> None:
    for fields in (("Shift A: two", "Shift B: one", "Shift A: one", "Shift B: 3"), ("地点：二楼", "时间：三点") * 2):
        assert speakers.speakers(list(map(line, fields))) == {}


def test_two_lines_of_one_each_are_no_chat() -> None:
    assert speakers.speakers([line("20:14 檀溪老梁：到了。"), line("20:15 坪陂-简：好。")]) == {}
    assert speakers.speakers([line("20:14 檀溪老梁：到了。"), line("20:15 檀溪老梁：好。")]) == {}


def test_a_latin_name_is_spoken_of_with_another_tongues_title_behind_it() -> None:
    assert spoken("Moura 女士问。", 0, 5) == "Moura 女士"
    assert spoken("Moura 问。", 0, 5) == ""
    assert spoken("Morita-san asked.", 0, 6) == "Morita-san"
    assert spoken("Morita-sanyo", 0, 6) == ""


def _senders(*lines_: str) -> set[str]:
    segments = [line(text) for text in lines_]
    return {segments[at].text[each.own_start : each.own_end] for at, each in speakers.speakers(segments).items()}


def test_a_nickname_that_no_shape_tells_speaks_among_persons() -> None:
    told = ("20:31 老梁：收到", "20:32 阿霖：好", "20:35 老梁：走了", "20:36 二埋汰：谁家有炉")
    assert "二埋汰" in _senders(*told)
    assert "春暖花开" in _senders(*told, "20:37 春暖花开：来了", "20:39 春暖花开：走了")


def test_a_desk_a_word_or_a_sentence_before_a_colon_is_no_nickname() -> None:
    told = ("20:31 老梁：收到", "20:32 阿霖：好", "20:35 老梁：走了")
    assert _senders(*told, "20:36 工艺：改参数", "20:37 春暖花开：来了", "20:38 补焊完，慢充水：等") == {"老梁", "阿霖"}
    assert "二埋汰" not in _senders("20:31 老梁：收到", "20:36 二埋汰：谁家有炉", "20:39 老梁：走了")
