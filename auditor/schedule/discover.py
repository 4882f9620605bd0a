"""Which schedulers there are: every module of this package that holds a `SCHEDULER`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from auditor import schedule as package
from auditor.schedule.scheduler import Scheduler

PREFERRED = ("systemd", "cron")  # `auto`: systemd catches up on a run that was missed, cron does not


@cache
def schedulers() -> dict[str, Scheduler]:
    """Give every scheduler by name, sorted; two of one name are a bug and raise `ValueError`."""
    found: dict[str, Scheduler] = {}
    for module in pkgutil.iter_modules(package.__path__):
        scheduler = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "SCHEDULER", None)
        if not isinstance(scheduler, Scheduler):
            continue
        if scheduler.name in found:
            raise ValueError(f"auditor/schedule/{module.name}.py: scheduler {scheduler.name!r} exists already")
        found[scheduler.name] = scheduler
    return dict(sorted(found.items()))


def best() -> Scheduler | None:
    """Give the scheduler that `auto` means on this machine; None where there is none."""
    return next((schedulers()[name] for name in PREFERRED if schedulers()[name].usable()), None)
