"""The evidence of a folder as numbers: names, keys, and what each source says of them.

Names (organisations, people, sites, projects, products, places) are the nodes. A source links two names directly, or
a name with a key (an identifier, a phone, a rare quantity, a date); two names that share keys are joined by them.
Everything is held as numpy id tables, sorted, so that a subset of the sources is a mask.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class NameNode:
    """A resolved name: `weight` as a subject of the sheet (0.0: only locates others), `passing` as a bridge."""

    id: str
    weight: float
    passing: float


@dataclass(frozen=True, slots=True)
class KeyNode:
    """A normalised key and how many bits it takes to hit upon it by chance, counted on no folder."""

    id: str
    bits: float


@dataclass(frozen=True, slots=True)
class LinkFact:
    """In this source, one window joins name `a` with `b` (a name or a key) at `level`; `plain` is False for a
    window that stands near-identically in three or more sources (letterhead, template)."""

    source: str
    a: str
    b: str
    level: float
    confidence: float
    plain: bool = True


@dataclass(frozen=True, slots=True)
class CellFact:
    """In this source, a statement answers `facet` of `subject` with a value; `value` is its normalised form."""

    source: str
    subject: str
    facet: str
    value: str
    confidence: float
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Links as columns: source, left node, right node, level, confidence, plain."""

    source: Ints
    left: Ints
    right: Ints
    level: Floats
    confidence: Floats
    plain: Bools

    def where(self, mask: Bools) -> Table:
        """Give the rows that the mask keeps."""
        return Table(
            self.source[mask],
            self.left[mask],
            self.right[mask],
            self.level[mask],
            self.confidence[mask],
            self.plain[mask],
        )


@dataclass(frozen=True, slots=True)
class Cells:
    """Statements as columns: source, name, facet, value id, confidence, hidden."""

    source: Ints
    name: Ints
    facet: Ints
    value: Ints
    q: Floats
    hidden: Bools

    def where(self, mask: Bools) -> Cells:
        """Give the rows that the mask keeps."""
        return Cells(
            self.source[mask], self.name[mask], self.facet[mask], self.value[mask], self.q[mask], self.hidden[mask]
        )


@dataclass(frozen=True, slots=True)
class Graph:
    """All evidence of a set of sources. Ids are positions in the sorted tuples; `between` links names with names,
    `keyed` names (left) with keys (right)."""

    sources: tuple[str, ...]
    names: tuple[str, ...]
    weight: Floats
    passing: Floats
    keys: tuple[str, ...]
    bits: Floats
    facets: tuple[str, ...]
    facet_weight: Floats
    between: Table
    keyed: Table
    cells: Cells

    def only(self, kept: Bools) -> Graph:
        """Give the same tables with the rows of the kept sources (one flag a source)."""
        return replace(
            self, between=self.between.where(kept[self.between.source]),
            keyed=self.keyed.where(kept[self.keyed.source]),
            cells=self.cells.where(kept[self.cells.source]),
        )  # fmt: skip

    def without(self, gone: Collection[str]) -> Graph:
        """Give the graph of the sources that are not gone."""
        return self.only(np.array([source not in gone for source in self.sources], dtype=bool))


def build(  # noqa: PLR0913, PLR0917  the five tables of a graph, and the silent sources
    names: Iterable[NameNode], keys: Iterable[KeyNode], links: Iterable[LinkFact], cells: Iterable[CellFact],
    facets: Mapping[str, float], sources: Iterable[str] = (),
) -> Graph:  # fmt: skip
    """Turn facts into id tables; the order of the facts does not matter.

    Args:
        names: Every name that a link or a cell mentions.
        keys: Every key that a link mentions.
        links: Links; `a` is a name, `b` a name or a key.
        cells: Cells of the sheet.
        facets: Weight of each facet, in the profile's order.
        sources: Sources that may have said nothing; those of the facts are added.
    """
    name_nodes, key_nodes = sorted(names, key=lambda node: node.id), sorted(keys, key=lambda node: node.id)
    held, said = sorted(set(links), key=_link_order), sorted(set(cells), key=_cell_order)
    all_sources = sorted({*sources, *(link.source for link in held), *(cell.source for cell in said)})
    at = {source: place for place, source in enumerate(all_sources)}
    name_at = {node.id: place for place, node in enumerate(name_nodes)}
    key_at = {node.id: place for place, node in enumerate(key_nodes)}
    values = {value: place for place, value in enumerate(sorted({cell.value for cell in said}))}
    facet_at = {facet: place for place, facet in enumerate(facets)}
    return Graph(
        sources=tuple(all_sources), names=tuple(node.id for node in name_nodes),
        weight=_floats(node.weight for node in name_nodes), passing=_floats(node.passing for node in name_nodes),
        keys=tuple(node.id for node in key_nodes), bits=_floats(node.bits for node in key_nodes),
        facets=tuple(facets), facet_weight=_floats(facets.values()),
        between=_table([link for link in held if link.b in name_at], at, name_at, name_at),
        keyed=_table([link for link in held if link.b in key_at], at, name_at, key_at),
        cells=_cells(said, at, name_at, facet_at, values),
    )  # fmt: skip


def to_networkx(graph: Graph) -> nx.MultiGraph[str]:
    """Give the evidence as a networkx multigraph: one edge a source and pair, with level and confidence."""
    out: nx.MultiGraph[str] = nx.MultiGraph()
    for place, name in enumerate(graph.names):
        out.add_node(name, kind="name", weight=float(graph.weight[place]), passing=float(graph.passing[place]))
    for place, key in enumerate(graph.keys):
        out.add_node(key, kind="key", bits=float(graph.bits[place]))
    for table, right in ((graph.between, graph.names), (graph.keyed, graph.keys)):
        for row in range(len(table.source)):
            out.add_edge(
                graph.names[table.left[row]], right[table.right[row]], source=graph.sources[table.source[row]],
                level=float(table.level[row]), confidence=float(table.confidence[row]), plain=bool(table.plain[row]),
            )  # fmt: skip
    return out


def _link_order(link: LinkFact) -> tuple[str, str, str, float, float, bool]:
    return (link.source, link.a, link.b, link.level, link.confidence, link.plain)


def _cell_order(cell: CellFact) -> tuple[str, str, str, str, float, bool]:
    return (cell.source, cell.subject, cell.facet, cell.value, cell.confidence, cell.hidden)


def _floats(values: Iterable[float]) -> Floats:
    return np.fromiter(values, dtype=np.float64)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _table(
    links: Sequence[LinkFact], sources: Mapping[str, int], left: Mapping[str, int], right: Mapping[str, int]
) -> Table:
    return Table(
        _ints(sources[link.source] for link in links), _ints(left[link.a] for link in links),
        _ints(right[link.b] for link in links), _floats(link.level for link in links),
        _floats(link.confidence for link in links), np.array([link.plain for link in links], dtype=bool),
    )  # fmt: skip


def _cells(
    cells: Sequence[CellFact], sources: Mapping[str, int], names: Mapping[str, int], facets: Mapping[str, int],
    values: Mapping[str, int],
) -> Cells:  # fmt: skip
    return Cells(
        _ints(sources[cell.source] for cell in cells), _ints(names[cell.subject] for cell in cells),
        _ints(facets[cell.facet] for cell in cells), _ints(values[cell.value] for cell in cells),
        _floats(cell.confidence for cell in cells), np.array([cell.hidden for cell in cells], dtype=bool),
    )  # fmt: skip
