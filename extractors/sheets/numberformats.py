"""Spreadsheet number formats: what a person sees in a cell that holds a number (ECMA-376, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from extractors.plain.lines import HAN
from extractors.sink import clean

# ECMA-376, 18.8.30: the formats that a file names by number alone; 27 to 36 and 50 to 58 as Chinese Excel has them.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0', 6: '"$"#,##0', 7: '"$"#,##0.00',
    8: '"$"#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "m/d/yy", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0",
    42: '"$"#,##0', 43: "#,##0.00", 44: '"$"#,##0.00', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
    49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r'"([^"]*)"?|[\\!](.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[([^\]]*)\]|(AM/PM|A/P|上午/下午)'
    r"|(General|G/通用格式)|([yYmMdDhHsSeEgGbB]+)|(.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)$")
_ELAPSED = re.compile(r"[hms]+$", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[0#?.][eE][+-]")
_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_LAST_DAY = 2958466  # 10000-01-01
CELL_CHARS = 12  # what Excel shows of a number in a cell as wide as it needs, with its sign
_TEXT_CHARS = 255  # the longest format that Excel keeps

Shown = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Display:
    """How one number format shows what a cell holds.

    Attributes:
        number: Text of a number; "" where the format shows nothing.
        text: The format's section for text with "@" where the text goes; "@" alone for most, "" shows nothing.
        hides: Whether numbers and texts alike are shown as nothing (`;;;`).
    """

    number: Shown
    text: str = "@"
    hides: bool = False


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: literal text around the digits, or the letters of a date."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None

    @property
    def is_date(self) -> bool:
        return any(kind in ("date", "elapsed") for kind, _ in self.tokens)


def general(value: float) -> str:
    """Give a number as people see it without a format: whole numbers without ".0", no more digits than a cell shows."""
    if not math.isfinite(value):
        return ""
    if abs(value) < 1e21 and value == int(value):
        return str(int(value))
    text = format(value, ".15g")
    return text if len(text) <= CELL_CHARS or abs(value) >= 1e9 else format(value, ".10g")


def moment(serial: float, epoch_1904: bool) -> dt.datetime | None:
    """Give the date that a serial number stands for; None where there is none."""
    if not 0 <= serial < _LAST_DAY:
        return None
    if not epoch_1904 and serial < 60:
        serial += 1  # the 29 February 1900 that never was
    try:
        exact = (_EPOCH_1904 if epoch_1904 else _EPOCH) + dt.timedelta(days=serial)
    except OverflowError:
        return None
    seconds = round(exact.microsecond / 1e6)
    return exact.replace(microsecond=0) + dt.timedelta(seconds=seconds)


def display(code: str, epoch_1904: bool = False) -> Display:
    """Compile a number format.

    Dates come out in ISO form, unless the format writes 年, 月 or 日 itself; numbers as the format rounds and groups
    them, with its literal text (a unit, a currency) around them.

    Args:
        code: The format as the file has it, e.g. `0.0"万吨";-0.0"万吨"`.
        epoch_1904: Days count from 1904, as in workbooks of old Macs.
    """
    code = code[:_TEXT_CHARS]
    parts = _sections(code)
    if code.strip().casefold() in ("general", "", "@", "g/通用格式") or not parts:
        return Display(general)
    sections = [_section(part) for part in parts[:4]]
    text = parts[3] if len(parts) > 3 else parts[0] if len(parts) == 1 and "@" in parts[0] else "@"
    shown = [_shown(section, epoch_1904) for section in sections[:3]]
    hides = len(parts) >= 3 and not any(part.strip() for part in parts)
    return Display(_chosen(sections[:3], shown), _text_pattern(text), hides)


def _chosen(sections: list[_Section], shown: list[Shown]) -> Shown:
    """Give the function that takes the section for the sign, or for the condition, of a number."""
    if any(section.condition for section in sections):
        return lambda value: _by_condition(value, sections, shown)
    if len(shown) == 1:
        return lambda value: shown[0](value) if value >= 0 or sections[0].is_date else _minus(shown[0](-value))
    zero = shown[2] if len(shown) > 2 else shown[0]
    return lambda value: shown[0](value) if value > 0 else shown[1](-value) if value < 0 else zero(value)


def _by_condition(value: float, sections: list[_Section], shown: list[Shown]) -> str:
    for section, show in zip(sections, shown, strict=True):
        if section.condition is None or _holds(value, *section.condition):
            return show(value) if value >= 0 else _minus(show(-value))
    return general(value)


def _holds(value: float, sign: str, bound: float) -> bool:
    match sign:
        case "<":
            return value < bound
        case "<=":
            return value <= bound
        case ">":
            return value > bound
        case ">=":
            return value >= bound
        case "=":
            return value == bound
        case _:
            return value != bound


def _minus(text: str) -> str:
    return f"-{text}" if text and any(mark.isdigit() and mark != "0" for mark in text) else text


def _sections(code: str) -> list[str]:
    """Cut a format at its semicolons, those in quotes and brackets and behind a backslash left alone."""
    parts, start, at = [], 0, 0
    while at < len(code):
        mark = code[at]
        if mark in '"[':
            end = code.find('"' if mark == '"' else "]", at + 1)
            at = len(code) if end < 0 else end
        elif mark in "\\!_*":
            at += 1
        elif mark == ";":
            parts.append(code[start:at])
            start = at + 1
        at += 1
    return [*parts, code[start:]]


def _section(code: str) -> _Section:
    tokens, condition = list[tuple[str, str]](), None
    scientific = bool(_SCIENTIFIC.search(code))
    for quoted, escaped, currency, bracket, half, whole, letters, other in _TOKEN.findall(code):
        if currency or quoted or escaped:
            tokens.append(("literal", currency or quoted or escaped))
        elif bracket:
            found = _CONDITION.match(bracket)
            if found:
                condition = (found[1], float(found[2]))
            elif _ELAPSED.match(bracket):
                tokens.append(("elapsed", bracket.lower()))
        elif half:
            tokens.append(("half", half))
        elif whole:
            tokens.append(("general", ""))
        elif letters and not scientific:
            tokens += [("date", run[0]) for run in re.finditer(r"(.)\1*", letters.lower())]
        elif letters or other:
            tokens.append(("digit" if (letters or other) in "0#?.,%/@" else "literal", letters or other))
    if not any(kind in ("date", "elapsed") for kind, _ in tokens):
        tokens = [("literal", value) if kind == "half" else (kind, value) for kind, value in tokens]
    return _Section(tuple(tokens), condition)


def _shown(section: _Section, epoch_1904: bool) -> Shown:
    if section.is_date:
        return _date(section.tokens, epoch_1904)
    return _number(section.tokens)


def _number(tokens: tuple[tuple[str, str], ...]) -> Shown:
    """Compile a section of digits; one without digits shows its literal text, and the number behind it."""
    places = [at for at, (kind, value) in enumerate(tokens) if kind == "digit" and value in "0#?"]
    literal = "".join(value for kind, value in tokens if kind == "literal")
    if any(kind == "general" for kind, _ in tokens):
        before, behind = ("".join(v for k, v in part if k == "literal") for part in _around("general", tokens))
        return lambda value: clean(f"{before}{general(value)}{behind}")
    if not places:
        plain = clean(literal)
        return lambda value: f"{plain} {general(value)}" if plain.strip("-—– ") and value else plain
    first, last = places[0], places[-1]
    digits = "".join(value for kind, value in tokens[first : last + 1] if kind == "digit")
    if "/" in digits or _SCIENTIFIC.search("".join(value for _, value in tokens)):
        return general
    after = "".join(value for kind, value in tokens[last + 1 :] if kind == "digit")
    whole, _, fraction = digits.partition(".")
    scale = 1000.0 ** -(len(after) - len(after.lstrip(",")))
    percent = sum(value.count("%") for kind, value in tokens if kind == "digit")
    scale *= 100.0**percent
    shape = f"{{:{',' if ',' in whole else ''}.{min(len(fraction), 15)}f}}"
    spare = len(fraction) - len(fraction.rstrip("#?"))
    pad = whole.count("0")
    empty = not pad and "0" not in fraction  # 0 is shown as no digit at all
    before = _literal(tokens[:first]).lstrip()
    behind = _literal(tokens[last + 1 :]).rstrip()

    inside = tokens[first : last + 1]
    if "." not in digits and any(kind == "literal" for kind, _ in inside):
        slots = [value if kind == "literal" else "" for kind, value in inside if kind == "literal" or value in "0#?"]
        return lambda value: before + _filled(f"{abs(value) * scale * (1 + 1e-14):.0f}", slots) + behind

    def show(value: float) -> str:
        if abs(value) >= 1e21:
            return general(value)
        # Half away from zero, as people round; the little extra undoes what binary fractions take away.
        text = shape.format(value * scale * (1 + 1e-14))
        text = _trimmed(text, spare) if spare else text
        if empty and text.strip("-0.") == "":
            return (before + behind).strip()
        return before + (text.zfill(pad) if pad > 1 and "," not in text else text) + behind

    return show


def _around(
    kind: str, tokens: tuple[tuple[str, str], ...]
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Give the tokens before and behind the first of that kind."""
    at = next(number for number, token in enumerate(tokens) if token[0] == kind)
    return tokens[:at], tokens[at + 1 :]


