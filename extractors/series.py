"""Samples, wells and tests that are counted one after another: RL-1185, RL-1186, RL-1187 are no products.

What is made has a model; what is drilled, sampled or fired has the next number. Of 26 names of products that stood with
two neighbours in one file none was one (68 hand-written folders, 2026-11).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from extractors.model import Mention, Segment

_COUNTED = re.compile(r"([A-Z]{1,4})[-– ]?(\d{1,6})(?:#|号)?")
RUN = 3  # numbers that follow one another


def settle(segments: Sequence[Segment], mentions: list[Mention]) -> None:
    """Drop the products of a file whose numbers run on, in place."""
    seen = defaultdict[tuple[str, int], set[int]](set)
    for mention in mentions:
        if counted := _counted(mention, segments):
            seen[counted[:2]].add(counted[2])
    long = {key: held for key, held in seen.items() if len(held) >= RUN}
    if long:
        mentions[:] = [each for each in mentions if not _runs_on(_counted(each, segments), long)]


def _counted(mention: Mention, segments: Sequence[Segment]) -> tuple[str, int, int] | None:
    """Give the letters, the digits and the number of a product that is called by nothing else.

    A house or a project that nothing but its look speaks for counts as one: FT01, FT02, FT03 are tests.
    """
    looks = mention.kind in ("organisation", "project", "place") and mention.evidence in ("capitals", "tagger")
    if mention.kind != "product" and not looks:
        return None
    match = _COUNTED.fullmatch(segments[mention.segment].text, mention.start, mention.end)
    return (match.group(1), len(match.group(2)), int(match.group(2))) if match else None


def _runs_on(counted: tuple[str, int, int] | None, held: dict[tuple[str, int], set[int]]) -> bool:
    if counted is None:
        return False
    numbers, at = held.get(counted[:2], set()), counted[2]
    return any(all(n in numbers for n in range(first, first + RUN)) for first in range(at - RUN + 1, at + 1))
