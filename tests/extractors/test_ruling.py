"""What a clause rules by its shape: limits, penalties, terms and refusals, and what only looks like them."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors import ruling
from extractors.ruling import rules


@pytest.mark.parametrize(
    "text",
    [
        "每千台每月不超过0.8次", "糖度不低于5.2", "上限为净资产的30%", "不清掉每天罚金2万元", "晚一天扣三千",
        "超的部分按1.5倍扣",
        "账期三十天", "十天一结", "弱苗率超过2%整车退", "不跟别家拼", "不发照片，不带记者", "今年不再接速调管版",
        "以后每瓶开封前先验",
        "废料回收按含量折94%", "膜芯寿命保证两个榨季", "坏账一人一半",
        "降深过2.5米就停抽", "超60天停供", "满24期后窑归甲", "满二十套免运费", "每家公司最多4人", "人数限24人",
        "限高4.2米",
        "留样保存六十天", "三天内补回", "不良事件24小时内报", "价格上下浮动8%", "起订量3吨", "以盖章件为准",
        "十万元以上须三家比价", "不要自己改表", "铭牌上只写代号", "合同只管白天",
        "国庆加价15%", "四月前定的打九五折", "铜价涨过8%双方再谈", "超过20万元的要总工签", "晚一分钟停工三天",
        "每日罚 3.5 万", "高度限制十八米", "押金统一按2,800元", "录像存九十天", "这事别答", "先别上传群文件",
        "不在群里报别家的投标价", "无票的下月不再收", "试航证到手再开", "只回短信",
        "none before 15 October", "nothing in the group chat", "walk-ins are refused",
        "it is not offered above 400 degrees",
        "28 days after the month of movement", "Payment 15 days, in dollars",
        "Reports within 15 working days", "medicals valid 12 months", "on file for ten years",
        "edges only, never acetone",
        "not a word until the letter is signed", "49 per cent, not more", "survey before any drilling",
        "forms are signed by Corvel only", "Holt may sign to 25,000", "rejected below 110", "10 % off for members",
        "all chain of this heat to be cut", "air monitor 0.031, limit 0.05", "no refund unless asked in May",
        "They will not extend it.", "The council will not have the night shift back.", "surcharge capped at USD 180",
        "Levy stays at 0.8 per cent", "nothing before signature", "nothing leaves without an off-hire number",
        "no new hire without deposit", "order lapses if refused", "not refundable after six months",
        "on site within 36 hours",
        "run at a maximum of 60%", "modules limited in this notice to 60%", "return at our cost",
    ],
)  # fmt: skip
def test_a_limit_a_penalty_a_term_and_a_refusal_rule(text: str) -> None:
    assert rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "不同批次差别不大", "不收钱", "不用接站", "去年不足三成", "扣件四百只", "半年一换", "差不多三吨", "不错的一年",
        "超过了去年", "过三天就到了", "过两天再来", "最多的一家", "期限3年", "权限五级", "必须的",
        "不要紧", "不可能的事",
        "只用了一锅", "只有两台", "只要三天", "三天内到", "上浮的气泡",
        "级别高", "特别的人", "库存九十吨", "不在家", "晚上两点", "统一的口径", "打了九个电话",
        "nothing in the tank", "28 days in June", "before the war",
        "It was never in doubt.", "He never came.", "It is expected to be sold.", "It has to be cut.",
        "Dates to be confirmed",
        "It may rain.", "the only one", "no more snow", "It stayed within sight.", "until the spring",
        "The pump will not start in the cold.", "It cost nothing.", "nothing before 26 September",
        "They come home later than May.",
        "No doubt a good year.", "She stays with her sister.", "a capable crew", "The limit was clear.",
    ],
)  # fmt: skip
def test_what_only_reports_rules_nothing(text: str) -> None:
    assert rules(text) == []


def test_the_shapes_stand_in_the_order_of_the_text() -> None:
    text = "不跟别家拼，账期三十天。We will not pay before this is clear."
    assert rules(text) == sorted(rules(text))
    assert len(rules(text)) == 3


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("shape", ruling._ENGLISH)
@given(data=st.data())
def test_what_a_shape_finds_holds_one_of_its_cues(shape: ruling._Shape, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(shape.pattern.pattern, re.ASCII)))
    assert not shape.pattern.search(text) or any(cue in text for cue in shape.cues)


def test_shapes_are_found_as_the_alternatives_of_one_pattern() -> None:
    whole, chance = re.compile("|".join(shape.pattern.pattern for shape in ruling._ENGLISH)), random.Random(7)
    for _ in range(500):
        text = "".join(chance.choice(WORDS) for _ in range(chance.randrange(12)))
        assert ruling._english(text) == [match.span() for match in whole.finditer(text)]


WORDS = (
    "We will not pay", " capped at 5", " cap 3", "no more than 4", " may keep for 3 days", ", only", ";",
    " within two weeks",
    " nothing before noon", " until signed", "No entry without", " unless paid", " to be paid", " is expected",
    " 5 % discount",
    "is not accepted", " payment within 30 days", " nothing on paper", " at our cost", " valid for 3 years",
    " limit of 4",
)  # fmt: skip
