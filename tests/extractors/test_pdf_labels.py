"""What fields of designed forms are called, and the lands and states that any form offers."""

from __future__ import annotations

from extractors.pdf import labels


def test_a_designed_field_is_called_by_its_own_part_in_words() -> None:
    assert labels.field(["Grant[0]", "#subform[0]", "Page1[0]", "ContactEmail[0]"]) == "Contact Email"
    assert labels.field(["表单[0]", "#subform[0]", "联系人[0]"]) == "联系人"


def test_a_code_stands_behind_the_part_above_it() -> None:
    assert labels.field(["Main[0]", "BudgetSummary[0]", "#subform[0]", "A1[0]"]) == "Budget Summary A1"


def test_a_name_without_numbers_in_brackets_stays_a_path() -> None:
    assert labels.field(["applicant", "PO.Box"]) == "applicant.PO.Box"
    assert labels.field([]) == ""


def test_the_lands_of_the_world_are_told_by_the_first_and_the_last() -> None:
    lands = [
        "ALB: ALBANIA", "BEL: BELGIUM", "BRA: BRAZIL", "CAN: CANADA", "CHL: CHILE", "CHN: CHINA", "DNK: DENMARK",
        "EGY: EGYPT", "FIN: FINLAND", "FRA: FRANCE", "DEU: GERMANY", "GRC: GREECE", "HUN: HUNGARY", "ISL: ICELAND",
        "IND: INDIA", "ITA: ITALY", "JPN: JAPAN", "KEN: KENYA", "MDA: MOLDOVA, REPUBLIC OF", "NOR: NORWAY", "PER: PERU",
    ]  # fmt: skip
    assert labels.choices(lands) == "ALB: ALBANIA … PER: PERU"


def test_few_lands_and_a_house_s_own_choices_are_told_in_full() -> None:
    assert labels.choices(["France", "Peru", "Norway"]) == "France; Peru; Norway"
    own = [f"Werk {number}" for number in range(1, 30)]
    assert labels.choices(own) == "; ".join(own)
