"""The folder's second pass in a file: where its names stand, who is meant there, and which finds stay.

A `Finder` finds all names of a folder in one file, `settled` decides which finds stay. The last is pure and cheap:
when files leave the folder it tells again what is recognised without them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from extractors import bodies, families, givens, latinforms, lexicon, located, overlaps, unnamed
from extractors.chinese import at_boundary, is_everyday, places
from extractors.model import NAME_KINDS, Mention, Segment
from extractors.names import DERIVED, TOWN, Hit, Name
from extractors.patterns import late
from extractors.text import has_cjk, in_dictionary, is_cjk, per_file, simplified, words

_ROUND = frozenset(("Round Table", "Round table"))
_THE = late(r"(?:^|[^\w])(?:[Tt]he|[Oo]ur) $")
_WIDER = late(r" (?:of|for|on) |[ -][A-Z]|[’'-]?\w")


def _is_bare(text: str, start: int, end: int) -> bool:
    """Say whether a society's bare word means the folder's own: the Exchange, not the Stock Exchange or a Forum of."""
    return bool(_THE.search(text, max(0, start - 6), start)) and not _WIDER.match(text, end)


# Where people stand by their letters alone: behind a field's colon, a list's comma, a word that takes a person, or by
# themselves, and before a stop or what a person does.
_BEFORE_LETTERS = late(r"(?:^|[\t:：(/,;&]\s*|[.;] |\b(?:to|with|by|from|via|and|per|ask|for|is) )$")
_BEHIND_LETTERS = late(
    r"\s*$|[\t,;)/&]|[.:](?:\s|$)|['’]s |"
    r" (?:to|will|has|is|was|and|by|asked|notes?|noted|objects?|objected|agreed|agrees|offered|reported|said"
    r"|wants?|wanted|needs?|says|thinks|on leave|off sick|away|back|signs?|signed|rang|calls?|called|brings?|drives?) "
)


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
        return self.places_together([segments])[0]

    def places_together(self, files: Sequence[Sequence[Segment]]) -> list[list[Hit]]:
        """Find in each of several files where the spellings stand."""
        if self._lookup is None:
            return [[] for _ in files]
        texts = [simplified(segment.text) for segments in files for segment in segments]
        held = zip(texts, self._lookup.all_of(texts), strict=True)
        return [list(self._hits(segments, islice(held, len(segments)))) for segments in files]

    def _hits(
        self, segments: Sequence[Segment], held: Iterable[tuple[str, Sequence[tuple[int, int]]]]
    ) -> Iterator[Hit]:
        """Give those of the spellings' places in a file's texts, which are these, where they stand for themselves."""
        for index, (text, spans) in enumerate(held):
            for start, end in spans:
                bare = text[start:end] in latinforms.SOCIETIES or text[start:end] in _ROUND
                if bare and not _is_bare(text, start, end):
                    continue
                if text.startswith(("the ", "The "), start) and _WIDER.match(text, end):
                    continue
                if end - start == 1 and not families.is_signed(segments[index], text, start):
                    continue
                if _stands_alone(text, start, end) and not _modified(text, start, end):
                    yield from (Hit(index, start, end, name) for name in self._names[text[start:end]])


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
    if unnamed.is_unnamed(segments, at.segment, at.start, at.end):
        return False
    if _is_derived_word(name) and located.is_where(segments[at.segment], at.start, at.end):
        return False
    if _is_worded_given(name):
        return givens.is_listed(segments[at.segment], at.start, at.end)
    if name.kind == "person" and name.alias_of and latinforms.is_word(name.text):
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
    short = short and f"第{name.text[0]}" not in name.alias_of  # 七队 of 第七勘查队
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
    said = not left and right in ("：", ":")  # 授田：透明蜂箱一只
    return said or ((not left or left in _APART_LEFT) and (not right or right in _APART_RIGHT))


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
        town = TOWN.match(mention.norm) if mention.kind == "organisation" else None
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
