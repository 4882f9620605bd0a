"""Bytes to text: which encoding a text or a name is in, Chinese encodings first among the unmarked ones."""

from __future__ import annotations

import codecs

import chardetng_py

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 1 << 16
# The 60 most frequent characters of running Chinese, simplified and traditional.
# Source: Da Jun, Modern Chinese Character Frequency List (2004), ranks 1-60, with traditional counterparts.
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "这個們來為國說時會對於著過發後裡與與及日月号號市省公司"
)
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》【】—…·　「」『』")


def decode(data: bytes) -> tuple[str, str, float]:
    """Give the text of a file, the encoding it is in and how sure that is.

    A BOM decides; then strict UTF-8 (a cut last character is allowed); then UTF-16 without a BOM; then the Chinese
    legacy encodings by how much of the text is everyday 汉字; what is left goes to chardetng.

    Returns:
        Text without a BOM, a codec name and a confidence of 0.0 to 1.0.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data.decode(codec, "replace").lstrip("\ufeff"), codec, 1.0
    text = _utf8(data)
    if text is not None:
        return text, "utf-8", 1.0
    codec = _utf16(data[:_SAMPLE_BYTES])
    if codec:
        return data.decode(codec, "replace"), codec, 0.9
    codec, confidence = _legacy(data)
    return data.decode(codec, "replace"), codec, confidence


def name(raw: bytes) -> str:
    """Give the text of an archive member's unmarked name: UTF-8, else a Chinese encoding, else code page 437."""
    text = _utf8(raw)
    if text is not None:
        return text
    best, codec = max((_plausible(raw, codec), codec) for codec in ("big5", "gb18030"))
    return raw.decode(codec if best >= 0.5 else "cp437", "replace")


def _utf8(data: bytes) -> str | None:
    try:
        text = codecs.getincrementaldecoder("utf-8")("strict").decode(data, final=False)
    except UnicodeDecodeError:
        return None
    zeros = data.count(0, 0, _SAMPLE_BYTES)
    return None if zeros > len(data[:_SAMPLE_BYTES]) // 10 else text


def _utf16(sample: bytes) -> str:
    if len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even + odd and max(even, odd) > 4 * min(even, odd):
        codec = "utf-16-le" if odd > even else "utf-16-be"
        if _ordinary(sample, codec) > 0.9:
            return codec
    return ""


def _ordinary(sample: bytes, codec: str) -> float:
    text = sample[: len(sample) // 2 * 2].decode(codec, "replace")
    good = sum(1 for mark in text if mark in "\t\r\n" or " " <= mark < "\u0250" or "\u2000" <= mark < "\ua000")
    return good / max(1, len(text))


def _legacy(data: bytes) -> tuple[str, float]:
    sample = _lines_with_high_bytes(data)
    gb, big5 = _plausible(sample, "gb18030"), _plausible(sample, "big5")
    guess = chardetng_py.detect(sample or data[:_SAMPLE_BYTES], allow_utf8=False).lower()
    if max(gb, big5) >= 0.55:
        # chosen: gb18030 is far the more frequent in mainland groups, Big5 has to read clearly better
        if big5 > gb + 0.15 or (big5 > gb - 0.05 and guess == "big5"):
            return "big5", min(0.95, big5)
        return "gb18030", min(0.95, gb)
    codec = {"gbk": "gb18030"}.get(guess, guess)
    try:
        codecs.lookup(codec)
    except LookupError:
        codec = "cp1252"
    return codec, 0.5


def _lines_with_high_bytes(data: bytes) -> bytes:
    # Only lines with bytes above ASCII speak about the encoding; a long English file hides them from a sample.
    found, size = [], 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            found.append(line)
            size += len(line)
            if size > _SAMPLE_BYTES:
                break
    return b"".join(found)


def _plausible(sample: bytes, codec: str) -> float:
    """Say how much like everyday Chinese the sample reads in this encoding, 0.0 to 1.0 and a little above."""
    text = sample.decode(codec, "replace")
    marks = [mark for mark in text if mark > "\x7f"]
    if not marks:
        return 0.0
    everyday = sum(1.0 for mark in marks if mark in _PUNCTUATION or _everyday(mark, codec))
    frequent = sum(0.5 for mark in marks if mark in _FREQUENT)
    broken = sum(1.0 for mark in marks if mark == "\ufffd" or "\ue000" <= mark <= "\uf8ff")
    return (everyday + frequent - 3 * broken) / len(marks)


def _everyday(mark: str, codec: str) -> bool:
    # GB 2312-80 level 1 (3,755 characters by pinyin) is rows B0-D7; Big5 level 1 (5,401) is A4-C6.
    try:
        raw = mark.encode("gb2312" if codec == "gb18030" else codec)
    except UnicodeEncodeError:
        return False
    if len(raw) != 2:
        return False
    return (0xB0 <= raw[0] <= 0xD7) if codec == "gb18030" else (0xA4 <= raw[0] <= 0xC6)
