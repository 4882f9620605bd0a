"""A PDF's objects by pdfminer.six, resolved with bounds: no chain, no stream and no tree goes on for ever."""

# mypy: allow-untyped-calls
from __future__ import annotations

import contextlib
import io
import logging
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFException, PDFObjRef, PDFStream
from pdfminer.psparser import PSException, PSLiteral
from pdfminer.utils import decode_text

from extractors.model import Limits, Unreadable
from extractors.plain import decode

# pdfminer's warnings quote the document.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())
logging.getLogger("pdfminer").propagate = False

# What pdfminer raises on damaged files beside its own errors: it trusts types and structure.
MINER_ERRORS = (
    PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    OverflowError, RecursionError, OSError, NotImplementedError, EOFError, zlib.error,
)  # fmt: skip
ENCRYPTED = (PDFPasswordIncorrect, PDFEncryptionError)
_HOPS = 8  # a reference to a reference is rare, a longer chain is a loop
_OBJECTS = 200_000  # chosen: some 10 s of pdfminer's parsing; no honest document has as many notes and fields
_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")
_FLATE = frozenset({"FlateDecode", "Fl"})
# UTF-16 strings may name their language between escapes, ISO 32000-1, 7.9.2.2.
_LANGUAGE = re.compile("\x1b[A-Za-z-]{2,12}\x1b")
_ENDS = re.compile(rb"/Type\s*/ObjStm")


