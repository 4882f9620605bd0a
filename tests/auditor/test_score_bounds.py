"""What bounds the work in a folder of thousands: weak keys that many names stand with, and names with many links."""

from __future__ import annotations

import pytest

from auditor import score
from auditor.graph import CellFact, Graph, KeyNode, LinkFact, NameNode, build
from auditor.score import MOST_BEARERS, MOST_NEIGHBOURS, WEAK_BITS

FACETS = {"who": 1.0}


def bearers(count: int, *bits: float) -> Graph:
    """Give names that each stand in a source of their own, all with the same keys."""
    names = [f"n{place:03}" for place in range(count)]
    links = [LinkFact(f"s{name}", name, f"=k{key}", 1.0, 1.0) for name in names for key in range(len(bits))]
    cells = [CellFact(f"s{name}", name, "who", f"v{name}", 1.0) for name in names]
    keys = [KeyNode(f"=k{key}", each) for key, each in enumerate(bits)]
    return build([NameNode(name, 1.0, 0.9) for name in names], keys, links, cells, FACETS)


def test_a_key_below_the_least_chance_joins_nobody_alone_and_one_above_it_does() -> None:
    assert score.emergence_of(bearers(2, WEAK_BITS - 0.01)) == 0.0
    assert score.emergence_of(bearers(2, WEAK_BITS + 0.01)) > 0.0


def test_two_weak_keys_join_while_few_names_stand_with_them() -> None:
    assert score.emergence_of(bearers(MOST_BEARERS, 5.0, 5.0)) > 0.0
    assert score.emergence_of(bearers(MOST_BEARERS + 1, 5.0, 5.0)) == 0.0


def test_a_key_joins_twice_as_many_names_for_each_further_bit() -> None:
    assert score.emergence_of(bearers(2 * MOST_BEARERS, WEAK_BITS + 1.0)) > 0.0
    assert score.emergence_of(bearers(2 * MOST_BEARERS + 1, WEAK_BITS + 1.0)) == 0.0


def test_the_picture_does_not_fall_when_a_weak_key_is_borne_by_one_more() -> None:
    pictures = [score.picture_of(bearers(MOST_BEARERS + more, 5.0, 5.0)) for more in (0, 1)]
    assert pictures[1] >= pictures[0]


@pytest.mark.parametrize("count", [MOST_NEIGHBOURS, 3 * MOST_NEIGHBOURS])
def test_no_name_brings_more_links_than_it_may(count: int) -> None:
    kept, _ = score.joined(bearers(count, 12.0))
    assert len(kept.left) <= count * MOST_NEIGHBOURS
    assert len(kept.left) == len(score.linked(bearers(count, 12.0)).left) or count > MOST_NEIGHBOURS


def test_a_link_stays_that_is_strong_for_one_of_its_two_ends() -> None:
    names = [f"n{place:03}" for place in range(3 * MOST_NEIGHBOURS)]
    weak = [LinkFact("s", names[0], other, 0.5, 1.0) for other in names[1:]]
    graph = build([NameNode(name, 1.0, 0.9) for name in names], [], weak, [], FACETS)
    assert len(score.joined(graph)[0].left) == len(names) - 1


def test_what_a_name_lets_pass_counts_the_neighbours_that_were_left_out() -> None:
    graph = bearers(3 * MOST_NEIGHBOURS, 12.0)
    assert score.joined(graph)[1].tolist() == score.damped(graph, score.linked(graph)).tolist()
