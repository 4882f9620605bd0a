"""What makes a key join two files: how rare it is, and under which other forms it may stand.

Rarity is absolute: a function of the norm alone, never counted on the folder, so that no added file changes it. It is
the chance that two files of one group which share the norm mean the same thing, from the information in it:

    bits   = what a writer was free to choose: log2(10) for each significant digit but the first, which is skewed
             (Benford: 2.9 bits), log2(26) for a letter; a trailing zero or a final 5 is rounding and carries little
    weight = 1 / (1 + 2^(-(bits - NEED) / SLOPE))

NEED is what it takes to be more than a coincidence. Two files of a group hold some tens of numbers each, so about
2^10 pairs are compared: ten bits are one expected coincidence, and every further bit halves it.
"""

from __future__ import annotations

import calendar
import math
import re
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from typing import Final

from extractors.model import Kind, Mention, Span

KEY_KINDS: Final[frozenset[str]] = frozenset({"identifier", "quantity", "money", "date", "contact", "document"})

_DIGIT_BITS: Final = math.log2(10)
_FIRST_DIGIT_BITS: Final = 2.9  # entropy of Benford's law, F. Benford 1938
_LETTER_BITS: Final = 3.0  # below log2(26) = 4.7: letters abbreviate words and repeat
_HALF_DIGIT_BITS: Final = 2.5  # a final 5 is a place of rounding in a quarter of its uses
# The logistic for measures: fixed so that 3 digits (1260) are even odds, 4 (3184) three in four, 2 (14) next to none.
_MEASURE_NEED: Final = 9.6
_MEASURE_SLOPE: Final = 2.1
# A physical unit narrows what is measured; shares, spans of time and counts are in every file.
_UNIT_BITS: Final = {
    "count": 0.0,
    "%": -3.0,
    "d": -2.0,
    "month": -3.0,
    "h": 0.5,
    "s": -1.0,
    "x": -3.0,
    "pp": -2.0,
    "°": -2.0,
}
_RARE_UNIT_BITS: Final = 2.5
_MONEY_BITS: Final = 0.6
_SMALL_BITS: Final = {True: -5.0, False: -2.0}  # below 100, whole numbers and others: the values that life is full of
# Small as they are written: 12 years, not 144 months; 16 GB, not 16,000 MB; 2 mm, not 2,000 µm.
_SMALL_AS_WRITTEN: Final = frozenset(("s", "h", "month", "MB", "µm"))
_ROUND_LENGTHS: Final = frozenset(range(50000, 500001, 50000))  # µm; 5 cm, 10 cm, to half a metre
_WHOLE_YEAR: Final = frozenset(("365 d", "366 d", "8760 h", "8784 h"))
# What a calendar, a computer and a screen count alike everywhere: days and hours of a year, seconds of a day, powers
# of two, pixels; and the sides of sheets of paper (ISO 216), in µm.
_COUNTED_ALIKE: Final = frozenset(
    {360, 365, 366, 1440, 3600, 8760, 8784, 86400, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65535, 65536}
    | {768, 1080, 1280, 1366, 1920, 2160, 2560, 3840}
)
_SHEETS: Final = frozenset(1000 * side for side in (148, 210, 297, 420, 594, 841, 1189))
_YEAR_BITS: Final = -6.0  # as good a year as a count
# The logistic for designators, which are chosen to tell things apart: 12 bits are even odds.
_CODE_NEED: Final = 12.5
_CODE_SLOPE: Final = 3.6
_FULL_DATE: Final = 0.2
_DAY_MONTH: Final = 0.15
_DAY_SPAN: Final = 0.3  # two ends that agree are two dates
_PERIOD: Final = 0.02
# Where files and boards are shared by a link that is told to nobody else; written down by hand. What stands on any
# other host is a page for everybody, and who links to it has no more in common with the next than a newspaper.
_SHARING: Final = re.compile(
    r"(?:(?:docs|drive|sheets|slides|forms)\.google\.com|(?:docs|doc|wj)\.qq\.com|(?:doc|drive)\.weixin\.qq\.com|"
    r"(?:pan|eyun)\.baidu\.com|(?:share\.)?weiyun\.com|(?:www\.)?kdocs\.cn|(?:f\.)?wps\.cn|shimo\.im|alidocs\.dingtalk\.com|"
    r"(?:www\.)?(?:aliyundrive|alipan|jianguoyun|lanzou[a-z]?|123pan|ctfile|mubu|processon|boardmix|teambition|"
    r"dropbox|icloud|wetransfer|hackmd|evernote|miro|figma|trello|notion|airtable|smartsheet|mural)\.(?:com|io|cn|so|co)|"
    r"cloud\.189\.cn|115\.com|pan\.(?:quark|xunlei)\.(?:cn|com)|yiqixie\.com|[a-z0-9-]+\.notion\.site|"
    r"onedrive\.live\.com|1drv\.ms|[a-z0-9-]+\.sharepoint\.com|[a-z0-9-]+\.sharefile\.com|(?:[a-z0-9-]+\.)?box\.com|"
    r"[a-z0-9-]+\.(?:feishu\.cn|larksuite\.com|atlassian\.net|yuque\.com|egnyte\.com|quip\.com))"
)
_WITHIN: Final = re.compile(r"[^.]+|.*\.(?:local|lan|intra(?:net)?|corp|internal|home|localdomain)|[0-9.]+")
# Documents of the state's central organs are published or at least known everywhere.
_CENTRAL: Final = re.compile(
    r"(?:国|中发|中办|国办|财|发改|工信|商务|环|税|银|证监|银保监|人社|建|交|水|农|科|教|卫|民|"
    r"安监|应急|海关|质检|国资|署|总局)"
)
_SHARED_MAILBOX: Final = re.compile(
    r"(?:info|office|sales|admin|contact|service|support|hr|noreply|no-reply|mail|postmaster)@"
)
# Addresses that a message goes to because everybody reads them: they join all who ever wrote one.
_MAILING_LIST: Final = re.compile(
    r"(?:all(?:-[a-z]+)?|announce(?:ments?)?|board|committee|discuss(?:ion)?|distribution|everybody|everyone|forum|"
    r"groups?|lists?|members|news(?:letter)?|participants|secretariat|staff|subscribers|team|undisclosed-recipients|"
    r"users|wg|working-?group)@"
)
# Isotopes in use as tracers, sources, drugs and fuel, and the stable ones that are enriched for them; written down by
# hand, for a rule on mass numbers takes codes of products for isotopes.
_NUCLIDES: Final = frozenset(
    "h2 h3 he3 li6 li7 b10 b11 c11 c13 c14 n13 n15 o15 o17 o18 f18 na22 na24 p32 p33 s35 cl36 ar41 k40 k42 ca45 "
    "ca47 sc44 sc46 sc47 cr51 mn54 fe52 fe55 fe59 co57 co58 co60 ni63 ni64 cu60 cu61 cu62 cu64 cu67 zn65 zn68 "
    "ga67 ga68 ge68 se75 br76 br77 br82 kr81m kr85 rb82 rb86 sr82 sr85 sr89 sr90 y86 y88 y90 zr89 zr95 nb95 "
    "mo98 mo99 mo100 tc99 tc99m ru103 ru106 rh105 pd103 ag111 cd109 in111 sn113 sn117m sb124 sb125 te123m i123 "
    "i124 i125 i129 i131 xe124 xe127 xe133 cs131 cs134 cs137 ba133 ba140 la140 ce141 ce144 pr142 pm147 sm153 "
    "eu152 eu154 gd153 tb149 tb152 tb155 tb160 tb161 dy165 ho166 er169 tm170 yb169 yb175 yb176 lu176 lu177 "
    "lu177m hf181 ta182 w188 re186 re188 os191 ir192 pt195m au198 au199 hg197 hg203 tl201 tl204 pb203 pb212 "
    "bi212 bi213 po210 at211 rn222 ra223 ra224 ra226 ac225 ac227 th227 th228 th229 th230 th232 pa231 u232 u233 "
    "u234 u235 u236 u238 np237 pu238 pu239 pu240 pu241 pu242 am241 am243 cm244 bk249 cf252".split()
)
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# A number behind letters that only say what it counts (AWB 784-1120-5563), or behind none. Five digits without a zero
# behind, for a value may have the rest as well; letters of a series belong to it (R-260412-07 is not T-260412-07).
_NUMBERED: Final = re.compile(
    r"(?:h?awb|mawb|batch|dmf|imo|lot|mmsi|no|nr|ser|serial)?0*(?P<digits>(?!(?:19|20)[0-9]{2})[1-9][0-9]{3,}[1-9])"
)
_SERIALS: Final = re.compile(r"[0-9]+\.\.[0-9]+")  # an address on the web may hold two full stops as well
_CONTAINER: Final = re.compile(r"(?:20|40|45)(?:ft|gp|dc|hc|hq)")  # ISO 668
# Nominal voltages in kV, those of IEC 60038 and GB/T 156 and of older networks.
_NOMINAL_KV: Final = frozenset(
    {3, 6, 10, 11, 15, 20, 22, 30, 33, 35, 45, 66, 69, 90, 110, 115, 132, 138, 150, 154, 220, 230, 275, 330, 345, 380}
    | {400, 420, 500, 525, 750, 765, 800, 1000, 1100}
)
# Nominal voltages below 1 kV: IEC 60038, tables 1 and 6, and those of older networks.
_NOMINAL_V: Final = frozenset(
    {5, 6, 9, 12, 24, 36, 42, 48, 60, 72, 96, 110, 115, 120, 125, 127, 200, 208, 220, 230, 240, 250, 277, 380, 400, 415}
    | {440, 480, 500, 525, 600, 660, 690}
)
# Classes and sizes that standards give and every purchase states: protection (IEC 60529, 62262), pipes (ISO 6708,
# 7268), threads (ISO 261), steels (GB/T 700, 1591, 1499.2; AISI), concrete and mortar (GB/T 50010), paper (ISO 216),
# lamps' caps (IEC 60061), plugs and lines (TIA-568, IEC 60320, 60169), memory, film's apertures (ISO 517), versions.
_CLASSES: Final = re.compile(
    r"ip[0-6x][0-9x]k?|ik(?:0[0-9]|10)|dn[0-9]{1,4}|pn[0-9]{1,3}|m[1-6]?[0-9](?:x[0-9]{2,3})?"
    r"|q(?:195|215|235|275|345|355|390|420|460)[a-e]?|(?:hpb|hrb|crb)[2-6][0-9]{2}e?"
    r"|(?:ss|sus|aisi)?(?:201|202|30[234]|316|321|410|420|430)l?"
    r"|c[1-8][05]|a[34]|e(?:14|27|40)|gu(?:10|53)|rj(?:11|12|45)|cat[3-8][ae]?|iec(?:c13|c14)|db(?:9|15|25)|rg(?:6|11|5[89])"
    r"|rs(?:232|422|485)c?|usb[1-4][0-9]{0,2}|hdmi[12][0-9]?|ddr[2-5]|h26[45]|wifi[4-7]|ipv[46]|crc(?:8|16|32)|md5"
    r"|sha(?:1|256|512)"
    r"|f(?:1[0248]|[248]|28|35|56|11|16|22)|[34]k|[2-5]g|(?:480|720|1080|2160|4320)[pi]|win(?:7|8|10|11)|v[0-9]{1,2}"
)
# A number that a unit ends without a meaning of its own here: readings of instruments (4000NTU).
_WITH_UNIT: Final = re.compile(
    r"(?P<digits>[0-9]+)(?:ntu|ftu|fnu|[kmg]?hz|rpm|dpi|ppi|psi|pp[mbt]|fps|lux|lm|nits?|m?ah|[kmg]?wh?|kva|mva|[cmk]?m|[kmgt]b|[kmg]bps|ml"
    r"|[mk]?g|dbm?i?|m?bar|[km]?pa|bp|k?da|iu|cfm|gpm|mgd|btu|hp|px|mp)"
)
_HOUSE: Final = 0.35  # chosen, as a mailbox that many share: an address stands in a house's every letterhead
_TOWN: Final = 0.05  # a postal code is thousands of houses
_STANDARD: Final = 0.02  # what a trade takes from a standard or from nature says nothing of who takes it


