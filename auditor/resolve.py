"""Which names are one thing: mentions by file in, entities with all their spellings out, every merge with its reason.

The evidence in its order: equal normalised forms; definitions in the text; the curated tables; short forms, initials,
pinyin and transliteration where exactly one full name of the folder fits; for persons what speaks for each full name
that fits a short one, weighed, and never across files on the short name alone. The result depends on the texts, not on
the files' names or order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.resolving import guessed, hosts, nodes, persons, things
from auditor.resolving.groups import Entity, Groups, Known, Ledger, Linked, Merge, Resolution
from auditor.resolving.nodes import FileMentions, Files, Found, text_digest
from auditor.resolving.personal import RARITIES, Rarity, rarity
from auditor.resolving.persons import Persons
from auditor.resolving.readings import Readings, alike
from auditor.resolving.sounds import likeness
from auditor.resolving.surroundings import Surroundings

__all__ = [
    "EMPTY", "RARITIES", "Entity", "FileMentions", "Ledger", "Merge", "Rarity", "Resolution", "Resolver", "entities",
    "likeness", "rarity", "text_digest",
]  # fmt: skip

EMPTY = Ledger()


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look at a folder worked out, as far as a look at a part of it asks again."""

    names: nodes.Gathered
    read: Readings
    found: frozenset[Found]
    groups: Groups
    around: Surroundings
    persons: Persons
    linked: Linked


class Resolver:
    """Resolves a folder, and then parts of it.

    What an earlier look worked out stands in later ones wherever nothing that it was read off has changed; the result
    is that of a look from scratch. Rows of a shortlist take more and more away, so that the last look is nearest to the
    next one; where that asks about other files, the first look is.
    """

    def __init__(self, ledger: Ledger = EMPTY) -> None:
        """Take the user's own decisions; they go before every rule."""
        self._ledger, self._known = ledger, Known()
        self._first: _Look | None = None
        self._last: _Look | None = None

    def resolve(self, files: Files) -> Resolution:
        """Resolve the mentions of some files, by number."""
        first = self._nearest(files)
        left = first.names.left(files) if first else None
        names = left or nodes.Gathered.of(files, first.names.things if first else {})
        found, read = things.thing_merges(names.things, files, first.read if first else None)
        groups = self._grouped(names.things, frozenset(found), first)
        kept = groups.over(names.things)
        beside, joins = guessed.guesses(files, groups.nodes)
        groups.add(beside)
        groups.merge_all(joins)
        hosts.join(groups, files)
        before = first.persons if first else Persons()
        around = Surroundings(groups, files, first.around if first else None)
        now = persons.persons(names.persons, around, self._ledger, before)
        around.take(now.known)
        groups.add(dict(now.nodes))
        groups.merge_all(persons.person_merges(now, around, before))
        groups.merge_all(persons.misread_merges(now, names.things, groups.alone(names.things)))
        resolution, linked = groups.resolution(files, self._known, first.linked if first and left else None)
        self._last = _Look(names, read, frozenset(found), kept, around, now, linked)
        self._first = self._first or self._last
        return resolution

    def _nearest(self, files: Files) -> _Look | None:
        """Give the last look where it saw all of these files, else the first one."""
        seen = self._last.names.files if self._last else {}
        return self._last if all(seen.get(number) is entry for number, entry in files.items()) else self._first

    def _grouped(self, found: nodes.Nodes, merges: frozenset[Found], before: _Look | None) -> Groups:
        """Group the things; as in an earlier look where they are spelled and found to be one as they were there."""
        if before and merges == before.found and alike(found, before.names.things):
            return before.groups.over(found)
        groups = Groups(self._ledger)
        groups.add(dict(found))
        groups.merge_all(merges)
        return groups


def entities(mentions: Sequence[FileMentions], ledger: Ledger = EMPTY) -> Resolution:
    """Resolve a folder's mentions to entities.

    Args:
        mentions: One entry a file, in any order.
        ledger: The user's own decisions; they go before every rule.
    """
    return Resolver(ledger).resolve(dict(enumerate(mentions)))
