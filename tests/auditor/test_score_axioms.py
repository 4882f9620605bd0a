"""The axioms of the score that hold for any evidence, as properties; each is seen failing on the naive foil."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from auditor import score
from auditor.graph import CellFact, Graph, KeyNode, LinkFact, NameNode, build
from tests.auditor import naive

NAMES = [f"n{i}" for i in range(6)]
KEYS = [f"k{i}" for i in range(5)]
FACETS = {"site": 1.0, "capacity": 1.2, "money": 0.8}
SOURCES = [f"s{i}" for i in range(5)]
HALF = 3.0

levels = st.sampled_from([1.0, 0.8, 0.65, 0.5, 0.4])
sure = st.floats(0.3, 1.0)
links = st.builds(
    LinkFact, st.sampled_from(SOURCES), st.sampled_from(NAMES), st.sampled_from(NAMES + KEYS), levels, sure
)
cells = st.builds(
    CellFact,
    st.sampled_from(SOURCES),
    st.sampled_from(NAMES),
    st.sampled_from(list(FACETS)),
    st.sampled_from("uvwxyz"),
    sure,
)
facts = st.tuples(st.lists(links, max_size=25), st.lists(cells, max_size=15))
Facts = tuple[list[LinkFact], list[CellFact]]


def graph(of: Facts) -> Graph:
    names = [NameNode(name, 0.2 + 0.13 * place, 0.9) for place, name in enumerate(NAMES)]
    keys = [KeyNode(key, 8.0 + 4.0 * place) for place, key in enumerate(KEYS)]
    return build(names, keys, [link for link in of[0] if link.a != link.b], of[1], FACETS)


def ours(of: Facts) -> float:
    return score.value(score.emergence_of(graph(of)), HALF)


def picture(of: Facts) -> float:
    return score.picture_of(graph(of))


def foiled(breaks: Callable[[Facts], bool]) -> None:
    """Show that the foil breaks the axiom: an example is found on which it does."""
    try:
        find(facts, breaks, settings=settings(max_examples=600, database=None, phases=(Phase.generate,)))
    except NoSuchExample:  # pragma: no cover
        pytest.fail("the naive scorer keeps this axiom: the property proves nothing")


def in_one(of: Facts, source: str = "s0") -> Facts:
    return [replace(link, source=source) for link in of[0]], [replace(cell, source=source) for cell in of[1]]


def naive_score(of: Facts) -> float:
    return naive.score(graph(of))


def naive_picture(of: Facts) -> float:
    return naive.picture(graph(of))


@given(facts)
def test_a1_one_source_has_no_emergence(of: Facts) -> None:
    assert score.emergence_of(graph(in_one(of))) == pytest.approx(0.0, abs=1e-9)


def test_a1_fails_on_the_naive_scorer() -> None:
    foiled(lambda of: naive_score(in_one(of)) > 1)


def apart(of: Facts) -> Graph:
    """The same facts with every name and key a source's own."""
    names = [NameNode(f"{name}@{source}", 0.5, 0.9) for name in NAMES for source in SOURCES]
    keys = [KeyNode(f"{key}@{source}", 16.0) for key in KEYS for source in SOURCES]
    moved = [
        replace(link, a=f"{link.a}@{link.source}", b=f"{link.b}@{link.source}") for link in of[0] if link.a != link.b
    ]
    said = [replace(cell, subject=f"{cell.subject}@{cell.source}") for cell in of[1]]
    return build(names, keys, moved, said, FACETS)


@given(facts)
def test_a2_sources_that_share_nothing_have_no_emergence(of: Facts) -> None:
    assert score.emergence_of(apart(of)) == pytest.approx(0.0, abs=1e-9)


def test_a2_fails_on_the_naive_scorer() -> None:
    foiled(lambda of: naive.score(apart(of)) > 1)


@given(facts, st.sampled_from(SOURCES))
def test_a3_adding_a_source_never_lowers_the_picture(of: Facts, added: str) -> None:
    before = [link for link in of[0] if link.source != added], [cell for cell in of[1] if cell.source != added]
    assert picture(of) >= picture(before) - 1e-9


def test_a3_fails_on_the_naive_picture() -> None:
    def breaks(of: Facts) -> bool:
        before = [link for link in of[0] if link.source != "s0"], [cell for cell in of[1] if cell.source != "s0"]
        return naive_picture(of) < naive_picture(before)

    foiled(breaks)


def copied(of: Facts) -> Facts:
    """Every source a second time, as if its copy had not been recognised: the picture still may not move."""
    again = [replace(link, source=link.source + "'") for link in of[0]]
    return of[0] + again, of[1] + [replace(cell, source=cell.source + "'") for cell in of[1]]


@given(facts)
def test_a4_copies_change_neither_picture_nor_emergence(of: Facts) -> None:
    assert picture(copied(of)) == pytest.approx(picture(of))
    assert score.emergence_of(graph(copied(of))) == pytest.approx(score.emergence_of(graph(of)), abs=1e-9)


