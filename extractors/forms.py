"""How who is known by a full name is called beside: in short, by title, in pinyin, by initials.

Full names are given as they stand in a text; of what they are called no folder is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from extractors import bodies, families, firms, latin, latinforms, lexicon, pinyin
from extractors.chinese import GLUE, is_everyday, places
from extractors.model import Kind
from extractors.patterns import late
from extractors.personnames import BORNE, called_of_several, family_signs
from extractors.spoken import KIN, LONG_TITLE
from extractors.text import folded, has_cjk, in_dictionary, in_order, is_cjk, simplified, words

_SITES = lexicon.alternatives(lexicon.section("chinese", "site.nouns"))
_SITE_NOUN = late(f"(?:{_SITES}|项目组|项目部|专班|攻关组|项目|工程|计划|专项)$")
_CODE_WORDS = lexicon.section("chinese", "project.codewords")
_TAIL = late("(?:中心|研究院|研究所|设计院|委员会|秘书处|办公室|协会|实验室|指挥部|管理局|事务所)$")


@lru_cache(maxsize=1 << 16)
def spellings(full: str, kind: Kind) -> tuple[tuple[str, str, str], ...]:
    """Give the forms of a full name as (spelling, its norm, the norm of what it stands for)."""
    shorts = short_forms(full) if kind in ("organisation", "site", "project", "programme") else []
    shorts += _spelled(full) if kind == "product" else []
    if kind in ("organisation", "site") and has_cjk(full):
        plain = simplified(full)
        shorts += [*bodies.counted(plain), *bodies.contracted(plain), *bodies.rendered(plain)]
    if kind in ("project", "programme") and full.isascii() and full.isupper() and len(full) > 4 and full.isalpha():
        shorts += [full.capitalize()]
    if kind in ("project", "programme") and 2 <= len(full) <= 4 and _is_own_word(full):
        shorts += [full + team for team in _TEAMS]
    if kind in ("project", "programme", "site") and (rated := _RATED.fullmatch(full)):
        shorts += [rated.group(1)]
    if kind in ("product", "site") and (vessel := _REGISTERED.fullmatch(full)):
        shorts += [vessel.group(1)]
    if kind in ("project", "programme"):
        shorts += [*_english_of(full), *(f"{full} {team}" for team in _TEAMS_EN if _is_latin_word(full))]
    if kind == "organisation" and (brand := _of_two_words(simplified(full))):
        shorts += [brand]
    if kind == "organisation" and not has_cjk(full) and (own := latinforms.own_society(full)):
        shorts += [own]
    if kind in ("organisation", "site") and not has_cjk(full):
        shorts += latinforms.own_words(full)
    if kind == "person":
        shorts = _spoken_forms(full) if has_cjk(full) else latinforms.given_and_family(full)
    shorts = [each for each in shorts if not (_is_ware(each, full) if kind == "organisation" else _is_any(each, kind))]
    shorts = [each for each in shorts if not (each.isascii() and has_cjk(full) and _is_matter(each, simplified(full)))]
    shorts += _town(simplified(full)) if kind in ("place", "site") else []
    whole = folded(full)
    found = [(short, folded(short), whole) for short in shorts]
    for chinese in [full] if kind == "person" else [full, *shorts]:
        if 2 <= len(chinese) <= 4 and kind != "product" and all(map(is_cjk, chinese)):
            found += [(form, folded(form), folded(chinese)) for form in latin_forms(chinese, kind)]
    return tuple(found)


_CODED = late(r"([A-Z]{1,4})([-‐– /]?)(\d{2,5})((?:[-/]\d{1,5})?[A-Z]?)")
_BETWEEN = ("", "-", " ")


def _spelled(code: str) -> list[str]:
    """Give how else a code may be written: FK-3305, FK 3305 and FK3305. Three digits, or two letters, tell one."""
    match = _CODED.fullmatch(code)
    if match is None or len(match[1]) + len(match[3]) < _TELLING:
        return []
    return [match[1] + between + match[3] + match[4] for between in _BETWEEN if between != match[2]]


_TELLING = 4  # letters and digits of a code that no other thing has


# Behind letters they say what a body is for, where a brand would have a trade: MEM项目顾问委员会, GIS系统工作组.
_MATTER = late("(?:项目|系统|工程|课程|专业|产品|平台|软件|标准|协议|技术|用户|学员|班)")


def _is_matter(letters: str, full: str) -> bool:
    """Say whether the letters in a Chinese name are what its bearer deals with, and not its brand."""
    at = full.find(letters)
    return at >= 0 and not firms.LEGAL.search(full) and _MATTER.match(full, at + len(letters)) is not None


_LEVEL = late("[\u4e00-\u9fff]{2,3}(?<![城集社新园厂库矿灾牧林小])[县镇乡州旗]")
LEVELS = frozenset("县镇乡州旗")


def _town(full: str) -> list[str]:
    """Give a town that no list knows without the word for its level: 柯格 of 柯格县; everyday words are left out."""
    bare = full[:-1] if _LEVEL.fullmatch(full) else ""
    return [bare] if bare and not (is_everyday(bare) or bare in places() or GLUE & set(bare)) else []


# A town's own house goes without its level, 镇商会 and 商会; of a matter's office any word tells, 云岭区节能减排办公室.
_LEVELLED = late("[省市县区镇乡州旗]((?!检察|人民|电影|研究)[\u4e00-\u9fff]{2}[办社院站所]|商会)")
_OFFICE = late("[\u4e00-\u9fff]{2,3}([省市县区镇乡州旗])([\u4e00-\u9fff]{2,8})办公室")


def _team(firm: str) -> list[str]:
    """Give what is called that plays for a firm: 泰陇队."""
    brand = firms.brand_of(firm)
    return [f"{brand}队"] if brand and not in_dictionary(brand) else []


# What every town has one of, behind its town: 农商行 of 棠河农商行, 收储公司 of 柳浦县粮食收储公司.
_TOWNS_OWN = late(
    "[\u4e00-\u9fff]{2,4}(?P<own>农商行|农信社|供销社|信用社|农大|职校|农机校|党校|卫校|[公环供自]\\w{1,2}公司)"
    "|[\u4e00-\u9fff]{2,3}[市县区州镇](?:[\u4e00-\u9fff]{2,4})?(?P<firm>[\u4e00-\u9fff]{2}公司)"
)
# A society's part, by itself and by the first word of its matter: 气体传感器分会 and 气体分会.
_PART_OF_SOCIETY = late(
    "(?:[\u4e00-\u9fff]{4,20}?(?:协会|学会|联合会|促进会|商会))?(?P<part>(?P<matter>[\u4e00-\u9fff]{4,10})(?P<kind>分会|专委会))"
)


def _of_a_level(text: str) -> list[str]:
    if bare := _LEVELLED.fullmatch(text):
        return [bare.group(1)]
    if (own := _TOWNS_OWN.fullmatch(text)) and not firms.LEGAL.search(text.removesuffix("公司")):
        return [own["own"] or own["firm"]]
    if part := _PART_OF_SOCIETY.fullmatch(text):
        first = part["matter"][: words(part["matter"])[0].end]
        short = first + part["kind"] if len(first) > 1 and first != part["matter"] else ""
        return [form for form in (part["part"], short) if form]
    if command := _COMMAND.fullmatch(text):
        return _of_a_command(command["level"] or "", command["matter"])
    if (office := _OFFICE.fullmatch(text)) is None:
        return []
    level, matter = office.groups()
    pieces = [matter[w.start : w.end] for w in words(matter)]
    told = [piece for piece in pieces if len(piece) == 2] + [matter] * (len(pieces) > 1)
    return [form for word in told for form in (f"{word}办", f"{level}{word}办")] + [f"{level}{matter}办公室"]


# The office of a command or a committee: 州森防办 of 澜沱州森林草原防灭火指挥部办公室, 安委办, 防汛办.
_COMMAND = late(
    "(?:[\u4e00-\u9fff]{2,3}(?P<level>[省市县区镇乡州旗]))?(?P<matter>[\u4e00-\u9fff]{4,12})"
    "(?:指挥部|委员会|领导小组)办公室"
)


def _of_a_command(level: str, matter: str) -> list[str]:
    runs = [matter[word.start : word.end] for word in words(matter)]
    pieces = [run[at : at + 2] for run in runs for at in range(0, len(run), 2)]
    head, *rest = pieces
    told = [piece for piece in pieces if len(piece) == 2] + [head[0] + piece[0] for piece in rest]
    forms = [form for word in dict.fromkeys(told) for form in (f"{word}办", f"{level}{word}办")]
    return [form for form in dict.fromkeys(forms) if not in_dictionary(form)]


_ANY = lexicon.section("chinese", "project.everyday") | lexicon.section("headers", "zh")


def _is_any(short: str, kind: Kind) -> bool:
    """Say whether what is left of a thing's name is a word of any paper (操作 of 操作系统, 应用 of 应用组)."""
    plain = simplified(short)
    if kind == "person" or plain in _CODE_WORDS or not has_cjk(plain):
        return False
    return plain in _ANY or (len(plain) == 2 and in_dictionary(plain) and words(plain).tags[0].startswith("v"))


