"""Which of the rules' finds and the tagger's guesses are names: what folders taught of each where the two differ.

Every stretch that either takes for a name is asked the same few questions: by which cue the rules found it, how likely
the tagger's paths begin, end and stay inside a name there, how the stretch lies beside what either sees otherwise. The
answers' weights add up to the odds that it is one, from its first sign to its last.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from math import prod
from typing import BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt

from extractors.model import Mention
from extractors.tagging.signs import EVIDENCE, FINE
from extractors.tagging.tagger import Guess, View
from extractors.tagging.units import Numbers
from extractors.tagging.weights import LABELS
from extractors.text import has_cjk

SHIPPED = "arbiter.npz"
WEAK = 0.5  # a find below it is no name for the folder, and stands beside nothing
Floats = npt.NDArray[np.float64]

# chosen: folders left out by writers, UNER's development sets and parallel stories, 2026-11
LEAST, BESIDE = 0.33, 0.5  # how likely what stays must be, alone and beside what it meets
_LABEL = {"person": 0, "organisation": 1, "place": 2, "site": 2, "project": 3, "product": 3, "programme": 3}
_CUES = len(FINE) + 1
FINDERS = 3
_RULES, _TAGGER, _BOTH = range(FINDERS)
# Each property: how many values it has.
_SIZES = {
    "found": FINDERS, "cue": (len(EVIDENCE) + 1) * _CUES, "sure": 6, "seen": 6, "beside": 4, "rival": 4, "firm": 4,
    "odds": 8, "latin": 2, "plain": 2, "kind": len(LABELS), "size": 9,
}  # fmt: skip
# What is asked of each stretch: the properties that a question asks for together. Leaving any one of a longer list out
# changed nothing; of these each gives a little. chosen: folders left out by writers, 2026-11.
QUESTIONS = tuple(
    tuple(question.split())
    for question in """
    found odds latin|found plain latin|cue|cue sure|cue seen|cue sure seen|cue odds|cue sure plain|cue plain latin
    seen plain latin|found seen beside|found seen rival|found beside firm|latin kind size
    """.replace("\n", "|").split("|")
    if question.strip()
)
TABLES = tuple(prod(_SIZES[name] for name in question) for question in QUESTIONS)
_FIRST = np.cumsum((0, *TABLES[:-1]))[:, None]
# What a property counts in the number of a question's answer, a row a question, a column a property.
_STRIDES = np.array([
    [name in question and prod(_SIZES[after] for after in question[question.index(name) + 1 :]) for name in _SIZES]
    for question in QUESTIONS
], np.int64)  # fmt: skip
_APART, _SAME, _OTHER_KIND, _INSIDE, _OVER, _ACROSS = range(6)
_ODDS_ROW, _PLAIN_ROW = (list(_SIZES).index(name) for name in ("odds", "plain"))
_CLEAR = 1e-4  # a probability nearer to 0 or 1 says no more
_ODDS = (0.02, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95)
_SURE = (0.0, WEAK, 0.6, 0.75, 0.85)
_RIVAL, _FIRM = (0.0, WEAK, 0.8), (0.0, 0.65, 0.8)


class Claim(NamedTuple):
    """A stretch that somebody takes for a name: its text, ends there, the units it has, and what either says of it."""

    text: int
    start: int
    end: int
    first: int
    last: int
    find: Mention | None
    guess: Guess | None


@dataclass(frozen=True, slots=True)
class Claims:
    """All stretches of a batch, in the order of the text, the shorter first.

    Attributes:
        every: The stretches.
        rivals: Of each, which others share a unit with it.
    """

    every: tuple[Claim, ...]
    rivals: tuple[tuple[int, ...], ...]


def claims(
    finds: Iterable[tuple[Mention, tuple[int, int]]], guesses: Iterable[Guess], documents: Sequence[int] = ()
) -> Claims:
    """Put what the rules found and what the tagger sees together; of equal finds the surest speaks.

    Args:
        finds: The rules', each with its first unit and the one behind its last.
        guesses: The tagger's.
        documents: The number of each text's document where the texts are those of several.
    """
    held: dict[tuple[int, int, int], Claim] = {}
    for find, (first, last) in finds:
        at = find.segment, find.start, find.end
        if at not in held or _surety(held[at]) < find.confidence:
            held[at] = Claim(*at, first, max(last, first + 1), find, None)
    for guess in guesses:
        at = guess.text, guess.start, guess.end
        find_there = held[at].find if at in held else None
        held[at] = Claim(*at, guess.first, guess.last, find_there, guess)
    every = sorted(held.values(), key=lambda claim: (claim.first, claim.last, claim.end))
    return Claims(tuple(every), _rivals(every, documents))


def _surety(claim: Claim) -> float:
    return claim.find.confidence if claim.find else 0.0


def _rivals(every: Sequence[Claim], documents: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = [[] for _ in every]
    for number, claim in enumerate(every):
        for other in range(number + 1, len(every)):
            if every[other].first >= claim.last:
                break
            if documents and documents[every[other].text] != documents[claim.text]:
                continue  # a find behind all units of its document
            found[number].append(other)
            found[other].append(number)
    return tuple(map(tuple, found))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of stretches.

    Attributes:
        answers: For each question (first axis) the place of each stretch's answer among all weights.
        odds: The logarithm of the odds that the tagger gives to each stretch.
        found: Who found each.
    """

    answers: Numbers
    odds: Floats
    found: Numbers


