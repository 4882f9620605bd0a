"""What state keeps of files: nothing is lost on the way, and nothing is taken that would be read otherwise now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from auditor import kept, sources
from auditor.corpus import Corpus, Settled, corpus
from auditor.profile import shipped
from auditor.state import State
from extractors import finding, names, personlike, registry
from extractors.extract import extract
from extractors.model import Extraction, Problem
from fixtures import formats, story
from tests.auditor.reaudits import archive

SECRET = b"k" * 32
SAMPLES = {name: make().data for name, make in formats.SAMPLES.items()}


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State.open(tmp_path / "home", tmp_path / "folder", SECRET) as opened:
        yield opened


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_what_was_read_comes_back_as_it_was_under_any_path(name: str) -> None:
    found = extract(SAMPLES[name], f"群/{name}")
    stored = kept.packed(found, f"群/{name}")
    assert kept.unpacked(stored, f"群/{name}") == found
    elsewhere = kept.unpacked(stored, f"别处/{name}")
    assert elsewhere == [replace(x, path=f"别处{x.path[1:]}") for x in found]


def test_names_that_are_no_text_come_back_too() -> None:
    found = extract(archive(log=story.LOG), "old/\udcff.zip")
    assert kept.unpacked(kept.packed(found, "old/\udcff.zip"), "old/\udcff.zip") == found


DOCX, ZIP = extract(story.docx(*story.MINUTES), "a.docx"), extract(archive(log=story.LOG), "a.zip")
PICTURE = extract(b"\x89PNG\r\n\x1a\n" + bytes(64), "a.png")
PARTLY = [replace(DOCX[0], status="partly", problems=(Problem("unsupported", "attachment 1"),))]


@pytest.mark.parametrize("found", [ZIP, PICTURE, PARTLY], ids=["archive", "no reader", "not all was read"])
def test_what_may_hang_on_any_reader_depends_on_all(found: list[Extraction]) -> None:
    assert kept.versions_of(found) == kept.versions()


def test_a_plain_file_depends_on_its_reader_and_on_every_recognizer() -> None:
    made = kept.versions_of(DOCX)
    assert {name for name in made if name.startswith("formats.")} == {"formats.docx"}
    assert {name for name in made if not name.startswith("formats.")} == {
        "reading", "tagging", *(name for name in registry.versions() if name.startswith("recognizers."))
    }  # fmt: skip


VERSIONS = [
    ({}, True, True), ({"formats.docx": 999}, False, False), ({"formats.pdf": 999}, True, False),
    ({"formats.new": 1}, True, False), ({"recognizers.person": 999}, False, False),
    ({"recognizers.new": 1}, False, False),
]  # fmt: skip


@pytest.mark.parametrize(("others", "docx", "packed"), VERSIONS, ids=[str(others) for others, *_ in VERSIONS])
def test_a_reading_is_taken_only_where_the_same_would_make_it_again(
    monkeypatch: pytest.MonkeyPatch, others: dict[str, int], docx: bool, packed: bool
) -> None:
    stored = [kept.packed(found, found[0].path) for found in (DOCX, ZIP)]
    held = {**registry.versions(), **others}
    monkeypatch.setattr(registry, "versions", lambda: held)
    assert (kept.unpacked(stored[0], "a.docx") is not None, kept.unpacked(stored[1], "a.zip") is not None) == (
        docx, packed
    )  # fmt: skip
    assert kept.unpacked(stored[1], "a.zip", whatever=True) == ZIP


def test_a_recognizer_that_is_gone_makes_everything_be_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = kept.packed(DOCX, "a.docx")
    held = {name: version for name, version in registry.versions().items() if name != "recognizers.person"}
    monkeypatch.setattr(registry, "versions", lambda: held)
    assert kept.unpacked(stored, "a.docx") is None


@pytest.mark.parametrize("kind", ["timeout", "memory", "crash", "unreadable"])
def test_what_may_pass_does_not_last(kind: str) -> None:
    assert not kept.lasting([*ZIP[:1], replace(ZIP[1], problems=(Problem(kind, ""),))])  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["encrypted", "unsupported", "empty", "truncated"])
def test_what_will_be_so_the_next_time_lasts(kind: str) -> None:
    assert kept.lasting([replace(ZIP[0], problems=(Problem(kind, ""),))])  # type: ignore[arg-type]


def test_a_key_tells_name_and_content_and_not_the_folder(state: State) -> None:
    content, other = kept.content_token(state, "a" * 64), kept.content_token(state, "b" * 64)
    key = kept.reading_key(state, content, "纪要/a.docx")
    assert key == kept.reading_key(state, content, "别处/a.docx")
    assert key != kept.reading_key(state, content, "纪要/b.docx")
    assert key != kept.reading_key(state, other, "纪要/a.docx")
    assert key != kept.reading_key(state, content, "__MACOSX/a.docx")


# What was settled


def settled(state: State, files: list[Extraction]) -> dict[str, Settled]:
    held = corpus(files, kept.Kept(state))
    found = held.recognised(shipped("general"), range(len(held.files)))
    return {held.files[n].path: each for n, each in found.items()}


FILES = [*extract(story.SITE.encode(), "a.txt"), *extract(story.docx(*story.MINUTES), "b.docx"),
         *extract(story.QUOTE, "c.xlsx"), *extract(story.MAIL, "d.eml")]  # fmt: skip


def test_what_was_settled_comes_back_as_it_was(state: State) -> None:
    first = settled(state, FILES)
    assert any(each.said.statements for each in first.values())
    assert settled(state, FILES) == first == settled(state, FILES)


def test_what_is_settled_is_not_taken_for_less_of_the_same_file(state: State) -> None:
    """A deadline or an outer archive may cut a file, and its digest stays."""
    settled(state, FILES)
    cut = replace(FILES[0], segments=FILES[0].segments[:-1], status="partly")
    cut = replace(cut, mentions=tuple(each for each in cut.mentions if each.segment < len(cut.segments)))
    found = settled(state, [cut, *FILES[1:]])
    assert all(each.segment < len(cut.segments) for each in found["a.txt"].mentions)


def test_of_all_that_was_settled_what_was_asked_for_is_known(state: State) -> None:
    memory = kept.Kept(state)
    held = corpus(FILES, memory)
    held.recognised(shipped("general"), range(len(FILES)))
    state.commit()
    assert len(memory.used) == len(FILES)
    assert state.prune(kept.SETTLED, memory.used) == 0
    assert state.prune(kept.SETTLED, ()) == len(FILES)


def test_what_is_so_of_a_file_is_worked_out_once_and_again_for_less_of_it(state: State) -> None:
    asked = []

    def count(file: Extraction) -> list[int]:
        asked.append(file.path)
        return [len(file.segments)]

    cut = replace(FILES[0], segments=FILES[0].segments[:-1])
    whole = len(FILES[0].segments)
    assert [kept.Kept(state).fact(each, "count", count) for each in (FILES[0], FILES[0], cut)] == [
        [whole], [whole], [whole - 1],
    ]  # fmt: skip
    assert len(asked) == 2
    assert kept.Kept(state).fact(FILES[0], "another", count) == [whole]
    assert len(asked) == 3


def looked_at(files: list[Extraction], memory: kept.Kept | None) -> tuple[Corpus, dict[int, Settled]]:
    held = corpus(files, memory)
    found = held.recognised(shipped("general"), range(len(held.files)))
    held.sources(range(len(held.files)))
    held.leave()
    return held, found


NAMED = extract("沅岭精工有限公司与云岭精工签约。沅岭精工月底前交付 2,450 台。".encode(), "e.txt")


def test_names_are_looked_for_in_a_file_once(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = looked_at(FILES, kept.Kept(state))
    sought: list[list[str]] = []

    class Finder(finding.Finder):
        def __init__(self, wanted: Sequence[names.Name]) -> None:
            sought.append([name.text for name in wanted])
            super().__init__(wanted)

    monkeypatch.setattr(finding, "Finder", Finder)
    again, _ = looked_at(FILES, kept.Kept(state))
    assert [each.spans for each in again.looked] == [each.spans for each in first.looked]
    assert not any(sought)
    looked_at([*FILES, *NAMED], kept.Kept(state))
    assert "沅岭精工有限公司" in {text for texts in sought for text in texts}


@pytest.mark.parametrize("later", [FILES[1:], [*FILES, *NAMED], [*FILES[:2], *NAMED], [*FILES, *NAMED, *FILES[:1]]])
def test_what_was_found_before_changes_nothing(state: State, later: list[Extraction]) -> None:
    looked_at(FILES, kept.Kept(state))
    held, found = looked_at(later, kept.Kept(state))
    plain, fresh = looked_at(later, None)
    assert found == fresh
    assert held.sources(range(len(later))) == plain.sources(range(len(later)))


LETTERS = extract(b"From: Olga Brandvik\n\nSend it by May.", "m.txt")
CODED = extract(b"Receivers on OB 5518.", "n.txt")


def test_letters_that_are_a_persons_are_told_from_a_code_in_a_file_that_came_later(state: State) -> None:
    looked_at([*FILES, *LETTERS], kept.Kept(state))
    later = [*FILES, *LETTERS, *CODED]
    held, found = looked_at(later, kept.Kept(state))
    assert "OB" in next(each.spans for each in held.looked if each.file.path == "n.txt")
    assert found == looked_at(later, None)[1]


def noted(**texts: str) -> Corpus:
    """Give a folder of notes that nothing is known of yet."""
    return corpus([each for name, text in texts.items() for each in extract(text.encode(), f"{name}.txt")])


def test_a_name_that_a_part_alone_knows_is_looked_for_in_its_files() -> None:
    """With a firm of 云岭县 in the folder 云岭 is a town; without it the brand of the other one."""
    texts = {"a": "云岭精工有限公司供应阀门。", "b": "云岭县水务有限公司供应水泵。", "c": "云岭月底前交付 2,450 台。",
             "d": "云岭的报价见附件。"}  # fmt: skip
    held, profile = noted(**texts), shipped("general")
    held.recognised(profile, range(4))
    assert not any("云岭" in each.spans for each in held.looked)
    part = held.recognised(profile, [0, 2])
    assert ["云岭" in each.spans for each in held.looked] == [True, False, True, False]
    other = held.recognised(profile, [0, 3])
    plain = {at: noted(a=texts["a"], other=texts[at]).recognised(profile, [0, 1])[1] for at in ("c", "d")}
    assert (part[2], other[3]) == (plain["c"], plain["d"])


def test_where_other_names_change_no_mention_what_was_settled_is_the_very_same() -> None:
    """泽岚 is short for the one firm or the other; in the text of either firm that changes nothing."""
    held = noted(a="泽岚装备股份有限公司供应阀门。", b="泽岚科技有限公司供应水泵。", c="泽岚月底前交付 2,450 台。")
    whole, part = (held.recognised(shipped("general"), numbers) for numbers in ((0, 1, 2), (0, 2)))
    assert part[2].mentions != whole[2].mentions
    assert part[0] is whole[0]


def test_texts_that_were_compared_are_not_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [sources.Text(str(n), "".join(chr(0x4E00 + (n // 2) * 400 + each + n % 2) for each in range(300)))
             for n in range(6)]  # fmt: skip
    first = sources.Comparison(texts)
    clusters = first.clusters({text.id for text in texts})
    assert len(set(clusters.values())) == 3
    monkeypatch.setattr(sources, "_share", None)
    assert sources.Comparison(texts, first.told()).clusters(clusters) == clusters
    with pytest.raises(TypeError):  # of another text nothing is known
        sources.Comparison([*texts[:5], replace(texts[5], id="9")], first.told()).clusters({"4", "9"})


@pytest.mark.parametrize("text", ["联系人：周晓岚", "Dear Ms Novak, the pump", "3,200 m³/d", "", "坏\udcff名"])
def test_a_text_is_glanced_at_once_and_again_where_the_last_run_did_not_show_it(
    state: State, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    stretches, seen = personlike.stretches, list[str]()

    def watched(text: str) -> list[tuple[int, int]]:
        seen.append(text)
        return stretches(text)

    monkeypatch.setattr(personlike, "stretches", watched)

    def run(*texts: str) -> list[list[tuple[int, int]]]:
        glances = kept.Glances(kept.Kept(state))
        found = [glances(each) for each in texts]
        glances.leave()
        return found

    assert run(text, text) == [stretches(text)] * 2 == run(text) * 2
    assert seen == [text]
    run("another")
    assert run(text) == [stretches(text)]
    assert seen == [text, "another", text]


def test_choices_are_those_of_one_run(state: State) -> None:
    assert kept.last_choices(state) is None
    assert kept.choices_key(state, b"record 1") != kept.choices_key(state, b"record 2")
