"""The guard with real children: each way to die costs the file that did it, and nothing else.

The functions named `*_stream` run in the child; a guard is given their name as its target.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from extractors import guard, isolation
from extractors.guard import Guard, GuardBroken, Wanted
from extractors.model import Extraction, Limits, Segment
from extractors.turns import Turns

HERE = "tests.extractors.test_guard"
SMALL = Limits(cpu_s=1, wall_s=2.0, memory_bytes=200 << 20, text_chars=1 << 20)
HELD: list[bytes] = []
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits on Windows")


def file_of(name, data, text):
    return Extraction(name, "cafe", len(data), "test", "read", segments=(Segment(text, "body", "¶1"),))


def stream(data, name, limits, *, modified="", after=0, broken=frozenset(), watch=lambda _: None):
    """Do to the child what the data says; an archive is `box a,b,c` with one deed each."""
    deeds = data.decode("ascii", "replace").split(" ", 1)
    names = [name] if deeds[0] != "box" else [name, *(f"{name}!/{deed}" for deed in deeds[1].split(","))]
    for number, path in enumerate(names):
        if number < after or number in broken:
            continue
        watch(Extraction(path, "cafe", len(data), "test", "unread", modified=modified))
        if deeds[0] == "work":  # as much text as is said, and more computing than a file has time for
            watch(None, int(deeds[1]))
            began = time.process_time()
            while time.process_time() < began + 2.1 * limits.cpu_s:
                pass
        yield file_of(path, data, str(do(path.rpartition("/")[2] if number else deeds[0], data)))


def stream_together(files, limits, *, watch=lambda _: None):
    """Do what each of several files says, one after another; `bulk` is one to be read alone."""
    for data, name, modified in files:
        found = list(stream(data, name, limits, modified=modified, watch=watch))
        yield None if data == b"bulk" else found


def do(deed, data):  # noqa: PLR0912  one branch a deed
    match deed:
        case "work":
            return "done"
        case "loop":
            while True:
                pass
        case "sleep":
            time.sleep(600)
        case "deaf":
            signal.signal(signal.SIGXCPU, signal.SIG_IGN)
            signal.setitimer(signal.ITIMER_REAL, 0)
            time.sleep(600)
        case "eat":
            return len(bytearray(1 << 30))
        case "half":
            return len(bytearray(400 << 20))
        case "sparing":
            try:
                return len(bytearray(400 << 20))
            except MemoryError:
                os.abort()
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "oom":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
        case "shout":
            return "x" * (1 << 30)
        case "pid":
            return os.getpid()
        case "grow":
            HELD.append(b"x" * (300 << 20))
        case "print":
            print("noise on standard output", flush=True)
            os.write(1, b"and on its descriptor")
        case "fork":
            if os.fork() == 0:
                time.sleep(600)
            os.kill(os.getpid(), signal.SIGSEGV)
    return deed


def threaded_stream(*args, **options):
    yield from stream(*args, **options)


def warm(limits):
    """Start a thread, as a library may: such a child cannot fork."""
    if "threaded_stream" in sys.argv[1]:
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()


def garbage_stream(data, name, limits, **_):
    """Write past the protocol into every descriptor that takes it."""
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b"\xff" * 64)
        except OSError:
            continue
    yield file_of(name, data, "never seen")


def shout_stream(data, name, limits, **_):
    """Declare a gigabyte of output by writing it, as a child would that no longer obeys."""
    if data == b"shout":
        for descriptor in range(3, 64):
            try:
                os.write(descriptor, (1 << 30).to_bytes(8, "big"))
            except OSError:
                continue
    yield file_of(name, data, "ok")


def long_stream(data, name, limits, **_):
    """Leave so little memory that a long text can be held and not be sent."""
    segments = tuple(Segment(f"{number:030}", "body", "¶1") for number in range(int(data)))
    isolation.narrowed("AS", isolation.address_bytes() + (20 << 20))
    yield Extraction(name, "", len(data), "test", "read", segments=segments)


def doors_stream(data, name, limits, **_):
    """Say which doors stand open."""
    import socket  # noqa: PLC0415  in the child of a test only

    opened = []
    try:
        socket.create_connection(("127.0.0.1", 9), 1)
    except ConnectionRefusedError:
        opened.append("network")
    except OSError:
        pass
    try:
        with open(data.decode(), "w") as file:
            file.write("x")
        opened.append("writing")
    except OSError:
        pass
    opened += sorted(set(os.environ) - {"LC_CTYPE", "SYSTEMROOT"})
    yield file_of(name, data, " ".join(opened) + f" in {os.getcwd()}")


@pytest.fixture
def child():
    """Give a guard of the functions here, and see that nothing of it is left behind."""
    with Guard(SMALL, target=f"{HERE}:stream") as opened:
        yield opened
    gone()


def gone():
    """Wait for what was killed to be gone."""
    for _ in range(100):
        if not children():
            return
        time.sleep(0.02)
    raise AssertionError(children())


def children():
    """List the children of guards of the functions here, whoever started them."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (place / "cmdline").read_bytes().split(b"\0")
            if words[:2] == [os.fsencode(sys.executable), b"-I"] and HERE.encode() in words[-2]:
                found.append(place.name)
    return found


