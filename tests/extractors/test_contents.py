"""Entries of a table of contents say nothing of whom they stand beside; dotted prices and forms do."""

from __future__ import annotations

import pytest

from auditor import profile
from extractors import extract, facets
from extractors.contents import contents
from extractors.model import Segment


def lines(*texts: str) -> list[Segment]:
    return [Segment(text, "body", f"¶{number}", "paragraph") for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize("texts", [
    ("1 水源 ........ 1", "1.1 堰岭水厂 ............ 3", "2 泵站 …………… 12"),
    ("Sources ..... 1", "Weir Hill works", "(second line) . . . . . . . 3", "Pumps ······ (12)"),
    ("1 水源 ........ 1 1.1 堰岭水厂 ........ 3 2 泵站 ........ 12",),
    ("一、水源．．．．．．1", "二、泵站．．．．．．1", "三、管网．．．．．．9"),
])  # fmt: skip
def test_a_table_of_contents_is_known_by_its_pages(texts: tuple[str, ...]) -> None:
    assert contents(lines(*texts)) >= {0, len(texts) - 1}


@pytest.mark.parametrize("texts", [
    ("Espresso ........ 3.50", "Flat white ........ 4.20", "Tea ........ 5.10"),
    ("咖啡 ........ 35元", "红茶 ........ 20元", "绿茶 ........ 15元"),
    ("Signed ........ 12", "Date ........ 3"),
    ("Pump ........ 12 %", "Valve ........ 40 %", "Pipe ........ 60 %"),
    ("我们……3天后再说", "他……5天后再说", "大家……9天后再说"),
    ("Valve ........ 40", "Pump ........ 12", "Pipe ........ 3"),
])  # fmt: skip
def test_prices_forms_and_speech_are_none(texts: tuple[str, ...]) -> None:
    assert contents(lines(*texts)) == frozenset()


def test_what_stands_in_one_says_nothing() -> None:
    text = "1 堰岭水厂泵站 ........ 1\n2 澈宇公司泵站验收 ........ 3\n3 产能 300 吨 ........ 12\n"
    (read,) = extract.extract(text.encode(), "手册.txt")
    assert len(facets.said(read.segments, read.mentions, profile.shipped("general").cues).statements) == 0
    (read,) = extract.extract(text.replace("....", "").encode(), "手册.txt")
    assert len(facets.said(read.segments, read.mentions, profile.shipped("general").cues).statements) > 0


@pytest.mark.parametrize("sign", [".", ". ", "…", "·", "．", ".\t"])
def test_a_long_line_of_leaders_is_read_in_time_that_grows_with_it(sign: str) -> None:
    assert contents(lines(sign * 300_000)) == frozenset()
