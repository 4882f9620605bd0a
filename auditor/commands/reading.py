"""From a folder or a finished audit to an audit that may be shown: what several commands do."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from unicodedata import normalize

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)

from auditor import account, masking, profile, store, tokens
from auditor import audit as flow
from auditor.changes import Drift
from auditor.commands.console import ABOVE, OK, UNREAD, Lang, err, fail, say, text_of
from auditor.corpus import Corpus
from auditor.engines.local import LocalEngine
from auditor.folder import BadFolder, FoundFile, walk
from auditor.messages import text
from auditor.model import UNFINISHED, Audit, EntityEntry, FileEntry, Tool
from auditor.removal import goes, within
from auditor.reports import changes, html
from auditor.reports.clean import clean
from auditor.reports.discover import reports
from auditor.reports.json import BadAudit, loads
from auditor.score import SCORE_VERSION
from extractors import personlike
from extractors.model import Extraction
from extractors.tagging import merging, weights

OUTPUTS = (
    ("shortlist.csv", "csv"), ("shortlist.md", "md"), ("letters.txt", "letters"),
    ("move.sh", "move.sh"), ("move.ps1", "move.ps1"),
)  # fmt: skip
CHANGES, PAGE, AUDIT = "changes.json", "report.html", "audit.json"
DISTRIBUTION = "aggregation-auditor"


def audited(
    held: Corpus, asked: profile.Profile, wish: flow.Wish, setting: account.Setting, rulings: flow.Rulings
) -> Audit:
    """Audit with the name of each step on the terminal."""
    lang = setting.language
    with err.status(text("cli.step.names", lang)) as status:
        return flow.examined(
            held, asked, wish, setting, rulings, step=lambda step: status.update(text(f"cli.step.{step}", lang))
        ).audit


def showable(
    found: Audit, key: bytes, *, reveal: bool, glance: masking.Glance = personlike.stretches,
    beside: Sequence[EntityEntry] = (),
) -> Audit:  # fmt: skip
    """Give the audit as it may be shown: tokens for ids, marked files withheld, values masked unless revealed.

    `beside` is masked in its texts as well, as for `masking.masked`.
    """
    held = masking.withheld(tokens.keyed(found, key))
    return held if reveal else masking.masked(held, key, glance, beside)


def rendered(found: Audit, lang: Lang, large: tuple[str, bytes], drift: Drift | None = None) -> dict[str, str | bytes]:
    """Give every file of the output by its name; with what changed, where there was a run before.

    Args:
        found: The audit as it may be shown; statements, entities, subjects and sectors are not needed.
        lang: Of what is written.
        large: The page with its marks, and `audit.json`.
        drift: What changed.
    """
    small: dict[str, str | bytes] = {name: reports()[form].render(found, lang) for name, form in OUTPUTS}
    page = html.with_changes(large[0], drift, lang)
    return small | {PAGE: page, AUDIT: large[1]} | ({CHANGES: changes.dumps(drift)} if drift else {})


def write_all(place: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write all files or none: they are written beside their places, and take them once all are there."""
    fresh, staged = not place.exists(), place / f".auditor-{os.getpid()}"
    try:
        for name, content in contents.items():
            store.write(staged / name, content)
        for name in contents:
            os.replace(staged / name, place / name)
        if CHANGES not in contents:
            (place / CHANGES).unlink(missing_ok=True)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        with contextlib.suppress(OSError):  # not empty: everything went well
            if fresh:
                place.rmdir()


def exit_code(found: Audit) -> int:
    """Give the exit code of an audit: what is accepted does not count against the target."""
    return code_of(found.score.open, found.target, whole=is_whole(found))


def is_whole(found: Audit) -> bool:
    """Say whether every file of an audit was read to its end."""
    return not (found.coverage.unread or found.coverage.partly)


def are_whole(files: Iterable[FileEntry | Extraction]) -> bool:
    """Say whether each of some files was read to its end."""
    return all(file.status not in UNFINISHED for file in files)


def code_of(score: float, target: float, *, whole: bool) -> int:
    """Give the exit code of a score: a low one of files that were not all read tells no clean folder."""
    if score > target:
        return ABOVE
    return OK if whole else UNREAD


def walked(folder: Path, lang: Lang) -> list[FoundFile]:
    try:
        return walk(folder)
    except BadFolder as error:
        fail(text(f"cli.folder.{error.reason}", lang, folder=clean(str(folder))))


