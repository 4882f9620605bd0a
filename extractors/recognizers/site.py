"""Sites: plants, bases, mines, depots, wharves, hotels, lines and vessels with names; Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extractors import capitalised, cells, definitions, latin, lexicon, openings, sieve, visits
from extractors.chinese import GLUE, is_everyday, name_start, places
from extractors.model import Evidence, Recognizer, Segment, Span
from extractors.patterns import seldom
from extractors.text import Words, chinese_texts, each_text, folded, in_dictionary, is_cjk, words

_NUMBERED = (
    "[一二三四五六七八九十\\d]+号(?:井|矿|坑|泊位|码头|仓库|库|厂房|仓(?!位)|船坞|坞|盐田|院(?![长士]))|[一二三四五六七八九十]厂(?!家)"
    "|[老新总]厂(?=[，。、；）)\\s]|$)"
)
_SITES = lexicon.section("chinese", "site.nouns")
_SUFFIX = re.compile(f"{lexicon.alternatives(_SITES)}|{_NUMBERED}")
_NUMBER = re.compile(_NUMBERED)
# A works by what it makes: 制氢厂, 炼钢厂, 水泥厂, 电池厂.
_WORKS = seldom(
    "(?:[制炼造轧铸锻酿][\u4e00-\u9fff]{1,2}|水泥|化肥|农药|机械|电子|电池|组件|玻璃|陶瓷|橡胶|塑料|木材|家具|食品|饮料|乳品|"
    "试验|试制|总装|配套|维修|修理|分装|包装|服装|皮革|印刷|五金|模具|轴承|齿轮|阀门|水泵|电机|电缆|锅炉|仪表|芯片|晶圆|封测|焦化|热电|发电|化工|制造)厂(?!家|商|房|区|长|址)"
)
# A numbered part of a works that everybody there calls by its number alone.
_BARE_NUMBER = re.compile(
    "(?<![\\d.A-Za-z第])\\d{1,2}#(?:塔|炉|线|库|窑|楼|罐|机组|泊位|井|厂房)"
    "|(?<![\\d.A-Za-z第])(?:\\d{1,2}|[一二三四五六七八九十]{1,2})号(?:库|仓(?!位)|泊位|腔|硐|机库|机棚|大棚|温室|船坞|坞|坑|盐田|展厅|货棚|井场|矿洞)"
    "(?![\u4e00-\u9fff]?[长员])"
    "|(?<![第一二三四五六七八九十两几])[一二三四五六七八九十](?:车间|分厂)"
)
_ADDRESS = re.compile("(?<!\\d)([\u4e00-\u9fff]{2,4}(?:路|街|巷|大道|弄)\\d{1,4}号)(?!\\d)")
# 中心01: a trial's centres; with its nought it is a code and no count.
_SITE_EN = re.compile(r"(?<![\w-])Site \d{2}(?![\w-]|[.,]\d)")
_CENTRE = re.compile("(?:中心|站点|场站)0\\d(?!\\d|[.:：])")
# A works whose name is withheld: C 站, D厂, Plant F.
_WITHHELD = re.compile("(?<![A-Za-z0-9/.-])[A-HJ-Z] ?[站厂矿井库](?![\u4e00-\u9fff]?[长员房内家级区])")
_WITHHELD_EN = re.compile(
    r"[PVSYMFR](?<![\w-].)(?:(?<=P)lant|(?<=V)essel|(?<=S)(?:hip|tation)|(?<=Y)ard|(?<=M)(?:ill|ine)|(?<=F)arm|"
    r"(?<=R)efinery) [A-HJ-Z](?![\w'’-])"
)
_LARGE_NOUNS = (
    "Fab|Suite|Berth|berth|Terminal|Hall|Building|Warehouse|Shed|Dock|Pier|Hangar|Workshop|Quay|Jetty|Bay|Gallery|Studio"
    "|Vault|Greenhouse|Glasshouse|Barn|Slipway|Shaft|Adit"
)
_SMALL_NOUNS = "bay|stand|hangar|shed|gallery|vault|store"
_NUMBER_BEHIND = re.compile(
    r"(?<![\w-])(?:[A-Z][a-z]+ (?=(?:Quay|Dock|Pier|Jetty) \d))?"
    rf"(?:{_LARGE_NOUNS}) (?:\d{{1,3}}[A-Z]?|[A-Z])(?![\w'’-]|[.,]\d)"
    rf"|(?<![\w-])(?:{_SMALL_NOUNS}) [A-Z]\d{{1,2}}(?![\w'’-]|[.,]\d)"
)
_NUMBERED_NOUN = lexicon.automaton(f"{noun} " for noun in f"{_LARGE_NOUNS}|{_SMALL_NOUNS}".split("|"))
_VESSEL = re.compile(
    r"[“\"「]?([\u4e00-\u9fff]{2,5}\d{0,4})[”\"」]?(?:轮|号)(?=货轮|油轮|客轮|渔船|船|艇|舰|驳|靠|离|到|装|"
    r"卸|抵|于|已|在|上|的)"
)
# What a quotation mark sets apart and 号 ends is a ship, a machine or a train with a name of its own.
_CHRISTENED = re.compile("[“「『\"]([\u4e00-\u9fff]{2,5}号)[”」』\"]")
_VESSEL_CUE = re.compile("船|轮|舰|艇|航次|靠泊|装船|锚|卸货|出海|驳")
# Each alternative behind its first letter, so that the engine skips to candidates.
_SHIP_EN = re.compile(
    r"[MSHUFRt](?<!\w.)(?:(?<=M)(?:/?[VT]|S)|(?<=S)S|(?<=H)MS|(?<=U)SS|(?<=[FR])/?V|(?<=t)he (?:vessel|tug|barge|"
    r"trawler|ship|ferry)) ((?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+){0,2})"
)


@lru_cache(maxsize=1)
def _nouns() -> lexicon.Automaton:
    return lexicon.automaton(_SITES)


def find(segments: Sequence[Segment]) -> list[list[Span]]:
    """Find sites; a bare number or an everyday word before the suffix (3号楼, 恒温车间) names none."""
    named = cells.named_cells(segments)
    english = capitalised.finds(segments)
    defined = definitions.in_file(segments)
    found = []
    for segment, columns, capitals, chinese, definition, marks in zip(
        segments, named, english, chinese_texts(segments), defined, sieve.marks(segments), strict=True
    ):
        text = segment.text
        spans = [_span(text, f.start, f.end, f.confidence, f.evidence) for f in capitals if f.kind == "site"]
        if chinese and marks & _CHINESE_MARK:
            spans += _chinese(chinese, marks)
        if marks & _LATIN_MARK:
            spans += _latin(text, marks)
        if columns:
            spans += _columns(text, columns)
        spans += [
            _span(text, f.start, f.end, visits.CONFIDENCE, "field") for f in visits.finds(segment) if f.kind == "site"
        ]
        spans += [_span(text, f.start, f.end, openings.CONFIDENCE, "pattern")
                  for f in openings.find(segment) if f.kind == "site"]  # fmt: skip
        for f in definition:
            if f.kind == "site":
                norm = folded(text[f.start : f.end])
                spans.append(Span(f.start, f.end, "site", norm, f.confidence, "definition", f.alias_of))
        found.append(spans)
    return found


@each_text
def _latin(text: str, marks: int) -> Iterator[Span]:
    """Find ships, and works that a letter or a number tells apart."""
    if not latin.has_capital(text):
        return
    for match in _SHIP_EN.finditer(text) if marks & _SHIP_MARK else ():
        yield _span(text, *match.span(1), 0.92, "pattern")
    for match in _WITHHELD_EN.finditer(text) if marks & _WITHHELD_EN_MARK else ():
        yield _span(text, *match.span(), 0.65, "pattern")
    for match in _SITE_EN.finditer(text) if "Site " in text else ():
        yield _span(text, *match.span(), 0.65, "pattern")
    for match in _NUMBER_BEHIND.finditer(text) if marks & _NUMBER_BEHIND_MARK and _NUMBERED_NOUN.all(text) else ():
        yield _span(text, *match.span(), 0.7, "pattern")


def _span(text: str, start: int, end: int, confidence: float, evidence: Evidence) -> Span:
    return Span(start, end, "site", folded(text[start:end]), confidence, evidence)


@each_text
def _chinese(text: str, marks: int) -> Iterator[Span]:
    return sieve.finds(_RULES, text, marks)


def _suffixed(text: str) -> Iterator[Span]:
    nouns = lexicon.longest(_nouns(), text)
    if "号" in text or "厂" in text:
        own = (match.span() for pattern in (_NUMBER, _WORKS) for match in pattern.finditer(text))
        nouns = sorted({*nouns, *own})
    for noun, end in nouns:
        if text[end - 1] + text[end : end + 1] == "库容":  # 总库容 is how much a reservoir holds
            continue
        start = name_start(text, noun)
        sentence = _SENTENCE.match(text, start, noun - 1) if start < noun else None
        start = _own_start(text, sentence.end() if sentence else start, noun)
        towns = text[noun:end] in _OF_TOWNS and text[start:noun] in places() and not _OURS.search(text, 0, start)
        confidence = 0.0 if towns else _stem_confidence(text[start:noun], text[noun:end] in _COMMON)
        if not confidence and (_in_seat(text, start, noun) or _is_inn(text, start, noun, end)):
            confidence = 0.7
        if confidence:
            yield _span(text, start, end, confidence, "suffix")


_OURS = re.compile("(?:我们|我司|我厂|自己|自家)的?$")
_SEAT_BEFORE = re.compile("[\u4e00-\u9fff][市县区州]$")
_INN = re.compile("宾馆|酒店|旅店|旅馆|饭店|茶馆|茶楼|酒楼|客栈")
# What is said of any inn: what it costs, how near, what for.
_ANY_INN = frozenset(
    "年会 快捷 商务 五星 四星 三星 星级 协议 会议 会务 附近 周边 高档 经济 连锁 度假 温泉 国际 转发 住宿 预订 推荐 "
    "入住 定点 指定 合作 签约 本地 当地 民宿 公寓 主题 小型 大型 普通 豪华 涉外 展馆".split()
)


def _in_seat(text: str, start: int, noun: int) -> bool:
    """Say whether an everyday word stands between a town's name and a site's noun (防城港市|石角|作业区)."""
    seated = noun - start == 2 and _SEAT_BEFORE.search(text, max(0, start - 2), start)
    return bool(seated) and _is_word(text[start:noun])


def _is_inn(text: str, start: int, noun: int, end: int) -> bool:
    """Say whether an inn is called after an everyday word (港务宾馆): it begins a clause and is no sort of inn."""
    stem = text[start:noun]
    apart = not is_cjk(text[start - 1 : start] or "。") and noun - start == 2 and _INN.fullmatch(text, noun, end)
    return bool(apart) and stem not in _ANY_INN and _is_word(stem)


def _is_word(stem: str) -> bool:
    return words(stem)[0].end == 2 and words(stem)[0].tag[0] in "nsv" and not GLUE & set(stem)


# A town's own houses, which every town has one of: 市体育馆.
_TOWNS_OWN = re.compile("(?<![\u4e00-\u9fff])[市县](?:体育馆|体育场|体育中心|会展中心|政务中心)")
# A store by its town alone: 海沧仓.
_STORE = re.compile("仓(?![库储管单位容满内外顶门房面口板里底])")


def _of_towns(text: str) -> Iterator[Span]:
    """Find what every town has one of, and a store by its town."""
    for match in _TOWNS_OWN.finditer(text):
        yield _span(text, *match.span(), 0.7, "suffix")
    for match in _STORE.finditer(text):
        end = match.start()
        town = next((text[max(0, end - n) : end] for n in (3, 2) if text[max(0, end - n) : end] in places()), "")
        if town and town not in _AMBIGUOUS and f"{town}仓" not in places():
            yield _span(text, end - len(town), match.end(), 0.7, "suffix")


_AMBIGUOUS = lexicon.section("chinese", "place.ambiguous")


_OLD_WORKS = lexicon.alternatives(lexicon.section("chinese", "site.old_works"))
# What an old works is called that houses something else by now, behind its spot: 七里塘老粮库, 官道口老棉站院.
# By itself it is any town's.
_OLD = re.compile(
    f"(?:(?<![\u4e00-\u9fff])|(?<=[省市县区镇乡村在到去于至]))(?P<spot>[\u4e00-\u9fff]{{2,4}}?)"
    f"[老旧原](?:{_OLD_WORKS})(?:院(?![长子落]))?(?![\u4e00-\u9fff]?[长员])"
)


_IN_SENTENCES = GLUE - frozenset("家里前后")  # 七里塘
_OLD_MARK = re.compile("[老旧原][\u4e00-\u9fff]{1,3}[库站所厂房坊社队点院]")


def _old(text: str) -> Iterator[Span]:
    for match in _OLD.finditer(text):
        spot = match["spot"]
        sentence = _IN_SENTENCES & set(spot) or any(tag[0] in "pvcurd" for tag in words(spot).tags)
        if not (sentence or is_everyday(spot)):
            yield _span(text, *match.span(), 0.65, "pattern")


def _withheld(text: str) -> Iterator[Span]:
    for match in _WITHHELD.finditer(text):
        yield _span(text, *match.span(), 0.6, "pattern")


def _centres(text: str) -> Iterator[Span]:
    for match in _CENTRE.finditer(text):
        yield _span(text, *match.span(), 0.65, "pattern")


def _christened(text: str) -> Iterator[Span]:
    for match in _CHRISTENED.finditer(text):
        if not (GLUE & set(match.group(1)) or in_dictionary(match.group(1)[-2:])):  # 挂号, 账号
            yield _span(text, *match.span(1), 0.65, "pattern")


def _vessels(text: str) -> Iterator[Span]:
    for match in _VESSEL.finditer(text) if _VESSEL_CUE.search(text) else ():
        if not in_dictionary(match.group(1)) or match.group()[0] in '“"「':
            yield _span(text, match.start(1), match.end(1), 0.65, "pattern")


_LAST_SIGN = re.compile("[站厂库港矿园变闸坝坊坞线渠墩埠塔店仓](?!在)")
_TRADES = tuple(lexicon.section("chinese", "names.trades"))


def _made_up(text: str) -> Iterator[Span]:
    """Find a site by its last character and a word of no dictionary before it (柏崧变, 柳圩线, 青杏岭站)."""
    found = words(text)
    for match in _LAST_SIGN.finditer(text):
        i, end = found.at(match.start()), match.end()
        if found.ends[i] != end:
            continue
        start = found.starts[i - 1] if end - found.starts[i] == 1 and i else found.starts[i]
        seat = text[end - 1] not in "线变闸坝" and text[start : end - 1] in places()  # 喀什站
        if (seat or _is_spot(text, found, i, end)) and not in_dictionary(text[start:end]):
            yield _span(text, start, end, 0.6, "suffix")
            continue
        if 3 <= end - start <= 4 and not in_dictionary(text[start:end]) and _coined(text[start : end - 1]):
            yield _span(text, start, end, 0.6, "suffix")


def _is_spot(text: str, found: Words, i: int, end: int) -> bool:
    """Say whether a spot that a dictionary knows by name stands between stops before a works' sign (，唐家湾厂，)."""
    start = found.starts[i - 1] if i else 0
    long = end - start == 4 and found.tags[i - 1].startswith(("ns", "nr"))
    short = end - start == 3 and found.tags[i - 1].startswith("ns") and not is_everyday(text[start : end - 1])
    named = (long or short) and text[end - 1] in "厂库港矿园场站"
    return named and not any(map(is_cjk, text[start - 1 : start] + text[end : end + 1]))


