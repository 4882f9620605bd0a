"""Bare names in Chinese sentences: words of no dictionary that act as parties (由瀚岳负责, 瀚岳供货, 跟瀚岳谈).

One such place proves little, for rjieba makes words of no dictionary wherever it stumbles. What the second pass sees at
two different places of a folder is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors import lexicon, sieve
from extractors.chinese import GLUE
from extractors.text import in_dictionary, is_cjk, words

_AHEAD = re.compile(
    "[由归走跟叫给和与](?:(?<![\u4e00-\u9fff].)|(?<=[购改只都先][走归])|(?<=[家个]叫)|(?<=[卖交转发借包]给)|"
    "(?<=归)(?=[\u4e00-\u9fff]{2,3}(?:[，。；、]|$))|(?<=[和与])(?=[\u4e00-\u9fff]{2,3}、))"
)
# Characters of sentences, numbers and qualities; a made-up word that holds one is a slip of the words' borders.
_NO_BRAND = GLUE | frozenset(
    "一二三四五六七八九十百千万亿半第约零大小老新旧高低多少好坏快慢早晚全各同单双总分主副正反左右上下东西南北中内外"
    "别写记看做作干办打拿放停开关搬运修换装拆测检试验审核批报交付欠还借租卖买供需收发存取提加减涨跌升降人员者方号月日年周天时分秒"
    "元吨斤米克升度件套台只条张块份批次箱桶袋瓶车船机炉泵阀线管板料膜胶油气水电热冷"
)
_BEHIND = lexicon.section("chinese", "cued.behind")
MARK = sieve.mark(_AHEAD) | sieve.mark_of_words(_BEHIND)  # of every text with a find
# What closes a name of two characters where rjieba's borders do not.
_CLOSED = re.compile("$|[，。；、（）]|负责|承担|牵头|供|谈|报价|安装|代")
WEAK = 0.4  # of one place


def finds(text: str) -> Iterator[tuple[int, int]]:
    """Give where made-up words of two or three characters stand before or behind what parties do."""
    found = words(text)
    for end, cue_end in marks(text):
        i = found.at(end - 1) if end else -1
        if i >= 0 and found.ends[i] == end and text[end:cue_end] in _BEHIND and is_coined(text[found.starts[i] : end]):
            yield found.starts[i], end
    for cue in _AHEAD.finditer(text):
        start = cue.end()
        i = found.at(start) if start < len(text) else -1
        if i >= 0 and found.starts[i] == start and is_coined(text[start : found.ends[i]]):
            yield start, found.ends[i]
        elif _CLOSED.match(text, start + 2) and is_coined(text[start : start + 2]):  # 由恒|阙|负责
            yield start, start + 2


@lru_cache(maxsize=4)
def marks(text: str) -> list[tuple[int, int]]:
    """Give where the words stand that follow parties, and offices by their bare names: one look finds both."""
    return lexicon.longest(_marks(), text)


@lru_cache(maxsize=1)
def _marks() -> lexicon.Automaton:
    return lexicon.automaton(_BEHIND | lexicon.section("units", "bare"))


@lru_cache(maxsize=65536)
def is_coined(word: str) -> bool:
    """Say whether a word can be a brand: in no dictionary, nor any two of its characters, and none of a sentence's."""
    if not 2 <= len(word) <= 3 or in_dictionary(word) or not all(map(is_cjk, word)) or _NO_BRAND & set(word):
        return False
    return len(word) == 2 or not (in_dictionary(word[:2]) or in_dictionary(word[1:]))
