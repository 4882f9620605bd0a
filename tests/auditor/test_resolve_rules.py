"""Each rule that joins two names, with the near-miss that it must leave alone."""

from __future__ import annotations

from collections import Counter

import pytest

from auditor.resolving import glosses, personal, things
from auditor.resolving.groups import Ledger
from auditor.resolving.nodes import Node, Place
from extractors import forms
from extractors.model import Kind, Mention
from tests.auditor.test_resolve import resolved, together
from tests.extractors.naming import line, rows


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("火安实验室", "胶南船用火灾安全实验室", True),
        ("川检站", "川东水稻种子检验站", True),
        ("火安实验室", "胶南船用防爆实验室", False),
        ("检站", "川东水稻种子检验站", False),
    ],
)
def test_an_abbreviation_is_made_of_beginnings_of_words(short: str, full: str, expected: bool) -> None:
    assert things.composes(short, full) is expected


def test_a_short_form_that_is_known_as_a_place_stays_the_place() -> None:
    files = [line("货到衡阳。")], [line("衡阳轨道交通集团招标。")]
    assert not together(resolved(*files), "衡阳", "衡阳轨道交通集团")


def test_a_code_name_is_not_the_hotel_that_bears_it() -> None:
    files = [line("Project Ternstone is confidential.")], [line("Rooms at the Ternstone Hotel are booked.")]
    assert not together(resolved(*files), "Project Ternstone", "Ternstone Hotel")


def test_a_code_name_joins_itself_with_the_word_project() -> None:
    files = [line("Project Larkmoor starts in May.")], rows(["Project", "Lead"], ["Larkmoor", "Helena Brandt"])
    assert together(resolved(*files), "Project Larkmoor", "Larkmoor")


def test_a_number_in_figures_is_the_number_in_characters() -> None:
    files = [line("“溯源七号”任务书已发。代号：溯源七号。")], [line("“溯源7号”项目、“溯源八号”项目任务书已收。")]
    result = resolved(*files)
    assert together(result, "溯源七号", "溯源7号")
    assert not together(result, "溯源八号", "溯源7号")


def test_a_later_word_joins_the_only_name_that_holds_it() -> None:
    one, other = rows(["Supplier"], ["Sementes Iporanga Ltda"]), rows(["Supplier"], ["Iporanga"])
    assert together(resolved(one, other), "Sementes Iporanga Ltda", "Iporanga")
    two = rows(["Supplier"], ["Sementes Iporanga Ltda"], ["Minas Iporanga SA"])
    assert not together(resolved(two, other), "Sementes Iporanga Ltda", "Iporanga")


def test_a_bare_society_is_the_only_one_that_ends_so() -> None:
    bare = line("Rules of the Forum apply; the Forum keeps no copies.")
    one = [line("The Elmstead Forum met in York. Members of the Elmstead Forum pay.")]
    assert together(resolved(one, [bare]), "Elmstead Forum", "Forum")
    two = [*one, line("The Ashford Forum met in Leeds.")]
    assert not together(resolved(two, [bare]), "Elmstead Forum", "Forum")


def test_the_office_of_a_society_joins_the_only_society() -> None:
    files = [line("江北精密传动圆桌第七次例会。")], rows(["姓名", "单位"], ["卢振衡", "圆桌秘书处"])
    assert together(resolved(*files), "江北精密传动圆桌", "圆桌秘书处")


def test_a_line_of_many_files_names_one_group_in_two_languages() -> None:
    head = line("储运安全联盟 材料仅供内部，Storage Safety Alliance keeps no copies.")
    assert together(resolved(*[[head]] * 3), "储运安全联盟", "Storage Safety Alliance")
    assert not together(resolved([head]), "储运安全联盟", "Storage Safety Alliance")


def test_a_transliteration_joins_a_name_of_several_words() -> None:
    files = rows(["供应商"], ["诺德哈芬"]), [line("Nordhaven Membranes AS has raised its prices.")]
    assert together(resolved(*files), "诺德哈芬", "Nordhaven Membranes AS")
    assert not together(resolved(files[0], [line("Nordvik Membranes AS is new.")]), "诺德哈芬", "Nordvik Membranes AS")


