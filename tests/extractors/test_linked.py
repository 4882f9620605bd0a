"""Names that "and" runs through, and two names that it joins."""

from __future__ import annotations

import pytest

from extractors.recognizers.organisation import RECOGNIZER
from tests.extractors.naming import names


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("In May Norsemere Fire and Rescue Service pays.", "Norsemere Fire and Rescue Service", True),
        ("The secretary of Seven Rivers Ambulance Buying and Operations Group wrote.",
         "Seven Rivers Ambulance Buying and Operations Group", True),
        ("In May GE Vernova and Siemens Energy pay.", "GE Vernova and Siemens Energy", False),
        ("Anna Kemp and Sales Group met.", "Anna Kemp and Sales Group", False),
    ],
)  # fmt: skip
def test_one_trade_in_two_words_is_one_name(text: str, name: str, expected: bool) -> None:
    assert (name in names(RECOGNIZER, text)) is expected
