"""Gives plain lines their form: heading, bullet, field, table row or paragraph, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extractors.model import Form, Layer
from extractors.sink import Sink, clean

HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[章节節条條部篇]|[一二三四五六七八九十]+、|[（(〔［[【][一二三四五六七八九十]+[）)〕］\]】]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[.、．]?\s+(?=\S)|\d{1,2}、|[IVX]{1,4}\.\s|(?:Chapter|Section|Part|Appendix|Annex)\s+[\dA-Z])"
)
_MARK = re.compile(r"(?:[-*+•·●○◆■□▪▶➢✓–—]\s+|[•●○◆■□▪▶➢✓]|[（(]?\d{1,2}[）)]|[①-⑳]|[a-z][)）]\s)\s*(?=\S)")
_KEY = re.compile(r"([^：:，,。.；;！!？?“”\"<>=/\\]{1,40}?)\s*(?:：\s*|:(?:\s+|(?=[^\x00-\x7f/\\\s])))(\S.*)$")
_FULL_STOPS = "。．.!！?？；;"
_SENTENCE_END = "。．.!！?？；;，,、：:…"
_SCHEME = re.compile(r"(?:https?|ftp|mailto|file)$", re.IGNORECASE)
_WIDE = re.compile("[\u2e80-\U0010ffff]")
_HASHED = re.compile(r"#{1,6}\s+\S")
_RULE = re.compile(r"[-=_*~—\s]{3,}$")


def is_field(text: str) -> bool:
    """Say whether a line is `键：值` or `Key: value`: a short key without a sentence in it, and a short value.

    A key has at most ten 汉字 or five words; clock times, links and drive letters are no fields.
    """
    match = _KEY.match(text)
    if not match or len(match[2]) > 160:
        return False
    key = match[1].strip()
    if HAN.search(key):
        return len(key) <= 12 and match[2].count("。") <= 1
    return bool(re.match(r"[A-Za-z]", key)) and len(key) > 1 and len(key.split()) <= 4 and not _SCHEME.match(key)


def is_heading(text: str) -> bool:
    """Say whether a line that stands alone reads as a heading: short, no closing punctuation, no field."""
    if not text or text[-1] in _SENTENCE_END or is_field(text) or _MARK.match(text):
        return False
    words = len(text.split())
    if _NUMBERED.match(text):
        return len(text) <= 40 if HAN.search(text) else len(text) <= 80 and words <= 12
    if not re.match(r"[\w《“\"【（(#]", text) or re.fullmatch(r"[\d\W]+", text):
        return False
    comma = any(mark in text for mark in "，。；;,")
    return not comma and (len(text) <= 30 if HAN.search(text) else words <= 10 and len(text) <= 70)


def is_numbered(text: str) -> bool:
    """Say whether a short line opens with a heading number: 一、 （二） 第三章 1.2 Chapter 4."""
    return bool(_NUMBERED.match(text)) and is_heading(text)


def form(text: str, alone: bool) -> Form:
    """Give one line's form; `alone` says that it is set apart from the lines around it."""
    if is_field(text):
        return "field"
    if is_numbered(text) or (alone and is_heading(text)):
        return "heading"
    return "bullet" if _MARK.match(text) and text[:1] not in "①②③④⑤⑥⑦⑧⑨⑩" else "paragraph"


def unmarked(text: str) -> str:
    """Give a bullet's text without its bullet sign; numbers stay, since people refer to them."""
    return re.sub(r"^[-*+•·●○◆■□▪▶➢✓–—]\s*(?=\S)", "", text)


def blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Give runs of lines between blank lines, each with the number of its first line, counted from 1.

    A line that says that it is a heading (## Scope) is a run by itself.
    """
    start, block = 1, list[str]()
    for number, line in enumerate(lines, 1):
        if _HASHED.match(line):
            if block:
                yield start, block
                block = []
            yield number, [line]
        elif line.strip():
            start = start if block else number
            block.append(line)
        elif block:
            yield start, block
            block = []
    if block:
        yield start, block


def joined(lines: Sequence[str]) -> str:
    """Join the wrapped lines of one paragraph: no space between 汉字, one elsewhere, hyphenation undone."""
    pieces: list[str] = []
    for line in (clean(line) for line in lines):
        last = pieces[-1] if pieces else ""
        if last[-1:] == "-" and "a" <= last[-2:-1] <= "z" and "a" <= line[:1] <= "z":
            pieces[-1] = last[:-1]
        elif last and line and not (_wide(last[-1]) or _wide(line[0])):
            pieces.append(" ")
        if line:
            pieces.append(line)
    return "".join(pieces)


def _wide(mark: str) -> bool:
    return mark >= "\u2e80"


def width(line: str) -> int:
    """Give how wide a line is, in columns: 汉字 take two."""
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def wrapped(block: Sequence[str]) -> bool:
    """Say whether a block is one paragraph broken at a fixed width.

    It is when no line could have taken the first word of the next one, and no line but the last ends a sentence of
    Chinese. A width below 40 columns is a list, not a wrap.
    """
    if len(block) < 2:
        return False
    bare = [line.strip() for line in block]
    widest = max(width(line) for line in bare)
    if widest < 40:
        return False
    full = all(width(line) + _first_width(after) > widest for line, after in pairwise(bare))
    return full and not any(line[-1] in "。！？：；" for line in bare[:-1])


def _first_width(line: str) -> int:
    # A closing mark never starts a line, so that a Chinese line may end two characters early.
    return 5 if _wide(line[0]) else 1 + width(line.split(" ", 1)[0])


def put(
    sink: Sink,
    text: str,
    layer: Layer = "body",
    where: Callable[[int], str] = lambda n: f"line {n}",
    *,
    opens: bool = True,
) -> None:
    """Put plain text into the reading: paragraphs, headings, fields, bullets, tab and pipe tables.

    Args:
        sink: Where the segments go.
        text: The whole text; line ends of any kind.
        layer: The layer of all of it.
        where: Gives the place of a line by its number.
        opens: Whether the file begins here, so that its first line may be a title.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n").split("\n")
    found = list(blocks(lines))
    hashed = {start for start, block in found if len(block) == 1 and _HASHED.match(block[0])}
    for start, block in found:
        below = start - 1 in hashed and start not in hashed  # what stands right below a heading is no second one
        if wrapped(block) and not _columns(block[0]) and form(clean(block[0]), False) == "paragraph":
            sink.put(joined(block), layer, where(start))
        else:
            first = opens and start == found[0][0]
            _put_block(sink, block, layer, lambda n, start=start: where(start + n), opens=first, below=below)  # type: ignore[misc]


def _columns(line: str) -> list[str]:
    if "\t" in line.strip():
        return line.strip("\r\n").split("\t")
    bare = line.strip()
    if " | " in bare or (bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2):
        return [cell.strip() for cell in bare.strip("|").split("|")]
    return []


def _hanging(block: Sequence[str]) -> list[tuple[int, str]]:
    """Give the lines of a block with their numbers from 0; what hangs below a bullet's text is part of it."""
    found: list[tuple[int, str]] = []
    edge = -1  # where the bullet begins that may still go on
    for number, line in enumerate(block):
        bare = line.strip()
        indent = len(line) - len(line.lstrip())
        opens = bool(_MARK.match(bare) or _NUMBERED.match(bare))
        if 0 <= edge < indent and not (opens or _columns(line) or is_field(bare)):
            found[-1] = (found[-1][0], " " * edge + joined([found[-1][1], line]))
            continue
        found.append((number, line))
        edge = indent if opens else -1
    return found


def _put_block(  # noqa: PLR0913  what `put` knows of a block
    sink: Sink, block: Sequence[str], layer: Layer, where: Callable[[int], str], *, opens: bool, below: bool
) -> None:
    whole = _hanging(block)
    rows = [_columns(line) for _, line in whole]
    table = 0
    for at, (number, line) in enumerate(whole):
        beside = rows[max(0, at - 1) : at] + rows[at + 1 : at + 2]
        if rows[at] and (any(beside) or "|" in line):
            table = table or sink.next_table()
            if not all(re.fullmatch(r"[:\-\s]*", cell) for cell in rows[at]):
                sink.row(rows[at], "table" if layer == "body" else layer, where(number), table)
            continue
        table = 0
        # A title opens a text, at most behind a letterhead, which ends as a sentence does.
        first = opens and all(above.rstrip()[-1] in _FULL_STOPS for _, above in whole[:at])
        _put_line(sink, line, layer, where(number), alone=(len(whole) == 1 and not below) or first)


def _put_line(sink: Sink, line: str, layer: Layer, where: str, alone: bool) -> None:
    text = clean(line)
    marked = re.match(r"(#{1,6})\s+(\S.*)$", text)
    if marked:
        sink.put(marked[2].rstrip("# "), layer, where, "heading")
    elif not _RULE.fullmatch(text):
        shape = form(text, alone)
        sink.put(unmarked(text) if shape == "bullet" else text, layer, where, shape)
