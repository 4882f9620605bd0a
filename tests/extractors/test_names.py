"""The second pass: which names travel, where they are found, what stays."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from extractors import finding, firms, forms, names, overlaps
from extractors.extract import extract
from extractors.model import Evidence, Kind, Mention, Segment
from fixtures import generator
from fixtures.generator import Plan
from tests.extractors.naming import line, mentions, rows

REGISTER = [line("鹤岭县禾丰源粮油工贸有限责任公司（以下简称“禾丰源”）与Quillon Rubber Ltd签约。")]
TABLE = rows(["代号", "数量"], ["雁归", "3"])


def folder(*files: Sequence[Segment]) -> list[tuple[Sequence[Segment], list[Mention]]]:
    return [(segments, mentions(segments)) for segments in files]


def found(files: Sequence[tuple[Sequence[Segment], list[Mention]]], index: int) -> set[str]:
    known = names.confident(files)
    segments, first = files[index]
    settled = finding.settled(first, finding.occurrences(segments, known), {name.norm for name in known})
    return {segments[m.segment].text[m.start : m.end] for m in settled if m.confidence >= 0.5}


def place(text: str, name: str, kind: Kind, evidence: Evidence, confidence: float = 0.85) -> Mention:
    start = text.index(name)
    return Mention(0, start, start + len(name), kind, name, confidence, evidence)


@pytest.mark.parametrize(("evidence", "stays"), [("suffix", True), ("tagger", False)])
def test_a_town_at_the_head_of_what_the_tagger_alone_takes_for_a_body_is_part_of_it(
    evidence: Evidence, stays: bool
) -> None:
    text = "台州民航局挂牌。"
    body, town = place(text, "台州民航局", "organisation", evidence), place(text, "台州", "place", "folder")
    assert (town in overlaps.apart([body, town])) == stays


@pytest.mark.parametrize(
    ("evidence", "segments", "travels"),
    [
        ("capitals", [line("Saturn shone."), line("It was late.")], False),
        ("capitals", [line("Saturn shone.")], True),
        ("suffix", [line("Saturn shone."), line("It was late.")], True),
    ],
)
def test_what_only_capitals_speak_for_in_prose_is_not_looked_for_elsewhere(
    evidence: Evidence, segments: list[Segment], travels: bool
) -> None:
    mention = place("Saturn shone.", "Saturn", "organisation", evidence)
    assert (names.certain(segments, [mention]) != ()) == travels


@pytest.mark.parametrize("called", ["老薛", "薛工", "薛站", "薛处", "薛老", "薛老师", "阿茂"])
def test_a_known_chinese_person_is_found_as_people_say(called: str) -> None:
    assert called in found(folder([line("联系人：薛子茂。")], [line(f"图纸在{called}4/21取。")]), 1)


@pytest.mark.parametrize(
    ("full", "text", "short"),
    [
        ("沂州岬松浆业有限公司供货。", "岬松那边停了。", "岬松"),
        ("岬东热电有限责任公司函。", "抄送:岬东热电运行部", "岬东热电"),
        ("汀州有轨电车运营有限公司调度。", "汀州有轨 夜班记事", "汀州有轨"),
        ("“萤火”项目启动。", "Firefly 到货表", "Firefly"),
        ("由桐陵药品检验所抽检。", "2\t桐药检\t中药室", "桐药检"),
        ("济岬市中医院采购。", "3\t济岬市中\t贝母", "济岬市中"),
        ("联系桐陵医科大学附属第二医院。", "会上附二院说不行。", "附二院"),
    ],
)
def test_a_body_is_found_by_what_it_is_called_in_short(full: str, text: str, short: str) -> None:
    assert short in found(folder([line(full)], [line(text)]), 1)


def test_an_everyday_word_behind_a_town_is_no_short_name() -> None:
    table = rows(["姓名", "公司"], ["伍兆平", "江阴硫磺"])
    assert "硫磺" not in found(folder(table, rows(["货", "吨"], ["硫磺", "3"])), 1)


@pytest.mark.parametrize(("full", "word"), [("师子茂", "老师"), ("时子茂", "小时"), ("谭子茂", "阿茂林")])
def test_an_everyday_word_is_no_way_to_speak_of_a_person(full: str, word: str) -> None:
    assert word[:2] not in found(folder([line(f"联系人：{full}。")], [line(f"图纸在{word}4/21取。")]), 1)


@pytest.mark.parametrize(
    "text",
    ["Chair: OB. Notes to follow.", "Approved\tOB, 11-Jun-26", "Send the guideline to OB by May.", "Key is with OB."],
)
def test_letters_of_a_known_person_are_found_where_a_person_stands(text: str) -> None:
    assert "OB" in found(folder([line("From: Olga Brandvik")], [line(text)]), 1)


@pytest.mark.parametrize("text", ["Receivers on OB 5518.", "An OB valve.", "OB-26-031 is late.", "The OBs are late."])
def test_letters_of_a_code_are_nobodys(text: str) -> None:
    assert "OB" not in found(folder([line("From: Olga Brandvik")], [line(text)]), 1)


def test_letters_of_two_persons_are_neither_ones() -> None:
    assert "OB" not in found(folder([line("From: Olga Brandvik")], [line("From: Owen Barre")], [line("Chair: OB.")]), 2)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("鹤岭县禾丰源粮油工贸有限责任公司", "禾丰源"),
        ("海晏生物制药（临港）有限公司", "海晏生物"),
        ("东辽粮油检测中心", "检测中心"),
        ("雁湖产业园", "雁湖"),
        ("桐坑分析检测中心", "桐坑"),
        ("上饶栎川萃取装备有限公司", "栎川装备"),
        ("Quillon Rubber Ltd", "Quillon"),
        ("Lotus Harbour Trading Pte Ltd", "Lotus Harbour"),
        ("Harbour Users Liaison Group", "HULG"),
    ],
)
def test_a_full_name_gives_the_short_one_people_use(full: str, short: str) -> None:
    assert short in forms.short_forms(full)


@pytest.mark.parametrize(
    ("full", "wrong"),
    [("江苏省水利厅", "水利"), ("通河分公司", "通河"), ("European Space Agency", "European"), ("国家能源局", "国家")],
)
def test_everyday_words_of_a_full_name_are_no_short_form(full: str, wrong: str) -> None:
    assert wrong not in forms.short_forms(full)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("城轨信号与运维交流组", "交流组"), ("江北精密传动圆桌", "圆桌"), ("西南复材检测站", "检测站"),
        ("江右储能联席会", "联席会"), ("沅泽水务调度室", "调度室"), ("Marchmoor Grid plc", "Marchmoor"),
    ],
)  # fmt: skip
def test_a_society_or_an_office_is_called_by_its_kind_inside_its_own_papers(full: str, short: str) -> None:
    assert short in forms.short_forms(full)


@pytest.mark.parametrize(
    ("full", "wrong"),
    [("交流组", "交流组"), ("Heron Inn", "Heron"), ("江右重工有限公司", "重工"), ("沅泽安全部", "安全部")],
)
def test_what_is_no_society_has_no_kind_for_a_short_form(full: str, wrong: str) -> None:
    assert wrong not in forms.short_forms(full)


def test_a_bare_society_is_found_but_not_where_another_name_stands_before_it() -> None:
    listed = rows(["姓名", "单位"], ["卢振衡", "江右储能安全协会"])
    files = folder(listed, [line("请向协会申请。行业协会和两家协会不管。")])
    known = names.confident(files)
    assert [hit.start for hit in finding.occurrences(files[1][0], known)] == [2]


def test_a_brand_that_is_an_everyday_word_is_found_in_cells_and_lists_alone() -> None:
    register = rows(["单位"], ["合肥芥子生物技术有限公司"])
    files = folder(register, [line("禾沂、芥子、泓砾三家都到了。"), line("磨一点芥子拌菜。"), line("芥子")])
    hits = finding.occurrences(files[1][0], names.confident(files))
    assert [hit.segment for hit in hits if hit.name.text == "芥子"] == [0, 2]


@pytest.mark.parametrize(
    ("register", "text", "short"),
    [
        ("Borrowdean Hall", "The Hall wants a dehumidifier.", "The Hall"),
        ("Northern Fells Procurement Collaborative", "We partner with the Fells.", "the Fells"),
        ("St Oswin's", "Stock is held at Oswin's.", "Oswin's"),
        ("长沙衡砾飞机维修工程有限公司", "衡砾维修", "衡砾维修"),
        ("锐砾制罐", "锐砾", "锐砾"),
        ("厦门鹭砾航空有限公司", "鹭航来函。", "鹭航"),
        ("铜陵沛砾金属丝有限公司", "沛砾带了样品。", "沛砾"),
    ],
)
def test_what_a_house_is_called_by_a_part_of_its_own_name(register: str, text: str, short: str) -> None:
    files = folder(rows(["Member", "单位"], [register, register]), [line(text)])
    assert short in found(files, 1)


@pytest.mark.parametrize(
    ("register", "text", "wrong"),
    [
        ("Northern Fells Procurement Collaborative", "The Procurement Act was changed.", "The Procurement"),
        ("Kelder Bay Group", "The Group meets in May.", "The Group"),
        ("Kelder Bay Group", "Ships lie in the bay.", "the bay"),
    ],
)
def test_a_word_of_a_longer_name_and_everybodys_word_are_nobodys(register: str, text: str, wrong: str) -> None:
    files = folder(rows(["Member"], [register]), [line(text)])
    assert wrong not in {hit.name.text for hit in finding.occurrences(files[1][0], names.confident(files))}


def test_a_name_defined_in_one_file_is_found_in_the_other() -> None:
    files = folder(REGISTER, [line("下午去禾丰源看了看，Quillon的人也在。")])
    assert {"禾丰源", "Quillon"} <= found(files, 1)


def test_a_code_name_that_is_an_everyday_word_is_found_whole_but_not_inside_other_words() -> None:
    files = folder(rows(["代号", "数量"], ["中和", "3"]), [line("中和的款到了。集中和平均是两回事。")])
    assert found(files, 1) == {"中和"}
    known = names.confident(files)
    assert [hit.start for hit in finding.occurrences(files[1][0], known)] == [0]


def test_latin_names_need_their_case_and_word_boundaries() -> None:
    files = folder(REGISTER, [line("The quillon is a bird, preQuillon a word, said Quillon.")])
    hits = finding.occurrences(files[1][0], names.confident(files))
    assert {files[1][0][0].text[h.start : h.end] for h in hits} == {"Quillon"}


def test_a_chinese_name_is_found_in_pinyin() -> None:
    files = folder(REGISTER, TABLE, [line("Reports on Yangui go to Hefengyuan only.")])
    assert {"Yangui", "Hefengyuan"} <= found(files, 2)


def test_a_title_with_a_surname_stays_in_its_file() -> None:
    files = folder([line("会上季总没有接话。")], [line("四季总是下雨。")])
    assert not any(name.text == "季总" for name in names.confident(files))


def test_a_hit_without_a_living_source_is_dropped() -> None:
    files = folder(REGISTER, [line("下午去禾丰源看了看。")])
    segments, first = files[1]
    hits = finding.occurrences(segments, names.confident(files))
    assert hits
    assert finding.settled([], hits, set()) == []
    assert finding.settled(first, [], set()) == finding.settled(first, hits, set())


def test_of_overlapping_names_the_longest_stays() -> None:
    files = folder(REGISTER, [line("鹤岭禾丰源的车。")])
    assert "鹤岭禾丰源" in found(files, 1)
    assert "禾丰源" not in found(files, 1)


def test_a_companys_place_stays_beside_it() -> None:
    files = folder([line("东莞泓远智能装备有限公司拟扩产。")])
    assert found(files, 0) == {"东莞泓远智能装备有限公司", "东莞"}


def test_the_order_of_files_changes_only_the_source_numbers() -> None:
    one = names.confident(folder(REGISTER, TABLE))
    other = names.confident(folder(TABLE, REGISTER))
    assert [(n.text, n.kind, n.alias_of) for n in one] == [(n.text, n.kind, n.alias_of) for n in other]


def test_an_empty_folder_has_no_names() -> None:
    assert names.confident([]) == []
    assert finding.occurrences([line("无名")], []) == []


def test_one_finder_serves_every_file_and_finds_what_occurrences_finds() -> None:
    files = folder(REGISTER, TABLE, [line("下午去禾丰源看了看雁归。")])
    known = names.confident(files)
    finder = finding.Finder(known)
    for segments, _ in files:
        assert finder.occurrences(segments) == finding.occurrences(segments, known)
    assert finding.Finder([]).occurrences(REGISTER) == []


def test_an_owner_and_a_seat_at_the_head_of_a_project_stay_beside_it() -> None:
    files = folder([line("东坪水厂开标。东坪水厂委托运营项目 开标记录")])
    assert "东坪水厂" in found(files, 0)
    assert "东坪" not in forms.short_forms("东坪水厂委托运营项目")


def test_a_towns_service_has_no_brand() -> None:
    assert firms.brand_of("泊州轨道交通集团") == ""
    assert firms.brand_of("江城禾丰源粮油工贸有限公司") == "禾丰源"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("江海区域伦理审查办公室", "江海伦理办"),
        ("琼南种子检验站", "琼检站"),
        ("洮西电网调度中心", "洮西调度"),
        ("泊州轨道交通集团运营公司", "泊轨"),
    ],
)
def test_a_long_body_may_go_by_its_clipped_name(full: str, short: str) -> None:
    assert short in forms.short_forms(full)


def test_a_short_body_and_everyday_words_are_not_clipped() -> None:
    assert "检站" not in forms.short_forms("种子检验站")
    assert forms.short_forms("技术研究中心") == ["研究中心"]
    assert "水调" not in forms.short_forms("供水调度中心")


def test_a_house_that_belongs_to_another_leaves_the_other_standing() -> None:
    files = folder([line("临湖大学附属澄心医院住院楼改造。")])
    assert {"临湖大学", "临湖大学附属澄心医院"} <= found(files, 0)


def test_the_owner_in_a_list_is_the_firm_that_the_folder_knows() -> None:
    ships = rows(["Ship", "Lead"], ["Skarvholm", "Sorrelund"], ["Grushaug", "Ann Lee"])
    files = folder([line("We charter from Sorrelund Shipping AS in May.")], ships)
    known = names.confident(files)
    segments, first = files[1]
    settled = finding.settled(first, finding.occurrences(segments, known), {name.norm for name in known})
    kinds = {segments[m.segment].text[m.start : m.end]: m.kind for m in settled}
    assert kinds["Sorrelund"] == "organisation"
    assert kinds["Ann Lee"] == "person"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Cold Gases Exchange", "Exchange"),
        ("Fused Silica Round Table", "Round Table"),
        ("Larkmoor Magnet Laboratory", "Laboratory"),
    ],
)
def test_a_society_is_called_by_its_kind_behind_the(full: str, short: str) -> None:
    files = folder([line(f"The {full} met in May. Members of the {full} pay.")], [line(f"Rules of the {short} apply.")])
    assert short in found(files, 1)


@pytest.mark.parametrize(
    "text", ["The Stock Exchange fell.", "An Exchange of letters.", "The Exchange of Ideas closed."]
)
def test_another_exchange_is_not_the_society(text: str) -> None:
    files = folder([line("The Cold Gases Exchange met in May. Members of the Cold Gases Exchange pay.")], [line(text)])
    assert "Exchange" not in found(files, 1)


def test_a_full_name_is_found_by_its_initials_with_stops_and_by_its_first_letter() -> None:
    known = [line("From: Orla Penhallow"), line("From: Una Sandgrove")]
    files = folder(known, [line("O.P. rang twice, and O. Penhallow wrote. The U.S. office did not.")])
    assert {"O.P.", "O. Penhallow"} <= found(files, 1)
    assert "U.S." not in found(files, 1)


def test_a_full_name_is_found_as_a_list_by_family_names_has_it() -> None:
    table = rows(["Pass", "Bearer"], ["V233", "Penhallow, O."], ["V234", "Sandgrove, T."])
    said = found(folder([line("From: Orla Penhallow"), line("From: Una Sandgrove")], table), 1)
    assert "Penhallow, O." in said
    assert "Sandgrove, T." not in said


@pytest.mark.parametrize("short", ["戚总", "戚部长", "戚副站长", "戚阿姨"])
def test_a_full_name_is_found_with_the_titles_that_people_say(short: str) -> None:
    assert short in found(folder(rows(["姓名", "单位"], ["戚怀瑾", "澜光"]), [line(f"由{short}电话通知。")]), 1)


def test_a_given_name_in_pinyin_is_found_alone() -> None:
    files = folder(rows(["姓名", "单位"], ["雷以沫", "澜光"]), [line("Tell Yimo that the chuck is metric.")])
    assert "Yimo" in found(files, 1)


_TOLD_ALONE = ("拟稿人：闵；复核另定", "临河三天（闵）")  # whoever the folder knows; see `families.alone`


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("闵：照片先别外发", True), ("又是英文，看不懂。闵", True), ("求一年内不销毁。闵。", True),
        ("拟稿人：闵；复核另定", True), ("临河三天（闵）", True), ("参会：闵行三家", False), ("由闵行发货", False),
        ("闵 210", False), ("（闵）语言注音", False),
    ],
)  # fmt: skip
def test_a_surname_alone_is_its_only_bearers_where_somebody_stands_by_it(text: str, is_said: bool) -> None:
    staff = rows(["姓名", "单位"], ["闵桂枝", "澜光"])
    assert ("闵" in found(folder(staff, [line(text)]), 1)) is is_said
    two = [*staff, *rows(["姓名", "单位"], ["闵怀瑾", "澜光"])]
    assert ("闵" in found(folder(two, [line(text)]), 1)) is (text in _TOLD_ALONE)


def test_a_surname_alone_fills_a_cell_and_a_state_does_not() -> None:
    staff = rows(["姓名", "单位"], ["尤建岭", "澜光"], ["高怀瑾", "澜光"])
    table = rows(["序号", "检"], ["1", "尤"], ["2", "高"])
    assert "尤" in found(folder(staff, table), 1)
    assert "高" not in found(folder(staff, table), 1)


def test_a_given_name_of_two_signs_is_found_alone() -> None:
    staff = rows(["姓名", "单位"], ["樊晓鸥", "澜光"], ["孙立新", "澜光"])
    said = found(folder(staff, [line("晓鸥好，图纸收到。工程立新功。")]), 1)
    assert "晓鸥" in said
    assert "立新" not in said


def test_a_code_name_needs_two_places_with_other_words_around() -> None:
    one, other = [line("“青蚨”样机热伸长压到六微米。")], [line("青蚨调试日志"), line("青蚨停了两天。")]
    assert "青蚨" in found(folder(one, other), 1)
    assert "青蚨" not in found(folder(one, [line("合同另签。")]), 0)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Van Loon Baggerwerken N.V.", "Van Loon"),
        ("洛亭精机（洛阳）股份有限公司", "洛亭精机股份"),
        ("浔屏电子集团股份有限公司", "浔屏电子"),
        ("石菖号", "石菖"),
        ("云雀项目组", "云雀"),
        ("宝鸡岐澜钛加工有限公司", "岐澜"),
    ],
)
def test_more_short_names_that_people_use(full: str, short: str) -> None:
    assert short in forms.short_forms(full)


@pytest.mark.parametrize(
    ("full", "wrong"),
    [("Van Loon Baggerwerken N.V.", "Van"), ("谷雨三号", "谷雨三"), ("雅岚江电力股份有限公司", "电力")],
)
def test_what_is_no_short_name_of_these(full: str, wrong: str) -> None:
    assert wrong not in forms.short_forms(full)


def test_the_brand_is_the_companys_and_not_its_works() -> None:
    company, works = [line("洛亭数控技术有限公司发来图纸。")], [line("进了洛亭宝山试验厂。")]
    files = folder(company, works, [line("供应商：洛亭。洛亭的报价高。")])
    known = {name.text: name.alias_of for name in names.confident(files)}
    assert known["洛亭"] == "洛亭数控技术有限公司"


def test_a_creature_in_english_before_what_is_its_own_is_a_projects_name_with_its_people() -> None:
    one, other = [line("Twelve places are kept for the Kittiwake hands.")], [line("Kittiwake, first floor")]
    told = {name.text: name.kind for name in names.confident(folder(one, other))}
    assert told["Kittiwake"] == told["Kittiwake hands"] == "project"
    place = names.confident(folder([line("Rooms at the Kittiwake Hotel.")], [line("Kittiwakes nest there.")]))
    assert "Kittiwake hands" not in {name.text for name in place}


def test_a_projects_shift_is_its_own_but_the_papers_of_a_shift_are_nobodys() -> None:
    files = [line("项目代号“云杉”。")], [line("其中七个给云杉夜班，主讲是云杉研发组。")], [line("云杉夜班点名。")]
    found = names.confident(folder(*files))
    hits = [{hit.name.text for hit in finding.occurrences(file, found)} for file in files]
    assert {"云杉夜班", "云杉研发组"} <= hits[1]
    assert "云杉夜班" not in hits[2]


def test_a_vessel_is_known_without_the_province_where_it_is_registered() -> None:
    register, visit = rows(["船名", "总吨"], ["浙澜运68", "2,300"]), [line("外档靠着一条船，澜运68，空船。")]
    found = names.confident(folder(register, visit))
    assert "澜运68" in {hit.name.text for hit in finding.occurrences(visit, found)}


def test_a_plant_is_known_without_its_rating() -> None:
    register, visit = [line("县林业站：槐树坪80MW桩基已完成七成。")], [line("槐树坪片区套种石榴。")]
    hits = finding.occurrences(visit, names.confident(folder(register, visit)))
    assert "槐树坪" in {hit.name.text for hit in hits}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_of_most_files_are_those_of_a_look_at_them_alone(lang: generator.Lang) -> None:
    texts = generator.folder(Plan(documents=12, noise=4, subjects=3, seed=3, lang=lang))
    read = [each for name, text in sorted(texts.items()) for each in extract(text.encode(), name)]
    files = {number: names.certain(each.segments, each.mentions) for number, each in enumerate(read)}
    whole, chance = names.Support(files), random.Random(lang)
    for many in (1, 1, 1, 2, 2, 3, 4, 6, 9, 14):
        here = sorted(set(files) - set(chance.sample(sorted(files), many)))
        part = {number: files[number] for number in here}
        left, alone = names.Support(part, whole), names.Support(part)
        assert left.names == alone.names
        fewer = here[1:]
        assert left.stands(fewer) == alone.stands(fewer)
        rest = {number: files[number] for number in fewer}
        assert names.Support(rest, left).names == names.Support(rest).names


@pytest.mark.parametrize(
    ("name", "brand"),
    [("威海凝翠水业有限公司", "凝翠"), ("唐山沙陀淡化水有限公司", "沙陀"), ("苏州衡瀚充装服务有限公司", "衡瀚"),
     ("湖南骧翼专用汽车有限公司", "骧翼"), ("昆明南屏报关行有限公司", "南屏"), ("上海净水有限公司", "净水")],
)  # fmt: skip
def test_a_brand_ends_where_the_trade_begins(name: str, brand: str) -> None:
    assert firms.brand_of(name) == brand


def test_a_brand_may_stand_behind_two_signs_of_an_unlisted_town() -> None:
    assert "磐筑" in forms.short_forms("澜岭磐筑工程有限公司")
    assert "航道" not in forms.short_forms("泊岭航道疏浚有限公司")  # an everyday word


def test_the_unlisted_town_that_a_house_begins_with_is_a_place() -> None:
    said = {text[m.start : m.end]: m.kind for text in ("岚岭市宏济物流有限公司来人", "找西麓城市轨道交通有限公司")
            for m in finding.settled(mentions([line(text)]), [], set())}  # fmt: skip
    assert said["岚岭市"] == "place"
    assert "西麓城市" not in said


def test_a_family_name_as_people_say_it_is_a_person_whoever_of_two_is_meant() -> None:
    staff = rows(["姓名", "职务"], ["郗长根", "理事长"], ["郗磊", "技术员"], ["房德厚", "理事长"], ["房小军", "司机"])
    known = {name.text: name for name in names.confident([(staff, mentions(staff))])}
    assert known["郗理事长"].alias_of == known["老郗"].alias_of == ""
    assert "老房" not in known  # an old house as well


@pytest.mark.parametrize(
    ("full", "kind", "short"), [("操作系统", "project", "操作"), ("应用组", "site", "应用"), ("资源号", "site", "资源")]
)
def test_a_word_of_any_paper_is_no_short_name(full: str, kind: Kind, short: str) -> None:
    assert short not in {form for form, _, _ in forms.spellings(full, kind)}


def test_what_a_project_is_called_after_stays_its_short_name() -> None:
    assert "蓝鲸" in {form for form, _, _ in forms.spellings("蓝鲸项目", "project")}
    assert "雁湖" in {form for form, _, _ in forms.spellings("雁湖产业园", "site")}


@pytest.mark.parametrize(
    ("text", "stays"), [("管理系统", True), ("数据平台", True), ("岚泽系统", False), ("澄岚平台", False)]
)
def test_a_system_of_everyday_words_is_that_of_its_own_file(text: str, stays: bool) -> None:
    assert names._stays(text, Mention(0, 0, len(text), "product", text, 0.9, "definition")) == stays


@pytest.mark.parametrize(("full", "letters", "is_short"), [
    ("MEM项目顾问委员会", "MEM", False), ("GIS系统工作组", "GIS", False), ("QRJ电气有限公司", "QRJ", True),
    ("KLT协会", "KLT", True), ("CAD课程教研组", "CAD", False),
])  # fmt: skip
def test_letters_of_what_a_body_deals_with_are_not_its_short_name(full, letters, is_short):
    assert (letters in {form for form, _, _ in forms.spellings(full, "organisation")}) is is_short
