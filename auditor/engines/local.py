"""Reads files on this machine: one thread and one guarded process for each job."""

from __future__ import annotations

import os
import queue
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from auditor.engines.batches import AHEAD_PER_JOB, Outcome, groups, read
from auditor.folder import FoundFile
from extractors.guard import DEFAULTS, Guard
from extractors.model import Limits
from extractors.turns import Turns

# chosen: to start a reader costs 1.6 CPU s, as much as to read so many files; tests/bench/reaudit.py, 2026-11
FILES_PER_START = 50


class LocalEngine:
    """Reads many files at once; a context manager, so that no process outlives it."""

    def __init__(self, jobs: int = 0, limits: Limits = DEFAULTS) -> None:
        """Take the number of processes; 0 is one for each processor that may be used."""
        jobs = jobs or _processors()
        turns = Turns() if jobs > 1 else None
        self._guards = [Guard(limits, turns=turns) for _ in range(jobs)]
        self._free: queue.SimpleQueue[Guard] = queue.SimpleQueue()
        for guard in self._guards:
            self._free.put(guard)
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="engine")
        self._ahead = jobs * AHEAD_PER_JOB
        self._isolation = ""

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process at once; a file that is being read is given up."""
        for guard in self._guards:
            guard.close()
        self._threads.shutdown(cancel_futures=True)

    @property
    def isolation(self) -> str:
        """What the reading processes are kept from, as reached on this machine; kept when the engine is closed."""
        return self._isolation or self._threads.submit(self._reached).result()

    def map_files(self, files: Sequence[FoundFile]) -> Iterator[Outcome]:
        """Yield each file's index with its extractions, in the order in which they are done.

        Every index comes exactly once, whatever the files do. Largest files are begun first, so that none of them is
        waited for alone at the end. On any exception, and when the caller stops early, the engine is closed.

        Raises:
            GuardBroken: The reading processes do not start; anything else is a fault of the program.
        """
        order = iter(groups(files, len(self._guards)))
        running: set[Future[list[Outcome]]] = set()
        try:
            while True:
                while len(running) < self._ahead and (group := next(order, None)) is not None:
                    running.add(self._threads.submit(self._outcomes, group, [files[index] for index in group]))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                while done:
                    yield from done.pop().result()
        except BaseException:
            self.close()
            raise

    def _outcomes(self, numbers: Sequence[int], files: Sequence[FoundFile]) -> list[Outcome]:
        guard = self._free.get()
        try:
            return list(zip(numbers, read(files, guard), strict=True))
        finally:
            self._free.put(guard)

    def _reached(self) -> str:
        guard = self._free.get()
        try:
            self._isolation = guard.isolation
            return self._isolation
        finally:
            self._free.put(guard)


def readers(files: int, jobs: int = 0) -> int:
    """Give how many processes are worth starting for so many files, at most `jobs`; 0 is one for each processor."""
    return min(jobs or _processors(), 1 + files // FILES_PER_START)


def _processors() -> int:
    """Give the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
