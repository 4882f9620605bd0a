"""Quantities in a base unit: "2450 kVA", "9200 t", "42 %", "690 s", "3184 count".

Decisions: units fold so that every writing of one amount gives one norm: lengths under 1 m in µm and others in m,
masses under 1 t in kg and others in t, durations under two hours in s, others in h, days and weeks in d, months and
years in month; "per year" is dropped, other rates stay (t/h). Everything that is counted (套, 人, sets, pieces, a bare
number) shares the class "count". Signs are dropped, but not from temperatures.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractors import claims
from extractors.claims import Scan, header_unit
from extractors.numerals import Number, chinese, plain

# SI brochure, 9th edition, and GB 3100-1993 for names and prefixes; 亩 = 2000/3 m2, international foot, mile, acre.
_SURFACES: dict[str, dict[str, str]] = {
    "t": {
        "1": "t|吨|噸|公吨|tonne|tonnes|ton|tons|metric tons|metric tonnes",
        "0.001": "kg|kgs|千克|公斤|kilogram|kilograms|kilo|kilos",
        "0.000001": "g|克|gram|grams",
        "1e-9": "mg|毫克",
        "1000": "kt|ktpa",
        "1000000": "Mt|Mtpa",
        "0.0005": "斤",
    },
    "m": {
        "1": "m|米|metre|metres|meter|meters",
        "1000": "km|公里|kilometre|kilometres|kilometer|kilometers|kms",
        "0.001": "mm|毫米|millimetres|millimeters",
        "0.01": "cm|厘米|公分",
        "0.000001": "µm|μm|um|微米|micron|microns",
        "1e-9": "nm|纳米|nanometres|nanometers",
        "0.3048": "ft|feet|foot|英尺",
        "0.0254": "inch|inches|英寸|″",
        "1609.344": "mile|miles|英里",
        "1852": "nmi|海里|nautical miles",
    },
    "m2": {
        "1": "m2|m²|㎡|平方米|平米|平方|sqm|sq m|square metres|square meters",
        "10000": "ha|公顷|hectare|hectares",
        "1000000": "km2|km²|平方公里|平方千米|square kilometres|square kilometers",
        "mu": "亩|畝|mu",
        "4046.856": "acre|acres",
        "0.09290304": "sq ft|square feet|平方英尺",
    },
    "m3": {
        "1": "m3|m³|立方米|方|立方|cubic metres|cubic meters|Nm3|Nm³|标方|标准立方米",
        "0.001": "L|l|升|litre|litres|liter|liters",
        "0.000001": "mL|ml|毫升",
        "0.158987": "bbl|barrels|barrel",
    },
    "kW": {
        "1": "kW|千瓦|kWp",
        "0.001": "W|瓦|瓦特|Wp",
        "1000": "MW|兆瓦|MWp|megawatts|megawatt",
        "1000000": "GW|吉瓦|GWp|gigawatts|gigawatt",
    },
    "kWh": {
        "1": "kWh|千瓦时|千瓦·时|千瓦小时|度电|kilowatt-hours",
        "1000": "MWh|兆瓦时|megawatt-hours",
        "1000000": "GWh|吉瓦时|gigawatt-hours",
        "1000000000": "TWh|太瓦时",
        "0.001": "Wh|瓦时",
    },
    "kVA": {"1": "kVA|KVA|kva|千伏安", "0.001": "VA|伏安", "1000": "MVA|兆伏安"},
    "kvar": {"1": "kvar|kVar|kVAr|千乏", "1000": "Mvar|MVar|兆乏"},
    "V": {"1": "V|VDC|VAC|Vdc|Vac|伏|伏特|volts", "1000": "kV|KV|千伏"},
    "A": {"1": "A|安|安培|amps|amperes", "1000": "kA|千安", "0.001": "mA|毫安"},
    "Ah": {"1": "Ah|安时|AH", "0.001": "mAh|毫安时"},
    "Hz": {"1": "Hz|赫兹|赫", "1000": "kHz|千赫", "1000000": "MHz|兆赫", "1000000000": "GHz|吉赫"},
    "kPa": {
        "0.001": "Pa|帕",
        "1": "kPa|千帕|KPa",
        "1000": "MPa|兆帕|Mpa",
        "1000000": "GPa",
        "100": "bar|巴|barg|bara",
        "0.1": "mbar|hPa",
        "6.894757": "psi",
        "0.133322": "Torr|torr|mmHg",
        "0.000133322": "mTorr",
    },
    "°C": {"1": "°C|℃|摄氏度|degrees Celsius|deg C|degrees C"},
    "rpm": {"1": "rpm|r/min|转/分|转每分|转/分钟|转每分钟|rev/min"},
    "N": {"1": "N|牛|牛顿", "1000": "kN|千牛", "1000000": "MN"},
    "N·m": {"1": "N·m|N.m|Nm|N*m|牛米|牛·米|牛顿米", "1000": "kN·m|kNm|千牛米"},
    "arcmin": {"1": "弧分|arcmin|arc-min|arcminutes|角分"},
    "arcsec": {"1": "弧秒|arcsec|arc-sec|arcseconds|角秒"},
    "°": {"1": "°|度|degrees"},
    "m/s": {"1": "m/s|米/秒|米每秒"},
    "km/h": {"1": "km/h|公里/小时|公里每小时|kph"},
    "kn": {"1": "knots|kn|节"},
    "%": {"1": "%|％|percent|per cent|pct", "0.1": "‰"},
    "pp": {"1": "个百分点|百分点|percentage points|percentage point|pp"},
    "MB": {"1": "MB|兆字节|兆", "1000": "GB|G字节", "1000000": "TB", "0.001": "KB|kB"},
    "Mbps": {"1": "Mbps|Mbit/s|兆带宽", "1000": "Gbps|Gbit/s"},
    "ppm": {"1": "ppm", "0.001": "ppb|ppbv"},
    "%RH": {"1": "%RH|%rh|%r.h.|％RH|RH%"},
    # hardness, by Brinell, Rockwell, Vickers and Shore
    "HB": {"1": "HB|HBW|HBS"},
    "HRC": {"1": "HRC"},
    "HV": {"1": "HV|HV10|HV30"},
    "Sh": {"1": "ShA|ShD"},
    "mPa·s": {"1": "mPa·s|mPa.s|mPas|cP|厘泊|毫帕秒", "1000": "Pa·s|Pa.s"},
    "cSt": {"1": "cSt|mm2/s"},
    "mg/kg": {
        "1": "mg/kg|毫克/千克|毫克/公斤|毫克每千克", "0.001": "µg/kg|μg/kg|ug/kg|微克/千克", "1000": "g/kg|克/千克",
    },
    "mg/L": {"1": "mg/L|mg/l|毫克/升|毫克每升", "0.001": "µg/L|µg/l|μg/L|μg/l|ug/L|微克/升", "1000": "g/L|g/l|克/升"},
    "mg/m3": {"1": "mg/m3|mg/m³|mg/Nm3|mg/Nm³|毫克/立方米", "0.001": "µg/m3|µg/m³|μg/m3|微克/立方米"},
    "g/m2": {"1": "g/m2|g/m²|gsm|克/平方米|克每平方米"},
    "g/cm3": {"1": "g/cm3|g/cm³|克/立方厘米"},
    "kWh/t": {"1": "kWh/t|千瓦时/吨|度/吨"},
    "MBq": {"1": "MBq|兆贝可", "0.001": "kBq", "0.000001": "Bq|贝可", "1000": "GBq|吉贝可", "1000000": "TBq"},
    "Gy": {"1": "Gy|戈瑞", "1000": "kGy|千戈瑞", "0.001": "mGy|毫戈瑞"},
    "Ω": {"1": "Ω|ohm|ohms|欧姆", "1000": "kΩ|千欧", "1000000": "MΩ|megohm|megohms|兆欧", "0.001": "mΩ|毫欧"},
    "IU": {"1": "IU|国际单位"},
    "NTU": {"1": "NTU"},
    "CFU": {"1": "CFU|cfu"},
    "tex": {"1": "tex|特克斯", "0.1": "dtex|分特"},
    "mesh": {"1": "mesh|目"},
    "sccm": {"1": "sccm", "1000": "slm"},
    "dB": {"1": "dB|dB(A)|dBA|分贝"},
    "lx": {"1": "lx|lux|勒克斯"},
    "mSv": {"1": "mSv|毫西弗"},
    "mol": {"1": "mol|摩尔"},
    "µg": {"1": "µg|μg|ug|微克"},
    "kcal": {"1": "kcal|大卡|千卡"},
    "GJ": {"1": "GJ|吉焦", "0.001": "MJ|兆焦", "0.000001": "kJ|千焦"},
    "hp": {"1": "hp|马力|HP"},
    "x": {"1": "倍"},
    "TEU": {"1": "TEU|TEUs|标箱|标准箱|teu"},
    "dwt": {"1": "dwt|DWT|载重吨"},
    "month": {"1": "个月|months|month|mo", "12": "年|年期|years|year|yrs|yr", "0.5": "个半月"},
    "d": {
        "1": "天|日历天|个工作日|工作日|个日历日|日|days|day|working days|d",
        "7": "周|个星期|星期|个礼拜|weeks|week|wks",
        "1.5": "天半",
    },
    "s": {
        "0.001": "ms|msec|milliseconds|millisecond|毫秒",
        "1": "s|sec|secs|seconds|second|秒|秒钟",
        "60": "min|mins|minutes|minute|分钟|分鐘",
        "3600": "h|hr|hrs|hours|hour|小时|个小时|钟头|个钟头|小時|工时|台时|机时|man-hours",
    },
}
# Measure words of things and people: 现代汉语八百词, appendix 名词、量词配合表; those that rather end another word
# (级 期 层 分 点 号 页 章 条 of a clause) are left out.
_COUNTED = str.split(
    "台 套 件 副 个 個 人 名 位 家 户 辆 輛 艘 架 座 栋 幢 间 间房 只 隻 支 根 块 片 张 張 份 册 "
    "批次 批 次 箱 桶 包 袋 盒 卷 组 组件 对 双 把 枚 颗 粒 株 棵 头 "
    "匹 羽 眼 口 孔 道 扇 列 节 班 人次 单 例 床 张床位 床位 员工 人员 井 站 面 盘 筐 瓶 罐 块板 "
    "块屏 门 部 顶 尊 樽 幅 则 封 笔 项 宗 起 届 所 处 回 趟 架次 车次 车 柜 "
    "基 塔 樘 盏 尾 亩地 联 对轮 轮 台套 台件 套件 台车 万件 机组 机位 车位 工位 席 席位 岁 工人 "
    "学员 员 船 条 颗星 名员工 名工人 台机组 组数"
)
_COUNT_NOUNS = frozenset(
    str.split(
        "people persons person staff personnel employees headcount men women pcs pc pce pieces piece "
        "units unit sets set pairs pair "
        "crew equipment aircraft fte ftes vessels pax nos ea each"
    )
)
_NOT_NOUNS = frozenset(
    str.split(
        "was is as its this his has does less plus minus times across towards yes us versus perhaps "
        "always us thus "
        "of in on at to for by from with and or the a an than that which were are be will had have "
        "but if it not no per "
        "years year hours days weeks months minutes seconds he she they we i you more into until "
        "before after between during "
        "about over under who whom while when where so then there can may must shall should would "
        "could did do done"
    )
)
_EN_WORD = re.compile(r"[ \u00a0-](?P<word>[a-z][a-zé-]*)(?![A-Za-z0-9])")
_EN_UNIT = re.compile(
    r"[ \u00a0\u202f\u2009-]?(?P<unit>[A-Za-zµμ°%‰℃㎡Ω\"″](?:[A-Za-zµμ·²³Ω]|"
    r"(?<=[A-Za-z])[23](?![0-9A-Za-z])|[*.](?=m)|-(?=hours?|min|sec)|(?<=r|m|k)/(?=min|s|h)|"
    r"(?<=rev)/|(?<=km)/|(?<=g)/(?=kg|[Ll]|N?m[23³²]|cm)|(?<=kWh)/(?=t)){0,14}(?:\(A\))?)"
)
_HAN_UNIT = re.compile(r"(?P<more>[多余来])?[ \u00a0]?(?P<unit>[\u4e00-\u9fff㎡℃％·/]{1,6}(?:/分钟?|/秒|/小时)?)")
_RATE = re.compile(
    r"\s?(?:(?:/|每|per |a )\s?(?P<per>年|a(?![A-Za-z])|yr|y(?![a-z])|year|annum|月|month|mo|天|"
    r"日|d(?![a-z])|day|小时|时|h(?![a-z])|hour|班|shift|周|week)|(?P<pa>p\.?a\.?(?![a-z])))"
)
_RATE_BASE = {
    "年": "",
    "a": "",
    "yr": "",
    "y": "",
    "year": "",
    "annum": "",
    "月": "/month",
    "month": "/month",
    "mo": "/month",
    "天": "/d",
    "日": "/d",
    "d": "/d",
    "day": "/d",
    "小时": "/h",
    "时": "/h",
    "h": "/h",
    "hour": "/h",
    "班": "/shift",
    "shift": "/shift",
    "周": "/week",
    "week": "/week",
}
# Characters that make the measure word before them the head of another word: 个别, 名义, 人民币, 件事.
_NOT_BEHIND = {
    "人": "民",
    "名": "义单誉称",
    "个": "别性体人",
    "家": "庭属具长人",
    "位": "置于数",
    "次": "日年月要于",
    "部": "分门委长",
    "项": "目链",
    "组": "织成",
    "对": "于方比应策接外此",
    "单": "位元价一独",
    "例": "如会外",
    "站": "点长在",
    "面": "积对向临料前",
    "包": "括装含",
    "起": "来草到",
    "回": "来去收复访",
    "处": "理长于",
    "所": "以有在",
    "节": "能约省日",
    "班": "组长车子",
    "道": "路理德",
    "门": "口槛类户",
    "头": "部寸衔",
    "口": "径岸头",
    "条": "件款例规第",
    "车": "间床型辆次站道",
    "员": "工会",
    "方": "案面向式法便可",
    "度": "过假",
    "年": "级轻代度来以",
    "天": "气然津",
    "日": "常期元程",
    "克": "服朗",
    "米": "兰饭",
    "安": "排全装",
    "分": "别",
    "节课": "",
    "目": "标的前录光",
    "周": "边年岁期长",
    "轮": "流廓胎次",
    "塔": "吊",
    "基": "本于地础金",
    "席": "位",
    "笔": "记试者",
    "把": "握",
    "台": "账阶风",
    "套": "路期",
    "件": "事",
    "份": "额",
    "片": "区面",
    "箱": "体",
    "架": "构",
    "座": "谈位",
    "张": "总工经",
    "间": "隔接",
    "列": "入出",
    "根": "据",
    "则": "是会",
    "届": "时",
    "船": "舶长厂",
    "面板": "",
}
_ORDINAL_BEFORE = re.compile(
    r"(?:第|№|#|(?<![A-Za-z])[Nn]os?\.|(?<![A-Za-z])(?:[Pp]age|[Pp]ages|pp?\.|[Ff]ig(?:ure|\.)|"
    r"[Tt]able|[Ss]ection|[Cc]hapter|[Vv]ersion|[Vv]er\.|"
    r"[Cc]lause|[Aa]rticle|[Aa]nnex|[Ii]tem|[Ss]tep|[Pp]hase|[Rr]oom|[Bb]uilding|[Ll]ine|[Bb]ench|"
    r"[Uu]nit|[Hh]all|[Gg]ate|[Dd]ay|[Gg]rade|[Cc]lass|[Ll]evel|[Pp]art)"
    r"|图|表|附件|附录|版本)\s?$"
)
_ORDINAL_SIGNS = frozenset("第№#.esrnxmpghtylk图表件录本")
_ORDINAL_AFTER = re.compile(
    r"\s?(?:号|號|楼|室|弄|栋|幢|路|页|章|版|期|届|级|型|系|线|院|厂区|中学|条(?!线|生产|船|产))"
)
_ESTIMATE_BEFORE = re.compile(
    r"(?:约|近|大约|将近|逾|超过?|不到|不足|about|nearly|around|some|approx\.?|approximately|"
    r"roughly|over|almost|~|≈)\s?$"
)
_ESTIMATE_SIGNS = frozenset("约近逾超过到足tydexr.~≈")
_ESTIMATE_AFTER = re.compile(r"\s?(?:上下|左右|以上|以内|or so)")
_RANGE = re.compile(r"[ \u00a0]?(?:-|–|—|~|～|至|到|to|－|and)[ \u00a0]?")
_MINUS = re.compile(r"(?:(?<![0-9A-Za-z±%℃C])[-−–－]|零下|minus )\s?$")
_PERCENT_BEFORE = re.compile(r"(?P<base>百|千|万)分之$")
_CHENG = re.compile(
    r"(?P<whole>[一二两三四五六七八九])成(?P<part>[一二三四五六七八九半])?(?![立功本员果为品年"
    r"熟绩长都型分交套形像语因])"
)
_FRACTION = re.compile(r"[一二三四五六七八九十]{1,3}分之[一二三四五六七八九十]{1,3}")
_HALF = re.compile(r"半(?P<unit>年|天|个?小时|个?钟头|个?月|个?工作日)")
_HALF_BEFORE = re.compile(r"(?<![上下前后])(?P<n>[一二两三四五六七八九十]{0,3})(?P<ge>个)?$")
_HALF_AFTER = re.compile(r"半(?!导|成|径|年|天|小时|数|自|个)")
_TOGETHER = re.compile(r" ?(?:and |零)?")
_MINUTE = re.compile(r"分(?:半|零?[0-9一二三四五六七八九十]{1,3}秒)")
_ENGLISH_BEFORE = re.compile(r"[A-Za-z.,][ ]$|[(–]$|– $")
_TWO_WORDS = re.compile(r" [A-Za-z]+")
_GLUE = frozenset("-/~:_.#") | {"："}
_LARGE_SIGNS = frozenset("万萬亿億kKmn")  # of 万, 亿, k, million, bn and mn
_SPECIAL_HINT = re.compile("成|分之|半")
_BARE_HEADER_NOT = re.compile(
    r"序号|^\s*(?:no\.?|#|nr\.?|№)\s*$|编号|代码|代号|号码|电话|手机|邮编|年份|year|phone|tel|"
    r"code|\bid\b|zip|页",
    re.IGNORECASE,
)
_HEADER_COUNT = re.compile(
    r"数量|总需|件数|台数|人数|员工|套数|个数|产量|销量|库存|需求|qty|quantity|count|units|pcs|"
    r"headcount|employees|staff|pieces|stock|number of|no\. of",
    re.IGNORECASE,
)


class _Unit(NamedTuple):
    """A unit as found: its base, how much of that one of it is, and the offset behind its writing."""

    base: str
    factor: Decimal
    end: int
    confidence: float = 0.9


class _Measure(NamedTuple):
    """A number with its unit: `value` counts the unit's base, `per` is a rate's tail ("/h")."""

    number: Number
    unit: _Unit
    start: int
    end: int
    value: Decimal
    per: str = ""

    @property
    def norm(self) -> str:
        return _gauged(self.value, self.unit.base + self.per)


def _table() -> dict[str, tuple[str, Decimal]]:
    units = {}
    for base, factors in _SURFACES.items():
        for factor, surfaces in factors.items():
            value = Decimal(2000) / 3 if factor == "mu" else Decimal(factor)
            units.update(dict.fromkeys(surfaces.split("|"), (base, value)))
    return dict.fromkeys(_COUNTED, ("count", Decimal(1))) | units


_UNITS = _table()
_LOWER = {name.lower(): unit for name, unit in _UNITS.items() if name.isascii() and len(name) > 2}
_HEADER_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "'000 ": 1000,
    "million ": 10**6,
}


def scan(text: Scan) -> None:
    """Claim the quantities of one segment, from right to left, so that a range's first end finds its unit."""
    if _SPECIAL_HINT.search(text.text):
        _shares(text)
    behind: _Measure | None = None
    raw, claimed = text.text, text.taken.find
    for number in reversed(text.numbers):
        measure = _measure(raw, number, behind) if claimed(1, number.start, number.end) < 0 else None
        if measure is None:
            _bare(text, number)
        else:
            measure = _emit(text, measure, behind)
        behind = measure


