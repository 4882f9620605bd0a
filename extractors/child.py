"""The child of a guard: loads the readers, shuts the doors, then reads what comes until its parent hangs up.

Nothing here is called in the parent. The process that has loaded the readers never sees a document: where it can, it
forks, and the fork reads, until it has read so many files or grown so much that another takes its place.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import math
import os
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO, Any, NoReturn

if sys.platform != "win32":
    import resource

from extractors import isolation, outside, wire
from extractors.model import Extraction, Limits, Problem

GROWTH_BYTES = 64 << 20  # chosen: a sixteenth of the default memory limit; where there are forks, another costs little
NEARLY = 0.7  # chosen: whoever came so near to the memory limit and has a problem may have it for that reason


def serve(target: str, limits_fields: dict[str, Any], files_per_child: int) -> None:
    """Be the child: load the readers, shut the doors, then read what comes until the parent hangs up."""
    limits = Limits(**{**limits_fields, "models": tuple(limits_fields["models"])})
    requests, answers = _taken_pipes()
    isolation.die_with_parent()
    outside.start()
    network, view = isolation.without_network(), isolation.read_only_view()
    # Until the first document comes, a fault is one of the installation: it is told, and stops the audit.
    sys.excepthook = lambda kind, fault, _: _answer(answers, ["broken", f"{kind.__name__}: {fault}"])
    module_name, _, function = target.partition(":")
    module = importlib.import_module(module_name)
    getattr(module, "warm", lambda _: None)(limits)
    sys.excepthook = lambda kind, *_: os._exit(wire.EXIT_CODES.get(kind.__name__, 1))
    taken_bytes = isolation.address_bytes()
    most_bytes = max(limits.memory_bytes, taken_bytes + limits.memory_bytes // 2)
    reached = {"rlimits": _limited(most_bytes), "nonet": network, "nowrite": isolation.without_writing() or view}
    _answer(answers, ["ready", "+".join(name for name, shut in reached.items() if shut) or "deadline"])
    forks = isolation.LINUX and threading.active_count() == 1 == isolation.threads()
    streams = getattr(module, function), getattr(module, f"{function}_together", None)
    service = _Service(requests, answers, *streams, limits, files_per_child, forks, taken_bytes)
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
        if code != wire.RETIRED:
            os._exit(code)


@dataclass(slots=True)
class _Service:
    """The child at work.

    Attributes:
        stream: What reads a file.
        together: What reads several files at once, if anything does.
        forks: Another takes its place unasked when it retires.
        taken_bytes: The address space that the readers themselves take. It counts into the memory limit, but for
            where it would take more than half of it; a part of the memory beside others comes on top of it.
    """

    requests: IO[bytes]
    answers: IO[bytes]
    stream: Callable[..., Iterator[Extraction]]
    together: Callable[..., Iterator[Sequence[Extraction] | None]] | None
    limits: Limits
    files_per_child: int
    forks: bool
    taken_bytes: int

    def run(self) -> int:
        """Read files until the parent hangs up (0) or it is time to be replaced (`RETIRED`)."""
        clock, read = _Clock(self.limits), 0
        while True:
            try:
                header = wire.unpacked(wire.framed(self.requests, wire.CHUNK_BYTES))
            except EOFError:
                return 0
            several = isinstance(header[0], list)
            short = (self._read_together if several else self._read)(header, clock)
            read += len(header[0]) if several else 1
            retired = read >= self.files_per_child or clock.grown()
            _answer(self.answers, ["end", retired and not self.forks, short])
            if retired:
                return wire.RETIRED

    def _read_together(self, header: list[Any], clock: _Clock) -> bool:
        """Read small files and answer once all are read; says whether memory was short, or they are to be read alone.

        Whatever happens on the way, nothing of them is delivered twice: what was not told together is asked for again.
        """
        files, memory_bytes = header
        most_bytes = isolation.narrowed("AS", self.taken_bytes + memory_bytes)
        given = [(self.requests.read(size_bytes), name, modified) for name, modified, size_bytes in files]
        if self.together is None:
            return True

        def watch(_: Extraction | None, chars: int = 0, /) -> None:
            _answer(self.answers, ["busy", None, chars])
            clock.restart(chars)

        faults, limits = 0, replace(self.limits, memory_bytes=memory_bytes)
        for found in self.together(given, limits, watch=watch):
            clock.stop()
            faults += sum(len(extraction.problems) for extraction in found or ())
            for extraction in found or ():
                wire.sent(self.answers, *_packed(extraction, limits.text_chars * wire.OUTPUT_BYTES_PER_CHAR))
            wire.sent(self.answers, wire.packed(["alone" if found is None else "next"]))
        clock.stop()
        return bool(faults) and self._nearly(most_bytes)

    def _nearly(self, most_bytes: int) -> bool:
        """Say whether the process came near to so much memory."""
        return isolation.peak_address_bytes() > self.taken_bytes + (most_bytes - self.taken_bytes) * NEARLY

    def _read(self, header: list[Any], clock: _Clock) -> bool:
        """Read one file and answer with each extraction as soon as it is there; says whether memory was short."""
        name, modified, after, broken, size_bytes, memory_bytes = header
        faults, memory_limit = 0, isolation.narrowed("AS", self.taken_bytes + memory_bytes)
        data = self.requests.read(size_bytes)
        (real_bytes,) = struct.unpack(">Q", self.requests.read(8))

        def watch(bare: Extraction | None, chars: int = 0, /) -> None:
            _answer(self.answers, ["busy", bare and wire.encoded(bare), chars])
            clock.restart(chars)

        most_bytes = self.limits.text_chars * wire.OUTPUT_BYTES_PER_CHAR
        options = {"modified": modified, "after": after, "broken": frozenset(broken), "watch": watch}
        limits = replace(self.limits, memory_bytes=memory_bytes)
        for extraction in self.stream(data[:real_bytes], name, limits, **options):
            clock.stop()
            faults += len(extraction.problems)
            wire.sent(self.answers, *_packed(extraction, most_bytes))
            self.answers.flush()
        clock.stop()
        return bool(faults) and self._nearly(memory_limit)


def _packed(extraction: Extraction, most_bytes: int) -> tuple[bytes, ...]:
    """Give the answer that delivers an extraction; where there is no memory left for it, the first half of it."""
    while True:
        with contextlib.suppress(MemoryError):
            return wire.delivered(_bounded(extraction, most_bytes))
        extraction = _halved(extraction)  # only now, for a fault that is being handled holds what was made by then


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


def _bounded(extraction: Extraction, most_bytes: int) -> Extraction:
    """Give the extraction for the pipe; without its content where it is larger than the parent takes."""
    size = sum(len(segment.text) for segment in extraction.segments) * 4 + len(extraction.mentions) * 64
    if size <= most_bytes:
        return extraction
    problem = Problem("too_big", "gave more text than is kept of one file")
    return replace(extraction, status="unread", segments=(), mentions=(), problems=(*extraction.problems, problem))


def _answer(pipe: IO[bytes], value: list[Any]) -> None:
    wire.sent(pipe, wire.packed(value))
    pipe.flush()


def _taken_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Move the pipes away from 0 and 1, where a reader's library may print or read, and put nothing there."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return os.fdopen(requests, "rb", buffering=wire.CHUNK_BYTES), os.fdopen(answers, "wb", buffering=wire.CHUNK_BYTES)


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
        self._most_bytes = isolation.resident_bytes() + GROWTH_BYTES + limits.extra_bytes
        self._running = False
        self._end: type[BaseException] = importlib.import_module("extractors.extract").OutOfTime
        if sys.platform != "win32":
            signal.signal(signal.SIGXCPU, self._out_of_time)
            signal.signal(signal.SIGALRM, self._out_of_time)

    def restart(self, chars: int = 0) -> None:
        """Give the step that begins now its full time, and more of it where it works through much text."""
        self._running = True
        times = self._limits.times(chars)
        self._set(int(self._limits.cpu_s * times), self._limits.wall_s * times * 0.9)

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
