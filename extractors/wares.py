"""What a product is called with the noun of its ware: 潜水泵 QRJ-250, ZG-12蒸参柜, Deck winch KV-2055."""

from __future__ import annotations

import re

from extractors.patterns import late
from extractors.text import simplified

# The last signs of what is made and sold; a count, an act or a part of an order ends otherwise.
_ENDS = (
    "机|仪|器|柜|阀|泵|箱|车|计|头|剂|酶|炉|塔|罐|膜|管|模块|模组|系统|平台|装置|涂料|油|胶|釉|钢|板|片|缆|绳|盘|盒|粉|台|"
    "舱|刀|夹|灯|表|扇|鞋|帘|药|膏|漆|液|料|丝|锚|锤|垫|砖|瓦|布|网|雷管|轴承|船|艇|锅|床|枪|架|座|镜|块|带|链|轮|轴|"
    "尺|秤|桶|篷|杆|棒|树脂"
)
_BEFORE = re.compile(f"(?:^|(?<=[^\u4e00-\u9fff\\w]))[\u4e00-\u9fff]{{1,8}}?(?<=[\u4e00-\u9fff])(?:{_ENDS}) ?$")
_BEHIND = re.compile(f" ?[\u4e00-\u9fff]{{1,8}}?(?:{_ENDS})(?![\u4e00-\u9fff\\w])")
_NO_NOUN = re.compile(
    "[一二两三四五六七八九十百千几每各该此这那同].?(?:台|套|只|支|块|片|车|船|箱|桶|盒|板|架)$|样品|铭牌|借用|型号"
    "|[了的在把是有都只也给]"  # of a sentence
)
_DESIGNATION = re.compile(r"[A-Za-z]{1,6}[- ]?\d")
_REACH = 10  # characters
# What a works numbers, one by one or by type, and calls by the number: never a paper, a lot or a date.
THINGS = (
    "machine|press|mould|mold|die|kiln|furnace|oven|boiler|burner|blower|fan|pump|compressor|turbine|runner|rotor|stator"
    "|governor|controller|gearbox|gear|engine|motor|generator|genset|alternator|transformer|switchgear|breaker|inverter"
    "|valve|nozzle|crane|winch|hoist|lift|drone|aircraft|antenna|radar|sonar|sensor|probe|buoy|conveyor|carousel"
    "|sorter|robot|loom|lathe|saw|mixer|separator|centrifuge|dryer|drier|evaporator|condenser|chiller|autoclave|reactor"
    "|vessel|trailer|tractor|forklift|truck|locomotive|wagon|barge|tug|trawler|pontoon|tender boat|bearing|coupling"
    "|propeller|shaft|anchor|cable drum|pallet truck|scanner|printer|analyser|analyzer|spectrometer|titrator"
    "|heat|melt|casting|ingot|listing|organ|windchest|chest|stand|rig|drill|hammer|excavator|loader|dredger|screen"
    "|crusher|cyclone|scrubber|silo|hopper|feeder|extruder|calender|winder|spindle|cutter|grinder|welder|gun|pistol"
    "|cabinet|panel board|battery|module|charger|camera|microphone|lens|mirror|telescope|horn|net drum|line hauler"
)
_DUTCH_AND_GERMAN = "[A-ZÄÖÜ][a-zäöüß]+(?:maschine|presse|ofen|pumpe|motor|rad|kran|anlage|kessel|waage|boot)"
NAMED = late(rf"(?<![\w-])((?i:{THINGS})(?:e?s)?|{_DUTCH_AND_GERMAN}) $")
_NO_FIRST = (
    "The|New|Old|Our|Your|Their|His|Her|This|That|These|Those|One|Two|Both|All|Each|Every|Second|First|Third|Next|Last"
    "|Used|Spare|For|On|In|At|From|With|To|Of|And|No|When|If|By|Then|As"
)
_LATIN = late(
    rf"(?:(?:^|(?<=[.!?;:] ))(?:(?:{_NO_FIRST}) )?(?P<first>(?!(?:{_NO_FIRST}) )[A-Z][a-z]+ ))?"
    rf"(?<![\w-])(?P<noun>{THINGS}|{THINGS.title()}|{_DUTCH_AND_GERMAN}) $"
)
LATIN_REACH = 40


def called(text: str, start: int, end: int) -> str:
    """Give a product's designation with its noun right before or behind it, "" where none stands there by itself.

    The noun fills its side up to a stop or a cell's edge: what runs on may be a sentence. Of 60 such stretches in 74
    hand-written folders 26 are names for the gold, by writers that have them throughout or never, 2026-11.
    """
    if not _DESIGNATION.match(text, start, end):
        return ""
    if text[start - 1 : start] == " " and text[start - 2 : start - 1].isascii():
        thing = _LATIN.search(text, max(0, start - LATIN_REACH), start)
        if thing:
            return text[thing.start("first" if thing["first"] else "noun") : end]
    plain = simplified(text[max(0, start - _REACH) : start])
    if (noun := _BEFORE.search(plain)) and not _NO_NOUN.search(noun.group().strip()):
        return text[start - len(noun.group()) : end]
    noun = _BEHIND.match(simplified(text[end : end + _REACH]))
    return text[start : end + noun.end()] if noun and not _NO_NOUN.search(noun.group().strip()) else ""
