"""Texts that meet: runs of equal marks, the pairs in them, and what is left of them among fewer texts."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from auditor import meeting
from auditor.meeting import CROWD, FOREMOST, Codes

MARKS = st.lists(st.integers(0, 6), max_size=40)


def of(marks: list[int]) -> meeting.Runs:
    return meeting.runs(np.array(marks, dtype=np.uint64), np.arange(len(marks)))


def pairs(code: Codes, many: int) -> list[tuple[int, int]]:
    return sorted((int(each) // many, int(each) % many) for each in code)


@given(MARKS)
def test_texts_meet_whose_marks_are_equal(marks: list[int]) -> None:
    equal = [pair for pair in combinations(range(len(marks)), 2) if marks[pair[0]] == marks[pair[1]]]
    assert pairs(of(marks).pairs(100), 100) == equal


@given(MARKS, st.data())
def test_among_fewer_texts_those_meet_that_met(marks: list[int], data: st.DataObject) -> None:
    here = np.array(data.draw(st.lists(st.booleans(), min_size=len(marks), max_size=len(marks))), dtype=bool)
    met = [pair for pair in pairs(of(marks).pairs(100), 100) if here[list(pair)].all()]
    assert pairs(of(marks).among(here).pairs(100), 100) == met


def test_in_a_crowd_each_meets_the_first_ones_alone_until_too_few_are_left() -> None:
    crowd = of([7] * (CROWD + 1))
    assert not len(crowd.pairs(100))
    assert pairs(crowd.with_foremost(100), 100) == [(a, b) for a in range(FOREMOST) for b in range(a + 1, CROWD + 1)]
    left = crowd.among(np.arange(CROWD + 1) != 4)
    assert len(left.pairs(100)) == CROWD * (CROWD - 1) // 2


def test_a_crowd_is_parted_by_the_numbers_that_few_of_its_texts_share() -> None:
    flat = np.array([number for n in range(2 * CROWD) for number in (5, 100 + n // 2)])
    count = np.full(2 * CROWD, 2)
    found = meeting.parted(of([7] * CROWD + [8] * CROWD), flat, count)
    assert found.sizes.max() == CROWD  # all of the first share the 5, as all of the second do
    few = meeting.parted(of([7] * (2 * CROWD)), flat, count)
    assert pairs(few.pairs(1000), 1000) == [(n, n + 1) for n in range(0, 2 * CROWD, 2)]


def test_a_pair_is_given_once_in_a_share_and_shares_end_where_enough_is_held() -> None:
    some = np.array([5, 3, 5], dtype=np.int64)
    assert [each.tolist() for each in meeting.gathered([some, some, np.array([4])])] == [[3, 4, 5]]
    assert list(meeting.gathered([])) == []
    many = np.arange(meeting.MOST_PAIRS)
    assert [len(each) for each in meeting.gathered([many, some])] == [meeting.MOST_PAIRS, 2]
