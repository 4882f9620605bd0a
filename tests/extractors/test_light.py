"""A light class makes the values that its frozen twin makes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractors.light import light


@dataclass(frozen=True, slots=True)
class Guarded:
    name: str
    size: int = 1
    parts: tuple[str, ...] = field(default_factory=tuple)


@light
@dataclass(frozen=True, slots=True)
class Light:
    name: str
    size: int = 1
    parts: tuple[str, ...] = field(default_factory=tuple)


def test_a_light_value_is_made_like_a_guarded_one() -> None:
    for light_one, guarded in (
        (Light("a"), Guarded("a")),
        (Light("a", 2, ("b",)), Guarded("a", 2, ("b",))),
        (Light(name="a", parts=("b",)), Guarded(name="a", parts=("b",))),
    ):
        assert repr(light_one).removeprefix("Light") == repr(guarded).removeprefix("Guarded")
        assert hash(light_one) == hash(guarded)


def test_equal_light_values_are_one_and_can_be_varied() -> None:
    assert Light("a", 2) == Light("a", 2) != Light("a", 3)
    assert {Light("a"), Light("a")} == {Light("a")}
    assert replace(Light("a"), size=5) == Light("a", 5)
