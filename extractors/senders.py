"""Who sends a mail, of which house and from where: From: Petra Lohmann, head of sales, Quorvane Mills, Leiden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors import latin, lexicon, sieve
from extractors.model import Kind
from extractors.text import has_cjk

# The line of a mail or of an exported one; an address in angle brackets and what stands behind it is no name.
_LINE = re.compile(r"\s*(?:From|Sender|Reply-To)\s*:[ \t]*([^\n<>@]{5,160}?)[ \t]*(?:$|\n|<)")
MARK = sieve.mark(_LINE)
# A comma parts the entries but before a legal form: Haewol Precursor Co., Ltd.
_ENTRY = re.compile(rf"(?:[^,()]|,(?= ?(?:{latin.LEGAL})(?![\w-]))|\([^()]*\))+")
_HOUSE = re.compile(r"[^\W\d_a-z][\w&.’'-]*(?: [\w&.’'-]+){0,5}(?:, ?[A-Z][\w.]+)?")
_TOWN = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)?")
# Capitalised or not, these tell what the sender does there: Head of Quality, Purchasing.
_ROLE = re.compile(
    r"\b(?:head|manager|director|engineer|officer|assistant|lead|leader|chief|president|secretary|partner|sales|purchasing"
    r"|procurement|logistics|finance|marketing|service|support|quality|operations|projects?|planning|desk|team|department"
    r"|registrar|curator|captain|superintendent|analyst|editor|chair|treasurer|coordinator)\b",
    re.IGNORECASE,
)


class Part(NamedTuple):
    """A name in the line: where it stands, and the kind that its place in the line says."""

    start: int
    end: int
    kind: Kind


def parts(text: str) -> tuple[Part, ...]:
    """Give the person, the house and the town of a sender's line, as many as it tells; nothing of any other text."""
    line = _LINE.match(text) if ":" in text[:12] else None
    return tuple(_told(text, line)) if line else ()


def _told(text: str, line: re.Match[str]) -> Iterator[Part]:
    entries = [_trimmed(text, *entry.span()) for entry in _ENTRY.finditer(text, *line.span(1))]
    if len(entries) < 2 or not _is_person(text[slice(*entries[0])]):
        return
    yield Part(*entries[0], "person")
    housed = False
    for start, end in entries[1:]:
        piece = text[start:end]
        if housed:
            if _TOWN.fullmatch(piece) and not latin.common(piece.split()[-1]):
                yield Part(start, end, "place")
            return
        if _is_house(piece):
            housed = True
            yield Part(start, end, "organisation")


# An address: not one of an office, nor one whose local part is its house's (zexin@zexin.cn).
_OWN_ADDRESS = re.compile(
    r"<(?!(?:sales|info|office|admin|service|support|hr|notice|noreply|no-reply|mail|contact|market\w*|purchas\w*|"
    r"export\w*|import\w*|customer|news|post|postmaster|webmaster|secretar\w*|kefu|ops|order\w*|account\w*|finance|"
    r"tender|bid)\b)(?P<own>[a-z][a-z._-]{2,})\d{0,4}@(?!(?:[\w-]+\.)?(?P=own)\.)",
    re.IGNORECASE,
)


def is_own_address(text: str, at: int) -> bool:
    """Say whether the address that begins here, in angle brackets, is a person's own: 颂猜 <somchai@…>."""
    return _OWN_ADDRESS.match(text, at) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    bare = piece.split("(")[0] if piece.strip()[:1] != "(" else ""
    return start + len(piece) - len(piece.lstrip()), start + len(bare.rstrip()) if bare.strip() else end


def _is_person(piece: str) -> bool:
    tokens = piece.split()
    named = 2 <= len(tokens) <= 5 and not has_cjk(piece) and not re.search(r"\d", piece)
    return named and tokens[0][:1].isupper() and tokens[-1][:1].isupper() and not latin.LEGAL_END.search(piece)


def _is_house(piece: str) -> bool:
    """Say whether an entry is a house's name: neither what the sender does nor the town alone."""
    if has_cjk(piece) or not _HOUSE.fullmatch(piece) or piece in lexicon.names("places"):
        return False
    legal = latin.LEGAL_END.search(piece) is not None
    return legal or not (_ROLE.search(piece) or all(map(latin.common, piece.split())))
