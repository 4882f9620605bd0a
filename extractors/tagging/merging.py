"""What the rules found and what the tagger sees, made one.

The rules know documents with a form: headers, fields, titles, tables. There they are alone: the tagger moved no figure
of such folders by 0.003 and cost a third of the time (development and other folders, 2026-11). The tagger knows
sentences, and it has seen what the rules found: in a Chinese or English file that is nothing but paragraphs, such as
news, web pages and letters, its reading stands, and of the rules' other finds only those with a cue of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Literal

import numpy as np

from extractors import lexicon, tongues
from extractors.chinese import is_everyday
from extractors.model import NAME_KINDS, Kind, Mention, Segment
from extractors.tagging import tagger
from extractors.tagging.tagger import Guess, View
from extractors.text import folded, has_cjk, in_dictionary

Mode = Literal["rules", "tagger", "both"]
VERSION = 5  # raised with every change of the model or of how it is used; part of the cache key


# Of the names in sentences from Wikipedia (zh) and the web (en), UNER's development sets, this share is found whole:
# python -m fixtures.tagging.train --figures, 2026-11. Of group folders' names the rules find more.
KNOWN_RECALL = {"recall_zh": "0.68", "recall_en": "0.78"}


ADDS = 0.3  # a name that only the tagger sees is taken from this surety on; chosen: batteries, rail, launch, 2026-11
NAMES = 0.9  # a confirmed find that is less sure than this may have the tagger's kind
# What a find stays by though the tagger does not see it; chosen: half of UNER's development sets, 2026-11. Titles and
# patterns are among what the tagger asks about.
_CUES = frozenset({"definition", "column", "field", "list", "metadata"})
_PATTERN = 0.8  # a pattern as sure as this is one for names of a number or a letter: 提问人3, Member K
_NUMBERED = re.compile("[0-9A-Z甲乙丙丁]$")
# A find from here on stays where the tagger sees no other name; chosen: letters of group folders, 2026-11
SURE = 0.8
PROSE = 0.9  # share of paragraphs from which on a file is plain text
CHAT = 0.3  # share of paragraphs that begin with a time of day, above which an English file is a chat, the rules' alone
_TIMED = re.compile(r"\D{0,3}(?:[\d/.年月日-]+ (?:\w{3,9},? )?(?:\d{4},? )?)?\d{1,2}[:：]\d\d(?!\d)")
NAMED = 0.5  # a find below it is no name for the folder
CONFIDENCE = 0.55  # of a name that only the tagger sees: a name of its file, not looked for in others
_KINDS: dict[str, Kind] = {"PER": "person", "ORG": "organisation", "LOC": "place", "OTH": "product"}
_SITE = re.compile(f"(?:{lexicon.alternatives(lexicon.section('chinese', 'site.nouns'))})$")
_PROJECT = re.compile("(?:项目|工程|计划|专项)$|^(?:Project|Operation) ")


def settle(segments: Sequence[Segment], mentions: list[Mention], mode: Mode) -> None:
    """Make a file's mentions those by rules alone, by the tagger alone (it still sees what the rules found) or by both.

    They are settled in the list itself, a batch of texts after another: a long file's are never held twice, and where
    the time ends, what was found so far stays.
    """
    if mode == "rules" or (mode == "both" and not (_plain(segments) and _learned(segments))):
        return
    texts = ["" if _is_aside(segment) else segment.text for segment in segments]
    named = [mention for mention in mentions if mention.kind in NAME_KINDS]
    named.sort(key=attrgetter("start"))  # by one and then the other: a key of both for each weighs more than it
    named.sort(key=attrgetter("segment"))
    mentions[:] = [mention for mention in mentions if mention.kind not in NAME_KINDS]
    last = len(mentions)
    mentions += named
    del named
    for batch in tagger.batches(texts):
        first, last = last, bisect_left(mentions, (batch[-1].text, batch[-1].end), last, key=_PLACE)
        near = mentions[first:last]
        seen = _Seen(texts, tagger.view(texts, batch, near))
        settled = list(map(seen.mention, seen.guesses)) if mode == "tagger" else seen.judgement(near)
        mentions[first:last] = settled
        last = first + len(settled)


_PLACE = attrgetter("segment", "start")


def _is_aside(segment: Segment) -> bool:
    """Say whether a text is beside the file's own: no sentence, and the rules' alone."""
    return segment.layer in ("file_name", "metadata")


def _plain(segments: Sequence[Segment]) -> bool:
    """Say whether a file is text without form: next to no rows, fields, bullets, headings, and no English chat."""
    told = [segment for segment in segments if not _is_aside(segment)]
    paragraphs = sum(segment.form == "paragraph" for segment in told)
    timed = sum(_TIMED.match(segment.text) is not None for segment in told)
    chat = timed > CHAT * len(told) and 2 * sum(has_cjk(segment.text) for segment in told) < len(told)
    return paragraphs >= PROSE * len(told) and not chat


def _learned(segments: Sequence[Segment]) -> bool:
    """Say whether a file is in the languages that the tagger has learned: no text of it is clearly in another one."""
    return not any(tongues.of(segments))


class _Seen:
    """A batch of texts as the tagger sees them."""

    def __init__(self, texts: Sequence[str], view: View) -> None:
        self._texts = texts
        self._view = view
        self.guesses = [g for g in view.guesses if _tells(texts[g.text][g.start : g.end], g.label)]
        self._exact = {(guess.text, guess.start, guess.end): guess for guess in self.guesses}
        self._guessed = np.zeros(len(view.units), np.bool_)
        for guess in self.guesses:
            self._guessed[guess.first : guess.last] = True

    def judgement(self, named: Sequence[Mention]) -> list[Mention]:
        """Give the rules' finds that stay and the names that only the tagger sees, none of those over the others."""
        kept = list[Mention]()
        taken = np.zeros(len(self._view.units), np.bool_)
        for mention, (first, last) in zip(named, self._units(named), strict=True):
            held = self._judged(mention, slice(first, last))
            if held is not None:
                kept.append(held)
                taken[first:last] |= held.confidence >= NAMED
        added = [g for g in self.guesses if g.surety >= ADDS and not taken[g.first : g.last].any()]
        return kept + list(map(self.mention, added))

    def _units(self, named: Sequence[Mention]) -> Iterator[tuple[int, int]]:
        """Give the first unit of each find and the one behind its last."""
        units = self._view.units
        place = units.text * (1 << 32) + units.start
        text = np.array([mention.segment * (1 << 32) for mention in named], np.int64)
        first = np.searchsorted(place, text + [mention.start for mention in named])
        last = np.searchsorted(place, text + [mention.end for mention in named])
        return zip(first.tolist(), last.tolist(), strict=True)

    def _judged(self, mention: Mention, units: slice) -> Mention | None:
        """Give a find of the rules as it stands after the tagger's look."""
        guess = self._exact.get((mention.segment, mention.start, mention.end))
        if guess is not None:
            return _confirmed(mention, guess)
        sure = mention.confidence >= SURE and mention.evidence != "capitals" and not self._guessed[units].any()
        return mention if sure or _stays(mention) or not self._texts[mention.segment] else None

    def mention(self, guess: Guess) -> Mention:
        """Give a guess as a mention."""
        name = self._texts[guess.text][guess.start : guess.end]
        kind = _KINDS[guess.label]
        if kind == "place" and _SITE.search(name):
            kind = "site"
        if kind == "product" and _PROJECT.search(name):
            kind = "project"
        return Mention(guess.text, guess.start, guess.end, kind, folded(name), CONFIDENCE, "tagger")


