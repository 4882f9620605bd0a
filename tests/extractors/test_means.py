"""By what means files are read: true of every plug-in, and of what a machine may have beside."""

import pytest

from extractors import means, outside, registry
from extractors.model import Format

MODULES = registry.constants("extractors.formats", "FORMAT", Format)


@pytest.mark.parametrize(
    ("module", "wanted"),
    [("pdf", {"pypdfium2", "pdfminer.six"}), ("xlsx", {"lxml"}), ("image", {"pillow"}),
     ("sevenzip", set())],
)  # fmt: skip
def test_the_packages_that_a_reader_uses_are_read_off_its_source(module, wanted):
    assert wanted <= set(means.libraries(f"extractors.formats.{module}"))


@pytest.mark.parametrize("module", MODULES)
def test_no_reader_is_said_to_need_what_every_text_goes_through(module):
    assert not {"opencc", "pyahocorasick", "chardetng-py", "python"} & set(means.libraries(module))


@pytest.mark.parametrize("each", means.MEANS, ids=lambda each: each.name)
def test_what_helps_helps_kinds_that_are_read(each):
    assert set(each.kinds) <= set(registry.formats())
    assert each.works() or not each.place(), f"{each.name} is here and does not work"


def test_programs_that_are_not_installed_are_said_to_be_missing(monkeypatch):
    monkeypatch.setattr(outside, "PLACES", ())
    assert [each.name for each in means.MEANS if not each.place() and each.name != "ocr"] == [
        "libreoffice", "catdoc", "unar"
    ]  # fmt: skip
