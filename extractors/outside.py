"""Programs of this machine that read what no reader here reads: LibreOffice, catdoc, unar. Used where they are found.

A document may do to such a program what it may do to a reader, so it runs apart: without network, environment and any
right to write but in a scratch folder of its own, with limits on time and memory, and with everything that it started
ended when it ends. The scratch folder lies in memory and in a name space that nobody else sees, where the kernel
gives one; else it is a folder of mode 0700 that is removed at the end, or, after a hard kill, by the next start.

The readers' own process may start no program at all. It asks a runner, a small process that was started before the
doors were shut, does nothing but this, and ends when nobody is left to ask it. Each request has exactly one answer.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import math
import os
import select
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn

from extractors import isolation
from extractors.model import Limits, ProblemKind, Unreadable

if sys.platform != "win32":
    import fcntl

PROGRAMS = ("soffice", "catdoc", "catppt", "xls2csv", "unar", "lsar")
# The environment, and so PATH, is not handed down to the readers; what a stranger may write into is not looked in.
PLACES: tuple[str, ...] = (
    "/usr/bin", "/usr/local/bin", "/bin", "/usr/lib/libreoffice/program", "/opt/libreoffice/program",
    "/opt/homebrew/bin", "/Applications/LibreOffice.app/Contents/MacOS",
)  # fmt: skip
PRINTED = "-"  # the name under which what a program prints is given back
WALL_SHARE = 0.7  # chosen: of a file's time, so that there is time left to read what came out
ADDRESS_BYTES = 4 << 30  # LibreOffice maps more than it uses; what it may use is limited as data
OFFICE_CPU_SHARE = 2  # chosen: LibreOffice takes seconds to come up, which no document is to blame for
# Where LibreOffice makes a socket, whatever it is told; a room in memory lies in its place.
OFFICE_SOCKETS = "/tmp"  # noqa: S108
MOST_FILES = 10_000
ROOM_SPARE_BYTES = 96 << 20  # chosen: LibreOffice's profile and its temporary files beside the document
PREFIX = "auditor-scratch-"
STALE_S = 60.0
TICK_S = 0.02


def available(program: str) -> str:
    """Give the absolute path of a program of `PROGRAMS`, "" where it is not installed or cannot be run apart here."""
    return _place(program) if os.name == "posix" and program in PROGRAMS else ""


def _place(program: str) -> str:
    paths = (f"{place}/{program}" for place in PLACES)
    return next((path for path in paths if os.path.isfile(path) and os.access(path, os.X_OK)), "")


def converted(data: bytes, name: str, program: str, arguments: Sequence[str], limits: Limits) -> dict[str, bytes]:
    """Have a program make files out of one document.

    Args:
        data: The document.
        name: What its file is called where the program sees it: a plain name that we chose, never the document's.
        program: One of `PROGRAMS`.
        arguments: They may hold `{file}` (the document), `{out}` (the folder for what comes out, also the working
            folder) and `{home}` (a folder for the program's own files, `HOME` as well).
        limits: Of the file that is being read.

    Returns:
        Each file that was left in `{out}`, by its path in it with `/` between parts; links and devices are passed
        over. Where no argument holds `{out}`, also what the program printed, as `PRINTED`, if it printed anything.

    Raises:
        Unreadable: "unsupported" where the program is not there, "timeout", "memory", "too_big", "crash".
    """
    if not available(program):
        raise Unreadable("unsupported", f"needs {program}, which is not installed")
    with _LOCK:
        runner = _runner()
        wish = {
            "program": program, "arguments": list(arguments), "name": os.path.basename(name) or "file",
            "wall_s": limits.wall_s * WALL_SHARE, "cpu_s": math.ceil(limits.cpu_s * OFFICE_CPU_SHARE),
            "memory_bytes": limits.memory_bytes, "file_bytes": limits.member_bytes,
        }  # fmt: skip
        kind, detail, found = runner.ask(wish, data)
    if kind:
        raise Unreadable(kind, detail)
    return found


def start() -> None:
    """Start the runner, where there is anything to run: for a process that will not be able to later on."""
    if any(map(available, PROGRAMS)):
        with _LOCK:
            _runner()


# The asking side.

_LOCK = threading.Lock()
_RUNNERS: list[_Runner] = []
_STEPPING = {signal.SIGALRM, signal.SIGXCPU, signal.SIGPROF} if os.name == "posix" else set()


@atexit.register
def _hang_up() -> None:
    while _RUNNERS:
        _RUNNERS.pop().close()


def _runner() -> _Runner:
    while _RUNNERS and _RUNNERS[-1].gone:
        _RUNNERS.pop()
    if not _RUNNERS:
        _RUNNERS.append(_Runner())
    return _RUNNERS[-1]


class _Runner:
    """The runner as its user sees it. Forks share it: one of them asks at a time."""

    def __init__(self, in_memory: bool | None = None) -> None:
        """Start it; it finds out by itself whether scratch folders can lie in memory, unless that is said here."""
        path = [os.path.abspath(entry) for entry in sys.path if entry and os.path.exists(entry)]
        setting = [PROGRAMS, PLACES, tempfile.gettempdir(), in_memory]
        code = "import json,sys;c=json.loads(sys.argv[1]);sys.path[:]=c[0];from extractors import outside;"
        code += "outside.serve(*c[1:])"
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-X", "utf8", "-c", code, json.dumps([path, *setting])],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
            env={}, cwd=os.path.abspath(os.sep), start_new_session=True,
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin, self._process.stdout
        self.gone = False

    def close(self) -> None:
        """Hang up, which ends it, and take it in."""
        self.gone = True
        self._requests.close()
        self._answers.close()
        self._process.wait()

    def ask(self, wish: dict[str, Any], data: bytes) -> tuple[ProblemKind | None, str, dict[str, bytes]]:
        """Give the problem's kind or None, its detail, and the files."""
        try:
            with _undisturbed():
                _send(self._requests, wish, data)
            try:
                while not select.select([self._answers], [], [], 1.0)[0]:
                    pass
            except BaseException:  # the end of time, raised by a signal: the answer is still taken in
                with _undisturbed():
                    self._requests.write(struct.pack(">Q", 0))
                    _received(self._answers)
                raise
            with _undisturbed():
                head, raw = _received(self._answers)
        except (OSError, EOFError, ValueError):
            self.gone = True
            return "crash", "the process that runs outside programs is gone", {}
        found, at = {}, 0
        for path, size_bytes in head["files"]:
            found[os.fsdecode(bytes.fromhex(path))] = raw[at : at + size_bytes]
            at += size_bytes
        return head["kind"] or None, head["detail"], found


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no clock break into a message; the kernel keeps what came meanwhile."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STEPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _send(pipe: IO[bytes], head: dict[str, Any], data: bytes) -> None:
    raw = json.dumps(head).encode()
    for piece in (struct.pack(">QQ", len(raw), len(data)) + raw, data):
        view = memoryview(piece)
        while view:
            view = view[pipe.write(view) :]


def _received(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Take one message in; an empty head is a wish to stop."""
    (length,) = struct.unpack(">Q", _exactly(pipe, 8))
    if length == 0:
        return {}, b""
    (size_bytes,) = struct.unpack(">Q", _exactly(pipe, 8))
    head = json.loads(_exactly(pipe, length))
    return head, _exactly(pipe, size_bytes)


def _exactly(pipe: IO[bytes], size_bytes: int) -> bytes:
    pieces = []
    while size_bytes:
        piece = pipe.read(min(size_bytes, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        size_bytes -= len(piece)
    return b"".join(pieces)


# From here on: what runs in the runner.


def serve(programs: list[str], places: list[str], temporary: str, in_memory: bool | None) -> NoReturn:
    """Be the runner: answer each request, until nobody holds the other end of the pipe. It starts only `programs`."""
    global PLACES  # noqa: PLW0603  of this process, which does nothing else
    PLACES = tuple(places)
    requests, answers = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    _adopt()
    _sweep(temporary)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            head, data = _received(requests)
            if not head:
                continue  # a wish to stop what had ended by itself
            if head["program"] not in programs:
                break
            if in_memory is None:
                in_memory = _in_memory()
            with _scratch(temporary, in_memory) as (folder, held):
                _one(_Job(folder, in_memory, head, data), requests, answers, held)
    os._exit(0)


@dataclass(slots=True)
class _Job:
    folder: str
    in_memory: bool
    wish: dict[str, Any]
    data: bytes


def _one(job: _Job, requests: IO[bytes], answers: IO[bytes], held: int) -> None:
    """Do one job in a process of its own; end it early when its user asks for that, or is gone."""
    done, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(done)
        if held >= 0:
            os.close(held)
        _enter(job, answers, told)
    os.close(told)
    job.data = b""
    deadline = time.monotonic() + job.wish["wall_s"] + 10
    why = ""
    while not why:
        ready = select.select([done, requests.fileno()], [], [], max(0.0, deadline - time.monotonic()))[0]
        if done in ready:
            break
        why = "timeout"
        if ready and not os.read(requests.fileno(), 8):
            why = "gone"
    answering = not why and os.read(done, 1) == b"!"
    os.close(done)
    if not answering:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    _end_descendants(job.in_memory)
    if why == "gone":
        raise EOFError
    if not answering:
        kind = why or "crash"
        _send(answers, {"kind": kind, "detail": "an outside program had to be ended", "files": []}, b"")


def _enter(job: _Job, answers: IO[bytes], told: int) -> NoReturn:
    """Shut the doors of this process, then work: inside name spaces as the first process of them."""
    code = 1
    try:
        os.setsid()
        isolation.die_with_parent()
        if job.in_memory:
            if not isolation.own_room(job.folder, _room_bytes(job)):
                os._exit(1)
            pid = os.fork()
            if pid:
                os.close(told)
                os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 0xFF)
            isolation.die_with_parent()
            isolation.own_processes()
        else:
            if not isolation.without_sockets():
                isolation.without_network()
            _adopt()
        code = _work(job, answers, told)
    finally:
        os._exit(code)


def _work(job: _Job, answers: IO[bytes], told: int) -> int:
    """Run the program, end what it left running, and answer with what it left behind."""
    rooms = {name: f"{job.folder}/{name}" for name in ("in", "out", "home")}
    for room in rooms.values():
        os.mkdir(room, 0o700)
    file = f"{rooms['in']}/{job.wish['name']}"
    Path(file).write_bytes(job.data)
    job.data = b""
    given = [argument.format(file=file, out=rooms["out"], home=rooms["home"]) for argument in job.wish["arguments"]]
    printed = not any("{out}" in argument for argument in job.wish["arguments"])
    kind, detail = _ran_twice(job, given, rooms, f"{job.folder}/printed" if printed else os.devnull)
    found, size_bytes = _left(rooms["out"], f"{job.folder}/printed" if printed else "")
    if not kind and (len(found) > MOST_FILES or size_bytes > job.wish["file_bytes"]):
        kind, detail = "too_big", f"{job.wish['program']} made more than is read of one file"
    os.write(told, b"!")
    if kind:
        _send(answers, {"kind": kind, "detail": detail, "files": []}, b"")
        return 0
    files = [[os.fsencode(name).hex(), size] for name, _, size in found]
    _send(answers, {"kind": "", "detail": "", "files": files}, b"".join(_bytes(path, size) for _, path, size in found))
    return 0


def _ran_twice(job: _Job, arguments: list[str], rooms: dict[str, str], printed: str) -> tuple[str, str]:
    """Run the program; LibreOffice outside a room of its own once more, and take away what it may not take away itself.

    Its first start with a new profile only makes the profile, and its second does not get past the first one's socket.
    """
    if job.in_memory or job.wish["program"] != "soffice":
        return _ran(job, arguments, rooms, printed)
    kind, detail, before = "", "", _sockets()
    for _ in range(2):
        if not kind and not os.listdir(rooms["out"]):
            kind, detail = _ran(job, arguments, rooms, printed)
        for path in _sockets() - before:
            with contextlib.suppress(OSError):
                os.unlink(path)
    return kind, detail


def _ran(job: _Job, arguments: list[str], rooms: dict[str, str], printed: str) -> tuple[str, str]:
    """Run the program to its end, or to the end of its time; gives the problem's kind ("" for none) and detail."""
    program, wall_s = job.wish["program"], job.wish["wall_s"]
    deadline = time.monotonic() + wall_s
    pid = os.fork()
    if pid == 0:
        _become(job, arguments, rooms, printed)
    try:
        while True:
            ended, status, used = os.wait4(pid, os.WNOHANG)
            if ended:
                break
            if time.monotonic() > deadline:
                return "timeout", f"{program} was stopped after {wall_s:g} s"
            time.sleep(TICK_S)
    finally:
        _end_descendants(job.in_memory)
    return _verdict(job, os.waitstatus_to_exitcode(status), used)


def _verdict(job: _Job, code: int, used: Any) -> tuple[str, str]:
    """Say what an exit code means; a program that merely complains may still have left something of use."""
    program = job.wish["program"]
    if code == 127:
        return "unsupported", f"{program} does not start"
    if code in (-signal.SIGXCPU, 128 + signal.SIGXCPU) or used.ru_utime + used.ru_stime > job.wish["cpu_s"] * 0.9:
        return "timeout", f"{program} was stopped after {job.wish['cpu_s']} s of computing"
    if code >= 0 and code < 128:
        return "", ""
    unit = 1 if sys.platform == "darwin" else 1024
    if code in (-signal.SIGKILL, 128 + signal.SIGKILL) or used.ru_maxrss * unit > job.wish["memory_bytes"] * 0.8:
        return "memory", f"{program} was stopped at the memory limit"
    return "crash", f"{program} died"


def _become(job: _Job, arguments: list[str], rooms: dict[str, str], printed: str) -> NoReturn:
    """Turn this process into the program, with nothing of ours left in it."""
    try:
        os.chdir(rooms["out"])
        output = os.open(printed, os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(output, 1)
        os.dup2(0, 2)
        os.closerange(3, 256)
        isolation.limited(
            CORE=0, NOFILE=256, NPROC=4096, CPU=job.wish["cpu_s"] + 5, FSIZE=job.wish["file_bytes"],
            DATA=job.wish["memory_bytes"], AS=max(ADDRESS_BYTES, job.wish["memory_bytes"]),
        )  # fmt: skip
        isolation.narrowed("CPU", job.wish["cpu_s"])  # a signal that says why, then the end
        isolation.without_privileges()
        isolation.without_writing(room=job.folder, programs=True, sockets="" if job.in_memory else OFFICE_SOCKETS)
        path = _place(job.wish["program"])
        surroundings = {"HOME": rooms["home"], "TMPDIR": rooms["home"], "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
        os.execve(path, [path, *arguments], surroundings)
    finally:
        os._exit(127)


def _left(folder: str, printed: str) -> tuple[list[tuple[str, str, int]], int]:
    """List the regular files under a folder as (name, path, size), in the order of their names, and their bytes."""
    found: list[tuple[str, str, int]] = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)
            status = os.lstat(path)
            if stat.S_ISREG(status.st_mode) and len(found) <= MOST_FILES:
                found.append((os.path.relpath(path, folder).replace(os.sep, "/"), path, status.st_size))
    if printed and os.path.exists(printed) and os.path.getsize(printed):
        found.append((PRINTED, printed, os.path.getsize(printed)))
    return found, sum(size for _, _, size in found)


def _bytes(path: str, size_bytes: int) -> bytes:
    """Read a file of a known size; one that its maker shut even against itself is opened first."""
    with contextlib.suppress(OSError):
        os.chmod(path, 0o600)
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            return file.read(size_bytes).ljust(size_bytes, b"\0")
    except OSError:
        return bytes(size_bytes)


def _room_bytes(job: _Job) -> int:
    return len(job.data) + int(job.wish["file_bytes"]) + ROOM_SPARE_BYTES


def _in_memory() -> bool:
    """Try once, in a process that ends at once, whether a room in memory can be had."""
    pid = os.fork()
    if pid == 0:
        os._exit(0 if isolation.own_room(tempfile.gettempdir(), 1 << 20) else 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


@contextlib.contextmanager
def _scratch(temporary: str, in_memory: bool) -> Iterator[tuple[str, int]]:
    """Give the place of the scratch folder, and a lock on it that says that its owner lives (-1 for none).

    In memory it takes the place of the system's folder of temporary files, for that process alone: nothing is made.
    """
    if in_memory:
        yield tempfile.gettempdir(), -1
        return
    folder = tempfile.mkdtemp(prefix=PREFIX, dir=temporary)
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        yield folder, held
    finally:
        _remove(folder)
        os.close(held)


def _sockets() -> set[str]:
    """List the sockets of this user's LibreOffice."""
    with contextlib.suppress(OSError):
        pipes = (entry for entry in os.scandir(OFFICE_SOCKETS) if entry.name.startswith("OSL_PIPE_"))
        return {entry.path for entry in pipes if entry.stat(follow_symlinks=False).st_uid == os.getuid()}
    return set()


def _sweep(temporary: str) -> None:
    """Remove what a killed runner of this user had to leave behind."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(temporary):
            if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False):
                _sweep_one(entry)


def _sweep_one(entry: os.DirEntry[str]) -> None:
    with contextlib.suppress(OSError):
        status = entry.stat(follow_symlinks=False)
        held = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            if status.st_uid == os.getuid():
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)  # its owner would hold it
                _remove(entry.path)
        finally:
            os.close(held)


def _remove(folder: str) -> None:
    """Remove a folder and all in it, whatever rights its maker left on it; no link is followed."""
    with contextlib.suppress(OSError):
        for place, folders, _ in os.walk(folder):
            for name in folders:
                path = os.path.join(place, name)
                if not os.path.islink(path):
                    os.chmod(path, 0o700)
    shutil.rmtree(folder, ignore_errors=True)


def _adopt() -> None:
    """Have orphans of this process's children become its own, so that they can be found and ended."""
    if isolation.LINUX:
        with contextlib.suppress(OSError, AttributeError):
            isolation.libc().prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def _end_descendants(in_memory: bool) -> None:
    """End whatever this process's children left running; in name spaces of our own that is everyone else there."""
    if in_memory:
        if os.getpid() == 1:
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                while True:  # orphans are this process's children too
                    os.waitpid(-1, 0)
        return
    for _ in range(100):
        for pid in _descendants():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if not _descendants():
            return
        time.sleep(TICK_S)


def _descendants() -> list[int]:
    """List the processes under this one, where the system lists processes at all."""
    parents: dict[int, int] = {}
    with contextlib.suppress(OSError):
        for name in os.listdir("/proc"):
            if name.isdigit():
                with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{name}/stat", "rb") as file:
                    parents[int(name)] = int(file.read().rpartition(b")")[2].split()[1])
    found, last = [], {os.getpid()}
    while last:
        last = {pid for pid, parent in parents.items() if parent in last}
        found += sorted(last)
    return found
