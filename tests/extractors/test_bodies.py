"""What a body is called in short, in its own papers and in English, with what it is never called."""

from __future__ import annotations

import pytest

from extractors import bodies


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("川东水稻种子检验站", "川检站"),
        ("江右区域伦理审查办公室", "伦理办"),
        ("江右区域伦理审查办公室", "江右伦理办"),
        ("胶南船用火灾安全实验室", "火安实验室"),
        ("澜浦试飞场", "澜浦场"),
        ("石桥变电站", "石桥变"),
        ("岑东周转库", "岑东库"),
    ],
)
def test_a_body_goes_by_a_contraction(full: str, short: str) -> None:
    assert short in bodies.contracted(full)


@pytest.mark.parametrize(
    ("full", "wrong"),
    [
        ("川东水稻种子检验站", "东检站"),
        ("胶南船用火灾安全实验室", "火防实验室"),
        ("澄源物流有限公司", "澄物"),
        ("检验站", "检站"),
        ("石桥变电站", "变电站"),
    ],
)
def test_a_contraction_keeps_the_order_and_the_end(full: str, wrong: str) -> None:
    assert wrong not in bodies.contracted(full)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("储运交流组", "exchange group"),
        ("川东种子检验站", "seed testing station"),
        ("进口小组", "import sub-group"),
        ("秘书处", "secretariat"),
    ],
)
def test_english_papers_call_a_body_by_its_last_words(chinese: str, english: str) -> None:
    assert english in bodies.rendered(chinese)


@pytest.mark.parametrize("chinese", ["澄源物流有限公司", "联盟", "财务部", "石亭水厂"])
def test_one_word_alone_is_no_english_name_of_a_body(chinese: str) -> None:
    assert bodies.rendered(chinese) == []


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("澜州粉末同行社", "同行社"),
        ("粤东叉车连心社", "连心社"),
        ("江浦料联会", "料联会"),
        ("南浦阀门沙龙", "沙龙"),
        ("北岸锅炉协作网", "协作网"),
        ("华东水泥同盟", "水泥同盟"),
    ],
)
def test_a_society_goes_by_its_last_word(full: str, short: str) -> None:
    assert bodies.society(full)[0] == short


def test_a_society_goes_by_its_matter_and_no_sign_that_says_nothing() -> None:
    assert {"阀门沙龙", "南浦沙龙"} <= set(bodies.society("南浦阀门沙龙"))
    assert "阀门龙" not in bodies.society("南浦阀门沙龙")
    assert "窑炉组" in bodies.society("窑炉改造互助组")


@pytest.mark.parametrize(
    "full",
    ["质量分析会", "同行社", "沙龙", "中国红十字会", "项目评审会", "工期推进会", "澜浦试飞场", "Ore Club"],
)
def test_what_people_meet_for_once_is_no_last_word(full: str) -> None:
    assert bodies.society(full) == []


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ("澜岭州防震减灾局", ["州防震减灾局", "州局"]),
        ("江阴市财政局", ["市财政局"]),  # every town has one: 市局 says nothing of which
        ("棠河县供销社", ["县供销社", "供销社"]),
        ("坪川县仁渡单采血浆站", ["仁渡", "仁渡站"]),
        ("坪川县中心血站", []),  # no word of its own
        ("仁渡单采血浆站", []),  # no seat
        ("槐塘镇中心卫生院", ["槐塘院", "槐塘卫生院", "镇卫生院", "槐塘医院"]),
        ("石岗乡派出所", ["石岗所", "石岗派出所", "乡派出所"]),
        ("云浦县人民医院", ["云浦县医院", "县人民医院", "县医院", "县院"]),
        ("槐塘镇政府", []),
        ("澄源物流有限公司", []),
    ],
)
def test_a_house_goes_by_what_stands_behind_its_seat(full: str, expected: list[str]) -> None:
    assert bodies.of_town(full) == expected


def test_a_hospital_with_a_number_goes_by_it_and_one_sign() -> None:
    assert "三院" in bodies.counted("岚江市第三人民医院")
    assert "三院" not in bodies.counted("浔江电子集团第三研究所")
