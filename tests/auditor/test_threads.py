"""What numpy is told before it is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import metadata
from types import SimpleNamespace

import pytest

from auditor import threads

ASKED = """
from auditor import threads
import numpy
print(*numpy.show_config(mode="dicts")["SIMD Extensions"].get("found", []))
"""


def found(**given: str) -> set[str]:
    """Give what numpy makes use of in a process that has been told."""
    ours = {name: value for name, value in os.environ.items() if name != "NPY_DISABLE_CPU_FEATURES"}
    done = subprocess.run([sys.executable, "-c", ASKED], env=ours | given, capture_output=True, text=True, check=True)
    assert not done.stderr  # whatever this machine has, nothing is said about it
    return set(done.stdout.split())


def test_numpy_is_loaded_without_avx512() -> None:
    assert not found() & set(threads.AVX512.split())


def test_what_the_user_has_set_stays() -> None:
    assert found(NPY_DISABLE_CPU_FEATURES="") >= found()


@pytest.mark.parametrize(
    ("tags", "may"),
    [("Tag: cp311-cp311-manylinux_2_28_x86_64", True), ("Tag: cp312-cp312-win_amd64", True),
     ("Tag: cp311-cp311-linux_x86_64", False), (None, False)],
)  # fmt: skip
def test_of_a_build_for_one_machine_nothing_is_taken(
    tags: str | None, may: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metadata, "distribution", lambda _: SimpleNamespace(read_text=lambda _: tags))
    assert threads._may_do_without() is may


def test_where_numpy_is_not_an_installed_package_nothing_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", none)
    assert not threads._may_do_without()
