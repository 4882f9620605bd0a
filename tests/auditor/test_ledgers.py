"""The ledgers: what is written is read again, what a person wrote is never lost, what is wrong is named."""

from __future__ import annotations

import os
import stat
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from auditor import decisions, ledgers
from auditor.decisions import Decision, Garbled, Mark
from auditor.ledgers import BadLedger, Decided, aliases_of, decisions_of, read_aliases, read_decisions, text_of
from auditor.resolve import FileMentions, Ledger, entities
from extractors.model import Mention, Segment
from extractors.text import folded

DAY = date(2026, 3, 9)
A, B, C = "0a1b2c3d4e5f", "1111aaaa2222", "9999ffff0000"
ACCEPTED = Decision(
    "c0ffee00c0ff", "finding", "accept", "known to the trade press", "secretariat", DAY, date(2026, 6, 7),
    Mark("chain", (frozenset({A, B}), frozenset({C})), (frozenset({A}),)), "chain, 2 files",
)  # fmt: skip
PINNED = Decision(
    "beef0000beef", "file", "cannot-act", "上级来文，群主无权删除", "", DAY, None,
    Mark("file", facts=frozenset({A, B}), whose=frozenset({C}), content=B),
)  # fmt: skip

tokens = st.text("0123456789abcdef", min_size=12, max_size=12)
groups = st.lists(st.frozensets(tokens, min_size=1, max_size=3), min_size=1, max_size=3).map(tuple)
marks = st.builds(Mark, st.just("chain"), groups, groups) | st.builds(
    Mark, st.just("cell"), groups, facts=st.frozensets(tokens, max_size=30), whose=st.frozensets(tokens, max_size=9)
)
words = st.text(st.characters(codec="utf-8", exclude_characters="\x7f", min_codepoint=32), max_size=40)
kept = st.builds(
    Decision, tokens, st.just("finding"), st.just("accept"), words, words, st.just(DAY),
    st.dates(date(2026, 3, 9), date(2027, 3, 10)), marks, words,
)  # fmt: skip


def entry(**changes: Any) -> dict[str, Any]:
    """Give the entry of the accepted chain with other values; None takes a key out."""
    (whole,) = tomllib.loads(text_of(Decided((ACCEPTED,))))["decision"]
    return {key: value for key, value in (whole | changes).items() if value is not None}


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / ledgers.DECISIONS
    ledgers.write_decisions(path, Decided((ACCEPTED, PINNED)))
    assert set(read_decisions(path).decisions) == {ACCEPTED, PINNED}
    assert not read_decisions(path).garbled


@given(st.lists(kept, max_size=4, unique_by=lambda each: each.id))
def test_any_decisions_are_read_again_as_they_were(held: list[Decision]) -> None:
    back = decisions_of(tomllib.loads(text_of(Decided(tuple(held)))))
    assert set(back.decisions) == set(held)
    assert text_of(back) == text_of(Decided(tuple(reversed(held))))


def test_a_ledger_explains_itself_in_both_languages_and_shows_words_and_tokens() -> None:
    written = text_of(Decided((ACCEPTED, PINNED)))
    assert written.startswith("# 对发现和文件所作的决定")
    assert "# Decisions on findings and files" in written
    shown = ('verdict = "accept"', 'reason = "known to the trade press"', "made = 2026-03-09", "expires = 2026-06-07",
             'expires = "never"', 'hint = "chain, 2 files"', "[decision.mark]")  # fmt: skip
    for line in shown:
        assert line in written


def test_the_tokens_of_a_large_file_do_not_fill_pages() -> None:
    facts = frozenset(f"{number:012x}" for number in range(400))
    written = text_of(Decided((decisions.Decision(*_fields(PINNED), Mark("file", facts=facts)),)))
    assert len(written.splitlines()) < 100


def _fields(decision: Decision) -> tuple[Any, ...]:
    return (decision.id, decision.about, decision.verdict, decision.reason, decision.owner, decision.made,
            decision.expires)  # fmt: skip


