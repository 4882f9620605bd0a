"""A later look at a part of a folder takes up what the first worked out, and says what a look from scratch says."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import picture, profile, resolve
from auditor.corpus import RESOLVED, Corpus
from auditor.resolve import FileMentions, Ledger, Resolution, Resolver
from auditor.resolving.nodes import Gathered
from tests.auditor.folders import read

CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus"
NAMES = ("rail", "pharma", "launch", "drones")
SAID = (
    "澄源生物科技有限公司的李工昨天来过，样品留在门卫。",
    "会议由李文博主持，他在澄源生物科技有限公司管设备。",
    "请李文博回复邮件：liwb@chengyuan.example。",
    "参会人员：李国安（澄源生物科技有限公司）。",
    "澄源的报价已收到，李总说下周去汀石研究所。",
    "汀石石英股份有限公司（以下简称“汀石”）与澄源签约。",
    "Please ask Wen Bo Li of Chengyuan Biotech, or Li Wenbo at the Tingshi Institute.",
    "Yaoshan Aero delivered the housing; Mr Ellery signed for it.",
    "Yaoshan Aerospace Ltd and Dr Maud Ellery met Roy Ellery at Larkmoor.",
    "Project Larkmoor: Maud Ellery, tel. +44 1632 960113, Larkmoor site.",
    "Ellery said that the Larkmoor team needs RC-56 by May.",
    "Vosmaer Kwarts BV sent Piet Vosmaer; Vosmaer will call back.",
    "The VSK crates wait at Salt Quay; VSK pays.",
    "Vosmaer Staal Kwarts BV rents Salt Quay Container Terminal.",
)


def _texts(block: object) -> Iterator[str]:
    """Give the strings of a document's blocks, those of one row on one line."""
    if isinstance(block, str):
        yield block
    elif isinstance(block, list):
        if block and all(isinstance(each, str) for each in block):
            yield "\t".join(block)
        else:
            for each in block:
                yield from _texts(each)
    elif isinstance(block, dict):
        for name, each in block.items():
            yield from _texts(each) if name != "t" else ()


@cache
def _folder(name: str) -> tuple[Corpus, dict[int, FileMentions]]:
    case = json.loads((CORPUS / name / "case.json").read_text("utf-8"))
    files = {f"{number}.txt": "\n\n".join(_texts(each["blocks"])) for number, each in enumerate(case["documents"])}
    corpus = picture.corpus(read(files))
    numbers = tuple(range(len(corpus.files)))
    settled, source = corpus.recognised(profile.shipped("general"), numbers), corpus.sources(numbers)
    named = {n: tuple(m for m in settled[n].mentions if m.kind in RESOLVED) for n in numbers}
    return corpus, {n: FileMentions(file.path, file.segments, named[n], source[n])
                    for n, file in enumerate(corpus.files)}  # fmt: skip


def _part(files: dict[int, FileMentions], chance: random.Random) -> dict[int, FileMentions]:
    """Give some of the files, here and there with fewer mentions, as a part of the folder knows fewer names."""
    share, fewer = chance.choice([0.03, 0.1, 0.4]), chance.choice([0.0, 0.2])
    left = {number: entry for number, entry in files.items() if chance.random() >= share}
    return {number: _thinned(entry, chance) if chance.random() < fewer else entry for number, entry in left.items()}


def _thinned(entry: FileMentions, chance: random.Random) -> FileMentions:
    kept = tuple(each for each in entry.mentions if chance.random() >= 0.2)
    return FileMentions(entry.path, entry.segments, kept, entry.digest)


def _scratch(files: dict[int, FileMentions], ledger: Ledger = resolve.EMPTY) -> Resolution:
    fresh = {number: FileMentions(e.path, e.segments, e.mentions, e.digest) for number, e in files.items()}
    return Resolver(ledger).resolve(fresh)


@pytest.mark.parametrize("name", NAMES)
def test_a_part_of_a_folder_is_resolved_as_from_scratch(name: str) -> None:
    files, chance = _folder(name)[1], random.Random(name)
    resolver = Resolver()
    assert resolver.resolve(files) == _scratch(files)
    for _ in range(12):
        part = _part(files, chance)
        assert resolver.resolve(part) == _scratch(part)


