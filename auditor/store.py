"""The edge to the disk: where state lies, the installation's secret, the lock of a folder, and whole-file writes."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock
import platformdirs

KEY_BYTES = 32


class Locked(Exception):  # noqa: N818  the house's word
    """Another run is auditing this folder."""


class CannotWrite(Exception):  # noqa: N818  the house's word
    """Output or state cannot be written; the message says where and why."""


def default_state() -> Path:
    """Give the folder for state that the user's system provides."""
    return Path(platformdirs.user_state_dir("aggregation-auditor", appauthor=False))


def secret(state: Path) -> bytes:
    """Give the installation's secret, made at the first call, readable by the user alone (0600).

    Raises:
        CannotWrite: The state folder cannot be made or the key not be written or read.
    """
    path = state / "key"
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            write(path, secrets.token_bytes(KEY_BYTES))
        found = path.read_bytes()
    except OSError as error:
        raise CannotWrite(f"{path}: {error.strerror}; give another folder with --state") from error
    if len(found) != KEY_BYTES:
        raise CannotWrite(f"{path}: not a key of {KEY_BYTES} bytes; remove it to have a new one made")
    return found


@contextmanager
def locked(state: Path, folder: Path) -> Iterator[None]:
    """Hold the lock of a folder's audit while the block runs.

    Raises:
        Locked: Another run holds it; nothing is waited for.
    """
    name = hashlib.blake2b(os.fsencode(folder.resolve()), digest_size=12).hexdigest()
    lock = filelock.FileLock(state / f"{name}.lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise Locked(str(folder)) from error
    try:
        yield
    finally:
        lock.release()


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
