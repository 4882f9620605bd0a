"""The kind of a name in Latin letters: by its head, by the words about it, by how the file writes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors import latin, lexicon, offices, pinyin, references
from extractors.latin import Find, Habits, Run, common, is_chinese_name
from extractors.model import Evidence, Kind
from extractors.patterns import late, seldom

_COMPASS = late(
    r"(?:North|South|East|West|Northern|Southern|Eastern|Western|Central|Greater|Upper|Lower|North-?[Ee]ast|North-?[Ww]est"
    r"|South-?[Ee]ast|South-?[Ww]est)$"
)


def of_a_side(first: str, last: str) -> bool:
    return bool(_COMPASS.match(first)) and last in lexicon.names("places")


def _head_kinds() -> dict[str, Kind]:
    kinds: dict[str, Kind] = dict.fromkeys((word.capitalize() for word in latin.LAW_HEADS), "programme")
    kinds.update(dict.fromkeys((word.capitalize() for word in latin.SITE_HEADS), "site"))
    kinds.update(dict.fromkeys((word.capitalize() for word in latin.ORG_HEADS), "organisation"))
    return kinds


_HEAD_KINDS = _head_kinds()


# Towns, counties and islands whose names are words of every text: Java 17, Contributor Guide, Sea Mile.
_WORDS_TOO = frozenset("Java Guide Mile Boxing Hull".split())
_WHERE = late(r"(?:^|[^\w])(?:[Ii]n|[Aa]t|[Nn]ear|[Tt]o|[Ff]rom|[Oo]ff|[Vv]ia) $")
_WIDER = late(r", [A-Z]| (?:County|Island|City|Sea|port|dock|yard)\b")


def _at_place(text: str, start: int, end: int) -> Find:
    """Give a known place, or the works or the chapter there that the word behind it names (Rotterdam yard)."""
    if text[end : end + 1] == " ":
        chapter = _CHAPTER.match(text, end)
        if chapter:
            return Find(start, chapter.end(), "organisation", 0.65, "suffix")
        works = _SITE_BEHIND.match(text, end)
        if works:
            return Find(start, works.end(), "site", 0.75, "suffix")
    return Find(start, end, "place", 0.85, "suffix")


def kind_of(text: str, run: Run, habits: Habits) -> Find | None:
    start, end, begins = run
    lower = habits.lower
    piece = text[start:end]
    tokens = piece.split()
    if piece in lexicon.names("places") or (len(tokens) == 2 and of_a_side(*tokens)):
        meant = piece not in _WORDS_TOO or _WHERE.search(text, max(0, start - 8), start) or _WIDER.match(text, end)
        return _at_place(text, start, end) if meant else None
    if piece in lexicon.names("organisations"):
        return None if _is_norm(text, piece, end) else Find(start, end, "organisation", 0.85, "suffix")
    spaced = text[end : end + 1] == " "
    behind = _SITE_BEHIND.match(text, end) if spaced else None
    if behind and not begins and not (all(common(token, lower) for token in tokens) or _CAMEL.search(tokens[-1])):
        return Find(start, behind.end(), "site", 0.75, "suffix")
    if tokens[0] == "Republic" and piece.removeprefix("Republic of ").removeprefix("the ") in lexicon.names("places"):
        return Find(start, end, "place", 0.85, "suffix")
    if len(tokens) > 1 and (telling := _street(text, start, end) or _worded(start, end, piece)):
        return telling
    if "-" in piece and latin.is_route(piece):
        return None
    if len(tokens) > 2 and tokens[-2].casefold() in latin.ORG_HEADS and tokens[-1] in lexicon.names("places"):
        return Find(start, end, "organisation", 0.8, "suffix")  # Arts Council England
    if "-" in piece and _TOWN.search(piece):
        return Find(start, end, "place", 0.75, "pattern")
    if (
        len(tokens) == 2
        and text[max(0, start - 4) : start] in ("the ", "The ")
        and (kind := _HEAD_KINDS.get(tokens[1]))
    ):
        return Find(start, end, kind, 0.6, "suffix")
    person = _by_person(text, start, end, tokens)
    if not person and len(tokens) > 1:
        person = _behind_words(text, start, end) if common(tokens[0]) else _known_head(start, tokens)
    if person:
        return person
    behind = _SMALL_BEHIND.match(text, end) if spaced and not begins else None
    headed = _by_head(behind.group(1), tokens[-1]) if behind else None
    if behind and headed and (headed[0] == "programme" or not common(tokens[-1], lower)):
        return Find(start, behind.end() if headed[2] == "suffix" else end, *headed)
    return _by_capitals(text, run, tokens, habits)


_SIDE = late(r"[NSEW]{1,2}\.? ")


def _street(text: str, start: int, end: int) -> Find | None:
    """Find the street behind a house's number: 4 Quayside Court, 7401 W Sorrel Ave."""
    if text[start - 1 : start] != " " or not references.in_street(text, start, end):
        return None
    side = _SIDE.match(text, start, end)
    return Find(side.end() if side else start, end, "place", 0.75, "suffix")


