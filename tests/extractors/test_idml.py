"""Layouts that InDesign hands on: every story once, in the document's order."""

from __future__ import annotations

from extractors import extract
from fixtures import writing


def test_stories_stand_once_and_in_the_order_of_the_document() -> None:
    (found,) = extract.extract(writing.idml().data, "handbook.idml")
    texts = [segment.text for segment in found.segments if segment.layer == "body"]
    assert texts == ["北岸泵站手册", "The pump was moved in 2025.", "最后一页的一句"]
    assert {segment.where for segment in found.segments if segment.layer == "hidden_text"} == {"story 3"}


def test_a_heading_is_told_by_its_style() -> None:
    (found,) = extract.extract(writing.idml().data, "handbook.idml")
    assert [segment.text for segment in found.segments if segment.form == "heading"] == ["北岸泵站手册"]
