"""Audits every hostile file of `fixtures.hostile` as one folder, then beside 200 good ones, then after a kill.

    python -m tests.bench.hostile [--jobs 2] [--all] [--only PART]

Prints each file that an audit names otherwise than expected (all of them with `--all`), and the figures that must
hold: exit code, wall time against the sum of the limits, most memory of everything together, processes left behind,
files touched outside the output. Ends with 1 where something does not hold.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors.extract import MEMBER
from extractors.model import Limits
from fixtures import generator, hostile
from fixtures.generator import Plan
from tests.bench.watching import MIB, Restless, Seen, Watch, descendants, watched

GOOD = 200
MOST_BYTES = 1536 * MIB
CLIMBED = ("/tmp/climbing.txt", "/etc/absolute.txt", "/etc/climbing.txt")
COMMAND = "from auditor.cli import main; main()"


@dataclass(slots=True)
class Trial:
    """A folder and what is asked of its audits."""

    root: Path
    jobs: int
    faults: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.root / "folder"

    def build(self) -> None:
        """Write the hostile files, two that do not keep still, and rooms that must stay as they are."""
        for line in hostile.build(self.folder):
            print(f"left out: {line}")
        restless = self.folder / "restless"
        restless.mkdir()
        for name in ("vanishing.txt", "growing.txt"):
            (restless / name).write_text(hostile.TEXT, "utf-8")
        for room in ("home", "temporary", "outputs"):
            (self.root / room).mkdir()

    def audit(self, name: str, stop: Callable[[float], bool] = lambda _: False) -> Seen:
        """Audit once in a home and a folder for temporary files of its own."""
        words = ["env", f"HOME={self.root}/home", f"TMPDIR={self.root}/temporary", f"PYTHONPATH={os.getcwd()}",
                 sys.executable, "-c", COMMAND, "audit", str(self.folder), "--lang", "en", "--target", "100",
                 "--jobs", str(self.jobs), "--state", f"{self.root}/outputs/state-{name}",
                 "--out", f"{self.root}/outputs/{name}"]  # fmt: skip
        return watched(words, stop=stop)

    def files(self, name: str) -> list[dict[str, Any]]:
        """Give the files of an audit that was written."""
        found = json.loads((self.root / "outputs" / name / "audit.json").read_text("utf-8"))
        listed: list[dict[str, Any]] = found["files"]
        counts = {status: sum(file["status"] == status for file in listed) for status in STATUSES}
        self.holds(counts == {status: found["coverage"][status] for status in STATUSES}, "the counts add up", counts)
        return listed

    def holds(self, fact: bool, what: str, seen: object) -> None:
        """Print a figure, and keep it where it is not as it must be."""
        print(f"  {'well ' if fact else 'WRONG'} {what}: {seen}", flush=True)
        if not fact:
            self.faults.append(what)


STATUSES = ("read", "partly", "unread", "skipped")


def alone(trial: Trial, *, every: bool) -> Seen:
    """Audit the hostile folder by itself."""
    print(f"the hostile folder, {trial.jobs} jobs")
    growing, vanishing = (trial.folder / "restless" / f"{name}.txt" for name in ("growing", "vanishing"))
    watch = Watch(*(trial.folder / name for name in os.listdir(trial.folder) if name != "restless"))
    homes = Watch(trial.root / "home")

    def grow() -> None:
        with growing.open("a", encoding="utf-8") as file:
            file.write(hostile.TEXT)

    def vanish(after_s: float) -> bool:
        if after_s > 0.5 and descendants(os.getpid()) and vanishing.exists() and len(_readers()) > 0:
            vanishing.unlink()
        return False

    restless = Restless(grow)
    seen = trial.audit("alone", vanish)
    restless.stop()
    table(trial, "alone", every=every)
    figures(trial, seen)
    trial.holds(watch.changes() == [], "no file of the folder touched", watch.changes()[:3])
    trial.holds(homes.changes() == [], "nothing made in the home folder", homes.changes()[:3])
    left = sorted(os.listdir(trial.root / "temporary"))
    trial.holds(left == [], "no temporary file left", left[:3])
    climbed = [path for path in CLIMBED if os.path.exists(path)]
    trial.holds(climbed == [], "no member of an archive written anywhere", climbed)
    return seen


def _readers() -> list[int]:
    """List the reading processes under this one."""
    found = []
    for pid in descendants(os.getpid()):
        with suppress(OSError):
            found += [pid] if b"child.serve" in Path(f"/proc/{pid}/cmdline").read_bytes() else []
    return found


def figures(trial: Trial, seen: Seen) -> None:
    """Print what was seen of a run."""
    limits, files = Limits(), sum(len(names) for _, _, names in os.walk(trial.folder))
    trial.holds(seen.code == 3, "exit code 3", seen.code)
    most_s = files * limits.wall_s
    trial.holds(seen.wall_s < most_s, "wall time under the sum of the limits", f"{seen.wall_s:.1f} s of {most_s:.0f} s")
    parts = ", ".join(f"{role} {size / MIB:.0f}" for size, role in seen.parts[:6])
    said = f"{seen.memory_bytes / MIB:.0f} MB ({parts})"
    trial.holds(seen.memory_bytes <= MOST_BYTES, "memory of everything together never over 1.5 GB", said)
    trial.holds(not seen.left, "no child left behind", seen.left)


def table(trial: Trial, name: str, *, every: bool) -> None:
    """Print what was expected of each file and what was said; files that are as expected only where asked for."""
    status, problems = dict[str, str](), defaultdict[str, set[str]](set)
    for file in trial.files(name):
        path, inner, _ = file["path"].partition(MEMBER)
        if not inner:
            status[path] = file["status"]
        problems[path] |= {problem["kind"] for problem in file["problems"]}
    wrong = 0
    for path, said in sorted(status.items()):
        if path.startswith("good/") or (path.startswith("restless/") and name != "alone"):
            continue
        fault = hostile.wrongly_named(path, said, problems[path])
        wrong += bool(fault)
        if fault or every:
            shown = ascii(path)[1:-1]
            print(f"    {shown[:60]:60} {hostile.expected(path):50} {said} {' '.join(sorted(problems[path]))}  {fault}")
    trial.holds(not wrong, f"each of {len(status)} files named for what it is", f"{wrong} are not")
    listed = {os.fsdecode(os.path.relpath(os.path.join(folder, name), os.fsencode(trial.folder)))
              for folder, _, names in os.walk(os.fsencode(trial.folder)) for name in names}  # fmt: skip
    missing = {path for path in listed if not any(_is(path, seen) for seen in status)}
    trial.holds(not missing, "every file is there", sorted(map(ascii, missing))[:3])


def _is(path: str, seen: str) -> bool:
    """Say whether an audit's path stands for a file; bytes that are no UTF-8 stand escaped, skipped folders whole."""
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return seen in (path, shown) or (seen.endswith("/") and path.startswith(seen))


