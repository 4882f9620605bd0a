"""Days, spans of days, months, quarters, weeks and years, in Chinese and English.

Norms: "2026-05-06", "--05-06" without a year; periods "2026-05", "--11", "2026-Q2", "--W16", "2026-H1", "2026";
spans "--09-07/--09-21", which parts of a month are too: 五月上旬 = "--05-01/--05-10", mid-June = "--06-11/--06-20".
Decisions: a year that is only implied (去年, "last") is left out; 4/17 is month/day where that is possible and
the surroundings are not those of a fraction; lunar dates are none.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors import claims, sieve
from extractors.claims import Scan
from extractors.numerals import chinese

_N = "[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3}"
_MONTH_BEFORE = re.compile(
    rf"(?:(?P<year>(?:19|20)[0-9]{{2}}|(?<![0-9])[0-9]{{2}}|"
    rf"[一二][零〇○一二三四五六七八九]{{3}})\s?年\s?"
    rf"|(?:去|今|明|本|上|后|次|同|当|翌)年)?(?P<month>{_N})\s?$"
)
_DAY_AFTER = re.compile(rf"月\s?(?P<day>{_N})\s?(?P<mark>[日号號])?(?![0-9])")
_PART_AFTER = re.compile(r"月份?\s?(?P<part>上旬|中旬|下旬|初(?![一二三四五六七八九十])|月?底|末|中(?![国心学]))")
_SPAN_AFTER = re.compile(
    rf"\s?(?:[-~～—–－]{{1,2}}|至|"
    rf"到)\s?(?:(?P<month>{_N})月)?(?P<day>{_N})(?P<mark>[日号])?(?![0-9月.%年点/:：])"
)
_NO_MONTH_AFTER = re.compile(r"月(?:兰|花|红|革命|街|饼|龄|流火|球|亮|天|薪|嫂|色|光)")
_DEKADS = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "月底": (21, 31),
    "末": (21, 31),
    "early": (1, 10),
    "beginning": (1, 10),
    "start": (1, 10),
    "mid": (11, 20),
    "middle": (11, 20),
    "late": (21, 31),
    "end": (21, 31),
}
_YMD = re.compile(
    r"(?:19|20)(?<![0-9A-Za-z_.-]..)[0-9]{2}(?P<sep>[-/.])(?:0?[1-9]|1[0-2])(?P=sep)(?:0?[1-9]|"
    r"[12][0-9]|3[01])"
    r"(?![0-9]|[-/][0-9A-Za-z])"
)
_YMD_SPACED = re.compile(
    r"(?:19|20)(?<![0-9A-Za-z_.-]..)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|"
    r"3[01])(?![0-9A-Za-z]|[-/.][0-9A-Za-z])"
)
_NUMBER_CUE = re.compile(r"(?:号|码|[Nn]o\.?|#|ID)\s?[:：]?\s?$")
_DMY = re.compile(
    r"[0-9](?<![0-9A-Za-z_./-].)[0-9]?(?P<sep>[./-])[0-9]{1,2}(?P=sep)(?:(?:19|"
    r"20)[0-9]{2})(?![0-9]|[-/.][0-9])"
)
_YM = re.compile(r"(?:19|20)(?<![0-9A-Za-z_.-]..)[0-9]{2}[-/.](?:0[1-9]|1[0-2])(?![0-9]|[-/.][0-9A-Za-z])")
_SLASH = re.compile(
    r"[0-9](?<![0-9A-Za-z_./,:].)(?<![0-9]-.)[0-9]?/[0-9]{1,2}(?![0-9A-Za-z/%″\"]|[.,:][0-9]|"
    r"-[0-9A-Za-z])"
)
# Month and day before a time of day, as logs and registers of movements have them: 05-09 05:35.
_MONTH_DAY_CLOCK = re.compile(
    r"[01](?<![0-9A-Za-z_./,:-].)[0-9](?P<sep>[-./])[0-3][0-9](?=[ T\u00a0][0-2]?[0-9][:：][0-5][0-9])"
)
_SLASH_SPAN = re.compile(r"\s?(?:[-~～—–－]{1,2}|至|到|to)\s?(?P<end>[0-9]{1,2}/[0-9]{1,2})(?![0-9/])")
_DATE_CUE_BEFORE = re.compile(
    r"(?:\b(?:on|by|due|before|after|until|till|ETA|ETD|from|since|of|dated?)|"
    r"[于在到至前后自从截日期时间])\s?[:：]?\s?$",
    re.IGNORECASE,
)
_DATE_CUE_AFTER = re.compile(r"\s?(?:更新|前|后|起|止|到|发|日|晚|早|上午|下午|开会|交|完成|updated?|deadline)")
_DATE_HEADER = re.compile(
    r"日期|时间|到港|到厂|到货|交期|交货|截止|期限|开工|完工|\b(?:date|eta|etd|due|slot|when|"
    r"deadline|start|end|from|until)\b",
    re.IGNORECASE,
)
_MONTHS = str.split("january february march april may june july august september october november december")
_MONTH_OF = {word: n for n, name in enumerate(_MONTHS, 1) for word in (name, name[:3])} | {"sept": 9}
_MONTH_NAME = re.compile(
    "|".join(
        form
        for form in (
            "Jan(?:uary)?",
            "Feb(?:ruary)?",
            "Mar(?:ch)?",
            "Apr(?:il)?",
            "May",
            "Jun(?:e)?",
            "Jul(?:y)?",
            "Aug(?:ust)?",
            "Sep(?:t(?:ember)?)?",
            "Oct(?:ober)?",
            "Nov(?:ember)?",
            "Dec(?:ember)?",
            "JAN",
            "FEB",
            "MAR",
            "APR",
            "MAY",
            "JUN",
            "JUL",
            "AUG",
            "SEP",
            "OCT",
            "NOV",
            "DEC",
        )
    )
)
_DAYS_BEFORE = re.compile(
    r"(?<![0-9A-Za-z.,/])(?:(?P<first>[0-3]?[0-9])(?:st|nd|rd|th)?(?:\s?(?:-|–|—|to|and|"
    r"&)\s?)(?:the )?)?"
    r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?: of)?[ \u00a0-]?$"
)
_DAYS_AFTER = re.compile(
    r"\.?[ \u00a0](?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?:\s?(?:-|–|—|to|and|"
    r"&)\s?(?P<last>[0-3]?[0-9])(?:st|nd|rd|th)?)?"
    r"(?![0-9A-Za-z:]|[.,][0-9])(?!(?: [ap]m| o'clock| ?%))"
)
_YEAR_AFTER = re.compile(r"\.?,?[ \u00a0'’-]?(?P<year>(?:1[0-9]|20)[0-9]{2})(?![0-9]|[.,][0-9])")
_PART_BEFORE = re.compile(
    r"\b(?P<part>early|mid|late|beginning of|start of|middle of|end of|end)[ -](?:the )?$", re.IGNORECASE
)
_MONTH_CUE_BEFORE = re.compile(
    r"\b(?:in|by|until|till|since|from|during|before|after|of|for|to|through|last|next|this|and|"
    r"or|the|on)[ ]$|[-–—/]\s?$",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"[QH1-4][1-4Q](?<![A-Za-z0-9]..)(?<=Q[1-4]|[1-4]Q|H[12])(?![A-Za-z0-9])")
_QUARTER_GLUED = re.compile(r"(?:19|20)(?<![0-9A-Za-z_.-]..)[0-9]{2}-?(?P<q>Q[1-4]|H[12])(?![A-Za-z0-9])")
_FISCAL = re.compile(r"FY(?<![A-Za-z0-9]..)[ '’-]?(?P<year>(?:20)?[0-9]{2})(?![0-9A-Za-z/])")
# The five-year plans of China: 十二五 2011 to 2015, and so on.
_PLAN = re.compile(r"[“\"「]?十(?P<n>[一二三四五六])五[”\"」]?(?=规划|期间|时期|末|初|以来|计划|[，,。；;、）)\s]|$)")
_QUARTER_ZH = re.compile(r"第?(?P<q>[一二三四1-4])季度?(?!节)")
_WEEK_ZH = re.compile(r"第\s?(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3})周")
_WEEK_EN = re.compile(r"(?:week |Week |CW ?|KW ?|W|wk ?)(?P<n>[0-9]{1,2})(?![0-9A-Za-z])")
_YEAR_HEAD = re.compile(r"(?P<year>(?:19|20)[0-9]{2}|[一二][零〇○一二三四五六七八九]{3})\s?年?[的,，]?\s?$")
_YEAR_TAIL = re.compile(r"[ ,/-]{0,2}(?P<year>(?:19|20)[0-9]{2})(?![0-9])")
_YEAR = re.compile(r"(?:19|20)(?<![0-9A-Za-z_.,/-]..)[0-9]{2}(?![0-9A-Za-z]|[.,/-][0-9A-Za-z])")
_YEAR_ZH = re.compile(r"[一二][零〇○九](?<![一-龥]..)[零〇○一二三四五六七八九]{2}(?=年)")
_YEAR_CUE = re.compile(
    r"\b(?:in|since|until|till|by|before|after|from|during|of|for|year|FY|to|and|end|early|late|"
    r"mid)[ -]?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"[0-9](?<![0-9:.].)[0-9]?[:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9])|"
    r"[0-9](?<![0-9].)[0-9]?(?=[  ]?(?:[ap]\.?m\b|o'clock))"
)
_DAY_ONLY = re.compile(
    r"[0-9一二三四五六七八九十廿卅](?<![0-9.一二三四五六七八九十廿卅].)[0-9一二三四五六七八九十"
    r"]{0,2}[日号]"
    r"(?=[上下中前后晚早起止以之至到，。,.；;）)\s\x00]|$)"
)


@dataclass(frozen=True, slots=True)
class _Day:
    """A calendar day; year 0 is unknown."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{f'{self.year:04}' if self.year else '-'}-{self.month:02}-{self.day:02}"

    @property
    def real(self) -> bool:
        if not 1 <= self.month <= 12:
            return False
        return 1 <= self.day <= calendar.monthrange(self.year or 2024, self.month)[1]


