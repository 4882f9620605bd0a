"""What a table's column headers say about its cells: which kind of name stands in a column, and where in a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.model import Cell, Kind, Segment
from extractors.text import has_cjk, in_dictionary, simplified, words

# Headers that speak of values, not of names; read before the name kinds, whose words they often contain.
_VALUES = re.compile(
    r"数量|金额|价|电话|手机|号码|日期|时间|年份|备注|说明|状态|比例|邮箱|传真|面积|重量|容量|容纳|产能|产量|人数|编码|职务|岗位|职称"
    r"|规范|标准|班次|用途|要求|内容|余额|电压|功率|环比|同比|税|费|序号|份额|结果|意见|进度|类别|类型|品类|性质|等级|物料号|内控号|账期"
    r"|单位[:：（(]|经理签|人/天|车牌|^\s*(?:no\.?|nr\.?|#|qty|id)\s*$"
    r"|\b(?:qty|quantity|amount|price|cost|tel|telephone|phone|mobile|e-?mail|date|time|eta|etd|status|remarks?|notes?|comments?"
    r"|function|role|title|position|rank|paid|share|total|weight|volume|rate|percent|revision|rev|due|deadline|result"
    r"|number|serial|lot|batch|spec|unit price|budget|value|type|category|description|purpose|reason|duration|hours|days)\b",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("person", re.compile(
        r"姓名|联系人|负责人|责任人|经办|对接人|参会人|参加人|与会|出席|主持|记录人|编制人?$|审核|批准|项目经理|班长|值班|司机|领用人|签收|领队"
        r"|申请人|报销人|采购员|检验员|操作员|值守|牵头人|主讲|讲师|教师|医生|船长|法人|代表|专家|作者|签名|签字|driver"
        r"|\b(?:contact|lead|person|attendees?|participants?|responsible|engineer|author|speaker|signed|prepared by|approved by"
        r"|inspector|coordinator|manager|captain|skipper|owner name|full name|surname|respondent name|representative)\b", re.I)),
    ("project", re.compile(r"代号|项目|工程名|课题|专项|计划名|\b(?:project|code ?name|programme|program|code word)\b|^code$", re.I)),
    ("site", re.compile(
        r"厂区|基地|仓库|站点|会场|矿区|矿山|井号|场站|泊位|码头|电站|工厂|车间|船名|船舶|卸货|园区|门店|\b(?:site|plant|venue|berth|depot|warehouse"
        r"|mine|unload(?:ing)?|facility|field|vessel|ship name|yard|station|terminal|farm|ship to|deliver(?:y)? to|hospital)\b", re.I)),
    ("place", re.compile(r"地点|地址|城市|产地|港口|目的地|目的港|起运|装货港|卸货港|始发|到达|去向|所在地|地区|省份|国家|区县|发往"
                         r"|\b(?:city|location|place|port|destination|origin|region|country|town|province|route)\b", re.I)),
    ("organisation", re.compile(
        r"单位|公司|企业|机构|买方|卖方|甲方|乙方|厂家|厂商|供应商|供方|需方|客户|承运|船东|货主|用户|业主|委托方|委托代号|委托|供货|制造商|生产商|来源方"
        r"|投标|中标|施工方|开户行|合作方|伙伴|会员|品牌|\b(?:company|organi[sz]ation|buyer|seller|supplier|vendor|customer|client|affiliation"
        r"|employer|manufacturer|maker|contractor|operator|owner|consignee|shipper|carrier|institution|firm|partner|bidder|agency"
        r"|sender|member|party|account|receiver|lab|laboratory)\b", re.I)),
    ("product", re.compile(r"产品|型号|品名|货品|设备|机型|规格|主机|\b(?:product|model|item|equipment|machine|part|instrument|article|sku)\b", re.I)),
)  # fmt: skip
_PERSON_COMPANY = re.compile(r"单位|公司|职务|电话|手机|部门|affiliation|function|title|role|company|phone|mobile|e-?mail|organi", re.I)
_ITEM = re.compile(r"项目|项目名称|收费项目|检测项目|检验项目|费用项目|item|project item", re.IGNORECASE)
_PRICED = re.compile(r"价|元|金额|费|数量|次数|结果|标准|限值|指标|预算|得分|分值|单位$|方法|price|cost|fee|result", re.IGNORECASE)
_NO_NAME = frozenset(
    "无 有 是 否 待定 未定 不详 未知 暂无 同上 同前 本厂 本公司 我司 本部 自制 外购 外请 外协 多家 其他 其它 合计 小计 总计 平均 均价 多家均价 见订单 见附件 齐 "
    "进口 国产 内线 通用 保密 匿名 空 缺 全部 各家 都在 会务留存 由助理转 持平 面议 朋友 个人 自提 自带 现货 现金 "
    "yes no n/a na none nil tbc tbd tba unknown same ditto various several other others total subtotal withheld desk pending "
    "own internal external open closed ok done independent self all - -- — / 0".split()
)
_PARTS = re.compile(r"[、，,;；\n/&]|\s\|\s|\s{2,}| and ")
_VALUE_LIKE = re.compile(r"[\d.,%/~～\-—–:：+±φ°()（） ]*(?:(?<=[\d.,%/~～\-—–:：+±φ°()（） ])[a-zA-Z%]{1,4}|[台套件个人吨元万亿只条座年月日号次位]{0,3})$")


@lru_cache(maxsize=4096)
def role(header: str) -> Kind | None:
    """Give the kind of name that a column with this header holds, None for values and unknown headers."""
    if not header or len(header) > 40:
        return None
    text = simplified(header)
    coded = re.search(r"代号|代码名|code ?name|code word", text, re.IGNORECASE)
    if coded:
        return "organisation" if re.search(r"委托|客户|单位|会员|sender|client|customer|member", text, re.I) else "project"
    if _VALUES.search(text):
        return None
    return next((kind for kind, cue in _KINDS if cue.search(text)), None)


def column_kind(segment: Segment, cell: Cell) -> Kind | None:
    """Give the kind of name that a cell's column holds, the row's other headers considered.

    A bare "Name" or 名称 says person only beside headers of persons: their company, function or telephone.
    """
    kind = role(cell.header)
    if kind == "project" and _ITEM.fullmatch(cell.header.strip()) and any(_PRICED.search(o.header) for o in segment.cells):
        return None
    if kind or not re.fullmatch(r"\s*(?:names?|名称?|参加|who)\s*", cell.header, re.IGNORECASE):
        return kind
    others = (other.header for other in segment.cells if other is not cell)
    return "person" if any(_PERSON_COMPANY.search(header) for header in others) else None


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


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\"'“”‘’「」*·•":
        start += 1
    while end > start and text[end - 1] in " \t\"'“”‘’「」*.。：:":
        end -= 1
    return start, end


def is_name(text: str) -> bool:
    """Say whether a cell's text can be a name at all: no sentence, no value, no filler such as 待定 or n/a."""
    plain = text.strip()
    if not 2 <= len(plain) <= 60 or simplified(plain).casefold() in _NO_NAME or _VALUE_LIKE.match(plain):
        return False
    if re.search(r"[。！？!?；;：:%@=＝~～]|\d{5}", plain):
        return False
    return _chinese_name(simplified(plain)) if has_cjk(plain) else _latin_name(plain)


