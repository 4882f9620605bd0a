"""What a scheduler plug-in is, and what it is given."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from auditor.schedule.timing import Timing

_PATIENCE_S = 20.0  # crontab and systemctl answer at once; a bus that hangs should not hang the command


class SchedulerRefused(Exception):  # noqa: N818  reads as what it says
    """The system's own command refused; `command` is its name, `said` its first line."""

    def __init__(self, command: str, said: str) -> None:
        super().__init__(f"{command}: {said}")
        self.command = command
        self.said = said


class CannotExpress(Exception):  # noqa: N818  reads as what it says
    """A path holds a character that this scheduler's files cannot hold; `word` is the path."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Entry:
    """One recurring audit as a scheduler sees it: the folder is no part of it, it stands in the job's own file.

    Attributes:
        name: Of the job: small letters, digits and hyphens.
        command: Program and arguments, whole and unquoted.
        timing: When it runs.
        sends: Whether it has notices to send, or a cluster reads for it, so that it needs the network.
    """

    name: str
    command: tuple[str, ...]
    timing: Timing
    sends: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing that an installation writes: where, under which file name, and its content."""

    place: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Scheduler:
    """One way to have a command run regularly.

    Attributes:
        name: What a person asks for, `--scheduler NAME`.
        experimental: Never tried on the system it is for, so it is only printed, or written where a person asks.
        plan: What an installation writes; it changes nothing.
        usable: Whether this machine and user have it.
        install: Puts an entry in place, or anew where it is there already.
        remove: Takes the entry of a name away; nothing happens where there is none.
        installed: Whether the entry of a name is there.
        next_run: When the scheduler itself says that the entry runs next; None where it does not say.
        load: Command that puts written files in place by hand; `{file}` and `{name}` stand in it.
        unload: Command that undoes this.
    """

    name: str
    experimental: bool
    plan: Callable[[Entry], tuple[Planned, ...]]
    usable: Callable[[], bool]
    install: Callable[[Entry], None]
    remove: Callable[[str], None]
    installed: Callable[[str], bool]
    next_run: Callable[[str], datetime | None]
    load: str
    unload: str


def asked(command: Sequence[str], given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run one of the system's own commands, in plain English, and give what came of it.

    Raises:
        SchedulerRefused: It is not there or does not answer.
    """
    program = shutil.which(command[0])
    if program is None:
        raise SchedulerRefused(command[0], "not found")
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(
            [program, *command[1:]], input=given, stdin=None if given is not None else subprocess.DEVNULL,
            capture_output=True, check=False, timeout=_PATIENCE_S, env=environment,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SchedulerRefused(command[0], type(error).__name__) from error


def obeyed(command: Sequence[str], given: bytes | None = None) -> bytes:
    """Run one of the system's own commands and give its output.

    Raises:
        SchedulerRefused: It is not there, does not answer, or ends with an error.
    """
    done = asked(command, given)
    if done.returncode:
        raise SchedulerRefused(command[0], first_line(done.stderr) or f"exit code {done.returncode}")
    return done.stdout


def first_line(said: bytes) -> str:
    """Give the first line that says something."""
    return next((line for line in said.decode("utf-8", "replace").splitlines() if line.strip()), "").strip()


def expressible(words: Sequence[str], *, newlines: bool) -> None:
    """Refuse words that a scheduler's file cannot hold.

    Raises:
        CannotExpress: Bytes that are no text, a NUL, or a line break where the file is made of lines.
    """
    for word in words:
        try:
            word.encode("utf-8")
        except UnicodeEncodeError as error:
            raise CannotExpress(word) from error
        if "\0" in word or (not newlines and ("\n" in word or "\r" in word)):
            raise CannotExpress(word)


def never(_: str) -> bool:
    """Say that nothing is known to be installed: the answer of schedulers that are only written out."""
    return False


def unknown(_: str) -> datetime | None:
    """Say that the scheduler does not tell its next run."""
    return None
