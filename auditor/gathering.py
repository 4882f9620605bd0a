"""The extractions of a folder: kept ones for the files that are as they were, read ones for the rest."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from auditor import kept
from auditor.engines.batches import Engine
from auditor.folder import FoundFile
from auditor.state import Seen, State
from extractors import collector
from extractors.model import Extraction

# A file changed so shortly before the audit could change again within the clock's step; its content is looked at again.
FRESH_NS = 2_000_000_000
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
AT_ONCE = 200  # kept readings unsealed at a time


@dataclass(slots=True)
class Gathered:
    """A folder's files as they are now.

    Attributes:
        files: Every extraction, members included.
        isolation: What the readers were kept from, when they last read.
        read: Number of files that were opened by a reader.
        kept: Number of files whose reading was kept.
        listing: What the next run compares with.
        readings: Keys of all readings that belong to the folder as it is.
        contents: By path the token of the content, where reading it again would give the same.
    """

    files: list[Extraction] = field(default_factory=list)
    isolation: str = ""
    read: int = 0
    kept: int = 0
    listing: dict[str, Seen] = field(default_factory=dict)
    readings: set[bytes] = field(default_factory=set)
    contents: dict[str, bytes] = field(default_factory=dict)


def contents(listed: Sequence[FoundFile], state: State, *, verify: bool = False) -> dict[str, bytes]:
    """Give the content token of each file that has not changed or whose content is known, by path.

    A file with the size, time and inode of the last run is not opened; of a new or changed one the bytes are hashed,
    so that what was moved, renamed or touched is known again. At a first run nothing is known and nothing hashed,
    unless it goes on where another was killed.
    """
    if not state.listing() and not state.holdings().items:
        return {}
    out = {}
    for file in listed:
        seen = state.seen(file.path) if file.status == "read" else None
        same = seen and (seen.size_bytes, seen.mtime_ns, seen.inode) == (file.size_bytes, file.modified_ns, file.inode)
        if seen and same and not verify and os.access(file.absolute, os.R_OK):
            out[file.path] = seen.content
        elif file.status == "read" and (digest := _digest(file)):
            out[file.path] = kept.content_token(state, digest)
    return out


def gathered(  # noqa: PLR0913  a folder, its state, and how it is read
    listed: Sequence[FoundFile], state: State, known: dict[str, bytes], engine: Callable[[int], Engine],
    done: Callable[[], None] = lambda: None, *, keep: bool = True,
) -> Gathered:  # fmt: skip
    """Give the extractions of a folder, and keep those that were read.

    Args:
        listed: The folder's files.
        state: What the last run kept.
        known: What `contents` gave for them.
        engine: Starts the readers for so many files; not called where nothing is to be read.
        done: Called once for each file.
        keep: Whether readings are kept at all.
    """
    out, began = Gathered(), time.time_ns()
    here = {file.path: file for file in listed}
    with collector.paused():
        for path, found in _kept(here, state, known):
            out.files += _dated(found, here[path])
            out.kept += 1
            _noted(out, here.pop(path), known[path], state, began)
            done()
    rest = list(here.values())
    out.isolation = _isolation(state)
    if any(file.status == "read" for file in rest) or not out.isolation:
        with engine(len(rest)) as readers:
            for place, found in readers.map_files([replace(file, modified="") for file in rest]):
                _took(out, rest[place], found, state if keep else None, began)
                done()
            out.isolation = readers.isolation
        state.keep(kept.ENGINE, state.token("isolation"), out.isolation.encode())
    else:
        for file in rest:
            out.files.append(_unopened(file))
            done()
    state.commit()
    return out


def unchanged(listed: Sequence[FoundFile], state: State, known: dict[str, bytes]) -> Gathered:
    """Give what the next run needs of a folder of which nothing has to be read; without its files."""
    out, began = Gathered(kept=len(known)), time.time_ns()
    for file in listed:
        if file.path in known:
            _noted(out, file, known[file.path], state, began)
    return out


def _kept(here: dict[str, FoundFile], state: State, known: dict[str, bytes]) -> Iterator[tuple[str, list[Extraction]]]:
    """Give the kept readings of these files, those of which what made them is the same now."""
    paths = [path for path in here if path in known]
    for start in range(0, len(paths), AT_ONCE):
        keys = {path: kept.reading_key(state, known[path], path) for path in paths[start : start + AT_ONCE]}
        blobs = state.blobs(kept.EXTRACTIONS, keys.values())
        for path, key in keys.items():
            found = kept.unpacked(blobs[key], path) if key in blobs else None
            if found is not None:
                yield path, found


def _took(out: Gathered, file: FoundFile, found: list[Extraction], state: State | None, began: int) -> None:
    """Take what a reader gave, and keep it unless what went wrong may pass."""
    out.files += _dated(found, file)
    if file.status != "read":
        return
    out.read += 1
    if state is not None and kept.lasting(found) and found[0].sha256:
        content = kept.content_token(state, found[0].sha256)
        state.keep(kept.EXTRACTIONS, kept.reading_key(state, content, file.path), kept.packed(found, file.path))
        _noted(out, file, content, state, began)


def _noted(out: Gathered, file: FoundFile, content: bytes, state: State, began: int) -> None:
    out.readings.add(kept.reading_key(state, content, file.path))
    out.contents[file.path] = content
    if file.modified_ns < began - FRESH_NS:
        out.listing[file.path] = Seen(file.size_bytes, file.modified_ns, file.inode, content)


def _dated(found: list[Extraction], file: FoundFile) -> list[Extraction]:
    """Give a date to what says none: the day that stands in its name, else the folder's, which is not the content's."""
    return [x if x.modified else _by_name(x) or replace(x, modified=file.modified, undated=True) for x in found]


def _by_name(file: Extraction) -> Extraction | None:
    """Give a file the last day that its name tells (2026-03-05 minutes.md, 报价20260305.xlsx), None for none.

    A download leaves the folder its own day; whoever put the day into the name meant the content's.
    """
    named = {at for at, segment in enumerate(file.segments) if segment.layer == "file_name"}
    told = (m.norm.split("/") for m in file.mentions if m.segment in named and m.kind == "date")
    days = [day for ends in told for day in ends if _DAY.fullmatch(day)]
    return replace(file, modified=max(days)) if days else None


def _unopened(file: FoundFile) -> Extraction:
    return Extraction(
        file.path, "", file.size_bytes, "unknown", file.status, file.problems, modified=file.modified, undated=True
    )  # fmt: skip


def _isolation(state: State) -> str:
    found = state.blob(kept.ENGINE, state.token("isolation"))
    return "" if found is None else found.decode()


def _digest(file: FoundFile) -> str:
    """Give a file's SHA-256, "" where it cannot be read; the reader will say why."""
    try:
        with file.absolute.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
