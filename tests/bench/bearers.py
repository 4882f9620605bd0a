"""Learns whom short personal names mean, leave-one-folder-out, in small folders and in large ones made of them.

    python -m tests.bench.bearers --cases ../shared/cases

A choice between the persons whose full name fits and somebody else (conditional logit): what is counted in
`auditor/resolving/bearers.py` is held against the gold of the hand-written folders. Each folder counts alone, and again
in folders put together of four, eight and all of them at random, in which a surname or first name of one group fits
full names of the others: there a short name's own folder says whom it means. Names that the gold gives to several
persons are left out, as are those of which the gold does not know every bearer that fits.

Printed: the weights over all folders, which go into the code by hand, with the date; for folders never fitted on (each
left out in turn) how many short names whose bearer stands in the folder are joined to it and how many to another, by
how many folders were put together; the same by the weights in the code; and how often a probability was right.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from auditor import picture, profile, resolve
from auditor.corpus import RESOLVED
from auditor.graph import Floats
from auditor.resolving import bearers, nodes, persons, things
from auditor.resolving.bearers import AGAINST, BARE, FOR, SUREST, Absence, Choice, Evidence, FullNames
from auditor.resolving.groups import MERGED_FROM, Groups
from auditor.resolving.nodes import FileMentions, Files, Node
from auditor.resolving.personal import untitled
from auditor.resolving.surroundings import Surroundings
from extractors.model import Extraction
from extractors.text import folded
from tests.bench.recognition_sets import GROUPS
from tests.bench.shortlist import written

TOGETHER = (1, 4, 8, 0)  # folders put together; 0 for all
RIDGE, STEPS, STILL = 1.0, 60, 1e-6
BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9)
Who = Mapping[str, frozenset[str]]  # by folded name the ids of the persons who bear it


@dataclass(frozen=True)
class Example:
    """One short name whose bearer is known.

    Attributes:
        folder: Its own.
        many: How many folders were put together.
        right: Which of the choice's bearers is meant; all False for somebody else.
    """

    folder: str
    many: int
    choice: Choice
    right: tuple[bool, ...]


@dataclass(frozen=True)
class Case:
    """A hand-written folder: its files as read, and its persons."""

    name: str
    files: tuple[Extraction, ...]
    who: Who


def cases(root: Path, names: Sequence[str]) -> Iterator[Case]:
    """Read hand-written folders."""
    for name, files, case in written(root, names):
        who = defaultdict[str, set[str]](set)
        for entity in case["entities"]:
            for form in entity["names"]:
                who[folded(form)].add(entity.get("id", json.dumps(entity["names"])))
        moved = tuple(replace(file, path=f"{name}/{file.path}") for file in files)
        yield Case(name, moved, {form: frozenset(held) for form, held in who.items()})


def examples(held: Sequence[Case]) -> Iterator[Example]:
    """Ask for every short name of some folders put together whom it may mean."""
    corpus = picture.corpus([file for case in held for file in case.files])
    numbers = tuple(range(len(corpus.files)))
    settled, source = corpus.recognised(profile.shipped("general"), numbers), corpus.sources(numbers)
    files = {n: FileMentions(file.path, file.segments, tuple(m for m in settled[n].mentions if m.kind in RESOLVED),
                             source[n]) for n, file in enumerate(corpus.files)}  # fmt: skip
    known = {case.name: case.who for case in held}
    for node, full in _short_names(files):
        own = files[node.places[0].file].path.partition("/")[0]
        choice = full.choice(node)
        told = [_bearer_of(full.nodes[bearer.key], files, known[own], own) for bearer in choice.bearers]
        right = _right(node, told, known[own])
        if choice.bearers and not choice.others and right is not None:
            yield Example(own, len(held), choice, right)


def _short_names(files: Files) -> Iterator[tuple[Node, FullNames]]:
    held = nodes.Gathered.of(files, {})
    groups = Groups(resolve.EMPTY)
    groups.add(dict(held.things))
    groups.merge_all(things.thing_merges(groups.nodes, files)[0])
    around = Surroundings(groups, files)
    found = persons.persons(held.persons, around, resolve.EMPTY, persons.Persons()).nodes
    names = FullNames(found, around)
    yield from ((node, names) for key, node in found.items() if key not in names.nodes)


def _right(node: Node, told: Sequence[frozenset[str] | None], who: Who) -> tuple[bool, ...] | None:
    """Say which bearers are meant; None where the gold does not tell: it must know the name, and each who fits."""
    meant = who.get(node.norm, frozenset())
    if len(meant) != 1 or any(each is not None and not each for each in told):
        return None
    return tuple(each is not None and not meant.isdisjoint(each) for each in told)


def _bearer_of(node: Node, files: Files, who: Who, own: str) -> frozenset[str] | None:
    """Give the ids of a full name, None where it stands in other folders alone."""
    if all(files[place.file].path.partition("/")[0] != own for place in node.places):
        return None
    return who.get(node.norm, frozenset()) | who.get(folded(untitled(node.text)), frozenset())


@dataclass(frozen=True)
class Table:
    """Examples in numbers: of each the bearers and somebody else, behind them rows that are none (-inf).

    Attributes:
        signs: (examples, rows, weights).
        right, closed: (examples, rows).
    """

    signs: Floats
    right: Floats
    closed: Floats


def table(held: Sequence[Example]) -> Table:
    """Lay out examples."""
    rows, many = max(len(each.right) for each in held) + 1, len(FOR) + len(AGAINST)
    signs, right = np.zeros((len(held), rows, many)), np.zeros((len(held), rows))
    closed = np.full((len(held), rows), -1e9)
    for n, each in enumerate(held):
        for row, bearer in enumerate(each.choice.bearers):
            signs[n, row, : len(FOR)] = bearer.evidence
        last = len(each.right)
        signs[n, last, len(FOR) :] = each.choice.absence
        right[n, :last], right[n, last] = each.right, float(not any(each.right))
        closed[n, : last + 1] = 0.0
    return Table(signs, right, closed)


def fitted(held: Table) -> tuple[Evidence, Absence]:
    """Give the likeliest weights, by Newton's method with a ridge."""
    weights = np.zeros(len(FOR) + len(AGAINST))
    for _ in range(STEPS):
        chance = _chances(held.signs @ weights + held.closed)
        told = chance * held.right
        told /= told.sum(axis=1, keepdims=True)
        slope = ((told - chance)[..., None] * held.signs).sum(axis=(0, 1)) - RIDGE * weights
        mean = (chance[..., None] * held.signs).sum(axis=1)
        bend = (
            np.einsum("nm,nmi,nmj->ij", chance, held.signs, held.signs) - mean.T @ mean + RIDGE * np.eye(len(weights))
        )
        step = np.linalg.solve(bend, slope)
        weights = weights + step * min(1.0, 2.0 / max(1e-9, float(np.abs(step).max())))
        if np.abs(step).max() < STILL:
            break
    return Evidence(*map(float, weights[: len(FOR)])), Absence(*map(float, weights[len(FOR) :]))


