"""What a clause says of a house by the words right beside its name: who supplies, and who takes.

由澈宇施工, 与澈宇联合, 澈宇出三成, 校验：澈宇; through Corvel, splice by Corvel, shutters from Corvel: partners.
给澈宇做, 澈宇这单, 澈宇订了; made for Corvel, sold to Corvel, Corvel has ordered: customers.
Words that mean it anywhere stand in the profiles; here stand those that mean it beside a name alone.
"""

from __future__ import annotations

import re

from extractors.model import Mention

BEFORE_CHARS = 40
# What a house does for another, behind 由, 是 or its name.
_DOES = (
    "供|提供|承担|承接|承建|负责|制作|制造|加工|生产|代(?!管|运营|持|表)|设计|施工|安装|运|检|测|做|建|盖|修|装|改造|编|实施|定做|维保"
    "|养护|出图|出具|印|铸|锻"
)
_MADE = (
    "(?:built|made|supplied|delivered|designed|drawn|installed|fitted|repaired|serviced|maintained|overhauled|cast|forged"
    "|machined|welded|coated|printed|packed|tested|calibrated|certified|inspected|surveyed|hauled|carried|shipped|towed"
    "|stored|hosted|provided|funded|financed|insured|erected|rebuilt|refurbished|moulded|grown|bred|processed)"
)
_GOT = "(?:bought|rented|hired|leased|borrowed|ordered|sourced)"
_KEPT = (
    "(?:made|built|cast|forged|machined|grown|packed|printed|fitted|meant|kept|held|booked|reserved|set aside|confirmed"
    "|quotes?|quotation|offer|deliver(?:y|ies)|panels|units|sets|tonnes|pcs|drums|lots?)"
)
_GONE = (
    "(?:sold|promised|allotted|allocated|going|goes|go|shipped|sent|delivered|leased|rented|supplied|pledged"
    r"|invoiced?|credit(?:ed)?|deliver(?:s|y|ies|ed)?(?: [\w-]+){0,3})"
)
# Works that a colon or "by" tells the house of.
_WORKS = (
    "校验|检定|校准|检测|检验|见证|监理|施工|安装|设计|供货|供料|运输|承运|贷款|担保|印刷|测绘|外业|评价|评估|审计|勘察|测量|检修|维修|维保|维护"
    "|吊装|清运|保洁|餐饮|融资|代理|制作|加工|出图|土建|拆除|制造|出品|承办|技术支持|公证|鉴定|化验|取样|采样|仓储"
)
_SERVICES = (
    "financing|finance|loan|insurance|(?:electric|power|gas|water) supply|calibration|sampling|audits?|surveys?|testing"
    "|inspection|installation|design|transport|haulage|catering|cleaning|printing|maintenance|steelwork|electrics"
    "|scaffold(?:ing)?|cranes?|welding|painting|legal advice|bank|software|splic(?:e|ing)|lunch|foundations|civils"
)
# Behind these words a name is who says, signs, pays or runs, not who makes.
_SAYS = (
    "issued|signed|stated|written|prepared|circulated|paid|chaired|won|run|operated|owned|managed|held|asked|ordered"
    "|bought|sent|used|taken|given|kept|reported|agreed|led|drafted|compiled|approved|requested|seen|read|confirmed"
    "|visited|commissioned|accepted|handled|reserved|booked|checked|drawn up|application"
    "|decided|close|on|passed|stand|stood|sponsored|taught|clock"
)
# Behind these words "from" tells where somebody or something comes from that is no supply.
_COMES = (
    "retires?|retired|guests?|comes?|came|coming|back|taxi|boat|confirm|question|letters?|mails?|word|greetings|away|far"
    "|leaflets?|across|gentleman|lady|doctor|visitors?|notes?|people|apologies|minutes|train|bus|news|different|apart|out|off|on|up|call|reply|somebody"
    "|someone|man|men|woman|women|colleagues?|students?|morning|evening|metres?|km|miles|hours?|out go|go|all|and|or"
)
_YET = r"\s(?:also |only |still |now |has |have |had )?"
PARTNER_BEFORE = re.compile(
    "(?P<word>通过|经由|委托|外委|转托|选用|改用|换用|统一用|只用|许可证借|资质借"
    r"|与|和|跟|同|由|是|为|系|向|从|借|找|请|用|送)(?:了|过)?\Z"
    rf"|\b(?:(?<!issued )through|via|{_MADE} (?:by|at|with|through)|{_GOT} (?:from|at|with|through)"
    "|(?:contract|agreement|deal|framework|orders?|slots?|placed|teamed up|partnered) with"
    rf"|(?!(?:{_SAYS}) )[a-z][a-z0-9-]+ by|(?-i:[A-Z]{{1,4}}-?\d+|[A-Z][a-z]+ \d+) by"
    f"|(?!(?:{_COMES}) )(?-i:[a-z]{{3,}}) from|(?:awarded|subcontracted|outsourced) to|in favour of"
    r"|(?:works?|jobs?|contracts?|orders?|packages?|lots?) (?:ha(?:ve|s) been |was |were )?(?:given|let|passed) to"
    f"|(?:{_SERVICES}):(?: \\d+ ?%)?)"
    r" (?:the )?\Z"
    rf"|(?:{_WORKS})(?:方|单位|人|商|公司|队)?[：:]\s?\Z",
    re.IGNORECASE,
)
# Words before a name that mean it by themselves; the others ask for what stands behind the name.
_ALONE = frozenset({
    "通过", "经由", "委托", "外委", "转托", "选用", "改用", "换用", "统一用", "只用", "许可证借", "资质借",
})  # fmt: skip
_ITS = r"的(?=[，。；、）)]|\Z)"  # 用澈宇的, 借澈宇的
_BEHIND = {
    "由": re.compile(rf"[^，。；、\s]{{0,3}}?(?:{_DOES})"),
    "是": re.compile(rf"[^，。；、\s]{{0,2}}?(?:{_DOES})[^，。；、\s]{{0,2}}的"),
    "与": re.compile(r"[^，。；、\s]{0,6}?(?:合作|联合|联手|共同|签|一起|一块|合建|合办|合资|各出|换|拼)"),
    "向": re.compile(r"[^，。；、\s]{0,4}?(?:买|购|采|订|借|租|要货|调|进货|拿货)"),
    "请": re.compile(rf"[^，。；、\s]{{0,3}}?(?:来|派|{_DOES})"),
    "用": re.compile(r"的?[^，。；、\s]{0,6}?(?:机|泵|阀|料|芯片|设备|系统|钢|板|膜|胶|件|[A-Z]+-?\d)|" + _ITS),
    "借": re.compile(rf"[^，。；、\s]{{0,3}}?(?:来|派|{_DOES}|[\d一二两三四五六七八九十半几])|" + _ITS),
    "送": re.compile("[^，。；、\\s]{0,2}?(?:做|检|测|修|校|化验|分析|加工|热处理|镀)"),
}
_LIKE = {"为": "是", "系": "是", "和": "与", "跟": "与", "同": "与", "从": "向", "找": "向"}
PARTNER_BEHIND = re.compile(
    "(?:独家|只|还|也|专|一直)?"
    "(?:供(?!电|暖|热|给我|应商)|代工|代加工|承运|承建|承包|出(?:资|钱|料|图|人|车|船|设备|意见|方案|[一二三四五六七八九]成)"
    r"|做(?:验证|检测|试验|评估|设计|方案|复核|监理|审计)|(?:制造|出品|研制|承制|监制|印制)(?=[，。；、）)]|\Z))"
    r"|\s(?:also |only |still |now |will |would |can |has |have |had )?"
    "(?:suppl(?:y|ies|ied)|delivers?|delivered|lends?|lent|rents? us|leases us|services|maintains|hauls"
    r"|ma(?:kes?|de) (?:the|our|all|them)|casts|forges|prints|packs|provides?|provided"
    r"|insures|finances|funds|certifies|calibrates|installs|repairs|overhauls|looks after|did (?:the|our|all|both))\b",
    re.IGNORECASE,
)
CUSTOMER_BEFORE = re.compile(
    r"(?:卖给|供给|发给|交给|销给|售给|发往|销往|专供|留给|许给|租给)了?\Z"
    rf"|\b(?:{_KEPT} for|{_GONE} (?:out |on )?to) (?:the )?\Z",
    re.IGNORECASE,
)
# What all that stands before a name ends with, of a partner or a customer: most names have nothing of it before them.
_ENDS = re.compile(
    r"(?:[过经由托委用借与和跟同是为系向从找请了给往供送]|[：:%]\s?"
    r"|(?:through|via|by|at|with|from|to|for|our of|the) )\Z",
    re.IGNORECASE,
)
_END_CHARS = 8  # of the longest of these
_GIVEN = re.compile(r"[给为替]\Z")
_DONE = re.compile(
    r"(?:的[^，。；、\s]{1,5}?)?[^，。；、\s]{0,3}?"
    f"(?:送|发(?!言|话|消息|短信|微信)|配|造|产|干|搞|备|留|寄|切|{_DOES})"
)
CUSTOMER_BEHIND = re.compile(
    "[这那]一?[单批]|的(?:订单|单子|合同)"
    "|(?:又|已|已经|还|先|也|那边|一口气)?(?:订了|定了|下了?单|买了|买走|拉走|提走|要了|包了|追加|加了单|订购)"
    rf"|{_YET}(?:ordered|orders|buys?|bought|booked|reserved"
    r"|t(?:akes?|ook) (?:all|half|most|the (?:rest|whole|lot)|\d))\b",
    re.IGNORECASE,
)
# Headers of where a load goes and where it comes from: a house below one takes it, or gives it.
_GOES = re.compile(
    r"(?:卸货?|到货|到达|送达|送货|收货|交货|抵达|运抵|落货|卸)(?:点|地|地点|站|处|单位)?|目的地|送到|去向"
    r"|(?:in)?to|unload(?:ed|ing)?(?: at| point| place)?|destination|delivered(?: to)?|deliver to|drop(?:-off| off)?",
    re.IGNORECASE,
)
_COMES_FROM = re.compile(
    r"(?:装货?|起运|发货|始发|来货)(?:点|地|地点|站|处|单位)?|来路|从哪来"
    r"|from|load(?:ed|ing)?(?: at| point| place)?|origin|pick(?:ed)?[- ]?up(?: at| from)?|collected(?: at| from)?",
    re.IGNORECASE,
)


