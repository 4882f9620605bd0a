"""The words of Latin text: what a name is made of, what a house ends with, what everybody writes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors import lexicon, pinyin
from extractors.model import Evidence, Kind
from extractors.patterns import late

LEGAL = (
    r"GmbH(?: & Co\.? KG)?|AG|SE|KGaA|KG|S\.?p\.?A\.?|S\.?r\.?l\.?|AB|Oyj?|A/S|ApS|ASA|AS|N\.V\.|NV|B\.?V\.?|"
    r"S\.A\.S?\.?|SA|SAS|S\.L\."
    r"|(?:Co\.?,? ?)?(?:Ltd|LTD)\.?|Limited|Inc\.?|LLC|L\.L\.C\.|LLP|PLC|plc|Corp\.?|Corporation|"
    r"(?:Pte|PTE)\.? (?:Ltd|LTD)\.?|(?:Pty|PTY)\.? (?:Ltd|LTD)\.?|(?:Pvt|PVT)\.? (?:Ltd|LTD)\.?|Sdn\.? Bhd\.?"
    r"|K\.K\.|Kft\.?|Zrt\.?|d\.o\.o\.|s\.r\.o\.|a\.s\.|[Ss]p\. ?z ?o\. ?o\.|O?JSC|PJSC|OOO|Ltda\.?|S\.A\. de C\.V\.|"
    r"ehf\.?|hf\.?|eG|e\.G\.|OHG|mbH|Cyf\.?|OÜ|UAB|SIA|Tbk|Bhd|Berhad|EOOD|A\.Ş\.|Sarl|SARL|e\.V\.|L\.P\."
)
LEGAL_END = late(rf"[ ,]+(?:{LEGAL})$")
UPPER = (
    "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u0106\u010c\u010e\u0112\u0118\u011a"
    "\u0130\u0141\u0143\u0147\u0150\u0158\u015a\u015e\u0160\u0164\u016e\u0170\u0179\u017b\u017d"
)
HAN = "\u3400-\u9fff"
TOKEN = (
    rf"(?:[{UPPER}](?:[^\W_{HAN}]|[’'](?=[^\W\d_{HAN}]{{2}})|(?<=s)[’'](?= [{UPPER}])|-(?=[^\W_{HAN}])|"
    rf"&(?=[{UPPER}]))*|[{UPPER}]\.)"
)
# A letter between a given name and a family name, whose stop ends no sentence.
INITIAL = rf"[{UPPER}]\.(?= [{UPPER}][a-z])"
CAPITAL = late(f"[{UPPER}]")
LEGAL_LAST = late(rf"(?:^|[ ,])(?:{LEGAL})$")
LEGAL_TOKEN = late(rf"(?:{LEGAL})$")
ORG_HEADS = lexicon.section("latin", "latin.org_heads")
ORG_FIRST = late(
    r"(?:Ministry|University|Institute|Bank|Department|Bureau|Office|Board|Academy|College|Chamber|Council|"
    r"Directorate|Federation|Association|Society|Republic|School|Centre|Center|Agency|Commission|"
    r"Committee|League|Guild|Confederation|Union) (?:of|for|on)\b"
)
SITE_HEADS = lexicon.section("latin", "latin.site_heads")
PLACE_HEADS = lexicon.section("latin", "latin.place_heads")
LAW_HEADS = frozenset("act code directive convention treaty charter protocol accord".split())
# Departments, which act or are acted with: Procurement asked, signed by Finance.
DEPARTMENTS = frozenset(word.capitalize() for word in lexicon.section("latin", "latin.departments"))
# What a group's papers call themselves by in the middle of a sentence: members of the Circle.
OWN_BODIES = frozenset(word.capitalize() for word in lexicon.section("latin", "latin.own_bodies"))
PROJECT_HEADS = frozenset(["project", "programme", "program", "initiative", "operation"])
TITLES = late(
    r"(?:Mr|Ms|Mrs|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Eng|Ing|Dipl\.-Ing|Capt|Captain|Col|Colonel|Gen|"
    r"General|Lt|Sgt|Major|Maj|Judge|Minister|President|Chancellor|Senator|Governor|Ambassador|Father|Rev|"
    r"Sister|Skipper|Inspector|Nurse|Engineer|Mayor|King|Queen|Prince|Princess|Pope|Saint|Herr|Frau|Encik|Puan|Datuk|Dato"
    r"|Canon|Uncle|Auntie|Señora?|Mme|Monsieur|Signora?|Dott|Khun|Bapak|Ibu|Pak|Sheikh|Shaikh|Sultan|Engr|Atty)\.?$"
)
# As Chinese colleagues are spoken of in English: Director Xu, Lao Xu; of pinyin alone.
OF_COLLEAGUES = "Director|Manager|Section Chief|Secretary|Chairman|Lao|Xiao"
HONORIFIC = late(
    r"\b(?:Mr|Ms|Mrs|Miss|Dr|Prof|Professor|Sir|Eng|Ing|Capt|Captain|Colonel|Judge|Herr|Frau|Encik|Puan|Mme|Engr"
    r"|C[EFOT]O|President|Minister|Chairman|Secretary|Governor|Senator)\.? +$"
)
SAID = late(
    r"\s*+(?:,[^,]{2,40},)? *(?:said|says|spoke|told|asked|asks|wrote|writes|explained|added|adds|noted|reported|"
    r"reports|confirmed|signed|chairs|chaired|mentioned|suggested|replied|thinks|joined|joins|presented|"
    r"speaks|called|agreed|promised|insists|wants|counted)\b"
)
MONTHS = lexicon.section("latin", "latin.months")
ROMAN = late(r"[IVXLC]+$")


class Find(NamedTuple):
    """A name in an English text and why it is one; the recognizers pick their own kinds."""

    start: int
    end: int
    kind: Kind
    confidence: float
    evidence: Evidence


class Habits(NamedTuple):
    """How one file writes: the words it writes small, and those it writes with a capital inside sentences.

    `titled` says that it gives everyday words capitals inside sentences, so that capitals say little.
    """

    lower: frozenset[str]
    inner: frozenset[str]
    titled: bool = False


class Run(NamedTuple):
    start: int
    end: int
    initial: bool  # the first token begins a sentence or stands in a heading in capitals


def has_capital(text: str) -> bool:
    """Say whether a text holds a Latin capital letter."""
    if text.isascii():
        return text != text.lower()
    return CAPITAL.search(text) is not None


def is_legal(word: str) -> bool:
    """Say whether a word is a legal form (GmbH, S.A., Ltd)."""
    return LEGAL_TOKEN.match(word) is not None


def is_unit(text: str) -> bool:
    """Say whether a word is a unit or a trade's abbreviation that is written in both cases (kWh, MPa, CoA)."""
    return UNIT.match(text) is not None