def test_a_title_joins_the_full_name_with_that_role() -> None:
    staff = rows(["姓名", "单位", "职务"], ["戚怀瑾", "石亭水厂", "厂长"], ["戚薇", "临海炭业", "销售"])
    result = resolved(staff, [line("戚厂长三月底交班。")])
    assert together(result, "戚怀瑾", "戚厂长")
    assert not together(result, "戚薇", "戚厂长")


def test_a_title_needs_the_role_or_the_organisation() -> None:
    staff = rows(["姓名", "单位", "职务"], ["戚怀瑾", "临海炭业", "会计"])
    assert not together(resolved(staff, [line("戚厂长三月底交班。")]), "戚怀瑾", "戚厂长")
    assert together(resolved(staff, [line("临海炭业来电。"), line("戚总说不急。")]), "戚怀瑾", "戚总")


def test_a_title_beside_another_organisation_is_another_person() -> None:
    staff = rows(["姓名", "单位"], ["戚怀瑾", "澄源物流有限公司"])
    other = [line("澄源物流有限公司来电。"), line("海晏生物制药有限公司的戚总说不急。")]
    assert not together(resolved(staff, other), "戚怀瑾", "戚总")


def test_a_name_behind_its_title_is_a_spelling_too() -> None:
    result = resolved([line("Captain Olav Brandvik has the chart.")])
    assert together(result, "Captain Olav Brandvik", "Olav Brandvik")


def test_a_company_is_renamed_where_the_text_says_so() -> None:
    said = [line("Hollin Power Ltd (formerly Hollin Energy Ltd) has moved.")]
    assert together(resolved(said), "Hollin Power Ltd", "Hollin Energy Ltd")
    apart = [line("Hollin Power Ltd met Hollin Energy Ltd.")]
    assert not together(resolved(apart), "Hollin Power Ltd", "Hollin Energy Ltd")


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("T. Adeyemi", "Temperance Adeyemi", True),
        ("T. Adeyemi", "Babatunde Adeyemi", False),
        ("Frau Halvard", "Gudrun Halvard", True),
        ("卢总", "Lu Zhenheng", True),
        ("石总", "Lu Zhenheng", False),
        ("Mr Zhu", "祝卫东", True),
        ("Mr Zhou", "祝卫东", False),
        ("Qinghe", "穆青禾", True),
        ("Qing", "穆青禾", False),
        ("Q. H. Mu", "穆青禾", True),
        ("Q. W. Mu", "穆青禾", False),
        ("Mr van Oorschot", "Joost van Oorschot", True),
        ("Mr van Dijk", "Joost van Oorschot", False),
        ("JO", "Joost van Oorschot", True),
        ("C.D.", "Celia Drummond", True),
        ("CD", "Dora Clement", False),
        ("WJ", "Ji Wenlan", True),
        ("WZ", "Ji Wenlan", False),
    ],
)
def test_a_short_personal_name_fits_a_full_one(short: str, full: str, expected: bool) -> None:
    assert personal.fits(short, full) is expected


@pytest.mark.parametrize(
    ("full", "short"), [("红柳墩站", "红柳墩"), ("沄渡医院", "沄渡"), ("岑屿LNG", "岑屿"), ("石渚水厂", "石渚")]
)
def test_a_name_goes_by_its_own_word_before_its_kind(full: str, short: str) -> None:
    assert short in forms.short_forms(full)


@pytest.mark.parametrize(
    ("full", "wrong"),
    [("衡阳轨道交通集团", "衡阳"), ("洮东电网调度中心", "洮东"), ("Enns works", "Enns"), ("Heron Inn", "Heron"),
     ("中央仓库", "中央仓"), ("云岚酒店", "云岚")],
)  # fmt: skip
def test_what_bears_anothers_name_gives_no_short_form(full: str, wrong: str) -> None:
    assert wrong not in forms.short_forms(full)


TABLE = (["Speaker", "Company"], ["单位", "职务"])


def test_two_languages_are_one_where_they_say_the_same_word_for_word() -> None:
    english = rows(TABLE[0], ["Helena Brandt", "Jianghai Seed Testing Station"])
    listed = english, rows(TABLE[1], ["江海种子检验站", "站长"])
    assert together(resolved(*listed), "Jianghai Seed Testing Station", "江海种子检验站")


