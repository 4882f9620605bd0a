"""What a name, an amount or a code answers by its kind, its unit and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.cues import BARE, COUNT, COUNT_CHARS, COUNTED, FEWER, NAMED
from extractors.model import NAME_KINDS, Mention
from extractors.patterns import seldom

# What turns a count into people; behind a number, so that no word of the sentence is mistaken.
HEADS = seldom(
    r"(?:\d|[一二三四五六七八九十百千两])\s*(?:[口号]?人|名(?!额)|位)"
    r"|\b(?:people|staff|operators|employees|workers|crew|hands|engineers|fitters|men|women|persons|bunks|berths|heads"
    r"|pers|pax|souls|apprentices|drivers|welders|electricians|technicians|nurses|trainees|colleagues|attendees)\b",
    re.IGNORECASE,
)
AMOUNTS = frozenset({"count", "t", "kg", "m2", "kVA", "kW", "kWh", "", "month", "d", "x", "pp", "L", "m3"})
# "400 kVA sets", "2 x 400 kVA": a rating with what has it, or how many of them there are, is a machine's.
RATINGS = frozenset({"kVA", "kW", "kvar", "hp"})
RATED_THING = re.compile(
    r"[ -](?!of|per|at|and|in|on|is|was|are|were|for|to|from|with|or|by|until|more|less|each|only|when|if)[a-z]{3,}"
)
# A count that names what it counts: "thirteen items", 三趟; 个, 组, 号 and 名 count anything.
COUNTED_THING = re.compile(
    r"[\d)a-z] [a-z-]{3,}\Z|[^\W\da-zA-Z_一二三四五六七八九十百千万亿两半几零〇多余个组号位名口块]\Z"
)
FEW = re.compile(r"[1-4]?\d count")  # of things, rather than of pieces that come in lots
TIMES = re.compile(r"\d\s?[x×*]\s?\Z|[二两三四五六七八九十]台\Z")
# Units that say how long, and units that say how good; neither says how much there is.
PERIODS = frozenset({"d", "month"})
PROPERTIES = frozenset({
    "%", "s", "h", "°C", "V", "A", "µm", "nm", "mm", "°", "arcmin", "ppm", "dB", "Pa", "kPa", "bar", "Hz", "x", "pp",
    "%RH", "HB", "HRC", "HV", "Sh", "mPa·s", "cSt", "mg/kg", "mg/L", "mg/m3", "g/m2", "g/cm3", "kWh/t", "Ω", "IU",
    "NTU", "CFU", "tex",
    "mesh", "sccm", "Gy",
})  # fmt: skip
# "一斤两块六", "ninety a day": so much for so much is a price where nothing is named behind the number.
EACH = "[一每](?:公斤|平米|个月|[斤吨天晚夜趟次条台件个亩平人月年米车箱袋支只套班单份桶])"
RATED = seldom(EACH + r"\Z|\bat \Z")
RATE = re.compile(EACH + r"\s?[\d.一二三四五六七八九十百千万两半]{1,12}(?:块|毛|(?=[，。；、！？）)]|\Z))")
PRICED = re.compile(r"\s?(?:块|毛|[，。；、！？）)]|\Z|an? \w|per \w|each\b)")
# A place that begins the name of a house that no recognizer took for one.
HOUSE = re.compile(
    r"(?:有限|[^\W\d_的在一两几到和与从去来了有是为对把被向往给及]){1,12}?"
    r"(?:公司|集团|控股|股份|厂|研究院|研究所|大学|学院|银行|重工|重机|投资|资本|实业|贸易|科技|电子|医药|制药|建设|物流|物业|商社|合作社)"
)
# What is counted and is no output or stock: houses, times, points of a list, pages, terms.
IDLE = re.compile(
    r"[家起次项页期轮届遍回句字点]|.\s?(?:[家起次项页期轮届遍回句]|times\b|points?\b|pages?\b|of (?:them|us|which)\b)"
)
# A round sum that counts nothing that is named is money: "报了二十七万", "3.48 million since February".
LARGE = re.compile(
    r"[万亿](?=\s?(?:[，。；、！？）)\]】]|\Z))"
    r"|(?:[Mm]illion|[Bb]illion|\dbn|\d[mkM])"
    r"(?=[,.;)]|\s(?:a|per|for|since|by|from|on|at|in|and|plus|until|to|of which|over)\b|\Z)"
)


def answered(text: str, mention: Mention, by_kind: Mapping[str, int], *, nested: bool) -> int:
    """Give the facets that a mention answers by its kind, or by what its unit or form makes it.

    A count of people is a headcount, a quantity with a physical unit a measure, coordinates a position; a count of
    products and the rating of something that is named are machines.

    Args:
        text: Of the segment that it stands in.
        mention: The mention.
        by_kind: The facets of each kind, as bits.
        nested: Whether it stands within another: a city in the name of a house says where nothing is.
    """
    found = by_kind.get(mention.kind, 0) | (NAMED if mention.kind in NAME_KINDS else 0)
    if mention.kind == "place" and (nested or HOUSE.match(text, mention.end)):
        return 0
    if mention.kind == "identifier" and mention.norm.startswith("geo:"):
        return found | by_kind.get("position", 0)
    if mention.kind == "product":
        return found | (by_kind.get("machine", 0) if _is_counted(text, mention.start) else 0)
    if mention.kind != "quantity":
        return found
    if _is_price(text, mention):
        return by_kind.get("money", 0)
    if HEADS.search(text[mention.start : mention.end + 12]):
        return by_kind.get("headcount", 0)
    whole = mention.norm.partition(" ")[2]
    unit = whole.partition("/")[0]
    if unit in PERIODS:
        return by_kind.get("date", 0)
    if whole in PROPERTIES:
        return by_kind.get("measure", 0)
    if unit in RATINGS and _is_rating(text, mention):
        found |= by_kind.get("machine", 0)
    if whole == "count":
        if IDLE.match(text, mention.end - 1):
            return 0
        large = LARGE.search(text, max(mention.start, mention.end - 9), mention.end + 10)
        if large and large.start() < mention.end:
            return BARE | by_kind.get("money", 0)
        return _count(text, mention)
    return found if unit in AMOUNTS else found | by_kind.get("measure", 0)


def _is_price(text: str, mention: Mention) -> bool:
    """Say whether a number is so much for so much, with nothing named behind it: 一斤两块六, ninety a day."""
    if RATE.match(text, mention.start):
        return True
    rated = RATED.search(text, max(0, mention.start - 4), mention.start)
    return rated is not None and PRICED.match(text, mention.end) is not None


def _is_counted(text: str, start: int) -> bool:
    """Say whether a number stands right before an offset."""
    return COUNT.search(text, max(0, start - COUNT_CHARS), start) is not None


def _count(text: str, mention: Mention) -> int:
    """Give the marks of a number without a unit: whether it names what it counts, and whether those are few."""
    if not COUNTED_THING.search(text, mention.start, mention.end):
        return BARE
    few = FEW.fullmatch(mention.norm) and text[mention.end - 1].isascii()  # in Chinese 台 and 辆 say what they count
    return BARE | COUNTED | (FEWER if few else 0)


def _is_rating(text: str, mention: Mention) -> bool:
    """Say whether a power is that of something that is named behind it or counted before it."""
    before = TIMES.search(text, max(0, mention.start - 5), mention.start)
    return before is not None or RATED_THING.match(text, mention.end) is not None
