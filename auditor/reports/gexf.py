"""The network of entities, files and findings as GEXF 1.3, Gephi's own form: with places, and with files' dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from auditor.model import Audit
from auditor.reports.clean import quoted
from auditor.reports.network import Network, Value, kinds_of, of_findings, written
from auditor.reports.report import Report

_SPACE = "http://gexf.net/1.3"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def gexf(network: Network) -> str:
    """Write a network as GEXF; where any date is known, nodes and edges begin on theirs and Gephi shows a timeline."""
    return "\n".join(_lines(network)) + "\n"


def _lines(network: Network) -> Iterable[str]:
    nodes, edges = [each.columns for each in network.nodes], [each.columns for each in network.edges]
    known = {"node": kinds_of(nodes), "edge": kinds_of(edges)}
    starts = [node.start for node in network.nodes] + [edge.start for edge in network.edges]
    dated = any(map(_start, starts))
    mode = 'mode="dynamic" timeformat="date"' if dated else 'mode="static"'
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<gexf xmlns="{_SPACE}" xmlns:viz="{_SPACE}/viz" version="1.3">'
    yield f"  <meta><description>{escape(network.folder)}</description></meta>"
    yield f'  <graph {mode} defaultedgetype="undirected" idtype="string">'
    for what, kinds in known.items():
        yield f'    <attributes class="{what}" mode="static">'
        for number, (name, kind) in enumerate(kinds.items()):
            yield f'      <attribute id="{number}" title="{name}" type="{kind}"/>'
        yield "    </attributes>"
    yield "    <nodes>"
    for node, row in zip(network.nodes, nodes, strict=True):
        yield f"      <node id={quoted(node.id)} label={quoted(node.label)}{_start(node.start)}>"
        yield _values(row, known["node"])
        yield f'        <viz:position x="{node.x}" y="{node.y}" z="0.0"/></node>'
    yield "    </nodes>"
    yield "    <edges>"
    for number, (edge, row) in enumerate(zip(network.edges, edges, strict=True)):
        ends = f"source={quoted(edge.source)} target={quoted(edge.target)}"
        yield f'      <edge id="{number}" {ends} weight="{float(edge.weight)}"{_start(edge.start)}>'
        yield _values(row, known["edge"]) + "</edge>"
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _start(day: str) -> str:
    return f' start="{day}"' if _DAY.fullmatch(day) else ""


def _values(row: dict[str, Value], kinds: dict[str, str]) -> str:
    ids = {name: number for number, name in enumerate(kinds)}
    values = (f'<attvalue for="{ids[name]}" value={quoted(written(value))}/>' for name, value in row.items())
    return f"        <attvalues>{''.join(values)}</attvalues>"


def _render(audit: Audit, lang: str) -> str:
    return gexf(of_findings(audit, lang).placed())


REPORT = Report("gexf", ".gexf", _render)
