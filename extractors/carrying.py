"""Who is being spoken of where a window names nobody: carried from the places before it, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

# chosen: the order follows the distance that a reader bridges; to be fitted on the hand-written folders
CARRY: dict[str, float] = {
    "paragraph": 0.8,
    "heading": 0.75,
    "title": 0.7,
    "sender": 0.6,
    "file_name": 0.6,
    "first": 0.5,
}
MAX_CARRIED = 3


@dataclass(slots=True)
class Context:
    """Who is being spoken of, by the place where that was said: mention indices, most telling first."""

    norms: Sequence[str]
    held: dict[str, tuple[int, ...]] = field(default_factory=dict)
    ranked: list[tuple[int, float]] | None = None

    def hold(self, place: str, names: Sequence[int]) -> None:
        """Keep who was named at a place; nobody leaves it empty."""
        if names:
            self.held[place] = tuple(names[:MAX_CARRIED])
        else:
            self.held.pop(place, None)
        self.ranked = None

    def carried(self, own: set[str]) -> list[tuple[int, float]]:
        """Give the carried subjects with their level, the nearest first, none that the window names itself."""
        if self.ranked is None:
            self.ranked = list(self._nearest())
        found = [each for each in self.ranked if self.norms[each[0]] not in own] if own else self.ranked
        return found[:MAX_CARRIED]

    def _nearest(self) -> Iterator[tuple[int, float]]:
        known = set[str]()
        for place, level in CARRY.items():
            for mention in self.held.get(place, ()):
                if self.norms[mention] not in known:
                    known.add(self.norms[mention])
                    yield mention, level
