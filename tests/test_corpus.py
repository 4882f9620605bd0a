"""The hand-written folders: their answers are literal, and no document gives an association away by itself."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tests.bench.recognition_sets import GROUPS
from tests.bench.shortlist import CORPUS, LEARN

FACETS = frozenset(
    "operator partner customer site schedule capacity process equipment money people policy contact".split()
)
NAMES = sorted(path.name for path in CORPUS.iterdir())
ELSEWHERE = {"robotics"}  # a folder of the benches that is not part of the project


def case_of(name: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((CORPUS / name / "case.json").read_text("utf-8"))
    return held


def texts(case: dict[str, Any]) -> dict[str, str]:
    """Give each document's text, its hidden layers with it."""
    return {
        each["path"]: "\n".join(
            block["text"] if "text" in block else "\n".join("\t".join(map(str, row)) for row in block["rows"])
            for block in each["blocks"]
        )
        for each in case["documents"]
    }


@pytest.mark.parametrize("name", NAMES)
def test_names_and_values_stand_in_the_documents(name: str) -> None:
    case = case_of(name)
    said = texts(case)
    names = {each["id"]: each["names"] for each in case["entities"]}
    absent = [form for forms in names.values() for form in forms if not any(form in text for text in said.values())]
    wrong = [
        each for each in case["statements"]
        if each["facet"] not in FACETS or each["value"] not in said[each["doc"]]
        or not any(form in said[each["doc"]] for form in names[each["subject"]])
    ]  # fmt: skip
    assert (absent, wrong) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_no_document_names_all_ends_of_an_association(name: str) -> None:
    case = case_of(name)
    names = {each["id"]: each["names"] for each in case["entities"]}
    alone = [
        (each["what"], path) for each in case["associations"] if len(each["subjects"]) > 1
        for path, text in texts(case).items()
        if all(any(form in text for form in names[subject]) for subject in each["subjects"])
    ]  # fmt: skip
    assert alone == []


@pytest.mark.parametrize("name", NAMES)
def test_what_shows_an_association_is_documents_and_none_too_many(name: str) -> None:
    case = case_of(name)
    paths = {each["path"] for each in case["documents"]}
    for each in case["associations"]:
        groups = [frozenset(group) for group in (each["needs"], *each.get("alternatives", ()))]
        assert all(len(group) > 1 and group <= paths for group in groups), each["what"]
        assert not [(one, other) for one in groups for other in groups if one < other], each["what"]
        assert len(set(groups)) == len(groups), each["what"]


def test_each_folder_is_of_one_group_and_what_weights_are_fitted_on_is_what_rules_were_written_on() -> None:
    held = Counter(name for group in GROUPS.values() for name in group)
    assert held == Counter({*NAMES, *ELSEWHERE})
    assert set(LEARN) - {"sample"} == set(GROUPS["learn"])
