"""Opens office files that are locked with the password that every office program knows ([MS-OFFCRYPTO]).

Excel encrypts a workbook whose structure is protected with "VelvetSweatshop" and opens it without asking: to a person
such a file is not locked at all. No other password is tried.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from lxml import etree

from extractors.model import Unreadable
from extractors.officebase.compound import Compound
from extractors.officebase.package import children, local, parse

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


# [MS-XLS] 2.2.10: records that are never encrypted; of a BOUNDSHEET the first four bytes, the sheet's place, are not.
_PLAIN_RECORDS = frozenset({0x809, 0x2F, 0xE1, 0x194, 0x195, 0x196, 0x138})
_BOUNDSHEET, _FILEPASS, _BLOCK_BYTES = 0x85, 0x2F, 1024


def opened_stream(stream: bytes) -> bytes:
    """Give a workbook stream of Excel 97 or later with its records decrypted; one without a password as it is.

    Raises:
        Unreadable: "encrypted" where another password locks it, or another way than RC4.
    """
    records = list(_records(stream))
    locked = next((stream[at + 4 : at + 4 + size] for kind, at, size in records if kind == _FILEPASS), None)
    if locked is None:
        return stream
    key_of = _rc4_keys(locked)
    plain = bytearray(_rc4(stream, key_of))
    for kind, at, size in records:
        kept = 4 + size if kind in _PLAIN_RECORDS else 8 if kind == _BOUNDSHEET else 4
        plain[at : at + kept] = stream[at : at + kept]
        if kind == _FILEPASS:
            plain[at : at + 2] = b"\xff\xff"  # no record of any reader: what follows is plain now
    return bytes(plain)


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Give kind, place and length of each record; the four bytes that say so are never encrypted."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, at, size
        at += 4 + size


def _rc4_keys(locked: bytes) -> Callable[[int], bytes]:
    """Give the function from a block's number to its key, tried on the verifier (2.3.6 and 2.3.5)."""
    way, major, minor = struct.unpack_from("<3H", locked.ljust(6, b"\0"))
    if way != 1 or ((major, minor) != (1, 1) and minor != 2):
        raise Unreadable("encrypted", "needs a password; locked in an unusual way")
    try:
        key_of, hash_name, check = _by_md5(locked) if minor == 1 else _by_sha1(locked)
    except struct.error as error:
        raise Unreadable("encrypted", "needs a password; its description ends early") from error
    said = _keystream(key_of(0), check)
    if hashlib.new(hash_name, said[:16]).digest() != said[16:]:
        raise Unreadable("encrypted", "needs a password")
    return key_of


_Keys = tuple[Callable[[int], bytes], str, bytes]


def _by_md5(locked: bytes) -> _Keys:
    salt = locked[6:22]
    base = hashlib.md5((hashlib.md5(PASSWORD.encode("utf-16-le")).digest()[:5] + salt) * 16).digest()[:5]
    return lambda number: hashlib.md5(base + number.to_bytes(4, "little")).digest(), "md5", locked[22:54]


def _by_sha1(locked: bytes) -> _Keys:
    size, bits = struct.unpack_from("<I", locked, 10)[0], struct.unpack_from("<I", locked, 14 + 16)[0] or 40
    at = 14 + size
    start = hashlib.sha1(locked[at + 4 : at + 20] + PASSWORD.encode("utf-16-le")).digest()

    def key_of(number: int) -> bytes:
        key = hashlib.sha1(start + number.to_bytes(4, "little")).digest()[: max(5, min(bits // 8, 16))]
        return key.ljust(16, b"\0") if bits == 40 else key

    return key_of, "sha1", locked[at + 20 : at + 36] + locked[at + 40 : at + 60]


def _rc4(stream: bytes, key_of: Callable[[int], bytes]) -> bytes:
    blocks = range(0, len(stream), _BLOCK_BYTES)
    return b"".join(_keystream(key_of(number), stream[at : at + _BLOCK_BYTES]) for number, at in enumerate(blocks))


def _keystream(key: bytes, data: bytes) -> bytes:
    work = Cipher(ARC4(key), mode=None).decryptor()
    return work.update(data) + work.finalize()
