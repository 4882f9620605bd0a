"""The folder's second pass: names that one file makes certain are looked for in every file.

`confident` collects the names, a `Finder` finds all of them in one file, `settled` decides which finds stay. The
last is pure and cheap: when files leave the folder it tells again what is recognised without them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from extractors import bodies, cued, families, firms, givens, latin, lexicon, located, overlaps, pinyin
from extractors.chinese import GLUE, at_boundary, is_everyday, places
from extractors.light import light
from extractors.model import NAME_KINDS, Kind, Mention, Segment
from extractors.patterns import late
from extractors.spoken import KIN, LONG_TITLE
from extractors.tagging import merging
from extractors.text import folded, has_cjk, in_dictionary, in_order, is_cjk, per_file, simplified, words

DERIVED = 0.8  # the most that a form is sure which only its full name speaks for
SURE = 0.6  # chosen: a pass-1 find below it is not looked for elsewhere; development case, 2026-11
_SITES = lexicon.alternatives(lexicon.section("chinese", "site.nouns"))
_SITE_NOUN = late(f"(?:{_SITES}|项目组|项目部|专班|攻关组|项目|工程|计划|专项)$")
_CODE_WORDS = lexicon.section("chinese", "project.codewords")
_TAIL = late("(?:中心|研究院|研究所|设计院|委员会|秘书处|办公室|协会|实验室|指挥部|管理局|事务所)$")


@light
@dataclass(frozen=True, slots=True)
class Name:
    """A spelling that the folder is sure of.

    Attributes:
        text: The spelling to look for, in simplified characters.
        norm: Its folded form.
        kind: The kind that most of its evidence says.
        confidence: Of a find of this spelling, 0.0 to 1.0.
        sources: Indices of the files that make it certain, ascending; a short form has those of its full name.
        alias_of: The norm of the full name that this short, pinyin or bracketed form stands for, else "".
    """

    text: str
    norm: str
    kind: Kind
    confidence: float
    sources: tuple[int, ...]
    alias_of: str = ""


@light
@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence of a name in one segment of a file; hits of one file may overlap."""

    segment: int
    start: int
    end: int
    name: Name


Certain = tuple[tuple[str, tuple[Mention, ...]], ...]


def certain(segments: Sequence[Segment], mentions: Sequence[Mention]) -> Certain:
    """Give the spellings that one file makes certain enough to be looked for elsewhere, with their mentions.

    A person's surname with a title and weak finds stay in their file, and so does what only capitals speak for in
    prose: there they are as often wrong elsewhere as right.
    """
    seen: dict[str, list[Mention]] = defaultdict(list)
    prose = merging.is_prose(segments)
    for mention in mentions:
        if prose and mention.evidence == "capitals":
            continue
        if _travels(mention):
            text = simplified(segments[mention.segment].text[mention.start : mention.end])
            if not _stays(text, mention):
                seen[text].append(mention)
        elif _is_weak(mention):
            at = segments[mention.segment].text
            around = at[max(0, mention.start - 2) : mention.start] + "…" + at[mention.end : mention.end + 3]
            text = simplified(at[mention.start : mention.end])
            seen[text].append(replace(mention, norm=around))  # two places with the same words around them are one
    return tuple((text, tuple(found)) for text, found in seen.items())


def confident(files: Sequence[tuple[Sequence[Segment], Sequence[Mention]]]) -> list[Name]:
    """Collect the names of a folder worth looking for; for many subsets of it keep each file's `certain` names."""
    return supported([certain(segments, mentions) for segments, mentions in files])


def supported(files: Sequence[Certain]) -> list[Name]:
    """Collect the names worth looking for, with the short and pinyin forms that they may go by.

    Sorted by spelling: the order of the files decides nothing but the numbers in `sources`.
    """
    return Support(dict(enumerate(files))).names


class Support:
    """The names that files support.

    Attributes:
        names: As `supported` gives them.
    """

    def __init__(self, files: Mapping[int, Certain], before: Support | None = None) -> None:
        """Take each file's `certain` names, by number in ascending order.

        What an earlier look, `before`, told of a spelling stands where it saw these very files and the spelling is in
        none of its others; the names are those of a look from scratch.
        """
        self._files = files
        self._spellings = _fewer(files, before) if before else _spellings_of(files)
        ordered = sorted(self._spellings.values(), key=lambda each: each.first)
        self._full = [each for each in ordered if each.name]
        known = {each.text for each in self._full if not each.doubtful}
        self._no_forms = known.union(seat_of(each.text) for each in self._full)
        derived = _unambiguous(form for _, form in self._derived())
        better = {name.text for name in derived}
        kept = [each.name for each in self._full if each.name and each.text not in better]
        self.names = sorted([*kept, *derived], key=lambda name: (name.text, name.alias_of))

    def stands(self, numbers: Collection[int]) -> bool:
        """Say whether these files alone support the same names, their `sources` aside.

        No file may be among them that is not here.
        """
        here = set(numbers)
        touched = {text for number, held in self._files.items() if number not in here for text, _ in held}
        return here <= self._files.keys() and all(self._stands(text, here) for text in touched)

    def _stands(self, text: str, numbers: Collection[int]) -> bool:
        """Say whether all that is told of a spelling, whoever asks, is told by these files alone."""
        whole = self._spellings[text].by_file
        left = {number: mentions for number, mentions in whole.items() if number in numbers}
        if text in self._rivals and min(whole) not in left:
            return False
        return _told(text, left) == _told(text, whole)

    def _derived(self) -> Iterator[tuple[str, Name]]:
        """Give the forms of the full names, each behind the full name's text."""
        return ((each.text, form) for each in self._full for form in each.forms if form.text not in self._no_forms)

    @cached_property
    def _rivals(self) -> frozenset[str]:
        """Give the full names that make one form two kinds of thing: which of them came first decides."""
        held: dict[tuple[str, str, float], dict[str, Kind]] = defaultdict(dict)
        for text, form in self._derived():
            held[form.text, form.alias_of, form.confidence][text] = form.kind
        return frozenset(text for texts in held.values() if len(set(texts.values())) > 1 for text in texts)


