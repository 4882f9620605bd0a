"""What changed between two runs and why: the parts add up, nothing is counted twice, nothing is forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import causes, changes, records
from auditor.causes import Counterfactual, Moved, attributed, listing, shown, steps, straw
from auditor.changes import Answers, Drift, between, combined, remembered, undivided
from auditor.masking import masked
from auditor.records import Cause, Column, Departed, Exact, Filed, Record, Row, Sentence, Straw, Wanted, on_grid
from auditor.reports import changes as form
from fixtures.audits import example


def filed(contents: Mapping[str, str]) -> tuple[Filed, ...]:
    """Give files by path with what is in them; the date is read off a leading `2026-..-..`."""
    return tuple(Filed(path, content, "read", date=path[:10]) for path, content in sorted(contents.items()))


def record(contents: Mapping[str, str], taken_at: str = "2026-01-05T08:00:00+00:00", **fields: object) -> Record:
    given = Record(
        folder="/group", taken_at=taken_at, tool="1", score_version="1", profile="general 1", aliases="", decisions="",
        score=0.0, open_score=0.0, with_unread=0.0, target=30.0, files=filed(contents), findings=(), shortlist=(),
        sheet=(),
    )  # fmt: skip
    return replace(given, **fields)  # type: ignore[arg-type]


class Weighing:
    """A folder's score as the weight of its contents, each counted once; choices add their own. Counts the looks."""

    def __init__(self, weight: Mapping[str, float], tool: float = 0.0, **choices: float) -> None:
        self.weight, self.tool, self.choices, self.looks = weight, tool, choices, 0

    def of(self, state: Counterfactual) -> float:
        return (
            self.tool
            + sum(self.weight.get(each, 0.0) for each in {content for _, content in state.files})
            + sum(
                self.choices.get(f"{name}_{getattr(state, name)}", 0.0) for name in ("aliases", "profile", "decisions")
            )
        )

    def __call__(self, state: Counterfactual) -> float:
        self.looks += 1
        return self.of(state)

    def end(self, now: Record) -> float:
        return on_grid(self.of(Counterfactual(causes.held(now.files), "now", "now", "now")))


NEVER: Callable[[Counterfactual], float] = Weighing({})


def by_kind(found: Sequence[Cause]) -> dict[str, float]:
    return {cause.kind: cause.change for cause in found if cause.change}


# What came and went


def test_a_rename_is_neither_a_removal_nor_an_addition() -> None:
    found = listing(filed({"a.txt": "1", "b.txt": "2"}), filed({"纪要/a.txt": "1", "b.txt": "2"}))
    assert (found.removed, found.added, found.edited, found.copies) == ((), (), (), ())
    assert found.moved == (Moved("a.txt", "纪要/a.txt"),)


def test_of_two_copies_that_moved_the_one_with_the_same_name_is_the_same() -> None:
    found = listing(filed({"x/b.txt": "1", "x/a.txt": "1"}), filed({"y/b.txt": "1"}))
    assert found.moved == (Moved("x/b.txt", "y/b.txt"),)
    assert found.removed == ("x/a.txt",)


def test_content_that_stays_and_comes_again_is_a_copy() -> None:
    found = listing(filed({"a.txt": "1"}), filed({"a.txt": "1", "a (1).txt": "1", "new.txt": "2"}))
    assert (found.copies, found.added) == (("a (1).txt",), ("new.txt",))


def test_the_same_path_with_other_content_is_an_edit_even_where_two_files_swapped() -> None:
    assert listing(filed({"a": "1", "b": "2"}), filed({"a": "2", "b": "1"})).edited == ("a", "b")


def test_files_without_a_digest_are_known_by_their_path_alone() -> None:
    found = listing(filed({"link-a": ""}), filed({"link-b": ""}))
    assert (found.removed, found.added, found.moved) == (("link-a",), ("link-b",), ())


folders = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("123456"), max_size=8)


@given(folders, folders)
def test_every_path_is_in_one_list_or_unchanged(before: dict[str, str], now: dict[str, str]) -> None:
    found = listing(filed(before), filed(now))
    came = [*found.added, *found.copies, *(each.path for each in found.moved)]
    went = [*found.removed, *(each.was for each in found.moved)]
    assert sorted(came) == sorted(now.keys() - before.keys())
    assert sorted(went) == sorted(before.keys() - now.keys())
    assert set(found.edited) == {path for path in before.keys() & now.keys() if before[path] != now[path]}


