"""Mails and web archives as a flat list of parts: headers, transfer encodings and names, in one pass over the bytes.

The standard library's parser calls itself once for each level and looks at every open boundary for each line, so that
a tower of parts ends it; here a boundary is a look-up.
"""

from __future__ import annotations

import binascii
import datetime as dt
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.plain import decode
from extractors.sink import clean

_HEAD_BYTES = 1 << 18
_PART_HEAD_BYTES = 1 << 15
_BOUNDARY = re.compile(rb"^--([^\r\n]{1,200})\r?$", re.MULTILINE)
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
_NAME = re.compile(rb"([!-9;-~]{1,80})[ \t]*:")
_WORD = re.compile(rb"=\?([\w.:+-]{1,40})(?:\*[\w-]*)?\?([bBqQ])\?([^?\r\n]*(?:\?(?!=)[^?\r\n]*){0,9})\?=")
_PARAMETER = re.compile(r";\s*([\w*.-]{1,60})\s*=\s*(\"(?:[^\"\\]|\\.)*\"?|[^;]*)")
_UU = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_PARTS = 100_000


@dataclass(slots=True)
class Part:
    """One part of a mail, the mail itself the first.

    Attributes:
        headers: Raw values by lower-case name, in their order.
        body: The bytes between its headers and the boundary that ends it, still encoded.
        above: The part that it stands in, None for the mail.
        number: Its place among all parts, from 0.
        choice: The nearest multipart/alternative around it.
    """

    headers: dict[str, list[bytes]]
    body: bytes = b""
    above: Part | None = None
    number: int = 0
    choice: Part | None = None
    type: str = "text/plain"
    parameters: dict[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """Give a header's text, several of a name joined by commas, encoded words decoded; "" where it is absent."""
        return ", ".join(text(value) for value in self.headers.get(name.lower(), []))

    @property
    def disposition(self) -> str:
        """Give "attachment", "inline" or ""."""
        return self.header("Content-Disposition").partition(";")[0].strip().lower()

    @property
    def name(self) -> str:
        """Give the name of the file that the part is, "" where it has none."""
        _, disposed = parameters(self.headers.get("content-disposition", [b""])[0])
        found = disposed.get("filename") or self.parameters.get("name") or ""
        return clean(found.replace("\\", "/").rpartition("/")[2]) or clean(found)

    @property
    def multipart(self) -> bool:
        """Say whether it holds parts and no content of its own."""
        return self.type.startswith("multipart/") and "boundary" in self.parameters

    def content(self) -> bytes:
        """Give the body with its transfer encoding undone; damage is passed over."""
        way = self.header("Content-Transfer-Encoding").strip().strip("\"';").lower()
        if way == "base64":
            return _base64(self.body)
        if way == "quoted-printable":
            return binascii.a2b_qp(self.body)
        if way in ("x-uuencode", "uuencode", "x-uue"):
            return next((content for _, content in uuencoded(self.body)), self.body)
        return self.body


def parse(data: bytes) -> list[Part]:
    """Give the parts of a mail in their order, multiparts as well; a nested mail is one part.

    Broken ones give what they hold: a missing end, a boundary that never comes, headers without a blank line.
    """
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    data = re.sub(rb"^(?:[ \t\r\n]*From [^\r\n]*\r?\n|\s+)", b"", data[:1000]) + data[1000:]
    head, start = _head(data, 0, _HEAD_BYTES)
    mail = _bounded(_part(head, None, 0), data, start)
    found, opened, open_at = [mail], [mail] if mail.multipart else [], {}
    if mail.multipart:
        open_at[mail.parameters["boundary"].encode("utf-8", "surrogateescape")] = 1
    last, current = start, mail
    for line in _BOUNDARY.finditer(data, start) if opened else ():
        level, closes = _level(line[1].rstrip(), open_at)
        if not level or line.start() < last:
            continue
        current.body += data[last : max(last, line.start() - 1)].removesuffix(b"\r")
        while len(opened) > level:
            open_at.pop(opened.pop().parameters["boundary"].encode("utf-8", "surrogateescape"), None)
        last, current = min(line.end() + 1, len(data)), opened[-1]
        if closes or len(found) > _PARTS:
            continue
        head, last = _head(data, last, _PART_HEAD_BYTES)
        current = _bounded(_part(head, opened[-1], len(found)), data, last)
        found.append(current)
        if current.multipart and current.parameters["boundary"].encode("utf-8", "surrogateescape") not in open_at:
            opened.append(current)
            open_at[current.parameters["boundary"].encode("utf-8", "surrogateescape")] = len(opened)
    current.body += data[last:]
    return found


def _level(line: bytes, open_at: dict[bytes, int]) -> tuple[int, bool]:
    """Give the level whose boundary a line is, 0 for none, and whether it ends that level."""
    level = open_at.get(line, 0)
    if level or not line.endswith(b"--"):
        return level, False
    return open_at.get(line[:-2].rstrip(), 0), True


def _head(data: bytes, start: int, most: int) -> tuple[bytes, int]:
    """Give the header block and where the body starts."""
    if data[start : start + 1] == b"\n" or data[start : start + 2] == b"\r\n":
        return b"", start + (1 if data[start : start + 1] == b"\n" else 2)
    end = _BLANK.search(data, start, start + most)
    if end:
        return data[start : end.start()], end.end()
    cut = data.find(b"\n--", start, start + most)  # headers without a body end at the next boundary
    if cut >= 0:
        return data[start:cut], cut + 1
    return data[start : start + most], min(len(data), start + most)


def _part(head: bytes, above: Part | None, number: int) -> Part:
    part = Part(headers(head), b"", above, number)
    if above is not None:
        part.choice = above if above.type == "multipart/alternative" else above.choice
    raw = part.headers.get("content-type", [b""])[0]
    kind, part.parameters = parameters(raw)
    default = "message/rfc822" if above is not None and above.type == "multipart/digest" else "text/plain"
    part.type = kind.lower() if "/" in kind else default
    return part


def _bounded(part: Part, data: bytes, start: int) -> Part:
    """Give a multipart that names no boundary the one that its first line shows, else make it plain text."""
    if part.type.startswith("multipart/") and not part.parameters.get("boundary"):
        shown = _BOUNDARY.search(data, start, start + _PART_HEAD_BYTES)
        if shown:
            part.parameters["boundary"] = shown[1].decode("utf-8", "surrogateescape").rstrip()
        else:
            part.type = "text/plain"
            part.parameters.pop("boundary", None)
    return part


def headers(head: bytes) -> dict[str, list[bytes]]:
    """Give the raw values of a header block by lower-case name; folded lines are joined."""
    found: dict[str, list[bytes]] = {}
    pieces: list[bytes] | None = None
    folded: list[tuple[str, list[bytes]]] = []
    for line in head.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"):
        if line[:1] in (b" ", b"\t"):
            if pieces is not None:
                pieces.append(line.strip())
            continue
        name = _NAME.match(line)
        pieces = [line[name.end() :].strip()] if name else None
        if name and pieces is not None:
            folded.append((name[1].decode("ascii").lower(), pieces))
    for key, values in folded:
        found.setdefault(key, []).append(b" ".join(values))
    return found


def parameters(raw: bytes) -> tuple[str, dict[str, str]]:
    """Give a header's first word and its parameters, those of RFC 2231 put together and decoded."""
    value = text(raw) if b"=?" in raw or not raw.isascii() else raw.decode("ascii")
    first = value.partition(";")[0].strip()
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, str, bool]]] = {}
    for name, given in _PARAMETER.findall(value[:_PART_HEAD_BYTES]):
        quoted = given[:1] == '"'
        key, bare = name.lower(), re.sub(r"\\(.)", r"\1", given[1:].removesuffix('"')) if quoted else given.strip()
        base, star, rest = key.partition("*")
        if star:
            order = rest.rstrip("*")
            pieces.setdefault(base, []).append((int(order) if order.isdigit() else 0, bare, key.endswith("*")))
        else:
            plain.setdefault(key, bare)
    for base, found in pieces.items():
        plain[base] = _extended(sorted(found, key=lambda piece: piece[0]))
    return first, plain


