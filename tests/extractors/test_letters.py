"""Letters that minutes explain by the full names behind them."""

from __future__ import annotations

import pytest

from extractors.extract import extract

INITIALS = "Initials: OB Olga Brandvik; HQ Hester Quayle (Tarnsyke Works Ltd); JMK – Joost Marten Kerkhoven.\n"


def _persons(text: str) -> dict[str, str]:
    (file,) = extract(text.encode(), "minutes.txt")
    return {file.segments[m.segment].text[m.start : m.end]: m.alias_of for m in file.mentions if m.kind == "person"}


def test_letters_and_the_names_behind_them_are_two_names_of_one_person() -> None:
    held = _persons(INITIALS)
    assert held.items() >= {"OB": "olgabrandvik", "HQ": "hesterquayle", "JMK": "joostmartenkerkhoven"}.items()
    assert held.keys() >= {"Olga Brandvik", "Hester Quayle", "Joost Marten Kerkhoven"}
    assert "HQ Hester Quayle" not in held


@pytest.mark.parametrize(
    "text",
    [
        "HQ Hester Quayle.\n",  # one alone
        "OB Hester Quayle; HQ Olga Brandvik.\n",
        "SB Small Boat; BS Big Ship.\n",
    ],
)
def test_letters_that_are_not_explained_so_are_nobodys(text: str) -> None:
    assert not {"HQ", "OB", "SB", "BS"} & _persons(text).keys()
