"""Plain text: notes, Markdown, logs, JSON and XML, in whatever encoding."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import cast

from extractors import decode, lines
from extractors.model import Format, Layer, Limits, Reading, Unreadable
from extractors.package import local, parse
from extractors.sink import Sink

_JSON_DEPTH = 200


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read text by its form: JSON and XML by their keys where they parse, everything else line by line."""
    sink = Sink(reading, limits)
    text = decode.told(sink, data)
    start = text.lstrip()[:1]
    if start in ("{", "[") and _read_json(text, sink):
        return
    if start == "<" and _read_xml(data, sink):
        return
    lines.put(sink, text)


def _read_json(text: str, sink: Sink) -> bool:
    if _nesting(text) > _JSON_DEPTH:
        sink.problem("bomb", "JSON", note=f"nested deeper than {_JSON_DEPTH}, read as plain text")
        return False
    try:
        found = [json.loads(text)]
    except (ValueError, RecursionError):
        found = list(_json_lines(text))
    for number, value in enumerate(found, 1):
        for key, leaf in _leaves(value, ""):
            place = f"record {number}" if len(found) > 1 else key or "value"
            sink.put(f"{key}: {leaf}" if key else leaf, "body", place, "field" if key else "paragraph")
    return bool(found)


def _nesting(text: str) -> int:
    depth = deepest = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text):
        depth += (match[0] in "[{") - (match[0] in "]}") if len(match[0]) == 1 else 0
        deepest = max(deepest, depth)
    return deepest


def _json_lines(text: str) -> Iterator[object]:
    rows = [line for line in text.splitlines() if line.strip()]
    try:
        values = [json.loads(line) for line in rows]
    except ValueError:
        return
    yield from values


def _leaves(value: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, key)
    elif value is not None and not isinstance(value, bool):
        yield key, str(value)


def _read_xml(data: bytes, sink: Sink) -> bool:
    try:
        root = parse(data, "XML")
    except Unreadable as error:
        sink.problem("corrupt", "XML read as plain text", error)
        return False
    for element in root.iter():
        tag = local(element)
        if tag and element.text and element.text.strip():
            sink.put(f"{tag}: {element.text}" if len(element.text) < 200 else element.text, "body", tag, "field")
        if element.tail and element.tail.strip():
            sink.put(element.tail, "body", tag or "comment")
        for key, value in element.attrib.items() if tag else ():
            if lines.HAN.search(str(value)) or re.search(r"[A-Za-z]{3}.*\s", str(value)):
                sink.put(f"{str(key).rsplit('}', 1)[-1]}: {value!s}", "body", tag, "field")
    return True


_LAYERS = cast(tuple[Layer, ...], ("body", "table"))
FORMAT = Format(kinds=("txt", "md", "log", "json", "xml"), layers=_LAYERS, read=read, version=2)
