import json
from io import BytesIO
from itertools import product

import numpy as np
import pytest
import scipy.sparse as sp

from extractors import extract
from extractors.model import Mention, Segment
from extractors.tagging import decode, merging, signs, tagger, weights
from extractors.tagging.known import Known
from extractors.tagging.units import units
from fixtures.tagging import gold, learning, letters, lists, train


def said(text, mode="both", form="paragraph"):
    segments = [Segment(text, "body", "¶1", form)]
    return {(text[m.start : m.end], m.kind) for m in extract.recognised(segments, mode)}


def settled(segments, mentions, mode):
    found = list(mentions)
    merging.settle(segments, found, mode)
    return found


def shown(text):
    found = units([text], [None])
    return [text[a:b] for a, b in zip(found.start.tolist(), found.end.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王磊说，K-09 到了", ["王", "磊", "说", "，", "K", "-", "09", "到", "了"]),
        ("Lu’s 2 pumps\tÉva", ["Lu", "’", "s", "2", "pumps", "\t", "Éva"]),
        ("\U00020000a", ["\U00020000", "a"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_characters_words_and_numbers(text, expected):
    assert shown(text) == expected


def test_a_unit_says_the_same_wherever_it_stands_and_whatever_its_case():
    one, other = units(["Lu says 10"], [None]), units(["so LU 27 says", ""], [None, None])
    assert one.word.tolist() == other.word[[1, 3, 2]].tolist()
    assert one.shape[0] != other.shape[1]


def test_the_path_is_the_best_of_all_paths_and_names_are_read_off_it():
    random = np.random.default_rng(5)
    any_moves = random.normal(size=(weights.TAGS, weights.TAGS))
    moves = np.where(decode.allowed(), any_moves, decode.NEVER).astype(np.float32)
    for size in (1, 2, 4):
        scores = random.normal(size=(weights.TAGS, size)).astype(np.float32)
        seen = decode.read(scores, moves, np.zeros(size, np.int64))

        def worth(path, scores=scores):
            steps = sum(moves[a, b] for a, b in zip((0, *path), (*path, 0), strict=True))
            return steps + sum(scores[tag, step] for step, tag in enumerate(path))

        assert worth(seen.path) == pytest.approx(max(map(worth, product(range(weights.TAGS), repeat=size))), rel=1e-4)
        assert seen.sure.sum(0) == pytest.approx(1, abs=1e-3)
        assert all(name.first < name.last <= size for name in decode.names(seen))


def test_texts_side_by_side_are_read_as_if_alone():
    texts = ["驻日内瓦的代表史密斯回到上海。", "He met Anna Lindqvist in Oslo."]
    apart = [tagger.view([text], [tagger.Piece(0, 0, len(text))], ()).guesses for text in texts]
    pieces = [tagger.Piece(number, 0, len(text)) for number, text in enumerate(texts)]
    together = tagger.view(texts, pieces, ()).guesses
    assert [(g.start, g.end, g.label) for g in together] == [(g.start, g.end, g.label) for one in apart for g in one]


def test_long_texts_are_cut_into_batches_that_hold_all_of_them():
    texts = ["a" * (tagger.BATCH_CHARS * 2 + 5), "", "b" * 10, "c" * tagger.BATCH_CHARS]
    batches = list(tagger.batches(texts))
    assert all(sum(piece.end - piece.start for piece in batch) <= tagger.BATCH_CHARS for batch in batches)
    told = [texts[piece.text][piece.start : piece.end] for batch in batches for piece in batch]
    assert "".join(told) == "".join(texts)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("这部小说由陈望舒写成，讲述柳溪镇的往事。", "陈望舒", "person"),
        ("In 1871 the Reading built a line to Pottsville.", "Pottsville", "place"),
    ],
)
def test_in_plain_text_the_tagger_sees_names_that_the_rules_miss(text, name, kind):
    assert (name, kind) in said(text, "tagger")
    assert (name, kind) not in said(text, "rules")
    assert (name, kind) in said(text)


@pytest.mark.parametrize("text", ["改到下午三点，请提前十分钟到场，谢谢。", "Please come at three.", "", "\t"])
def test_a_text_without_names_has_none(text):
    assert not {kind for _, kind in said(text)} & {"person", "organisation", "place"}


def test_by_rules_alone_nothing_changes_and_values_stay_in_every_mode():
    segments = [Segment("禾丰源粮油工贸有限公司3月5日到货2吨。", "body", "¶1")]
    rules = extract.recognised(segments, "rules")
    assert settled(segments, rules, "rules") == list(rules)
    for mode in ("tagger", "both"):
        assert {m for m in rules if m.kind in ("date", "quantity")} <= set(extract.recognised(segments, mode))


def find(text, name, kind, confidence, evidence="pattern"):
    start = text.index(name)
    return Mention(0, start, start + len(name), kind, name, confidence, evidence)


def test_a_weak_find_where_the_tagger_sees_nothing_goes_from_plain_text_and_a_cued_one_stays():
    text, name = "请各位提前到场，谢谢配合。", "提前"
    plain = [Segment(text, "body", "¶1")]
    assert settled(plain, [find(text, name, "place", 0.55)], "both") == []
    stays = find(text, name, "place", 0.55, "column")
    assert settled(plain, [stays], "both") == [stays]


def test_in_english_what_only_capitals_speak_for_goes_where_the_tagger_sees_nothing():
    text = "The meeting moves to three."
    weak = find(text, "The", "place", 0.55, "capitals")
    assert settled([Segment(text, "body", "¶1")], [weak], "both") == []


def test_a_sure_find_stays_where_the_tagger_sees_no_other_name():
    text = "请各位提前到场，谢谢配合。"
    sure, weak = (find(text, "提前", "place", confidence, "suffix") for confidence in (0.85, 0.7))
    assert settled([Segment(text, "body", "¶1")], [sure], "both") == [sure]
    assert settled([Segment(text, "body", "¶1")], [weak], "both") == []


def test_other_languages_are_the_rules_alone():
    text = "La reunión de los socios pasa a las tres de la tarde, según el acta que nos han enviado desde la sede."
    weak = find(text, "La", "place", 0.55, "capitals")
    assert settled([Segment(text, "body", "¶1")], [weak], "both") == [weak]


def test_english_chats_are_the_rules_alone():
    line = "[11 May 08:02] Petra: lift 2 is out"
    weak = find(line, "Petra", "place", 0.55, "capitals")
    assert settled([Segment(line, "body", "¶1")] * 3, [weak], "both") == [weak]


def test_names_of_the_file_itself_are_the_rules_alone():
    name = Segment("石塘夜里那间仓", "file_name", "", "title")
    body = Segment("请各位提前到场，谢谢配合。", "body", "¶1")
    weak = find(name.text, "石塘", "place", 0.55)
    assert settled([name, body], [weak], "both") == [weak]


@pytest.mark.parametrize(
    ("evidence", "sure", "kind"),
    [("capitals", 0.8, "person"), ("suffix", 0.8, "organisation"), ("suffix", 0.5, "person")],
)
def test_a_confirmed_find_has_the_kind_of_who_is_surer_and_capitals_say_nothing_of_it(evidence, sure, kind):
    guess = tagger.Guess(0, 0, 4, 0, 1, "PER", 0.7)
    assert merging._confirmed(Mention(0, 0, 4, "organisation", "oslo", sure, evidence), guess).kind == kind


def test_documents_with_a_form_are_the_rules_alone():
    text = "请各位提前到场，王磊从上海来，谢谢配合。"
    form = [Segment("姓名\t电话", "table", "¶1", "row"), Segment(text, "body", "¶2")]
    weak = find(text, "提前", "place", 0.55)
    assert settled(form, [weak], "both") == [weak]
    assert {m.kind for m in settled(form, [], "tagger")} >= {"person"}


def test_numbers_alone_and_single_letters_are_no_names():
    assert not any(merging._tells(name, "PER") for name in ("7", "2026", "A", "", "--", "谢谢"))
    assert all(merging._tells(name, "PER") for name in ("王磊", "K9", "Lu"))


def hashed(*names):
    """Give names as known ones, the first of list 1, the second of list 2."""
    found = units(list(names), [None] * len(names))
    count = np.bincount(found.text)
    first = np.cumsum(count) - count
    codes = [(found.word, *found.runs)[n - 1][at] >> np.uint64(32) for n, at in zip(count, first, strict=True)]
    order = np.argsort(codes)
    return Known(np.array(codes, np.uint32)[order], (1 << np.arange(len(names))).astype(np.uint8)[order])


def test_known_names_are_found_whatever_their_case_and_however_many_units_they_have():
    told = signs.signs(
        units(["in oslo and NEW YORK", "城阳平市"], [None, None]), (), hashed("Oslo", "New York", "阳平")
    )
    assert told.single.tolist() == [0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert told.run.tolist() == [0, 0, 0, 2 * 4 + 1, 2 * 4 + 3, 0, 4 * 4 + 1, 4 * 4 + 3, 0]


def test_no_known_name_runs_from_one_text_into_the_next():
    assert not signs.signs(units(["New", "York"], [None, None]), (), hashed("New York")).run.any()


def test_a_word_is_told_how_it_is_written_elsewhere_in_the_document():
    told = signs.signs(units(["Reading is dull", "we met Reading", "he likes reading"], [None] * 3), (), NOTHING)
    assert told.cased.tolist() == [3, 0, 0, 0, 0, 2, 0, 0, 1]


def test_a_word_is_told_what_the_rules_say_of_it_elsewhere_in_the_document():
    texts = ["Lindqvist came", "we saw Lindqvist", "so Lindqvist left"]
    finds = [
        Mention(n, text.index("L"), text.index("L") + 9, "person", "lindqvist", 0.9, "title")
        for n, text in enumerate(texts[:2])
    ]
    told = signs.signs(units(texts, [None] * 3), finds, NOTHING)
    assert told.named.tolist() == [1, 0, 0, 0, 1, 0, 1, 0]


NOTHING = Known(np.zeros(0, np.uint32), np.zeros(0, np.uint8))
TINY = [
    (gold.Text("王磊去了上海。", ((0, 2, "PER"), (4, 6, "LOC"))), gold.Text("请到场。", ())),
    (gold.Text("Anna Lind left Oslo.", ((0, 9, "PER"), (15, 19, "LOC"))),),
]  # fmt: skip


def test_the_same_texts_teach_the_same_bytes_and_the_model_learns_them():
    settings = learning.Settings(rounds=30, averaged=5, seen=1, table=12)
    written = [BytesIO(), BytesIO()]
    for to in written:
        learning.learned(train.lesson(TINY * 5, NOTHING), settings, NOTHING).save(to)
    assert written[0].getvalue() == written[1].getvalue()
    adder = weights.Adder(weights.read(BytesIO(written[0].getvalue())))
    lesson = train.lesson(TINY, NOTHING)
    scores = adder.scores(lesson.asked.T.copy())
    seen = decode.read(scores, adder.moves, np.repeat([0, 1, 2], lesson.length))
    assert seen.path.tolist() == lesson.tag.tolist()


def test_the_card_names_the_model_that_is_shipped_and_it_is_small():
    assert weights.digest() in train.CARD.read_text("utf-8")
    assert train.SHIPPED.stat().st_size < 3_000_000


def test_gold_is_read_with_its_places(tmp_path):
    rows = "# text = 王磊在Oslo工作\n1\t王磊\tB-PER\t-\t-\n2\t在\tO\t-\t-\n3\tOslo\tB-LOC\t-\t-\n4\t工作\tO\t-\t-\n"
    (tmp_path / "a").write_text(rows, "utf-8")
    (tmp_path / "b").write_text("( O\nAnna I-PER\nLind I-PER\n, O\nMad I-ORG\nBand I-MISC\n) O\n", "utf-8")
    ((one,),) = gold.uner(tmp_path / "a")
    ((other,),) = gold.labelled(tmp_path / "b", {"PER": "PER", "ORG": "ORG", "MISC": "OTH"})
    assert [(one.text[a:b], label) for a, b, label in one.spans] == [("王磊", "PER"), ("Oslo", "LOC")]
    assert other.text == "(Anna Lind, Mad Band)"
    named = [(other.text[a:b], label) for a, b, label in other.spans]
    assert named == [("Anna Lind", "PER"), ("Mad", "ORG"), ("Band", "OTH")]


def test_accounts_are_no_names_and_their_sign_is_part_of_the_word(tmp_path):
    (tmp_path / "a").write_text("@ B-PER\nlena B-PER\nmeets O\n# O\nOslo B-LOC\nfans O\n", "utf-8")
    ((one,),) = gold.labelled(tmp_path / "a", {"PER": "PER", "LOC": "LOC"})
    assert (one.text, one.spans) == ("@lena meets #Oslo fans", ((12, 17, "LOC"),))


def test_uner_documents_end_where_the_file_says_so(tmp_path):
    row = "# text = Oslo\n1\tOslo\tB-LOC\t-\t-\n\n"
    (tmp_path / "a").write_text(f"# newdoc id = one\n{row}{row}# newdoc id = two\n{row}", "utf-8")
    assert [len(document) for document in gold.uner(tmp_path / "a")] == [2, 1]


@pytest.fixture
def public(tmp_path):
    town = {"population": 200_000, "countrycode": "SE", "alternatenames": ["伦登比", "Lundo"]}
    towns = {
        "1": {**town, "name": "Lundén"},
        "2": {**town, "name": "Ny By", "population": 20_000, "alternatenames": []},
    }
    (tmp_path / lists.TOWNS).write_text(json.dumps(towns), "utf-8")
    for name, rows in (
        ("dist.male.first", "PER 1 1 1"),
        ("dist.female.first", "IDA 1 1 1"),
        ("dist.all.last", "LIND 1 1 1"),
    ):
        (tmp_path / name).write_text(f"{rows}\n", "ascii")
    return tmp_path


def test_towns_and_names_of_persons_are_known_by_their_lists(public):
    known = lists.known(public)
    found = units(["Lundén Lunden Ida Lind Lundo", "Ny By", "伦登比"], [None] * 3)
    told = signs.signs(found, (), known)
    assert told.single[:5].tolist() == [lists.CITY, lists.CITY, lists.GIVEN, lists.FAMILY, 0]
    assert (told.run[5:] // 4).tolist() == [lists.TOWN] * 2 + [lists.CITY] * 3


def test_letters_are_the_same_every_time_and_mark_every_name(public):
    written = letters.written(public)
    assert written == letters.written(public)
    told = {(text.text[a:b].lower(), label) for letter in written for text in letter for a, b, label in text.spans}
    assert {("ida", "PER"), ("lind, per", "PER"), ("lundén", "LOC"), ("lind's grill", "LOC")} <= told
    assert all(
        text.text[a:b].strip() == text.text[a:b] for letter in written for text in letter for a, b, _ in text.spans
    )


def test_a_thinned_batch_keeps_on_the_whole_what_its_features_say():
    held = sp.csr_matrix(np.ones((400, 50), np.float32))
    none = np.zeros(400, np.int64)
    batch = learning._Batch(held, none, none, none, np.ones(400, np.float32))
    thinned = batch.thinned(np.random.default_rng(1), 0.3).features
    assert thinned.sum() == pytest.approx(held.sum(), rel=0.05)
    assert 0.6 < (thinned.toarray() > 0).mean() < 0.8


def test_a_folder_of_the_project_has_rows_and_marked_names():
    texts = [text for document in gold.folder("lng") for text in document]
    assert any("\t" in text.text for text in texts)
    assert any(text.spans for text in texts)
