"""RAR archives, version 4 and 5: members as files of their own.

Headers are parsed here: names, sizes, locks. Stored members are read here as well; what is compressed is unpacked by
`unar` where it is installed, and named as unread where it is not. Behind a damaged header the next whole one is
looked for.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from extractors import unar, unpacking
from extractors.model import Format, Layer, Limits, Lost, Problem, Reading, Unreadable
from extractors.plain import decode

_MAGIC_4, _MAGIC_5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
_LOCKED = Problem("encrypted", "needs a password")
_VOLUME = Problem("truncated", "a part of an archive in several files; put together, its members can be read")
_LINK = Problem("link", "a link; it is not followed")
_SCANNED_BYTES = 1 << 20  # chosen: behind a damaged header, a whole one is looked for so far
_HEADER_BYTES = 4096  # chosen: the longest header that is believed where one is looked for
_UNKNOWN_SIZE = -1


@dataclass(frozen=True, slots=True)
class _Entry:
    """One member: where its bytes lie and what its header says; `name` is "" while it is still to be decoded."""

    name: str
    raw_name: bytes
    packed_bytes: int
    size_bytes: int
    crc: int
    stored: bool
    problem: Problem | None
    start: int = 0


@dataclass(frozen=True, slots=True)
class _Block:
    """One header, and the place behind what belongs to it. `locked` and `last` end the list."""

    end: int
    entry: _Entry | None = None
    locked: bool = False
    last: bool = False
    goes_on: bool = False


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the members in the order of their headers, the compressed ones last."""
    budget = unpacking.Budget(limits, len(data))
    entries, fault = _listed(data, *((8, _block5) if data.startswith(_MAGIC_5) else (7, _block4)))
    packed: list[_Entry] = []
    for entry in _named(entries[: limits.members]):
        problem = entry.problem or _refused(entry, budget)
        if problem is not None:
            reading.lost.append(Lost(entry.name, problem, max(0, entry.size_bytes)))
        elif entry.stored:
            _stored(data, entry, budget, reading)
        else:
            packed.append(entry)
    why = Problem("unsupported", "compressed by RAR's own method")
    unar.fill(reading, data, ".rar", [(e.name, e.size_bytes, e.crc, why) for e in packed], limits)
    if len(entries) > limits.members:
        fault = Problem("truncated", f"{len(entries)} members, {limits.members} are read")
    if fault is not None:
        raise Unreadable(fault.kind, fault.detail)


def _listed(
    data: bytes, at: int, block_at: Callable[[bytes, int], _Block | None]
) -> tuple[list[_Entry], Problem | None]:
    """Give the members, and what stands against there being no others."""
    found: list[_Entry] = []
    fault: Problem | None = None
    while at < len(data):
        block = block_at(data, at)
        if block is None:
            fault = Problem("corrupt", "a header is damaged; members are read from the next one on")
            at = _next(data, at, block_at)
            continue
        if block.locked:
            return found, Problem("encrypted", "needs a password, for the names too")
        if block.entry is not None:
            found.append(block.entry)
        if block.last:
            return found, _VOLUME if block.goes_on else fault
        at = block.end
    if at > len(data):
        fault = Problem("truncated", "the archive ends inside a member")
    return found, fault


def _next(data: bytes, at: int, block_at: Callable[[bytes, int], _Block | None]) -> int:
    """Give the place of the next header that is whole, the end for none."""
    for place in range(at + 1, min(len(data), at + _SCANNED_BYTES)):
        block = block_at(data[place : place + _HEADER_BYTES], 0)
        if block is not None and block.entry is not None:
            return place
    return len(data)


def _named(entries: list[_Entry]) -> list[_Entry]:
    guesses = iter(decode.names([entry.raw_name for entry in entries if not entry.name]))
    return [entry if entry.name else replace(entry, name=next(guesses)) for entry in entries]


def _refused(entry: _Entry, budget: unpacking.Budget) -> Problem | None:
    if entry.size_bytes > budget.limits.member_bytes:
        return Problem("too_big", f"more than {budget.limits.member_bytes} bytes")
    if entry.size_bytes > max(unpacking.RATIO_FROM_BYTES, budget.limits.ratio * max(1, entry.packed_bytes)):
        return Problem("bomb", f"expands more than {budget.limits.ratio} times")
    if not budget.left:
        return Problem("too_big", f"the archive unpacks to more than {budget.total_bytes} bytes")
    return None


def _stored(data: bytes, entry: _Entry, budget: unpacking.Budget, reading: Reading) -> None:
    content = data[entry.start : entry.start + entry.packed_bytes]
    budget.spent_bytes += len(content)
    if len(content) < entry.packed_bytes:
        problem = Problem("truncated", "the archive ends inside it")
    elif entry.crc >= 0 and zlib.crc32(content) != entry.crc:
        problem = Problem("corrupt", "its checksum differs")
    else:
        reading.members.append((entry.name, content))
        return
    reading.lost.append(Lost(entry.name, problem, max(0, entry.size_bytes), content))


# Version 5. Source: "RAR 5.0 archive format", rarlab.com/technote.htm.


