"""What the schedulers write, and that their own systems take it."""

from __future__ import annotations

import os
import plistlib
import re
import shutil
import stat
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from auditor.schedule import cron, launchd, systemd, windows
from auditor.schedule.discover import best, schedulers
from auditor.schedule.scheduler import CannotExpress, Entry, SchedulerRefused
from auditor.schedule.timing import Every, Timing
from tests.auditor.schedule.conftest import User

MONTHLY, WEEKLY, DAILY = Timing(Every.month, 5, 7, 5), Timing(Every.week, 7, 23, 59), Timing(Every.day, 0, 0, 0)
ODD = "状态 100%n $HOME ${x} \"q\" 'p' \\%s \\\\ `id` ; & # ~ *"
EXPERIMENTAL = ("launchd", "windows")


def entry(*words: str, timing: Timing = MONTHLY, sends: bool = False) -> Entry:
    return Entry("group-1", words or ("/usr/bin/true", "schedule", "run", ODD), timing, sends)


# Every scheduler


def test_the_schedulers_are_found() -> None:
    assert set(schedulers()) == {"cron", "launchd", "systemd", "windows"}
    assert {name for name, found in schedulers().items() if found.experimental} == set(EXPERIMENTAL)


@pytest.mark.parametrize("name", schedulers())
@pytest.mark.parametrize("timing", [MONTHLY, WEEKLY, DAILY])
def test_a_plan_changes_nothing_and_names_its_job(name: str, timing: Timing, user: User) -> None:
    planned = schedulers()[name].plan(entry(timing=timing))
    assert all("group-1" in file.name and file.content for file in planned)
    assert not user.crontab.exists()
    assert not user.units.exists()


@pytest.mark.parametrize("name", schedulers())
def test_a_path_that_is_no_text_is_refused(name: str) -> None:
    with pytest.raises(CannotExpress):
        schedulers()[name].plan(entry("/usr/bin/true", "/data/\udcff"))


@pytest.mark.parametrize("name", EXPERIMENTAL)
def test_experimental_schedulers_put_nothing_in_place(name: str) -> None:
    with pytest.raises(NotImplementedError):
        schedulers()[name].install(entry())
    schedulers()[name].remove("group-1")
    assert not schedulers()[name].installed("group-1")
    assert schedulers()[name].next_run("group-1") is None
    assert isinstance(schedulers()[name].usable(), bool)


def test_a_machine_with_neither_systemd_nor_cron_has_no_best_scheduler(user: User) -> None:
    assert best() is schedulers()["cron"]
    (user.programs / "crontab").unlink()
    assert best() is None


# systemd


@pytest.mark.parametrize(
    ("timing", "expected"),
    [(MONTHLY, "*-*-05 07:05:00"), (WEEKLY, "Sun *-*-* 23:59:00"), (DAILY, "*-*-* 00:00:00")],
)
def test_the_calendar_expressions_are_those_of_systemd(timing: Timing, expected: str) -> None:
    assert systemd.calendar(timing) == expected
    if shutil.which("systemd-analyze"):
        said = subprocess.run(["systemd-analyze", "calendar", expected], capture_output=True, text=True, check=True)
        assert "Next elapse" in said.stdout


def test_a_unit_without_notices_can_open_no_connection() -> None:
    service = systemd.plan(entry())[0].content.decode()
    assert "RestrictAddressFamilies=AF_UNIX\n" in service
    assert "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6\n" in systemd.plan(entry(sends=True))[0].content.decode()
    assert not re.search("^(PrivateNetwork|ProtectSystem|ReadOnlyPaths|RestrictNamespaces)=", service, re.MULTILINE)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
@pytest.mark.parametrize("timing", [MONTHLY, WEEKLY, DAILY])
@pytest.mark.parametrize("sends", [False, True])
def test_the_units_pass_systemds_own_check(tmp_path: Path, timing: Timing, sends: bool) -> None:
    program = tmp_path / ODD.replace("/", "") / "auditor"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(stat.S_IRWXU)
    files = systemd.plan(entry(str(program), "schedule", "run", "a\nb", ODD, timing=timing, sends=sends))
    for file in files:
        (tmp_path / file.name).write_bytes(file.content)
    paths = [str(tmp_path / file.name) for file in files]
    (tmp_path / "run").mkdir(mode=0o700)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *paths], capture_output=True, text=True, check=False,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path / "run"), "LC_ALL": "C"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


REFUSING = "#!/bin/sh\necho 'Failed to connect to bus' >&2\nexit 1\n"


def test_units_are_gone_again_where_systemd_refuses_them(user: User) -> None:
    user.program("systemctl", REFUSING)
    assert not systemd.usable()
    with pytest.raises(SchedulerRefused, match="Failed to connect to bus"):
        systemd.install(entry())
    assert list(user.units.iterdir()) == []
    assert not systemd.installed("group-1")
    assert systemd.next_run("group-1") is None


@pytest.mark.parametrize("said", ["NEXT LEFT LAST", "[]", '[{"next":0}]', "{}"])
def test_a_systemctl_that_gives_no_time_gives_none(user: User, said: str) -> None:
    user.program("systemctl", f"#!/bin/sh\necho '{said}'\n")
    assert systemd.usable()
    assert systemd.next_run("group-1") is None


# cron


@pytest.mark.parametrize(
    ("timing", "expected"), [(MONTHLY, "5 7 5 * *"), (WEEKLY, "59 23 * * 0"), (DAILY, "0 0 * * *")]
)
def test_the_fields_are_those_of_cron(timing: Timing, expected: str) -> None:
    assert cron.fields(timing) == expected


