"""launchd, the scheduler of macOS: a property list for the user's agents. Experimental: written, never loaded."""

from __future__ import annotations

import plistlib
import sys

from auditor.schedule.scheduler import CannotExpress, Entry, Planned, Scheduler, expressible, never, unknown
from auditor.schedule.timing import Every, Timing


def interval(timing: Timing) -> dict[str, int]:
    """Give the rhythm as StartCalendarInterval, see launchd.plist(5); Sunday is 0."""
    clock = {"Hour": timing.hour, "Minute": timing.minute}
    match timing.every:
        case Every.month:
            return {"Day": timing.day, **clock}
        case Every.week:
            return {"Weekday": timing.day % 7, **clock}
        case Every.day:
            return clock


def plan(entry: Entry) -> tuple[Planned, ...]:
    """Give the property list of an entry.

    Raises:
        CannotExpress: A path of the command has a character that XML cannot hold.
    """
    expressible(entry.command, newlines=True)
    label = f"auditor.{entry.name}"
    settings = {
        "Label": label,
        "ProgramArguments": list(entry.command),
        "StartCalendarInterval": interval(entry.timing),
        "ProcessType": "Background",
        "LowPriorityIO": True,
        "Nice": 10,
        "Umask": 0o077,
    }
    try:
        content = plistlib.dumps(settings, sort_keys=False)
    except ValueError as error:  # a control character
        raise CannotExpress(max(entry.command, key=_controls)) from error
    return (Planned(f"~/Library/LaunchAgents/{label}.plist", f"{label}.plist", content),)


def _controls(word: str) -> int:
    return sum(ord(each) < 0x20 for each in word)


def install(entry: Entry) -> None:
    """Refuse: this is experimental and only written where a person asks.

    Raises:
        NotImplementedError: Always; a caller that gets here did not look at `experimental`.
    """
    raise NotImplementedError(entry.name)


def remove(_: str) -> None:
    """Leave everything alone: nothing was put in place."""


def usable() -> bool:
    """Say whether this is macOS."""
    return sys.platform == "darwin"


LOAD = "cp {file} ~/Library/LaunchAgents/ && launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/{file}"
UNLOAD = "launchctl bootout gui/$(id -u)/auditor.{name} && rm ~/Library/LaunchAgents/auditor.{name}.plist"
SCHEDULER = Scheduler("launchd", True, plan, usable, install, remove, never, unknown, LOAD, UNLOAD)