def _is_ware(short: str, full: str) -> bool:
    """Say whether a short form is the everyday word alone that a firm with no legal form deals in (硫磺: 江阴硫磺)."""
    everyday = len(short) == 2 and is_everyday(short) and bodies.SOCIETY.fullmatch(short) is None
    everyday = everyday and not (short[1] in "院厂矿队所" and "第" + short[0] in full)  # 三院, 九队
    everyday = everyday and not (short[1] in "大处局队" and full.endswith(short))  # 农大, 九处
    return everyday and has_cjk(full) and not firms.LEGAL.search(full)


def _spoken_forms(full: str) -> list[str]:
    """Give what a Chinese person may be called whose full name is known: 老薛, 乐工, 苗站, 谭老, 方老师, 阿芷, 晓鸥.

    Of 15 such forms that nothing else found in 41 hand-written folders all were persons; everyday words are left out.
    So are the surname alone, where `families.is_signed` says that somebody stands by it (闵), and the given name: of 19
    such names in 52 folders the gold has 11, the others are surnames before a comment, all of them persons. 小方 is a
    word of the dictionary, and yet her name whose full one the folder gives; a given name that is a word stands for her
    among other names alone, see `givens.is_listed` (可望 of 陈可望 in 炳南、可望、碧茹).
    """
    text, surnames = simplified(full), BORNE
    if parts := called_of_several(text):
        return [part for part in parts if part not in places()]
    cut = family_signs(text)
    if text[:cut] not in surnames or not 2 <= len(text) <= 4:
        return []
    family = text[:cut]
    called = [f"老{family}", f"小{family}", *(family + title for title in _TITLES_SPOKEN), f"阿{text[-1]}"]
    own = text[cut:] if len(text) - cut == 2 and not _TITLED.fullmatch(text) else ""
    last = own[-1:] if own[-1:] not in families.CARRYING else ""
    given = own if own not in places() else ""
    familiar = [form for form in called if form[0] in "老小" and form not in families.EVERYDAY]
    spoken = [form for form in called if form[0] not in "老小" and not _is_no_person(form)]
    pet = [form for form in pet_names(text) if not is_everyday(form)]
    first = own[:1] if own[:1] not in families.CARRYING else ""
    kin = [short + title for short in (given, last, first) if short for title in KIN
           if not in_dictionary(short + title)]  # fmt: skip
    return familiar + spoken + pet + kin + [given][: bool(given)] + [family][: cut == 1]


