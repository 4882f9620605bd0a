"""Programs outside: the shell plays each part, in a room in memory and in a folder; none has to be installed."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractors import outside
from extractors.extract import OutOfTime
from extractors.guard import Guard
from extractors.model import Extraction, Limits, Segment, Unreadable

pytestmark = pytest.mark.skipif(os.name != "posix", reason="outside programs are run on POSIX systems only")
LIMITS = Limits(wall_s=20.0, cpu_s=2, memory_bytes=300 << 20, member_bytes=1 << 20)
LINUX_ONLY = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can shut these doors")


@pytest.fixture(params=["as the kernel allows", "in a folder"])
def shell(request, monkeypatch, tmp_path):
    """Give a function that has the shell convert a document; nothing of it may be left behind."""
    monkeypatch.setattr(outside, "PROGRAMS", ("sh",))
    monkeypatch.setattr(outside.tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert outside.tempfile.gettempdir() == str(tmp_path)
    runner = outside._Runner(None if request.param == "as the kernel allows" else False)
    monkeypatch.setattr(outside, "_RUNNERS", [runner])

    def converted(script, data=b"document", limits=LIMITS):
        return outside.converted(data, "given.doc", "sh", ["-c", script], limits)

    yield converted
    runner.close()
    assert scratches(tmp_path) == []
    assert not running(), "what a program started ends with it"


def scratches(place):
    return [name for name in os.listdir(place) if name.startswith(outside.PREFIX)]


def running():
    """Count the processes that a test's script started and that should be gone."""
    found = 0
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            found += (place / "cmdline").read_bytes() == b"sleep\x006174\0"
    return found


def problem(shell, script, limits=LIMITS):
    with pytest.raises(Unreadable) as caught:
        shell(script, limits=limits)
    return caught.value.problem.kind


def test_what_a_program_leaves_comes_back_by_name(shell):
    found = shell("cp '{file}' '{out}/copy.txt'; mkdir inner; echo 中文 > inner/名.txt; ln -s /etc/passwd link; env")
    assert found == {"copy.txt": b"document", "inner/名.txt": "中文\n".encode()}


def test_what_a_program_prints_comes_back_where_it_makes_no_files(shell):
    assert shell("cat '{file}'; echo not this >&2", data="合同 contract".encode()) == {"-": "合同 contract".encode()}
    assert shell("true") == {}


def test_a_program_has_no_environment_but_its_own_folder(shell):
    seen = shell("env; pwd; ls '{home}'")["-"].decode()
    names = {line.partition("=")[0] for line in seen.splitlines() if "=" in line}
    assert names <= {"HOME", "TMPDIR", "PATH", "LANG", "PWD", "SHLVL", "_", "OLDPWD"}
    assert str(Path.home()) not in seen.split("HOME=")[1].splitlines()[0] or str(Path.home()) == "/"


def test_a_program_that_does_not_end_is_ended_with_all_it_started(shell):
    script = "(setsid sleep 6174 &) ; sleep 6174 & sleep 6174"
    assert problem(shell, script, Limits(wall_s=1.0)) == "timeout"
    assert not running()
    assert shell("echo next") == {"-": b"next\n"}


def test_what_a_program_leaves_running_is_ended_too(shell):
    assert shell("(setsid sleep 6174 &) ; echo done") == {"-": b"done\n"}
    assert not running()


def test_a_program_that_computes_on_is_stopped(shell):
    assert problem(shell, "while :; do :; done", Limits(wall_s=30.0, cpu_s=1)) == "timeout"


def test_a_program_that_dies_is_a_crash_and_a_refusal_is_not(shell):
    assert problem(shell, "kill -SEGV $$") == "crash"
    assert shell("echo partial; exit 3") == {"-": b"partial\n"}


def test_a_program_that_writes_without_end_is_cut(shell):
    assert problem(shell, "for i in 1 2 3; do head -c 900000 /dev/zero > $i; done") == "too_big"


@LINUX_ONLY
def test_a_program_can_write_only_in_its_own_folder(shell, tmp_path):
    (tmp_path / "kept").write_text("before")
    script = f"echo x > {tmp_path}/kept; echo x > {Path(__file__).parent}/made; echo x > /dev/null; echo end"
    assert shell(script)["-"] == b"end\n"
    assert (tmp_path / "kept").read_text() == "before"
    assert not (Path(__file__).parent / "made").exists()


