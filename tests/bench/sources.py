"""What it costs to tell copies and versions among very many texts, and how many are told, beside datasketch.

    python -m tests.bench.sources [--texts 10000 100000 1000000] [--peer 10000] [--seed 1]

The texts are drawn: of a hundred, 78 are documents of their own, half Chinese, half English, 8 copies of another with
its blanks changed, 7 versions (up to a twentieth of the characters put otherwise, the numbers kept), 7 forms that are
one of twelve templates filled in with numbers of their own: near-duplicates that are no versions. Each size runs in a
process of its own. Printed: CPU seconds and peak memory of what the product does (sketch, candidates and comparison,
clusters), the exponent of growth, and of the pairs that are one document how many are told and of the told how many are
right. For the peer's size the same texts, in the same shingles, go through datasketch's MinHashLSH (MIT, not a
dependency; skipped where it is not installed) at the share that the product calls alike, once as it answers and once
with the exact share of each candidate looked at, since an answer of the index alone is an estimate.

Measured 2026-11, on a machine that had other work: 10,000 texts 1.7 CPU seconds and 115 MB, 100,000 17 and 555 MB, a
million 193 and 3.4 GB, half of it the texts; n^1.05; recall and precision 1.000 in each.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any, TypeVar

from auditor import sources, threads  # noqa: F401  a size's process has its setting
from auditor.sources import Text

KINDS = ("own", "copy", "version", "form")
SHARES = (78, 8, 7, 7)
WORDS = 20_000
LENGTH = (90, 400)  # words of a text
TEMPLATES = 12
BACK = 5_000  # a copy is of one of the last documents, as uploads of one group are
PERMUTATIONS = 128  # datasketch's default

T = TypeVar("T")
Pairs = set[tuple[str, str]]


def vocabulary(chance: random.Random) -> tuple[list[str], list[str]]:
    """Give Chinese and English words, none of a real language."""
    chinese = ["".join(chr(chance.randrange(0x4E00, 0x4E00 + 3000)) for _ in range(chance.choice((1, 2, 2, 2, 3))))
               for _ in range(WORDS)]  # fmt: skip
    english = ["".join(chance.choice("abcdefghiklmnoprstuvw") for _ in range(chance.randrange(2, 11)))
               for _ in range(WORDS)]  # fmt: skip
    return chinese, english


def drawn(many: int, seed: int) -> tuple[list[Text], dict[str, str]]:
    """Give texts, and for each the document that it is."""
    chance = random.Random(seed)
    chinese, english = vocabulary(chance)

    def fresh(least: int = LENGTH[0], most: int = LENGTH[1]) -> str:
        size, is_chinese = chance.randrange(least, most), chance.random() < 0.5
        words = chance.choices(chinese if is_chinese else english, k=size)
        words[::15] = [str(chance.randrange(10, 100_000)) for _ in words[::15]]
        return ("" if is_chinese else " ").join(words)

    forms = [[fresh(8, 20) for _ in range(9)] for _ in range(TEMPLATES)]
    texts, one, own = list[Text](), dict[str, str](), list[Text]()
    for number in range(many):
        id_, kind = f"{number:08d}", chance.choices(KINDS, SHARES)[0]
        if kind == "form":
            text = "".join(f"{part} {chance.randrange(10, 100_000)}\n" for part in chance.choice(forms))
        elif kind != "own" and own:
            of = own[-chance.randrange(1, min(len(own), BACK) + 1)]
            text = of.text.replace(" ", "  ") + "\n" if kind == "copy" else edited(of.text, chance)
            one[id_] = of.id
        else:
            text = fresh()
        texts.append(Text(id_, text))
        if one.setdefault(id_, id_) == id_ and kind != "form":
            own.append(texts[-1])
    return texts, one


def edited(text: str, chance: random.Random) -> str:
    """Put up to a twentieth of the characters otherwise, in up to five places; digits stay."""
    out = list(text)
    runs = chance.randrange(1, 6)
    for _ in range(runs):
        start, length = chance.randrange(len(out)), max(1, len(out) * chance.randrange(1, 6) // 100 // runs)
        for place in range(start, min(len(out), start + length)):
            if not out[place].isdigit():
                out[place] = chr(0x5000 + chance.randrange(1000))
    return "".join(out)


def pairs(one: dict[str, str]) -> Pairs:
    """Give all two texts that are one document."""
    held: dict[str, list[str]] = {}
    for each, of in one.items():
        held.setdefault(of, []).append(each)
    return {pair for group in held.values() for pair in combinations(sorted(group), 2)}


def judged(found: Pairs, gold: Pairs) -> dict[str, float]:
    """Give how many of the pairs are told and how many of the told are right."""
    both = len(found & gold)
    return {"recall": both / max(1, len(gold)), "precision": both / max(1, len(found))}


def timed(work: Callable[[], T], held: dict[str, float], step: str) -> T:
    """Do one step and note its CPU seconds."""
    began = time.process_time()
    out = work()
    held[f"{step} s"] = time.process_time() - began
    return out


def ours(many: int, seed: int) -> dict[str, float]:
    """Measure the product."""
    texts, one = drawn(many, seed)
    before, held = peak_mb(), dict[str, float]()
    sketched = timed(lambda: [Text(each.id, each.text, sources.sketch(each.text)) for each in texts], held, "sketch")
    found = timed(lambda: sources.clusters(sketched), held, "compare")
    held["texts MB"] = before
    held["MB"] = peak_mb()
    return held | judged(pairs(found), pairs(one))


def shingled(texts: Iterable[Text]) -> Iterator[tuple[str, list[bytes], frozenset[str]]]:
    """Cut texts as the product does: runs of four characters, blanks left out."""
    for each in texts:
        packed = "".join(each.text.split())
        runs = frozenset(packed[place : place + sources.SHINGLE] for place in range(len(packed) - sources.SHINGLE + 1))
        yield each.id, [run.encode() for run in runs], runs


def peer(many: int, seed: int) -> dict[str, float]:
    """Measure datasketch on the same texts."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  a peer, not a dependency

    texts, one = drawn(many, seed)
    held = dict[str, float]()
    index = MinHashLSH(threshold=sources.ALIKE, num_perm=PERMUTATIONS)

    def sign() -> dict[str, tuple[Any, frozenset[str]]]:
        out = {}
        for id_, cut, runs in shingled(texts):
            made = MinHash(num_perm=PERMUTATIONS)
            made.update_batch(cut)
            out[id_] = made, runs
        return out

    signed = timed(sign, held, "sketch")

    def ask() -> Pairs:
        found = Pairs()
        for id_, (made, _) in signed.items():
            found |= {(other, id_) if other < id_ else (id_, other) for other in index.query(made)}
            index.insert(id_, made)
        return found

    found = timed(ask, held, "compare")

    def exact() -> Pairs:
        return {(a, b) for a, b in found
                if len(signed[a][1] & signed[b][1]) >= sources.ALIKE * len(signed[a][1] | signed[b][1])}  # fmt: skip

    kept = timed(exact, held, "exact")
    gold = pairs(one)
    looked = {f"exact {name}": value for name, value in judged(kept, gold).items()}
    return held | {"MB": peak_mb()} | judged(found, gold) | looked


