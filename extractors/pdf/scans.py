"""Pages of pixels: their text by character recognition, where it was asked for."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

from extractors.images import ocr
from extractors.model import Problem, Unreadable
from extractors.pdf.render import page_png
from extractors.sink import Sink


def recognised(data: bytes, pages: Sequence[int], sink: Sink) -> list[int]:
    """Put the text of these pages into the reading.

    Args:
        data: The PDF.
        pages: Numbers of its pages, from 0.
        sink: Where the text goes; its limits say how many pages are recognised.

    Returns:
        The pages that are still unread: all of them where recognition was not asked for. A page that was recognised
        and shows no text is named as a problem of its own.
    """
    recognition = ocr.Recognition(sink)
    if not recognition.wanted:
        return list(pages)
    left = []
    for index in pages:
        where = f"p.{index + 1}"
        if recognition.spent:
            left.append(index)
            continue
        try:
            why = recognition.page(Image.open(io.BytesIO(page_png(data, index))), where)
        except Unreadable as error:
            sink.problem("corrupt", where, error)
            continue
        if why == ocr.NO_TEXT:
            sink.reading.problems.append(Problem("empty", f"{where}: {why}"))
        elif why:
            left.append(index)
    return left
