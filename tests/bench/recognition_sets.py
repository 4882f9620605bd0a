"""The texts in which `tests.bench.recognition` looks for names, with the names that are there."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from extractors import extract
from extractors.model import Extraction, Segment
from tests.bench.shortlist import CORPUS, renderer

Gold = frozenset[tuple[int, int, str]]
UNER, CONLL = frozenset({"PER", "LOC", "ORG"}), frozenset({"PER", "LOC", "ORG", "MISC"})
# `learn` is what rules were written on and `tune` what chose between them. `wider` was written by people who knew no
# rule, gave the figures of an unseen folder first, and then widened the rules. Nobody who writes rules reads `unseen`.
# From heating to scanners folders were written to be as hard as any can be, from pulpmill on as groups write.
# The tagger that is shipped has learned from all up to fibreoptic but `tune` and robotics: what it reaches on those is
# no figure of its own; train it without them (`python -m fixtures.tagging.train --without`) to have one.
GROUPS = {
    "learn": ("robotics", "offshore", "seeds", "storage", "pharma", "drones", "transformers", "photoresist",
              "waterworks", "lng", "isotopes"),
    "tune": ("batteries", "rail", "launch"),
    "wider": ("datacentre", "solar", "portfinance", "navchips", "seacable", "bladecast", "aquafarm", "hospitals",
              "hydrobus", "aeromro", "museums", "dairy", "groundstations", "coldchain", "magnets", "electrolysers",
              "portcranes", "grain", "tunnelbore", "plasma", "lifts", "cardswitch", "bunkering", "signalling",
              "simulators", "specialsteel", "fibreoptic", "dredging", "wastefire", "aramid", "weatherradar",
              "airfreight", "quartz", "heating", "tyres", "bearings", "herbs", "fireengines", "scanners", "pulpmill",
              "radiopharm", "tramdepot", "optics", "flood", "fertiliser", "raregas", "windfarm", "vaccine", "desal",
              "ambulance", "mineblast", "cranehire", "greenhouse", "prosthetics", "subwayvent", "sensors", "ferries",
              "sugarbeet", "scaffold", "teaexport", "wheelsets", "dyeworks", "observatory", "bloodbank", "ropeways",
              "orchards", "seismic", "kilns", "mushrooms", "malt", "forestfire", "saltlake",
              "silk", "turbochargers", "lighthouses", "reservoirs", "ginseng", "ductwork", "peatlands", "shellfish",
              "slateroofs", "ceramictiles", "stagecraft", "footwear", "pigbreeding", "bridgecables", "geothermal",
              "soyfoods", "glassfibre", "toys", "paintshop", "organbuilders", "smallhydro", "woodpellets", "lacquer",
              "slopes", "countyclinics", "landfillgas", "gloves", "vineyards",
              "brickworks", "flour"),
    "unseen": ("bamboo", "cheese", "icebreaking", "tailings", "canallocks", "petfood", "hearingaids", "autoglass",
               "inks", "beekeeping", "filters", "gearbox", "elevcables", "bakery", "baggage", "fishmeal",
               "harbourtugs", "avalanche", "rubbertracks"),
}  # fmt: skip
TYPES = {
    "person": "PER", "org": "ORG", "place": "LOC", "site": "LOC",
    "product": "MISC", "project": "MISC", "programme": "MISC",
}  # fmt: skip
ASIDE = frozenset({"file_name", "metadata"})  # read by ours, and not counted: the gold is about the text
BEFORE, BEHIND = frozenset("([$£€“‘"), frozenset([*".,;:!?)]%”’", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m"])


@dataclass(frozen=True)
class Set:
    """Files with the names in them.

    Attributes:
        group: The line of the report that it counts in, with others of the same name.
        files: As extracted, without mentions.
        gold: By file and segment; None for a segment that does not count.
        types: The types that the gold tells apart; finds of other types count without their type alone.
    """

    name: str
    group: str
    lang: str
    files: tuple[Extraction, ...]
    gold: tuple[tuple[Gold | None, ...], ...]
    types: frozenset[str]

    @cached_property
    def size_mb(self) -> float:
        """Give the MB of UTF-8 text."""
        return sum(len(segment.text.encode()) for file in self.files for segment in file.segments) / 1e6


def annotated(data: Path) -> Iterator[Set]:
    """Read the sets of annotated sentences, a document a file."""
    for name, file, lang, types in (
        ("UNER zh", "uner-zh.dev.iob2", "zh", UNER),
        ("UNER en", "uner-en.dev.iob2", "en", UNER),
        ("WikiGold", "wikigold.conll", "en", CONLL),
    ):
        documents = list((conll if file.endswith("conll") else uner)((data / "ner" / file).read_text("utf-8")))
        yield Set(name, name, lang, tuple(_file(f"{name} {n}", each) for n, each in enumerate(documents)),
                  tuple(tuple(gold for _, gold in each) for each in documents), types)  # fmt: skip


Sentence = tuple[str, Gold]


def _file(path: str, sentences: Sequence[Sentence]) -> Extraction:
    found = tuple(Segment(text, "body", f"¶{n}") for n, (text, _) in enumerate(sentences, 1))
    return Extraction(path, "", 0, "text", "read", segments=found)


def uner(content: str) -> Iterator[list[Sentence]]:
    """Read documents of sentences that carry their text; tokens are looked up in it."""
    for document in content.split("# newdoc id")[1:]:
        sentences: list[Sentence] = []
        for block in document.split("# text = ")[1:]:
            text, *lines = block.split("\n")
            rows = [line.split("\t") for line in lines if "\t" in line]
            ends, at = list[tuple[int, int]](), 0
            for row in rows:
                at = text.index(row[1], at)
                ends.append((at, at := at + len(row[1])))
            sentences.append((text, _spans(ends, [row[2] for row in rows])))
        yield sentences


def conll(content: str) -> Iterator[list[Sentence]]:
    """Read documents of tokens alone; they are put together as print has them."""
    for document in content.split("-DOCSTART- O"):
        sentences: list[Sentence] = []
        for block in re.split(r"\n\s*\n", document.strip()):
            rows = [line.rsplit(" ", 1) for line in block.split("\n") if " " in line]
            text, ends = "", list[tuple[int, int]]()
            for token, _ in rows:
                joined = not text or text[-1] in BEFORE or token in BEHIND
                start = len(text) + (not joined)
                text += token if joined else f" {token}"
                ends.append((start, len(text)))
            sentences.append((text, _spans(ends, [label for _, label in rows])))
        yield sentences


def _spans(ends: Sequence[tuple[int, int]], labels: Sequence[str]) -> Gold:
    """Join the tokens of one name; the type of the token before decides where nothing marks a beginning."""
    found: list[tuple[int, int, str]] = []
    before = "O"
    for (start, end), label in zip(ends, labels, strict=True):
        mark, _, type_ = label.partition("-")
        if mark == "I" and before.partition("-")[2] == type_:
            found[-1] = (found[-1][0], end, type_)
        elif type_:
            found.append((start, end, type_))
        before = label
    return frozenset(found)


def folders(cases: Path, groups: Collection[str]) -> Iterator[Set]:
    """Render and read the hand-written folders of these groups."""
    render = renderer(cases)
    for group in groups:
        for name in GROUPS[group]:
            source = next(each for each in (CORPUS / name, cases / name) if each.is_dir()) / "case.json"
            case = json.loads(source.read_text("utf-8"))
            with tempfile.TemporaryDirectory() as made:
                render.render(source, Path(made))
                files = tuple(_read(Path(made)))
            forms = {form: TYPES[each["kind"]] for each in case["entities"] for form in each["names"]}
            gold = tuple(tuple(None if s.layer in ASIDE else occurrences(s.text, forms) for s in file.segments)
                         for file in files)  # fmt: skip
            yield Set(name, f"{group} {case['lang']}", case["lang"], files, gold, CONLL)


def _read(root: Path) -> Iterator[Extraction]:
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        yield from extract.texts(path.read_bytes(), path.relative_to(root).as_posix())


def occurrences(text: str, forms: dict[str, str]) -> Gold:
    """Give where the forms stand in a text with their types: the first, and of those that begin there the longest.

    A form in Latin letters does not begin or end inside a word of such letters.
    """
    found = [
        (match.start(), match.end(), type_)
        for form, type_ in forms.items()
        for match in re.finditer(re.escape(form), text)
        if not (form.isascii() and _cuts(text, *match.span()))
    ]
    kept, end = set[tuple[int, int, str]](), 0
    for span in sorted(found, key=lambda span: (span[0], -span[1])):
        if span[0] >= end:
            kept.add(span)
            end = span[1]
    return frozenset(kept)


def _cuts(text: str, start: int, end: int) -> bool:
    pairs = (text[max(0, start - 1) : start + 1] if start else "", text[end - 1 : end + 1])
    return any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in pairs)