def _spellings_of(files: Mapping[int, Certain]) -> dict[str, _Spelling]:
    seen: dict[str, dict[int, tuple[Mention, ...]]] = defaultdict(dict)
    first: dict[str, tuple[int, int]] = {}
    for number, held in files.items():
        for place, (text, mentions) in enumerate(held):
            seen[text][number] = mentions
            first.setdefault(text, (number, place))
    return {text: _Spelling(text, by_file, first[text]) for text, by_file in seen.items()}


def _fewer(files: Mapping[int, Certain], before: Support) -> dict[str, _Spelling]:
    """Give the spellings of most of the files of an earlier look, or of others from scratch."""
    few = 2 * len(files) < len(before._files)
    if few or any(before._files.get(number) is not held for number, held in files.items()):
        return _spellings_of(files)
    out = dict(before._spellings)
    for text in {text for number, held in before._files.items() if number not in files for text, _ in held}:
        by_file = {number: mentions for number, mentions in out.pop(text).by_file.items() if number in files}
        if by_file:
            number = min(by_file)
            place = next(place for place, (other, _) in enumerate(files[number]) if other == text)
            out[text] = _Spelling(text, by_file, (number, place))
    return out


class _Spelling:
    """What files tell of one spelling, whatever else they name.

    Attributes:
        first: The first file and the place among its names: names are gone through in this order.
        name: None where nothing sure backs it.
    """

    def __init__(self, text: str, by_file: Mapping[int, tuple[Mention, ...]], first: tuple[int, int]) -> None:
        self.text, self.by_file, self.first = text, by_file, first
        self.name = _name(text, by_file) if _backed(by_file) else None

    @cached_property
    def doubtful(self) -> bool:
        """Say whether too little speaks for its kind to keep others from being called so in short."""
        return _is_doubtful(self.text, self.by_file)

    @cached_property
    def forms(self) -> tuple[Name, ...]:
        """Give the other forms that it may go by."""
        return tuple(_forms(self.name)) if self.name else ()


def _told(text: str, by_file: Mapping[int, Sequence[Mention]]) -> tuple[object, ...]:
    """Give all that a folder's names are made of for one spelling, but in which files it stands."""
    if not by_file or not _backed(by_file):
        return ()
    name = _name(text, by_file)
    return name.norm, name.kind, name.confidence, name.alias_of, _is_doubtful(text, by_file)


def _is_doubtful(text: str, by_file: Mapping[int, Sequence[Mention]]) -> bool:
    return _only_guessed(by_file) or _maybe_owner(text, by_file)


# A seat that a name says to be one: 沅丘 of 沅丘市储备粮公司 is a town, not the brand of 沅丘储备.
_TOWN = late("([\u4e00-\u9fff]{2,3})[市县州](?![场政立属])(?=[\u4e00-\u9fff]{2})")


def seat_of(name: str) -> str:
    """Give the town that a name begins with and says to be one, "" where it says none."""
    town = _TOWN.match(name)
    return town.group(1) if town else ""


def seats(texts: Iterable[str]) -> frozenset[str]:
    """Give the towns that full names say to be ones."""
    return frozenset(map(seat_of, texts)) - {""}


def _is_weak(mention: Mention) -> bool:
    return mention.kind in ("organisation", "project") and mention.confidence == cued.WEAK


def _backed(by_file: Mapping[int, Sequence[Mention]]) -> bool:
    """Say whether a spelling has one sure place, or weak ones with different words around them."""
    mentions = [mention for found in by_file.values() for mention in found]
    return any(mention.confidence >= SURE for mention in mentions) or len({m.norm for m in mentions}) > 1


def _only_guessed(by_file: Mapping[int, Sequence[Mention]]) -> bool:
    """Say whether nothing but capitals, or the look of an unlisted place or project, speaks for a spelling's kind."""
    mentions = (mention for found in by_file.values() for mention in found)
    return all(
        m.evidence == "capitals" or (m.kind in ("place", "project") and m.evidence == "pattern") for m in mentions
    )


def _maybe_owner(text: str, by_file: Mapping[int, Sequence[Mention]]) -> bool:
    """Say whether a Latin word is a person by its column alone: owners, contacts and leads may be firms as well."""
    if has_cjk(text) or " " in text or text in lexicon.entries("firstnames"):
        return False
    telling = [m for found in by_file.values() for m in found if m.evidence != "capitals"]
    return all(m.kind == "person" and m.evidence == "column" for m in telling)


def _of_a_person(text: str) -> bool:
    """Say whether a Latin name begins like a person's."""
    tokens = text.split()
    return has_cjk(text) or tokens[0] in lexicon.entries("firstnames") or latin.is_chinese_name(tokens)


