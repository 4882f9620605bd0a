"""Where a Chinese name begins: walks left from a telling suffix over the words that can stand in a name."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors import lexicon
from extractors.text import Words, in_dictionary, is_cjk, words

LONGEST = 34  # characters; the longest registered company names stay below it
# Characters that join a name to the sentence around it and rarely begin one.
GLUE = lexicon.section("chinese", "chinese.glue")
# Verbs (rjieba tags them so) that companies and institutes carry in their names.
_TRADE_VERBS = lexicon.section("chinese", "chinese.trade_verbs")
# Words that introduce a name and are none of it.
_INTRODUCTIONS = lexicon.section("chinese", "chinese.introductions")
# A made-up verb that ends in one of these takes what follows as its object: 不归工会, 点到稀土.
_DIRECTED = frozenset("到归给向往")
_STOP_TAGS = ("p", "c", "u", "r", "d", "t", "y", "e", "o", "f", "x", "q", "w")
_COUNTED = re.compile(
    r"[个家名位次种类项条台套件份张只座艘架辆吨千万亿元天月年日点分成倍批些级层楼人度]|\d|^[一二三四五六七八九十百两几数半多]+$"
)
_ORDINAL = re.compile(r"第?[一二三四五六七八九十百〇零\d]+$")


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Give the gazetteer's Chinese names."""
    return frozenset(name for name in lexicon.names("places") if not name.isascii() and len(name) >= 2)


def name_start(text: str, core: int) -> int:
    """Give where the name begins whose suffix begins at `core`; `core` itself where nothing fits before it."""
    found = words(text)
    starts, ends, tags = found.starts, found.ends, found.tags
    i = found.at(core) if core < len(text) else len(starts)
    start = core
    if i < len(starts) and starts[i] < core:  # the suffix is the tail of a longer word
        start = starts[i] if _belongs(text[starts[i] : ends[i]], tags[i]) else core
    i -= 1
    legal = text[core : core + 1] in _LEGAL_HEADS and bool(_LEGAL_AHEAD.match(text, core))
    if i >= 0 and not (legal and _is_coined(text, found, i)) and _verb_inside(text, found, i, core):
        i, start = i - 1, starts[i]
        own = i >= 0 and legal and any(fits(text, found, i) for fits in _OF_A_FIRM)
        if i < 0 or not (own or _belongs(text[starts[i] : ends[i]], tags[i])):
            start = core
    while i >= 0 and core - starts[i] <= LONGEST:
        bracket = _opening(text, found, i) if text[starts[i]] in "）)" else None
        if (
            bracket is None
            and not _belongs(text[starts[i] : ends[i]], tags[i])
            and not (legal and any(fits(text, found, i) for fits in _OF_A_FIRM))
        ):
            break
        i = i if bracket is None else bracket
        start = starts[i]
        i -= 1
    if legal and start < core and i >= 0 and _is_slip(text[starts[i] : ends[i]]):
        start = starts[i] + 1
    start = _behind_sender(text, _without_introduction(text, start, core), core)
    party = _PARTY.search(text, max(0, start - 2), core)
    if party and start < party.end() < core - 1:
        start = party.end()
    return _with_town(text, _from_place(text, start, core)) if legal else start


def _is_slip(piece: str) -> bool:
    """Say whether a word is a word of the sentence run together with a firm's first sign (讲的|是津|晟)."""
    return 2 <= len(piece) <= 5 and piece[0] in GLUE and all(map(is_cjk, piece)) and not in_dictionary(piece)


# As what somebody takes part, before who it is: 监管方县茧丝绸中心, 资金方汇溟银行.
_PARTY = re.compile(
    "(?:监管|资金|出资|业主|委托|受托|承建|承租|出租|承运|质押|借款|贷款|担保|供货|采购|施工|建设|运营|监理|设计|检测|"
    "合作|主办|承办|协办|组织|接收|托管|保管|发包|承包|投资|转让|受让|收购|出借)方(?![写说称提问答要把将由给在的])"
    "|(?:代建|建设|施工|监理|设计|勘察|检测|测绘|养护|运营|供货|承运|承租|产权|使用|责任|中标|委托|采购)单位"
    "(?![和与及的为是在有])"
)
_LEGAL_AHEAD = re.compile("(?:集团|股份|控股|有限|责任)*公司")
_LEGAL_HEADS = frozenset("集股控有责公")


def _trade_verb(text: str, found: Words, i: int) -> bool:
    """Say whether a verb stands between a company's brand and its trade: 栎川 萃取 装备有限公司."""
    if not i or i + 1 >= len(found) or not found.tags[i].startswith("v") or found.ends[i] - found.starts[i] < 2:
        return False
    before, behind = (text[found.starts[j] : found.ends[j]] for j in (i - 1, i + 1))
    brand = before not in GLUE and all(map(is_cjk, before)) and (len(before) == 1 or not is_everyday(before))
    return brand and len(behind) > 1 and is_everyday(behind) and behind not in places()


