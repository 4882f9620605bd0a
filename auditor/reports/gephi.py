"""A network as two tables, `nodes.csv` and `edges.csv`, with the columns that Gephi's import of spreadsheets knows.

Those are Id and Label, and Source, Target, Type, Id and Weight (https://gephi.org/users/supported-graph-formats);
every other column is an attribute.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from auditor.reports.csv import safe
from auditor.reports.network import Network, Value, kinds_of, written


def tables(network: Network) -> dict[str, str]:
    """Give both tables by file name; no cell is a formula, and no byte order mark stands before the first heading."""
    nodes, edges = [each.columns for each in network.nodes], [each.columns for each in network.edges]
    about, between = _named(nodes, "kind_of_node"), _named(edges, "kind_of_edge")
    node_rows = ([node.id, node.label, *_cells(row, about)] for node, row in zip(network.nodes, nodes, strict=True))
    edge_rows = (
        [edge.source, edge.target, "Undirected", str(number), written(edge.weight), *_cells(row, between)]
        for number, (edge, row) in enumerate(zip(network.edges, edges, strict=True))
    )
    return {
        "nodes.csv": _table(["Id", "Label", *about.values()], node_rows),
        "edges.csv": _table(["Source", "Target", "Type", "Id", "Weight", *between.values()], edge_rows),
    }


def _named(rows: list[dict[str, Value]], kind: str) -> dict[str, str]:
    """Give each column its heading; ours called `type` and `weight` would meet those that Gephi takes for its own."""
    return {name: {"type": kind, "weight": "subject_weight"}.get(name, name) for name in kinds_of(rows)}


def _cells(row: dict[str, Value], columns: dict[str, str]) -> list[str]:
    return [written(row[name]) if name in row else "" for name in columns]


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()
