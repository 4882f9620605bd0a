"""The audit as the world sees it: frozen values whose field names are those of `audit.json`.

Every report is made from an `Audit` and nothing else; `reports/json.py` writes and reads it. Fields may be added,
never renamed. Shares and confidences are 0.0 to 1.0, scores 0.0 to 100.0.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Self, overload

SCHEMA = "auditor.audit/1"
MARKINGS = frozenset({"secret", "confidential", "top_secret"})  # kinds of flags
LABELLED = 3  # names in the label of a sector


@dataclass(frozen=True, slots=True)
class ProfileRef:
    """Which sector profile was asked."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Tool:
    """What made this audit; two audits compare only where `score_version` agrees."""

    version: str
    score_version: str
    recognition: dict[str, str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of files: read + partly + unread + skipped == files, archive members included."""

    files: int
    read: int
    partly: int
    unread: int
    skipped: int
    bytes: int
    isolation: str


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The best picture that this many sources give, as a share of the whole picture."""

    sources: int
    share: float


@dataclass(frozen=True, slots=True)
class Score:
    """The headline and what stands beside it. `percentile` is None where no chance curve fits the folder.

    `open` is the value without what people accepted; the target is held against it.
    """

    value: float
    interval: tuple[float, float]
    with_unread: float
    percentile: float | None
    band: str
    picture: float
    emergence: float
    sheet_share: float
    best_single_share: float
    hidden_share: float
    curve: tuple[CurvePoint, ...]
    digests: tuple[str, ...]
    open: float = -1.0

    def __post_init__(self) -> None:
        """Take the value where nothing is said of an open score."""
        if self.open < 0:
            object.__setattr__(self, "open", self.value)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What the folder answers to one question (facet) about one subject."""

    facet: str
    confidence: float
    values: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """One row of the sheet."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    weight: float
    completeness: float
    best_single: float
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one hop of a finding stands; `quote` is masked or withheld as the audit is."""

    file: str
    where: str
    layer: str
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An association that stands in no single source.

    Attributes:
        kind: "chain" (two subjects joined over bridges) or "cell" (one subject completed by several sources).
        subjects: Entity ids; of a chain all that it joins, the two ends first.
        bridges: Entity ids of the bridges, in chain order; empty for a cell finding.
        path: Chain only: the sources' representative files and bridge ids in turn: file, bridge, file, ...
        explanation: Why the combination is more than its parts, one or two sentences in the audit's language.
        verdict: What a person decided on it ("accept", "remove", ...), "" while it is open.
    """

    id: str
    kind: str
    subjects: tuple[str, ...]
    text: str
    strength: float
    files: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    bridges: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    explanation: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing that kept content of a file from being read."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class FileFlag:
    """A marking or another sign on a file: "secret", "internal", "draft", "digest", "hidden_content" ..."""

    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file: `alone` is its own picture as a share of the whole, `contribution` the emergence lost without it.

    `verdict` is what a person decided on it, "" while it is open; `topics` are its most telling words and phrases;
    `undated` says that `date` is only the file system's, often the day of the download.
    """

    path: str
    sha256: str
    bytes: int
    kind: str
    status: str
    problems: tuple[FileProblem, ...]
    source: str
    copies: tuple[str, ...]
    flags: tuple[FileFlag, ...]
    layers: dict[str, int]
    alone: float
    contribution: float
    entities: tuple[str, ...]
    date: str = ""
    sharer: str = ""
    verdict: str = ""
    topics: tuple[str, ...] = ()
    undated: bool = False

    @property
    def own_date(self) -> str:
        """The date that its sharer or the file itself gives; "" where there is none but the disk's."""
        return "" if self.undated else self.date


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a source; `alike` is what it has in common with the one before it, 0.0 to 1.0, None of the first."""

    file: str
    date: str
    alike: float | None


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """Copies and versions of one document, two at the least, in the order of their dates; unknown dates come first."""

    id: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to take out of a file that otherwise may stay.

    Attributes:
        where: The page, slide, sheet, column, row or passage; "" for a whole layer.
        layer: The layer that goes or that it stands in; "" where several do.
        what: "layer", "page", "slide", "sheet", "column", "row", "cell" or "passage".
    """

    file: str
    where: str
    layer: str
    what: str


@dataclass(frozen=True, slots=True)
class ShortlistItem:
    """One row: files to treat together (copies too), and the score once this row and all above it are done.

    Attributes:
        action: "remove"; "redact" where the parts are to go and the files may stay.
        parts: What does nearly as much as the removal when it is taken out of all these files; none where nothing was
            found that does, or nothing was looked for.
        score_if_redacted: The score with the parts taken out in this row and all rows above done.
        parts_sought: Whether parts were looked for as far as it takes to say that there are none.
        finding: Id of the finding that `why` speaks of; "" where it speaks of none. Of a sector's list it is one of an
            audit of the sector's files.
    """

    rank: int
    files: tuple[str, ...]
    action: str
    score_after: float
    findings_broken: int
    why: str
    parts: tuple[Part, ...] = ()
    score_if_redacted: float | None = None
    parts_sought: bool = False
    finding: str = ""


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """The best score found for this many removed sources."""

    removed: int
    score: float


@dataclass(frozen=True, slots=True)
class RemovalSet:
    """One of the ways to the target that stand side by side.

    Attributes:
        kind: "fewest", "least_loss" or "oldest".
        files: All that go, copies too, sorted; of the oldest by date.
        documents: How many documents that are, copies and versions of one counted once.
        cost: What is lost with them, the newest document or one without a date counting 1.0.
    """

    kind: str
    files: tuple[str, ...]
    documents: int
    score_after: float
    reached: bool
    cost: float


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Which few files to remove.

    Attributes:
        reached: Whether the target is met by the rows shown.
        method: "exact" (proved by the solver) or "greedy".
        bound: No choice of as many sources breaks more than this share of the findings' weight.
        gap: How far the list may be from that bound, 0.0 for proved best.
        blocked_by: Pinned files that stand in the way of the target.
        kind: Which of the sets is listed.
        sets: The ways to the target that were found; in very large folders the listed one alone.
        score_if_redacted: The score once every row that names parts has just those taken out and the files of the
            other rows are gone; None where no row that is a removal names any.
    """

    target: float
    reached: bool
    score_before: float
    score_after: float
    method: str
    bound: float
    gap: float
    blocked_by: tuple[str, ...]
    items: tuple[ShortlistItem, ...]
    frontier: tuple[FrontierPoint, ...]
    kind: str = "fewest"
    sets: tuple[RemovalSet, ...] = ()
    score_if_redacted: float | None = None


@dataclass(frozen=True, slots=True)
class Sector:
    """A part of the folder that hangs together, with the words that tell what it is about.

    Attributes:
        label: The names of its first subjects, at most `LABELLED`.
        subjects: First those that matter, and that are named in its files and in few others.
        files: Those that speak of it.
        shortlist: Which of them to remove, for what these files show alone. Given where the folder's own list does not
            bring it to the target; None too where the sector is not above it, and
            where enough others were looked at.
    """

    id: str
    label: str
    topics: tuple[str, ...]
    score: float
    subjects: tuple[str, ...]
    files: tuple[str, ...]
    shortlist: Shortlist | None = None


@dataclass(frozen=True, slots=True)
class GrowthPoint:
    """The score of the files dated until a day, without what was accepted; "" is the files without a date."""

    until: str
    files: int
    score: float


@dataclass(frozen=True, slots=True)
class Straw:
    """The file that took the folder over the target, in the order of the files' dates.

    Attributes:
        score_before: Of an audit of the files before it.
        score_after: Of those and it.
        of_day: How many files have its date; among them the order is that of their paths.
    """

    file: str
    date: str
    score_before: float
    score_after: float
    of_day: int


@dataclass(frozen=True, slots=True)
class MergeEntry:
    """Two names of one entity that were joined: `probability` 0.0 to 1.0, `reason` a key of the messages."""

    names: tuple[str, ...]
    reason: str
    probability: float


@dataclass(frozen=True, slots=True)
class EntityEntry:
    """A resolved entity; `merges` says why its names are one, `reasons` names each reason once."""

    id: str
    kind: str
    names: tuple[str, ...]
    files: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    merges: tuple[MergeEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """What one window of one file says of one subject."""

    subject: str
    facet: str
    value: str
    file: str
    where: str
    layer: str
    confidence: float


class Statements(Sequence[StatementEntry]):
    """The statements of an audit by columns, one a field; equal to the tuple of its entries, and hashed as it.

    A large folder has a million: they are made, masked and written as columns, and hardly ever asked one by one.
    """

    __slots__ = ("columns",)

    def __init__(self, columns: Sequence[Sequence[Any]]) -> None:
        """Take the columns, in the order of the fields of `StatementEntry`; none of them where there are none."""
        self.columns: tuple[Sequence[Any], ...] = tuple(columns) or ((),) * len(STATEMENT_FIELDS)

    @classmethod
    def of(cls, entries: Sequence[StatementEntry]) -> Self:
        """Give entries by columns."""
        if isinstance(entries, cls):
            return entries
        return cls([[getattr(each, name) for each in entries] for name in STATEMENT_FIELDS])

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[StatementEntry]:
        return map(StatementEntry, *self.columns)

    @overload
    def __getitem__(self, at: int) -> StatementEntry: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[StatementEntry, ...]: ...
    def __getitem__(self, at: int | slice) -> StatementEntry | tuple[StatementEntry, ...]:
        if isinstance(at, slice):
            return tuple(map(StatementEntry, *(column[at] for column in self.columns)))
        return StatementEntry(*(column[at] for column in self.columns))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Statements):
            return all(map(operator.eq, map(list, self.columns), map(list, other.columns)))
        return tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


UNFINISHED = ("unread", "partly")  # statuses of files that were not read to their end
STATEMENT_FIELDS = tuple(field.name for field in fields(StatementEntry))


@dataclass(frozen=True, slots=True)
class Audit:
    """One finished audit of one folder."""

    tool: Tool
    profile: ProfileRef
    folder: str
    taken_at: str
    target: float
    coverage: Coverage
    score: Score
    sectors: tuple[Sector, ...]
    subjects: tuple[Subject, ...]
    findings: tuple[Finding, ...]
    files: tuple[FileEntry, ...]
    shortlist: Shortlist
    entities: tuple[EntityEntry, ...]
    statements: Sequence[StatementEntry]
    facets: tuple[str, ...] = ()
    facet_labels: dict[str, str] = field(default_factory=dict)
    growth: tuple[GrowthPoint, ...] = ()
    straw: Straw | None = None
    sources: tuple[SourceEntry, ...] = ()
    language: str = "en"
    masked: bool = True
    schema: str = SCHEMA
