"""What a channel is: one way to deliver a notice, and the settings it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from auditor.notices.letter import Letter

Value = str | int | tuple[str, ...]
Kind = Literal["text", "secret", "port", "address", "addresses", "url", "secret url", "security"]
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Failed(Exception):  # noqa: N818  reads as what it says
    """A notice was not delivered.

    `reason` is the end of a message key `notice.failed.REASON`; `detail` is a number, a host or a setting, never what
    the server said in words nor an address, for addresses of chat robots are keys.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of a target's table.

    Attributes:
        name: The key. Of a secret the table holds `NAME_env` or `NAME_file` instead.
        kind: What its value is.
        required: Whether it must be there.
        default: Its value where it is not.
    """

    name: str
    kind: Kind = "text"
    required: bool = True
    default: Value = ""

    @property
    def secret(self) -> bool:
        """Whether the value must never stand in a job's file."""
        return self.kind.startswith("secret")


@dataclass(frozen=True, slots=True)
class Moment:
    """What delivery takes from outside.

    Attributes:
        now_s: The time, in seconds since 1970.
        patience_s: How long one answer of the server is waited for.
    """

    now_s: float
    patience_s: float


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to deliver a notice.

    Attributes:
        kind: What a target's table says, `kind = "KIND"`.
        settings: Its other keys.
        deliver: Sends a letter by settings with their secrets filled in; raises `Failed`.
    """

    kind: str
    settings: tuple[Setting, ...]
    deliver: Callable[[Mapping[str, Value], Letter, Moment], None]
