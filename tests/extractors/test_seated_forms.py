"""What a town's own houses, bases and state farms go by."""

from __future__ import annotations

import pytest

from extractors import forms
from extractors.model import Kind
from extractors.recognizers.person import RECOGNIZER
from extractors.recognizers.site import RECOGNIZER as SITES
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, names, rows


def called(full: str, kind: Kind) -> set[str]:
    return {text for text, _, _ in forms.spellings(full, kind)}


@pytest.mark.parametrize(
    ("full", "kind", "short"),
    [
        ("榆岭县茶叶产业发展中心", "organisation", "县中心"),
        ("榆岭县茶叶产业发展中心", "organisation", "县茶叶产业发展中心"),
        ("榆岭县林草局", "organisation", "县林草局"),
        ("州人民医院", "organisation", "州医院"),
        ("澜西州人民医院", "organisation", "州医院"),
        ("国营野鸭塘林场", "organisation", "野鸭塘林场"),
        ("龙潭箐实训基地", "site", "龙潭箐基地"),
        ("雪松坪瞭望塔", "site", "雪松坪"),
    ],
)
def test_a_towns_own_house_goes_by_its_level(full: str, kind: Kind, short: str) -> None:
    assert short in called(full, kind)


@pytest.mark.parametrize(
    ("full", "short"),
    [("国有资产", "资产"), ("县医院", "医院"), ("榆岭县购物中心", "县中心")],
)
def test_what_every_town_has_is_no_short_form(full: str, short: str) -> None:
    assert short not in called(full, "organisation")


def test_offices_of_several_counties_do_not_hide_one() -> None:
    files = [line("榆岭县林草局验收。")], [line("榆岭、石塘、梅坑三县林草局列席。")], [line("报县林草局值班室。")]
    assert any("县林草局" in entity.names for entity in resolved(*files).entities)
    assert together(resolved(files[0], files[2]), "榆岭县林草局", "县林草局")


def test_a_tower_and_a_spring_are_sites() -> None:
    assert "雪松坪瞭望塔" in names(SITES, "雪松坪瞭望塔报，北坡冒烟。")


def test_an_everyday_word_in_a_column_of_persons_is_nobody() -> None:
    table = rows(["车号", "司机"], ["771", "空框"], ["772", "和志坚"])
    assert names(RECOGNIZER, *table) == {"和志坚"}
