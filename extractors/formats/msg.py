"""Outlook items (MSG, OFT): people and dates, the body in each of its forms, attachments, and what it is about."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast

from extractors.formats import rtf
from extractors.model import Format, Layer, Limits, Reading, Segment, Unreadable
from extractors.officebase import objects, propertyset
from extractors.officebase.compound import Compound
from extractors.pages import markup
from extractors.plain import decode, lines
from extractors.sink import Sink, clean
from extractors.word import richtext, wordbinary

# Properties by number, [MS-OXPROPS].
_SUBJECT, _BODY, _HTML, _RTF, _CLASS, _HEADERS = 0x0037, 0x1000, 0x1013, 0x1009, 0x001A, 0x007D
_MESSAGE_PAGE, _INTERNET_PAGE, _LOCALE = 0x3FFD, 0x3FDE, 0x3FF1
_SENT, _DELIVERED, _SENSITIVITY = 0x0039, 0x0E06, 0x0036
_KINDS = {1: "To", 2: "Cc", 3: "Bcc"}
_SENSITIVE = {"1": "personal", "2": "private", "3": "company confidential"}
_FIELDS = {
    0x0044: "Received for", 0x0E02: "Bcc", 0x0050: "Reply-To", 0x3FFA: "last modified by", 0x3FF8: "created by",
    0x0070: "conversation",
}  # fmt: skip
_CARD = {
    0x3A45: "prefix", 0x3A06: "given name", 0x3A11: "surname", 0x3A4F: "nickname", 0x3A16: "company", 0x3A17: "title",
    0x3A18: "department", 0x3A19: "office", 0x3A46: "profession", 0x3A4E: "manager", 0x3A30: "assistant",
    0x3A48: "spouse", 0x3A08: "business phone", 0x3A1B: "business phone 2", 0x3A09: "home phone",
    0x3A2F: "home phone 2", 0x3A1C: "mobile", 0x3A1A: "primary phone", 0x3A1F: "other phone", 0x3A02: "callback",
    0x3A1D: "radio", 0x3A1E: "car phone", 0x3A2E: "assistant phone", 0x3A57: "company phone", 0x3A21: "pager",
    0x3A23: "primary fax", 0x3A24: "business fax", 0x3A25: "home fax", 0x3A2C: "telex", 0x3A15: "postal address",
    0x3A29: "street", 0x3A27: "city", 0x3A28: "state", 0x3A2A: "postal code", 0x3A26: "country",
    0x3A5D: "home street", 0x3A59: "home city", 0x3A5C: "home state", 0x3A5B: "home postal code",
    0x3A5A: "home country", 0x3A63: "other street", 0x3A5F: "other city", 0x3A62: "other state",
    0x3A61: "other postal code", 0x3A60: "other country", 0x3A50: "home page", 0x3A51: "business page",
    0x3A58: "children", 0x3A42: "birthday", 0x3A41: "anniversary", 0x3A40: "account", 0x3A07: "government id",
    0x3A10: "organisational id", 0x3A0D: "location", 0x3001: "name", 0x3A4D: "gender",
}  # fmt: skip
# Named properties: set and number or name, [MS-OXPROPS]; the sets' identifiers by their first four bytes.
_APPOINTMENT, _TASK, _ADDRESS, _COMMON, _MEETING = 0x62002, 0x62003, 0x62004, 0x62008, 0x6ED8DA90
_NAMED = {
    (_APPOINTMENT, 0x8208): "location", (_APPOINTMENT, 0x820D): "start", (_APPOINTMENT, 0x820E): "end",
    (_APPOINTMENT, 0x8238): "attendees", (_APPOINTMENT, 0x823B): "required attendees",
    (_APPOINTMENT, 0x823C): "optional attendees", (_APPOINTMENT, 0x8232): "recurrence",
    (_APPOINTMENT, 0x8240): "meeting server", (_APPOINTMENT, 0x8209): "meeting link", (_MEETING, 0x0002): "where",
    (_TASK, 0x8104): "task start", (_TASK, 0x8105): "task due", (_TASK, 0x810F): "task completed",
    (_TASK, 0x811F): "task owner", (_TASK, 0x8121): "task assigned by", (_TASK, 0x8122): "task last user",
    (_ADDRESS, 0x8005): "file as", (_ADDRESS, 0x801A): "home address", (_ADDRESS, 0x801B): "work address",
    (_ADDRESS, 0x801C): "other address", (_ADDRESS, 0x802B): "web page", (_ADDRESS, 0x8045): "work street",
    (_ADDRESS, 0x8046): "work city", (_ADDRESS, 0x8047): "work state", (_ADDRESS, 0x8048): "work postal code",
    (_ADDRESS, 0x8049): "work country", (_ADDRESS, 0x8062): "instant message address",
    (_ADDRESS, 0x8080): "e-mail 1", (_ADDRESS, 0x8083): "e-mail 1 address", (_ADDRESS, 0x8084): "e-mail 1 shown as",
    (_ADDRESS, 0x8093): "e-mail 2 address", (_ADDRESS, 0x8094): "e-mail 2 shown as",
    (_ADDRESS, 0x80A3): "e-mail 3 address", (_ADDRESS, 0x80A4): "e-mail 3 shown as",
    (_ADDRESS, 0x802C): "yomi given name", (_ADDRESS, 0x802D): "yomi surname", (_ADDRESS, 0x802E): "yomi company",
    (_COMMON, 0x8530): "flag", (_COMMON, 0x8539): "companies", (_COMMON, 0x853A): "contacts",
    (_COMMON, 0x8535): "billing", (_COMMON, 0x8534): "mileage", (_COMMON, 0x8580): "verb response",
}  # fmt: skip
_NAMED_WORDS = {"keywords": "categories"}
_TRACES = re.compile(
    r"(Received|X-Originating-IP|Return-Path|Message-ID|X-Mailer|User-Agent|Reply-To|Organization|Sender"
    r"|X-Sender|X-Forwarded-To|Authentication-Results|List-Id)[ \t]*:",
    re.IGNORECASE,
)
_DEPTH = 4
_MOST = 10_000  # chosen: recipients or attachments of one mail; lists of thousands exist


@dataclass(slots=True)
class _Item:
    """One item of the file: the storage it lies in, its fixed-size properties and its code pages."""

    compound: Compound
    path: tuple[str, ...]
    fixed: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    page: int = 0
    names_of: dict[int, str] = field(default_factory=dict)

    def text(self, number: int) -> str:
        """Give a property as text: a string, several strings, a number, a date; "" where there is none."""
        wide = self.compound.stream(*self.path, f"__substg1.0_{number:04X}001F")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.compound.stream(*self.path, f"__substg1.0_{number:04X}001E")
        if narrow:
            return propertyset.text(narrow, self.page)
        return self._several(number) or self._fixed(number)

    def binary(self, number: int) -> bytes:
        return self.compound.stream(*self.path, f"__substg1.0_{number:04X}0102")

    def number(self, number: int) -> int:
        kind, raw = self.fixed.get(number, (0, b""))
        return struct.unpack_from("<I", raw)[0] if kind == 3 else 0

    def _several(self, number: int) -> str:
        found, prefix = list[str](), f"__substg1.0_{number:04X}101"
        for name in sorted(name for name in self.names if name.startswith(prefix) and "-" in name):
            raw = self.compound.stream(*self.path, name)
            wide = name.startswith(prefix + "F")
            found.append(raw.decode("utf-16-le", "replace") if wide else propertyset.text(raw, self.page))
        return "; ".join(text.rstrip("\0") for text in found)

    def _fixed(self, number: int) -> str:
        kind, raw = self.fixed.get(number, (0, b""))
        if kind == 0x40:
            return propertyset.moment(struct.unpack_from("<Q", raw)[0])
        return str(struct.unpack_from("<i", raw)[0]) if kind == 3 else ""


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the mail, appointment, task or contact, the mails inside it, and keep the other attachments as members."""
    compound, sink = Compound(data), Sink(reading, limits)
    try:
        _item(compound, (), sink, 0, _named(compound))
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise Unreadable("corrupt", f"properties: {type(error).__name__}") from error


