import json
from dataclasses import replace
from io import BytesIO
from itertools import product

import numpy as np
import pytest
import scipy.sparse as sp

from extractors import extract
from extractors.model import Cells, Mention, Segment
from extractors.tagging import decode, features, forms, merging, signs, tagger, weights
from extractors.tagging.known import Known
from extractors.tagging.units import units
from fixtures.tagging import folders, gold, learning, letters, lists, train


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


def test_many_texts_of_any_length_are_read_as_if_each_were_alone():
    random = np.random.default_rng(6)
    moves = np.where(decode.allowed(), random.normal(size=(weights.TAGS, weights.TAGS)), decode.NEVER)
    moves = moves.astype(np.float32)
    sizes = random.integers(1, decode.LONGEST, size=120)
    texts = [random.normal(scale=3, size=(weights.TAGS, size)).astype(np.float32) for size in sizes]
    together = decode.read(np.concatenate(texts, axis=1), moves, np.repeat(np.arange(len(texts)), sizes))
    apart = [decode.read(text, moves, np.zeros(text.shape[1], np.int64)) for text in texts]
    assert len(decode._alike(sizes)) > 1
    assert together.path.tolist() == [tag for each in apart for tag in each.path.tolist()]
    assert together.sure == pytest.approx(np.concatenate([each.sure for each in apart], axis=1), abs=1e-6)


def test_texts_side_by_side_are_read_as_if_alone():
    texts = ["驻日内瓦的代表史密斯回到上海。", "He met Anna Lindqvist in Oslo."]
    segments = [Segment(text, "body", "¶") for text in texts]
    apart = [tagger.view([one], [tagger.Piece(0, 0, len(one.text))], ()).guesses for one in segments]
    pieces = [tagger.Piece(number, 0, len(text)) for number, text in enumerate(texts)]
    together = tagger.view(segments, pieces, ()).guesses
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


def test_what_only_capitals_speak_for_goes_where_the_tagger_sees_nothing():
    text = "The meeting moves to three."
    assert settled([Segment(text, "body", "¶1")], [find(text, "The", "place", 0.55, "capitals")], "both") == []


@pytest.mark.parametrize(("kind", "confidence", "seen"), [
    ("identifier", 0.6, 0), ("document", 0.9, 0), ("identifier", 0.4, 1), ("quantity", 0.9, 1),
])  # fmt: skip
def test_a_number_of_a_thing_or_a_paper_is_no_product_by_what_was_learned(kind, confidence, seen):
    text = "Specification VG-PS 31 replaces it"
    found = tagger.cut([Segment(text, "body", "¶")], [tagger.Piece(0, 0, len(text))])
    first, last = map(int, np.searchsorted(found.start, [14, 22]))
    numbers = list(filter(merging._is_number, [Mention(0, 14, 22, kind, "vgps31", confidence, "pattern")]))
    view = tagger.View(found, np.zeros((weights.TAGS, len(found))), (tagger.Guess(0, 14, 22, first, last, "OTH", 0.9),))
    assert len(merging._Seen([text], view, numbers).guesses) == seen


def test_far_down_in_a_long_table_the_rules_are_alone():
    rows = [row("提前到场", "3") for _ in range(merging.ROWS + 1)]
    weak = [replace(find("提前到场", "提前", "place", 0.55), segment=at) for at in (0, merging.ROWS)]
    assert settled(rows, weak, "both") == weak[1:]


@pytest.mark.parametrize(
    ("name", "label", "everybodys"),
    [("American", "OTH", True), ("South Koreans", "OTH", True), ("US", "LOC", True), ("Kestrel", "OTH", False)],
)
def test_a_people_is_no_product_and_two_letters_are_no_place(name, label, everybodys):
    assert merging._is_everybodys(name, label) == everybodys


def test_other_languages_are_the_rules_alone():
    text = "La reunión de los socios pasa a las tres de la tarde, según el acta que nos han enviado desde la sede."
    weak = find(text, "La", "place", 0.55, "capitals")
    assert settled([Segment(text, "body", "¶1")], [weak], "both") == [weak]


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


