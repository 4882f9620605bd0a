"""Definitions in the text: （以下简称“X”）, (hereinafter "X"), Full Name (ABBR), and names said in two languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from extractors import lexicon, pinyin, sieve
from extractors.chinese import GLUE, name_start, places
from extractors.latin import LEGAL, TOKEN, common, is_chinese_name
from extractors.latinfinds import is_person
from extractors.model import Kind, Segment
from extractors.patterns import late, seldom
from extractors.text import folded, has_cjk, in_dictionary, in_order, is_cjk, per_file, simplified, words

_Q = "[“\"'‘「『《〈]"
_E = "[”\"'’」』》〉]"
_SHORT_ZH = late(
    rf"[（(［\[〔]\s*(?:以下|下文|下称|后文|简称|以下统?简?称)[^（）()]{{0,8}}?(?:简称|统称|称|称作|"
    rf"称为)?\s*(?:为)?[:：]?\s*{_Q}([^”\"'’」』）)]{{1,24}}){_E}(?:\s*或\s*{_Q}([^”\"'’」』）)]{{1,24}}){_E})?"
)
_SHORT_ZH_QUOTED = late(rf"(?<=[\u4e00-\u9fff])[（(]{_Q}([\u4e00-\u9fff]{{2,8}}){_E}[）)]")
_SHORT_ZH_BARE = late(
    r"[（(［\[〔]\s*(?:(?:以下|下文|后文|文中|本文|下面|简称|内部|圈内|业内|行内|大家|我们|当地|又|亦|也|项目|下)?"
    r"(?:统|合|均|都|一般|通常|也)?(?:简称|代号|又名|别名|(?<=.)(?:称作|称为|称呼|称|叫作|叫做|叫)))(?:为|是)?[:：]?\s*"
    r"([\u4e00-\u9fffA-Za-z0-9·-]{2,12})\s*[）)］\]〕]"
)
# What people call a thing: 我们叫它“老厂”, （即“灰鹭”）, ，以下简称互助会。
_SPOKEN_ZH = late(
    "[，,（(]?(?:我们|大家|内部|圈内|行内|业内|当地|[厂站组村镇乡县市院所矿港船家线校][里上]|工人|平时|平常|习惯上?|通常|一般|私下|也|就|都)"
    f"(?:都|也|一般|习惯|通常|私下|平时|常)?(?:管它|把它|管这里|管那里)?[叫称喊](?:它|其|他们|这里|那里|做|作|为)?{_Q}"
    f"([^”\"'’」』）)，。]{{2,12}}){_E}"
)
# The same in a bracket without quotation marks: (Orrin, 中文客户叫它奥林).
_CALLED_ZH = late(
    "[（(](?:[^（()）]{0,24}[，,]\\s*)?[\u4e00-\u9fff]{0,8}?[叫称](?:它|其|他们|之|这里|作|做|为)"
    "([\u4e00-\u9fffA-Za-z0-9·-]{2,12})[）)]"
)
_THAT_IS_ZH = late(rf"[（(]\s*(?:即|也就是)(?:所谓的?)?\s*{_Q}?([\u4e00-\u9fffA-Za-z0-9·-]{{2,12}}){_E}?\s*[）)]")
_HEREAFTER_ZH = late(
    f"[，,](?:以下|下文|后文)(?:统|均)?(?:简称|称)(?:为)?{_Q}?([\u4e00-\u9fff]{{2,8}}){_E}?(?=[，。；,;、]|$)"
)
_SHORT_EN_BARE = late(
    r"\(\s*(?:hereinafter|hereafter|henceforth|in short|for short|short|abbreviated|internally|code[- ]?name[d:]?|"
    r"nicknamed|also|below|from here on|from now on|in what follows)"
    r"[ ,:]*(?:(?:referred to|known|abbreviated) as |called |as )?(?:the )?"
    rf"({TOKEN}(?: {TOKEN}){{0,3}})\s*\)"
)
_SHORT_EN = late(
    r"\(\s*(?:hereinafter|hereafter|henceforth|the|below|called|referred to as|in short|"
    rf"short)[^()]{{0,40}}?{_Q}(?:the )?([^”\"'’]{{2,40}}){_E}\s*\)"
)
_QUOTED_EN = late(
    rf"\(\s*(?:the |together,? |collectively,? )?{_Q}(?:the )?([A-Z][^”\"'’()]{{1,30}}){_E}"
    rf"(?:,? or (?:the )?{_Q}(?:the )?([A-Z][^”\"'’()]{{1,30}}){_E})?\s*\)"
)
_NAMED_EN = late(r"\((?:[Tt]he |our )([A-Z][A-Za-z]{2,11})\)")
_HEREAFTER_EN = late(
    rf",? (?:hereafter|hereinafter|henceforth|below|in what follows)(?: called| referred to as)? {_Q}?(?:the )?"
    rf"({TOKEN}(?: {TOKEN}){{0,2}}){_E}?(?=[,.;:)]|$)"
)
# What a text says that a thing is called: 园区叫狮岭西仓，那家公司叫澄砾.
_NAMED_ZH = late(
    "(?P<what>园[区區]|园子|厂区|厂子|场子|基地|码头|仓库|酒店|宾馆|旅馆|会馆|馆子|村子|那?地方|公司|单位|东家|厂家|供应商)"
    f"(?:名字|名)?(?:叫做|叫作|就叫|叫|名为|取名){_Q}?(?P<name>[\u4e00-\u9fff]{{2,8}}){_E}?(?=[，。；、,;：:（(]|$)"
)
_ALSO_ZH = late(
    "(?:又名|又称|亦称|别名|曾用名|原名|化名|俗称|简称|也叫|又叫|代号|内部叫|内部称|对外称|对外叫|以前叫|下称)"
    rf"\s*[:：为是]?\s*{_Q}?"
    rf"([\u4e00-\u9fffA-Za-z·\-0-9]{{2,16}}?)(?:{_E}|(?=[）)，。；]))"
)
_ABBREVIATION_ZH = late(r"([\u4e00-\u9fff·]{2,24})\s*[（(]([A-Z][A-Za-z0-9&. -]{1,40}?)[）)]")
_ALSO_EN = seldom(
    r"\b(?:also known as|a\.?k\.?a\.?|formerly|known as|trading as|t/a|d/b/a|code[- ]?named?|nicknamed|"
    r"known (?:locally|internally|here|in the trade|among [a-z]+|to [a-z]+) as|previously|"
    r"(?:which|whom) (?:we|they|people|everybody|everyone|locals|the [a-z]+) (?:all |just |simply )?calls?|"
    rf"referred to as|abbreviated as)\s+(?:the )?{_Q}?({TOKEN}(?: {TOKEN})*){_E}?"
)
# The short name first, and in the same bracket what says that it is one: (Torrin for short), (Torrin from here on).
_SHORT_EN_FIRST = late(
    rf"\((?:the )?{_Q}?({TOKEN}(?: {TOKEN}){{0,2}}){_E}?,? (?:for short|in short|from here on|from now on|hereafter"
    r"|hereinafter|in what follows|below|to (?:us|its friends|the trade|everybody|everyone))\)"
)
# Two names in one bracket, one of them told to be one: （Chengshuo，下称澄烁）, (Varnhiti, 中文客户叫它瓦恩希蒂).
_LEAD_IN = (
    "(?:[\u4e00-\u9fff]{0,6}[叫称](?:它|其|作|做|为)?|又名|别名|曾用名|[中英]文名?(?:为|是)?|缩写为?|代号"
    "|(?:here(?:in)?after|in short|short|abbr\\.?|locally|in Chinese|in English|we (?:say|call it)|called|also)"
    "(?: the)?)"
)
_SHORT_NAME = rf"(?:{TOKEN}(?: {TOKEN}){{0,3}}|(?:(?![叫称名])[\u4e00-\u9fff·]){{2,8}})"
_TWO_SHORT = late(
    rf"[（(]\s*(?:({_SHORT_NAME})[，,；;、] ?{_LEAD_IN}[:：]? ?{_Q}?({_SHORT_NAME}){_E}?"
    rf"|{_LEAD_IN}[:：]? ?{_Q}?({_SHORT_NAME}){_E}?[，,；;、] ?(?:{_LEAD_IN}[:：]? ?)?{_Q}?({_SHORT_NAME}){_E}?"
    rf"|(?P<own>[\u4e00-\u9fff]{{2,6}}) ([A-Z][a-zà-ž]+(?: {TOKEN}){{0,3}}))\s*[)）]"
)
_FOR_SHORT_EN = late(rf", (?:or )?{_Q}?(?:the )?({TOKEN}(?: {TOKEN})?){_E}? for short\b")
_PAIR = late(
    r"([\u4e00-\u9fff][\u4e00-\u9fff\d·]*)(?:[ \u3000]+|[ \u3000]*[/／|(（][ \u3000]*)"
    r"([A-Za-z][^\u4e00-\u9fff()（）]*)[)）]?\s*$"
)
# The same the other way round, no initials: Bluejay 蓝鹊, Yuan Lin (袁琳).
_TURNED_PAIR = late(
    r"\s*([A-Z][a-zÀ-ž'’-]{2,}"
    r"(?: (?:[A-Z][a-zÀ-ž'’-]+|GmbH|(?:[A-Za-z]\.)+[A-Za-z]?\.?|[A-Z]{2}|(?:Pty|Pte|Co)\.)){0,5})"
    r"[ \u3000]*[ /／|(（][ \u3000]*"
    r"([\u4e00-\u9fff·]{2,8})[)）]?\s*$"
)


class Find(NamedTuple):
    """A name that the text defines; `alias_of` is the folded full name that stands before it."""

    start: int
    end: int
    kind: Kind
    confidence: float
    alias_of: str


# What a definition may be told by.
_SIGNS = (
    "[（(［\\[〔]",
    "[又亦曾原别化俗下内对][名称外部]|简称|代号|[也又前]叫",
    "[\u4e00-\u9fff][ \u3000/／][A-Z]",
    '[叫称喊](?:它|其|他们|这里|那里|做|作|为)?[“"‘「]',
    "[，,](?:以下|下文|后文|全称|全名)",
    "[区區子场头库店馆方司位家商](?:名字?)?(?:叫|就叫|名为|取名)",
    "known (?:[a-z ]{2,20} )?as",
    "a\\.?k\\.?a",
    "formerly|trading as|nicknamed|previously",
    "(?:trading|trade|brand|business) name of",
    "[td]/",
    "code[- ]?name",
    "(?:referred|abbreviated) as",
    "for short|short for|stands for",
    "calls? ",
    "here(?:in)?after|henceforth",
    "[A-Z]{2} ?[=＝:：—–即是指-]",
)
_MARKED_SIGNS = tuple((late(sign), sieve.mark(late(sign))) for sign in _SIGNS)
_SIGN_MARK = reduce(or_, [mark for _, mark in _MARKED_SIGNS])


@per_file
def in_file(segments: Sequence[Segment]) -> list[tuple[Find, ...]]:
    """Give what each segment of a file defines, see `finds`."""
    return [
        finds(segment.text, marks) if marks & _SIGN_MARK and _is_signed(segment.text, marks) else ()
        for segment, marks in zip(segments, sieve.marks(segments), strict=True)
    ]


def _is_signed(text: str, marks: int) -> bool:
    return any(search(text) for search in _searches(marks & _SIGN_MARK))


@lru_cache(maxsize=1024)
def _searches(marks: int) -> tuple[Callable[[str], object], ...]:
    """Give what looks for the signs that a text with these marks may hold."""
    return tuple(sign.search for sign, mark in _MARKED_SIGNS if marks & mark)


@lru_cache(maxsize=4096)
def finds(text: str, marks: int = sieve.UNKNOWN) -> tuple[Find, ...]:
    """Give the short names that a text defines and, where its edges are plain, the full names they stand for."""
    return (
        *_declared(text, marks), *_also_known(text, marks), *(_bracketed(text) if marks & _BRACKETED_MARK else ()),
        *(_expanded(text) if marks & _EXPANDED_MARK else ()), *(_paired(text) if marks & _PAIRED_MARK else ()),
        *(_sounded(text) if marks & _SOUNDED_MARK else ()), *(_spelled_out(text) if marks & _SPELLED_MARK else ()),
        *(_named(text) if marks & _NAMED_MARK else ()), *(_letterhead(text) if marks & _LETTERHEAD_MARK else ()),
    )  # fmt: skip


# What contracts and letters call the parties: every one of them calls another so.
_PARTIES = frozenset(
    "甲方 乙方 丙方 丁方 买方 卖方 供方 需方 出租方 承租方 出租人 承租人 贷款人 借款人 委托方 受托方 委托人 受托人 "
    "发包人 承包人 发包方 承包方 招标人 投标人 我司 贵司 本公司 公司 本项目 项目 本合同 合同 本协议 协议 "
    "招标方 投标方 采购人 采购方 供应商 代理机构 中标人 成交人 被许可方 许可方 授权方 被授权方 披露方 "
    "接收方 出让方 受让方 转让方 服务商 服务方 开发商 开发方 运营方 保证人 担保人 抵押人 债权人 债务人 "
    "用人单位 用工单位 劳动者 用户 客户 会员 开发者 作者 学员 学生 家长 患者 申请人 被申请人 双方 各方 "
    "产品 商品 服务 货物 设备 标的物 网站 本网站 本站 平台 本平台 软件 本软件 系统 本系统 "
    "本办法 办法 规定 细则 规则 意见 通知 纲要 规划 方案 标准 规范 导则 条例 章程 公约 "
    "Lessor Lessee Buyer Buyers Seller Sellers Supplier Customer Company Party Parties Client Contractor "
    "Subcontractor Employer Owner Owners Borrower Lender Lenders Agent Bank Banks Charterer Charterers "
    "Licensor Licensee Purchaser Vendor Agreement Contract Services Service Products Product Project "
    "Works Goods Term Terms Guarantor Insurer Insured Consultant Operator Site Premises "
    "Vessel Ship Cargo Equipment Purpose Group Issuer Trustee Recipient Discloser Report".split()
)


_DECLARATIONS = tuple(
    (pattern, sieve.mark(pattern))
    for pattern in (
        _SHORT_ZH, _SHORT_ZH_QUOTED, _SHORT_ZH_BARE, _SHORT_EN, _SHORT_EN_BARE, _QUOTED_EN, _NAMED_EN, _HEREAFTER_EN,
        _SHORT_EN_FIRST, _TWO_SHORT,
    )
)  # fmt: skip


_OF_FULL_NAMES = (_QUOTED_EN, _SHORT_EN_FIRST, _TWO_SHORT)  # which mean little behind a word alone


def _is_full(full: str, match: re.Match[str]) -> bool:
    """Say whether a bracket stands behind a full name: one of several words or signs, or that holds the short one.

    No word of the bracket may be an everyday one: (Monday, also Friday).
    """
    shorts = [short for short in match.groups() if short]
    if match.re.pattern != _QUOTED_EN.pattern and any(map(_is_everyday, shorts)):
        return False
    if own := match.groupdict().get("own"):  # 宁波澄烁膜科技有限公司（澄烁 Chelune）
        return own in full
    long = len(full) > 5 if has_cjk(full) else " " in full
    return long or any(short in full for short in shorts)


def _is_everyday(short: str) -> bool:
    return in_dictionary(short) if has_cjk(short) else common(short.split(maxsplit=1)[0])


def _full_of(text: str, end: int, short: str) -> str:
    """Give the full name that ends at `end`; where a Chinese one's beginning is not plain, its short name tells it.

    登记承租单位宁波澄烁膜科技有限公司（以下称澄烁） begins at the town before 澄烁.
    """
    full = full_before(text, end)
    if not has_cjk(short) or short in full:
        return full
    stretch = simplified(text[max(0, end - _REACH) : end])
    at = stretch.rfind(short)
    if at < 0 or len(stretch) - at > _LONGEST_FULL or re.search(r"[，。；、,;:：（）()\s]", stretch[at:]):
        return full
    town = next((n for n in (4, 3, 2) if at >= n and stretch[at - n : at] in places()), 0)
    return stretch[at - town :]


_LONGEST_FULL = 24  # characters of a company's registered name behind its town


def _declared(text: str, marks: int) -> list[Find]:
    found = []
    for pattern, mark in _DECLARATIONS:
        for match in pattern.finditer(text) if marks & mark else ():
            full = _full_of(text, match.start(), match.group(match.lastindex or 0))
            if pattern is _NAMED_EN and not _heads_itself(match.group(1), full):
                continue
            if pattern in _OF_FULL_NAMES and not _is_full(full, match):
                continue
            for group in range(1, (match.lastindex or 0) + 1):
                if match.group(group) and full != match.group(group) and match.group(group) not in _PARTIES:
                    found.append(
                        Find(*match.span(group), _kind(full, text[match.end() :]), 0.95, folded(full) if full else "")
                    )
                    found += _own_full(text, _end_before(text, match.start()), full, match.group(group))
    return found


def _heads_itself(short: str, full: str) -> bool:
    """Say whether a bracket's word is one of the full name's words, or the beginning of its last: (the Lab)."""
    words = full.split()
    return len(words) > 1 and (short in words or words[-1].startswith(short))


def _own_full(text: str, end: int, full: str, short: str) -> list[Find]:
    """Find the full Latin name whose first words or initials its own bracket gives: Yuling Biopharma ("Yuling")."""
    if has_cjk(full) and short in full and len(full) >= 6 and text.endswith(full, 0, end):
        return [Find(end - len(full), end, _kind(full, ""), 0.85, "")] if _TELLING_END.search(full) else []
    named = " " in full and not has_cjk(full) and text.endswith(full, 0, end)
    if named and (full.startswith(f"{short} ") or abbreviates(short, full)):
        return [Find(end - len(full), end, _kind(full, ""), 0.85, "")]
    return []


_TELLING_END = late(
    f"(?:{lexicon.alternatives(lexicon.section('chinese', 'names.trades'))}|"
    "公司|集团|厂|院|所|会|局|中心|项目|工程|计划|基地|园区?|港|库|矿|站|场|楼|室|线|圈|组|网|坛|圆桌|联盟|实验室|大厦|塔|炉|池|坝|桥|闸|窑|井|罐|船|号|台|路|街|"
    "[A-Za-z.])$"
)


_ARTICLES = frozenset({"The", "A", "An"})  # known as "The king of banjo": nothing behind them is a name


_OTHER_NAMES = tuple(
    (pattern, sieve.mark(pattern))
    for pattern in (_ALSO_ZH, _ALSO_EN, _SPOKEN_ZH, _CALLED_ZH, _THAT_IS_ZH, _HEREAFTER_ZH, _FOR_SHORT_EN)
)


def _also_known(text: str, marks: int) -> list[Find]:
    """Find the other names that 又名, 原名 and "also known as" give to the name right before them."""
    found = []
    for pattern, mark in _OTHER_NAMES:
        for match in pattern.finditer(text) if marks & mark else ():
            full = full_before(text, _end_before(text, match.start(), " ，,（("))
            short = match.group(1)
            if _TELLING_END.search(full) and not in_dictionary(short) and short not in _ARTICLES:
                found.append(Find(*match.span(1), _kind(full, ""), 0.85, folded(full)))
    return found


# chosen: three times the longest name of a ministry; to look back further makes one long line quadratic work.
_REACH = 160
_STOP = r"(?:(?<=\bCo)\.|(?<=\bPt[ey])\.|(?<=\bSdn)\.)?"  # within a legal suffix: Co., Ltd.
_SMALL = "of|for|and|the|on|&|de|del|della|di|du|des|la|el|y|e|et|und"


def full_before(text: str, end: int) -> str:
    """Give the full name that ends at `end`, "" where its beginning is not to be seen."""
    stretch = text[max(0, end - _REACH) : end].rstrip(' ”"’」》')
    if not stretch:
        return ""
    if not is_cjk(stretch[-1]):
        match = re.search(
            rf"(?:{TOKEN}|\d+){_STOP}(?:[ ,]+(?:(?:{_SMALL}) )*(?:{TOKEN}{_STOP}|S\.p\.A\.|A/S))*\.?$", stretch
        )
        return re.sub(r"^(?:The|the) ", "", match.group()) if match else ""
    quoted = re.search(r"[《“「]([^《》“”「」]{2,40})$", stretch)
    if quoted:
        return quoted.group(1)
    core = len(stretch) - (4 if stretch.endswith("公司") else 2)
    return stretch[name_start(simplified(stretch), max(core, 0)) :]


def _end_before(text: str, end: int, marks: str | None = None) -> int:
    """Give where the text before `end` ends without these marks (white space) behind it."""
    start = max(0, end - _REACH)
    return start + len(text[start:end].rstrip(marks))


def _kind(full: str, behind: str) -> Kind:
    text = full + behind[:6]
    if re.search(r"(?:项目|工程|计划|专项|课题|方案|Project|Programme|Program)$", full) or re.match(
        r"[）)]?(?:项目|工程|计划)", behind
    ):
        return "project"
    if re.search(
        r"(?:园区?|基地|电站|码头|厂区|矿区|矿|港|站|plant|yard|terminal|mine|reactor|mill|works|station"
        r"|Plant|Yard|Terminal|Mine|Depot)$",
        full,
    ):
        return "site"
    return "product" if re.search(r"(?:系列|型|机|系统|平台)$", full) and "公司" not in text else "organisation"


_BRACKET_CAPITAL = late("[\u4e00-\u9fff·]\\s*[（(][A-Z]")
_INITIALS = late(r"[(（]([A-Z][A-Za-z0-9&.-]{1,11})[)）]")
# Letters among other names in a bracket behind a Chinese full name: （昶岭，英文资料里写 Changling 或 CLT）.
_LOOSE = late("(?<=[司团院所会心局站厂])[（(]([^（）()]{4,40})[）)]")
_LOOSE_CUE = late("英文|外文|西文|缩写|简写|字母|拼音")
_LOOSE_LETTERS = late(r"(?:[写叫称作为是用:：、/]|[英外西]文|缩写|简写|字母|或者?)\s?([A-Z]{2,6})(?![A-Za-z0-9&-])")
# A name's own last words in its bracket, and what a house trades under: Écloserie de Pen Ruz (Pen Ruz).
_OWN_WORDS = late(rf"[(（]((?:{TOKEN})(?: {TOKEN}){{0,2}})[)）]")
_TRADING = late(
    rf"({TOKEN}(?: {TOKEN}){{0,4}}) is (?:a|the) (?:trading|trade|brand|business) name of (?:the )?"
    rf"({TOKEN}(?: {TOKEN}){{0,5}})"
)
_BRACKETED_MARK = sieve.mark(_INITIALS, _ABBREVIATION_ZH, _LOOSE, _OWN_WORDS, _TRADING)


_OWN_NUMBER = late(r"([A-Z][A-Za-z]*)-?(\d{1,3})")


def _numbered(short: str, text: str, at: int) -> str:
    """Give the name whose initials and number a bracket holds: Dry Dock 3 (DD3); `at` is where its number begins."""
    own, name = _OWN_NUMBER.fullmatch(short), full_before(text, at).split(", ")[-1]
    alike = own is not None and text.startswith(own[2], at) and text[at - 1 : at] == " " and stands_for(own[1], name)
    return f"{name} {own[2]}" if own and alike else ""


_SMALL_WORDS = late(r"(?<![\w-])[A-Z][\w’'-]+(?: [a-z][\w’'-]+){2,5}$")


def _in_small_words(short: str, text: str, end: int) -> str:
    """Give the name in small words before its initials (Kestermunde pool reactor (KPR)), "" for none."""
    stretch = _SMALL_WORDS.search(text, max(0, end - _REACH), end) if short.isalpha() and short.isupper() else None
    named = stretch.group() if stretch else ""
    return named if len(short) > 2 and [word[0].upper() for word in named.split()] == list(short) else ""


def _by_own_words(text: str) -> Iterator[Find]:
    for match in _OWN_WORDS.finditer(text):
        full, short = full_before(text, match.start()), match.group(1)
        if full.endswith(" " + short) and not all(map(common, short.split())):
            end = _end_before(text, match.start())
            yield Find(*match.span(1), _kind(full, ""), 0.95, folded(full))
            yield Find(end - len(full), end, _kind(full, ""), 0.9, "")
    for match in _TRADING.finditer(text) if " name of " in text else ():
        yield Find(*match.span(1), "organisation", 0.9, folded(match.group(2)))
        yield Find(*match.span(2), "organisation", 0.9, "")


def _bracketed(text: str) -> list[Find]:
    """Find `Full Name (ABBR)` where the abbreviation's letters are the name's initials, and 中文名（English name）."""
    found = []
    for match in _INITIALS.finditer(text):
        full, end = full_before(text, match.start()), _end_before(text, match.start())
        if full.isdigit() and (numbered := _numbered(match.group(1), text, end - len(full))):
            found.append(Find(*match.span(1), "project", 0.9, folded(numbered)))
            found.append(Find(end - len(numbered), end, "project", 0.85, ""))
        elif small := _in_small_words(match.group(1), text, end):
            kind = _kind(small, "")
            found.append(Find(*match.span(1), kind, 0.95, folded(small)))
            found.append(Find(end - len(small), end, kind, 0.9, ""))
        elif full and not has_cjk(full) and (stands_for(match.group(1), full) or _closes(match.group(1), full)):
            found.append(Find(*match.span(1), "organisation", 0.95, folded(full)))
            if _BODY.search(full) and text.endswith(full, 0, end):
                found.append(Find(end - len(full), end, "organisation", 0.9, ""))
    found += _by_own_words(text)
    for match in _ABBREVIATION_ZH.finditer(text) if _BRACKET_CAPITAL.search(text) else ():
        full = full_before(text, match.end(1))
        if len(full) >= 3 and re.search(
            "(?:中心|院|所|会|公司|集团|局|部|大学|圆桌|[联同]盟|组织|署|厂|银行|平台|论坛|网|圈|坛|社|组|群|沙龙|俱乐部|"
            "[作合同]体|基金|实验室|台)$",
            full,
        ):
            found.append(Find(*match.span(2), "organisation", 0.9, folded(full)))
            found.append(Find(match.end(1) - len(full), match.end(1), "organisation", 0.9, ""))
        elif _is_brand(text, match.end(1) - len(full), full, match.group(2)):
            found.append(Find(*match.span(2), "organisation", 0.8, folded(full)))
            found.append(Find(match.end(1) - len(full), match.end(1), "organisation", 0.8, ""))
    for match in _LOOSE.finditer(text):
        full = full_before(text, match.start()) if _LOOSE_CUE.search(match.group(1)) else ""
        for letters in _LOOSE_LETTERS.finditer(text, *match.span(1)) if len(full) > 3 else ():
            found.append(Find(*letters.span(1), "organisation", 0.85, folded(full)))
    return found


_LONGEST_BRAND = 4  # signs


def _is_brand(text: str, start: int, full: str, latin: str) -> bool:
    """Say whether a word of no dictionary stands alone before a house's Latin name in a bracket: 海卓（Hydrosonde）."""
    tokens = latin.split()
    alone = text.startswith(full, start) and not is_cjk(text[max(0, start - 1) : start] or "。")
    named = full[:1] in lexicon.entries("surnames") or full[:2] in lexicon.entries("surnames")  # 贾清妍（Corvella Ltd）
    own = alone and 2 <= len(full) <= _LONGEST_BRAND and not named
    house = len(latin) > 3 and latin[1:2].islower() and not common(tokens[0]) and latin not in lexicon.names("places")
    person = is_chinese_name(tokens) or is_person(tokens) or tokens[0] in lexicon.entries("firstnames")
    return own and house and not person and not in_dictionary(full) and full not in places()


