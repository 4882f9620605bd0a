"""Markings count where they stand for the document, and not where they are its topic."""

from __future__ import annotations

import pytest

from extractors.flags import flags
from extractors.model import Cell, Form, Layer, Mention, Segment
from extractors.recognizers.marking import RECOGNIZER

FILLER = [Segment(f"普通的一句话，第{i}段，没有别的意思，只是占一个位置。", "body", f"¶{i}") for i in range(8)]


def norms(text: str, layer: Layer = "body", form: Form = "paragraph", first: bool = True) -> list[str]:
    """Give the markings of a text that stands first in its file, or behind eight paragraphs."""
    segment = Segment(text, layer, "x", form)
    segments = [segment, *FILLER] if first else [*FILLER, segment]
    return [span.norm for span in RECOGNIZER.find(segments)[0 if first else -1]]


HEAD_HITS = [
    ("绝密★三十年", "secret"),
    ("机密★20年", "secret"),
    ("秘密★", "secret"),
    ("秘密 ★ 10年", "secret"),
    ("绝密", "secret"),
    ("机 密", "secret"),
    ("【机密】", "secret"),
    ("密级：秘密", "secret"),
    ("密 级: 机密", "secret"),
    ("内部资料 注意保存", "internal"),
    ("内部资料，注意保存", "internal"),
    ("内部资料", "internal"),
    ("（内部资料）", "internal"),
    ("仅供内部参考", "internal"),
    ("内部文件", "internal"),
    ("内部使用", "internal"),
    ("征求意见稿", "draft"),
    ("（征求意见稿）", "draft"),
    ("送审稿", "draft"),
    ("讨论稿", "draft"),
    ("草案", "draft"),
    ("内部讨论稿", "draft"),
    ("《机器人用精密减速器 空程测试方法》（征求意见稿）意见汇总", "draft"),
    ("产业规划（草案）", "draft"),
    ("管理办法［送审稿］", "draft"),
    ("TOP SECRET", "secret"),
    ("SECRET", "secret"),
    ("TOP SECRET//NOFORN", "secret"),
    ("Classification: SECRET", "secret"),
    ("CONFIDENTIAL", "confidential"),
    ("Strictly confidential", "confidential"),
    ("Commercial in confidence", "confidential"),
    ("In strict confidence", "confidential"),
    ("COMPANY CONFIDENTIAL", "confidential"),
    ("商业机密", "confidential"),
    ("商业秘密 请勿外传", "confidential"),
    ("INTERNAL USE ONLY", "internal"),
    ("For internal use only", "internal"),
    ("Internal", "internal"),
    ("INTERNAL – NOT FOR CIRCULATION", "internal"),
    ("NOT FOR CIRCULATION", "restricted"),
    ("Not for distribution", "restricted"),
    ("RESTRICTED", "restricted"),
    ("请勿外传", "restricted"),
    ("TLP:AMBER", "restricted"),
    ("DRAFT", "draft"),
    ("Draft for comment", "draft"),
    ("[DRAFT]", "draft"),
    ("First draft", "draft"),
    ("Sector plan 2030 (draft)", "draft"),
    ("内部资料 注意保存 | 第3页", "internal"),
    ("CONFIDENTIAL | page 2", "confidential"),
]
LATE_HITS = [
    ("机密★20年", "secret"),
    ("密级：秘密", "secret"),
    ("内部资料 注意保存", "internal"),
    ("NOT FOR CIRCULATION", "restricted"),
    ("本件为内部资料，注意保存，阅后收回。", "internal"),
    ("This note is INTERNAL USE ONLY and stays with the board.", "internal"),
]
MISSES = [
    "保密工作培训",
    "保密培训小结",
    "昨天请律师来讲了两个钟头，题目是商业秘密与共享盘。",
    "不是盖了“内部资料”四个字就算保密",
    "商业秘密保护条例学习",
    "保密协议",
    "签署保密协议后方可查阅",
    "机密性、完整性、可用性",
    "秘密花园",
    "这是公开的秘密",
    "没有秘密",
    "绝密飞行",
    "机密计算平台采购",
    "密码管理",
    "内部员工食堂",
    "内部审计报告",
    "内部控制制度",
    "公司内部讨论了三次",
    "内部结构图",
    "征求意见的通知",
    "正在征求意见",
    "下一步：四月底前改出送审稿，报工信部有关司局前再征一轮。",
    "草案已于三月通过，五月施行。",
    "the secret of success is patience",
    "Secret Santa party",
    "no secret to anyone here",
    "It is no secret that margins fall.",
    "draft beer and snacks",
    "draught",
    "a draft of air",
    "confidentiality clause",
    "Confidentiality agreement",
    "confidential computing hardware",
    "the second draft went to the printer",
    "internal combustion engine",
    "internal gear pump",
    "International",
    "For members’ information only, figures unaudited.",
    "restricted area at the quay",
    "trade secrets law",
    "confidence",
    "original\tcorrected\tconfidence",
    "In confidence intervals we trust",
    "Victoria's Secret opens a store",
    "Secretariat",
    "She drafts the minutes.",
    "circulation pump",
    "We forwarded the list.",
    "“内部资料”",
    "top secretary",
    "仅供成员单位交流参考",
    "公开资料",
    "密封圈采购",
]


