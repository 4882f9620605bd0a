"""7Z archives: members as files of their own, solid blocks unpacked once, real bytes counted while reading.

The header is parsed here and the standard library unpacks: LZMA, LZMA2, bzip2, Deflate, stored, with Delta and the
filters for machine code. What needs a password is named as encrypted, by name where the names are not locked as well.
Other methods (PPMd, BCJ2) are left to `unar`, where it is installed.
"""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from extractors import unar, unpacking
from extractors.model import Format, Layer, Limits, Lost, Problem, Reading, Unreadable

_MAGIC = b"7z\xbc\xaf\x27\x1c"
_HEAD = struct.Struct("<6sBBLQQL")
# 7zFormat.txt of the LZMA SDK, "Property IDs".
_END, _HEADER, _ARCHIVE, _MORE, _MAIN, _FILES, _PACK, _UNPACK, _SUB, _SIZE, _CRC, _FOLDER, _CODER_SIZES, _STREAMS = (
    range(14)
)
_EMPTY_STREAM, _EMPTY_FILE, _ANTI, _NAMES, _ATTRIBUTES, _ENCODED = 14, 15, 16, 17, 21, 23
# Methods.txt of the LZMA SDK.
_COPY, _DELTA, _LZMA2, _LZMA, _DEFLATE, _BZIP2, _AES = (
    b"\0", b"\x03", b"\x21", b"\x03\x01\x01", b"\x04\x01\x08", b"\x04\x02\x02", b"\x06\xf1\x07\x01",
)  # fmt: skip
_CODE_FILTERS = {
    b"\x03\x03\x01\x03": lzma.FILTER_X86, b"\x04": lzma.FILTER_X86,
    b"\x03\x03\x02\x05": lzma.FILTER_POWERPC, b"\x05": lzma.FILTER_POWERPC,
    b"\x03\x03\x04\x01": lzma.FILTER_IA64, b"\x06": lzma.FILTER_IA64,
    b"\x03\x03\x05\x01": lzma.FILTER_ARM, b"\x07": lzma.FILTER_ARM,
    b"\x03\x03\x07\x01": lzma.FILTER_ARMTHUMB, b"\x08": lzma.FILTER_ARMTHUMB,
    b"\x03\x03\x08\x05": lzma.FILTER_SPARC, b"\x09": lzma.FILTER_SPARC,
}  # fmt: skip
_KNOWN = frozenset({_COPY, _DELTA, _LZMA2, _LZMA, _DEFLATE, _BZIP2, *_CODE_FILTERS})
_OTHERS = {b"\x03\x04\x01": "PPMd", b"\x03\x03\x01\x1b": "BCJ2", b"\x04\x01\x09": "Deflate64", b"\x0a": "ARM64"}
_MOST_CODERS = 32  # the format's own limit
_MOST_HEADERS = 4  # chosen: a header packed in a header; honest writers pack once
_LINK_ATTRIBUTES = (0x400, 0xA000)  # a reparse point of Windows; a symbolic link in the Unix mode above bit 16
_NOTHING: tuple[int, int | None] = (0, None)
_VOLUME = "a part of an archive in several files; put together, its members can be read"


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the members in the order of the header."""
    budget = unpacking.Budget(limits, len(data))
    try:
        streams, files = _parsed(_header(data, budget), limits)
        packed: list[tuple[str, int, int, Problem]] = []
        for name, out, (size_bytes, crc) in _members(data, streams, files, budget):
            if out.problem is None:
                reading.members.append((name, out.data))
            elif out.problem.kind == "unsupported" and crc is not None:
                packed.append((name, size_bytes, crc, out.problem))
            else:
                reading.lost.append(Lost(name, out.problem, size_bytes, out.data))
        unar.fill(reading, data, ".7z", packed, limits)
    except (IndexError, struct.error, ValueError, OverflowError) as error:
        raise Unreadable("corrupt", f"header: {type(error).__name__}") from error
    if len(files) > limits.members:
        raise Unreadable("truncated", f"{len(files)} members, {limits.members} are read")


@dataclass(frozen=True, slots=True)
class _Coder:
    method: bytes
    inputs: int
    outputs: int
    properties: bytes


@dataclass(slots=True)
class _Folder:
    """One block: its coders, how they are bound, where its packed streams lie, and what it holds."""

    coders: list[_Coder]
    bound: dict[int, int]
    packed: list[int]
    sizes: list[int] = field(default_factory=list)
    crc: int | None = None
    places: list[tuple[int, int]] = field(default_factory=list)
    members: list[tuple[int, int | None]] = field(default_factory=list)

    @property
    def size_bytes(self) -> int:
        """What the block unpacks to: the size of the one output that no input takes."""
        taken = set(self.bound.values())
        return next((size for output, size in enumerate(self.sizes) if output not in taken), 0)


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    empty: bool
    folder: bool
    link: bool


class _Bytes:
    """Reads the header from front to back; what goes beyond its end is an IndexError."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    @property
    def left(self) -> int:
        return len(self._data) - self.at

    def take(self, count: int) -> bytes:
        """Give the next bytes."""
        if not 0 <= count <= self.left:
            raise IndexError(count)
        self.at += count
        return self._data[self.at - count : self.at]

    def byte(self) -> int:
        """Give the next byte."""
        return self.take(1)[0]

    def number(self) -> int:
        """Give the next number: the first byte's leading ones say how many bytes follow."""
        first, value, mask = self.byte(), 0, 0x80
        for index in range(8):
            if not first & mask:
                return value + ((first & (mask - 1)) << (8 * index))
            value += self.byte() << (8 * index)
            mask >>= 1
        return value

    def count(self, most: int = 1 << 24) -> int:
        """Give the next number where it counts things; each of them takes room or comes from a limit."""
        value = self.number()
        if value > most:
            raise ValueError(value)
        return value

    def bits(self, count: int) -> list[bool]:
        """Give a bit for each of so many things, highest first."""
        raw = self.take((count + 7) // 8)
        return [bool(raw[index // 8] & (0x80 >> (index % 8))) for index in range(count)]

    def defined(self, count: int) -> list[bool]:
        """Give which of so many things are defined: a byte that says all, or bits."""
        return [True] * count if self.byte() else self.bits(count)

    def checksums(self, count: int) -> list[int | None]:
        """Give a checksum for each of so many things, None where it has none."""
        return [int.from_bytes(self.take(4), "little") if known else None for known in self.defined(count)]


def _header(data: bytes, budget: unpacking.Budget) -> _Bytes:
    """Give the header behind its own packing.

    Raises:
        Unreadable: "truncated" where the file ends before it, "encrypted" where even names need a password.
    """
    if len(data) < _HEAD.size:
        raise Unreadable("truncated", "ends inside its first header")
    *_, offset, size, crc = _HEAD.unpack_from(data)
    if _HEAD.size + offset + size > len(data):
        raise Unreadable("truncated", f"ends before its header; perhaps {_VOLUME}")
    raw = data[_HEAD.size + offset : _HEAD.size + offset + size]
    if zlib.crc32(raw) != crc:
        raise Unreadable("corrupt", "the header's checksum differs")
    for _ in range(_MOST_HEADERS):
        header = _Bytes(raw)
        kind = header.byte() if raw else _END
        if kind != _ENCODED:
            return header if kind == _HEADER else _Bytes(b"\0")
        folders = _streams(header)
        if not folders:
            return _Bytes(b"\0")
        out = _folder_content(data, folders[0], budget)
        budget.spent_bytes = 0
        if out.problem is not None:
            what = "needs a password, for the names too" if out.problem.kind == "encrypted" else out.problem.detail
            raise Unreadable(out.problem.kind, what)
        raw = out.data
    raise Unreadable("bomb", "a header in a header without end")


def _parsed(header: _Bytes, limits: Limits) -> tuple[list[_Folder], list[_File]]:
    streams: list[_Folder] = []
    files: list[_File] = []
    while header.left and (kind := header.byte()) != _END:
        if kind == _ARCHIVE:
            while header.number() != _END:
                header.take(header.number())
        elif kind == _MAIN:
            streams = _streams(header)
        elif kind == _MORE:
            _streams(header)
        elif kind == _FILES:
            files = _files(header, limits)
        else:
            raise ValueError(kind)
    return streams, files


def _streams(header: _Bytes) -> list[_Folder]:
    """Give the blocks of one streams info, each with its members' sizes and checksums."""
    start, sizes, folders = 0, list[int](), list[_Folder]()
    while (kind := header.byte()) != _END:
        if kind == _PACK:
            start, sizes = _pack_info(header)
        elif kind == _UNPACK:
            folders = _unpack_info(header)
        elif kind == _SUB:
            _sub_info(header, folders)
        else:
            raise ValueError(kind)
    place, number = _HEAD.size + start, 0
    for folder in folders:
        for _ in folder.packed:
            folder.places.append((place, sizes[number]))
            place += sizes[number]
            number += 1
    return folders


def _pack_info(header: _Bytes) -> tuple[int, list[int]]:
    start, count, sizes = header.number(), header.count(), list[int]()
    while (kind := header.byte()) != _END:
        if kind == _SIZE:
            sizes = [header.number() for _ in range(count)]
        elif kind == _CRC:
            header.checksums(count)
        else:
            raise ValueError(kind)
    return start, sizes


def _unpack_info(header: _Bytes) -> list[_Folder]:
    folders: list[_Folder] = []
    while (kind := header.byte()) != _END:
        if kind == _FOLDER:
            count = header.count()
            if header.byte():
                raise ValueError("external")
            folders = [_folder(header) for _ in range(count)]
        elif kind == _CODER_SIZES:
            for folder in folders:
                folder.sizes = [header.number() for _ in range(sum(coder.outputs for coder in folder.coders))]
        elif kind == _CRC:
            for folder, crc in zip(folders, header.checksums(len(folders)), strict=True):
                folder.crc = crc
        else:
            raise ValueError(kind)
    for folder in folders:
        folder.members = [(folder.size_bytes, folder.crc)]
    return folders


def _folder(header: _Bytes) -> _Folder:
    coders = [_coder(header) for _ in range(header.count(_MOST_CODERS))]
    inputs, outputs = sum(coder.inputs for coder in coders), sum(coder.outputs for coder in coders)
    if not 0 < outputs <= _MOST_CODERS or inputs > _MOST_CODERS:
        raise ValueError(outputs)
    bound = {header.count(): header.count() for _ in range(outputs - 1)}
    packed = [number for number in range(inputs) if number not in bound]
    if len(packed) > 1:
        packed = [header.count() for _ in packed]
    return _Folder(coders, bound, packed)


def _coder(header: _Bytes) -> _Coder:
    head = header.byte()
    method = header.take(head & 0xF)
    inputs, outputs = (header.count(_MOST_CODERS), header.count(_MOST_CODERS)) if head & 0x10 else (1, 1)
    return _Coder(method, inputs, outputs, header.take(header.number()) if head & 0x20 else b"")


def _sub_info(header: _Bytes, folders: list[_Folder]) -> None:
    """Read how each block is divided into members; the last member's size is what is left of the block."""
    counts, kind = [1] * len(folders), header.byte()
    if kind == 13:
        counts, kind = [header.count() for _ in folders], header.byte()
    sized = kind == _SIZE
    for folder, count in zip(folders, counts, strict=True):
        sizes = [header.number() if sized else 0 for _ in range(count - 1)]
        rest = folder.size_bytes - sum(sizes)
        if rest < 0:
            raise ValueError(rest)
        folder.members = [(size, None) for size in [*sizes, rest][: max(0, count)]] if count else []
    if sized:
        kind = header.byte()
    while kind != _END:
        if kind == _CRC:
            _member_checksums(header, folders)
        else:
            header.take(header.number())
        kind = header.byte()


def _member_checksums(header: _Bytes, folders: list[_Folder]) -> None:
    """Give the members their checksums; a block with one member and a checksum of its own has said it already."""
    said = [len(folder.members) == 1 and folder.crc is not None for folder in folders]
    missing = sum(len(folder.members) for folder, known in zip(folders, said, strict=True) if not known)
    checksums = iter(header.checksums(missing))
    for folder, known in zip(folders, said, strict=True):
        if known:
            folder.members = [(size, folder.crc) for size, _ in folder.members]
        else:
            folder.members = [(size, next(checksums)) for size, _ in folder.members]


def _files(header: _Bytes, limits: Limits) -> list[_File]:
    count = header.count()
    names, attributes = [""] * count, [0] * count
    empty, empty_file = [False] * count, []
    while (kind := header.number()) != _END:
        body = _Bytes(header.take(header.number()))
        if kind == _EMPTY_STREAM:
            empty = body.bits(count)
        elif kind == _EMPTY_FILE:
            empty_file = body.bits(sum(empty))
        elif kind == _NAMES and not body.byte():
            names = _names(body.take(body.left), count)
        elif kind == _ATTRIBUTES:
            known = body.defined(count)
            if not body.byte():
                attributes = [int.from_bytes(body.take(4), "little") if each else 0 for each in known]
    whether = iter(empty_file)
    return [
        _File(name, bare, bare and not next(whether, False), _is_link(attribute))
        for name, bare, attribute in zip(names, empty, attributes, strict=True)
    ][: limits.members + 1]


def _names(raw: bytes, count: int) -> list[str]:
    names = raw[: len(raw) // 2 * 2].decode("utf-16-le", "surrogatepass").split("\0")
    return (names + [""] * count)[:count]


def _is_link(attributes: int) -> bool:
    windows, unix = _LINK_ATTRIBUTES
    return bool(attributes & windows) or attributes >> 16 & 0xF000 == unix


def _members(
    data: bytes, folders: list[_Folder], files: list[_File], budget: unpacking.Budget
) -> Iterator[tuple[str, unpacking.Unpacked, tuple[int, int | None]]]:
    """Yield each file's name, what came out for it, and its size; the n-th file with content is the n-th member."""
    contents = _contents(data, folders, budget)
    for file in files[: budget.limits.members]:
        if file.folder:
            continue
        out, said = (unpacking.Unpacked(), _NOTHING) if file.empty else next(contents, (_missing(), _NOTHING))
        if file.link:
            out = unpacking.Unpacked(problem=Problem("link", "a link; it is not followed"))
        yield file.name, out, said


def _missing() -> unpacking.Unpacked:
    return unpacking.Unpacked(problem=Problem("corrupt", "the archive does not hold it"))


def _contents(
    data: bytes, folders: list[_Folder], budget: unpacking.Budget
) -> Iterator[tuple[unpacking.Unpacked, tuple[int, int | None]]]:
    for folder in folders:
        block, at = _folder_content(data, folder, budget), 0
        for size, crc in folder.members:
            part = block.data[at : at + size]
            at += size
            problem = None
            if size > budget.limits.member_bytes:
                part, problem = b"", Problem("too_big", f"more than {budget.limits.member_bytes} bytes")
            elif len(part) < size:
                problem = block.problem or Problem("corrupt", "its block ends early")
            elif crc is not None and zlib.crc32(part) != crc:
                problem = block.problem or Problem("corrupt", "its checksum differs")
            yield unpacking.Unpacked(part, problem), (size, crc)


def _folder_content(data: bytes, folder: _Folder, budget: unpacking.Budget) -> unpacking.Unpacked:
    """Unpack one block, or say why not; a cut block gives what came before."""
    try:
        chain = _chain(folder)
        start, size = folder.places[0]
        if start + size > len(data):
            raise Unreadable("truncated", f"ends before its content; perhaps {_VOLUME}")
        packed = data[start : start + size]
        return _decoded(packed, chain, budget)
    except Unreadable as error:
        return unpacking.Unpacked(problem=error.problem)


def _chain(folder: _Folder) -> list[tuple[_Coder, int]]:
    """Give the coders from the packed stream on, each with the size of its output.

    Raises:
        Unreadable: "encrypted" for a cipher among them, "unsupported" for what is not one line of known coders.
    """
    if any(coder.method == _AES for coder in folder.coders):
        raise Unreadable("encrypted", "needs a password")
    if any(coder.inputs != 1 or coder.outputs != 1 for coder in folder.coders) or len(folder.packed) != 1:
        raise Unreadable("unsupported", f"compressed by {_methods(folder)}")
    taker = {output: entry for entry, output in folder.bound.items()}
    number: int | None = folder.packed[0]
    chain: list[tuple[_Coder, int]] = []
    while number is not None and len(chain) < len(folder.coders):
        chain.append((folder.coders[number], folder.sizes[number]))
        number = taker.get(number)
    if any(coder.method not in _KNOWN for coder, _ in chain):
        raise Unreadable("unsupported", f"compressed by {_methods(folder)}")
    return chain


def _methods(folder: _Folder) -> str:
    """Name the methods that stand in the way."""
    others = [coder.method for coder in folder.coders if coder.method not in _KNOWN]
    return " and ".join(_OTHERS.get(method, f"method {method.hex()}") for method in others) or "several streams at once"


def _decoded(packed: bytes, chain: list[tuple[_Coder, int]], budget: unpacking.Budget) -> unpacking.Unpacked:
    out = unpacking.Unpacked(packed)
    for coder, size in chain:
        spent = budget.spent_bytes
        before = out.problem
        out = unpacking.unpacked(_framed(out.data, coder), partial(_decoder, coder, size), budget, size, block=True)
        out.problem = before or out.problem
        if coder is not chain[-1][0]:
            budget.spent_bytes = spent
    return out


def _framed(data: bytes, coder: _Coder) -> bytes:
    """Give a filter's input as LZMA2 chunks that hold it uncompressed: liblzma has filters in front of LZMA2 only."""
    if coder.method != _DELTA and coder.method not in _CODE_FILTERS:
        return data
    chunks = []
    for at in range(0, len(data), 1 << 16):
        part = data[at : at + (1 << 16)]
        chunks.append(bytes([1 if at == 0 else 2]) + (len(part) - 1).to_bytes(2, "big") + part)
    return b"".join([*chunks, b"\0"])


def _decoder(coder: _Coder, size: int) -> unpacking.Decompressor:
    match coder.method:
        case m if m == _COPY:
            return unpacking.Stored()
        case m if m == _DEFLATE:
            return unpacking.Deflate()
        case m if m == _BZIP2:
            return unpacking.bzip2()
        case m if m == _LZMA:
            return unpacking.lzma1(coder.properties, size)
    last = {"id": lzma.FILTER_LZMA2, "dict_size": max(4096, min(size, 1 << 30))}
    chain = [last]
    if coder.method == _DELTA:
        chain = [{"id": lzma.FILTER_DELTA, "dist": (coder.properties or b"\0")[0] + 1}, {**last, "dict_size": 1 << 16}]
    elif coder.method in _CODE_FILTERS:
        chain = [{"id": _CODE_FILTERS[coder.method]}, {**last, "dict_size": 1 << 16}]
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=chain)


_LAYERS = cast(tuple[Layer, ...], ())
FORMAT = Format(kinds=("7z",), layers=_LAYERS, read=read, members_are_files=True)