@lru_cache(maxsize=16384)
def _gauged(value: Decimal, base: str) -> str:
    """Write a value in the gauge that its size decides: 11.5 min and 690 s are both "690 s"."""
    if base == "m" and 0 < value < 1:
        value, base = value * 10**6, "µm"
    elif base.startswith("t") and base[1:2] in ("", "/") and 0 < value < 1:
        value, base = value * 1000, "kg" + base[1:]
    elif base == "s" and value >= 7200:
        value, base = value / 3600, "h"
    elif base == "m3" and 0 < value < 1:
        value, base = value * 1000, "L"
    # Seven significant digits keep 1/3 h and 亩 finite; nobody writes more of a measure.
    return (
        f"{plain(Decimal(f'{value:.12g}') if value == value.to_integral_value() else Decimal(f'{value:.7g}'))} {base}"
    )


def _shares(text: Scan) -> None:
    """Claim 四成二 (42 %) and 一个半小时; a fraction in words (三分之一) is only kept from the other patterns."""
    for match in _CHENG.finditer(text.text):
        if text.text[match.start() - 1 : match.start()] not in ("十", "百"):
            share = _digit(match["whole"]) * 10 + (Decimal(5) if match["part"] == "半" else _digit(match["part"]))
            text.claim(match.span(), "quantity", f"{plain(share)} %", 0.85)
    for match in _FRACTION.finditer(text.text):
        if text.free(*match.span()):
            text.block(*match.span())
    for match in _HALF.finditer(text.text):
        start = max(0, match.start() - 4)
        before = _HALF_BEFORE.search(text.text, start, match.start())
        if before and bool(before["n"]) == bool(before["ge"]):
            base, factor = _UNITS.get(match["unit"], _UNITS["个月"])
            value = (_digit(before["n"]) + Decimal("0.5")) * factor
            text.claim((before.start(), match.end()), "quantity", _gauged(value, base), 0.85)