# Why the score changed

weights = st.dictionaries(st.sampled_from("123456"), st.floats(0, 20), max_size=6)
choices = st.sampled_from(["one", "other"])


@given(folders, folders, weights, st.floats(0, 100), st.lists(choices, min_size=8, max_size=8))
def test_the_parts_sum_exactly_to_the_change(
    then: dict[str, str], here: dict[str, str], weight: dict[str, float], score: float, chosen: list[str]
) -> None:
    answer = Weighing(weight, tool=0.1, aliases_now=1 / 3, profile_now=-2 / 7, decisions_now=-0.7)
    names = ("tool", "aliases", "profile", "decisions")
    before = record(then, score=on_grid(score), **dict(zip(names, chosen[:4], strict=True)))
    now = record(here, score=on_grid(score / 3 + 1 / 7), **dict(zip(names, chosen[4:], strict=True)))
    found = attributed(before, now, answer)
    assert [cause.kind for cause in found] == list(causes.KINDS)
    assert sum(cause.change for cause in found) == now.score - before.score
    assert answer.looks <= max(0, sum(step.differs for step in steps(before, now)) - 1)


def test_each_cause_is_charged_with_its_own_part() -> None:
    answer = Weighing({"1": 5.0, "2": 3.0, "2b": 4.0, "3": 7.0}, tool=0.5, aliases_now=2.0, decisions_now=-1.5)
    before = record({"gone.txt": "1", "edited.txt": "2"}, score=8.0)
    now = record({"edited.txt": "2b", "new.txt": "3"}, tool="2", aliases="x", decisions="y")
    now = replace(now, score=answer.end(now))
    expected = {"tool": 0.5, "removed": -5.0, "edited": 1.0, "added": 7.0, "aliases": 2.0, "decisions": -1.5}
    assert by_kind(attributed(before, now, answer)) == expected
    assert answer.looks == 5, "the last of six steps ends at what is known"


def test_where_one_thing_differs_nothing_is_looked_at_anew() -> None:
    before, now = record({"a": "1"}, score=10.0), record({"a": "1", "b": "2"}, score=14.5)
    found = attributed(before, now, NEVER)
    assert by_kind(found) == {"added": 4.5}
    assert next(cause.files for cause in found if cause.kind == "added") == 1


def test_a_rename_alone_is_charged_to_edits_because_a_name_can_tell_something() -> None:
    before, now = record({"scan.txt": "1"}, score=10.0), record({"岚江站平面图.txt": "1"}, score=11.0)
    assert by_kind(attributed(before, now, NEVER)) == {"edited": 1.0}


def test_a_file_that_could_not_be_read_last_time_is_charged_to_the_tool() -> None:
    before = replace(
        record({"a": "1", "b": "2"}, score=4.0), files=(Filed("a", "1", "read"), Filed("b", "2", "unread"))
    )
    now = record({"a": "1", "b": "2"}, score=9.0)
    assert by_kind(attributed(before, now, NEVER)) == {"tool": 5.0}


def test_nothing_changed_costs_nothing() -> None:
    before = record({"a": "1"}, score=12.3)
    assert by_kind(attributed(before, replace(before, taken_at="2026-02"), NEVER)) == {}


@given(st.lists(st.floats(-40, 40).map(on_grid), max_size=7), st.floats(0, 100).map(on_grid))
def test_shown_parts_add_up_to_the_shown_change(parts: list[float], start: float) -> None:
    found = [Cause(kind, part) for kind, part in zip(causes.KINDS, parts, strict=False)]
    end = start + sum(parts)
    whole = round(round(end, 1) - round(start, 1), 1)
    rounded = shown(found, 1, whole)
    assert sum(round(part * 10) for part in rounded) == round(whole * 10)
    assert sum(round(part * 10) for part in shown(found)) == round(sum(parts) * 10)
    assert all(abs(part - cause.change) < 0.1 + 1e-9 for part, cause in zip(rounded, found, strict=True))
    assert all(part == 0 for part, cause in zip(rounded, found, strict=True) if not cause.change)


# The straw


def crossing(before: Record, now: Record, answer: Weighing) -> tuple[Straw | None, int]:
    ended = replace(now, score=answer.end(now), open_score=answer.end(now))
    found = straw(before, ended, answer)
    return found, answer.looks


