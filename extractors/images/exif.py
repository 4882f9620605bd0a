"""EXIF: what a camera or program wrote about a picture, as facts in words; damage costs the entry that it is in.

Source: CIPA DC-008 (Exif 2.32) and TIFF 6.0; maker notes of Canon and Nikon as documented by ExifTool.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.plain import decode

Fact = tuple[str, str]

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_MOST_ENTRIES = 2000  # chosen: a directory has dozens; each costs a step
_MOST_DIRECTORIES = 200  # chosen: pages of a scanned file; those behind are not looked at for facts
_MOST_BYTES = 1 << 16  # chosen: of one value that is read as text
_EXIF, _GPS, _MAKER, _NEXT = 0x8769, 0x8825, 0x927C, -1
_XMP, _IPTC, _PHOTOSHOP, _THUMBNAIL, _THUMBNAIL_BYTES = 0x02BC, 0x83BB, 0x8649, 0x0201, 0x0202
_WORDS = {
    0x010D: "document name", 0x010E: "description", 0x010F: "device make", 0x0110: "device model", 0x011D: "page name",
    0x0131: "software", 0x0132: "modified", 0x013B: "author", 0x013C: "computer", 0x8298: "copyright",
    0x9C9B: "title", 0x9C9C: "comment", 0x9C9D: "author", 0x9C9E: "keywords", 0x9C9F: "subject",
    0xC614: "device model", 0xC62F: "device serial", 0xC68B: "original file name",
    0x9003: "taken", 0x9004: "digitised", 0x9286: "comment", 0xA004: "sound file", 0xA420: "image id",
    0xA430: "owner", 0xA431: "device serial", 0xA433: "lens make", 0xA434: "lens", 0xA435: "lens serial",
    0xA436: "title", 0xA437: "photographer", 0xA438: "editor", 0xA43A: "software",
}  # fmt: skip
_WIDE_WORDS = frozenset(range(0x9C9B, 0x9CA0))  # Windows writes them in UTF-16
_OFFSETS = {0x0132: 0x9010, 0x9003: 0x9011, 0x9004: 0x9012}  # the time zone of each time
_CHARSETS = {b"ASCII\0\0\0": "utf-8", b"UNICODE\0": "utf-16", b"JIS\0\0\0\0\0": "iso2022_jp"}


@dataclass(slots=True)
class Exif:
    """What one block holds: facts of every page in their order, and what other readers have to look at."""

    facts: list[Fact] = field(default_factory=list)
    xmp: list[bytes] = field(default_factory=list)
    iptc: list[bytes] = field(default_factory=list)
    photoshop: list[bytes] = field(default_factory=list)
    thumbnail: bytes = b""
    pages: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    count: int
    raw: bytes


def read(data: bytes, *, pages: bool = False) -> Exif:
    """Read one block, from its byte order mark on.

    Args:
        data: The block, or a whole TIFF file.
        pages: It is a TIFF: the directories behind the first are pages of it, not its thumbnail.
    """
    found = Exif()
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:
        return found
    (at,) = struct.unpack_from(order + "L", data, 4)
    seen: set[int] = set()
    while at and at not in seen and len(seen) < _MOST_DIRECTORIES:
        seen.add(at)
        entries, at = _directory(data, at, order)
        if len(seen) == 1 or pages:
            found.pages += 1
            _page(data, entries, order, found, seen)
        elif not found.thumbnail:
            start, size = (_integer(entries, tag, order) for tag in (_THUMBNAIL, _THUMBNAIL_BYTES))
            found.thumbnail = data[start : start + size] if start and size else b""
    return found


def _directory(data: bytes, at: int, order: str) -> tuple[dict[int, _Entry], int]:
    """Give the entries of one directory by their tag, and the place of the next one, 0 for none."""
    if at + 2 > len(data):
        return {}, 0
    (count,) = struct.unpack_from(order + "H", data, at)
    entries: dict[int, _Entry] = {}
    place = at + 2
    for _ in range(min(count, _MOST_ENTRIES)):
        if place + 12 > len(data):
            return entries, 0
        tag, kind, values = struct.unpack_from(order + "HHL", data, place)
        size = _SIZES.get(kind, 0) * values
        start = place + 8 if size <= 4 else struct.unpack_from(order + "L", data, place + 8)[0]
        if size and start + size <= len(data) and tag not in entries:
            entries[tag] = _Entry(kind, values, data[start : start + size])
        place += 12
    following = struct.unpack_from(order + "L", data, place)[0] if place + 4 <= len(data) else 0
    return entries, following


def _page(data: bytes, entries: dict[int, _Entry], order: str, found: Exif, seen: set[int]) -> None:
    """Add the facts of one page: of its own directory and of those that it points at."""
    inner: dict[int, _Entry] = {}
    for tag in (_EXIF, _GPS):
        at = _integer(entries, tag, order)
        if at and at not in seen:
            seen.add(at)
            more, _ = _directory(data, at, order)
            if tag == _GPS:
                found.facts.extend(_gps(more, order))
            else:
                inner = more
    found.facts.extend(_facts({**inner, **entries}, order))
    if _MAKER in inner:
        found.facts.extend(_maker(data, inner[_MAKER].raw, order))
    for tag, into in ((_XMP, found.xmp), (_IPTC, found.iptc), (_PHOTOSHOP, found.photoshop)):
        if tag in entries:
            into.append(entries[tag].raw)


def _facts(entries: dict[int, _Entry], order: str) -> Iterator[Fact]:
    for tag, word in _WORDS.items():
        entry = entries.get(tag)
        if entry is None:
            continue
        value = _text(entry.raw, tag, order)
        if word in ("modified", "taken", "digitised"):
            zone = entries.get(_OFFSETS.get(tag, 0))
            value = moment(value) + (f" {_plain(zone.raw)}" if zone else "")
        if value.strip():
            yield word, value.strip()


def _text(raw: bytes, tag: int, order: str) -> str:
    raw = raw[:_MOST_BYTES]
    if tag in _WIDE_WORDS:
        return raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace").rstrip("\0")
    if tag == 0x9286:
        return _comment(raw, order)
    return _plain(raw)


def _plain(raw: bytes) -> str:
    """Decode what should be ASCII and is whatever the writer's machine had."""
    parts = [part for part in raw.split(b"\0") if part.strip()]
    return " ".join(decode.name(part).strip() for part in parts)


