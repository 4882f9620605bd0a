"""Organisations: suffixes, public bodies, definitions, columns, anonymous respondents; Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extractors import (
    capitalised,
    cells,
    cued,
    definitions,
    firms,
    labelled,
    latin,
    latinfinds,
    letterheads,
    lexicon,
    masked,
    openings,
    senders,
    shouted,
    sieve,
    units,
    visits,
)
from extractors.chinese import GLUE, at_boundary, is_everyday, name_start, places
from extractors.model import Evidence, Recognizer, Segment, Span
from extractors.patterns import seldom
from extractors.text import chinese_texts, each_text, folded, in_dictionary, is_cjk, joined, words

_LEGAL = (
    "股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|集团公司|总公司|分公司|集团股份|控股集团|集团|"
    "合伙企业|合作社|事务所|经营部|商行|商贸行|贸易行|农业服务部|物资部|贸易部|运营公司|销售公司|贸易公司|物流公司|建设公司|管理公司|工程公司|制造公司|开发公司|"
    "株式会社|租赁公司|运输公司|供水公司|供电公司|供热公司|燃气公司|物业公司|服务公司|材料公司|设备公司|能源公司|收储公司|检测公司|监理公司|咨询公司|勘察公司|安装公司|养护公司|印刷公司|测绘公司|担保公司|报关公司|劳务公司|公司"
)
_BODIES = (
    "研究总院|研究院|研究所|设计院|设计研究院|勘察院|科学院|工程院|大学|学院|医院|卫生院|疾控中心|银行|"
    "支行|分行|分理处|营业部|信用社|协会|学会|商会|联合会|联盟|基金会|基金|委员会"
    "|管委会|居委会|村委会|理事会|董事会|监事会|秘书处|秘书组|办事处|指挥部|项目部|实验室|出版社|报社|电视台|通讯社|"
    "博物馆|图书馆|幼儿园|小学|中学|附中|附小|支队|大队|总队"
    "|监狱|法院|检察院|海关|海事局|数据局|审计局|药监局|医保局|司法局|民政局|教育局|城管局|林草局|粮食局|档案局|体育局|港务局|航道局|渔政局|测绘局|邮政局|"
    "管理所|管理处|管理站|管理中心|管理段|管护站|管护所|水管所|水管处|河务局|航务局|"
    "烟草局|水务局|园林局|公路局|民航局|地震局|总局|管理局|监管局|公安局|能源局|水利局|财政局|统计局|气象局|交通局|"
    "环保局|分局|开发区管委会|联席会|论坛|联谊会|促进会|检验站|试验站|推广站|服务站|合作社|农技站|南繁站|工会|检测站|质检站|监测站|种子站|计量站|检定站|检定所|计量所|计量院"
    "|检测中心|检验中心|技术中心|研究中心|研发中心|数据中心|调度中心|监测中心|认证中心|服务中心|指挥中心|"
    "创新中心|控制中心|交易中心|疾病预防控制中心|中心|圆桌"
    "|交流组|交流圈|采购圈|技术圈|会务组|互助会|互助组|互助社|协作会|协作体|协调会|农信社|少年宫|文化宫|老年大学|协作网|协作组|联社|检验所|检测所|供电所|派出所|调度室|审查办公室|招标代理|财险|寿险"
    "|交流群|设计室|工作室|俱乐部|党委|政府|议会|法庭|军区|舰队|药厂|钢厂|电厂|船厂|水厂|糖厂|纸厂|酒厂|机械厂|"
    "化工厂|水泥厂|造船厂|铝厂|冶炼厂|制药厂"
    "|参茸行|药行|药材行|大药房|茶庄|绸庄|车行|米行|货栈"
    "|总厂|职业学校|培训学校|技工学校|蚕业学校|农业学校|卫生学校|林业学校|水利学校|组委会"
    "|车队|勘查队|勘探队|钻探队|外运队|地质队|物探队|钻井队|普查队|测绘队|运输队|施工队|工程队|打捞队|搬运队|货运部|门市部|维修部|经销部|批发部|交易市场|批发市场|交易所"
)
_COMMANDS = "(?:指挥部|委员会|领导小组)办公室"  # whose office it is belongs to the name
_SUFFIX = seldom(
    f"{_LEGAL}|{_COMMANDS}|{_BODIES}|{lexicon.alternatives(lexicon.section('chinese', 'organisation.societies'))}"
)
# Bodies that need something of their own before them: 中心 alone, 数据中心 and 研究所 are common nouns.
_GENERIC = frozenset(
    [
        "公司",
        "集团",
        "中心",
        "大学",
        "学院",
        "医院",
        "银行",
        "协会",
        "学会",
        "基金",
        "政府",
        "分局",
        "学校",
        "项目部",
        "实验室",
        "联盟",
        "开发区",
    ]
)
_SITE_LIKE = re.compile("(?:会议|会展|体育|购物|物流|展览|文化|活动|酒店|演艺|游客|配送|仓储|商业|奥体)中心$")
_LOCAL = re.compile(
    "(?:发展和?改革委|发改委|发改局|工信局|工信厅|科技局|科技厅|财政厅|财政局|商务局|商务厅|水利厅|交通厅|"
    "教育局|教育厅|卫健委|农业局|农业农村局|农业农村厅|生态环境局|生态环境厅|"
    "自然资源局|自然资源厅|住建局|住建厅|应急管理局|应急局|市场监管局|海洋局|渔业局|林业局|税务局|公安厅|"
    "文旅局|国资委|经信委|经信局|经信厅|招商局|人社局|民政局)"
)
_ANONYMOUS = seldom(
    r"(?:(?:反馈|意见|受访|填报|会员|参评|投标|报价|受检|送检|成员|样本|调研|参与|匿名)(?:单位|企业|人|方|机构|公司|厂家)"
    r"|(?:承运|生产|委托|使用|施工|供货|运输|采购|申报|参建|参加|监理|设计|监测)单位|投标人|采购人|收货人|发货人|承租人|送样单位|承运人|保管人|养殖户|农户|种植户|经营者|运营商|运营方|承办方|业主|租户|货主|船东|保险人|出借人|借款人|出借方|评委|专家|评审|评审人|供应商|会员|成员|委托方|委托人|送检方|送样人|供方|需方|客户|买家|卖家|报告人|提问人|应答人|答卷|问卷|被访者|访谈对象|厂家|企业|公司|单位|用户|承包商|医院|受访者)\s?"
    r"(?:[A-HJ-Z](?![A-Za-z0-9-])|[A-Z]-?\d{1,2}(?![A-Za-z0-9.-])|[甲乙丙丁戊己庚辛壬癸](?![方级类等种组企公单厂家])|[\u2460-\u2473])"
    r"|(?:(?<![\u4e00-\u9fff])|(?<=[位业员构]))[甲乙丙丁戊己庚辛](?:企业|公司|单位|厂(?!家)|医院|机构|用户|客户|供应商|承包商)"
    r"|(?:投标人|供应商|投标单位|供货商|申请人|受访者|提问人|报价人|应答人|委托方|送检方|送样方|委托人|送检人|送检单位|借款人|借款户|承租方|客户|会员|成员|卖方|买方|供方|需方|参评单位|受检单位)[一二三四五六七八九](?![\u4e00-\u9fff])"
    r"|(?:提问人|投标人|报价人|应答人|答题人|发言人|受访者|受试者|借款户|借款人|贷款户|参评户|受检户|样本户|农户|养殖户|种植户|送检方|委托方|送样方)\s?\d{1,2}(?![\d.,、%年月日分秒个名位次天户家人])"
    # The letter behind what it hides (表面处理厂Q, 厂Q), or before a household.
    rf"|(?:(?:(?![{''.join(sorted(GLUE))}])[\u4e00-\u9fff]){{2,6}})?(?<![本我贵该各这那此])[厂店][A-HJ-Z]"
    r"(?![A-Za-z0-9-]|[区座栋口楼门])|(?<![A-Za-z0-9])[A-HJ-Z]户(?![\u4e00-\u9fff]?[籍口主外型数])"
    r"|(?:答卷|问卷|样本|受访者|反馈表)\s?\d{1,3}(?![\d.,、%份张套])|(?:专家|评委)\s?\d{1,2}号(?![\u4e00-\u9fff]?[楼室桌房])"
    r"|(?<![\d第一二三四五六七八九十])(?:\d{1,3}|[一二三四五六七八九十]{1,2}|[甲乙丙丁戊己庚辛])号(?:来电|来信|来函|答复|回信|回复|答卷|专家|评委|样本|会员|单位|企业|受访者|受访人|投标人|供应商|客户|用户|委托人|问卷|成员)"
)
_OWN_CODE = re.compile(r"[A-Z]-?\d{2}$")  # of 会员K-05 the code is the name
# The number first, the noun by a look to the left: numbers are rarer than words.
# What every alternative of `_ANONYMOUS` holds.
_ANONYMOUS_MARK = sieve.mark(_ANONYMOUS)
_ANONYMOUS_CUE = re.compile(
    r"[A-HJ-Z甲乙丙丁戊己庚辛壬癸\u2460-\u2473](?:(?=户)|(?<=[\u4e00-\u9fff].)|(?<=[\u4e00-\u9fff]\s.)|(?=[企公单厂医机用客供承]))"
    r"|[人商位者方户员][一二三四五六七八九]|号[来答回会单企受投供客用委问成答专评样]|\d(?:(?<=[卷本者表人户方].)|(?<=[卷本者表人户方]\s.)|(?<=[家委].)(?=\d?号))"
)
_ANONYMOUS_CUE_MARK = sieve.mark(_ANONYMOUS_CUE)
_NUMBERED = re.compile(r" (?<=[a-z] )(?:[A-HJ-Z](?![\w'’-])|(?:No\. ?)?\d{1,3}(?![\w%-]|[.,]\d))")
_NOUN = (
    "Respondent|Participant|Member|Unit|Supplier|Customer|Client|Vendor|Bidder|Company|Party|Sender|Firm|Buyer"
    "|Interviewee|Organi[sz]ation|Lessee|Lessor|Manufacturer|Maker|Producer|Operator|Shipper|Carrier|Utility|Lab"
    "|Laboratory|Hospital|Contractor|Tenant|Charterer|Applicant|Commenter|Commentator|Contributor|Syndicate|Plant|Consignor"
    "|Consignee|Builder|Breeder|Insurer|Tenderer|Reinsurer|Refinery|Mill|Yard|Subscriber|Correspondent|Clinic|Nursery|Brewery"
)
# What is lettered, but counted in earnest: Case 3 is the third of a list, Case K hides whose it is.
_LETTERED_NOUN = re.compile(
    r"(?<![\w-])(?:Risk|Case|Centre|Center|Consortium|Tenderer|Fund|Insurer|Insured|Borrower|Lender|Issuer|Holder|Trader|Broker|House|School"
    r"|Grower|Owner|Developer|Sponsor|Investor|Refiner|Smelter|Airline|User|Donor|Site|Author|Reviewer|Witness|Patient|Mission"
    r"|Delegation|Delegate|Observer|Expert|Assessor|Referee|Panellist"
    r"|Bank|Platform|Store|Seller|Dealer|Agency|Region|City|Town|Village|Trial|Partner|Host) [A-HJ-Z](?![\w'’&.-])"
)
_LETTER_BEHIND = re.compile(r" (?<=[a-z] )[A-HJ-Z](?![\w'’&.-])")
# A member by its number alone, where a sentence says what it did or what is its own: Number 11 rang.
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty"
)
_CALLED_BY_NUMBER = re.compile(
    r"(?:^|(?<=[.;:] ))([Nn]umber (?:\d{1,3}|[a-z]+))"
    r" (?:rang|phoned|wrote|answered|replied|added|sent|rings|phones|writes|answers|replies|adds|reports|"
    rf"{lexicon.alternatives(lexicon.section('latin', 'latin.acts'))})\b"
    rf"|(?<![\w-])([Nn]umber (?:\d{{1,3}}|{_NUMBER_WORDS}))[’']s\b"
)
_NOUN_BEFORE = re.compile(rf"\b(?:{_NOUN})$")
_NOUN_SPACED = re.compile(f"(?:{_NOUN}) ")
_NOUNS_SPACED = tuple(f"{noun} " for noun in _NOUN.replace("Organi[sz]ation", "Organisation|Organization").split("|"))
_CODE = re.compile(r"(?:[A-Z]{1,3}|[甲乙丙丁戊己庚辛壬癸])[-‐–]?\d{1,3}$")
_ANONYMOUS_FORM = seldom(
    r"匿名|问卷|会员编号|编号由|受访|不列单位|\b(?:survey|anonymous(?:ly)?|anonymi[sz]ed|respondents?|questionnaire"
    r"|round[- ]robin|blind(?:ed)? (?:test|sample|trial))\b|盲样|盲测|比对"
    # whose number stands for whom, and names that a list leaves out
    r"|隐名|隐去(?:名|单位|企业)|不[记具列]名|[只仅]列[号编代]|[编代]?号(?:码版|代(?:客户|单位|会员|企业|厂|名)|公布)|[场厂户单位]名用号"
    r"|\bcoded\b|\bby (?:[a-z]+ )?(?:number|code)\b|\b(?:letters|numbers|codes) only\b|\bwithout names\b|\bnot named\b",
    re.I,
)
_CODE_COLUMN = re.compile(
    r"^(?:编号|号|代码|代号|[户厂场企]号|单位号|投标编号|报价编号|单位代号|会员号?|企业编号|问卷编号|code|id|答卷|样本|return|reply"
    r"|house|member|respondent|unit|"
    r"user|bidder|tenderer|offer|参[加试与]代[码号]|投标人|报价人|委托代号.*|.*sender code.*|.*client code.*|"
    r".*\b(?:client|customer|sender|supplier|lessee|buyer|member)s? (?:code|id|no\b).*|"
    r".*(?:代号|代码|编号|\bcode\b).*(?:\b(?:client|customer|member|sender)\b|客户|委托|会员).*)$",
    re.I,
)


def find(segments: Sequence[Segment]) -> list[list[Span]]:
    """Find organisations; of overlapping finds all come back, the reader keeps the longest and surest."""
    named = cells.named_cells(segments)
    english = capitalised.finds(segments)
    tabled = any(segment.cells for segment in segments)
    marked = masked.headed(segments) if tabled else {}
    anonymous = tabled and _ANONYMOUS_FORM.search(joined(segments).text) is not None
    defined, lettered, bodies = definitions.in_file(segments), _lettered(segments), _with_bodies(segments)
    found = []
    for at, (segment, columns, capitals, chinese, marks) in enumerate(
        zip(segments, named, english, chinese_texts(segments), sieve.marks(segments), strict=True)
    ):
        text = segment.text
        spans = list(_definitions(text, defined[at])) if defined[at] else []
        sent = senders.parts(text) if marks & senders.MARK else ()
        spans += [_span(text, part.start, part.end, 0.8, "field") for part in sent if part.kind == "organisation"]
        if columns:
            spans += _columns(segment, columns)
        if at in lettered or (marks & _ANONYMOUS_MARK and marks & _ANONYMOUS_CUE_MARK):
            spans += _anonymous(text)
        if segment.cells:
            spans += _coded(segment, anonymous)
            spans += _in_cells(segment) if chinese else ()
            spans += _told_twice(segment, capitals)
            spans += [_span(text, start, end, 0.75, "column") for start, end in marked.get(at, ())]
        if chinese and not segment.cells:
            spans += _opening_firm(chinese)
        spans += [_span(text, *body, letterheads.CONFIDENCE, "pattern") for body in letterheads.bodies(segment)]
        if chinese and marks & _CHINESE_MARK:
            spans += _chinese(chinese, marks)
        if at in bodies or (marks & _LATIN_MARK and not text.isascii()):
            spans += _latin(text)
        spans += _party(text) if ": " in text and not segment.cells else ()
        spans += _shouted(text)
        spans += [_span(text, opens.start, opens.end, openings.CONFIDENCE, "pattern")
                  for opens in openings.find(segment) if opens.kind == "organisation"]  # fmt: skip
        spans += [_span(text, came.start, came.end, visits.CONFIDENCE, "field")
                  for came in visits.finds(segment) if came.kind == "organisation"]  # fmt: skip
        for find in capitals:
            if find.kind == "organisation" and not capitalised.OF_TRADE.match(text, find.start):
                spans.append(_span(text, find.start, find.end, find.confidence, find.evidence))
        found.append(spans)
    if anonymous:
        _add_masked(segments, found)
    return found


def _add_masked(segments: Sequence[Segment], found: Sequence[list[Span]]) -> None:
    """Add who answers under a number, a stem or a code, as the file's own table has them."""
    told = {
        segment.text[span.start : span.end]
        for segment, spans in zip(segments, found, strict=True)
        for span in spans
        if span.evidence == "pattern"
    }
    kind = masked.kin(told)
    for segment, spans in zip(segments, found, strict=True):
        if segment.cells or segment.layer in ("file_name", "metadata"):
            continue
        held = [*masked.called(segment.text), *(masked.alike(segment.text, kind) if kind else ())]
        spans += [_span(segment.text, start, end, 0.65, "pattern") for start, end in held]


