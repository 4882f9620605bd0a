"""Visio drawings: the words on the pages, and nothing of the measures around them."""

from __future__ import annotations

import io
import zipfile

from extractors import extract
from fixtures import writing


def read(data: bytes, name: str = "supply.vsdx"):
    return next(iter(extract.texts(data, name)))


def without(data: bytes, *dropped: str) -> bytes:
    """Give a package without some of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in dropped:
                new.writestr(name, old.read(name))
    return out.getvalue()


def test_pages_come_in_the_order_of_their_list_and_measures_are_no_text():
    found = read(writing.vsdx().data)
    assert (found.kind, found.status) == ("vsdx", "read")
    body = [(segment.text, segment.where) for segment in found.segments if segment.layer == "body"]
    assert body == [
        ("供货", "p.1"), ("北岸泵业 苏州厂", "p.1"), ("负责人: 顾一凡", "p.1"), ("白鹭渡泵站", "p.1"),
        ("供四台泵", "p.1"),
        ("已验收", "p.1"), ("北岸泵业 苏州厂 → 供四台泵 → 白鹭渡泵站", "p.1"), ("Ann Lee, Purchasing", "p.2"),
    ]  # fmt: skip


def test_a_page_that_the_program_named_has_no_heading():
    headings = [segment.text for segment in read(writing.vsdx().data).segments if segment.form == "heading"]
    assert headings == ["供货"]


def test_pages_without_their_list_are_read_by_their_numbers():
    found = read(without(writing.vsdx().data, "visio/pages/pages.xml", "visio/pages/_rels/pages.xml.rels"))
    body = [(segment.text, segment.where) for segment in found.segments if segment.layer == "body"]
    assert body[0] == ("Ann Lee, Purchasing", "p.1")
    assert ("白鹭渡泵站", "p.2") in body


def test_a_drawing_inside_a_zip_is_a_drawing_and_a_zip_beside_it_stays_one():
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("图/supply.vsdx", writing.vsdx().data)
        archive.writestr("visio notes.txt", "看板")
    kinds = [found.kind for found in extract.texts(box.getvalue(), "box.zip")]
    assert kinds == ["zip", "vsdx", "txt"]
