"""Who stands before a handle or an address, in lists of maintainers and contacts."""

from __future__ import annotations

import pytest

from extractors.recognizers import person
from tests.extractors.naming import line, names

OWNERS = (
    ("祝星湘@zhuxx (https://example.org/zhuxx)", "祝星湘"),
    ("任  慰@renwei: <renwei@example.org>", "任  慰"),
    ("卢景晓（@lujx）负责打包", "卢景晓"),
    ("朱春意[@zcy]", "朱春意"),
    ("- 岳远昆，yueyk@example.org", "岳远昆"),
    ("欧阳慧 <ouyang@example.org>", "欧阳慧"),
    ("Fred Halloway@fredh", "Fred Halloway"),
    ("Zhao Chuanfeng (@zcf), zcf@example.org", "Zhao Chuanfeng"),
    ("Jing Xi @phoebe-xi", "Jing Xi"),
    ("Maren Oltvik <m.oltvik@example.org>", "Maren Oltvik"),
)
OTHERS = (
    "联系@infra", "感谢 @all", "邮件列表: dev@example.org", "Mailing list <dev@example.org>", "管理员@admin",
    "Infra SIG <infra@example.org>", "请发送到<dev@example.org>", "Corvane Ports Ltd <office@example.org>",
    "price @ 40 EUR", "北京@2026",
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), OWNERS)
def test_who_stands_before_a_handle_is_a_person(text: str, name: str) -> None:
    assert name in names(person.RECOGNIZER, line(text, "bullet"), surer=0.8)


@pytest.mark.parametrize("text", OTHERS)
def test_what_else_stands_before_one_is_none(text: str) -> None:
    assert not names(person.RECOGNIZER, line(text, "bullet"), surer=0.8)
