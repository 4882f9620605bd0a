"""PDF: page text by PDFium with its layout, notes, fields, links, bookmarks, attachments and metadata beside it."""

# PDFium's bindings carry no types:
# mypy: allow-untyped-calls
from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from typing import Any, cast

import pypdfium2
import pypdfium2.raw
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdftypes import PDFException
from pdfminer.psparser import PSException

from extractors import layout, lines
from extractors.model import Format, Layer, Limits, Problem, Reading, Unreadable
from extractors.sink import Sink, clean

pdfium: Any = pypdfium2.raw  # ctypes bindings without types

# What pdfminer raises on damaged files beside its own errors: it trusts types and structure.
_MINER_ERRORS = (
    PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    OverflowError, RecursionError, OSError, NotImplementedError, EOFError,
)  # fmt: skip
_KEYS = {"Title": "title", "Author": "author", "Subject": "subject", "Keywords": "keywords", "Creator": "creator"}
_WIDE_GAP = 1.1  # in line heights; a justified space stays below, a column gap above
# Places cost a call into PDFium for each gap; beyond this a file is read by its lines alone, so that it is read at all.
_PLACED_CHARS = 2_000_000
# pdfminer walks the page tree anew for every page that it is asked for, so it is asked for a few only; a tree that
# claims more broken pages than this is a loop, not a document.
_MINER_PAGES = 20
_BROKEN_PAGES = 200
_CID = re.compile(r"\(cid:\d+\)")
_DULL = frozenset({"", "None", "anonymous", "(anonymous)", "(unspecified)", "untitled", "Unknown"})
_WIDGET, _LINK, _POPUP = 20, 2, 16  # FPDF_ANNOT_* of fpdf_annot.h


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read page by page; an error on one page is a problem of that page alone."""
    sink = Sink(reading, limits)
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        _read_without_pdfium(data, sink, error)
        return
    try:
        _metadata(document, sink)
        form = _form_environment(document)
        for index in range(pages):
            _page(document, index, form, data, sink)
            if sum(problem.kind == "corrupt" for problem in sink.reading.problems) > _BROKEN_PAGES:
                raise Unreadable(
                    "corrupt", f"more than {_BROKEN_PAGES} pages with problems, not read on after p.{index + 1}"
                )
        _merge_scans(sink.reading)
        _bookmarks(document, sink)
        _attachments(document, sink)
    finally:
        document.close()


def _read_without_pdfium(data: bytes, sink: Sink, error: pypdfium2.PdfiumError) -> None:
    code = getattr(error, "err_code", None)
    if code == pdfium.FPDF_ERR_PASSWORD:
        raise Unreadable("encrypted", "needs a password")
    if not _miner_pages(data, None, sink):
        raise Unreadable("corrupt", f"PDFium error {code}, pdfminer finds no text")


def _miner_pages(data: bytes, index: int | None, sink: Sink) -> bool:
    """Read with pdfminer all pages, or the one of that index; say whether there was text."""
    before, number = len(sink.reading.segments), index or 0
    try:
        for page in extract_pages(io.BytesIO(data), page_numbers=None if index is None else [index]):
            number += 1
            text = "".join(box.get_text() + "\n" for box in page if isinstance(box, LTTextContainer))
            unmapped = len(_CID.findall(text))
            if unmapped:
                sink.problem("corrupt", f"p.{number}", note=f"{unmapped} characters without a Unicode value")
            lines.put(sink, _CID.sub("", text), "body", lambda _, number=number: f"p.{number}")  # type: ignore[misc]
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Unreadable("encrypted", "needs a password") from error
    except _MINER_ERRORS as error:
        sink.problem("corrupt", f"p.{number + 1}", error)
    return len(sink.reading.segments) > before


def _metadata(document: pypdfium2.PdfDocument, sink: Sink) -> None:
    found = document.get_metadata_dict(skip_empty=True)
    for key, word in _KEYS.items():
        if found.get(key, "").strip() not in _DULL:
            sink.field(word, found[key], "metadata", "properties")
    author = clean(found.get("Author", ""))
    sink.reading.author = "" if author in _DULL else author
    date = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", found.get("ModDate") or found.get("CreationDate") or "")
    if date and 1 <= int(date[2]) <= 12 and 1 <= int(date[3]) <= 31:
        sink.reading.modified = "-".join(date.groups())


def _form_environment(document: pypdfium2.PdfDocument) -> object:
    if document.get_formtype() == pdfium.FORMTYPE_NONE:
        return None
    document.init_forms()
    return document.formenv


def _page(document: pypdfium2.PdfDocument, index: int, form: object, data: bytes, sink: Sink) -> None:
    where = f"p.{index + 1}"
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        if index >= _MINER_PAGES or not _miner_pages(data, index, sink):
            sink.problem("corrupt", where, error)
        return
    try:
        before = len(sink.reading.segments)
        _text(page, where, sink)
        empty = len(sink.reading.segments) == before
        _annotations(page, form, where, sink)
        if empty and _has_image(page) and (index >= _MINER_PAGES or not _miner_pages(data, index, sink)):
            sink.problem("needs_ocr", where, note="an image and no text")
    except pypdfium2.PdfiumError as error:
        sink.problem("corrupt", where, error)
    finally:
        page.close()


def _merge_scans(reading: Reading) -> None:
    """Say once for all scanned pages that they need character recognition, not once for each."""
    scans = [problem.detail.split(":")[0] for problem in reading.problems if problem.kind == "needs_ocr"]
    if len(scans) > 1:
        reading.problems[:] = [problem for problem in reading.problems if problem.kind != "needs_ocr"]
        listed = ", ".join(scans[:20]) + (", ..." if len(scans) > 20 else "")
        reading.problems.append(Problem("needs_ocr", f"{len(scans)} pages with an image and no text: {listed}"))


def _has_image(page: pypdfium2.PdfPage) -> bool:
    return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _text(page: pypdfium2.PdfPage, where: str, sink: Sink) -> None:
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if sink.chars + count > _PLACED_CHARS:
            lines.put(sink, textpage.get_text_range(), "body", lambda _: where)
        else:
            layout.put(sink, list(_lines(textpage, count)), where)
    finally:
        textpage.close()


def _lines(textpage: pypdfium2.PdfTextPage, count: int) -> Iterator[layout.Line]:
    marks = [chr(pdfium.FPDFText_GetUnicode(textpage, index)) for index in range(count)]
    start = 0
    for index, mark in enumerate([*marks, "\n"]):
        if mark in "\r\n":
            chunks = list(_chunks(textpage, marks, start, index))
            if chunks:
                yield layout.Line(chunks)
            start = index + 1


def _chunks(textpage: pypdfium2.PdfTextPage, marks: list[str], start: int, end: int) -> Iterator[layout.Chunk]:
    """Split a line where a gap is wide; only characters beside spaces are asked for their place."""
    shown = [index for index in range(start, end) if not marks[index].isspace() and marks[index] not in "\0\ufffe"]
    if not shown:
        return
    first = last = shown[0]
    for index in shown[1:]:
        if index > last + 1:
            left, right = _box(textpage, last), _box(textpage, index)
            if right[0] - left[2] > _WIDE_GAP * (left[3] - left[1]):
                yield _chunk(textpage, marks, first, last)
                first = index
        last = index
    yield _chunk(textpage, marks, first, last)


def _box(textpage: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def _chunk(textpage: pypdfium2.PdfTextPage, marks: list[str], first: int, last: int) -> layout.Chunk:
    left, right = _box(textpage, first), _box(textpage, last)
    # U+0002 and U+FFFE are how PDFium writes a hyphen at a line's end.
    text = "".join(marks[first : last + 1]).replace("\x02", "-").replace("\ufffe", "-")
    return layout.Chunk(text, left[0], min(left[1], right[1]), right[2], max(left[3], right[3]))


def _annotations(page: pypdfium2.PdfPage, form: object, where: str, sink: Sink) -> None:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            sink.problem("corrupt", f"{where} annotation {index + 1}", note="cannot be opened")
            continue
        try:
            _annotation(page, annotation, form, where, sink)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _annotation(page: pypdfium2.PdfPage, annotation: object, form: object, where: str, sink: Sink) -> None:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == _WIDGET and form is not None:
        name = _wide_string(pdfium.FPDFAnnot_GetFormFieldName, form, annotation)
        value = _wide_string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
        if value not in ("Off", "Yes", "On"):
            sink.field(clean(name) or "field", value, "form_field", f"{where} field")
    elif kind == _LINK:
        sink.field("link", _uri(page, annotation), "metadata", f"{where} link")
    elif kind != _POPUP:
        sink.field("note author", _value(annotation, b"T"), "metadata", f"{where} note")
        for line in re.split(r"[\r\n]+", _value(annotation, b"Contents")):
            sink.put(line if line.strip() not in _DULL else "", "annotation", f"{where} note")


def _value(annotation: object, key: bytes) -> str:
    return _wide_string(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size))


def _wide_string(call: object, *arguments: object) -> str:
    """Call a PDFium function that fills a UTF-16 buffer: once for the length, once for the text."""
    size = call(*arguments, None, 0)  # type: ignore[operator]
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(*arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)  # type: ignore[operator]
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _uri(page: pypdfium2.PdfPage, annotation: object) -> str:
    link = pdfium.FPDFAnnot_GetLink(annotation)
    action = pdfium.FPDFLink_GetAction(link) if link else None
    if not action:
        return ""
    size = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(max(1, size))
    pdfium.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def _bookmarks(document: pypdfium2.PdfDocument, sink: Sink) -> None:
    said = {clean(segment.text) for segment in sink.reading.segments}
    try:
        for number, bookmark in enumerate(document.get_toc(max_depth=15), 1):
            title = clean(bookmark.get_title())
            if title not in said:
                sink.put(title, "metadata", f"bookmark {number}", "heading")
    except pypdfium2.PdfiumError as error:
        sink.problem("corrupt", "bookmarks", error)


def _attachments(document: pypdfium2.PdfDocument, sink: Sink) -> None:
    for index in range(document.count_attachments()):
        try:
            attachment = document.get_attachment(index)
            content = bytes(attachment.get_data())
            sink.reading.members.append((clean(attachment.get_name()) or f"attachment {index + 1}", content))
        except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
            sink.problem("corrupt", f"attachment {index + 1}", error)


_LAYERS = cast(tuple[Layer, ...], ("body", "table", "annotation", "form_field", "attachment", "metadata"))
FORMAT = Format(kinds=("pdf",), layers=_LAYERS, read=read)