def rarity(kind: Kind | str, norm: str) -> float:
    """Say how much a shared norm tells: the chance that two files which hold it speak of the same thing.

    Returns:
        0.0 (a year, a standard, a round number) to 1.0 (a contract number). Names are not for this module: 0.0.
    """
    match kind:
        case "identifier":
            return _identifier(norm)
        case "contact":
            return _contact(norm)
        case "quantity" | "money":
            return _measure(norm)
        case "date":
            return _date(norm)
        case "document":
            return 0.0 if norm.startswith("std:") else 0.05 if _CENTRAL.match(norm) else 0.6
        case _:
            return 0.0


def variants(mention: Mention | Span) -> tuple[tuple[str, float], ...]:
    """List the other forms under which a key may stand, each with a factor on `rarity` for a match through it.

    The forms: "#3.184" for a measure without its unit and the prefix of that (factor 0.8 with four significant digits;
    0.6 with three, as "#318"; none below); "#25.318" likewise for a number of five digits or more that is a code,
    without the word before it; a full date without its year, a span's ends, the third of a month ("--10/2") that a day
    or a window such as 十月中旬 lies in; a phone's national digits; the serials inside a short range; a code without
    its revision.
    """
    norm = mention.norm
    match mention.kind:
        case "quantity" | "money":
            return _measure_forms(norm)
        case "date":
            return _date_forms(norm)
        case "contact":
            return _contact_forms(norm)
        case "identifier":
            return _identifier_forms(norm)
        case _:
            return ()


