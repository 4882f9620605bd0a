"""A file is what it holds; its name only tells one kind of text from another."""

import random
import sys
import sysconfig
from pathlib import Path

import pytest

from extractors import sniff
from fixtures import formats


def kind(data, name=""):
    return sniff.kind(data[:8192], data, name)


@pytest.mark.parametrize("expected", formats.SAMPLES)
def test_samples_are_known_by_content(expected):
    sample = formats.SAMPLES[expected]()
    suffix = sample.name if expected in ("txt", "log", "md", "csv", "json") else "wrong.jpg"
    assert kind(sample.data, suffix) == expected.partition(",")[0]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"", "a.docx", "empty"),
        (b"7z\xbc\xaf\x27\x1c..", "a.zip", "7z"),
        (b"Rar!\x1a\x07\x01\x00", "", "rar"),
        (b"\xff\xd8\xff\xe0", "a.png", "jpeg"),
        (b"RIFF....WEBPVP8 ", "", "webp"),
        (b"\0\0\0\x18ftypheic", "", "heic"),
        (b"{\\rtf1 x}", "a.doc", "rtf"),
        ("甲,乙\n1,2\n".encode("gb18030"), "价格.csv", "csv"),
        ("会议纪要".encode("gb18030"), "a.pdf", "txt"),
        (b"From: a@b\nSubject: x\n\nbody", "a.txt", "eml"),
        (b"From: the desk\nthe rest is prose", "a.txt", "txt"),
        (b"<?xml version='1.0'?><a/>", "a.html", "xml"),
        (b"<!-- a --><TEI xmlns='x'><head/><p/><title/><div/></TEI>", "a.xml", "xml"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html><p>x</html>", "a.xml", "html"),
        (b"<svg xmlns='x'><text>x</text></svg>", "a.svg", "html"),
        (b"[1] a reference, [2] another", "a.txt", "txt"),
        (b'{"a": 1}', "a.txt", "json"),
        ("﻿BEGIN:VCARD\nN:a\n".encode("utf-16"), "a.txt", "vcf"),
        ("<html><p>x".encode("utf-16-le"), "a.txt", "html"),
        (b"%PDF-1.7 then damage", "a.txt", "pdf"),
        (bytes(range(256)) * 20, "a.txt", "unknown"),
        (b"OTTO KG, Bremen: minutes", "a.txt", "txt"),
        (b"MZ and the other two came.", "a.txt", "txt"),
        ("﻿会议纪要：年产能".encode("utf-16"), "a.txt", "txt"),
        ("会议纪要：张总提出，年产能两千台。".encode("utf-16-le"), "a.txt", "txt"),
    ],
)
def test_content_decides(data, name, expected):
    assert kind(data, name) == expected


NOISE = random.Random(7).randbytes(20_000)


@pytest.mark.parametrize(
    "head",
    [
        b"\x7fELF\x02\x01\x01" + bytes(9), b"MZ\x90\0\x03\0\0\0", b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5", b"8BPS\0\x01",
        b"AC1032\0\0\0\0", b"SQLite format 3\0", b"OTTO\0\x0c", b"\0\x01\0\0\0\x0f", b"ID3\x03\0",
        b"RIFF\x10\0\0\0WAVE",
        b"\x1a\x45\xdf\xa3", b"%!PS-Adobe-3.0 EPSF-3.0\n", b"", b"\0", b"\x01\0\0\0", b"EMF\0",
    ],
)  # fmt: skip
def test_noise_is_no_text_whatever_encoding_surprises_least(head: bytes) -> None:
    assert kind(head + NOISE, "plan.bin") == "unknown"
    assert kind(head + NOISE[1:], "plan.txt") == "unknown"


def test_programs_and_fonts_of_this_machine_are_no_texts() -> None:
    held = [path for path in Path(sysconfig.get_paths()["platlib"]).rglob("*.so*") if path.is_file()][:40]
    held += [Path(sys.executable).resolve()]
    assert {kind(path.read_bytes(), path.name) for path in held} == {"unknown"}


def test_a_page_below_the_fields_of_a_site_s_maker_is_a_page():
    front = b"---\ntitle: Rundbrief\ndate: 2026-01-21\n---\n\n"
    assert kind(front + b'<div class="MsoNormal"><span>Text</span></div>', "2026-01-21-brief.html") == "html"
    assert kind(front + "今天开会。".encode(), "2026-01-21-brief.html") == "html"
    assert kind(front + b"Only text below a line.", "note.txt") == "txt"
    assert kind(front + b"<div>x</div>", "note.md") == "md"


@pytest.mark.parametrize(
    "head",
    [
        b"\x85\x01\x0c\x03" + bytes(range(40)),
        b"\x8c\x0d\x04\x09\x03\x02" + bytes(range(40)),
        b"-----BEGIN PGP MESSAGE-----\n\nhQEMA",
        b"age-encryption.org/v1\n-> X25519",
        b"Salted__" + bytes(range(40)),
    ],
)
def test_a_locked_file_says_that_it_is_locked(head):
    assert kind(head, "plan.gpg") == "encrypted-file"


def test_texts_and_keys_are_not_locked_files():
    assert kind(b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENB", "key.asc") == "txt"
    assert kind("……会议纪要：四月".encode("gb18030"), "x.txt") == "txt"
