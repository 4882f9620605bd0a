"""TAR, GZ, BZ2 and XZ: members as files of their own, real bytes counted while reading."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from typing import IO, cast

from extractors import decode
from extractors.model import Format, Layer, Limits, Problem, Reading, Unreadable

_STREAM_ERRORS = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)
_TAR_ERRORS = (tarfile.TarError, *_STREAM_ERRORS, OverflowError, UnicodeError)
_CHUNK_BYTES = 1 << 18
_RATIO_FROM_BYTES = 1 << 20


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Unpack one compressed stream, and the members of a TAR in it or of the file itself."""
    packed = _unpack(data, reading, limits)
    content = data if packed is None else packed
    if content[257:262] == b"ustar" or packed is None:
        _members(content, reading, limits)
    elif content:
        reading.members.append((_inner_name(data), content))


def _unpack(data: bytes, reading: Reading, limits: Limits) -> bytes | None:
    stream: IO[bytes]
    if data.startswith(b"\x1f\x8b"):
        stream = cast(IO[bytes], gzip.GzipFile(fileobj=io.BytesIO(data)))
    elif data.startswith(b"BZh"):
        stream = bz2.BZ2File(io.BytesIO(data))
    elif data.startswith(b"\xfd7zXZ\x00"):
        stream = lzma.LZMAFile(io.BytesIO(data))  # noqa: SIM115  memory, nothing to close
    else:
        return None
    chunks, size = [], 0
    try:
        while chunk := stream.read(_CHUNK_BYTES):
            chunks.append(chunk)
            size += len(chunk)
            if size > _RATIO_FROM_BYTES and size > limits.ratio * len(data):
                raise Unreadable("bomb", f"expands more than {limits.ratio} times")
            if size > limits.member_bytes:
                raise Unreadable("too_big", f"unpacks to more than {limits.member_bytes} bytes")
    except _STREAM_ERRORS as error:
        # What came before the damage is kept, as a log that was being written would be.
        reading.problems.append(Problem("corrupt", f"stream: {type(error).__name__}"))
    return b"".join(chunks)


def _inner_name(data: bytes) -> str:
    """Give the name that a gzip header carries, "content" where there is none."""
    if data[:2] != b"\x1f\x8b" or len(data) < 11 or not data[3] & 8:
        return "content"
    start = 10 + (2 + int.from_bytes(data[10:12], "little") if data[3] & 4 else 0)
    raw = data[start : data.find(b"\0", start)]
    return decode.name(raw[:255]) or "content"


def _members(content: bytes, reading: Reading, limits: Limits) -> None:
    total = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(content), errors="surrogateescape") as archive:
            for number, member in enumerate(archive, 1):
                if number > limits.members:
                    raise Unreadable("truncated", f"only {limits.members} members are read")
                total += _member(archive, member, number, reading, limits)
                if total > limits.memory_bytes // 4:
                    raise Unreadable("bomb", "the archive expands too far")
    except _TAR_ERRORS as error:
        raise Unreadable("corrupt", f"archive: {type(error).__name__}") from error


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo, number: int, reading: Reading, limits: Limits) -> int:
    if member.issym() or member.islnk():
        reading.problems.append(Problem("link", f"member {number} is a link and is not followed"))
    if not member.isreg():
        return 0
    if member.size > limits.member_bytes:
        reading.problems.append(Problem("too_big", f"member {number}: more than {limits.member_bytes} bytes"))
        return 0
    stream = archive.extractfile(member)
    content = stream.read() if stream is not None else b""
    if len(content) < member.size:
        reading.problems.append(Problem("truncated", f"member {number} ends early"))
    reading.members.append((decode.name(member.name.encode("utf-8", "surrogateescape")), content))
    return len(content)


_LAYERS = cast(tuple[Layer, ...], ())
FORMAT = Format(kinds=("tar", "gzip", "bz2", "xz"), layers=_LAYERS, read=read, members_are_files=True)
