"""Sector profiles: which kinds of subject count, which questions are asked of each, and the cues that answer them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from extractors.facets import Cues
from extractors.model import NAME_KINDS

FACETS = (
    "operator", "partner", "customer", "site", "schedule", "capacity", "process", "equipment", "money", "people",
    "policy", "contact",
)  # fmt: skip
# Beside the kinds of mentions: a count of people, a quantity with a physical unit, coordinates.
VALUE_KINDS = NAME_KINDS | {
    "identifier", "quantity", "money", "date", "contact", "document", "headcount", "measure", "position",
}  # fmt: skip


class BadProfile(Exception):  # noqa: N818  the house's word
    """A profile that cannot be used: the message says what, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One question that the profile asks of every subject."""

    key: str
    weight: float
    labels: dict[str, str]
    cues: Cues


@dataclass(frozen=True, slots=True)
class Profile:
    """A sector's questions.

    Attributes:
        half: Emergence at which the score is 50; fixed per profile and version.
        subjects: Relevance, 0.0 to 1.0, of a subject by its kind; a kind that is missing is no subject.
    """

    name: str
    version: str
    half: float
    labels: dict[str, str]
    subjects: dict[str, float]
    facets: tuple[Facet, ...]

    @property
    def cues(self) -> tuple[Cues, ...]:
        """The cues of all facets, in facet order."""
        return tuple(facet.cues for facet in self.facets)


def bundled() -> list[str]:
    """Name the profiles that ship with the tool, sorted."""
    folder = resources.files("auditor") / "profiles"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def shipped(name: str) -> Profile:
    """Give a profile that ships with the tool.

    Raises:
        BadProfile: No such profile; the message names those there are.
    """
    return parsed(shipped_text(name), f"{name}.toml")


def shipped_text(name: str) -> str:
    """Give the TOML of a profile that ships with the tool; raises as `shipped`."""
    if name not in bundled():
        raise BadProfile(
            f'profile "{name}" is unknown; known: {", ".join(bundled())}; or give the path of a .toml file'
        )
    return (resources.files("auditor") / "profiles" / f"{name}.toml").read_text("utf-8")


def parsed(text: str, origin: str) -> Profile:
    """Read a profile from TOML.

    Args:
        text: The TOML text.
        origin: The name that messages give it, a file name.

    Raises:
        BadProfile: Broken TOML, an unknown facet, kind or key, or a number out of range.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadProfile(f"{origin}: not valid TOML: {error}; mend that line") from error
    _known(origin, "key", raw, {"name", "version", "half", "label", "subjects", "facets"})
    for key in ("name", "version", "half", "subjects", "facets"):
        if key not in raw:
            raise BadProfile(f'{origin}: "{key}" is missing; `auditor profiles` shows a complete profile')
    _known(origin, "subject kind", raw["subjects"], set(NAME_KINDS))
    _known(origin, "facet", raw["facets"], set(FACETS))
    return Profile(
        name=str(raw["name"]), version=str(raw["version"]),
        half=_number(origin, "half", raw["half"], 1e-6, 1e9),
        labels=dict(raw.get("label", {})),
        subjects={kind: _number(origin, f"subjects.{kind}", value, 0, 1) for kind, value in raw["subjects"].items()},
        facets=tuple(_facet(origin, key, raw["facets"][key]) for key in FACETS if key in raw["facets"]),
    )  # fmt: skip


def _known(origin: str, what: str, given: Any, known: set[str]) -> None:
    if not isinstance(given, dict):
        raise BadProfile(f"{origin}: {what}s must be a table")
    for key in given:
        if key not in known:
            raise BadProfile(f'{origin}: {what} "{key}" is unknown; known: {", ".join(sorted(known))}')


def _number(origin: str, what: str, value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise BadProfile(f"{origin}: {what} must be a number from {low:g} to {high:g}, not {value!r}")
    return float(value)


def _facet(origin: str, key: str, raw: Any) -> Facet:
    _known(origin, f"{key}: key", raw, {"weight", "kinds", "label", "words", "headers"})
    for kind in raw.get("kinds", []):
        if kind not in VALUE_KINDS:
            raise BadProfile(
                f'{origin}: facets.{key}: kind "{kind}" is unknown; known: {", ".join(sorted(VALUE_KINDS))}'
            )
    words, headers = raw.get("words", {}), raw.get("headers", {})
    cues = Cues(
        facet=key, kinds=frozenset(raw.get("kinds", [])),
        words=tuple(word for lang in ("zh", "en") for word in words.get(lang, [])),
        headers=tuple(word for lang in ("zh", "en") for word in headers.get(lang, [])),
    )  # fmt: skip
    weight = _number(origin, f"facets.{key}.weight", raw.get("weight", 1.0), 0, 100)
    return Facet(key, weight, dict(raw.get("label", {})), cues)