def _closes(short: str, full: str) -> bool:
    """Say whether letters are the initials of a body's last words, its first aside: Hospital Clean Air Desk (CAD)."""
    behind = full.partition(" ")[2]
    return len(short) > 2 and bool(_BODY.search(full)) and abbreviates(short, behind)


_BODY = late(
    r"(?:Circle|Forum|Round ?[Tt]able|Network|Alliance|Exchange|Society|Association|Group|Council|Committee|Institute|"
    r"Agency|Authority|Board|Union|Club|Consortium|Laboratory|Centre|Center|Federation|Commission|Office|Register|"
    r"Desk|Panel|Partnership|League|Platform|Initiative|Secretariat|Task ?[Ff]orce)$"
)
_SHORT_FIRST = late(r"(?<![\w&-])([A-Z][A-Za-z0-9&]{1,9}) ?[(（]([A-Z][^()（）]{5,60}|[\u4e00-\u9fff·]{4,24})[)）]")
_CHINESE_BODY = late("(?:中心|院|所|会|公司|集团|局|大学|圆桌|联盟|组织|署|厂|论坛|网|圈|坛|社|组|基金|实验室)$")

_EXPANDED_MARK = sieve.mark(_SHORT_FIRST)


def _expanded(text: str) -> list[Find]:
    """Find `ABBR (Full Name)` and `ABBR（中文全称）`: the short name stands first."""
    found = []
    for match in _SHORT_FIRST.finditer(text):
        short, full = match.group(1), match.group(2).strip()
        named = sum(map(str.isupper, short)) >= 2 and _CHINESE_BODY.search(full)
        if named if has_cjk(full) else abbreviates(short, full):
            found.append(Find(*match.span(1), "organisation", 0.9, folded(full)))
            found.append(Find(match.start(2), match.start(2) + len(full), "organisation", 0.9, ""))
    return found


