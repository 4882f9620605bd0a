"""The folder's second pass: names that one file makes certain are looked for in every file.

`confident` collects the names, `occurrences` finds all of them in one file, `settled` decides which finds stay. The
last is pure and cheap: when files leave the folder it tells again what is recognised without them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors import latin, lexicon, pinyin
from extractors.chinese import at_boundary, places
from extractors.industries import INDUSTRIES
from extractors.model import NAME_KINDS, Kind, Mention, Segment
from extractors.text import folded, has_cjk, in_dictionary, is_cjk, simplified, words

SURE = 0.6  # chosen: a pass-1 find below it is not looked for elsewhere; development case, 2026-11
_LEGAL = re.compile("(?:股份有限公司|有限责任公司|集团有限公司|集团股份有限公司|控股有限公司|有限公司|股份公司|集团公司|总公司|分公司|公司|集团)$")
_INDUSTRY = lexicon.alternatives(INDUSTRIES)
_BRAND = re.compile(f"([\u4e00-\u9fff]{{2,4}}?)((?:{_INDUSTRY})+)$")
_FIRST_INDUSTRY = re.compile(_INDUSTRY)
_SITE_NOUN = re.compile("(?:产业园区?|工业园区?|科技园|物流园|园区|厂区|矿区|港区|基地|码头|仓库|电站|水电站|项目|工程|计划)$")
_TAIL = re.compile("(?:中心|研究院|研究所|设计院|委员会|秘书处|办公室|协会|实验室|指挥部|管理局|事务所)$")
_EN_LEGAL = re.compile(rf"[ ,]+(?:{latin.LEGAL})$")


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


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence of a name in one segment of a file; hits of one file may overlap."""

    segment: int
    start: int
    end: int
    name: Name


