"""Reads files in a disposable child, so that no document can take more than its own extraction down.

The child (child.py) holds the readers and what they cost; the parent imports none of them. Bytes go in and extractions
come out over pipes as length-prefixed JSON, never pickle. A child has no environment, no network and no right to write
where the kernel allows it, a limit on address space, CPU time, open files and file size, and a deadline by the wall
clock; behind the deadline its whole process group is killed. It is replaced after so many files, or when it has grown;
on Linux by forking the child anew from one that has its readers loaded and has never seen a document.

When a child dies, what it had delivered stays, the file that it was reading gets the problem, and a new child takes
up behind that file: a member of an archive that kills its reader costs no other member.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
import signal
import stat
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import IO, Any, NamedTuple

from extractors import wire
from extractors.model import Extraction, Limits, Problem
from extractors.turns import BESIDE_BYTES, Turns

TARGET = "extractors.extract:stream"
DEFAULTS = Limits()
START_S = 120.0  # chosen: a cold laptop disk takes tens of seconds to import every reader
FILES_PER_CHILD = 200
# What a process dies of that asks for memory in vain; a library in C seldom knows a better way out than to abort.
MEMORY_DEATHS = ("memory", "crash")
RESTARTS = 8  # chosen: so many members of one archive may kill a child before the rest of it is given up
ARCHIVE_WALLS = 20  # chosen: an archive with all its members may take so many times the time of one file
OUTPUT_SPARE_BYTES = 16 << 20
LAST_BREATH_S = 5.0
NO_DEADLINE = math.inf
TOGETHER_BYTES = 1 << 16  # chosen: a short office file with its styles; a larger one has its text to pay for


class GuardBroken(Exception):  # noqa: N818  says what it is
    """The child does not come up at all: a fault of the installation, or of a model, not of a document."""

    def __init__(self, message: str, why: str = "") -> None:
        super().__init__(message)
        self.why = why or message


class _Died(Exception):  # noqa: N818  not an error: the reason to take up again
    """The child ended, or had to be ended, while it read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


