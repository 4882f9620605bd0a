"""TAR, and what is packed as one stream (GZ, BZ2, XZ, LZMA, ZST): members as files of their own.

A TAR in a stream is opened at once, as one archive. Damage costs the member that it is in: the next header is looked
for, and a stream gives what it held before the damage.
"""

from __future__ import annotations

import contextlib
import io
import tarfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from extractors import unpacking
from extractors.model import Format, Layer, Limits, Lost, Problem, Reading, Unreadable
from extractors.plain import decode

_TAR_ERRORS = (tarfile.TarError, OSError, EOFError, zlib.error, ValueError, OverflowError, UnicodeError, IndexError)
_STREAMS: tuple[tuple[bytes, Callable[[], unpacking.Decompressor]], ...] = (
    (b"\x1f\x8b", lambda: unpacking.Deflate(31)),
    (b"BZh", unpacking.bzip2),
    (b"\xfd7zXZ\x00", unpacking.xz),
    (b"\x5d\x00\x00", unpacking.xz),
)
# chosen: each costs a copy of the rest
_MOST_STREAMS = 1000
_MOST_DAMAGES = 50
_ZSTD = b"\x28\xb5\x2f\xfd"


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Unpack one compressed stream, and the members of a TAR in it or of the file itself."""
    budget = unpacking.Budget(limits, len(data))
    maker = _maker(data)
    if maker is None:
        _members(data, reading, budget)
        return
    content, problem = _joined(data, maker, budget)
    if unpacking.is_tar(content):
        if problem is not None:
            reading.problems.append(problem)
        del data
        budget.spent_bytes = 0  # the members are what is kept; the TAR itself goes
        _members(content, reading, budget)
    elif problem is None:
        reading.members.append((_inner_name(data), content))
    else:
        reading.lost.append(Lost(_inner_name(data), problem, len(content), content))


def _maker(data: bytes) -> Callable[[], unpacking.Decompressor] | None:
    if data.startswith(_ZSTD):
        maker = unpacking.zstd()
        if maker is None:
            raise Unreadable("unsupported", "Zstandard is read by Python 3.14 and later")
        return maker
    return next((maker for magic, maker in _STREAMS if data.startswith(magic)), None)


def _joined(
    data: bytes, maker: Callable[[], unpacking.Decompressor], budget: unpacking.Budget
) -> tuple[bytes, Problem | None]:
    """Unpack every stream of the file, for several may stand behind each other; give what came out and what went wrong.

    Zeros or other bytes behind the last stream are padding.
    """
    parts, at = [], 0
    while True:
        out = unpacking.unpacked(data[at:], maker, budget)
        parts.append(out.data)
        at = len(data) - out.unused
        if out.problem is not None:
            return b"".join(parts), out.problem
        rest = data[at : at + 6]
        if not out.unused or not any(rest.startswith(magic) for magic, _ in _STREAMS) or len(parts) > _MOST_STREAMS:
            return b"".join(parts), None


def _inner_name(data: bytes) -> str:
    """Give the name that a gzip header carries, "" where there is none: then the file's own name says it."""
    if data[:2] != b"\x1f\x8b" or len(data) < 11 or not data[3] & 8:
        return ""
    start = 10 + (2 + int.from_bytes(data[10:12], "little") if data[3] & 4 else 0)
    raw = data[start : data.find(b"\0", start)]
    return decode.name(raw[:255])


@dataclass(frozen=True, slots=True)
class _Found:
    """One member of a TAR: its bytes, or what became of them."""

    raw_name: bytes
    data: bytes
    size_bytes: int
    problem: Problem | None


def _members(content: bytes, reading: Reading, budget: unpacking.Budget) -> None:
    """Read the members of a TAR; behind damage from the next header on."""
    found: list[_Found] = []
    at, damages = 0, 0
    try:
        while at < len(content) and damages <= _MOST_DAMAGES:
            at, damaged = _resumed(content, _run(content, at, found, budget))
            damages += damaged
    finally:
        for name, one in zip(decode.names([one.raw_name for one in found]), found, strict=True):
            if one.problem is None:
                reading.members.append((name, one.data))
            else:
                reading.lost.append(Lost(name, one.problem, one.size_bytes, one.data))
    if damages:
        raise Unreadable("corrupt", "a header is damaged; members are read from the next one on")


