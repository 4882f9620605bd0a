"""Decisions of people on findings and files, and which of them hold for an audit.

A decision is kept as a mark: keyed tokens of what was decided upon. There is no path, line or time in it, so a rename,
a re-save, a conversion or a new paragraph change nothing; a fact that was not decided upon makes the decision fall.

- A *chain* is its ends and the keys or names in between. Fewer of them are still what was decided upon, a new one is
  not.
- A *cell* finding is its subject and what the combined files say of it.
- A *file* is what it says, wherever it lies and in whatever format: nothing new, and at least half of it still there.
  A file without a statement is the size of its text, one that could not be read is its bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, cast, get_args

from auditor.facts import plain
from auditor.model import Audit, EntityEntry, FileEntry, Finding, StatementEntry, Subject
from extractors.keys import variants
from extractors.model import Kind, Span
from extractors.text import folded

Token = Callable[[str], str]
About = Literal["finding", "file"]
Verdict = Literal["remove", "redact", "accept", "false-positive", "cannot-act"]
ABOUTS: tuple[About, ...] = get_args(About)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
PROMISES: frozenset[Verdict] = frozenset({"remove", "redact"})
DAYS: Mapping[Verdict, int] = {"remove": 30, "redact": 30, "accept": 90, "false-positive": 90, "cannot-act": 90}
# What is accepted or promised is looked at again within a year; the others may stand for good.
MOST_DAYS: Mapping[Verdict, int] = {"remove": 366, "redact": 366, "accept": 366}
TOKEN_CHARS = 12  # of each token: 48 bits, so that among a million facts none is taken for another
MANY_ENDS = 12  # ends that a finding names at most; beyond, new ones cannot be told from unnamed ones
HALF = 0.5
# chosen: below it a subject is carried from afar and another order of paragraphs may carry another
SURE = 0.5
# Layers that say nothing of the content: who saved the file, and what it is called.
ASIDE = frozenset({"metadata", "file_name"})


@dataclass(frozen=True, slots=True)
class Mark:
    """What was decided upon, in keyed tokens.

    Attributes:
        kind: "chain", "cell" or "file".
        names: For each subject its names; of a chain the two ends first.
        bridges: For each key or name in between the tokens it goes by.
        facts: What is said, of whomever and in answer to whatever.
        whose: What is said of whom in answer to which question.
        content: A file's bytes.
    """

    kind: str
    names: tuple[frozenset[str], ...] = ()
    bridges: tuple[frozenset[str], ...] = ()
    facts: frozenset[str] = frozenset()
    whose: frozenset[str] = frozenset()
    content: str = ""

    @property
    def tells(self) -> bool:
        """Say whether it names what it is about; an empty one would meet everything or nothing."""
        if self.kind == "file":
            return bool(self.facts or self.content)
        named = bool(self.names) and all(self.names)
        return named and (self.kind == "cell" or (bool(self.bridges) and all(self.bridges)))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a finding or a file; in force until the day before `expires`, None for good.

    `hint` says to a reader of the ledger what it was about, without names: "chain, 2 files".
    """

    id: str
    about: About
    verdict: Verdict
    reason: str
    owner: str
    made: date
    expires: date | None
    mark: Mark
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Garbled:
    """An entry of a ledger that cannot be used: the how-manieth, and which of its keys is wrong."""

    number: int
    key: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Which decisions hold for an audit.

    Attributes:
        findings: By finding id the decision in force.
        files: By path the decision in force.
        subjects: By id of a decided finding the ids at its ends, as the finding gives them.
        expired: Decisions whose day has come; what they were about is open again.
        orphaned: Decisions that meet nothing any more: what they were about has gone or has changed.
        unparseable: Entries that cannot be used; what they were about is open.
    """

    findings: Mapping[str, Decision] = field(default_factory=dict)
    files: Mapping[str, Decision] = field(default_factory=dict)
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    expired: tuple[Decision, ...] = ()
    orphaned: tuple[Decision, ...] = ()
    unparseable: tuple[Garbled, ...] = ()


@dataclass(frozen=True, slots=True)
class Denied:
    """What false positives take out of the picture, in the ids of the audit that they were applied to.

    Attributes:
        pairs: The two ends of each denied chain, sorted.
        subjects: Subjects whose completion by combination is denied.
        findings: Ids of the denied findings, for whoever knows all pairs that a chain joins.
    """

    pairs: frozenset[tuple[str, str]]
    subjects: frozenset[str]
    findings: frozenset[str]


# ---------------------------------------------------------------- making decisions


def decided(  # noqa: PLR0913  what a person says, word by word
    mark: Mark, verdict: Verdict, made: date, expires: date | None, token: Token, *, reason: str = "",
    owner: str = "", hint: str = "",
) -> Decision:  # fmt: skip
    """Give a decision; its id is that of the mark, so that the same thing decided again is the same entry."""
    about: About = "file" if mark.kind == "file" else "finding"
    return Decision(identity(mark, token), about, verdict, reason, owner, made, expires, mark, hint)


def identity(mark: Mark, token: Token) -> str:
    """Give the id of a mark."""
    groups = [*mark.names, frozenset("|"), *mark.bridges, frozenset("|"), mark.facts, mark.whose]
    text = "\x1e".join("\x1f".join(sorted(group)) for group in groups)
    return token(f"decision:{mark.kind}\x1e{text}\x1e{mark.content}")[:TOKEN_CHARS]


def due(verdict: Verdict, made: date) -> date:
    """Give the day on which a decision ends where nobody says another."""
    return made + timedelta(days=DAYS[verdict])


def too_long(verdict: Verdict, made: date, expires: date | None) -> bool:
    """Say whether a decision would stand for longer than its verdict may: one that is accepted or promised, a year."""
    most = MOST_DAYS.get(verdict)
    return most is not None and (expires is None or expires > made + timedelta(days=most))


def mark_of(audit: Audit, what: Finding | FileEntry, token: Token) -> Mark:
    """Give the mark of a finding or a file.

    Args:
        audit: As it was made, before ids are keyed and values masked.
        what: One of its findings or files.
        token: Gives a text's keyed token in hex, at least twelve digits.
    """
    said = _Said(audit, token)
    return said.file_mark(what) if isinstance(what, FileEntry) else said.finding_mark(what)


# ---------------------------------------------------------------- applying them


def applied(
    audit: Audit, decisions: Iterable[Decision], now: date, token: Token, unparseable: Sequence[Garbled] = ()
) -> Standing:
    """Say which decisions hold for an audit.

    Where several meet one thing the latest is in force. An expired one never is.

    Args:
        audit: As it was made: unmasked, ids not keyed, nothing left out that a false positive denies.
        decisions: In any order.
        now: The day.
        token: As it was when the decisions were made.
        unparseable: Entries that could not be used, handed on.
    """
    ordered = sorted(set(decisions), key=lambda each: (each.made, each.id, each.verdict, str(each.expires)))
    living = [each for each in ordered if not expired(each, now)]
    about = met(audit, living, token)
    findings = [(each, about[each]) for each in living if each.about == "finding"]
    files = [(each, about[each]) for each in living if each.about == "file"]
    held = {found: each for each, ids in findings for found in ids}
    return Standing(
        findings=held,
        files={path: each for each, paths in files for path in paths},
        subjects={finding.id: finding.subjects for finding in audit.findings if finding.id in held},
        expired=tuple(each for each in ordered if expired(each, now)),
        orphaned=tuple(each for each in living if not about[each]),
        unparseable=tuple(unparseable),
    )


def met(audit: Audit, decisions: Iterable[Decision], token: Token) -> dict[Decision, tuple[str, ...]]:
    """Give for each decision, in force or not, the ids of the findings or the paths of the files that it is about."""
    said = _Said(audit, token)
    return {
        each: said.met_findings(each.mark) if each.about == "finding" else said.met_files(each.mark)
        for each in decisions
    }


def superseded(audit: Audit, decisions: Iterable[Decision], new: Collection[Decision], token: Token) -> frozenset[str]:
    """Give the ids of the decisions that new ones take the place of: those about nothing else than one of them."""
    held = tuple(decisions)
    about = met(audit, (*held, *new), token)
    ids = {each.id for each in new}
    now = [(each.about, set(about[each])) for each in new]
    return frozenset(
        each.id
        for each in held
        if each.id in ids or (about[each] and any(kind == each.about and things.issuperset(about[each])
                                                  for kind, things in now))
    )  # fmt: skip


def expired(decision: Decision, now: date) -> bool:
    """Say whether a decision's day has come."""
    return decision.expires is not None and now >= decision.expires


