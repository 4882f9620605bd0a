"""Chinese and English text: normalised forms, sentences and words, always with offsets into the text given."""

from __future__ import annotations

import importlib
import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, wraps
from itertools import accumulate, count
from operator import is_
from sys import intern
from typing import Any, Generic, NamedTuple, TypeVar, overload

import opencc

from extractors.model import Segment

_CJK = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_STOP_ZH = re.compile("[。！？；\n\r]")
# Abbreviations whose full stop ends no sentence; lower case, without the stop.
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "no",
        "nos",
        "vs",
        "etc",
        "inc",
        "ltd",
        "co",
        "corp",
        "fig",
        "figs",
        "eq",
        "approx",
        "dept",
        "est",
        "e.g",
        "i.e",
        "cf",
        "al",
        "vol",
        "art",
        "sec",
        "gen",
        "col",
        "capt",
        "sgt",
        "lt",
        "rev",
        "hon",
        "jr",
        "sr",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "s.p",
        "s.r",
        "p",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
    ]
)
# One class in front of all alternatives, so that the engine skips to candidates.
_STOP_EN = re.compile(r"[.!?;](?:(?<=;)(?=\s)|(?<!;)(?<![.!?].)[.!?]*+[\"'”’)\]]*+(?=\s|$))")
_LAST_WORD = re.compile(r"[\w.]*$")


Item = TypeVar("Item")
Result = TypeVar("Result")


def per_file(function: Callable[[Sequence[Item]], Result]) -> Callable[[Sequence[Item]], Result]:
    """Let a function of a file's segments remember the last file: one recognizer after another asks for the same.

    The same segments are told by identity first, so that asking again costs next to nothing. The result is shared:
    nobody may change it.
    """
    last: list[tuple[tuple[Item, ...], Result]] = []

    @wraps(function)
    def remembered(segments: Sequence[Item]) -> Result:
        given = tuple(segments)
        for known, result in last:
            if known is given or known == given:
                return result
        result = function(given)
        last[:] = [(given, result)]
        return result

    return remembered


class Ahead(Generic[Result]):
    """What was worked out of several files at once, for when each is asked about."""

    def __init__(self) -> None:
        """Begin without any."""
        self._held: dict[int, tuple[tuple[Segment, ...], Result]] = {}

    def put(self, files: Iterable[Sequence[Segment]], results: Iterable[Result]) -> None:
        """Keep these files' results in the place of the last ones'."""
        self._held = {id(file[0]): (tuple(file), found) for file, found in zip(files, results, strict=True) if file}

    def get(self, segments: Sequence[Segment]) -> Result | None:
        """Give what was worked out of a file, None where nothing was; its segments must be the same objects."""
        known, found = self._held.get(id(segments[0]) if segments else 0, ((), None))
        return found if len(known) == len(segments) and all(map(is_, known, segments)) else None


# chosen: longer than nearly every table row and line; a text beyond it hardly comes back, and would be held in memory
_REMEMBERED_CHARS = 400
_REMEMBERED_TEXTS = 4096


def each_text(function: Callable[..., Iterable[Item]]) -> Callable[..., tuple[Item, ...]]:
    """Let a function of one text remember its last short texts: cells and boilerplate come back all the time.

    What numbers it is given beside the text must follow from the text.
    """

    @lru_cache(maxsize=_REMEMBERED_TEXTS)
    def kept(text: str, *given: int) -> tuple[Item, ...]:
        return tuple(function(text, *given))

    @wraps(function)
    def remembered(text: str, *given: int) -> tuple[Item, ...]:
        return kept(text, *given) if len(text) <= _REMEMBERED_CHARS else tuple(function(text, *given))

    return remembered


class Joined(NamedTuple):
    """The texts of a file's segments as one, each with a line's end behind it.

    What few segments hold is looked for in all at once: to look costs little, to begin looking costs much.

    Attributes:
        text: The joined text.
        starts: Where each segment's text begins in it.
    """

    text: str
    starts: Sequence[int]

    def holding(self, words: Iterable[str]) -> set[int]:
        """Give the numbers of the segments that hold at least one of these words."""
        text, starts, found = self.text, self.starts, set[int]()
        for word in words:
            at = text.find(word)
            while at >= 0:
                number = bisect_right(starts, at)
                found.add(number - 1)
                at = text.find(word, starts[number]) if number < len(starts) else -1
        return found

    def matching(self, pattern: re.Pattern[str]) -> set[int]:
        """Give the numbers of the segments that hold what a pattern finds; it must not look beyond a line's end."""
        return {self.number(found.start()) for found in pattern.finditer(self.text)}

    def number(self, at: int) -> int:
        """Give the number of the segment that a place of the joined text stands in."""
        return bisect_right(self.starts, at) - 1


def join(texts: Sequence[str]) -> Joined:
    """Join texts."""
    return Joined("\n".join(texts), [0, *accumulate(len(text) + 1 for text in texts)][:-1])


