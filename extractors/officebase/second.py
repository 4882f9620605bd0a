"""A second reader for office files of which our own reader gave no text though it is no empty file.

For files of today it is the usual library (`extractors.officebase.libraries`), for old ones a program of this machine,
where found.
LibreOffice makes an OpenDocument of the file, which our own reader reads, so that layers stay apart; catdoc prints
bare text. A file that is locked is not handed on, for no program has its password; nor is one that our own reader
found sound and without text.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from extractors import outside, registry
from extractors.model import Limits, Problem, ProblemKind, Reading, Unreadable
from extractors.officebase import libraries
from extractors.officebase.compound import MAGIC
from extractors.plain import lines
from extractors.sink import Sink

# What each kind is turned into by LibreOffice, and the program that prints its text.
_PLANS = {"doc": ("odt", "catdoc"), "ppt": ("odp", "catppt"), "works": ("odt", "")}
_FAILED: frozenset[ProblemKind] = frozenset({"corrupt", "unsupported", "crash", "truncated", "empty"})
_OFFICE = (
    "-env:UserInstallation=file://{home}", "--headless", "--norestore", "--nolockcheck", "--convert-to", "", "--outdir",
    "{out}", "{file}",
)  # fmt: skip
_PRINTING = {"catdoc": ("-d", "utf-8", "-w", "{file}"), "catppt": ("-d", "utf-8", "{file}")}


def put(data: bytes, kind: str, reading: Reading, faults: Sequence[Problem], limits: Limits) -> None:
    """Put what a second reader gives into a reading that has no text, and a problem that says who read it."""
    problems = [*reading.problems, *faults]
    told = any(segment.layer != "metadata" for segment in reading.segments) or bool(reading.members)
    failed = any(problem.kind in _FAILED for problem in problems)
    locked = any(problem.kind == "encrypted" for problem in problems)
    if told or not failed or locked:
        return
    if kind in libraries.BY_KIND and not data.startswith(MAGIC):
        _by_library(data, kind, reading, limits)
        return
    if kind not in _PLANS or not data.startswith(MAGIC):
        return
    for program in ("soffice", _PLANS[kind][1]):
        if outside.available(program) and _read(data, kind, program, reading, limits):
            detail = f"read by {program} instead; comments, hidden and deleted text may be missing"
            reading.problems.append(Problem("unsupported", detail))
            return


def _by_library(data: bytes, kind: str, reading: Reading, limits: Limits) -> None:
    """Keep what the library gave, also where it fails on the way."""
    inner = Reading()
    with contextlib.suppress(Unreadable):
        libraries.put(data, kind, inner, limits)
    if inner.segments:
        reading.segments += inner.segments
        detail = f"read by {libraries.BY_KIND[kind][0]} instead; hidden and deleted text may be missing"
        reading.problems.append(Problem("unsupported", detail))


def _read(data: bytes, kind: str, program: str, reading: Reading, limits: Limits) -> bool:
    """Give whether the program gave text; its failure adds nothing to what is wrong with the file."""
    inner = Reading()
    try:
        if program == "soffice":
            _office(data, kind, inner, limits)
        else:
            found = outside.converted(data, f"document.{kind}", program, _PRINTING[program], limits)
            text = found.get(outside.PRINTED, b"").decode("utf-8", "replace")
            lines.put(Sink(inner, limits), text)
    except Unreadable:
        return False
    reading.segments += inner.segments
    reading.members += inner.members
    reading.problems += inner.problems
    return any(segment.layer != "metadata" for segment in inner.segments)


def _office(data: bytes, kind: str, inner: Reading, limits: Limits) -> None:
    wanted = _PLANS[kind][0]
    suffix = "wps" if kind == "works" else kind
    arguments = [argument if argument else wanted for argument in _OFFICE]
    found = outside.converted(data, f"document.{suffix}", "soffice", arguments, limits)
    for name, content in sorted(found.items()):
        if name.endswith(f".{wanted}"):
            registry.formats()[wanted].read(content, inner, limits)
