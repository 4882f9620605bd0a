"""Hand-written folders end to end: do the findings show the associations, does the shortlist break them?

    python -m tests.bench.shortlist --cases ../shared/cases [--gold] [--target 30] [FOLDER ...]

One line a folder: associations within the first 3 x gold findings, right ones among the first ten (a finding is right
when its files hold all that an association needs, and at most three times as many), and what removing 3, 5 and 8
sources, the list for the target and its first rows break, beside the best set of as many sources. Below the means, what
other choices break: chance, the file with most names, each term of the score alone, shared keys and findings alone.
With `--gold` all of it once more with the names and statements of the cases in place of the recognised ones.
`render_case.py` in the cases' folder makes the files; without it nothing is printed but that it was skipped.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from statistics import fmean
from types import ModuleType
from typing import Any

import numpy as np
from scipy import optimize, sparse

from auditor import audit, bearing, findings, passages, picture, profile, removal, score, shortlist
from auditor.engines.local import LocalEngine
from auditor.findings import Found
from auditor.folder import walk
from auditor.passages import Alike
from auditor.picture import Corpus, Picture
from extractors.model import Extraction
from extractors.text import folded
from tests.bench.gold import lost, perfect

CORPUS = Path(__file__).resolve().parents[2] / "fixtures" / "corpus"
SAMPLE = CORPUS.parent / "sample"
# Folders of the first writer, shown where none are named. The weights of the choice are fitted on these and all others
# of the corpus (`tests.bench.fit.WRITERS`): what they are worth that command says, which leaves writers out.
LEARN = (
    "robotics", "offshore", "seeds", "storage", "pharma", "drones", "transformers", "photoresist", "waterworks", "lng",
    "isotopes", "sample",
)  # fmt: skip
SIZES = (3, 5, 8)
ROWS = 5  # of the list for the target, that are looked at by themselves
DRAWS = 100


@dataclass(frozen=True)
class Gold:
    """What a folder's author put in: by association the sets of documents that show it, copies counted as one.

    Attributes:
        associations: The sets of documents, by association.
        one: Of each document the one that it is a copy of, itself for most.
        ends: All spellings of the two subjects of each association, where the author says them.
    """

    associations: tuple[tuple[frozenset[str], ...], ...]
    one: dict[str, str]
    ends: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    _best: dict[int, int] = field(default_factory=dict)

    def hits(self, files: Collection[str], times: float = 3.0) -> list[int]:
        """Give the associations that these documents show, none of more than so many times what is needed."""
        return [
            place for place, groups in enumerate(self.associations)
            if any(group <= set(files) and len(files) <= times * len(group) for group in groups)
        ]  # fmt: skip

    def broken(self, gone: Collection[str]) -> int:
        """Count the associations that cannot be shown without these files; a copy that stays keeps its document."""
        left = {self.one[path] for path in self.one if path not in gone}
        dead = {group for groups in self.associations for group in groups if not group <= left}
        return sum(dead.issuperset(groups) for groups in self.associations)

    def best(self, count: int) -> int:
        """Give the most associations that removing `count` documents can break."""
        if count not in self._best:
            self._best[count] = self._most(count)
        return self._best[count]

    def _most(self, count: int) -> int:
        documents = sorted({each for groups in self.associations for group in groups for each in group})
        groups = [(place, group) for place, held in enumerate(self.associations) for group in held]
        size, many = len(documents), len(self.associations)
        matrix = sparse.lil_array((len(groups), size + many))
        for row, (place, group) in enumerate(groups):
            matrix[row, [documents.index(each) for each in group]] = -1.0
            matrix[row, size + place] = 1.0
        budget = np.concatenate([np.ones(size), np.zeros(many)])[None, :]
        result = optimize.milp(
            -np.concatenate([np.zeros(size), np.ones(many)]), integrality=np.ones(size + many, dtype=np.int64),
            bounds=optimize.Bounds(0, 1),
            constraints=[optimize.LinearConstraint(matrix.tocsr(), -np.inf, 0),
                         optimize.LinearConstraint(budget, 0, count)],
        )  # fmt: skip
        return round(-float(result.fun or 0.0))


@dataclass(frozen=True)
class Folder:
    """A hand-written folder, read and looked at once."""

    name: str
    corpus: Corpus
    whole: Picture
    gold: Gold

    @cached_property
    def found(self) -> list[Found]:
        """Give its findings."""
        return findings.of(self.whole)

    @cached_property
    def alike(self) -> Alike:
        """Give what its sources' passages have in common."""
        return passages.alike(self.whole)

    @cached_property
    def document(self) -> dict[str, str]:
        """Give each source's document in the gold."""
        paths = {self.whole.source[n]: _plain(self.whole.corpus.files[n].path) for n in reversed(self.whole.files)}
        return {source: self.gold.one.get(path, path) for source, path in paths.items()}

    def files(self, item: Found) -> frozenset[str]:
        """Give a finding's documents."""
        return frozenset(self.document[source] for source in item.sources)

    def gone(self, sources: Collection[str]) -> set[str]:
        """Give the files of sources."""
        return {_plain(path) for path in self.whole.paths(sources)}

    def documents(self, sources: Collection[str]) -> int:
        """Count the documents of sources; an edited copy that is a source of its own is no further one."""
        return len({self.gold.one.get(path, path) for path in self.gone(sources)})


