"""ZIP archives: members as files of their own, real bytes counted while reading.

The directory at the end is read first. What it holds as comments, which no program shows, is a member called
`archive comment.txt`. Members that stand in front of it and not in it (a removed file, an archive
without its end) are found by their own headers.
"""

from __future__ import annotations

import bisect
import contextlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from extractors import unar, unpacking
from extractors.model import Format, Layer, Limits, Lost, Problem, ProblemKind, Reading, Unreadable
from extractors.plain import decode

_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error, RuntimeError,
    OverflowError, IndexError,
)  # fmt: skip
_LOCAL = struct.Struct("<4s5H3L2H")
_LOCAL_MAGIC, _DIRECTORY_MAGIC, _DESCRIPTOR_MAGIC = b"PK\x03\x04", b"PK\x01\x02", b"PK\x07\x08"
_UTF8_NAME, _DESCRIPTOR, _ENCRYPTED, _HIDDEN_NAMES = 0x800, 0x8, 0x1, 0x2000
_ZIP64, _UNICODE_NAME, _LARGE = 0x0001, 0x7075, 0xFFFFFFFF
_METHODS = {1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "XZ", 97: "WavPack", 98: "PPMd"}
_LINK = 0xA000  # the file type of a symbolic link in a Unix mode
_COMMENT_NAME = "archive comment.txt"
_VOLUME = "a part of an archive in several files; put together, its members can be read"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One member as its directory entry or its own header tells it. `size_bytes` is what it unpacks to."""

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed_bytes: int
    size_bytes: int
    offset: int
    extra: bytes = b""
    mode: int = 0
    disk: int = 0
    name: str = ""


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the members in directory order, then those that the directory does not name."""
    budget = unpacking.Budget(limits, len(data))
    fault: Unreadable | None = None
    try:
        listed, disk, comments = _listed(data)
    except _ZIP_ERRORS as error:
        listed, disk, comments = [], 0, b""
        fault = Unreadable(_cut_short(data), f"archive directory: {type(error).__name__}")
    entries = _entries(data, listed, limits)
    if fault is not None and entries:
        # In front, for it explains what follows.
        reading.problems.append(Problem(fault.problem.kind, "no directory; members found by their own headers"))
    elif fault is not None:
        raise fault
    entries = _named(entries)
    packed: list[tuple[str, int, int, Problem]] = []
    overlapping = _overlapping(data, entries, disk)
    for number, entry in enumerate(entries, 1):
        if number > limits.members:
            raise Unreadable("truncated", f"{len(entries)} members, {limits.members} are read")
        if entry.name.endswith(("/", "\\")):
            continue
        try:
            out = _content(data, entry, disk, number in overlapping, budget)
        except Unreadable as error:
            out = unpacking.Unpacked(problem=error.problem)
        if out.problem is not None and out.problem.kind == "unsupported" and entry.crc >= 0:
            packed.append((entry.name, entry.size_bytes, entry.crc, out.problem))
        elif out.problem is None:
            reading.members.append((entry.name, out.data))
        elif number <= len(listed) or fault is not None:  # else bytes that only look like a member
            reading.lost.append(Lost(entry.name, out.problem, max(0, entry.size_bytes), out.data))
    unar.fill(reading, data, ".zip", packed, limits)
    if comments:
        reading.members.append((_COMMENT_NAME, comments))


def _cut_short(data: bytes) -> ProblemKind:
    """Name what a missing directory means: it stands last, so a file that was cut has lost it."""
    return "corrupt" if b"PK\x05\x06" in data[-(1 << 16) - 22 :] else "truncated"