def _opened(compound: Compound, path: tuple[str, ...], header: int, page: int, names_of: dict[int, str]) -> _Item:
    item = _Item(compound, path, names=frozenset(compound.names(*path)), names_of=names_of)
    raw = compound.stream(*path, "__properties_version1.0")
    for at in range(header, len(raw) - 15, 16):
        kind, number = struct.unpack_from("<HH", raw, at)
        item.fixed.setdefault(number, (kind, raw[at + 8 : at + 16]))
    locale = item.number(_LOCALE)
    item.page = item.number(_MESSAGE_PAGE) or (wordbinary.page_of_language(locale) if locale else 0) or page
    if item.page in (1200, 65001) or not item.page:
        item.page = page or item.number(_INTERNET_PAGE)
    return item


def _item(compound: Compound, path: tuple[str, ...], sink: Sink, depth: int, names_of: dict[int, str]) -> None:
    item = _opened(compound, path, 24 if path else 32, 0, names_of)
    layer: Layer = "attachment" if depth else "body"
    sink.put(item.text(_SUBJECT), layer, "subject", "heading" if depth else "title")
    _people(item, layer, sink, depth)
    _about(item, layer, sink)
    _body(item, layer, sink)
    _traces(item.text(_HEADERS), sink)
    names = [name for name in sorted(item.names) if name.lower().startswith("__attach")]
    for number, name in enumerate(names[:_MOST], 1):
        try:
            _attachment(item, name, number, sink, depth)
        except Unreadable as error:
            if error.problem.kind == "truncated":
                raise
            sink.problem("corrupt", f"attachment {number}", error)


