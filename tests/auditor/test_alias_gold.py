"""How well names of one thing come together, measured on pairs of our own invention in two or three short texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from auditor import resolve
from extractors.model import Segment
from extractors.text import folded
from tests.auditor.test_resolve import resolved
from tests.extractors.naming import line, rows

LEAST_PRECISION, LEAST_RECALL = 0.97, 0.93


class Pair(NamedTuple):
    same: bool
    a: str
    b: str
    documents: tuple[str, ...]


def pairs(path: Path) -> list[Pair]:
    text = path.read_text("utf-8")
    rows = [row.split("\t") for row in text.splitlines() if row and not row.startswith("#")]
    return [Pair(verdict == "same", a, b, tuple(documents)) for verdict, a, b, *documents in rows]


PAIRS = pairs(Path(__file__).with_name("alias_gold.tsv"))


def _segments(document: str) -> list[Segment]:
    """Rows of a table where the document has cells, else one paragraph."""
    if "¦" in document:
        return rows(*(row.split("¦") for row in document.split(" // ")))
    return [line(document)]


@cache
def resolution(documents: tuple[str, ...]) -> resolve.Resolution:
    return resolved(*map(_segments, documents))


def joined(pair: Pair) -> bool:
    names = ({folded(name) for name in entity.names} for entity in resolution(pair.documents).entities)
    return any({folded(pair.a), folded(pair.b)} <= held for held in names)


def test_the_gold_holds_enough_pairs_and_each_name_stands_in_its_documents() -> None:
    assert sum(pair.same for pair in PAIRS) >= 140
    assert sum(not pair.same for pair in PAIRS) >= 125
    for pair in PAIRS:
        text = "\n".join(pair.documents)
        assert pair.a in text, pair
        assert pair.b in text, pair


def test_pairs_of_one_thing_come_together_and_near_misses_stay_apart() -> None:
    made = [pair for pair in PAIRS if joined(pair)]
    true = [pair for pair in made if pair.same]
    missed = [(pair.a, pair.b) for pair in PAIRS if pair.same and not joined(pair)]
    wrong = [(pair.a, pair.b) for pair in made if not pair.same]
    assert len(true) / len(made) >= LEAST_PRECISION, wrong
    assert len(true) / sum(pair.same for pair in PAIRS) >= LEAST_RECALL, missed


def test_most_near_misses_are_told_apart_not_merely_overlooked() -> None:
    near = [pair for pair in PAIRS if not pair.same]
    seen = 0
    for pair in near:
        names = {folded(name) for entity in resolution(pair.documents).entities for name in entity.names}
        seen += {folded(pair.a), folded(pair.b)} <= names
    assert seen / len(near) >= 0.8


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if not pair.same][:3], ids=lambda pair: pair.a)
def test_the_ledger_forces_a_near_miss_together(pair: Pair) -> None:
    ledger = resolve.Ledger(same=frozenset({frozenset({folded(pair.a), folded(pair.b)})}))
    result = resolved(*map(_segments, pair.documents), ledger=ledger)
    assert any({pair.a, pair.b} <= set(entity.names) for entity in result.entities)


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair.same][::17], ids=lambda pair: pair.b)
def test_the_ledger_keeps_a_true_pair_apart(pair: Pair) -> None:
    ledger = resolve.Ledger(different=frozenset({frozenset({folded(pair.a), folded(pair.b)})}))
    result = resolved(*map(_segments, pair.documents), ledger=ledger)
    assert not any({pair.a, pair.b} <= set(entity.names) for entity in result.entities)
