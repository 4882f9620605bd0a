"""What is looked at in a clause or cell, as hashes: its words, its header, what is named in it, what its cues say."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extractors.tagging.units import Hashes, Numbers, Units, mixed, units

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
_EDGE = np.uint64(0x165667B19E3779F9)  # stands for what lies outside the text
BITS = len(FACETS)
CHARS = 400  # of a clause: what stands further behind says no more of what it is


class Clause(NamedTuple):
    """A clause or cell as it is asked what it answers.

    Attributes:
        value: Its text.
        header: Of its column or field, "" for none.
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
    spans: tuple[tuple[int, int, str, str], ...]
    cues: tuple[int, ...]
    marks: int
    sure: tuple[int, ...]
    place: tuple[str, str, bool, bool]
    about: tuple[str, bool, str]


class Signs(NamedTuple):
    """Signs of clauses, flat: a hash and the clause that has it, in no order."""

    hashes: Hashes
    clause: Numbers


def signs(clauses: Sequence[Clause]) -> Signs:
    """Give the signs of clauses; the salts of their groups are part of a model."""
    count = len(clauses)
    headers = [clause.header[:CHARS].replace("\n", " ") for clause in clauses]
    texts = units([*map(_masked, clauses), *headers], [None] * 2 * count)
    found = [*_of_words(texts, count), *_of_ends(texts, count), *_of_circumstances(clauses)]
    hashes = np.concatenate([values ^ salt for values, _, salt in found])
    return Signs(mixed(hashes), np.concatenate([owner for _, owner, _ in found]))


# Values to be salted, the clauses that have them, and the salt of all or of each.
_Group = tuple[Hashes, Numbers, Hashes | np.uint64]


def _masked(clause: Clause) -> str:
    """Give a clause's text with a mark for each name, and one in front of each amount that tells its unit."""
    if not clause.spans:
        return clause.value[:CHARS].replace("\n", " ")
    text, out, at = clause.value, list[str](), 0
    for start, end, kind, norm in clause.spans:
        if start >= at:
            out += (text[at:start], _mark(kind, norm))
            at = start if kind in KEPT else end
    return "".join([*out, text[at:]])[:CHARS].replace("\n", " ")


def _mark(kind: str, norm: str) -> str:
    if kind == "quantity":
        return chr(_COUNTED + zlib.crc32(norm.partition(" ")[2].encode()) % _UNITS)
    return chr(_NAMED + _KINDS[kind] - 1) if kind in _KINDS else chr(_OTHER)


def _of_words(texts: Units, count: int) -> Iterator[_Group]:
    """Give each unit, two and three in a row, and how a word begins: of the clauses, and behind them their headers."""
    word, text = texts.word, texts.text
    headed = text >= count
    clause = np.where(headed, text - count, text)
    pairs = _both(word[:-1], word[1:])
    one, two = text[:-1] == text[1:], text[:-2] == text[2:]
    yield word, clause, _SALTS[0][headed.view(np.int8)]
    yield pairs[one], clause[:-1][one], _SALTS[1][headed[:-1][one].view(np.int8)]
    yield _both(pairs[:-1], word[2:])[two], clause[:-2][two], _SALTS[2][headed[:-2][two].view(np.int8)]
    yield texts.head, clause, _SALTS[3][headed.view(np.int8)]


def _of_ends(texts: Units, count: int) -> Iterator[_Group]:
    """Give the unit that a clause begins with and the one that it ends with."""
    bounds = np.searchsorted(texts.text, np.arange(count + 1))
    which = np.flatnonzero(bounds[1:] > bounds[:-1])
    yield texts.word[bounds[which]], which, _salt(5)
    yield texts.word[bounds[which + 1] - 1], which, _salt(6)


def _of_circumstances(clauses: Sequence[Clause]) -> Iterator[_Group]:
    """Give what is known of each clause beside its words: numbers, and each of its bits."""
    told = np.array([_circumstances(clause) for clause in clauses], np.uint64)
    told += np.arange(1, told.shape[1] + 1, dtype=np.uint64) << np.uint64(40)
    yield told.ravel(), np.repeat(np.arange(len(clauses)), told.shape[1]), _salt(20)
    bits = np.array([_bits(clause) for clause in clauses], np.int64)
    clause, sign = np.nonzero((bits[:, :, None] >> np.arange(BITS) & 1).reshape(len(clauses), -1))
    yield (sign.astype(np.uint64) + np.uint64(1)) << np.uint64(50), clause, _salt(20)


def _bits(clause: Clause) -> tuple[int, ...]:
    return *clause.cues, *clause.sure


def _circumstances(clause: Clause) -> tuple[int, ...]:
    """Give numbers that say what kind of clause it is; those of facets whole, for what stands together tells more."""
    form, layer, opens, tabled = clause.place
    kind, own, second = clause.about
    kinds = 0
    for span in clause.spans:
        kinds |= 1 << _KINDS.get(span[2], 0)
    return (
        clause.marks, *clause.cues, kinds >> 1, min(len(clause.spans), 4),
        _KINDS.get(clause.spans[0][2], 0) if clause.spans else 0, FORMS[form], LAYERS.get(layer, len(LAYERS)),
        opens * 2 + tabled,
        bool(clause.header), min(6, len(clause.value) // 8), _KINDS.get(kind, 0) * 2 + own, _KINDS.get(second, 0),
    )  # fmt: skip


def _both(one: Hashes, other: Hashes) -> Hashes:
    return (one * _FIRST) ^ (other + (one >> np.uint64(31))) * _SECOND


def _salt(number: int) -> np.uint64:
    return np.uint64(number * _THIRD & (1 << 64) - 1)


# Of words, two, three in a row and beginnings: in a clause, in its header.
_SALTS = tuple(np.array([_salt(number), _salt(10 + number)]) for number in (1, 2, 3, 4))
