"""English names as minutes, letters and budgets of a club set them: streets, chairs, drafts and phrases in capitals."""

from __future__ import annotations

import pytest

from extractors import latin, latinfinds
from extractors.extract import recognised
from extractors.model import Segment


def found(text: str) -> dict[str, str]:
    """Give the names that capitals tell in a text, with their kinds."""
    (finds,) = latinfinds.finds([Segment(text, "body", "p.1")])
    return {text[find.start : find.end]: find.kind for find in finds if find.confidence >= 0.5}


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("He moved to 4 Quayside Court, Tamwell.", "Quayside Court"),
        ("Office: 7401 W Sorrel Ave, Denver", "Sorrel Ave"),
        ("She lives at 303 Larkspur Dr in Tamwell.", "Larkspur Dr"),
        ("The gate on Homefield Rd is shut.", "Homefield Rd"),
    ],
)
def test_a_street_is_a_place(text: str, street: str) -> None:
    assert found(text)[street] == "place"


def test_a_court_without_a_house_s_number_is_no_street() -> None:
    assert "place" not in found("the Orvane Court ruled on it").values()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Larkspur Committee Co-Chairs Marge Rebbeck and Tom Aldous", {"Larkspur Committee", "Marge Rebbeck"}),
        ("thanks to Orvane Council Chair Ann Wexley", {"Orvane Council", "Ann Wexley"}),
        ("we asked Orvane and the Forest Service for help", {"Orvane", "Forest Service"}),
        ("Helping Bob and the Forest Service was fun.", {"Bob", "Forest Service"}),
        ("under it the Larkspur Board of Directors Will appoint one", {"Larkspur Board of Directors"}),
        ("DRAFT-Orvane Ranch Association, Inc. met", {"Orvane Ranch Association, Inc."}),
    ],
)
def test_names_end_where_the_office_the_verb_or_another_name_begins(text: str, names: set[str]) -> None:
    assert names <= found(text).keys()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Ministry of Fisheries and the Environment wrote", "Ministry of Fisheries and the Environment"),
        ("the Arts and the Environment Foundation gave", "Arts and the Environment Foundation"),
    ],
)
def test_a_body_s_name_runs_on_through_and_the(text: str, name: str) -> None:
    assert name in found(text)


def test_who_chairs_is_no_body_and_a_chair_of_wood_is_a_product() -> None:
    assert "Lake Committee Chair" not in found("the Lake Committee Chair thanked all")
    assert any("Windsorre" in name for name in found("we sold the Windsorre Chair in oak"))


def test_a_legal_form_alone_names_nobody() -> None:
    assert found("bill it to Inc. and to Ltd soon") == {}


@pytest.mark.parametrize("word", ["Sub-Total", "Co-Chairs", "Unimproved", "Respectfully", "Architectural"])
def test_words_made_of_everyday_ones_are_everyday(word: str) -> None:
    assert latin.is_listed(word)


@pytest.mark.parametrize("word", ["Kelly", "Beverly", "Emily", "Connolly", "Unwin", "Rolls-Royce", "Orvane-Kell"])
def test_names_that_only_look_made_are_not(word: str) -> None:
    assert not latin.is_listed(word)


def test_a_phrase_of_everyday_words_is_no_name_however_the_tagger_sees_it() -> None:
    texts = ("We went through the Account Balances with the Lake Trail report.", "Then the Operations Manual was read.")
    segments = [Segment(text, "body", f"p.{n}") for n, text in enumerate(texts)]
    names = {segments[m.segment].text[m.start : m.end] for m in recognised(segments) if m.confidence >= 0.5}
    assert not names & {"Account Balances", "Operations Manual", "Lake Trail"}