def _worded(start: int, end: int, piece: str) -> Find | None:
    telling = by_words(piece)
    return Find(start, end, *telling) if telling else None


_CHAPTER = late(r" (?:chapter|branch|bureau)\b")
_NORMS = late("ISO|IEC|EN|DIN|EU|UN|ITU|IMO|IAEA|ICAO")
_NORM_BEHIND = late(r"[ -]\d|(?:/[A-Z]+)* \d|\) (?:No\.? ?)?\d{2,4}/\d")


def _is_norm(text: str, piece: str, end: int) -> bool:
    """Say whether a body's letters only head a norm's or an act's number there (ISO 7, (EU) 2023/1230, ISO tank)."""
    if piece == "ISO":  # a body of which hardly anybody speaks; its letters mean its norms
        return not _acts(text, end - 3, end)
    return bool(_NORMS.fullmatch(piece) and _NORM_BEHIND.match(text, end))


_SITE_BEHIND = late(
    r" (?:plant|yard|depot|works(?! (?:with|for|on|in|at|as|to|well|out|like|from|hard|together)\b)|site|terminal"
    r"|refinery|warehouse|mine|wharf|substation|factory|mill|hub)\b"
)
_SMALL_BEHIND = late(
    r" (?:(?:fire|power|railway|train|bus|police|pumping|ground|radar|ferry|cruise|container|grain|coal|tank|oil|gas"
    r"|steel|paper|rolling|launch|test|research|weather|lifeboat|freight|border|sewage|water) (?=[a-z]))?([a-z]+)"
)
# Towns by the small words between their parts: Lussac-les-Forges, Stoke-on-Wey.
_TOWN = late(
    r"^[^\W\d_]{3,}-(?:les?|la|lès|sur|sous|en|aux?|du|de|des|upon|on|by|in|under|le|am|an|bei|der|im|do|da|del)-[^\W\d_]{2,}$"
)


def _known_head(start: int, tokens: Sequence[str]) -> Find | None:
    """Give the known place or body that everyday words or a letter follow (Iran Report, IMO Type C)."""
    rest = tokens[1:]
    if not all(common(token) or len(token.rstrip(".")) == 1 for token in rest):
        return None
    if tokens[0] in lexicon.names("places"):
        return Find(start, start + len(tokens[0]), "place", 0.75, "suffix")
    if tokens[0].isupper() and tokens[0] in lexicon.names("organisations"):
        return Find(start, start + len(tokens[0]), "organisation", 0.75, "suffix")
    return None


def _behind_words(text: str, start: int, end: int) -> Find | None:
    """Give a person's whole name behind everyday words (Prime Minister Iyad Wexley, Contact Jon Falkenau)."""
    spans = [m.span() for m in latin.WORD.finditer(text, start, end)]
    words = [text[slice(*span)] for span in spans]
    for i in range(1, len(words)):
        if not common(words[i - 1]):
            return None
        tail = words[i:]
        if len(tail) == 2 and not any(map(common, tail)) and _HELD_OF.search(text, max(0, start - 64), start):
            return Find(spans[i][0], end, "person", 0.7, "pattern")
        if _is_title(words[i]) and 1 < len(tail) < 5 and not common(tail[-1]):
            return Find(spans[i][0], end, "person", 0.92, "title")  # Contact Frau Lohmann
        if words[i] in lexicon.entries("firstnames") and len(tail) < 4:
            sure = len(tail) > 1 and not common(tail[-1]) and tail[-1].casefold() not in latin.HEADS
            return Find(spans[i][0], end, "person", 0.85, "pattern") if sure else None
    return None