def _travels(mention: Mention) -> bool:
    return mention.kind in NAME_KINDS and mention.confidence >= SURE and mention.evidence not in ("tagger", "folder")


_LOCAL = late(
    "(?:总|工|董|局|姐|哥|经理|主任|博士|教授|师傅|老师|书记|部长|处长|科长|局长|院长|所长|厂长|站长|队长|先生|女士)$|^[老小阿].$"
)


_NUMBER_ALONE = late(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})号|[甲乙丙丁戊己庚辛]家?|[Nn]umber \w+")


_TITLED_SHORT = late(rf"(?:{latin.TITLES.pattern.removesuffix('$')}|{latin.OF_COLLEAGUES})(?: |$)")


def _stays(text: str, mention: Mention) -> bool:
    """Say whether a name means something in its own file only: 李总, Dr Li, a letter, a number, a people's word."""
    if mention.kind == "person" and len(text) <= 5 and has_cjk(text) and _LOCAL.search(text):
        return True
    if mention.kind == "person" and _TITLED_SHORT.match(text) and len(text.split()) < 3:
        return True
    # What one text calls an American conference in short is everybody's word elsewhere.
    if len(folded(text)) < 2 or text.isdigit() or _NUMBER_ALONE.fullmatch(text):
        return True
    return text.casefold() in lexicon.section("latin", "latin.peoples")


def _name(text: str, by_file: Mapping[int, Sequence[Mention]]) -> Name:
    mentions = [mention for found in by_file.values() for mention in found]
    votes: dict[Kind, float] = defaultdict(float)
    # What only capitals speak for says nothing of the kind where anything else speaks too.
    telling = [mention for mention in mentions if mention.evidence != "capitals"] or mentions
    for mention in telling:
        doubtful = mention.kind == "person" and mention.evidence == "column" and not _of_a_person(text)
        votes[mention.kind] += mention.confidence * (0.5 if doubtful else 1.0)
    alias = min((m.alias_of for m in mentions if m.alias_of), default="")
    # what stands beside its pinyin is no project
    firm = "organisation" in votes and firms.LEGAL.search(alias) is not None
    kind = "organisation" if firm else max(sorted(votes), key=lambda k: votes[k])
    confidence = max(SURE, *(m.confidence for m in mentions))
    return Name(text, folded(text), kind, confidence, tuple(sorted(by_file)), alias)


def _forms(name: Name) -> Iterator[Name]:
    """Give the short forms of a full name and the pinyin of its Chinese ones."""
    kind, sure, sources = name.kind, min(name.confidence, DERIVED), name.sources
    for text, norm, alias in _spellings(name.text, kind):
        yield Name(text, norm, kind, sure, sources, alias)


@lru_cache(maxsize=1 << 16)
def _spellings(full: str, kind: Kind) -> tuple[tuple[str, str, str], ...]:
    """Give the forms of a full name as (spelling, its norm, the norm of what it stands for)."""
    shorts = short_forms(full) if kind in ("organisation", "site", "project", "programme") else []
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
    if kind == "organisation" and not has_cjk(full) and (own := own_society(full)):
        shorts += [own]
    if kind in ("organisation", "site") and not has_cjk(full):
        shorts += own_words(full)
    if kind == "person":
        shorts = _spoken_forms(full) if has_cjk(full) else given_and_family(full)
    shorts = [short for short in shorts if kind != "organisation" or not _is_ware(short, full)]
    whole = folded(full)
    found = [(short, folded(short), whole) for short in shorts]
    for chinese in [full] if kind == "person" else [full, *shorts]:
        if 2 <= len(chinese) <= 4 and kind != "product" and all(map(is_cjk, chinese)):
            found += [(form, folded(form), folded(chinese)) for form in latin_forms(chinese, kind)]
    return tuple(found)


# A town's own house goes without its level, 镇商会 and 商会; of a matter's office any word tells, 云岭区节能减排办公室.
_LEVELLED = late("[省市县区镇乡州旗]((?!检察|人民|电影|研究)[\u4e00-\u9fff]{2}[办社院站所]|商会)")
_OFFICE = late("[\u4e00-\u9fff]{2,3}([省市县区镇乡州旗])([\u4e00-\u9fff]{2,8})办公室")


def _team(firm: str) -> list[str]:
    """Give what is called that plays for a firm: 泰陇队."""
    brand = firms.brand_of(firm)
    return [f"{brand}队"] if brand and not in_dictionary(brand) else []


def _of_a_level(text: str) -> list[str]:
    if bare := _LEVELLED.fullmatch(text):
        return [bare.group(1)]
    if (office := _OFFICE.fullmatch(text)) is None:
        return []
    level, matter = office.groups()
    pieces = [matter[w.start : w.end] for w in words(matter)]
    told = [piece for piece in pieces if len(piece) == 2] + [matter] * (len(pieces) > 1)
    return [form for word in told for form in (f"{word}办", f"{level}{word}办")] + [f"{level}{matter}办公室"]


def _is_ware(short: str, full: str) -> bool:
    """Say whether a short form is the everyday word alone that a firm with no legal form deals in (硫磺: 江阴硫磺)."""
    everyday = len(short) == 2 and is_everyday(short) and bodies.SOCIETY.fullmatch(short) is None
    everyday = everyday and not (short[1] == "院" and "第" + short[0] in full)  # 三院
    return everyday and has_cjk(full) and not firms.LEGAL.search(full)


