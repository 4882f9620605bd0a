"""Recognised text: only where it is asked for, in its place, with what is doubtful or missing said."""

import socket

import pytest
from PIL import Image, ImageDraw

from extractors import extract
from extractors.guard import Guard
from extractors.images import ocr
from extractors.model import Limits, Reading
from extractors.sink import Sink
from fixtures import pictures, scans

WITH = Limits().with_ocr(pages=3)
needs_extra = pytest.mark.skipif(not ocr.installed(), reason="the extra `ocr` is not installed")


@pytest.fixture
def engine(monkeypatch):
    """Stand in for the models: each picture gives what the test says, one after the other."""

    class Found:
        def __init__(self, rows):
            self.txts = tuple(text for text, _ in rows) or None
            self.scores = tuple(score for _, score in rows)
            self.boxes = [[[10, y], [200, y], [200, y + 20], [10, y + 20]] for y in range(0, 40 * len(rows), 40)]

    said, seen = [], []

    def run(pixels):
        seen.append(pixels.shape)
        outcome = said.pop(0) if said else []
        if isinstance(outcome, Exception):
            raise outcome
        return Found(outcome)

    monkeypatch.setattr(ocr, "installed", lambda: True)
    monkeypatch.setattr(ocr, "_engine", lambda: run)
    return said, seen


def read(data, limits=WITH):
    return extract.extract(data, "x.png", limits)[0]


def kinds(found):
    return [problem.kind for problem in found.problems]


def test_without_the_option_no_picture_is_looked_at(engine):
    assert (read(pictures.drawn("PNG"), Limits()).status, engine[1]) == ("unread", [])


def test_without_the_extra_the_option_changes_nothing(monkeypatch):
    monkeypatch.setattr(ocr, "installed", lambda: False)
    assert kinds(read(pictures.drawn("PNG"))) == ["needs_ocr"]


def test_a_picture_whose_text_is_recognised_is_read(engine):
    engine[0].append([("泵站改造简报", 0.99), ("Contact: Shen Mo", 0.97)])
    found = read(pictures.drawn("PNG"))
    assert (found.status, found.problems) == ("read", ())
    assert [(s.text, s.layer, s.where) for s in found.segments[1:]] == [
        ("泵站改造简报", "body", "picture (OCR 98 %)"), ("Contact: Shen Mo", "body", "picture (OCR 98 %)"),
    ]  # fmt: skip


def test_a_picture_without_text_is_empty_and_not_read(engine):
    found = read(pictures.drawn("PNG"))
    assert (found.status, kinds(found)) == ("unread", ["empty"])


def test_doubtful_text_is_kept_and_told(engine):
    engine[0].append([("smudge", 0.6)])
    found = read(pictures.drawn("PNG"))
    assert (found.status, kinds(found), found.segments[-1].text) == ("partly", ["needs_ocr"], "smudge")


def test_a_failure_of_the_models_is_a_problem_of_that_page_alone(engine):
    engine[0].extend([RuntimeError("bad"), [("page two", 0.9)]])
    found = read(scans.tiff([Image.new("RGB", (99, 99)), Image.new("RGB", (99, 99))]))
    assert (kinds(found), found.segments[-1].where) == (["needs_ocr"], "p.2 (OCR 90 %)")


def test_pages_beyond_the_limit_are_told(engine):
    engine[0].extend([[(f"page {i}", 0.9)] for i in range(5)])
    found = read(scans.tiff([Image.new("RGB", (99, 99)) for _ in range(5)]))
    assert [s.text for s in found.segments[1:]] == ["page 0", "page 1", "page 2"]
    assert (found.status, kinds(found)) == ("partly", ["needs_ocr"])
    assert "only 3 pages" in found.problems[0].detail


