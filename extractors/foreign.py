"""Capitalised names in Spanish, Portuguese, French, Italian and German text.

What sets these languages apart from English: the noun that says what a body is comes first (Banco de, Ministerio de),
small words stand inside names and between two names alike (Universidad de Salamanca, but el Atlas de Lockheed), offices
and peoples are written small, so that a capital inside a sentence says more. In German it says nothing of one word.
A name that two languages spell differently has its own norm here; `lexicon.same` joins the places and bodies that
everybody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors import latin, latinfinds, latinkinds, lexicon
from extractors.latin import Find
from extractors.model import Segment
from extractors.patterns import late
from extractors.tongues import Tongue, tongue

# A capital inside a word begins nothing: iPhone.
_TOKEN = rf"(?<![^\W_]){latin.TOKEN}"
_OF = (
    "para la|para el|de la|de los|de las|del|dello|della|delle|degli|dei|des|dos|das|de|di|da|do|du|von der"
    "|von|van|zu|für"
)
_AND = "y|e|et|und"
# What stands in English names inside a text of another language never stands between two names of that.
_ENGLISH = "of the|of|and|for|&"
_CUT = "(?:de l|d|dell|nell|all)[’']"  # small words that have lost their vowel, and their blank
_WORD = rf"(?:EE\. ?UU\.?|{_TOKEN})"  # EE. UU. is one word
# A run of capitals with the small words of its languages between them.
_RUN = late(
    rf"{_WORD}(?:[ \u00a0](?:(?:{_OF}|{_AND}|{_ENGLISH}) |{_CUT})?"
    rf"(?:(?<=[a-zà-ÿ] ){latin.INITIAL}|{_WORD}|\d{{1,3}}(?![\w.,:/%-])))*"
)
_PART = late(rf"EE\. ?UU\.?|(?:{_OF}|{_AND}|{_ENGLISH})(?=[ \u00a0])|{_CUT}|\S+")
_ENGLISH_LINKS = frozenset(["of", "the", "and", "for", "&"])
_LOWER = late(r"(?<![^\W_'’-])[^\W\d_A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]{2,}(?![\w'’-])")
_WITHIN = late(r"[^\W\d_A-ZÀ-Þ] |, ")
# How adjectives end that stand between a body's noun and what it is of: Comisión Nacional de la Energía.
_ADJECTIVE = late(
    "(?:al|ales|ico|ica|icos|icas|ario|aria|ários?|ivo|iva|ero|era|eo|ea|és|esa|ino|ina|ano|ana|ente|ado|ada|ido|ida|ior"
    "|ique|aire|aires|ien|ienne|if|ive|eur|eure|ale|ais|aise|iano|iana|ense|iche|isch)$"
)
_ADVERB = late("(?:mente|ment)$")
# How nouns of doing and being end; a single capitalised word with such an end is rarely a name: Gestión, Restrições.
_MADE = late(
    "(?:[cst]i[oó]n(?:es)?|ção|ções|sões|zion[ei]|dad(?:es)?|dades?|mientos?|miento|ancias?|encias?|ungen|ung|keit|heit)$"
)
# How adjectives of several end, behind a noun of several: Derechos Digitales, Fuerzas Armadas.
_OF_MANY = late("(?:ales|icos|icas|arios|arias|ivos|ivas|ados|adas|idos|idas|eos|eas|áreas|éreas|iques|ées|és)$")
_TOWN = late("[^\\W\\d_]+-(?:les?|la|sur|sous|en|aux?|du|de|des|am|an|bei|der|im|do|da|del)-[^\\W\\d_]+$")
_SITE_CUE = late(
    r"(?<![^\W_])(?:planta|fábrica|factoría|refinería|central|usine|centrale|raffinerie|stabilimento|impianto|usina"
    r"|refinaria|Werk|Kraftwerk|aeropuerto|aeroporto|aéroport)(?: internacional| internazionale| international)?"
    r" (?:de |di |d[’']|do |da |in |en |em |à |a )(?:la |el )?$"
)
_SITE_CALLED = late(
    r"(?<![^\W_])(?:planta|fábrica|refinería|usine|raffinerie|stabilimento|impianto|refinaria|mina|miniera|astillero"
    r"|aeropuerto|aeroporto|aéroport)(?: internacional| internazionale| international)?(?: (?:de|di|do|da))? $"
)


class Habits(NamedTuple):
    """What one file writes small, the words that begin a name inside its sentences, and family names that it says."""

    lower: frozenset[str]
    inner: frozenset[str]
    family: frozenset[str]


class _Part(NamedTuple):
    """A word of a run, or the small words between two: where it stands."""

    start: int
    end: int
    text: str
    small: bool


def habits(texts: Sequence[str]) -> Habits:
    """Give the habits of a file's texts in other languages."""
    whole = "\n".join(texts)
    runs = [(run.start(), run.group().split()) for run in _RUN.finditer(whole)]
    inner = {words[0] for start, words in runs if _WITHIN.match(whole, max(0, start - 2))}
    family = {words[-1] for _, words in runs if len(words) > 1 and words[0] in lexicon.entries("firstnames")}
    return Habits(frozenset(_LOWER.findall(whole)), frozenset(inner), frozenset(family))


