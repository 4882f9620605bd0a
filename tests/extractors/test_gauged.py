"""Of hundreds of rows of numbers alone the first say what is measured; lists that name something are told whole."""

from __future__ import annotations

from auditor import profile
from extractors import extract, facets
from extractors.gauged import gauged
from extractors.sink import row


def rows(*texts: str, table: int = 1):
    return [row(text.split(","), "table", f"line {number}", table) for number, text in enumerate(texts, 1)]


HEAD = "时间,水位 (m),流速 (cm / s)"


def test_rows_of_a_gauge_are_told_but_for_most():
    segments = rows(HEAD, *(f"2016-11-02 00:{n % 60:02},{6 + n / 1000:.3f},{470 - n}.24" for n in range(300)))
    assert len(gauged(segments)) == 280
    assert min(gauged(segments)) == 21


def test_a_list_of_two_hundred_rows_with_words_is_no_gauge_s_and_neither_is_a_short_table():
    assert gauged(rows("名称,数量", *(f"闸阀 DN{n},{n}" for n in range(300)))) == frozenset()
    assert gauged(rows(HEAD, *(f"2016-11-02,{n},{n}" for n in range(150)))) == frozenset()
    assert gauged(rows("Item,Qty", *(f"Valve {n},{n}" for n in range(300)))) == frozenset()
    assert gauged([each for n in range(300) for each in rows(f"{n},{n}", table=n + 1)]) == frozenset()


def test_what_a_gauge_has_measured_is_not_said_thousands_of_times():
    text = HEAD + "\n" + "".join(f"2016-11-02 00:{n % 60:02},{6 + n / 1000:.3f},{470 - n}.24\n" for n in range(400))
    (read,) = extract.extract(text.encode(), "盐岭站.csv")
    own = facets.topic(read.segments)
    mentions = sorted([*read.mentions, *([own] if own else [])], key=lambda m: (m.segment, m.start))
    told = facets.said(read.segments, mentions, profile.shipped("general").cues)
    assert len(told.statements) < 1000
    assert len([each for each in read.mentions if each.kind in ("quantity", "date")]) < 200


def test_rows_of_a_million_digits_and_a_letter_are_no_numbers_alone():
    assert gauged(rows(*["1" * 1_000_000 + "x"] * 300)) == frozenset()
