"""Audits that are killed, that meet one another, or find the disk full: the state stays whole and the next works."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor import account
from auditor.commands import console
from auditor.state import State
from tests.auditor.reaudits import FILES, Desk
from tests.bench.kills import Trial, moments
from tests.conftest import FEW_DRAWS, ran

POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")
KILLS = 6


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> tuple[Trial, float]:
    trial = Trial(tmp_path_factory.mktemp("kills"))
    trial.build(FILES)
    return trial, trial.undisturbed()


@POSIX_ONLY
@pytest.mark.parametrize("number", range(KILLS))
def test_a_kill_at_any_moment_costs_what_was_not_committed_and_no_more(trial: tuple[Trial, float], number: int) -> None:
    place, duration_s = trial
    found = place.killed(moments(KILLS, duration_s, seed=6)[number])
    assert found.faults == ()
    assert found.opened <= len(FILES) - found.committed


# The last thing that a run does: what it leaves for the next, step by step.
STEPS = ("remember_gone", "keep", "add_run", "list_as", "prune")


@pytest.mark.parametrize("step", STEPS)
def test_a_run_that_ends_between_any_two_steps_of_its_end_harms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(account, "DRAWS", FEW_DRAWS)
    desk = Desk(tmp_path)
    desk.fill()
    desk.audit()
    rows = [each["files"] for each in desk.json()["shortlist"]["items"]]
    first = next(paths for paths in rows if not any("!" in path for path in paths))  # no member of an archive
    for path in first:
        (desk.folder / path).unlink()
    (desk.place() / "aliases.toml").write_text('[[different]]\nnames = ["云岭精工", "云岭精工有限公司"]\n', "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(State, step, ends(step))
        with pytest.raises(KeyboardInterrupt):
            ran_through("audit", desk)
    desk.audit()
    drift = desk.json(name="changes.json")
    assert desk.written() == desk.cold("--aliases", desk.place() / "aliases.toml")
    assert sum(each["change"] for each in drift["causes"]) == drift["now"]["score"] - drift["before"]["score"]
    if step in ("remember_gone", "keep", "add_run"):  # the run was not there yet: this one compares with the first
        assert [fate["fate"] for fate in drift["fates"] if fate["paths"] == first] == ["gone"]
        assert {"removed", "aliases"} >= {each["kind"] for each in drift["causes"] if each["change"]} >= {"removed"}


def ends(step: str) -> object:
    """Give a method of state that ends the run, as a signal would; of those that are called often, the last call."""

    def ended(self: State, *given: object, **named: object) -> object:
        if step == "keep" and given[0] != "choices":
            return original(self, *given, **named)
        raise KeyboardInterrupt

    original = getattr(State, step)
    return ended


def ran_through(command: str, desk: Desk) -> None:
    """Run a command in which Ctrl-C is let through, as nothing of ours would be seen of a kill."""
    done = ran(command, desk.folder, "--out", desk.root / "warm", "--state", desk.home, "--lang", "zh", "--jobs", "1",
               "--target", "5")  # fmt: skip
    assert done.code == console.INTERRUPTED, done.err
    raise KeyboardInterrupt


# Two at once

AUDITS = """
import sys
from auditor import account, gathering
account.DRAWS = 5
real = gathering.gathered
def waits(*given, **named):
    print("reading", flush=True)
    sys.stdin.read()
    return real(*given, **named)
