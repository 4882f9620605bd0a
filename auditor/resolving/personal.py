"""What a personal name says of itself: full or short, with which title, and how far it tells its bearer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from extractors import families, honours, latin, lexicon, pinyin, southern
from extractors.personnames import family_signs
from extractors.spoken import KIN, LONG_TITLE
from extractors.text import folded, has_cjk, has_dot, simplified

# What stands behind a surname alone beside the titles that a full name has too: 阎处, 苗站; of 5 such names in the gold
# of 41 folders none is a full one.
_SPOKEN_TITLES = [
    *"总 工 董 秘 某 董秘 高工 总编 局 处 站 队 支 师 教 厂 院 所 生 老 厂长助理 课长 店长".split(),
    *"调度 监理 参谋 大姐 理事 翻译 科 依伯 依姆 依姐 依哥 依嫂".split(), *KIN,
]
_TITLES = sorted({*_SPOKEN_TITLES, *LONG_TITLE.split("|")}, key=lambda title: (-len(title), title))
# Of two signs before 生 a given name ends in it (罗桂生), but behind a family of two, and where it is a title's own.
_NAMED_SO = f"(?!(?!{'|'.join(sorted(s for s in lexicon.entries('surnames') if len(s) == 2))})"
_NAMED_SO += "[\u4e00-\u9fff](?![先医学])[\u4e00-\u9fff]生$)"
ZH_TITLED = re.compile(f"{_NAMED_SO}(?P<name>[\u4e00-\u9fff]{{1,2}}?)(?P<title>{'|'.join(_TITLES)})$")
FAMILIAR = re.compile("[老小阿大](?P<name>[\u4e00-\u9fff])")
# Whom a title makes a man or a woman: no man is 女士, no woman 先生.
_OF_MEN, _OF_WOMEN = frozenset("先生 哥 叔 大爷".split()), frozenset("女士 小姐 姐 阿姨 嫂 婶 大姐".split())
# Signs of given names that no man bears.
_WOMENS_SIGNS = frozenset("淑丽娜娟婷莉姗妮嫣媛嫦姣妍婕娅娇媚婉娥姝嫱姬娣婵娴妙茜莲霞芬菊蓉莺")
_MEN, _WOMEN = lexicon.section("latin", "person.men"), lexicon.section("latin", "person.women")
# A full name with a title behind it; no given name ends like a title's first sign (李副主任, 王老师傅).
_FULL_TITLED = re.compile(f"(?P<name>[\u4e00-\u9fff]{{1,3}}[^副总代老大小高])(?:{LONG_TITLE})")
_FOREIGN_TITLES = (
    r"Director|Manager|Section Chief|Secretary|Chairman|Stn Mgr|(?:Station|Watch|Area|Group) Manager|"
    r"(?:Divisional|Station|Chief|Duty) Officer|Supt|Superintendent|Foreman|Harbourmaster|Cllr|Councillor|Commander|"
    r"Shri|Smt|Eng\.|DI|DDr\.?|MMag\.?|Drs\.?|Dra\.?|(?:Ph|RN|MU|JU|MV)Dr\.?|Bc\.?|Doc\.|Dipl\.-[A-Z][a-z]+\.?|Hr|Frau|Herr|Monsieur|Madame|Mme|Mlle|Signora?|Sig\.ra|Sig|Señora?|Sra|Dott|Ir|Engr|Mag|"
    # Malay ones: what follows is a given name with a father's, or a Chinese family name before the given one
    r"Canon|Chairwoman|Hüttenwirt|Pfarrer|Uncle|Auntie|Aunty|Fr|ks|p|o|[Dd]on|[Dd]oña|anh|chị|"
    r"En(?=\.)|Pn(?=\.)|Cik|Tuan|Datin|(?:Tan|Puan|Dat[ou]['’]) Sri|Dat[ou]['’]|Madam|Mdm"
)
_EN_TITLED = re.compile(rf"(?:{latin.TITLES.pattern.removesuffix('$')}|(?:{_FOREIGN_TITLES})\.?)\s+(?P<name>.+)$")
# Titles that go with a given name as well as with a family name, before it and behind it.
_WITH_GIVEN = re.compile(
    r"(?:Khun|Bapak|Ibu|Pak|Encik|En\.|Puan|Pn\.|Cik|Tuan|Datuk|Dat[ou]['’]?|Datin|Tan Sri|Ir\.?|"
    r"Sheikh|Shaikh|Sir|Dame|Lady|Sister|Father|Fr\.?|Uncle|Aunt(?:ie|y)|ks\.|p\.|o\.|[Dd]on|[Dd]oña|anh|chị)\s"
)
_GENERATION = re.compile(r",? (?:(?:jun|sen|Jun)\.|[JS]r\.?)$")
_TITLE_BEHIND = re.compile(
    rf"(?P<name>\S.*?)(?: (?:Bey|Hanım|Hanim|Efendi)|[ -](?:san|sama|ssi|nim|{honours.TITLES}))$"
)

Rarity = Literal["common", "telling", "rare"]
RARITIES: tuple[Rarity, ...] = ("common", "telling", "rare")
_USUAL = lexicon.signs("given")
_COMMONEST = lexicon.section("chinese", "person.commonest")
_COMMON_FAMILY = lexicon.section("latin", "person.common_family")
_SOUTHERN_FAMILY = lexicon.section("latin", "person.southern_family")


@lru_cache(maxsize=65536)
def rarity(full_name: str) -> Rarity:
    """Say how far a full personal name tells its bearer from others: "common", "telling" or "rare".

    Latin names are rare but for pinyin and for frequent ones: a frequent family name behind a frequent first name or an
    initial (John Smith, J. Smith) is common, any other behind an initial telling (J. Osterlee). Three names written out
    are rare.
    Chinese names of two characters are common; those of three are telling when a character of the given name is not
    of the usual ones.
    """
    text = simplified(untitled(full_name))
    if has_cjk(text):
        if has_dot(text):
            return "rare"
        compound = len(text) > 2 and text[:2] in lexicon.entries("surnames")
        given = text[2:] if compound else text[1:]
        return "telling" if compound or (len(given) > 1 and not set(given) <= _USUAL) else "common"
    tokens = untitled(text).split()
    if latin.is_chinese_name(tokens):
        return "common" if all(map(pinyin.is_syllable, tokens)) else "telling"
    written_out = [len(token.strip(".")) > 1 for token in tokens]
    if tokens[-1].casefold() not in _COMMON_FAMILY:
        return "rare" if written_out[0] else "telling"
    if sum(written_out) > 2:
        return "rare"
    return "common" if tokens[0] in lexicon.entries("firstnames") or not written_out[0] else "rare"


@lru_cache(maxsize=65536)
def is_full(text: str) -> bool:
    """Say whether a personal name has a family and a given part."""
    if has_cjk(text):
        plain = simplified(text)
        short = ZH_TITLED.fullmatch(plain) or FAMILIAR.fullmatch(plain)
        return len(text) >= 2 and (not short or untitled(plain) != plain)
    words = untitled(text).split()
    return len(words) >= 2 and words[0] not in _PARTICLES and not is_begun(words)


def is_begun(words: Sequence[str]) -> bool:
    """Say whether of the family name its first letter alone is written: Yusuf A."""
    return len(words) == 2 and len(words[0].strip(".")) > 1 and len(words[1].strip(".")) == 1


@lru_cache(maxsize=65536)
def untitled(text: str) -> str:
    """Give a full name without the title before or behind it (Levent Bey, 柳如松秘书长).

    A Latin one is turned as it is said (Brandvik, Olga).
    """
    if has_cjk(text):
        return _without_title(text)
    titled = _EN_TITLED.match(text) or _TITLE_BEHIND.fullmatch(text) or _familiar_pinyin(text) or _AGED.fullmatch(text)
    bare = _GENERATION.sub("", titled.group("name") if titled else text)
    if titled and _EN_TITLED.match(bare):
        return untitled(bare)  # Frau Dr. Ilse Weyrauch
    family, comma, given = bare.partition(", ")
    return f"{given} {family}" if comma and given else bare


def _without_title(text: str) -> str:
    """Give a Chinese full name without the title behind it (倪澹博士); a surname with a title as it is (欧阳主任)."""
    match, surnames = _FULL_TITLED.fullmatch(simplified(text)), lexicon.entries("surnames")
    name = match["name"] if match else ""
    compound = name[:2] in surnames
    full = len(name) > 2 if compound else len(name) < 4 and name[:1] in surnames
    return text[: len(name)] if full and not FAMILIAR.fullmatch(name) else text


def is_titled(text: str) -> bool:
    """Say whether a Latin name has a title before or behind it."""
    return bool(_EN_TITLED.match(text) or _TITLE_BEHIND.fullmatch(text) or _familiar_pinyin(text))


_AGED = re.compile("(?:Big|Young|Old|Little|Wee) (?P<name>[A-ZÀ-Ž][a-zà-ž]{2,11})")  # Big Col, Young Amir
# Before a family's name the word tells two of it apart: Old Brandvik is not Olga Brandvik.
_OF_TWO_AGES = re.compile("(?:Old|Young) [A-ZÀ-Ž][a-zà-ž]{2,11}$")
_FAMILIAR_PINYIN = re.compile("(?:Lao|Xiao) (?P<name>[A-Z][a-z]{1,5})")


def _familiar_pinyin(text: str) -> re.Match[str] | None:
    """Give 老徐 as English talk says it (Lao Xu), None for other names."""
    match = _FAMILIAR_PINYIN.fullmatch(text)
    return match if match and match["name"].casefold() in pinyin.surnames() else None


def _goes_with_given(text: str) -> bool:
    """Say whether a name's title goes with a given name as well: Ibu Sri, Levent Bey."""
    return bool(_WITH_GIVEN.match(text) or _TITLE_BEHIND.fullmatch(text))


