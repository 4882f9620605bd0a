"""Where our own reader fails, the usual library's text stays, and the file is no clean one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import fixtures
from extractors import extract, registry
from extractors.model import Limits, Reading
from extractors.officebase import libraries
from fixtures import formats

SAMPLES = Path(fixtures.__file__).parent / "sample"


def broken(data: bytes, reading: Reading, limits: Limits) -> None:
    raise ValueError("a fault of our own reader")


def without_own_reader(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    reader = registry.formats()[kind]
    known = {**registry.formats(), kind: type(reader)(reader.kinds, reader.layers, broken)}
    monkeypatch.setattr(registry, "formats", lambda: known)


@pytest.mark.parametrize("kind", libraries.BY_KIND)
def test_the_librarys_text_stays_and_a_problem_names_it(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = min(SAMPLES.rglob(f"*.{kind}")).read_bytes()
    wanted = [each.text for each in extract.extract(data, f"a.{kind}")[0].segments if each.layer in ("body", "table")]
    without_own_reader(monkeypatch, kind)
    found = extract.extract(data, f"a.{kind}")[0]
    said = {segment.text for segment in found.segments}
    assert sum(text in said for text in wanted) >= 0.8 * len(wanted) > 0
    assert found.status == "partly"
    assert any(libraries.BY_KIND[kind][0] in problem.detail for problem in found.problems)


@pytest.mark.parametrize("kind", libraries.BY_KIND)
def test_a_file_that_the_library_cannot_open_either_is_unread(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(min(SAMPLES.rglob(f"*.{kind}"))) as archive:
        parts = {name: b"<not xml" if name.endswith(".xml") else archive.read(name) for name in archive.namelist()}
    without_own_reader(monkeypatch, kind)
    assert extract.extract(formats.packed(parts), f"a.{kind}")[0].status == "unread"
