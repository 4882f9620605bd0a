"""Quantities in a base unit: "2450 kVA", "9200 t", "42 %", "690 s", "3184 count".

Decisions: units fold so that every writing of one amount gives one norm: lengths under 1 m in µm and others in m,
masses under 1 t in kg and others in t, durations under two hours in s, others in h, days and weeks in d, months and
years in month; "per year" is dropped, other rates stay (t/h). Everything that is counted (套, 人, sets, pieces, a bare
number) shares the class "count". Signs are dropped, but not from temperatures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extractors import claims
from extractors.claims import Scan, header_unit
from extractors.numerals import Number, plain

# SI brochure, 9th edition, and GB 3100-1993 for names and prefixes; 亩 = 2000/3 m2, international foot, mile, acre.
_SURFACES: dict[str, dict[str, str]] = {
    "t": {
        "1": "t|吨|噸|公吨|tonne|tonnes|ton|tons|metric tons|metric tonnes|tpa=t",
        "0.001": "kg|kgs|千克|公斤|kilogram|kilograms|kilo|kilos", "0.000001": "g|克|gram|grams", "1e-9": "mg|毫克",
        "1000": "kt|ktpa", "1000000": "Mt|Mtpa", "0.0005": "斤",
    },
    "m": {
        "1": "m|米|metre|metres|meter|meters", "1000": "km|公里|kilometre|kilometres|kilometer|kilometers|kms",
        "0.001": "mm|毫米|millimetres|millimeters", "0.01": "cm|厘米|公分", "0.000001": "µm|μm|um|微米|micron|microns",
        "1e-9": "nm|纳米|nanometres|nanometers", "0.3048": "ft|feet|foot|英尺", "0.0254": "inch|inches|英寸|\"|″",
        "1609.344": "mile|miles|英里", "1852": "nmi|海里|nautical miles",
    },
    "m2": {
        "1": "m2|m²|㎡|平方米|平米|平方|sqm|sq m|square metres|square meters", "10000": "ha|公顷|hectare|hectares",
        "1000000": "km2|km²|平方公里|平方千米|square kilometres|square kilometers", "mu": "亩|畝|mu", "4046.856": "acre|acres",
        "0.09290304": "sq ft|square feet|平方英尺",
    },
    "m3": {
        "1": "m3|m³|立方米|方|立方|cubic metres|cubic meters|Nm3|Nm³|标方|标准立方米", "0.001": "L|l|升|litre|litres|liter|liters",
        "0.000001": "mL|ml|毫升", "0.158987": "bbl|barrels|barrel",
    },
    "kW": {"1": "kW|千瓦|kWp", "0.001": "W|瓦|瓦特|Wp", "1000": "MW|兆瓦|MWp|megawatts|megawatt", "1000000": "GW|吉瓦|GWp|gigawatts|gigawatt"},
    "kWh": {
        "1": "kWh|千瓦时|千瓦·时|千瓦小时|度电|kilowatt-hours", "1000": "MWh|兆瓦时|megawatt-hours", "1000000": "GWh|吉瓦时|gigawatt-hours",
        "1000000000": "TWh|太瓦时", "0.001": "Wh|瓦时",
    },
    "kVA": {"1": "kVA|KVA|kva|千伏安", "0.001": "VA|伏安", "1000": "MVA|兆伏安"},
    "kvar": {"1": "kvar|kVar|kVAr|千乏", "1000": "Mvar|MVar|兆乏"},
    "V": {"1": "V|伏|伏特|volts", "1000": "kV|KV|千伏"},
    "A": {"1": "A|安|安培|amps|amperes", "1000": "kA|千安", "0.001": "mA|毫安"},
    "Ah": {"1": "Ah|安时|AH", "0.001": "mAh|毫安时"},
    "Hz": {"1": "Hz|赫兹|赫", "1000": "kHz|千赫", "1000000": "MHz|兆赫", "1000000000": "GHz|吉赫"},
    "kPa": {"0.001": "Pa|帕", "1": "kPa|千帕|KPa", "1000": "MPa|兆帕|Mpa", "1000000": "GPa", "100": "bar|巴|barg|bara", "0.1": "mbar"},
    "°C": {"1": "°C|℃|摄氏度|degrees Celsius|deg C|degrees C"},
    "rpm": {"1": "rpm|r/min|转/分|转每分|转/分钟|转每分钟|rev/min"},
    "N": {"1": "N|牛|牛顿", "1000": "kN|千牛", "1000000": "MN"},
    "N·m": {"1": "N·m|N.m|Nm|N*m|牛米|牛·米|牛顿米", "1000": "kN·m|kNm|千牛米"},
    "arcmin": {"1": "弧分|arcmin|arc-min|arcminutes|角分"}, "arcsec": {"1": "弧秒|arcsec|arc-sec|arcseconds|角秒"},
    "°": {"1": "°|度|degrees"},
    "m/s": {"1": "m/s|米/秒|米每秒"}, "km/h": {"1": "km/h|公里/小时|公里每小时|kph"}, "kn": {"1": "knots|kn|节"},
    "%": {"1": "%|％|percent|per cent|pct", "0.1": "‰"},
    "pp": {"1": "个百分点|百分点|percentage points|percentage point|pp"},
    "MB": {"1": "MB|兆字节|兆", "1000": "GB|G字节", "1000000": "TB", "0.001": "KB|kB"},
    "Mbps": {"1": "Mbps|Mbit/s|兆带宽", "1000": "Gbps|Gbit/s"},
    "ppm": {"1": "ppm"}, "dB": {"1": "dB|dB(A)|dBA|分贝"}, "lx": {"1": "lx|lux|勒克斯"}, "mSv": {"1": "mSv|毫西弗"},
    "mol": {"1": "mol|摩尔"}, "µg": {"1": "µg|μg|ug|微克"}, "kcal": {"1": "kcal|大卡|千卡"}, "GJ": {"1": "GJ|吉焦", "0.001": "MJ|兆焦", "0.000001": "kJ|千焦"},
    "hp": {"1": "hp|马力|HP"}, "x": {"1": "倍"}, "TEU": {"1": "TEU|TEUs|标箱|标准箱|teu"}, "dwt": {"1": "dwt|DWT|载重吨"},
    "month": {"1": "个月|months|month|mo", "12": "年|年期|years|year|yrs|yr", "0.5": "个半月"},
    "d": {"1": "天|日历天|个工作日|工作日|个日历日|日|days|day|working days|d", "7": "周|个星期|星期|个礼拜|weeks|week|wks", "1.5": "天半"},
    "s": {
        "1": "s|sec|secs|seconds|second|秒|秒钟", "60": "min|mins|minutes|minute|分钟|分鐘",
        "3600": "h|hr|hrs|hours|hour|小时|个小时|钟头|个钟头|小時|工时|台时|机时|man-hours",
    },
}  # fmt: skip
# Measure words of things and people: 现代汉语八百词, appendix 名词、量词配合表; those that rather end another word
# (级 期 层 分 点 号 页 章 条 of a clause) are left out.
_COUNTED = (
    "台 套 件 副 个 個 人 名 位 家 户 辆 輛 艘 架 座 栋 幢 间 间房 只 隻 支 根 块 片 张 張 份 册 批次 批 次 箱 桶 包 袋 盒 卷 组 组件 对 双 把 枚 颗 粒 株 棵 头 "
    "匹 羽 眼 口 孔 道 扇 列 节 班 人次 单 例 床 张床位 床位 员工 人员 井 站 面 盘 筐 瓶 罐 块板 块屏 门 部 顶 尊 樽 幅 则 封 笔 项 宗 起 届 所 处 回 趟 架次 车次 车 柜 "
    "基 塔 樘 盏 尾 亩地 联 对轮 轮 台套 台件 套件 台车 万件 机组 机位 车位 工位 席 席位 岁 工人 学员 员 船 条 颗星 名员工 名工人 台机组 组数"
).split()
_COUNT_NOUNS = frozenset(
    "people persons person staff personnel employees headcount men women pcs pc pce pieces piece units unit sets set pairs pair "
    "crew equipment aircraft fte ftes vessels pax nos ea each".split()
)
_NOT_NOUNS = frozenset(
    "was is as its this his has does less plus minus times across towards yes us versus perhaps always us thus "
    "of in on at to for by from with and or the a an than that which were are be will had have but if it not no per "
    "years year hours days weeks months minutes seconds he she they we i you more into until before after between during "
    "about over under who whom while when where so then there can may must shall should would could did do done".split()
)
_EN_WORD = re.compile(r"[ \u00a0-](?P<word>[a-z][a-zé-]*)(?![A-Za-z0-9])")
_EN_UNIT = re.compile(
    r"[ \u00a0\u202f\u2009-]?(?P<unit>[A-Za-zµμ°%‰℃㎡Ω\"″](?:[A-Za-zµμ·²³]|(?<=[A-Za-z])[23](?![0-9A-Za-z])|[*.](?=m)|-(?=hours?|min|sec)|(?<=r|m|k)/(?=min|s|h)|(?<=rev)/|(?<=km)/){0,14}(?:\(A\))?)"
)
_HAN_UNIT_LONGEST = 6
_HAN_UNIT = re.compile(r"(?P<more>[多余来])?[ \u00a0]?(?P<unit>[\u4e00-\u9fff㎡℃％·/]{1,6}(?:/分钟?|/秒|/小时)?)")
_RATE = re.compile(
    r"\s?(?:(?:/|每|per |a )\s?(?P<per>年|a(?![A-Za-z])|yr|y(?![a-z])|year|annum|月|month|mo|天|日|d(?![a-z])|day|小时|时|h(?![a-z])|hour|班|shift|周|week)|(?P<pa>p\.?a\.?(?![a-z])))"
)
_RATE_BASE = {
    "年": "", "a": "", "yr": "", "y": "", "year": "", "annum": "", "月": "/month", "month": "/month", "mo": "/month", "天": "/d",
    "日": "/d", "d": "/d", "day": "/d", "小时": "/h", "时": "/h", "h": "/h", "hour": "/h", "班": "/shift", "shift": "/shift",
    "周": "/week", "week": "/week",
}  # fmt: skip
# Characters that make the measure word before them the head of another word: 个别, 名义, 人民币, 件事.
_NOT_BEHIND = {
    "人": "民", "名": "义单誉称", "个": "别性体人", "家": "庭属具长人", "位": "置于数", "次": "日年月要于", "部": "分门委长", "项": "目链",
    "组": "织成", "对": "于方比应策接外此", "单": "位元价一独", "例": "如会外", "站": "点长在", "面": "积对向临料前", "包": "括装含",
    "起": "来草到", "回": "来去收复访", "处": "理长于", "所": "以有在", "节": "能约省日", "班": "组长车子", "道": "路理德", "门": "口槛类户",
    "头": "部寸衔", "口": "径岸头", "条": "件款例规第", "车": "间床型辆次站道", "员": "工会", "方": "案面向式法便可", "度": "过假", "年": "级轻代度来以",
    "天": "气然津", "日": "常期元程", "克": "服朗", "米": "兰饭", "安": "排全装", "分": "别", "节课": "", "周": "边年岁期长", "轮": "流廓胎次",
    "塔": "吊", "基": "本于地础金", "席": "位", "笔": "记试者", "把": "握", "台": "账阶风", "套": "路期", "件": "事",
    "份": "额", "片": "区面", "箱": "体", "架": "构", "座": "谈位", "张": "总工经", "间": "隔接", "列": "入出", "根": "据", "则": "是会",
    "届": "时", "船": "舶长厂", "面板": "",
}  # fmt: skip
_ORDINAL_BEFORE = re.compile(
    r"(?:第|№|#|(?<![A-Za-z])[Nn]os?\.|(?<![A-Za-z])(?:[Pp]age|[Pp]ages|pp?\.|[Ff]ig(?:ure|\.)|[Tt]able|[Ss]ection|[Cc]hapter|[Vv]ersion|[Vv]er\.|"
    r"[Cc]lause|[Aa]rticle|[Aa]nnex|[Ii]tem|[Ss]tep|[Pp]hase|[Rr]oom|[Bb]uilding|[Ll]ine|[Bb]ench|[Uu]nit|[Hh]all|[Gg]ate|[Dd]ay|[Gg]rade|[Cc]lass|[Ll]evel|[Pp]art)"
    r"|图|表|附件|附录|版本)\s?$"
)
_ORDINAL_AFTER = re.compile(r"\s?(?:号|號|楼|室|弄|栋|幢|路|页|章|版|期|届|级|型|系|线|院|厂区|中学|条(?!线|生产|船|产))")
_ESTIMATE_BEFORE = re.compile(r"(?:约|近|大约|将近|逾|超过?|不到|不足|about|nearly|around|some|approx\.?|approximately|roughly|over|almost|~|≈)\s?$")
_ESTIMATE_AFTER = re.compile(r"\s?(?:上下|左右|以上|以内|or so)")
_RANGE = re.compile(r"\s?(?:-|–|—|~|～|至|到|to|－|and)\s?")
_MINUS = re.compile(r"(?:(?<![0-9A-Za-z±%℃C])[-−–－]|零下|minus )\s?$")
_PERCENT_BEFORE = re.compile(r"(?P<base>百|千|万)分之$")
_CHENG = re.compile(r"(?P<whole>[一二两三四五六七八九])成(?P<part>[一二三四五六七八九半])?(?![立功本员果为品年熟绩长都型分交套形像语因])")
_FRACTION = re.compile(r"[一二三四五六七八九十]{1,3}分之[一二三四五六七八九十]{1,3}")
_HALF = re.compile(r"(?P<n>[一二两三四五六七八九十]{0,3})(?P<ge>个)?半(?P<unit>年|天|个?小时|个?钟头|个?月|个?工作日)")
_HALF_AFTER = re.compile(r"半(?!导|成|径|年|天|小时|数|自|个)")
_MIN_SEC = re.compile(r"\s?(?:and |零)?")
_SPECIAL_HINT = re.compile("成|分之|半")
_BARE_HEADER_NOT = re.compile(r"序号|^\s*(?:no\.?|#|nr\.?|№)\s*$|编号|代码|代号|号码|电话|手机|邮编|年份|year|phone|tel|code|\bid\b|zip|页", re.IGNORECASE)
_HEADER_COUNT = re.compile(r"数量|总需|件数|台数|人数|员工|套数|个数|产量|销量|库存|需求|qty|quantity|count|units|pcs|headcount|employees|staff|pieces|stock|number of|no\. of", re.IGNORECASE)  # noqa: E501


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit as found: its base, what one is in it, and where its writing ends."""

    base: str
    factor: Decimal
    end: int
    sure: float = 0.9


