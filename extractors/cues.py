"""The cues of a profile: where they stand in a text, and which questions they say that a clause answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extractors import lexicon
from extractors.asking.signs import FACETS
from extractors.model import Segment
from extractors.text import simplified

# What a column is counted in, behind its name: "单价（元/吨）", "Power [kW]", "Price, EUR", "Lead µg/l".
# chosen: the units that stand in the headers of price lists, data sheets and laboratory tables
UNIT = re.compile(
    r"[（(\[［【][^（(\[［【）)\]］】]{1,14}[）)\]］】]"
    r"|[,，\s](?:[a-zµ%°]{1,3}/[a-z0-9³²]{1,4}|EUR|USD|CNY|RMB|GBP|NOK|SEK|CHF|JPY|k?[gWmV]|[MG]Wh?|kVA|kWh|mm|km|µm"
    r"|°C|%|t|m[23³²]|pcs)\s*$",
)
# The word that opens a paragraph and says what it is about: "钱：", "三、病房。", "People. "
LEAD = re.compile(
    r"\s*(?:\d{1,2}[.、．)）]?\s*|[一二三四五六七八九十]{1,2}[、.．]\s*|[（(].{1,3}[)）]\s*)?"
    r"(?:([\u4e00-\u9fff]{1,8})[：:。]|([A-Za-z][a-z]+(?: [A-Za-z][a-z]*){0,2})[.:]\s)"
)
# A header of machines below which a number tells one from another.
NUMBERING = re.compile(
    r"号|序|牌|型|期|龄|年|#|\b(?:no|number|serial|model|id|reg|age|year|line|batch|lot)\b", re.IGNORECASE
)
COUNT_CHARS = 14
NUMBER = re.compile(r"\W{0,3}(?:[a-z]{0,4}-?\d|[一二三四五六七八九十百千两])")
LASTING = re.compile(r"\b(?:days?|weeks?|months?|years?|hours?|hrs?|mins?|minutes)\b|[天周年时分秒]", re.IGNORECASE)
# A number that ends where a cue starts, and one that starts behind a cue ("尾号4406", "unit 9", "ext. 12").
COUNT = re.compile(
    r"(?:[\d一二三四五六七八九十百千万亿两半几]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w{3,6}teen|\w{3,5}ty(?:-\w{3,5})?|dozen|hundred|thousand))\s?\Z",
)
# Set for a number without a unit: it says how much there is where nothing else claims it, a price or a room.
BARE = 1 << 60
# Set beside it where the number names what it counts: near words for prices or rooms do not claim it then.
COUNTED = 1 << 61
FEWER = 1 << 62  # set beside that for a few things, which are machines where nothing else is said of them
NAMED = 1 << 63  # set for a name, whose kind may answer nothing: "Until: Orrin" tells no date
MARKS = BARE | COUNTED | FEWER | NAMED
MARKS_FROM = BARE.bit_length() - 1  # the lowest of them
SURE = (0.9, 0.8, 0.6, 0.5)  # a header, a cue, one nearby, its kind alone
CUED = (-1, 0)  # a verdict: what cues give stands, and nothing else
LEARNED = 0.6  # chosen: what no cue says is as sure as what one nearby says

# A cue word in a text: where it starts and ends, and the facets that it speaks of, one bit each.
Hit = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Cues:
    """How a facet is recognised: cue words in a clause, words in a column's header, mention kinds that answer it.

    "#台" stands behind a number, "unit #" before one, "cooperat*" is how a word begins.

    Attributes:
        own: Words and headers that are a profile's own: what they say stands, whatever was learned.
    """

    facet: str
    words: tuple[str, ...]
    headers: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()


class Matcher:
    """All cues of a profile; facets are bits, in the order of their names."""

    def __init__(self, cues: Sequence[Cues]) -> None:
        self.names = sorted({cue.facet for cue in cues})
        self.bit = bit = {name: 1 << place for place, name in enumerate(self.names)}
        self.by_kind: dict[str, int] = {}
        for cue in cues:
            for kind in cue.kinds:
                self.by_kind[kind] = self.by_kind.get(kind, 0) | bit[cue.facet]
        # A bare number or code says little by its kind: where a column is known, its header decides.
        self.weak = self._answering("quantity", "identifier", "measure")
        self.counted = self._answering("quantity", "measure", "money", "date")
        self.related = sum(bit[cue.facet] for cue in cues if not cue.kinds)  # no mention answers them by itself
        self.dealing, self.running = (self._of(*names) for names in (("customer", "partner"), ("operator",)))
        self.coded = self._answering("identifier")
        self.dated = self._answering("date")
        self.loose = self._answering("quantity")
        self.tallied = self._answering("date", "quantity", "money")
        self.measured = self._answering("measure")
        self.machined = self._answering("machine")
        self.located = self._answering("place", "site")
        self.ruled = self._answering("document")
        self.referred = self._answering("reference")
        self.claiming = self._answering("contact", "money", "headcount", "position", "document")
        self.words = _cued((word, bit[cue.facet]) for cue in cues for word in cue.words)
        self.headers = _cued((word, bit[cue.facet]) for cue in cues for word in cue.headers)
        self.own = _cued((word, bit[cue.facet]) for cue in cues for word in cue.own)
        self.aligned = tuple(self.names) == FACETS
        self.known = [(1 << FACETS.index(name), bit[name]) for name in self.names if name in FACETS]
        self.headed = lru_cache(maxsize=1 << 14)(self._header)
        self.facets = lru_cache(maxsize=1 << 14)(self._facets)
        self.given = lru_cache(maxsize=1 << 14)(self._given)

    def referring(self, told: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
        """Give what a value with the number of an order, a batch or a file answers: that number beside all it says."""
        known = {facet for facet, _ in told}
        return (*told, *((facet, 0.5) for facet in self.named(self.referred) if facet not in known))

    def named(self, facets: int) -> list[str]:
        """Give the names of these facets."""
        return [name for place, name in enumerate(self.names) if facets & 1 << place]

    def bits(self, names: Sequence[str]) -> int:
        """Give the bits of facets by their names."""
        return sum(map(self.bit.__getitem__, names))

    def standard(self, facets: int) -> int:
        """Give facets as bits in the order of the standard ones."""
        if self.aligned:
            return facets
        return sum(there for there, here in self.known if facets & here)

    def _given(self, cued: int, header: str, named: int, near: int) -> tuple[tuple[int, ...], int, tuple[int, ...]]:
        """Give what cues say of a clause, in standard bits: by where they stand, marks, and by how surely."""
        facets = self.facets(cued, header, named, near)
        where = (cued, max(near, 0), self.headed(header) if header else 0, named & ~MARKS)
        sure = [self.bits([facet for facet, strength in facets if strength == level]) for level in SURE]
        return tuple(map(self.standard, where)), named >> MARKS_FROM, tuple(map(self.standard, sure))

    def verdict(self, stand: int, fresh: int) -> tuple[int, int]:
        """Give what was learned of a clause in this profile's bits."""
        return (stand, fresh) if self.aligned else (self._own(stand), self._own(fresh))

    def _own(self, facets: int) -> int:
        return sum(here for there, here in self.known if facets & there)

    def judged(
        self, facets: tuple[tuple[str, float], ...], clause: tuple[str, str], verdict: tuple[int, int]
    ) -> tuple[tuple[str, float], ...]:
        """Give the facets that stand, and those that the clause (its words, its header) answers without any cue.

        A profile's own words and headers are never overruled.
        """
        (value, header), (stand, fresh) = clause, verdict
        given = self.bits([name for name, _ in facets])
        if given & self.dealing:
            fresh &= ~self.running
        if not given & ~stand and not fresh & ~given:
            return facets
        if given & ~stand and self.own.cues:
            stand |= united(_hits(self.own, [_lowered(value)])[0])
            stand |= united(_hits(self.own, [_lowered(header)])[0])
        held = dict(facets)
        return tuple(
            (name, held.get(name, LEARNED))
            for place, name in enumerate(self.names)
            if (given & stand | fresh & ~given) >> place & 1
        )

    def hits(self, texts: Sequence[str]) -> list[list[Hit]]:
        """Give the cue words of each text, in the order of their ends."""
        return _hits(self.words, list(map(_lowered, texts)))

    def _of(self, *facets: str) -> int:
        return sum(self.bit.get(facet, 0) for facet in facets)

    def _answering(self, *kinds: str) -> int:
        found = 0
        for kind in kinds:
            found |= self.by_kind.get(kind, 0)
        return found

    def lead(self, segment: Segment) -> int:
        """Give the facets of the words that open a paragraph: "钱：", "三、病房。", "People." """
        found = LEAD.match(segment.text)
        return self.headed(found[1] or found[2]) if found else 0

    def _facets(self, cued: int, header: str, kinds: int, near: int) -> tuple[tuple[str, float], ...]:
        """Say which facets a value answers and how surely: a header 0.9, a cue 0.8, one nearby 0.6, its kind alone 0.5.

        What a bare number or code is, its header decides where it has one that is known, else the cues beside it.
        """
        headed = self.headed(header) if header else 0
        marks, kinds = kinds & MARKS, kinds & ~MARKS
        bare = marks & BARE
        if marks & FEWER and not (headed | cued | near):
            kinds |= self.machined
        if marks & COUNTED and not (headed | cued) & self.claiming:
            return self._surely(kinds & ~self.weak | self.loose if headed else kinds | self.loose, cued, headed, near)
        if bare and not (headed or (cued | near) & self.claiming):
            kinds |= self.loose
        if headed and kinds and kinds == self.coded and not headed & ~self.tallied:
            return self._surely(kinds & ~self.measured, cued, headed, near)  # a code under "Lots" is no number of lots
        if bare and headed & self.machined and not NUMBERING.search(header):
            headed |= self.loose  # under a header of machines a bare number says how many there are
        if fits := headed & (kinds | self.loose if bare else kinds):
            headed = fits | headed & (self.related | (self.machined if bare else 0))
        elif headed and not headed & ~self.dated and not kinds & self.dated and not LASTING.search(header):
            # Under a header of dates a number or a code is what it is by itself: "Cycles to May: 9,218"
            known = self.loose if bare else kinds if self.coded and kinds & self.coded == self.coded else 0
            if marks & NAMED and not known:
                return self._surely(kinds & ~self.weak, cued, 0, near)
            return self._surely(known, cued, headed, near)
        return self._surely(kinds & ~self.weak if headed else kinds, cued, headed, near)

    def _header(self, header: str) -> int:
        """Give the facets of a header: those of its words, else those of the unit behind them.

        What has a unit is a number: "Lead µg/l" is no person.
        """
        found = self._heading(UNIT.sub("", header))
        if not (unit := UNIT.search(header)):
            return found
        return found & self.counted or self._heading(unit.group()) or found

    def _heading(self, words: str) -> int:
        lowered = [_lowered(words)]
        return united(_hits(self.headers, lowered)[0]) or united(_hits(self.words, lowered)[0])

    def _surely(self, kinds: int, cued: int, headed: int, near: int) -> tuple[tuple[str, float], ...]:
        ranked = tuple(zip((headed, cued, near, kinds), SURE, strict=True))
        sure = ((name, 1 << place) for place, name in enumerate(self.names))
        return tuple(
            (name, next(strength for mask, strength in ranked if mask & bit))
            for name, bit in sure
            if (kinds | cued | headed | near) & bit
        )


