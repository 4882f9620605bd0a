"""Records of like shape, from JSON, XML and logs of chats, laid out as rows of one table under their keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.model import Cells, Layer, Segment
from extractors.sink import Sink, clean

_COLUMNS = 60  # chosen: wider records read better as fields


class Table:
    """One table of records; the row of its keys stands first, and each value knows its key as its header."""

    def __init__(self, sink: Sink, keys: Sequence[str], layer: Layer, where: str) -> None:
        """Open the table and put the row of its keys."""
        self._sink, self._layer = sink, layer
        self.keys = tuple(clean(key) for key in keys)
        self.number = sink.next_table()
        sink.row(self.keys, layer, where, self.number)

    def put(self, values: Iterable[str], where: str) -> None:
        """Put one record, its values in the order of the keys; one without a value adds nothing."""
        text = "\t".join([clean(value) for value in values])
        if text.strip():
            self._sink.keep(Segment(text, self._layer, where, "row", self.number, Cells(text, self.keys)))


def shared(records: Sequence[Sequence[str]]) -> list[str] | None:
    """Give the keys of records that are alike enough for a table: at least half of the cells are filled.

    Args:
        records: The keys of each record, in its order.
    """
    keys = list(dict.fromkeys(key for record in records for key in record))
    filled = sum(len(record) for record in records)
    alike = len(records) > 1 and 1 < len(keys) <= _COLUMNS and filled * 2 >= len(keys) * len(records)
    return keys if alike else None