@pytest.mark.parametrize(
    ("norm", "was", "label", "prose", "kind"),
    [
        ("苏里南", "organisation", "LOC", True, "place"),
        ("苏里南", "organisation", "LOC", False, "organisation"),
        ("suriname", "organisation", "LOC", True, "organisation"),
        ("南洋酒店", "site", "LOC", True, "site"),
        ("朔珩", "project", "PER", True, "project"),
        ("朔珩", "product", "OTH", True, "product"),
    ],
)
def test_in_chinese_prose_a_confirmed_find_has_the_taggers_kind_unless_theirs_is_finer(norm, was, label, prose, kind):
    guess = tagger.Guess(0, 0, 4, 0, 1, label, 0.6)
    find = Mention(0, 0, 4, was, norm, 0.95, "pattern")
    assert merging._confirmed(find, guess, prose=prose).kind == kind


def test_documents_with_a_form_are_told_by_both_as_plain_text_is():
    text = "请各位提前到场，谢谢配合。"
    form = [row("姓名", "电话"), row("王磊", "85552211"), Segment(text, "body", "¶2")]
    weak = replace(find(text, "提前", "place", 0.55), segment=2)
    assert settled(form, [weak], "both") != [weak]
    cued = find("王磊", "王磊", "person", 0.9, "column")
    assert replace(cued, segment=1) in settled(form, [replace(cued, segment=1)], "both")


def row(*cells, heads=(), table=1):
    return Segment("\t".join(cells), "table", "A1", "row", table, Cells("\t".join(cells), heads))


def formed(*segments):
    return forms.forms(units([segment.text for segment in segments], [None] * len(segments)), segments)


def test_a_unit_is_told_its_cell_its_header_and_its_column_and_a_short_row_has_what_is_there():
    heads = ("联系人", "Contact person")
    told = formed(row("王", "Lu Wei", heads=heads), row("", "Ann", heads=heads), row("x", "y", "z", heads=heads))
    cells = {0: "王", 2: "Lu", 3: "Wei", 5: "Ann", 6: "x", 8: "y", 10: "z"}
    known = forms._hashed([*heads, "联系人：", "技术联系人", "电话", "—"])
    zh, en = (known[head] for head in heads)
    assert [(told.header[n], told.title[n]) for n in cells] == [zh, en, en, en, zh, en, (0, 0)]
    assert len({int(told.column[n]) for n in cells}) == 3
    assert told.spot[[0, 2, 3, 5]].tolist() == [0, 1, 4, 0]
    assert known["联系人："] == zh
    assert known["技术联系人"][1] == zh[1] != known["电话"][1]
    assert known["—"] == (0, 0)


def test_what_stands_behind_a_colon_is_told_the_word_before_it_but_not_in_another_cell():
    told = formed(Segment("Host: Lu Wei", "body", "¶"), row("Host:", "Lu"))
    host = units(["host"], [None]).word[0]
    assert told.label.tolist() == [0, 0, host, host, 0, 0, host, 0]
    assert told.behind.tolist() == [0, 0, 1, 2, 0, 0, 1, 0]


def test_a_file_without_units_has_no_forms():
    assert not len(formed(Segment("", "body", "¶")).role)
    assert not len(features.questions(units([""], [None]), signs.signs(units([""], [None]), [BLANK], (), NOTHING))[0])


def test_a_column_of_persons_says_so_of_each_of_its_cells():
    segments = [row("王磊", "3"), row("陈明", "4"), row("甲乙", "5"), Segment("王磊", "body", "¶")]
    finds = [find(segment.text, segment.text[:2], "person", 0.9, "column") for segment in segments[:2]]
    finds[1] = replace(finds[1], segment=1)
    found = units([segment.text for segment in segments], [None] * 4)
    told = signs.signs(found, segments, finds, NOTHING).below
    persons = 1 * 4 + 2  # the first kind, of up to two thirds of the cells
    assert told.tolist() == [persons, persons, persons, 0] * 3 + [0, 0]


