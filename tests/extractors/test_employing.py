"""Whose a person is by the names side by side, in both languages, and which names only stand near each other."""

from __future__ import annotations

import pytest

from extractors.employing import employed
from extractors.facets import said
from extractors.model import Mention, Segment
from tests.extractors.naming import line
from tests.extractors.test_facets import CUES, Cues

RUNS = (*CUES, Cues("operator", ("业主", "owner"), ("业主", "owner")))


def _mentions(segment: Segment, house: str, person: str) -> list[Mention]:
    found = []
    for text, kind in ((house, "organisation"), (person, "person")):
        at = segment.text.find(text)
        found.append(Mention(0, at, at + len(text), kind, text, 0.9, "suffix"))  # type: ignore[arg-type]
    return sorted(found, key=lambda each: each.start)


@pytest.mark.parametrize(
    ("text", "house", "person"),
    [
        ("澄源蔡总：两条线，日产四十六吨。", "澄源", "蔡总"),
        ("接待：澄源物流有限公司设备部林岚", "澄源物流有限公司", "林岚"),
        ("澄源物流有限公司总经理林岚到会", "澄源物流有限公司", "林岚"),
        ("澄源的林岚带了样品", "澄源", "林岚"),
        ("澄源物流有限公司（林岚）：周转慢", "澄源物流有限公司", "林岚"),
        ("林岚（澄源物流）", "澄源物流", "林岚"),
        ("Corvella SpA (Dana Holt): two boats are out", "Corvella SpA", "Dana Holt"),
        ("Prepared by: Dana Holt, technical manager, Corvella SpA.", "Corvella SpA", "Dana Holt"),
        ("Host: Dana Holt, general manager of Corvella SpA", "Corvella SpA", "Dana Holt"),
        ("Dana Holt of Corvella takes over", "Corvella", "Dana Holt"),
        ("Dana Holt (Corvella)", "Corvella", "Dana Holt"),
        ("Dana Holt (finance director, Corvella)", "Corvella", "Dana Holt"),
        ("澄源（澄源物流有限公司）林岚报：周转慢", "澄源物流有限公司", "林岚"),
    ],
)
def test_a_person_who_stands_as_a_house_s_own_is_its_own(text: str, house: str, person: str) -> None:
    segment = line(text)
    mentions = _mentions(segment, house, person)
    [(who, whose)] = employed(segment, mentions, range(2))
    assert (mentions[who].norm, mentions[whose].norm) == (person, house)
    told = [each for each in said([segment], mentions, RUNS).statements if each.facet == "operator"]
    assert [(mentions[each.subject].norm, each.value) for each in told] == [(person, house)]


@pytest.mark.parametrize(
    ("text", "house", "person"),
    [
        ("澄源、林岚都没来", "澄源", "林岚"),
        ("澄源来函，林岚回", "澄源", "林岚"),
        ("林岚去澄源", "澄源", "林岚"),
        ("澄源（见附件，林岚", "澄源", "林岚"),
        ("Dana Holt, Corvella", "Corvella", "Dana Holt"),  # a list may go on so
        ("Corvella, Dana Holt", "Corvella", "Dana Holt"),
        ("Dana Holt wrote to Corvella", "Corvella", "Dana Holt"),
        ("Corvella thanks Dana Holt", "Corvella", "Dana Holt"),
    ],
)
def test_a_person_and_a_house_that_only_stand_near_are_not(text: str, house: str, person: str) -> None:
    segment = line(text)
    assert list(employed(segment, _mentions(segment, house, person), range(2))) == []


def test_a_field_with_one_person_and_one_house_says_that_he_is_its_own() -> None:
    text = "Host: Dana Holt, Corvella."
    mentions = _mentions(line(text), "Corvella", "Dana Holt")
    assert len(list(employed(line(text, "field"), mentions, range(2)))) == 1
    assert list(employed(line(text), mentions, range(2))) == []
