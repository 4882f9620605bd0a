"""Planted folders read with mistakes at known rates, for `tests.bench.interval`.

A folder of `fixtures.generator` is read twice. *Free of noise*: every mention is right and says so (confidence 1.0),
and a ledger says which spellings are one. *Noisy*: what a recogniser would give that misses, errs and merges as ours
do. Names of firms stand in their full and in a short form, some under another name that no rule can tell; a few short
forms mean somebody else. Confidences are true: of the spellings with confidence c, c are what they seem. Mistakes go by
the spelling, as they do in hand-written folders: a word that is no name is taken for one wherever it stands, and it
stands as often as a name does.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auditor import resolve
from extractors.extract import extract
from extractors.model import NAME_KINDS, Extraction, Kind, Mention
from extractors.text import folded
from fixtures import generator
from fixtures.generator import Plan, folder

# Confidence and its share; hand-written folders that no rule was written on, `tests.bench.interval --cases`, 2026-11.
NAME_SURE = ((0.55, 0.05), (0.65, 0.06), (0.75, 0.15), (0.85, 0.45), (0.95, 0.29))
KEY_SURE = ((0.75, 0.10), (0.85, 0.20), (0.90, 0.35), (0.95, 0.35))
# What is missed: the same folders. Places are missed in the first pass; the second finds most of them again.
MISSED_SPELLING, MISSED_NAME, MISSED_KEY = 0.10, 0.15, 0.15
WRONG_KIND = 0.05
READ_ANEW = 0.85  # of what is read otherwise beside a bracket
# A share of documents writes the short form, which is right as often as the rule says that joins it (0.9); a share of
# firms goes by another name in half of the rest.
SHORT, SHORT_RIGHT, RENAMED = 0.35, 0.9, 0.08
NOISE_KINDS: tuple[Kind, ...] = ("organisation", "project", "site", "product", "person")
LEGAL = {"zh": "有限公司", "en": " Ltd"}
FIRM = {
    "zh": re.compile(f"[\u4e00-\u9fff]{{2}}(?:{'|'.join(generator.TRADES['zh'])}){LEGAL['zh']}"),
    "en": re.compile(rf"\w+ (?:{'|'.join(generator.TRADES['en'])}){LEGAL['en']}"),
}
ASIDE = re.compile(r"[（(](\w+)[）)]")

Span = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Planted:
    """A folder as it is and as a recogniser gives it, with what is one thing in truth."""

    plan: Plan
    right: tuple[Extraction, ...]
    noisy: tuple[Extraction, ...]
    truth: resolve.Ledger


@dataclass(frozen=True, slots=True)
class _Nothing:
    """A word that is nothing and is taken for a name or a key."""

    sure: float
    kind: Kind


def planted(plan: Plan) -> Planted:
    """Read a planned folder with and without mistakes; the same plan gives the same."""
    chance = random.Random(f"noise {plan}")
    texts, truth = _respelled(folder(plan), plan, chance)
    texts, sure, nothings = _with_nothings(texts, plan, chance)
    read = _read(texts)
    places = [_places(file, nothings) for file in read]
    right = tuple(_right(file, held) for file, held in zip(read, places, strict=True))
    spellings = sorted({m.norm for file in right for m in file.mentions if m.kind in NAME_KINDS})
    missed = {norm for norm in spellings if chance.random() < MISSED_SPELLING}
    noisy = tuple(
        _noisy(file, held, nothings, sure, missed, chance) for file, held in zip(right, places, strict=True)
    )
    return Planted(plan, right, noisy, truth)


def _read(texts: Mapping[str, str]) -> list[Extraction]:
    return [extract(text.encode("utf-8"), name)[0] for name, text in texts.items()]


def _respelled(texts: Mapping[str, str], plan: Plan, chance: random.Random) -> tuple[dict[str, str], resolve.Ledger]:
    """Write some firms in short or under another name, and say which of their spellings are one."""
    same, different = set[frozenset[str]](), set[frozenset[str]]()
    others, out = dict[str, tuple[bool, str]](), dict[str, str]()
    for name, text in texts.items():
        found = FIRM[plan.lang].search(text)
        out[name] = text
        if not found:
            continue
        full = found.group()
        if full not in others:
            right, renamed = chance.random() < SHORT_RIGHT, chance.random() < RENAMED
            others[full] = right, _firm(chance, plan) if renamed else ""
        right, other = others[full]
        if chance.random() < SHORT:
            short = full.removesuffix(LEGAL[plan.lang])
            out[name] = text.replace(full, short)
            (same if right else different).add(frozenset((folded(full), folded(short))))
        elif other and chance.random() < 0.5:
            out[name] = text.replace(full, other)
            same.add(frozenset((folded(full), folded(other))))
    return out, resolve.Ledger(frozenset(same), frozenset(different))


def _firm(chance: random.Random, plan: Plan) -> str:
    found = FIRM[plan.lang].search("\n".join(folder(replace(plan, seed=chance.randrange(10**6, 10**7))).values()))
    assert found
    return found.group()


def _with_nothings(
    texts: Mapping[str, str], plan: Plan, chance: random.Random
) -> tuple[dict[str, str], dict[str, float], dict[str, _Nothing]]:
    """Give each spelling its confidence c, and (1 - c) / c words beside it that are nothing and stand as often."""
    out, sure, nothings = dict(texts), dict[str, float](), dict[str, _Nothing]()
    places, names = defaultdict[str, list[str]](list), set[str]()
    for file in _read(texts):
        for mention in file.mentions:
            places[mention.norm].append(file.path)
            names |= {mention.norm} if mention.kind in NAME_KINDS else set()
    for norm, paths in sorted(places.items()):
        sure[norm] = _weighed(chance, NAME_SURE if norm in names else KEY_SURE)
        if chance.random() >= (1 - sure[norm]) / sure[norm]:
            continue
        word = _word(chance, plan)
        nothings[word] = _Nothing(sure[norm], chance.choice(NOISE_KINDS) if norm in names else "identifier")
        other = dict(zip(sorted(set(paths)), chance.sample(sorted(out), len(set(paths))), strict=True))
        for path in paths:
            out[other[path]] = _beside(out[other[path]], word, chance)
    return out, sure, nothings


def _weighed(chance: random.Random, shares: Sequence[tuple[float, float]]) -> float:
    return chance.choices([value for value, _ in shares], [share for _, share in shares])[0]


def _word(chance: random.Random, plan: Plan) -> str:
    parts = generator.SYLLABLES[plan.lang]
    if plan.lang == "zh":
        return "".join(chance.sample(parts, 3))
    return (chance.choice(parts) + chance.choice(generator.TAILS) + chance.choice(generator.TAILS)).lower()


def _beside(text: str, word: str, chance: random.Random) -> str:
    """Put a word into brackets before the end of one of the lines."""
    lines = text.splitlines()
    at = chance.randrange(len(lines))
    aside = f"（{word}）" if ord(word[0]) > 127 else f" ({word})"
    lines[at] = lines[at][:-1] + aside + lines[at][-1]
    return "\n".join(lines) + "\n"


def _places(file: Extraction, nothings: Mapping[str, _Nothing]) -> dict[Span, str]:
    """Give where in a file the words stand that are nothing."""
    return {(number, *found.span(1)): found[1] for number, segment in enumerate(file.segments)
            for found in ASIDE.finditer(segment.text) if found[1] in nothings}  # fmt: skip


def _right(file: Extraction, places: Mapping[Span, str]) -> Extraction:
    """Give a file with the mentions that are right, each certain."""
    def clear(mention: Mention) -> bool:
        return not any(s == mention.segment and mention.start < b and a < mention.end for s, a, b in places)

    return replace(file, mentions=tuple(replace(m, confidence=1.0) for m in file.mentions if clear(m)))


def _noisy(  # noqa: PLR0917  a file and all that goes wrong in it
    file: Extraction, places: Mapping[Span, str], nothings: Mapping[str, _Nothing], sure: Mapping[str, float],
    missed: set[str], chance: random.Random,
) -> Extraction:  # fmt: skip
    """Give a file's mentions as a recogniser that errs would."""
    seen: list[Mention] = []
    for (segment, start, end), word in places.items():
        kind = nothings[word].kind
        if chance.random() >= (MISSED_NAME if kind in NAME_KINDS else MISSED_KEY):
            norm = folded(word) if kind in NAME_KINDS else f"x{folded(word)}"
            seen.append(Mention(segment, start, end, kind, norm, nothings[word].sure, "pattern"))
    for mention in file.mentions:
        name = mention.kind in NAME_KINDS
        if (name and mention.norm in missed) or chance.random() < (MISSED_NAME if name else MISSED_KEY):
            continue
        kind = chance.choice(NOISE_KINDS) if name and chance.random() < WRONG_KIND else mention.kind
        seen.append(replace(mention, kind=kind, confidence=sure.get(mention.norm, READ_ANEW)))
    return replace(file, mentions=tuple(sorted(seen, key=lambda m: (m.segment, m.start, m.end))))
