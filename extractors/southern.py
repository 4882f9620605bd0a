"""Chinese family names as their bearers from the south or abroad spell them: 麦 is Mak, 曾 Tsang and Tseng."""

from __future__ import annotations

from functools import lru_cache

from extractors import lexicon


@lru_cache(maxsize=1)
def _spelled() -> dict[str, frozenset[str]]:
    held = (line.split() for line in lexicon.lines("southern"))
    return {sign: frozenset(spellings) for sign, *spellings in held}


def spellings(family: str) -> frozenset[str]:
    """Give how a family name in simplified characters is spelled beside its pinyin, folded; nothing for a rare one."""
    return _spelled().get(family, frozenset())