def read(opened, deed):
    return opened.read(deed.encode(), f"folder/{deed}")


def text(found):
    return [f.segments[0].text for f in found if f.status == "read"]


@POSIX_ONLY
@pytest.mark.parametrize(
    ("deed", "kind"),
    [
        ("loop", "timeout"), ("sleep", "timeout"), ("deaf", "timeout"), ("eat", "memory"), ("oom", "memory"),
        ("segfault", "crash"), ("exit", "crash"), ("shout", "memory"), ("fork", "crash"),
    ],
)  # fmt: skip
def test_a_file_that_ends_its_reader_is_named_and_its_neighbours_are_read(child, deed, kind):
    assert text(read(child, "before")) == ["before"]
    (lost,) = child.read(deed.encode(), f"folder/{deed}", "2026-05-06")
    assert (lost.path, lost.status, [p.kind for p in lost.problems]) == (f"folder/{deed}", "unread", [kind])
    assert (lost.sha256, lost.kind, lost.modified) == ("cafe", "test", "2026-05-06"), "what was known of it stays"
    assert text(read(child, "after")) == ["after"]


@POSIX_ONLY
@pytest.mark.parametrize(
    ("deed", "kind"), [("loop", "timeout"), ("deaf", "timeout"), ("eat", "memory"), ("exit", "crash")]
)
def test_of_files_that_are_read_together_the_one_that_ends_their_reader_is_lost_alone(child, deed, kind):
    found = child.read_together([Wanted(each.encode(), each) for each in ("before", deed, "after")])
    assert [text(each) for each in found] == [["before"], [], ["after"]]
    assert [(each.path, each.status, [p.kind for p in each.problems]) for each in found[1]] == [
        (deed, "unread", [kind])
    ]


def test_files_that_are_read_together_come_as_if_each_were_alone(child, tmp_path):
    (tmp_path / "big").write_bytes(b"big " + bytes(guard.TOGETHER_BYTES))
    (tmp_path / "some").write_bytes(b"some")
    wanted = [
        Wanted(tmp_path / "some", "some", "2026-05-06"), Wanted(tmp_path / "big", "big"), Wanted(b"box a,b", "box"),
        Wanted(tmp_path / "missing", "missing"), Wanted(b"bulk", "bulk"), Wanted(b"pid", "pid"), Wanted(b"pid", "pid2"),
    ]  # fmt: skip
    found = child.read_together(wanted)
    assert found[:5] == [child.read(*each) for each in wanted[:5]]
    assert text(found[5]) == text(found[6]), "one child read both"


