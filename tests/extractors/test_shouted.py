"""Houses whose names are in capitals throughout."""

from __future__ import annotations

import pytest

from extractors.recognizers.organisation import RECOGNIZER
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shipper: NINGBO ORVANE TOOLS CO., LTD.", "NINGBO ORVANE TOOLS CO., LTD."),
        ("NINGBO ORVANE PACKAGING CO., LTD. 宁波沃凡包装有限公司", "NINGBO ORVANE PACKAGING CO., LTD."),
        ("NOTIFY PARTY HARROWMERE CHEMICALS LIMITED, Hull", "HARROWMERE CHEMICALS LIMITED"),
        ("CORVELLA MARINE S.P.A. VIA ROMA 4", "CORVELLA MARINE S.P.A."),
        ("OSTMERE HARBOUR AIDS GROUP (OHAG) | Minutes", "OSTMERE HARBOUR AIDS GROUP"),
    ],
)
def test_a_registered_name_in_capitals_is_found_without_the_label_before_it(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "LIABILITY IS LIMITED TO THE PRICE",
        "SUPPLY LIMITED",
        "TERMS OF SALE AND SUPPLY LIMITED",
        "THE SUPPLIER AND THE BUYER LTD",
        "OSTMERE HARBOUR AIDS (XYZ)",
    ],
)
def test_everyday_words_in_capitals_are_no_house(text: str) -> None:
    assert not any(" " in name for name in names(RECOGNIZER, text))


def test_the_same_name_in_small_letters_is_the_same_house() -> None:
    papers = [line("Shipper: NINGBO ORVANE TOOLS CO., LTD.")], [line("We paid Ningbo Orvane Tools Co., Ltd. in May.")]
    assert together(resolved(*papers), "NINGBO ORVANE TOOLS CO., LTD.", "Ningbo Orvane Tools Co., Ltd.")
    lettered = [line("OSTMERE HARBOUR AIDS GROUP (OHAG)")], [line("Minutes of the OHAG.")]
    assert together(resolved(*lettered), "OSTMERE HARBOUR AIDS GROUP", "OHAG")
