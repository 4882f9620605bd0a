"""Word 97-2003 documents (DOC, WPS of WPS Office) and those of Word 2 to 95, by an own pass over the piece table."""

from __future__ import annotations

import itertools
import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from extractors.model import Form, Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import artpictures, objects, officeart, propertyset
from extractors.officebase.compound import MAGIC, Compound
from extractors.plain import lines
from extractors.sink import Sink, clean
from extractors.word import fields, wordbinary
from extractors.word.wordbinary import File, Paragraph

# [MS-DOC] 2.3: the parts of the text in their order: layer, place, table of the texts' positions.
_PARTS: tuple[tuple[Layer, str, int], ...] = (
    ("body", "", 0), ("footnote", "footnote", 3), ("header_footer", "header", 11), ("hidden_text", "macro", 0),
    ("comment", "comment", 5), ("footnote", "endnote", 47), ("body", "text box", 56),
    ("header_footer", "header text box", 58),
)  # fmt: skip
_SEPARATORS = 6  # stories of lines between text and notes come first among the headers
_STORIES = ("header", "header", "footer", "footer", "header", "footer")
_SPECIAL = str.maketrans({
    "\x01": "", "\x02": "", "\x03": "", "\x04": "", "\x05": "", "\x08": "", "\x0b": "\n", "\x0e": "\n", "\x1e": "-",
    "\x1f": "", "\0": "",
})  # fmt: skip
_TITLE, _SUBTITLE, _LISTS = 62, 74, frozenset(range(47, 62))  # built-in styles, [MS-DOC] 2.9.271
# [MS-DOC] 2.9.282: what the strings of a document's associations are.
_ASSOCIATED = {1: "template", 2: "title", 3: "subject", 4: "keywords", 6: "author", 7: "last modified by",
               8: "data source", 9: "header source", 17: "write password"}  # fmt: skip


@dataclass(slots=True)
class _Table:
    """A table being read, at one depth of nesting."""

    cells: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    number: int = 0
    width: int = 0

    def end_cell(self) -> None:
        self.cells.append(" ".join(self.text))
        self.text = []


@dataclass(slots=True)
class _Part:
    """One story being read: where its texts go, its open fields and tables."""

    layer: Layer
    place: str = ""
    code: list[list[str]] = field(default_factory=list)
    in_code: list[bool] = field(default_factory=list)
    tables: dict[int, _Table] = field(default_factory=dict)


@dataclass(slots=True)
class _Walk:
    """The state of the pass over one document."""

    file: File
    sink: Sink
    number: int = 0
    starts: list[int] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    authors: set[int] = field(default_factory=set)
    pictures: int = 0
    anchors: list[int] = field(default_factory=list)
    marks: list[bytes] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    data: bytes = b""


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read every part of the text, tracked changes and hidden text apart, then embedded objects and properties.

    A paragraph's text is what a person sees with all insertions accepted. What was cut out by fast saves but still
    lies in the file is not looked for.
    """
    sink = Sink(reading, limits)
    if not data.startswith(MAGIC):
        _plain(data, sink)
        return
    compound = Compound(data)
    try:
        _document(compound, sink)
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise Unreadable("corrupt", f"records: {type(error).__name__}") from error
    finally:
        propertyset.put(compound, sink)


def _document(compound: Compound, sink: Sink) -> None:
    file = File(compound)
    walk = _Walk(
        file, sink, anchors=file.places(4), marks=file.records(4, 20 if file.old else 30), owners=file.names(36),
        data=compound.stream("Data"),
    )  # fmt: skip
    at = 0
    lengths = file.lengths()
    if not any(lengths):
        lengths = [len(file.text)]
    for index, length in enumerate(lengths):
        for start, end, place in _stories(file, index, at, at + length):
            part = _Part(_PARTS[index][0], _place(walk, index, place))
            _story(walk, start, min(end, len(file.text)), part)
        at += length
    if len(file.text) > at + 2:  # one mark stands behind all parts
        _story(walk, at, len(file.text), _Part("body", "behind the text"))
    for what in file.damaged:
        sink.problem("corrupt", what, note="table ends early")
    if at > len(file.text):
        sink.problem("truncated", "text", note=f"{at - len(file.text)} of {at} characters are missing")
    _shapes(file, sink)
    _people(walk, propertyset.values(compound))
    fields.put(walk.codes, sink)
    for name in compound.names("ObjectPool"):
        objects.put(compound, ("ObjectPool", name), f"object {name.strip('_')}", sink, "embedded object")
    if "Macros" in compound.names():
        sink.field("macros", "Visual Basic", "metadata", "macros")
    artpictures.put((walk.data, file.main, b"" if file.old else file.table), sink)
    said = any(segment.layer != "metadata" for segment in sink.reading.segments)
    if walk.pictures and not said and not sink.reading.members:
        sink.problem("needs_ocr", "pictures", note="the document shows pictures only")


def _stories(file: File, index: int, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Give the stories of a part: from, to, and the number or kind that its place is named by."""
    places = file.places(_PARTS[index][2]) if _PARTS[index][2] else []
    if start >= end:
        return
    if len(places) < 2 or places[0] or any(b < a for a, b in itertools.pairwise(places)):
        yield start, end, ""
        return
    for number, (first, last) in enumerate(itertools.pairwise(places)):
        if index == 2 and number >= _SEPARATORS:
            yield start + first, min(end, start + last), _STORIES[(number - _SEPARATORS) % 6]
        elif index != 2:
            yield start + first, min(end, start + last), str(number + 1)


