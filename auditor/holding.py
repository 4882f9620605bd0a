"""Names of which one holds the other whole: that they have to do with each other stands in the names themselves.

临海检测 and 临海检测苏北分公司, Corvella and the Corvella Library Trust: whoever reads both names knows it, and needs
no two files. Of 1,942 associations that the writers of hand-written folders put in, none joins two such names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.text import has_cjk, simplified

LEAST = 2  # letters of a name that can be held: one stands in everything


class Holding:
    """Tells which of a folder's names hold others."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        """Take the spellings of names by their ids."""
        self._names = names
        self._folded: dict[str, tuple[str, ...]] = {}

    def __call__(self, one: str, other: str) -> bool:
        """Say whether the longest spelling of either stands within one of the other; what has no name does not."""
        mine, theirs = self._spellings(one), self._spellings(other)
        return _held(mine, theirs) or _held(theirs, mine)

    def _spellings(self, id_: str) -> tuple[str, ...]:
        """Give the spellings of a name in one form, the longest first."""
        if id_ not in self._folded:
            forms = {" ".join(simplified(name).casefold().split()) for name in self._names.get(id_, ())}
            self._folded[id_] = tuple(sorted(forms, key=lambda form: (-len(form), form)))
        return self._folded[id_]


def _held(inner: Sequence[str], outer: Sequence[str]) -> bool:
    return bool(inner) and len(inner[0]) >= LEAST and any(_stands(inner[0], form) for form in outer)


def _stands(name: str, text: str) -> bool:
    """Say whether a name stands within a longer text, letters and digits that are no Chinese as whole words."""
    at = text.find(name) if len(name) < len(text) else -1
    while at >= 0:
        end = at + len(name)
        if not (_runs_on(text[at - 1 : at + 1]) or _runs_on(text[end - 1 : end + 1])):
            return True
        at = text.find(name, at + 1)
    return False


def _runs_on(two: str) -> bool:
    """Say whether two neighbouring characters belong to one word or number."""
    return len(two) > 1 and two.isalnum() and not has_cjk(two)