def test_the_file_that_took_the_score_over_the_target_is_found_in_the_order_of_dates() -> None:
    days = {f"2026-02-{day:02}.txt": str(day) for day in range(1, 21)}
    answer = Weighing({"old": 20.0} | dict.fromkeys(map(str, range(1, 21)), 1.0))
    found, looks = crossing(record({"a": "old"}, open_score=20.0), record({"a": "old"} | days), answer)
    assert found == Straw("added", "2026-02-11.txt", "2026-02-11"), "the eleventh makes 31"
    assert looks <= 5


def test_an_edit_can_be_the_straw() -> None:
    answer = Weighing({"1": 25.0, "2": 1.0, "2b": 9.0, "3": 0.5})
    before = record({"2026-01-01": "1", "2026-02-02": "2"}, open_score=26.0)
    found, _ = crossing(before, record({"2026-01-01": "1", "2026-02-02": "2b", "2026-02-01": "3"}), answer)
    assert found == Straw("edited", "2026-02-02", "2026-02-02")


def test_a_rename_keeps_its_origin_out_of_the_folder_while_the_straw_is_looked_for() -> None:
    states: list[Counterfactual] = []

    def answer(state: Counterfactual) -> float:
        states.append(state)
        return 20.0

    before = record({"2026-01-01": "1", "2026-01-02": "2"}, open_score=20.0)
    now = record({"2026-02-01": "1", "2026-01-02": "2", "2026-02-02": "3", "2026-02-03": "4"}, open_score=40.0)
    straw(before, now, answer)
    assert all(sum(content == "1" for _, content in state.files) == 1 for state in states)


def test_a_choice_that_crosses_the_target_is_named_without_a_file() -> None:
    answer = Weighing({"1": 28.0, "2": 1.0}, aliases_now=5.0)
    before = record({"a": "1"}, open_score=28.0)
    found, _ = crossing(before, record({"a": "1", "b": "2"}, aliases="x"), answer)
    assert found == Straw("aliases")


def test_edits_that_made_room_are_not_charged_with_what_an_addition_crossed() -> None:
    answer = Weighing({"1": 40.0, "1b": 20.0, "2": 15.0}, tool=0.0)
    before = record({"2026-01-01": "1"}, open_score=29.0, tool="0")  # the new tool alone would say 40
    found, _ = crossing(before, record({"2026-01-01": "1b", "2026-02-01": "2"}), answer)
    assert found == Straw("added", "2026-02-01", "2026-02-01")


@pytest.mark.parametrize(("then", "here"), [(31.0, 45.0), (10.0, 30.0), (45.0, 20.0), (10.0, 30.04)])
def test_there_is_no_straw_where_the_target_was_passed_before_or_is_kept(then: float, here: float) -> None:
    before, now = record({"a": "1"}, open_score=then), record({"a": "1", "b": "2"}, open_score=here)
    assert straw(before, now, NEVER) is None


@given(st.lists(st.floats(-20, 20), max_size=12), st.floats(0, 30))
def test_the_straw_crosses_and_what_came_before_it_does_not(adds: list[float], start: float) -> None:
    came = {f"2026-02-{day:02}": f"n{day}" for day in range(len(adds))}
    answer = Weighing({"old": start} | dict(zip(came.values(), adds, strict=True)))
    before, now = record({"a": "old"}, open_score=on_grid(start)), record({"a": "old"} | came)
    now = replace(now, open_score=answer.end(now))
    found = straw(before, now, answer)
    assert (found is not None) == causes.over(now.open_score, 30.0)
    if found is not None:
        upto = sorted(came).index(found.path)
        assert causes.over(on_grid(start + sum(adds[: upto + 1])), 30.0)
        assert not causes.over(on_grid(start + sum(adds[:upto])), 30.0)


# What became of what was wanted


def never(_: str, __: str) -> bool:
    return False


def asked(*rows: tuple[str, ...], contents: Mapping[str, str]) -> tuple[Row, ...]:
    return tuple(
        Row(rank, "remove", paths, tuple(dict.fromkeys(contents[path] for path in paths)))
        for rank, paths in enumerate(rows, 1)
    )


