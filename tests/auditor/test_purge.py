"""`auditor purge`: what is kept goes, after a look at how much it is."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor import state, store
from auditor.commands import console
from auditor.state import Run as Audited
from auditor.state import Seen, State
from tests.conftest import Run

OLD, NEW = (datetime.now(UTC) - timedelta(days=100)).isoformat(), datetime.now(UTC).isoformat()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a home of state with two folders, each with an old and a new run; neither folder is on the disk any more."""
    for name in ("项目群", "other"):
        with State.open(tmp_path / "home", tmp_path / name, store.secret(tmp_path / "home")) as kept:
            for taken_at in (OLD, NEW):
                kept.add_run(Audited(0, taken_at, "0.1.0", "1", "general", b"", 50.0, 50.0, {}), b"audit", b"record")
            kept.keep("extraction", b"key", b"content")
            kept.remember_gone(b"g", b"", OLD, "shortlist")
            kept.list_as({"a": Seen(1, 1, 1, b"a"), "b": Seen(1, 1, 2, b"b")})
        (kept.place / "decisions.toml").write_text("# mine\n")
    return tmp_path / "home"


def place(home: Path, name: str) -> Path:
    return state.place_of(home, home.parent / name, store.secret(home))


def runs(home: Path, name: str) -> list[int]:
    with State.at(place(home, name), store.secret(home)) as kept:
        return [run.number for run in kept.runs()]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "将删除：1 个文件夹的状态、2 次运行、2 个文件的登记、1 份读取结果、1 条已移除内容的记忆，共 "),
        (
            "en",
            "To be removed: the state of 1 folder, 2 runs, 2 files listed, 1 result of reading, 1 memory of removed",
        ),
    ],
)
def test_a_folder_that_is_gone_from_the_disk_is_purged_and_no_other(run: Run, home: Path, lang: str, said: str) -> None:
    done = run("purge", home.parent / "项目群", "--state", home, "--yes", "--lang", lang)
    assert done.code == console.OK, done.err
    assert said in done.said
    assert "--decisions" in done.said
    assert [path.name for path in place(home, "项目群").iterdir()] == ["decisions.toml"]
    assert runs(home, "other") == [1, 2]


def test_decisions_go_when_they_are_asked_for(run: Run, home: Path) -> None:
    done = run("purge", home.parent / "other", "--state", home, "--yes", "--decisions", "--lang", "en")
    assert done.code == console.OK
    assert "--decisions" not in done.said
    assert state.places(home) == [place(home, "项目群")]


def test_all_goes_but_the_key(run: Run, home: Path) -> None:
    key = store.secret(home)
    done = run("purge", "--all", "--decisions", "--state", home, "--yes", "--lang", "en")
    assert "the state of 2 folders, 4 runs" in done.said
    assert state.places(home) == []
    assert store.secret(home) == key
    assert "There is nothing to remove" in run("purge", "--all", "--state", home, "--lang", "en").said


def test_one_run_goes(run: Run, home: Path) -> None:
    done = run("purge", home.parent / "other", "--run", "1", "--state", home, "--yes", "--lang", "en")
    assert done.code == console.OK
    assert "To be removed: 1 run; " in done.said
    assert runs(home, "other") == [2]
    again = run("purge", home.parent / "other", "--run", "1", "--state", home, "--yes", "--lang", "en")
    assert again.code == console.USAGE
    assert "--run 1: there is no such run; there are: 2" in again.err


@pytest.mark.parametrize("which", ["--all", "other"])
def test_what_is_older_goes(run: Run, home: Path, which: str) -> None:
    words = ["--all" if which == "--all" else str(home.parent / which), "--older-than", "90", "--state", str(home)]
    done = run("purge", *words, "--yes", "--lang", "zh")
    assert done.code == console.OK
    assert ("将删除：2 次运行、2 条" if which == "--all" else "将删除：1 次运行、1 条") in done.said
    assert runs(home, "other") == [2]
    assert runs(home, "项目群") == ([2] if which == "--all" else [1, 2])
    assert "没有可删除的内容" in run("purge", *words, "--lang", "zh").said


def test_without_a_terminal_and_without_yes_nothing_goes(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        done = run("purge", "--all", "--state", home, "--lang", "en")
    assert done.code == console.USAGE
    assert "the state of 2 folders" in done.said
    assert "give --yes" in done.err
    assert runs(home, "other") == [1, 2]


@pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX")
@pytest.mark.parametrize(("answer", "left"), [("y", 0), ("n", 2), ("", 2)])
def test_on_a_terminal_it_asks(home: Path, answer: str, left: int) -> None:
    person, program = os.openpty()
    words = ["purge", "--all", "--decisions", "--state", str(home), "--lang", "zh"]
    command = [sys.executable, "-c", "from auditor.cli import main; main()", *words]
    process = subprocess.Popen(command, stdin=program, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    os.close(program)
    os.write(person, f"{answer}\n".encode())
    said, _ = process.communicate()
    os.close(person)
    assert process.returncode == console.OK
    assert "确定删除？" in said
    assert len(state.places(home)) == left
    assert ("已删除" in said) == (left == 0)
    assert ("没有删除任何内容" in said) == (left == 2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "give either a FOLDER or --all"),
        ("{folder} --all", "give either a FOLDER or --all"),
        ("--all --run 1", "--run needs a FOLDER"),
        ("{folder} --run 1 --older-than 3", "give only one of"),
        ("{folder} --older-than 3 --decisions", "give only one of"),
        ("{folder}-typo", "-typo: nothing is kept about this folder; check the path"),
        ("{folder} --run 0", "--run"),
    ],
)
def test_what_cannot_work_is_said(run: Run, home: Path, arguments: str, said: str) -> None:
    words = arguments.format(folder=home.parent / "other").split()
    done = run("purge", *words, "--state", home, "--yes", "--lang", "en")
    assert done.code == console.USAGE
    assert said in done.err
    assert runs(home, "other") == [1, 2]


def test_a_home_that_is_not_there_is_not_made(run: Run, tmp_path: Path) -> None:
    assert run("purge", "--all", "--state", tmp_path / "none", "--yes", "--lang", "en").code == console.OK
    assert run("purge", tmp_path, "--state", tmp_path / "none", "--yes", "--lang", "en").code == console.USAGE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "另一个运行正在使用它的状态"), ("en", "another run holds its state")]
)
def test_while_a_run_works_its_state_stays(run: Run, home: Path, lang: str, said: str) -> None:
    with State.at(place(home, "other"), store.secret(home)):
        done = run("purge", home.parent / "other", "--state", home, "--yes", "--lang", lang)
    assert done.code == console.LOCKED
    assert said in done.err
    assert str(os.getpid()) in done.err
    assert runs(home, "other") == [1, 2]


def test_state_that_this_version_cannot_open_goes_as_a_whole_and_not_in_part(run: Run, home: Path) -> None:
    kept = place(home, "other")
    (kept / "state.db").rename(kept / "state.cipher.db")
    part = run("purge", home.parent / "other", "--older-than", "3", "--state", home, "--yes", "--lang", "en")
    assert part.code == console.USAGE
    assert "encrypted as a whole" in part.err
    whole = run("purge", home.parent / "other", "--state", home, "--yes", "--lang", "en")
    assert whole.code == console.OK
    assert [path.name for path in kept.iterdir()] == ["decisions.toml"]
