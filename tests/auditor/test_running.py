"""One run over the state of a folder: whatever changed, the audit is a cold one's byte for byte."""

from __future__ import annotations

import os
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest

from auditor import account
from auditor import kept as codec
from auditor.commands import console, reading
from auditor.reports.json import restored
from extractors import registry
from fixtures import story
from tests.auditor.reaudits import FILES, LONG_AGO, Desk, archive
from tests.conftest import FEW_DRAWS, ran


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give a folder that was audited once; what it was is put away, so that each test begins with it."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(account, "DRAWS", FEW_DRAWS)
        desk.fill()
        desk.audit()
        for name in ("项目群", "state", "warm"):
            shutil.copytree(desk.root / name, desk.root / "put away" / name)
        yield desk


@pytest.fixture
def desk(kept: Desk) -> Desk:
    """Give the folder as it was after its first audit."""
    for name in ("项目群", "state", "warm"):
        shutil.rmtree(kept.root / name, ignore_errors=True)
        shutil.copytree(kept.root / "put away" / name, kept.root / name)
    return kept


def changed(desk: Desk) -> None:
    desk.write("纪要/一月例会.docx", story.docx(*story.MINUTES[:2], "联系人另行通知。"), LONG_AGO + 86400)


def added(desk: Desk) -> None:
    desk.write("计划/二期进度.docx", story.docx(*story.PLAN))


def removed(desk: Desk) -> None:
    (desk.folder / "mail/visit.eml").unlink()


def renamed(desk: Desk) -> None:
    (desk.folder / "mail/visit.eml").rename(desk.folder / "mail/haimen.eml")


def moved(desk: Desk) -> None:
    (desk.folder / "mail").rename(desk.folder / "post")


def touched(desk: Desk) -> None:
    os.utime(desk.folder / "说明/厂区.md", (LONG_AGO + 60, LONG_AGO + 60))


def touched_on_another_day(desk: Desk) -> None:
    os.utime(desk.folder / "说明/厂区.md", (LONG_AGO + 864000, LONG_AGO + 864000))


def copied(desk: Desk) -> None:
    shutil.copy2(desk.folder / "tech/cooling.docx", desk.folder / "tech/cooling (1).docx")


def copied_elsewhere(desk: Desk) -> None:
    shutil.copytree(desk.folder / "tech", desk.folder / "备份")


def moved_among_a_system_s_own(desk: Desk) -> None:
    (desk.folder / "tech").rename(desk.folder / "__MACOSX")


def given_another_member(desk: Desk) -> None:
    desk.write("old/pack.zip", archive(log=story.LOG, menu=story.DAILY))


def broken(desk: Desk) -> None:
    desk.write("tech/cooling.docx", FILES["tech/cooling.docx"][:400])


def emptied(desk: Desk) -> None:
    desk.write("食堂/菜单.txt", b"")


def replaced_by_a_link(desk: Desk) -> None:
    (desk.folder / "食堂/菜单.txt").unlink()
    (desk.folder / "食堂/菜单.txt").symlink_to(desk.folder / "说明/厂区.md")


def given_a_name_that_is_no_text(desk: Desk) -> None:
    (desk.folder / "mail/visit.eml").rename(desk.folder / os.fsdecode(b"mail/visit\xff.eml"))


def all_but_one_removed(desk: Desk) -> None:
    for path in list(FILES)[1:]:
        (desk.folder / path).unlink()


def exchanged(desk: Desk) -> None:
    """Have two files of one name change places."""
    desk.write("a/x.txt", FILES["食堂/菜单.txt"])
    desk.write("b/x.txt", story.LOG.encode())
    desk.audit()
    (desk.folder / "a").rename(desk.folder / "c")
    (desk.folder / "b").rename(desk.folder / "a")
    (desk.folder / "c").rename(desk.folder / "b")


CHANGES: list[tuple[Callable[[Desk], None], int]] = [
    (changed, 1), (added, 1), (removed, 0), (renamed, 1), (moved, 0), (touched, 0), (touched_on_another_day, 0),
    (copied, 1), (copied_elsewhere, 0), (moved_among_a_system_s_own, 0), (given_another_member, 1), (broken, 1),
    (emptied, 1), (replaced_by_a_link, 0), (given_a_name_that_is_no_text, 1), (all_but_one_removed, 0), (exchanged, 0),
]  # fmt: skip


