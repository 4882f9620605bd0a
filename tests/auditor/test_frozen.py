"""A mark of a value tells all that it holds, and is the same in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

from auditor.frozen import mark
from auditor.profile import shipped
from auditor.resolve import Ledger

MARKED = "from auditor import frozen, profile; print(frozen.mark(profile.shipped('general')))"


def test_what_is_the_same_has_one_mark_and_what_differs_another() -> None:
    names = [f"name {at}" for at in range(50)]
    assert mark(set(names)) == mark(frozenset(reversed(names)))
    assert mark({"a": 1, "b": 2}) == mark({"b": 2, "a": 1})
    texts = [("1",), ("1", "2"), ("1,2",), (("1",), "2"), {"1"}, {"1": "2"}, "[1]"]
    values = [(), (1,), *texts, None, 1.0, True, Ledger()]
    assert len({mark(each) for each in values}) == len(values)
    ledger = Ledger(same=frozenset({frozenset({"甲", "乙"})}))
    assert mark(ledger) != mark(replace(ledger, same=frozenset(), different=ledger.same))


def test_a_mark_is_the_same_in_every_process() -> None:
    told = [subprocess.run([sys.executable, "-c", MARKED], env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
                           capture_output=True, text=True, encoding="utf-8").stdout for seed in "12"]  # fmt: skip
    assert told[0] == told[1]
    assert shipped("general").name in told[0]
