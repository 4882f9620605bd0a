"""Where notices go: tables of a TOML file, checked, and their secrets fetched from where the tables say they are."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from auditor.notices.channel import LOOPBACK, Channel, Failed, Setting, Value

_SECURITY = ("starttls", "tls", "none")
_LONGEST_SECRET = 4096


class BadTarget(Exception):  # noqa: N818  the house's word
    """A table that cannot be used: `reason` is the end of a message key, `number` counts from 1, `key` is in it."""

    def __init__(self, reason: str, number: int, key: str = "", known: Sequence[str] = ()) -> None:
        super().__init__(f"[[notice]] {number}: {reason} {key}")
        self.reason = reason
        self.number = number
        self.key = key
        self.known = tuple(known)


@dataclass(frozen=True, slots=True)
class Target:
    """One place that notices go to; `table` is as the person wrote it, without secrets."""

    channel: Channel
    table: Mapping[str, Any]

    @property
    def label(self) -> str:
        """What a message calls it: the kind, and the host where that is no secret."""
        host = self.table.get("host") or urlsplit(str(self.table.get("url", ""))).hostname or ""
        return f"{self.channel.kind} {host}".strip()


def targets(tables: Sequence[Mapping[str, Any]], channels: Mapping[str, Channel]) -> tuple[Target, ...]:
    """Give the targets that tables describe.

    Raises:
        BadTarget: An unknown kind or key, a missing key, a value of another form, a secret in clear, or an address
            that would send the notice unprotected over a network.
    """
    return tuple(_target(table, number, channels) for number, table in enumerate(tables, 1))


def filled(target: Target) -> dict[str, Value]:
    """Give all settings of a target, secrets fetched from the environment or from files of the user alone.

    Raises:
        Failed: A secret is missing, or its file can be read by others.
    """
    found: dict[str, Value] = {}
    for setting in target.channel.settings:
        given = _secret(setting, target.table) if setting.secret else target.table.get(setting.name, setting.default)
        found[setting.name] = tuple(given) if isinstance(given, list) else given
        if setting.kind == "secret url" and not _protected(str(given)):
            raise Failed("address", setting.name)
    return found


def _target(table: Mapping[str, Any], number: int, channels: Mapping[str, Channel]) -> Target:
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in channels:
        raise BadTarget("kind", number, str(kind), tuple(channels))
    channel = channels[kind]
    known = {"kind", *(key for setting in channel.settings for key in _keys(setting))}
    for key in table:
        if any(setting.secret and setting.name == key for setting in channel.settings):
            raise BadTarget("in_clear", number, key)
        if key not in known:
            raise BadTarget("unknown", number, key, sorted(known))
    for setting in channel.settings:
        _check(setting, table, number)
    if table.get("security") == "none" and table.get("host") not in LOOPBACK:
        raise BadTarget("unprotected", number, "security")
    return Target(channel, table)


def _keys(setting: Setting) -> tuple[str, ...]:
    return (f"{setting.name}_env", f"{setting.name}_file") if setting.secret else (setting.name,)


def _check(setting: Setting, table: Mapping[str, Any], number: int) -> None:
    given = [key for key in _keys(setting) if key in table]
    if not given and setting.required:
        raise BadTarget("missing", number, " | ".join(_keys(setting)))
    if len(given) > 1:
        raise BadTarget("twice", number, " | ".join(given))
    for key in given:
        if not _fits(setting, table[key]):
            raise BadTarget("form", number, key)
        if setting.kind == "url" and not _protected(table[key]):
            raise BadTarget("unprotected", number, key)


def _fits(setting: Setting, value: object) -> bool:
    match setting.kind:
        case "port":
            return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 65536
        case "address":
            return _is_line(value) and re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", parseaddr(str(value))[1]) is not None
        case "addresses":
            one = replace(setting, kind="address")
            return isinstance(value, list) and bool(value) and all(_fits(one, each) for each in value)
        case "security":
            return value in _SECURITY
    return _is_line(value)


def _is_line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not any(ord(each) < 0x20 for each in value)


def _protected(url: str) -> bool:
    """Say whether nobody on the way can read what is sent: https, or http that stays on this machine."""
    try:
        parts = urlsplit(url)
        whole = parts.hostname and not parts.username and not parts.password and parts.port != 0
    except ValueError:  # a port that is no number, brackets without an address
        return False
    return bool(whole) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))


def _secret(setting: Setting, table: Mapping[str, Any]) -> str:
    name, path = table.get(f"{setting.name}_env"), table.get(f"{setting.name}_file")
    if name:
        if not os.environ.get(name):
            raise Failed("no_variable", name)
        return os.environ[name].strip()
    return _read(Path(path).expanduser()) if path else ""


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise Failed("open_file", str(path))
            found = file.read(_LONGEST_SECRET).decode("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Failed("no_file", str(path)) from error
    if not found:
        raise Failed("no_file", str(path))
    return found
