"""What puts a finding before another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from auditor import arrays, bearing, ranking
from auditor.findings import Found
from auditor.graph import CellFact, KeyNode, LinkFact, NameNode, build

FACETS = {"role": 1.0, "budget": 1.0}
LINKS = [LinkFact("s", "Oakline", "k", 1.0, 1.0), LinkFact("t", "Fernhill", "k", 1.0, 1.0)]
NODES = [NameNode("Oakline", 1.0, 0.9), NameNode("Fernhill", 1.0, 0.9)]
CHAIN = Found("1", "chain", (("Oakline", "Fernhill"),), ("k",), (), ("s", "t"), 0.5, 0.4)


def worth(item: Found, bits: float = 12.0, told: tuple[str, ...] = ()) -> float:
    """Give how likely a finding shows an association in a graph with one key, and cells of these names."""
    cells = [CellFact(source, name, facet, "v", 1.0) for source, name, facet in zip("stst", told, FACETS, strict=False)]
    graph = build(NODES, [KeyNode("k", bits)], LINKS, cells, FACETS)
    return float(arrays.logistic(ranking.known(graph, [item]), ranking.WORTH)[0])


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (worth(CHAIN), worth(replace(CHAIN, strength=0.1, rank=0.08))),
        (worth(CHAIN), worth(CHAIN, bits=4.0)),
        (worth(CHAIN, told=("Oakline", "Fernhill")), worth(CHAIN)),
        (worth(CHAIN), worth(replace(CHAIN, sources=("s",)))),
    ],
    ids=["stronger", "over a rarer key", "between names of which more is told", "across sources that have to do"],
)
def test_what_is_rather_an_association_ranks_higher(better: float, worse: float) -> None:
    assert 0.0 < worse < better < 1.0


def test_a_finding_of_no_weight_has_a_rank() -> None:
    assert 0.0 < worth(replace(CHAIN, strength=0.0, rank=0.0)) < worth(CHAIN)


def test_no_findings_are_no_rows() -> None:
    graph = build(NODES, [], [], [], FACETS)
    assert ranking.known(graph, []).shape == (0, len(ranking.WORTH) - 1)


def test_a_number_stands_where_its_column_has_smaller_ones() -> None:
    counted = np.array([[3.0, 1.0], [1.0, 1.0], [2.0, 1.0], [2.0 + 1e-12, 1.0]])
    standing = bearing.standing(counted)
    assert standing[:, 0].tolist() == [0.875, 0.125, 0.5, 0.5], "a difference of rounding is none"
    assert standing[:, 1].tolist() == [0.5] * 4