def test_scanned_pages_of_a_pdf_are_read_in_their_place_and_the_others_stay_named(engine):
    engine[0].extend([[("第一页的字", 0.99)], [], [("page three", 0.95)]])
    found = read(scans.pdf([Image.new("RGB", (400, 500), "white") for _ in range(5)]))
    assert [(s.text, s.where) for s in found.segments if s.layer == "body"] == [
        ("第一页的字", "p.1 (OCR 99 %)"), ("page three", "p.3 (OCR 95 %)"),
    ]  # fmt: skip
    assert sorted((p.kind, p.detail.rpartition(": ")[2]) for p in found.problems) == [
        ("empty", "recognition found no text"), ("needs_ocr", "p.4, p.5"),
    ]  # fmt: skip


def test_without_the_option_every_scanned_page_is_named(engine):
    found = read(scans.pdf([Image.new("RGB", (400, 500), "white") for _ in range(2)]), Limits())
    assert [(p.kind, p.detail.rpartition(": ")[2]) for p in found.problems] == [("needs_ocr", "p.1, p.2")]
    assert engine[1] == []


def test_each_page_gets_the_time_of_a_file(engine):
    heard = []
    pages = scans.tiff([Image.new("RGB", (99, 99))] * 2)
    list(extract.stream(pages, "x", WITH, watch=lambda bare, chars=0: heard.append(bare)))
    assert heard.count(None) >= 3


def test_a_long_screenshot_is_cut_between_its_lines(engine):
    image = Image.new("RGB", (300, 2000), "white")
    draw = ImageDraw.Draw(image)
    for y in range(0, 2000, 40):
        draw.rectangle((20, y, 280, y + 25), fill="black")
    strips = list(ocr._strips(image))
    assert sum(strip.height for _, strip in strips) == 2000
    assert len(strips) > 3
    for top, strip in strips[1:]:
        assert strip.crop((0, 0, 300, 1)).getextrema()[0][0] == 255 or top == 0


def test_letters_on_glass_are_laid_on_white():
    glass = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert ocr._flat(glass).getpixel((5, 5)) == (255, 255, 255)


def test_tiny_and_giant_pictures_are_not_recognised():
    recognition = ocr.Recognition(Sink(Reading(), WITH))
    assert recognition.page(Image.new("RGB", (400, 9)), "p") == "too small for letters"
    assert recognition.page(Image.new("1", (20_000, 7_000)), "p") == "too many pixels for recognition"


def test_limits_with_recognition_are_wider_and_travel_to_the_child():
    assert WITH.memory_bytes > Limits().memory_bytes
    assert Limits().ocr_pages == 0
    assert Limits(ocr_pages=3).with_ocr(5).ocr_pages == 5


# With the models


@needs_extra
def test_chinese_and_english_are_recognised_in_the_guard_without_a_network():
    page = scans.page(scans.ZH + scans.EN)
    if page is None:
        pytest.skip("no font with Chinese letters on this machine")
    with Guard(WITH) as guard:
        (found,) = guard.read(scans.png(page), "scan.png")
    assert (found.status, found.problems) == ("read", ())
    text = "".join(s.text for s in found.segments).replace(" ", "")
    for line in (*scans.ZH, *scans.EN):
        assert line.replace(" ", "") in text


@needs_extra
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_head_is_turned(degrees):
    page = scans.page(scans.ZH + scans.EN)
    if page is None:
        pytest.skip("no font with Chinese letters on this machine")
    found = read(scans.png(page.rotate(degrees, expand=True)), Limits().with_ocr())
    assert [s.text for s in found.segments if s.text.startswith("The first unit")] == [scans.EN[0]]
    assert found.status == "read"


@needs_extra
def test_nothing_is_fetched_when_the_models_are_loaded(monkeypatch):
    def refused(*_, **__):
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refused)
    ocr._engine.cache_clear()
    reading = Reading()
    ocr.Recognition(Sink(reading, WITH)).page(Image.new("RGB", (200, 100), "white"), "p")
    assert reading.segments == []
