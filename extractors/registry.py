"""Finds the plug-ins: one `FORMAT` in each module of `formats`, one `RECOGNIZER` in each of `recognizers`."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import MappingProxyType, ModuleType
from typing import TypeVar

from extractors.model import Format, Recognizer

T = TypeVar("T")


class BadPlugin(Exception):  # noqa: N818  reads as what it says: a bad plug-in
    """A plug-in module that breaks the contract; a fault of the installation, so it stops everything."""


@functools.cache
def formats() -> Mapping[str, Format]:
    """Give every reader by the sniffed kind that it reads.

    Raises:
        BadPlugin: A module without exactly one `FORMAT`, or two formats for one kind.
    """
    return by_kind(constants("extractors.formats", "FORMAT", Format))


@functools.cache
def recognizers() -> tuple[Recognizer, ...]:
    """Give every recognizer, in the order of the modules' names.

    Raises:
        BadPlugin: A module without exactly one `RECOGNIZER`.
    """
    return tuple(constants("extractors.recognizers", "RECOGNIZER", Recognizer).values())


@functools.cache
def versions() -> Mapping[str, int]:
    """Give the version of every plug-in by its module's short name, e.g. `formats.docx`; part of the cache key."""
    plugins: dict[str, Format | Recognizer] = {
        **constants("extractors.formats", "FORMAT", Format),
        **constants("extractors.recognizers", "RECOGNIZER", Recognizer),
    }
    return MappingProxyType({name.partition(".")[2]: plugin.version for name, plugin in plugins.items()})


@functools.cache
def kinds() -> Mapping[str, tuple[str, ...]]:
    """Give the kinds that each reader reads, by the name that `versions` gives it."""
    plugins = constants("extractors.formats", "FORMAT", Format)
    return MappingProxyType({name.partition(".")[2]: plugin.kinds for name, plugin in plugins.items()})


def constants(package: str, constant: str, kind: type[T]) -> dict[str, T]:
    """Give the plug-in of each module of a package, by module name, sorted.

    A module whose name starts with `_` is shared code of its neighbours, not a plug-in.

    Raises:
        BadPlugin: Where a module holds none, several, or one under another name.
    """
    return {module.__name__: _only(module, constant, kind) for module in modules(package)}


def modules(package: str) -> Iterator[ModuleType]:
    """Import each plug-in module of a package, in the order of their names."""
    paths = importlib.import_module(package).__path__
    for name in sorted(info.name for info in pkgutil.iter_modules(paths)):
        if not name.startswith("_"):
            yield importlib.import_module(f"{package}.{name}")


def by_kind(plugins: Mapping[str, Format]) -> Mapping[str, Format]:
    """Turn formats by module into formats by kind.

    Raises:
        BadPlugin: Where two modules read one kind.
    """
    found: dict[str, Format] = {}
    owner: dict[str, str] = {}
    for module, plugin in plugins.items():
        for kind in plugin.kinds:
            if kind in owner:
                raise BadPlugin(f"{module}: kind {kind!r} is read by {owner[kind]} already; keep one of the two")
            found[kind], owner[kind] = plugin, module
    return MappingProxyType(found)


def _only(module: ModuleType, constant: str, kind: type[T]) -> T:
    names = [name for name, value in vars(module).items() if isinstance(value, kind)]
    if names != [constant]:
        has = ", ".join(names) or "none"
        raise BadPlugin(f"{module.__name__}: needs exactly one {kind.__name__}, named {constant}; has {has}")
    found: T = getattr(module, constant)
    return found
