"""Frozen values as plain JSON values and back: one way for everything that is stored between runs."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

T = TypeVar("T")


class Misshapen(Exception):  # noqa: N818  the house's word
    """What was read has another shape than the value to be made; `where` names the place, `expected` the shape."""

    def __init__(self, where: str, expected: str) -> None:
        super().__init__(f"{where}: should be {expected}")
        self.where, self.expected = where, expected


def plain(value: object) -> Any:
    """Give frozen values as what JSON knows; numbers and texts stay exactly what they are."""
    match value:
        case str() | bool() | int() | float() | None:
            return value
        case tuple():
            return [plain(item) for item in value]
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
    return {name: plain(getattr(value, name)) for name, _, _ in _fields(typing.cast(Hashable, type(value)))}


def mark(value: object) -> str:
    """Give a text of all that a value holds, the same in every process: sets and mappings are in order."""
    match value:
        case tuple() | list():
            return f"[{','.join(map(mark, value))}]"
        case set() | frozenset():
            return f"{{{','.join(sorted(map(mark, value)))}}}"
        case Mapping():
            return mark({(mark(key), mark(item)) for key, item in value.items()})
    if dataclasses.is_dataclass(value):
        return mark([type(value).__name__, *(getattr(value, field.name) for field in dataclasses.fields(value))])
    return repr(value)


def built(kind: type[T], found: Any, where: str = "") -> T:
    """Make a frozen value of what `plain` gave; unknown keys are left alone, so that later versions may add some.

    Raises:
        Misshapen: A key is missing or a value has another shape.
    """
    if not isinstance(found, dict):
        raise Misshapen(where or kind.__name__, "object")
    values = {}
    for name, hint, required in _fields(typing.cast(Hashable, kind)):
        if name in found:
            values[name] = _value(hint, found[name], f"{where}.{name}".lstrip("."))
        elif required:
            raise Misshapen(f"{where}.{name}".lstrip("."), "present")
    return kind(**values)


@functools.cache
def _fields(kind: Any) -> tuple[tuple[str, Any, bool], ...]:
    hints, missing = typing.get_type_hints(kind), dataclasses.MISSING
    return tuple(
        (field.name, hints[field.name], field.default is missing and field.default_factory is missing)
        for field in dataclasses.fields(kind)
    )


def _value(hint: Any, found: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return _sequence(arguments[0], found, where)
    if origin is dict:
        return _mapping(arguments[1], found, where)
    if origin is types.UnionType:
        return None if found is None else _value(arguments[0], found, where)
    if dataclasses.is_dataclass(hint):
        return built(typing.cast(type, hint), found, where)
    return _scalar(hint, found, where)


def _sequence(hint: Any, found: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(found, list):
        raise Misshapen(where, "list")
    return tuple(_value(hint, item, f"{where}[{number}]") for number, item in enumerate(found))


def _mapping(hint: Any, found: Any, where: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise Misshapen(where, "object")
    return {key: _value(hint, item, f"{where}.{key}") for key, item in found.items()}


def _scalar(hint: Any, found: Any, where: str) -> Any:
    if hint is float and isinstance(found, int) and not isinstance(found, bool):
        return float(found)
    if not isinstance(found, hint) or (hint is int and isinstance(found, bool)):
        raise Misshapen(where, hint.__name__)
    return found
