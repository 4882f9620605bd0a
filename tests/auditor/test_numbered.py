"""Numbers of texts: what is said at once of many pairs never contradicts what is said of two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor import numbered

FIGURES = st.frozensets(st.integers(1, 40) | st.integers(1000, 1010) | st.integers(1, 9_999_999), max_size=14)
PAGES = st.integers(0, 12).map(lambda many: frozenset(range(1, many + 1)))
NUMBERS = st.builds(lambda own, pages: frozenset(map(str, own | pages)), FIGURES, PAGES)


def looked_at(texts: Sequence[frozenset[str]]) -> dict[tuple[int, int], bool]:
    left, right = (np.array(each) for each in zip(*combinations(range(len(texts)), 2), strict=True))
    said = numbered.Numbers(len(texts), texts.__getitem__).may_be_one(left, right)
    return dict(zip(combinations(range(len(texts)), 2), said.tolist(), strict=True))


@given(st.lists(NUMBERS, min_size=2, max_size=8))
@example([frozenset(map(str, range(1000, 1900))), frozenset(map(str, range(1100, 1900)))])
@example([frozenset(), frozenset({"1"})])
def test_what_may_not_be_one_is_neither_same_nor_kept(texts: list[frozenset[str]]) -> None:
    for (one, other), may in looked_at(texts).items():
        first, second = texts[one], texts[other]
        assert may or not (numbered.same(first, second) or numbered.kept(first, second))


def test_forms_with_a_hundred_numbers_of_their_own_are_told_apart_without_a_comparison() -> None:
    forms = [frozenset(str(10_000 + 137 * n + 7 * form) for n in range(100)) for form in range(6)]
    assert not any(looked_at(forms).values())


@pytest.mark.parametrize("other", [{"1", "2", "3", "4", "413", "276", "58", "1240", "1860"}, {"413", "276", "58"}])
def test_pages_and_what_was_cut_leave_two_texts_alike(other: set[str]) -> None:
    assert looked_at([frozenset({"413", "276", "58", "1240", "1860"}), frozenset(other)]) == {(0, 1): True}


def test_texts_with_the_same_numbers_have_the_same_sample_and_one_without_has_none() -> None:
    many = frozenset(map(str, range(5000, 5300)))
    found, count = numbered.Numbers(3, [many, many, frozenset()].__getitem__).sampled(np.arange(3))
    assert count.tolist() == [numbered.MOST_SAMPLED, numbered.MOST_SAMPLED, 0]
    assert found[: numbered.MOST_SAMPLED].tolist() == found[numbered.MOST_SAMPLED :].tolist()
