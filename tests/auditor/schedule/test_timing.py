"""When recurring audits run."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.schedule.timing import BadTiming, Every, Timing, next_run, timing

RHYTHMS = st.one_of(
    st.builds(Timing, st.just(Every.month), st.integers(1, 28), st.integers(0, 23), st.integers(0, 59)),
    st.builds(Timing, st.just(Every.week), st.integers(1, 7), st.integers(0, 23), st.integers(0, 59)),
    st.builds(Timing, st.just(Every.day), st.just(0), st.integers(0, 23), st.integers(0, 59)),
)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1))


@pytest.mark.parametrize(
    ("every", "at", "day", "expected"),
    [
        ("month", "12:30", None, Timing(Every.month, 1, 12, 30)),
        ("month", "7:05", 28, Timing(Every.month, 28, 7, 5)),
        ("week", "00:00", None, Timing(Every.week, 1, 0, 0)),
        ("week", "23:59", 7, Timing(Every.week, 7, 23, 59)),
        ("day", "12:30", None, Timing(Every.day, 0, 12, 30)),
    ],
)
def test_words_become_a_rhythm(every: str, at: str, day: int | None, expected: Timing) -> None:
    assert timing(every, at, day) == expected


@pytest.mark.parametrize(
    ("every", "at", "day", "option"),
    [
        ("year", "12:30", None, "--every"),
        ("day", "24:00", None, "--at"),
        ("day", "12:60", None, "--at"),
        ("day", "noon", None, "--at"),
        ("day", "１２:30", None, "--at"),
        ("day", "12:30\n", None, "--at"),
        ("day", "12:30", 1, "--day"),
        ("month", "12:30", 29, "--day"),
        ("month", "12:30", 0, "--day"),
        ("week", "12:30", 8, "--day"),
        ("week", "12:30", -1, "--day"),
    ],
)
def test_what_does_not_exist_names_its_option(every: str, at: str, day: int | None, option: str) -> None:
    with pytest.raises(BadTiming) as caught:
        timing(every, at, day)
    assert caught.value.option == option


@pytest.mark.parametrize(
    ("rhythm", "now", "expected"),
    [
        (Timing(Every.month, 1, 12, 30), datetime(2026, 12, 1, 12, 29, 59), datetime(2026, 12, 1, 12, 30)),
        (Timing(Every.month, 1, 12, 30), datetime(2026, 12, 1, 12, 30), datetime(2027, 1, 1, 12, 30)),
        (Timing(Every.month, 28, 0, 0), datetime(2027, 1, 28, 0, 0), datetime(2027, 2, 28, 0, 0)),
        (Timing(Every.week, 7, 6, 0), datetime(2026, 11, 22, 7, 0), datetime(2026, 11, 29, 6, 0)),
        (Timing(Every.week, 1, 6, 0), datetime(2026, 11, 22, 7, 0), datetime(2026, 11, 23, 6, 0)),
        (Timing(Every.day, 0, 12, 30), datetime(2026, 12, 31, 13, 0), datetime(2027, 1, 1, 12, 30)),
    ],
)
def test_the_next_run_is_the_first_moment_that_falls_due(rhythm: Timing, now: datetime, expected: datetime) -> None:
    assert next_run(rhythm, now) == expected


@given(RHYTHMS, MOMENTS)
def test_the_next_run_lies_ahead_and_within_one_period(rhythm: Timing, now: datetime) -> None:
    following = next_run(rhythm, now)
    longest = {Every.month: 31, Every.week: 7, Every.day: 1}[rhythm.every]
    assert now < following <= now + timedelta(days=longest)
    assert following.strftime("%H:%M") == rhythm.at
