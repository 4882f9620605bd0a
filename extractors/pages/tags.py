"""Markup as a run of tags, without a tree: for pages that nest deeper than a parser follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.pages import stylesheet

_TAG = re.compile(r"(/?)([A-Za-z][^\s/<>]{0,60})([^<>]*)>")
_RAW = frozenset({"script", "style"})
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_HIDES = re.compile(r"style|hidden", re.IGNORECASE)


def flattened(page: str, depth: int) -> str:
    """Give the page with no more than so many elements around each other; its text stays, and so do hidden parts.

    An element that lies too deep loses its tags and becomes a line break. One that hides what is in it is kept
    whatever its depth; only the outermost of those counts.
    """
    found: list[str] = []
    opened: list[tuple[str, bool]] = []
    kept, hiding = 0, 0
    for tag, attributes, closing, source in pieces(page):
        if not tag or tag in _VOID:
            found.append(source)
        elif closing:
            if opened:
                name, was_kept = opened.pop()
                found.append(f"</{name}>" if was_kept else "<br>")
                kept -= was_kept
                hiding = hiding if hiding <= len(opened) else 0
        else:
            hides = not hiding and _hides(attributes)
            keep = kept < depth or hides
            hiding = len(opened) + 1 if hides and not hiding else hiding
            opened.append((tag, keep))
            kept += keep
            found.append(source if keep else "<br>")
    return "".join(found)


def _hides(attributes: str) -> bool:
    return bool(_HIDES.search(attributes)) and (
        stylesheet.unseen(attributes.replace('"', ";").replace("'", ";"))
        or bool(re.search(r"\bhidden\b", attributes, re.IGNORECASE))
    )


def pieces(page: str) -> Iterator[tuple[str, str, bool, str]]:
    """Give tag, attributes, whether it closes, and source of each piece; text and comments have the tag "".

    One pass: what opens and never closes (a comment, a script) goes on to the end of the page.
    """
    at, end = 0, len(page)
    while at < end:
        start = page.find("<", at)
        if start < 0:
            start = end
        if start > at:
            yield "", "", False, page[at:start]
        if start == end:
            return
        tag = _TAG.match(page, start + 1)
        if tag is None:
            at = _past_mark(page, start)
            yield "", "", False, page[start:at]
            continue
        at = tag.end()
        name = tag[2].lower()
        if name in _RAW and not tag[1]:
            close = re.compile(rf"</{name}", re.IGNORECASE).search(page, at)
            close_at = page.find(">", close.end()) + 1 if close else end
            at = close_at or end
            yield "", "", False, page[start:at]
        else:
            yield name, tag[3], bool(tag[1]), page[start:at]


def _past_mark(page: str, start: int) -> int:
    """Give the end of a comment, a declaration or a lone angle bracket."""
    if page.startswith("<!--", start):
        close = page.find("-->", start + 4)
        return close + 3 if close >= 0 else len(page)
    if page.startswith(("<!", "<?"), start):
        close = page.find(">", start)
        return close + 1 if close >= 0 else len(page)
    return start + 1


def bare(page: str) -> str:
    """Give the text between the tags, one line for each stretch; scripts, styles and comments are left out."""
    return "\n".join(source for tag, _, _, source in pieces(page) if not tag and not source.startswith("<"))
