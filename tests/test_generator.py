"""Planted folders: what their plans promise."""

from __future__ import annotations

import re

import pytest

from fixtures.generator import TRADES, Lang, Plan, folder

KEY = re.compile(r"PO-\w\w-\d{5}|SR\d{6}\w|139\d{8}|\+44 20 7946 \d{4}|\b[1-9]\d{3}(?= machines)|[1-9]\d{3}(?=台)")
BRAND = {
    "zh": re.compile(rf"([\u4e00-\u9fff]{{2}})(?=产业园|(?:{'|'.join(TRADES['zh'])})有限公司|”项目)"),
    "en": re.compile(rf"\b\w+(?= Yard| (?:{'|'.join(TRADES['en'])}) Ltd)|(?<=Project )\w+"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_documents_of_an_unlinked_folder_tell_one_brand_or_one_number(lang: Lang) -> None:
    for seed in range(12):
        texts = folder(Plan(lang, 30, 1.0, 0, 4, seed, linked=False)).values()
        told = [set(KEY.findall(text)) | set(BRAND[lang].findall(text)) for text in texts]
        assert all(told)
        assert sum(map(len, told)) == len(set().union(*told)), seed


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_documents_of_a_linked_folder_tell_the_same_brands_and_numbers(lang: Lang) -> None:
    texts = folder(Plan(lang, 30, 1.0, 0, 4, 6)).values()
    told = [set(KEY.findall(text)) | set(BRAND[lang].findall(text)) for text in texts]
    assert sum(map(len, told)) > 2 * len(set().union(*told))