def _spoken_forms(full: str) -> list[str]:
    """Give what a Chinese person may be called whose full name is known: 老薛, 乐工, 苗站, 谭老, 方老师, 阿芷, 晓鸥.

    Of 15 such forms that nothing else found in 41 hand-written folders all were persons; everyday words are left out.
    So are the surname alone, where `families.is_signed` says that somebody stands by it (闵), and the given name: of 19
    such names in 52 folders the gold has 11, the others are surnames before a comment, all of them persons. 小方 is a
    word of the dictionary, and yet her name whose full one the folder gives; a given name that is a word stands for her
    among other names alone, see `givens.is_listed` (可望 of 陈可望 in 炳南、可望、碧茹).
    """
    text, surnames = simplified(full), lexicon.entries("surnames")
    cut = 2 if text[:2] in surnames and len(text) > 2 else 1
    if text[:cut] not in surnames or not 2 <= len(text) <= 4:
        return []
    family = text[:cut]
    called = [f"老{family}", f"小{family}", *(family + title for title in _TITLES_SPOKEN), f"阿{text[-1]}"]
    last = text[-1] if len(text) - cut == 2 and text[-1] not in surnames and not _TITLED.fullmatch(text) else ""
    given = text[cut:] if len(text) - cut == 2 and text[cut:] not in places() and not _TITLED.fullmatch(text) else ""
    familiar = [form for form in called if form[0] in "老小" and form not in families.EVERYDAY]
    spoken = [form for form in called if form[0] not in "老小" and not in_dictionary(form)]
    kin = [own + title for own in (given, last) if own for title in KIN if not in_dictionary(own + title)]
    return familiar + spoken + kin + [given][: bool(given)] + [family][: cut == 1]


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


_TITLED = late(f"[\u4e00-\u9fff](?:{LONG_TITLE})")


# Of 9 names with the titles behind 老师 that nothing else found in 52 hand-written folders all were persons, 2026-11.
_TITLES_SPOKEN = ("工", "站", "处", "老", "老师", "总", "经理", "总监", "部长", "主任", "站长", "副站长", "阿姨")
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


def _unambiguous(derived: Iterable[Name]) -> list[Name]:
    """Drop forms that two different full names share (检测中心 of two institutes); merge those of one."""
    by_text: dict[str, list[Name]] = defaultdict(list)
    for name in derived:
        by_text[name.text].append(name)
    kept = []
    for held in by_text.values():
        names = _of_firms(held) if len(held) > 1 else held
        if len(names) == 1:
            kept.append(names[0])
        elif len({_core(alias) for alias in widest(name.alias_of for name in names)}) == 1:
            first = min(names, key=lambda name: (-name.confidence, len(name.alias_of), name.alias_of))
            sources = tuple(sorted({source for name in names for source in name.sources}))
            kept.append(Name(first.text, first.norm, first.kind, first.confidence, sources, first.alias_of))
    return kept


def _of_firms(names: list[Name]) -> list[Name]:
    """Leave a bare word to the firm whose own it is: Vosmaer of Vosmaer Kwarts BV beside Piet Vosmaer.

    铂岩 is the brand of 铂岩数控技术有限公司, not the short name of its 铂岩宝山试验厂.
    """
    branded = [name for name in names if has_cjk(name.text) and firms.brand_of(name.alias_of) == name.text]
    if branded:
        return branded
    known = [name for name in names if name.kind == "organisation" and name.text == name.text.split()[0]]
    return known if known and any(name.kind == "person" for name in names) else names


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


def _core(norm: str) -> str:
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
        return tuple(_short_latin(full_name))
    text = simplified(full_name)
    found = _short_company(text) + _short_site(text) + _short_body(text) + _short_own(text) + _short_title(text)
    found += _clipped(text)
    found += bodies.society(text)
    found += [*bodies.of_town(text), *_team(text), *_of_a_level(text)]
    return tuple(dict.fromkeys(form for form in found if 2 <= len(form) < len(text)))


# Trades that a firm's short name keeps one sign of, behind one of its brand or its town.
_CLIPS = late(f"{firms.OF_PLACES.pattern}|航空|钢铁|特钢|汽车|铜业|铝业|重工|石化|药业|纸业|港口|港务")


# English heads whose single word before them is a place's or another thing's: Enns works, the Heron Inn.
_LATIN_HOUSE = late(r" (?:[a-z]+|Inn|Hotel|Hostel|Guesthouse|Resort|Lodge|Hall|Castle|Palace|Court|House)$")


def _short_company(text: str) -> list[str]:
    bare = firms.BRANCH.sub("", text)
    stem = firms.LEGAL.sub("", bare)
    if branch := _OF_BRANCH.fullmatch(bare):
        return [branch["firm"] + branch["town"] + branch["kind"]] if branch["legal"] else [bare.removesuffix("分公司")]
    if bare.endswith("分公司") or (stem == bare and not firms.BRAND.match(firms.split_place(bare)[1])):
        return []
    place, brand, trade = firms.parts(stem)
    listed = [brand + trade + "股份"] if "股份" in bare[len(stem) :] and (brand or trade) else []
    behind = brand[2:] if not place and len(brand) == 4 and not in_dictionary(brand) else ""
    behind = "" if in_dictionary(behind) or GLUE & set(behind) else behind  # 润禾 of 沙埠润禾印染有限公司
    if not brand:
        town, service = firms.split_place(stem)
        run = [town + service[:2]] if town and firms.OF_PLACES.match(service) and len(service) > 3 else []  # 汀州有轨
        run += [town[0] + service[0]] if run and not in_dictionary(town[0] + service[0]) else []  # 泊轨
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


