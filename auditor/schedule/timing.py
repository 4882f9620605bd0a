"""When a recurring audit runs: every month, week or day, on a day, at a time of the machine's own clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

LAST_DAY_OF_EVERY_MONTH = 28  # later days are missing from some months, whose audit would silently not take place
DEFAULT_AT = "12:30"  # a time at which the machine is on, its user away, and no clock change ever happens
_SEARCHED_DAYS = 32


class Every(StrEnum):
    """How often an audit runs."""

    month = "month"
    week = "week"
    day = "day"


class BadTiming(Exception):  # noqa: N818  the house's word
    """A time or day that does not exist; `option` is the one to correct."""

    def __init__(self, option: str) -> None:
        super().__init__(option)
        self.option = option


@dataclass(frozen=True, slots=True)
class Timing:
    """A rhythm.

    Attributes:
        every: How often.
        day: Of the month 1 to 28, of the week 1 (Monday) to 7 (Sunday); 0 where it runs every day.
        hour: 0 to 23.
        minute: 0 to 59.
    """

    every: Every
    day: int
    hour: int
    minute: int

    @property
    def at(self) -> str:
        """The time of day as HH:MM."""
        return f"{self.hour:02}:{self.minute:02}"


def timing(every: str, at: str, day: int | None) -> Timing:
    """Give the rhythm that a person's words mean; without a day it is the first of the month or Monday.

    Raises:
        BadTiming: No such rhythm, a time that is not HH:MM, or a day that not every month or week has.
    """
    if every not in set(Every):
        raise BadTiming("--every")
    clock = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", at, re.ASCII)
    if clock is None:
        raise BadTiming("--at")
    last = {Every.month: LAST_DAY_OF_EVERY_MONTH, Every.week: 7, Every.day: 0}[Every(every)]
    chosen = min(1, last) if day is None else day
    if not min(1, last) <= chosen <= last or (day is not None and last == 0):
        raise BadTiming("--day")
    return Timing(Every(every), chosen, int(clock[1]), int(clock[2]))


def next_run(rhythm: Timing, now: datetime) -> datetime:
    """Give the first moment after `now` at which the rhythm falls due, in the time zone of `now`."""
    days = (now.date() + timedelta(days=ahead) for ahead in range(_SEARCHED_DAYS + 1))
    moments = (datetime.combine(day, time(rhythm.hour, rhythm.minute), now.tzinfo) for day in days)
    return next(moment for moment in moments if moment > now and _due(rhythm, moment))


def _due(rhythm: Timing, moment: datetime) -> bool:
    match rhythm.every:
        case Every.month:
            return moment.day == rhythm.day
        case Every.week:
            return moment.isoweekday() == rhythm.day
        case Every.day:
            return True