def _people(item: _Item, layer: Layer, sink: Sink, depth: int) -> None:
    sender = _person(item, 0x0C1A, (0x5D01, 0x0C1F))
    behalf = _person(item, 0x0042, (0x5D02, 0x0065))
    sink.field("From", sender or behalf, layer, "From")
    if behalf and sender and behalf != sender:
        sink.field("On behalf of", behalf, layer, "From")
    told = _recipients(item, layer, sink)
    for number, word in ((0x0E04, "To"), (0x0E03, "Cc")):
        if word not in told:
            sink.field(word, item.text(number), layer, word)
    date = item.text(_SENT) or item.text(_DELIVERED)
    sink.field("Date", date, layer, "Date")
    for number, word in _FIELDS.items():
        if word not in told and not (word == "conversation" and item.text(number) in item.text(_SUBJECT)):
            sink.field(word, item.text(number), "metadata", "properties")
    if not depth:
        sink.reading.author = clean(sender or behalf)
        sink.reading.modified = date


def _person(item: _Item, name: int, addresses: tuple[int, ...]) -> str:
    shown = clean(item.text(name))
    known = [clean(item.text(number)) for number in addresses]
    address = next((one for one in known if "@" in one), next((one for one in known if one), ""))
    return f"{shown} <{address}>" if shown and address and address != shown else shown or address


def _recipients(item: _Item, layer: Layer, sink: Sink) -> set[str]:
    """Put each recipient with name and address; gives the kinds that there are."""
    told = set[str]()
    for name in [name for name in sorted(item.names) if name.lower().startswith("__recip")][:_MOST]:
        one = _opened(item.compound, (*item.path, name), 8, item.page, {})
        who = _person(one, 0x3001, (0x39FE, 0x3003)) or _person(one, 0x5FF6, (0x39FE, 0x3003))
        word = _KINDS.get(one.number(0x0C15) & 0xF, "To")
        if who:
            told.add(word)
            sink.field(word, who, layer, word)
    return told


def _about(item: _Item, layer: Layer, sink: Sink) -> None:
    """Put what appointments, tasks and contacts say beside their body."""
    for number, word in sorted(item.names_of.items()):
        sink.field(word, item.text(number), layer, "properties")
    sink.field("sensitivity", _SENSITIVE.get(item.text(_SENSITIVITY), ""), layer, "properties")
    if "contact" in item.text(_CLASS).lower() or "distlist" in item.text(_CLASS).lower():
        for number, word in _CARD.items():
            sink.field(word, item.text(number), layer, "contact")


def _body(item: _Item, layer: Layer, sink: Sink) -> None:
    """Put the plain body, and of its richer twins what it lacks; without one, the first twin that says something."""
    said = ""
    for twin in _forms(item, layer, sink):
        for segment in twin.reading.segments:
            bare = re.sub(r"\W", "", segment.text)
            if not said or bare not in said:
                sink.keep(segment)
        sink.reading.members += twin.reading.members
        sink.reading.problems += twin.reading.problems
        said += "".join(re.sub(r"\W", "", segment.text) for segment in twin.reading.segments)
        sink.table = twin.table


def _forms(item: _Item, layer: Layer, sink: Sink) -> Iterator[Sink]:
    twin = Sink(Reading(), sink.limits, table=sink.table)
    lines.put(twin, item.text(_BODY), layer)
    yield twin
    page = _page(item)
    twin = Sink(Reading(), sink.limits, table=sink.table)
    markup.put(twin, page, layer)
    if page.strip():
        yield twin
    if item.binary(_RTF):
        yield _rich(item, layer, sink, bool(page.strip()))