def _run(content: bytes, start: int, found: list[_Found], budget: unpacking.Budget) -> int:
    """Read members from one place on; give the place where that ended."""
    at = start
    with (
        contextlib.suppress(*_TAR_ERRORS),
        tarfile.open(fileobj=_From(content, start), mode="r:", errors="surrogateescape") as tar,
    ):
        while (member := tar.next()) is not None:
            if len(found) >= budget.limits.members:
                raise Unreadable("truncated", f"only {budget.limits.members} members are read")
            if not member.isdir():
                found.append(_member(content, start, tar, member, budget))
            tar.members.clear()  # type: ignore[attr-defined]  # else it keeps every member's header
            at = start + tar.offset
        at = start + tar.offset
    return at


class _From(io.BytesIO):
    """A file that begins in the middle of bytes; where it begins at their start, they are not copied."""

    def __init__(self, content: bytes, start: int) -> None:
        super().__init__(content[start:] if start else content)


def _resumed(content: bytes, at: int) -> tuple[int, bool]:
    """Give the place of the next header, the end for none, and whether damage lies in between.

    Blocks of zeros end an archive, and another may stand behind them.
    """
    if at >= len(content):
        return len(content), False
    if any(content[at : at + unpacking.TAR_BLOCK_BYTES]):
        return _next_header(content, at), True
    zeros = len(content) - len(content[at:].lstrip(b"\0"))
    place = zeros - zeros % unpacking.TAR_BLOCK_BYTES
    return (place if unpacking.is_tar(content[place : place + unpacking.TAR_BLOCK_BYTES]) else len(content)), False


def _next_header(content: bytes, at: int) -> int:
    """Give the place of the next block behind this one that is a header, the end for none."""
    for place in range(at + unpacking.TAR_BLOCK_BYTES, len(content), unpacking.TAR_BLOCK_BYTES):
        if unpacking.is_tar(content[place : place + unpacking.TAR_BLOCK_BYTES]):
            return place
    return len(content)


def _member(
    content: bytes, start: int, tar: tarfile.TarFile, member: tarfile.TarInfo, budget: unpacking.Budget
) -> _Found:
    raw_name = member.name.encode("utf-8", "surrogateescape")
    if (problem := _refused(member, len(content), budget)) is not None:
        return _Found(raw_name, b"", member.size, problem)
    data = content[start + member.offset_data : start + member.offset_data + member.size]
    if member.issparse():
        try:
            stream = tar.extractfile(member)
            data = stream.read() if stream is not None else b""
        except _TAR_ERRORS as error:
            return _Found(raw_name, b"", member.size, Problem("corrupt", type(error).__name__))
    budget.spent_bytes += len(data)
    short = Problem("truncated", "the archive ends inside it") if len(data) < member.size else None
    return _Found(raw_name, data, member.size, short)


def _refused(member: tarfile.TarInfo, size: int, budget: unpacking.Budget) -> Problem | None:
    """Say why a member is not opened; a device or pipe is passed over like a link."""
    limits = budget.limits
    if member.issym() or member.islnk():
        return Problem("link", "a link; it is not followed")
    if not member.isreg():
        return Problem("link", "a device or pipe; it is not opened")
    if member.issparse() and member.size > max(unpacking.RATIO_FROM_BYTES, limits.ratio * size):
        return Problem("bomb", f"expands more than {limits.ratio} times")
    if member.size > limits.member_bytes:
        return Problem("too_big", f"more than {limits.member_bytes} bytes")
    if budget.spent_bytes + min(member.size, size) > budget.total_bytes:
        return Problem("too_big", f"the archive unpacks to more than {budget.total_bytes} bytes")
    return None


_LAYERS = cast(tuple[Layer, ...], ())
FORMAT = Format(
    kinds=("tar", "gzip", "bz2", "xz", "lzma", "zst"), layers=_LAYERS, read=read, version=2, members_are_files=True
)
