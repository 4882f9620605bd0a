"""What patterns begin with: a look ahead that holds wherever a pattern finds something."""

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors import dealings, extract
from extractors.beginnings import ahead
from extractors.patterns import _Seldom, seldom
from extractors.registry import modules


@pytest.mark.parametrize(
    ("pattern", "look"),
    [
        ("ab|ac", "(?=[a-a][b-c])"),
        ("a?b", "(?=[a-b])"),
        ("(?<=x)a{2,3}c", "(?=[a-a][a-a][a-ac-c])"),
        (r"\b[Nn]o (?:x|y)", "(?=[N-Nn-n][o-o][\\ -\\ ])"),
        (r"[^\W_]-", r"(?=[\w][\--\-])"),
        ("[^a]b", r"(?=[\s\S][b-b])"),
        ("a*", ""),
        ("(?:a|)", ""),
        ("(?i:a)", ""),
        (r"(a)?\1b", ""),
        ("$|a", ""),
        (".", ""),
        ("[&~|^-]", r"(?=[\&-\&\--\-\^-\^\|-\|\~-\~])"),
    ],
)
def test_the_first_characters_are_read_off_a_pattern(pattern, look):
    assert ahead(pattern) == look


PATTERNS = (
    "(?:老|小)?[王李]|经理|(?:张|赵)总",
    r"(?<![a-z])(?P<one>[A-Z])\w*|(?:x|yy|zzz)\d{1,2}",
    r"(\d)\1|b(?=a)|^c|[^\W\d]{2}$",
    "(?:ab?)+?c|.b{2}",
    "[^a-c]{2}|aa",
)


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.MULTILINE])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_finds_the_same_with_the_look_ahead(pattern, flags):
    plain, tried, chance = re.compile(pattern, flags), seldom(pattern, flags), random.Random(7)
    for _ in range(400):
        text = "".join(chance.choices("老小王李张赵总经理abcABCxyz12 _\nK\u212a", k=chance.randrange(9)))
        start, end = sorted(chance.choices(range(len(text) + 1), k=2))
        for name in ("search", "match", "fullmatch"):
            found, again = (getattr(each, name)(text, start, end) for each in (plain, tried))
            assert (found and (found.span(), found.groups())) == (again and (again.span(), again.groups())), text
        assert [each.span() for each in plain.finditer(text)] == [each.span() for each in tried.finditer(text)]


SAID = (
    "表面处理厂Q与投标人三：副总工程师陆启明说，由澈宇施工，卖给澈宇 3 台；甲企业、业主A",
    "值班长：王磊、李四。单位：万元",
    "Tang shifu and 12 men, no sirens on the estate road; No motor leaves, penalty capped at 5 %",
    "The quay, also known as HZ-2, lies at 31.2° N.",
    "From: Orrin\tsold to the Corvel Works Ltd, splic by Corvel, 一斤两块六, 第3号, Unit: mm",
)


def test_all_patterns_that_ask_first_find_what_they_find_without():
    extract.warm()
    held = {
        id(each): each
        for package in ("extractors", "extractors.recognizers")
        for module in modules(package)
        for each in vars(module).values()
        if isinstance(each, _Seldom)
    }
    assert len(held) > 20
    for each in held.values():
        plain = re.compile(each.pattern, each.flags)
        for text in SAID:
            assert [m.span() for m in plain.finditer(text)] == [m.span() for m in each.finditer(text)]


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.from_regex(dealings.PARTNER_BEFORE), st.from_regex(dealings.CUSTOMER_BEFORE)))
def test_what_stands_before_a_partner_or_a_customer_ends_as_one_does(before):
    assert dealings._ENDS.search(before, max(0, len(before) - dealings._END_CHARS))