def peak_mb() -> float:
    """Give the most memory that this process held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(what: str, many: int, seed: int) -> dict[str, float]:
    """Measure in a process of its own."""
    asked = [sys.executable, "-m", "tests.bench.sources", "--one", what, "--texts", str(many), "--seed", str(seed)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    if told.returncode:
        raise SystemExit(told.stderr)
    return {name: float(value) for name, value in json.loads(told.stdout).items()}


def line(label: str, held: dict[str, float]) -> str:
    """Give a line of figures."""
    return f"{label:22}" + "  ".join(
        f"{name} {value:.3f}" if value <= 1 and not name.endswith((" s", "MB")) else f"{name} {value:,.1f}"
        for name, value in held.items()
    )


def main() -> None:
    """Print a line a size, and the peer's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--peer", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", choices=("ours", "peer"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps((ours if given.one == "ours" else peer)(given.texts[0], given.seed)))
        return
    last: tuple[int, float] | None = None
    for many in given.texts:
        held = apart("ours", many, given.seed)
        print(line(f"{many:,} texts", held), flush=True)
        whole = held["sketch s"] + held["compare s"]
        if last:
            print(f"  grows as n^{math.log(whole / last[1]) / math.log(many / last[0]):.2f}")
        last = many, whole
    try:
        print(line(f"datasketch, {given.peer:,}", apart("peer", given.peer, given.seed)))
    except SystemExit as why:
        if "No module named 'datasketch'" not in str(why):
            raise
        print("datasketch: skipped, it is not installed")


if __name__ == "__main__":
    main()