def scan(text: Scan) -> None:
    """Claim the dates of one segment; clock times and bare days of the month are claimed without a span."""
    _numeric(text)
    _before_clock(text)
    if "月" in text.text:
        _chinese(text)
    if not text.text.isascii():
        _quarters_zh(text)
        _plans(text)
    _english(text)
    _slashes(text)
    _periods(text)
    _years(text)
    days = () if text.text.isascii() else text.found(_DAY_ONLY, _DAY_ONLY_MARK)
    for pattern, matches in ((_CLOCK, text.numbered(_CLOCK, _CLOCK_MARK)), (_DAY_ONLY, days)):
        for match in matches:
            # 国发〔2026〕3号 ends in what could be a day.
            bracketed = match.start() and text.text[match.start() - 1] in "〕]］）)】﹞第"
            number = pattern is _DAY_ONLY and match.group()[:-1].isascii() and len(match.group()) > 3
            if text.free(*match.span()) and not bracketed and not number:
                text.block(*match.span())


def _int(raw: str) -> int:
    value = Decimal(raw) if raw.isascii() else chinese(raw)
    return int(value) if value is not None else 0


def _year(raw: str | None) -> int:
    year = _int(raw) if raw else 0
    return 2000 + year if 0 < year < 100 else year


def _numeric(text: Scan) -> None:
    for match in text.numbered(_YMD, _YMD_MARK):
        _claim(text, *match.span(), _Day(*map(int, re.split("[-/.]", match.group()))), 0.97)
    for match in text.numbered(_YMD_SPACED, _YMD_SPACED_MARK):
        raw = match.group()
        if _NUMBER_CUE.search(text.text[max(0, match.start() - 6) : match.start()]):
            continue
        _claim(text, *match.span(), _Day(int(raw[:4]), int(raw[4:6]), int(raw[6:])), 0.7)
    for match in text.numbered(_DMY, _DMY_MARK):
        first, second, year = map(int, re.split("[-/.]", match.group()))
        # Dots and hyphens are day first everywhere; 5/6/2026 stays open and is read as month first, at less.
        day_first = match["sep"] != "/" or first > 12
        day = _Day(year, second, first) if day_first else _Day(year, first, second)
        _claim(text, *match.span(), day, 0.9 if first > 12 or second > 12 or match["sep"] != "/" else 0.6)
    for match in text.numbered(_YM, _YM_MARK):
        raw = match.group()
        if int(raw[5:]) != int(raw[2:4]) + 1 or raw[4] == "-":  # 2007/08 is a season
            text.claim(match.span(), "date", re.sub("[/.]", "-", raw), 0.6)


