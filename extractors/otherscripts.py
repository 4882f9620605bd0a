"""Texts in other languages than Chinese and English: what is looked for in Japanese, and what such a file says.

Rules and tagger for Chinese would take kanji for Chinese words and find names of noise. In a Japanese line there stay
names in Latin letters and well-known places; houses are told by 株式会社 and persons by さん, 様 and 氏.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors import lexicon
from extractors.model import NAME_KINDS, Evidence, Kind, Mention, Problem, Segment
from extractors.text import folded, has_cjk, joined, per_file, simplified

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_SIGNS = re.compile("[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]")
_LEAST, _OF_SIGNS = 2, 0.08  # hiragana of a Japanese line; chosen: 优の品 and トヨタ in Chinese lines stay Chinese
_KATAKANA_OF_SIGNS = 0.5  # of a line without hiragana: プロジェクト管理
_OF_LINES = 1 / 3  # of a file's lines with such signs: the others are Japanese too where all their signs can be
_JAPANESE = Problem("language", "text in Japanese")
_OTHERS = (
    (Problem("language", "text in Korean"), re.compile("[\uac00-\ud7a3]")),
    (Problem("language", "text in Russian or like it"), re.compile("[\u0400-\u04ff]")),
    (Problem("language", "text in Arabic or like it"), re.compile("[\u0600-\u06ff]")),
    (Problem("language", "text in Thai"), re.compile("[\u0e00-\u0e7f]")),
    (Problem("language", "text in Hebrew"), re.compile("[\u0590-\u05ff]")),
    (Problem("language", "text in an Indian language"), re.compile("[\u0900-\u0dff]")),
)
_ANY = re.compile("[\u0400-\u06ff\u0900-\u0e7f\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")
_OF_TEXT = 0.3  # of a file's letters, so that it is said to be in another language
_HOUSE = re.compile(
    "(?:株式会社|有限会社|㈱|[（(]株[）)])[ \u3000]?[A-Za-z\u30a1-\u30fc\u4e00-\u9fff&・]{2,14}"
    "|[A-Za-z\u30a1-\u30fc\u4e00-\u9fff&・]{2,14}[ \u3000]?(?:株式会社|有限会社|㈱|[（(]株[）)])"
)
_PERSON = re.compile(
    "(?<![\u4e00-\u9fff\u30a1-\u30fc])([\u4e00-\u9fff]{1,4}|[\u30a1-\u30fc]{2,6})(?=さん(?!か)|様(?![子式々])|氏(?!名))"
)
_NOBODY = re.compile("[皆客各何者員長方側社業仕同多模有異]$|^(?:貴|両|担当|関係)")


def settle(segments: Sequence[Segment], mentions: list[Mention]) -> None:
    """Leave in Japanese lines what stays, and add whom they name, in place."""
    told = japanese(segments)
    if told:
        mentions[:] = [each for each in mentions if each.segment not in told or _stays(each, segments)]
        mentions += (found for at in sorted(told) for found in _named(segments[at].text, at))


@per_file
def japanese(segments: Sequence[Segment]) -> frozenset[int]:
    """Give the numbers of a file's Japanese lines."""
    whole = joined(segments)
    if _KANA.search(whole.text) is None:
        return frozenset()
    told = {at for at in whole.matching(_KANA) if _is_japanese(segments[at].text)}
    signed = [at for at, segment in enumerate(segments) if has_cjk(segment.text) or at in told]
    if len(told) >= _OF_LINES * len(signed):
        told |= {at for at in signed if _can_be_japanese(segments[at].text)}
    return frozenset(told)


def _is_japanese(text: str) -> bool:
    kana, signs = len(_HIRAGANA.findall(text)), len(_SIGNS.findall(text))
    if kana:
        return kana >= _LEAST and kana >= _OF_SIGNS * signs
    return len(_KANA.findall(text)) > max(_LEAST, _KATAKANA_OF_SIGNS * signs)


def _can_be_japanese(text: str) -> bool:
    """Say whether all Chinese characters of a line are of the Japanese standard set too: 这 and 们 are not."""
    try:
        "".join(_SIGNS.findall(text)).encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _stays(mention: Mention, segments: Sequence[Segment]) -> bool:
    if mention.kind not in NAME_KINDS:
        return True
    name = segments[mention.segment].text[mention.start : mention.end]
    return _SIGNS.search(name) is None or simplified(name) in lexicon.names("places")


def _named(text: str, at: int) -> Iterator[Mention]:
    for house in _HOUSE.finditer(text):
        yield _mention(text, at, house.span(), "organisation", "suffix")
    for person in _PERSON.finditer(text):
        if not _NOBODY.search(person.group(1)):
            yield _mention(text, at, person.span(1), "person", "title")


def _mention(text: str, at: int, place: tuple[int, int], kind: Kind, evidence: Evidence) -> Mention:
    start, end = place
    return Mention(at, start, end, kind, folded(text[start:end]), 0.8, evidence)


def problems(segments: Sequence[Segment]) -> list[Problem]:
    """Say that a file is in another language than Chinese and English, in which names are hardly looked for."""
    whole = joined(segments).text
    if whole.isascii() or _ANY.search(whole) is None:
        return []
    letters = sum(map(str.isalpha, whole))
    lines = japanese(segments)
    shares = {_JAPANESE: sum(sum(map(str.isalpha, segments[at].text)) for at in lines)}
    shares |= {problem: len(pattern.findall(whole)) for problem, pattern in _OTHERS}
    return [problem for problem, count in shares.items() if count > _OF_TEXT * letters]
