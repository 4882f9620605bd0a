"""Names behind a form's label in running text: 承建单位：中冶天筑；供应商：德宏锻件、淄川耐材."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extractors import cells, sieve
from extractors.chinese import GLUE
from extractors.model import Kind
from extractors.text import in_dictionary, is_cjk, words

# A short label at a clause's start, its colon, and a list that ends with the clause.
_LABEL = re.compile(
    r"(?:^|(?<=[，。；;\s（(]))([\u4e00-\u9fff]{2,8})[：:]\s?([\u4e00-\u9fffA-Za-z0-9·（）()、]{2,60})(?=[，。；;\s]|$)"
)
MARK = sieve.mark(_LABEL)  # of every text with a find
_PARTS = re.compile("[^、]+")
_ASIDE = re.compile(r"[（(].*$")
_LONGEST = 10
_LONGEST_TITLE = 24
_SENTENCE_TAGS = tuple("dprcu")


class Find(NamedTuple):
    """A name behind a label: where it stands, and the kind that its label says."""

    start: int
    end: int
    kind: Kind


@lru_cache(maxsize=4096)
def finds(text: str) -> tuple[Find, ...]:
    """Give the names behind labels whose words head columns of names; a sentence behind a colon is none."""
    if "：" not in text and ":" not in text:
        return ()
    return tuple(find for label in _LABEL.finditer(text) for find in _listed(label))


def _listed(label: re.Match[str]) -> Iterator[Find]:
    kind = cells.role(label.group(1))
    if kind not in ("organisation", "project"):  # persons, places and sites have rules of their own
        return
    for part in _PARTS.finditer(label.string, *label.span(2)):
        name = _ASIDE.sub("", part.group())
        if _is_party(name) if kind == "organisation" else _is_title(name):
            yield Find(part.start(), part.start() + len(name), kind)


def _is_party(name: str) -> bool:
    """Say whether a short stretch can be a party's name: one word of its own, and no word that makes a sentence."""
    if not 3 <= len(name) <= _LONGEST or not all(map(is_cjk, name)) or GLUE & set(name):
        return False
    found = [(name[w.start : w.end], w.tag) for w in words(name)]
    sentence = any(tag.startswith(_SENTENCE_TAGS) and in_dictionary(piece) for piece, tag in found)
    own = cells.ends_as_party(name) or any(not in_dictionary(piece) for piece, _ in found)
    return own and not sentence and not in_dictionary(name)


def _is_title(name: str) -> bool:
    return 5 <= len(name) <= _LONGEST_TITLE and all(c.isalnum() for c in name) and not {"的", "了"} & set(name)
