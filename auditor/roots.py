"""Which things are one, over others too: disjoint sets, of each of which the smallest stands for all."""

from __future__ import annotations

from collections.abc import Iterable


class Roots:
    """Disjoint sets of strings; each begins alone."""

    def __init__(self, each: Iterable[str]) -> None:
        self._parent = {one: one for one in each}

    def of(self, one: str) -> str:
        """Give the smallest of all that are one with this."""
        parent = self._parent
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def join(self, one: str, other: str) -> None:
        """Make two one, with all that are one with either."""
        first, second = sorted((self.of(one), self.of(other)))
        self._parent[second] = first
