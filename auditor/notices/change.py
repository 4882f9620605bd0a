"""What a notice is about, and whether there is reason to send one; pure, and free of names unless asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.changes import Drift
from auditor.model import Audit, FileEntry

FIRST = 10  # findings that stand on page one
RESULTS = (0, 1, 3)  # exit codes of an audit that was finished


@dataclass(frozen=True, slots=True)
class Change:
    """What changed from one run of a job to the next: counts and scores.

    Attributes:
        score_before: Score then; None where there was no run, or it was not finished.
        score_after: Score now; None where this run was not finished.
        open_before: Score then without what a person accepted; None where that is not known.
        open_after: The same now.
        findings_new: Findings that were not there then.
        findings_gone: Findings that are no longer there.
        findings_new_first: New findings among the first ten.
        files_added: Files with content that was not there then.
        files_removed: Files whose content is no longer there.
        files_edited: Files of the same path with other content.
        files_back: Files that an earlier audit wanted removed, that were gone, and that are there again.
        exit_code_before: Of the run then; None where there was none.
        exit_code: Of the run now.
        report: Path of the report on this machine; empty where there is none.
        finding_names: Texts of the new findings, strongest first; only a notice that was asked for names shows them.
        file_names: Paths of files added, edited and come back; likewise.
    """

    score_before: float | None
    score_after: float | None
    open_before: float | None
    open_after: float | None
    findings_new: int
    findings_gone: int
    findings_new_first: int
    files_added: int
    files_removed: int
    files_edited: int
    files_back: int
    exit_code_before: int | None
    exit_code: int
    report: str
    finding_names: tuple[str, ...] = ()
    file_names: tuple[str, ...] = ()


def is_drift(change: Change, least_move: float) -> bool:
    """Say whether people should be told.

    They should where the score, or the open score, moved by at least so many points, where there are new findings
    among the first ten, where the exit code is another than that of the run before, and where a removed file came
    back. A first run has nothing to compare with: it counts only where it was not finished.
    """
    if change.exit_code_before is None:
        return change.exit_code not in RESULTS
    moves = (_moved(change.score_before, change.score_after), _moved(change.open_before, change.open_after))
    reasons = (change.findings_new_first, change.files_back, change.exit_code != change.exit_code_before)
    return any(reasons) or max(moves) >= least_move


def drifted(drift: Drift, after: Audit, codes: tuple[int | None, int], report: str) -> Change:
    """Give what the state of a folder says has changed since its last run, which sees what came back, too.

    Args:
        drift: What changed.
        after: The audit of this run.
        codes: Exit codes, then and now.
        report: Path of the report.
    """
    first = {found.id for found in after.findings[:FIRST]}
    back = [each.path for each in drift.back]
    return Change(
        score_before=drift.before.score,
        score_after=drift.now.score,
        open_before=drift.before.open_score,
        open_after=drift.now.open_score,
        findings_new=len(drift.findings_new),
        findings_gone=len(drift.findings_gone),
        findings_new_first=sum(found.now_id in first for found in drift.findings_new),
        files_added=len(drift.added),
        files_removed=len(drift.removed),
        files_edited=len(drift.edited),
        files_back=len(back),
        exit_code_before=codes[0],
        exit_code=codes[1],
        report=report,
        finding_names=tuple(found.now for found in drift.findings_new),
        file_names=tuple(sorted({*drift.added, *drift.edited, *back})),
    )


def between(before: Audit | None, after: Audit | None, codes: tuple[int | None, int], report: str) -> Change:
    """Give what changed between two audits of one folder, where its state does not say.

    A file that was only renamed is neither added nor removed: files are compared by content.

    Args:
        before: The audit that the run before wrote; None where there is none.
        after: The audit of this run; None where it was not finished.
        codes: Exit codes, then and now.
        report: Path of the report.
    """
    known = {found.id for found in before.findings} if before else set[str]()
    now = {found.id for found in after.findings} if after else set[str]()
    comparable = before is not None and after is not None
    fresh = [found for found in after.findings if found.id not in known] if comparable and after else []
    added, removed, edited = _files(before.files, after.files) if before and after else ([], [], [])
    first = {found.id for found in after.findings[:FIRST]} if after else set[str]()
    return Change(
        score_before=before.score.value if before else None,
        score_after=after.score.value if after else None,
        open_before=before.score.open if before else None,
        open_after=after.score.open if after else None,
        findings_new=len(fresh),
        findings_gone=len(known - now) if comparable else 0,
        findings_new_first=sum(found.id in first for found in fresh),
        files_added=len(added),
        files_removed=len(removed),
        files_edited=len(edited),
        files_back=0,
        exit_code_before=codes[0],
        exit_code=codes[1],
        report=report if after else "",
        finding_names=tuple(found.text for found in fresh),
        file_names=tuple(sorted(added + edited)),
    )


def _moved(before: float | None, after: float | None) -> float:
    return 0.0 if before is None or after is None else round(abs(after - before), 9)


def _files(before: Sequence[FileEntry], after: Sequence[FileEntry]) -> tuple[list[str], list[str], list[str]]:
    then, now = {file.path: file.sha256 for file in before}, {file.path: file.sha256 for file in after}
    edited = [path for path, content in now.items() if path in then and then[path] != content]
    added = [path for path, content in now.items() if path not in then and content not in set(then.values())]
    removed = [path for path, content in then.items() if path not in now and content not in set(now.values())]
    return added, removed, edited