def _place(walk: _Walk, index: int, place: str) -> str:
    word = _PARTS[index][1]
    if index == 2:
        return place or word
    if index == 4 and place:
        number = int(place) - 1
        where = bisect_right(walk.starts, walk.anchors[number]) if number < len(walk.anchors) else 0
        _comment_author(walk, number, f"¶{where} {word}" if where else word)
        return f"¶{where} {word}" if where else word
    return f"{word} {place}".strip()


def _comment_author(walk: _Walk, number: int, where: str) -> None:
    if number < len(walk.marks):
        at = 10 if walk.file.old else 20
        owner = int.from_bytes(walk.marks[number][at : at + 2], "little")
        if owner < len(walk.owners):
            walk.sink.field("comment author", walk.owners[owner], "metadata", where)


def _story(walk: _Walk, start: int, end: int, part: _Part) -> None:
    for first, last, paragraph in _paragraphs(walk.file, start, end):
        if part.layer == "body" and not part.place:
            walk.number += 1
            walk.starts.append(first)
        texts = _texts(walk, first, last, paragraph, part)
        mark = walk.file.text[last : last + 1] if last < end else ""
        _paragraph(walk, texts, mark, paragraph, part)
    _end_tables(walk, part)


def _paragraphs(file: File, start: int, end: int) -> list[tuple[int, int, Paragraph]]:
    """Give the paragraphs between two positions; a cell is as shaded as its row, whose end says so."""
    found, at = list[tuple[int, int, Paragraph]](), start
    for match in re.finditer("[\r\x07\x0c]", file.text[start:end]):
        last = start + match.start()
        found.append((at, last, file.paragraph(last)))
        at = last + 1
    if at < end:
        found.append((at, end, Paragraph()))
    shaded = False
    for index in range(len(found) - 1, -1, -1):
        first, last, paragraph = found[index]
        shaded = paragraph.shaded if paragraph.row_end or not paragraph.depth else shaded
        if shaded and paragraph.depth and not paragraph.shaded:
            found[index] = (first, last, _shaded(paragraph))
    return found


def _shaded(p: Paragraph) -> Paragraph:
    return Paragraph(p.style, p.depth, p.row_end, p.inner_cell, p.inner_row_end, p.listed, True)


