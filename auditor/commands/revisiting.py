"""A second look at the folder of a finished audit: with what its state kept, as far as there is one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from auditor import account, decisions, gathering, kept, ledgers, picture, resolve, runs, store
from auditor import audit as flow
from auditor.commands.console import Lang, fail, say
from auditor.commands.modelling import unchanged
from auditor.commands.opening import opened, told
from auditor.commands.options import Run
from auditor.commands.places import secret
from auditor.commands.reading import (
    as_asked,
    audited,
    profile_again,
    profile_of,
    progress_of,
    read_files,
    showable,
    spelled,
    unmatched,
    walked,
)
from auditor.corpus import Corpus, corpus
from auditor.decisions import Standing
from auditor.engines.local import LocalEngine
from auditor.findings import Found
from auditor.graph import Denied
from auditor.messages import text
from auditor.model import Audit, EntityEntry
from auditor.picture import NOTHING_DENIED, Picture
from auditor.profile import Profile
from auditor.reports.clean import clean, decodable
from auditor.runs import Choices
from auditor.state import State, place_of
from extractors.guard import DEFAULTS
from extractors.model import Limits


@dataclass(frozen=True, slots=True)
class Again:
    """An audited folder as it is now, with the choices of its last run.

    Attributes:
        choices: What was denied and accepted, and which names are one; None where no state is kept.
        limits: What a file may cost, recognition of its text included where the last run asked for it.
    """

    corpus: Corpus
    profile: Profile
    choices: Choices | None
    rulings: flow.Rulings
    limits: Limits = DEFAULTS

    @property
    def denied(self) -> Denied:
        """Give what people said is no association or accepted: it does not count against the target."""
        return self.choices.closed if self.choices else NOTHING_DENIED


@contextmanager
def again(found: Audit, run: Run) -> Iterator[Again]:
    """Give the folder of an audit as it is now; of what its state kept, nothing is read a second time."""
    folder = Path(found.folder)
    if not folder.is_dir():
        fail(text("cli.folder_gone", run.lang, folder=clean(found.folder)))
    listed = walked(folder, run.lang)
    if not _has_state(run.home, folder, run.lang):
        files, _ = read_files(listed, run.lang, run.jobs)
        yield _looked(
            found, Again(corpus(files), profile_again(found, run.profile, run.lang), None, flow.Rulings()), run
        )
        return
    with opened(run.home, folder, run.lang) as state:
        kept.reads_as_before(state)
        unchanged(kept.models(state.options), run.lang)
        known = gathering.contents(listed, state)
        with progress_of(len(listed), run.lang) as advance:
            limits = kept.limits(state)
            gathered = gathering.gathered(listed, state, known, lambda _: LocalEngine(run.jobs, limits), advance)
        choices = _choices(state)
        held = corpus(gathered.files, kept.Kept(state))
        rulings = _rulings(state, choices)
        yield _looked(found, Again(held, _profile(found, run, choices), choices, rulings, limits), run)


def chosen_anew(found: Audit, wish: flow.Wish, run: Run, only: Collection[str] = ()) -> Audit:
    """Choose anew on the folder as it is now; the score of each row is that of an audit of what would remain.

    Args:
        found: An audit of the folder.
        wish: What the shortlist is asked.
        run: Folder, state and language.
        only: Paths of files that are looked at as if they were the folder; none for all.
    """
    key = secret(run)
    with again(found, run) as whole:
        held = whole.corpus
        part = corpus([file for file in held.files if file.path in only], held.memory) if only else held
        folder = replace(whole, corpus=part)
        paths = [file.path for file in folder.corpus.files]
        unmatched(wish, paths, run.lang)
        wish = replace(wish, keep=spelled(wish.keep, paths))
        models = found.tool.recognition.get("models", "")
        setting = as_asked(Path(found.folder), wish.target, run.lang, found.coverage.isolation, models)
        setting = replace(setting, taken_at=found.taken_at)
        made = audited(folder.corpus, folder.profile, wish, setting, folder.rulings)
        beside = _known(whole) if only and not run.reveal else ()
        return showable(made, key, reveal=run.reveal, beside=beside)


def drafted(  # noqa: PLR0913, PLR0917  what is told, and who may see it
    seen: Picture, found: Sequence[Found], audit: Audit, run: Run, key: bytes, whole: Picture | None = None
) -> Audit:  # fmt: skip
    """Give findings of a picture in the words of an audit that may be shown; it holds nothing of removals.

    Whom only the `whole` folder knows, of which the picture shows a part, is masked too.
    """
    models = audit.tool.recognition.get("models", "")
    setting = as_asked(Path(audit.folder), audit.target, run.lang, audit.coverage.isolation, models)
    beside = account.entities(whole) if whole and whole is not seen else ()
    return showable(account.draft(setting, seen, found), key, reveal=run.reveal, beside=beside)


def _known(folder: Again) -> tuple[EntityEntry, ...]:
    """Give all that the folder knows by name."""
    return account.entities(picture.of(folder.corpus, folder.profile, ledger=folder.rulings.ledger))


def _has_state(home: Path, folder: Path, lang: Lang) -> bool:
    if not any((home / name).exists() for name in ("key", "key.keyring")):
        return False
    with told(home, str(folder), lang):
        return place_of(home, folder, store.secret(home)).exists()
    return False


def _looked(found: Audit, folder: Again, run: Run) -> Again:
    """Say where the folder is not what was audited."""
    here = {decodable(file.path): file.sha256 for file in folder.corpus.files}
    if here != {each.path: each.sha256 for each in found.files}:
        say(text("cli.changed", run.lang))
    return folder


def _profile(found: Audit, run: Run, choices: Choices | None) -> Profile:
    """Give the profile of the last run where it is that of the audit, else the one that is asked for or shipped."""
    if choices is not None and not run.profile:
        held = profile_of(*choices.profile, run.lang)
        if (held.name, held.version) == (found.profile.name, found.profile.version):
            return held
    return profile_again(found, run.profile, run.lang)


def _choices(state: State) -> Choices | None:
    """Give the choices of the last run, None where none can be taken up."""
    stored = kept.last_choices(state)
    try:
        return runs.loads(stored) if stored else None
    except runs.BadChoices:
        return None


def _rulings(state: State, choices: Choices | None) -> flow.Rulings:
    try:
        decided = ledgers.read_decisions(state.place / ledgers.DECISIONS)
    except ledgers.BadLedger:
        decided = ledgers.Decided()
    ledger = choices.ledger if choices else resolve.EMPTY
    if not decided.decisions:
        return flow.Rulings(ledger)
    return flow.Rulings(ledger, _standing(state, decided))


def _standing(state: State, decided: ledgers.Decided) -> Callable[[Audit], Standing]:
    def token(content: str) -> str:
        return state.token("decisions", content).hex()

    return lambda audit: decisions.applied(audit, decided.decisions, date.today(), token, decided.garbled)
