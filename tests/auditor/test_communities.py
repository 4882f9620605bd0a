"""Communities: those of networkx, whatever is tied."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from auditor.communities import Tie, Ties

GRAPHS = 60


def ties(seed: int) -> list[Tie]:
    """Give the ties of some groups, tied within and a little among each other, in any order."""
    draw = random.Random(seed)
    size, groups = draw.randint(2, 9), draw.randint(1, 12)
    found = dict[tuple[int, int], float]()
    for _ in range(draw.randint(1, 6) * size * groups):
        group = draw.randrange(groups)
        one = 7 * (group * size + draw.randrange(size))
        near = group if draw.random() < 0.9 else draw.randrange(groups)
        other = 7 * (near * size + draw.randrange(size))
        if one != other and (other, one) not in found:
            found[one, other] = draw.choice([1.0, 0.5, draw.random()])
    return [(one, other, weight) for (one, other), weight in found.items()]


def of_networkx(held: list[Tie]) -> list[set[int]]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from(held)
    return list(nx.community.louvain_communities(graph, seed=0))


@pytest.mark.parametrize("seed", range(GRAPHS))
def test_they_are_those_of_networkx(seed: int) -> None:
    held = ties(seed)
    assert held
    assert Ties.of(held).communities() == of_networkx(held)


def test_the_ties_within_a_group_are_all_that_it_has() -> None:
    held = [(1, 2, 0.5), (2, 3, 0.25), (4, 3, 1.0), (5, 4, 0.5)]
    inside = Ties.of(held).within([{1, 2, 3}, {5, 4}])
    assert [list(each) for each in inside] == [[(1, 2, 0.5), (2, 3, 0.25)], [(4, 5, 0.5)]]
