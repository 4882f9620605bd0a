"""Capitalised names in English text: runs of capitals, and what their words say they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors import lexicon, linked, offices, pinyin
from extractors.model import Evidence, Kind, Segment
from extractors.patterns import late
from extractors.text import folded, joined, per_file

LEGAL = (
    r"GmbH(?: & Co\.? KG)?|AG|SE|KGaA|KG|S\.?p\.?A\.?|S\.?r\.?l\.?|AB|Oyj?|A/S|ApS|ASA|AS|N\.V\.|NV|B\.?V\.?|"
    r"S\.A\.S?\.?|SA|SAS|S\.L\."
    r"|(?:Co\.?,? ?)?(?:Ltd|LTD)\.?|Limited|Inc\.?|LLC|L\.L\.C\.|LLP|PLC|plc|Corp\.?|Corporation|"
    r"(?:Pte|PTE)\.? (?:Ltd|LTD)\.?|(?:Pty|PTY)\.? (?:Ltd|LTD)\.?|(?:Pvt|PVT)\.? (?:Ltd|LTD)\.?|Sdn\.? Bhd\.?"
    r"|K\.K\.|Kft\.?|Zrt\.?|d\.o\.o\.|s\.r\.o\.|a\.s\.|[Ss]p\. ?z ?o\. ?o\.|O?JSC|PJSC|OOO|Ltda\.?|S\.A\. de C\.V\.|"
    r"ehf|hf|OÜ|UAB|SIA|Tbk|Bhd|Berhad|EOOD|A\.Ş\.|Sarl|SARL|e\.V\.|L\.P\."
)
LEGAL_END = late(rf"[ ,]+(?:{LEGAL})$")
_UPPER = (
    "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u0106\u010c\u010e\u0112\u0118\u011a"
    "\u0130\u0141\u0143\u0147\u0150\u0158\u015a\u015e\u0160\u0164\u016e\u0170\u0179\u017b\u017d"
)
_HAN = "\u3400-\u9fff"
TOKEN = (
    rf"(?:[{_UPPER}](?:[^\W_{_HAN}]|[’'](?=[^\W\d_{_HAN}]{{2}})|(?<=s)[’'](?= [{_UPPER}])|-(?=[^\W_{_HAN}])|"
    rf"&(?=[{_UPPER}]))*|[{_UPPER}]\.)"
)
# A letter between a given name and a family name, whose stop ends no sentence.
INITIAL = rf"[{_UPPER}]\.(?= [{_UPPER}][a-z])"
_LINK = (
    r"(?:of(?: the)?|for(?: the)?|de(?: la| los)?|di|da|del|della|des|du|van(?: der| den)?|von(?: der)?|der|den|"
    r"la|le|al|bin|&|\+|y|e|et|und|für|on|and(?: the)?)"
)
_RUN = late(rf"{TOKEN}(?:[ \u00a0](?:{_LINK} |[ae]l-)?(?:(?<=[a-z] ){INITIAL}|{TOKEN}|\d{{1,2}}(?![\w.,:/%-])))*")
_CAPITAL = late(f"[{_UPPER}]")
_LEGAL_BEHIND = late(rf",? ?(?:\([A-Z][A-Za-z ]{{1,20}}\) )?(?:{LEGAL})(?![^\W{_HAN}])(?:\.)?")
_LAST_LETTER = late(r" [A-Z]\.?$")
# How a legal suffix can begin; nearly no run has one behind it, and the list of them is long.
_LEGAL_HEAD = late(",? ?[A-Zadehps(]")
# What a run takes in of a suffix that a comma or a stop cuts: Co., Ltd. / Pte. Ltd. / GmbH & Co. KG.
_LEGAL_BEGUN = late(r" (?:GmbH & Co|C[oO]|P(?:te|TE|ty|TY|vt|VT)|Sdn|Sp)$")
_LEGAL_BREAKS = frozenset("oOeEyYtTnp")  # what such a first word ends with
# A legal form that is no word ends a name whatever stands behind it: Betalyne Ltd Daventry.
_LEGAL_INSIDE = late(
    rf" (?:(?:{LEGAL})(?= (?:of|for|and|in|on|de)\b)|(?:(?:Co\.?,? )?Ltd|Pte\.? Ltd|Pty\.? Ltd|GmbH|LLC|LLP|PLC|plc"
    rf"|S\.p\.A\.|Oyj|A/S|B\.V\.|N\.V\.|Sdn Bhd)(?= [{_UPPER}][a-z])(?! (?:Branch|Group|Holdings?|Co)\b))"
)
# ISO 4217: what stands before an amount is no name of a firm (option D GBP 1.3m).
_CURRENCIES = frozenset("eur usd gbp cny rmb jpy hkd chf nok sek dkk krw aud cad sgd inr pln czk huf".split())
_LEGAL_LAST = late(rf"(?:^|[ ,])(?:{LEGAL})$")
_LEGAL_TOKEN = late(rf"(?:{LEGAL})$")
ORG_HEADS = lexicon.section("latin", "latin.org_heads")
_ORG_FIRST = late(
    r"(?:Ministry|University|Institute|Bank|Department|Bureau|Office|Board|Academy|College|Chamber|Council|"
    r"Directorate|Federation|Association|Society|Republic|School|Centre|Center|Agency|Commission|"
    r"Committee|League|Guild|Confederation|Union) (?:of|for|on)\b"
)
_SITE_HEADS = lexicon.section("latin", "latin.site_heads")
_PLACE_HEADS = lexicon.section("latin", "latin.place_heads")
_LAW_HEADS = frozenset("act code directive convention treaty charter protocol accord".split())
# Departments, which act or are acted with: Procurement asked, signed by Finance.
_DEPARTMENTS = frozenset(word.capitalize() for word in lexicon.section("latin", "latin.departments"))
# What a group's papers call themselves by in the middle of a sentence: members of the Circle.
_OWN_BODIES = frozenset(word.capitalize() for word in lexicon.section("latin", "latin.own_bodies"))
_PARTS_OF_FIRMS = _DEPARTMENTS | _OWN_BODIES
_PROJECT_HEADS = frozenset(["project", "programme", "program", "initiative", "operation"])
TITLES = late(
    r"(?:Mr|Ms|Mrs|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Eng|Ing|Dipl\.-Ing|Capt|Captain|Col|Colonel|Gen|"
    r"General|Lt|Sgt|Major|Maj|Judge|Minister|President|Chancellor|Senator|Governor|Ambassador|Father|Rev|"
    r"Sister|Skipper|Inspector|Nurse|Engineer|Mayor|King|Queen|Prince|Princess|Pope|Saint|Herr|Frau|Encik|Puan|Datuk|Dato"
    r"|Señora?|Mme|Monsieur|Signora?|Dott|Khun|Bapak|Ibu|Pak|Sheikh|Shaikh|Sultan|Engr|Atty)\.?$"
)
# As Chinese colleagues are spoken of in English: Director Xu, Lao Xu; of pinyin alone.
OF_COLLEAGUES = "Director|Manager|Section Chief|Secretary|Chairman|Lao|Xiao"
_HONORIFIC = late(
    r"\b(?:Mr|Ms|Mrs|Miss|Dr|Prof|Professor|Sir|Eng|Ing|Capt|Captain|Colonel|Judge|Herr|Frau|Encik|Puan|Mme|Engr"
    r"|C[EFOT]O|President|Minister|Chairman|Secretary|Governor|Senator)\.? +$"
)
_SAID = late(
    r"\s*+(?:,[^,]{2,40},)? *(?:said|says|spoke|told|asked|asks|wrote|writes|explained|added|adds|noted|reported|"
    r"reports|confirmed|signed|chairs|chaired|mentioned|suggested|replied|thinks|joined|joins|presented|"
    r"speaks|called|agreed|promised|insists|wants|counted)\b"
)
_MONTHS = lexicon.section("latin", "latin.months")
_ROMAN = late(r"[IVXLC]+$")


class Find(NamedTuple):
    """A name in an English text and why it is one; the recognizers pick their own kinds."""

    start: int
    end: int
    kind: Kind
    confidence: float
    evidence: Evidence


class _Habits(NamedTuple):
    """How one file writes: the words it writes small, and those it writes with a capital inside sentences."""

    lower: frozenset[str]
    inner: frozenset[str]


class _Run(NamedTuple):
    start: int
    end: int
    initial: bool  # the first token begins a sentence or stands in a heading in capitals


@per_file
def finds(segments: Sequence[Segment]) -> list[tuple[Find, ...]]:
    """Give the names of every segment of one file.

    A capital says nothing at a sentence's start and in headings set in capitals: a single word counts there only when
    the file writes it in a sentence too.
    """
    whole = joined(segments).text
    if not _CAPITAL.search(whole):
        return [() for _ in segments]
    habits = _habits(whole)
    found = [_in_segment(segment, habits) for segment in segments]
    return surer(segments, found)


def _in_segment(segment: Segment, habits: _Habits) -> tuple[Find, ...]:
    """Give the names of a segment; low lines in a file's name are the blanks that they stand for.

    The word that a file's name begins with is what the file is about where its topic follows in small letters.
    """
    heading = segment.form in ("title", "heading")
    if segment.layer != "file_name":
        return _finds(segment.text, heading, habits)
    text = segment.text.replace("_", " ")
    found = _finds(text, heading, habits)
    first = _FIRST_WORD.match(text)
    told = first is None or any(find.start == 0 for find in found)
    return (
        found
        if told or not first or not _is_own(first.group(1))
        else (Find(0, first.end(1), "organisation", 0.6, "capitals"), *found)
    )


_FIRST_WORD = late(rf"([{_UPPER}][^\W\d_A-Z]{{3,}})(?= (?:[a-z]|[QWv]\d|\d))")


def _is_own(word: str) -> bool:
    return not common(word) and not _made(word) and word.casefold() not in _MONTHS


class _Seen(NamedTuple):
    """What a file says of its names: how often two unknown words stand there, and whose a lone word is."""

    counts: Mapping[str, int]
    kinds: Mapping[str, Kind]


def surer(segments: Sequence[Segment], found: Sequence[tuple[Find, ...]]) -> list[tuple[Find, ...]]:
    """Raise two unknown words that the file says twice, or that fill a table's cell: chance seldom does either.

    A lone word is the person whose family name the file says with more, or the place that it is elsewhere.
    """
    counts: dict[str, int] = {}
    kinds: dict[str, Kind] = {}
    for segment, finds_here in zip(segments, found, strict=True):
        for find in finds_here:
            if find.kind == "person":
                name = segment.text[find.start : find.end]
                if find.evidence == "capitals":
                    counts[name] = counts.get(name, 0) + 1
                words = name.split()
                if len(words) > 1:
                    kinds[words[-1]] = "person"
                    if find.evidence == "pattern":
                        kinds[words[0]] = "person"
            elif find.kind == "place" and find.evidence == "pattern":
                kinds.setdefault(segment.text[find.start : find.end], "place")
    seen = _Seen(counts, kinds)
    return [
        tuple(_raised(segment, find, seen) if find.evidence == "capitals" else find for find in finds_here)
        for segment, finds_here in zip(segments, found, strict=True)
    ]


def _raised(segment: Segment, find: Find, seen: _Seen) -> Find:
    name = segment.text[find.start : find.end]
    whole = any(segment.text[cell.start : cell.end].strip() == name for cell in segment.cells)
    if find.kind != "person":
        kind = seen.kinds.get(name, find.kind)
        return find._replace(kind=kind, confidence=0.5 if whole and find.confidence == 0.4 else find.confidence)
    return find._replace(confidence=0.65) if whole or seen.counts.get(name, 0) > 1 else find


_SMALL = late(r"[a-z](?<![^\W_'’-].)(?<![@./_].)[a-z]{2,}+(?![\w@'’-]|\.\w)")
_CAPITAL_INSIDE = late(rf" (?<=[a-z,] )([{_UPPER}][^\W_]{{2,}})")
_WINDOW = 1 << 16  # characters; the words of a long text are a hundred times as many as its different ones


def has_capital(text: str) -> bool:
    """Say whether a text holds a Latin capital letter."""
    if text.isascii():
        return text != text.lower()
    return _CAPITAL.search(text) is not None


_LATIN_RUN = late("[\\x20-\\x7e\u00c0-\u024f’]+")


def _habits(whole: str) -> _Habits:
    """Give the words that the file writes small, and those that it writes with a capital inside sentences."""
    lower, inner = set[str](), set[str]()
    for piece in _windows(whole):
        text = piece if piece.isascii() else "\n".join(_LATIN_RUN.findall(piece))
        lower.update(_SMALL.findall(text))
        inner.update(_CAPITAL_INSIDE.findall(text))
    return _Habits(frozenset(lower), frozenset(inner))


def _windows(text: str) -> Iterator[str]:
    """Cut a text at blanks; each piece begins with the last character before its blank, which says what it is."""
    start = 0
    while len(text) - start > _WINDOW and (end := text.find(" ", start + _WINDOW)) >= 0:
        yield text[start:end]
        start = end - 1
    yield text[start:] if start else text


def _finds(text: str, heading: bool, habits: _Habits) -> tuple[Find, ...]:
    if not has_capital(text):
        return ()
    bilingual = heading or "\t" in text
    shouting = heading and _in_capitals(text)
    indent = len(text) - len(text.lstrip())
    known, lower = lexicon.names("organisations"), habits.lower
    found: list[Find] = []
    behind = 0
    for match in _RUN.finditer(text):
        name = match.group()
        if match.start() < behind or text[match.start() - 1 : match.start()].islower():
            continue  # a capital inside a word begins nothing: iPhone
        if " " not in name and common(name, lower) and not _telling(name, known):
            continue
        start, end = match.span()
        behind = end = extended(text, start, end)
        initial = shouting or start <= indent or begins(text, start, bilingual=bilingual)
        found.extend(_classified(text, _Run(start, end, initial), habits))
    return tuple(found)


def _telling(name: str, known: frozenset[str]) -> bool:
    """Say whether an everyday word may be a name all the same, or is one that only its file writes small too."""
    return name in known or name in _PARTS_OF_FIRMS or (_given(name) and not _listed(name))


def is_legal(word: str) -> bool:
    """Say whether a word is a legal form (GmbH, S.A., Ltd)."""
    return _LEGAL_TOKEN.match(word) is not None


def is_unit(text: str) -> bool:
    """Say whether a word is a unit or a trade's abbreviation that is written in both cases (kWh, MPa, CoA)."""
    return _UNIT.match(text) is not None


