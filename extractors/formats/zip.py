"""ZIP archives: members as files of their own, real bytes counted while reading."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import cast

from extractors import decode
from extractors.model import Format, Layer, Limits, Problem, ProblemKind, Reading, Unreadable
from extractors.package import cut_short

_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error, RuntimeError,
)  # fmt: skip
_CHUNK_BYTES = 1 << 18
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
# Below this a high ratio is an empty form or a log, not a bomb.
_RATIO_FROM_BYTES = 1 << 20


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the members in directory order; one that cannot be read is a problem and the others are kept."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except _ZIP_ERRORS as error:
        kind: ProblemKind = "truncated" if cut_short(data) else "corrupt"
        raise Unreadable(kind, f"archive directory: {type(error).__name__}") from error
    total = 0
    for number, info in enumerate(infos, 1):
        if number > limits.members:
            raise Unreadable("truncated", f"{len(infos)} members, {limits.members} are read")
        if info.is_dir():
            continue
        if total > limits.memory_bytes // 4:
            raise Unreadable("bomb", f"members from number {number} on: the archive expands too far")
        try:
            content = _member(archive, info, limits)
        except Unreadable as error:
            reading.problems.append(Problem(error.problem.kind, f"member {number}: {error.problem.detail}"))
            continue
        total += len(content)
        reading.members.append((_name(info), content))


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename
    return decode.name(info.orig_filename.encode("cp437", "replace"))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise Unreadable("encrypted", "needs a password")
    chunks, size = [], 0
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                chunks.append(chunk)
                size += len(chunk)
                if size > _RATIO_FROM_BYTES and size > limits.ratio * max(1, info.compress_size):
                    raise Unreadable("bomb", f"expands more than {limits.ratio} times")
                if size > limits.member_bytes:
                    raise Unreadable("too_big", f"more than {limits.member_bytes} bytes")
    except _ZIP_ERRORS as error:
        raise Unreadable("corrupt", type(error).__name__) from error
    return b"".join(chunks)


_LAYERS = cast(tuple[Layer, ...], ())
FORMAT = Format(kinds=("zip",), layers=_LAYERS, read=read, members_are_files=True)
