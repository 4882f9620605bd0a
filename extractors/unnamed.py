"""Where a file names nobody: in the text of programs, and in what programs write into a file's properties.

Names look like code to nobody but a recognizer (`nodeType&&n.documentElement`), and what a computer was set up for
(微软用户, Administrator) stands in the properties of files that share nothing. Numbers, addresses and the like are
found there all the same; so are names in Chinese that a rule is sure of, for a program may say whom to call. A paper
that spells dozens of words as programs do (DeviceStatus, ZsRtd) describes one, and means its parts by them. Published
literature that a paper cites names nobody of the group, and none of its numbers are the group's (`cited`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors import lexicon
from extractors.cited import cited
from extractors.gauged import gauged
from extractors.model import NAME_KINDS, Mention, Segment
from extractors.text import has_cjk, per_file

_SIGNS = re.compile(
    r"&&|\|\||[!=]==?(?=\s*[\w\"'(!-])|[+*]=(?=\s)|=>\s*[\w({]|\(\)\s*[;{.,)]|\)\s*\{|\bfunction\s?\w{0,40}\(|;\s*\}|\{\s*$"
    r"|\w\[\w{1,20}\]\s?=|^\s*[{}]+[;,)]*\s*$|^\s*#include\s*[<\"]|^\s*@Override\b|/\*|\*/|^\s*(?:try|else)\s*\{"
    r"|^\s*(?:public|private|protected|static|final|const|return|import|package|using|var|let|int|char|float|double|void"
    r"|unsigned|long|bool|boolean|String)\b[^\u4e00-\u9fff。，]{1,160};\s*(?://.*)?$"
    r"|^\s*(?:import [\w.]{2,60}|from [\w.]{2,60} import .{1,80}|def \w{1,60}\(.*\):|class \w{1,60}(?:\(.*\))?:)\s*$"
    r"|^\s*[\w.>-]{2,80}\([^\u4e00-\u9fff]{0,160}\)\s*;\s*$|^\s*[\w.*\[\]]{1,60}\s*=[^=\u4e00-\u9fff。，]{1,160};\s*$"
    r"|^\s*[-a-z]{3,30}\s?:\s?[^;:\u4e00-\u9fff。，]{1,80};\s*$"
    r"|\{(?:[a-z-]{2,30}:[^;{}]{1,200};){0,20}[a-z-]{2,30}:[^;{}]{1,200}\}"
    r"|</?[a-zA-Z][\w:-]{0,40}(?:\s+[\w:.-]{1,40}\s?=\s?(?:\"[^\"]{0,300}\"|'[^']{0,300}'))*\s*/?>"
)
_LEAST_LINES = 5  # chosen: a sentence or two of code among others make no program
_LEAST_SIGNS = 12  # of one line: a script without line breaks
_DENSE = 60  # chosen: one sign in so many characters at the most
_AROUND, _MOST_AROUND = 4, 5  # lines before and behind, and how many of these nine are code where the middle one is
_HUMPED = re.compile("[A-Za-z]*[a-z][A-Z][A-Za-z]*")
_MANY_HUMPED = 15  # chosen: a list of firms and products has a few such, the tables of a data base have dozens
_SURE = 0.65  # chosen: what a Chinese name needs in a program
_FIELD = re.compile(r"([^:：]{1,40})[:：]\s*(.*)$", re.DOTALL)
_PATH = re.compile(
    r"(?:[A-Za-z]:|\\\\[^\\/:*?\"<>|]{1,80})\\(?:[^\\/:*?\"<>|\n]{0,160}\\)*|file:/{2,3}(?:[^/\n]{0,160}/)*"
)
_PROGRAM_FIELD = re.compile(r"KSO\w*|MSIP_Label_\w*", re.IGNORECASE)
_PERSONS = frozenset(
    "author|lastmodifiedby|lastsavedby|manager|commentauthor|revisionauthor|account|sender|person".split("|")
)

Stretch = tuple[int, int]


def settle(segments: Sequence[Segment], mentions: list[Mention]) -> None:
    """Take away what names nobody; see the module."""
    program, fields, works = code(segments), asides(segments), cited(segments)
    if works:
        mentions[:] = [each for each in mentions if each.segment not in works]
    if rows := gauged(segments):
        mentions[:] = [each for each in mentions if each.segment not in rows or _is_told(each)]
    if program or fields:
        mentions[:] = [each for each in mentions if not _is_nobody(segments, each, program, fields)]
    mentions[:] = [each for each in mentions if not _is_opaque(segments[each.segment].text, each)
                   and not _is_command(segments[each.segment].text, each)]  # fmt: skip
    humped = {id(each): name for each in mentions if (name := _humped(segments, each))}
    if len(set(humped.values())) >= _MANY_HUMPED:
        mentions[:] = [each for each in mentions if id(each) not in humped]


_COMMAND = re.compile(r"\\[A-Za-z]*[\[{]")


def _is_command(text: str, each: Mention) -> bool:
    r"""Say whether a name is a command of TeX, between whose marks it stands: \RaggedLeft{...}."""
    return each.kind in NAME_KINDS and _COMMAND.match(text, max(0, each.start - 1)) is not None


_OPAQUE = re.compile(r"[A-Za-z0-9+/]{12,}={0,2}")
_REACH = 400  # chosen: of a longer number this much on either side tells as much
_BEFORE, _BEHIND = re.compile(r"[A-Za-z0-9+/=]+\Z"), re.compile(r"[A-Za-z0-9+/=]+")
_SPOKEN = re.compile("[a-z]{5}|[A-Z][a-z]{3}")  # of words and names, in a number of twenty signs every other time
_WORD = re.compile("[a-z]{5}")


def _is_opaque(text: str, each: Mention) -> bool:
    """Say whether a find is a piece of a number that a program writes in base 64: Xcrg of AAAAAAFxBiu29g/Xcrg=."""
    if each.end >= len(text) and each.start == 0:
        return False
    around = text[max(0, each.start - _REACH) : each.end + _REACH]
    at, length = min(each.start, _REACH), each.end - each.start
    before, behind = _BEFORE.search(around[:at]), _BEHIND.match(around, at + length)
    first = before.start() if before else at
    token = around[first : behind.end() if behind else at + length]
    if len(token) <= length or not _OPAQUE.fullmatch(token) or token.isdigit():
        return False
    mixed = any(map(str.isdigit, token)) and any(map(str.islower, token)) and any(map(str.isupper, token))
    if not mixed or not {"/", "+", "="} & set(token):
        return False
    padded = token.endswith("=") and len(token) % 4 == 0
    return not (_WORD if padded else _SPOKEN).search(token)


_COUNTS = frozenset(("quantity", "money", "date"))
_LONG_NUMBER = 11  # digits: a number of a person, a card or a telephone, which tables hold by the hundred too


def _is_told(each: Mention) -> bool:
    """Say whether a number in a long table of numbers is more than a reading: a telephone's, a person's."""
    if each.kind == "identifier":
        return sum(map(str.isdigit, each.norm)) >= _LONG_NUMBER or ":" in each.norm
    return each.kind not in _COUNTS


def _humped(segments: Sequence[Segment], each: Mention) -> str:
    """Give a name in the spelling of programs (DeviceStatus) that nothing but its letters speaks for, else ""."""
    if each.evidence not in ("capitals", "tagger") or each.kind not in NAME_KINDS:
        return ""
    name = segments[each.segment].text[each.start : each.end]
    return name if _HUMPED.fullmatch(name) else ""


def is_unnamed(segments: Sequence[Segment], place: int, start: int, end: int) -> bool:
    """Say whether a spelling stands where nobody is named, whoever else is called so."""
    segment = segments[place]
    if place in cited(segments):
        return True
    if _is_property(segment):
        return any(first <= start and end <= last for first, last in _asides(segment.text))
    return place in code(segments) and not has_cjk(segment.text[start:end])


def _is_addressed(each: Mention) -> bool:
    """Say whether a number in a program leads to somebody or somewhere: colours, sizes and keys of its own do not."""
    if each.kind == "identifier":
        return each.norm.startswith(("url:", "ip:", "geo:")) or sum(map(str.isdigit, each.norm)) >= _LONG_NUMBER
    return each.kind not in _COUNTS


def is_account(name: str) -> bool:
    """Say whether whom a file names as its author is but whom a computer was set up for."""
    return _folded(name) in _accounts()


@per_file
def code(segments: Sequence[Segment]) -> frozenset[int]:
    """Give the numbers of the segments that are a program's text: lines of code and those between them."""
    strong = [_is_code(segment) for segment in segments]
    if sum(strong) < _LEAST_LINES and not any(map(_is_script, segments)):
        return frozenset()
    found = set[int]()
    for at, segment in enumerate(segments):
        if _is_property(segment) or segment.layer == "file_name":
            continue
        near = strong[max(0, at - _AROUND) : at + _AROUND + 1]
        # At a file's ends fewer lines are around.
        most = sum(near) >= _MOST_AROUND or (strong[at] and sum(near) * (2 * _AROUND + 1) >= _MOST_AROUND * len(near))
        if strong[at] if len(near) < _MOST_AROUND else most or _is_script(segment):
            found.add(at)
    return frozenset(found)


