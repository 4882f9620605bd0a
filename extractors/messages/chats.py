"""Messages of a chat as segments: who said it, when, what, and which files went with it.

A sender stands in a `From:` field before the first of the messages that follow one another, as in a mail, so that the
recognizers know a person and the facets a speaker; a day stands in a `Date:` field where it begins. The place of a
message is its number in the file and its time.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from extractors.model import Layer
from extractors.plain import lines
from extractors.sink import Sink, clean

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
# Tools for Chinese programs count seconds; their users live by one time.
CHINA = dt.timezone(dt.timedelta(hours=8))
_NOBODY = frozenset({"", "system", "系统消息", "系统", "系统提示", "null", "undefined"})


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    Attributes:
        sender: As the export names who wrote it; "" for the system.
        when: Day and time as far as the export says, the day in ISO form where it is certain.
        text: What it says; line ends are kept.
        files: Names and links of what was shared with it.
        note: "edited", "deleted", "forwarded from ..." and the like.
        layer: "body", or "tracked_deletion" for what was taken back and is in the export all the same.
    """

    sender: str
    when: str
    text: str
    files: tuple[str, ...] = ()
    note: str = ""
    layer: Layer = "body"


@dataclass(slots=True)
class Chat:
    """Puts the messages of one chat into a reading, in their order."""

    sink: Sink
    place: str = ""
    number: int = 0
    sender: str = ""
    day: str = ""
    told: set[str] = field(default_factory=set)

    def put(self, message: Message) -> None:
        """Put one message: its day and sender where they change, its text, its files."""
        self.number += 1
        place = f"{self.place}message {self.number}"
        self._day(message.when, place)
        place = ", ".join(part for part in (place, message.when, message.note) if part)
        sender = clean(message.sender)
        if sender != self.sender and sender.lower() not in _NOBODY:
            self.sink.field("From", sender, "body", place)
        self.sender = sender
        if "\n" in message.text.strip():
            lines.put(self.sink, message.text, message.layer, lambda _: place)
        elif clean(message.text):
            self.sink.put(message.text, message.layer, place, lines.form(clean(message.text), alone=False))
        for each in message.files:
            if clean(each) and clean(each) not in message.text:
                self.sink.field("File", each, "body", place)

    def _day(self, when: str, place: str) -> None:
        found = _DAY.match(when)
        day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""
        if day and day != self.day:
            self.day = day
            self.sink.field("Date", day, "body", place)
            if day > self.sink.reading.modified and "1990" < day < "2100":
                self.sink.reading.modified = day


def iso(text: str) -> str:
    """Give a time in ISO form where its order of day and month is plain, else as it stands."""
    found = _DAY.match(text.strip())
    if not found:
        return clean(text)
    rest = clean(text.strip()[found.end() :].lstrip("日T ,"))
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02} {rest}".strip()
