"""Puts a finished picture and its shortlist into the words and numbers of an `Audit`; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, repeat
from typing import Any

import numpy as np

from auditor import chance, score, sectors, sets, wording
from auditor import interval as uncertainty
from auditor.cuts import Cut
from auditor.decisions import Decision, Standing
from auditor.findings import Found
from auditor.graph import Floats
from auditor.model import (
    LABELLED,
    STATEMENT_FIELDS,
    Audit,
    Coverage,
    CurvePoint,
    EntityEntry,
    Evidence,
    FileEntry,
    FileFlag,
    FileProblem,
    Finding,
    FrontierPoint,
    MergeEntry,
    Part,
    ProfileRef,
    RemovalSet,
    Score,
    Sector,
    SheetCell,
    Shortlist,
    ShortlistItem,
    SourceEntry,
    Statements,
    Subject,
    Tool,
    Version,
)
from auditor.picture import Entity, Picture, Place, digest
from auditor.sectors import Group
from auditor.shortlist import Choice, Way
from extractors.model import Extraction
from extractors.text import folded
from extractors.topics import Contrasts, contrasts, telling

DIGEST_SHARE = 0.8
DRAWS, LEAST_DRAWS = 200, 4
LINKS = 1_000_000  # links that repeated looks at the score may touch in all; larger folders get fewer looks
LARGE = 20_000
CURVE = (1, 2, 3, 5, 10)
CANDIDATES = 12
EXACT_CONTRIBUTIONS, LEAST_CONTRIBUTIONS = 150, 3
QUOTE_CHARS = 240
BANDS = ((15.0, "minimal"), (35.0, "low"), (60.0, "moderate"), (80.0, "high"))
MOST_TOPICS = 6
MOST_VALUES = 12


@dataclass(frozen=True, slots=True)
class Setting:
    """What an audit was asked and where: goes into the audit as it is."""

    folder: str
    taken_at: str
    target: float
    language: str
    isolation: str
    tool: Tool


@dataclass(frozen=True, slots=True)
class Removal:
    """One row of the shortlist as it came out: the source, the real score and the findings that are gone.

    Attributes:
        cut: What does nearly as much and leaves the rest of the document, with its own score; None where none is known.
        redacted: Whether the cut stands for the removal, in this row's score and in those of all below.
        behind: By how much the cut's score stands above the removal's.
        sought: Whether a cut was looked for as far as it takes to say that there is none.
    """

    source: str
    score: float
    broken: tuple[str, ...]
    cut: Cut | None = None
    redacted: bool = False
    behind: float = 0.0
    sought: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a part of the folder scores by itself, unrounded, and a shortlist for it."""

    score: float
    shortlist: Shortlist


