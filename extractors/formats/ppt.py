"""PowerPoint 97-2003 presentations (PPT, DPS of WPS Office): the records that the last save points at, in order."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from extractors.model import Form, Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import artpictures, objects, officeart, propertyset
from extractors.officebase.compound import MAGIC, Compound
from extractors.officebase.officeart import Record
from extractors.plain import lines
from extractors.sink import Sink, clean

# Kinds of records, [MS-PPT] 2.13.24.
_DOCUMENT, _SLIDE, _NOTES, _MASTER, _HANDOUT = 1000, 1006, 1008, 1016, 4041
_SLIDE_LIST, _PERSIST, _TEXT_HEADER, _CHARS, _BYTES, _OUTLINE_REF = 4080, 1011, 3999, 4000, 4008, 3998
_STRING, _PLACEHOLDER, _SHOW, _MARGINS, _DRAWING = 4026, 3011, 1017, 4057, 1036
_COMMENT, _TAG_BLOB, _OBJECTS, _OLE, _LINK, _STORAGE = 12000, 5003, 1033, 4044, 4055, 4113
_USER_EDIT, _CURRENT_USER, _PERSIST_TABLE, _NAMED_SHOW, _OLE_ATOM, _CRYPT = 4085, 4086, 6002, 1041, 4035, 12052
_ENCRYPTED_TOKEN = 0xF3D1C4DF
_DULL_PLACEHOLDERS = frozenset({5, 7, 8, 11})  # pictures of slides, dates, numbers
_MARGIN_PLACEHOLDERS = frozenset({9, 10})
_PROMPTS = frozenset({1, 2, 3, 4, 6, 12, 13, 14, 15, 16, 17, 18})  # on a master: "Click to edit ..."
_TITLES, _LISTS = frozenset({0, 6}), frozenset({1, 5, 7, 8})
_EDITS = 10_000  # chosen: more than a presentation that is saved fast every minute of a week
_HIDDEN_SHAPE = 0x0002
_USES_HIDDEN = 0x00020000
_TABLE_SHAPE = 0x039F
_MOST_BYTES = 200 << 20


@dataclass(slots=True)
class _Shape:
    """A shape: its texts with their kind, where it lies, what stands in its place on the master."""

    texts: list[tuple[int, str]] = field(default_factory=list)
    placeholder: int = 0
    anchor: tuple[int, int, int, int] | None = None
    is_hidden: bool = False
    is_table: bool = False
    words: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Deck:
    """The open presentation."""

    data: bytes
    sink: Sink
    places: dict[int, int] = field(default_factory=dict)
    size: tuple[int, int] = (0, 0)
    said: set[str] = field(default_factory=set)
    read: set[int] = field(default_factory=set)
    numbers: dict[int, int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def record(self, at: int) -> Record | None:
        return next(officeart.records(self.data, at, len(self.data)), None) if 0 <= at < len(self.data) else None

    def live(self, persist: int) -> Record | None:
        at = self.places.get(persist, -1)
        if at in self.read:
            return None  # a slide that is listed twice is read once
        self.read.add(at)
        return self.record(at)

    def text(self, record: Record) -> str:
        raw = self.data[record.start : record.end]
        if record.kind == _BYTES:
            return raw.decode("latin-1")
        return raw.decode("utf-16-le", "replace").rstrip("\0")

    def put(self, text: str, layer: Layer, where: str, form: Form = "paragraph") -> None:
        for line in re.split("[\r\n\x0b]", text):
            cleaned = clean(line)
            if cleaned and cleaned != "*":
                self.said.add(cleaned)
                self.sink.put(line, layer, where, form if form != "paragraph" else lines.form(cleaned, False))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where shapes stand: layer and words for the place; on a master, prompts are dropped."""

    layer: Layer
    where: str
    is_master: bool = False


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read slides in their order with notes, comments and headers, then masters, earlier saves, objects, properties.

    White text is not told apart: what lies behind it is not known without drawing the slide.
    """
    if not data.startswith(MAGIC):
        raise Unreadable("unsupported", "PowerPoint 4 or older: save it as PPTX to have it read")
    compound, sink = Compound(data), Sink(reading, limits)
    try:
        _presentation(compound, sink)
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise Unreadable("corrupt", f"records: {type(error).__name__}") from error
    finally:
        propertyset.put(compound, sink)


def _presentation(compound: Compound, sink: Sink) -> None:
    stream = compound.stream("PowerPoint Document") or compound.stream("PP97_DUALSTORAGE", "PowerPoint Document")
    if not stream:
        raise Unreadable("corrupt", "the stream of slides cannot be found")
    current = compound.stream("Current User") or compound.stream("PP97_DUALSTORAGE", "Current User")
    deck = _Deck(stream, sink)
    if len(current) >= 16 and struct.unpack_from("<I", current, 12)[0] == _ENCRYPTED_TOKEN:
        raise Unreadable("encrypted", "needs a password")
    document = _directory(deck, current)
    if document is None:
        sink.problem("corrupt", "directory", note="it points at no presentation; all records are read in their order")
        _scan(deck, 0, len(stream), "body", "slides")
    else:
        _document(deck, document)
        _earlier(deck)
    _storages(deck)
    pictures = compound.stream("Pictures") or compound.stream("PP97_DUALSTORAGE", "Pictures")
    artpictures.put((pictures,), sink)
    said = any(segment.layer != "metadata" for segment in sink.reading.segments)
    if pictures and not said and not sink.reading.members:
        sink.problem("needs_ocr", "pictures", note="the slides show pictures only")


def _directory(deck: _Deck, current: bytes) -> Record | None:
    """Follow the last save and those before it; gives the document that the last one points at."""
    at = struct.unpack_from("<I", current, 16)[0] if len(current) >= 20 else -1
    edit = deck.record(at)
    if edit is None or edit.kind != _USER_EDIT:
        edits = [record for record in officeart.records(deck.data, 0, len(deck.data)) if record.kind == _USER_EDIT]
        edit = edits[-1] if edits else None
    document, seen, tables = 0, set[int](), set[int]()
    while edit is not None and edit.kind == _USER_EDIT and edit.start not in seen and len(seen) < _EDITS:
        seen.add(edit.start)
        before, table, found = struct.unpack_from("<3I", deck.data, edit.start + 8)
        if edit.end - edit.start >= 32 and _is_locked(deck, edit):
            raise Unreadable("encrypted", "needs a password")
        document = document or found
        if table not in tables:
            _persisted(deck, table)
        tables.add(table)
        edit = deck.record(before) if before else None
    record = deck.live(document)
    return record if record is not None and record.kind == _DOCUMENT else None


def _is_locked(deck: _Deck, edit: Record) -> bool:
    session = struct.unpack_from("<I", deck.data, edit.start + 28)[0]
    record = deck.record(deck.places.get(session, -1))
    return record is not None and record.kind == _CRYPT


def _persisted(deck: _Deck, at: int) -> None:
    table = deck.record(at)
    if table is None or table.kind != _PERSIST_TABLE:
        return
    at = table.start
    while at + 4 <= table.end:
        head = struct.unpack_from("<I", deck.data, at)[0]
        first, count = head & 0xFFFFF, head >> 20
        count = min(count, (table.end - at - 4) // 4)
        for index, place in enumerate(struct.unpack_from(f"<{count}I", deck.data, at + 4)):
            deck.places.setdefault(first + index, place)
        at += 4 + 4 * count if count else table.end


@dataclass(slots=True)
class _Listed:
    """One entry of a list of slides: the place of its record, its number, its outline text."""

    persist: int
    slide: int
    texts: list[tuple[int, str]] = field(default_factory=list)


def _document(deck: _Deck, document: Record) -> None:
    lists: dict[int, list[_Listed]] = {}
    for record in officeart.records(deck.data, document.start, document.end):
        if record.kind == 1001 and record.end - record.start >= 32:
            deck.size = struct.unpack_from("<2i", deck.data, record.start)
            masters = struct.unpack_from("<2I", deck.data, record.start + 24)
            lists.setdefault(1, []).extend(_Listed(persist, 0) for persist in masters if persist)
        elif record.kind == _SLIDE_LIST:
            lists.setdefault(record.instance, []).extend(_listed(deck, record))
        elif record.kind == _MARGINS:
            _margins(deck, record, "all notes" if record.instance == 4 else "all slides")
        elif record.kind == _OBJECTS:
            _linked(deck, record)
        elif record.is_container:
            _names(deck, record)
    for number, listed in enumerate(lists.get(0, ()), 1):
        deck.numbers[listed.slide] = number
        _part(deck, listed, f"slide {number}")
    for listed in lists.get(2, ()):
        _part(deck, listed, "notes")
    for listed in lists.get(1, ()):
        _part(deck, listed, "master")


def _listed(deck: _Deck, record: Record) -> Iterator[_Listed]:
    entry, kind = None, 4
    for atom in officeart.records(deck.data, record.start, record.end):
        if atom.kind == _PERSIST and atom.end - atom.start >= 16:
            if entry is not None:
                yield entry
            persist, _, _, slide = struct.unpack_from("<4I", deck.data, atom.start)
            entry = _Listed(persist, slide)
        elif atom.kind == _TEXT_HEADER and atom.end - atom.start >= 4:
            kind = struct.unpack_from("<I", deck.data, atom.start)[0]
            if entry is not None:
                entry.texts.append((kind, ""))
        elif atom.kind in (_CHARS, _BYTES) and entry is not None:
            entry.texts[-1:] = [(kind, deck.text(atom))]
    if entry is not None:
        yield entry


def _part(deck: _Deck, listed: _Listed, where: str) -> None:
    """Read one slide, notes page or master; one that is damaged is a problem, its outline text stays."""
    record = deck.live(listed.persist)
    if record is None or record.kind not in (_SLIDE, _NOTES, _MASTER, _HANDOUT):
        if listed.persist:
            deck.sink.problem("corrupt", where, note="not found where the directory says")
        for kind, text in listed.texts:
            deck.put(text, "body", where, _form(kind, 0))
        return
    _sheet(deck, record, listed, _placed(deck, record, where))


def _placed(deck: _Deck, record: Record, where: str) -> _Place:
    if record.kind == _NOTES:
        atom = next((r for r in officeart.records(deck.data, record.start, record.end) if r.kind == 1009), None)
        slide = struct.unpack_from("<I", deck.data, atom.start)[0] if atom and atom.end - atom.start >= 4 else 0
        number = deck.numbers.get(slide, 0)
        # The master of the notes pages is such a page that belongs to no slide.
        return _Place("speaker_notes", f"slide {number} notes" if number else "notes", where == "master")
    if where == "master":
        return _Place("header_footer", "master", True)
    for atom in officeart.records(deck.data, record.start, record.end):
        if atom.kind == _SHOW and atom.end - atom.start >= 12:
            hidden = struct.unpack_from("<H", deck.data, atom.start + 10)[0] & 4
            return _Place("hidden_slide" if hidden else "body", where)
    return _Place("body", where)


def _sheet(deck: _Deck, record: Record, listed: _Listed, place: _Place) -> None:
    deck.used = set()
    for child in officeart.records(deck.data, record.start, record.end):
        if child.kind == _DRAWING:
            _drawing(deck, child, listed, place)
        elif child.kind == _MARGINS:
            _margins(deck, child, place.where)
        elif child.is_container:
            _comments(deck, child, place.where)
    for index, (kind, text) in enumerate(listed.texts):
        if index not in deck.used:
            deck.put(text, place.layer, place.where, _form(kind, 0))


def _drawing(deck: _Deck, drawing: Record, listed: _Listed, place: _Place) -> None:
    for page in officeart.records(deck.data, drawing.start, drawing.end):
        for child in officeart.records(deck.data, page.start, page.end) if page.is_container else ():
            if child.kind == 0xF003:
                _group(deck, child, listed, place)
            elif child.kind == 0xF004:
                _put_shape(deck, _shape(deck, child, listed), place)


def _group(deck: _Deck, group: Record, listed: _Listed, place: _Place, depth: int = 0) -> None:
    cells = list[_Shape]()
    is_table = False
    for child in officeart.records(deck.data, group.start, group.end):
        if child.kind == 0xF003 and depth < officeart.DEPTH:
            _group(deck, child, listed, place, depth + 1)
        elif child.kind == 0xF004:
            shape = _shape(deck, child, listed)
            is_table = is_table or shape.is_table
            if is_table and shape.anchor and shape.texts:
                cells.append(shape)
            else:
                _put_shape(deck, shape, place)
    _table(deck, cells, place)


def _shape(deck: _Deck, record: Record, listed: _Listed) -> _Shape:
    shape, kind = _Shape(), 4
    for atom in officeart.tree(deck.data, record.start, record.end):
        size = atom.end - atom.start
        if atom.kind in (0xF010, 0xF00F):
            shape.anchor = _anchor(deck.data, atom)
        elif atom.kind == _PLACEHOLDER and size >= 5:
            shape.placeholder = deck.data[atom.start + 4]
        elif atom.kind == _TEXT_HEADER and size >= 4:
            kind = struct.unpack_from("<I", deck.data, atom.start)[0]
        elif atom.kind in (_CHARS, _BYTES):
            shape.texts.append((kind, deck.text(atom)))
        elif atom.kind == _OUTLINE_REF and size >= 4:
            index = struct.unpack_from("<I", deck.data, atom.start)[0]
            if index < len(listed.texts):
                deck.used.add(index)
                shape.texts.append(listed.texts[index])
        elif atom.kind in (0xF00B, 0xF121, 0xF122):
            _options(deck, atom, shape)
    return shape


def _options(deck: _Deck, atom: Record, shape: _Shape) -> None:
    for name, value, _ in officeart.options(deck.data, atom):
        if name == officeart.SHAPE_FLAGS:
            shape.is_hidden = bool(value & _USES_HIDDEN and value & _HIDDEN_SHAPE)
        elif name == _TABLE_SHAPE:
            shape.is_table = bool(value & 1)
    shape.words += officeart.texts(deck.data, atom)


def _anchor(data: bytes, atom: Record) -> tuple[int, int, int, int] | None:
    """Give left, top, right, bottom."""
    size = atom.end - atom.start
    if atom.kind == 0xF00F and size >= 16:
        return cast(tuple[int, int, int, int], struct.unpack_from("<4i", data, atom.start))
    if size in (8, 16):
        top, left, right, bottom = struct.unpack_from("<4h" if size == 8 else "<4i", data, atom.start)
        return left, top, right, bottom
    return None


def _put_shape(deck: _Deck, shape: _Shape, place: _Place) -> None:
    layer = place.layer
    if shape.placeholder in _DULL_PLACEHOLDERS or (place.is_master and shape.placeholder in _PROMPTS):
        return
    if shape.placeholder in _MARGIN_PLACEHOLDERS or place.is_master:
        layer = "header_footer"
    elif layer == "body" and (shape.is_hidden or _is_outside(deck, shape)):
        layer = "hidden_text"
    for kind, text in shape.texts:
        deck.put(text, layer, place.where, _form(kind, shape.placeholder) if layer != "header_footer" else "paragraph")
    for what, text in shape.words:
        deck.put(text, layer if what == "WordArt" else "annotation", f"{place.where} {what}")


def _is_outside(deck: _Deck, shape: _Shape) -> bool:
    width, height = deck.size
    if not shape.anchor or width <= 0 or height <= 0:
        return False
    left, top, right, bottom = shape.anchor
    return right <= 0 or bottom <= 0 or left >= width or top >= height


def _form(kind: int, placeholder: int) -> Form:
    if kind in _TITLES or placeholder in (13, 15):
        return "heading"
    return "bullet" if kind in _LISTS else "paragraph"


def _table(deck: _Deck, cells: list[_Shape], place: _Place) -> None:
    """Put a table's cells as rows: those at one height are one row, from left to right."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in cells:
        left, top, _, _ = cell.anchor or (0, 0, 0, 0)
        rows.setdefault(top, []).append((left, " ".join(text for _, text in cell.texts)))
    number = deck.sink.next_table() if rows else 0
    layer: Layer = "table" if place.layer == "body" else place.layer
    for _, row in sorted(rows.items()):
        texts = [text for _, text in sorted(row, key=lambda cell: cell[0])]
        deck.said.update(clean(text) for text in texts)
        deck.sink.row(texts, layer, place.where, number)