def _given(name: str) -> bool:
    """Say whether a word names a person or a place everywhere, though its file may write it small too."""
    return name in lexicon.entries("firstnames") or name in lexicon.names("places")


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


def _in_capitals(text: str) -> bool:
    tokens = [t for t in re.findall(r"[^\W\d_]{3,}", text) if t.casefold() not in ("the", "and", "for", "from", "with")]
    return len(tokens) > 2 and sum(t[0].isupper() for t in tokens) > 0.7 * len(tokens)


def extended(text: str, start: int, end: int) -> int:
    """Give the end of the run with the legal suffix behind it (", Inc." / " S.p.A.")."""
    if text[end - 2 : end + 2] == " A/S":
        return end + 2
    begun = _LEGAL_BEGUN.search(text, max(start, end - 10), end) if text[end - 1] in _LEGAL_BREAKS else None
    if begun:
        whole = _LEGAL_BEHIND.match(text, begun.start())
        if whole and whole.end() > end:
            return whole.end()
    at = end - 3 if text[end - 1] == "." else end - 2  # where the S of S.p.A. begins, which the run takes in
    if at >= start and text[at] == " " and _LAST_LETTER.match(text, at, end):
        behind = _LEGAL_BEHIND.match(text, at)
        if behind and behind.end() > end:
            return behind.end()
    behind = _LEGAL_BEHIND.match(text, end) if _LEGAL_HEAD.match(text, end) else None
    return behind.end() if behind and behind.group().strip(" ,.") else end


