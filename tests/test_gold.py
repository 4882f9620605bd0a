"""A case's names and statements in place of the recognised ones: what is measured with them is what the case says."""

from __future__ import annotations

from auditor import picture, profile
from extractors.extract import extract
from tests.bench.gold import lost, perfect

CASE = {
    "entities": [
        {"id": "e1", "kind": "project", "names": ["the heron matter", "heron"]},
        {"id": "e2", "kind": "org", "names": ["blue room"]},
    ],
    "statements": [
        {"doc": "plan.txt", "subject": "e2", "facet": "capacity", "value": "31,847 kVA"},
        {"doc": "plan.txt", "subject": "e1", "facet": "money", "value": "nowhere to be read"},
    ],
}
TEXTS = {
    "plan.txt": "Those of the blue room ask for 31,847 kVA by June.",
    "birds.txt": "The herons nest here.",
    "note.txt": "For the heron matter we need 31,847 kVA; heron is late.",
}


def test_every_spelling_is_its_entity_and_every_statement_a_cell_with_links() -> None:
    files = [each for name, text in TEXTS.items() for each in extract(text.encode(), name)]
    folder = perfect(files, CASE)
    whole = picture.of(folder, profile.shipped("general"))
    graph = whole.graph
    assert {whole.entities[each].names for each in ("e1", "e2")} == {("the heron matter", "heron"), ("blue room",)}
    assert len(whole.standing["e1"]) == 1, "a name within a longer word is none"
    cells, links = graph.cells, graph.keyed
    assert [(graph.names[n], graph.facets[f]) for n, f in zip(cells.name, cells.facet, strict=True)] == [
        ("e2", "capacity")
    ]
    keyed = {(graph.names[name], graph.keys[key]) for name, key in zip(links.left, links.right, strict=True)}
    assert {("e1", "=#31.847"), ("e2", "=#31.847")} <= keyed
    assert [claim.value for claim in lost(folder)] == ["nowhere to be read"]
