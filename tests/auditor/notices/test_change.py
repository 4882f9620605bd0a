"""What counts as drift, and what changed between two audits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.changes import Drift, FindingChange, Point, Return
from auditor.model import Audit, FileEntry, Finding
from auditor.notices.change import Change, between, drifted, is_drift
from auditor.reports.json import loads
from tests.conftest import GOLDEN

SAME = Change(
    score_before=40.0, score_after=40.0, open_before=None, open_after=None, findings_new=0, findings_gone=0,
    findings_new_first=0, files_added=0, files_removed=0, files_edited=0, files_back=0, exit_code_before=1,
    exit_code=1, report="/r/report.html",
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "drift"),
    [
        (SAME, False),
        (replace(SAME, score_after=42.9), False),
        (replace(SAME, score_after=43.0), True),
        (replace(SAME, score_after=37.0), True),
        (replace(SAME, open_before=30.0, open_after=33.5), True),
        (replace(SAME, findings_new=5, findings_gone=9, files_added=7, files_edited=1), False),
        (replace(SAME, findings_new=1, findings_new_first=1), True),
        (replace(SAME, files_back=1), True),
        (replace(SAME, exit_code=3), True),
        (replace(SAME, exit_code=2, score_after=None), True),
        (replace(SAME, exit_code=2, exit_code_before=2, score_before=None, score_after=None), False),
        (replace(SAME, exit_code_before=None, score_before=None), False),
        (replace(SAME, exit_code_before=None, score_before=None, exit_code=5, score_after=None), True),
    ],
)
def test_people_are_told_what_moved_and_nothing_else(change: Change, drift: bool) -> None:
    assert is_drift(change, 3.0) is drift


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))
def test_a_move_counts_whatever_its_direction(before: float, after: float, least: float) -> None:
    there, back = (replace(SAME, score_before=a, score_after=b) for a, b in ((before, after), (after, before)))
    assert is_drift(there, least) == is_drift(back, least)


@pytest.fixture
def audit() -> Audit:
    return loads((GOLDEN / "reports" / "zh.json").read_text("utf-8"))


def finding(name: str) -> Finding:
    return Finding(name, "chain", (), f"text of {name}", 1.0, (), ())


def file(path: str, content: str) -> FileEntry:
    return FileEntry(path, content, 1, "txt", "read", (), content, (), (), {}, 0.0, 0.0, ())


def test_two_audits_are_compared_by_findings_and_by_content(audit: Audit) -> None:
    old = [finding(f"f{number}") for number in range(12)]
    before = replace(audit, findings=tuple(old), files=(file("a", "1"), file("b", "2"), file("c", "3"), file("d", "4")))
    after = replace(
        audit,
        findings=(finding("new"), *old[1:10], finding("late"), old[11]),
        files=(file("a", "1"), file("b", "9"), file("renamed", "3"), file("e", "5"), file("copy of a", "1")),
    )
    change = between(before, after, (1, 1), "/r")
    assert (change.findings_new, change.findings_gone, change.findings_new_first) == (2, 2, 1)
    assert (change.files_added, change.files_removed, change.files_edited) == (1, 1, 1)
    assert change.finding_names == ("text of new", "text of late")
    assert change.file_names == ("b", "e")


def point(score: float, open_score: float) -> Point:
    return Point("2026-11-01T12:30:00+00:00", "1", "1", "general 1", score, open_score, 30.0, score, 9, 9, 0, 0, 0)


def test_what_the_state_says_has_changed_is_taken_as_it_is(audit: Audit) -> None:
    after = replace(audit, findings=tuple(finding(f"f{number}") for number in range(12)))
    new = tuple(FindingChange("chain", "", f"f{number}", "", f"text {number}") for number in (3, 11))
    gone = (FindingChange("cell", "g", "", "old", ""),)
    drift = Drift(
        "/f", point(40.0, 30.0), point(41.0, 35.0), causes=(), undivided="", straw=None, removed=("r",), edited=("e",),
        moved=(), added=("a", "back"), copies=(), fates=(), back=(Return("back", "was", "2026-10-01", exact=True),),
        findings_new=new, findings_gone=gone, findings_changed=(), sheet=(), shortlist=(),
    )  # fmt: skip
    assert drifted(drift, after, (1, 1), "/r") == Change(
        score_before=40.0, score_after=41.0, open_before=30.0, open_after=35.0, findings_new=2, findings_gone=1,
        findings_new_first=1, files_added=2, files_removed=1, files_edited=1, files_back=1, exit_code_before=1,
        exit_code=1, report="/r", finding_names=("text 3", "text 11"), file_names=("a", "back", "e"),
    )  # fmt: skip


def test_an_audit_compared_with_itself_has_not_changed(audit: Audit) -> None:
    change = between(audit, audit, (1, 1), "/r")
    assert not is_drift(change, 0.1)
    assert change.finding_names == change.file_names == ()


def test_a_first_and_an_unfinished_run_compare_with_nothing(audit: Audit) -> None:
    first, unfinished = between(None, audit, (None, 1), "/r"), between(audit, None, (1, 5), "/r")
    assert (first.score_before, first.findings_new, first.files_added) == (None, 0, 0)
    assert (unfinished.score_after, unfinished.findings_gone, unfinished.report) == (None, 0, "")
