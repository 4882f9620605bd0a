"""Whose a site is by the name right before it, in both languages, and which names side by side are no house's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.facets import said
from extractors.holding import building, held
from extractors.model import Form, Mention, Segment
from tests.extractors.naming import line
from tests.extractors.test_facets import CUES, Cues, row

RUNS = (*CUES, Cues("operator", ("业主", "owner"), ("业主", "owner")))


def _mentions(segment: Segment, house: str, site: str) -> list[Mention]:
    found = []
    for text, kind in ((house, "organisation"), (site, "site")):
        at = segment.text.find(text)
        found.append(Mention(0, at, at + len(text), kind, text, 0.9, "suffix"))  # type: ignore[arg-type]
    return sorted(found, key=lambda each: each.start)


@pytest.mark.parametrize(
    ("text", "house", "site"),
    [
        ("澄源的南陵基地在镇东头", "澄源", "南陵基地"),
        ("合肥桁芯半导体 新站二厂 特气供应协调会", "合肥桁芯半导体", "新站二厂"),
        ("珩羽德阳二车间今天停", "珩羽", "德阳二车间"),
        ("昨天去了澄源物流的鲁港站", "澄源物流", "鲁港站"),
        ("Days of stock at Ambrel's Singapore hub: 44", "Ambrel", "Singapore hub"),
        ("Tour of Varnholm’s Enns works", "Varnholm", "Enns works"),
        ("Corvel's old Tarn Quay has no crane", "Corvel", "Tarn Quay"),
        ("We met at the Harbour Users' Tarn Quay", "Harbour Users", "Tarn Quay"),
    ],
)
def test_a_house_runs_the_site_that_its_name_stands_right_before(text: str, house: str, site: str) -> None:
    segment = line(text, "bullet")
    mentions = _mentions(segment, house, site)
    assert [(mentions[a].norm, mentions[b].norm) for a, b in held(segment, mentions, range(2))] == [(site, house)]
    told = [each for each in said([segment], mentions, RUNS).statements if each.facet == "operator"]
    assert [(mentions[each.subject].norm, each.value) for each in told] == [(site, house)]


@pytest.mark.parametrize(
    ("text", "house", "site"),
    [
        ("澄源送货到南陵基地", "澄源", "南陵基地"),
        ("澄源、南陵基地都停了", "澄源", "南陵基地"),
        ("澄源：南陵基地三百吨", "澄源", "南陵基地"),
        ("南陵基地是澄源的邻居", "澄源", "南陵基地"),  # the site stands first
        ("Ambrel and the Singapore hub are closed", "Ambrel", "Singapore hub"),
        ("Ambrel, Singapore hub", "Ambrel", "Singapore hub"),
        ("Varnholm visited Enns works", "Varnholm", "Enns works"),
        ("Corvel Tarn Quay", "Corvel", "Tarn Quay"),  # in English side by side says nothing
    ],
)
def test_a_house_and_a_site_that_only_stand_near_are_not_one_s_own(text: str, house: str, site: str) -> None:
    segment = line(text, "bullet")
    mentions = _mentions(segment, house, site)
    assert list(held(segment, mentions, range(2))) == []
    assert not any(each.facet == "operator" for each in said([segment], mentions, RUNS).statements)


def test_cells_side_by_side_and_names_that_may_be_none_are_not_one_s_own() -> None:
    cells = row("澄源", "南陵基地", headers=("供方", "交货地"))
    mentions = _mentions(cells, "澄源", "南陵基地")
    assert list(held(cells, mentions, range(2))) == []
    segment = line("澄源的南陵基地")
    unsure = [each if each.kind == "site" else replace(each, confidence=0.3)
              for each in _mentions(segment, "澄源", "南陵基地")]  # fmt: skip
    assert list(held(segment, unsure, range(2))) == []


@pytest.mark.parametrize(
    ("text", "house", "told"),
    [
        ("看澄圃的临港分拣中心", "澄圃", True),
        ("岷动的新楼很亮", "岷动", True),
        ("恒炻老厂停了两座炉", "恒炻", True),
        ("星渚的检修车间在路东", "星渚", True),
        ("Corvel's new hall is empty", "Corvel", True),
        ("we saw Tidewell's yard", "Tidewell", True),
        ("Hallgrim's big transformer works", "Hallgrim", True),
        ("the Millers' old foundry", "Millers", True),
        ("澄圃的新价很好", "澄圃", False),
        ("岷动车间里的人", "岷动", False),  # without a genitive it may be the name of another
        ("恒炻的人说，分拣中心很亮", "恒炻", False),  # another clause
        ("澄圃和分拣中心", "澄圃", False),
        ("Corvel's new price holds", "Corvel", False),
        ("Tidewell yard", "Tidewell", False),
        ("Hallgrim's man said that the works is shut", "Hallgrim", False),
        ("Corvel's plantation", "Corvel", False),
    ],
)
def test_a_building_behind_a_genitive_is_the_house_s_own(text: str, house: str, told: bool) -> None:
    at = text.find(house)
    assert bool(building(text, Mention(0, at, at + len(house), "organisation", house, 0.9, "suffix"))) is told


@pytest.mark.parametrize("form", ["heading", "paragraph"])
def test_what_a_house_calls_its_own_is_said_in_headings_of_sites_alone(form: Form) -> None:
    segment = line("澄源的新楼", form)
    mentions = [Mention(0, 0, 2, "organisation", "澄源", 0.9, "suffix")]
    told = [each.facet for each in said([segment], mentions, RUNS).statements]
    assert ("operator" in told) is (form == "paragraph")
