"""What fuzzing found (tests/bench/fuzz.py), each as the smallest case that shows it."""

import ctypes
import math

from extractors.extract import extract
from extractors.pdf import paint
from fixtures import hostile


def problems(data, name="x"):
    return {problem.kind for found in extract(data, name) for problem in found.problems}


def test_what_stands_on_a_page_at_no_number_hides_nothing(monkeypatch):
    def nowhere(_, *places):
        for place in places:
            ctypes.c_float.from_address(place).value = math.nan
        return 1

    monkeypatch.setattr(paint, "_bounds", nowhere)
    words = hostile._words(b"Minutes: capacity 2450 units")
    assert problems(hostile._page(hostile._stream(words + b" 0 g 60 700 200 50 re f " + words)), "minutes.pdf") == set()
