"""Amounts of money: "412.5 CNY", "38600000 CNY", "1085 EUR", also where only a column's header names the currency."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from extractors import claims
from extractors.claims import Scan, header_unit
from extractors.model import Evidence
from extractors.numerals import Number, plain
from extractors.patterns import seldom

# ISO 4217:2015 codes of currencies that trade; spellings collected by hand, decisions: ¥ is CNY, $ is USD, kr is none.
_CODES = str.split(
    "CNY USD EUR GBP JPY HKD CHF SEK NOK DKK KRW AUD CAD SGD INR RUB BRL ZAR AED SAR TWD THB VND "
    "IDR MYR PHP PLN CZK HUF "
    "TRY MXN ILS NZD KZT UAH RON QAR KWD EGP NGN CLP PEN COP ARS PKR BDT KES MOP"
)
_NAMES = {code: code for code in _CODES} | {
    "RMB": "CNY",
    "人民币": "CNY",
    "元": "CNY",
    "元整": "CNY",
    "圆": "CNY",
    "块钱": "CNY",
    "元人民币": "CNY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "￥": "CNY",
    "¥": "CNY",
    "CN¥": "CNY",
    "CNH": "CNY",
    "美元": "USD",
    "美金": "USD",
    "US$": "USD",
    "$": "USD",
    "dollars": "USD",
    "dollar": "USD",
    "US dollars": "USD",
    "USD$": "USD",
    "欧元": "EUR",
    "欧": "EUR",
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "英镑": "GBP",
    "镑": "GBP",
    "£": "GBP",
    "pounds sterling": "GBP",
    "日元": "JPY",
    "日圆": "JPY",
    "円": "JPY",
    "yen": "JPY",
    "JP¥": "JPY",
    "港元": "HKD",
    "港币": "HKD",
    "HK$": "HKD",
    "瑞郎": "CHF",
    "瑞士法郎": "CHF",
    "Swiss francs": "CHF",
    "francs": "CHF",
    "韩元": "KRW",
    "韩币": "KRW",
    "won": "KRW",
    "₩": "KRW",
    "澳元": "AUD",
    "A$": "AUD",
    "加元": "CAD",
    "C$": "CAD",
    "新元": "SGD",
    "新加坡元": "SGD",
    "S$": "SGD",
    "卢比": "INR",
    "rupees": "INR",
    "₹": "INR",
    "Rs": "INR",
    "卢布": "RUB",
    "roubles": "RUB",
    "rubles": "RUB",
    "₽": "RUB",
    "雷亚尔": "BRL",
    "R$": "BRL",
    "兰特": "ZAR",
    "rand": "ZAR",
    "迪拉姆": "AED",
    "dirhams": "AED",
    "里亚尔": "SAR",
    "riyals": "SAR",
    "新台币": "TWD",
    "台币": "TWD",
    "NT$": "TWD",
    "泰铢": "THB",
    "baht": "THB",
    "越南盾": "VND",
    "林吉特": "MYR",
    "ringgit": "MYR",
    "兹罗提": "PLN",
    "zloty": "PLN",
    "福林": "HUF",
    "forints": "HUF",
    "里拉": "TRY",
    "比索": "MXN",
    "瑞典克朗": "SEK",
    "挪威克朗": "NOK",
    "丹麦克朗": "DKK",
    "Swedish kronor": "SEK",
    "Norwegian kroner": "NOK",
}
_BY_LENGTH = sorted(_NAMES, key=len, reverse=True)
_ALTERNATIVES = "|".join(re.escape(name) for name in _BY_LENGTH)
_AFTER = re.compile(
    rf"(?P<more>[多余来])?(?:[ \u00a0\u202f]?(?P<scale>bn|mn|mln|m|M|k|"
    rf"K)(?= ?(?:{_ALTERNATIVES})))?[ \u00a0\u202f-]?(?P<name>{_ALTERNATIVES})"
)
# Before the number stand codes, signs and full names; 元 or "won" there belong to what comes earlier.
_PREFIXES = "|".join(
    re.escape(name)
    for name in _BY_LENGTH
    if not (name.islower() or name in ("元", "欧", "镑", "圆", "块钱", "元整", "元人民币"))
)
_BEFORE = seldom(rf"(?<![A-Za-z])(?P<name>{_PREFIXES})[ \u00a0\u202f]?[:：]?[ ]?$")
_RANGE_HEAD = re.compile(rf"(?<![A-Za-z])(?P<name>{_PREFIXES})[ \u00a0]?[0-9][0-9.,]*[ ]?(?:-|–|—|~|to|至|到)[ ]?$")
_RANGE_TAIL = re.compile("[-–—~o至到]")  # what `_RANGE_HEAD` ends in before its blank
# How what stands behind a number can begin: a currency by its first two characters, a multiplier by one.
_AFTER_HEADS = frozenset(name[:2] for name in _NAMES)
_AFTER_SIGNS = frozenset(name for name in _NAMES if len(name) == 1) | set("多余来bmMkK")
_SPACES = frozenset(" \u00a0\u202f-")
_BEFORE_SIGNS = frozenset(name[-1] for name in _NAMES)
_GLUED = re.compile(r"[ ]?(?P<scale>m|M|k|K|bn|mn|mln|B)(?![A-Za-z0-9])")
_GLUED_SCALES = {"m": 10**6, "M": 10**6, "mn": 10**6, "mln": 10**6, "k": 1000, "K": 1000, "bn": 10**9, "B": 10**9}
_FOREIGN = re.compile(r"(?:港币|台币|日币|韩币|HK\$|NT\$)\s?$")  # 港币157亿元
_NOT_BEHIND = {
    "元": "素旦宵件器老首帅朝代年月气宝勋里化论复酸醇胺",
    "欧": "洲盟姆拉共标美冠锦杯",
    "镑": "重",
    "圆": "桌形度柱锥圈弧盘孔",
}
_HEADER_NAME = re.compile(
    rf"^(?:单位[:：]?)?\s*(?P<scale>[十百千万萬亿億]*|[kKmM]|thousand |million |'000 |mn |"
    rf"bn )\s?(?P<name>{_ALTERNATIVES})"
    rf"(?:\s*[/每].*|\s?(?P<million>million|thousand|mn|m|k|bn))?$"
)
_HEADER_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
    "k": 1000,
    "K": 1000,
    "m": 10**6,
    "M": 10**6,
    "thousand": 1000,
    "'000": 1000,
    "million": 10**6,
    "mn": 10**6,
    "bn": 10**9,
}
_PER = re.compile(r"[ ]?(?:/|每|per |a |apiece|each)[ ]?[A-Za-z\u4e00-\u9fff]{0,8}")
_ESTIMATE_BEFORE = re.compile(
    r"(?:约|近|大约|将近|逾|超过?|不到|about|nearly|around|some|approx\.?|roughly|over|almost|"
    r"~)\s?$"
)
_ESTIMATE_SIGNS = frozenset("约近逾超过到tydexr.~")
_ESTIMATE_AFTER = re.compile(r"上下|左右|以上|以内|or so")
_RANGE = re.compile(r"[ \u00a0]?(?:-|–|—|~|～|至|到|to|－)[ \u00a0]?")


def scan(text: Scan) -> None:
    """Claim the amounts of one segment, from right to left, so that a range's first end finds its currency."""
    behind: tuple[Number, str] | None = None
    claimed = text.taken.find
    for number in reversed(text.numbers):
        if claimed(1, number.start, number.end) >= 0:
            behind = None
            continue
        behind = _amount(text, number, behind)


