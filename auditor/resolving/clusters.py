"""What belongs together by the signs that it shares, over others too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping


def clusters(signs: Mapping[str, Collection[str]]) -> list[set[str]]:
    """Cluster texts by the signs that they share, over others too; sorted."""
    root = {text: text for text in signs}

    def top(text: str) -> str:
        while root[text] != text:
            root[text] = root[root[text]]
            text = root[text]
        return text

    first: dict[str, str] = {}
    for text in sorted(signs):
        for sign in signs[text]:
            one, other = sorted((top(first.setdefault(sign, text)), top(text)))
            root[other] = one
    found: dict[str, set[str]] = defaultdict(set)
    for text in sorted(signs):
        found[top(text)].add(text)
    return list(found.values())
