"""Subtitles (SRT, WebVTT): cues joined to sentences, with the time at which they are said as their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from extractors.model import Format, Layer, Limits, Reading
from extractors.plain import decode, lines
from extractors.sink import Sink, clean

_CUE = re.compile(r"^(?:(\d{1,3}):)?(\d\d):(\d\d)[,.]\d{1,3}[ \t]*-->[ \t]*(?:(\d{1,3}):)?(\d\d):(\d\d)[,.]\d{1,3}")
_MARK = re.compile(r"</?(?:[ibucv]|font|ruby|rt|lang|\d\d:\d\d)\b[^<>]{0,200}>|<\d[\d:.]{4,14}>|\{\\[^{}]{0,100}\}")
_VOICE = re.compile(r"<v(?:\.[\w.]{1,40})?\s+([^<>]{1,80})>")
_END = re.compile(r"[。！？!?…]\s*[”\"』」)）]*$|[a-z)]\.$")
_LONGEST = 600  # chosen: a paragraph of speech
_PAUSE_S = 3  # chosen: a longer silence ends what is said


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the cues in their order; of two languages in one cue each is joined with its own."""
    sink = Sink(reading, limits)
    text = decode.told(sink, data, "subtitles")
    tracks: dict[bool, _Track] = {}
    for start_s, end_s, said in _cues(text, sink):
        halves: dict[bool, list[str]] = {}
        for line in said:
            halves.setdefault(bool(lines.HAN.search(line)), []).append(line)
        for han, words in halves.items():
            tracks.setdefault(han, _Track(sink)).add(start_s, end_s, lines.joined(words))
    for track in tracks.values():
        track.flush()


class _Track:
    """What is said in one language, up to the end of a sentence."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._text: list[str] = []
        self._start_s = self._end_s = 0

    def add(self, start_s: int, end_s: int, text: str) -> None:
        if self._text and (start_s - self._end_s > _PAUSE_S or sum(map(len, self._text)) > _LONGEST):
            self.flush()
        if re.match(r"[-–—]|[^\s:：]{1,12}[:：]", text):
            self.flush()
        if not self._text:
            self._start_s = start_s
        self._text.append(text)
        self._end_s = end_s
        if _END.search(text):
            self.flush()

    def flush(self) -> None:
        if self._text:
            place = f"{self._start_s // 3600:02}:{self._start_s // 60 % 60:02}:{self._start_s % 60:02}"
            self._sink.put(lines.joined(self._text), "body", place)
        self._text = []


def _cues(text: str, sink: Sink) -> Iterator[tuple[int, int, list[str]]]:
    """Give start, end and lines of each cue; notes go to the reading at once."""
    for number, block in lines.blocks(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        times = [at for at, line in enumerate(block) if "-->" in line and _CUE.match(line.strip())]
        if not times:
            _other(block, number, sink)
        for order, at in enumerate(times):
            until = times[order + 1] - 1 if order + 1 < len(times) else len(block)
            found = _CUE.match(block[at].strip())
            assert found is not None
            values = [int(value or 0) for value in found.groups()]
            said = [spoken for line in block[at + 1 : until] if (spoken := _spoken(line))]
            yield values[0] * 3600 + values[1] * 60 + values[2], values[3] * 3600 + values[4] * 60 + values[5], said


def _spoken(line: str) -> str:
    return clean(_MARK.sub("", _VOICE.sub(r"\1: ", line)))


def _other(block: list[str], number: int, sink: Sink) -> None:
    if block[0].startswith("NOTE"):
        sink.put(" ".join([block[0][4:], *block[1:]]), "comment", f"line {number}")
    elif block[0].startswith("WEBVTT"):
        sink.put(block[0][6:].strip(" -"), "body", "title", "title")
        for line in block[1:]:
            sink.put(line, "metadata", f"line {number}", "field")
    elif not block[0].startswith(("STYLE", "REGION")) and not all(line.strip().isdigit() for line in block):
        for at, line in enumerate(block):
            sink.put(line, "body", f"line {number + at}")


_LAYERS = cast(tuple[Layer, ...], ("body", "comment", "metadata"))
FORMAT = Format(kinds=("srt",), layers=_LAYERS, read=read)
