"""Titles of visits, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors import visits
from extractors.recognizers import organisation, site
from tests.extractors.naming import line, names


@pytest.mark.parametrize(
    ("title", "name", "kind"),
    [
        ("澜沂走访", "澜沂", "site"),
        ("青芦坝走访记", "青芦坝", "site"),
        ("宁波芦坝空港园参观记", "宁波芦坝空港园", "site"),
        ("澜沂机务开放日", "澜沂机务", "site"),
        ("泓砾来访简记", "泓砾", "organisation"),
        ("溧阳泓砾来访座谈", "泓砾", "organisation"),
        ("泓砾来访 / visit by 泓砾包装", "泓砾包装", "organisation"),
        ("Tour of Vasterholm, 2 June", "Vasterholm", "site"),
        ("Visit to the Corvella Works", "Corvella Works", "site"),
        ("Corvella open day, 14 March", "Corvella", "site"),
        ("Corvella_site_visit", "Corvella", "site"),
        ("泓砾 visit", "泓砾", "site"),
    ],
)
def test_a_visits_title_says_where_one_went_or_who_came(title: str, name: str, kind: str) -> None:
    found = visits.finds(line(title, "title"))
    assert (name, kind) in {(title[f.start : f.end], f.kind) for f in found}


@pytest.mark.parametrize(
    "title",
    [
        "绵阳走访记",
        "五月二十九日走访",
        "三家工厂走访",
        "年度参观安排",
        "九江市场调研",
        "Tour of London",
        "Study tour, first week of September",
        "Saturday walk",
        "Open day in the spring",
        "Notes for visitors",
        "Varnholm's works tour",
    ],
)
def test_a_town_a_day_and_everyday_words_are_no_visits_aim(title: str) -> None:
    assert visits.finds(line(title, "title")) == ()


def test_a_sentence_is_no_title() -> None:
    assert visits.finds(line("澜沂走访记写得很长")) == ()


def test_recognizers_take_up_what_a_title_says() -> None:
    assert names(site.RECOGNIZER, line("澜沂走访", "title")) == {"澜沂"}
    assert "泓砾" in names(organisation.RECOGNIZER, line("泓砾来访", "title"))
