"""Persons whom a folder tells apart, by what a text says and by their telephones, and whom a list calls by a name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from auditor import resolve
from auditor.resolving.personal import fits, is_full
from extractors import finding, forms, names
from extractors.model import Mention, Segment
from extractors.personnames import is_plausible, titled_and_more
from extractors.recognizers import contact, person
from tests.auditor.test_resolve import resolved, together
from tests.auditor.test_resolve_spelled import HOUSE, OTHERS, in_a_group, staff
from tests.extractors.naming import line, mentions, rows
from tests.extractors.naming import names as found_by


def test_who_is_told_to_be_somebody_else_is_nobody_of_the_family() -> None:
    told = in_a_group(staff("祁若溪", "邓立言"), [line("报名找祁姐（不是祁老师），押金三百。")])
    assert not together(told, "祁姐", "祁若溪")
    assert together(in_a_group(staff("祁若溪", "邓立言"), [line("报名找祁姐，押金三百。")]), "祁姐", "祁若溪")


def test_who_is_no_kin_of_a_full_name_is_another_one() -> None:
    said = [line("祁晓川是退休教师，跟祁处不是一家。")]
    assert not together(in_a_group([*staff("祁晓川"), *said]), "祁处", "祁晓川")
    other = in_a_group(staff("祁若溪"), [*staff("祁晓川"), *said])
    assert not together(other, "祁处", "祁晓川")


def names_in(text: str) -> set[str]:
    return found_by(person.RECOGNIZER, text)


def called(files: Sequence[Sequence[Segment]]) -> resolve.Resolution:
    """Resolve files of one group with their telephones."""
    held = [[*segments, line(f"抄送{HOUSE}。")] for segments in files] + OTHERS
    first = [(segments, mentions(segments)) for segments in held]
    known = names.confident(first)
    alive = {name.norm for name in known}
    found = [finding.settled(each, finding.occurrences(segments, known), alive) for segments, each in first]
    calls = [[Mention(at, span.start, span.end, "contact", span.norm, span.confidence, span.evidence)
              for at, spans in enumerate(contact.RECOGNIZER.find(segments)) for span in spans]
             for segments in held]  # fmt: skip
    both = [sorted([*own, *numbers], key=lambda m: (m.segment, m.start))
            for own, numbers in zip(found, calls, strict=True)]  # fmt: skip
    files = enumerate(zip(held, both, strict=True))
    return resolve.entities([resolve.FileMentions(f"{n}.txt", tuple(each), tuple(said)) for n, (each, said) in files])


def test_of_two_telephones_of_one_sort_each_is_anothers() -> None:
    known = rows(["姓名", "电话"], ["祁若溪", "0519-8000-7710"], ["邓立言", "0519-8000-7711"])
    for number, one in (("0519-8000-7701", False), ("0519-8000-7710", True), ("13800000363", True)):
        assert together(called([known, [line(f"招厨师，找祁老板，{number}。")]]), "祁老板", "祁若溪") is one


def test_what_a_list_calls_somebody_holds_in_all_texts_of_a_group() -> None:
    listed = rows(["姓名", "英文/花名", "电话"], ["饶子川", "Dan", "1101"], ["祁若溪", "Kevin", "1102"])
    found = in_a_group(listed, [line("From: Dan")], [line("From: Dan")])
    assert together(found, "Dan", "饶子川")
    assert len([each for each in found.entities if "Dan" in each.names]) == 1
    two = in_a_group(listed, rows(["姓名", "花名"], ["邓立言", "Dan"]), [line("From: Dan")])
    assert not together(two, "Dan", "饶子川", "邓立言")


def test_a_bracket_behind_the_full_name_says_whom_a_title_means_anywhere() -> None:
    said = [line("髹涂课由祁景川（祁老师）讲。")]
    found = in_a_group(said, [line("祁老师主持，邓立言记。")], [line("祁老师：照片谁有？")])
    assert together(found, "祁老师", "祁景川")
    assert len([each for each in found.entities if "祁老师" in each.names]) == 1


@pytest.mark.parametrize(
    ("short", "full"),
    [("巧嫂", "祁巧川"), ("川姐", "祁巧川"), ("巧川姐", "祁巧川"), ("雪儿", "祁雪"), ("祁翻译", "祁巧川"),
     ("祁副总", "祁巧川"), ("祁理事", "祁巧川"), ("祁依伯", "祁巧川")],
)  # fmt: skip
def test_what_talk_makes_of_a_full_name(short: str, full: str) -> None:
    assert short in forms.called(full)


def test_kin_by_the_first_sign_of_a_given_name_fit_it_alone() -> None:
    assert fits("巧嫂", "祁巧川")
    assert not fits("巧嫂", "祁若巧川")


@pytest.mark.parametrize("name", ["祁理事", "祁翻译", "祁依伯", "尉迟总工"])
def test_a_family_with_a_title_is_no_full_name(name: str) -> None:
    assert not is_full(name)


def test_a_compound_family_with_a_long_title_is_the_only_one_of_it() -> None:
    assert together(in_a_group(staff("尉迟若溪"), [line("尉迟总工：六座窑都冷修。")]), "尉迟总工", "尉迟若溪")


@pytest.mark.parametrize(("name", "own"), [("祁蔚收", 2), ("覃放补", 2), ("祁丰收", 0), ("祁若溪", 0)])
def test_what_one_does_is_none_of_the_name(name: str, own: int) -> None:
    assert titled_and_more(name) == own
    assert not own or not is_plausible(name)


@pytest.mark.parametrize(("short", "full"), [("Mr Kim", "金若溪"), ("Ms Nguyen", "阮若溪"), ("Ms You", "游若溪")])
def test_families_are_spelled_as_korea_and_vietnam_do(short: str, full: str) -> None:
    assert fits(short, full)


def test_a_family_in_pinyin_may_be_an_english_word_behind_a_title() -> None:
    found = resolved([line("Dear Ms You,")], staff("游若溪"), *OTHERS)
    assert any("Ms You" in each.names for each in found.entities)
    assert not any("Ms This" in each.names for each in resolved([line("Ms This was late.")]).entities)


def test_a_given_name_of_another_tongue_stands_before_the_only_family_of_that_sign() -> None:
    found = in_a_group(staff("柳若溪", "邓立言"), [line("主持：邓立言；记：Vivian 柳。")])
    assert together(found, "Vivian 柳", "柳若溪")
    assert not together(in_a_group(staff("柳若溪", "柳立言"), [line("记：Vivian 柳。")]), "Vivian 柳", "柳若溪")


@pytest.mark.parametrize(
    ("text", "name"),
    [("人：金翻译全程跟。", "金翻译"), ("荣理事: 车今天装", "荣理事"), ("森井先生来访行程", "森井先生"),
     ("森井 裕（信里签得短）", "森井 裕"), ("God bless, ks. Marek", "ks. Marek"),
     ("rates, don Hernán said", "don Hernán"),
     ("Our organist p. Halina counts", "p. Halina"), ("Canon Rudge is in the room", "Canon Rudge")],
)  # fmt: skip
def test_titles_of_other_trades_and_tongues(text: str, name: str) -> None:
    assert name in names_in(text)


@pytest.mark.parametrize(
    "text", ["合同需中文翻译并盖章", "白理事会开会", "see p. Table and p. 12", "设备 采购，备件 齐", "Item 项"]
)
def test_words_with_a_title_or_a_blank_are_nobody(text: str) -> None:
    assert not names_in(text)


def test_a_priest_is_the_only_one_with_the_given_name() -> None:
    found = in_a_group([line("From: Fr Marek Wojtowicz")], [line("Flasks at eight. God bless, ks. Marek")])
    assert together(found, "ks. Marek", "Marek Wojtowicz")


@pytest.mark.parametrize(
    ("short", "full", "one"),
    [("Old Brandvik", "Olga Brandvik", False), ("Young Amir", "Amir Brandvik", True), ("Big Tam", "Tam Ferrie", True)],
)
def test_the_old_one_of_a_family_is_not_the_one_who_is_named_in_full(short: str, full: str, *, one: bool) -> None:
    assert fits(short, full) is one