def carried_to(header: str) -> str:
    """Give "customer" where a column says where loads go, "partner" where it says whence they come, else ""."""
    words = header.strip()
    return "customer" if _GOES.fullmatch(words) else "partner" if _COMES_FROM.fullmatch(words) else ""


def dealt(text: str, house: Mention) -> str:
    """Give "partner" or "customer" where the words beside a house say so, "" where they say neither."""
    before, behind = text[max(0, house.start - BEFORE_CHARS) : house.start], house.end
    may_say = _ENDS.search(before, max(0, len(before) - _END_CHARS)) is not None
    if (may_say and CUSTOMER_BEFORE.search(before)) or CUSTOMER_BEHIND.match(text, behind):
        return "customer"
    if _GIVEN.search(before):
        return "customer" if _DONE.match(text, behind) else ""
    if PARTNER_BEHIND.match(text, behind):
        return "partner"
    found = PARTNER_BEFORE.search(before) if may_say else None
    return "partner" if found and _asked(found["word"], text, behind) else ""


def _asked(word: str | None, text: str, behind: int) -> bool:
    """Say whether behind a name stands what the Chinese word before it asks for; None asks for nothing."""
    if word is None or word in _ALONE:
        return True
    asked = _BEHIND.get(_LIKE.get(word, word))
    return asked is not None and asked.match(text, behind) is not None
