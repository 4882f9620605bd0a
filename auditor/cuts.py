"""Smaller cuts of a file that do nearly what its removal does: one layer, one page or sheet, a few rows or cells.

Each cut is proved as a removal is: by another look at the folder in which those stretches are blanked, in every copy
and version of the document that holds them. What is quick to estimate only chooses which cuts are looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf

from auditor import picture, resolve
from auditor.corpus import Stretch
from auditor.evidence import joining_keys
from auditor.model import MARKINGS
from auditor.picture import Picture, Remains
from extractors.model import HIDDEN_LAYERS, NAME_KINDS, Cell, Mention, Segment

NEARLY = 1.0  # points: a cut may leave the score this much higher than the removal does,
SHARE = 0.2  # or this share of what the removal takes off, where that is less
MOST_PLACES = 3  # rows, cells or passages that a person is asked to blank in one file
MOST_UNITS = 2  # pages, slides or sheets that are tried, and columns, those that tell most with others first
MOST_TEXT = 0.5  # of a file's characters: who has to take out more had better take the file down
MOST_LOOKS = 2  # at cuts of one row: where the two smallest fail, the rest is as a rule no better
LEAST = 0.5  # points that a cut takes off at the least: what changes next to nothing is no advice
LOOK = 8  # a look costs as much as so many estimates
UNSURE = 0.5  # points by which the estimate may be worse than a look
NAME_WORTH = 1.0  # bits: what a link of two names counts against a shared key when places are weighed
ATTACHED = frozenset({"attachment", "embedded_object"})
STAYS = frozenset({"file_name"})  # what nobody can take out of a file
LETTERS = frozenset({"eml", "msg", "mbox"})  # nobody rewrites a mail: of one only an attachment can go
UNITS = (
    (re.compile(r"^p\.\s?\d+"), "page"),
    (re.compile(r"^slide \d+"), "slide"),
    (re.compile(r"^.+!(?=[A-Z]{1,3}\d)"), "sheet"),
)

Cuts = Mapping[int, tuple[Stretch, ...]]


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One thing to take out of one file.

    Attributes:
        file: Its number in the corpus.
        where: The page, sheet, row or passage; "" for a whole layer.
        layer: The layer that goes or that it stands in.
        what: "layer", "page", "slide", "sheet", "column", "row", "cell" or "passage".
    """

    file: int
    where: str
    layer: str
    what: str


@dataclass(frozen=True, slots=True)
class Cut:
    """What to take out of all files of one document.

    Attributes:
        stretches: By file number.
        chars: How much text goes, of the file that tells most.
        score: Of an audit of what is left; below 0 until it was looked at.
    """

    parts: tuple[Part, ...]
    stretches: Cuts
    chars: int
    score: float = -1.0


@dataclass(frozen=True, slots=True)
class Above:
    """What was done before: sources that are gone, and cuts by file."""

    gone: frozenset[str] = frozenset()
    cuts: Cuts = field(default_factory=dict)

    def removing(self, source: str) -> Above:
        """Add a removal."""
        return Above(self.gone | {source}, self.cuts)

    def cutting(self, cut: Cut) -> Above:
        """Add a cut."""
        return Above(self.gone, {**self.cuts, **cut.stretches})


def limit(before: float, after: float, target: float) -> float:
    """Give the highest score that a cut may leave in the place of a removal that takes `before` to `after`."""
    near = after + min(NEARLY, SHARE * max(0.0, before - after))
    return max(near, target) if after <= target < before else near


