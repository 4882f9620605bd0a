"""Capitalised names in English text: runs of capitals, and what their words say they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors import latin, latinkinds, lexicon, linked, offices
from extractors.latin import LEGAL, TOKEN, UPPER, Find, Habits, Run, begins, common, has_capital
from extractors.model import Kind, Segment
from extractors.patterns import late
from extractors.text import folded, joined, per_file

_LINK = (
    r"(?:of(?: the)?|for(?: the)?|de(?: la| los)?|di|da|del|della|des|du|van(?: der| den)?|von(?: der)?|der|den|"
    r"la|le|al|bin|&|\+|y|e|et|und|für|on|and(?: the)?)"
)
_RUN = late(rf"{TOKEN}(?:[ \u00a0](?:{_LINK} |[ae]l-)?(?:(?<=[a-z] ){latin.INITIAL}|{TOKEN}|\d{{1,2}}(?![\w.,:/%-])))*")
_LEGAL_BEHIND = late(rf",? ?(?:\([A-Z][A-Za-z ]{{1,20}}\) )?(?:{LEGAL})(?![^\W{latin.HAN}])(?:\.)?")
_LAST_LETTER = late(r" [A-Z]\.?$")
# How a legal suffix can begin; nearly no run has one behind it, and the list of them is long.
_LEGAL_HEAD = late(",? ?[A-Zadehps(]")
# What a run takes in of a suffix that a comma or a stop cuts: Co., Ltd. / Pte. Ltd. / GmbH & Co. KG.
_LEGAL_BEGUN = late(r" (?:GmbH & Co|C[oO]|P(?:te|TE|ty|TY|vt|VT)|Sdn|Sp)$")
_LEGAL_BREAKS = frozenset("oOeEyYtTnp")  # what such a first word ends with
# A legal form that is no word ends a name whatever stands behind it: Betalyne Ltd Daventry.
_LEGAL_INSIDE = late(
    rf" (?:(?:{LEGAL})(?= (?:of|for|and|in|on|de)\b)|(?:(?:Co\.?,? )?Ltd|Pte\.? Ltd|Pty\.? Ltd|GmbH|LLC|LLP|PLC|plc"
    rf"|S\.p\.A\.|Oyj|A/S|B\.V\.|N\.V\.|Sdn Bhd)(?= [{UPPER}][a-z])(?! (?:Branch|Group|Holdings?|Co)\b))"
)
# ISO 4217: what stands before an amount is no name of a firm (option D GBP 1.3m).
_CURRENCIES = frozenset("eur usd gbp cny rmb jpy hkd chf nok sek dkk krw aud cad sgd inr pln czk huf".split())
_PARTS_OF_FIRMS = latin.DEPARTMENTS | latin.OWN_BODIES


@per_file
def finds(segments: Sequence[Segment]) -> list[tuple[Find, ...]]:
    """Give the names of every segment of one file.

    A capital says nothing at a sentence's start and in headings set in capitals: a single word counts there only when
    the file writes it in a sentence too.
    """
    whole = joined(segments).text
    if not latin.CAPITAL.search(whole):
        return [() for _ in segments]
    habits = _habits(whole)
    found = [_in_segment(segment, habits) for segment in segments]
    return surer(segments, found)


def _in_segment(segment: Segment, habits: Habits) -> tuple[Find, ...]:
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


_FIRST_WORD = late(rf"([{UPPER}][^\W\d_A-Z]{{3,}})(?= (?:[a-z]|[QWv]\d|\d))")


def _is_own(word: str) -> bool:
    return not common(word) and not latin.is_made(word) and word.casefold() not in latin.MONTHS


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
        fills = whole and not latin.is_phrase(name)
        return find._replace(kind=kind, confidence=0.5 if fills and find.confidence == 0.4 else find.confidence)
    return find._replace(confidence=0.65) if whole or seen.counts.get(name, 0) > 1 else find


_SMALL = late(r"[a-z](?<![^\W_'’-].)(?<![@./_].)[a-z]{2,}+(?![\w@'’-]|\.\w)")
_CAPITAL_INSIDE = late(rf" (?<=[a-z,] )([{UPPER}][^\W_]{{2,}})")
_WINDOW = 1 << 16  # characters; the words of a long text are a hundred times as many as its different ones
_LATIN_RUN = late("[\\x20-\\x7e\u00c0-\u024f’]+")


def _habits(whole: str) -> Habits:
    """Give the words that the file writes small, and those that it writes with a capital inside sentences."""
    lower, inner = set[str](), set[str]()
    for piece in _windows(whole):
        text = piece if piece.isascii() else "\n".join(_LATIN_RUN.findall(piece))
        lower.update(_SMALL.findall(text))
        inner.update(_CAPITAL_INSIDE.findall(text))
    return Habits(frozenset(lower), frozenset(inner), _is_titled(whole))


# A word inside a sentence, between a small letter or a comma and the next word.
_INSIDE = late(r"(?<=[a-z,;] )([A-Za-z])[a-z]{3,}(?= [a-zA-Z])")
# chosen: no file of hand-written folders gives more than 6 of 100 such words a capital, minutes of American committees
# 8 to 22 (twenty real ones), 2026-11
_TITLED, _LEAST_INSIDE = 0.075, 60


def _is_titled(whole: str) -> bool:
    """Say whether a file gives everyday words capitals inside its sentences: the Water Operator and the Ranch Rules."""
    seen = capital = 0
    for match in _INSIDE.finditer(whole):
        word = match.group()
        if common(word) and word.casefold() not in latin.MONTHS:
            seen += 1
            capital += match[1].isupper()
    return seen >= _LEAST_INSIDE and capital > _TITLED * seen


def _windows(text: str) -> Iterator[str]:
    """Cut a text at blanks; each piece begins with the last character before its blank, which says what it is."""
    start = 0
    while len(text) - start > _WINDOW and (end := text.find(" ", start + _WINDOW)) >= 0:
        yield text[start:end]
        start = end - 1
    yield text[start:] if start else text


def _finds(text: str, heading: bool, habits: Habits) -> tuple[Find, ...]:
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
        found.extend(_classified(text, Run(start, end, initial), habits))
    return tuple(found)


def _telling(name: str, known: frozenset[str]) -> bool:
    """Say whether an everyday word may be a name all the same, or is one that only its file writes small too."""
    return name in known or name in _PARTS_OF_FIRMS or (_given(name) and not latin.is_listed(name))


def _given(name: str) -> bool:
    """Say whether a word names a person or a place everywhere, though its file may write it small too."""
    return name in lexicon.entries("firstnames") or name in lexicon.names("places")


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


def _classified(text: str, run: Run, habits: Habits) -> list[Find]:
    """Split a run where two names meet, drop its everyday words at both edges and name the rest's kind."""
    found = []
    for start, end in _pieces(text, run.start, run.end):
        begins = run.initial and start == run.start
        trimmed = _trimmed(text, Run(start, end, begins), habits.lower)
        if trimmed:
            find = latinkinds.kind_of(text, Run(*trimmed, begins and trimmed[0] == start), habits)
            if find:
                found.append(find)
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a run at "and", unless an institution's name runs through it (Ministry of Industry and Technology)."""
    piece = text[start:end]
    if " " not in piece:
        return [(start, end)]
    broken = _INITIAL_LAST.search(piece) if ". " in piece else None
    if broken and latin.is_listed(broken.group(2)) and broken.group(1) not in lexicon.entries("firstnames"):
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
    if latin.LEGAL_TOKEN.search(piece.rsplit(maxsplit=1)[-1]):
        role = _ROLE.match(piece)
        return [(start + (role.end() if role and not common(piece[role.end() :].split()[0]) else 0), end)]
    cuts = [m for m in _LINKED.finditer(piece) if not _runs_through(piece, m)]
    cuts += [m for m in _PERSONS.finditer(piece) if m.group(1) in lexicon.entries("firstnames")] if "&" in piece else []
    edges = [0, *sorted(edge for cut in cuts for edge in cut.span()), len(piece)]
    parts = zip(edges[::2], edges[1::2], strict=True)
    spans = [(start + a, start + b) for a, b in parts]
    if len(spans) > 1:
        spans = [(a + _people_before(text[a:b]), b) for a, b in spans]
    bare = [span for a, b in spans if a < b for span in _without_office(text, a, b)]
    return [span for a, b in bare for span in _without_place(text, a, b)]


