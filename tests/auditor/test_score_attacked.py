"""Folders that try to fool the score, from file to picture: copies, formats, merges, headers, dilution, archives."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import opencc
import pytest

from auditor import account, picture, profile
from auditor.picture import Picture
from extractors.extract import extract
from fixtures import ooxml
from fixtures.generator import Lang, Plan, folder
from fixtures.resaved import SAVED, docx, pdf, wide
from fixtures.samples import packed

PARALLEL = Path(__file__).resolve().parents[2] / "fixtures" / "parallel"
LANGS: tuple[Lang, ...] = ("zh", "en")
HEADER = {
    "zh": "稀材交流圈秘书处汇编，联系电话 010-62345678，编号 XC-2026-0099。",
    "en": "Compiled by the secretariat of the Materials Circle, phone +44 20 7946 0011, file no. XC-2026-0099.",
}
Files = Mapping[str, bytes]


def look(files: Files) -> Picture:
    read = [extraction for name, data in files.items() for extraction in extract(data, name)]
    return picture.of(picture.corpus(read), profile.shipped("general"))


@cache
def texts(lang: Lang) -> dict[str, str]:
    return folder(Plan(lang, 12, 1.0, 2, 2, 3))


@cache
def files(lang: Lang) -> dict[str, bytes]:
    return {name: text.encode() for name, text in texts(lang).items()}


@cache
def before(lang: Lang) -> float:
    score = look(files(lang)).score
    assert score > 20
    return score


def zipped(held: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in held.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def resaved(lang: Lang) -> Files:
    """Two copies of each file under names of their own, in formats as they come."""
    chance = random.Random(1)
    return {
        f"copies {turn}/{place} final.{kind}": SAVED[kind](text)
        for turn in (1, 2)
        for place, text in enumerate(texts(lang).values())
        for kind in [chance.choice(sorted(SAVED))]
    }


def traditional(text: str) -> bytes:
    return _converter().convert(text).encode()


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def versions(lang: Lang) -> Files:
    """Five versions of a note, each with another twentieth of its characters struck or doubled, none of a name."""
    out = {}
    for turn in range(1, 6):
        lines = texts(lang)["000.txt"].split("\n")
        middle = list(lines[1])
        for at in random.Random(turn).sample(range(len(middle)), max(1, len("".join(lines)) // 20)):
            middle[at] = middle[at] * (turn % 2 * 2)
        out[f"000 v{turn}.txt"] = "\n".join([lines[0], "".join(middle), *lines[2:]]).encode()
    return out


def three_folders(lang: Lang) -> Files:
    return {f"{place}/{name}": data for place in ("群文件", "backup", "转存") for name, data in files(lang).items()}


def empty(_: Lang) -> Files:
    blank = {f"empty {place}.{kind}": b"" for place, kind in enumerate(("txt", "docx", "pdf", "xlsx", "zip"))}
    return blank | {"blank.txt": b" \n\n\t\n", "noise.bin": random.Random(0).randbytes(4000)}


SAME = {
    "saved again under other names and formats": resaved,
    "five versions of one note": versions,
    "the folder three times": three_folders,
    "a zip of the folder beside it": lambda lang: {"all.zip": zipped(files(lang))},
    "a zip in a zip beside it": lambda lang: {"all.zip": zipped({"inner.zip": zipped(files(lang))})},
    "a Word document and its PDF": lambda lang: {
        "001.docx": docx(texts(lang)["001.txt"]), "001.pdf": pdf(texts(lang)["001.txt"])},
    "full-width letters": lambda lang: {f"wide/{name}": wide(text) for name, text in texts(lang).items()},
    "traditional characters": lambda lang: {
        f"tw/{name}": traditional(text) for name, text in texts(lang).items()},
    "empty files": empty,
    "names at random": lambda lang: {
        f"{random.Random(name).getrandbits(64):x}": data for name, data in files(lang).items()},
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", SAME)
def test_what_says_nothing_new_moves_the_score_by_one_at_most(kind: str, lang: Lang) -> None:
    assert look(dict(files(lang)) | dict(SAME[kind](lang))).score == pytest.approx(before(lang), abs=1)


@pytest.mark.parametrize("lang", LANGS)
def test_people_stay_who_they_are_when_every_note_lies_there_as_a_pdf_too(lang: Lang) -> None:
    told = {path.name: path.read_bytes() for path in sorted((PARALLEL / lang).iterdir())}
    notes = {name: data.decode() for name, data in told.items() if name.endswith(".txt")}
    beside = told | {f"{name[:-4]}.pdf": pdf(text) for name, text in notes.items()}
    assert look(beside).score == pytest.approx(look(told).score, abs=1)


@pytest.mark.parametrize("lang", LANGS)
def test_the_folder_as_one_archive_has_the_score_that_it_had(lang: Lang) -> None:
    assert look({"all.zip": zipped(files(lang))}).score == pytest.approx(before(lang), abs=1e-9)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", sorted(SAVED))
def test_one_file_of_everything_shows_no_emergence_in_any_format(kind: str, lang: Lang) -> None:
    alone = look({f"all.{kind}": SAVED[kind]("\n".join(texts(lang).values()))})
    assert alone.score == pytest.approx(0.0, abs=1e-9)
    assert alone.measure.picture > 1


@pytest.mark.parametrize("lang", LANGS)
def test_a_digest_beside_its_parts_is_named_and_nothing_emerges_beyond_it(lang: Lang) -> None:
    seen = look(files(lang) | {"digest.docx": docx("\n".join(texts(lang).values()))})
    assert account.digests(seen) == ("digest.docx",)
    assert seen.score <= 1


def with_header(text: str, header: str) -> bytes:
    """Give a Word document with a page header, as offices write their letters."""
    w = f'xmlns:w="{ooxml.W}" xmlns:r="{ooxml.R}"'
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    kind = f"{ooxml.OFFICE}.wordprocessingml"
    return packed({
        "[Content_Types].xml": ooxml.types({"word/document.xml": f"{kind}.document.main+xml",
                                            "word/header1.xml": f"{kind}.header+xml"}),
        "_rels/.rels": ooxml.relationships(("r1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": ooxml.relationships(("r1", "header", "header1.xml")),
        "word/document.xml": f'{ooxml.HEAD}<w:document {w}><w:body>{body}<w:sectPr>'
                             '<w:headerReference w:type="default" r:id="r1"/></w:sectPr></w:body></w:document>',
        "word/header1.xml": f"{ooxml.HEAD}<w:hdr {w}><w:p><w:r><w:t>{header}</w:t></w:r></w:p></w:hdr>",
    })  # fmt: skip


LETTERS = {
    "page header": lambda text, header: ("docx", with_header(text, header)),
    "first line": lambda text, header: ("txt", f"{header}\n{text}".encode()),
    "first paragraph": lambda text, header: ("txt", f"{header}\n\n{text}".encode()),
    "last line": lambda text, header: ("txt", f"{text}\n{header}\n".encode()),
    "first line of a PDF": lambda text, header: ("pdf", pdf(f"{header}\n{text}")),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", LETTERS)
def test_a_letterhead_on_thirty_files_moves_the_score_by_one_at_most(kind: str, lang: Lang) -> None:
    plain = folder(Plan(lang, 30, 0.5, 0, 2, 3))
    made = {name: LETTERS[kind](text, HEADER[lang]) for name, text in plain.items()}
    headed = look({f"{name[:-4]}.{ending}": data for name, (ending, data) in made.items()})
    assert headed.score == pytest.approx(look({name: text.encode() for name, text in plain.items()}).score, abs=1)


@pytest.mark.parametrize("lang", LANGS)
def test_two_hundred_unrelated_files_move_the_score_by_one_at_most(lang: Lang) -> None:
    noise = folder(Plan(lang, 1, 0.0, 200, 1, 99))
    diluted = look(files(lang) | {f"u/{name}": text.encode() for name, text in noise.items()})
    assert diluted.score == pytest.approx(before(lang), abs=1)


@pytest.mark.parametrize("lang", LANGS)
def test_thousands_of_lines_of_one_file_do_not_make_a_score(lang: Lang) -> None:
    story = "\n".join(texts(lang).values())
    assert look({"long.txt": (story * 20).encode()}).score == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("lang", LANGS)
def test_a_story_in_more_files_never_scores_less_than_in_fewer(lang: Lang) -> None:
    told = [text for name, text in texts(lang).items() if name[0] != "n"]
    cut = [look({f"{part}.txt": "\n".join(told[part::parts]).encode() for part in range(parts)}).score
           for parts in (1, 2, 4, 12)]  # fmt: skip
    assert cut[0] == pytest.approx(0.0, abs=1e-9)
    assert all(more >= fewer - 1 for fewer, more in pairwise(cut)), cut


def test_the_same_story_in_two_languages_in_one_folder_is_no_further_story() -> None:
    both = look({f"{lang}/{name}": data for lang in LANGS for name, data in files(lang).items()})
    assert both.score >= max(map(before, LANGS)) - 1
