"""The score's tables give what its definition says: the same as plain loops over networkx, however work is cut up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import score
from tests.auditor import plain
from tests.auditor.test_score_axioms import Facts, facts, graph

CAPS = ("MOST_REACHED", "MOST_FOLLOWED", "MOST_SHARED", "MOST_JOINED", "MOST_NEIGHBOURS", "MOST_BEARERS", "MOST_PAIRS")
work = st.sampled_from([1, 3, 1 << 20])
caps = st.tuples(work, work, work, *[st.integers(1, 5)] * 3, st.sampled_from([0, 12, 1 << 20]))


def lettered(of: Facts) -> Facts:
    """Let every third link and cell stand in a letterhead."""
    links, cells = ([replace(fact, plain=place % 3 > 0) for place, fact in enumerate(facts)] for facts in of)
    return links, cells


@given(facts, caps, st.booleans(), st.booleans(), st.sampled_from([0.0, 5.0, 9.0]))
def test_picture_and_emergence_are_those_of_plain_loops(
    of: Facts, most: tuple[int, ...], heads: bool, weightless: bool, off: float
) -> None:
    made = graph(lettered(of) if heads else of)
    weight = np.where(np.arange(len(made.names)) < weightless, 0.0, made.weight)
    made = replace(made, bits=np.maximum(made.bits - off, 0.5), weight=weight)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in zip(CAPS, most, strict=True):
            patch.setattr(score, name, value)
        measure = score.measured(made)
        assert measure.picture == pytest.approx(plain.picture(made), abs=1e-9)
        assert measure.emergence == pytest.approx(plain.emergence(made), abs=1e-9)
