"""A hand-written folder as it would be read by somebody who recognises every name and every statement.

What the case's author says stands in place of what was recognised: each spelling of an entity is a mention of it, each
statement a cell, with a link to every name and key within its value. Identifiers, numbers, dates and contacts are
still recognised, and so is what stands in one sentence or row. Beside the figures from the files themselves this tells
what recognition costs from what the findings and the shortlist choose badly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor import resolve
from auditor.corpus import RESOLVED, Corpus, Settled
from auditor.picture import corpus
from auditor.profile import Profile
from extractors import facets
from extractors.keys import KEY_KINDS
from extractors.model import NAME_KINDS, Extraction, Kind, Mention, Segment
from extractors.said import Link, Said, Statement
from extractors.stating import SAID
from extractors.text import folded

KINDS: dict[str, Kind] = {
    "org": "organisation", "person": "person", "place": "place", "site": "site", "project": "project",
    "product": "product", "programme": "programme",
}  # fmt: skip
WORD = r"[A-Za-z0-9]"


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of a case."""

    id: str
    kind: Kind
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of a case: what a document says of an entity, as it stands there."""

    document: str
    subject: str
    facet: str
    value: str


@dataclass(frozen=True)
class Perfect(Corpus):
    """A folder whose names and statements are those of its case."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()

    def recognised(self, profile: Profile, numbers: Sequence[int]) -> dict[int, Settled]:
        """Give each file's mentions and windows, once."""
        told: dict[int, Settled] = self.__dict__.setdefault("_told", {})
        for number in numbers:
            if number not in told:
                told[number] = self._read(self.files[number], profile)
        return {number: told[number] for number in numbers}

    def resolution(
        self, numbers: tuple[int, ...], settled: Mapping[int, Settled], source: Mapping[int, str],
        ledger: resolve.Ledger,
    ) -> resolve.Resolution:  # fmt: skip
        """Give each mention's entity, which is its norm."""
        held: dict[str, list[int]] = defaultdict(list)
        for place, number in enumerate(numbers):
            for id_ in {mention.norm for mention in settled[number].mentions if mention.kind in NAME_KINDS}:
                held[id_].append(place)
        found = tuple(resolve.Entity(id_, self.entities[id_].kind, self.entities[id_].names, (id_,), tuple(held[id_]))
                      for id_ in sorted(held))  # fmt: skip
        links = {
            n: tuple(m.norm if m.kind in NAME_KINDS else "" for m in settled[n].mentions if m.kind in RESOLVED)
            for n in numbers
        }
        return resolve.Resolution(found, (), (), links)

    def _read(self, file: Extraction, profile: Profile) -> Settled:
        own = facets.topic(file.segments)
        mentions = [*self._mentions(file), *([own] if own else [])]
        links = [*facets.said(file.segments, mentions, profile.cues).links]
        statements = []
        for claim in self.claims:
            if claim.document == file.path.split("!", maxsplit=1)[0] and (at := _stands(file.segments, claim.value)):
                subject = _subject(mentions, self.entities[claim.subject], at[0])
                inside = [n for n, mention in enumerate(mentions) if n != subject and _within(mention, at)]
                links += [Link(subject, each, SAID, at[0], at[0]) for each in inside]
                norms = "|".join(sorted({mentions[each].norm for each in inside})) or folded(claim.value)
                statements.append(Statement(subject, claim.facet, claim.value, norms, at[0], 1.0, tuple(inside)))
        return Settled(tuple(mentions), Said.of(statements, links))

    def _mentions(self, file: Extraction) -> list[Mention]:
        """Give the spellings of the entities, and of what was recognised the keys that stand in none of them."""
        spelled = {name: entity for entity in self.entities.values() for name in entity.names}
        pattern = re.compile("|".join(_whole(name) for name in sorted(spelled, key=lambda each: (-len(each), each))))
        out = [mention for mention in file.mentions if mention.kind in KEY_KINDS]
        for number, segment in enumerate(file.segments):
            for hit in pattern.finditer(segment.text):
                entity = spelled[hit[0]]
                out = [m for m in out if m.segment != number or m.end <= hit.start() or m.start >= hit.end()]
                out.append(Mention(number, hit.start(), hit.end(), entity.kind, entity.id, 1.0, "definition"))
        return sorted(out, key=lambda mention: (mention.segment, mention.start))


def perfect(files: Sequence[Extraction], case: Mapping[str, Any]) -> Perfect:
    """Give a folder with the names and statements of its case."""
    held = corpus(files)
    entities = [Entity(each["id"], KINDS[each["kind"]], tuple(each["names"])) for each in case["entities"]]
    claims = [Claim(each["doc"], each["subject"], each["facet"], each["value"]) for each in case["statements"]]
    return Perfect(held.files, held.looked, entities={each.id: each for each in entities}, claims=tuple(claims))


def lost(of: Perfect) -> Iterator[Claim]:
    """Give the statements whose value stands in no segment as the case has it: a rendering may break it."""
    for claim in of.claims:
        files = [file for file in of.files if file.path.split("!", maxsplit=1)[0] == claim.document]
        if not any(_stands(file.segments, claim.value) for file in files):
            yield claim


def _whole(name: str) -> str:
    """Give the pattern of a name that is no part of a longer word; Chinese has no words to be part of."""
    before = rf"(?<!{WORD})" if re.match(WORD, name) else ""
    behind = rf"(?!{WORD})" if re.match(WORD, name[-1]) else ""
    return before + re.escape(name) + behind


def _stands(segments: Sequence[Segment], value: str) -> tuple[int, int, int] | None:
    """Give the segment that holds a value, with start and end; blanks may differ."""
    pattern = re.compile(r"\s*".join(re.escape(part) for part in value.split()))
    for number, segment in enumerate(segments):
        if hit := pattern.search(segment.text):
            return number, hit.start(), hit.end()
    return None


def _subject(mentions: list[Mention], entity: Entity, segment: int) -> int:
    """Give the mention of a statement's subject: the nearest one, else one that is added and has no text."""
    own = [n for n, mention in enumerate(mentions) if mention.norm == entity.id and mention.kind == entity.kind]
    if own:
        return min(own, key=lambda n: (abs(mentions[n].segment - segment), n))
    mentions.append(Mention(segment, 0, 0, entity.kind, entity.id, 1.0, "definition"))
    return len(mentions) - 1


def _within(mention: Mention, at: tuple[int, int, int]) -> bool:
    return mention.segment == at[0] and at[1] <= mention.start and mention.end <= at[2] and mention.end > mention.start