def _digit(han: str | None) -> Decimal:
    return (chinese(han) if han else None) or Decimal(0)


def _measure(raw: str, number: Number, behind: _Measure | None) -> _Measure | None:
    """Read a number with the unit behind it, or with that of the range's other end."""
    if number.writing == "han" and _PERCENT_BEFORE.search(raw[max(0, number.start - 3) : number.start]):
        share = number.value / {"百": 1, "千": 10, "万": 100}[raw[number.start - 3]]
        return _Measure(number, _Unit("%", Decimal(1), number.end), number.start - 3, number.end, share)
    unit = _unit(raw, number.end)
    if unit is None:
        return _borrowed(raw, number, behind)
    trivial = number.writing != "digits" and (
        (number.value == 1 and unit.base == "count") or (number.value < 10 and unit.base == "°")  # 一个, 一度, 再度
    )
    part = unit.base == "count" and number.value != number.value.to_integral_value()  # 5.3条 is a clause
    if trivial or part or _ordinal(raw, number, unit) or _dated(raw, number, unit):
        return None
    half = unit.base in ("s", "d", "month", "t", "m", "count") and _HALF_AFTER.match(raw, unit.end) is not None
    value = (number.value + (Decimal("0.5") if half else 0)) * unit.factor
    return _rated(raw, _Measure(number, unit, number.start, unit.end + half, value))


