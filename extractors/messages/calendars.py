"""Calendars and address cards: the content lines of iCalendar (RFC 5545) and vCard 2.1, 3.0 and 4.0 (RFC 6350)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.model import Reading
from extractors.pages import markup
from extractors.plain import decode, lines
from extractors.sink import Sink, clean

_LINE = re.compile(rb"(?:[\w-]{1,40}\.)?([A-Za-z][\w-]{0,60})((?:;(?:[^;:\"\r\n]|\"[^\"\r\n]*\")*)*):(.*)", re.DOTALL)
_PARAMETER = re.compile(r";([\w-]{1,40})(?:=(\"[^\"]*\"|[^;\"]*))?")
_TIME = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d))?")
# What an event says, by property, and the word that stands before it.
_EVENT = {
    "dtstart": "Start", "dtend": "End", "due": "Due", "location": "Location", "organizer": "Host", "contact": "Contact",
    "status": "Status", "categories": "Categories", "resources": "Resources", "url": "Link", "conference": "Link",
    "comment": "Comment", "rrule": "Repeats", "recurrence-id": "Instance", "completed": "Completed", "geo": "Position",
}  # fmt: skip
_CARD = {
    "fn": "Contact", "nickname": "Nickname", "org": "Organization", "title": "Title", "role": "Role", "tel": "Tel",
    "email": "Email", "adr": "Address", "label": "Address", "note": "Note", "url": "Link", "bday": "Birthday",
    "categories": "Categories", "impp": "Messenger", "geo": "Position", "related": "Related",
    "anniversary": "Anniversary",
       "agent": "Agent", "member": "Member", "gender": "Gender", "lang": "Language",
}  # fmt: skip
_TRACES = frozenset({"prodid", "created", "last-modified", "rev", "uid", "x-wr-caldesc", "x-wr-relcalid"})
_PICTURE_BYTES = 2 << 10


@dataclass(slots=True)
class Line:
    """One property: its lower-case name, parameters, and value with its encoding undone."""

    name: str
    parameters: dict[str, str]
    value: str
    raw: bytes = b""


@dataclass(slots=True)
class _State:
    sink: Sink
    stack: list[str] = field(default_factory=list)
    number: int = 0
    attendees: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    @property
    def place(self) -> str:
        return f"{self.stack[1] if self.stack[0] == 'vcalendar' else 'card'} {self.number}".removeprefix("v")


def put(sink: Sink, data: bytes | str) -> None:
    """Put every event, task and card into the reading: titles, times, places and people as fields."""
    state = _State(sink)
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else _bytes(data)
    codec = "utf-8" if isinstance(data, str) else decode.decode(raw)[1]
    for line in content_lines(raw, codec):
        _put(line, state)
    _end(state)


def _bytes(data: bytes) -> bytes:
    text, codec, _ = decode.decode(data)
    return text.encode("utf-8") if codec.startswith("utf") else data


def content_lines(data: bytes, codec: str) -> Iterator[Line]:
    """Give the properties of a file; folded lines are joined, which older cards do with a blank of their own."""
    old = b"VERSION:2.1" in data[:400].upper().replace(b" ", b"")
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    data = data.replace(b"\n\t", b" ").replace(b"\n ", b" ") if old else data.replace(b"\n\t", b"").replace(b"\n ", b"")
    pending = b""
    for part in data.split(b"\n"):
        line = pending + part
        if len(line) < 1 << 24 and line.endswith(b"=") and b"QUOTED-PRINTABLE" in line[:200].upper():
            pending = line[:-1]
            continue
        pending = b""
        found = _line(line, codec)
        if found is not None:
            yield found


def _line(line: bytes, codec: str) -> Line | None:
    match = _LINE.match(line)
    if match is None:
        return None
    given = _PARAMETER.findall(match[2].decode("utf-8", "replace"))
    parameters = {(key if value else _implied(key)).lower(): (value or key).strip('"') for key, value in given}
    raw, charset = match[3].strip(), parameters.get("charset", "")
    way = parameters.get("encoding", "").lower()
    if way == "quoted-printable":
        raw = binascii.a2b_qp(raw)
    elif way in ("base64", "b"):
        return Line(match[1].decode("ascii").lower(), parameters, "", _base64(raw))
    known = charset or way == "quoted-printable"
    text = decode.decode(raw, charset or codec)[0] if known else raw.decode(codec, "replace")
    return Line(match[1].decode("ascii").lower(), parameters, _unescaped(text), raw)


def _implied(key: str) -> str:
    # vCard 2.1 leaves the parameter's name out: TEL;WORK, NOTE;QUOTED-PRINTABLE.
    return "encoding" if key.upper() in ("QUOTED-PRINTABLE", "BASE64", "8BIT") else f"type {key}"


def _base64(raw: bytes) -> bytes:
    try:
        return base64.b64decode(raw)
    except (binascii.Error, ValueError):
        return b""


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda mark: "\n" if mark[1] in "nN" else mark[1], text)


def _put(line: Line, state: _State) -> None:
    if line.name == "begin":
        _end(state)
        _begin(line.value.strip().lower(), state)
    elif line.name == "end":
        _end(state)
        if state.stack:
            state.stack.pop()
    elif state.stack and state.stack[0] == "vcard":
        _card(line, state)
    elif len(state.stack) > 1 and state.stack[1] in ("vevent", "vtodo", "vjournal", "vfreebusy"):
        _event(line, state)
    elif line.name in ("x-wr-calname", "name"):
        state.sink.put(line.value, "body", "calendar", "title")
    elif line.name in _TRACES:
        state.sink.field(line.name, line.value, "metadata", "calendar")


def _begin(name: str, state: _State) -> None:
    """Open a component; one that stands at the top or under the calendar ends what was left open."""
    if name in ("vcalendar", "vcard"):
        state.stack.clear()
    elif name in ("vevent", "vtodo", "vjournal"):
        del state.stack[1:]
    state.stack.append(name)
    state.number += name in ("vevent", "vtodo", "vjournal", "vcard")


def _end(state: _State) -> None:
    """Put the attendees of the event that ends, all in one field."""
    if state.attendees:
        state.sink.field("Attendees", ", ".join(state.attendees), "body", state.place)
    state.attendees = []


def _event(line: Line, state: _State) -> None:
    name, sink = line.name, state.sink
    if name == "summary":
        sink.put(line.value, "body", state.place, "heading")
    elif name in ("description", "x-alt-desc"):
        _described(line, state)
    elif name == "attendee":
        state.attendees.append(_person(line))
    elif name == "attach":
        _attached(line, state)
    elif name in _EVENT:
        value = _person(line) if name == "organizer" else line.value
        value = _when(value) if name in ("dtstart", "dtend", "due", "recurrence-id", "completed") else value
        sink.field(_EVENT[name], value, "body", state.place)
    elif name in _TRACES and name != "uid":
        sink.field(name, _when(line.value), "metadata", state.place)
    elif name.startswith("x-") and re.search(r"[A-Za-z\u4e00-\u9fff]{3}.*[\s\u4e00-\u9fff]", line.value):
        sink.field(name, line.value, "metadata", state.place)


def _described(line: Line, state: _State) -> None:
    """Put a description; the HTML twin of one only where it says something else."""
    if line.name == "description" and "<html" not in line.value[:200].lower():
        state.told.update(re.sub(r"\W", "", text) for text in line.value.split("\n"))
        lines.put(state.sink, line.value, "body", lambda n: f"{state.place} line {n}")
        return
    inner = Sink(Reading(), state.sink.limits)
    markup.put(inner, line.value, place=f"{state.place} ")
    for segment in inner.reading.segments:
        if re.sub(r"\W", "", segment.text) not in state.told:
            state.sink.put(segment.text, segment.layer, segment.where, segment.form)


def _person(line: Line) -> str:
    """Give name and address of a calendar user."""
    address = re.sub(r"^mailto:", "", line.value.strip(), flags=re.IGNORECASE)
    name = clean(line.parameters.get("cn", ""))
    return f"{name} <{address}>" if name and name != address else address


def _when(value: str) -> str:
    """Give a time in a form that people write; what is none stays as it is."""
    found = _TIME.match(value)
    if not found:
        return value
    clock = f" {found[4]}:{found[5]}" if found[4] and not found[0].endswith("T000000") else ""
    return f"{found[1]}-{found[2]}-{found[3]}{clock}"


def _attached(line: Line, state: _State) -> None:
    if line.value:
        state.sink.field("Attachment", line.value, "metadata", state.place)
    elif line.raw:
        name = line.parameters.get("filename") or line.parameters.get("x-filename") or f"attachment {state.number}"
        state.sink.reading.members.append((clean(name), line.raw))


def _card(line: Line, state: _State) -> None:
    name, sink = line.name, state.sink
    if name in ("photo", "logo", "key", "sound"):
        if len(line.raw) > _PICTURE_BYTES and not line.value:
            kind = re.sub(r"\W", "", line.parameters.get("type", "")).lower() or "bin"
            sink.reading.members.append((f"{name} {state.number}.{kind}", line.raw))
        return
    value = line.value.replace("\n", " ")
    if name in ("org", "adr"):
        parts = [part.strip() for part in value.split(";") if part.strip()]
        value = (" " if name == "org" else ", ").join(parts)
    if name == "n":
        _full_name(value, state)
    elif name in _CARD:
        state.told.add(f"{state.number} {name}")
        sink.field(_CARD[name], _when(value) if name == "bday" else re.sub(r"^(?:tel|mailto):", "", value), "body",
                   state.place)  # fmt: skip
    elif name in _TRACES:
        sink.field(name, value, "metadata", state.place)
    elif name.startswith("x-") and name != "x-abuid":
        sink.field(name[2:], value.replace(";", " "), "metadata", state.place)


def _full_name(value: str, state: _State) -> None:
    """Keep the parts of a name for a card that has no full one, and beside it where they say something else."""
    family, given, *rest = [*(part.strip() for part in value.split(";")), "", "", ""][:5]
    han = lines.HAN.search(family + given)
    whole = f"{family}{given}" if han else " ".join(part for part in (*rest[1:2], given, *rest[:1], family) if part)
    state.sink.field("Contact" if f"{state.number} fn" not in state.told else "Name", whole, "body", state.place)