def _chances(strengths: Floats) -> Floats:
    chance = np.exp(strengths - strengths.max(axis=1, keepdims=True))
    return np.asarray(chance / chance.sum(axis=1, keepdims=True))


Told = tuple[Example, float, bool]  # the likeliest bearer's probability, and whether it is meant


def told(held: Iterable[Example], weights: Evidence, against: Absence) -> Iterator[Told]:
    """Choose for each example."""
    for each in held:
        chances = each.choice.chances(weights, against)
        best = max(range(len(chances)), key=lambda n: chances[n])
        surest = SUREST if each.choice.bearers[best].is_shown else BARE  # as in `bearers.meant`
        yield each, min(surest, chances[best]), each.right[best]


def left_out(held: Sequence[Example]) -> Iterator[Told]:
    """Choose for the examples of each folder by weights that were fitted on the others."""
    for folder in sorted({each.folder for each in held}):
        weights = fitted(table([each for each in held if each.folder != folder]))
        yield from told([each for each in held if each.folder == folder], *weights)


def report(title: str, held: Sequence[Told]) -> None:
    """Print how many names are joined rightly and wrongly, and how often a probability is right."""
    print(title)
    for many in sorted({each.many for each, *_ in held}):
        own = [(chance, right, any(each.right)) for each, chance, right in held if each.many == many]
        joined = Counter(right for chance, right, _ in own if chance >= MERGED_FROM)
        print(f"  {many:>2} together: {joined[True]} right, {joined[False]} wrong, of {sum(full for *_, full in own)} "
              f"in the folder and {sum(not full for *_, full in own)} not")  # fmt: skip
    for low, high in zip(BINS, (*BINS[1:], 1.01), strict=True):
        near = [(chance, right) for _, chance, right in held if low <= chance < high]
        if near:
            mean, share = (sum(column) / len(near) for column in zip(*near, strict=True))
            print(f"  told {mean:.2f} likely: right {share:.2f} of {len(near)}")


def drawn(held: Sequence[Case]) -> Iterator[list[Case]]:
    """Put folders together."""
    for many in TOGETHER:
        order, each = list(held), many or len(held)
        random.Random(many).shuffle(order)
        yield from (order[start : start + each] for start in range(0, len(order), each))


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--cases", type=Path, default=Path("../shared/cases"))
    parser.add_argument("--groups", nargs="+", default=[group for group in GROUPS if group != "unseen"])
    args = parser.parse_args()
    if not args.cases.is_dir():
        print(f"skipped: no hand-written folders at {args.cases}")
        return
    held = list(cases(args.cases, [name for group in args.groups for name in GROUPS[group]]))
    asked = [example for some in drawn(held) for example in examples(some)]
    speaking, against = fitted(table(asked))
    for name, weights in (("FOR", speaking._asdict()), ("AGAINST", against._asdict())):
        print(name, ", ".join(f"{sign}={weight:.2f}" for sign, weight in weights.items()))
    report("weights of the other folders:", list(left_out(asked)))
    report(f"weights in {bearers.__name__}:", list(told(asked, FOR, AGAINST)))


if __name__ == "__main__":
    main()