def _listed(data: bytes) -> tuple[list[_Entry], int, bytes]:
    """Give the entries of the directory, the number of the disk that it lies on, and its comments."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos, comments = archive.infolist(), [archive.comment]
    comments += [info.comment for info in infos]
    end = data.rfind(b"PK\x05\x06")
    disk = int.from_bytes(data[end + 4 : end + 6], "little") if end >= 0 else 0
    said = b"\n".join(comment.strip() for comment in comments if comment.strip(b" \t\r\n\0"))
    return [_entry(info, len(data)) for info in infos], disk if disk != 0xFFFF else 0, said


def _entry(info: zipfile.ZipInfo, nowhere: int) -> _Entry:
    return _Entry(
        raw_name=info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437", "replace"),
        flags=info.flag_bits,
        method=info.compress_type,
        crc=info.CRC,
        packed_bytes=info.compress_size,
        size_bytes=info.file_size,
        offset=info.header_offset if info.header_offset >= 0 else nowhere,
        extra=info.extra,
        mode=info.external_attr >> 16 if info.create_system == 3 else 0,
        disk=info.volume,
    )


def _entries(data: bytes, listed: list[_Entry], limits: Limits) -> list[_Entry]:
    """Give the directory's entries, those that point astray put right by name, then what it does not name."""
    astray = [not data.startswith(_LOCAL_MAGIC, entry.offset) for entry in listed]
    extra = list(_unlisted(data, [entry for entry, wrong in zip(listed, astray, strict=True) if not wrong], limits))
    places: dict[bytes, list[int]] = {}
    for entry in reversed(extra):
        places.setdefault(entry.raw_name, []).append(entry.offset)
    found, used = [], set()
    for entry, wrong in zip(listed, astray, strict=True):
        right = entry
        if wrong and places.get(entry.raw_name):
            right = replace(entry, offset=places[entry.raw_name].pop())
            used.add(right.offset)
        found.append(right)
    return [*found, *(entry for entry in extra if entry.offset not in used)]


def _unlisted(data: bytes, listed: list[_Entry], limits: Limits) -> Iterator[_Entry]:
    """Give the members that stand in the file and that no entry points at, by their own headers."""
    spans = sorted((entry.offset, _end(data, entry)) for entry in listed)
    starts, at, found = [start for start, _ in spans], 0, 0
    while (at := data.find(_LOCAL_MAGIC, at)) >= 0 and found <= limits.members:
        inside = bisect.bisect_right(starts, at) - 1
        if inside >= 0 and at < spans[inside][1]:
            at = max(at + 4, spans[inside][1])
            continue
        entry = _by_header(data, at, limits)
        if entry is None:
            at += 4
            continue
        found += 1
        yield entry
        at = max(at + 4, _end(data, entry))


def _end(data: bytes, entry: _Entry) -> int:
    """Give the place behind the last byte of a member."""
    at = entry.offset
    if at + _LOCAL.size > len(data):
        return at
    name_length, extra_length = struct.unpack_from("<HH", data, at + 26)
    return at + _LOCAL.size + int(name_length) + int(extra_length) + entry.packed_bytes


def _by_header(data: bytes, at: int, limits: Limits) -> _Entry | None:
    """Give a member by the header in front of it, None where the bytes only look like one."""
    if at + _LOCAL.size > len(data):
        return None
    _, version, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack_from(data, at)
    if version & 0xFF > 63 or method > 99 or not name_length or name_length > 4096:
        return None
    name_at = at + _LOCAL.size
    name = data[name_at : name_at + name_length]
    extra = data[name_at + name_length : name_at + name_length + extra_length]
    if _LARGE in (packed, size) and len(large := _fields(extra).get(_ZIP64, b"")) >= 16:
        size, packed = struct.unpack_from("<QQ", large)
    start = name_at + name_length + extra_length
    if flags & _DESCRIPTOR and not packed:
        packed = _packed_bytes(data, start, method, limits.member_bytes)
        crc = size = -1
    return _Entry(name, flags, method, crc, min(packed, len(data) - start), size, at, extra)


def _packed_bytes(data: bytes, start: int, method: int, most_bytes: int) -> int:
    """Find how long a member is whose size stands behind it: where its stream ends, else where the next header is."""
    if method == 8:
        return _deflated_bytes(data, start, most_bytes)
    ends = (data.find(magic, start) for magic in (_DESCRIPTOR_MAGIC, _LOCAL_MAGIC, _DIRECTORY_MAGIC))
    return min((end for end in ends if end >= 0), default=len(data)) - start


def _deflated_bytes(data: bytes, start: int, most_bytes: int) -> int:
    stream, at, size = unpacking.Deflate(), start, 0
    with contextlib.suppress(zlib.error):
        while not stream.eof and size <= most_bytes:
            feed = data[at : at + unpacking.FEED_BYTES] if stream.needs_input else b""
            if stream.needs_input and not feed:
                break
            at += len(feed)
            size += len(stream.decompress(feed, unpacking.CHUNK_BYTES))
    return max(0, at - len(stream.unused_data) - start)


