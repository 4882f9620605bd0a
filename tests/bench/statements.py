"""How well are statements found? Prints precision and recall of each facet in each language, and those of sheets.

    python -m tests.bench.statements [--misses] [--half dev]

The truth is `tests/truth`: sentences and sheets written for this test, in many sectors. The half `dev` may be looked
at while cues are written (`--misses`); of the half `report` nobody looks at more than its figures. A statement is
right when its facet and words stand in the truth of its line; one that the truth says nothing of is neither right nor
wrong only where the truth says so. A truth is found when a statement of its line has its facet and its words; whether
it is told of the right name is shown beside it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from auditor import evidence, picture, profile, resolve
from auditor.corpus import Corpus
from auditor.evidence import Evidence
from extractors.extract import extract

TRUTH = Path(__file__).resolve().parents[1] / "truth"
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
HALVES = ("dev", "report")


@dataclass(frozen=True, slots=True)
class Fact:
    """One truth: a facet and the words that answer it; `asked` is False for what may be said but need not."""

    facet: str
    words: str
    asked: bool = True


@dataclass(slots=True)
class Line:
    """One line or table row of a document: its text, its facts and of whom it speaks."""

    text: str
    facts: list[Fact]
    subject: str
    judged: bool = True


@dataclass(slots=True)
class Document:
    """A document of the truth: which half, language and kind, and its lines in order."""

    half: str
    lang: str
    kind: str
    name: str
    data: bytes
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """Counts of statements that are right and wrong, of truths found and not, and of those told of the right name."""

    right: int = 0
    wrong: int = 0
    found: int = 0
    missed: int = 0
    subjects: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of another."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def precision(self) -> float:
        """Share of the statements that are right, 0.0 to 1.0."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the truths that are found, 0.0 to 1.0."""
        return self.found / max(1, self.found + self.missed)

    @property
    def told_rightly(self) -> float:
        """Share of the found truths that are told of the right name, 0.0 to 1.0."""
        return self.subjects / max(1, self.found)


def normal(words: str) -> str:
    """Give words without case, blanks and marks, so that spelling does not decide."""
    return re.sub(r"[\s\W_]+", "", words.casefold())


# Reading the truth


def sentences(lang: str) -> list[Document]:
    """Give the documents whose sentences the truth annotates."""
    found: list[Document] = []
    subject, text = "", list[str]()
    for raw in [*(TRUTH / f"statements.{lang}.txt").read_text("utf-8").splitlines(), "# end end end"]:
        mark, _, rest = raw.partition(" ")
        if mark == "#" and rest.split()[0] in (*HALVES, "end"):
            if text:
                found[-1].data = "\n\n".join(text).encode()
            half, genre, *_ = rest.split()
            found.append(Document(half, lang, genre, f"{lang}-{len(found)}-{genre}.md", b""))
            text = []
        elif mark == "@":
            subject = rest
        elif mark in ("=", "=="):
            text.append(f"{'#' * len(mark)} {rest}")
        elif mark in (">", ":", "-") and found:
            said, *facts = rest.split(" | ")
            text.append(said if mark != "-" else f"- {said}")
            found[-1].lines.append(Line(said, [_fact(each) for each in facts], subject))
    return found[:-1]


def _fact(written: str) -> Fact:
    facet, _, words = written.strip().partition(":")
    return Fact(facet.lstrip("?"), words.strip(), not written.strip().startswith("?"))


def sheets() -> list[Document]:
    """Give the tables of the truth, each as a file of comma-separated values."""
    found: list[Document] = []
    rows, title = list[list[str]](), ""
    for raw in (TRUTH / "sheets.txt").read_text("utf-8").splitlines():
        mark, _, rest = raw.partition(" ")
        if mark == "#" and rest.split()[0] in HALVES:
            half, shape, lang, what = rest.split()
            found.append(Document(half, lang, shape, f"{half}-{lang}-{what}.csv", b""))
            rows = []
        elif mark == "=":
            title = rest
        elif mark == "|":
            rows.append([cell.strip() for cell in raw.strip().strip("|").split("|")])
        elif mark in ("!", "!!"):
            found[-1].data = "\n".join([_csv([title]), *(_csv(row) for row in rows)]).encode()
            found[-1].lines = list(_sheet_lines(rows, rest, found[-1].kind))
    return found


def _csv(row: Sequence[str]) -> str:
    return ",".join(f'"{cell}"' for cell in row)


def _sheet_lines(rows: Sequence[Sequence[str]], told: str, shape: str) -> Iterator[Line]:
    wanted = {place: [(facet.lstrip("?"), facet[0] != "?") for facet in facets]
              for place, *facets in (each.split() for each in told.split(";"))}  # fmt: skip
    heads = {"plain": 1, "multirow": 2, "transposed": 1}[shape]
    for number, row in enumerate(rows[heads:], heads + 1):
        facts = []
        for column, cell in enumerate(row):
            place = str(number) if shape == "transposed" else chr(ord("A") + column)
            if cell and not (shape == "transposed" and column == 0):
                facts += [Fact(facet, cell, asked) for facet, asked in wanted.get(place, [])]
        yield Line("\t".join(row), facts, "" if shape == "transposed" else row[0])


# Reading what the extractors state


Stated = tuple[str, str, str, str, str]  # document, text of its window, facet, words, subject's spelling


def stated(documents: Iterable[Document], name: str = "general") -> list[Stated]:
    """Give what each document states, read alone as a folder of one file."""
    return [each for document in documents for each in _stated(document, name)]


def _stated(document: Document, name: str) -> Iterator[Stated]:
    corpus = picture.corpus(extract(document.data, document.name))
    held = evidence.stated(corpus, profile.shipped(name), frozenset(), resolve.EMPTY, hidden=True)
    for number in held.files:
        yield from _of_file(corpus, held, number, document.name)


