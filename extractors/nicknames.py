"""What a list of persons says that each of them is called: a nickname, a chat's name, how one is addressed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors import latin, lexicon
from extractors.chinese import is_everyday
from extractors.definitions import Find, bilingual
from extractors.families import is_familiar
from extractors.model import Cell, Segment
from extractors.personnames import is_of_several_signs
from extractors.spoken import LONG_TITLE
from extractors.text import folded, has_cjk, is_cjk, simplified

_CALLED = re.compile(
    "(?:微信|群里?|群内|聊天|网上?|对外|对内|内部|平时|日常|习惯|常用)?的?(?:昵称|称呼|绰号|外号|花名|诨名|网名|微信名|群名片|小名)"
    "|(?:平时|平常|日常|习惯|大家|一般|通常|私下|群里)怎?[都么]?(?:叫|喊)(?:法|什么|作)?|叫法|(?:英|外)文名字?"
    r"|(?:(?:chat|wechat|whatsapp|screen|display|group|user|english) ?(?:nick)?name|nick ?name"
    r"|(?:also )?known as|called|goes by|(?:chat )?handle|addressed as|a\.?k\.?a\.?)",
    re.IGNORECASE,
)
_NAME = re.compile(
    "(?:真实|本人|中文)?姓名|本名|真名|大名|中文名|人员?|联系人|负责人|对接人|成员"
    "|(?:full |real )?names?",
    re.IGNORECASE,
)
_HALF = re.compile(r"[ \u3000]*[（(/]?[ \u3000]*[A-Za-z][A-Za-z .]*[)）]?\s*$")
_FULL_ZH = re.compile("[\u4e00-\u9fff]{2,5}")
_FULL_LATIN = re.compile(r"[A-ZÀ-Ž][\w.’'-]*(?: [\w.’'-]+){1,4}")
# Each part of such a cell: 老唐 唐师傅, 罗主任 Dr Luo, 绿畦-晓梅.
_PART = re.compile(
    r"[\u4e00-\u9fff][\u4e00-\u9fff·-]{1,7}(?![\w·-])|(?<![\w·-])[A-ZÀ-Ž][\w.’'-]*(?: [A-ZÀ-Ž][\w’'-]*){0,2}(?![\w·-])"
)
_NOBODY = re.compile(f"(?:{LONG_TITLE}|太太|夫人|同上|未知|不详|待定|暂无|没有|保密|匿名|另报|本人)")
_HELD = re.compile(f"(?:{LONG_TITLE})$")
_NIL = frozenset("na none nil unknown same tbc tbd sir madam".split())


def finds(segment: Segment) -> Iterator[Find]:
    """Give what a row says that its one person is called, each with the full name that the row gives.

    Nothing where two cells give names, where the name is no full one, and for a form of address without a name (先生),
    an everyday word, or what another cell of the row says too.
    """
    called = [cell for cell in segment.cells if _said(cell.header, _CALLED)]
    named = [cell for cell in segment.cells if _said(cell.header, _NAME)] if called else []
    full = _full_name(segment, named[0]) if len(named) == 1 else ""
    others = {folded(segment.text[cell.start : cell.end]) for cell in segment.cells if cell not in called}
    for cell in called if full else ():
        for match in _PART.finditer(segment.text, cell.start, cell.end):
            norm = folded(match.group())
            if norm != folded(full) and norm not in others and _is_somebodys(match.group(), full):
                yield Find(*match.span(), "person", 0.9, folded(full))


@lru_cache(maxsize=4096)
def _said(header: str, cue: re.Pattern[str]) -> bool:
    """Say whether a header is such a word, with or without its English one behind it (姓名 Name)."""
    plain = simplified(header).strip()
    either = _EITHER.split(plain)
    if len(either) > 1 and cue is _CALLED:
        return all(_said(each, cue) or each.strip() in _OTHER_TONGUE for each in either)
    return cue.fullmatch(_HALF.sub("", plain) if has_cjk(plain) else plain) is not None


_EITHER = re.compile("[/／、或]")  # 英文名/花名
_OTHER_TONGUE = frozenset(("英文", "外文", "English", "english"))


def _full_name(segment: Segment, cell: Cell) -> str:
    """Give the full name in a cell, the Chinese one of two, "" where it holds something else."""
    pair = bilingual(segment.text, cell.start, cell.end)
    text = segment.text[slice(*pair[0])] if pair else segment.text[cell.start : cell.end].strip()
    if has_cjk(text):
        plain, surnames = simplified(text), lexicon.entries("surnames")
        known = plain[:1] in surnames or plain[:2] in surnames or is_of_several_signs(plain)
        return text if known and _FULL_ZH.fullmatch(plain) and not is_familiar(plain) else ""
    return text if _FULL_LATIN.fullmatch(text) else ""


def _is_somebodys(text: str, full: str) -> bool:
    """Say whether a nickname tells anybody: no bare title, everyday word or note that there is none.

    A word that has a sign of the full name is its bearer's: 老房 of 房德厚, 小军 of 房小军.
    """
    plain = simplified(text)
    if has_cjk(plain):
        own = is_familiar(plain) or not set(plain).isdisjoint(simplified(full))
        if not own and _HELD.search(plain):
            return False  # 泵站班长: a post
        everyday = len(plain) < 4 and is_everyday(plain) and not own
        return not _NOBODY.fullmatch(plain) and not (everyday and all(map(is_cjk, plain)))
    words = text.split()
    titled = latin.TITLES.match(words[0]) is not None
    if folded(text) in _NIL or (titled and len(words) == 1) or len(folded(text)) < 3:
        return False
    return titled or not latin.common(words[0])
