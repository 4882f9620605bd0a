from __future__ import annotations

import pytest

from auditor.holding import Holding

HELD = [
    ("临海检测", "临海检测苏北分公司"),
    ("臨海檢測", "临海检测苏北分公司"),
    ("中交", "中交三航局"),
    ("Corvella", "Corvella Library Trust"),
    ("CORVELLA", "the Corvella works"),
    ("Marram Quay", "Marram  Quay Lighting Ltd"),
    ("北礁泵站", "北礁泵站二期项目"),
    ("RC-56", "RC-56 line"),
    ("RC-56", "新型RC-56产线"),
]
APART = [
    ("临海检测", "临江检测苏北分公司"),
    ("Art", "Party Hall"),
    ("RC-5", "RC-56 line"),
    ("Corvella", "Corvellan Trust"),
    ("临海检测", "临海检测"),
    ("海", "临海检测"),
    ("56", "RC-1567"),
]


@pytest.mark.parametrize(("one", "other"), HELD)
def test_a_name_within_another_one_is_seen_from_both_sides(one: str, other: str) -> None:
    holding = Holding({"a": (one,), "b": (other,)})
    assert holding("a", "b")
    assert holding("b", "a")


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_hold_nothing(one: str, other: str) -> None:
    holding = Holding({"a": (one,), "b": (other,)})
    assert not holding("a", "b")
    assert not holding("b", "a")


def test_what_counts_is_the_longest_spelling_of_the_one_in_any_of_the_other() -> None:
    assert not Holding({"a": ("临海", "临江海产有限公司"), "b": ("临海检测",)})("a", "b")
    assert Holding({"a": ("临海检测",), "b": ("苏北所", "临海检测苏北分公司")})("a", "b")


def test_what_has_no_name_holds_nothing() -> None:
    assert not Holding({"a": ("Corvella",)})("a", "lot 7")
