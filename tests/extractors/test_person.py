"""Persons, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors.model import Cell, Segment
from extractors.recognizers.person import RECOGNIZER
from extractors.text import folded
from tests.extractors.naming import line, names, rows


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("总工程师冉宁说，下一步补低温。", "冉宁"),
        ("由温若谷（个人身份）执笔。", "温若谷"),
        ("会上季总没有接话。", "季总"),
        ("苗总监接待了三人。", "苗总监"),
        ("会上申屠总没有接话。", "申屠总"),
        ("欧阳所长主持。", "欧阳所长"),
        ("柯总工说主轴承是瓶颈。", "柯总工"),
        ("肖总不同意，饶工补充。", "饶工"),
        ("肖总不同意，饶工补充。", "肖总"),
        ("卞工说纯度要看报告。", "卞工"),
        ("夜班由冶建国盯，普总没来。", "普总"),
        ("出席：冶建国、沐春亮、普永昌", "冶建国"),
        ("出席：冶建国、沐春亮、普永昌", "普永昌"),
        ("苍岭的沐教导员说够了。", "沐教导员"),
        ("秘书：祁副州长改到下午。", "祁副州长"),
        ("东岬姚场长说够了。", "姚场长"),
        ("At the Fleece. Present: Winifred Adair, Thornbeck Mills; Sunniva Dahl.", "Winifred Adair"),
        ("Adair-Stonebrook wrote. R. Adair-Stonebrook will sign.", "R. Adair-Stonebrook"),
        ("Siobhan,", "Siobhan"),
        ("傅长河主任带路。", "傅长河"),
        ("出席：季文澜、卢振国、骆冰", "卢振国"),
        ("诸葛明远教授主持。", "诸葛明远"),
        ("杰克·华纳到会。", "杰克·华纳"),
        ("但杰克·华纳也因出差没来。", "杰克·华纳"),
        ("他的哥哥洛马纳·卢阿卢阿签收。", "洛马纳·卢阿卢阿"),
        ("斯坦·李还是不同意。", "斯坦·李"),
        ("请克劳斯·魏格曼和皮埃尔·杜邦签字。", "克劳斯·魏格曼"),
        ("请克劳斯·魏格曼和皮埃尔·杜邦签字。", "皮埃尔·杜邦"),
        ("由阿列克谢·库兹涅佐夫提供。", "阿列克谢·库兹涅佐夫"),
        ("J·K·罗琳写道", "J·K·罗琳"),
        ("約翰‧史密斯負責採購。", "約翰‧史密斯"),
        ("图纸由安娜・玛丽亚签收", "安娜・玛丽亚"),
        ("Ms Calloway reported a delay.", "Ms Calloway"),
        ("We met Ingrid Solheim at the quay.", "Ingrid Solheim"),
        ("The list names Tao Yizhou as well.", "Tao Yizhou"),
        ("Kind regards, Anke", "Anke"),
        ("From: Daniel Okafor, Northgate Biologics Inc.", "Daniel Okafor"),
        ("last modified by: 王磊", "王磊"),
        ("revision author: 欧阳修文", "欧阳修文"),
        ("comment by: Lu Zhenguo", "Lu Zhenguo"),
    ],
)
def test_a_name_with_a_cue_is_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "施工许可证还没有办下来。",
        "用电量12千瓦·时，A·B·中三段。",
        "last modified by: 办公室",
        "职工食堂检修，午饭改地方。",
        "公司连食堂一共一百人。",
        "经理办公会议定了三件事。",
        "总的说来没有问题。",
        "第五局的账另算。",
        "各项总费用另附。",
        "木方、木枋、刀口都要换，字迹、字样不清的退回。",
        "出席人员：普查组全体、敬请准时。",
        "广州长途客运站，苏州长线。",
        "仓储工作照旧。",
        "However,",
        "Best regards,",
        "Dear all, please find the agenda below.",
        "The General Assembly meets in May.",
        "Thanks for the quick reply.",
    ],
)
def test_everyday_words_are_no_person(text: str) -> None:
    assert names(RECOGNIZER, text, surer=0.6) == set()


def test_the_name_column_names_persons_and_the_others_do_not() -> None:
    table = rows(["姓名", "单位", "职务"], ["苗青", "海晏", "总监"], ["查一鸣", "澄源", "经理"])
    assert names(RECOGNIZER, *table) == {"苗青", "查一鸣"}


def test_a_bare_name_header_speaks_of_persons_only_beside_their_functions() -> None:
    people = rows(["Name", "Function"], ["Wei Lim", "buyer"])
    things = rows(["Name", "Colour"], ["Granite Peak", "grey"])
    assert names(RECOGNIZER, *people) == {"Wei Lim"}
    assert names(RECOGNIZER, *things) == set()


def test_a_speaker_before_the_colon_is_a_person_and_a_label_is_not() -> None:
    assert names(RECOGNIZER, line("卢振国：照片要不要打码？")) == {"卢振国"}
    assert names(RECOGNIZER, line("时间：三月六日")) == set()


@pytest.mark.parametrize(
    "text", ["打12345，别打秘书组。", "值班费白班二百。", "投影仪 Projector B\t五月", "From: Corvella S.p.A., Milan"]
)
def test_phrases_devices_and_companies_are_no_person(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("请阮老师看一遍，缪场长也要签。", "缪场长"),
        ("找邝队，钥匙在他那里。", "邝队"),
        ("屠工说下午再试。", "屠工"),
        ("青鲤组长：令狐峻。", "令狐峻"),
        ("10-31 12:10 迟社长：谁拍的视频", "迟社长"),
        ("箱上没有项目名；吴所要求写清楚用途。", "吴所"),
        ("货值不登，问各家；洪生那里有底单。", "洪生"),
        ("杨设总说他请吃饭。", "杨设总"),
        ("农姐，货到哪一步了？", "农姐"),
        ("老于头今天来坐了一上午。", "老于头"),
        ("Call Dr. Sri Wahyuni's office.", "Dr. Sri Wahyuni"),
        ("Norashikin binti Hamdan agreed.", "Norashikin binti Hamdan"),
        ("Kumar a/l Raju signed it.", "Kumar a/l Raju"),
        ("老葛觉得太贵。", "老葛"),
        ("小穆 7/02 18:40：车到了", "小穆"),
        ("阿朗：收到。", "阿朗"),
        ("联系人邱静，内线八〇一。", "邱静"),
        ("对账找宋桐，每月五号以前。", "宋桐"),
        ("压降：丛越 138-0000-1200", "丛越"),
        ("岭南石总（石望秋）带两个人来。", "石望秋"),
        ("到会的有三家, 沙文琪（检验科）, 其余请假", "沙文琪"),
        ("讲课的是曼德森女士。", "曼德森女士"),
        ("Ask Ms P. L. Quan on the plant side.", "Ms P. L. Quan"),
        ("Author: J. Fenwright, second draft.", "J. Fenwright"),
        ("Met Ing. Corvetti at the gate.", "Ing. Corvetti"),
    ],
)
def test_a_name_is_found_by_what_points_at_it(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "请在部队的安排下进行。",
        "何所谓呢？余生，多指教。",
        "贵局要求，本院同意。",
        "小龙虾到了，老式设备不换。",
        "由于温度高，由此停机。",
        "找方法，找原因。",
        "产品部高温，停一天。",
        "See plan B. Tell him tomorrow.",
        "It is Vessel R. Membranes were tested.",
        "RE: the schedule",
    ],
)
def test_a_word_that_only_looks_pointed_at_is_no_person(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_two_letters_are_a_speaker_only_where_another_one_speaks() -> None:
    chat = [line("KD: we load on Friday."), line("MR: then tell the yard.")]
    found = RECOGNIZER.find(chat)
    assert [span.norm for spans in found for span in spans] == ["kd", "mr"]
    assert RECOGNIZER.find([line("TO: the yard"), line("CC: the office")]) == [[], []]


def test_a_list_sorted_by_family_names_gives_them_with_the_given_ones() -> None:
    names_ = ["Name", "Brandvik, Olga", "van Kerkhoven, Joost", "Quayle, Hester"]
    table = rows(*([name, "1"] for name in names_))
    assert names(RECOGNIZER, *table) == set(names_[1:])
    towns = rows(*([name, "1"] for name in ["Office", "Larkmoor, Leeds", "Tarnsyke, Hull"]))
    assert names(RECOGNIZER, *towns) == set()


def test_a_rota_of_two_given_names_in_a_cell_names_nobody_in_full() -> None:
    rota = rows(["Day", "Early", "Late"], ["Tue", "Helen, Duncan", "Pia, Ben"], ["Wed", "Duncan, Sue", "Helen, Tom"])
    assert not any("," in name for name in names(RECOGNIZER, *rota))
    family = rows(["Name", "Desk"], ["Brandvik, Helen", "1"], ["Thomas, Duncan", "2"], ["Quayle, Thomas", "3"])
    assert {"Brandvik, Helen", "Quayle, Thomas"} <= names(RECOGNIZER, *family)


def test_who_came_in_person_is_yes_or_no() -> None:
    table = rows(["Name", "In person", "Person in charge"], ["Olga Brandvik", "N", "Tom Quayle"], ["Li Na", "Y", "Ben"])
    assert {"Olga Brandvik", "Tom Quayle"} <= names(RECOGNIZER, *table)
    assert names(RECOGNIZER, *table).isdisjoint({"N", "Y"})


@pytest.mark.parametrize("text", ["雁湖特种钢有限公司段承业段总先讲。", "天下着细雨，段承业段总撑着伞。"])
def test_somebody_introduced_in_full_and_spoken_of_at_once_is_found(text: str) -> None:
    assert "段承业" in names(RECOGNIZER, text)


def test_a_column_of_persons_needs_no_header() -> None:
    found = names_of(["骆见川", "佟刚、小龚", "邱晓莉"])
    assert found == {"骆见川", "佟刚", "小龚", "邱晓莉"}
    assert names_of(["合金钢", "高温胶", "水泥"]) == set()


def names_of(cells: list[str]) -> set[str]:
    """Give the persons of a table's column without a header, beside a column of numbers."""
    segments = [
        Segment(f"{i}\t{cell}", "body", f"row {i}", form="row", table=1, cells=(Cell(0, 1), Cell(2, 2 + len(cell))))
        for i, cell in enumerate(cells)
    ]
    found = RECOGNIZER.find(segments)
    return {
        segment.text[span.start : span.end] for segment, spans in zip(segments, found, strict=True) for span in spans
    }


