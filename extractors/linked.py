"""Names of bodies that "and" runs through: Northmere Fire and Rescue Service, Prosthetics and Rehab Exchange."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors import lexicon

_HEADS = lexicon.section("latin", "latin.org_heads") | frozenset("service exchange circle club trust".split())
_FIRMS = frozenset("holdings partners ventures brothers bros sons motors airlines airways group bank".split())
_LONGEST = 5  # words before the "and"


def is_one_trade(piece: str, before: Sequence[str], behind: Sequence[str], common: Callable[[str], bool]) -> bool:
    """Say whether nothing but everyday words for a trade stands between an "and" and the word that says a body.

    Before it stands a word of the body's own, and the last one before it is such a trade or a place's: two names that
    an "and" joins have each a word of its own. A firm's people and its group stay two (Anna Kemp and Sales Group).
    """
    if " and " not in piece or not 1 < len(behind) < 4 or len(before) > _LONGEST:
        return False
    if behind[-1].casefold() not in _HEADS - _FIRMS or not all(map(common, behind[:-1])):
        return behind[-1] == "Group" and len(before) > 1 and common(before[-1]) and all(map(common, behind[:-1]))
    given = before[0] in lexicon.entries("firstnames") and len(before) == 2
    return not given and all(word[:1].isupper() for word in behind)