@pytest.mark.parametrize("other", ["江海饲料检验站", "河西种子检验站"])
def test_another_trade_or_another_place_is_another_body(other: str) -> None:
    listed = rows(TABLE[0], ["Helena Brandt", "Jianghai Seed Testing Station"]), rows(TABLE[1], [other, "站长"])
    assert not together(resolved(*listed), "Jianghai Seed Testing Station", other)


def test_the_words_of_two_names_join_neither() -> None:
    chinese = rows(TABLE[1], ["储运交流组", "x"], ["轨道交流组", "x"])
    result = resolved(rows(TABLE[0], ["Helena Brandt", "Exchange Group"]), chinese)
    assert not any(together(result, "Exchange Group", name) for name in ("储运交流组", "轨道交流组"))


def test_a_creature_joins_its_name_in_the_other_language_where_an_undertaking_bears_it() -> None:
    said = [line("“苍鹭”项目周一评审。代号：苍鹭。")], [line("Project Heron meets on Monday. Heron is late.")]
    assert together(resolved(*said), "苍鹭", "Project Heron")
    assert not together(resolved([line("“矶鹬”项目周一评审。代号：矶鹬。")], said[1]), "矶鹬", "Project Heron")


def test_initials_join_the_only_full_name_that_has_them() -> None:
    present = rows(["Name", "Company"], ["Desmond Quillan", "Corvella Ltd"], ["Hanne Brandvik", "Corvella Ltd"])
    remarks = [line("DQ: leave that out, Corvella Ltd says."), line("HB: why?")]
    result = resolved(present, remarks)
    assert together(result, "Desmond Quillan", "DQ")
    again = rows(["Name", "Company"], ["Desmond Quillan", "Corvella Ltd"], ["Dana Quist", "Corvella Ltd"])
    assert not together(resolved(again, remarks), "Desmond Quillan", "DQ")


@pytest.mark.parametrize(
    ("others", "joined"),
    [
        ((), True),
        (("Marion Anne Sallow",), True),  # who signs MAS
        (("Mairi Saddler",), False),  # of two that fit, nobody's
        (("Mairi Jane Saddler",), False),  # whose letters they are
    ],
)
def test_three_initials_are_of_the_one_whose_middle_name_is_not_told(others: tuple[str, ...], joined: bool) -> None:
    present = line(f"Present: {', '.join(('Moira Selkirk', 'Colin Tait', *others))}.")
    actions = rows(["Action", "Who"], ["Slots leaflet", "MJS"], ["Hatch on row 2", "MJS"], ["Note 118", "Colin"])
    result = resolved([present, *actions])
    assert together(result, "Moira Selkirk", "MJS") is joined
    assert together(result, "Mairi Jane Saddler", "MJS") is ("Mairi Jane Saddler" in others)


@pytest.mark.parametrize(
    ("full", "letters"),
    [
        ("Gerard d'Entremont", {"gd", "gde"}), ("Siobhan O’Neill", {"so", "son"}), ("Mary-Ann Tait", {"mt", "mat"}),
        ("Moira Selkirk", {"ms"}),
    ],
)  # fmt: skip
def test_a_family_name_with_an_apostrophe_signs_by_both_its_letters(full: str, letters: set[str]) -> None:
    assert letters <= personal.initials(full)


def test_pinyin_joins_across_files_where_they_name_the_same_bodies() -> None:
    chair = line("Chair: Shen Ruoxi. 泓丰源机械有限公司 sent a note.")
    signed = [line("沈若溪主持，泓丰源机械有限公司到会。")], [chair]
    assert together(resolved(*signed), "沈若溪", "Shen Ruoxi")
    apart = [line("泓丰源机械有限公司的沈若溪主持。")], [line("Chair: Shen Ruoxi, Castellan Ltd.")]
    assert not together(resolved(*apart), "沈若溪", "Shen Ruoxi")


def test_a_name_with_initials_is_that_of_the_full_one_behind_a_title() -> None:
    head = ["Name", "Company"]
    staff = rows(head, ["Dr Temperance Adeyemi", "Corvella Ltd"]), rows(head, ["T. Adeyemi", "Corvella Ltd"])
    assert together(resolved(*staff), "Dr Temperance Adeyemi", "T. Adeyemi")


def test_those_who_work_on_a_project_by_day_and_by_night_are_its_own() -> None:
    files = [line("项目代号“云杉”。")], [line("其中七个给云杉夜班，主讲是云杉研发组。")]
    assert together(resolved(*files), "云杉", "云杉夜班", "云杉研发组")
    english = [line("The effort, code-named Brambling, is late.")], [line("Seats for the Brambling night shift.")]
    assert together(resolved(*english), "Brambling", "Brambling night shift")


