"""Chinese names in Latin letters: spelled out, recognised by shape, compared by their consonants."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from itertools import chain, islice, product
from typing import Any

from extractors import lexicon
from extractors.text import is_cjk

# pypinyin's tables take half a second to load: whoever spells nothing does not wait for them.

# Letters that transliterations swap, by how they sound: t/d, b/p, g/k/q/c, l/r, s/z/x, f/v/w, ...
_SOUNDS = {
    "zh": "s", "ch": "s", "sh": "s", "th": "t", "ph": "f", "sch": "s", "tz": "s", "ts": "s", "ck": "k", "qu": "k",
    "b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "h": "h", "l": "l", "r": "l", "s": "s", "z": "s",
    "x": "s", "f": "f", "v": "f", "w": "f", "m": "m", "n": "n", "j": "k", "c": "k", "q": "k",
}  # fmt: skip
_SPLIT = re.compile("sch|zh|ch|sh|th|ph|tz|ts|ck|qu|[a-z]")


@lru_cache(maxsize=65536)
def spelled(name: str) -> str:
    """Spell a Chinese name in pinyin without tones or blanks, lower case: 澄源 gives "chengyuan"."""
    return "".join(syllables(name))


@lru_cache(maxsize=65536)
def syllables(name: str) -> tuple[str, ...]:
    """Give the pinyin of each character, ü as v; what is not Chinese comes back as it is."""
    return tuple(chain.from_iterable(map(_sounds, _pieces(name) if all(map(is_cjk, name)) else (name,))))


def _pieces(name: str) -> list[str]:
    """Cut a Chinese name where pypinyin does: at each place the longest of its phrases, else one character.

    A folder has thousands of names and spells them all, of few pieces; pypinyin's passes for each cost ten times it.
    """
    (phrases, begun), found, at, end = _phrases(), list[str](), 0, len(name)
    while at < end:
        piece = next((name[at:stop] for stop in range(end, at + 1, -1) if name[at:stop] in phrases), "")
        if not piece and name[at:] in begun:  # what only begins a phrase falls apart to its end
            return [*found, *name[at:]]
        found.append(piece or name[at])
        at += len(found[-1])
    return found


@lru_cache(maxsize=65536)
def _sounds(piece: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return tuple(lazy_pinyin(piece))


@lru_cache(maxsize=1)
def _phrases() -> tuple[Container[str], Any]:
    """Give the phrases that have readings of their own, and what they begin with."""
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415
    from pypinyin.seg.mmseg import p_set  # noqa: PLC0415

    return PHRASES_DICT, p_set


@lru_cache(maxsize=16384)
def _readings(character: str) -> tuple[str, ...]:
    """Give the readings of one Chinese character, the usual one first; none of any other character."""
    from pypinyin import Style, lazy_pinyin, pinyin  # noqa: PLC0415

    if not is_cjk(character):
        return ()
    readings = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]
    return tuple(readings) if readings[:1] == lazy_pinyin(character) else ()


# Signs whose second reading is heard in names of today; of others the dictionary keeps readings that nobody uses.
_READ_TWICE = frozenset(
    "行重长乐朝茜晟泊莞单曾解仇查翟盖任朴覃缪车石娜盛都传调度恶给贯还和会济贾降角看率绿蒙宁铺瀑强切曲色厦沈省似宿提挑为"
    "尾鲜相巷兴叶应与员约择扎只中种转尉卜区召佟洗冼纪尹句过那干薄贲逄隗祭秘柏伯百露凌铂圳浒涡蚌埔亳丽殷朱熹洵珩纶瑕"
)


@lru_cache(maxsize=65536)
def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Give for each character the syllables that it may be read as, the usual one in this name first."""
    usual = syllables(name)
    if len(usual) != len(name):  # what is no Chinese stays together
        return tuple((sound,) for sound in usual)
    return tuple(
        tuple(dict.fromkeys((sound, *_readings(sign)))) if sign in _READ_TWICE else (sound,)
        for sign, sound in zip(name, usual, strict=True)
    )


@lru_cache(maxsize=65536)
def spellings(name: str) -> tuple[str, ...]:
    """Give every way to spell a name whose characters have several readings, the usual one first, eight at most."""
    if _READ_TWICE.isdisjoint(name):
        return (spelled(name),)
    every = islice(("".join(parts) for parts in product(*readings(name))), 64)
    return tuple(dict.fromkeys((spelled(name), *every)))[:8]


@lru_cache(maxsize=65536)
def initials(name: str) -> frozenset[str]:
    """Give the capitals by which the bearer of a full name may sign: 霍启衡 HQH, HQ and QH, Bram Oosting BO."""
    if all(map(is_cjk, name)):
        heads = [syllable[0] for syllable in syllables(name)]
        forms = ["".join(heads), "".join(heads[:2]), "".join([*heads[1:], heads[0]]), heads[-1] + heads[0]]
    else:
        heads = [part[0] for part in re.split(r"[\s.-]+", name) if part[:1].isalpha()]
        forms = ["".join(heads), "".join(heads[:1] + heads[-1:]), "".join(head for head in heads if head.isupper())]
    return frozenset(form.upper() for form in forms if len(form) > 1)


def _known_syllables() -> frozenset[str]:
    """Give the four hundred syllables that Chinese has; the bare vowels are left out."""
    return lexicon.entries("syllables")


@lru_cache(maxsize=65536)
def _read(word: str) -> int:
    """Count the syllables of a word, 0 where it cannot be read to its end."""
    if not word:
        return 0
    if word in _known_syllables():
        return 1
    counts = (_read(word[cut:]) for cut in range(min(6, len(word) - 1), 1, -1) if word[:cut] in _known_syllables())
    return next((count + 1 for count in counts if count), 0)


def is_pinyin(word: str) -> bool:
    """Say whether a Latin word can be read as pinyin syllables to its end."""
    return _read(word.casefold()) > 0


def is_syllable(word: str) -> bool:
    """Say whether a Latin word is one pinyin syllable."""
    return word.casefold() in _known_syllables()


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Give the pinyin of the Chinese surnames."""
    known = {name: spelling for spelling, *names in map(str.split, lexicon.lines("spelled")) for name in names}
    return frozenset(known.get(name) or spelled(name) for name in lexicon.entries("surnames"))


@lru_cache(maxsize=65536)
def skeleton(latin: str) -> str:
    """Give a name's consonants by sound, runs of one sound once: "Corvella" gives "krfl"."""
    sounds = [_SOUNDS.get(part, "") for part in _SPLIT.findall(latin)]
    kept: list[str] = []
    for sound in sounds:
        if sound and (not kept or kept[-1] != sound):
            kept.append(sound)
    return "".join(kept)


# How pinyin's own letters sound to one who transliterates: c is ts, q and x lie near k/s, ng is one sound.
_PINYIN_SOUNDS = {"zh": "s", "ch": "s", "sh": "s", "ng": "n", "c": "s", "q": "k", "x": "s", "j": "k", "z": "s"}
_PINYIN_SPLIT = re.compile("zh|ch|sh|ng(?![aeiouv])|[a-z]")


@lru_cache(maxsize=65536)
def skeleton_of_chinese(name: str) -> str:
    """Give the consonants by sound of a Chinese transliteration: 科维拉 gives "kfl"."""
    kept: list[str] = []
    for syllable in syllables(name):
        for part in _PINYIN_SPLIT.findall(syllable.replace("v", "u")):  # 吕 is lü
            sound = _PINYIN_SOUNDS.get(part) or _SOUNDS.get(part, "")
            if sound and (not kept or kept[-1] != sound):
                kept.append(sound)
    return "".join(kept)
