"""The evidence of a folder as numbers: names, keys, and what each source says of them.

Names (organisations, people, sites, projects, products, places) are the nodes. A source links two names directly, or
a name with a key (an identifier, a phone, a rare quantity, a date); two names that share keys are joined by them.
Everything is held as numpy id tables, sorted, so that a subset of the sources is a mask.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from auditor import ordering

if TYPE_CHECKING:
    import networkx as nx

Ints = npt.NDArray[np.signedinteger[Any]]
Floats = npt.NDArray[np.float64]
# What ids are kept as: half the memory. Two of them fit into a sum as long as there are no more than a thousand million
# of a kind; before they are multiplied they are made wide (`arrays.paired`).
NARROW = np.int32
# Bits and logarithms add up in steps of this size: exactly, whatever their order. So sums can be kept and mended, and
# two links that are worth the same are equally strong, wherever that decides which of them count.
GRAIN = 2.0**-40
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class NameNode:
    """A resolved name: `weight` as a subject of the sheet (0.0: only locates others), `passing` as a bridge.

    Attributes:
        code: The key that it would be as an identifier, for the name of a type, a lot, a drawing (RC-56).
    """

    id: str
    weight: float
    passing: float
    code: KeyNode | None = None


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
    """In this source, a statement answers `facet` of `subject` with a value; `value` is its normalised form, `plain`
    is False where a letterhead says it, or text beneath one says it of whom the letterhead names."""

    source: str
    subject: str
    facet: str
    value: str
    confidence: float
    hidden: bool = False
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Links as columns: source, left node, right node, level, confidence, plain; ids are narrow."""

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
    """Statements as columns: source, name, facet, value id, confidence, hidden, plain; by facet, value, falling
    confidence; ids are narrow."""

    source: Ints
    name: Ints
    facet: Ints
    value: Ints
    q: Floats
    hidden: Bools
    plain: Bools

    def where(self, mask: Bools) -> Cells:
        """Give the rows that the mask keeps."""
        return Cells(
            self.source[mask], self.name[mask], self.facet[mask], self.value[mask], self.q[mask], self.hidden[mask],
            self.plain[mask],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Denied:
    """What a person said is no association: it gains nothing in combination, whatever the evidence.

    Attributes:
        pairs: Ids of two names each, sorted.
        subjects: Ids of names that no combination completes.
    """

    pairs: frozenset[tuple[str, str]] = frozenset()
    subjects: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Say whether anything is denied."""
        return bool(self.pairs or self.subjects)


@dataclass(frozen=True, slots=True)
class Graph:
    """All evidence of a set of sources. Ids are positions in the sorted tuples; `between` links names with names,
    `keyed` names (left) with keys (right).

    Attributes:
        bits: Of each key, in whole steps of `GRAIN`.
        code: Of each name the key that it is, where it is a code, -1 for others: the place of that key, behind all
            others for one that stands nowhere as a key; `code_bits` has the bits of these.
    """

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
    code: Ints
    code_bits: Floats
    denied: Denied = Denied()

    @property
    def many_links(self) -> int:
        """Count the links of names with names and with keys, those of several sources each."""
        return len(self.between.source) + len(self.keyed.source)

    def only(self, kept: Bools) -> Graph:
        """Give the same tables with the rows of the kept sources (one flag a source)."""
        return replace(
            self, between=self.between.where(kept[self.between.source]),
            keyed=self.keyed.where(kept[self.keyed.source]),
            cells=self.cells.where(kept[self.cells.source]),
        )  # fmt: skip

    def denied_pairs(self) -> Ints:
        """Give the denied pairs of names as `left * names + right`."""
        at = {name: place for place, name in enumerate(self.names)}
        ends = [sorted((at[a], at[b])) for a, b in self.denied.pairs if a in at and b in at]
        return _ints(left * max(1, len(self.names)) + right for left, right in sorted(ends))

    def denied_subjects(self) -> Bools:
        """Say of each name whether its completion is denied."""
        return np.array([name in self.denied.subjects for name in self.names], dtype=bool)

    def without(self, gone: Collection[str]) -> Graph:
        """Give the graph of the sources that are not gone."""
        return self.only(np.array([source not in gone for source in self.sources], dtype=bool))


class Labels(dict[str, int]):
    """Numbers for strings, in the order in which they are asked for; a string keeps its number."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def __missing__(self, name: str) -> int:
        self[name] = at = len(self.names)
        self.names.append(name)
        return at


@dataclass(frozen=True, slots=True)
class LinkRows:
    """Links as columns of label numbers: what each `LinkFact` says, one row a fact."""

    source: Ints
    a: Ints
    b: Ints
    level: Floats
    confidence: Floats
    plain: Bools


@dataclass(frozen=True, slots=True)
class CellRows:
    """Cells as columns of label numbers: what each `CellFact` says, one row a fact."""

    source: Ints
    subject: Ints
    facet: Ints
    value: Ints
    confidence: Floats
    hidden: Bools
    plain: Bools


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
    labels, held, said = Labels(), list(links), list(cells)
    all_sources = {*sources, *(link.source for link in held), *(cell.source for cell in said)}
    return assembled(labels, list(names), list(keys), link_rows(labels, held), cell_rows(labels, said),
                     facets, all_sources)  # fmt: skip


def link_rows(labels: Labels, links: Sequence[LinkFact]) -> LinkRows:
    """Give links as columns of label numbers."""
    return LinkRows(
        _ints(labels[link.source] for link in links), _ints(labels[link.a] for link in links),
        _ints(labels[link.b] for link in links), _floats(link.level for link in links),
        _floats(link.confidence for link in links), np.array([link.plain for link in links], dtype=bool),
    )  # fmt: skip


def cell_rows(labels: Labels, cells: Sequence[CellFact]) -> CellRows:
    """Give cells as columns of label numbers."""
    return CellRows(
        _ints(labels[cell.source] for cell in cells), _ints(labels[cell.subject] for cell in cells),
        _ints(labels[cell.facet] for cell in cells), _ints(labels[cell.value] for cell in cells),
        _floats(cell.confidence for cell in cells), np.array([cell.hidden for cell in cells], dtype=bool),
        np.array([cell.plain for cell in cells], dtype=bool),
    )  # fmt: skip


def assembled(  # noqa: PLR0913, PLR0917  as `build`
    labels: Labels, names: Sequence[NameNode], keys: Sequence[KeyNode], links: LinkRows, cells: CellRows,
    facets: Mapping[str, float], sources: Collection[str],
) -> Graph:  # fmt: skip
    """Do what `build` does with facts that are columns already; equal rows count once.

    Args:
        labels: What the columns' numbers stand for; sources, names, keys, facets and values are all in it.
    """
    name_nodes, key_nodes = sorted(names, key=lambda node: node.id), sorted(keys, key=lambda node: node.id)
    all_sources = sorted(sources)
    name_at = _places(labels, [node.id for node in name_nodes])
    key_at = _places(labels, [node.id for node in key_nodes])
    source_at = _places(labels, all_sources)
    value_at = _places(labels, sorted({labels.names[value] for value in used(cells.value).tolist()}))
    facet_at = _places(labels, list(facets))
    left, right, rare = name_at[links.a], name_at[links.b], key_at[links.b]
    columns = (source_at[links.source], left, links.level, links.confidence, links.plain)
    between, keyed = right >= 0, rare >= 0
    code, code_bits = _codes(name_nodes, key_nodes)
    return Graph(
        sources=tuple(all_sources), names=tuple(node.id for node in name_nodes),
        weight=_floats(node.weight for node in name_nodes), passing=_floats(node.passing for node in name_nodes),
        keys=tuple(node.id for node in key_nodes), bits=_grained(node.bits for node in key_nodes),
        facets=tuple(facets), facet_weight=_floats(facets.values()),
        between=_table(columns, right, between), keyed=_table(columns, rare, keyed),
        cells=_sorted_cells(source_at[cells.source], name_at[cells.subject], facet_at[cells.facet],
                            value_at[cells.value], cells),
        code=code, code_bits=code_bits,
    )  # fmt: skip


def used(*numbers: Ints) -> Ints:
    """Give the label numbers that stand in columns, in order."""
    return np.flatnonzero(np.bincount(np.concatenate(numbers)))


def _codes(names: Sequence[NameNode], keys: Sequence[KeyNode]) -> tuple[Ints, Floats]:
    """Give `Graph.code` and `Graph.code_bits`."""
    known = {node.id for node in keys}
    further = {node.code.id: node.code.bits for node in names if node.code and node.code.id not in known}
    at = {id_: place for place, id_ in enumerate([*(node.id for node in keys), *sorted(further)])}
    return (_ints(at[node.code.id] if node.code else -1 for node in names),
            _floats(further[id_] for id_ in sorted(further)))  # fmt: skip


def _places(labels: Labels, ordered: Sequence[str]) -> Ints:
    """Give each label's place in the ordered strings, -1 for labels that are not among them."""
    numbers = [labels[each] for each in ordered]
    out = np.full(len(labels.names), -1, dtype=NARROW)
    out[numbers] = np.arange(len(ordered))
    return out


def to_networkx(graph: Graph) -> nx.MultiGraph[str]:
    """Give the evidence as a networkx multigraph: one edge a source and pair, with level and confidence."""
    import networkx as nx  # noqa: PLC0415  only an export needs it

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


def _floats(values: Iterable[float]) -> Floats:
    return np.fromiter(values, dtype=np.float64)


def _grained(values: Iterable[float]) -> Floats:
    """Give numbers in whole steps of `GRAIN`."""
    return np.asarray(np.rint(_floats(values) / GRAIN) * GRAIN)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _table(columns: tuple[Ints, Ints, Floats, Floats, Bools], right: Ints, kept: Bools) -> Table:
    """Sort the kept rows, each once."""
    source, left, level, confidence, plain = columns
    table = Table(source, left, right, level, confidence, plain).where(kept)
    order = _distinct_order((table.source, table.left, table.right), (table.level, table.confidence, table.plain))
    return Table(table.source[order], table.left[order], table.right[order], table.level[order],
                 table.confidence[order], table.plain[order])  # fmt: skip


def _sorted_cells(source: Ints, name: Ints, facet: Ints, value: Ints, cells: CellRows) -> Cells:
    """Sort the cells by facet, value and falling confidence, each once: the score keeps the surest of each value."""
    order = _distinct_order((facet, value), (-cells.confidence, source, name, cells.hidden, cells.plain))
    return Cells(source[order], name[order], facet[order], value[order], cells.confidence[order], cells.hidden[order],
                 cells.plain[order])  # fmt: skip


def _distinct_order(ids: Sequence[Ints], others: Sequence[Ints | Floats | Bools]) -> Ints:
    """Give the rows' order, by the ids first, the first column first, with equal rows once.

    Most rows differ in their ids: these are sorted as one number where they fit, and the other columns asked only of
    rows that have the same.
    """
    if not len(ids[0]):
        return np.zeros(0, dtype=np.int64)
    code = _packed(ids)
    if code is None:
        order = np.lexsort([*others[::-1], *ids[::-1]])
        same = np.logical_and.reduce([column[order][1:] == column[order][:-1] for column in ids])
    else:
        order, code = ordering.in_order(code)
        same = code[1:] == code[:-1]
        several = np.append(same, False) | np.append(False, same)
        rows = order[several]
        columns = [ordering.ranked(column[rows]) for column in others]
        order[several] = rows[ordering.by_columns([code[several], *columns])]
    again = np.flatnonzero(same)
    differ = [column[order[again + 1]] != column[order[again]] for column in others]
    fresh = np.ones(len(order), dtype=bool)
    fresh[again + 1] = np.logical_or.reduce(differ)
    return order[fresh]


def _packed(ids: Sequence[Ints]) -> Ints | None:
    """Give columns of numbers from 0 on as one number a row that sorts as they do; None where that has no room."""
    sizes = [int(column.max(initial=0)) + 1 for column in ids]
    if prod(sizes) >= 1 << 62:
        return None
    code = np.zeros(len(ids[0]), dtype=np.int64)
    for column, size in zip(ids, sizes, strict=True):
        code = code * size + column
    return code