_STANDS_FOR = late(
    r"(?<![\w&-])([A-Z][A-Za-z0-9&]{1,9})"
    r"(?: ?[=＝:：—–-] ?| (?:stands|is short|short) for (?:the )?|[:：]? 即| 是指?| 指)"
    rf"(?={TOKEN} |[\u4e00-\u9fff])"
)
_FULL_BEHIND = late(rf"{TOKEN}(?: (?:(?:{_SMALL}) )*{TOKEN}){{1,8}}|[\u4e00-\u9fff·]{{4,24}}")
_FULL_ZH = seldom(
    '[（(，,](?:全称|全名|正式名称)(?:是|为|叫)?[:：]?[“"]?([\u4e00-\u9fff（）()]{4,30}?)[”"]?(?=[）)，。；]|$)'
)

_SPELLED_MARK = sieve.mark(_STANDS_FOR, _FULL_ZH)


def _spelled_out(text: str) -> list[Find]:
    """Find `LGX = Longmere Gas Exchange`, `LGX stands for ...`, and 沅泽（全称北川沅泽水务有限公司）."""
    found = []
    for match in _STANDS_FOR.finditer(text):
        behind = _FULL_BEHIND.match(text, match.end())
        if behind and _is_called(match.group(1), behind.group()):
            found.append(Find(*match.span(1), "organisation", 0.85, folded(behind.group())))
            found.append(Find(*behind.span(), "organisation", 0.85, ""))
    for match in _FULL_ZH.finditer(text):
        full, end = match.group(1), match.start()
        lengths = (n for n in (6, 5, 4, 3, 2) if n <= end and in_order(text[end - n : end], full))
        if length := next(lengths, 0):
            found.append(Find(end - length, end, _kind(full, ""), 0.9, folded(full)))
            found.append(Find(*match.span(1), _kind(full, ""), 0.9, ""))
    return found