def _before_clock(text: Scan) -> None:
    for match in text.numbered(_MONTH_DAY_CLOCK, _MONTH_DAY_CLOCK_MARK):
        first, second = map(int, match.group().split(match["sep"]))
        day = _Day(0, first, second)
        _claim(text, *match.span(), day if day.real else _Day(0, second, first), 0.85)


def _claim(text: Scan, start: int, end: int, day: _Day, confidence: float) -> None:
    if day.real:
        text.claim((start, end), "date", str(day), confidence)


def _claim_span(text: Scan, at: tuple[int, int], first: _Day, last: _Day, confidence: float) -> None:
    if first.real and last.real and (first.year, first.month, first.day) <= (last.year, last.month, last.day):
        text.claim(at, "date", f"{first}/{last}", confidence)


def _window(text: Scan, at: tuple[int, int], year: int, month: int, part: str) -> None:
    first, last = _DEKADS[part]
    last = min(last, calendar.monthrange(year or 2023, month)[1])
    _claim_span(text, at, _Day(year, month, first), _Day(year, month, last), 0.85)


def _chinese(text: Scan) -> None:
    for at in _positions(text.text, "月"):
        head = _MONTH_BEFORE.search(text.text[max(0, at - 12) : at])
        if head is None or _NO_MONTH_AFTER.match(text.text, at):
            continue
        start = max(0, at - 12) + head.start()
        lunar = text.text[max(0, start - 2) : start] in ("农历", "阴历", "旧历")
        if not lunar and 1 <= _int(head["month"]) <= 12:
            _chinese_at(text, start, at, _year(head["year"]), _int(head["month"]))