class Guard:
    """A child that reads one file after the other, and is replaced when it dies.

    Not for use by two threads at once. The thread that starts a child (the first to read) should live as long as the
    guard, for on Linux the child goes down with it.
    """

    def __init__(
        self,
        limits: Limits = DEFAULTS,
        files_per_child: int = FILES_PER_CHILD,
        target: str = TARGET,
        turns: Turns | None = None,
    ) -> None:
        """Take the limits; the child is started by the first file.

        Args:
            limits: What each file may cost.
            files_per_child: After so many files the child is replaced.
            target: `module:function` in the child, of the shape of `extract.stream`.
            turns: Shared with the guards that read at the same time; without, each file has all its memory at once.
        """
        self._limits = limits
        self._beside_bytes = BESIDE_BYTES + limits.extra_bytes
        self._turns = turns if limits.memory_bytes > self._beside_bytes else None
        self._config = (target, files_per_child)
        self._child: _Child | None = None
        self._closed = False
        self._isolation = ""

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def isolation(self) -> str:
        """What the child is kept from, e.g. "rlimits+nonet+nowrite"; "deadline" where there is nothing else."""
        return self._isolation or self._ready().isolation

    def read(self, source: str | os.PathLike[str] | bytes, name: str, modified: str = "") -> list[Extraction]:
        """Read one file, and every member where it is an archive.

        Args:
            source: The file's bytes, or its place on disk, which is opened read-only and never through a link.
            name: Its path inside the folder.
            modified: ISO date that the file system gives.

        Returns:
            What `extract` returns; a file that cannot be opened or that no child survives is *unread*.

        Raises:
            GuardBroken: No child can be started.
        """
        outcome = Extraction(name, "", 0, "unknown", "unread", modified=modified)
        try:
            with _opened(source) as (stream, size_bytes):
                outcome = replace(outcome, size_bytes=size_bytes)
                if size_bytes > self._limits.member_bytes:
                    detail = f"{size_bytes} bytes; at most {self._limits.member_bytes} are read"
                    return [replace(outcome, problems=(Problem("too_big", detail),))]
                return self._in_turn(stream, outcome)
        except OSError as error:
            return [replace(outcome, problems=(Problem("unreadable", error.strerror or type(error).__name__),))]

    def read_together(self, files: Sequence[Wanted]) -> list[list[Extraction]]:
        """Read several files and give for each what `read` gives; small ones share what recognition costs a file.

        Whatever takes the child down, or its time or memory, while it reads them, costs no other file: each is then
        read by itself.
        """
        small = [] if self._limits.models or self._limits.member_bytes < TOGETHER_BYTES else _small(files)
        told = self._told_together(small) if len(small) > 1 else {}
        return [told.get(number) or self.read(*file) for number, file in enumerate(files)]

    def _told_together(self, small: Sequence[_Small]) -> dict[int, list[Extraction]]:
        memory_bytes = self._limits.memory_bytes if self._turns is None else self._beside_bytes
        with self._turns.beside() if self._turns is not None else contextlib.nullcontext():
            child = self._ready()
            try:
                found = child.run_together(small, memory_bytes)
            except _Died:
                self._drop()
                return {}
            if child.retired:
                self._drop()
            return found

    def close(self) -> None:
        """End the child; a read in another thread comes back at once, and no new child is started."""
        self._closed = True
        self._drop()

    def _in_turn(self, stream: IO[bytes], outer: Extraction) -> list[Extraction]:
        """Read with a part of the memory beside others, and once more alone where that was too little."""
        if self._turns is not None:
            with self._turns.beside():
                task = self._task(outer, self._beside_bytes)
                found = self._read(stream, task)
            if not task.short:
                return found
            del found, task
        with self._turns.alone() if self._turns is not None else contextlib.nullcontext():
            return self._read(stream, self._task(outer, self._limits.memory_bytes))

    def _task(self, outer: Extraction, memory_bytes: int) -> _Task:
        return _Task(outer, time.monotonic() + ARCHIVE_WALLS * self._limits.wall_s, memory_bytes)

    def _read(self, stream: IO[bytes], task: _Task) -> list[Extraction]:
        """Read until every member is delivered or named; each death costs the file that was being read."""
        while True:
            stream.seek(0)
            child = self._ready()
            try:
                child.run(stream, task)
                if child.retired:
                    self._drop()
                return task.found
            except _Died as death:
                self._drop()
                task.short = task.memory_bytes < self._limits.memory_bytes and death.problem.kind in MEMORY_DEATHS
                if task.short:
                    return task.found
                if not task.lose(death.problem) or len(task.broken) >= RESTARTS or time.monotonic() > task.deadline:
                    return task.given_up(death.problem)
                if len(task.found) == 1 or self._closed:
                    return task.found

    def _ready(self) -> _Child:
        if self._closed:
            raise GuardBroken("the guard is closed")
        if self._child is not None and self._child.gone:
            self._drop()
        if self._child is None:
            self._child = _Child(self._limits, *self._config)
            self._isolation = self._child.isolation
            if self._closed:  # meanwhile, by another thread, which saw no child yet
                self._drop()
                raise GuardBroken("the guard is closed")
        return self._child

    def _drop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


class Wanted(NamedTuple):
    """A file to be read; see `Guard.read`."""

    source: str | os.PathLike[str] | bytes
    name: str
    modified: str = ""


class _Small(NamedTuple):
    """A small file: its number among those to be read, and its bytes."""

    number: int
    name: str
    modified: str
    data: bytes


def _small(files: Sequence[Wanted]) -> list[_Small]:
    """Give the files that are small and can be opened, with their bytes."""
    found = []
    for number, (source, name, modified) in enumerate(files):
        with contextlib.suppress(OSError), _opened(source) as (stream, size_bytes):
            if size_bytes <= TOGETHER_BYTES:
                found.append(_Small(number, name, modified, stream.read(size_bytes)))
    return found


@dataclass(slots=True)
class _Task:
    """One outer file on its way: what came back, which of its files is being read, which must not be opened again.

    Attributes:
        short: Its memory may have been too little for it.
    """

    outer: Extraction
    deadline: float
    memory_bytes: int
    short: bool = False
    found: list[Extraction] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    current: Extraction | None = None

    def lose(self, problem: Problem) -> bool:
        """Deliver the file that was being read with this problem; False where it is an archive opened once more."""
        if self.current is None and self.found:
            return False
        lost = self.current or self.outer
        self.broken.add(len(self.found))
        self.found.append(replace(lost, problems=(problem,)))
        self.current = None
        return True

    def given_up(self, problem: Problem) -> list[Extraction]:
        """Say on the outer file itself that members behind the last one were not reached."""
        if len(self.found) > 1 or not self.broken:
            first = self.found[0]
            lost = Problem(problem.kind, f"members behind number {len(self.found) - 1} were not read: {problem.detail}")
            self.found[0] = replace(first, status="partly", problems=(*first.problems, lost))
        return self.found


