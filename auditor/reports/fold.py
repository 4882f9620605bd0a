"""Breaks lines by the width that a terminal gives their characters; Chinese has no spaces to break at."""

from __future__ import annotations

import re

from rich.cells import cell_len

# What must not be parted: a word or number with the marks that close behind it, a Chinese character with those.
_PIECE = re.compile(r"[“‘（《〔【]*(?:[\x21-\x7e\u00a0-\u02ff]+|[^\s])[”’）》〕】，。；：、！？…]*\s*")


def folded(text: str, width: int) -> list[str]:
    """Give the lines of one paragraph, each at most so many columns wide, but for a word that is wider by itself."""
    lines = [""]
    for piece in _PIECE.findall(text.strip()):
        if lines[-1] and cell_len(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]