# As what a firm takes part, before its registered name: Applicant Motukiore Holdings Ltd.
_ROLE = late(
    "(?:Applicant|Consignee|Consignor|Shipper|Buyer|Seller|Supplier|Client|Customer|Contractor|Subcontractor|Employer|"
    "Owner|Operator|Tenant|Landlord|Licensee|Lessee|Lessor|Charterer|Manufacturer|Purchaser|Vendor|Payee|Payer|Sender|"
    "Recipient|Insured|Insurer|Claimant|Defendant|Respondent|Holder|Developer|Installer) (?=[^ ]+ [^ ])"
)


def is_person(words: Sequence[str]) -> bool:
    """Say whether words beside a firm are one of its people: Mr Varga of Nordhaven AS, Ms Kemp（东屏装备）."""
    if not 1 < len(words) < 4 or any(word.casefold() in latin.ORG_HEADS for word in words):
        return False
    return bool(latin.TITLES.match(words[0])) or (words[0] in lexicon.entries("firstnames") and not common(words[-1]))


def _without_office(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the names on both sides of an office that somebody holds (Corvella CEO Anna Wexley)."""
    piece = text[start:end]
    if chair := offices.chair(piece):
        return [(start + a, start + b) for a, b in chair if b > a]
    office = offices.between(piece) if " " in piece else None
    if not office or not _is_held(piece, *office):
        return [(start, end)]
    return [(start + a, start + b) for a, b in office if b > a]


def _is_held(piece: str, before: tuple[int, int], behind: tuple[int, int]) -> bool:
    """Say whether somebody holds the office: what stands behind it is a person's name, or a body before it has one."""
    words = piece[slice(*behind)].split()
    if not words:
        return before[0] >= before[1] or not all(map(common, piece[slice(*before)].split()))
    if words[-1].casefold() in latin.ORG_HEADS | latin.SITE_HEADS:
        return False
    given = words[0] in lexicon.entries("firstnames") or words[0] in latin.GIVEN_WORDS
    return len(words) > 1 and (given or not any(map(common, words)))


# A sentence that ends with a letter: the test of Vitamin D. The next one.
_INITIAL_LAST = late(rf"(\S+) [{UPPER}]\. (\S+)")
_HUNG = late(r"^(\S+(?: \S+){0,2}?)-(?:based|owned|led|backed|built|made|born|run)(?: |$)")
_AND_PEOPLE = late(rf"(?:(?:{latin.SIDES}) )?(?:{latin.FOLK}) ")


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
    folk = latin.PEOPLE.match(piece)
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
    institution = any(word.casefold() in latin.ORG_HEADS for word in before)
    if len(before) == 1 and link.group().startswith((" for", " on")) and head in _VERBS_TOO:
        return False  # Works on Sandholme beach, Offers for ...
    if link.group().startswith(" of"):
        return institution or head in _OF or (len(before) > 1 and head in latin.PLACE_HEADS)
    if " of " in piece[: link.start()] or link.group().startswith((" for", " on")):
        return institution
    if link.group() == " and the " and not institution and not all(map(common, before)):
        return False  # Corvax and the Board, Helping Ann and the Forest Service
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
    return piece.rsplit(maxsplit=1)[-1].casefold() in latin.ORG_HEADS and len(before) < 3 and not institution


def _trimmed(text: str, run: Run, lower: frozenset[str]) -> tuple[int, int] | None:
    """Drop everyday words at the left (We, The, Dear, On Monday) and calendar words and numbers at the right."""
    start, end, begins = run
    alone = text[start:end].isalpha()  # most runs are one word
    tokens = [(start, end)] if alone else [m.span() for m in latin.WORD.finditer(text, start, end)]
    last = text[slice(*tokens[-1])]
    headed = not begins or len(tokens) > 2 or last.casefold() in latin.HEADS or bool(latin.LEGAL_TOKEN.match(last))
    while tokens and _drops_left(text[slice(*tokens[0])], lower, not headed) and not _stays(text, tokens):
        headed = headed and not (begins and len(tokens) == 2)
        tokens.pop(0)
    while tokens and (_drops_right(text[slice(*tokens[-1])]) or _is_verb(text, tokens)):
        tokens.pop()
    if not tokens:
        return None
    start, end = tokens[0][0], tokens[-1][1]
    start = behind_stage(text, start, end)
    return start, end - 2 if end - start > 1 and text[end - 2 : end] in _GENITIVE else end


# How far a paper is, joined to the name behind: DRAFT-CORVAX ASSOCIATION, INC.
_STAGE = late(rf"(?:DRAFT|Draft|FINAL|Final|REVISED|Revised|UNAPPROVED|Unapproved|COPY|Copy)[-–—](?=[{UPPER}])")
_VERBS_BEHIND = frozenset("Shall Must Should Would Could Will May Can Is Are Was Were Has Have Had".split())
_ACTING = frozenset(["directors", "trustees", "governors", "members", "owners"])


def behind_stage(text: str, start: int, end: int) -> int:
    """Give where a name begins behind a word that says how far the paper is."""
    stage = _STAGE.match(text, start, end)
    return stage.end() if stage else start


def _is_verb(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Say whether the last word says that the body before it does something: Board of Directors Will."""
    if len(tokens) < 2 or text[slice(*tokens[-1])] not in _VERBS_BEHIND:
        return False
    return text[slice(*tokens[-2])].casefold() in latin.ORG_HEADS | _ACTING


_GENITIVE = frozenset(("'s", "’s"))


def _stays(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Say whether the first word belongs to what follows: a known name, South before a place, Bill before Wexley."""
    piece = text[tokens[0][0] : tokens[-1][1]]
    if piece in lexicon.names("organisations") or piece in lexicon.names("places") or piece in _PARTS_OF_FIRMS:
        return True
    if len(tokens) > 2 and text[tokens[0][0] : tokens[1][1]] in lexicon.names("places"):
        return True  # New York University
    if len(tokens) > 2 and _OLD_HOUSE.search(text, max(0, tokens[0][0] - 4), tokens[0][1]):
        return text[slice(*tokens[-1])].casefold() in latin.SITE_HEADS  # the Old Granary Hotel
    if len(tokens) != 2:
        return False
    first, last = (text[slice(*token)] for token in tokens)
    given = first in lexicon.entries("firstnames") or first in latin.GIVEN_WORDS
    return (given and not latin.is_listed(last)) or latinkinds.of_a_side(first, last)


_OLD_HOUSE = late("[Tt]he (?:Old|New)$")
# English papers that keep a German line, head or greeting have capitals for its nouns: Bitte Rückruf, Vertrieb UK.
_LEFT = lexicon.section("latin", "latin.left") | lexicon.section("german", "everyday")


def _drops_left(token: str, lower: frozenset[str], loose: bool) -> bool:
    word = token.casefold().strip(".,:")
    if word in _LEFT or word in latin.MONTHS or token[0].isdigit() or not token[0].isalpha():
        return True
    if word in ("project", "operation", "programme"):
        return False
    everyday = len(token) > 1 and common(token, lower)
    return everyday and ((loose and not latin.TITLES.match(token)) or token.isupper())  # FCA Ningbo


def _drops_right(token: str) -> bool:
    word = token.casefold().strip(".,:")
    return not latin.LEGAL_TOKEN.match(token) and (
        word in _LEFT or word in latin.MONTHS or word in _CURRENCIES or token[0].isdigit() or token in ("&", "y", "e")
    )