_WHERE = "在到去往过从于至赴驻回经离住抵了天午、和与是由向对"
_TOP = seldom(
    f"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[{_WHERE}])|(?<=进驻|位于|来自|轮到|路过|途经|绕过|翻过))((?:(?![{_WHERE}])[\u4e00-\u9fff]){{2,3}}?)"
    "(?:[镇乡村屯寨堡湾礁岬岭坞坝峡渡]|隧道|大桥|收费站|服务区|工区|剧院|影院|花园|新城|公馆|养殖区|林场|茶厂|站)"
    "(?![\u4e00-\u9fff]?[长民]|隧道|大桥|[位点台在])"  # 青石岭隧道 is no 青石岭
)
_NO_SPOT = GLUE - frozenset("家里前后") | frozenset("称一二三四五六七八九十")  # 姜家湾


def _cued(text: str) -> Iterator[Span]:
    """Find a site or spot of an unlisted name where a clause or a word that goes to places begins it (进驻白芦镇)."""
    for match in _TOP.finditer(text):
        start, end = match.start(1), match.end()
        stem = match.group(1)
        if text[end - 1] == "站" and not _is_spoken_place(stem):
            continue
        if not in_dictionary(text[start:end]) and not is_everyday(stem) and not _NO_SPOT & set(stem):
            yield _span(text, start, end, 0.6, "suffix")