_ADDRESSES = {"mr": "mr", "ms": "ms", "mrs": "ms", "miss": "ms", "herr": "mr", "frau": "ms", "dr": "dr", "prof": "dr",
              "cllr": "cllr", "councillor": "cllr"}  # fmt: skip


def address(text: str) -> str:
    """Give how a Latin name with a title is addressed: "mr", "ms", "dr", "cllr", "" for other titles and for none."""
    return _ADDRESSES.get(text.split(maxsplit=1)[0].strip(".").casefold(), "") if is_titled(text) else ""




@lru_cache(maxsize=65536)
def gender(text: str) -> str:
    """Say whether a name is a man's or a woman's by its title, else by its given name: "mr", "ms", "" where untold."""
    if has_cjk(text):
        title = next((each for each in sorted(_OF_MEN | _OF_WOMEN, key=lambda t: -len(t)) if text.endswith(each)), "")
        woman = title in _OF_WOMEN or (not title and not _WOMENS_SIGNS.isdisjoint(simplified(untitled(text))[1:]))
        return "mr" if title in _OF_MEN else "ms" if woman else ""
    if (said := address(text)) in ("mr", "ms"):
        return said
    words = untitled(text).split()
    given = words[0].casefold() if len(words) > 1 else ""
    return "mr" if given in _MEN else "ms" if given in _WOMEN else ""