def _brand_behind_place(text: str, found: Words, i: int) -> bool:
    """Say whether a word of no dictionary stands right behind a town: a brand, whatever it begins with (淮安|顺麒).

    Behind a town that opens the clause any word but one of time or place is one (合肥|正隆, 保定|授田).
    """
    piece = text[found.starts[i] : found.ends[i]]
    before = text[found.starts[i - 1] : found.ends[i - 1]] if i else ""
    if before not in places() or not 2 <= len(piece) <= 3 or not all(map(is_cjk, piece)):
        return False
    at = found.starts[i - 1]
    return not in_dictionary(piece) or not (is_cjk(text[at - 1 : at] or "。") or GLUE & set(piece))


def _brand_with_and(text: str, found: Words, i: int) -> bool:
    """Say whether a lone sign and 和 open a clause: together a brand (鼎和商业保理), for no firm's name is one sign."""
    at = found.starts[i] - (text[found.starts[i] : found.ends[i]] == "和")
    alone = at >= 0 and is_cjk(text[at]) and text[at] not in GLUE and text[at + 1 : at + 2] == "和"
    return alone and not is_cjk(text[at - 1 : at] or "。")


def _opens(text: str, found: Words, i: int) -> bool:
    """Say whether a word for where something is begins a clause with a firm's name (编制：西麓城市轨道…有限公司)."""
    start, end = found.starts[i], found.ends[i]
    return (
        found.tags[i] == "f"
        and end - start == 2
        and not is_cjk(text[start - 1 : start] or "。")
        and text[start] not in GLUE
    )


# What of a firm's name alone can be a word that no other name holds.
_OF_A_FIRM = (_trade_verb, _brand_behind_place, _opens, _brand_with_and)


def _from_place(text: str, start: int, core: int) -> int:
    """Begin a registered company's name at the place inside it: what stands before is the sentence (正赶赣州…公司).

    A place in brackets, or behind a body that everybody knows, stays inside.
    """
    found = words(text)
    for i in range(found.at(start) + 1, len(found)) if start < len(text) else ():
        at, end = found.starts[i], found.ends[i]
        if end >= core:
            break
        if text[at - 1] in "（(" or text[start:at] in lexicon.names("organisations"):
            break
        if text[at:end] in places() and at > start and text[at:end] not in _AMBIGUOUS_PLACES:
            return at
    return _within_words(text, start, core)


def _within_words(text: str, start: int, core: int) -> int:
    """Begin at a place that words straddle, where everyday words stand before it (承租方写|陵水泽桁商贸有限公司)."""
    found = words(text)
    for at in range(start + 3, core - 4):
        length = next((n for n in (3, 2) if text[at : at + n] in places() - _AMBIGUOUS_PLACES), 0)
        if length and found.starts[found.at(at)] < at:
            before = (text[found.starts[j] : found.ends[j]] for j in range(found.at(start), found.at(at)))
            return at if sum(len(piece) > 1 and is_everyday(piece) for piece in before) > 1 else start
    return start


def _with_town(text: str, start: int) -> int:
    """Begin a registered company's name at the town that opens its clause, where only a brand stands between them.

    A brand may hold a word that joins (烟台|谱和|检测…公司) or one of place (澜江|上游|水电…公司), and be a town's name
    elsewhere (湖州|固安|环保…公司).
    """
    opens = start
    while opens and is_cjk(text[opens - 1]) and start - opens < _TOWN_AND_BRAND:
        opens -= 1
    if opens == start or (opens and is_cjk(text[opens - 1])):
        return start
    town = next((n for n in (4, 3, 2) if _is_town(text[opens : opens + n])), 0)
    brand = text[opens + town : start]
    if _ALONG_RIVER.fullmatch(text, opens, start):
        return opens
    if not town or len(brand) not in (0, 2) or (GLUE - {"和"}) & set(brand):
        return start
    joined = "和" not in brand or (len(brand) == 2 and brand[1] == "和")
    found = words(text)
    pieces = [(text[w.start : w.end], w.tag) for w in found if opens + town <= w.start and w.end <= start]
    coined = all(len(piece) == 1 or tag == "f" or not in_dictionary(piece) for piece, tag in pieces)
    return opens if joined and coined and sum(len(piece) for piece, _ in pieces) == len(brand) else start


_ALONG_RIVER = re.compile("[\u4e00-\u9fff]{1,2}[江河](?:[上中下]游|流域)")
_TOWN_AND_BRAND = 6  # characters: 澜江上游 before what the firm deals in


def _is_town(piece: str) -> bool:
    if piece in places() and piece not in _AMBIGUOUS_PLACES:
        return True
    known = any(piece[at:] in places() for at in range(1, len(piece) - 1))  # 正赶赣州: a town behind other words
    named = len(piece) > 2 and piece[-1] in "市县州" and piece[0] not in GLUE and not known
    return named and all(map(is_cjk, piece)) and not in_dictionary(piece)


_AMBIGUOUS_PLACES = lexicon.section("chinese", "place.ambiguous")