def test_a_titled_name_fills_a_persons_cell() -> None:
    assert "任教授" in rows_names("任教授")


def rows_names(cell: str) -> set[str]:
    """Give the persons of a row whose second column is headed 姓名."""
    segment = Segment(
        f"1602\t{cell}", "body", "row", form="row", table=1, cells=(Cell(0, 4, "房号"), Cell(5, 5 + len(cell), "姓名"))
    )
    return {segment.text[span.start : span.end] for span in RECOGNIZER.find([segment])[0]}


def test_two_unknown_words_are_surer_said_twice() -> None:
    once = [line("We met Torvik Halsen at the gate.")]
    twice = [*once, line("The key is with Torvik Halsen now.")]
    assert max(span.confidence for span in RECOGNIZER.find(once)[0]) < 0.6
    assert max(span.confidence for span in RECOGNIZER.find(twice)[0]) > 0.6


def test_a_posts_label_bears_no_persons_name() -> None:
    assert "青鲤" not in names(RECOGNIZER, "青鲤组长：令狐峻。")


@pytest.mark.parametrize(
    ("cell", "called"),
    [
        ("Norashikin binti Hamdan (Puan Shikin)", "Puan Shikin"),
        ("Kate Rowntree (assistant)", ""),
        ("Kate Rowntree (Oslo)", ""),
    ],
)
def test_a_bracket_behind_a_name_says_how_its_bearer_is_called(cell: str, called: str) -> None:
    found = [span for spans in RECOGNIZER.find(rows(["Company", "Name"], ["Norby Ltd", cell])) for span in spans]
    assert {span.norm for span in found if span.alias_of} == ({folded(called)} if called else set())


