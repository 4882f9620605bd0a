"""Numbers as people write them, in digits, Chinese numerals and English words, as exact decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Literal, NamedTuple

Writing = Literal["digits", "han", "words"]

# Digits and multipliers: GB/T 15835-2011 (numerals in publications), formal ones as on bank forms; traditional kin.
_HAN_DIGITS = {
    ch: value
    for value, chars in enumerate(
        ("零〇○", "一壹弌", "二贰貳两兩俩", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for ch in chars
}
_HAN_TENS = {"廿": 20, "卅": 30, "卌": 40}
_HAN_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_HAN_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_SCALES = _HAN_SMALL | _HAN_BIG

_D = "".join(_HAN_DIGITS)
# 千 and 兆 before a unit belong to the unit (千伏安, 千克); 百 before 分之 is a percentage, read by the quantities.
_BIG = r"[万萬亿億](?!分之)"
_SMALL = r"[十拾廿卅卌]|[百佰](?!分之|分点)|[千仟](?![瓦伏克米帕卡焦牛赫乏]|分之)"
_HAN = re.compile(
    rf"[{_D}十拾廿卅卌](?:[{_D}]|{_SMALL}|{_BIG})*"
    rf"(?:[点點](?=[{_D}])[{_D}]+(?:[百千](?![瓦伏克米帕卡焦牛赫乏]|分之)|{_BIG})*)?"
)
_LONGEST = 24  # characters; beyond, a run of digits is a key or noise, and its value says nothing
_NO_VALUE_BEHIND = frozenset("几数第幾數")  # 数十万, 第十五: an estimate without a value, an ordinal
_DIGITS = re.compile(
    r"[0-9](?<![0-9A-Za-z_].)(?<![0-9][.,].)(?:"
    r"(?<=[1-9])[0-9]{0,2}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"  # 1,260.50
    r"|(?<=[1-9])[0-9]{0,2}(?:[ \u00a0\u202f\u2009'’][0-9]{3})+(?![0-9])(?:[.,][0-9]{1,2}(?![0-9]))?"  # 1 260
    r"|(?<=[1-9])[0-9]{0,2}(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])"  # 1.260,00
    r"|(?<=[1-9])[0-9]?(?:,[0-9]{2})+,[0-9]{3}(?![0-9])"  # 12,34,567
    r"|[0-9]*\.[0-9]+"
    r"|[0-9]*,[0-9]{1,2}(?![0-9,])"  # 412,50: a decimal comma, only believed before a unit
    r"|[0-9]*)"
)
_SUFFIX = re.compile(
    r"[ \u00a0]?(?:(?P<han>[多余]?(?:[百佰](?!分)|[千仟](?![瓦伏克米帕卡焦牛赫乏]|分之)|"
    r"[万萬亿億](?!分之))+)"
    r"|(?P<word>thousand|million|billion|trillion|crore|lakh|mln|mn|bn)(?![A-Za-z])"
    r"|(?P<k>(?<=[0-9])[kK](?![A-Za-z0-9]))"
    r")"
)
_SUFFIX_SIGNS = frozenset(" \u00a0多余百佰千仟万萬亿億tmbclkK")
_NEXT_PART = re.compile(r"零?([0-9]{1,4}(?:\.[0-9]+)?)([百千万萬亿億])(?![瓦伏克米帕卡焦牛赫乏])")
_WORD_SCALES = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 1000,
    "k": 1000,
    "lakh": 10**5,
    "million": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_ONES = str.split("one two three four five six seven eight nine")
_TEENS = str.split("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = str.split("twenty thirty forty fifty sixty seventy eighty ninety")
_WORDS = (
    {word: value for value, word in enumerate(_ONES, 1)}
    | {word: value for value, word in enumerate(_TEENS, 10)}
    | {word: value * 10 for value, word in enumerate(_TENS, 2)}
)
# Nested by first letter, each branch opening with a literal: the engine then skips to candidates in C.
_WORD_START = re.compile(
    "|".join(
        branch
        for one in (
            "one",
            "t(?:wo|hree|en|welve|hirteen|wenty|hirty|housand)",
            "f(?:our|ive|ifteen|orty|ifty)",
            "s(?:ix|even)",
            "e(?:ight|leven)",
            "ni(?:ne)",
            "hundred",
            "dozen",
            "million",
        )
        for branch in (one, one[0].upper() + one[1:])
    )
)
_SUB100 = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)})(?![a-z]))?"
    rf"|(?:{'|'.join(_TEENS)})|(?:{'|'.join(_ONES)}))(?![a-z])"
)
_SCALE_WORD = r"(?:hundred|thousand|million|billion|dozen)(?![a-z])"
_WORD_NUMBER = re.compile(
    rf"(?:a (?={_SCALE_WORD})|{_SUB100}(?: (?={_SCALE_WORD}))?)"
    rf"(?:{_SCALE_WORD}(?:(?: and)? (?={_SUB100}){_SUB100})?(?: (?={_SCALE_WORD}))?)*(?: and a half(?![a-z]))?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"-(?:[a-z]+(?:th|rst|nd|rd))(?![a-z])")
_THOUSANDS = re.compile(r"[ \u00a0\u202f\u2009'’]")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")


class Number(NamedTuple):
    """One number of a text.

    Attributes:
        start: Offset of its first character.
        end: Offset behind the last one, a multiplier (万, million) included.
        value: Its exact value, the multiplier applied.
        writing: Digits, Chinese numerals or English words.
        scale: The multiplier alone (10000 for 万), 1 for none; a range's first end borrows it (3–5万).
        sure: False for a decimal comma (412,50), which could as well be a list of two numbers.
    """

    start: int
    end: int
    value: Decimal
    writing: Writing
    scale: int = 1
    sure: bool = True


@lru_cache(maxsize=16384)
def plain(value: Decimal) -> str:
    """Write a value without exponent, grouping or trailing zeros, so that equal values are equal strings."""
    if value == value.to_integral_value():
        return str(int(value))
    return format(value.normalize(), "f")


def parse(text: str) -> Decimal | None:
    """Read a whole string as one number in any of the writings; None where it is something else."""
    found = numbers(text)
    whole = text.strip()
    start = len(text) - len(text.lstrip())
    if len(found) == 1 and (found[0].start, found[0].end) == (start, start + len(whole)):
        return found[0].value
    return None


def numbers(text: str, digits_in: str = "") -> list[Number]:
    """Find every number of a text, in order; ASCII digits only, see `claims.half_width` for full-width ones.

    Decisions: 三四百 (an estimate) and a multiplier without a digit (万一, 千万) are no numbers; a number that is
    glued to a letter before it (RX40) is part of a name.

    Args:
        text: The text.
        digits_in: The same text, blanked where no digit is near; "" where nobody has looked.
    """
    found = [*_digit_numbers(digits_in or text)]
    found += _han_numbers(text) if not text.isascii() else ()
    found += _word_numbers(text)
    found.sort(key=itemgetter(0))
    result: list[Number] = []
    for number in found:
        if not result or number.start >= result[-1].end:
            result.append(number)
    return result


@lru_cache(maxsize=4096)
def chinese(text: str) -> Decimal | None:
    """Read Chinese numerals: 一千一百四十六, 两万六 (26000), 二〇二六, 两点五亿, 廿三, 壹佰; None if they are none."""
    whole, point, rest = text.replace("點", "点").partition("点")
    if not point:
        return _han_whole(text)
    digits = rest.rstrip("".join(_SCALES))
    head = _han_whole(whole)
    if head is None or not digits or any(ch not in _HAN_DIGITS for ch in digits):
        return None
    fraction = Decimal("0." + "".join(str(_HAN_DIGITS[ch]) for ch in digits))
    return (head + fraction) * _product(rest[len(digits) :])


def english(text: str) -> Decimal | None:
    """Read English number words: eleven hundred and forty-six, a dozen, two and a half; None if they are none."""
    if not _WORD_NUMBER.fullmatch(text.strip()):
        return None
    words = text.lower().replace("-", " ").split()
    half = words[-3:] == ["and", "a", "half"]
    total, current = Decimal(0), Decimal(0)
    for word in words[:-3] if half else words:
        if word in _WORDS:
            current += _WORDS[word]
        elif word in ("hundred", "dozen"):
            current = (current or Decimal(1)) * _WORD_SCALES[word]
        elif word in _WORD_SCALES:
            total, current = total + (current or Decimal(1)) * _WORD_SCALES[word], Decimal(0)
    return total + current + (Decimal("0.5") if half else 0)


@lru_cache(maxsize=4096)
def digits(text: str) -> Decimal:
    """Read digits with separators: 1,260 · 1 260 · 1.260,00 · 412,50 · 41.6."""
    if text.isdigit():
        return Decimal(text)
    bare = _THOUSANDS.sub("", text)
    if "," in bare and "." in bare and bare.rindex(",") > bare.rindex("."):
        return Decimal(bare.replace(".", "").replace(",", "."))
    if _DECIMAL_COMMA.fullmatch(bare):
        return Decimal(bare.replace(",", "."))
    return Decimal(bare.replace(",", ""))


def _digit_numbers(text: str) -> Iterator[Number]:
    end = 0
    for match in _DIGITS.finditer(text):
        start, stop = match.span()
        if start < end or stop - start > _LONGEST:
            continue
        raw = match.group()
        value, end, scale = digits(raw), stop, 1
        if text[stop : stop + 1] in _SUFFIX_SIGNS:
            value, end, scale = _scaled(text, value, stop)
        yield Number(start, end, value, "digits", scale, "," not in raw or not _DECIMAL_COMMA.fullmatch(raw))


def _scaled(text: str, value: Decimal, end: int) -> tuple[Decimal, int, int]:
    """Apply what multiplies the number (万, million, k) and what is added behind it (10万零4千)."""
    suffix = _SUFFIX.match(text, end)
    if suffix is None:
        return value, end, 1
    han = (suffix["han"] or "").lstrip("多余")
    scale = _product(han) if han else _WORD_SCALES[(suffix["word"] or "k")]
    value, end, floor = value * scale, suffix.end(), scale
    while han and (part := _NEXT_PART.match(text, end)) and _SCALES[part[2]] < floor:
        floor = _SCALES[part[2]]
        value, end = value + Decimal(part[1]) * floor, part.end()
    return value, end, scale


def _han_numbers(text: str) -> Iterator[Number]:
    for match in _HAN.finditer(text):
        before = text[match.start() - 1 : match.start()]
        known = before not in _NO_VALUE_BEHIND and match.end() - match.start() <= _LONGEST
        value = chinese(match.group()) if known else None
        if value is not None:
            value, end, scale = _han_suffix(text, value, match.end())
            yield Number(match.start(), end, value, "han", scale * _trailing(match.group()))


def _han_suffix(text: str, value: Decimal, end: int) -> tuple[Decimal, int, int]:
    """Apply 一百多万: the multiplier behind an estimate's 多."""
    if text[end : end + 1] in ("多", "余") and text[end + 1 : end + 2] in ("万", "亿", "萬", "億"):
        scale = _HAN_BIG[text[end + 1]]
        return value * scale, end + 2, scale
    return value, end, 1


