"""The cells of one XML sheet, and the strings that sheets share: by patterns where the XML is plain, else by a parser.

A sheet's bytes are cut into stretches of whole rows. What Excel, WPS, LibreOffice and the usual libraries write is
matched by one pattern for each cell, several times as fast as any parser; a stretch in which the number of cells found
differs from the number of cells that begin there is not plain, and from there on lxml reads.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from extractors.model import Unreadable
from extractors.officebase.package import first, local
from extractors.sheets.grid import Row, cell_place, column_name
from extractors.sheets.numberformats import CELL_CHARS, general
from extractors.sheets.sheetstyles import PLAIN, Look
from extractors.sink import clean

_Matched = tuple[int, str, list[tuple[str, ...]]]
_STRETCH_BYTES = 1 << 20
# Letters, attributes, then what the cell holds: a value; nothing; a formula with or without its value; a string.
_CELL = re.compile(
    r'<c(?: r="([A-Z]{1,3})[0-9]{1,7}")?((?: [^<>]*)?)>'
    r"(?:<v>([^<]*)</v></c>|(?<=/>)|<f(?: [^<>]*)?>(?:([^<]*)</f>)?(?:<v(?: [^<>]*)?>([^<]*)</v>|<v/>)?</c>"
    r"|</c>|<is><t(?: [^<>]*)?>([^<]*)</t></is></c>|<v(?:/| [^<>]*)>(?:([^<]*)</v>)?</c>)"
)
_ATTRIBUTE = re.compile(r'\s([a-z]+)="([^"]*)"')
_ROW_NUMBER = re.compile(r'\sr="([0-9]{1,7})"')
_UNSEEN_ROW = re.compile(r'\s(?:hidden="(?:1|true)"|ht="0(?:\.0*)?")')
# A decimal as `general` would write it.
_SHORTEST = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9]")
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SHARED = re.compile(r"<t(?: [^<>]*)?>([^<]*)</t>")
_PHONETIC = re.compile(r"<rPh[^<>]*>(?:<t(?: [^<>]*)?>[^<]*</t>)?</rPh>")
_WORD = re.compile(r"[^\W\d_]{2}|[\u3400-\u9fff]")
_FORMULA_TEXTS = 10_000  # chosen: beyond any sheet that a person wrote


class _Kinds(dict[str, tuple[str, Look, bool]]):
    """What a cell is by its attributes as they are written, of which a sheet has few: type, look, is the look odd.

    A look is odd where it hides the cell, or puts marks around its text.
    """

    def __init__(self, looks: Mapping[str, Look]) -> None:
        self.looks = looks

    def __missing__(self, written: str) -> tuple[str, Look, bool]:
        named = dict(_ATTRIBUTE.findall(written))
        kind, look = named.get("t", "n"), self.looks.get(named.get("s", ""), PLAIN)
        odd = look.hidden or (kind != "n" and look.display is not None and look.display.text != "@")
        self[written] = found = kind, look, odd
        return found


@dataclass(slots=True)
class Book:
    """What all sheets of a workbook share.

    Attributes:
        strings: The shared strings, clean.
        kinds: What a cell is and how it looks, by its attributes.
        used: For each shared string whether a cell shows it.
    """

    strings: Sequence[str] = ()
    kinds: _Kinds = field(default_factory=lambda: _Kinds({}))
    used: bytearray = field(default_factory=bytearray)

    def take(self, strings: Sequence[str]) -> None:
        """Take the shared strings."""
        self.strings, self.used = strings, bytearray(len(strings))

    def wear(self, looks: Sequence[Look]) -> None:
        """Take the looks, by number."""
        self.kinds = _Kinds({str(number): look for number, look in enumerate(looks) if look != PLAIN})

    def on_coloured_ground(self) -> Book:
        """Give the book with looks that hide by the number format alone: a table's own colours are not in them."""
        looks = {
            number: Look(look.display, look.hidden and look.display is not None and look.display.hides)
            for number, look in self.kinds.looks.items()
        }
        return Book(self.strings, _Kinds(looks), self.used)