@lru_cache(maxsize=4096)
def _english_of(full: str) -> tuple[str, ...]:
    """Give what a code name that a creature or a thing gave is in English papers (萤火: Firefly)."""
    return _codewords().get(simplified(full), ())


@lru_cache(maxsize=1)
def _codewords() -> dict[str, tuple[str, ...]]:
    spoken = ((chinese, [word.capitalize() for word in words]) for chinese, *words in lexicon.groups("codewords"))
    return {
        chinese: tuple(word for word in words if word.isalpha() and len(word) > 3 and not latin.common(word)
                       and word not in lexicon.names("places") | lexicon.entries("firstnames"))
        for chinese, words in spoken
    }  # fmt: skip


@lru_cache(maxsize=1 << 14)
def called(full: str) -> frozenset[str]:
    """Give what a Chinese person with this full name may be called, but for the surname alone."""
    return frozenset(form for form in _spoken_forms(full) if len(form) > 1)


def pet_names(full: str) -> tuple[str, ...]:
    """Give what those near somebody make of a given name's last sign: 蓉蓉 of 江蓉, 涛子 of 吴涛, 雪儿 of 佟雪."""
    last = full[-1:] if 1 < len(full) < _LONGEST_NAME else ""
    return (last * 2, last + "子", last + "儿") if last and last not in families.CARRYING | frozenset("子") else ()


