"""The solver and the output of a command."""

from __future__ import annotations

import os

import numpy as np
import pytest
from scipy import optimize

from auditor import solver


def asked() -> optimize.OptimizeResult:
    least = optimize.LinearConstraint(np.array([[1.0, 1.0]]), 1.0, np.inf)
    return solver.milp(np.array([3.0, 2.0]), np.ones(2, dtype=np.int64), np.ones(2), [least], 100, 1e-6)


def test_it_solves() -> None:
    assert asked().x.tolist() == [0.0, 1.0]


def test_what_native_code_prints_does_not_reach_the_output(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real = optimize.milp

    def talking(*args: object, **options: object) -> optimize.OptimizeResult:
        os.write(1, b"HighsMipSolverData::transform\n")
        return real(*args, **options)

    monkeypatch.setattr(optimize, "milp", talking)
    asked()
    os.write(1, b"{}\n")
    assert capfd.readouterr().out == "{}\n"
