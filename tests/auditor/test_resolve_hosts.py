"""The group whose folder it is: what is joined to it, and what must be left alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from auditor.resolve import EMPTY
from auditor.resolving import hosts
from auditor.resolving.groups import Groups
from auditor.resolving.nodes import FileMentions, Found, Node, Place, nodes
from extractors.model import Mention, Segment
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, rows

Table = Sequence[Sequence[str]]


def papers(own: str, count: int = 3, about: str = "机组") -> list[list[Segment]]:
    """Give papers of one group: each says something of its own, and all bear one line."""
    return [[line(f"{about}第{number}次检修改到{number + 3}月。"), line(own)] for number in range(1, count + 1)]


def others(*given: str | Table) -> list[list[Segment]]:
    """Give further files, of one line or of the rows of a table."""
    return [[line(each)] if isinstance(each, str) else rows(*each) for each in given]


CHINESE = [
    ("北岸锅炉协作网（BGX）秘书处汇编，仅供成员参考。", ("编号由秘书处保管，不对外。",), "北岸锅炉协作网", "秘书处"),
    ("北岸锅炉协作网（BGX）秘书处汇编，仅供成员参考。", ("会后材料请回复秘书处，勿改表。",), "BGX", "秘书处"),
    ("岭东水泵交流圈内部流转，转发前先问提供的人。", ("就标准修订致函秘书处；答复未到。",), "岭东水泵交流圈", "秘书处"),
    ("岭东水泵交流圈内部流转，转发前先问提供的人。", ("会费由会务组代收，四月底前交。",), "岭东水泵交流圈", "会务组"),
    ("江右轴承互助会秘书组存档，会员之间参考。", ("问卷请寄秘书组。",), "江右轴承互助会", "秘书组"),
    (
        "南浦阀门沙龙（NPVS）内部交流，转出前请打招呼。", ((("姓名", "单位"), ("卢振衡", "沙龙")),),
        "南浦阀门沙龙", "沙龙",
    ),
    ("南浦阀门沙龙（NPVS）内部交流，转出前请打招呼。", ("表格交回秘书处。",), "南浦阀门沙龙", "NPVS"),
    (
        "澜州粉末同行社（LPS）秘书处存，会员之间参考。", ("同行社成员八八折，须出示会员卡。",),
        "澜州粉末同行社", "同行社",
    ),
    ("江浦料联会（JPLH）资料库，供会员互通情况。", ((("单位", "姓名"), ("料联会", "齐可")),), "江浦料联会", "料联会"),
    ("粤东叉车连心社 仅限成员传阅，数字未核。", ("连心社五月开放日改到二十号。",), "粤东叉车连心社", "连心社"),
    (
        "东湾叉车联络圈 East Bay Forklift Circle · for members only 仅供成员", (),
        "东湾叉车联络圈", "East Bay Forklift Circle",
    ),
    (
        "东湾叉车联络圈 East Bay Forklift Circle · for members only 仅供成员", ("请问秘书处。",),
        "East Bay Forklift Circle", "秘书处",
    ),
    (
        "北岭砂石联谊社资料库，会员参考。For members of the Sand and Gravel Association; do not quote.", (),
        "北岭砂石联谊社", "Sand and Gravel Association",
    ),
    (
        "岭东泵友会（LDPX）秘书处整理，会员内部。",
        ("The secretary of the Lingdong Dosing Pump Exchange wrote again.",),
        "岭东泵友会", "Lingdong Dosing Pump Exchange",
    ),
    (
        "泊州塔筒联络组秘书处编印，成员之间参考。", ((("姓名", "单位", "职务"), ("汤伯年", "TKLA", "秘书长")),),
        "泊州塔筒联络组", "TKLA",
    ),
    (
        "鹿港染整采购圈内部流转，勿外发。", ("Members of the Circle pay their own fare; ask the Circle.",),
        "鹿港染整采购圈", "Circle",
    ),
    ("泊州塔筒联络组秘书处编印，成员之间参考。", ("请问秘书处。",), "泊州塔筒联络组秘书处", "泊州塔筒联络组"),
    ("江浦舞台沙龙组委会整理，只发会员。", ("收件：卢主任；抄沙龙组委会",), "江浦舞台沙龙组委会", "沙龙组委会"),
    (
        "西澜建陶联席会秘书处整理，仅供会员内部交流。", ("The Xilan Tile Forum helped us well last year.",),
        "西澜建陶联席会", "Xilan Tile Forum",
    ),
]  # fmt: skip

ENGLISH = [
    (
        "Tarn Valve Users' Circle (TVUC) – circulated to members only.",
        ("The working secretariat has the list of codes.",), "Tarn Valve Users' Circle", "TVUC",
    ),
    (
        "Tarn Valve Users' Circle (TVUC) – circulated to members only.", ("请问秘书处。",),
        "Tarn Valve Users' Circle", "秘书处",
    ),
    (
        "Greywater Pump Forum (GPF). For members, figures as received.",
        ("Rules of the Forum apply; the Forum keeps no copies.",), "Greywater Pump Forum", "Forum",
    ),
    (
        "Greywater Pump Forum. Shared among members in good faith.",
        ((("Name", "Organisation", "Post"), ("Ines Varga", "GPF", "Liaison")),), "Greywater Pump Forum", "GPF",
    ),
    (
        "QBX office copy. For members of QBX, not for onward circulation.",
        ("Members of the Quarry Blasting Exchange meet in York.",), "QBX", "Quarry Blasting Exchange",
    ),
    (
        "Oakmoor Kiln Consortium (OKC), for members. Please do not forward.",
        ((("姓名", "单位"), ("卢振衡", "秘书处")),), "OKC", "秘书处",
    ),
    (
        "Low Fell Crane Alliance / 矮岭吊装联盟 – passed round among members as received.", (),
        "Low Fell Crane Alliance", "矮岭吊装联盟",
    ),
    (
        "Low Fell Crane Alliance / 矮岭吊装联盟 – passed round among members as received.", ("表格寄秘书处。",),
        "矮岭吊装联盟", "秘书处",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("own", "besides", "one", "other"), CHINESE + ENGLISH)
def test_what_a_group_is_called_besides_is_joined_to_it(
    own: str, besides: Sequence[str | Table], one: str, other: str
) -> None:
    assert together(resolved(*papers(own), *others(*besides)), one, other)


def test_a_paper_s_title_and_its_office_tell_the_group_where_no_line_does() -> None:
    titles = [[line(f"泊岸起重联谊会{month}月例会纪要", "heading")] for month in "三四五"]
    result = resolved(*titles, *others("扫描件请寄秘书处。"))
    assert together(result, "泊岸起重联谊会", "秘书处")
    assert not together(resolved(*titles[:1], *others("扫描件请寄秘书处。")), "泊岸起重联谊会", "秘书处")


OWN = "北岸锅炉协作网（BGX）秘书处汇编，仅供成员参考。"
EN = "Greywater Pump Forum (GPF). For members, figures as received."
APART = [
    # an office with an owner is the owner's
    (OWN, ("中原铸造协会秘书处来函。",), "北岸锅炉协作网", "中原铸造协会秘书处"),
    (OWN, ((("姓名", "单位"), ("卢振衡", "岭海秘书处")),), "北岸锅炉协作网", "岭海秘书处"),
    (EN, ((("Name", "Organisation"), ("Ines Varga", "LTX secretariat")),), "GPF", "LTX secretariat"),
    # boards, committees and offices of other sorts are anybody's
    (OWN, ("理事会四月开会，董事会未到。",), "北岸锅炉协作网", "理事会"),
    (OWN, ((("姓名", "单位"), ("卢振衡", "董事会")),), "北岸锅炉协作网", "董事会"),
    (OWN, ((("姓名", "单位"), ("卢振衡", "组委会")),), "北岸锅炉协作网", "组委会"),
    (EN, ((("Name", "Organisation"), ("Ines Varga", "harbour board")),), "GPF", "harbour board"),
    # a firm's line makes no group of it
    ("昶磊机械有限公司内部资料，仅供参考。", ("编号由秘书处保管。",), "昶磊机械有限公司", "秘书处"),
    (
        "Thornbeck Mills Ltd – for internal use, not for onward circulation.", ("请问秘书处。",),
        "Thornbeck Mills Ltd", "秘书处",
    ),
    # a line that says nothing of whom it is for
    (
        "参会单位：北岸锅炉协作网。", ("编号由秘书处保管。", "江右轴承互助会、川东装备互助会来信。"),
        "北岸锅炉协作网", "秘书处",
    ),
    # other societies that the files name
    (OWN, ("中原铸造协会来函，协会请各单位报数。",), "北岸锅炉协作网", "协会"),
    (OWN, ("江右轴承互助会与川东装备互助会来信。",), "北岸锅炉协作网", "江右轴承互助会"),
    (
        EN, ("The Ashford Forum met in Leeds. Members of the Ashford Forum pay.",),
        "Greywater Pump Forum", "Ashford Forum",
    ),
    (EN, ("Members of the Circle pay their own fare; ask the Circle.",), "Greywater Pump Forum", "Circle"),
    # what only looks like letters, or like their words
    (OWN, ("The secretary of the Bulk Grain Alliance wrote again.",), "BGX", "Bulk Grain Alliance"),
    (OWN, ((("单位", "姓名"), ("BGL", "齐可")),), "北岸锅炉协作网", "BGL"),
    (EN, ((("Name", "Organisation"), ("Ines Varga", "GSF")),), "Greywater Pump Forum", "GSF"),
    (EN, ("Gravel Products Ferrier Ltd sends two people.",), "GPF", "Gravel Products Ferrier Ltd"),
    (OWN, ((("姓名", "单位", "职务"), ("汤伯年", "TKLA", "秘书长")),), "北岸锅炉协作网", "TKLA"),
    # names that stand in the line, but not beside the group's
    ("Greywater Pump Forum, for members. 附件由北岸锅炉协作网提供。", (), "Greywater Pump Forum", "北岸锅炉协作网"),
    # what people come together for
    (OWN, ("第五次沙龙签到", "沙龙定在六月，地点未定。"), "北岸锅炉协作网", "沙龙"),
]  # fmt: skip


@pytest.mark.parametrize(("own", "besides", "one", "other"), APART)
def test_what_is_another_s_or_anybody_s_is_left_alone(
    own: str, besides: Sequence[str | Table], one: str, other: str
) -> None:
    assert not together(resolved(*papers(own), *others(*besides)), one, other)


def test_a_line_of_two_papers_is_no_group_s() -> None:
    found = resolved(*papers("江岸砂轮交易组 内部流转，勿外发。", 2), *others("请问秘书处。", "江右轴承互助会来信。"))
    assert not together(found, "江岸砂轮交易组", "秘书处")


def test_where_two_groups_have_lines_of_their_own_an_office_is_the_one_s_whose_paper_it_is() -> None:
    northern, eastern = "北岸锅炉协作网（BGX）秘书处汇编，仅供成员参考。", "岭东水泵交流圈秘书处存档，成员之间参考。"
    first = [*papers(northern, about="锅炉"), [line("编号由秘书处保管。"), line(northern)]]
    second = [*papers(eastern, about="水泵"), [line("表格寄秘书处。"), line(eastern)]]
    result = resolved(*first, *second, *others("请问秘书处。"))
    office = [next(e for e in result.entities if "秘书处" in e.names and number in e.files) for number in (3, 7, 8)]
    assert "BGX" in office[0].names
    assert "岭东水泵交流圈" in office[1].names or "岭东水泵交流圈秘书处" in office[1].names
    assert office[2].names == ("秘书处",)
    assert len({each.id for each in office}) == 3


def test_the_group_s_own_names_are_joined_beside_a_second_group_where_nothing_else_fits() -> None:
    northern, eastern = "岭东泵友会（LDPX）秘书处整理，会员内部。", "岭西阀友圈（LXVC）内部流转，勿外发。"
    files = [*papers(northern), *papers(eastern, about="阀门")]
    full = "Members of the Lingdong Dosing Pump Exchange and friends met."
    assert together(resolved(*files, *others(full)), "岭东泵友会", "Lingdong Dosing Pump Exchange")


def test_copies_of_one_paper_make_no_line_its_group_s() -> None:
    own = line("汤江石英联络圈 内部流转，勿外发。")
    names = Mention(0, 0, 7, "organisation", "汤江石英联络圈", 0.85, "suffix")

    def standing(digests: Sequence[str]) -> hosts.Standing:
        return hosts.standing({n: FileMentions(f"{n}.txt", (own,), (names,), each) for n, each in enumerate(digests)})

    assert not standing(["one", "one", "one", "other"]).lines
    assert list(standing(["one", "one", "third", "other"]).lines) == [own.text]


def test_a_name_in_the_place_of_another_stands_with_what_that_one_was_one_with() -> None:
    def node(key: str) -> Node:
        mention = Mention(0, 0, len(key), "organisation", key, 0.9, "suffix")
        return next(iter(nodes([Place(0, 0, mention, key)], {}).values()))

    groups = Groups(EMPTY)
    groups.add({"线上": node("线上"), "线下": node("线下")})
    groups.merge_all([Found("线上", "线下", "defined in the text", 0.97)])
    groups.add({"线上": node("线上")})
    assert sorted(key for held in groups.members.values() for key in held) == ["线上", "线下"]
    assert groups.root("线上") == groups.root("线下")
