"""What a picture file says beside its pixels: EXIF, XMP, IPTC, text chunks, comments, and what hangs behind its end.

The containers are parsed here (JPEG, PNG, WEBP, GIF, TIFF, HEIC and AVIF, BMP), so that a picture that no decoder
opens still says what it says. No pixel is decoded.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extractors import unpacking
from extractors.images import exif, iptc, xmp
from extractors.model import Limits, Problem, Unreadable
from extractors.plain import decode

Fact = tuple[str, str]

_EXIF_MARK, _XMP_MARK, _XMP_MORE, _PHOTOSHOP_MARK = (
    b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0", b"Photoshop 3.0\0",
)  # fmt: skip
_PNG_MARK = b"\x89PNG\r\n\x1a\n"
_NEXT_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_IPTC_RESOURCE = 0x0404
_INFLATED = Limits(member_bytes=8 << 20, ratio=1 << 20)
_MOST_BLOCKS = 20_000  # chosen: segments, chunks or boxes of one file
_PROFILE = re.compile(rb"\s*(exif|iptc|xmp|8bim|app1|icc|icm)\s+\d+\s+([0-9a-fA-F\s]*)")


@dataclass(slots=True)
class Blocks:
    """The pieces of a picture file that hold words.

    Attributes:
        kind: "jpeg", "png", "gif", "webp", "tiff", "heic", "bmp"; "" for none of them.
        exif: EXIF blocks from their byte order mark on; of a TIFF the whole file.
        xmp: XMP packets.
        iptc: IPTC blocks.
        texts: What stands in text chunks and comments, with its key.
        modified: ISO date of a PNG's time chunk.
        behind: What follows the end of the picture.
        cut: The file ends before the picture does.
    """

    kind: str = ""
    exif: list[bytes] = field(default_factory=list)
    xmp: list[bytes] = field(default_factory=list)
    iptc: list[bytes] = field(default_factory=list)
    texts: list[Fact] = field(default_factory=list)
    modified: str = ""
    behind: bytes = b""
    cut: bool = False


@dataclass(slots=True)
class Words:
    """All that a picture says beside its pixels.

    Attributes:
        facts: Place in the file ("EXIF", "XMP", "IPTC", "text") with key and value, each pair once.
        problems: Blocks that could not be read.
        thumbnail: The small JPEG picture that a camera keeps beside the large one; b"" for none.
        pages: Pages of a TIFF.
        behind: Bytes that follow the end of the picture.
    """

    facts: list[tuple[str, Fact]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    thumbnail: bytes = b""
    pages: int = 1
    behind: bytes = b""

    def value(self, *keys: str) -> str:
        """Give the value of the first of these keys that there is, "" for none."""
        return next((value for key in keys for _, (name, value) in self.facts if name == key), "")


def picture_facts(data: bytes) -> list[Fact]:
    """Give key and value of all that a picture says about itself; cheap, and never raises."""
    return [fact for _, fact in words(data).facts]


def words(data: bytes) -> Words:
    """Give what a picture says beside its pixels; damage is a problem beside what was found."""
    found = Words()
    pieces = blocks(data)
    if pieces.cut:
        found.problems.append(Problem("truncated", "the picture ends early"))
    every: list[tuple[str, Fact]] = [("text", fact) for fact in pieces.texts]
    for block in pieces.exif:
        one = exif.read(block, pages=pieces.kind == "tiff")
        every.extend(("EXIF", fact) for fact in one.facts)
        pieces.xmp.extend(one.xmp)
        pieces.iptc.extend(one.iptc)
        for raw in one.photoshop:
            pieces.iptc.extend(content for number, content in iptc.resources(raw) if number == _IPTC_RESOURCE)
        found.thumbnail = found.thumbnail or one.thumbnail
        found.pages = max(found.pages, one.pages)
    for packet in pieces.xmp:
        try:
            every.extend(("XMP", fact) for fact in xmp.facts(packet))
        except Unreadable as error:
            found.problems.append(error.problem)
    every.extend(("IPTC", fact) for block in pieces.iptc for fact in iptc.facts(block))
    said: set[Fact] = set()
    for place, fact in every:
        if fact not in said:
            said.add(fact)
            found.facts.append((place, fact))
    found.behind = pieces.behind
    return found


def blocks(data: bytes) -> Blocks:
    """Give the pieces of a picture file that hold words."""
    found = Blocks()
    for kind, mark, parse in _CONTAINERS:
        if data.startswith(mark):
            found.kind = kind
            parse(data, found)
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        found.kind = "webp"
        _webp(data, found)
    elif data[4:8] == b"ftyp":
        found.kind = "heic"
        _heic(data, found)
    return found


def _jpeg(data: bytes, found: Blocks) -> None:
    at = 2
    more: dict[bytes, dict[int, bytes]] = {}
    for _ in range(_MOST_BLOCKS):
        marker = _NEXT_MARKER.search(data, at)
        if marker is None:
            found.cut = True
            break
        code, at = data[marker.start() + 1], marker.end()
        if code == 0xD9:
            found.behind = data[at:]
            break
        if code in (0x01, 0xD8):
            continue
        if at + 2 > len(data):
            found.cut = True
            break
        (size,) = struct.unpack_from(">H", data, at)
        body = data[at + 2 : at + size]
        at += max(2, size)
        _segment(code, body, found, more)
    found.xmp.extend(b"".join(part for _, part in sorted(parts.items())) for parts in more.values())


def _segment(code: int, body: bytes, found: Blocks, more: dict[bytes, dict[int, bytes]]) -> None:
    if code == 0xE1 and body.startswith(_EXIF_MARK):
        found.exif.append(body[len(_EXIF_MARK) :])
    elif code == 0xE1 and body.startswith(_XMP_MARK):
        found.xmp.append(body[len(_XMP_MARK) :])
    elif code == 0xE1 and body.startswith(_XMP_MORE):
        rest = body[len(_XMP_MORE) :]
        more.setdefault(rest[:32], {})[int.from_bytes(rest[36:40], "big")] = rest[40:]
    elif code == 0xED and body.startswith(_PHOTOSHOP_MARK):
        resources = iptc.resources(body[len(_PHOTOSHOP_MARK) :])
        found.iptc.extend(content for number, content in resources if number == _IPTC_RESOURCE)
    elif code == 0xFE:
        _comment(body, found)


def _comment(raw: bytes, found: Blocks) -> None:
    text = decode.decode(raw.strip(b"\0"))[0].strip()
    if text:
        found.texts.append(("comment", text))


def _png(data: bytes, found: Blocks) -> None:
    at = len(_PNG_MARK)
    found.cut = True
    for _ in range(_MOST_BLOCKS):
        if at + 8 > len(data):
            return
        size, kind = struct.unpack_from(">L4s", data, at)
        body = data[at + 8 : at + 8 + size]
        at += 12 + size
        if kind == b"IEND":
            found.behind, found.cut = data[at:], False
            return
        _chunk(kind, body, found)


def _chunk(kind: bytes, body: bytes, found: Blocks) -> None:
    if kind == b"eXIf":
        found.exif.append(body)
    elif kind == b"tIME" and len(body) == 7:
        year, month, day = struct.unpack_from(">HBB", body)
        found.modified = f"{year:04}-{month:02}-{day:02}"
    elif kind in (b"tEXt", b"zTXt", b"iTXt"):
        key, _, rest = body.partition(b"\0")
        if kind == b"zTXt":
            rest = _inflated(rest[1:])
        elif kind == b"iTXt":
            packed, rest = rest[:1] == b"\1", rest[2:].partition(b"\0")[2].partition(b"\0")[2]
            rest = _inflated(rest) if packed else rest
        _png_text(key, rest, found)


def _png_text(key: bytes, raw: bytes, found: Blocks) -> None:
    profile = _PROFILE.match(raw[: 4 << 20]) if key.startswith(b"Raw profile type") else None
    if key == b"XML:com.adobe.xmp":
        found.xmp.append(raw)
    elif profile is not None:
        _profile(profile[1], re.sub(rb"\s", b"", profile[2]), found)
    elif raw.strip():
        name = decode.name(key).strip().lower() or "text"
        found.texts.append((name, decode.decode(raw)[0].strip()))


def _profile(kind: bytes, digits: bytes, found: Blocks) -> None:
    """Take apart what ImageMagick keeps as hexadecimal text."""
    raw = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
    if raw.startswith(_EXIF_MARK):
        found.exif.append(raw[len(_EXIF_MARK) :])
    elif raw.startswith(_XMP_MARK) or kind == b"xmp":
        found.xmp.append(raw.removeprefix(_XMP_MARK))
    elif kind == b"exif":
        found.exif.append(raw)
    elif kind in (b"iptc", b"8bim"):
        resources = list(iptc.resources(raw))
        found.iptc.extend([c for number, c in resources if number == _IPTC_RESOURCE] if resources else [raw])


def _inflated(raw: bytes) -> bytes:
    return unpacking.unpacked(
        raw, lambda: unpacking.Deflate(zlib.MAX_WBITS), unpacking.Budget(_INFLATED, len(raw))
    ).data


def _webp(data: bytes, found: Blocks) -> None:
    end = 8 + int.from_bytes(data[4:8], "little")
    found.cut = end > len(data)
    for kind, body in _riff(data, 12, min(end, len(data))):
        if kind == b"EXIF":
            found.exif.append(body.removeprefix(_EXIF_MARK))
        elif kind == b"XMP ":
            found.xmp.append(body)
    found.behind = data[end + end % 2 :]


def _riff(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    for _ in range(_MOST_BLOCKS):
        if at + 8 > end:
            return
        kind, size = struct.unpack_from("<4sL", data, at)
        yield kind, data[at + 8 : min(end, at + 8 + size)]
        at += 8 + size + size % 2


def _gif(data: bytes, found: Blocks) -> None:
    found.cut = True
    if len(data) < 13:
        return
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    while at < len(data):
        kind = data[at]
        if kind == 0x3B:
            found.behind, found.cut = data[at + 1 :], False
            return
        if kind == 0x21 and at + 1 < len(data):
            at = _gif_extension(data, at, found)
        elif kind == 0x2C and at + 10 <= len(data):
            table = 3 << (data[at + 9] & 7) + 1 if data[at + 9] & 0x80 else 0
            at = _gif_blocks(data, at + 11 + table)[1]
        else:
            return


def _gif_extension(data: bytes, at: int, found: Blocks) -> int:
    """Take one extension in; gives the place behind it."""
    label = data[at + 1]
    if label == 0xFF and data[at + 3 : at + 14] == b"XMP DataXMP":
        end = data.find(b"<?xpacket end", at)
        end = data.find(b"?>", end) if end >= 0 else -1
        if end >= 0:
            found.xmp.append(data[at + 14 : end + 2])
            # Behind the packet stand 258 bytes that lead every reader of blocks to the end.
            return min(len(data), end + 2 + 258)
    parts, end = _gif_blocks(data, at + 2)
    if label == 0xFE:
        _comment(b"".join(parts), found)
    return end


def _gif_blocks(data: bytes, at: int) -> tuple[list[bytes], int]:
    parts = []
    while at < len(data) and data[at]:
        parts.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return parts, at + 1


def _tiff(data: bytes, found: Blocks) -> None:
    found.exif.append(data)


def _bmp(data: bytes, found: Blocks) -> None:
    (size,) = struct.unpack_from("<L", data, 2) if len(data) >= 6 else (0,)
    found.cut = size > len(data)
    found.behind = data[size:] if size >= 26 else b""


def _heic(data: bytes, found: Blocks) -> None:
    """Find the items "Exif" and XMP by the meta box: names in `iinf`, places in `iloc`. Source: ISO/IEC 14496-12."""
    meta = next((body for kind, body, _ in _boxes(data, 0, len(data)) if kind == b"meta"), None)
    if meta is None:
        found.cut = True
        return
    inner = {kind: body for kind, body, _ in _boxes(meta, 4, len(meta))}
    wanted = dict(_items(inner.get(b"iinf", b"")))
    for item, places in _places(inner.get(b"iloc", b"")):
        if item in wanted:
            source = inner.get(b"idat", b"") if places and places[0][2] == 1 else data
            raw = b"".join(source[start : start + size] for start, size, _ in places)
            if wanted[item] == "exif" and len(raw) > 4:
                skip = 4 + int.from_bytes(raw[:4], "big")
                found.exif.append(raw[skip:].removeprefix(_EXIF_MARK))
            elif wanted[item] == "xmp":
                found.xmp.append(raw)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield kind, body and place of each box."""
    for _ in range(_MOST_BLOCKS):
        if at + 8 > end:
            return
        size, kind = struct.unpack_from(">L4s", data, at)
        head = 8
        if size == 1 and at + 16 <= end:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        size = size or end - at
        if size < head:
            return
        yield kind, data[at + head : min(end, at + size)], at
        at += size


