"""Values become codes, marked files give nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import messages
from auditor.masking import Code, Names, codes, folded, masked, withheld
from auditor.model import Audit, EntityEntry, FileFlag
from auditor.reports.json import dumps
from extractors import personlike
from fixtures.audits import example

KEY = b"a key of this installation"


def with_entities(audit: Audit, *entities: EntityEntry) -> Audit:
    return replace(audit, entities=(*audit.entities, *entities))


def explained(audit: Audit, text: str) -> str:
    """Give what masking makes of a finding's explanation."""
    return masked(replace(audit, findings=(replace(audit.findings[0], explanation=text),)), KEY).findings[0].explanation


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_value_of_a_masked_kind_is_left_anywhere(lang: str) -> None:
    audit = example(lang)
    names = {name for entity in audit.entities if entity.kind in {"person", "contact", "identifier", "money"}
             for name in entity.names}  # fmt: skip
    written = dumps(masked(audit, KEY))
    assert [name for name in sorted(names) if name in written] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_of_sites_organisations_and_files_stay_readable(lang: str) -> None:
    audit = example(lang)
    after = masked(audit, KEY)
    assert [subject.name for subject in after.subjects] == [subject.name for subject in audit.subjects]
    assert [entry.path for entry in after.files] == [entry.path for entry in audit.files]


def test_masking_says_so_and_is_the_same_every_time() -> None:
    audit = example("zh")
    assert masked(audit, KEY) == masked(audit, KEY)
    assert masked(audit, KEY).masked
    assert masked(audit, KEY) != masked(audit, b"another key")


def test_a_code_looks_like_its_kind() -> None:
    assert re.search(r"人·[0-9a-f]{4}", explained(example("zh"), "由周启航负责"))
    assert re.search(r"person·[0-9a-f]{4}", explained(example("en"), "led by Zoe Harcourt"))


def test_two_spellings_of_one_value_have_one_code() -> None:
    audit = with_entities(example("zh"), EntityEntry("x1", "quantity", ("3,450 kVA", "3450kVA"), ()))
    first, second = (explained(audit, text) for text in ("容量 3,450 kVA", "容量 ３４５０ｋＶＡ"))
    assert first == second
    assert "数值·" in first


def test_all_names_of_one_person_have_one_code() -> None:
    audit = with_entities(example("en"), EntityEntry("x1", "person", ("Wang Wei", "王伟"), ()))
    assert len(set(re.findall(r"person·[0-9a-f]+", explained(audit, "Wang Wei and 王伟")))) == 1


@pytest.mark.parametrize(("lang", "text", "name"), [
    ("zh", "阀门和蓝莓一起到货", "蓝莓"), ("en", "the valves came with Biscuit", "Biscuit"),
])  # fmt: skip
def test_whom_only_a_file_beside_makes_known_is_masked_too(lang: str, text: str, name: str) -> None:
    audit = example(lang)
    audit = replace(audit, findings=(replace(audit.findings[0], explanation=text),))
    assert name in masked(audit, KEY).findings[0].explanation, "else nothing is shown by what follows"
    beside = (EntityEntry("x1", "person", (name,), ()), EntityEntry("x2", "organisation", ("valves", "阀门"), ()))
    after = masked(audit, KEY, beside=beside)
    assert name not in dumps(after)
    assert after.findings[0].explanation.startswith(text.partition(name)[0])
    assert [each.id for each in after.entities] == [each.id for each in masked(audit, KEY).entities]


def test_the_longest_name_counts() -> None:
    audit = with_entities(
        example("zh"), EntityEntry("x1", "person", ("李明",), ()), EntityEntry("x2", "person", ("李明阳",), ())
    )
    codes_found = re.findall(r"人·[0-9a-f]+", explained(audit, "李明阳与李明"))
    assert len(set(codes_found)) == 2


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("压力 1331.2 千帕", "1331"),
        ("共一百二十套", "一百二十"),
        ("投资叁佰万元", "叁佰万"),
        ("写信到wang.wei@example.cn询问", "wang.wei@example.cn"),
        ("call +86 139-0000-2718", "139"),
        ("全角２４５０", "２４５０"),
        ("first charge on 3 August", "3 August"),
        ("due June 7", "June 7"),
        ("八月三日首投", "八月三日"),
    ],
)
def test_numbers_and_addresses_that_no_entity_names_go_too(text: str, gone: str) -> None:
    assert gone not in explained(example("zh"), text)


@pytest.mark.parametrize(
    "text",
    [
        "第十二工程局",
        "see p. 12",
        "第 12 页",
        "Sheet1!A17",
        "the only bridge of 31 findings",
        "一台",
        "会议纪要/2026-03-12 项目推进会纪要.docx",
        "（见第 12 行）",
    ],
)
def test_places_counts_and_readable_names_keep_their_numbers(text: str) -> None:
    assert explained(example("zh"), text) == text


@given(st.text() | st.text("ΑΣς İß ＡＢ①中é\u0301가"))
def test_a_text_is_folded_character_by_character_and_keeps_its_length(text: str) -> None:
    assert folded(text) == "".join(map(folded, text))
    assert len(folded(text)) == len(text)


