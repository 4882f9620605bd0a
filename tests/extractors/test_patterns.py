"""Patterns that are compiled late."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys

import pytest

from extractors import sieve
from extractors.patterns import late

TEXTS = ("", "王工 said 12 and 13", "PLAIN words, 逗号、顿号", "a\nb 7")
PATTERNS = [(r"\d+", 0), (r"(?P<cjk>[\u4e00-\u9fff]+)", 0), (r"plain|said", re.IGNORECASE), (r"^b", re.MULTILINE)]


def compiled(pattern: re.Pattern[str]) -> bool:
    """Say whether a late pattern was compiled."""
    return "search" in vars(pattern)


@pytest.mark.parametrize(("source", "flags"), PATTERNS)
def test_a_late_pattern_finds_what_a_compiled_one_finds(source: str, flags: int) -> None:
    soon = re.compile(source, flags)
    for text in TEXTS:
        for name in ("search", "match", "fullmatch"):
            ours, theirs = (getattr(each, name)(text) for each in (late(source, flags), soon))
            assert (ours and ours.span()) == (theirs and theirs.span())
        assert late(source, flags).findall(text) == soon.findall(text)
        assert late(source, flags).sub("-", text) == soon.sub("-", text)
        assert [each.span() for each in late(source, flags).finditer(text)] == [m.span() for m in soon.finditer(text)]
    assert late(source, flags).groupindex == soon.groupindex


@pytest.mark.parametrize(("source", "flags"), PATTERNS)
def test_its_text_flags_and_mark_are_told_without_compiling(source: str, flags: int) -> None:
    pattern = late(source, flags)
    assert (pattern.pattern, pattern.flags) == (source, re.compile(source, flags).flags)
    assert sieve.windows(pattern) == sieve.windows(re.compile(source, flags))
    assert not compiled(pattern)
    pattern.search("")
    assert compiled(pattern)


def test_it_goes_to_another_process_as_it_is() -> None:
    pattern = late(r"\d+", re.IGNORECASE)
    assert pickle.loads(pickle.dumps(pattern)).findall("1 and 23") == ["1", "23"]
    assert not compiled(pattern)


def test_a_pattern_that_is_none_is_a_loud_error() -> None:
    with pytest.raises(re.error):
        late("(").search("")


def test_starting_the_audit_compiles_no_late_pattern() -> None:
    code = (
        "import gc, auditor.commands.auditing; from extractors.patterns import _Late as L;"
        "held = [o for o in gc.get_objects() if isinstance(o, L)];"
        "print(len(held) > 100, sum('search' in vars(o) for o in held))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "0"]