def _amount(text: Scan, number: Number, behind: tuple[Number, str] | None) -> tuple[Number, str] | None:
    """Claim one amount; gives it back with its currency for the number before it."""
    joined = behind is not None and _RANGE.fullmatch(text.text, number.end, behind[0].start)
    start, end, scale, currency = _own_currency(text, number)
    confidence = 0.95
    if not currency and behind and joined:
        scale = behind[0].scale if number.scale == 1 and number.value < behind[0].value else 1
        end, currency, confidence = number.end, behind[1], 0.85
    elif currency and behind and joined and number.scale == scale == 1 and number.value < behind[0].value:
        scale = behind[0].scale
    elif not currency:
        scale, currency = _column_currency(text, number)
        end, confidence = number.end, 0.85
    if not currency or (number.writing == "words" and number.value == 1):
        return None
    confidence -= 0.1 if _estimated(text.text, start, end) else 0.0
    norm = f"{plain(number.value * scale)} {currency}"
    how: Evidence = "column" if confidence == 0.85 and not joined else "pattern"
    return (number, currency) if text.claim((start, end), "money", norm, confidence, how) else None


def _own_currency(text: Scan, number: Number) -> tuple[int, int, int, str]:
    """Find the currency that stands at the number: start and end of both, a further multiplier, the code."""
    raw = text.text
    after = _AFTER.match(raw, number.end) if _may_follow(raw, number.end) else None
    if (
        after
        and _real(raw, after)
        and not (after["name"] in ("元", "圆") and _FOREIGN.search(raw, max(0, number.start - 5), number.start))
    ):
        return number.start, after.end(), _GLUED_SCALES.get(after["scale"] or "", 1), _NAMES[after["name"]]
    before = (
        number.start and raw[max(0, number.start - 4) : number.start].rstrip(" \u00a0\u202f:：")[-1:] in _BEFORE_SIGNS
    )
    head = _BEFORE.search(raw, max(0, number.start - 14), number.start) if before else None
    if head is None:
        return _range_currency(raw, number)
    name = head["name"]
    glued = _GLUED.match(raw, number.end)
    end = glued.end() if glued else number.end + (raw[number.end : number.end + 1] == "元")
    return head.start(), end, _GLUED_SCALES[glued["scale"]] if glued else 1, _NAMES[name]