def _plain(path: str) -> str:
    return path.split("!", maxsplit=1)[0]


def gold_of(case: dict[str, Any]) -> Gold:
    """Read the gold of a case or of the sample's truth."""
    one = {each["path"]: each.get("copy_of") or each["path"] for each in case.get("documents", ())}
    one |= {path: group[0] for group in case.get("copies", ()) for path in group}
    asked = [[each["needs"], *each.get("alternatives", [])] for each in case["associations"]]
    one |= {path: path for groups in asked for group in groups for path in group if path not in one}
    spelled = {each["id"]: frozenset(map(folded, each["names"])) for each in case.get("entities", ())}
    subjects = (each.get("subjects", ()) for each in case["associations"])
    ends = tuple((spelled[two[0]], spelled[two[1]]) for two in subjects if len(two) > 1)
    return Gold(tuple(tuple(frozenset(one[path] for path in group) for group in groups) for groups in asked), one, ends)


def read(folder: Path) -> list[Extraction]:
    """Read a folder's files."""
    with LocalEngine() as engine:
        return [each for _, found in engine.map_files(walk(folder)) for each in found]


def folders(cases: Path, names: Sequence[str]) -> Iterator[Folder]:
    """Render, read and look at hand-written folders."""
    for name, files, case in written(cases, names):
        yield looked(name, picture.corpus(files), case)


def written(cases: Path, names: Sequence[str]) -> Iterator[tuple[str, list[Extraction], dict[str, Any]]]:
    """Render and read hand-written folders."""
    render = renderer(cases)
    for name in names:
        with tempfile.TemporaryDirectory() as made:
            if name == "sample":
                yield name, read(SAMPLE), json.loads((SAMPLE.parent / "sample.truth.json").read_text("utf-8"))
            else:
                source = next(each for each in (CORPUS / name, cases / name) if each.is_dir())
                case = render.render(source / "case.json", Path(made) / name)
                yield name, read(Path(made) / name), case


def looked(name: str, corpus: Corpus, case: dict[str, Any]) -> Folder:
    """Look at a folder that was read."""
    return Folder(name, corpus, picture.of(corpus, profile.shipped("general")), gold_of(case))


