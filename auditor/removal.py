"""Which files to remove: of a folder, and of the sectors of one that a few removals do not take apart.

Every score that a row promises is that of an audit of what remains.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from math import inf

from auditor import account, bearing, cuts, findings, frozen, passages, picture, resolve, sectors, sets, shortlist
from auditor.cuts import Above, Cutter
from auditor.decisions import Standing, accepted, false_positives, pins
from auditor.findings import Found
from auditor.picture import Corpus, Picture, Remains
from auditor.shortlist import Choice, Task

# chosen: a hand-written folder of 30 files has about 1,200 links, and a plan costs 0.7 CPU ms for each of its sector's
SECTOR_LINKS, PLAN_LINKS = 6_000, 14_000  # of a sector that is planned, and of all


@dataclass(frozen=True, slots=True)
class Wish:
    """What the shortlist is asked: a target score or a number of rows, and which files must stay.

    Attributes:
        target: Score to come down to.
        most: Rows at most; with `exactly`, as many rows as that whatever the target.
        keep: Patterns (`minutes/*.docx`) of files that stay; an archive keeps its members.
        costs: What the removal of a file costs, by path; 1.0 where nothing is said.
        prefer: Which set is listed, one of `sets.KINDS`.
        redact: A document stays where taking out a part of it does nearly as much as its removal.
    """

    target: float = 30.0
    most: int = shortlist.MOST_ROWS
    exactly: bool = False
    keep: tuple[str, ...] = ()
    costs: tuple[tuple[str, float], ...] = ()
    prefer: str = sets.FEWEST
    redact: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to remove: the choice, its rows, and the score where every row that has a cut is only cut, if any has."""

    choice: Choice
    rows: tuple[account.Removal, ...]
    gentle: float | None = None


def chosen(  # noqa: PLR0913, PLR0917  what a choice depends on
    corpus: Corpus, whole: Picture, found: Sequence[Found], wish: Wish, pinned: Collection[str] = frozenset(),
    ledger: resolve.Ledger = resolve.EMPTY,
) -> Chosen:  # fmt: skip
    """Choose what to remove, and say for each row what an audit of the remaining files says."""
    after = _Afterwards(corpus, whole, ledger)
    task = _task(after, found, wish, pinned)
    choice = sets.chosen(task, sets.worth(_dates(corpus, whole), task.costs), wish.prefer)
    effort = inf if wish.redact else sets.effort(task)
    cutter = Cutter(whole, ledger, after.remains, effort) if effort else None
    rows = _rows(choice, found, after, wish, cutter)
    removed = set[str]()
    while wish.redact and choice.reached and any(row.redacted for row in rows) and rows[-1].score > wish.target:
        # The cuts together leave too much: the document whose cut leaves most goes as a whole.
        removed.add(max((row for row in rows if row.redacted), key=lambda row: row.behind).source)
        rows = _rows(choice, found, after, wish, cutter, removed)
    return Chosen(choice, rows, _gentle(cutter, rows) if cutter else None)


def _gentle(cutter: Cutter, rows: Sequence[account.Removal]) -> float | None:
    """Give the score once each row with a cut is only cut and the others are removed; None where no removal has one.

    A cut was chosen with all rows above it removed, so that together they may leave more than the last row says.
    """
    if not any(row.cut and not row.redacted for row in rows):
        return None
    above = Above()
    for row in rows:
        above = above.cutting(row.cut) if row.cut else above.removing(row.source)
    return cutter.remains(above).score


def goes(path: str, glob: str) -> bool:
    """Say whether a pattern means a file, or an archive that it lies in."""
    return any(fnmatch(each, glob) for each in within(path))


def within(path: str) -> tuple[str, ...]:
    """Give the paths of the archives that a file lies in, the outermost first, and its own."""
    parts = path.split("!/")
    return tuple("!/".join(parts[:many]) for many in range(1, len(parts) + 1))


def _task(after: _Afterwards, found: Sequence[Found], wish: Wish, pinned: Collection[str]) -> Task:
    whole, files = after.whole, after.corpus.files
    by_path = {files[n].path: whole.source[n] for n in whole.files}
    kept = frozenset(source for path, source in by_path.items()
                     if path in pinned or any(goes(path, glob) for glob in wish.keep))  # fmt: skip
    costs: dict[str, float] = {}
    for path, cost in wish.costs:
        if path in by_path:
            costs[by_path[path]] = max(cost, costs.get(by_path[path], 0.0))
    return Task(whole.graph, found, after.score, after.estimate, wish.target, kept, costs, wish.most, wish.exactly,
                passages.alike(whole), bearing.hanging(whole))  # fmt: skip


