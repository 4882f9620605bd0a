"""OLE compound files ([MS-CFB]): which streams one holds, their bytes, and a storage packed as a file of its own."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractors.model import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # values from here up are markers, no sector numbers
_NONE = 0xFFFFFFFF
_CHAIN_END, _TABLE_MARK, _LIST_MARK = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_STREAM = 2
_CUTOFF = 4096  # streams below it lie in the stream of small sectors
_MAX_ENTRIES = 100_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One directory entry: path of names from the root, whether it is a stream, first sector and length."""

    path: tuple[str, ...]
    is_stream: bool
    start: int
    size_bytes: int


class Compound:
    """An open compound file.

    Raises:
        Unreadable: "corrupt" where header, sector chain or directory make no sense.
    """

    def __init__(self, data: bytes) -> None:
        """Read the sector table and the directory."""
        if len(data) < 512 or not data.startswith(MAGIC):
            raise Unreadable("corrupt", "no compound file header")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if not 7 <= shift <= 16 or not 2 <= mini_shift < shift:
            raise Unreadable("corrupt", "sector size out of range")
        self._sector, self._mini = 1 << shift, 1 << mini_shift
        self._fat = self._table()
        raw = self._chain(struct.unpack_from("<I", data, 48)[0])
        self._nodes = [raw[at : at + 128] for at in range(0, len(raw) - 127, 128)][:_MAX_ENTRIES]
        if not self._nodes:
            raise Unreadable("corrupt", "no directory")
        self._cutoff = struct.unpack_from("<I", data, 56)[0]
        self._mini_fat = _numbers(self._chain(struct.unpack_from("<I", data, 60)[0]))
        root_start, root_size = struct.unpack_from("<II", self._nodes[0], 116)
        self._mini_data = self._chain(root_start)[:root_size] if root_size else b""
        self.entries = self._walk()
        self._streams = {entry.path: entry for entry in reversed(self.entries) if entry.is_stream}
        self._below: dict[tuple[str, ...], list[Entry]] = {}
        for entry in self.entries:
            self._below.setdefault(entry.path[:-1], []).append(entry)

    def stream(self, *path: str) -> bytes:
        """Give a stream's bytes, cut to its stated length; b"" where there is no such stream."""
        entry = self._streams.get(path)
        return self.content(entry) if entry else b""

    def names(self, *path: str) -> tuple[str, ...]:
        """Give the names of what a storage (none: the root) holds, streams and storages, sorted."""
        return tuple(sorted({entry.path[-1] for entry in self._below.get(path, ())}))

    def inside(self, *path: str) -> Iterator[tuple[tuple[str, ...], bytes]]:
        """Give every stream below a storage, by its path from there."""
        storages = [path]
        while storages:
            for entry in self._below.get(storages.pop(), ()):
                if entry.is_stream:
                    yield entry.path[len(path) :], self.content(entry)
                else:
                    storages.append(entry.path)

    def content(self, entry: Entry) -> bytes:
        """Give the bytes of one stream entry."""
        if entry.size_bytes >= self._cutoff:
            return self._chain(entry.start)[: entry.size_bytes]
        parts, at, seen = [], entry.start, 0
        while at < _END and at < len(self._mini_fat) and seen <= len(self._mini_fat):
            parts.append(self._mini_data[at * self._mini : (at + 1) * self._mini])
            at, seen = self._mini_fat[at], seen + 1
        return b"".join(parts)[: entry.size_bytes]

    def _table(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        at, seen = struct.unpack_from("<I", self._data, 68)[0], set[int]()
        while at < _END and at not in seen:
            seen.add(at)
            numbers = _numbers(self._at(at))
            sectors += numbers[:-1]
            at = numbers[-1] if numbers else _NONE
        return [number for sector in sectors if sector < _END for number in _numbers(self._at(sector))]

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chain(self, at: int) -> bytes:
        parts, seen = [], 0
        # A chain longer than the file loops; it is cut, not an error, since real files have damaged tails.
        most = len(self._data) // self._sector + 1
        while at < _END and at < len(self._fat) and seen <= most:
            parts.append(self._at(at))
            at, seen = self._fat[at], seen + 1
        return b"".join(parts)

    def _walk(self) -> tuple[Entry, ...]:
        found, seen = [], set[int]()
        todo: list[tuple[int, tuple[str, ...]]] = [(struct.unpack_from("<I", self._nodes[0], 76)[0], ())]
        while todo:
            index, parent = todo.pop()
            if index >= len(self._nodes) or index in seen:
                continue
            seen.add(index)
            node = self._nodes[index]
            size, kind = struct.unpack_from("<HB", node, 64)
            path = (*parent, node[: max(0, min(size, 64) - 2)].decode("utf-16-le", "replace"))
            left, right, child = struct.unpack_from("<III", node, 68)
            start, length = struct.unpack_from("<II", node, 116)
            found.append(Entry(path, kind == _STREAM, start, min(length, len(self._data))))
            todo += [(right, parent), (left, parent), (child, path)]
        return tuple(found)


def _numbers(raw: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))


