"""What one run leaves for the next: fingerprints of what it depended on, and the choices that a change is split by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from auditor import picture, profile, sources
from auditor.causes import Counterfactual
from auditor.changes import Answers
from auditor.corpus import Corpus
from auditor.decisions import Standing
from auditor.graph import Denied
from auditor.profile import BadProfile, Profile
from auditor.resolve import Ledger
from extractors.model import Extraction


class BadChoices(Exception):  # noqa: N818  the house's word
    """Stored choices that this version cannot take up: the next run begins a new series."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What people chose for a run beside the files, in a form that the next run can take up again.

    Attributes:
        profile: The text of the profile, and the file name that messages give it.
        ledger: Names forced together or apart.
        denied: What false positives took out of the picture.
        closed: The same with what was accepted.
        held: Ids of the false positives in force: the audit itself does not show what they were about any more.
        lapsed: How many decisions have expired, and how many meet nothing any more.
    """

    profile: tuple[str, str]
    ledger: Ledger = field(default_factory=Ledger)
    denied: Denied = field(default_factory=Denied)
    closed: Denied = field(default_factory=Denied)
    held: frozenset[str] = frozenset()
    lapsed: tuple[int, int] = (0, 0)

    @property
    def asked(self) -> Profile:
        """Give the profile."""
        return profile.parsed(*self.profile)


def fingerprint(*parts: object) -> str:
    """Give a digest of values whose `repr` tells them apart."""
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def of_ledger(ledger: Ledger) -> str:
    """Give the fingerprint of a ledger of names, "" for an empty one."""
    same, different = (sorted(sorted(pair) for pair in pairs) for pairs in (ledger.same, ledger.different))
    return fingerprint(same, different) if same or different else ""


def of_decisions(standing: Standing) -> str:
    """Give the fingerprint of the decisions in force, "" where there are none; an expiry changes it."""
    held = sorted({(each.id, each.verdict) for each in (*standing.findings.values(), *standing.files.values())})
    return fingerprint(held) if held else ""


def chosen(
    profile: tuple[str, str], ledger: Ledger, standing: Standing, denied: Denied, closed: Denied
) -> Choices:  # fmt: skip
    """Give the choices that an audit was made with."""
    held = frozenset(each.id for each in standing.findings.values() if each.verdict == "false-positive")
    return Choices(profile, ledger, denied, closed, held, (len(standing.expired), len(standing.orphaned)))


def dumps(choices: Choices) -> bytes:
    """Write choices as JSON."""
    pairs = [sorted(sorted(pair) for pair in held) for held in (choices.ledger.same, choices.ledger.different)]
    denied = [[sorted(held.pairs), sorted(held.subjects)] for held in (choices.denied, choices.closed)]
    return json.dumps([choices.profile, pairs, denied, sorted(choices.held), choices.lapsed]).encode()


def loads(content: bytes) -> Choices:
    """Read what `dumps` wrote.

    Raises:
        BadChoices: Another version wrote it, or its profile is none to this one.
    """
    try:
        text, pairs, denied, ids, (expired, orphaned) = json.loads(content)
        same, different = (frozenset(frozenset(pair) for pair in held) for held in pairs)
        wrong, closed = (Denied(frozenset((a, b) for a, b in held[0]), frozenset(held[1])) for held in denied)
        ledger = Ledger(same, different)
        found = Choices((text[0], text[1]), ledger, wrong, closed, frozenset(ids), (expired, orphaned))
        profile.parsed(*found.profile)
    except (ValueError, TypeError, IndexError, AttributeError, BadProfile) as error:
        raise BadChoices("of another version") from error
    return found


class Comparing:
    """Answers what a comparison with the run before asks: scores of folders that no run has seen."""

    def __init__(
        self, corpus: Corpus, past: Iterable[Extraction], before: Choices, now: Choices, *,
        sketch: Callable[[str], bytes],
    ) -> None:  # fmt: skip
        """Take the folder as it is, and what the run before read of files that have gone or changed.

        Args:
            corpus: The folder as it is.
            past: The earlier readings.
            before: The earlier run's choices.
            now: This run's choices.
            sketch: Gives the sketch of content that is long gone by its digest, b"" where there is none.
        """
        self._corpus, self._past, self._choices, self._sketched = corpus, past, {"before": before, "now": now}, sketch
        self._union: Corpus | None = None
        self._at: dict[tuple[str, str], int] = {}
        self._scores: dict[tuple[Counterfactual, bool], float] = {}
        self._sketches: dict[str, bytes] = {}

    @property
    def answers(self) -> Answers:
        """Give the three questions that a comparison may ask."""
        return Answers(lambda state: self._score(state, "denied"), lambda state: self._score(state, "closed"),
                       self.same_source)  # fmt: skip

    def _score(self, state: Counterfactual, which: str) -> float:
        key = (state, which == "closed")
        if key not in self._scores:
            union = self._both()
            numbers = [self._at[each] for each in state.files if each in self._at]
            chosen = self._choices[state.decisions]
            denied = chosen.closed if which == "closed" else chosen.denied
            self._scores[key] = picture.score_of(
                union, self._choices[state.profile].asked, numbers, self._choices[state.aliases].ledger, denied
            )
        return self._scores[key]

    def same_source(self, gone: str, here: str) -> bool:
        """Say whether content that is perhaps gone and content that is here are versions of one document."""
        if gone == here:
            return True
        sketches = (self._sketch(gone), self._sketch(here))
        return all(sketches) and sources.alike(*sketches)

    def _sketch(self, sha256: str) -> bytes:
        if sha256 not in self._sketches:
            held = (sketch_of(file) for file in self._both().files if file.sha256 == sha256)
            self._sketches[sha256] = self._sketched(sha256) or next(held, b"")
        return self._sketches[sha256]

    def _both(self) -> Corpus:
        if self._union is None:
            self._union = self._corpus.with_others(self._past)
            self._at = {(file.path, file.sha256): number for number, file in enumerate(self._union.files)}
        return self._union


def sketch_of(file: Extraction) -> bytes:
    """Give a sketch of a file's own text, by which a version of it is known again."""
    return sources.sketch(sources.own_text(file))
