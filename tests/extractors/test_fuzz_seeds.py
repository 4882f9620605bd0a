"""What fuzzing found (tests/bench/fuzz.py), each as the smallest case that shows it."""

import bz2
import ctypes
import io
import lzma
import math
import zipfile

from lxml import html

from extractors import sniff, unpacking
from extractors.extract import extract
from extractors.formats import archives
from extractors.messages import chatpages
from extractors.model import Limits
from extractors.pdf import paint
from fixtures import hostile


def problems(data, name="x"):
    return {problem.kind for found in extract(data, name) for problem in found.problems}


def test_what_stands_on_a_page_at_no_number_hides_nothing(monkeypatch):
    def nowhere(_, *places):
        for place in places:
            ctypes.c_float.from_address(place).value = math.nan
        return 1

    monkeypatch.setattr(paint, "_bounds", nowhere)
    words = hostile._words(b"Minutes: capacity 2450 units")
    assert problems(hostile._page(hostile._stream(words + b" 0 g 60 700 200 50 re f " + words)), "minutes.pdf") == set()


def test_control_characters_beside_a_chat_message_stay_where_it_is_taken_out():
    for page in ("<div><p>said</p>&#1;left</div>", "<div><b>x</b><p>said</p>&#1;left</div>"):
        root = html.fromstring(page)
        chatpages._drop(root.find("p"))
        assert "left" in root.text_content()
        assert "said" not in root.text_content()


def test_a_tar_is_never_unpacked_past_the_limits_on_unpacking():
    """Behind a TAR's own opening every packed stream would be one that nobody counts."""
    found = []
    tar = hostile._tar_of_tricks()
    for packed in (lzma.compress(tar), bz2.compress(tar), b"\x91" + b"\xff" * 108):
        archives._run(packed, 0, found, unpacking.Budget(Limits(), len(packed)))
    assert found == []


def test_a_manifest_that_cannot_be_unpacked_leaves_the_kind_to_the_names():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", "<a/>")
        archive.writestr("META-INF/manifest.xml", "<manifest>" * 50)
    data = bytearray(buffer.getvalue())
    start = data.rindex(b"META-INF/manifest.xml", 0, data.index(b"PK\x01\x02")) + len("META-INF/manifest.xml")
    data[start : start + 8] = b"\xff" * 8
    assert sniff.kind(bytes(data[:8192]), bytes(data), "a.odt") in ("odf", "zip")