def _range_currency(raw: str, number: Number) -> tuple[int, int, int, str]:
    """Find the currency before the first end of a range for the second: EUR 3–5 million."""
    sign = raw[max(0, number.start - 1) : number.start]
    if sign not in "-–—~ to至" or (sign == " " and not _RANGE_TAIL.match(raw, max(0, number.start - 2))):
        return number.start, number.end, 1, ""
    head = _RANGE_HEAD.search(raw, max(0, number.start - 24), number.start)
    return number.start, number.end, 1, _NAMES[head["name"]] if head else ""


def _may_follow(raw: str, at: int) -> bool:
    """Say by one or two characters whether a currency may stand here; the pattern with all their names is dear."""
    at += raw[at : at + 1] in _SPACES
    return raw[at : at + 1] in _AFTER_SIGNS or raw[at : at + 2] in _AFTER_HEADS


def _real(raw: str, after: re.Match[str]) -> bool:
    """Say whether the match is a currency and not the head of another word (元旦, 欧洲, wonder)."""
    name, behind = after["name"], raw[after.end() : after.end() + 1]
    if name[-1].isascii() and name[-1].isalpha():
        return not (behind.isascii() and behind.isalnum())
    return behind not in _NOT_BEHIND.get(name, "") or not behind


def _column_currency(text: Scan, number: Number) -> tuple[int, str]:
    """Find the currency that the cell's header or the caption above the table gives a bare number."""
    if not text.fields or not number.sure or not text.alone(number.start, number.end):
        return 1, ""
    cell = text.cell(number.start)
    return header_currency(header_unit(cell.header) or cell.unit)


@lru_cache(maxsize=4096)
def header_currency(unit: str) -> tuple[int, str]:
    """Read a header's unit as a multiplier and a currency: 万元 is (10000, "CNY"), (1, "") for none."""
    match = _HEADER_NAME.match(unit) if unit else None
    return (_header_scale(match), _NAMES[match["name"]]) if match else (1, "")


def _header_scale(match: re.Match[str]) -> int:
    raw = (match["scale"] or match["million"] or "").strip()
    result = _HEADER_SCALES.get(raw, 0)
    for ch in raw if not result else "":
        result = (result or 1) * _HEADER_SCALES[ch]
    return result or 1


def _estimated(raw: str, start: int, end: int) -> bool:
    before = raw[max(0, start - 9) : start]
    near = before.rstrip()[-1:] in _ESTIMATE_SIGNS and _ESTIMATE_BEFORE.search(before)
    return bool(near or _ESTIMATE_AFTER.match(raw, end))


def value_of(norm: str) -> Decimal:
    """Read the value back out of a norm."""
    return Decimal(norm.split(maxsplit=1)[0])


RECOGNIZER = claims.recognizer("money", ("money",), version=5)
