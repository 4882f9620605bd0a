"""Order, contract, drawing, test and serial numbers, document numbers, standards and registry numbers.

The norm is letters and digits alone, in lower case: SN-26-0113-T = SN260113T, MD 3307 B2 = MD3307B2. A serial range
has the norm "2291..2296". A document number is written 国发〔2026〕3号 whatever its brackets; standards and
regulations, which anybody may name, begin with "std:", addresses on the web with "url:", positions with "geo:", houses
on streets with "addr:", postal codes with "zip:".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from string import ascii_uppercase, digits

from extractors import claims, lexicon, references, sieve
from extractors.claims import Scan
from extractors.patterns import seldom

_JOIN = r"[-_‐‑·](?=[A-Za-z0-9])|[./](?=[0-9])"
_TOKEN = re.compile(
    r"[A-Za-z](?<![A-Za-z0-9_.@].)[A-Za-z]{0,23}+(?:[-_‐‑·][A-Za-z]{1,12}+){0,4}(?:[-_/‐‑·.]?[0-9])"
    rf"(?:[A-Za-z0-9]|{_JOIN}){{0,40}}+"
)
_SPACED = re.compile(
    r"[A-Z](?<![A-Za-z0-9_.@/-].)[A-Z]{0,4}(?:-[A-Z]{1,4})?(?P<gap>[ \u00a0])(?:[0-9]{2} (?=[0-9]{3}))?"
    rf"[0-9]{{1,}}(?:[A-Za-z0-9]|{_JOIN}){{0,40}}+"
)
_TAIL = re.compile(
    r"[  ](?:(?!R[0-9]|V[0-9]|Q[1-4])[A-Z][0-9]{1,2}|[B-HJ-UW-Z](?=[\s,.;)，。；）\x00]|$)|(?:A|I|"
    r"V)(?=$|[\t,;，。；）\x00]))(?![A-Za-z0-9%])"
)
_DIGIT_HEAD = re.compile(
    r"[0-9](?<![A-Za-z0-9_.@/,+-].)(?=[0-9]*[-_/‐‑]?[A-Za-z0-9-]{0,12}[A-Z])[A-Za-z0-9]*(?:[-_"
    r"/‐‑][A-Za-z0-9]+){0,6}"
)
# ITU Radio Regulations, article 19: call signs of ships and stations that open with a digit.
_CALL_SIGN = re.compile(r"[2-9][A-Z]{2,3}[0-9]{1,4}")
_CUE_ID = r"(?P<id>[A-Za-z0-9](?:[A-Za-z0-9]|[-_/.·‐‑](?=[A-Za-z0-9])){1,40})"
# Each alternative opens with a literal, so that the engine skips to candidates by their first character.
_CUE_ZH = re.compile(
    r"(?P<cue>(?:合同|订单|采购单|图|报告|检测|试验|样品|批|炉|机身|出厂|序列|资产|设备|零件|物料|"
    r"料|件|案|招标|投标|项目|标段|编|地块|宗地|"
    r"许可|许可证|证|证书|发票|运单|提单|报关单|税|账|卡|工|学|护照|档案|流水|内控|委托|注册|备案|"
    r"产权|产权证|铭牌|单|票|箱|车|船|井)"
    r"(?:编号|号码|号|代码|代号|编码|纸))(?P<colon>\s?[:：#]?\s?(?:No\.?\s?)?|[为是]\s?)" + _CUE_ID
)
_CUE_EN = re.compile(
    r"[PpOoCcIiLlBbSsDdTtRrAaJjWwHhMm](?<![A-Za-z].)(?P<rest>(?<=[Pp])urchase [Oo]rder|"
    r"(?<=[Oo])rder|(?<=[Cc])ontract|"
    r"(?<=[Ii])nvoice|(?<=[Ll])ot|(?<=[Bb])atch|(?<=[Ss])erial|(?<=[Dd])rawing|(?<=[Dd])wg|"
    r"(?<=[Pp])art|(?<=[Tt])ender|(?<=[Rr])eport|"
    r"(?<=[Pp])lot|(?<=[Pp])ermit|(?<=[Ll])icen[cs]e|(?<=[Cc])ertificate|(?<=[Tt])est|"
    r"(?<=[Aa])sset|(?<=[Cc])ase|(?<=[Aa])ccount|"
    r"(?<=[Bb])ooking|(?<=[Tt])racking|(?<=[Ii])tem|(?<=[Mm])odel|(?<=[Rr])ef(?:erence)?|"
    r"(?<=[Pp])roject|(?<=[Jj])ob|(?<=[Ww])ork order|"
    r"(?<=[Hh])ull|(?<=[Tt])ag|(?<=[Cc])hassis|(?<=P)/N|(?<=S)/N|(?<=P)O|(?<=P)\.O\.|(?<=R)FQ|(?<=B)/L|"
    r"(?<=C)ONTRACT|(?<=O)RDER|(?<=I)NVOICE|"
    r"(?<=S)ERIAL|(?<=D)RAWING|(?<=R)EPORT)"
    r"(?P<colon>\.?\s?(?:No|no|NO|Nos|nos|number|numbers|Nr|nr|ID|code|"
    r"ref)?\.?\s?[:：#]?\s?)(?<=[\s.:：#])" + _CUE_ID
)
_CUE_WORDS = (
    "purchase order contract invoice lot batch serial drawing dwg part tender report plot permit licen certificate "
    "test asset case account booking tracking item model ref project job work hull tag chassis"
).split()
_CUES_EN = lexicon.Headed(_CUE_EN, (
    *_CUE_WORDS, *map(str.capitalize, _CUE_WORDS), "P/N", "S/N", "PO", "P.O.", "RFQ", "B/L",
    "CONTRACT", "ORDER", "INVOICE", "SERIAL", "DRAWING", "REPORT",
))  # fmt: skip
_KEY_HEADER = re.compile(
    r"编号|代号|代码|编码|图号|批号|炉号|序列号|机号|单号|合同号|订单|内控号|试验号|报告号|型号|"
    r"规格|件号|料号|证号|卡号|账号|车牌|"
    r"\b(?:serial|lot|batch|order|p\.?o\.?|contract|drawing|dwg|part|test|report|tender|ref|"
    r"reference|id|code|model|spec|tag|plate|"
    r"invoice|no\.?|number|nr\.?|imo|container|hull)(?![a-z])",
    re.IGNORECASE,
)
# Under these a number with a letter behind it (90417H) is no measure.
_ORDER_HEADER = re.compile(
    r"订单|合同|图号|报告|运单|\b(?:order|p\.?o\.?|contract|drawing|report|awb)(?![a-z])", re.IGNORECASE
)
_COUNT_HEADER = re.compile(r"序号|^\s*(?:no\.?|#|nr\.?|№)\s*$|\bnumber of\b|\bno\. of\b|数量|人数|页", re.IGNORECASE)
_PRICE_HEADER = re.compile(r"[价额费款]|\b(?:price|cost|amount|value)", re.IGNORECASE)
_WHOLE_CELL = re.compile(r"(?=[^\t]*[0-9])[A-Za-z0-9](?:[A-Za-z0-9]|[ \-/_.·‐‑](?=[A-Za-z0-9])){1,40}")
_RANGE = re.compile(
    r"(?P<a>[0-9](?<![0-9.,].)[0-9]{1,7})\s?(?:号|#)?\s?(?:[~～至到–—－-]|一?直?(?:连|排|编)到|to|"
    r"through|thru|\.\.+)\s?"
    r"(?:[A-Za-z]{0,6}[0-9]{0,5}[-_ ])?(?P<b>[0-9]{2,8})(?![0-9A-Za-z%.,][0-9]?)"
)
_RANGE_CUE = re.compile(
    r"(?:铭牌|编号|序列|机号|机身|出厂|号段|流水|井号|桩号|塔号|车号|箱号|批号|炉号|[Ss]/?[Nn]\b|"
    r"\b[Nn]os?\b|\b[Ss]erials?|\b[Nn]umber(?:s|ed)|"
    r"[Hh]ulls?|[Cc]hassis|[Tt]ags?|[Ww]ells?|[Tt]owers?)[^，。；;!?！？\t\x00]{0,10}$"
)
_RANGE_PREFIX = re.compile(r"(?P<head>[A-Za-z][A-Za-z0-9]{0,8})[-_ #/]?$")
# Serials that are listed or spanned: four to seven digits, no groups of thousands.
_SERIES = re.compile(
    r"[0-9](?<![0-9A-Za-z.,/$€£¥_-].)[0-9]{3,6}"
    r"(?:(?:, | and |、|和|及| & )[0-9]{4,7}(?![0-9A-Za-z.]))*"
    r"(?:(?:, | and |、|和|及| & )| ?(?:-|–|—|~|～|至|到|一路(?:排|编)?到|(?:up )?to|through|thru) ?)"
    r"[0-9]{4,7}(?![0-9A-Za-z%.]|,[0-9])"
)
_DIGIT_RUN = re.compile("[0-9]+")
_STEP = 100  # between one serial and the next, chosen: plates that are listed in visit notes and customs lists
_MEASURED = re.compile(
    r"\s?(?:[元块万亿千百吨公斤克米亩平方升台套件个人名家条只支颗粒批次户张份年天日小时度%％]|[A-Z]{3}\b|"
    r"(?!and\b|to\b|the\b|of\b|in\b|with\b|for\b|on\b|are\b|is\b|at\b|were\b|by\b|from\b)[a-z]+)"
)
_DOCUMENT = re.compile(
    r"[〔［\[【（(﹝]\s?(?P<year>(?:19|"
    r"20)[0-9]{2})\s?年?[〕］\]】）)﹞]\s?(?:第\s?)?(?P<tail>[一-龥]{0,6}[0-9]{0,4}[一-龥]{0,4}?"
    r"(?P<n>[0-9]{1,6})(?:-[0-9]{1,3})?\s?[号號])"
)
# The same without the last word, which registers leave out: 琼检〔2026〕1187.
_NUMBERED = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff](?<![\u4e00-\u9fffA-Za-z0-9].)[\u4e00-\u9fff]{1,7})[〔［\[【﹝]"
    r"(?P<year>(?:19|20)[0-9]{2})[〕］\]】﹞](?P<n>[0-9]{1,6})(?![0-9号號])"
)
# Orders and public notices have no bracket: 国务院令第708号, 科技部公告2025年第7号 (GB/T 9704-2012, 10.2).
_NOTICE = re.compile(
    r"(?P<kind>令|公告|通告)\s?[（(]?(?:(?P<year>(?:19|20)[0-9]{2})\s?年\s?)?第\s?(?P<n>[0-9]{1,5})\s?[号號][）)]?"
)
_ISSUER = re.compile(r"[一-龥]{1,10}$")
_CONNECTOR = re.compile(
    r".*(?:根据|按照|依据|依照|详见|参见|参照|执行|落实|转发|印发|关于|文号|以及|收到|贯彻|学习|"
    r"下发|附|见|及|和|与|按|为|即|是|据|以|的|了)"
)
# Codes of the sector standards of China (list of 行业标准代号), then international bodies.
_SECTORS = (
    "AQ|BB|CB|CECS|CH|CJ|CJJ|DA|DL|DZ|EJ|FZ|GA|GY|HB|HG|HJ|HY|JB|JC|JG|JGJ|JJF|JJG|JR|JT|JTG|LD|"
    "LY|MH|MT|NB|NY|QB|QC|QJ|"
    "RB|SB|SC|SH|SJ|SL|SN|SY|TB|TD|TSG|WB|WH|WS|XB|YB|YC|YD|YS|YY|YZ"
)
_NUMBER = (
    r"[ -]?(?P<n>[A-Z]{0,3}[- ]?[0-9]{1,6}(?:\.[0-9]+){0,3}(?:-[0-9]{1,4}){0,2}(?:[:：—–](?:19|"
    r"20)[0-9]{2})?)(?![0-9A-Za-z])"
)
_STANDARD = re.compile(
    r"(?:GB/T|GB/Z|GBJ|GBZ|GBT|GB(?!P)|GJB/Z|GJB|ISO/IEC|ISO/TS|ISO/TR|ISO/ASTM|ISO|IEC/TS|IEC/TR|IEC|"
    r"DIN EN ISO|DIN EN IEC|DIN EN|DIN|"
    r"BS EN ISO|BS EN|BS|NF EN|EN ISO|EN IEC|EN|ASTM|IEEE|ANSI|ASME|API|AGMA|IATF|JIS|UL|RFC|NFPA|"
    r"VDI|SAE|MIL-STD|ITU-T)" + _NUMBER
)
_SECTOR_STANDARD = re.compile(rf"(?:{_SECTORS}|DB[0-9][0-9])(?:/[TZ] ?(?=[0-9])|[ ](?=[0-9.]+-(?:19|20)))" + _NUMBER)
_EU_ACT = re.compile(
    r"(?:Regulation|regulation|Directive|directive|Decision|"
    r"decision)s?(?: [Nn]o\.?)? ?[(（]?(?:EU|EC|EEC)[)）]? ?(?:[Nn]o\.? ?)?"
    r"(?P<a>[0-9]{2,4})/(?P<b>[0-9]{1,4})(?:/(?:EU|EC|EEC))?|"
    r"(?P<c>[0-9]{2,4})/(?P<d>[0-9]{1,4})/(?:EU|EC|EEC)(?![A-Za-z])"
)
_EU_HINTS = ("(EU", "/EU", "(EC", "/EC", "/EEC", "(EEC", "（EU", "EU)")
_URL = re.compile(
    r"(?:https?://|"
    r"www\.)[A-Za-z0-9][A-Za-z0-9.-]{0,250}+(?::[0-9]{1,5})?(?:/[A-Za-z0-9\-._~%/?#=&+@!:,]{0,500}+)?"
)
_IP = re.compile(r"[0-9](?<![0-9A-Za-z_.-].)[0-9]{0,2}(?:\.[0-9]{1,3}){3}(?![0-9A-Za-z]|\.[0-9])")
_VERSION_BEFORE = re.compile(r"(?:[Vv]ersion|[Vv]er\.?|[Vv]|版本?|固件|firmware|release|[Ss]ection|§|第)\s?[:：]?\s?$")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][·•・ -]?(?=[A-H"
    r"J-NP-Z0-9]{0,5}[0-9])[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警](?![A-Za-z0-9])"
)
_LONG = re.compile(
    r"[0-9](?<![0-9A-Za-z.,-].)(?:[0-9]{6,29}[0-9Xx]?|"
    r"[0-9]{3}(?:[ -][0-9]{4}){3}(?:[ -][0-9]{1,3})?)(?![0-9A-Za-z]|[.,][0-9])"
)
# Numbers of answers, boxes and lots under the heavenly stems: 丙-03.
_STEM = re.compile(r"[甲乙丙丁戊己庚辛壬癸](?<![\u4e00-\u9fffA-Za-z0-9].)[-－][0-9]{1,4}(?![0-9A-Za-z])")
_CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY](?<![0-9A-Za-z].)[0-9A-HJ-NPQRTUWXY]{17}(?![0-9A-Za-z])")
_CONTAINER = re.compile(r"[A-Z](?<![A-Za-z0-9].)[A-Z]{2}[UJZ][ -]?[0-9]{6}[ -]?[0-9](?![0-9A-Za-z])")
_IMO = re.compile(r"IMO(?<![A-Za-z0-9]...)(?: ?(?:No\.?|number|编号|号))?[ :：]?\s?([0-9]{7})(?![0-9])")
_DECIMAL_PAIR = re.compile(
    r"[-+]?[0-9](?<![0-9.].)[0-9]{0,2}\.[0-9]{3,8}°?\s?(?P<a>[NS北]?)[纬]?\s?[,，、 ]\s?(?:东经|"
    r"西经|[EW] ?)?[-+]?[0-9]{1,3}\.[0-9]{3,8}°?\s?(?P<b>[EW东]?)"
)
_DEGREES = seldom(
    r"(?:(?P<pre>北纬|南纬|东经|西经|"
    r"[NSEW])\s?)?(?P<d>[0-9]{1,3}(?:\.[0-9]+)?)\s?[°度º]\s?(?:(?P<m>[0-9]{1,2}(?:\.[0-9]+)?)"
    r"\s?[′'’分]\s?)?"
    r"(?:(?P<s>[0-9]{1,2}(?:\.[0-9]+)?)\s?(?:[″\"”秒]|'')\s?)?(?P<post>[NSEW](?![A-Za-z0-9]))?"
)
# Heads that name public things, times, formats or grades, never an object of the group's own; those of the second
# list are only words with a space behind them ("UNIT 12", "IN 2026"), while glued (D-01) they are codes.
_NOT_GLUED = frozenset(
    str.split(
        "v ver version rev p pp fy cy wk cw utf covid iso ipcc html css http https utc gmt usb "
        "python covid ipv sha "
        "imo isbn issn doi gdp cpi ppi eur usd cny rmb gbp jpy hkd chf sek nok dkk krw aud cad sgd "
        "inr rub jan feb mar apr may jun jul aug sep sept oct nov dec "
        "january february march april june july august september october november december"
    )
)
_NOT_SPACED = _NOT_GLUED | frozenset(
    str.split(
        "r page q h w k kw fig figure table tab no nos nr step day co pm am imo mp top win windows "
        "office base web level grade class "
        "phase part chapter section annex appendix article art item room hall gate unit line "
        "building block floor week year in on at "
        "to of by for and or the from about over under some until since before after only with all "
        "an a i is are was be we he it as "
        "mon tue wed thu fri sat sun ch vol sec para pt ln approx max min avg ca ph au pk vs re tel "
        "fax x n d ip wifi g"
    )
)
_NOT_TOKENS = re.compile(
    r"(?:pm2\.?5|pm10|a[0-6]|b2[bc]|co2e?|ch4|so2|n2o|h2o?|o2|o3|sf6|nh3|utf-?8|utf-?16|"
    r"sha-?[0-9]+|md5|mp[34]|h\.?26[45]|"
    r"covid-?19|win(?:dows)?-?[0-9]+|i[357]|ipv[46]|g20|web[23](?:\.0)?|[a-z]+-?(?:19|20)[0-9]{2}s?|"
    r"(?:cr|mn|ni|mo|si|al|mg|zn)[0-9]{1,2}|t\+[0-9]+|rs-?232|rs-?485|fy-?[0-9]{2}|office365|"
    r"ms[0-9]{2}|p[0-9]{1,3}|no[0-9]+)"
)
_UNIT_TAIL = re.compile(
    r"[0-9.,]+(?:k|m|b|bn|mn|t|kt|kg|g|mg|kw|kwh|mw|mwh|gw|gwh|w|v|kv|va|kva|mva|a|ma|ah|mah|hz|"
    r"khz|mhz|ghz|mm|cm|km|nm|um|l|ml|"
    r"h|hr|hrs|s|sec|min|mins|d|y|yr|st|nd|rd|th|am|pm|gb|mb|tb|kb|x|pcs|mpa|kpa|pa|bar|psi|rpm|n|"
    r"kn|nm|db|c|f|p|e|mn|teu|dwt|ha|m2|m3|"
    r"usd|eur|rmb|cny|gbp|k[0-9]*|g[0-9]|fps|ppm|wh|kvar|wp|mwp|kwp|gwp|mbps|gbps)(?:/[a-z0-9/]+)?"
)
_REVISION = re.compile(r"[-_ ](?:[Rr]ev\.?|[Vv]er\.?|[Vv])[ -]?[0-9A-Za-z]{1,2}$")


def scan(text: Scan) -> None:
    """Claim the identifiers of one segment, those with a checksum or a fixed form first."""
    raw = text.text
    for hint, finder in _FINDERS:
        if hint is None or hint(raw):
            finder(text)


def norm(raw: str) -> str:
    """Fold an identifier to its letters and digits, in lower case."""
    low = raw.lower()
    return low if low.isalnum() else "".join(filter(str.isalnum, low))


def id_card_valid(number: str) -> bool:
    """Check a Chinese identity number of 18 places (GB 11643-1999): birthday and check digit."""
    if not re.fullmatch(
        r"[1-8][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]", number
    ):
        return False
    total = sum(int(ch) * (2 ** (17 - i) % 11) for i, ch in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17].upper()


def credit_code_valid(code: str) -> bool:
    """Check a unified social credit code (GB 32100-2015): 18 places, the last one a checksum modulo 31."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    if len(code) != 18 or any(ch not in alphabet for ch in code) or not code[2:8].isdigit():
        return False
    total = sum(alphabet.index(ch) * (3**i % 31) for i, ch in enumerate(code[:17]))
    return alphabet[(31 - total % 31) % 31] == code[17]


