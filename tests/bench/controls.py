"""Folders of question sets: paragraphs that must be combined, and six kinds of folder that only look alike.

An item of a multi-hop question set says which paragraphs hold the answer together (gold) and brings others along. Each
paragraph becomes one file, its title on the first line. Controls of an item, all drawn with a seed of its id:

- *random*: as many paragraphs as gold ones, each from another item.
- *same topic*: for each gold paragraph the one of other items, one an item, that is most alike in what it talks of:
  cosine of TF-IDF over the words that stand in small letters, so that no name is asked for.
- *near-duplicates*: one gold paragraph three times; in the second and third one word in forty is left out and one in
  forty changes place with its neighbour.
- *boilerplate*: as many random paragraphs as gold ones, all with the same header and footer, which name a house, a
  person and a phone of their own.
- *hub*: as many paragraphs as gold ones, each from another item, that all name one country or city that everybody
  knows; the hub is drawn from those that enough paragraphs name.
- *diluted*: twelve paragraphs, each from another item.

So all but near-duplicates and diluted have as many files as the gold folder. No control holds a gold paragraph of
another item, nor a paragraph of a title that its own item needs: those belong to a story. Items that need a paragraph
of one title are of one story, and no two paragraphs of a control come from one story: what stands beside such items is
about the same film or town.

Beside the six stand the item's *own distractors*: for each gold paragraph the other one of the item that is most alike
in all words. They are no control: a search engine found them by the names in the question, so that two of them often
tell of one band, club or regiment, and what they tell together does stand in neither.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

CONTROLS = ("random", "same topic", "near-duplicates", "boilerplate", "hub", "diluted")
BESIDE = "own distractors"
SETS = ("musique", "hotpotqa")
HUBS = ("United States", "England", "London", "New York", "Germany", "France", "India", "Canada", "Australia", "Japan",
        "China", "Italy")  # fmt: skip
DILUTED, EDITIONS, EDITED = 12, 3, 40
WORD = re.compile(r"\w+")
SMALL = re.compile(r"(?<![\w'’])[a-z]{3,}(?!\w)")
# Header and footer; no word of them stands in the product's lists.
BOILERPLATES = (
    ("Calder Reading Room · Bulletin for members",
     "Compiled by Ines Vollmar for the Calder Reading Room. Questions: +44 20 7946 0371, desk@calder-room.example."),
    ("HARTWELL CLIPPING SERVICE",
     "Hartwell Clipping Service Ltd, order HC-2217-40. Contact: Owen Tarrant, telephone +44 20 7946 0588."),
    ("Internal digest, Brookvane Institute",
     "This digest was made by the Brookvane Institute. Do not pass it on without asking Marta Ellingsen, 7946 0812."),
    ("From the archive of the Penrow Foundation",
     "Penrow Foundation, file PF/88213. For corrections write to Jonas Adeyemi, archive@penrow.example."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a file's text, and whether its item needs it."""

    text: str
    gold: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A question: its paragraphs in the set's order, the first item of its story, and whether that is reported.

    A story is for development where the hash of any of its items' ids is even; no film is in both halves.
    """

    id: str
    paragraphs: tuple[Paragraph, ...]
    story: str = ""
    reported: bool = False

    @property
    def gold(self) -> list[str]:
        """Give the texts that must be combined."""
        return [each.text for each in self.paragraphs if each.gold]

    @property
    def others(self) -> list[str]:
        """Give the texts that stand beside them."""
        return [each.text for each in self.paragraphs if not each.gold]


def items(path: Path) -> list[Item]:
    """Read a question set; of HotpotQA the bridge questions, a comparison names both its ends itself."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = [
        Item(row["id"], tuple(Paragraph(f"{each['title']}\n\n{each['text']}\n", each["gold"])
                              for each in row["paragraphs"]))
        for row in rows if row.get("kind", "bridge") == "bridge"
    ]  # fmt: skip
    stories = _stories(found)
    looked_at = {story for item, story in zip(found, stories, strict=True) if _hash(item.id) % 2 == 0}
    return [replace(item, story=story, reported=story not in looked_at)
            for item, story in zip(found, stories, strict=True)]  # fmt: skip


def _hash(identity: str) -> int:
    return hashlib.blake2b(identity.encode(), digest_size=1).digest()[0]


def _stories(found: Sequence[Item]) -> list[str]:
    """Give each item the least id of those that it is joined with over the titles of gold paragraphs."""
    story = {item.id: item.id for item in found}
    titles: dict[str, set[str]] = {}
    for item in found:
        held = {each for text in item.gold for each in titles.get(_title(text), {item.id})} | {item.id}
        least = min(story[each] for each in held)
        old = {story[each] for each in held}
        story |= {each: least for each, at in story.items() if at in old}
        for text in item.gold:
            titles.setdefault(_title(text), set()).add(item.id)
    return [story[item.id] for item in found]