def test_a_target_that_cannot_read_together_reads_one_file_after_another():
    with Guard(SMALL, files_per_child=2, target=f"{HERE}:threaded_stream") as opened:
        assert [text(each) for each in opened.read_together([Wanted(b"a", "a"), Wanted(b"b", "b")])] == [["a"], ["b"]]


def test_files_that_are_read_together_count_for_the_replacement_of_their_child():
    with Guard(SMALL, files_per_child=3, target=f"{HERE}:stream") as opened:
        pids = [text(each)[0] for _ in range(2) for each in opened.read_together([Wanted(b"pid", "x")] * 3)]
    assert len(set(pids[:3])) == len(set(pids[3:])) == 1
    assert pids[0] != pids[3]


@POSIX_ONLY
def test_a_step_through_much_text_has_more_time_and_one_through_little_has_not():
    with Guard(replace(SMALL, wall_s=60.0), target=f"{HERE}:stream") as opened:
        assert text(read(opened, f"work {4 << 20}")) == ["done"]
        assert [problem.kind for problem in read(opened, "work 1000")[0].problems] == ["timeout"]


@POSIX_ONLY
def test_members_that_end_their_reader_cost_no_other_member(child):
    found = read(child, "box a,segfault,b,exit,c")
    assert [f.status for f in found] == ["read", "read", "unread", "read", "unread", "read"]
    assert text(found) == ["box", "a", "b", "c"]


@POSIX_ONLY
def test_an_archive_whose_members_all_end_their_reader_is_given_up_and_says_so(child, monkeypatch):
    monkeypatch.setattr(guard, "RESTARTS", 2)
    found = read(child, "box " + "exit," * 5 + "a")
    assert [f.status for f in found] == ["partly", "unread", "unread"]
    assert "were not read" in found[0].problems[-1].detail


