"""What the rules found and what the tagger sees, made one.

The tagger has seen what the rules found, by which cue, and where it stands in the document's form. Where the two
differ, what folders by several writers taught of either decides (`arbiter`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, chain, filterfalse
from operator import attrgetter
from typing import Literal

import numpy as np

from extractors import capitalised, latin, lexicon, tongues
from extractors.chinese import is_everyday
from extractors.model import NAME_KINDS, Kind, Mention, Segment
from extractors.tagging import arbiter, narrowing, tagger
from extractors.tagging.arbiter import WEAK, Asked, Claim, Claims
from extractors.tagging.tagger import Guess, View
from extractors.tagging.weights import Adder
from extractors.text import folded, has_cjk, in_dictionary

Mode = Literal["rules", "tagger", "both"]
VERSION = 18  # raised with every change of the model or of how it is used; part of the cache key


# Of the names in sentences from Wikipedia (zh) and the web (en), UNER's development sets, this share is found whole:
# python -m fixtures.tagging.train --figures, 2026-11. Of group folders' names the rules find more.
KNOWN_RECALL = {"recall_zh": "0.71", "recall_en": "0.79"}


NAMES = 0.9  # a confirmed find that is less sure than this may have the tagger's kind
_PATTERN = 0.8  # from here on what a pattern calls a project is one
PLAIN = 0.9  # share of paragraphs from which on a file is plain text, which the tagger has learned most of
# Of a plain file's texts, for it to be prose: the share that have a colon, at most, and that end as sentences do or are
# not Chinese, at least. Of chats, logs and notes nearly all have one, or end without a mark. chosen: plain files of
# folders by others and UNER's development sets, 2026-11
COLONS, SENTENCES = 0.25, 0.8
LEAST_TEXTS = 2  # one paragraph says too little of how a file is written
HEAD = 100  # signs, at most; what is longer is no head but a sentence
_PAPERS = re.compile("[0-9,，、;；()（）–—]")
_COLON, _ENDED = re.compile("[:：]"), re.compile("[。！？….!?][”’」』\"')）]*\\s*$")
ROWS = 300  # of one table that the tagger looks at; columns.LONG_ROWS is where the rules take a table for a register
NUMBER = 0.5  # an identifier from here on is masked as a number, and the tagger alone makes no product of it
MODEL = 0.9  # a designator that is so sure has a noun on a side of it, and the look of one
TITLED = 0.9  # a full name with its title behind it
REGISTERED = 0.95  # 有限公司, Ltd
CONFIDENCE = 0.55  # of a name that only the tagger sees: a name of its file, not looked for in others
_KINDS: dict[str, Kind] = {"PER": "person", "ORG": "organisation", "LOC": "place", "OTH": "product"}
_SITE = re.compile(f"(?:{lexicon.alternatives(lexicon.section('chinese', 'site.nouns'))})$")
_PEOPLE = re.compile(
    f"(?i:^(?:{'|'.join(sorted(lexicon.section('latin', 'latin.peoples')))}|jew|muslim|catholic|christian)s?$)"
    "|^(?:(?:North|South|East|West|Latin|Middle|Central|Northern|Southern|Eastern|Western) )?"
    "[A-Z][a-z]+(?:ish|ese|[ei]ans?|[aeir]cans?)$"
)
_PROJECT = re.compile("(?:项目|工程|计划|专项)$|^(?:Project|Operation) ")


def settle(segments: Sequence[Segment], mentions: list[Mention], mode: Mode) -> None:
    """Make a file's mentions those by rules alone, by the tagger alone (it still sees what the rules found) or by both.

    They are settled in the list itself, a batch of texts after another: a long file's are never held twice, and where
    the time ends, what was found so far stays.
    """
    settle_together([(segments, mentions)], mode)


def settle_together(files: Iterable[tuple[Sequence[Segment], list[Mention]]], mode: Mode) -> None:
    """Do to each file what `settle` does; short files are looked at many at once, each as if it were alone."""
    held, size = list[_File](), 0
    for segments, mentions in files:
        if mode == "rules" or (mode == "both" and not _learned(segments)):
            continue
        file = _File(segments, mentions)
        if file.size > tagger.BATCH_CHARS:
            for batch in tagger.batches(file.texts):
                _settle([file], batch, mode)
        elif file.size:
            if size + file.size > tagger.BATCH_CHARS:
                _settle(held, _whole(held), mode)
                held, size = [], 0
            held.append(file)
            size += file.size
    if held:
        _settle(held, _whole(held), mode)


class _File:
    """A file on its way: its texts as the tagger is shown them, and how far its mentions are settled.

    Attributes:
        told: Its segments as the tagger is shown them.
        size: The characters of their texts.
        plain: Whether it is sentences without form.
        prose: Whether these run on as in an article: no chat, log or list of notes.
    """

    def __init__(self, segments: Sequence[Segment], mentions: list[Mention]) -> None:
        """Put the names behind all other mentions, in their order: from there on they are settled."""
        self.told, self.plain, self.prose = _told(segments), _is_plain(segments), is_prose(segments)
        self.texts = [segment.text for segment in self.told]
        self.size = sum(map(len, self.texts))
        named = [mention for mention in mentions if mention.kind in NAME_KINDS]
        named.sort(key=attrgetter("start"))  # by one and then the other: a key of both for each weighs more than it
        named.sort(key=attrgetter("segment"))
        mentions[:] = [mention for mention in mentions if mention.kind not in NAME_KINDS]
        self._numbers = sorted(filter(_is_number, mentions), key=_PLACE)
        self._mentions, self._first, self._last, self._behind = mentions, 0, len(mentions), 0
        mentions += named

    def near(self, end: tuple[int, int]) -> tuple[list[Mention], list[Mention]]:
        """Give the names, and the numbers, from where the last ones ended to this place."""
        self._first, self._last = self._last, bisect_left(self._mentions, end, self._last, key=_PLACE)
        before, self._behind = self._behind, bisect_left(self._numbers, end, self._behind, key=_PLACE)
        return self._mentions[self._first : self._last], self._numbers[before : self._behind]

    def put(self, settled: Sequence[Mention]) -> None:
        """Put what was settled in the place of the names that were given last."""
        self._mentions[self._first : self._last] = settled
        self._last = self._first + len(settled)


def _whole(files: Sequence[_File]) -> list[tagger.Piece]:
    """Give the texts of files, one behind another, as one batch."""
    texts = chain.from_iterable(file.texts for file in files)
    return [tagger.Piece(number, 0, len(text)) for number, text in enumerate(texts) if text]


def _settle(files: Sequence[_File], batch: Sequence[tagger.Piece], mode: Mode) -> None:
    """Settle a batch of one file's texts, or the whole of several files."""
    if len(files) == 1:
        (file,) = files
        near, numbers = file.near((batch[-1].text, batch[-1].end))
        view = tagger.view(file.told, batch, near, prose=file.prose)
        seen = _Seen(file.texts, view, numbers, plain=file.plain, prose=file.prose)
        file.put(seen.settled(near, mode))
        return
    first = [0, *accumulate(len(file.told) for file in files)]
    every = [file.near(_end(file.texts)) for file in files]
    near, numbers = ([m for found, at in zip(each, first, strict=False) for m in _moved(found, at)]
                     for each in zip(*every, strict=True))  # fmt: skip
    told = [segment for file in files for segment in file.told]
    documents = np.repeat(np.arange(len(files)), np.diff(first))
    plain, prose = np.array([(file.plain, file.prose) for file in files]).take(documents, 0).T.tolist()
    view = tagger.view(told, batch, near, documents=documents, prose=prose)
    texts = [segment.text for segment in told]
    settled = _Seen(texts, view, numbers, plain=plain, prose=prose).settled(near, mode)
    found = [list[Mention]() for _ in files]
    for mention, document in zip(settled, documents.take([m.segment for m in settled]).tolist(), strict=True):
        found[document].append(mention)
    for file, mentions, at in zip(files, found, first, strict=False):
        file.put(_moved(mentions, -at))


