"""A large folder is cut into sectors, and each gets a list that an audit of its own files proves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from auditor import account, audit, changes, kept, picture, profile, removal, resolve, sectors
from auditor.audit import Wish
from auditor.decisions import Standing
from auditor.masking import marked_files, masked, withheld
from auditor.messages import text
from auditor.model import Audit, FileFlag, Tool
from auditor.picture import Picture
from auditor.records import Exact, Record
from auditor.reports import html, md, page_one
from auditor.state import State
from fixtures.generator import Lang, Plan, folder
from tests.auditor.folders import look, read

SETTING = account.Setting("/group", "2026-11-28T00:00:00+00:00", 30.0, "en", "none", Tool("0", "1", {}))


def stories(many: int, lang: Lang = "en", documents: int = 12) -> dict[str, str]:
    """Give folders that have nothing to do with one another, each beside the others."""
    return {f"{seed}/{name}": text for seed in range(many)
            for name, text in folder(Plan(lang, documents=documents, noise=1, seed=seed)).items()}  # fmt: skip


def tops(whole: Picture, group: sectors.Group) -> set[str]:
    return {whole.corpus.files[n].path.partition("/")[0] for n in group.files}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_stories_apart_are_sectors_apart(lang: Lang) -> None:
    whole = look(stories(4, lang))
    found = {frozenset(tops(whole, group)) for group in sectors.groups(whole)}
    assert {frozenset(story) for story in "0123"} <= found


def test_what_most_emerges_from_comes_first_and_no_name_is_in_two() -> None:
    found = sectors.groups(look(stories(4)))
    assert [group.emergence for group in found] == sorted((group.emergence for group in found), reverse=True)
    names = [name for group in found for name in group.names]
    assert len(names) == len(set(names))
    assert len(found) <= sectors.MOST_SECTORS


def test_groups_that_modularity_joins_in_a_large_folder_are_cut_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = nx.ring_of_cliques(60, 5)  # the standard example of its limit of resolution
    assert max(map(len, sectors.communities(ring))) > 5
    monkeypatch.setattr(sectors, "MOST_NAMES", 5)
    found = list(sectors.communities(ring))
    assert max(map(len, found)) == 5
    assert sorted(name for group in found for name in group) == sorted(ring)


def planned(texts: dict[str, str], wish: Wish, standing: Standing | None = None) -> tuple[Picture, account.Planned]:
    whole = look(texts)
    return whole, plans(whole, wish, standing)


def plans(whole: Picture, wish: Wish, standing: Standing | None = None) -> account.Planned:
    setting = replace(SETTING, target=wish.target)
    return removal.planned(whole.corpus, whole, wish, setting, resolve.EMPTY, standing or Standing(), needed=True)


def gone(found: account.Planned) -> set[str]:
    return {path for plan in found.plans.values() for row in plan.shortlist.items for path in row.files}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sectors_scores_are_those_of_audits_of_its_files(lang: Lang) -> None:
    whole, found = planned(stories(3, lang), Wish(target=10.0))
    assert len(found.plans) >= 3
    for number, plan in found.plans.items():
        inside, away = set(found.groups[number].files), set[int]()
        for row in plan.shortlist.items:
            away |= {n for n in inside if whole.corpus.files[n].path in row.files}
            assert row.score_after == round(picture.score_of(whole.corpus, whole.profile, inside - away), 1)
        assert plan.score == picture.score_of(whole.corpus, whole.profile, inside)
        assert plan.shortlist.items[-1].score_after <= 10.0


def test_the_list_of_a_sector_that_nothing_changed_is_taken_again(tmp_path: Path) -> None:
    texts, asked = stories(3), Wish(target=10.0)
    with State.open(tmp_path / "home", tmp_path / "folder", b"k" * 32) as state, pytest.MonkeyPatch.context() as patch:
        made, plan = list[tuple[int, ...]](), removal._plan

        def watched(*args: Any) -> account.Plan | None:
            made.append(args[2].files)
            return plan(*args)

        def again(texts: dict[str, str], wish: Wish) -> tuple[int, dict[int, account.Plan]]:
            made.clear()
            held = picture.corpus(read(texts), kept.Kept(state))
            found = plans(picture.of(held, profile.shipped("general")), wish)
            return len(made), dict(found.plans)

        patch.setattr(removal, "_plan", watched)
        first = again(texts, asked)
        assert first[0] >= 3
        assert again(texts, asked) == (0, first[1])
        assert again(texts, replace(asked, keep=("0/*",)))[0] == first[0]
        changed = {**texts, "0/000.txt": f"{texts['0/000.txt']}\nThe gate stays open until noon on all days of May.\n"}
        some, found = again(changed, asked)
        assert 0 < some < first[0]
    whole = look(changed)
    assert found == plans(whole, asked).plans


def test_no_sector_is_planned_that_is_at_the_target_or_past_what_may_be_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not planned(stories(3), Wish(target=100.0))[1].plans
    monkeypatch.setattr(removal, "SECTOR_LINKS", 1)
    assert not planned(stories(3), Wish(target=10.0))[1].plans


def test_files_that_are_to_stay_stay_in_the_lists_of_sectors() -> None:
    _, free = planned(stories(3), Wish(target=10.0))
    kept = min(gone(free))
    _, bound = planned(stories(3), Wish(target=10.0, keep=(kept,)))
    assert gone(bound)
    assert kept not in gone(bound)


@pytest.fixture(scope="module")
def large() -> Audit:
    """Give an audit of a folder that one removal does not take apart."""
    wish = Wish(target=10.0, most=1)
    return audit.audit(read(stories(3)), profile.shipped("general"), wish, replace(SETTING, target=10.0))


def test_a_folder_whose_list_falls_short_gets_lists_by_sector(large: Audit) -> None:
    assert not large.shortlist.reached
    listed = [sector for sector in large.sectors if sector.shortlist]
    assert len(listed) >= 3
    for sector in listed:
        assert sector.shortlist is not None
        assert sector.score == sector.shortlist.score_before
        assert {path for item in sector.shortlist.items for path in item.files} <= set(sector.files)


def test_a_folder_whose_list_does_gets_none() -> None:
    small = audit.audit(read(stories(1)), profile.shipped("general"), Wish(target=30.0), SETTING)
    assert small.shortlist.reached
    assert all(sector.shortlist is None for sector in small.sectors)


def test_reasons_in_the_lists_of_sectors_are_masked(large: Audit) -> None:
    kinds = {"person", "identifier", "contact"}
    people = {name for each in large.entities if each.kind in kinds for name in each.names}
    said = " ".join(item.why for each in large.sectors if each.shortlist for item in each.shortlist.items)
    assert any(name in said for name in people)
    after = masked(large, b"key")
    left = " ".join(item.why for each in after.sectors if each.shortlist for item in each.shortlist.items)
    assert [name for name in people if name in left] == []


def test_a_marked_file_in_a_sectors_list_gives_no_reason_and_its_sector_no_words(large: Audit) -> None:
    sector = next(each for each in large.sectors if each.shortlist)
    assert sector.shortlist is not None
    path = sector.shortlist.items[0].files[0]
    files = tuple(replace(each, flags=(FileFlag("secret", "title"),)) if each.path == path else each
                  for each in large.files)  # fmt: skip
    after = withheld(replace(large, files=files))
    assert marked_files(after.files) == {path}
    found = next(each for each in after.sectors if each.id == sector.id)
    assert found.topics == ()
    assert found.shortlist is not None
    assert found.shortlist.items[0].why != sector.shortlist.items[0].why
    assert found.shortlist.items[1:] == sector.shortlist.items[1:]


@pytest.mark.parametrize(("lang", "stop"), [("zh", "立即撤下"), ("en", "take down")])
def test_page_and_checklist_say_of_a_marked_file_in_a_sectors_list_that_it_is_to_be_taken_down(
    large: Audit, lang: str, stop: str
) -> None:
    number, sector = next((n, each) for n, each in enumerate(large.sectors, 1) if each.shortlist)
    assert sector.shortlist is not None
    path = sector.shortlist.items[0].files[0]
    files = tuple(replace(each, flags=(FileFlag("secret", "title"),)) if each.path == path else each
                  for each in large.files)  # fmt: skip
    shown = withheld(replace(large, files=files))
    first, *rest = next(each for each in page_one.planned(shown, lang) if each.number == number).rows
    assert path in first.names
    assert first.stop == stop
    assert {row.stop for row in rest} == {""}
    below = md.REPORT.render(shown, lang).split(f"## {text('sector.plan_title', lang)}")[1].split(f"**{number}. ")[1]
    assert f"- [ ] **{stop}** `{path}`" in below
    assert f'<strong class="stop">{stop}</strong> {path}' in html.REPORT.render(shown, lang)


def test_what_a_sectors_list_wanted_is_remembered_once(large: Audit) -> None:
    record = Record.of(large, Exact(100.0, 100.0, "", "", ""))
    wanted = changes.remembered(None, record, None).wanted
    assert {each.by for each in wanted} == {"shortlist", "sector"}
    paths = [path for each in wanted for path in each.paths]
    assert len(paths) == len(set(paths))
    listed = {path for each in large.sectors if each.shortlist for item in each.shortlist.items for path in item.files}
    assert listed <= set(paths)
