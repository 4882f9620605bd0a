"""Reads files on a Dask cluster of the user's own, for who asks for it with `--engine dask://HOST:PORT`.

Every worker sees the folder at the same path and has this program; only paths go there, and what was read comes back,
sealed. Beyond this machine the connections are TLS, by the certificates of Dask's own configuration, or there are
none. Nothing in this module is imported unless an audit asks for it.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from ipaddress import ip_address
from itertools import islice
from typing import Any

from distributed import Client, Future, KilledWorker, Security, as_completed

from auditor.engines import cluster
from auditor.engines.batches import AHEAD_PER_JOB, EngineFailed, Outcome, groups, read, same
from auditor.folder import FoundFile
from extractors.guard import DEFAULTS, Guard
from extractors.model import Extraction, Limits

CONNECT_S = 10.0  # chosen: a scheduler that takes longer to say who it is would be no help
WORKERS_S = 20.0  # chosen: so long may the first worker be on its way
LOOKED_AT = 3  # files whose size and time every worker is asked for before anything is read


class DaskEngine:
    """Reads many files at once; a context manager, so that no reader outlives it on any worker."""

    def __init__(self, address: str, limits: Limits = DEFAULTS) -> None:
        """Connect to the scheduler at `HOST:PORT`, and see that every worker can do what is asked.

        Raises:
            EngineFailed: No scheduler or worker answers, a connection would be in the clear, or a worker has another
                program than this one.
        """
        self._limits = limits
        self._session, self._secret = secrets.token_hex(8), secrets.token_bytes(32)
        self._reached: set[str] = set()
        self._client = _connected(address)
        try:
            self._workers = self._ready(address)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> DaskEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End this audit's readers on the workers, and the connection; what is being read is given up."""
        with contextlib.suppress(Exception):  # whatever is gone needs no end
            self._client.run(cluster.ended, self._session, on_error="ignore")
        self._client.close(timeout=CONNECT_S)

    @property
    def isolation(self) -> str:
        """What the reading processes are kept from, as reached on every worker."""
        if not self._reached:
            self._reached.add(self._told(self._submitted([]).result())[0])
        return "; ".join(sorted(self._reached))

    def map_files(self, files: Sequence[FoundFile]) -> Iterator[Outcome]:
        """Yield each file's index with its extractions, in the order in which they are done.

        Every index comes exactly once. A batch that takes its workers down again and again is read on this machine.
        On any exception, and when the caller stops early, the engine is closed.

        Raises:
            EngineFailed: A worker does not see the files as this machine does, or the scheduler is gone.
            GuardBroken: The reading processes do not start on a worker.
        """
        try:
            self._looked_at(files)
            yield from self._outcomes(files)
        except BaseException:
            self.close()
            raise

    def _outcomes(self, files: Sequence[FoundFile]) -> Iterator[Outcome]:
        order = groups(files, self._workers)
        asked: dict[str, list[int]] = {}
        running = as_completed(loop=self._client.loop)

        def begin(count: int) -> None:
            for group in islice(order, count):
                future = self._submitted([files[number] for number in group])
                asked[future.key] = group
                running.add(future)

        begin(self._workers * AHEAD_PER_JOB)
        for future in running:
            numbers = asked.pop(future.key)
            yield from zip(numbers, self._found(future, [files[number] for number in numbers]), strict=True)
            future.release()
            begin(1)

    def _submitted(self, files: Sequence[FoundFile]) -> Future:
        wanted = cluster.request(self._session, self._secret, files, self._limits)
        return self._client.submit(cluster.answer, wanted, pure=False)

    def _found(self, future: Future, files: Sequence[FoundFile]) -> list[list[Extraction]]:
        if future.status in {"cancelled", "lost"}:
            raise EngineFailed("gone")
        try:
            isolation, found = self._told(future.result())
        except KilledWorker:  # workers died of it, one after the other; anything else is a fault of the program
            with Guard(self._limits) as guard:
                return read(files, guard)
        self._reached.add(isolation)
        return found

    def _told(self, sealed: bytes) -> tuple[str, list[list[Extraction]]]:
        return cluster.told(self._secret, sealed)

    def _ready(self, address: str) -> int:
        """Give the number of batches that are read at once, when every worker is as it has to be."""
        with contextlib.suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=WORKERS_S)
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        if not workers:
            raise EngineFailed("no_workers", address)
        for place in workers:
            if not _is_private(place):
                raise EngineFailed("clear", place)
        here = cluster.program(self._limits.models)
        for place, there in self._asked(cluster.program, self._limits.models).items():
            if there != here:
                raise EngineFailed("other_program", place)
        return sum(each["nthreads"] for each in workers.values())

    def _looked_at(self, files: Sequence[FoundFile]) -> None:
        """See that a few files, which are here as they were listed, are the same to every worker."""
        looked = list(islice((each for each in files if each.status == "read" and same(each)), LOOKED_AT))
        wanted = cluster.request(self._session, self._secret, looked, self._limits)
        for place, seen in self._asked(cluster.sees, wanted).items():
            if not seen:
                raise EngineFailed("not_seen", place)

    def _asked(self, function: Callable[..., Any], *arguments: Any) -> dict[str, Any]:
        """Give what each worker answers; what goes wrong there (it may not have the program) is None."""
        told = self._client.run(function, *arguments, on_error="return")
        return {place: None if isinstance(value, BaseException) else value for place, value in told.items()}


def _connected(address: str) -> Client:
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said once, in our words
    security = Security()
    has_tls = bool(security.tls_ca_file and security.tls_client_cert)
    place = f"{'tls' if has_tls else 'tcp'}://{address}"
    if not _is_private(place):
        raise EngineFailed("clear", place)
    if has_tls:
        security = Security(require_encryption=True)
    try:
        return Client(place, security=security if has_tls else None, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:  # a time-out is an OSError; ValueError: no address
        raise EngineFailed("no_scheduler", address) from error


def _is_private(place: str) -> bool:
    """Say whether what goes to this address is encrypted or never leaves the machine."""
    if place.startswith(("tls://", "inproc://")):
        return True
    host = place.partition("://")[2].rpartition(":")[0].strip("[]")
    if host == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return False