def _end(texts: Sequence[str]) -> tuple[int, int]:
    """Give the last text that is not empty, of which there is one, and its end."""
    last = max(number for number, text in enumerate(texts) if text)
    return last, len(texts[last])


def _moved(mentions: Sequence[Mention], by: int) -> Sequence[Mention]:
    """Give mentions in segments so many further on."""
    if not by:
        return mentions
    return [Mention(m.segment + by, m.start, m.end, m.kind, m.norm, m.confidence, m.evidence, m.alias_of)
            for m in mentions]  # fmt: skip


_PLACE = attrgetter("segment", "start")
_HELD = b"\1"


def asked(segments: Sequence[Segment], mentions: Sequence[Mention], adder: Adder) -> Iterator[tuple[Claims, Asked]]:
    """Give what `settle` would ask the arbiter of a file, a batch after another, for it to learn from.

    Args:
        segments: The file's.
        mentions: What the rules found in it.
        adder: The tagger's model, one that has not learned from the file.
    """
    told, plain, prose = _told(segments), _is_plain(segments), is_prose(segments)
    texts = [segment.text for segment in told]
    named = sorted((mention for mention in mentions if mention.kind in NAME_KINDS), key=_PLACE)
    numbers = sorted(filter(_is_number, mentions), key=_PLACE)
    for batch in tagger.batches(texts):
        end = batch[-1].text, batch[-1].end
        near = named[: bisect_left(named, end, key=_PLACE)]
        seen = _Seen(texts, tagger.view(told, batch, near, adder, prose=prose), numbers, plain=plain)
        among = seen.claims(near)
        named = named[len(near) :]
        if among.every:
            yield among, seen.asked(among)


