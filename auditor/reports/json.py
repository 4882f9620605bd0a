"""The canonical form of an audit, `audit.json`: written, read back and described by `schema.json`."""

from __future__ import annotations

import dataclasses
import functools
import io
import json
import math
import operator
import re
import sys
import types
import typing
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import chain
from typing import Any, TypeVar

from auditor import messages
from auditor.model import SCHEMA, STATEMENT_FIELDS, Audit, Statements
from auditor.reports.clean import decodable
from auditor.reports.report import Report

T = TypeVar("T")

# Written as \\uXXXX: the value stays what it is, and a terminal that shows the file cannot be fooled by it.
_SURROGATE = re.compile("[\ud800-\udfff]")
_HARMFUL = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef\ufffe\uffff]")
_DECIMALS = 9  # far below any meaning; keeps the last bits of floating sums out of the file


class BadAudit(Exception):  # noqa: N818  the house's word
    """A saved audit that cannot be used; `message` says what, where and what to do."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(messages.text(f"bad_audit.{reason}", "en", **values))
        self.reason = reason
        self.values = values

    def message(self, lang: str) -> str:
        """Give the message in a person's language."""
        return messages.text(f"bad_audit.{self.reason}", lang, **self.values)


def plain(value: object) -> Any:
    """Give frozen values as what JSON knows: objects, lists, strings as they are, rounded numbers."""
    kind = type(value)
    if kind is float:
        return round(value, _DECIMALS)  # type: ignore[call-overload]
    if kind in (str, int, bool) or value is None:
        return value
    if isinstance(value, tuple | list | Statements):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return {name: plain(getattr(value, name)) for name in _field_names(typing.cast(Hashable, kind))}


@functools.cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def dumps(audit: Audit) -> str:
    """Write an audit as canonical JSON: keys sorted, an entry of a list on a line, the same bytes for the same audit.

    Bytes of a file name that are no text become their escape (`\xff`); everything else is kept.

    Raises:
        ValueError: A number is infinite or not a number, which is a bug of whoever made the audit.
    """
    return written(audit).decode("utf-8")


def written(audit: Audit) -> bytes:
    """Give what `dumps` gives as UTF-8, as a file holds it: a large folder has hundreds of megabytes, held once."""
    names, texts, out = sorted(_field_names(Audit)), _Texts(), io.BytesIO()
    for number, name in enumerate(names):
        out.writelines((b",\n " if number else b"{\n ", texts[name], b": "))
        out.writelines(_laid(getattr(audit, name), texts))
    out.write(b"\n}\n")
    return out.getvalue()


def harmless(written: str) -> str:
    """Give JSON that means the same and fools no terminal: bytes that are no text and invisible signs as escapes."""
    return _HARMFUL.sub(lambda match: f"\\u{ord(match.group()):04x}", _decodable(written))


def _decodable(written: str) -> str:
    return _SURROGATE.sub(lambda match: json.dumps(decodable(match.group()))[1:-1], written)


class _Texts(dict[str, bytes]):
    """Texts as JSON, each written and made harmless once: paths and names stand in thousands of places."""

    def __missing__(self, text: str) -> bytes:
        self[text] = made = harmless(_text(text)).encode("utf-8")
        return made


def _laid(part: Any, texts: _Texts) -> Iterable[bytes]:
    """Lay out one part of an audit: a list with an entry on each line, else all on one."""
    if not isinstance(part, tuple | list | Statements) or not part:
        return [_whole(part)]
    if isinstance(part, Statements):
        return chain([b"[\n"], _rows(part, texts), [b"\n ]"])
    kinds = set(map(type, part))
    alike = len(kinds) == 1 and dataclasses.is_dataclass(next(iter(kinds)))
    lines = _columns(part, texts) if alike else (b"  " + _entry(entry, texts) for entry in part)
    return chain([b"[\n"], _lines(lines), [b"\n ]"])


