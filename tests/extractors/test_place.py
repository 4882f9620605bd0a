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


def test_a_place_column_of_errands_holds_no_places() -> None:
    assert names(RECOGNIZER, *rows(["文号", "去向"], ["12", "待复"], ["13", "转群"], ["14", "龙南"])) == {"龙南"}