_MIXED = re.compile(
    r"(?<![\w-])(?!(?:Secretariat|Committee|Office|Board|Working|Council) )[A-Z][A-Za-z]{1,14} ?"
    r"(?:[\u4e00-\u9fff]{0,4}(?:实验室|研究院|研究所|研究中心|加速器中心|检测中心)|秘书处|委员会|工作组"
    "|联络办|联络处|理事会)"
)
_MIXED_CUE = re.compile("[实研加检秘委工联理][验究速测书员作络事]")
_MAILED = re.compile(r"(?:To|Cc|From|Bcc): ")
_BODY = (
    r"(?:(?:sub-|working |steering |study |users?['’]? |interest )?(?:group|committee)|sub-?group|circle|forum|network"
    r"|secretariat|corner|list|panel|task ?force|round ?table|chapter|alliance|council)"
)
_LIST = re.compile(
    rf"(?:^|[:;(]) ?(?:copy )?(?:([A-Za-z][\w&-]*(?: (?:and |& |of |for )?[A-Za-z][\w&-]*){{0,4}} {_BODY})"
    r"|([A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2} (?:office|registry|club)))(?=$|[,;)])"
)
_BODY_NOUN = (
    "sub-?group|working group|exchange group|user group|social club|secretariat|desk|circle|round ?table|board"
    "|committee"
    "|task ?force|syndicate|consortium"
)
# A body by its small words, where a sentence says what it does or a heading that it met.
_ACTING = re.compile(
    rf"\b[Tt]he ((?:[a-z]+(?:-[a-z]+)? ){{0,2}}(?:{_BODY_NOUN}))"
    rf" (?:{lexicon.alternatives(lexicon.section('latin', 'latin.acts'))}|has|will|collects|covers|decides|decided|"
    r"answers)\b"
)
_MEETING = re.compile(
    rf"([A-Z][a-z]+(?: [a-z-]+){{0,2}} (?:{_BODY_NOUN}|group)|(?:Working|Study|Steering) group on [a-z][a-z -]{{4,60}})"
    r"(?=,? (?:call|(?:[a-z]+ )?meeting|minutes|notes?|session|agenda)\b|, \d)"
)
# A society whose members or officers a sentence names, with small words in its name: members of the Ore and Coal Club.
_MEMBERS_OF = re.compile(
    r"\b(?:[Mm]embers|[Mm]inutes|[Ss]ecretary|[Cc]hair|[Tt]reasurer|[Bb]ehalf) of the "
    r"([A-Z][\w’'&-]*(?: (?:(?:of|and|for|the|in|on|&) ){0,2}[A-Z][\w’'&-]*){0,7}? "
    r"(?:Circle|Forum|Round ?[Tt]able|Network|Alliance|Exchange|Society|Association|Group|Council|Club|Consortium|"
    r"Federation|League|Collective|Collaborative|Mutual|Guild|Salon|Union|Panel|Partnership|Chapter))"
    r"(?![\w’'-]| [A-Z][\w’'-])"
)
_MEMBERS_CUES = ("embers of the ", "inutes of the ", "ecretary of the ", "hair of the ", "reasurer of the ",
                 "ehalf of the ")  # fmt: skip
