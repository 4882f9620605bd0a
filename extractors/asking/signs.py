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


class Shared(NamedTuple):
    """Signs of clauses by what bears them: a window, a header, a value and circumstances are many clauses'.

    Attributes:
        hashes: The signs.
        bearer: The number of what bears each.
        of: The numbers of the four bearers of each clause (first axis).
    """

    hashes: Hashes
    bearer: Numbers
    of: Numbers


class _Words(NamedTuple):
    """Texts as units: the text of each unit, what it says, with one and with two behind it, its first letters.

    `reach` counts how many of these two stand in the same text.
    """

    text: Numbers
    word: Hashes
    two: Hashes
    three: Hashes
    head: Hashes
    reach: Numbers


def signs(clauses: Sequence[Clause]) -> Signs:
    """Give the signs of clauses."""
    hashes, bearer, of = shared(clauses)
    order = bearer.argsort(kind="stable")
    bounds = bearer.take(order).searchsorted(np.arange(int(of.max()) + 2))
    owners, places = zip(*(_spread(bounds, column) for column in of.T), strict=True)
    return Signs(hashes.take(order.take(np.concatenate(places))), np.concatenate(owners))


def shared(clauses: Sequence[Clause]) -> Shared:
    """Give the signs of clauses by their bearers; the salts of their groups are part of a model."""
    values, headers, windows = (dict[str, int]() for _ in range(3))
    circumstances = dict[tuple[int, ...], int]()
    of = np.array([
        (values.setdefault(_masked(each), len(values)), headers.setdefault(each.header, len(headers)),
         windows.setdefault(each.window, len(windows)),
         circumstances.setdefault(_circumstances(each), len(circumstances)))
        for each in clauses
    ], np.int64)  # fmt: skip
    bounds = np.cumsum([0, len(values), len(headers), len(windows)])
    words = _words([*values, *map(_plain, headers), *map(_plain, windows)])
    told = np.array(list(circumstances), np.int64)
    found = [*_of_words(words, bounds), *_of_ends(words, len(values)), *_of_circumstances(told, int(bounds[-1]))]
    hashes = np.concatenate([values for values, _ in found])
    return Shared(mixed(hashes), np.concatenate([bearer for _, bearer in found]), of + bounds)


# Values with their salts, and what bears them.
_Group = tuple[Hashes, Numbers]


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
    return _Words(owner, word, two, three, head, reach)


def _of_words(words: _Words, bounds: Numbers) -> Iterator[_Group]:
    """Give each unit, two and three in a row, and how a word begins: of values and headers; of windows the first two.

    Args:
        words: The units of all texts.
        bounds: The first of the values, the headers and the windows, and the one behind all.
    """
    starts = words.text.searchsorted(bounds)
    salts = np.repeat(_SALTS, np.diff(starts), axis=1)
    rest = int(starts[WINDOW])
    for values, salt, apart in ((words.word, salts[0], 0), (words.two, salts[1], 1),
                                (words.three[:rest], salts[2], 2), (words.head[:rest], salts[3], 0)):  # fmt: skip
        stand = np.flatnonzero(words.reach[: len(values)] >= apart)
        yield values.take(stand) ^ salt.take(stand), words.text.take(stand)


def _spread(bounds: Numbers, which: Numbers) -> tuple[Numbers, Numbers]:
    """Give the signs of these bearers, one bearer after another: each the place in `which`, and the sign's number."""
    first, count = bounds[which], bounds[which + 1] - bounds[which]
    owner = np.repeat(np.arange(len(which)), count)
    return owner, np.arange(len(owner)) + np.repeat(first - np.cumsum(count) + count, count)


def _of_ends(words: _Words, count: int) -> Iterator[_Group]:
    """Give the unit that each value begins with and the one that it ends with."""
    bounds = words.text.searchsorted(np.arange(count + 1))
    which = np.flatnonzero(bounds[1:] > bounds[:-1])
    yield words.word.take(bounds.take(which)) ^ _salt(5), which
    yield words.word.take(bounds.take(which + 1) - 1) ^ _salt(6), which


def _of_circumstances(told: Numbers, first: int) -> Iterator[_Group]:
    """Give what is known of clauses beside their words (one axis each): numbers, and each of their bits.

    Args:
        told: The numbers (second axis) of each of the circumstances.
        first: The number of the first of these as a bearer.
    """
    salted = told.astype(np.uint64) + (np.arange(1, told.shape[1] + 1, dtype=np.uint64) << np.uint64(40))
    yield salted.ravel() ^ _salt(40), np.repeat(np.arange(first, first + len(told)), told.shape[1])
    bearer, sign = np.nonzero((told[:, :SETS, None] >> np.arange(BITS) & 1).reshape(len(told), -1))
    yield ((sign.astype(np.uint64) + np.uint64(1)) << np.uint64(50)) ^ _salt(40), bearer + first


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


# Of units, two and three of them, and beginnings (first axis): in values, in headers, in windows.
_SALTS = np.array([[_salt(10 * part + group) for part in range(3)] for group in range(1, 5)])