def _extended(pieces: list[tuple[int, str, bool]]) -> str:
    charset, raw = "", b""
    for at, (_, value, encoded) in enumerate(pieces):
        if at == 0 and encoded and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)  # noqa: PLW2901  the mark is no part of the value
        data = value.encode("utf-8", "surrogateescape")
        raw += re.sub(rb"%([0-9A-Fa-f]{2})", lambda hit: bytes.fromhex(hit[1].decode()), data) if encoded else data
    return decode.decode(raw, charset)[0]


def text(raw: bytes) -> str:
    """Give a header's text: encoded words decoded, raw bytes guessed.

    Neighbouring words of one charset are decoded together, for some writers cut a character in two.
    """
    found: list[str] = []
    run, charset, last = b"", "", 0
    for word in _WORD.finditer(raw):
        between = raw[last : word.start()]
        label, content = word[1].decode("ascii").lower(), _word(word[2], word[3])
        if between.strip() or label != charset:
            found.append(_run(run, charset))
            found.append(decode.decode(between if between.strip() else b"")[0])
            run, charset = b"", label
        run, last = run + content, word.end()
    found += [_run(run, charset), decode.decode(raw[last:])[0]]
    return clean("".join(found))


def _run(content: bytes, charset: str) -> str:
    return decode.decode(content, charset)[0] if content else ""


def _word(way: bytes, content: bytes) -> bytes:
    if way in b"bB":
        return _base64(content)
    return binascii.a2b_qp(content.replace(b"_", b" "))


def _base64(raw: bytes) -> bytes:
    """Decode base64, whatever stands between its letters and however it ends."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw.split(b"=\n--", 1)[0])
    letters = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def uuencoded(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Give name and bytes of the files that stand in a text in uuencode, the way before MIME."""
    after = 0
    for start in _UU.finditer(raw):
        if start.start() < after:
            continue
        after, lines = start.end(), []
        while after < len(raw):
            end = raw.find(b"\n", after)
            line, after = raw[after : end if end >= 0 else len(raw)].rstrip(b"\r"), end + 1 if end >= 0 else len(raw)
            try:
                lines.append(binascii.a2b_uu(line) if line not in (b"end", b"`", b"") else b"")
            except binascii.Error:
                break
            if not lines[-1]:
                break
        if any(lines):
            yield clean(start[1].decode("utf-8", "replace")) or "file", b"".join(lines)


def date(value: str) -> str:
    """Give the ISO date of a Date header, "" where it holds none."""
    try:
        return email.utils.parsedate_to_datetime(value).date().isoformat() if value else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    found = re.search(r"\d{4}-\d\d-\d\d", value)
    try:
        return dt.date.fromisoformat(found[0]).isoformat() if found else ""
    except ValueError:
        return ""
