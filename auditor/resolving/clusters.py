"""What belongs together by the signs that it shares, over others too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from auditor.roots import Roots


def clusters(signs: Mapping[str, Collection[str]]) -> list[set[str]]:
    """Cluster texts by the signs that they share, over others too; sorted."""
    roots = Roots(signs)
    first: dict[str, str] = {}
    for text in sorted(signs):
        for sign in signs[text]:
            roots.join(first.setdefault(sign, text), text)
    found: dict[str, set[str]] = defaultdict(set)
    for text in sorted(signs):
        found[roots.of(text)].add(text)
    return list(found.values())
