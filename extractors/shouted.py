"""Names in capitals throughout, as bills of lading, contracts and letterheads write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractors import definitions, latin
from extractors.latin import UPPER
from extractors.patterns import late


class Find(NamedTuple):
    """Where a house stands whose name is in capitals.

    Attributes:
        short: Where its letters stand in brackets behind it, if they do.
    """

    start: int
    end: int
    short: tuple[int, int] | None = None


_WORD = rf"(?:[{UPPER}][{UPPER}0-9&'’-]*\.?|&)"
_LEGAL = (
    r"(?:CO(?:MPANY)?\.?,? ?)?(?:LTD\.?|LIMITED(?! (?:TO|BY|IN|EDITION))|INC\.(?! (?:VAT|TAX|GST))|CORP\.|CORPORATION)|"
    r"LLC|L\.L\.C\.|PLC|GMBH|S\.P\.A\.|B\.V\.|N\.V\.|S\.A\.|A/S|D\.O\.O\.|PTY\.? LTD\.?|PTE\.? LTD\.?|SDN\.? BHD\.?"
)
_BEGIN = r"(?<![\w&.-])(?<!\w['’])"
_REGISTERED = late(rf"{_BEGIN}((?:{_WORD},? ){{1,7}}?)(?:{_LEGAL})(?![\w-])")
_CUES = tuple("LTD LIMITED INC. CORP LLC L.L.C. PLC GMBH S.P.A. B.V. N.V. S.A. A/S D.O.O. BHD".split())
_LETTERED = late(rf"{_BEGIN}((?:{_WORD} ){{3,8}})\(([A-Z]{{3,8}})\)")
# What a form writes before a house without a colon.
_LABELS = frozenset(
    "SHIPPER CONSIGNEE NOTIFY PARTY BUYER SELLER EXPORTER IMPORTER MANUFACTURER SUPPLIER BENEFICIARY APPLICANT MESSRS "
    "TO FROM FOR AND BY OF THE BETWEEN WITH PER ORDER ON BEHALF A AN".split()
)
_LEAST = 3  # letters of a word of its own


def finds(text: str) -> Iterator[Find]:
    """Find registered names, and names whose letters stand in brackets behind them, in capitals throughout."""
    for match in _REGISTERED.finditer(text) if any(cue in text for cue in _CUES) else ():
        start = _behind_labels(match.group(1), match.start())
        if start < match.end(1) and _is_own(text[start : match.end(1)]):
            yield Find(start, match.end())
    for match in _LETTERED.finditer(text) if "(" in text else ():
        start = _behind_labels(match.group(1), match.start())
        name = text[start : match.end(1)].rstrip()
        house = not latin.ORG_HEADS.isdisjoint(name.casefold().split())
        if house and definitions.abbreviates(match.group(2), name.title()):
            yield Find(start, start + len(name), match.span(2))


def _behind_labels(words: str, start: int) -> int:
    for word in words.split(" "):
        if word.rstrip(",.") not in _LABELS:
            break
        start += len(word) + 1
    return start


def _is_own(words: str) -> bool:
    """Say whether a word is no everyday one: in SUPPLY LIMITED there is none."""
    bare = (word.strip(".,'’&-") for word in words.split())
    return any(len(word) >= _LEAST and not latin.common(word.casefold()) for word in bare)
