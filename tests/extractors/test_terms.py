"""Words of trades look like names and are none; what a column or a definition says is a name stays one."""

from __future__ import annotations

import pytest

from extractors import extract, lexicon
from extractors.model import NAME_KINDS, Cell, Segment


def named(*texts: str) -> list[str]:
    given = [Segment(text, "body", f"¶{number}") for number, text in enumerate(texts, 1)]
    found = (each for each in extract.recognised(given) if each.kind in NAME_KINDS)
    return [texts[each.segment][each.start : each.end] for each in found]


@pytest.mark.parametrize(("text", "word"), [
    ("后台采用HBase存储，接口返回JSON格式。", "HBase"), ("终端支持TD-LTE与GPRS两种方式上传。", "TD-LTE"),
    ("The gateway speaks MQTT and Modbus RTU to the logger.", "MQTT"), ("Water was tested for TTHM and CODMn.", "TTHM"),
    ("The report was typeset in Times New Roman by LaTeX.", "LaTeX"), ("培训内容为Java SE 8与HTML5。", "Java SE"),
    ("Transfers went from Fixed Assets to Accounts Receivable in May.", "Fixed Assets"),
    ("表中列示了应收账款和坏账准备。", "应收账款"),
    ("Both Licensor and Licensee may publish Derivative Works.", "Derivative Works"),
    ("Returns were up, with a CAGR of 8 per cent and EBITDA to match.", "CAGR"),
])  # fmt: skip
def test_a_word_of_a_trade_names_nobody(text, word):
    assert not any(word in name for name in named(text))


def test_a_word_that_is_others_too_counts_among_several_of_a_trade_alone():
    assert "Derby" in named("We met the crew in Derby on Monday and went on to Selby.")
    assert not any(name == "Derby" for name in named("课程讲JDBC、JVM。", "数据库用Derby或MySQL，前端用jQuery。"))


@pytest.mark.parametrize("text", [
    "Lorcan MQTT Services Ltd signed.", "盐岭HBase数据有限公司中标。", "The Jasonet lot is Corvella's own.",
])  # fmt: skip
def test_a_name_that_holds_or_resembles_such_a_word_stays(text):
    plain = named(text.replace("MQTT ", "").replace("HBase", ""))
    assert len(named(text)) >= len(plain)


def test_a_column_knows_better():
    row = Segment("SAT\t12", "table", "line 2", "row", 1, (Cell(0, 3, "Supplier"), Cell(4, 6, "Lots")))
    found = [each for each in extract.recognised([row]) if each.kind in NAME_KINDS]
    assert not found or found[0].evidence == "column"


def test_no_word_stands_in_the_list_that_names_a_body_or_a_company():
    words = {word for line in lexicon.lines("terms") if line[0] != "[" for word in line.split(", ")}
    assert not words & lexicon.names("organisations")
