"""What a notice says, and what it never says."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from auditor.notices.letter import MOST_NAMES, letter
from tests.auditor.notices.test_change import SAME

AT = "2026-11-01T12:30:00+08:00"
CHANGE = replace(
    SAME, score_after=47.25, open_before=12.0, open_after=19.04, findings_new=3, findings_gone=1, findings_new_first=2,
    files_added=4, files_removed=5, files_edited=6, files_back=7, exit_code_before=0,
    finding_names=("云岭精工与海门中试线",), file_names=("纪要/三月例会.txt",),
)  # fmt: skip


def test_a_notice_in_chinese() -> None:
    written = letter(CHANGE, "group", AT, "zh", names=False)
    assert written.subject == "auditor group：得分 40.0 → 47.2"
    assert written.lines == (
        "得分 40.0 → 47.2",
        "未接受部分的得分 12.0 → 19.0",
        "关联：新增 3（其中 2 条进入前十），消失 1",
        "文件：新增 4，移除 5，改动 6，重新出现 7",
        "退出码 0 → 1：得分高于目标",
        "报告在运行审计的机器上：/r/report.html",
    )


def test_a_notice_in_english() -> None:
    written = letter(CHANGE, "group", AT, "en", names=False)
    assert written.subject == "auditor group: score 40.0 → 47.2"
    assert written.lines[2:5] == (
        "findings: 3 new (2 of them among the first ten), 1 gone",
        "files: 4 added, 5 removed, 6 edited, 7 come back",
        "exit code 0 → 1: above the target",
    )


def test_the_score_is_told_once_where_nothing_was_accepted() -> None:
    same = replace(CHANGE, open_before=40.0, open_after=47.25)
    assert not any("accepted" in line for line in letter(same, "group", AT, "en", names=False).lines)


def test_the_values_are_those_of_the_words() -> None:
    assert letter(CHANGE, "group", AT, "zh", names=False).payload == {
        "schema": "auditor.notice/1", "job": "group", "at": AT,
        "exit_code": {"before": 0, "after": 1}, "score": {"before": 40.0, "after": 47.2},
        "open_score": {"before": 12.0, "after": 19.0}, "findings": {"new": 3, "gone": 1, "new_first": 2},
        "files": {"added": 4, "removed": 5, "edited": 6, "back": 7}, "report": "/r/report.html",
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_are_said_only_where_they_were_asked_for(lang: str) -> None:
    silent, telling = (letter(CHANGE, "group", AT, lang, names=names) for names in (False, True))
    for name in (*CHANGE.finding_names, *CHANGE.file_names):
        assert name not in json.dumps([silent.subject, silent.lines, silent.payload], ensure_ascii=False)
        assert name in "\n".join(telling.lines)
        assert name in json.dumps(telling.payload, ensure_ascii=False)


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "审计未能完成（退出码 2）"), ("en", "audit not finished (exit code 2)")]
)
def test_an_audit_that_was_not_finished_has_no_score_to_tell(lang: str, said: str) -> None:
    change = replace(SAME, score_after=None, exit_code=2, report="", exit_code_before=None)
    written = letter(change, "group", AT, lang, names=True)
    assert said in written.subject
    assert len(written.lines) == 2
    assert "– → 2" in written.lines[1]


def test_a_name_cannot_call_a_group_or_break_a_line() -> None:
    change = replace(CHANGE, file_names=('<at user_id="all">\n@所有人\u202e.txt',), finding_names=())
    line = letter(change, "group", AT, "zh", names=True).lines[-1]
    assert not set("<>@\n\u202e") & set(line)


def test_few_names_are_enough() -> None:
    change = replace(CHANGE, finding_names=tuple(f"finding {number}" for number in range(99)), file_names=())
    assert sum("finding " in line for line in letter(change, "g", AT, "zh", names=True).lines) == MOST_NAMES


def test_an_unknown_exit_code_is_an_internal_error() -> None:
    change = replace(SAME, exit_code=77, score_after=None, report="")
    assert "internal error" in letter(change, "g", AT, "en", names=False).lines[-1]
