"""Names that a file took for another kind: a given name for a firm (Ross), a firm's first word for a person.

What stands alone in a cell or a margin tells little of what it is; the full names of the folder do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.resolving import sounds
from auditor.resolving.bearers import FullNames, meant
from auditor.resolving.heads import OWN_HEADS
from auditor.resolving.nodes import Found, Node, Nodes
from auditor.resolving.personal import FAMILIAR, ZH_TITLED, are_initials, called_so, untitled
from extractors import forms, latin, lexicon
from extractors.text import folded, has_cjk, in_dictionary, simplified

_THINGS = ("organisation", "place", "project", "product")
_GUESSED = frozenset(("capitals", "pattern", "tagger", "folder"))  # what says no more than that a word is a name
_SURE = 0.8
_SIGNS = 2  # of a Chinese name that are one word of it
_READ = _GUESSED | {"column"}


def persons_among(alone: Nodes, things: Nodes, full: FullNames) -> Iterator[Found]:
    """Join what was taken for a thing to the person whose short name it is: Ross Jamieson's Ross, 马占彪's 老马.

    It is `alone`, joined to nothing, and no word of another thing's name, and `meant` finds enough for the person.
    """
    words, letters = _words_of(things), _letters_of(things)
    for key, node in alone.items():
        if node.kind not in _THINGS or not full.fitting(node.text) or not _is_short(node, words, full):
            continue
        if not are_initials(node.text) or (folded(node.text) not in letters and _is_beside(node, full)):
            yield from meant(key, node, full)


def _words_of(things: Nodes) -> Mapping[str, set[str]]:
    """Give by each word of the things' Latin names of several words the keys of those that hold it.

    Of Chinese names their first two signs are one (大柳 of 大柳水库管理局).
    """
    out: dict[str, set[str]] = defaultdict(set)
    for key, node in things.items():
        held = node.text.split()
        for word in held if len(held) > 1 else ():
            out[folded(word)].add(key)
        if has_cjk(node.text) and len(node.text) > _SIGNS:
            out[simplified(node.text)[:_SIGNS]].add(key)
    return out


def _is_short(node: Node, words: Mapping[str, set[str]], full: FullNames) -> bool:
    """Say whether a thing's name has the shape of a person's short one and nothing but a guess says what it is."""
    if not node.evidence <= _READ or node.defined or node.norm in lexicon.same("public"):
        return False
    text = simplified(node.text)
    if has_cjk(text):
        called = FAMILIAR.fullmatch(text) or ZH_TITLED.fullmatch(text)
        return bool(called) and not in_dictionary(text) and not words.get(text)
    if are_initials(text):
        return text.isupper()
    heads = {untitled(full.nodes[key].text).split()[0] for key in full.fitting(text)}
    given = text in lexicon.entries("firstnames") | heads or any(folded(text) in called_so(head) for head in heads)
    if not given and (latin.common(text) or not node.evidence <= _GUESSED):
        return False  # a family's name in a column of firms is a firm's
    return text.isalpha() and text[1:].islower() and len(text) > 2 and not words.get(folded(text))


def _letters_of(things: Nodes) -> set[str]:
    """Give what the things' Latin names of several words may be lettered by."""
    held = [node.text.split() for node in things.values() if " " in node.text and not has_cjk(node.text)]
    whole = {"".join(word[0] for word in words).casefold() for words in held}
    return whole | {"".join(word[0] for word in words if word[0].isupper()).casefold() for words in held}


def _is_beside(node: Node, full: FullNames) -> bool:
    """Say whether somebody whom letters fit stands in one of their files."""
    here = {place.file for place in node.places}
    return any(here & {place.file for place in full.nodes[key].places} for key in full.fitting(node.text))


def things_among(persons: Nodes, things: Nodes, full: FullNames) -> Iterator[Found]:
    """Join what was taken for a person to the only thing whose name begins or ends with it (Five Rivers Group).

    Where nothing but its capitals or its sound said that it is one, and no person of the folder bears the name; before
    a legal form whatever else said so (Eng Cheong Lifting Sdn Bhd).
    """
    guessed = {key: node for key, node in persons.items() if not has_cjk(node.text) or node.evidence <= _GUESSED}
    yield from sounds.heard(guessed, things)
    heads, tails = _ends_of(things)
    for key, node in persons.items():
        begun, ended = (ends.get(folded(node.text), []) for ends in (heads, tails))
        if not begun and not ended:
            continue
        fits = [k for k in begun if latin.LEGAL_END.search(things[k].text)]
        if not fits and node.evidence <= _GUESSED and not (full.fitting(node.text) - {key}):
            fits = [*begun, *ended]
        wide = forms.widest(fits)
        if len(wide) == 1 and len(node.norm) > 3 and not _is_borne(node):
            yield Found(key, wide[0], "the own word of the only thing that bears it", 0.75)


def _is_borne(node: Node) -> bool:
    """Say whether people bear a Latin name of one word: as a given one or a family's."""
    return node.text in lexicon.entries("firstnames") or folded(node.text) in lexicon.section(
        "latin", "person.common_family"
    )


def _is_sure(node: Node) -> bool:
    """Say whether more than capitals tells an organisation: a column, its own last word."""
    last = node.text.split()[-1].casefold()
    return last in latin.ORG_HEADS | OWN_HEADS or any(place.mention.confidence >= _SURE for place in node.places)


def _ends_of(things: Nodes) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Index Latin organisations of several words by how they begin and how they end."""
    heads: dict[str, list[str]] = defaultdict(list)
    tails: dict[str, list[str]] = defaultdict(list)
    for key, node in things.items():
        if node.kind != "organisation" or has_cjk(node.text) or not _is_sure(node):
            continue
        held = latin.LEGAL_END.sub("", node.text).split()
        for cut in range(1, len(held) + 1):
            if cut < len(node.text.split()):
                heads[folded(" ".join(held[:cut]))].append(key)
        for cut in range(1, len(held)):
            tails[folded(" ".join(held[cut:]))].append(key)
    return heads, tails


__all__ = ["persons_among", "things_among"]
