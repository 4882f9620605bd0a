"""Bytes to text: which encoding a text or a name is in, Chinese encodings first among the unmarked ones.

A mark decides, then strict UTF-8. What is left is a comparison: the text is decoded in each encoding that it could be
in, and the bits of surprise of the outcome are added up: everyday 汉字 surprise little, rare ones, broken ones and
accented letters in odd places much. The least surprising reading wins, and its lead over the next one says how sure
that is. chardetng adds its vote and the one encoding among those of other languages that is worth a try.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import chardetng_py

from extractors import lexicon
from extractors.model import Problem
from extractors.sink import Sink

SURE = 0.9  # below it, a file says that its encoding was guessed; see tests/bench/encodings.py
BLANKS = "\ufeff \t\r\n\f\0"  # what may stand before a text begins

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SAMPLE_BYTES = 1 << 15
# Labels under which other encodings come: the wider one that writers of the narrow label use in truth.
_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "936": "gb18030",
    "gb_2312-80": "gb18030",
    "gb18030-2022": "gb18030", "hz-gb-2312": "hz", "hzgb": "hz", "x-x-big5": "big5", "cp950": "big5",
    "big5-hkscs": "big5", "big5hkscs": "big5",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252", "windows-1252": "cp1252", "iso-8859-15": "iso8859-15",
    "iso8859-1": "cp1252", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932",
    "windows-31j": "cp932",
    "euc_kr": "cp949", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "korean": "cp949",
    "windows-949": "cp949",
    "unicode": "utf-16", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "unicode-1-1-utf-7": "utf-7",
    "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "x-mac-roman": "mac-roman", "macintosh": "mac-roman",
    "ibm866": "cp866", "windows-874": "cp874", "tis-620": "cp874", "dos-874": "cp874", "x-mac-cyrillic": "mac-cyrillic",
}  # fmt: skip

# Bits that an encoding has to make up for before it is believed. chosen: mainland groups are the users; a text of
# two everyday characters (20 bits) is enough to overturn the order among the Chinese encodings.
_PRIOR = {"gb18030": 0.0, "big5": 4.0, "utf-16-le": 5.0, "utf-16-be": 6.0, "cp1252": 3.0}
_PRIOR_OTHER = 14.0
_VOTE = 4.0  # bits that chardetng's word is worth
_DECLARED = 20.0  # bits that a declared charset is worth
_VALID = 3.0  # bits that each continuation byte of valid UTF-8 speaks for it
# chosen: letters of an encoding of one byte stand among ASCII, and hardly ever in pairs that UTF-8 takes too (Â£, Ã©)
_VALID_NARROW = 6.0
# Bits of surprise of what is no 汉字. chosen: shares in running Chinese and English office text, rounded.
_BROKEN, _PRIVATE, _RARE, _CONTROL = 30.0, 24.0, 22.0, 16.0
_MARKS = {"，": 4.5, "。": 5.5, "、": 6.5, "：": 6.5, "　": 7.0, "（": 7.5, "）": 7.5, "；": 8.5, "！": 9.0, "？": 9.0,
          "“": 7.5, "”": 7.5, "《": 8.5, "》": 8.5, "—": 8.5, "…": 9.0, "·": 9.0, "【": 9.0, "】": 9.0, "「": 8.0,
          "」": 8.0, "『": 9.5, "』": 9.5, "‘": 9.5, "’": 9.5, "℃": 11.0, "％": 10.0, "～": 9.5, "×": 11.0, "±": 11.0,
          "￥": 10.0, "■": 11.0, "●": 10.0, "○": 11.0, "★": 11.0, "→": 11.0, "〔": 10.0, "〕": 10.0, "°": 11.0,
          "－": 9.0, "／": 9.5, "〇": 11.0}  # fmt: skip
# Syllables of every Korean sentence.
_HANGUL = frozenset("이다는에의가을를은로하고지도사한서기인대어자시전정부일수아있")
# Bits of 汉字 per character that running Chinese stays below even where it is a list of rare names.
_PLAUSIBLE = 14.5
_SHORT_BYTES = 64  # a longer text of ASCII alone is ASCII
_BITS_PER_HALF = 6.0  # a lead of so many bits halves the doubt
_MULTIBYTE = ("gb18030", "big5", "cp932", "euc_jp", "cp949", "utf-16-le", "utf-16-be")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


def decode(data: bytes, declared: str = "") -> tuple[str, str, float]:
    """Give the text of a file, the encoding it is in and how sure that is.

    Args:
        data: The bytes.
        declared: The charset that the file names itself; it counts as much as two characters, so that a wrong one
            (gb2312 for GBK, iso-8859-1 for anything) does no harm.

    Returns:
        Text without a BOM, a codec name and a confidence of 0.0 to 1.0; below `SURE` the text may be another's.
    """
    if not data:
        return "", "utf-8", 1.0
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data.decode(codec, "replace").lstrip("\ufeff"), codec, 1.0
    declared = known(declared)
    if not data:
        return "", "utf-8", 1.0
    high = bool(_HIGH.search(data))
    if not high:
        found = _seven_bits(data, declared)
        if found:
            return found
    wide = _wide(data)
    if wide.startswith("utf-32"):
        return data.decode(wide, "replace"), wide, 0.95
    text = None if wide else _utf8(data)
    if text is not None and not _accidental(text, data):
        return text, "utf-8", 1.0
    found = _guessed(data, declared, wide, text is not None)
    # What is valid as UTF-8, says that it is UTF-8, and reads as that most likely leaves no doubt
    return (*found[:2], 1.0) if text is not None and found[1] == declared == "utf-8" else found


def told(sink: Sink, data: bytes, where: str = "text", declared: str = "") -> str:
    """Give the text of a file or part; a guess that is not sure, or bytes that are no text, become a problem."""
    text, codec, sure = decode(data, declared)
    if text.count("\ufffd") * 50 > max(1, len(text)):
        sink.problem("corrupt", where, note=f"more than one character in 50 is not {codec}")
    elif sure < SURE:
        sink.reading.problems.append(Problem("corrupt", f"{where}: its encoding is not certain, read as {codec}"))
    return text


def known(label: str) -> str:
    """Give Python's name of the encoding that a charset label means, "" where there is none."""
    name = label.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    try:
        b"".decode(name)
        name = codecs.lookup(name).name
    except (LookupError, ValueError, TypeError):
        return ""
    return _ALIASES.get(name, name)


