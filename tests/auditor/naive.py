"""The foils: four scorers as one would first write them. Each axiom is shown to fail on one of them at least.

All look at what each file names, every file as it comes: nobody asks which files are copies of one another.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import combinations
from types import MappingProxyType

from auditor.graph import Graph

Held = Mapping[str, frozenset[str]]
RUN = 6  # characters


def of_graph(graph: Graph) -> Held:
    """Give what each source names: names, keys and values."""
    out: defaultdict[str, set[str]] = defaultdict(set)
    for table, right in ((graph.between, graph.names), (graph.keyed, graph.keys)):
        for source, a, b in zip(table.source.tolist(), table.left.tolist(), table.right.tolist(), strict=True):
            out[graph.sources[source]] |= {graph.names[a], right[b]}
    cells = graph.cells
    for source, name, facet, value in zip(
        cells.source.tolist(), cells.name.tolist(), cells.facet.tolist(), cells.value.tolist(), strict=True
    ):
        out[graph.sources[source]] |= {graph.names[name], f"{graph.facets[facet]}: {value}"}
    return {source: frozenset(held) for source, held in out.items()}


def of_texts(texts: Mapping[str, str]) -> Held:
    """Give what each file names to a reader who takes every run of six characters for a name."""
    return {name: frozenset(text[at : at + RUN] for at in range(len(text) - RUN + 1)) for name, text in texts.items()}


def co_occurrence(held: Held) -> float:
    """Count the pairs of names that stand in one file, every file anew."""
    return float(sum(len(names) * (len(names) - 1) // 2 for names in held.values()))


def cosine(held: Held) -> float:
    """Give how alike two files are in what they name, 0 to 100: the mean over all pairs of files."""
    pairs = [(a, b) for a, b in combinations(held.values(), 2) if a and b]
    return 100.0 * sum(len(a & b) / math.sqrt(len(a) * len(b)) for a, b in pairs) / max(1, len(pairs))


def union(held: Held) -> float:
    """Count what all files name together."""
    return float(len(frozenset[str]().union(*held.values())))


def union_less_best(held: Held) -> float:
    """Count what all files name together beyond the file that names most."""
    return union(held) - max(map(len, held.values()), default=0)


FOILS: Mapping[str, Callable[[Held], float]] = MappingProxyType(
    {"co-occurrence": co_occurrence, "cosine": cosine, "union": union, "union less best": union_less_best}
)