def luhn_valid(number: str) -> bool:
    """Check a card number (ISO/IEC 7812-1)."""
    values = [int(ch) for ch in reversed(number)]
    return (sum(values[::2]) + sum(sum(divmod(2 * value, 10)) for value in values[1::2])) % 10 == 0


def imo_valid(number: str) -> bool:
    """Check a ship's IMO number: the last of seven digits is the weighted sum of the others."""
    return sum(int(ch) * (7 - i) for i, ch in enumerate(number[:6])) % 10 == int(number[6])


def container_valid(code: str) -> bool:
    """Check a freight container's number (ISO 6346:2022)."""
    letters = (n for n in range(10, 39) if n % 11)
    value = dict(zip(ascii_uppercase, letters, strict=False)) | {d: int(d) for d in digits}
    total = sum(value[ch] << i for i, ch in enumerate(code[:10]))
    return total % 11 % 10 == int(code[10])


def _urls(text: Scan) -> None:
    for match in text.found(_URL, _URL_MARK):
        address = match.group().rstrip(".,:!?")
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", address).rstrip("/").lower()
        text.claim((match.start(), match.start() + len(address)), "identifier", f"url:{bare}", 0.9)


def _documents(text: Scan) -> None:
    for match in text.numbered(_DOCUMENT, _DOCUMENT_MARK):
        head = _ISSUER.search(text.text[max(0, match.start() - 10) : match.start()])
        issuer = _CONNECTOR.sub("", head.group()) if head else ""
        tail = re.sub(r"\s", "", match["tail"]).replace("號", "号")
        court = len(tail) > len(match["n"]) + 1
        if issuer or court:
            name = f"{issuer}〔{match['year']}〕{tail}"
            text.claim((match.start() - len(issuer), match.end()), "document", name, 0.95)
    for match in text.numbered(_NUMBERED, _NUMBERED_MARK):
        text.claim(match.span(), "document", f"{match['issuer']}〔{match['year']}〕{match['n']}号", 0.85)
    for match in text.numbered(_NOTICE, _NOTICE_MARK):
        head = _ISSUER.search(text.text[max(0, match.start() - 10) : match.start()])
        issuer = _CONNECTOR.sub("", head.group()) if head else ""
        if len(issuer) > 1:
            year = f"〔{match['year']}〕" if match["year"] else ""
            span = match.start() - len(issuer), match.end()
            text.claim(span, "document", f"{issuer}{match['kind']}{year}{match['n']}号", 0.9)


