"""Which patterns may find something in which of a file's segments, told of all patterns and segments at once.

A text of a sentence's length holds next to nothing of what some hundred patterns look for, and to begin looking costs
more than to look. Whatever a pattern finds holds a few characters in a row that are each one of a few; the sieve reads
such a window off the pattern itself and tells by array arithmetic which segments hold one. What it lets through may
still hold no find, what it holds back never does: a pattern that is not understood is always let through.

    _FIRM = re.compile("...")
    _MAY_BE_FIRM = sieve.mark(_FIRM)
    ...
    for text, marks in zip(texts, sieve.marks(segments)):
        found = _FIRM.finditer(text) if marks & _MAY_BE_FIRM else ()
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import import_module
from itertools import chain, islice
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.model import Segment, Span
from extractors.text import Ahead, join, joined, per_file, simplified_pairs

WINDOW = 3  # chosen: characters in a row; a fourth told no more of the recognizers' patterns, 2026-11
_LAST = 0x10000  # stands for all characters beyond the basic plane
_WORD_BITS = 64
_BLOCK = 1 << 15  # characters: what is worked on at once lies in a processor's cache

Ranges = tuple[tuple[int, int], ...]  # characters as (first, last), last included
Window = tuple[Ranges, ...]
Rules = Sequence[tuple[int, Callable[[str], Iterable[Span]]]]  # the mark of what a rule may find, and the rule
_ANY: Ranges = ((0, _LAST),)
# How likely a character is to stand at a place of a text, roughly: windows are only compared by it.
_LIKELY: tuple[tuple[int, int, float], ...] = (
    (0x20, 0x20, 0.08),
    (0x30, 0x39, 0.006),
    (0x41, 0x5A, 0.003),
    (0x61, 0x7A, 0.025),
    (0x3000, 0x303F, 0.002),
    (0x3400, 0x9FFF, 0.0007),
    (0xFF00, 0xFF65, 0.003),
)
_RARE = 0.0005
# chosen: a window so likely is met in one of fifty sentences by chance, and each window costs a little in every file
_SELDOM, _MOST = 2e-4, 4


@dataclass(slots=True)
class _Marks:
    """The marks given out so far, and the tables that tell them once all are known."""

    windows: list[Window] = field(default_factory=list)
    tables: tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint64]] | None = None


_given = _Marks([(_ANY,)])
ALWAYS = 1  # the mark of every text
UNKNOWN = -1  # the marks of a text that was not looked at: every one of them


def mark(*patterns: re.Pattern[str]) -> int:
    """Give the mark that a text bears, any bit of it, where one of these patterns may find something in it."""
    bits = 0
    for pattern in patterns:
        bits |= _mark(windows(pattern))
    return bits


def mark_of_words(words: Iterable[str]) -> int:
    """Give the mark that a text bears where it may hold one of these words."""
    return _mark(_by_length(tuple(((ord(c), ord(c)),) for c in word[:WINDOW]) for word in words))


def _mark(found: Sequence[Window]) -> int:
    if not found:
        return ALWAYS
    first = len(_given.windows)
    _given.windows += found
    _given.tables = None
    return ((1 << len(found)) - 1) << first


def union(rules: Rules) -> int:
    """Give the mark that a text bears where any of these rules may find something."""
    whole = 0
    for bits, _ in rules:
        whole |= bits
    return whole


def finds(rules: Rules, text: str, marks: int) -> Iterator[Span]:
    """Give what those rules find in a text whose marks it bears, one rule after another."""
    for bits, rule in rules:
        if marks & bits:
            yield from rule(text)


@per_file
def marks(segments: Sequence[Segment]) -> list[int]:
    """Give the marks that each segment's text bears, in simplified characters or as it is."""
    told = _ahead.get(segments)
    return _told(joined(segments).text, joined(segments).starts) if told is None else told


_ahead = Ahead[list[int]]()


def tell(files: Sequence[Sequence[Segment]]) -> None:
    """Tell the marks of several files' segments at once, for when each file's are asked for."""
    text, starts = join([segment.text for file in files for segment in file])
    told = iter(_told(text, starts))
    _ahead.put(files, [list(islice(told, len(file))) for file in files])