@dataclass(slots=True)
class Found:
    """What is learnt of a sheet while its rows go by.

    Attributes:
        hidden_rows: Numbers, from 0, of the rows that are hidden or have no height.
        hidden_cells: Columns of the cells that nobody can see, by row.
        formulas: Texts inside formulas that their cells do not show, with the first cell that has them.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_cells: dict[int, set[int]] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)


def rows(raw: bytes, book: Book, found: Found, part: str) -> Iterator[Row]:
    """Give the filled rows of a sheet, in their order, with clean texts.

    Raises:
        Unreadable: "corrupt" where the XML ends or breaks; the rows before have been given.
    """
    start, end = raw.find(b"<sheetData>") + 11, raw.find(b"</sheetData>")
    if start < 11 or end < start or not _is_utf8(raw):
        yield from _parsed_rows(raw, book, found, part)
        return
    at, number = start, -1
    while at < end:
        cut = end if end - at <= _STRETCH_BYTES else raw.rfind(b"<row", at + 4, at + _STRETCH_BYTES)
        if cut < 0:  # one row longer than a stretch
            cut = raw.find(b"<row", at + _STRETCH_BYTES, end)
            cut = end if cut < 0 else cut
        matched = _plain_rows(raw[at:cut], book, found, number)
        if matched is None:
            yield from _parsed_rows(raw[:start] + raw[at:], book, found, part, number)
            return
        yield from matched
        number = matched[-1][0] if matched else number
        at = cut


def _plain_rows(raw: bytes, book: Book, found: Found, number: int, strict: bool = True) -> list[Row] | None:
    """Give the rows of one stretch; None where they are written in another way than the patterns know.

    Args:
        raw: The stretch; bytes that are no UTF-8 are marked.
        book: What the sheets share.
        found: Gains what is learnt of the rows.
        number: The row before.
        strict: Give what matches, whatever else stands there, where False.
    """
    text = raw.decode("utf-8", "replace")
    pieces = text.split("<row")
    if strict and (pieces[0].strip() or "<!" in text):
        return None
    matched, taken = 0, list[_Matched]()
    for piece in pieces[1:]:
        attributes, mark, body = piece.partition(">")
        cells = _CELL.findall(body)
        matched += len(cells)
        named = _ROW_NUMBER.search(attributes)
        number = int(named[1]) - 1 if named else number + 1
        if strict and (not mark or (not named and " r=" in attributes)):
            return None
        taken.append((number, attributes, cells))
    if strict and matched != text.count("<c"):
        return None
    return [(number, _row(number, attributes, cells, book, found)) for number, attributes, cells in taken]


def _row(number: int, attributes: str, cells: list[tuple[str, ...]], book: Book, found: Found) -> dict[int, str]:
    texts, column = dict[int, str](), -1
    strings, used, kinds, count = book.strings, book.used, book.kinds, len(book.strings)
    for letters, about, early, formula, late, inline, spaced in cells:
        column = _COLUMNS[letters] if letters else column + 1
        kind, look, odd = kinds[about]
        value = early or late or spaced
        if kind == "s":
            at = int(value) if value.isdecimal() else count
            if at >= count:
                continue
            used[at] = 1
            text = strings[at]
        elif kind == "n":
            # A whole number without a format is the commonest of all and stands as it is written.
            text = value if look is PLAIN and value.isdecimal() else _number(value, look) if value else ""
        else:
            text = _other(kind, value or inline)
        if text:
            if odd:
                text = _looked(text, look, number, column, kind == "n", found)
            texts[column] = text
        if formula and ('"' in formula or "&quot;" in formula):
            _note_formula(html.unescape(formula), text, f"{column_name(column)}{number + 1}", found)
    if texts and _UNSEEN_ROW.search(attributes):
        found.hidden_rows.add(number)
    return texts


def _number(value: str, look: Look) -> str:
    """Give a number as its format shows it, or as it is where the format shows nothing."""
    if look.display is None and len(value) <= CELL_CHARS and _SHORTEST.fullmatch(value):
        return value
    try:
        number = float(value)
    except ValueError:
        return clean(html.unescape(value))
    return (look.display.number(number) if look.display is not None else "") or general(number)


def _looked(text: str, look: Look, number: int, column: int, is_number: bool, found: Found) -> str:  # noqa: PLR0913, PLR0917  a cell and its place
    """Give a text as its format shows it, and note a cell that nobody can see."""
    pattern = "@" if look.display is None or is_number else look.display.text
    if look.hidden or not pattern:
        found.hidden_cells.setdefault(number, set()).add(column)
    return clean(pattern.replace("@", text)) if len(pattern) > 1 else text


def _other(kind: str, value: str) -> str:
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    return _repeated(value)


@lru_cache(maxsize=1 << 14)
def _repeated(value: str) -> str:
    """Do what `plain` does for strings that stand in the cells themselves, where they repeat."""
    return plain(value)


def plain(value: str) -> str:
    """Give the clean text of a string as the XML writes it: entities, and marks written as _x000D_."""
    if "&" in value:
        value = html.unescape(value)
    if "_x" in value:
        value = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), value)
    return clean(value)


def _note_formula(formula: str, shown: str, place: str, found: Found) -> None:
    if len(found.formulas) >= _FORMULA_TEXTS:
        return
    for literal in _LITERAL.findall(formula):
        text = clean(literal.replace('""', '"'))
        if _WORD.search(text) and text not in shown:
            found.formulas.setdefault(text, place)


class _Columns(dict[str, int]):
    """The number, from 0, of a column's letters."""

    def __missing__(self, letters: str) -> int:
        self[letters] = found = cell_place(f"{letters}1")[1]
        return found


