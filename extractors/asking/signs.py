"""What is looked at in a clause or cell, as hashes: its words, its header, what is named in it, what its cues say."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extractors.tagging.units import Hashes, Numbers, mixed, spelled
from extractors.text import simplified

FACETS = (
    "capacity", "contact", "customer", "equipment", "money", "operator", "partner", "people", "policy", "process",
    "schedule", "site",
)  # fmt: skip
# The order of kinds and forms is part of a model.
KINDS = (
    "person", "organisation", "place", "site", "project", "product", "programme", "identifier", "quantity", "money",
    "date", "contact", "document",
)  # fmt: skip
_KINDS = {kind: number for number, kind in enumerate(KINDS, 1)}  # all others are 0
FORMS = {form: n for n, form in enumerate(("paragraph", "bullet", "field", "row", "heading", "title"))}
LAYERS = {layer: n for n, layer in enumerate(("body", "table", "header_footer", "file_name", "metadata"))}
# Names and codes are those of one folder: only their kind teaches. What an amount is of stays behind its mark.
KEPT = frozenset({"quantity", "money", "date", "document"})
_NAMED, _COUNTED, _UNITS = 0xE000, 0xE100, 0x700  # marks of the private use area, a unit each
_OTHER = 0xE0F0
_FIRST = np.uint64(0x9DDFEA08EB382D69)  # CityHash's multiplier
_SECOND = np.uint64(0xC2B2AE3D27D4EB4F)  # xxHash's second prime
_THIRD = 0x9E3779B97F4A7C15  # the golden ratio's bits
BITS = len(FACETS)
SETS = 8  # sets of facets that stand first among a clause's circumstances
WINDOW = 2  # the place of its window among a clause's texts
CHARS = 400  # of a clause: what stands further behind says no more of what it is


class Clause(NamedTuple):
    """A clause or cell as it is asked what it answers.

    Attributes:
        value: Its text.
        header: Of its column or field, "" for none.
        window: The text of the sentence or row that it stands in.
        spans: The mentions in it: start and end in its text, kind, normalised form; ascending.
        cues: Facets of the cues in it, of those near it, of its header, of what it names; as bits in the order of
            `FACETS`.
        marks: What a number in it is beside its kind: bare, counting, few, or a name; as bits.
        sure: Facets that the cues give it, by how surely: four sets of bits.
        place: Form and layer of its segment, whether it begins its window, whether it is in a table.
        about: Kind of the first subject and whether the window names it, and the second one's kind, "" for none.
    """

    value: str
    header: str
    window: str
    spans: tuple[tuple[int, int, str, str], ...]
    cues: tuple[int, ...]
    marks: int
    sure: tuple[int, ...]
    place: tuple[str, str, bool, bool]
    about: tuple[str, bool, str]

    @property
    def settled(self) -> bool:
        """Say whether it is a cell below a header that is known: cues alone say what it answers.

        chosen: of what is stated of cells a model would take or add as much as it mends; `fixtures.asking.train`.
        """
        return self.place[0] == "row" and self.sure[0] > 0


class Signs(NamedTuple):
    """Signs of clauses, flat: a hash and the clause that has it, in no order."""

    hashes: Hashes
    clause: Numbers


class _Words(NamedTuple):
    """Texts as units: where each text's begin, what each unit says, with one and with two behind it, its first letters.

    `reach` counts how many of these two stand in the same text.
    """

    bounds: Numbers
    word: Hashes
    two: Hashes
    three: Hashes
    head: Hashes
    reach: Numbers


def signs(clauses: Sequence[Clause]) -> Signs:
    """Give the signs of clauses; the salts of their groups are part of a model."""
    count = len(clauses)
    headers = {header: place for place, header in enumerate(dict.fromkeys(each.header for each in clauses), count)}
    windows = {window: place for place, window in enumerate(dict.fromkeys(each.window for each in clauses))}
    behind = count + len(headers)
    texts = [*map(_masked, clauses), *map(_plain, headers), *map(_plain, windows)]
    words = _words(texts)
    which = np.array([(place, headers[each.header], behind + windows[each.window])
                      for place, each in enumerate(clauses)], np.int64)  # fmt: skip
    found = [*_of_words(words, which), *_of_ends(words, count), *_of_circumstances(clauses)]
    hashes = np.concatenate([values ^ salt for values, _, salt in found])
    return Signs(mixed(hashes), np.concatenate([owner for _, owner, _ in found]))


# Values to be salted, the clauses that have them, and the salt of all.
_Group = tuple[Hashes, Numbers, np.uint64]


def _plain(text: str) -> str:
    return simplified(text[:CHARS]).replace("\n", " ")


def _masked(clause: Clause) -> str:
    """Give a clause's text with a mark for each name, and one in front of each amount that tells its unit."""
    if not clause.spans:
        return _plain(clause.value)
    text, out, at = clause.value, list[str](), 0
    for start, end, kind, norm in clause.spans:
        if start >= at:
            out += (text[at:start], _mark(kind, norm))
            at = start if kind in KEPT else end
    return _plain("".join([*out, text[at:]]))


