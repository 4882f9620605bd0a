"""The names of a folder that one file makes certain, for its second pass.

`confident` collects them; how each is called beside is told by `forms`. `finding` looks for them in every file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractors import cued, firms, forms, latin, lexicon
from extractors.chinese import is_everyday
from extractors.light import light
from extractors.model import NAME_KINDS, Kind, Mention, Segment
from extractors.patterns import late
from extractors.tagging import merging
from extractors.text import folded, has_cjk, simplified, words

DERIVED = 0.8  # the most that a form is sure which only its full name speaks for
SURE = 0.6  # chosen: a pass-1 find below it is not looked for elsewhere; development case, 2026-11


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
        self._known = {each.text for each in self._full if not each.doubtful}
        self._seats = frozenset(seat_of(each.text) for each in self._full)
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
        own = ((each.text, form) for each in self._full for form in each.forms if form.text not in self._known)
        return ((text, form) for text, form in own if _is_towns(form) or form.text not in self._seats)

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
TOWN = late("([\u4e00-\u9fff]{2,3})(?<![城集市村乡])[市县州镇乡](?![场政立属镇村企])(?=[\u4e00-\u9fff]{2})")


def seat_of(name: str) -> str:
    """Give the town that a name begins with and says to be one, "" where it says none."""
    town = TOWN.match(name)
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


# Offices of several seats at once: 三县林草局.
_OF_SEVERAL_SEATS = late("[二两三四五六七八九十几各][省市县区州镇乡](?=[\u4e00-\u9fff]{2,8}[局站办院所]$)")


def is_of_several(text: str) -> bool:
    """Say whether a name is that of the like offices of several seats at once: 黑石三县林草局."""
    return _OF_SEVERAL_SEATS.search(text) is not None


def _stays(text: str, mention: Mention) -> bool:
    """Say whether a name means something in its own file only: 李总, Dr Li, a letter, a number, a people's word."""
    if mention.kind == "person" and len(text) <= 5 and has_cjk(text) and _LOCAL.search(text):
        return True
    if mention.kind == "person" and _TITLED_SHORT.match(text) and len(text.split()) < 3:
        return True
    if mention.kind == "organisation" and is_of_several(text):
        return True
    if mention.kind in ("product", "project", "organisation") and _is_any_system(text):
        return True
    # What one text calls an American conference in short is everybody's word elsewhere.
    if len(folded(text)) < 2 or text.isdigit() or _NUMBER_ALONE.fullmatch(text):
        return True
    return text.casefold() in lexicon.section("latin", "latin.peoples")


_SYSTEM = late("[\u4e00-\u9fff]{2,6}(?:系统|平台|软件|网站|数据库)")


def _is_any_system(text: str) -> bool:
    """Say whether a system goes by everyday words alone, as any paper calls its own: 管理系统, 数据平台."""
    plain = simplified(text)
    return _SYSTEM.fullmatch(plain) is not None and all(
        word.end - word.start > 1 and is_everyday(plain[word.start : word.end]) for word in words(plain)
    )


def _name(text: str, by_file: Mapping[int, Sequence[Mention]]) -> Name:
    mentions = [mention for found in by_file.values() for mention in found]
    votes: dict[Kind, float] = defaultdict(float)
    # What only capitals speak for says nothing of the kind where anything else speaks too.
    telling = [mention for mention in mentions if mention.evidence != "capitals"] or mentions
    told = [mention for mention in telling if mention.evidence == "definition" and mention.kind == "person"]
    telling = told or telling  # 长根叔 of whom a list says it is no place, whatever it looks like
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
    for text, norm, alias in forms.spellings(name.text, kind):
        form = Name(text, norm, kind, sure, sources, alias)
        yield replace(form, kind="place") if _is_towns(form) else form


def _is_towns(form: Name) -> bool:
    """Say whether a form is a town's name without the word for its level: 柯格 of 柯格县."""
    return form.alias_of[:-1] == form.norm and form.alias_of[-1:] in forms.LEVELS


def _unambiguous(derived: Iterable[Name]) -> list[Name]:
    """Drop forms that two different full names share (检测中心 of two institutes); merge those of one.

    老郗 is a person, whoever of the two of that family is meant.
    """
    by_text: dict[str, list[Name]] = defaultdict(list)
    for name in derived:
        by_text[name.text].append(name)
    kept = []
    for held in by_text.values():
        names = _of_firms(held) if len(held) > 1 else held
        if len(names) == 1:
            kept.append(names[0])
        elif len({forms.core(alias) for alias in forms.widest(name.alias_of for name in names)}) == 1:
            kept.append(_one_of(names))
        elif all(name.kind == "person" for name in names) and forms.is_spoken(names[0].text):
            kept.append(replace(_one_of(names), alias_of=""))
    return kept


def _one_of(names: Sequence[Name]) -> Name:
    first = min(names, key=lambda name: (-name.confidence, len(name.alias_of), name.alias_of))
    sources = tuple(sorted({source for name in names for source in name.sources}))
    return Name(first.text, first.norm, first.kind, first.confidence, sources, first.alias_of)


def _of_firms(names: list[Name]) -> list[Name]:
    """Leave a bare word to the firm whose own it is: Vosmaer of Vosmaer Kwarts BV beside Piet Vosmaer.

    铂岩 is the brand of 铂岩数控技术有限公司, not the short name of its 铂岩宝山试验厂.
    """
    branded = [name for name in names if has_cjk(name.text) and firms.brand_of(name.alias_of) == name.text]
    registered = [name for name in branded if firms.LEGAL.search(name.alias_of)]
    towns = [name for name in names if _is_towns(name)]  # 桥楼镇 rather than its 桥楼粮站
    if told := registered or towns or branded:
        return told
    known = [name for name in names if name.kind == "organisation" and name.text == name.text.split()[0]]
    return known if known and any(name.kind == "person" for name in names) else names
