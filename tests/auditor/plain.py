"""The oracle: the score as its definition reads, in loops over a networkx multigraph. Slow, and nothing is packed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations
from math import exp, log, log2

import networkx as nx

from auditor import score
from auditor.graph import Cells, Graph, to_networkx
from auditor.score import CHAIN, FLOOR, HOP, JOIN, LEAST_CHANCE, LEVELS, MIN_BITS, SHEET, VALUE_RETURN

Values = dict[tuple[str, str], float]
Evidence = nx.MultiGraph  # of names and keys, an edge a source


def picture(graph: Graph) -> float:
    """Give V."""
    made = to_networkx(graph)
    passing = nx.get_node_attributes(made, "passing")
    bearers = [len(held) for held in _keyed(made, plain=False, least=0.0).values()]
    many = sum(count * min(count, score.MOST_JOINED) for count in bearers) > score.MOST_PAIRS
    crowded = _crowded(made) if many else set()
    reached = reach(links(made, plain=False, crowded=crowded), passing, score.MOST_NEIGHBOURS)
    return _sum(graph, _complete(graph, _cells(graph.cells, graph).values(), reached), reached)


def emergence(graph: Graph) -> float:
    """Give E."""
    made = to_networkx(graph)
    every = links(made, plain=True)
    degree = defaultdict(int)
    for name in (name for pair in every for name in pair):
        degree[name] += 1
    passing = {name: value / max(1.0, log2(1.0 + degree[name] / score.FEW_NEIGHBOURS))
               for name, value in nx.get_node_attributes(made, "passing").items()}  # fmt: skip
    whole = reach(_strongest(every), passing, score.MOST_NEIGHBOURS)
    best: Values = {}
    cells, crowded = _cells(graph.cells.where(graph.cells.plain), graph), _crowded(made)
    complete, single = _complete(graph, cells.values(), whole), dict.fromkeys(graph.names, 0.0)
    for source, alone in _apart(graph, made):
        held = reach(links(alone, plain=True, crowded=crowded, most=len(made)), passing, len(made))
        best |= {pair: max(value, best.get(pair, 0.0)) for pair, value in held.items()}
        for name, value in _complete(graph, [cells[source]], held).items():
            single[name] = max(value, single[name])
    gained = {pair: value - best.get(pair, 0.0) for pair, value in whole.items() if value - best.get(pair, 0.0) > 1e-9}
    return _sum(graph, {name: max(0.0, value - single[name]) for name, value in complete.items()}, gained)


def links(made: Evidence, *, plain: bool, crowded: set[str] | None = None, most: int | None = None) -> Values:
    """Give r1 of each two names of a multigraph."""
    keys = _keyed(made, plain=plain)
    dropped = _crowded(made) if crowded is None else crowded
    shared: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for key, held in keys.items():
        bits, names = made.nodes[key]["bits"], sorted(held, key=lambda name: (-made.nodes[name]["weight"], name))
        if bits < MIN_BITS or key in dropped:
            continue
        first = set(names[: most or score.MOST_JOINED])
        for a, b in combinations(sorted(names), 2):
            if a in first or b in first:
                shared[a, b].append((min(held[a], held[b]), bits))
    out: Values = {}
    for pair, each in shared.items():
        for level in LEVELS:
            likely = score.chance_of(sum(bits for sure, bits in each if sure >= level))
            if likely >= LEAST_CHANCE:
                out[pair] = max(level * HOP * likely, out.get(pair, 0.0))
    for one, other, said in made.edges(data=True):
        if made.nodes[one]["kind"] == made.nodes[other]["kind"] == "name" and (said["plain"] or not plain):
            pair = (min(one, other), max(one, other))
            out[pair] = max(said["level"] * said["confidence"], out.get(pair, 0.0))
    return {pair: value for pair, value in sorted(out.items()) if value >= FLOOR}


def _keyed(made: Evidence, *, plain: bool, least: float = LEVELS[-1]) -> Mapping[str, Mapping[str, float]]:
    """Give for each key the names that stand with it, and how well at best."""
    out: dict[str, dict[str, float]] = defaultdict(dict)
    for one, other, said in made.edges(data=True):
        key, name = (one, other) if made.nodes[one]["kind"] == "key" else (other, one)
        sure = said["level"] * said["confidence"]
        if made.nodes[key]["kind"] == "key" and sure >= least and (said["plain"] or not plain):
            out[key][name] = max(sure, out[key].get(name, 0.0))
    return out


def _crowded(made: Evidence) -> set[str]:
    """Give the keys with which more names stand than one of their bits is met with by chance."""
    names = _keyed(made, plain=True, least=0.0)
    return {key for key, held in names.items()
            if len(held) > score.MOST_BEARERS * 2 ** max(0.0, made.nodes[key]["bits"] - score.WEAK_BITS)}  # fmt: skip


def reach(linked: Values, passing: Mapping[str, float], most: int) -> Values:
    """Give the best of each link and of two over a name in between."""
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), value in linked.items():
        near[one][other] = near[other][one] = value
    out = dict(linked)
    for middle, held in near.items():
        kept = sorted(held, key=lambda name: (-held[name], name))[:most]
        for pair in combinations(sorted(kept), 2):
            found = held[pair[0]] * passing[middle] * held[pair[1]]
            if found >= FLOOR:
                out[pair] = max(CHAIN * found, out.get(pair, 0.0))
    return out


def _strongest(linked: Values) -> Values:
    """Keep the links that are among the strongest of one of their ends."""
    near: dict[str, list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for pair, value in linked.items():
        for end in pair:
            near[end].append((-value, pair))
    kept = {pair for held in near.values() for _, pair in sorted(held)[: score.MOST_NEIGHBOURS]}
    return {pair: value for pair, value in linked.items() if pair in kept}


def _apart(graph: Graph, made: Evidence) -> Iterator[tuple[str, Evidence]]:
    """Give each source's own multigraph."""
    edges: dict[str, list[tuple[str, str, int]]] = {source: [] for source in graph.sources}
    for one, other, number, source in made.edges(keys=True, data="source"):
        edges[source].append((one, other, number))
    for source, held in edges.items():
        yield source, made.edge_subgraph(held)