def forms(mention: Mention | Span) -> tuple[tuple[str, float], ...]:
    """List every form that a key joins on, its own norm first with factor 1.0."""
    return ((mention.norm, 1.0), *variants(mention))


def is_range(norm: str) -> bool:
    """Say whether an identifier is a run of serials, "2291..2296"."""
    return _SERIALS.fullmatch(norm) is not None


def same(one: Mention | Span, other: Mention | Span) -> float:
    """Say how surely two keys are one: the best product of factors over the forms that they share, 0.0 for none."""
    if one.norm == other.norm:
        return 1.0
    theirs = dict(forms(other))
    shared = [(form, factor, theirs[form]) for form, factor in forms(one) if form in theirs]
    # A lesser form of both is no meeting (two years' 6 May); only values meet across units.
    return max((a * b for form, a, b in shared if max(a, b) == 1.0 or form[0] == "#"), default=0.0)


def weight(one: Mention | Span, other: Mention | Span) -> float:
    """Give the weight of the bridge between two mentions of keys: how surely one, times how rare."""
    return same(one, other) * min(rarity(one.kind, one.norm), rarity(other.kind, other.norm))


def measure_bits(value: str) -> float:
    """Count the bits that a number's digits carry; trailing zeros say where it was rounded and carry none."""
    kept = value.lstrip("-").replace(".", "").strip("0")
    if not kept:
        return 0.0
    last = _HALF_DIGIT_BITS if kept[-1] == "5" and len(kept) > 1 else _DIGIT_BITS if len(kept) > 1 else 0.0
    zeros = sum(1 for _ in takewhile(lambda ch: ch == "0", reversed(value.replace(".", ""))))
    return _FIRST_DIGIT_BITS + max(0, len(kept) - 2) * _DIGIT_BITS + last + min(zeros, 3) * 0.2


