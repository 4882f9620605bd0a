"""Decisions survive what changes no fact and fall on what changes one."""

from __future__ import annotations

import functools
import hashlib
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import account, decisions, profile
from auditor import audit as flow
from auditor.decisions import Decision, Garbled, Mark, Standing, applied, decided, due, mark_of
from auditor.facts import plain
from auditor.model import Audit, FileEntry, Finding, Tool
from extractors.extract import extract
from extractors.model import Extraction
from fixtures import edits
from fixtures.edits import Edit

DAY = date(2026, 3, 9)
LATER = DAY + timedelta(days=400)
TOOL = Tool("0", "1", {})
SETTING = account.Setting("/group", "2026-03-09T08:00:00+00:00", 30.0, "en", "none", TOOL)
DECIDED = ("chain", "cell", "file")


def token(content: str) -> str:
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), key=b"secret", digest_size=16).hexdigest()


@functools.cache
def read(path: str, data: bytes) -> tuple[Extraction, ...]:
    return tuple(extract(data, path))


def audited(folder: Mapping[str, bytes]) -> Audit:
    files = [file for path, data in folder.items() for file in read(path, data)]
    return flow.audit(files, profile.shipped("general"), flow.Wish(most=1), SETTING)


def texts(**held: str) -> dict[str, bytes]:
    """Give a folder of plain texts by file name, "_" for the dot."""
    return {name.replace("_", "."): text.encode("utf-8") for name, text in held.items()}


@pytest.fixture(scope="module", autouse=True)
def few_looks() -> Iterator[None]:
    """Spend little on what an audit says beside its findings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(account, "LINKS", 1)
        yield


@functools.cache
def before() -> Audit:
    """Give the audit of the folder that the edits start from."""
    return audited(edits.folder())


def names_of(audit: Audit, entity: str) -> tuple[str, ...]:
    return next(each.names for each in audit.entities if each.id == entity)


def decided_upon(what: str) -> Finding | FileEntry:
    """Give the chain of supplier and customer over the batch, the supplier's cell finding, or the minutes."""
    audit = before()
    if what == "file":
        return next(each for each in audit.files if each.path == edits.MINUTES)
    for finding in audit.findings:
        ends = [names_of(audit, each) for each in finding.subjects[:2]]
        named = {edits.SUPPLIER, edits.CUSTOMER} if what == "chain" else {edits.SUPPLIER}
        met = all(any(name in names for names in ends) for name in named)
        if finding.kind == what and met and len(finding.bridges) == (what == "chain"):
            return finding
    raise LookupError(what)


@functools.cache
def made(what: str) -> Decision:
    verdict: decisions.Verdict = "cannot-act" if what == "file" else "accept"
    mark = mark_of(before(), decided_upon(what), token)
    return decided(mark, verdict, DAY, due(verdict, DAY), token, reason="known to all", owner="secretariat")


def fallen(standing: Standing) -> set[str]:
    return {what for what in DECIDED if made(what) in standing.orphaned}


def applied_to(audit: Audit) -> Standing:
    return applied(audit, map(made, DECIDED), DAY, token)


# ---------------------------------------------------------------- edits


def test_there_are_at_least_twenty_kinds_of_each_edit() -> None:
    assert min(len(edits.HARMLESS), len(edits.REAL)) >= 20
    assert len({edit.said for edit in (*edits.HARMLESS, *edits.REAL)}) == len(edits.HARMLESS) + len(edits.REAL)
    assert not any(edit.falls for edit in edits.HARMLESS)
    assert all(edit.falls for edit in edits.REAL)


@pytest.mark.parametrize("edit", [*edits.HARMLESS, *edits.REAL], ids=lambda edit: edit.said.replace(" ", "_"))
def test_a_decision_is_in_force_unless_a_fact_has_changed(edit: Edit) -> None:
    start = edits.folder()
    changed = edit.change(start)
    assert changed != start
    standing = applied_to(audited(changed))
    assert fallen(standing) == edit.falls
    in_force = {*standing.findings.values(), *standing.files.values()}
    assert in_force == {made(what) for what in DECIDED if what not in edit.falls}


def test_decisions_meet_what_they_were_made_on_and_nothing_else() -> None:
    chain, cell, file = map(decided_upon, DECIDED)
    assert isinstance(chain, Finding)
    assert isinstance(cell, Finding)
    assert isinstance(file, FileEntry)
    standing = applied_to(before())
    assert standing.findings == {chain.id: made("chain"), cell.id: made("cell")}
    assert standing.files == {file.path: made("file")}
    assert standing.orphaned == standing.expired == ()


def test_a_copy_is_pinned_with_its_file() -> None:
    folder = edits.folder()
    standing = applied_to(audited({**folder, "copy.docx": folder[edits.MINUTES]}))
    assert decisions.pins(standing) == {edits.MINUTES, "copy.docx"}