_BODY_CUES = "group|club|secretariat|desk|circle|table|board|committee|force|syndicate|consortium".split("|")
_BODY_CUE = re.compile("|".join(_BODY_CUES))
_NOBODYS = frozenset(
    "and or of to in on at for its his her our your their this that a an one each every any no other another whole "
    "full new same first second third next last front reception management executive help notice key circuit white "
    "small large big old project sales".split()
)


_WITH_BODIES = lexicon.automaton(("To: ", "Cc: ", "From: ", "Bcc: ", "St", *_BODY_CUES, *_MEMBERS_CUES))


def _with_bodies(segments: Sequence[Segment]) -> set[int]:
    """Give the numbers of the segments that may hold a body in Latin letters alone."""
    return _WITH_BODIES.holders(joined(segments))


@each_text
def _shouted(text: str) -> Iterator[Span]:
    for find in shouted.finds(text):
        yield _span(text, latinfinds.behind_stage(text, find.start, find.end), find.end, 0.9, "suffix")
        if find.short:
            yield replace(_span(text, *find.short, 0.9, "definition"), alias_of=folded(text[find.start : find.end]))


# A party behind the word for its part, at a sentence start: Couriers: Fenwick Vans; Contractor for the hall: Orby & Co.
_PARTY_LABEL = re.compile(
    r"(?:^|(?<=[.;!?] ))(?P<label>[A-Z][a-z]+)(?: (?:for|of|on|to|at|in|by)(?: the)?(?: [a-z]+){1,3})?: "
    r"(?P<name>[A-Z][\w’'-]*(?: (?:& |and |of )?[A-Z][\w’'-]*){1,4})(?=[,.;]|$)"
)
_PARTIES = frozenset("courier contractor subcontractor supplier caterer haulier forwarder printer".split())


def _party(text: str) -> Iterator[Span]:
    """Find who a label says takes a part, where what stands behind it is a name of capitals alone."""
    for match in _PARTY_LABEL.finditer(text):
        word, name = match["label"].casefold(), match["name"]
        told = word in _PARTIES or word.removesuffix("s") in _PARTIES
        given = name.split()[0] in lexicon.entries("firstnames") or latin.TITLES.match(name.split()[0])
        if told and not given and not all(map(latin.common, name.split())):
            yield _span(text, *match.span("name"), 0.8, "field")


