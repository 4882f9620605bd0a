"""The graph of entities, files and findings for graph viewers (Gephi, yEd, Cytoscape)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from auditor import messages
from auditor.model import Audit
from auditor.reports.clean import clean, flowing
from auditor.reports.report import Report

if TYPE_CHECKING:
    import networkx as nx


def graph(audit: Audit, lang: str) -> nx.Graph[str]:
    """Give files, entities and findings as nodes: a file mentions an entity, a finding rests on files and entities.

    Files that were not read are nodes too and carry their status.
    """
    import networkx as nx  # noqa: PLC0415  the other reports do not wait for it

    made: nx.Graph[str] = nx.Graph(folder=clean(audit.folder), score=float(audit.score.value))
    for entry in audit.files:
        figures = {"bytes": entry.bytes, "alone": float(entry.alone), "contribution": float(entry.contribution)}
        signs = {"status": clean(entry.status), "flags": clean(", ".join(flag.kind for flag in entry.flags))}
        made.add_node(_file(entry.path), type="file", label=clean(entry.path), **signs, **figures)
    for entity in audit.entities:
        label = clean(entity.names[0]) if entity.names else clean(entity.id)
        kind = messages.label("kind", clean(entity.kind), lang)
        made.add_node(_entity(entity.id), type="entity", label=label, kind=kind)
        made.add_edges_from(((_file(path), _entity(entity.id)) for path in entity.files), type="mentions")
    _add_findings(made, audit)
    for node in made.nodes:  # a file or entity that only an edge names
        made.nodes[node].setdefault("label", node)
    return made


def _add_findings(made: nx.Graph[str], audit: Audit) -> None:
    for finding in audit.findings:
        node = f"finding:{clean(finding.id)}"
        strength = float(finding.strength)
        made.add_node(node, type="finding", label=flowing(finding.text), kind=clean(finding.kind), strength=strength)
        made.add_edges_from(((node, _file(path)) for path in finding.files), type="rests_on")
        made.add_edges_from(((node, _entity(name)) for name in (*finding.subjects, *finding.bridges)), type="joins")


def _file(path: str) -> str:
    return f"file:{clean(path)}"


def _entity(name: str) -> str:
    return f"entity:{clean(name)}"


def _render(audit: Audit, lang: str) -> str:
    import networkx as nx  # noqa: PLC0415

    out = io.BytesIO()
    nx.write_graphml_xml(graph(audit, lang), out, encoding="utf-8", named_key_ids=True)
    return out.getvalue().decode() + "\n"


REPORT = Report("graphml", ".graphml", _render)