def _is_addressed_so(short: str, full: str) -> bool:
    """Say whether a full name has the title of a short one and no frequent family name: Ms Priya, Ms Priya Nair."""
    same = bool(address(short)) and address(short) == address(full)
    return same and folded(untitled(short)) not in _COMMON_FAMILY


def _is_southern(words: Sequence[str]) -> bool:
    """Say whether a Latin full name is a Chinese one as the south spells it, its family name first: Chua Eng Huat."""
    return len(words) == 3 and folded(words[0]) in _SOUTHERN_FAMILY and words[1] not in lexicon.entries("firstnames")


def surname(short: str) -> str:
    """Give the surname of 李总 and 老李; a name of another shape as it is."""
    match = ZH_TITLED.fullmatch(short) or FAMILIAR.fullmatch(short)
    return match.group("name") if match else short


def fits(short: str, full: str) -> bool:
    """Say whether a short personal name can be that of a full one, across the two scripts too."""
    if are_initials(short):
        return folded(short) in initials(full) or around_middle(folded(short)) in around_middles(full)
    if {gender(short), gender(full)} == {"mr", "ms"}:
        return False
    if has_cjk(full):
        full = untitled(full)
    if has_cjk(short):
        family = surname(simplified(short))
        if has_cjk(full):
            of_given = len(family) == 2 or family not in families.CARRYING
            kin = of_given and short[-1] in KIN  # 月娥姐 of 乔月娥, 锋哥 of 吴剑锋
            last = (short[0] == "阿" or kin) and simplified(full).endswith(family)  # 阿霖 of 霍霖
            last = last or (kin and len(full) == len(family) + 2 and simplified(full)[1:2] == family)  # 巧嫂 of 冯巧云
            return (simplified(full).startswith(family) or last) and simplified(full) != simplified(short)
        return family != short and pinyin.spelled(family) in _families(untitled(full), titled=is_titled(full))
    bare, titled = folded(untitled(short)), is_titled(short)
    if has_cjk(full):
        syllables = pinyin.syllables(simplified(full))
        given = "".join(syllables[1:] if len(syllables) > 2 else syllables)  # Mengxi of 孟溪
        spelled = spelled_families(full) if address(short) or not titled else _in_pinyin(full)
        goes_with_both = not titled or _TITLE_BEHIND.fullmatch(short)
        called = {given} | spelled if goes_with_both else spelled
        return bare in called or _initialled_pinyin(untitled(short).split(), syllables)
    words = untitled(full).split()
    if _OF_TWO_AGES.match(short) and bare != folded(words[0]):
        return False
    chinese = latin.is_chinese_name(words) or (len(words) == 2 and all(map(pinyin.is_pinyin, words)))
    by_given = not titled or _goes_with_given(short) or (chinese and folded(words[0]) in pinyin.surnames())
    first = {folded(words[0])} if by_given or _is_southern(words) or _is_addressed_so(short, full) else set()
    own = untitled(short).split()
    if titled and len(bare) == 1:
        return bare == folded(words[-1])[0]  # Dr Q
    if not titled and len(own) == 1 and is_clipped(own[0], words[0]):
        return True
    return bare in ({folded(words[-1]), family_of(words)} | first) or _initialled(own, words) or _begun(own, words)