def test_a_ledger_holds_in_every_look() -> None:
    files = _folder("rail")[1]
    persons = sorted(e.norms[0] for e in Resolver().resolve(files).entities if e.kind == "person")
    ledger = Ledger(frozenset({frozenset(persons[:2])}), frozenset({frozenset(persons[2:3])}))
    resolver, chance = Resolver(ledger), random.Random(1)
    whole = resolver.resolve(files)
    assert any(merge.reason == "decided in the ledger" for merge in whole.merges)
    for _ in range(6):
        part = _part(files, chance)
        assert resolver.resolve(part) == _scratch(part, ledger)


def test_what_nothing_touches_is_taken_up() -> None:
    """The foil: a resolver that forgets would pass the tests above, and cost what a first look costs."""
    files = _folder("rail")[1]
    resolver = Resolver()
    whole = {entity.id: entity for entity in resolver.resolve(files).entities}
    part = {number: entry for number, entry in files.items() if number != 0}
    again = [entity for entity in resolver.resolve(part).entities if entity is whole.get(entity.id)]
    assert len(again) > len(whole) / 2


def test_a_folder_settles_its_files_as_from_scratch() -> None:
    corpus, general = _folder("drones")[0], profile.shipped("general")
    numbers = tuple(range(len(corpus.files)))
    fresh = picture.corpus(list(corpus.files))
    for gone in range(0, len(numbers), 5):
        left = tuple(n for n in numbers if n != gone)
        assert corpus.recognised(general, left) == picture.corpus(list(corpus.files)).recognised(general, left)
    assert fresh.recognised(general, numbers) == corpus.recognised(general, numbers)


def _named(*texts: str) -> dict[int, FileMentions]:
    corpus = picture.corpus(read({f"{number}.txt": text for number, text in enumerate(texts)}))
    numbers = tuple(range(len(corpus.files)))
    settled = corpus.recognised(profile.shipped("general"), numbers)
    return {n: FileMentions(file.path, file.segments, tuple(m for m in settled[n].mentions if m.kind in RESOLVED))
            for n, file in enumerate(corpus.files)}  # fmt: skip


def _together_with(name: str, found: Resolution) -> tuple[str, ...]:
    return next(entity.names for entity in found.entities if name in entity.names)


SHORT = "澄源生物科技有限公司的李工昨天来过，样品留在门卫。"
AT_WORK = "会议由李文博主持，他在澄源生物科技有限公司管设备。"
ELSEWHERE = "请李文博回复邮件：liwb@chengyuan.example。"
NAMESAKE = "参会人员：李国安（澄源生物科技有限公司）。"


@pytest.mark.parametrize("texts", [(SHORT, AT_WORK, NAMESAKE), (SHORT, ELSEWHERE, f"{AT_WORK}{ELSEWHERE}")])
def test_a_short_name_means_another_when_the_full_names_that_fit_it_change(texts: tuple[str, ...]) -> None:
    """Nothing is said otherwise in the file of the short name itself: who else fits, or what is said of them, decides.

    The last file goes: a namesake's, or the one that says where the full name belongs.
    """
    files = _named(*texts)
    resolver = Resolver()
    whole = resolver.resolve(files)
    part = {number: entry for number, entry in files.items() if number < len(texts) - 1}
    assert resolver.resolve(part) == _scratch(part)
    assert _together_with("李工", _scratch(part)) != _together_with("李工", whole)


@pytest.mark.parametrize("name", NAMES)
def test_without_a_few_files_a_folder_is_resolved_as_from_scratch(name: str) -> None:
    """The looks of a shortlist: the files that remain are the very same."""
    files, chance, resolver = _folder(name)[1], random.Random(name), Resolver()
    resolver.resolve(files)
    for _ in range(12):
        gone = set(chance.sample(sorted(files), chance.choice([1, 1, 2, 3, 5])))
        part = {number: entry for number, entry in files.items() if number not in gone}
        assert resolver.resolve(part) == _scratch(part)


