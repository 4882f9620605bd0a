"""Windows Task Scheduler: a task as XML for `schtasks /Create /XML`. Experimental: written, never registered."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

from auditor.schedule.scheduler import CannotExpress, Entry, Planned, Scheduler, expressible, never, unknown
from auditor.schedule.timing import Every, Timing

# Task Scheduler Schema, version 1.2 (Windows 7 and later): the order of elements within a trigger is part of it.
_NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_START = "2026-01-01"  # a trigger needs a first day; any in the past means from now on
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SETTINGS = {
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "true",
    "StopIfGoingOnBatteries": "false",
    "StartWhenAvailable": "true",  # a run that was missed is caught up on
    "Priority": "8",  # below normal
}


def plan(entry: Entry) -> tuple[Planned, ...]:
    """Give the task of an entry, in UTF-16 as `schtasks` asks for.

    Raises:
        CannotExpress: A path of the command has a character that XML cannot hold.
    """
    expressible(entry.command, newlines=False)
    for word in entry.command:
        if re.search("[\x00-\x1f\ufffe\uffff]", word):
            raise CannotExpress(word)
    root = ElementTree.Element("Task", {"version": "1.2", "xmlns": _NAMESPACE})
    _add(_add(root, "RegistrationInfo"), "Description", f"Recurring audit {entry.name} (auditor)")
    _trigger(_add(_add(root, "Triggers"), "CalendarTrigger"), entry.timing)
    principal = _add(_add(root, "Principals"), "Principal")
    principal.set("id", "Author")
    _add(principal, "LogonType", "InteractiveToken")
    _add(principal, "RunLevel", "LeastPrivilege")
    settings = _add(root, "Settings")
    for name, value in _SETTINGS.items():
        _add(settings, name, value)
    action = _add(_add(root, "Actions"), "Exec")
    _add(action, "Command", entry.command[0])
    _add(action, "Arguments", subprocess.list2cmdline(entry.command[1:]))
    ElementTree.indent(root)
    text = '<?xml version="1.0" encoding="UTF-16"?>\n' + ElementTree.tostring(root, "unicode") + "\n"
    name = f"auditor-{entry.name}.xml"
    return (Planned(name, name, text.replace("\n", "\r\n").encode("utf-16")),)


def _trigger(trigger: ElementTree.Element, timing: Timing) -> None:
    _add(trigger, "StartBoundary", f"{_START}T{timing.at}:00")
    _add(trigger, "RandomDelay", "PT15M")
    match timing.every:
        case Every.month:
            rhythm = _add(trigger, "ScheduleByMonth")
            _add(_add(rhythm, "DaysOfMonth"), "Day", str(timing.day))
            months = _add(rhythm, "Months")
            for month in _MONTHS:
                _add(months, month)
        case Every.week:
            rhythm = _add(trigger, "ScheduleByWeek")
            _add(rhythm, "WeeksInterval", "1")
            _add(_add(rhythm, "DaysOfWeek"), _DAYS[timing.day - 1])
        case Every.day:
            _add(_add(trigger, "ScheduleByDay"), "DaysInterval", "1")


def _add(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = text
    return element


def install(entry: Entry) -> None:
    """Refuse: this is experimental and only written where a person asks.

    Raises:
        NotImplementedError: Always; a caller that gets here did not look at `experimental`.
    """
    raise NotImplementedError(entry.name)


def remove(_: str) -> None:
    """Leave everything alone: nothing was put in place."""


def usable() -> bool:
    """Say whether this is Windows."""
    return sys.platform == "win32"


LOAD = "schtasks /Create /TN auditor-{name} /XML {file}"
UNLOAD = "schtasks /Delete /TN auditor-{name}"
SCHEDULER = Scheduler("windows", True, plan, usable, install, remove, never, unknown, LOAD, UNLOAD)
