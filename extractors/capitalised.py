"""Capitalised names of a file's Latin text, each paragraph read as the language that it is in writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import foreign, latinfinds, tongues
from extractors.latin import Find
from extractors.model import Segment
from extractors.text import per_file

# Terms of delivery before a harbour or a coast: no name begins with them (CFR Far East). Incoterms 2020 and 2000
OF_TRADE = re.compile(r"(?:EXW|FCA|FAS|FOB|CFR|CIF|CPT|CIP|DAP|DPU|DDP|DAT|DES|DEQ|DDU|C&F|CNF)(?: |$)")


@per_file
def finds(segments: Sequence[Segment]) -> list[tuple[Find, ...]]:
    """Give the names of every segment of one file; text in no other language is read as English."""
    spoken = tongues.of(segments)
    if not any(spoken):
        return latinfinds.finds(segments)
    english = [replace(each, text="", cells=()) if told else each for each, told in zip(segments, spoken, strict=True)]
    known = foreign.habits([segment.text for segment, told in zip(segments, spoken, strict=True) if told])
    found = latinfinds.surer(segments, [
        foreign.finds(segment, told, known) if told else () for segment, told in zip(segments, spoken, strict=True)
    ])  # fmt: skip
    return [one or other for one, other in zip(found, latinfinds.finds(english), strict=True)]
