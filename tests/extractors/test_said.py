"""What one file says is the same by columns as record by record."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.said import Link, Links, Said, Statement, Statements

NUMBER, TEXT = st.integers(0, 9), st.sampled_from(("site", "货期 3 周", "", "norm", "値"))
SURE = st.floats(0.0, 1.0)
STATEMENT = st.builds(Statement, NUMBER, TEXT, TEXT, TEXT, NUMBER, SURE, st.lists(NUMBER, max_size=4).map(tuple))
LINK = st.builds(Link, NUMBER, NUMBER, SURE, NUMBER, NUMBER)
MASK = st.lists(st.booleans(), min_size=10, max_size=10).map(np.array)


@given(st.lists(STATEMENT), st.lists(LINK))
def test_columns_give_the_records_back(statements: list[Statement], links: list[Link]) -> None:
    said = Said.of(statements, links)
    assert (list(said.statements), list(said.links)) == (statements, links)
    assert said == Said.of(statements, links)
    for made, given_ in ((said.statements, statements), (said.links, links)):
        assert [made[n] for n in range(len(made))] == list(made[:]) == given_
        assert len(made) == len(given_)


@given(st.lists(STATEMENT), st.lists(LINK))
def test_what_is_packed_is_the_same_behind_it(statements: list[Statement], links: list[Link]) -> None:
    said = Said.of(statements, links)
    sizes, content = said.packed()
    assert Said.unpacked(sizes, content, said.statements.texts) == said
    for wrong in (content + b"0000", content[:-4]):
        with pytest.raises(ValueError, match=r"."):
            Said.unpacked(sizes, wrong, said.statements.texts)


@given(st.lists(STATEMENT), st.lists(LINK), MASK)
def test_a_mask_keeps_what_it_would_keep_record_by_record(
    statements: list[Statement], links: list[Link], mask: np.ndarray
) -> None:
    said, joined = Statements.of(statements), Links.of(links)
    kept = mask[said.subject] if statements else np.zeros(0, dtype=bool)
    assert list(said.where(kept)) == [each for each in statements if mask[each.subject]]
    assert list(joined.where(mask[joined.a])) == [each for each in links if mask[each.a]]
    holding = [any(mask[mention] for mention in each.inside) for each in statements]
    assert said.holding(mask).tolist() == holding
    assert said.where(kept).holding(mask).tolist() == [
        held for held, each in zip(holding, statements, strict=True) if mask[each.subject]
    ]


def test_they_differ_where_a_record_does() -> None:
    one, other = Statement(0, "site", "a", "a", 1, 0.5, (2,)), Statement(0, "site", "a", "a", 1, 0.5, (3,))
    assert Statements.of([one]) != Statements.of([other])
    assert Statements.of([one]) == (one,)
    assert Links.of([Link(0, 1, 1.0, 0, 0)]) != Links.of([])