_BEHIND_HAN = late("[\u4e00-\u9fff）] $")  # a bilingual cell: 性状 Trait
_BEGINS = late(r"(?:^|[.!?:•|\t\n\r“\"‘(\[–—】：。，、；！？]|;(?=\s)|[.!?][\"'”’)\]]+(?=\s)|\s[-*/／])\s*$")
_WITHIN = late("[A-Za-z0-9,]")


def begins(text: str, start: int, *, bilingual: bool = False) -> bool:
    """Say whether a sentence, a quotation, a clause or, in bilingual text, its English half begins at a place."""
    since = max(0, start - 8)
    # Behind letter and blank, the usual place, no sentence begins; the patterns need not be asked.
    if text[start - 1 : start] == " " and _WITHIN.match(text, start - 2) and not bilingual:
        return False
    return bool(_BEGINS.search(text, since, start) or (bilingual and _BEHIND_HAN.search(text, since, start)))


def common(token: str, lower: frozenset[str] = frozenset()) -> bool:
    """Say whether a capitalised word is an everyday one, `lower` being what its file writes small."""
    return is_listed(token) or token.casefold().strip(".'’") in lower


_CONTRACTED = late("[’'](?:ll|ve|re|d|m|s|t)$")  # I'll, They're, Isn’t


@lru_cache(maxsize=65536)
def is_listed(token: str) -> bool:
    word = _CONTRACTED.sub("", token.casefold().strip(".'’"))
    stem = word.removesuffix("'s").removesuffix("’s")
    listed = lexicon.entries("english")
    return word in listed or stem in listed or (word.endswith("s") and word[:-1] in listed) or _is_made_of(word, listed)


