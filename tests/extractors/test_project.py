"""Projects and code names, hits and near-misses."""

from __future__ import annotations

import pytest

from extractors.recognizers.project import RECOGNIZER
from tests.extractors.naming import line, names, rows


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("内部代号为“雁归”，不对外。", "雁归"),
        ("“蓝鲸”项目下月启动。", "蓝鲸"),
        ("《粮食流通管理条例》已经生效。", "粮食流通管理条例"),
        ("Work on Project Osprey goes on.", "Project Osprey"),
        ("The effort, code-named Greyling, is late.", "Greyling"),
        ("晨星项目第三次例会", "晨星项目"),
        ("列入雪豹计划。", "雪豹计划"),
        ("Project Morning Star starts in June.", "Project Morning Star"),
        ("Operation Night Heron was moved.", "Operation Night Heron"),
    ],
)
def test_a_code_name_is_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    ["部分项目调价，工程师们在看计划。", "“六月以后请大家来看”。", "The project plan is due.", "A programme of talks.",
     "技改项目验收，建设项目很多。", "The Project Manager sends the Project Plan.", "Project Scope and Project Team"],
)
def test_everyday_projects_have_no_name(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_a_heading_sets_its_name_apart() -> None:
    assert names(RECOGNIZER, line("蓝鲸 第三次碰头", "heading")) == {"蓝鲸"}
    assert names(RECOGNIZER, line("Osprey: week 14", "heading")) == {"Osprey"}


def test_a_heading_of_everyday_words_names_nothing() -> None:
    assert names(RECOGNIZER, line("采购 第三次碰头", "heading"), line("Agenda: week 14", "heading")) == set()


def test_a_code_column_gives_both_languages_and_drops_the_batch() -> None:
    table = rows(["代号", "数量"], ["雁归 Yangui", "3"], ["蓝鲸二批", "4"], ["无", "5"])
    assert names(RECOGNIZER, *table) == {"雁归", "Yangui", "蓝鲸"}


def test_a_register_names_its_rows_by_their_codes_and_a_list_of_orders_does_not() -> None:
    assert names(RECOGNIZER, *rows(["Queue no.", "MVA"], ["Q-17", "63"])) == {"Q-17"}
    assert names(RECOGNIZER, *rows(["案号", "损失"], ["P-26-031", "46"])) == {"P-26-031"}
    assert names(RECOGNIZER, *rows(["订单号", "数量"], ["Q-17", "63"])) == set()
    assert names(RECOGNIZER, *rows(["MVA", "Queue no."], ["63", "Q-17"])) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [("第四期磨砂与抛光沙龙 报名表", "第四期磨砂与抛光沙龙"), ("青岛绸博会见闻", "青岛绸博会")],
)
def test_what_comes_together_again_and_a_towns_fair_are_programmes(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, line(text, "title"))


def test_a_price_list_of_items_is_no_project_column() -> None:
    assert names(RECOGNIZER, *rows(["项目", "原价"], ["油样铁谱（次）", "320"])) == set()
    assert names(RECOGNIZER, *rows(["项目", "职务", "月工资"], ["运维人员", "测试", "5000"])) == set()


def test_a_cup_is_a_programme_and_a_file_name_begins_with_its_project() -> None:
    assert names(RECOGNIZER, "第六届“石榴杯”羽毛球赛") == {"石榴杯", "“石榴杯”羽毛球赛"}
    assert names(RECOGNIZER, line("石榴_进度汇报_5月", "title")) == {"石榴"}
    assert names(RECOGNIZER, line("沁谷访记_存档", "title"), line("周报_第21周", "title")) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("另换现钞三万；新平台拟叫玄圃", "玄圃"),
        ("2号线东折返线取消。", "2号线"),
        ("群聊导出：三趾鸥驻厂组", "三趾鸥驻厂组"),
        ("群聊「信号老炮儿」 5月19日 摘录", "信号老炮儿"),
        ("退役动力电池包处置项目（CY-TB-2603）澄清答疑", "退役动力电池包处置项目"),
        ("庄老师来讲《换羽的鸭子不好惹》，地点二楼。", "换羽的鸭子不好惹"),
    ],
)
def test_what_is_christened_numbered_or_set_apart_is_found(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize("text", ["群名片把单位都去掉，群名要不要改。", "改名与权限，见附件。", "第2号线头接反了。"])
def test_talk_of_groups_and_renaming_names_nothing(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_a_project_in_quotes_is_found_whole() -> None:
    assert "蒲公英计划" in names(RECOGNIZER, "“蒲公英计划”下周启动。")
    assert names(RECOGNIZER, "“计划”两个字别写。") == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“海鸦”技术交底", "海鸦"),
        ("GANNET, heads of terms (draft 3)", "GANNET"),
        ('Tank 7 for "Gannetry" filled first.', "Gannetry"),
        ("退役渔网处置项目（招标编号：YW-TB-2603）澄清答疑", "YW-TB-2603"),
    ],
)
def test_a_code_name_heads_its_papers(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text", ["“方便”会议纪要", "MONTHLY, heads of terms", 'He said "Welcome" to all.', "构网型样机首批到货。"]
)
def test_an_everyday_word_in_quotes_is_no_code_name(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云杉 weekly, 5/18", "云杉"),
        ("Brambling, call 4, Tues 5 May", "Brambling"),
        ("Brambling stand-up, 12 May", "Brambling"),
        ("Brambling briefing for the night shift", "Brambling"),
    ],
)
def test_a_heading_in_either_language_tells_whose_paper_it_is(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, line(text, "heading"))


