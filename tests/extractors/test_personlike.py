"""What reads as a person at a glance: nicknames, titles, initials that nobody was sure of, and what looks alike."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import personlike
from extractors.model import Segment
from extractors.recognizers import person

NAMED = [
    ("10-27 23:41 纺丝小戚：意大利师傅对中过了", "小戚"), ("老K：哪儿的", "老K"), ("邬静怡 九月二十二日", "邬静怡"),
    ("登记人卓玉兰", "卓玉兰"), ("车部长带了一名翻译", "车部长"), ("砺川 | 龚小满? | 销售", "龚小满"),
    ("销售，龚总侄子", "龚总"), ("给程秘订去厦门的票", "程秘"), ("年轻人郦放，话少", "郦放"),
    ("请教容孟起教授", "容孟起教授"), ("調度室 老鄔", "老鄔"), ("司马队说不行", "司马队"),
    ("去年的冠军是物业车队的王磊", "王磊"), ("改由冯雪莹，下周", "冯雪莹"),
    ("Maas, P.", "Maas, P."),
    ("ask M. Oyelaran first", "M. Oyelaran"), ("Professor Oyelaran's box", "Professor Oyelaran"),
    ("Dr Okafor signed", "Dr Okafor"), ("ring Yusuf about it", "Yusuf"), ("best, Ingrid Solheim", "Ingrid Solheim"),
]  # fmt: skip
NOBODY = [
    "施工单位与加工厂汇总", "缩小方案", "小时工", "大小不一", "老师傅们都走了", "小计", "石化 | 金属 | 方案", "安全员",
    "季度小结", "主任会议", "院长办公室", "总工期六个月", "董事会", "王府井大街", "用的是石膏", "和平路", "对方案",
    "Will deliver in May", "The price is firm",
    "Grade C. The rest is scrap", "Mark the drums", "Hope this helps", "Paris and Norway", "Rotterdam, B. berth",
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_a_person_is_covered_whole(text: str, name: str) -> None:
    at = text.index(name)
    assert any(start <= at and at + len(name) <= end for start, end in personlike.stretches(text))


@pytest.mark.parametrize("text", NOBODY)
def test_words_stay(text: str) -> None:
    assert personlike.stretches(text) == []


def test_stretches_stand_apart_and_in_order() -> None:
    for text, _ in NAMED:
        found = personlike.stretches(f"{text}；{text}")
        assert all(a < b for a, b in found)
        assert all(one[1] <= other[0] for one, other in pairwise(found))


@pytest.mark.parametrize("name", ["容教授", "老邬", "小戚", "龚总", "车部长", "Professor Wetherby", "Dr Jane Maas"])
def test_somebody_is_addressed(name: str) -> None:
    assert personlike.addressed(name)


@pytest.mark.parametrize("name", ["砺川耐磨", "青沙站", "老厂", "小区", "总工办", "Hollenkamp Kesselbau", "Prince"])
def test_no_house_or_thing_is_addressed(name: str) -> None:
    assert not personlike.addressed(name)


def test_a_name_that_is_no_text_is_looked_at_all_the_same() -> None:
    assert personlike.stretches("老邬 \udcff\udcfe.txt") == [(0, 2)]
    assert not personlike.addressed("\udcff\udcfe文件")


def test_what_is_told_of_many_texts_at_once_is_told_of_each_alone() -> None:
    texts = ["老邬", "Dr Maas", "PO-2026-0413", "12,5", "ring Wang gong", "HL to ask", "王工说没问题", "LEI-2026/3"]
    alone = [personlike.stretches(text) for text in texts]
    personlike.tell(texts)
    assert [personlike.stretches(text) for text in texts] == alone


@given(st.from_regex(r"\A(?:[\W\d_]{0,12}|(?:HL|LEI|WANG|DR)(?:[-./_#]?\d){1,5})\Z"))
def test_amounts_days_and_codes_name_nobody_however_closely_they_are_looked_at(text: str) -> None:
    assert personlike.stretches(text) == []
    assert person.find([Segment(text.encode("utf-8", "replace").decode(), "body", "")]) == [[]]
