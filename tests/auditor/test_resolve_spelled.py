"""Chinese persons whose family is spelled in Latin letters, whose title is cut short, or of whom a sign is left out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from auditor.resolve import Resolution
from auditor.resolving.personal import fits, gender, is_clipped, is_full
from extractors import southern
from extractors.model import Segment
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, rows

HOUSE = "岷川精工机械有限公司"
OTHERS = [[line(f"{HOUSE}第{n}次例会记录，议了{n * 7}件事。")] for n in range(2, 12)]


def in_a_group(*files: Sequence[Segment]) -> Resolution:
    """Resolve files of a folder whose other texts share a house, as those of one group do."""
    return resolved(*([*segments, line(f"抄送{HOUSE}。")] for segments in files), *OTHERS)


def staff(*names: str) -> list[Segment]:
    return rows(["姓名", "电话"], *([name, f"0519-5550-11{n:02}"] for n, name in enumerate(names)))


@pytest.mark.parametrize(
    ("short", "full"),
    [("Mr Mok", "莫立言"), ("Dr Tsang", "曾敬尧"), ("Luo", "罗敬尧"), ("Mrs Deng", "邓立言"), ("Ms Szeto", "司徒敬尧")],
)  # fmt: skip
def test_a_family_name_is_spelled_in_pinyin_and_as_the_south_does(short: str, full: str) -> None:
    assert fits(short, full)


@pytest.mark.parametrize(
    ("short", "full"), [("Mr Mok", "麦立言"), ("Eng Tsang", "曾敬尧"), ("Mr Luo", "罗婉言"), ("Ms Ou", "莫立言")]
)
def test_another_family_or_a_house_is_spelled_otherwise(short: str, full: str) -> None:
    assert not fits(short, full)


def test_a_family_that_is_not_listed_has_its_pinyin_alone() -> None:
    assert "mak" in southern.spellings("麦")
    assert not southern.spellings("亓")


def test_a_given_name_of_another_tongue_goes_with_the_only_one_of_the_family() -> None:
    found = in_a_group(staff("莫立言", "曾敬尧"), [line("From: Carmen Mok")], [line("From: Tina Zeng")])
    assert together(found, "Carmen Mok", "莫立言")
    assert together(found, "Tina Zeng", "曾敬尧")


def test_another_of_the_family_in_either_script_leaves_two() -> None:
    two = in_a_group(staff("莫立言", "莫敬尧"), [line("From: Carmen Mok")])
    assert not together(two, "Carmen Mok", "莫立言")
    other = in_a_group(staff("莫立言"), [line("From: Carmen Mok")], [line("From: Peter Mok")])
    assert not together(other, "Carmen Mok", "莫立言")
    assert not together(in_a_group(staff("莫立婷"), [line("From: Peter Mok")]), "Peter Mok", "莫立婷")


def test_a_title_with_a_family_of_the_south_needs_a_sign() -> None:
    asked = [line("Ms Goh asked for two pallets.")]
    assert not together(resolved(staff("吴敬尧"), asked, *OTHERS), "Ms Goh", "吴敬尧")
    assert together(resolved([*staff("吴敬尧"), *asked], *OTHERS), "Ms Goh", "吴敬尧")


@pytest.mark.parametrize("name", ["罗桂生", "程樟生", "黄楚生"])
def test_a_given_name_may_end_in_sheng(name: str) -> None:
    assert is_full(name)


@pytest.mark.parametrize("name", ["罗生", "欧阳生", "罗医生", "罗先生"])
def test_sheng_behind_a_family_is_a_title(name: str) -> None:
    assert not is_full(name)


def test_what_no_man_is_called_tells_a_woman_wherever_it_stands() -> None:
    assert [gender(each) for each in ("柯玉莲", "区婉仪", "柯玉堂", "婉立言")] == ["ms", "ms", "", ""]


@pytest.mark.parametrize(("short", "full"), [("柴场", "柴伯远"), ("祁博", "祁若溪"), ("冷导", "冷伯远")])
def test_a_title_is_cut_to_its_first_sign(short: str, full: str) -> None:
    found = in_a_group(staff(full, "邓立言"), [line(f"{short}说先把路修好。")], [line(f"{short}：明天提前。")])
    assert together(found, short, full)


def test_two_of_the_family_or_a_list_leave_a_title_that_is_cut() -> None:
    two = in_a_group(staff("祁若溪", "祁伯远"), [line("祁博说先把路修好。")], [line("祁博：明天提前。")])
    assert not together(two, "祁博", "祁若溪")
    assert not together(in_a_group(staff("祁若溪", "祁博"), [line("祁博说先把路修好。")]), "祁博", "祁若溪")


def test_a_sign_that_a_notice_leaves_out_is_the_only_ones_whom_it_fits() -> None:
    notice = [line("通报：莫某英逾期未报，记一次。")]
    one = in_a_group(staff("莫秀英", "莫秀兰"), notice, staff("莫某英"))
    assert together(one, "莫某英", "莫秀英")
    assert not together(in_a_group(staff("莫秀英", "莫桂英"), notice, staff("莫某英")), "莫某英", "莫秀英")


def test_a_word_goes_with_the_only_title_that_it_has() -> None:
    titled, bare = [line("Mr Lực asked for two pallets.")], rows(["Contact", "Phone"], ["Lực", "0519-5550-1102"])
    assert together(in_a_group(titled, bare), "Mr Lực", "Lực")
    assert not together(in_a_group(titled, bare, [line("Dr Lực asked for four.")]), "Dr Lực", "Lực")


def test_a_given_name_is_clipped_at_its_beginning_too() -> None:
    people = rows(["Contact", "Phone"], ["Catriona Strachur", "0519-5550-1102"], ["Trina Strachur", "0519-5550-1103"])
    assert together(resolved(people), "Catriona Strachur", "Trina Strachur")
    assert is_clipped("Trina", "Catriona")
    assert not is_clipped("Tina", "Catriona")


def test_of_several_the_one_in_the_post_is_meant_wherever_the_other_stands() -> None:
    list_ = rows(["姓名", "职务"], ["房德川", "理事长"], ["邓立言", "会计"])
    beside = [line("到会：房小川。房理事长说四月底以前要出净。")]
    assert together(in_a_group(list_, beside), "房理事长", "房德川")
    both = rows(["姓名", "职务"], ["房德川", "理事长"], ["房小川", "理事长"])
    assert not together(in_a_group(both, beside), "房理事长", "房德川")


def test_a_family_is_read_as_families_are_and_not_as_the_word() -> None:
    assert fits("Mr He", "和秀兰")
    assert not fits("Mr Hu", "和秀兰")
    assert fits("Ms Qin", "覃志远")
    assert fits("Ms Tan", "覃志远")
