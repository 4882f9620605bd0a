"""The evidence itself as a network: names, keys and files, and what each source says of them.

A source links two names, or a name with a key; a file mentions names and keys, and answers questions about names. What
a file with a secrecy marking says is left out, and so are the names and keys of which only such files speak.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor import messages
from auditor.findings import Found
from auditor.graph import Table
from auditor.masking import marked_files
from auditor.model import Audit, EntityEntry, FileEntry
from auditor.picture import Picture
from auditor.reports.clean import clean, flowing
from auditor.reports.network import Edge, Network, Node, Value, entity_id, file_id, file_node


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a picture.

    Attributes:
        audit: For its folder and score.
        entities: Names and keys by the ids that the picture has for them.
        files: By path.
        sectors: Of names, by the ids that they are shown under.
    """

    audit: Audit
    entities: Mapping[str, EntityEntry]
    files: Mapping[str, FileEntry]
    sectors: Mapping[str, str]


def entries(picture: Picture) -> tuple[EntityEntry, ...]:
    """Give every name and key that the graph holds as an audit lists entities, in clear."""
    paths = [file.path for file in picture.corpus.files]
    wanted = (*picture.graph.names, *picture.graph.keys)
    found = ((node, picture.entities.get(node)) for node in wanted)
    return tuple(
        EntityEntry(node, "topic", (node.lstrip("#="),), ()) if entity is None
        else EntityEntry(node, entity.kind, entity.names, tuple(paths[n] for n in entity.files))
        for node, entity in found
    )  # fmt: skip


def of_evidence(picture: Picture, found: Sequence[Found], shown: Shown, lang: str) -> Network:
    """Give the evidence as it may be shown: an edge for each source and pair with its level and confidence."""
    return _Evidence(picture, found, shown, lang).network()


class _Evidence:
    """One picture's network in the making."""

    def __init__(self, picture: Picture, found: Sequence[Found], shown: Shown, lang: str) -> None:
        self.picture, self.shown, self.lang = picture, shown, lang
        self.marked = marked_files(shown.files.values())
        self.files: dict[str, list[int]] = defaultdict(list)
        for number in picture.files:
            self.files[picture.source[number]].append(number)
        self.taking = Counter(node for item in found for node in {*item.names, *item.bridges})
        self.resting = Counter(source for item in found for source in {*item.sources})

    def network(self) -> Network:
        """Put files, names and keys together, and what joins them."""
        mentions, links = tuple(self._mentions()), tuple(self._links())
        spoken = {end for edge in (*mentions, *links) for end in (edge.source, edge.target)}
        nodes = {node.id: node for node in self._files()}
        nodes |= {node.id: node for node in (*self._names(), *self._keys()) if node.id in spoken}
        audit = self.shown.audit
        return Network(clean(audit.folder), float(audit.score.value), tuple(nodes.values()), (*links, *mentions))

    def _path(self, number: int) -> str:
        return self.picture.corpus.files[number].path

    def _open(self, source: str) -> bool:
        """Say whether no file of a source bears a marking."""
        return self.marked.isdisjoint(map(self._path, self.files[source]))

    def _start(self, numbers: Iterable[int]) -> str:
        """Give the earliest date of some files, "" where one has none: it counts as there from the start."""
        return min((clean(self.shown.files[self._path(n)].date) for n in numbers), default="")

    # Nodes

    def _files(self) -> Iterable[Node]:
        for number, file in enumerate(self.picture.corpus.files):
            yield file_node(self.shown.files[file.path], self.resting[self.picture.source.get(number, "")])

    def _names(self) -> Iterable[Node]:
        graph = self.picture.graph
        for name, weight, passing in zip(graph.names, graph.weight.tolist(), graph.passing.tolist(), strict=True):
            sources = len(self.picture.standing.get(name, ()))
            yield self._node(name, "name", {"weight": weight, "passing": passing, "sources": sources})

    def _keys(self) -> Iterable[Node]:
        graph = self.picture.graph
        for key, bits in zip(graph.keys, graph.bits.tolist(), strict=True):
            yield self._node(key, "key", {"bits": bits})

    def _node(self, inner: str, type_: str, facts: dict[str, Value]) -> Node:
        entity = self.shown.entities[inner]
        kind = messages.label("kind", clean(entity.kind), self.lang)
        label = flowing(entity.names[0]) if entity.names else clean(entity.id)
        here = self.picture.entities.get(inner)
        start = self._start(here.files) if here is not None else ""
        return Node(self._id(inner), label, type_, {"kind": kind, **facts}, self.taking[inner], start,
                    self.shown.sectors.get(entity.id, ""))  # fmt: skip

    def _id(self, inner: str) -> str:
        return entity_id(self.shown.entities[inner].id)

    # Edges

    def _links(self) -> Iterable[Edge]:
        graph = self.picture.graph
        for table, right in ((graph.between, graph.names), (graph.keyed, graph.keys)):
            yield from self._rows(table, right)

    def _rows(self, table: Table, right: Sequence[str]) -> Iterable[Edge]:
        """Give the best row of each source and pair."""
        graph = self.picture.graph
        best: dict[tuple[int, int, int], tuple[float, float, float, bool]] = {}
        columns = (table.source, table.left, table.right, table.level, table.confidence, table.plain)
        for source, left, other, level, sure, plain in zip(*(column.tolist() for column in columns), strict=True):
            row = (round(level * sure, 4), round(level, 4), round(sure, 4), plain)
            # of two names the table has both ways
            at = (source, min(left, other), max(left, other)) if right is graph.names else (source, left, other)
            best[at] = max(row, best.get(at, row))
        about = {place: self._source(source) for place, source in enumerate(graph.sources)}
        for (source, left, other), (weight, level, sure, plain) in best.items():
            if about[source]:
                path, start = about[source][0]
                facts: dict[str, Value] = {"level": level, "confidence": sure, "file": path, "template": not plain}
                yield Edge(self._id(graph.names[left]), self._id(right[other]), "link", weight, facts, start)

    def _source(self, source: str) -> list[tuple[str, str]]:
        """Give the first file of a source and its earliest date, nothing where it bears a marking."""
        if not self._open(source) or not self.files[source]:
            return []
        return [(clean(min(map(self._path, self.files[source]))), self._start(self.files[source]))]

    def _mentions(self) -> Iterable[Edge]:
        """Give an edge from each file to what it mentions, with the questions that it answers about it."""
        answered: dict[tuple[int, str], dict[str, None]] = defaultdict(dict)
        for told in self.picture.told:
            answered[told.file, told.subject][told.statement.facet] = None
        open_ = {n for source, numbers in self.files.items() if self._open(source) for n in numbers}
        for inner in self.shown.entities:
            entity = self.picture.entities.get(inner)
            for number in entity.files if entity is not None else ():
                if number in open_:
                    facets = [messages.label("facet", facet, self.lang) for facet in answered.get((number, inner), ())]
                    facts: dict[str, Value] = {"answers": clean(", ".join(facets))} if facets else {}
                    path = self._path(number)
                    yield Edge(file_id(path), self._id(inner), "states" if facets else "mentions", 1.0, facts,
                               self._start([number]))  # fmt: skip
