"""Latin names whose words are clipped: Jabali Tech. Supplies, Acacia Lab of Acacia Certification Laboratory."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from auditor.resolving.nodes import Found, Nodes
from extractors import forms, latin
from extractors.text import folded, has_cjk, in_order

_KINDS = ("organisation", "site")
_JOINTS = re.compile(r"[\s/&-]+")
_LEAST, _LEFT_OUT = 3, 3  # letters of a clipped word, and of what it lacks where no point says that it is clipped
_LONGEST = 5  # words of a name of which the first and the last alone are said


def clipped(nodes: Nodes) -> Iterator[Found]:
    """Join a name with clipped words to the only one whose words they are.

    Of the two such pairs in 41 hand-written folders none was two bodies (2026-11).
    """
    by_first: dict[str, list[str]] = defaultdict(list)
    held = {key: words for key, node in nodes.items() if node.kind in _KINDS and (words := _words(node.text))}
    for key, words in held.items():
        by_first[folded(words[0])[:_LEAST]].append(key)
    for key, words in held.items():
        near = by_first[folded(words[0])[:_LEAST]] if len(words) > 1 else ()
        wide = forms.widest(other for other in near if _clips(words, held[other]))
        if len(wide) == 1:
            yield Found(key, wide[0], "clipped words of the only name that fits", 0.8)
    yield from _lettered(held)


def _lettered(held: Mapping[str, Sequence[str]]) -> Iterator[Found]:
    """Join a name whose first word is letters to the only one whose first word they shorten: WG Altenried, KW Stubach.

    WG of Winzergenossenschaft, KW of Kraftwerk: the word's first letter, and others of it in their order.
    """
    by_rest: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, words in held.items():
        if len(words) > 1 and len(words[0]) >= _COMPOUND and not words[0].isupper():
            by_rest[tuple(map(folded, words[1:]))].append(key)
    for key, words in held.items():
        letters = words[0] if len(words) > 1 else ""
        if 1 < len(letters) < 5 and letters.isupper():
            near = by_rest[tuple(map(folded, words[1:]))]
            fits = forms.widest(other for other in near if _shortens(letters, held[other][0]))
            if len(fits) == 1:
                yield Found(key, fits[0], "clipped words of the only name that fits", 0.8)


_COMPOUND = 7  # letters of a word that two or three of them stand for


def _shortens(letters: str, word: str) -> bool:
    few, many = letters.casefold(), word.casefold()
    return few[0] == many[0] and in_order(few, many)


@lru_cache(maxsize=1 << 16)  # every look at a folder asks again
def _words(text: str) -> tuple[str, ...]:
    """Give the words of a Latin name that tell it, legal form and small ones left out."""
    if has_cjk(text) or " " not in text:
        return ()
    return tuple(word for word in _JOINTS.split(latin.LEGAL_END.sub("", text)) if word[:1].isupper())


def _clips(short: Sequence[str], full: Sequence[str]) -> bool:
    """Say whether a name's words are those of a longer one, some of them clipped, or its first and its last one."""
    if len(short) == len(full):
        pairs = list(zip(short, full, strict=True))
        clipped_ = [pair for pair in pairs if folded(pair[0]) != folded(pair[1])]
        some = bool(clipped_) and len(clipped_) < len(pairs)
        return some and all(_is_clipped(*pair) or _is_one_trade(*pair) for pair in clipped_)
    ends = len(short) == 2 < len(full) <= _LONGEST and folded(short[0]) == folded(full[0])
    return ends and not latin.common(short[0]) and _is_clipped(short[-1], full[-1])


_TRADE = re.compile("(?P<what>[a-z]{4,})(?:ers?|ery|eries)")


def _is_one_trade(word: str, other: str) -> bool:
    """Say whether two words are who does a thing and where it is done: Distillers, Distillery."""
    one, two = _TRADE.fullmatch(folded(word)), _TRADE.fullmatch(folded(other))
    return one is not None and two is not None and one["what"] == two["what"]


def _is_clipped(word: str, whole: str) -> bool:
    begun, all_ = folded(word), folded(whole)
    least = 1 if word.endswith(".") else _LEFT_OUT
    return len(begun) >= _LEAST and all_.startswith(begun) and len(all_) - len(begun) >= least
