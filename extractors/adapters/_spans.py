"""What every adapter needs: kinds for the types that models tell apart, and a span of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.model import Kind, Span
from extractors.text import folded

# Types of the usual schemes in lower case: OntoNotes 5, CoNLL 2003, MSRA, PKU and Wikipedia; others are left out.
KINDS: dict[str, Kind] = {
    "per": "person", "person": "person", "nr": "person",
    "org": "organisation", "organization": "organisation", "organisation": "organisation", "company": "organisation",
    "nt": "organisation",
    "loc": "place", "location": "place", "gpe": "place", "ns": "place", "place": "place",
    "fac": "site", "facility": "site", "site": "site",
    "product": "product", "project": "project", "programme": "programme",
}  # fmt: skip
SURE = 0.6  # chosen: of models that do not say how sure they are; a name has to be as sure as 0.5 to count
_MOST = 0.9  # measured: of the finds of LAC that say more, so many are right; UNER zh dev, 2026-11

Found = tuple[int, int, str, float]  # start, end, the model's own type, how sure it is


def spans(text: str, found: Iterable[Found]) -> list[Span]:
    """Give a model's finds in one text as spans, blanks at their edges left out; types without a kind give none."""
    return list(_spans(text, found))


def _spans(text: str, found: Iterable[Found]) -> Iterator[Span]:
    for start, end, type_, sure in found:
        kind = KINDS.get(type_.casefold())
        name = text[start:end].strip()
        if kind and len(name) > 1:
            first = text.index(name, start)
            yield Span(first, first + len(name), kind, folded(name), round(min(sure, _MOST), 2), "tagger")
