"""What a second audit costs: CPU seconds, files opened and memory, for a folder that changed little or not at all.

    python -m tests.bench.reaudit [--files 5000] [--out DIR]

Every audit after the first is compared byte for byte with a cold one of the folder as it is then. CPU is that of the
command and of the readers that it starts; memory is the largest of any one process. Figures go to DIR/figures.json.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import auditor
import extractors
from auditor import store
from auditor.state import State
from fixtures import crowd
from tests.auditor.reaudits import untimed

COMMAND = "from auditor.cli import main; main()"
MOST = {"unchanged": 0.03, "1 % changed": 0.06}  # of the CPU of a cold audit, as was promised


@dataclass(frozen=True, slots=True)
class Figures:
    """One audit: what it cost, and whether a cold one gives the same bytes."""

    name: str
    cpu_s: float
    wall_s: float
    opened: int
    memory_mb: float
    equal: bool | None


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, its state, and where reports go."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "folder"

    def audit(self, name: str, home: str = "state", out: str = "warm") -> Figures:
        """Audit in a process of its own, which alone is measured."""
        words = [sys.executable, "-c", COMMAND, "audit", str(self.folder), "--lang", "zh",
                 "--state", str(self.root / home), "--out", str(self.root / out)]  # fmt: skip
        began = time.monotonic()
        null = os.open(os.devnull, os.O_WRONLY)
        pid = os.posix_spawn(sys.executable, words, self._environment, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
        os.close(null)
        _, status, used = os.wait4(pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1, 3):
            sys.exit(f"{name}: the audit failed")
        wall_s = time.monotonic() - began
        opened = self.opened(home)
        return Figures(name, used.ru_utime + used.ru_stime, wall_s, opened, used.ru_maxrss / 1024, None)

    @property
    def _environment(self) -> dict[str, str]:
        """Have modules compiled once, as those of an installed command are, also where the shell forbids it."""
        return os.environ | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.root / "compiled")}

    def compile(self) -> None:
        """Compile the modules."""
        places = [str(Path(package.__path__[0])) for package in (auditor, extractors)]
        subprocess.run([sys.executable, "-m", "compileall", "-q", *places], env=self._environment, check=True)

    def opened(self, home: str) -> int:
        """Say how many files the readers opened in the last run."""
        with State.open(self.root / home, self.folder, store.secret(self.root / home)) as state:
            return state.runs()[-1].counts["opened"]

    def written(self, out: str) -> dict[str, bytes]:
        """Give what was written, without its time."""
        return untimed(self.root / out)

    def cold(self) -> Figures:
        """Audit with the key and nothing else."""
        shutil.rmtree(self.root / "cold state", ignore_errors=True)
        (self.root / "cold state").mkdir()
        shutil.copy(self.root / "state" / "key", self.root / "cold state" / "key")
        return self.audit("cold", "cold state", "cold")


def steps(place: Place, files: int) -> dict[str, Callable[[], None]]:
    """Give what happens to the folder before each audit; each is about files of its own."""
    few = max(1, files // 100)
    gone = [place.folder / crowd.path_of(number) for number in range(files - 10, files)]
    named = [place.folder / crowd.path_of(number) for number in range(files - 20, files - 10)]

    def rename() -> None:
        for file in named:
            file.rename(file.with_stem(f"{file.stem} v2"))

    def delete() -> None:
        for file in gone:
            file.unlink()

    every = (files - 20) // few
    return {
        "unchanged": lambda: None,
        "1 % changed": lambda: crowd.write(place.folder, range(0, few * every, every), version=1),
        "10 renamed": rename,
        "10 deleted": delete,
    }


def measured(place: Place, files: int) -> list[Figures]:
    """Build the folder and audit it after each step."""
    print(f"{files} files are written …", flush=True)
    crowd.write(place.folder, range(files))
    place.compile()
    print(heading(), flush=True)
    first = shown(place.audit("cold"), None)
    out = [first]
    cold = place.written("warm")
    for name, happens in steps(place, files).items():
        happens()
        found = place.audit(name)
        if name != "unchanged":
            place.cold()
            cold = place.written("cold")
        equal = place.written("warm") == cold
        out.append(shown(Figures(**{**asdict(found), "equal": equal}), first))
    return out


def heading() -> str:
    return f"{'':14}{'CPU s':>9}{'of cold':>9}{'wall s':>9}{'opened':>8}{'MB':>7}  same bytes"


def shown(found: Figures, cold: Figures | None) -> Figures:
    """Print one line of the table."""
    share = f"{found.cpu_s / cold.cpu_s:8.1%}" if cold else ""
    most = f"  (at most {MOST[found.name]:.0%})" if found.name in MOST else ""
    same = {None: "", True: "yes", False: "NO"}[found.equal]
    print(f"{found.name:14}{found.cpu_s:9.1f}{share:>9}{found.wall_s:9.1f}{found.opened:8}{found.memory_mb:7.0f}"
          f"  {same}{most}", flush=True)  # fmt: skip
    return found


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--out", type=Path, default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = given.out or Path(temporary)
        for name in ("folder", "state", "cold state", "warm", "cold"):
            shutil.rmtree(root / name, ignore_errors=True)
        (root / "state").mkdir(parents=True, exist_ok=True)
        found = measured(Place(root), given.files)
        if given.out is not None:
            (root / "figures.json").write_text(json.dumps([asdict(each) for each in found], indent=1), "utf-8")


if __name__ == "__main__":
    main()