_CLIPPED = re.compile("(?:ie|y|i)$")
_LENGTHENED = ("er", "y", "ie", "o")  # Nialler


def is_clipped(short: str, given: str) -> bool:
    """Say whether a given name is the beginning of another one: Bert, Bertram; Dougie, Dougal.

    Two letters less at least (Ann, Anna are two): of three such names in 52 hand-written folders none was another's.
    """
    stem = _CLIPPED.sub("", folded(short))
    if len(folded(given)) > 3 and folded(short) in {folded(given) + ending for ending in _LENGTHENED}:
        return True
    if folded(given) in _called().get(folded(short), ()):
        return True
    return len(stem) > 2 and len(folded(given)) > len(stem) + 1 and folded(given).startswith(stem)


@lru_cache(maxsize=1)
def _called() -> dict[str, frozenset[str]]:
    """Give by a short form of given names whose it is: sue of susan, susannah."""
    held = (map(folded, line.split()) for line in lexicon.lines("called"))
    return {short: frozenset(full) for short, *full in held}


@lru_cache(maxsize=1)
def _calling() -> dict[str, frozenset[str]]:
    """Give by a given name its short forms: susan of sue and susie."""
    found: dict[str, set[str]] = {}
    for short, full in _called().items():
        for given in full:
            found.setdefault(given, set()).add(short)
    return {given: frozenset(shorts) for given, shorts in found.items()}


def called_so(given: str) -> frozenset[str]:
    """Give how bearers of a given name are called for short, folded: bob and rob of Robert."""
    return _calling().get(folded(given), frozenset())


_PARTICLES = frozenset((
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "ten", "ter", "zu", "zum",
    "bin", "al", "el",
))  # fmt: skip