def test_a_team_joins_its_project_but_not_the_season_that_both_bear() -> None:
    said = line("“石鸢”项目周一评审。代号：石鸢。"), line("单位：石鸢动力组。石鸢动力组开会。")
    assert together(resolved([said[0]], rows(["单位"], ["石鸢动力组"]), [said[1]]), "石鸢", "石鸢动力组")
    feast = [line("“小满”项目周一评审。代号：小满。")], rows(["队伍", "单位"], ["一队", "小满组"], ["二队", "芒种组"])
    assert not together(resolved(*feast), "小满", "小满组")


def test_a_numbered_site_is_the_only_one_of_that_number() -> None:
    near = rows(["库点", "数量"], ["沙浦7号库", "3"]), rows(["库点", "数量"], ["7号库", "2"])
    assert together(resolved(*near), "沙浦7号库", "7号库")
    two = rows(["库点", "数量"], ["沙浦7号库", "3"], ["澜浦7号库", "1"]), near[1]
    assert not together(resolved(*two), "沙浦7号库", "7号库")


def test_a_number_behind_a_sites_name_is_that_of_its_only_piece() -> None:
    head = ["Site", "Quantity"]
    visit = [line("The agent at Millrace Business Park took me past Unit 4.")]
    kept = rows(head, ["Millrace 4", "3"])
    one = resolved(visit, kept)
    assert together(one, "Millrace 4", "Millrace Business Park")
    assert together(one, "Millrace 4", "Unit 4")
    several = resolved(visit, rows(head, ["Millrace 4", "3"], ["Millrace 6", "1"]))
    assert not together(several, "Millrace 4", "Millrace Business Park")


def test_a_piece_that_a_number_tells_belongs_to_the_only_grounds_of_its_files() -> None:
    assert together(resolved([line("Tregallen Quay is busy. Shed 9 was let in May.")]), "Shed 9", "Tregallen Quay")
    two = [line("Tregallen Quay is busy, Penfold Park is not. Shed 9 was let in May.")]
    assert not together(resolved(two), "Shed 9", "Tregallen Quay")
    pieces = [line("Tregallen Quay is busy. Shed 9 was let in May, Shed 8 is free.")]
    assert not together(resolved(pieces), "Shed 9", "Tregallen Quay")


def test_a_site_is_the_same_behind_its_town() -> None:
    head = ["园区", "数量"]
    result = resolved(rows(head, ["淮安柳砾空港园", "3"]), rows(head, ["柳砾空港园", "2"]))
    assert together(result, "淮安柳砾空港园", "柳砾空港园")


def test_a_number_alone_is_the_member_of_its_file() -> None:
    survey = [line("Member 11 has two ships. Number 11 rang to add a remark.")]
    assert together(resolved(survey), "Number 11", "Member 11")
    other = [line("Member 12 has two ships. Number 11 rang to add a remark.")]
    assert not together(resolved(other), "Number 11", "Member 12")


def test_a_family_name_with_a_title_is_whom_the_folder_addresses_so() -> None:
    said = [
        rows(["Name", "Company"], ["Dr Maud Osterlee", "Corvella Ltd"], ["Roy Osterlee", "Harbour pilots"]),
        [line("Corvella Ltd wrote: Dr Osterlee signs the certificate.")],
    ]
    result = resolved(*said)
    assert together(result, "Dr Osterlee", "Dr Maud Osterlee")
    assert not together(result, "Dr Osterlee", "Roy Osterlee")


def test_a_body_of_both_files_and_the_title_of_the_full_name_tell_its_bearer() -> None:
    firm = line("Tarnsyke Works Ltd was there.")
    full = [line("Dr Temperance Osterlee signs."), firm]
    said, other = [line("Dr Osterlee is away till May."), firm], [line("Ms Osterlee is away till May.")]
    assert together(resolved(full, said), "Dr Temperance Osterlee", "Dr Osterlee")
    assert not together(resolved(full, other), "Dr Temperance Osterlee", "Ms Osterlee")


