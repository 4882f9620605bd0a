"""Sector profiles: those that ship are sound, and what is wrong in one's own is named."""

from __future__ import annotations

import pytest

from auditor import profile
from auditor.profile import FACETS, BadProfile, parsed

GOOD = """
name = "wind"
version = "2"
half = 8
[label]
zh = "风电"
en = "Wind power"
[subjects]
site = 1.0
organisation = 0.5
[facets.capacity]
weight = 1.2
kinds = ["quantity"]
label = { zh = "装机", en = "Capacity" }
words = { zh = ["装机"], en = ["rated power"] }
headers = { zh = ["容量"], en = ["MW"] }
[facets.site]
kinds = ["place"]
"""


def test_a_profile_is_read_with_its_facets_in_the_common_order() -> None:
    found = parsed(GOOD, "wind.toml")
    assert (found.name, found.version, found.half) == ("wind", "2", 8.0)
    assert found.labels == {"zh": "风电", "en": "Wind power"}
    assert found.subjects == {"site": 1.0, "organisation": 0.5}
    assert [facet.key for facet in found.facets] == ["site", "capacity"]
    assert found.facets[1].cues.words == ("装机", "rated power")
    assert found.facets[1].cues.headers == ("容量", "MW")
    assert found.facets[0].weight == 1.0
    assert [cues.facet for cues in found.cues] == ["site", "capacity"]


@pytest.mark.parametrize("name", profile.bundled())
def test_every_profile_that_ships_is_complete_and_speaks_both_languages(name: str) -> None:
    found = profile.shipped(name)
    assert found.name == name
    assert {"zh", "en"} <= set(found.labels)
    assert {facet.key for facet in found.facets} == set(FACETS)
    for facet in found.facets:
        assert {"zh", "en"} <= set(facet.labels), facet.key
        assert facet.weight > 0
        assert facet.cues.words or facet.cues.kinds, f"{facet.key} can never be answered"


@pytest.mark.parametrize("name", profile.bundled())
def test_a_cue_carries_its_signs_at_its_ends(name: str) -> None:
    for facet in profile.shipped(name).facets:
        for word in (*facet.cues.words, *facet.cues.headers):
            assert word.strip("#* "), f"{facet.key}: {word!r} is no word"
            assert not {"#", "*"} & set(word[1:-1]), f"{facet.key}: {word!r} can never stand in a text"


def test_the_general_profile_ships_and_so_does_that_of_the_sample() -> None:
    assert {"critical-minerals", "general"} <= set(profile.bundled())


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(BadProfile, match=r'"wind" is unknown; known: critical-minerals, general'):
        profile.shipped("wind")


def test_a_name_is_no_way_to_other_files() -> None:
    with pytest.raises(BadProfile):
        profile.shipped("../profiles/general")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "wind"', 'name = "wind', "wind.toml: not valid TOML"),
        ('name = "wind"\n', "", 'wind.toml: "name" is missing'),
        ("half = 8\n", "", 'wind.toml: "half" is missing'),
        ("half = 8", "half = 0", "wind.toml: half must be a number from 1e-06 to 1e+09, not 0"),
        ("half = 8", "half = true", "wind.toml: half must be a number"),
        ("half = 8", "half = nan", "wind.toml: half must be a number"),
        ("half = 8", 'half = "8"', "wind.toml: half must be a number"),
        ("half = 8", "half = 8\nhalff = 9", 'wind.toml: key "halff" is unknown; known: '),
        ("site = 1.0", "site = 1.5", "wind.toml: subjects.site must be a number from 0 to 1, not 1.5"),
        ("site = 1.0", "plant = 1.0", 'wind.toml: subject kind "plant" is unknown; known: '),
        ("[facets.capacity]", "[facets.capcity]", 'wind.toml: facet "capcity" is unknown; known: capacity, '),
        ("weight = 1.2", "weight = -1", "wind.toml: facets.capacity.weight must be a number from 0 to 100"),
        ("weight = 1.2", "wait = 1.2", 'wind.toml: capacity: key "wait" is unknown; known: '),
        ('["quantity"]', '["amount"]', 'wind.toml: facets.capacity: kind "amount" is unknown; known: '),
    ],
)
def test_what_is_wrong_is_named_with_file_place_and_what_is_known(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(BadProfile) as raised:
        parsed(GOOD.replace(old, new), "wind.toml")
    assert said in str(raised.value)