def _is_called(short: str, full: str) -> bool:
    if not has_cjk(full):
        return stands_for(short, full)
    return sum(map(str.isupper, short)) >= 2 and bool(_CHINESE_BODY.search(full))


_NAMED_MARK = sieve.mark(_NAMED_ZH)
_PARTY_WORDS = frozenset(("公司", "单位", "东家", "厂家", "供应商"))


def _named(text: str) -> list[Find]:
    """Find what a text says that a ground, a house or a firm is called (园区叫狮岭西仓)."""
    found = []
    for match in _NAMED_ZH.finditer(text):
        name = simplified(match["name"])
        own = (
            not in_dictionary(name)
            and not GLUE & set(name)
            and any(w.end - w.start == 1 or not in_dictionary(name[w.start : w.end]) for w in words(name))
        )
        if own:
            kind: Kind = "organisation" if match["what"] in _PARTY_WORDS else "site"
            found.append(Find(*match.span("name"), kind, 0.8, ""))
    return found


_SIDE_BY_SIDE = late(
    r"([\u4e00-\u9fff]{2,16})(?:[ \u3000]*[（(/／][ \u3000]*|[ \u3000])"
    r"((?:Project )?[A-Z][a-z]{3,}(?: [A-Z][A-Za-z]+){0,3})(?![\w])"
)