_BIGS = "".join(_HAN_BIG)


def _trailing(han: str) -> int:
    return _product(han[len(han.rstrip(_BIGS)) :]) if han[-1] in _HAN_BIG else 1


def _word_numbers(text: str) -> Iterator[Number]:
    behind = 0
    for match in _WORD_START.finditer(text):
        start = match.start()
        if start < behind or (start and text[start - 1].isalpha()):
            continue
        start -= 2 if text[start - 2 : start] in ("a ", "A ") and match.group().lower() in _WORD_SCALES else 0
        full = _WORD_NUMBER.match(text, start)
        value = english(full.group()) if full else None
        if full is None or value is None or _ORDINAL.match(text, full.end()):
            continue
        behind = full.end()
        yield Number(start, behind, value, "words")


def _product(scales: str) -> int:
    result = 1
    for ch in scales:
        result *= _SCALES[ch]
    return result


def _han_whole(text: str) -> Decimal | None:
    if not text:
        return None
    if all(ch in _HAN_DIGITS for ch in text):
        return _han_positional(text)
    if text[0] not in _HAN_DIGITS and text[0] not in "十拾廿卅卌":
        return None
    return _han_grouped(text)


def _han_positional(text: str) -> Decimal | None:
    """Read digit by digit (二〇二六); 三四 is "three or four", 五一 a holiday, 两 never stands in such a row."""
    values = [_HAN_DIGITS[ch] for ch in text]
    if len(values) == 1:
        return Decimal(values[0])
    if any(ch in "两兩俩" for ch in text) or (len(values) == 2 and 0 not in values):
        return None
    return Decimal("".join(map(str, values)))


def _han_grouped(text: str) -> Decimal | None:
    total, section, digit, last, zero, big = 0, 0, 0, 1, False, 0
    for ch in text:
        if ch in _HAN_DIGITS:
            if digit:
                return None
            digit, zero = _HAN_DIGITS[ch], zero or not _HAN_DIGITS[ch]
        elif ch in _HAN_TENS:
            section, last, zero = section + _HAN_TENS[ch], 10, False
        elif ch in _HAN_SMALL:
            section, digit, last, zero = section + (digit or 1) * _HAN_SMALL[ch], 0, _HAN_SMALL[ch], False
        else:
            section, last, zero = section + digit, _HAN_BIG[ch], False
            total = (total + section) * last if last >= big else total + section * last
            section, digit, big = 0, 0, last
    # 两千三 is 2300, 一万二 is 12000: a last digit right behind a multiplier counts tenths of it.
    tail = digit * last // 10 if digit and last >= 100 and not zero else digit
    return Decimal(total + section + tail)