def test_a_name_at_the_end_of_a_text_ends_there() -> None:
    names, code = Names(), Code("person", "ab")
    for name in ("ab cd ef", "ab"):
        names.add(name, code)
    assert names.longest("x ab", 2) == (4, code)
    assert names.longest("ab cd ef", 0) == (8, code)
    assert names.longest("ab cd efg", 0) == (2, code)


def test_a_name_is_not_found_inside_a_word_or_a_number() -> None:
    audit = with_entities(
        example("en"), EntityEntry("x1", "person", ("Al",), ()), EntityEntry("x2", "quantity", ("12",), ())
    )
    said = explained(audit, "Algae of 12.5")
    assert said.startswith("Algae of num·")
    assert ".5" not in said


def test_a_name_of_one_character_is_a_code_in_its_list_and_garbles_no_text() -> None:
    audit = with_entities(example("zh"), EntityEntry("x1", "person", ("王",), ()))
    assert masked(audit, KEY).entities[-1].names[0].startswith("人·")
    assert explained(audit, "国王湖") == "国王湖"


@pytest.mark.parametrize(
    ("lang", "text", "left"),
    [
        ("zh", "车部长带了老邬，找苍鹭队要料", ("车部长", "老邬")),
        ("en", "ask P. Maas or Dr Okoro at Heron", ("Maas", "Okoro")),
    ],
)
def test_who_reads_as_a_person_is_masked_though_nobody_knew(lang: str, text: str, left: tuple[str, ...]) -> None:
    said = explained(example(lang), text)
    assert not any(name in said for name in left)
    assert "苍鹭队" in said or "Heron" in said


def test_a_name_that_addresses_somebody_is_a_code_whatever_it_was_taken_for() -> None:
    audit = with_entities(
        example("zh"), EntityEntry("x1", "project", ("容教授",), ()), EntityEntry("x2", "organisation", ("总工办",), ())
    )
    names = [entity.names[0] for entity in masked(audit, KEY).entities[-2:]]
    assert names[0].startswith("人·")
    assert names[1] == "总工办"
    assert explained(audit, "请容教授看看").startswith("请人·")


def test_a_line_that_was_glanced_at_before_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    audit = with_entities(example("zh"), EntityEntry("x1", "topic", ("血浆运输 2026.4（调度室 老邬）",), ()))
    before, known = masked(audit, KEY), personlike.stretches
    monkeypatch.setattr(personlike, "stretches", None)
    assert masked(audit, KEY, known) == before


def test_a_topic_keeps_its_words_and_its_numbers_but_names_nobody() -> None:
    audit = with_entities(example("zh"), EntityEntry("x1", "topic", ("血浆运输 2026.4（调度室 老邬）",), ()))
    name = masked(audit, KEY).entities[-1].names[0]
    assert name.startswith("血浆运输 2026.4（调度室 人·")
    assert "老邬" not in name


@given(st.sets(st.text(min_size=1, max_size=6), max_size=40))
def test_different_values_have_different_codes(values: set[str]) -> None:
    made = codes([Code("person", value) for value in values], KEY, "en")
    assert len(set(made.values())) == len(values)


def test_many_values_share_no_code() -> None:
    made = codes([Code("quantity", str(n)) for n in range(5000)], KEY, "zh")
    assert len(set(made.values())) == 5000


@given(st.text(max_size=60))
def test_no_run_of_two_digits_survives_in_free_text(text: str) -> None:
    said = explained(example("en", 10), text.replace("p", "").replace("¶", "").replace("!", "").replace("第", ""))
    assert not re.search(r"\d\d", re.sub(r"\w+·[0-9a-f]{4,16}|\d+ ?(?:条关联|个文件|findings?|files?)", "", said))


