"""The manifest that a person gives with an audit: found, read, and checked against the folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from auditor import manifest
from auditor.commands.console import Lang, fail, say, text_of
from auditor.manifest import BadManifest, Manifest
from auditor.messages import text
from auditor.reports.clean import clean
from extractors.model import Extraction

NAMED = 3  # paths that are named before the rest is counted


def asked_manifest(path: Path | None, folder: Path, lang: Lang) -> Manifest | None:
    """Give the manifest of `--manifest`, None without one; a bad one ends the command with the line that is wrong."""
    if path is None:
        return None
    if path.is_dir():
        fail(text("manifest.folder", lang, path=clean(str(path))))
    try:
        return manifest.parsed(text_of(path, lang), clean(str(path)), folder.resolve().name)
    except BadManifest as error:
        fail(clean(error.message(lang)))


def unmet(asked: Manifest, path: Path, files: Sequence[Extraction], lang: Lang) -> None:
    """Say how many files of the manifest are not in the folder, and name the first of them."""
    if lost := manifest.unknown(files, asked):
        named = ("、" if lang == Lang.zh else ", ").join(map(clean, lost[:NAMED]))
        say(text("manifest.unknown", lang, path=clean(str(path)), n=len(lost), files=named))