@per_file
def joined(segments: Sequence[Segment]) -> Joined:
    """Join the texts of a file's segments."""
    return join([segment.text for segment in segments])


class Word(NamedTuple):
    """One word of a text: `text[start:end]` and rjieba's part-of-speech tag."""

    start: int
    end: int
    tag: str


class _Coded(Sequence[str]):
    """Very many strings of few kinds, a byte each."""

    __slots__ = ("_codes", "_kinds")

    def __init__(self, parts: Iterable[Iterable[str]]) -> None:
        numbers = defaultdict[str, int](count().__next__)
        self._codes = bytearray()
        for part in parts:
            self._codes.extend(map(numbers.__getitem__, part))
        self._kinds = list(numbers)

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, i: int) -> str: ...
    @overload
    def __getitem__(self, i: slice) -> list[str]: ...
    def __getitem__(self, i: int | slice) -> str | list[str]:
        if isinstance(i, slice):
            return [self._kinds[code] for code in self._codes[i]]
        return self._kinds[self._codes[i]]

    def __iter__(self) -> Iterator[str]:
        return map(self._kinds.__getitem__, self._codes)

    def __contains__(self, value: object) -> bool:
        return value in self._kinds


class Words(Sequence[Word]):
    """The words of a text in order, kept as three columns: a `Word` is made when it is asked for.

    Attributes:
        starts: Offset of each word.
        ends: Offset behind each word.
        tags: Part-of-speech tag of each word.
    """

    __slots__ = ("ends", "starts", "tags")

    def __init__(self, tagged: Sequence[tuple[str, str]]) -> None:
        texts, tags = zip(*tagged, strict=True) if tagged else ((), ())
        self.ends: Sequence[int] = list(accumulate(map(len, texts)))
        self.starts: Sequence[int] = [0, *self.ends[:-1]]
        self.tags: Sequence[str] = list(map(intern, tags))

    @classmethod
    def joined(cls, pieces: Iterable[str]) -> Words:
        """Give the words of a long text from its pieces, in five bytes each: where one ends the next one starts."""
        whole, edges = cls(()), array("I", [0])

        def tags() -> Iterator[Sequence[str]]:
            for piece in pieces:
                found, at = cls(tagged(piece)), edges[-1]
                edges.extend(map(at.__add__, found.ends))
                yield found.tags

        whole.tags = _Coded(tags())
        whole.starts, whole.ends = memoryview(edges)[:-1], memoryview(edges)[1:]
        return whole

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, i: int) -> Word: ...
    @overload
    def __getitem__(self, i: slice) -> list[Word]: ...
    def __getitem__(self, i: int | slice) -> Word | list[Word]:
        if isinstance(i, slice):
            return [Word(*columns) for columns in zip(self.starts[i], self.ends[i], self.tags[i], strict=True)]
        return Word(self.starts[i], self.ends[i], self.tags[i])

    def __iter__(self) -> Iterator[Word]:
        return map(Word, self.starts, self.ends, self.tags)

    def at(self, offset: int) -> int:
        """Give the index of the word that holds a character."""
        return bisect_right(self.starts, offset) - 1


@lru_cache(maxsize=1)
def _narrow() -> dict[int, str]:
    """Give the one-to-one character map: traditional to simplified (OpenCC t2s), full width to half width."""
    characters = [chr(c) for c in range(0x3400, 0xA000)]
    # One call: no phrase of OpenCC's holds a line end, so every character is converted by itself.
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {ord(c): s for c, s in zip(characters, converted, strict=True) if len(s) == 1 and s != c}
    # Only letters and digits: full-width punctuation is how Chinese sentences and brackets are told from English ones.
    wide = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
    return table | {c: chr(c - 0xFEE0) for c in wide} | {0xFF0D: "-", 0x3000: " ", 0xA0: " "}


def simplified_pairs() -> tuple[list[int], list[int]]:
    """Give the characters that `simplified` changes and, for each, what it makes of it."""
    table = _narrow()
    return list(table), list(map(ord, table.values()))


def is_cjk(character: str) -> bool:
    """Say whether a character is a Chinese one."""
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


def has_cjk(text: str) -> bool:
    """Say whether a text holds at least one Chinese character."""
    return not text.isascii() and _CJK.search(text) is not None


@per_file
def chinese_texts(segments: Sequence[Segment]) -> list[str]:
    """Give each segment's text in simplified characters where it holds a Chinese one, "" where it holds none."""
    return [simplified(segment.text) if has_cjk(segment.text) else "" for segment in segments]


def simplified(text: str) -> str:
    """Give the text in simplified characters and half-width letters, character by character: offsets hold."""
    if text.isascii() or not _wide().search(text):
        return text
    return _translated(text) if len(text) <= _LONG_CHARS else text.translate(_narrow())


