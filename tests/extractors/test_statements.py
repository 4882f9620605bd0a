"""Statements of sentences and sheets against the truth in tests/truth, by the general profile alone."""

import pytest

from tests.bench.statements import HALVES, Fact, Line, figures, normal, sentences, sheet_figures, sheets, tallied

PRECISION, RECALL = 0.85, 0.80
OF_SHEETS = 0.9


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("half", HALVES)
def test_sentences_of_both_languages_state_what_they_say(lang: str, half: str) -> None:
    found = figures(lang, half)
    assert found.precision >= PRECISION
    assert found.recall >= RECALL


@pytest.mark.parametrize("half", HALVES)
def test_sheets_state_what_their_headers_say(half: str) -> None:
    found = sheet_figures(half)
    assert found.precision >= OF_SHEETS
    assert found.recall >= OF_SHEETS


def test_every_truth_stands_in_its_line() -> None:
    lines = [line for document in [*sentences("zh"), *sentences("en"), *sheets()] for line in document.lines]
    assert len(lines) > 200
    assert [fact for line in lines for fact in line.facts if normal(fact.words) not in normal(line.text)] == []


def test_what_the_truth_does_not_hold_is_wrong_and_what_nothing_states_is_missed() -> None:
    document = next(each for each in sheets() if each.name == "dev-en-orders.csv")
    document.lines = [Line(document.lines[0].text, [Fact("policy", "22 May")], "Halden Motors AB")]
    total, _ = tallied([document])
    assert (total["all"].right, total["all"].found, total["policy"].missed) == (0, 0, 1)
    assert total["all"].wrong > 0
