"""Files that stand in a text as an address are files, and their letters no text."""

from __future__ import annotations

import base64

from extractors import extract

PACKED = base64.b64encode("澜禾海洋科技有限公司 三号浮标 Corvella Ltd".encode() * 40).decode()


def read(text: str, name: str):
    return next(iter(extract.texts(text.encode(), name)))


def test_a_text_inside_of_markdown_is_an_attachment():
    found = read(f"# 浮标\n\n见 [附件](data:text/plain;base64,{PACKED})\n\n由贺知远整理\n", "a.md")
    assert "澜禾海洋科技有限公司" in " ".join(each.text for each in found.segments if each.layer == "attachment")
    assert [each.text for each in found.segments if each.layer == "body"] == ["浮标", "见 附件", "由贺知远整理"]


def test_a_defined_address_leaves_nothing_behind():
    found = read(f"# Buoys\n\n![plan][one]\n\n[one]: data:text/plain;base64,{PACKED}\n\nDone by Ann Lee\n", "a.md")
    body = [each.text for each in found.segments if each.layer == "body"]
    assert body[0] == "Buoys"
    assert body[-1] == "Done by Ann Lee"
    assert not any(PACKED[:40] in each.text for each in found.segments)


def test_icons_and_fonts_are_dropped_and_short_letters_stay():
    found = read(f"src: url(data:font/woff2;base64,{PACKED})\nkey data:text/plain;base64,QUJD\n", "a.txt")
    assert not any(PACKED[:40] in each.text for each in found.segments)
    assert any("QUJD" in each.text for each in found.segments)
    assert not [each for each in found.segments if each.layer == "attachment"]
