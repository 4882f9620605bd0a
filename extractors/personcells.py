"""Persons in the cells of tables: by what a column is of, or by the shape of most of its cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors import cells, forms, honours, latin, lexicon, nicknames
from extractors.model import Cell, Segment, Span
from extractors.patterns import late
from extractors.personnames import (
    BARE_NAME,
    FIRST,
    OFFICE,
    SURNAME,
    SURNAMES,
    TITLED_CELL,
    is_of_several_signs,
    is_plausible,
    person_at,
)
from extractors.text import DOTS, folded, has_cjk, has_dot, in_dictionary, is_cjk, simplified

_CELL_PARTS = late("[^、，,/；;\\s]+")


def bare_columns(segments: Sequence[Segment]) -> frozenset[tuple[int, int]]:
    """Give the (table, column) whose cells stand under no header and are persons by their shape, or follow 姓名."""
    columns: dict[tuple[int, int], list[str]] = {}
    for segment in segments:
        for i, cell in enumerate(segment.cells):
            if not cell.header and segment.table:
                text = segment.text[cell.start : cell.end].strip()
                columns.setdefault((segment.table, i), []).append(text)
    found = set()
    for place, texts in columns.items():
        filled = [text for text in texts if text and text not in "-—–/"]
        shaped = sum(_listed_persons(text) for text in filled)
        titled = any(cells.role(text) == "person" for text in filled[:3])
        if shaped >= 2 and (shaped >= 0.6 * len(filled) or titled):
            found.add(place)
    return frozenset(found)


# A cell of a list that is sorted by family names: Brandvik, Olga; van Kerkhoven, J. P.
_TURNED = late(
    r"\s*((?:(?:van|von|de|der|den|del|di|da|dos|al|el|bin) )*[A-ZÀ-Ž][\w’'-]+(?: [A-ZÀ-Ž][\w’'-]+)?, "
    r"[A-ZÀ-Ž][\w’'-]*\.?(?: [A-ZÀ-Ž][\w’'-]*\.?)?)\s*"
)


def turned_columns(segments: Sequence[Segment]) -> frozenset[tuple[int, int]]:
    """Give the (table, column) of persons whose family names stand before a comma, in most cells and at least two.

    A header that says nothing of persons (Name) will do where half of what stands behind the commas are given names.
    Where what stands before them are given names too, two persons stand in a cell: Helen, Duncan.
    """
    held: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for segment in segments:
        for i, cell in enumerate(segment.cells):
            if cells.role(cell.header) in ("person", None) and (text := segment.text[cell.start : cell.end].strip()):
                held.setdefault((segment.table, i), []).append((cell.header, text))
    return frozenset(place for place, found in held.items() if _are_turned(found))


def _are_turned(found: Sequence[tuple[str, str]]) -> bool:
    turned = [(header, text) for header, text in found if ", " in text and _TURNED.fullmatch(text)]
    if len(turned) < 2 or 2 * len(turned) <= len(found):
        return False
    before, behind = (frozenset(text.split(", ")[side] for _, text in turned) for side in (0, 1))
    if len(before & behind) > 1 or 2 * len(before & lexicon.entries("firstnames")) > len(before):
        return False
    known = sum(cells.role(header) == "person" or text.partition(", ")[2].split()[0] in lexicon.entries("firstnames")
                for header, text in turned)  # fmt: skip
    return 2 * known >= len(turned)


def in_turned_columns(
    segment: Segment, turned: Collection[tuple[int, int]], spans: Sequence[Span]
) -> Iterator[Span]:  # fmt: skip
    """Give the names of such a column whole, and of the other finds those that stand in none."""
    places = [(segment.table, i) in turned and _TURNED.fullmatch(segment.text, cell.start, cell.end)
              for i, cell in enumerate(segment.cells)]  # fmt: skip
    whole = [match.span(1) for match in places if match]
    yield from (span for span in spans if not any(start < span.end and span.start < end for start, end in whole))
    yield from (person_at(segment.text, start, end, 0.9, "column") for start, end in whole)


def _listed_persons(text: str) -> bool:
    parts = _CELL_PARTS.findall(simplified(text))
    return 0 < len(parts) < 4 and has_cjk(text) and all(map(is_bare, parts))


def is_bare(text: str) -> bool:
    """Say whether two or three characters that stand by themselves are a person by their shape: 卓玉兰, 小戚."""
    if len(text) == 2 and text[0] in "老小" and text[1] in FIRST:
        return not in_dictionary(text)
    return 2 <= len(text) <= 3 and all(map(is_cjk, text)) and bool(BARE_NAME.fullmatch(text)) and is_plausible(text)


def in_bare_columns(segment: Segment, bare: frozenset[tuple[int, int]]) -> Iterator[Span]:
    for i, cell in enumerate(segment.cells):
        if (segment.table, i) in bare and not cell.header:
            for match in _CELL_PARTS.finditer(segment.text, cell.start, cell.end):
                if is_bare(simplified(match.group())):
                    yield person_at(segment.text, *match.span(), 0.75, "column")


_ASIDE_BEHIND = late(r"\s*[（(]")
_DIGIT = late(r"\d")


def in_columns(segment: Segment, columns: Sequence[tuple[int, int, str, str]]) -> Iterator[Span]:
    for start, end, kind, header in columns:
        if kind != "person":
            continue
        pairs = honours.said_twice(segment.text, start, end, _chinese_person)
        for pair in pairs:
            yield from _both(segment.text, *pair)
        if pairs:
            continue
        stop = aside.start() if (aside := _ASIDE_BEHIND.search(segment.text, start, end)) else end
        piece = segment.text[start:stop]
        own = "姓名" in header and _is_any_name(piece) and not in_dictionary(simplified(piece))
        latin_name = 0 < len(piece.split()) <= 4 and not has_cjk(piece) and not _DIGIT.search(piece)
        if own or _chinese_person(piece) or latin_name:
            yield person_at(segment.text, start, stop, 0.9, "column")
            yield from _called_aside(segment.text, start, stop, end)
    for cell in segment.cells:
        if cells.is_short(cell.header) and (full := cells.signed_by(segment, cell)):
            signed = person_at(segment.text, *cells.parts(segment.text, cell.start, cell.end)[0], 0.95, "definition")
            yield replace(signed, alias_of=folded(segment.text[slice(*full)]))
        titled = _TITLED_WHOLE.fullmatch(segment.text, cell.start, cell.end)
        if titled and cells.role(cell.header) == "person" and TITLED_CELL.fullmatch(simplified(titled.group(1))):
            yield person_at(segment.text, *titled.span(1), 0.9, "column")
    for called in nicknames.finds(segment):
        span = person_at(segment.text, called.start, called.end, called.confidence, "definition")
        yield replace(span, alias_of=called.alias_of)
    yield from _side_by_side(segment)
    yield from _headless(segment, {(start, end) for start, end, _, _ in columns})


_ASIDE = late(r"\s*[（(]([^（()）]{2,30})[)）]")
_LEAST_OWN = 3  # letters of a Latin name that another holds


def _called_aside(text: str, start: int, stop: int, end: int) -> Iterator[Span]:
    """Find in the bracket behind a full name what its bearer is called: Norashikin binti Hamdan (Puan Shikin)."""
    aside, full = _ASIDE.match(text, stop, end), text[start:stop].strip()
    if aside is None:
        return
    called = aside.group(1).strip()
    if has_cjk(full):
        own = simplified(called) in forms.called(simplified(full))
    else:
        last = folded(called.split()[-1])
        own = len(full.split()) > 1 and called[0].isupper() and len(last) >= _LEAST_OWN and last in folded(full)
    if own:
        at = text.index(called, aside.start(1))
        yield replace(person_at(text, at, at + len(called), 0.95, "definition"), alias_of=folded(full))


def _side_by_side(segment: Segment) -> Iterator[Span]:
    """Find a full name and, in the cell behind it, what its bearer is called, whatever the headers: 马成福 | 马师."""
    for cell, behind in pairwise(segment.cells):
        full = simplified(segment.text[cell.start : cell.end].strip())
        if not (1 < len(full) < _LONG_NAME and full[0] in FIRST and BARE_NAME.fullmatch(full)) or in_dictionary(full):
            continue
        called = list(_CELL_PARTS.finditer(segment.text, behind.start, behind.end))
        if called and all(simplified(match.group()) in forms.called(full) for match in called):
            start = segment.text.index(segment.text[cell.start : cell.end].strip(), cell.start)
            yield person_at(segment.text, start, start + len(full), 0.95, "definition")
            for match in called:
                span = person_at(segment.text, *match.span(), 0.95, "definition")
                yield replace(span, alias_of=folded(segment.text[start : start + len(full)]))


_LONG_NAME = 4


def _both(text: str, chinese: tuple[int, int], latin_name: tuple[int, int]) -> Iterator[Span]:
    """Give the two spellings of a cell that says a person's name twice (尤嘉 Jia You)."""
    yield person_at(text, *chinese, 0.9, "column")
    other = person_at(text, *latin_name, 0.9, "column")
    if 2 <= len(text[slice(*latin_name)].split()) <= 4:
        yield replace(other, alias_of=folded(text[slice(*chinese)]))