def _stays(mention: Mention) -> bool:
    """Say whether a find stays whatever the tagger sees."""
    sure = mention.evidence == "pattern" and mention.confidence >= _PATTERN
    return mention.evidence in _CUES or (sure and _NUMBERED.search(mention.norm) is not None)


def _tells(name: str, label: str) -> bool:
    """Say whether a stretch can be a name at all: two characters, a letter among them; nobody is called 谢谢."""
    everyday = label in ("PER", "LOC") and (is_everyday(name) or (name[:1] == name[1:] and in_dictionary(name)))
    return len(name) > 1 and any(map(str.isalpha, name)) and not everyday


def _confirmed(mention: Mention, guess: Guess) -> Mention:
    kind, sure = _kind(mention, guess), max(mention.confidence, CONFIDENCE)
    if (kind, sure) == (mention.kind, mention.confidence):
        return mention
    at = mention.segment, mention.start, mention.end
    return Mention(*at, kind, mention.norm, sure, mention.evidence, mention.alias_of)


def _kind(mention: Mention, guess: Guess) -> Kind:
    """Give a confirmed find's kind: the tagger's where the rules are less sure of theirs, or go by capitals alone.

    The tagger knows no projects: what stands as one (“朔珩”项目) is none of its people.
    """
    kind = _KINDS[guess.label]
    named = mention.kind == "project" and mention.evidence == "pattern" and mention.confidence >= _PATTERN
    finer = guess.label == "OTH" or (kind == "place" and mention.kind == "site") or named
    surer = mention.evidence != "capitals" and mention.confidence >= guess.surety
    return mention.kind if finer or surer or mention.confidence >= NAMES else kind
