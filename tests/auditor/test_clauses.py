"""Why a file was not read, in Chinese: each clause of the readers has its own, and unknown words stay as they are."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

import auditor
import extractors
from auditor.clauses import CLAUSES, said
from extractors.text import has_cjk
from tests.auditor.templates import Code

PACKAGES = [Path(package.__file__ or "").parent for package in (auditor, extractors)]
# Names of formats, programs and parts, which are the same in both languages.
NAMES = set(
    "base64 DOCTYPE DOCX EPUB Hangul HTML Inventor JSON macOS MIME ODG ODS ODT OLE PDF PDFium pdfminer PGP PowerPoint"
    " PPTX Publisher Python RAR Slack SolidWorks StarOffice Telegram TNEF unar Unicode Visio VSDX Windows Word XML"
    " Zstandard".split()
)
# What the walk cannot follow: an error's class and the system's words, the detail of another problem, names of parts.
NOT_FOLLOWED = {
    "<detail>", "<error.strerror>", "<fault.detail>", "<name>", "<out.problem.detail>", "<posixpath.basename(name)>",
    "<problems[0].detail>",
    "<f\"object {name.split('/', maxsplit=1)[0].removeprefix('Object').strip()}\".strip()>",
    "<type(error).__name__>", "<what>",
}  # fmt: skip
DETAILS = {template: at for at, template in Code(p for package in PACKAGES for p in package.rglob("*.py")).details()}
SAID = sorted(template for template in DETAILS if template and not template.startswith("<"))
# Kinds of parts, which come from packages.
FILLED = {"{} of {}": "comments of slide 7", "{} of a sheet": "chart of a sheet"}


def filled(template: str) -> str:
    """Give a template as a reader would fill it in; an OFD's places begin with its document's, where it has several."""
    whole = FILLED.get(template, template)
    return whole.replace("{}p", "document 7 p").replace("{}", "7").strip().rstrip(":")


def latin(chinese: str) -> set[str]:
    """Give the words that are left in Latin letters, but for names of files (content.xml)."""
    return set(re.findall(r"[A-Za-z]\w+", re.sub(r"[\w/-]+\.xml", "", chinese))) - NAMES


def test_the_walk_meets_what_readers_say() -> None:
    assert len(SAID) > 250
    for template in ("zero bytes", "p.{}", "{} of {} files in it", "its records end early", "drawing on {}"):
        assert template in DETAILS


def test_the_walk_follows_all_but_what_is_no_clause_of_ours() -> None:
    assert {template for template in DETAILS if template.startswith("<")} == NOT_FOLLOWED


@pytest.mark.parametrize("template", SAID)
def test_each_template_of_a_reader_has_its_chinese(template: str) -> None:
    assert not latin(said(filled(template), "zh")), DETAILS[template]


@pytest.mark.parametrize(("chinese", "english"), CLAUSES)
def test_a_clause_has_the_same_fields_in_both_languages(chinese: str, english: str) -> None:
    fields = ([name for _, name, _, _ in Formatter().parse(text) if name] for text in (chinese, english))
    assert sorted(next(fields)) == sorted(next(fields))
    assert has_cjk(chinese)
    assert not has_cjk(english)


def test_no_clause_stands_twice() -> None:
    assert [english for english, n in Counter(english for _, english in CLAUSES).items() if n > 1] == []


@pytest.mark.parametrize(
    ("detail", "chinese"),
    [
        ("needs a password", "需要密码"),
        ("text in Japanese", "日文"),
        ("p.3: cannot be drawn", "第 3 页：无法绘制"),
        ("part xl/styles.xml: damaged; read as far as it goes", "部件 xl/styles.xml：已损坏；读到损坏处为止"),
        ("3 of 7 files in it", "其中 7 个文件里的 3 个"),
        ("ends before its header; perhaps a part of an archive in several files; put together, its members can be read",
         "在文件头之前结束；可能是分卷压缩包的一卷；合并后即可读取其成员"),
        ("mail part 2: PGP, needs a key", "第 2 个邮件部分：PGP，需要密钥"),
        ("attachment 2: embedded object 1: needs a password", "第 2 个附件：第 1 个嵌入对象：需要密码"),
        ("2 pages with an image or shapes and no text of its own: p.1, p.4",
         "2 页只有图片或图形，没有自己的文字：第 1 页、第 4 页"),
        ("pages with images or shapes and no text: p.1, p.2, ...", "这些页有图片或图形而没有文字：第 1 页、第 2 页等"),
        ("members behind number 4 were not read: stopped after 60 s", "第 4 个之后的成员没有读取：60 秒后停止"),
        ("KeyError at extractors.formats.doc:12", "extractors.formats.doc:12 处出错（KeyError）"),
        ("a FIFO, not a file", "命名管道，不是普通文件"),
        ("p.2 note (hidden): zero bytes", "第 2 页的批注（隐藏）：空文件"),
        ("system file: Windows' folder view", "系统文件：Windows 的文件夹视图"),
        ("text: its encoding is not certain, read as gb18030", "文字：不能确定文字编码，按 gb18030 读取"),
    ],
)  # fmt: skip
def test_clauses_are_put_together_as_readers_put_them(detail: str, chinese: str) -> None:
    assert said(detail, "zh") == chinese
    assert said(detail, "en") == detail


@pytest.mark.parametrize("detail", ["Stale file handle", "", "MemoryError", "方案.docx", "{n} {", ";", "read on at"])
def test_what_is_no_clause_stays_as_it_is(detail: str) -> None:
    assert said(detail, "zh").replace("；", "; ").replace("：", ": ") == detail


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reader_of_either_language_meets_no_class_of_error(lang: str) -> None:
    detail = said("part xl/styles.xml: KeyError; zip directory: BadZipFile; read as far as it goes", lang)
    assert not re.search("Error|BadZip", detail)
    assert said("KeyError at extractors.formats.doc:12", lang).count("KeyError") == 1  # for whoever mends it


def test_a_detail_that_no_reader_writes_so_long_stays_as_it_is() -> None:
    assert said("p.3: " * 100 + "zero bytes", "zh").count("第 3 页") == 100
    assert said("p.3: " * 20_000, "zh") == "p.3: " * 20_000