# An office with the department that it is of: Commissioner for Trade Neela Korvath.
_HELD_OF = late(r"\b(?:Commissioner|Minister|Secretary|Undersecretary|Director|President|Head)\b[^.,;:]*? (?:for|of) $")


@lru_cache(maxsize=16384)
def by_words(piece: str) -> tuple[Kind, float, Evidence] | None:
    """Name the kind by a legal suffix, an institution's first word or the head word at the end."""
    tokens = piece.split()
    last = tokens[-1].casefold().rstrip(".")
    if len(tokens) > 1 and latin.LEGAL_TOKEN.search(piece.split(None, 1)[1]) and latin.LEGAL_LAST.search(piece):
        return "organisation", 0.95, "suffix"
    if _LEGAL_FIRST.match(piece) and not common(tokens[1]) and tokens[1] not in lexicon.entries("firstnames"):
        return "organisation", 0.9, "suffix"
    if abroad := _by_kin_or_first(piece, tokens):
        return abroad
    if latin.ORG_FIRST.match(piece) and len(tokens) > 2:
        return "organisation", 0.9, "suffix"
    if tokens[0] in ("Project", "Operation", "Programme") and len(tokens) in (2, 3, 4) and _called(tokens[1:]):
        return "project", 0.9 if not common(tokens[1]) else 0.8, "pattern"
    if piece.endswith("Round Table") and len(tokens) > 2:
        return "organisation", 0.85, "suffix"
    if len(tokens) == 2 and last in _NATIONAL and latin.PEOPLE.match(piece):
        return "organisation", 0.75, "suffix"
    worded = all(map(common, tokens[:-1]))
    if worded and (len(tokens) < 3 or last not in latin.HEADS):
        return (
            ("organisation", 0.7, "suffix") if len(tokens) == 2 and last in _BODIES and not common(tokens[0]) else None
        )
    if last in latin.PROJECT_HEADS:
        return "project", 0.85, "pattern"
    if last in latin.LAW_HEADS:
        return "programme", 0.7, "suffix"
    if last in latin.ORG_HEADS:
        return "organisation", 0.85, "suffix"
    if last in latin.SITE_HEADS:
        return None if last == "field" and _is_form_field(tokens[-2]) else ("site", 0.85, "suffix")
    return ("place", 0.75, "suffix") if last in latin.PLACE_HEADS else None


def _by_kin_or_first(piece: str, tokens: Sequence[str]) -> tuple[Kind, float, Evidence] | None:
    """Name the kind of a founder's house, and of what other languages say first what it is."""
    if len(tokens) > 2 and _FAMILY_FIRM.search(piece):
        return "organisation", 0.85, "suffix"
    first = _ABROAD_FIRST.match(piece)
    if first is None or all(map(common, tokens[1:])):
        return None
    return ("place", 0.75, "suffix") if first["place"] else ("organisation", 0.8, "suffix")


# Houses called after those who founded them: Ambrose Tilling & Daughters, Wendt & Söhne.
_FAMILY_FIRM = late(
    r" (?:&|and|und|et|e|y|en) (?:Sons?|Daughters?|Brothers?|Bros|Nephews?|Söhne|Sohn|Töchter|Tochter|Fils|Filles?"
    r"|Figli|Hijos|Zonen|Zoon|Sønner|Søn|Söner|Cie)\.?$"
)
# What says first what a house or a place is, in the languages that do so, wherever an English paper names it:
# Weingut Lohr, Winzergenossenschaft Altenried, Domaine Carvel, Gemeinde Hollen.
_ABROAD_FIRST = late(
    r"(?:(?P<place>(?:Orts|Samt|Stadt|Markt)?gemeinde|(?:Markt)?[Gg]emeinde|Landkreis|Commune|Comune|Gemeente|Kommune|Concello"
    r"|Ayuntamiento|Municipio)"
    r"|[A-ZÄÖÜ][a-zäöüß]*(?:genossenschaft|gesellschaft|werke?|fabrik|h[üu]tte|brauerei|kellerei|schule|verband|verein"
    r"|gie(?:ß|ss)erei|mühle|handlung|betrieb|handel|schmiede|spedition|druckerei|bäckerei|metzgerei|gärtnerei|apotheke|bank)"
    r"|Weingut|Sekthaus|Autohaus|Gasthaus|Gasthof|Landgut|Gestüt|Spedition|Kelterei|Brauerei|Mühle|Schreinerei|Tischlerei"
    r"|Gebr\.|Gebrüder|Domaine|Brasserie|Fromagerie|Scierie|Fonderie|Menuiserie|Bodegas?|Finca|Tenuta|Cantina"
    r"|Azienda|Officina|Panificio|Caseificio|Quinta|Hacienda|Kwekerij|Bakkerij|Scheepswerf|Rederij|Drukkerij|Gärtnerei"
    r"|Ferme|Atelier|Ateliers|Ets\.?|Établissements) "
)


