"""Names that only capitals speak for: kept where they stand beside the one sure name of the folder that they fit.

NKT in a mail signed by Noorderkoel Transport BV is that firm; Salt Quay in a notice of Salt Quay Container Terminal is
the terminal. Alone such letters and words are no name (ETA, ISO), and beside two that fit they are nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.resolving.nodes import KEPT_FROM, FileMentions, Files, Found, Node, Nodes, Place, nodes
from extractors import definitions, forms, latin, lexicon
from extractors.text import folded, has_cjk

_LETTERS = re.compile("[A-Z]{3,6}")
_WORDS = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}")
_JOINTS = re.compile(r"[\s\-/,&]+")
_KINDS = ("organisation", "site")
_SITE_HEADS = lexicon.section("latin", "latin.site_heads")


def guesses(files: Files, sure: Nodes) -> tuple[dict[str, Node], list[Found]]:
    """Give the guessed names that fit one sure name of their files, as nodes, and what joins each to it."""
    found = _nodes(files, sure)
    known = {**{key: node for key, node in sure.items() if node.kind in _KINDS}, **found}
    joins = [*_by_letters(found, sure), *_by_first_words(known, sure)]
    held = {join.a: {place.file for place in known[join.a].places} for join in joins}
    named = {number: _named(files[number]) for number in set[int]().union(*held.values())}
    near = [join for join in joins if any(join.b in named[number] for number in held[join.a])]
    return {join.a: found[join.a] for join in near if join.a in found}, near


def _nodes(files: Files, sure: Nodes) -> dict[str, Node]:
    """Gather the guessed names of all files that no file is sure of."""
    guessed = ((number, entry, at, entry.mentions[at]) for number, entry in files.items() for at in entry.guessed)
    places = [
        Place(number, at, mention, entry.texts[at])
        for number, entry, at, mention in guessed
        if mention.kind in _KINDS and mention.norm not in sure
    ]
    told = [place for place in places if _LETTERS.fullmatch(place.text) or _WORDS.fullmatch(place.text)]
    return nodes(told, {})


def _named(entry: FileMentions) -> frozenset[str]:
    """Give what a file names for sure, and the full names that its short ones stand for."""
    pairs = entry.once("named for sure", _sure_pairs)
    return frozenset(norm for pair in pairs for norm in pair)


def _sure_pairs(entry: FileMentions) -> frozenset[tuple[str, str]]:
    return frozenset((m.norm, m.alias_of) for m in entry.mentions if m.confidence >= KEPT_FROM)


def _by_letters(guessed: Nodes, sure: Nodes) -> Iterator[Found]:
    """Join letters to the only name whose words they begin, or whose words' parts (NKT: Noorderkoel Transport)."""
    short = {key: node.text for key, node in guessed.items() if _LETTERS.fullmatch(node.text)}
    full: dict[str, list[str]] = defaultdict(list)
    for key, node in sure.items() if short else ():
        if _is_latin_body(node):
            full[node.text[0]].append(key)
    for key, letters in short.items():
        fits = [other for other in full[letters[0]] if are_letters_of(letters, sure[other].text)]
        wide = forms.widest(fits)
        if len(wide) == 1:
            yield Found(key, wide[0], "letters of the only name beside them that fits", 0.8)


def _is_latin_body(node: Node) -> bool:
    if node.kind not in _KINDS or " " not in node.text or has_cjk(node.text) or node.text.isupper():
        return False
    return not any(node.norm in lexicon.same(table) for table in ("organisations", "public"))


def are_letters_of(letters: str, full: str) -> bool:
    """Say whether letters are the initials of a name's words, or each word gives its first and a long one gives more.

    What more a word gives are its consonants in order: they begin its parts (Noorder-koel, Varne-holm).
    """
    if definitions.abbreviates(letters, full):
        return True
    words = [word.casefold() for word in _JOINTS.split(latin.LEGAL_END.sub("", full)) if word[:1].isupper()]
    return len(words) > 1 and letters[-1].casefold() == words[-1][0] and _gives(letters.casefold(), words)


_LONG = 7  # letters of a word that can have two parts


def _gives(letters: str, words: Sequence[str]) -> bool:
    """Say whether the words give all letters in order, each its first one."""
    if not words or letters[:1] != words[0][0]:
        return not words and not letters
    for more in range(3 if len(words[0]) >= _LONG else 1):
        own, rest = letters[1 : 1 + more], iter(words[0][2:])
        parts = len(own) == more and not set(own) & set("aeiou") and all(letter in rest for letter in own)
        if parts and _gives(letters[1 + more :], words[1:]):
            return True
    return False


def _by_first_words(known: Nodes, sure: Nodes) -> Iterator[Found]:
    """Join words to the only site that goes on behind them with what it is (Salt Quay Container Terminal)."""
    wanted = {key for key, node in known.items() if " " in node.text and not has_cjk(node.text)}
    longer: dict[str, set[str]] = defaultdict(set)
    for key, node in sure.items() if wanted else ():
        words = node.text.split()
        if node.kind in _KINDS and words[-1].casefold() in _SITE_HEADS and not has_cjk(node.text):
            for cut in range(2, len(words)):
                if (begun := folded(" ".join(words[:cut]))) in wanted:
                    longer[begun].add(key)
    for key, fits in sorted(longer.items()):
        wide = forms.widest(fits)
        if len(wide) == 1:
            yield Found(key, wide[0], "the first words of the only name beside them", 0.76)
