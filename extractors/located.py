"""Latin words that say where something is, whatever house is called after the place: in Sørvik, Praha, 10 June 2025."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors import cells, lexicon
from extractors.model import Segment

_BEFORE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]round) $")
# What goes on with the name, or says whose it is: in Corvel's hall, in Corvel Ltd, in Corvel terms.
_OWN = re.compile(r"['’]|[ -][A-Z&]|-|\w")
_WATERSIDE = re.compile(
    r" (?:kai|quay|pier|harbou?r|jetty|landing|slipway|ramp|island|islands|peninsula|bay|fjord|valley|village|town"
    r"|parish|road|airport|junction)\b"
)
_MONTH = (
    "[Jj]an(?:uary|uar|vier|uari)?|[Ff]eb(?:ruary|ruar|ruari)?|[Ff]évrier|M[aä]r(?:ch|z|s)|[Mm]ars|[Mm]aart"
    "|[Aa]pr(?:il)?|[Aa]vril|[Mm]ay|[Mm]ai|[Mm]ei|[Jj]un[ei]?|[Jj]uin|[Jj]uly?|[Jj]uli|[Jj]uillet|[Aa]ug(?:ust|ustus)?|[Aa]oût|[Ss]ep(?:t|tember|tembre)?"
    "|[Oo][ck]t(?:ober|obre)?|[Nn]ov(?:ember|embre)?|[Dd]e[cz](?:ember)?|[Dd]écembre"
)
DATELINE = re.compile(
    rf"^\s*([A-ZÀ-Ž][\w’'-]+(?: [A-ZÀ-Ž][\w’'-]+)?), (?:the |den |le |am )?\d{{1,2}}(?:st|nd|rd|th|\.|er)? "
    rf"(?:{_MONTH})\.?,? \d{{4}}\b"
)


_DAY = re.compile(
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend"
    r"|Mo|Di|Mi|Do|Fr|Sa|So|[Ll]undi|[Mm]ardi|[Mm]ercredi|[Jj]eudi|[Vv]endredi|[Ss]amedi|[Dd]imanche|Dated?|Issued|Revised|Updated"
    r"|Draft|Version|Rev|Week|Minutes|Meeting|Letter|Signed|Sent|Printed|Page|Night|Morning|Evening"
)


def is_where(segment: Segment, start: int, end: int) -> bool:
    """Say whether a Latin word stands where a place does: behind in, in a dateline, below a header of places."""
    text = segment.text
    cell = next((each for each in segment.cells if each.start <= start < each.end), None)
    filled = cell is not None and text[cell.start : cell.end].strip() == text[start:end]
    if cell is not None and filled and cells.role(cell.header) == "place":
        return True
    if (line := DATELINE.match(text)) and line.span(1) == (start, end):
        return True
    if _WATERSIDE.match(text, end):
        return True
    return _BEFORE.search(text, max(0, start - 9), start) is not None and not _OWN.match(text, end)


def datelines(text: str) -> Iterator[tuple[int, int]]:
    """Give the town that opens a letter's dateline: Bystřany, 17 April 2025."""
    line = DATELINE.match(text)
    if line and not _DAY.fullmatch(line.group(1)) and line.group(1).split()[0] not in lexicon.entries("firstnames"):
        yield line.span(1)