def pins(standing: Standing) -> frozenset[str]:
    """Give the paths of files that stay because nobody can act on them."""
    return frozenset(path for path, each in standing.files.items() if each.verdict == "cannot-act")


def accepted(standing: Standing) -> frozenset[str]:
    """Give the ids of findings that are accepted."""
    return frozenset(found for found, each in standing.findings.items() if each.verdict == "accept")


def false_positives(standing: Standing) -> frozenset[str]:
    """Give the ids of findings that are false positives, those too whose pairs another finding still joins."""
    return frozenset(found for found, each in standing.findings.items() if each.verdict == "false-positive")


def denied(standing: Standing) -> Denied:
    """Give what false positives take out of the picture."""
    wrong = [found for found, each in standing.findings.items() if each.verdict == "false-positive"]
    ends = [standing.subjects[found] for found in wrong]
    return Denied(
        frozenset((min(names[:2]), max(names[:2])) for names in ends if len(names) > 1),
        frozenset(names[0] for names in ends if len(names) == 1),
        frozenset(wrong),
    )


# ---------------------------------------------------------------- what an audit says, in tokens


@dataclass(frozen=True, slots=True)
class _Fact:
    """One statement in tokens: what is said, the same with its facet and each name of its subject, and how sure."""

    said: str
    whose: frozenset[str]
    sure: bool

    def known(self, mark: Mark) -> bool:
        """Say whether it was decided upon; of whom and in answer to what it is said counts where that is sure."""
        return not self.whose.isdisjoint(mark.whose) or (not self.sure and self.said in mark.facts)