def test_a4_fails_on_the_naive_scorer() -> None:
    def breaks(of: Facts) -> bool:
        one_more = [replace(link, source="copy") for link in of[0] if link.source == "s0"]
        return abs(naive_score((of[0] + one_more, of[1])) - naive_score(of)) > 1

    foiled(breaks)


@given(facts, st.permutations(SOURCES), st.randoms(use_true_random=False))
def test_a6_order_and_names_of_sources_do_not_matter(of: Facts, other: list[str], chance: object) -> None:
    to = dict(zip(SOURCES, other, strict=True))
    moved = [replace(link, source=to[link.source]) for link in of[0]], [replace(c, source=to[c.source]) for c in of[1]]
    chance.shuffle(moved[0])  # type: ignore[attr-defined]
    assert ours(moved) == pytest.approx(ours(of), abs=1e-9)
    assert picture(moved) == pytest.approx(picture(of))


@given(facts)
def test_a10_the_score_stays_between_0_and_100_and_finite(of: Facts) -> None:
    assert 0.0 <= ours(of) <= 100.0
    assert np.isfinite(picture(of))


def test_a10_fails_on_the_naive_scorer() -> None:
    foiled(lambda of: naive_score(of) > 100)


@given(facts)
def test_a11_merged_into_one_nothing_emerges_and_the_picture_stays(of: Facts) -> None:
    assert score.emergence_of(graph(in_one(of))) == pytest.approx(0.0, abs=1e-9)
    assert picture(in_one(of)) == pytest.approx(picture(of))


def test_a11_fails_on_the_naive_scorer() -> None:
    foiled(lambda of: abs(naive_picture(in_one(of)) - naive_picture(of)) > 0.5)


@given(facts, st.floats(0.1, 0.9))
def test_a13_a_lower_confidence_never_raises_the_picture(of: Facts, factor: float) -> None:
    lowered = [replace(link, confidence=link.confidence * factor) for link in of[0]], of[1]
    assert picture(lowered) <= picture(of) + 1e-9
    both = lowered[0], [replace(cell, confidence=cell.confidence * factor) for cell in of[1]]
    assert picture(both) <= picture(lowered) + 1e-9


def inverted(of: Facts) -> float:
    """A foil of its own for A13: what is said with doubt counts as the more interesting."""
    return sum(1.5 - cell.confidence for cell in of[1])


def test_a13_fails_on_a_scorer_that_prizes_doubt() -> None:
    foiled(
        lambda of: inverted((of[0], [replace(cell, confidence=cell.confidence * 0.5) for cell in of[1]])) > inverted(of)
    )


def split(of: Facts, source: str, parts: int) -> Facts:
    def part(place: int, held: str) -> str:
        return f"{held}.{place % parts}" if held == source else held

    return (
        [replace(link, source=part(place, link.source)) for place, link in enumerate(of[0])],
        [replace(cell, source=part(place, cell.source)) for place, cell in enumerate(of[1])],
    )


@given(facts, st.sampled_from(SOURCES), st.integers(2, 4))
def test_a14_splitting_a_source_keeps_the_picture_and_never_lowers_emergence(
    of: Facts, source: str, parts: int
) -> None:
    assert picture(split(of, source, parts)) == pytest.approx(picture(of))
    assert score.emergence_of(graph(split(of, source, parts))) >= score.emergence_of(graph(of)) - 1e-9


def test_a14_fails_on_the_naive_scorer() -> None:
    foiled(lambda of: naive_score(split(of, "s0", 3)) < naive_score(of) - 1)


def test_the_measure_agrees_with_its_parts() -> None:
    of: Facts = (
        [LinkFact("s0", "n0", "k4", 0.8, 1.0), LinkFact("s1", "n1", "k4", 0.8, 1.0)],
        [CellFact("s0", "n0", "site", "u", 1.0), CellFact("s1", "n0", "money", "v", 1.0)],
    )
    measure = score.measured(graph(of))
    assert measure.emergence == pytest.approx(score.emergence_of(graph(of)))
    assert measure.picture == pytest.approx(score.picture_of(graph(of)))
    assert len(measure.gained.value) == 1
    assert measure.completeness[0] > measure.best_single[0] > 0


@given(facts, st.sets(st.sampled_from(SOURCES)), st.integers(1, 4))
def test_what_is_left_without_sources_is_what_a_fresh_look_gives(of: Facts, away: set[str], crowd: int) -> None:
    whole = graph(of)
    weak = replace(whole, bits=np.minimum(whole.bits, score.WEAK_BITS - 0.1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(score, "MOST_BEARERS", crowd)
        for each in (whole, weak):
            gone = np.array([source in away for source in each.sources], dtype=bool)
            fresh = score.emergence_of(each.without(away))
            assert score.emergence_without(each, gone, score.linked(each)) == fresh