def _dated(raw: str, number: Number, unit: _Unit) -> bool:
    """Say whether the number is a year: 1217年, the 1990s, "the 2014 films"."""
    bare = raw[number.start : number.end]
    if unit.base == "month" and unit.factor == 12 and number.scale == 1 and number.value >= 200:
        return raw[number.end : number.end + 2].lstrip(" ")[:1] == "年"
    return (
        bare.isdigit()
        and len(bare) == 4
        and 1000 <= number.value <= 2100
        and (
            (unit.base == "s" and unit.end == number.end + 1)
            or (unit.base == "count" and unit.confidence < 0.9 and number.value >= 1900)
        )
    )


def _borrowed(raw: str, number: Number, behind: _Measure | None) -> _Measure | None:
    """Give the first end of 5–6 万吨 the unit and, being smaller, the multiplier of the second."""
    if behind is None or not _RANGE.fullmatch(raw, number.end, behind.number.start):
        return None
    scale = (
        behind.number.scale if number.scale == 1 and number.value * behind.number.scale <= behind.number.value else 1
    )
    unit = _Unit(behind.unit.base, behind.unit.factor, number.end, 0.8)
    return _Measure(number, unit, number.start, number.end, number.value * scale * unit.factor, behind.per)


def _rated(raw: str, measure: _Measure) -> _Measure:
    base = measure.unit.base
    rate = _RATE.match(raw, measure.end) if base not in ("s", "d", "month", "°", "°C", "x") else None
    minus = _MINUS.search(raw[max(0, measure.start - 6) : measure.start]) if base == "°C" else None
    if rate and base == "m" and _RATE_BASE.get(rate["per"] or "") == "/h":
        return measure._replace(unit=measure.unit._replace(base="km/h"), end=rate.end(), value=measure.value / 1000)
    if rate:
        return measure._replace(end=rate.end(), per=_RATE_BASE.get(rate["per"] or "a", ""))
    if minus:
        return measure._replace(start=measure.start - len(minus.group()), value=-measure.value)
    return measure