@POSIX_ONLY
@pytest.mark.parametrize("deed", ["half", "sparing"])
def test_a_file_that_needs_more_memory_than_its_part_is_read_once_more_alone(deed):
    with Guard(Limits(), target=f"{HERE}:stream", turns=Turns()) as opened:
        assert text(read(opened, f"box a,{deed},b")) == ["box", "a", str(400 << 20), "b"]
        assert [p.kind for p in read(opened, "segfault")[0].problems] == ["crash"]
        assert text(read(opened, "after")) == ["after"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads its own size from /proc")
def test_of_a_text_that_there_is_no_memory_to_send_a_half_is_sent():
    with Guard(Limits(), target=f"{HERE}:long_stream") as opened:
        (found,) = read(opened, "600000")
    assert found.status == "partly"
    assert [p.kind for p in found.problems] == ["memory"]
    kept = [segment.text for segment in found.segments]
    assert kept == [f"{number:030}" for number in range(len(kept))]
    assert 600000 // 64 < len(kept) < 600000
    assert str(len(kept)) in found.problems[0].detail


def test_whoever_reads_alone_has_nobody_beside():
    turns, at_once, reading = Turns(), [], []

    def reads(how):
        for _ in range(40):
            with getattr(turns, how)():
                reading.append(how)
                at_once.append(tuple(reading))
                time.sleep(0.0005)
                reading.remove(how)

    threads = [threading.Thread(target=reads, args=(how,)) for how in ("beside", "beside", "beside", "alone", "alone")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(at_once) == 200
    assert all(len(names) == 1 for names in at_once if "alone" in names)
    assert any(len(names) > 1 for names in at_once)


def test_what_a_library_prints_does_not_reach_the_pipe(child):
    assert text(read(child, "print")) == ["print"]


def test_a_child_that_declares_too_much_output_is_ended():
    with Guard(SMALL, target=f"{HERE}:shout_stream") as opened:
        assert [p.kind for p in read(opened, "shout")[0].problems] == ["too_big"]
        assert text(read(opened, "fine")) == ["ok"]


def test_a_child_that_sends_nonsense_is_ended():
    with Guard(SMALL, target=f"{HERE}:garbage_stream") as opened:
        assert read(opened, "x")[0].status == "unread"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can shut these doors")
def test_the_child_has_no_environment_and_only_the_doors_that_are_named_stand_open(tmp_path):
    with Guard(SMALL, target=f"{HERE}:doors_stream") as opened:
        doors = text(opened.read(str(tmp_path / "written").encode(), "x"))[0]
        assert doors.endswith(" in /")
        assert not ("nonet" in opened.isolation and "network" in doors)
        assert "rlimits" not in opened.isolation or "writing" not in doors, "a file of no size is all it may write"
        assert not any(name in doors for name in ("PATH", "HOME"))


@pytest.mark.parametrize("forks", [True, False])
def test_a_child_is_replaced_after_so_many_files(forks):
    deeds = "stream" if forks else "threaded_stream"
    with Guard(SMALL, files_per_child=2, target=f"{HERE}:{deeds}") as opened:
        pids = [text(read(opened, "pid"))[0] for _ in range(5)]
    assert [pids.index(pid) for pid in pids] == [0, 0, 2, 2, 4]


def test_a_child_that_has_grown_is_replaced():
    with Guard(Limits(), target=f"{HERE}:stream") as opened:
        pids = [text(read(opened, deed))[0] for deed in ("pid", "grow", "pid", "pid")]
    assert pids[0] != pids[2] == pids[3]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a child of its parent's end")
def test_children_go_down_with_a_parent_that_is_killed():
    code = f"from extractors.guard import Guard; g = Guard(target='{HERE}:stream'); g.read(b'ok', 'x');" + (
        "print(flush=True); g.read(b'deaf', 'x')"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    parent.stdout.readline()
    assert children()
    parent.kill()
    parent.communicate()
    gone()


def test_a_child_that_died_between_two_files_costs_none(child):
    assert text(read(child, "x")) == ["x"]
    child._child._process.kill()
    child._child._process.wait()
    assert text(read(child, "y")) == ["y"]


def test_a_file_is_read_from_disk_with_its_name_as_it_is(child, tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"\xff.txt")
    try:
        Path(os.fsdecode(path)).write_bytes(b"hello")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (found,) = child.read(os.fsdecode(path), os.fsdecode(b"a/\xff.txt"))
    assert (found.path, text([found])) == ("a/\udcff.txt", ["hello"])


def test_what_cannot_be_opened_is_unread(child, tmp_path):
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "folder").mkdir()
    for name in ("missing", "link", "folder"):
        (found,) = child.read(tmp_path / name, name)
        assert (found.status, [p.kind for p in found.problems]) == ("unread", ["unreadable"]), name


@POSIX_ONLY
def test_a_fifo_is_not_waited_for(child, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    assert child.read(tmp_path / "fifo", "fifo")[0].status == "unread"


def test_a_file_larger_than_is_read_is_not_sent(tmp_path):
    (tmp_path / "big").write_bytes(bytes(100))
    with Guard(Limits(member_bytes=99), target="no.such:module") as opened:
        (found,) = opened.read(tmp_path / "big", "big")
    assert (found.size_bytes, [p.kind for p in found.problems]) == (100, ["too_big"])


def test_a_child_that_does_not_start_is_a_loud_error():
    with Guard(SMALL, target="no.such:module") as opened, pytest.raises(GuardBroken, match="No module named 'no'"):
        read(opened, "x")


def test_bytes_of_many_megabytes_arrive(child):
    (found,) = child.read(b"x" * (20 << 20), "big")
    assert found.size_bytes == 20 << 20


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_parent_imports_no_reader():
    code = "import sys; from extractors import guard; print([m for m in sys.modules if m.split('.')[0] in" + (
        " ('lxml', 'pypdfium2', 'pdfminer', 'openpyxl', 'socket', 'multiprocessing')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
