"""Outlook's wrapping of mails for other programs (winmail.dat, TNEF): who, subject, body, and the files in it.

Source: [MS-OXTNEF] for the attributes, [MS-OXCDATA] for the types of properties.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import propertyset
from extractors.pages import markup
from extractors.plain import decode, lines
from extractors.sink import Sink, clean
from extractors.word import richtext

MAGIC = b"\x78\x9f\x3e\x22"
_SUBJECT, _FROM, _BODY, _TITLE, _DATA, _RENDERED = 0x8004, 0x8000, 0x800C, 0x8010, 0x800F, 0x9002
_PROPERTIES, _RECIPIENTS, _ATTACHMENT, _CODE_PAGE = 0x9003, 0x9004, 0x9005, 0x9007
_FIXED_BYTES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_MANY = 0x1000
_PLAIN, _RICH, _PAGE, _CONTENT = 0x1000, 0x1009, 0x1013, 0x3701
_NAMES = (0x3707, 0x3704, 0x3001)
# Properties of the mail and the word that stands before each.
_TOLD = {0x0037: "Subject", 0x0C1A: "From", 0x0C1F: "Sender", 0x0E04: "To", 0x0E03: "Cc", 0x0E02: "Bcc"}


@dataclass(slots=True)
class _Object:
    """The mail, or one file in it: its properties by number, its name and bytes."""

    values: dict[int, bytes | str] = field(default_factory=dict)
    name: str = ""
    content: bytes = b""


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the mail's fields and body; its files become members."""
    if not data.startswith(MAGIC):
        raise Unreadable("corrupt", "TNEF: no signature")
    sink, mail, files, page = Sink(reading, limits), _Object(), list[_Object](), ""
    for kind, raw in _attributes(data, sink):
        try:
            if kind == _CODE_PAGE and len(raw) >= 4:
                page = propertyset.codec(int.from_bytes(raw[:4], "little"))
            elif kind == _RENDERED:
                files.append(_Object())
            elif kind in (_TITLE, _DATA, _ATTACHMENT):
                _file(kind, raw, page, files)
            elif kind in (_SUBJECT, _BODY):
                mail.values.setdefault(0x0037 if kind == _SUBJECT else _PLAIN, _text(raw, page))
            elif kind == _PROPERTIES:
                mail.values.update(_properties(raw, page))
        except (struct.error, IndexError) as error:
            sink.problem("corrupt", "TNEF attribute", error)
    _mail(mail, sink)
    for number, each in enumerate(files, 1):
        if each.content:
            reading.members.append((clean(each.name) or f"file {number}", each.content))


def _attributes(data: bytes, sink: Sink) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(data):
        kind, size = struct.unpack_from("<xII", data, at)
        raw = data[at + 9 : at + 9 + size]
        yield kind & 0xFFFF, raw
        if len(raw) < size:
            sink.problem("truncated", "TNEF", note="ends within an attribute")
            return
        at += 9 + size + 2


def _file(kind: int, raw: bytes, page: str, files: list[_Object]) -> None:
    if not files:
        files.append(_Object())
    each = files[-1]
    if kind == _TITLE:
        each.name = each.name or _text(raw, page)
    elif kind == _DATA:
        each.content = raw
    else:
        values = _properties(raw, page)
        each.name = next((str(values[number]) for number in _NAMES if values.get(number)), each.name)
        inner = values.get(_CONTENT)
        if isinstance(inner, bytes) and not each.content:
            each.content = inner[16:] if inner[16:20] == MAGIC else inner  # an object opens with the id of its class


def _text(raw: bytes, page: str) -> str:
    return decode.decode(raw.rstrip(b"\0"), page)[0]


def _properties(raw: bytes, page: str) -> dict[int, bytes | str]:
    """Give the values of strings and bytes by the number of their property."""
    (count,) = struct.unpack_from("<I", raw)
    at, found = 4, dict[int, bytes | str]()
    for _ in range(min(count, 10_000)):
        kind, number = struct.unpack_from("<HH", raw, at)
        at = _past_name(raw, at + 4) if number >= 0x8000 else at + 4
        single = kind & ~_MANY
        if single in _VARIABLE or kind & _MANY:
            (several,) = struct.unpack_from("<I", raw, at)
            at += 4
        else:
            several = 1
        for _ in range(min(several, 10_000)):
            if single in _VARIABLE:
                (size,) = struct.unpack_from("<I", raw, at)
                value, at = raw[at + 4 : at + 4 + size], at + 4 + size + -size % 4
                found.setdefault(number, _value(single, value, page))
            else:
                at += _FIXED_BYTES[single] if single in _FIXED_BYTES else _unknown()
    return found


def _unknown() -> int:
    raise IndexError  # a type of no known size: what follows cannot be found


def _past_name(raw: bytes, at: int) -> int:
    """Give where a property's value begins behind its set and its number or name."""
    (kind,) = struct.unpack_from("<I", raw, at + 16)
    if kind == 0:
        return at + 24
    (size,) = struct.unpack_from("<I", raw, at + 20)
    return int(at + 24 + size + -size % 4)


def _value(kind: int, raw: bytes, page: str) -> bytes | str:
    if kind == 0x1F:
        return raw.decode("utf-16-le", "replace").rstrip("\0")
    return _text(raw, page) if kind == 0x1E else raw


def _mail(mail: _Object, sink: Sink) -> None:
    for number, key in _TOLD.items():
        value = mail.values.get(number)
        if isinstance(value, str) and key == "Subject":
            sink.put(value, "body", "subject", "title")
        elif isinstance(value, str):
            sink.field(key, value, "body", key)
    first = len(sink.reading.segments)
    _rich(mail, sink)
    said = re.sub(r"[\W_]", "", "".join(segment.text for segment in sink.reading.segments[first:]))
    plain, own = mail.values.get(_PLAIN), Sink(Reading(), sink.limits)
    lines.put(own, plain if isinstance(plain, str) else "")
    for segment in own.reading.segments:
        if not said or re.sub(r"[\W_]", "", segment.text) not in said:
            sink.put(segment.text, segment.layer, segment.where, segment.form)


def _rich(mail: _Object, sink: Sink) -> None:
    """Put the page that the body is, or that is wrapped in its rich text; rich text alone is a member."""
    page, rich = mail.values.get(_PAGE), mail.values.get(_RICH)
    try:
        if isinstance(page, bytes | str) and page:
            markup.put(sink, page)
        elif isinstance(rich, bytes) and rich:
            raw = richtext.decompressed(rich, sink.limits.member_bytes)
            wrapped = richtext.html(raw)
            if wrapped:
                markup.put(sink, wrapped)
            elif not mail.values.get(_PLAIN):
                sink.reading.members.append(("body.rtf", raw))
    except Unreadable as error:
        if error.problem.kind == "truncated":
            raise
        sink.problem("corrupt", "TNEF body", error)


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "hidden_text", "comment", "footnote", "header_footer", "annotation", "form_field",
     "tracked_deletion", "metadata", "attachment"),
)  # fmt: skip
FORMAT = Format(kinds=("tnef",), layers=_LAYERS, read=read, version=2)
