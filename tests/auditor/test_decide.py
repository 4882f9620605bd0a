"""`auditor decide`: what may be decided, by which words, and what it leaves in the ledger."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor import account, decisions, ledgers, masking, profile, store, tokens
from auditor import audit as flow
from auditor.commands import console
from auditor.decisions import Decision, Standing
from auditor.ledgers import Decided
from auditor.model import Audit, Tool
from auditor.reports.json import dumps
from auditor.state import Run as PastRun
from auditor.state import State
from extractors.extract import extract
from extractors.model import Extraction
from fixtures import edits
from tests.conftest import Ran, Run

TAKEN = "2026-03-09T08:00:00+00:00"
TODAY = datetime.now().astimezone().date()
WHY = ("--reason", "known to all", "--owner", "secretariat")


@functools.cache
def files() -> tuple[Extraction, ...]:
    return tuple(file for path, data in edits.folder().items() for file in extract(data, path))


@dataclass(frozen=True, slots=True)
class Desk:
    """An audit on disk, the state that knows it, and the command line."""

    run: Run
    inner: Audit
    shown: Audit
    place: Path
    home: Path

    def decide(self, *arguments: str, lang: str = "en") -> Ran:
        return self.run("decide", self.place, *arguments, "--state", self.home, "--lang", lang)

    @property
    def held(self) -> Decided:
        with State.open(self.home, Path(self.inner.folder), store.secret(self.home)) as state:
            return ledgers.read_decisions(state.place / ledgers.DECISIONS)

    @property
    def ledger(self) -> Path:
        with State.open(self.home, Path(self.inner.folder), store.secret(self.home)) as state:
            return state.place / ledgers.DECISIONS

    def standing(self) -> Standing:
        with State.open(self.home, Path(self.inner.folder), store.secret(self.home)) as state:
            held = ledgers.read_decisions(state.place / ledgers.DECISIONS)
            return decisions.applied(
                self.inner, held.decisions, TODAY, lambda content: state.token("decisions", content).hex()
            )

    def only(self) -> Decision:
        (decision,) = self.held.decisions
        return decision


@pytest.fixture(scope="module")
def inner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    folder = tmp_path_factory.mktemp("group").resolve()
    setting = account.Setting(str(folder), TAKEN, 5.0, "en", "none", Tool("0", "1", {}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(account, "LINKS", 1)
        yield flow.audit(files(), profile.shipped("general"), flow.Wish(5.0, 2), setting)


@pytest.fixture
def desk(run: Run, inner: Audit, tmp_path: Path) -> Desk:
    home = tmp_path / "state"
    key = store.secret(home)
    shown = masking.masked(masking.withheld(tokens.keyed(inner, key)), key)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "audit.json").write_text(dumps(shown), "utf-8")
    past = PastRun(0, TAKEN, "0", "1", "general 1", b"", inner.score.value, inner.score.value, {})
    with State.open(home, Path(inner.folder), key) as state:
        state.add_run(past, dumps(inner).encode(), b"")
    return Desk(run, inner, shown, tmp_path / "out", home)


def test_a_finding_is_decided_upon_by_the_id_that_the_audit_shows(desk: Desk) -> None:
    public = desk.shown.findings[0].id
    done = desk.decide(public, "accept", *WHY)
    assert done.code == console.OK, done.err
    assert desk.shown.findings[0].text in done.said
    decision = desk.only()
    assert (decision.about, decision.verdict, decision.reason, decision.owner) == (
        "finding", "accept", "known to all", "secretariat")  # fmt: skip
    assert decision.expires == decision.made + timedelta(days=90)
    assert set(desk.standing().findings) == {desk.inner.findings[0].id}


def test_the_first_digits_of_an_id_are_enough_where_they_mean_one_finding(desk: Desk) -> None:
    assert desk.decide(desk.shown.findings[0].id[:10], "accept", *WHY).code == console.OK
    assert desk.decide(desk.shown.findings[0].id[:3], "accept", *WHY).code == console.USAGE


@pytest.mark.parametrize("what", [edits.MINUTES, "纪要/*", "*.docx"])
def test_files_are_decided_upon_by_path_or_pattern(desk: Desk, what: str) -> None:
    done = desk.decide(what, "cannot-act", "--reason", "not ours", "--expires", "never")
    assert done.code == console.OK, done.err
    assert desk.only().expires is None
    assert decisions.pins(desk.standing()) == {edits.MINUTES}


def test_a_row_of_the_shortlist_means_its_files(desk: Desk) -> None:
    item = desk.shown.shortlist.items[0]
    done = desk.decide("row:1", "remove")
    assert done.code == console.OK, done.err
    assert set(desk.standing().files) == set(item.files)
    assert all(each.expires == each.made + timedelta(days=30) for each in desk.held.decisions)


@pytest.mark.parametrize(
    ("word", "verdict"),
    [("移除", "remove"), ("脱敏", "redact"), ("接受", "accept"), ("误报", "false-positive"), ("无法处理", "cannot-act"),
     ("False_Positive", "false-positive"), ("cannot act", "cannot-act")],
)  # fmt: skip
def test_verdicts_are_said_in_both_languages(desk: Desk, word: str, verdict: str) -> None:
    assert desk.decide(desk.shown.findings[0].id, word, *WHY, lang="zh").code == console.OK
    assert desk.only().verdict == verdict


def test_deciding_again_replaces_what_was_decided(desk: Desk) -> None:
    for verdict in ("accept", "false-positive"):
        assert desk.decide(desk.shown.findings[0].id, verdict, *WHY).code == console.OK
    assert desk.only().verdict == "false-positive"


def test_a_decision_is_taken_back_by_its_id(desk: Desk) -> None:
    desk.decide(desk.shown.findings[0].id, "accept", *WHY)
    done = desk.decide("--revoke", desk.only().id[:8])
    assert done.code == console.OK, done.err
    assert "Revoked" in done.said
    assert not desk.held.decisions


def test_the_ledger_holds_no_name_no_path_and_no_word_of_the_files(desk: Desk) -> None:
    for what in (desk.shown.findings[0].id, "*"):
        desk.decide(what, "accept", "--reason", "agreed", "--owner", "office")
    written = desk.ledger.read_text("utf-8")
    names = {name for entity in desk.inner.entities for name in entity.names if len(name) > 2}
    values = {each.value for each in desk.inner.statements if len(each.value) > 3}
    paths = {each.path for each in desk.inner.files}
    assert not [each for each in names | values | paths if each in written]


# ---------------------------------------------------------------- the list


def test_the_list_names_what_is_in_force_in_the_words_of_the_audit(desk: Desk) -> None:
    desk.decide(desk.shown.findings[0].id, "accept", *WHY)
    desk.decide(edits.MINUTES, "cannot-act", "--reason", "not ours")
    said = desk.decide("--list").said
    assert said.startswith("In force")
    for part in (desk.shown.findings[0].text, edits.MINUTES, "secretariat · known to all", "cannot act"):
        assert part in said


def test_the_list_tells_what_expired_what_lost_its_object_and_what_cannot_be_used(desk: Desk) -> None:
    desk.decide(desk.shown.findings[0].id, "accept", *WHY)
    (whole,) = desk.held.decisions
    old = decisions.decided(whole.mark, "accept", TODAY - timedelta(days=99), TODAY, str, reason="old")
    lost = decisions.decided(
        decisions.Mark("file", content="0123456789ab"), "cannot-act", TODAY, None, str, reason="lost"
    )
    text = ledgers.text_of(Decided((old, lost))) + '\n[[decision]]\nverdict = "hide"\n'
    desk.ledger.write_text(text, "utf-8")
    said = desk.decide("--list", lang="zh").said
    assert "已到期" in said
    assert "已无对象" in said
    assert "第 3 条：id 不可用" in said
    assert "有效" not in said


def test_an_empty_list_says_so(desk: Desk) -> None:
    assert "There are no decisions yet." in desk.decide("--list").said
    assert "还没有任何决定。" in desk.decide("--list", lang="zh").said


def test_entries_that_cannot_be_used_outlive_a_new_decision(desk: Desk) -> None:
    desk.ledger.write_text('[[decision]]\nverdict = "hide"\nnote = "mine"\n', "utf-8")
    desk.decide(desk.shown.findings[0].id, "accept", *WHY)
    assert 'note = "mine"' in desk.ledger.read_text("utf-8")
    assert desk.only().verdict == "accept"


# ---------------------------------------------------------------- what cannot be


SOON, TOO_LATE = TODAY + timedelta(days=5), TODAY + timedelta(days=400)
WRONG = [
    (("", "accept"), "one of the three"),
    (("--list", "--revoke", "abcd"), "one of the three"),
    (("{finding}", "ignore", *WHY), "no such verdict; known: remove, redact, accept"),
    (("{finding}", "accept", "--owner", "me"), "needs a reason"),
    (("{finding}", "cannot-act"), "needs a reason"),
    (("{finding}", "accept", "--reason", "so"), "--owner"),
    (("{finding}", "accept", *WHY, "--expires", "soon"), "give a date such as"),
    (("{finding}", "accept", *WHY, "--expires", "2020-01-01"), "not in the future"),
    (("{finding}", "accept", *WHY, "--expires", "never"), "366 days at most"),
    (("{finding}", "accept", *WHY, "--expires", str(TOO_LATE)), "366 days at most"),
    (("{finding}", "accept", "--owner", "me", "--reason", "x" * 3000), "2000 characters"),
    (("nothing.txt", "accept", *WHY), "no such finding or file"),
    (("row:9", "remove"), "the shortlist has"),
    (("row:x", "remove"), "the shortlist has"),
    (("--revoke", "0000"), "not the id of one decision"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_what_cannot_be_decided_is_explained(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    done = desk.decide(*(word.format(finding=desk.shown.findings[0].id) for word in arguments))
    assert done.code == console.USAGE
    assert said in done.err
    assert not desk.held.decisions


def test_a_date_within_the_year_is_taken(desk: Desk) -> None:
    assert desk.decide(desk.shown.findings[0].id, "accept", *WHY, "--expires", str(SOON)).code == console.OK
    assert desk.only().expires == SOON


@pytest.mark.parametrize(("lang", "said"), [("en", "run `auditor audit` again"), ("zh", "请重新运行 auditor audit")])
def test_an_audit_that_the_state_does_not_hold_is_to_be_made_again(desk: Desk, lang: str, said: str) -> None:
    audit = desk.place / "audit.json"
    audit.write_text(audit.read_text("utf-8").replace(TAKEN, "2025-01-01T00:00:00+00:00"), "utf-8")
    done = desk.decide("--list", lang=lang)
    assert done.code == console.USAGE
    assert said in done.err


def test_a_folder_without_state_is_named_and_none_is_made(desk: Desk, tmp_path: Path) -> None:
    done = desk.run("decide", desk.place, "--list", "--state", tmp_path / "other", "--lang", "en")
    assert done.code == console.USAGE
    assert "no state of this folder" in done.err
    assert not (tmp_path / "other").exists()


def test_a_ledger_that_is_no_toml_is_named_and_left_alone(desk: Desk) -> None:
    path = desk.ledger
    path.write_text("[[decision]\n", "utf-8")
    done = desk.decide(desk.shown.findings[0].id, "accept", *WHY, lang="zh")
    assert done.code == console.USAGE
    assert "第 1 行" in done.err
    assert path.read_text("utf-8") == "[[decision]\n"


def test_a_folder_that_is_being_audited_is_locked(desk: Desk) -> None:
    with State.open(desk.home, Path(desk.inner.folder), store.secret(desk.home)):
        assert desk.decide("--list").code == console.LOCKED


def test_state_of_another_version_asks_for_a_new_audit(desk: Desk) -> None:
    with State.open(desk.home, Path(desk.inner.folder), store.secret(desk.home)) as state:
        past = PastRun(0, TAKEN, "9", "1", "general 1", b"", 0.0, 0.0, {})
        state.add_run(past, b'{"schema": "auditor.audit/9"}', b"")
    assert desk.decide("--list").code == console.USAGE


def test_the_day_of_a_decision_is_a_day(desk: Desk) -> None:
    desk.decide(desk.shown.findings[0].id, "accept", *WHY)
    assert abs((desk.only().made - datetime.now(UTC).date()).days) <= 1
