"""Persons who are named twice side by side: 程总（程望舒）, 索伦德女士（Ingrid Sollund）, 祝卫东 (Mr Zhu)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors import latin, lexicon, pinyin, sieve
from extractors.definitions import Find
from extractors.patterns import late
from extractors.text import folded, has_cjk, is_cjk, simplified

_BRACKET = late(r"[ \u3000]?[（(]\s*([^()（）\n\t]{2,40}?)\s*[)）]")
_TITLE = late(
    "(?:总经理|总工程师|总会计师|总工|董秘|总监|副总|总|工程师|工|董事长|经理|主任|处长|科长|部长|院长|所长|厂长|站长|队长|博士|教授|老师|"
    "师傅|书记|先生|女士|小姐|律师|船长|主席|秘书长|理事长)$"
)
_SINGLE = frozenset(name for name in lexicon.entries("surnames") if len(name) == 1)
_REACH = 16  # characters before a bracket that are looked at
_FOREIGN = lexicon.signs("transliteration") | {"·"}
_LATIN_NAME = late(
    rf"(?:{latin.TITLES.pattern.removesuffix('$')} )?(?:{latin.TOKEN}|[A-Z]\.)"
    rf"(?: (?:{latin.TOKEN}|[A-Z]\.|van|von|de|der|da|di|del|la|bin|al)){{0,4}}"
)
_LATIN_BEFORE = late(rf"(?:{latin.TOKEN}|[A-Z]\.)(?: (?:{latin.TOKEN}|[A-Z]\.|van|von|de|der)){{0,4}}$")


_CALLED = late(
    f"(([\u4e00-\u9fff])(?:{_TITLE.pattern.removesuffix('$')}))(?:名叫|叫|大名|大名叫)(\\2[\u4e00-\u9fff]{{1,2}})(?=[，。；、,;（）]|$)"
)
# The name in Latin letters behind a blank: 岑博文 Dr Cen, 廖梓峰 Leo Liao.
_BESIDE = late(
    rf"(?<=[\u4e00-\u9fff]{{2}}) ((?:(?:Dr|Mr|Ms|Mrs|Prof)\.? )?{latin.TOKEN}(?: {latin.TOKEN})?)(?![\w’'-])"
)
# A given name of two signs as Korea, Taiwan and Hong Kong write it: 裴相浩 Bae Sang-ho, 王志明 Wang Chih-ming.
_SPELLED_APART = late("[A-Z][a-z]{1,6}-[a-z]{1,6}")
MARK = sieve.mark(_BRACKET, _CALLED, _BESIDE)  # of every text with a find


def finds(text: str) -> list[Find]:
    """Give the persons whom a text names once more, each short or foreign form with the full name it stands for."""
    if not has_cjk(text):
        return []
    found = _called(text) if "叫" in text or "大名" in text else []
    found += [find for match in _BESIDE.finditer(text) for find in _beside(text, match)]
    if "(" not in text and "（" not in text:
        return found
    return found + [find for match in _BRACKET.finditer(text) for find in _introduced(text, match)]


def _beside(text: str, match: re.Match[str]) -> Iterator[Find]:
    """Give a Chinese full name and the Latin one behind it with a title or a given name of its own, by one family."""
    words = [word for word in match.group(1).split() if not latin.TITLES.match(word)]
    titled = len(words) == 1 < len(match.group(1).split())
    given = len(words) == 2 and words[0] in lexicon.entries("firstnames") and not pinyin.is_pinyin(words[0])
    apart = len(words) == 2 and _SPELLED_APART.fullmatch(words[1]) is not None
    for length in (3,) if apart else (3, 2, 4) if titled or given else ():
        start = match.start() - length
        name = simplified(text[max(0, start) : match.start()])
        if start >= 0 and _is_full(name) and (apart or pinyin.syllables(name)[0] == folded(words[-1])):
            yield Find(start, match.start(), "person", 0.9, "")
            yield Find(*match.span(1), "person", 0.9, folded(text[start : match.start()]))
            return


def _called(text: str) -> list[Find]:
    """Give who a text says a surname with a title is: 贺总叫贺季风."""
    found = []
    for match in _CALLED.finditer(simplified(text)):
        full = text[slice(*match.span(3))]
        if _is_full(match.group(3)):
            found += [Find(*match.span(3), "person", 0.9, ""), Find(*match.span(1), "person", 0.9, folded(full))]
    return found


def _introduced(text: str, match: re.Match[str]) -> Iterator[Find]:
    inside, start, end = match.group(1), match.start(), match.start(1)
    before = text[max(0, start - _REACH) : start]
    if not before:
        return
    if has_cjk(inside):
        fits = _is_full(simplified(inside)) or _is_foreign(inside)
        name = _before_chinese(before, simplified(inside)) if fits else ""
    else:
        name = _before_latin(simplified(before), inside) if _LATIN_NAME.fullmatch(inside) else ""
    if not name:
        return
    first, second = (start - len(name), start), (end, end + len(inside))
    full, short = (second, first) if _fuller(inside, name) else (first, second)
    yield Find(*full, "person", 0.9, "")
    yield Find(*short, "person", 0.9, folded(text[slice(*full)]))


def _fuller(inside: str, before: str) -> bool:
    """Say whether the name in the bracket is the fuller one: one with a title, or a foreign one in Chinese, is not."""
    if has_cjk(inside):
        return not _is_foreign(inside)
    return bool(_TITLE.search(before)) or not _is_full(simplified(before))


def _is_full(text: str) -> bool:
    family = text[:2] in lexicon.entries("surnames") and len(text) > 2
    return 2 <= len(text) <= 4 and all(map(is_cjk, text)) and (family or text[0] in lexicon.entries("surnames"))


def _is_foreign(text: str) -> bool:
    return 2 <= len(text) <= 8 and set(simplified(_TITLE.sub("", text))) <= _FOREIGN


def _before_chinese(before: str, inside: str) -> str:
    """Give the name before a Chinese one in brackets: 程总 (程望舒), Wang Lei (王磊), Ingrid Sollund (索伦德)."""
    plain = simplified(before)
    if title := _TITLE.search(plain):
        return before[title.start() - 1 :] if title.start() and plain[title.start() - 1] == inside[0] else ""
    found = _LATIN_BEFORE.search(before)
    if found is None or not 1 < len(found.group().split()) <= 5:
        return ""
    words = [word for word in found.group().split() if not latin.TITLES.match(word)]
    titled = len(words) == 1 and _is_full(inside) and pinyin.syllables(inside)[0] == folded(words[0])
    return found.group() if titled or _same_sound(inside, words) else ""


def _before_latin(before: str, inside: str) -> str:
    """Give the Chinese name before a Latin one in brackets: 索伦德女士 (Ingrid Sollund), 祝卫东 (Mr Zhu)."""
    words = [word for word in inside.split() if not latin.TITLES.match(word)]
    titled = len(words) < len(inside.split())
    title = _TITLE.search(before)
    stem = before[: title.start()] if title else before
    if title and len(words) == 1 and words[0] in lexicon.entries("firstnames") and stem[-1:] in _SINGLE:  # 廖总 (Leo)
        return before[len(stem) - 1 :]
    for length in range(min(len(stem), 10), 1, -1) if words else ():
        name = stem[-length:]
        if not all(is_cjk(c) or c == "·" for c in name):
            continue
        family = titled and len(words) == 1 and _is_full(name) and pinyin.syllables(name)[0] == folded(words[0])
        if family or ((len(words) > 1 or title) and _same_sound(name, words)):
            return before[len(stem) - length :]
    return ""


def _same_sound(chinese: str, words: list[str]) -> bool:
    """Say whether a Chinese name is these words in pinyin, in either order, or follows the sound of the last."""
    if not words:
        return False
    sounds = {folded("".join(words)), folded("".join([*words[1:], words[0]]))}
    if len(words) > 1 and sounds.intersection(pinyin.spellings(chinese)) and len(chinese) < 5:
        return True
    bare = _TITLE.sub("", chinese)
    if not _is_foreign(bare) or latin.is_chinese_name(words):
        return False
    ours = pinyin.skeleton_of_chinese(bare.rpartition("·")[2])
    theirs = iter(pinyin.skeleton(folded(words[-1])))
    begins = pinyin.skeleton(folded(words[-1]))[:1] == ours[:1]
    return len(ours) > 1 and begins and all(c in theirs for c in ours)
