"""Tokens that mean nothing without the secret, and seals that open only whole, in their place, with their key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.sealed import TOKEN_BYTES, Broken, Keys, packed, unpacked

KEYS, OTHER = Keys.of(b"k" * 32), Keys.of(b"o" * 32)
NAMES = st.text(st.characters())  # lone surrogates too, as names of files have them
PARTS = st.lists(NAMES | st.binary(), max_size=4)


def as_bytes(parts: list[str | bytes]) -> list[bytes]:
    return [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]


@given(PARTS, PARTS)
def test_tokens_are_equal_for_equal_parts_alone(one: list[str | bytes], other: list[str | bytes]) -> None:
    assert (KEYS.token(*one) == KEYS.token(*other)) == (as_bytes(one) == as_bytes(other))


@given(PARTS)
def test_a_token_is_short_and_another_secret_gives_another(parts: list[str | bytes]) -> None:
    assert len(KEYS.token(*parts)) == TOKEN_BYTES
    assert KEYS.token(*parts) == Keys.of(b"k" * 32).token(*parts)
    assert KEYS.token(*parts) != OTHER.token(*parts)


def test_where_one_part_ends_counts() -> None:
    assert KEYS.token("ab", "c") != KEYS.token("a", "bc")
    assert KEYS.token("") != KEYS.token()
    assert KEYS.token("a", "") != KEYS.token("a")


def test_a_name_that_is_no_text_has_a_token() -> None:
    assert KEYS.token("报价\udcff.xlsx") != KEYS.token("报价.xlsx")


@given(PARTS)
def test_what_was_packed_is_unpacked(parts: list[str | bytes]) -> None:
    assert unpacked(packed(parts)) == as_bytes(parts)


@given(st.binary(), st.binary())
def test_a_seal_opens_to_what_was_sealed(content: bytes, bound: bytes) -> None:
    assert KEYS.unseal(KEYS.seal(content, bound), bound) == content


@given(st.binary(min_size=1, max_size=200))
def test_two_seals_of_one_content_differ(content: bytes) -> None:
    assert KEYS.seal(content, b"") != KEYS.seal(content, b"")


@given(st.binary(), st.binary(), st.binary())
def test_a_seal_opens_nowhere_else(content: bytes, bound: bytes, elsewhere: bytes) -> None:
    sealed = KEYS.seal(content, bound)
    if elsewhere != bound:
        with pytest.raises(Broken):
            KEYS.unseal(sealed, elsewhere)
    with pytest.raises(Broken):
        OTHER.unseal(sealed, bound)


@given(st.binary(), st.data())
def test_a_seal_that_was_touched_does_not_open(content: bytes, data: st.DataObject) -> None:
    sealed = bytearray(KEYS.seal(content, b"blob"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Broken):
        KEYS.unseal(bytes(sealed), b"blob")


@given(st.binary(), st.data())
def test_a_seal_that_was_cut_does_not_open(content: bytes, data: st.DataObject) -> None:
    sealed = KEYS.seal(content, b"blob")
    with pytest.raises(Broken):
        KEYS.unseal(sealed[: data.draw(st.integers(0, len(sealed) - 1))], b"blob")


def test_neither_the_keys_nor_the_content_can_be_seen() -> None:
    assert repr(KEYS) == "Keys()"
    assert len({KEYS.tokens, KEYS.whole, b"k" * 32}) == 3
    assert "青榄".encode() not in KEYS.seal("青榄项目".encode() * 50, b"")


def test_text_takes_less_room_sealed() -> None:
    assert len(KEYS.seal("云岭精工有限公司负责供货。".encode() * 100, b"")) < 400