def _standards(text: Scan) -> None:
    for pattern, mark in ((_STANDARD, _STANDARD_MARK), (_SECTOR_STANDARD, _SECTOR_STANDARD_MARK)):
        for match in text.numbered(pattern, mark):
            before = text.text[match.start() - 1] if match.start() else ""
            if not (before.isascii() and (before.isalnum() or before in "-_") and before):
                text.claim(match.span(), "document", "std:" + norm(match.group()), 0.9)
    for match in text.numbered(_EU_ACT, _EU_ACT_MARK) if any(hint in text.text for hint in _EU_HINTS) else ():
        text.claim(match.span(), "document", f"std:eu{match['a'] or match['c']}{match['b'] or match['d']}", 0.9)


def _registry(text: Scan) -> None:
    for match in text.numbered(_CREDIT, _CREDIT_MARK):
        if credit_code_valid(match.group()) and not match.group().isdigit():
            text.claim(match.span(), "identifier", match.group().lower(), 0.98)
    for match in text.numbered(_CONTAINER, _CONTAINER_MARK):
        if container_valid(norm(match.group()).upper()):
            text.claim(match.span(), "identifier", norm(match.group()), 0.97)
    for match in text.numbered(_IMO, _IMO_MARK):
        if imo_valid(match[1]):
            text.claim(match.span(), "identifier", f"imo{match[1]}", 0.97)