@dataclass(slots=True)
class Objects:
    """An open document.

    Attributes:
        document: pdfminer's.
        limits: What a stream may unpack to.
        left: So many objects may still be resolved.
        seen: Numbers of the objects that a walk has been at.
    """

    document: PDFDocument
    limits: Limits
    left: int = _OBJECTS
    seen: set[int] = field(default_factory=set)

    def get(self, value: Any) -> Any:
        """Resolve a value; None for what cannot be had.

        Raises:
            Unreadable: "truncated" where too many objects were asked for.
        """
        for _ in range(_HOPS):
            if not isinstance(value, PDFObjRef):
                return value
            self.left -= 1
            if self.left < 0:
                raise Unreadable("truncated", f"more than {_OBJECTS} objects of notes, fields and names")
            try:
                value = value.resolve()
            except MINER_ERRORS:
                return None
        return None

    def dictionary(self, value: Any) -> Mapping[str, Any]:
        """Give a dictionary, that of a stream where it is one; an empty one for all else."""
        value = self.get(value)
        if isinstance(value, PDFStream):
            return dict(value.attrs)
        return value if isinstance(value, dict) else {}

    def items(self, value: Any) -> list[Any]:
        """Give a list as it stands; a lone value as one of one, nothing as none."""
        resolved = self.get(value)
        if resolved is None:
            return []
        return list(resolved) if isinstance(resolved, list | tuple) else [value]

    def text(self, value: Any) -> str:
        """Give a string, a name, a number or the text of a stream as text; "" for all else."""
        value = self.get(value)
        if isinstance(value, PDFStream):
            value = self.data(value)
        if isinstance(value, bytes):
            return string(value)
        if isinstance(value, PSLiteral):
            return value.name if isinstance(value.name, str) else string(value.name)
        if isinstance(value, str):
            return value
        return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""

    def name(self, value: Any) -> str:
        """Give a name object's text; "" for all else."""
        value = self.get(value)
        return self.text(value) if isinstance(value, PSLiteral) else ""

    def number(self, value: Any) -> int:
        """Give an integer; 0 for all else."""
        value = self.get(value)
        return int(value) if isinstance(value, int | float) else 0

    def data(self, value: Any) -> bytes:
        """Give a stream's bytes.

        Raises:
            Unreadable: "bomb" or "too_big" where it unpacks to more than it may, "corrupt" where it cannot.
        """
        stream = self.get(value)
        if not isinstance(stream, PDFStream):
            return b""
        try:
            filters = [each[0].name for each in stream.get_filters()]
            plain = stream.rawdata is not None and len(filters) == 1 and filters[0] in _FLATE
            if plain and not self.dictionary(stream.attrs.get("DecodeParms", stream.attrs.get("DP"))):
                return self._inflated(stream)
            return bytes(stream.get_data())
        except MINER_ERRORS as error:
            raise Unreadable("corrupt", f"stream: {type(error).__name__}") from error

    def _inflated(self, stream: PDFStream) -> bytes:
        raw = stream.rawdata or b""
        if stream.decipher:
            raw = stream.decipher(stream.objid or 0, stream.genno or 0, raw, stream.attrs)
        unpacker = zlib.decompressobj()
        most = self.limits.member_bytes
        data = unpacker.decompress(raw, most)
        if unpacker.unconsumed_tail:
            raise Unreadable("too_big", f"a stream unpacks to more than {most} bytes")
        return data

    def new(self, value: Any) -> bool:
        """Say whether a walk comes to this object for the first time; direct objects always are new."""
        if not isinstance(value, PDFObjRef):
            return True
        fresh = value.objid not in self.seen
        self.seen.add(value.objid)
        return fresh

    def tree(self, root: Any, leaf: str) -> Iterator[tuple[Any, Any]]:
        """Give the keys and values of a name tree or number tree (`leaf` is Names or Nums)."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if not self.new(node):
                continue
            node = self.dictionary(node)
            waiting += reversed(self.items(node.get("Kids")))
            pairs = self.items(node.get(leaf))
            yield from zip(pairs[0::2], pairs[1::2], strict=False)

    def pages(self, most: int) -> Iterator[tuple[int, dict[str, Any]]]:
        """Give object number and dictionary of each page in order, at most so many, with what it inherits."""
        waiting: list[tuple[Any, dict[str, Any]]] = [(self.document.catalog.get("Pages"), {})]
        visited: set[int] = set()
        while waiting and most > 0:
            reference, inherited = waiting.pop()
            number = reference.objid if isinstance(reference, PDFObjRef) else 0
            if number and number in visited:
                continue
            visited.add(number)
            node = self.dictionary(reference)
            inherited = inherited | {key: node[key] for key in _INHERITED if key in node}
            if "Kids" in node:
                waiting += [(kid, inherited) for kid in reversed(self.items(node.get("Kids")))]
            elif node:
                most -= 1
                yield number, inherited | dict(node)


def opened(data: bytes, limits: Limits) -> Objects:
    """Open a document with the empty password.

    Raises:
        Unreadable: "encrypted" where that is not its password, "corrupt" where pdfminer makes nothing of it.
    """
    try:
        return Objects(PDFDocument(PDFParser(io.BytesIO(data))), limits)
    except ENCRYPTED as error:
        raise Unreadable("encrypted", "needs a password") from error
    except MINER_ERRORS as error:
        raise Unreadable("corrupt", f"structure: {type(error).__name__}") from error


def string(raw: bytes) -> str:
    """Give a text string: UTF-16 or UTF-8 with a BOM, the bytes of a Chinese encoding, else PDFDocEncoding."""
    if raw.startswith(b"\xff\xfe"):
        return raw[2:].decode("utf-16-le", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    if not raw.isascii() and not raw.startswith(b"\xfe\xff"):
        with contextlib.suppress(UnicodeDecodeError):
            return raw.decode("utf-8")
        text, codec, _ = decode.decode(raw)
        if codec in ("gb18030", "big5") and "\ufffd" not in text:
            return text
    return _LANGUAGE.sub("", decode_text(raw))


_TAG_TEXT = re.compile(
    rb"/(?:ActualText|Alt|E)\s*(?:\(((?:[^()\\]|\\.){2,4000})\)|<([0-9A-Fa-f\s]{4,8000})>)", re.DOTALL
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n?|\n)|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b""}


def tag_texts(part: bytes) -> Iterator[str]:
    """Give the texts that stand for pictures or other text, found by their keys alone, without a walk over the tags."""
    for match in _TAG_TEXT.finditer(part):
        if match[1] is not None:
            yield string(_ESCAPE.sub(_unescaped, match[1]))
        else:
            digits = b"".join(match[2].split())
            yield string(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 255])
    return b"" if match[2] else _LETTERS.get(match[3], match[3])


def compressed(data: bytes, most: int = 1 << 26) -> bytes:
    """Give the bytes of all object streams that unpack: what a search for a key has to look through as well.

    Args:
        data: The file.
        most: Give no more bytes than that.
    """
    found, size = [], 0
    for match in _ENDS.finditer(data):
        start = data.find(b"stream", match.end(), match.end() + 400)
        if start < 0:
            continue
        start += 6
        start += 2 if data[start : start + 2] == b"\r\n" else 1
        end = data.find(b"endstream", start)
        try:
            part = zlib.decompressobj().decompress(data[start : end if end > 0 else None], min(1 << 22, most - size))
        except zlib.error:
            continue
        size += len(part)
        found.append(part)
        if size >= most:
            break
    return b"\n".join(found)
