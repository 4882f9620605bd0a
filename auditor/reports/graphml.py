"""The network of entities, files and findings as GraphML, for graph viewers (Gephi, yEd, Cytoscape)."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from auditor.model import Audit
from auditor.reports.clean import quoted
from auditor.reports.network import Network, Value, kinds_of, of_findings, written
from auditor.reports.report import Report

_SPACE = "http://graphml.graphdrawing.org/xmlns"


def graphml(network: Network) -> str:
    """Write a network as GraphML; nodes have `label`, `x` and `y`, edges `weight`, as Gephi knows them."""
    nodes: list[dict[str, Value]] = [{"label": n.label, **n.columns, "x": n.x, "y": n.y} for n in network.nodes]
    edges: list[dict[str, Value]] = [{"weight": float(e.weight), **e.columns} for e in network.edges]
    return "\n".join(_lines(network, nodes, edges)) + "\n"


def _lines(network: Network, nodes: list[dict[str, Value]], edges: list[dict[str, Value]]) -> Iterable[str]:
    graph: dict[str, Value] = {"folder": network.folder, "score": network.score}
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<graphml xmlns="{_SPACE}">'
    for what, rows in (("graph", [graph]), ("node", nodes), ("edge", edges)):
        for name, kind in kinds_of(rows).items():
            yield f'  <key id="{what[0]}_{name}" for="{what}" attr.name="{name}" attr.type="{kind}"/>'
    yield '  <graph edgedefault="undirected">'
    yield from _data("g", graph)
    for node, row in zip(network.nodes, nodes, strict=True):
        yield f"    <node id={quoted(node.id)}>"
        yield from _data("n", row)
        yield "    </node>"
    for number, (edge, row) in enumerate(zip(network.edges, edges, strict=True)):
        yield f'    <edge id="{number}" source={quoted(edge.source)} target={quoted(edge.target)}>'
        yield from _data("e", row)
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _data(prefix: str, row: dict[str, Value]) -> Iterable[str]:
    return (f'      <data key="{prefix}_{name}">{escape(written(value))}</data>' for name, value in row.items())


def _render(audit: Audit, lang: str) -> str:
    return graphml(of_findings(audit, lang).placed())


REPORT = Report("graphml", ".graphml", _render)
