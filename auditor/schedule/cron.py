"""cron: a marked block in the user's crontab; no other line of it is ever touched.

A run that falls due while the machine is off does not take place.
"""

from __future__ import annotations

import re
import shlex

from auditor.schedule.scheduler import (
    Entry,
    Planned,
    Scheduler,
    SchedulerRefused,
    asked,
    expressible,
    first_line,
    obeyed,
    unknown,
)
from auditor.schedule.timing import Every, Timing

# What the implementations (Vixie, cronie, Debian, macOS, systemd-cron; Busybox) say where a user has no crontab yet.
# Anything else is a refusal, and a crontab that could not be read must never be overwritten.
_NONE_YET = re.compile(r"no crontab for|No such file or directory", re.IGNORECASE)


def fields(timing: Timing) -> str:
    """Give the rhythm as the five fields of crontab(5); Sunday is 0 there."""
    match timing.every:
        case Every.month:
            return f"{timing.minute} {timing.hour} {timing.day} * *"
        case Every.week:
            return f"{timing.minute} {timing.hour} * * {timing.day % 7}"
        case Every.day:
            return f"{timing.minute} {timing.hour} * * *"


def line(entry: Entry) -> str:
    r"""Give the line of the crontab, without line break.

    cron turns `%` into a line break but takes `\%` for `%`; it counts backslashes doing so, hence the closed quotes
    around each: whatever stands before them is not a backslash.

    Raises:
        CannotExpress: A path of the command is no text or has a line break in it.
    """
    expressible(entry.command, newlines=False)
    words = " ".join(_quoted(word) for word in entry.command)
    return f"{fields(entry.timing)} {words}"


def _quoted(word: str) -> str:
    if "%" not in word:
        return shlex.quote(word)
    return "\\%".join(f"'{part}'" for part in word.replace("'", "'\"'\"'").split("%"))


def block(entry: Entry) -> str:
    """Give the lines that are added to a crontab."""
    return f"{_begin(entry.name)}\n{line(entry)}\n{_end(entry.name)}\n"


def without(crontab: str, name: str) -> str:
    """Give a crontab without the block of a name; every other line stays as it is, byte for byte."""
    marked = rf"^{re.escape(_begin(name))}\n(?:.*\n)*?{re.escape(_end(name))}\n"
    return re.sub(marked, "", crontab, flags=re.MULTILINE)


def plan(entry: Entry) -> tuple[Planned, ...]:
    """Give the block.

    Raises:
        CannotExpress: A path of the command is no text or has a line break in it.
    """
    return (Planned("crontab", f"auditor-{entry.name}.crontab", block(entry).encode()),)


def install(entry: Entry) -> None:
    """Add the block to the user's crontab, at its end, in place of one of the same name.

    Raises:
        SchedulerRefused: The crontab cannot be read or written; it is as it was.
        CannotExpress: A path of the command is no text or has a line break in it.
    """
    added, others = block(entry), without(_crontab(), entry.name)
    ended = others if not others or others.endswith("\n") else others + "\n"
    _put(ended + added)


def remove(name: str) -> None:
    """Take the block out of the user's crontab.

    Raises:
        SchedulerRefused: The crontab cannot be read or written; it is as it was.
    """
    before = _crontab()
    after = without(before, name)
    if after != before:
        _put(after)


def installed(name: str) -> bool:
    """Say whether the user's crontab has the block."""
    try:
        return f"{_begin(name)}\n" in _crontab()
    except SchedulerRefused:
        return False


def usable() -> bool:
    """Say whether the user has a crontab or may make one."""
    try:
        _crontab()
    except SchedulerRefused:
        return False
    return True


def _crontab() -> str:
    done = asked(["crontab", "-l"])
    if done.returncode and not _NONE_YET.search(done.stderr.decode("utf-8", "replace")):
        raise SchedulerRefused("crontab", first_line(done.stderr) or f"exit code {done.returncode}")
    return "" if done.returncode else done.stdout.decode("utf-8", "surrogateescape")


def _put(crontab: str) -> None:
    obeyed(["crontab", "-"], crontab.encode("utf-8", "surrogateescape"))


def _begin(name: str) -> str:
    return f"# >>> auditor schedule {name}: written by `auditor schedule install`, do not edit >>>"


def _end(name: str) -> str:
    return f"# <<< auditor schedule {name} <<<"


LOAD = "(crontab -l; cat {file}) | crontab -"
UNLOAD = "crontab -e"
SCHEDULER = Scheduler("cron", False, plan, usable, install, remove, installed, unknown, LOAD, UNLOAD)
