"""Places in files, in a reader's words."""

from __future__ import annotations

import pytest

from auditor import spots
from auditor.masking import _NAMED_PLACE
from auditor.messages import MESSAGES
from extractors.model import HIDDEN_LAYERS


@pytest.mark.parametrize(
    ("where", "zh", "en"),
    [
        ("p.3", "第 3 页", "p. 3"),
        ("page 3", "第 3 页", "p. 3"),
        ("embedded object object 3: p.1", "嵌入对象 object 3 的第 1 页", "embedded object object 3: p. 1"),
        ("line 3", "第 3 行", "line 3"),
        ("row 4", "第 4 行", "row 4"),
        ("slide 2 notes", "第 2 张幻灯片的备注", "slide 2 notes"),
        ("slide 4, not listed", "未列出的第 4 张幻灯片", "slide 4, not listed"),
        ("¶5 comment 2026-11-28", "第 5 段的批注 2026-11-28", "paragraph 5 comment 2026-11-28"),
        ("¶2 text box footnote 3", "第 2 段的文本框的脚注 3", "paragraph 2 text box footnote 3"),
        ("¶3 #2", "第 3 段第 2 处", "paragraph 3 (passage 2)"),
        ("table 1 row 4", "第 1 张表第 4 行", "table 1 row 4"),
        ("message 3, 5/12 9:40", "第 3 条消息，5/12 9:40", "message 3, 5/12 9:40"),
        ("Sheet1!B4 comment", "Sheet1!B4 的批注", "Sheet1!B4 comment"),
        ("embedded object object 3: slide 2", "嵌入对象 object 3 的第 2 张幻灯片", "embedded object object 3: slide 2"),
        ("attachment plan.pdf: p.2", "附件 plan.pdf 的第 2 页", "attachment plan.pdf: p. 2"),
        ("file name", "文件名", "file name"),
        ("From", "发件人栏", "From"),
    ],
)
def test_a_place_is_told_in_both_languages(where: str, zh: str, en: str) -> None:
    assert (spots.place(where, "zh"), spots.place(where, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("where", "layer", "zh", "en"),
    [
        ("¶6", "hidden_text", "第 6 段，隐藏文字", "paragraph 6, hidden text"),
        ("¶5", "tracked_deletion", "第 5 段，修订：已删除", "paragraph 5, tracked deletion"),
        ("备用!A5", "hidden_sheet", "备用!A5，隐藏工作表", "备用!A5, hidden sheet"),
        ("notes!A5", "hidden_sheet", "notes!A5，隐藏工作表", "notes!A5, hidden sheet"),
        ("slide 2 notes", "speaker_notes", "第 2 张幻灯片的备注", "slide 2 notes"),
        ("¶3 comment 2026-04-24", "comment", "第 3 段的批注 2026-04-24", "paragraph 3 comment 2026-04-24"),
        ("comment!A5", "comment", "comment!A5，批注", "comment!A5, comment"),
        ("¶5", "body", "第 5 段", "paragraph 5"),
        ("", "metadata", "元数据", "metadata"),
    ],
)
def test_a_place_that_nobody_sees_says_so_once(where: str, layer: str, zh: str, en: str) -> None:
    assert (spots.told(where, layer, "zh"), spots.told(where, layer, "en")) == (zh, en)


@pytest.mark.parametrize("layer", sorted(HIDDEN_LAYERS))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hidden_place_in_a_sentences_bracket_stays_readable(layer: str, lang: str) -> None:
    place, said = spots.place("¶128", lang), spots.told("¶128", layer, lang)
    sentence = f"齿轮.docx（{said}）把甲放在一起" if lang == "zh" else f"gear.docx ({said}) sets A beside B"
    assert [found.group() for found in _NAMED_PLACE.finditer(sentence)] == [place]


@pytest.mark.parametrize(
    ("where", "zh"),
    [
        ("第 3 页", "第 3 页"),
        ("Sheet1!B4", " Sheet1!B4 "),
        ("第 5 段的批注 2026-11-28", "第 5 段的批注 2026-11-28 "),
        ("第 6 段（隐藏文字）", "第 6 段（隐藏文字）"),
        ("", ""),
    ],
)
def test_a_place_in_a_chinese_sentence_has_a_space_towards_a_letter_or_digit_only(where: str, zh: str) -> None:
    assert spots.spaced(where, "zh") == zh
    assert spots.spaced(where, "en") == where


@pytest.mark.parametrize(
    "where", ["", "Summary!A9", "line 3!B2", "title of a", "properties within", "dc/subject", "page plan", "Fromage"]
)
def test_what_an_author_named_and_what_is_unknown_speaks_for_itself(where: str) -> None:
    assert spots.place(where, "zh") == where


def test_every_word_that_a_place_may_need_is_there() -> None:
    heads = {f"place.{key}" for key, _ in spots._HEADS}
    assert heads <= MESSAGES.keys()


@pytest.mark.parametrize("where", ["¶128 comment 2026-11-28", "slide 12 notes", "line 345", "p.127", "table 2 row 115"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_place_in_a_sentences_bracket_stays_readable(where: str, lang: str) -> None:
    said = spots.place(where, lang)
    sentence = f"齿轮.docx（{said}）把甲放在一起" if lang == "zh" else f"gear.docx ({said}) sets A beside B"
    assert [found.group() for found in _NAMED_PLACE.finditer(sentence)] == [said]