def _emit(text: Scan, measure: _Measure, behind: _Measure | None) -> _Measure | None:
    """Claim a measure; 11 min and the 30 s behind it become one."""
    smaller = (
        behind is not None and measure.unit.base == behind.unit.base == "s" and behind.unit.factor < measure.unit.factor
    )
    if behind and smaller and _TOGETHER.fullmatch(text.text, measure.end, behind.start):
        text.spans.pop()
        text.taken[behind.start : behind.end] = bytes(behind.end - behind.start)
        measure = measure._replace(end=behind.end, value=measure.value + behind.value)
    before = text.text[max(0, measure.start - 14) : measure.start]
    near = before.rstrip()[-1:] in _ESTIMATE_SIGNS and _ESTIMATE_BEFORE.search(before)
    confidence = measure.unit.confidence - (0.1 if near or _ESTIMATE_AFTER.match(text.text, measure.end) else 0.0)
    # A unit may end where the next number's claim begins (2 A4); then the number alone stands.
    return measure if text.claim((measure.start, measure.end), "quantity", measure.norm, confidence) else None


def _unit(raw: str, at: int) -> _Unit | None:
    return _han_unit(raw, at) or _latin_unit(raw, at)


def _han_unit(raw: str, at: int) -> _Unit | None:
    if raw[at : at + 1].isascii() and raw[at : at + 1] not in " /%":
        return None
    match = _HAN_UNIT.match(raw, at)
    if match is None:
        return None
    start, surface = match.start("unit"), match["unit"]
    if surface[0] == "分" and _MINUTE.match(raw, start):
        return _Unit("s", Decimal(60), start + 1)
    for length in range(len(surface), 0, -1):
        unit = _UNITS.get(surface[:length])
        if unit and (length > 1 or (raw[start + 1 : start + 2] or "\0") not in _NOT_BEHIND.get(surface[0], "")):
            return _Unit(*unit, start + length, 0.9 if not match["more"] else 0.8)
    return None