@each_text
def _latin(text: str) -> Iterator[Span]:
    """Find bodies that Latin letters name: lists that a mail goes to, and houses of saints."""
    if not text.isascii() and latin.has_capital(text):
        yield from _mixed(text)
    yield from _mailed(text)
    yield from _bodies(text)
    for match in _MEMBERS_OF.finditer(text) if " of the " in text else ():
        yield _span(text, *match.span(1), 0.75, "pattern")
    for match in _VIETNAMESE.finditer(text) if "ông ty " in text else ():
        yield _span(text, *match.span(), 0.95, "suffix")
    for match in _OF_FIRM.finditer(text) if "(" in text else ():
        if _is_firm(match.group(1), match.group(2)):
            yield _span(text, *match.span(2), 0.65, "pattern")
    if "St" in text:
        for match in _SAINTS.finditer(text):
            yield _span(text, *match.span(), 0.85, "pattern")


_VIETNAMESE = re.compile(
    r"(?<!\w)[Cc]ông ty (?:TNHH|[Cc]ổ phần|CP)(?: MTV| Một thành viên)?(?: [^\W\d_a-zà-ỹ][\w-]*){1,6}"
)
# A person and in a bracket whose: Winnie Adair (Thornbeck Mills), of lists of who was there.
_OF_FIRM = re.compile(
    r"(?<![\w-])([A-ZÀ-Ž][\w’'-]+) (?:[A-ZÀ-Ž]\. )?[A-ZÀ-Ž][\w’'-]+ "
    r"\(([A-ZÀ-Ž][\w&’'-]+(?: (?:&|[A-ZÀ-Ž][\w&’'-]+)){0,3})(?:, [^()]{2,40})?\)"
)


def _is_firm(given: str, inside: str) -> bool:
    """Say whether a bracket behind a person's name tells a firm: no role, no place, no everyday word alone."""
    given_names = lexicon.entries("firstnames")
    everyday = all(latin.common(word) for word in inside.split())
    return given in given_names and not everyday and inside not in lexicon.names("places") | given_names


_LATIN_MARK = sieve.mark(_MIXED, _OF_FIRM, _VIETNAMESE)


def _mixed(text: str) -> Iterator[Span]:
    """Find a body that Latin letters and a Chinese noun name together (QHX 秘书处)."""
    for match in _MIXED.finditer(text) if _MIXED_CUE.search(text) else ():
        yield _span(text, *match.span(), 0.7, "suffix")


def _mailed(text: str) -> Iterator[Span]:
    """Find the lists and groups that a mail is addressed to: To: pump users' group."""
    head = _MAILED.match(text)
    for match in _LIST.finditer(text, head.end() - 2 if head else 0) if head and len(text) < 400 else ():
        yield _span(text, *match.span(match.lastindex or 1), 0.65, "field")


def _bodies(text: str) -> Iterator[Span]:
    """Find bodies that their small words name: The insurance desk asked, Glossary group, call of 22 April."""
    if not _BODY_CUE.search(text):
        return
    for match in (*_ACTING.finditer(text), *_MEETING.finditer(text, 0, 80)):
        first, *rest = match.group(1).casefold().split()
        own = rest or first == "secretariat"
        if own and first not in _NOBODYS and not _NOBODYS.intersection(rest[:-1]) - {"on"}:
            yield _span(text, *match.span(1), 0.65, "pattern")


_SAINTS = re.compile(
    r"(?<![\w-])St\.? [A-Z][a-z]+[’']s"
    r"(?: (?:[A-Z][a-z]+ )?(?:Hospital|Infirmary|College|School|Hospice|Institute|Clinic))?(?![\w-])"
)


def _span(text: str, start: int, end: int, confidence: float, evidence: Evidence) -> Span:
    return Span(start, end, "organisation", folded(text[start:end]), confidence, evidence)


# A group that a paper's title names as whose paper it is: 稀有气体小组第九次会, 观鸟小组四月记.
_TITLED_GROUP = re.compile(
    "^\\s*([\u4e00-\u9fff]{2,8}(?:小组|工作组|专委会|俱乐部|分会|协调组|课题组|沙龙|友会|联谊会))"
    "(?=第?[一二三四五六七八九十\\d]|[ \u3000]|例会|会议|纪要|周报|月报|名单|通知|记录|$)"
)


# A society that a paper's title names before which of its meetings it is: 锅炉商量会第四次例会纪要.
_TITLED_SOCIETY = re.compile(
    "^\\s*([\u4e00-\u9fff]{2,14}?(?:[会社圈网坛盟群]|沙龙|圆桌|[作合同]体|俱乐部))"
    "(?=[ \u3000]?(?:\\d{4}年?)?(?:第[一二三四五六七八九十\\d]{1,4}[次届期回]|[一二三四五六七八九十\\d]{1,2}月|"
    "[春夏秋冬]季|[一二三四]季度|年度|[上下]半年)?(?:例会|年会|全会|会员大会|圆桌|碰头会?)(?:[^\u4e00-\u9fff]|纪要|记录|签到|议程|通知|名单|材料|手册|$))"
)

# A society that opens the line under its papers: 粤东叉车连心社 仅限成员传阅, 北岸锅炉协作网（BGX）秘书处汇编.
_OPENING_SOCIETY = re.compile(
    "^\\s*([\u4e00-\u9fff]{2,13}?(?:(?<![董监理事员])会|[社圈组网坛盟群]|沙龙|圆桌|[作合同]体|俱乐部))"
    "(?=[（(][A-Z][A-Za-z]{1,7}[）)]|秘书[处组]|(?<!会)[ \u3000]?(?:[成会]员)?(?:内部|仅[限供]))"
)


@each_text
def _chinese(text: str, marks: int) -> Iterator[Span]:
    return sieve.finds(_RULES, text, marks)


# A firm that opens a paper's title before what the paper is: 潞川重载轴承 主轴承追溯总表.
_OPENING_FIRM = seldom("^\\s*([\u4e00-\u9fff]{4,10})(?=[ \u3000]+[\u4e00-\u9fffA-Za-z0-9《])")
# Those whom a letter is to, and who signs or says something: 收件：硫磺小组；, ——互助小组 老乔.
_ADDRESSED = re.compile(
    "(?:[：:；;—>] ?|日 )([\u4e00-\u9fff]{2,9}(?:小组|工作组|联络组))"
    "(?=$|[；;，,。]|[写问答说]道?[：:]| [\u4e00-\u9fff]{2,3}$)"
)
# A works by its town and what it makes: 太仓铜排厂, 三明竹浆厂.
_TOWN_WORKS = re.compile("[\u4e00-\u9fff]{2}厂(?![家商房区长址]|方(?!总))")


def _opening_firm(text: str) -> Iterator[Span]:
    firm = _OPENING_FIRM.match(text)
    brand = firms.brand_of(firm.group(1)) if firm else ""
    if firm and ((len(brand) == 2 and cued.is_coined(brand)) or _is_town_and_brand(firm.group(1))):
        yield _span(text, *firm.span(1), 0.75, "pattern")


_NO_BRAND = frozenset("某个各清转到发至去往来自厂里内外东西南北中一二三四五六七八九十")


def _is_town_and_brand(name: str) -> bool:
    """Say whether a stretch is a known town and a coined word of two signs behind it: 宜春锦梭, 安庆固塑."""
    town, brand = name[:-2], name[-2:]
    return 2 <= len(town) <= 3 and town in places() and cued.is_coined(brand) and not _NO_BRAND & set(brand)


def _in_cells(segment: Segment) -> Iterator[Span]:
    """Find the houses that fill a cell by their town and their brand, whatever its column."""
    for cell in segment.cells:
        text = segment.text[cell.start : cell.end].strip()
        if 4 <= len(text) <= 5 and all(map(is_cjk, text)) and _is_town_and_brand(text):
            at = segment.text.index(text, cell.start)
            yield _span(segment.text, at, at + len(text), 0.75, "column")


