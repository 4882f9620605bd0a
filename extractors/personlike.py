"""What reads as a person at a glance, for outputs that must name nobody: one stretch too many before one too few.

The recognizers weigh whether a stretch is a person, for a wrong one misleads. What a masked output shows is weighed
the other way: a nickname that nobody was sure of is still somebody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors import latin, lexicon, personcells, sieve
from extractors.model import Segment
from extractors.patterns import late
from extractors.personnames import SURNAMES
from extractors.recognizers import person
from extractors.spoken import LONG_TITLE, NO_TITLE
from extractors.text import has_cjk, in_dictionary, simplified

_ONE = "".join(sorted(each for each in SURNAMES if len(each) == 1))
_TWO = "|".join(sorted(each for each in SURNAMES if len(each) == 2))
_CARRYING = "".join(sorted(person.CARRYING))
_OPENING = person.CARRYING | frozenset("老小")
_HAN, _NAME = "[\u4e00-\u9fff]", "[A-ZÀ-Ž][a-zà-ž’'-]+"
_FAMILIAR = late(rf"[老小阿大](?:[{_CARRYING}]|[A-Z](?![A-Za-z]))")
_TITLED = late(
    rf"(?:{_TWO}|[{_ONE}]){_HAN}{{0,2}}?(?:{LONG_TITLE}){NO_TITLE}"
    rf"|(?:{_TWO}|[{_CARRYING}])[总工董局姐哥队博导处老秘叔姨嫂爷](?!{_HAN}?[程业厂作人员会资艺期序具件])"
)
# By itself in a cell, a field or between brackets, behind whose office it is (登记人卓玉兰), or at a clause's end
# behind a word that goes before names (冠军是车队的王磊)
_ALONE = late(
    rf"(?:^|(?<=[|：:（(，,、\[【\s人员师])){_HAN}{{2,3}}(?!{_HAN})"
    rf"|(?<=[的是由和与给找向对让请]){_HAN}{{2,3}}(?=[，。；、）]|$)"
)
_ADDRESS = late(rf"(?:{latin.TITLES.pattern.removesuffix('$')}) {_NAME}(?: {_NAME})?")
_LATIN = late(rf"\b{_ADDRESS.pattern}|\b(?:[A-ZÀ-Ž]\. ?){{1,3}}{_NAME}|\b{_NAME}, (?:[A-ZÀ-Ž]\.){{1,3}}(?! [a-z])")
_NO_TEXT = late("[\ud800-\udfff]")  # bytes of a file name that no encoding explains
_LIKELY = 0.6  # chosen: of rules' finds, under which most are firms and places (fixtures/corpus), 2026-11
_WORD = late(rf"\b{_NAME}(?: {_NAME})?")
# Most cells of a sheet: amounts, days, numbers of telephones, codes of which letters are one run (PO-2026-0413)
_NOBODY = late(r"[\W\d_]*|[A-Z]{1,8}(?:[-./_#]?\d++)+")


def stretches(text: str) -> list[tuple[int, int]]:
    """Give where a text seems to name somebody, in order and apart.

    Args:
        text: One line of an output, in either language.

    Returns:
        Offsets in characters, the second behind the last.
    """
    if _NOBODY.fullmatch(text):
        return []
    segment = _ahead.get(text) or _line(text)
    text = segment.text
    told = person.find([segment])[0]
    found = {(span.start, span.end) for span in told if span.confidence >= _LIKELY}
    if has_cjk(text):
        found.update(_chinese(simplified(text)))
    if latin.has_capital(text):
        found.update(_latin(text))
    return list(_apart(found))


_ahead: dict[str, Segment] = {}


def tell(texts: Iterable[str]) -> None:
    """Take several texts that are glanced at next: what a look at many at once tells costs each of them little."""
    _ahead.clear()
    _ahead.update((text, _line(text)) for text in texts if not _NOBODY.fullmatch(text))
    sieve.tell([[segment] for segment in _ahead.values()])


def _line(text: str) -> Segment:
    return Segment(_NO_TEXT.sub("\ufffd", text), "body", "")


def addressed(name: str) -> bool:
    """Say whether a name is how somebody is spoken to or of, whatever it was taken for: 容教授, 老邬, Dr Maas."""
    name = simplified(_NO_TEXT.sub("\ufffd", name))
    if has_cjk(name):
        forms = (pattern.fullmatch(name) for pattern in (_FAMILIAR, _TITLED))
        return any(forms) and not in_dictionary(name)
    return _ADDRESS.fullmatch(name) is not None


def _chinese(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_FAMILIAR, _TITLED):
        for match in pattern.finditer(text):
            name = match.group()
            if not in_dictionary(name) and name not in person.NO_FAMILIAR and person.starts_word(text, match.start()):
                yield match.span()
    yield from (match.span() for match in _ALONE.finditer(text) if _stands_for_somebody(match.group()))


def _stands_for_somebody(name: str) -> bool:
    if name in person.NO_FAMILIAR:
        return False
    titled = len(name) == 2 and name[1] in "总工" and name[0] in _ONE and not in_dictionary(name)
    return titled or (personcells.is_bare(name) and (name[0] in _OPENING or name[:2] in SURNAMES))


def _latin(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _LATIN.finditer(text) if not latin.common(match.group().split()[-1]))
    places = lexicon.names("places")
    for match in _WORD.finditer(text):
        first = match.group().partition(" ")[0]
        if first in lexicon.entries("firstnames") and first not in places and not latin.common(first):
            yield match.span()


def _apart(found: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the stretches joined where they cross, so that no end of a longer one is left over."""
    start = end = 0
    for low, high in sorted(found):
        if low < end:
            end = max(end, high)
            continue
        if end > start:
            yield start, end
        start, end = low, high
    if end > start:
        yield start, end