@pytest.mark.parametrize("name", NAMES)
def test_more_and_more_taken_away_is_resolved_as_from_scratch_and_then_something_else(name: str) -> None:
    """The rows of a shortlist: each look is nearest to the one before it; then a look at other files."""
    files, chance, resolver = _folder(name)[1], random.Random(name), Resolver()
    resolver.resolve(files)
    order = chance.sample(sorted(files), 8)
    for count in range(1, len(order) + 1):
        part = {number: entry for number, entry in files.items() if number not in order[:count]}
        assert resolver.resolve(part) == _scratch(part)
    other = {number: entry for number, entry in files.items() if number != order[-1]}
    assert resolver.resolve(other) == _scratch(other)


def test_the_last_look_is_taken_up_where_it_saw_all_files_and_else_the_first() -> None:
    files, resolver = _folder("rail")[1], Resolver()
    first, second, third = sorted(files)[:3]
    resolver.resolve(files)
    resolver.resolve({number: entry for number, entry in files.items() if number not in (first, second)})
    nearer = {number: entry for number, entry in files.items() if number not in (first, second, third)}
    farther = {number: entry for number, entry in files.items() if number not in (second, third)}
    seen = [each.names.files.keys() if each else None for each in map(resolver._nearest, (nearer, farther))]
    assert seen == [files.keys() - {first, second}, files.keys()]


TRADING = (
    "Yaoshan Aero delivered the housing.", "Mr Ellery signed for it.", "Yaoshan Aerospace Ltd and Dr Ellery met.",
)  # fmt: skip


@pytest.mark.parametrize("gone", range(len(TRADING)))
def test_what_is_left_of_names_is_what_would_be_gathered_or_nothing(gone: int) -> None:
    files = _named(*TRADING)
    whole, part = Gathered.of(files, {}), {n: entry for n, entry in files.items() if n != gone}
    left, anew = whole.left(part), Gathered.of(part, {})
    if left is not None:
        assert (dict(left.things), left.persons) == (dict(anew.things), dict(anew.persons))
        assert left._counts == anew._counts


@given(st.lists(st.lists(st.sampled_from(SAID), min_size=1, max_size=4), min_size=2, max_size=7), st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_goes_the_rest_is_resolved_as_from_scratch(texts: list[list[str]], data: st.DataObject) -> None:
    """Sentences that make each other's names sure, persons or things, full or short: any of them may go."""
    files, resolver = _named(*("\n\n".join(said) for said in texts)), Resolver()
    assert resolver.resolve(files) == _scratch(files)
    for _ in range(3):
        stays = data.draw(st.sets(st.sampled_from(sorted(files)), min_size=1))
        part = {number: entry for number, entry in files.items() if number in stays}
        assert resolver.resolve(part) == _scratch(part)


def test_what_is_left_of_a_folder_is_gathered_from_what_was() -> None:
    """The foil: names gathered anew at every look would pass the tests above."""
    files = _folder("pharma")[1]
    whole = Gathered.of(files, {})
    left = whole.left({number: entry for number, entry in files.items() if number != 3})
    assert left is not None
    assert sum(node is whole.things.get(key) for key, node in left.things.items()) > len(left.things) / 2
    assert whole.left({0: _thinned(files[0], random.Random(0))}) is None


@given(st.lists(st.lists(st.sampled_from(SAID), min_size=1, max_size=4), min_size=2, max_size=7), st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_goes_the_rest_is_settled_as_from_scratch(texts: list[list[str]], data: st.DataObject) -> None:
    files = read({f"{number}.txt": "\n\n".join(said) for number, said in enumerate(texts)})
    corpus, general = picture.corpus(files), profile.shipped("general")
    corpus.recognised(general, range(len(files)))
    for _ in range(3):
        left = sorted(data.draw(st.sets(st.integers(0, len(files) - 1), min_size=1)))
        assert corpus.recognised(general, left) == picture.corpus(files).recognised(general, left)


@pytest.mark.parametrize("name", NAMES)
def test_without_one_file_a_folder_is_settled_as_from_scratch(name: str) -> None:
    corpus, general = _folder(name)[0], profile.shipped("general")
    for gone in range(0, len(corpus.files), 3):
        left = [n for n in range(len(corpus.files)) if n != gone]
        assert corpus.recognised(general, left) == picture.corpus(corpus.files).recognised(general, left)