def _literal(tokens: tuple[tuple[str, str], ...]) -> str:
    text = "".join(value for kind, value in tokens if kind == "literal" or value == "%")
    inner = clean(text)
    return f"{' ' * text[:1].isspace()}{inner}{' ' * text[-1:].isspace()}" if inner else ""


def _filled(digits: str, slots: list[str]) -> str:
    """Put digits, from the right, into slots that have marks between them, as in telephone numbers and `0!.0,"万"`."""
    digits = digits.zfill(sum(1 for slot in slots if not slot))
    parts = list[str]()
    for slot in reversed(slots):
        parts.append(slot or digits[-1])
        digits = digits if slot else digits[:-1]
    return digits + "".join(reversed(parts))


def _trimmed(text: str, spare: int) -> str:
    """Drop up to so many zeros at the end of the decimals, which the format shows only where they count."""
    kept = text[: len(text) - spare] + text[len(text) - spare :].rstrip("0")
    return kept.rstrip(".")


def _date(tokens: tuple[tuple[str, str], ...], epoch_1904: bool) -> Shown:
    letters = "".join(value for kind, value in tokens if kind == "date")
    if any(kind == "elapsed" for kind, _ in tokens):
        return lambda value: _elapsed(value, "s" in letters)
    by_format = any(kind == "literal" and HAN.search(value) for kind, value in tokens)
    has_year, month_day = bool(set(letters) & set("ye")), "月" in "".join(v for _, v in tokens) and "d" in letters
    has_day, has_time = "d" in letters or "y" in letters or "e" in letters, "h" in letters or "s" in letters
    clock_only = has_time and not has_day and "mmm" not in letters
    month_only = "d" not in letters and not has_time and "y" in letters and "m" in letters

    def show(value: float) -> str:
        found = moment(value, epoch_1904)
        if found is None:
            return general(value)
        if by_format:
            written = clean("".join(_written(tokens, found)))
            # The year that 3月5日 leaves out stands in the cell all the same.
            return written if has_year or not month_day else f"{found.year}年{written}"
        clock = f"{found.hour:02}:{found.minute:02}" + (f":{found.second:02}" if found.second else "")
        if clock_only:
            return clock
        day = f"{found.year:04}-{found.month:02}" + ("" if month_only else f"-{found.day:02}")
        return f"{day} {clock}" if has_time and (found.hour or found.minute or found.second) else day

    return lru_cache(maxsize=4096)(show)  # a column of dates repeats them


