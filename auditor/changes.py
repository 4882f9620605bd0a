"""What changed between two runs of one folder, and why; pure.

`between` compares the records of two runs: which files came and went, why the score is another one, which file took it
over the target, which earlier rows were carried out, what came back, and how findings, sheet and shortlist differ.
`remembered` gives the later record the memory that the next comparison needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor import causes
from auditor.causes import Moved, ScoreOf
from auditor.records import STATUSES, Cause, Column, Departed, Filed, Record, Sentence, Straw, Wanted

SCHEMA = "auditor.changes/1"
MOST_DEPARTED = 10_000  # chosen: years of a busy folder; older ones can no longer be seen to come back
PROMISES = ("remove", "redact")  # verdicts that a later run looks for; the others leave a file where it is

SameSource = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Point:
    """One run in figures."""

    taken_at: str
    tool: str
    score_version: str
    profile: str
    score: float
    open_score: float
    target: float
    with_unread: float
    files: int
    read: int
    partly: int
    unread: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of files that an earlier shortlist or decision wanted treated.

    Attributes:
        by: "shortlist", "sector" or "decision".
        latest: Whether the earlier of the two runs wanted it, not only one before that.
        fate: "gone" (nothing of it is left), "partly" (some copies are), "changed" (its files are here with other
            content), "returned" (its files went, a version of them is here under another name), "stands".
        here: Where it or a version of it stands now.
    """

    paths: tuple[str, ...]
    action: str
    by: str
    rank: int
    since: str
    latest: bool
    fate: str
    here: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Return:
    """Content that had gone and is here again; `exact` is False for another version of it."""

    path: str
    was: str
    gone: str
    exact: bool


