"""What the guard costs: the same real files read in one process and through the guard, in CPU-seconds of everything.

    python -m tests.bench.guard --data ../shared/data [--rounds 3]

Once with the reading alone and once with the recognition that an audit does too. Loading the readers is in neither
figure: a process does it once. Files at which a reading process ends (there the guard is what saves the audit) and
those that take more than `LONG_S` are left out of both. Of the rounds each side's best counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from extractors import extract
from extractors.guard import Guard
from extractors.model import Limits
from tests.bench.extraction import cpu_of

TARGETS = {"reading alone": "extractors.extract:texts", "with recognition": "extractors.extract:stream"}
LONG_S = 10.0


def guarded(target: str, files: list[Path]) -> tuple[float, list[Path]]:
    """Read through a guard; gives CPU-seconds, and the files at which it lost its child."""
    with Guard(target=target) as guard:
        guard.read("起步 start".encode(), "start.txt")
        before, lost = cpu_of(os.getpid()), []
        for path in files:
            began = time.monotonic()
            child = guard._child
            guard.read(path, path.name)
            if guard._child is not child or time.monotonic() - began > LONG_S:
                lost.append(path)
        return cpu_of(os.getpid()) - before, lost


def unguarded(target: str, files: list[Path]) -> float:
    """Read in this process; gives CPU-seconds."""
    read = getattr(extract, target.partition(":")[2])
    extract.warm()
    limits, before = Limits(), cpu_of(os.getpid())
    for path in files:
        for _ in read(path.read_bytes(), path.name, limits):
            pass
    return cpu_of(os.getpid()) - before


def measured(how: str, target: str, files: list[Path]) -> tuple[float, list[Path]]:
    """Measure in a process of its own, so that neither side meets what the other left in memory."""
    with tempfile.NamedTemporaryFile("w+", encoding="utf-8") as answer:
        words = [sys.executable, "-m", "tests.bench.guard", "--side", how, target, answer.name]
        subprocess.run(words, input=json.dumps([str(path) for path in files]), text=True, check=True)
        seconds, lost = json.loads(Path(answer.name).read_text("utf-8"))
        return seconds, [Path(path) for path in lost]


def side(how: str, target: str, answer: str) -> None:
    """Be the process that measures one side."""
    files = [Path(path) for path in json.load(sys.stdin)]
    if how == "guarded":
        seconds, lost = guarded(target, files)
    else:
        seconds, lost = unguarded(target, files), []
    Path(answer).write_text(json.dumps([seconds, [str(path) for path in lost]]), "utf-8")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        side(*given.side)
        return
    if not (given.data / "files").is_dir():
        print(f"skipped: there is no {given.data / 'files'}")
        return
    every = sorted(path for path in (given.data / "files").rglob("*") if path.is_file())
    for name, target in TARGETS.items():
        _, lost = measured("guarded", target, every)
        files = [path for path in every if path not in lost]
        rounds = [(measured("unguarded", target, files)[0], measured("guarded", target, files)[0])
                  for _ in range(given.rounds)]  # fmt: skip
        bare, through = (min(each) for each in zip(*rounds, strict=True))
        shown = "  ".join(f"{one:.2f}/{other:.2f}" for one, other in rounds)
        print(f"{name}: {len(files)} files ({len(lost)} left out), {bare:.2f} CPU-s in one process, "
              f"{through:.2f} through the guard: {through / bare - 1:+.1%} of the bare reading, "
              f"{1 - bare / through:.1%} of the time (rounds {shown})", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
