"""Letters that minutes explain by the full names behind them: HB Harriet Bell; TA Tormod Aas (Thorvind AS)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors import latin, sieve
from extractors.model import NAME_KINDS, Mention, Segment
from extractors.text import folded

LEAST = 2  # persons whom a segment explains so; one alone may be a firm's letters before a person of it
SURE = 0.85
_EXPLAINED = re.compile(
    r"(?<![\w.])(?P<letters>[A-Z]{2,3})(?: ?[=:–—-] ?| )(?P<full>[A-ZÀ-Ž][\w’'-]+(?: [A-ZÀ-Ž][\w’'-]+){1,2})(?! ?[A-Z])"
)
_MARK = sieve.mark(_EXPLAINED)


def settle(segments: Sequence[Segment], mentions: list[Mention]) -> None:
    """Make such letters and names persons, whatever else was made of the stretch; in place."""
    marked = (at for at, marks in enumerate(sieve.marks(segments)) if marks & _MARK)
    found = {at: told for at in marked if len(told := list(explained(segments[at].text))) >= LEAST}
    if not found:
        return
    mentions[:] = [each for each in mentions if not _crosses(each, found.get(each.segment, ()))]
    for at, told in found.items():
        for match in told:
            full = folded(match["full"])
            mentions.append(Mention(at, *match.span("full"), "person", full, SURE, "definition"))
            mentions.append(
                Mention(at, *match.span("letters"), "person", folded(match["letters"]), SURE, "definition", full)
            )


def explained(text: str) -> Iterator[re.Match[str]]:
    """Give the letters of a text with the full names whose they are."""
    for match in _EXPLAINED.finditer(text):
        words = match["full"].split()
        heads = "".join(word[0] for word in words)
        if match["letters"] in (heads, heads[0] + heads[-1]) and not any(map(latin.common, words)):
            yield match


def _crosses(mention: Mention, told: Sequence[re.Match[str]]) -> bool:
    inside = mention.kind in NAME_KINDS
    return inside and any(mention.start < match.end() and match.start() < mention.end for match in told)