class Cutter:
    """Looks for cuts in the files of one picture."""

    def __init__(
        self, whole: Picture, ledger: resolve.Ledger, without: Callable[[frozenset[str]], Remains], effort: float = inf
    ) -> None:
        """Take the folder, what looks again at it without some sources, and what may be spent on all its rows."""
        self.whole, self.ledger, self.without, self.effort = whole, ledger, without, effort
        self.seen: dict[tuple[object, ...], Remains] = {}

    def cheaper(self, source: str, above: Above, most: float) -> Cut | None:
        """Give the smallest cut of a source that leaves the score at `most` or below, None where none was found.

        Where `effort` is used up then, not all was looked for.
        """
        looked, removed = 0, above.removing(source)
        if most >= self.remains(above).score - LEAST or self.effort <= 0:
            return None
        # The estimate keeps names that a look finds unsupported: it is as far off for a cut as for the removal.
        off = self.estimate(removed) - self.remains(removed).score
        for cut in sorted(self._cuts(source, above), key=lambda each: (each.chars, len(each.parts), each.parts)):
            self.effort -= 1
            if self.estimate(above.cutting(cut)) - off > most + UNSURE:
                continue
            self.effort -= LOOK
            left = self.remains(above.cutting(cut))
            if left.score <= most + 1e-9:
                return replace(cut, score=left.score)
            looked += 1
            if looked == MOST_LOOKS or self.effort <= 0:
                break
        return None

    def estimate(self, above: Above) -> float:
        """Give the score of the evidence as it is without what is gone and cut."""
        return self.whole.score_cut(above.cuts, above.gone)

    def remains(self, above: Above) -> Remains:
        """Look again at what is left of the folder."""
        if not above.cuts:
            return self.without(above.gone)
        key = above.gone, tuple(sorted(above.cuts.items()))
        if key not in self.seen:
            corpus, gone = self.whole.corpus.edited(above.cuts), set(self.whole.paths(above.gone))
            self.seen[key] = picture.remains(corpus, self.whole.profile, gone, self.ledger, self.whole.graph.denied)
        return self.seen[key]

    @cached_property
    def _bearers(self) -> dict[str, frozenset[str]]:
        """Give for each name and each key the sources that bear it."""
        graph = self.whole.graph
        out: dict[str, set[str]] = defaultdict(set)
        for source, key in zip(graph.keyed.source.tolist(), graph.keyed.right.tolist(), strict=True):
            out[graph.keys[key]].add(graph.sources[source])
        return {**self.whole.standing, **{key: frozenset(sources) for key, sources in out.items()}}

    @cached_property
    def _bits(self) -> dict[str, float]:
        return dict(zip(self.whole.graph.keys, self.whole.graph.bits.tolist(), strict=True))

    # What each segment tells together with other sources

    def _telling(self, number: int, elsewhere: Callable[[str], bool]) -> dict[int, _Telling]:
        """Give the segments of a file that say anything of what other sources bear, by their index."""
        held, found = self.whole.held, defaultdict[int, _Telling](_Telling)
        settled, who = held.settled[number], held.stated[number].who
        for link in settled.said.links:
            if not (name := who[link.a]):
                continue
            mention = settled.mentions[link.b]
            plain = mention.kind in NAME_KINDS or mention.kind == "topic"
            for other in (who[link.b],) if plain else joining_keys(mention.kind, mention.norm):
                if other and other != name and (elsewhere(other) or (plain and elsewhere(name))):
                    worth = NAME_WORTH if plain else self._bits.get(other, 0.0)
                    found[mention.segment].add((name, other), worth * link.level, link.b)
        for subject, said in held.stated[number].told:
            if elsewhere(subject):
                for inside in said.inside or (said.subject,):
                    found[said.segment].add((subject, "?" + said.facet), NAME_WORTH * said.confidence, inside)
        segments = self.whole.corpus.files[number].segments
        return {at: each for at, each in found.items() if segments[at].layer not in STAYS}

    # The cuts that are tried

    def _cuts(self, source: str, above: Above) -> Iterator[Cut]:
        numbers = [n for n in self.whole.files if self.whole.source[n] == source]
        files = self.whole.corpus.files
        if any(flag.kind in MARKINGS for n in numbers for flag in files[n].flags):
            return  # a file with a marking goes, whatever the rest of it says

        def elsewhere(node: str) -> bool:
            return bool(self._bearers.get(node, frozenset()) - above.gone - {source})

        told = {n: self._telling(n, elsewhere) for n in numbers}
        lead = max(numbers, key=lambda n: (round(sum(each.worth for each in told[n].values()), 9), -n))
        most = MOST_TEXT * sum(len(each.text) for each in files[lead].segments)
        tried = set[tuple[object, ...]]()
        for wanted in self._wanted(lead, told):
            cut = self._everywhere(wanted, lead, told)
            key = tuple(sorted(cut.stretches.items()))
            if 0 < cut.chars <= most and key not in tried and len(cut.parts) <= MOST_PLACES * len(numbers):
                tried.add(key)
                yield cut

    def _wanted(self, lead: int, told: Mapping[int, Mapping[int, _Telling]]) -> Iterator[_Wanted]:
        """Give what may be cut of the leading file; of two that are the same text the first is the easier one to do."""
        segments, mine = self.whole.corpus.files[lead].segments, told[lead]
        ranked = sorted(mine, key=lambda at: (-round(mine[at].worth, 9), at))
        letter = self.whole.corpus.files[lead].kind in LETTERS
        for layer in sorted({segments[at].layer for at in mine} & (ATTACHED if letter else HIDDEN_LAYERS | ATTACHED)):
            yield _Wanted("layer", "", layer, tuple(at for at, each in enumerate(segments) if each.layer == layer))
        for count in range(1, 0 if letter else min(MOST_PLACES, len(ranked)) + 1):
            yield _Wanted("cell", "", "", tuple(ranked[:count]))
            yield _Wanted("place", "", "", tuple(ranked[:count]))
        for table, header in self._columns(lead, mine)[:MOST_UNITS]:
            rows = (at for at, each in enumerate(segments) if each.table == table)
            yield _Wanted("column", header, "", tuple(at for at in rows if _cell_of(segments[at], header)))
        units = [unit_of(segment) for segment in segments]
        if len(set(units) - {("", "")}) > 1:
            worth: dict[tuple[str, str], float] = defaultdict(float)
            for at, each in mine.items():
                worth[units[at]] += each.worth
            worth.pop(("", ""), None)
            for what, where in sorted(worth, key=lambda unit: (-round(worth[unit], 9), unit))[:MOST_UNITS]:
                inside = tuple(at for at, unit in enumerate(units) if unit == (what, where))
                layers = {segments[at].layer for at in inside}
                yield _Wanted(what, where, layers.pop() if len(layers) == 1 else "", inside)

    def _columns(self, number: int, told: Mapping[int, _Telling]) -> list[tuple[int, str]]:
        """Give the columns of a file, as table and header, those that tell most with other sources first."""
        segments, mentions = self.whole.corpus.files[number].segments, self.whole.held.settled[number].mentions
        worth: dict[tuple[int, str], float] = defaultdict(float)
        for at, each in told.items():
            for mention, value in each.mentions.items():
                cell = _cell_at(segments[at], mentions[mention]) if mentions[mention].segment == at else None
                if cell and cell.header:
                    worth[segments[at].table, cell.header] += value
        return sorted(worth, key=lambda column: (-round(worth[column], 9), column))

    def _everywhere(self, wanted: _Wanted, lead: int, told: Mapping[int, Mapping[int, _Telling]]) -> Cut:
        """Cut the leading file, and in its copies and versions what says the same."""
        pairs = frozenset(pair for at in wanted.segments if at in told[lead] for pair in told[lead][at].pairs)
        parts, stretches = list[Part](), dict[int, tuple[Stretch, ...]]()
        for number, each in sorted(told.items()):
            here = wanted if number == lead else self._same(wanted, number, each, pairs)
            found = [piece for at in here.segments for piece in self._pieces(here, number, at, each)]
            if found:
                stretches[number] = tuple(sorted({stretch for _, stretch in found}))
                parts += dict.fromkeys(part for part, _ in found)
        chars = sum(stretch.end - stretch.start for stretch in stretches.get(lead, ()))
        return Cut(tuple(parts), stretches, chars)

    def _same(
        self, wanted: _Wanted, number: int, told: Mapping[int, _Telling], pairs: frozenset[tuple[str, str]]
    ) -> _Wanted:
        """Give what says the same in a copy or version: its layer or page of that name, else where the pairs stand."""
        segments = self.whole.corpus.files[number].segments
        if wanted.what == "layer":
            inside = tuple(at for at, each in enumerate(segments) if each.layer == wanted.layer)
            return replace(wanted, segments=inside)
        if wanted.where:
            inside = tuple(
                at for at, each in enumerate(segments)
                if (_cell_of(each, wanted.where) if wanted.what == "column" else unit_of(each)[1] == wanted.where)
            )  # fmt: skip
            if inside:
                return replace(wanted, segments=inside)
        what = "cell" if wanted.what == "cell" else "place"
        return _Wanted(what, "", "", tuple(at for at, each in sorted(told.items()) if each.pairs & pairs))

    def _pieces(
        self, wanted: _Wanted, number: int, at: int, told: Mapping[int, _Telling]
    ) -> Iterator[tuple[Part, Stretch]]:
        """Give what goes of one segment, and what a person is told to take out for it."""
        segments = self.whole.corpus.files[number].segments
        segment, whole = segments[at], Stretch(at, 0, len(segments[at].text))
        if not segment.text:
            return
        if wanted.what == "column":
            if cell := _cell_of(segment, wanted.where):
                where = " · ".join(filter(None, (unit_of(segment)[1], wanted.where)))
                yield Part(number, where, segment.layer, "column"), Stretch(at, cell.start, cell.end)
            return
        if wanted.layer or wanted.where:
            yield Part(number, wanted.where, wanted.layer, wanted.what), whole
            return
        where = place_of(segments, at)
        cells = self._cells(number, at, told) if wanted.what == "cell" else ()
        for cell in cells:
            yield Part(number, f"{where} · {cell.header}", segment.layer, "cell"), Stretch(at, cell.start, cell.end)
        if not cells:
            yield Part(number, where, segment.layer, "row" if segment.form == "row" else "passage"), whole

    def _cells(self, number: int, at: int, told: Mapping[int, _Telling]) -> tuple[Cell, ...]:
        """Give the cells under headers in which all stands that a row tells; none where some of it stands elsewhere."""
        mentions, segment = self.whole.held.settled[number].mentions, self.whole.corpus.files[number].segments[at]
        held = set[Cell]()
        for mention in (mentions[n] for n in told[at].mentions) if at in told else ():
            cell = _cell_at(segment, mention) if mention.segment == at else None
            if cell is None or not cell.header:
                return ()
            held.add(cell)
        return tuple(sorted(held, key=lambda cell: cell.start))


