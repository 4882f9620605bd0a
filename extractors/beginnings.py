"""What the finds of a pattern begin with, read off the pattern: it is tried where one may begin, and nowhere else.

`re` tries a pattern that begins with alternatives at every place of a text, one alternative after another: a list of
two hundred jobs costs 740 ns a character, behind a look at the next two characters 20 (tests/bench, 2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from importlib import import_module
from typing import Any

REACH = 3  # characters that are looked at; a fourth left hardly fewer places
_LAST = 0x10FFFF
# Characters as the inside of a set reads them: single ones and ranges, and classes by their escape.
_Items = frozenset[tuple[int, int] | str]
_CLASSES = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}


def ahead(pattern: str, flags: int = 0) -> str:
    """Give a look ahead that holds wherever a pattern may begin: one set for each of its first characters, "" for none.

    It takes in no character and no group: in front of the pattern it changes no find.
    """
    parser: Any = import_module("re._parser")
    beginning = _Beginning()
    behind = beginning.sequence(parser.parse(pattern, flags), frozenset({0}))
    sure = beginning.sets[: min(behind)]
    while sure and sure[-1] is None:
        sure.pop()
    return f"(?={''.join(map(_written, sure))})" if sure else ""


class _Beginning:
    """What may stand at each of the first places of a find.

    Attributes:
        sets: By place; None where it is any character.
    """

    def __init__(self) -> None:
        """Begin with nothing that may stand anywhere."""
        self.sets: list[_Items | None] = [frozenset()] * REACH

    def sequence(self, parts: Iterable[tuple[Any, Any]], at: frozenset[int]) -> frozenset[int]:
        """Take in parts one behind another from these places on; gives the places behind, REACH for all further."""
        for kind, argument in parts:
            if min(at) >= REACH:
                break
            at = self._part(str(kind), argument, at)
        return at

    def _part(self, kind: str, argument: Any, at: frozenset[int]) -> frozenset[int]:
        match kind:
            case "LITERAL":
                return self._one(frozenset({(argument, argument)}), at)
            case "IN":
                return self._one(_items(argument), at)
            case "NOT_LITERAL" | "ANY":
                return self._one(None, at)
            case "AT" | "ASSERT" | "ASSERT_NOT":
                return at
            case "SUBPATTERN" if not argument[1] and not argument[2]:
                return self.sequence(argument[3], at)
            case "ATOMIC_GROUP":
                return self.sequence(argument, at)
            case "BRANCH":
                return frozenset().union(*(self.sequence(each, at) for each in argument[1]))
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, most, inner = argument
                return self._repeat(least, int(most), inner, at)
            case _:  # what is not understood may be of any length, of any characters
                self._one(None, frozenset(range(min(at), REACH)))
                return frozenset(range(min(at), REACH + 1))

    def _repeat(self, least: int, most: int, inner: Any, at: frozenset[int]) -> frozenset[int]:
        for _ in range(min(least, REACH)):
            at = self.sequence(inner, at)
        behind = at
        for _ in range(min(most - least, REACH)):
            at = self.sequence(inner, at)
            behind |= at
        return behind

    def _one(self, items: _Items | None, at: frozenset[int]) -> frozenset[int]:
        for place in at - {REACH}:
            known = self.sets[place]
            self.sets[place] = None if items is None or known is None else known | items
        return frozenset(min(place + 1, REACH) for place in at)


def _items(held: Iterable[tuple[Any, Any]]) -> _Items | None:
    """Give what a set of a pattern holds, or more; None for any character."""
    found, negated = list[tuple[int, int] | str](), False
    for kind, argument in held:
        match str(kind):
            case "NEGATE":
                negated = True
            case "LITERAL":
                found.append((argument, argument))
            case "RANGE":
                found.append(argument)
            case _:  # CATEGORY_NOT_WORD
                _, *no, name = str(argument).split("_")
                found.append(_CLASSES[name].upper() if no else _CLASSES[name])
    if not negated:
        return frozenset(found)
    # what is none of some characters and no non-word is a word's: [^\\W_]
    positive = [each.lower() for each in found if isinstance(each, str) and each.isupper()]
    return frozenset(positive[:1]) if positive else None


def _written(items: _Items | None) -> str:
    if items is None:
        return r"[\s\S]"
    classes = [f"\\{each}" for each in sorted(each for each in items if isinstance(each, str))]
    ranges = _merged(sorted(each for each in items if not isinstance(each, str)))
    return f"[{''.join(classes)}{''.join(f'{_escaped(first)}-{_escaped(last)}' for first, last in ranges)}]"


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    def add(found: list[tuple[int, int]], each: tuple[int, int]) -> list[tuple[int, int]]:
        if found and each[0] <= found[-1][1] + 1:
            return [*found[:-1], (found[-1][0], max(found[-1][1], each[1]))]
        return [*found, each]

    return reduce(add, ranges, list[tuple[int, int]]())


def _escaped(code: int) -> str:
    return re.escape(chr(code)) if chr(code) not in "&~|-" else f"\\{chr(code)}"
