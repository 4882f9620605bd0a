"""How fast is recognition? Prints MB of UTF-8 text per CPU-second for each recognizer and for all, in both languages.

    python -m tests.bench.recognition_speed [--megabytes 0.3] [--growth] [--line zh|en]

The text is made by `fixtures.generator`, a file as long as a report, every sentence about names and numbers of its
own. The baseline is rjieba tagging the same text alone in the same run: a busy machine slows both. The five
recognizers of keys run as one scan and are shown as one; what recognizers share falls to the first that asks.
Then the second pass over the same files as one folder: its names collected, looked for in every file and settled, and
what the windows say of whom (profile `general`). `cells` is a register of 12 columns, in cells per CPU-second.
`--growth` shows how much longer four times the text takes as one line; 4 is linear, above 8 something is not.
`--line` reads nothing else than one line of so many MB in one language, as a file's only segment, rules and tagger, and
shows the peak of the process's memory.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import rjieba

from auditor import picture, profile
from extractors import claims, collector, extract, registry
from extractors.model import Cells, Segment
from fixtures.generator import Plan, folder
from tests.bench.recognition_reading import recognised
from tests.bench.recognition_taggers import peak_mb

FILE_CHARS = 4000
Find = Callable[[Sequence[Segment]], object]
LINES = {
    "Chinese": "东辽检测中心的王磊经理说，禾丰源粮油工贸有限公司3月5日把2吨货送到三号仓库。",
    "English": "Lu Zhenguo of Corvella Ltd told Tao Min in Rome on 5 March that two pumps cost 300 EUR. ",
    "digits": "1234567890",
    "blanks": " ",
    "brackets": "（(【[《“",
}


def files(lang: str, megabytes: float) -> list[list[Segment]]:
    """Give files of paragraphs in one language, that many MB of UTF-8 in all."""
    found, bytes_left, seed = [list[Segment]()], megabytes * 1e6, 0
    while bytes_left > 0:
        seed += 1
        for text in folder(Plan(lang, documents=20, seed=seed, linked=False)).values():  # type: ignore[arg-type]
            if sum(len(segment.text) for segment in found[-1]) > FILE_CHARS:
                found.append([])
            found[-1] += [Segment(line, "body", "line") for line in text.splitlines() if line.strip()]
            bytes_left -= len(text.encode())
    return found


def _keys(segments: Sequence[Segment]) -> None:
    recognizer = next(r for r in registry.recognizers() if "quantity" in r.kinds)
    recognizer.find(segments)  # the scan is shared: any of the five runs all of them


def finders() -> dict[str, Find]:
    """Give what is measured, by name: the scan of all keys, then each other recognizer."""
    others = {r.kinds[0]: r.find for r in registry.recognizers() if not set(r.kinds) & {*claims.ORDER, "document"}}
    return {"keys": _keys, **others}


def seconds(find: Find, texts: Sequence[Sequence[Segment]]) -> float:
    """Give the CPU time that one pass takes."""
    start = time.process_time()
    with collector.paused():  # as `extract` does
        for segments in texts:
            find(segments)
        return time.process_time() - start


def tagged(segments: Sequence[Segment]) -> None:
    """Be the baseline: rjieba alone."""
    for segment in segments:
        rjieba.tag(segment.text)


def register(rows: int) -> list[Segment]:
    """Give a table of so many rows: names, towns, goods and days that come back, numbers and phones that do not."""
    heads = tuple("序号 姓名 供应商 城市 产品 数量 单价（元） 金额（万元） 日期 订单号 电话 备注".split())
    names, firms = ("王磊", "陈志远", "Tao Min", "缪总"), ("禾丰源粮油工贸有限公司", "东辽检测中心", "Corvella Ltd")
    goods, towns = ("潜水泵 QW50-10", "KX500 减速器", "Valve DN50"), ("上海", "沈阳", "Hamburg")
    found = []
    for i in range(rows):
        text = "\t".join([
            str(i + 1), names[i % 4], firms[i % 3], towns[i % 3], goods[i % 3], str(i * 7 % 5000), f"{i * 37 % 1009}.5",
            f"{i * 17 % 101}.25", f"2026-{i % 12 + 1:02}-{i % 28 + 1:02}", f"PO-2026-{i * 13 % 9000}",
            str(13900000000 + i * 10007), ("", "已付", "see note 3")[i % 3],
        ])  # fmt: skip
        found.append(Segment(text, "table", f"A{i + 2}", "row", 1, Cells(text, heads)))
    return found


def _second(texts: list[list[Segment]], size_mb: float, base: float) -> None:
    read = [replace(recognised(segments), path=f"{at}.txt") for at, segments in enumerate(texts)]
    start = time.process_time()
    corpus = picture.corpus(read)
    corpus.recognised(profile.shipped("general"), range(len(read)))
    spent = time.process_time() - start
    print(f"  second pass   {size_mb / spent:7.2f} MB per CPU-s {spent / base:7.1f} x rjieba")


def main() -> None:
    """Print a line for each recognizer and language, then the growth where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=0.3)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--line", choices=("zh", "en"))
    given = parser.parse_args()
    extract.warm()
    gc.freeze()  # as a reading process does
    if given.line:
        _one_line(given.line, given.megabytes)
        return
    for lang in ("zh", "en"):
        _speeds(lang, files(lang, given.megabytes))
    rows = register(20_000)
    start = time.process_time()
    recognised(rows)
    print(f"cells: {12 * len(rows) / (time.process_time() - start):,.0f} per CPU-s in {12 * len(rows):,}")
    for name, line in LINES.items() if given.growth else ():
        for kind, find in finders().items():
            print(f"{name:9} {kind:13} x{_growth(find, line):.1f}")


