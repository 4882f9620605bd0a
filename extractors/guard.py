"""Reads files in a disposable child, so that no document can take more than its own extraction down.

The child holds the readers and what they cost; the parent imports none of them. Bytes go in and extractions come out
over pipes as length-prefixed JSON, never pickle. A child has no environment, no network and no right to write where
the kernel allows it, a limit on address space, CPU time, open files and file size, and a deadline by the wall clock;
behind the deadline its whole process group is killed. It is replaced after so many files, or when it has grown; on
Linux by forking the child anew from one that has its readers loaded and has never seen a document.

When a child dies, what it had delivered stays, the file that it was reading gets the problem, and a new child takes
up behind that file: a member of an archive that kills its reader costs no other member.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
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
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import IO, Any, NoReturn

if sys.platform != "win32":
    import resource

from extractors import isolation, outside, wire
from extractors.model import OCR_MEMORY_BYTES, Extraction, Limits, Problem
from extractors.turns import BESIDE_BYTES, Turns

TARGET = "extractors.extract:stream"
DEFAULTS = Limits()
CHUNK_BYTES = 1 << 20
START_S = 120.0  # chosen: a cold laptop disk takes tens of seconds to import every reader
FILES_PER_CHILD = 200
GROWTH_BYTES = 64 << 20  # chosen: a sixteenth of the default memory limit; where there are forks, another costs little
# What a process dies of that asks for memory in vain; a library in C seldom knows a better way out than to abort.
MEMORY_DEATHS = ("memory", "crash")
NEARLY = 0.7  # chosen: whoever came so near to the memory limit and has a problem may have it for that reason
RESTARTS = 8  # chosen: so many members of one archive may kill a child before the rest of it is given up
ARCHIVE_WALLS = 20  # chosen: an archive with all its members may take so many times the time of one file
OUTPUT_BYTES_PER_CHAR = 8  # UTF-8 of any text with its mentions; a child that sends more is cut
OUTPUT_SPARE_BYTES = 16 << 20
LAST_BREATH_S = 5.0
NO_DEADLINE = math.inf
RETIRED = 170
# By the name of the exception that ends the child; chosen: codes that no shell or runtime uses.
EXIT_CODES: dict[str, int] = {"MemoryError": 171, "OutOfTime": 172}


class GuardBroken(Exception):  # noqa: N818  says what it is
    """The child does not come up at all: a fault of the installation, not of a document."""


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
        self._beside_bytes = BESIDE_BYTES + (OCR_MEMORY_BYTES if limits.ocr_pages else 0)
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
        self._most_bytes = limits.text_chars * OUTPUT_BYTES_PER_CHAR + OUTPUT_SPARE_BYTES
        self._process = _started(target, limits, files_per_child)
        self._watchdog = _Watchdog(self._process)
        self._watchdog.deadline = time.monotonic() + START_S
        try:
            kind, self.isolation = self._receive()
        except _Died as death:
            kind, self.isolation = "died", death.problem.detail
        if kind != "ready":
            self.end()
            raise GuardBroken(f"a reading process does not start: {self.isolation}; run `auditor doctor`")

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
            self._prolong(task)
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

    def end(self) -> None:
        """Kill whatever is left of the process group, and take the process in."""
        self._watchdog.stop()
        _kill(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self._process.wait()

    def _prolong(self, task: _Task) -> None:
        self._watchdog.deadline = min(time.monotonic() + self._limits.wall_s, task.deadline)

    def _send(self, stream: IO[bytes], task: _Task) -> None:
        """Send the request, the bytes, and how many there really were: a file may shrink on the way."""
        header = [task.outer.path, task.outer.modified, len(task.found), sorted(task.broken), task.outer.size_bytes]
        header.append(task.memory_bytes)
        pipe = self._process.stdin
        assert pipe is not None
        try:
            _write(pipe, wire.packed(header))
            sent = 0
            while sent < task.outer.size_bytes:
                chunk = stream.read(min(CHUNK_BYTES, task.outer.size_bytes - sent))
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
            return wire.unpacked(_framed(pipe, self._most_bytes))
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
    code = "import json,sys;c=json.loads(sys.argv[1]);sys.path[:]=c[0];from extractors import guard;guard.serve(*c[1:])"
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
    """Give an empty environment; Windows cannot load its own libraries without SYSTEMROOT."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if sys.platform == "win32" and name in os.environ}


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
    if code == EXIT_CODES["MemoryError"]:
        return Problem("memory", "stopped at the memory limit")
    if code == EXIT_CODES["OutOfTime"]:
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