@dataclass(slots=True)
class _Node:
    """One directory entry to be written; `left`, `right` and `child` are numbers of other entries."""

    name: str
    kind: int
    data: bytes = b""
    start: int = _CHAIN_END
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE

    def raw(self, size_bytes: int) -> bytes:
        name = self.name[:31].encode("utf-16-le", "replace")
        head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, self.kind, 1)
        return head + struct.pack("<3I36xIQ", self.left, self.right, self.child, self.start, size_bytes)


def packed(streams: Mapping[tuple[str, ...], bytes]) -> bytes:
    """Give a compound file of these streams (version 3, sectors of 512 bytes), the same bytes for the same streams."""
    nodes = _nodes(streams)
    mini = bytearray()
    body = bytearray()
    fat: list[int] = []
    mini_fat: list[int] = []
    for node in nodes:
        if node.kind == _STREAM and 0 < len(node.data) < _CUTOFF:
            node.start = _chained(mini_fat, mini, node.data, 64)
        elif node.kind == _STREAM and node.data:
            node.start = _chained(fat, body, node.data, 512)
    nodes[0].start = _chained(fat, body, bytes(mini), 512)
    sizes = [len(mini), *(len(node.data) for node in nodes[1:])]
    directory = b"".join(node.raw(size) for node, size in zip(nodes, sizes, strict=True))
    first = _chained(fat, body, directory, 512)
    raw_mini = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    mini_first = _chained(fat, body, raw_mini + b"\xff" * (-len(raw_mini) % 512), 512)
    return _header(fat, first, mini_first, -(-len(raw_mini) // 512)) + bytes(body) + _fat_sectors(fat)


def _chained(fat: list[int], body: bytearray, data: bytes, unit: int) -> int:
    """Append data in whole units and their chain; gives the first unit's number."""
    if not data:
        return _CHAIN_END
    first, count = len(fat), -(-len(data) // unit)
    fat += [*range(first + 1, first + count), _CHAIN_END]
    body += data + bytes(-len(data) % unit)
    return first


def _fat_counts(fat: list[int]) -> tuple[int, int]:
    """Say how many sectors the sector table itself takes, and how many its own overflow list takes."""
    tables = lists = 0
    while True:
        needed = -(-(len(fat) + tables + lists) // 128)
        overflow = max(0, -(-(needed - 109) // 127))
        if (needed, overflow) == (tables, lists):
            return tables, lists
        tables, lists = needed, overflow


def _header(fat: list[int], first: int, mini_first: int, mini_count: int) -> bytes:
    tables, lists = _fat_counts(fat)
    numbers = [len(fat) + lists + index for index in range(tables)]
    head = MAGIC + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<4I", 0, tables, first, 0)
    head += struct.pack("<5I", _CUTOFF, mini_first, mini_count, len(fat) if lists else _CHAIN_END, lists)
    return head + struct.pack("<109I", *(numbers + [_NONE] * 109)[:109])


def _fat_sectors(fat: list[int]) -> bytes:
    tables, lists = _fat_counts(fat)
    numbers = [len(fat) + lists + index for index in range(tables)][109:]
    overflow = b""
    for index in range(lists):
        part = (numbers[127 * index : 127 * index + 127] + [_NONE] * 127)[:127]
        overflow += struct.pack("<128I", *part, len(fat) + index + 1 if index + 1 < lists else _CHAIN_END)
    table = fat + [_LIST_MARK] * lists + [_TABLE_MARK] * tables
    table += [_NONE] * (-len(table) % 128)
    return overflow + struct.pack(f"<{len(table)}I", *table)


def _nodes(streams: Mapping[tuple[str, ...], bytes]) -> list[_Node]:
    """Give the directory: the root first, each storage's entries as a balanced tree in the order of the format."""
    nodes = [_Node("Root Entry", 5)]
    below: dict[tuple[str, ...], dict[str, int]] = {(): {}}
    for path in sorted(streams):
        for depth in range(1, len(path) + 1):
            inside, name = below.setdefault(path[: depth - 1], {}), path[depth - 1]
            if name not in inside:
                inside[name] = len(nodes)
                nodes.append(_Node(name, _STREAM if depth == len(path) else 1))
        nodes[below[path[:-1]][path[-1]]].data = streams[path]
    for path, inside in below.items():
        owner = nodes[below[path[:-1]][path[-1]]] if path else nodes[0]
        order = sorted(inside, key=lambda name: (len(name.encode("utf-16-le", "replace")), name.upper()))
        owner.child = _balanced(nodes, [inside[name] for name in order])
    return nodes


def _balanced(nodes: list[_Node], order: list[int]) -> int:
    if not order:
        return _NONE
    middle = len(order) // 2
    node = nodes[order[middle]]
    node.left, node.right = _balanced(nodes, order[:middle]), _balanced(nodes, order[middle + 1 :])
    return order[middle]