def _mark(kind: str, norm: str) -> str:
    if kind == "quantity":
        return chr(_COUNTED + zlib.crc32(norm.partition(" ")[2].encode()) % _UNITS)
    return chr(_NAMED + _KINDS[kind] - 1) if kind in _KINDS else chr(_OTHER)


def _words(texts: Sequence[str]) -> _Words:
    owner, word, head = spelled(texts)
    two, three, reach = np.zeros_like(word), np.zeros_like(word), np.zeros(len(word), np.int64)
    two[:-1] = _both(word[:-1], word[1:])
    three[:-2] = _both(two[:-2], word[2:])
    reach[:-1] += owner[:-1] == owner[1:]
    reach[:-2] += owner[:-2] == owner[2:]
    return _Words(np.searchsorted(owner, np.arange(len(texts) + 1)), word, two, three, head, reach)


def _of_words(words: _Words, which: Numbers) -> Iterator[_Group]:
    """Give each unit, two and three in a row, and how a word begins: of clauses and headers; of windows the first two.

    Args:
        words: The units of all texts.
        which: Of each clause (first axis) the numbers of its own text, its header's and its window's.
    """
    for part in range(which.shape[1]):
        clause, at = _spread(words.bounds, which[:, part])
        reach, salt = words.reach[at], 10 * part
        yield words.word[at], clause, _salt(salt + 1)
        yield words.two[at[reach > 0]], clause[reach > 0], _salt(salt + 2)
        if part < WINDOW:
            yield words.three[at[reach > 1]], clause[reach > 1], _salt(salt + 3)
            yield words.head[at], clause, _salt(salt + 4)


def _spread(bounds: Numbers, which: Numbers) -> tuple[Numbers, Numbers]:
    """Give the units of these texts, one text after another: each the place in `which`, and the unit's number."""
    first, count = bounds[which], bounds[which + 1] - bounds[which]
    owner = np.repeat(np.arange(len(which)), count)
    return owner, np.arange(len(owner)) + np.repeat(first - np.cumsum(count) + count, count)


def _of_ends(words: _Words, count: int) -> Iterator[_Group]:
    """Give the unit that a clause begins with and the one that it ends with."""
    bounds = words.bounds[: count + 1]
    which = np.flatnonzero(bounds[1:] > bounds[:-1])
    yield words.word[bounds[which]], which, _salt(5)
    yield words.word[bounds[which + 1] - 1], which, _salt(6)


def _of_circumstances(clauses: Sequence[Clause]) -> Iterator[_Group]:
    """Give what is known of each clause beside its words: numbers, and each of its bits."""
    told = np.array([_circumstances(clause) for clause in clauses], np.int64)
    salted = told.astype(np.uint64) + (np.arange(1, told.shape[1] + 1, dtype=np.uint64) << np.uint64(40))
    yield salted.ravel(), np.repeat(np.arange(len(clauses)), told.shape[1]), _salt(40)
    clause, sign = np.nonzero((told[:, :SETS, None] >> np.arange(BITS) & 1).reshape(len(clauses), -1))
    yield (sign.astype(np.uint64) + np.uint64(1)) << np.uint64(50), clause, _salt(40)


def _circumstances(clause: Clause) -> tuple[int, ...]:
    """Give numbers that say what kind of clause it is; those of facets whole, for what stands together tells more."""
    form, layer, opens, tabled = clause.place
    kind, own, second = clause.about
    kinds = 0
    for span in clause.spans:
        kinds |= 1 << _KINDS.get(span[2], 0)
    return (
        *clause.cues, *clause.sure, clause.marks, kinds >> 1, min(len(clause.spans), 4),
        _KINDS.get(clause.spans[0][2], 0) if clause.spans else 0, FORMS[form], LAYERS.get(layer, len(LAYERS)),
        opens * 2 + tabled,
        bool(clause.header), min(6, len(clause.value) // 8), _KINDS.get(kind, 0) * 2 + own, _KINDS.get(second, 0),
    )  # fmt: skip


def _both(one: Hashes, other: Hashes) -> Hashes:
    return (one * _FIRST) ^ (other + (one >> np.uint64(31))) * _SECOND


def _salt(number: int) -> np.uint64:
    return np.uint64(number * _THIRD & (1 << 64) - 1)