def marks_of(text: str) -> int:
    """Give the marks that one text bears."""
    return _told(text, [0])[0]


def _told(text: str, starts: Sequence[int]) -> list[int]:
    """Tell the marks of the stretches of a text that start here and reach to the next; a block of it at a time."""
    _, table = _tables()
    found = np.zeros((len(starts), table.shape[1]), "<u8")
    begins = np.asarray(starts, np.int64)
    for at in range(0, len(text) + 1, _BLOCK) if len(starts) else ():
        held = _held(text[at : at + _BLOCK + WINDOW], min(_BLOCK, len(text) + 1 - at))
        # a block may begin inside of a stretch, which then begins in no block of its own
        first, behind = bisect_right(starts, at) - 1, bisect_left(starts, at + _BLOCK)
        inside = np.maximum(begins[first:behind] - at, 0)
        found[first:behind] |= np.bitwise_or.reduceat(held, inside, 1).T
    return [int.from_bytes(row.tobytes(), "little") for row in found]


def _held(text: str, size: int) -> npt.NDArray[np.uint64]:
    """Give the marks of the windows that begin at each of the first `size` places, 64 marks in a row."""
    classes, table = _tables()
    codes = np.frombuffer((text + "\n" * WINDOW).encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = classes[np.minimum(codes, _LAST)]
    held: npt.NDArray[np.uint64] = table[0].take(kinds[:size], 1)
    for step in range(1, WINDOW):
        held &= table[step].take(kinds[step : size + step], 1)
    return held


def _tables() -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint64]]:
    """Give each character's class, and for each step of a window and 64 marks at a time what each class may be part of.

    Characters that no window tells apart are one class.
    """
    if _given.tables is None:
        _given.tables = _built(_given.windows)
    return _given.tables


