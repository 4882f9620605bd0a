"""Audits 2,000 damaged real files in one run: every one is accounted for, and nothing ends the audit.

    python -m tests.bench.mutated --data ../shared/data [--files 2000] [--seed 3] [--jobs 2]

Each is a real file with some bits flipped, or cut off, or with a piece of another file in it. Prints the statuses and
problems, and what crashed where: each line there is a reader that should have said `Unreadable`. Ends with 1 where a
file is not accounted for or the counts do not add up.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from extractors.extract import MEMBER
from tests.bench.watching import MIB, watched

MOST_BYTES = 1 << 20  # of a file that is damaged; larger ones only take longer
COMMAND = "from auditor.cli import main; main()"
STATUSES = ("read", "partly", "unread", "skipped")


def damaged(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Flip bits, cut off, or put a piece of another file in."""
    raw = bytearray(data)
    match chance.randrange(3):
        case 0:
            for _ in range(chance.choice((1, 4, 16, 64))):
                raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        case 1:
            del raw[chance.randrange(1, len(raw) + 1) :]
        case _:
            at, start = chance.randrange(len(raw)), chance.randrange(len(other))
            piece = other[start : start + chance.choice((16, 256, 4096))]
            raw[at : at + len(piece) * chance.randrange(2)] = piece
    return bytes(raw)


def build(folder: Path, files: list[Path], count: int, seed: int) -> None:
    """Write so many damaged files; the same for the same seed and files."""
    chance = random.Random(seed)
    for number in range(count):
        path = files[number % len(files)]
        data, other = path.read_bytes(), chance.choice(files).read_bytes()
        (folder / f"{number:04}-{path.name}").write_bytes(damaged(data, other, chance))


def report(found: dict[str, object], count: int) -> list[str]:
    """Print what became of the files, and say what does not add up."""
    files: list[dict[str, object]] = found["files"]  # type: ignore[assignment]
    outer = [file for file in files if MEMBER not in str(file["path"])]
    told: dict[str, int] = found["coverage"]  # type: ignore[assignment]
    counts = Counter(str(file["status"]) for file in files)
    problems: list[tuple[str, str, str]] = [
        (str(file["path"]), problem["kind"], problem["detail"])
        for file in files
        for problem in file["problems"]  # type: ignore[attr-defined]
    ]
    print(f"{len(outer)} files and {len(files) - len(outer)} members: {dict(counts)}")
    print(f"problems: {dict(Counter(kind for _, kind, _ in problems))}")
    for detail, times in Counter(detail for _, kind, detail in problems if kind == "crash").most_common():
        print(f"  crash {times:4} {detail}  e.g. {next(path for path, _, seen in problems if seen == detail)!a}")
    for path, kind, detail in problems:
        if kind in ("timeout", "memory"):
            print(f"  {kind} {path!a}: {detail}")
    faults = [] if len(outer) == count else [f"{len(outer)} of {count} files accounted for"]
    wrong = {status for status in STATUSES if counts[status] != told[status]}
    return faults + ([f"counts differ: {sorted(wrong)}"] if wrong or sum(counts.values()) != told["files"] else [])


def main() -> None:
    """Damage, audit, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    found = (path for path in (given.data / "files").rglob("*") if path.is_file())
    files = sorted(path for path in found if 0 < path.stat().st_size <= MOST_BYTES)
    if not files:
        print(f"skipped: there is no {given.data / 'files'}")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "folder"
        folder.mkdir()
        build(folder, files, given.files, given.seed)
        words = [sys.executable, "-c", COMMAND, "audit", str(folder), "--lang", "en", "--jobs", str(given.jobs),
                 "--state", f"{temporary}/state", "--out", f"{temporary}/out"]  # fmt: skip
        seen = watched(words, every_s=0.5)
        print(
            f"exit {seen.code} after {seen.wall_s:.0f} s, {seen.memory_bytes / MIB:.0f} MB at most, left: {seen.left}"
        )
        if seen.code not in (0, 1, 3):
            sys.exit(seen.said[-2000:])
        faults = report(json.loads(Path(temporary, "out", "audit.json").read_text("utf-8")), given.files)
    print("; ".join(faults) or "every file is accounted for, the counts add up")
    sys.exit(bool(faults or seen.left))


if __name__ == "__main__":
    main()