_COLUMNS = _Columns()


def _parsed_rows(raw: bytes, book: Book, found: Found, part: str, number: int = -1) -> Iterator[Row]:
    """Give the rows behind a number by a parser; where the XML breaks, the patterns give what they match behind it."""
    last = number
    try:
        for row in _by_parser(raw, book, found, part, number):
            yield row
            last = row[0]
    except Unreadable:
        yield from (row for row in _plain_rows(raw, book, found, -1, strict=False) or [] if row[0] > last)
        raise


def _by_parser(raw: bytes, book: Book, found: Found, part: str, number: int) -> Iterator[Row]:
    cells = list[tuple[str, ...]]()
    for element in elements(raw, ("c", "row"), part):
        if local(element) == "c":
            cells.append(_cell(element))
            continue
        named = element.get("r") or ""
        number = int(named) - 1 if named.isdecimal() and len(named) < 8 else number + 1
        attributes = "".join(f' {name}="{element.get(name)}"' for name in ("hidden", "ht"))
        yield number, _row(number, attributes, cells, book, found)
        cells = []
    if cells:  # a sheet may leave its rows out
        yield number + 1, _row(number + 1, "", cells, book, found)


def _cell(element: etree._Element) -> tuple[str, ...]:
    """Give a cell as the pattern gives it; what may hold entities is escaped again."""
    letters = re.match(r"[A-Z]{0,3}", element.get("r") or "")
    about = "".join(f' {name}="{element.get(name)}"' for name in ("s", "t") if element.get(name))
    written = {local(child): html.escape(child.text or "", quote=False) for child in element}
    inline = first(element, "is")
    rich = "" if inline is None else html.escape(rich_text(inline), quote=False)
    return letters[0] if letters else "", about, written.get("v", ""), written.get("f", ""), "", rich, ""


def elements(raw: bytes, tags: tuple[str, ...], part: str) -> Iterator[etree._Element]:
    """Stream elements of a large part; each is cleared after use.

    Raises:
        Unreadable: "corrupt" where the XML breaks.
    """
    names = [f"{{*}}{tag}" for tag in tags]
    try:
        for _, element in etree.iterparse(
            io.BytesIO(raw), events=("end",), tag=names, resolve_entities=False, no_network=True, huge_tree=False
        ):
            yield element
            if local(element) != "c":  # a row's cells are gone with the row
                element.clear()
                while element.getprevious() is not None and element.getparent() is not None:
                    del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("corrupt", f"part {part}: {type(error).__name__}") from error


def rich_text(element: etree._Element) -> str:
    """Give the text of a rich string without its phonetic guide."""
    return "".join(
        found.text or ""
        for found in element.iter("{*}t")
        if not any(local(up) == "rPh" for up in found.iterancestors())
    )


def strings(raw: bytes, part: str) -> list[str]:
    """Give the shared strings of a workbook, clean, by their numbers.

    Raises:
        Unreadable: "corrupt" where the XML breaks.
    """
    found = _plain_strings(raw)
    return [clean(rich_text(element)) for element in elements(raw, ("si",), part)] if found is None else found


def _plain_strings(raw: bytes) -> list[str] | None:
    """Read strings that are written plainly; None where a parser has to."""
    if b"<!" in raw or not _is_utf8(raw) or raw.count(b"<si") != raw.count(b"</si>"):
        return None
    try:
        pieces = raw.decode("utf-8").split("<si>")
    except UnicodeDecodeError:
        return None
    if len(pieces) != raw.count(b"</si>") + 1:
        return None
    found = []
    for piece in pieces[1:]:
        if piece.startswith("<t>") and piece.endswith("</t></si>") and piece.count("<") == 3:
            found.append(plain(piece[3:-9]))
            continue
        texts = _SHARED.findall(piece if "<rPh" not in piece else _PHONETIC.sub("", piece))
        if len(texts) != 1 and "<t" in piece and len(texts) != piece.count("</t>") - piece.count("</rPh>"):
            return None
        found.append(plain("".join(texts)))
    return found


def _is_utf8(raw: bytes) -> bool:
    head = raw[:160].lower()
    return b"<?xml" not in head or b"encoding=" not in head or b"utf-8" in head