# Legal forms that stand before the name: PT Cendana Utama, EARL Lessard.
_LEGAL_FIRST = late(r"(?:PT|EARL|GAEC|SCEA|SARL|UAB|TOO|OOO|ZAO) [^\W\d_a-z]")


def _is_form_field(word: str) -> bool:
    """Say whether a field is one of forms and data rather than of oil: the XML field, the FileName field."""
    return bool(_CAMEL.search(word)) or (word.isupper() and len(word) > 2)


# What stands behind "Project" in titles and headings without naming one.
_PROJECT_TALK = lexicon.section("latin", "latin.project_talk")


def _called(words: Sequence[str]) -> bool:
    """Say whether the words behind "Project" are its name, not a part of running it (Project Manager)."""
    return words[0].casefold().strip(".:,") not in _PROJECT_TALK


# Trades whose first firm a people gives its name: American Airlines, Korean Air.
_NATIONAL = frozenset("airlines airways air telecom railways steel petroleum motors post".split())
_BODIES = frozenset(["commission", "council", "union", "parliament", "committee", "association", "federation"])


def _by_person(text: str, start: int, end: int, tokens: list[str]) -> Find | None:
    titled = _is_title(tokens[0])
    if titled and len(tokens) == 2 and len(tokens[1]) == 1 and text[end : end + 1] == ".":
        return None  # Dr T. Oduya: the initial is not the name
    if titled and 2 <= len(tokens) <= 5 and (not common(tokens[-1]) or latin.HONORIFIC.match(tokens[0] + " ")):
        return Find(start, end, "person", 0.92, "title")
    if titled:
        return None
    honoured = text[start - 1 : start] == " " and _is_honoured(text[max(0, start - 12) : start])
    if honoured and len(tokens) <= 4 and end - start > 1:
        return Find(start, end, "person", 0.92, "title")
    if not 2 <= len(tokens) <= 4:
        spoken = len(tokens) == 1 and tokens[0] in lexicon.entries("firstnames")
        return Find(start, end, "person", 0.6, "capitals") if spoken else None
    if len(tokens) == 2 and is_chinese_name(tokens):
        return Find(start, end, "person", 0.75, "pattern")
    if tokens[0] in lexicon.entries("firstnames") or (tokens[0] in latin.GIVEN_WORDS and len(tokens) < 4):
        named = _named(tokens)
        if named:
            return Find(start, end - len(" ".join(tokens)) + named, "person", 0.85, "pattern")
    if len(tokens) < 4 and latin.SAID.match(text, end) and not any(common(token) for token in tokens):
        return Find(start, end, "person", 0.7, "pattern")
    return None


@lru_cache(maxsize=16384)
def _is_title(word: str) -> bool:
    return latin.TITLES.match(word) is not None


def _is_honoured(before: str) -> bool:
    """Say whether what stands before a name ends with an honorific, which has a capital."""
    return not before.islower() and latin.HONORIFIC.search(before) is not None


def _named(tokens: Sequence[str]) -> int:
    """Give how long the name is that begins with a given name, everyday words behind it left out; 0 for none."""
    kept = list(tokens)
    while len(kept) > 2 and common(kept[-1]) and not _is_initial(kept[-2]):
        kept.pop()
    last = kept[-1]
    if len(kept) > 2 and _is_initial(kept[-2]):
        return len(" ".join(kept))  # Robert W. Scales, whatever the word means else
    own = not common(last) and last.casefold() not in latin.HEADS and last not in lexicon.names("places")
    return len(" ".join(kept)) if own else 0


