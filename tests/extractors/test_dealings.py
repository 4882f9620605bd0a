"""What the words beside a house say of it: that it supplies, that it takes, or neither; in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.dealings import carried_to, dealt
from extractors.facets import said
from extractors.model import Mention
from tests.extractors.naming import line
from tests.extractors.test_facets import CUES, Cues, row


def _beside(text: str, house: str) -> str:
    at = text.find(house)
    return dealt(text, Mention(0, at, at + len(house), "organisation", house, 0.9, "suffix"))


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("外墙由澈宇施工", "澈宇"), ("房子是澈宇盖的", "澈宇"), ("统一用澈宇Y7阀", "澈宇"), ("通过澈宇进的", "澈宇"),
        ("与澈宇联合申报", "澈宇"), ("向澈宇借了两台", "澈宇"), ("澈宇出三成", "澈宇"), ("请澈宇派人来看", "澈宇"),
        ("澈宇独家供", "澈宇"), ("The hall was built by Corvel", "Corvel"), ("It was ordered at Corvel", "Corvel"),
        ("promised through Corvel Ltd", "Corvel Ltd"), ("we have a framework with the Corvel yard", "Corvel"),
        ("Corvel supplies the valves", "Corvel"), ("Corvel still casts them", "Corvel"),
        ("hired from Corvel for a week", "Corvel"), ("repaired with Corvel", "Corvel"),
        ("splice by Corvel, five days", "Corvel"), ("Marcell 3 by Corvel sits well", "Corvel"),
        ("the shutters from Corvel passed", "Corvel"), ("Financing: 60% Corvel", "Corvel"),
        ("Works have been awarded to Corvel", "Corvel"), ("见证：澈宇监理", "澈宇监理"), ("仪表校验：澈宇", "澈宇"),
        ("Vento 300，澈宇制造，进场", "澈宇"), ("蒸汽仍用澈宇的，涨了", "澈宇"), ("借澈宇两块", "澈宇"),
        ("许可证借澈宇的", "澈宇"),
        ("样块送澈宇做金相", "澈宇"), ("澈宇做验证", "澈宇"), ("澈宇出意见", "澈宇"),
        ("Mechanical works have been given to Corvel", "Corvel"), ("charged in favour of Corvel Bank", "Corvel Bank"),
        ("Corvel insures the gondola", "Corvel"), ("Corvel did the drive", "Corvel"),
    ],
)  # fmt: skip
def test_who_does_it_for_another_supplies(text: str, house: str) -> None:
    assert _beside(text, house) == "partner"


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("给澈宇做了六台", "澈宇"), ("卖给澈宇两万吨", "澈宇"), ("澈宇这单垫了四千万", "澈宇"),
        ("澈宇订了三十吨", "澈宇"),
        ("为澈宇代工", "澈宇"), ("余量已许给澈宇", "澈宇"), ("澈宇的订单排到六月", "澈宇"),
        ("澈宇一口气订了六十台", "澈宇"),
        ("six were made for Corvel", "Corvel"), ("the rest is going to Corvel", "Corvel"),
        ("sold on to Corvel", "Corvel"), ("Corvel has ordered ten", "Corvel"), ("Corvel takes half of it", "Corvel"),
        ("a slot reserved for Corvel", "Corvel"), ("Corvel booked two", "Corvel"),
        ("slots 9 to 14 confirmed for Corvel", "Corvel"), ("we delivered eight cranes to Corvel", "Corvel"),
        ("六片给澈宇供了", "澈宇"), ("贵公司澈宇订购的线", "澈宇"), ("给澈宇的鲍经理备样果", "澈宇"),
        ("Corvel takes the rest", "Corvel"),
    ],
)  # fmt: skip
def test_for_whom_it_is_done_takes(text: str, house: str) -> None:
    assert _beside(text, house) == "customer"


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("由澈宇说了算", "澈宇"), ("主讲是澈宇的人", "澈宇"), ("与澈宇相比便宜", "澈宇"), ("从澈宇走到码头", "澈宇"),
        ("给澈宇打了电话", "澈宇"), ("为澈宇高兴", "澈宇"), ("澈宇出口增加", "澈宇"), ("澈宇供电公司", "澈宇"),
        ("澈宇的人说不急", "澈宇"), ("澈宇要求改期", "澈宇"), ("请澈宇发言", "澈宇"),
        ("The talk was given by Corvel", "Corvel"), ("a letter from Corvel", "Corvel"),
        ("we walked to Corvel", "Corvel"), ("good news for Corvel", "Corvel"), ("lunch with Corvel", "Corvel"),
        ("Corvel wants to know why", "Corvel"), ("Corvel takes part", "Corvel"), ("Corvel makes sense", "Corvel"),
        ("Corvel has a supply of it", "Corvel"), ("Issued by Corvel", "Corvel"), ("Issued through Corvel", "Corvel"),
        ("Rhodri from Corvel here", "Corvel"), ("Guest from Corvel", "Corvel"), ("Paid by Corvel", "Corvel"),
        ("Corvel wants ten for the lab", "Corvel"), ("记录：澈宇", "澈宇"),
        ("澈宇制造业公会", "澈宇"), ("借澈宇的名义", "澈宇"), ("送澈宇一张请柬", "澈宇"),
        ("给澈宇的鲍经理发消息", "澈宇"),
        ("a talk was given to Corvel", "Corvel"), ("Corvel did not come", "Corvel"),
        ("Corvel takes the view", "Corvel"),
    ],
)  # fmt: skip
def test_whom_a_clause_only_names_does_neither(text: str, house: str) -> None:
    assert _beside(text, house) == ""


def test_what_stands_beside_a_house_is_said_of_whom_the_sentence_speaks() -> None:
    segment = line("清水棚是澈宇盖的")
    spans = ((0, 3, "清水棚", "site"), (4, 6, "澈宇", "organisation"))
    mentions = [Mention(0, *span, kind, norm, 0.9, "suffix") for *span, norm, kind in spans]  # type: ignore[arg-type]
    told = [each for each in said([segment], mentions, CUES).statements if each.facet == "partner"]
    assert mentions[told[0].subject].norm == "清水棚"


@pytest.mark.parametrize(
    ("header", "facet"),
    [
        ("卸货点", "customer"), ("到货地", "customer"), ("Into", "customer"), ("To", "customer"),
        ("装货点", "partner"), ("发货单位", "partner"), ("From", "partner"), ("Loading point", "partner"),
        ("到货日期", ""), ("装机", ""), ("To date", ""), ("备注", ""),
    ],
)  # fmt: skip
def test_a_house_below_where_loads_go_takes_and_below_where_they_come_from_gives(header: str, facet: str) -> None:
    assert carried_to(header) == facet
    heads = ("车牌", header)
    rows = [row(*heads), row("川F1", "澈宇", headers=heads), row("川F1", "西山", headers=heads)]
    cues = (*CUES, Cues("customer", (), ()))
    subject = Mention(1, 0, 3, "project", "川f1", 0.9, "pattern")
    house = Mention(1, 4, 6, "organisation", "澈宇", 0.9, "suffix")
    place = Mention(2, 4, 6, "place", "西山", 0.9, "suffix")
    told = said(rows, [subject, house, replace(subject, segment=2), place], cues).statements
    assert {(each.facet, each.value) for each in told if each.facet in ("customer", "partner")} == (
        {(facet, "澈宇")} if facet else set()
    )
