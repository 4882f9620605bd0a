"""A folder that is edited at random, again and again: each audit that remembers gives what one that forgets gives."""

from __future__ import annotations

import functools
import os
import random
from pathlib import Path

import pytest

from auditor import account, profile
from auditor import audit as flow
from auditor.corpus import corpus
from auditor.kept import Kept
from auditor.model import Tool
from auditor.reports.json import dumps
from auditor.state import State
from extractors.extract import extract
from extractors.model import Extraction
from fixtures import generator
from fixtures.generator import Plan
from tests.auditor.reaudits import FILES, LONG_AGO, Desk

SETTING = account.Setting("/folder", "2026-01-05T00:00:00+00:00", 5.0, "zh", "none", Tool("1", "1", {}))
TELLING = "".join(generator.folder(Plan(documents=2, noise=0, seed=3)).values())


@functools.cache
def read(name: str, text: str) -> tuple[Extraction, ...]:
    """Read a text once."""
    return tuple(extract(text.encode(), name))


def edited(texts: dict[str, str], chance: random.Random) -> dict[str, str]:
    """Give a folder after one edit: something written, added to, cut, copied, renamed, removed, or two exchanged."""
    names, out = sorted(texts), dict(texts)
    one, other = chance.sample(names, 2)
    new = f"{chance.randrange(10**6):06}.txt"
    match chance.randrange(7):
        case 0:
            out[new] = "\n".join(chance.sample(TELLING.splitlines(), 2))
        case 1:
            out[one] += "\n" + chance.choice(texts[other].splitlines() or ["。"])
        case 2:
            out[one] = "\n".join(texts[one].splitlines()[1:])
        case 3:
            out[new] = texts[one]
        case 4:
            out[new] = out.pop(one)
        case 5:
            del out[one]
        case _:
            out[one], out[other] = texts[other], texts[one]
    return out


def audited(files: list[Extraction], memory: Kept | None) -> str:
    """Audit files that were read."""
    return dumps(flow.examined(corpus(files, memory), profile.shipped("general"), flow.Wish(target=5.0), SETTING).audit)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("seed", range(2))
def test_an_audit_that_remembers_what_was_settled_is_one_that_does_not(
    tmp_path: Path, seed: int, lang: generator.Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    bounds = ("LEAST_MENDED", 0), ("MOST_MENDED", 1.0), ("MOST_REDONE", 1.0), ("MOST_LESS", 1.0)
    always = bounds if seed else ()
    texts = generator.folder(Plan(documents=10, noise=4, seed=seed, lang=lang))
    with State.open(tmp_path / "state", tmp_path, b"k" * 32) as state:
        for _ in range(4):
            files = [each for name, text in texts.items() for each in read(name, text)]
            cold = audited(files, None)
            with monkeypatch.context() as patch:
                for name, bound in always:
                    patch.setattr(f"auditor.without.{name}", bound)
                assert audited(files, Kept(state)) == cold
            texts = edited(texts, chance)


def test_an_audit_after_edits_at_random_is_a_cold_one(tmp_path: Path) -> None:
    chance, desk = random.Random(11), Desk(tmp_path)
    desk.fill(FILES)
    for name, text in generator.folder(Plan(documents=6, noise=2, seed=5)).items():
        desk.write(f"notes/{name}", text.encode())
    desk.audit()
    for step in range(1, 3):
        for _ in range(3):
            scramble(desk, chance, LONG_AGO + 60 * step)
        desk.audit()
        assert desk.written() == desk.cold()


def scramble(desk: Desk, chance: random.Random, moment: int) -> None:
    """Edit one file of a folder: removed, moved, touched, written anew with another's content, or added to."""
    files = sorted(path for path in desk.folder.rglob("*") if path.is_file())
    one, other = chance.sample(files, 2)
    match chance.randrange(5):
        case 0:
            one.unlink()
        case 1:
            one.rename(one.with_name(f"{moment % 1000}-{one.name}"))
        case 2:
            os.utime(one, (moment, moment))
        case 3:
            desk.write(f"new/{moment % 1000}-{other.name}", other.read_bytes(), moment)
        case _:
            texts = [path for path in files if path.suffix == ".txt"]
            content = chance.choice(texts).read_bytes() + "\n沁谷精工的订单由王志远负责。\n".encode()
            desk.write(str(one.relative_to(desk.folder).with_suffix(".txt")), content, moment)