def _table() -> dict[str, tuple[str, Decimal]]:
    units = {}
    for base, factors in _SURFACES.items():
        for factor, surfaces in factors.items():
            value = Decimal(2000) / 3 if factor == "mu" else Decimal(factor)
            units.update({surface: (base, value) for surface in surfaces.split("|")})
    return units | {word: ("count", Decimal(1)) for word in _COUNTED}


_UNITS = _table()
_LOWER = {name.lower(): unit for name, unit in _UNITS.items() if name.isascii() and len(name) > 3}


def scan(text: Scan) -> None:
    """Claim the quantities of one segment."""
    if _SPECIAL_HINT.search(text.text):
        _shares(text)
    behind: tuple[Number, _Unit] | None = None
    for number in reversed(text.numbers):
        if not text.free(number.start, number.end):
            behind = None
            continue
        behind = _quantity(text, number, behind)


def norm_of(value: Decimal, base: str) -> str:
    """Write a value in a base unit, in the gauge that its size decides: "11.5 min" and "690 s" are "690 s"."""
    if base == "m" and 0 < abs(value) < 1:
        value, base = value * 10**6, "µm"
    elif base.partition("/")[0] == "t" and 0 < abs(value) < 1:
        value, base = value * 1000, "kg" + base[1:]
    elif base == "s" and value >= 7200:
        value, base = value / 3600, "h"
    elif base == "m3" and 0 < abs(value) < 1:
        value, base = value * 1000, "L"
    return f"{plain(+value.quantize(Decimal('1e-6')) if value.as_tuple().exponent < -6 else value)} {base}"  # type: ignore[operator]