def family_of(words: Sequence[str]) -> str:
    """Give the folded family name of a Latin full name with its particles: vankerkhoven of Joost van Kerkhoven."""
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return folded(" ".join(words[start:]))


@lru_cache(maxsize=65536)
def spelled_families(full: str) -> frozenset[str]:
    """Give how the family of a Chinese full name is spelled: in pinyin, in the south and abroad (麦: mai, mak)."""
    text = simplified(untitled(full))
    return southern.spellings(text[: family_signs(text)]) | _in_pinyin(full)


@lru_cache(maxsize=65536)
def _in_pinyin(full: str) -> frozenset[str]:
    text = simplified(untitled(full))
    family = text[: family_signs(text)]
    read = (pinyin.spelled(family),) if family in _READ_ONCE else pinyin.spellings(family)
    return frozenset((*read, pinyin.syllables(text)[0]))


_READ_ONCE = frozenset("和石沈车叶孙余何谷万俞贾")  # whose other readings are the words' alone: no 和 is a Hu


def is_spelled_abroad(short: str, full: str) -> bool:
    """Say whether a Latin short name spells a Chinese one's family as the south does and not in pinyin: Ms Goh, 吴."""
    bare = folded(untitled(short))
    return not has_cjk(short) and has_cjk(full) and bare in spelled_families(full) - _in_pinyin(full)


def _initialled_pinyin(short: Sequence[str], syllables: Sequence[str]) -> bool:
    """Say whether initials with a family name are those of a Chinese name in pinyin: Q. Y. Ruan, 阮清妍."""
    heads = "".join(word.strip(".").casefold() for word in short[:-1])
    return bool(heads) and short[-1].casefold() == syllables[0] and heads in _given_heads(syllables)


def _given_heads(syllables: Sequence[str]) -> tuple[str, str]:
    """Give what may stand for a given name of two syllables: both first letters, or the first as one word's."""
    return "".join(s[0] for s in syllables[1:]), syllables[1][0] if len(syllables) > 1 else ""


def _families(full: str, *, titled: bool = False) -> set[str]:
    """Give what may be the surname of a Chinese name in pinyin (Shi Min: shi), nothing for other names.

    Behind a title an English word is a name too: Dr He Zhiwei.
    """
    tokens = full.split()
    chinese = (titled and len(tokens) == 2 and all(map(pinyin.is_pinyin, tokens))) or latin.is_chinese_name(tokens)
    return {token.casefold() for token in tokens} & pinyin.surnames() if chinese else set()


def _initialled(short: Sequence[str], full: Sequence[str]) -> bool:
    """Say whether a name with initials is that of a full one: T. Oduya, Temperance Oduya."""
    heads = [word.strip(".") for word in short[:-1]]
    if len(full) == 2 and short[-1] == full[0] and latin.is_chinese_name(full):
        full = full[::-1]  # Huo Qiheng, Q. Huo
    if not heads or any(len(head) > 1 for head in heads) or len(full) < 2 or short[-1] != full[-1]:
        return False
    return heads[0] == full[0][0] and len(full[0].strip(".")) > 1


def _begun(short: Sequence[str], full: Sequence[str]) -> bool:
    """Say whether a given name with the family name's first letter is that of a full name: Yusuf A., Yusuf Adan."""
    return is_begun(short) and folded(short[0]) == folded(full[0]) and family_of(full)[:1] == short[1][0].casefold()


@lru_cache(maxsize=65536)
def is_initialled(text: str) -> bool:
    """Say whether all but the last word of a Latin name are initials."""
    *heads, _ = untitled(text).split() or [""]
    return bool(heads) and not has_cjk(text) and all(len(head.strip(".")) == 1 for head in heads)


def title_of(short: str) -> str:
    """Give the title in a short Chinese name (厂长 of 戚厂长), "" where it has none."""
    match = ZH_TITLED.fullmatch(simplified(short))
    return match.group("title") if match else ""


