"""What is kept between the audits of one folder, so that only what changed is read and what changed is explained.

State holds tokens, sizes and times; everything else is sealed (`auditor.sealed`). One process at a time has it open.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from auditor import database, store
from auditor.sealed import TOKEN_BYTES, Broken, Keys, packed, unpacked

P = ParamSpec("P")
T = TypeVar("T")
FOLDERS = "folders"
PLAIN, WHOLE, LOCK = "state.db", "state.cipher.db", "lock"
ASKED_FOR = "encrypt"  # a file of this name in the home of state has every database encrypted as a whole
LEDGERS = ("decisions.toml", "aliases.toml")  # the user's own words
AUDITS_KEPT = 24  # two years of monthly audits
BATCH = 64  # kept items between commits: a kill costs so many readings at most
BATCH_S = 1.0
HISTORY = ("run", "gone")  # what cannot be had again by reading the folder
CHUNK = 500  # keys in one statement; SQLite before 3.32 allows 999
_TOKEN = re.compile(f"[0-9a-f]{{{2 * TOKEN_BYTES}}}")
_RUNS = "SELECT number, taken_at, length(summary) + length(record) + coalesce(length(audit), 0) FROM run"
_GONE = "SELECT content, since, length(told) FROM gone"


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as the last run saw it; `content` is the token of its SHA-256."""

    size_bytes: int
    mtime_ns: int
    inode: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Run:
    """One audit in the history, without its audit and record, which are large.

    Attributes:
        number: Counts up and is never given twice; 0 as long as the run is not kept.
        taken_at: ISO 8601.
        tool: Version of the tool.
        fingerprint: Token of whatever the audit depended on beside the files.
        score: 0 to 100.
        open_score: The score without what was accepted.
    """

    number: int
    taken_at: str
    tool: str
    score_version: str
    profile: str
    fingerprint: bytes
    score: float
    open_score: float
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Gone:
    """Content that was wanted removed and has gone: its token, a keyed sketch, since when, and why it was wanted."""

    content: bytes
    sketch: bytes
    since: str
    why: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is kept, or would go."""

    runs: int = 0
    files: int = 0
    items: int = 0
    gone: int = 0
    size_bytes: int = 0


def _mended(method: Callable[Concatenate[State, P], T]) -> Callable[Concatenate[State, P], T]:
    """Have a method run by one thread at a time, and once more on a new database where the old one is damaged."""

    @functools.wraps(method)
    def run(self: State, /, *args: P.args, **named: P.kwargs) -> T:
        with self._turn:
            try:
                return method(self, *args, **named)
            except database.Damaged as damage:
                self._start_anew(damage.path)
                return method(self, *args, **named)
            except store.CannotWrite:
                self._roll_back()
                raise

    return run


class State:
    """The state of one audited folder, open and locked; a context manager.

    Attributes:
        place: The folder that it lies in; the ledgers of decisions and aliases lie there too.
        set_aside: Where a damaged database was put, `state.db.broken-N`, if there was one; none otherwise.
        options: What readings depend on beside their files ("ocr", models); part of their keys, see `kept.reads_with`.
    """

    def __init__(self, place: Path, keys: Keys, *, whole: bool) -> None:
        """Open the database in a place whose lock is held; use `open` or `at`."""
        self.place = place
        self.set_aside: Path | None = None
        self.options: tuple[str, ...] = ()
        self._keys, self._whole = keys, whole
        self._turn, self._held = threading.RLock(), contextlib.ExitStack()
        self._pending, self._committed_at = 0, time.monotonic()
        self._listing: dict[bytes, Seen] | None = None
        self._database = self._opened()

    @classmethod
    def open(cls, home: Path, folder: Path, secret: bytes, *, whole: bool = False) -> State:
        """Open the state of a folder, made where there is none.

        Args:
            home: Where all state lies.
            folder: The audited folder; it need not be there any more.
            secret: The installation's, `store.secret(home)`.
            whole: Encrypt the database as a whole (extra `sqlcipher`); also so where `home` has a file `encrypt`.

        Raises:
            store.Locked: Another process has it open; it says which.
            store.CannotWrite: The disk refuses.
            store.CannotUse: A newer version wrote it, or it is encrypted as a whole and not asked to be.
        """
        return cls.at(place_of(home, folder, secret), secret, whole=whole)

    @classmethod
    def at(cls, place: Path, secret: bytes, *, whole: bool = False) -> State:
        """Open the state that lies in a place, one of `places(home)`; else as `open`."""
        with contextlib.ExitStack() as held:
            _make(place)
            held.enter_context(store.held(place / LOCK, str(place)))
            whole = whole or (place.parents[1] / ASKED_FOR).exists()
            state = cls(place, Keys.of(secret), whole=whole)
            state._held = held.pop_all()
        return state

    def __enter__(self) -> Self:
        """Give the state."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit what was kept, whatever ended the block, and close."""
        try:
            self.commit()
        except store.CannotWrite:
            if error is None:
                raise
        finally:
            self.close()

    def close(self) -> None:
        """Close without a commit, and let the lock go."""
        self._database.close()
        self._held.close()

    @property
    def started_anew(self) -> bool:
        """Say whether the database was damaged, so that this is a new one, with the runs that could be rescued."""
        return self.set_aside is not None

    def token(self, *parts: str | bytes) -> bytes:
        """Give a keyed token of 16 bytes, as `Keys.token`."""
        return self._keys.token(*parts)

    # The listing

    def seen(self, path: str) -> Seen | None:
        """Say how the last run saw a file."""
        return self.listing().get(self.token("path", path))

    @_mended
    def listing(self) -> Mapping[bytes, Seen]:
        """Give the whole listing of the last run, by the token of `("path", path)`."""
        if self._listing is None:
            rows = self._database.run("SELECT path, size_bytes, mtime_ns, inode, content FROM listing")
            self._listing = {row[0]: seen for row in rows if (seen := _seen(*row[1:])) is not None}
        return self._listing

    @_mended
    def list_as(self, entries: Mapping[str, Seen]) -> None:
        """Replace the listing: all of it, or nothing where the disk refuses."""
        before, now = self.listing(), {self.token("path", path): seen for path, seen in entries.items()}
        changed = [(path, seen) for path, seen in now.items() if before.get(path) != seen]
        with self._all_or_nothing():
            self._database.run_many("DELETE FROM listing WHERE path = ?", ((path,) for path in before.keys() - now))
            self._database.run_many(
                "REPLACE INTO listing (path, size_bytes, mtime_ns, inode, content) VALUES (?, ?, ?, ?, ?)",
                ((path, s.size_bytes, str(s.mtime_ns), str(s.inode), s.content) for path, s in changed),
            )
        self._listing = now

    # Sealed content

    def keep(self, shelf: str, key: bytes, content: bytes | Iterable[bytes]) -> None:
        """Keep content under a key, in place of what was there; committed with the batch it falls into, or `commit`.

        It may come in pieces: what is large need not be put together first.
        """
        self._keep(shelf, key, self._sealed(content, "blob", shelf, key))

    @_mended
    def _keep(self, shelf: str, key: bytes, sealed: bytes) -> None:
        if not self._pending:
            self._database.run("BEGIN IMMEDIATE")
        self._pending += 1
        self._database.run(
            "INSERT INTO blob (shelf, key, content) VALUES (?, ?, ?) "
            "ON CONFLICT (shelf, key) DO UPDATE SET content = excluded.content",
            shelf, key, sealed,
        )  # fmt: skip
        if self._pending >= BATCH or time.monotonic() - self._committed_at >= BATCH_S:
            self.commit()

    @_mended
    def commit(self) -> None:
        """Have what was kept so far survive whatever happens to this process."""
        if self._pending:
            self._database.run("COMMIT")
        self._pending, self._committed_at = 0, time.monotonic()

    def blob(self, shelf: str, key: bytes) -> bytes | None:
        """Give what is kept under a key; none also where it cannot be unsealed, and then it is dropped."""
        return self.blobs(shelf, (key,)).get(key)

    def blobs(self, shelf: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Give what is kept under some keys; keys without content are left out."""
        wanted = list(dict.fromkeys(keys))
        chunks = (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
        return {key: content for chunk in chunks for key, content in self._chunk(shelf, chunk)}

    @_mended
    def _chunk(self, shelf: str, keys: list[bytes]) -> list[tuple[bytes, bytes]]:
        marks = ",".join("?" * len(keys))
        sql = f"SELECT id, key, content FROM blob WHERE shelf = ? AND key IN ({marks})"
        rows = [(row, key, self._unsealed(content, "blob", shelf, key))
                for row, key, content in self._database.run(sql, shelf, *keys)]  # fmt: skip
        self._drop("blob", "id", (row for row, _, content in rows if content is None))
        return [(key, content) for _, key, content in rows if content is not None]

    @_mended
    def prune(self, shelf: str, wanted: Collection[bytes]) -> int:
        """Delete what a shelf holds beside the wanted keys, and leave no trace of it in the file; says how much."""
        stay = frozenset(wanted)
        rows = self._database.run("SELECT id, key FROM blob WHERE shelf = ?", shelf)
        unwanted = [row for row, key in rows if key not in stay]
        if unwanted:
            with self._all_or_nothing():
                self._drop("blob", "id", unwanted)
            self._database.compact()
        return len(unwanted)

    # Runs

    @_mended
    def add_run(self, run: Run, audit: bytes, record: bytes) -> int:
        """Keep a run and give its number; audits of all but the newest 24 runs are dropped, their records stay."""
        with self._all_or_nothing():
            self._database.run("INSERT INTO run (taken_at, summary, record) VALUES (?, x'', x'')", run.taken_at)
            ((number,),) = self._database.run("SELECT last_insert_rowid()")
            parts = {"summary": _summary(run), "record": record, "audit": audit}
            sealed = (self._sealed(parts[name], "run", str(number), run.taken_at, name) for name in parts)
            self._database.run("UPDATE run SET summary = ?, record = ?, audit = ? WHERE number = ?", *sealed, number)
            self._database.run(
                "UPDATE run SET audit = NULL WHERE audit IS NOT NULL "
                "AND number NOT IN (SELECT number FROM run ORDER BY number DESC LIMIT ?)",
                AUDITS_KEPT,
            )
        return int(number)

    @_mended
    def runs(self) -> list[Run]:
        """Give the runs, the oldest first; one that cannot be unsealed is dropped."""
        rows = self._database.run("SELECT number, taken_at, summary FROM run ORDER BY number")
        found = [(number, at, self._unsealed(sealed, "run", str(number), at, "summary")) for number, at, sealed in rows]
        self._drop("run", "number", (number for number, _, summary in found if summary is None))
        return [_run(number, at, summary) for number, at, summary in found if summary is not None]

    def run_audit(self, number: int) -> bytes | None:
        """Give the audit of a run: none where there is no such run, or its audit is not kept any more."""
        return self._part(number, "audit")

    def run_record(self, number: int) -> bytes | None:
        """Give the record of a run, none where there is no such run."""
        return self._part(number, "record")

    @_mended
    def _part(self, number: int, name: str) -> bytes | None:
        sql = f"SELECT taken_at, {name} FROM run WHERE number = ? AND {name} IS NOT NULL"
        rows = self._database.run(sql, number)
        return self._unsealed(rows[0][1], "run", str(number), rows[0][0], name) if rows else None

    # The memory of removed content

    @_mended
    def remember_gone(self, content: bytes, sketch: bytes, since: str, why: str) -> None:
        """Remember content that was wanted removed and has gone; what was remembered of it before is replaced."""
        sealed = self._sealed(packed((why, sketch)), "gone", content, since)
        with self._all_or_nothing():
            self._database.run("REPLACE INTO gone (content, since, told) VALUES (?, ?, ?)", content, since, sealed)

    @_mended
    def gone(self) -> list[Gone]:
        """Give the memory of removed content, the oldest first."""
        rows = self._database.run("SELECT content, since, told FROM gone ORDER BY since, content")
        found = [(content, since, self._unsealed(told, "gone", content, since)) for content, since, told in rows]
        self._drop("gone", "content", (content for content, _, told in found if told is None))
        return [_gone(content, since, told) for content, since, told in found if told is not None]

    @_mended
    def forget_gone(self, content: bytes) -> None:
        """Forget content that was wanted removed."""
        with self._all_or_nothing():
            self._drop("gone", "content", (content,))

    # What can be purged

    @_mended
    def holdings(self, before: str | None = None) -> Holdings:
        """Say what `purge` with the same date would delete; without a date, all that is kept."""
        runs, gone = self._older(_RUNS, before), self._older(_GONE, before)
        files, items, size = self._rest() if self._leaves_no_run(runs, before) else (0, 0, 0)
        return Holdings(len(runs), files, items, len(gone), size + sum(runs.values()) + sum(gone.values()))

    @_mended
    def purge(self, before: str | None = None) -> Holdings:
        """Delete runs and memories older than a date (ISO 8601), or all without one; says how much it was.

        Where no run stays, the listing and all sealed content go too: they are as old as the last run.
        """
        held, runs, gone = self.holdings(before), self._older(_RUNS, before), self._older(_GONE, before)
        with self._all_or_nothing():
            if self._leaves_no_run(runs, before):
                self._database.run("DELETE FROM listing")
                self._database.run("DELETE FROM blob")
            self._drop("run", "number", runs)
            self._drop("gone", "content", gone)
        self._listing = None
        self._database.compact()
        return held

    @_mended
    def purge_run(self, number: int) -> Holdings:
        """Delete one run, whose number is not given again; says how much it was, nothing where there is none."""
        held = self.run_holdings(number)
        if held.runs:
            with self._all_or_nothing():
                self._drop("run", "number", (number,))
            self._database.compact()
        return held

    @_mended
    def run_holdings(self, number: int) -> Holdings:
        """Say what `purge_run` would delete."""
        sizes = self._older(_RUNS, None)
        return Holdings(runs=1, size_bytes=sizes[number]) if number in sizes else Holdings()

    def _older(self, sql: str, before: str | None) -> dict[Any, int]:
        """Give what is older than a date, or all without one, each with its size in bytes."""
        rows, limit = self._database.run(sql), None if before is None else _moment(before)
        return {each: size for each, at, size in rows if limit is None or _kept_moment(at) < limit}

    def _leaves_no_run(self, runs: Collection[int], before: str | None) -> bool:
        ((total,),) = self._database.run("SELECT count(*) FROM run")
        return before is None or 0 < total == len(runs)

    def _rest(self) -> tuple[int, int, int]:
        """Count the files of the listing, the sealed items, and the bytes of these."""
        ((files,),) = self._database.run("SELECT count(*) FROM listing")
        ((items, size),) = self._database.run("SELECT count(*), coalesce(sum(length(content)), 0) FROM blob")
        return files, items, size

    # Sealing, and the database

    def _sealed(self, content: bytes | Iterable[bytes], *where: str | bytes) -> bytes:
        return self._keys.seal(content, packed((self.place.name, *where)))

    def _unsealed(self, sealed: bytes, *where: str | bytes) -> bytes | None:
        try:
            return self._keys.unseal(sealed, packed((self.place.name, *where)))
        except (Broken, TypeError):  # damage may make any type of any value
            return None

    def _drop(self, table: str, column: str, values: Iterable[object]) -> None:
        sql = f"DELETE FROM {table} WHERE {column} = ?"
        for value in values:
            self._database.run(sql, value)

    @contextlib.contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        self.commit()
        with self._database.transaction():
            yield

    def _roll_back(self) -> None:
        self._database.roll_back()
        self._pending = 0

    def _opened(self) -> database.Database:
        """Open the database; a damaged one is set aside, and what can be read of its history taken over."""
        try:
            return self._found()
        except database.Damaged as damage:
            self.set_aside = database.set_aside(damage.path)
        found = self._found()
        found.rescue(self.set_aside, HISTORY)
        return found

    def _found(self) -> database.Database:
        plain, whole = self.place / PLAIN, self.place / WHOLE
        if not self._whole and whole.exists():
            raise store.CannotUse(whole, "encrypted")
        if not self._whole:
            return database.Database(plain)
        if plain.exists() and not whole.exists():
            database.encrypt(plain, whole, self._keys.whole)
        database.remove(plain)  # a kill between the two may have left it
        return database.Database(whole, self._keys.whole)

    def _start_anew(self, damaged: Path) -> None:
        """Go on with a new database after damage was met in the midst of work."""
        self._database.close()
        self.set_aside = database.set_aside(damaged)
        self._pending, self._listing = 0, None
        self._database = self._found()
        self._database.rescue(self.set_aside, HISTORY)


def place_of(home: Path, folder: Path, secret: bytes) -> Path:
    """Give the folder in which the state of an audited folder lies; nothing is made."""
    return home / FOLDERS / Keys.of(secret).token("folder", os.fsencode(folder.resolve())).hex()


def places(home: Path) -> list[Path]:
    """Give the folders of all the state that is there; which folder each is about, only `place_of` can tell."""
    return sorted(path for path in (home / FOLDERS).glob("*") if path.is_dir() and _TOKEN.fullmatch(path.name))


def holder(home: Path, folder: Path, secret: bytes) -> store.Holder | None:
    """Say who has the state of a folder open now."""
    return store.holder(place_of(home, folder, secret) / LOCK)


def size_bytes(place: Path, *, ledgers: bool) -> int:
    """Say how much `erase` would free."""
    return sum(path.stat().st_size for path in _erasable(place, ledgers=ledgers))


def erase(place: Path, *, ledgers: bool) -> None:
    """Delete the state in a place, set-aside databases too; the user's own ledgers stay unless they are asked for.

    Raises:
        store.Locked: A run has it open.
        store.CannotWrite: The disk refuses.
    """
    lock = place / LOCK
    with _refusals(place):
        with store.held(lock, str(place)):
            for path in _erasable(place, ledgers=ledgers):
                path.unlink()
        lock.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # ledgers stay
            place.rmdir()


def _erasable(place: Path, *, ledgers: bool) -> list[Path]:
    stays = {LOCK, f"{LOCK}.holder", *(() if ledgers else LEDGERS)}
    return [path for path in sorted(place.glob("*")) if path.name not in stays]


def _make(place: Path) -> None:
    """Make the place of state, for the user alone all the way from its home."""
    with _refusals(place):
        for path in (place.parents[1], place.parent, place):
            path.mkdir(parents=True, exist_ok=True, mode=0o700)


@contextlib.contextmanager
def _refusals(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise store.CannotWrite(f"{place}: {error.strerror}; give another folder with --state") from error


def _seen(size_bytes: int, mtime_ns: str, inode: str, content: bytes) -> Seen | None:
    """Give a row of the listing, none where damage made something else of it: the file is then read again."""
    try:
        return Seen(int(size_bytes), int(mtime_ns), int(inode), bytes(content))
    except (TypeError, ValueError):
        return None


def _moment(said: str) -> datetime:
    """Give a date as a moment; one without a zone is of UTC, as all that are kept."""
    found = datetime.fromisoformat(said)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _kept_moment(said: str) -> datetime:
    """Give the date of a row; one that damage made unreadable is older than all."""
    try:
        return _moment(said)
    except (TypeError, ValueError):
        return datetime.min.replace(tzinfo=UTC)


def _summary(run: Run) -> bytes:
    told = {
        "tool": run.tool, "score_version": run.score_version, "profile": run.profile,
        "fingerprint": run.fingerprint.hex(), "score": run.score, "open_score": run.open_score,
        "counts": dict(run.counts),
    }  # fmt: skip
    return json.dumps(told).encode()


def _run(number: int, taken_at: str, summary: bytes) -> Run:
    told = json.loads(summary)
    return Run(number, taken_at, told["tool"], told["score_version"], told["profile"],
               bytes.fromhex(told["fingerprint"]), told["score"], told["open_score"], told["counts"])  # fmt: skip


def _gone(content: bytes, since: str, told: bytes) -> Gone:
    why, sketch = unpacked(told)
    return Gone(content, sketch, since, why.decode("utf-8", "surrogatepass"))