def _latin_name(text: str) -> bool:
    tokens = text.split()
    capitals = sum(token[0].isupper() or token[0].isdigit() for token in tokens)
    return len(tokens) <= 9 and tokens[0][0].isupper() and capitals * 2 >= len(tokens)


def _chinese_name(text: str) -> bool:
    """Say whether a Chinese cell is more than a phrase of everyday words (见订单, 高校课题)."""
    if len(text) > 26:
        return False
    found = [(text[word.start : word.end], word.tag) for word in words(text)]
    unknown = any(tag.startswith(("nr", "ns", "nt", "nz")) or not in_dictionary(piece) for piece, tag in found)
    verbs = any(tag[0] in "vdrpcuy" and len(piece) == 1 for piece, tag in found)
    return len(text) <= 3 or unknown or not verbs


def named_cells(segments: Sequence[Segment]) -> list[list[tuple[int, int, Kind, str]]]:
    """Give for every segment the (start, end, kind, header) of cell parts that stand in a name column."""
    return [[find for cell in segment.cells for find in _in_cell(segment, cell)] for segment in segments]


def _in_cell(segment: Segment, cell: Cell) -> list[tuple[int, int, Kind, str]]:
    text = segment.text[cell.start : cell.end]
    if not cell.header or text.strip() == cell.header.strip():
        return []
    kind = column_kind(segment, cell)
    if kind is None or len(text) > 80:
        return []
    spans = parts(segment.text, cell.start, cell.end)
    return [(a, b, kind, cell.header) for a, b in spans if is_name(segment.text[a:b])]
