"""The files that a person has to treat, one line each: what checklist, letters and move scripts are made from."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from auditor import messages
from auditor.masking import marked_files
from auditor.model import Audit, FileEntry, ShortlistItem
from auditor.reports import page_one
from auditor.reports.clean import clean

TO_FILL_IN = ("done", "by", "on")


@dataclass(frozen=True, slots=True)
class Line:
    """One file to treat; a copy has a line of its own, for it must go too.

    Attributes:
        path: As the audit has it, not cleaned.
        action: The key: "stop" for a file with a secrecy marking, else what the shortlist says.
        why: In words, clean.
        rank: Of its row on the shortlist, 0 for a marked file that is on none.
        score_after: Once this row and all above it are done; None without a rank.
        archive: Path of the archive that it lies in, "" for a file of its own.
        copy: Whether another file stands for its row.
        entry: What is known of the file, None where the audit does not list it.
        instead: What is enough to take out of it, or that nothing smaller was found, in words, clean; "" unknown.
        item: Its row of the shortlist.
    """

    path: str
    action: str
    why: str
    archive: str = ""
    rank: int = 0
    score_after: float | None = None
    findings_broken: int = 0
    copy: bool = False
    entry: FileEntry | None = None
    instead: str = ""
    item: ShortlistItem | None = None

    @property
    def date(self) -> str:
        """The file's own date, clean; "" unknown."""
        return clean(self.entry.own_date) if self.entry else ""

    @property
    def sharer(self) -> str:
        """Who shared this very file, clean; "" unknown."""
        return clean(self.entry.sharer) if self.entry else ""

    @property
    def size(self) -> str:
        """Its size as a person reads it; "" unknown."""
        return page_one.size(self.entry.bytes) if self.entry else ""


def lines(audit: Audit, lang: str) -> tuple[Line, ...]:
    """Give every file to treat: marked files that are on no row first, then the shortlist in its order."""
    files = {entry.path: entry for entry in audit.files}
    marked = marked_files(audit.files)
    listed = {path for item in audit.shortlist.items for path in item.files}
    why = messages.text("marking.why", lang)
    above = (Line(path, "stop", why, _archive(path, files), entry=files.get(path)) for path in sorted(marked - listed))
    return (*above, *_listed(audit, files, marked, lang))


def _listed(audit: Audit, files: Mapping[str, FileEntry], marked: frozenset[str], lang: str) -> Iterable[Line]:
    for item, row in zip(audit.shortlist.items, page_one.rows(audit, lang), strict=True):
        action = "stop" if marked.intersection(item.files) else item.action
        for number, path in enumerate(item.files):
            yield Line(path, action, row.why, _archive(path, files), item.rank, item.score_after, item.findings_broken,
                       number > 0, files.get(path), row.instead, item)  # fmt: skip


def _archive(path: str, known: Container[str]) -> str:
    """Give the archive that a member lies in; a folder whose name ends in `!` is none, for audits list no folders."""
    parts = path.split("!/")
    outers = ("!/".join(parts[:count]) for count in range(1, len(parts)))
    return next((outer for outer in outers if outer in known), "")
