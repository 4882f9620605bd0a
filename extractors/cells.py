"""What a table's column headers say about its cells: which kind of name stands in a column, and where in a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from extractors import latin, lexicon, pinyin
from extractors.chinese import GLUE, is_everyday, places
from extractors.model import Cell, Kind, Segment
from extractors.patterns import late, seldom
from extractors.personnames import is_of_several_signs
from extractors.text import has_cjk, in_dictionary, is_cjk, per_file, simplified, words

# Headers that speak of values, not of names; read before the name kinds, whose words they often contain.
_VALUES = seldom(
    r"数量|金额|价|电话|手机|号码|日期|时间|年份|备注|说明|状态|比例|邮箱|传真|面积|重量|容量|容纳|产能|产量|"
    r"人数|编码|职务|岗位|职称"
    r"|规范|标准|班次|用途|要求|内容|余额|电压|功率|环比|同比|税|费|序号|份额|结果|意见|进度|类别|类型|品类|"
    r"性质|等级|物料号|内控号|账期"
    r"|单位[:：（(]|经理签|人/天|车牌|^\s*(?:no\.?|nr\.?|#|qty|id)\s*$"
    r"|\b(?:items?|tests?|assay|analysis|fee) ?[/／]? ?项目|项目 ?[/／]? ?(?:items?|tests?|assay|analysis|fee)\b"
    r"|\b(?:qty|quantity|amount|price|cost|tel|telephone|phone|mobile|e-?mail|date|time|eta|etd|status|"
    r"remarks?|notes?|comments?"
    r"|function|role|title|position|rank|paid|share|total|weight|volume|rate|percent|revision|rev|due|deadline|result"
    r"|number|serial|lot|batch|spec|unit price|budget|value|type|category|description|purpose|reason|"
    r"duration|hours|days|lead (?:for|in)|leads? on|responsible for)\b|\bnos?\.?\s*$",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("organisation", late(  # parties that only end like persons
        r"(?:收货|托运|投标|承运|委托|采购|招标|保险|承租|出租|发包|承包|许可|持有|债务|债权|担保|受益|通知|付款|收款"
        r"|开票|代理|承揽|供应|供货|中标|申办|出让|受让|转让|申报)[人方]$")),
    ("person", late(
        r"姓名|联[系络]人|负责人|^负责$|责任人|保管人|管事|经手|经办|谁[盯借跟陪办接]|飞手|带班|对接人|参会人|参加人|与会|出席|主持|记录人"
        r"|编制人?$|审核|批准|项目经理|班长|值班|司机|领用人|签收|领队|申请人|报销人|采购员|检验员|操作员"
        r"|值守|牵头人|主讲|讲师|(?:值|站|厂|场|段|组|队|课|库|工|校|护士|秘书|轮机)长|谁管|管的人|[^成会][员师]$|司磅|制单|复核|跟单|开单|记账|收样|送样|采样|主检|校核|编写|拟制|签发|跟车|押运$|老板|店主|掌柜|当家人|教师|医生|船长|法人|代表|专家|作者|签名|签字|driver|\b(?:contact|lead"
        r"|person|attendees?|participants?|responsible|engineer|author|speaker|signed|prepared by"
        r"|approved by|inspector|coordinator|manager|captain|skipper|owner name|full name|surname"
        r"|respondent name|representative|witness(?:es)?|surveyor|pilot|technician|analyst|auditor|reviewer|examiner"
        r"|instructor|trainer|tutor|chair|secretary|on duty|duty officer|in charge|initials|reporter|attn"
        r"|(?:checked|done|signed|written|taken|tested|recorded|handled) by|asks? for|Ansprechpartner(?:in)?"
        r"|Bearbeiter(?:in)?|Leiter(?:in)?|Fahrer(?:in)?|Teilnehmer(?:in)?|Verantwortliche[rn]?|Inhaber(?:in)?)\b|^(?:op|by|who|attends|wer)$"
        , re.IGNORECASE)),
    ("project", late(
        r"代号|项目|标段|合同段|工程名|课题|专项|计划名|\b(?:project|code ?name|programme|program|code word)\b"
        r"|^code$"
        , re.IGNORECASE)),
    ("site", late(
        r"酒店|宾馆"
        r"|厂区|基地|仓库|站点|会场|矿区|矿山|井号|场站|泊位|码头|电站|工厂|车间|船名|船舶|卸货|园区|门店|站名|台名|场名|库名|矿名|站$|机场|库房|矿点|厂名"
        r"|\b(?:site|plant|venue|berth|depot|warehouse|mine|unload(?:ing)?|facility|(?:oil|gas) ?field|vessel|ship"
        r"|tug|barge|yard|station|terminal|farm|ship to|deliver(?:y)? to|hospital)\b"
        , re.IGNORECASE)),
    ("place", late(
        r"地点|地址|城市|产地|港口|目的地|目的港|起运|何处|何地|在哪|停靠点|目的|装货港|卸货港|始发|到达|去向|所在地|地区|省份|国家"
        r"|区县|发往|驻地|驻点|常驻|籍贯|出发地|归属地|^(?:home )?base$"
        r"|\b(?:home ?port|home ?town|residence|city|location|place|port|destination|origin"
        r"|region|country|town|province"
        r"|route|where|held at|based (?:at|in)|seat|Ort|Standort|Herkunft|Ziel)\b"
        , re.IGNORECASE)),
    ("organisation", late(
        r"单位|公司|企业|机构|买方|卖方|甲方|乙方|厂家|厂商|供应商|供方|供货|谁家|东家|需方|客户|承运"
        r"|船东|货主|用户|业主|委托方|委托代号|委托|供货|制造商|生产商|来源方|投标|中标|施工方|开户行"
        r"|承修|承制|承做|买进方|卖出方"
        r"|合作方|伙伴|会员|品牌|报价方|来源$|部门|科室|处室|谁家|哪家|归口|\b(?:company|organi[sz]ation|buyer|seller|supplier|vendor|customer"
        r"|client|affiliation|employer|manufacturer|maker|contractor|operator|owner|consignee|consignor|shipper"
        r"|carrier|institution|firm|partner|bidder|agency|agent|broker|forwarder|sender|member|party"
        r"|account|receiver|lab|laboratory|tenants?|lessee|lessor|landlord|charterer|insurer|underwriter|lender|investor"
        r"|sponsor|issuer|licensee|subcontractor|distributor|dealer|reseller|integrator|utility|airline|team|crew|house"
        r"|counterpart(?:y|ies)|payee|payer|haulier|builder|registrant|exhibitor|applicant|donor|beneficiary"
        r"|(?:bill|sold|paid) to|(?:paid|built|made|supplied) by|holder|brand"
        r"|importer|exporter|occupier|Kunden?|Lieferant(?:en)?|Firm[ae]n?|Spedition|Spediteur|Betriebe?|Hersteller|Auftraggeber"
        r"|Auftragnehmer|Absender|Empfänger|Mitglied|Käufer|Verkäufer|Abnehmer|Händler|fournisseur|client[es]?|société"
        r"|entreprise|proveedor|empresa|fornitore|azienda)\b|^(?:source|make|maker)$"
        , re.IGNORECASE)),
    ("product", late(
        r"产品|^货$|标的|型号|车型|船型|品种|品系|牌号|品名|物料|试剂|商品|货物|仪器|货品|设备|机型|规格|主机|\b(?:product"
        r"|antenna|device|rig|furnace|reactor|satellite|spacecraft|aircraft|drone|engine|robot|object|model|cultivar"
        r"|variety|grade|item|equipment|machine|part|instrument|article|sku|Sorten?|Maschine|Anlage|Gerät|Artikel|Produkt)\b"
        , re.IGNORECASE)),
)  # fmt: skip
# Headers of columns that hold what a thing is called for short, and of those that hold its code name.
SHORT = late(
    r"简称|缩写|别名|又名|俗称|通称|昵称|习惯叫法|叫法|内部叫法|内部简称|曾用名|原名|"
    r"字母(?:简|缩)写|initials|"
    r"short(?: name| form)?|abbr\.?|abbreviation|acronym|alias|a\.?k\.?a\.?|nickname|known as|called|we call it|"
    r"internal name|house name|former name|old name",
    re.IGNORECASE,
)
CODE = late(r"(?:项目|内部)?(?:代号|代码名)|code ?name|code word|code", re.IGNORECASE)
_PERSON_COMPANY = late(
    r"单位|公司|职务|电话|手机|部门|affiliation|function|title|role|company|phone|mobile|e-?mail|organi", re.I
)
_FROM = late(r"\s*(?:from|of|for|来自)\s*", re.IGNORECASE)  # of attendance lists: Name, From, Function
_ITEM = late(
    r"(?:收费|检测|检验|费用|分析|监测|测试|测量|测定|检查|试验|必测|选测|考核|评价|评审|子)?项目"
    r"|项目名称|item|project item",
    re.IGNORECASE,
)
_PRICED = late(
    r"价|元|金额|费|数量|次数|结果|标准|限值|指标|预算|得分|分值|单位$|方法|进度|完成|状态|%|指令|字段|参数|型号|仪器"
    r"|时数|周期|频次|检出|选测|子项目|工资|薪|岗位|职务|price|cost|fee|result|progress|amount|qty|quantity|salary|wages?",
    re.IGNORECASE,
)
_NO_NAME = lexicon.section("chinese", "cells.no_name")
_PARTS = late(r"[、，,;；\n/&]|\s[|–—→]\s|\s{2,}| and ")
_VALUE_LIKE = late(
    r"[\d.,%/~～\-—–:：+±φ°()（） ]*(?:(?<=[\d.,%/~～\-—–:：+±φ°()（） ])[a-zA-Z%]{1,4}|"
    r"[台套件个人吨元万亿只条座年月日号次位]{0,3})$"
)


# Answered by yes and no.
_PRESENT = late(r"(?:attend(?:ed|s|ing)?|came|present)?[ ,]*in[ -]person(?:\?|[ /].{1,20})?", re.IGNORECASE)


@lru_cache(maxsize=4096)
def role(header: str) -> Kind | None:
    """Give the kind of name that a column with this header holds, None for values and unknown headers."""
    if not header or len(header) > 40:
        return None
    text = simplified(header)
    coded = re.search(r"代号|代码名|code ?name|code word", text, re.IGNORECASE)
    if coded:
        return (
            "organisation" if re.search(r"委托|客户|单位|会员|sender|client|customer|member", text, re.I) else "project"
        )
    if _VALUES.search(text) or _PRESENT.fullmatch(text.strip()):
        return None
    said = _LATIN.sub(" ", text).strip() if has_cjk(text) else text  # 隔离 Field distance: the Chinese half says it
    return next((kind for kind, cue in _KINDS if any(_heads(kind, said, m.end()) for m in cue.finditer(said))), None)


# Kinds whose words also say what a value is of (电站小时, 设备状况); a Chinese header's last word is what it means.
_OF_THINGS = frozenset(("site", "place", "product", "project"))
_HEAD_END = late(r"[\u4e00-\u9fff]?(?:名称?|全称|简称|明细|一览|信息)?(?:$|[\s/／、，,及和与或:：（(])")


def _heads(kind: Kind, header: str, end: int) -> bool:
    """Say whether a cue that ends at `end` is what a header means, not what its last word is said of."""
    return kind not in _OF_THINGS or not has_cjk(header) or bool(_HEAD_END.match(header, end))


_LATIN = late(r"[（(［\[【][^（()）]*[)）］\]】]?|[A-Za-z][A-Za-z .,'’&-]*")


_NAMED = late(r"\s*(?:names?|名称?|参加|who)\s*", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_short(header: str) -> bool:
    """Say whether a column with this header holds what a thing is called for short."""
    return SHORT.fullmatch(simplified(header).strip()) is not None


@lru_cache(maxsize=4096)
def asks_others(header: str) -> bool:
    """Say whether the other headers of its table decide what a column with this header holds."""
    return bool(_NAMED.fullmatch(header) or _ITEM.fullmatch(header.strip()))


def column_kind(segment: Segment, cell: Cell) -> Kind | None:
    """Give the kind of name that a cell's column holds, the row's other headers considered.

    A bare "Name" or 名称 says person only beside headers of persons: their company, function or telephone.
    """
    kind = role(cell.header)
    if (
        kind == "project"
        and _ITEM.fullmatch(cell.header.strip())
        and any(_PRICED.search(o.header) for o in segment.cells)
    ):
        return None
    if kind is not None or not _asks(cell.header):
        return kind
    others = [other.header for other in segment.cells if other is not cell]
    if _FROM.fullmatch(cell.header):
        attended = any(role(header) == "person" or _NAMED.fullmatch(header) for header in others)
        return "organisation" if attended else None
    if is_short(cell.header):
        if signed_by(segment, cell):
            return "person"
        named = (role(header) for header in others)
        return next((each for each in named if each not in (None, "person", "place")), None)
    told = any(_PERSON_COMPANY.search(header) or _FROM.fullmatch(header) for header in others)
    return "person" if told else None


@lru_cache(maxsize=4096)
def _asks(header: str) -> bool:
    """Say whether a header that names no kind may have one from the others of its row."""
    return bool(_FROM.fullmatch(header) or _NAMED.fullmatch(header)) or is_short(header)


_LETTERS = late("[A-Z]{2,4}")
_SIGNING = late("[\u4e00-\u9fff]{2,4}|[A-ZÀ-Ž][A-Za-zÀ-ž.’'-]*(?: [A-Za-zÀ-ž.’'-]+){1,3}")


def signed_by(segment: Segment, cell: Cell) -> tuple[int, int] | None:
    """Give where a row names the person whose initials one of its cells is (HQH beside 霍启衡), None where none."""
    letters = segment.text[cell.start : cell.end].strip()
    if not _LETTERS.fullmatch(letters):
        return None
    named = (other for other in segment.cells if other is not cell and other.header)
    names = (
        match
        for other in named
        if not is_short(other.header) and column_kind(segment, other) == "person"
        for match in _SIGNING.finditer(segment.text, other.start, other.end)
    )
    return next((match.span() for match in names if letters in pinyin.initials(simplified(match.group()))), None)


def parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a cell into the names that it lists, blanks trimmed; a legal suffix behind a comma stays with its name."""
    spans, at = [], start
    for found in _PARTS.finditer(text, start, end):
        before = text[start : found.start()]
        if before.count("(") + before.count("（") > before.count(")") + before.count("）"):
            continue
        if re.match(r"\s*(?:Ltd|Inc|LLC|S\.|Co\b|A/S|B\.V|N\.V)", text[found.end() :]):
            continue
        spans.append((at, found.start()))
        at = found.end()
    spans.append((at, end))
    return [(a, b) for a, b in (_trim(text, a, b) for a, b in spans) if b > a]


