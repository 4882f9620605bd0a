"""Numbers, amounts and days of other languages, written as the recognizers of keys read them.

3 de marzo de 2024 is read as 3 March 2024, 40.000 millones de euros as 40,000 million EUR, 1,5 % as 1.5 %. Only what
changes is written anew, and every offset leads back to the text as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors import tongues
from extractors.lexicon import alternatives

_MONTHS = str.split("January February March April May June July August September October November December")
_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
# Three digits behind one comma are thousands here too, as Mexico and translations from English write them.
_DECIMAL = re.compile(r"[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})")
_SIGNS = r"(?:US|R|A|C)?\$|€|£|¥|[A-Z]{3}(?![\w])"  # read as they are
_SWAP = str.maketrans(".,", ",.")
_OF = r"(?:de |di |d[’'])?"
# Small words that may stand between a day and its month, or between two days.
_BEFORE_MONTHS = frozenset("de del di du do da a al à au bis e et y und".split())
_AREA = frozenset(["ha"])
_UNTIL = r"(?:a|à|até|bis|jusqu’à|hasta|fino a)(?= [0-9])"
# The verb, no hectares: el índice 500 ha caído, l'indice 500 ha perso.
_HAS = r"ha(?= \w*(?:[aiíu]do|[rs]to|cho|lto|uto|so)(?!\w))"


@dataclass(frozen=True, slots=True)
class _Edit:
    """A stretch that was written anew: where it stands in the new text and where in the old."""

    start: int
    end: int
    old_start: int
    old_end: int


@dataclass(frozen=True, slots=True)
class Written:
    """A text with its figures in English, and the way back."""

    text: str
    edits: tuple[_Edit, ...]
    starts: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Give where a stretch of the new text stands in the old; one that cuts an edit takes it whole."""
        first, last = self._edit(start), self._edit(max(start, end - 1))
        return (
            first.old_start if first and start < first.end else start + _shift(first),
            last.old_end if last and end - 1 < last.end else end + _shift(last),
        )

    def _edit(self, at: int) -> _Edit | None:
        place = bisect_right(self.starts, at) - 1
        return self.edits[place] if place >= 0 else None


def _shift(edit: _Edit | None) -> int:
    return edit.old_end - edit.end if edit else 0


def english(text: str, language: str) -> Written:
    """Write a text's figures as English does."""
    parts, edits, at, size = list[str](), list[_Edit](), 0, 0
    for start, end, new in _changes(text, _rules(language)):
        parts += [text[at:start], new]
        size += start - at
        edits.append(_Edit(size, size + len(new), start, end))
        size, at = size + len(new), end
    return Written("".join([*parts, text[at:]]), tuple(edits), tuple(edit.start for edit in edits))


@dataclass(frozen=True)
class _Rules:
    """A language's patterns and what their words are in English."""

    dated: re.Pattern[str]
    counted: re.Pattern[str]
    words: Mapping[str, str]
    months: Mapping[str, str]


@lru_cache(maxsize=8)
def _rules(language: str) -> _Rules:
    months = dict(_months(language))
    parts, units, numbers = (_pairs(language, title) for title in ("parts", "units", "numbers"))
    money = _pairs(language, "currencies")
    scales = {word: scale for scale in ("thousand", "million", "billion") for word in tongues.words(language, scale)}
    percent = dict.fromkeys(tongues.words(language, "per cent"), "percent")
    month, until = _any(months), r"(?:a|al|à|au|bis|e|et|y|und|-|–)"
    near, words = _any(dict.fromkeys(("en", "em", "in", "im")) | parts), numbers | scales | units | money | percent
    small = tongues.tongue(language).function - words.keys() - _BEFORE_MONTHS - _AREA
    dated = (
        rf"(?<![\w.,/-])(?:(?P<near>{near}) {_OF})?"
        rf"(?:(?:(?P<first>[0-3]?[0-9])\.? ?{until} ?)?(?P<day>[0-3]?[0-9])(?:º|°|er|\.)? {_OF})?"
        rf"(?P<month>{month})(?:,? (?:del? (?:año )?)?(?P<year>(?:19|20)[0-9]{{2}}))?(?![\w])"
    )
    counted = (
        rf"(?<![\w.,/-])(?P<number>{_NUMBER}|(?:{_any(numbers)})(?= ))(?P<scales>(?: (?:{_any(scales)})(?![\w]))*)"
        rf"(?: {_OF}(?P<unit>(?:{_any(money | units | percent)})(?![\w])|{_SIGNS})|"
        rf"(?P<until> {_UNTIL})|(?P<small> (?:{_HAS}|(?:{_any(dict.fromkeys(small))})(?= ))))?(?![\w])"
    )
    flags = re.IGNORECASE
    return _Rules(re.compile(dated, flags), re.compile(counted, flags), parts | words, months)


def _months(language: str) -> Iterator[tuple[str, str]]:
    """Give each month's name with the English one; the names stand in the order of the year."""
    yield from zip(tongues.ordered(language, "months"), _MONTHS, strict=True)
    yield from ((name, _MONTHS[int(number) - 1]) for name, number in _pairs(language, "other months").items())


def _pairs(language: str, title: str) -> dict[str, str]:
    return dict(entry.split("=") for entry in sorted(tongues.words(language, title)))


def _any(words: Mapping[str, object]) -> str:
    return alternatives(tuple(words))


def _changes(text: str, rules: _Rules) -> Iterator[tuple[int, int, str]]:
    """Give the stretches that read otherwise in English, in order."""
    found = [*_found(text, rules.dated, rules, _day), *_found(text, rules.counted, rules, _amount)]
    at = 0
    for start, end, new in sorted(found, key=lambda each: (each[0], -each[1])):
        if start >= at and text[start:end] != new:
            at = end
            yield start, end, new


_Write = Callable[[re.Match[str], _Rules], str]


def _found(text: str, pattern: re.Pattern[str], rules: _Rules, write: _Write) -> Iterator[tuple[int, int, str]]:
    for match in pattern.finditer(text):
        yield *match.span(), write(match, rules)


def _day(match: re.Match[str], rules: _Rules) -> str:
    near = (match["near"] or "").casefold()
    days = f"{match['first']} to {match['day']}" if match["first"] else match["day"]
    before = rules.words.get(near, "in" if near else "")
    return _said([before, days, rules.months[match["month"].casefold()], match["year"]])


def _amount(match: re.Match[str], rules: _Rules) -> str:
    number, unit = match["number"], match["unit"] or ""
    scales = [rules.words[word] for word in match["scales"].casefold().split()]
    if scales == ["thousand", "million"]:
        scales = ["billion"]
    value = rules.words.get(number.casefold(), "") or _plain(number)
    said = _said([value, *scales, rules.words.get(unit.casefold(), unit)])
    return said + (" to" if match["until"] else " of" if match["small"] else "")


def _said(words: Sequence[str | None]) -> str:
    return " ".join(filter(None, words))


def _plain(number: str) -> str:
    return number.translate(_SWAP) if _THOUSANDS.fullmatch(number) or _DECIMAL.fullmatch(number) else number