def _is_initial(token: str) -> bool:
    return len(token) == 2 and token[1] == "."


def _by_head(word: str, before: str) -> tuple[Kind, float, Evidence] | None:
    if word == "field" and _is_form_field(before):
        return None
    if word in latin.SITE_HEADS and word != "house":  # the Weserhof house rules
        return "site", 0.7, "suffix"
    if word in latin.PROJECT_HEADS:
        return "project", 0.8, "pattern"
    if word in _SMALL_LAWS:
        return "programme", 0.65, "suffix"
    if word in _SMALL_PLACES:
        return "place", 0.7, "suffix"
    return ("organisation", 0.7, "suffix") if word in _SMALL_BODIES else None


_SMALL_LAWS = frozenset("charter directive convention treaty".split())
_SMALL_PLACES = latin.PLACE_HEADS - frozenset(
    "state sound port region street road lane square county rd ave blvd ln pkwy hwy".split()
)
_SMALL_BODIES = frozenset(
    "secretariat office group team desk chapter branch consortium circle syndicate committee".split()
)
_ELEMENT = late(
    "H|He|Li|Be|B|C|N|O|F|Ne|Na|Mg|Al|Si|P|S|Cl|Ar|K|Ca|Sc|Ti|V|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Kr|Rb|Sr|Y|Zr|Nb|Mo|Tc"
    "|Ru|Rh|Pd|Ag|Cd|In|Sn|Sb|Te|I|Xe|Cs|Ba|La|Ce|Pr|Nd|Sm|Eu|Gd|Tb|Dy|Ho|Er|Tm|Yb|Lu|Hf|Ta|W|Re|Os|Ir|Pt|Au|Hg|Tl|Pb|Bi|Th|U"
)
_FORMULA = late("(?:[A-Z][a-z]?[0-9]*){2,}")


@lru_cache(maxsize=16384)
def _formula(token: str) -> bool:
    """Say whether a word is a chemical formula: elements only, small letters or digits among them (NdFeB)."""
    if token.isupper() or len(token) > 12 or not _FORMULA.fullmatch(token):
        return False
    return all(_ELEMENT.fullmatch(part) for part in re.findall("[A-Z][a-z]?", token))


_HYPHEN = late("[-–]")
_COUNTED = late(r"(?:^|[\s(\u4e00-\u9fff~～–-])\d+(?:[.,]\d+)? $")  # 40 Hazen: a unit
_PARTY = lexicon.alternatives(lexicon.section("latin", "latin.party"))
_ACTS = late(
    rf"(?:'s|’s)? (?:{lexicon.alternatives(lexicon.section('latin', 'latin.acts'))}|(?:has|have|had|will)"
    rf"(?: not| also| now| already| just| since)? (?:{lexicon.alternatives(lexicon.section('latin', 'latin.done'))}))\b"
)
# What stands before the name of a body or a person that something is done with.
_DONE_BY = seldom(
    rf"\b(?:(?:(?:{lexicon.alternatives(lexicon.section('latin', 'latin.did'))}) by|members? of|on behalf of"
    r"|together with|(?:colleagues?|people|engineers?|somebody|someone|friends?) (?:at|from|of)|work(?:s|ed) for"
    r"|(?:letter|invoice|offer|quote|order|mail|call) from|(?:contract|meeting|agreement|talks?|deal) with|c/o"
    rf"|(?:shipped|sold|paid) to|{_PARTY})(?: the)?|(?:{_PARTY}|lead|contact):) $",
    re.IGNORECASE,
)
_DONE_CUE = late(r"[a-z:] $")
_FOREIGN_WORD = late(rf"\b(?:{lexicon.alternatives(lexicon.section('latin', 'latin.foreign'))})\b")


@lru_cache(maxsize=64)
def _foreign(text: str) -> bool:
    """Say whether a text is written in another language than English, whose nouns' capitals say nothing."""
    start = text[:_ENOUGH]
    small = set(_FOREIGN_WORD.findall(start))
    return len(small) > 1 and len(small) * 14 > start.count(" ")