def _bare(values: list[Any]) -> Extraction | None:
    return _decoded(values[0]) if values and values[0] else None


def _write(pipe: IO[bytes], raw: bytes) -> None:
    pipe.write(struct.pack(">Q", len(raw)))
    pipe.write(raw)


def _framed(pipe: IO[bytes], most_bytes: int) -> bytes:
    """Read one length-prefixed frame.

    Raises:
        EOFError: The other side is gone.
        OverflowError: The frame is larger than it may be.
    """
    head = pipe.read(8)
    if len(head) < 8:
        raise EOFError
    (length,) = struct.unpack(">Q", head)
    if length > most_bytes:
        raise OverflowError
    raw = pipe.read(length)
    if len(raw) < length:
        raise EOFError
    return raw


# From here on: what runs in the child.


def serve(target: str, limits_fields: dict[str, Any], files_per_child: int) -> None:
    """Be the child: load the readers, shut the doors, then read what comes until the parent hangs up."""
    limits = Limits(**limits_fields)
    requests, answers = _taken_pipes()
    isolation.die_with_parent()
    outside.start()
    network, view = isolation.without_network(), isolation.read_only_view()
    # Until the first document comes, a fault is one of the installation: it is told, and stops the audit.
    sys.excepthook = lambda kind, fault, _: _answer(answers, ["broken", f"{kind.__name__}: {fault}"])
    module_name, _, function = target.partition(":")
    module = importlib.import_module(module_name)
    getattr(module, "warm", lambda: None)()
    sys.excepthook = lambda kind, *_: os._exit(EXIT_CODES.get(kind.__name__, 1))
    taken_bytes = isolation.address_bytes()
    most_bytes = max(limits.memory_bytes, taken_bytes + limits.memory_bytes // 2)
    reached = {"rlimits": _limited(most_bytes), "nonet": network, "nowrite": isolation.without_writing() or view}
    _answer(answers, ["ready", "+".join(name for name, shut in reached.items() if shut) or "deadline"])
    forks = isolation.LINUX and threading.active_count() == 1 == isolation.threads()
    service = _Service(requests, answers, getattr(module, function), limits, files_per_child, forks, taken_bytes)
    if forks:
        _generations(service.run)
    service.run()


def _generations(run: Callable[[], int]) -> NoReturn:
    """Run in one fork after the other; end as the last of them ended, if that was not its planned end."""
    gc.freeze()
    while True:
        pid = os.fork()
        if pid == 0:
            isolation.die_with_parent()
            os._exit(run())
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if code < 0:
            os.kill(os.getpid(), -code)
        if code != RETIRED:
            os._exit(code)


@dataclass(slots=True)
class _Service:
    """The child at work.

    Attributes:
        forks: Another takes its place unasked when it retires.
        taken_bytes: The address space that the readers themselves take. It counts into the memory limit, but for
            where it would take more than half of it; a part of the memory beside others comes on top of it.
    """

    requests: IO[bytes]
    answers: IO[bytes]
    stream: Callable[..., Iterator[Extraction]]
    limits: Limits
    files_per_child: int
    forks: bool
    taken_bytes: int

    def run(self) -> int:
        """Read files until the parent hangs up (0) or it is time to be replaced (`RETIRED`)."""
        clock = _Clock(self.limits)
        for number in range(1, self.files_per_child + 1):
            try:
                header = wire.unpacked(_framed(self.requests, CHUNK_BYTES))
            except EOFError:
                return 0
            short = self._read(header, clock)
            retired = number == self.files_per_child or clock.grown()
            _answer(self.answers, ["end", retired and not self.forks, short])
            if retired:
                break
        return RETIRED

    def _read(self, header: list[Any], clock: _Clock) -> bool:
        """Read one file and answer with each extraction as soon as it is there; says whether memory was short."""
        name, modified, after, broken, size_bytes, memory_bytes = header
        faults, most_bytes = 0, isolation.narrowed("AS", self.taken_bytes + memory_bytes)
        data = self.requests.read(size_bytes)
        (real_bytes,) = struct.unpack(">Q", self.requests.read(8))

        def watch(bare: Extraction | None) -> None:
            _answer(self.answers, ["busy", bare and wire.encoded(bare)])
            clock.restart()

        most_bytes = self.limits.text_chars * OUTPUT_BYTES_PER_CHAR
        options = {"modified": modified, "after": after, "broken": frozenset(broken), "watch": watch}
        limits = replace(self.limits, memory_bytes=memory_bytes)
        for extraction in self.stream(data[:real_bytes], name, limits, **options):
            clock.stop()
            faults += len(extraction.problems)
            _write(self.answers, _packed(extraction, most_bytes))
            self.answers.flush()
        clock.stop()
        return bool(faults) and isolation.peak_address_bytes() > (
            self.taken_bytes + (most_bytes - self.taken_bytes) * NEARLY
        )


def _packed(extraction: Extraction, most_bytes: int) -> bytes:
    """Give the answer that delivers an extraction; where there is no memory left for it, the first half of it."""
    while True:
        try:
            return wire.packed(["file", _bounded(extraction, most_bytes)])
        except MemoryError:
            extraction = _halved(extraction)


def _halved(extraction: Extraction) -> Extraction:
    """Keep the first half of the segments; raises MemoryError where that is none."""
    kept = len(extraction.segments) // 2
    if not kept:
        raise MemoryError
    others = tuple(problem for problem in extraction.problems if problem.kind != "memory")
    problem = Problem("memory", f"only the first {kept} pieces of text are kept")
    mentions = tuple(mention for mention in extraction.mentions if mention.segment < kept)
    segments = extraction.segments[:kept]
    return replace(extraction, status="partly", segments=segments, mentions=mentions, problems=(*others, problem))


def _bounded(extraction: Extraction, most_bytes: int) -> wire.Wire:
    """Give the extraction for the pipe; without its content where it is larger than the parent takes."""
    size = sum(len(segment.text) for segment in extraction.segments) * 4 + len(extraction.mentions) * 64
    if size <= most_bytes:
        return wire.encoded(extraction)
    problem = Problem("too_big", "gave more text than is kept of one file")
    return wire.encoded(
        replace(extraction, status="unread", segments=(), mentions=(), problems=(*extraction.problems, problem))
    )


def _answer(pipe: IO[bytes], value: list[Any]) -> None:
    _write(pipe, wire.packed(value))
    pipe.flush()


def _taken_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Move the pipes away from 0 and 1, where a reader's library may print or read, and put nothing there."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return os.fdopen(requests, "rb", buffering=CHUNK_BYTES), os.fdopen(answers, "wb", buffering=CHUNK_BYTES)


def _limited(address_bytes: int) -> bool:
    """Set the limits of the process."""
    if sys.platform == "win32":
        return False
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    return isolation.limited(CORE=0, FSIZE=0, NOFILE=64, AS=address_bytes)


class _Clock:
    """Time for one step of reading: first an exception in Python code, which keeps what was read; then the end.

    `RLIMIT_CPU` counts over the life of a process, so its soft limit is moved ahead before each step.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        # Models of recognition stay loaded for the next picture.
        growth_bytes = GROWTH_BYTES + (OCR_MEMORY_BYTES if limits.ocr_pages else 0)
        self._most_bytes = isolation.resident_bytes() + growth_bytes
        self._running = False
        self._end: type[BaseException] = importlib.import_module("extractors.extract").OutOfTime
        if sys.platform != "win32":
            signal.signal(signal.SIGXCPU, self._out_of_time)
            signal.signal(signal.SIGALRM, self._out_of_time)

    def restart(self) -> None:
        """Give the step that begins now its full time."""
        self._running = True
        self._set(self._limits.cpu_s, self._limits.wall_s * 0.9)

    def stop(self) -> None:
        """Let no time run out between two files."""
        self._running = False
        self._set(0, 0)

    def grown(self) -> bool:
        """Whether the process has become so much larger that it should be replaced."""
        return isolation.resident_bytes() > self._most_bytes

    def _set(self, cpu_s: int, wall_s: float) -> None:
        if sys.platform == "win32":
            return
        used_s = math.ceil(time.process_time())
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = used_s + cpu_s if cpu_s else hard
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
        signal.setitimer(signal.ITIMER_REAL, wall_s)
        # SIGPROF has no handler here: it ends code that never comes back to Python.
        signal.setitimer(signal.ITIMER_PROF, cpu_s * 1.25 + 1 if cpu_s else 0)

    def _out_of_time(self, *_: object) -> None:
        if self._running:
            raise self._end
