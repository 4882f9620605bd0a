"""Unmarked Chinese text comes out right, and what is no Chinese is not made Chinese."""

import re

import pytest

from extractors.model import Limits, Reading
from extractors.plain import decode
from extractors.sink import Sink

ZH = "三月十九日下午在无锡开会，顾亦凡记录。联系人：沈默"
ZH_TW = "會議紀錄：機器手臂產線預計七月投產，聯絡人王經理。"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-16-le"])
def test_simplified_chinese_survives_its_encoding(codec):
    assert decode.decode((ZH + "\r\nABC 123\r\n").encode(codec))[0] == ZH + "\r\nABC 123\r\n"


def test_traditional_chinese_in_big5_survives():
    assert decode.decode(ZH_TW.encode("big5"))[:2] == (ZH_TW, "big5")


@pytest.mark.parametrize("text", ["姓名,电话\n,13800001234\n", "Item,Qty\n泵,3\n" + "Valve,40\n" * 500, "数量"])
def test_a_table_with_few_characters_is_not_mojibake(text):
    assert decode.decode(text.encode("gb18030"))[0] == text


@pytest.mark.parametrize("text", ["Kövesdliget, near Győr".replace("ő", "ö"), "Où est la réunion à l'hôtel ?"])
def test_western_text_is_not_made_chinese(text):
    assert decode.decode(text.encode("cp1252"))[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "Present: Inés, and nobody else.",
        "a café in town",
        "naïve",
        "The façade is done",
        "Björn\n",
        "ask Zoë",
        "Röhren, 2",
        "a fee of £2,900 a year",
        "± 0.25",
        "at 25 °C",
        "rate k£,day",
    ],
)
def test_one_accented_letter_of_a_short_note_leaves_no_doubt(text):
    found, codec, sure = decode.decode(text.encode())
    assert (found, codec) == (text, "utf-8")
    assert sure >= decode.SURE


@pytest.mark.parametrize("text", ["第a和b项", "用kg铁 三吨", "x轴与y轴", "按step走，按plan做"])
def test_a_character_beside_small_letters_stays_chinese(text):
    assert decode.decode(text.encode("gb18030"))[:2] == (text, "gb18030")


def test_a_cut_last_character_does_not_change_the_encoding():
    text, codec, sure = decode.decode(ZH.encode()[:-1])
    assert (text, codec, sure) == (ZH[:-1], "utf-8", 1.0)


SENTENCES = [
    "请各部门于周五前提交下季度的采购计划。",
    "本月共接待来访客户三十二批次，签约金额有所回升",
    "会议决定由质检科负责复查第四批轴承的硬度",
    "联系人：顾亦凡，工号0417，仓库钥匙放在传达室",
    "水泵房昨夜跳闸两次，值班电工已更换接触器",
    "新厂区围墙外的临时道路六月底前必须恢复原状",
]
TRADITIONAL = [
    "請各部門於週五前提交下季度的採購計畫。",
    "本月共接待來訪客戶三十二批次，簽約金額有所回升",
    "會議決定由品管課負責複查第四批軸承的硬度",
    "聯絡人：顧亦凡，工號0417，倉庫鑰匙放在警衛室",
    "水泵房昨夜跳電兩次，值班電工已更換接觸器",
]
TABLE = "No,Item,Qty,Date\r\n" + "{},{},12,2026-03-05\r\n" + "7,Valve DN80,40,2026-03-06\r\n" * 60


