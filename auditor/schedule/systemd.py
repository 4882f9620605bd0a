"""systemd user timers: a run that was missed is caught up on, and a random delay keeps machines from starting at once.

They run while the user is logged in; `loginctl enable-linger` has them run at other times too.
"""

from __future__ import annotations

import contextlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from auditor.schedule.scheduler import Entry, Planned, Scheduler, SchedulerRefused, asked, expressible, obeyed
from auditor.schedule.timing import Every, Timing

RANDOM_DELAY_S = 900
_UNFIT = frozenset("\"'\\")  # string_is_safe() of systemd refuses these in a program's path, however they are quoted
_BY_SHELL = ("/bin/sh", "-c", 'exec "$0" "$@"')
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HEADER = "# Written by `auditor schedule install`; `auditor schedule remove {name}` takes it away.\n"

# What a user's own service manager can impose without privileges: seccomp filters and process attributes. Everything
# that needs a namespace (PrivateNetwork=, ProtectSystem=, ReadOnlyPaths=) is left out on purpose. Before systemd 254
# it is ignored in user units, since then it needs user namespaces, and where those are forbidden the unit fails to
# start. The address families do for user units what PrivateNetwork= does for system units. RestrictNamespaces= is
# left out too: the reading processes put themselves into a namespace without network.
_SERVICE = """\
{header}[Unit]
Description=Recurring audit {name} (auditor)

[Service]
Type=oneshot
ExecStart={command}
# 1 (above the target) and 3 (some files not read) are results of an audit, not failures of this unit.
SuccessExitStatus=1 3
Nice=10
IOSchedulingClass=idle
UMask=0077
LimitCORE=0
NoNewPrivileges=yes
RestrictAddressFamilies={families}
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
"""
_TIMER = """\
{header}[Unit]
Description=Time of the recurring audit {name} (auditor)

[Timer]
OnCalendar={calendar}
# A run that was missed takes place once the machine is up again.
Persistent=true
RandomizedDelaySec={delay}

[Install]
WantedBy=timers.target
"""


def calendar(timing: Timing) -> str:
    """Give the rhythm as systemd's calendar expression, see systemd.time(7)."""
    match timing.every:
        case Every.month:
            return f"*-*-{timing.day:02} {timing.at}:00"
        case Every.week:
            return f"{_DAYS[timing.day - 1]} *-*-* {timing.at}:00"
        case Every.day:
            return f"*-*-* {timing.at}:00"


def command_line(command: tuple[str, ...]) -> str:
    """Give a command as ExecStart= takes it: C-style quotes, `%` doubled, `:` in front so that `$` means itself.

    Raises:
        CannotExpress: A word is no text.
    """
    expressible(command, newlines=True)
    started = command if _UNFIT.isdisjoint(command[0]) and command[0].isprintable() else (*_BY_SHELL, *command)
    return ":" + " ".join(_quoted(word) for word in started)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    plain = "".join(f"\\x{ord(each):02x}" if ord(each) < 0x20 or ord(each) == 0x7F else each for each in escaped)
    return f'"{plain}"'


def plan(entry: Entry) -> tuple[Planned, ...]:
    """Give the unit files of an entry.

    Raises:
        CannotExpress: A path of the command is no text.
    """
    header = _HEADER.format(name=entry.name)
    service = _SERVICE.format(
        header=header, name=entry.name, command=command_line(entry.command),
        families="AF_UNIX AF_INET AF_INET6" if entry.sends else "AF_UNIX",
    )  # fmt: skip
    timer = _TIMER.format(header=header, name=entry.name, calendar=calendar(entry.timing), delay=RANDOM_DELAY_S)
    contents = {f"auditor-{entry.name}.service": service, f"auditor-{entry.name}.timer": timer}
    return tuple(Planned(str(_units() / name), name, content.encode()) for name, content in contents.items())


def install(entry: Entry) -> None:
    """Write the unit files and start the timer; where systemd refuses, the files are gone again.

    Raises:
        SchedulerRefused: `systemctl --user` refuses or does not answer.
        OSError: The files cannot be written.
        CannotExpress: A path of the command is no text.
    """
    planned = plan(entry)
    _units().mkdir(parents=True, exist_ok=True)
    for unit in planned:
        Path(unit.place).write_bytes(unit.content)
    try:
        obeyed(["systemctl", "--user", "daemon-reload"])
        obeyed(["systemctl", "--user", "enable", "--now", f"auditor-{entry.name}.timer"])
    except SchedulerRefused:
        _withdraw(entry.name)
        raise


def remove(name: str) -> None:
    """Stop the timer and take its unit files away."""
    with contextlib.suppress(SchedulerRefused):  # no manager runs: without its file the timer cannot start any more
        asked(["systemctl", "--user", "disable", "--now", f"auditor-{name}.timer"])
    _withdraw(name)


def installed(name: str) -> bool:
    """Say whether the timer's file is there."""
    return (_units() / f"auditor-{name}.timer").exists()


def usable() -> bool:
    """Say whether the user's service manager answers."""
    try:
        return asked(["systemctl", "--user", "show", "--property=Version"]).returncode == 0
    except SchedulerRefused:
        return False


def next_run(name: str) -> datetime | None:
    """Give the moment that systemd has chosen, random delay included."""
    try:
        said = obeyed(["systemctl", "--user", "list-timers", "--all", "--output=json", f"auditor-{name}.timer"])
        listed = json.loads(said)
        return datetime.fromtimestamp(int(listed[0]["next"]) / 1e6, UTC).astimezone() if listed[0]["next"] else None
    except (SchedulerRefused, ValueError, LookupError, TypeError):  # an older systemctl writes a table
        return None


def _withdraw(name: str) -> None:
    for suffix in ("timer", "service"):
        (_units() / f"auditor-{name}.{suffix}").unlink(missing_ok=True)
    (_units() / "timers.target.wants" / f"auditor-{name}.timer").unlink(missing_ok=True)
    with contextlib.suppress(SchedulerRefused):
        asked(["systemctl", "--user", "daemon-reload"])


def _units() -> Path:
    given = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(given) if os.path.isabs(given) else Path.home() / ".config"  # the specification ignores relative ones
    return base / "systemd" / "user"


LOAD = "cp auditor-{name}.* ~/.config/systemd/user/ && systemctl --user enable --now auditor-{name}.timer"
UNLOAD = "systemctl --user disable --now auditor-{name}.timer"
SCHEDULER = Scheduler("systemd", False, plan, usable, install, remove, installed, next_run, LOAD, UNLOAD)
