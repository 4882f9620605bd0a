"""What the tables of the key recognizers share: one text in, the norms found out."""

from __future__ import annotations

from extractors.model import Cell, Recognizer, Segment


def norms(recognizer: Recognizer, text: str, header: str = "") -> list[str]:
    """Give the norms found in a text, or in a cell under a header."""
    cells = (Cell(0, len(text), header),) if header else ()
    segment = Segment(
        text, "table" if header else "body", "x", "row" if header else "paragraph", int(bool(header)), cells
    )
    return [span.norm for span in recognizer.find([segment])[0]]
