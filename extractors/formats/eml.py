"""Mails (EML, MHT): headers, the body, and attachments as members."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import email.utils
import re
from email.errors import HeaderParseError, MessageError
from email.message import EmailMessage, Message
from typing import cast

from extractors import decode, lines, markup
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.sink import Sink, clean

# What email's own parsers raise on hostile headers and bodies (seen on fuzzed mails).
_MAIL_ERRORS = (
    MessageError, HeaderParseError, LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError,
)  # fmt: skip
_HEADERS = ("From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Date", "Organization")


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the headers as fields, the subject as title, the body, and keep the attachments as members."""
    sink = Sink(reading, limits)
    try:
        mail = email.message_from_bytes(data, policy=email.policy.default)
    except _MAIL_ERRORS as error:
        raise Unreadable("corrupt", f"mail: {type(error).__name__}") from error
    put(sink, mail)


def put(sink: Sink, mail: EmailMessage) -> None:
    """Put one parsed mail into the reading."""
    sink.put(_header(mail, "Subject"), "body", "subject", "title")
    for name in _HEADERS:
        sink.field(name, _header(mail, name), "body", name)
    sink.reading.author = sink.reading.author or clean(_header(mail, "From"))
    sink.reading.modified = sink.reading.modified or _date(_header(mail, "Date"))
    _body(mail, sink)


def _header(mail: Message, name: str) -> str:
    try:
        return ", ".join(str(value) for value in mail.get_all(name, []))
    except _MAIL_ERRORS:
        # The modern parser fails on some headers; the raw value is still worth reading.
        return next((str(value) for key, value in mail.raw_items() if key.lower() == name.lower()), "")


def _date(text: str) -> str:
    try:
        return email.utils.parsedate_to_datetime(text).date().isoformat() if text else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        found = re.search(r"\d{4}-\d\d-\d\d", text)
        return found[0] if found and _is_date(found[0]) else ""


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _body(mail: Message, sink: Sink) -> None:
    leaves = [part for part in mail.walk() if not part.is_multipart()]
    shown = _chosen(leaves)
    for number, part in enumerate(leaves, 1):
        try:
            _part(part, number, part in shown, shown, sink)
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
            sink.problem("corrupt", f"mail part {number}", error)
        except _MAIL_ERRORS as error:
            sink.problem("corrupt", f"mail part {number}", error)


def _is_attachment(part: Message) -> bool:
    return str(part.get("Content-Disposition", "")).lower().startswith("attachment") or bool(part.get_filename())


def _chosen(leaves: list[Message]) -> list[Message]:
    """Choose the parts that are the body: the plain texts, else the HTML ones."""
    inline = [part for part in leaves if part.get_content_maintype() == "text" and not _is_attachment(part)]
    plain = [part for part in inline if part.get_content_subtype() != "html" and _content(part).strip()]
    return plain or [part for part in inline if part.get_content_subtype() == "html"]


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _part(part: Message, number: int, is_body: bool, shown: list[Message], sink: Sink) -> None:
    content = _content(part)
    if is_body:
        text = _text(part, content)
        if part.get_content_subtype() == "html":
            markup.put(sink, text)
        else:
            lines.put(sink, text)
    elif part.get_content_subtype() == "html" and not _is_attachment(part) and shown:
        _hidden_html(_text(part, content), sink)
    elif content:
        name = part.get_filename() or f"part {number}"
        sink.reading.members.append((clean(name) or f"part {number}", content))


def _text(part: Message, content: bytes) -> str:
    return decode.decode(content, part.get_content_charset() or "")[0]


def _hidden_html(text: str, sink: Sink) -> None:
    """Keep of the HTML twin only what the plain text lacks: its comments, hidden text and what differs."""
    twin = Sink(Reading(), sink.limits, table=sink.table)
    markup.put(twin, text)
    plain = re.sub(r"\W", "", "".join(segment.text for segment in sink.reading.segments))
    for segment in twin.reading.segments:
        if re.sub(r"\W", "", segment.text) not in plain:
            sink.reading.segments.append(segment)
    sink.table = twin.table


_LAYERS = cast(tuple[Layer, ...], ("body", "table", "hidden_text", "comment", "form_field", "metadata", "attachment"))
FORMAT = Format(kinds=("eml", "mht"), layers=_LAYERS, read=read, version=2)
