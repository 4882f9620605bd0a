"""Tables of contents: a heading, dots, the page.

What is in a chapter is said there; two entries have no more to do with each other than two chapters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.model import Segment
from extractors.text import per_file

_LEADER = re.compile(
    r"(?:(?<!\.)\.{5,}+|(?<!\. )(?:\. ){4,}+\.?|(?<!…)…{2,}+|(?<!·)·{5,}+|(?<!⋯)⋯{2,}+|(?<!．)．{4,}+)"
    r"[ \t\u3000]*+[(（]?(\d{1,4})(?=[)）\s]|$)(?!\s*[%％元])"
)
_LEAST = 3  # chosen: two dotted lines with whole numbers may be a form's
_APART = 3  # segments between two entries: a heading's second line


@per_file
def contents(segments: Sequence[Segment]) -> frozenset[int]:
    """Give the numbers of the segments that are entries of a table of contents.

    Its pages never fall: a list of prices with dots does not run so, and prices have fractions or a currency.
    """
    found, run, last, entries = set[int](), list[int](), 0, 0
    for at, segment in enumerate(segments):
        if ".." not in (text := segment.text) and not any(sign in text for sign in ("…", "·····", "⋯", ". . ", "．．")):
            continue
        pages = [int(hit.group(1)) for hit in _LEADER.finditer(text)]
        if not pages:
            continue
        if pages[0] < last or not run or at - run[-1] > _APART:
            run, entries = [], 0
        if sorted(pages) != pages:
            run, last = [], 0
            continue
        run.append(at)
        last, entries = pages[-1], entries + len(pages)
        if entries >= _LEAST:
            found.update(run)
    return frozenset(found)