def _addressed(text: str) -> Iterator[Span]:
    for match in _ADDRESSED.finditer(text):
        if match.group(1)[0] not in GLUE | _SOMEBODYS and not match.group(1).startswith("工会"):
            yield _span(text, *match.span(1), 0.65, "field")


_WORKS_END = seldom(
    "[件具板材料品器机丝索绳布纱纸瓷砖瓦漆胶粉油酒醋茶糖药钉锁链轴簧罐箱袋桶管线缆扣鞋帽笔灯]厂(?![家商房区长址]|方(?!总))"
)
_LONGEST_WORKS = 9


def _made_in_town(text: str) -> Iterator[Span]:
    """Find a works by its town, a word of its own and what it makes: 黄石大箕铺紧固件厂."""
    for match in _WORKS_END.finditer(text):
        last = match.start() + 1
        for start in range(max(0, last - _LONGEST_WORKS), last - _TOWN_AND_WARE):
            town = next((n for n in (3, 2) if text[start : start + n] in places()), 0)
            stem = text[start + town : last]
            if town and all(map(is_cjk, stem)) and not _NO_WORKS & set(stem) and at_boundary(text, start, start + town):
                yield _span(text, start, match.end(), 0.95, "suffix")
                break


_TOWN_AND_WARE = 3  # signs at least
_NO_WORKS = GLUE | frozenset("出某加看这那哪各")


def _town_works(text: str) -> Iterator[Span]:
    """Find a works behind its town, whose own word is no number, no age and no word of a sentence."""
    for match in _TOWN_WORKS.finditer(text):
        start, stem = match.start(), text[match.start() : match.start() + 2]
        town = next((n for n in (3, 2) if start >= n and text[start - n : start] in places()), 0)
        if town and not (GLUE | _QUALIFYING | set("出某加看")) & set(stem):
            yield _span(text, start - town, match.end(), 0.85, "suffix")


def _titled(text: str) -> Iterator[Span]:
    if (group := _TITLED_GROUP.match(text)) and group.group(1)[0] not in GLUE | _SOMEBODYS | {"第"}:
        yield _span(text, *group.span(1), 0.65, "pattern")
    for pattern in (_TITLED_SOCIETY, _OPENING_SOCIETY):
        if (society := pattern.match(text)) and _is_society(society.group(1)):
            yield _span(text, *society.span(1), 0.75, "pattern")


def _is_society(name: str) -> bool:
    return len(name) > 3 and not in_dictionary(name) and name[0] not in GLUE | _SOMEBODYS


def _cued(text: str) -> Iterator[Span]:
    for start, end in cued.finds(text):
        yield _span(text, start, end, cued.WEAK, "pattern")


def _labelled(text: str) -> Iterator[Span]:
    for find in labelled.finds(text):
        if find.kind == "organisation":
            yield _span(text, find.start, find.end, 0.7, "field")


def _public(text: str) -> Iterator[Span]:
    for match in _PUBLIC.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if not is_cjk(before or "。") or before in GLUE or before in "报交请":
            yield _span(text, *match.span(), 0.75, "suffix")


# The office of a town, a district or a county for one matter, whole or in short: 云岭区节能减排办公室, 区节能办.
_LEVEL_OFFICE = re.compile(
    "([\u4e00-\u9fff]{2,3})?[省市县区镇乡州旗]([\u4e00-\u9fff]{2,8})办公室(?![主副])"
    "|(?<![\u4e00-\u9fff])[省市县区镇乡州旗]([\u4e00-\u9fff]{2,4})办(?![公事理法得完了好成结学班厂案])"
    "|(?<=[在由给向跟请到问找归与和])[省市县区镇乡州旗]([\u4e00-\u9fff]{2,4})办(?![公事理法得完了好成结学班厂案])"
)


def _level_offices(text: str) -> Iterator[Span]:
    for match in _LEVEL_OFFICE.finditer(text):
        town, matter = match.group(1), next(filter(None, match.groups()[1:]))
        if town and (set(town) & GLUE or is_everyday(town)):
            continue
        if not set(matter) & GLUE and not _BARE_MATTER.search(matter):
            yield _span(text, *match.span(), 0.9 if town else 0.8, "pattern")


_BARE_MATTER = re.compile("^(?:政府|党委|党政|人大|综合)$|[局委厅部院]")


def _institutes(text: str) -> Iterator[Span]:
    for match in _INSTITUTE.finditer(text):
        yield _span(text, *match.span(), 0.65, "suffix")


def _units(text: str) -> Iterator[Span]:
    for start, end in units.finds(text):
        yield _span(text, start, end, 0.55, "pattern")


def _bureaus(text: str) -> Iterator[Span]:
    for match in _BUREAU.finditer(text):
        yield _span(text, *match.span(), 0.9, "pattern")


# A county's or a city's own houses by their short names.
_PUBLIC = re.compile(
    "[镇乡](?:卫生院|商会|农技站|水利站|水管站|供销社|文化站|派出所|司法所|税务所|经管站|兽医站|敬老院|供电所)|"
    "[省市县区州](?:[一二三四五六]院|供销社|农商行|农担|残联|中医院|妇幼|疾控(?:中心)?|人民医院|博物馆|图书馆|博(?![士览物导弈])|档案馆|供电公司|水务|城投|交投|建投|"
    "电视台|总工会|团委|妇联|党校|法院|检察院|消防|财政(?!部|收|支)|国资)"
)
# A province's or a city's institute in short: 省渔研院, 市规划院; the rest of it is no everyday word.
_INSTITUTE = re.compile(
    "(?<![\u4e00-\u9fff])[省市]([\u4e00-\u9fff]{2,4})(?:院|所|中心|基金)(?![长内里])"
    "|(?<=[在由给向跟请到问找归])[省市]([\u4e00-\u9fff]{2,4})(?:院|所)(?![长内里])"
)


def _opens_with_own(stem: str) -> bool:
    """Say whether a company begins with a place, a known body or a made-up word (芦渚轮渡公司, 国网检修公司)."""
    first = words(stem)[0]
    head = stem[: first.end]
    known = head in places() or head in lexicon.names("organisations") or first.tag.startswith(("ns", "nt", "nz"))
    return known or cued.is_coined(head)


def _suffixed(text: str) -> Iterator[Span]:
    last = -1
    for match in _SUFFIX.finditer(text):
        core, end = match.span()
        start = max(name_start(text, core), 0)
        if last > start and core == last:  # 集团|有限公司 in one name: the longer reading replaces the shorter
            start = name_start(text, core)
        if core == last and match.group() in _SOCIETIES:  # 茶业交流组|会务组: the second is the first's own
            yield _span(text, core, end, 0.6, "suffix")
            last = end
            continue
        last = end
        if asked := _ASKED.search(text, start, core):  # 沛岭希望秘书处出面
            start = asked.end()
        if match.group() in _BARE_OFFICES and not _is_anothers(text[start:core]):
            if text[end : end + 1] not in _OFFICE:
                yield _span(text, core, end, 0.55, "suffix")
            continue
        if match.group() in _SOCIETIES and text[core - 1 : core] in _LEFT_AT and core - start > 1:
            continue
        own = _OWN_SHORT.search(text, start, core)
        if own and definitions.taken_from(own.group(1), text[start : own.start()]):
            start = own.end()  # 河西气体协作会（河气会）秘书处: the bracket ends the name before it
        if text[start - 1 : start] in _JOINS and (joined_at := _JOINS_INSIDE.get(match.group())):
            start = joined_at(text, start)
        acronym = _ACRONYM_BEHIND.match(text, end) if match.group() in _SOCIETIES else None
        confidence = _suffix_confidence(text, text[start:core], match.group(), end)
        if confidence:
            yield _span(text, start, end, confidence, "suffix")
            parts = _BRANCH if match.group() in _LEGAL_SUFFIXES else _PART if match.group() in _WITH_PARTS else None
            if parts and (part := parts.match(text, end)):
                yield _span(text, start, part.end(), confidence if parts is _BRANCH else 0.9, "suffix")
            if acronym and confidence > 0.5:
                full = folded(text[start:end])
                yield replace(_span(text, *acronym.span(1), 0.85, "definition"), alias_of=full)


