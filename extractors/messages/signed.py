"""What stands in a signed S/MIME message: walks the BER of CMS (RFC 5652) down to the content."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.model import Unreadable

_SIGNED = bytes.fromhex("2a864886f70d010702")
_ENVELOPED = frozenset(
    bytes.fromhex(text) for text in ("2a864886f70d010703", "2a864886f70d010706", "2a864886f70d0109100117")
)
_DEPTH = 40


@dataclass(frozen=True, slots=True)
class _Value:
    tag: int
    start: int
    end: int
    after: int


def content(data: bytes) -> bytes:
    """Give the message inside.

    Raises:
        Unreadable: "encrypted" where it needs a key, "corrupt" where it is no such file.
    """
    try:
        outer = _children(data, _value(data, 0, 0), 0)
        kind = data[outer[0].start : outer[0].end]
        if kind in _ENVELOPED:
            raise Unreadable("encrypted", "S/MIME: needs a key")
        if kind != _SIGNED:
            raise Unreadable("unsupported", "S/MIME: neither signed nor encrypted")
        signed = _children(data, _children(data, outer[1], 1)[0], 2)
        inner = _children(data, signed[2], 3)
        return _octets(data, _children(data, inner[1], 4)[0], 5)
    except (IndexError, RecursionError) as error:
        raise Unreadable("corrupt", f"S/MIME: {type(error).__name__}") from error


def _value(data: bytes, at: int, depth: int) -> _Value:
    """Give the value at a place; one of indefinite length ends where its end mark stands."""
    if depth > _DEPTH:
        raise IndexError
    tag, length, start = data[at], data[at + 1], at + 2
    if length == 0x80:
        place = start
        while data[place : place + 2] != b"\0\0":
            place = _value(data, place, depth + 1).after
        return _Value(tag, start, place, place + 2)
    if length > 0x80:
        size = length & 0x7F
        length, start = int.from_bytes(data[start : start + size], "big"), start + size
    if start + length > len(data):
        raise IndexError
    return _Value(tag, start, start + length, start + length)


def _children(data: bytes, value: _Value, depth: int) -> list[_Value]:
    found, place = list[_Value](), value.start
    while place < value.end and len(found) < 100_000:
        found.append(_value(data, place, depth))
        place = found[-1].after
    return found


def _octets(data: bytes, value: _Value, depth: int) -> bytes:
    if value.tag & 0x20:
        return b"".join(data[child.start : child.end] for child in _children(data, value, depth))
    return data[value.start : value.end]
