"""Networks for graph viewers: read back by networkx, safe from hostile names, masked as the audit is."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from auditor import picture, profile
from auditor.commands import console
from auditor.findings import found
from auditor.graph import to_networkx
from auditor.masking import masked
from auditor.model import FileEntry, FileFlag
from auditor.reports import gephi, linked
from auditor.reports.clean import flowing
from auditor.reports.gexf import gexf
from auditor.reports.graphml import graphml
from auditor.reports.network import Edge, Network, Node, kinds_of, of_findings
from fixtures.audits import example
from tests.auditor.folders import look, read
from tests.auditor.reports.test_reports import FORBIDDEN, HOSTILE, hostile
from tests.conftest import SMALL, Run

FORMS: dict[str, tuple[Callable[[Network], str], Callable[[io.BytesIO], Any]]] = {
    "graphml": (graphml, lambda data: nx.read_graphml(data, force_multigraph=True)),
    "gexf": (gexf, lambda data: nx.MultiGraph(nx.read_gexf(data))),
}


def network() -> Network:
    nodes = (
        Node("file:a.txt", "a.txt", "file", {"bytes": 3, "alone": 0.5}, 1, "2026-03-02"),
        Node("entity:e1", "云岭精工", "name", {"weight": 1.0}, 2, "", "s1"),
        Node("entity:k1", 'say "no" & <so>', "key", {"weight": 2}, 0),
    )
    edges = (
        Edge("entity:e1", "entity:k1", "link", 0.4, {"level": 0.8, "template": False}, "2026-03-02"),
        Edge("entity:e1", "entity:k1", "link", 0.9, {"level": 1.0, "template": True}),
        Edge("file:a.txt", "entity:e1", "mentions", 1.0, {}),
    )
    return Network("组 & <文件>", 71.3, nodes, edges)


@pytest.mark.parametrize("form", FORMS)
def test_networkx_reads_back_what_was_written(form: str) -> None:
    write, load = FORMS[form]
    made = network().placed()
    back = load(io.BytesIO(write(made).encode()))
    assert {node: data["label"] for node, data in back.nodes(data=True)} == {n.id: n.label for n in made.nodes}
    assert back.nodes["file:a.txt"]["bytes"] == 3
    assert back.nodes["entity:e1"]["sector"] == "s1"
    assert sorted(data["weight"] for _, _, data in back.edges(data=True)) == [0.4, 0.9, 1.0]
    assert {data["template"] for _, _, data in back.edges(data=True) if "template" in data} == {True, False}


def test_gexf_begins_nodes_and_edges_on_their_days_and_is_static_without_any() -> None:
    back = nx.read_gexf(io.BytesIO(gexf(network()).encode()))
    assert back.graph["mode"] == "dynamic"
    assert back.nodes["file:a.txt"]["start"] == "2026-03-02"
    assert "start" not in back.nodes["entity:e1"]
    bare = Network("", 0.0, (Node("a", "a", "file", {}, start="soon"),), ())
    assert 'mode="static"' in gexf(bare)
    assert 'start="soon"' not in gexf(bare)


def test_the_tables_have_the_columns_that_gephi_knows() -> None:
    made = gephi.tables(network())
    nodes, edges = (list(csv.DictReader(io.StringIO(made[name]))) for name in ("nodes.csv", "edges.csv"))
    assert list(nodes[0])[:2] == ["Id", "Label"]
    assert list(edges[0])[:5] == ["Source", "Target", "Type", "Id", "Weight"]
    assert {edge["Type"] for edge in edges} == {"Undirected"}
    assert len({edge["Id"] for edge in edges}) == 3
    assert {end for edge in edges for end in (edge["Source"], edge["Target"])} <= {node["Id"] for node in nodes}
    assert len({heading.lower() for heading in edges[0]}) == len(edges[0]), "no heading meets another"


def test_a_column_of_whole_and_broken_numbers_is_one_of_broken_ones() -> None:
    assert kinds_of([{"a": 1, "b": True}, {"a": 0.5, "c": "x"}]) == {"a": "double", "b": "boolean", "c": "string"}


def test_every_node_has_a_place_of_its_own_and_follows_its_neighbours_sector() -> None:
    made = of_findings(masked(example("en"), b"key"), "en").placed()
    assert len({(node.x, node.y) for node in made.nodes}) == len(made.nodes)
    assert made == of_findings(masked(example("en"), b"key"), "en").placed()


def test_only_what_findings_touch_can_be_kept() -> None:
    made = network().touched()
    assert [node.id for node in made.nodes] == ["file:a.txt", "entity:e1"]
    assert [edge.type for edge in made.edges] == ["mentions"]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_leave_every_form_well_formed(name: str) -> None:
    made = of_findings(hostile(name), "zh").placed()
    for write, load in FORMS.values():
        content = write(made).encode()
        assert not [code for code in FORBIDDEN if code in content.decode()]
        etree.fromstring(content)
        assert load(io.BytesIO(content)).number_of_nodes() == len(made.nodes)
    for table in gephi.tables(made).values():
        assert not [code for code in FORBIDDEN if code in table]
        rows = list(csv.reader(io.StringIO(table)))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]


# The evidence


def evidence(whole: picture.Picture, marked: str = "") -> Network:
    entries = {each.id: each for each in linked.entries(whole)}
    flags = (FileFlag("secret", ""),)
    files = {
        file.path: FileEntry(file.path, file.sha256, 1, "txt", "read", (), whole.source[n], (),
                             flags if file.path == marked else (), {}, 0.0, 0.0, (), "2026-03-02")
        for n, file in enumerate(whole.corpus.files)
    }  # fmt: skip
    shown = linked.Shown(example("en", 20), entries, files, {})
    return linked.of_evidence(whole, found(whole.graph, whole.measure, whole.standing), shown, "en")


def test_the_links_are_those_of_the_graph() -> None:
    whole = look(SMALL)
    paths = {source: min(whole.paths({source})) for source in whole.graph.sources}
    oracle = {
        (frozenset((f"entity:{one}", f"entity:{other}")), paths[data["source"]])
        for one, other, data in to_networkx(whole.graph).edges(data=True)
    }
    links = [edge for edge in evidence(whole).edges if edge.type == "link"]
    assert {(frozenset((edge.source, edge.target)), edge.facts["file"]) for edge in links} == oracle
    assert len(links) == len(oracle), "one edge for each source and pair"
    assert all(0 < edge.weight <= 1 for edge in links)


def test_files_mention_what_the_picture_says_they_mention() -> None:
    whole = look(SMALL)
    made = evidence(whole)
    ids = {node.id for node in made.nodes}
    assert {edge.source for edge in made.edges} | {edge.target for edge in made.edges} <= ids
    assert {f"file:{path}" for path in SMALL} <= ids
    for node in (*whole.graph.names, *whole.graph.keys):
        entity = whole.entities.get(node)
        told = {edge.source for edge in made.edges if edge.target == f"entity:{node}" and edge.type != "link"}
        assert told == {f"file:{whole.corpus.files[n].path}" for n in (entity.files if entity else ())}
    assert any(edge.type == "states" and edge.facts["answers"] for edge in made.edges)
    assert any(node.findings for node in made.nodes if node.type == "name")


def test_what_a_marked_file_says_is_left_out() -> None:
    texts = {**SMALL, "x.txt": "绝密\n赤岩精密有限公司的批号 ZX-771204Q 送到赤岩厂区。"}
    whole = picture.of(picture.corpus(read(texts)), profile.shipped("general"))
    open_, closed = (json.dumps([str(node) for node in evidence(whole, marked).nodes]) for marked in ("", "x.txt"))
    assert "zx771204q" in open_
    assert "zx771204q" not in closed
    assert not any("x.txt" in str(edge) for edge in evidence(whole, "x.txt").edges)


# The command


def test_the_command_writes_the_evidence_masked_as_the_audit_is(
    run: Run, small_audit: Path, state: Path, tmp_path: Path
) -> None:
    words = ("graph", small_audit, "--lang", "en", "--state", state)
    first = run(*words, "--format", "gexf", "--to", tmp_path / "a.gexf")
    assert first.code == console.OK, first.err
    written = (tmp_path / "a.gexf").read_text("utf-8")
    back = nx.read_gexf(tmp_path / "a.gexf")
    assert f"{back.number_of_nodes():,} nodes" in first.err
    assert "云岭精工" in written
    for secret in ("13900002718", "260113", "周启航"):
        assert secret not in written
    audit = json.loads((small_audit / "audit.json").read_text("utf-8"))
    known = {entity["id"]: flowing(entity["names"][0]) for entity in audit["entities"]}
    labels = {node.removeprefix("entity:"): data["label"] for node, data in back.nodes(data=True)}
    shared = labels.keys() & known.keys()
    assert shared
    assert {node: labels[node] for node in shared} == {node: known[node] for node in shared}
    assert run(*words, "--format", "gexf").said == written, "printed where no place is given, and the same again"


def test_the_command_writes_two_tables_and_says_what_else_it_needs(
    run: Run, small_audit: Path, small_folder: Path, state: Path, tmp_path: Path
) -> None:
    words = ("graph", small_audit, "--lang", "en", "--state", state, "--format", "csv", "--only-findings")
    assert run(*words).code == console.USAGE
    assert "give the folder for them with --to" in run(*words).err
    assert run(*words, "--to", small_folder / "g").code == console.USAGE
    assert run(*words, "--to", tmp_path / "g").code == console.OK
    assert {path.name for path in (tmp_path / "g").iterdir()} == {"nodes.csv", "edges.csv"}


def test_findings_need_the_audit_alone(run: Run, small_audit: Path, state: Path, tmp_path: Path) -> None:
    shutil.copytree(small_audit, tmp_path / "moved")
    audit = json.loads((tmp_path / "moved" / "audit.json").read_text("utf-8"))
    (tmp_path / "moved" / "audit.json").write_text(json.dumps({**audit, "folder": "/nowhere"}), "utf-8")
    words = ("graph", tmp_path / "moved", "--state", state, "--lang", "zh")
    done = run(*words, "--what", "findings")
    assert done.code == console.OK
    assert "个节点" in done.err
    assert run(*words).code == console.USAGE, "the evidence needs the folder"
