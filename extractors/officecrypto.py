"""Opens office files that are locked with the password that every office program knows ([MS-OFFCRYPTO]).

Excel encrypts a workbook whose structure is protected with "VelvetSweatshop" and opens it without asking: to a person
such a file is not locked at all. No other password is tried.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from lxml import etree

from extractors.compound import Compound
from extractors.model import Unreadable
from extractors.package import children, local, parse

PASSWORD = "VelvetSweatshop"  # noqa: S105  [MS-OFFCRYPTO] 2.3.4.3 names it; it is no secret
_SPINS, _MOST_SPINS = 50_000, 1_000_000  # chosen: ten times what any program writes
_SEGMENT_BYTES = 4096
_INPUT, _VALUE, _KEY = (
    bytes.fromhex(text) for text in ("fea7d2763b4b9e79", "d7aa0f6d3061344e", "146e0be7abacd0d6")
)  # 2.3.4.13: what the keys of the three encrypted values are derived with
_HASHES = {"SHA1": "sha1", "SHA-1": "sha1", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512"}


@dataclass(frozen=True, slots=True)
class _Locked:
    """One element of an agile description: its salt, key length, hash, and encrypted values by name."""

    salt: bytes
    key_bytes: int
    hash_name: str
    spins: int
    values: dict[str, bytes]


def opened(data: bytes) -> bytes:
    """Give the office file inside.

    Raises:
        Unreadable: "encrypted" where another password locks it, "corrupt" where its description makes no sense.
    """
    compound = Compound(data)
    info, package = compound.stream("EncryptionInfo"), compound.stream("EncryptedPackage")
    try:
        major, minor = struct.unpack_from("<HH", info)
        size = struct.unpack_from("<Q", package)[0]
        decrypt = _agile(info[8:]) if (major, minor) == (4, 4) else _standard(info)
        return decrypt(package[8:])[:size]
    except (struct.error, ValueError, KeyError, IndexError, binascii.Error, etree.LxmlError) as error:
        raise Unreadable("encrypted", f"needs a password; its description is odd: {type(error).__name__}") from error


def _spun(salt: bytes, spins: int, hash_name: str) -> bytes:
    found = hashlib.new(hash_name, salt + PASSWORD.encode("utf-16-le")).digest()
    for number in range(spins):
        found = hashlib.new(hash_name, number.to_bytes(4, "little") + found).digest()
    return found


def _aes(key: bytes, data: bytes, iv: bytes | None = None) -> bytes:
    mode = modes.ECB() if iv is None else modes.CBC(iv)
    work = Cipher(algorithms.AES(key), mode).decryptor()
    return work.update(data[: len(data) // 16 * 16]) + work.finalize()


def _standard(info: bytes) -> Callable[[bytes], bytes]:
    """Derive the key of 2.3.4.5, and try it on the verifier."""
    header = struct.unpack_from("<I", info, 8)[0]
    key_bytes = struct.unpack_from("<I", info, 12 + 16)[0] // 8
    at = 12 + header
    salt, verifier = info[at + 4 : at + 20], info[at + 20 : at + 36]
    wanted = info[at + 40 : at + 72]
    final = hashlib.sha1(_spun(salt, _SPINS, "sha1") + bytes(4)).digest()
    key = b"".join(
        hashlib.sha1(bytes(byte ^ fill for byte in final.ljust(64, b"\0"))).digest() for fill in (0x36, 0x5C)
    )[: key_bytes or 16]
    if hashlib.sha1(_aes(key, verifier)).digest() != _aes(key, wanted)[:20]:
        raise Unreadable("encrypted", "needs a password")
    return lambda package: _aes(key, package)


def _agile(raw: bytes) -> Callable[[bytes], bytes]:
    """Derive the key of 2.3.4.10 to 2.3.4.15, and try it on the verifier."""
    root = parse(raw, "EncryptionInfo")
    data = _locked(next(children(root, "keyData")))
    lock = _locked(next(element for element in root.iter() if local(element) == "encryptedKey"))
    spun = _spun(lock.salt, lock.spins, lock.hash_name)

    def plain(value: str, block: bytes) -> bytes:
        key = hashlib.new(lock.hash_name, spun + block).digest()[: lock.key_bytes].ljust(lock.key_bytes, b"\x36")
        return _aes(key, lock.values[value], lock.salt[:16].ljust(16, b"\x36"))

    wanted = plain("encryptedVerifierHashValue", _VALUE)
    found = hashlib.new(lock.hash_name, plain("encryptedVerifierHashInput", _INPUT)[: len(lock.salt)]).digest()
    if wanted[: len(found)] != found:
        raise Unreadable("encrypted", "needs a password")
    key = plain("encryptedKeyValue", _KEY)[: lock.key_bytes]

    def decrypt(package: bytes) -> bytes:
        parts = []
        for number, at in enumerate(range(0, len(package), _SEGMENT_BYTES)):
            iv = hashlib.new(data.hash_name, data.salt + number.to_bytes(4, "little")).digest()[:16]
            parts.append(_aes(key, package[at : at + _SEGMENT_BYTES], iv.ljust(16, b"\x36")))
        return b"".join(parts)

    return decrypt


def _locked(element: etree._Element) -> _Locked:
    if element.get("cipherAlgorithm") != "AES" or element.get("cipherChaining") != "ChainingModeCBC":
        raise Unreadable("encrypted", "needs a password; locked in an unusual way")
    names = ("encryptedVerifierHashInput", "encryptedVerifierHashValue", "encryptedKeyValue")
    return _Locked(
        base64.b64decode(element.get("saltValue") or ""),
        int(element.get("keyBits") or 0) // 8,
        _HASHES[element.get("hashAlgorithm") or ""],
        min(int(element.get("spinCount") or 0), _MOST_SPINS),
        {name: base64.b64decode(element.get(name) or "") for name in names},
    )