# A postal code behind or before a town: Preston PR2, 80331 München.
_POSTCODE_LAST = late(r"[ ,]+[A-Z]{1,2}[0-9][0-9A-Z]?(?: ?[0-9][A-Z]{2})?$")
_POSTCODE_FIRST = late(r"(?:[A-Z]{1,2}-)?[0-9]{4,5} (?=[^\W\d_a-z])")
_POSTCODE = late(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}")


def _without_postcode(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave a town without its postal code."""
    behind = _POSTCODE_LAST.search(text, start, end)
    end = behind.start() if behind and behind.start() > start + 2 else end
    before = _POSTCODE_FIRST.match(text, start, end)
    return before.end() if before else start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\"'“”‘’「」*·•":
        start += 1
    while end > start and text[end - 1] in " \t\"'“”‘’「」*.。：:":
        end -= 1
    return start, end


# What sentences, values and counts hold, and no name: 到5月29日为止, 可坐150人.
_NO_NAME_SIGN = late(
    r"[。！？!?；;：:%@=＝~～]|\d{5}|^[一两几多某][家个名位]"
    r"|^某|\d人$|[为截]止$|^截至"
)


def is_name(text: str) -> bool:
    """Say whether a cell's text can be a name at all: no sentence, no value, no filler such as 待定 or n/a."""
    plain = text.strip()
    return 2 <= len(plain) <= 60 and _may_name(plain)


@lru_cache(maxsize=16384)
def _may_name(plain: str) -> bool:
    if simplified(plain).casefold() in _NO_NAME or _VALUE_LIKE.match(plain):
        return False
    if _NO_NAME_SIGN.search(plain) or _POSTCODE.fullmatch(plain):
        return False
    if has_cjk(plain) and plain[0].isascii() and plain[0].islower():
        return False
    return _chinese_name(simplified(plain)) if has_cjk(plain) else _latin_name(plain)


# Words of a remark, which a name does not hold.
_PHRASE = late(
    r" (?:until|since|was|were|is|are|has|have|had|not|will|then|when|what|no|yet|still|only|but|be|if|after|before"
    r"|than)\b"
)


_NO_LAST = frozenset("average free stock quotes price usd eur gbp cny rmb jpy chf".split())


def _latin_name(text: str) -> bool:
    tokens = text.split()
    if tokens[-1].casefold() in _NO_LAST or latin.is_unit(text):
        return False
    if _PHRASE.search(text):
        return False
    capitals = sum(token[0].isupper() or token[0].isdigit() for token in tokens)
    return len(tokens) <= 9 and tokens[0][0].isupper() and capitals * 2 >= len(tokens)


_NOUN_END = late(
    "(?:公司|集团|厂|院|所|会|局|部|中心|站|社|库|矿|港|店|馆|校|处|园|厅|楼|堂|场|基地|酒店|宾馆|山庄|大厦|[市县区镇乡村省国]|[期线号])$"
)


def _chinese_name(text: str) -> bool:
    """Say whether a Chinese cell is more than a phrase of everyday words (见订单, 高校课题)."""
    if len(text) > 26:
        return False
    found = [(text[word.start : word.end], word.tag) for word in words(text)]
    if "的" in text:
        return False
    if (text[0] in "未不无已见待按另暂同由自多两三各本" and len(text) > 2) or text[-1] in "中等用":
        return False
    unknown = any(tag.startswith(("nr", "nt", "nz")) or not in_dictionary(piece) for piece, tag in found)
    verbs = any(tag[0] in "vdrpcuytf" for piece, tag in found if in_dictionary(piece))
    single = len(found) == 1 and not in_dictionary(text)
    worded = bool(_NOUN_END.search(text) or _TRADE_END.fullmatch(text)) or _short_name(text)
    return single or (unknown and not (verbs and len(text) < 6)) or worded


def ends_as_party(text: str) -> bool:
    """Say whether a Chinese name ends as houses, bodies and short company names do."""
    return bool(_NOUN_END.search(text) or _TRADE_END.fullmatch(text))


_TRADE_END = late(f"[\u4e00-\u9fff]{{2,4}}(?:{lexicon.alternatives(lexicon.section('chinese', 'names.trades'))})")


# Pronouns, adverbs, spaces and numbers, as rjieba tags them; verbs and the like are code names (启航, 中和).
_NO_NAME_TAGS = tuple("rdsmq")


def _short_name(text: str) -> bool:
    """Say whether one or two characters are more than where or how something is (本地, 沿海, 单独)."""
    return len(text) <= 2 and not (in_dictionary(text) and words(text).tags[0].startswith(_NO_NAME_TAGS))


@per_file
def named_cells(segments: Sequence[Segment]) -> list[list[tuple[int, int, Kind, str]]]:
    """Give for every segment the (start, end, kind, header) of cell parts that stand in a name column."""
    if not any(segment.cells for segment in segments):
        return [[] for _ in segments]
    shown = _shown_by_cells(segments)
    return [
        [
            find
            for i, cell in enumerate(segment.cells)
            for find in _in_cell(segment, cell, shown.get((segment.table, i)))
        ]
        for segment in segments
    ]


def _shown_by_cells(segments: Sequence[Segment]) -> dict[tuple[int, int], Kind]:
    """Give the kind of columns whose header says nothing but whose cells do: most of them persons, or companies."""
    columns: dict[tuple[int, int], list[tuple[Cell, str]]] = {}
    for segment in segments:
        for i, cell in enumerate(segment.cells):
            if cell.header:
                text = segment.text[cell.start : cell.end].strip()
                columns.setdefault((segment.table, i), []).append((cell, text))
    found: dict[tuple[int, int], Kind] = {}
    for place, cells in columns.items():
        kind = _shape(cells[0][0].header, [text for _, text in cells if text and text not in "-—–/"])
        if kind:
            found[place] = kind
    return found


# Who holds an account, or brings and takes goods away, is a person or a firm: each cell tells.
_EITHER = late(
    "(?:开户|账户|帐户|收款|付款|对方|往来|存款)?户名|账户名称|帐户名称|(?:对方|汇款|缴款|交款|汇入|汇出)(?:人|方|账户)?(?:名称)?|"
    "(?:提货|送货|交货|领货|发货|接货|提运|运货)[人方]|(?:缴款|汇款|出票|背书|交款|存款|投保|被保险|承接|经销|代销|租用|使用|借用|归还)[人方]"
    "|租客|房客|商户|租户|摊主|来样方|来访者?|访客|来客"
)
# Who asks or answers for something may be a person or a firm: the cells tell.
_ASKING = late("(?:申请|申报|负责|责任|经办|代表|签约|报名|参加|参展|受检|送检|送样|领用|保管)[人方]")


def _shape(header: str, texts: Sequence[str]) -> Kind | None:
    if len(texts) > 1 and _ASKING.match(simplified(header)) and not any(map(_person_shaped, texts)):
        return "organisation" if sum(map(ends_as_party, texts)) * 2 >= len(texts) else None
    if len(texts) < 2 or role(header) or _VALUES.search(simplified(header)):
        return None
    if sum(_person_shaped(text) for text in texts) >= 0.6 * len(texts):
        return "person"
    named = sum(is_name(text) and not text[-1].isdigit() for text in texts) >= 0.8 * len(texts)
    return "organisation" if named and sum(bool(_COMPANY.search(text)) for text in texts) >= 0.3 * len(texts) else None


_COMPANY = late(
    r"(?:公司|集团|研究院|研究所|合作社|大学|协会|局)$"
    r"|\b(?:GmbH|AG|S\.p\.A\.|AB|Oy|A/S|AS|ASA|B\.?V\.?|N\.?V\.?|Ltd|Limited|Inc|LLC|plc|PLC|Corp|Group|University|Institute)\.?$"
)


_STEMS = frozenset("甲乙丙丁戊己庚辛")
# What bodies, shops and crews end in, and no given name does.
_OF_BODIES = frozenset("院队局站厂部所店馆组班科室处")


def _person_shaped(text: str) -> bool:
    """Say whether a cell looks like a personal name: surname and given name, or two capitals of no trade's words."""
    if has_cjk(text):
        plain = simplified(text)
        surname = plain[:1] in lexicon.entries("surnames") or plain[:2] in lexicon.entries("surnames")
        shaped = surname and 2 <= len(plain) <= 3 and all(map(is_cjk, plain))
        if (plain[2:] in _STEMS and in_dictionary(plain[:2])) or plain[-1] in _OF_BODIES:
            return False  # 单位丙, 卫生院
        return shaped and not is_everyday(plain) and plain not in _NO_NAME
    tokens = text.split()
    return len(tokens) in (2, 3) and tokens[0] in lexicon.entries("firstnames")


def _who(text: str) -> Kind | None:
    """Say whether a cell names a person or a firm, None of a single Latin word: it may be either."""
    if _person_shaped(text):
        return "person"
    if not has_cjk(text) and " " not in text:
        return "person" if text in lexicon.entries("firstnames") else None
    return "organisation"


_SMALL_BODY = late(
    r"[a-z]+(?:[ -][a-z]+){0,2} (?:group|board|secretariat|council|committee|office|union|circle|station|university"
    r"|hospital|ministry|department|institute|association)$"
)


# What stands behind a town and names nobody there.
_NOBODYS = late(
    "的|个体|个人|散户|那家|某[家场厂矿店]|现货|发车|外调|方向|地区|市区|港区|一带|沿海|本地|当地|自提|中转|方面|同行|两家|几家|厂家|客户|用户|各地|周边"
)


def _body_shaped(text: str) -> bool:
    """Say whether a cell of an organisations' column names one in small words, or by its town and what it deals in.

    harbour board, exchange group; 江阴硫磺, 浙江科大; or by a word of its own and what it is: 跨谷高速, 三源木业.
    """
    plain = simplified(text)
    if not all(map(is_cjk, plain)):
        return _SMALL_BODY.match(text) is not None
    seated = 4 <= len(plain) <= 6 and plain[:2] in places() and not _NOBODYS.search(plain)
    return seated or _is_named(plain)


_ANYBODYS = late("[某本各多几该此]|[一两三]家|[我贵]")
_SORT_END = late(
    "(?:有限公司|株式会社|大学|办公室|[支大中]队|联盟|第[一二三四五六七八九十]{1,3}[\u4e00-\u9fff]{2,4}队|"
    "[\u4e00-\u9fff]{4}办)$"
)
_NUMBERED_BODY = late("[一二三四五六七八九十]{1,3}[队处院局厂]")
_VILLAGE = late("[\u4e00-\u9fff]{2}[坪沟湾坳冲垭峪坡坑塘圩寨屯岭岗洼坞畈峒]")
_DONE = late("(?:推荐|代[订办管销购]|外[调聘借]|借用|留样|介绍|发车|提供|报名|自[送取带]|转[来交]|送[来样])$")
_OWN_SIGNS, _OWN_AND_TRADE = 2, 4


def _is_named(plain: str) -> bool:
    """Say whether a Chinese cell of a column of firms has a word of its own before what it is, or is a village's.

    Of 46 such cells in 104 hand-written folders that no other rule takes for a name 42 are one, 2026-11.
    """
    if _ANYBODYS.match(plain) or in_dictionary(plain) or _DONE.search(plain):
        return False
    if _SORT_END.search(plain) or _TRADE_END.fullmatch(plain) or _NUMBERED_BODY.fullmatch(plain):
        return len(plain) > _OWN_SIGNS
    if _VILLAGE.fullmatch(plain):
        return not GLUE & set(plain)
    own = plain[:_OWN_SIGNS]
    coined = len(plain) == _OWN_AND_TRADE and not in_dictionary(own) and own not in places()
    return coined and not GLUE & set(plain) and not _NOBODYS.search(plain)


# In a column of departments one that is a name of its own says so by its last word (品质部); 关务 is what a desk of the
# row's house does.
_DEPARTMENTS = late("部门|科室|处室")
_A_BODY = late(
    r"(?:[部处科室组队班院所厂局司团会]|中心|\b(?:team|office|department|dept\.?|group|unit|centre|lab))$", re.I
)


def _is_what_a_desk_does(header: str, text: str) -> bool:
    return _DEPARTMENTS.search(simplified(header)) is not None and _A_BODY.search(simplified(text)) is None


def _is_persons(text: str) -> bool:
    return _person_shaped(text) or is_of_several_signs(simplified(text))


_FITS: dict[Kind, Callable[[str], bool]] = {"person": _is_persons, "organisation": _body_shaped}


_LONG_HEADER = 6  # signs


def _in_cell(segment: Segment, cell: Cell, shown: Kind | None) -> list[tuple[int, int, Kind, str]]:
    text = segment.text[cell.start : cell.end]
    if not cell.header or text.strip() == cell.header.strip() or _is_note(segment, cell):
        return []
    kind = shown or column_kind(segment, cell)
    if _is_either(cell.header):
        kind = _who(text.strip())
    if kind is None or len(text) > 80:
        return []
    bare = simplified(text.strip())
    if kind == "site" and len(cell.header) > _LONG_HEADER and _person_shaped(bare) and not in_dictionary(bare):
        kind = "person"  # 县果树技术推广站 heads no column of sites: it is a row's own cell, beside who is of it
    spans = parts(segment.text, cell.start, cell.end)
    if kind in ("organisation", "site"):
        spans = [half for a, b in spans for half in _halves(segment.text, a, b)]
    if kind in ("place", "site"):
        spans = [_without_postcode(segment.text, a, b) for a, b in spans]
    fits = _FITS.get(kind, is_name)
    named = [(a, b) for a, b in spans if is_name(segment.text[a:b]) or fits(segment.text[a:b])]
    if kind == "organisation":
        named = [(a, b) for a, b in named if not _is_what_a_desk_does(cell.header, segment.text[a:b])]
    return [(a, b, kind, cell.header) for a, b in named if kind != "person" or not _is_ward(segment.text[a:b])]


_NOTE = late(r"\s*[^：:]{1,12}[：:](?!\d)\s*(?:\S|$)|.*[，。；！？]")
_NOTE_LABEL = late(r"\s*(?:说明|备注|附注|注释?|注意|提示|[Nn]otes?|NOTES?|[Rr]emarks?|N\.?B\.?)\s*[：:.]?\s*")


def _is_note(segment: Segment, cell: Cell) -> bool:
    """Say whether a cell is part of a remark below a table, which its column's header says nothing of.

    It is its row's only one and a sentence, or says whose it is (秘书处：许绍棠、乔月娥 below a list of members), or
    its row begins with a word for a remark (说明).
    """
    if len(segment.cells) < 2:  # a row of one column is no row
        return False
    first = segment.cells[0]
    if first.header and _NOTE_LABEL.fullmatch(segment.text, first.start, first.end):
        return True
    alone = segment.text.strip() == segment.text[cell.start : cell.end].strip()
    return alone and _NOTE.match(segment.text, cell.start, cell.end) is not None


@lru_cache(maxsize=4096)
def _is_either(header: str) -> bool:
    return _EITHER.fullmatch(simplified(header).strip()) is not None


_HALVES = late("([\u4e00-\u9fff]{2,12})[ \u3000]([\u4e00-\u9fff]{2,12})(?=$|[（(])")


def _halves(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a cell at the one blank between a house and what is its own (渌澄 石亭水厂): either is a name."""
    halves = _HALVES.match(text, start, end)
    return [halves.span(1), halves.span(2)] if halves else [(start, end)]


_SMALL_PARTICLES = frozenset(
    "van von der den de la del di da das dos du bin binti bte bint ibn a/l a/p s/o d/o al el ter ten zu zur y e and "
    "of".split()
)


def _is_ward(text: str) -> bool:
    """Say whether Latin words in a column of persons are a department's or a thing's: St Oswin's renal, Theatres."""
    tokens = text.split()
    if not text.isascii() or not tokens or tokens[0] in lexicon.entries("firstnames"):
        return False
    if any(token[0].islower() and token not in _SMALL_PARTICLES for token in tokens[1:]):
        return True
    return len(tokens) == 1 and text.istitle() and len(text) > 3 and text.casefold() in lexicon.entries("english")
