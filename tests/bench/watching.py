"""Watches a running command from outside: memory of it and all that it started, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

MIB = 1 << 20


@dataclass(slots=True)
class Seen:
    """What was seen of one command.

    Attributes:
        code: Its exit code.
        wall_s: How long it took.
        memory_bytes: The most that it and its descendants held at one time; what several share is counted once.
        parts: The size of each process at that moment, largest first, with how its command begins.
        said: Standard output and error.
        left: Descendants that were still there a moment after its end.
        times: (seconds since the start, bytes) of the samples that were higher than all before.
    """

    code: int = 0
    wall_s: float = 0.0
    memory_bytes: int = 0
    parts: list[tuple[int, str]] = field(default_factory=list)
    said: str = ""
    left: list[str] = field(default_factory=list)
    times: list[tuple[float, int]] = field(default_factory=list)


def watched(words: Sequence[str], *, every_s: float = 0.1, stop: Callable[[float], bool] = lambda _: False) -> Seen:
    """Run a command to its end, or kill it with SIGKILL as soon as `stop` says so, and tell what was seen."""
    seen, began, known = Seen(), time.monotonic(), set[int]()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(words, stdout=said, stderr=subprocess.STDOUT, start_new_session=True)
        while process.poll() is None:
            tree = descendants(process.pid)
            known |= tree
            sizes = {pid: proportional_bytes(pid) for pid in {process.pid, *tree}}
            if sum(sizes.values()) > seen.memory_bytes:
                seen.memory_bytes = sum(sizes.values())
                seen.parts = sorted(((size, _role(pid)) for pid, size in sizes.items()), reverse=True)
                seen.times.append((time.monotonic() - began, seen.memory_bytes))
            if stop(time.monotonic() - began):
                process.send_signal(signal.SIGKILL)
            time.sleep(every_s)
        seen.code, seen.wall_s = process.returncode, time.monotonic() - began
        time.sleep(1.0)
        seen.left = [command for pid in sorted(known) if (command := _command(pid))]
        said.seek(0)
        seen.said = said.read().decode(errors="replace")
    return seen


def descendants(root: int) -> set[int]:
    """List the processes under one."""
    parents: dict[int, int] = {}
    for name in os.listdir("/proc"):
        with suppress(OSError, ValueError, IndexError):
            parents[int(name)] = int(Path(f"/proc/{int(name)}/stat").read_bytes().rpartition(b")")[2].split()[1])
    found, last = set[int](), {root}
    while last:
        last = {pid for pid, parent in parents.items() if parent in last}
        found |= last
    return found


def proportional_bytes(pid: int) -> int:
    """Give what a process holds in memory, shared pages in equal parts; 0 where it is gone."""
    with suppress(OSError, ValueError, IndexError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _role(pid: int) -> str:
    """Say what part a process plays here."""
    command = _command(pid, 5000)
    roles = {"child.serve": "reader", "outside.serve": "runner", "from auditor.cli": "main"}
    return next((role for mark, role in roles.items() if mark in command), command[:20])


def _command(pid: int, most: int = 80) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")[:most]
    return ""


class Watch:
    """Sees which files of some places were changed, made or removed between its making and `changes`."""

    def __init__(self, *places: Path) -> None:
        self._places = places
        self._before = dict(_all(places))

    def changes(self) -> list[str]:
        """Name what is not as it was."""
        now = dict(_all(self._places))
        gone = [f"gone: {path}" for path in self._before.keys() - now.keys()]
        made = [f"made: {path}" for path in now.keys() - self._before.keys()]
        other = [f"changed: {path}" for path in self._before.keys() & now.keys() if self._before[path] != now[path]]
        return sorted(gone + made + other)


def _all(places: Sequence[Path]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for place in places:
        for folder, folders, names in os.walk(place):
            for name in (*folders, *names):
                path = os.path.join(folder, name)
                with suppress(OSError):
                    status = os.lstat(path)
                    yield path, (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode)


class Restless(threading.Thread):
    """Does something again and again until it is stopped: a file that grows, one that comes and goes."""

    def __init__(self, do: Callable[[], None], every_s: float = 0.02) -> None:
        super().__init__(daemon=True)
        self._do, self._every_s, self._stopped = do, every_s, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._stopped.wait(self._every_s):
            with suppress(OSError):
                self._do()

    def stop(self) -> None:
        self._stopped.set()
        self.join()
