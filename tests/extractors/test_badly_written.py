"""Names and values as they are really written: full width, traditional, set apart, broken over lines, blurred."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from opencc import OpenCC

from extractors import extract
from extractors.plain import lines

# A sentence, what stands in it, and its kind. All names are invented.
SENTENCES = [
    ("由江陵县泓丰源饲料有限责任公司供货，验收在下周。", "江陵县泓丰源饲料有限责任公司", "organisation"),
    ("项目负责人周立群说三月投产。", "周立群", "person"),
    ("设备运到青州市北塘镇存放。", "青州市", "place"),
    ("电解槽装在东岭制氢厂一车间。", "东岭制氢厂", "site"),
    ("年产能9200吨，单价385元。", "9200吨", "quantity"),
    ("合同额3,560万元，分三次付。", "3,560万元", "money"),
    ("2026年3月15日前交货。", "2026年3月15日", "date"),
    ("合同编号：HT-2026-0317B，请核对。", "HT-2026-0317B", "identifier"),
    ("联系电话13800138000。", "13800138000", "contact"),
    ("按发改能源〔2025〕417号执行。", "发改能源〔2025〕417号", "document"),
    ("The valves come from Westerholt Valves GmbH and are tested twice.", "Westerholt Valves GmbH", "organisation"),
    ("Please ask Dr Amara Okafor about the test.", "Amara Okafor", "person"),
    ("The crates were shipped to Rotterdam on Friday.", "Rotterdam", "place"),
    ("Assembly moved to the Brackwater Yard last month.", "Brackwater Yard", "site"),
    ("The line makes 9,200 tonnes a year.", "9,200 tonnes", "quantity"),
    ("The price is EUR 4.2 million.", "EUR 4.2 million", "money"),
    ("Delivery by 15 March 2026 at the latest.", "15 March 2026", "date"),
    ("See contract no. HT-2026-0317B for details.", "HT-2026-0317B", "identifier"),
    ("Call +49 30 1234 5678 or write.", "+49 30 1234 5678", "contact"),
]
CHINESE = [each for each in SENTENCES if not each[0].isascii()]
ENGLISH = [each for each in SENTENCES if each[0].isascii()]
SIMPLE = OpenCC("t2s")


def plain(text: str) -> str:
    return re.sub(r"\s", "", SIMPLE.convert(unicodedata.normalize("NFKC", text))).lower()


def found(data: str, file: str, name: str, kind: str) -> bool:
    read = extract.extract(data.encode("utf-8"), file)[0]
    texts = (read.segments[m.segment].text[m.start : m.end] for m in read.mentions if m.kind == kind)
    return any(plain(name) in plain(text) for text in texts)


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def traditional(text: str) -> str:
    return OpenCC("s2t").convert(text)


def blurred(text: str) -> str:
    """What the recognition of a scanned page adds: specks, doubled stops, spaces before them."""
    return "' " + text.replace("，", " ，.").replace("。", " 。").replace(". ", " . ") + " ~"


@pytest.mark.parametrize("write", [str, full_width, traditional, blurred], ids=lambda write: write.__name__)
@pytest.mark.parametrize(("sentence", "name", "kind"), SENTENCES)
def test_a_name_is_found_however_it_is_written(
    write: Callable[[str], str], sentence: str, name: str, kind: str
) -> None:
    assert found(write(sentence), "note.txt", name, kind)


@pytest.mark.parametrize(
    ("sentence", "name", "kind"), [each for each in ENGLISH if each[2] not in ("person", "place", "site")]
)
def test_chinese_around_a_latin_name_takes_no_spaces(sentence: str, name: str, kind: str) -> None:
    assert found(f"据悉{name}的事下周再议。", "note.txt", name, kind)


def wrapped(sentence: str, name: str, filler: str, width: int = 60) -> str:
    """Give a paragraph that is broken at a fixed width, the break within the name."""
    at = sentence.index(name)
    cut = at + (name.index(" ") if " " in name else len(name) // 2)
    head, tail = sentence[:cut], sentence[cut:].lstrip()
    while lines.width(filler + head) < width - (1 if sentence.isascii() else 0):
        filler = filler + ("x" if sentence.isascii() else "的")
    return f"{filler}{' ' if sentence.isascii() else ''}{head}\n{tail}\n"


BREAKABLE = ("organisation", "person", "place", "site")


@pytest.mark.parametrize(("sentence", "name", "kind"), [each for each in CHINESE if each[2] in BREAKABLE])
def test_a_line_end_within_a_chinese_name_parts_nothing(sentence: str, name: str, kind: str) -> None:
    assert found(wrapped(sentence, name, "会上说"), "note.txt", name, kind)
    at = sentence.index(name) + len(name) // 2
    page = f"<html><body><p>{sentence[:at]}\n   {sentence[at:]}</p></body></html>"
    assert found(page, "page.html", name, kind)


@pytest.mark.parametrize(
    ("sentence", "name", "kind"), [each for each in ENGLISH if each[2] in BREAKABLE and " " in each[1]]
)
def test_a_line_end_within_an_english_name_parts_nothing(sentence: str, name: str, kind: str) -> None:
    assert found(wrapped(sentence, name, "It was said that"), "note.txt", name, kind)
    assert found(f"<p>{sentence.replace(name, name.replace(' ', chr(10)))}</p>", "page.html", name, kind)


@pytest.mark.parametrize(("sentence", "name", "kind"), [each for each in CHINESE if each[2] in BREAKABLE])
def test_characters_set_apart_are_a_name_all_the_same(sentence: str, name: str, kind: str) -> None:
    assert found(" ".join(sentence), "note.txt", name, kind)
