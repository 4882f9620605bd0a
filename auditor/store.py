"""The edge to the disk: where state lies, the installation's secret, the lock of a folder, and whole-file writes."""

from __future__ import annotations

import errno
import json
import os
import platform
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import filelock
import platformdirs

from auditor.messages import text

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

KEY_BYTES = 32
SERVICE = "aggregation-auditor"  # what the entry in a keyring is called
LEAST_PRIORITY = 1  # keyring's own bound: below it are backends that keep nothing, or in the clear
KEY_WAIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: a process, the machine it runs on, and since when (ISO 8601)."""

    pid: int
    host: str
    since: str


class Locked(Exception):  # noqa: N818  the house's word
    """Another run is auditing this folder; `holder` is known unless it has only just begun."""

    def __init__(self, what: str, holder: Holder | None = None) -> None:
        """Say what is locked, and by whom."""
        super().__init__(what if holder is None else f"{what}: process {holder.pid} on {holder.host}, {holder.since}")
        self.holder = holder


class CannotWrite(Exception):  # noqa: N818  the house's word
    """Output or state cannot be written; the message says where and why."""


class CannotUse(Exception):  # noqa: N818  the house's word
    """State is there and sound, but not for this installation as it is; `why` is a message `state.WHY` about `path`."""

    def __init__(self, path: Path, why: str) -> None:
        """Say what, where, what to do."""
        super().__init__(text(f"state.{why}", "en", path=path))
        self.path, self.why = path, why


def default_state() -> Path:
    """Give the folder for state that the user's system provides."""
    return Path(platformdirs.user_state_dir("aggregation-auditor", appauthor=False))


def secret(state: Path) -> bytes:
    """Give the installation's secret, made at the first call.

    A key file that is there wins and stays, even where a keyring could be used. Without one, the secret is made in the
    keyring of the operating system where the extra `keyring` is installed and a real keyring is there (`key.keyring`
    then says which entry it is), else in the file `key` for the user alone (0600).

    Raises:
        CannotWrite: The state folder cannot be made or the key not be written or read.
        CannotUse: The secret lies in a keyring that cannot be reached now; a new one would orphan all state.
    """
    path = state / "key"
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _made(state):
            _make(state)
        found = path.read_bytes() if path.exists() else _kept_in_keyring(state / "key.keyring")
    except OSError as error:
        raise CannotWrite(f"{path}: {error.strerror}; give another folder with --state") from error
    if len(found) != KEY_BYTES:
        raise CannotWrite(f"{path}: not a key of {KEY_BYTES} bytes; remove it to have a new one made")
    return found


def in_keyring(state: Path) -> bool:
    """Say whether the secret lies in the keyring, or would be made there; nothing is made."""
    return not (state / "key").exists() and ((state / "key.keyring").exists() or _keyring() is not None)


def _made(state: Path) -> bool:
    return (state / "key").exists() or (state / "key.keyring").exists()


def _make(state: Path) -> None:
    """Make the secret; of two first runs at once, the second takes what the first made."""
    try:
        with filelock.FileLock(state / "key.lock", timeout=KEY_WAIT_S, mode=0o600):
            if not _made(state) and not _make_in_keyring(state / "key.keyring"):
                write(state / "key", secrets.token_bytes(KEY_BYTES))
    except filelock.Timeout as error:
        busy = OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        raise CannotWrite(f"{state / 'key.lock'}: {busy.strerror}; {error}") from busy


def _make_in_keyring(entry: Path) -> bool:
    ring, name, made = _keyring(), secrets.token_hex(8), secrets.token_hex(KEY_BYTES)
    if ring is None:
        return False
    from keyring.errors import KeyringError  # noqa: PLC0415  an extra

    with suppress(KeyringError, RuntimeError, OSError):  # locked, or refused by the user: the file is there for that
        ring.set_password(SERVICE, name, made)
        if ring.get_password(SERVICE, name) == made:
            write(entry, name)
            return True
    return False


def _kept_in_keyring(entry: Path) -> bytes:
    ring, name = _keyring(), entry.read_text("utf-8").strip()
    if ring is None:
        raise CannotUse(entry, "keyring")
    from keyring.errors import KeyringError  # noqa: PLC0415  an extra

    try:
        found = bytes.fromhex(ring.get_password(SERVICE, name) or "")
    except (KeyringError, RuntimeError, OSError, ValueError) as error:
        raise CannotUse(entry, "keyring") from error
    if not found:  # of another user or machine
        raise CannotUse(entry, "keyring")
    return found


def _keyring() -> KeyringBackend | None:
    """Give the keyring of the operating system: none where the extra is missing or only a poor imitation is there."""
    try:
        import keyring  # noqa: PLC0415  an extra; and it looks for D-Bus, which a run with a key file need not

        found = keyring.get_keyring()
    except (ImportError, RuntimeError):
        return None
    chained = getattr(found, "backends", [found])
    return next((ring for ring in chained if ring.priority >= LEAST_PRIORITY), None)


@contextmanager
def held(lock: Path, what: str) -> Iterator[None]:
    """Hold a lock file while the block runs, with a file beside it that says who does.

    Raises:
        Locked: Another process holds it; nothing is waited for.
        CannotWrite: The lock file cannot be made.
    """
    claim = filelock.FileLock(lock, mode=0o600, thread_local=False)
    try:
        claim.acquire(timeout=0)
    except filelock.Timeout as error:
        raise Locked(what, _holder(lock)) from error
    except OSError as error:
        raise CannotWrite(f"{lock}: {error.strerror}; give another folder with --state") from error
    try:
        _sign(lock)
        yield
    finally:
        _sidecar(lock).unlink(missing_ok=True)
        claim.release()


def holder(lock: Path) -> Holder | None:
    """Say who holds a lock file now; a file that a killed process left beside it counts for nothing."""
    if _holder(lock) is None:
        return None
    try:
        with held(lock, ""):
            return None
    except Locked as error:
        return error.holder


def _sidecar(lock: Path) -> Path:
    return lock.with_name(f"{lock.name}.holder")


def _sign(lock: Path) -> None:
    """Write who holds the lock; it holds without that too, on a full disk."""
    who = Holder(os.getpid(), platform.node(), datetime.now(UTC).isoformat(timespec="seconds"))
    with suppress(OSError):
        handle = os.open(_sidecar(lock), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(who), file)


def _holder(lock: Path) -> Holder | None:
    try:
        said = json.loads(_sidecar(lock).read_text("utf-8"))
        return Holder(int(said["pid"]), str(said["host"]), str(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, readable by the user alone.

    Raises:
        CannotWrite: The disk is full, the folder read-only, or the name impossible; nothing half-written is left.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".auditor-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise CannotWrite(f"{path}: {error.strerror}; free some space or give another folder with --out") from error
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