def beside_good_ones(trial: Trial) -> Seen:
    """Audit the same folder with 200 good files."""
    print(f"the same folder and {GOOD} good files")
    good = trial.folder / "good"
    good.mkdir()
    texts = sorted(generator.folder(Plan(documents=GOOD, noise=0, seed=3)).items())[:GOOD]
    for number, (name, text) in enumerate(texts):
        suffix, data = _in_form(number % 4, name, text)
        (good / f"{number}-{Path(name).name}{suffix}").write_bytes(data)
    seen = trial.audit("good")
    table(trial, "good", every=False)
    files = [file for file in trial.files("good") if file["path"].startswith("good/") and MEMBER not in file["path"]]
    read = sum(file["status"] == "read" for file in files)
    others = [(file["path"], file["status"]) for file in files if file["status"] != "read"]
    trial.holds(read == len(files) == GOOD, f"all {GOOD} good files read", f"{read} of {len(files)} {others[:3]}")
    figures(trial, seen)
    return seen


def _in_form(form: int, name: str, text: str) -> tuple[str, bytes]:
    match form:
        case 0:
            return "", text.encode()
        case 1:
            return ".txt", text.encode("gb18030")
        case 2:
            return ".docx", hostile.docx("".join(map(hostile._paragraph, map(html.escape, text.splitlines()))))
        case _:
            return ".zip", hostile.zipped((name, text.encode()))


def after_a_kill(trial: Trial, undisturbed_s: float) -> None:
    """Kill an audit half way, run again with the same state, and compare with the undisturbed one."""
    print("the same, killed half way and run again")
    killed = trial.audit("killed", lambda after_s: after_s > undisturbed_s / 2)
    trial.holds(killed.code == -9, "killed", f"{killed.code} after {killed.wall_s:.1f} s")
    trial.holds(not killed.left, "no child left behind by the kill", killed.left)
    left = sorted(os.listdir(trial.root / "temporary"))
    trial.holds(left == [], "no document left in temporary files", left[:3])
    seen = trial.audit("killed")
    figures(trial, seen)
    calm, again = ({file["path"]: file for file in trial.files(name)} for name in ("good", "killed"))
    different = sorted(path for path in calm.keys() | again.keys() if _said(calm, path) != _said(again, path))
    timed = {path for path in different if _late(calm, path) or _late(again, path)}
    for path in sorted(timed):
        print(f"    the time limit came otherwise: {path!a} {_said(calm, path)}, then {_said(again, path)}")
    shown = [(ascii(path), _said(calm, path), _said(again, path)) for path in different if path not in timed][:5]
    trial.holds(not shown, f"the counts of the undisturbed run, {len(calm)} files", shown or "the same")


def _said(files: dict[str, dict[str, Any]], path: str) -> str:
    return str(files[path]["status"]) if path in files else "missing"


def _late(files: dict[str, dict[str, Any]], path: str) -> bool:
    """Say whether a time limit ended the reading of a file: how far that comes lies with the machine."""
    return any(problem["kind"] == "timeout" for problem in files.get(path, {"problems": ()})["problems"])


def main() -> None:
    """Audit, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", choices=("alone", "good"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        trial = Trial(Path(temporary).resolve(), given.jobs)
        trial.build()
        if given.only != "good":
            alone(trial, every=given.all)
        if given.only != "alone":
            undisturbed = beside_good_ones(trial)
            after_a_kill(trial, undisturbed.wall_s)
    print("; ".join(f"WRONG: {fault}" for fault in trial.faults) or "all well")
    sys.exit(bool(trial.faults))


if __name__ == "__main__":
    main()