def _block5(data: bytes, at: int) -> _Block | None:
    """Give the block at a place, None where its checksum or its numbers are wrong."""
    try:
        size, body = _vint(data, at + 4)
        header = data[at + 4 : body + size]
        if len(header) < body + size - at - 4 or zlib.crc32(header) != int.from_bytes(data[at : at + 4], "little"):
            return None
        kind, place = _vint(data, body)
        flags, place = _vint(data, place)
        extra_bytes, place = _vint(data, place) if flags & 1 else (0, place)
        data_bytes, place = _vint(data, place) if flags & 2 else (0, place)
        end = body + size
        if kind == 2:
            entry = _file5(data, place, end - extra_bytes, end, flags)
            return _Block(end + data_bytes, replace(entry, start=end, packed_bytes=data_bytes) if entry else None)
        goes_on = kind == 5 and bool(_vint(data, place)[0] & 1)
        return _Block(end + data_bytes, locked=kind == 4, last=kind == 5, goes_on=goes_on)
    except (IndexError, struct.error):
        return None


def _vint(data: bytes, at: int) -> tuple[int, int]:
    """Give a number of seven bits a byte, lowest first, and the place behind it."""
    value = 0
    for index in range(10):
        byte = data[at + index]
        value |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            return value, at + index + 1
    raise IndexError(at)


def _file5(data: bytes, at: int, extra: int, end: int, block_flags: int) -> _Entry | None:
    """Give the member of a file header, None for a folder."""
    flags, at = _vint(data, at)
    size, at = _vint(data, at)
    _, at = _vint(data, at)
    at += 4 if flags & 2 else 0
    crc = int.from_bytes(data[at : at + 4], "little") if flags & 4 else -1
    at += 4 if flags & 4 else 0
    method, at = _vint(data, at)
    _, at = _vint(data, at)
    length, at = _vint(data, at)
    if flags & 1:
        return None
    problem = _extra5(data, extra, end) or (_VOLUME if block_flags & 0x18 else None)
    name = data[at : min(at + length, extra)].decode("utf-8", "surrogateescape") or "?"
    size = _UNKNOWN_SIZE if flags & 8 else size
    return _Entry(name, b"", 0, size, crc, not method >> 7 & 7, problem)


def _extra5(data: bytes, at: int, end: int) -> Problem | None:
    """Say what the extra records hold against reading a member: a cipher (1) or a link (5)."""
    while at < end:
        size, body = _vint(data, at)
        kind, _ = _vint(data, body)
        if kind in (1, 5):
            return _LOCKED if kind == 1 else _LINK
        at = body + size
    return None


# Version 4. Source: "technote.txt" of RAR 4.


def _block4(data: bytes, at: int) -> _Block | None:
    """Give the block at a place, None where its checksum or its numbers are wrong."""
    try:
        crc, kind, flags, size = struct.unpack_from("<HBHH", data, at)
        header = data[at : at + size]
        if size < 7 or len(header) < size or not 0x72 <= kind <= 0x7B or zlib.crc32(header[2:]) & 0xFFFF != crc:
            return None
        if kind == 0x74:
            return _file4(header, flags, at + size)
        more = int.from_bytes(header[7:11], "little") if flags & 0x8000 or kind == 0x7A else 0
        locked = kind == 0x73 and bool(flags & 0x80)
        return _Block(at + size + more, locked=locked, last=kind == 0x7B, goes_on=kind == 0x7B and bool(flags & 1))
    except struct.error:
        return None


def _file4(header: bytes, flags: int, start: int) -> _Block:
    packed, size, system, crc, _, _, method, length, mode = struct.unpack_from("<LLBLLBBHL", header, 7)
    at = 32
    if flags & 0x100:
        high_packed, high_size = struct.unpack_from("<LL", header, at)
        packed, size, at = packed + (high_packed << 32), size + (high_size << 32), at + 8
    raw = header[at : at + length]
    if flags & 0xE0 == 0xE0:
        return _Block(start + packed)
    problem = _LOCKED if flags & 4 else _VOLUME if flags & 3 else None
    if system == 3 and mode & 0xF000 == 0xA000:
        problem = problem or _LINK
    name, raw = _name4(raw) if flags & 0x200 else ("", raw)
    size = _UNKNOWN_SIZE if size == (1 << 64) - 1 else size
    entry = _Entry(name, raw or b"?", packed, size, crc, method == 0x30, problem, start)
    return _Block(start + packed, entry)


def _name4(raw: bytes) -> tuple[str, bytes]:
    """Give a Unicode name: UTF-8, or behind a zero byte the coded difference to the plain name in front of it."""
    plain, zero, coded = raw.partition(b"\0")
    if not zero:
        return raw.decode("utf-8", "surrogateescape"), raw
    try:
        return _difference(plain, coded), plain
    except IndexError:
        return "", plain


def _difference(plain: bytes, coded: bytes) -> str:
    """Decode RAR 4's names: two bits say for each character whether it is plain, in one row of Unicode, or any."""
    high, at, found = coded[0] << 8, 1, list[int]()
    flags, bits = 0, 0
    while at < len(coded) and len(found) < _HEADER_BYTES:
        if not bits:
            flags, bits, at = coded[at], 8, at + 1
        bits -= 2
        match flags >> bits & 3:
            case 0:
                found.append(coded[at])
                at += 1
            case 1:
                found.append(high + coded[at])
                at += 1
            case 2:
                found.append(coded[at] + (coded[at + 1] << 8))
                at += 2
            case _:
                length, at = coded[at], at + 1
                shift, row = (coded[at], high) if length & 0x80 else (0, 0)
                at += 1 if length & 0x80 else 0
                for _ in range((length & 0x7F) + 2):
                    found.append((plain[len(found)] + shift & 0xFF) + row)
    return b"".join(mark.to_bytes(2, "little") for mark in found).decode("utf-16-le", "replace")


_LAYERS = cast(tuple[Layer, ...], ())
FORMAT = Format(kinds=("rar",), layers=_LAYERS, read=read, members_are_files=True)
