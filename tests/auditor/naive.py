"""The foil: a scorer as one would first write it. Each axiom is shown to fail on it."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from auditor.graph import Graph


def score(graph: Graph) -> float:
    """Count pairs of names that stand in the same file, every file anew, as a share of the pairs there could be."""
    together = defaultdict(set)
    for table in (graph.between, graph.keyed):
        for source, left in zip(table.source.tolist(), table.left.tolist(), strict=True):
            together[source].add(left)
    for source, right in zip(graph.between.source.tolist(), graph.between.right.tolist(), strict=True):
        together[source].add(right)
    pairs = sum(1 for names in together.values() for _ in combinations(sorted(names), 2))
    names = {name for held in together.values() for name in held}
    return 100.0 * pairs / max(1, len(together) * len(names))


def picture(graph: Graph) -> float:
    """The foil of V: the mean number of statements a file makes, as if a folder were as telling as its average file."""
    return len(graph.cells.source) / max(1, len(graph.sources))