_LONGEST_NAME = 4


def is_spoken(form: str) -> bool:
    """Say whether a form is a family name as people are spoken of by it (老郗, 房理事长), and no everyday word."""
    if form[0] in "老小":
        return _SPOKEN_OF.fullmatch(form) is not None and not is_everyday(form)
    return _SPOKEN_OF.fullmatch(form) is not None and not _is_no_person(form)


def _is_no_person(form: str) -> bool:
    """Say whether a family's sign with a title is a word that means nobody: 施工, 林场."""
    return in_dictionary(form) and (form in _WORDS or form[1:] in ("场", "导", "博"))


# What a family's sign and a title's make together and no person is called; other words of the dictionary are names of
# persons where the folder knows one of the family: of 24 of them in 100 hand-written folders all were (石工, 黄站).
_WORDS = frozenset(
    "施工 化工 高工 金工 车工 管工 包工 水工 童工 农工 华工 时工 班工 段工 计工 何处 别处 明处 安处 全局 时局 平局"
    " 和局 支局 方局 牧师 严师 药师 武师 农师 大师 任教 宗教 管教 施教 武教 文教 车队 连队 支队 乐队 班队 古董 车站"
    " 文秘 古老 老师 老总 老板 大姐".split()
)


_TITLED = late(f"[\u4e00-\u9fff](?:{LONG_TITLE})")
# Of 9 names with the titles behind 老师 that nothing else found in 52 hand-written folders all were persons, 2026-11.
_TITLES_SPOKEN = (
    "工 站 处 老 老师 总 经理 总监 部长 主任 站长 副站长 阿姨 理事长 会长 厂长 所长 院长 科长 队长 场长 校长 "
    "队 支 师 教 教官 教导员 指导员 支队长 大队长 中队长 局长 处长 县长 州长 "
    "师傅 老板 博士 教授 会计 书记 主管 监理 调度 参谋 大姐 秘 董 局 高工 "
    "场 导 博 兽医 律师 医生 秘书 组长 班长 村长 镇长 "
    "副总 副厂长 副局长 副处长 副主任 副会长 副院长 副总工 总工 董事长 总经理 理事 监事长 秘书长 "
    "翻译 教练 顾问 科 依伯 依姆 依姐 依哥 依嫂"
).split()
_SPOKEN_OF = late(f"[老小][\u4e00-\u9fff]|[\u4e00-\u9fff](?:{'|'.join(_TITLES_SPOKEN)})")
# A vessel's name behind the province where it is registered: 浙岱运68, which people call 岱运68.
_RATED = late("([\u4e00-\u9fff]{2,6})[0-9.]{1,6}(?:MW|GW|兆瓦|万千瓦)(?:项目|电站)?")  # 槐树坪80MW
_REGISTERED = late("[京津沪渝冀豫辽湘皖鲁苏浙赣鄂桂粤琼闽]([\u4e00-\u9fff]{2,4}[0-9]{1,5})")


def _is_latin_word(text: str) -> bool:
    return text.isascii() and text.isalpha() and text.istitle() and len(text) > 3


def _of_two_words(text: str) -> str:
    """Give the brand that a firm's name of four characters begins with, before what it makes (锐升 of 锐升制罐)."""
    if len(text) != 4 or not all(map(is_cjk, text)) or _BORROWED.search(text) or text in lexicon.names("organisations"):
        return ""
    brand, trade = text[:2], text[2:]
    own = brand not in places() and not any(map(in_dictionary, (text, text[1:3]))) and not GLUE & set(brand)
    return brand if own and words(text)[0].end == 2 and not firms.OF_PLACES.match(trade) else ""


def _is_own_word(text: str) -> bool:
    return all(map(is_cjk, text)) and simplified(text) not in bodies.SEASONS


