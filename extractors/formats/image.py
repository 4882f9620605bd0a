"""Pictures: their text would need character recognition, and the audit has to say so."""

from __future__ import annotations

from extractors.model import Format, Limits, Problem, Reading


def read(data: bytes, reading: Reading, limits: Limits) -> None:  # noqa: ARG001  the contract of every format
    """Note that what the picture shows was not read."""
    reading.problems.append(Problem("needs_ocr", "a picture; what it shows is not read"))


FORMAT = Format(kinds=("jpeg", "png", "gif", "bmp", "tiff", "webp", "heic"), layers=(), read=read)
