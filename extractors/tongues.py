"""The languages beside Chinese and English that a file's paragraphs may be written in, told by their small words.

Each language is one list in `extractors/data`. The words of its sections are joined by "+" where a blank stands in
them. To tell a language costs next to nothing where a file holds no letter with an accent: then it is taken for
English, as it is where no language is clearly ahead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors import lexicon
from extractors.model import Segment
from extractors.text import has_cjk, per_file

LANGUAGES = ("french", "german", "italian", "portuguese", "spanish")
# The small words of English; what a text holds more of than of another language's.
_ENGLISH = frozenset(
    "the of and to in is was for that with on by are be from this which it his has have had not they were will at as an"
    " or its been their would".split()
)
_ACCENT = re.compile("[\u00df-\u00f6\u00f8-\u00ff\u0153]")
_WORD = re.compile(r"(?<![^\W_])[^\W\d_A-Z]{1,5}(?![^\W_])")
_SAMPLE_CHARS = 800  # chosen: a long paragraph; what tells a language stands in every line of it
_FEWEST = 3  # small words that make a text one of a language
_SHARE = 0.12  # of a text's words: a third of them are small ones in any of the languages


@dataclass(frozen=True)
class Tongue:
    """What one language writes small, and with what its names begin; each set as in the sections of its list.

    Attributes:
        function: Small words that tell the language.
        openers: Words that open a sentence with a capital and belong to no name.
        articles: Those that a name may bear inside a sentence: La Haya.
        joints: Small words between two names: y, und.
        bodies: Nouns with which a body's name begins: Ministerio, Banco.
        sites: The same of sites.
        lands: The same of rivers, seas, states and streets.
        titles: What stands before a person's name.
        generic: Words written large that name nobody alone.
        inside: What stands before a place.
        nouns: Whether all nouns are written with a capital.
    """

    name: str
    function: frozenset[str]
    openers: frozenset[str]
    articles: frozenset[str]
    joints: frozenset[str]
    bodies: frozenset[str]
    sites: frozenset[str]
    lands: frozenset[str]
    titles: frozenset[str]
    generic: frozenset[str]
    inside: frozenset[str]
    nouns: bool


@lru_cache(maxsize=8)
def tongue(name: str) -> Tongue:
    """Read a language's list."""
    return Tongue(
        name, words(name, "function"), words(name, "openers") | _counting(name), words(name, "articles"),
        words(name, "joints"),
        words(name, "bodies"), words(name, "sites"), words(name, "lands"), words(name, "titles"),
        words(name, "generic"), words(name, "in"), nouns=name == "german",
    )  # fmt: skip


def _counting(name: str) -> frozenset[str]:
    """Give the words that are numbers: Tres años después."""
    return frozenset(word.partition("=")[0] for word in words(name, "numbers"))


@lru_cache(maxsize=64)
def words(name: str, title: str) -> frozenset[str]:
    """Give a section's words, blanks in them restored."""
    return frozenset(word.replace("+", " ") for word in lexicon.section(name, title.replace(" ", "+")))


def ordered(name: str, title: str) -> list[str]:
    """Give a section's words in the order in which they stand."""
    found, here = list[str](), False
    for line in lexicon.lines(name):
        here = line == f"[{title}]" if line.startswith("[") else here
        found += line.split() if here and not line.startswith("[") else []
    return found


@per_file
def of(segments: Sequence[Segment]) -> tuple[str, ...]:
    """Give the language of every segment of a file, "" for English, Chinese and what is not clear.

    A text too short to tell is in the language that most of the file's other text is told to be in, if in any.
    """
    whole = "\n".join([segment.text for segment in segments])  # most files hold no such letter at all
    accented = segments if _is_accented(whole) else ()
    if not any(_is_accented(segment.text) and _language(segment.text) for segment in accented):
        return ("",) * len(segments)
    told = [_language(segment.text) for segment in segments]
    chars = Counter[str]()
    for each, segment in zip(told, segments, strict=True):
        chars[each or ""] += len(segment.text) if each is not None else 0
    most = max(chars, key=lambda each: (chars[each], each))
    return tuple(most if each is None else each for each in told)


def _is_accented(text: str) -> bool:
    return not text.isascii() and _ACCENT.search(text) is not None


def _language(text: str) -> str | None:
    """Give a text's language, None where it is too short to tell."""
    return _told(text[:_SAMPLE_CHARS])


@lru_cache(maxsize=1024)
def _told(text: str) -> str | None:
    if has_cjk(text):
        return ""
    counts = Counter(_WORD.findall(text))
    if sum(counts.values()) < _FEWEST:
        return None
    hits = {name: sum(counts[word] for word in small & counts.keys()) for name, small in _small().items()}
    english = sum(counts[word] for word in _ENGLISH & counts.keys())
    best = max(hits, key=lambda name: (hits[name], name))
    enough = hits[best] >= max(_FEWEST, _SHARE * (text.count(" ") + 1))
    return best if enough and hits[best] > 2 * english else ""


@lru_cache(maxsize=1)
def _small() -> Mapping[str, frozenset[str]]:
    return {name: tongue(name).function for name in LANGUAGES}
