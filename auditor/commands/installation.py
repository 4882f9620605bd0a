"""`auditor doctor`: whether this installation is sound."""

from __future__ import annotations

import os
import platform
import stat
from importlib import metadata
from pathlib import Path

import typer

import extractors
from auditor import store
from auditor.commands.console import OK, USAGE, Lang, out, reason
from auditor.commands.options import Language, StateDir
from auditor.commands.places import refusal
from auditor.commands.reading import DISTRIBUTION
from auditor.messages import text
from auditor.reports.clean import clean
from extractors import modelled
from extractors.guard import DEFAULTS, Guard, GuardBroken

DOORS = ("rlimits", "nonet", "nowrite")
Check = tuple[bool | None, str]  # sound, not sound, or merely not there; what is said about it


def doctor(lang: Language, state: StateDir = None) -> None:
    """Check the installation: packages, isolation of the readers, programs beside it, place of the key."""
    place = _key_place(state or store.default_state(), lang)
    checks = [_packages(lang), *_isolation(lang), *_means(lang), _accurate(lang), place]
    made = f"auditor {metadata.version(DISTRIBUTION)} · Python {platform.python_version()} · {platform.system()}"
    out.print(made, markup=False)
    for sound, said in checks:
        mark = {True: "doctor.sound", False: "doctor.unsound", None: "doctor.without"}[sound]
        out.print(f"{text(mark, lang)}  {said}", markup=False, soft_wrap=True)
    out.print(text("doctor.alone", lang), markup=False, soft_wrap=True)
    raise typer.Exit(USAGE if any(sound is False for sound, _ in checks) else OK)


def _packages(lang: Lang) -> Check:
    """Check that `extractors` is ours: another distribution bears that name."""
    found = Path(str(extractors.__file__)).resolve().parents[1]
    ours = found == Path(__file__).resolve().parents[2]
    return ours, text("doctor.packages" if ours else "doctor.packages_other", lang, path=clean(str(found)))


def _isolation(lang: Lang) -> list[Check]:
    """Say what the readers are kept from, and plainly what they are not."""
    try:
        with Guard() as guard:
            reached = guard.isolation.split("+")
    except GuardBroken:
        return [(False, text("doctor.guard_broken", lang))]
    kept = [text(f"doctor.{part}", lang) for part in (*DOORS, "deadline") if part in reached]
    said: list[Check] = [(True, text("doctor.isolation", lang, kept=("、" if lang == Lang.zh else ", ").join(kept)))]
    return said + [(None, text(f"doctor.without.{part}", lang)) for part in DOORS if part not in reached]


def _means(lang: Lang) -> list[Check]:
    """Try what the machine has beside this program; what it does not have is no fault, and costs what is said."""
    from extractors import means  # noqa: PLC0415  only this command tries them

    found: list[Check] = []
    for each in means.MEANS:
        name, place = text(f"means.{each.name}", lang), each.place()
        if not place:
            found.append((None, text("means.missing", lang, name=name, cost=text(f"means.{each.name}.cost", lang))))
        elif each.works():
            found.append((True, text("means.works", lang, name=name, place=clean(place))))
        else:
            found.append((False, text("means.broken", lang, name=name, place=clean(place))))
    return found


def _accurate(lang: Lang) -> Check:
    """Try the model of the extra `accurate`, in a reading process as an audit does."""
    name = text("means.accurate", lang)
    try:
        made = modelled.identity(modelled.ACCURATE)
    except modelled.Unusable:
        return None, text("means.missing", lang, name=name, cost=text("means.accurate.cost", lang))
    try:
        with Guard(DEFAULTS.with_models(modelled.ACCURATE)) as guard:
            return bool(guard.isolation), text("means.works", lang, name=name, place=clean(made))
    except GuardBroken:
        return False, text("means.broken", lang, name=name, place=clean(made))


def _key_place(home: Path, lang: Lang) -> Check:
    """Check that state can be written and that no one else reads the key; nothing is made."""
    key = home / "key"
    held, refused = refusal(home.absolute())
    if refused is not None:
        return False, text("cli.cannot_use", lang, path=clean(str(held)), why=reason(refused, lang))
    if os.name == "posix" and key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        return False, text("doctor.key_open", lang, path=clean(str(key)))
    place = "keyring" if store.in_keyring(home) else "file"
    return True, text(f"doctor.state_{place}", lang, path=clean(str(home)))