def test_a_cell_with_a_given_name_of_another_tongue_is_one_person() -> None:
    table = rows(["姓名", "单位"], ["廖若峰 Leo Liao", "澄源物流有限公司"])
    assert together(resolved(table), "廖若峰", "Leo Liao")
    two = rows(["姓名", "单位"], ["王磊 Li Wei", "澄源物流有限公司"])
    assert not together(resolved(two), "王磊", "Li Wei")


def test_a_house_in_a_yard_is_told_by_the_yard_and_its_number() -> None:
    head = ["库点", "数量"]
    result = resolved(rows(head, ["狮澜西仓", "3"]), rows(head, ["西仓三号库", "2"]))
    assert together(result, "狮澜西仓", "西仓三号库")
    other = resolved(rows(head, ["沙浦仓储区", "3"]), rows(head, ["沙浦7号库", "2"]))
    assert not together(other, "沙浦仓储区", "沙浦7号库")


def test_a_firm_beside_its_pinyin_is_no_project() -> None:
    register = rows(["单位"], ["张家港澄砾动力科技有限公司（澄砾）"])
    result = resolved(register, [line("澄砾 Chengli：岑若文说订单排满。")])
    kinds = {entity.kind for entity in result.entities if "澄砾" in entity.names}
    assert kinds == {"organisation"}


def test_initials_that_act_are_the_person_of_the_file() -> None:
    minutes = [line("Hattie Lomas took the note."), line("HL to ask the insurers."), line("QC to look at it.")]
    assert together(resolved(minutes), "HL", "Hattie Lomas")
    two = [line("Hattie Lomas took the note for Henry Lund."), line("HL to ask the insurers.")]
    assert not together(resolved(two), "HL", "Hattie Lomas")


def test_a_family_name_with_its_particle_is_no_full_name() -> None:
    minutes = [line("Corvella Ltd, Mr van Oorschot: no.")]
    said = rows(["Name", "Company"], ["Joost van Oorschot", "Corvella Ltd"]), minutes
    assert together(resolved(*said), "Joost van Oorschot", "Mr van Oorschot")


def test_a_bracket_says_which_full_name_a_short_one_stands_for() -> None:
    result = resolved([line("泓丰源的程总（程若舟）带两个人来，程若愚没有来。")])
    assert together(result, "程总", "程若舟")
    assert not together(result, "程总", "程若愚")


def test_a_coined_place_is_the_company_that_bears_it_but_a_known_one_is_not() -> None:
    assert things._known_else(*_pair("place", "徐州", "organisation", "徐州澄源物流有限公司"))
    assert not things._known_else(*_pair("place", "澄源", "organisation", "徐州澄源物流有限公司"))


def _pair(kind: Kind, short: str, other: Kind, full: str) -> tuple[Node, Node]:
    found = [(kind, short), (other, full)]
    one, two = (
        Node(text, text, k, Counter([text]), [Place(0, i, Mention(0, 0, len(text), k, text, 0.9, "suffix"), text)])
        for i, (k, text) in enumerate(found)
    )
    return one, two


def test_a_trade_said_differently_in_the_other_language_keeps_two_apart() -> None:
    assert glosses.contradicts("Chengyuan Cable", "澄源冷链")
    assert not glosses.contradicts("Chengyuan Cold Chain", "澄源冷链")
    assert not glosses.contradicts("Chengyuan", "澄源冷链")
    assert not glosses.contradicts("Heling Aero", "鹤翎")


@pytest.mark.parametrize(("letters", "other"), [("JFL", "JML"), ("LNB", "LDB")])
def test_capitals_join_the_only_body_whose_words_begin_with_them(letters: str, other: str) -> None:
    head = ["单位", "份数"]
    listed = rows(head, ["胶南消防实验室", "2"]), rows(head, ["澜泊物流有限公司", "3"])
    full = "胶南消防实验室" if letters == "JFL" else "澜泊物流有限公司"
    said = rows(["Name", "Affiliation"], ["Helena Brandt", letters], ["Olga Halvard", other])
    result = resolved(*listed, said)
    assert together(result, letters, full)
    assert not together(result, other, full)