@pytest.mark.parametrize("flag", ["secret", "confidential", "top_secret"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_that_only_a_marked_file_says_is_left(flag: str, lang: str) -> None:
    audit = example(lang)
    secret = replace(audit.findings[1].evidence[0], quote="the marked words")
    path = secret.file
    audit = replace(
        audit,
        findings=(replace(audit.findings[1], text="marked text", explanation="marked too", evidence=(secret,)),),
        files=tuple(
            replace(entry, flags=(FileFlag(flag, "p.1"),)) if entry.path == path else entry for entry in audit.files
        ),
        statements=tuple(replace(said, value="marked value", file=path) for said in audit.statements),
        subjects=tuple(
            replace(s, cells=tuple(replace(c, values=("marked value",), files=(path,)) for c in s.cells))
            for s in audit.subjects
        ),
    )
    for after in (withheld(audit), masked(audit, KEY)):
        assert "marked" not in re.sub(r"flag\.|secrecy marking|marked_", "", dumps(after))


def test_copies_of_a_marked_file_give_nothing_either() -> None:
    audit = example("zh")
    original = next(entry for entry in audit.files if entry.copies)
    marked = tuple(
        replace(e, flags=(FileFlag("secret", "p.1"),)) if e.path == original.path else e for e in audit.files
    )
    after = withheld(replace(audit, files=marked))
    hidden = {original.path, *original.copies}
    assert {e.quote for f in after.findings for e in f.evidence if e.file in hidden} <= {""}


def test_an_audit_without_markings_stays_as_it_is() -> None:
    audit = example("en")
    clear = replace(audit, files=tuple(replace(entry, flags=()) for entry in audit.files))
    assert withheld(clear) is clear


def test_an_id_that_is_a_value_becomes_a_hash_wherever_it_stands() -> None:
    audit = example("en")
    chain = replace(audit.findings[2], bridges=("=zx-998877",), path=("a.docx", "=zx-998877", "b.docx"))
    key = EntityEntry("=zx-998877", "identifier", ("ZX-998877",), ())
    audit = with_entities(replace(audit, findings=(chain,)), key)
    after = masked(audit, KEY)
    assert "998877" not in dumps(after)
    assert after.findings[0].bridges[0] == after.findings[0].path[1] == after.entities[-1].id
    assert after.findings[0].subjects == chain.subjects


def test_a_sentence_and_the_list_of_names_use_one_code() -> None:
    names = ("CNY 193.4 million", "一亿九千三百四十万元", "19,340")
    audit = with_entities(example("zh"), EntityEntry("x1", "money", names, ()))
    code = masked(audit, KEY).entities[-1].names
    assert [explained(audit, name) for name in names] == [code[0]] * 3


@pytest.mark.parametrize("place", ["¶3 comment 12", "p.4 note 11", "slide 12", "row 40", "¶18 footnote 23"])
def test_a_place_in_a_sentence_stays_readable(place: str) -> None:
    assert explained(example("en"), f"See {place}.") == f"See {place}."


def test_a_number_behind_a_word_of_places_alone_is_a_value() -> None:
    assert "12" not in explained(example("en"), "They left comment 12.5 and note 1200.")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("key", ["say.why_chain", "say.why_cell", "say.step"])
def test_the_place_that_a_sentence_names_in_brackets_stays_readable_whatever_is_known(lang: str, key: str) -> None:
    audit = with_entities(example(lang), EntityEntry("=2026-04-24", "date", ("2026-04-24", "24 April"), ()))
    rest = dict.fromkeys(("others", "bridges", "left", "right", "subject", "file", "more", "facets"), "—")
    said = messages.text(key, lang, where="¶3 comment 2026-04-24", **rest)
    assert explained(audit, said) == said
    assert "2026" not in explained(audit, "on 2026-04-24 (24 April)")


@pytest.mark.parametrize(
    "path",
    ["intl/forwarder_release_wk21.csv", "poi/e83661bb-51710.xlsx", "通讯录/会员名录_2025.xlsx", "2026/03/12.pdf",
     "5月/0522", "13800138000.txt", "存档/2026.7z", "周启航/3450.mp3"],
)  # fmt: skip
def test_a_file_that_a_sentence_names_can_be_found_by_it(path: str) -> None:
    audit = example("zh")
    named = replace(audit, files=(*audit.files, replace(audit.files[0], path=path)))
    said = messages.text("say.why_chain", "zh", others=path, bridges="—", where=" A!B3", left="—", right="—",
                         more="")  # fmt: skip
    assert explained(named, said) == said


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("key", ["say.why_more.many", "say.cell"])
def test_a_count_in_a_sentence_of_the_program_stays_a_count(lang: str, key: str) -> None:
    rest = dict.fromkeys(("subject", "facets"), "—")
    said = messages.text(key, lang, n=37, files=24, **rest)
    assert explained(example(lang), said) == said


@pytest.mark.parametrize("path", ["13800138000", "3450", "3.14", "1200.50", "周启航"])
def test_a_file_that_is_named_like_a_value_does_not_make_the_value_readable(path: str) -> None:
    audit = example("zh")
    named = replace(audit, files=(*audit.files, replace(audit.files[0], path=path)))
    assert path not in explained(named, f"共 {path}")


@pytest.mark.parametrize(
    ("lang", "line", "values"),
    [
        ("zh", "青岙化工厂周启航在临沧市接收编号 LP-2026-0417的货物", ("周启航", "LP-2026-0417")),
        ("en", "Zoe Harcourt takes lot LP-2026-0417 at Wessmoor", ("Zoe Harcourt", "LP-2026-0417")),
    ],
)
def test_a_line_that_is_a_topic_does_not_keep_readable_whom_and_what_others_are_masked_in(
    lang: str, line: str, values: tuple[str, str]
) -> None:
    person, number = values
    known = (("x1", "topic", line), ("x2", "person", person), ("x3", "identifier", number))
    audit = with_entities(example(lang), *(EntityEntry(key, kind, (name,), ()) for key, kind, name in known))
    said = explained(audit, f"{line}.")
    topic = next(each for each in masked(audit, KEY).entities if each.id == "x1")
    assert [value for value in values for text in (said, topic.names[0]) if value in text] == []
    assert "Wessmoor" in said or "临沧市" in said