def common(token: str, lower: frozenset[str] = frozenset()) -> bool:
    """Say whether a capitalised word is an everyday one, `lower` being what its file writes small."""
    return _listed(token) or token.casefold().strip(".'’") in lower


@lru_cache(maxsize=65536)
def _listed(token: str) -> bool:
    word = token.casefold().strip(".'’")
    stem = word.removesuffix("'s").removesuffix("’s")
    listed = lexicon.entries("english")
    return word in listed or stem in listed or (word.endswith("s") and word[:-1] in listed)


def _classified(text: str, run: _Run, habits: _Habits) -> list[Find]:
    """Split a run where two names meet, drop its everyday words at both edges and name the rest's kind."""
    found = []
    for start, end in _pieces(text, run.start, run.end):
        begins = run.initial and start == run.start
        trimmed = _trimmed(text, _Run(start, end, begins), habits.lower)
        if trimmed:
            find = _kind(text, _Run(*trimmed, begins and trimmed[0] == start), habits)
            if find:
                found.append(find)
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a run at "and", unless an institution's name runs through it (Ministry of Industry and Technology)."""
    piece = text[start:end]
    if " " not in piece:
        return [(start, end)]
    broken = _INITIAL_LAST.search(piece) if ". " in piece else None
    if broken and _listed(broken.group(2)) and broken.group(1) not in lexicon.entries("firstnames"):
        return [*_pieces(text, start, start + broken.end(1)), *_pieces(text, start + broken.start(2), end)]
    hung = _HUNG.match(piece) if "-" in piece else None
    if hung and (" " not in hung[1] or hung[1] in lexicon.names("places")):
        based, own = start + hung.end(1), start + hung.end()
        return [(start, based), *(_pieces(text, own, end) if own < end else [])]  # New York-based Corvax
    folk = _people_before(piece)
    if folk == len(piece):
        return []  # North American sales
    if folk:
        return [(start + folk, end)]
    first = _LINKED.search(piece)
    if first and first.group().startswith(" of") and piece[: first.start()].split()[-1].casefold() in _PAPERS:
        return _pieces(text, start + first.end(), end)
    if first and first.group().startswith(" of") and is_person(piece[: first.start()].split()):
        return [(start, start + first.start()), *_pieces(text, start + first.end(), end)]
    legal = _LEGAL_INSIDE.search(piece)
    if legal:
        behind = _RUN.search(text, start + legal.end(), end)
        return [(start, start + legal.end()), *(_pieces(text, *behind.span()) if behind else [])]
    if _LEGAL_TOKEN.search(piece.rsplit(maxsplit=1)[-1]):
        return [(start, end)]
    cuts = [m for m in _LINKED.finditer(piece) if not _runs_through(piece, m)]
    cuts += [m for m in _PERSONS.finditer(piece) if m.group(1) in lexicon.entries("firstnames")] if "&" in piece else []
    edges = [0, *sorted(edge for cut in cuts for edge in cut.span()), len(piece)]
    parts = zip(edges[::2], edges[1::2], strict=True)
    spans = [(start + a, start + b) for a, b in parts]
    if len(spans) > 1:
        spans = [(a + _people_before(text[a:b]), b) for a, b in spans]
    bare = [span for a, b in spans if a < b for span in _without_office(text, a, b)]
    return [span for a, b in bare for span in _without_place(text, a, b)]


