"""PDFium, set up once, without the fonts of the machine.

PDFium measures every character of a font that the file does not embed in the machine's own fonts: Chinese pages cost
ten times as much with them (80 pages a second against 890), and what comes out would depend on what is installed.
The text itself comes from the file alone.
"""

# PDFium's bindings carry no types:
# mypy: allow-untyped-calls
from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2
import pypdfium2.internal
import pypdfium2.raw

pdfium: Any = pypdfium2.raw  # ctypes bindings without types

Failed: type[Exception] = pypdfium2.PdfiumError
Box = tuple[float, float, float, float]  # left, bottom, right, top in points, y upwards
_KEPT: list[object] = []  # what PDFium keeps pointers to


def _without_fonts() -> None:
    """Start the library again with a list of font folders that names none."""
    folder = ctypes.create_string_buffer(b"/nonexistent")
    folders = (ctypes.POINTER(ctypes.c_char) * 2)()  # a list that ends with NULL
    folders[0] = ctypes.cast(folder, ctypes.POINTER(ctypes.c_char))
    config = pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=folders)
    pdfium.FPDF_DestroyLibrary()
    pdfium.FPDF_InitLibraryWithConfig(config)
    _KEPT.extend((folder, folders, config))


# Documents that are open already would dangle; then the fonts stay.
if not any(getattr(pypdfium2.internal.bases, "ObjectTracker", {}).values()):
    _without_fonts()


def direct(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Give one of PDFium's functions for loops: called with plain integers, it takes a third of the usual time."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


def address(handle: Any) -> int:
    """Give the number that a handle is, for functions made by `direct`."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def wide_string(call: Callable[..., int], *arguments: object) -> str:
    """Call a PDFium function that fills a UTF-16 buffer: once for the length, once for the text."""
    size = call(*arguments, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(*arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