def test_no_file_is_no_decision_and_no_alias(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none.toml") == Decided()
    assert read_aliases(tmp_path / "none.toml").ledger == Ledger()


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_ledger_is_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / ledgers.DECISIONS
    ledgers.write_decisions(path, Decided((ACCEPTED,)))
    ledgers.write_aliases(tmp_path / ledgers.ALIASES)
    modes = {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    assert modes == {0o600}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"id": None}, "id"), ({"id": 7}, "id"),
        ({"about": "folder"}, "about"),
        ({"verdict": "ignore"}, "verdict"),
        ({"reason": 3}, "reason"), ({"reason": "x" * 5000}, "reason"),
        ({"owner": None}, "owner"),
        ({"made": "2026-03-09"}, "made"),
        ({"expires": "soon"}, "expires"), ({"expires": "never"}, "expires"), ({"expires": date(2028, 1, 1)}, "expires"),
        ({"mark": None}, "mark"), ({"mark": {"kind": "star"}}, "mark"), ({"mark": {"kind": "chain"}}, "mark"),
        ({"mark": {"kind": "cell", "names": [["云岭精工"]]}}, "mark"),
        ({"mark": {"kind": "cell", "names": [[]]}}, "mark"),
        ({"mark": {"kind": "cell", "names": [[A]], "facts": "x"}}, "mark"),
        ({"about": "file"}, "mark"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_used_is_named_and_kept(changes: dict[str, Any], key: str) -> None:
    raw = {"decision": [entry(), entry(**changes)]}
    found = decisions_of(raw)
    assert found.decisions == (ACCEPTED,)
    assert found.garbled == (Garbled(2, key),)
    assert tomllib.loads(text_of(found))["decision"][1] == raw["decision"][1]


@pytest.mark.parametrize("wrong", ["all of them", [7], {"id": "x"}])
def test_what_stands_where_decisions_belong_is_kept(wrong: Any) -> None:
    found = decisions_of({"decision": wrong, "note": "ours"})
    assert not found.decisions
    assert found.garbled
    assert tomllib.loads(text_of(found))["note"] == "ours"


def test_what_else_a_person_wrote_is_kept() -> None:
    raw = {"decision": [entry(colour="red")], "group": {"name": "泵业"}}
    assert tomllib.loads(text_of(decisions_of(raw)))["group"] == {"name": "泵业"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[[decision]]\nid = = 3\n", "line 2, column 6"),
        (b'[[decision]]\nid = "x', "at its end"),
        ("说明 = 1\n".encode("gb18030"), "no UTF-8 text"),
    ],
)
def test_a_file_that_is_no_toml_says_where_and_is_not_written_over(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / ledgers.DECISIONS
    path.write_bytes(content)
    with pytest.raises(BadLedger, match=said) as caught:
        read_decisions(path)
    assert str(path) in caught.value.message("zh")
    assert path.read_bytes() == content


def test_a_ledger_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / ledgers.DECISIONS
    path.write_bytes(b"\xef\xbb\xbf" + text_of(Decided((PINNED,))).replace("\n", "\r\n").encode())
    assert read_decisions(path).decisions == (PINNED,)


# ---------------------------------------------------------------- aliases


def pair(one: str, other: str) -> frozenset[str]:
    return frozenset({one, other})


def test_names_are_paired_in_their_folded_form() -> None:
    found = aliases_of({"same": [{"names": ["云嶺精工", "Yunling Precision", "ＹＬ"], "reason": "signature"}]})
    assert found.ledger.same == {
        pair("云岭精工", "yunlingprecision"), pair("云岭精工", "yl"), pair("yl", "yunlingprecision"),
    }  # fmt: skip
    assert not found.garbled


def test_one_name_that_is_different_is_borne_by_several() -> None:
    assert aliases_of({"different": [{"names": ["张伟"]}]}).ledger.different == {frozenset({"张伟"})}


@pytest.mark.parametrize(
    "wrong",
    [{}, {"names": "云岭"}, {"names": ["云岭"]}, {"names": ["云岭", " "]}, {"names": ["云岭", "雲嶺"]}, "云岭", 3],
)
def test_an_alias_that_cannot_be_used_is_named(wrong: Any) -> None:
    found = aliases_of({"same": [{"names": ["甲", "乙"]}, wrong]})
    assert found.ledger.same == {pair("甲", "乙")}
    assert found.garbled == (Garbled(2, "same"),)


def test_what_stands_where_aliases_belong_is_named() -> None:
    assert aliases_of({"same": "x"}).garbled == (Garbled(1, "same"),)


def test_a_pair_that_is_both_the_same_and_different_is_neither() -> None:
    found = aliases_of(
        {"same": [{"names": ["甲", "乙"]}], "different": [{"names": ["丙", "丁"]}, {"names": ["乙", "甲"]}]}
    )
    assert found.ledger == Ledger(different=frozenset({pair("丙", "丁")}))
    assert found.garbled == (Garbled(2, "different"),)


def test_aliases_are_written_with_an_example_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / ledgers.ALIASES
    ledgers.write_aliases(path, same=[("云岭精工", "Yunling")], different=[("张伟",)])
    assert read_aliases(path).ledger == Ledger(
        frozenset({pair("云岭精工", "yunling")}), frozenset({frozenset({"张伟"})})
    )
    commented = path.read_text("utf-8").partition("# [[same]]")[2].partition("\n\n")[0]
    example = tomllib.loads("[[same]]" + commented.replace("\n#", "\n"))
    assert aliases_of(example).ledger.same == {pair("云岭精工有限公司", "yunlingprecision")}


def test_a_ledger_joins_names_that_no_rule_joins() -> None:
    said = ledgers.aliases_of(tomllib.loads(tomli_w.dumps({"same": [{"names": ["北岸泵业", "红星厂"]}]})))
    text = "北岸泵业 红星厂"
    found = entities(
        [FileMentions("a", (Segment(text, "body", "¶1"),),
                      (Mention(0, 0, 4, "organisation", "北岸泵业", 0.9, "suffix"),
                       Mention(0, 5, 8, "organisation", "红星厂", 0.9, "suffix")))],
        said.ledger,
    )  # fmt: skip
    assert [sorted(each.names) for each in found.entities] == [["北岸泵业", "红星厂"]]


def test_a_name_that_is_written_with_a_full_stop_is_meant_without_it_too() -> None:
    full, bare = folded("Northstar Ltd."), folded("Northstar Ltd")
    found = aliases_of({"same": [{"names": ["北辰公司", "Northstar Ltd."]}]}).ledger
    assert found.same == {frozenset({"北辰公司", full}), frozenset({"北辰公司", bare})}
    apart = aliases_of({"different": [{"names": ["Northstar Ltd.", "Northstar Ltd"]}]}).ledger
    assert apart.different == {frozenset({full, bare})}