# A society's own part: 中原传感器行业协会湿度传感器分会.
_PART = re.compile("(?:(?!的|和|与|及|了|在|由)[\u4e00-\u9fff]){2,8}?(?:分会|专委会|专业委员会|工作委员会)")
_WITH_PARTS = frozenset(("协会", "学会", "联合会", "促进会", "商会"))
# A firm's own office in a town: 宁波诺启工程咨询有限公司太仓分部.
_BRANCH = re.compile("[\u4e00-\u9fff]{2,4}?(?:分部|分厂|分店|办事处|代表处|联络处|经营部|营业部)")
_BARE_OFFICES = frozenset(("秘书处", "秘书组", "组委会"))
_WITH_OFFICES = re.compile("(?:[会社圈组网坛盟群体团委部局办院厅署所]|圆桌|沙龙|平台|中心|俱乐部|[A-Za-z）)])$")


def _is_anothers(stem: str) -> bool:
    """Say whether an office's name begins with whose it is, a body or a word of its own: not in 致函秘书处."""
    plain = not any(word.tag[0] in "vdprcu" for word in words(stem))
    own = cued.is_coined(stem) or (2 <= len(stem) <= 4 and _has_own_word(stem) and plain)
    return own or bool(_WITH_OFFICES.search(stem))


_ASKED = re.compile(
    "一行(?:[一二三四五六七八九十两\\d]{1,2}人)?[来到去赴]?|希望(?!小学|工程)|要求|建议|询问|感谢|拜托|麻烦|恳请"
    "|轮流(?:保管|负责|主持|使用|值守)?|代为|移交|提交|上交|归还|[发交报转递传寄送退还]给|抄送|报送|^抄|(?<=[；;，,])抄"
)
# What is done with a thing, and a body's bare word behind it: 一册放商会, 一半从商会领.
_LEFT_AT = frozenset("放从给交找到归由请向问住租借送存寄退还领占")
_OWN_SHORT = re.compile("[（(]([\u4e00-\u9fff]{2,6})[)）]")
_JOINS = ("与", "和", "及")
_JOINED_BEFORE = re.compile("(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,6}[与和及]$")
_ACRONYM_BEHIND = re.compile(r" ([A-Z]{3,8})(?![\w&-])")


def _joined_start(text: str, start: int) -> int:
    """Begin a society's name before the "and" inside it where a clause begins there (水产与冷链交流组)."""
    before = _JOINED_BEFORE.search(text, max(0, start - 8), start)
    if before is None:
        return start
    first = before.group()[:-1]
    sentence = GLUE & set(first) or any(tag[0] in "pcurd" for tag in words(first).tags)
    return start if sentence else before.start()


# Houses that study two matters: 泉城地热与水文研究院.
_OF_TWO_MATTERS = frozenset("研究总院 研究院 研究所 设计院 设计研究院 勘察院 研究中心 检测中心 实验室".split())
_A_HOUSE_BEFORE = re.compile("(?:公司|集团|[厂院所局会站部心校行社队学])[与和及]$")


def _joined_matters(text: str, start: int) -> int:
    """Begin an institute's name before the "and" between its matters, where a place opens the clause."""
    before = _JOINED_BEFORE.search(text, max(0, start - 10), start)
    if before is None or _A_HOUSE_BEFORE.search(before.group()) or len(before.group()) < _SEAT_AND_MATTER:
        return start
    first = before.group()[:-1]
    seat = words(first)[0]
    seated = seat.tag.startswith("ns") or first[: seat.end] in places()
    return before.start() if seated and not GLUE & set(first) else start


_SEAT_AND_MATTER = 5  # signs: a seat, a matter and what joins the next
# By the word that a name ends with, where it begins before the "and" inside it.
_JOINS_INSIDE = {
    **dict.fromkeys(_OF_TWO_MATTERS, _joined_matters),
    **dict.fromkeys(lexicon.section("chinese", "organisation.societies"), _joined_start),
}

# 装备有限公司 and 稀土材料公司 are the tail of a name whose brand was not seen, or no name.
_TRADES_ONLY = seldom(f"(?:{lexicon.alternatives(lexicon.section('chinese', 'names.trades'))})+")
_LEGAL_SUFFIXES = frozenset(_LEGAL.split("|"))
_OFFICE = frozenset("长员主院所织")
_SOMEBODYS = frozenset("我贵本该你他她它这那哪此各某家几两多每另母子分总对")
_OF_A_COMPANY = frozenset("法章制化治")  # 公司法, 公司章程, 公司制
# The engineering bureaus of state groups go by a number: 中建八局, 中铁十二局, 中交二航局.
_BUREAU = re.compile(
    "中(?:[建铁交电水冶化核]|能建|电建)(?:[一二三四五六七八九十]{1,3}|[一二三四]航|[一二三四]公)局(?![长部])"
)
_FUNCTION = frozenset("的了到在和与是把被及或就都也不没未")
_SOCIETIES = lexicon.section("chinese", "organisation.societies")


def _suffix_confidence(text: str, stem: str, suffix: str, end: int) -> float:
    """Weigh a suffixed name by its stem: unknown words or a place make it one, everyday nouns alone do not."""
    whole = stem + suffix
    if len(stem) < 2 or _SITE_LIKE.search(whole) or (in_dictionary(whole) and len(whole) < 4):
        return 0.0
    legal = suffix in _LEGAL_SUFFIXES
    own = _has_own_word(stem) or bool(_COUNTED.match(stem)) or _of_a_work(stem)
    if suffix == "公司":
        somebodys = stem[0] in _SOMEBODYS or text[end : end + 1] in _OF_A_COMPANY or bool(_TRADES_ONLY.fullmatch(stem))
        return 0.8 if own and not somebodys and _opens_with_own(stem) else 0.0
    if legal:
        return 0.3 if _TRADES_ONLY.fullmatch(stem) else 0.95 if own or len(stem) > 3 else 0.5
    if text[end : end + 1] in _OFFICE and suffix[-1] in "院所局部厂会":
        return 0.0 if not own else 0.6
    if own:
        return 0.95 if _COUNTED_IN_TOWN.match(stem) else 0.85
    if suffix in _SOCIETIES and len(stem) >= 4:
        return 0.65
    if suffix in _GENERIC:
        return 0.0
    before = text[end - len(whole) - 1 : end - len(whole)]
    opens = not before or not is_cjk(before)  # 双沟卫生院转来两例
    return 0.6 if opens and len(stem) == 2 and not in_dictionary(stem) else 0.45


# A body by its number among those of its trade: 第九盐类勘查队, 第二棉纺厂.
_COUNTED = re.compile("第[一二三四五六七八九十]{1,3}(?![次届批期季年个种类项条])[\u4e00-\u9fff]{2}")

_COUNTED_IN_TOWN = re.compile("[\u4e00-\u9fff]{2,3}[省市县区]第[一二三四五六七八九十]{1,3}[\u4e00-\u9fff]{2}")


# Single characters that qualify any noun: 大水厂, 老电厂.
_QUALIFYING = frozenset("大小老新旧本总分主各全上下左右前后东西南北中内外好坏同单双多少一二三四五六七八九十百千第")


