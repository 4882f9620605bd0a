"""Names of files and codes as a page shows them."""

from __future__ import annotations

import pytest

from auditor.reports.names import Names, unbroken

PATHS = ("old/pack.zip!/letter.docx", "old/pack.zip!/in.zip!/plan.docx", "plain.docx", "old/pack.zip!/letter.docx.bak")


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        ("plain.docx", "plain.docx", "plain.docx"),
        ("old/pack.zip!/letter.docx", "old/pack.zip 里的 letter.docx", "letter.docx in old/pack.zip"),
        ("a.zip!/b.zip!/c.txt", "a.zip 里的 b.zip 里的 c.txt", "c.txt in b.zip in a.zip"),
    ],
)
def test_a_file_in_an_archive_is_named_in_words(path: str, zh: str, en: str) -> None:
    assert Names(PATHS, "zh").file(path) == zh
    assert Names(PATHS, "en").file(path) == en


def test_a_sentence_names_files_in_archives_in_words_and_leaves_all_else() -> None:
    told = Names(PATHS, "en").told
    assert told("with old/pack.zip!/letter.docx: new") == "with letter.docx in old/pack.zip: new"
    assert told("old/pack.zip!/in.zip!/plan.docx, plain.docx") == "plan.docx in in.zip in old/pack.zip, plain.docx"
    assert told("old/pack.zip!/letter.docx.bak") == "letter.docx.bak in old/pack.zip"
    assert told("stop!/go and old/pack.zip!/unknown") == "stop!/go and old/pack.zip!/unknown"


def test_codes_are_kept_in_one_piece_and_everything_is_escaped() -> None:
    assert unbroken("<b> 与数值·8b6e、R-07") == (
        '&lt;b&gt; 与<span class="whole">数值·8b6e</span>、<span class="whole">R-07</span>'
    )
    assert unbroken("on 2026-03-09") == "on 2026-03-09"
    assert unbroken("add --apply") == 'add <span class="whole">--apply</span>'
    assert unbroken("well-known 2-" + "x" * 40) == "well-known 2-" + "x" * 40