def _told(segments: Sequence[Segment]) -> list[Segment]:
    """Give the segments as the tagger is shown them: those that are the rules' alone without their texts."""
    return [replace(segment, text="") if out or _is_aside(segment) else segment
            for segment, out in zip(segments, _far(segments), strict=True)]  # fmt: skip


def _is_number(mention: Mention) -> bool:
    """Say whether a mention is the number of a paper or of a thing, which is masked and no name that is shown."""
    return mention.kind == "document" or (mention.kind == "identifier" and mention.confidence >= NUMBER)


def _is_aside(segment: Segment) -> bool:
    """Say whether a text is beside the file's own: no sentence, and the rules' alone."""
    return segment.layer in ("file_name", "metadata")


def _is_plain(segments: Sequence[Segment]) -> bool:
    """Say whether a file is sentences without form: next to no headings, rows, fields and bullets."""
    told = [segment for segment in segments if not _is_aside(segment)]
    return sum(segment.form == "paragraph" for segment in told) >= PLAIN * len(told)


def is_prose(segments: Sequence[Segment]) -> bool:
    """Say whether a file is sentences that run on, as in articles and what public sets are made of."""
    if not _is_plain(segments):
        return False
    told = [segment.text for segment in segments if segment.text.strip() and not _is_aside(segment)]
    if len(told) < LEAST_TEXTS:
        return False
    ends = [_ENDED.search(text) is not None for text in told]
    if len(told) > 2 and not ends[0] and all(ends[1:]) and _is_papers_head(told[0]):
        return False
    ended = sum(end or not has_cjk(text) for end, text in zip(ends, told, strict=True))
    colons = sum(_COLON.search(text) is not None for text in told)
    return ended >= SENTENCES * len(told) and colons <= COLONS * len(told)


def _is_papers_head(text: str) -> bool:
    """Say whether a text heads a group's paper: it tells which one or of what day, where a post's title is a phrase.

    Safety bulletin 2/26; Canteen and parking, May; not Great place.
    """
    return len(text) <= HEAD and _PAPERS.search(text) is not None


def _far(segments: Sequence[Segment]) -> list[bool]:
    """Say which rows stand far down in a long table: there the rules are alone, as a register's cost is theirs."""
    rows = Counter[int]()
    found = list[bool]()
    for segment in segments:
        if segment.table:
            rows[segment.table] += 1
        found.append(segment.table > 0 and rows[segment.table] > ROWS)
    return found


def _learned(segments: Sequence[Segment]) -> bool:
    """Say whether a file is in the languages that the tagger has learned: no text of it is clearly in another one."""
    return not any(tongues.of(segments))


def _sure(named: Sequence[Mention], kept: Sequence[Mention]) -> Iterator[Mention]:
    """Give what is sure in any sentence and stayed under nothing else.

    Models with their noun, full names with a title, registered firms: the arbiter has seen few of them in short plain
    texts, and of 600 made up like 请苏建国厂长签字 it let 156 go; in 41 folders it was right about two (2026-12).
    """
    sure = [find for find in named if find.confidence >= _SURE.get((find.kind, find.evidence), _NEVER)]
    held = defaultdict[tuple[int, int], list[Mention]](list)  # by sign: a register has thousands of either
    for other in kept if sure else ():
        for at in range(other.start, other.end):
            held[other.segment, at].append(other)
    for find in sure:
        near = chain.from_iterable(held.get((find.segment, at), ()) for at in range(find.start, find.end))
        if not any(_crosses(other, find) for other in near):
            yield find


def _firms(named: Sequence[Mention]) -> frozenset[tuple[int, int, int]]:
    """Give the places of the registered firms among the rules' finds."""
    return frozenset((m.segment, m.start, m.end) for m in named
                     if (m.kind, m.evidence) == ("organisation", "suffix") and m.confidence >= REGISTERED)  # fmt: skip


_SMALL = frozenset("与由向给和跟同对请到从在")


def _crosses(other: Mention, find: Mention) -> bool:
    """Say whether a name that shares signs with a find is more than the town that a firm's name begins with."""
    town = find.kind == "organisation" and other.kind == "place" and other.start == find.start
    return not town or other.end >= find.end


