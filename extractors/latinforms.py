"""How who is known by a full name in Latin letters is called beside: own words, initials, given and family names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors import latin, lexicon
from extractors.patterns import late

# English heads whose single word before them is a place's or another thing's: Enns works, the Heron Inn.
_LATIN_HOUSE = late(r" (?:[a-z]+|Inn|Hotel|Hostel|Guesthouse|Resort|Lodge|Hall|Castle|Palace|Court|House)$")


def short_title(text: str) -> list[str]:
    """Give the parts of a standard's or programme's title that a blank separates."""
    return [part for part in re.split(r"[ \u3000]+", text) if len(part) >= 5] if re.search(r"[ \u3000]", text) else []


# What a house is, behind its own words, which go without it.
_KINDS_OF_HOUSES = frozenset(
    "Foundation Trust Group Institute Association Society Company Corporation Holdings Partners Partnership Agency "
    "Authority Laboratory Laboratories Works Industries Systems Services Solutions Consortium Cooperative".split()
)
_PARTNERS = late(r"([A-Z][\w’'-]+) (?:&|and|und|et) ([A-Z][\w’'-]+)(?= |$)")
_PREFIX = late(r"^(?:PT|CV|TOO|OOO|UAB|SIA|AO|PJSC|JSC|ZAO|UD) (?=[A-Z])")
# With the word behind them one word: Van Laer Baggerwerken, San Telmo Mining.
_PARTICLES = frozenset(
    "Van Von De Den Der Ten Ter La Le Les El Los San Santa São Saint St St. Mac Fitz Al Ben Nova New".split()
)


def short_latin(text: str) -> list[str]:
    stem = latin.LEGAL_END.sub("", text)
    bare = _PREFIX.sub("", stem)
    if bare != stem and " " in bare:  # PT Cendana Rubber Utama
        tokens = bare.split()
        return [
            bare,
            *([" ".join(tokens[:2])] if len(tokens) > 2 else []),
            _initials(stem.split(), small=False),
            *([_initials(tokens, small=False)] if len(tokens) > 2 else []),
        ]
    tokens = stem.split()
    first = " ".join(tokens[:2]) if tokens and tokens[0] in _PARTICLES and len(tokens) > 2 else "".join(tokens[:1])
    forms = [stem] if stem != text else []
    telling = (
        not _LATIN_HOUSE.search(stem)
        and len(first) > 3
        and not latin.common(first)
        and first not in lexicon.names("places")
        and first.casefold() not in lexicon.section("latin", "latin.foreign_heads")
    )
    if telling and (stem != text or len(tokens) > 1):
        forms += [first] if len(tokens) < 5 else []
        forms += [" ".join(tokens[:2])] if len(tokens) > 2 and stem != text else []
    if len(tokens) > 2 and tokens[-1] in _KINDS_OF_HOUSES and all(token[0].isupper() for token in tokens):
        forms += [" ".join(tokens[:-1])]  # Open Stride of Open Stride Foundation
    if partners := _PARTNERS.match(stem):
        forms += [f"{partners[1]} & {partners[2]}", f"{partners[1][0]}&{partners[2][0]}"]
    if len(tokens) >= 3:
        forms += [
            initials
            for initials in (_initials(tokens, small=False), _initials(tokens, small=True))
            if len(initials) >= 3
        ]
    return list(dict.fromkeys(form for form in forms if form != text))


SOCIETIES = frozenset(
    "Exchange Circle Forum Roundtable Network Alliance Association Society Consortium Institute Laboratory Council "
    "Board Committee Panel Club League Federation Chamber Foundation Cooperative Syndicate Guild Union Authority "
    "Agency Mutual Collective Registry".split()
)


def own_society(full_name: str) -> str:
    """Give what a society is called in its own papers, behind "the": Exchange of Cold Gases Exchange; "" for others."""
    tokens = full_name.split()
    if full_name in lexicon.names("organisations"):
        return ""
    if tokens[-2:] in (["Round", "Table"], ["Round", "table"]) and len(tokens) > 2:
        return " ".join(tokens[-2:])
    return tokens[-1] if len(tokens) > 1 and tokens[-1] in SOCIETIES else ""


# Words that every contract and every company says of itself or of another.
_NOBODYS = frozenset(
    "Company Group Bank Board Office Hotel Inn Service Services Centre Center Team Department Holdings International "
    "Limited Partners Works Systems Solutions Trading Storage Energy House Line Lines Air Sea North South East West "
    "Yard Plant Site Port Museum University College School Hospital Church Council Government Ministry State Union "
    "European United National Royal Western Eastern Northern Southern New Old Great General Trust Fund".split()
)


@lru_cache(maxsize=1 << 16)
def own_words(full_name: str) -> tuple[str, ...]:
    """Give what a house is called behind "the" by an everyday word of its own name (the Bay: Kestrel Bay Hospital).

    A saint's house goes by the saint as well (Oswin's of St Oswin's).
    """
    if saint := _SAINT.fullmatch(full_name):
        return (saint.group(1),)
    tokens = latin.LEGAL_END.sub("", full_name).split()
    telling = [token for token in tokens if token.isalpha() and token[0].isupper() and len(token) > 2]
    if len(telling) < 2 or full_name in lexicon.names("organisations") or (latin.common(tokens[0]) and len(tokens) < 3):
        return ()
    own = [word for word in telling[1:] if latin.common(word) and word not in _NOBODYS | SOCIETIES]
    return tuple(f"{article} {word}" for word in own for article in ("the", "The"))


_SAINT = late(r"St\.? ([A-Z][a-z]+[’']s)(?: [A-Z][a-z]+)?")


def _initials(tokens: Sequence[str], *, small: bool) -> str:
    return "".join(t[0].upper() for t in tokens if t[0].isalpha() and (small or t[0].isupper()))


# What two letters with their stops say besides somebody's initials.
_NO_INITIALS = frozenset(
    "U.S. U.K. E.U. U.N. P.O. N.B. P.S. A.M. P.M. Q.C. N.V. B.V. A.G. S.A. A.S. D.C. L.P. C.V. I.E. E.G. V.P.".split()
)
# Two and three capitals that mean something else in many texts.
_NO_LETTERS = frozenset(
    "RE FW TO CC PS NB ID NO QA QC VS IP PO AM PM US UK EU UN IT HR PR AI TV PC OK CD MR MS DC AC GB MB KB AD BC MD LA "
    "NY DJ FC SC CO LT VP CEO CFO CTO COO BBC CNN FBI CIA NBC ABC USA UAE NFL NBA NHL MVP PHD MBA DNA RNA ISO".split()
)


def given_and_family(full_name: str) -> list[str]:
    """Give the given and the family name of a person's Latin full name, title left out."""
    tokens = [t for t in full_name.split() if not latin.TITLES.match(t)]
    bare = [" ".join(tokens)] if len(tokens) < len(full_name.split()) and len(tokens) > 1 else []
    if len(tokens) < 2 or latin.is_chinese_name(tokens):
        return bare
    bare += [f"{tokens[0][0]}. {tokens[-1]}", f"{tokens[-1]}, {tokens[0][0]}."]
    if (dotted := f"{tokens[0][0]}.{tokens[-1][0]}.") not in _NO_INITIALS:
        bare.append(dotted)
    if 1 < len(tokens) < 4 and (letters := "".join(token[0] for token in tokens)) not in _NO_LETTERS:
        bare += [letters] if letters.isupper() and letters.isalpha() else []
    given = [t for t in tokens[:1] if len(t) > 2 and is_word(t)]
    return bare + given + [t for t in (tokens[0], tokens[-1]) if len(t) > 2 and (_is_given(t) or not latin.common(t))]


def is_word(word: str) -> bool:
    """Say whether a given name is an everyday word as well: Bill, Mark, Grace; see `givens.is_spoken_of`."""
    known = word in lexicon.entries("firstnames") or word.casefold() in lexicon.entries("called")
    return known and latin.common(word) and not _is_given(word)


def _is_given(word: str) -> bool:
    """Say whether a word is a given name, and an everyday one at most with its last letter off (Mads, not Will)."""
    return word in lexicon.entries("firstnames") and word.casefold() not in lexicon.entries("english")
