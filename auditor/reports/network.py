"""A network of nodes and edges for graph viewers: what every written form of it is made of, and that of the findings.

Every text is clean here: viewers read XML and CSV, which control characters and stray bytes of file names break.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from auditor import messages
from auditor.model import Audit, FileEntry
from auditor.reports.clean import clean, flowing

Value = str | float | int | bool
_TURN = math.pi * (3 - math.sqrt(5))  # the golden angle: points at it spread evenly over a disc (Vogel 1979)
_APART = 12.0  # between neighbouring nodes


@dataclass(frozen=True, slots=True)
class Node:
    """One node: `start` is an ISO day, "" unknown; `findings` counts those that it takes part in."""

    id: str
    label: str
    type: str
    facts: Mapping[str, Value]
    findings: int = 0
    start: str = ""
    sector: str = ""
    x: float = 0.0
    y: float = 0.0

    @property
    def columns(self) -> dict[str, Value]:
        """Give all that is said of it beside id, label and place."""
        own: dict[str, Value] = {"type": self.type, **self.facts, "findings": self.findings}
        return own | ({"date": self.start} if self.start else {}) | ({"sector": self.sector} if self.sector else {})


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge, undirected; several may stand between two nodes."""

    source: str
    target: str
    type: str
    weight: float
    facts: Mapping[str, Value]
    start: str = ""

    @property
    def columns(self) -> dict[str, Value]:
        """Give all that is said of it beside its ends and its weight."""
        return {"type": self.type, **self.facts} | ({"date": self.start} if self.start else {})


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes with ids of their own, and edges between them."""

    folder: str
    score: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def touched(self) -> Network:
        """Keep the nodes that take part in findings, and the edges between them."""
        kept = {node.id for node in self.nodes if node.findings}
        return replace(
            self, nodes=tuple(node for node in self.nodes if node.id in kept),
            edges=tuple(edge for edge in self.edges if edge.source in kept and edge.target in kept),
        )  # fmt: skip

    def placed(self) -> Network:
        """Place every node: sectors beside one another, and each node with the sector that most of its edges lead to.

        A viewer's own layout may begin there; on a disc the k-th node stands at the golden angle, the distance as √k.
        """
        groups: dict[str, list[str]] = defaultdict(list)
        for node, sector in _sectors(self).items():
            groups[sector].append(node)
        largest = max(map(len, groups.values()), default=0)
        order = sorted(groups, key=lambda sector: (-len(groups[sector]), sector))
        places: dict[str, tuple[float, float]] = {}
        for number, sector in enumerate(order):
            middle = _spiral(number, 2 * _APART * math.sqrt(largest))
            for place, node in enumerate(groups[sector]):
                x, y = _spiral(place, _APART)
                places[node] = round(middle[0] + x, 2), round(middle[1] + y, 2)
        return replace(self, nodes=tuple(replace(each, x=places[each.id][0], y=places[each.id][1])
                                         for each in self.nodes))  # fmt: skip

    def counted(self, lang: str) -> str:
        """Say how many nodes of each type and how many edges there are."""
        many = Counter(node.type for node in self.nodes)
        kinds = [f"{messages.label('graph', kind, lang)} {number:,}" for kind, number in sorted(many.items())]
        return messages.text("graph.counted", lang, nodes=len(self.nodes), edges=len(self.edges),
                             kinds=("、" if lang == "zh" else ", ").join(kinds) or "0")  # fmt: skip


def _spiral(number: int, apart: float) -> tuple[float, float]:
    far = apart * math.sqrt(number)
    return far * math.cos(number * _TURN), far * math.sin(number * _TURN)


def _sectors(network: Network) -> dict[str, str]:
    """Give each node's sector: its own, else that of most of its neighbours that have one."""
    own = {node.id: node.sector for node in network.nodes}
    near: dict[str, Counter[str]] = defaultdict(Counter)
    for edge in network.edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if own[one] and not own[other]:
                near[other][own[one]] += 1
    return {
        node: sector or (min(near[node], key=lambda each: (-near[node][each], each)) if near[node] else "")
        for node, sector in own.items()
    }


def file_id(path: str) -> str:
    """Give the id of a file's node."""
    return f"file:{clean(path)}"


def entity_id(name: str) -> str:
    """Give the id of a name's or key's node."""
    return f"entity:{clean(name)}"


def file_node(entry: FileEntry, findings: int) -> Node:
    """Give a file's node; one that was not read is a node too and carries its status."""
    facts: dict[str, Value] = {
        "status": clean(entry.status), "flags": clean(", ".join(flag.kind for flag in entry.flags)),
        "bytes": entry.bytes, "alone": float(entry.alone), "contribution": float(entry.contribution),
        "source": clean(entry.source),
    }  # fmt: skip
    return Node(file_id(entry.path), clean(entry.path), "file", facts, findings, clean(entry.date))


def of_findings(audit: Audit, lang: str) -> Network:
    """Give files, entities and findings as nodes: a file mentions an entity, a finding rests on files and entities."""
    involved = Counter(path for finding in audit.findings for path in {*finding.files})
    taking = Counter(name for finding in audit.findings for name in {*finding.subjects, *finding.bridges})
    sectors = sector_of(audit)
    weights = {subject.id: float(subject.weight) for subject in audit.subjects}
    nodes = {each.id: each for each in (file_node(entry, involved[entry.path]) for entry in audit.files)}
    edges = []
    for entity in audit.entities:
        node = entity_id(entity.id)
        facts: dict[str, Value] = {"kind": messages.label("kind", clean(entity.kind), lang)}
        facts |= {"weight": weights[entity.id]} if entity.id in weights else {}
        label = clean(entity.names[0]) if entity.names else clean(entity.id)
        nodes[node] = Node(node, label, "entity", facts, taking[entity.id], sector=sectors.get(entity.id, ""))
        edges += [Edge(file_id(path), node, "mentions", 1.0, {}) for path in entity.files]
    for finding in audit.findings:
        node = f"finding:{clean(finding.id)}"
        facts = {"kind": clean(finding.kind), "strength": float(finding.strength)}
        nodes[node] = Node(node, flowing(finding.text), "finding", facts, 1)
        edges += [Edge(node, file_id(path), "rests_on", float(finding.strength), {}) for path in finding.files]
        edges += [Edge(node, entity_id(name), "joins", float(finding.strength), {})
                  for name in (*finding.subjects, *finding.bridges)]  # fmt: skip
    for edge in edges:  # a file or entity that only an edge names
        for end in (edge.source, edge.target):
            nodes.setdefault(end, Node(end, end, end.partition(":")[0], {}, 1))
    once = {(edge.source, edge.target, edge.type): edge for edge in edges}
    return Network(clean(audit.folder), float(audit.score.value), tuple(nodes.values()), tuple(once.values()))


def sector_of(audit: Audit) -> dict[str, str]:
    """Give each subject the id of its sector."""
    return {subject: clean(sector.id) for sector in audit.sectors for subject in sector.subjects}


def kinds_of(rows: list[dict[str, Value]]) -> dict[str, str]:
    """Give every column that any row has, in order of first mention, with its type: boolean, long, double or string."""
    found: dict[str, str] = {}
    names: dict[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
    for row in rows:
        for column, value in row.items():
            kind = names[type(value)]
            if found.setdefault(column, kind) != kind:
                found[column] = "double" if {found[column], kind} == {"long", "double"} else "string"
    return found


def written(value: Value) -> str:
    """Give a value as XML and CSV have it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