_SOUNDED_MARK = sieve.mark(_SIDE_BY_SIDE)


def _sounded(text: str) -> list[Find]:
    """Find a Chinese name and its pinyin side by side (石榴 Shiliu); places and persons are left to others."""
    found = []
    for match in _SIDE_BY_SIDE.finditer(text):
        chinese, latin = simplified(match.group(1)), match.group(2)
        tokens = latin.removeprefix("Project ").split()
        sound = folded(tokens[0])
        if latin in lexicon.names("places") or is_chinese_name(tokens) or not pinyin.is_pinyin(sound):
            continue
        starts = [
            at
            for at in range(max(0, len(chinese) - 6), len(chinese) - 1)
            if any(pinyin.spelled(chinese[at : at + length]) == sound for length in (2, 3, 4))
        ]
        for at in starts[:1]:
            if chinese[at:] in lexicon.names("places") or (len(tokens) == 1 and len(chinese) - at > 4):
                continue
            kind: Kind = "organisation" if len(tokens) > 1 or len(chinese) - at > 3 else "project"
            found.append(Find(match.start(1) + at, match.end(1), kind, 0.85, ""))
            found.append(Find(*match.span(2), kind, 0.85, folded(chinese[at:])))
    return found


_LATIN_ZH = late(rf"(?<!\w)({TOKEN}(?: {TOKEN})*) ?[（(]([\u4e00-\u9fff]{{2,8}})[）)]")
# Where guests stay or eat, in both languages: Larch Lodge（落叶松旅馆）.
_HOUSE_ZH = late("(?:酒店|宾馆|饭店|旅馆|旅店|客栈|民宿|公寓|招待所|度假村|餐厅|酒楼|茶楼|酒馆|咖啡馆)$")
_HOUSE_EN = late(
    r" (?:Hotel|Lodge|Inn|Guesthouse|Hostel|House|Court|Resort|Restaurant|Arms|Tavern|Rooms|Residence|Café|Cafe)$"
)
_OWN_ZH = late(r"[（(]([\u4e00-\u9fff]{2,6})[）)]")
_PAIRED_MARK = sieve.mark(_LATIN_ZH, _OWN_ZH)


