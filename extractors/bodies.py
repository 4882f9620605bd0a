"""What a body or a place of work is called in its own papers: by its kind, contracted, and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from extractors import lexicon
from extractors.patterns import seldom
from extractors.text import Word, in_dictionary, is_cjk, words

SOCIETY = seldom(
    f"(?:{lexicon.alternatives(lexicon.section('chinese', 'organisation.societies'))}|小组|工作组|专委会|俱乐部|"
    "互助群|协作群|(?:检测|检验|监测|观测|试验|测试|推广|服务|接收|加注|维修|工作|管理|调度|气象|地震|环保|救助|防疫|卫生|研究|"
    "实验|化验|计量|信息|工艺|设计|总体|伦理|审查|质检|动力|结构|控制|信号|通信|安全|技术)[站所室办])$"
)
# The solar terms and feasts of the Chinese calendar: any team or outing bears them, beside a project that does.
SEASONS = frozenset(
    "立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至 "
    "小寒 大寒 春节 元宵 端午 七夕 中秋 重阳 元旦".split()
)
# How a body's last word is said in short.
_TAILS = {
    "办公室": ("办",), "委员会": ("委",), "研究院": ("院",), "研究所": ("所",), "设计院": ("院",),
    "实验室": ("实验室",), "检验所": ("检所", "检", "所"),
    "检验站": ("检站", "站"), "检测站": ("检站", "站"), "监测站": ("监站", "站"),
    "推广站": ("站",), "管理局": ("局",), "中心": ("中心",), "研究中心": ("中心",), "检测中心": ("中心",),
    "联席会": ("联席会",), "协会": ("协",), "学会": ("学会",), "医院": ("医院",), "大学": ("大",), "学院": ("院",),
    "技术圈": ("圈",), "交流圈": ("圈",), "采购圈": ("圈",), "交流组": ("组",), "协作网": ("网",), "互助会": ("会",),
    "水厂": ("厂",), "电厂": ("厂",), "站": ("站",), "厂": ("厂",), "库": ("库",), "场": ("场",), "港": ("港",),
    "所": ("所",), "院": ("院",), "周转库": ("库",), "试飞场": ("场",), "试验场": ("场",), "接收站": ("站",),
    "农村商业银行": ("农商行", "农商银行", "农商"), "商业银行": ("商行", "银行"), "信用合作联社": ("信用社", "联社"),
    "换流站": ("站", "换"), "变电站": ("站", "变"), "电站": ("站",), "码头": ("码头",),
}  # fmt: skip
_TAIL = re.compile(f"(?:{lexicon.alternatives(frozenset(_TAILS))})$")
# The ends that a place's first sign alone may stand before: 琼检站, 紫农商.
_PAIRED = ("检站", "监站", "农商", "农商行")
# The ends that the first sign of what is tested may stand before, behind a place or not: 沧药检, 药检所.
_TESTING = ("检所", "检", "检站")
_MOST_WORDS = 8


def society(text: str) -> list[str]:
    """Give what a society or an office is called inside its own papers: 交流组 of 城轨信号与运维交流组."""
    tail = SOCIETY.search(text)
    found = tail.group() if tail else _society_tail(text)
    return [found, *_by_matter(text, found), *_by_seat(text, found)] if 1 < len(text) - len(found) < len(text) else []


_LEAST_OF_SOCIETY = 8  # signs


def _by_seat(text: str, tail: str) -> Iterator[str]:
    """Give a long society's name by its seat and one of its words: 鲁冀地热群 of 鲁冀中深层地热交流群."""
    if len(text) < _LEAST_OF_SOCIETY or tail[-1] not in "会社圈盟网群坛" or not all(map(is_cjk, text)):
        return
    seat, before = text[:2], text[2 : -len(tail)]
    pieces = [before[word.start : word.end] for word in words(before)]
    for piece in dict.fromkeys(piece for piece in pieces if len(piece) == len(seat)):
        yield from (seat + piece + end for end in (tail[-1], tail))


_LAST_SIGNS = frozenset("组会社圈盟网部处")  # and no 阀门龙 of 南浦阀门沙龙
_MATTERS = 2  # words of a society's name that it is called by before what it is


def _by_matter(text: str, tail: str) -> Iterator[str]:
    """Give a society by the first words of its matter: 窑炉组 of 窑炉改造互助组, 甜菜协作组 of 甜菜制糖与种子协作组."""
    before = text[: -len(tail)]
    pieces = [before[word.start : word.end] for word in words(before)] if all(map(is_cjk, text)) else []
    told = [piece for piece in pieces if len(piece) == 2]
    for piece in dict.fromkeys([*told[:_MATTERS], *told[-1:]]) if len(pieces) > 1 else ():
        forms = (piece + tail, *((piece + tail[-1],) if tail[-1] in _LAST_SIGNS else ()))
        yield from (form for form in forms if len(form) < len(text) - 1 and not in_dictionary(form))


