"""One SQLite file as state needs it: its settings, its migrations, encryption as a whole, and what errors mean.

What the disk refuses comes as `store.CannotWrite`, damage as `Damaged`; any other error of SQLite is a fault of ours.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

from auditor.store import CannotUse, CannotWrite

SETTINGS = (
    "auto_vacuum = INCREMENTAL",  # first: it holds only for a database without tables
    "busy_timeout = 5000",  # ms; nobody else writes, but a backup may read
    "journal_mode = WAL",
    "synchronous = NORMAL",  # a killed process loses nothing that was committed
    "secure_delete = ON",
    "foreign_keys = ON",
    "temp_store = MEMORY",  # no temporary file that a kill leaves behind
)
PLAIN = "state.db"
BESIDE = ("-wal", "-shm")
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
COLUMNS = "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
# No statement of ours breaks a constraint or a limit, unless what it meets is not what we wrote.
DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CONSTRAINT", "SQLITE_MISMATCH", "SQLITE_TOOBIG")
REFUSALS = {
    "SQLITE_FULL": errno.ENOSPC, "SQLITE_READONLY": errno.EROFS, "SQLITE_IOERR": errno.EIO,
    "SQLITE_CANTOPEN": errno.EACCES, "SQLITE_PERM": errno.EACCES, "SQLITE_BUSY": errno.EBUSY,
    "SQLITE_LOCKED": errno.EBUSY, "SQLITE_PROTOCOL": errno.EBUSY,
}  # fmt: skip
LITTLE_BYTES = 64 * 1024  # with less room than this, an error of writing is a full disk


class Damaged(Exception):  # noqa: N818  the house's word
    """The file at `path` is no database, or a damaged one."""

    def __init__(self, path: Path) -> None:
        """Say which file."""
        super().__init__(str(path))
        self.path = path


class Database:
    """An open database file; every statement is its own transaction unless one is begun."""

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        """Open or make a database, brought to the newest version.

        Args:
            path: The file; made for the user alone.
            key: Where given, the file is encrypted as a whole, which needs the extra `sqlcipher`.

        Raises:
            CannotWrite: The disk refuses.
            CannotUse: A newer version of this tool made it, or the extra is missing.
            Damaged: It is no database, or a damaged one.
        """
        driver = sqlite3 if key is None else _sqlcipher(path)
        self.path, self._error, self._encrypted = path, driver.Error, key is not None
        with _refusals(path):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        with self._told():
            self._connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            self._prepare(key)
        except BaseException:
            self.close()
            raise

    def run(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one statement and give its rows."""
        with self._told():
            rows: list[tuple[Any, ...]] = self._connection.execute(sql, values).fetchall()
        return rows

    def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row of values."""
        with self._told():
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Have everything in the block happen, or nothing of it."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            self.roll_back()
            raise

    def roll_back(self) -> None:
        """Take back what is not committed; an error that led here may have done so already."""
        with suppress(self._error):
            if self._connection.in_transaction:
                self._connection.rollback()

    def compact(self) -> None:
        """Give freed room back to the disk, and leave nothing of deleted rows in the log beside the file."""
        with self._told():  # as a script, for the first is a row for each page, which `execute` does not all fetch
            self._connection.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);")

    def rescue(self, broken: Path, tables: Iterable[str]) -> None:
        """Take over what can still be read of a damaged database of the same version and key, a whole table or none."""
        with suppress(Damaged, CannotWrite, self._error):
            plain = " KEY ''" if self._encrypted and broken.name.startswith(PLAIN) else ""
            self.run(f"ATTACH DATABASE ? AS broken{plain}", str(broken))
        for table in tables:
            with suppress(Damaged, CannotWrite, self._error), self.transaction():
                self.run(f"INSERT OR IGNORE INTO main.{table} SELECT * FROM broken.{table}")
        with suppress(self._error):
            self._connection.execute("DETACH DATABASE broken")

    def close(self) -> None:
        """Close; what was begun and not committed is lost."""
        with suppress(self._error):
            self._connection.close()

    def _prepare(self, key: bytes | None) -> None:
        """Set up a connection and bring the database to the newest version."""
        scripts = migrations()
        version = self._version(key)
        if version > len(scripts):
            raise CannotUse(self.path, "newer")
        if version < 0 or _shape(scripts[:version]) != set(self.run(COLUMNS)):
            raise Damaged(self.path)
        for number, script in enumerate(scripts[version:], version + 1):
            self._migrate(number, script)

    def _version(self, key: bytes | None) -> int:
        """Set up a connection and say which version made the database; whatever cannot do so much is damaged."""
        self._connection.text_factory = lambda content: str(content, "utf-8", "replace")
        try:
            if key is not None:
                self.run("PRAGMA cipher_log_level = NONE")  # what is wrong is said by an exception
                self.run(f"PRAGMA key = \"x'{key.hex()}'\"")
            for setting in SETTINGS:
                self.run(f"PRAGMA {setting}")
            return int(self.run("PRAGMA user_version")[0][0])
        except self._error as error:
            raise Damaged(self.path) from error

    def _migrate(self, number: int, script: str) -> None:
        """Bring the database one version further, whole or not at all."""
        try:
            with self._told():
                self._connection.executescript(f"BEGIN;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")
        except BaseException:
            self.roll_back()
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn errors of SQLite into what they mean for a person."""
        try:
            yield
        except UnicodeDecodeError as error:  # a message that quotes the damaged text of a table
            raise Damaged(self.path) from error
        except self._error as error:
            name = str(getattr(error, "sqlite_errorname", ""))
            if name.startswith(DAMAGE) or (name == "SQLITE_READONLY" and _may_write(self.path)):
                raise Damaged(self.path) from error
            refusal = next((number for start, number in REFUSALS.items() if name.startswith(start)), None)
            if refusal is None:
                raise
            number = _really(refusal, self.path)
            with _refusals(self.path):
                raise OSError(number, os.strerror(number)) from error