def test_a_longer_full_name_holds_the_shorter_one_and_words_turn_around() -> None:
    head = ["Name", "Company"]
    longer = rows(head, ["Rafael Antunes Prado", "Corvella Ltd"])
    assert together(resolved(longer, rows(head, ["Rafael Antunes", "Corvella Ltd"])), "Rafael Antunes")
    result = resolved(longer, rows(head, ["Rafael Antunes", "Corvella Ltd"], ["Rafael Costa", "Corvella Ltd"]))
    assert together(result, "Rafael Antunes Prado", "Rafael Antunes")
    assert not together(result, "Rafael Antunes Prado", "Rafael Costa")


def test_a_column_of_code_names_does_not_name_the_company_of_the_row() -> None:
    coded = rows(["代号", "单位"], ["青杨", "泓丰源机械有限公司"])
    assert not together(resolved(coded), "青杨", "泓丰源机械有限公司")
    named = rows(["简称", "单位"], ["青杨", "泓丰源机械有限公司"])
    assert together(resolved(named), "青杨", "泓丰源机械有限公司")


def test_the_office_is_that_of_the_society_that_most_files_name() -> None:
    own = [[line("江右储运互助会例会，单位：江右储运互助会。")] for _ in range(4)]
    other = [line("川东装备互助会来信，单位：川东装备互助会。")]
    office = rows(["姓名", "单位"], ["卢振衡", "秘书处"]), [line("江右储运互助会收。")]
    result = resolved(*own, other, [*office[0], *office[1]])
    assert together(result, "江右储运互助会", "秘书处")
    assert not together(resolved(own[0], other, [*office[0], *office[1]]), "江右储运互助会", "秘书处")


def test_pinyin_joins_where_the_same_is_said_of_both() -> None:
    english = rows(["Name", "Company", "Function"], ["Shen Ruoxi", "Boshan Rail Transit", "Head of signalling"])
    chinese = [line("博山轨道交通集团信号科长沈若溪讲了三点。")]
    assert together(resolved(english, chinese), "Shen Ruoxi", "沈若溪")
    other = [line("泓丰源饲料有限公司采购科长沈若溪讲了三点。")]
    assert not together(resolved(english, other), "Shen Ruoxi", "沈若溪")


def test_a_unit_of_a_company_leaves_the_short_name_to_the_company() -> None:
    listed = rows(["单位", "电话"], ["临江沅泽水务集团有限公司", "1"], ["沅泽水务调度室", "2"])
    result = resolved(listed, rows(["单位"], ["沅泽"]))
    assert together(result, "沅泽", "临江沅泽水务集团有限公司")
    assert not together(result, "沅泽", "沅泽水务调度室")


def test_a_project_is_known_without_the_word_too() -> None:
    result = resolved([line("Project Larkmoor starts in May.")])
    assert together(result, "Project Larkmoor", "Larkmoor")


def test_the_ledger_knows_a_name_without_its_title_too() -> None:
    said = [line("Dr Ngozi Okafor opened the meeting. Dr Okonkwo closed it.")]
    forced = Ledger(same=frozenset({frozenset({"ngoziokafor", "drokonkwo"})}))
    assert together(resolved(said, ledger=forced), "Dr Ngozi Okafor", "Dr Okonkwo")
    again = [line("Dr Ngozi Okafor opened the meeting. Dr Okafor closed it.")]
    assert together(resolved(again), "Dr Ngozi Okafor", "Dr Okafor")
    kept = Ledger(different=frozenset({frozenset({"ngoziokafor", "drokafor"})}))
    assert not together(resolved(again, ledger=kept), "Dr Ngozi Okafor", "Dr Okafor")


def test_a_person_is_known_with_the_title_and_as_a_chat_calls_the_sender_too() -> None:
    assert together(resolved([line("联系人：柳如松秘书长。")]), "柳如松", "柳如松秘书长")
    assert together(resolved([line("联系人：俞采薇主任。")]), "俞采薇", "俞采薇主任")
    chat = [line("09:12 门卫老何: 车到了"), line("请找老何拿钥匙。")]
    assert together(resolved(chat), "老何", "门卫老何")


def test_a_firm_that_papers_call_by_its_code_name_is_a_firm() -> None:
    told = [line("灰岬项目周报。"), line("灰岬项目例会。"), line("灰岬项目进度。")]
    signed = [line("江岬灰岬稀土分离有限公司（以下简称“灰岬”）签字。")]
    firm = next(entity for entity in resolved(signed, told).entities if "江岬灰岬稀土分离有限公司" in entity.names)
    assert "灰岬" in firm.names
    assert firm.kind == "organisation"
