"""The directory of an OLE compound file ([MS-CFB]): which streams it holds, and their bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from extractors.model import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # values from here up are markers, no sector numbers
_NONE = 0xFFFFFFFF
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

    def stream(self, *path: str) -> bytes:
        """Give a stream's bytes, cut to its stated length; b"" where there is no such stream."""
        for entry in self.entries:
            if entry.is_stream and entry.path == path:
                return self.content(entry)
        return b""

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
            found.append(Entry(path, kind == 2, start, min(length, len(self._data))))
            todo += [(right, parent), (left, parent), (child, path)]
        return tuple(found)


def _numbers(raw: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
