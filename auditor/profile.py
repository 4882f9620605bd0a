"""Sector profiles: which kinds of subject count, which questions are asked of each, and the cues that answer them.

A profile may extend one that ships: it then says only what its sector adds, and takes the rest over.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from auditor import messages
from extractors.cues import Cues
from extractors.model import NAME_KINDS

FACETS = (
    "operator", "partner", "customer", "site", "schedule", "capacity", "process", "equipment", "money", "people",
    "policy", "contact",
)  # fmt: skip
LANGUAGES = ("zh", "en")
KEYS = frozenset({"name", "version", "extends", "half", "label", "subjects", "facets"})
FACET_KEYS = frozenset({"weight", "kinds", "label", "words", "headers"})
# Beside the kinds of mentions: a count of people, a quantity with a physical unit, coordinates, and a reference: an
# identifier beside whatever else it answers.
VALUE_KINDS = NAME_KINDS | {
    "identifier", "quantity", "money", "date", "contact", "document", "headcount", "machine", "measure", "position",
    "reference",
}  # fmt: skip
TEMPLATE = "template"  # beside the profiles, none itself


class BadProfile(Exception):  # noqa: N818  the house's word
    """A profile that cannot be used: the message says what, where, and what to do."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(messages.text(f"profile.{reason}", "en", **values))
        self.reason = reason
        self.values = values

    def message(self, lang: str) -> str:
        """Give the message in a person's language."""
        return messages.text(f"profile.{self.reason}", lang, **self.values)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says of a profile.

    Attributes:
        grade: "fault" where the profile cannot be used, "hint" where it does less than its author may think.
        reason: Key of the message, without `profile.`.
        values: What the message names.
    """

    grade: Literal["fault", "hint"]
    reason: str
    values: Mapping[str, object]

    def message(self, lang: str) -> str:
        """Give the remark in a person's language."""
        return messages.text(f"profile.{self.reason}", lang, **self.values)


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
        version: The author's; behind a dot that of the profile that it extends.
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
    names = {entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")}
    return sorted(names - {TEMPLATE})


@lru_cache(maxsize=16)
def shipped(name: str) -> Profile:
    """Give a profile that ships with the tool.

    Raises:
        BadProfile: No such profile; the message names those there are.
    """
    return parsed(shipped_text(name), f"{name}.toml")


def shipped_text(name: str) -> str:
    """Give the TOML of a profile that ships with the tool; raises as `shipped`."""
    if name not in bundled():
        raise BadProfile("unknown", name=name, known=", ".join(bundled()))
    return (resources.files("auditor") / "profiles" / f"{name}.toml").read_text("utf-8")


def template(name: str) -> str:
    """Give a profile to fill in, with what each line means in both languages; it can be used as it is."""
    return (resources.files("auditor") / "profiles" / f"{TEMPLATE}.toml").read_text("utf-8").replace("NAME", name)


def parsed(text: str, origin: str) -> Profile:
    """Read a profile from TOML.

    Args:
        text: The TOML text.
        origin: The name that messages give it, a file name.

    Raises:
        BadProfile: Broken TOML, an unknown facet, kind or key, a value of a wrong form, or a number out of range.
    """
    raw = _raw(text, origin)
    for fault in _faults(origin, raw):
        raise fault
    facets = {key: _facet(key, given) for key, given in raw.get("facets", {}).items()}
    facets = {key: replace(facet, cues=replace(facet.cues, own=_own(facet.cues))) for key, facet in facets.items()}
    base = shipped(raw["extends"]) if "extends" in raw else None
    if base is None:
        return Profile(raw["name"], str(raw["version"]), float(raw["half"]), dict(raw.get("label", {})),
                       _floats(raw["subjects"]), tuple(facets[key] for key in FACETS if key in facets))  # fmt: skip
    given = {facet.key: facet for facet in base.facets}
    merged = {key: _extended(given.get(key), facet, raw["facets"][key]) for key, facet in facets.items()}
    return replace(
        base, name=raw["name"], version=f"{raw['version']}.{base.version}", half=float(raw.get("half", base.half)),
        labels=dict(raw.get("label", {})), subjects=base.subjects | _floats(raw.get("subjects", {})),
        facets=tuple((given | merged)[key] for key in FACETS if key in given or key in merged),
    )  # fmt: skip


def remarks(text: str, origin: str) -> list[Remark]:
    """Say all that is wrong with a profile, faults first, then what makes it do less than it seems to."""
    try:
        raw = _raw(text, origin)
    except BadProfile as error:
        return [Remark("fault", error.reason, error.values)]
    faults = [Remark("fault", fault.reason, fault.values) for fault in _faults(origin, raw)]
    return faults or [Remark("hint", reason, values) for reason, values in _hints(origin, raw, parsed(text, origin))]


def _raw(text: str, origin: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadProfile("not_toml", origin=origin, error=error) from error


def _faults(origin: str, raw: dict[str, Any]) -> Iterator[BadProfile]:
    yield from _unknown(origin, "key", "", raw, KEYS)
    extends = raw.get("extends")
    if "extends" in raw and extends not in bundled():
        yield BadProfile("unknown_base", origin=origin, given=repr(extends), known=", ".join(bundled()))
    needed = ("name", "version") if extends is not None else ("name", "version", "half", "subjects", "facets")
    yield from (BadProfile("missing", origin=origin, key=key) for key in needed if key not in raw)
    yield from _text(origin, "name", raw.get("name", ""))
    yield from _text(origin, "version", raw.get("version", ""), int, float)
    yield from _texts(origin, "label", raw.get("label", {}))
    yield from _number(origin, "half", raw.get("half", 1.0), 1e-6, 1e9)
    subjects, facets = raw.get("subjects", {}), raw.get("facets", {})
    yield from _unknown(origin, "subject", "subjects", subjects, NAME_KINDS)
    for kind, value in subjects.items() if isinstance(subjects, dict) else ():
        yield from _number(origin, f"subjects.{kind}", value, 0, 1)
    yield from _unknown(origin, "facet", "facets", facets, frozenset(FACETS))
    for key, given in facets.items() if isinstance(facets, dict) else ():
        yield from _facet_faults(origin, key, given) if key in FACETS else ()


def _facet_faults(origin: str, key: str, raw: Any) -> Iterator[BadProfile]:
    yield from _unknown(origin, "key", f"facets.{key}", raw, FACET_KEYS)
    if not isinstance(raw, dict):
        return
    yield from _number(origin, f"facets.{key}.weight", raw.get("weight", 1.0), 0, 100)
    kinds = raw.get("kinds", [])
    if not isinstance(kinds, list):
        yield BadProfile("no_list", origin=origin, key=f"facets.{key}.kinds")
    for kind in kinds if isinstance(kinds, list) else ():
        if kind not in VALUE_KINDS:
            yield BadProfile("unknown_kind", origin=origin, facet=key, kind=kind, known=", ".join(sorted(VALUE_KINDS)))
    yield from _texts(origin, f"facets.{key}.label", raw.get("label", {}))
    for part in ("words", "headers"):
        yield from _words(origin, f"facets.{key}.{part}", raw.get(part, {}))


def _words(origin: str, key: str, given: Any) -> Iterator[BadProfile]:
    yield from _unknown(origin, "language", key, given, frozenset(LANGUAGES))
    for lang, words in given.items() if isinstance(given, dict) else ():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            yield BadProfile("no_list", origin=origin, key=f"{key}.{lang}")
            continue
        for word in words:
            if not word.strip("#* ") or {"#", "*"} & set(word[1:-1]):
                yield BadProfile("no_cue", origin=origin, key=f"{key}.{lang}", word=word)


def _text(origin: str, key: str, given: Any, *others: type) -> Iterator[BadProfile]:
    if not isinstance(given, (str, *others)):
        yield BadProfile("no_text", origin=origin, key=key, given=repr(given))


def _texts(origin: str, key: str, given: Any) -> Iterator[BadProfile]:
    yield from _unknown(origin, "language", key, given, frozenset(LANGUAGES))
    for lang, value in given.items() if isinstance(given, dict) else ():
        yield from _text(origin, f"{key}.{lang}", value)


def _unknown(origin: str, what: str, at: str, given: Any, known: frozenset[str]) -> Iterator[BadProfile]:
    """Name what a table holds that nobody knows; `what` is a key, a subject's kind, a facet or a language."""
    if not isinstance(given, dict):
        yield BadProfile("no_table", origin=origin, key=at)
        return
    for key in sorted(given.keys() - known):
        place = f"{at}: " if what in ("key", "language") and at else ""
        yield BadProfile(f"unknown_{what}", origin=origin, at=place, key=key, known=", ".join(sorted(known)))


def _number(origin: str, what: str, value: Any, low: float, high: float) -> Iterator[BadProfile]:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        yield BadProfile("bad_number", origin=origin, what=what, low=f"{low:g}", high=f"{high:g}", given=repr(value))


def _floats(given: Mapping[str, float]) -> dict[str, float]:
    return {kind: float(value) for kind, value in given.items()}


def _facet(key: str, raw: Mapping[str, Any]) -> Facet:
    words, headers = raw.get("words", {}), raw.get("headers", {})
    cues = Cues(
        facet=key, kinds=frozenset(raw.get("kinds", [])),
        words=tuple(word for lang in LANGUAGES for word in words.get(lang, [])),
        headers=tuple(word for lang in LANGUAGES for word in headers.get(lang, [])),
    )  # fmt: skip
    return Facet(key, float(raw.get("weight", 1.0)), dict(raw.get("label", {})), cues)


def _own(cues: Cues) -> frozenset[str]:
    """Give the words and headers that the general profile has not under that facet."""
    return frozenset((*cues.words, *cues.headers)) - _general().get(cues.facet, frozenset())


@lru_cache(maxsize=1)
def _general() -> dict[str, frozenset[str]]:
    facets = tomllib.loads(shipped_text("general"))["facets"]
    read = {key: _facet(key, given).cues for key, given in facets.items()}
    return {key: frozenset((*cues.words, *cues.headers)) for key, cues in read.items()}


def _extended(base: Facet | None, own: Facet, raw: Mapping[str, Any]) -> Facet:
    """Give a facet with the base's cues behind its own, and with the base's other values where it has none."""
    if base is None:
        return own
    cues = Cues(
        own.key, tuple(dict.fromkeys((*own.cues.words, *base.cues.words))),
        tuple(dict.fromkeys((*own.cues.headers, *base.cues.headers))),
        own.cues.kinds if "kinds" in raw else base.cues.kinds, own.cues.own,
    )  # fmt: skip
    return Facet(own.key, own.weight if "weight" in raw else base.weight, base.labels | own.labels, cues)


def _hints(origin: str, raw: Mapping[str, Any], made: Profile) -> Iterator[tuple[str, dict[str, object]]]:
    if not any(made.subjects.values()):
        yield "hint.no_subject", {"origin": origin}
    for facet in made.facets:
        at: dict[str, object] = {"origin": origin, "facet": facet.key}
        if not (facet.cues.words or facet.cues.headers or facet.cues.kinds):
            yield "hint.silent", at
        if not facet.weight:
            yield "hint.no_weight", at
        own = raw.get("facets", {}).get(facet.key, {})
        for part in ("words", "headers"):
            said = [lang for lang in LANGUAGES if own.get(part, {}).get(lang)]
            if len(said) == 1:
                yield "hint.one_language", at | {"part": part, "lang": said[0]}
    yield from _ambiguous(origin, raw)


def _ambiguous(origin: str, raw: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, object]]]:
    """Name own cues that are too short to mean one thing, and those that stand under two questions."""
    under: dict[str, list[str]] = defaultdict(list)
    for key, given in raw.get("facets", {}).items():
        for word in dict.fromkeys(word for lang in LANGUAGES for word in given.get("words", {}).get(lang, [])):
            under[word].append(key)
            if len(word.strip("#* ")) == 1 and "#" not in word:
                yield "hint.short", {"origin": origin, "facet": key, "word": word}
    for word, facets in under.items():
        if len(facets) > 1:
            yield "hint.twice", {"origin": origin, "word": word, "facets": ", ".join(facets)}
