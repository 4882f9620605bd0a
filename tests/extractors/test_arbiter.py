import hashlib
from io import BytesIO
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import extract
from extractors.model import Mention, Segment
from extractors.tagging import arbiter, merging, tagger, weights
from fixtures.tagging import train, trust
from fixtures.tagging.folders import Marked

TEXT = "We met Capt. Brenna Works at Hollow Quay today."


def find(name, kind="organisation", confidence=0.8, evidence="capitals"):
    start = TEXT.index(name)
    return Mention(0, start, start + len(name), kind, name, confidence, evidence)


def cut():
    return tagger.cut([Segment(TEXT, "body", "¶")], [tagger.Piece(0, 0, len(TEXT))])


def placed(name):
    units, start = cut(), TEXT.index(name)
    first, last = np.searchsorted(units.start, [start, start + len(name)]).tolist()
    return start, start + len(name), first, last


def guess(name, label="ORG", surety=0.9):
    return tagger.Guess(0, *placed(name), label, surety)


def claims(finds=(), guesses=()):
    return arbiter.claims([(each, placed(each.norm)[2:]) for each in finds], guesses)


def names(among, numbers):
    return [TEXT[among.every[n].start : among.every[n].end] for n in numbers]


def shares(among, **sure):
    return np.array([sure[TEXT[claim.start : claim.end].replace(" ", "_").replace(".", "")] for claim in among.every])


def test_a_find_and_a_guess_of_one_stretch_are_one_claim_and_the_surer_find_speaks():
    weak, sure = find("Hollow Quay", confidence=0.4), find("Hollow Quay", "site", 0.9, "suffix")
    among = claims([weak, sure, weak], [guess("Hollow Quay", "LOC")])
    assert [(claim.find, claim.guess.label) for claim in among.every] == [(sure, "LOC")]


def test_stretches_that_share_a_word_are_rivals_and_others_are_not():
    among = claims([find("Brenna"), find("Hollow Quay")], [guess("Brenna Works")])
    assert names(among, range(3)) == ["Brenna", "Brenna Works", "Hollow Quay"]
    assert among.rivals == ((1,), (0,), ())


@pytest.mark.parametrize(
    ("sure", "stay"),
    [
        ({"Brenna": 0.45, "Brenna_Works": 0.9}, ["Brenna Works"]),
        ({"Brenna": 0.9, "Brenna_Works": 0.45}, ["Brenna"]),
        ({"Brenna": 0.6, "Brenna_Works": 0.9}, ["Brenna", "Brenna Works"]),
        ({"Brenna": 0.1, "Brenna_Works": 0.2}, []),
    ],
)
def test_the_likelier_stays_and_what_lies_in_it_only_where_both_are_likely(sure, stay):
    among = claims([find("Brenna")], [guess("Brenna Works")])
    assert names(among, arbiter.kept(among, shares(among, **sure))) == stay


def test_of_two_that_cross_only_the_likelier_stays_however_sure_the_other():
    among = claims([find("Capt. Brenna")], [guess("Brenna Works")])
    kept = arbiter.kept(among, shares(among, Capt_Brenna=0.9, Brenna_Works=0.95))
    assert names(among, kept) == ["Brenna Works"]


_NAMES = ("Capt. Brenna", "Brenna", "Brenna Works", "Works at", "Hollow Quay", "Quay today")


@given(st.sets(st.sampled_from(_NAMES)), st.lists(st.sampled_from(_NAMES[1:5:3])), st.data())
def test_no_two_that_stay_cross_and_none_is_below_the_least(found, guessed, data):
    among = claims(map(find, sorted(found)), map(guess, sorted(set(guessed))))
    sure = np.array([data.draw(st.floats(0, 1)) for _ in among.every])
    kept = arbiter.kept(among, sure)
    assert all(sure[number] >= arbiter.LEAST for number in kept)
    for one, other in product(kept, kept):
        a, b = among.every[one], among.every[other]
        assert not a.first < b.first < a.last < b.last


@given(st.sets(st.sampled_from(_NAMES), min_size=1), st.booleans(), st.floats(0, 1))
def test_every_answer_has_its_place_in_its_questions_table(found, plain, sure):
    units = cut()
    among = claims([find(name, confidence=sure) for name in sorted(found)], [guess("Brenna Works")])
    view = tagger.View(units, np.full((weights.TAGS, len(units)), sure / weights.TAGS, np.float32), ())
    asked = arbiter.asked(among, view, [TEXT], plain=plain)
    assert asked.answers.shape == (len(arbiter.QUESTIONS), len(among.every))
    last = np.cumsum(arbiter.TABLES)[:, None]
    assert (asked.answers < last).all()
    assert (asked.answers >= last - np.array(arbiter.TABLES)[:, None]).all()
    assert np.isfinite(arbiter.shipped().shares(asked)).all()