_BY_SIGN = re.compile("(?:[会社圈网坛盟群]|沙龙|协作体|联合体|共同体|俱乐部)$")


def _is_doing(word: Word) -> bool:
    return word.tag.startswith("v") and word.end - word.start > 1


def _society_tail(text: str) -> str:
    """Give the last word of a society that no list knows, with the word before a sign or two (同行社, 粮联会).

    What people come together for once is none: 分析会, 评审会.
    """
    if not _BY_SIGN.search(text) or not all(map(is_cjk, text)):
        return ""
    last, *before = reversed(words(text))
    whole = last.end - last.start > 2 or text.endswith("沙龙")
    if not whole and (not before or _is_doing(before[0])):
        return ""
    tail = text[last.start if whole else before[0].start :]
    return tail if 2 <= len(tail) <= 5 and not (len(tail) > 2 and in_dictionary(tail)) else ""


def contracted(text: str) -> list[str]:
    """Give the contractions that a body's or a site's name may go by, in simplified characters.

    Its first word or that word's first sign, one of its other words or two signs of them, and its last word in short:
    川检站 of 川东水稻种子检验站, 江右伦理办 of 江右区域伦理审查办公室, 火安实验室 of 胶南船用火灾安全实验室.
    """
    tail = _TAIL.search(text)
    if tail is None or not 5 <= len(text) <= 24 or not all(map(is_cjk, text)):
        return []
    before = text[: tail.start()]
    pieces = [before] if len(before) < 4 else [before[word.start : word.end] for word in words(before)]
    if len(pieces) > _MOST_WORDS:
        return []
    ends = _TAILS[tail.group()]
    found = [stem + end for end in ends for stem in _stems(pieces)] + [text[0] + end for end in ends if end in _PAIRED]
    found += [head + pieces[1][0] + end for end in ends if end in _TESTING and len(pieces) == 2 and len(pieces[1]) == 2
              for head in (pieces[0][0], pieces[0], "")]  # fmt: skip
    kept = [form for form in dict.fromkeys(found) if 3 <= len(form) < len(text) and not in_dictionary(form)]
    if hospital := _OF_SEAT.fullmatch(text):
        seat, level, sort = hospital.groups()
        kept += [seat + level + sort[0], seat + level + "医", seat + sort]
    if tail.group() == "医院" and len(pieces) == 2 and all(len(piece) > 1 for piece in pieces):
        kept.append(pieces[0][0] + pieces[1][0])  # 江肿 of 江城肿瘤医院
    return kept


# A town's hospital: 镇湖市中 of 镇湖市中医院, 云浦县医 of 云浦县人民医院.
_OF_SEAT = re.compile("([\u4e00-\u9fff]{2,3})([市县区])(中医|人民|中心|妇幼保健)医?院")


def _stems(pieces: Sequence[str]) -> Iterator[str]:
    head, *rest = pieces
    if len(head) > 1:
        yield head
    for piece in rest:
        if len(piece) > 1:
            yield head + piece
            yield head[0] + piece[0]
            yield piece
    for one, other in combinations([piece for piece in rest if len(piece) > 1], 2):
        yield one[0] + other[0]


_HAN = "[\u4e00-\u9fff]"
# A seat, and what its own houses are called there: 州局 and 州防震减灾局 of 澜西州防震减灾局.
_SEATED = seldom(
    f"{_HAN}{{2,3}}(?P<seat>[省市县区州])(?P<own>{_HAN}{{2,10}}局|{_HAN}{{4,10}}中心|供销社|农商行|农信社)"
)
# A seat, the house's own word, and what it is: 仁渡 and 仁渡站 of 坪川县仁渡单采血浆站.
_NAMED = re.compile(f"{_HAN}{{2,3}}[市县区州](?P<own>{_HAN}{{2}}){_HAN}{{2,8}}(?P<tail>[站厂场库所社])")


_HOSPITAL = re.compile(f"({_HAN}{{2,3}})?([省市县区州旗])人民医院")  # 州医院
# What a township has one of, and calls by the township: 槐塘院 of 槐塘镇卫生院, 石岗所 of 石岗乡派出所.
_TOWNSHIPS = seldom(
    f"(?P<town>{_HAN}{{2,3}})(?P<level>街道|苏木|[镇乡])(?:中心)?(?P<own>卫生院|派出所|财政所|税务所|供电所|水管所|林业所|粮站|农技站"
    "|水利站|兽医站|畜牧站|文化站|中学|小学|供销社)"
)
_STATE_RUN = 6  # signs: 国营野鸭塘林场, not 国有资产