def name(raw: bytes) -> str:
    """Give the text of an archive member's unmarked name: UTF-8, else the least surprising of the encodings."""
    return names([raw])[0]


def names(raws: Sequence[bytes]) -> list[str]:
    """Give the texts of one archive's unmarked names, all in the one encoding that fits them together.

    One program wrote them all, so a short name is read as the longer ones are. Code page 437, which the zip format
    names, has to be as likely as a Chinese one.
    """
    sample = b"\n".join(raw for raw in raws if not raw.isascii())[:_SAMPLE_BYTES]
    text = _utf8(sample)
    if text is not None and (text.isascii() or not _accidental(text, sample)):
        return [raw.decode("utf-8", "replace") for raw in raws]
    asian = ("gb18030", "big5", "cp932", "cp949")
    costs = {codec: _cost(sample, codec) + _PRIOR.get(codec, _PRIOR_OTHER) for codec in asian}
    costs["cp437"] = _cost(sample, "cp437") + _PRIOR["cp1252"]
    if text is not None:
        costs["utf-8"] = _cost(sample, "utf-8") - _VALID * _continued(sample)
    codec = min(costs, key=lambda codec: costs[codec])
    return [_read(raw, codec)[0] for raw in raws]


def _seven_bits(data: bytes, declared: str) -> tuple[str, str, float] | None:
    """Read what no byte above ASCII is needed for: UTF-16 and UTF-32 of English, and the encodings with escapes."""
    wide = _wide(data) if len(data) > _SHORT_BYTES else ""
    if wide:
        return data.decode(wide, "replace"), wide, 0.95
    if b"\x1b$" in data or b"~{" in data or declared == "utf-7":
        for codec in ("iso2022_cn", "iso2022_kr", "iso2022_jp_2", "hz", declared):
            text = _escaped(data, codec) if codec else None
            if text is not None:
                return text, codec, 0.95
    return None


def _escaped(data: bytes, codec: str) -> str | None:
    """Decode text that switches to a double-byte set by escapes; None where it is not in that encoding."""
    needs = {"iso2022_cn": b"\x1b$)", "iso2022_kr": b"\x1b$)C", "iso2022_jp_2": b"\x1b$", "hz": b"~{"}.get(codec, b"+")
    if needs not in data or (codec == "iso2022_cn" and b"\x1b$)C" in data):
        return None
    try:
        text = _iso2022_cn(data) if codec == "iso2022_cn" else data.decode(codec)
    except (UnicodeDecodeError, ValueError):
        return None
    marks = [mark for mark in text if mark > "\x7f"]
    average = sum(_bits(mark, codec) for mark in marks) / max(1, len(marks))
    return text if marks and average < _PLAUSIBLE else None


