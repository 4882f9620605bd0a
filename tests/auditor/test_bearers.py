"""Whom short personal names mean: pairs in small folders, and what each sign is worth in small and large ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.resolving import bearers
from auditor.resolving.bearers import Absence, Bearer, Choice, Evidence
from auditor.resolving.groups import MERGED_FROM
from auditor.resolving.personal import fits, is_full, untitled
from extractors.model import Segment
from tests.auditor.test_alias_gold import Pair, joined, pairs, resolution
from tests.auditor.test_resolve import others, persons, resolved, together
from tests.extractors.naming import line, rows

PAIRS = pairs(Path(__file__).with_name("bearer_gold.tsv"))
NOTHING = Evidence(*[0.0] * len(Evidence._fields))
FULL = [line("From: Elena Marchetti, Corvella S.p.A.")]
SHORT = [line("We asked Elena twice.")]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.a} {pair.b}")
def test_a_short_name_is_joined_to_whom_the_folder_shows(pair: Pair) -> None:
    assert joined(pair) == pair.same


def test_the_pairs_are_enough() -> None:
    assert sum(pair.same for pair in PAIRS) > 30
    assert sum(not pair.same for pair in PAIRS) > 30


def test_a_first_name_alone_tells_its_bearer_in_no_other_file() -> None:
    for many in (0, 20, bearers.SIZES[-1]):
        assert not together(resolved(FULL, SHORT, *others(many)), "Elena Marchetti", "Elena")


def _of_one_group(many: int) -> list[list[Segment]]:
    """Give texts that share a body with each other, and none with the two names."""
    return [[line(f"Report {n} of the week."), line("Tarnsyke Works Ltd was there.")] for n in range(many)]


def test_in_a_folder_of_one_group_a_first_name_alone_tells_its_bearer_in_another_file() -> None:
    assert together(resolved(FULL, SHORT, *_of_one_group(8)), "Elena Marchetti", "Elena")
    assert not together(resolved(FULL, SHORT, *_of_one_group(7)), "Elena Marchetti", "Elena")
    assert not together(resolved(FULL, SHORT, *_of_one_group(8), *others(20)), "Elena Marchetti", "Elena")


@pytest.mark.parametrize(("name", "many"), [("邬涛", 1), ("王磊", 2)])
def test_in_a_folder_of_one_group_a_full_name_is_one_person_but_the_commonest(name: str, many: int) -> None:
    held = [line(f"联系人：{name}，澄源物流有限公司。")], [line(f"记录人：{name}，海晏生物制药有限公司。")]
    assert persons(name, *held, *_of_one_group(8)) == many
    assert persons(name, *held, *others(8)) == 2


def test_a_name_with_a_title_is_the_one_of_a_list_by_family_names() -> None:
    table = rows(["Name", "From"], ["Aksoy, Levent", "Leeds"], ["Brandvik, Olga", "Hull"], ["Harrowby, Tom", "Hull"])
    found = resolved([line("Captain Levent Aksoy met us.")], table)
    assert together(found, "Captain Levent Aksoy", "Aksoy, Levent")
    assert together(found, "Levent Aksoy", "Aksoy, Levent")


def test_files_that_share_names_over_another_one_are_one_groups() -> None:
    full, short = [*FULL, line("Project Heronsgate began.")], [*SHORT, line("Tarnsyke Works Ltd was there.")]
    between = [line("Tarnsyke Works Ltd runs Project Heronsgate.")]
    assert together(resolved(full, short, between), "Elena Marchetti", "Elena")
    assert not together(resolved(full, short), "Elena Marchetti", "Elena")


def _beside(*texts: str) -> list[list[Segment]]:
    """Give nine texts: two clusters that name a thing of their own, and these at the head of the first of each."""
    things = ("Tarnsyke Works Ltd was there.", "Project Heronsgate began.")
    heads = (texts[n // 5] if n % 5 == 0 else f"Report {n} of the week." for n in range(10))
    return [[line(head), line(things[n // 5])] for n, head in enumerate(heads)]


@pytest.mark.parametrize(
    ("full", "short"), [("联系人：覃思源", "小覃说不急。"), ("From: Ingunn Skarpnes", "From: Ingunn")]
)
def test_a_rare_name_in_short_ties_its_texts_to_those_of_the_only_one_whom_it_fits(full: str, short: str) -> None:
    held = [line("联系人：戚怀瑾")], [line("戚工说不急。")]
    assert together(resolved(*held, *_beside(full, short)), "戚怀瑾", "戚工")


@pytest.mark.parametrize(
    ("full", "short"),
    [("联系人：王思源", "小王说不急。"), ("联系人：覃思源", "联系人：覃文锦"), ("From: John Skarpnes", "From: John"),
     ("联系人：覃思源、覃文锦", "小覃说不急。")],
)  # fmt: skip
def test_a_common_name_or_one_of_two_bearers_ties_no_texts(full: str, short: str) -> None:
    held = [line("联系人：戚怀瑾")], [line("戚工说不急。")]
    assert not together(resolved(*held, *_beside(full, short)), "戚怀瑾", "戚工")


def test_initials_are_told_by_the_one_groups_small_folder_alone() -> None:
    held = [line("Attendees: Aldous Penrow; Hester Quayle")], [line("A. Penrow sent the sheet.")]
    assert together(resolved(*held, *_of_one_group(8)), "Aldous Penrow", "A. Penrow")
    assert not together(resolved(*held, *others(8)), "Aldous Penrow", "A. Penrow")
    assert not together(resolved(*held, *_of_one_group(bearers.SIZES[0])), "Aldous Penrow", "A. Penrow")


def test_a_surname_with_a_title_alone_is_told_by_the_one_groups_small_folder_alone() -> None:
    held = [line("联系人：戚怀瑾")], [line("戚工说不急。")]
    assert together(resolved(*held, *_of_one_group(8)), "戚怀瑾", "戚工")
    assert not together(resolved(*held, *others(8)), "戚怀瑾", "戚工")
    assert not together(resolved(*held, *_of_one_group(bearers.SIZES[0])), "戚怀瑾", "戚工")


def _between_houses(full: str, short: str) -> list[list[Segment]]:
    """Give texts of one group in which a house stands beside a full name, and another beside a short one."""
    both = line("榆岭粮油检测中心来函。")
    heads = f"联系人：{full}，澄源物流有限公司。", f"海晏生物制药有限公司{short}回电。"
    return [*([line(head), both] for head in heads), *_of_one_group(8)]


@pytest.mark.parametrize(
    ("full", "short", "expected"),
    [
        ("沐春亮", "老沐", True),
        ("戚怀瑾", "戚工", True),
        ("戚怀瑾", "戚总", False),  # each house has its own
        ("戚怀瑾", "戚老师", False),
    ],
)
def test_between_houses_that_differ_the_only_one_who_fits_is_meant_but_by_a_leaders_title(
    full: str, short: str, expected: bool
) -> None:
    assert together(resolved(*_between_houses(full, short)), full, short) is expected


@pytest.mark.parametrize(
    ("post", "short", "expected"),
    [
        ("副局长", "戚工", False),
        ("县长", "戚总", False),
        ("秘书", "戚师傅", False),
        ("厂长", "戚工", True),
        ("质量部", "戚工", True),
        ("副局长", "戚局", True),
    ],
)
def test_nobody_is_called_by_a_title_of_the_works_whose_post_is_in_an_office(
    post: str, short: str, expected: bool
) -> None:
    table = rows(["姓名", "单位", "职务"], ["戚怀瑾", "榆岭粮油检测中心", post], ["岑沐", "榆岭粮油检测中心", "科员"])
    said = [line(f"{short}说不急。"), line("榆岭粮油检测中心来函。")]
    assert together(resolved(table, said, *_of_one_group(8)), "戚怀瑾", short) is expected


@pytest.mark.parametrize(("short", "expected"), [("阿敏", False), ("阿荻", True)])
def test_a_frequent_sign_of_a_given_name_alone_tells_nobody(short: str, expected: bool) -> None:
    full = f"戚{short[1]}"
    held = [line(f"联系人：{full}")], [line(f"{short}说不急。")]
    assert together(resolved(*held, *_of_one_group(8)), full, short) is expected


def test_anybody_is_addressed_as_a_teacher() -> None:
    held = [line("联系人：戚怀瑾")], [line("戚老师说不急。")]
    assert not together(resolved(*held, *_of_one_group(8)), "戚怀瑾", "戚老师")


@pytest.mark.parametrize("name", ["柳如松秘书长", "倪澹博士", "俞伯川老师", "司马相如主任"])
def test_a_chinese_full_name_with_a_title_behind_it_is_a_full_name(name: str) -> None:
    assert is_full(name)
    assert untitled(name) in ("柳如松", "倪澹", "俞伯川", "司马相如")


@pytest.mark.parametrize("name", ["柳秘书长", "欧阳博士", "李副主任", "王老师傅", "陈高工", "老梅站长", "许秘", "霍某"])
def test_a_chinese_surname_with_a_title_is_no_full_name(name: str) -> None:
    assert not is_full(name)
    assert untitled(name) == name


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Frau Dr. Ilse Weyrow", "Ilse Weyrow"), ("Smt. Lakshmi Iyer", "Lakshmi Iyer"), ("Eng. Inês Mor", "Inês Mor"),
     ("Wolfgang Kessrow jun.", "Wolfgang Kessrow"), ("Amit Sen", "Amit Sen"),
     ("En. Zulkif Hamdar", "Zulkif Hamdar"), ("Madam Quek Boon Hai", "Quek Boon Hai"), ("En Route", "En Route")],
)  # fmt: skip
def test_titles_and_generations_are_no_part_of_a_name(name: str, bare: str) -> None:
    assert untitled(name) == bare


def test_a_clipped_given_name_with_the_family_name_is_the_only_longer_one() -> None:
    held = [line("Attendees: Bertram Oswald Penrow; Hester Quayle")], [line("Attendees: Bert Penrow; Olga Brandvik")]
    assert together(resolved(*held), "Bertram Oswald Penrow", "Bert Penrow")
    two = [line("Attendees: Bertram Oswald Penrow; Bertil Penrow")], held[1]
    assert not together(resolved(*two), "Bertram Oswald Penrow", "Bert Penrow")


def test_one_whose_full_name_nobody_gives_is_one_by_the_family_name_alone() -> None:
    talk = [line("经办闵科长，分机317。"), line("老佟：知道了。"), line("值班长：佟")]
    table = rows(["品名", "经办"], ["黄芪", "闵"], ["连翘", "闵"])
    assert together(resolved([*talk, *table]), "闵科长", "闵")
    assert together(resolved(talk), "老佟", "佟")
    assert not together(resolved([*talk, line("找闵主任签字。"), *table]), "闵科长", "闵")
    assert not together(resolved(talk, table), "闵科长", "闵")
    assert together(resolved(talk, table, *_of_one_group(8)), "闵科长", "闵")


def test_an_english_given_name_with_a_chinese_family_name_is_the_only_one_of_the_family() -> None:
    english, chinese = [line("From: Joyce Cai, Corvella Ltd")], [line("登记：蔡嘉懿。")]
    held = english, chinese, *_of_one_group(8)
    assert together(resolved(*held), "Joyce Cai", "蔡嘉懿")
    assert not together(resolved(english, chinese), "Joyce Cai", "蔡嘉懿")
    assert not together(resolved(*held, [line("登记：蔡明远。")]), "Joyce Cai", "蔡嘉懿")


def test_a_given_name_is_that_of_the_only_full_name_that_ends_so() -> None:
    staff = [line("联系人：樊晓鸥")]
    assert together(resolved(staff, [line("晓鸥好，图纸收到。")], *_of_one_group(8)), "樊晓鸥", "晓鸥")
    two = [line("联系人：樊晓鸥"), line("记录人：戚晓鸥")]
    assert not together(resolved(two, [line("晓鸥好，图纸收到。")], *_of_one_group(8)), "樊晓鸥", "晓鸥")


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Dr Q", "Marta Quental"), ("Levent Bey", "Levent Aksoy"), ("Morita-san", "Kenji Morita"),
        ("Yusuf A.", "Yusuf Adan"), ("Mr Wekesa", "B. Wekesa"), ("阎处", "阎季平"), ("苗站", "苗青"),
        ("Mr Pan", "Engineer Pan Liqiu"), ("Lao Xu", "Xu Daming"), ("Director Xu", "徐大明"), ("Mengxi", "孟溪"),
        ("lorna p", "Lorna Penrow"), ("Nialler", "Niall Penrow"), ("Sue", "Susannah Penrow"),
        ("Big Col", "Colin Penrow"),
        ("Bert", "Bertram Oswald Penrow"), ("Dougie", "Dougal Penrow"), ("卓会计", "卓玉岚"),
        ("En. Zulkif", "Zulkif Hamdar"), ("Ir. Norlia", "Encik Norlia Hamdar"), ("Ms Anjali", "Ms Anjali Tharan"),
        ("Mr Quek", "Quek Boon Hai"), ("Ms Pang", "庞娜"), ("Mr Pang", "庞敏"), ("Dato' Quek", "Dato’ Quek Boon Hai"),
    ],
)  # fmt: skip
def test_a_short_name_fits_whose_it_can_be(short: str, full: str) -> None:
    assert fits(short, full)
    assert not is_full(short)


@pytest.mark.parametrize(
    ("short", "full"),
    [("Dr Q", "Quentin Marsh"), ("Levent Bey", "Aksoy Levent Tan"), ("Yusuf A.", "Yusuf Barre"),
     ("Mr Pang", "庞娜"), ("庞先生", "庞婷婷"),
     ("Yusuf A.", "Yasin Adan"), ("Ann", "Anna Penrow"), ("Cllr Penrow", "Penrow Hale"),
     ("Sue", "Samuel Penrow"), ("Lao Xu", "Hu Daming"), ("Mr Bert", "Bertram Penrow"), ("Al", "Albert Penrow"),
     ("Ms Anjali", "Mr Anjali Tharan"), ("Ms Anjali", "Anjali Tharan"), ("Mr James", "Mr James Penrow"),
     ("Mr Boon", "Quek Boon Hai"), ("Mr Lee", "Lee Harvey Penrow"), ("Mr Penrow", "Penrow Oswald Hale")],
)  # fmt: skip
def test_a_short_name_does_not_fit_another(short: str, full: str) -> None:
    assert not fits(short, full)


def test_a_shared_organisation_tells_the_bearer_in_a_large_folder_too() -> None:
    said = [line("We asked Elena twice about Corvella S.p.A. too.")]
    assert together(resolved(FULL, said, *others(bearers.SIZES[-1])), "Elena Marchetti", "Elena")


def test_a_name_of_two_characters_is_spelled_as_too_many_others_in_a_large_folder() -> None:
    held = [line("蓝婧主持会议。")], [line("Chair: Lan Jing.")]
    assert together(resolved(*held, *others(20)), "蓝婧", "Lan Jing")
    assert not together(resolved(*held, *others(bearers.SIZES[-1])), "蓝婧", "Lan Jing")


def _chance(evidence: Evidence, absence: Absence, *others: Evidence) -> float:
    choice = Choice((Bearer("a", evidence), *(Bearer(str(n), each) for n, each in enumerate(others))), absence)
    return choice.chances()[0]


@pytest.mark.parametrize("sign", ["here", "organisation", "role", "shared", "shared_more", "at_hand"])
@pytest.mark.parametrize("absence", [Absence(1, 0, 0, 0, 0), Absence(1, 3, 1, 1, 0)])
def test_each_sign_makes_a_bearer_likelier(sign: str, absence: Absence) -> None:
    assert _chance(NOTHING._replace(**{sign: 1.0}), absence) > _chance(NOTHING, absence)


@pytest.mark.parametrize("sign", ["across", "otherwise"])
def test_another_script_or_address_makes_a_bearer_less_likely(sign: str) -> None:
    assert _chance(NOTHING._replace(**{sign: 1.0}), Absence(1, 0, 0, 0, 0)) < _chance(NOTHING, Absence(1, 0, 0, 0, 0))


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_chinese_surname_with_a_title_alone_is_nobodys_in_a_folder_that_is_not_small(size: int) -> None:
    assert _chance(NOTHING, Absence(1, size, 1, 0, 0)) < MERGED_FROM <= _chance(NOTHING, Absence(1, 0, 1, 0, 0))


def test_another_organisation_beside_a_chinese_short_name_makes_a_bearer_less_likely() -> None:
    alone = Absence(1, 0, 1, 1, 0)
    assert _chance(NOTHING._replace(elsewhere=1.0), alone) < _chance(NOTHING, alone)


def test_chances_are_shared_among_those_who_fit_and_somebody_else() -> None:
    choice = Choice((Bearer("a", NOTHING), Bearer("b", NOTHING)), Absence(1, 0, 0, 0, 0), others=3)
    one, other = choice.chances()
    assert one == other
    assert 2 * one < 1.0


def test_a_choice_says_why() -> None:
    here = NOTHING._replace(here=1.0, shared=1.0)
    alone = Choice((Bearer("a", NOTHING),), Absence(1, 0, 0, 0, 0))
    assert bearers.reason(alone, 0) == bearers.ALONE
    several = Choice((Bearer("a", NOTHING._replace(shared=1.0)), Bearer("b", here)), Absence(1, 0, 0, 0, 0))
    assert bearers.reason(several, 1) == "the only full name in the file that fits"
    assert bearers.reason(several, 0) == bearers.LIKELIEST


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if not pair.same], ids=lambda pair: f"{pair.a} {pair.b}")
def test_a_near_miss_is_told_apart_not_overlooked(pair: Pair) -> None:
    names = {name for entity in resolution(pair.documents).entities for name in entity.names}
    assert {pair.a, pair.b} <= names


@pytest.mark.parametrize(
    ("name", "both", "one"),
    [
        ("John Smith", "Tove Lindqvist, Pavel Horák", "Tove Lindqvist, Ines Duarte"),
        ("王磊", "郝思勉、覃思源", "郝思勉、邬涛"),
    ],
)
def test_minutes_of_a_team_in_a_large_folder_speak_of_one_person(name: str, both: str, one: str) -> None:
    key, comma = ("Attendees: ", ", ") if name.isascii() else ("参会人员：", "、")
    minutes = [line(f"{key}{both}{comma}{name}")]
    again, other = [line(f"{key}{name}{comma}{both}"), line("2.")], [line(f"{key}{name}{comma}{one}"), line("3.")]
    large = others(bearers.SIZES[0])
    assert persons(name, minutes, again, *large) == 1
    assert persons(name, minutes, other, *large) == 2  # one other name alone may be a stranger's as well
