"""The names in the texts of files, looked for as an audit's readers do, for benches that have the texts already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.engines.batches import FILES_TOGETHER
from extractors import extract
from extractors.guard import TOGETHER_BYTES
from extractors.model import Extraction, Segment


def recognised(segments: Sequence[Segment]) -> Extraction:
    """Give a file as the reader would give it, with its mentions."""
    mentions, _ = extract._recognised(list(segments), [], lambda *_: None)
    return Extraction("a.txt", "", 0, "txt", "read", segments=tuple(segments), mentions=mentions)


def as_audited(files: Sequence[Extraction]) -> list[Extraction]:
    """Give files with their mentions as an audit's readers do: small ones so many at once, others by themselves."""
    found = dict[int, Extraction]()
    for group in groups_of(files):
        told = (
            extract.recognised_together([files[at].segments for at in group])
            if len(group) > 1
            else [recognised(files[group[0]].segments).mentions]
        )
        found.update((at, replace(files[at], mentions=each)) for at, each in zip(group, told, strict=True))
    return [found[at] for at in range(len(files))]


def groups_of(files: Sequence[Extraction]) -> Iterator[list[int]]:
    """Give the numbers of the files that are read at once; what is small is told by the text, which is all there is."""
    sizes = [sum(len(segment.text) for segment in file.segments) for file in files]
    small = [at for at, size in enumerate(sizes) if size <= TOGETHER_BYTES]
    yield from ([at] for at, size in enumerate(sizes) if size > TOGETHER_BYTES)
    yield from (small[at : at + FILES_TOGETHER] for at in range(0, len(small), FILES_TOGETHER))