def _chinese_at(text: Scan, start: int, at: int, year: int, month: int) -> None:
    if part := _PART_AFTER.match(text.text, at):
        _window(text, (start, part.end()), year, month, part["part"])
        return
    day = _DAY_AFTER.match(text.text, at)
    if day is None:
        _chinese_month(text, start, at, year, month)
        return
    first = _Day(year, month, _int(day["day"]))
    span = _SPAN_AFTER.match(text.text, day.end())
    last = _Day(year, _int(span["month"]) if span and span["month"] else month, _int(span["day"])) if span else first
    if span and (day["mark"] or span["mark"]) and last.real and (last.month, last.day) > (first.month, first.day):
        _claim_span(text, (start, span.end()), first, last, 0.95)
    else:
        _claim(text, start, day.end(), first, 0.95 if day["mark"] else 0.6)


def _chinese_month(text: Scan, start: int, at: int, year: int, month: int) -> None:
    """Claim a month alone; 三月 may be "three months" only with 个 between, which is no match here."""
    end = at + 2 if text.text[at + 1 : at + 2] == "份" else at + 1
    norm = f"{year:04}-{month:02}" if year else f"--{month:02}"
    text.claim((start, end), "date", norm, 0.9 if year or end == at + 2 else 0.75)


def _positions(text: str, char: str) -> Iterator[int]:
    at = text.find(char)
    while at >= 0:
        yield at
        at = text.find(char, at + 1)


def _english(text: Scan) -> None:
    for match in text.found(_MONTH_NAME, _MONTH_NAME_MARK):
        start, end = match.span()
        before, after = text.text[start - 1 : start], text.text[end : end + 1]
        if (before.isalpha() and before.isascii()) or (after.isalpha() and after.isascii()):
            continue
        _english_at(text, start, end, _MONTH_OF[match.group().lower()])