def _is_property(segment: Segment) -> bool:
    """Say whether a segment is a property of the file, or of one inside of it."""
    return segment.layer == "metadata" or segment.where.endswith((" properties", " links"))


def _is_code(segment: Segment) -> bool:
    text = segment.text
    if segment.layer in ("metadata", "file_name") or segment.cells or text.isalnum():
        return False
    return _SIGNS.search(text) is not None


def _is_script(segment: Segment) -> bool:
    """Say whether one segment is a program by itself: signs of code all over, as in a script without line breaks."""
    text = segment.text
    if len(text) < 200 or segment.cells or ("{" not in text and "&&" not in text):
        return False
    signs = sum(1 for _ in _SIGNS.finditer(text))
    return signs >= max(_LEAST_SIGNS, len(text) // _DENSE)


@per_file
def asides(segments: Sequence[Segment]) -> dict[int, tuple[Stretch, ...]]:
    """Give the stretches of a file's properties that programs wrote, by the number of the segment."""
    told = ((at, _asides(segment.text)) for at, segment in enumerate(segments) if _is_property(segment))
    return {at: found for at, found in told if found}


@lru_cache(maxsize=4096)
def _asides(text: str) -> tuple[Stretch, ...]:
    match = _FIELD.match(text)
    if match is None:
        return ()
    key, value = _folded(match[1]), match[2]
    if key in lexicon.section("machines", "fields") or _PROGRAM_FIELD.fullmatch(match[1].strip()):
        return ((0, len(text)),)
    if _folded(value) in (_accounts() if key in _PERSONS else lexicon.section("machines", "accounts")):
        return ((0, len(text)),)
    return tuple(path.span() for path in _PATH.finditer(text))


@lru_cache(maxsize=1)
def _accounts() -> frozenset[str]:
    return lexicon.section("machines", "accounts") | lexicon.section("machines", "makers")


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _is_nobody(
    segments: Sequence[Segment], each: Mention, program: frozenset[int], fields: dict[int, tuple[Stretch, ...]]
) -> bool:
    length = len(segments[each.segment].text)
    if (0, length) in fields.get(each.segment, ()):
        return True  # no number of such a field is one that papers share (ICV: 9E75283AF96F4E2EA709791B0B375442_12)
    if each.kind not in NAME_KINDS:
        return each.segment in program and not _is_addressed(each)
    if each.segment in program:
        name = segments[each.segment].text[each.start : each.end]
        return not (has_cjk(name) and each.evidence != "tagger" and each.confidence >= _SURE)
    return any(first < each.end and each.start < last for first, last in fields.get(each.segment, ()))
