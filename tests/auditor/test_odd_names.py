"""Files whose names are patterns, or cannot be typed, are meant by their names as everything shows them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from auditor import account
from auditor.commands.reading import spelled
from auditor.removal import goes
from tests.conftest import FEW_DRAWS, ran

TEXTS = {
    "[draft] 1.txt": "东屏装备有限公司在海门中试线接收批号 QL-260113T 的谐波减速器，主管周启航。",
    "new\nline.txt": "云岭精工有限公司供应批号 QL-260113T 的谐波减速器，单价 386000 元。",
    "rtl\u202etxt.txt": "云岭精工有限公司地址在临沧市云县，联系人林素梅。",
    "raw\udcff.txt": "东屏装备有限公司六月十日在海门中试线试车，批号 QL-260113T。",
}
SHOWN = {"[draft] 1.txt": "[draft] 1.txt", "new\nline.txt": r"new\nline.txt", "rtl\u202etxt.txt": r"rtl\u202etxt.txt",
         "raw\udcff.txt": r"raw\xff.txt"}  # fmt: skip


def test_a_name_means_its_file_whatever_signs_it_holds() -> None:
    for path, shown in SHOWN.items():
        assert [each for each in TEXTS if any(goes(each, glob) for glob in spelled([shown], TEXTS))] == [path]


def test_a_pattern_stays_one_and_also_means_the_file_that_is_called_so() -> None:
    paths = ["[ab].txt", "a.txt", "c.txt", "old.zip!/[x].txt", "cafe\u0301.txt"]

    def meant(*patterns: str) -> list[str]:
        return [path for path in paths if any(goes(path, glob) for glob in spelled(patterns, paths))]

    assert meant("[ab].txt") == ["[ab].txt", "a.txt"]
    assert meant("?.txt") == ["a.txt", "c.txt"]
    assert meant("old.zip") == meant("old.zip!/[x].txt") == ["old.zip!/[x].txt"]
    assert meant("caf\u00e9.txt") == ["cafe\u0301.txt"]
    assert spelled(["nothing"], paths) == ("nothing",)
    assert spelled([], paths) == ()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_commands_on_an_audit_know_such_files_again(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "DRAWS", FEW_DRAWS)
    folder, place = tmp_path / "group", tmp_path / "out"
    folder.mkdir()
    for name, content in TEXTS.items():
        (folder / name).write_text(content, "utf-8")
    keep = [part for name in ("[draft] 1.txt", r"raw\xff.txt") for part in ("--keep", name)]
    done = ran("audit", folder, "--out", place, "--state", state, "--lang", "en", "--target", "0", "--jobs", "1", *keep)
    assert "no file" not in done.err
    audit = json.loads((place / "audit.json").read_bytes())
    gone = {path for row in audit["shortlist"]["items"] for path in row["files"]}
    assert gone
    assert not gone & {r"raw\xff.txt", "[draft] 1.txt"}
    for shown in SHOWN.values():
        told = ran("what-if", place, "--without", shown, "--state", state, "--lang", "en", "--format", "json")
        assert json.loads(told.out)["stays"]["files"] == len(TEXTS) - 1
        assert told.err.strip() == "", os.fsencode(shown)


@pytest.mark.parametrize(("lang", "said"), [("zh", ""), ("en", "this audit was made in Chinese")])
def test_an_audit_of_the_other_language_is_told(small_audit: Path, lang: str, said: str) -> None:
    for command in (("explain", small_audit, "云岭"), ("report", small_audit, "--format", "md")):
        done = ran(*command, "--lang", lang)
        assert said in done.err
        assert bool(done.err.strip()) == bool(said)
    assert ran("report", small_audit, "--format", "json", "--lang", lang).err.strip() == ""
