"""Where in what the tagger sees a name stands, and what is a name as it is."""

from __future__ import annotations

import pytest

from extractors import finding, names
from extractors.model import Kind, Mention, Segment
from extractors.tagging.narrowing import narrowed, two_languages
from extractors.text import folded


@pytest.mark.parametrize(
    ("text", "seen", "label", "expected"),
    [
        ("出席：韦冬梅主任、彭铁", "韦冬梅主任", "PER", "韦冬梅"),
        ("帆泽小姚：照旧", "帆泽小姚", "PER", "小姚"),
        ("瑞泓方经理：仓里还有", "瑞泓方经理", "PER", "方经理"),
        ("报名找静怡，", "找静怡", "PER", "静怡"),
        ("润禾有，来拉", "润禾有", "ORG", "润禾"),
        ("润禾三十棵", "润禾三", "ORG", "润禾"),
        ("由雁落坪三柜凑", "雁落坪三柜", "LOC", "雁落坪"),
        ("欧阳主任到会", "欧阳主任", "PER", "欧阳主任"),  # a surname needs its title
        ("上官云总到会", "上官云总", "PER", "上官云总"),
        ("王小李到会", "王小李", "PER", "王小李"),
        ("阿依古丽来了", "阿依古丽", "PER", "阿依古丽"),
        ("找王磊", "王磊", "PER", "王磊"),
        ("中建三局", "中建三局", "ORG", "中建三局"),
        ("在十堰三", "十堰三", "LOC", "十堰三"),  # nothing is counted
        ("高要的货", "高要", "LOC", "高要"),
        ("Rolls 有", "Rolls 有", "ORG", "Rolls 有"),
    ],
)
def test_a_name_stands_without_the_house_the_title_and_the_sentence(
    text: str, seen: str, label: str, expected: str
) -> None:
    start = text.index(seen)
    first, last = narrowed(text, start, start + len(seen), label)
    assert text[first:last] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宋晓 Song Xiao", ("宋晓", "Song Xiao")),
        ("Coco 罗可", ("Coco", "罗可")),
        ("小纪 Kiki", ("小纪", "Kiki")),
        ("Anselm 先生", ()),
        ("Moreira 女士", ()),
        ("宋晓", ()),
        ("Song Xiao", ()),
    ],
)
def test_a_person_called_in_two_languages_has_two_names(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(text[a:b] for a, b in two_languages(text, 0, len(text))) == expected


def mention(text: str, kind: Kind, evidence: str) -> Mention:
    return Mention(0, 0, len(text), kind, folded(text), 0.55, evidence)  # type: ignore[arg-type]


def test_a_known_name_with_a_sign_of_the_sentence_is_no_other_name() -> None:
    known = [names.Name("启衡", "启衡", "organisation", 0.8, (0,))]
    for text, seen, kept in (("启衡周末值班", "启衡周", {"启衡"}), ("启衡厂在东头", "启衡厂", {"启衡厂"})):
        segments = [Segment(text, "body", "¶1", "paragraph")]
        hits = finding.occurrences(segments, known)
        settled = finding.settled([mention(seen, "organisation", "tagger")], hits, {"启衡"})
        assert {text[m.start : m.end] for m in settled} == kept
