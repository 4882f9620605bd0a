"""Ids that mean nothing without the installation's secret."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.model import Audit
from auditor.tokens import keyed
from fixtures.audits import example

KEY, OTHER = b"k" * 32, b"o" * 32


def ids(audit: Audit) -> list[str]:
    named = (*audit.entities, *audit.subjects, *audit.findings, *audit.sectors)
    return [each.id for each in named] + [said.subject for said in audit.statements]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_id_stays_and_the_same_key_gives_the_same_tokens(lang: str) -> None:
    audit = example(lang, 20)
    first = keyed(audit, KEY)
    assert not set(ids(audit)) & set(ids(first))
    at = {found.id: number for number, found in enumerate(audit.findings)}
    spoken = [(item.finding and first.findings[at[item.finding]].id) for item in audit.shortlist.items]
    assert [item.finding for item in first.shortlist.items] == spoken
    assert any(spoken)
    assert first == keyed(audit, KEY)


def test_another_key_gives_other_tokens() -> None:
    audit = example("en", 20)
    assert not set(ids(keyed(audit, KEY))) & set(ids(keyed(audit, OTHER)))


def test_different_ids_stay_different() -> None:
    audit = example("en", 20)
    assert len(set(ids(audit))) == len(set(ids(keyed(audit, KEY))))


def test_everything_that_pointed_at_an_entity_points_at_it_still() -> None:
    audit = example("en", 20)
    found = keyed(audit, KEY)
    names = {entity.names: entity.id for entity in found.entities}
    before = {entity.id: names[entity.names] for entity in audit.entities}
    for old, new in zip(audit.findings, found.findings, strict=True):
        assert new.subjects == tuple(before[each] for each in old.subjects)
        assert new.bridges == tuple(before[each] for each in old.bridges)
        assert new.path == tuple(before.get(part, part) for part in old.path)
        assert new.files == old.files
    for old_file, new_file in zip(audit.files, found.files, strict=True):
        assert new_file.entities == tuple(before[each] for each in old_file.entities)
    for old_sector, new_sector in zip(audit.sectors, found.sectors, strict=True):
        assert new_sector.subjects == tuple(before[each] for each in old_sector.subjects)
    for old_said, new_said in zip(audit.statements, found.statements, strict=True):
        assert new_said.subject == before[old_said.subject]


def test_files_of_a_path_keep_their_names_and_keys_in_it_do_not() -> None:
    audit = example("en", 20)
    chain = next(finding for finding in audit.findings if finding.kind == "chain")
    path = (chain.files[0], "=13900002718", chain.files[-1])
    found = keyed(replace(audit, findings=(replace(chain, path=path),)), KEY)
    assert found.findings[0].path[0] == chain.files[0]
    assert found.findings[0].path[2] == chain.files[-1]
    assert "13900002718" not in found.findings[0].path[1]


def test_an_id_of_bytes_that_are_no_text_has_a_token_too() -> None:
    audit = example("en", 20)
    odd = replace(audit.entities[0], id="=\udcff")
    found = keyed(replace(audit, entities=(odd,)), KEY)
    assert len(found.entities[0].id) == 16


def test_nothing_but_ids_changes() -> None:
    audit = example("zh", 20)
    found = keyed(audit, KEY)
    items = [replace(item, finding="") for item in found.shortlist.items]
    assert items == [replace(item, finding="") for item in audit.shortlist.items]
    assert replace(found.shortlist, items=()) == replace(audit.shortlist, items=())
    assert (found.score, found.coverage) == (audit.score, audit.coverage)
    assert [s.cells for s in found.subjects] == [s.cells for s in audit.subjects]
    assert sorted(e.names for e in found.entities) == sorted(e.names for e in audit.entities)