def _latin_unit(raw: str, at: int) -> _Unit | None:
    match = _EN_UNIT.match(raw, at)
    if match is None:
        return None
    surface = match["unit"]
    two = _TWO_WORDS.match(raw, match.end())
    for name, end in ((surface + two.group(), two.end()) if two else ("", 0), (surface, match.end())):
        unit = _UNITS.get(name) or _LOWER.get(name.lower())
        if unit and not (raw[end : end + 1].isascii() and raw[end : end + 1].isalnum()):
            glued = match.start("unit") == at
            # One letter with a space before it may be a word or a label: "2 A", "option 3 h".
            return _Unit(*unit, end, 0.9 if glued or len(name) > 1 else 0.75)
    return _noun(raw, at)


def _noun(raw: str, at: int) -> _Unit | None:
    """Take a plural noun up to three words on as what is counted: 3,184 cycloid sets."""
    end = at
    for _ in range(3):
        match = _EN_WORD.match(raw, end)
        if match is None or match["word"] in _NOT_NOUNS:
            return None
        word, end = match["word"], match.end()
        plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous"))
        if word in _COUNT_NOUNS or plural:
            return _Unit("count", Decimal(1), end, 0.85)
    return None


def _ordinal(raw: str, number: Number, unit: _Unit) -> bool:
    if unit.base not in ("count", "A"):
        return False
    return _ordinal_before(raw, number.start)


