"""What belongs together by the signs that it shares, over others too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from auditor.roots import Roots


def has_cluster_of(least: float, signs: Mapping[str, Collection[str]]) -> bool:
    """Say whether so many texts, at least one, hang together; asks no further once they do."""
    if least <= 1:
        return bool(signs)
    roots, first, size = Roots(signs), dict[str, str](), dict.fromkeys(signs, 1)
    for text, held in signs.items():
        for sign in held:
            ends = {roots.of(first.setdefault(sign, text)), roots.of(text)}
            if len(ends) > 1:
                roots.join(*ends)
                many = size[min(ends)] = sum(size[end] for end in ends)
                if many >= least:
                    return True
    return False


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