def test_a_version_with_another_figure_is_not_pinned_beside_its_file() -> None:
    folder = edits.folder()
    changed = next(edit for edit in edits.REAL if edit.said == "a quantity changes").change(folder)
    standing = applied_to(audited({**folder, "version.docx": changed[edits.MINUTES]}))
    assert decisions.pins(standing) == {edits.MINUTES}


def test_a_file_that_cannot_be_read_is_known_by_its_bytes() -> None:
    audit = audited({"scan.png": b"\x89PNG\r\n\x1a\nXXXX"})
    pinned = decided(mark_of(audit, audit.files[0], token), "cannot-act", DAY, None, token)
    moved = audited({"old/photo.png": b"\x89PNG\r\n\x1a\nXXXX", "other.png": b"\x89PNG\r\n\x1a\nYYYY"})
    assert decisions.pins(applied(moved, [pinned], DAY, token)) == {"old/photo.png"}


def test_a_mark_holds_nothing_of_what_the_files_say() -> None:
    for what in DECIDED:
        mark = made(what).mark
        tokens = {t for group in (*mark.names, *mark.bridges, mark.facts, mark.whose) for t in group}
        assert all(len(t) == decisions.TOKEN_CHARS and set(t) <= set("0123456789abcdef") for t in tokens)


def test_another_secret_gives_other_tokens() -> None:
    def other(content: str) -> str:
        return token("other" + content)

    assert applied(before(), map(made, DECIDED), DAY, other).orphaned


# ---------------------------------------------------------------- what decisions do


def test_pins_are_what_nobody_can_act_on_and_accepted_is_what_was_accepted() -> None:
    standing = applied_to(before())
    chain, cell = decided_upon("chain"), decided_upon("cell")
    assert isinstance(chain, Finding)
    assert isinstance(cell, Finding)
    assert decisions.accepted(standing) == {chain.id, cell.id}
    assert decisions.pins(standing) == {edits.MINUTES}
    assert decisions.denied(standing) == decisions.Denied(frozenset(), frozenset(), frozenset())


def test_a_false_positive_denies_the_two_ends_of_a_chain_and_the_subject_of_a_cell() -> None:
    wrong = [replace(made(what), verdict="false-positive") for what in ("chain", "cell")]
    chain, cell = decided_upon("chain"), decided_upon("cell")
    assert isinstance(chain, Finding)
    assert isinstance(cell, Finding)
    denied = decisions.denied(applied(before(), wrong, DAY, token))
    assert denied.pairs == {(min(chain.subjects[:2]), max(chain.subjects[:2]))}
    assert denied.subjects == {cell.subjects[0]}
    assert denied.findings == {chain.id, cell.id}


def test_an_expired_decision_never_applies() -> None:
    standing = applied(before(), map(made, DECIDED), LATER, token)
    assert set(standing.expired) == {made(what) for what in DECIDED}
    assert not standing.findings
    assert not standing.files
    assert not standing.orphaned


def test_a_decision_ends_with_the_day_before_it_expires() -> None:
    decision = replace(made("chain"), expires=DAY)
    assert decisions.expired(decision, DAY)
    assert not decisions.expired(decision, DAY - timedelta(days=1))
    assert not decisions.expired(replace(decision, expires=None), LATER)


def test_a_revoked_decision_is_gone() -> None:
    standing = applied(before(), [made("file")], DAY, token)
    assert not standing.findings
    assert standing.files


def test_entries_that_cannot_be_used_are_handed_on() -> None:
    assert applied(before(), [], DAY, token, [Garbled(2, "made")]).unparseable == (Garbled(2, "made"),)


def test_the_latest_of_several_decisions_on_one_thing_is_in_force_whatever_their_order() -> None:
    younger = replace(made("chain"), verdict="remove", made=DAY + timedelta(days=1))
    every = [made("chain"), younger, made("cell"), made("file")]
    found = [applied(before(), order, DAY, token) for order in itertools.permutations(every)]
    assert all(standing == found[0] for standing in found)
    assert younger in found[0].findings.values()
    assert made("chain") not in found[0].findings.values()


def test_a_younger_decision_that_expired_gives_way_to_an_older_one() -> None:
    younger = replace(made("chain"), verdict="remove", made=DAY + timedelta(days=1), expires=DAY)
    standing = applied(before(), [made("chain"), younger], DAY, token)
    assert made("chain") in standing.findings.values()
    assert standing.expired == (younger,)


def test_deciding_again_takes_the_place_of_what_was_decided() -> None:
    again = decided(made("chain").mark, "remove", DAY, LATER, token)
    assert again.id == made("chain").id
    held = [made(what) for what in DECIDED]
    assert decisions.superseded(before(), held, [again], token) == {made("chain").id}


