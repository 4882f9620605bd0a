"""Models that look for names beside the rules: what an audit asks for is had, or said not to be, before it begins."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from auditor import kept
from auditor.commands.console import Lang, fail
from auditor.commands.options import Recognition
from auditor.messages import text
from auditor.reports.clean import clean
from extractors import modelled
from extractors.guard import DEFAULTS, Guard, GuardBroken


def asked_models(recognise: Recognition, own: Sequence[str], lang: Lang) -> tuple[str, ...]:
    """Give the options of the models that are asked for; one that cannot be had or opened ends the command."""
    if recognise == Recognition.accurate and not _has_extra():
        fail(text("cli.accurate", lang))
    names = dict.fromkeys([*([modelled.ACCURATE] if recognise == Recognition.accurate else []), *map(absolute, own)])
    options = []
    for name in names:
        with _told(lang):
            options.append(kept.with_model(name, modelled.identity(name)))
        try:
            with Guard(DEFAULTS.with_models(name)) as guard:
                assert guard.isolation
        except GuardBroken as broken:
            fail(text("cli.model.broken", lang, what=clean(name), why=clean(broken.why)))
    return tuple(options)


def unchanged(models: Mapping[str, str], lang: Lang) -> None:
    """End the command where a model is not any more what it was."""
    for name, identity in models.items():
        with _told(lang):
            if modelled.identity(name) != identity:
                fail(text("cli.model.changed", lang, what=clean(name)))


def named(identities: Iterable[str]) -> str:
    """Give the models as an audit tells them."""
    return ", ".join(identities)


def _has_extra() -> bool:
    try:
        return bool(modelled.identity(modelled.ACCURATE))
    except modelled.Unusable:
        return False


def absolute(model: str) -> str:
    """Name the folder of a model from the root: the reading processes stand elsewhere."""
    name, colon, place = model.partition(":")
    return f"{name}:{os.path.abspath(Path(place).expanduser())}" if colon and place else name


@contextmanager
def _told(lang: Lang) -> Iterator[None]:
    try:
        yield
    except modelled.Unusable as fault:
        known = ", ".join(modelled.adapters())
        fail(text(f"cli.model.{fault.why}", lang, what=clean(fault.what), known=known))