class _Child:
    """One process: started, told to read, ended."""

    def __init__(self, limits: Limits, target: str, files_per_child: int) -> None:
        self.files = 0
        self.retired = False
        self._limits = limits
        self._most_bytes = limits.text_chars * wire.OUTPUT_BYTES_PER_CHAR + OUTPUT_SPARE_BYTES
        self._process = _started(target, limits, files_per_child)
        self._watchdog = _Watchdog(self._process)
        self._watchdog.deadline = time.monotonic() + START_S
        try:
            kind, self.isolation = self._receive()
        except _Died as death:
            kind, self.isolation = "died", death.problem.detail
        if kind != "ready":
            self.end()
            message = f"a reading process does not start: {self.isolation}; run `auditor doctor`"
            raise GuardBroken(message, self.isolation)

    @property
    def gone(self) -> bool:
        """Whether the process ended while nobody asked anything of it."""
        return self._process.poll() is not None

    def run(self, stream: IO[bytes], task: _Task) -> None:
        """Have the child read the stream, and add to the task what it delivers.

        Raises:
            _Died: The child is gone; whatever it had delivered is in the task.
        """
        self.files += 1
        self._prolong(task)
        self._send(stream, task)
        while True:
            kind, *values = self._receive()
            self._prolong(task, _chars(kind, values))
            match kind:
                case "busy":
                    task.current = _bare(values) or task.current
                case "file":
                    task.found.append(_decoded(values[0]))
                    task.current = None
                case _:
                    self.retired, task.short = map(bool, values)
                    self._watchdog.deadline = NO_DEADLINE
                    return

    def run_together(self, files: Sequence[_Small], memory_bytes: int) -> dict[int, list[Extraction]]:
        """Have the child read files together; gives those by number that need not be read by themselves.

        Raises:
            _Died: The child is gone.
        """
        self.files += len(files)
        self._watchdog.deadline = time.monotonic() + self._limits.wall_s
        pipe = self._process.stdin
        assert pipe is not None
        try:
            wire.sent(pipe, wire.packed([[[each.name, each.modified, len(each.data)] for each in files], memory_bytes]))
            for each in files:
                pipe.write(each.data)
            pipe.flush()
        except (BrokenPipeError, ValueError) as error:
            raise self._death() from error
        return self._taken_together(files)

    def _taken_together(self, files: Sequence[_Small]) -> dict[int, list[Extraction]]:
        told, waiting = dict[int, list[Extraction]](), iter(files)
        found = list[Extraction]()
        last = time.monotonic() + ARCHIVE_WALLS * self._limits.wall_s
        while True:
            kind, *values = self._receive()
            self._watchdog.deadline = min(time.monotonic() + self._wall_s(_chars(kind, values)), last)
            match kind:
                case "busy":
                    continue
                case "file":
                    found.append(_decoded(values[0]))
                case "next":
                    told[next(waiting).number], found = found, []
                case "alone":
                    next(waiting)
                case _:
                    self.retired, short = map(bool, values)
                    self._watchdog.deadline = NO_DEADLINE
                    return {} if short else told

    def end(self) -> None:
        """Kill whatever is left of the process group, and take the process in."""
        self._watchdog.stop()
        _kill(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self._process.wait()

    def _prolong(self, task: _Task, chars: int = 0) -> None:
        self._watchdog.deadline = min(time.monotonic() + self._wall_s(chars), task.deadline)

    def _wall_s(self, chars: int) -> float:
        """Give the time of a step, longer where it works through much text; no more than can be kept of a file."""
        return self._limits.wall_s * self._limits.times(min(chars, self._limits.text_chars))

    def _send(self, stream: IO[bytes], task: _Task) -> None:
        """Send the request, the bytes, and how many there really were: a file may shrink on the way."""
        header = [task.outer.path, task.outer.modified, len(task.found), sorted(task.broken), task.outer.size_bytes]
        header.append(task.memory_bytes)
        pipe = self._process.stdin
        assert pipe is not None
        try:
            wire.sent(pipe, wire.packed(header))
            sent = 0
            while sent < task.outer.size_bytes:
                chunk = stream.read(min(wire.CHUNK_BYTES, task.outer.size_bytes - sent))
                if not chunk:
                    pipe.write(bytes(task.outer.size_bytes - sent))
                    break
                pipe.write(chunk)
                sent += len(chunk)
            pipe.write(struct.pack(">Q", sent))
            pipe.flush()
        except (BrokenPipeError, ValueError) as error:
            raise self._death() from error

    def _receive(self) -> list[Any]:
        pipe = self._process.stdout
        assert pipe is not None
        try:
            return wire.unpacked(wire.framed(pipe, self._most_bytes))
        except EOFError as error:
            raise self._death() from error
        except OverflowError as error:
            raise _Died(Problem("too_big", "gave more text than is kept of one file")) from error
        except (ValueError, OSError) as error:
            raise _Died(Problem("crash", "the reading process sent what cannot be understood")) from error

    def _death(self) -> _Died:
        """Say what the child died of."""
        if self._watchdog.expired:
            return _Died(Problem("timeout", f"stopped after {self._limits.wall_s:g} s"))
        with contextlib.suppress(subprocess.TimeoutExpired):
            # It has closed its pipe, so it is on its way out; a signal now would hide what it dies of.
            self._process.wait(LAST_BREATH_S)
        _kill(self._process)
        return _Died(_cause(self._process.wait(), self._limits))


class _Watchdog(threading.Thread):
    """Kills the child when its deadline has passed, and what it leaves behind when it ends.

    A program that a reader had started holds the pipe open, so that the reader's end alone would not be noticed. One
    thread a child; a deadline is a mere number to set.
    """

    TICK_S = 0.1

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(name="guard-watchdog", daemon=True)
        self.deadline = NO_DEADLINE
        self.expired = False
        self._process = process
        self._stopped = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._stopped.wait(self.TICK_S):
            self.expired = time.monotonic() > self.deadline
            if self.expired or _ended(self._process):
                _kill(self._process)
                return

    def stop(self) -> None:
        self._stopped.set()


def _started(target: str, limits: Limits, files_per_child: int) -> subprocess.Popen[bytes]:
    """Start the child with this interpreter and this import path, and with nothing else of ours."""
    path = [os.path.abspath(entry) for entry in sys.path if entry and os.path.exists(entry)]
    code = "import json,sys;c=json.loads(sys.argv[1]);sys.path[:]=c[0];from extractors import child;child.serve(*c[1:])"
    config = json.dumps([path, target, asdict(limits), files_per_child])
    return subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", "-c", code, config],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd=os.path.abspath(os.sep),
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    """Give an environment of ours alone; Windows cannot load its own libraries without SYSTEMROOT.

    numpy's library would start a thread for each core, and a child of several threads cannot fork.
    """
    needed = {name: os.environ[name] for name in ("SYSTEMROOT",) if sys.platform == "win32" and name in os.environ}
    return {**needed, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """Say whether the process has ended; it is not taken in, so that the number of its group stays its own."""
    if not hasattr(os, "waitid"):
        return False
    with contextlib.suppress(ChildProcessError):
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    return True


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the whole group, so that a program that a reader had started goes too."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        elif process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)


def _cause(code: int, limits: Limits) -> Problem:
    """Name the problem that an exit code stands for."""
    if code == wire.EXIT_CODES["MemoryError"]:
        return Problem("memory", "stopped at the memory limit")
    if code == wire.EXIT_CODES["OutOfTime"]:
        return Problem("timeout", "stopped at the time limit")
    if code >= 0:
        return Problem("crash", f"the reading process ended by itself with code {code}")
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    if name in ("SIGXCPU", "SIGPROF"):
        return Problem("timeout", f"stopped after {limits.cpu_s} s of computing")
    if name == "SIGKILL":
        return Problem("memory", "killed by the system, which was short of memory")
    return Problem("crash", f"the reading process died of {name}")


@contextlib.contextmanager
def _opened(source: str | os.PathLike[str] | bytes) -> Iterator[tuple[IO[bytes], int]]:
    """Open a regular file read-only, or wrap bytes; no link is followed and no FIFO waited for."""
    if isinstance(source, bytes):
        yield io.BytesIO(source), len(source)
        return
    flags = os.O_RDONLY
    for extra in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY"):
        flags |= getattr(os, extra, 0)
    with open(os.open(source, flags), "rb", buffering=0) as stream:
        found = os.fstat(stream.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(0, "not a regular file")
        yield stream, found.st_size


def _decoded(value: wire.Wire) -> Extraction:
    try:
        return wire.decoded(value)
    except (ValueError, TypeError, IndexError) as error:
        raise _Died(Problem("crash", "the reading process sent what cannot be understood")) from error


def _chars(kind: str, values: list[Any]) -> int:
    """Give how much text the step that a child begins works through, as far as it can be understood."""
    return values[1] if kind == "busy" and len(values) > 1 and isinstance(values[1], int) else 0


def _bare(values: list[Any]) -> Extraction | None:
    return _decoded(values[0]) if values and values[0] else None