def planned(  # noqa: PLR0913, PLR0917  what a choice depends on
    corpus: Corpus, ours: Picture, wish: Wish, setting: account.Setting, ledger: resolve.Ledger, standing: Standing,
    *, needed: bool,
) -> account.Planned:  # fmt: skip
    """Cut the folder into sectors; where its own list does not do, choose what to remove of each of them."""
    groups, plans, left = sectors.groups(ours), dict[int, account.Plan](), PLAN_LINKS
    for number, group in enumerate(groups if needed else ()):
        links = ours.graph.only(group.sources(ours)).many_links
        if links > min(left, SECTOR_LINKS) or len(group.files) == len(ours.files):
            continue
        left -= links
        asked = _Asked(wish, setting, ledger, standing)
        if plan := _kept(corpus, ours, group, asked):
            plans[number] = plan
    return account.Planned(groups, plans)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What else decides a plan, beside the files of the sector."""

    wish: Wish
    setting: account.Setting
    ledger: resolve.Ledger
    standing: Standing

    def told(self, ours: Picture) -> tuple[object, ...]:
        """Give it as what a plan is kept by."""
        standing = self.standing
        rulings = sorted({*false_positives(standing), *accepted(standing)}), sorted(pins(standing))
        return (self.wish, self.setting.target, self.setting.language, self.ledger, rulings, ours.profile,
                ours.graph.denied)  # fmt: skip


def _kept(corpus: Corpus, ours: Picture, group: sectors.Group, asked: _Asked) -> account.Plan | None:
    """Give a sector's plan, as it was kept where nothing that decides it has changed."""

    def made() -> list[object]:
        plan = _plan(corpus, ours, group, asked)
        return [plan and frozen.plain(plan)]

    found = corpus.answered("plan", group.files, asked.told(ours), made)[0]
    return found and frozen.built(account.Plan, found)


def _plan(corpus: Corpus, ours: Picture, group: sectors.Group, asked: _Asked) -> account.Plan | None:
    """Choose what to remove of a sector's files, as if they were a folder by themselves; None where nothing need go."""
    wish, standing, ledger = asked.wish, asked.standing, asked.ledger
    inside = {corpus.files[n].path for n in group.files}
    gone = [corpus.files[n].path for n in ours.files if corpus.files[n].path not in inside]
    part = picture.of(corpus, ours.profile, gone, ledger=ledger)
    part = part.denying(ours.graph.denied) if ours.graph.denied else part
    if part.score <= wish.target:
        return None
    decided = {*false_positives(standing), *accepted(standing)}
    found = [each for each in findings.of(part) if each.id not in decided]
    after = _Afterwards(corpus, part, ledger)
    task = _task(after, found, replace(wish, most=shortlist.MOST_ROWS, exactly=False), pins(standing))
    choice = shortlist.best(replace(task, misses_proved=False))
    choice = replace(choice, frontier=sets.frontier(task, choice, looks=False))
    return account.plan(asked.setting, part, found, choice, _rows(choice, found, after, wish, None))


def _rows(  # noqa: PLR0913, PLR0917  what a row depends on
    choice: Choice, found: Sequence[Found], after: _Afterwards, wish: Wish, cutter: Cutter | None,
    removed: Collection[str] = frozenset(),
) -> tuple[account.Removal, ...]:  # fmt: skip
    """Say for each row what is left when it and those above are done; `removed` are not cut, whatever a cut does."""
    rows, above, before, standing = [], Above(), after.score(frozenset()), tuple(found)
    for source in choice.sources:
        gone = above.removing(source)
        left = cutter.remains(gone) if cutter else after.remains(gone.gone)
        most = cuts.limit(before, left.score, wish.target)
        cut = cutter.cheaper(source, above, most) if cutter and source not in removed else None
        above, redacted = (above.cutting(cut), True) if cut and wish.redact else (gone, False)
        behind = cut.score - left.score if cut else 0.0
        sought = cutter is not None and (cut is not None or cutter.effort > 0)
        left = cutter.remains(above) if cutter and redacted else left
        broken = tuple(item for item in standing if not findings.still(item, left))
        standing = tuple(item for item in standing if item not in broken)
        rows.append(account.Removal(source, left.score, tuple(item.id for item in broken), cut, redacted, behind,
                                     sought))  # fmt: skip
        before = left.score
    return tuple(rows)


def _dates(corpus: Corpus, whole: Picture) -> dict[str, str]:
    """Give each source the date of its latest file."""
    dated = sorted((corpus.files[n].modified, n) for n in whole.files)
    return {whole.source[n]: day for day, n in dated}


class _Afterwards:
    """What is left when sources are gone: by a second look at what remains, or as a quick estimate."""

    def __init__(self, corpus: Corpus, whole: Picture, ledger: resolve.Ledger) -> None:
        self.corpus, self.whole, self.ledger = corpus, whole, ledger
        here = set(whole.files)
        self.absent = {file.path for n, file in enumerate(corpus.files) if n not in here}
        self.seen: dict[frozenset[str], Remains] = {}
        self.estimated: dict[frozenset[str], float] = {}

    def remains(self, gone: frozenset[str]) -> Remains:
        """Look again at the files that remain."""
        if gone not in self.seen:
            paths, denied = self.absent.union(self.whole.paths(gone)), self.whole.graph.denied
            whole = self.whole
            self.seen[gone] = picture.remains(self.corpus, whole.profile, paths, self.ledger, denied, whole)
        return self.seen[gone]

    def score(self, gone: frozenset[str]) -> float:
        """Give the score of an audit of the files that remain."""
        return self.remains(gone).score if gone else self.whole.score

    def estimate(self, gone: frozenset[str]) -> float:
        """Give the score of the evidence as it is without the sources; names that they alone made known are kept."""
        if gone not in self.estimated:
            self.estimated[gone] = self.whole.score_without(gone)
        return self.estimated[gone]