def _ordinal_before(raw: str, start: int) -> bool:
    before = raw[max(0, start - 10) : start]
    return before.rstrip()[-1:] in _ORDINAL_SIGNS and _ORDINAL_BEFORE.search(before) is not None


_TERM = re.compile(r"\d{1,2}[.．](?:19|20)\d\d(?=[年级届]|[-–—～~]20\d\d|[春夏秋冬]|学[年期])")


def _bare(text: Scan, number: Number) -> None:
    """Claim a number without a unit of its own: by the column it stands in, or if it is long enough to tell."""
    start, end = number.start, number.end
    if not number.sure or not text.free(start, end):
        return
    if text.fields and text.alone(start, end):
        _cell(text, number)
        return
    raw = text.text
    ordinal = _ordinal_before(raw, start) or _ORDINAL_AFTER.match(raw, end)
    glued = (
        raw[start - 1 : start] in _GLUE
        or raw[end : end + 1] in _GLUE
        or (raw[end : end + 1].isascii() and raw[end : end + 1].isalpha())
    )
    # English groups its thousands, so that four bare digits behind a word or a dash are a year there.
    year = (
        raw[start:end].isdigit()
        and 1000 <= number.value <= 2100
        and _ENGLISH_BEFORE.search(raw[max(0, start - 3) : start])
    )
    # Nobody writes 六千二百万 or 31k of anything but an amount, however round it is.
    large = number.scale > 1 and number.value >= 10**4 and end - start > 2 and raw[end - 1] in _LARGE_SIGNS
    told = (large or significant(number.value) >= 3) and not _looks_like_code(raw[start:end], number.value)
    if _TERM.match(raw, start):
        return  # 2.2026春季学期: the second of a list, and its year
    if told and not (ordinal or glued or year):
        text.claim((start, end), "quantity", f"{plain(number.value)} count", 0.5)