def test_a_find_of_marks_alone_behind_all_words_is_asked_about_too():
    units = tagger.cut([Segment("to Brenna *", "body", "¶")], [tagger.Piece(0, 0, 9)])
    behind = Mention(0, 10, 11, "product", "*", 0.6, "pattern")
    among = arbiter.claims([(behind, (len(units), len(units)))], [])
    view = tagger.View(units, np.zeros((weights.TAGS, len(units)), np.float32), ())
    assert len(arbiter.asked(among, view, ["to Brenna *"], plain=True).found) == 1


def test_what_the_tagger_sees_more_clearly_is_likelier():
    units, among = cut(), claims([], [guess("Brenna Works")])
    first, last = placed("Brenna Works")[2:]
    likely = []
    for sure in (0.05, 0.4, 0.95):
        tags = np.zeros((weights.TAGS, len(units)), np.float32)
        tags[3, first], tags[4, first + 1 : last], tags[0] = sure, sure, 1 - sure
        asked = arbiter.asked(among, tagger.View(units, tags, ()), [TEXT], plain=True)
        likely.append(arbiter.shipped().shares(asked)[0])
    assert likely == sorted(likely)
    assert likely[0] < arbiter.LEAST < likely[-1]


def test_a_model_is_read_as_it_was_written():
    held = BytesIO()
    arbiter.shipped().save(held)
    held.seek(0)
    other = arbiter.read(held)
    assert np.array_equal(other.weights, arbiter.shipped().weights)
    assert np.array_equal(other.slopes, arbiter.shipped().slopes)


def test_the_card_names_the_model_that_is_shipped_and_it_is_small():
    assert hashlib.sha256(trust.SHIPPED.read_bytes()).hexdigest() in trust.CARD.read_text("utf-8")
    assert trust.SHIPPED.stat().st_size < 100_000


def test_groups_of_folders_are_the_taggers_and_those_that_it_never_saw_and_none_kept_for_choices():
    names = {name for _, held in train.GROUPS.values() for name in held}
    assert trust.GROUPS.keys() == {*train.GROUPS, "later"}
    assert names.isdisjoint(trust.LATER)
    assert {*names, *trust.LATER}.isdisjoint(train.CHOICES)


def marked(text, *spans):
    return Marked((Segment(text, "body", "¶1"),), (tuple(spans),))


def answered(documents, things=True):
    part = trust.Part("some", 0, (tuple(documents),), 1.0, 1.0, things)
    return trust.answers(part, weights.shipped())


def test_a_stretch_is_a_name_where_it_is_marked_or_lies_in_one_and_is_marked_elsewhere_in_the_folder():
    text, town = "王磊经理去了宁波永明精工有限公司。", "货到宁波市了，货到宁波了。"
    firm = marked(text, (0, 2, "PER"), (6, 16, "ORG"))
    alone, both = answered([firm]), answered([firm, marked(town, (9, 11, "LOC"))])
    place = next(number for number, claim in enumerate(_every(firm)) if (claim.start, claim.end) == (6, 8))
    assert (alone.right[place], both.right[place]) == (0, 1)
    assert alone.right.sum() >= 2


def _every(document):
    mentions = extract.recognised(document.segments, "rules")
    (among, _), *_ = merging.asked(document.segments, mentions, weights.shipped())
    return among.every


def test_what_is_right_more_often_is_learned_to_be_likelier_and_the_same_answers_teach_the_same_bytes():
    units = cut()
    among = claims([find("Brenna", evidence="suffix"), find("Hollow Quay", evidence="list")], [])
    view = tagger.View(units, np.full((weights.TAGS, len(units)), 0.1, np.float32), ())
    asked = arbiter.asked(among, view, [TEXT], plain=True)
    lesson = trust.Answers("some", (asked,) * 20, np.array([1.0, 0.0] * 20), np.ones(40))
    written = []
    for _ in range(2):
        model, held = trust.fitted([lesson]), BytesIO()
        model.save(held)
        written.append(held.getvalue())
    suffix, listed = model.shares(asked)
    assert (suffix > 0.7, listed < 0.3) == (True, True)
    assert written[0] == written[1]