def _english_at(text: Scan, start: int, end: int, month: int) -> None:
    head = _DAYS_BEFORE.search(text.text, max(0, start - 22), start)
    if head:
        year = _YEAR_AFTER.match(text.text, end)
        _english_days(text, (head.start(), year.end() if year else end), year, month, (head["first"], head["day"]))
        return
    tail = _DAYS_AFTER.match(text.text, end)
    if tail:
        year = _YEAR_AFTER.match(text.text, tail.end())
        _english_days(text, (start, (year or tail).end()), year, month, (tail["day"], tail["last"] or tail["day"]))
        return
    _english_month(text, start, end, month)


def _english_days(
    text: Scan, at: tuple[int, int], year: re.Match[str] | None, month: int, days: tuple[str | None, str]
) -> None:
    number = int(year["year"]) if year else 0
    first, last = _Day(number, month, int(days[0] or days[1])), _Day(number, month, int(days[1]))
    if first == last:
        _claim(text, *at, first, 0.95)
    else:
        _claim_span(text, at, first, last, 0.9)


def _english_month(text: Scan, start: int, end: int, month: int) -> None:
    year = _YEAR_AFTER.match(text.text, end)
    part = _PART_BEFORE.search(text.text, max(0, start - 18), start)
    number = int(year["year"]) if year else 0
    stop = year.end() if year else end
    if part:
        _window(text, (part.start(), stop), number, month, part["part"].lower().split()[0])
        return
    word = text.text[start:end]
    cue = _MONTH_CUE_BEFORE.search(text.text, max(0, start - 9), start)
    # May, March and Mar are words and names too, the others hardly anything but months.
    if year or cue or word not in ("May", "March", "Mar", "Jun", "Jan", "Dec", "Sep", "MAY", "MAR", "DEC", "SEP"):
        text.claim(
            (start, stop), "date", f"{number:04}-{month:02}" if number else f"--{month:02}", 0.85 if year else 0.7
        )


def _slashes(text: Scan) -> None:
    for match in text.numbered(_SLASH, _SLASH_MARK) if "/" in text.text else ():
        if not text.free(*match.span()):
            continue
        first = _slash_day(match.group())
        span = _SLASH_SPAN.match(text.text, match.end())
        last = _slash_day(span["end"]) if span else None
        if first and last and (first.month, first.day) <= (last.month, last.day):
            _claim_span(text, (match.start(), span.end() if span else 0), first, last, 0.85)
        elif first and (trust := _slash_trust(text, match)):
            _claim(text, *match.span(), first, trust)


def _slash_day(raw: str) -> _Day | None:
    first, second = map(int, raw.split("/"))
    day = _Day(0, second, first) if first > 12 else _Day(0, first, second)
    return day if day.real else None


def _slash_trust(text: Scan, match: re.Match[str]) -> float:
    """Say how sure a lone 4/17 is a day: a header or a cue makes it one, a small "1/2" without is a fraction."""
    start, end = match.span()
    header = text.cell(start).header
    if header and _DATE_HEADER.search(header):
        return 0.9
    if _DATE_CUE_BEFORE.search(text.text[max(0, start - 8) : start]) or _DATE_CUE_AFTER.match(text.text, end):
        return 0.75
    if text.text[start - 1 : start] in ("（", "(") and text.text[end : end + 1] in ("）", ")"):
        return 0.6
    return 0.45 if int(match.group().split("/")[1]) > 16 else 0.0


def _quarters_zh(text: Scan) -> None:
    for match in text.found(_QUARTER_ZH, _QUARTER_ZH_MARK) if "季" in text.text else ():
        _period(text, *match.span(), f"Q{_int(match['q'])}")
    for at in _positions(text.text, "半年"):
        if text.text[at - 1 : at] in ("上", "下"):
            _period(text, at - 1, at + 2, "H1" if text.text[at - 1] == "上" else "H2")


