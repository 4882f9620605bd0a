"""Places, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors.recognizers.place import RECOGNIZER
from tests.extractors.naming import names, rows


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("三月十九日下午在无锡开。", "无锡"),
        ("匈牙利西部的装配点。", "匈牙利"),
        ("货到上海港。", "上海港"),
        ("江苏省的企业最多。", "江苏省"),
        ("The spare from Gdansk is on its way.", "Gdansk"),
        ("They hired in the United Kingdom.", "United Kingdom"),
        ("The landfall at Skerry Bay moved.", "Skerry Bay"),
    ],
)
def test_a_place_is_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "集中和平均两种办法。",
        "超市和城市的区别。",
        "他长寿而安宁。",
        "The turkey was good.",
        "We read and nice it was.",
    ],
)
def test_everyday_words_are_no_place(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


@pytest.mark.parametrize("text", ["怕苦的往里加蜜枣。", "最里头是一万安的试验炉。", "去年外省出过事。"])
def test_phrases_that_hold_a_places_characters_are_none(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_a_sum_is_no_place() -> None:
    assert names(RECOGNIZER, "首付 120 万欧；尾款另议。") == set()


def test_a_place_column_of_errands_holds_no_places() -> None:
    assert names(RECOGNIZER, *rows(["文号", "去向"], ["12", "待复"], ["13", "转群"], ["14", "龙南"])) == {"龙南"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("乌石坞看地，上午去的。", "乌石坞"),
        ("在衡川出差，饭后散步。", "衡川"),
        ("上午去富阳看地。", "富阳"),
        ("南平沅硕电子化学品有限公司来函。", "南平"),
    ],
)
def test_a_place_of_no_list_or_of_everyday_letters_is_found_where_it_is_meant(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize("text", ["灌装吃紧，长约优先。", "桐坑中心暑期安排", "富阳光的屋子。", "月息六厘。"])
def test_terms_and_a_houses_own_word_are_no_place(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_among_places_in_a_column_an_everyday_word_is_one() -> None:
    table = rows(["站", "均温"], ["三亚", "29.0"], ["陵水", "28.4"], ["东方", "29.0"], ["合计一栏不填", "-"])
    assert names(RECOGNIZER, *table) == {"三亚", "陵水", "东方"}
    assert "东方" not in names(RECOGNIZER, *rows(["牌子", "均温"], ["东方", "29.0"], ["红星", "28.4"]))


def test_a_firms_seat_is_cut_off_whatever_word_straddles_it() -> None:
    assert "宁波" in names(RECOGNIZER, "宁波澜舶国际货运代理有限公司 订舱汇总")
    assert "宁波" not in names(RECOGNIZER, "海面安宁波澜不惊。")