def _texts(walk: _Walk, start: int, end: int, paragraph: Paragraph, part: _Part) -> dict[Layer, str]:
    """Give a paragraph's text by layer."""
    texts, file = dict[Layer, list[str]](), walk.file
    for first, last, raw, piece in file.looks(start, end):
        look = file.look(raw, piece, paragraph)
        text = file.text[first:last]
        if file.old:
            text = file.decoded(text.encode("latin-1", "replace"), look.font) if max(text) <= "\xff" else text
        if look.form >= 0:
            _form_field(walk, look.form, part)
        text = look.symbol if look.symbol and text == "(" else text
        walk.pictures += text.count("\x01") + text.count("\x08")
        text = _shown(walk, text, part).translate(_SPECIAL)
        if not text:
            continue
        if look.deleted or look.inserted:
            walk.authors.add(look.author)
        layer: Layer = "tracked_deletion" if look.deleted else "hidden_text" if look.hidden else part.layer
        texts.setdefault(layer, []).append(text)
        if look.inserted and not look.deleted:
            texts.setdefault("tracked_insertion", []).append(text)
    return {layer: "".join(parts) for layer, parts in texts.items()}


def _form_field(walk: _Walk, at: int, part: _Part) -> None:
    try:
        for word, text in wordbinary.form_field(walk.data, at):
            walk.sink.field(word, text, "form_field", f"{_where(walk, part)} form field")
    except struct.error:
        walk.sink.problem("corrupt", f"{_where(walk, part)} form field", note="settings end early")


def _shown(walk: _Walk, text: str, part: _Part) -> str:
    """Give what a person sees of a run: the results of fields, not their codes."""
    if not part.in_code and "\x13" not in text:
        return text
    shown = list[str]()
    for chunk in re.split("([\x13\x14\x15])", text):
        if chunk == "\x13":
            part.in_code.append(True)
            part.code.append([])
        elif chunk in ("\x14", "\x15"):
            if part.in_code:
                part.in_code[-1] = False
            if chunk == "\x15" and part.in_code:
                part.in_code.pop()
                walk.codes.append("".join(part.code.pop()))
        elif any(part.in_code):
            part.code[-1].append(chunk)
        else:
            shown.append(chunk)
    return "".join(shown)


def _paragraph(walk: _Walk, texts: dict[Layer, str], mark: str, paragraph: Paragraph, part: _Part) -> None:
    text = texts.pop(part.layer, "")
    depth = paragraph.depth or (1 if mark == "\x07" else 0)
    if not depth:
        _end_tables(walk, part)
        for line in text.split("\n"):
            _put(walk, line, part.layer, part, _form(walk, clean(line), paragraph, part))
    else:
        ends = _row_ends(mark, paragraph, part, text)
        table = part.tables.setdefault(depth, _Table())
        if clean(text):  # also in the end mark of a row, where only damage puts some
            table.text.append(text)
        if ends:
            _row(walk, part, depth)
        elif mark == "\x07" or paragraph.inner_cell:
            table.end_cell()
    for layer, other in texts.items():
        _put(walk, other.replace("\n", " "), layer, part, "paragraph")


def _row_ends(mark: str, paragraph: Paragraph, part: _Part, text: str) -> bool:
    if paragraph.row_end or paragraph.inner_row_end:
        return True
    if mark != "\x07" or paragraph.depth:
        return False
    # Without properties: the row's own end mark is empty; only a row shorter than the first has an empty cell here.
    table = part.tables.get(1)
    bare = table is not None and bool(table.cells) and not table.text and not clean(text)
    return bare and table is not None and (not table.width or len(table.cells) >= table.width)


def _row(walk: _Walk, part: _Part, depth: int) -> None:
    table = part.tables[depth]
    if table.text:
        table.end_cell()
    table.number = table.number or walk.sink.next_table()
    table.width = table.width or len(table.cells)
    layer: Layer = "table" if part.layer == "body" else part.layer
    walk.sink.row([_plain_text(cell) for cell in table.cells], layer, _where(walk, part), table.number)
    table.cells = []
    for deeper in sorted((key for key in part.tables if key > depth), reverse=True):
        if part.tables[deeper].cells or part.tables[deeper].text:
            _row(walk, part, deeper)
        part.tables.pop(deeper, None)