def _items(body: bytes) -> Iterator[tuple[int, str]]:
    """Yield number and sort of the items that hold words."""
    wide = body[:1] != b"\0"
    for kind, entry, _ in _boxes(body, 8 if wide else 6, len(body)):
        if kind != b"infe" or len(entry) < 12:
            continue
        number_bytes = 4 if entry[0] >= 3 else 2
        number = int.from_bytes(entry[4 : 4 + number_bytes], "big")
        rest = entry[6 + number_bytes :]
        if rest[:4] == b"Exif":
            yield number, "exif"
        elif rest[:4] == b"mime" and b"application/rdf+xml" in rest:
            yield number, "xmp"


def _places(body: bytes) -> Iterator[tuple[int, list[tuple[int, int, int]]]]:
    """Yield an item's number, and start, size and method of each of its stretches."""
    if len(body) < 8:
        return
    version = body[0]
    offset_bytes, size_bytes, base_bytes, index_bytes = body[4] >> 4, body[4] & 15, body[5] >> 4, body[5] & 15
    numbers = _Numbers(body, 6)
    for _ in range(min(_MOST_BLOCKS, numbers.take(2 if version < 2 else 4))):
        item = numbers.take(2 if version < 2 else 4)
        method = numbers.take(2) & 15 if version in (1, 2) else 0
        numbers.take(2)
        base = numbers.take(base_bytes)
        stretches = []
        for _ in range(min(100, numbers.take(2))):
            numbers.take(index_bytes if version in (1, 2) else 0)
            stretches.append((base + numbers.take(offset_bytes), numbers.take(size_bytes), method))
        yield item, stretches


class _Numbers:
    """Reads big-endian numbers one after the other; behind the end they are 0."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self._at = data, at

    def take(self, size_bytes: int) -> int:
        """Give the next number."""
        self._at += size_bytes
        return int.from_bytes(self._data[self._at - size_bytes : self._at], "big")


_CONTAINERS: tuple[tuple[str, bytes, Callable[[bytes, Blocks], None]], ...] = (
    ("jpeg", b"\xff\xd8\xff", _jpeg), ("png", _PNG_MARK, _png), ("gif", b"GIF8", _gif), ("tiff", b"II*\0", _tiff),
    ("tiff", b"MM\0*", _tiff), ("bmp", b"BM", _bmp),
)  # fmt: skip
