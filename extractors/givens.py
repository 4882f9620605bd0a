"""Given names that are words as well: where a person is meant by 可望 and by Bill, and where the word is."""

from __future__ import annotations

import re

from extractors import cells
from extractors.chinese import is_everyday
from extractors.model import Segment
from extractors.text import simplified

_PARTS = re.compile(r"[^、，,/\s]+")
_LISTED = re.compile(
    "(?:^|(?<=[：:，,。；\\t ]))[\u4e00-\u9fff]{2,4}(?:[、/][\u4e00-\u9fff]{2,4})+(?=$|[，,。；;\\t ）)（(])"
)


def is_listed(segment: Segment, start: int, end: int) -> bool:
    """Say whether a word fills a part of a cell of persons, or stands in a list whose other parts are mostly no words.

    Two others at least: 炳南、可望、碧茹, not 设计、建设、运营.
    """
    text = simplified(segment.text)
    cell = next((each for each in segment.cells if each.start <= start < each.end), None)
    if cell is not None and cells.role(cell.header) == "person":
        return any(part.span() == (start, end) for part in _PARTS.finditer(text, cell.start, cell.end))
    held = next((each for each in _LISTED.finditer(text) if each.start() <= start and end <= each.end()), None)
    parts = re.split("[、/]", held.group()) if held else []
    others = [part for part in parts if part != text[start:end]]
    return len(others) > 1 and len(others) < len(parts) and 2 * sum(map(is_everyday, others)) < len(others)


# Who is spoken of by a given name that is an English word: it opens a clause before what people do, or is spoken to.
_BEFORE_NAMED = re.compile(
    r"(?:^|[.!?;:–—] |[\t\n(] ?"
    r"|\b(?:ask|asked|tell|told|with|from|by|see|call|called|met|thanks?|dear|hi|hello|between|and) )$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r" (?:said|says|asked|asks|told|tells|wants?|wanted|thinks?|thought|has|had|was|will|would|rang|rings|phoned|called"
    r"|wrote|writes|sent|sends|came|comes|went|goes|knows|knew|took|takes|brought|brings|met|left|leaves|showed|shows"
    r"|signed|signs|agreed|agrees|offered|offers|reported|reports|noted|notes|added|adds|replied|answered|promised"
    r"|explained|confirmed|chaired|joined|runs|ran|did|does|gave|gives|got|gets|made|makes|kept|keeps|found|saw|drove"
    r"|drives|paid|pays|put|set|looked|looks|laughed|grumbled|insists?|insisted|reckons?|reckoned|objected|objects)\b"
)
_SPOKEN_TO = re.compile(r"[,.;:)]|\s*$|['’]s | and [A-Z]")


def is_spoken_of(text: str, start: int, end: int) -> bool:
    """Say whether an English word that is a given name of the folder is a person where it stands: Bill asked twice."""
    before = _BEFORE_NAMED.search(text, max(0, start - 12), start)
    if before is None:
        return False
    opens = not before.group().strip().isalpha()
    return _DOES.match(text, end) is not None or (not opens and _SPOKEN_TO.match(text, end) is not None)