@dataclass(frozen=True)
class _Said:
    """Looks up what an audit says in tokens, each made once."""

    audit: Audit
    token: Token
    _tokens: dict[str, frozenset[str]] = field(default_factory=dict)
    _told: dict[str, list[_Fact]] = field(default_factory=dict)

    def _short(self, kind: str, *parts: str) -> str:
        return self.token("\x1f".join((kind, *parts)))[:TOKEN_CHARS]

    # names and bridges

    @cached_property
    def names(self) -> dict[str, frozenset[str]]:
        """Give every entity's folded names by its id."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        named: tuple[EntityEntry | Subject, ...] = (*self.audit.entities, *self.audit.subjects)
        for each in named:
            found[each.id].update(map(folded, each.names))
        return {entity: frozenset(names) for entity, names in found.items()}

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        return {each.id: cast(Kind, each.kind) for each in self.audit.entities}

    def _named(self, entity: str) -> frozenset[str]:
        """Give the tokens of an entity's names; one without any is its id."""
        if entity not in self._tokens:
            names = self.names.get(entity) or (entity,)
            self._tokens[entity] = frozenset(self._short("name", name) for name in names)
        return self._tokens[entity]

    def _bridge(self, entity: str) -> frozenset[str]:
        return frozenset({self._short("key", entity)}) if entity.startswith("=") else self._named(entity)

    def _bridges(self, finding: Finding) -> tuple[frozenset[str], ...]:
        """Give the bridges; of a key's forms, "2450 kVA" and "#2450", the fullest alone."""
        plainer = {form for entity in finding.bridges for form in self._plainer(entity)}
        return tuple(self._bridge(entity) for entity in finding.bridges if entity not in plainer)

    def _plainer(self, entity: str) -> set[str]:
        if not entity.startswith("="):
            return set()
        span = Span(0, 0, self._kinds.get(entity, "topic"), entity[1:], 1.0, "pattern")
        return {"=" + form for form, _ in variants(span)}

    # facts

    @cached_property
    def _content_said(self) -> list[StatementEntry]:
        return [each for each in self.audit.statements if each.layer not in ASIDE]

    @cached_property
    def _by_file(self) -> dict[str, list[StatementEntry]]:
        return _grouped((each.file, each) for each in self._content_said)

    @cached_property
    def _by_subject(self) -> dict[str, list[StatementEntry]]:
        return _grouped((each.subject, each) for each in self._content_said)

    def _facts(self, statements: Iterable[StatementEntry]) -> list[_Fact]:
        return [self._fact(statement) for statement in statements]

    def _told_by(self, path: str) -> list[_Fact]:
        if path not in self._told:
            self._told[path] = self._facts(self._by_file.get(path, ()))
        return self._told[path]

    def _fact(self, statement: StatementEntry) -> _Fact:
        value = plain(statement.value)
        names = self.names.get(statement.subject) or (statement.subject,)
        whose = frozenset(self._short("of", name, statement.facet, value) for name in names)
        return _Fact(self._short("said", value), whose, statement.confidence >= SURE)

    # findings

    def finding_mark(self, finding: Finding) -> Mark:
        names = tuple(map(self._named, finding.subjects))
        if finding.kind == "chain":
            return Mark("chain", names, self._bridges(finding))
        about = self._facts(each for subject in finding.subjects for each in self._by_subject.get(subject, ()))
        around = [fact for path in finding.files for fact in self._told_by(path)]
        return Mark("cell", names, facts=_said(around), whose=_whose(about))

    def met_findings(self, mark: Mark) -> tuple[str, ...]:
        """Give the ids of the findings that were decided upon by this mark."""
        return tuple(finding.id for finding in self.audit.findings if self._meets(mark, finding))

    def _meets(self, mark: Mark, finding: Finding) -> bool:
        if finding.kind != mark.kind or not _covered(map(self._named, finding.subjects[:2]), mark.names):
            return False
        if finding.kind != "chain":
            return all(fact.known(mark) for fact in self._facts(self._pieces(finding)))
        return _covered(self._bridges(finding), mark.bridges) and self._no_new_end(mark, finding)

    def _no_new_end(self, mark: Mark, finding: Finding) -> bool:
        """Say whether all ends were decided upon; a document's own title is no end that anybody named."""
        ends = [each for each in finding.subjects if self._kinds.get(each) != "topic"]
        return len(mark.names) >= MANY_ENDS or _covered(map(self._named, ends), mark.names)

    def _pieces(self, finding: Finding) -> Iterable[StatementEntry]:
        return (each for subject in finding.subjects for each in self._by_subject.get(subject, ())
                if each.file in finding.files)  # fmt: skip

    # files

    def _file_facts(self, entry: FileEntry) -> list[_Fact]:
        """Give what a file says; of one that answers no question how much text it has."""
        if entry.path in self._by_file:
            return self._told_by(entry.path)
        sizes = {layer: chars for layer, chars in entry.layers.items() if layer not in ASIDE}
        return [_Fact(self._short("size", layer, str(chars)), frozenset(), False) for layer, chars in sizes.items()]

    def file_mark(self, entry: FileEntry) -> Mark:
        facts = self._file_facts(entry)
        return Mark("file", facts=_said(facts), whose=_whose(facts), content=self._content(entry))

    @cached_property
    def _by_content(self) -> dict[str, set[str]]:
        """Give the sources of each content."""
        held: defaultdict[str, set[str]] = defaultdict(set)
        for entry in self.audit.files:
            if entry.sha256:
                held[self._content(entry)].add(entry.source)
        return held

    def _content(self, entry: FileEntry) -> str:
        return self._short("content", entry.sha256) if entry.sha256 else ""

    def met_files(self, mark: Mark) -> tuple[str, ...]:
        """Give the paths of the files that were decided upon by this mark: the nearest ones, and their copies."""
        shares = [(self._share(mark, entry), entry) for entry in self._candidates(mark)]
        best = max((share for share, _ in shares), default=0.0)
        if best < HALF:
            return ()
        nearest = {entry.source for share, entry in shares if share == best}
        return tuple(entry.path for share, entry in shares if share >= HALF and entry.source in nearest)

    def _candidates(self, mark: Mark) -> Sequence[FileEntry]:
        """Give the files with the same bytes and their copies, or all files where the bytes have gone."""
        same = self._by_content.get(mark.content, ())
        return [entry for entry in self.audit.files if entry.source in same] if same else self.audit.files

    def _share(self, mark: Mark, entry: FileEntry) -> float:
        """Say how much of what was decided upon a file still says; nothing where it says anything new."""
        if mark.content and self._content(entry) == mark.content:
            return 1.0
        facts = self._file_facts(entry)
        if not mark.facts or not all(fact.known(mark) for fact in facts):
            return 0.0
        return len(_said(facts) & mark.facts) / len(mark.facts)


def _grouped(pairs: Iterable[tuple[str, StatementEntry]]) -> dict[str, list[StatementEntry]]:
    held: defaultdict[str, list[StatementEntry]] = defaultdict(list)
    for key, statement in pairs:
        held[key].append(statement)
    return held


def _said(facts: Iterable[_Fact]) -> frozenset[str]:
    return frozenset(fact.said for fact in facts)


def _whose(facts: Iterable[_Fact]) -> frozenset[str]:
    return frozenset(token for fact in facts for token in fact.whose)


def _covered(these: Iterable[Collection[str]], those: Sequence[frozenset[str]]) -> bool:
    """Say whether each of these things shares a token with one of those."""
    return all(any(not other.isdisjoint(each) for other in those) for each in these)