def renderer(cases: Path) -> Any:
    """Load the module that makes a case's files."""
    spec = importlib.util.spec_from_file_location("render_case", cases / "render_case.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def share(folder: Folder, sources: Collection[str], count: int) -> float:
    """Give what removing these sources breaks as a share of what the best `count` documents break."""
    return folder.gold.broken(folder.gone(sources)) / max(1, folder.gold.best(count))


def precision(folder: Folder, found: Sequence[Found]) -> float:
    """Give the average precision of findings: over all associations, how many are shown by the rank that shows it."""
    shown: set[int] = set()
    total = 0.0
    for rank, item in enumerate(found, 1):
        for association in sorted(set(folder.gold.hits(folder.files(item))) - shown):
            shown.add(association)
            total += min(1.0, len(shown) / rank)
    return total / max(1, len(folder.gold.associations))


def line(folder: Folder, target: float) -> tuple[str, list[float]]:
    """Measure one folder; gives the line and the shares (findings, right of ten, 3, 5, 8 sources, target, rows)."""
    gold, found = folder.gold, [folder.gold.hits(folder.files(item)) for item in folder.found]
    many = len(gold.associations)
    shown = len({hit for hits in found[: 3 * many] for hit in hits})
    right = sum(map(bool, found[:10]))
    parts, shares = [], [shown / many, right / 10]
    for count in (*SIZES, 0):
        wish = audit.Wish(target=0, most=count, exactly=True) if count else audit.Wish(target=target)
        choice = removal.chosen(folder.corpus, folder.whole, folder.found, wish).choice
        size = count or folder.documents(choice.sources)
        shares.append(share(folder, choice.sources, size))
        broken = gold.broken(folder.gone(choice.sources))
        parts.append(f"{count or f'target {target:g}: {len(choice.sources)} rows'} {broken}/{gold.best(size)}")
    first = choice.sources[:ROWS]  # of the list for the target, the last choice
    shares.append(share(folder, first, folder.documents(first)))
    text = f"{folder.name:13} S {folder.whole.score:5.1f} | first {3 * many} findings show {shown}/{many}"
    return f"{text}, {right} of 10 right | broken/best: {', '.join(parts)}", shares


@contextmanager
def under(module: ModuleType, weights: Mapping[str, float | tuple[float, ...]]) -> Iterator[None]:
    """Set a module's weights for a while."""
    before = {name: getattr(module, name) for name in weights}
    for name, value in weights.items():
        setattr(module, name, value)
    yield
    for name, value in before.items():
        setattr(module, name, value)


Choose = Callable[[Folder], list[float]]

# Other choices: what each breaks at 3, 5 and 8 sources as a share of the best.


def model(folder: Folder) -> shortlist.Model:
    """Give the shortlist's model of a folder."""
    many = len(folder.whole.graph.sources)
    held = shortlist.units(folder.whole.graph, folder.found, folder.alike, bearing.hanging(folder.whole))
    return shortlist.Model(held, np.ones(many, dtype=bool), np.ones(many))


def by_units(folder: Folder) -> list[float]:
    """Choose what breaks most of the shortlist's units."""
    made, sources = model(folder), folder.whole.graph.sources
    return [share(folder, [sources[place] for place in made.chosen(size)], size) for size in SIZES]


def at_random(folder: Folder) -> list[float]:
    """Choose by chance, the mean of many draws."""
    chance, sources = random.Random(folder.name), folder.whole.graph.sources
    return [fmean(share(folder, chance.sample(sources, size), size) for _ in range(DRAWS)) for size in SIZES]


def by_names(folder: Folder) -> list[float]:
    """Choose the sources that mention most names."""
    count = dict.fromkeys(folder.whole.graph.sources, 0)
    for sources in folder.whole.standing.values():
        for source in sources & count.keys():
            count[source] += 1
    order = sorted(count, key=lambda source: (-count[source], source))
    return [share(folder, order[:size], size) for size in SIZES]


def by_score(folder: Folder) -> list[float]:
    """Choose what lowers the score most, one after the other."""
    graph, gone = folder.whole.graph, list[str]()
    for _ in range(max(SIZES)):
        left = [source for source in graph.sources if source not in gone]
        gone.append(min(left, key=lambda each: (round(score.emergence_of(graph.without({*gone, each})), 9), each)))
    return [share(folder, gone[:size], size) for size in SIZES]


def alone(module: ModuleType, weights: Mapping[str, float], choose: Choose) -> Choose:
    """Choose with these weights."""

    def measure(folder: Folder) -> list[float]:
        with under(module, weights):
            return choose(folder)

    return measure


OTHERS: dict[str, Choose] = {
    "chance": at_random,
    "most names first": by_names,
    "score alone": by_score,
    "its completeness alone": alone(score, {"JOIN": 0.0}, by_score),
    "its joins alone": alone(score, {"SHEET": 0.0}, by_score),
    "shared keys alone": alone(shortlist, {"RANK": 0.0}, by_units),
    "findings alone": alone(shortlist, {"TIE": 0.0}, by_units),
    "units as they stand": by_units,
}


def measured(label: str, seen: Sequence[Folder], target: float) -> None:
    """Print a line a folder, the means, and what other choices break."""
    print(label)
    rows = []
    for folder in seen:
        text, shares = line(folder, target)
        print(text, flush=True)
        rows.append(shares)
    means = [fmean(column) for column in zip(*rows, strict=True)]
    sizes = [f"{count} sources" for count in SIZES]
    labels = ("first findings", "right of ten", *sizes, "target", f"its first {ROWS} rows")
    print("mean: " + ", ".join(f"{label} {value:.3f}" for label, value in zip(labels, means, strict=True)))
    for name, choose in OTHERS.items():
        columns = zip(*(choose(folder) for folder in seen), strict=True)
        print(f"  {name:24}" + "  ".join(f"{fmean(column):.3f}" for column in columns), flush=True)


def main() -> None:
    """Print what the files show and, if asked, what perfect recognition would."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=LEARN)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--target", type=float, default=30.0)
    parser.add_argument("--gold", action="store_true", help="measure with the cases' names and statements as well")
    given = parser.parse_args()
    if not (given.cases / "render_case.py").is_file():
        print(f"skipped: {given.cases}/render_case.py is not there")
        return
    read_ = list(written(given.cases, given.names))
    measured("end to end", [looked(name, picture.corpus(files), case) for name, files, case in read_], given.target)
    if given.gold:
        told = [(name, perfect(files, case), case) for name, files, case in read_]
        out = sum(len(list(lost(corpus))) for _, corpus, _ in told)
        said = sum(len(corpus.claims) for _, corpus, _ in told)
        label = f"with the cases' names and statements ({out} of {said} stand in no segment)"
        measured(label, [looked(*each) for each in told], given.target)


if __name__ == "__main__":
    main()