def of_town(text: str) -> list[str]:
    """Give what a house whose name begins with its seat goes by there: behind the seat, and by its own word."""
    if seated := _SEATED.fullmatch(text):
        seat, own = seated.groups()
        tail = next((tail for tail in ("局", "中心") if own.endswith(tail)), "")
        short = [seat + tail] if tail and not in_dictionary(own) else []
        return [seat + own, *short, *([] if tail else [own])]
    if hospital := _HOSPITAL.fullmatch(text):
        town, level = hospital.groups()
        return [f"{town or ''}{level}医院", *([f"{level}人民医院", f"{level}医院", f"{level}院"] if town else [])]
    if township := _TOWNSHIPS.fullmatch(text):
        town, level, own = township.groups()
        tails = ["医院"] if own == "卫生院" else []
        return [f"{town}{own[-1]}", f"{town}{own}", f"{level}{own}", *(town + tail for tail in tails)]
    if text.startswith(("国营", "国有")) and len(text) > _STATE_RUN:
        return [text[2:]]
    named = _NAMED.fullmatch(text)
    if named is None or in_dictionary(named["own"]) or words(text[named.start("own") :])[0].end != len(named["own"]):
        return []
    return [named["own"], named["own"] + named["tail"]]


_COUNTED = re.compile(
    "(?P<head>(?:[\u4e00-\u9fff]{2,16}?)?)第(?P<number>[一二三四五六七八九十百]{1,3}|\\d{1,3})(?P<kind>[\u4e00-\u9fff]{0,6}?)"
    "(?P<tail>研究所|研究院|设计院|有限公司|分公司|公司|医院|工程局|局|处|厂|矿|所|院|队)"
)
# A firm's own part by its number, which stands behind the firm: 汉阳路桥九处.
_PLAINLY_COUNTED = re.compile(
    "[\u4e00-\u9fff]{3,8}?((?<![第一二三四五六七八九十])[一二三四五六七八九十]{1,3}(?:处|队|局|公司))"
)
_TOLD = 2  # signs of what a body does, at least, where its owner is not told
_SHORT_TAILS = {"研究所": "所", "研究院": "院", "设计院": "院", "有限公司": "公司", "分公司": "公司", "工程局": "局"}
_OWNER = re.compile("(?:集团有限公司|股份有限公司|集团公司|有限公司|总公司|公司|集团)$")
_STATE = re.compile("^(?:中国|中铁|中交|中建|中电|中核|中航|中冶|中化|中海|国家)(?=[\u4e00-\u9fff]{2})")


def counted(text: str) -> list[str]:
    """Give what a body that its number tells apart goes by: 十四所 of 浔江电子集团第十四研究所, 三公司, 隧岳三公司.

    Its owner may stand before the number, whole, without its legal form, and without the state's short name, or be left
    out (九队 of 第九盐类勘查队).
    """
    match = _COUNTED.fullmatch(text)
    if match is None:
        part = _PLAINLY_COUNTED.fullmatch(text)
        return [part.group(1)] if part else []
    tail = _SHORT_TAILS.get(match["tail"], match["tail"])
    if not match["head"] and len(match["kind"]) < _TOLD:
        return []  # 第二水厂: any town's
    plain = match["number"] + tail
    attached = ["附" + match["number"] + tail[-1]] if match["head"].endswith("附属") else []
    attached += [match["number"] + "院"] if tail == "医院" else []  # 三院 of 岚江市第三人民医院
    owner = _OWNER.sub("", match["head"])
    heads = dict.fromkeys((match["head"], owner, owner[:2], _STATE.sub("", owner), _STATE.sub("", owner).rstrip("局")))
    kind, last = str(match["kind"]), str(match["tail"])
    signs = {kind[:1], kind[-2:-1], last[:1]} - {"", "队"} if last.endswith("队") else frozenset[str]()
    attached += [f"{sign}{match['number']}" for sign in sorted(signs)]  # 钻十七 of 第十七地质钻探队
    shorts = [head + number + plain for head in heads if len(head) > 1 for number in ("第", "")]
    whole = [owner + "第" + match["number"] + match["kind"] + match["tail"]]
    return [form for form in dict.fromkeys([*whole, *attached, *shorts, "第" + plain, plain]) if form != text]


@lru_cache(maxsize=1)
def _english() -> dict[str, tuple[str, ...]]:
    return {chinese: tuple(english) for chinese, *english in lexicon.groups("glosses")}


_OFFICES = {"秘书处": "secretariat", "秘书组": "secretariat"}


def rendered(text: str) -> list[str]:
    """Give what English papers call a body of Chinese ones: exchange group, seed testing station.

    Two words at least, the last ones of its name; a secretariat goes by that word.
    """
    if text in _OFFICES:
        return [_OFFICES[text]]
    tail = SOCIETY.search(text) or _GROUP.search(text)
    if tail is None:
        return []
    before = [text[word.start : word.end] for word in words(text[: tail.start()])][-1:]
    ends = _english().get(tail.group(), ())
    found = [end for end in ends if " " in end]
    found += [f"{head} {end}" for piece in before for head in _english().get(piece, ())[:2] for end in ends[:4]]
    return [form for low in found for form in (low, low.capitalize(), low.title())]


_GROUP = re.compile("(?:工作组|小组|专班)$")