def _logistic(bits: float, need: float, slope: float) -> float:
    return round(1 / (1 + 2 ** (-(bits - need) / slope)), 3)


# Units that were folded away: what a base unit's value is multiplied by to read as a writer may have put it.
_WRITTEN: Final[dict[str, tuple[Decimal, ...]]] = {
    "s": (Decimal(1) / 60, Decimal(1) / 3600, Decimal(1) / 86400),
    "h": (Decimal(1) / 24,),
    "d": (Decimal(1) / 7,),
    "month": (Decimal(1) / 12,),
    # hectares; 亩, 15 to the hectare; acres, square feet
    "m2": (Decimal("0.0001"), Decimal("0.0015"), 1 / Decimal("4046.856"), 1 / Decimal("0.09290304")),
    "m": (1 / Decimal("0.3048"), 1 / Decimal("0.0254"), 1 / Decimal("1609.344"), 1 / Decimal(1852)),
    "µm": (1 / Decimal(25400), 1 / Decimal(1000)),
    "MB": (1 / Decimal(1000), 1 / Decimal(1000000)),
    "m3": (1 / Decimal("0.158987"),),
}


def _as_written(value: Decimal, unit: str) -> list[str]:
    """Give a value in the units that it may have been written in: an hour is 1, not 3600, 40 ft no 12.192 m."""
    forms = [value] + [(value * factor).quantize(Decimal("0.0001")) for factor in _WRITTEN.get(unit, ())]
    clean = [form for form in forms if form == form.quantize(Decimal("0.01"))]
    return [f"{form.normalize():f}" for form in clean or [value]]


