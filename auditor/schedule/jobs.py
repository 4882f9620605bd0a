"""The jobs of an installation: what each audits, when, with which options, and how it last ended.

A job is a small TOML file, readable by the user alone. The folder's path stands in it in clear, for every run has to
find the folder; passwords and keys never stand in it, only where they are to be found.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from auditor import store
from auditor.schedule.timing import BadTiming, Timing, timing

OptionValue = str | float | int | bool | list[str]
LEAST_MOVE = 3.0  # of 100; chosen: well within the interval, 13 points wide in tests/golden/reports/en.txt
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_KEYS = {"folder", "scheduler", "every", "day", "at", "lang", "names", "moved_by", "audit", "notice"}
_HEADER = (
    "# A recurring audit, written by `auditor schedule install`. The folder stands here in clear: each run has to find"
    " it.\n# 定期审计任务。文件夹路径以明文写在这里，因为每次运行都要找到它。\n\n"
)


class BadJob(Exception):  # noqa: N818  the house's word
    """A job file that cannot be used: `reason` is "missing", "toml" or "shape", `where` the line or key."""

    def __init__(self, reason: str, path: Path, where: str = "") -> None:
        super().__init__(f"{path}: {reason} {where}".strip())
        self.reason = reason
        self.path = path
        self.where = where


@dataclass(frozen=True, slots=True)
class Job:
    """One recurring audit.

    Attributes:
        name: Small letters, digits and hyphens.
        folder: Path of the folder, absolute.
        scheduler: Which one starts it.
        timing: When it runs.
        lang: Of its audits and notices, "zh" or "en".
        options: The options of `auditor audit` by name without hyphens in front; paths are absolute.
        notices: Where notices go, each a table as the person wrote it.
        names: Whether notices name findings and files.
        moved_by: By how many points the score has to move for a notice.
    """

    name: str
    folder: str
    scheduler: str
    timing: Timing
    lang: str
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    notices: tuple[Mapping[str, Any], ...] = ()
    names: bool = False
    moved_by: float = LEAST_MOVE

    def words(self) -> list[str]:
        """Give the folder and options as `auditor audit` takes them."""
        return [word for name, value in self.options.items() for word in _option(name, value)] + ["--", self.folder]


@dataclass(frozen=True, slots=True)
class Last:
    """How a job last ended.

    Attributes:
        at: When, in ISO 8601.
        exit_code: Of that run.
        result: Exit code of the last run that was not turned away by another run's lock; notices compare with it.
    """

    at: str
    exit_code: int
    result: int | None


def slug(folder_name: str) -> str:
    """Give a name for the job of a folder; a folder named in Chinese alone becomes "folder"."""
    plain = re.sub(r"[^a-z0-9]+", "-", folder_name.lower())[:32].strip("-")
    return plain or "folder"


def save(home: Path, job: Job) -> Path:
    """Write a job and give the path of its file.

    Raises:
        CannotWrite: The disk is full or read-only.
    """
    path = place(home, job.name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    store.write(path, written(job))
    return path


def written(job: Job) -> str:
    """Give a job as the text of its file."""
    when = {"every": job.timing.every.value, "day": job.timing.day, "at": job.timing.at}
    said = {"folder": job.folder, "scheduler": job.scheduler, **when, "lang": job.lang}
    told = {"names": job.names, "moved_by": job.moved_by} if job.notices else {}
    tables = {"audit": dict(job.options), "notice": [dict(each) for each in job.notices]}
    return _HEADER + tomli_w.dumps({**said, **told, **{key: value for key, value in tables.items() if value}})


def load(home: Path, name: str) -> Job:
    """Read a job.

    Raises:
        BadJob: There is none of this name, or its file was changed into something else.
    """
    path = place(home, name)
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BadJob("missing", path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadJob("toml", path, str(error)) from error
    if unknown := sorted(set(found) - _KEYS):
        raise BadJob("shape", path, unknown[0])
    return _job(found, name, path)


def names(home: Path) -> tuple[str, ...]:
    """Give the names of all jobs, sorted."""
    return tuple(sorted(path.stem for path in (home / "schedules").glob("*.toml") if NAME.fullmatch(path.stem)))


def forget(home: Path, name: str) -> None:
    """Delete a job and how it last ended."""
    for path in (place(home, name), _last_place(home, name)):
        path.unlink(missing_ok=True)


def remember(home: Path, name: str, last: Last) -> None:
    """Write how a job ended.

    Raises:
        CannotWrite: The disk is full or read-only.
    """
    store.write(_last_place(home, name), json.dumps(asdict(last)) + "\n")


def last(home: Path, name: str) -> Last | None:
    """Give how a job last ended; None where it never ran or the record is broken."""
    try:
        found = json.loads(_last_place(home, name).read_text("utf-8"))
        return Last(str(found["at"]), int(found["exit_code"]), found["result"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def place(home: Path, name: str) -> Path:
    """Give the path of a job's file."""
    return home / "schedules" / f"{name}.toml"


def _last_place(home: Path, name: str) -> Path:
    return home / "schedules" / f"{name}.last.json"


def _option(name: str, value: OptionValue) -> list[str]:
    match value:
        case bool():
            return [f"--{name}"] if value else []
        case list():
            return [word for each in value for word in _option(name, each)]
    return [f"--{name}={value}"]


def _job(found: dict[str, Any], name: str, path: Path) -> Job:
    def given(key: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
        value = found.get(key, default)
        if not isinstance(value, kind):
            raise BadJob("shape", path, key)
        return value

    try:
        day = given("day", int, 0) or None
        when = timing(given("every", str), given("at", str), day)
    except BadTiming as error:
        raise BadJob("shape", path, error.option.removeprefix("--")) from error
    if given("lang", str) not in {"zh", "en"}:
        raise BadJob("shape", path, "lang")
    notices = tuple(given("notice", list, []))
    if not all(isinstance(each, dict) for each in notices):
        raise BadJob("shape", path, "notice")
    options = given("audit", dict, {})
    if bad := [key for key, value in options.items() if not _is_option(value)]:
        raise BadJob("shape", path, f"audit.{bad[0]}")
    return Job(
        name, given("folder", str), given("scheduler", str), when, found["lang"], options, notices,
        given("names", bool, False), float(given("moved_by", (int, float), LEAST_MOVE)),
    )  # fmt: skip


def _is_option(value: object) -> bool:
    many = isinstance(value, list) and all(isinstance(each, str) for each in value)
    return many or isinstance(value, str | int | float | bool)
