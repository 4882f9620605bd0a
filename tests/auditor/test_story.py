"""Twelve months of one folder: at every step the causes add up exactly, and the story is told as it happened."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from auditor import account, causes, changes, findings, masking, picture, profile, records, score, sources, tokens
from auditor import audit as flow
from auditor.causes import Counterfactual
from auditor.changes import Answers, Drift
from auditor.graph import Graph
from auditor.model import Audit, Tool
from auditor.records import Exact, Record
from auditor.reports import changes as form
from auditor.reports import drift as words
from auditor.resolve import Ledger
from extractors.extract import extract
from extractors.model import Extraction
from extractors.text import folded
from fixtures import story
from fixtures.story import MONTHS, Month
from tests.conftest import FEW_DRAWS

KEY = b"k" * 32


@dataclass(frozen=True, slots=True)
class Choices:
    """What a month's audit depends on beside its files; `denied` and `accepted` are the ends of findings."""

    same: tuple[tuple[str, str], ...] = ()
    profile: str = "general"
    denied: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()

    @property
    def ledger(self) -> Ledger:
        return Ledger(same=frozenset(frozenset(map(folded, pair)) for pair in self.same))


@dataclass
class Group:
    """The folder on disk, everything that was ever read of it, and the records of its audits."""

    folder: Path
    read: dict[tuple[str, str], Extraction] = field(default_factory=dict)
    audits: list[Audit] = field(default_factory=list)
    kept: list[Record] = field(default_factory=list)
    drifts: list[Drift] = field(default_factory=list)
    choices: list[Choices] = field(default_factory=list)
    strongest: list[frozenset[str]] = field(default_factory=list)

    def files(self) -> list[Extraction]:
        """Read the folder as it is."""
        found = []
        for place in sorted(path for path in self.folder.rglob("*") if path.is_file()):
            path = place.relative_to(self.folder).as_posix()
            written = datetime.fromtimestamp(place.stat().st_mtime, UTC).date().isoformat()
            for each in extract(place.read_bytes(), path, modified=written):
                self.read[each.path, each.sha256] = each
                found.append(each)
        return found

    def score(self, state: Counterfactual, tool: str, before: Choices, now: Choices, *, accept: bool = False) -> float:
        """Score a folder as a month's tool and choices see it; two ends that are denied share no key."""
        names = now if state.aliases == "now" else before
        asked = profile.shipped((now if state.profile == "now" else before).profile)
        decided = now if state.decisions == "now" else before
        files = [_as_read(self.read[each], tool) for each in sorted(state.files)]
        graph = picture.of(picture.corpus(files), asked, ledger=names.ledger).graph
        for ends in (decided.denied, decided.accepted if accept else frozenset()):
            graph = _apart(graph, ends)
        return score.value(score.emergence_of(graph), asked.half)

    def same_source(self, gone: str, here: str) -> bool:
        """Compare two contents by their text, as the sources of one folder are compared."""
        text = {sha256: "\n".join(s.text for s in each.segments if s.layer == "body")
                for (_, sha256), each in self.read.items()}  # fmt: skip
        found = sources.clusters([sources.Text(each, text[each]) for each in {gone, here}])
        return found[gone] == found[here]


def _apart(graph: Graph, ends: frozenset[str]) -> Graph:
    """Give the graph in which these two names share no key."""
    rows = list(zip(graph.keyed.left.tolist(), graph.keyed.right.tolist(), strict=True))
    held = [{key for name, key in rows if graph.names[name] == end} for end in sorted(ends)]
    shared = set.intersection(*held) if held else set()
    kept = np.array([graph.names[name] not in ends or key not in shared for name, key in rows], dtype=bool)
    return replace(graph, keyed=graph.keyed.where(kept))


def _as_read(file: Extraction, tool: str) -> Extraction:
    """Give a file as a version of the tool reads it: the second one reads a paragraph less."""
    if tool == "1" or len(file.segments) < 3:
        return file
    kept = file.segments[:-1]
    return replace(file, segments=kept, mentions=tuple(m for m in file.mentions if m.segment < len(kept)))