_ENOUGH = 300  # chosen: characters that tell a text's language, development folders, 2026-11
_CAMEL = late("[a-z][A-Z]")  # JetBlue: a capital inside is no sentence's beginning


def _by_capitals(text: str, run: Run, tokens: list[str], habits: Habits) -> Find | None:
    """Weigh what only its capitals speak for."""
    start, end, _ = run
    if _formula(tokens[-1]) or (len(tokens) > 1 and len(tokens[-1].rstrip(".")) == 1):
        return None
    piece = text[start:end]
    if not piece.isalpha() and any(map(str.isdigit, piece)):
        return None
    if len(tokens) > 1:
        return _by_several(text, run, tokens, habits)
    token = tokens[0].rstrip(".")
    if "-" in token:
        token = _hyphened(token)
        end = start + len(token)
    if text[start - 1 : start] == " " and _COUNTED.search(text[max(0, start - 6) : start]):
        return None
    if token in latin.DEPARTMENTS and _acts(text, start, end):
        return Find(start, end, "organisation", 0.6, "capitals")
    if token in latin.OWN_BODIES and _is_ours(text, start, end):
        return Find(start, end, "organisation", 0.6, "capitals")
    made = latin.is_legal(token) or latin.ROMAN.match(token) or latin.is_made(token) or latin.UNIT.match(token)
    if made or len(token) < 3 or common(token, habits.lower):
        return None
    if all(common(part) or part.casefold() in latin.MONTHS for part in _HYPHEN.split(token)):
        return None
    if token.isupper():
        return _by_letters(text, start, end)
    if token[-1] == "s" and token[:-1].isupper():
        return None  # SUVs are things
    return _by_word(text, Run(start, end, run.initial), habits)


_OWN_BEHIND = late(" of |-")


def _is_ours(text: str, start: int, end: int) -> bool:
    """Say whether "the" before a body's noun makes it a name: inside a sentence, or where it then does something."""
    article = text[max(0, start - 4) : start]
    if article == "The ":
        return bool(_ACTS.match(text, end))
    return article == "the " and not _OWN_BEHIND.match(text, end)


def _hyphened(token: str) -> str:
    """Give a word without what is hung on it (Corvane-backed); "" for a letter's kind (X-band, U-numbers)."""
    head, _, tail = token.partition("-")
    if not tail.islower() or not (common(tail) or tail.endswith("ed") or len(head) == 1):
        return token
    return head if len(head) > 2 else ""


def _by_several(text: str, run: Run, tokens: list[str], habits: Habits) -> Find | None:
    start, end, begins = run
    known = sum(common(token, habits.lower) for token in tokens)
    if tokens[-1] in offices.OFFICES or offices.chair(" ".join(tokens)):
        return None  # European Commissioner, Committee Chair: whoever holds it is named elsewhere
    if known and (len(tokens) > 2 or known == len(tokens)) and all(map(str.isupper, tokens)):
        return None  # a shouted phrase
    if _PART_OF.fullmatch(" ".join(tokens)):
        return None  # Appendix B, Title II: a part of a paper
    if len(tokens) == 2 and tokens[1] in _US_STATES and not tokens[0].isupper() and not common(tokens[0]):
        return Find(start, end, "place", 0.6, "capitals")
    if held := _holder(text, start, tokens):
        return held
    if habits.titled and len(tokens) - known <= 1 and common(tokens[-1], habits.lower):
        return None  # Paddleboard Rack, Copying of Records, in minutes that write every thing so
    own = not known and not any(map(latin.is_made, tokens))
    sure = own or (not begins and (known < len(tokens) or len(tokens) > 3))
    # Two unknown words without a trade's or an institution's are a person more often than anything else.
    two = len(tokens) == 2 and all(token.isalpha() and not token.isupper() for token in tokens)
    kind: Kind = "person" if own and two else "organisation"
    return Find(start, end, kind, 0.55 if sure else 0.4, "capitals")


