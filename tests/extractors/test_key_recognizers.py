"""What holds for every recognizer of keys: spans stand in their text, and no line makes one slow."""

from __future__ import annotations

import pytest

from extractors.model import Recognizer, Segment
from extractors.recognizers import contact, date, identifier, money, quantity
from tests.extractors import test_contact, test_date, test_identifier, test_money, test_quantity

KEYS = [
    pytest.param(contact.RECOGNIZER, test_contact.HITS, id="contact"),
    pytest.param(date.RECOGNIZER, test_date.HITS, id="date"),
    pytest.param(identifier.RECOGNIZER, test_identifier.HITS, id="identifier"),
    pytest.param(money.RECOGNIZER, test_money.HITS, id="money"),
    pytest.param(quantity.RECOGNIZER, test_quantity.HITS, id="quantity"),
]


@pytest.mark.parametrize(("recognizer", "hits"), KEYS)
def test_spans_stand_where_the_text_is_in_every_segment(recognizer: Recognizer, hits: list[tuple[str, str]]) -> None:
    found = recognizer.find([Segment(text, "body", "x") for text, _ in hits])
    assert len(found) == len(hits)
    for (text, norm), spans in zip(hits, found, strict=True):
        assert norm in [span.norm for span in spans]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize("unit", ["7", "a1", "汉字", "一千", "1,", "A-1 ", "20", "(", "1 ", "-", "one "])
@pytest.mark.parametrize(("recognizer", "hits"), KEYS)
def test_a_long_line_of_one_thing_is_read_in_the_end(
    recognizer: Recognizer, hits: list[tuple[str, str]], unit: str
) -> None:
    text = unit * (60_000 // len(unit))
    assert len(recognizer.find([Segment(text, "body", "x")])) == 1