@pytest.mark.parametrize(("change", "opened"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_an_audit_after_a_change_is_a_cold_one_and_opens_what_changed(
    desk: Desk, change: Callable[[Desk], None], opened: int
) -> None:
    change(desk)
    desk.audit()
    assert desk.opened() == opened
    cold = desk.cold()
    assert desk.written() == cold
    desk.audit()
    assert desk.opened() == 0
    assert desk.written() == cold


def test_an_audit_of_an_unchanged_folder_opens_nothing_and_writes_the_same(desk: Desk) -> None:
    for options in ((), ("--verify",), ()):
        desk.audit(*options)
        assert desk.opened() == 0
        assert desk.written() == desk.cold()
        assert (desk.json(name="changes.json")["added"], desk.json(name="changes.json")["causes"][0]["change"]) == (
            [],
            0,
        )


def test_the_page_of_an_unchanged_folder_tells_its_own_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Later:
            return cls(2037, 1, 2, 3, 4, tzinfo=tz)

    desk.audit()
    monkeypatch.setattr(reading, "datetime", Later)
    desk.audit()
    assert desk.opened() == 0
    assert "2037-01-02 03:04 (UTC+00:00)" in (desk.root / "warm/report.html").read_text("utf-8")


def test_other_content_of_the_same_size_and_time_is_seen_by_verify_alone(desk: Desk) -> None:
    desk.audit()
    before, cold_before = desk.written(), (desk.folder / "mail/visit.txt").read_bytes()
    desk.write("mail/visit.txt", cold_before.replace(b"2450", b"2461"))
    desk.audit()
    assert (desk.opened(), desk.written()) == (0, before)
    desk.audit("--verify")
    assert desk.opened() == 1
    assert desk.written() == desk.cold() != before


def test_a_file_just_written_is_looked_at_again(desk: Desk) -> None:
    for content in (b"The batch QL-260113T is here.\n", b"The batch QL-260114T is here.\n"):
        with (desk.folder / "fresh.txt").open("wb") as file:
            file.write(content)
        desk.audit()
        assert desk.opened() == 1
        assert desk.written() == desk.cold()


OPTIONS: list[tuple[str, ...]] = [
    ("--target", "60"), ("--keep", "报价/*"), ("--profile", "critical-minerals"), ("--lang", "en"), ("--reveal",),
]  # fmt: skip


@pytest.mark.parametrize("options", OPTIONS, ids=["target", "keep", "profile", "language", "reveal"])
def test_other_options_open_nothing_and_give_what_a_cold_audit_gives(desk: Desk, options: tuple[str, ...]) -> None:
    for _ in range(2):
        desk.audit(*options)
        assert desk.opened() == 0
        assert desk.written() == desk.cold(*options)


def test_without_a_cache_everything_is_read_and_no_reading_stays(desk: Desk) -> None:
    desk.audit("--no-cache")
    assert desk.opened() == len(FILES)
    assert desk.written() == desk.cold()
    with desk.state() as state:
        assert not state.listing()
        assert state.prune("extraction", ()) == state.prune("settled", ()) == 0
    desk.audit("--no-cache")
    assert desk.opened() == len(FILES)


# What people know and decide


@pytest.mark.parametrize("name", ["aliases.toml", "given.toml"])
def test_names_are_forced_together_and_apart(desk: Desk, name: str) -> None:
    ledger = desk.root / "given.toml"
    ledger.write_text(ALIASES, "utf-8")
    options: tuple[str | Path, ...] = ("--aliases", ledger)
    if name == "aliases.toml":
        shutil.move(ledger, desk.place() / name)
        options = ()
    before = names(desk)
    assert not any({"东屏装备有限公司", "Northfoot Converters Ltd"} <= each for each in before)
    assert any({"云岭精工", "云岭精工有限公司"} <= each for each in before)
    desk.audit(*options)
    assert desk.opened() == 0
    joined = names(desk)
    assert any({"东屏装备有限公司", "Northfoot Converters Ltd"} <= each for each in joined)
    assert not any({"云岭精工", "云岭精工有限公司"} <= each for each in joined)
    ledger.write_text(ALIASES, "utf-8")
    assert desk.written() == desk.cold("--aliases", ledger)
    adds_up(desk, "aliases")


ALIASES = """
[[same]]
names = ["东屏装备有限公司", "Northfoot Converters Ltd."]
[[different]]
names = ["云岭精工", "云岭精工有限公司"]
"""


def names(desk: Desk, out: str = "warm") -> list[set[str]]:
    """Give the names of each entity as the last audit resolved them."""
    with desk.state() as state:
        audit = state.run_audit(state.runs()[-1].number)
    assert audit is not None
    return [set(each.names) for each in restored(audit).entities]


def adds_up(desk: Desk, *felt: str) -> None:
    """Look whether the causes of the last change add up exactly, and these alone were felt."""
    drift = desk.json(name="changes.json")
    causes = {each["kind"]: each["change"] for each in drift["causes"]}
    assert sum(causes.values()) == drift["now"]["score"] - drift["before"]["score"]
    assert {kind for kind, change in causes.items() if change} == set(felt)


def test_a_manifest_gives_sharers_and_dates_and_settles_what_is_dear(desk: Desk) -> None:
    table = desk.root / "shared.csv"
    for sharer, readers in (("Anna", 12), ("周启航", 900)):
        rows = "".join(f"{path},{sharer},2026-02-03,{readers},否\n" for path in FILES)
        table.write_text("path,sharer,shared on,readers,link open\n" + rows, "utf-8")
        desk.audit("--manifest", table, "--reveal")
        assert desk.opened() == 0
        assert sharer in (desk.root / "warm" / "letters.txt").read_text("utf-8")
        assert {each["date"] for each in desk.json()["files"] if each["path"] == "说明/厂区.md"} == {"2026-02-03"}
        assert desk.written() == desk.cold("--manifest", table, "--reveal")
    desk.audit()
    assert desk.written() == desk.cold()


def test_a_manifest_s_path_that_is_not_there_is_named_at_every_run(desk: Desk) -> None:
    table = desk.root / "shared.csv"
    table.write_text("path,sharer\n说明/厂区.md,Anna\nnowhere.txt,Anna\n", "utf-8")
    assert all("nowhere.txt" in desk.audit("--manifest", table).err for _ in range(2))


WHY = ("--reason", "known", "--owner", "office")


def chain(desk: Desk) -> dict[str, Any]:
    """Give the strongest finding that alone joins its two names: what another joins as well, no decision parts."""
    chains = [each for each in desk.json()["findings"] if each["kind"] == "chain"]
    found: dict[str, Any] = next(
        each for each in chains
        if not any({*each["subjects"][:2]} <= {*other["subjects"]} for other in chains if other is not each)
    )  # fmt: skip
    return found


def test_an_accepted_finding_leaves_the_score_and_lowers_what_is_open(desk: Desk) -> None:
    before, about = desk.json(), chain(desk)["id"]
    assert before["score"]["open"] == before["score"]["value"]
    desk.decide(about, "accept", *WHY)
    desk.audit()
    now = desk.json()
    assert desk.opened() == 0
    assert now["score"]["value"] == before["score"]["value"]
    assert now["score"]["open"] < now["score"]["value"]
    assert [each["id"] for each in now["findings"] if each["verdict"] == "accept"] == [about]
    assert now["shortlist"]["score_before"] == now["score"]["open"]
    assert desk.written() == desk.cold("--decisions", desk.place() / "decisions.toml")
    adds_up(desk)


def test_the_exit_code_looks_at_what_is_open(desk: Desk) -> None:
    assert desk.audit().code == console.ABOVE
    for each in desk.json()["findings"]:
        desk.decide(each["id"], "accept", *WHY)
    done = desk.audit()
    score = desk.json()["score"]
    assert score["open"] <= 5 < score["value"]
    assert done.code == console.OK


def test_a_false_positive_is_taken_out_of_the_picture_and_is_the_cause(desk: Desk) -> None:
    before, about = desk.json(), chain(desk)["id"]
    desk.decide(about, "false-positive", *WHY)
    for _ in range(2):
        desk.audit()
        now = desk.json()
        assert now["score"]["value"] < before["score"]["value"]
        assert about not in {each["id"] for each in now["findings"]}
        assert desk.written() == desk.cold("--decisions", desk.place() / "decisions.toml")
    said = desk.decide("--list").said
    assert "有效" in said
    assert "已无对象" not in said
    first = desk.runs()[1]
    assert first.score == pytest.approx(now["score"]["value"], abs=0.06)


def test_the_change_by_a_false_positive_adds_up(desk: Desk) -> None:
    desk.decide(chain(desk)["id"], "false-positive", *WHY)
    desk.audit()
    adds_up(desk, "decisions")


def test_a_false_positive_taken_back_brings_the_finding_back(desk: Desk) -> None:
    before, about = desk.written(), chain(desk)["id"]
    desk.decide(about, "false-positive", *WHY)
    desk.audit()
    (id_,) = re.findall(r'^id = "(\w+)"', (desk.place() / "decisions.toml").read_text("utf-8"), re.MULTILINE)
    desk.decide("--revoke", id_)
    desk.audit()
    assert desk.written() == before
    adds_up(desk, "decisions")


def test_a_file_that_nobody_can_act_on_stays_off_the_list(desk: Desk) -> None:
    first = desk.json()["shortlist"]["items"][0]["files"]
    desk.decide("row:1", "cannot-act", "--reason", "another group owns them")
    desk.audit()
    now = desk.json()
    assert not {path for item in now["shortlist"]["items"] for path in item["files"]} & set(first)
    assert {each["path"] for each in now["files"] if each["verdict"] == "cannot-act"} >= set(first)
    assert desk.written() == desk.cold("--decisions", desk.place() / "decisions.toml")
    adds_up(desk)


def test_a_promise_is_looked_for_and_seen_carried_out(desk: Desk) -> None:
    desk.decide("mail/visit.eml", "remove")
    desk.audit()
    assert {each["path"] for each in desk.json()["files"] if each["verdict"] == "remove"} == {"mail/visit.eml"}
    assert fates(desk)["mail/visit.eml"] in ("stands", None)
    (desk.folder / "mail/visit.eml").unlink()
    desk.audit()
    assert fates(desk)["mail/visit.eml"] == "gone"
    desk.write("post/other.eml", FILES["mail/visit.eml"])
    desk.audit()
    back = desk.json(name="changes.json")["back"]
    assert [(each["path"], each["was"], each["exact"]) for each in back] == [("post/other.eml", "mail/visit.eml", True)]


def fates(desk: Desk) -> dict[str, str | None]:
    found = desk.json(name="changes.json")["fates"]
    return defaultdict(lambda: None, {path: each["fate"] for each in found for path in each["paths"]})


def test_an_expired_decision_is_void_and_said(desk: Desk) -> None:
    before = desk.written()
    desk.decide(chain(desk)["id"], "false-positive", *WHY)
    desk.audit()
    ledger = desk.place() / "decisions.toml"
    text = ledger.read_text("utf-8")
    text = re.sub(r"(?m)^made = .*", "made = 2020-01-01", text)
    ledger.write_text(re.sub(r"(?m)^expires = .*", "expires = 2020-02-01", text), "utf-8")
    for _ in range(2):
        assert "已到期" in desk.audit().err
        assert desk.written() == before
    assert "已到期" in desk.decide("--list").said


def test_entries_that_cannot_be_used_are_said_and_void(desk: Desk) -> None:
    before = desk.written()
    (desk.place() / "decisions.toml").write_text('[[decision]]\nverdict = "hide"\n', "utf-8")
    assert "第 1 条" in desk.audit().err
    assert desk.written() == before


def test_a_ledger_that_is_no_toml_ends_the_run_before_anything_is_read(desk: Desk) -> None:
    (desk.place() / "aliases.toml").write_text("[[same]\n", "utf-8")
    done = ran("audit", desk.folder, "--out", desk.root / "warm", "--state", desk.home, "--lang", "en")
    assert done.code == console.USAGE
    assert "aliases.toml" in done.err
    assert len(desk.runs()) == 1


# Plug-ins of another version


def raised(monkeypatch: pytest.MonkeyPatch, **others: int | None) -> None:
    """Have plug-ins of other versions: `formats_docx=9`; None takes one away."""
    held = {**registry.versions(), **{name.replace("_", ".", 1): number for name, number in others.items()}}
    now = {name: number for name, number in held.items() if number is not None}
    monkeypatch.setattr(registry, "versions", lambda: now)


READ_AGAIN = [
    ({"formats_docx": 99}, {"纪要/一月例会.docx", "tech/cooling.docx", "old/pack.zip"}),
    ({"formats_xlsx": 99}, {"报价/一月报价.xlsx", "old/pack.zip"}),
    ({"recognizers_person": 99}, set(FILES)),
    ({"recognizers_new": 1}, set(FILES)),
    ({"formats_new": 1}, {"old/pack.zip"}),
    ({"formats_docx": 99, "formats_xlsx": 99},
     {"纪要/一月例会.docx", "tech/cooling.docx", "报价/一月报价.xlsx", "old/pack.zip"}),
]  # fmt: skip


@pytest.mark.parametrize(("others", "opened"), READ_AGAIN, ids=[" ".join(others) for others, _ in READ_AGAIN])
def test_what_another_version_reads_is_read_again_and_nothing_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, others: dict[str, int], opened: set[str]
) -> None:
    raised(monkeypatch, **others)
    desk.audit()
    assert desk.opened() == len(opened)
    assert desk.written() == desk.cold()
    desk.audit()
    assert desk.opened() == 0


def test_whatever_passes_through_the_same_hands_is_read_again_with_other_hands(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codec, "READING_VERSION", 99)
    desk.audit()
    assert desk.opened() == len(FILES)