# A branch in a town, of a firm whose legal form is left out: 汇溟银行股份有限公司滨海支行, 华穗保险郑州分公司.
_OF_BRANCH = late(
    "(?P<firm>[\u4e00-\u9fff]{2,12}?)(?P<legal>(?:集团|股份|有限|责任)*有限(?:责任)?公司)(?P<town>[\u4e00-\u9fff]{2,5})(?P<kind>分公司|支行|分行)"
    "|(?P<brand>[\u4e00-\u9fff]{2,4})(?:银行|保险|人寿|财险|证券|信托|物流|快运|快递|速运|通信|电信|移动|联通|燃气|置业|物业|租赁)[\u4e00-\u9fff]{2,4}分公司"
)
# Houses that bear other things' names.
_HOUSE = late("(?:酒店|宾馆|饭店|餐厅|酒楼|茶楼|客栈|民宿|公寓|度假村|招待所)$")


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
    if address := _ADDRESS.match(text):
        found.append(address.group(1))
    if christened := _CHRISTENED.fullmatch(text):
        found.append(christened.group(1))
    return found


_BY_SIDE = late("[东西南北]仓$")
_CHRISTENED = late("([\u4e00-\u9fff]{2,4}(?<![一二三四五六七八九十]))号")  # 石斛 of 石斛号


_NUMBERED_TAIL = late(
    r"(?<=[\u4e00-\u9fff]{2})(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:号|#|期)?"
    "(?:[厂库楼线港区场塔炉机站]|车间|料场|码头|泊位)$"
)
_ADDRESS = late(r"([\u4e00-\u9fff]{1,5}[路街巷道]\d{1,5}号).{1,6}$")


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
    "(?:酒店|宾馆|饭店|餐厅|客栈|民宿|公寓|大厦|度假村|招待所|局|委|办|法院|银行|大学|学院|中学|政府|"
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
    return text[:cut] if 2 <= cut <= 3 and not in_dictionary(text[:cut]) else ""


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


def _short_title(text: str) -> list[str]:
    """Give the parts of a standard's or programme's title that a blank separates."""
    return [part for part in re.split(r"[ \u3000]+", text) if len(part) >= 5] if re.search(r"[ \u3000]", text) else []


# What a house is, behind its own words, which go without it.
_KINDS_OF_HOUSES = frozenset(
    "Foundation Trust Group Institute Association Society Company Corporation Holdings Partners Partnership Agency "
    "Authority Laboratory Laboratories Works Industries Systems Services Solutions Consortium Cooperative".split()
)
_PARTNERS = late(r"([A-Z][\w’'-]+) (?:&|and|und|et) ([A-Z][\w’'-]+)(?= |$)")


_PREFIX = late(r"^(?:PT|CV|TOO|OOO|UAB|SIA|AO|PJSC|JSC|ZAO|UD) (?=[A-Z])")
# With the word behind them one word: Van Laer Baggerwerken, San Telmo Mining.
_PARTICLES = frozenset(
    "Van Von De Den Der Ten Ter La Le Les El Los San Santa São Saint St St. Mac Fitz Al Ben Nova New".split()
)


def _short_latin(text: str) -> list[str]:
    stem = latin.LEGAL_END.sub("", text)
    bare = _PREFIX.sub("", stem)
    if bare != stem and " " in bare:  # PT Cendana Rubber Utama
        tokens = bare.split()
        return [
            bare,
            *([" ".join(tokens[:2])] if len(tokens) > 2 else []),
            _initials(stem.split(), small=False),
            *([_initials(tokens, small=False)] if len(tokens) > 2 else []),
        ]
    tokens = stem.split()
    first = " ".join(tokens[:2]) if tokens and tokens[0] in _PARTICLES and len(tokens) > 2 else "".join(tokens[:1])
    forms = [stem] if stem != text else []
    telling = (
        not _LATIN_HOUSE.search(stem)
        and len(first) > 3
        and not latin.common(first)
        and first not in lexicon.names("places")
        and first.casefold() not in lexicon.section("latin", "latin.foreign_heads")
    )
    if telling and (stem != text or len(tokens) > 1):
        forms += [first] if len(tokens) < 5 else []
        forms += [" ".join(tokens[:2])] if len(tokens) > 2 and stem != text else []
    if len(tokens) > 2 and tokens[-1] in _KINDS_OF_HOUSES and all(token[0].isupper() for token in tokens):
        forms += [" ".join(tokens[:-1])]  # Open Stride of Open Stride Foundation
    if partners := _PARTNERS.match(stem):
        forms += [f"{partners[1]} & {partners[2]}", f"{partners[1][0]}&{partners[2][0]}"]
    if len(tokens) >= 3:
        forms += [
            initials
            for initials in (_initials(tokens, small=False), _initials(tokens, small=True))
            if len(initials) >= 3
        ]
    return list(dict.fromkeys(form for form in forms if form != text))


SOCIETIES = frozenset(
    "Exchange Circle Forum Roundtable Network Alliance Association Society Consortium Institute Laboratory Council "
    "Board Committee Panel Club League Federation Chamber Foundation Cooperative Syndicate Guild Union Authority "
    "Agency Mutual Collective Registry".split()
)