def _plates(text: Scan) -> None:
    for pattern, mark, sure in ((_PLATE, _PLATE_MARK, 0.93), (_STEM, _STEM_MARK, 0.6)):
        for match in text.numbered(pattern, mark):
            text.claim(match.span(), "identifier", norm(match.group()), sure)


def _ips(text: Scan) -> None:
    for match in text.numbered(_IP, _IP_MARK):
        parts = match.group().split(".")
        version = _VERSION_BEFORE.search(text.text[max(0, match.start() - 10) : match.start()])
        if (
            not version
            and all(int(part) < 256 and (part == "0" or part[0] != "0") for part in parts)
            and int(parts[0]) > 9
        ):
            text.claim(match.span(), "identifier", f"ip:{match.group()}", 0.85)


def _positions(text: Scan) -> None:
    for match in text.numbered(_DECIMAL_PAIR, _DECIMAL_PAIR_MARK):
        first, second = (float(part) for part in re.findall(r"[-+]?[0-9]+\.[0-9]+", match.group()))
        marked = bool(match["a"] or match["b"] or "°" in match.group())
        precise = len(re.findall(r"\.[0-9]{4,}", match.group())) == 2
        if (marked or precise) and abs(first) <= 180 and abs(second) <= 180 and min(abs(first), abs(second)) <= 90:
            lat, lon = (first, second) if abs(first) <= 90 else (second, first)
            text.claim(match.span(), "identifier", f"geo:{lat:.3f},{lon:.3f}", 0.9 if marked else 0.75)
    _degree_pairs(text)