def _is_spoken_place(stem: str) -> bool:
    """Say whether two signs are an unlisted place's name and no word for what a station is for."""
    return len(stem) == 2 and words(stem)[0].tag.startswith("ns") and words(stem)[0].end == 2


@lru_cache(maxsize=65536)
def _coined(stem: str) -> bool:
    """Say whether a stem is no word, no trade (电驱厂) and no phrase."""
    known = in_dictionary(stem) or stem.startswith(_TRADES) or stem.endswith(_TRADES)
    pieces = [stem[w.start : w.end] for w in words(stem)]
    phrase = any(len(piece) > 1 and in_dictionary(piece) for piece in pieces)
    return not known and not phrase and all(map(is_cjk, stem)) and not (GLUE | _QUALIFYING) & set(stem)


_QUALIFYING = frozenset("大小老新旧本总分主各全上下左右前后东西南北中内外好坏同单双多少一二三四五六七八九十百千第号楼")


def _numbered(text: str) -> Iterator[Span]:
    """Find 7号库 and 三车间, and a house by its street and number (栗树巷9号)."""
    for match in _BARE_NUMBER.finditer(text):
        yield _span(text, *match.span(), 0.6, "pattern")
    for match in _ADDRESS.finditer(text):
        start, end = match.span(1)
        start = max((m.end() for m in _LEVEL.finditer(text, start, end - 3)), default=start)
        glue = [at for at in range(start, end) if text[at] in GLUE]
        start = max(glue) + 1 if glue else start
        if end - start > 4:
            yield _span(text, start, end, 0.7, "pattern")


