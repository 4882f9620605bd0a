"""Bookmarks, and notes, links and attachments by PDFium alone, for files whose structure pdfminer cannot open."""

# mypy: allow-untyped-calls
from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2

from extractors.pdf.engine import Failed, pdfium, wide_string
from extractors.sink import Sink, clean

_LINK, _POPUP = 2, 16  # FPDF_ANNOT_* of fpdf_annot.h


def put(document: pypdfium2.PdfDocument, sink: Sink) -> None:
    """Put properties, notes, links and attachments."""
    for key, value in document.get_metadata_dict(skip_empty=True).items():
        if key in ("Title", "Author", "Subject", "Keywords", "Creator"):
            sink.field(key.lower(), value, "metadata", "properties")
    for index in range(len(document)):
        try:
            page = document[index]
        except Failed:
            continue  # named when its text was read
        _notes(page, f"p.{index + 1}", sink)
        page.close()
    _attachments(document, sink)


def bookmarks(document: pypdfium2.PdfDocument, sink: Sink) -> None:
    """Put the titles of bookmarks that the pages do not say."""
    said = {segment.text for segment in sink.reading.segments}
    try:
        for number, bookmark in enumerate(document.get_toc(max_depth=15), 1):
            title = clean(bookmark.get_title())
            if title not in said:
                sink.put(title, "metadata", f"bookmark {number}", "heading")
    except Failed as error:
        sink.problem("corrupt", "bookmarks", error)


def _notes(page: pypdfium2.PdfPage, where: str, sink: Sink) -> None:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            sink.problem("corrupt", f"{where} annotation {index + 1}", note="cannot be opened")
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == _LINK:
            sink.field("link", _uri(page, annotation), "metadata", f"{where} link")
        elif kind != _POPUP:
            sink.field("note author", _value(annotation, b"T"), "metadata", f"{where} note")
            for key, layer in ((b"Contents", "annotation"), (b"V", "form_field")):
                for line in re.split(r"[\r\n]+", _value(annotation, key)):
                    sink.put(line, layer, f"{where} note")  # type: ignore[arg-type]
        pdfium.FPDFPage_CloseAnnot(annotation)


def _value(annotation: object, key: bytes) -> str:
    return wide_string(lambda buffer, size: int(pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size)))


def _uri(page: pypdfium2.PdfPage, annotation: Any) -> str:
    link = pdfium.FPDFAnnot_GetLink(annotation)
    action = pdfium.FPDFLink_GetAction(link) if link else None
    if not action:
        return ""
    size = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(max(1, size))
    pdfium.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def _attachments(document: pypdfium2.PdfDocument, sink: Sink) -> None:
    for index in range(document.count_attachments()):
        try:
            attachment = document.get_attachment(index)
            content = bytes(attachment.get_data())
            sink.reading.members.append((clean(attachment.get_name()) or f"attachment {index + 1}", content))
        except (Failed, ValueError, MemoryError) as error:
            sink.problem("corrupt", f"attachment {index + 1}", error)