_LEAST_STEM = 4  # chosen: of shorter stems names are made as well (Sally, Wally)


def _is_made_of(word: str, listed: frozenset[str]) -> bool:
    """Say whether a word is made of everyday ones: sub-total, unimproved, respectfully, procedural."""
    if "-" in word:
        return all(part in listed or part in _BEFORE_HYPHEN for part in word.split("-"))
    for prefix in ("un", "non"):
        if word.startswith(prefix) and len(word) - len(prefix) > _LEAST_STEM and word.removeprefix(prefix) in listed:
            return True
    adverb = word.removesuffix("ly")
    return len(adverb) < len(word) and len(adverb) >= _LEAST_STEM and (
        adverb in listed or adverb.removesuffix("ful") in listed or f"{adverb[:-1]}y" in listed)  # fmt: skip


_BEFORE_HYPHEN = frozenset("co sub non pre post anti ex re self vice multi inter".split())


def is_phrase(name: str) -> bool:
    """Say whether a name is several words, all of them everyday ones: Account Balances."""
    words = name.split()
    return len(words) > 1 and all(map(is_listed, words))


SIDES = "North|South|East|West|Northern|Southern|Eastern|Western|Central"
FOLK = lexicon.alternatives(frozenset(word.capitalize() for word in lexicon.section("latin", "latin.peoples")))
PEOPLE = late(rf"(?:The )?(?:(?:{SIDES}) )?(?:{FOLK})(?: |$)")
WORD = late(r"\S+")
HEADS = ORG_HEADS | SITE_HEADS
# Everyday words that are given names before a family name.
GIVEN_WORDS = frozenset(word.capitalize() for word in lexicon.section("latin", "latin.given_words"))


def is_route(piece: str) -> bool:
    """Say whether a word is two places with a hyphen between (Singapore-Sydney), which names neither."""
    ends = piece.split("-")
    return len(ends) == 2 and not _is_place(piece) and all(map(_is_place, ends))


def _is_place(name: str) -> bool:
    return name in lexicon.names("places") or name in lexicon.abroad("places")


def is_chinese_name(tokens: Sequence[str]) -> bool:
    """Say whether two words are a Chinese person's name in pinyin, in either order (Tao Min, Yizhou Jiang)."""
    if len(tokens) != 2 or not all(pinyin.is_pinyin(token) and not common(token) for token in tokens):
        return False
    first, second = (token.casefold() for token in tokens)
    if len(first) + len(second) < 5 or " ".join(tokens) in lexicon.names("places"):
        return False
    return (first in pinyin.surnames() and len(second) <= 12) or (
        second in pinyin.surnames() and not pinyin.is_syllable(first)
    )


# Endings that make English words out of others; a single capitalised word with one is rarely a name.
_MADE = late(
    r"[a-z](?:tions?|sions?|ments?|ings?|ness|ity|ities|ives?|ous|ables?|ibles?|ated|ised|ized|ise|ize|ally|ably|ily|ships?|isms?|ages?|ances?"
    r"|ences?|fully?|less|proof|wards?|teen|ty|ical|ics|ifier|ifiers|ieth|ures?)$"
)


@lru_cache(maxsize=16384)
def is_made(token: str) -> bool:
    return _MADE.search(token) is not None


# Units with their first letters, trade abbreviations written in both cases: no names.
UNIT = late(
    r"[kKMGTmhcd]?(?:[Hh]z|Pa|Wp?h?|VA[rh]?|Var|V|Ah?|J|Nm|N|Bq|Sv|Gy|bar|bit|bps|B|eV|l|L|g|m)$|Wi-?Fi$|Co[AC]$|DoA$"
)


def in_address(text: str, start: int, end: int) -> bool:
    """Say whether a word is part of an address or of a file's name: Vangie.M@, Goldstar.com, plan_Lisa.pdf."""
    behind = text[end : end + 2]
    dotted = behind[:1] == "." and behind[1:].isalnum()
    return dotted or text[start - 1 : start] in ("@", "_", "%") or behind[:1] in ("@", "_")
