"""Audits that are killed at random moments, each followed by a run: the same audit, a sound state, nothing read twice.

    python -m tests.bench.kills [--moments 50] [--seed 6]

Each moment begins with a state of its own, so that the kill meets a first audit; the moments are spread over the
duration of an undisturbed one. The next run must open no file whose reading was committed when the kill came.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from auditor import store
from auditor.state import State, place_of
from fixtures import formats, generator, story
from fixtures.generator import Plan
from tests.auditor.reaudits import LONG_AGO, archive

COMMAND = "from auditor.cli import main; main()"
FINISHED = (0, 1, 3)
SEALED = {"state.db", "state.db-wal", "state.db-shm", "lock", "lock.holder"}  # all that a kill may leave in a state
# Of the moment in which a state is laid out and keeps no log yet: empty pages, which the next opening rolls back.
JOURNAL = "state.db-journal"
NAMED = {"key", "key.lock", "folders"}


def group() -> dict[str, bytes]:
    """Give a folder of some fifty files: one of every kind, a story, an archive, ordinary texts."""
    texts = generator.folder(Plan(documents=14, noise=6, seed=6))
    files = {path: content for month in story.MONTHS[:8] for path, content in month.writes.items()}
    files |= {sample.name: sample.data for sample in (make() for make in formats.SAMPLES.values())}
    files |= {f"notes/{name}": text.encode() for name, text in texts.items()}
    return files | {"old/pack.zip": archive(log=story.LOG, menu=story.MENU)}


@dataclass(frozen=True, slots=True)
class Killed:
    """What was seen after one kill.

    Attributes:
        after_s: When it came.
        committed: Number of files whose reading was committed by then.
        opened: Number of files that the next run opened.
        faults: What is not as it should be; none where all is well.
    """

    after_s: float
    committed: int
    opened: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A folder that is audited and killed."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "folder"

    def build(self, files: Mapping[str, bytes]) -> None:
        """Write the folder as it was long ago."""
        for path, content in files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            os.utime(file, (LONG_AGO, LONG_AGO))

    def begun(self, home: str, out: str) -> subprocess.Popen[bytes]:
        """Begin an audit, its readers in a process group of its own."""
        words = [sys.executable, "-c", COMMAND, "audit", str(self.folder), "--lang", "zh", "--jobs", "2",
                 "--state", str(self.root / home), "--out", str(self.root / out)]  # fmt: skip
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)

    def audit(self, home: str, out: str) -> str:
        """Audit undisturbed; says what went wrong, "" where nothing did."""
        process = self.begun(home, out)
        _, said = process.communicate()
        return "" if process.returncode in FINISHED else f"exit {process.returncode}: {said.decode()[-300:]}"

    def undisturbed(self) -> float:
        """Audit once and say how long it takes; the key is that of all later ones."""
        self.audit("state", "calm")
        shutil.rmtree(self.root / "state" / "folders")
        began = time.monotonic()
        self.audit("state", "calm")
        return time.monotonic() - began

    def killed(self, after_s: float) -> Killed:
        """Kill a first audit after some time, and run again."""
        for name in ("killed state", "again"):
            shutil.rmtree(self.root / name, ignore_errors=True)
        (self.root / "killed state").mkdir()
        shutil.copy(self.root / "state" / "key", self.root / "killed state" / "key")
        process = self.begun("killed state", "again")
        time.sleep(after_s)
        process.kill()
        process.communicate()
        faults = [*self.left(), *self.unsound()]
        committed = self.committed()
        faults += [said] if (said := self.audit("killed state", "again")) else []
        faults += [f"{JOURNAL} stayed"] if (self.place / JOURNAL).exists() else []
        faults += self.different()
        opened, files = self.opened(), sum(path.is_file() for path in self.folder.rglob("*"))
        faults += [f"{opened} opened of {files}, {committed} were kept"] if opened + committed > files else []
        return Killed(after_s, committed, opened, (*faults, *self.unsound()))

    @property
    def place(self) -> Path:
        home = self.root / "killed state"
        return place_of(home, self.folder, store.secret(home))

    def left(self) -> list[str]:
        """Name what a kill left behind and nothing removes: what has content lies sealed in the state."""
        home, wrong = self.root / "killed state", []
        wrong += [path.name for path in home.iterdir() if path.name not in NAMED]
        wrong += [path.name for path in self.place.glob("*") if path.name not in {*SEALED, JOURNAL}]
        return [f"{name} was left behind" for name in wrong]

    def unsound(self) -> list[str]:
        """Say what SQLite finds wrong with the state."""
        if not (self.place / "state.db").exists():
            return []
        with closing(sqlite3.connect(self.place / "state.db")) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchall()
        return [] if said == [("ok",)] else [f"state: {said[0][0]}"]

    def committed(self) -> int:
        """Count the readings that survived."""
        if not (self.place / "state.db").exists():
            return 0
        with closing(sqlite3.connect(self.place / "state.db")) as connection:
            try:
                ((count,),) = connection.execute("SELECT count(*) FROM blob WHERE shelf = 'extraction'").fetchall()
            except sqlite3.OperationalError:  # killed before there was a table
                return 0
        return int(count)

    def opened(self) -> int:
        """Say how many files the readers opened in the run after the kill."""
        home = self.root / "killed state"
        with State.open(home, self.folder, store.secret(home)) as state:
            return 0 if state.started_anew else state.runs()[-1].counts["opened"]

    def different(self) -> list[str]:
        """Say where the audit is not the undisturbed one, its time apart."""
        calm, again = ((self.root / out / "audit.json").read_text("utf-8").splitlines() for out in ("calm", "again"))
        lines = ((n, one, other) for n, (one, other) in enumerate(zip_longest(calm, again, fillvalue=""), 1))
        return [f"line {n}: {one.strip()} is {other.strip()}" for n, one, other in lines
                if one != other and '"taken_at"' not in one][:1]  # fmt: skip


def moments(count: int, duration_s: float, seed: int) -> list[float]:
    """Give random moments of a duration, one in each of as many equal parts."""
    chance = random.Random(seed)
    return [(part + chance.random()) * duration_s / count for part in range(count)]


def main() -> None:
    """Kill, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=6)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        trial = Trial(Path(temporary))
        files = group()
        trial.build(files)
        duration_s = trial.undisturbed()
        print(f"{len(files)} files, an audit takes {duration_s:.1f} s; signal {signal.SIGKILL.name}", flush=True)
        found = []
        for after_s in moments(given.moments, duration_s, given.seed):
            found.append(trial.killed(after_s))
            last = found[-1]
            print(f"{last.after_s:6.2f} s: {last.committed:3} kept, {last.opened:3} opened again  "
                  f"{'; '.join(last.faults) or 'well'}", flush=True)  # fmt: skip
    wrong = sum(bool(each.faults) for each in found)
    print(f"{len(found)} kills, {wrong} with a fault")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
