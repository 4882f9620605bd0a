"""Published literature names nobody of the group that shares it; its own works and its referees stay."""

# ruff: noqa: E501  entries of literature stand as papers have them

from __future__ import annotations

import pytest

from extractors import extract
from extractors.cited import cited
from extractors.model import NAME_KINDS, Segment
from extractors.names import Hit, Name
from extractors.plain import literature
from extractors.unnamed import is_unnamed

BIBTEX = (
    "@article{brusati_2019,\n  author = {Brusati, Elena and Okafor, Ngozi},\n  title = {Seepage below Marlow Dam},\n"
    "  publisher = {Marlow University Press},\n  note = {Ann Lee of Corvane Ltd has the data},\n}\n"
)


def lines(*texts: str) -> list[Segment]:
    return [Segment(text, "body", f"¶{number}", "heading" if len(text) < 12 else "paragraph")
            for number, text in enumerate(texts, 1)]  # fmt: skip


def test_whom_a_list_of_literature_holds_is_nobody_and_a_remark_on_a_work_names_who_it_names():
    (read,) = extract.extract(BIBTEX.encode(), "wells.bib")
    names = {read.segments[m.segment].text[m.start : m.end] for m in read.mentions if m.kind in NAME_KINDS}
    assert "Corvane Ltd" in names
    assert not any(word in name for name in names for word in ("Brusati", "Okafor", "Marlow", "Elena"))


@pytest.mark.parametrize(("text", "is_cited"), [
    ("document variable NE.Ref{5E315467}: ADDIN NE.Ref.{5E315467}<Citation><Author>Brusati</Author>", True),
    ("field code: ADDIN ZOTERO_ITEM CSL_CITATION {\"author\": \"Brusati\"}", True),
    ("field code: ADDIN EN.CITE <EndNote><Cite><Author>Brusati</Author>", True),
    ("field code: AUTHOR Elena Brusati", False),
    ("document variable Client: Corvane Ltd", False),
])  # fmt: skip
def test_what_a_reference_manager_left_is_cited(text, is_cited):
    assert cited([Segment(text, "metadata", "settings")]) == ({0} if is_cited else set())
    assert not cited([Segment(text, "body", "¶1")])


def test_names_of_the_folder_are_not_looked_for_in_what_is_cited():
    segments = [Segment("Brusati, Elena. Seepage", "body", "line 1 reference"), Segment("Brusati called", "body", "¶2")]
    assert is_unnamed(segments, 0, 0, 7)
    assert not is_unnamed(segments, 1, 0, 7)
    assert Hit(0, 0, 7, Name("Brusati", "brusati", "person", 0.9, (1,))).segment in cited(segments)


@pytest.mark.parametrize("texts", [
    ("参考文献", "[1] 顾一凡,沈默.岩溶渗流研究[J].北岸水利,2018,10(3):9-12.", "[2] 李守正.渗流力学[M].北京:北岸出版社,2016."),
    ("参考文献：", "1．顾一凡，沈默．岩溶渗流研究［J］．北岸水利，2018", "续行的题目与期刊名称没有年份", "2．李守正．渗流力学［M］，2016"),
    ("一段正文，说的是别的事情。", "顾一凡.渗流[J].水利,2018.", "李守正.力学[M].北京,2016.", "沈默.闸门[EB/OL].(2019-03-02)."),
    ("References", "Brusati E., Okafor N. 2019. Seepage in karst. Journal of Wells 12: 45-67.", "[2] N. Okafor, Karst, 2016."),
    ("LITERATURE CITED", "Brusati, E. (2019) Seepage in karst.", "Okafor, N. C. and Brusati, E. 2016. Clay. Wells Press."),
])  # fmt: skip
def test_entries_of_a_paper_s_literature_are_cited(texts):
    assert {at for at, text in enumerate(texts) if "20" in text and at} == cited(lines(*texts)) - {0}


@pytest.mark.parametrize("texts", [
    ("代表性论文", "顾一凡.渗流[J].水利,2018.", "沈默.力学[M].北京,2016.", "顾一凡,沈默.闸门[J].水利,2019."),
    ("Selected publications", "Lee A. Seepage [J]. Wells, 2018.", "Lee A. Karst [M]. 2016.", "Lee A. Clay [J]. 2019."),
    ("References", "Dr Ann Lee, Corvane Ltd, +44 20 7946 0000", "Mr Tom Okafor, Marlow Council"),
    ("参考文献由秘书处在2026年3月统一整理，各组不另交。", "顾一凡，负责2026年三月的材料汇总。"),
    ("会议安排", "[1] 顾一凡负责2026年选址", "[2] 沈默负责2026年设备"),
    ("Minutes", "Lee A. joined in 2019 as the club's secretary.", "See item [J] of the plan."),
], ids=["own works", "own works in English", "referees", "a sentence of literature", "a numbered list", "minutes"])  # fmt: skip
def test_what_is_no_list_of_literature_is_not_cited(texts):
    assert cited(lines(*texts)) == frozenset()


def test_what_begins_as_a_list_of_literature_and_goes_on_otherwise_is_told_at_once():
    assert literature.kind("%x\n" + " " * 100_000 + "y") == ""
    assert literature.kind("@comment{a}\n" * 50_000 + "y") == ""
    assert literature.kind("% list\n\n@string{a = {b}}\n  @article{moore, title = {Mites}}") == "bib"


def test_a_remark_of_many_lines_is_one():
    (entry,) = literature.tagged("TY  - JOUR\nN1  - first\n" + "and more\n" * 200_000 + "ER  -\n")
    assert dict(entry.fields)["n1"].startswith("first and more and more")
    assert len(dict(entry.fields)["n1"]) == 5 + 9 * 200_000
