"""What the usual libraries give of an office file: the second readers where our own passes fail.

They see less (no comments, changes, hidden parts, text boxes) and cost more, and each opens some damaged file that the
own pass does not. What they raise is whatever the damage led to, so any error of theirs is a file not read.
"""

# Two of the libraries carry no types:
# mypy: allow-untyped-calls
from __future__ import annotations

import io
import warnings
from collections.abc import Callable

from extractors.model import Limits, Reading, Unreadable
from extractors.sink import Sink

_MOST_ROWS = 200_000  # chosen: what the slowest of them reads within the time of one file


def put(data: bytes, kind: str, reading: Reading, limits: Limits) -> str:
    """Put what the kind's library gives into a reading; gives the library's name.

    Raises:
        Unreadable: The library fails as well; what it gave before is kept.
    """
    name, read = BY_KIND[kind]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read(io.BytesIO(data), Sink(reading, limits))
    except Unreadable:
        raise
    except Exception as error:  # libraries raise anything on damaged files; the failure is told in their name
        raise Unreadable("corrupt", f"{name}: {type(error).__name__}") from error
    return name


def _document(stream: io.BytesIO, sink: Sink) -> None:
    import docx  # noqa: PLC0415  half a second that nearly no file needs

    document = docx.Document(stream)
    for number, paragraph in enumerate(document.paragraphs, 1):
        sink.put(paragraph.text, "body", f"¶{number}")
    for held in document.tables:
        table = sink.next_table()
        for line in held.rows:
            sink.row([cell.text for cell in line.cells], "table", f"table {table}", table)
    for comment in document.comments:
        sink.put(comment.text, "comment", "comment")
    sink.field("author", document.core_properties.author or "", "metadata", "properties")


def _workbook(stream: io.BytesIO, sink: Sink) -> None:
    import openpyxl  # noqa: PLC0415  as above

    book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    for sheet in book.worksheets:
        table, hidden = sink.next_table(), sheet.sheet_state != "visible"
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > _MOST_ROWS:
                raise Unreadable("truncated", f"only {_MOST_ROWS} rows of a sheet are read by the second reader")
            values = ["" if value is None else str(value) for value in cells]
            sink.row(values, "hidden_sheet" if hidden else "table", f"{sheet.title}!A{number}", table)


def _presentation(stream: io.BytesIO, sink: Sink) -> None:
    import pptx  # noqa: PLC0415  as above

    for number, slide in enumerate(pptx.Presentation(stream).slides, 1):
        for shape in slide.shapes:
            if shape.has_text_frame:
                for paragraph in shape.text_frame.paragraphs:
                    sink.put("".join(run.text for run in paragraph.runs), "body", f"slide {number}", "bullet")
            if shape.has_table:
                table = sink.next_table()
                for line in shape.table.rows:
                    sink.row([cell.text for cell in line.cells], "table", f"slide {number}", table)
        if slide.has_notes_slide:
            sink.put(slide.notes_slide.notes_text_frame.text, "speaker_notes", f"slide {number} notes")


BY_KIND: dict[str, tuple[str, Callable[[io.BytesIO, Sink], None]]] = {
    "docx": ("python-docx", _document),
    "xlsx": ("openpyxl", _workbook),
    "pptx": ("python-pptx", _presentation),
}
