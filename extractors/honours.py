"""Persons whom a cell names in both languages, and those whom English papers call as Chinese ones do (Tang shifu)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from extractors import definitions, latin, lexicon, pinyin, sieve
from extractors.patterns import seldom
from extractors.text import simplified

Part = tuple[int, int]

# What Chinese titles and family words sound like, behind the name as they are said.
TITLES = "shifu|laoshi|xiansheng|xiaojie|jingli|zhuren|zong|gong|jie"
_TITLED = seldom(rf"(?<![\w'’-])([A-Z][a-z]{{1,9}})[ -](?:{TITLES})(?=['’]s\b|(?![\w'’-]))")
MARK = sieve.mark(_TITLED)
_HONOUR = re.compile("(?:拿督斯里|拿督|丹斯里|拿汀|潘斯里)")  # what Malaysia's kings bestow stands before a name
_SLASH = " / "
_PET = frozenset("阿小老")


def in_pinyin(text: str) -> Iterator[Part]:
    """Give where a name in pinyin stands before a title in pinyin (Tang shifu, Zhongheng laoshi)."""
    for match in _TITLED.finditer(text):
        if pinyin.is_pinyin(match.group(1).casefold()):
            yield match.span()


def said_twice(text: str, start: int, end: int, is_person: Callable[[str], bool]) -> list[tuple[Part, Part]]:
    """Give the halves of a name that a cell says in both languages, or of each of several that slashes part."""
    slashes = (match.start() for match in re.finditer(_SLASH, text[:end]) if match.start() >= start)
    cuts = [start - len(_SLASH), *slashes, end]
    parts = [(one + len(_SLASH), other) for one, other in pairwise(cuts)]
    pairs = [definitions.bilingual(text, *part) for part in parts] if len(parts) > 1 else [None]
    if None in pairs:
        pairs = [definitions.bilingual(text, start, end)]
    held = [((_behind_honour(text, *pair[0]), pair[0][1]), pair[1]) for pair in pairs if pair]
    kept = [pair for pair in held if _is_persons(text[slice(*pair[0])], text[slice(*pair[1])], is_person)]
    return kept if len(kept) == len(pairs) else []


def _behind_honour(text: str, start: int, end: int) -> int:
    honour = _HONOUR.match(text, start, end - 1)
    return honour.end() if honour else start


def _is_persons(chinese: str, latin_name: str, is_person: Callable[[str], bool]) -> bool:
    """Say whether a Chinese half is a person's name, or one that the Latin half's sound is written by (卡里姆)."""
    if is_person(chinese):
        return True
    plain = simplified(chinese)
    if len(plain) == 2 and plain[0] in _PET and len(latin_name.split()) > 1:  # Anong Phromsri 阿侬
        return True
    spelled = 2 <= len(plain) <= 5 and lexicon.signs("transliteration").issuperset(plain)
    spelled = spelled and plain not in lexicon.names("places")
    return spelled and len(latin_name.split()) > 1 and not latin.is_chinese_name(latin_name.split())