@pytest.mark.parametrize("codec", ["gb18030", "utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "hz"])
@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_of_twelve_characters_and_more_is_right_and_sure(text, codec):
    found, _, sure = decode.decode(text.encode(codec))
    assert found == text
    assert sure >= decode.SURE


@pytest.mark.parametrize("codec", ["big5", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", TRADITIONAL)
def test_a_traditional_sentence_is_right_and_sure(text, codec):
    found, _, sure = decode.decode(text.encode(codec))
    assert found == text
    assert sure >= decode.SURE


@pytest.mark.parametrize(("codec", "texts"), [("gb18030", SENTENCES), ("big5", TRADITIONAL), ("utf-16-le", SENTENCES)])
def test_a_table_of_ascii_with_six_characters_is_right(codec, texts):
    for sentence in texts:
        marks = re.sub("[^\u4e00-\u9fff]", "", sentence)
        text = TABLE.format(marks[:2], marks[2:6])
        assert decode.decode(text.encode(codec))[0] == text


def test_what_is_too_short_to_know_is_told():
    silent = [
        (text[start : start + size], codec)
        for codec, texts in (("gb18030", SENTENCES), ("big5", TRADITIONAL), ("utf-16-be", SENTENCES))
        for text in texts
        for size in range(4, 12)
        for start in range(0, len(text) - size, 3)
        if wrong_and_sure(text[start : start + size], codec)
    ]
    assert silent == []


def wrong_and_sure(text, codec):
    found, _, sure = decode.decode(text.encode(codec))
    return found != text and sure >= decode.SURE


@pytest.mark.parametrize(("declared", "codec", "text"), [
    ("gb2312", "gb18030", "朱镕基、㐀㐁字在扩展区"), ("iso-8859-1", "gb18030", SENTENCES[0]), ("big5", "gb18030",
    SENTENCES[1]),
    ("utf-8", "gb18030", SENTENCES[2]), ("gbk", "utf-8", SENTENCES[3]), ("gb2312", "big5", TRADITIONAL[0]),
    ("x-unknown", "gb18030", SENTENCES[4]), ("iso-8859-1", "cp1252", "“Übergabe” – naïve"),
    ("windows-1251", "cp1251", "Совещание перенесено"), ("shift_jis", "cp932", "会議の議事録を送ります"),
    ("euc-kr", "cp949", "회의록을 보냅니다"), ("big5", "big5", "甲乙"), ("gbk", "gb18030", "甲"), ("utf-7", "utf-7",
    "会议纪要"),
])  # fmt: skip
def test_a_declared_charset_counts_but_a_wrong_one_does_no_harm(declared, codec, text):
    assert decode.decode(text.encode(codec), declared)[0] == text


def test_a_log_of_two_programs_keeps_both_their_lines():
    text = "服务启动完毕，监听端口\n" * 4
    data = text.encode() + "磁盘空间不足，请清理日志目录\n".encode("gb18030") + text.encode()
    found, codec, sure = decode.decode(data)
    assert found == text + "磁盘空间不足，请清理日志目录\n" + text
    assert codec == "utf-8"
    assert sure < decode.SURE


def test_the_escapes_of_chinese_mail_are_read():
    mail = b"\x1b$)A\x0e" + bytes(byte & 0x7F for byte in "会议纪要".encode("gb2312")) + b"\x0f ok\n"
    assert decode.decode(mail)[0] == "会议纪要 ok\n"


def test_a_guess_in_doubt_is_a_problem_of_the_file_that_quotes_nothing():
    sink = Sink(Reading(), Limits())
    decode.told(sink, "友宋".encode("big5"))
    assert [(problem.kind, "certain" in problem.detail) for problem in sink.reading.problems] == [("corrupt", True)]


def test_zero_bytes_in_a_utf8_log_do_not_make_it_utf16():
    text = "2026-03-05 09:00 ok\n" + "\0" * 4000 + "2026-03-05 09:01 重启\n"
    assert decode.decode(text.encode())[:2] == (text, "utf-8")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("名单.txt".encode("gb18030"), "名单.txt"), ("名单.txt".encode(), "名单.txt"), (b"plain.txt", "plain.txt"),
     ("r\u00e9sum\u00e9.txt".encode("cp437"), "r\u00e9sum\u00e9.txt"), ("會議紀錄.doc".encode("big5"), "會議紀錄.doc")],
)  # fmt: skip
def test_member_names(raw, expected):
    assert decode.name(raw) == expected


@pytest.mark.parametrize("data", [b"b\n", b"ok", b"hello world, this is fine\n", b"12,34\n"])
def test_a_short_text_of_ascii_is_not_in_doubt(data):
    text, _, sure = decode.decode(data)
    assert text == data.decode()
    assert sure >= decode.SURE


@pytest.mark.parametrize("text", ["We sail from São Paulo.", "Ålesund yard", "Zürich, Malmö und Łódź"])
def test_a_text_that_is_utf8_and_says_so_is_certain_however_few_its_accents(text):
    assert decode.decode(text.encode(), "utf-8") == (text, "utf-8", 1.0)


@pytest.mark.parametrize("text", ["联通公司", "产能报表在此"])
def test_a_text_that_says_utf8_and_is_another_stays_a_guess(text):
    assert decode.decode(text.encode("gb18030"), "utf-8")[:2] == (text, "gb18030")