def series(
    *folders_: tuple[Mapping[str, str], Sequence[tuple[str, ...]]], same: changes.SameSource = never
) -> list[tuple[Record, Drift]]:
    """Run a folder's months one after the other, each with its shortlist."""
    out: list[tuple[Record, Drift]] = []
    before: Record | None = None
    for month, (contents, rows) in enumerate(folders_, 1):
        now = record(contents, f"2026-{month:02}-05T08:00:00+00:00", shortlist=asked(*rows, contents=contents))
        drift = undivided(before, now, "", same) if before is not None else undivided(now, now, "", same)
        before = remembered(before, now, drift if out else None)
        out.append((before, drift))
    return out


def told(drift: Drift) -> dict[str, str]:
    return {fate.paths[0]: fate.fate for fate in drift.fates}


def test_a_row_is_carried_out_once_all_its_copies_are_gone() -> None:
    first = {"a": "1", "a copy": "1", "b": "2", "c": "3", "d": "4", "e": "5"}
    second = {"a copy": "1", "c": "3", "d": "4b", "e renamed": "5"}
    months = series((first, [("a", "a copy"), ("b",), ("c",), ("d",), ("e",)]), (second, []))
    assert told(months[1][1]) == {"a": "partly", "b": "gone", "c": "stands", "d": "changed", "e": "stands"}
    assert months[1][0].carried_out == 1


def test_a_version_under_another_name_is_not_carried_out() -> None:
    months = series(
        ({"price.xlsx": "1"}, [("price.xlsx",)]), ({"report.xlsx": "1b"}, []), same=lambda a, b: a[0] == b[0]
    )
    assert told(months[1][1]) == {"price.xlsx": "returned"}
    assert months[1][1].back == (changes.Return("report.xlsx", "price.xlsx", "2026-02-05T08:00:00+00:00", exact=False),)
    assert months[1][0].carried_out == 0


def test_what_an_earlier_list_wanted_is_followed_until_it_is_gone_and_then_no_more() -> None:
    months = series(
        ({"a": "1", "b": "2"}, [("a",)]), ({"a": "1", "b": "2"}, [("b",)]), ({"b": "2"}, [("b",)]), ({"b": "2"}, [])
    )
    assert [told(drift) for _, drift in months[1:]] == [
        {"a": "stands"}, {"a": "gone", "b": "stands"}, {"b": "stands"},
    ]  # fmt: skip
    assert [fate.latest for fate in months[2][1].fates] == [False, True]
    assert [kept.carried_out for kept, _ in months] == [0, 0, 1, 0]


@pytest.mark.parametrize("name", ["a", "elsewhere/a.txt"])
def test_content_that_went_and_is_here_again_has_come_back(name: str) -> None:
    months = series(({"a": "1", "b": "2"}, []), ({"b": "2"}, []), ({"b": "2"}, []), ({"b": "2", name: "1"}, []))
    assert [drift.back for _, drift in months[:3]] == [(), (), ()]
    assert months[3][1].back == (changes.Return(name, "a", "2026-02-05T08:00:00+00:00", exact=True),)
    assert months[3][0].departed == ()


def test_a_version_of_what_was_wanted_gone_comes_back_months_later_and_is_followed_again() -> None:
    months = series(
        ({"a": "1", "b": "2"}, [("a",)]), ({"b": "2"}, []), ({"b": "2", "new name": "1x"}, []), ({"b": "2"}, []),
        same=lambda one, two: one[0] == two[0],
    )  # fmt: skip
    assert told(months[1][1]) == {"a": "gone"}
    assert [(each.path, each.was, each.exact) for each in months[2][1].back] == [("new name", "a", False)]
    assert told(months[3][1]) == {"new name": "gone"}, "it was followed under its new name"
    assert [kept.carried_out for kept, _ in months] == [0, 1, 0, 1]


def test_an_edit_that_is_taken_back_is_no_return() -> None:
    months = series(({"a": "1"}, []), ({"a": "2"}, []), ({"a": "1"}, []))
    assert [drift.back for _, drift in months] == [(), (), ()]


def test_a_row_that_moved_is_followed_to_its_new_place() -> None:
    months = series(({"a": "1"}, [("a",)]), ({"x/a": "1"}, []), ({}, []))
    assert months[1][1].fates[0].here == ("x/a",)
    assert [kept.carried_out for kept, _ in months] == [0, 0, 1]


