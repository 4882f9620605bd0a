"""Property sets of OLE files ([MS-OLEPS]): who wrote a file, where, from which template, and its custom properties."""

from __future__ import annotations

import codecs
import datetime as dt
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.officebase.compound import Compound
from extractors.plain import decode
from extractors.sink import Sink, clean

_SUMMARY = {
    2: "title", 3: "subject", 4: "author", 5: "keywords", 6: "comments", 7: "template", 8: "last modified by",
}  # fmt: skip
_DOCUMENT_SUMMARY = {2: "category", 14: "manager", 15: "company", 27: "status", 29: "document version"}
_STREAMS = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_LAST_SAVED = 12 + 1
DULL = frozenset({"normal", "normal.dot", "normal.dotm", "normal.dotx", "normal.wpt", "office theme", "default design"})
_MOST = 1000  # properties of one set; real files hold a few dozen
# [MS-CFB] code pages whose Python codec has another name.
_CODECS = {1200: "utf-16-le", 10000: "mac_roman", 65001: "utf-8", 936: "gb18030", 20936: "gb18030", 10008: "gb2312",
           10001: "shift_jis", 10002: "big5", 10003: "euc_kr", 51936: "gb2312", 52936: "hz", 54936: "gb18030",
           20127: "ascii", 20866: "koi8_r", 21866: "koi8_u", 28591: "latin-1", 50220: "iso2022_jp", 50225: "iso2022_kr",
           51932: "euc_jp", 51949: "euc_kr", 949: "cp949", 1361: "johab"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its number, the name that a custom one has ("" else), and its value as text."""

    number: int
    name: str
    value: str


def put(compound: Compound, sink: Sink) -> None:
    """Put the properties of a file into the reading as metadata, and its author and date onto it."""
    for stream, words in zip(_STREAMS, (_SUMMARY, _DOCUMENT_SUMMARY), strict=True):
        raw = compound.stream(stream)
        try:
            for found in properties(raw) if raw else ():
                _put(found, words, sink)
        except (struct.error, OverflowError):
            sink.problem("corrupt", "properties", note="property set ends early")


def values(compound: Compound) -> set[str]:
    """Give the values of all properties, clean: what need not be said twice."""
    found = set[str]()
    for stream in _STREAMS:
        try:
            found |= {clean(one.value) for one in properties(compound.stream(stream))}
        except (struct.error, OverflowError):
            continue  # `put` names the damage
    return found


def _put(found: Property, words: dict[int, str], sink: Sink) -> None:
    if words is _SUMMARY and found.number == _LAST_SAVED and not found.name:
        sink.reading.modified = sink.reading.modified or found.value
        return
    word = found.name or words.get(found.number, "")
    if word and not (word == "template" and clean(found.value).lower() in DULL):
        sink.field(word, found.value, "metadata", "properties")
    if words is _SUMMARY and found.number == 4:
        sink.reading.author = sink.reading.author or clean(found.value)


def codec(page: int) -> str:
    """Give the Python codec of a Windows code page; "" where there is none."""
    name = _CODECS.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def text(raw: bytes, page: int) -> str:
    """Give the text of bytes in a code page; the page is doubted where it is unknown or does not fit the bytes."""
    raw = raw.split(b"\0", 1)[0] if page != 1200 else raw
    known = codec(page) if page else ""
    if known:
        try:
            return raw.decode(known).rstrip("\0")
        except (UnicodeDecodeError, UnicodeError):
            pass
    return decode.decode(raw)[0].rstrip("\0")


def moment(value: int) -> str:
    """Give the ISO date of a FILETIME (100 ns since 1601, UTC); "" for one that no document was saved at."""
    if not 10**17 < value < 3 * 10**17:  # 1917 to 2551: below it are durations
        return ""
    return (dt.datetime(1601, 1, 1) + dt.timedelta(microseconds=value // 10)).date().isoformat()


def properties(raw: bytes) -> Iterator[Property]:
    """Give the properties of all sections of a set.

    Raises:
        struct.error: Where the set ends early; what came before has been given.
    """
    for section in range(min(struct.unpack_from("<I", raw, 24)[0], 2)):
        start = struct.unpack_from("<I", raw, 44 + 20 * section)[0]
        yield from _section(raw, start)


def _section(raw: bytes, start: int) -> Iterator[Property]:
    count = min(struct.unpack_from("<I", raw, start + 4)[0], _MOST)
    entries = [struct.unpack_from("<II", raw, start + 8 + 8 * index) for index in range(count)]
    places = dict(entries)
    page = struct.unpack_from("<H", raw, start + places[1] + 4)[0] if 1 in places else 0
    names = _names(raw, start + places[0], page) if 0 in places else {}
    for key, offset in entries:
        if key > 1:
            # Lists of values (titles of slides, names of sheets) repeat what the document itself says.
            value = _one(raw, start + offset, struct.unpack_from("<I", raw, start + offset)[0], page)
            if value:
                yield Property(key, names.get(key, ""), value)


def _names(raw: bytes, at: int, page: int) -> dict[int, str]:
    found = {}
    count = min(struct.unpack_from("<I", raw, at)[0], _MOST)
    at += 4
    for _ in range(count):
        key, size = struct.unpack_from("<II", raw, at)
        length = size * 2 if page == 1200 else size
        found[key] = text(raw[at + 8 : at + 8 + length], page)
        at += 8 + length + (-length % 4 if page == 1200 else 0)
    return found


def _one(raw: bytes, at: int, kind: int, page: int) -> str:
    if kind in (30, 31):
        size = struct.unpack_from("<I", raw, at + 4)[0] * (2 if kind == 31 else 1)
        return _string(raw[at + 8 : at + 8 + size], kind, page)
    if kind == 64:
        return moment(struct.unpack_from("<Q", raw, at + 4)[0])
    if kind in (2, 3):
        return str(struct.unpack_from("<h" if kind == 2 else "<i", raw, at + 4)[0])
    return f"{struct.unpack_from('<d', raw, at + 4)[0]:g}" if kind == 5 else ""


def _string(raw: bytes, kind: int, page: int) -> str:
    return raw.decode("utf-16-le", "replace").split("\0", 1)[0] if kind == 31 else text(raw, page)
