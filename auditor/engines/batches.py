"""What all engines share: which files are read at once, and how a batch of them is read by one guarded process."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol, Self

from auditor.folder import FoundFile
from extractors.guard import TOGETHER_BYTES, Guard, Wanted
from extractors.model import Extraction, Problem, Status

Outcome = tuple[int, list[Extraction]]
# chosen: of files of some hundred characters; twice as many saved a fortieth more, tests/bench/recognition_sizes.py
FILES_TOGETHER = 32
AHEAD_PER_JOB = 4  # chosen: keeps readers busy while the consumer writes, and few extractions in memory


class Engine(Protocol):
    """Reads many files; a context manager, so that nothing of it outlives it."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    @property
    def isolation(self) -> str:
        """What the reading processes are kept from."""

    def map_files(self, files: Sequence[FoundFile]) -> Iterator[Outcome]:
        """Yield each file's index with its extractions, every index once, in the order in which they are done."""


class EngineFailed(Exception):  # noqa: N818  no fault of the program: what was asked for cannot be used
    """The engine cannot be used, or is gone; `reason` is for whoever words it in another language."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(f"{reason} {where}".strip())
        self.reason = reason
        self.where = where


def groups(files: Sequence[FoundFile], jobs: int) -> Iterator[list[int]]:
    """Give the numbers of the files that are read at once, the largest files first: small ones are read together."""
    order = sorted(range(len(files)), key=lambda i: (-files[i].size_bytes, files[i].path))
    small = [i for i in order if files[i].size_bytes <= TOGETHER_BYTES]
    yield from ([i] for i in order[: len(order) - len(small)])
    size = max(1, min(FILES_TOGETHER, len(small) // (2 * jobs)))
    yield from (small[at : at + size] for at in range(0, len(small), size))


def read(files: Sequence[FoundFile], guard: Guard) -> list[list[Extraction]]:
    """Read files, but those whose listing was their end, and look whether they stayed the same meanwhile."""
    asked = [n for n, file in enumerate(files) if file.status == "read"]
    wanted = [Wanted(files[n].absolute, files[n].path, files[n].modified) for n in asked]
    told = dict(zip(asked, guard.read_together(wanted), strict=True))
    return [_checked(file, told[n]) if n in told else [_listed(file)] for n, file in enumerate(files)]


def _listed(file: FoundFile) -> Extraction:
    return Extraction(file.path, "", file.size_bytes, "unknown", file.status, file.problems, modified=file.modified)


def _checked(file: FoundFile, found: list[Extraction]) -> list[Extraction]:
    if same(file):
        return found
    changed = Problem("unreadable", "changed or went away while the folder was read; audit it again")
    status: Status = "partly" if found[0].status == "read" else found[0].status
    return [replace(found[0], status=status, problems=(*found[0].problems, changed)), *found[1:]]


def same(file: FoundFile) -> bool:
    """Say whether a file has the size and time with which it was listed."""
    try:
        now = os.stat(file.absolute, follow_symlinks=False)
    except OSError:
        return False
    return (now.st_size, now.st_mtime_ns) == (file.size_bytes, file.modified_ns)