def test_a_promise_to_remove_is_followed_with_all_copies_and_a_file_is_asked_for_once() -> None:
    files = (
        Filed("a", "1", "read", "s1", rank=1, verdict="remove"), Filed("a copy", "1", "read", "s1", verdict="remove"),
        Filed("b", "2", "read", "s2", verdict="redact"), Filed("c", "3", "read", "s3", verdict="accept"),
    )  # fmt: skip
    first = remembered(None, record({}, files=files, shortlist=(Row(1, "remove", ("a", "a copy"), ("1",)),)), None)
    assert [(each.paths, each.by, each.action) for each in first.wanted] == [
        (("a", "a copy"), "decision", "remove"), (("b",), "decision", "redact"),
    ]  # fmt: skip
    later = record({"a": "1", "b": "2b", "c": "3"}, "2026-02-05T08:00:00+00:00")
    assert told(undivided(first, later, "")) == {"a": "partly", "b": "changed"}


def test_the_memory_of_what_went_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST_DEPARTED", 2)
    months = series(({"a": "1", "b": "2", "c": "3"}, []), ({"b": "2", "c": "3"}, []), ({}, []))
    assert [each.sha256 for each in months[2][0].departed] == ["2", "3"]


# Findings, sheet, shortlist


def said(number: str, ends: tuple[str, ...], text: str = "") -> Sentence:
    return Sentence(number, "chain", ends, text or f"finding {number}")


def test_a_finding_over_another_bridge_has_changed_and_the_others_came_or_went() -> None:
    before = record({}, findings=(said("1", ("a", "b")), said("2", ("c", "d")), said("3", ("e", "f"), "old words")))
    now = record({}, findings=(said("1", ("a", "b"), "worded anew"), said("4", ("e", "f")), said("5", ("g", "h"))))
    drift = undivided(before, now, "")
    assert [each.now_id for each in drift.findings_new] == ["5"]
    assert [each.before_id for each in drift.findings_gone] == ["2"]
    assert [(each.before_id, each.now_id, each.before) for each in drift.findings_changed] == [("3", "4", "old words")]


def test_the_sheet_counts_what_came_and_what_went_even_where_the_number_stays() -> None:
    before = record({}, sheet=(Column("site", ("a", "b")), Column("money", ("a",)), Column("people", ())))
    now = record({}, sheet=(Column("site", ("b", "c")), Column("money", ("a",)), Column("people", ())))
    found = {each.facet: (each.before, each.now, each.gained, each.lost) for each in undivided(before, now, "").sheet}
    assert found == {"site": (2, 2, 1, 1), "money": (1, 1, 0, 0)}


def test_a_row_that_holds_nothing_of_the_last_list_is_new() -> None:
    contents = {"a": "1", "b": "2"}
    before = record(contents, shortlist=asked(("a",), contents=contents))
    now = record(contents, shortlist=asked(("a",), ("b",), contents=contents))
    assert [row.new for row in undivided(before, now, "").shortlist] == [False, True]


# Several runs, records, JSON


def test_the_causes_of_several_runs_sum_to_the_change_between_the_first_and_the_last() -> None:
    answer = Weighing({"1": 5 / 3, "2": 7 / 9, "3": 31.1, "4": 0.3})
    months = [{"a": "1"}, {"a": "1", "b": "2"}, {"b": "2", "2026-03-01": "3"}, {"b": "2", "2026-03-01": "3", "c": "4"}]
    kept: list[Record] = []
    for number, contents in enumerate(months, 1):
        now = record(contents, f"2026-{number:02}-05")
        now = replace(now, score=answer.end(now), open_score=answer.end(now))
        drift = between(kept[-1], now, Answers(answer, answer, never)) if kept else None
        kept.append(remembered(kept[-1] if kept else None, now, drift))
    whole = combined(undivided(kept[0], kept[-1], ""), kept[1:])
    assert sum(cause.change for cause in whole.causes) == kept[-1].score - kept[0].score
    assert {"removed", "added"} == set(by_kind(whole.causes))
    assert whole.straw == Straw("added", "2026-03-01", "2026-03-01")


def full_record() -> Record:
    files = (Filed("a\udcff.txt", "1", "partly", "s", "2026-01-01", 2, "accept"),)
    return record(
        {}, files=files, findings=(said("1", ("a", "b")),), shortlist=(Row(1, "remove", ("a",), ("1",)),),
        sheet=(Column("site", ("a",)),), wanted=(Wanted(("a",), ("1",), "remove", "shortlist", 1, "2026"),),
        departed=(Departed("z", "9", "2026"),), causes=(Cause("added", 1 / 3, 2),), straw=Straw("added", "a", "2026"),
    )  # fmt: skip


