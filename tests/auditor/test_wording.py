"""What a row of the shortlist and a finding say of the files behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor import findings, wording
from auditor.picture import Picture
from tests.auditor.folders import look

TEXTS = {
    "zh": {
        "检测登记.txt": "送样单号 TK260517M，送样单位：金华汐原磁业有限公司，磁钢 1460 小时老化。",
        "费用分摊.txt": "桐坑分析检测中心收到样品，单号 TK260517M，老化时间 1460 小时，费用 3,150 元。",
    },
    "en": {
        "register.txt": "Sample slip TK260517M was handed in by Xiyuan Magnetics Ltd for 1,460 hours of ageing.",
        "costs.txt": "Tongkeng Testing Centre GmbH billed slip TK260517M, 1,460 hours, to the members.",
    },
}


def row(picture: Picture, lang: str) -> tuple[str, str, str]:
    """Give a file of the first finding, what its row says, and what the finding says."""
    found = findings.of(picture)
    words, source = wording.Words(picture, lang), found[0].sources[0]
    return picture.paths({source})[0], words.why(source, found, found)[0], words.text(found[0])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_row_names_the_other_file_what_both_hold_and_what_that_ties_together(lang: str) -> None:
    path, why, _ = row(look(TEXTS[lang]), lang)
    assert next(other for other in TEXTS[lang] if other != path) in why
    assert path not in why
    assert "TK260517M" in why


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_number_with_and_without_its_unit_is_named_once(lang: str) -> None:
    picture = look({"a.csv": "n\n1460\n", **TEXTS[lang]})
    found = findings.of(picture)
    forms = ("=#1460", "=1460 h")
    assert picture.entities.keys() >= set(forms)
    said = wording.Words(picture, lang).text(replace(found[0], bridges=forms))
    assert said.replace(",", "").count("1460") == 1
    said = wording.Words(picture, lang).text(replace(found[0], bridges=("=#31.847", "=31847 kVA")))
    assert "31847 kVA" in said
    assert "31.847" not in said


@pytest.mark.parametrize(("lang", "few", "more", "many"), [
    ("zh", "a、b和c", "a、b、c及另外 2 个", "a、b、c等多个"),
    ("en", "a, b and c", "a, b, c and 2 more", "a, b, c and others"),
])  # fmt: skip
def test_a_list_that_is_cut_short_says_so(lang: str, few: str, more: str, many: str) -> None:
    words = wording.Words(look(TEXTS[lang]), lang)
    assert [words.listed("abcde"[:n]) for n in (3, 5)] == [few, more]
    assert words.listed("abcdefghijkl") == many
    assert words.examples("abcde") == few