def _iso2022_cn(data: bytes) -> str:
    """Decode ISO-2022-CN (RFC 1922), which Python lacks: between SO and SI stand GB 2312 or CNS 11643 plane 1."""
    found = []
    for piece in re.split(rb"(\x0e[^\x0f\r\n]*)\x0f?", re.sub(rb"\x1b\$[)*+][A-Z]", b"", data)):
        shifted = piece.startswith(b"\x0e")
        found.append(bytes(byte | 0x80 for byte in piece[1:]).decode("gb2312") if shifted else piece.decode("ascii"))
    return "".join(found)


def _utf8(data: bytes) -> str | None:
    """Decode strict UTF-8; the last character may be cut."""
    try:
        return codecs.getincrementaldecoder("utf-8")("strict").decode(data, final=False)
    except UnicodeDecodeError:
        return None


def _accidental(text: str, data: bytes) -> bool:
    """Say whether valid UTF-8 may be an accident, which the comparison has to settle.

    A few GBK characters can make two-byte sequences of UTF-8, and a few characters of UTF-16 can be ASCII throughout.
    """
    if len(data) > _SHORT_BYTES and text.isascii():
        return False
    marks = [mark for mark in text if mark > "\x7f"]
    return len(data) <= 16 or (len(marks) <= 12 and all(mark < "\u0800" for mark in marks))