gathering.gathered = waits
from auditor.cli import main
main(sys.argv[1:])
"""


@contextlib.contextmanager
def another(desk: Desk) -> Iterator[subprocess.Popen[bytes]]:
    """Have another process in the midst of an audit; it goes on when the block ends."""
    words = ["audit", desk.folder, "--out", desk.root / "other", "--state", desk.home, "--lang", "en", "--jobs", "1"]
    process = subprocess.Popen(
        [sys.executable, "-c", AUDITS, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"reading\n"
    try:
        yield process
    finally:
        process.communicate()


@pytest.mark.parametrize(("lang", "said"), [("en", "process {pid} on"), ("zh", "{pid}")])
def test_of_two_audits_at_once_one_works_and_the_other_names_it(tmp_path: Path, lang: str, said: str) -> None:
    desk = Desk(tmp_path)
    desk.fill({"a.txt": FILES["说明/厂区.md"]})
    with another(desk) as process:
        done = ran("audit", desk.folder, "--out", tmp_path / "warm", "--state", desk.home, "--lang", lang)
        assert done.code == console.LOCKED
        assert said.format(pid=process.pid) in done.err
        assert done.out == b""
        assert not (tmp_path / "warm").exists()
    assert process.returncode in (console.OK, console.ABOVE)
    assert (tmp_path / "other" / "audit.json").is_file()
    assert len(desk.runs()) == 1


# A disk that refuses


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of its own."""
    place, mount = tmp_path / "disk", shutil.which("mount")
    place.mkdir()
    if os.name != "posix" or os.geteuid() != 0 or mount is None:
        pytest.skip("only root can mount a small disk; another test sets a limit instead")
    words = [mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", place]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here; another test sets a limit instead")
    yield place
    subprocess.run(["umount", place], check=True)


def remount(place: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", place], check=True)


@pytest.fixture
def desk(small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Give a folder that was audited once, its state on a disk of its own."""
    monkeypatch.setattr(account, "DRAWS", FEW_DRAWS)
    desk = Desk(tmp_path)
    desk.fill()
    desk.home.symlink_to(small_disk)
    desk.audit()
    return desk


NEW = {f"neu/{number}.txt": FILES["mail/visit.txt"] * (number + 1) for number in range(12)}


def test_a_disk_that_is_full_is_said_and_the_next_run_goes_on(desk: Desk, small_disk: Path) -> None:
    for path, content in NEW.items():
        desk.write(path, content)
    before = {path.name: path.read_bytes() for path in (desk.root / "warm").iterdir()}
    with contextlib.suppress(OSError), (small_disk / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(512))
    for lang, said in (("en", "the disk is full"), ("zh", "磁盘已满")):
        done = ran("audit", desk.folder, "--out", desk.root / "warm", "--state", desk.home, "--lang", lang)
        assert done.code == console.USAGE
        assert said in done.err
        assert "--state" in done.err
        assert "Traceback" not in done.err
    assert {path.name: path.read_bytes() for path in (desk.root / "warm").iterdir()} == before
    (small_disk / "filler").unlink()
    assert len(desk.runs()) == 1
    desk.audit()
    assert desk.opened() <= len(NEW)
    assert desk.written() == desk.cold()


def test_state_that_is_read_only_is_said_before_anything_is_read(desk: Desk, small_disk: Path) -> None:
    desk.write("neu.txt", FILES["mail/visit.txt"])
    remount(small_disk, "ro")
    done = ran("audit", desk.folder, "--out", desk.root / "warm", "--state", desk.home, "--lang", "en")
    remount(small_disk, "rw")
    assert done.code == console.USAGE
    assert "can only be read" in done.err
    assert "--state" in done.err
    assert len(desk.runs()) == 1
    desk.audit()
    assert desk.opened() == 1
    assert desk.written() == desk.cold()


LIMITED = """
import resource, signal, sys
from auditor import account
account.DRAWS = 5
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from auditor.cli import main
main(sys.argv[2:])
"""


@POSIX_ONLY
@pytest.mark.parametrize("limit_bytes", [20_000, 60_000, 120_000])
def test_a_limit_on_the_size_of_files_is_said_and_the_next_run_goes_on(tmp_path: Path, limit_bytes: int) -> None:
    desk = Desk(tmp_path)
    desk.fill()
    words = ["audit", desk.folder, "--out", desk.root / "warm", "--state", desk.home, "--lang", "en", "--jobs", "1"]
    script = [sys.executable, "-c", LIMITED, str(limit_bytes), *map(str, words)]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == console.USAGE, done.stderr
    assert "the disk reports an error" in done.stderr or "file too large" in done.stderr.lower()
    assert "Give another folder" in done.stderr or "give another folder" in done.stderr
    assert "Traceback" not in done.stderr
    desk.audit()
    assert desk.written() == desk.cold()
