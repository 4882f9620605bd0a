"""What every plug-in promises, asked of each that is installed: a new one is picked up unedited."""

import contextlib
import importlib
import random
from typing import get_args

import pytest

from extractors import registry
from extractors.model import Cell, Format, Kind, Layer, Limits, Reading, Recognizer, Segment, Unreadable
from fixtures import hostile

FORMATS = registry.constants("extractors.formats", "FORMAT", Format)
RECOGNIZERS = registry.constants("extractors.recognizers", "RECOGNIZER", Recognizer)
LAYERS = set(get_args(Layer))
KINDS = set(get_args(Kind))
SMALL = Limits(text_chars=1 << 20, member_bytes=1 << 20, members=1000)
SAMPLES = {name.rpartition(".")[2]: data for name, data in hostile._samples().items()}
NOISE = {
    "random": random.Random(1).randbytes(3000),
    "zeros": bytes(3000),
    "text": hostile.TEXT.encode() * 20,
    "one byte": b"\x50",
}
SEGMENTS = [
    Segment("会议纪要_2026-05-06", "file_name", "file name", "title"),
    Segment("李总（13800001234）负责广州南站项目，年产能 2450 台，投资3.2亿元。", "body", "¶1"),
    Segment("Dr Ann Lee of Northwind Ltd, ann@example.com, order AB-12-34, 5 MW by 2026-05-06.", "comment", "¶2"),
    Segment("单位\t负责人", "table", "A1", "row", 1, (Cell(0, 2, ""), Cell(3, 6, ""))),
    Segment("甲公司\t", "table", "A2", "row", 1, (Cell(0, 3, "单位"), Cell(4, 4, "负责人"))),
    Segment("", "body", "¶3"),
    Segment("\x1b[2J\u202e\ufffe\U0001f600 \ufffd" + "（" * 500 + "A" * 500 + "1" * 500, "hidden_text", "¶4"),
]


def short(names):
    return [name.rpartition(".")[2] for name in names]


@pytest.mark.parametrize("name", [*FORMATS, *RECOGNIZERS], ids=short([*FORMATS, *RECOGNIZERS]))
def test_the_module_says_what_it_is(name):
    assert (importlib.import_module(name).__doc__ or "").strip()


@pytest.mark.parametrize("plugin", FORMATS.values(), ids=short(FORMATS))
def test_a_format_declares_its_kinds_and_known_layers(plugin):
    assert plugin.kinds
    assert all(kind == kind.lower() for kind in plugin.kinds)
    assert set(plugin.layers) <= LAYERS
    assert "file_name" not in plugin.layers, "the name is not the reader's to read"
    assert plugin.version >= 1


def damaged(plugin):
    """Give bytes that are no such file, and an honest one cut short, where there is a sample of the kind."""
    yield from NOISE.values()
    for kind in plugin.kinds:
        sample = SAMPLES.get(kind, b"")
        yield from (sample[: len(sample) * tenth // 10] for tenth in range(1, 10) if sample)
        if sample:
            broken = bytearray(sample)
            for place in random.Random(2).choices(range(len(sample)), k=40):
                broken[place] ^= 0x55
            yield bytes(broken)


@pytest.mark.parametrize("plugin", FORMATS.values(), ids=short(FORMATS))
def test_damage_raises_unreadable_and_nothing_else(plugin):
    for data in damaged(plugin):
        reading = Reading()
        with contextlib.suppress(Unreadable):
            plugin.read(data, reading, SMALL)
        check(plugin, reading)


@pytest.mark.parametrize("plugin", FORMATS.values(), ids=short(FORMATS))
def test_an_honest_file_keeps_the_shape_of_a_reading(plugin):
    for kind in plugin.kinds:
        if kind in SAMPLES and kind not in ("doc", "xls"):  # those two samples are shells without a document
            reading = Reading()
            plugin.read(SAMPLES[kind], reading, SMALL)
            assert reading.segments or reading.members
            check(plugin, reading)


def check(plugin, reading):
    """A reading holds what the contract says, whatever the bytes were."""
    for segment in reading.segments:
        assert segment.layer in plugin.layers, f"{segment.layer} is not declared"
        assert all(0 <= cell.start <= cell.end <= len(segment.text) for cell in segment.cells)
        assert not segment.cells or segment.form == "row"
        assert segment.where
    assert all(isinstance(data, bytes) for _, data in reading.members)
    assert not (plugin.members_are_files and reading.segments), "an archive has members, no text of its own"


def test_no_format_reads_a_kind_of_another():
    assert registry.by_kind(FORMATS)


@pytest.mark.parametrize("plugin", RECOGNIZERS.values(), ids=short(RECOGNIZERS))
def test_a_recognizer_gives_one_list_for_each_segment_with_spans_inside_its_text(plugin):
    assert set(plugin.kinds) <= KINDS
    found = plugin.find(SEGMENTS)
    assert len(found) == len(SEGMENTS)
    for segment, spans in zip(SEGMENTS, found, strict=True):
        for span in spans:
            assert 0 <= span.start < span.end <= len(segment.text)
            assert span.kind in plugin.kinds
            assert 0.0 <= span.confidence <= 1.0
            assert span.norm.strip()


@pytest.mark.parametrize("plugin", RECOGNIZERS.values(), ids=short(RECOGNIZERS))
def test_a_recognizer_takes_no_segments_and_gives_the_same_twice(plugin):
    assert plugin.find([]) == []
    assert plugin.find(SEGMENTS) == plugin.find(list(SEGMENTS))