@pytest.mark.parametrize("text", ["司机留电话。", "买受人为承运人，应其要求不披露名称。", "原先一经理说过。"])
def test_an_everyday_word_with_what_follows_it_is_no_person(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_a_day_and_a_degree_in_a_column_of_persons_are_none() -> None:
    table = rows(["姓名", "单位"], ["周二晚", "一组"], ["何若韬", "二组"], ["Qi Peiran, PhD", "三组"])
    assert names(RECOGNIZER, *table) == {"何若韬", "Qi Peiran"}


def test_a_name_column_gives_both_spellings_of_a_name() -> None:
    table = rows(["姓名 Name", "单位"], ["尤嘉 Jia You", "炽明"], ["夜班", "炽明"])
    assert names(RECOGNIZER, *table) == {"尤嘉", "Jia You"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("施工管理科 何俊 6月4日签发", "何俊"),
        ("泊州轨道交通集团运营公司 通号中心，裴立群", "裴立群"),
        ("照片存本机，别问。骆雯", "骆雯"),
        ("From: 胖谢", "胖谢"),
        ("21:14 老付：在外面出差", "老付"),
    ],
)
def test_a_name_by_itself_behind_an_office_and_in_a_chat_is_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize("text", ["结论先别写，别超。", "From: 财务部", "单台 总需 已到"])
def test_short_words_and_offices_are_no_person(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_a_duty_roster_names_persons_whatever_its_header_calls_them() -> None:
    table = rows(["值", "值长", "值班员"], ["甲", "卢振川", "小冉、武宝"], ["乙", "田见山", "吴晓莉"])
    assert {"卢振川", "田见山", "吴晓莉"} <= names(RECOGNIZER, *table)


def test_a_japanese_family_name_with_a_title_is_found_whole() -> None:
    assert {"荒木田", "荒木田女士"} <= names(RECOGNIZER, "见了荒木田女士和两位工厂的人。")
    assert names(RECOGNIZER, "稻田女士们收完了。") <= {"田女士"}


def test_a_given_name_that_is_a_known_one_is_read_behind_a_title() -> None:
    assert "魏绍棠" in names(RECOGNIZER, "，站长魏绍棠出来接。")
    assert names(RECOGNIZER, "查缺口、查杆件、查油水，都没毛病。") == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("买买提·艾力负责现场翻译。", "买买提·艾力"),
        ("和次仁·旺堆一起去。", "次仁·旺堆"),
        ("老马说要等。", "老马"),
        ("驻场代表小周每周二去。", "小周"),
        ("先别告诉老李，等通知。", "老李"),
        ("Ahmed al-Rashid will join.", "Ahmed al-Rashid"),
        ("attention Dr. P. Hargreaves", "Dr. P. Hargreaves"),
    ],
)
def test_joined_names_and_familiar_ones_are_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text", ["小时候听老师说", "把小车开走", "客户方代表：", "施工方负责人", "通知小组开会", "The al-fresco lunch"]
)
def test_what_only_sounds_familiar_is_nobody(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_an_initial_behind_a_title_is_no_person_by_itself() -> None:
    assert "P" not in names(RECOGNIZER, "Samples go to Dr. P. Hargreaves.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青叶由老韦收。", "老韦"),
        ("@阿坤 灯光车到哪了？", "阿坤"),
        ("请崔小满明早八点到三号门接人。", "崔小满"),
        ("机长王洛宾，副驾驶李可染。", "李可染"),
        ("教务处程老师说了。", "程老师"),
    ],
)
def test_a_person_called_mentioned_or_asked_is_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize("text", ["@所有人 对账单按车不按包。", "让老家的人寄来。", "请大家明早八点到。"])
def test_everybody_and_the_old_home_are_no_person(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [("程述把样槽的图放出来讲了。", "程述"), ("苏朝晖带我们这一拨。", "苏朝晖"), ("服务部的尹若水打着伞。", "尹若水")],
)
def test_a_person_is_known_by_what_only_persons_do(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text", ["方案把成本压低", "程序把数据清空", "高度指着三米", "陈述看了两遍", "白天走到晚", "水的温度带着气"]
)
def test_things_that_do_something_are_no_persons(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("门卫老樊", "老樊"),
        ("货代小符：车到了", "小符"),
        ("From: 会务小顾", "小顾"),
        ("（保洁刘姐）", "刘姐"),
    ],
)
def test_a_nickname_alone_behind_a_job_is_found_without_it(text: str, name: str) -> None:
    assert names(RECOGNIZER, text) == {name}


