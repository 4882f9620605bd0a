"""The table of who shared what: read in any order and encoding, matched to the folder, put onto the files."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from auditor.commands.console import Lang
from auditor.commands.sharing import asked_manifest, unmet
from auditor.manifest import BadManifest, Manifest, Shared, cost, costs, enriched, parsed, unknown
from extractors.model import Extraction

ZH = (
    "路径,分享人,分享日期,可读人数,公开链接\n"
    "纪要/三月例会.docx,周启航,2026-03-12,128,否\n"
    "报价/三月.xlsx,沈若兰,2026/4/1,30,是\n"
)
EN = "path,sharer,shared on,readers,link open\nminutes/a.docx,Zoe Harcourt,2026-03-12,128,no\n"


def file(path: str, sharer: str = "", modified: str = "") -> Extraction:
    return Extraction(path, "", 1, "txt", "read", modified=modified, sharer=sharer)


def read(content: str, folder: str = "group") -> tuple[Shared, ...]:
    return parsed(content, "m.csv", folder).shared


# Read


def test_headings_of_both_languages_are_read() -> None:
    assert read(ZH) == (
        Shared("纪要/三月例会.docx", "周启航", "2026-03-12", 128, False),
        Shared("报价/三月.xlsx", "沈若兰", "2026-04-01", 30, True),
    )
    assert read(EN) == (Shared("minutes/a.docx", "Zoe Harcourt", "2026-03-12", 128, False),)


@pytest.mark.parametrize(
    "content",
    [
        "link open,readers,extra,Sharer,PATH\nyes,3,whatever,Lena,a.txt\n",
        "文件\t上传者\t可读人数\t公开链接\r\na.txt\tLena\t3\t是\r\n",
        "File;Uploaded by;Readers;Link Open\n\n;;;\na.txt;Lena;3;TRUE\n",
        "ＰＡＴＨ,ｓｈａｒｅｒ,readers,link_open\na.txt, Lena ,３ 人,1\n",
        '"path","sharer","readers","link-open"\n"a.txt","Lena","3.0","是"',
        '[{"path": "a.txt", "sharer": "Lena", "readers": 3, "link open": true, "more": null}]',
        ' [ {"链接": "x", "公开链接": "是", "分享人": "Lena", "可读人数": "3", "路径": "a.txt"} ]',
    ],
)
def test_any_order_extra_columns_and_other_delimiters_give_the_same(content: str) -> None:
    assert read(content) == (Shared("a.txt", "Lena", "", 3, True),)


def test_what_is_not_said_is_not_known() -> None:
    assert read("path,sharer,shared on,readers,link open\na.txt\nb.txt,,,,\n") == (Shared("a.txt"), Shared("b.txt"))


@pytest.mark.parametrize(
    "day", ["2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日", "2026-03-05 14:20", "２０２６-3-5"]
)
def test_a_day_is_read_as_spreadsheets_write_it(day: str) -> None:
    assert read(f"path,shared on\na.txt,{day}\n")[0].shared_on == "2026-03-05"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "m.csv: no line names a file"),
        ("name,sharer\na.txt,Lena\n", "m.csv: the heading has no column `path`"),
        ("path,sharer\n", "m.csv: no line names a file"),
        ("path,path\na,b\n", "m.csv: two columns are called “path”"),
        ("path,sharer\na.txt,Lena\n,Lena\n", "m.csv: line 3 names no file"),
        ("path,readers\n\na.txt,many\n", "m.csv: line 3: `readers` should be a whole number"),
        ("path,readers\na.txt,-1\n", "m.csv: line 2: `readers`"),
        ("path,readers\na.txt,２\nb.txt,1e9\n", "m.csv: line 3: `readers`"),
        ("path,link open\na.txt,perhaps\n", "m.csv: line 2: `link open` should be yes or no"),
        ("path,shared on\na.txt,2026-02-30\n", "m.csv: line 2: the date of sharing"),
        ("path,shared on\na.txt,05.03.2026\n", "m.csv: line 2: the date of sharing"),
        ('path,sharer\n"two\nlines.txt",x\nb.txt,x,more\n', "m.csv: line 4 has more cells than the heading"),
        ('path,sharer\n"a.txt"x,y\n', "m.csv: line 2 is not valid CSV"),
        ("path,sharer\na.txt,Lena\nb.txt,Iris\na.txt,Owen\n", "m.csv: line 4 and line 2 say different things"),
        ("[{]", "m.csv: line 1, column 3 is not valid JSON"),
        ('{"path": "a.txt"}', "m.csv: line 1 has the wrong form"),
        ('[{"path": "a.txt"},\n\n 3]', "m.csv: line 3 has the wrong form"),
        ('[{"path": ["a.txt"]}]', "m.csv: line 1 has the wrong form"),
        ('[{"path": "a.txt"},\n{"path": "b.txt", "readers": true}]', "m.csv: line 2: `readers`"),
        ('[{"path": "a.txt", "readers": NaN}]', "m.csv: line 1: `readers`"),
        ("[" * 100_000, "m.csv: line 1"),
        ('[{"file name": "a.txt"}]', "m.csv: the heading has no column `path`"),
        ("[]", "m.csv: no line names a file"),
    ],
)  # fmt: skip
def test_a_bad_manifest_says_what_where_and_what_to_do(content: str, said: str) -> None:
    with pytest.raises(BadManifest) as raised:
        read(content)
    assert raised.value.message("en").startswith(said)
    assert "m.csv" in raised.value.message("zh")
    assert any("\u4e00" <= character <= "\u9fff" for character in raised.value.message("zh"))


def test_a_line_that_is_there_twice_with_the_same_words_counts_once() -> None:
    assert len(read("path,sharer\na.txt,Lena\n.\\a.txt,Lena\n")) == 1


@given(st.text())
def test_any_text_is_read_or_refused(content: str) -> None:
    with contextlib.suppress(BadManifest):
        assert read(content)


# Matched


@pytest.mark.parametrize(
    "path",
    ["说明/厂区 café.md", "说明\\厂区 café.md", "./说明/厂区 café.md", "/说明/厂区 café.md", "group/说明/厂区 café.md",
     "group\\说明\\厂区 café.md", "说明/厂区 cafe\u0301.md"],
)  # fmt: skip
def test_a_path_is_met_however_the_platform_writes_it(path: str) -> None:
    files = [file("说明/厂区 café.md")]
    asked = Manifest((Shared(path, "Lena"),), "group")
    assert enriched(files, asked) == [file("说明/厂区 café.md", "Lena")]
    assert unknown(files, asked) == ()


def test_a_folder_may_hold_one_of_its_own_name() -> None:
    files = [file("a.txt"), file("group/a.txt"), file("b.txt")]
    within = Manifest((Shared("group/a.txt", "Lena"), Shared("b.txt", "Iris")), "group")
    assert [each.sharer for each in enriched(files, within)] == ["", "Lena", "Iris"]
    lines = (Shared("group/a.txt", "Lena"), Shared("group/group/a.txt", "Owen"), Shared("group/b.txt", "Iris"))
    assert [each.sharer for each in enriched(files, Manifest(lines, "group"))] == ["Lena", "Owen", "Iris"]


def test_paths_that_the_folder_lacks_are_named() -> None:
    assert unknown([file("a.txt")], Manifest((Shared("a.txt"), Shared("b.txt"), Shared("A.TXT")))) == ("b.txt", "A.TXT")


def test_members_go_with_their_archive_unless_they_have_a_line_of_their_own() -> None:
    files = [file("a.zip"), file("a.zip!/b.zip!/c.txt"), file("a.zip!/d.txt"), file("a.zip.txt")]
    asked = Manifest((Shared("a.zip", "Lena", readers=3), Shared("a.zip!/d.txt", "Iris")))
    assert [each.sharer for each in enriched(files, asked)] == ["Lena", "Lena", "Iris", ""]
    assert dict(costs(files, asked)) == {"a.zip": 1.2, "a.zip!/b.zip!/c.txt": 1.2, "a.zip!/d.txt": 1.0}


def test_what_the_manifest_leaves_open_stays_as_the_file_says() -> None:
    files = [file("a.txt", "Owen", "2020-01-01"), file("b.txt", "Owen", "2020-01-01")]
    asked = Manifest((Shared("a.txt", "Lena"), Shared("b.txt", shared_on="2026-03-12")))
    assert enriched(files, asked) == [file("a.txt", "Lena", "2020-01-01"), file("b.txt", "Owen", "2026-03-12")]


def test_the_order_of_the_lines_makes_no_difference() -> None:
    files = [file("a.txt"), file("b.txt"), file("c/d.txt")]
    lines = (Shared("group/a.txt", "Lena"), Shared("b.txt", "Iris"), Shared("c/d.txt", "Owen"))
    assert enriched(files, Manifest(lines, "group")) == enriched(files, Manifest(lines[::-1], "group"))


# Costs


def test_a_file_of_which_nothing_is_known_costs_one() -> None:
    assert cost(Shared("a.txt")) == cost(Shared("a.txt", link_open=False)) == cost(Shared("a.txt", readers=0)) == 1.0


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_readers_raise_the_cost_mildly_and_an_open_link_lowers_it(one: int, other: int) -> None:
    few, many = sorted((one, other))
    assert cost(Shared("", readers=few)) <= cost(Shared("", readers=many)) < 4.0
    assert cost(Shared("", readers=many, link_open=True)) < cost(Shared("", readers=many))


def test_an_open_link_weighs_as_much_as_a_thousand_readers() -> None:
    assert cost(Shared("", readers=1023, link_open=True)) == cost(Shared("", readers=0))


def test_what_a_person_says_of_a_file_counts_instead() -> None:
    files = [file("a.txt"), file("b.txt")]
    asked = Manifest((Shared("a.txt", readers=3), Shared("b.txt", readers=3)))
    assert dict(costs(files, asked, (("b.txt", 7.0), ("c*", 2.0)))) == {"a.txt": 1.2, "b.txt": 7.0, "c*": 2.0}


# Given with a command


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_file_of_any_usual_encoding_is_read(tmp_path: Path, form: str, encoding: str) -> None:
    entry = {"路径": "纪要/三月例会.docx", "分享人": "周启航"}
    content = (
        f"{','.join(entry)}\n{','.join(entry.values())}\n" if form == "csv" else json.dumps([entry], ensure_ascii=False)
    )
    path = tmp_path / f"清单.{form}"
    path.write_bytes(content.encode(encoding))
    asked = asked_manifest(path, tmp_path / "group", Lang.zh)
    assert asked == Manifest((Shared("纪要/三月例会.docx", "周启航"),), "group")


@pytest.mark.parametrize("lang", list(Lang))
def test_one_that_cannot_be_used_ends_the_command_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: Lang
) -> None:
    (tmp_path / "many.csv").write_text("path,readers\na.txt,many\n", "utf-8")
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xff\xff")
    for name, said in {
        "none.csv": ("没有这个文件", "there is no such file"), "many.csv": ("第 2 行的可读人数", "line 2: `readers`"),
        "bytes.csv": ("不是文本文件", "this is no text file"), "": ("这是文件夹", "this is a folder"),
    }.items():  # fmt: skip
        with pytest.raises(typer.Exit) as raised:
            asked_manifest(tmp_path / name, tmp_path, lang)
        assert raised.value.exit_code == 2
        assert said[lang == Lang.en] in capsys.readouterr().err


def test_without_one_there_is_none(tmp_path: Path) -> None:
    assert asked_manifest(None, tmp_path, Lang.en) is None


@pytest.mark.parametrize(
    ("lang", "said"), [(Lang.zh, "4 个文件不在文件夹里，例如 b、c、d"), (Lang.en, "not in the folder: 4")]
)
def test_paths_that_have_no_effect_are_counted_and_said(
    capsys: pytest.CaptureFixture[str], lang: Lang, said: str
) -> None:
    asked = Manifest(tuple(map(Shared, "abcde")))
    unmet(asked, Path("m.csv"), [file("a")], lang)
    assert said in capsys.readouterr().err
    unmet(Manifest((Shared("a"),)), Path("m.csv"), [file("a")], lang)
    assert capsys.readouterr().err == ""


def test_a_day_of_sharing_is_a_date_of_the_files_own() -> None:
    files = [replace(file(path, modified="2026-11-29"), undated=True) for path in ("纪要/三月例会.docx", "else.txt")]
    shared, other = enriched(files, parsed(ZH, "m.csv", "group"))
    assert (shared.modified, shared.undated) == ("2026-03-12", False)
    assert (other.modified, other.undated) == ("2026-11-29", True)