@pytest.mark.parametrize("text", ["周报 weekly, 5/18", "Monthly call 4, Tues 5 May", "Brambling, a winter bird"])
def test_a_heading_of_a_papers_own_words_names_no_project(text: str) -> None:
    assert names(RECOGNIZER, line(text, "heading")) == set()


def test_a_code_column_gives_the_latin_half_first_too_and_drops_a_number_in_brackets() -> None:
    table = rows(["Sender code 代号", "样品"], ["Brambling 燕雀", "3"], ["云杉 (2)", "4"], ["院校", "5"])
    assert names(RECOGNIZER, *table) == {"Brambling", "燕雀", "云杉"}
    assert names(RECOGNIZER, *rows(["Item 项目", "会员"], ["乳铁蛋白 HPLC", "1,150"])) == set()


def test_an_english_creature_before_what_is_its_own_is_a_hint_and_no_more() -> None:
    told = line("Twelve places are kept for the Kittiwake hands.")
    assert names(RECOGNIZER, told) == set()
    assert names(RECOGNIZER, told, surer=0.4) == {"Kittiwake"}
    assert names(RECOGNIZER, "The Kittiwake Hotel has rooms, and Kittiwakes nest there.", surer=0.4) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“小寒”健步走报名", "“小寒”健步走"),
        ('"A Northern Loom": one private collection', "A Northern Loom"),
        ("It opens with “Hands on the Loom” in May.", "Hands on the Loom"),
        ("关于“五一七”模组库热失控事件的通报", "五一七"),
        ("〔云杉（9人）群聊导出 5/25–5/31〕", "云杉"),
    ],
)
def test_a_gathering_a_title_and_a_day_go_by_what_stands_in_quotes(text: str, name: str) -> None:
    assert name in names(RECOGNIZER, text)


@pytest.mark.parametrize("text", ['He said "yes, of course" and left.', "“五一七”三个字别写。", "工作（9人）分三班。"])
def test_talk_in_quotes_names_nothing(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_a_heading_in_both_languages_gives_one_project_under_both_names() -> None:
    for text in ("Brambling 燕雀 – type approval to-do", "燕雀 Brambling: weekly"):
        assert names(RECOGNIZER, line(text, "heading")) >= {"Brambling", "燕雀"}
    assert names(RECOGNIZER, line("Monthly 周报 – sales", "heading")) == set()
    assert names(RECOGNIZER, line("云杉群_导出0531", "title")) == {"云杉"}


def test_a_creature_in_a_project_column_is_its_code_name() -> None:
    assert names(RECOGNIZER, *rows(["No.", "内部项目"], ["LG-0611", "苍鹭"], ["LG-0612", "采购"])) == {"苍鹭"}


def test_an_engagement_goes_by_its_number_and_a_plant_by_its_place_and_rating() -> None:
    assert names(RECOGNIZER, "Engagement 4471: note for the second partner") == {"Engagement 4471"}
    assert names(RECOGNIZER, "The engagement of 4471 people ended.") == set()
    assert "槐树坪80MW" in names(RECOGNIZER, "县林业站：槐树坪80MW桩基已完成七成。")
    assert names(RECOGNIZER, "装机120MW，新增40MW。") == set()


def test_what_a_heading_calls_somebody_is_no_project() -> None:
    assert names(RECOGNIZER, line("小覃 要的图", "heading")) == set()
    assert names(RECOGNIZER, line("小满 第三次碰头", "heading")) == {"小满"}
    assert names(RECOGNIZER, line("覃山 第三次碰头", "heading")) == {"覃山"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("土建工程（一标、二标）评审结果", {"一标", "二标"}),
        ("三标段已开工", {"三标段"}),
        ("松坪台 一标 Lot 1 砂岩", {"一标", "Lot 1"}),
        ("第一标书，二标准，三标志", set()),
        ("we sold Lot 1 of the hay", set()),
    ],
)
def test_a_section_of_works_is_a_project(text: str, expected: set[str]) -> None:
    assert names(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    ["名称 类型 长度 描述", "序号 项目名称 中标金额", "编码 中文名称 原编码", "第七条 中小企业依照本办法",
     "附件八 授权书", "第一章 引言", "目前 协会有会员三百人", "操作 说明", "检测 用时"],
)  # fmt: skip
def test_the_head_of_a_table_and_the_number_of_a_part_name_no_project(text: str) -> None:
    assert names(RECOGNIZER, line(text, "heading")) == set()


@pytest.mark.parametrize("text", ["苍鹭 进度 周报", "岚泽 第三次碰头", "蓝鲸 预算 说明"])
def test_what_projects_are_called_after_heads_a_row_of_words_all_the_same(text: str) -> None:
    assert names(RECOGNIZER, line(text, "heading")) == {text.partition(" ")[0]}


@pytest.mark.parametrize("text", ["依照《意见》要求办理。", "见《前言》。", "《章程》已通过。"])
def test_a_title_that_says_but_what_sort_of_paper_it_is_names_none(text: str) -> None:
    assert names(RECOGNIZER, text) == set()
    assert names(RECOGNIZER, text.replace("》", "（湖口港）》")) != set()


@pytest.mark.parametrize("text", ["应提供证明“操作系统”项目检测报告。", "“数据库系统”项目另行招标。"])
def test_a_quoted_word_of_any_paper_is_no_project(text: str) -> None:
    assert names(RECOGNIZER, text) == set()


def test_items_that_are_measured_are_no_projects() -> None:
    measured = rows(["项目", "仪器名称及型号", "考核总时数"], ["总磷", "TP-200", "720"])
    assert names(RECOGNIZER, *measured) == set()
    assert names(RECOGNIZER, *rows(["项目", "负责人"], ["岚泽", "贺知远"])) == {"岚泽"}
