"""What the platform knows of each file and the download does not carry: who shared it, when, and who can read it.

A person exports or writes it as a table, CSV or JSON, with headings in Chinese or English. It adds to what was read:
sharer and date go into the audit, readers and open links into what a removal costs. Sharers are people; the audit
masks them like any name.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from auditor import messages
from extractors.model import Extraction

# Headings by field, without spaces and in small letters; where a table has several of one field, the first counts.
HEADINGS: dict[str, tuple[str, ...]] = {
    "path": ("path", "filepath", "路径", "文件路径", "file", "文件"),
    "sharer": ("sharer", "sharedby", "分享人", "分享者", "uploader", "uploadedby", "上传者", "上传人"),
    "shared_on": ("sharedon", "分享日期", "分享时间", "uploadedon", "上传日期", "上传时间"),
    "readers": ("readers", "可读人数", "阅读人数"),
    "link_open": ("linkopen", "openlink", "公开链接"),
}
_DELIMITERS = ",\t;"  # of spreadsheets here and there
_YES = frozenset({"yes", "y", "true", "1", "是", "有", "公开", "open"})
_NO = frozenset({"no", "n", "false", "0", "否", "无", "不公开", "未公开", "closed"})
_DATE = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?:[T ].*)?")
_COUNT = re.compile(r"(\d{1,9})(?:\.0+)?\s?人?")
_BETWEEN = re.compile(r"[\s,]*")
_EXAMPLE = '{"path": "minutes/a.docx", "sharer": "", "shared on": "2026-03-12", "readers": 120, "link open": "no"}'

# chosen: ten doublings of the readers cost as much as one more file. Costs settle ties between removals that lower
# the score alike, so only their order matters; the scale keeps a widely read file dear without making it sacred.
DOUBLINGS = 10.0
# chosen: with a thousand readers and an open link a file costs as much as one that nobody reads behind a closed link.
OPEN_LINK = 0.5

Cell = tuple[int, Mapping[str, Any]]


class BadManifest(Exception):  # noqa: N818  the house's word
    """A manifest that cannot be used; `message` says what, where and what to do."""

    def __init__(self, reason: str, name: str, **values: object) -> None:
        super().__init__(messages.text(f"manifest.{reason}", "en", path=name, **values))
        self.reason = reason
        self.values = {"path": name, **values}

    def message(self, lang: str) -> str:
        """Give the message in a person's language."""
        return messages.text(f"manifest.{self.reason}", lang, **self.values)


@dataclass(frozen=True, slots=True)
class Shared:
    """What is known of one shared file; "" and None where nothing is said.

    Attributes:
        path: As the manifest has it.
        shared_on: ISO date.
        readers: How many people can read it.
        link_open: Whether whoever has the link can read it, member of the group or not.
    """

    path: str
    sharer: str = ""
    shared_on: str = ""
    readers: int | None = None
    link_open: bool | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The lines of a manifest, and the name of the folder that its paths may begin with."""

    shared: tuple[Shared, ...]
    folder: str = ""


# From text


def parsed(content: str, name: str, folder: str = "") -> Manifest:
    """Read a manifest.

    Args:
        content: The whole text; JSON where it begins like JSON, else CSV with a heading, any order of columns.
        name: Of the file, for messages.
        folder: Name of the audited folder, which paths may begin with.

    Raises:
        BadManifest: Something in it is wrong; the message gives the line.
    """
    cells = _json(content, name) if content.lstrip()[:1] in ("[", "{") else _csv(content, name)
    found: dict[str, tuple[int, Shared]] = {}
    for line, fields in cells:
        shared = _shared(line, fields, name)
        before, same = found.setdefault(_plain(shared.path), (line, shared))
        if replace(same, path=shared.path) != shared:
            raise BadManifest("twice", name, line=line, before=before)
    if not found:
        raise BadManifest("empty", name)
    return Manifest(tuple(shared for _, shared in found.values()), folder)


def _heading(cell: str) -> str:
    return re.sub(r"[\s_\-]", "", unicodedata.normalize("NFKC", cell)).casefold()


def _fields(headings: Sequence[str], name: str) -> dict[str, int]:
    """Give the column of each field.

    Raises:
        BadManifest: No column names the files, or two columns bear the same heading.
    """
    seen = [_heading(heading) for heading in headings]
    columns: dict[str, int] = {}
    for field, known in HEADINGS.items():
        if heading := next((each for each in known if each in seen), ""):
            columns[field] = seen.index(heading)
            if seen.count(heading) > 1:
                raise BadManifest("twice_column", name, column=headings[columns[field]].strip())
    if "path" not in columns:
        raise BadManifest("no_path", name)
    return columns


def _csv(content: str, name: str) -> Iterator[Cell]:
    first = content.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    columns: dict[str, int] = {}
    headings: list[str] = []
    for line, row in _rows(reader, name):
        if not columns:
            headings, columns = row, _fields(row, name)
            continue
        if any(cell.strip() for cell in row[len(headings) :]):
            raise BadManifest("columns", name, line=line)
        yield line, {field: row[at] for field, at in columns.items() if at < len(row)}


def _rows(reader: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that hold something, each with the number of its first line."""
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise BadManifest("csv", name, line=line) from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield line, row
        line = reader.line_num + 1


def _json(content: str, name: str) -> Iterator[Cell]:
    try:
        whole = json.loads(content)
    except json.JSONDecodeError as error:
        raise BadManifest("json", name, line=error.lineno, column=error.colno) from error
    except (RecursionError, ValueError) as error:  # a thousand brackets, a number of five thousand digits
        raise BadManifest("shape", name, line=1, example=_EXAMPLE) from error
    for line, entry in _entries(content) if isinstance(whole, list) else [(1, None)]:
        if not isinstance(entry, dict) or any(isinstance(cell, dict | list) for cell in entry.values()):
            raise BadManifest("shape", name, line=line, example=_EXAMPLE)
        headings = list(entry)
        yield line, {field: entry[headings[at]] for field, at in _fields(headings, name).items()}