_PART_OF = late(
    r"(?:Appendix|Annex|Exhibit|Attachment|Schedule|Section|Article|Chapter|Titles?|Parts?|Table|Figure|Fig|Volume|Vol)\.?"
    r" (?:[IVXLC]{1,6}|[A-Z]|\d{1,3})"
)
# Of the United States and their territories, as the post writes them (USPS publication 28, appendix B); LA, ME, OK and
# the like may be words, and stand behind a town here.
_US_STATES = frozenset(
    "AL AK AZ AR CA CO CT DE DC FL GA GU HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK"
    " OR PA PR RI SC SD TN TX UT VT VA VI WA WV WI WY".split()
)
_HELD = frozenset(
    "President Secretary Director Governor Senator Mayor Commissioner Superintendent Judge Sheriff".split()
)
_RANKS = frozenset("Assistant Deputy Vice Acting Associate Executive Under Lieutenant Former Interim".split())


def _holder(text: str, start: int, tokens: Sequence[str]) -> Find | None:
    """Find who holds an office by the family's name alone: Assistant Secretary Domenech, Director Pula."""
    family, before = tokens[-1], tokens[:-1]
    if not 1 <= len(before) <= 3 or before[-1] not in _HELD or not all(each in _RANKS for each in before[:-1]):
        return None
    if common(family) or not family.isalpha() or family.isupper() or family in lexicon.names("places"):
        return None
    at = text.index(family, start)
    return Find(at, at + len(family), "person", 0.7, "pattern")


def _acts(text: str, start: int, end: int) -> bool:
    """Say whether the words on either side speak of somebody: AdE keeps the dish, signed by AdE."""
    if text[end : end + 1] in (" ", "'", "’") and _ACTS.match(text, end):
        return True
    return bool(_DONE_CUE.match(text, start - 2, start) and _DONE_BY.search(text, max(0, start - 32), start))


def _by_letters(text: str, start: int, end: int) -> Find | None:
    if end - start > 7:
        return None
    aside = text[end : end + 1] == ")" and _PERSON_OF.search(text, max(0, start - 16), start)
    named = aside or _acts(text, start, end)
    return Find(start, end, "organisation", 0.6 if named else 0.45, "capitals")


_PERSON_OF = late(rf"(?<![^\W_])[{latin.UPPER}][^\W\d_A-Z]+ \($")  # Giles (H&V)


def _by_word(text: str, run: Run, habits: Habits) -> Find | None:
    start, end, begins = run
    token = text[start:end]
    alone = text[start - 1 : start] in ("(", "（") and text[end : end + 1] in (")", "）")
    if _foreign(text) or latin.in_address(text, start, end):
        return None
    if begins and token not in habits.inner and not alone:
        sounded = len(token) > 4 and pinyin.is_pinyin(token)
        if sounded or _ACTS.match(text, end) or _CAMEL.search(token):
            return Find(start, end, "organisation", 0.55, "capitals")
        return None
    if _IN.search(text, max(0, start - 10), start):
        return Find(start, end, "place", 0.6, "capitals")
    if _is_town(text, start, end):
        return Find(start, end, "place", 0.65, "pattern")
    return Find(start, end, "organisation", 0.6, "capitals")


_TOWN_OF = late(
    r"\b(?:city|town|village|hamlet|port|harbour|municipality|parish|district|county|province|state|island|isle|river"
    r"|suburb|commune|kingdom) of $"
)
_TOWN_IS = late(
    r" (?:is|was) an? (?:[a-z-]+ ){0,3}(?:city|town|village|hamlet|port|municipality|parish|district|county|province"
    r"|island|river|suburb|commune|settlement)\b"
)
_TOWN_IN = late(rf", ({latin.TOKEN}(?: {latin.TOKEN})?)")


def _is_town(text: str, start: int, end: int) -> bool:
    """Say whether a word is a place by what says so beside it: the port of X, X, Norway, X is a village."""
    behind = text[end : end + 2]
    if behind == ", ":
        wider = _TOWN_IN.match(text, end)
        return wider is not None and (
            wider.group(1) in lexicon.names("places") or wider.group(1).split()[0] in lexicon.names("places")
        )
    if behind in (" i", " w") and _TOWN_IS.match(text, end):
        return True
    return text[start - 4 : start] == " of " and bool(_TOWN_OF.search(text, max(0, start - 20), start))


_IN = late(r"(?:^| |\()(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]round) $")
