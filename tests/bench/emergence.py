"""All gates of the score in one run, beside three baselines, each with its 95 % interval.

    python -m tests.bench.emergence --data ../shared/data [--seeds 10] [--groups 60]

1. *Multi-hop*: the paragraphs that an item of MuSiQue or a bridge question of HotpotQA needs, as a folder, against six
   controls (`tests.bench.controls` says how each is made). For each control the AUC: how often a gold folder scores
   higher than a control folder, over all pairs, ties half. The worst of the six is the figure; the item's own
   distractors stand beside. Items are halved by story: anything that was improved looked at the development half
   alone, the report half is printed last.
2. *Planted*: folders of the generator. Twins have the same sentences, the unlinked one with names and numbers of each
   document's own; a sweep sets how many documents tell one story.
3. *Parallel*: the same groups of eight news stories in English and Spanish, Spearman of the two scores; of all stories,
   and of each half.
4. *Length*: share of the score's variance that the length of the text explains (R squared of a straight line, the
   better of length and its logarithm), over all folders of the run and over each gate's.

Baselines: *cosine* of the names of two files, the mean over all pairs of files; *co-occurrence*, names that two files
share, over all pairs of files; *length*, characters. Intervals are percentiles of a bootstrap over items, seeds,
groups or folders.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import fmean

import numpy as np
from scipy.stats import rankdata, spearmanr

from auditor import chance, picture, profile
from auditor.graph import Floats
from auditor.picture import Picture
from extractors.extract import extract
from fixtures.generator import Lang, Plan, folder
from tests.bench.controls import BESIDE, CONTROLS, SETS, Pool, items

SCORERS = ("score", "cosine", "co-occurrence", "length")
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
STORIES, DRAWS = 8, 1000


@dataclass(frozen=True, slots=True)
class Figures:
    """What our score and the baselines say of one folder, in the order of SCORERS."""

    values: tuple[float, ...]
    percentile: float


def figures(texts: Mapping[str, str]) -> Figures:
    """Look at a folder of texts by file name."""
    files = [each for name, text in texts.items() for each in extract(text.encode("utf-8"), name)]
    seen = picture.of(picture.corpus(files), profile.shipped("general"))
    pairs = list(combinations(_names(seen), 2))
    cosine = fmean([_cosine(a, b) for a, b in pairs]) if pairs else 0.0
    shared = sum(len(a.keys() & b.keys()) for a, b in pairs)
    beyond = chance.percentile(seen.measure.emergence, len(seen.graph.names), len(seen.graph.sources))
    return Figures((seen.score, cosine, float(shared), float(sum(map(len, texts.values())))), beyond or 0.0)


def numbered(texts: Sequence[str]) -> dict[str, str]:
    """Name texts as files whose names say nothing."""
    return {f"{place:02}.txt": text for place, text in enumerate(texts)}


def _names(seen: Picture) -> list[Counter[str]]:
    """Count the names of each file, copies anew."""
    return [Counter(name for name in seen.held.stated[n].who if name and name[0] != "t") for n in seen.files]


def _cosine(a: Counter[str], b: Counter[str]) -> float:
    norm = math.sqrt(sum(n * n for n in a.values()) * sum(n * n for n in b.values()))
    return sum(n * b[name] for name, n in a.items()) / norm if norm else 0.0


def auc(higher: Floats, lower: Floats) -> float:
    """Give how often a value of the first is above one of the second, ties half."""
    ranks = rankdata(np.concatenate([higher, lower]))[: len(higher)].sum()
    return float((ranks - len(higher) * (len(higher) + 1) / 2) / (len(higher) * len(lower)))


def interval(many: int, figure: Callable[[np.ndarray], float]) -> str:
    """Write a figure of all `many` units with its 95 % bootstrap interval; `figure` is asked about drawn units."""
    draw = np.random.default_rng(0)
    values = [figure(draw.integers(0, many, many)) for _ in range(DRAWS)]
    low, high = np.nanpercentile(values, (2.5, 97.5))
    return f"{figure(np.arange(many)):6.3f} [{low:.3f}, {high:.3f}]"


def spearman(one: Floats, other: Floats) -> float:
    """Give the rank correlation; nan where all of one are alike."""
    return float(spearmanr(one, other).statistic) if np.ptp(one) and np.ptp(other) else math.nan


def explained(score: Floats, length: Floats) -> float:
    """Give the share of the score's variance that a straight line over length or its logarithm explains."""
    fits = [np.corrcoef(score, each)[0, 1] ** 2 for each in (length, np.log(length)) if np.ptp(each) and np.ptp(score)]
    return float(max(fits, default=math.nan))


# Gates


def multihop(data: Path) -> list[Figures]:
    """Print the AUCs on the question sets, the report half last; gives all folders."""
    halves: dict[tuple[str, bool], dict[str, list[Figures]]] = {}
    for name in SETS:
        pool = Pool(items(data / "multihop" / f"{name}.jsonl"))
        for half in (False, True):
            held = [item for item in pool.items if item.reported == half]
            rows = {"gold": [figures(numbered(item.gold)) for item in held]}
            rows |= {
                kind: [figures(numbered(pool.control(kind, item))) for item in held] for kind in (*CONTROLS, BESIDE)
            }
            halves[name, half] = rows
    for half in (False, True):
        for name in SETS:
            _aucs(f"{name}, {'report' if half else 'development'} half", halves[name, half])
    return [each for rows in halves.values() for row in rows.values() for each in row]


