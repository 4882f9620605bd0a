"""What a form's fields are called for a reader, and which of its choices say anything about who fills it in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors import lexicon

_NUMBERED = re.compile(r"\[[0-9]+\]$")
_JOINT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_+")
_CODE = re.compile(r"[A-Za-z]{0,2}[0-9]{0,3}")
_MANY = 20  # chosen: shorter lists of lands are as soon those where somebody works
_LEAST_SHARE = 0.5


def field(parts: Sequence[str]) -> str:
    """Name a field by its own part of a form designer's path, in words: the last of Form1[0].#sub[0].SendTo[0].

    Paths that number nothing are a person's own names and stay; a mere code (A1) stands behind the part above it.
    """
    if not any(_NUMBERED.search(part) for part in parts):
        return ".".join(parts)
    own = [_NUMBERED.sub("", part) for part in parts if not part.startswith("#")]
    last = own[-2:] if own and _CODE.fullmatch(own[-1]) else own[-1:]
    return " ".join(map(words, last))


def words(name: str) -> str:
    """Part a name that is written in one into its words: ContactEmail, budget_total."""
    return " ".join(_JOINT.sub(" ", name).split())


def choices(options: Sequence[str]) -> str:
    """Give what a list offers; of the lands or states of the world, which any form has, the first and the last."""
    known = sum(_land(option) in _lands() for option in options)
    if len(options) >= _MANY and known >= _LEAST_SHARE * len(options):
        return f"{options[0]} … {options[-1]}"
    return "; ".join(options)


def _land(option: str) -> str:
    """Give the name of an option that may have a code before it and a title behind: MDA: MOLDOVA, REPUBLIC OF."""
    return option.rpartition(": ")[2].partition(",")[0].partition(" (")[0].strip().casefold()


@lru_cache(maxsize=1)
def _lands() -> frozenset[str]:
    return frozenset(place.casefold() for place in lexicon.names("places"))
