"""Frozen values that are made by the hundred thousand."""

from __future__ import annotations

from dataclasses import MISSING, Field, field, fields, make_dataclass
from typing import Any, TypeVar

Kind = TypeVar("Kind")


def light(kind: type[Kind]) -> type[Kind]:
    """Let the values of a frozen dataclass be made in a third of the time: nothing watches over them as they run.

    They stay frozen to the type checker, which sees every place that would change one. What guards a frozen class as
    it runs makes each of its fields cost three times as much to set, once for every mention of a folder.
    """
    twin = make_dataclass("twin", [(each.name, object, _default(each)) for each in fields(kind)])  # type: ignore[arg-type]
    for guard in ("__setattr__", "__delattr__"):
        delattr(kind, guard)
    kind.__init__ = twin.__init__  # type: ignore[misc, method-assign]
    return kind


def _default(of: Field[Any]) -> Any:
    if of.default_factory is not MISSING:
        return field(default_factory=of.default_factory)
    return field(default=of.default)
