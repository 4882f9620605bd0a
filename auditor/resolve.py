"""Which names are one thing: mentions by file in, entities with all their spellings out, every merge with its reason.

The evidence in its order: equal normalised forms; definitions in the text; the curated tables; short forms, initials,
pinyin and transliteration where exactly one full name of the folder fits; for persons a title with a surname inside a
file or with a shared organisation, never across files on the name alone. The result depends on the texts, not on the
files' names or order.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditor.resolving import nodes, persons, things
from auditor.resolving.groups import Entity, Groups, Ledger, Merge, Resolution
from auditor.resolving.nodes import FileMentions, text_digest
from auditor.resolving.personal import RARITIES, Rarity, rarity
from auditor.resolving.sounds import likeness
from auditor.resolving.surroundings import Surroundings

__all__ = [
    "EMPTY", "RARITIES", "Entity", "FileMentions", "Ledger", "Merge", "Rarity", "Resolution", "entities", "likeness",
    "rarity", "text_digest",
]  # fmt: skip

EMPTY = Ledger()


def entities(mentions: Sequence[FileMentions], ledger: Ledger = EMPTY) -> Resolution:
    """Resolve a folder's mentions to entities.

    Args:
        mentions: One entry a file, in any order.
        ledger: The user's own decisions; they go before every rule.
    """
    personal, other = nodes.parted(list(nodes.places(mentions)))
    groups = Groups(ledger)
    groups.add(nodes.nodes(other))
    groups.merge_all(things.thing_merges(groups.nodes, mentions))
    around = Surroundings(groups, mentions)
    found = persons.person_nodes(personal, around, ledger)
    groups.add(found)
    groups.merge_all(persons.person_merges(found, around))
    return groups.resolution(mentions)