def _page(item: _Item) -> str:
    raw = item.binary(_HTML)
    if not raw:
        return item.text(_HTML)
    codec = propertyset.codec(item.number(_INTERNET_PAGE)) if item.number(_INTERNET_PAGE) else ""
    text, found, sure = decode.decode(raw)
    if sure >= 1.0 or not codec or codec == found:
        return text
    try:
        return raw.decode(codec)
    except UnicodeError:
        return text


def _rich(item: _Item, layer: Layer, sink: Sink, has_page: bool) -> Sink:
    twin = Sink(Reading(), sink.limits, table=sink.table)
    try:
        raw = richtext.decompressed(item.binary(_RTF), sink.limits.member_bytes)
        page = richtext.html(raw)
        if page and not has_page:
            markup.put(twin, page, layer)
        elif not page and b"\\fromtext" not in raw[:2048]:
            inner = Reading()
            rtf.read(raw, inner, sink.limits)
            for segment in inner.segments:
                shown: Layer = layer if segment.layer == "body" or layer == "attachment" else segment.layer
                twin.keep(_moved(segment, shown, sink.table))
            twin.table = sink.table + max((segment.table for segment in inner.segments), default=0)
            twin.reading.members += inner.members
    except Unreadable as error:
        if error.problem.kind == "truncated":
            raise
        twin.problem("corrupt", "rich text body", error)
    return twin


def _moved(segment: Segment, layer: Layer, tables: int) -> Segment:
    return replace(segment, layer=layer, table=segment.table + tables if segment.table else 0)


def _traces(text: str, sink: Sink) -> None:
    """Put the headers that name machines, addresses and programs on the mail's way."""
    for line in re.sub(r"\r?\n[ \t]+", " ", text).splitlines():
        match = _TRACES.match(line)
        if match:
            sink.field(match[1], line[match.end() :], "metadata", "headers")


def _attachment(item: _Item, name: str, number: int, sink: Sink, depth: int) -> None:
    one = _opened(item.compound, (*item.path, name), 8, item.page, {})
    title = clean(one.text(0x3707) or one.text(0x3704) or one.text(0x3001)) or f"attachment {number}"
    for place in (0x370D, 0x3708):
        sink.field("attached from", one.text(place), "metadata", f"attachment {number}")
    content = one.binary(0x3701)
    inner = (*one.path, "__substg1.0_3701000D")
    inside = item.compound.names(*inner)
    if content:
        sink.reading.members.append((title, content))
    elif "__properties_version1.0" in inside:
        if depth >= _DEPTH:
            sink.problem("bomb", f"attachment {number}", note="mails nested too deep")
        else:
            _item(item.compound, inner, sink, depth + 1, item.names_of)
    elif inside:
        objects.put(item.compound, inner, title, sink, f"attachment {number}")
    elif one.number(0x3705) == 1:
        sink.problem("empty", f"attachment {number}", note="holds no bytes")


def _named(compound: Compound) -> dict[int, str]:
    """Give the numbers that this file gave to the named properties which are told, with their words."""
    storage = "__nameid_version1.0"
    sets = compound.stream(storage, "__substg1.0_00020102")
    entries = compound.stream(storage, "__substg1.0_00030102")
    strings = compound.stream(storage, "__substg1.0_00040102")
    found = dict[int, str]()
    for index in range(min(len(entries) // 8, 0x7FFF)):
        name, kind = struct.unpack_from("<IH", entries, 8 * index)
        word = _NAMED_WORDS.get(_name(strings, name)) if kind & 1 else _NAMED.get((_set(sets, kind >> 1), name))
        if word:
            found[0x8000 + index] = word
    return found


def _name(strings: bytes, at: int) -> str:
    size = int.from_bytes(strings[at : at + 4], "little")
    return strings[at + 4 : at + 4 + size].decode("utf-16-le", "replace").lower()


def _set(sets: bytes, index: int) -> int:
    at = 16 * (index - 3)  # 1 and 2 are fixed sets
    return int.from_bytes(sets[at : at + 4], "little") if index >= 3 else 0


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "header_footer", "footnote", "comment", "tracked_deletion", "tracked_insertion", "hidden_text",
     "annotation",
     "form_field", "attachment", "metadata", "embedded_object"),
)  # fmt: skip
FORMAT = Format(kinds=("msg",), layers=_LAYERS, read=read, version=3)