def _title(text: str) -> str:
    return text.partition("\n")[0]


@dataclass(frozen=True)
class Pool:
    """A question set as what controls are drawn from."""

    items: Sequence[Item]

    @cached_property
    def _words(self) -> _Words:
        return _Words(WORD, [each.text for item in self.items for each in item.paragraphs])

    @cached_property
    def _topics(self) -> _Words:
        return _Words(SMALL, [each.text for item in self.items for each in item.paragraphs])

    @cached_property
    def _naming(self) -> dict[str, list[tuple[str, str]]]:
        """Give for each hub the (story, text) pairs that name it, one a story."""
        found: dict[str, dict[str, str]] = {hub: {} for hub in HUBS}
        for item in self.items:
            for text in item.others:
                for hub in HUBS:
                    if re.search(rf"\b{hub}\b", text):
                        found[hub].setdefault(item.story, text)
        return {hub: list(held.items()) for hub, held in found.items()}

    def control(self, kind: str, item: Item) -> list[str]:
        """Give the texts of one control of an item."""
        chance, many = random.Random(f"{kind} {item.id}"), len(item.gold)
        match kind:
            case "random":
                return self._random(chance, item, many)
            case "same topic":
                return _most_alike(self._topics, item.gold, self._apart(item))
            case "own distractors":
                return _most_alike(self._words, item.gold, list(enumerate(item.others)))
            case "near-duplicates":
                return list(_editions(chance, chance.choice(item.gold)))
            case "boilerplate":
                header, footer = chance.choice(BOILERPLATES)
                return [f"{header}\n\n{text}\n{footer}\n" for text in self._random(chance, item, many)]
            case "hub":
                return self._at_hub(chance, item, many)
            case _:
                return self._random(chance, item, DILUTED)

    def _random(self, chance: random.Random, item: Item, many: int) -> list[str]:
        stories: dict[str, list[str]] = {}
        for story, text in self._apart(item):
            stories.setdefault(story, []).append(text)
        return [chance.choice(stories[story]) for story in chance.sample(list(stories), many)]

    def _apart(self, item: Item) -> list[tuple[str, str]]:
        """Give the (story, text) pairs that have nothing to do with an item."""
        needed = set(map(_title, item.gold))
        return [(each.story, text) for each in self.items if each.story != item.story for text in each.others
                if _title(text) not in needed]  # fmt: skip

    def _at_hub(self, chance: random.Random, item: Item, many: int) -> list[str]:
        needed = set(map(_title, item.gold))
        named = {
            hub: [text for at, text in held if at != item.story and _title(text) not in needed]
            for hub, held in self._naming.items()
        }
        hub = chance.choice([hub for hub in HUBS if len(named[hub]) >= many])
        return chance.sample(named[hub], many)


class _Words:
    """Texts as weighted words: TF-IDF over a set of texts, of unit length."""

    def __init__(self, pattern: re.Pattern[str], texts: Sequence[str]) -> None:
        count = Counter(word for text in texts for word in set(pattern.findall(text)))
        self._find = pattern.findall
        self._rarity = {word: math.log(len(texts) / many) for word, many in count.items()}
        self._held: dict[str, dict[str, float]] = {}

    def alike(self, one: str, other: str) -> float:
        """Give the cosine of two texts."""
        a, b = self._of(one), self._of(other)
        return sum(weight * b.get(word, 0.0) for word, weight in a.items())

    def _of(self, text: str) -> dict[str, float]:
        if text not in self._held:
            found = {word: many * self._rarity[word] for word, many in Counter(self._find(text)).items()}
            norm = math.hypot(*found.values()) or 1.0
            self._held[text] = {word: weight / norm for word, weight in found.items()}
        return self._held[text]


def _most_alike(words: _Words, gold: Sequence[str], others: Sequence[tuple[object, str]]) -> list[str]:
    """Give for each gold text the most alike of the others, none of a group that was taken from."""
    taken: dict[object, str] = {}
    for text in gold:
        left = [each for each in others if each[0] not in taken]
        group, best = max(left, key=lambda each: words.alike(text, each[1]))
        taken[group] = best
    return list(taken.values())


def _editions(chance: random.Random, text: str) -> Iterator[str]:
    yield text
    for _ in range(EDITIONS - 1):
        words = text.split(" ")
        edits = max(1, len(words) // EDITED)
        for at in chance.sample(range(1, len(words) - 1), edits):
            words[at], words[at + 1] = words[at + 1], words[at]
        for at in sorted(chance.sample(range(1, len(words)), edits), reverse=True):
            del words[at]
        yield " ".join(words)
