"""Chinese names in Latin letters: spelled out, recognised by shape, compared by their consonants."""

from __future__ import annotations

import re
from functools import lru_cache

from pypinyin import lazy_pinyin

from extractors import lexicon

_INITIAL = "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]"
_FINAL = "iang|iong|uang|ueng|iao|ian|ang|eng|ing|ong|uai|uan|van|ai|ei|ao|ou|an|en|er|in|un|ia|ie|iu|ua|uo|ui|ue|ve|[aoeiuv]"
_SYLLABLES = re.compile(rf"(?:(?:{_INITIAL})(?:{_FINAL})|ang|ai|ao|an|ou|en|er|[ae])+$")
_SYLLABLE = re.compile(rf"(?:(?:{_INITIAL})(?:{_FINAL})|ang|ai|ao|an|ou|en|er|[ae])$")
# Letters that transliterations swap, by how they sound: t/d, b/p, g/k/q/c, l/r, s/z/x, f/v/w, ...
_SOUNDS = {
    "zh": "s", "ch": "s", "sh": "s", "th": "t", "ph": "f", "sch": "s", "tz": "s", "ts": "s", "ck": "k", "qu": "k",
    "b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "h": "h", "l": "l", "r": "l", "s": "s", "z": "s",
    "x": "s", "f": "f", "v": "f", "w": "f", "m": "m", "n": "n", "j": "k", "c": "k", "q": "k",
}  # fmt: skip
_SPLIT = re.compile("sch|zh|ch|sh|th|ph|tz|ts|ck|qu|[a-z]")


@lru_cache(maxsize=65536)
def spelled(name: str) -> str:
    """Spell a Chinese name in pinyin without tones or blanks, lower case: 砺衡 gives "liheng"."""
    return "".join(syllables(name))


@lru_cache(maxsize=65536)
def syllables(name: str) -> tuple[str, ...]:
    """Give the pinyin of each character, ü as v; what is not Chinese comes back as it is."""
    return tuple(lazy_pinyin(name))


def is_pinyin(word: str) -> bool:
    """Say whether a Latin word can be read as pinyin syllables to its end."""
    return _SYLLABLES.match(word.casefold()) is not None


def is_syllable(word: str) -> bool:
    """Say whether a Latin word is one pinyin syllable."""
    return _SYLLABLE.match(word.casefold()) is not None


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Give the pinyin of the Chinese surnames."""
    return frozenset(spelled(name) for name in lexicon.entries("surnames"))


@lru_cache(maxsize=65536)
def skeleton(latin: str) -> str:
    """Give a name's consonants by sound, runs of one sound once: "Tessaro" and "taisaluo" both give "tsl"."""
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
    """Give the consonants by sound of a Chinese transliteration: 布兰霍茨 gives "plnhs"."""
    kept: list[str] = []
    for syllable in syllables(name):
        for part in _PINYIN_SPLIT.findall(syllable):
            sound = _PINYIN_SOUNDS.get(part) or _SOUNDS.get(part, "")
            if sound and (not kept or kept[-1] != sound):
                kept.append(sound)
    return "".join(kept)
