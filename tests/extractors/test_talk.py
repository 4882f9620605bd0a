"""What headings and lists say in capitals without naming anybody, in papers of real groups."""

from __future__ import annotations

import pytest

from extractors import extract, latin, talk
from extractors.model import Mention, Segment

NAMES = ("person", "organisation", "place", "site", "project", "product", "programme")
NOBODY = (
    "Task Board Review", "Working Group Updates", "Personal Checkins (8 min)", "Governance & Operations", "RC2 Status",
    "Risk Assessment of the vendor", "JSON schema: Extension serialization", "Mission & Vision", "Finance Statements",
    "Minutes & Video", "Share Capital", "Revise WG",
)  # fmt: skip
CUT = (
    ("Corvane Legal Team Minutes, February 18", "Corvane Legal Team"),
    ("Corvane Outreach Meeting 2024-11-18", "Corvane Outreach"),
    ("2022-01-02 Corvane", "Corvane"),
    ("Join Norvella Workers Federation", "Norvella Workers Federation"),
    ("Halvorsen Steering Group Notes", "Halvorsen Steering Group"),
    ("DUCA Update", "DUCA"),
)
WHOLE = (
    "Norvella Sensors", "Corvane Legal Team", "Ministry of Works and Norvella Ports", "东辽检测中心 Meeting", "砺衡",
    "Brightwater Review Board", "Larkfield Data Centre", "Alpan 30", "SZ20-31500/35", "Castellan Survey",
)  # fmt: skip


@pytest.mark.parametrize("text", NOBODY)
def test_words_of_everyday_speech_name_nobody(text: str) -> None:
    assert talk.within(text, 0, len(text)) is None or not names(text)


def test_a_word_written_small_is_no_name_unless_everybody_knows_it() -> None:
    text = "agree that it is hard to manage from berlin"
    mentions = [Mention(0, at, at + 6, "place", text[at : at + 6], 0.55, "tagger") for at in (25, 37)]
    talk.settle([Segment(text, "body", "line 1")], mentions)
    assert [each.norm for each in mentions] == ["berlin"]


@pytest.mark.parametrize(("text", "name"), CUT)
def test_what_a_meeting_or_a_paper_is_called_is_no_part_of_a_name(text: str, name: str) -> None:
    found = talk.within(text, 0, len(text))
    assert found is not None
    assert text[slice(*found)] == name


@pytest.mark.parametrize("text", WHOLE)
def test_names_stay_whole(text: str) -> None:
    assert talk.within(text, 0, len(text)) == (0, len(text))


def test_everyday_words_that_a_sentence_runs_on_to_are_a_name() -> None:
    text = "the crane goes to Salt Quay in May"
    assert talk.within(text, 18, 27) == (18, 27)
    assert talk.within("Salt Quay", 0, 9) is None


@pytest.mark.parametrize(
    "text",
    [
        "see https://twitter.com/WorkerCoop/status/12551 for more",
        "详见 https://github.com/lin/tools/issues?q=is%3Aopen+Corvane 一文",
        "calendar: https://calendar.google.com/r?ctz=America%2FToronto",
    ],
)
def test_no_part_of_an_address_is_a_name(text: str) -> None:
    assert names(text) == []


def test_a_list_of_links_and_of_actions_is_no_chat() -> None:
    lines = [
        "https://github.com/lin/meetings/pull/161 - approved, Rose will merge",
        "https://github.com/lin/meetings/pull/162 - open",
        "AI: Kate to draft the list", "AI: Rose to send it", "Rose: it is nearly done", "Rose: next week",
    ]  # fmt: skip
    found = [text for line in names(*lines) for text in [line.casefold()]]
    assert "https" not in found
    assert "ai" not in found
    assert "rose" in found


def names(*lines: str) -> list[str]:
    """Give the names that the lines of one file hold."""
    segments = [Segment(line, "body", f"line {at}") for at, line in enumerate(lines)]
    return [segments[m.segment].text[m.start : m.end] for m in extract.recognised(segments) if m.kind in NAMES]


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("the SHA field is empty", False),
        ("see the LicenseInFile field", False),
        ("yet AMPRNet works so we ask", False),
        ("the Enns works in Steyr", True),
        ("oil from Brent Field", True),
    ],
)
def test_a_field_of_a_form_is_no_site(text: str, site: bool) -> None:
    found = [m for m in extract.recognised([Segment(text, "body", "line 1")]) if m.kind == "site"]
    assert bool(found) == site


@pytest.mark.parametrize("word", ["许可证", "贡献者", "安全性", "方式一", "蒲公英", "許可證"])
def test_an_everyday_word_that_begins_like_a_person_is_nobody(word: str) -> None:
    mentions = [Mention(0, 0, len(word), "person", word, 0.55, "tagger")]
    talk.settle([Segment(f"{word}：按要求办理", "body", "line 1")], mentions)
    assert not mentions


def test_who_is_only_pointed_at_or_torn_out_of_a_bracket_is_no_name() -> None:
    text = "重命名您的团队，（含质量保障)项目，砺衡（宁沪）项目"
    places = [text.find(name) for name in ("您的团队", "质量保障)项目", "砺衡（宁沪）项目")]
    ends = [places[0] + 4, places[1] + 7, places[2] + 8]
    mentions = [Mention(0, at, end, "project", text[at:end], 0.75, "definition")
                for at, end in zip(places, ends, strict=True)]  # fmt: skip
    talk.settle([Segment(text, "body", "line 1")], mentions)
    assert [each.norm for each in mentions] == ["砺衡（宁沪）项目"]


@pytest.mark.parametrize("word", ["I'll", "I’ve", "We're", "They’re", "You'll", "Isn't", "Doesn", "Anyway", "Alright"])
def test_what_speech_begins_with_is_an_everyday_word(word: str) -> None:
    assert latin.common(word)


@pytest.mark.parametrize("word", ["O'Neill", "D'Arcy", "L'Oréal", "M'Bala"])
def test_a_name_with_an_apostrophe_is_none(word: str) -> None:
    assert not latin.common(word)
