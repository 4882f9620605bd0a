"""Sheets of cells to row segments: values as people see them, blocks of rows as tables, hidden ones apart."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import python_calamine as calamine

from extractors.model import Layer, Unreadable
from extractors.sink import Sink

_CALAMINE_ERRORS = (
    calamine.CalamineError, calamine.WorksheetNotFound, calamine.XmlError, calamine.ZipError, OSError, ValueError,
    OverflowError, EOFError,
)  # fmt: skip

Row = tuple[int, Mapping[int, str]]
_PLAIN_NAME = re.compile(r"(?:sheet|工作表|table|feuil|tabelle|chart)\s*\d*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name, whether it is hidden, and its hidden rows and columns, numbered from 0."""

    name: str
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def value_text(value: object) -> str:
    """Give a cell's value as people see it: whole numbers without ".0", dates in ISO form, no binary noise."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".12g")
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
        case dt.date():
            return value.isoformat()
        case dt.time():
            return value.isoformat("minutes")
        case _:
            return str(value)


def workbook(data: bytes) -> calamine.CalamineWorkbook:
    """Open a workbook with calamine.

    Raises:
        Unreadable: "encrypted", or "corrupt" with the class of calamine's error.
    """
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except BaseException as error:
        raise _unreadable(error) from error


def rows(book: calamine.CalamineWorkbook, name: str) -> Iterator[Row]:
    """Give a sheet's filled rows, with the numbers that they have in the sheet.

    Raises:
        Unreadable: "corrupt" with the class of calamine's error.
    """
    try:
        sheet = book.get_sheet_by_name(name)
        top, left = sheet.start or (0, 0)
        values = sheet.to_python(skip_empty_area=True)
    except BaseException as error:
        raise _unreadable(error) from error
    for number, row in enumerate(values, top):
        yield number, {left + at: value_text(value) for at, value in enumerate(row) if value not in ("", None)}


def _unreadable(error: BaseException) -> Unreadable:
    """Map calamine's errors; a Rust panic cannot be named in an except clause, only told by its class name."""
    if isinstance(error, calamine.PasswordError):
        return Unreadable("encrypted", "workbook needs a password")
    if isinstance(error, _CALAMINE_ERRORS) or type(error).__name__ == "PanicException":
        return Unreadable("corrupt", f"workbook: {type(error).__name__}")
    raise error


def column_name(column: int) -> str:
    """Give a column's letters; 0 is A."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_place(reference: str) -> tuple[int, int]:
    """Give row and column, from 0, of a reference such as B3; (-1, -1) for what is none."""
    match = re.match(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})$", reference)
    if not match:
        return -1, -1
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def put(sink: Sink, sheet: Sheet, rows: Iterable[Row]) -> None:
    """Put a sheet's rows into the reading; a row without text ends a table.

    Args:
        sink: Where the segments go.
        sheet: Its name and what of it is hidden; a telling name becomes a heading above.
        rows: Row number and filled cells by column, numbered from 0, in order; rows left out are blank.
    """
    if not _PLAIN_NAME.match(sheet.name):
        sink.put(sheet.name, "hidden_sheet" if sheet.hidden else "body", sheet.name, "heading")
    block, last = list[Row](), -2
    for number, cells in rows:
        filled = {column: text for column, text in cells.items() if text.strip()}
        if not filled:
            continue
        if number != last + 1 and block:
            _put_block(sink, sheet, block)
            block = []
        block.append((number, filled))
        last = number
    if block:
        _put_block(sink, sheet, block)


def _put_block(sink: Sink, sheet: Sheet, block: list[Row]) -> None:
    table = sink.next_table()
    # Columns that no row of the block fills carry nothing and would cost a tab in each of 16,384 columns.
    columns = sorted({column for _, cells in block for column in cells})
    shown: Layer = "hidden_sheet" if sheet.hidden else "table"
    for number, cells in block:
        where = f"{sheet.name}!{column_name(min(cells))}{number + 1}"
        covered = {column for column in cells if column in sheet.hidden_columns}
        if sheet.hidden or number in sheet.hidden_rows or not covered:
            layer: Layer = "hidden_row_column" if number in sheet.hidden_rows and not sheet.hidden else shown
            sink.row([cells.get(column, "") for column in columns], layer, where, table)
            continue
        sink.row([cells.get(c, "") if c not in covered else "" for c in columns], shown, where, table)
        # The hidden cells stand beside the row's first cell, which says what they are about.
        kept = covered | {min(cells)}
        sink.row([cells.get(c, "") if c in kept else "" for c in columns], "hidden_row_column", where, table)