def test_a_record_comes_back_as_it_was_to_the_byte() -> None:
    kept = full_record()
    content = records.dumps(kept)
    assert records.loads(content) == kept
    assert records.dumps(records.loads(content)) == content
    assert records.loads(records.dumps(replace(kept, straw=None))).straw is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"schema": "auditor.record/9"}', b'{"schema": "auditor.record/1"}']
)
def test_a_damaged_record_or_one_of_another_version_is_refused(content: bytes) -> None:
    with pytest.raises(records.BadRecord):
        records.loads(content)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_record_of_an_audit_holds_what_the_comparison_needs(lang: str) -> None:
    audit = masked(example(lang, 30), b"key")
    kept = Record.of(audit, Exact(41.23456, 40.0, aliases="x"), {audit.files[0].path: "accept"})
    assert len(kept.files) == len(audit.files)
    assert kept.files[0].verdict == "accept"
    assert {each.path for each in kept.files if each.rank} <= {path for row in kept.shortlist for path in row.paths}
    assert sum(len(column.subjects) for column in kept.sheet) == sum(len(each.cells) for each in audit.subjects)
    assert abs(kept.score - 41.23456) < 1 / records.GRID
    assert records.loads(records.dumps(kept)) == kept


def test_a_slim_record_still_tells_the_history_and_is_small() -> None:
    kept = replace(full_record(), wanted=(Wanted(("a",), ("1",), "remove", "shortlist", 1, "2025", gone="2026"),))
    kept = replace(kept, taken_at="2026")
    slim = kept.slim()
    assert (slim.files, slim.findings, slim.sheet, slim.wanted, slim.departed) == ((), (), (), (), ())
    assert (slim.total, slim.count("partly"), slim.carried_out) == (1, 1, 1)
    assert (slim.causes, slim.straw, slim.score) == (kept.causes, kept.straw, kept.score)
    assert slim.is_slim
    assert not kept.is_slim
    assert slim.slim() == slim
    assert records.loads(records.dumps(slim)) == slim


def full_drift() -> Drift:
    files = (Filed("a\udcff.txt", "1", "read"),)
    before = replace(full_record(), shortlist=asked(("a",), contents={"a": "1"}))
    now = record({"b": "9", "c": "2"}, "2026-02-05", files=(*filed({"b": "9", "c": "2"}), *files), score=34.5,
                 open_score=34.5, findings=(said("2", ("a", "b")), said("3", ("c", "d"))),
                 sheet=(Column("site", ("b",)),), shortlist=asked(("c",), contents={"c": "2"}))  # fmt: skip
    return between(before, now, Answers(lambda _: 20.0, lambda _: 20.0, never))


def test_what_changed_comes_back_from_json_and_keeps_to_its_schema() -> None:
    drift = full_drift()
    assert drift.straw is not None
    assert drift.back
    written = form.dumps(drift)
    jsonschema.Draft202012Validator.check_schema(form.schema())
    jsonschema.validate(json.loads(written), form.schema())
    jsonschema.validate(json.loads(form.dumps(undivided(full_record(), full_record(), "no_record"))), form.schema())
    assert form.dumps(form.loads(written)) == written
    parts = json.loads(written)
    assert sum(part["change"] for part in parts["causes"]) == parts["now"]["score"] - parts["before"]["score"]


def test_the_schema_names_every_field() -> None:
    written = json.loads(form.dumps(full_drift()))
    assert set(written) == set(form.schema()["properties"])
    for name, shape in (("before", "point"), ("straw", "straw")):
        assert set(written[name]) == set(form.schema()["$defs"][shape]["properties"])
    for name, shape in (("causes", "cause"), ("fates", "fate"), ("back", "return"), ("sheet", "sheet"),
                        ("findings_new", "finding"), ("shortlist", "row")):  # fmt: skip
        assert set(written[name][0]) == set(form.schema()["$defs"][shape]["properties"]), name


@pytest.mark.parametrize("content", ["{", "[]", '{"schema": "auditor.changes/9"}', '{"schema": "auditor.changes/1"}'])
def test_a_broken_changes_file_says_so(content: str) -> None:
    with pytest.raises(form.BadChanges, match=r"changes\.json: "):
        form.loads(content)
