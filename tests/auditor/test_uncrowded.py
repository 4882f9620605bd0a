"""E of a part, asked of a list of all that parts may hold, is the very number that a fresh look at the part gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor import score, uncrowded
from auditor.graph import Graph
from auditor.uncrowded import Uncrowded
from auditor.without import Looks
from tests.auditor.drawn import Shape, denying, folder, gives_what_fresh_looks_give, shapes

uncrowded_shapes = st.builds(
    lambda shape, neighbours: replace(shape, bounds=(64, 64, neighbours)), shapes, st.sampled_from([1, 2, 3, 5, 10, 64])
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(uncrowded_shapes, st.booleans())
def test_a_part_gives_what_a_fresh_look_gives(shape: Shape, denied: bool) -> None:
    def listed(whole: Graph) -> Callable[..., float]:
        known = Uncrowded.of(whole, score.linked(whole))
        assert known is not None
        return known.emergence_without

    gives_what_fresh_looks_give(shape, denying(folder(shape)) if denied else folder(shape), listed)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(shapes)
def test_estimates_of_a_small_folder_are_fresh_looks_whether_anything_is_crowded_or_not(shape: Shape) -> None:
    gives_what_fresh_looks_give(
        shape, folder(shape), lambda whole: Looks(whole, score.measured(whole)).emergence_without
    )


def test_crowded_keys_and_too_many_ways_are_left_to_fresh_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = folder(Shape(1, 12, 30, 20, 4.0, (64, 64, 64)))
    links = score.linked(whole)
    assert Uncrowded.of(whole, links) is not None
    with monkeypatch.context() as patch:
        patch.setattr(uncrowded, "MOST_WAYS", 1)
        assert Uncrowded.of(whole, links) is None
    monkeypatch.setattr(score, "MOST_JOINED", 2)
    assert Uncrowded.of(whole, links) is None