# What a project's name carries of those who work on it: its groups by their craft, its shifts.
_CRAFTS = (
    "项目 攻关 工艺 研发 技术 设计 结构 动力 电气 试制 试验 测试 调试 安装 施工 生产 质量 采购 运维 值守 驻厂 驻场 "
    "驻点 现场 保障 核心 养殖 种植 育种 田间 冶炼 焊接 涂装 装配 总装 包装 灌装 发酵 提取 纯化 制剂 检修 轮机 船体 "
    "管道 钻井 采矿 勘探 测绘 地质 通信 信号 供电 软件 硬件 算法 数据 网络 材料 化验 质检 质控 仓储 物流 运输 商务 "
    "财务 法务 翻译 保密 安保 后勤 宣传 编辑 修复 护理 临床 教学 培训 验收 联络 专家 评审"
)
_TEAMS = (
    "小组", "组", "项目", "工程", "计划", "专班", "行动", "班组", "夜班", "白班", "早班", "中班", "晚班", "班", "队",
    *(f"{craft}组" for craft in _CRAFTS.split()),
)  # fmt: skip
_TEAMS_EN = ("team", "crew", "group", "gang", "hands", "shift", "night shift", "people", "project", "programme")
_PART = late(
    "研究所|研究院|工程部|技术中心|研发中心|检测中心|实验室|设计院|医院|学院|大学|大厦|宾馆|酒店|基地|办事处|[\u4e00-\u9fff]{2,3}[部处科室]"
)


def without_parts(short: str, full: Mapping[str, str]) -> list[str]:
    """Drop what a company with this brand has: 汀石研究所 beside 汀石石英股份有限公司; `full` gives texts by norm."""
    if not any(firms.brand_of(text) == short for text in full.values()):
        return sorted(full)
    return sorted(key for key in full if not (key.startswith(short) and _PART.fullmatch(key, len(short))))


def widest(full_names: Iterable[str]) -> list[str]:
    """Drop the names whose characters another one holds in order: 桐坑中心 is a short form of 桐坑分析检测中心."""
    kept: list[str] = []
    for name in sorted(set(full_names), key=lambda name: (-len(name), name)):
        if not any(in_order(name, other) for other in kept):
            kept.append(name)
        if len(kept) > MANY:
            break
    return kept


MANY = 8  # full names of one form: by then it is nobody's


def core(norm: str) -> str:
    """Give what two spellings of one full name share: its brand where it has one."""
    brand = firms.brand_of(norm)
    return brand or norm


def short_forms(full_name: str) -> list[str]:
    """Give the short names that a full name may go by, the most telling first.

    江城禾丰源粮油工贸有限公司 gives 禾丰源, 禾丰源粮油, 江城禾丰源, ...; Quillon Rubber Ltd gives Quillon Rubber,
    Quillon; 雁湖产业园 gives 雁湖; a name of everyday words gives its tail alone (检测中心).
    """
    return list(_short_forms(full_name))


@lru_cache(maxsize=1 << 16)  # every look at a folder asks again, of all its names
def _short_forms(full_name: str) -> tuple[str, ...]:
    if not has_cjk(full_name):
        return tuple(latinforms.short_latin(full_name))
    text = simplified(full_name)
    found = _short_company(text) + _short_site(text) + _short_body(text) + _short_own(text)
    found += latinforms.short_title(text) + _clipped(text)
    found += [*bodies.society(text), *_short_cooperative(text)]
    found += [*bodies.of_town(text), *_team(text), *_of_a_level(text)]
    return tuple(dict.fromkeys(form for form in found if 2 <= len(form) < len(text)))


# Trades that a firm's short name keeps one sign of, behind one of its brand or its town.
_CLIPS = late(f"{firms.OF_PLACES.pattern}|航空|钢铁|特钢|汽车|铜业|铝业|重工|石化|药业|纸业|港口|港务")