def _shares(text: Scan) -> None:
    """Claim 四成二 (42 %) and half measures (一年半 is read with its unit); fractions only block."""
    for match in _CHENG.finditer(text.text):
        whole, part = "一二三四五六七八九".find(match["whole"].replace("两", "二")) + 1, match["part"]
        share = whole * 10 + (5 if part == "半" else "一二三四五六七八九".find(part) + 1 if part else 0)
        text.claim(*match.span(), "quantity", f"{share} %", 0.85)
    for match in _FRACTION.finditer(text.text):
        if match.group()[0] not in "百千万" and text.free(*match.span()):
            text.block(*match.span())
    for match in _HALF.finditer(text.text):
        number = _small(match["n"]) if match["n"] else 0
        if match["n"] and not match["ge"]:
            continue
        base, factor = _UNITS[match["unit"]] if match["unit"] != "月" else _UNITS["个月"]
        text.claim(*match.span(), "quantity", norm_of((number + Decimal("0.5")) * factor, base), 0.85)


def _small(han: str) -> Decimal:
    return Decimal("零一二三四五六七八九十".find(han.replace("两", "二"))) if len(han) == 1 else Decimal(10)


def _quantity(text: Scan, number: Number, behind: tuple[Number, _Unit] | None) -> tuple[Number, _Unit] | None:
    """Claim one quantity; gives it back with its unit for the number before it (5–6 万吨, 2 小时 30 分)."""
    raw = text.text
    unit = _unit(raw, number) or _percent(raw, number)
    start = number.start - (3 if unit and unit.base == "%" and _PERCENT_BEFORE.search(raw[max(0, start_(number) - 3) : number.start]) else 0)
    value, sure = number.value, unit.sure if unit else 0.0
    if unit is None and behind and _RANGE.fullmatch(raw, number.end, behind[0].start):
        scale = behind[0].scale if number.scale == 1 and number.value < behind[0].value else 1
        value, unit, sure = value * scale, _Unit(behind[1].base, behind[1].factor, number.end), 0.8
    if unit is None:
        return _bare(text, number)
    if _ordinal(raw, number, unit) or (number.value == 1 and number.writing != "digits" and unit.base == "count"):
        return None
    end = _half(raw, unit)
    total = (value + (Decimal("0.5") if end > unit.end else 0)) * unit.factor
    unit = _Unit(unit.base, unit.factor, end)
    rate = _RATE.match(raw, end) if unit.base not in ("s", "d", "month", "%", "°") else None
    if rate:
        end = rate.end()
    base = unit.base + (_RATE_BASE[rate["per"]] if rate and rate["per"] else "")
    if unit.base == "s" and behind and behind[1].base == "s" and _MIN_SEC.fullmatch(raw, end, behind[0].start):
        return _merge(text, number, unit, behind, total)
    if unit.base == "°C" and (minus := _MINUS.search(raw[max(0, start - 6) : start])):
        start, total = start - len(minus.group()), -total
    _emit(text, (start, end), norm_of(total, base), sure - (0.1 if _estimated(raw, start, end) else 0))
    return number, unit


def start_(number: Number) -> int:
    return number.start