def confident(files: Sequence[tuple[Sequence[Segment], Sequence[Mention]]]) -> list[Name]:
    """Collect the names worth looking for, with the short and pinyin forms that they may go by.

    A person's surname with a title and weak finds stay in their file. Sorted by spelling: the order of the files
    decides nothing but the numbers in `sources`.
    """
    seen: dict[str, dict[int, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for index, (segments, mentions) in enumerate(files):
        for mention in mentions:
            if _travels(mention):
                text = simplified(segments[mention.segment].text[mention.start : mention.end])
                if not _stays(text, mention):
                    seen[text][index].append(mention)
    full = [_name(text, by_file) for text, by_file in seen.items()]
    derived = [form for name in full for form in _forms(name) if form.text not in seen]
    return sorted([*full, *_unambiguous(derived)], key=lambda name: (name.text, name.alias_of))


def _travels(mention: Mention) -> bool:
    return mention.kind in NAME_KINDS and mention.confidence >= SURE and mention.evidence not in ("tagger", "folder")


_TITLE_END = re.compile("(?:总|工|董|局|姐|哥|经理|主任|博士|教授|师傅|老师|书记|部长|处长|科长|局长|院长|所长|厂长|站长|队长|先生|女士)$")


def _stays(text: str, mention: Mention) -> bool:
    """Say whether a name means something in its own file only: 李总, Dr Li, a single letter, a bare number."""
    if mention.kind == "person" and len(text) <= 5 and has_cjk(text) and _TITLE_END.search(text):
        return True
    if mention.kind == "person" and latin.TITLES.match(text.split()[0]) and len(text.split()) < 3:
        return True
    return len(folded(text)) < 2 or text.isdigit()


def _name(text: str, by_file: dict[int, list[Mention]]) -> Name:
    mentions = [mention for found in by_file.values() for mention in found]
    votes: dict[Kind, float] = defaultdict(float)
    for mention in mentions:
        votes[mention.kind] += mention.confidence
    kind = max(sorted(votes), key=lambda k: votes[k])
    alias = min((m.alias_of for m in mentions if m.alias_of), default="")
    return Name(text, folded(text), kind, max(m.confidence for m in mentions), tuple(sorted(by_file)), alias)


def _forms(name: Name) -> Iterator[Name]:
    """Give the short forms of a full name and the pinyin of its Chinese ones."""
    shorts = short_forms(name.text) if name.kind in ("organisation", "site", "project", "programme") else []
    if name.kind == "person" and not has_cjk(name.text):
        shorts = given_and_family(name.text)
    for short in shorts:
        yield Name(short, folded(short), name.kind, min(name.confidence, 0.8), name.sources, name.norm)
    for chinese in [name.text, *shorts]:
        if all(is_cjk(c) for c in chinese) and 2 <= len(chinese) <= 4 and name.kind != "product":
            for spelling in latin_forms(chinese, name.kind):
                yield Name(spelling, folded(spelling), name.kind, min(name.confidence, 0.8), name.sources, folded(chinese))


def _unambiguous(derived: Iterable[Name]) -> list[Name]:
    """Drop forms that two different full names share (检测中心 of two institutes); merge those of one."""
    by_text: dict[str, list[Name]] = defaultdict(list)
    for name in derived:
        by_text[name.text].append(name)
    kept = []
    for names in by_text.values():
        if len({_core(name.alias_of) for name in names}) == 1:
            first = min(names, key=lambda name: (-name.confidence, len(name.alias_of), name.alias_of))
            sources = tuple(sorted({source for name in names for source in name.sources}))
            kept.append(Name(first.text, first.norm, first.kind, first.confidence, sources, first.alias_of))
    return kept


def _core(norm: str) -> str:
    """Give what two spellings of one full name share: its brand where it has one."""
    brand = brand_of(norm)
    return brand or norm


def short_forms(full_name: str) -> list[str]:
    """Give the short names that a full name may go by, the most telling first.

    江阴砺衡精密传动股份有限公司 gives 砺衡, 砺衡传动, 砺衡精密, 砺衡精密传动, 江阴砺衡, ...; Tessaro Riduttori S.p.A. gives Tessaro
    Riduttori and Tessaro; 白鹭渡产业园 gives 白鹭渡; a name of everyday words gives its tail alone (检测中心).
    """
    if not has_cjk(full_name):
        return _short_latin(full_name)
    text = simplified(full_name)
    found = _short_company(text) + _short_site(text) + _short_body(text) + _short_title(text)
    return list(dict.fromkeys(form for form in found if 2 <= len(form) < len(text)))


def _without_place(text: str) -> tuple[str, str]:
    """Split a name's place off its head: ("江阴", "砺衡精密传动")."""
    for length in range(min(6, len(text) - 2), 1, -1):
        head = text[:length]
        if head in places() or (head[-1] in "省市县区" and head[:-1] in places()) or head == "中国":
            return head, text[length:]
    return "", text


def brand_of(full_name: str) -> str:
    """Give a company's brand, the word of its own between its place and its trade; "" where it has none."""
    stem = _LEGAL.sub("", simplified(full_name).replace("（", "(").split("(")[0])
    if stem == simplified(full_name):
        return ""
    return _parts(stem)[1]


def _parts(stem: str) -> tuple[str, str, str]:
    """Split a company's name without its legal suffix into (place, brand, trade)."""
    place, rest = _without_place(stem)
    match = _BRAND.match(rest)
    if match:
        return place, match.group(1), match.group(2)
    pieces = [rest[w.start : w.end] for w in words(rest)]
    if len(rest) >= 4 and any(rest[2:].startswith(p) for p in pieces if len(p) > 1) and not in_dictionary(rest[:2]):
        return place, rest[:2], rest[2:]
    return place, rest if len(rest) <= 4 else "", ""


def _short_company(text: str) -> list[str]:
    stem = _LEGAL.sub("", text)
    if stem == text:
        return []
    place, brand, trade = _parts(stem)
    if not brand:
        return [stem] if len(stem) >= 4 else []
    pieces = _FIRST_INDUSTRY.findall(trade)
    tails = [trade, pieces[0] if pieces else "", pieces[-1] if pieces else "", "公司", "集团"]
    long = [brand + tail for tail in tails if tail]
    return ([] if in_dictionary(brand) else [brand]) + long + [place + form for form in [brand, *long] if place] + [stem]


def _short_site(text: str) -> list[str]:
    stem = _SITE_NOUN.sub("", text)
    known = in_dictionary(stem) or stem in places()
    return [stem] if stem != text and 2 <= len(stem) <= 4 and not known else []


def _short_body(text: str) -> list[str]:
    """Give an institute's tail of two words: 苏南传动件检测中心 gives 检测中心 and 传动件检测中心."""
    if not _TAIL.search(text):
        return []
    place, rest = _without_place(text)
    pieces = [text[w.start : w.end] for w in words(text)]
    tails = ["".join(pieces[-n:]) for n in (1, 2)]
    return [t for t in tails if 3 <= len(t) <= 8 and t not in ("委员会", "办公室", "研究院", "研究所", "设计院", "事务所", "实验室")] + ([rest] if place else [])


def _short_title(text: str) -> list[str]:
    """Give the parts of a standard's or programme's title that a blank separates."""
    return [part for part in re.split(r"[ \u3000]+", text) if len(part) >= 5] if re.search(r"[ \u3000]", text) else []


def _short_latin(text: str) -> list[str]:
    stem = _EN_LEGAL.sub("", text)
    tokens = stem.split()
    first = tokens[0] if tokens else ""
    forms = [stem] if stem != text else []
    telling = len(first) > 3 and not latin.common(first) and first not in lexicon.names("places") and not first.endswith(("an", "ish", "ese"))
    if telling and (stem != text or len(tokens) > 1):
        forms += [first] if len(tokens) < 5 else []
    if len(tokens) >= 3:
        forms += [initials for initials in (_initials(tokens, small=False), _initials(tokens, small=True)) if len(initials) >= 3]
    return list(dict.fromkeys(form for form in forms if form != text))


def _initials(tokens: Sequence[str], *, small: bool) -> str:
    return "".join(t[0].upper() for t in tokens if t[0].isalpha() and (small or t[0].isupper()))


def given_and_family(full_name: str) -> list[str]:
    """Give the given and the family name of a person's Latin full name, title left out."""
    tokens = [t for t in full_name.split() if not latin.TITLES.match(t)]
    bare = [" ".join(tokens)] if len(tokens) < len(full_name.split()) and len(tokens) > 1 else []
    if len(tokens) < 2 or latin.is_chinese_name(tokens):
        return bare
    return bare + [t for t in (tokens[0], tokens[-1]) if len(t) > 2 and not latin.common(t)]


def latin_forms(chinese: str, kind: Kind) -> list[str]:
    """Give a Chinese name's spellings in pinyin: Liheng; of persons Tao Min, Min Tao, Taomin."""
    syllables = pinyin.syllables(chinese)
    if kind != "person":
        joined = "".join(syllables).capitalize()
        return [joined] if len(joined) > 4 and joined not in lexicon.names("places") else []
    cut = 2 if chinese[:2] in lexicon.entries("surnames") and len(chinese) > 2 else 1
    family, given = "".join(syllables[:cut]).capitalize(), "".join(syllables[cut:]).capitalize()
    return [f"{family} {given}", f"{given} {family}", f"{family.upper()} {given}"]


@lru_cache(maxsize=4)
def _lookup(names: tuple[Name, ...]) -> lexicon.Automaton:
    by_text: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        by_text[name.text].append(name)
    return lexicon.automaton_with(by_text)


def occurrences(segments: Sequence[Segment], names: Sequence[Name]) -> list[Hit]:
    """Find every occurrence of every name in one file, overlapping ones too.

    Latin edges need a word boundary and the case of the name; a Chinese edge must not cut through an everyday word.
    """
    if not names:
        return []
    lookup = _lookup(tuple(names))
    found = []
    for index, segment in enumerate(segments):
        text = simplified(segment.text)
        for last, matches in lookup.iter(text):
            end = last + 1
            start = end - len(matches[0].text)
            if _stands_alone(text, start, end):
                found.extend(Hit(index, start, end, name) for name in matches)
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    for inner, outer in ((text[start], text[start - 1] if start else " "), (text[end - 1], text[end : end + 1] or " ")):
        if inner.isalnum() and not is_cjk(inner) and outer.isalnum() and not is_cjk(outer):
            return False
    return not has_cjk(text[start:end]) or at_boundary(text, start, end)


def settled(pass1: Sequence[Mention], hits: Sequence[Hit], alive: Collection[str]) -> list[Mention]:
    """Decide a file's mentions from its own finds and the folder's names that still have support.

    A hit counts only while its norm is in `alive`. Of overlapping names the longest stays, then the surest; a place at
    the head of an organisation's name and an owner at the head of a site's stay beside it. Mentions that are no names pass unchanged. Sorted by place.
    """
    names = [mention for mention in pass1 if mention.kind in NAME_KINDS]
    names += [_mention(hit) for hit in hits if hit.name.norm in alive]
    others = [mention for mention in pass1 if mention.kind not in NAME_KINDS]
    by_segment: dict[int, list[Mention]] = defaultdict(list)
    for mention in names:
        by_segment[mention.segment].append(mention)
    kept = [mention for found in by_segment.values() for mention in _apart(found)]
    return sorted([*others, *kept], key=lambda m: (m.segment, m.start, m.end, m.kind))


def _mention(hit: Hit) -> Mention:
    name = hit.name
    return Mention(hit.segment, hit.start, hit.end, name.kind, name.norm, name.confidence, "folder", name.alias_of)


def _rank(mention: Mention) -> tuple[bool, int, float, bool, str, str]:
    """Order for overlaps: weak ones last, then length, confidence, own evidence before the folder's."""
    return (mention.confidence < 0.5, mention.start - mention.end, -mention.confidence, mention.evidence == "folder", mention.kind, mention.norm)


def _apart(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=_rank):
        clash = [other for other in kept if other.start < mention.end and mention.start < other.end]
        if not clash or (len(clash) == 1 and _heads(mention, clash[0])):
            kept.append(mention)
        elif len(clash) == 1 and (clash[0].start, clash[0].end) == (mention.start, mention.end):
            kept[kept.index(clash[0])] = _joined(clash[0], mention)
    return kept


def _heads(place: Mention, name: Mention) -> bool:
    inside = place.start == name.start and place.end < name.end
    owned = place.kind == "organisation" and name.kind == "site"
    return inside and place.confidence >= 0.8 and (owned or (place.kind == "place" and name.kind == "organisation"))


def _joined(kept: Mention, other: Mention) -> Mention:
    """Keep the definition that the other find of the same stretch carries."""
    if kept.alias_of or not other.alias_of or other.alias_of == kept.norm:
        return kept
    return Mention(kept.segment, kept.start, kept.end, kept.kind, kept.norm, kept.confidence, kept.evidence, other.alias_of)