def _short_company(text: str) -> list[str]:
    bare = firms.BRANCH.sub("", text)
    stem = firms.LEGAL.sub("", bare)
    if branch := _OF_BRANCH.fullmatch(bare):
        return [branch["firm"] + branch["town"] + branch["kind"]] if branch["legal"] else [bare.removesuffix("分公司")]
    if bare.endswith("分公司"):
        return []
    if stem == bare and not firms.BRAND.match(firms.split_place(bare)[1]):
        return _behind_seat(bare) if all(map(is_cjk, bare)) else []
    place, brand, trade = firms.parts(stem)
    listed = [brand + trade + "股份"] if "股份" in bare[len(stem) :] and (brand or trade) else []
    behind = brand[2:] if not place and len(brand) == 4 and not in_dictionary(brand) else ""
    behind = "" if in_dictionary(behind) or GLUE & set(behind) else behind  # 润禾 of 沙埠润禾印染有限公司
    if not brand:
        town, service = firms.split_place(stem)
        run = [town + service[:2]] if town and firms.OF_PLACES.match(service) and len(service) > 3 else []  # 汀州有轨
        run += [town[0] + service[0]] if run and not in_dictionary(town[0] + service[0]) else []  # 泊轨
        run += _without_seat(stem)
        return [stem, *run, *listed] if len(stem) >= 4 else []
    pieces = firms.TRADE.findall(trade)
    pieces += [trade[word.start : word.end] for word in words(trade) if word.end - word.start > 1]
    tails = [trade, *pieces[:1], *pieces[-1:], *pieces[1:-1], trade[:2], trade[-2:], "公司", "集团"]
    long = [brand + tail for tail in tails if tail]
    heads = {place, place.rstrip("省市县区")} - {""}
    long += [brand + "微"] if trade.startswith("微电子") else []  # as makers of chips are called: 霁芯微
    if _CLIPS.match(trade) and not in_dictionary(brand[0] + trade[0]):  # 泊州轨道交通集团 is 泊轨, 鹭屿航空 is 鹭航
        long += [brand[0] + trade[0]]
    return (
        ([] if firms.OF_PLACES.match(trade) or _HOUSE.search(bare) else [brand, *([behind] if behind else [])])
        + long
        + [p + form for p in sorted(heads) for form in [brand, *long]]
        + listed
        + [stem]
    )


# Small houses: what stands behind their seat, before what they do, is their own word.
_SMALL_HOUSE = late(
    r"(?:运[输料]?队|外运队|车队|施工队|工程队|[服经贸物]\w?部|门市部|商[行贸]\w?|[\u4e00-\u9fff][行厂社铺坊])$"
)
_OF_A_TOWN = late(
    "(?:[局委办院所]|政府|银行|大学|学院|[中小]学|学校|医院|中心|协会|学会|商会|支队|大队|总队|公园|市场|[区县市镇乡村])$"
)


def _behind_seat(text: str) -> list[str]:
    """Give a small house's own word behind its seat: 鼎运 of 茌平鼎运泥浆外运队; and all behind it (景阳岗钢管)."""
    if "公司" in text:  # its own branch or team
        return []
    place, brand, _ = firms.parts(text)
    own = brand[_SEAT_SIGNS:] if not place and len(brand) == _SEAT_AND_BRAND else brand
    coined = len(own) > 1 and not in_dictionary(own) and own not in places() and not _SMALL_WORDS & set(own)
    found = [own, place + own] if coined and _SMALL_HOUSE.search(text) else []
    return [*found, *_without_seat(text)]


_SEAT_SIGNS, _SEAT_AND_BRAND = 2, 4
_SMALL_WORDS = frozenset("的了在和与是把被及或就都也不没未")


def _without_seat(text: str) -> list[str]:
    """Give a name without the town that it begins with, where what is left begins with a word of its own."""
    place, rest = firms.split_place(text)
    if not place or len(rest) < _SEAT_AND_BRAND or _OF_A_TOWN.search(rest) or firms.OF_PLACES.match(rest):
        return []
    first = words(rest)[0]
    own = first.tag.startswith(("ns", "nr", "nz")) or not in_dictionary(rest[: first.end])
    return [rest] if own and not GLUE & set(rest[:1]) else []


# A branch in a town, of a firm whose legal form is left out: 汇溟银行股份有限公司滨海支行, 华穗保险郑州分公司.
_OF_BRANCH = late(
    "(?P<firm>[\u4e00-\u9fff]{2,12}?)(?P<legal>(?:集团|股份|有限|责任)*有限(?:责任)?公司)(?P<town>[\u4e00-\u9fff]{2,5})(?P<kind>分公司|支行|分行)"
    "|(?P<brand>[\u4e00-\u9fff]{2,4})(?:银行|保险|人寿|财险|证券|信托|物流|快运|快递|速运|通信|电信|移动|联通|燃气|置业|物业|租赁)[\u4e00-\u9fff]{2,4}分公司"
)
# Houses that bear other things' names.
_HOUSE = late(
    "(?:酒店|宾馆|饭店|餐厅|酒楼|茶楼|客栈|民宿|公寓|度假村|招待所|酒家|[菜汤面粉鱼饭肉]馆|大排档|火锅店|烧烤店|小吃店|饭庄|农家乐)$"
)