@pytest.mark.parametrize("text", ["电动小车", "高新小区", "退休老师", "山地小米", "进口小麦", "门诊小时", "城东老路"])
def test_what_only_looks_like_a_job_and_a_nickname_is_nobody(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Mr Varga of Nordhaven AS will reply.", "Mr Varga"),
        ("We wrote to Dr Lena Hartwig of Nordhaven AS.", "Dr Lena Hartwig"),
        ("Lena Hartwig of Nordhaven AS will reply.", "Lena Hartwig"),
        ("Capt Ostergard of the Corvella Shipping Ltd sails.", "Capt Ostergard"),
    ],
)
def test_a_person_of_a_firm_is_no_part_of_its_name(text: str, person: str) -> None:
    assert names(RECOGNIZER, text) == {person}


@pytest.mark.parametrize(
    "text", ["The Bank of Nordhaven AS replied.", "University of Nordhaven Ltd", "Victoria Mills of AXA Ltd"]
)
def test_a_house_of_a_place_is_no_person(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_a_cell_gives_a_foreign_name_by_its_sound_and_each_of_two_persons_in_both_languages() -> None:
    two = "Dato' Lau Kim Wee 拿督刘金伟 / Chong Wei Mun 张伟文"
    found = names(RECOGNIZER, *rows(["负责人 Contact"], ["Karim Belhaddou 卡里姆"], [two]))
    assert {"Karim Belhaddou", "卡里姆", "刘金伟", "张伟文", "Chong Wei Mun"} <= found
    assert "拿督刘金伟" not in found


def test_who_speaks_in_a_cell_is_named_without_the_colon() -> None:
    found = names(RECOGNIZER, *rows(["00:10:56", "Pooja Ranjan:", "gm"], ["00:11:02", "Mehdi Aouadi:", "Let's see"]))
    assert {"Pooja Ranjan", "Mehdi Aouadi"} <= found
    assert not any(name.endswith(":") for name in found)


def test_who_stands_beside_his_house_in_a_table_without_a_header_is_a_person() -> None:
    table = rows(["县果树技术推广站", "列席"], ["牟建国", "列席"])
    assert "牟建国" in names(RECOGNIZER, *table)


@pytest.mark.parametrize("text", ["Mrs E. Waugh's land", "Mrs E. Waugh’s land"])
def test_what_somebody_has_is_none_of_the_name(text: str) -> None:
    assert names(RECOGNIZER, text) == {"Mrs E. Waugh"}
