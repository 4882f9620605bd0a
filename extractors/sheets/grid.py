"""Sheets of cells to row segments: blocks of rows as tables, hidden cells apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.model import Layer
from extractors.sink import Sink

_BLOCK_ROWS = 20_000  # chosen: bounds what a reading that is cut short has not yet kept
_NONE: frozenset[int] = frozenset()

Row = tuple[int, Mapping[int, str]]
_PLAIN_NAME = re.compile(r"(?:sheet|工作表|table|feuil|tabelle|chart)\s*\d*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and what of it cannot be seen, numbered from 0; a reader may fill the sets as rows go by.

    Attributes:
        name: The name on its tab.
        hidden: Whether the sheet as a whole is hidden.
        hidden_rows: Rows that are hidden or have no height.
        hidden_columns: Columns likewise.
        hidden_cells: By row, the columns of cells whose look hides what they hold.
    """

    name: str
    hidden: bool = False
    hidden_rows: Set[int] = frozenset()
    hidden_columns: Set[int] = frozenset()
    hidden_cells: Mapping[int, Set[int]] = field(default_factory=dict)


def is_plain(name: str) -> bool:
    """Say whether a sheet's name is one that a program gave."""
    return bool(_PLAIN_NAME.match(name))


@lru_cache(maxsize=16_384)
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
        rows: Row number and filled cells by column, clean, numbered from 0, in order; rows left out are blank.
    """
    if not _PLAIN_NAME.match(sheet.name):
        sink.put(sheet.name, "hidden_sheet" if sheet.hidden else "body", sheet.name or "sheet", "heading")
    block, last = _Block(sink, sheet), -2
    try:
        for number, cells in rows:
            if not cells:
                continue
            if number != last + 1 or len(block.rows) >= _BLOCK_ROWS:
                block.flush(goes_on=number == last + 1)
            block.rows.append((number, cells))
            last = number
    finally:  # whatever ended the rows: those that came are kept
        block.flush()


@dataclass(slots=True)
class _Block:
    """The rows of one table on their way into the reading."""

    sink: Sink
    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    table: int = 0
    columns: list[int] = field(default_factory=list)

    def flush(self, goes_on: bool = False) -> None:
        """Put the rows; those that follow belong to the same table where it goes on."""
        rows, self.rows = self.rows, []
        if rows:
            self._lay_out(rows)
            if self._sparse(rows):
                for row in rows:
                    self.table, self.columns = self.sink.next_table(), sorted(row[1])
                    self._put(*row)
            else:
                for row in rows:
                    self._put(*row)
        if not goes_on:
            self.table, self.columns = 0, []

    def _lay_out(self, rows: list[Row]) -> None:
        """Choose the columns: those that some row fills, for 16,384 tabs in each row would tell nobody anything."""
        wanted = set[int]().union(*(cells for _, cells in rows))
        new = sorted(wanted.difference(self.columns))
        if not self.table or (new and new[0] < self.columns[-1]):
            self.table, self.columns = self.sink.next_table(), sorted(wanted)
        else:
            self.columns += new

    def _sparse(self, rows: list[Row]) -> bool:
        """Say whether the rows share so few columns that laying them out under each other costs more than it tells."""
        laid_out = len(self.columns) * len(rows)
        return laid_out > 200_000 and laid_out > 32 * sum(len(cells) for _, cells in rows)

    def _put(self, number: int, cells: Mapping[int, str]) -> None:
        sheet, get = self.sheet, cells.get
        where = f"{sheet.name}!{column_name(min(cells))}{number + 1}"
        hidden_row = number in sheet.hidden_rows
        if sheet.hidden or hidden_row or not (sheet.hidden_columns or number in sheet.hidden_cells):
            layer: Layer = "hidden_sheet" if sheet.hidden else "hidden_row_column" if hidden_row else "table"
            self.sink.clean_row("\t".join([get(column, "") for column in self.columns]), layer, where, self.table)
            return
        unseen = sheet.hidden_cells.get(number, _NONE) & cells.keys()
        covered = (sheet.hidden_columns & cells.keys()) - unseen
        self._part(cells, cells.keys() - covered - unseen, "table", where)
        # Hidden cells stand beside the row's first cell, which says what they are about.
        self._part(cells, covered and covered | {min(cells)}, "hidden_row_column", where)
        self._part(cells, unseen and unseen | {min(cells)}, "hidden_text", where)

    def _part(self, cells: Mapping[int, str], kept: Set[int], layer: Layer, where: str) -> None:
        if kept:
            text = "\t".join([cells[column] if column in kept and column in cells else "" for column in self.columns])
            self.sink.clean_row(text, layer, where, self.table)
