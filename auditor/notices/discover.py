"""Which channels there are: every module of this package that holds a `CHANNEL`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from auditor import notices as package
from auditor.notices.channel import Channel


@cache
def channels() -> dict[str, Channel]:
    """Give every channel by kind, sorted; two of one kind are a bug and raise `ValueError`.

    Raises:
        ImportError: The extra `notify` is not installed.
    """
    found: dict[str, Channel] = {}
    for module in pkgutil.iter_modules(package.__path__):
        channel = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "CHANNEL", None)
        if not isinstance(channel, Channel):
            continue
        if channel.kind in found:
            raise ValueError(f"auditor/notices/{module.name}.py: channel {channel.kind!r} exists already")
        found[channel.kind] = channel
    return dict(sorted(found.items()))