@dataclass(slots=True)
class _Telling:
    """What one segment tells with other sources: its worth in bits, what it joins, and the worth of each mention."""

    worth: float = 0.0
    pairs: set[tuple[str, str]] = field(default_factory=set)
    mentions: dict[int, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, pair: tuple[str, str], worth: float, mention: int) -> None:
        """Take what one link or statement says; what is said twice is worth no more."""
        if pair not in self.pairs:
            self.pairs.add(pair)
            self.worth += worth
            self.mentions[mention] += worth


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What may be cut of a file: "cell" and "place" by its segments, else a layer, page, slide, sheet or column.

    `layer` is the one that goes, or that all of a page, slide or sheet stands in, "" where there are several.
    """

    what: str
    where: str
    layer: str
    segments: tuple[int, ...]


def _cell_at(segment: Segment, mention: Mention) -> Cell | None:
    """Give the cell of a row that a mention stands in."""
    return next((each for each in segment.cells if each.start <= mention.start and mention.end <= each.end), None)


def _cell_of(segment: Segment, header: str) -> Cell | None:
    """Give the filled cell of a row under a header."""
    return next((each for each in segment.cells if each.header == header and each.start < each.end), None)


def unit_of(segment: Segment) -> tuple[str, str]:
    """Give the page, slide or sheet that a segment stands on, as (what, where); two empty ones where there is none."""
    for form, what in UNITS:
        if match := form.match(segment.where):
            return what, match.group().rstrip("!")
    return "", ""


def place_of(segments: Sequence[Segment], at: int) -> str:
    """Give a segment's place, with its number where several stand at that place."""
    same = [n for n, each in enumerate(segments) if each.where == segments[at].where and each.text]
    return segments[at].where if len(same) < 2 else f"{segments[at].where} #{same.index(at) + 1}"
