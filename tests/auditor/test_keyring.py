"""The installation's secret in the keyring of the operating system, where there is a real one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor import store
from auditor.commands import console
from tests.conftest import Run

keyring = pytest.importorskip("keyring")
backend = pytest.importorskip("keyring.backend")
chainer = pytest.importorskip("keyring.backends.chainer")
errors = pytest.importorskip("keyring.errors")


class Memory(backend.KeyringBackend):  # type: ignore[misc, name-defined]
    """A keyring that lasts as long as the test."""

    priority: float = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class Clear(Memory):
    """A keyring that keeps in the clear, as `keyrings.alt` has one; keyring itself gives such a low priority."""

    priority = 0.5


class Locked(Memory):
    """A keyring that the user does not unlock."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise errors.KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        raise errors.KeyringLocked


class Forgetful(Memory):
    """A keyring that takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def use(ring: Memory) -> Memory:
    keyring.set_keyring(ring)
    return ring


def names(home: Path) -> set[str]:
    return {path.name for path in home.iterdir()} - {"key.lock"}


def test_the_secret_is_made_in_the_keyring_and_found_there_again(tmp_path: Path) -> None:
    ring = use(Memory())
    found = store.secret(tmp_path)
    assert len(found) == store.KEY_BYTES
    assert store.secret(tmp_path) == found
    assert list(ring.kept.values()) == [found.hex()]
    assert names(tmp_path) == {"key.keyring"}
    assert found.hex() not in (tmp_path / "key.keyring").read_text()
    assert store.in_keyring(tmp_path)


def test_two_places_of_state_have_two_secrets_and_a_place_may_move(tmp_path: Path) -> None:
    use(Memory())
    one, two = store.secret(tmp_path / "one"), store.secret(tmp_path / "two")
    assert one != two
    (tmp_path / "one").rename(tmp_path / "moved")
    assert store.secret(tmp_path / "moved") == one


def test_a_key_file_that_is_there_wins_and_stays(tmp_path: Path) -> None:
    found = store.secret(tmp_path)
    ring = use(Memory())
    assert store.secret(tmp_path) == found
    assert ring.kept == {}
    assert names(tmp_path) == {"key"}
    assert not store.in_keyring(tmp_path)


@pytest.mark.parametrize("ring", [Clear(), Locked(), Forgetful()], ids=["in the clear", "locked", "forgetful"])
def test_a_keyring_that_will_not_do_leaves_the_key_to_the_file(tmp_path: Path, ring: Memory) -> None:
    use(ring)
    assert len(store.secret(tmp_path)) == store.KEY_BYTES
    assert names(tmp_path) == {"key"}
    assert ring.kept == {}


def test_of_chained_keyrings_the_first_real_one_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clear, real = Clear(), Memory()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [clear, real])
    use(chainer.ChainerBackend())
    store.secret(tmp_path)
    assert (len(real.kept), len(clear.kept)) == (1, 0)


@pytest.mark.parametrize("ring", [Clear(), Locked(), Memory()], ids=["no real one", "locked", "another one"])
def test_a_keyring_that_cannot_be_reached_is_said_and_no_other_key_is_made(tmp_path: Path, ring: Memory) -> None:
    use(Memory())
    store.secret(tmp_path)
    use(ring)
    with pytest.raises(store.CannotUse, match=r"key\.keyring: the key lies in the keyring .* log in and unlock"):
        store.secret(tmp_path)
    assert names(tmp_path) == {"key.keyring"}


def test_without_the_extra_the_key_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(Memory())
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert not store.in_keyring(tmp_path)
    store.secret(tmp_path)
    assert names(tmp_path) == {"key"}


@pytest.mark.parametrize(("lang", "said"), [("zh", "密钥在系统钥匙串里"), ("en", "the key in the keyring of")])
def test_doctor_says_that_the_key_is_in_the_keyring_or_would_be(run: Run, tmp_path: Path, lang: str, said: str) -> None:
    use(Memory())
    assert said in run("doctor", "--state", tmp_path, "--lang", lang).said.replace("\n", "")
    assert list(tmp_path.iterdir()) == [], "looking makes nothing"
    store.secret(tmp_path)
    assert said in run("doctor", "--state", tmp_path, "--lang", lang).said.replace("\n", "")


@pytest.mark.parametrize(("lang", "said"), [("zh", "其中的 key 文件"), ("en", "the key in its file `key`")])
def test_doctor_says_that_the_key_is_a_file(run: Run, tmp_path: Path, lang: str, said: str) -> None:
    assert said in run("doctor", "--state", tmp_path, "--lang", lang).said.replace("\n", "")


def test_a_command_says_that_the_keyring_cannot_be_reached(run: Run, tmp_path: Path, small_folder: Path) -> None:
    use(Memory())
    store.secret(tmp_path / "state")
    use(Clear())
    done = run("audit", small_folder, "--state", tmp_path / "state", "--out", tmp_path / "out", "--lang", "zh")
    assert done.code == console.USAGE
    assert "密钥在系统钥匙串里，现在取不到" in done.err