@contextlib.contextmanager
def progress_of(files: int, lang: Lang) -> Iterator[Callable[[], None]]:
    """Show how many of the files are read, and how long it may take; gives what to call for each."""
    with Progress(*_progress(), console=err, transient=True) as progress:
        task = progress.add_task(text("cli.step.read", lang), total=files)
        yield lambda: progress.advance(task)


def read_files(found: list[FoundFile], lang: Lang, jobs: int) -> tuple[list[Extraction], str]:
    """Read every file of a folder, with progress on the terminal."""
    files: list[Extraction] = []
    with LocalEngine(jobs) as engine, progress_of(len(found), lang) as advance:
        for _, extractions in engine.map_files(found):
            files.extend(extractions)
            advance()
        return files, engine.isolation


def _progress() -> Iterable[ProgressColumn]:
    return SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()


def as_asked(folder: Path, target: float, lang: Lang, isolation: str, models: str = "") -> account.Setting:
    learned = {"mode": "rules+tagger", "tagger": weights.digest()[:12], **merging.KNOWN_RECALL}
    recognition = {**learned, "names": "1", "keys": "1", **({"models": models} if models else {})}
    tool = Tool(metadata.version(DISTRIBUTION), SCORE_VERSION, recognition)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return account.Setting(clean(str(folder.resolve())), now, target, lang.value, isolation, tool)


def profile_again(found: Audit, given: str, lang: Lang) -> profile.Profile:
    """Give the profile of an audit; one of a person's own has to be given again, for audits keep its name only."""
    if not given and found.profile.name not in profile.bundled():
        fail(text("cli.profile_again", lang, profile=clean(found.profile.name)))
    asked = asked_profile(given or found.profile.name, lang)
    if (asked.name, asked.version) != (found.profile.name, found.profile.version):
        say(text("cli.profile_changed", lang, profile=clean(f"{asked.name} {asked.version}"),
                  before=clean(f"{found.profile.name} {found.profile.version}")))  # fmt: skip
    return asked


def spelled(patterns: Collection[str], paths: Collection[str]) -> tuple[str, ...]:
    """Give patterns that also mean the one file whose name they are, as it stands or as reports show it.

    `[draft] 1.txt` is a pattern and a name, and nobody can type the bytes behind `raw\\xff.txt`.
    """
    shown: dict[str, set[str]] = defaultdict(set)
    for each in {part for path in paths for part in within(path)} if patterns else ():
        shown[normalize("NFC", clean(each))].add(glob.escape(each))
    meant = list[str]()
    for pattern in patterns:
        named = sorted(shown.get(normalize("NFC", clean(pattern)), ()))
        meant += named if named and not _met([pattern], paths) else [pattern, *named]
    return tuple(dict.fromkeys(meant))


def _met(patterns: Collection[str], paths: Collection[str]) -> bool:
    return any(goes(path, pattern) for path in paths for pattern in patterns)


def unmatched(wish: flow.Wish, paths: Collection[str], lang: Lang) -> None:
    """Name patterns and costs that meet no file: a slip of the pen would leave a file unprotected."""
    lost = [each for each in wish.keep if not _met(spelled([each], paths), paths)]
    lost += [path for path, _ in wish.costs if path not in paths]
    for pattern in lost:
        say(text("cli.no_match", lang, pattern=clean(pattern)))


def asked_profile(name: str, lang: Lang) -> profile.Profile:
    """Give the profile of a name or of a person's own file."""
    return profile_of(*profile_text(name, lang), lang)


def profile_text(name: str, lang: Lang) -> tuple[str, str]:
    """Give a profile's TOML, and what messages call it."""
    try:
        if name.endswith(".toml"):
            return text_of(Path(name), lang), Path(name).name
        return profile.shipped_text(name), f"{name}.toml"
    except profile.BadProfile as error:
        fail(clean(error.message(lang)))


def profile_of(content: str, origin: str, lang: Lang) -> profile.Profile:
    """Read a profile's TOML."""
    try:
        return profile.parsed(content, origin)
    except profile.BadProfile as error:
        fail(clean(error.message(lang)))


def told_in(found: Audit, lang: Lang) -> Audit:
    """Give an audit to be shown, with a note where its sentences are in the other language."""
    if found.language != lang.value:
        say(text("cli.other_language", lang))
    return found


def loaded(path: Path, lang: Lang) -> Audit:
    file = path / "audit.json" if path.is_dir() else path
    if not file.exists():
        fail(text("cli.no_audit", lang, path=clean(str(file))))
    try:
        return loads(text_of(file, lang, ("utf-8",)))
    except BadAudit as error:
        fail(error.message(lang).replace("audit.json", clean(str(file)), 1))
