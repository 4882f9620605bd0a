"""Phones, e-mail addresses and messenger ids; the norm of a phone is its international form.

A number without country code that has China's numbering plan is +86; one under a cue (tel, 电话) that has not is
"tel:" and its national digits, which `keys.variants` also gives for a number with country code.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors import claims, sieve
from extractors.claims import Scan

# China: numbering plan of MIIT 2017 edition; mobile 1[3-9] + 9 digits, area codes 010, 02x, 03xx to 09xx.
_MOBILE = re.compile(
    r"1(?<![0-9A-Za-z.].)[3-9][0-9](?:[0-9]{8}|([-  \u00a0])[0-9]{4}\1?[0-9]{4}|"
    r"[0-9] ?[0-9]{3} ?[0-9]{4})(?![0-9A-Za-z]|\.[0-9])"
)
_LANDLINE = re.compile(
    r"0(?<![0-9A-Za-z.].)(?:10|2[0-9]|[3-9][0-9]{2})(?P<sep>[)） ‐‑–—-]{0,2})"
    r"(?P<head>[0-9]{3,4})[ ‐‑–-]?(?P<tail>[0-9]{4})(?![0-9A-Za-z])(?!\.[0-9])"
)
_CHINA_PREFIX = re.compile(r"[(（]?(?:\+|00)86[)）]?[ -]?(?:\(0\))?$")
_INTERNATIONAL = re.compile(r"\+(?<![0-9A-Za-z].)[1-9](?:[ \u00a0./‑–-]?[(（]?[0-9][)）]?){6,16}(?![0-9])")
_DOUBLE_ZERO = re.compile(r"00(?<![0-9A-Za-z.,]..)[1-9](?:[ ‑-]?[(]?[0-9][)]?){8,14}(?![0-9A-Za-z])")
_NORTH_AMERICA = re.compile(r"[2-9](?<![0-9A-Za-z.+-].)[0-9]{2}[)]?[ .-]{1,2}[2-9][0-9]{2}[.-][0-9]{4}(?![0-9A-Za-z-])")
# A trunk prefix of 0 and ten digits in two or three groups, as most national plans outside of China write them; a bare
# run of digits only where Ofcom's National Telephone Numbering Plan has mobiles.
_TRUNK = re.compile(
    r"0(?<![0-9A-Za-z.,+/-].)(?:7[0-9]{9}|[1-9](?=[0-9][0-9 -]{9,11}(?![0-9 -]?[0-9]))"
    r"[0-9]{1,4}[ -](?:[0-9]{6}|[0-9]{3,4}[ -][0-9]{3,4}))(?![0-9A-Za-z/]|[.,-][0-9])"
)
_HOTLINE = re.compile(r"[48]00(?<![0-9A-Za-z.-]...)(?:-[0-9]{3,4}-?[0-9]{3,4}| [0-9]{3,4} [0-9]{3,4})(?![0-9A-Za-z-])")
# Each alternative opens with a literal, so that the engine skips to candidates by their first character.
_CUED = re.compile(
    r"(?:Telephone|telephone|Tel|tel|TEL|Phone|phone|PHONE|Fax|fax|FAX|Mobile|mobile|Mob|mob|Cell|"
    r"cell|Direct line|direct line|"
    r"电话|手机|座机|传真|热线|联系方式|直线)"
    r"[号码 ]{0,3}(?: ?(?:no|nr|"
    r"line)\.?)?[ ]?[:：.]?[ ]?(?P<number>[(（]?[0-9](?:[ ./‑–-]?[(（]?[0-9][)）]?){5,13})(?![0-9])"
)
_PHONE_HEADER = re.compile(r"\b(?:tel|phone|mobile|cell|fax)|电话|手机|座机|传真|联系方式|热线", re.IGNORECASE)
_EXTENSION = re.compile(r"\s?(?:转|分机|[Ee]xt\.?|[xX#](?=[0-9]))\s?[0-9]{1,6}(?![0-9])|-[0-9]{1,4}(?![0-9-])")
_EMAIL = re.compile(
    r"[A-Za-z0-9_](?<![A-Za-z0-9._%+-].)[A-Za-z0-9._%+-]{0,63}+@"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}+)(?:\.[A-Za-z0-9][A-Za-z0-9-]{0,62}+){1,6}"
)
_MESSENGER = re.compile(
    r"(?P<app>微信|[Ww]e[Cc]hat|VX|vx|QQ)(?:账?号|群号?|群| ?[Ii][Dd])?\s?(?:[:：是为]|\s)\s?"
    r"(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19}|[1-9][0-9]{4,11})(?![A-Za-z0-9_-])"
)
# ITU-T E.164 country codes are prefix-free; 1 and 7 stand alone, these have two digits, all others have three.
_TWO_DIGIT_CODES = frozenset(
    str.split(
        "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 "
        "64 65 66 81 82 84 86 "
        "90 91 92 93 94 95 98"
    )
)


def scan(text: Scan) -> None:
    """Claim the contacts of one segment."""
    if "@" in text.text:
        for match in text.found(_EMAIL, _EMAIL_MARK):
            text.claim((match.start(), match.end()), "contact", match.group().lower().rstrip("."), 0.98)
    _messengers(text)
    _international(text)
    _chinese(text)
    _cued(text)
    _other(text)


def country_code(number: str) -> str:
    """Give the country code that digits behind a + begin with."""
    if number[:1] in ("1", "7"):
        return number[:1]
    return number[:2] if number[:2] in _TWO_DIGIT_CODES else number[:3]


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _phone(text: Scan, start: int, end: int, norm: str, confidence: float) -> None:
    """Claim a phone with the extension behind it; the extension is no part of the norm."""
    extension = _EXTENSION.match(text.text, end)
    while start and text.text[start - 1] in "(（" and text.text[start:end].count(text.text[start - 1]) == 0:
        start -= 1
    text.claim((start, extension.end() if extension else end), "contact", norm, confidence)


def _international(text: Scan) -> None:
    for match in text.numbered(_INTERNATIONAL, _INTERNATIONAL_MARK) if "+" in text.text else ():
        number = _digits(re.sub(r"[(（]0[)）]", "", match.group()))
        if 8 <= len(number) <= 15:
            code = country_code(number)
            rest = number[len(code) :].lstrip("0") if code != "39" else number[len(code) :]
            _phone(text, match.start(), match.end(), f"+{code}{rest}", 0.97)
    for match in text.numbered(_DOUBLE_ZERO, _DOUBLE_ZERO_MARK) if "00" in text.text else ():
        number = _digits(re.sub(r"\(0\)", "", match.group()))[2:]
        known = country_code(number) in _TWO_DIGIT_CODES and len(number) >= 10
        if known and (number[:2] != "86" or len(number) in (12, 13)):
            _phone(text, match.start(), match.end(), f"+{number}", 0.85)


def _chinese(text: Scan) -> None:
    for match in text.numbered(_MOBILE, _MOBILE_MARK):
        prefix = _CHINA_PREFIX.search(text.text, max(0, match.start() - 12), match.start())
        start = prefix.start() if prefix else match.start()
        if prefix or not _glued(text.text, start):
            _phone(text, start, match.end(), "+86" + _digits(match.group()), 0.95)
    for match in text.numbered(_LANDLINE, _LANDLINE_MARK):
        local = match["head"] + match["tail"]
        whole = _digits(match.group())
        plausible = 7 <= len(local) <= 8 and local[0] not in "01" and len(whole) in (10, 11, 12)
        if plausible and not _glued(text.text, match.start()):
            _phone(text, match.start(), match.end(), "+86" + whole[1:], 0.93 if match["sep"] else 0.8)
    for match in text.numbered(_HOTLINE, _HOTLINE_MARK):
        if len(_digits(match.group())) == 10:
            _phone(text, match.start(), match.end(), "+86" + _digits(match.group()), 0.8)


def _glued(text: str, start: int) -> bool:
    """Say whether digits hang on another number or a code by a hyphen: 2026-13900001111, SN-0510-…."""
    return start > 1 and text[start - 1] in "-_/" and text[start - 2].isalnum() and text[start - 2].isascii()


def _cued(text: Scan) -> None:
    for match in text.numbered(_CUED, _CUED_MARK):
        _national(text, match.start("number"), match.end("number"))
    for cell in text.fields:
        if cell.header and phone_column(cell.header):
            content = text.text[cell.start : cell.end].strip()
            if re.fullmatch(r"[(（0-9][0-9 ()（）./‑–-]{5,18}[0-9]", content):
                start = text.text.index(content, cell.start)
                _national(text, start, start + len(content))


@lru_cache(maxsize=4096)
def phone_column(header: str) -> bool:
    """Say whether a column with this header holds phones."""
    return _PHONE_HEADER.search(header) is not None


def _national(text: Scan, start: int, end: int) -> None:
    number = _digits(text.text[start:end]).lstrip("0")
    if 6 <= len(number) <= 13 and text.free(start, end):
        _phone(text, start, end, f"tel:{number}", 0.85)


def _other(text: Scan) -> None:
    for match in text.numbered(_TRUNK, _TRUNK_MARK):
        if 10 <= len(_digits(match.group())) <= 11:
            _national(text, *match.span())
    for match in text.numbered(_NORTH_AMERICA, _NORTH_AMERICA_MARK):
        _phone(text, match.start(), match.end(), "tel:" + _digits(match.group()), 0.7)


def _messengers(text: Scan) -> None:
    if not any(word in text.text for word in ("微信", "echat", "eChat", "VX", "vx", "QQ")):
        return
    for match in text.found(_MESSENGER, _MESSENGER_MARK):
        value, app = match["id"], "qq" if match["app"] == "QQ" else "wechat"
        if not any(ch.isdigit() or ch in "_-" for ch in value) and "号" not in match.group():
            continue  # "WeChat message", "微信 channels": a plain word behind the cue is no id
        mobile = re.fullmatch(r"1[3-9][0-9]{9}", value)
        norm = f"+86{value}" if mobile else f"{app}:{value.lower()}"
        text.claim((match.start("id"), match.end("id")), "contact", norm, 0.85)


# Marks of the patterns that look through all of a file, see `sieve`.
_EMAIL_MARK, _INTERNATIONAL_MARK = sieve.mark(_EMAIL), sieve.mark(_INTERNATIONAL)
_DOUBLE_ZERO_MARK, _MOBILE_MARK, _LANDLINE_MARK = sieve.mark(_DOUBLE_ZERO), sieve.mark(_MOBILE), sieve.mark(_LANDLINE)
_HOTLINE_MARK, _CUED_MARK, _TRUNK_MARK = sieve.mark(_HOTLINE), sieve.mark(_CUED), sieve.mark(_TRUNK)
_NORTH_AMERICA_MARK, _MESSENGER_MARK = sieve.mark(_NORTH_AMERICA), sieve.mark(_MESSENGER)

RECOGNIZER = claims.recognizer("contact", ("contact",))
