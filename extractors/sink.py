"""Puts segments into a reading: cleans text, lays out rows and counts characters against the limit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.model import Cells, Form, Layer, Limits, Problem, ProblemKind, Reading, Segment, Unreadable

# C0 and C1 controls, zero-width marks, soft hyphen and BOM: never content, and they break names in two.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2060\u202a-\u202e\ufeff\ufffe\uffff]"
)
_SPACE = re.compile(r"\s+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Characters set apart to fill a line or a cell, or by recognition of a picture: 会 议 纪 要, 姓　名, 王　磊.
_HAN = "[\u3400-\u9fff]"
_SET_APART = re.compile(f"(?<!{_HAN}){_HAN}(?: {_HAN}){{2,}}(?!{_HAN})")
_PADDED = re.compile(f"{_HAN} {_HAN}")


def clean(text: str) -> str:
    """Give the text on one line: invisible characters dropped, white space runs as one space, ends trimmed.

    Lone surrogates become U+FFFD, so that what is read can always be written as UTF-8. 汉字 set apart by spaces are put
    together where three or more stand so, or where two are all of the text.
    """
    # Printable text holds none of the marks and no white space but the plain space.
    if text.isprintable() and "  " not in text:
        return _together(text.strip(" "))
    text = _INVISIBLE.sub("", text)
    return _together(_SPACE.sub(" ", _SURROGATE.sub("\ufffd", text)).strip())


def _together(text: str) -> str:
    if text.isascii() or " " not in text:
        return text
    if _PADDED.fullmatch(text):
        return text.replace(" ", "")
    return _SET_APART.sub(lambda match: match.group().replace(" ", ""), text)


def row(values: Iterable[str], layer: Layer, where: str, table: int) -> Segment:
    """Lay out one table row: clean cells joined by tabs, empty cells included."""
    text = "\t".join([clean(value) for value in values])
    return Segment(text, layer, where, "row", table, Cells(text))


@dataclass(slots=True)
class Sink:
    """The way into a `Reading` for every format.

    Attributes:
        reading: What is filled.
        limits: What the file may cost; text beyond `text_chars` ends the reading as truncated.
        chars: Characters of text so far.
        table: Number of the last table given out.
    """

    reading: Reading
    limits: Limits
    chars: int = 0
    table: int = 0

    def put(self, text: str, layer: Layer, where: str, form: Form = "paragraph") -> None:
        """Add one segment; text without a visible character adds nothing."""
        cleaned = clean(text)
        if cleaned:
            self._keep(Segment(cleaned, layer, where, form))

    def row(self, values: Sequence[str], layer: Layer, where: str, table: int) -> None:
        """Add one table row; a row without a visible character adds nothing."""
        segment = row(values, layer, where, table)
        if segment.text.strip():
            self._keep(segment)

    def clean_row(self, text: str, layer: Layer, where: str, table: int) -> None:
        """Add one table row that is laid out already: clean cells, one of them filled, joined by tabs."""
        self._keep(Segment(text, layer, where, "row", table, Cells(text)))

    def field(self, key: str, value: str, layer: Layer, where: str) -> None:
        """Add a `key: value` segment; an empty value adds nothing."""
        if clean(value):
            self.put(f"{key}: {value}", layer, where, "field")

    def keep(self, segment: Segment) -> None:
        """Add a segment that another sink has laid out."""
        self._keep(segment)

    def next_table(self) -> int:
        """Give the number of a new table."""
        self.table += 1
        return self.table

    def problem(self, kind: ProblemKind, where: str, error: BaseException | None = None, note: str = "") -> None:
        """Note that one part could not be read; the detail names place and error class, never document text."""
        known = error.problem if isinstance(error, Unreadable) else None
        detail = known.detail if known else note or type(error).__name__
        self.reading.problems.append(Problem(known.kind if known else kind, f"{where}: {detail}"))

    def _keep(self, segment: Segment) -> None:
        self.chars += len(segment.text)
        if self.chars > self.limits.text_chars:
            raise Unreadable("truncated", f"text beyond {self.limits.text_chars} characters is not read")
        self.reading.segments.append(segment)
