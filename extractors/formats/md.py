"""Markdown: headings, tables, front matter, notes and comments, without the marks of its emphasis."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import cast

from extractors.model import Format, Layer, Limits, Reading
from extractors.pages import markup
from extractors.plain import decode, frontmatter, inlined, lines
from extractors.sink import Sink

_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|~~|__)(?=\S)([^*~_\n]{1,400}?)(?<=\S)\1")
_CODE = re.compile(r"`([^`\n]{1,400})`")
# A link within the document says no more than its words; one to elsewhere stands behind them.
_WITHIN = re.compile(r"(?<![\w\])])\[([^\[\]\n]{1,400})\](?:\(#[^()\n]{0,400}\)|\[[^\[\]\n]{0,60}\])")
_LINK = re.compile(r"\[([^\[\]\n]{1,400})\]\(<?([^()<>\s]{1,2000})>?(?:\s+[\"'][^\"'\n]{0,400}[\"'])?\)")
_PICTURE = re.compile(r"!\[([^\]\n]{0,400})\]\([^()\n]{0,2000}\)")
_NOTE = re.compile(r"\[\^([^\]\s]{1,60})\]:\s*(.*)")
_ENTRY = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")  # of a list within a list, which is no code
_TASK = re.compile(r"^(\s*[-*+]\s+)\[[ xX]\]\s+")
_TAG = re.compile(
    r"</?(?:br|hr|b|i|u|s|a|em|strong|sub|sup|span|font|p|div|kbd|mark|del|ins|small|big|code|pre|img|details|summary|center"
    r"|ul|ol|li|dl|dt|dd|blockquote|section|nav|picture|source|tr|t[dhr]|tbody|thead|table)\b[^<>]{0,600}>",
    re.IGNORECASE,
)
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^<>]{0,300}>(.{1,400}?)</h\1>\s*$", re.IGNORECASE)
_TABLE, _TABLE_ENDS = re.compile(r"\s*<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
_CLOSE_HEADING = re.compile(r"(#{2,6})(?=[^\s#])")  # ##范围
_UNDERLINE = re.compile(r"(?:=+|-{2,})\s*$")


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Read the front matter as fields, comments as comments, then block by block like plain text."""
    sink = Sink(reading, limits)
    text = inlined.without(decode.told(sink, data).replace("\r\n", "\n").replace("\r", "\n"), sink)
    rows = text.split("\n")
    rows = frontmatter.put(rows, sink)
    rows = _without_comments(rows, sink)
    tables = list(_tables(rows))
    pages = ["\n".join(rows[start:end]) for start, end in tables]
    for start, end in tables:
        rows[start:end] = [""] * (end - start)
    told, first = _plain(rows, sink), 0
    for (start, end), page in zip(tables, pages, strict=True):
        _put_lines(sink, told, first, start)
        markup.put(sink, page, place=f"line {start + 1} ")
        first = end
    _put_lines(sink, told, first, len(told))


def _put_lines(sink: Sink, told: list[str], first: int, behind: int) -> None:
    text = "\n".join(told[first:behind])
    lines.put(sink, text, where=lambda number: f"line {first + number}", opens=first == 0)


def _tables(rows: list[str]) -> Iterator[tuple[int, int]]:
    """Give where a table in HTML begins, and the line behind its end; what stands in code is none."""
    ends = [at for at, row in enumerate(rows) if "</" in row and _TABLE_ENDS.search(row)]
    behind, fence = 0, ""
    for at, row in enumerate(rows if ends else ()):
        mark = _FENCE.match(row)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if at < behind or fence or "<" not in row or row.startswith("    ") or not _TABLE.match(row):
            continue
        last = bisect_left(ends, at)
        if last < len(ends):
            behind = ends[last] + 1
            yield at, behind


def _without_comments(rows: list[str], sink: Sink) -> list[str]:
    """Put what stands in <!-- --> as comments, for no reader of the page sees it."""
    text = "\n".join(rows)
    found, at = list[str](), 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        stop = end if end >= 0 else len(text)
        inner = text[start + 4 : stop]
        said = "" if markup.OF_OFFICE.match(inner) else inner
        sink.put(said, "comment", f"line {text.count(chr(10), 0, start) + 1}" if len(found) < 1000 else "comment")
        found += [text[at:start], "\n" * inner.count("\n")]
        at = stop + 3 if end >= 0 else len(text)
    return "".join([*found, text[at:]]).split("\n")


def _plain(rows: list[str], sink: Sink) -> list[str]:
    """Give the lines without marks; those of code stay as they are."""
    found, fence = list[str](), ""
    for row in rows:
        mark = _FENCE.match(row)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
            found.append("")
        elif fence or (row.startswith("    ") and not _ENTRY.match(row)):
            found.append(row)
        else:
            found.append(_line(row, found, sink))
    return found


def _line(row: str, before: list[str], sink: Sink) -> str:
    note = _NOTE.match(row.strip())
    if note:
        sink.put(_bare(note[2]), "footnote", f"note {note[1]}")
        return ""
    if _UNDERLINE.match(row) and _may_be_heading(before):
        before[-1] = f"# {before[-1]}"
        return ""
    return _bare(_TASK.sub(r"\1", row))


def _may_be_heading(before: list[str]) -> bool:
    """Say whether the last line stands alone and is nothing else, so that a line of dashes makes it a heading."""
    if not before or not before[-1].strip() or (len(before) > 1 and before[-2].strip()):
        return False
    return "|" not in before[-1] and not before[-1].lstrip().startswith(("#", "-", ">"))


def _bare(row: str) -> str:
    if row.lstrip().startswith(">"):
        row = re.sub(r"^\s*(?:>\s?)+", "", row)
    row = _PICTURE.sub(r"\1", row) if "![" in row else row
    row = _LINK.sub(_linked, _WITHIN.sub(r"\1", row)) if "](" in row or "][" in row else row
    if "<" in row:
        heading = _HTML_HEADING.match(row)
        row = f"{'#' * int(heading[1])} {heading[2]}" if heading else row
        row = _TAG.sub(" ", row)
    row = _CLOSE_HEADING.sub(r"\1 ", row, count=1) if row.startswith("##") else row
    return _CODE.sub(r"\1", _EMPHASIS.sub(r"\2", row)) if any(mark in row for mark in ("*", "_", "~", "`")) else row


def _linked(link: re.Match[str]) -> str:
    words, address = link.groups()
    return address if words.strip("<> ") == address else f"{words} ({address})"


_LAYERS = cast(
    tuple[Layer, ...],
    ("body", "table", "hidden_text", "comment", "footnote", "header_footer", "annotation", "form_field",
     "tracked_deletion", "metadata", "attachment"),
)  # fmt: skip
FORMAT = Format(kinds=("md",), layers=_LAYERS, read=read, version=6)
