"""Unpacks compressed streams step by step: real bytes are counted, and what came before damage is kept."""

from __future__ import annotations

import bz2
import importlib
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from extractors.model import Limits, Problem, Unreadable

ERRORS = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)
TAR_BLOCK_BYTES = 512
FEED_BYTES = 1 << 16
CHUNK_BYTES = 1 << 18
# Below this a high ratio is an empty form or a log, not a bomb.
RATIO_FROM_BYTES = 1 << 20
_DICTIONARY_BYTES = 64 << 20  # chosen: that of 7-Zip's "ultra"; used where the size of the output is not known
# chosen: members of one archive may fill a quarter of the default memory, the rest is the readers'. Not a share of the
# memory that there is just now: what is read of an archive must not depend on what else is being read.
TOTAL_OF_MEMBER = 1.25


class Decompressor(Protocol):
    """What `bz2` and `lzma` give: input in pieces, output in pieces no longer than asked for."""

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class Deflate:
    """zlib's decompressor in the form of the others; `wbits` as in `zlib`: -15 bare, 31 with a gzip header."""

    def __init__(self, wbits: int = -15) -> None:
        self._stream = zlib.decompressobj(wbits)
        self._full = False

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def needs_input(self) -> bool:
        return not self._stream.unconsumed_tail and not self._full

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        out = self._stream.decompress(self._stream.unconsumed_tail + data, max(0, max_length))
        self._full = max_length > 0 and len(out) == max_length and not self._stream.eof
        return out


class Stored:
    """What is not compressed at all."""

    eof = False
    needs_input = True
    unused_data = b""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:  # noqa: ARG002  the shape of the others
        return data


@dataclass(slots=True)
class Budget:
    """What one archive may still unpack to; all its members draw on it."""

    limits: Limits
    packed_bytes: int
    spent_bytes: int = field(default=0)

    def spend(self, size_bytes: int, so_far_bytes: int, packed_bytes: int, *, block: bool = False) -> None:
        """Count bytes of a member that has `so_far_bytes` by now and is stored in `packed_bytes`.

        Raises:
            Unreadable: "bomb" for a ratio beyond the limit, "too_big" for a member or archive beyond its limit.
        """
        self.spent_bytes += size_bytes
        if so_far_bytes > RATIO_FROM_BYTES and so_far_bytes > self.limits.ratio * max(1, packed_bytes):
            raise Unreadable("bomb", f"expands more than {self.limits.ratio} times")
        if so_far_bytes > self.limits.member_bytes and not block:
            raise Unreadable("too_big", f"more than {self.limits.member_bytes} bytes")
        if self.spent_bytes > self.total_bytes:
            raise Unreadable("too_big", f"the archive unpacks to more than {self.total_bytes} bytes in all")

    @property
    def total_bytes(self) -> int:
        """What all members together may unpack to."""
        return int(self.limits.member_bytes * TOTAL_OF_MEMBER)

    @property
    def left(self) -> bool:
        """Whether another member may be unpacked at all."""
        return self.spent_bytes <= self.total_bytes


@dataclass(slots=True)
class Unpacked:
    """What came out of a stream, and what ended it before its end."""

    data: bytes = b""
    problem: Problem | None = None
    unused: int = 0


def unpacked(
    packed: bytes, make: Callable[[], Decompressor], budget: Budget, size_bytes: int = -1, *, block: bool = False
) -> Unpacked:
    """Unpack one stream.

    Args:
        packed: The stream; what follows it is left alone.
        make: Gives its decoder.
        budget: What it may unpack to.
        size_bytes: What it has to unpack to, where its own end is not marked in it.
        block: It holds many members: only the archive's limits bound it, and what comes before those is kept.

    Returns:
        The bytes, a problem where the stream is damaged, cut or too large, and how much input was left over.
    """
    out = Unpacked()
    chunks: list[bytes] = []
    size = 0
    try:
        for chunk in _steps(packed, make(), out):
            chunks.append(chunk)
            size += len(chunk)
            budget.spend(len(chunk), size, len(packed), block=block)
            if 0 <= size_bytes <= size:
                break
    except Unreadable as error:
        out.problem = error.problem
        if error.problem.kind == "bomb" or not block:
            # A bomb's zeros are no content, and take no room from the members behind it.
            budget.spent_bytes -= size
            return Unpacked(b"", error.problem)
    except MemoryError:
        out.problem = Problem("memory", "the stream asks for more memory than there is")
    except EOFError:
        out.problem = Problem("truncated", "the stream ends early")
    except ERRORS as error:
        out.problem = Problem("corrupt", f"the stream is damaged: {type(error).__module__}.{type(error).__qualname__}")
    out.data = b"".join(chunks)
    if 0 <= size_bytes <= len(out.data):
        out.data, out.problem = out.data[:size_bytes], None
    return out


def _steps(packed: bytes, stream: Decompressor, out: Unpacked) -> Iterator[bytes]:
    at = 0
    while not stream.eof:
        feed = b""
        if stream.needs_input:
            feed = packed[at : at + FEED_BYTES]
            at += len(feed)
            if not feed:
                if isinstance(stream, Stored):
                    return
                if tail := stream.decompress(b"", CHUNK_BYTES):
                    yield tail
                    continue
                raise EOFError
        if chunk := stream.decompress(feed, CHUNK_BYTES):
            yield chunk
    out.unused = len(packed) - at + len(stream.unused_data)


def zstd() -> Callable[[], Decompressor] | None:
    """Give the standard library's Zstandard, None before Python 3.14."""
    if sys.version_info < (3, 14):
        return None
    maker: Callable[[], Decompressor] = importlib.import_module("compression.zstd").ZstdDecompressor
    return maker


def lzma1(properties: bytes, size: int = -1) -> lzma.LZMADecompressor:
    """Give a decoder of bare LZMA from its five bytes of properties; a dictionary larger than the output is cut.

    Raises:
        ValueError: The properties are none.
    """
    if len(properties) < 5 or properties[0] >= 9 * 5 * 5:
        raise ValueError("LZMA properties")
    code, asked = properties[0], int.from_bytes(properties[1:5], "little")
    most = size if size >= 0 else _DICTIONARY_BYTES
    chain = {
        "id": lzma.FILTER_LZMA1, "lc": code % 9, "lp": code // 9 % 5, "pb": code // 45,
        "dict_size": max(4096, min(asked, most)),
    }  # fmt: skip
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[chain])


def bzip2() -> bz2.BZ2Decompressor:
    """Give a decoder of bzip2."""
    return bz2.BZ2Decompressor()


def xz() -> lzma.LZMADecompressor:
    """Give a decoder of xz and of LZMA's older file format."""
    return lzma.LZMADecompressor(lzma.FORMAT_AUTO)


def is_tar(data: bytes) -> bool:
    """Say whether a TAR begins here: by the checksum of its first header, for old ones have no mark."""
    head = data[:TAR_BLOCK_BYTES]
    if len(head) < TAR_BLOCK_BYTES or not head[0]:
        return False
    field = head[148:156].strip(b" \0")
    if not field or not all(0x30 <= digit <= 0x37 for digit in field):
        return False
    rest = head[:148] + b" " * 8 + head[156:]
    signed = sum(byte - 256 if byte > 127 else byte for byte in rest)
    return int(field, 8) in (sum(rest), signed)
