"""What reads as a person's name by itself: the family first, a given name behind, and no word of the language."""

from __future__ import annotations

from extractors import latin, lexicon
from extractors.model import Evidence, Span
from extractors.patterns import late
from extractors.spoken import LONG_TITLE
from extractors.text import folded, has_cjk, in_dictionary, simplified, words

# Without the surnames that are conjunctions in nearly every text, and those that are everyday things (木方, 刀口).
SURNAMES = lexicon.entries("surnames") - frozenset("和从那后能年空可公上有相都也字木刀朵妥楼矣忽")
# With those that nearly always are another word, where a whole name has told that one is a family's: 区婉仪.
BORNE = lexicon.entries("surnames") | frozenset("区闭折檀冉岚")
FIRST = frozenset(surname[0] for surname in SURNAMES)
SURNAME = (
    "(?:"
    + "|".join(sorted(s for s in SURNAMES if len(s) == 2))
    + "|["
    + "".join(sorted(s for s in SURNAMES if len(s) == 1))
    + "])"
)
# Surnames frequent enough to carry a one-character title (李总, 王工).
FREQUENT = "".join(sorted(lexicon.section("chinese", "person.frequent")))
SHORT_TITLE = "总|工|董|局|姐|哥"
# Surnames so rare as a word's last character that with a one-character title they are a person: 缪总, 屠工.
RARE = "".join(sorted(lexicon.section("chinese", "person.rare")))
_LEGAL_END = late(rf"[ ,](?:{latin.LEGAL}|S\.p\.A|S\.A|B\.V|N\.V|Co|Sp)$")
USUAL = lexicon.signs("given")
NO_GIVEN = frozenset(
    "的了是在和与及或把被由从向对给于为到说讲问看找等都也不没未又才将已曾要该此每各某我你您他她它这那哪们个位名家次日分总工部处科局厂司组队所院校员者上下内外前后左右再还只就而但则且去过着得地做用"
    "、，。：；（）"
)  # fmt: skip


def person_at(text: str, start: int, end: int, confidence: float, evidence: Evidence) -> Span:
    return Span(start, end, "person", folded(text[start:end]), confidence, evidence)


_NOT_GIVEN = frozenset(("自己", "本人", "班", "夜班", "班组", "班长"))


def given_of(name: str) -> str:
    """Give what stands behind the family name of a Chinese full name."""
    return name[2:] if name[:2] in SURNAMES else name[1:]


def family_signs(name: str) -> int:
    """Give of how many signs the family name of a Chinese full name is; two signs alone are no compound one's."""
    return 2 if name[:2] in SURNAMES and len(name) > 2 else 1


def titled_and_more(name: str) -> int:
    """Give how many signs of three are a name that the sentence goes on behind, 0 for none.

    A family's name with a title, 霍站|您, 秦姐|好, 阳总|站, or a full one, 屠蔚|收, 覃放|补: no Chinese full name of
    100 hand-written folders has such a second or such a last sign (2026-11).
    """
    if len(name) != _THREE or name[0] not in FIRST or name[:2] in SURNAMES:
        return 0
    goes_on = name[1] in _TITLE_SIGNS or (name[2] in _DONE_SIGNS and not in_dictionary(name[1:]))
    return len(name[:2]) if goes_on else 0


# What a person does, behind the name: 收 of what is sent, 补 of what is added to minutes.
_DONE_SIGNS = frozenset("收补跟签寄催讲答说带陪找领")


# What is done, and a family's sign begins: 别提首轮, 程所长管饭.
DONE = frozenset("张罗 张口 张嘴 别提 别说 别管 别看 管饭 管账 管住 管事 没有".split())
_THREE = 3
_TITLE_SIGNS = frozenset("总站姐嫂婶局处队厂场所")