def _cells(held: Cells, graph: Graph) -> dict[str, list[tuple[str, str, int, float]]]:
    """Give by source its cells: name, facet, value, confidence."""
    out: dict[str, list[tuple[str, str, int, float]]] = {source: [] for source in graph.sources}
    columns = (each.tolist() for each in (held.source, held.name, held.facet, held.value, held.q))
    for source, name, facet, value, q in zip(*columns, strict=True):
        out[graph.sources[source]].append((graph.names[name], graph.facets[facet], value, q))
    return out


def _complete(
    graph: Graph, cells: Iterable[Iterable[tuple[str, str, int, float]]], reached: Values
) -> dict[str, float]:
    """Give the completeness of each name of which anything is answered."""
    said: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for name, facet, value, q in chain.from_iterable(cells):
        said[name, facet][value] = max(q, said[name, facet].get(value, 0.0))
    own: dict[str, dict[str, float]] = defaultdict(dict)
    for (name, facet), values in said.items():
        own[name][facet] = 1.0 - exp(sum(log(1.0 - VALUE_RETURN * min(q, 1.0)) for q in values.values()))
    weighty = {name for name, weight in zip(graph.names, graph.weight.tolist(), strict=True) if weight > 0}
    full = defaultdict(dict, {name: dict(held) for name, held in own.items()})
    for pair, strength in reached.items():
        for here, there in (pair, pair[::-1]):
            for facet, answered in own.get(there, {}).items() if there in weighty else ():
                full[here][facet] = max(strength * answered, full[here].get(facet, 0.0))
    total = max(float(graph.facet_weight.sum()), 1e-12)
    share = {facet: weight / total for facet, weight in zip(graph.facets, graph.facet_weight.tolist(), strict=True)}
    return {name: sum(share[facet] * each for facet, each in held.items()) for name, held in full.items()}


def _sum(graph: Graph, complete: Mapping[str, float], pairs: Values) -> float:
    weight = {name: float(graph.weight[place]) for place, name in enumerate(graph.names)}
    left = dict.fromkeys(graph.names, 1.0)
    for (one, other), value in pairs.items():
        left[one] *= 1.0 - min(weight[other] * value, 0.999)
        left[other] *= 1.0 - min(weight[one] * value, 0.999)
    told = {name: SHEET * complete.get(name, 0.0) + JOIN * (1.0 - left[name]) for name in graph.names}
    return sum(weight[name] * each for name, each in told.items())
