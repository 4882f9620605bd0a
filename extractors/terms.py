"""Words of trades that look like names: what is written, run and measured by them is nobody (JSON, TD-LTE, CODMn)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extractors import lexicon
from extractors.model import NAME_KINDS, Mention, Segment
from extractors.patterns import late
from extractors.text import simplified

# What says no more than that a word is a name; SE is a legal form as well, and a product of the list of programs has
# the same evidence.
_GUESSED = frozenset(("capitals", "tagger", "pattern", "folder", "suffix"))
_VERSION = late(r"(?:[ -]?[vV]?\d{1,2}(?:\.\d{1,2}){0,3}|[ -]20\d\d|技术|语言|平台|协议|标准|格式|数据库|接口|框架)$")
_TOKEN = late(r"[A-Za-z][A-Za-z0-9.+#/-]*[A-Za-z0-9+#]")
_AROUND = 3  # chosen: of other such words in a file, before a word that is others' too is taken for one


def settle(segments: Sequence[Segment], mentions: list[Mention]) -> None:
    """Take away the names that are such words, where no more than their look speaks for them. In place.

    A column, a field or a definition knows better than the list.
    """
    texts = {id(each): _bare(segments, each) for each in mentions if each.kind in NAME_KINDS}
    apart = any(map(_is_apart, texts.values())) and _told(segments) >= _AROUND
    if not apart and not any(map(_is_term, texts.values())):
        return
    mentions[:] = [
        each for each in mentions
        if each.evidence not in _GUESSED or each.kind not in NAME_KINDS
        or not (_is_term(texts[id(each)]) or (apart and _is_apart(texts[id(each)])))
    ]  # fmt: skip


def _told(segments: Sequence[Segment]) -> int:
    """Count the different words of the list that a file has."""
    return len({word for segment in segments for word in _TOKEN.findall(segment.text) if _is_term(word)})


def _bare(segments: Sequence[Segment], each: Mention) -> str:
    name = simplified(segments[each.segment].text[each.start : each.end]).strip()
    shorter = _VERSION.sub("", name)
    return shorter if shorter and (_is_term(shorter) or _is_apart(shorter)) else name


def _is_term(name: str) -> bool:
    return name in _terms()[0]


def _is_apart(name: str) -> bool:
    return name in _terms()[1]


@lru_cache(maxsize=1)
def _terms() -> tuple[frozenset[str], frozenset[str]]:
    """Give the words that are such ones everywhere, and those that are others' too."""
    sure, apart, held = set[str](), set[str](), set[str]()
    for line in lexicon.lines("terms"):
        if line.startswith("["):
            held = apart if line == "[apart]" else sure
        else:
            held.update(line.split(", "))
    return frozenset(sure), frozenset(apart)


