"""A later look at a part of a folder takes up what the first worked out, and says what a look from scratch says."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from auditor import picture, profile, resolve
from auditor.corpus import RESOLVED, Corpus
from auditor.resolve import FileMentions, Ledger, Resolution, Resolver
from tests.auditor.folders import read

CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus"
NAMES = ("rail", "pharma", "launch", "drones")


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
