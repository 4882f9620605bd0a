"""Capitalised names in English text: runs of capitals, and what their words say they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors import lexicon, pinyin
from extractors.model import Evidence, Kind, Segment
from extractors.text import sentences

LEGAL = (
    r"GmbH(?: & Co\.? KG)?|AG|SE|KGaA|KG|S\.?p\.?A\.?|S\.?r\.?l\.?|AB|Oyj?|A/S|ApS|ASA|AS|N\.V\.|NV|B\.?V\.?|S\.A\.S?\.?|SA|SAS|S\.L\."
    r"|(?:Co\.?,? ?)?(?:Ltd|LTD)\.?|Limited|Inc\.?|LLC|L\.L\.C\.|LLP|PLC|plc|Corp\.?|Corporation|Pte\.? Ltd\.?|Pty\.? Ltd\.?|Sdn\.? Bhd\.?"
    r"|K\.K\.|Kft\.?|Zrt\.?|d\.o\.o\.|s\.r\.o\.|a\.s\.|sp\. z o\.o\.|O?JSC|PJSC|OOO|Ltda\.?|S\.A\. de C\.V\.|ehf|hf|OÜ|UAB|SIA"
)
_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u0106\u010c\u010e\u0112\u0118\u011a\u0130\u0141\u0143\u0147\u0150\u0158\u015a\u015e\u0160\u0164\u016e\u0170\u0179\u017b\u017d"
TOKEN = rf"(?:[{_UPPER}](?:[^\W_]|[’'](?=[^\W\d_]{{2}})|-(?=[^\W_])|&(?=[{_UPPER}]))*|[{_UPPER}]\.)"
_LINK = r"(?:of(?: the)?|for(?: the)?|de(?: la| los)?|di|da|del|della|des|du|van(?: der| den)?|von(?: der)?|der|den|la|le|al|bin|&|y|e|et|und|für|on|and(?: the)?)"
_RUN = re.compile(rf"{TOKEN}(?:[ \u00a0](?:{_LINK} )?(?:{TOKEN}|\d{{1,2}}(?![\w.,:/%-])))*")
_LEGAL_BEHIND = re.compile(rf",? ?(?:{LEGAL})(?![\w])(?:\.)?")
_LEGAL_TOKEN = re.compile(rf"(?:{LEGAL})$")
ORG_HEADS = frozenset(
    "institute university college academy council commission committee association federation foundation society agency authority "
    "bureau ministry department directorate center centre laboratory laboratories lab bank group holdings holding partners consortium alliance chamber "
    "parliament secretariat company hospital clinic school institution fund trust network forum league press airlines airways railway railways "
    "shipping logistics technologies technology systems solutions industries industrial energy steel mining metals minerals resources "
    "pharma pharmaceuticals chemicals chemical electronics semiconductor semiconductors motors motor engineering services insurance capital ventures "
    "associates brothers bros sons works' cooperative co-operative union guild police navy army inspectorate office registry administration "
    "board court tribunal club team party brewery foods seafood fisheries farms robotics robotik biotech therapeutics diagnostics aerospace "
    "automotive marine offshore power electric petroleum gas oil materials ceramics alloys forge castings bearings instruments optics photonics "
    "software labs analytics consulting advisors architects surveyors haulage freight forwarding lines carriers conservancy museum library "
    "observatory programme-office roundtable regulator exchange operator".split()
)  # fmt: skip
_ORG_FIRST = re.compile(r"(?:Ministry|University|Institute|Bank|Department|Bureau|Office|Board|Academy|College|Chamber|Council|Directorate|Federation|Association|Society|Republic|School|Centre|Center|Agency|Commission|Committee) (?:of|for|on)\b")
_SITE_HEADS = frozenset(
    "plant yard base terminal depot wharf mine hotel refinery mill harbour harbor airport airfield station warehouse dock shipyard park campus "
    "substation dam reservoir tower hall farm quarry smelter foundry bridge tunnel pier jetty quay berth pit colliery hangar inn resort "
    "lodge works factory smelter brewery orchard stadium arena hostel guesthouse mansion castle palace field".split()
)  # fmt: skip
_PLACE_HEADS = frozenset("river lake island islands bay sea gulf strait valley county city province district village town mountain mountains hills coast peninsula street road avenue square lane desert canyon creek sound fjord region state port".split())
_PROJECT_HEADS = frozenset("project programme program initiative operation".split())
TITLES = re.compile(r"(?:Mr|Ms|Mrs|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Eng|Ing|Dipl\.-Ing|Capt|Captain|Col|Colonel|Gen|General|Lt|Sgt|Major|Maj|Judge|Minister|President|Chancellor|Senator|Governor|Ambassador|Father|Rev|Sister|Skipper|Inspector|Nurse|Engineer|Mayor|King|Queen|Prince|Princess|Pope|Saint)\.?$")
_HONORIFIC = re.compile(r"\b(?:Mr|Ms|Mrs|Miss|Dr|Prof|Professor|Sir|Eng|Ing|Capt|Captain|Colonel|Judge)\.? +$")
_SAID = re.compile(r"\s*(?:,[^,]{2,40},)? *(?:said|says|told|asked|asks|wrote|writes|explained|added|adds|noted|reported|reports|confirmed|signed|chairs|chaired|mentioned|suggested|replied|thinks|joined|joins|presented|speaks|called|agreed|promised|insists|wants|counted)\b")
_MONTHS = frozenset("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split())
_ROMAN = re.compile(r"[IVXLC]+$")


class Find(NamedTuple):
    """A name in an English text and why it is one; the recognizers pick their own kinds."""

    start: int
    end: int
    kind: Kind
    confidence: float
    evidence: Evidence


class _Run(NamedTuple):
    start: int
    end: int
    initial: bool  # the first token begins a sentence or stands in a heading in capitals


def finds(segments: Sequence[Segment]) -> list[tuple[Find, ...]]:
    """Give the names of every segment of one file.

    A capital says nothing at a sentence's start and in headings set in capitals: a single word counts there only when
    the file writes it in a sentence too.
    """
    texts = [segment.text for segment in segments]
    lower, inner = _habits(tuple(texts))
    return [_finds(segment.text, segment.form in ("title", "heading"), lower, inner) for segment in segments]


@lru_cache(maxsize=4)
def _habits(texts: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the words that the file writes small, and those that it writes with a capital inside sentences."""
    lower: set[str] = set()
    inner: set[str] = set()
    for text in texts:
        lower.update(re.findall(r"(?<![^\W_'’-])[a-z]{3,}(?![\w'’-])", text))
        inner.update(re.findall(rf"(?<=[a-z,] )[{_UPPER}][^\W_]{{2,}}", text))
    return frozenset(lower), frozenset(inner)