_NEVER = 2.0  # no find is so sure
_SURE = {("product", "pattern"): MODEL, ("person", "title"): TITLED, ("organisation", "suffix"): REGISTERED}


class _Seen:
    """A batch of texts as the tagger sees them."""

    def __init__(
        self,
        texts: Sequence[str],
        view: View,
        numbers: Sequence[Mention] = (),
        *,
        plain: bool | Sequence[bool] = False,
        prose: bool | Sequence[bool] = False,
    ) -> None:
        """Take the texts, what the tagger sees, the numbers, and whether all texts, or which, are of such files."""
        self._texts = texts
        self._plain, self._prose = ([is_so] * len(texts) if isinstance(is_so, bool) else is_so
                                    for is_so in (plain, prose))  # fmt: skip
        self._documents = view.units.documents.of.tolist() if view.units.documents else ()
        self._view = view
        self._numbered = bytearray(len(view.units))  # of a name's few units bytes tell at less cost than an array
        for first, last in self._units(numbers):
            self._numbered[first:last] = _HELD * (last - first)
        self.guesses = list(filter(self._tells, map(self._narrowed, view.guesses)))

    def _narrowed(self, guess: Guess) -> Guess:
        """Leave of a guess the name alone; its units are those of the characters that stay."""
        at = narrowing.narrowed(self._texts[guess.text], guess.start, guess.end, guess.label)
        if at == (guess.start, guess.end):
            return guess
        units = self._view.units
        held = range(guess.first, guess.last)
        inside = [unit for unit in held if units.start[unit] >= at[0] and units.end[unit] <= at[1]]
        whole = inside and units.start[inside[0]] == at[0] and units.end[inside[-1]] == at[1]
        if not whole:
            return guess
        return replace(guess, start=at[0], end=at[1], first=inside[0], last=inside[-1] + 1)

    def _tells(self, guess: Guess) -> bool:
        text = self._texts[guess.text]
        name = text[guess.start : guess.end]
        if capitalised.OF_TRADE.match(name):  # CFR Yangtze
            return False
        if name[0] in "万亿" and text[max(0, guess.start - 1) : guess.start].isdigit():  # 194万欧
            return False
        if not _tells(name, guess.label) or (guess.label == "PER" and _is_word(name)):
            return False
        if guess.label == "OTH" and self._numbered.find(1, guess.first, guess.last) >= 0:
            return False
        return self._plain[guess.text] or not _is_everybodys(name, guess.label)

    def settled(self, named: Sequence[Mention], mode: Mode) -> list[Mention]:
        """Give what stays of the rules' finds and what the tagger sees, in this mode."""
        return list(map(self.mention, self.guesses)) if mode == "tagger" else self.judgement(named)

    def judgement(self, named: Sequence[Mention]) -> list[Mention]:
        """Give the rules' finds that stay and the names that only the tagger sees; what it was not shown stays."""
        unseen = [mention for mention in named if not self._texts[mention.segment]]
        among = self.claims(named)
        if not among.every:
            return unseen
        shares = arbiter.shipped().shares(self.asked(among))
        stay = (among.every[number] for number in arbiter.kept(among, shares))
        said = chain.from_iterable(map(self._said, stay))
        kept = [*unseen, *chain.from_iterable(self._by_language(mention) for mention in said)]
        kept = list(filterfalse(partial(self._is_spoken_into, _firms(named)), kept))
        return [*kept, *_sure(named, kept)]

    def _is_spoken_into(self, firms: Collection[tuple[int, int, int]], mention: Mention) -> bool:
        """Say whether a guess is a registered firm with the small word before it (与岚江市穗圩粮油有限公司)."""
        if mention.evidence != "tagger" or (mention.segment, mention.start + 1, mention.end) not in firms:
            return False
        return self._texts[mention.segment][mention.start] in _SMALL

    def claims(self, named: Sequence[Mention]) -> Claims:
        """Put the rules' finds, but those in texts that the tagger was not shown, beside its guesses."""
        shown = [mention for mention in named if self._texts[mention.segment]]
        return arbiter.claims(zip(shown, self._units(shown), strict=True), self.guesses, self._documents)

    def asked(self, among: Claims) -> Asked:
        """Ask the arbiter's questions of what `claims` gave, which is some."""
        plain = [self._plain[claim.text] for claim in among.every]
        return arbiter.asked(among, self._view, self._texts, plain=plain)

    def _said(self, claim: Claim) -> Iterator[Mention]:
        if claim.find:
            name = self._texts[claim.text][claim.start : claim.end]
            confirmed = claim.guess and _confirmed(claim.find, claim.guess, prose=self._prose[claim.text], name=name)
            yield confirmed or claim.find
        elif claim.guess:
            yield self.mention(claim.guess)

    def _by_language(self, mention: Mention) -> Iterator[Mention]:
        """Give a person's two names where the tagger sees one that is said in both languages (殷桃 Yin Tao)."""
        both = mention.kind == "person" and mention.evidence == "tagger"
        text = self._texts[mention.segment]
        halves = narrowing.two_languages(text, mention.start, mention.end) if both else ()
        if not halves:
            yield mention
            return
        first = folded(text[slice(*halves[0])])
        for start, end in halves:
            alias = first if (start, end) != halves[0] else ""
            yield replace(mention, start=start, end=end, norm=folded(text[start:end]), alias_of=alias)

    def _units(self, named: Sequence[Mention]) -> Iterator[tuple[int, int]]:
        """Give the first unit of each find and the one behind its last."""
        units = self._view.units
        place = units.text * (1 << 32) + units.start
        text = np.array([mention.segment * (1 << 32) for mention in named], np.int64)
        first = np.searchsorted(place, text + [mention.start for mention in named])
        last = np.searchsorted(place, text + [mention.end for mention in named])
        return zip(first.tolist(), last.tolist(), strict=True)

    def mention(self, guess: Guess) -> Mention:
        """Give a guess as a mention."""
        name = self._texts[guess.text][guess.start : guess.end]
        kind = _KINDS[guess.label]
        if kind == "place" and _SITE.search(name):
            kind = "site"
        if kind == "product" and _PROJECT.search(name):
            kind = "project"
        return Mention(guess.text, guess.start, guess.end, kind, folded(name), CONFIDENCE, "tagger")


