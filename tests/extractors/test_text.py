"""Normalised forms, sentences and words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("東遼糧油", "东辽粮油"),
        ("ＨＹ－２０３", "HY-203"),
        ("XR 70/90", "XR7090"),
        ("“雁归”", "雁归"),
        ("Győr", "GYOR"),
        ("Nordvik Subsea A/S", "nordvik subsea AS"),
    ],
)
def test_spellings_of_one_name_fold_to_one_form(one: str, other: str) -> None:
    assert text.folded(one) == text.folded(other)


@pytest.mark.parametrize(("one", "other"), [("2.5", "25"), ("李娜", "李那"), ("HY-203", "HY-208")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert text.folded(one) != text.folded(other)


def flat(name: str) -> str:
    """Fold a name letter by letter, with no way around for plain ones."""
    wide = unicodedata.normalize("NFKC", name)
    plain = unicodedata.normalize("NFKD", text.simplified(wide).casefold()).translate(str.maketrans({"ı": "i"}))
    inner = {i for i in range(1, len(plain) - 1) if plain[i - 1].isdigit() and plain[i + 1].isdigit()}
    return "".join(c for i, c in enumerate(plain) if c.isalnum() or (c in ".,+" and i in inner)) or name


@given(st.text("aBZ09.,+ -'&_\t王磊東後ｱ㎡ﬁéİı", max_size=8))
def test_plain_names_fold_as_all_names_do(name: str) -> None:
    assert text.folded(name) == flat(name)


@pytest.mark.parametrize("name", ["臺灣後勤部，ＡＢ－１", "plain", "ﬁx㎡", ""])
def test_simplified_keeps_every_offset(name: str) -> None:
    assert len(text.simplified(name)) == len(name)


def test_sentences_end_at_stops_of_both_languages_and_not_at_abbreviations() -> None:
    given = "会议开完了。Dr. Voss left at 5 p.m. on Friday. She was tired！"
    assert [given[a:b] for a, b in text.sentences(given)] == [
        "会议开完了。",
        "Dr. Voss left at 5 p.m. on Friday.",
        "She was tired！",
    ]


def test_words_cover_the_text_without_gaps() -> None:
    given = "傅长河在通河港验收了HVT-260。"
    found = text.words(given)
    assert "".join(given[w.start : w.end] for w in found) == given
    assert found[found.at(4)].start <= 4 < found[found.at(4)].end


def test_letters_that_keyboards_lack_fold_to_what_people_type() -> None:
    assert text.folded("Kirsten Aalbæk") == text.folded("Kirsten Aalbaek")
    assert text.folded("Łódź Ørsted") == text.folded("Lodz Orsted")


def test_a_function_of_a_file_is_asked_once_while_its_segments_stay_the_same() -> None:
    asked = []

    @text.per_file
    def lengths(segments: Sequence[str]) -> list[int]:
        asked.append(len(segments))
        return [len(segment) for segment in segments]

    file = ["雁归", "Goosehome"]
    assert lengths(file) == lengths(list(file)) == [2, 9]
    assert asked == [2]
    file.append("禾丰源")
    assert lengths(file) == [2, 9, 3]
    assert lengths([]) == []


@pytest.mark.parametrize("line", ["东辽检测中心的王磊经理说，三月货送到。", "Tao Min of Corvella told 东辽。 "])
def test_a_long_text_has_the_words_that_it_would_have_at_once(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    long = line * 40
    at_once = list(text.words(long))
    monkeypatch.setattr(text, "_LONG_CHARS", 30)
    in_pieces = text.words(long)
    assert (list(in_pieces), in_pieces.at(0), in_pieces.at(len(long) - 1)) == (at_once, 0, len(at_once) - 1)


def test_a_long_text_without_a_pause_is_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "东辽检测中心" * 20
    at_once = list(text.words(long))
    monkeypatch.setattr(text, "_LONG_CHARS", 30)
    assert list(text.words(long)) == at_once