@lru_cache(maxsize=16384)
def _has_own_word(stem: str) -> bool:
    """Say whether a stem holds a place, a name or a word that no dictionary knows."""
    if any(stem[:length] in places() for length in range(2, 7)) or stem[:2] in ("中国", "国家", "全国", "国际", "世界"):
        return True
    pieces = [(stem[w.start : w.end], w.tag) for w in words(stem)]
    if 2 <= len(stem) <= 3 and all(len(piece) == 1 and is_cjk(piece) for piece, _ in pieces):
        return not (in_dictionary(stem) or (GLUE | _QUALIFYING) & set(stem))
    return any(tag.startswith(("ns", "nr", "nz", "nt")) or not in_dictionary(piece) for piece, tag in pieces)


_WORK = re.compile(
    "([\u4e00-\u9fff]{2,3})(?:水库|水电站|电站|船闸|水闸|枢纽|灌区|泵站|干渠|水渠|大坝|大桥|林场|林区|草场|牧场|渔港|港区|"
    "航道|保护区|景区|公园|园区|矿区|市场|口岸|服务区|收费站)"
)


def _of_a_work(stem: str) -> bool:
    """Say whether a stem is a public work with a name of its own (洞拉水库管理所): no 大型水库, no 城市公园."""
    work = _WORK.fullmatch(stem)
    return work is not None and not in_dictionary(work.group(1))


_DEPARTMENT = re.compile(
    "(?:物流|采购|财务|生产|设备|技术|销售|质检|质量|人事|行政|市场|供应|储运|研发|工艺|安环|工程|信息|运营|运行|质控|法务|审计|"
    "投资|战略|客服|检修|维修|安全|环保|总装|试验|计划|物控|设计|企管|后勤|综合|外贸|品质|品管)(?:科|处|部)"
)


def _own_departments(text: str) -> Iterator[Span]:
    """Find a department by the brand before it (沁谷物流科); one of everyday words (公司财务部) is nobody's."""
    for match in _DEPARTMENT.finditer(text):
        for start in (match.start() - 3, match.start() - 2):
            brand = text[max(start, 0) : match.start()]
            own = start >= 0 and all(map(is_cjk, brand)) and not in_dictionary(brand) and not set(brand) & GLUE
            if own and not is_cjk(text[start - 1 : start] or "。"):
                yield _span(text, start, match.end(), 0.6, "suffix")
                break


_JOINED = re.compile(
    "(?:国家|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}[省市县区]|"
    "[省市县区])[\u4e00-\u9fff]{2,6}[和与][\u4e00-\u9fff]{2,8}?(?:局|厅|委员会|部|总局)(?![\u4e00-\u9fff]?[长员门])"
)
# Trade words that follow any noun in running text and make no company of it.
_NO_COMPANY = lexicon.section("chinese", "organisation.no_company")


def _short_companies(text: str) -> Iterator[Span]:
    """Find companies by their trade word and the unknown brand of two or three characters before it (鼎湖资本)."""
    for trade, end in lexicon.longest(_trades(), text):
        common = text[trade:end] in _NO_COMPANY
        if common and is_cjk(text[end : end + 1] or "。") and not _PERSON_BEHIND.match(text, end):
            continue
        for start in (trade - 3, trade - 2):
            brand = text[max(start, 0) : trade]
            own = start >= 0 and all(map(is_cjk, brand)) and not is_everyday(brand) and not _FUNCTION & set(brand)
            own = own and (not common or _apart(text, start))
            if own and at_boundary(text, start, end) and not _everyday(text, start, trade):
                yield _span(text, _with_place(text, start), _house_end(text, end), 0.6, "suffix")
                break


_HOUSE_BEHIND = re.compile("[所院厂](?:$|[^\u4e00-\u9fff])")
_FAMILIES = "".join(sorted(lexicon.section("chinese", "person.frequent")))
_SURNAMES = "".join(sorted(name for name in lexicon.entries("surnames") if len(name) == 1))
_PERSON_BEHIND = re.compile(
    f"[{_FAMILIES}](?:[总工]|主任|博士|老师|师傅)|[{_SURNAMES}](?:[董总](?![事量体务计会])|[厂科部队站所会经][长理]|老板)"
)
_TO_PARTIES = frozenset("由给向与和跟找从归写是为请")


def _house_end(text: str, end: int) -> int:
    """End a name behind the house that its trade, or its trades together, are of (沣桥电真空所, 漓科测绘仪器厂)."""
    trades, last = lexicon.section("chinese", "names.trades"), end
    while n := next((n for n in (4, 3, 2) if text[last : last + n] in trades), 0):
        last += n
    return next((place + 1 for place in (last, end) if _HOUSE_BEHIND.match(text, place)), end)


def _apart(text: str, start: int) -> bool:
    """Say whether a name begins a clause, or behind a word that takes a party or its town (租户写润丰物业，)."""
    before = text[max(0, start - 2) : start]
    return not before or not is_cjk(before[-1]) or before[-1] in _TO_PARTIES or before in places()


def _with_place(text: str, start: int) -> int:
    """Begin a company's short name at the place right before its brand (杭州碧橹水务)."""
    before = next((n for n in (3, 2) if start >= n and text[start - n : start] in places()), 0)
    return start - before if before and not is_cjk(text[start - before - 1 : start - before] or "。") else start


@lru_cache(maxsize=1)
def _trades() -> lexicon.Automaton:
    things = lexicon.section("chinese", "organisation.things")
    return lexicon.automaton(lexicon.section("chinese", "names.trades") - things)


def _everyday(text: str, start: int, end: int) -> bool:
    """Say whether a stretch begins or ends inside everyday words or consists of function characters."""
    found = words(text)
    first = found.at(start)
    for i in range(first, len(found)):
        if found.starts[i] >= end:
            break
        piece = text[found.starts[i] : found.ends[i]]
        if len(piece) > 1 and is_everyday(piece):
            return True
    return text[start] in GLUE or found.tags[first][0] in "pcurdm"


def _known(text: str) -> Iterator[Span]:
    for start, end in lexicon.longest(lexicon.chinese("organisations"), text):
        if (text[start:end] not in _AMBIGUOUS or text[end : end + 1] in _FIRM) and at_boundary(text, start, end):
            yield _span(text, start, end, 0.85, "suffix")


_FIRM = frozenset("公集股")
_AMBIGUOUS = frozenset(
    [
        "大众",
        "小米",
        "中核",
        "中化",
        "中铝",
        "本田",
        "华电",
        "南网",
        "国网",
        "百度",
        "壳牌",
        "一汽",
        "能源局",
        "统计局",
        "工程院",
        "解放军",
        "招商局",
        "京东",
    ]
)


def _departments(text: str) -> Iterator[Span]:
    """Find provincial and municipal departments: 江苏省工信厅, 市发改委, 省水利厅."""
    for match in _JOINED.finditer(text) if "和" in text or "与" in text else ():
        if _has_own_word(match.group()) or not is_cjk(text[match.start() - 1 : match.start()] or "。"):
            yield _span(text, match.start(), match.end(), 0.8, "suffix")
    for match in _LOCAL.finditer(text):
        start = name_start(text, match.start())
        prefix = text[start : match.start()]
        if prefix and (prefix in ("省", "市", "县", "区", "州") or _has_own_word(prefix)):
            yield _span(text, start, match.end(), 0.85, "suffix")


_TRANSLITERATED = re.compile("[" + "".join(lexicon.lines("transliteration")) + "]{3,7}")


def _behind_country(text: str, start: int) -> int:
    """Begin a foreign name behind the country that its first letters end (挪威|卡尔维克)."""
    ends = (start + cut for cut in (1, 2) for n in (2, 3) if text[max(0, start + cut - n) : start + cut] in places())
    return next(ends, start)


