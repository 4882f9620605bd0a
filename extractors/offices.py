"""Offices inside a run of capitals: what stands before one is a body, what stands behind it a person.

English writes Ryanair CEO Anna Wexley and Prime Minister Jon Falkenau without a small word between.
"""

from __future__ import annotations

import re

_RANK = "Former|Acting|Deputy|Vice|Chief|Prime|First|Executive|Senior|Managing|Press|Assistant|Interim|Presiding|Ex-?"
OFFICES = frozenset(
    "CEO CFO COO CTO Chairman Chairwoman Chairperson President Minister Governor Senator Secretary Undersecretary "
    "Spokesman Spokeswoman Spokesperson Executive Officer Director Judge Justice Commissioner Chancellor Mayor "
    "Congressman Congresswoman Representative Ambassador".split()
)
_OFFICE = re.compile(
    rf"(?:^| )(?:(?:{_RANK}) ?)*"
    rf"(?P<office>(?:Executive |Financial |Operating )?(?:{'|'.join(sorted(OFFICES))}))(?: |$)"
)
_LAST = frozenset(["CEO", "CFO", "COO", "CTO", "Chairman", "Chairwoman", "Chairperson", "President", "Minister"])
_BEFORE = re.compile(rf"^(?:{_RANK}) ")
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]*\.?(?: [^\W\d_a-z][^\W\d_’']*(?:[’'][^\W\d_]+)?\.?){0,3}$")


# Who chairs a body: Lake Committee Co-Chairs Ann Wexley. A chair of wood has no such word before it.
_CHAIR = re.compile(
    r"(?:^|(?<=[a-z]) )(?:[Cc]ommittee|Board|Council|Forum|Group|Force|Association|Society|Club|Commission|Party)"
    r"(?P<office> (?:Co-?|Vice-?|Deputy |Acting )?[Cc]hair(?:s|m[ae]n|women|woman|persons?)?)(?P<end> |$)"
)


def chair(piece: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Give the body before its chair and what stands behind in a run of capitals, None where there is no chair."""
    match = _CHAIR.search(piece) if "hair" in piece else None
    if match is None or not (match["end"] == "" or _NAME.match(piece[match.end() :])):
        return None
    return (0, match.start("office")), (match.end(), len(piece))


def between(piece: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Give the stretches before and behind an office in a run of capitals, None where there is none.

    Either may be empty. An office at the end is one where it can hardly be another thing's name (Ryanair CEO).
    """
    match = None if OFFICES.isdisjoint(piece.split()) else _OFFICE.search(piece)
    if match is None:
        return None
    behind = piece[match.end() :]
    if (behind and not _NAME.match(behind)) or (not behind and match["office"] not in _LAST):
        return None
    rank = _BEFORE.match(piece[: match.start()])
    return (rank.end() if rank else 0, match.start()), (match.end(), len(piece))