@LINUX_ONLY
def test_a_program_has_no_network(shell):
    # The interpreter itself: an environment may lie in /tmp, which a program in its room does not see.
    program = os.path.realpath(sys.executable)
    script = f"{program} -I -c \"import socket; socket.create_connection(('127.0.0.1', 9), 1)\" 2>&1 | tail -1"
    said = shell(script)["-"].decode()
    assert "refused" not in said, said
    assert "Error" in said


def test_a_program_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setattr(outside, "PLACES", ())
    with pytest.raises(Unreadable, match="lsar"):
        outside.converted(b"", "x", "lsar", [], LIMITS)
    assert outside.available("no-such-program") == ""


@LINUX_ONLY
def test_a_folder_that_a_killed_runner_left_is_removed_by_the_next(monkeypatch, tmp_path):
    left = tmp_path / f"{outside.PREFIX}test"
    monkeypatch.setattr(outside.tempfile, "tempdir", str(tmp_path))
    (left / "in").mkdir(parents=True)
    (left / "in" / "document").write_text("text")
    monkeypatch.setattr(outside, "PROGRAMS", ("sh",))
    runner = outside._Runner(False)
    monkeypatch.setattr(outside, "_RUNNERS", [runner])
    assert outside.converted(b"", "x", "sh", ["-c", "echo ok"], LIMITS) == {"-": b"ok\n"}
    assert not left.exists()
    runner.close()


@LINUX_ONLY
def test_the_end_of_the_asker_ends_the_program_and_its_folder(tmp_path):
    code = (
        "from extractors import outside; from extractors.model import Limits; outside.PROGRAMS = ('sh',);"
        "outside._RUNNERS.append(outside._Runner(False)); print(flush=True);"
        "outside.converted(b'document', 'x', 'sh', ['-c', 'sleep 6174'], Limits())"
    )
    asker = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    asker.stdout.readline()
    waited(lambda: running() and scratches(tmp_path))
    asker.kill()
    asker.communicate()
    waited(lambda: not running() and not scratches(tmp_path))


def waited(there):
    for _ in range(500):
        if there():
            return
        time.sleep(0.02)
    raise AssertionError("did not come about")


@LINUX_ONLY
def test_a_process_that_shut_its_own_doors_may_still_ask_and_so_may_its_forks():
    code = """
import os
from extractors import isolation, outside
from extractors.model import Limits
outside.PROGRAMS = ("sh",)
outside.start()
shut = isolation.without_network(), isolation.without_writing(), isolation.limited(FSIZE=0, AS=500 << 20, NOFILE=20)
for number in range(2):
    if os.fork() == 0:
        said = outside.converted(b"document", "x", "sh", ["-c", "cat '{file}' > copy; cat copy"], Limits())
        assert said == {"-": b"document", "copy": b"document"}, said
        os._exit(7)
    assert os.waitstatus_to_exitcode(os.wait()[1]) == 7
"""
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=True, timeout=60)


def catdoc_stream(data, name, limits, **_):
    """Have catdoc read the data, in the child of a guard."""
    said = outside.converted(data, "given.doc", "catdoc", ["-d", "utf-8", "{file}"], limits)["-"].decode()
    yield Extraction(name, "", len(data), "test", "read", segments=(Segment(said, "body", "¶1"),))


@pytest.mark.skipif(not outside.available("catdoc"), reason="catdoc is not installed")
def test_a_guarded_reader_may_ask_for_a_program():
    with Guard(LIMITS, files_per_child=1, target="tests.extractors.test_outside:catdoc_stream") as opened:
        for text in (b"one", b"two"):
            assert text.decode() in opened.read(text * 10, "x")[0].segments[0].text


@pytest.mark.skipif(not outside.available("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("in_memory", [None, False])
def test_libreoffice_converts_in_memory_and_in_a_folder(monkeypatch, in_memory, tmp_path):
    monkeypatch.setattr(outside.tempfile, "tempdir", str(tmp_path))
    runner = outside._Runner(in_memory)
    monkeypatch.setattr(outside, "_RUNNERS", [runner])
    arguments = ["-env:UserInstallation=file://{home}", "--headless", "--convert-to", "html", "--outdir", "{out}"]
    arguments.append("{file}")
    found = outside.converted("产能 2450 台".encode(), "x.txt", "soffice", arguments, Limits())
    runner.close()
    assert "2450" in found["x.html"].decode()
    assert scratches(tmp_path) == []


def test_the_end_of_time_in_the_asker_ends_the_program_and_the_next_answer_is_the_right_one(shell):
    def late(*_):
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(OutOfTime):
            shell("sleep 6174")
    finally:
        signal.signal(signal.SIGALRM, before)
    assert not running()
    assert shell("echo next") == {"-": b"next\n"}
