"""What people and houses are called: short forms of given names, titles of men and women, foreign names in Chinese."""

from __future__ import annotations

import pytest

from auditor.resolving.personal import called_so, fits, gender, is_full, untitled
from auditor.resolving.sounds import likeness
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, rows


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Gaz", "Gareth Brindlow"), ("Ollie", "Oliver Sedgely"), ("Bob", "Robert Harrowby"),
        ("Aga", "Agnieszka Wronicz"),
        ("Sepp", "Josef Hinterbach"), ("Honza", "Jan Lhotecký"), ("月娥姐", "乔月娥"), ("木林叔", "谢木林"),
        ("锋哥", "吴剑锋"), ("明哥", "梁志明"), ("Mr Harrow", "Keith Harrow"),
    ],
)  # fmt: skip
def test_a_short_name_fits_whoever_is_called_so(short: str, full: str) -> None:
    assert fits(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Gaz", "Gordon Brindlow"), ("Ollie", "Olaf Sedgely"), ("Mr Harrow", "Dawn Harrow"),
        ("Frau Wernitz", "Falk Wernitz"), ("月娥姐", "乔月明"), ("林哥", "王小林"),
    ],
)  # fmt: skip
def test_a_short_name_fits_nobody_who_is_not(short: str, full: str) -> None:
    assert not fits(short, full)


def test_a_title_and_a_given_name_tell_men_from_women() -> None:
    assert [gender(each) for each in ("Mr Harrow", "Dawn Harrow", "段明远先生", "段女士", "Robin Harrow")] == [
        "mr", "ms", "mr", "ms", "",
    ]  # fmt: skip
    assert "bob" in called_so("Robert")


def test_a_title_of_a_degree_is_no_part_of_a_name() -> None:
    assert untitled("DI Reinhard Koglberg") == "Reinhard Koglberg"
    assert untitled("MUDr. Jan Lhotecký") == "Jan Lhotecký"


def test_who_is_called_otherwise_is_found_in_his_file() -> None:
    staff = rows(["Contact", "Company"], ["Gareth Brindlow", "Larkmoor Access Ltd"], ["Gaz", "Larkmoor Access Ltd"])
    result = resolved(staff)
    assert together(result, "Gaz", "Gareth Brindlow")


def test_a_foreign_family_name_in_chinese_is_whose_full_name_ends_so() -> None:
    result = resolved([line("到会：艾琳·霍尔姆女士。")], [line("霍尔姆女士只认这条曲线。")])
    assert together(result, "霍尔姆女士", "艾琳·霍尔姆")


def test_the_second_given_name_makes_no_other_person() -> None:
    names = rows(["Name", "Role"], ["Adele Fotherby", "director"], ["Adele Margaret Fotherby", "owner"])
    result = resolved([*names, line("Dear Adele,")])
    assert together(result, "Adele", "Adele Fotherby")


def test_a_house_is_called_after_its_founder() -> None:
    firms = rows(["Company"], ["Halliwick Scaffold Hire Ltd"], ["Halliwick's"])
    assert together(resolved(firms), "Halliwick's", "Halliwick Scaffold Hire Ltd")
    two = rows(["Company"], ["Halliwick Scaffold Hire Ltd"], ["Halliwick Haulage Ltd"], ["Halliwick's"])
    assert not together(resolved(two), "Halliwick's", "Halliwick Scaffold Hire Ltd")


def test_a_maker_beside_its_product_is_not_its_product() -> None:
    result = resolved([line("产品：骥风 JF16X")], rows(["单位", "型号"], ["骥风能源装备有限公司", "JF16X"]))
    assert not together(result, "JF16X", "骥风能源装备有限公司")


def test_a_foreign_persons_name_in_chinese_follows_the_only_latin_one() -> None:
    listed = rows(["联系人", "电话"], ["罗斯林", "0512-5550188"])
    mail = [line("From: Anke Rösling <a.roesling@brennhold.example>")]
    assert together(resolved([*mail, *listed]), "罗斯林", "Anke Rösling")
    other = [line("From: Anke Petersen <a.petersen@brennhold.example>")]
    assert not together(resolved([*other, *listed]), "罗斯林", "Anke Petersen")


def test_the_round_u_is_a_vowel_to_who_transliterates() -> None:
    assert likeness("吕本泰克", "Rübentec") > 0.8
    assert is_full("罗斯林")
