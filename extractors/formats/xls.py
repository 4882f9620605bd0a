"""Excel 97-2003 workbooks and older ones (XLS, ET): cells, comments, shapes, and everything hidden in them."""

from __future__ import annotations

from typing import cast

from extractors import collector
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.officebase import objects, officeart, officecrypto, propertyset
from extractors.officebase.compound import MAGIC, Compound
from extractors.sheets import biff, sheetparts
from extractors.sink import Sink

_PIVOT_STORAGE, _PIVOT_TEXT = "_SX_DB_CUR", 0xCD


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read every sheet with what is hidden in it, then properties, pivot caches and embedded files."""
    sink = Sink(reading, limits)
    with collector.paused():
        compound = _opened(data, sink) if data.startswith(MAGIC) else None
        if compound is None:
            biff.read(data[max(0, data.find(biff.FIRST_RECORD)) :], sink)
            return
        streams = {name.casefold(): name for name in compound.names()}
        try:
            _workbook(compound, streams, sink)
        finally:
            propertyset.put(compound, sink)
            _pivot_caches(compound, sink)
            _embedded(compound, sink)


def _opened(data: bytes, sink: Sink) -> Compound | None:
    """Open the container; None, with a problem, where its directory is lost and the records can still be found.

    The directory stands behind the records, so that a file cut short has lost it; they mostly lie in one piece.
    """
    try:
        return Compound(data)
    except Unreadable as error:
        if biff.FIRST_RECORD not in data:
            raise
        sink.problem("truncated", "container", note=f"{error.problem.detail}; read as if it were in one piece")
        return None


def _workbook(compound: Compound, streams: dict[str, str], sink: Sink) -> None:
    name = streams.get("workbook") or streams.get("book")
    if name is None:
        raise Unreadable("corrupt", "no workbook stream")
    drawings = biff.read(officecrypto.opened_stream(compound.stream(name)), sink)
    for record in officeart.tree(drawings, 0, len(drawings)):
        for kind, text in officeart.texts(drawings, record):
            sink.put(text, "body" if kind == "WordArt" else "hidden_text", kind)


def _pivot_caches(compound: Compound, sink: Sink) -> None:
    """Put the texts of pivot tables' caches into the reading that no sheet shows any more."""
    said, book = set[str](), biff.Globals()
    for entry in compound.entries:
        if entry.is_stream and entry.path[:1] == (_PIVOT_STORAGE,):
            for kind, contents in biff.records(compound.content(entry)):
                text = biff.text_of(contents, book) if kind == _PIVOT_TEXT else ""
                said = said or sheetparts.said(sink)
                if text and text not in said:
                    said.add(text)
                    sink.put(text, "hidden_sheet", "pivot cache")


def _embedded(compound: Compound, sink: Sink) -> None:
    for number, name in enumerate(sorted(name for name in compound.names() if name.startswith("MBD")), 1):
        where = f"embedded object {number}"
        try:
            objects.put(compound, (name,), where, sink, where)
        except Unreadable as error:
            sink.problem("corrupt", where, error)


_LAYERS = cast(
    tuple[Layer, ...],
    (
        "body", "table", "hidden_sheet", "hidden_row_column", "hidden_text", "comment", "header_footer", "form_field",
        "embedded_object", "metadata",
    ),
)  # fmt: skip
FORMAT = Format(kinds=("xls",), layers=_LAYERS, read=read, version=3)