def test_a_decision_on_a_smaller_mark_of_the_same_finding_takes_its_place_too() -> None:
    mark = made("cell").mark
    old = decided(replace(mark, whose=mark.whose | {token("gone")}), "accept", DAY, LATER, token)
    assert old.id != made("cell").id
    assert decisions.superseded(before(), [old], [made("cell")], token) == {old.id}


@pytest.mark.parametrize(
    ("verdict", "days", "too_long"),
    [("accept", 366, False), ("accept", 367, True), ("accept", None, True), ("remove", None, True),
     ("false-positive", None, False), ("cannot-act", 9999, False)],
)  # fmt: skip
def test_what_is_accepted_or_promised_is_looked_at_again_within_a_year(
    verdict: decisions.Verdict, days: int | None, too_long: bool
) -> None:
    assert decisions.too_long(verdict, DAY, None if days is None else DAY + timedelta(days=days)) == too_long


def test_an_acceptance_stands_for_ninety_days_and_a_promise_for_thirty() -> None:
    assert [due(verdict, DAY) - DAY for verdict in ("accept", "remove")] == [timedelta(days=90), timedelta(days=30)]


@given(st.lists(st.sampled_from(["chain", "cell", "file"]), max_size=6), st.integers(-1, 200))
def test_each_decision_is_in_force_or_expired_or_orphaned_and_never_two_of_them(whats: list[str], days: int) -> None:
    now = DAY + timedelta(days=days)
    standing = applied(before(), map(made, whats), now, token)
    in_force = {*standing.findings.values(), *standing.files.values()}
    assert in_force | set(standing.expired) | set(standing.orphaned) == set(map(made, whats))
    assert not in_force & set(standing.expired)
    assert not in_force & set(standing.orphaned)


# ---------------------------------------------------------------- the smallest cases


def chain_mark(ends: tuple[str, str], *bridges: str) -> Mark:
    return Mark("chain", tuple(frozenset({end}) for end in ends), tuple(frozenset({bridge}) for bridge in bridges))


@pytest.mark.parametrize(
    ("mark", "tells"),
    [(Mark("chain"), False), (chain_mark(("a", "b")), False), (chain_mark(("a", "b"), "k"), True),
     (Mark("cell"), False), (Mark("cell", (frozenset({"a"}),)), True), (Mark("cell", (frozenset(),)), False),
     (Mark("file"), False), (Mark("file", content="c"), True), (Mark("file", facts=frozenset({"f"})), True)],
)  # fmt: skip
def test_a_mark_that_names_nothing_tells_nothing(mark: Mark, tells: bool) -> None:
    assert mark.tells == tells


BATCH = texts(a_txt="云岭精工有限公司发出的批号为 QL-260113T。", b_txt="东屏装备有限公司收到批号 QL-260113T 的减速器。")


def test_an_empty_folder_orphans_every_decision() -> None:
    standing = applied_to(audited({}))
    assert fallen(standing) == set(DECIDED)


def test_a_chain_over_one_of_two_numbers_keeps_the_decision_on_both() -> None:
    both = {name: data + "合同 HT-4471-2963 同批。".encode() for name, data in BATCH.items()}
    audit, smaller = audited(both), audited(BATCH)
    finding = next(each for each in audit.findings if len(each.bridges) == 2)
    decision = decided(mark_of(audit, finding, token), "accept", DAY, LATER, token)
    assert applied(smaller, [decision], DAY, token).findings
    back = decided(mark_of(smaller, smaller.findings[0], token), "accept", DAY, LATER, token)
    assert finding.id not in applied(audit, [back], DAY, token).findings


@pytest.mark.parametrize(
    ("one", "other"),
    [("容量 2,450 kVA", "容量2450千伏安"), ("定于2026-05-06交付", "定于２０２６年５月６日 交付"),
     ("电话 139 0000 2718", "電話：13900002718"), ("单价386,000元", "单价38.6万元"),
     ("capacity: 2,450 kVA", "Capacity 2450kVA"), ("二千四百五十台", "2450 台")],
)  # fmt: skip
def test_a_clause_written_differently_says_the_same(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("容量 2,450 kVA", "容量 2,540 kVA"), ("容量 2450 kVA", "容量 2450 kW"), ("5 月 6 日", "5 月 7 日"),
     ("2026-05-06", "2027-05-06"), ("由云岭供货", "由云岭停止供货"), ("386,000 元", "386,000 美元"),
     ("ready on 6 May", "not ready on 6 May")],
)  # fmt: skip
def test_a_clause_with_another_fact_says_another_thing(one: str, other: str) -> None:
    assert plain(one) != plain(other)


def test_the_folder_and_its_edits_are_the_same_at_every_call() -> None:
    start = edits.folder()
    assert start == edits.folder()
    assert all(edit.change(start) == edit.change(start) for edit in edits.HARMLESS[:4])
