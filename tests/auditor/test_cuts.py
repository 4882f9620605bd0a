"""Cuts of a file instead of its removal: smaller, in every copy, and proved by a look at what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from auditor import cuts, findings, picture, profile, removal, resolve, sets
from auditor.audit import Wish
from auditor.corpus import Stretch
from auditor.cuts import Above, Cut, Cutter
from auditor.picture import Picture
from extractors.model import Extraction, Flag, Segment
from fixtures.generator import Plan, folder
from tests.auditor.folders import look, read

LOT, ORDER = "SN-260113-T", "PO-77120-X"
PLAIN = "The members met on Tuesday and talked about the weather, parking and lunch."
TEXTS = {
    "site.txt": f"Minutes of Oakline Works Ltd.\n{PLAIN}\nOakline Works Ltd received the unit with serial {LOT}.\n"
    f"{PLAIN} Nobody had anything to add.\n",
    "maker.txt": f"{PLAIN}\n{PLAIN} It rained.\nFernhill Castings Ltd shipped the unit with serial {LOT} north.\n",
    "lunch.txt": f"{PLAIN}\nMossgate Canteen Ltd serves soup on Fridays.\n",
}


def looked(texts: Mapping[str, str], **layers: str) -> Picture:
    """Look at texts; a file's last line goes into a layer where one is given for it, by its name without its end."""
    files = [_layered(file, layers.get(file.path.partition(".")[0], "")) for file in read(texts)]
    return picture.of(picture.corpus(files), profile.shipped("general"))


def _layered(file: Extraction, layer: str) -> Extraction:
    if not layer:
        return file
    last = replace(file.segments[-1], layer=layer)  # type: ignore[arg-type]
    return replace(file, segments=(*file.segments[:-1], last))


def cutter(whole: Picture) -> Cutter:
    def without(gone: frozenset[str]) -> picture.Remains:
        return picture.remains(whole.corpus, whole.profile, set(whole.paths(gone)))

    return Cutter(whole, resolve.EMPTY, without)


def cut_of(whole: Picture, path: str) -> Cut | None:
    """Give the cut of the document that a file is of, as good as its removal."""
    number = next(n for n in whole.files if whole.corpus.files[n].path == path)
    source, found = whole.source[number], cutter(whole)
    most = cuts.limit(whole.score, found.remains(Above(frozenset({source}))).score, 0.0)
    return found.cheaper(source, Above(), most)


def told(whole: Picture, cut: Cut | None) -> list[tuple[str, str, str]]:
    return [(whole.corpus.files[part.file].path, part.what, part.where) for part in cut.parts] if cut else []


def test_the_line_that_holds_the_bridge_is_enough() -> None:
    whole = look(TEXTS)
    assert whole.score > 1.0
    cut = cut_of(whole, "maker.txt")
    assert told(whole, cut) == [("maker.txt", "passage", "line 3")]
    rest = look({**TEXTS, "maker.txt": "\n".join(TEXTS["maker.txt"].splitlines()[:2])})
    assert cut
    assert cut.score == pytest.approx(rest.score)


def test_a_hidden_layer_is_enough_where_the_bridge_stands_in_it() -> None:
    cut = cut_of(looked(TEXTS, maker="comment"), "maker.txt")
    assert cut
    assert [(part.what, part.layer) for part in cut.parts] == [("layer", "comment")]


def test_every_copy_is_cut_alike() -> None:
    whole = look({**TEXTS, "copies/maker.txt": TEXTS["maker.txt"]})
    cut = cut_of(whole, "maker.txt")
    assert {path for path, _, _ in told(whole, cut)} == {"maker.txt", "copies/maker.txt"}
    assert cut
    assert len(cut.stretches) == 2


def test_what_stands_in_every_line_has_no_smaller_cut() -> None:
    every = "".join(f"Fernhill Castings Ltd, {word}: serial {LOT} was shipped again.\n" for word in
                    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))  # fmt: skip
    assert cut_of(look({**TEXTS, "maker.txt": every}), "maker.txt") is None


def test_a_mail_is_not_rewritten_and_a_file_with_a_marking_is_not_cut() -> None:
    for change in ({"kind": "eml"}, {"flags": (Flag("secret", "p.1"),)}):
        files = [replace(file, **change) if file.path == "maker.txt" else file for file in read(TEXTS)]  # type: ignore[arg-type]
        assert cut_of(picture.of(picture.corpus(files), profile.shipped("general")), "maker.txt") is None


@pytest.mark.parametrize(("before", "after", "target", "most"), [
    (70.0, 60.0, 30.0, 61.0),
    (70.0, 69.0, 30.0, 69.2),
    (33.0, 25.0, 30.0, 30.0),
    (33.0, 29.5, 30.0, 30.2),
    (29.0, 25.0, 30.0, 25.8),
    (40.0, 41.0, 30.0, 41.0),
])  # fmt: skip
def test_a_cut_may_leave_a_point_more_than_the_removal_or_what_the_target_allows(
    before: float, after: float, target: float, most: float
) -> None:
    assert cuts.limit(before, after, target) == pytest.approx(most)


