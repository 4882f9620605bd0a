"""Persons by Chinese titles in English papers, hits and near-misses."""

from __future__ import annotations

import pytest

from auditor.resolving import personal
from extractors import honours


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dear Tang shifu, the model is here.", "Tang shifu"),
        ("Ask Zhongheng laoshi first.", "Zhongheng laoshi"),
        ("Fu laoshi's office asks to add a silencer.", "Fu laoshi"),
        ("The Bristol laoshi left.", ""),
        ("Tang shifus", ""),
    ],
)
def test_a_name_stands_before_a_title_in_pinyin(text: str, name: str) -> None:
    assert [text[start:end] for start, end in honours.in_pinyin(text)] == ([name] if name else [])


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Tang shifu", "唐志成", True),
        ("Zhongheng laoshi", "糜仲衡", True),
        ("Tang shifu", "Tang Zhicheng", True),
        ("Tang shifu", "谭志成", False),
        ("Mr Zhongheng", "糜仲衡", False),
    ],
)
def test_a_title_behind_goes_with_the_family_or_the_given_name(short: str, full: str, expected: bool) -> None:
    assert personal.fits(short, full) is expected
