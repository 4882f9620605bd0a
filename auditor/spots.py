"""Says in a reader's words where in a file something stands; what the words do not know speaks for itself.

Files keep their places as their readers found them (line 3, slide 2 notes, Sheet1!B4 comment), and audit.json gives
them so; only sentences and pages say them in words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from auditor import messages
from extractors.model import HIDDEN_LAYERS
from extractors.text import has_cjk

# What a place begins with. A sheet's name is its author's and stays; of the rest, a number stays and its word is said.
_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("page", r"(?:p\.\s?|page )(?P<number>\d+)"),
        ("line", r"line (?P<number>\d+)"),
        ("slide_unlisted", r"slide (?P<number>\d+), not listed"),
        ("slide", r"slide (?P<number>\d+)"),
        ("paragraph", r"¶\s?(?P<number>\d+)"),
        ("table_row", r"table (?P<table>\d+) row (?P<number>\d+)"),
        ("row", r"row (?P<number>\d+)"),
        ("before_message", r"before message (?P<number>\d+)"),
        ("message_at", r"message (?P<number>\d+), (?P<time>\d[\d/.: -]*\d(?: [AP]M)?)"),
        ("message", r"message (?P<number>\d+)"),
        ("chapter_part", r"chapter (?P<chapter>\d+) ¶(?P<number>\d+)"),
        ("chapter", r"chapter (?P<number>\d+)"),
        ("footnote", r"footnote (?P<number>\d+)"),
        ("endnote", r"endnote (?P<number>\d+)"),
        ("text_box", r"text box (?P<number>\d+)"),
        ("comment", r"comment (?P<number>\d{1,4})(?!-)"),
        ("slide_master", r"slideMaster(?P<number>\d+)"),
        ("slide_layout", r"slideLayout(?P<number>\d+)"),
        ("notes_master", r"notesMaster(?P<number>\d+)"),
        ("file_name", "file name"),
        ("properties", "properties"),
        ("workbook", "workbook"),
        ("header", "header"),
        ("footer", "footer"),
        ("subject", "subject"),
        ("sender", "From"),
        ("receiver", "To"),
        ("date", "Date"),
        ("revisions", "revisions"),
        ("html_comment", "HTML comment"),
        ("signature", "signature"),
        ("title", "title"),
    )
)
_INSIDE = re.compile(r"(?P<what>embedded object|attachment) (?P<name>[^:]+): (?P<rest>.+)", re.DOTALL)
_CELL = re.compile(r"[^!]+!\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?")
# What stands behind a place and says which part of it is meant.
_TAILS = re.compile(
    r" (?P<tail>notes?|comments?|text box|chart|picture|link|seal|shape|diagram|alternative text|form field|covered"
    r"|formula|header|footer|title|control|footnote|endnote|reference)"
    r"(?P<rest>(?: \d{4}-\d{2}-\d{2}| \d{1,3})?(?![^ ]).*)",
    re.DOTALL,
)
_NTH = re.compile(r" #(?P<number>\d+)")  # of several passages at one place, which
# What a place says already of the layer that it stands in; behind a cell, for a sheet may be called anything.
_TOLD = {
    "comment": re.compile("comment"),
    "speaker_notes": re.compile("notes"),
    "annotation": re.compile("comment|note|link|seal|shape|picture|alternative text|signature"),
    "covered_text": re.compile("covered"),
    "embedded_object": re.compile("embedded object"),
    "metadata": re.compile("properties|comment|revisions|signature"),
    "tracked_deletion": re.compile("deletion"),
    "tracked_insertion": re.compile("insertion"),
}
_RUNS = re.compile(r"\d+|\D+")


@lru_cache(maxsize=65536)
def place(where: str, lang: str) -> str:
    """Give a place in a file in words; one without a known form, and what a known one goes on with, as it is."""
    if inside := _INSIDE.fullmatch(where):
        what = "embedded" if inside["what"].startswith("emb") else "attachment"
        return messages.text(f"place.{what}", lang, name=inside["name"], place=place(inside["rest"], lang))
    if cell := _CELL.match(where):
        behind = _behind(where[cell.end() :], lang)
        return cell.group() + (behind if lang == "en" or not has_cjk(behind[:1]) else f" {behind}")
    for key, form in _HEADS:
        match = form.match(where)
        if match and _ends(match, rest := where[match.end() :]):
            return messages.text(f"place.{key}", lang, **match.groupdict()) + _behind(rest, lang)
    return where


def unseen(where: str, layer: str, lang: str) -> str:
    """Say in which hidden layer a place lies; "" where who opens the file sees it there, and where the place says it.

    Paragraph 6 looks like any other, and who looks for hidden text there finds nothing.
    """
    cell = _CELL.match(where)
    told = _TOLD.get(layer)
    if layer not in HIDDEN_LAYERS or (told and told.search(where[cell.end() :] if cell else where)):
        return ""
    return messages.label("layer", layer, lang)


def told(where: str, layer: str, lang: str) -> str:
    """Give a place in words as it stands in a sentence's brackets, with the hidden layer that it lies in."""
    parts = [place(where, lang), unseen(where, layer, lang)]
    return ("，" if lang == "zh" else ", ").join(filter(None, parts))


def spaced(where: str, lang: str) -> str:
    """Give a place as it goes into a sentence: in Chinese with a space towards a letter or digit, and only there."""
    if lang == "en" or not where:
        return where
    before, behind = (" " if not has_cjk(end) and end != "）" else "" for end in (where[0], where[-1]))
    return before + where + behind


def _ends(match: re.Match[str], rest: str) -> bool:
    """Say whether a place's beginning ends there: a word without a number begins many other things (title of a)."""
    return not rest or bool(_TAILS.match(rest)) or (rest[0] in " #," and bool(match.groupdict()))


def in_order(where: str) -> list[tuple[int, int, str]]:
    """Give what places of one kind sort by, so that line 3 comes before line 12."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _RUNS.findall(where)]


def _behind(tail: str, lang: str) -> str:
    """Say what stands behind a place's beginning."""
    if several := _NTH.fullmatch(tail):
        return messages.text("place.behind.nth", lang, number=several["number"])
    match = _TAILS.fullmatch(tail)
    if match is None:
        return tail
    word = messages.text(f"place.behind.{match['tail'].replace(' ', '_')}", lang)
    return word + _behind(match["rest"], lang)
