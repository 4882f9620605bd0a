"""The main flow: a folder's files in, an audit out.

walk the folder -> read every file in a guard -> what the files show together -> findings -> what people decided on them
-> which few to remove -> the audit that every report is made from
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from auditor import account, findings, growth, picture, removal, resolve
from auditor.decisions import Standing, accepted, false_positives, pins
from auditor.findings import Found
from auditor.graph import Denied
from auditor.growth import Looks, Timeline
from auditor.model import Audit
from auditor.picture import Corpus, Picture
from auditor.profile import Profile
from auditor.removal import Wish
from extractors import collector
from extractors.model import Extraction

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people decided before: which names are one, and which decisions hold for an audit.

    Attributes:
        ledger: Names forced together or apart.
        standing: Gives the decisions in force for an audit made without them; None where nothing was ever decided.
    """

    ledger: resolve.Ledger = resolve.EMPTY
    standing: Callable[[Audit], Standing] | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """An audit with what only its making knows.

    Attributes:
        score: Unrounded.
        open_score: The same without what was accepted.
        denied: What false positives take out of the picture, and `closed` with what was accepted.
    """

    audit: Audit
    corpus: Corpus
    whole: Picture
    score: float
    open_score: float
    standing: Standing = field(default_factory=Standing)
    denied: Denied = field(default_factory=Denied)
    closed: Denied = field(default_factory=Denied)


def audit(
    files: Iterable[Extraction], profile: Profile, wish: Wish, setting: account.Setting, step: Step = lambda _: None
) -> Audit:
    """Audit a folder whose files have been read and on which nobody decided anything; see `examined`."""
    return examined(picture.corpus(list(files)), profile, wish, setting, step=step).audit


@collector.paused()
def examined(  # noqa: PLR0913  what an audit is asked
    corpus: Corpus, profile: Profile, wish: Wish, setting: account.Setting, rulings: Rulings = Rulings(),
    *, step: Step = lambda _: None,
) -> Examined:  # fmt: skip
    """Audit a folder whose files have been read.

    Args:
        corpus: The folder, one extraction a file, archive members included.
        profile: The sector's questions.
        wish: What the shortlist is asked.
        setting: Folder, time, language and tool, as they go into the audit.
        rulings: What people decided before.
        step: Told the key of each step as it begins, for a progress display.
    """
    step("names")
    whole = picture.of(corpus, profile, ledger=rulings.ledger)
    step("findings")
    found = findings.of(whole)
    standing = rulings.standing(account.draft(setting, whole, found)) if rulings.standing else Standing()
    wrong, closed = _denied(found, standing, {"false-positive"}), _denied(found, standing, {"false-positive", "accept"})
    if wrong:
        whole = whole.denying(wrong)
        found = findings.of(whole)
    found = [item for item in found if item.id not in false_positives(standing)]
    visible = picture.visible(whole, rulings.ledger)
    step("shortlist")
    ours = whole.denying(closed) if closed != wrong else whole
    still_open = [item for item in found if item.id not in accepted(standing)]
    chosen = removal.chosen(corpus, ours, still_open, wish, pins(standing), rulings.ledger)
    choice = chosen.choice
    falls_short = bool(choice.sources) and not choice.reached and not wish.exactly
    planned = removal.planned(corpus, ours, wish, setting, rulings.ledger, standing, needed=falls_short)
    step("report")
    decided = account.Decided(standing, ours.score)
    made = account.audit(setting, whole, visible, found, choice, chosen.rows, planned, decided, chosen.gentle)
    timeline, looks = _grown(corpus, ours, rulings.ledger)
    grown = growth.points(timeline, looks, growth.looks_for(whole.graph.many_links))
    made = replace(made, growth=grown, straw=growth.straw(timeline, looks, wish.target))
    return Examined(made, corpus, whole, whole.score, ours.score, standing, wrong, closed)


def _denied(found: Sequence[Found], standing: Standing, verdicts: Collection[str]) -> Denied:
    """Give what findings with these verdicts join and complete; a pair that another finding joins as well stays."""
    out = {id_ for id_, decision in standing.findings.items() if decision.verdict in verdicts}
    pairs = [{pair for item in found if item.kind == "chain" and (item.id in out) is side
              for pair in map(_sorted, item.ends)} for side in (True, False)]  # fmt: skip
    subjects = frozenset(item.ends[0][0] for item in found if item.kind == "cell" and item.id in out)
    return Denied(frozenset(pairs[0] - pairs[1]), subjects)


def _sorted(pair: tuple[str, str]) -> tuple[str, str]:
    return min(pair), max(pair)


def _grown(corpus: Corpus, ours: Picture, ledger: resolve.Ledger) -> tuple[Timeline, Looks]:
    """Give the files in the order of their dates, and looks at the folder as it once stood."""
    timeline = Timeline.of((file.modified[:10], file.path, number) for number, file in enumerate(corpus.files))

    def score(count: int) -> float:
        files, denied = timeline.first(count), ours.graph.denied

        def made() -> list[float]:
            return [picture.score_of(corpus, ours.profile, files, ledger, denied, ours)]

        found: list[float] = corpus.answered("score", files, (ours.profile, ledger, denied), made)
        return found[0]

    def estimate(count: int) -> float:
        there = {ours.source[n] for n in timeline.first(count) if n in ours.source}
        return ours.score_without(set(ours.graph.sources) - there)

    return timeline, Looks(score, estimate, {len(timeline.files): ours.score})


__all__ = ["Examined", "Rulings", "Step", "Wish", "audit", "examined"]
