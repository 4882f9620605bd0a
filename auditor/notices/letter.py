"""What a notice says: as words for a person and as values for a program; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditor.messages import MESSAGES, text
from auditor.notices.change import Change
from auditor.reports.clean import clean

SCHEMA = "auditor.notice/1"
MOST_NAMES = 10  # of findings and of files each; the report has them all


@dataclass(frozen=True, slots=True)
class Letter:
    """One notice, before it takes the form of a channel.

    Attributes:
        subject: One line.
        lines: What changed, one thing a line.
        payload: The same as values; JSON can hold it.
    """

    subject: str
    lines: tuple[str, ...]
    payload: Mapping[str, Any]


def letter(change: Change, job: str, at: str, lang: str, *, names: bool) -> Letter:
    """Give the notice of a change.

    Args:
        change: What changed.
        job: Name of the job.
        at: When the run ended, in ISO 8601.
        lang: "zh" or "en".
        names: Whether findings and files are named; otherwise no name of any is in it.
    """
    lines = [*_counts(change, lang), *_outcome(change, lang)]
    payload = _payload(change, job, at)
    if names:
        findings, files = _shown(change.finding_names), _shown(change.file_names)
        lines += [text("notice.finding", lang, name=name) for name in findings]
        lines += [text("notice.file", lang, name=name) for name in files]
        payload["names"] = {"findings": findings, "files": files}
    return Letter(_subject(change, job, lang), tuple(lines), payload)


def _subject(change: Change, job: str, lang: str) -> str:
    if change.score_after is None:
        return text("notice.subject.unfinished", lang, job=job, code=change.exit_code)
    return text("notice.subject", lang, job=job, before=_score(change.score_before), after=_score(change.score_after))


def _counts(change: Change, lang: str) -> list[str]:
    if change.score_after is None:
        return [text("notice.unfinished", lang)]
    scores = text("notice.score", lang, before=_score(change.score_before), after=_score(change.score_after))
    opens = text("notice.open", lang, before=_score(change.open_before), after=_score(change.open_after))
    findings = text(
        "notice.findings", lang, new=change.findings_new, gone=change.findings_gone, first=change.findings_new_first
    )
    files = text(
        "notice.files", lang, added=change.files_added, removed=change.files_removed, edited=change.files_edited,
        back=change.files_back,
    )  # fmt: skip
    accepted = (change.open_before, change.open_after) != (change.score_before, change.score_after)
    return [scores, *([opens] if accepted and change.open_after is not None else []), findings, files]


def _outcome(change: Change, lang: str) -> list[str]:
    meaning = f"exit.{change.exit_code}" if f"exit.{change.exit_code}" in MESSAGES else "exit.5"
    before = "–" if change.exit_code_before is None else change.exit_code_before
    code = text("notice.exit_code", lang, before=before, after=change.exit_code, meaning=text(meaning, lang))
    return [code] + ([text("notice.report", lang, path=clean(change.report))] if change.report else [])


def _payload(change: Change, job: str, at: str) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "job": job,
        "at": at,
        "exit_code": {"before": change.exit_code_before, "after": change.exit_code},
        "score": {"before": _rounded(change.score_before), "after": _rounded(change.score_after)},
        "open_score": {"before": _rounded(change.open_before), "after": _rounded(change.open_after)},
        "findings": {"new": change.findings_new, "gone": change.findings_gone, "new_first": change.findings_new_first},
        "files": {
            "added": change.files_added, "removed": change.files_removed, "edited": change.files_edited,
            "back": change.files_back,
        },
        "report": clean(change.report),
    }  # fmt: skip


def _shown(names: tuple[str, ...]) -> list[str]:
    """Give names that no chat reads as markup: `<at user_id="all">` in a file name would call a whole group."""
    return [clean(name).replace("<", "‹").replace(">", "›").replace("@", "＠") for name in names[:MOST_NAMES]]


def _score(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