def own_society(full_name: str) -> str:
    """Give what a society is called in its own papers, behind "the": Exchange of Cold Gases Exchange; "" for others."""
    tokens = full_name.split()
    if full_name in lexicon.names("organisations"):
        return ""
    if tokens[-2:] in (["Round", "Table"], ["Round", "table"]) and len(tokens) > 2:
        return " ".join(tokens[-2:])
    return tokens[-1] if len(tokens) > 1 and tokens[-1] in SOCIETIES else ""


# Words that every contract and every company says of itself or of another.
_NOBODYS = frozenset(
    "Company Group Bank Board Office Hotel Inn Service Services Centre Center Team Department Holdings International "
    "Limited Partners Works Systems Solutions Trading Storage Energy House Line Lines Air Sea North South East West "
    "Yard Plant Site Port Museum University College School Hospital Church Council Government Ministry State Union "
    "European United National Royal Western Eastern Northern Southern New Old Great General Trust Fund".split()
)


@lru_cache(maxsize=1 << 16)
def own_words(full_name: str) -> tuple[str, ...]:
    """Give what a house is called behind "the" by an everyday word of its own name (the Bay: Kestrel Bay Hospital).

    A saint's house goes by the saint as well (Oswin's of St Oswin's).
    """
    if saint := _SAINT.fullmatch(full_name):
        return (saint.group(1),)
    tokens = latin.LEGAL_END.sub("", full_name).split()
    telling = [token for token in tokens if token.isalpha() and token[0].isupper() and len(token) > 2]
    if len(telling) < 2 or full_name in lexicon.names("organisations") or (latin.common(tokens[0]) and len(tokens) < 3):
        return ()
    own = [word for word in telling[1:] if latin.common(word) and word not in _NOBODYS | SOCIETIES]
    return tuple(f"{article} {word}" for word in own for article in ("the", "The"))


_SAINT = late(r"St\.? ([A-Z][a-z]+[’']s)(?: [A-Z][a-z]+)?")
_ROUND = frozenset(("Round Table", "Round table"))
_THE = late(r"(?:^|[^\w])(?:[Tt]he|[Oo]ur) $")
_WIDER = late(r" (?:of|for|on) |[ -][A-Z]|[’'-]?\w")


def _is_bare(text: str, start: int, end: int) -> bool:
    """Say whether a society's bare word means the folder's own: the Exchange, not the Stock Exchange or a Forum of."""
    return bool(_THE.search(text, max(0, start - 6), start)) and not _WIDER.match(text, end)


def _initials(tokens: Sequence[str], *, small: bool) -> str:
    return "".join(t[0].upper() for t in tokens if t[0].isalpha() and (small or t[0].isupper()))


# What two letters with their stops say besides somebody's initials.
_NO_INITIALS = frozenset(
    "U.S. U.K. E.U. U.N. P.O. N.B. P.S. A.M. P.M. Q.C. N.V. B.V. A.G. S.A. A.S. D.C. L.P. C.V. I.E. E.G. V.P.".split()
)


# Two and three capitals that mean something else in many texts.
_NO_LETTERS = frozenset(
    "RE FW TO CC PS NB ID NO QA QC VS IP PO AM PM US UK EU UN IT HR PR AI TV PC OK CD MR MS DC AC GB MB KB AD BC MD LA "
    "NY DJ FC SC CO LT VP CEO CFO CTO COO BBC CNN FBI CIA NBC ABC USA UAE NFL NBA NHL MVP PHD MBA DNA RNA ISO".split()
)
# Where people stand by their letters alone: behind a field's colon, a list's comma, a word that takes a person, or by
# themselves, and before a stop or what a person does.
_BEFORE_LETTERS = late(r"(?:^|[\t:：(/,;&]\s*|[.;] |\b(?:to|with|by|from|via|and|per|ask|for|is) )$")
_BEHIND_LETTERS = late(
    r"\s*$|[\t,;)/&]|[.:](?:\s|$)|['’]s |"
    r" (?:to|will|has|is|was|and|by|asked|notes?|noted|objects?|objected|agreed|agrees|offered|reported|said) "
)


def given_and_family(full_name: str) -> list[str]:
    """Give the given and the family name of a person's Latin full name, title left out."""
    tokens = [t for t in full_name.split() if not latin.TITLES.match(t)]
    bare = [" ".join(tokens)] if len(tokens) < len(full_name.split()) and len(tokens) > 1 else []
    if len(tokens) < 2 or latin.is_chinese_name(tokens):
        return bare
    bare += [f"{tokens[0][0]}. {tokens[-1]}", f"{tokens[-1]}, {tokens[0][0]}."]
    if (dotted := f"{tokens[0][0]}.{tokens[-1][0]}.") not in _NO_INITIALS:
        bare.append(dotted)
    if 1 < len(tokens) < 4 and (letters := "".join(token[0] for token in tokens)) not in _NO_LETTERS:
        bare += [letters] if letters.isupper() and letters.isalpha() else []
    given = [t for t in tokens[:1] if len(t) > 2 and _is_word(t)]
    return bare + given + [t for t in (tokens[0], tokens[-1]) if len(t) > 2 and (_is_given(t) or not latin.common(t))]


def _is_word(word: str) -> bool:
    """Say whether a given name is an everyday word as well: Bill, Mark, Grace; see `givens.is_spoken_of`."""
    known = word in lexicon.entries("firstnames") or word.casefold() in lexicon.entries("called")
    return known and latin.common(word) and not _is_given(word)