def asked(among: Claims, view: View, texts: Sequence[str], *, plain: bool | Sequence[bool]) -> Asked:
    """Ask all questions of the stretches of a batch.

    Args:
        among: The stretches.
        view: What the tagger sees in the batch.
        texts: The file's.
        plain: Whether the file is sentences without form; of several files that of each stretch.
    """
    chances = _chances(among.every, view)
    told = np.array([_row(number, among, texts) for number in range(len(among.every))], np.int64).T
    told[_ODDS_ROW] = np.searchsorted(_ODDS, chances, side="right")
    told[_PLAIN_ROW] = plain
    clear = np.clip(chances, _CLEAR, 1 - _CLEAR)
    return Asked(_STRIDES @ told + _FIRST, np.log(clear / (1 - clear)), told[0])


def _chances(every: Sequence[Claim], view: View) -> Floats:
    """Give how likely each stretch is a name by the tagger: the least of its beginning, going on and ending there."""
    begins, goes_on = view.sure[1::2].sum(0), np.append(view.sure[2::2].sum(0), 0.0)
    # A find of marks alone may stand behind all units of its document.
    behind = view.units.behind(np.array([claim.text for claim in every], np.int64))
    first = np.minimum(np.array([claim.first for claim in every], np.int64), behind - 1)
    last = np.minimum(np.array([claim.last for claim in every], np.int64), behind)
    text = np.append(view.units.text, -1)
    ends = np.where(text[last] == text[np.maximum(last - 1, 0)], 1 - goes_on[last], 1.0)
    least: Floats = np.minimum(begins[first], ends)
    for number in np.flatnonzero(last - first > 1).tolist():
        least[number] = min(least[number], goes_on[first[number] + 1 : last[number]].min())
    return least


def _row(number: int, among: Claims, texts: Sequence[str]) -> tuple[int, ...]:
    """Give a stretch's properties in the order of `_SIZES`; what is told of all at once is left open."""
    claim = among.every[number]
    find, guess = claim.find, claim.guess
    others = [among.every[other] for other in among.rivals[number]]
    guessed = [other for other in others if other.guess] if others else others
    ruled = [other for other in others if _surety(other) >= WEAK] if others else others
    name = texts[claim.text][claim.start : claim.end]
    chinese = has_cjk(name)
    return (
        _TAGGER if find is None else _RULES if guess is None else _BOTH,
        EVIDENCE[find.evidence] * _CUES + FINE[find.kind] + 1 if find else 0,
        bisect(_SURE, find.confidence) if find else 0,
        _seen(claim, guessed),
        _beside(claim, ruled),
        bisect(_RIVAL, max(other.guess.surety for other in guessed if other.guess)) if guessed else 0,
        bisect(_FIRM, max(map(_surety, ruled))) if ruled else 0,
        0,
        int(not chinese),
        0,
        _label(claim),
        min(len(name) if chinese else len(name.split()), _SIZES["size"] - 1),
    )


def is_thing(claim: Claim) -> bool:
    """Say whether a stretch would be the name of a thing: no person, organisation or place."""
    return _label(claim) == LABELS.index("OTH")


def _label(claim: Claim) -> int:
    return _LABEL[claim.find.kind] if claim.find else LABELS.index(claim.guess.label) if claim.guess else 0


def _seen(claim: Claim, guessed: Sequence[Claim]) -> int:
    """Say how a stretch lies beside what the tagger sees."""
    if claim.guess:
        agreed = claim.find is None or _LABEL[claim.find.kind] == LABELS.index(claim.guess.label)
        return _SAME if agreed else _OTHER_KIND
    return (_APART, _INSIDE, _OVER, _ACROSS)[_beside(claim, guessed)]


def _beside(claim: Claim, others: Sequence[Claim]) -> int:
    """Say how a stretch lies beside others that it meets: 0 for none, inside one (1), over all (2), across (3)."""
    if not others:
        return 0
    if any(other.first <= claim.first and claim.last <= other.last for other in others):
        return 1
    return 2 if all(claim.first <= other.first and other.last <= claim.last for other in others) else 3


@dataclass(frozen=True, slots=True)
class Arbiter:
    """What was learned.

    Attributes:
        weights: Of each answer to each question, a question's behind another's, in logarithms of odds.
        slopes: By who found a stretch, what the tagger's odds count.
    """

    weights: Floats
    slopes: Floats

    def shares(self, told: Asked) -> Floats:
        """Give how likely each stretch is a name, 0.0 to 1.0."""
        odds = self.slopes[told.found] * told.odds + self.weights.take(told.answers).sum(0)
        shares: Floats = 1 / (1 + np.exp(-odds))
        return shares

    def save(self, to: BinaryIO) -> None:
        """Write the model."""
        np.savez_compressed(to, weights=self.weights.astype(np.float32), slopes=self.slopes.astype(np.float32))


def read(file: BinaryIO) -> Arbiter:
    """Read a model; nothing in it is ever run."""
    with np.load(file, allow_pickle=False) as held:
        return Arbiter(held["weights"].astype(np.float64), held["slopes"].astype(np.float64))


@lru_cache(maxsize=1)
def shipped() -> Arbiter:
    """Give the package's model."""
    return read(BytesIO(files("extractors").joinpath("data", SHIPPED).read_bytes()))


def kept(among: Claims, shares: Floats) -> list[int]:
    """Give which stretches stay, in the order of the text: the likelier first, none below `LEAST`.

    What meets a likelier one stays where one lies inside the other and both are as likely as `BESIDE`: a place at the
    head of a firm's name, a person behind a title. Which of the two is read there is the folder's to tell.
    """
    stays = set[int]()
    for number in np.argsort(-shares, kind="stable").tolist():
        if shares[number] < LEAST:
            break
        met = stays.intersection(among.rivals[number])
        if not met or (shares[number] >= BESIDE and all(_nests(among, number, other) for other in met)):
            stays.add(number)
    return sorted(stays)


def _nests(among: Claims, one: int, other: int) -> bool:
    a, b = among.every[one], among.every[other]
    return (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last)
