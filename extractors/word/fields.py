"""Field codes of word processors: which of them say more than the text that they show."""

from __future__ import annotations

from extractors.sink import Sink, clean

# Codes that number, date, lay out or point within the document itself.
_DULL = frozenset(
    "PAGE NUMPAGES TOC PAGEREF REF SEQ NOTEREF STYLEREF SECTION SECTIONPAGES SYMBOL EQ = LISTNUM TC XE INDEX "
    "FORMCHECKBOX FORMTEXT FORMDROPDOWN DATE TIME SAVEDATE PRINTDATE CREATEDATE ADVANCE SHAPE EMBED AUTONUM AUTONUMLGL "
    "AUTONUMOUT QUOTE PRINT CONTROL NUMCHARS NUMWORDS REVNUM EDITTIME".split()
)


def put(codes: list[str], sink: Sink) -> None:
    """Put the telling codes (links, included files, merge fields, authors) into the reading as metadata, each once."""
    for code in dict.fromkeys(clean(code) for code in codes):
        words = code.split()
        if words and words[0].upper() not in _DULL:
            sink.field("field code", code, "metadata", "fields")
