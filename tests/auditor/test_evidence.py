"""What a key is worth where it stands: a shop's names for its goods join nobody, a workshop's numbers do."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from auditor import score
from auditor.evidence import MANY_KEYS, _crowd, _is_chance, _Reader, code, joining_keys
from auditor.graph import CellRows, LinkRows
from auditor.picture import Picture
from extractors.model import NAME_KINDS, Kind, Mention
from extractors.text import sentences
from tests.auditor.folders import look

PRICES = "型号,数量,单价（元）,单位\n{},2,1899,岚江水务有限公司\nTK-2210,40,36,北岸水务有限公司\n"
PARTS = "零件编号,数量,单位\n{},2,岚江水务有限公司\nTK-2210,40,北岸水务有限公司\n"
ENGLISH_PRICES = "Model,Qty,Unit price EUR,Buyer\n{},2,318,Corvane Ltd\nTK-2210,40,9,Thornby Ltd\n"


def bits(text: str, key: str, name: str = "岚江水务采购.csv") -> float:
    graph = look({name: text}).graph
    return dict(zip(graph.keys, graph.bits.tolist(), strict=True))["=" + key]


@pytest.mark.parametrize("prices", [PRICES, ENGLISH_PRICES])
def test_the_model_of_a_thing_with_a_price_is_worth_less_than_the_number_of_a_part(prices: str) -> None:
    assert bits(prices.format("MX-4471"), "mx4471") < 0.6 * bits(PARTS.format("MX-4471"), "mx4471")


@pytest.mark.parametrize(
    ("bought", "other"),
    [
        ("岚江水务有限公司给办公室买了惠普打印机 M4042。", "岚江水务有限公司给二号泵房换了密封件 M4042。"),
        (
            "Corvane Ltd ordered a HP LaserJet M4042 for the office.",
            "Corvane Ltd ordered a sealing ring M4042 for pump 2.",
        ),
        ("Corvane Ltd ordered two laptops, model M4042.", "Corvane Ltd ordered two impellers, model M4042."),
    ],
)
def test_the_model_of_a_printer_is_worth_less_than_that_of_a_seal(bought: str, other: str) -> None:
    assert bits(bought, "m4042", "a.txt") < 0.6 * bits(other, "m4042", "a.txt")


def test_a_code_is_worth_what_its_most_telling_place_says() -> None:
    texts = {
        "a.txt": "Corvane Ltd ordered a HP LaserJet M4042.",
        "b.txt": "Corvane Ltd ships seal M4042 to Thornby Ltd.",
    }
    graph = look(texts).graph
    assert dict(zip(graph.keys, graph.bits.tolist(), strict=True))["=m4042"] == bits(texts["b.txt"], "m4042", "b.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Brotherton Ltd has seal M4042.",
        "The Dellwood Ltd pump M4042 leaks.",
        "The monitored Corvane Ltd line has M4042.",
    ],
)
def test_a_word_that_only_begins_like_a_maker_of_printers_changes_nothing(text: str) -> None:
    assert bits(text, "m4042", "a.txt") == bits("Corvane Ltd has seal M4042.", "m4042", "a.txt")


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (("RC-56",), "=rc56"),
        (("反推包皮 RC-56", "RC56"), "=rc56"),
        (("TG 4472", "TG4472"), "=tg4472"),
        (("PO C-2603-76",), "=poc260376"),
        (("KX47-22",), "=kx4722"),
    ],
)
def test_a_name_of_capitals_and_digits_alone_is_a_key_as_well(spellings: tuple[str, ...], key: str) -> None:
    found = code(spellings)
    assert found
    assert found[0] == key
    assert found[1] > score.MIN_BITS


@pytest.mark.parametrize("name", ["Berth 14", "七号库", "Shed 9", "岚江水务", "MERIDIAN 2", "IBM", "A1", ""])
def test_a_name_with_words_or_without_digits_is_none(name: str) -> None:
    assert code((name,)) is None


def test_a_very_long_name_is_looked_at_at_once() -> None:
    assert code(("A1" * 5000 + "a", " A" * 5000 + "1")) is None


# Rows by columns against plain loops

HEADED = "岚江水务有限公司技术部内部联络单，电话 0579-8831 4420。\n"
FOLDER = {
    "一号泵站.txt": HEADED + "北岸水务有限公司供应一号泵站的潜水泵，合同 XH-2026-0417，38 台。\n"
    "青榄产业园五月十二日验收。\n",
    "装车.txt": HEADED + "合同 XH-2026-0417 的货发往青榄产业园，由北岸水务有限公司装车。\n",
    "来访.txt": HEADED + "嘉禾机械有限公司的罗启明周四到青榄产业园。\n",
    "报价.csv": PRICES.format("MX-4471"),
    "notes.txt": "Corvane Ltd runs the Fernhill plant. Thornby Ltd supplies pumps under order TK-2210 to Fernhill.\n",
}


def rows_of(made: LinkRows | CellRows) -> list[tuple[object, ...]]:
    columns = [getattr(made, name).tolist() for name in made.__slots__ if name != "source"]
    return list(zip(*columns, strict=True))


def links_by_loops(whole: Picture, number: int, shared: frozenset[int]) -> list[tuple[object, ...]]:
    settled, stated, label = whole.held.settled[number], whole.held.stated[number], whole.corpus.labels
    of = whole.corpus.sentences(number, settled.mentions)
    out: list[tuple[object, ...]] = []
    for link in settled.said.links:
        a, b = settled.mentions[link.a], settled.mentions[link.b]
        named = b.kind in NAME_KINDS or b.kind == "topic"
        ends = [stated.who[link.b]] if named else list(joining_keys(b.kind, b.norm))
        plain = of[link.a] == of[link.b] or shared.isdisjoint((of[link.a], of[link.b]))
        out += [(label[stated.who[link.a]], label[end], link.level, round(a.confidence * b.confidence, 4), plain)
                for end in ends if end and stated.who[link.a] and end != stated.who[link.a]]  # fmt: skip
    return out


def cells_by_loops(whole: Picture, number: int, shared: frozenset[int]) -> list[tuple[object, ...]]:
    settled, stated, label = whole.held.settled[number], whole.held.stated[number], whole.corpus.labels
    of = whole.corpus.sentences(number, settled.mentions)
    return [
        (label[subject], label[said.facet], label[said.norm], said.confidence, False,
         settled.mentions[said.subject].segment == said.segment
         or shared.isdisjoint(of[each] for each in (said.subject, *said.inside)))
        for subject, said in stated.told
    ]  # fmt: skip


def test_a_files_rows_are_what_loops_over_its_links_and_statements_give() -> None:
    whole, plain = look(FOLDER), set()
    for number in whole.files:
        settled, who = whole.held.settled[number], whole.held.stated[number].who
        every = frozenset(whole.corpus.sentences(number, settled.mentions))
        for shared in (whole.shared[number], every, frozenset(each for each in every if each % 2)):
            made = _Reader(whole.corpus, whole.profile, number, settled, who, shared, hidden=True).rows()
            assert rows_of(made.links) == links_by_loops(whole, number, shared)
            assert rows_of(made.cells) == cells_by_loops(whole, number, shared)
            plain |= {*made.links.plain.tolist(), *made.cells.plain.tolist()}
    assert plain == {True, False}


def test_a_sentence_number_counts_the_sentences_of_all_segments_before() -> None:
    corpus = look(FOLDER).corpus
    for number, file in enumerate(corpus.files):
        starts = [(n, start) for n, segment in enumerate(file.segments) for start, _ in sentences(segment.text)]
        expected = tuple(sum(start <= (m.segment, m.start) for start in starts) - 1 for m in file.mentions)
        assert corpus.sentences(number, file.mentions) == expected


def _numbers(kind: Kind, norms: Iterable[str]) -> list[Mention]:
    return [Mention(0, 0, 1, kind, norm, 0.9, "pattern") for norm in norms]


@pytest.mark.parametrize(("readings", "joins"), [(40, True), (20_000, False)])
@pytest.mark.parametrize("norm", ["0.1464 count", "28.13 count", "116.62 count"])
def test_a_number_among_thousands_of_readings_joins_nothing_and_one_among_few_does(
    readings: int, joins: bool, norm: str
) -> None:
    crowd = _crowd(_numbers("quantity", (f"{n}.1 count" for n in range(readings))))
    (number,) = _numbers("quantity", [norm])
    assert _is_chance(number, joining_keys("quantity", norm), crowd) != joins


def test_a_long_amount_joins_among_thousands_and_so_does_a_number_that_is_no_count() -> None:
    crowd = _crowd(_numbers("money", (f"{n}.37 CNY" for n in range(20_000))))
    for each in (*_numbers("money", ["1234567.89 CNY"]), *_numbers("identifier", ["sn260113"])):
        assert not _is_chance(each, joining_keys(each.kind, each.norm), crowd)


def test_the_same_reading_many_times_is_one_number() -> None:
    assert _crowd(_numbers("quantity", ["28.13 count"] * 20_000)) == 0.0


ORDERED = {
    "zh": ("禾丰源粮油工贸有限公司向仓库订购编号为{}的料架。", "临海检测有限公司收到编号为KX-4417的料架。", "KX-4417"),
    "en": ("Corvella Ltd ordered part number {}.", "Marram Quay Ltd got part number KX-4417.", "KX-4417"),
}


@pytest.mark.parametrize("lang", ORDERED)
def test_a_key_of_thousands_that_a_name_has_in_one_file_joins_it_less(lang: str) -> None:
    line, other, key = ORDERED[lang]
    found = []
    for many in (0, MANY_KEYS // 2, 20 * MANY_KEYS):
        lines = [line.format(key), *(line.format(f"KX-{7000 + 3 * n}") for n in range(many))]
        graph = look({"a.txt": "\n".join(lines), "b.txt": other}).graph
        found.append(score.linked(graph).value.max(initial=0.0))
    assert found[0] == found[1] > 0.0
    assert found[2] < 0.7 * found[0]


LAW = "中华人民共和国河岸保护法\n（2011年4月22日全国人民代表大会常务委员会通过）\n第一条 "
ORDERS = {"a.txt": "禾丰源粮油工贸有限公司订购编号为KX-4417的料架。", "b.txt": ORDERED["zh"][1]}


def test_what_a_law_says_belongs_to_the_picture_and_gives_nothing_that_emerges() -> None:
    ours = look(ORDERS).measure
    law = {"a.txt": ORDERS["a.txt"], "law.txt": LAW + ORDERS["b.txt"]}
    assert ours.emergence > 0.0
    assert look(law).measure.emergence == 0.0
    assert look(law).measure.picture > look({"a.txt": ORDERS["a.txt"]}).measure.picture
    assert look({**ORDERS, "law.txt": LAW + "河岸水尺由水务局管理。"}).measure.emergence == ours.emergence
