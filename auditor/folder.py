"""Lists the files of a folder: everything that lies in it is named, nothing is followed out of it, nothing written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from extractors.model import Problem, Status

# Folders of version control, trash and indexes: no one shared them. Other hidden folders are looked into like any.
SYSTEM_FOLDERS = frozenset({
    ".git", ".hg", ".svn", ".bzr", ".trash", ".trashes", ".spotlight-v100", ".fseventsd", ".documentrevisions-v100",
    ".temporaryitems", ".tmp.drivedownload", ".tmp.driveupload", ".dropbox.cache", "$recycle.bin", "__macosx",
    "system volume information",
})  # fmt: skip
KINDS_OF_NODE = ((stat.S_ISFIFO, "a FIFO"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"),
                 (stat.S_ISBLK, "a device"))  # fmt: skip

Reason = Literal["missing", "not_a_folder", "empty", "unreadable"]
ADVICE: dict[Reason, str] = {
    "missing": "there is no such folder; give the folder that was downloaded from the group",
    "not_a_folder": "this is not a folder; unpack it first, or give the folder that it lies in",
    "empty": "there is no file in this folder; check that the download has finished",
    "unreadable": "this folder may not be read; check its permissions",
}


class BadFolder(Exception):  # noqa: N818  an audit cannot begin; not a fault of the program
    """The folder to audit is none; `reason` is for whoever words it in another language."""

    def __init__(self, path: str, reason: Reason) -> None:
        super().__init__(f"{path}: {ADVICE[reason]}")
        self.path = path
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One entry of the folder.

    Attributes:
        path: Inside the folder, `/` between parts, surrogate-escaped where the name is no UTF-8.
        absolute: Where it lies on this machine; never part of an audit.
        size_bytes: Length when it was listed.
        modified: ISO date of its last change in UTC, "" where the file system gives none that makes sense.
        modified_ns: The same as the file system gives it; tells whether the file changed since.
        inode: Number of the file in its file system; two names of one file share it. 0 where unknown.
        status: "read" for a file that is to be read; "skipped" and "unread" are final, with their problem.
        problems: Why it is not to be read.
    """

    path: str
    absolute: Path
    size_bytes: int = 0
    modified: str = ""
    modified_ns: int = 0
    inode: int = 0
    status: Status = "read"
    problems: tuple[Problem, ...] = ()


def walk(root: str | os.PathLike[str]) -> list[FoundFile]:
    """List every file below a folder, sorted by path.

    A link, FIFO, socket or device is listed as skipped; a folder of a version control or operating system is one
    skipped entry whose path ends in `/`; a folder that may not be read is one unread entry of that kind.

    Raises:
        BadFolder: The root is missing, no folder, unreadable or without any file.
    """
    top = Path(os.path.abspath(root))
    if not top.exists():
        raise BadFolder(os.fspath(root), "missing")
    if not top.is_dir():
        raise BadFolder(os.fspath(root), "not_a_folder")
    found = sorted(_below(top), key=lambda file: file.path)
    if not found:
        raise BadFolder(os.fspath(root), "empty")
    if found[0].path == "/":
        raise BadFolder(os.fspath(root), "unreadable")
    return found


def walk_file(path: Path) -> FoundFile:
    """Give one file by itself, as `walk` would list it under its name alone."""
    with os.scandir(path.parent) as entries:
        entry = next(each for each in entries if each.name == path.name)
        return _file(path.name, entry)


def _below(top: Path) -> Iterator[FoundFile]:
    """Yield the entries of all folders; a list instead of recursion, for a hostile tree may be deep."""
    waiting = [("", top)]
    while waiting:
        prefix, folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                listed = list(entries)
        except OSError as error:
            yield _unread(prefix or "/", folder, error)
            continue
        for entry in listed:
            path = prefix + entry.name
            if not _is_folder(entry):
                yield _file(path, entry)
            elif entry.name.lower() in SYSTEM_FOLDERS:
                why = Problem("unsupported", "folder of a program or of the system; nothing in it is read")
                yield FoundFile(f"{path}/", Path(entry.path), status="skipped", problems=(why,))
            else:
                waiting.append((f"{path}/", Path(entry.path)))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Say whether to go in: never through a link, nor through a junction of Windows."""
    try:
        junction = getattr(entry, "is_junction", None)
        return entry.is_dir(follow_symlinks=False) and not (junction is not None and junction())
    except OSError:
        return False


def _file(path: str, entry: os.DirEntry[str]) -> FoundFile:
    place = Path(entry.path)
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError as error:
        return _unread(path, place, error)
    problem = _obstacle(found.st_mode)
    return FoundFile(
        path=path,
        absolute=place,
        size_bytes=found.st_size if problem is None else 0,
        modified=_date(found.st_mtime_ns),
        modified_ns=found.st_mtime_ns,
        inode=found.st_ino,
        status="read" if problem is None else "skipped",
        problems=() if problem is None else (problem,),
    )


def _obstacle(mode: int) -> Problem | None:
    """Say why an entry is no file to be read."""
    if stat.S_ISREG(mode):
        return None
    for test, what in KINDS_OF_NODE:
        if test(mode):
            return Problem("unreadable", f"{what}, not a file")
    return Problem("link", "a link; what it points to is read only where it lies in the folder itself")


def _unread(path: str, place: Path, error: OSError) -> FoundFile:
    problem = Problem("unreadable", error.strerror or type(error).__name__)
    return FoundFile(path, place, status="unread", problems=(problem,))


def _date(modified_ns: int) -> str:
    try:
        return datetime.fromtimestamp(modified_ns // 1_000_000_000, UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return ""