def finds(segment: Segment, language: str, known: Habits) -> tuple[Find, ...]:
    """Give the names of a segment that is written in a language."""
    if not latin.has_capital(segment.text):
        return ()
    reader = _Reader(segment, tongue(language), known)
    return tuple(find for run in _RUN.finditer(segment.text) for find in reader.run(*run.span()))


class _Reader:
    """Cuts the runs of one text into names."""

    def __init__(self, segment: Segment, spoken: Tongue, known: Habits) -> None:
        self.text, self.tongue, self.habits = segment.text, spoken, known
        self.heading = segment.form in ("title", "heading")
        self.indent = len(self.text) - len(self.text.lstrip())

    def run(self, start: int, end: int) -> Iterator[Find]:
        """Give the names of one run."""
        end = latinfinds.extended(self.text, start, end)
        initial = start <= self.indent or latin.begins(self.text, start) or self._quoted(start)
        parts = self._opened(self._parts(start, end), initial=initial)
        for piece in self._cut(parts):
            trimmed = self._trimmed(piece)
            if trimmed:
                yield from self._named(trimmed, initial=initial and trimmed[0].start == start)

    def _quoted(self, start: int) -> bool:
        """Say whether a mark stands before a place that English text has none of, or another one of."""
        return self.text[max(0, start - 2) : start].rstrip()[-1:] in _OPENING

    def _parts(self, start: int, end: int) -> list[_Part]:
        found = _PART.finditer(self.text, start, end)
        return [_Part(*match.span(), match.group(), _is_small(match.group())) for match in found]

    def _opened(self, parts: list[_Part], *, initial: bool) -> list[_Part]:
        """Drop the words that open a sentence and belong to no name."""
        while initial and parts and not parts[0].small and self._opens(parts):
            parts = parts[1:]
            while parts and parts[0].small:
                parts = parts[1:]
        return parts

    def _opens(self, parts: Sequence[_Part]) -> bool:
        """Say whether a sentence's first word only opens it."""
        first = parts[0].text
        if _known(_joined(parts[:2])) or _known(_joined(parts[:3])):
            return False
        word = first.casefold()
        if word in self.tongue.openers or word in self.tongue.articles or word in self.tongue.function:
            return True
        if self._is_told(first) or first.isupper() or word in self._heads():
            return False
        if word in self.habits.lower or _ADVERB.search(word):
            return True
        rest = parts[1:]
        # Dijo Boeing: what the file names elsewhere without the word before it.
        return bool(rest) and not rest[0].small and (_known(rest[0].text) or rest[0].text in self.habits.inner)

    def _is_told(self, word: str) -> bool:
        return _known(word) or word in lexicon.entries("firstnames") or word in self.habits.inner | self.habits.family

    def _heads(self) -> frozenset[str]:
        return _heads(self.tongue.name)

    # Where names meet

    def _cut(self, parts: Sequence[_Part]) -> Iterator[list[_Part]]:
        """Cut a run where two names meet."""
        piece, at = list[_Part](), 0
        while at < len(parts):
            many = self._known_at(parts, at)
            if many > 1 and not (piece and self._holds(piece, parts, at)):
                yield piece
                yield list(parts[at : at + many])
                piece, at = [], at + many
                continue
            part = parts[at]
            behind = parts[at + 1 :]
            if part.small and not self._goes_on(piece, part, behind):
                yield piece
                piece = []
            elif not part.small and piece and not piece[-1].small and self._begins_anew(piece, part, behind):
                yield piece
                piece = [part]
            else:
                piece.append(part)
            at += 1
        yield piece

    def _known_at(self, parts: Sequence[_Part], at: int) -> int:
        """Give how many parts make a known name of several words here, 0 for none."""
        longest = min(5, len(parts) - at)
        return next((many for many in range(longest, 1, -1) if _known(_joined(parts[at : at + many]))), 0)

    def _holds(self, piece: Sequence[_Part], parts: Sequence[_Part], at: int) -> bool:
        """Say whether a known name belongs to the piece before it (Banco de Nueva York)."""
        return piece[-1].small and self._goes_on(piece[:-1], piece[-1], parts[at:])

    def _goes_on(self, piece: Sequence[_Part], link: _Part, behind: Sequence[_Part]) -> bool:
        """Say whether a name goes on behind small words."""
        if not piece or not behind or piece[-1].small:
            return False
        if link.text in _ENGLISH_LINKS:
            return True
        words = [part.text for part in piece if not part.small]
        links = sum(part.small for part in piece)
        head = words[0].casefold() in self._heads()
        public = _known(behind[0].text) or bool(self._known_at(behind, 0)) or behind[0].text.isupper()
        if link.text in self.tongue.joints:
            telling = public or behind[0].text in lexicon.entries("firstnames") or behind[0].text in self.habits.inner
            return head and links > 0 and not telling
        if words[0].casefold().strip(".") in self.tongue.titles and not head:
            return False
        if head:
            if len(words) == 1 and not links:
                return True
            return not public and bool(_ADJECTIVE.search(words[-1]) or links)
        person = words[0] in lexicon.entries("firstnames") and len(words) < 3 and not links
        return person and not public and behind[0].text not in self.habits.inner

    def _begins_anew(self, piece: Sequence[_Part], part: _Part, behind: Sequence[_Part]) -> bool:
        """Say whether a person's name, title or a place's end lies between two words without a small one."""
        first = piece[0].text
        titled = part.text.casefold().strip(".") in self.tongue.titles
        if titled and first.casefold() not in self._heads():
            return True
        whole = _known(_joined(piece))
        if _joined(piece) in lexicon.abroad("places"):
            return True  # no English name begins with it: EEUU Barack
        given = part.text in lexicon.entries("firstnames") and behind and not behind[0].small
        if not given:
            return whole and _known(part.text)
        free = first.casefold() in self._heads() or first in lexicon.entries("firstnames") or len(first.rstrip(".")) < 2
        return whole or not (free or first.casefold().strip(".") in self.tongue.titles)

    # What a piece is

    def _trimmed(self, piece: list[_Part]) -> list[_Part]:
        """Drop small words, articles and numbers at the edges, unless the whole is known."""
        while piece and (piece[0].small or not piece[0].text[0].isalpha()):
            piece = piece[1:]
        while piece and (piece[-1].small or (piece[-1].text.isdigit() and len(piece) > 1 and len(piece[-1].text) != 3)):
            piece = piece[:-1]
        while len(piece) > 1 and piece[0].text.casefold() in self.tongue.articles and not _known(_joined(piece)):
            piece = piece[1:]
            while piece and piece[0].small:
                piece = piece[1:]
        return piece

    def _named(self, piece: Sequence[_Part], *, initial: bool) -> Iterator[Find]:
        start, end = piece[0].start, piece[-1].end
        name = self.text[start:end]
        words = [part.text for part in piece if not part.small]
        if _place(name):
            yield self._at_place(start, end)
        elif name in lexicon.names("organisations") or name in lexicon.abroad("organisations"):
            yield Find(start, end, "organisation", 0.85, "suffix")
        else:
            find = self._by_head(start, end, words) or self._by_person(piece, words)
            find = find or self._by_capitals(piece, words, initial)
            yield from [find] if find else []

    def _at_place(self, start: int, end: int) -> Find:
        cue = _SITE_CUE.search(self.text, max(0, start - 40), start)
        return Find(cue.start() if cue else start, end, "site" if cue else "place", 0.75 if cue else 0.85, "suffix")

    def _by_head(self, start: int, end: int, words: Sequence[str]) -> Find | None:
        """Name the kind by a legal suffix or by the noun that the name begins with."""
        if len(words) < 2:
            return None
        if latin.is_legal(words[-1]):
            return Find(start, end, "organisation", 0.95, "suffix")
        first = words[0].casefold()
        if first in self.tongue.bodies:
            return Find(start, end, "organisation", 0.9, "suffix")
        if first in self.tongue.sites:
            return Find(start, end, "site", 0.85, "suffix")
        if first in self.tongue.lands:
            return Find(start, end, "place", 0.75, "suffix")
        telling = latinkinds.by_words(self.text[start:end])
        return Find(start, end, *telling) if telling else None

    def _by_person(self, piece: Sequence[_Part], words: Sequence[str]) -> Find | None:
        start, end = piece[0].start, piece[-1].end
        bare = list(piece)
        while bare and (bare[0].small or bare[0].text.casefold().strip(".") in self.tongue.titles):
            bare = bare[1:]
        titled = len(bare) < len(piece)
        alone = len(bare) == 1 and (self._is_generic(bare[0].text) or bool(_ADJECTIVE.search(bare[0].text)))
        if titled and bare and len(bare) < 6 and not alone:
            return Find(bare[0].start, end, "person", 0.92, "title")
        before = self.text[max(0, start - 14) : start].rstrip(" .").rsplit(maxsplit=1)
        honoured = bool(before) and before[-1].casefold() in _HONOURS
        if titled or not bare or len(words) > 5:
            return None
        if honoured:
            return Find(start, end, "person", 0.92, "title")
        given = words[0] in lexicon.entries("firstnames")
        if given and 2 <= len(words) <= 4 and words[1].casefold() not in self._heads() and not words[-1].isupper():
            return Find(start, end, "person", 0.85, "pattern")
        return Find(start, end, "person", 0.6, "capitals") if given and len(words) == 1 else None

    def _by_capitals(self, piece: Sequence[_Part], words: Sequence[str], initial: bool) -> Find | None:
        """Weigh what only its capitals speak for."""
        start, end = piece[0].start, piece[-1].end
        name = self.text[start:end]
        if any(map(str.isdigit, name)) or len(words[-1].rstrip(".")) == 1:
            return None
        if len(words) > 1:
            return self._by_several(start, end, words, initial)
        return self._by_word(start, end, words[0].rstrip("."), initial)

    def _by_several(self, start: int, end: int, words: Sequence[str], initial: bool) -> Find | None:
        if self.tongue.nouns and not (words[0] in self.habits.inner and all(map(str.isalpha, words))):
            return None
        small = [self._is_small(word) for word in words]
        if all(small):
            return None
        known = [latin.common(word) for word in words]
        own = not any(small) and not any(known)
        many = words[0].endswith("s") and _OF_MANY.search(words[-1]) is not None
        two = len(words) == 2 and not many and all(word.isalpha() and word[1:].islower() for word in words)
        # English words alone (Auto Save, Internet Protocol) are as rarely a name as in English text.
        sure = not many if own else not (initial or all(known))
        return Find(start, end, "person" if own and two else "organisation", 0.55 if sure else 0.4, "capitals")

    def _by_word(self, start: int, end: int, word: str, initial: bool) -> Find | None:
        if len(word) < 3 or latin.is_unit(word) or _ROMAN.fullmatch(word) or latin.in_address(self.text, start, end):
            return None
        if latin.common(word):
            return None
        if word.isupper():
            return Find(start, end, "organisation", 0.5, "capitals") if len(word) < 8 else None
        small = self._is_small(word) or (latin.is_route(word) if "-" in word else False)
        if self.tongue.nouns or small or (initial and word not in self.habits.inner | self.habits.family):
            return None
        if _TOWN.match(word):
            return Find(start, end, "place", 0.75, "pattern")
        before = self.text[max(0, start - 12) : start].rstrip().rsplit(" ", 2)
        near = {before[-1], " ".join(before[-2:])} if self.text[start - 1 : start] == " " else set()
        if near & self.tongue.inside:
            return Find(start, end, "place", 0.6, "capitals")
        if _SITE_CALLED.search(self.text, max(0, start - 40), start):
            return Find(start, end, "site", 0.7, "suffix")
        return Find(start, end, "organisation", 0.6, "capitals")

    def _is_small(self, word: str) -> bool:
        """Say whether a word names nothing although it is written large."""
        return word.casefold() in self.habits.lower or self._is_generic(word) or _MADE.search(word) is not None

    def _is_generic(self, word: str) -> bool:
        plain, held = word.casefold().strip("."), self.tongue
        return any(plain in words for words in (held.generic, held.openers, held.titles, held.articles, self._heads()))


_HONOURS = frozenset("sr sra srta dr dra don doña sig sig.ra mme mlle herr frau señor señora monsieur madame".split())
_OPENING = frozenset("¡¿«»„‚`")
_ROMAN = late("[IVXLC]+")


def _is_small(word: str) -> bool:
    return word == "&" or (word[0].islower() and not word[1:2].isupper())


def _joined(parts: Sequence[_Part]) -> str:
    return " ".join(part.text for part in parts)


@lru_cache(maxsize=8)
def _heads(language: str) -> frozenset[str]:
    spoken = tongue(language)
    return spoken.bodies | spoken.sites | spoken.lands


def _place(name: str) -> bool:
    return name in lexicon.names("places") or name in lexicon.abroad("places")


@lru_cache(maxsize=16384)
def _known(name: str) -> bool:
    """Say whether a name is a place's or a body's that everybody knows."""
    lists = ("organisations", "public")
    return _place(name) or any(name in lexicon.names(each) or name in lexicon.abroad(each) for each in lists)
