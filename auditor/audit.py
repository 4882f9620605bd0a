"""The main flow: a folder's files in, an audit out.

walk the folder -> read every file in a guard -> what the files show together -> findings
-> which few to remove -> the audit that every report is made from
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from auditor import account, findings, picture, shortlist
from auditor.findings import Found
from auditor.model import Audit
from auditor.picture import Corpus, Picture, Remains
from auditor.profile import Profile
from auditor.shortlist import Choice, Task
from extractors.model import Extraction

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the shortlist is asked: a target score or a number of rows, and which files must stay.

    Attributes:
        target: Score to come down to.
        most: Rows at most; with `exactly`, as many rows as that whatever the target.
        keep: Patterns (`minutes/*.docx`) of files that stay.
        costs: What the removal of a file costs, by path; 1.0 where nothing is said.
    """

    target: float = 30.0
    most: int = shortlist.MOST_ROWS
    exactly: bool = False
    keep: tuple[str, ...] = ()
    costs: tuple[tuple[str, float], ...] = ()


def audit(
    files: Iterable[Extraction], profile: Profile, wish: Wish, setting: account.Setting, step: Step = lambda _: None
) -> Audit:
    """Audit a folder whose files have been read.

    Args:
        files: One extraction a file, archive members included, in any order.
        profile: The sector's questions.
        wish: What the shortlist is asked.
        setting: Folder, time, language and tool, as they go into the audit.
        step: Told the key of each step as it begins, for a progress display.
    """
    step("names")
    corpus = picture.corpus(list(files))
    whole = picture.of(corpus, profile)
    step("findings")
    found = findings.found(whole.graph, whole.measure, whole.standing)
    visible = picture.visible(corpus, profile)
    step("shortlist")
    choice, removals = removal(corpus, whole, found, wish)
    step("report")
    return account.audit(setting, whole, visible, found, choice, removals)


def removal(
    corpus: Corpus, whole: Picture, found: Sequence[Found], wish: Wish
) -> tuple[Choice, tuple[account.Removal, ...]]:
    """Choose what to remove, and say for each row what an audit of the remaining files says."""
    after = _Afterwards(corpus, whole)
    by_path = {corpus.files[n].path: whole.source[n] for n in whole.files}
    kept = frozenset(source for path, source in by_path.items() if any(fnmatch(path, glob) for glob in wish.keep))
    costs: dict[str, float] = {}
    for path, cost in wish.costs:
        if path in by_path:
            costs[by_path[path]] = max(cost, costs.get(by_path[path], 0.0))
    task = Task(
        whole.graph,
        found,
        whole.measure.gained,
        after.score,
        after.estimate,
        wish.target,
        kept,
        costs,
        wish.most,
        wish.exactly,
    )
    choice = shortlist.best(task)
    rows, gone, standing = [], frozenset[str](), tuple(found)
    for source in choice.sources:
        gone |= {source}
        left = after.remains(gone)
        broken = tuple(item for item in standing if not _still(item, left))
        standing = tuple(item for item in standing if item not in broken)
        rows.append(account.Removal(source, left.score, tuple(item.id for item in broken)))
    return choice, tuple(rows)


def _still(item: Found, left: Remains) -> bool:
    """Say whether a finding still stands: one of its pairs gains in combination, or its subject is still completed."""
    if item.kind == "cell":
        return left.completed.get(item.ends[0][0], 0.0) > findings.LEAST_COMPLETED
    return any(pair in left.joined for pair in item.ends)


class _Afterwards:
    """What is left when sources are gone: by a second look at what remains, or as a quick estimate."""

    def __init__(self, corpus: Corpus, whole: Picture) -> None:
        self.corpus, self.whole = corpus, whole
        self.seen: dict[frozenset[str], Remains] = {}

    def remains(self, gone: frozenset[str]) -> Remains:
        """Look again at the files that remain."""
        if gone not in self.seen:
            self.seen[gone] = picture.remains(self.corpus, self.whole.profile, set(self.whole.paths(gone)))
        return self.seen[gone]

    def score(self, gone: frozenset[str]) -> float:
        """Give the score of an audit of the files that remain."""
        return self.remains(gone).score if gone else self.whole.score

    def estimate(self, gone: frozenset[str]) -> float:
        """Give the score of the evidence as it is without the sources; names that they alone made known are kept."""
        return self.whole.score_without(gone)