def _entries(content: str) -> Iterator[tuple[int, Any]]:
    """Give the entries of a list in sound JSON, each with the number of the line that it begins in."""
    decoder, line, before = json.JSONDecoder(), 1, 0
    at = content.index("[") + 1
    while content[at := _BETWEEN.match(content, at).end()] != "]":  # type: ignore[union-attr]
        line += content.count("\n", before, at)
        before = at
        entry, at = decoder.raw_decode(content, at)
        yield line, entry


def _shared(line: int, fields: Mapping[str, Any], name: str) -> Shared:
    said = {field: _text(cell) for field, cell in fields.items()}
    if not said["path"]:
        raise BadManifest("path", name, line=line)
    return Shared(
        str(fields["path"]).strip(),
        said.get("sharer", ""),
        _day(said.get("shared_on", ""), line, name),
        _readers(said.get("readers", ""), line, name),
        _open(said.get("link_open", ""), line, name),
    )


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(unicodedata.normalize("NFKC", str(cell)).split())


def _day(said: str, line: int, name: str) -> str:
    if not said:
        return ""
    try:
        year, month, day = map(int, _DATE.fullmatch(said).groups())  # type: ignore[union-attr]
        return date(year, month, day).isoformat()
    except (AttributeError, ValueError) as error:  # another form, or no day of the calendar
        raise BadManifest("date", name, line=line) from error


def _readers(said: str, line: int, name: str) -> int | None:
    if not said:
        return None
    if match := _COUNT.fullmatch(said.replace(",", "")):
        return int(match.group(1))
    raise BadManifest("readers", name, line=line)


def _open(said: str, line: int, name: str) -> bool | None:
    if not said:
        return None
    if (low := said.casefold()) in _YES or low in _NO:
        return low in _YES
    raise BadManifest("link", name, line=line)


# Onto the files


def enriched(files: Sequence[Extraction], manifest: Manifest) -> list[Extraction]:
    """Give the files with sharer and date of the manifest where it says them; members go with their archive."""
    known = _placed(files, manifest)
    nothing = Shared("")
    said = (known.get(file.path, nothing) for file in files)
    return [
        replace(file, sharer=each.sharer or file.sharer, modified=each.shared_on or file.modified,
                undated=file.undated and not each.shared_on)
        for file, each in zip(files, said, strict=True)
    ]  # fmt: skip


def costs(
    files: Sequence[Extraction], manifest: Manifest, given: Sequence[tuple[str, float]] = ()
) -> tuple[tuple[str, float], ...]:
    """Give what the removal of each file of the manifest costs; what a person gave for a path counts instead."""
    known = {path: cost(shared) for path, shared in _placed(files, manifest).items()}
    return tuple((known | dict(given)).items())


def cost(shared: Shared) -> float:
    """Say what the group loses by a removal, 1.0 for a file of which nothing is known.

    Those who read a file lose it, so readers raise the cost, mildly: the hundredth reader loses no more than the
    first, and most of those who can read never do. An open link lowers it: the file is out beyond the group already,
    the score supposes no such thing, and whoever belongs to the group can have the file in another way.
    """
    dear = 1.0 + math.log2(1 + (shared.readers or 0)) / DOUBLINGS
    return round(dear * (OPEN_LINK if shared.link_open else 1.0), 4)


def unknown(files: Sequence[Extraction], manifest: Manifest) -> tuple[str, ...]:
    """Give the manifest's paths that no file of the folder has, in its order."""
    met = set(map(id, _matched(files, manifest).values()))
    return tuple(shared.path for shared in manifest.shared if id(shared) not in met)


def _placed(files: Sequence[Extraction], manifest: Manifest) -> dict[str, Shared]:
    """Give what is known of each path of the folder; of a member what is known of it, else of its archive."""
    met = _matched(files, manifest)
    found = {}
    for file in files:
        parts = file.path.split("!/")
        outers = ("!/".join(parts[:count]) for count in range(len(parts), 0, -1))
        if outer := next((each for each in outers if each in met), ""):
            found[file.path] = met[outer]
    return found


def _matched(files: Iterable[Extraction], manifest: Manifest) -> dict[str, Shared]:
    """Give the line for each path of the folder that has one.

    Whether paths begin with the folder's name is decided by which reading meets more files, for a folder may hold
    one of its own name; a single path that only the other reading meets is taken by that.
    """
    exact = {file.path: file.path for file in files}
    loose = {_plain(path): path for path in exact}
    front = f"{_plain(manifest.folder)}/"

    def whole(path: str) -> str | None:
        return exact.get(path) or loose.get(_plain(path))

    def bare(path: str) -> str | None:
        plain = _plain(path)
        return loose.get(plain.removeprefix(front)) if manifest.folder and plain.startswith(front) else None

    hits = [sum(reading(shared.path) is not None for shared in manifest.shared) for reading in (whole, bare)]
    readings = (bare, whole) if hits[1] > hits[0] else (whole, bare)
    met: dict[str, Shared] = {}
    for shared in manifest.shared:
        if path := next(filter(None, (reading(shared.path) for reading in readings)), None):
            met.setdefault(path, shared)
    return met


def _plain(path: str) -> str:
    """Give a path in the one form that Windows, macOS and a download share: `/` between parts, composed letters."""
    return re.sub(r"^(?:\.?/+)+", "", unicodedata.normalize("NFC", path.replace("\\", "/")))
