"""Names of another kind than a file took them for, with a word run into them, with their house, by their last words."""

from __future__ import annotations

from collections import Counter

import pytest

from auditor.resolving import societies
from auditor.resolving.nodes import Node
from extractors.text import folded
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, rows


def test_a_body_said_alone_is_the_only_one_that_ends_so() -> None:
    staff = rows(["Name", "Company"], ["Ida Holm", "Elmstead Conservation Laboratory"])
    bare = rows(["Name", "Company"], ["Olav Brandvik", "Laboratory"])
    assert together(resolved(staff, bare), "Elmstead Conservation Laboratory", "Laboratory")
    two = [*staff, *rows(["Name", "Company"], ["Nils Holm", "Ashford Sounding Laboratory"])]
    assert not together(resolved(two, bare), "Elmstead Conservation Laboratory", "Laboratory")


def test_an_article_makes_no_other_society() -> None:
    bodies = ("Elmstead Circle", "Circle", "the Circle")
    held = {folded(text): Node(folded(text), folded(text), "organisation", Counter({text: 1}), []) for text in bodies}
    assert {found.a for found in societies.bare_words(held)} == {"circle", "thecircle"}


def test_a_brand_is_the_registered_firms_beside_its_offices() -> None:
    table = rows(["单位"], ["沧州潞河化工有限公司"], ["潞河母公司"], ["潞河"])
    assert together(resolved(table), "沧州潞河化工有限公司", "潞河")


def test_a_given_name_in_a_column_of_firms_is_the_person_who_bears_it() -> None:
    minutes = [line("Present: Rosswin Jamieson, Ida Holm.")]
    table = rows(["Item", "Company"], ["vessel list", "Rosswin"])
    assert together(resolved([*minutes, *table]), "Rosswin Jamieson", "Rosswin")
    firm = rows(["Company"], ["Rosswin Engineering Ltd"])
    assert not together(resolved([*minutes, *table, *firm]), "Rosswin Jamieson", "Rosswin")


@pytest.mark.parametrize(("longer", "name", "one"), [("秦晚记", "秦晚", True), ("秦晓记", "秦晚", False)])
def test_a_name_with_the_next_word_is_the_name(longer: str, name: str, one: bool) -> None:
    staff = rows(["姓名", "职务"], [name, "调度员"]), rows(["姓名", "职务"], [name, "值班"])
    assert together(resolved(*staff, rows(["姓名", "职务"], [longer, "会务"])), longer, name) is one


def test_a_short_name_behind_its_house_is_the_short_name() -> None:
    talk = [line("老何：收到。"), *rows(["姓名", "单位"], ["门卫老何", "北岸基地"])]
    assert [entity.names for entity in resolved(talk).entities if entity.kind == "person"] == [("老何",)]
    assert not together(resolved([line("老贺：收到。"), *talk[1:]]), "老何", "老贺")


def test_a_private_company_writes_its_form_in_two_ways() -> None:
    table = rows(["Company"], ["Larkview Wharf Private Limited"], ["Larkview Wharf Pvt Ltd"], ["Larkview Wharf AS"])
    result = resolved(table)
    assert together(result, "Larkview Wharf Private Limited", "Larkview Wharf Pvt Ltd")
    assert not together(result, "Larkview Wharf AS", "Larkview Wharf Pvt Ltd")


@pytest.mark.parametrize(
    ("plain", "longer", "one"),
    [
        ("澛砚", "澛砚水厂", True),
        ("Larkham Hall", "Larkham Hall training centre", True),
        ("Larkham Hall", "Larkham Hall car park", False),
    ],
)
def test_a_site_is_the_only_one_that_says_what_it_is_for(plain: str, longer: str, one: bool) -> None:
    assert together(resolved(rows(["地点 Site", "Name"], [plain, "1"], [longer, "2"])), plain, longer) is one