@lru_cache(maxsize=65536)
def _measure(norm: str) -> float:
    value, _, unit = norm.partition(" ")
    if not re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value) or (unit == "%" and Decimal(value) >= 100):
        return 0.0
    base = unit.partition("/")[0]
    if base == "V" and (Decimal(value) / 1000 in _NOMINAL_KV or Decimal(value) in _NOMINAL_V):
        return _STANDARD
    if base == "µm" and (Decimal(value) in _ROUND_LENGTHS or Decimal(value) in _SHEETS):
        return _STANDARD
    if unit == "count" and Decimal(value) in _COUNTED_ALIKE:
        return _STANDARD
    counted = base == "count" or (base.isupper() and len(base) == 3)
    if counted and len(value.strip("-0").replace(".", "").strip("0")) < 2:
        return _STANDARD  # 500 boxes and 2,000 dollars are in every list
    if norm in _WHOLE_YEAR:
        return _STANDARD
    extra = _UNIT_BITS.get(base, _MONEY_BITS if base.isupper() and len(base) == 3 else _RARE_UNIT_BITS)
    written = _as_written(Decimal(value), base)
    small = [each for each in (written if base in _SMALL_AS_WRITTEN else [value]) if abs(Decimal(each)) < 100]
    if small:
        extra += _SMALL_BITS[any("." not in each for each in small)]
    if unit == "count" and re.fullmatch(r"19[5-9][0-9]|20[0-4][0-9]", value):
        extra += _YEAR_BITS
    bits = min(map(measure_bits, written))
    return _logistic(bits + extra, _MEASURE_NEED, _MEASURE_SLOPE) if bits else 0.0


def _identifier(norm: str) -> float:
    if norm.startswith("url:"):
        return _address(norm)
    if norm.startswith(("geo:", "ip:")):
        return 0.8 if norm.startswith("geo:") else 0.5
    if norm.startswith(("addr:", "zip:")):
        return _HOUSE if norm.startswith("addr:") else _TOWN
    if is_range(norm):
        return 0.95
    if _CONTAINER.fullmatch(norm) or norm in _NUCLIDES or _CLASSES.fullmatch(norm):
        return _STANDARD
    if reading := _WITH_UNIT.fullmatch(norm):
        return min(_code(norm), _logistic(measure_bits(reading["digits"]) + _MONEY_BITS, _MEASURE_NEED, _MEASURE_SLOPE))
    return _code(norm)


def _address(norm: str) -> float:
    """Weigh an address on the web: of what is shared by its link alone, of a page within a house, of any other."""
    host, _, path = norm.removeprefix("url:").partition("/")
    host = host.rpartition("@")[2].partition(":")[0]
    if not re.search(r"[0-9a-z]{2}", path):
        return 0.0
    return 0.8 if _SHARING.fullmatch(host) else 0.3 if _WITHIN.fullmatch(host) else 0.0


@lru_cache(maxsize=65536)
def _code(norm: str) -> float:
    """Weigh a designator by its letters and digits; four digits in six characters or more leave no doubt."""
    numbers = [run.lstrip("0") or "0" for run in re.findall(r"[0-9]+", norm)]
    digits = sum(len(run.rstrip("0")) + 0.3 * (len(run) - len(run.rstrip("0"))) for run in numbers)
    letters = sum(1 for ch in norm if ch.isalpha())
    bits = digits * _DIGIT_BITS + min(letters, 4) * _LETTER_BITS
    raw_digits = sum(1 for ch in norm if ch.isdigit())
    if raw_digits >= 4 and len(norm) >= 6:
        return max(0.9 if letters or raw_digits >= 8 else 0.7, _logistic(bits, _CODE_NEED, _CODE_SLOPE))
    return min(0.7, _logistic(bits, _CODE_NEED, _CODE_SLOPE))


def _contact(norm: str) -> float:
    if "@" in norm:
        if _MAILING_LIST.match(norm):
            return 0.0
        return 0.35 if _SHARED_MAILBOX.match(norm) else 1.0
    if norm.startswith(("+86400", "+86800", "+18", "+44800")) and len(norm) <= 13:
        return 0.3  # a hotline
    return 0.95 if norm.startswith("tel:") and len(norm) < 12 else 1.0


