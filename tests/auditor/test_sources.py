"""Copies and versions of one document: told across formats, with their chain in the order of dates."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

import pytest

from auditor import account, audit, picture, profile, sources
from auditor.audit import Wish
from auditor.masking import masked
from auditor.model import Audit, SourceEntry, Tool, Version
from auditor.reports import page_one
from auditor.reports.discover import reports
from auditor.reports.explain import about
from auditor.reports.json import dumps, loads
from extractors.extract import extract
from fixtures.audits import example
from fixtures.transcoded import CHINESE, ENGLISH, FORMS, Written

LONG_ENGLISH = replace(ENGLISH, first=tuple(f"{line} Part {n} of the minutes." for n in range(7, 19)
                                            for line in ENGLISH.first))  # fmt: skip
ROWS = tuple((f"QL-{2600 + n}", f"{'甲乙丙丁'[n % 4]}型减速器", f"{371 * n % 9000 + 100}", f"{17 * n % 400 + 1}")
             for n in range(40))  # fmt: skip
PRICES = replace(
    CHINESE, first=("报价如下。",), points=(), table=(("编号", "品名", "单价", "数量"), *ROWS), last=("以上含税。",)
)
WRITTEN = {"chinese": CHINESE, "english": ENGLISH, "many pages": LONG_ENGLISH, "a table": PRICES}


def own_text(content: bytes, name: str) -> str:
    (found,) = extract(content, name)
    assert found.status == "read", found.problems
    return sources.own_text(found)


def forms(said: Written) -> list[sources.Text]:
    return [sources.Text(end, own_text(make(said), f"a.{end}")) for end, make in FORMS.items()]


@pytest.mark.parametrize("said", WRITTEN.values(), ids=WRITTEN)
def test_one_document_in_five_formats_is_one_source(said: Written) -> None:
    texts = forms(said)
    assert set(sources.clusters(texts).values()) == {"docx"}
    for one, other in combinations(texts, 2):
        assert len(set(sources.clusters([one, other]).values())) == 1, (one.id, other.id)


def test_other_documents_of_one_office_stay_apart_in_every_format() -> None:
    both = [
        sources.Text(f"{number}.{text.id}", text.text)
        for number, said in enumerate((CHINESE, PRICES)) for text in forms(replace(said, header="北岸水务公司"))
    ]  # fmt: skip
    assert len(set(sources.clusters(both).values())) == 2


def test_numbers_of_pages_make_no_other_document_and_other_figures_do() -> None:
    words = "".join((*CHINESE.first, *CHINESE.last))
    figures = " ".join(f"水位 {number}" for number in (113, 207, 358, 491, 622, 745))
    paged = "\n".join([words, figures, *(f"第 {page} 页" for page in range(1, 25))])
    filled = words + "\n" + figures.replace("1", "6").replace("2", "9").replace("4", "8")
    own, same, other = (sources.Text(*text) for text in (("a", f"{words}\n{figures}"), ("b", paged), ("c", filled)))
    assert len(set(sources.clusters([own, same]).values())) == 1
    assert len(set(sources.clusters([own, other]).values())) == 2


def test_forms_filled_in_with_small_numbers_stay_apart() -> None:
    words = "巡检表由值班员逐项填写，核对无误后签字存档，异常情况须立即报告调度室并在备注栏中说明原因，不得涂改。"
    one = words + " ".join(f"读数 {n}" for n in (1, 2, 3, 4, 41, 57, 63))
    other = words + " ".join(f"读数 {n}" for n in (1, 2, 9, 14, 38, 66, 72))
    assert len(set(sources.clusters([sources.Text("a", one), sources.Text("b", other)]).values())) == 2


DRAFT = (
    "四月十一日夜二号库起火，烧毁模组276个，直接损失413万元。值班员21时40分发现烟雾，22时05分消防到场，次日6时30分扑灭。"
    "经查，库内温度达58度，模组间距不足120毫米，消防泵压力仅0.35兆帕，喷淋覆盖1860平方米中的1240平方米。"
)
FINAL = (
    "关于二号库火灾的通报（定稿）。四月十一日夜二号库起火，烧毁模组276个，直接损失413万元。次日6时30分扑灭。"
    "库内温度达58度，模组间距不足120毫米，喷淋覆盖1860平方米中的1240平方米。各单位应于月底前完成自查，报秘书处备案，"
    "逾期未报的暂停参加联合采购，负责人向理事会说明情况。"
)


def test_a_final_text_is_a_version_of_its_draft_and_another_event_in_its_words_is_not() -> None:
    moved = {"276": "318", "413": "529", "1240": "1110", "1860": "2470", "120": "95", "58": "63"}
    other = FINAL
    for number, instead in moved.items():
        other = other.replace(number, instead)
    draft, final, another = sources.Text("a", DRAFT), sources.Text("b", FINAL), sources.Text("c", other)
    assert sources.Comparison([draft, final]).share("a", "b") < sources.ALIKE
    assert len(set(sources.clusters([draft, final]).values())) == 1
    assert len(set(sources.clusters([draft, another]).values())) == 2


def test_two_texts_that_share_their_numbers_alone_stay_apart() -> None:
    kept = " ".join(sorted(sources.numbers(FINAL)))
    told = sources.clusters([sources.Text("a", FINAL), sources.Text("b", "Delivered today: " + kept + ", see ledger.")])
    assert len(set(told.values())) == 2


def test_a_number_is_the_same_with_and_without_the_signs_around_it() -> None:
    assert sources.numbers("1. 单价 386,000 元，长 2.50 米。") == {"1", "386000", "2.50"}


def test_what_two_texts_have_in_common_is_a_share() -> None:
    told = sources.Comparison([sources.Text("a", "abcdefgh"), sources.Text("b", "abcdexyz"), sources.Text("c", "")])
    assert told.share("a", "a") == 1.0
    assert told.share("a", "b") == told.share("b", "a") == pytest.approx(2 / 8)
    assert told.share("a", "c") == 0.0


# The chain of versions


def chained(*dates: str) -> Audit:
    """Audit three versions of one document, each an edit of the one before it, and another file."""
    later = replace(CHINESE, last=(*CHINESE.last, "补记：第二台机组的轴承已于五月六日到货，安装顺序不变。"))
    last = replace(later, points=(*later.points, "监理方参加每周例会并签署纪要"))
    contents = [FORMS["docx"](CHINESE), FORMS["docx"](later), FORMS["pdf"](last), FORMS["txt"](PRICES)]
    names = ["纪要/c.docx", "纪要/b.docx", "归档/a.pdf", "报价.txt"]
    read = [extract(content, name)[0] for content, name in zip(contents, names, strict=True)]
    files = [replace(file, modified=day) for file, day in zip(read, [*dates, "2026-01-01"], strict=True)]
    setting = account.Setting("/g", "", 30.0, "zh", "none", Tool("0", "1", {}))
    return audit.examined(picture.corpus(files), profile.shipped("general"), Wish(), setting).audit


def test_versions_stand_in_the_order_of_their_dates_with_how_alike_they_are() -> None:
    found = chained("2026-03-02", "2026-03-09", "2026-04-01")
    (source,) = found.sources
    assert [(each.file, each.date) for each in source.versions] == [
        ("纪要/c.docx", "2026-03-02"), ("纪要/b.docx", "2026-03-09"), ("归档/a.pdf", "2026-04-01"),
    ]  # fmt: skip
    first, second, third = (each.alike for each in source.versions)
    assert first is None
    assert second is not None
    assert third is not None
    assert 0.6 < third < second < 1.0
    assert {each.source for each in found.files if each.path != "报价.txt"} == {source.id}


def test_a_version_without_a_date_comes_first_and_a_copy_is_wholly_alike() -> None:
    (source,) = chained("2026-03-02", "", "2026-04-01").sources
    assert [each.file for each in source.versions] == ["纪要/b.docx", "纪要/c.docx", "归档/a.pdf"]
    files = [extract("青榄项目组例会纪要，批号 QL-260113T。".encode(), name)[0] for name in ("a.txt", "b.txt")]
    setting = account.Setting("/g", "", 30.0, "zh", "none", Tool("0", "1", {}))
    made = audit.examined(picture.corpus(files), profile.shipped("general"), Wish(), setting).audit
    assert [each.alike for each in made.sources[0].versions] == [None, 1.0]


def test_the_chain_is_written_and_read_back() -> None:
    found = masked(chained("2026-03-02", "2026-03-09", "2026-04-01"), b"key")
    assert loads(dumps(found)).sources == found.sources
    assert json.loads(dumps(found))["sources"][0]["versions"][0]["alike"] is None


def versions(lang: str) -> Audit:
    """Give the example with a chain for the copy that its second row lists."""
    found = example(lang)
    path, copy = found.shortlist.items[1].files
    entry = next(each for each in found.files if each.path == path)
    files = tuple(replace(e, source=entry.source, date="2026-03-09") if e.path == copy else e for e in found.files)
    chain = SourceEntry(entry.source, (Version(path, "2026-03-02", None), Version(copy, "2026-03-09", 0.92)))
    return replace(found, files=files, sources=(chain,))


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "Versions of one document, by date: {a} (2026-03-02) → {b} (2026-03-09, 92\u00a0% like the one before)"),
     ("zh", "同一文件的各版本，按日期：{a}（2026-03-02） → {b}（2026-03-09，与前一份相同 92%）")],
)  # fmt: skip
def test_explain_tells_the_chain_of_a_file_and_of_its_copy(lang: str, said: str) -> None:
    found = versions(lang)
    one, other = found.shortlist.items[1].files
    for path in (one, other):
        assert f"  {said.format(a=one, b=other)}" in about(found, path, lang)


def test_a_long_chain_is_counted_behind_its_first_ten() -> None:
    found = versions("en")
    entry = next(each for each in found.files if each.path == found.shortlist.items[1].files[0])
    many = tuple(Version(f"v{n}.docx", "", 1.0) for n in range(13))
    lines = about(replace(found, sources=(SourceEntry(entry.source, many),)), entry.path, "en")
    assert any("v9.docx" in line and line.endswith("→ 3 more") for line in lines)


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "copies that must go too: {} (2026-03-09)"), ("zh", "须一并移除的副本：{}（2026-03-09）")]
)
def test_a_row_names_the_copies_that_must_go_too_with_their_dates(lang: str, said: str) -> None:
    found = versions(lang)
    copy = found.shortlist.items[1].files[1]
    assert page_one.rows(found, lang)[1].dated == (said.format(copy).partition("：" if lang == "zh" else ": ")[2],)
    (line,) = (line for line in str(reports()["table"].render(found, lang)).splitlines() if "2026-03-09" in line)
    assert line.startswith(f"   {said.partition('{}')[0]}{copy[:8]}")
    assert page_one.with_date(copy, "2026-03-09", lang) in str(reports()["html"].render(found, lang))