def _margins(deck: _Deck, record: Record, where: str) -> None:
    for atom in officeart.records(deck.data, record.start, record.end):
        if atom.kind == _STRING:
            deck.put(deck.text(atom), "header_footer", where)


def _comments(deck: _Deck, record: Record, where: str, depth: int = 0) -> None:
    """Read the comments within a slide's tags, whose content is records again."""
    for child in officeart.records(deck.data, record.start, record.end):
        if child.kind == _COMMENT:
            for atom in officeart.records(deck.data, child.start, child.end):
                if atom.kind == _STRING and atom.instance == 0:
                    deck.sink.field("comment author", deck.text(atom), "metadata", f"{where} comment")
                elif atom.kind == _STRING and atom.instance == 1:
                    deck.put(deck.text(atom), "comment", f"{where} comment")
        elif (child.is_container or child.kind == _TAG_BLOB) and depth < officeart.DEPTH:
            _comments(deck, child, where, depth + 1)


def _linked(deck: _Deck, record: Record) -> None:
    """Put addresses and linked files into the metadata."""
    for child in officeart.records(deck.data, record.start, record.end):
        if not child.is_container or child.kind == _OLE:
            continue
        for atom in officeart.records(deck.data, child.start, child.end):
            if atom.kind == _STRING:
                word = "link" if child.kind == _LINK else "linked file"
                deck.sink.field(word, deck.text(atom), "metadata", "links")


