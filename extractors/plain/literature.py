"""Lists of literature as reference managers write them: BibTeX, RIS and PubMed, EndNote, RefWorks and NoteExpress."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.sink import Sink

# Fields in which whoever keeps the list writes of their own accord; all others say what was published.
# BibTeX: the manual of biblatex and what managers add; RIS: N1, RN; EndNote: %Z, %<; RefWorks: NO; NoteExpress: Notes.
_REMARKS = frozenset("note annote annotation comment comments n1 rn %z %< no notes".split())
# Where a file lies on the computer of whoever keeps the list, and the list's own numbering.
_FILES = frozenset("file bdsk-file-1 pdf localfile local-url l1 l2 l4 %> lk attachments".split())
_OPENING = re.compile(r"@(?P<type>[A-Za-z]{3,30})\s*(?P<mark>[{(])", re.ASCII)
_KEY = re.compile(r"\s*(?P<key>[^\s,{}=]{1,120})\s*,")
_NAME = re.compile(r"[\s,]*(?P<name>[A-Za-z][\w:.+/-]{0,60})\s*=\s*")
_QUIET = frozenset(("comment", "preamble", "string"))
_MARKUP = re.compile(r"\\[a-zA-Z]+\s?|[{}]|\\(?=[&%$#_])")
_TAGGED = re.compile(
    r"(?P<ris>(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,2}- ?)|(?P<enw>%[A-Z0-9~@!#$&(<>*+^_] )"
    r"|(?P<note>\{[A-Z][A-Za-z /]{2,40}\}: ?)"
    r"|(?P<refworks>[A-Z][A-Z0-9] )"
)
_RECORD_TAGS = frozenset(("TY", "PMID", "RT", "%0", "{Reference Type}"))
_BIB_HEAD = re.compile(
    r"(?:%[^\n]*+\n|@(?:comment|preamble|string)\s*+[{(][^\n]*+\n|\s++)*+@[A-Za-z]{3,30}\s*[{(]\s*[^\s,{}=]{1,120}\s*,\s*"
    r"(?:\n\s*)?[A-Za-z][\w-]{0,40}\s*=\s*[{\"\w]", re.IGNORECASE
)  # fmt: skip
_RIS_HEAD = re.compile(r"TY {1,2}- ?[A-Z]{3,8}\s*\n|PMID- ?\d{5,9}\s*\n|RT [A-Z][A-Za-z ]{3,40}\n(?:SR|ID|A1|T1) ")
_ENW_HEAD = re.compile(r"%0 [A-Z][A-Za-z ]{2,40}\n%|\{Reference Type\}: ?[A-Z]")
_END = re.compile(r"ER {1,2}-")


class Entry(NamedTuple):
    """One work of a list: the line where it begins, and its fields in their order, names in small letters."""

    line: int
    fields: tuple[tuple[str, str], ...]


def kind(bare: str) -> str:
    """Give "bib", "ris" or "enw" for a text that begins as such a list does, else ""."""
    if bare[:1] in "@%" and _BIB_HEAD.match(bare):
        return "bib"
    return "ris" if _RIS_HEAD.match(bare) else "enw" if _ENW_HEAD.match(bare) else ""


def put(sink: Sink, entries: Iterator[Entry]) -> None:
    """Put each work as one passage, and what somebody noted on it apart.

    What is published stands at a place that says so (`cited` knows it), a remark is a comment.
    """
    for entry in entries:
        told = [value for name, value in entry.fields if name not in _REMARKS and name not in _FILES]
        sink.put(". ".join(told), "body", f"line {entry.line} reference")
        for name, value in entry.fields:
            if name in _REMARKS:
                sink.put(value, "comment", f"line {entry.line} comment")
            elif name in _FILES:
                sink.put(f"{name}: {value}", "metadata", f"line {entry.line} reference")


def bibtex(text: str) -> Iterator[Entry]:
    """Give the works of a BibTeX file; abbreviations and what stands between works are nobody's text."""
    at, line, counted = 0, 1, 0
    while match := _OPENING.search(text, at):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        closing = "}" if match["mark"] == "{" else ")"
        if match["type"].lower() in _QUIET:
            at = _behind(text, match.end(), closing)
            continue
        key = _KEY.match(text, match.end())
        fields, at = _fields(text, key.end() if key else match.end(), closing)
        if fields:
            yield Entry(line, tuple(fields))


def _fields(text: str, at: int, closing: str) -> tuple[list[tuple[str, str]], int]:
    """Give the fields of a work and where it ends; one that is never closed ends where its next field is none."""
    fields = list[tuple[str, str]]()
    while name := _NAME.match(text, at):
        value, at = _value(text, name.end(), closing)
        fields.append((name["name"].lower(), _MARKUP.sub("", value).strip()))
    return fields, max(at, text.find(closing, at, at + 200) + 1)


def _value(text: str, at: int, closing: str) -> tuple[str, int]:
    """Give a field's value, of parts joined by #, and where it ends."""
    parts = list[str]()
    while True:
        mark = text[at : at + 1]
        if mark == "{":
            end = _behind(text, at + 1, "}")
            parts.append(text[at + 1 : end - 1])
        elif mark == '"':
            end = _quoted(text, at + 1)
            parts.append(text[at + 1 : end - 1])
        else:
            end = next((n for n in range(at, len(text)) if text[n] in f",#\n{closing}"), len(text))
            parts.append(text[at:end])
        behind = _blank(text, end)
        if text[behind : behind + 1] != "#":
            return "".join(parts), end
        at = _blank(text, behind + 1)


def _blank(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


_BRACES = re.compile(r"[{}]")


def _behind(text: str, at: int, closing: str) -> int:
    """Give the offset behind the mark that closes what is open: the end of the text where none does."""
    if closing != "}":
        found = text.find(closing, at)
        return found + 1 if found >= 0 else len(text)
    depth = 1
    for brace in _BRACES.finditer(text, at):
        depth += 1 if brace.group() == "{" else -1
        if not depth:
            return brace.end()
    return len(text)


_QUOTE = re.compile(r'["{}]')


def _quoted(text: str, at: int) -> int:
    """Give the offset behind the quotation mark that closes a value; those within braces are part of it."""
    depth = 0
    for mark in _QUOTE.finditer(text, at):
        if mark.group() == '"' and depth <= 0:
            return mark.end()
        depth += (mark.group() == "{") - (mark.group() == "}")
    return len(text)


def tagged(text: str) -> Iterator[Entry]:
    """Give the works of a list whose lines begin with what they hold (`AU  - Moore, A.`, `%A 沈默`)."""
    held, first, known = list[tuple[str, list[str]]](), 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        match = _TAGGED.match(line)
        flavour = (match.lastgroup or "") if match else ""
        flavour = "ris" if flavour == "tag" else flavour
        if match and flavour == (known or flavour):
            known = flavour
            tag = match.group().rstrip(" :-")
            if (tag in _RECORD_TAGS or _END.match(line)) and held:
                yield _entry(first, held)
                held, first = [], 0
            first = first or number
            if tag in _RECORD_TAGS:
                first = number
            elif tag != "ER":
                held.append((tag.strip("{}").lower(), [line[match.end() :].strip()]))
        elif held and line.strip():
            held[-1][1].append(line.strip())
    if held:
        yield _entry(first, held)


def _entry(line: int, fields: Sequence[tuple[str, Sequence[str]]]) -> Entry:
    """Give a work whose fields may go on for lines."""
    return Entry(line, tuple((name, " ".join(lines)) for name, lines in fields))