def _lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Give lines with what stands between them."""
    held = iter(lines)
    yield next(held)
    for line in held:
        yield b",\n"
        yield line


def _rows(entries: Statements, texts: _Texts) -> Iterator[bytes]:
    """Write statements as `_entry` does, in pieces: each value once, behind its key, and then only put in order."""
    named = dict(zip(STATEMENT_FIELDS, entries.columns, strict=True))
    names = sorted(named)
    befores = [b", " + texts[name] + b": " for name in names]
    befores[0] = b",\n  {" + befores[0][2:]
    afters = [*[b""] * (len(names) - 1), b"}"]
    pieces = chain.from_iterable(zip(*(
        _column(named[name], texts, before, after) for name, before, after in zip(names, befores, afters, strict=True)
    ), strict=True))  # fmt: skip
    yield next(pieces)[2:]  # no comma before the first
    yield from pieces


def _columns(entries: Sequence[Any], texts: _Texts) -> Iterable[bytes]:
    """Write entries of one kind as `_entry` does, field by field: what many share is written at once."""
    form, values = _form(typing.cast(Hashable, type(entries[0])))
    columns = zip(*map(values, entries), strict=True)
    return map((b"  " + form).__mod__, zip(*(_column(column, texts) for column in columns), strict=True))


def _column(values: Sequence[Any], texts: _Texts, before: bytes = b"", after: bytes = b"") -> Iterable[bytes]:
    """Write the values of one field; of texts and numbers each once, but for zeros: 0.0 and -0.0 are written apart."""
    known = set(values) if set(map(type, values)) in ({str}, {float}) else {0.0}
    if 0.0 in known:
        return (before + _entry(value, texts) + after for value in values)
    made = {value: before + _entry(value, texts) + after for value in known}
    return map(made.__getitem__, values)


def _entry(entry: Any, texts: _Texts) -> bytes:
    """Write one entry: what `_whole` writes of it, put together field by field where it is a record.

    An audit holds hundreds of thousands of records; laying each out as a dictionary first took most of the time.
    """
    kind = type(entry)
    if kind is str:
        return texts[entry]
    if kind is float and math.isfinite(entry):
        return float.__repr__(round(entry, _DECIMALS)).encode("ascii")
    if kind is tuple:
        alike = set(map(type, entry)) == {str}
        inner = map(texts.__getitem__, entry) if alike else (_entry(each, texts) for each in entry)
        return b"[" + b", ".join(inner) + b"]"
    if not dataclasses.is_dataclass(entry):
        return _whole(entry)
    form, values = _form(typing.cast(Hashable, kind))
    return form % tuple([texts[each] if type(each) is str else _entry(each, texts) for each in values(entry)])


def _whole(value: object) -> bytes:
    return harmless(_line(plain(value))).encode("utf-8")


@functools.cache
def _form(kind: Any) -> tuple[bytes, Callable[[Any], Iterable[Any]]]:
    """Give a record as it is written, with a place for each value, and what reads its values in that order."""
    names = sorted(_field_names(kind))
    form = "{" + ", ".join(f"{_line(name)}: %b" for name in names) + "}"
    if len(names) > 1:
        return form.encode("ascii"), operator.attrgetter(*names)
    return form.encode("ascii"), lambda entry: [getattr(entry, name) for name in names]


_PART = b"\0"  # between the parts of what is kept; JSON holds none
_compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_text = json.encoder.encode_basestring
_line = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True).encode


def loads(text: str) -> Audit:
    """Read what `dumps` wrote; unknown keys are left alone, so that later versions may add some.

    Raises:
        BadAudit: Broken JSON, another schema, a missing key or a value of another shape.
    """
    return read_as(Audit, text)


def read_as(kind: type[T], text: str) -> T:
    """Read what `dumps` wrote as a record of fewer keys, for who needs no more.

    Raises:
        BadAudit: As in `loads`.
    """
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadAudit("broken", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise BadAudit("shape", where="audit", expected=SCHEMA) from error
    schema = found.get("schema") if isinstance(found, dict) else None
    if schema != SCHEMA:
        raise BadAudit("schema", found=repr(schema)[:60], expected=SCHEMA)
    return _record(kind, found, "")


def stored(audit: Audit) -> bytes:
    """Give an audit as bytes to keep between runs: as `dumps`, but of statements each value once, and by columns.

    Behind the rest stands a list of the values of each column, and behind that for each column the numbers of its
    values, each in four bytes.
    """
    columns = [_numbered(column) for column in Statements.of(audit.statements).columns]
    tables = _decodable(_compact([list(values) for values, _ in columns])).encode("utf-8")
    return b"".join([written(dataclasses.replace(audit, statements=())), _PART, tables, _PART,
                     *(_portable(numbers).tobytes() for _, numbers in columns)])  # fmt: skip


def restored(content: bytes) -> Audit:
    """Give the audit back that `stored` was given, or that an earlier version kept as `dumps` writes it.

    Raises:
        BadAudit, UnicodeDecodeError: Another version wrote it in a way that this one does not know.
    """
    rest, _, columns = content.partition(_PART)
    found = loads(rest.decode("utf-8"))
    return dataclasses.replace(found, statements=_statements(columns)) if columns else found


def _statements(content: bytes) -> Statements:
    tables, numbered, rest = content.partition(_PART)
    columns = json.loads(tables)
    if not numbered:  # of an earlier version: every value of every column as it stands
        return Statements(columns)
    numbers = array("I")
    numbers.frombytes(rest)
    numbers, many = _portable(numbers), len(numbers) // len(columns)
    return Statements([list(map(table.__getitem__, numbers[at * many : (at + 1) * many]))
                       for at, table in enumerate(columns)])  # fmt: skip


def _numbered(column: Sequence[Any]) -> tuple[Iterable[Any], array[int]]:
    """Give the distinct values of a column in the order in which they come, and for each place the number of its."""
    numbers = {value: number for number, value in enumerate(dict.fromkeys(column))}
    return numbers, array("I", map(numbers.__getitem__, column))


def _portable(numbers: array[int]) -> array[int]:
    """Give numbers with the lowest byte first, whatever this machine puts first; of such ones give its own again."""
    if sys.byteorder == "little":
        return numbers
    turned = array("I", numbers)
    turned.byteswap()
    return turned


def schema() -> dict[str, Any]:
    """Give the published JSON Schema of `audit.json`."""
    loaded: dict[str, Any] = json.loads((resources.files("auditor.reports") / "schema.json").read_text("utf-8"))
    return loaded


def _record(kind: type[T], found: Any, where: str) -> T:
    if not isinstance(found, dict):
        raise BadAudit("shape", where=where or "audit", expected="object")
    values = {}
    for name, hint, required in _shape(typing.cast(Hashable, kind)):
        place = f"{where}.{name}" if where else name
        if name in found:
            values[name] = _value(hint, found[name], place)
        elif required:
            raise BadAudit("missing", where=place)
    return kind(**values)


@functools.cache
def _shape(kind: Any) -> tuple[tuple[str, Any, bool], ...]:
    hints = typing.get_type_hints(kind)
    missing = dataclasses.MISSING
    return tuple(
        (field.name, hints[field.name], field.default is missing and field.default_factory is missing)
        for field in dataclasses.fields(kind)
    )


def _value(hint: Any, found: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return _sequence(arguments, found, where)
    if origin is Sequence:
        return _sequence((arguments[0], ...), found, where)
    if origin is dict:
        return _mapping(arguments[1], found, where)
    if origin is types.UnionType:
        return None if found is None else _value(arguments[0], found, where)
    if dataclasses.is_dataclass(hint):
        return _record(typing.cast(type, hint), found, where)
    return _scalar(hint, found, where)


def _sequence(arguments: tuple[Any, ...], found: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(found, list):
        raise BadAudit("shape", where=where, expected="list")
    if Ellipsis in arguments:
        return tuple(_value(arguments[0], item, f"{where}[{number}]") for number, item in enumerate(found))
    if len(found) != len(arguments):
        raise BadAudit("shape", where=where, expected=f"list of {len(arguments)}")
    return tuple(_value(hint, item, where) for hint, item in zip(arguments, found, strict=True))


def _mapping(hint: Any, found: Any, where: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise BadAudit("shape", where=where, expected="object")
    return {key: _value(hint, item, f"{where}.{key}") for key, item in found.items()}


def _scalar(hint: Any, found: Any, where: str) -> Any:
    number = isinstance(found, int | float) and not isinstance(found, bool)
    if hint is float and number:
        return float(found)
    if not isinstance(found, hint) or (hint is int and not number):
        raise BadAudit("shape", where=where, expected=hint.__name__)
    return found


def _render(audit: Audit, lang: str) -> str:
    _ = lang  # one canonical form, whoever reads it
    return dumps(audit)


REPORT = Report("json", ".json", _render)