def chosen(group: Group, month: Month) -> Choices:
    """Give what holds in a month; a decision about the strongest finding is about that of the audit before it."""
    ends: dict[str, frozenset[str]] = {}
    for each in story.standing(month):
        if each.about == story.STRONGEST:
            made = next(held.number for held in MONTHS if each in held.decisions)
            ends[each.verdict] = group.strongest[made - 2]
    none: frozenset[str] = frozenset()
    return Choices(month.same, month.profile, ends.get("false-positive", none), ends.get("accept", none))


def joined(files: list[Extraction], month: Month, choices: Choices) -> frozenset[str]:
    """Give the two ends of the strongest finding that joins two names over a key."""
    seen = picture.of(picture.corpus(files), profile.shipped(month.profile), ledger=choices.ledger)
    found = findings.of(seen)
    return next(
        (frozenset(each.ends[0]) for each in found if any(b.startswith("=") for b in each.bridges)), frozenset()
    )


def live(group: Group, month: Month) -> None:
    """Let one month happen, audit the folder and compare."""
    rows = [item.files for item in group.audits[-1].shortlist.items] if group.audits else []
    story.happen(month, group.folder, rows)
    files, choices = group.files(), chosen(group, month)
    before = group.choices[-1] if group.choices else choices

    def score_of(state: Counterfactual) -> float:
        return group.score(state, month.tool, before, choices)

    def open_of(state: Counterfactual) -> float:
        return group.score(state, month.tool, before, choices, accept=True)

    tool = Tool(month.tool, score.SCORE_VERSION, {})
    setting = account.Setting("/group", month.taken_at, story.TARGET, "zh", "none", tool)
    found = flow.audit(
        [_as_read(each, month.tool) for each in files], profile.shipped(month.profile), flow.Wish(story.TARGET), setting
    )
    now_state = Counterfactual(frozenset((each.path, each.sha256) for each in files), "now", "now", "now")
    exact = Exact(score_of(now_state), open_of(now_state), aliases=repr(month.same),
                  decisions=repr([(each.verdict, each.about) for each in story.standing(month)]))  # fmt: skip
    shown = masking.masked(masking.withheld(tokens.keyed(found, KEY)), KEY)
    verdicts = {each.about: each.verdict for each in story.standing(month)}
    now = Record.of(shown, exact, verdicts)
    last = records.loads(records.dumps(group.kept[-1])) if group.kept else None
    drift = changes.between(last, now, Answers(score_of, open_of, group.same_source)) if last else None
    group.kept.append(changes.remembered(last, now, drift))
    group.drifts += [drift] if drift else []
    group.audits.append(found)
    group.choices.append(choices)
    group.strongest.append(joined(files, month, choices))


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Group:
    """Give the whole story, told once."""
    group = Group(tmp_path_factory.mktemp("story"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(account, "DRAWS", FEW_DRAWS)
        for month in MONTHS:
            live(group, month)
    return group


def after_the_first(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(name, MONTHS[1:], ids=lambda month: f"month {month.number}")


def drift_of(group: Group, month: Month) -> Drift:
    return group.drifts[month.number - 2]


@after_the_first("month")
def test_the_causes_add_up_exactly_at_each_step(group: Group, month: Month) -> None:
    drift = drift_of(group, month)
    assert sum(cause.change for cause in drift.causes) == drift.now.score - drift.before.score
    whole = words.whole(drift)
    assert round(sum(value for _, value in words.parts(drift, "zh")), 6) == whole


@after_the_first("month")
def test_each_month_has_the_causes_of_what_happened_in_it(group: Group, month: Month) -> None:
    drift = drift_of(group, month)
    before, now = group.kept[month.number - 2 : month.number]
    assert {step.kind for step in causes.steps(before, now) if step.differs} == month.causes
    felt = {cause.kind for cause in drift.causes if cause.change}
    assert month.felt <= felt <= month.causes


@after_the_first("month")
def test_the_straw_is_the_file_that_crossed_the_target(group: Group, month: Month) -> None:
    drift = drift_of(group, month)
    assert (drift.straw is not None) == month.crosses
    if drift.straw is None:
        return
    now = group.kept[month.number - 1]
    came = sorted((each.date, each.path) for each in now.files if each.path in month.writes)
    place = next(n for n, (_, path) in enumerate(came) if path == drift.straw.path)

    def upto(count: int) -> float:
        left_out = {path for _, path in came[count:]}
        files = frozenset((each.path, each.sha256) for each in now.files if each.path not in left_out)
        first, last = group.choices[month.number - 2 : month.number]
        return group.score(Counterfactual(files), month.tool, first, last)

    assert not causes.over(upto(place), story.TARGET)
    assert causes.over(upto(place + 1), story.TARGET)
    assert drift.straw.date == came[place][0]


@after_the_first("month")
def test_what_was_wanted_gone_and_went_is_carried_out(group: Group, month: Month) -> None:
    drift = drift_of(group, month)
    rows = [item.files for item in group.audits[month.number - 2].shortlist.items[: month.carries_out]]
    assert len(rows) == month.carries_out
    gone = {path for fate in drift.fated("gone") for path in fate.paths}
    assert gone == month.gone | {path for row in rows for path in row}
    assert group.kept[month.number - 1].carried_out == len(drift.fated("gone"))


@after_the_first("month")
def test_what_had_gone_and_is_here_again_is_named_with_the_name_it_had(group: Group, month: Month) -> None:
    assert tuple((each.path, each.was) for each in drift_of(group, month).back) == month.back


def test_a_rename_is_followed_and_changes_no_fact(group: Group) -> None:
    drift = group.drifts[8]
    assert [(each.was, each.path) for each in drift.moved] == [("说明/厂区.txt", "sites/haimen/厂区.txt")]
    assert (drift.added, drift.removed, drift.edited) == ((), (), ())
    assert (drift.findings_new, drift.findings_gone) == ((), ())


def test_what_is_accepted_leaves_the_score_and_lowers_what_is_open(group: Group) -> None:
    points = [drift.now for drift in group.drifts]
    assert all(point.open_score == point.score for point in points[:-2])
    assert points[-2].open_score < points[-2].score


def test_two_runs_far_apart_are_explained_by_all_runs_between(group: Group) -> None:
    kept = group.kept
    whole = changes.combined(changes.undivided(kept[1], kept[-1], ""), kept[2:])
    assert sum(cause.change for cause in whole.causes) == kept[-1].score - kept[1].score
    assert {cause.kind for cause in whole.causes if cause.change} >= {
        "tool",
        "removed",
        "added",
        "aliases",
        "decisions",
    }


@after_the_first("month")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_changed_is_told_in_eight_lines_at_most_and_as_json(group: Group, month: Month, lang: str) -> None:
    drift = drift_of(group, month)
    lines = words.lines(drift, lang)
    assert 2 <= len(lines) <= 8
    assert f"{round(drift.now.score, 1):.1f}" in lines[0]
    assert form.loads(form.dumps(drift)) == drift


def test_the_files_are_the_same_at_every_making_and_of_every_kind(tmp_path: Path) -> None:
    assert story.docx("a", "b") == story.docx("a", "b")
    assert story.xlsx(("a", 1)) == story.xlsx(("a", 1))
    for month in MONTHS:
        story.happen(month, tmp_path)
    found = {path.suffix: extract(path.read_bytes(), path.name) for path in tmp_path.rglob("*.*")}
    assert {suffix: (read[0].kind, read[0].status) for suffix, read in found.items()} == {
        ".docx": ("docx", "read"), ".eml": ("eml", "read"), ".txt": ("txt", "read"), ".xlsx": ("xlsx", "read"),
    }  # fmt: skip