def _tells(name: str, label: str) -> bool:
    """Say whether a stretch can be a name at all: two characters, a letter among them; nobody is called 谢谢."""
    everyday = label in ("PER", "LOC") and (is_everyday(name) or (name[:1] == name[1:] and in_dictionary(name)))
    return len(name) > 1 and any(map(str.isalpha, name)) and not everyday and not latin.is_legal(name)


def _is_everybodys(name: str, label: str) -> bool:
    """Say whether a Latin name means no project or product and no place to look at: American, Muslims, US, U.S.

    WikiGold has peoples for names of other things, so the tagger sees them; in English prose they stand everywhere.
    """
    if has_cjk(name):
        return False
    return (label == "OTH" and _PEOPLE.search(name) is not None) or (label == "LOC" and len(folded(name)) < 3)


def _is_word(name: str) -> bool:
    """Say whether a word of the dictionary has nothing of a person's name: no surname first, no foreign name's signs.

    Of persons whom the tagger alone saw by a word of the dictionary one in eight was one (folders by others, 2026-11):
    老东家, 大师傅.
    """
    surname = name[:1] in lexicon.entries("surnames") or name[:2] in lexicon.entries("surnames")
    return in_dictionary(name) and not surname and not lexicon.signs("transliteration") >= set(name)


def _confirmed(mention: Mention, guess: Guess, *, prose: bool = False, name: str = "") -> Mention:
    sure = max(mention.confidence, CONFIDENCE)
    weak = not prose and mention.confidence < WEAK and mention.evidence == "capitals"
    if weak and guess.label != "LOC" and latin.is_phrase(name):
        sure = mention.confidence  # Account Balances: of such in minutes few were names, but places (Dock Road) were
    kind = _kind(mention, guess, prose=prose)
    if (kind, sure) == (mention.kind, mention.confidence):
        return mention
    at = mention.segment, mention.start, mention.end
    return Mention(*at, kind, mention.norm, sure, mention.evidence, mention.alias_of)


def _kind(mention: Mention, guess: Guess, *, prose: bool) -> Kind:
    """Give a confirmed find's kind: the tagger's where the rules are less sure of theirs, or go by capitals alone.

    In Chinese prose it is the tagger's however sure the rules are: where theirs stood against it, its was right thrice
    as often (documents of UNER's Chinese training set and PUD that taught it nothing, 2026-11). The tagger knows no
    projects: what stands as one (“朔珩”项目) is none of its people.
    """
    kind = _KINDS[guess.label]
    named = mention.kind == "project" and mention.evidence == "pattern" and mention.confidence >= _PATTERN
    finer = guess.label == "OTH" or (kind == "place" and mention.kind == "site") or named
    surer = mention.evidence != "capitals" and mention.confidence >= guess.surety
    keeps = (surer or mention.confidence >= NAMES) and not (prose and has_cjk(mention.norm))
    return mention.kind if finer or keeps else kind