@lru_cache(maxsize=8)
def _matcher(cues: tuple[Cues, ...]) -> Matcher:
    return Matcher(cues)


_last: tuple[tuple[Cues, ...], Matcher] | None = None


def matcher_of(cues: Sequence[Cues]) -> Matcher:
    """Give the matcher of these cues; hashing some thousand words again for each file would cost more than a file."""
    global _last  # noqa: PLW0603  a cache of one entry
    asked = tuple(cues)
    if _last is None or _last[0] != asked:  # compared by identity first
        _last = (asked, _matcher(asked))
    return _last[1]


def united(hits: Sequence[Hit]) -> int:
    found = 0
    for _, _, facets in hits:
        found |= facets
    return found


class _Cue(NamedTuple):
    """One spelling of a cue and what must stand around it: a number before or behind, or anything behind."""

    latin: bool
    counted: bool
    numbered: bool
    begins: bool
    facets: int

    @property
    def asks(self) -> bool:
        """Say whether anything must stand around it, or not."""
        return self.latin or self.counted or self.numbered


class _Cued(NamedTuple):
    """What finds the cues, and for each spelling the facets that it has anywhere and the cues that ask for more."""

    cues: dict[str, tuple[int, tuple[_Cue, ...]]]
    automaton: lexicon.Automaton