def _built(known: Sequence[Window]) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint64]]:
    words = -(-len(known) // _WORD_BITS)
    also, plain = (np.minimum(codes, _LAST) for codes in _read_as())
    used = [edge for window in known for ranges in window for first, last in ranges for edge in (first, last + 1)]
    # all characters between two edges are in the same sets
    edges = np.unique(np.concatenate(([0], used, also, also + 1, plain, plain + 1)))
    edges = edges[edges <= _LAST]
    place = {edge: at for at, edge in enumerate(edges.tolist())} | {_LAST + 1: len(edges)}
    wide = np.zeros((WINDOW, words, len(edges)), np.uint64)
    for number, window in enumerate(known):
        word, bit = number // _WORD_BITS, np.uint64(1 << number % _WORD_BITS)
        for step in range(WINDOW):
            for first, last in window[step] if step < len(window) else _ANY:
                wide[step, word, place[first] : place[last + 1]] |= bit
    wide[:, :, np.searchsorted(edges, also)] |= wide[:, :, np.searchsorted(edges, plain)]
    sorts, classes = _alike(wide.reshape(-1, len(edges)))
    spread = np.repeat(classes.astype(np.uint16), np.diff(np.append(edges, _LAST + 1)))
    return spread, wide.reshape(-1, len(edges))[:, sorts].reshape(WINDOW, words, len(sorts))


def _read_as() -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Give the characters that some rules read as another, and that one: traditional, full-width ones."""
    wide = zip(range(0xFF01, 0xFF5F), range(0x21, 0x7F), strict=True)
    read = dict(zip(*simplified_pairs(), strict=True)) | dict(wide)
    return np.array(list(read)), np.array(list(read.values()))


def _alike(columns: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Give the first of each sort of column, and of which sort each is."""
    odd = np.arange(1, 2 * len(columns), 2, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    sums = (columns * odd[:, None]).sum(0, dtype=np.uint64)
    _, first, sort = np.unique(sums, return_index=True, return_inverse=True)
    if not (columns == columns[:, first[sort]]).all():  # two sorts with one sum
        _, first, sort = np.unique(columns, axis=1, return_index=True, return_inverse=True)
    return first, sort.ravel()


# Reading windows off a pattern


def windows(pattern: re.Pattern[str]) -> list[Window]:
    """Give windows of which every find of a pattern holds one, or has it before or behind it; none where none is sure.

    Of all windows that a pattern has the rarest is taken; alternatives have one each, those of a length made one.
    """
    parser: Any = import_module("re._parser")
    read = _Reader(ignorecase=bool(pattern.flags & re.IGNORECASE))
    return list(best(read.sequence(parser.parse(pattern.pattern, pattern.flags))))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is sure of a part of a pattern.

    Attributes:
        head: What the part begins with, one set a character.
        tail: What it ends with.
        exact: Whether `head` is all of it, and `tail` too.
        sure: Windows of which it holds one, the rarest that were met; empty where none is.
    """

    head: tuple[Ranges, ...] = ()
    tail: tuple[Ranges, ...] = ()
    exact: bool = True
    sure: tuple[Window, ...] = ()


_LONGEST = 8  # characters of a head or tail that are kept
_UNSURE = _Shape(exact=False)


class _Reader:
    """Reads the shape of a pattern from its parsed form."""

    def __init__(self, *, ignorecase: bool) -> None:
        self._ignorecase = ignorecase

    def sequence(self, parts: Iterable[tuple[Any, Any]]) -> _Shape:
        """Give the shape of parts one behind another."""
        whole = _Shape()
        for kind, argument in parts:
            whole = _joined(whole, self._part(str(kind), argument))
        return whole

    def _part(self, kind: str, argument: Any) -> _Shape:
        match kind:
            case "LITERAL":
                return _one(self._cased(((argument, argument),)))
            case "NOT_LITERAL" | "ANY":
                return _one(_ANY)
            case "IN":
                return _one(self._class(argument))
            case "SUBPATTERN":
                _, added, removed, inner = argument
                return _UNSURE if added or removed else self.sequence(inner)
            case "ATOMIC_GROUP":
                return self.sequence(argument)
            case "BRANCH":
                return _branch([self.sequence(each) for each in argument[1]])
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                return self._repeat(*argument)
            case "ASSERT":  # what stands around a find stands in the text as well
                return _Shape(sure=best(self.sequence(argument[1])))
            case "AT" | "ASSERT_NOT":
                return _Shape()
            case _:
                return _UNSURE

    def _repeat(self, least: int, most: Any, inner: Any) -> _Shape:
        if least == 0:
            return _UNSURE
        once = whole = self.sequence(inner)
        for _ in range(min(least, _LONGEST) - 1):
            whole = _joined(whole, once)
        return replace(whole, exact=whole.exact and most == least <= _LONGEST)

    def _class(self, items: Sequence[tuple[Any, Any]]) -> Ranges:
        found = list[tuple[int, int]]()
        for kind, argument in items:
            match str(kind):
                case "LITERAL":
                    found.append((argument, argument))
                case "RANGE":
                    found.append(argument)
                case "CATEGORY":
                    found += _category(str(argument))
                case _:  # a negated set leaves out few characters
                    return _ANY
        return self._cased(_merged(found))

    def _cased(self, ranges: Ranges) -> Ranges:
        return _merged([each for one in ranges for each in _in_any_case(one)]) if self._ignorecase else ranges


def _one(ranges: Ranges) -> _Shape:
    clipped = tuple((min(first, _LAST), min(last, _LAST)) for first, last in ranges)
    return _Shape((clipped,), (clipped,))


def _joined(one: _Shape, other: _Shape) -> _Shape:
    """Give the shape of one part with another right behind it."""
    head = one.head + other.head if one.exact else one.head
    tail = one.tail + other.tail if other.exact else other.tail
    exact = one.exact and other.exact and len(head) <= _LONGEST
    sure = _rarest([one.sure, other.sure, *([] if exact else _cut(one.tail + other.head))])
    return _Shape(head[:_LONGEST], tail[-_LONGEST:], exact, sure)


def _branch(ways: Sequence[_Shape]) -> _Shape:
    """Give the shape of alternatives."""
    every = [best(way) for way in ways]
    sure = tuple(_by_length(window for found in every for window in found)) if all(every) else ()
    exact = all(way.exact for way in ways) and len({len(way.head) for way in ways}) == 1
    tails = _united([way.tail[::-1] for way in ways])
    return _Shape(_united([way.head for way in ways]), tails[::-1], exact, sure)


def best(shape: _Shape) -> tuple[Window, ...]:
    """Give the windows, of which a part holds one, that are the least likely to stand in a text by chance."""
    return _rarest([shape.sure, *_cut(shape.head), *_cut(shape.tail)])


def _cut(run: tuple[Ranges, ...]) -> list[tuple[Window, ...]]:
    return [(run[at : at + WINDOW],) for at in range(max(1, len(run) - WINDOW + 1))] if run else []


def _rarest(choices: Iterable[tuple[Window, ...]]) -> tuple[Window, ...]:
    return min(filter(None, choices), key=lambda choice: sum(map(_chance, choice)), default=())


def _united(runs: Sequence[tuple[Ranges, ...]]) -> tuple[Ranges, ...]:
    """Unite runs place by place, as far as the shortest goes."""
    size = min(map(len, runs))
    return tuple(_merged([each for run in runs for each in run[at]]) for at in range(size))


def _by_length(found: Iterable[Window]) -> list[Window]:
    """Make the windows of one length one, or a few where one would let everything through."""
    by_length: dict[int, list[Window]] = {}
    for window in found:
        by_length.setdefault(len(window), []).append(window)
    return [few for _, windows in sorted(by_length.items()) for few in _few(windows)]


def _few(windows: list[Window]) -> list[Window]:
    whole = _united(windows)
    if len(windows) == 1 or _chance(whole) < _SELDOM:
        return [whole]
    ordered = sorted(set(windows))
    size = -(-len(ordered) // _MOST)
    return [_united(ordered[at : at + size]) for at in range(0, len(ordered), size)]


def _merged(ranges: Sequence[tuple[int, int]]) -> Ranges:
    found = list[tuple[int, int]]()
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return tuple(found)


@lru_cache(maxsize=1)
def _chances() -> npt.NDArray[np.float64]:
    each = np.full(_LAST + 1, _RARE)
    for first, last, chance in _LIKELY:
        each[first : last + 1] = chance
    return np.concatenate(([0.0], np.cumsum(each)))


def _chance(window: Window) -> float:
    return prod(map(_chance_of_one, window))


@lru_cache(maxsize=4096)
def _chance_of_one(ranges: Ranges) -> float:
    chances = _chances()
    return min(1.0, sum(float(chances[last + 1] - chances[first]) for first, last in ranges))


_CATEGORIES = {"CATEGORY_DIGIT": r"\d+", "CATEGORY_SPACE": r"\s+", "CATEGORY_WORD": r"\w+"}


@lru_cache(maxsize=8)
def _category(name: str) -> Ranges:
    """Give the characters of a class such as \\d; what is not in one is nearly everything."""
    if name not in _CATEGORIES:
        return _ANY
    every = "".join(map(chr, range(_LAST)))
    runs = re.finditer(_CATEGORIES[name], every)
    return (*((run.start(), run.end() - 1) for run in runs), (_LAST, _LAST))


@lru_cache(maxsize=1024)
def _in_any_case(ranges: tuple[int, int]) -> Ranges:
    """Give what a range matches where case is ignored: also every letter that shares a case with one of it."""
    first, last = ranges
    if last - first > 0x1000:
        return _ANY
    same = {other for code in range(first, last + 1) for other in _same_letter().get(_letter(chr(code)), ())}
    return _merged([ranges, *((code, code) for code in same)])


def _letter(character: str) -> str:
    """Give what the capital and the small form of a letter share, its accents left aside."""
    return unicodedata.normalize("NFKD", character.upper().lower())[:1]


@lru_cache(maxsize=1)
def _same_letter() -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for code in chain(range(0x3000), range(0xA000, 0xAC00), range(0xF900, _LAST)):  # no Chinese sign has a case
        character = chr(code)
        if character.lower() != character or character.upper() != character:
            found.setdefault(_letter(character), []).append(code)
    return {letter: tuple(codes) for letter, codes in found.items()}