def is_plausible(name: str) -> bool:
    """Say whether surname and given name look like one: no function characters, no everyday word, no house (莫氏)."""
    given = given_of(name)
    if given == "氏" or name in DONE or titled_and_more(name):
        return False
    if not given or any(c in NO_GIVEN for c in given) or given in _NOT_GIVEN or (len(given) == 2 and given[0] == "老"):
        return False
    if len(given) == 2 and len(name) == 3 and name[0] not in FREQUENT and in_dictionary(given):
        return USUAL.issuperset(given) and not in_dictionary(name[:2])  # 冶建国
    return not (in_dictionary(name) and not is_tagged(name))


def is_tagged(name: str) -> bool:
    found = words(name)
    return len(found) == 1 and found[0].tag.startswith("nr")


# Beside those of transliterations: characters of names of Chinese citizens that are joined by a dot.
_JOINED_NAMES = frozenset("买提艾力吐逊合曼古丽帕孜玉素甫江别克萨木依布仁青次扎卓旺堆丹增桑央才让措边居马热吾斯坎吉萨")
# And of Tibetan and Yi ones that are written without. Beside a dot half of these are a sentence's: 斯坦·李说, 的马纳·….
_WRITTEN_TOGETHER = frozenset(
    "尕旦嘎嘉加贡保智知欠毛昂索多先巴洛项珠顿平罗姆益美朗白珍呷沙曲比惹牛约伍尔且拉果作说洒什莫的衣"
)

DOTTED_SIGNS = lexicon.signs("transliteration") | _JOINED_NAMES
_WRITING = DOTTED_SIGNS | _WRITTEN_TOGETHER
_TIBETAN = lexicon.section("chinese", "person.tibetan")


def called_of_several(text: str) -> tuple[str, ...]:
    """Give what bearers of Tibetan and Yi names are called: 才让 and 东智 of 才让东智, 卓玛 of 卓玛措."""
    if len(text) == _SEVERAL[0] and is_of_several_signs(text):
        return text[:2], text[2:]
    return (text[:2],) if len(text) == _SEVERAL[0] - 1 and text[:2] in _TIBETAN else ()


def is_of_several_signs(text: str) -> bool:
    """Say whether four or five signs may be a Tibetan, Yi or Uyghur name by what they are: 才让东智, 沙马木呷."""
    written = len(text) in _SEVERAL and _WRITING.issuperset(text)
    return written and not in_dictionary(text)


_SEVERAL = (4, 5)
BARE_NAME = late(f"{SURNAME}[\u4e00-\u9fff]{{1,2}}")
_NO_PERSON = late(r"[\d@]")
_TOKEN = late(latin.TOKEN)


def is_person_like(piece: str) -> bool:
    if has_cjk(piece):
        text = simplified(piece).replace(" ", "")
        return bool(BARE_NAME.fullmatch(text)) and not OFFICE.search(text) and is_plausible(text)
    tokens = piece.split()
    if len(tokens) == 1:
        return piece in lexicon.entries("firstnames") and piece not in lexicon.names("places")
    if not 2 <= len(tokens) <= 4 or _NO_PERSON.search(piece) or _LEGAL_END.search(piece):
        return False
    given = tokens[0] in lexicon.entries("firstnames") or latin.is_chinese_name(tokens) or latin.TITLES.match(tokens[0])
    capital = all(
        _TOKEN.match(token) or token in ("van", "de", "von", "der", "al", "bin", "da", "di") for token in tokens
    )
    last = tokens[-1].casefold()
    return (bool(given) and capital) or (
        capital and last not in latin.ORG_HEADS and not any(latin.common(t) for t in tokens)
    )


TITLED_CELL = late(f"{SURNAME}(?:[\u4e00-\u9fff]{{0,2}})(?:{LONG_TITLE}|{SHORT_TITLE})")
# Who is to be asked where no person is named: 应急办, 采购部.
OFFICE = late("[一-鿿]{2}(?:[办部室处股局厂站队院]|中心|公司|集团|酒店|宾馆)$")
