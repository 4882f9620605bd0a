"""What state says without giving anything away: keyed tokens in place of names, and content sealed against reading.

Both need the installation's secret, each by a sub-key of its own: to learn one is no help with the other.
Whoever has the state but not the secret sees how many things there are, how large and how old, and cannot try names.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TOKEN_BYTES = 16
NONCE_BYTES = 12  # NIST SP 800-38D, 5.2.1.1: the length that GCM takes as it is
_LENGTH_BYTES = 8
_KEY_BYTES = 32


class Broken(Exception):  # noqa: N818  the house's word
    """Sealed content was changed, cut, made with another key, or belongs elsewhere."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The sub-keys of one installation.

    Attributes:
        whole: Key of a database that is encrypted as a whole.
    """

    tokens: bytes = field(repr=False)
    whole: bytes = field(repr=False)
    seals: AESGCM = field(repr=False, compare=False)

    @classmethod
    def of(cls, secret: bytes) -> Keys:
        """Derive the sub-keys of a secret; the same secret gives the same ones."""
        return cls(_sub_key(secret, b"auditor.tokens"), _sub_key(secret, b"auditor.whole"),
                   AESGCM(_sub_key(secret, b"auditor.seals")))  # fmt: skip

    def token(self, *parts: str | bytes) -> bytes:
        """Give the token of some parts, 16 bytes: equal for equal parts, and telling nothing without the secret.

        Parts are kept apart, ("ab", "c") is not ("a", "bc"). A text counts as its UTF-8, lone surrogates of odd file
        names included.
        """
        return hashlib.blake2b(packed(parts), key=self.tokens, digest_size=TOKEN_BYTES).digest()

    def seal(self, content: bytes | Iterable[bytes], bound: bytes) -> bytes:
        """Give content compressed and encrypted; two seals of the same content differ.

        Args:
            content: Any bytes; in pieces, so that what is large need not be put together first.
            bound: Where it belongs; it opens only there, so that what is sealed cannot be put in another's place.
        """
        nonce = os.urandom(NONCE_BYTES)
        made = zlib.compressobj(1)
        pieces = map(made.compress, [content] if isinstance(content, bytes) else content)
        return nonce + self.seals.encrypt(nonce, b"".join([*pieces, made.flush()]), bound)

    def unseal(self, sealed: bytes, bound: bytes) -> bytes:
        """Give the content of a seal.

        Raises:
            Broken: It was changed, cut, made with another key, or sealed for another place.
        """
        try:
            return zlib.decompress(self.seals.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound))
        except (InvalidTag, ValueError, zlib.error) as error:
            raise Broken from error


def packed(parts: Iterable[str | bytes]) -> bytes:
    """Give parts as one run of bytes that only these parts give: before each stands its length."""
    return b"".join(list(pieces(parts)))


def pieces(parts: Iterable[str | bytes]) -> Iterator[bytes]:
    """Give what `packed` gives, piece by piece."""
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        yield len(content).to_bytes(_LENGTH_BYTES, "big")
        yield content


def unpacked(content: bytes) -> list[bytes]:
    """Give back the parts that `packed` put together."""
    found, at = [], 0
    while at < len(content):
        start = at + _LENGTH_BYTES
        at = start + int.from_bytes(content[at:start], "big")
        found.append(content[start:at])
    return found


def _sub_key(secret: bytes, person: bytes) -> bytes:
    return hashlib.blake2b(key=secret, digest_size=_KEY_BYTES, person=person).digest()
