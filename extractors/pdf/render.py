"""Pages as pictures, for character recognition."""

# mypy: allow-untyped-calls
from __future__ import annotations

import struct
import zlib

import pypdfium2

from extractors.model import Unreadable
from extractors.pdf.engine import Failed, pdfium

_PIXELS = 12_000_000  # chosen: A4 at 300 dpi is 8.7 million


def page_png(data: bytes, index: int, dpi: int = 200) -> bytes:
    """Give a page of a PDF as a PNG in grey, notes and fields included, at most twelve million pixels.

    Args:
        data: The PDF.
        index: Number of the page, from 0.
        dpi: Pixels per inch; fewer where the page is too large.

    Raises:
        Unreadable: "corrupt" where the page cannot be drawn.
    """
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            return _png(document, index, dpi)
        finally:
            document.close()
    except (Failed, ValueError, OSError) as error:
        raise Unreadable("corrupt", f"p.{index + 1}: cannot be drawn") from error


def _png(document: pypdfium2.PdfDocument, index: int, dpi: int) -> bytes:
    page = document[index]
    width, height = page.get_size()
    scale = min(dpi / 72, (_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, force_bitmap_format=pdfium.FPDFBitmap_Gray)
    raw, stride = bytes(bitmap.buffer), bitmap.stride
    rows = b"".join(b"\0" + raw[y * stride : y * stride + bitmap.width] for y in range(bitmap.height))
    head = struct.pack(">2I5B", bitmap.width, bitmap.height, 8, 0, 0, 0, 0)
    bitmap.close()
    page.close()
    parts = (_part(b"IHDR", head), _part(b"IDAT", zlib.compress(rows, 1)), _part(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