def _one_line(lang: str, megabytes: float) -> None:
    pieces = [segment.text for segments in files(lang, min(megabytes, 1.0)) for segment in segments]
    once = " ".join(pieces)
    line = [Segment(once * max(1, round(megabytes * 1e6 / len(once.encode()))), "body", "line")]
    size_mb, before, start = len(line[0].text.encode()) / 1e6, peak_mb(), time.process_time()
    found = recognised(line).mentions
    speed = size_mb / (time.process_time() - start)
    print(f"{lang}: one line of {size_mb:.1f} MB, {len(found):,} mentions: {speed:.2f} MB per CPU-s")
    print(f"peak {peak_mb():.0f} MB, {before:.0f} before it was read")


def _speeds(lang: str, texts: list[list[Segment]]) -> None:
    size_mb = sum(len(segment.text.encode()) for segments in texts for segment in segments) / 1e6
    base = seconds(tagged, texts)
    taken = dict.fromkeys(finders(), 0.0)
    for segments in texts:  # file by file, as an audit does: what recognizers share is kept for one file only
        for name, find in finders().items():
            taken[name] += seconds(find, [segments])
    print(f"{lang}: {size_mb:.2f} MB in {len(texts)} files; rjieba alone {size_mb / base:.2f} MB per CPU-s")
    for name, spent in [*taken.items(), ("all", sum(taken.values()))]:
        print(f"  {name:13} {size_mb / spent:7.2f} MB per CPU-s {spent / base:7.1f} x rjieba")
    _second(texts, size_mb, base)


@lru_cache(maxsize=1)
def _lines(line: str, chars: int = 100_000) -> list[list[Segment]]:
    """Give a line and one four times as long; the same to every recognizer, as a file's text is."""
    return [[Segment((line * size)[:size], "body", "line")] for size in (chars, 4 * chars)]


def _growth(find: Find, line: str) -> float:
    short, long = _lines(line)
    return seconds(find, [long]) / max(seconds(find, [short]), 1e-3)


if __name__ == "__main__":
    main()
