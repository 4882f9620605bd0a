"""Bearing: how much hangs on a source alone follows from what it holds and from who else holds it."""

from __future__ import annotations

import numpy as np
import pytest

from auditor import bearing, removal, resolve, shortlist
from auditor.audit import Wish
from fixtures.generator import Lang, Plan, folder
from tests.auditor.folders import look

FACT = """Order PO-KT-48213 of Oakline Metals Ltd is due on 12 March; the buyer is Ivo Tarrant, +44 20 7946 0182.
It lies at Pier 7 in Hull; 320 t of neodymium oxide at 61.20 EUR/kg go with it under contract KT-22-118.
The furnace FX-90 runs at 1,180 °C for Oakline Metals Ltd; project Heron pays 2.4 million EUR.
"""
PLAIN = "The canteen serves stew on Tuesday, first come, first served. The shuttle leaves at eight.\n"


def hanging(texts: dict[str, str]) -> dict[str, float]:
    """Give by the first path of each source what hangs on it."""
    whole = look(texts)
    found = zip(whole.graph.sources, bearing.hanging(whole).tolist(), strict=True)
    return {whole.paths({source})[0]: worth for source, worth in found}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_more_hangs_on_what_tells_the_story_than_on_notes_beside_it(lang: Lang) -> None:
    found = hanging(folder(Plan(lang, 12, 1.0, 4, 2, 3)))
    notes = [worth for path, worth in found.items() if path.startswith("n")]
    assert np.mean([worth for path, worth in found.items() if not path.startswith("n")]) > 2 * np.mean(notes)


def test_less_hangs_on_a_source_whose_people_and_firms_all_others_speak_of() -> None:
    others = {
        f"{at}.txt": f"Fernhill Yard keeps bay {at + 2} for lot QX-{4400 + at}-B of Fernhill Yard.\n" for at in range(6)
    }
    own = FACT + "It comes by Fernhill Yard.\n"
    alone = hanging(others | {"own.txt": own})["own.txt"]
    told = {
        path: text + f"Oakline Metals Ltd and Ivo Tarrant sent {path[0]}17 greetings.\n"
        for path, text in others.items()
    }
    assert hanging(told | {"own.txt": own})["own.txt"] < alone


def test_nothing_below_zero_and_no_more_than_the_most_hangs_on_a_source() -> None:
    worth = bearing.expected(np.array([[-90.0], [0.5], [90.0]]), (1.0, 0.0))
    assert worth.tolist() == [0.0, 0.5, bearing.MOST]


def test_neither_the_order_nor_the_names_of_files_matter() -> None:
    texts = folder(Plan("en", 9, 1.0, 2, 2, 3))
    turned = {f"{len(texts) - at:02}.txt": text for at, text in enumerate(texts.values())}
    assert sorted(hanging(texts).values()) == pytest.approx(sorted(hanging(turned).values()))


def test_a_folder_of_very_many_sources_is_told_by_pairs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = folder(Plan("en", 9, 1.0, 2, 2, 3))
    assert hanging(texts)
    whole = look(texts)
    monkeypatch.setattr(bearing, "MOST_SOURCES", 3)
    assert not len(bearing.hanging(whole))


def test_the_shortlist_counts_what_hangs_on_each_source() -> None:
    whole = look(folder(Plan("en", 9, 1.0, 2, 2, 3)))
    task = removal._task(removal._Afterwards(whole.corpus, whole, resolve.EMPTY), [], Wish(), frozenset())
    alone = {next(iter(unit.sources)): unit.weight for unit in task.units if len(unit.sources) == 1}
    assert alone == {at: worth for at, worth in enumerate(bearing.hanging(whole).tolist()) if worth > 0.0}
    assert alone


def test_a_source_on_which_much_hangs_is_chosen_where_pairs_say_the_same() -> None:
    held = [shortlist.Unit(0.5, (frozenset({0, 1}),)), shortlist.Unit(0.4, (frozenset({1}),))]
    assert shortlist.Model(held, np.ones(2, dtype=bool), np.ones(2)).chosen(1) == {1}


def test_a_copy_of_a_file_changes_nothing() -> None:
    texts = folder(Plan("en", 9, 1.0, 2, 2, 3))
    assert sorted(hanging(texts).values()) == sorted(hanging(texts | {"z.txt": texts["004.txt"]}).values())


def test_an_empty_folder_has_nothing() -> None:
    assert not hanging({})


def test_nothing_hangs_on_a_long_table_that_shares_nothing_with_the_rest() -> None:
    readings = "\n".join(",".join(f"QX-{row:03}-{column:03}" for column in range(60)) for row in range(60))
    found = hanging(folder(Plan("en", 9, 1.0, 2, 2, 3)) | {"readings.csv": readings})
    assert found["readings.csv"] == 0.0
    assert max(found.values()) > 0.0
