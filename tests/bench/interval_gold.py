"""Hand-written folders for `tests.bench.interval`: how often recognition is right, and the folders by gold."""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from auditor import picture
from auditor.picture import Corpus, Picture
from extractors.model import NAME_KINDS, Extraction, Mention
from extractors.text import folded
from tests.bench import recognition_sets as sets
from tests.bench.shortlist import CORPUS, read, renderer

NAMES = (*sets.GROUPS["learn"], *sets.GROUPS["tune"])
KINDS = {"org": "organisation"}
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)  # lower ends
OFTEN = 3


@dataclass(frozen=True, slots=True)
class Folder:
    """A hand-written folder as read, with its annotation."""

    name: str
    lang: str
    corpus: Corpus
    case: dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Counts over folders: (what, right) by bin, and of what is missed."""

    names: dict[tuple[float, int], Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    places: Counter[str] = field(default_factory=Counter)
    merges: dict[float, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    entities: Counter[str] = field(default_factory=Counter)


def folders(cases: Path, names: Sequence[str]) -> Iterator[Folder]:
    """Render and read folders."""
    render = renderer(cases)
    for name in names:
        source = next(each for each in (CORPUS / name, cases / name) if each.is_dir()) / "case.json"
        with tempfile.TemporaryDirectory() as made:
            render.render(source, Path(made))
            case = json.loads(source.read_text("utf-8"))
            yield Folder(name, case["lang"], picture.corpus(read(Path(made))), case)


def annotated(folder: Folder) -> Corpus:
    """Give the folder with the annotated names, each certain and by its entity, in place of the recognised ones."""
    forms = {form: f"{each['id']}|{KINDS.get(each['kind'], each['kind'])}"
             for each in folder.case["entities"] for form in each["names"]}  # fmt: skip
    return picture.corpus([_by_gold(file, forms) for file in folder.corpus.files])


def _by_gold(file: Extraction, forms: dict[str, str]) -> Extraction:
    found: list[Mention] = []
    for number, segment in enumerate(file.segments):
        for start, end, who in sets.occurrences(segment.text, forms):
            id_, kind = who.rsplit("|", 1)
            # As the tagger's: of those the second pass looks for none elsewhere, for all places are here.
            found.append(Mention(number, start, end, kind, f"gold{folded(id_)}", 1.0, "tagger"))  # type: ignore[arg-type]
    found += [replace(m, confidence=1.0) for m in file.mentions if m.kind not in NAME_KINDS and not _touches(m, found)]
    return replace(file, mentions=tuple(sorted(found, key=lambda m: (m.segment, m.start, m.end))))


def _touches(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(o.segment == mention.segment and o.start < mention.end and mention.start < o.end for o in others)


def count(tally: Tally, folder: Folder, seen: Picture) -> None:
    """Hold what was recognised in a folder against its annotation."""
    forms = {form: sets.TYPES[each["kind"]] for each in folder.case["entities"] for form in each["names"]}
    rows, found = list[tuple[Mention, bool]](), Counter[str]()
    spelled = Counter[str]()
    for number in seen.files:
        segments = folder.corpus.files[number].segments
        wanted = [frozenset[tuple[int, int, str]]() if s.layer in sets.ASIDE else sets.occurrences(s.text, forms)
                  for s in segments]  # fmt: skip
        names = [m for m in seen.held.settled[number].mentions
                 if m.kind in NAME_KINDS and segments[m.segment].layer not in sets.ASIDE]  # fmt: skip
        rows += [(m, any((m.start, m.end) == span[:2] for span in wanted[m.segment])) for m in names]
        for at, spans in enumerate(wanted):
            for start, end, _ in spans:
                hit = any(m.segment == at and m.start < end and start < m.end for m in names)
                tally.places["all"] += 1
                tally.places["missed"] += not hit
                spelled[segments[at].text[start:end]] += 1
                found[segments[at].text[start:end]] += hit
    tally.places["spellings"] += len(spelled)
    tally.places["spellings missed"] += sum(not found[text] for text in spelled)
    often = Counter(mention.norm for mention, _ in rows)
    surest: dict[str, float] = {}
    for mention, _ in rows:
        surest[mention.norm] = max(mention.confidence, surest.get(mention.norm, 0.0))
    for mention, right in rows:
        low = max(each for each in BINS if each <= surest[mention.norm])
        tally.names[low, min(often[mention.norm], OFTEN)][right] += 1
    _count_merges(tally, folder, seen)


def _count_merges(tally: Tally, folder: Folder, seen: Picture) -> None:
    owner, parts = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for each in folder.case["entities"]:
        for form in each["names"]:
            owner[folded(form)].add(each["id"])
    for entity in seen.entities.values():
        for name in entity.names if not entity.id.startswith("=") else ():
            for who in owner.get(folded(name), ()):
                parts[who].add(entity.id)
        for merge in entity.merges:
            one, other = owner.get(merge.a, set()), owner.get(merge.b, set())
            if one and other:
                tally.merges[round(merge.probability, 1)]["right" if one & other else "wrong"] += 1
    tally.entities["parts"] += sum(map(len, parts.values()))
    tally.entities["entities"] += len(parts)


def report(tally: Tally) -> Iterator[str]:
    """Give the tables."""
    yield "names by the confidence of their surest mention: share with the ends of a name, by how often they stand"
    heads = [f"{count} times" if count < OFTEN else "more" for count in range(1, OFTEN + 1)]
    yield f"{'from':>6}" + "".join(f"{head:>18}" for head in (*heads, "all"))
    for low in BINS:
        cells = [tally.names[low, count] for count in range(1, OFTEN + 1)]
        cells.append(sum(cells, Counter[bool]()))
        yield f"{low:6.1f}" + "".join(f"{c[True] / max(1, c.total()):10.3f} of {c.total():4}" for c in cells)
    places, entities = tally.places, tally.entities
    yield f"places missed {places['missed'] / max(1, places['all']):.3f} of {places['all']}, " + (
        f"spellings missed {places['spellings missed'] / max(1, places['spellings']):.3f} of {places['spellings']}"
    )
    for probability, found in sorted(tally.merges.items()):
        yield f"merges of {probability:.1f}: {found['right']} right, {found['wrong']} wrong"
    split = (entities["parts"] - entities["entities"]) / max(1, entities["parts"])
    yield f"merges missed: {split:.3f} of {entities['parts']} names that were found"
