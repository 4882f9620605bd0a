"""Offices between a body and a person."""

from __future__ import annotations

import pytest

from extractors import offices


def sides(piece: str) -> tuple[str, ...] | None:
    found = offices.between(piece)
    return tuple(piece[a:b] for a, b in found) if found else None


@pytest.mark.parametrize(("piece", "before", "behind"), [
    ("Corvella CEO Anna Wexley", "Corvella", "Anna Wexley"),
    ("Former Corvella CEO Anna Wexley", "Corvella", "Anna Wexley"),
    ("Corvella Executive Vice President Jon Falkenau", "Corvella", "Jon Falkenau"),
    ("Prime Minister Jon Falkenau", "", "Jon Falkenau"),
    ("Corvella Chief Financial Officer Jon M. Falkenau", "Corvella", "Jon M. Falkenau"),
    ("Corvella CEO", "Corvella", ""),
])  # fmt: skip
def test_an_office_parts_a_body_from_a_person(piece: str, before: str, behind: str) -> None:
    assert sides(piece) == (before, behind)


@pytest.mark.parametrize("piece", ["Corvella Director", "Corvella Holdings", "Presidential Palace", "CEO of Corvella"])
def test_other_runs_stay_whole(piece: str) -> None:
    assert sides(piece) is None