def taken_from(short: str, full: str) -> bool:
    """Say whether a bracket's name is a part of the name before it, or its signs in order from its first to its end."""
    if in_dictionary(short):
        return False
    own = full[next((n for n in (3, 2) if full[:n] in places()), 0) :]
    return short in full or (len(short) > 2 and any(short[0] == each[0] and in_order(short[1:], each)
                                                    for each in (full, own) if each))  # fmt: skip


def _begun_by(short: str, text: str, end: int) -> str:
    """Give the full name that ends at `end`, with the sign before it that its short name begins with (归|勒水电站)."""
    full, last = full_before(text, end), _end_before(text, end)
    start = last - len(full)
    if not full or not text.endswith(full, 0, last) or taken_from(short, full):
        return full
    return text[start - 1 : last] if start and text[start - 1] == short[0] else full


# A society's letterhead: its name in Chinese, its letters, and a mark or small words behind them.
_LETTERHEAD = late(
    r"\s*([\u4e00-\u9fff]{3,12}(?:圈|组|会|网|坛|盟|中心|所|院|社|库|台|群|协作体))[ \u3000]?[（(]?([A-Z]{3,6})[)）]?"
    r"(?=\s*[·•|｜,，:：–—/-]|\s+[a-z\u4e00-\u9fff]|\s*$)"
)


