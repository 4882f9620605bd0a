"""Who reads beside others with a part of the memory, and who reads alone with all that one file may have.

Readers at work side by side may not each take what a single file may take: together they would take the machine's.
So a file is first read with a small part. One that does not get by with it, which few files do not, is read once more
while nobody else reads. What comes out never depends on what was read beside it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

# chosen: with two readers and all that is not theirs, no more than 1.5 GB together (tests/bench/hostile.py)
BESIDE_BYTES = 256 << 20


class Turns:
    """Shared by guards in several threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._reading = 0
        self._waiting = 0
        self._taken = False

    @contextlib.contextmanager
    def beside(self) -> Iterator[None]:
        """Read beside others; whoever waits to read alone goes first."""
        with self._changed:
            self._changed.wait_for(lambda: not self._taken and not self._waiting)
            self._reading += 1
        try:
            yield
        finally:
            with self._changed:
                self._reading -= 1
                self._changed.notify_all()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Read while nobody else does."""
        with self._changed:
            self._waiting += 1
            self._changed.wait_for(lambda: not self._taken and not self._reading)
            self._waiting -= 1
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()
