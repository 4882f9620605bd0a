"""Unmarked Chinese text comes out right, and what is no Chinese is not made Chinese."""

import pytest

from extractors import decode

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


def test_a_cut_last_character_does_not_change_the_encoding():
    text, codec, sure = decode.decode(ZH.encode()[:-1])
    assert (text, codec, sure) == (ZH[:-1], "utf-8", 1.0)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("名单.txt".encode("gb18030"), "名单.txt"), ("名单.txt".encode(), "名单.txt"), (b"plain.txt", "plain.txt"),
     ("r\u00e9sum\u00e9.txt".encode("cp437"), "r\u00e9sum\u00e9.txt"), ("會議紀錄.doc".encode("big5"), "會議紀錄.doc")],
)  # fmt: skip
def test_member_names(raw, expected):
    assert decode.name(raw) == expected