def _cued(words: Iterator[tuple[str, int]]) -> _Cued:
    """Take in cues: "#台" stands behind a number, "尾号#" before one, "cooperat*" begins a word."""
    held: dict[str, dict[_Cue, int]] = {}
    for word, facets in words:
        core = word.casefold().strip("#* ")
        if core:
            cue = _Cue(core[0].isascii(), word[0] == "#", word[-1] == "#", word[-1] == "*", 0)
            known = held.setdefault(core, {})
            known[cue] = known.get(cue, 0) | facets
    cues = {
        core: (
            sum(facets for cue, facets in known.items() if not cue.asks),
            tuple(cue._replace(facets=facets) for cue, facets in known.items() if cue.asks),
        )
        for core, known in held.items()
    }
    return _Cued(cues, lexicon.automaton(cues))


def _lowered(text: str) -> str:
    """Give the text in simplified characters without case, at the same offsets.

    A letter that folds to two stays as it is.
    """
    text = simplified(text)
    lowered = text.casefold()
    if len(lowered) == len(text):
        return lowered
    return "".join(folds if len(folds := mark.casefold()) == 1 else mark for mark in text)


def _hits(cued: _Cued, lowered: Sequence[str]) -> list[list[Hit]]:
    """Give the cues in each text, none that stands within a longer one.

    A cue that starts in ASCII stands as a word of its own, or as its plural.
    """
    spans = cued.automaton.all_of(lowered)
    return [_standing(cued, *each) if each[1] else [] for each in zip(lowered, spans, strict=True)]


