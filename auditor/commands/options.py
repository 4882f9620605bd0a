"""The options that commands share, each written once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.console import Lang, system_language


class ListFormat(StrEnum):
    """Forms of the shortlist."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    md = "md"
    letters = "letters"
    move_sh = "move.sh"
    move_ps1 = "move.ps1"


class WhatIfFormat(StrEnum):
    """Forms of what is said of an imagined folder."""

    table = "table"
    json = "json"


class Preference(StrEnum):
    """Sets that a shortlist can be."""

    fewest = "fewest"
    least_loss = "least-loss"
    oldest = "oldest"


class GraphFormat(StrEnum):
    """Forms of a network."""

    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"


class GraphOf(StrEnum):
    """What a network is of."""

    evidence = "evidence"
    findings = "findings"


class Recognition(StrEnum):
    """Ways of finding names."""

    standard = "standard"
    accurate = "accurate"


_OWN_PROFILE = "The profile of the audit, where it was a file of your own."
_ALL_JOBS = "Files read at once; 0 is one for each processor."
_AUDIT = "An output folder of `auditor audit`, or its audit.json."
_STATE = "Where the key and the locks lie [default: per user]."
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The downloaded group folder; it is only read.")]
AuditPath = Annotated[Path, typer.Argument(metavar="AUDIT", help=_AUDIT)]
OutDir = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Where the report goes [default: audit-NAME here].")
]
StateDir = Annotated[Path | None, typer.Option("--state", metavar="DIR", help=_STATE)]
ProfileName = Annotated[
    str, typer.Option("--profile", metavar="NAME|FILE", help="A sector profile, or a .toml file of your own.")
]
OwnProfile = Annotated[str | None, typer.Option("--profile", metavar="NAME|FILE", help=_OWN_PROFILE)]
Target = Annotated[float, typer.Option("--target", metavar="SCORE", min=0, max=100, help="The score to come down to.")]
Keep = Annotated[
    list[str] | None, typer.Option("--keep", metavar="GLOB", help="Files that must stay; may be given often.")
]
Language = Annotated[
    Lang,
    typer.Option(
        "--lang", metavar="zh|en", default_factory=system_language, show_default="of the system", help="Language."
    ),
]
Reveal = Annotated[bool, typer.Option("--reveal", help="Show numbers, people and identifiers instead of codes.")]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=0, max=256, help=_ALL_JOBS)]
Engine = Annotated[str, typer.Option("--engine", metavar="WHERE", help="Where files are read: local, or dask://HOST:PORT.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every file anew, and keep no reading.")]
Ocr = Annotated[bool, typer.Option("--ocr/--no-ocr", help="Read pictures and scans too; needs the extra `ocr`.")]
Recognise = Annotated[
    Recognition,
    typer.Option("--recognise", metavar="HOW", help="How names are found: standard, or accurate, which is slower."),
]
OwnModels = Annotated[
    list[str] | None,
    typer.Option("--model", metavar="NAME:DIR", help="A model of yours that finds names too, e.g. spacy:DIR."),
]
Verify = Annotated[bool, typer.Option("--verify", help="Hash every file, whatever its time says.")]
ManifestFile = Annotated[
    Path | None, typer.Option("--manifest", metavar="CSV|JSON", help="Who shared what and when, who can read it.")
]
DecisionsFile = Annotated[
    Path | None, typer.Option("--decisions", metavar="TOML", help="Decisions [default: those kept with the state].")
]
AliasesFile = Annotated[
    Path | None, typer.Option("--aliases", metavar="TOML", help="Names that are one, or not [default: beside them].")
]
NewTarget = Annotated[
    float | None,
    typer.Option("--target", metavar="SCORE", min=0, max=100, help="Another target than the audit's."),
]
MaxFiles = Annotated[
    int | None, typer.Option("--max-files", metavar="K", min=1, max=100, help="So many rows, whatever the target.")
]
Cost = Annotated[Path | None, typer.Option("--cost", metavar="CSV", help="Lines of `path,cost`: what a removal costs.")]
Prefer = Annotated[
    Preference | None,
    typer.Option("--prefer", metavar="SET", help="The set to list: fewest, least-loss or oldest (first by date)."),
]
OfSector = Annotated[
    str, typer.Option("--sector", metavar="N", help="Only the files that speak of this sector, by its number or id.")
]
Redact = Annotated[bool, typer.Option("--redact", help="Let a file stay where taking out a part of it is enough.")]
_LIST_FORMS = "table|json|csv|xlsx|md|letters|move.sh|move.ps1"
Form = Annotated[ListFormat, typer.Option("--format", metavar=_LIST_FORMS, help="Form of the list.")]
NewFiles = Annotated[list[Path], typer.Argument(metavar="NEWFILE...", help="Files that somebody wants to share.")]
Against = Annotated[Path, typer.Option("--against", metavar="AUDIT", help=_AUDIT)]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="GLOB", help="Files that are imagined gone; may be given often."),
]
Only = Annotated[
    list[str] | None, typer.Option("--only", metavar="GLOB", help="Only these files stay; may be given often.")
]
Before = Annotated[
    str, typer.Option("--before", metavar="DATE", help="Only files dated earlier stay, e.g. 2026-05 or 2026-05-06.")
]
After = Annotated[str, typer.Option("--after", metavar="DATE", help="Only files dated on this day or later stay.")]
GraphForm = Annotated[GraphFormat, typer.Option("--format", metavar="graphml|gexf|csv", help="Form of the network.")]
WhatGraph = Annotated[GraphOf, typer.Option("--what", metavar="evidence|findings", help="What the network is of.")]
NetworkFile = Annotated[
    Path | None,
    typer.Option("--to", metavar="FILE", help="Where it goes; for csv a folder of two tables [default: printed]."),
]
OfFindings = Annotated[bool, typer.Option("--only-findings", help="Only what takes part in findings.")]
WhatIfForm = Annotated[WhatIfFormat, typer.Option("--format", metavar="table|json", help="Form of what is said.")]
_FORMS = "html|json|sarif|csv|xlsx|md|letters|move.sh|move.ps1|graphml|gexf|table"
ReportForm = Annotated[str, typer.Option("--format", metavar=_FORMS, help="Form.")]
ReportFile = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where it goes [default: printed].")]
PurgedFolder = Annotated[
    Path | None, typer.Argument(metavar="FOLDER", help="The audited folder; it may be gone from the disk.")
]
PurgedRun = Annotated[int | None, typer.Option("--run", metavar="N", min=1, help="Only this run of the history.")]
OlderThan = Annotated[
    int | None, typer.Option("--older-than", metavar="DAYS", min=0, help="Only what is older than so many days.")
]
AllFolders = Annotated[bool, typer.Option("--all", help="The state of all folders; the key stays.")]
WithDecisions = Annotated[bool, typer.Option("--decisions", help="Decisions and aliases too.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


class ChangeFormat(StrEnum):
    """Forms of what changed."""

    table = "table"
    json = "json"
    md = "md"


class HistoryFormat(StrEnum):
    """Forms of the history."""

    table = "table"
    json = "json"
    csv = "csv"


class OverviewFormat(StrEnum):
    """Forms of the list of folders."""

    table = "table"
    json = "json"
    csv = "csv"


AuditPlaces = Annotated[
    list[Path], typer.Argument(metavar="DIR", help="Folders with outputs of `auditor audit`, at any depth.")
]
OverviewForm = Annotated[OverviewFormat, typer.Option("--format", metavar="table|json|csv", help="Form of the list.")]
FirstAudit = Annotated[Path, typer.Argument(metavar="AUDIT1", help=_AUDIT)]
SecondAudit = Annotated[Path, typer.Argument(metavar="AUDIT2", help="Another audit of the same folder.")]
ChangeForm = Annotated[ChangeFormat, typer.Option("--format", metavar="table|json|md", help="Form of the changes.")]
HistoryForm = Annotated[HistoryFormat, typer.Option("--format", metavar="table|json|csv", help="Form of the list.")]
ChartFile = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write a page with a chart here, too.")]
WhatDecided = Annotated[
    str, typer.Argument(metavar="FINDING|FILE|GLOB|row:N", help="A finding's id, files, or a row of the shortlist.")
]
VerdictGiven = Annotated[
    str, typer.Argument(metavar="VERDICT", help="remove, redact, accept, false-positive or cannot-act.")
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; quote nothing from the files.")]
Owner = Annotated[str, typer.Option("--owner", metavar="NAME", help="Who answers for it; an acceptance needs one.")]
Expires = Annotated[
    str, typer.Option("--expires", metavar="DATE|never", help="The day it ends [default: in 90 days; a removal 30].")
]
ListDecisions = Annotated[bool, typer.Option("--list", help="List decisions: in force, expired, without object.")]
Revoke = Annotated[str | None, typer.Option("--revoke", metavar="ID", help="Take this decision back.")]


@dataclass(frozen=True, slots=True)
class Run:
    """One audit's choices beside what the shortlist is asked."""

    folder: Path
    place: Path
    home: Path
    profile: str
    lang: Lang
    reveal: bool
    jobs: int
