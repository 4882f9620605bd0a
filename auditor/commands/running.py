"""One run over a folder's state: only what changed is read, what changed is explained, decisions hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from auditor import audit as flow
from auditor import changes, decisions, gathering, kept, ledgers, manifest, masking, records, runs
from auditor.changes import Drift
from auditor.commands.console import err, fail, say
from auditor.commands.freed import given_back
from auditor.commands.modelling import named
from auditor.commands.options import Run
from auditor.commands.places import guarded
from auditor.commands.reading import (
    as_asked,
    profile_of,
    profile_text,
    progress_of,
    rendered,
    showable,
    spelled,
    write_all,
)
from auditor.commands.sharing import asked_manifest, unmet
from auditor.corpus import READABLE, Corpus, corpus
from auditor.decisions import Standing
from auditor.engines.batches import Engine
from auditor.engines.local import LocalEngine, readers
from auditor.folder import FoundFile
from auditor.ledgers import Aliases, BadLedger, Decided
from auditor.manifest import Manifest
from auditor.messages import text
from auditor.model import Audit
from auditor.records import Filed, Record
from auditor.reports import html
from auditor.reports.clean import clean, decodable
from auditor.reports.json import dumps, loads, stored, written
from auditor.reports.page_one import when
from auditor.runs import Choices, Comparing
from auditor.sealed import pieces, unpacked
from auditor.state import Run as PastRun
from auditor.state import State
from extractors import collector, personlike
from extractors.model import Extraction

OUTPUT_VERSION = 4  # raised whenever what is kept of an output is laid out otherwise or holds more
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked beside its folder.

    Attributes:
        manifest: A list of who shared what, if any.
        decisions, aliases: Ledgers in another place than the state's.
        verify: Hash every file, whatever its time says.
        keep: Keep readings, and use those that are kept.
        ocr: Recognise the text of pictures.
        models: Options of models that look for names, see `kept.with_model`.
        cluster: `HOST:PORT` of a Dask scheduler whose workers read the files; "" is this machine.
    """

    wish: flow.Wish
    manifest: Path | None = None
    decisions: Path | None = None
    aliases: Path | None = None
    verify: bool = False
    keep: bool = True
    ocr: bool = False
    models: tuple[str, ...] = ()
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A finished run: the audit as it may be shown, its paths, and what changed since the last one."""

    shown: Audit
    drift: Drift | None
    read: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Written:
    """The large files of an output, as a later run of an unchanged folder writes them again.

    Attributes:
        shown: The audit as it may be shown, without what only those files hold.
        page: The report page, with marks where what changed goes.
        text: `audit.json`.
        inner: The audit as it was made.
    """

    shown: Audit
    page: str
    text: bytes
    inner: bytes

    def packed(self) -> Iterator[bytes]:
        """Give all but the inner audit as bytes, in pieces: put together they would be there twice."""
        return pieces([dumps(self.shown), self.page, self.text])

    @classmethod
    def unpacked(cls, content: bytes, inner: bytes, taken_at: str) -> _Written:
        """Give back what was packed, as of another time."""
        slim, page, text = unpacked(content)
        shown = loads(slim.decode("utf-8"))
        for time in (str, when):  # as it is kept, and as the page tells it
            page, text = (each.replace(time(shown.taken_at).encode(), time(taken_at).encode()) for each in (page, text))
        return cls(replace(shown, taken_at=taken_at), page.decode("utf-8"), text, inner)


@dataclass(frozen=True, slots=True)
class _Result:
    """An audit as it was made, with what a comparison asks beside it; no corpus where a kept audit was taken."""

    inner: Audit
    score: float
    open_score: float
    choices: Choices
    standing: str
    corpus: Corpus | None
    used: frozenset[bytes] | None
    facts: frozenset[bytes] = frozenset()
    again: _Written | None = None
    glances: kept.Glances | None = None

    def without_files(self) -> _Result:
        """Give the result without the folder as it was read."""
        if self.glances is not None:
            self.glances.let_go()
        return replace(self, corpus=None)


@dataclass(frozen=True, slots=True)
class _Before:
    """The last run, as far as it can still be read: what it took, and what a comparison with it asks.

    Attributes:
        choices: None where they are lost or of another version.
    """

    run: PastRun
    record: Record
    choices: Choices | None


class Session:
    """One run with its state open."""

    def __init__(self, run: Run, asked: Asked, state: State, key: bytes) -> None:
        """Read the user's own ledgers and manifest; a bad one ends the command."""
        self.run, self.asked, self.state, self.key, self.lang = run, asked, state, key, run.lang
        kept.reads_with(state, *(["ocr"] if asked.ocr else []), *asked.models)
        self.profile = profile_text(run.profile, run.lang)
        profile_of(*self.profile, run.lang)  # a bad one is said before anything is read
        self.manifest: Manifest | None = asked_manifest(asked.manifest, run.folder, run.lang)
        self.decided: Decided = self._ledger(asked.decisions, ledgers.DECISIONS, ledgers.read_decisions)
        self.aliases: Aliases = self._ledger(asked.aliases, ledgers.ALIASES, ledgers.read_aliases)
        for garbled in (*self.decided.garbled, *self.aliases.garbled):
            say(text("ledger.garbled", self.lang, number=garbled.number, where=clean(garbled.key)))

    def done(self, listed: Sequence[FoundFile]) -> Done:
        """Audit the folder, write the report and leave what the next run needs."""
        known = gathering.contents(listed, self.state, verify=self.asked.verify) if self.asked.keep else {}
        before = self._before()
        found, result = self._again(listed, known, before) or self._anew(listed, known)
        shown = result.again.shown if result.again else self._shown(result)
        now = self._recorded(result, shown, before)
        drift = self._drift(before, now, result)
        # Nothing asks for the files any more: what was worked out of them goes before the large texts come.
        found.files, result = [], result.without_files()
        given_back()
        output = result.again or self._written(shown, result.inner)
        del shown
        result = replace(result, inner=_slim(result.inner))
        contents = rendered(output.shown, self.lang, (output.page, output.text), drift)
        guarded(lambda: write_all(self.run.place, contents), self.run.place, self.lang)
        self._leave(found, result, output, _remembered(before, now, drift), listed)
        files, lapsed = result.inner.files, result.choices.lapsed
        if any(lapsed):
            say(text("ledger.lapsed", self.lang, expired=lapsed[0], orphaned=lapsed[1]))
        if self.manifest is not None and self.asked.manifest is not None:
            bare = [Extraction(each.path, each.sha256, each.bytes, each.kind, "read") for each in files]
            unmet(self.manifest, self.asked.manifest, bare, self.lang)
        return Done(output.shown, drift, found.read, tuple(each.path for each in files))

    # Auditing

    def _again(
        self, listed: Sequence[FoundFile], known: dict[str, bytes], before: _Before | None
    ) -> tuple[gathering.Gathered, _Result] | None:
        """Give the last audit again where nothing that it depended on has changed."""
        print_ = self._fingerprint(listed, known)
        if before is None or before.choices is None or not print_ or before.run.fingerprint != print_:
            return None
        content, record = self.state.run_audit(before.run.number), before.record
        stored = self.state.blob(kept.OUTPUT, kept.output_key(self.state, print_, reveal=self.run.reveal))
        if content is None or stored is None or any(decodable(each.path) != each.path for each in record.files):
            return None  # a name that is no text stands escaped in the audit: it would be another file's
        setting = as_asked(self.run.folder, self.asked.wish.target, self.lang, "", self._models)
        again = _Written.unpacked(stored, content, setting.taken_at)
        found = gathering.unchanged(listed, self.state, known)
        result = _Result(
            again.shown, record.score, record.open_score, before.choices, record.decisions, None, None, again=again
        )
        return found, result

    def _anew(self, listed: Sequence[FoundFile], known: dict[str, bytes]) -> tuple[gathering.Gathered, _Result]:
        with progress_of(len(listed), self.lang) as advance:
            found = gathering.gathered(
                listed,
                self.state,
                known,
                self._engine,
                advance,
                keep=self.asked.keep,
            )
        files, wish = self._enriched(found.files)
        memory = kept.Kept(self.state) if self.asked.keep else None
        asked = profile_of(*self.profile, self.lang)
        setting = as_asked(self.run.folder, wish.target, self.lang, found.isolation, self._models)
        standing = self._standing if self.decided.decisions else None
        with err.status(text("cli.step.names", self.lang)) as status, collector.paused():

            def step(key: str) -> None:
                given_back()
                status.update(text(f"cli.step.{key}", self.lang))

            made = flow.examined(
                corpus(files, memory), asked, wish, setting, flow.Rulings(self.aliases.ledger, standing), step=step
            )
            made.corpus.leave()
        choices = runs.chosen(self.profile, self.aliases.ledger, made.standing, made.denied, made.closed)
        glances = kept.Glances(memory) if memory else None
        used, facts = (frozenset(memory.used), frozenset(memory.facts)) if memory else (frozenset(), frozenset())
        return found, _Result(made.audit, made.score, made.open_score, choices, runs.of_decisions(made.standing),
                              made.corpus, used, facts, glances=glances)  # fmt: skip

    def _engine(self, files: int) -> Engine:
        """Start the readers; models and pictures of text take so long that none of these waits for another."""
        if self.asked.cluster:
            from auditor.engines.dask import DaskEngine  # noqa: PLC0415  the only one that opens a connection

            return DaskEngine(self.asked.cluster, kept.limits(self.state))
        jobs = self.run.jobs if self.state.options else readers(files, self.run.jobs)
        return LocalEngine(jobs, kept.limits(self.state))

    def _enriched(self, files: list[Extraction]) -> tuple[list[Extraction], flow.Wish]:
        wish = replace(self.asked.wish, keep=spelled(self.asked.wish.keep, [file.path for file in files]))
        if self.manifest is None:
            return files, wish
        costs = manifest.costs(files, self.manifest, wish.costs)
        return manifest.enriched(files, self.manifest), replace(wish, costs=costs)

    def _standing(self, audit: Audit) -> Standing:
        return decisions.applied(audit, self.decided.decisions, date.today(), self._token, self.decided.garbled)

    def _token(self, content: str) -> str:
        return self.state.token("decisions", content).hex()

    @property
    def _models(self) -> str:
        return named(kept.models(self.state.options).values())

    def _ledger(self, given: Path | None, name: str, read: Callable[[Path], T]) -> T:
        """Read a ledger of the user's, an empty one where none was ever written."""
        if given is not None and not given.is_file():
            fail(text("cli.cannot_read", self.lang, path=clean(str(given)), why=text("errno.ENOENT", self.lang)))
        try:
            return read(given or self.state.place / name)
        except BadLedger as error:
            fail(clean(error.message(self.lang)))

    def _fingerprint(self, listed: Sequence[FoundFile], known: dict[str, bytes]) -> bytes:
        """Give the fingerprint of all that the audit depends on, b"" where the content of a file is not known."""
        if any(file.status == "read" and file.path not in known for file in listed) or not self.asked.keep:
            return b""
        files = [(file.path, file.status, file.modified, known.get(file.path, b""), file.problems) for file in listed]
        today = date.today() if self.decided.decisions else None
        setting = as_asked(self.run.folder, self.asked.wish.target, self.lang, "", self._models)
        rest = (self.profile, self.asked.wish, self.lang.value, runs.of_ledger(self.aliases.ledger),
                self.decided.decisions, today, self.manifest, sorted(kept.versions().items()), kept.SAID_VERSION,
                kept.AUDIT_VERSION, OUTPUT_VERSION, setting.tool, self.state.options)  # fmt: skip
        return self.state.token(runs.fingerprint(files, rest))

    # Comparing

    def _before(self) -> _Before | None:
        """Give the last run, None where it was kept in another way: the history goes on from here."""
        past = self.state.runs()
        content = self.state.run_record(past[-1].number) if past else None
        if content is None:
            return None
        choices = kept.last_choices(self.state)
        try:
            return _Before(past[-1], records.loads(content), runs.loads(choices) if choices else None)
        except (records.BadRecord, runs.BadChoices):
            return None

    @collector.paused()
    def _shown(self, result: _Result) -> Audit:
        glance = result.glances or personlike.stretches
        return showable(result.inner, self.key, reveal=self.run.reveal, glance=glance)

    @collector.paused()
    def _written(self, shown: Audit, inner: Audit) -> _Written:
        return _Written(_slim(shown), html.page(shown, self.lang), written(shown), stored(inner))

    def _recorded(self, result: _Result, shown: Audit, before: _Before | None) -> Record:
        if result.again is not None and before is not None:
            return replace(
                before.record, taken_at=shown.taken_at, wanted=(), departed=(), since="", causes=(), straw=None
            )
        masked = shown if shown.masked else masking.masked(shown, self.key, result.glances or personlike.stretches)
        exact = records.Exact(
            result.score, result.open_score, runs.fingerprint(result.choices.profile[0]),
            runs.of_ledger(result.choices.ledger), result.standing,
        )  # fmt: skip
        return Record.of(masked, exact, {each.path: each.verdict for each in result.inner.files if each.verdict})

    @collector.paused()
    def _drift(self, before: _Before | None, now: Record, result: _Result) -> Drift | None:
        if before is None:
            return None
        then, here = before.record, {(each.path, each.sha256) for each in now.files}
        gone = [each for each in then.files if (each.path, each.sha256) not in here]
        past = self._past(then, gone)
        sketches = {each.content: each.sketch for each in self.state.gone()}
        comparing = Comparing(
            result.corpus or corpus([]), past, before.choices or result.choices, result.choices,
            sketch=lambda sha256: sketches.get(kept.content_token(self.state, sha256), b""),
        )  # fmt: skip
        if then.is_slim or before.choices is None or _lost(then, now, gone, past):
            return changes.undivided(then, now, "no_record", comparing.same_source)
        return changes.between(then, now, comparing.answers)

    def _past(self, before: Record, gone: Sequence[Filed]) -> list[Extraction]:
        """Give the readings of what the last run saw and what is not here any more."""
        outer = {each.path: each.sha256 for each in before.files if "!/" not in each.path}
        found: list[Extraction] = []
        for path in sorted({each.path.partition("!/")[0] for each in gone}):
            content = kept.content_token(self.state, outer.get(path, ""))
            blob = self.state.blob(kept.EXTRACTIONS, kept.reading_key(self.state, content, path))
            found += kept.unpacked(blob, path, whatever=True) or [] if blob else []
        wanted = {(each.path, each.sha256) for each in gone}
        return [file for file in found if (file.path, file.sha256) in wanted]

    # What the next run needs

    def _leave(
        self, found: gathering.Gathered, result: _Result, output: _Written, record: Record,
        listed: Sequence[FoundFile],
    ) -> None:  # fmt: skip
        """Leave what the next run needs: first what the run rests on, then the run, at last what nothing needs goes."""
        state, audit, content = self.state, result.inner, records.dumps(record)
        self._remember_gone(record)
        chosen = kept.choices_key(state, content)
        state.keep(kept.CHOICES, chosen, runs.dumps(result.choices))
        print_ = self._fingerprint(listed, found.contents)
        key = kept.output_key(state, print_, reveal=self.run.reveal)
        if print_ and result.again is None:
            state.keep(kept.OUTPUT, key, output.packed())
        if result.glances is not None:
            result.glances.leave()
        state.commit()
        counts = {"files": audit.coverage.files, "read": audit.coverage.read, "partly": audit.coverage.partly,
                  "unread": audit.coverage.unread, "skipped": audit.coverage.skipped, "opened": found.read}  # fmt: skip
        past = PastRun(
            0, audit.taken_at, audit.tool.version, audit.tool.score_version, audit.profile.name,
            print_, result.score, result.open_score, counts,
        )  # fmt: skip
        state.add_run(past, output.inner, content)
        state.list_as(found.listing)
        state.prune(kept.CHOICES, {chosen})
        state.prune(kept.OUTPUT, {key})
        state.prune(kept.EXTRACTIONS, found.readings)
        if result.used is not None:
            state.prune(kept.SETTLED, result.used)
            state.prune(kept.FACTS, result.facts)

    def _remember_gone(self, record: Record) -> None:
        """Remember by a sketch what was wanted removed and has gone, so that a version of it is known again."""
        gone = {content for each in record.wanted if each.gone == record.taken_at for content in each.contents}
        for each in record.departed:
            if each.sha256 in gone:
                sketch = next((runs.sketch_of(file) for file in self._departed(each.path, each.sha256)), b"")
                content = kept.content_token(self.state, each.sha256)
                self.state.remember_gone(content, sketch, record.taken_at, "wanted")

    def _departed(self, path: str, sha256: str) -> list[Extraction]:
        content = kept.content_token(self.state, sha256)
        blob = self.state.blob(kept.EXTRACTIONS, kept.reading_key(self.state, content, path))
        return kept.unpacked(blob, path, whatever=True) or [] if blob else []


def _slim(audit: Audit) -> Audit:
    """Give an audit without what only its large files hold; small ones hold sectors too."""
    return replace(audit, statements=(), entities=(), subjects=())


def _remembered(before: _Before | None, now: Record, drift: Drift | None) -> Record:
    """Give the record with the memory of the earlier ones; a change that is not split breaks the chain of causes."""
    record = changes.remembered(before.record if before else None, now, drift)
    return replace(record, since="") if drift is not None and drift.undivided else record


def _lost(before: Record, now: Record, gone: Sequence[Filed], past: Sequence[Extraction]) -> bool:
    """Say whether a reading is not kept that the way from one run to the other leads over.

    That of a removed file is looked at again by another tool alone, that of an edited one in any case.
    """
    held, here = {(each.path, each.sha256) for each in past}, {each.path for each in now.files}
    again = before.tool != now.tool
    return any(
        each.status in READABLE and (each.path, each.sha256) not in held and (again or each.path in here)
        for each in gone
    )