def test_each_question_is_asked_once():
    told = list(features.named())
    assert len(set(told)) == len(told) == features.COUNT


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
    texts = ["in oslo and NEW YORK", "城阳平市"]
    told = signed(texts, (), hashed("Oslo", "New York", "阳平"))
    assert told.single.tolist() == [0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert told.run.tolist() == [0, 0, 0, 2 * 4 + 1, 2 * 4 + 3, 0, 4 * 4 + 1, 4 * 4 + 3, 0]


def test_no_known_name_runs_from_one_text_into_the_next():
    assert not signed(["New", "York"], (), hashed("New York")).run.any()


def test_a_word_is_told_how_it_is_written_elsewhere_in_the_document():
    told = signed(["Reading is dull", "we met Reading", "he likes reading"])
    assert told.cased.tolist() == [3, 0, 0, 0, 0, 2, 0, 0, 1]


def test_a_word_is_told_what_the_rules_say_of_it_elsewhere_in_the_document():
    texts = ["Lindqvist came", "we saw Lindqvist", "so Lindqvist left"]
    finds = [
        Mention(n, text.index("L"), text.index("L") + 9, "person", "lindqvist", 0.9, "title")
        for n, text in enumerate(texts[:2])
    ]
    told = signed(texts, finds)
    assert told.named.tolist() == [1, 0, 0, 0, 1, 0, 1, 0]


NOTHING = Known(np.zeros(0, np.uint32), np.zeros(0, np.uint8))
BLANK = Segment("", "body", "¶")


def signed(texts, mentions=(), known=NOTHING):
    segments = [Segment(text, "body", "¶") for text in texts]
    return signs.signs(units(texts, [None] * len(texts)), segments, mentions, known)


view = tagger.view
TINY = [
    (gold.Text("王磊去了上海。", ((0, 2, "PER"), (4, 6, "LOC"))), gold.Text("请到场。", ())),
    (gold.Text("Anna Lind left Oslo.", ((0, 9, "PER"), (15, 19, "LOC"))),),
]  # fmt: skip


def test_the_same_texts_teach_the_same_bytes_and_the_model_learns_them():
    settings = learning.Settings(rounds=30, averaged=5, seen=1, table=12)
    written = [BytesIO(), BytesIO()]
    for to in written:
        learning.learned(train.lesson(list(map(folders.written, TINY * 5)), NOTHING), settings, NOTHING).save(to)
    assert written[0].getvalue() == written[1].getvalue()
    adder = weights.Adder(weights.read(BytesIO(written[0].getvalue())))
    lesson = train.lesson(list(map(folders.written, TINY)), NOTHING)
    scores = adder.scores(lesson.asked.T.copy())
    seen = decode.read(scores, adder.moves, np.repeat([0, 1, 2], lesson.length))
    assert seen.path.tolist() == lesson.tag.tolist()


def test_prose_has_weights_of_its_own_and_leaves_the_others_and_the_moves_as_they_are():
    settings = learning.Settings(rounds=30, averaged=5, seen=1, table=12)
    general = learning.learned(train.lesson(list(map(folders.written, TINY * 5)), NOTHING), settings, NOTHING)
    other = [(gold.Text("王磊去了上海。", ((0, 2, "ORG"),)),)]
    taught = learning.prosaic(train.lesson(list(map(folders.written, other * 5)), NOTHING), settings, general)
    kept = BytesIO()
    taught.save(kept)
    adder = weights.Adder(weights.read(BytesIO(kept.getvalue())))
    files = [[Segment(text, "body", "¶1")] for text in ("王磊去了上海。", "Anna Lind left Oslo.", "王磊去了上海。")]

    def seen(segments, prose, documents=None):
        pieces = [tagger.Piece(number, 0, len(segment.text)) for number, segment in enumerate(segments)]
        view = tagger.view(segments, pieces, (), adder, documents, prose=prose)
        return [(segments[each.text].text[each.start : each.end], each.label) for each in view.guesses]

    alone = [seen(file, prose) for file, prose in zip(files, (True, False, False), strict=True)]
    assert alone == [[("王磊", "ORG")], [("Anna Lind", "PER"), ("Oslo", "LOC")], [("王磊", "PER"), ("上海", "LOC")]]
    together = seen([file[0] for file in files], [True, False, False], np.arange(3))
    assert together == [each for one in alone for each in one]
    assert adder.moves.tolist() == general.moves.tolist()


def test_files_of_sentences_that_run_on_are_read_by_the_weights_for_prose(monkeypatch):
    asked = []
    monkeypatch.setattr(tagger, "view", lambda *given, **named: asked.append(named["prose"]) or view(*given, **named))
    article, row = Segment("王磊去了上海。", "body", "¶1"), Segment("王磊\t上海", "body", "行1", "row")
    chat = [Segment(f"09:1{n} 小覃：{text}", "body", f"¶{n}") for n, text in enumerate(("王磊到了。", "上海那边呢"))]
    headed = [Segment("通知", "body", "¶0"), article, article]
    post, paper = (
        [Segment(text, "body", "¶") for text in (head, "Lind left Oslo.", "She was late.")]
        for head in ("A walk", "Walks, May")
    )
    files = [[article] * 2, [article], [row], [article, row], chat, headed, post, paper]
    long = [Segment("王磊去了上海。" * 6000, "body", "¶1"), article]
    merging.settle_together([(file, []) for file in (*files, long)], "both")
    assert asked == [True, True, [True, True, *[False] * 9, True, True, True, False, False, False]]


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
    told = signs.signs(found, [BLANK] * 3, (), known)
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
    batch = learning._Batch(held, np.arange(50), none, none, none, np.ones(400, np.float32))
    thinned = batch.thinned(np.random.default_rng(1), 0.3).features
    assert thinned.sum() == pytest.approx(held.sum(), rel=0.05)
    assert 0.6 < (thinned.toarray() > 0).mean() < 0.8


RENDERER = """
import json

def render(source, to):
    case = json.loads(source.read_text("utf-8"))
    to.mkdir(parents=True, exist_ok=True)
    (to / "a.csv").write_text("Name,Since,Seat\\n" + case["entities"][0]["names"][0] + ",2019,Oslo\\n", "utf-8")
"""


def test_a_folder_of_the_project_is_read_as_files_with_its_names_marked(tmp_path):
    (tmp_path / folders.RENDERER).write_text(RENDERER, "utf-8")
    name = json.loads((folders.CORPUS / "lng" / "case.json").read_text("utf-8"))["entities"][0]["names"][0]
    (file,) = folders.folder("lng", tmp_path)
    assert [s.text for s in file.segments if s.layer == "file_name"] == [""]
    marked = [(s.form, s.text[a:b]) for s, spans in zip(file.segments, file.spans, strict=True) for a, b, _ in spans]
    assert ("row", name) in marked


def test_every_folder_teaches_in_one_group_and_none_that_is_kept_for_choices():
    taught = [name for _, names in train.GROUPS.values() for name in names]
    assert len(set(taught)) == len(taught)
    assert not set(taught) & set(train.CHOICES)
    assert all((folders.CORPUS / name / "case.json").is_file() for name in (*taught, *train.CHOICES))


def test_steps_that_do_not_touch_a_feature_change_it_as_if_they_did():
    """Shrinking and averaging are made up for later: one feature alone and among steps of another come out alike."""
    settings = learning.Settings(rate=0.1, shrink=1e-3)
    field = learning._Field(3, None, settings)
    field.weights[1] = 1.0
    field.average()
    field._steps, field._units = 4, 40
    assert field._settled(np.array([1]))[0] == pytest.approx([1 - 0.1 / 0.1 * 40e-3] * weights.TAGS, rel=1e-5)
    assert field.mean()[0][1] == pytest.approx([1.0] * weights.TAGS)


@pytest.mark.parametrize(
    ("name", "is_word"), [("大师傅", True), ("老东家", True), ("马克思", False), ("刘翔", False), ("陈望舒", False)]
)
def test_a_word_of_the_dictionary_is_a_persons_name_where_it_has_a_surname_or_a_foreign_names_signs(name, is_word):
    assert merging._is_word(name) == is_word


@pytest.mark.parametrize(("text", "name"), [
    ("请苏建国厂长签字。", "苏建国"), ("蔡振国秘书长和客户谈了价。", "蔡振国"), ("邹立冬秘书长主持会议。", "邹立冬"),
    ("与岚江市穗圩粮油有限公司签了合同。", "岚江市穗圩粮油有限公司"),
])  # fmt: skip
def test_a_full_name_with_a_title_and_a_registered_firm_stay_in_a_short_plain_text(text: str, name: str) -> None:
    found = extract.recognised([Segment(text, "body", "¶1", "paragraph")])
    assert any(text[m.start : m.end] == name and m.kind in ("person", "organisation") for m in found)
