"""Builds the chance curve: how much emergence folders of unrelated documents show, by number of names.

    python -m tests.bench.chance --data ../shared/data [--write]
    python -m tests.bench.chance --data ../shared/data --check

Documents: Chinese encyclopaedia paragraphs (CMRC 2018 trial), English encyclopaedia paragraphs (MuSiQue and HotpotQA,
the first of each item), one to four of them a file, and the generator's unlinked folders. Each folder is filled until
it has as many names; at each percentile the kind of documents counts that shows most, so that the curve holds for each.
The curve holds numbers only; `--write` puts it into the package.

`--check` looks at others: Chinese and English Wikipedia (UNER train, WikiGold), further paragraphs of MuSiQue and
HotpotQA. Wanted: 90 of 100 unrelated folders stand below the 95th percentile. MEANTIME's stories are about the same few
firms: what they show is no accident, and they stand above.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from auditor import chance, picture, profile
from auditor.picture import Picture
from extractors.extract import extract
from extractors.model import Extraction
from fixtures.generator import Lang, Plan, folder
from tests.bench import recognition_sets as sets

SIZES = (25, 50, 100, 200, 400, 800, 1600)
DRAWS, FEW_DRAWS, LARGE = 48, 24, 400  # above so many names fewer draws
PARAGRAPHS = (1, 1, 2, 4)  # a file
FILES, CHECKS = (5, 10, 20, 40), 24
LEAST_CHARS = 100
TARGET = Path(__file__).resolve().parents[2] / "auditor" / "data" / "chance.json"
ORIGIN = "CMRC 2018 trial (CC BY-SA 4.0), MuSiQue (CC BY 4.0), HotpotQA (CC BY-SA 4.0), own generator; numbers only"


def chinese(data: Path) -> Iterator[str]:
    """Give unrelated Chinese paragraphs."""
    for line in (data / "background" / "cmrc2018.jsonl").read_text("utf-8").splitlines():
        found = json.loads(line)
        yield found.get("text") or found.get("context") or found.get("context_text", "")


def english(data: Path, *, further: bool = False) -> Iterator[str]:
    """Give one English paragraph an item, so that no two were chosen to go together: the first, or a further one."""
    for name in ("musique", "hotpotqa"):
        for line in (data / "multihop" / f"{name}.jsonl").read_text("utf-8").splitlines():
            every = json.loads(line)["paragraphs"]
            paragraph = random.Random(line).choice(every[1:]) if further else every[0]
            yield f"{paragraph['title']}\n{paragraph.get('paragraph_text') or paragraph.get('text')}"


def news(data: Path) -> Iterator[str]:
    """Give the English stories of MEANTIME."""
    for line in (data / "parallel" / "meantime.en.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)["text"]


def annotated(data: Path, name: str) -> Iterator[str]:
    """Give the documents of a set of annotated sentences."""
    text = (data / "ner" / name).read_text("utf-8")
    for document in (sets.conll if name.endswith("conll") else sets.uner)(text):
        yield "\n".join(sentence for sentence, _ in document)


def read(texts: Iterable[str], lang: str) -> list[Extraction]:
    """Read texts as files."""
    return [extract(text.encode("utf-8"), f"{lang}{at:04}.txt")[0] for at, text in enumerate(texts)]


def filed(texts: Iterable[str]) -> Iterator[str]:
    """Put texts into files, one to four in each."""
    left, lot = list(texts), random.Random(0)
    while left:
        count = lot.choice(PARAGRAPHS)
        yield "\n".join(left[:count])
        del left[:count]


def looked(files: Sequence[Extraction]) -> Picture:
    """Give what files show together."""
    return picture.of(picture.corpus(files), profile.shipped("general"))


def drawn(pool: Sequence[Extraction], names: Sequence[int], size: int, lot: random.Random) -> Picture:
    """Draw files until they have so many names between them."""
    order = lot.sample(range(len(pool)), len(pool))
    total = np.cumsum([names[at] for at in order])
    return looked([pool[at] for at in order[: int(np.searchsorted(total, size)) + 1]])


def unlinked(size: int, seed: int) -> Picture:
    """Give an unlinked folder of the generator with about so many names: two a document."""
    lang: Lang = "en" if seed % 2 else "zh"
    return looked(read(folder(Plan(lang, max(2, size // 2), 1.0, 0, 3, seed, linked=False)).values(), lang))


def curve(pools: Sequence[Sequence[Extraction]]) -> dict[str, list[float]]:
    """Draw folders of each size from each pool; give the emergences at the percentiles 0, 5 ... 100.

    What a smaller size showed by accident a larger one may show too: no point falls as the size grows.
    """
    names = [[len(looked([file]).graph.names) for file in pool] for pool in pools]
    lot, out, points = random.Random(0), dict[str, list[float]](), np.zeros(21)
    for size in SIZES:
        draws = DRAWS if size <= LARGE else FEW_DRAWS
        values = [[drawn(pool, held, size, lot).measure.emergence for _ in range(draws)]
                  for pool, held in zip(pools, names, strict=True) if sum(held) >= 1.5 * size]  # fmt: skip
        if not values:
            break  # no more documents to draw from
        values.append([unlinked(size, seed).measure.emergence for seed in range(draws // 2)])
        points = np.max([points, *(np.percentile(each, range(0, 101, 5)) for each in values)], axis=0)
        out[str(size)] = [round(float(value), 4) for value in points]
        each = " ".join(f"{np.percentile(found, 95):.3f}" for found in values)
        print(f"{size:5} names: median {points[10]:.3f}, 95th percentile {points[19]:.3f} ({each})", flush=True)
    return out


def check(pools: Sequence[tuple[str, Sequence[Extraction]]]) -> None:
    """Print for folders of other documents how many stand below the 95th percentile."""
    lot = random.Random(1)
    for name, pool in pools:
        for many in FILES:
            seen = [looked(lot.sample(list(pool), many)) for _ in range(CHECKS)]
            ranks = [chance.percentile(each.measure.emergence, len(each.graph.names), many) or 0.0 for each in seen]
            size = np.mean([len(each.graph.names) for each in seen])
            print(f"{name:10} {many:3} files {size:6.0f} names: below the 95th {np.mean(np.array(ranks) < 95):.2f}, "
                  f"median percentile {np.median(ranks):.0f}", flush=True)  # fmt: skip


def main() -> None:
    """Build the curve, print it, and write it where asked; or check the one that is shipped."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    data = given.data
    if not data.is_dir():
        print(f"skipped: {data} is not there")
        return
    if given.check:
        others = {"UNER zh": ("zh", annotated(data, "uner-zh.train.iob2")),
                  "further": ("en", english(data, further=True)),
                  "WikiGold": ("en", annotated(data, "wikigold.conll")), "MEANTIME": ("en", news(data))}  # fmt: skip
        check([(name, read((text for text in texts if len(text) >= LEAST_CHARS), lang))
               for name, (lang, texts) in others.items()])  # fmt: skip
        return
    made = curve([read(filed(chinese(data)), "zh"), read(filed(english(data)), "en")])
    if given.write:
        text = json.dumps({"origin": ORIGIN, "percentiles": list(range(0, 101, 5)), "by_names": made}, indent=1)
        TARGET.write_text(text + "\n", encoding="utf-8")
        print(f"written: {TARGET.name}")


if __name__ == "__main__":
    main()
