"""Who stands before a handle or an address: 刘星湘@liuxingxiang, Fred Li (@fredli), Wei Ren <wei@example.org>."""

from __future__ import annotations

from collections.abc import Iterator

from extractors import latin, sieve
from extractors.patterns import late

_MAIL = r"[\w.+-]{2,40}@[\w-]+\."
_HANDLE, _BRACKET = r"\s?[*_]{0,2}[\[（(<]?\s?@\s?[A-Za-z]", r"[，,：:]?\s?[*_]{0,2}[<（(\[]\s?"
_OWN = rf"(?={_HANDLE}|{_BRACKET}(?:{_MAIL})|[，,：:]\s?(?:{_MAIL}))"
_CHINESE = late(f"(?<![\u4e00-\u9fff·A-Za-z])([\u4e00-\u9fff](?: {{1,3}}[\u4e00-\u9fff]|[\u4e00-\u9fff]{{1,3}})){_OWN}")
_LATIN = late(rf"(?<![\w.@/-])({latin.TOKEN}(?: (?:{latin.TOKEN}|van|von|de|der|da|bin|al)){{0,3}}){_OWN}")
MARK = sieve.mark_of_words("@")


def owners(text: str) -> Iterator[tuple[int, int]]:
    """Give where names may stand that a handle or an address follows; houses and lists of a mail server among them."""
    for pattern in (_CHINESE, _LATIN):
        yield from (match.span(1) for match in pattern.finditer(text))
