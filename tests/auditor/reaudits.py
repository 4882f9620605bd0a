"""A folder that is audited again and again through the command line, and what a cold audit says of it."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from auditor import store
from auditor.commands import console
from auditor.reports import letters
from auditor.reports.page_one import when
from auditor.state import Run, State, place_of
from fixtures import story
from tests.conftest import SMALL, Ran, ran

LONG_AGO = 1_767_600_000  # 2026-01-05
ALIKE = ("audit.json", "shortlist.csv", "shortlist.md", "letters.txt", "move.sh", "move.ps1")
FINISHED = (console.OK, console.ABOVE, console.UNREAD)


def untimed(place: Path) -> dict[str, bytes]:
    """Give what an audit wrote to a place and writes again at every audit, without its time."""
    taken = json.loads((place / "audit.json").read_text("utf-8"))["taken_at"]
    texts = {name: (place / name).read_bytes() for name in ALIKE}
    for each in (taken, when(taken)):
        texts = {name: text.replace(each.encode(), b"") for name, text in texts.items()}
    day = date.fromisoformat(taken[:10])
    for each in (day, day + timedelta(days=letters.DAYS)):  # letters tell days alone, and midnight may pass
        texts["letters.txt"] = texts["letters.txt"].replace(each.isoformat().encode(), b"")
    return texts


def archive(**members: str) -> bytes:
    """Make a zip file; the same members give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(f"{name}.txt", (2026, 1, 5, 0, 0, 0)), content)
    return out.getvalue()


FILES: Mapping[str, bytes] = {
    **{path: content.encode() for path, content in SMALL.items()},
    "纪要/一月例会.docx": story.docx(*story.MINUTES),
    "报价/一月报价.xlsx": story.QUOTE,
    "mail/visit.eml": story.MAIL,
    "tech/cooling.docx": story.docx(*story.TECH),
    "old/pack.zip": archive(log=story.LOG, menu=story.MENU),
    "食堂/菜单.txt": story.MENU.encode(),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder, a home of state, and places for reports."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "项目群"

    @property
    def home(self) -> Path:
        return self.root / "state"

    def write(self, path: str, content: bytes, moment: int = LONG_AGO) -> Path:
        """Write a file as it was long ago."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        os.utime(file, (moment, moment))
        return file

    def fill(self, files: Mapping[str, bytes] = FILES) -> None:
        """Begin anew with these files and no state."""
        for place in (self.folder, self.home):
            shutil.rmtree(place, ignore_errors=True)
        for path, content in files.items():
            self.write(path, content)

    def audit(self, *options: str | Path, home: Path | None = None, out: str = "warm") -> Ran:
        """Audit; whatever the exit code of a finished audit is."""
        words = ("--out", self.root / out, "--state", home or self.home, "--lang", "zh", "--jobs", "1", "--target", "5")
        done = ran("audit", self.folder, *words, *options)
        assert done.code in FINISHED, done.err
        return done

    def written(self, out: str = "warm") -> dict[str, bytes]:
        """Give what was written and is the same at every audit, without its time."""
        return untimed(self.root / out)

    def json(self, out: str = "warm", name: str = "audit.json") -> dict[str, Any]:
        """Give what was written as JSON."""
        found: dict[str, Any] = json.loads((self.root / out / name).read_text("utf-8"))
        return found

    def cold(self, *options: str | Path) -> dict[str, bytes]:
        """Give what an audit writes that knows the key and nothing else."""
        home = self.root / "cold state"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        shutil.copy(self.home / "key", home / "key")
        self.audit(*options, home=home, out="cold")
        return self.written("cold")

    def decide(self, *words: str | Path) -> Ran:
        """Decide on what the last audit says."""
        done = ran("decide", self.root / "warm", *words, "--state", self.home, "--lang", "zh")
        assert done.code == console.OK, done.err
        return done

    def place(self) -> Path:
        """Give the place of the folder's state."""
        return place_of(self.home, self.folder, store.secret(self.home))

    def state(self) -> State:
        """Open the state of the folder."""
        return State.open(self.home, self.folder, store.secret(self.home))

    def runs(self) -> list[Run]:
        """Give all runs."""
        with self.state() as state:
            return state.runs()

    def opened(self) -> int:
        """Say how many files the readers opened in the last run."""
        return self.runs()[-1].counts["opened"]