def _aucs(label: str, rows: Mapping[str, Sequence[Figures]]) -> None:
    many = len(rows["gold"])
    print(f"\n{label}: {many} items; AUC of gold against each control")
    print(f"  {'':16}" + "".join(f"{scorer:>24}" for scorer in SCORERS) + "   mean score")
    table = {kind: np.array([each.values for each in row]) for kind, row in rows.items()}

    def of(kind: str, place: int, drawn: np.ndarray) -> float:
        return auc(table["gold"][drawn, place], table[kind][drawn, place])

    def worst(place: int, drawn: np.ndarray) -> float:
        return min(of(kind, place, drawn) for kind in CONTROLS)

    def printed(kind: str) -> None:
        cells = [interval(many, lambda drawn, p=p: of(kind, p, drawn)) for p in range(len(SCORERS))]  # type: ignore[misc]
        print(f"  {kind:16}" + "".join(f"{cell:>24}" for cell in cells) + f"   {table[kind][:, 0].mean():.1f}")

    for kind in CONTROLS:
        printed(kind)
    cells = [interval(many, lambda drawn, p=p: worst(p, drawn)) for p in range(len(SCORERS))]  # type: ignore[misc]
    print(f"  {'WORST OF SIX':16}" + "".join(f"{cell:>24}" for cell in cells))
    printed(BESIDE)
    above = (table["gold"][:, 0] > 0).mean()
    print(f"  gold folders: mean score {table['gold'][:, 0].mean():.1f}, {above:.0%} above zero", flush=True)


def planted(lang: Lang, seeds: int) -> list[Figures]:
    """Print twins and sweep of the generator's folders; gives all folders."""
    twins = {link: [figures(folder(Plan(lang, 30, 1.0, 6, 4, seed, linked=link))) for seed in range(seeds)]
             for link in (True, False)}  # fmt: skip
    sweeps = [[figures(folder(Plan(lang, 30, share, 6, 4, seed))) for share in SHARES] for seed in range(seeds)]
    print(f"\nplanted, {lang}: {seeds} seeds; twins: AUC of linked against unlinked; sweep: Spearman, mean and worst")
    for place, scorer in enumerate(SCORERS):
        linked, unlinked = (np.array([each.values[place] for each in twins[link]]) for link in (True, False))
        ranks = np.array([spearman(np.array(SHARES), np.array([each.values[place] for each in row])) for row in sweeps])
        means = " ".join(f"{fmean(each.values[place] for each in column):.5g}" for column in zip(*sweeps, strict=True))
        twin = interval(seeds, lambda drawn, a=linked, b=unlinked: auc(a[drawn], b[drawn]))  # type: ignore[misc]
        sweep = interval(seeds, lambda drawn, r=ranks: float(r[drawn].mean()))  # type: ignore[misc]
        print(f"  {scorer:14} twins {twin}  sweep {sweep} worst {ranks.min():.3f}  means {means}")
    highest = max(each.percentile for each in twins[False])
    print(f"  unlinked twins: at most at percentile {highest:g} of chance; linked at least at "
          f"{min(each.percentile for each in twins[True]):g}", flush=True)  # fmt: skip
    return [*twins[True], *twins[False], *(each for row in sweeps for each in row)]


def parallel(data: Path, groups: int) -> list[Figures]:
    """Print the rank correlation of the same groups of stories in two languages; gives the folders of all stories.

    Recognition of names in Spanish was improved on the development half, every other story, and looked at there alone.
    """
    told = [_stories(data / "parallel" / f"meantime.{lang}.jsonl") for lang in ("en", "es")]
    ids = sorted(told[0].keys() & told[1].keys())
    halves = {"all stories": ids, "development half": ids[::2], "report half": ids[1::2]}
    found = [_groups(label, told, among, groups) for label, among in halves.items()]
    return found[0]


def _groups(label: str, told: Sequence[Mapping[str, str]], ids: Sequence[str], groups: int) -> list[Figures]:
    draw = random.Random(0)
    drawn = [draw.sample(ids, STORIES) for _ in range(groups)]
    seen = [[figures(numbered([texts[each] for each in group])) for group in drawn] for texts in told]
    print(f"\nparallel, en and es, {label}: {groups} groups of {STORIES} of {len(ids)} stories; Spearman")
    for place, scorer in enumerate(SCORERS):
        en, es = (np.array([each.values[place] for each in row]) for row in seen)
        found = interval(groups, lambda at, a=en, b=es: spearman(a[at], b[at]))  # type: ignore[misc]
        print(f"  {scorer:14} {found}  means {en.mean():.5g} and {es.mean():.5g}", flush=True)
    return [each for row in seen for each in row]


def _stories(path: Path) -> dict[str, str]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {row["id"]: row["text"] for row in rows}


def lengths(folders: Mapping[str, Sequence[Figures]]) -> None:
    """Print how much of the score's variance length explains."""
    print("\nlength alone explains of the score's variance")
    everything = [each for row in folders.values() for each in row]
    for label, row in {**folders, "all": everything}.items():
        score, length = (np.array([each.values[SCORERS.index(name)] for each in row]) for name in ("score", "length"))
        found = interval(len(row), lambda at, s=score, n=length: explained(s[at], n[at]))  # type: ignore[misc]
        print(f"  {label:14} {found}  over {len(row)} folders")


def main() -> None:
    """Print all gates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--groups", type=int, default=60)
    given = parser.parse_args()
    start = time.process_time()
    folders = {f"planted, {lang}": planted(lang, given.seeds) for lang in ("zh", "en")}
    if (given.data / "parallel").is_dir():
        folders["parallel"] = parallel(given.data, given.groups)
    else:
        print(f"skipped: {given.data}/parallel is not there")
    if (given.data / "multihop").is_dir():
        folders["multi-hop"] = multihop(given.data)
    else:
        print(f"skipped: {given.data}/multihop is not there")
    lengths(folders)
    print(f"\n{time.process_time() - start:.0f} CPU-s")


if __name__ == "__main__":
    main()
