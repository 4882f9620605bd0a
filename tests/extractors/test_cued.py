"""Bare names in sentences: weak at one place, names at two."""

from __future__ import annotations

import pytest

from extractors import cued, names
from extractors.model import Mention, Segment
from tests.extractors.naming import line, mentions


def found(text: str) -> set[str]:
    return {text[start:end] for start, end in cued.finds(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("瀚岳供货，另一家安装。", "瀚岳"),
        ("由恒阙负责拆旧。", "恒阙"),
        ("采购走瀚岳。", "瀚岳"),
        ("澄羽的人下午到。", "澄羽"),
    ],
)
def test_a_made_up_word_where_parties_stand_is_a_candidate(text: str, name: str) -> None:
    assert found(text) == {name}


@pytest.mark.parametrize(
    "text", ["由他们负责拆旧。", "由各家自己的人负责。", "厂家供货，甲方安装。", "大家同意。", "检修费走专户。"]
)
def test_pronouns_trades_and_everyday_words_are_none(text: str) -> None:
    assert found(text) == set()


def names_of(*texts: str) -> set[str]:
    files: list[tuple[list[Segment], list[Mention]]] = [([line(t)], mentions([line(t)])) for t in texts]
    return {name.text for name in names.confident(files)}


def test_two_different_places_make_a_name_and_one_said_twice_does_not() -> None:
    assert "瀚岳" in names_of("瀚岳供货，另一家安装。", "会上说采购走瀚岳。")
    assert "瀚岳" not in names_of("瀚岳供货，另一家安装。", "瀚岳供货，另一家安装。")
    assert "瀚岳" not in names_of("瀚岳供货，另一家安装。")
