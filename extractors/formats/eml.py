"""Mails (EML): headers, the body in the form that says most, calendars, and attachments as members."""

from __future__ import annotations

import re
from typing import cast

from extractors.messages import calendars, mail, signed
from extractors.messages.mail import Part
from extractors.model import Format, Layer, Limits, Problem, Reading, Segment, Unreadable
from extractors.pages import markup
from extractors.plain import decode, lines
from extractors.sink import Sink, clean

_HEADERS = ("From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Date", "Organization")
# What tells of people, machines and ways without being shown.
_TRACES = (
    "Resent-From", "Resent-To", "Resent-Date", "Return-Path", "Delivered-To", "X-Original-To", "X-Sender", "Errors-To",
    "Disposition-Notification-To", "X-Originating-IP", "User-Agent", "X-Mailer", "Keywords", "Comments", "List-Id",
    "X-Forwarded-To", "X-Forwarded-For", "X-Apparently-To", "Apparently-To", "Abstract",
)  # fmt: skip
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
                         "application/pgp-encrypted"})  # fmt: skip
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_ATTACHED = frozenset({"message/rfc822", "message/global", "message/partial", "message/external-body"})
_PGP = "-----BEGIN PGP MESSAGE-----"
_QUOTE = re.compile(r"(?:[>｜|]\s?)+(?=\S)")
_PREAMBLE = re.compile(r"multi-?part|MIME|多部分", re.IGNORECASE)
_ADDRESS = re.compile(r"<(?:https?|mailto|tel):[^<>]{1,2000}>")
# chosen: characters that may be looked through to compare the two forms of a body; beyond, both are kept whole
_COMPARED = 300_000_000


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the headers as fields, the subject as title, the body, and keep the attachments as members."""
    put(Sink(reading, limits), data)


def put(sink: Sink, data: bytes) -> None:
    """Put one mail into the reading."""
    parts = mail.parse(data)
    _headers(parts[0], sink)
    groups = _alternatives(parts)
    for part in parts:
        group = groups.get(part.choice.number, [part]) if part.choice and _is_body(part) else [part]
        if part is not group[0]:
            continue
        try:
            _part(part, group, sink)
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
            sink.problem("corrupt", f"mail part {part.number}", error)


def _headers(part: Part, sink: Sink) -> None:
    sink.put(part.header("Subject"), "body", "subject", "title")
    for name in _HEADERS:
        sink.field(name, _people(part.header(name)), "body", name)
    sink.reading.author = sink.reading.author or clean(_people(part.header("From")))
    sink.reading.modified = sink.reading.modified or mail.date(part.header("Date"))
    for name in _TRACES:
        sink.field(name, _people(part.header(name)), "metadata", name)


def _people(value: str) -> str:
    """Take the quotes off names that need none, for they are no part of the name."""
    return re.sub(r"\"([^\",<>]*)\"", r"\1", value)


def _alternatives(parts: list[Part]) -> dict[int, list[Part]]:
    """Give the forms of one body, by the number of the part that they stand in."""
    groups: dict[int, list[Part]] = {}
    for part in parts:
        if part.choice is not None and not part.multipart and _is_body(part):
            groups.setdefault(part.choice.number, []).append(part)
    return groups


def _part(part: Part, group: list[Part], sink: Sink) -> None:
    if part.multipart:
        if part.type == "multipart/encrypted":
            raise Unreadable("encrypted", "PGP or S/MIME: needs a key")
        text = decode.decode(part.body)[0]
        if text.strip() and not _PREAMBLE.search(text):
            lines.put(sink, text, "hidden_text")
    elif part.type in _SIGNATURES:
        return
    elif part.type in _SEALED and not part.name.lower().endswith(".p7s"):
        content = b"MIME-Version: 1.0\r\n" + signed.content(part.content())
        sink.reading.members.append((f"signed message {part.number}.eml", content))
    elif _is_body(part):
        _body(group, sink)
    else:
        _attach(part, sink)


def _is_body(part: Part) -> bool:
    if part.disposition == "attachment" or part.type in _ATTACHED:
        return False
    if part.type == "text/calendar":
        return True
    named = bool(part.name) and part.number > 0
    return part.type in ("text/plain", "text/html", "text/enriched", "text/richtext", "text/watch-html",
                         "message/delivery-status", "message/disposition-notification", "text/x-amp-html",
                         "text/rfc822-headers", "text") and not named  # fmt: skip


def _attach(part: Part, sink: Sink) -> None:
    content = part.content()
    if part.type in ("message/rfc822", "message/global"):
        sink.reading.members.append((part.name or f"mail {part.number}.eml", content))
    elif content:
        sink.reading.members.append((part.name or f"part {part.number}{_suffix(part.type)}", content))


def _suffix(kind: str) -> str:
    known = {"text/html": ".html", "text/calendar": ".ics", "text/vcard": ".vcf", "text/x-vcard": ".vcf",
             "application/ms-tnef": ".tnef", "text/plain": ".txt", "text/csv": ".csv", "application/json": ".json",
             "text/xml": ".xml", "application/xml": ".xml", "text/directory": ".vcf"}  # fmt: skip
    return known.get(kind, "")


def _body(group: list[Part], sink: Sink) -> None:
    """Put a body; of its forms the one with tables or else the plain one, and of the other what it adds."""
    readings = [_read(each, sink) for each in group]
    order = sorted(range(len(group)), key=lambda at: (not _has_rows(readings[at]), group[at].type != "text/plain", at))
    first = len(sink.reading.segments)
    for at in order:
        said = [segment.text for segment in sink.reading.segments[first:]]
        fresh = _fresh(readings[at].segments, said) if said else readings[at].segments
        _take(readings[at], fresh, sink)


def _has_rows(reading: Reading) -> bool:
    return any(segment.form == "row" and segment.layer == "table" for segment in reading.segments)


def _take(reading: Reading, segments: list[Segment], sink: Sink) -> None:
    table = sink.table
    for segment in segments:
        if segment.form == "row":
            sink.table = max(sink.table, table + segment.table)
            sink.row(segment.text.split("\t"), segment.layer, segment.where, table + segment.table)
        else:
            sink.put(segment.text, segment.layer, segment.where, segment.form)
    sink.reading.members += reading.members
    sink.reading.problems += reading.problems


def _fresh(segments: list[Segment], said: list[str]) -> list[Segment]:
    """Give the segments whose text the other form of the body lacks."""
    whole, budget = _bare("".join(said)), _COMPARED
    found = []
    for segment in segments:
        budget -= len(whole)
        bare = _bare(segment.text)
        if budget < 0 or bare not in whole:
            found.append(segment)
    return found


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", _ADDRESS.sub("", text))


def _read(part: Part, sink: Sink) -> Reading:
    """Read one body part by itself."""
    own = Sink(Reading(), sink.limits)
    content, charset = part.content(), part.parameters.get("charset", "")
    try:
        if part.type in ("text/html", "text/x-amp-html", "text/watch-html"):
            markup.put(own, content, declared=charset)
        elif part.type == "text/calendar":
            calendars.put(own, decode.told(own, content, "calendar", charset or "utf-8"))
        else:
            _plain(part, content, charset, own)
    except Unreadable as error:
        own.reading.problems.append(error.problem)
    return own.reading


def _plain(part: Part, content: bytes, charset: str, sink: Sink) -> None:
    text = decode.told(sink, content, f"mail part {part.number}", charset)
    if part.type == "text/enriched":
        text = re.sub(r"</?[\w-]{1,30}>", "", text)
    if part.parameters.get("format", "").lower() == "flowed":
        text = flowed(text, part.parameters.get("delsp", "").lower() == "yes")
    if _PGP in text:
        sink.reading.problems.append(Problem("encrypted", f"mail part {part.number}: PGP, needs a key"))
        text = re.sub(rf"{_PGP}[^\0]*?-----END PGP MESSAGE-----", "", text)
    if text.lstrip()[:60].lower().startswith(("<html", "<!doctype html", "<body")):
        markup.put(sink, text)
        return
    if re.search(r"^begin [0-7]{3,4} ", text, re.MULTILINE):
        sink.reading.members += mail.uuencoded(content)
        text = re.sub(r"^begin [0-7]{3,4} [^\n]*\n(?:[ -`]{1,62}\r?\n)*end\r?$", "", text, flags=re.MULTILINE)
    lines.put(sink, unquoted(text))


def flowed(text: str, joined: bool) -> str:
    """Undo format=flowed (RFC 3676): a line that ends in a blank goes on, within one depth of quotes.

    Args:
        text: The body.
        joined: The blank at the end is no part of the text (DelSp=yes).
    """
    found: list[str] = []
    last, open_line = "", False
    for line in text.replace("\r\n", "\n").split("\n"):
        marks = line[: len(line) - len(line.lstrip(">"))]
        bare = line[len(marks) :].removeprefix(" ")
        if open_line and marks == last:
            found[-1] += bare
        else:
            found.append(f"{marks} {bare}" if marks else bare)
        last, open_line = marks, bare.endswith(" ") and bare != "-- "
        if open_line and joined:
            found[-1] = found[-1][:-1]
    return "\n".join(found)


def unquoted(text: str) -> str:
    """Take the marks of quoted replies off their lines, which are read like any other."""
    return "\n".join(_QUOTE.sub("", line, count=1) if line[:1] in ">｜" else line for line in text.splitlines())


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "hidden_text", "comment", "footnote", "header_footer", "annotation", "form_field",
     "tracked_deletion", "metadata", "attachment"),
)  # fmt: skip
FORMAT = Format(kinds=("eml",), layers=_LAYERS, read=read, version=5)
