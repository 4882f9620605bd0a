"""Persons right behind their job or their duty: 库长钮建国、, 客户经理郝敏，, 复核：关长海, 跟单阿玲。"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from extractors import families, lexicon, sieve
from extractors.chinese import is_everyday
from extractors.patterns import late, seldom
from extractors.personnames import NO_GIVEN, USUAL, given_of, is_of_several_signs
from extractors.spoken import KIN, LONG_TITLE
from extractors.text import in_dictionary, words

_HAN = "[\u4e00-\u9fff]"
_CARRYING = "".join(sorted(families.CARRYING))
_ANY = "".join(sorted(each for each in lexicon.entries("surnames") if len(each) == 1))
_COMPOUND = frozenset(each for each in lexicon.entries("surnames") if len(each) == 2)
# Who has them is a person, whatever stands behind.
_JOBS = frozenset(LONG_TITLE.split("|")) | lexicon.section("chinese", "person.jobs")
# Work that its doer is called by as well: 跟单阿玲, not 监理周报.
_WORK = lexicon.section("chinese", "person.work")
_DUTIES = (
    "复核|审核|校核|校对|编制|制表|填表|制单|开单|经办|签发|批准|审批|拟稿|主检|检测|检定|主讲|授课|联系|对接|值守|押运|"
    "操作|安装|带队|盘点|监盘"
)
_NAME = (
    f"(?P<called>阿{_HAN}|[老小大][{_CARRYING}]|[{_CARRYING}](?:[{''.join(KIN)}]|大姐|阿姨))"
    f"|(?P<full>(?:{'|'.join(sorted(_COMPOUND))}){_HAN}{{1,2}}|[{_CARRYING}]{_HAN}{{1,2}})"
)
_END = "(?=[，。；、）),;\\s\\d]|电话|手机|班组|[白夜早中晚]班|夫妇|接班|接替|$)"
_BEHIND_JOB = seldom(
    f"(?P<job>{lexicon.alternatives(_JOBS)})(?<!总工(?=程))(?:{_NAME}){_END}|(?P<work>{lexicon.alternatives(_WORK)})"
    f"(?:{_NAME.replace('<full>', '<long>').replace('<called>', '<known>')}){_END}"
)
_ON_DUTY = seldom(
    f"(?:{_DUTIES}|(?<={_HAN}{_HAN})[员师人长])[：:] ?"
    f"(?P<names>{_HAN}{{2,4}}(?:、{_HAN}{{2,4}})*)(?=[，。；）),;\\s]|$)"
)
# Behind an office and before its number: 生技部秦楚河，0471-900-1122.
_TO_CALL = late(
    f"(?<=[部科室处办股])([{_CARRYING}]{_HAN}{{1,2}})(?=[，,：: ]{{1,2}}(?:电话|手机)?[：: ]?\\d{{3,4}}[- ]?\\d{{3,4}})"
)
# Somebody in full, and in a bracket how he is called: 华敏（华工）, 黄炳坤（坤叔）.
_CALLED = late(
    f"(?P<bearer>(?P<family>[{_ANY}]){_HAN}?(?P<last>{_HAN}))"
    f"[（(](?P<so>[老小](?P=family)|(?P=family)(?:{LONG_TITLE}|[总工局处董站厂])|(?P=last)(?:[{''.join(KIN)}]|依[伯姆姐哥嫂]))[）)，,、]"
)
_LISTED = late(f"(?<=[：: 、]){_HAN}+")
_FULL = late(f"(?:{_NAME})")
_TITLED = late(f"{_HAN}{{1,2}}?(?:{LONG_TITLE}|总|工|某|{'|'.join(KIN)})")
# Rooms and meetings behind a duty are nobody (会议, 室内); 曾 and 家 are signs of names there.
_NO_GIVEN = NO_GIVEN - frozenset("地家曾") | frozenset("会室另")
MARK = sieve.mark(_BEHIND_JOB, _ON_DUTY, _TO_CALL, _CALLED)


def finds(text: str) -> Iterator[tuple[int, int]]:
    """Give where persons stand behind a job or a duty and before a stop.

    Args:
        text: In simplified characters.
    """
    for match in _BEHIND_JOB.finditer(text):
        group = next(name for name in ("full", "called", "long", "known") if match[name])
        name = match[group]
        if group in ("called", "known"):
            accepted = name not in families.EVERYDAY and not (name[0] != "阿" and in_dictionary(name))
        else:
            accepted = is_persons(name) and (group == "full" or len(name) > _SHORT)
        if accepted:
            yield match.span(group)
    for match in _TO_CALL.finditer(text):
        if len(match[1]) > _SHORT and _is_signed(match[1]):
            yield match.span(1)
    for match in _ON_DUTY.finditer(text):
        held = [each.span() for each in _LISTED.finditer(text, match.start("names") - 1, match.end("names"))]
        yield from (at for at in held
                    if is_of_several_signs(text[slice(*at)])
                    or (_FULL.fullmatch(text, *at) and _is_signed(text[slice(*at)])))  # fmt: skip


def called(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Give where somebody stands in full, and where in the bracket behind what he is called: 华敏（华工）.

    Args:
        text: In simplified characters.
    """
    for match in _CALLED.finditer(text):
        if not in_dictionary(match["bearer"]):
            yield match.span("bearer"), match.span("so")


_SHORT = 2


@lru_cache(maxsize=65536)
def is_persons(name: str) -> bool:
    """Say whether a family name and what follows it are a person's full name and no words of the sentence."""
    given = given_of(name)
    if not _is_signed(name) or name[-2:] in _JOBS:
        return False
    tagged = len(words(name)) == 1 and words(name)[0].tag.startswith("nr")
    return tagged or len(given) == 1 or not in_dictionary(given) or USUAL.issuperset(given)


@lru_cache(maxsize=65536)
def _is_signed(name: str) -> bool:
    """Say whether what stands by itself behind a duty and begins with a family name can be whoever did it.

    A given name may be a word (巩立新), the first two signs may not (方案一, 高温段).
    """
    given = given_of(name)
    begun = len(name) > _SHORT and name[:2] not in _COMPOUND and not USUAL.issuperset(given) and is_everyday(name[:2])
    worded = in_dictionary(name) or begun
    return not (worded or _TITLED.fullmatch(name) or not _NO_GIVEN.isdisjoint(given))
