"""Windows to statements: which facets a clause answers, of whom it speaks, and what says nothing."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from auditor import profile
from extractors.cues import Cues, matcher_of
from extractors.facets import said, topic
from extractors.model import Cell, Form, Kind, Layer, Mention, Segment
from extractors.said import Said, Statement

CUES = (
    Cues("equipment", ("#台", "serial #", "machine"), ("设备", "machine"), frozenset({"identifier"})),
    Cues("partner", ("cooperat*", "供应商", "supplier"), ("供应商", "supplier")),
    Cues("capacity", (), ("数量", "quantity"), frozenset({"quantity"})),
    Cues("people", (), (), frozenset({"headcount"})),
    Cues("process", (), (), frozenset({"measure"})),
    Cues("schedule", (), ("日期",), frozenset({"date"})),
    Cues("contact", ("尾号#",), ("电话",), frozenset({"contact"})),
)


def line(text: str, form: Form = "paragraph", layer: Layer = "body") -> Segment:
    return Segment(text, layer, "line 1", form)


def row(*cells: str, headers: tuple[str, ...] = ()) -> Segment:
    made, at = [], 0
    for number, cell in enumerate(cells):
        made.append(Cell(at, at + len(cell), headers[number] if headers else ""))
        at += len(cell) + 1
    return Segment("\t".join(cells), "table", "Sheet1!A1", "row", 1, tuple(made))


def named(segments: list[Segment], text: str, kind: Kind, norm: str = "") -> Mention:
    for number, segment in enumerate(segments):
        if (start := segment.text.find(text)) >= 0:
            return Mention(number, start, start + len(text), kind, norm or text, 1.0, "suffix")
    raise AssertionError(text)


def read(segments: list[Segment], *mentions: tuple[str, Kind, str] | tuple[str, Kind]) -> tuple[Said, list[str]]:
    """Read segments; gives what is said, and each statement as "subject: facet: value"."""
    found = sorted((named(segments, *each) for each in mentions), key=lambda m: (m.segment, m.start))
    told = said(segments, found, CUES)
    return told, [_words(segments, found, each) for each in told.statements]


def _words(segments: list[Segment], mentions: list[Mention], statement: Statement) -> str:
    subject = mentions[statement.subject]
    name = segments[subject.segment].text[subject.start : subject.end]
    return f"{name}: {statement.facet}: {statement.value}"


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("岚溪厂，新到三台", True),
        ("岚溪厂，新到 40 台", True),
        ("岚溪厂，去台州看过", False),  # no number before it
        ("岚溪厂，平台已好", False),
        ("岚溪厂 bought serial 5511 last", True),
        ("岚溪厂 bought serial fiction", False),  # no number behind it
        ("岚溪厂 has two machines", True),  # a plural
        ("岚溪厂 has machinery", False),  # another word
        ("岚溪厂 has a submachine", False),
    ],
)
def test_a_cue_asks_for_its_number_and_stands_as_a_word(text: str, hit: bool) -> None:
    _, told = read([line(text)], ("岚溪厂", "site"))
    assert any(": equipment:" in each for each in told) is hit


@pytest.mark.parametrize(
    ("text", "hit"),
    [("Orrin cooperates with us", True), ("Orrin in cooperation", True), ("Orrin uncooperative", False)],
)
def test_a_cue_with_a_star_begins_a_word(text: str, hit: bool) -> None:
    assert any(": partner:" in each for each in read([line(text)], ("Orrin", "organisation"))[1]) is hit


@pytest.mark.parametrize(("text", "hit"), [("岚溪厂，尾号3306", True), ("岚溪厂，看看尾号", False)])
def test_a_number_stands_behind_the_word_for_it(text: str, hit: bool) -> None:
    assert any(": contact:" in each for each in read([line(text)], ("岚溪厂", "site"))[1]) is hit


@pytest.mark.parametrize(
    ("value", "norm", "behind", "facets"),
    [
        ("2400", "2400 t", " 吨", {"capacity"}),
        ("35", "35 count", "人", {"people"}),
        ("6个月", "6 month", "", {"schedule"}),
        ("0.4%", "0.4 %", "", {"process"}),
        ("18 kPa", "18 kPa", "", {"process"}),
        ("30 m3/h", "30 m3/h", "", {"capacity"}),
        ("12 MW", "12 MW", "", {"capacity", "process"}),
    ],
)
def test_the_unit_says_what_a_number_answers(value: str, norm: str, behind: str, facets: set[str]) -> None:
    told, _ = read([line(f"岚溪厂 {value}{behind}")], ("岚溪厂", "site"), (value, "quantity", norm))
    assert {each.facet for each in told.statements} == facets


def test_the_number_of_a_product_and_the_rating_of_a_thing_are_machines() -> None:
    asked = (*CUES[1:], replace(CUES[0], kinds=frozenset({"machine"})))

    def facets(text: str, value: str, kind: Kind, norm: str) -> set[str]:
        segments = [line(text)]
        found = [named(segments, "岚溪厂", "site"), named(segments, value, kind, norm)]
        return {each.facet for each in said(segments, found, asked).statements}

    assert facets("岚溪厂 took four IsoLine 4G", "IsoLine 4G", "product", "isoline4g") == {"equipment"}
    assert facets("岚溪厂 likes IsoLine 4G", "IsoLine 4G", "product", "isoline4g") == set()
    assert "equipment" in facets("岚溪厂 hired a 350 kVA set", "350 kVA", "quantity", "350 kVA")
    assert "equipment" in facets("岚溪厂 has 2 x 400 kVA", "400 kVA", "quantity", "400 kVA")
    assert "equipment" not in facets("岚溪厂 draws 350 kVA at night", "350 kVA", "quantity", "350 kVA")


@pytest.mark.parametrize(
    ("header", "value", "facets"),
    [
        ("到货日期", "9218", {"capacity", "schedule"}),
        ("停机日期（天）", "9218", {"schedule"}),
        ("电话", "9218", {"contact"}),
    ],
)
def test_a_number_that_is_no_date_is_an_amount_too_under_a_header_of_dates(
    header: str, value: str, facets: set[str]
) -> None:
    rows = [row("岚溪厂", value, headers=("厂名", header))]
    told, _ = read(rows, ("岚溪厂", "site"), (value, "quantity", f"{value} count"))
    assert {each.facet for each in told.statements} == facets


def test_a_header_decides_what_a_bare_number_or_code_is() -> None:
    rows = [row("厂名", "电话", "数量"), row("岚溪厂", "5512", "88", headers=("厂名", "电话", "数量"))]
    told = read(rows, ("岚溪厂", "site"), ("5512", "quantity", "5512 count"), ("88", "quantity", "88 count"))[1]
    assert told == ["岚溪厂: contact: 5512", "岚溪厂: capacity: 88"]


def test_under_an_unknown_header_a_number_is_what_numbers_are() -> None:
    rows = [row("厂名", "甲"), row("岚溪厂", "5512", headers=("厂名", "甲"))]
    assert read(rows, ("岚溪厂", "site"), ("5512", "quantity", "5512 count"))[1] == ["岚溪厂: capacity: 5512"]


def test_the_head_of_a_table_and_a_dash_say_nothing() -> None:
    rows = [row("岚溪厂", "供应商"), row("柏屿", "—", headers=("岚溪厂", "供应商"))]
    assert read(rows, ("岚溪厂", "site"), ("柏屿", "organisation"))[1] == []


def test_a_row_of_a_table_without_headers_still_speaks() -> None:
    rows = [row("岚溪厂", "供应商甲")]
    assert read(rows, ("岚溪厂", "site"))[1] == ["岚溪厂: partner: 供应商甲"]


@pytest.mark.parametrize(
    ("text", "person", "house", "value"),
    [
        ("陆师傅讲，柏屿公司新到三台", "陆师傅", "柏屿公司", "柏屿公司新到三台"),
        ("Ines Faro of Corvel said, two machines came", "Ines Faro", "Corvel", "two machines came"),
    ],
)
def test_a_sentence_that_a_person_opens_speaks_of_the_house_as_well(
    text: str, person: str, house: str, value: str
) -> None:
    told, words = read([line(text)], (person, "person"), (house, "organisation"))
    assert words == [f"{person}: equipment: {value}", f"{house}: equipment: {value}"]
    assert told.statements[0].confidence > told.statements[1].confidence


def test_a_dropped_subject_is_the_house_of_an_earlier_paragraph_and_ends_at_a_heading() -> None:
    told = read(
        [line("柏屿公司今年不错"), line("陆师傅领着看"), line("新到三台"), line("别处", "heading"), line("又到五台")],
        ("柏屿公司", "organisation"), ("陆师傅", "person"),
    )[1]  # fmt: skip
    assert told[0] == "柏屿公司: equipment: 新到三台"
    assert len(told) == 2


def test_a_sentence_with_its_own_organisation_is_not_said_of_an_earlier_paragraph() -> None:
    told = read(
        [line("开场", "heading"), line("柏屿公司今年不错"), line("榆岭公司新到三台")],
        ("柏屿公司", "organisation"), ("榆岭公司", "organisation"),
    )[0]  # fmt: skip
    assert told.statements[0].confidence == max(each.confidence for each in told.statements)
    assert told.statements[0].subject == 1


def test_a_letter_that_folds_to_two_shifts_no_cue() -> None:
    assert read([line("Straße, Orrin: ﬁve machines")], ("Orrin", "organisation"))[1] == [
        "Orrin: equipment: ﬁve machines"
    ]


@pytest.mark.parametrize("text", ["", "，，，", "三台", "尾号"])
def test_where_nobody_is_named_nothing_is_said(text: str) -> None:
    assert read([line(text)])[0] == Said.of((), ())


def test_the_time_grows_with_the_text_and_not_with_its_square() -> None:
    def seconds(times: int) -> float:
        segments = [line("柏屿公司新到三台，serial 5511。" * times)]
        mentions = [Mention(0, 18 * n, 18 * n + 4, "organisation", "柏屿公司", 1.0, "suffix") for n in range(times)]
        begin = time.process_time()
        said(segments, mentions, CUES)
        return time.process_time() - begin

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(800), 0.005)


GENERAL = profile.shipped("general").cues


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("柏屿公司对外一律不提", "policy"),
        ("柏屿公司把底价压了", "money"),
        ("柏屿公司下周停一停", "schedule"),
        ("柏屿公司的投标人来了", "partner"),
        ("柏屿公司机号重打", "equipment"),
        ("柏屿公司司机老练", "people"),
        ("柏屿公司固件没刷", "process"),
        ("柏屿公司，内线3306", "contact"),
        ("柏屿公司，梧桐路88号", "site"),
        ("柏屿公司，全部寄给南边", "customer"),
        ("柏屿公司挂靠别人", "operator"),
        ("柏屿公司有三百箱", "capacity"),
        ("柏屿公司 must not be shown", "policy"),
        ("柏屿公司 wants a down payment", "money"),
        ("柏屿公司 comes next week", "schedule"),
        ("柏屿公司 asked both bidders", "partner"),
        ("柏屿公司 has four crates", "equipment"),
        ("柏屿公司 sent its drivers", "people"),
        ("柏屿公司 found a defect", "process"),
        ("柏屿公司, account ending 3306", "contact"),
        ("柏屿公司, third floor", "site"),
        ("柏屿公司 was awarded it", "customer"),
        ("柏屿公司 is run by others", "operator"),
        ("柏屿公司 has a large backlog", "capacity"),
    ],
)
def test_the_general_profile_understands_what_any_business_says(text: str, facet: str) -> None:
    found = said([line(text)], [Mention(0, 0, 4, "organisation", "柏屿公司", 1.0, "suffix")], GENERAL)
    assert facet in {each.facet for each in found.statements}


@pytest.mark.parametrize("text", ["柏屿公司昨儿热闹", "柏屿公司很好", "柏屿公司 was fun", "柏屿公司 sings"])
def test_the_general_profile_hears_nothing_in_small_talk(text: str) -> None:
    assert said([line(text)], [Mention(0, 0, 4, "organisation", "柏屿公司", 1.0, "suffix")], GENERAL).statements == ()


def general(text: str, *mentions: tuple[str, Kind, str] | tuple[str, Kind], form: Form = "paragraph") -> set[str]:
    """Read one line under the general profile; gives its statements as "facet: value"."""
    segments = [line(text, form)]
    found = sorted((named(segments, *each) for each in mentions), key=lambda m: (m.segment, m.start))
    return {f"{each.facet}: {each.value}" for each in said(segments, found, GENERAL).statements}


def facets_of(text: str, *mentions: tuple[str, Kind, str] | tuple[str, Kind]) -> set[str]:
    return {each.partition(":")[0] for each in general(text, *mentions)}


ZH: tuple[str, Kind] = ("柏屿", "organisation")
EN: tuple[str, Kind] = ("Orrin", "organisation")


@pytest.mark.parametrize(
    ("text", "who", "name", "facet"),
    [
        ("柏屿请了析远仪器有限公司", ZH, ("析远仪器有限公司", "organisation"), "equipment"),
        ("Orrin met Analyte Instruments Ltd", EN, ("Analyte Instruments Ltd", "organisation"), "equipment"),
    ],
)
def test_a_word_within_a_name_is_no_cue(text: str, who: tuple[str, Kind], name: tuple[str, Kind], facet: str) -> None:
    assert facet not in facets_of(text, who, name)
    assert facet in facets_of(text + ("，仪器到了" if who is ZH else ", the instruments are here"), who, name)


@pytest.mark.parametrize(
    ("text", "place", "facets"),
    [
        ("柏屿的人去常州恒塑化工有限公司", "常州", False),
        ("柏屿的人去常州", "常州", True),
        ("柏屿的人去常州的一家公司", "常州", True),
    ],
)
def test_a_place_that_begins_a_house_s_name_says_where_nothing_is(text: str, place: str, facets: bool) -> None:
    assert ("site" in facets_of(text, ZH, (place, "place"))) is facets


def test_a_place_within_a_name_that_was_recognised_says_where_nothing_is() -> None:
    assert facets_of("柏屿谢过常州恒塑", ZH, ("常州", "place"), ("常州恒塑", "organisation")) == set()


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("账：柏屿头一笔先走。", {"money"}),
        ("二、账：柏屿头一笔先走。", {"money"}),
        ("老邵：柏屿头一笔先走。", set()),
        ("People. Orrin is waiting for two more.", {"people"}),
        ("Pete. Orrin is waiting for two more.", set()),
    ],
)
def test_the_word_that_opens_a_paragraph_says_what_it_is_about(text: str, facets: set[str]) -> None:
    who = EN if "Orrin" in text else ZH
    assert facets_of(text, who) == facets


@pytest.mark.parametrize(
    ("question", "answer", "facet"),
    [("柏屿的备案号怎么写？", "答：照抄", "policy"), ("Is the permit with Orrin?", "It is", "policy")],
)
def test_what_a_question_asks_its_answer_says(question: str, answer: str, facet: str) -> None:
    who = EN if "Orrin" in question else ZH
    assert f"{facet}: {answer}" in general(f"{question} {answer}", who)
    assert general(answer + question.replace("？", "。").replace("?", "."), who) & {f"{facet}: {answer}"} == set()


def test_a_code_answers_what_its_sentence_asks_and_a_date_does_not() -> None:
    text = "柏屿的许可证下来了，QZ-0047，五月二日"
    found = general(text, ZH, ("QZ-0047", "identifier", "qz0047"), ("五月二日", "date", "--05-02"))
    assert "policy: QZ-0047" in found
    assert "policy: 五月二日" not in found


@pytest.mark.parametrize(
    ("text", "number", "norm", "facets"),
    [
        ("柏屿收一斤两块", "两块", "2 count", {"money"}),
        ("柏屿装两块", "两块", "2 count", {"capacity"}),
        ("Orrin takes them at ninety a go", "ninety", "90 count", {"money"}),
        ("Orrin took ninety", "ninety", "90 count", {"capacity"}),
        ("柏屿投了二十七万", "二十七万", "270000 count", {"capacity", "money"}),
        ("柏屿有二十七万人看", "二十七万", "270000 count", {"people"}),
        ("柏屿见了两家", "两家", "2 count", set()),
        ("柏屿见了两摞", "两摞", "2 count", {"capacity"}),
        ("Orrin saw them three times", "three", "3 count", set()),
    ],
)
def test_a_bare_number_is_a_price_a_sum_or_so_much(text: str, number: str, norm: str, facets: set[str]) -> None:
    who = EN if "Orrin" in text else ZH
    assert facets_of(text, who, (number, "quantity", norm)) == facets


def test_a_heading_s_words_alone_say_nothing_and_its_numbers_do() -> None:
    assert general("柏屿产能汇总", ZH, form="heading") == set()
    assert general("柏屿产能40吨", ZH, ("40吨", "quantity", "40 t"), form="heading") == {"capacity: 柏屿产能40吨"}


@pytest.mark.parametrize(
    ("header", "value", "norm", "facets"),
    [
        ("单价（元/吨）", "8,120", "8120 count", {"money"}),
        ("数量（吨）", "420", "420 count", {"capacity"}),
        ("Lead µg/l", "2.1", "2.1 count", {"process"}),
        ("Lead time", "6 weeks", "42 d", {"schedule"}),
        ("Day rate NOK", "118,000", "118000 count", {"money"}),
    ],
)
def test_a_header_s_name_goes_before_its_unit_and_a_unit_makes_a_number(
    header: str, value: str, norm: str, facets: set[str]
) -> None:
    segments = [row("柏屿", value, headers=("单位", header))]
    found = [named(segments, "柏屿", "organisation"), named(segments, value, "quantity", norm)]
    assert {each.facet for each in said(segments, found, GENERAL).statements if each.value == value} == facets


def test_a_column_of_names_is_said_of_whoever_has_the_list() -> None:
    segments = [line("岚溪厂", "heading"), row("Orrin", "40", headers=("supplier", "quantity"))]
    _, told = read(segments, ("岚溪厂", "site"), ("Orrin", "organisation", "orrin"))
    assert "岚溪厂: partner: Orrin" in told
    assert "Orrin: partner: Orrin" not in told


def test_a_transposed_row_speaks_of_the_names_at_its_columns_tops() -> None:
    top = row("", "岚溪厂", "临港厂", headers=("", "", ""))
    below = row("supplier", "Orrin", "Tarvos", headers=("", "supplier", "supplier"))
    _, told = read(
        [top, below], ("岚溪厂", "site"), ("临港厂", "site"), ("Orrin", "organisation"), ("Tarvos", "organisation")
    )
    assert told == ["岚溪厂: partner: Orrin", "临港厂: partner: Tarvos"]


def test_a_name_that_may_be_none_carries_nothing() -> None:
    segments = [line("岚溪厂开会。"), line("Thornaby came."), line("新到三台。")]
    sure, weak = named(segments, "岚溪厂", "site"), named(segments, "Thornaby", "organisation")
    told = said(segments, [sure, replace(weak, confidence=0.4)], CUES).statements
    assert {each.subject for each in told if each.value == "新到三台"} == {0}


def test_what_a_sender_s_line_tells_answers_for_itself() -> None:
    cues = (Cues("schedule", (), ("from",), frozenset({"date"})), Cues("site", (), (), frozenset({"place"})))
    segments = [line("From: Ana Pohl, Quorvane Mills, Zwolle", "field"), line("From: 3 May", "field")]
    found = [named(segments, "Quorvane Mills", "organisation"), named(segments, "Zwolle", "place")]
    told = [_words(segments, found, each) for each in said(segments, found, cues).statements]
    assert told == ["Quorvane Mills: site: Zwolle"]


def test_a_title_s_place_is_where_the_first_house_below_it_is() -> None:
    cues = (*CUES, Cues("site", (), (), frozenset({"place"})))
    segments = [line("Zwolle, open day", "title", "file_name"), line("Doors were open."), line("Quorvane let us in.")]
    found = [named(segments, "Zwolle", "place"), named(segments, "Quorvane", "organisation")]
    told = [_words(segments, found, each) for each in said(segments, found, cues).statements]
    assert told == ["Quorvane: site: Zwolle"]
    owned = [line("Corvella, Zwolle", "title", "file_name"), segments[2]]
    kinds: dict[str, Kind] = {"Corvella": "organisation", "Zwolle": "place", "Quorvane": "organisation"}
    found = [named(owned, name, kind) for name, kind in kinds.items()]
    assert {each.subject for each in said(owned, found, cues).statements} == {0}


def test_a_bare_number_under_a_header_of_machines_says_how_many_there_are() -> None:
    cues = (Cues("equipment", (), ("设备",), frozenset({"machine"})), Cues("capacity", (), (), frozenset({"quantity"})))
    segments = [row("岚溪厂", "19", headers=("单位", "设备"))]
    found = [named(segments, "岚溪厂", "organisation"), named(segments, "19", "quantity", "19 count")]
    assert {each.facet for each in said(segments, found, cues).statements} == {"capacity", "equipment"}


def test_from_in_a_list_of_persons_says_whose_they_are() -> None:
    cues = (Cues("schedule", (), ("from",), frozenset({"date"})), Cues("people", (), ("affiliation",)))
    for heads, facet in ((("Name", "From"), "people"), (("Berth", "From"), "schedule")):
        segments = [row("Ana Pohl", "independent, till April", headers=heads)]
        found = [named(segments, "Ana Pohl", "person")]
        assert [each.facet for each in said(segments, found, cues).statements] == [facet]


@pytest.mark.parametrize(
    ("text", "number", "amount"),
    [
        ("Orrin sent thirteen crates, 尾号4406", "thirteen crates", True),
        ("Orrin 发来三趟，尾号4406", "三趟", True),
        ("Orrin sent thirteen, 尾号4406", "thirteen", False),  # 尾号 claims what is bare
        ("Orrin 尾号13 crates", "13 crates", False),  # and what stands beside it
    ],
)
def test_a_number_that_names_what_it_counts_is_an_amount_beside_words_that_claim_bare_ones(
    text: str, number: str, amount: bool
) -> None:
    _, told = read([line(text)], ("Orrin", "organisation"), (number, "quantity", "13 count"))
    assert any(": capacity:" in each for each in told) is amount


@pytest.mark.parametrize(
    ("text", "number", "norm", "machine"),
    [
        ("Orrin holds two plinths.", "two plinths", "2 count", True),
        ("Orrin holds 900 plinths.", "900 plinths", "900 count", False),  # a stock, not things
        ("Orrin holds two.", "two", "2 count", False),
        ("Orrin holds two plinths of its supplier.", "two plinths", "2 count", False),  # something is said of them
    ],
)
def test_a_few_things_of_which_nothing_else_is_said_are_machines(
    text: str, number: str, norm: str, machine: bool
) -> None:
    cues = (*CUES, Cues("equipment", (), (), frozenset({"machine"})))
    segments = [line(text)]
    found = [named(segments, "Orrin", "organisation"), named(segments, number, "quantity", norm)]
    assert ("equipment" in {each.facet for each in said(segments, found, cues).statements}) is machine


def test_a_code_under_a_header_of_amounts_is_what_codes_are() -> None:
    cues = (*CUES, Cues("process", (), (), frozenset({"identifier"})))
    for cell, kind, facets in (("LF-2607", "identifier", {"equipment", "capacity"}), ("40", "quantity", {"capacity"})):
        segments = [row("岚溪厂", cell, headers=("单位", "数量"))]
        mention = named(segments, cell, "identifier" if kind == "identifier" else "quantity", f"{cell} count")
        told = said(segments, [named(segments, "岚溪厂", "site"), mention], cues).statements
        assert {each.facet for each in told} == facets


def test_a_number_under_a_header_of_machines_numbers_is_none_of_them() -> None:
    cues = (
        Cues("equipment", (), ("machine", "machine no"), frozenset({"machine"})),
        Cues("capacity", (), (), frozenset({"quantity"})),
    )
    for header, facets in (("Machine no", {"equipment"}), ("Machines", {"capacity", "equipment"})):
        segments = [row("岚溪厂", "19", headers=("单位", header))]
        found = [named(segments, "岚溪厂", "organisation"), named(segments, "19", "quantity", "19 count")]
        assert {each.facet for each in said(segments, found, cues).statements} == facets


@pytest.mark.parametrize(
    ("note", "rule"),
    [
        ("Reports only go to the client.", True),
        ("转给第三方前请先问。", True),
        ("停产期间不收件。", True),
        ("Reports were late in May.", False),
        ("五月报告晚了三天。", False),
    ],
)
def test_a_note_beside_a_table_that_bids_or_forbids_is_a_rule(note: str, rule: bool) -> None:
    cues = (*CUES, Cues("policy", (), (), frozenset({"document"})))
    rows = [row("1", "open"), row("2", "open"), row("3", "open")]
    for beside in (True, False):
        segments = [line("岚溪厂", "title"), *(rows if beside else []), line(note)]
        told = said(segments, [named(segments, "岚溪厂", "site")], cues).statements
        assert bool([each for each in told if each.facet == "policy"]) is (rule and beside)


@pytest.mark.parametrize(
    ("cell", "kind", "facets"),
    [("Corvella", "organisation", set()), ("Ana Pohl", "person", {"people"}), ("4 May", "date", {"schedule"})],
)
def test_a_name_under_a_header_of_dates_is_no_date(cell: str, kind: Kind, facets: set[str]) -> None:
    cues = (Cues("schedule", (), ("until",), frozenset({"date"})), Cues("people", (), (), frozenset({"person"})))
    segments = [row("Orrin", cell, headers=("House", "Until"))]
    found = [named(segments, "Orrin", "organisation"), named(segments, cell, kind)]
    assert {each.facet for each in said(segments, found, cues).statements} == facets


REGISTER = row("日期", "品名", "报价方"), row("6/04", "扩容包", "澄波")


def test_a_register_is_about_what_its_file_is_called_and_not_about_its_header() -> None:
    name = line("六月询价登记", "title", "file_name")
    found = topic([name, *REGISTER])
    assert found is not None
    assert (found.segment, found.start, found.end) == (0, 0, len("六月询价登记"))


def test_two_registers_under_one_header_are_not_about_one_thing_whatever_they_are_called() -> None:
    name, other = line("登记", "title", "file_name"), line("台账", "title", "file_name")
    one, copy = topic([name, *REGISTER]), topic([other, *REGISTER])
    two = topic([name, REGISTER[0], row("6/09", "信号电缆", "禾远")])
    assert one
    assert copy
    assert two
    assert one.norm == copy.norm != two.norm


def test_a_heading_above_a_table_is_still_its_title() -> None:
    found = topic([line("登记", "title", "file_name"), line("询价与报价", "heading"), *REGISTER])
    assert found is not None
    assert (found.segment, found.norm) == (1, "topic:询价与报价")


def test_the_number_of_an_order_is_a_reference_beside_what_it_says() -> None:
    segment = line("Corvella Ltd bought machine LR-40617")
    segments = [segment]
    mentions = [named(segments, "Corvella Ltd", "organisation"), named(segments, "LR-40617", "identifier", "lr40617")]
    cues = (*CUES[:-1], Cues("contact", (), (), frozenset({"contact", "reference"})))
    assert {each.facet for each in said(segments, mentions, cues).statements} == {"equipment", "contact"}
    unsure = [mentions[0], replace(mentions[1], confidence=0.6)]
    assert {each.facet for each in said(segments, unsure, cues).statements} == {"equipment"}


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("岚溪厂 委托：澄波 日期：五月四日", "岚溪厂: operator: 澄波"),
        ("岚溪厂 供应商：澄波", "岚溪厂: partner: 澄波"),
        ("岚溪厂，老梁：澄波", ""),
    ],
)
def test_a_word_before_a_colon_within_a_line_heads_what_stands_behind_it(text: str, hit: str) -> None:
    cues = (Cues("operator", (), ("委托",)), Cues("partner", (), ("供应商",)), CUES[5])
    segments = [line(text)]
    found = [named(segments, "岚溪厂", "site"), named(segments, "澄波", "organisation")]
    told = [_words(segments, found, each) for each in said(segments, found, cues).statements]
    assert [each for each in told if each.endswith("澄波")] == ([hit] if hit else [])


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("No motor leaves the yard before May.", True),
        ("Trucks may queue, no sirens on the estate road.", True),
        ("Nobody walks under the boom.", True),
        ("There is no motor in the yard.", False),
        ("The yard is open, no longer than a week.", False),
        ("Nobody was in the yard.", False),
    ],
)
def test_a_clause_that_opens_with_no_is_a_rule(text: str, rule: bool) -> None:
    cues = (*CUES, Cues("policy", (), (), frozenset({"document"})))
    segments = [line("Orrin Works", "title"), line(text)]
    told = said(segments, [named(segments, "Orrin Works", "site")], cues).statements
    assert bool([each for each in told if each.facet == "policy"]) is rule


def test_who_supplies_or_takes_is_not_learned_to_run() -> None:
    cues = (Cues("customer", ("客户",), ()), Cues("operator", ("业主",), ()), Cues("partner", ("供应商",), ()))
    matcher, operator = matcher_of(cues), 0b010
    learned = (-1, operator)
    for facets in ((("customer", 0.8),), (("partner", 0.9),)):
        assert matcher.judged(facets, ("客户是澄波", ""), learned) == facets
    assert dict(matcher.judged((("operator", 0.8),), ("业主是澄波", ""), learned)) == {"operator": 0.8}
    assert dict(matcher.judged((), ("归澄波", ""), learned)) == {"operator": 0.6}


def test_what_fills_a_cell_is_not_said_of_itself_though_a_place_stands_in_it() -> None:
    rows = [row("上海澄波", "三月", headers=("供应商", "日期"))]
    found = [named(rows, "上海", "place"), named(rows, "上海澄波", "organisation"), named(rows, "三月", "date")]
    told = [_words(rows, found, each) for each in said(rows, found, CUES).statements]
    assert told == ["上海澄波: schedule: 三月"]


@pytest.mark.parametrize(
    ("header", "cell", "rule"),
    [
        ("备注", "不跟别家拼", True),
        ("Remarks", "no landing in March, terns", True),
        ("Remarks", "nobody touches the rack", True),
        ("", "不跟别家拼", True),
        ("数量", "最多4箱", False),  # the header says what it is
        ("备注", "跟别家拼", False),
        ("Remarks", "there is no landing", False),
    ],
)
def test_a_cell_of_remarks_rules_and_one_under_a_known_header_does_not(header: str, cell: str, rule: bool) -> None:
    cues = (*CUES, Cues("policy", (), (), frozenset({"document"})))
    rows = [row("厂名", header), row("岚溪厂", cell, headers=("厂名", header))]
    told = said(rows, [named(rows, "岚溪厂", "site")], cues).statements
    assert bool([each for each in told if each.facet == "policy"]) is rule


@pytest.mark.parametrize(
    ("letter", "told_to"),
    [("澄波泵业公司：", "澄波泵业公司："), ("致：澄波泵业公司", "致：澄波泵业公司"), ("致歉：澄波泵业公司", "")],
)
def test_the_house_of_who_mails_is_whose_he_is_and_that_of_a_letters_first_line_whom_it_is_to(
    letter: str, told_to: str
) -> None:
    cues = (Cues("operator", (), ("affiliation",)), Cues("customer", (), ("addressee",)))
    segments = [line("Orrin Works", "title"), line("From: Ana Pohl, Corvella GmbH", "field"), line(letter)]
    found = [
        named(segments, "Orrin Works", "site"), named(segments, "Ana Pohl", "person"),
        named(segments, "Corvella GmbH", "organisation"), named(segments, "澄波泵业公司", "organisation"),
    ]  # fmt: skip
    told = {_words(segments, found, each).split(": ", 1)[1] for each in said(segments, found, cues).statements}
    assert told == {"operator: Corvella GmbH", *([f"customer: {told_to}"] if told_to else [])}
