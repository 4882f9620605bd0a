"""What is kept and what is written masked, searched for everything that the truth of the sample folder knows."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from auditor import account
from auditor.commands import console
from tests.conftest import FEW_DRAWS, ran

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
TRUTH: dict[str, Any] = json.loads((FIXTURES / "sample.truth.json").read_text("utf-8"))
# Sealed bytes are as good as random: a needle of four bytes stands in a megabyte of them by chance once in four
# thousand searches, one of six not in a lifetime. Shorter ones are looked for in all that is not sealed.
LEAST_BYTES = 6
REASON, OWNER = "agreed", "office"


def needles() -> list[str]:
    """Give every name, number and quote of the truth."""
    names = [name for each in TRUTH["entities"] for name in each["names"]]
    values = [each["value"] for each in TRUTH["statements"]]
    forms = [form["text"] for each in TRUTH["keys"] for form in each["forms"]]
    quotes = [each["text"] for each in TRUTH["hidden"]]
    paths = [path.relative_to(FIXTURES / "sample").as_posix() for path in (FIXTURES / "sample").rglob("*.*")]
    parts = [part for quote in quotes for part in re.split(r"[\t\n]", quote)]
    stems = [Path(path).stem for path in paths]
    return sorted({each for each in (*names, *values, *forms, *quotes, *parts, *paths, *stems) if len(each) >= 2})


@dataclass(frozen=True, slots=True)
class Used:
    """A state and the outputs after audits, decisions, a comparison and a history of the sample folder."""

    home: Path
    outputs: tuple[Path, ...]
    said: str

    def databases(self) -> list[Path]:
        return sorted(self.home.rglob("state.db"))


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Used:
    root = tmp_path_factory.mktemp("leaks")
    folder, home, out = root / "group", root / "state", root / "out"
    shutil.copytree(FIXTURES / "sample", folder)
    words = ("--state", home, "--lang", "zh")
    said = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(account, "DRAWS", FEW_DRAWS)

        def does(*given: str | Path) -> str:
            done = ran(*given, *words)
            assert done.code in (console.OK, console.ABOVE, console.UNREAD), done.err
            said.append(done.err)
            return done.said

        does("audit", folder, "--out", out / "1")
        found = json.loads((out / "1" / "audit.json").read_text("utf-8"))
        does("decide", out / "1", found["findings"][0]["id"], "accept", "--reason", REASON, "--owner", OWNER)
        does("decide", out / "1", found["findings"][1]["id"], "false-positive", "--reason", REASON, "--owner", OWNER)
        does("decide", out / "1", "row:2", "cannot-act", "--reason", REASON)
        for path in found["shortlist"]["items"][0]["files"]:
            (folder / path).unlink()
        (folder / "工会").rename(folder / "工会 2")
        does("audit", folder, "--out", out / "2")
        does("audit", folder, "--out", out / "3")
        (out / "diff.txt").write_text(does("diff", out / "1", out / "2"), "utf-8")
        (out / "history.txt").write_text(does("history", folder, "--out", out / "history.html"), "utf-8")
        (out / "decided.txt").write_text(does("decide", out / "2", "--list"), "utf-8")
    return Used(home, tuple(path for path in sorted(out.rglob("*")) if path.is_file()), "".join(said))


def test_no_name_number_quote_or_path_stands_in_any_byte_of_the_state(used: Used) -> None:
    written = {path: path.read_bytes() for path in used.home.rglob("*") if path.is_file()}
    assert {path.name for path in written} == {"key", "key.lock", "lock", "state.db", "decisions.toml"}
    found = [
        (path.name, needle, code)
        for needle in needles() for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
        if len(raw := needle.encode(code, "replace")) >= LEAST_BYTES
        for path, content in written.items() if raw in content
    ]  # fmt: skip
    assert found == []


def test_not_even_the_shortest_name_stands_in_what_is_not_sealed(used: Used) -> None:
    """Names of files and ledgers, and every column that holds no sealed content and no token."""
    plain = [path.relative_to(used.home).as_posix() for path in used.home.rglob("*")]
    ledgers = [path.read_text("utf-8") for path in used.home.rglob("*.toml")]
    plain += [re.sub(r"(?m)^#.*|[0-9a-f]{12,}", "", text) for text in ledgers]
    for path in used.databases():
        with closing(sqlite3.connect(path)) as connection:
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
                plain += [value for row in rows for value in row if isinstance(value, str)]
    whole = "\n".join(part for part in plain if not re.fullmatch(r"\d+", part))
    assert [each for each in needles() if each in whole and not each.isdigit()] == []


def test_no_content_is_said_on_standard_error(used: Used) -> None:
    assert [each for each in needles() if each in used.said and not each.isdigit()] == []


# What masked outputs may not give away

PEOPLE = sorted({name for each in TRUTH["entities"] if each["kind"] == "person" for name in each["names"]})
KEYS = sorted({form["text"] for each in TRUTH["keys"] for form in each["forms"]})


def shown(path: Path) -> str:
    """Give what an output says without the paths of the files, which stay readable."""
    content = path.read_text("utf-8")
    for each in sorted((FIXTURES / "sample").rglob("*"), key=lambda each: -len(str(each))):
        content = content.replace(each.name, "").replace(each.stem, "")
    return content


@pytest.mark.parametrize("name", ["audit.json", "report.html", "shortlist.csv", "shortlist.md", "letters.txt",
                                  "move.sh", "move.ps1", "changes.json", "diff.txt", "history.txt", "history.html",
                                  "decided.txt"])  # fmt: skip
def test_no_person_number_or_identifier_stands_in_a_masked_output(used: Used, name: str) -> None:
    outputs = [path for path in used.outputs if path.name == name]
    assert outputs
    for path in outputs:
        text = shown(path)
        assert [each for each in PEOPLE if re.search(rf"(?<![A-Za-z]){re.escape(each)}(?![A-Za-z])", text)] == []
        assert [each for each in KEYS if len(each) > 3 and each in text] == []


# A reader's own core


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_reader_that_crashes_leaves_no_core_behind() -> None:
    code = (
        "import resource; from extractors import child;"
        "resource.setrlimit(resource.RLIMIT_CORE, 2 * resource.getrlimit(resource.RLIMIT_CORE)[1:]);"
        "child._limited(1 << 40); print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "(0, 0)\n", done.stderr