def _fields(extra: bytes) -> dict[int, bytes]:
    """Give the extra fields by their number; a damaged rest is left out."""
    found, at = {}, 0
    while at + 4 <= len(extra):
        key, length = struct.unpack_from("<HH", extra, at)
        found[key] = extra[at + 4 : at + 4 + length]
        at += 4 + length
    return found


def _named(entries: list[_Entry]) -> list[_Entry]:
    """Give each entry its name as text: marked UTF-8, else the Unicode field, else one guess for all the rest."""
    unmarked = [entry.raw_name for entry in entries if not entry.flags & _UTF8_NAME]
    guesses = iter(decode.names(unmarked))
    return [replace(entry, name=_name(entry, guesses)) for entry in entries]


def _name(entry: _Entry, guesses: Iterator[str]) -> str:
    if entry.flags & _UTF8_NAME:
        return entry.raw_name.decode("utf-8", "surrogateescape")
    guess = next(guesses)
    field = _fields(entry.extra).get(_UNICODE_NAME, b"")
    if len(field) > 5 and int.from_bytes(field[1:5], "little") == zlib.crc32(entry.raw_name):
        return field[5:].decode("utf-8", "surrogateescape")
    return guess


def _overlapping(data: bytes, entries: list[_Entry], disk: int) -> frozenset[int]:
    """Give the numbers (from 1) of members whose bytes lie in another's: one zip bomb is built so."""
    spans = sorted(
        (entry.offset, _end(data, entry), number) for number, entry in enumerate(entries, 1) if entry.disk == disk
    )
    found, end = set(), -1
    for start, stop, number in spans:
        if start < end and stop > start + _LOCAL.size:
            found.add(number)
        end = max(end, stop)
    return frozenset(found)


def _content(data: bytes, entry: _Entry, disk: int, overlaps: bool, budget: unpacking.Budget) -> unpacking.Unpacked:
    if entry.flags & _ENCRYPTED or entry.flags & _HIDDEN_NAMES:
        raise Unreadable("encrypted", "needs a password")
    if entry.mode & 0xF000 == _LINK:
        raise Unreadable("link", "a link; it is not followed")
    if overlaps:
        raise Unreadable("bomb", "its bytes are those of another member")
    if not budget.left:
        raise Unreadable("too_big", f"the archive unpacks to more than {budget.total_bytes} bytes")
    at = entry.offset
    if not data.startswith(_LOCAL_MAGIC, at) or at + _LOCAL.size > len(data):
        raise Unreadable("truncated", _VOLUME) if disk or entry.disk else Unreadable("corrupt", "no member there")
    if entry.disk != disk and not data.startswith(entry.raw_name, at + _LOCAL.size):
        raise Unreadable("truncated", _VOLUME)
    name_length, extra_length = struct.unpack_from("<HH", data, at + 26)
    start = at + _LOCAL.size + name_length + extra_length
    packed = data[start : start + entry.packed_bytes]
    out = _unpacked(packed, entry, budget)
    whole = entry.crc < 0 or zlib.crc32(out.data) == entry.crc
    if len(packed) < entry.packed_bytes and not whole:
        out.problem = Problem("truncated", "the archive ends inside it")
    elif out.problem is None and not whole:
        out.problem = Problem("corrupt", "its checksum differs")
    return out


def _unpacked(packed: bytes, entry: _Entry, budget: unpacking.Budget) -> unpacking.Unpacked:
    if entry.method == 0:
        return unpacking.unpacked(packed, unpacking.Stored, budget)
    if entry.method == 14:
        # Two bytes of version, two of length, then the decoder's properties.
        properties = packed[4:9]
        size = -1 if entry.flags & 0x2 else entry.size_bytes
        return unpacking.unpacked(packed[9:], lambda: unpacking.lzma1(properties, entry.size_bytes), budget, size)
    makers: dict[int, Callable[[], unpacking.Decompressor] | None] = {
        8: unpacking.Deflate, 12: unpacking.bzip2, 93: unpacking.zstd(), 95: unpacking.xz,
    }  # fmt: skip
    maker = makers.get(entry.method)
    if maker is None:
        raise Unreadable("unsupported", f"compressed by {_METHODS.get(entry.method, f'method {entry.method}')}")
    return unpacking.unpacked(packed, maker, budget)


_LAYERS = cast(tuple[Layer, ...], ())
FORMAT = Format(kinds=("zip",), layers=_LAYERS, read=read, version=3, members_are_files=True)
