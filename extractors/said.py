"""What one file says, by columns: a table's cells make thousands of statements, and a folder has millions."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any, NamedTuple, Self, TypeVar, overload

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
INT, FLOAT = np.dtype("<i4"), np.dtype("<f8")


class Statement(NamedTuple):
    """What one clause or cell says of one subject.

    Attributes:
        subject: Index into the file's mentions.
        value: The clause or cell as it stands.
        norm: What makes two values one: the normalised keys in it, else its folded text.
        segment: Index into the file's segments.
        confidence: 0.0 to 1.0: cue strength x how near the subject stands x the subject mention's own.
        inside: Indices of the mentions within the value.
    """

    subject: int
    facet: str
    value: str
    norm: str
    segment: int
    confidence: float
    inside: tuple[int, ...] = ()


class Link(NamedTuple):
    """Two mentions that one window joins; `level` says how (1.0 said, 0.8 together, less carried).

    `segment` is the window's, `origin` the one that `a` was carried from; the same where it was not carried.
    """

    a: int
    b: int
    level: float
    segment: int
    origin: int


R = TypeVar("R")


class Columns(Sequence[R]):
    """Records that are held by columns; equal to a sequence of the same records."""

    __slots__ = ()

    def _record(self, at: int) -> R:
        """Give one record by its number, not negative."""
        raise NotImplementedError

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[R, ...]: ...
    def __getitem__(self, at: int | slice) -> R | tuple[R, ...]:
        places = range(len(self))[at]
        return self._record(places) if isinstance(places, int) else tuple(map(self._record, places))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # arrays are not hashed

    def __repr__(self) -> str:
        return repr(tuple(self))


class Links(Columns[Link]):
    """Links by columns, one array a field of `Link`, all as long."""

    __slots__ = ("a", "b", "level", "origin", "segment")

    def __init__(self, a: Ints, b: Ints, level: Floats, segment: Ints, origin: Ints) -> None:
        """Take the columns."""
        self.a, self.b, self.level, self.segment, self.origin = a, b, level, segment, origin

    @classmethod
    def of(cls, links: Iterable[Link]) -> Self:
        """Give links by columns."""
        a, b, level, segment, origin = list(zip(*links, strict=True)) or [()] * len(Link._fields)
        return cls(_ints(a), _ints(b), _floats(level), _ints(segment), _ints(origin))

    @property
    def columns(self) -> tuple[npt.NDArray[Any], ...]:
        """Give the columns in the order of the fields."""
        return self.a, self.b, self.level, self.segment, self.origin

    def where(self, kept: Bools) -> Links:
        """Give those of the links that a mask keeps."""
        return Links(self.a[kept], self.b[kept], self.level[kept], self.segment[kept], self.origin[kept])

    def __len__(self) -> int:
        return len(self.a)

    def __iter__(self) -> Iterator[Link]:
        return map(Link, *(column.tolist() for column in self.columns))

    def _record(self, at: int) -> Link:
        return Link(*(column[at].item() for column in self.columns))


class Statements(Columns[Statement]):
    """Statements by columns.

    Attributes:
        subject, segment, confidence: As in `Statement`.
        facet, value, norm: Numbers into `texts`.
        inside: The mentions within the values, those of one statement behind those of the one before.
        start: For each statement where its own begin in `inside`, and the end of all.
        texts: Each text once.
    """

    __slots__ = ("confidence", "facet", "inside", "norm", "segment", "start", "subject", "texts", "value")

    def __init__(  # noqa: PLR0913, PLR0917  a column each
        self, subject: Ints, facet: Ints, value: Ints, norm: Ints, segment: Ints, confidence: Floats, inside: Ints,
        start: Ints, texts: Sequence[str],
    ) -> None:  # fmt: skip
        """Take the columns."""
        self.subject, self.facet, self.value, self.norm, self.segment = subject, facet, value, norm, segment
        self.confidence, self.inside, self.start, self.texts = confidence, inside, start, texts

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> Self:
        """Give statements by columns."""
        columns: list[Sequence[Any]] = list(zip(*statements, strict=True)) or [()] * len(Statement._fields)
        subject, facet, value, norm, segment, sure, inside = columns
        numbers: dict[str, int] = {}
        facets, values, norms = (
            _ints([numbers.setdefault(text, len(numbers)) for text in column]) for column in (facet, value, norm)
        )
        return cls(_ints(subject), facets, values, norms, _ints(segment), _floats(sure),
                   _ints(list(chain.from_iterable(inside))), _starts(_ints([len(each) for each in inside])),
                   _shared(numbers))  # fmt: skip

    def where(self, kept: Bools) -> Statements:
        """Give those of the statements that a mask keeps."""
        many = np.diff(self.start)
        return Statements(self.subject[kept], self.facet[kept], self.value[kept], self.norm[kept], self.segment[kept],
                          self.confidence[kept], self.inside[np.repeat(kept, many)], _starts(many[kept]),
                          self.texts)  # fmt: skip

    def holding(self, mentions: Bools) -> Bools:
        """Say of each statement whether any of some mentions stands within its value."""
        before = _starts(mentions[self.inside])[self.start]
        out: Bools = before[1:] > before[:-1]
        return out

    def __len__(self) -> int:
        return len(self.subject)

    def __iter__(self) -> Iterator[Statement]:
        said, inside, starts = self.texts.__getitem__, self.inside.tolist(), self.start.tolist()
        within = (tuple(inside[start:end]) for start, end in pairwise(starts))
        texts = (map(said, column.tolist()) for column in (self.facet, self.value, self.norm))
        return map(Statement, self.subject.tolist(), *texts, self.segment.tolist(), self.confidence.tolist(), within)

    def _record(self, at: int) -> Statement:
        facet, value, norm = (self.texts[column[at]] for column in (self.facet, self.value, self.norm))
        inside = tuple(self.inside[self.start[at] : self.start[at + 1]].tolist())
        return Statement(self.subject[at].item(), facet, value, norm, self.segment[at].item(),
                         self.confidence[at].item(), inside)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """All statements and links of one file; indices refer to its segments and mentions."""

    statements: Statements
    links: Links

    @classmethod
    def of(cls, statements: Iterable[Statement], links: Iterable[Link]) -> Self:
        """Give both by columns."""
        return cls(Statements.of(statements), Links.of(links))

    def packed(self) -> tuple[list[int], bytes]:
        """Give how long the columns are, and all numbers; the texts of the statements go another way."""
        said, links = self.statements, self.links
        parts: list[npt.NDArray[Any]] = [links.level, said.confidence, links.a, links.b, links.segment, links.origin]
        parts += [said.subject, said.facet, said.value, said.norm, said.segment, said.inside, said.start]
        return [len(links), len(said), len(said.inside)], b"".join([part.tobytes() for part in parts])

    @classmethod
    def unpacked(cls, sizes: Sequence[int], content: bytes, texts: Sequence[str]) -> Self:
        """Give back what `packed` was given.

        Raises:
            ValueError: The numbers are not as many as that.
        """
        links, said, inside = sizes
        lengths = [links, said, *[links] * 4, *[said] * 5, inside, said + 1]
        columns, at = list[npt.NDArray[Any]](), 0
        for number, length in enumerate(lengths):
            kind = FLOAT if number < 2 else INT
            columns.append(np.frombuffer(content, kind, length, at))
            at += length * kind.itemsize
        if at != len(content):
            raise ValueError("more numbers than said")
        level, sure, a, b, segment, origin, subject, facet, value, norm, place, within, start = columns
        told = Statements(subject, facet, value, norm, place, sure, within, start, _shared(texts))
        return cls(told, Links(a, b, level, segment, origin))


def _shared(texts: Iterable[str]) -> list[str]:
    """Give texts so that a facet, and a cell of many tables, is one text in memory for all files."""
    return list(map(sys.intern, texts))


def _starts(many: npt.NDArray[Any]) -> Ints:
    """Give for each of some counts the sum of those before it, and the sum of all."""
    out = np.zeros(len(many) + 1, dtype=INT)
    np.cumsum(many, out=out[1:])
    return out


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=INT)


def _floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=FLOAT)
