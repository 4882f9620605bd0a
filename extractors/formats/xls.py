"""Excel 97-2003 workbooks (XLS, ET): values of all sheets, hidden ones apart, by calamine."""

from __future__ import annotations

from typing import cast

from extractors import grid
from extractors.formats import xlsx
from extractors.model import Format, Layer, Limits, Reading
from extractors.sink import Sink


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the values of every sheet; comments and hidden rows of this old format are not seen."""
    xlsx.read_all(grid.workbook(data), Sink(reading, limits))


_LAYERS = cast(tuple[Layer, ...], ("body", "table", "hidden_sheet"))
FORMAT = Format(kinds=("xls",), layers=_LAYERS, read=read)
