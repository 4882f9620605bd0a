"""Patterns that are compiled when something is first looked for with them.

A run that finds a folder unchanged reads nothing, and compiling what reading would need is a quarter of its time. What
is asked of a pattern before, its text and flags, it tells without being compiled. A match names the compiled one as its
`re`: whose match it is, the texts of both tell.
"""

from __future__ import annotations

import re
from typing import Any, cast

from extractors import beginnings

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Late:
    """Stands for a pattern; once compiled, its methods are this one's own and cost no more than they do there."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags | re.UNICODE

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copies and pickles ask for
            raise AttributeError(name)
        compiled = self._compiled()
        self.__dict__.update({each: getattr(compiled, each) for each in _METHODS})
        return getattr(compiled, name)

    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.pattern, self.flags)


class _Seldom(_Late):
    """A late pattern that looks at the characters that it can begin with before all else."""

    def _compiled(self) -> re.Pattern[str]:
        return re.compile(f"{beginnings.ahead(self.pattern, self.flags)}(?:{self.pattern})", self.flags)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give a pattern as `re.compile` does, compiled when it is first used; its text sets no flags of the whole."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


def seldom(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give a pattern as `late` does, of which few places of a text can be the beginning: it is tried there alone.

    For what begins with many alternatives, or with what may be left out. What begins with one set of characters or a
    word by itself `re` skips to already, faster than this.
    """
    return cast("re.Pattern[str]", _Seldom(pattern, flags))
