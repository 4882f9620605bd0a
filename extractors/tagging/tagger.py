"""The tagger's names for a file, from its text and from what the rules found in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

import numpy as np

from extractors.model import Mention, Segment
from extractors.tagging import decode, signs, weights
from extractors.tagging.features import asked, properties
from extractors.tagging.units import Documents, Numbers, Units, units
from extractors.tagging.weights import Adder, Scores
from extractors.text import has_cjk, simplified, words

BATCH_CHARS = 1 << 15
CHUNK = 1 << 10  # units; the answers to all questions about so many fit into a processor's cache
_TEXT, _START = attrgetter("text"), attrgetter("start")


@dataclass(frozen=True, slots=True)
class Guess:
    """A name that the tagger sees: a stretch of one text, the units it has, its label and its probability.

    Labels are PER, ORG, LOC and OTH.
    """

    text: int
    start: int
    end: int
    first: int
    last: int
    label: str
    surety: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one text; nearly always the whole."""

    text: int
    start: int
    end: int


def batches(texts: Sequence[str]) -> Iterator[list[Piece]]:
    """Give all texts in batches of so many characters as fit into a processor's cache; a longer text is cut."""
    batch, held = list[Piece](), 0
    for number, text in enumerate(texts):
        for start in range(0, len(text), BATCH_CHARS):
            piece = Piece(number, start, min(start + BATCH_CHARS, len(text)))
            if held + piece.end - start > BATCH_CHARS:
                yield batch
                batch, held = [], 0
            batch.append(piece)
            held += piece.end - start
    if batch:
        yield batch


def cut(segments: Sequence[Segment], pieces: Sequence[Piece], documents: Numbers | None = None) -> Units:
    """Cut pieces of texts into units, Chinese ones by the dictionary's words as well.

    Args:
        segments: The file's, or those of several files one after another.
        pieces: Of their texts.
        documents: The number of each segment's file, ascending; None where all are one's.
    """
    plain = [simplified(segments[piece.text].text[piece.start : piece.end]) for piece in pieces]
    found = units(plain, [words(text) if has_cjk(text) else None for text in plain])
    text, start = (np.array([of(piece) for piece in pieces]).take(found.text) for of in (_TEXT, _START))
    held = None
    if documents is not None:
        edges = documents.take(text).searchsorted(np.arange(int(documents[-1]) + 2))
        held = Documents(documents, edges)
        found.shape[edges[edges < len(found)]] &= ~1  # nothing stands before a document, not even a blank
    return replace(found, text=text, start=found.start + start, end=found.end + start, documents=held)


@dataclass(frozen=True, slots=True)
class View:
    """What the tagger sees in a file.

    Attributes:
        units: The file's units.
        sure: The probability of each tag (first axis) at each unit.
        guesses: The likeliest names, in their order.
    """

    units: Units
    sure: Scores
    guesses: tuple[Guess, ...]


def view(  # noqa: PLR0913  what several files together are told by
    segments: Sequence[Segment], pieces: Sequence[Piece], mentions: Sequence[Mention], adder: Adder | None = None,
    documents: Numbers | None = None, *, prose: bool | Sequence[bool] = False,
) -> View:  # fmt: skip
    """Look at pieces of a file's texts, or at several files at once: each is seen as if it were alone.

    Args:
        segments: The file's, or those of several files one after another.
        pieces: One of the file's batches, or all of all these files.
        mentions: What the rules found there; without any the tagger goes by the texts alone.
        adder: The tagger's model, if not the package's.
        documents: The number of each segment's file, ascending; None where all are one's.
        prose: Whether the file is running text without form; of several files that of each segment.
    """
    found, adder = cut(segments, pieces, documents), adder or weights.shipped()
    told = properties(found, signs.signs(found, segments, mentions, adder.known))
    scores = [adder.scores(asked(told[:, at:end]), prose=runs) for at, end, runs in _chunks(found, prose)]
    seen = decode.read(np.concatenate(scores, axis=1), adder.moves, found.text)
    return View(found, seen.sure, tuple(_guesses(found, decode.names(seen))))


def _chunks(found: Units, prose: bool | Sequence[bool]) -> Iterator[tuple[int, int, bool]]:
    """Give where units begin and end that are looked at together, and whether these are of running text."""
    size = max(1, len(found))
    if isinstance(prose, bool):
        parts = [(0, size, prose)]
    else:
        told = np.array(prose, np.bool_).take(found.text)
        edges = [0, *(np.flatnonzero(told[1:] != told[:-1]) + 1).tolist(), size]
        parts = [(first, last, bool(told[first : first + 1].any())) for first, last in pairwise(edges)]
    for first, last, runs in parts:
        for at in range(first, last, CHUNK):
            yield at, min(at + CHUNK, last), runs


def _guesses(found: Units, names: Sequence[decode.Named]) -> Iterator[Guess]:
    """Give names of units as stretches of texts."""
    firsts = np.array([name.first for name in names], np.int64)
    lasts = np.array([name.last - 1 for name in names], np.int64)
    columns = found.text.take(firsts).tolist(), found.start.take(firsts).tolist(), found.end.take(lasts).tolist()
    for name, text, start, end in zip(names, *columns, strict=True):
        yield Guess(text, start, end, name.first, name.last, decode.label(name.label), name.surety)
