"""`auditor decide`: what a person decides on a finding or a file, kept for the audits to come."""

# ruff: noqa: PLR0913, PLR0917  a command's options are the parameters of its function

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from auditor import decisions, kept, ledgers, runs, store, tokens
from auditor.commands.console import Lang, fail, out
from auditor.commands.opening import opened, told
from auditor.commands.options import (
    AuditPath,
    Expires,
    Language,
    ListDecisions,
    Owner,
    Reason,
    Revoke,
    StateDir,
    VerdictGiven,
    WhatDecided,
)
from auditor.commands.reading import loaded
from auditor.decisions import PROMISES, VERDICTS, Decision, Standing, Token, Verdict
from auditor.ledgers import MOST_REASON, NEVER, BadLedger, Decided
from auditor.messages import count, label, text
from auditor.model import Audit, FileEntry, Finding
from auditor.removal import goes
from auditor.reports.clean import clean, flowing
from auditor.reports.json import BadAudit, restored
from auditor.state import State, place_of

LEAST_ID = 4  # digits of an id that a person may shorten it to
ROW = "row:"
Thing = Finding | FileEntry


@dataclass(frozen=True, slots=True)
class Words:
    """What a person says of a decision."""

    verdict: Verdict
    reason: str
    owner: str
    made: date
    expires: date | None


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a decision is made on.

    Attributes:
        shown: The audit as the person sees it.
        inner: The same as it was made: unmasked, its ids not keyed.
        public: The ids of its findings as they are shown, by the ids that they were made with.
        denied: Ids of the false positives in force: what they are about stands in no audit any more.
        ledger: Where decisions are kept.
    """

    shown: Audit
    inner: Audit
    public: dict[str, str]
    token: Token
    denied: frozenset[str]
    ledger: Path
    lang: Lang


def decide(
    audit_path: AuditPath, lang: Language, what: WhatDecided = "", verdict: VerdictGiven = "", reason: Reason = "",
    owner: Owner = "", expires: Expires = "", state: StateDir = None, listed: ListDecisions = False,
    revoke: Revoke = None,
) -> None:  # fmt: skip
    """Decide on a finding or on files, for the audits to come; or list decisions."""
    if sum((bool(what), listed, revoke is not None)) != 1 or bool(what) != bool(verdict.strip()):
        fail(text("decide.which", lang))
    words = _words(verdict, reason, owner, expires, lang) if what else None
    shown, home = loaded(audit_path, lang), state or store.default_state()
    _known(home, shown, lang)
    try:
        with opened(home, Path(shown.folder), lang) as held:
            desk = _desk(shown, held, store.secret(home), lang)
            if revoke is not None:
                _revoke(desk, revoke)
            elif words is None:
                _list(desk)
            else:
                _decide(desk, what, words)
    except BadLedger as error:
        fail(clean(error.message(lang)))


def _known(home: Path, shown: Audit, lang: Lang) -> None:
    """Refuse where nothing is kept of the audit's folder; nothing is made."""
    if any((home / name).exists() for name in ("key", "key.keyring")):
        with told(home, shown.folder, lang):
            if place_of(home, Path(shown.folder), store.secret(home)).exists():
                return
    fail(text("decide.no_state", lang, folder=clean(shown.folder)))


def _desk(shown: Audit, state: State, secret: bytes, lang: Lang) -> Desk:
    inner = _inner(shown, state, lang)
    keyed = tokens.keyed(inner, secret)
    public = {one.id: other.id for one, other in zip(inner.findings, keyed.findings, strict=True)}

    def token(content: str) -> str:
        return state.token("decisions", content).hex()

    return Desk(shown, inner, public, token, _denied(state), state.place / ledgers.DECISIONS, lang)


def _denied(state: State) -> frozenset[str]:
    stored = kept.last_choices(state)
    try:
        return runs.loads(stored).held if stored else frozenset()
    except runs.BadChoices:
        return frozenset()