def _short_site(text: str) -> list[str]:
    stem = _SITE_NOUN.sub("", text)
    known = (is_everyday(stem) and stem not in _CODE_WORDS) or stem in places() or bool(_HOUSE.search(text))
    known = known or bool(_BY_SIDE.search(text))  # 狮岭西仓: what stands before is where it is
    found = [stem] if stem != text and 2 <= len(stem) <= 4 and not known else []
    if tail := _NUMBERED_TAIL.search(text):
        found.append(tail.group())  # 7号库 of 沙洲7号库
    place, rest = firms.split_place(text)
    if place and len(rest) > 3 and _HOUSE.search(rest) and not in_dictionary(rest[:-2]):
        found.append(rest)  # 嵛山宾馆 of 霞浦嵛山宾馆
    if base := _BASE.fullmatch(text):
        found.append(base["own"] + "基地")  # 龙潭箐基地 of 龙潭箐实训基地
    if address := _ADDRESS.match(text):
        found.append(address.group(1))
    if street := _STREET.fullmatch(text):
        found.append(street.group(1))
    if old := _OLD.fullmatch(text):
        found.append(old["own"])
    if christened := _CHRISTENED.fullmatch(text):
        found.append(christened.group(1))
    return found


_BASE = late("(?P<own>[\u4e00-\u9fff]{2,4})(?:实训|培训|训练|集训|生产|示范|种植|养殖|科研|试验|教学|育种|储备)基地")
_OLD_WORKS = lexicon.alternatives(lexicon.section("chinese", "site.old_works"))
_OLD = late(f"(?:[\u4e00-\u9fff]{{2,4}})?(?P<own>[老旧原](?:{_OLD_WORKS}))院?")  # 老粮库 of 七里塘老粮库
_BY_SIDE = late("[东西南北]仓$")
_CHRISTENED = late("([\u4e00-\u9fff]{2,4}(?<![一二三四五六七八九十]))号")  # 石斛 of 石斛号
_NUMBERED_TAIL = late(
    r"(?<=[\u4e00-\u9fff]{2})(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:号|#|期)?"
    "(?:[厂库楼线港区场塔炉机站]|车间|料场|码头|泊位)$"
)
_ADDRESS = late(r"([\u4e00-\u9fff]{1,5}[路街巷道]\d{1,5}号).{1,6}$")

_STREET = late(r"([\u4e00-\u9fff]{2,4}[路街巷道])\d{1,5}号")  # 木槿路 of 木槿路88号


def _short_cooperative(text: str) -> list[str]:
    own = firms.cooperative(text)
    together = [own + "合作社", own + "社"]  # 棒槌鸟社 of …棒槌鸟人参种植专业合作社
    return [own, *together] if own and not is_everyday(own) else together if own else []


def _short_body(text: str) -> list[str]:
    """Give an institute's tail of two words: 东辽粮油检测中心 gives 检测中心 and 粮油检测中心."""
    if not _TAIL.search(text):
        return []
    place, rest = firms.split_place(text)
    head = _own_head(rest)
    pieces = [text[w.start : w.end] for w in words(text)]
    tails = ["".join(pieces[-n:]) for n in (1, 2)]
    return [
        t
        for t in tails
        if 3 <= len(t) <= 8 and t not in ("委员会", "办公室", "研究院", "研究所", "设计院", "事务所", "实验室")
    ] + [form for form in (rest if place else "", head) if form and not firms.OF_PLACES.match(rest, len(form))]


# Houses that bear other things' names, and bodies that bear their place's.
_BORROWED = late(
    "(?:酒店|宾馆|饭店|餐厅|客栈|民宿|公寓|大厦|度假村|招待所|[中支大]队|局|委|办|法院|银行|大学|学院|中学|政府|"
    "路|街|村|镇|乡|河|山|湖)$"
)
# A longer project's name begins with whose it is: 东坪水厂委托运营项目 is not called 东坪.
_PLAIN_PROJECT = 7
_WORK = late("(?:项目|工程|计划|专项|改造)$")
_ONE_SIGN = frozenset("站厂港矿库所场店院馆校线台")
_MIXED = late("[A-Za-z0-9]+$")
_JOINT = late("联合(?:[工协]作组|小组|体|会)$")  # of several houses: what it begins with is their matter