# What a role says of a title: 总 is said of those who lead, 工 of engineers.
_LEADS = "老板|法人|法定代表|当家|业主|经营者"
_SAID_OF = {"总": f"总经理|总监|总裁|总工|董事|副总|CEO|[Dd]irector|{_LEADS}",
            "老板": f"总经理|董事长|厂长|店主|{_LEADS}", "工": "工程师|总工|高工|技术员|[Ee]ngineer",
            "博士": "博士|Ph\\.? ?D|Dr\\b", "董": "董事", "秘": "秘书", "局": "局长",
            "老师": "教授|讲师|研究员|教师", "支": "支队长", "师": "师傅", "教": "教官|教导员|教练"}  # fmt: skip


def holds_title(text: str, title: str) -> bool:
    """Say whether what stands beside a person gives the role that a title says."""
    return bool(title) and re.search(_SAID_OF.get(title, re.escape(title)), text) is not None


_LETTERS = re.compile(r"(?:[A-Z]\.? ?){2,3}")


@lru_cache(maxsize=65536)
def rare_parts(text: str) -> frozenset[str]:
    """Give what of a personal name would tell its bearer by itself: a Chinese family, Latin words; no frequent ones."""
    plain = simplified(untitled(text))
    if has_cjk(plain):
        family = plain[: 2 if plain[:2] in lexicon.entries("surnames") else 1] if is_full(text) else surname(plain)
        known = family in lexicon.entries("surnames") and family not in _COMMONEST
        return frozenset((family,) if known else ())
    if are_initials(text):
        return frozenset()
    words = frozenset(word for word in plain.split() if len(word) > 3 and word.isalpha())
    return frozenset(map(str.casefold, words - lexicon.entries("firstnames"))) - _COMMON_FAMILY - pinyin.surnames()


@lru_cache(maxsize=65536)
def are_initials(text: str) -> bool:
    """Say whether a personal name is nothing but two or three initials (DQ, C.D.)."""
    return bool(_LETTERS.fullmatch(text)) and len(folded(text)) <= 3


@lru_cache(maxsize=65536)
def initials(full: str) -> frozenset[str]:
    """Give the letters by which a full name may sign: its first and last word's, or all; Chinese in both orders."""
    words = _parts(full)
    if len(words) < 2:
        return frozenset()
    ends = words[0][0] + words[-1][0]
    turned = len(words) == 2 and (has_cjk(full) or latin.is_chinese_name(untitled(full).split()))
    apart = "".join(folded(part)[0] for part in re.split(r"[\s’'-]+", untitled(full)) if folded(part)[:1].isalpha())
    whole = "".join(word[0] for word in words)  # and GDE of Gerard d'Entremont
    return frozenset((ends, whole, ends[::-1] if turned else ends, whole if has_cjk(full) else apart))


_MIDDLE = "?"  # the letter of a second given name that the full name does not tell


def around_middle(letters: str) -> str:
    """Give three initials without the one between: AMC may be Alison Craw's; nothing for any other letters."""
    return letters[0] + _MIDDLE + letters[2] if len(letters) == 3 and letters.isascii() else ""


@lru_cache(maxsize=65536)
def around_middles(full: str) -> frozenset[str]:
    """Give the initials of a Latin full name of two words around a second given name that it leaves out."""
    words = [] if has_cjk(full) or latin.is_chinese_name(untitled(full).split()) else _parts(full)
    return frozenset((words[0][0] + _MIDDLE + words[1][0],)) if len(words) == 2 else frozenset()


def _parts(full: str) -> list[str]:
    """Give the folded words of a full name; a Chinese one's are its family and its given name in pinyin."""
    text = simplified(untitled(full))
    if not has_cjk(text):
        return [word for part in re.split(r"[\s-]+", untitled(full)) if (word := folded(part))]
    cut = family_signs(text)
    syllables = pinyin.syllables(text)
    return ["".join(syllables[:cut]), "".join(syllables[cut:])] if len(text) > cut else []


@lru_cache(maxsize=65536)
def one_spelling(full: str) -> str:
    """Give what a Chinese full name and its pinyin in either order share; other names without title, folded."""
    if has_cjk(full) or latin.is_chinese_name(untitled(full).split()):
        return " ".join(sorted(_parts(full)))
    return folded(untitled(full))