def as_cron_reads(command: str) -> str:
    r"""Give what cron hands to the shell, after Vixie's do_command.c: `\%` is `%`, a bare one ends the command."""
    read, escaped = "", False
    for each in command:
        if escaped and each == "%":
            read = read[:-1] + each
        elif not escaped and each == "%":
            return read
        else:
            read += each
        escaped = each == "\\" and not escaped
    return read


BARE = {"HOME": "/", "LOGNAME": "user", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}  # all that cron gives


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
@pytest.mark.parametrize("word", [ODD, "%", "%%", "\\%", "a\\\\%b", "'%'", "plain", "", "-n", "\t 全角　空格"])
def test_the_line_gives_its_words_in_the_shell_that_cron_starts(word: str) -> None:
    line = cron.line(entry("/usr/bin/env", "printf", "<%s>", word))
    command = re.sub(r"^(\S+ ){5}", "", line)
    done = subprocess.run(["/bin/sh", "-c", as_cron_reads(command)], env=BARE, capture_output=True, check=True)
    assert done.stdout.decode() == f"<{word}>"


def test_a_line_break_does_not_fit_into_a_crontab() -> None:
    with pytest.raises(CannotExpress):
        cron.plan(entry("/usr/bin/true", "a\nb"))


OTHERS = "# mine\n\n@daily /usr/bin/true\nMAILTO=\"\"\n5 4 * * * echo 'caf\xe9 # >>> auditor schedule' \n"


def test_other_lines_of_a_crontab_stay_byte_for_byte(user: User) -> None:
    before = OTHERS.encode("latin-1")  # not UTF-8: a crontab has no encoding
    user.crontab.write_bytes(before)
    cron.install(entry())
    cron.install(Entry("group-10", ("/usr/bin/true",), DAILY))
    assert user.crontab.read_bytes().startswith(before)
    assert cron.installed("group-1")
    cron.install(entry(timing=DAILY))
    content = user.crontab.read_bytes()
    assert content.count(b">>> auditor schedule group-1:") == 1
    assert b"0 0 * * * /usr/bin/true schedule" in content
    cron.remove("group-1")
    assert not cron.installed("group-1")
    assert cron.installed("group-10")
    cron.remove("group-10")
    assert user.crontab.read_bytes() == before


def test_removing_what_is_not_there_writes_nothing(user: User) -> None:
    cron.remove("group-1")
    assert not user.crontab.exists()


def test_a_crontab_that_cannot_be_read_is_never_written(user: User) -> None:
    user.crontab.write_text("@daily true\n")
    user.program("crontab", f"#!/bin/sh\n[ $1 = - ] && /bin/cat > {user.crontab}\necho 'not allowed' >&2\nexit 1\n")
    assert not cron.usable()
    for change in (lambda: cron.install(entry()), lambda: cron.remove("group-1")):
        with pytest.raises(SchedulerRefused, match="not allowed"):
            change()
    assert not cron.installed("group-1")
    assert user.crontab.read_text() == "@daily true\n"


# launchd and Windows


def test_the_property_list_holds_the_words_and_the_time() -> None:
    found = plistlib.loads(launchd.plan(entry(timing=WEEKLY))[0].content)
    assert found["Label"] == "auditor.group-1"
    assert found["ProgramArguments"] == ["/usr/bin/true", "schedule", "run", ODD]
    assert found["StartCalendarInterval"] == {"Weekday": 0, "Hour": 23, "Minute": 59}
    assert launchd.interval(MONTHLY) == {"Day": 5, "Hour": 7, "Minute": 5}
    assert launchd.interval(DAILY) == {"Hour": 0, "Minute": 0}


@pytest.mark.parametrize("name", EXPERIMENTAL)
def test_control_characters_do_not_fit_into_xml(name: str) -> None:
    with pytest.raises(CannotExpress):
        schedulers()[name].plan(entry("/usr/bin/true", "a\x1bb"))


TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


@pytest.mark.parametrize(
    ("timing", "path", "expected"),
    [
        (MONTHLY, "ScheduleByMonth/DaysOfMonth/Day", "5"),
        (DAILY, "ScheduleByDay/DaysInterval", "1"),
        (WEEKLY, "ScheduleByWeek/WeeksInterval", "1"),
    ],
)
def test_the_task_of_windows_holds_the_words_and_the_time(timing: Timing, path: str, expected: str) -> None:
    content = windows.plan(entry("C:\\Program Files\\auditor.exe", "run", "D:\\状态 1", timing=timing))[0].content
    assert content.startswith(b"\xff\xfe")  # schtasks reads UTF-16 with its mark
    root = ElementTree.fromstring(content)
    trigger = root.find(f"{TASK}Triggers/{TASK}CalendarTrigger")
    assert trigger is not None
    assert trigger.findtext("/".join(TASK + part for part in path.split("/"))) == expected
    assert trigger.findtext(f"{TASK}StartBoundary") == f"2026-01-01T{timing.at}:00"
    action = f"{TASK}Actions/{TASK}Exec/{TASK}"
    assert root.findtext(action + "Command") == "C:\\Program Files\\auditor.exe"
    assert root.findtext(action + "Arguments") == 'run "D:\\状态 1"'
    assert root.findtext(f"{TASK}Settings/{TASK}StartWhenAvailable") == "true"
