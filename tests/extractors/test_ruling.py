"""What a clause rules by its shape: limits, penalties, terms and refusals, and what only looks like them."""

from __future__ import annotations

import pytest

from extractors.ruling import rules


@pytest.mark.parametrize(
    "text",
    [
        "每千台每月不超过0.8次", "糖度不低于5.2", "上限为净资产的30%", "不清掉每天罚金2万元", "晚一天扣三千",
        "超的部分按1.5倍扣",
        "账期三十天", "十天一结", "弱苗率超过2%整车退", "不跟别家拼", "不发照片，不带记者", "今年不再接速调管版",
        "以后每瓶开封前先验",
        "废料回收按含量折94%", "膜芯寿命保证两个榨季", "坏账一人一半",
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
