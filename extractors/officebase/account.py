"""The account of an office part: which of its text elements a reader has given out, and which it has not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from extractors.model import Reading
from extractors.officebase.package import local
from extractors.sink import clean

_LINES = frozenset({"p", "tr", "pt"})


def missing(root: etree._Element, said: Sequence[str]) -> Iterator[str]:
    """Give the text that stands in text elements of a part and was not given, a paragraph at a time.

    Counting characters is cheap and is all that a part without a loss costs.

    Args:
        root: The part.
        said: What the reader took from it, the text of one element each.
    """
    elements = [each for each in root.iter("{*}t", "{*}delText") if (each.text or "").strip() and not _is_number(each)]
    if sum(len(element.text or "") for element in elements) <= sum(map(len, said)):
        return
    left = Counter(element.text or "" for element in elements)
    left.subtract(said)
    lines: dict[etree._Element, list[str]] = {}
    for element in elements:
        text = element.text or ""
        if left[text] > 0:
            left[text] -= 1
            lines.setdefault(_line(element), []).append(text)
    yield from ("".join(texts) for texts in lines.values())


def _line(element: etree._Element) -> etree._Element:
    above = next((each for each in element.iterancestors() if local(each) in _LINES), None)
    return element if above is None else above


def _is_number(element: etree._Element) -> bool:
    """Say whether the text is a slide's number, which nobody needs."""
    above = element.getparent()
    number = above is not None and local(above) == "fld" and above.get("type") == "slidenum"
    return number and not any(mark.isalpha() for mark in element.text or "")


class Seen:
    """The texts that a reading holds, asked for again and again while it grows."""

    def __init__(self, reading: Reading) -> None:
        """Watch a reading."""
        self._reading, self._texts, self._count = reading, set[str](), 0

    def holds(self, text: str) -> bool:
        """Say whether a segment with just this text is there."""
        fresh = self._reading.segments[self._count :]
        self._texts.update(segment.text for segment in fresh)
        self._count += len(fresh)
        return clean(text) in self._texts


def texts(root: etree._Element) -> Iterator[str]:
    """Give the text elements of a part, for a reader that has seen to all of them."""
    return (element.text or "" for element in root.iter("{*}t", "{*}delText"))


def drop_doubles(root: etree._Element) -> None:
    """Take out of a part what it says twice: of each choice between readers the first one with content stays."""
    for choice in list(root.iter("{*}AlternateContent")):
        options = [each for each in choice if local(each) in ("Choice", "Fallback")]
        best = next((each for each in options if _speaks(each)), options[0] if options else None)
        for each in options:
            if each is not best:
                choice.remove(each)


def _speaks(element: etree._Element) -> bool:
    return next(element.iter("{*}t", "{*}delText", "{*}textpath", "{*}chart", "{*}relIds", "{*}blip"), None) is not None
