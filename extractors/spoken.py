"""Chinese persons as they are spoken of: a full name with the title behind it; whether a job stands before one."""

from __future__ import annotations

import re

from extractors.chinese import is_everyday
from extractors.text import DOTS, is_cjk, simplified

LONG_TITLE = (
    "设总|总设|课长|副课长|股长|副股长|监事长|总经理|副总经理|董事长|副董事长|总工程师|副总工程师|总会计师|总经济师|总设计师|总规划师|副总工|总工|董秘|总监|副总裁|总裁|副总|主任|副主任|处长|副处长|科长|"
    "副科长|部长|副部长|局长|副局长|厅长|副厅长|市长|副市长|县长|区长|镇长|村长|"
    "省长|书记|副书记|主席|副主席"
    "|支队长|副支队长|大队长|副大队长|中队长|副中队长|教导员|指导员|教官|州长|副州长|副县长|副区长|乡长|副乡长|副镇长"
    "|会长|副会长|秘书长|副秘书长|理事长|院长|副院长|所长|副所长|校长|站长|副站长|厂长|副厂长|矿长|队长|"
    "副队长|班长|组长|副组长|车间主任|船长|大副|二副|轮机长|机长|经理|副经理|主管|"
    "主编|编辑|记者|律师|博士后|博士|教授|副教授"
    "|研究员|副研究员|院士|老师|师傅|工程师|高工|医生|大夫|护士长|护士|先生|女士|小姐|同志|同学|秘书|助理|"
    "场长|值长|段长|馆长|园长|台长|社长|行长|舰长|库长|工长|领班|教练|老板|掌柜|会计|兽医|顾问|专员|代表|参赞|大使|总统|总理|首相|司令|政委|将军|上校|中校|少校|法官|检察官|警官"
)
# Behind a given name or its last sign: 月娥姐, 锋哥 of 吴剑锋. Given names end in 伯 themselves.
KIN = ("姐", "哥", "叔", "姨", "婶", "嫂")
NO_TITLE = "(?![\u4e00-\u9fff]?(?:室|会议|办公)|[组处科团])"  # 主任会议, 院长办公室, 总监组
_TITLE = re.compile(f"(?:{LONG_TITLE}){NO_TITLE}")
_FULL = re.compile("(?![老小阿].$)[\u4e00-\u9fff](?![总工董局姐哥叔婶嫂]$)[\u4e00-\u9fff]{1,2}")
_DOTTED = re.compile(f"[\u4e00-\u9fff]{{1,6}}(?:[{DOTS}][\u4e00-\u9fff]{{1,7}}){{1,3}}")
_LATIN_TITLE = re.compile(" ?(?:女士|先生|小姐|博士|教授)(?![\u4e00-\u9fff]?[部处团])|-(?:san|sama)(?![\\w-])")
_SHORT = 2  # signs of a name that a chat sets a house or a task apart from: 石头（采购）
_REACH = 6  # characters behind a name that a title can take, with what shows that it is none


def spoken(text: str, start: int, end: int) -> str:
    """Give a Chinese person's name as a text says it, "" where it says nothing but the name itself.

    A full name goes with the title right behind it (俞采薇主任). The job before a nickname is none of the name
    (司机老胡): of 26 such stretches in 53 hand-written folders two were names outside of chats, 2026-11.
    """
    if behind := _LATIN_TITLE.match(text, end) if text[start:end].isascii() else None:
        return text[start : behind.end()]
    name = simplified(text[start:end])
    if not (_FULL.fullmatch(name) or _DOTTED.fullmatch(name)):
        return ""
    title = _TITLE.match(simplified(text[end : end + _REACH]))
    return text[start : end + title.end()] if title else ""


def has_job(text: str, start: int, end: int) -> bool:
    """Say whether an everyday word of two characters and a nickname stand by themselves: 货代小符."""
    first = start - 2
    around = text[first - 1 : first] if first > 0 else ""
    alone = first >= 0 and not any(map(is_cjk, around + text[end : end + 1]))
    job = simplified(text[max(0, first) : start])
    return alone and all(map(is_cjk, job)) and is_everyday(job)


_OF_CHAT = re.compile(r"[A-Za-z] ?[\u4e00-\u9fff]{2}$|-(?:san|sama)$")


def is_name(name: str, said: str) -> bool:
    """Say whether what a text says of a person is a name besides, and not the name with a house behind it.

    A full name with the title behind it is one: of 80 such stretches in 66 hand-written folders 33 are for the gold,
    by writers that have nearly all of theirs or few; of 37 handles of chats without a blank 32 (小覃造车的); 2026-11.
    """
    behind = simplified(said.removeprefix(name))
    housed = behind[:1] in "（(" and len(name) > _SHORT and behind != simplified(said)
    return not housed or _OF_CHAT.search(said) is not None