def _names(deck: _Deck, record: Record) -> None:
    for atom in officeart.tree(deck.data, record.start, record.end):
        if atom.kind == _NAMED_SHOW:
            for child in officeart.records(deck.data, atom.start, atom.end):
                if child.kind == _STRING:
                    deck.sink.field("custom show", deck.text(child), "metadata", "shows")


def _earlier(deck: _Deck) -> None:
    """Put what slides of earlier saves say and no live one says: fast saves leave them in the file."""
    for record in officeart.records(deck.data, 0, len(deck.data)):
        if record.kind in (_SLIDE, _NOTES, _DOCUMENT) and record.start - 8 not in deck.read:
            _scan(deck, record.start, record.end, "hidden_text", "earlier save")


def _scan(deck: _Deck, start: int, end: int, layer: Layer, where: str) -> None:
    kind = 4
    for record in officeart.tree(deck.data, start, end):
        if record.kind == _TEXT_HEADER and record.end - record.start >= 4:
            kind = struct.unpack_from("<I", deck.data, record.start)[0]
        elif record.kind in (_CHARS, _BYTES):
            for line in re.split("[\r\n\x0b]", deck.text(record)):
                if clean(line) not in deck.said:
                    deck.put(line, layer, where, _form(kind, 0))


def _storages(deck: _Deck) -> None:
    """Take the embedded objects out; each is a compound file, most of them deflated."""
    total = 0
    number = 0
    for record in officeart.records(deck.data, 0, len(deck.data)):
        if record.kind != _STORAGE:
            continue
        number += 1
        content = deck.data[record.start : record.end]
        if record.instance == 1:
            content = _inflated(deck, content[4:])
        total += len(content)
        if total > _MOST_BYTES:
            deck.sink.problem("too_big", "embedded objects", note="the rest is not read")
            return
        if content:
            objects.put_bytes(content, f"object {number}", deck.sink, "embedded object")


def _inflated(deck: _Deck, content: bytes) -> bytes:
    most = min(deck.sink.limits.member_bytes, max(deck.sink.limits.ratio * len(content), 1 << 20))
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(content, most)
    except zlib.error:
        deck.sink.problem("corrupt", "embedded object", note="cannot be inflated")
        return b""
    if unpacker.unconsumed_tail:
        deck.sink.problem("bomb", "embedded object", note="expands too far")
        return b""
    return found


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "speaker_notes", "hidden_slide", "hidden_text", "comment", "annotation", "header_footer",
     "embedded_object", "metadata"),
)  # fmt: skip
FORMAT = Format(kinds=("ppt",), layers=_LAYERS, read=read, version=3)
