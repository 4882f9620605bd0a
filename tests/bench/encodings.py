"""Print how often unmarked text comes out right, by encoding and 汉字, beside chardetng and charset-normalizer.

    python -m tests.bench.encodings --data ../shared/data

The texts are windows of the Chinese paragraphs of `background/` (CMRC 2018), which the reader's character list was not
made from; OpenCC gives the traditional ones for Big5. "csv" is a table in ASCII with so many 汉字 in it. "wrong, not
told" is mojibake without a problem on the file: it has to be none.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import chardetng_py
import opencc

from extractors.plain import decode

COUNTS = (1, 2, 4, 6, 8, 12, 20, 40, 100)
EACH = 1000
CODECS = ("gb18030", "big5", "utf-16-le", "utf-16-be", "utf-16")


def main() -> None:
    """Print one row per encoding, form and number of 汉字."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--each", type=int, default=EACH)
    arguments = parser.parse_args()
    source = arguments.data / "background" / "cmrc2018.jsonl"
    if not source.exists():
        print(f"skipped: {source} is absent")
        return
    texts = "".join(json.loads(line)["text"] for line in source.read_text("utf-8").splitlines())
    print("encoding   form    汉字    ours  chardetng  normalizer  wrong, not told   told")
    for codec in CODECS:
        for form in ("text", "csv"):
            for count in COUNTS:
                print(_row(codec, form, count, texts, arguments.each))


def _row(codec: str, form: str, count: int, texts: str, each: int) -> str:
    samples = list(_samples(codec, form, count, texts, each))
    rights = [sum(_same(read(data), text) for text, data in samples) for read in (_ours, _chardetng, _normalizer)]
    outcomes = [(decode.decode(data), text) for text, data in samples]
    silent = sum(not _same(found[0], text) and found[2] >= decode.SURE for found, text in outcomes)
    told = sum(found[2] < decode.SURE for found, _ in outcomes)
    shares = [f"{right / len(samples):.1%}" for right in rights]
    return f"{codec:10} {form:5} {count:4} {shares[0]:>7} {shares[1]:>10} {shares[2]:>11} {silent:16} {told:6}"


def _samples(codec: str, form: str, count: int, texts: str, each: int) -> Iterator[tuple[str, bytes]]:
    pick = random.Random(f"{codec} {form} {count}")
    turned = opencc.OpenCC("s2t").convert(texts) if codec == "big5" else texts
    made = 0
    while made < each:
        text = _window(turned, pick.randrange(len(turned)), count)
        text = _table(text, pick) if form == "csv" else text
        try:
            data = text.encode(codec)
            data.decode(codec)
        except UnicodeError:
            continue
        made += 1
        yield text, data


def _window(text: str, start: int, count: int) -> str:
    """Give the stretch from `start` that holds so many 汉字."""
    end, seen = start, 0
    while seen < count and end < len(text):
        seen += "\u4e00" <= text[end] <= "\u9fff"
        end += 1
    return text[start:end] if seen == count else _window(text, 0, count)


def _table(text: str, pick: random.Random) -> str:
    """Put the 汉字 in pairs into the cells of an English table with many numbers."""
    marks = [mark for mark in text if "\u4e00" <= mark <= "\u9fff"]
    rows = ["No,Item,Qty,Price,Date"]
    for number in range(1, 41):
        cell = "".join(marks[:2]) if pick.random() < 0.3 or 40 - number < len(marks) else "Valve"
        marks = marks[len(cell) :] if cell != "Valve" else marks
        rows.append(f"{number},{cell},{pick.randrange(100)},{pick.random() * 100:.2f},2026-03-{number % 28 + 1:02}")
    return "\r\n".join([*rows, *(f"41,{mark},1,1,1" for mark in marks)]) + "\r\n"


def _same(found: str, text: str) -> bool:
    return found.lstrip("\ufeff") == text


def _ours(data: bytes) -> str:
    return decode.decode(data)[0]


def _chardetng(data: bytes) -> str:
    return _decoded(data, chardetng_py.detect(data))


def _normalizer(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  the peer alone needs it

    best = from_bytes(data).best()
    return _decoded(data, best.encoding) if best else ""


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec, "replace")
    except LookupError:
        return ""


if __name__ == "__main__":
    main()