def _inner(shown: Audit, state: State, lang: Lang) -> Audit:
    """Give the audit as it was made, from the state."""
    numbers = [run.number for run in state.runs() if run.taken_at == shown.taken_at]
    content = state.run_audit(numbers[-1]) if numbers else None
    try:
        if content is not None:
            return restored(content)
    except (BadAudit, UnicodeDecodeError):
        pass  # of a version that writes it in another way
    return fail(text("decide.no_run", lang, taken_at=clean(shown.taken_at)))


# ---------------------------------------------------------------- what a person says


def _words(verdict: str, reason: str, owner: str, expires: str, lang: Lang) -> Words:
    """Read the words of a decision; an acceptance says why and by whom, what cannot be undone says why."""
    found, today = _verdict(verdict, lang), datetime.now().astimezone().date()
    reason, owner = " ".join(reason.split()), " ".join(owner.split())
    if found not in PROMISES and not reason:
        fail(text("decide.no_reason", lang, verdict=label("verdict", found, lang)))
    if found == "accept" and not owner:
        fail(text("decide.no_owner", lang))
    if len(reason) > MOST_REASON or len(owner) > MOST_REASON:
        fail(text("decide.too_many_words", lang, most=MOST_REASON))
    return Words(found, reason, owner, today, _expires(expires, found, today, lang))


def _verdict(given: str, lang: Lang) -> Verdict:
    plain = given.strip().casefold().replace("_", "-").replace(" ", "-")
    for verdict in VERDICTS:
        if plain in (verdict, label("verdict", verdict, "zh")):
            return verdict
    zh = lang == Lang.zh
    known = ("、" if zh else ", ").join(f"{each} {label('verdict', each, 'zh')}" if zh else each for each in VERDICTS)
    return fail(text("decide.verdict", lang, verdict=clean(given), known=known))


def _expires(given: str, verdict: Verdict, today: date, lang: Lang) -> date | None:
    if not given:
        return decisions.due(verdict, today)
    expires = None if given.strip() == NEVER else _day(given, lang)
    if expires is not None and expires <= today:
        fail(text("decide.past", lang, expires=expires))
    if decisions.too_long(verdict, today, expires):
        fail(text("decide.too_long", lang, verdict=label("verdict", verdict, lang), days=decisions.MOST_DAYS[verdict]))
    return expires


def _day(given: str, lang: Lang) -> date:
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        return fail(text("decide.expires", lang, expires=clean(given)))


# ---------------------------------------------------------------- deciding


def _decide(desk: Desk, what: str, words: Words) -> None:
    held = ledgers.read_decisions(desk.ledger)
    things = _things(desk, what)
    made = [_made(desk, each, words) for each in things]
    gone = decisions.superseded(desk.inner, held.decisions, made, desk.token)
    kept = {each.id: each for each in (*held.decisions, *made) if each in made or each.id not in gone}
    ledgers.write_decisions(desk.ledger, replace(held, decisions=tuple(kept.values())))
    for thing, new in zip(things, made, strict=True):
        _print(f"{_line(new, desk.lang)}\n    {_named(desk, thing)}")
    _print(text("decide.done", desk.lang, ledger=clean(str(desk.ledger))))


def _made(desk: Desk, thing: Thing, words: Words) -> Decision:
    mark = decisions.mark_of(desk.inner, thing, desk.token)
    if not mark.tells:
        fail(text("decide.says_nothing", desk.lang, what=_named(desk, thing)))
    many = 1 if isinstance(thing, FileEntry) else len(thing.files)
    hint = f"{mark.kind}, {count('files', many, 'en')}"
    return decisions.decided(
        mark, words.verdict, words.made, words.expires, desk.token, reason=words.reason, owner=words.owner, hint=hint
    )


def _things(desk: Desk, what: str) -> list[Thing]:
    """Give what a person means: the files of a row, a finding by its id or the first digits of it, files by path."""
    if what.startswith(ROW):
        return _row(desk, what.removeprefix(ROW))
    exact = [each for each in desk.inner.findings if desk.public[each.id] == what]
    alike = [each for each in desk.inner.findings if len(what) >= LEAST_ID and desk.public[each.id].startswith(what)]
    if exact or len(alike) == 1:
        return [*(exact or alike)]
    files = [each for each in desk.inner.files if clean(each.path) == clean(what)]
    files = files or [each for each in desk.inner.files if goes(each.path, what)]
    if not files:
        fail(text("decide.several" if alike else "decide.nothing_like", desk.lang, what=clean(what)))
    return [*files]