@lru_cache(maxsize=16384)
def significant(value: Decimal) -> int:
    """Count the digits of a value without leading and trailing zeros."""
    return len(plain(value).replace(".", "").replace("-", "").strip("0"))


def _looks_like_code(raw: str, value: Decimal) -> bool:
    """Say whether bare digits are rather a year, a code with leading zeros, or too long for a count."""
    year = raw.isdigit() and len(raw) == 4 and 1900 <= value <= 2100
    return year or (raw[0] == "0" and raw[1:2] != ".") or (raw.isdigit() and len(raw) > 8)


def _cell(text: Scan, number: Number) -> None:
    """Claim a cell that holds a number alone, in the unit of its header or of the table's caption."""
    cell, raw = text.cell(number.start), text.text[number.start : number.end]
    if found := in_cell(number.value, raw, cell.header, cell.unit):
        text.claim((number.start, number.end), "quantity", *found, "column")


def in_cell(value: Decimal, raw: str, header: str, caption: str) -> tuple[str, float] | None:
    """Give norm and confidence of a number that is alone in its cell, None where it tells nothing."""
    for name in (header_unit(header), caption):
        unit = _header_measure(name) if name else None
        if unit:
            return _gauged(value * unit[1], unit[0]), 0.85
    counted, barred = _column(header)
    if barred or not (counted or (significant(value) >= 2 and not _looks_like_code(raw, value))):
        return None
    return f"{plain(value)} count", 0.8 if counted else 0.5


@lru_cache(maxsize=4096)
def _column(header: str) -> tuple[bool, bool]:
    """Say whether a column with this header counts things, and whether its numbers are none (序号, phones, codes)."""
    counted = _HEADER_COUNT.search(header) is not None
    return counted, not counted and _BARE_HEADER_NOT.search(header) is not None


@lru_cache(maxsize=4096)
def _header_measure(name: str) -> tuple[str, Decimal] | None:
    """Read a header's unit with its multiplier: 万千瓦, 万台, '000 t; a rate per year is that of the cell."""
    name = name.removesuffix("/年").removesuffix("/a").strip()
    scale = Decimal(1)
    while name not in _UNITS and (found := next((s for s in _HEADER_SCALES if name.startswith(s)), "")):
        scale, name = scale * _HEADER_SCALES[found], name[len(found) :]
    unit = _UNITS.get(name) or _LOWER.get(name.lower()) or (("count", Decimal(1)) if name in _COUNT_NOUNS else None)
    return (unit[0], unit[1] * scale) if unit else None


RECOGNIZER = claims.recognizer("quantity", ("quantity",), version=7)