def _of_file(corpus: Corpus, held: Evidence, number: int, name: str) -> Iterator[Stated]:
    segments, mentions = corpus.files[number].segments, held.settled[number].mentions
    for _, statement in held.stated[number].told:
        subject = mentions[statement.subject]
        spelled = segments[subject.segment].text[subject.start : subject.end]
        yield name, segments[statement.segment].text, statement.facet, statement.value, spelled


# Judging


def judged(document: Document, said: Sequence[Stated]) -> tuple[dict[str, Tally], list[str]]:
    """Hold what a document states against its truth; gives counts by facet and what was wrong or missed, in words."""
    tallies: dict[str, Tally] = {}
    wrongs = list[str]()
    by_line = {normal(line.text): line for line in document.lines}
    told: dict[str, dict[tuple[str, str], set[str]]] = {}
    for _, text, facet, words, subject in said:
        if normal(text) in by_line:
            told.setdefault(normal(text), {}).setdefault((facet, normal(words)), set()).add(normal(subject))
    for key, line in by_line.items():
        _judge(line, told.get(key, {}), tallies, wrongs)
    return tallies, wrongs


def _judge(line: Line, told: dict[tuple[str, str], set[str]], tallies: dict[str, Tally], wrongs: list[str]) -> None:
    for facet, words in told:
        tally = tallies.setdefault(facet, Tally())
        fits = [fact for fact in line.facts if fact.facet == facet and same(fact.words, words)]
        tally.right += any(fact.asked for fact in fits)
        if not fits:
            tally.wrong += 1
            wrongs.append(f"wrong  {facet:9} {words!r} in {line.text!r}")
    for fact in line.facts:
        if fact.asked:
            subjects = {each for (facet, words), who in told.items() for each in who
                        if facet == fact.facet and same(fact.words, words)}  # fmt: skip
            tally = tallies.setdefault(fact.facet, Tally())
            tally.found += bool(subjects)
            tally.missed += not subjects
            about = normal(line.subject)
            tally.subjects += any(about in each or each in about for each in subjects)
            if not subjects:
                wrongs.append(f"missed {fact.facet:9} {fact.words!r} in {line.text!r}")


def same(one: str, other: str) -> bool:
    """Say whether one of two words stands in the other, as spelling does not decide."""
    a, b = normal(one), normal(other)
    return bool(a and b) and (a in b or b in a)


def tallied(documents: Sequence[Document]) -> tuple[dict[str, Tally], list[str]]:
    """Judge documents together; gives counts by facet, "all" among them, and what was wrong or missed, in words."""
    total, wrongs = {"all": Tally()}, list[str]()
    for document in documents:
        tallies, found = judged(document, stated([document]))
        wrongs += found
        for facet, tally in tallies.items():
            total.setdefault(facet, Tally()).add(tally)
            total["all"].add(tally)
    return total, wrongs


@cache
def figures(lang: str, half: str) -> Tally:
    """Give the counts of all facets over one language's sentences of one half."""
    return tallied([document for document in sentences(lang) if document.half == half])[0]["all"]


@cache
def sheet_figures(half: str) -> Tally:
    """Give the counts of all facets over the sheets of one half."""
    return tallied([document for document in sheets() if document.half == half])[0]["all"]


def sample() -> tuple[int, int, int]:
    """Give how many of the sample folder's statements are found under the general profile, of how many, and all."""
    truth = json.loads((FIXTURES / "sample.truth.json").read_text("utf-8"))["statements"]
    folder = FIXTURES / "sample"
    files = [each for path in sorted(folder.rglob("*")) if path.is_file()
             for each in extract(path.read_bytes(), path.relative_to(folder).as_posix())]  # fmt: skip
    corpus = picture.corpus(files)
    held = evidence.stated(corpus, profile.shipped("general"), frozenset(), resolve.EMPTY, hidden=True)
    told = {(corpus.files[n].path.split("!")[0], facet, normal(words))
            for n in held.files for _, _, facet, words, _ in _of_file(corpus, held, n, "")}  # fmt: skip
    hits = sum(any(path == each["doc"] and facet == each["facet"] and same(words, each["value"])
                   for path, facet, words in told) for each in truth)  # fmt: skip
    return hits, len(truth), len(told)


def show(title: str, documents: Sequence[Document], *, misses: bool) -> None:
    """Print one table: a line for each facet."""
    total, wrongs = tallied(documents)
    print(f"\n{title}\n{'facet':10} precision  recall  of  right name")
    for facet in sorted(total):
        tally = total[facet]
        print(f"{facet:10}      {tally.precision:.2f}    {tally.recall:.2f} {tally.found + tally.missed:4}"
              f"        {tally.told_rightly:.2f}   ({tally.right} right, {tally.wrong} wrong)")  # fmt: skip
    for each in wrongs if misses else []:
        print("   ", each)


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="show what was wrong or missed in the half dev")
    parser.add_argument("--half", choices=HALVES, help="one half alone")
    wanted = parser.parse_args()
    for half in [wanted.half] if wanted.half else HALVES:
        misses = wanted.misses and half == "dev"
        for lang in ("zh", "en"):
            show(f"sentences, {lang}, {half}", [d for d in sentences(lang) if d.half == half], misses=misses)
        for shape in ("plain", "multirow", "transposed"):
            of_shape = [d for d in sheets() if (d.half, d.kind) == (half, shape)]
            show(f"sheets, {shape}, {half}", of_shape, misses=misses)
    found, asked, told = sample()
    print(f"\nsample folder, general profile: {found} of {asked} statements found, {told} stated")


if __name__ == "__main__":
    main()