def _row(desk: Desk, given: str) -> list[Thing]:
    rows = {str(item.rank): item.files for item in desk.shown.shortlist.items}
    if given not in rows:
        fail(text("decide.no_row", desk.lang, row=clean(given), rows=len(rows)))
    return [each for each in desk.inner.files if clean(each.path) in map(clean, rows[given])]


def _revoke(desk: Desk, given: str) -> None:
    held = ledgers.read_decisions(desk.ledger)
    found = [each for each in held.decisions if len(given) >= LEAST_ID and each.id.startswith(given)]
    if len({each.id for each in found}) != 1:
        fail(text("decide.no_decision", desk.lang, id=clean(given)))
    kept = tuple(each for each in held.decisions if each not in found)
    ledgers.write_decisions(desk.ledger, replace(held, decisions=kept))
    _print(text("decide.revoked", desk.lang, line=_line(found[0], desk.lang)))


# ---------------------------------------------------------------- showing


def _list(desk: Desk) -> None:
    held = ledgers.read_decisions(desk.ledger)
    today = datetime.now().astimezone().date()
    standing = decisions.applied(desk.inner, held.decisions, today, desk.token, held.garbled)
    if not held.decisions and not held.garbled:
        _print(text("decide.none", desk.lang))
    for heading, entries in _sections(desk, held, standing):
        if entries:
            out.print(text(f"decide.{heading}", desk.lang), style="bold")
            for entry in entries:
                _print(entry)


def _sections(desk: Desk, held: Decided, standing: Standing) -> Iterator[tuple[str, list[str]]]:
    hidden = {each for each in standing.orphaned if each.id in desk.denied and each.verdict == "false-positive"}
    orphaned = [each for each in standing.orphaned if each not in hidden]
    over = {*standing.expired, *orphaned}
    in_force = {*standing.findings.values(), *standing.files.values(), *hidden}
    about = decisions.met(desk.inner, held.decisions, desk.token)
    yield "in_force", [_entry(desk, each, about[each]) for each in held.decisions if each in in_force]
    yield "superseded", [_entry(desk, each, about[each]) for each in held.decisions if each not in over | in_force]
    yield "expired", [_entry(desk, each, about[each]) for each in standing.expired]
    yield "orphaned", [_entry(desk, each, ()) for each in orphaned]
    bad = standing.unparseable
    yield "unparseable", [text("decide.garbled", desk.lang, number=each.number, field=each.key) for each in bad]


def _entry(desk: Desk, decision: Decision, about: Collection[str]) -> str:
    """Give a decision with what it is about, as the audit that is shown names it."""
    things: Iterable[Thing] = desk.inner.findings if decision.about == "finding" else desk.inner.files
    named = [_named(desk, each) for each in things if (each.id if isinstance(each, Finding) else each.path) in about]
    words = [clean(each) for each in (decision.owner, decision.reason) if each]
    return "\n    ".join([_line(decision, desk.lang), *([" · ".join(words)] if words else []), *named])


def _line(decision: Decision, lang: Lang) -> str:
    key = "decide.line" if decision.expires is not None else "decide.line_never"
    about = label("decide.about", decision.mark.kind, lang)
    verdict = label("verdict", decision.verdict, lang)
    return text(key, lang, id=clean(decision.id), verdict=verdict, about=about, expires=decision.expires)


def _named(desk: Desk, thing: Thing) -> str:
    """Give a finding's sentence or a file's path, as masked as the audit that is shown."""
    if isinstance(thing, FileEntry):
        return clean(thing.path)
    public = desk.public[thing.id]
    shown = next((each.text for each in desk.shown.findings if each.id == public), "")
    return f"{public} {flowing(shown)}".strip()


def _print(line: str) -> None:
    out.print(line, markup=False, soft_wrap=True)
