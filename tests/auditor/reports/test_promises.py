"""What audit.json promises beyond its types holds on the sample and on a small folder: all that it names is there."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from auditor.reports.json import schema
from tests.conftest import Ran

KEYS = {"identifier", "contact", "quantity", "money", "date"}


@pytest.fixture(params=["demo", "small_audit"])
def audit(request: pytest.FixtureRequest, demo: tuple[Ran, Path], small_audit: Path) -> dict[str, Any]:
    place = demo[1] if request.param == "demo" else small_audit
    found: dict[str, Any] = json.loads((place / "audit.json").read_bytes())
    return found


def lists(audit: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the folder's list and those of its sectors."""
    return [audit["shortlist"], *(each["shortlist"] for each in audit["sectors"] if each["shortlist"])]


def test_it_follows_the_published_schema_every_part_of_which_is_there(audit: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(schema()).validate(audit)

    def named(part: Any) -> set[str]:
        if isinstance(part, dict):
            return {part["$ref"]} if "$ref" in part else set().union(*map(named, part.values()))
        return set().union(*map(named, part)) if isinstance(part, list) else set()

    assert named(schema()) <= {f"#/$defs/{name}" for name in schema()["$defs"]}


def test_counts_add_up_and_files_name_their_copies_and_names(audit: dict[str, Any]) -> None:
    files = {each["path"]: each for each in audit["files"]}
    assert len(files) == audit["coverage"]["files"]
    mates, names, keys = defaultdict(set), defaultdict(set), set()
    for each in audit["entities"]:
        keys |= {each["id"]} if each["kind"] in KEYS else set()
        for path in each["files"]:
            names[path].add(each["id"])
    for path, each in files.items():
        mates[each["source"]].add(path)
    for path, each in files.items():
        assert set(each["copies"]) == mates[each["source"]] - {path}
        assert set(each["entities"]) == names[path] - keys
        assert each["problems"] or each["status"] == "read"
    for status in ("read", "partly", "unread", "skipped"):
        assert audit["coverage"][status] == sum(each["status"] == status for each in files.values())


def test_a_chain_leads_from_file_to_file_over_each_bridge_once(audit: dict[str, Any]) -> None:
    for each in audit["findings"]:
        assert set(each["path"][::2]) <= set(each["files"])
        assert set(each["path"][1::2]) <= set(each["bridges"])
        assert len(each["path"]) % 2 == (each["kind"] == "chain")
        assert len(each["path"][1::2]) == len(set(each["path"][1::2]))


def test_every_list_says_what_its_rows_say(audit: dict[str, Any]) -> None:
    source = {each["path"]: each["source"] for each in audit["files"]}
    for each in lists(audit):
        rows, scores = each["items"], [point["score"] for point in each["frontier"]]
        last = rows[-1]["score_after"] if rows else each["score_before"]
        assert last == each["score_after"]
        assert each["reached"] == (each["score_after"] <= each["target"])
        assert scores[0] == each["score_before"]
        assert all(after <= before for before, after in pairwise(scores))
        for row in rows:
            assert scores[row["rank"]] <= row["score_after"]
            assert len({source[path] for path in row["files"]}) == 1
        assert not rows or each["method"] == "greedy" or each["gap"] == 0.0
    assert audit["shortlist"]["score_before"] == audit["score"]["open"]