def _is_given(word: str) -> bool:
    """Say whether a word is a given name, and an everyday one at most with its last letter off (Mads, not Will)."""
    return word in lexicon.entries("firstnames") and word.casefold() not in lexicon.entries("english")


def latin_forms(chinese: str, kind: Kind) -> list[str]:
    """Give a Chinese name's spellings in pinyin: Chengyuan; of persons Fang Ke, Ke Fang, FANG Ke."""
    syllables = pinyin.syllables(chinese)
    if kind != "person":
        joined = [spelling.capitalize() for spelling in pinyin.spellings(chinese)]
        return [
            word for word in joined if len(word) > 4 and word not in lexicon.names("places") and not latin.common(word)
        ]
    cut = 2 if chinese[:2] in lexicon.entries("surnames") and len(chinese) > 2 else 1
    family, given = "".join(syllables[:cut]).capitalize(), "".join(syllables[cut:]).capitalize()
    whole = given if len(syllables) > 2 else family + given.casefold()  # Mengxi of 孟溪
    alone = [whole] if len(syllables) - cut == 2 - (len(syllables) == 2) and _is_nobodys(whole) else []
    return [f"{family} {given}", f"{given} {family}", f"{family.upper()} {given}", *alone]


def _is_nobodys(pinyin_given: str) -> bool:
    """Say whether a given name in pinyin is no place's name and no English word: Changchuan, not Shanghai or Honghe."""
    return len(pinyin_given) > 4 and pinyin_given not in lexicon.names("places") and not latin.common(pinyin_given)


class Finder:
    """Finds these names in one file after another: what it looks for is prepared once."""

    def __init__(self, names: Sequence[Name]) -> None:
        by_text: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            by_text[name.text].append(name)
        self._names = by_text
        self._lookup = lexicon.automaton(by_text) if by_text else None

    def occurrences(self, segments: Sequence[Segment]) -> list[Hit]:
        """Find every occurrence of every name in one file, overlapping ones too.

        Latin edges need a word boundary and the case of the name; a Chinese edge must not cut through an everyday
        word.
        """
        held = self.places(segments)
        return [hit for hit in held if any(is_meant(name, segments, hit) for name in self._names[hit.name.text])]

    def places(self, segments: Sequence[Segment]) -> list[Hit]:
        """Find where their spellings stand, whatever is known of who is called so; see `is_meant`."""
        found: list[Hit] = []
        if self._lookup is None:
            return found
        texts = [simplified(segment.text) for segment in segments]
        for index, (text, spans) in enumerate(zip(texts, self._lookup.all_of(texts), strict=True)):
            for start, end in spans:
                bare = text[start:end] in SOCIETIES or text[start:end] in _ROUND
                if bare and not _is_bare(text, start, end):
                    continue
                if text.startswith(("the ", "The "), start) and _WIDER.match(text, end):
                    continue
                if end - start == 1 and not families.is_signed(segments[index], text, start):
                    continue
                if _stands_alone(text, start, end) and not _modified(text, start, end):
                    found.extend(Hit(index, start, end, name) for name in self._names[text[start:end]])
        return found


def occurrences(segments: Sequence[Segment], names: Sequence[Name]) -> list[Hit]:
    """Find every occurrence of every name in one file; for many files build one `Finder`."""
    return _finder(names).occurrences(segments)


_finder = per_file(Finder)  # the same names again: told by identity, the last finder serves


def _stands_alone(text: str, start: int, end: int) -> bool:
    for inner, outer in ((text[start], text[start - 1] if start else " "), (text[end - 1], text[end : end + 1] or " ")):
        if inner.isalnum() and not is_cjk(inner) and outer.isalnum() and not is_cjk(outer):
            return False
    if _NUMBER_BEHIND.match(text, end) and text[start:end].isupper():
        return False  # VCP-26-031: the letters head a number
    if _SHIFT_PAPER.match(text, end - 1):
        return False  # 换羽夜班点名: the roll call of whoever works at night
    return not has_cjk(text[start:end]) or at_boundary(text, start, end)


def is_meant(name: Name, segments: Sequence[Segment], at: Hit) -> bool:
    """Say whether whoever is called so is meant in a place where the spelling stands.

    Not a person whose letters head a number, nor a firm whose brand is a word of the sentence.
    """
    if _is_derived_word(name) and located.is_where(segments[at.segment], at.start, at.end):
        return False
    if _is_worded_given(name):
        return givens.is_listed(segments[at.segment], at.start, at.end)
    if name.kind == "person" and name.alias_of and _is_word(name.text):
        return givens.is_spoken_of(segments[at.segment].text, at.start, at.end)
    if not (lettered := _is_lettered(name)) and not _is_common(name):
        return True
    text = simplified(segments[at.segment].text)
    return (_signs if lettered else _apart_from_words)(text, at.start, at.end)


def _is_lettered(name: Name) -> bool:
    """Say whether letters are a person's to whose full name alone they are due."""
    return name.kind == "person" and name.text.isupper() and len(name.text) < 4 and name.confidence <= DERIVED


def _signs(text: str, start: int, end: int) -> bool:
    """Say whether letters stand where a person's do: Chair: HB. A number behind them makes them a code's."""
    before = _BEFORE_LETTERS.search(text, max(0, start - 8), start)
    return before is not None and _BEHIND_LETTERS.match(text, end) is not None


