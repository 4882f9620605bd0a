"""Names as a page shows them: a file in an archive in words, a code in one piece."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from auditor import messages
from auditor.reports.clean import clean

INSIDE = "!/"
_MASKED = ("contact", "date", "document", "identifier", "money", "person", "quantity")
_MASKS = "|".join(sorted({word for kind in _MASKED for word in messages.MESSAGES[f"mask.{kind}"]}))
# What reads as one word and breaks badly: "num·8b6e", "R-07", "--apply"; a long one may break, it would not fit a line
_WHOLE = re.compile(
    rf"(?:{_MASKS})·[0-9a-f]{{4,8}}(?![0-9a-f])"
    r"|(?<![A-Za-z0-9_-])(?=[0-9-]*[A-Za-z])(?=[A-Za-z-]*\d)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+(?![A-Za-z0-9_-])"
    r"|(?<![A-Za-z0-9_-])--?[A-Za-z][A-Za-z-]*"
)
_LONGEST = 20
_CODE = re.compile(rf"(?:{_MASKS})·[0-9a-f]{{4}}")


def coded(text: str) -> bool:
    """Say whether a text holds the code of a masked value."""
    return bool(_CODE.search(text))


def unbroken(text: str) -> Markup:
    """Give a text whose codes no line break parts."""
    found: list[str] = []
    end = 0
    for match in _WHOLE.finditer(text):
        if len(match[0]) <= _LONGEST:
            found += [escape(text[end : match.start()]), '<span class="whole">', escape(match[0]), "</span>"]
            end = match.end()
    return Markup("".join([*found, escape(text[end:])]))


class Names:
    """The names of an audit's files in one language."""

    def __init__(self, paths: Iterable[str], lang: str) -> None:
        self.lang = lang
        self.members = {path for path in map(clean, paths) if INSIDE in path}
        self.lengths = sorted({len(path) for path in self.members}, reverse=True)
        outer = {path.partition(INSIDE)[0] for path in self.members}
        self.archives = sorted(outer, key=lambda path: (-len(path), path))

    def file(self, path: str) -> str:
        """Give one path clean, "note.docx in old.zip" for `old.zip!/note.docx`."""
        outer, *inner = clean(path).split(INSIDE)
        for member in inner:
            outer = messages.text("page.member", self.lang, member=member, archive=outer)
        return outer

    def told(self, text: str) -> str:
        """Give a clean sentence in which files of the audit that lie in archives are named so."""
        done, rest = "", text
        while (bang := rest.find(INSIDE)) >= 0:
            start = next((bang - len(each) for each in self.archives if rest.endswith(each, 0, bang)), bang)
            path = next((rest[start : start + n] for n in self.lengths if rest[start : start + n] in self.members), "")
            done += rest[:start] + self.file(path) if path else rest[: bang + len(INSIDE)]
            rest = rest[start + len(path) :] if path else rest[bang + len(INSIDE) :]
        return done + rest
