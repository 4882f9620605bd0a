"""Japanese lines and files in other languages: what is found in them, and what is said of them."""

from __future__ import annotations

import pytest

from extractors import extract, otherscripts
from extractors.model import NAME_KINDS, Extraction
from tests.extractors.naming import line

JAPANESE = (
    "議事録：検討状況と今後の課題について確認しました。\n参加者の意見をまとめる。\n対応状況\n開発プロセスの課題を整理する。\n"
    "Fukuchi さんから SPDX の説明がありました。\n"
)


def read(text: str) -> Extraction:
    (found,) = extract.extract(text.encode(), "notes.txt")
    return found


def names(found: Extraction) -> set[str]:
    return {
        found.segments[each.segment].text[each.start : each.end] for each in found.mentions if each.kind in NAME_KINDS
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("検討の課題をまとめる。", True),
        ("プロジェクト管理", True),
        ("今年采购了一批の字样的包装。", False),
        ("与トヨタ的合同已经签了，今年供货三千套。", False),
        ("会议纪要：张总提出，年产能两千台。", False),
        ("Minutes of the meeting", False),
    ],
)
def test_a_japanese_line_is_told_by_its_kana(text: str, expected: bool) -> None:
    assert bool(otherscripts.japanese([line(text)])) is expected


def test_a_file_of_japanese_lines_is_japanese_where_it_has_no_kana_too() -> None:
    lines = [line(each) for each in (*JAPANESE.splitlines(), "检查单位：这批货由我们验收")]
    assert otherscripts.japanese(lines) == frozenset(range(len(lines) - 1))


def test_kanji_are_no_chinese_names() -> None:
    found = read(JAPANESE)
    assert not {name for name in names(found) if not name.isascii()}
    assert found.status == "partly"
    assert [(each.kind, each.detail) for each in found.problems] == [("language", "text in Japanese")]


def test_japanese_houses_and_persons_are_found_by_what_stands_beside_them() -> None:
    lines = (
        "この仕様は企業様と他社様へ。", "昨日は東芝株式会社の田中さんと会いました。", "皆さん、よろしくお願いします。",
        "東京で会いましょう。",
    )  # fmt: skip
    found = names(read("\n".join(lines)))
    assert {"東芝株式会社", "田中", "東京"} <= found
    assert not found & {"皆", "昨日は東芝株式会社", "仕", "企業", "他社"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("회의록: 생산 능력은 연간 2,450대입니다.", "Korean"),
        ("Протокол заседания рабочей группы", "Russian or like it"),
    ],
)
def test_a_file_in_another_language_says_so(text: str, language: str) -> None:
    assert [each.detail for each in read(text).problems] == [f"text in {language}"]


@pytest.mark.parametrize(
    "text", ["会议纪要：韩方来函（안녕）已收到，张总答复。", "Minutes: the firm Русал answered twice this week."]
)
def test_a_word_in_another_language_makes_no_file_foreign(text: str) -> None:
    assert read(text).status == "read"