def _period(text: Scan, start: int, end: int, name: str) -> None:
    head = _YEAR_HEAD.search(text.text[max(0, start - 8) : start])
    tail = None if head else _YEAR_TAIL.match(text.text, end)
    year = _year(head["year"]) if head else _year(tail["year"]) if tail else 0
    start = max(0, start - 8) + head.start() if head else start
    text.claim((start, tail.end() if tail else end), "date", f"{year or '-'}-{name}", 0.85)


def _periods(text: Scan) -> None:
    for match in text.numbered(_QUARTER_GLUED, _QUARTER_GLUED_MARK):
        text.claim(match.span(), "date", f"{match.group()[:4]}-{match['q']}", 0.85)
    for match in text.numbered(_FISCAL, _FISCAL_MARK):
        text.claim(match.span(), "date", str(_year(match["year"])), 0.7)
    for match in text.numbered(_QUARTER, _QUARTER_MARK):
        raw = match.group()
        # H1 alone is a heading's number or a grade; with a year it is half of it.
        if raw[0] != "H" or _YEAR_TAIL.match(text.text, match.end()):
            _period(text, *match.span(), f"Q{raw[0]}" if raw[1] == "Q" else raw)
    weeks = text.found(_WEEK_ZH, _WEEK_ZH_MARK) if "周" in text.text else ()
    for matches in (weeks, text.numbered(_WEEK_EN, _WEEK_EN_MARK)):
        for match in matches:
            before = text.text[match.start() - 1] if match.start() else ""
            if 1 <= _int(match["n"]) <= 53 and not (before.isascii() and (before.isalnum() or before == "-")):
                _period(text, *match.span(), f"W{_int(match['n']):02}")


def _plans(text: Scan) -> None:
    for match in text.found(_PLAN, _PLAN_MARK) if "五" in text.text else ():
        first = 2001 + 5 * _int(match["n"])
        _claim_span(text, match.span(), _Day(first, 1, 1), _Day(first + 4, 12, 31), 0.8)


def _years(text: Scan) -> None:
    years = [*text.numbered(_YEAR, _YEAR_MARK), *(text.found(_YEAR_ZH, _YEAR_ZH_MARK) if "年" in text.text else ())]
    for match in years:
        start, end = match.span()
        marked = text.text[end : end + 1] == "年"
        issuing = text.text[max(0, start - 2) : start].rstrip("（(")[-1:] in ("告", "令")
        if marked and issuing and text.text[end + 1 : end + 2] == "第":
            continue  # 公告2025年第7号 is the number of a document
        if marked or _YEAR_CUE.search(text.text, max(0, start - 8), start):
            text.claim((start, end + marked), "date", str(_year(match.group())), 0.85 if marked else 0.7)


# Marks of the patterns that look through all of a file, see `sieve`.
_CLOCK_MARK, _DAY_ONLY_MARK = sieve.mark(_CLOCK), sieve.mark(_DAY_ONLY)
_WEEK_ZH_MARK, _WEEK_EN_MARK = sieve.mark(_WEEK_ZH), sieve.mark(_WEEK_EN)
_YMD_MARK, _YMD_SPACED_MARK, _DMY_MARK = sieve.mark(_YMD), sieve.mark(_YMD_SPACED), sieve.mark(_DMY)
_YM_MARK, _MONTH_DAY_CLOCK_MARK = sieve.mark(_YM), sieve.mark(_MONTH_DAY_CLOCK)
_MONTH_NAME_MARK, _SLASH_MARK, _QUARTER_ZH_MARK = sieve.mark(_MONTH_NAME), sieve.mark(_SLASH), sieve.mark(_QUARTER_ZH)
_QUARTER_GLUED_MARK, _FISCAL_MARK = sieve.mark(_QUARTER_GLUED), sieve.mark(_FISCAL)
_QUARTER_MARK, _PLAN_MARK, _YEAR_MARK = sieve.mark(_QUARTER), sieve.mark(_PLAN), sieve.mark(_YEAR)
_YEAR_ZH_MARK = sieve.mark(_YEAR_ZH)

RECOGNIZER = claims.recognizer("date", ("date",), version=3)