@dataclass(frozen=True, slots=True)
class FindingChange:
    """One finding that came, went, or joins the same two ends over something else; the missing side is ""."""

    kind: str
    before_id: str
    now_id: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class SheetChange:
    """One question of the sheet: for how many subjects it was and is answered, and how many came and went."""

    facet: str
    before: int
    now: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row of the present shortlist; `new` where no row of the earlier one held any of it."""

    rank: int
    action: str
    paths: tuple[str, ...]
    new: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed from one run to a later one of the same folder.

    Attributes:
        causes: Parts of `now.score - before.score` that sum exactly to it; empty where it could not be split.
        undivided: Why not: "no_record", "other_score", "other_folder"; "" where `causes` stand.
        straw: What took the open score over the target, `None` where it was above before or is not now.
        fates: Of what earlier runs wanted treated and had not seen gone.
    """

    folder: str
    before: Point
    now: Point
    causes: tuple[Cause, ...]
    undivided: str
    straw: Straw | None
    removed: tuple[str, ...]
    edited: tuple[str, ...]
    moved: tuple[Moved, ...]
    added: tuple[str, ...]
    copies: tuple[str, ...]
    fates: tuple[Fate, ...]
    back: tuple[Return, ...]
    findings_new: tuple[FindingChange, ...]
    findings_gone: tuple[FindingChange, ...]
    findings_changed: tuple[FindingChange, ...]
    sheet: tuple[SheetChange, ...]
    shortlist: tuple[ListedRow, ...]
    schema: str = SCHEMA

    def fated(self, *names: str) -> tuple[Fate, ...]:
        """Give the earlier rows with one of these fates."""
        return tuple(each for each in self.fates if each.fate in names)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a comparison asks of the flow.

    Attributes:
        score_of: Score of a folder that no run has seen.
        open_of: The same without what was accepted.
        same_source: Whether content that is perhaps gone (first digest) and content that is here (second) are
            versions of one document.
    """

    score_of: ScoreOf
    open_of: ScoreOf
    same_source: SameSource


def only_exact(gone: str, here: str) -> bool:
    """Say that two contents are one only where they are the same bytes."""
    return gone == here


def known_versions(record: Record) -> SameSource:
    """Give the versions that runs up to this one have recognised, for a comparison that cannot read the files."""
    known = [frozenset(each.contents) for each in record.wanted]
    return lambda gone, here: gone == here or any({gone, here} <= contents for contents in known)


def between(before: Record, now: Record, answers: Answers) -> Drift:
    """Give all that changed between two runs of one folder, the change of the score split over its causes."""
    drift = undivided(before, now, "", answers.same_source)
    parts = causes.attributed(before, now, answers.score_of)
    return replace(drift, causes=parts, straw=causes.straw(before, now, answers.open_of))


def undivided(before: Record, now: Record, why: str, same_source: SameSource = only_exact) -> Drift:
    """Give all that changed, the change of the score as a whole; `why` it is not split."""
    files, found = causes.listing(before.files, now.files), fates(before, now, same_source)
    came, went, changed = _findings(before.findings, now.findings)
    return Drift(
        folder=now.folder, before=point(before), now=point(now), causes=(), undivided=why, straw=None,
        removed=files.removed, edited=files.edited, moved=files.moved, added=files.added, copies=files.copies,
        fates=found, back=returns(before, now, found, same_source), findings_new=came,
        findings_gone=went, findings_changed=changed, sheet=_sheet(before.sheet, now.sheet),
        shortlist=_listed(before, now),
    )  # fmt: skip


def combined(whole: Drift, between_runs: Sequence[Drift | Record]) -> Drift:
    """Give the comparison of two runs with the causes of every run between them.

    Args:
        whole: The two ends compared, undivided.
        between_runs: The changes of each run after the first end up to the second, in order: each begins where the
            one before it ended, so the sums of their parts still sum exactly to the whole.
    """
    change = dict.fromkeys(causes.KINDS, 0.0)
    files = dict.fromkeys(causes.KINDS, 0)
    for each in between_runs:
        for part in each.causes:
            change[part.kind] += part.change
            files[part.kind] += part.files
    parts = tuple(Cause(kind, change[kind], files[kind]) for kind in causes.KINDS)
    crossed = not causes.over(whole.before.open_score, whole.now.target)
    straws = [each.straw for each in between_runs if each.straw is not None]
    last = straws[-1] if straws and crossed and causes.over(whole.now.open_score, whole.now.target) else None
    return replace(whole, causes=parts, undivided="", straw=last)


def point(record: Record) -> Point:
    """Give a run in figures."""
    counts = map(record.count, STATUSES)
    return Point(
        record.taken_at, record.tool, record.score_version, record.profile, record.score, record.open_score,
        record.target, record.with_unread, record.total, *counts,
    )  # fmt: skip


# What became of what was wanted


class _Here:
    """The later folder, to look up by content and by path; `fresh` is what the earlier one did not hold."""

    def __init__(self, before: Record, now: Record) -> None:
        known = before.contents
        self.by_content: dict[str, list[str]] = {}
        self.paths = {each.path for each in now.files}
        self.fresh = [each for each in now.files if each.sha256 and each.sha256 not in known]
        for each in now.files:
            self.by_content.setdefault(each.sha256, []).append(each.path)

    def versions(self, contents: Sequence[str], same_source: SameSource) -> list[str]:
        """Give the new files that are versions of one of these contents."""
        return [f.path for f in self.fresh if any(same_source(each, f.sha256) for each in contents)]


def fates(before: Record, now: Record, same_source: SameSource = only_exact) -> tuple[Fate, ...]:
    """Say what became of everything that earlier runs wanted treated, in their order; what had gone is left out."""
    here = _Here(before, now)
    return tuple(_fate(each, here, same_source) for each in before.wanted if not each.gone)


def _fate(wanted: Wanted, here: _Here, same_source: SameSource) -> Fate:
    exact = {path for content in wanted.contents for path in here.by_content.get(content, ())}
    in_place = here.paths.intersection(wanted.paths)
    elsewhere = set(here.versions(wanted.contents, same_source)).difference(wanted.paths)
    left = exact | in_place | elsewhere
    if exact:
        fate = "stands" if len(left) >= len(wanted.paths) else "partly"
    else:
        fate = "returned" if elsewhere else "changed" if in_place else "gone"
    found = tuple(sorted(left))
    return Fate(wanted.paths, wanted.action, wanted.by, wanted.rank, wanted.since, wanted.latest, fate, found)


def returns(
    before: Record, now: Record, found: Sequence[Fate], same_source: SameSource = only_exact
) -> tuple[Return, ...]:
    """Name the files whose content had gone and is here again, by path.

    Bytes are compared with everything that ever went; versions only with what someone had wanted gone.

    Args:
        before: The earlier run.
        now: The later run.
        found: What became of what was wanted, for what went and came within one step.
        same_source: Whether two contents are versions of one document.
    """
    out = {
        path: Return(path, fate.paths[0], now.taken_at, exact=False)
        for fate in found if fate.fate == "returned" for path in fate.here if path not in fate.paths
    }  # fmt: skip
    here, wanted = _Here(before, now), [each for each in before.wanted if each.gone]
    for each in wanted:
        for path in here.versions(each.contents, same_source):
            out[path] = Return(path, each.paths[0], each.gone, exact=False)
    gone = {each.sha256: each for each in before.departed}
    for file in here.fresh:
        if (known := gone.get(file.sha256)) is not None:
            out[file.path] = Return(file.path, known.path, known.gone, exact=True)
    return tuple(out[path] for path in sorted(out))


# What the next run remembers


def remembered(before: Record | None, now: Record, drift: Drift | None) -> Record:
    """Give the later record with the memory of the earlier ones, and the causes of what changed.

    Args:
        before: The run before it, with its memory; `None` at the first run or where its record is lost.
        now: The later run, bare.
        drift: What changed between the two; `None` where there was none before.
    """
    if before is None or drift is None:
        return replace(now, wanted=_wanted((), now))
    older = tuple(_aged(each, drift, now) for each in before.wanted)
    return replace(
        now, wanted=_wanted(older, now), departed=_departed(before, now, drift), since=before.taken_at,
        causes=drift.causes, straw=drift.straw,
    )  # fmt: skip


def _aged(wanted: Wanted, drift: Drift, now: Record) -> Wanted:
    """Give what was wanted as it is after another run: gone, here again, or where it stands now."""
    here = {each.path: each.sha256 for each in now.files}
    back = [each.path for each in drift.back if each.was in wanted.paths or here[each.path] in wanted.contents]
    if wanted.gone and not back:
        return replace(wanted, latest=False)
    fate = next((each for each in drift.fates if (each.paths, each.since) == (wanted.paths, wanted.since)), None)
    if fate is not None and fate.fate == "gone" and not back:
        return replace(wanted, latest=False, gone=now.taken_at)
    paths = wanted.paths
    if wanted.gone:
        paths = tuple(back)
    elif fate is not None and fate.fate in ("stands", "returned"):
        paths = fate.here
    contents = tuple(dict.fromkeys((*wanted.contents, *(here[path] for path in back))))
    return replace(wanted, latest=False, gone="", contents=contents, paths=paths)


def _wanted(older: Sequence[Wanted], now: Record) -> tuple[Wanted, ...]:
    """Add what the present shortlist and the decisions want; what was wanted before keeps its date."""
    rows = [Wanted(row.paths, row.contents, row.action, by, row.rank, now.taken_at)
            for by, listed in (("shortlist", now.shortlist), ("sector", now.by_sector)) for row in listed]  # fmt: skip
    out = list(older)
    for want in (*rows, *_promised(now)):
        at = next((n for n, each in enumerate(out) if _same(each, want)), None)
        if at is None:
            out.append(want)
        else:
            known = tuple(dict.fromkeys((*want.contents, *out[at].contents)))
            out[at] = replace(want, contents=known, since=out[at].since)
    return tuple(out)


def _promised(now: Record) -> list[Wanted]:
    """Give what decisions want, copies of one source together."""
    by_source: dict[tuple[str, str], list[Filed]] = {}
    for each in now.files:
        if each.verdict in PROMISES:
            by_source.setdefault((each.source or each.path, each.verdict), []).append(each)
    return [
        Wanted(tuple(f.path for f in files), tuple(dict.fromkeys(f.sha256 for f in files if f.sha256)), verdict,
               "decision", files[0].rank, now.taken_at)
        for (_, verdict), files in by_source.items()
    ]  # fmt: skip


def _same(older: Wanted, want: Wanted) -> bool:
    content = not set(older.contents).isdisjoint(want.contents)
    return content or (not older.gone and not set(older.paths).isdisjoint(want.paths))


def _departed(before: Record, now: Record, drift: Drift) -> tuple[Departed, ...]:
    """Keep what went and is nowhere in the folder; the earliest are forgotten first where there are too many."""
    then, here = {each.path: each.sha256 for each in before.files}, now.contents
    went = {then[path]: path for path in drift.removed if then[path] and then[path] not in here}
    older = [each for each in before.departed if each.sha256 not in here and each.sha256 not in went]
    return (*older, *(Departed(path, content, now.taken_at) for content, path in went.items()))[-MOST_DEPARTED:]


# Findings, sheet, shortlist


def _findings(
    before: Sequence[Sentence], now: Sequence[Sentence]
) -> tuple[tuple[FindingChange, ...], tuple[FindingChange, ...], tuple[FindingChange, ...]]:
    """Give the findings that came, those that went, and those that join the same ends over something else."""
    then, here = {each.id: each for each in before}, {each.id: each for each in now}
    went = [each for each in before if each.id not in here]
    came = [each for each in now if each.id not in then]
    changed = []
    for new in list(came):
        old = next((each for each in went if (each.kind, each.ends) == (new.kind, new.ends)), None)
        if old is not None:
            came.remove(new)
            went.remove(old)
            changed.append(FindingChange(new.kind, old.id, new.id, old.text, new.text))
    return (
        tuple(FindingChange(each.kind, "", each.id, "", each.text) for each in came),
        tuple(FindingChange(each.kind, each.id, "", each.text, "") for each in went),
        tuple(changed),
    )


def _sheet(before: Sequence[Column], now: Sequence[Column]) -> tuple[SheetChange, ...]:
    then, here = _answered(before), _answered(now)
    return tuple(
        SheetChange(facet, len(old), len(new), len(new - old), len(old - new))
        for facet in dict.fromkeys((*here, *then))
        if (old := then.get(facet, frozenset())) | (new := here.get(facet, frozenset()))
    )


def _answered(columns: Sequence[Column]) -> Mapping[str, frozenset[str]]:
    return {column.facet: frozenset(column.subjects) for column in columns}


def _listed(before: Record, now: Record) -> tuple[ListedRow, ...]:
    known = {content for row in before.shortlist for content in row.contents}
    return tuple(
        ListedRow(row.rank, row.action, row.paths, new=known.isdisjoint(row.contents)) for row in now.shortlist
    )