def _is_common(name: Name) -> bool:
    """Say whether a firm's brand alone is a word of the dictionary as well: 芥子 of 芥子生物技术有限公司."""
    short = len(name.text) == 2 and name.kind == "organisation" and bool(name.alias_of)
    return short and name.confidence <= DERIVED and is_everyday(name.text) and not bodies.SOCIETY.fullmatch(name.text)


def _is_derived_word(name: Name) -> bool:
    """Say whether one Latin word is known by a longer name alone: Sørvik of Sørvik Verft AS."""
    return bool(name.alias_of) and name.confidence <= DERIVED and name.text.isalpha() and not has_cjk(name.text)


def _is_worded_given(name: Name) -> bool:
    """Say whether a Chinese given name without the family's is a word of the dictionary as well: 可望, 建设."""
    given = len(name.text) == 2 and name.kind == "person" and name.alias_of.endswith(name.norm)
    return given and len(name.alias_of) > 2 and in_dictionary(name.text)


_APART_LEFT, _APART_RIGHT = frozenset("\t、/"), frozenset("\t、/ ")


def _apart_from_words(text: str, start: int, end: int) -> bool:
    """Say whether a word fills a cell or stands in a list, where sentences put no word of theirs."""
    left, right = text[start - 1 : start], text[end : end + 1]
    return (not left or left in _APART_LEFT) and (not right or right in _APART_RIGHT)


_NUMBER_BEHIND = late(r"-\d{2}")
_SHIFT_PAPER = late("(?<=[夜白早中晚])班(?:[群记表]|点名|日志|交接|安排|排班|值班|巡)")
_OWN_WORDS = frozenset("本该此我贵")
_TRADE_VERBS = lexicon.section("chinese", "chinese.trade_verbs")


def _modified(text: str, start: int, end: int) -> bool:
    """Say whether a bare society (协会, 检测站) has another's name before it: 行业协会, 两家检测站."""
    if not start or not is_cjk(text[start - 1]) or end - start > 4 or not bodies.SOCIETY.fullmatch(text[start:end]):
        return False
    found = words(text)
    i = found.at(start - 1)
    piece, tag = text[found.starts[i] : start], found.tags[i]
    if piece in _OWN_WORDS:
        return False
    return tag.startswith(("n", "a", "b", "j", "m", "q", "r", "s", "vn", "e")) or piece in _TRADE_VERBS


def settled(pass1: Sequence[Mention], hits: Sequence[Hit], alive: Collection[str]) -> list[Mention]:
    """Decide a file's mentions from its own finds and the folder's names that still have support.

    A hit counts only while its norm is in `alive`. Of overlapping names the longest stays, then the surest; a place
    at the head of a company's name and an owner at the head of a site's stay beside it. What is no name passes
    unchanged. Sorted by place.
    """
    names = [mention for mention in pass1 if mention.kind in NAME_KINDS]
    known = [_mention(hit) for hit in hits if hit.name.norm in alive]
    names = [*_without_overhang(names, known), *known]
    others = [mention for mention in pass1 if mention.kind not in NAME_KINDS]
    by_segment: dict[int, list[Mention]] = defaultdict(list)
    for mention in names:
        by_segment[mention.segment].append(mention)
    kept = [mention for found in by_segment.values() for mention in overlaps.apart(found)]
    kept += _seats_at_heads(kept)
    return sorted([*others, *kept], key=lambda m: (m.segment, m.start, m.end, m.kind))


SEAT = 0.6  # of a town that a house's name says to be one, and no list knows


def _seats_at_heads(kept: Sequence[Mention]) -> list[Mention]:
    """Find the unlisted towns that houses' names begin with and say to be towns (岚江市 of 岚江市宏济单采血浆站)."""
    found = list[Mention]()
    for mention in kept:
        town = _TOWN.match(mention.norm) if mention.kind == "organisation" else None
        if town is None or len(mention.norm) != mention.end - mention.start or len(mention.norm) < town.end() + 3:
            continue
        seat, end = mention.norm[: town.end()], mention.start + town.end()
        taken = any(m.segment == mention.segment and m is not mention and m.start < end and mention.start < m.end
                    for m in kept)  # fmt: skip
        if not (taken or seat in places() or seat[-2:] in _NO_TOWN):
            found.append(Mention(mention.segment, mention.start, end, "place", seat, SEAT, "suffix"))
    return found


_NO_TOWN = frozenset(("城市", "都市", "超市", "上市", "股市", "门市", "夜市", "集市", "本市", "我市", "本县", "我县"))
# What a house's or a place's name goes on with by one sign, and is another's.
_HEADS = frozenset(
    "厂院所部局社店站行场矿库港圈群组队会校馆楼村镇乡县市区州省路街桥山河湖江岛湾坝园线车船坊苑庄里寺塔门口"
)


def _without_overhang(names: Sequence[Mention], known: Sequence[Mention]) -> list[Mention]:
    """Drop what the tagger alone sees as a name where it is one that the folder knows, and a sign of the sentence.

    启衡|周 of 启衡周末值班: the sign behind is no head of another name.
    """
    ends = {(m.segment, m.start, m.end) for m in known if m.kind in ("organisation", "site", "project")}
    return [mention for mention in names
            if mention.evidence != "tagger" or mention.norm[-1:] in _HEADS or not has_cjk(mention.norm[-1:])
            or (mention.segment, mention.start, mention.end - 1) not in ends]  # fmt: skip


def _mention(hit: Hit) -> Mention:
    name = hit.name
    return Mention(hit.segment, hit.start, hit.end, name.kind, name.norm, name.confidence, "folder", name.alias_of)
