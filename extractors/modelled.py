"""Names found by models that somebody else made, beside the rules: the extra `accurate`, or a model of the user's.

A model is named by its adapter, `lac`, or by that and the folder in which it lies, `spacy:/models/zh`. It is opened in
the guard's child, before any document is there, with no network and with every library told not to look for one.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

from extractors import registry
from extractors.chinese import at_boundary, is_everyday
from extractors.model import NAME_KINDS, Adapter, Mention, NameModel, Segment, Span
from extractors.text import has_cjk, simplified

ACCURATE = "lac"  # the model of the extra `accurate`
# No library may look for what it does not find; one thread, so that the same text gives the same names.
ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1",
    "DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1", "TOKENIZERS_PARALLELISM": "false", "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
}  # fmt: skip
_CHUNK_BYTES = 1 << 20
_BATCH_CHARS = 8000  # chosen: a second of a slow model; each batch has the time of a file
_MOST_CHARS = 400  # chosen: models are trained on sentences; a longer one is cut
_PIECE = re.compile(f"[^\\n\\t。！？；]{{1,{_MOST_CHARS}}}[。！？；]?")
_LETTER = re.compile(r"[^\W\d_]")


class Unusable(Exception):  # noqa: N818  says what the model is
    """A model that cannot be had.

    Attributes:
        why: "adapter" (unknown), "installed" (its program is not), "unnamed" (no folder is named), "folder" (none is
            there), "mark" (a folder without such a model).
        what: The adapter, its distribution, the folder, or the file that is missing in it.
    """

    def __init__(self, why: str, what: str) -> None:
        super().__init__(f"{why}: {what}")
        self.why, self.what = why, what


def adapters() -> Mapping[str, Adapter]:
    """Give every adapter by its name."""
    found = registry.constants("extractors.adapters", "ADAPTER", Adapter)
    return {name.rpartition(".")[2]: adapter for name, adapter in found.items()}


def identity(model: str) -> str:
    """Say what a model's finds depend on: adapter, version of its program, digest of its files.

    Raises:
        Unusable: It cannot be had.
    """
    name, adapter, folder = _looked_up(model)
    return f"{name} {metadata.version(adapter.distribution)} {_digest(folder)}"


def _looked_up(model: str) -> tuple[str, Adapter, Path]:
    name, _, place = model.partition(":")
    adapter = adapters().get(name)
    if adapter is None:
        raise Unusable("adapter", name)
    if any(importlib.util.find_spec(package) is None for package in adapter.packages):
        raise Unusable("installed", adapter.distribution)
    if not place and not adapter.carries:
        raise Unusable("unnamed", name)
    folder = Path(place) if place else _carried(adapter.carries)
    if not folder.is_dir():
        raise Unusable("folder", place)
    if not (folder / adapter.mark).is_file():
        raise Unusable("mark", str(folder / adapter.mark))
    return name, adapter, folder.resolve()


def _carried(package: str) -> Path:
    found = importlib.util.find_spec(package)
    return Path(str(found.origin)).parent if found else Path()


def _digest(folder: Path) -> str:
    """Give the digest of all files below a folder and their names; what Python leaves beside them aside."""
    found = hashlib.blake2b(digest_size=8)
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        found.update(path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape") + b"\0")
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                found.update(chunk)
    return found.hexdigest()


@functools.cache
def opened(model: str) -> NameModel:
    """Open a model; once a process.

    Raises:
        Unusable: It cannot be had; what the program itself says of the folder is let through.
    """
    os.environ.update(ENVIRONMENT)  # first: libraries ask for it when they are imported
    name, adapter, folder = _looked_up(model)
    version = metadata.version(adapter.distribution)
    return NameModel(name, version, _digest(folder), adapter.opened(folder))


def merged(
    segments: Sequence[Segment], mentions: Sequence[Mention], model: NameModel, step: Callable[[], None]
) -> list[Mention]:
    """Give the names that a model finds where the rules found nothing.

    Args:
        segments: Those of one file.
        mentions: What was found in them.
        model: Asked once about each different piece of text.
        step: Called before each batch.
    """
    pieces = [(number, start, piece) for number, segment in enumerate(segments) for start, piece in _pieces(segment)]
    said = _asked(model, dict.fromkeys(piece for _, _, piece in pieces), step)
    taken = _Taken(mentions)
    return [
        Mention(number, start + s.start, start + s.end, s.kind, s.norm, s.confidence, s.evidence)
        for number, start, piece in pieces
        for s in said[piece]
        if taken.free(number, start + s.start, start + s.end) and _is_name(piece, s)
    ]


def _is_name(piece: str, span: Span) -> bool:
    """Say whether a find is no everyday Chinese word and cuts through none."""
    if not has_cjk(piece[span.start : span.end]):
        return True
    text = simplified(piece)
    return not is_everyday(text[span.start : span.end]) and at_boundary(text, span.start, span.end)


def _pieces(segment: Segment) -> Iterator[tuple[int, str]]:
    """Give the cells, lines and Chinese sentences of a segment that hold letters."""
    for match in _PIECE.finditer(segment.text):
        if _LETTER.search(match.group()):
            yield match.start(), match.group()


def _asked(model: NameModel, pieces: Iterable[str], step: Callable[[], None]) -> dict[str, list[Span]]:
    """Ask about texts in batches of like lengths."""
    said: dict[str, list[Span]] = {}
    for batch in _batches(sorted(pieces, key=lambda piece: (len(piece), piece))):
        step()
        said.update(zip(batch, model.extract(batch), strict=True))
    return said


def _batches(pieces: Iterable[str]) -> Iterator[list[str]]:
    batch, chars = list[str](), 0
    for piece in pieces:
        batch.append(piece)
        chars += len(piece)
        if chars >= _BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


class _Taken:
    """What of a file's text the rules have spoken of already."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        held: dict[int, list[tuple[int, int]]] = {}
        for mention in mentions:
            if mention.kind not in NAME_KINDS or mention.confidence >= 0.5:
                held.setdefault(mention.segment, []).append((mention.start, mention.end))
        self._held = {number: _joined(sorted(spans)) for number, spans in held.items()}

    def free(self, segment: int, start: int, end: int) -> bool:
        """Say whether nothing was found in a stretch."""
        starts, ends = self._held.get(segment, ([], []))
        before = bisect_right(starts, end - 1)
        return not before or ends[before - 1] <= start


def _joined(spans: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Give starts and ends of spans that do not overlap and cover the same."""
    starts, ends = list[int](), list[int]()
    for start, end in spans:
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends
