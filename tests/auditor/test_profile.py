"""Sector profiles: those that ship are sound, and what is wrong in one's own is named."""

from __future__ import annotations

import pytest

from auditor import profile
from auditor.profile import FACETS, BadProfile, parsed
from extractors import extract, facets

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
    with pytest.raises(BadProfile, match=r'"wind" is unknown; known: aerospace-drones, biotech-seeds'):
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
        ("weight = 1.2", "wait = 1.2", 'wind.toml: facets.capacity: key "wait" is unknown; known: '),
        ('["quantity"]', '["amount"]', 'wind.toml: facets.capacity: kind "amount" is unknown; known: '),
    ],
)
def test_what_is_wrong_is_named_with_file_place_and_what_is_known(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(BadProfile) as raised:
        parsed(GOOD.replace(old, new), "wind.toml")
    assert said in str(raised.value)


def test_a_profile_says_in_chinese_as_well_what_is_wrong_with_it() -> None:
    with pytest.raises(BadProfile) as raised:
        parsed(GOOD.replace("[facets.capacity]", "[facets.capcity]"), "wind.toml")
    assert raised.value.message("zh").startswith("wind.toml：不认识的问题“capcity”；可用：capacity")


EXTENDING = """
name = "tidal"
version = "3"
extends = "general"
[label]
zh = "潮汐能"
en = "Tidal power"
[subjects]
product = 0.9
[facets.capacity]
words = { zh = ["潮差"], en = ["tidal range"] }
[facets.money]
weight = 0.1
kinds = []
"""


def test_a_profile_takes_over_what_it_does_not_say() -> None:
    base, found = profile.shipped("general"), parsed(EXTENDING, "tidal.toml")
    assert (found.name, found.half, found.labels["en"]) == ("tidal", base.half, "Tidal power")
    assert found.version == f"3.{base.version}", "a new general profile makes another one of all that extend it"
    assert found.subjects == base.subjects | {"product": 0.9}
    own, held = ({facet.key: facet for facet in each.facets} for each in (found, base))
    assert own.keys() == held.keys()
    assert own["capacity"].cues.words == ("潮差", "tidal range", *held["capacity"].cues.words)
    assert (own["capacity"].weight, own["capacity"].labels) == (held["capacity"].weight, held["capacity"].labels)
    assert (own["money"].weight, own["money"].cues.kinds) == (0.1, frozenset())
    assert own["site"] == held["site"]


def test_the_template_can_be_used_as_it_is_and_nothing_is_wrong_with_it() -> None:
    found = parsed(profile.template("harbour"), "harbour.toml")
    assert found.name == "harbour"
    assert profile.remarks(profile.template("harbour"), "harbour.toml") == []
    assert profile.TEMPLATE not in profile.bundled()


def test_a_check_names_every_fault_at_once() -> None:
    broken = EXTENDING.replace("product = 0.9", "produce = 0.9").replace('["潮差"]', '"潮差"').replace("0.1", "-1")
    found = profile.remarks(broken, "tidal.toml")
    assert [(each.grade, each.reason) for each in found] == [
        ("fault", "unknown_subject"), ("fault", "no_list"), ("fault", "bad_number"),
    ]  # fmt: skip
    assert [each.reason for each in profile.remarks("name = ", "x.toml")] == ["not_toml"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("product = 0.9", "product = 0.9", ""),
        ('en = ["tidal range"]', "en = []", "hint.one_language"),
        ('"潮差"', '"潮"', "hint.short"),
        ("kinds = []", 'words = { zh = ["潮差"], en = ["tide money"] }', "hint.twice"),
        ("weight = 0.1", "weight = 0", "hint.no_weight"),
    ],
)
def test_a_check_hints_at_what_does_less_than_it_seems(old: str, new: str, reason: str) -> None:
    assert old in EXTENDING
    found = profile.remarks(EXTENDING.replace(old, new), "tidal.toml")
    assert [(each.grade, each.reason) for each in found] == ([("hint", reason)] if reason else [])
    assert all(each.message(lang) for each in found for lang in ("zh", "en"))


def test_a_question_that_nothing_can_answer_is_hinted_at() -> None:
    bare = GOOD.replace('kinds = ["place"]', "weight = 1.0")
    assert "hint.silent" in [each.reason for each in profile.remarks(bare, "wind.toml")]


# A clause of each sector and language that its own words answer and the general ones do not. All names are invented.
ANSWERED = [
    ("critical-minerals", "process", "澜丰矿业有限公司的氢碎还不稳。"),
    ("critical-minerals", "process", "Lanfern Metals Ltd keeps the jet mill at two passes."),
    ("semiconductors", "process", "沅晶微电子有限公司的套刻又偏了。"),
    ("semiconductors", "process", "Oberlund Devices Ltd lost overlay again."),
    ("power-energy", "process", "岚桥电力有限公司改了安控。"),
    ("power-energy", "process", "Harlow Grid Ltd asked about spinning reserve and load shedding."),
    ("aerospace-drones", "process", "翎远航空科技有限公司的跳频还没关。"),
    ("aerospace-drones", "process", "Skarven Aero Ltd wants frequency hopping."),
    ("shipping-offshore", "process", "汐远海洋工程有限公司又退扭了。"),
    ("shipping-offshore", "process", "Brackwater Marine Ltd is short of burial depth."),
    ("biotech-seeds", "process", "禾岭种业有限公司换了恢复系。"),
    ("biotech-seeds", "process", "Ardmore Genetics Ltd swapped the restorer."),
    ("finance-policy", "policy", "岑川投资有限公司等窗口指导。"),
    ("finance-policy", "policy", "Merrow Capital Ltd waits for window guidance."),
]


def _facets(asked: profile.Profile, sentence: str) -> set[str]:
    file = extract.extract(sentence.encode("utf-8"), "note.txt")[0]
    return {each.facet for each in facets.said(file.segments, file.mentions, asked.cues).statements}


@pytest.mark.parametrize(("name", "facet", "sentence"), ANSWERED)
def test_a_sectors_words_answer_what_the_general_ones_do_not(name: str, facet: str, sentence: str) -> None:
    assert facet in _facets(profile.shipped(name), sentence)
    assert facet not in _facets(profile.shipped("general"), sentence)


def test_every_sector_is_shown_in_both_languages() -> None:
    assert sorted({name for name, _, _ in ANSWERED}) == [each for each in profile.bundled() if each != "general"]
    for name in {name for name, _, _ in ANSWERED}:
        assert {sentence.isascii() for held, _, sentence in ANSWERED if held == name} == {True, False}
