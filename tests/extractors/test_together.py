"""Several files read together: each comes out as if it were alone, to the last bit."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from auditor import profile
from extractors import extract, facets
from extractors.asking import weights
from extractors.extract import OutOfTime
from extractors.finding import Finder
from extractors.model import Cells, Extraction, Mention, Recognizer, Segment
from extractors.names import Name
from extractors.tagging import merging, tagger
from extractors.text import Ahead

SAMPLE = Path(__file__).resolve().parents[2] / "fixtures" / "sample"
ROW = "王磊\t禾丰源粮油工贸有限公司\t上海"
DOCUMENTS = (
    [Segment("甲方：辽东检测中心", "body", "¶1"), Segment("交货由陈志远负责，货到沅丘", "body", "¶2")],
    [Segment("Anna Lindqvist met the board of Corvella Ltd in Oslo", "body", "¶1"), Segment("corvella", "body", "¶2")],
    [Segment("", "file_name", "file name"), Segment("   ", "body", "¶1")],
    [Segment(ROW, "table", "row 2", "row", 1, Cells(ROW, ("姓名", "单位", "城市"))), Segment("上海", "body", "¶1")],
    [Segment(ROW, "table", "row 2", "row", 1, Cells(ROW, ("", "", ""))), Segment("Corvella: Anna", "body", "¶1")],
    [Segment("王磊", "body", "¶1")],
)


def test_the_files_of_a_folder_give_the_same_whether_they_are_read_together_or_alone():
    files = [(path.read_bytes(), path.name, "2026-05-06") for path in sorted(SAMPLE.rglob("*")) if path.is_file()]
    alone = [extract.extract(data, name, modified=modified) for data, name, modified in files]
    for size in (7, len(files)):
        together = [
            each for at in range(0, len(files), size) for each in extract.stream_together(files[at : at + size])
        ]
        assert together == alone


def found_in(document):
    """Give a find at the end of a document, as the rules might."""
    text = document[-1].text
    return [Mention(len(document) - 1, 0, len(text), "person", "x", 0.7, "list")] if text.strip() else []


def test_no_document_says_anything_of_its_neighbours_to_the_tagger():
    sizes = [len(document) for document in DOCUMENTS]
    told = [segment for document in DOCUMENTS for segment in document]
    finds = list(map(found_in, DOCUMENTS))
    starts = np.cumsum([0, *sizes[:-1]]).tolist()
    moved = [m for found, at in zip(finds, starts, strict=True) for m in merging._moved(found, at)]
    pieces = [tagger.Piece(n, 0, len(segment.text)) for n, segment in enumerate(told) if segment.text]
    together = tagger.view(told, pieces, moved, documents=np.repeat(np.arange(len(sizes)), sizes))
    alone = [
        tagger.view(document, [tagger.Piece(n, 0, len(s.text)) for n, s in enumerate(document) if s.text], found)
        for document, found in zip(DOCUMENTS, finds, strict=True)
    ]
    assert np.array_equal(together.sure, np.concatenate([view.sure for view in alone], axis=1))
    assert len(together.guesses) == sum(len(view.guesses) for view in alone)


@pytest.mark.parametrize("mode", ["rules", "tagger", "both"])
def test_short_files_are_settled_as_if_each_were_alone(mode):
    together, alone = list(map(found_in, DOCUMENTS)), list(map(found_in, DOCUMENTS))
    merging.settle_together(zip(DOCUMENTS, together, strict=True), mode)
    for document, found in zip(DOCUMENTS, alone, strict=True):
        merging.settle(document, found, mode)
    assert together == alone


KEYS = (
    ["Capsules LQ-Y 0553 through 0560, weighed and sealed"],
    ["Plates 4471, 4472 and 4473 are at the quay"],
    ["单位：万元", "48.6°"],
    ["30.2° and 4,471 more", "合同额 300，电话 13812345678"],
    ["Regulation 12/345 and Regulation (EU) 2016/679"],
    ["Le 5 mars nous avons reçu de la société des pièces pour 1.260,00 euros et les plans de la turbine de 12 mètres"],
    ["on 5 March"],
    ["2026 it was"],
)


def test_no_file_gives_another_a_unit_a_hint_or_a_half_of_its_place():
    files = [[Segment(text, "body", f"¶{n}") for n, text in enumerate(texts)] for texts in KEYS]
    row = "沈阳\t48.6\t300"
    files.append([Segment(row, "table", "row 2", "row", 1, Cells(row, ("城市", "数量", "金额")))])
    alone = [extract.recognised(file) for file in files]
    assert extract.recognised_together(files) == alone
    assert extract.recognised_together(files[::-1]) == alone[::-1]


def test_what_the_windows_of_several_files_say_is_what_each_says_alone():
    read = [each for path in sorted(SAMPLE.rglob("*")) if path.is_file()
            for each in extract.extract(path.read_bytes(), path.name)]  # fmt: skip
    files, cues = [(each.segments, each.mentions) for each in read], profile.shipped("general").cues
    for learned in (None, weights.shipped()):
        alone = [facets.said(*file, cues, learned) for file in files]
        together = facets.said_together(files, cues, learned)
        assert [each.packed() for each in together] == [each.packed() for each in alone]
        assert [each.statements.texts for each in together] == [each.statements.texts for each in alone]
    assert facets.said_together([], cues) == []


def test_a_name_stands_in_several_files_where_it_stands_in_each():
    texts = (["王磊说", ""], [], ["Corvella", "met Corvella and 王磊"], ["王", "磊"], ["Corvellas"])
    files = [[Segment(text, "body", f"¶{n}") for n, text in enumerate(each)] for each in texts]
    names = [Name("王磊", "王磊", "person", 0.9, ()), Name("Corvella", "corvella", "organisation", 0.9, ())]
    for finder in (Finder(names), Finder(())):
        assert finder.places_together(files) == [finder.places(file) for file in files]
    assert list(map(len, Finder(names).places_together(files))) == [1, 0, 3, 0, 0]


COLD = """
from extractors import extract
from extractors.model import Segment
files = [[Segment("Rope replaced on 27 March 2025, ask list@example.org; 电话 13812345678", "body", "¶1")]] * 2
together = extract.recognised_together(files)
assert together == [extract.recognised(file) for file in files], "the first call finds less"
assert together[0]
"""


def test_the_first_call_of_a_process_finds_what_later_ones_do():
    told = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=False)
    assert not told.returncode, told.stderr


def test_what_is_told_ahead_is_told_of_the_same_segments_alone():
    one, same = [Segment("a", "body", "¶1")], [Segment("a", "body", "¶1")]
    ahead = Ahead[int]()
    assert ahead.get(one) is None
    ahead.put([one, []], [1, 2])
    assert (ahead.get(one), ahead.get(tuple(one)), ahead.get(same), ahead.get([])) == (1, 1, None, None)
    assert (ahead.get([*one, *same]), ahead.get([*same, *one])) == (None, None)


def told(files):
    return list(extract.stream_together([(data, f"{n}.txt", "") for n, data in enumerate(files)]))


def test_a_file_that_holds_much_is_to_be_read_alone():
    big = ("上海永明精工有限公司。\n" * (extract.TOGETHER_CHARS // 10)).encode()
    few, much, other = told([b"Anna Lindqvist", big, b"Oslo"])
    assert (few is not None, much, other is not None) == (True, None, True)


@pytest.mark.parametrize("fault", [ValueError, MemoryError, OutOfTime])
def test_where_recognition_fails_among_several_each_is_to_be_read_alone(monkeypatch, fault):
    def fail(segments):
        raise fault

    monkeypatch.setattr(extract.registry, "recognizers", lambda: (Recognizer(("place",), fail),))
    assert told([b"Anna Lindqvist", b"Oslo"]) == [None, None]


def test_what_was_read_of_a_file_with_a_problem_stays():
    (found,), (empty,) = told([b"%PDF-1.7 and no more", b""])
    assert isinstance(found, Extraction)
    assert (found.problems, empty.status) == (extract.extract(b"%PDF-1.7 and no more", "0.txt")[0].problems, "skipped")