def is_person(words: Sequence[str]) -> bool:
    """Say whether words beside a firm are one of its people: Mr Varga of Nordhaven AS, Ms Kemp（东屏装备）."""
    if not 1 < len(words) < 4 or any(word.casefold() in ORG_HEADS for word in words):
        return False
    return bool(TITLES.match(words[0])) or (words[0] in lexicon.entries("firstnames") and not common(words[-1]))


def _without_office(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the names on both sides of an office that somebody holds (Corvella CEO Anna Wexley)."""
    piece = text[start:end]
    office = offices.between(piece) if " " in piece else None
    if not office or not _is_held(piece, *office):
        return [(start, end)]
    return [(start + a, start + b) for a, b in office if b > a]


def _is_held(piece: str, before: tuple[int, int], behind: tuple[int, int]) -> bool:
    """Say whether somebody holds the office: what stands behind it is a person's name, or a body before it has one."""
    words = piece[slice(*behind)].split()
    if not words:
        return before[0] >= before[1] or not all(map(common, piece[slice(*before)].split()))
    if words[-1].casefold() in ORG_HEADS | _SITE_HEADS:
        return False
    given = words[0] in lexicon.entries("firstnames") or words[0] in _GIVEN_WORDS
    return len(words) > 1 and (given or not any(map(common, words)))


# A sentence that ends with a letter: the test of Vitamin D. The next one.
_INITIAL_LAST = late(rf"(\S+) [{_UPPER}]\. (\S+)")
_HUNG = late(r"^(\S+(?: \S+){0,2}?)-(?:based|owned|led|backed|built|made|born|run)(?: |$)")
_SIDES = "North|South|East|West|Northern|Southern|Eastern|Western|Central"
_FOLK = lexicon.alternatives(frozenset(word.capitalize() for word in lexicon.section("latin", "latin.peoples")))
_PEOPLE = late(rf"(?:The )?(?:(?:{_SIDES}) )?(?:{_FOLK})(?: |$)")
_AND_PEOPLE = late(rf"(?:(?:{_SIDES}) )?(?:{_FOLK}) ")


def _is_body(name: str) -> bool:
    return any(name.removeprefix("The ") in lexicon.names(each) for each in ("organisations", "public"))


def _is_own_name(name: str) -> bool:
    """Say whether a name behind a people's is one without it: the British BBC, the German Dax, Korean Siemens."""
    first, known = name.split(" ", 1)[0], lexicon.names("public")
    if (first.isupper() and len(first) > 2) or first in known or folded(name) in lexicon.same("public"):
        return True
    return name in lexicon.names("organisations") or (first in lexicon.names("organisations") and not common(first))


def _people_before(piece: str) -> int:
    """Give where a name of its own begins behind a people's, 0 where none does, the whole length where nothing is."""
    folk = _PEOPLE.match(piece)
    if not folk or _is_body(piece):
        return 0
    own = piece[folk.end() :]
    return folk.end() if not own or _is_own_name(own) else 0


def _without_place(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give a place of several words and the known body or the person behind it apart.

    United States Federal Reserve, President of the United States Barack Obama; a town before a firm is part of it.
    """
    piece = text[start:end].removeprefix("the ")
    start, words = end - len(piece), piece.split(" ")
    for many in range(2, min(4, len(words))):
        place, rest = " ".join(words[:many]), words[many:]
        if place in lexicon.names("places") and not _is_body(piece):
            person = len(rest) == 2 and not any(common(word) or word.isupper() for word in rest)
            if person or _is_body(" ".join(rest)):
                return [(start, start + len(place)), (start + len(place) + 1, end)]
    return [(start, end)]


# Papers, people and doings that something may be of: the name begins behind.
_PAPERS = lexicon.section("latin", "latin.papers")
_PERSONS = late(r" & (?=(\w+))")
_LINKED = late(r" (?:and|for|on|of|y|e|et)(?: the)? ")
_OF = lexicon.section("latin", "latin.of")


_SOCIETIES = frozenset(
    "Association Society Federation Institute Institution Council Chamber Union Board Forum Alliance Guild League "
    "Confederation Exchange Circle Network Commission Committee".split()
)
_VERBS_TOO = frozenset(["works", "power", "club", "team", "systems", "services", "estate", "lines", "capital"])


def _runs_through(piece: str, link: re.Match[str]) -> bool:
    """Say whether a name goes on behind "of", "for" or "and": an institution's word stands before or at its end."""
    before = piece[: link.start()].split()
    head = before[-1].casefold() if before else ""
    institution = any(word.casefold() in ORG_HEADS for word in before)
    if len(before) == 1 and link.group().startswith((" for", " on")) and head in _VERBS_TOO:
        return False  # Works on Sandholme beach, Offers for ...
    if link.group().startswith(" of"):
        return institution or head in _OF or (len(before) > 1 and head in _PLACE_HEADS)
    if " of " in piece[: link.start()] or link.group().startswith((" for", " on")):
        return institution
    if piece[: link.start()] in lexicon.names("organisations"):
        return False  # Siemens and Corvax Energy
    behind = piece[link.end() :].split()
    trade = not institution and linked.is_one_trade(piece, before, behind, common)
    if trade or (behind and behind[-1] in _SOCIETIES and all(map(common, before))):
        return True  # Grain Stores and Freight Association: what its members have
    if len(before) == 2 and not any(map(common, before)):
        return False  # GE Vernova and Siemens Energy: two names, for no everyday word stands in the first
    if _AND_PEOPLE.match(piece, link.end()) and not institution:
        return False  # Subaru and South Korean Hyundai Motor Company
    return piece.rsplit(maxsplit=1)[-1].casefold() in ORG_HEADS and len(before) < 3 and not institution


def _trimmed(text: str, run: _Run, lower: frozenset[str]) -> tuple[int, int] | None:
    """Drop everyday words at the left (We, The, Dear, On Monday) and calendar words and numbers at the right."""
    start, end, begins = run
    alone = text[start:end].isalpha()  # most runs are one word
    tokens = [(start, end)] if alone else [m.span() for m in _WORD.finditer(text, start, end)]
    last = text[slice(*tokens[-1])]
    headed = not begins or len(tokens) > 2 or last.casefold() in _HEADS or bool(_LEGAL_TOKEN.match(last))
    while tokens and _drops_left(text[slice(*tokens[0])], lower, not headed) and not _stays(text, tokens):
        headed = headed and not (begins and len(tokens) == 2)
        tokens.pop(0)
    while tokens and _drops_right(text[slice(*tokens[-1])]):
        tokens.pop()
    if not tokens:
        return None
    start, end = tokens[0][0], tokens[-1][1]
    return start, end - 2 if end - start > 1 and text[end - 2 : end] in _GENITIVE else end


_WORD = late(r"\S+")
_HEADS = ORG_HEADS | _SITE_HEADS
_GENITIVE = frozenset(("'s", "’s"))


_COMPASS = late(
    r"(?:North|South|East|West|Northern|Southern|Eastern|Western|Central|Greater|Upper|Lower|North-?[Ee]ast|North-?[Ww]est"
    r"|South-?[Ee]ast|South-?[Ww]est)$"
)


def _stays(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Say whether the first word belongs to what follows: a known name, South before a place, Bill before Wexley."""
    piece = text[tokens[0][0] : tokens[-1][1]]
    if piece in lexicon.names("organisations") or piece in lexicon.names("places") or piece in _PARTS_OF_FIRMS:
        return True
    if len(tokens) > 2 and text[tokens[0][0] : tokens[1][1]] in lexicon.names("places"):
        return True  # New York University
    if len(tokens) > 2 and _OLD_HOUSE.search(text, max(0, tokens[0][0] - 4), tokens[0][1]):
        return text[slice(*tokens[-1])].casefold() in _SITE_HEADS  # the Old Granary Hotel
    if len(tokens) != 2:
        return False
    first, last = (text[slice(*token)] for token in tokens)
    given = first in lexicon.entries("firstnames") or first in _GIVEN_WORDS
    return (given and not _listed(last)) or _of_a_side(first, last)


_OLD_HOUSE = late("[Tt]he (?:Old|New)$")


def _of_a_side(first: str, last: str) -> bool:
    return bool(_COMPASS.match(first)) and last in lexicon.names("places")


_LEFT = lexicon.section("latin", "latin.left")
# Everyday words that are given names before a family name.
_GIVEN_WORDS = frozenset(word.capitalize() for word in lexicon.section("latin", "latin.given_words"))


def _drops_left(token: str, lower: frozenset[str], loose: bool) -> bool:
    word = token.casefold().strip(".,:")
    if word in _LEFT or word in _MONTHS or token[0].isdigit() or not token[0].isalpha():
        return True
    if word in ("project", "operation", "programme"):
        return False
    everyday = len(token) > 1 and common(token, lower)
    return everyday and ((loose and not TITLES.match(token)) or token.isupper())  # FCA Ningbo


def _drops_right(token: str) -> bool:
    word = token.casefold().strip(".,:")
    return not _LEGAL_TOKEN.match(token) and (
        word in _LEFT or word in _MONTHS or word in _CURRENCIES or token[0].isdigit() or token in ("&", "y", "e")
    )


def _head_kinds() -> dict[str, Kind]:
    kinds: dict[str, Kind] = dict.fromkeys((word.capitalize() for word in _LAW_HEADS), "programme")
    kinds.update(dict.fromkeys((word.capitalize() for word in _SITE_HEADS), "site"))
    kinds.update(dict.fromkeys((word.capitalize() for word in ORG_HEADS), "organisation"))
    return kinds


_HEAD_KINDS = _head_kinds()


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


def _kind(text: str, run: _Run, habits: _Habits) -> Find | None:
    start, end, begins = run
    lower = habits.lower
    piece = text[start:end]
    tokens = piece.split()
    if piece in lexicon.names("places") or (len(tokens) == 2 and _of_a_side(*tokens)):
        return _at_place(text, start, end)
    if piece in lexicon.names("organisations"):
        return None if _is_norm(text, piece, end) else Find(start, end, "organisation", 0.85, "suffix")
    spaced = text[end : end + 1] == " "
    behind = _SITE_BEHIND.match(text, end) if spaced else None
    if behind and not begins and not (all(common(token, lower) for token in tokens) or _CAMEL.search(tokens[-1])):
        return Find(start, behind.end(), "site", 0.75, "suffix")
    if tokens[0] == "Republic" and piece.removeprefix("Republic of ").removeprefix("the ") in lexicon.names("places"):
        return Find(start, end, "place", 0.85, "suffix")
    telling = by_words(piece)
    if telling:
        return Find(start, end, *telling)
    if "-" in piece and is_route(piece):
        return None
    if len(tokens) > 2 and tokens[-2].casefold() in ORG_HEADS and tokens[-1] in lexicon.names("places"):
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


def is_route(piece: str) -> bool:
    """Say whether a word is two places with a hyphen between (Singapore-Sydney), which names neither."""
    ends = piece.split("-")
    return len(ends) == 2 and not _is_place(piece) and all(map(_is_place, ends))


def _is_place(name: str) -> bool:
    return name in lexicon.names("places") or name in lexicon.abroad("places")


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
    spans = [m.span() for m in _WORD.finditer(text, start, end)]
    words = [text[slice(*span)] for span in spans]
    for i in range(1, len(words)):
        if not common(words[i - 1]):
            return None
        tail = words[i:]
        if len(tail) == 2 and not any(map(common, tail)) and _HELD_OF.search(text, max(0, start - 64), start):
            return Find(spans[i][0], end, "person", 0.7, "pattern")
        if words[i] in lexicon.entries("firstnames") and len(tail) < 4:
            sure = len(tail) > 1 and not common(tail[-1]) and tail[-1].casefold() not in _HEADS
            return Find(spans[i][0], end, "person", 0.85, "pattern") if sure else None
    return None


# An office with the department that it is of: Commissioner for Trade Neela Korvath.
_HELD_OF = late(r"\b(?:Commissioner|Minister|Secretary|Undersecretary|Director|President|Head)\b[^.,;:]*? (?:for|of) $")


@lru_cache(maxsize=16384)
def by_words(piece: str) -> tuple[Kind, float, Evidence] | None:
    """Name the kind by a legal suffix, an institution's first word or the head word at the end."""
    tokens = piece.split()
    last = tokens[-1].casefold().rstrip(".")
    if len(tokens) > 1 and _LEGAL_TOKEN.search(piece.split(None, 1)[1]) and _LEGAL_LAST.search(piece):
        return "organisation", 0.95, "suffix"
    if _ORG_FIRST.match(piece) and len(tokens) > 2:
        return "organisation", 0.9, "suffix"
    if tokens[0] in ("Project", "Operation", "Programme") and len(tokens) in (2, 3, 4) and _called(tokens[1:]):
        return "project", 0.9 if not common(tokens[1]) else 0.8, "pattern"
    if piece.endswith("Round Table") and len(tokens) > 2:
        return "organisation", 0.85, "suffix"
    if len(tokens) == 2 and last in _NATIONAL and _PEOPLE.match(piece):
        return "organisation", 0.75, "suffix"
    if len(tokens) < 2 or (all(common(token) for token in tokens[:-1]) and (len(tokens) < 3 or last not in _HEADS)):
        return (
            ("organisation", 0.7, "suffix") if len(tokens) == 2 and last in _BODIES and not common(tokens[0]) else None
        )
    if last in _PROJECT_HEADS:
        return "project", 0.85, "pattern"
    if last in _LAW_HEADS:
        return "programme", 0.7, "suffix"
    if last in ORG_HEADS:
        return "organisation", 0.85, "suffix"
    if last in _SITE_HEADS:
        return None if last == "field" and _is_form_field(tokens[-2]) else ("site", 0.85, "suffix")
    return ("place", 0.75, "suffix") if last in _PLACE_HEADS else None


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
    if titled and 2 <= len(tokens) <= 5 and (not common(tokens[-1]) or _HONORIFIC.match(tokens[0] + " ")):
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
    if tokens[0] in lexicon.entries("firstnames") or (tokens[0] in _GIVEN_WORDS and len(tokens) < 4):
        named = _named(tokens)
        if named:
            return Find(start, end - len(" ".join(tokens)) + named, "person", 0.85, "pattern")
    if len(tokens) < 4 and _SAID.match(text, end) and not any(common(token) for token in tokens):
        return Find(start, end, "person", 0.7, "pattern")
    return None


@lru_cache(maxsize=16384)
def _is_title(word: str) -> bool:
    return TITLES.match(word) is not None


def _is_honoured(before: str) -> bool:
    """Say whether what stands before a name ends with an honorific, which has a capital."""
    return not before.islower() and _HONORIFIC.search(before) is not None


def _named(tokens: Sequence[str]) -> int:
    """Give how long the name is that begins with a given name, everyday words behind it left out; 0 for none."""
    kept = list(tokens)
    while len(kept) > 2 and common(kept[-1]) and not _is_initial(kept[-2]):
        kept.pop()
    last = kept[-1]
    if len(kept) > 2 and _is_initial(kept[-2]):
        return len(" ".join(kept))  # Robert W. Scales, whatever the word means else
    own = not common(last) and last.casefold() not in _HEADS and last not in lexicon.names("places")
    return len(" ".join(kept)) if own else 0


def _is_initial(token: str) -> bool:
    return len(token) == 2 and token[1] == "."


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


def _by_head(word: str, before: str) -> tuple[Kind, float, Evidence] | None:
    if word == "field" and _is_form_field(before):
        return None
    if word in _SITE_HEADS and word != "house":  # the Weserhof house rules
        return "site", 0.7, "suffix"
    if word in _PROJECT_HEADS:
        return "project", 0.8, "pattern"
    if word in _SMALL_LAWS:
        return "programme", 0.65, "suffix"
    if word in _SMALL_PLACES:
        return "place", 0.7, "suffix"
    return ("organisation", 0.7, "suffix") if word in _SMALL_BODIES else None


_SMALL_LAWS = frozenset("charter directive convention treaty".split())
_SMALL_PLACES = _PLACE_HEADS - frozenset("state sound port region street road lane square county".split())
_SMALL_BODIES = frozenset(
    "secretariat office group team desk chapter branch consortium circle syndicate committee".split()
)


# Endings that make English words out of others; a single capitalised word with one is rarely a name.
_MADE = late(
    r"[a-z](?:tions?|sions?|ments?|ings?|ness|ity|ities|ives?|ous|ables?|ibles?|ated|ised|ized|ise|ize|ally|ably|ily|ships?|isms?|ages?|ances?"
    r"|ences?|fully?|less|proof|wards?|teen|ty|ical|ics|ifier|ifiers|ieth|ures?)$"
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


@lru_cache(maxsize=16384)
def _made(token: str) -> bool:
    return _MADE.search(token) is not None


_HYPHEN = late("[-–]")
_COUNTED = late(r"(?:^|[\s(\u4e00-\u9fff~～–-])\d+(?:[.,]\d+)? $")  # 40 Hazen: a unit


_PARTY = lexicon.alternatives(lexicon.section("latin", "latin.party"))
_ACTS = late(
    rf"(?:'s|’s)? (?:{lexicon.alternatives(lexicon.section('latin', 'latin.acts'))}|(?:has|have|had|will)"
    rf"(?: not| also| now| already| just| since)? (?:{lexicon.alternatives(lexicon.section('latin', 'latin.done'))}))\b"
)
# What stands before the name of a body or a person that something is done with.
_DONE_BY = late(
    rf"\b(?:(?:(?:{lexicon.alternatives(lexicon.section('latin', 'latin.did'))}) by|members? of|on behalf of"
    r"|together with|(?:colleagues?|people|engineers?|somebody|someone|friends?) (?:at|from|of)|work(?:s|ed) for"
    r"|(?:letter|invoice|offer|quote|order|mail|call) from|(?:contract|meeting|agreement|talks?|deal) with|c/o"
    rf"|(?:shipped|sold|paid) to|{_PARTY})(?: the)?|(?:{_PARTY}|lead|contact):) $",
    re.IGNORECASE,
)
_DONE_CUE = late(r"[a-z:] $")
# Units with their first letters, trade abbreviations written in both cases: no names.
_UNIT = late(
    r"[kMGTmhcd]?(?:Pa|Hz|Wp?h?|VA[rh]?|Var|V|Ah?|J|Nm|N|Bq|Sv|Gy|bar|bit|bps|B|eV|l|L|g|m)$|Wi-?Fi$|Co[AC]$|DoA$"
)
_FOREIGN_WORD = late(rf"\b(?:{lexicon.alternatives(lexicon.section('latin', 'latin.foreign'))})\b")


@lru_cache(maxsize=64)
def _foreign(text: str) -> bool:
    """Say whether a text is written in another language than English, whose nouns' capitals say nothing."""
    start = text[:_ENOUGH]
    small = set(_FOREIGN_WORD.findall(start))
    return len(small) > 1 and len(small) * 14 > start.count(" ")


_ENOUGH = 300  # chosen: characters that tell a text's language, development folders, 2026-11
_CAMEL = late("[a-z][A-Z]")  # JetBlue: a capital inside is no sentence's beginning


def _by_capitals(text: str, run: _Run, tokens: list[str], habits: _Habits) -> Find | None:
    """Weigh what only its capitals speak for."""
    start, end, _ = run
    if _formula(tokens[-1]) or (len(tokens) > 1 and len(tokens[-1].rstrip(".")) == 1):
        return None
    piece = text[start:end]
    if not piece.isalpha() and any(map(str.isdigit, piece)):
        return None
    if len(tokens) > 1:
        return _by_several(run, tokens, habits)
    token = tokens[0].rstrip(".")
    if "-" in token:
        token = _hyphened(token)
        end = start + len(token)
    if text[start - 1 : start] == " " and _COUNTED.search(text[max(0, start - 6) : start]):
        return None
    if token in _DEPARTMENTS and _acts(text, start, end):
        return Find(start, end, "organisation", 0.6, "capitals")
    if token in _OWN_BODIES and _is_ours(text, start, end):
        return Find(start, end, "organisation", 0.6, "capitals")
    if len(token) < 3 or common(token, habits.lower) or _ROMAN.match(token) or _made(token) or _UNIT.match(token):
        return None
    if all(common(part) or part.casefold() in _MONTHS for part in _HYPHEN.split(token)):
        return None
    if token.isupper():
        return _by_letters(text, start, end)
    if token[-1] == "s" and token[:-1].isupper():
        return None  # SUVs are things
    return _by_word(text, _Run(start, end, run.initial), habits)


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


def _by_several(run: _Run, tokens: list[str], habits: _Habits) -> Find | None:
    start, end, begins = run
    known = sum(common(token, habits.lower) for token in tokens)
    if tokens[-1] in offices.OFFICES:
        return None  # European Commissioner: whoever holds it is named elsewhere
    if known and (len(tokens) > 2 or known == len(tokens)) and all(map(str.isupper, tokens)):
        return None  # a shouted phrase
    own = not known and not any(map(_made, tokens))
    sure = own or (not begins and (known < len(tokens) or len(tokens) > 3))
    # Two unknown words without a trade's or an institution's are a person more often than anything else.
    two = len(tokens) == 2 and all(token.isalpha() and not token.isupper() for token in tokens)
    kind: Kind = "person" if own and two else "organisation"
    return Find(start, end, kind, 0.55 if sure else 0.4, "capitals")


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


_PERSON_OF = late(rf"(?<![^\W_])[{_UPPER}][^\W\d_A-Z]+ \($")  # Giles (H&V)


def in_address(text: str, start: int, end: int) -> bool:
    """Say whether a word is part of an address or of a file's name: Vangie.M@, Goldstar.com, plan_Lisa.pdf."""
    behind = text[end : end + 2]
    dotted = behind[:1] == "." and behind[1:].isalnum()
    return dotted or text[start - 1 : start] in ("@", "_", "%") or behind[:1] in ("@", "_")


def _by_word(text: str, run: _Run, habits: _Habits) -> Find | None:
    start, end, begins = run
    token = text[start:end]
    alone = text[start - 1 : start] in ("(", "（") and text[end : end + 1] in (")", "）")
    if _foreign(text) or in_address(text, start, end):
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
_TOWN_IN = late(rf", ({TOKEN}(?: {TOKEN})?)")


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
