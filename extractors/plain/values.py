"""Values of JSON as segments: under their keys, records of like shape as a table; and what is left of broken JSON."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator

from extractors import sniff
from extractors.plain import lines, records
from extractors.sink import Sink

# A string that does not end goes on to the end of the text, which it otherwise would be looked through for again.
_TOKEN = re.compile(r'"((?:[^"\\]++|\\.)*+)(?:"|\\?\Z)(\s*+:)?|(-?\d[\d.eE+-]*+)|(true|false)\b|[\[\]{}]', re.DOTALL)
_LONG_CELL = 400  # chosen: records with longer texts are articles, not rows
_ENCODED = re.compile(r"(?:data:[\w/.+-]{0,60};base64,)?([A-Za-z0-9+/\r\n]{1500,}={0,2})\s*$")


def parsed(text: str) -> object:
    """Parse JSON; raises ValueError, or RecursionError where it nests too deep."""
    # Numbers stay as they are written: an identifier must not lose its zeros.
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, strict=False)


def walk(root: object, path: str, sink: Sink) -> None:
    """Put every value under its key, its path as the place, with an own stack, so that depth costs no recursion.

    Of a model that a drawing program keeps (StarUML) only what somebody wrote into it is put.
    """
    drawn = isinstance(root, dict) and _DRAWN.issubset(root)
    stack: list[tuple[str, str, object]] = [("", path, _written(root) if drawn else root)]
    while stack:
        key, path, value = stack.pop()
        if isinstance(value, dict):
            stack += [(str(name), _join(path, str(name)), inner) for name, inner in reversed(value.items())]
        elif isinstance(value, list):
            stack += _list(key, path, value, sink)
        else:
            stack += _leaf(key, path, value, sink)


_DRAWN = frozenset(("_type", "_id", "ownedElements"))
# What people write into the elements of a model: StarUML's metamodel, its attributes of strings.
_WRITTEN = frozenset(
    "name documentation text author company copyright version value defaultValue guard specification comment".split()
)


def _written(root: object) -> list[object]:
    """Give what is written in each element of a drawing's model; ids, links, places, fonts and colours go."""
    stack, found = [root], list[object]()
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            texts = {key: each for key, each in value.items() if key in _WRITTEN and isinstance(each, str)}
            if any(map(str.strip, texts.values())) and "View" not in str(value.get("_type", "")):
                found.append(texts)
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        stack += reversed([each for each in inner if isinstance(each, dict | list)])
    return found


def _join(path: str, name: str) -> str:
    return f"{path}.{name[:60]}"[-200:].lstrip(".")


def _list(key: str, path: str, items: list[object], sink: Sink) -> list[tuple[str, str, object]]:
    """Put an array: numbers in one line, records as a table; give what is left to be walked."""
    if len(items) > 1 and all(isinstance(item, str) and _is_number(item) for item in items):
        for start in range(0, len(items), 200):
            _say(key, ", ".join(str(item) for item in items[start : start + 200]), path or "value", sink)
        return []
    rows = [dict(_scalars(item)) for item in items if isinstance(item, dict)] if len(items) > 1 else []
    keys = records.shared([list(row) for row in rows]) if len(rows) == len(items) else None
    if keys is None or any(len(value) > _LONG_CELL or "\n" in value.strip() for row in rows for value in row.values()):
        return [(key, f"{path}[{at}]", item) for at, item in reversed(list(enumerate(items)))]
    table = records.Table(sink, keys, "table", f"{path or 'records'}[]")
    rest: list[tuple[str, str, object]] = []
    for at, row in enumerate(rows):
        place = f"{path}[{at}]"
        table.put([row.get(name, "") for name in keys], place)
        rest += [(name.rpartition(".")[2], _join(place, name), inner) for name, inner in _nested(items[at])]
    return rest[::-1]


def _is_number(item: str) -> bool:
    return bool(re.match(r"-?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,5})?$", item))


def _scalars(item: object) -> Iterator[tuple[str, str]]:
    """Give the plain values of a record, those one level deeper under both keys."""
    for name, value in item.items() if isinstance(item, dict) else ():
        inner = value.items() if isinstance(value, dict) else ()
        for key, deeper in ((name, value), *((f"{name}.{under}", each) for under, each in inner)):
            if isinstance(deeper, str | bool):
                yield str(key), _text(deeper)


def _nested(item: object) -> Iterator[tuple[str, object]]:
    for name, value in item.items() if isinstance(item, dict) else ():
        if isinstance(value, list):
            yield str(name), value
        elif isinstance(value, dict):
            yield from ((f"{name}.{under}", each) for under, each in value.items() if isinstance(each, dict | list))


def _text(value: str | bool) -> str:
    return value if isinstance(value, str) else str(value).lower()


def _leaf(key: str, path: str, value: object, sink: Sink) -> list[tuple[str, str, object]]:
    """Put a plain value; JSON, files and long texts in a string are read as such."""
    if not isinstance(value, str | bool):
        return []
    text = _text(value)
    if len(text) > 1500 and _file(path, text, sink):
        return []
    if text[:1] in ("{", "[") and text.rstrip()[-1:] in ("}", "]") and len(text) < 1 << 20:
        try:
            inner = parsed(text)
        except (ValueError, RecursionError):
            inner = None
        if isinstance(inner, dict | list) and inner:
            return [(key, path, inner)]
    _say(key, text, path or "value", sink)
    return []


def _say(key: str, text: str, path: str, sink: Sink) -> None:
    if "\n" in text.strip():
        lines.put(sink, text, "body", lambda n: f"{path} line {n}")
    else:
        sink.put(f"{key}: {text}" if key and text.strip() else text, "body", path, "field" if key else "paragraph")


def _file(path: str, text: str, sink: Sink) -> bool:
    """Keep a string that is a file in base64 as a member."""
    encoded = _ENCODED.match(text)
    if not encoded:
        return False
    try:
        content = base64.b64decode(encoded[1])
    except (binascii.Error, ValueError):
        return False
    kind = sniff.kind(content[:8192], content, "")
    if kind in ("unknown", "txt"):
        return False
    sink.reading.members.append((f"{path[-60:] or 'value'}.{kind}", content))
    return True


def tokens(text: str, sink: Sink) -> None:
    """Put the strings and numbers of a file that is no valid JSON, each under the key that stands before it."""
    key, found = "", False
    for token in _TOKEN.finditer(text):
        string, colon, number, word = token.groups()
        if string is not None and colon:
            key = _unescaped(string)
        elif string is not None or number or word:
            found = True
            _say(key, _unescaped(string) if string is not None else number or word, key or "value", sink)
    if not found and re.search(r"\w", text):
        lines.put(sink, text)


def _unescaped(string: str) -> str:
    try:
        return str(json.loads(f'"{string}"', strict=False))
    except ValueError:
        return string
