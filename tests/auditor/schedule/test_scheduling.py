"""`auditor schedule`: what it puts in place, what it says, and how a run ends."""

# ruff: noqa: PLR0917  fixtures are parameters

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import account, store
from auditor.commands import auditing, console, rerunning, scheduling
from auditor.messages import text
from auditor.schedule import cron, jobs
from tests.auditor.schedule.conftest import User
from tests.auditor.schedule.test_schedulers import BARE, as_cron_reads
from tests.conftest import FEW_DRAWS, Ran, Run

ODD = "st 100%n $HOME \"q\" 'p' \\%状态"


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "DRAWS", FEW_DRAWS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of one file that says nothing."""
    made = tmp_path / "茶会 Group"
    made.mkdir()
    (made / "a.txt").write_text("雨后茶会", "utf-8")
    return made


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / ODD


def install(run: Run, folder: Path, state: Path, *words: str | Path, lang: str = "en") -> Ran:
    out = () if "--out" in words else ("--out", state.parent / "o")
    return run("schedule", "install", folder, "--state", state, "--lang", lang, "--jobs", "1", *out, *words)


# Install


def test_a_job_keeps_what_the_audit_is_asked_with_absolute_paths(
    run: Run, user: User, folder: Path, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    profile = run("profiles", "general", "--lang", "en").said
    (tmp_path / "own.toml").write_text(profile, "utf-8")
    words = ("--target", "20", "--keep", "a/*", "--keep", "b c", "--reveal", "--profile", "own.toml", "--out", "o")
    words = (*words, "--recognise", "accurate", "--model", "spacy:zh", "--model", "lac:/models")
    done = run("schedule", "install", "--state", state, *words, folder.name, "--lang", "zh", "--every", "week")
    assert done.code == console.OK, done.err
    job = jobs.load(state, "group")
    assert job.folder == str(folder)
    assert job.options == {
        "target": 20.0, "keep": ["a/*", "b c"], "reveal": True, "profile": str(tmp_path / "own.toml"),
        "out": str(tmp_path / "o"), "recognise": "accurate", "model": [f"spacy:{tmp_path / 'zh'}", "lac:/models"],
    }  # fmt: skip
    assert (job.lang, job.scheduler, job.timing.day) == ("zh", "cron", 1)


def test_without_a_place_the_report_goes_where_the_job_was_made(
    run: Run, user: User, folder: Path, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("schedule", "install", folder, "--state", state, "--lang", "en")
    assert jobs.load(state, "group").options == {"out": str(tmp_path / "audit-茶会 Group")}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("day 1 of every month at 12:30, started by cron; next run ", "does not catch up", "stands in clear")),
        ("zh", ("每月 1 日 12:30，由 cron 启动；下次运行 ", "不会补做", "明文")),
    ],
)
def test_an_installation_says_what_to_expect(
    run: Run, user: User, folder: Path, state: Path, lang: str, said: tuple[str, ...]
) -> None:
    done = install(run, folder, state, lang=lang)
    assert done.code == console.OK, done.err
    assert all(part in done.said for part in said)
    assert str(folder) not in user.crontab.read_text("utf-8"), "the folder's path stands in the job alone"


def test_the_same_folder_again_replaces_its_job_and_another_gets_another_name(
    run: Run, user: User, folder: Path, state: Path, tmp_path: Path
) -> None:
    other = tmp_path / "else" / "Group"
    other.mkdir(parents=True)
    for place, every in ((folder, "day"), (other, "day"), (folder, "week")):
        assert install(run, place, state, "--every", every).code == console.OK
    assert jobs.names(state) == ("group", "group-2")
    assert jobs.load(state, "group").timing.every == "week"
    assert user.crontab.read_text("utf-8").count(">>> auditor schedule group:") == 1


def test_a_name_of_another_state_folder_is_not_taken_over(
    run: Run, user: User, folder: Path, state: Path, tmp_path: Path
) -> None:
    assert install(run, folder, state, "--name", "tea").code == console.OK
    done = install(run, folder, tmp_path / "second", "--name", "tea")
    assert done.code == console.USAGE
    assert "tea: cron has a job of this name already" in done.err
    assert install(run, folder, tmp_path / "second").code == console.OK
    install(run, folder, tmp_path / "third")
    assert jobs.names(tmp_path / "third") == ("group-2",)


def test_print_changes_nothing(run: Run, user: User, folder: Path, state: Path) -> None:
    for scheduler in ("systemd", "cron", "launchd", "windows"):
        done = install(run, folder, state, "--print", "--scheduler", scheduler)
        assert done.code == console.OK, done.err
        assert f'folder = "{folder}"' in done.said
    assert not state.exists()
    assert not user.crontab.exists()
    assert not user.units.exists()


def test_only_a_job_whose_cluster_reads_may_open_connections(run: Run, user: User, folder: Path, state: Path) -> None:
    words = ("--print", "--scheduler", "systemd")
    alone = install(run, folder, state, *words, "--engine", "local").said
    clustered = install(run, folder, state, *words, "--engine", "dask://127.0.0.1:8786").said
    assert "RestrictAddressFamilies=AF_UNIX\n" in alone
    assert "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6\n" in clustered
    assert 'engine = "dask://127.0.0.1:8786"' in clustered


@pytest.mark.parametrize(
    ("scheduler", "files", "command"),
    [
        ("launchd", {"auditor.group.plist"}, "launchctl bootstrap"),
        ("windows", {"auditor-group.xml"}, "schtasks /Create"),
        ("systemd", {"auditor-group.service", "auditor-group.timer"}, "systemctl --user enable"),
    ],
)
def test_files_are_written_where_they_are_asked_for_with_the_command_that_puts_them_in_place(
    run: Run, user: User, folder: Path, state: Path, tmp_path: Path, scheduler: str, files: set[str], command: str
) -> None:
    done = install(run, folder, state, "--scheduler", scheduler, "--to", tmp_path / "files")
    assert done.code == console.OK, done.err
    assert {path.name for path in (tmp_path / "files").iterdir()} == files
    assert command in done.said
    assert jobs.names(state) == ("group",)
    assert not user.units.exists()
    listed = run("schedule", "status", "--lang", "en", "--state", state).said
    assert ("its next run is known to" in listed) == (scheduler != "systemd")
    gone = run("schedule", "remove", "group", "--lang", "en", "--state", state)
    assert ("If it was put in place" in gone.said) == (scheduler != "systemd")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--every", "year"), "--every: give month, week or day"),
        (("--at", "25:00"), "--at: give HH:MM"),
        (("--day", "31"), "--day: of a month 1 to 28"),
        (("--scheduler", "anacron"), "--scheduler anacron: unknown; known: auto, cron, launchd, systemd, windows"),
        (("--scheduler", "launchd"), "launchd is experimental"),
        (("--scheduler", "systemd"), "systemctl: not found; nothing was installed"),
        (("--name", "A b"), "A b: a job's name consists of small letters"),
        (("--moved-by", "nan"), "--moved-by: give a number"),
        (("--moved-by", "101"), "--moved-by: give a number"),
        (("--profile", "wind"), 'profile "wind" is unknown'),
        (("--targe", "3"), "--targe"),
        (("--target", "101"), "--target"),
    ],
)
def test_what_would_fail_at_every_run_is_refused_at_once(
    run: Run, user: User, folder: Path, state: Path, words: tuple[str, ...], said: str
) -> None:
    done = install(run, folder, state, *words)
    assert done.code == console.USAGE
    assert said in done.err
    assert jobs.names(state) == ()
    assert not user.crontab.exists()


def test_places_within_the_folder_and_folders_that_are_none_are_refused(
    run: Run, user: User, folder: Path, state: Path, tmp_path: Path
) -> None:
    for words, said in (
        (("--out", folder / "o"), "--out"), (("--to", folder / "t", "--out", tmp_path / "o"), "--to"),
    ):  # fmt: skip
        done = install(run, folder, state, *words)
        assert (done.code, f"give another place with {said}" in done.err) == (console.USAGE, True)
    assert "--state" in install(run, folder, folder / "s", "--out", tmp_path / "o").err
    assert "there is no such folder" in install(run, tmp_path / "none", state).err
    assert "this is not a folder" in install(run, folder / "a.txt", state).err
    assert sorted(folder.iterdir()) == [folder / "a.txt"]


@pytest.mark.skipif(os.name != "posix", reason="file names of POSIX")
def test_a_folder_whose_name_is_no_text_is_refused_with_its_name(run: Run, user: User, tmp_path: Path) -> None:
    folder = tmp_path / "\udcff"
    folder.mkdir()
    done = install(run, folder, tmp_path / "s")
    assert done.code == console.USAGE
    assert "\\xff: the files of cron cannot hold this path" in done.err


def test_a_crontab_that_refuses_leaves_the_job_as_it_was(run: Run, user: User, folder: Path, state: Path) -> None:
    refuses = "#!/bin/sh\n[ $1 = -l ] && exit 0\necho 'bad minute' >&2\nexit 1\n"
    accepts = (user.programs / "crontab").read_text("utf-8")
    user.program("crontab", refuses)
    done = install(run, folder, state, lang="zh")
    assert (done.code, "crontab：bad minute；没有安装或移除任何任务" in done.err) == (console.USAGE, True)
    assert jobs.names(state) == ()
    user.program("crontab", accepts)
    install(run, folder, state, "--every", "day")
    user.program("crontab", refuses)
    assert install(run, folder, state, "--every", "week").code == console.USAGE
    assert jobs.load(state, "group").timing.every == "day"


def test_a_machine_without_a_scheduler_says_what_can_be_done(run: Run, user: User, folder: Path, state: Path) -> None:
    (user.programs / "crontab").unlink()
    done = install(run, folder, state)
    assert done.code == console.USAGE
    assert "have `auditor schedule run` started in your own way" in done.err


@pytest.mark.parametrize(("words", "said"), [
    (("--every", "year"), "--every"), (("--day", "31"), "--day"), (("--at", "25:00"), "--at"),
    (("--moved-by", "101"), "--moved-by"), (("--name", "a/b"), "a/b"),
])  # fmt: skip
def test_a_machine_without_a_scheduler_hides_no_slip_in_what_is_asked(
    run: Run, user: User, folder: Path, state: Path, words: tuple[str, ...], said: str
) -> None:
    (user.programs / "crontab").unlink()
    done = install(run, folder, state, *words)
    assert (done.code, said in done.err) == (console.USAGE, True), done.err


def test_another_scheduler_takes_over_from_the_first(
    run: Run, user: User, folder: Path, state: Path, tmp_path: Path
) -> None:
    install(run, folder, state)
    user.program("systemctl", "#!/bin/sh\nexit 0\n")
    assert install(run, folder, state, lang="zh").code == console.OK
    assert not cron.installed("group")
    assert (user.units / "auditor-group.timer").is_file()
    assert run("schedule", "remove", "group", "--lang", "zh", "--state", state).code == console.OK
    assert list(user.units.iterdir()) == []


# Status and remove


def test_the_list_says_when_each_job_runs_and_how_it_last_ended(
    run: Run, user: User, folder: Path, state: Path
) -> None:
    install(run, folder, state, "--every", "week", "--day", "7", "--at", "6:00")
    before = run("schedule", "status", "--lang", "en", "--state", state)
    assert before.code == console.OK
    assert f"group  {folder}\n    every Sunday at 06:00 · cron · next run 2" in before.said
    assert "never ran" in before.said
    jobs.remember(state, "group", jobs.Last("2026-11-01T12:30:00+08:00", 3, 3))
    after = run("schedule", "status", "--lang", "zh", "--state", state).said
    assert "每周日 06:00" in after
    assert "上次 2026-11-01 12:30，退出码 3（有文件未能读全）" in after
    cron.remove("group")
    assert "its scheduler no longer has it" in run("schedule", "status", "--lang", "en", "--state", state).said


def test_a_broken_job_is_named_and_does_not_hide_the_others(run: Run, user: User, folder: Path, state: Path) -> None:
    install(run, folder, state)
    jobs.place(state, "broken").write_text("folder =", "utf-8")
    done = run("schedule", "status", "--lang", "en", "--state", state)
    assert done.code == console.USAGE
    assert "broken.toml: not valid TOML" in done.err
    assert str(folder) in done.said
    assert run("schedule", "remove", "broken", "--lang", "zh", "--state", state).code == console.OK
    assert run("schedule", "status", "--lang", "zh", "--state", state).code == console.OK


def test_a_removed_job_leaves_nothing_but_its_reports(run: Run, user: User, folder: Path, state: Path) -> None:
    install(run, folder, state)
    run("schedule", "run", "group", "--state", state)
    done = run("schedule", "remove", "group", "--lang", "en", "--state", state)
    assert done.code == console.OK
    assert list((state / "schedules").iterdir()) == []
    assert user.crontab.read_text() == ""
    assert (state.parent / "o" / "report.html").is_file()
    again = run("schedule", "remove", "group", "--lang", "zh", "--state", state)
    assert (again.code, "没有这个任务" in again.err) == (console.USAGE, True)


def test_a_job_stays_where_its_scheduler_refuses_to_let_go(run: Run, user: User, folder: Path, state: Path) -> None:
    install(run, folder, state)
    accepts = (user.programs / "crontab").read_text("utf-8")
    user.program("crontab", accepts.replace("exec /bin/cat >", "exit 7; exec /bin/cat >"))
    done = run("schedule", "remove", "group", "--lang", "en", "--state", state)
    assert (done.code, "crontab: exit code 7" in done.err) == (console.USAGE, True)
    assert jobs.names(state) == ("group",)


# Run


@pytest.mark.parametrize(
    ("target", "scan", "code"),
    [("100", False, console.OK), ("100", True, console.UNREAD), ("0", False, console.ABOVE)],
)
def test_a_run_ends_with_the_exit_code_of_the_audit(
    run: Run, user: User, small_folder: Path, folder: Path, state: Path, target: str, scan: bool, code: int
) -> None:
    if scan:
        (folder / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    install(run, small_folder if code == console.ABOVE else folder, state, "--target", target, "--name", "tea")
    done = run("schedule", "run", "tea", "--lang", "en", "--state", state)
    assert done.code == code, done.err
    assert f"exit code {code} ({text(f'exit.{code}', 'en')})" in done.said
    last = jobs.last(state, "tea")
    assert last is not None
    assert (last.exit_code, last.result) == (code, code)


def test_a_run_speaks_the_language_of_the_job_unless_another_is_asked(
    run: Run, user: User, folder: Path, state: Path
) -> None:
    install(run, folder, state, lang="zh")
    said = run("schedule", "run", "group", "--state", state).said
    assert "任务 group：得分 – → 0.0，退出码 0（得分不高于目标）" in said
    audit = json.loads((state.parent / "o" / "audit.json").read_text("utf-8"))
    assert audit["language"] == "zh"
    assert "Job group: score 0.0 → 0.0" in run("schedule", "run", "group", "--lang", "en", "--state", state).said


def test_a_journal_gets_one_line_and_no_name_of_a_file(run: Run, user: User, small_folder: Path, state: Path) -> None:
    install(run, small_folder, state, "--name", "tea", "--target", "0")
    done = run("schedule", "run", "tea", "--state", state, "--lang", "zh")
    assert done.said.count("\n") == 1
    assert not any(name in done.said + done.err for name in ("三月例会", "云岭", "报价.csv"))


def test_a_run_that_another_run_locks_out_ends_with_its_code_and_is_no_result(
    run: Run, user: User, folder: Path, state: Path
) -> None:
    install(run, folder, state)
    run("schedule", "run", "group", "--state", state)
    (lock,) = state.glob("folders/*/lock")
    with store.held(lock, str(folder)):
        done = run("schedule", "run", "group", "--state", state, "--lang", "en")
    assert done.code == console.LOCKED
    assert f"{folder}: another run holds its state" in done.err
    last = jobs.last(state, "group")
    assert last is not None
    assert (last.exit_code, last.result) == (console.LOCKED, console.OK)


def test_a_folder_that_is_gone_is_a_fault_of_the_configuration(run: Run, user: User, folder: Path, state: Path) -> None:
    install(run, folder, state)
    folder.rename(folder.parent / "elsewhere")
    done = run("schedule", "run", "group", "--state", state, "--lang", "en")
    assert done.code == console.USAGE
    assert "there is no such folder" in done.err
    last = jobs.last(state, "group")
    assert last is not None
    assert last.result == console.USAGE


def test_options_of_a_job_that_was_edited_are_checked_at_the_run(
    run: Run, user: User, folder: Path, state: Path
) -> None:
    install(run, folder, state)
    place = jobs.place(state, "group")
    place.write_text(place.read_text("utf-8").replace("[audit]", "[audit]\ntargte = 3"), "utf-8")
    done = run("schedule", "run", "group", "--state", state)
    assert done.code == console.USAGE
    assert "--targte" in done.err
    last = jobs.last(state, "group")
    assert last is not None
    assert last.exit_code == console.USAGE


def test_a_fault_of_the_program_is_remembered_as_one(
    run: Run, user: User, folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(run, folder, state)
    monkeypatch.setattr(auditing, "walked", lambda *_: 1 / 0)
    assert run("schedule", "run", "group", "--state", state).code == console.INTERNAL
    last = jobs.last(state, "group")
    assert last is not None
    assert last.exit_code == console.INTERNAL


@pytest.mark.parametrize("name", ["none", "../key", "A"])
def test_a_job_that_is_not_there_cannot_be_run(run: Run, user: User, state: Path, name: str) -> None:
    done = run("schedule", "run", name, "--state", state, "--lang", "en")
    assert done.code == console.USAGE
    assert "there is no such job" in done.err or "a job's name consists of" in done.err


# The command that schedulers start


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
def test_the_very_line_of_the_crontab_works_in_the_bare_environment_of_cron(
    run: Run, user: User, folder: Path, state: Path
) -> None:
    assert install(run, folder, state, lang="zh").code == console.OK
    line = next(line for line in user.crontab.read_text("utf-8").splitlines() if not line.startswith("#"))
    command = as_cron_reads(re.sub(r"^(\S+ ){5}", "", line))
    done = subprocess.run(
        ["/usr/bin/env", "-i", *(f"{name}={value}" for name, value in BARE.items()), "/bin/sh", "-c", command],
        capture_output=True, check=False, cwd="/",
    )  # fmt: skip
    assert done.returncode == console.OK, done.stderr.decode()
    assert "任务 group" in done.stdout.decode()
    assert (state.parent / "o" / "report.html").is_file()


def test_a_program_without_a_script_beside_its_interpreter_is_started_by_the_interpreter(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    interpreter = sys.executable
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert scheduling._program()[0] == str(tmp_path / "python")
    command = [interpreter, *scheduling._program()[1:], "--version"]
    assert subprocess.run(command, capture_output=True, check=True).stdout.startswith(b"auditor ")


def test_the_audit_takes_its_words_as_the_command_line_gives_them() -> None:
    names = {option for parameter in rerunning.audit_command().params for option in parameter.opts}
    assert {"--out", "--target", "--keep", "--profile", "--lang", "--state"} <= names
