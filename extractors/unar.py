"""Members that only `unar` can unpack: known again by size and checksum, whatever it calls them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from extractors import outside
from extractors.model import Limits, Lost, Problem, Reading, Unreadable

PROGRAM = "unar"
_ARGUMENTS = (
    "-quiet",
    "-no-directory",
    "-force-rename",
    "-no-recursion",
    "-forks",
    "skip",
    "-output-directory",
    "{out}",
)


def unpacked(data: bytes, suffix: str, limits: Limits) -> dict[tuple[int, int], bytes]:
    """Give all that `unar` makes of an archive, by size and CRC-32.

    Args:
        data: The archive.
        suffix: What its file is called by, with the dot: unar looks at it.
        limits: Of the file that is being read.

    Raises:
        Unreadable: "unsupported" where unar is not installed, and what `outside.converted` raises.
    """
    made = outside.converted(data, f"archive{suffix}", PROGRAM, [*_ARGUMENTS, "{file}"], limits)
    return {(len(content), zlib.crc32(content)): content for content in made.values()}


def fill(
    reading: Reading, data: bytes, suffix: str, wanted: Iterable[tuple[str, int, int, Problem]], limits: Limits
) -> None:
    """Put the members that unar gives into the reading, and name the others.

    Args:
        reading: Where they go.
        data: The archive.
        suffix: As for `unpacked`.
        wanted: Name, size, CRC-32 of each, and why it is not read without unar.
        limits: Of the file that is being read.
    """
    wanted, found = list(wanted), dict[tuple[int, int], bytes]()
    why: Problem | None = None
    if not wanted:
        return
    try:
        found = unpacked(data, suffix, limits)
    except Unreadable as error:
        why = error.problem
    for name, size_bytes, crc, problem in wanted:
        content = found.get((size_bytes, crc))
        if content is not None:
            reading.members.append((name, content))
            continue
        if why is None:
            told = Problem("corrupt", f"{problem.detail}; unar does not give it whole")
        else:
            told = Problem(why.kind, f"{problem.detail}; {why.detail}")
        reading.lost.append(Lost(name, told, size_bytes))
