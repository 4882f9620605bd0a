"""What is counted one after another is no product."""

from __future__ import annotations

import pytest

from extractors import series
from extractors.model import Mention, Segment


def left(*names: str) -> list[str]:
    text = "、".join(names)
    mentions, at = [], 0
    for name in names:
        mentions.append(Mention(0, at, at + len(name), "product", name.casefold(), 0.7, "pattern"))
        at += len(name) + 1
    series.settle([Segment(text, "body", "line 1")], mentions)
    return [text[each.start : each.end] for each in mentions]


@pytest.mark.parametrize(
    "names",
    [
        ("ZK61", "ZK62", "ZK63"), ("RL-1187", "RL-1185", "RL-1186"), ("T1", "T2", "T3", "T4"), ("RH04", "RH05", "RH06"),
        ("ZK99", "ZK98", "ZK97"), ("SP 771", "SP 772", "SP 773"),
    ],
)  # fmt: skip
def test_numbers_that_run_on_are_no_products(names: tuple[str, ...]) -> None:
    assert left(*names) == []


@pytest.mark.parametrize(
    "names",
    [
        ("ZK61", "ZK62"), ("KX500", "KX600", "KX700"), ("ZK61", "ZK63", "ZK65"), ("DevNet 1", "DevNet 2", "DevNet 3"),
        ("T1", "KX2", "ZK3"), ("A319", "A320", "A321neo"), ("QW50-10", "QW50-11", "QW50-12"), ("R9", "R10", "R11"),
    ],
)  # fmt: skip
def test_models_stay(names: tuple[str, ...]) -> None:
    assert left(*names) == list(names)


def test_others_of_the_file_stay() -> None:
    assert left("ZK61", "KX500", "ZK62", "ZK63", "ZK70") == ["KX500", "ZK70"]
