"""What holds for every recognizer of keys: spans stand in their text, and no line makes one slow."""

from __future__ import annotations

import pytest

from extractors import claims
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


@pytest.mark.parametrize(
    "line",
    [
        "三号泵3月5日把2吨货送到，报价12.5万元，合同编号HT-2026-114。",
        "On 5 March 2 pumps cost 300 EUR. Order PO-88213 is due by 4/17. ",
    ],
    ids=["zh", "en"],
)
def test_a_long_line_has_the_keys_that_it_has_in_one_piece(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    segments = [Segment("5 kg", "body", "¶1"), Segment(line * 30, "body", "¶2"), Segment("7 kVA", "body", "¶3")]
    at_once = claims._scanned(segments)
    monkeypatch.setattr(claims, "_BLOCK", 100)
    assert len(list(claims._pieces(segments, [""] * len(segments)))) > 10
    assert claims._scanned(segments) == at_once
    assert sum(map(len, at_once["date"])) >= 30
