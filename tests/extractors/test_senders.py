"""Who sends a mail, of which house and from where, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors import senders
from extractors.recognizers import organisation, person, place
from tests.extractors.naming import line, names


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("From: Ana Pohl, Quorvane, Zwolle", ["Ana Pohl", "Quorvane", "Zwolle"]),
        ("From: Dr Naomi Castell, head of quality, Vexin Labs GmbH", ["Dr Naomi Castell", "Vexin Labs GmbH"]),
        ("From: Seo Yun-ah, Tamworth Precursor Co., Ltd.", ["Seo Yun-ah", "Tamworth Precursor Co., Ltd."]),
        ("From: Ratna Siregar, PT Nusa Angkasa (Makassar)", ["Ratna Siregar", "PT Nusa Angkasa"]),
        ("From: Prakash Salvi, Westgard <p@example.org>", ["Prakash Salvi", "Westgard"]),
        ("From: Owen Pell, Hobbs & Pell Casemakers, Hexham", ["Owen Pell", "Hobbs & Pell Casemakers", "Hexham"]),
    ],
)
def test_the_line_tells_person_house_and_town(text: str, told: list[str]) -> None:
    assert [text[part.start : part.end] for part in senders.parts(text)] == told
    assert [part.kind for part in senders.parts(text)] == ["person", "organisation", "place"][: len(told)]


@pytest.mark.parametrize(
    "text",
    [
        "From: Ge Meng",
        "From: Pohl, Ana",
        "From: list@example.org",
        "From: Monday, 3 May, no parking",
        "From: 阮珊, 鹭航机务部",
        "Ana Pohl, Quorvane, Zwolle",
        "From Leiden, Zwolle and Hexham: three answers",
    ],
)
def test_any_other_line_tells_nothing(text: str) -> None:
    assert senders.parts(text) == ()


@pytest.mark.parametrize("text", ["From: Ana Pohl, Purchasing Manager", "From: Ana Pohl, Lyon"])
def test_what_a_sender_does_and_the_town_alone_are_no_house(text: str) -> None:
    assert [part.kind for part in senders.parts(text)] == ["person"]


def test_the_recognizers_take_each_its_part_of_the_line() -> None:
    told = line("From: Clémence Aubry, Fondation Vauclair-Morin, Zwolle", "field")
    assert names(person.RECOGNIZER, told) == {"Clémence Aubry"}
    assert "Fondation Vauclair-Morin" in names(organisation.RECOGNIZER, told)
    assert names(place.RECOGNIZER, told) == {"Zwolle"}
