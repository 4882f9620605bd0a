"""Who issues a paper, and what it says of: by headings, letterheads and signatures, in both languages."""

from __future__ import annotations

import pytest

from extractors.facets import said
from extractors.issuing import issued, supplies
from extractors.model import Form, Mention, Segment
from tests.extractors.naming import line
from tests.extractors.test_employing import RUNS


def _told(
    lines: tuple[tuple[str, Form], ...], names: tuple[tuple[str, str], ...], file: str = ""
) -> tuple[str, str] | None:
    """Give the thing and the house of a paper whose names stand wherever their text first does in a line."""
    segments = [*([Segment(file, "file_name", "name", "title")] if file else []), *(line(*each) for each in lines)]
    mentions, inside = list[Mention](), dict[int, range]()
    for n, segment in enumerate(segments):
        held = sorted((segment.text.find(text), text, kind) for text, kind in names if text in segment.text)
        inside[n] = range(len(mentions), len(mentions) + len(held))
        mentions += [Mention(n, at, at + len(text), kind, text, 0.9, "pattern")  # type: ignore[arg-type]
                     for at, text, kind in held]  # fmt: skip
    found = issued(segments, mentions, inside)
    return ("" if found[0] is None else mentions[found[0]].norm, mentions[found[1]].norm) if found else None


FIRM = "澄源物流有限公司"
HOUSE, DESK, SITE = (FIRM, "organisation"), ("供应链部", "organisation"), ("鲁港站", "site")
BRACKEN, QUAY, PLAN = ("Bracken Rudd Ltd", "organisation"), ("Tarn Quay", "site"), ("Kestrel", "project")


@pytest.mark.parametrize(
    ("lines", "names", "told"),
    [
        ((("鲁港站 出入库台账（澄源物流有限公司）", "heading"),), (HOUSE, SITE), ("鲁港站", FIRM)),
        ((("鲁港站周报", "heading"), ("满产。", "paragraph"), (f"{FIRM} 供应链部 2025.10.20", "paragraph")),
         (HOUSE, DESK, SITE), ("鲁港站", FIRM)),
        (((f"{FIRM} 月结", "heading"), ("鲁港站：三百吨", "paragraph")), (HOUSE, SITE), ("鲁港站", FIRM)),
        ((("Kestrel – tracker v9 (Bracken Rudd Ltd)", "heading"),), (BRACKEN, PLAN), ("Kestrel", "Bracken Rudd Ltd")),
        ((("Bracken Rudd Ltd, Hull, 9 June 2026", "paragraph"), ("Tarn Quay is closed.", "paragraph")), (BRACKEN, QUAY),
         ("Tarn Quay", "Bracken Rudd Ltd")),
        ((("Bracken Rudd Ltd – boats that members may hire in season 2025/26", "paragraph"),
          ("Tarn Quay is closed.", "paragraph")), (BRACKEN, QUAY), ("Tarn Quay", "Bracken Rudd Ltd")),
    ],
)  # fmt: skip
def test_the_house_that_issues_a_paper_runs_what_it_is_about(
    lines: tuple[tuple[str, Form], ...], names: tuple[tuple[str, str], ...], told: tuple[str, str]
) -> None:
    assert _told(lines, names) == told


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ((("澄源物流有限公司：", "paragraph"), ("鲁港站已停。", "paragraph")), (HOUSE, SITE)),  # to whom it is written
        ((("澄源物流有限公司昨天说鲁港站要停。", "paragraph"),), (HOUSE, SITE)),
        ((("Bracken Rudd Ltd closes Tarn Quay today.", "paragraph"),), (BRACKEN, QUAY)),
        ((("物流联谊会 例会纪要", "heading"), ("鲁港站已停。", "paragraph")), (("物流联谊会", "organisation"), SITE)),
        ((("Bracken Rudd Ltd and Corvella SpA at Tarn Quay", "heading"),),
         (BRACKEN, QUAY, ("Corvella SpA", "organisation"))),
        ((("Quay Users Group – minutes", "heading"), ("Tarn Quay is closed.", "paragraph")),
         (("Quay Users Group", "organisation"), QUAY)),
        ((("Tarn Quay", "heading"), ("Closed on Friday.", "paragraph")), (QUAY,)),
    ],
)  # fmt: skip
def test_whom_a_paper_names_otherwise_runs_nothing(
    lines: tuple[tuple[str, Form], ...], names: tuple[tuple[str, str], ...]
) -> None:
    assert _told(lines, names) is None


@pytest.mark.parametrize(
    ("lines", "names", "house"),
    [
        ((("澄源物流有限公司 月报", "heading"), ("澄源 涨价", "paragraph")), (HOUSE, ("澄源", "project")), FIRM),
        ((("Bracken Rudd Ltd – price list", "heading"), ("Kestrel starts in May.", "paragraph")), (BRACKEN, PLAN),
         "Bracken Rudd Ltd"),
    ],
)  # fmt: skip
def test_a_paper_that_is_about_nothing_named_has_its_house_still(
    lines: tuple[tuple[str, Form], ...], names: tuple[tuple[str, str], ...], house: str
) -> None:
    assert _told(lines, names) == ("", house)


def test_the_name_of_a_file_says_what_it_is_about() -> None:
    lines: tuple[tuple[str, Form], ...] = (("澄源物流有限公司 台账", "heading"), ("满仓。", "paragraph"))
    assert _told(lines, (HOUSE, SITE), "鲁港站 十月") == ("鲁港站", FIRM)
    assert _told(lines, (HOUSE, SITE), "十月") == ("", FIRM)


@pytest.mark.parametrize(
    ("heading", "kind", "facet"),
    [
        ("澄源物流有限公司 冬季线路报价", "", "partner"),
        ("澄源物流有限公司 检测报告", "", "partner"),
        ("Bracken Rudd Ltd – quotation", "", "partner"),
        ("Bracken Rudd Ltd – Kestrel 40", "product", "partner operator"),
        ("Bracken Rudd Ltd – Kestrel 40 – quotation", "product", "partner"),
        ("Bracken Rudd Ltd – Kestrel 40", "project", "operator"),
        ("澄源物流有限公司 月报", "", "operator"),
        ("Bracken Rudd Ltd – a quiet year", "", "operator"),
    ],
)
def test_who_quotes_tests_or_makes_supplies_and_who_reports_runs(heading: str, kind: str, facet: str) -> None:
    segments = [line(heading, "heading"), line("一切照旧。")]
    house = FIRM if FIRM in heading else "Bracken Rudd Ltd"
    spans = [(house, "organisation"), *([("Kestrel 40", kind)] if kind else [])]
    mentions = [Mention(0, (at := heading.index(text)), at + len(text), given, text, 0.9, "pattern")  # type: ignore[arg-type]
                for text, given in spans]  # fmt: skip
    topic = Mention(1, 0, 4, "topic", "topic:一切照旧", 1.0, "field")
    told = said(segments, [*mentions, topic], RUNS).statements
    assert [each.facet for each in told if each.value == house] == facet.split()


def test_only_the_first_heading_and_the_name_of_a_file_tell_what_paper_it_is() -> None:
    assert supplies([line("月报", "heading"), line("送货单", "heading")])
    assert not supplies([line("月报", "heading"), line("二月", "heading"), line("送货单", "heading")])
    assert not supplies([line("送货单昨天才到")])
