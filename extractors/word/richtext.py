"""Rich Text as mails carry it: compressed ([MS-OXRTFCP]), and wrapped around the page that it was made from."""

from __future__ import annotations

import re
import struct

from extractors.model import Unreadable
from extractors.officebase import propertyset

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
# [MS-OXRTFCP] 2.1.2.1: what the dictionary holds before the first byte.
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS "
    b"Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20"
    b"\\b\\i\\u\\tab\\tx"
)
_WINDOW = 4096
_MARKS = {
    "par": "\r\n", "line": "\r\n", "tab": "\t", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "endash": "–", "emdash": "—", "emspace": " ", "enspace": " ",
}  # fmt: skip
_DROPPED = frozenset({"fonttbl", "colortbl", "stylesheet", "mhtmltag", "pntext", "generator", "info", "listtable",
                      "listoverridetable", "pict", "object", "revtbl", "rsidtbl"})  # fmt: skip
_DEPTH = 2000


def decompressed(raw: bytes, most_bytes: int) -> bytes:
    """Give the rich text of a mail's compressed body; what a broken end cuts off is missing.

    Raises:
        Unreadable: "corrupt" for another format, "bomb" where it says to be larger than is read.
    """
    if len(raw) < 16:
        raise Unreadable("corrupt", "compressed text ends early")
    _, size, kind, _ = struct.unpack_from("<4I", raw)
    if size > most_bytes:
        raise Unreadable("bomb", "compressed text expands too far")
    if kind == 0x414C454D:  # "MELA": stored as it is
        return raw[16 : 16 + size]
    if kind != 0x75465A4C:  # "LZFu"
        raise Unreadable("corrupt", "compressed text of an unknown kind")
    return _inflated(raw, size)


def _inflated(raw: bytes, size: int) -> bytes:
    out, at = bytearray(_DICTIONARY), 16
    first = len(out)
    while at < len(raw) and len(out) - first < size:
        control = raw[at]
        at += 1
        for bit in range(8):
            if at >= len(raw):
                break
            if not control >> bit & 1:
                out.append(raw[at])
                at += 1
                continue
            if at + 1 >= len(raw):
                return bytes(out[first : first + size])
            code = raw[at] << 8 | raw[at + 1]
            at += 2
            # An offset is a place in a window of 4096 bytes that is written round and round.
            back = (len(out) - (code >> 4)) % _WINDOW
            if back == 0:
                return bytes(out[first : first + size])
            for _ in range((code & 0xF) + 2):
                out.append(out[-back] if back <= len(out) else 0x20)
    return bytes(out[first : first + size])


def html(raw: bytes) -> str:
    """Give the page that rich text was made from ([MS-OXRTFEX]); "" where it was made from none."""
    if b"\\fromhtml" not in raw[:2048]:
        return ""
    page = re.search(rb"\\ansicpg(\d{1,5})", raw[:2048])
    return _Unwrapped(propertyset.codec(int(page[1])) if page else "cp1252").text(raw)


class _Unwrapped:
    """One pass over wrapped rich text: tags as they stand, text as it was, everything else dropped."""

    def __init__(self, codec: str) -> None:
        self._codec = codec or "cp1252"
        self._out = list[str]()
        self._bytes = bytearray()
        self._skip = 0
        # dropped by a destination, dropped by \htmlrtf, \uc
        self._state = (False, False, 1)

    def text(self, raw: bytes) -> str:
        stack = [self._state]
        for match in TOKEN.finditer(raw):
            word, number, code, symbol, brace, text = match.groups()
            if code is None:
                self._flush()
            if brace == b"{" and len(stack) < _DEPTH:
                stack.append(self._state)
            elif brace == b"}" and stack:
                self._state = stack.pop()
            elif code is not None or text is not None:
                self._raw(bytes([int(code, 16)]) if code is not None else text)
            elif symbol is not None:
                self._symbol(symbol)
            elif word is not None:
                self._word(word.decode("ascii"), int(number) if number else None)
        self._flush()
        return "".join(self._out)

    def _raw(self, content: bytes) -> None:
        dropped = min(self._skip, len(content))
        self._skip -= dropped
        self._bytes += content[dropped:]

    def _flush(self) -> None:
        if self._bytes:
            self._say(self._bytes.decode(self._codec, "replace"))
            self._bytes.clear()

    def _say(self, text: str) -> None:
        if not self._state[0] and not self._state[1]:
            self._out.append(text)

    def _symbol(self, symbol: bytes) -> None:
        if symbol in (b"\\", b"{", b"}"):
            self._say(symbol.decode())
        elif symbol == b"~":
            self._say("\u00a0")

    def _word(self, word: str, number: int | None) -> None:
        dropped, suppressed, after = self._state
        if word == "htmlrtf":
            self._state = (dropped, number != 0, after)
        elif word == "htmltag":
            self._state = (False, False, after)
        elif word in _DROPPED:
            self._state = (True, suppressed, after)
        elif word == "uc":
            self._state = (dropped, suppressed, min(number or 0, 16))
        elif word == "u" and number is not None:
            self._say(chr(number % 0x10000))
            self._skip = after
        elif word in _MARKS:
            self._say(_MARKS[word])