@lru_cache(maxsize=4096)
def _finds(text: str, heading: bool, lower: frozenset[str], inner: frozenset[str]) -> tuple[Find, ...]:
    if not any("A" <= c <= "Z" for c in text) and text.isascii():
        return ()
    starts = _sentence_starts(text)
    shouting = heading and _in_capitals(text)
    found: list[Find] = []
    for match in _RUN.finditer(text):
        run = _extended(text, match.start(), match.end())
        initial = shouting or match.start() in starts
        found.extend(_classified(text, _Run(*run, initial), lower, inner))
    return tuple(found)


def _sentence_starts(text: str) -> frozenset[int]:
    starts = {start for start, _ in sentences(text)}
    marks = {found.end() for found in re.finditer(r"(?:[.!?:•|\t“\"‘(\[–—】：。，、；]|\s[-*])\s*", text)}
    return frozenset(starts | marks)


def _in_capitals(text: str) -> bool:
    tokens = [t for t in re.findall(r"[^\W\d_]{3,}", text) if t.casefold() not in ("the", "and", "for", "from", "with")]
    return len(tokens) > 2 and sum(t[0].isupper() for t in tokens) > 0.7 * len(tokens)


def _extended(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the legal suffix behind the run (", Inc." / " S.p.A.")."""
    behind = _LEGAL_BEHIND.match(text, end)
    return start, behind.end() if behind and behind.group().strip(" ,.") else end


def common(token: str, lower: frozenset[str] = frozenset()) -> bool:
    """Say whether a capitalised word is an everyday one."""
    word = token.casefold().strip(".'’")
    stem = word.removesuffix("'s").removesuffix("’s")
    listed = lexicon.entries("english")
    return word in listed or stem in listed or word in lower or (word.endswith("s") and word[:-1] in listed)


def _classified(text: str, run: _Run, lower: frozenset[str], inner: frozenset[str]) -> list[Find]:
    """Split a run where two names meet, drop its everyday words at both edges and name the rest's kind."""
    found = []
    for start, end in _pieces(text, run.start, run.end):
        begins = run.initial and start == run.start
        trimmed = _trimmed(text, start, end, lower, begins)
        if trimmed:
            find = _kind(text, *trimmed, begins and trimmed[0] == start, lower, inner)
            found.extend([find] if find else [])
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a run at "and", unless an institution's name runs through it (Ministry of Industry and Technology)."""
    piece = text[start:end]
    if _ORG_FIRST.search(piece) or _LEGAL_TOKEN.search(piece.split()[-1]):
        return [(start, end)]
    cuts = [m for m in re.finditer(r" (?:and|for|on|y|e|et)(?: the)? ", piece)]
    heads = piece.split()[-1].casefold()
    if heads in ORG_HEADS and len(cuts) == 1:
        return [(start, end)]
    edges = [0, *(edge for cut in cuts for edge in cut.span()), len(piece)]
    return [(start + a, start + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _trimmed(text: str, start: int, end: int, lower: frozenset[str], begins: bool) -> tuple[int, int] | None:
    """Drop everyday words at the left (We, The, Dear, On Monday) and calendar words and numbers at the right."""
    tokens = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    piece = text[start:end]
    last = piece.split()[-1]
    headed = last.casefold() in ORG_HEADS | _SITE_HEADS or bool(_LEGAL_TOKEN.match(last)) or len(tokens) > 2
    while tokens and _drops_left(text[slice(*tokens[0])], lower, not headed and not _is_known(text, tokens)):
        headed = headed and not (begins and len(tokens) == 2)
        tokens.pop(0)
    while tokens and _drops_right(text[slice(*tokens[-1])]):
        tokens.pop()
    if not tokens:
        return None
    last = re.sub(r"[’']s$", "", text[tokens[0][0] : tokens[-1][1]])
    return tokens[0][0], tokens[0][0] + len(last)


def _is_known(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    piece = text[tokens[0][0] : tokens[-1][1]]
    return piece in lexicon.names("organisations") or piece in lexicon.names("places")


_LEFT = frozenset("the a an dear we i you he she it our your their this that these those in on at by from to for of and or but if when while with as re fw fwd hi hello no nos all both each new old most one two three our please thanks best kind regards".split())


def _drops_left(token: str, lower: frozenset[str], loose: bool) -> bool:
    word = token.casefold().strip(".,:")
    if word in _LEFT or word in _MONTHS or token[0].isdigit() or not token[0].isalpha():
        return True
    return loose and not TITLES.match(token) and len(token) > 1 and common(token, lower)


def _drops_right(token: str) -> bool:
    word = token.casefold().strip(".,:")
    return word in _LEFT or word in _MONTHS or token[0].isdigit() or token in ("&", "y", "e")


def _kind(text: str, start: int, end: int, begins: bool, lower: frozenset[str], inner: frozenset[str]) -> Find | None:
    piece = text[start:end]
    tokens = piece.split()
    if piece in lexicon.names("places"):
        return Find(start, end, "place", 0.85, "suffix")
    if piece in lexicon.names("organisations"):
        return Find(start, end, "organisation", 0.85, "suffix")
    telling = _by_words(piece, tokens)
    if telling:
        return Find(start, end, *telling)
    person = _by_person(text, start, end, tokens)
    if person:
        return person
    behind = re.match(r" ([a-z]+)", text[end:])
    if behind and not common(tokens[-1], lower) and not begins:
        headed = _by_head(behind.group(1))
        if headed:
            return Find(start, end + (behind.end() if headed[2] == "suffix" else 0), *headed)
    return _by_capitals(start, end, tokens, begins, lower, inner)


def _by_words(piece: str, tokens: list[str]) -> tuple[Kind, float, Evidence] | None:
    """Name the kind by a legal suffix, an institution's first word or the head word at the end."""
    last = tokens[-1].casefold().rstrip(".")
    if len(tokens) > 1 and _LEGAL_TOKEN.search(piece.split(" ", 1)[1]) and re.search(rf"(?:^|[ ,])(?:{LEGAL})$", piece):
        return "organisation", 0.95, "suffix"
    if _ORG_FIRST.match(piece) and len(tokens) > 2:
        return "organisation", 0.9, "suffix"
    if tokens[0] in ("Project", "Operation", "Programme") and len(tokens) in (2, 3) and not common(tokens[1]):
        return "project", 0.9, "pattern"
    if piece.endswith("Round Table") and len(tokens) > 2:
        return "organisation", 0.85, "suffix"
    if len(tokens) < 2 or all(common(token) for token in tokens[:-1]) and (len(tokens) < 3 or last not in ORG_HEADS):
        return ("organisation", 0.7, "suffix") if len(tokens) == 2 and last in _BODIES and not common(tokens[0]) else None
    if last in _PROJECT_HEADS:
        return "project", 0.85, "pattern"
    if last in ORG_HEADS:
        return "organisation", 0.85, "suffix"
    if last in _SITE_HEADS:
        return "site", 0.85, "suffix"
    return ("place", 0.75, "suffix") if last in _PLACE_HEADS else None


_BODIES = frozenset("commission council union parliament committee association federation".split())


def _by_person(text: str, start: int, end: int, tokens: list[str]) -> Find | None:
    titled = TITLES.match(tokens[0])
    if titled and 2 <= len(tokens) <= 5 and not common(tokens[-1]):
        return Find(start, end, "person", 0.92, "title")
    if titled:
        return None
    if _HONORIFIC.search(text[max(0, start - 12) : start]) and len(tokens) <= 4:
        return Find(start, end, "person", 0.92, "title")
    if not 2 <= len(tokens) <= 4:
        spoken = len(tokens) == 1 and tokens[0] in lexicon.entries("firstnames")
        return Find(start, end, "person", 0.6, "capitals") if spoken else None
    if is_chinese_name(tokens):
        return Find(start, end, "person", 0.75, "pattern")
    if tokens[0] in lexicon.entries("firstnames") and not common(tokens[-1]):
        return Find(start, end, "person", 0.85, "pattern")
    if _SAID.match(text, end) and len(tokens) < 4 and not any(common(token) for token in tokens):
        return Find(start, end, "person", 0.7, "pattern")
    return None


def is_chinese_name(tokens: Sequence[str]) -> bool:
    """Say whether two words are a Chinese person's name in pinyin, in either order (Tao Min, Yizhou Jiang)."""
    if len(tokens) != 2 or not all(pinyin.is_pinyin(token) and not common(token) for token in tokens):
        return False
    first, second = (token.casefold() for token in tokens)
    if len(first) + len(second) < 5 or " ".join(tokens) in lexicon.names("places"):
        return False
    return (first in pinyin.surnames() and len(second) <= 12) or (second in pinyin.surnames() and not pinyin.is_syllable(first))


def _by_head(word: str) -> tuple[Kind, float, Evidence] | None:
    if word in _SITE_HEADS:
        return "site", 0.7, "suffix"
    if word in _PROJECT_HEADS:
        return "project", 0.8, "pattern"
    return ("organisation", 0.7, "suffix") if word in ("secretariat", "office", "group", "team") else None


def _by_capitals(start: int, end: int, tokens: list[str], begins: bool, lower: frozenset[str], inner: frozenset[str]) -> Find | None:
    """Weigh what only its capitals speak for."""
    if any(c.isdigit() for token in tokens for c in token):
        return None
    if len(tokens) > 1:
        known = sum(common(token, lower) for token in tokens)
        sure = not begins and (not known or len(tokens) > 2 and known < len(tokens) or len(tokens) > 3)
        return Find(start, end, "organisation", 0.55 if sure else 0.4, "capitals")
    token = tokens[0].rstrip(".")
    if len(token) < 3 or common(token, lower) or _ROMAN.match(token):
        return None
    if token.isupper():
        return Find(start, end, "organisation", 0.45, "capitals") if len(token) < 8 else None
    if begins and token not in inner:
        return Find(start, end, "organisation", 0.55, "capitals") if len(token) > 4 and pinyin.is_pinyin(token) else None
    return Find(start, end, "organisation", 0.6, "capitals")