@pytest.mark.parametrize(("text", "norm"), HEAD_HITS)
def test_a_marking_at_the_head_is_found(text: str, norm: str) -> None:
    assert norm in norms(text)
    assert norm in norms(text, "header_footer", first=False)


@pytest.mark.parametrize(("text", "norm"), LATE_HITS)
def test_a_strong_marking_counts_anywhere(text: str, norm: str) -> None:
    assert norm in norms(text, first=False)


@pytest.mark.parametrize("text", MISSES)
@pytest.mark.parametrize("first", [True, False])
def test_a_topic_is_no_marking(text: str, first: bool) -> None:
    assert norms(text, first=first) == []


def flagged(*segments: Segment) -> list[str]:
    found = RECOGNIZER.find(segments)
    mentions = [
        Mention(at, s.start, s.end, s.kind, s.norm, s.confidence, s.evidence)
        for at, spans in enumerate(found)
        for s in spans
    ]
    return [flag.kind for flag in flags(segments, mentions)]


def test_flags_name_the_grade_and_each_kind_once() -> None:
    assert flagged(Segment("绝密★三十年", "body", "1")) == ["top_secret"]
    assert flagged(Segment("TOP SECRET", "header_footer", "1"), Segment("TOP SECRET", "header_footer", "2")) == [
        "top_secret"
    ]
    assert flagged(Segment("机密★", "body", "1")) == ["secret"]
    assert flagged(Segment("CONFIDENTIAL", "header_footer", "1"), Segment("draft", "body", "2", "title")) == [
        "confidential",
        "draft",
    ]
    assert flagged(Segment("内部资料 注意保存", "header_footer", "1")) == ["internal"]


def test_a_sort_of_licence_far_inside_marks_no_file() -> None:
    slides = [Segment(f"slide {n}", "body", str(n)) for n in range(12)]
    assert flagged(*slides, Segment("Proprietary", "body", "12", "heading")) == []
    assert flagged(Segment("Proprietary", "body", "1", "heading")) == ["confidential"]
    assert flagged(*slides, Segment("Proprietary", "header_footer", "12")) == ["confidential"]


def test_text_in_a_hidden_layer_is_a_flag_and_metadata_is_none() -> None:
    assert flagged(Segment("备注", "comment", "1")) == ["hidden_content"]
    assert flagged(Segment(" ", "comment", "1"), Segment("作者", "metadata", "2"), Segment("正文", "body", "3")) == []


def test_no_segments_no_flags() -> None:
    assert flagged() == []
    assert RECOGNIZER.find([]) == []


def row(*cells: tuple[str, str]) -> Segment:
    """Give a row of a table, each cell with its head."""
    text, made = "", []
    for head, content in cells:
        made.append(Cell(len(text), len(text) + len(content), head))
        text += content + "\t"
    return Segment(text[:-1], "table", "Sheet1!A3", "row", 1, tuple(made))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([("Serial", "HT-7"), ("Rating", "120 MVA"), ("Owner", "(confidential)"), ("Since", "2022")], []),
        ([("编号", "12"), ("单位", "（内部）"), ("数量", "3 台")], []),
        ([("Item", "Pump"), ("Status", "draft"), ("Date", "May")], []),
        ([("序号", "1"), ("文件", "储备方案"), ("密级", "机密")], ["secret"]),
        ([("No", "1"), ("File", "fee model"), ("Classification", "confidential")], ["confidential"]),
        ([("", "CONFIDENTIAL"), ("", "Rev 3"), ("", "2025")], ["confidential"]),
        ([("序号", "1"), ("名称", "价格测算（商业机密）"), ("日期", "三月")], ["confidential"]),
        ([("序号", "1"), ("名称", "机密★10年"), ("日期", "三月")], ["secret"]),
        ([("项目", "密级"), ("内容", "机密")], ["secret"]),
    ],
)
def test_a_cell_of_a_list_is_a_value_unless_its_column_asks_for_the_grade(
    cells: list[tuple[str, str]], expected: list[str]
) -> None:
    assert [span.norm for span in RECOGNIZER.find([row(*cells), *FILLER])[0]] == expected
