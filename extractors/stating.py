"""From what is asked to what is stated: which questions each part answers, and of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.asking.signs import Clause
from extractors.cues import CUED, NAMED, Matcher
from extractors.model import Mention, Segment
from extractors.said import Link, Statement
from extractors.text import folded

SAID = 1.0
CHIEF = 0.9  # the first organisation, project or site of a window that opens with a person or a thing
FILL_CHARS = 4  # marks and blanks that may stand beside a name that is alone in its cell
REFERS = 0.75  # an identifier is a reference from this confidence on: below it stand bare codes, often a product's


class Answers(NamedTuple):
    """Facets that a part answers, each how surely, what makes its value one with others, and the mentions in it.

    `told` counts the answers that its cues give, whichever of them stand: they alone join who is in it as said.
    """

    facets: tuple[tuple[str, float], ...]
    norm: str
    inside: tuple[int, ...]
    told: int


NOTHING = Answers((), "", (), 0)


class Part(NamedTuple):
    """What can answer a question by itself: where it starts, its text and header, the facets that it is cued for."""

    start: int
    value: str
    header: str
    cued: int
    inside: Sequence[int]


class Asked(NamedTuple):
    """A part with the facets that stand near, of whom it is said and how surely, what each of its mentions answers.

    `alone` is the name that fills it, "" for none.
    """

    part: Part
    window: str
    near: int
    subjects: Sequence[tuple[int, float]]
    answered: dict[int, int]
    segment: int
    alone: str


class Teller:
    """States of a file what its parts answer; reading puts in what is asked, in order."""

    def __init__(self, segments: Sequence[Segment], mentions: Sequence[Mention], matcher: Matcher) -> None:
        """Take a file; see `said`."""
        self.segments, self.mentions, self.matcher = segments, mentions, matcher
        self.norms = [mention.norm for mention in mentions]
        # A heading and a file's name say what follows is about; alone they state only the numbers and names in them.
        self.labels = [segment.form in ("heading", "title") for segment in segments]
        self.refers = [_refers(mention) for mention in mentions]
        self.asked_of: list[Asked] = []
        self.statements: list[Statement] = []
        self.links: list[Link] = []

    def doubtful(self) -> list[tuple[int, Clause]]:
        """Give what is asked by its number, as a model looks at it; no cell below a header that is known."""
        asked = ((number, self.clause(each)) for number, each in enumerate(self.asked_of))
        return [(number, clause) for number, clause in asked if not clause.settled]

    def clause(self, asked: Asked) -> Clause:
        """Give what is asked as a model looks at it."""
        part, named, mentions, segment = asked.part, 0, self.mentions, self.segments[asked.segment]
        spans = list[tuple[int, int, str, str]]()
        for index in part.inside:
            named |= asked.answered[index]
            mention = mentions[index]
            spans.append((mention.start - part.start, mention.end - part.start, mention.kind, mention.norm))
        first, second, own = "", "", False
        if whose := asked.subjects:
            first, own = mentions[whose[0][0]].kind, whose[0][1] >= CHIEF
            second = mentions[whose[1][0]].kind if len(whose) > 1 else ""
        given = self.matcher.given(part.cued, part.header, named, asked.near)
        return Clause(
            part.value, part.header, asked.window, tuple(spans), *given,
            (segment.form, segment.layer, part.start == 0, segment.table > 0), (first, own, second),
        )  # fmt: skip

    def tell(self, verdicts: Mapping[int, tuple[int, int]]) -> None:
        """State what each part answers; a verdict says which cued facets stand and which others it answers.

        Where there is none all stand that cues give, and no other.
        """
        for number, asked in enumerate(self.asked_of):
            self._state(asked, verdicts.get(number, CUED))

    def _state(self, asked: Asked, verdict: tuple[int, int]) -> None:
        part, subjects, segment = asked.part, asked.subjects, asked.segment
        norms, label, value, inside = self.norms, self.labels[segment], part.value, part.inside
        inner = {norms[i] for i in inside}
        whole: Answers | None = None
        for subject, level in subjects:
            own = norms[subject]
            if label and self.mentions[subject].kind == "topic":
                continue  # a title says nothing of itself
            if own in inner:
                others = tuple([i for i in inside if norms[i] != own])
                if asked.alone == own:
                    continue
                answers = self._answers(asked, others, verdict, label=label)
            else:
                answers = whole = self._answers(asked, tuple(inside), verdict, label=label) if whole is None else whole
            self.say(subject, level, value, segment, answers)

    def fills(self, index: int, value: str) -> bool:
        """Say whether a mention is all that a part says."""
        mention = self.mentions[index]
        return mention.end - mention.start >= len(value) - FILL_CHARS

    def _answers(self, asked: Asked, others: tuple[int, ...], verdict: tuple[int, int], *, label: bool) -> Answers:
        """Say which facets a part answers of whoever is none of these mentions; a heading's words alone answer none."""
        kinds, part = 0, asked.part
        for other in others:
            kinds |= asked.answered[other]
        if label and not kinds & ~NAMED:
            return NOTHING
        cued = self.matcher.facets(part.cued, part.header, kinds, asked.near)
        facets = self.matcher.judged(cued, (part.value, part.header), verdict)
        if any(self.refers[other] for other in others):
            cued, facets = self.matcher.referring(cued), self.matcher.referring(facets)
        norm = normal(part.value, [self.norms[i] for i in others]) if facets else ""
        return Answers(facets, norm, others, len(cued))

    def say(self, subject: int, level: float, value: str, segment: int, answers: Answers) -> None:
        """State answers of a subject, at a level of how near it stands, and join it to those in what is answered."""
        sure, others = level * self.mentions[subject].confidence, answers.inside
        self.statements += [
            Statement(subject, facet, value, answers.norm, segment, round(strength * sure, 4), others)
            for facet, strength in answers.facets
        ]
        if level == 1.0 and answers.told and others:
            said = [Link(subject, other, SAID, segment, segment) for other in others]
            self.links += said * answers.told


def _refers(mention: Mention) -> bool:
    """Say whether a mention is a number by which somebody is looked up: an order, a batch, a file."""
    return mention.kind == "identifier" and mention.confidence >= REFERS and not mention.norm.startswith("geo:")


def normal(value: str, norms: Sequence[str]) -> str:
    """Give what makes a value one with others: the normalised names in it, else its folded text."""
    return "|".join(sorted(set(norms))) if norms else folded(value)
