"""A folder of hostile files read as one; `python -m tests.bench.hostile` does so with all of them, and measures."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import pytest

from auditor import folder
from auditor.engines.local import LocalEngine
from extractors.extract import MEMBER
from fixtures import hostile

# What takes seconds or hundreds of megabytes is for the bench.
HEAVY = {
    "bombs/200-mb-part.docx", "bombs/2m-shared-strings.xlsx", "bombs/ratio.zip", "bombs/ratio.txt.gz",
    "bombs/many-members.zip", "bombs/nested.zip", "bombs/overlapping.zip", "bombs/flate-tower.pdf",
    "bombs/scattered.pdf", "bombs/one-line.txt", "bombs/one-line.csv", "bombs/brackets.md", "bombs/sparse.xlsx",
    "bombs/form-tower.pdf", "bombs/deep.xml", "bombs/deep.docx",
}  # fmt: skip
GOOD = 20


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, set[str]]]:
    """Give the status of each file of the folder, and the kinds of problem of it and its members."""
    root = tmp_path_factory.mktemp("hostile") / "folder"
    for name, builder in hostile.BUILDERS.items():
        if name not in HEAVY:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(builder())
    for make in hostile._NODES.values():
        make(root)
    (root / "good").mkdir()
    for number in range(GOOD):
        (root / "good" / f"{number}.docx").write_bytes(hostile.docx(hostile._paragraph(f"{hostile.TEXT} {number}")))
    status, problems = dict[str, str](), defaultdict[str, set[str]](set)
    with LocalEngine(2) as engine:
        for _, found in engine.map_files(folder.walk(root)):
            for extraction in found:
                path, inner, _ = extraction.path.partition(MEMBER)
                problems[path] |= {problem.kind for problem in extraction.problems}
                if not inner:
                    assert path not in status, "each file is named once"
                    status[path] = extraction.status
    _unlocked(root)
    return {path: (said, problems[path]) for path, said in status.items()}


def _unlocked(root: Path) -> None:
    for name in ("forbidden", "forbidden.txt"):
        os.chmod(root / name, 0o700)


def test_every_file_is_named_for_what_it_is(seen: dict[str, tuple[str, set[str]]]) -> None:
    wrong = {path: fault for path, (status, problems) in seen.items() if not path.startswith("good/")
             and (fault := hostile.wrongly_named(path, status, problems))}  # fmt: skip
    assert wrong == {}


def test_no_file_is_missing(seen: dict[str, tuple[str, set[str]]]) -> None:
    built = {name for name in hostile.BUILDERS if name not in HEAVY}
    missing = {name for name in built if not any(name == path or (path.endswith("/") and name.startswith(path))
                                                 for path in seen)}  # fmt: skip
    assert missing == set()
    assert len([path for path in seen if path.startswith("names/")]) >= 8


def test_good_files_among_them_are_all_read(seen: dict[str, tuple[str, set[str]]]) -> None:
    good = [said for path, said in seen.items() if path.startswith("good/")]
    assert good == [("read", set())] * GOOD


@pytest.mark.parametrize(
    ("path", "status", "problems", "right"),
    [
        ("bombs/quadratic.docx", "unread", {"bomb"}, True), ("bombs/quadratic.docx", "read", set(), False),
        ("bombs/quadratic.docx", "unread", set(), False), ("bombs/quadratic.docx", "unread", {"crash"}, False),
        ("bombs/sparse.xlsx", "read", set(), True), ("bombs/sparse.xlsx", "read", {"corrupt"}, False),
        ("bombs/one-line.txt", "partly", {"timeout"}, True), ("bombs/one-line.txt", "partly", {"crash"}, False),
        ("locked/encrypted.7z", "unread", {"encrypted"}, True), ("locked/encrypted.7z", "unread", {"corrupt"}, False),
    ],
)  # fmt: skip
def test_what_is_expected_can_be_missed(path: str, status: str, problems: set[str], right: bool) -> None:
    assert (hostile.wrongly_named(path, status, problems) == "") == right