def _degree_pairs(text: Scan) -> None:
    found = (
        [match for match in text.numbered(_DEGREES, _DEGREES_MARK) if match["pre"] or match["post"]]
        if _has_degree(text.text)
        else []
    )
    for one, two in pairwise(found):
        marks = [(m["pre"] or m["post"])[0] for m in (one, two)]
        if two.start() - one.end() > 3 or (marks[0] in "NS北南") == (marks[1] in "NS北南"):
            continue
        lat, lon = (one, two) if marks[0] in "NS北南" else (two, one)
        place = f"geo:{_decimal(lat):.3f},{_decimal(lon):.3f}"
        text.claim((one.start(), two.end()), "identifier", place, 0.93)


def _has_degree(text: str) -> bool:
    return "°" in text or "º" in text or "纬" in text


def _decimal(match: re.Match[str]) -> float:
    value = float(match["d"]) + float(match["m"] or 0) / 60 + float(match["s"] or 0) / 3600
    return -value if (match["pre"] or match["post"])[0] in "SW南西" else value


def _long_numbers(text: Scan) -> None:
    for match in text.numbered(_LONG, _LONG_MARK):
        bare = norm(match.group())
        if id_card_valid(bare.upper()):
            text.claim(match.span(), "identifier", bare, 0.98)
        elif 15 <= len(bare) <= 19 and bare.isdigit() and bare[0] in "3456" and luhn_valid(bare):
            text.claim(match.span(), "identifier", bare, 0.9)
        elif credit_code_valid(bare.upper()):
            text.claim(match.span(), "identifier", bare, 0.97)
        elif len(bare) >= 8 and bare.isdigit() and bare.rstrip("0")[3:]:
            text.claim(match.span(), "identifier", bare, 0.5)


