"""Names behind labels, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors import labelled


def found(text: str) -> list[tuple[str, str]]:
    return [(text[find.start : find.end], find.kind) for find in labelled.finds(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("承建单位：中冶天筑", [("中冶天筑", "organisation")]),
        ("设计单位：长勘院；监理单位：信达监理", [("长勘院", "organisation"), ("信达监理", "organisation")]),
        ("供应商：德宏锻件、淄川耐材（备选）", [("德宏锻件", "organisation"), ("淄川耐材", "organisation")]),
        ("项目名称：北山矿区充填站扩能", [("北山矿区充填站扩能", "project")]),
    ],
)
def test_a_label_tells_what_stands_behind_it(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "审核单位：现行规范只要求一条，收这么紧。",
        "供应商：我们再看看。",
        "备注：中冶天筑",
        "供应商很多，客户：没有了",
        "他说：明天再来",
    ],
)
def test_sentences_behind_a_colon_and_other_labels_name_nothing(text: str) -> None:
    assert found(text) == []
