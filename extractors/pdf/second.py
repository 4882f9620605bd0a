"""The second reader of a page's text: pdfminer.six, where PDFium fails or gives characters without a meaning.

pdfminer's own layout takes hours for tens of thousands of scattered characters; here it only says where each
character is, and lines are put together by sorting.
"""

# mypy: allow-untyped-calls
from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from extractors.layout import Chunk, Line
from extractors.pdf.objects import MINER_ERRORS, Objects
from extractors.pdf.words import mixed

_CHARS = 200_000  # chosen: fifty full pages on one; more is an attack
_SPACE = 0.18  # in font heights: a wider gap between two characters is a space
_WIDE_GAP = 1.1


class _Device(PDFLayoutAnalyzer):
    """Takes the finished page as pdfminer gives it."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self.page: LTPage | None = None

    def receive_layout(self, ltpage: LTPage) -> None:
        self.page = ltpage


def lines(objects: Objects, page: Mapping[str, Any]) -> tuple[list[Line], int]:
    """Give a page's lines from top to bottom, and how many of its characters have no Unicode value.

    What could be drawn before an error is given all the same.
    """
    manager = PDFResourceManager()
    device = _Device(manager)
    try:
        PDFPageInterpreter(manager, device).process_page(PDFPage(objects.document, None, dict(page), None))
    except MINER_ERRORS:
        device.page = device.page or getattr(device, "cur_item", None)
    found, unmapped = list[LTChar](), 0
    for mark in _characters(device.page):
        if mark.get_text().startswith("(cid:"):
            unmapped += 1
        elif mark.get_text().strip() and len(found) < _CHARS:
            found.append(mark)
    strange = mixed([mark.fontname for mark in found], [mark.get_text() for mark in found])
    return _assembled([mark for at, mark in enumerate(found) if at not in strange]), unmapped + len(strange)


def _characters(item: Any) -> Iterable[LTChar]:
    waiting = [item]
    while waiting:
        each = waiting.pop()
        if isinstance(each, LTChar):
            yield each
        elif isinstance(each, LTContainer):
            waiting += reversed(list(each))


def _assembled(marks: list[LTChar]) -> list[Line]:
    """Sort characters into rows by their base line, and within a row from left to right."""
    marks.sort(key=lambda mark: (-mark.y0, mark.x0))
    rows: list[list[LTChar]] = []
    for mark in marks:
        if rows and abs(rows[-1][0].y0 - mark.y0) < 0.4 * max(mark.height, 1.0):
            rows[-1].append(mark)
        else:
            rows.append([mark])
    return [Line(_chunks(sorted(row, key=lambda mark: mark.x0))) for row in rows]


def _chunks(row: list[LTChar]) -> list[Chunk]:
    chunks, text, start = list[Chunk](), row[0].get_text(), 0
    for index, (left, right) in enumerate(pairwise(row), 1):
        gap, height = right.x0 - left.x1, max(left.height, 1.0)
        if gap > _WIDE_GAP * height:
            chunks.append(_chunk(text, row[start:index]))
            text, start = "", index
        text += (" " if text and gap > _SPACE * height else "") + right.get_text()
    return [*chunks, _chunk(text, row[start:])]


def _chunk(text: str, marks: list[LTChar]) -> Chunk:
    low, high = min(mark.y0 for mark in marks), max(mark.y1 for mark in marks)
    return Chunk(text, marks[0].x0, low, max(mark.x1 for mark in marks), high)