def _ranges(text: Scan) -> None:
    match = _RANGE.search(text.digits) if text.marks & _RANGE_MARK else None
    while match:
        ends = _range_ends(match["a"], match["b"])
        start, head = _range_head(text, match) if ends else (-1, "")
        # TX-2026-88 is a code of three parts; an end is only abbreviated behind a word for serials.
        ends = None if head and len(match["b"]) < len(match["a"]) else ends
        ends = None if ends and _are_years(head, ends) else ends
        taken = ends is not None and start >= 0 and text.free(start, match.end())
        if ends and taken:
            _range(text, (start, match.start(), match.end()), ends, head)
        # 500-2291 inside KX500-2291~2296 is no range, but its second number opens one.
        match = _RANGE.search(text.digits, match.end() if taken else match.end("a"))


def _range_ends(first: str, last: str) -> tuple[str, str] | None:
    """Complete an abbreviated end (2291-96); None where the two can be no range of serials."""
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    plausible = len(first) >= 3 and len(first) == len(last) and 0 < int(last) - int(first) <= 5000
    return (first, last) if plausible else None


def _are_years(head: str, ends: tuple[str, str]) -> bool:
    """Say whether the numbers behind a plain word are years: Copyright 2002-2008, Delaware 1992-2009."""
    word = head.strip().isalpha() and (not head.strip().isupper() or head.strip() == "COPYRIGHT")
    return word and all(len(end) == len("2002") and 1900 <= int(end) <= 2100 for end in ends)


def _range_head(text: Scan, match: re.Match[str]) -> tuple[int, str]:
    """Find the code that the range hangs on (KX500-), or a word that makes it one of serials; -1 for neither."""
    header = text.cell(match.start()).header
    head = _RANGE_PREFIX.search(text.text, max(0, match.start() - 10), match.start())
    if head and len(head["head"]) >= 2 and head["head"].lower() not in _NOT_GLUED and head["head"][0].isupper():
        return head.start(), head["head"]
    cue = _RANGE_CUE.search(text.text, max(0, match.start() - 24), match.start())
    keyed = key_column(header)
    return (match.start(), "") if cue or keyed or text.text[match.end() : match.end() + 1] == "号" else (-1, "")


_SERIALS_OF_TWO = 4  # chosen: of two numbers further apart a sentence says a life or a reign as soon as serials