@dataclass(frozen=True, slots=True)
class Planned:
    """The sectors of a folder, and of some of them, by number, a plan of their own."""

    groups: Sequence[Group]
    plans: Mapping[int, Plan]


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided, as it goes into an audit: the decisions in force, and the score without what is accepted."""

    standing: Standing
    open_score: float


def draft(setting: Setting, picture: Picture, found: Sequence[Found]) -> Audit:
    """Give an audit as far as decisions are told by it: what is found and said, nothing of removals."""
    words, score_ = wording.Words(picture, setting.language), round(picture.score, 1)
    empty = Shortlist(setting.target, False, score_, score_, "greedy", 0.0, 0.0, (), (), ())
    plain = Score(score_, (score_, score_), score_, None, band(score_), 0.0, 0.0, 0.0, 0.0, 0.0, (), ())
    return Audit(
        tool=setting.tool, profile=ProfileRef(picture.profile.name, picture.profile.version), folder=setting.folder,
        taken_at=setting.taken_at, target=setting.target, coverage=coverage(picture.corpus.files, setting.isolation),
        score=plain, sectors=(), subjects=_subjects(picture, setting.language),
        findings=tuple(_finding(picture, item, words) for item in found), files=_files(picture, {}, set()),
        shortlist=empty, entities=entities(picture, found), statements=_statements(picture),
        facets=picture.graph.facets, language=setting.language, masked=False,
    )  # fmt: skip


def audit(  # noqa: PLR0913, PLR0917  what went before, in the order of the flow
    setting: Setting, picture: Picture, visible: float, found: Sequence[Found], choice: Choice,
    removals: Sequence[Removal], planned: Planned, decided: Decided, gentle: float | None = None,
) -> Audit:  # fmt: skip
    """Give the audit of a picture.

    Args:
        setting: What was asked.
        picture: What all files show.
        visible: The picture without the hidden layers; the difference is the hidden share.
        found: The findings, ranked.
        choice: The shortlist's choice.
        removals: Its rows with their real scores.
        planned: The folder's sectors.
        decided: What people decided.
        gentle: The score where every row that has a cut is only cut, None where none has.
    """
    words, standing = wording.Words(picture, setting.language), decided.standing
    files = _files(picture, _contributions(picture), set(digests(picture)))
    return Audit(
        tool=setting.tool, profile=ProfileRef(picture.profile.name, picture.profile.version), folder=setting.folder,
        taken_at=setting.taken_at, target=setting.target, coverage=coverage(picture.corpus.files, setting.isolation),
        score=replace(_score(picture, visible), open=round(decided.open_score, 1)),
        sectors=_sectors(picture, planned, words), subjects=_subjects(picture, setting.language),
        findings=tuple(replace(_finding(picture, item, words), verdict=_verdict(standing.findings, item.id))
                       for item in found),
        files=tuple(replace(each, verdict=_verdict(standing.files, each.path)) for each in files),
        shortlist=replace(_shortlist(setting, decided.open_score, picture, found, choice, removals, words),
                          score_if_redacted=None if gentle is None else round(gentle, 1)),
        entities=entities(picture, found),
        statements=_statements(picture), facets=picture.graph.facets,
        facet_labels={f.key: f.labels.get(setting.language, f.key) for f in picture.profile.facets},
        sources=_sources(picture), language=setting.language, masked=False,
    )  # fmt: skip


def _verdict(decisions: Mapping[str, Decision], about: str) -> str:
    return decisions[about].verdict if about in decisions else ""


def coverage(files: Sequence[Extraction], isolation: str) -> Coverage:
    """Count the files by status; the four counts add up to their number."""
    count = {status: sum(file.status == status for file in files) for status in ("read", "partly", "unread", "skipped")}
    return Coverage(len(files), **count, bytes=sum(file.size_bytes for file in files), isolation=isolation)


def _score(picture: Picture, visible: float) -> Score:
    measure, graph, half = picture.measure, picture.graph, picture.profile.half
    read, unread = len(picture.files), sum(file.status == "unread" for file in picture.corpus.files)
    weight = _sheet_weight(picture)
    total = float(weight.sum()) or 1.0
    return Score(
        value=round(picture.score, 1), interval=interval(picture),
        with_unread=round(score.value(uncertainty.with_unread(measure.emergence, read, unread), half), 1),
        percentile=chance.percentile(measure.emergence, len(graph.names), len(graph.sources)),
        band=band(picture.score), picture=round(measure.picture, 3), emergence=round(measure.emergence, 3),
        sheet_share=round(float((weight * measure.completeness).sum()) / total, 4),
        best_single_share=round(_best_single(picture, weight) / total, 4),
        hidden_share=round(max(0.0, 1 - visible / measure.picture), 4) if measure.picture else 0.0,
        curve=_curve(picture), digests=digests(picture),
    )  # fmt: skip


def band(value: float) -> str:
    """Name how high a score is."""
    return next((name for limit, name in BANDS if value < limit), "severe")


def _sheet_weight(picture: Picture) -> Floats:
    """Give the subjects of the sheet their weight: those of which something is answered directly."""
    weight = np.zeros(len(picture.graph.names))
    said = np.unique(picture.graph.cells.name)
    weight[said] = picture.graph.weight[said]
    return weight


def _best_single(picture: Picture, weight: Floats) -> float:
    alone = (score.emerged(picture.graph.only(kept)) for kept in _best_alone(picture))
    return float(max(((weight * each.completeness).sum() for each in alone), default=0.0))


def _best_alone(picture: Picture) -> list[np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Give a mask for each of the few sources that show most alone."""
    order = np.argsort(-picture.measure.single, kind="stable")[: _looks(picture, CANDIDATES, 3)]
    return [np.arange(len(picture.graph.sources)) == place for place in order]