def _is_coined(text: str, found: Words, i: int) -> bool:
    """Say whether a word is in no dictionary: what looks like a verb is a firm's brand and trade (津晟辐显)."""
    return not in_dictionary(text[found.starts[i] : found.ends[i]])


def _verb_inside(text: str, found: Words, i: int, core: int) -> bool:
    """Say whether a verb right before the suffix is part of the name: 药品审评中心; not before 集团 and 公司."""
    start, end = found.starts[i], found.ends[i]
    if not found.tags[i].startswith("v") or text[end - 1] in _DIRECTED or text[start] in "不没未":
        return False
    return end - start > 1 and text[core : core + 2] not in ("集团", "公司")


def _opening(text: str, found: Words, i: int) -> int | None:
    """Give the word that opens the short bracket closed at word `i`: 海晏生物（临港）有限公司."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if text[found.starts[j]] in "（(":
            inside = text[found.ends[j] : found.starts[i]]
            return (
                j
                if j > 0 and 1 <= len(inside) <= 6 and all(map(is_cjk, inside)) and inside[0] not in "以下简"
                else None
            )
    return None


@lru_cache(maxsize=65536)
def _belongs(piece: str, tag: str) -> bool:
    """Say whether a word can stand inside an organisation's name."""
    if len(piece) == 1:
        return piece not in GLUE and (piece.isalnum() or piece in "·&-")
    if piece[0].isascii():
        return piece.isalnum()
    if tag.startswith("m"):
        return (bool(_ORDINAL.match(piece)) and len(piece) <= 4) or not _COUNTED.search(piece)
    if piece in places() and piece not in _AMBIGUOUS_PLACES:
        return True
    if tag == "v" or tag.startswith(_STOP_TAGS):
        return piece in _TRADE_VERBS or not (in_dictionary(piece) or piece[0] in GLUE or piece[-1] in _DIRECTED)
    return True


# What goes to an office, or comes from it: 书面寄|黑石县自然资源局, 24小时电话报|县林草局, 2月18日由|县林草局.
_SENT = re.compile(
    "(?:抄送|抄报|上报|报送|呈报|转报|移送|移交|报请|送交|寄往|寄送|寄到|通知|[由报寄交呈送给请经至到抄向])"
    "(?=[\u4e00-\u9fff]{0,3}[省市县区州盟旗镇乡][\u4e00-\u9fff])"
)


def _behind_sender(text: str, start: int, core: int) -> int:
    """Move the start right, behind the last word that sends something to an office named by its town or level."""
    found = words(text)
    for match in _SENT.finditer(text, start, min(len(text), core + 1)):
        i = found.at(match.start())
        token = text[found.starts[i] : found.ends[i]]
        alone = found.starts[i] == match.start() and found.ends[i] == match.end()
        run = found.ends[i] == match.end() + 1 and not in_dictionary(token)  # 日由县|林草局, 报县|林草局
        if alone or run:
            start = match.end()
    return start


def _without_introduction(text: str, start: int, core: int) -> int:
    """Move the start right, over words that only introduce the name, and to its place where one stands inside."""
    found = words(text)
    starts, ends = found.starts, found.ends
    i = found.at(start) if start < len(text) else len(starts)
    while i < len(starts) and starts[i] < core:
        piece = text[starts[i] : ends[i]]
        unknown_glue = len(piece) > 1 and piece[0] in GLUE and not in_dictionary(piece)
        if unknown_glue:
            start = starts[i] + 1
            break
        if piece not in _INTRODUCTIONS and not piece.isascii():
            break
        start = ends[i]
        i += 1
    return _to_place(text, min(start, core), core)


def _to_place(text: str, start: int, core: int) -> int:
    """Begin at the first place word when all before it are everyday words (行业龙头江阴…: 江阴…)."""
    found = words(text)
    for i in range(found.at(start), len(found)) if start < len(text) else ():
        at = found.starts[i]
        if at >= core:
            break
        piece = text[at : found.ends[i]]
        if piece in places():
            return max(at, start)
        if not in_dictionary(piece) or len(piece) == 1 or found.tags[i].startswith(("ns", "nr", "nz", "nt")):
            break
    return start


@lru_cache(maxsize=65536)
def is_everyday(word: str) -> bool:
    """Say whether a word is in the dictionary as something else than a name."""
    return in_dictionary(word) and not words(word).tags[0].startswith(("nr", "ns", "nt", "nz"))


def at_boundary(text: str, start: int, end: int) -> bool:
    """Say whether no everyday word straddles either edge of `text[start:end]`."""
    found = words(text)
    return not (
        (0 < start < len(text) and _straddled(text, found, start, start, end))
        or (0 < end < len(text) and _straddled(text, found, end, start, end))
    )


def _straddled(text: str, found: Words, edge: int, start: int, end: int) -> bool:
    i = found.at(edge)
    first = found.starts[i]
    if first == edge:
        return False
    last = found.ends[i]
    if first <= start and last >= end and last - first > 6:
        return False
    return last - first > 1 and in_dictionary(text[first:last])