def _series(text: Scan) -> None:
    """Claim numbers that count on one by one, without a word for serials: 4471, 4472 and 4473; 60218 to 60221.

    Round ends are amounts, four digits of this or the last century may be years, as may two of earlier ones some years
    apart (1878–1898), and what has a unit is a measure.
    """
    for match in text.numbered(_SERIES, _SERIES_MARK):
        numbers = _DIGIT_RUN.findall(match.group())
        rising = all(0 < int(b) - int(a) <= _STEP for a, b in pairwise(numbers)) and len(set(map(len, numbers))) == 1
        round_ends = int(numbers[0]) % 10 == int(numbers[-1]) % 10 == 0
        oldest = 1700 if len(numbers) == 2 and int(numbers[1]) - int(numbers[0]) > _SERIALS_OF_TWO else 1900
        years = len(numbers[0]) == 4 and all(oldest <= int(number) <= 2100 for number in numbers)
        priced = _PRICE_HEADER.search(text.cell(match.start()).header)
        free = text.free(*match.span()) and not _MEASURED.match(text.text, match.end())
        if free and rising and not (round_ends or years or priced):
            text.claim(match.span(), "identifier", f"{numbers[0]}..{numbers[-1]}", 0.7)


def _range(text: Scan, at: tuple[int, int, int], ends: tuple[str, str], head: str) -> None:
    start, numbers, stop = at
    text.add((start, stop), "identifier", f"{ends[0]}..{ends[1]}", 0.9)
    if any(map(str.isdigit, head)):
        text.add((start, start + len(head)), "identifier", norm(head), 0.6)
    if head:
        text.add((start, numbers + len(ends[0])), "identifier", norm(head + ends[0]), 0.85)
        text.add((start, stop), "identifier", norm(head + ends[1]), 0.85)


def _cued(text: Scan) -> None:
    for match in text.numbered(_CUE_ZH, _CUE_ZH_MARK) if not text.text.isascii() else ():
        _cued_at(text, match, named=True, ascii_cue=False)
    for match in _CUES_EN.finditer(text.digits) if text.marks & _CUE_EN_MARK else ():
        named = re.search(r"[Nn]o|[:：#]|[Nn]r|umber|ID", match["colon"]) is not None
        _cued_at(text, match, named=named, ascii_cue=True)


def _cued_at(text: Scan, match: re.Match[str], *, named: bool, ascii_cue: bool) -> None:
    """Claim what stands behind a cue; "report 2026" and "project 300" without a "no." are no identifiers."""
    value, start, end = match["id"], *match.span("id")
    count = sum(map(str.isdigit, value))
    enough = (3 if named else 5) if value.isdigit() else 2 if named else 3
    if count < enough or (_UNIT_TAIL.fullmatch(value.lower()) and not named):
        return
    if ascii_cue and match["rest"] == "O":
        text.claim((match.start(), end), "identifier", norm("po" + value), 0.95)
    else:
        end += _tail_length(text.text, end, value)
        text.claim((start, end), "identifier", norm(text.text[start:end]), 0.9 if len(value) > 4 else 0.7)


def _tail_length(text: str, end: int, value: str) -> int:
    tail = _TAIL.match(text, end) if value[-1].isdigit() and any(map(str.isalpha, value)) else None
    return len(tail.group()) if tail else 0


def _cells(text: Scan) -> None:
    """Claim the cells of a column of identifiers; 序号 and counts are no such columns."""
    for cell in text.fields:
        if not cell.header or not key_column(cell.header):
            continue
        content = text.text[cell.start : cell.end]
        value = content.strip()
        coded = _ORDER_HEADER.search(cell.header) and sum(map(str.isdigit, value)) >= 4
        if not _WHOLE_CELL.fullmatch(value) or (_measure_like(value) and not coded):
            continue
        if not any(map(str.isdigit, value)):
            continue
        start = cell.start + content.index(value)
        if len(norm(value)) >= 2 and text.free(start, start + len(value)) and not _has_revision(value):
            text.claim((start, start + len(value)), "identifier", norm(value), 0.85, "column")


@lru_cache(maxsize=4096)
def key_column(header: str) -> bool:
    """Say whether a column with this header holds codes; 序号 and counts are none."""
    counted = _COUNT_HEADER.search(header) or _PRICE_HEADER.search(header) or claims.header_unit(header)
    return _KEY_HEADER.search(header) is not None and not counted


def _has_revision(value: str) -> bool:
    """Leave "TS118 R4" to the tokens, which keep the revision out of the norm."""
    return re.search(r"\s(?:R|V|Rev\.?|rev\.?) ?[0-9]", value) is not None


def _measure_like(value: str) -> bool:
    return bool(
        re.fullmatch(r"[0-9]{1,3}", value)
        or re.fullmatch(r"[0-9]+[.][0-9]+", value)
        or _UNIT_TAIL.fullmatch(value.lower().replace(" ", ""))
    )


def _tokens(text: Scan) -> None:
    for match in text.numbered(_SPACED, _SPACED_MARK):
        head = text.text[match.start() : match.start("gap")]
        if head.lower() not in _NOT_SPACED and not _shouted(text.text, match.start(), match.end()):
            _token(text, *match.span())
    for match in text.numbered(_TOKEN, _TOKEN_MARK):
        _token(text, *match.span())
    for match in text.numbered(_DIGIT_HEAD, _DIGIT_HEAD_MARK):
        value = match.group()
        long = sum(map(str.isdigit, value)) >= 4 and any(map(str.isupper, value))
        coded = long or _CALL_SIGN.fullmatch(value)
        if coded and not _UNIT_TAIL.fullmatch(value.lower()) and text.free(*match.span()):
            text.claim(match.span(), "identifier", norm(value), 0.75)


