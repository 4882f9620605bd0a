"""Chance: where a folder stands among unrelated ones that name as many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import chance
from fixtures.generator import Lang, Plan, folder
from tests.auditor.folders import look


def ranked(texts: dict[str, str]) -> float:
    seen = look(texts)
    found = chance.percentile(seen.measure.emergence, len(seen.graph.names), len(seen.graph.sources))
    assert found is not None
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_story_stands_above_chance_and_its_unlinked_twin_does_not(lang: Lang) -> None:
    assert ranked(folder(Plan(lang, 20, 1.0, 4, 3, 1))) >= 95.0
    assert ranked(folder(Plan(lang, 20, 1.0, 4, 3, 1, linked=False))) < 95.0


def test_one_document_is_compared_with_nothing() -> None:
    assert chance.percentile(3.0, 40, 1) is None


@given(st.integers(0, 10**6), st.integers(2, 10**5))
def test_where_nothing_emerges_nothing_is_beyond_chance(names: int, sources: int) -> None:
    assert chance.percentile(0.0, names, sources) == 0.0


@given(st.floats(0, 10**4), st.floats(0, 10**3), st.integers(0, 10**5))
def test_more_emergence_never_ranks_lower(emergence: float, more: float, names: int) -> None:
    assert chance.percentile(emergence, names, 9) <= chance.percentile(emergence + more, names, 9)  # type: ignore[operator]


@given(st.floats(0, 10**4), st.integers(0, 10**5), st.integers(0, 10**5))
def test_more_names_never_rank_higher(emergence: float, names: int, more: int) -> None:
    assert chance.percentile(emergence, names + more, 9) <= chance.percentile(emergence, names, 9)  # type: ignore[operator]


def test_how_many_files_the_names_are_spread_over_says_nothing() -> None:
    assert chance.percentile(1.0, 200, 5) == chance.percentile(1.0, 200, 80)