def _end_tables(walk: _Walk, part: _Part) -> None:
    for depth in sorted(part.tables, reverse=True):
        if part.tables[depth].cells or part.tables[depth].text:
            _row(walk, part, depth)
    part.tables.clear()


def _where(walk: _Walk, part: _Part) -> str:
    return part.place or f"¶{walk.number}"


def _plain_text(text: str) -> str:
    return wordbinary.rejoined(text) if any("\ud800" <= mark < "\ue000" for mark in text) else text


def _put(walk: _Walk, text: str, layer: Layer, part: _Part, form: Form) -> None:
    walk.sink.put(_plain_text(text), layer, _where(walk, part), form)


def _form(walk: _Walk, text: str, paragraph: Paragraph, part: _Part) -> Form:
    if part.layer != "body" or part.place:
        return "paragraph"
    style = walk.file.styles.get(paragraph.style)
    number = style.built_in if style else 0
    if number == _TITLE:
        return "title"
    if 1 <= number <= 9 or number == _SUBTITLE:
        return "heading"
    return "bullet" if paragraph.listed or number in _LISTS else lines.form(text, False)


def _people(walk: _Walk, known: set[str]) -> None:
    """Put the names of those who changed the text, the paths that it was saved at, and its template."""
    names, sink = walk.file.strings(51), walk.sink
    for author in sorted(walk.authors):
        if 0 <= author < len(names):
            sink.field("revision author", names[author], "metadata", "revisions")
    saved = walk.file.strings(71) if not walk.file.old else []
    for author_name, path in zip(saved[::2], saved[1::2], strict=False):
        sink.field("saved by", f"{author_name} {path}", "metadata", "saves")
    for index, text in enumerate(walk.file.strings(32)):
        if index in _ASSOCIATED and clean(text) not in known and clean(text).lower() not in propertyset.DULL:
            sink.field(_ASSOCIATED[index], text, "metadata", "associations")


def _shapes(file: File, sink: Sink) -> None:
    raw = b"" if file.old else file.part(50)
    for record in officeart.tree(raw, 0, len(raw)):
        for what, text in officeart.texts(raw, record):
            sink.put(text, "body" if what == "WordArt" else "metadata", what)


def _plain(data: bytes, sink: Sink) -> None:
    """Read Word 1 and 2 and Write: bytes of one code page from one place to another, without an OLE file around.

    Raises:
        Unreadable: "encrypted", or "corrupt" where the places are outside the file.
    """
    if data[:2] in (b"\x31\xbe", b"\x32\xbe"):
        first, last, page = 128, int.from_bytes(data[14:18], "little"), 0
    elif data[:2] in (b"\x9b\xa5", b"\xdb\xa5") and len(data) > 64:
        if data[11] & 1:
            raise Unreadable("encrypted", "needs a password")
        first, last = struct.unpack_from("<II", data, 0x18)
        page = wordbinary.page_of_language(struct.unpack_from("<H", data, 6)[0])
    else:
        raise Unreadable("corrupt", "no Word document")
    if not 24 <= first < last or first >= len(data):
        raise Unreadable("corrupt", "text outside the file")
    if last > len(data):
        sink.problem("truncated", "text", note="the file ends before its text does")
    text = propertyset.text(data[first:last].replace(b"\0", b""), page)
    for number, line in enumerate(re.split("[\r\n\x0b\x0c]+", re.sub("\x13[^\x13\x14\x15]*\x14|\x15", "", text)), 1):
        _plain_line(line.strip("\x07").split("\x07"), number, sink)


def _plain_line(cells: Sequence[str], number: int, sink: Sink) -> None:
    if len(cells) > 1:
        sink.row(cells, "table", f"¶{number}", sink.next_table())
    else:
        sink.put(cells[0].translate(_SPECIAL), "body", f"¶{number}", lines.form(clean(cells[0]), False))


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "footnote", "header_footer", "comment", "tracked_deletion", "tracked_insertion", "hidden_text",
     "form_field", "embedded_object", "metadata"),
)  # fmt: skip
FORMAT = Format(kinds=("doc",), layers=_LAYERS, read=read, version=3)