def _elapsed(value: float, seconds: bool) -> str:
    total = round(abs(value) * 86400)
    text = f"{total // 3600}:{total // 60 % 60:02}" + (f":{total % 60:02}" if seconds else "")
    return f"-{text}" if value < 0 else text


def _written(tokens: tuple[tuple[str, str], ...], at: dt.datetime) -> list[str]:
    """Write a date as its format says; an m behind hours or before seconds is minutes."""
    parts, clock = list[str](), False
    letters = [value for kind, value in tokens if kind == "date"]
    half = any(kind == "half" for kind, _ in tokens)
    number = 0
    for kind, value in tokens:
        if kind != "date":
            parts.append(value if kind == "literal" or value in "./," else "")
            continue
        number += 1
        after = letters[number] if number < len(letters) else ""
        minutes = value[0] == "m" and len(value) < 3 and (clock or after.startswith("s"))
        parts.append(_letters(value, at, minutes, half))
        clock = value[0] in "h"
    return parts


def _letters(value: str, at: dt.datetime, minutes: bool, half: bool) -> str:
    width = min(len(value), 2)
    match value[0]:
        case "y" | "e":
            return f"{at.year:04}" if len(value) > 2 or value[0] == "e" else f"{at.year % 100:02}"
        case "m":
            return f"{at.minute if minutes else at.month:0{width}}"
        case "d":
            return f"{at.day:0{width}}" if len(value) < 3 else "周" + "一二三四五六日"[at.weekday()]
        case "h":
            return f"{(at.hour % 12 or 12) if half else at.hour:0{width}}"
        case "s":
            return f"{at.second:0{width}}"
        case _:
            return ""


def _text_pattern(section: str) -> str:
    """Give a text section as a pattern with one @; other marks than literals say nothing about a text."""
    if "@" not in section:
        return "@" if section.strip() else section.strip()
    tokens = _section(section).tokens
    return "".join(value if kind == "literal" else "@" for kind, value in tokens if kind == "literal" or value == "@")