_LETTERHEAD_MARK = sieve.mark(_LETTERHEAD)


def _letterhead(text: str) -> list[Find]:
    """Find the Chinese name and the letters that open a letterhead: 氢能客车交流圈 HKJQ · for members only."""
    match = _LETTERHEAD.match(text)
    if match is None or in_dictionary(match.group(1)):
        return []
    full = Find(*match.span(1), "organisation", 0.8, "")
    return [full, Find(*match.span(2), "organisation", 0.85, folded(match.group(1)))]


# A firm's or a body's name in Chinese, of everyday words perhaps: Alder Shipping（桤木航运）.
_FIRM_ZH = late("(?:公司|集团|银行|大学|学院|研究所|研究院|协会|基金会|医院|实验室|合作社|航运|航空|保险)$")


# What a bracket says of a thing that has a name already: in what language, for what money, how far.
_REMARKS = frozenset(
    "中文 英文 外文 汉语 英语 日文 日语 法文 法语 德文 德语 俄文 俄语 韩文 韩语 免费 收费 付费 可选 必选 "
    "必填 推荐 默认 新增 删除 暂定 待定 完成 已完成 未完成 进行中 主持 主讲 上册 下册 上午 下午".split()
)


def _paired(text: str) -> list[Find]:
    """Find `Sandpiper（矶鹬）` and 张掖润垄合作社（润垄）: a bracket that repeats the name in Chinese or in short."""
    found = []
    for match in _LATIN_ZH.finditer(text):
        unknown = any(
            not in_dictionary(match.group(2)[w.start : w.end])
            or (len(match.group(2)) <= 2 and w.tag.startswith(("n", "i", "l")))
            for w in words(match.group(2))
        )
        if match.group(2) in _REMARKS:
            continue
        tokens = match.group(1).split()
        person = is_chinese_name(tokens) or is_person(tokens)  # whose house the bracket says
        if _HOUSE_ZH.search(match.group(2)) and _HOUSE_EN.search(match.group(1)):
            found.append(Find(*match.span(2), "site", 0.85, folded(match.group(1))))
            found.append(Find(*match.span(1), "site", 0.85, ""))
            continue
        if not person and len(match.group(2)) > 3 and _FIRM_ZH.search(match.group(2)):
            found.append(Find(*match.span(2), "organisation", 0.8, folded(match.group(1))))
        elif unknown and not person and not re.search(r"\d", match.group(1)) and not common(match.group(1).split()[-1]):
            found.append(Find(*match.span(2), "project", 0.8, folded(match.group(1))))
            found.append(Find(*match.span(1), "project", 0.8, ""))
    for match in _OWN_ZH.finditer(text):
        full = _begun_by(match.group(1), text, match.start())
        if len(full) >= len(match.group(1)) + 3 and taken_from(match.group(1), full):
            kind, end = _kind(full, ""), _end_before(text, match.start())
            found.append(Find(*match.span(1), kind, 0.9, folded(full)))
            if kind == "organisation" and _HOUSE_END.search(full) and text.endswith(full, 0, end):
                found.append(Find(end - len(full), end, kind, 0.85, ""))
    return found