def _wide(data: bytes) -> str:
    """Name UTF-16 or UTF-32 without a BOM by where its zero bytes stand, "" where they stand nowhere telling."""
    sample = data[:_SAMPLE_BYTES]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    zeros = [sample[place::4].count(0) for place in range(4)]
    for codec, places in (("utf-32-le", (2, 3)), ("utf-32-be", (0, 1))):
        if all(zeros[place] >= len(sample) // 4 * 0.97 for place in places):
            return codec if _ordinary(sample[: len(sample) // 4 * 4], codec) > 0.9 else ""
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if max(even, odd) > 4 * min(even, odd):
        codec = "utf-16-le" if odd > even else "utf-16-be"
        if _ordinary(sample[: len(sample) // 2 * 2], codec) > 0.9:
            return codec
    return ""


def _ordinary(sample: bytes, codec: str) -> float:
    text = sample.decode(codec, "replace")
    good = sum(1 for mark in text if mark in "\t\r\n" or " " <= mark < "\u0600" or "\u2000" <= mark < "\ud7ff"
               or "\uff00" <= mark < "\uffef")  # fmt: skip
    return good / max(1, len(text))


def _guessed(data: bytes, declared: str, wide: str, valid: bool) -> tuple[str, str, float]:
    """Decode by comparison; see the module."""
    mixed = None if valid else _mostly_utf8(data)
    if mixed is not None and not wide:
        return mixed, "utf-8", 0.6
    sample = _telling(data) or data
    vote = known(chardetng_py.detect(sample, allow_utf8=False))
    candidates = dict.fromkeys(("gb18030", "big5", "cp1252", vote or "cp1252", declared or "cp1252"))
    costs = {codec: _weighed(sample, codec, vote, declared) for codec in candidates if codec != "utf-16"}
    if valid:
        by_chance = _VALID_NARROW * sum(1 for _ in _SEQUENCE.finditer(sample))
        costs = {codec: cost + (0.0 if codec in _MULTIBYTE else by_chance) for codec, cost in costs.items()}
        costs["utf-8"] = _cost(sample, "utf-8") - _VALID * _continued(sample)
    head = data[:_SAMPLE_BYTES]
    if (len(data) % 2 == 0 and len(data) > 2) or len(data) > _SAMPLE_BYTES:
        # In UTF-16 a line end is no place to cut, so both are weighed on the same head of the file, byte for byte.
        for codec in ("utf-16-le", "utf-16-be"):
            bonus = 12.0 if codec == wide else 0.0
            costs[codec] = _cost(head, codec) * len(sample) / len(head) + _PRIOR[codec] - bonus
    best = min(costs, key=lambda codec: costs[codec])
    text, codec = _read(data, best)
    # chosen: characters of a text are not independent, so the lead in bits is worth a part of what it says
    sure = 1.0 - 0.5 * 2.0 ** (-_lead(costs, best, sample) / _BITS_PER_HALF)
    return text, codec, min(sure, _credible(head if best.startswith("utf-16") else sample, best))


def _lead(costs: dict[str, float], best: str, sample: bytes) -> float:
    """Give the bits between the best reading and the next one that reads otherwise."""
    text = _read(sample, best, final=False)[0]
    for codec in sorted(costs, key=lambda codec: costs[codec]):
        if codec != best and _read(sample, codec, final=False)[0] != text:
            return costs[codec] - costs[best]
    return 1000.0


def _continued(sample: bytes) -> int:
    return sum(len(found[0]) - 1 for found in _SEQUENCE.finditer(sample))


def _weighed(sample: bytes, codec: str, vote: str, declared: str) -> float:
    cost = _cost(sample, codec) + _PRIOR.get(codec, _PRIOR_OTHER)
    if codec == vote:
        cost -= _VOTE
    if codec == declared and codec != "cp1252":  # iso-8859-1 is what tools write who do not know
        cost -= _DECLARED
    return cost


def _credible(sample: bytes, codec: str) -> float:
    """Cap the confidence where even the best reading is a surprising one: noise has a least bad reading as well."""
    text = _read(sample, codec, final=False)[0]
    marks = [mark for mark in text if mark > "\x7f"]
    average = sum(_bits(mark, codec) for mark in marks) / max(1, len(marks))
    if codec in _MULTIBYTE or codec == "utf-8":
        return 0.99 if average < _PLAUSIBLE else 0.5
    return 0.99 if average < 11.0 and "\ufffd" not in text else 0.6


def _read(data: bytes, codec: str, *, final: bool = True) -> tuple[str, str]:
    """Decode, Big5 in the variant that has the fewest holes."""
    texts = {codec: _replaced(data, codec, final)}
    if codec == "big5":
        texts["cp950"] = _replaced(data, "cp950", final)
        if "\ufffd" in texts["cp950"]:
            texts["big5hkscs"] = _replaced(data, "big5hkscs", final)
    best = min(texts, key=lambda name: texts[name].count("\ufffd"))
    return texts[best], best


def _replaced(data: bytes, codec: str, final: bool) -> str:
    return codecs.getincrementaldecoder(codec)("replace").decode(data, final=final)


def _mostly_utf8(data: bytes) -> str | None:
    """Decode UTF-8 with a few strays in it: a log that two programs wrote, or a file with a damaged byte.

    A line that is not UTF-8 is read in GB 18030 where it is one without doubt.
    """
    sample = data[: 1 << 20]
    sequences = sum(1 for found in _SEQUENCE.finditer(sample) if len(found[0]) > 2)
    strays = len(_HIGH.findall(_SEQUENCE.sub(b"", sample)))
    if sequences < 4 or strays * 8 > sequences * 3:
        return None
    return "".join(_line(line) for line in data.splitlines(keepends=True))


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    sequences = sum(len(found[0]) for found in _SEQUENCE.finditer(line) if len(found[0]) > 2)
    high = len(_HIGH.findall(line))
    if sequences < high // 2 and _cost(line[:4096], "gb18030") < _cost(line[:4096], "cp1252"):
        return line.decode("gb18030", "replace")
    return line.decode("utf-8", "replace")


def _telling(data: bytes) -> bytes:
    """Give the lines that hold bytes above ASCII, up to the size of a sample: only they speak about the encoding."""
    found, size, at = [], 0, 0
    while size < _SAMPLE_BYTES:
        high = _HIGH.search(data, at)
        if high is None:
            break
        # Before the first high byte of a line everything is ASCII, so that a long line may begin there.
        start = max(data.rfind(b"\n", at, high.start()) + 1, at, high.start() - 200)
        end = data.find(b"\n", high.start(), high.start() + _SAMPLE_BYTES)
        end = end + 1 if end >= 0 else min(len(data), high.start() + _SAMPLE_BYTES)
        found.append(data[start:end])
        size += end - start
        at = end
    return b"".join(found)[: 2 * _SAMPLE_BYTES]


def _cost(sample: bytes, codec: str) -> float:
    """Add up the bits of surprise of the sample read in an encoding."""
    text = _read(sample, codec, final=False)[0]
    total = sum(_bits(mark, codec) * count for mark, count in Counter(text).items())
    if codec not in _MULTIBYTE:
        total += 4.0 * len(_ODD_CASE.findall(text)) + 3.0 * len(_ACCENTS.findall(text))
    elif codec in _CHINESE:
        total += _LONE_BITS * len(_LONE.findall(text))
    return total


_ODD_CASE = re.compile("[a-z\u00df-\u00ff][A-Z\u00c0-\u00de]")
_CHINESE = ("gb18030", "big5")
# One 汉字 within or at the end of a word in small letters is an accented letter of UTF-8 (Inés, café) read as Chinese.
# So is a rare one beside a figure: £ ± ° ² × are 拢 卤 掳 虏 脳 in GB 18030.
_LONE = re.compile(
    "(?<=[A-Za-z])[\u4e00-\u9fff](?=[a-z])|(?<=[A-Za-z][a-z])[\u4e00-\u9fff](?=[ ,.;:!?)\"\r\n]|$)"
    r"|(?<![\u4e00-\u9fff])[拢卤](?=[ ,]?\d|[A-Za-z,]|$)|(?<=\d) ?[掳虏脳](?![\u4e00-\u9fff])"
)
_LONE_BITS = 8.0  # chosen: makes one such letter sure; 3 of 5,400 readings of tests/bench/encodings.py change, 2026-11
_ACCENTS = re.compile("[\u0080-\u00ff](?=[\u0080-\u00ff])")


@lru_cache(maxsize=1 << 16)
def _bits(mark: str, codec: str) -> float:
    """Say how surprising one character is, in bits, in a text of that encoding's language."""
    if mark < "\x80":
        return _ascii_bits(mark)
    if mark == "\ufffd":
        return _BROKEN
    if codec in _MULTIBYTE or codec.startswith(("iso2022", "hz")):
        return _wide_bits(mark, codec)
    return _narrow_bits(mark)


def _ascii_bits(mark: str) -> float:
    if "a" <= mark <= "z" or mark == " ":
        return 4.5
    if "0" <= mark <= "9":
        return 5.0
    if "A" <= mark <= "Z" or mark in ",.-:;/()\"'\t\r\n":
        return 6.0
    return 8.0 if " " < mark < "\x7f" else _CONTROL


def _narrow_bits(mark: str) -> float:
    if mark >= "\u2e80":
        return _wide_bits(mark, "gb18030")
    if "\u0180" <= mark < "\u0370":
        return 13.0
    category = unicodedata.category(mark)
    if category in ("Ll", "Lo", "Mn"):
        return 6.0
    if category == "Lu":
        return 8.5
    if category == "Cc":
        return _CONTROL + 4
    return 8.0 if mark in "\u00a0’“”–—«»°§£€•…©®" else 11.0


def _wide_bits(mark: str, codec: str) -> float:
    if mark in _MARKS:
        return _MARKS[mark]
    if "\u4e00" <= mark <= "\u9fff":
        return _character_bits(mark, codec)
    if "\u3040" <= mark <= "\u30ff":
        return (6.0 if mark < "\u30a0" else 7.0) if codec in ("cp932", "euc_jp", "iso2022_jp_2") else 12.0
    if "\uac00" <= mark <= "\ud7a3":
        korean = codec in ("cp949", "iso2022_kr")
        return (6.5 if mark in _HANGUL else 11.0) if korean else 15.0
    if "\ue000" <= mark <= "\uf8ff":
        return _PRIVATE
    if "\uff10" <= mark <= "\uff5a":
        return 9.0
    if mark < "\u0250" or "\u2000" <= mark <= "\u26ff" or "\u3000" <= mark <= "\u33ff":
        return 12.0
    if mark < "\u0600":
        return 13.0
    return _RARE


def _character_bits(mark: str, codec: str) -> float:
    simplified, traditional = _characters("simplified").get(mark, _RARE), _characters("traditional").get(mark, _RARE)
    match codec:
        case "big5":
            return min(traditional, simplified + 6)
        case "cp932" | "euc_jp" | "iso2022_jp_2":
            return min(simplified, traditional) + 2
        case "cp949" | "iso2022_kr":
            return traditional + 4
        case _:
            return min(simplified, traditional + 3)


@lru_cache(maxsize=2)
def _characters(script: str) -> dict[str, float]:
    """Give the bits of every 汉字 that running text holds; see the list's head."""
    found: dict[str, float] = {}
    section = False
    for line in lexicon.lines("characters"):
        if line.startswith("["):
            section = line == f"[characters.{script}]"
        elif section:
            bits, _, marks = line.partition(" ")
            found.update(dict.fromkeys(marks, float(bits)))
    return found