def migrations() -> list[str]:
    """Give the SQL of every version, the first first."""
    files = [file for file in (resources.files("auditor") / "migrations").iterdir() if file.name.endswith(".sql")]
    return [file.read_text("utf-8") for file in sorted(files, key=lambda file: file.name)]


def _shape(scripts: Iterable[str]) -> set[tuple[str, ...]]:
    """Give the tables and columns that migrations make."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for script in scripts:
            connection.executescript(script)
        return set(connection.execute(COLUMNS))


def set_aside(path: Path) -> Path:
    """Rename a damaged database, with what lies beside it, so that it is kept; gives its new place."""
    number = next(n for n in range(1, 10_000) if not path.with_name(f"{path.name}.broken-{n}").exists())
    kept = path.with_name(f"{path.name}.broken-{number}")
    with _refusals(path):
        for end in ("", *BESIDE):
            with suppress(FileNotFoundError):
                path.with_name(path.name + end).rename(kept.with_name(kept.name + end))
    return kept


def remove(path: Path) -> None:
    """Remove a database and what lies beside it; the log goes last, for without it the file may be of no use."""
    with _refusals(path):
        for end in ("", *BESIDE):
            path.with_name(path.name + end).unlink(missing_ok=True)


def encrypt(plain: Path, whole: Path, key: bytes) -> None:
    """Replace a plain database by one that is encrypted as a whole.

    The plain file is deleted, not wiped: a disk may keep its blocks until they are written over.

    Raises:
        CannotWrite: The disk refuses; the plain database is as it was.
        CannotUse: The extra `sqlcipher` is missing.
        Damaged: The plain one is no database, or a damaged one.
    """
    new = whole.with_name(f"{whole.name}.new")
    remove(new)
    Database(plain).close()  # brings it to the newest version and empties its log
    with closing(Database(new, key)) as database:
        try:
            _copy(plain, database)
        except Damaged as error:
            raise Damaged(plain) from error
    with _refusals(whole):
        os.replace(new, whole)
    remove(plain)


def _copy(plain: Path, database: Database) -> None:
    """Copy every row; the tables are there, made by the migrations."""
    database.run("ATTACH DATABASE ? AS plain KEY ''", str(plain))
    with database.transaction():
        for (name,) in database.run(TABLES.replace("sqlite_master", "plain.sqlite_master")):
            database.run(f'DELETE FROM main."{name}"')
            database.run(f'INSERT INTO main."{name}" SELECT * FROM plain."{name}"')
    database.run("DETACH DATABASE plain")


def _sqlcipher(path: Path) -> ModuleType:
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415  an extra
    except ImportError as error:
        raise CannotUse(path.parent, "no_sqlcipher") from error
    driver: ModuleType = dbapi2
    return driver


def _may_write(path: Path) -> bool:
    """Tell a file that the disk protects from one whose damaged header says that it is only to be read."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _really(number: int, path: Path) -> int:
    """Tell a full disk from a broken one: SQLite calls both an error of input or output."""
    with suppress(OSError):
        if number == errno.EIO and shutil.disk_usage(path.parent).free < LITTLE_BYTES:
            return errno.ENOSPC
    return number


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(f"{path}: {error.strerror}; free some space or give another folder with --state") from error