# What a body's full name ends with, which its short name in the bracket behind it bears out: 上尧水库管理所（上尧所）.
_HOUSE_END = late("(?:中心|[所处站院局厂社会组队部司行])$")


def abbreviates(short: str, full: str) -> bool:
    """Say whether `short` holds the initials of `full` in order (HULG: Harbour Users Liaison Group).

    Small words may or may not count; every letter of `short` must be the initial of a word or of a word's part.
    """
    letters = [c.casefold() for c in short if c.isalpha()]
    words = [w for w in re.split(r"[\s\-/,]+", full) if w]
    if len(letters) < 2 or len(words) < 2 or sum(c.isupper() for c in short) < 2:
        return False
    main = [w[0].casefold() for w in words if w[0].isupper()]
    camel = [c.casefold() for w in words for c in _CAPITALS.findall(w)]  # CTA of ClearThread Audit
    every = [w[0].casefold() for w in words]
    return letters in (main, every, camel) or (
        len(letters) >= 3 and letters == main[: len(letters)] and len(main) - len(letters) <= 1
    )


_CAPITALS = re.compile(r"^[^\W\d_]|(?<=[a-z])[A-Z]")
_LEGAL_END = late(rf"[ ,]+(?:{LEGAL}|SpA|SRL|SARL)$")
_PREFIXED = late(r"^(?:PT|CV|TOO|OOO|UAB|SIA|Tbk|Grupo|Groupe|Công ty (?:TNHH|[Cc]ổ phần|CP)) ")


def bare(full: str) -> str:
    """Give a Latin name without the legal forms that stand before and behind it."""
    return _PREFIXED.sub("", _LEGAL_END.sub("", full))


def stands_for(short: str, full: str) -> bool:
    """Say whether letters in a bracket are a full name's: its initials, or with letters of its words (ECHA, LGX)."""
    full = bare(full)
    if abbreviates(short, full):
        return True
    words = [w.casefold() for w in re.split(r"[\s\-/,]+", full) if w[:1].isupper()]
    letters = short.casefold()
    lettered = short.isalpha() and short.isupper() and (len(short) >= 3 or "x" in letters)  # BX of Bivalve Exchange
    return len(words) >= 2 and lettered and _spells(letters, words)


def _spells(letters: str, words: list[str]) -> bool:
    """Say whether each word gives its first letter (or the x of an "ex") and perhaps one or two more, in order."""
    if not words:
        return not letters
    word, rest = words[0], words[1:]
    if word.startswith("ex") and letters[:1] == "x" and _spells(letters[1:], rest):
        return True
    if letters[:1] != word[0]:
        return False
    for count in range(3):
        tail = iter(word[1:])
        if all(c in tail for c in letters[1 : 1 + count]) and _spells(letters[1 + count :], rest):
            return True
    return False


_COUNTED = late("[0-9〇零一二三四五六七八九十]")


def bilingual(text: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Give the halves of a name said in Chinese and in Latin letters, the Chinese one first; None where it is not.

    Either may stand first: 雁归 Yangui, Bluejay 蓝鹊.
    """
    turned = _TURNED_PAIR.match(text[start:end])
    if turned and turned.group(2) not in lexicon.names("places"):
        (a, b), (c, d) = turned.span(2), turned.span(1)
        return (start + a, start + b), (start + c, start + d)
    match = _PAIR.match(text[start:end])
    if match is None or sum(map(str.isalpha, match.group(2))) < 3 or not match.group(2)[0].isupper():
        return None
    if any(map(str.isdigit, match.group(2))) and not _COUNTED.search(match.group(1)):
        return None  # 澜浦 H2417: a customer and a number of its own
    latin = match.group(2).rstrip()
    return (start + match.start(1), start + match.end(1)), (start + match.start(2), start + match.start(2) + len(latin))