def interval(picture: Picture) -> tuple[float, float]:
    """Give the range in which nine of ten scores lie that the folder may really have; see `interval`."""
    low, high = uncertainty.of(picture, _looks(picture, DRAWS, LEAST_DRAWS))
    return round(low, 1), round(high, 1)


def _looks(picture: Picture, most: int, least: int) -> int:
    """Say how often the score may be looked at for one figure."""
    links = max(1, picture.graph.many_links)
    budget = LINKS * min(1.0, LARGE / links)  # a large folder's links lie closer together: a look costs more for each
    return max(least, min(most, int(budget // links)))


def _curve(picture: Picture) -> tuple[CurvePoint, ...]:
    """Add the source that shows most, one after the other; candidates are those that show most alone."""
    graph, total, many = picture.graph, picture.measure.picture, len(picture.graph.sources)
    if not many or total <= 0:
        return ()
    order = np.argsort(-picture.measure.single, kind="stable").tolist()
    kept = np.zeros(many, dtype=bool)
    points = []
    for count in range(1, min(max(CURVE), many) + 1):
        left = [place for place in order if not kept[place]][: _looks(picture, CANDIDATES, 1)]
        trials = []
        for place in left:
            trial = kept.copy()
            trial[place] = True
            trials.append((score.picture_of(graph.only(trial)), -place))
        best, place = max(trials)
        kept[-place] = True
        if count in CURVE:
            points.append(CurvePoint(count, round(min(1.0, best / total), 4)))
    return (*points, CurvePoint(many, 1.0)) if many > points[-1].sources else tuple(points)


def digests(picture: Picture) -> tuple[str, ...]:
    """Give the files that show nearly the whole picture alone, copies too, sorted."""
    if len(picture.graph.sources) < 2 or picture.measure.picture <= 0:
        return ()
    large = picture.measure.single >= DIGEST_SHARE * picture.measure.picture
    return picture.paths({picture.graph.sources[place] for place in np.flatnonzero(large)})


@dataclass(frozen=True, slots=True)
class _Columns:
    """What one file states by columns: hundreds of thousands of rows are not taken one by one."""

    number: int
    subjects: list[str]
    facets: list[str]
    values: list[str]
    segments: list[int]
    sure: list[float]


def _columns(picture: Picture) -> Iterator[_Columns]:
    """Give what each file states of which anything is told, in the order of the files."""
    for number in picture.files:
        if told := picture.held.stated[number].told:
            yield _Columns(number, *told.columns())


def _subjects(picture: Picture, lang: str) -> tuple[Subject, ...]:
    graph, measure = picture.graph, picture.measure
    values: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    files: dict[tuple[str, str], list[str]] = defaultdict(list)
    for said in _columns(picture):
        for subject, facet, value, sure in zip(said.subjects, said.facets, said.values, said.sure, strict=True):
            held = values[subject][facet]
            if sure > held.get(value, -1.0):
                held[value] = sure
        path = picture.corpus.files[said.number].path
        for cell in set(zip(said.subjects, said.facets, strict=True)):
            files[cell].append(path)
    out = []
    for place, name in enumerate(graph.names):
        if name not in values or graph.weight[place] <= 0:
            continue
        cells = tuple(
            SheetCell(facet, round(float(measure.sheet[place, column]), 4), _surest(values[name][facet]),
                      tuple(sorted(set(files[name, facet]))))
            for column, facet in enumerate(graph.facets) if facet in values[name]
        )  # fmt: skip
        entity = picture.entities[name]
        known, alone = float(measure.completeness[place]), float(measure.best_single[place])
        out.append(
            Subject(
                name, wording.shown(entity, lang), entity.kind, entity.names, round(float(graph.weight[place]), 4),
                round(known, 4), round(alone, 4), cells,
            )
        )  # fmt: skip
    return tuple(sorted(out, key=lambda s: (-s.weight * s.completeness, s.name, s.id)))


def _surest(values: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(values, key=lambda value: (-values[value], value))[:MOST_VALUES])


def _finding(picture: Picture, item: Found, words: wording.Words) -> Finding:
    return Finding(
        id=item.id, kind=item.kind, subjects=item.names[:12], text=words.text(item), strength=round(item.strength, 4),
        files=tuple(sorted({words.file_of(hop) for hop in item.hops})),
        evidence=tuple(dict.fromkeys(_evidence(picture, words.place_of(hop)) for hop in item.hops)),
        bridges=item.bridges, path=_path(item, words), explanation=words.explanation(item),
    )  # fmt: skip


def _path(item: Found, words: wording.Words) -> tuple[str, ...]:
    """Give a chain as file, bridge, file ...: the first of its ways from one end to the other, no bridge twice."""
    steps = item.way() if item.kind == "chain" else ()
    return tuple(part for hop in steps for part in (words.file_of(hop), hop.right))[:-1]


def _evidence(picture: Picture, place: Place) -> Evidence:
    segment = picture.segment(place)
    text = segment.text.replace("\t", " | ")
    return Evidence(picture.corpus.files[place.file].path, segment.where, segment.layer, text[:QUOTE_CHARS])


def _files(picture: Picture, lost: Mapping[str, float], digests: Collection[str]) -> tuple[FileEntry, ...]:
    measure, graph = picture.measure, picture.graph
    at = {source: place for place, source in enumerate(graph.sources)}
    by_source: dict[str, list[str]] = defaultdict(list)
    for number in picture.files:
        by_source[picture.source[number]].append(picture.corpus.files[number].path)
    held: dict[int, list[str]] = defaultdict(list)
    for entity in picture.entities.values():
        for number in entity.files if not entity.id.startswith("=") else ():
            held[number].append(entity.id)
    phrases = telling(picture.terms, MOST_TOPICS)
    out = []
    for number, file in enumerate(picture.corpus.files):
        source = picture.source.get(number, "")
        flags = [FileFlag(flag.kind, flag.where) for flag in file.flags]
        flags += [FileFlag("digest", "")] if file.path in digests else []
        out.append(FileEntry(
            path=file.path, sha256=file.sha256, bytes=file.size_bytes, kind=file.kind, status=file.status,
            problems=tuple(FileProblem(problem.kind, problem.detail) for problem in file.problems),
            source=source or "unread:" + (file.sha256[:16] or "none"),
            copies=tuple(sorted(path for path in by_source[source] if path != file.path)) if source else (),
            flags=tuple(flags), layers=_layers(file),
            alone=round(float(measure.single[at[source]]) / max(measure.picture, 1e-12), 4) if source in at else 0.0,
            contribution=round(lost.get(source, 0.0), 4), entities=tuple(held[number]), date=file.modified[:10],
            sharer=file.sharer, topics=phrases.get(file.path, ()), undated=file.undated,
        ))  # fmt: skip
    return tuple(out)


def _sources(picture: Picture) -> tuple[SourceEntry, ...]:
    """Give the documents that are several files with their versions in the order of their dates, by first file."""
    files: dict[str, list[int]] = defaultdict(list)
    for number in picture.files:
        files[picture.source[number]].append(number)
    chains = [SourceEntry(source, _versions(picture, held)) for source, held in files.items() if len(held) > 1]
    return tuple(sorted(chains, key=lambda chain: chain.versions[0].file))


def _versions(picture: Picture, numbers: Sequence[int]) -> tuple[Version, ...]:
    files = picture.corpus.files
    order = sorted(numbers, key=lambda n: (files[n].modified[:10], files[n].path))
    alike = [None, *(round(picture.corpus.alike(one, other), 4) for one, other in pairwise(order))]
    return tuple(Version(files[n].path, files[n].modified[:10], like) for n, like in zip(order, alike, strict=True))


def _layers(file: Extraction) -> dict[str, int]:
    out: dict[str, int] = defaultdict(int)
    for segment in file.segments:
        out[segment.layer] += len(segment.text)
    return dict(sorted(out.items()))


def _contributions(picture: Picture) -> dict[str, float]:
    """Give the share of emergence that goes with each source; in large folders only for those that show most alone."""
    total = picture.measure.emergence
    if total <= 0:
        return {}
    most = _looks(picture, EXACT_CONTRIBUTIONS, LEAST_CONTRIBUTIONS)
    order = np.argsort(-picture.measure.single, kind="stable")[:most].tolist()
    left = (picture.emergence_without({picture.graph.sources[place]}) for place in order)
    return {picture.graph.sources[place]: max(0.0, 1 - each / total) for place, each in zip(order, left, strict=True)}


def _shortlist(  # noqa: PLR0913, PLR0917  as `audit`
    setting: Setting, before: float, picture: Picture, found: Sequence[Found], choice: Choice,
    removals: Sequence[Removal], words: wording.Words,
) -> Shortlist:  # fmt: skip
    by_id = {item.id: item for item in found}
    items = []
    for rank, removal in enumerate(removals, 1):
        broken = [by_id[each] for each in removal.broken]
        why, about = words.why(removal.source, broken, found)
        paths = picture.paths({removal.source})
        items.append(ShortlistItem(
            rank, paths, "redact" if removal.redacted else "remove", round(removal.score, 1), len(broken), why,
            _parts(picture, removal.cut), round(removal.cut.score, 1) if removal.cut else None, removal.sought, about,
        ))  # fmt: skip
    return Shortlist(
        target=setting.target, reached=(removals[-1].score if removals else before) <= setting.target,
        score_before=round(before, 1), score_after=round(removals[-1].score if removals else before, 1),
        method=choice.method, bound=round(choice.bound, 4), gap=round(max(0.0, choice.bound - choice.broken), 4),
        blocked_by=picture.paths(set(choice.blocked_by)), items=tuple(items),
        frontier=tuple(FrontierPoint(count, round(value, 1)) for count, value in enumerate(choice.frontier)),
        kind=next((way.kind for way in choice.ways if way.sources == choice.sources), sets.FEWEST),
        sets=tuple(_set(picture, way) for way in choice.ways),
    )  # fmt: skip


def _parts(picture: Picture, cut: Cut | None) -> tuple[Part, ...]:
    """Give what to take out, by the paths of the files."""
    files = picture.corpus.files
    return tuple(Part(files[each.file].path, each.where, each.layer, each.what) for each in (cut.parts if cut else ()))


def _set(picture: Picture, way: Way) -> RemovalSet:
    """Give a set by its files, in the order of its documents."""
    files = tuple(path for source in way.sources for path in picture.paths({source}))
    return RemovalSet(way.kind, files, len(way.sources), round(way.score, 1), way.reached, round(way.cost, 2))


def entities(picture: Picture, found: Sequence[Found] = ()) -> tuple[EntityEntry, ...]:
    """List every name, and the keys that join or stand in several files."""
    bridges = {bridge for item in found for bridge in item.bridges}
    wanted = [e for e in picture.entities.values() if not e.id.startswith("=") or e.id in bridges]
    return tuple(
        EntityEntry(e.id, e.kind, e.names, tuple(picture.corpus.files[n].path for n in e.files),
                    tuple(dict.fromkeys(merge.reason for merge in e.merges)), _merges(e))
        for e in wanted
    )  # fmt: skip


def _merges(entity: Entity) -> tuple[MergeEntry, ...]:
    """Give an entity's merges by the spellings that were joined."""
    spelled = {folded(name): name for name in reversed(entity.names)}
    return tuple(
        MergeEntry((spelled.get(merge.a, merge.a), spelled.get(merge.b, merge.b)), merge.reason, merge.probability)
        for merge in entity.merges
    )


def _statements(picture: Picture) -> Statements:
    columns: list[list[Any]] = [[] for _ in STATEMENT_FIELDS]
    rounded = _Rounded()
    for said in _columns(picture):
        file = picture.corpus.files[said.number]
        found = [file.segments[segment] for segment in said.segments]
        rows = dict.fromkeys(zip(
            said.subjects, said.facets, said.values, repeat(file.path), [segment.where for segment in found],
            [segment.layer for segment in found], map(rounded.__getitem__, said.sure),
        ))  # fmt: skip
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(values)
    return Statements(columns)


class _Rounded(dict[float, float]):
    """Confidences as an audit gives them, each rounded once: few stand in hundreds of thousands of rows."""

    def __missing__(self, sure: float) -> float:
        self[sure] = found = round(sure, 4)
        return found


def plan(
    setting: Setting, picture: Picture, found: Sequence[Found], choice: Choice, removals: Sequence[Removal]
) -> Plan:  # fmt: skip
    """Give what was planned for a part of the folder."""
    words = wording.Words(picture, setting.language)
    return Plan(picture.score, _shortlist(setting, picture.score, picture, found, choice, removals, words))


def _sectors(picture: Picture, planned: Planned, words: wording.Words) -> tuple[Sector, ...]:
    """Give the parts of a folder, with the words of the files that speak of them, and the lists that were chosen.

    A sector's score is that of its files alone, in large folders what its names add to the folder's.
    """
    about, half = contrasts(picture.terms), picture.profile.half
    alone = _looks(picture, sectors.MOST_SECTORS, 0) >= len(planned.groups)
    out = []
    for number, group in enumerate(planned.groups):
        if plan := planned.plans.get(number):
            out.append(_sector(picture, group, about, words, plan.score, plan.shortlist))
        else:
            part = score.emergence_of(picture.graph.only(group.sources(picture))) if alone else group.emergence
            out.append(_sector(picture, group, about, words, score.value(part, half)))
    return tuple(out)


def _sector(  # noqa: PLR0913, PLR0917  what a sector is told by
    picture: Picture, group: Group, about: Contrasts, words: wording.Words, value: float,
    listed: Shortlist | None = None,
) -> Sector:  # fmt: skip
    graph, weight = picture.graph, picture.graph.weight * picture.measure.completeness
    owned = {at: weight[at] * _owned(picture.entities[graph.names[at]].files, group.files) for at in group.names}
    names = [graph.names[at] for at in sorted(group.names, key=lambda at: (-owned[at], graph.names[at]))]
    files = sorted(picture.corpus.files[n].path for n in group.files)
    own = {spelling for name in names for spelling in picture.entities[name].names}
    topics = tuple(phrase for phrase in about.of(_dwelling(picture, names), 2 * MOST_TOPICS) if phrase not in own)
    label = words.listed([words.name(name) for name in names[:LABELLED]])
    return Sector(label=label, id=_sector_id(names), topics=topics[:MOST_TOPICS], score=round(value, 1),
                  subjects=tuple(names), files=tuple(files), shortlist=listed)  # fmt: skip


def _owned(naming: Collection[int], files: Collection[int]) -> float:
    """Give the share of the files that mention a name which speak of its sector, as if one more did not.

    What every group has, a secretariat or a maker, is named everywhere and tells no sector.
    """
    return len(set(naming).intersection(files)) / (1 + len(naming))


def _dwelling(picture: Picture, names: Collection[str]) -> dict[str, float]:
    """Give each file by its path the share of a sector's names among those that it mentions."""
    own: dict[int, int] = defaultdict(int)
    for name in names:
        for number in picture.entities[name].files:
            own[number] += 1
    files = picture.corpus.files
    return {files[n].path: many / max(1, len(set(picture.held.stated[n].who) - {""})) for n, many in own.items()}


def _sector_id(names: Sequence[str]) -> str:
    return digest("\x1f".join(sorted(names)))
