"""Pages and notes below the fields that a maker of web sites keeps above them."""

from __future__ import annotations

from extractors.extract import texts

FRONT = "---\ntitle: 四月通讯\nauthor: Ann Wexley\n---\n\n"
OFFICE = '<!--[if gte mso 9]><xml><w:LsdException Name="Colorful Shading"/></xml><![endif]-->'


def segments(text: str, name: str) -> list[tuple[str, str]]:
    (found,) = texts(text.encode(), name)
    return [(segment.layer, segment.text) for segment in found.segments]


def test_a_page_is_read_without_its_tags_and_its_fields_are_metadata() -> None:
    found = segments(f'{FRONT}<div class="MsoNormal"><b>The mast</b> is up.</div>{OFFICE}', "2026-04-01-news.html")
    assert ("metadata", "title: 四月通讯") in found
    assert ("body", "The mast is up.") in found
    assert not any("Mso" in text or "Colorful" in text for _, text in found)


def test_a_note_keeps_its_comments_but_not_those_of_office() -> None:
    found = segments(f"{FRONT}桅杆已立。\n\n<!-- ask Ann -->\n\n{OFFICE}\n", "2026-04-01-news.md")
    assert ("comment", "ask Ann") in found
    assert ("body", "桅杆已立。") in found
    assert not any("Colorful" in text for _, text in found)


def test_a_line_of_hyphens_alone_is_no_head() -> None:
    assert ("body", "<b>bold</b> talk") in segments("---\n\n<b>bold</b> talk", "talk.txt")
