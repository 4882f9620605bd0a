"""The sample folder against its truth: what was put in is found, with the right files, and nothing that is not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from auditor import findings, picture, profile, wording
from auditor.engines.local import LocalEngine
from auditor.findings import Found
from auditor.folder import walk
from auditor.picture import Corpus, Picture
from auditor.removal import Wish, chosen
from extractors.model import Extraction

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
ASSOCIATIONS = 0.9


@dataclass(frozen=True)
class Sample:
    """The sample folder, read and looked at once for all tests."""

    files: list[Extraction]
    corpus: Corpus
    whole: Picture
    found: list[Found]
    truth: dict[str, Any]

    def one(self, path: str) -> str:
        """Give the name that a file's copies share in the truth."""
        return next((group[0] for group in self.truth["copies"] if path in group), path)

    def paths(self, item: Found) -> set[str]:
        """Give the files of a finding, copies counted as one."""
        words = wording.Words(self.whole, "zh")
        return {self.one(words.file_of(hop)) for hop in item.hops}


@pytest.fixture(scope="module")
def sample() -> Sample:
    with LocalEngine() as engine:
        files = [each for _, found in engine.map_files(walk(FIXTURES / "sample")) for each in found]
    corpus = picture.corpus(files)
    whole = picture.of(corpus, profile.shipped("critical-minerals"))
    found = findings.of(whole)
    return Sample(files, corpus, whole, found, json.loads((FIXTURES / "sample.truth.json").read_text("utf-8")))


def groups(sample: Sample, association: dict[str, Any]) -> list[set[str]]:
    return [{sample.one(path) for path in group} for group in [association["needs"], *association["alternatives"]]]


def test_every_file_is_accounted_for(sample: Sample) -> None:
    status = {file.path: file for file in sample.files}
    for broken in sample.truth["unreadable"]:
        # A cut file gives what it still holds.
        assert status[broken["path"]].status == ("partly" if broken["problem"] == "truncated" else "unread")
        assert broken["problem"] in {problem.kind for problem in status[broken["path"]].problems}
    others = {path for path in status if path not in {broken["path"] for broken in sample.truth["unreadable"]}}
    assert {status[path].status for path in others} == {"read"}
    assert len(status) >= 60


def test_hidden_texts_are_read_in_their_layer(sample: Sample) -> None:
    by_path = {file.path: file for file in sample.files}
    for hidden in sample.truth["hidden"]:
        segments = [
            s for s in by_path[hidden["path"]].segments if s.layer == hidden["layer"] or hidden["path"].endswith(".pdf")
        ]
        said = "".join("".join(s.text.split()) for s in segments).replace(",", "")
        assert "".join(hidden["text"].split()).replace(",", "")[:40] in said, (hidden["path"], hidden["layer"])


def test_nine_in_ten_associations_are_found_with_the_right_files(sample: Sample) -> None:
    found = [sample.paths(item) for item in sample.found]

    def hit(group: set[str]) -> bool:
        return any(group <= files and len(files) <= 3 * len(group) for files in found)

    missed = [each["what"] for each in sample.truth["associations"] if not any(map(hit, groups(sample, each)))]
    assert len(missed) <= (1 - ASSOCIATIONS) * len(sample.truth["associations"]), missed


def entities_of(sample: Sample, names: Iterable[str]) -> set[str]:
    wanted = set(names)
    return {e.id for e in sample.whole.entities.values() if wanted & set(e.names)}


def test_same_name_strangers_are_not_one(sample: Sample) -> None:
    for stranger in sample.truth["strangers"]:
        here, there = ({sample.one(path) for path in stranger[key]} for key in ("docs", "docs_other"))
        for item in sample.found:
            files = sample.paths(item)
            joins = {stranger["name"]} & {name for end in item.names for name in sample.whole.entities[end].names}
            assert not (joins and files & here and files & there), stranger["name"]


def test_no_chain_goes_through_noise(sample: Sample) -> None:
    noise = {sample.one(path) for path in sample.truth["noise"]}
    chains = [item for item in sample.found if item.kind == "chain"]
    assert [sorted(sample.paths(item)) for item in chains if sample.paths(item) & noise] == []


def test_marked_files_are_flagged_and_a_talk_about_secrecy_is_not(sample: Sample) -> None:
    flags = {file.path: {flag.kind for flag in file.flags} for file in sample.files}
    for marking in sample.truth["markings"]:
        assert flags[marking["path"]] & {"top_secret", "secret", "confidential", "internal", "draft"}, marking
    for path in sample.truth["not_markings"]:
        assert not flags[path] & {"top_secret", "secret", "confidential"}, path


def test_the_promised_score_is_that_of_an_audit_without_the_files(sample: Sample, tmp_path: Path) -> None:
    made = chosen(sample.corpus, sample.whole, sample.found, Wish())
    choice, rows = made.choice, made.rows
    gone = set(sample.whole.paths(choice.sources))
    rest = picture.of(picture.corpus([f for f in sample.files if f.path not in gone]), sample.whole.profile)
    assert rest.score == pytest.approx(rows[-1].score, abs=1e-6)
    assert rows[-1].score <= 30 < sample.whole.score
    assert len(rows) <= 10


def test_the_tools_choice_differs_from_the_best_removals_by_one_file_at_most(sample: Sample) -> None:
    best = {sample.one(path) for path in sample.truth["best_removals"]["files"]}
    choice = chosen(sample.corpus, sample.whole, sample.found, Wish(target=0, most=len(best), exactly=True)).choice
    ours = {sample.one(path) for path in sample.whole.paths(choice.sources)}
    assert len(best - ours) <= 1, (sorted(best - ours), sorted(ours - best))
