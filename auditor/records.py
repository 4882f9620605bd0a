"""What a run leaves for the next comparison; pure.

A record holds real paths and digests, so it is stored sealed. It says what stood in the folder, what was found (in the
sentences of the masked audit), and what earlier runs wanted removed, so that a later run can tell what became of it.

Scores stand on a grid of 2**-20: differences of such numbers are exact, so the parts of a change add up to the
change, bit for bit, in this program and in whatever reads its output.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from auditor.frozen import Misshapen, built, plain
from auditor.model import Audit, Finding, ShortlistItem

SCHEMA = "auditor.record/1"
GRID = 2**20  # chosen: far below what a score means, and fine enough for sums of thousands of parts
CHAIN_ENDS = 2
STATUSES = ("read", "partly", "unread", "skipped")
CARRIED_OUT = "carried_out"


class BadRecord(Exception):  # noqa: N818  the house's word
    """A stored record that cannot be used: the next run begins a new series."""


def on_grid(score: float) -> float:
    """Give a score as the nearest multiple of 2**-20."""
    return round(score * GRID) / GRID


@dataclass(frozen=True, slots=True)
class Filed:
    """One file as it was: `rank` on the shortlist or 0, `verdict` decided for it or ""."""

    path: str
    sha256: str
    status: str
    source: str = ""
    date: str = ""
    rank: int = 0
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One finding: its id, the two ends (one of a cell finding), and its sentence as it was shown."""

    id: str
    kind: str
    ends: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One shortlist row: the files to treat together and the digests of what is in them."""

    rank: int
    action: str
    paths: tuple[str, ...]
    contents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One question of the sheet with the ids of the subjects for which it is answered."""

    facet: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Files that a shortlist or a decision wanted treated, remembered until they are gone and beyond.

    Attributes:
        by: "shortlist", "sector" (the list of one) or "decision".
        rank: In the list that last held it, 0 for a decision alone.
        since: When it was first wanted.
        latest: Whether the last run still wanted it.
        gone: When all of it was seen gone, "" while something is here.
    """

    paths: tuple[str, ...]
    contents: tuple[str, ...]
    action: str
    by: str
    rank: int
    since: str
    latest: bool = True
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Departed:
    """Content that went away: the name that it had, its digest, and when it was seen gone."""

    path: str
    sha256: str
    gone: str


@dataclass(frozen=True, slots=True)
class Cause:
    """One part of a change of the score; `files` behind it, 0 where it is not about files."""

    kind: str
    change: float
    files: int = 0


@dataclass(frozen=True, slots=True)
class Straw:
    """What took the score over the target: a cause, and the file where it was one."""

    cause: str
    path: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Exact:
    """What a comparison needs and no audit holds.

    Attributes:
        score: Unrounded.
        open_score: The same without what was accepted; the target is held against it.
        profile: Fingerprint of the profile's content, "" where its name and version tell enough.
        aliases: Fingerprint of the ledger of names.
        decisions: Fingerprint of the decisions in force, so that an expiry is a change.
    """

    score: float
    open_score: float
    profile: str = ""
    aliases: str = ""
    decisions: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One run as later runs look back at it.

    Attributes:
        tool: Version of the tool and of everything that recognises.
        by_sector: Rows of the sectors' lists, of which the shortlist has none.
        wanted: What this and earlier runs wanted removed or redacted.
        departed: Content that earlier runs saw and that has gone, the latest last.
        since: When the run was taken that the causes compare with, "" at the first run.
        causes: Why the score is another one than then.
        counts: What a slim record knows of its files: their number by status, and what was carried out.
    """

    folder: str
    taken_at: str
    tool: str
    score_version: str
    profile: str
    aliases: str
    decisions: str
    score: float
    open_score: float
    with_unread: float
    target: float
    files: tuple[Filed, ...]
    findings: tuple[Sentence, ...]
    shortlist: tuple[Row, ...]
    sheet: tuple[Column, ...]
    by_sector: tuple[Row, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    departed: tuple[Departed, ...] = ()
    since: str = ""
    causes: tuple[Cause, ...] = ()
    straw: Straw | None = None
    counts: dict[str, int] = field(default_factory=dict)
    schema: str = SCHEMA

    @classmethod
    def of(cls, audit: Audit, exact: Exact, verdicts: Mapping[str, str] | None = None) -> Record:
        """Give the record of one run, without memory of earlier ones.

        Args:
            audit: As it may be shown, masked: its sentences are repeated when a finding has gone.
            exact: What stands in no audit.
            verdicts: What was decided, by path of the file.
        """
        told = verdicts or {}
        rank = {path: item.rank for item in audit.shortlist.items for path in item.files}
        held = {entry.path: entry.sha256 for entry in audit.files}
        return cls(
            folder=audit.folder, taken_at=audit.taken_at, tool=tool_of(audit), score_version=audit.tool.score_version,
            profile=f"{audit.profile.name} {audit.profile.version} {exact.profile}".rstrip(),
            aliases=exact.aliases, decisions=exact.decisions, score=on_grid(exact.score),
            open_score=on_grid(exact.open_score), with_unread=audit.score.with_unread, target=audit.target,
            files=tuple(
                Filed(each.path, each.sha256, each.status, each.source, each.date, rank.get(each.path, 0),
                      told.get(each.path, ""))
                for each in audit.files
            ),
            findings=tuple(map(_sentence, audit.findings)),
            shortlist=tuple(_row(item, held) for item in audit.shortlist.items), sheet=_sheet(audit),
            by_sector=_by_sector(audit, held),
        )  # fmt: skip

    @property
    def contents(self) -> frozenset[str]:
        """Give the digests of everything that stood in the folder."""
        return frozenset(each.sha256 for each in self.files if each.sha256)

    @property
    def carried_out(self) -> int:
        """Count what was wanted and was seen gone in this run."""
        return self.counts.get(CARRIED_OUT, sum(each.gone == self.taken_at for each in self.wanted))

    @property
    def total(self) -> int:
        """Count all files."""
        return sum(map(self.count, STATUSES)) if self.is_slim else len(self.files)

    @property
    def is_slim(self) -> bool:
        """Say whether only what the history needs is left."""
        return bool(self.counts)

    def count(self, status: str) -> int:
        """Count the files of a status."""
        return self.counts.get(status, sum(each.status == status for each in self.files))

    def slim(self) -> Record:
        """Give the record with what the history needs and no more, for runs that are long past."""
        counts = {status: self.count(status) for status in STATUSES} | {CARRIED_OUT: self.carried_out}
        return replace(self, files=(), findings=(), shortlist=(), sheet=(), by_sector=(), wanted=(), departed=(),
                       counts=counts)  # fmt: skip


def tool_of(audit: Audit) -> str:
    """Give what made an audit: two runs of one tool differ by the folder and the user's choices alone."""
    parts = (f"{name}={value}" for name, value in sorted(audit.tool.recognition.items()))
    return " ".join((audit.tool.version, audit.tool.score_version, *parts))


def _sentence(finding: Finding) -> Sentence:
    return Sentence(finding.id, finding.kind, tuple(sorted(finding.subjects[:CHAIN_ENDS])), finding.text)


def _row(item: ShortlistItem, held: Mapping[str, str]) -> Row:
    contents = dict.fromkeys(held[path] for path in item.files if held.get(path))
    return Row(item.rank, item.action, item.files, tuple(contents))


def _by_sector(audit: Audit, held: Mapping[str, str]) -> tuple[Row, ...]:
    """Give the rows of the sectors' lists, each file's first."""
    told = {path for item in audit.shortlist.items for path in item.files}
    out = []
    for sector in audit.sectors:
        for item in sector.shortlist.items if sector.shortlist else ():
            if told.isdisjoint(item.files):
                told.update(item.files)
                out.append(_row(item, held))
    return tuple(out)


def _sheet(audit: Audit) -> tuple[Column, ...]:
    answered: dict[str, list[str]] = {facet: [] for facet in audit.facets}
    for subject in audit.subjects:
        for cell in subject.cells:
            answered.setdefault(cell.facet, []).append(subject.id)
    return tuple(Column(facet, tuple(sorted(ids))) for facet, ids in answered.items())


def dumps(record: Record) -> bytes:
    """Write a record as JSON bytes, every path and number exactly; the same record gives the same bytes."""
    return json.dumps(plain(record), separators=(",", ":"), sort_keys=True, allow_nan=False).encode("ascii")


def loads(content: bytes) -> Record:
    """Read what `dumps` wrote.

    Raises:
        BadRecord: It was written by another version, or is damaged.
    """
    try:
        found = json.loads(content)
        if not isinstance(found, dict) or found.get("schema") != SCHEMA:
            raise BadRecord(f"not a record of schema {SCHEMA}")
        return built(Record, found)
    except (ValueError, RecursionError, Misshapen) as error:
        raise BadRecord("the record is damaged") from error