# The folder as it is after a cut


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_folder_with_lines_blanked_scores_as_one_that_was_read_without_them(lang: str) -> None:
    texts = folder(Plan(lang, 8, 1.0, 2, 2, 6))  # type: ignore[arg-type]
    whole = look(texts)
    for number in whole.files[:4]:
        file = whole.corpus.files[number]
        lines = [n for n, each in enumerate(file.segments) if each.where.startswith("line")]
        cut = {number: tuple(Stretch(n, 0, len(file.segments[n].text)) for n in lines)}
        blank = picture.remains(whole.corpus.edited(cut), whole.profile, ())
        rest = look({**texts, file.path: "\n"})
        assert blank.score == pytest.approx(rest.score, abs=1e-9)


def test_a_cut_leaves_the_folder_that_it_was_made_of_as_it_was() -> None:
    whole = look(TEXTS)
    before = whole.score
    cut = cut_of(whole, "maker.txt")
    assert cut
    assert picture.of(whole.corpus, whole.profile).score == before
    assert picture.remains(whole.corpus, whole.profile, ()).score == before
    assert cutter(whole).estimate(Above()) == pytest.approx(before)


def test_a_cell_goes_and_the_rest_of_its_row_stays() -> None:
    corpus = picture.corpus(read({"a.csv": f"name,serial\nOakline Works Ltd,{LOT}\nFernhill Castings Ltd,{ORDER}\n"}))
    at = next(n for n, each in enumerate(corpus.files[0].segments) if LOT in each.text)
    start = corpus.files[0].segments[at].text.index(LOT)
    edited = corpus.edited({0: (Stretch(at, start, start + len(LOT)),)}).files[0]
    assert edited.segments[at].text.rstrip() == "Oakline Works Ltd"
    assert len(edited.segments[at].cells) == 2
    assert [cell.header for cell in edited.segments[at].cells] == ["name", "serial"]
    assert edited.sha256 != corpus.files[0].sha256
    assert not [m for m in edited.mentions if m.segment == at and m.end > start]
    assert [m for m in edited.mentions if m.segment == at and m.end <= start]


@pytest.mark.parametrize(("where", "unit"), [
    ("p.3", ("page", "p.3")), ("slide 12 notes", ("slide", "slide 12")), ("Sheet1!B7", ("sheet", "Sheet1")),
    ("价格!A12 comment", ("sheet", "价格")), ("¶4", ("", "")), ("line 3", ("", "")),
])  # fmt: skip
def test_pages_slides_and_sheets_are_told_by_the_place(where: str, unit: tuple[str, str]) -> None:
    assert cuts.unit_of(Segment("text", "body", where)) == unit


def test_of_several_segments_at_one_place_the_number_is_told() -> None:
    segments = [Segment("a", "body", "p.1"), Segment("b", "body", "p.1"), Segment("c", "body", "p.2")]
    assert [cuts.place_of(segments, n) for n in range(3)] == ["p.1 #1", "p.1 #2", "p.2"]


# In the shortlist


def listed(whole: Picture, wish: Wish) -> tuple[list[str], list[bool], list[float]]:
    found = findings.of(whole)
    rows = removal.chosen(whole.corpus, whole, found, wish).rows
    return [row.source for row in rows], [row.redacted for row in rows], [row.score for row in rows]


def test_rows_stay_removals_with_the_cut_beside_unless_cuts_are_asked_for() -> None:
    whole = look(TEXTS)
    wish = Wish(target=0.5 * whole.score)
    sources, redacted, scores = listed(whole, wish)
    assert redacted == [False]
    same, asked, left = listed(whole, replace(wish, redact=True))
    assert same == sources
    assert asked == [True]
    assert left[0] <= wish.target
    assert scores[0] <= left[0] + 1e-9


def test_all_smaller_cuts_together_are_scored_as_the_folder_they_leave() -> None:
    whole = look(TEXTS)
    found = findings.of(whole)
    wish = Wish(target=0.5 * whole.score)
    chosen, asked = (removal.chosen(whole.corpus, whole, found, each) for each in (wish, replace(wish, redact=True)))
    assert [row.cut is not None and row.sought for row in chosen.rows] == [True]
    assert chosen.gentle == asked.rows[-1].score
    assert asked.gentle is None


def test_what_no_look_was_left_for_is_not_said_to_have_no_smaller_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = look(TEXTS)
    found = findings.of(whole)
    monkeypatch.setattr(sets, "effort", lambda task: -1)
    chosen = removal.chosen(whole.corpus, whole, found, Wish(target=0.5 * whole.score))
    assert [row.sought for row in chosen.rows] == [False]
    assert chosen.gentle is None


def test_cuts_that_together_miss_the_target_are_removals_again() -> None:
    for seed in range(6):
        whole = look(folder(Plan("en", 10, 1.0, 2, 2, seed)))
        wish = Wish(target=0.4 * whole.score)
        _, _, scores = listed(whole, wish)
        _, _, left = listed(whole, replace(wish, redact=True))
        assert not scores or scores[-1] > wish.target or left[-1] <= wish.target