def _date(norm: str) -> float:
    if "/" in norm:
        first, last = norm.split("/")
        return _PERIOD * 2 if _is_third(first, last) else _DAY_SPAN
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", norm):
        return _FULL_DATE
    if re.fullmatch(r"--[0-9]{2}-[0-9]{2}", norm):
        return _DAY_MONTH
    return 0.0 if re.fullmatch(r"[0-9]{4}", norm) else _PERIOD


def _measure_forms(norm: str) -> tuple[tuple[str, float], ...]:
    value, _, unit = norm.partition(" ")
    digits = value.lstrip("-").replace(".", "").strip("0")
    if len(digits) < 3 or unit == "%":
        return ()
    if len(digits) >= 4:
        return ((_bare(value) if _NUMBER.fullmatch(value) else f"#{value}", 0.8),)  # spans stay as they are
    return ((f"#{value}", 0.6),)


def _bare(value: str) -> str:
    """Name a number whatever its unit's prefix: 1438.6 under "MHz" is "#1.4386", as 1438600000 Hz is."""
    sign, size = "-" * value.startswith("-"), Decimal(value.lstrip("-"))
    power = size.adjusted() // 3 * 3
    return f"#{sign}{size.scaleb(-power).normalize():f}"


def _date_forms(norm: str) -> tuple[tuple[str, float], ...]:
    if "/" in norm:
        first, last = norm.split("/")
        if _is_third(first, last):
            return ((_third(first), 1.0),)
        ends = [(form, 0.7) for end in (first, last) for form in {end, _without_year(end)}]
        return (
            (*((f"{_without_year(first)}/{_without_year(last)}", 0.9),), *sorted(ends))
            if first[0] != "-"
            else tuple(sorted(ends))
        )
    if re.fullmatch(r"(?:[0-9]{4}|-)-[0-9]{2}-[0-9]{2}", norm):
        short = ((_without_year(norm), 0.9),) if norm[0] != "-" else ()
        return (*short, (_third(norm), 0.3))
    return ((f"-{norm[4:]}", 0.7),) if re.fullmatch(r"[0-9]{4}-.+", norm) else ()


def _without_year(day: str) -> str:
    return f"-{day[4:]}" if day[0] != "-" else day


def _third(day: str) -> str:
    """Name the third of the month that a day lies in: "--10/2" for 10月15日."""
    month, number = day[-5:-3], int(day[-2:])
    return f"--{month}/{min((number - 1) // 10, 2) + 1}"


def _is_third(first: str, last: str) -> bool:
    """Say whether a span is 上旬, 中旬 or 下旬 of its month and not a plan's two ends."""
    if first[-5:-3] != last[-5:-3]:
        return False
    month_end = calendar.monthrange(int(first[:4]) if first[0] != "-" else 2023, int(first[-5:-3]))[1]
    return (int(first[-2:]), int(last[-2:])) in ((1, 10), (11, 20), (21, month_end), (21, 31))


# Country codes as in recognizers.contact, enough of them to cut one off; the rest stay whole.
_CODE_OF_COUNTRY: Final = re.compile(r"\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3})")


def _contact_forms(norm: str) -> tuple[tuple[str, float], ...]:
    if norm.startswith("+"):
        national = _CODE_OF_COUNTRY.sub("", norm, count=1).lstrip("0")
        return ((f"tel:{national}", 0.95),)
    if "@" in norm:
        name = norm.partition("@")[0]
        return ((f"user:{name}", 0.5),) if len(name) >= 6 and not _SHARED_MAILBOX.match(norm) else ()
    return ()


def _identifier_forms(norm: str) -> tuple[tuple[str, float], ...]:
    if is_range(norm):
        first, last = (int(part) for part in norm.split(".."))
        width = len(norm.split("..", maxsplit=1)[0])
        inside = range(first, last + 1) if last - first <= 50 else (first, last)
        return tuple((f"{serial:0{width}}", 0.6) for serial in inside)
    number = _NUMBERED.fullmatch(norm)
    if number:
        return ((_bare(number["digits"]), 0.9 if len(number["digits"]) >= 8 else 0.6),)
    revised = re.fullmatch(r"(?P<stem>[a-z]+[0-9]{3,})(?:r|rev|v)[0-9]{1,2}", norm)
    return ((revised["stem"], 0.8),) if revised else ()