def _transliterated(text: str) -> Iterator[Span]:
    """Find foreign names in Chinese letters that stand in a list (科维拉、林德格伦) or apart by words of their own."""
    for run in _TRANSLITERATED.finditer(text):
        start, end = _behind_country(text, run.start()), run.end()
        if end - start < 3 or not at_boundary(text, start, end):
            continue
        found = words(text)
        pieces = [
            text[found.starts[i] : found.ends[i]]
            for i in range(found.at(start), min(found.at(end - 1) + 1, len(found)))
            if found.starts[i] >= start and found.ends[i] <= end
        ]
        apart = not is_cjk(text[start - 1 : start] or "。") or start > run.start()
        listed = text[end : end + 1] in ("、", "等", "，", "/", "”") or text[start - 1 : start] in ("、", "“", "/")
        unknown = end - start - sum(len(piece) for piece in pieces if len(piece) > 1 and is_everyday(piece))
        if (
            text[start:end] not in places()
            and unknown >= 2
            and (listed or (unknown == end - start and (apart or end - start > 3)))
        ):
            yield _span(text, start, end, 0.6 if listed else 0.5, "pattern")


def _definitions(text: str, defined: Sequence[definitions.Find]) -> Iterator[Span]:
    for find in defined:
        if find.kind == "organisation":
            span = _span(text, find.start, find.end, find.confidence, "definition")
            yield replace(span, alias_of=find.alias_of)


# Posts that are written where a department is asked for, and no department.
_POST = re.compile(
    "(?:[副正常执][\u4e00-\u9fff]?)?[\u4e00-\u9fff]{0,4}(?:总监|总工|副总|总助|经理|主任|厂长|科长|处长|部长|院长|所长|组长|班长|书记|主席|秘书|"
    "会计|出纳|司机|助理|专员|工程师|主管|顾问|代表|队长|店长|场长|站长|老板|法人)|副?总"
)


def _columns(segment: Segment, columns: Sequence[tuple[int, int, str, str]]) -> Iterator[Span]:
    for start, end, kind, header in columns:
        text = segment.text[start:end]
        if kind != "organisation" or _ANONYMOUS.fullmatch(text) or _POST.fullmatch(text):
            continue
        coded = "代号" in header or "code" in header.casefold()
        if _CODE.match(text):
            if _CODE_COLUMN.match(header.strip()):
                yield _span(segment.text, start, end, 0.75, "pattern")
            continue
        if coded:  # a code name under it is a project's
            continue
        yield from _bilingual(segment.text, start, end)


def _bilingual(text: str, start: int, end: int) -> Iterator[Span]:
    """Give the cell's name, or both of a cell that says it in two languages (检测中心 / SNTC is cut before)."""
    pair = definitions.bilingual(text, start, end)
    if pair:
        (a, b), (c, d) = pair
        yield _span(text, a, b, 0.85, "column")
        yield replace(_span(text, c, d, 0.85, "definition"), alias_of=folded(text[a:b]))
        return
    inner = re.search(r"\s*[（(]", text[start:end])
    yield _span(text, start, start + inner.start() if inner and inner.start() > 1 else end, 0.85, "column")


def _told_twice(segment: Segment, capitals: Sequence[latin.Find]) -> Iterator[Span]:
    """Find a firm that a cell under any header says in Chinese before its Latin name (沛洛出行 Pelorus Mobility)."""
    firms = {(f.start, f.end) for f in capitals if f.kind == "organisation" and f.evidence == "suffix"}
    for cell in segment.cells if firms else ():
        pair = definitions.bilingual(segment.text, cell.start, cell.end)
        if pair and pair[1] in firms and _can_be_firm(segment.text[slice(*pair[0])]):
            chinese, spoken = pair
            yield _span(segment.text, *chinese, 0.8, "definition")
            named = _span(segment.text, *spoken, 0.85, "definition")
            yield replace(named, alias_of=folded(segment.text[slice(*chinese)]))


def _can_be_firm(text: str) -> bool:
    """Say whether a Chinese stretch is short and none of its words makes a sentence or is all of it."""
    return 2 <= len(text) <= 8 and all(map(is_cjk, text)) and not is_everyday(text) and not GLUE & set(text[:1])


_OF_A_PARTY = re.compile(
    r"sender|client|customer|supplier|lessee|buyer|member|^(?:user|bidder|tenderer)$", re.IGNORECASE
)


_OF_TESTS = seldom(r"用例|缺陷|章节|测试项|检查项|\b(?:test cases?|defects?|bugs?|tickets?)\b", re.IGNORECASE)
_LETTERED_BY = lexicon.automaton((*_NOUNS_SPACED, "umber "))


def _lettered(segments: Sequence[Segment]) -> set[int]:
    """Give the numbers of the segments that may hold a code in Latin letters that acts as a subject."""
    whole = joined(segments)
    return _LETTERED_BY.holders(whole) | whole.matching(_LETTER_BEHIND)


@each_text
def _anonymous(text: str) -> Iterator[Span]:
    """Find codes that act as subjects: 反馈单位E, 7号会员, Respondent 4."""
    if not text.isascii() and _ANONYMOUS_CUE.search(text):
        for match in _ANONYMOUS.finditer(text):
            code = _OWN_CODE.search(text, match.start(), match.end())
            yield _span(text, code.start() if code else match.start(), match.end(), 0.8, "pattern")
    for match in _NUMBERED.finditer(text) if _NOUN_SPACED.search(text) else ():
        noun = _NOUN_BEFORE.search(text, max(0, match.start() - 16), match.start())
        if noun:
            yield _span(text, noun.start(), match.end(), 0.8, "pattern")
    for match in _CALLED_BY_NUMBER.finditer(text) if "umber " in text else ():
        yield _span(text, *match.span(match.lastindex or 1), 0.6, "pattern")
    for match in _LETTERED_NOUN.finditer(text) if _LETTER_BEHIND.search(text) else ():
        yield _span(text, *match.span(), 0.65, "pattern")


def _coded(segment: Segment, anonymous: bool) -> Iterator[Span]:
    """Find codes in a column of them: M-07 in a survey's; in a list of tests and defects they are those'."""
    if any(_OF_TESTS.search(cell.header) for cell in segment.cells):
        return
    for cell in segment.cells:
        text = segment.text[cell.start : cell.end].strip()
        if (
            _CODE.match(text)
            and _CODE_COLUMN.match(cell.header.strip())
            and (anonymous or _OF_A_PARTY.search(cell.header))
        ):
            at = segment.text.index(text, cell.start)
            yield _span(segment.text, at, at + len(text), 0.75, "pattern")


_RULES: sieve.Rules = (
    (sieve.mark(_TITLED_GROUP, _TITLED_SOCIETY, _OPENING_SOCIETY), _titled),
    (sieve.mark(_SUFFIX), _suffixed),
    (sieve.mark(_ADDRESSED), _addressed),
    (sieve.mark(_TOWN_WORKS), _town_works),
    (sieve.mark(_WORKS_END), _made_in_town),
    (sieve.mark_of_words(lexicon.chinese("organisations").words), _known),
    (sieve.mark(_JOINED, _LOCAL), _departments),
    (sieve.mark(_TRANSLITERATED), _transliterated),
    (sieve.mark_of_words(_trades().words), _short_companies),
    (sieve.mark(_DEPARTMENT), _own_departments),
    (cued.MARK, _cued),
    (labelled.MARK, _labelled),
    (sieve.mark(_PUBLIC), _public),
    (sieve.mark(_INSTITUTE), _institutes),
    (sieve.mark(_LEVEL_OFFICE), _level_offices),
    (units.MARK, _units),
    (sieve.mark(_BUREAU), _bureaus),
)
_CHINESE_MARK = sieve.union(_RULES)


RECOGNIZER = Recognizer(kinds=("organisation",), find=find, version=44)