def _comment(raw: bytes, order: str) -> str:
    """Decode a comment by the character code in its first eight bytes; a wide one in the order that reads better."""
    codec, body = _CHARSETS.get(raw[:8]), raw[8:]
    if codec == "utf-16":
        even = body[: len(body) // 2 * 2]
        little, big = (even.decode(f"utf-16-{end}", "replace") for end in ("le", "be"))
        first, second = (little, big) if order == "<" else (big, little)
        return (first if _ordinary(first) >= _ordinary(second) else second).strip("\0 ")
    if codec == "iso2022_jp":
        return body.decode(codec, "replace").strip("\0 ")
    return _plain(body if codec or not raw[:8].strip(b"\0 ") else raw)


def _ordinary(text: str) -> int:
    return sum(1 for mark in text if " " <= mark < "\u0250" or "\u2000" <= mark < "\ua000" or mark in "\r\n\t\0")


def moment(value: str) -> str:
    """Give EXIF's `2026:03:05 09:00:00` with hyphens in its date; what is no time stays, a blank one is ""."""
    if not value.strip(" :0"):
        return ""
    return value[:10].replace(":", "-") + value[10:] if value[4:5] == value[7:8] == ":" else value


def _integer(entries: dict[int, _Entry], tag: int, order: str) -> int:
    entry = entries.get(tag)
    if entry is None or entry.kind not in (3, 4, 13):
        return 0
    (value,) = struct.unpack_from(order + ("H" if entry.kind == 3 else "L"), entry.raw)
    return int(value)


def _rationals(entry: _Entry | None, order: str) -> list[float]:
    if entry is None or entry.kind not in (5, 10):
        return []
    form = order + ("LL" if entry.kind == 5 else "ll")
    pairs = (struct.unpack_from(form, entry.raw, 8 * index) for index in range(min(entry.count, 4)))
    return [top / bottom if bottom else 0.0 for top, bottom in pairs]


def _gps(entries: dict[int, _Entry], order: str) -> Iterator[Fact]:
    for word, tags in (("position", (1, 2, 3, 4)), ("destination", (0x13, 0x14, 0x15, 0x16))):
        south, latitude, west, longitude = (entries.get(tag) for tag in tags)
        angles = [_rationals(entry, order) for entry in (latitude, longitude)]
        if all(angles) and all(entries[tag].raw for tag in tags[1::2]):
            degrees = [sum(part / 60**index for index, part in enumerate(angle[:3])) for angle in angles]
            signs = [-1 if ref and ref.raw[:1] in b"SWsw" else 1 for ref in (south, west)]
            yield from _position(word, degrees[0] * signs[0], degrees[1] * signs[1])
    height = _rationals(entries.get(6), order)
    if height:
        below = 5 in entries and entries[5].raw[:1] == b"\1"
        yield "altitude", f"{-height[0] if below else height[0]:.1f} m"
    for tag, word in ((0x1B, "position by"), (0x1C, "area")):
        if tag in entries and (value := _comment(entries[tag].raw[:_MOST_BYTES], order)):
            yield word, value
    day, hours = entries.get(0x1D), _rationals(entries.get(7), order)
    if day is not None and (date := moment(_plain(day.raw))):
        clock = ":".join(f"{int(part):02}" for part in hours[:3])
        yield "GPS time", f"{date} {clock} UTC".replace("  ", " ")


def _position(word: str, latitude: float, longitude: float) -> Iterator[Fact]:
    """Give a place on earth in decimal degrees; 0, 0 is what phones write that do not know."""
    if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude):
        yield word, f"{latitude:.6f}, {longitude:.6f}"


def _maker(data: bytes, note: bytes, order: str) -> Iterator[Fact]:
    """Give the owner and the serial number that Canon and Nikon keep in their own notes."""
    if note.startswith(b"Nikon\0\2"):
        inner_order = {b"II": "<", b"MM": ">"}.get(note[10:12])
        if inner_order and len(note) >= 18:
            entries, _ = _directory(note[10:], struct.unpack_from(inner_order + "L", note, 14)[0], inner_order)
            if 0x1D in entries and (serial := _plain(entries[0x1D].raw)):
                yield "device serial", serial
        return
    at = data.find(note) if note else -1
    if at < 0 or note[:1].isalpha():
        return
    entries, _ = _directory(data, at, order)
    if 0x09 in entries and entries[0x09].kind == 2 and (owner := _plain(entries[0x09].raw)):
        yield "owner", owner
    if 0x0C in entries and entries[0x0C].kind == 4 and (number := _integer(entries, 0x0C, order)):
        yield "device serial", str(number)