_TITLED_WHOLE = late(r"\s*([\u4e00-\u9fff]{3,6})\s*")
_ANY_NAME = late("[\u4e00-\u9fff]{2,3}")  # under 姓名 a name may begin with a surname of no list


def _is_any_name(piece: str) -> bool:
    """Say whether what stands under 姓名 may be a name, a Tibetan or Uyghur one too (卓玛央金)."""
    return is_of_several_signs(simplified(piece)) or _ANY_NAME.fullmatch(piece) is not None


# In a column of persons any surname is one, those that are everyday words elsewhere too (和志坚, 字国强).
_OTHER_FAMILY = "".join(sorted(lexicon.entries("surnames") - SURNAMES))
_NAMED_CELL = late(f"{SURNAME}[\u4e00-\u9fff]{{1,3}}|[{_OTHER_FAMILY}][\u4e00-\u9fff]{{2}}"
                   f"|[\u4e00-\u9fff]{{2,6}}[{DOTS}][\u4e00-\u9fff{DOTS}]{{2,10}}")  # fmt: skip


def _chinese_person(piece: str) -> bool:
    if not has_cjk(piece):  # a name's characters are all among those
        return False
    text = simplified(piece)
    if OFFICE.search(text):
        return False
    titled = TITLED_CELL.fullmatch(text)
    named = _NAMED_CELL.fullmatch(text)
    if text in _NOBODY:
        return False
    familiar = _FAMILIAR.fullmatch(text)
    several = has_dot(text) or text[:2] in SURNAMES
    return bool(titled or familiar or (named and (len(text) <= 3 or several)))


# Of 61 cells under who is asked or answers that begin so in 100 hand-written folders all were persons (小于, 老高).
_FAMILIAR = late("[老小阿大胖][\u4e00-\u9fff]")
_NOBODY = frozenset("老师 老板 老总 小时 小计 小组 大家 大厅 大队 大学 大堂 小学 小区 大厦 大楼 全体 全员".split())


def _headless(segment: Segment, seen: set[tuple[int, int]]) -> Iterator[Span]:
    """Find pinyin and given-name persons in cells whose header says nothing."""
    for cell in segment.cells:
        if (cell.start, cell.end) not in seen and not _speaks(cell):
            piece = segment.text[cell.start : cell.end].strip(" :：")
            if piece and not has_cjk(piece) and len(piece) < 40 and _certain(piece.split()):
                start = segment.text.index(piece, cell.start)
                yield person_at(segment.text, start, start + len(piece), 0.75, "column")


def _speaks(cell: Cell) -> bool:
    return cells.role(cell.header) is not None


def _certain(tokens: list[str]) -> bool:
    return (
        2 <= len(tokens) <= 3
        and (tokens[0] in lexicon.entries("firstnames") or latin.is_chinese_name(tokens))
        and tokens[-1][0].isupper()
    )
