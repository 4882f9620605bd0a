"""What a clause says, apart from how it is written.

"容量 2,450 kVA" and "容量２４５０kVA" give one text, "2026-05-06" and "2026年5月6日" as well; 2,540 gives another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from extractors import registry
from extractors.keys import KEY_KINDS
from extractors.model import Recognizer, Segment, Span
from extractors.text import folded, simplified

_KEY = "\x02"  # stands before a key, so that "2450" as a number and as letters of a name stay two things


@lru_cache(maxsize=1 << 16)
def plain(clause: str) -> str:
    """Give what a clause says: its keys in their normalised forms, the words between them folded.

    Decisions: the clause is read for itself, without its document, so that the same clause gives the same text
    wherever it stands. Words are kept, for a clause with other words may say another thing of the same numbers.
    """
    text = " ".join(simplified(unicodedata.normalize("NFKC", clause)).split())
    parts, kept = [], 0
    for span in _apart(_keys(text)):
        parts += [_words(text[kept : span.start]), _KEY + span.norm]
        kept = span.end
    return "|".join(part for part in (*parts, _words(text[kept:])) if part)


def _words(text: str) -> str:
    return folded(text) if any(character.isalnum() for character in text) else ""


def _keys(text: str) -> list[Span]:
    segments = [Segment(text, "body", "")]
    return [span for recognizer in _of_keys() for span in recognizer.find(segments)[0] if span.kind in KEY_KINDS]


@cache
def _of_keys() -> tuple[Recognizer, ...]:
    return tuple(each for each in registry.recognizers() if KEY_KINDS.intersection(each.kinds))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Keep the longest spans, none over another, in the order of the text."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start, span.kind, span.norm)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
