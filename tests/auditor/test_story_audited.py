"""The twelve months through the command line, with a state that was there all the time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from auditor import account, ledgers
from auditor.commands import reading
from fixtures import story
from fixtures.story import MONTHS, Month
from tests.auditor.reaudits import Desk
from tests.conftest import FEW_DRAWS, ran


@dataclass
class Told:
    """The story as it went: what each month's audit wrote, and what a cold one of the same day did."""

    desk: Desk
    warm: list[dict[str, bytes]] = field(default_factory=list)
    cold: list[dict[str, bytes]] = field(default_factory=list)
    audits: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    rows: list[list[list[str]]] = field(default_factory=list)

    def drift(self, month: Month) -> dict[str, Any]:
        return self.changes[month.number - 2]


def live(told: Told, month: Month, patch: pytest.MonkeyPatch) -> None:
    """Let one month happen and audit the folder as a person does."""
    desk = told.desk
    story.happen(month, desk.folder, told.rows[-1] if told.rows else ())
    on(month, patch)
    if month.number > 1:
        decided(told, month)
    if month.same:
        ledgers.write_aliases(desk.place() / ledgers.ALIASES, month.same)
    options = ("--profile", month.profile, "--target", str(story.TARGET))
    desk.audit(*options)
    told.warm.append(desk.written())
    told.audits.append(desk.json())
    if month.number > 1:
        told.changes.append(desk.json(name="changes.json"))
    told.opened.append(desk.opened())
    told.rows.append([item["files"] for item in told.audits[-1]["shortlist"]["items"]])
    given: list[str | Path] = []
    for name in (ledgers.DECISIONS, ledgers.ALIASES):
        if (desk.place() / name).is_file():
            given += [f"--{name.removesuffix('.toml')}", desk.place() / name]
    told.cold.append(desk.cold(*options, *given))


def on(month: Month, patch: pytest.MonkeyPatch) -> None:
    """Have it be the day of the month's audit, with the tool of that time."""
    day = datetime.fromisoformat(month.taken_at)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return day.astimezone(tz or UTC)

    patch.setattr(reading, "datetime", Clock)
    version = metadata.version(reading.DISTRIBUTION)
    patch.setattr(reading.metadata, "version", lambda _: version if month.tool == "1" else f"{version}+{month.tool}")


def decided(told: Told, month: Month) -> None:
    """Decide as people did in that month, on the audit of the month before; drop what has expired."""
    desk = told.desk
    for made in MONTHS[: month.number]:
        for each in made.decisions:
            if each.expires == month.number:
                ledger = desk.place() / ledgers.DECISIONS
                text = ledger.read_text("utf-8")
                parts = re.split(r"(?m)^(?=\[\[decision\]\])", text)
                gone = [part.replace("expires = ", "expires = 2020-02-01 # ") if each.verdict in part else part
                        for part in parts]  # fmt: skip
                ledger.write_text(re.sub(r"(?m)^made = .*", "made = 2020-01-01", "".join(gone)), "utf-8")
    for each in month.decisions:
        about = each.about
        if about == story.STRONGEST:
            about = next(f["id"] for f in told.audits[-1]["findings"] if f["kind"] == "chain" and not f["verdict"])
        desk.decide(about, each.verdict, "--reason", each.reason, "--owner", "office")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Give the whole story, told once."""
    told = Told(Desk(tmp_path_factory.mktemp("story")))
    told.desk.folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(account, "DRAWS", FEW_DRAWS)
        for month in MONTHS:
            live(told, month, patch)
        yield told


after_the_first = pytest.mark.parametrize("month", MONTHS[1:], ids=lambda month: f"month {month.number}")


@pytest.mark.parametrize("month", MONTHS, ids=lambda month: f"month {month.number}")
def test_each_month_s_audit_is_a_cold_one(told: Told, month: Month) -> None:
    assert told.warm[month.number - 1] == told.cold[month.number - 1]


@pytest.mark.parametrize("month", MONTHS, ids=lambda month: f"month {month.number}")
def test_only_what_was_written_is_read(told: Told, month: Month) -> None:
    renamed = [path for was, path in month.moves if Path(was).name != Path(path).name]
    assert told.opened[month.number - 1] == len(month.writes) + len(renamed)


@after_the_first
def test_the_causes_add_up_exactly(told: Told, month: Month) -> None:
    drift = told.drift(month)
    assert drift["undivided"] == ""
    assert sum(each["change"] for each in drift["causes"]) == drift["now"]["score"] - drift["before"]["score"]


@after_the_first
def test_each_month_is_moved_by_what_happened_in_it(told: Told, month: Month) -> None:
    felt = {each["kind"] for each in told.drift(month)["causes"] if each["change"]}
    assert felt <= month.causes
    assert month.felt - {"tool", "edited"} <= felt | {"decisions"}


@after_the_first
def test_the_straw_is_named_when_the_target_is_crossed(told: Told, month: Month) -> None:
    drift = told.drift(month)
    target = drift["now"]["target"]
    crossed = round(drift["before"]["open_score"], 1) <= target < round(drift["now"]["open_score"], 1)
    assert (drift["straw"] is not None) == crossed
    if crossed and drift["straw"]["cause"] in ("added", "edited"):
        assert drift["straw"]["path"] in month.writes


@after_the_first
def test_what_was_wanted_gone_and_went_is_carried_out(told: Told, month: Month) -> None:
    gone = {path for fate in told.drift(month)["fates"] if fate["fate"] == "gone" for path in fate["paths"]}
    rows = told.rows[month.number - 2][: month.carries_out]
    assert gone >= month.gone | {path for row in rows for path in row}
    assert gone <= month.gone | set(month.removes) | {path for row in rows for path in row}


@after_the_first
def test_what_came_back_is_named_with_the_name_it_had(told: Told, month: Month) -> None:
    assert {(each["path"], each["was"]) for each in told.drift(month)["back"]} >= set(month.back)


def test_the_history_and_two_runs_far_apart_add_up(told: Told, tmp_path: Path) -> None:
    desk = told.desk
    runs = desk.runs()
    assert [run.number for run in runs] == list(range(1, len(MONTHS) + 1))
    shown = ran("history", desk.folder, "--state", desk.home, "--format", "json", "--lang", "zh")
    assert shown.code == 0, shown.err
    assert shown.said.count("2026-") >= len(MONTHS)
    shutil.copytree(desk.root / "warm", tmp_path / "last")
    assert ran("diff", tmp_path / "last", tmp_path / "last", "--state", desk.home, "--lang", "en").code == 0
