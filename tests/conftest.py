"""Options of the whole test run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Give a check of a text against a golden file; `--update-golden` writes the file instead."""

    def check(name: str, content: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
        assert path.is_file(), f"{path} is missing; run pytest --update-golden and read what it wrote"
        assert content == path.read_bytes().decode(), f"{name} changed; if rightly so, run pytest --update-golden"

    return check