_LEVEL = re.compile("[省市县区镇乡]")
_OWNER = re.compile("(?:有限公司|有限责任公司|股份公司)(?=[\u4e00-\u9fff]{2})")
# A province, a town and a district before the site's own name: 中卫市沙南区沙枣岭园区.
_SEAT = re.compile(
    "(?:[\u4e00-\u9fff]{2,3}省)?[\u4e00-\u9fff]{2,3}(?:市(?![政场区立属]))(?:[\u4e00-\u9fff]{1,3}[区县])?(?=[\u4e00-\u9fff]{2})"
)


def _own_start(text: str, start: int, noun: int) -> int:
    """Begin a site behind the company whose it is and the town in which it is, where a word of its own is left."""
    for ahead in (_OWNER.search(text, start, noun + 2), _SEAT.match(text, start, noun)):
        if ahead and noun - ahead.end() > 1:
            start = max(start, ahead.end())
    return start


# What a town has several of: 上饶老厂 is somebody's there.
_OF_TOWNS = frozenset(["老厂", "新厂", "厂房", "标准厂房"])
# Prepositions that no name holds: what stands before them is the sentence (水从石门水渠).
_SENTENCE = re.compile("[\u4e00-\u9fff]*[从由在把被给向往跟]")


# What every company has; a name stands before it only where it is a place's or a brand's.
_COMMON = frozenset(
    [
        "车间",
        "产线",
        "工厂",
        "温室",
        "大殿",
        "老宅",
        "生产线",
        "工地",
        "门店",
        "仓库",
        "库区",
        "堆场",
        "料场",
        "加工厂",
        "装置区",
        "综合楼",
        "实验楼",
        "酒店",
        "机场",
        "水库",
        "罐区",
        "冷库",
        "粮库",
        "平房仓",
        "筒仓",
        "总装线",
        "中试线",
        "试验线",
        "充电站",
        "换电站",
        "加油站",
    ]
)


