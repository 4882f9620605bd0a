"""Facts become id tables: sorted, each row once, whatever order they come in."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import graph
from tests.auditor.test_score_axioms import FACETS, KEYS, NAMES, Facts, cells, links

facts = st.tuples(st.lists(links, max_size=30), st.lists(cells, max_size=20))


def rows(table: graph.Table | graph.Cells) -> list[tuple[float, ...]]:
    return list(zip(*(getattr(table, column).tolist() for column in type(table).__slots__), strict=True))


@pytest.mark.parametrize("packed", [True, False])
@given(of=facts, again=st.randoms(use_true_random=False))
def test_rows_are_sorted_and_each_is_there_once(packed: bool, of: Facts, again: Random) -> None:
    names = [graph.NameNode(name, 1.0, 0.9) for name in NAMES]
    keys = [graph.KeyNode(key, 9.0) for key in KEYS]
    said = [link for link in of[0] if link.a != link.b] * 2, of[1] * 2
    for part in said:
        again.shuffle(part)
    with pytest.MonkeyPatch.context() as patch:
        if not packed:
            patch.setattr(graph, "_packed", lambda ids: None)
        made = graph.build(names, keys, said[0], said[1], FACETS)
    for table in (made.between, made.keyed):
        assert rows(table) == sorted(set(rows(table)))
    assert len(rows(made.between)) + len(rows(made.keyed)) == len(set(said[0]))
    surest = [(facet, value, -q, source, name, hidden, plain)
              for source, name, facet, value, q, hidden, plain in rows(made.cells)]  # fmt: skip
    assert surest == sorted(set(surest))
    assert len(surest) == len(set(said[1]))


def test_bits_add_up_to_the_same_in_any_order() -> None:
    keys = [graph.KeyNode(f"={at}", bits) for at, bits in enumerate((0.1, 0.2, 0.3, 7.7, 5.21))]
    bits = graph.build([], keys, [], [], FACETS).bits.tolist()
    assert len({sum(order) for order in permutations(bits)}) == 1
    assert bits == pytest.approx([0.1, 0.2, 0.3, 7.7, 5.21], abs=1e-12)