def _short_own(text: str) -> list[str]:
    """Give the word of its own that a name begins with before its kind (红砬子 of 红砬子站, 洪渡 of 洪渡医院)."""
    if _BORROWED.search(text) or (len(text) > _PLAIN_PROJECT and _WORK.search(text)) or _JOINT.search(text):
        return []
    place, rest = firms.split_place(text)
    head = _MIXED.sub("", rest) if _MIXED.search(rest) else _own_head(rest)
    last = words(rest)[-1] if rest else None
    if not head and last and last.end - last.start in (1, len(rest)) and rest[-1] in _ONE_SIGN:
        head = rest[:-1]
    own = 2 <= len(head) <= 3 and head != text and not in_dictionary(head) and head not in places()
    own = own and not firms.OF_PLACES.match(rest, len(head)) and head[-1] != "号"  # 竞买号0816: the number is the name
    return [head, place + head] if own else []


def _own_head(text: str) -> str:
    """Give the word of its own that a body's name begins with (桐坑 of 桐坑分析检测中心), "" where it has none."""
    cut = len(text)
    for word in reversed(words(text)):
        if word.end - word.start < 2 or not in_dictionary(text[word.start : word.end]):
            break
        cut = word.start
    own = 2 <= cut <= 3 and not in_dictionary(text[:cut]) and not bodies.SOCIETY.fullmatch(text[:cut])
    return text[:cut] if own else ""  # 联谊群品管小组 is not called 联谊群, which it is of


# What a body's last word is clipped to: 江海区域伦理审查办公室 is 江海伦理办, 琼南种子检验站 is 琼检站.
_CLIPPED = tuple(
    pair.split("=")
    for pair in (
        "办公室=办 委员会=委 实验室=室 研究院=院 设计院=院 研究所=所 检验所=所 检验站=站 检测站=站 监测站=站 试验站=站 "
        "管理局=局 事务所=所 协会=协 联盟=联盟 联合会=联合会 联合社=联合社 "
        "检测中心=中心 检验中心=中心 调度中心=中心 研究中心=中心 中心=中心"
    ).split()
)
_LONG_BODY = 7  # characters: below it nobody clips a name


def _clipped(text: str) -> list[str]:
    """Give a long body's clipped names: its head with one of its words, and with what is left of its tail."""
    tail = next((tail for tail in _CLIPPED if text.endswith(tail[0])), None)
    if tail is None or len(text) < _LONG_BODY or firms.LEGAL.search(text):
        return []
    pieces = [text[w.start : w.end] for w in words(text)]
    head = pieces[0]
    inside = [piece for piece in pieces[1:] if len(piece) == 2 and piece != tail[1]]
    if len(head) != 2 or is_everyday(head):
        return []
    forms = [head + word + end for word in inside for end in ("", tail[1])]
    first = tail[0][0]
    signs = [head[0] + sign + tail[1] for sign in dict.fromkeys([*(word[0] for word in inside), first])]
    return [*forms, head + tail[1], *(form for form in signs if not in_dictionary(form))]


def latin_forms(chinese: str, kind: Kind) -> list[str]:
    """Give a Chinese name's spellings in pinyin: Chengyuan; of persons Fang Ke, Ke Fang, FANG Ke."""
    syllables = pinyin.syllables(chinese)
    if kind != "person":
        joined = [spelling.capitalize() for spelling in pinyin.spellings(chinese)]
        return [
            word for word in joined if len(word) > 4 and word not in lexicon.names("places") and not latin.common(word)
        ]
    cut = family_signs(chinese)
    family, given = "".join(syllables[:cut]).capitalize(), "".join(syllables[cut:]).capitalize()
    whole = given if len(syllables) > 2 else family + given.casefold()  # Mengxi of 孟溪
    alone = [whole] if len(syllables) - cut == 2 - (len(syllables) == 2) and _is_nobodys(whole) else []
    return [f"{family} {given}", f"{given} {family}", f"{family.upper()} {given}", *alone]


def _is_nobodys(pinyin_given: str) -> bool:
    """Say whether a given name in pinyin is no place's name and no English word: Changchuan, not Shanghai or Honghe."""
    return len(pinyin_given) > 4 and pinyin_given not in lexicon.names("places") and not latin.common(pinyin_given)