def _stem_confidence(stem: str, common: bool) -> float:
    """Weigh what stands before a site's noun: a place or person's name, else a word of its own."""
    if len(stem) < 2 or (in_dictionary(stem) and len(stem) > 4):
        return 0.0
    found = [(stem[w.start : w.end], w.tag) for w in words(stem)]
    unknown = any(len(piece) > 1 and not in_dictionary(piece) for piece, _ in found) or any(
        len(p) == 1 and not p.isdigit() for p, _ in found
    )
    named = any(tag.startswith(("ns", "nr")) for _, tag in found)
    if not named and in_dictionary(stem):
        return 0.0
    return 0.85 if named else 0.75 if unknown and (not common or len(stem) <= 3) else 0.0


def _columns(text: str, columns: Sequence[tuple[int, int, str, str]]) -> Iterator[Span]:
    for start, end, kind, header in columns:
        if kind != "site":
            continue
        pair = definitions.bilingual(text, start, end)
        if pair and not any(map(str.isdigit, text[start:end])):
            (a, b), (c, d) = pair
            if not in_dictionary(text[a:b]):
                yield _span(text, a, b, 0.75, "column")
                yield replace(_span(text, c, d, 0.8, "definition"), alias_of=folded(text[a:b]))
                continue
        inner = re.search(
            r"\s*[（(#＃]|(?<=[店馆厦])[一二三四五六七八九十\d]+楼|\s(?:\d{3,}|\d+[NSEW])$", text[start:end]
        )
        stop = start + inner.start() if inner and inner.start() > 1 else end
        building = _SUFFIX.search(text, start, stop)
        stop = building.end() if building and building.start() > start else stop
        vessel = re.search("船|vessel|ship", header, re.IGNORECASE)
        words_only = all(latin.common(token) for token in re.findall(r"[A-Za-z]+", text[start:stop]))
        if vessel or not (in_dictionary(text[start:stop]) or (text[start:stop].isascii() and words_only)):
            yield _span(text, start, stop, 0.75, "column")


_SHIP_MARK, _WITHHELD_EN_MARK = sieve.mark(_SHIP_EN), sieve.mark(_WITHHELD_EN)
_NUMBER_BEHIND_MARK = sieve.mark(_NUMBER_BEHIND)
_LATIN_MARK = sieve.mark(_SITE_EN) | _SHIP_MARK | _WITHHELD_EN_MARK | _NUMBER_BEHIND_MARK
_RULES: sieve.Rules = (
    (sieve.mark_of_words(_SITES) | sieve.mark(_NUMBER, _WORKS), _suffixed),
    (sieve.mark(_LAST_SIGN), _made_up),
    (sieve.mark(_TOP), _cued),
    (sieve.mark(_BARE_NUMBER, _ADDRESS), _numbered),
    (sieve.mark(_TOWNS_OWN, _STORE), _of_towns),
    (sieve.mark(_OLD_MARK), _old),
    (sieve.mark(_WITHHELD), _withheld),
    (sieve.mark(_CENTRE), _centres),
    (sieve.mark(_CHRISTENED), _christened),
    (sieve.mark(_VESSEL), _vessels),
)
_CHINESE_MARK = sieve.union(_RULES)


RECOGNIZER = Recognizer(kinds=("site",), find=find, version=33)