def _token(text: Scan, start: int, end: int) -> None:
    value = text.text[start:end]
    if not text.free(start, end):
        return
    confidence = _token_confidence(value)
    if confidence:
        end += _tail_length(text.text, end, value)
        text.claim((start, end), "identifier", norm(text.text[start:end]), confidence)


@lru_cache(maxsize=16384)
def _token_confidence(value: str) -> float:
    """Say how sure a stretch of letters and digits is a designator, 0 for none."""
    head = re.match(r"[A-Za-z]+", value)
    count = sum(map(str.isdigit, value))
    lower = value.lower().replace(" ", "")
    if head is None or count < 2 or head.group().lower() in _NOT_GLUED or _NOT_TOKENS.fullmatch(lower):
        return 0.0
    if not any(map(str.isupper, value)):
        return 0.7 if count >= 4 else 0.0
    if not head.group().isupper() and count < 4 and len(head.group()) > 3:
        return 0.45 if "-" not in value and " " not in value else 0.0
    if re.fullmatch(r"[A-Z][a-z]+(?:-[A-Z]?[a-z]+)*-[0-9]{1,2}", value):
        return 0.0
    return 0.95 if count >= 4 and len(lower) >= 6 else 0.75 if count >= 3 else 0.6


def _shouted(text: str, start: int, end: int) -> bool:
    """Say whether the words around are capitals too: in "ANNUAL PLAN 2026" the head is a word, not a code."""
    return bool(
        re.search(r"[A-Z]{3,} $", text[max(0, start - 12) : start]) or re.match(r" [A-Z]{3,}", text[end : end + 8])
    )


_Finder = tuple[Callable[[str], object] | None, Callable[[Scan], None]]
_ANY_DIGIT = re.compile(r"[0-9]").search
_DOCUMENT_HINT = re.compile(r"[〕］\]】）)﹞]\s?第?[一-龥]{0,6}[0-9]|[令告][^第]{0,8}第\s?[0-9]").search
_SERIES_HINT = re.compile(r"[0-9]{4}.{1,9}[0-9]{4}").search
_FINDERS: tuple[_Finder, ...] = (
    (lambda raw: "://" in raw or "www." in raw, _urls),
    (_DOCUMENT_HINT, _documents),
    (_ANY_DIGIT, references.scan),
    (_ANY_DIGIT, _standards),
    (_ANY_DIGIT, _registry),
    (lambda raw: not raw.isascii(), _plates),
    (re.compile(r"[0-9]\.[0-9]").search, _ips),
    (re.compile(r"[0-9]\.[0-9]{3}|[0-9] ?[°º度]").search, _positions),
    (_ANY_DIGIT, _long_numbers),
    (_ANY_DIGIT, _ranges),
    (_SERIES_HINT, _series),
    (_ANY_DIGIT, _cued),
    (_ANY_DIGIT, _cells),
    (_ANY_DIGIT, _tokens),
)



def hints(raw: str) -> tuple[bool, ...]:
    """Say which finders look through a text that could find something without their hint as well.

    Files may be read as one where the same finders look through each.
    """
    return bool(_DOCUMENT_HINT(raw)), bool(_SERIES_HINT(raw)), any(hint in raw for hint in _EU_HINTS)


# Marks of the patterns that look through all of a file, see `sieve`.
_STANDARD_MARK, _SECTOR_STANDARD_MARK = sieve.mark(_STANDARD), sieve.mark(_SECTOR_STANDARD)
_PLATE_MARK, _STEM_MARK, _RANGE_MARK = sieve.mark(_PLATE), sieve.mark(_STEM), sieve.mark(_RANGE)
_URL_MARK, _DOCUMENT_MARK, _NUMBERED_MARK = sieve.mark(_URL), sieve.mark(_DOCUMENT), sieve.mark(_NUMBERED)
_NOTICE_MARK, _EU_ACT_MARK, _CREDIT_MARK = sieve.mark(_NOTICE), sieve.mark(_EU_ACT), sieve.mark(_CREDIT)
_CONTAINER_MARK, _IMO_MARK, _IP_MARK = sieve.mark(_CONTAINER), sieve.mark(_IMO), sieve.mark(_IP)
_DECIMAL_PAIR_MARK, _DEGREES_MARK, _LONG_MARK = sieve.mark(_DECIMAL_PAIR), sieve.mark(_DEGREES), sieve.mark(_LONG)
_SERIES_MARK, _CUE_ZH_MARK, _CUE_EN_MARK = sieve.mark(_SERIES), sieve.mark(_CUE_ZH), sieve.mark(_CUE_EN)
_SPACED_MARK, _TOKEN_MARK, _DIGIT_HEAD_MARK = sieve.mark(_SPACED), sieve.mark(_TOKEN), sieve.mark(_DIGIT_HEAD)

RECOGNIZER = claims.recognizer("identifier", ("identifier", "document"), version=8)