@lru_cache(maxsize=1)
def _wide() -> re.Pattern[str]:
    """Give the pattern of the characters that `_narrow` changes; few Chinese texts hold one."""
    return re.compile("[" + "".join(map(re.escape, map(chr, _narrow()))) + "]")


@lru_cache(maxsize=16384)
def _translated(text: str) -> str:
    return text.translate(_narrow())


_JOINTS = frozenset(".,+")  # what may stay between two digits
_LETTERS = re.compile(r"[^\W_]+")
_DROPPED = {code: None for code in range(128) if not chr(code).isalnum()}
_PLAIN_CJK = re.compile("[\u4e00-\u9fef]+")  # letters of one form, without case or accents
# Letters without a decomposition, as keyboards that lack them write them.
_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "ı": "i"})


DOTS = "·•‧・⋅"  # between the parts of a foreign name in Chinese; Taiwan and Japan write others than the mainland
_DOT = re.compile(f"[{DOTS}]")


def has_dot(text: str) -> bool:
    """Say whether a dot stands in a text that joins the parts of names: 约翰·史密斯."""
    return _DOT.search(text) is not None


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """Give the form that the spellings of one name share.

    NFKC, simplified characters, no case, no accents, letters and digits only; a full stop or comma between two digits
    stays, so that 2.5 and 25 differ. A name without any letter or digit folds to itself.
    """
    if name.isascii() and _JOINTS.isdisjoint(name):
        return name.lower().translate(_DROPPED) or name
    if _PLAIN_CJK.fullmatch(name):
        return simplified(name)
    flat = unicodedata.normalize("NFKD", simplified(unicodedata.normalize("NFKC", name)).casefold()).translate(_PLAIN)
    if _JOINTS.isdisjoint(flat):
        return "".join(_LETTERS.findall(flat)) or name
    kept = [c for i, c in enumerate(flat) if c.isalnum() or (c in ".,+" and _between_digits(flat, i))]
    return "".join(kept) or name


def _between_digits(text: str, i: int) -> bool:
    return 0 < i < len(text) - 1 and text[i - 1].isdigit() and text[i + 1].isdigit()


def in_order(few: Iterable[str], many: Iterable[str]) -> bool:
    """Say whether characters or words stand among others in their order, whatever stands between them."""
    rest = iter(many)
    return all(each in rest for each in few)


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a text into sentences, as (start, end) without the blanks around them; Chinese and English stops alike."""
    stops = _stops(text)
    if not stops or (len(stops) == 1 and len(text) in stops):
        start, end = _trimmed(text, 0, len(text))
        return [(start, end)] if end > start else []
    spans, start = [], 0
    for stop in sorted(stops):
        if stop > start:
            spans.append((start, stop))
            start = stop
    spans.append((start, len(text)))
    trimmed = (_trimmed(text, a, b) for a, b in spans)
    return [(a, b) for a, b in trimmed if b > a]


def _stops(text: str) -> set[int]:
    stops = {found.end() for found in _STOP_ZH.finditer(text)}
    for found in _STOP_EN.finditer(text):
        if not (text[found.start()] == "." and _abbreviates(text, found.start())):
            stops.add(found.end())
    return stops


def _abbreviates(text: str, stop: int) -> bool:
    """Say whether the full stop at `stop` belongs to an abbreviation or an initial (Dr. / J. Smith / S.p.A.)."""
    found = _LAST_WORD.search(text[max(0, stop - 12) : stop])
    word = found.group() if found else ""
    return word.casefold() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


# chosen: a page of a book; a longer line is one of a kind, and its words take fifty times its own memory
_LONG_CHARS = 1 << 14


def words(text: str) -> Words:
    """Give a text's words with offsets and tags (rjieba); the recognizers of one file share the work."""
    return _words(text) if len(text) <= _LONG_CHARS else _long_words(text)


@lru_cache(maxsize=16384)
def _words(text: str) -> Words:
    return Words(_dictionary().tag(text))


@lru_cache(maxsize=2)
def _long_words(text: str) -> Words:
    return Words.joined(_pieces(text))


_PAUSE = re.compile("[。，、；！？ \t\n]")  # each is a word of its own, wherever it stands


def _pieces(text: str) -> Iterator[str]:
    """Cut a long text where the words on both sides do not depend on each other."""
    start = 0
    while start < len(text):
        pause = _PAUSE.search(text, start + _LONG_CHARS)
        end = pause.end() if pause else len(text)
        yield text[start:end]
        start = end


@lru_cache(maxsize=65536)
def in_dictionary(word: str) -> bool:
    """Say whether a Chinese word is an everyday one, in rjieba's dictionary."""
    return bool(_dictionary().has_word(word))


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    """Give rjieba, whose dictionary takes long to load: a run that reads nothing does not wait for it."""
    return importlib.import_module("rjieba")


def tagged(text: str) -> Sequence[tuple[str, str]]:
    """Give a text's words with rjieba's tags; kept by nobody."""
    found: Sequence[tuple[str, str]] = _dictionary().tag(text)
    return found