def _standing(cued: _Cued, lowered: str, spans: Sequence[tuple[int, int]]) -> list[Hit]:
    found: list[Hit] = []
    for first, behind in spans:
        facets, cues = cued.cues[lowered[first:behind]]
        for cue in cues:
            if _stands(cue, lowered, first, behind):
                facets |= cue.facets
        if facets:
            while found and found[-1][0] >= first:
                found.pop()  # "lead" within "lead time"
            if not found or found[-1][1] < behind:
                found.append((first, behind, facets))
    return found


def _stands(cue: _Cue, lowered: str, first: int, behind: int) -> bool:
    """Say whether a cue's surroundings are those that it asks for."""
    if cue.latin:
        before = lowered[first - 1] if first and not cue.counted else " "
        if before.isalnum() and before.isascii():
            return False
        if not cue.begins and lowered[behind : behind + 1].isalpha() and _goes_on(lowered, behind):
            return False
    if cue.counted and not COUNT.search(lowered, max(0, first - COUNT_CHARS), first):
        return False
    return not cue.numbered or NUMBER.match(lowered, behind) is not None


def _goes_on(lowered: str, behind: int) -> bool:
    """Say whether a Latin word goes on behind a cue by more than a plural's ending."""
    after = lowered[behind : behind + 3]
    if not (after[:1].isascii() and after[:1].isalpha()):
        return False
    rest = after[1:] if after[0] == "s" else after[2:] if after[:2] == "es" else after
    return rest[:1].isascii() and rest[:1].isalpha()
