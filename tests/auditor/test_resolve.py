"""Which names become one entity, which stay apart, and that neither order nor file names matter."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from auditor import resolve
from extractors import finding, names
from extractors.model import Segment
from tests.extractors.naming import line, mentions, rows


def resolved(*files: Sequence[Segment], ledger: resolve.Ledger = resolve.EMPTY) -> resolve.Resolution:
    """Both passes over a folder, then the resolution."""
    first = [(segments, mentions(segments)) for segments in files]
    known = names.confident(first)
    alive = {name.norm for name in known}
    return resolve.entities(
        [
            resolve.FileMentions(f"{i}.txt", tuple(s), tuple(finding.settled(m, finding.occurrences(s, known), alive)))
            for i, (s, m) in enumerate(first)
        ],
        ledger,
    )


def together(resolution: resolve.Resolution, *given: str) -> bool:
    return any(set(given) <= set(entity.names) for entity in resolution.entities)


REGISTER = [line("鹤岭县禾丰源粮油工贸有限责任公司（以下简称“禾丰源”）季总发言。")]
SIGNED = rows(["姓名", "单位", "职务"], ["季文澜", "禾丰源", "总经理"], ["卢振国", "澄源", "处长"])


def test_a_definition_joins_short_and_full_name() -> None:
    assert together(resolved(REGISTER), "鹤岭县禾丰源粮油工贸有限责任公司", "禾丰源")


def test_a_short_form_joins_the_only_full_name_that_fits() -> None:
    files = [line("海晏生物制药（临港）有限公司扩产。")], rows(["供应商"], ["海晏"])
    assert together(resolved(*files), "海晏生物制药（临港）有限公司", "海晏")


def test_a_tail_that_two_institutes_share_joins_neither() -> None:
    files = [line("东辽粮油检测中心与西岭建材检测中心签约。")], [line("检测中心放号。")]
    result = resolved(*files)
    assert not together(result, "检测中心", "东辽粮油检测中心")
    assert not together(result, "检测中心", "西岭建材检测中心")


@pytest.mark.parametrize(("short", "full"), [
    ("沔州大学", "沔州理工大学土木学院"), ("岚江银行", "岚江农村商业银行沔州分行"),
])  # fmt: skip
def test_a_university_with_more_in_its_name_is_another_one(short: str, full: str) -> None:
    assert not together(resolved([line(f"{full}的课题组来访。")], [line(f"{short}派人参加。")]), short, full)
    assert together(resolved([line("海晏生物制药（临港）有限公司扩产。")], rows(["供应商"], ["海晏"])), "海晏")


def test_two_companies_with_full_names_never_become_one() -> None:
    files = [line("澄源生物科技有限公司（以下简称“澄源”）供货。")], [line("澄源物流有限公司（以下简称“澄源”）承运。")]
    assert not together(resolved(*files), "澄源生物科技有限公司", "澄源物流有限公司")


def test_initials_join_the_name_they_abbreviate() -> None:
    files = [line("The Harbour Users Liaison Group met.")], rows(["Affiliation"], ["HULG"])
    assert together(resolved(*files), "Harbour Users Liaison Group", "HULG")
    assert not together(resolved(files[0], rows(["Affiliation"], ["HUXG"])), "Harbour Users Liaison Group", "HUXG")


def test_pinyin_joins_the_only_chinese_name_that_sounds_so() -> None:
    files = [line("“澄源”项目启动。")], [line("Reports go to Chengyuan only.")]
    assert together(resolved(*files), "澄源", "Chengyuan")
    twins = rows(["代号"], ["澄源"], ["成元"])
    assert not together(resolved(twins, files[1]), "澄源", "成元")


def test_a_bilingual_cell_is_one_name() -> None:
    assert together(resolved(rows(["代号", "数量"], ["雁归 Goosehome", "3"])), "雁归", "Goosehome")


def test_the_curated_table_joins_the_languages_of_a_place_and_a_ministry() -> None:
    files = (
        [line("货发往苏黎世，工信部备案。")],
        [line("The Ministry of Industry and Information Technology wrote to Zurich.")],
    )
    result = resolved(*files)
    assert together(result, "苏黎世", "Zurich")
    assert together(result, "工信部", "Ministry of Industry and Information Technology")


@pytest.mark.parametrize(
    ("chinese", "foreign"), [("科尔维拉", "Corvella"), ("布伦霍夫", "Brennhof"), ("诺德维克", "Nordvik")]
)
def test_a_transliteration_follows_the_consonants(chinese: str, foreign: str) -> None:
    assert resolve.likeness(chinese, foreign) >= 0.7


@pytest.mark.parametrize(
    ("chinese", "foreign"), [("科尔维拉", "Marlowe"), ("诺德维克", "Castellan"), ("阿克曼", "Nordvik")]
)
def test_names_that_sound_differently_are_no_transliteration(chinese: str, foreign: str) -> None:
    assert resolve.likeness(chinese, foreign) < 0.6


def test_a_title_joins_the_only_full_name_in_its_file() -> None:
    files = [line("季文澜总经理到会。"), line("季总说，六月以前不谈。")]
    assert together(resolved(files), "季文澜", "季总")


def test_a_title_joins_across_files_over_the_organisation() -> None:
    assert together(resolved(REGISTER, SIGNED), "季文澜", "季总")


def test_a_title_never_joins_across_files_on_the_surname_alone() -> None:
    assert not together(resolved([line("会上卢总没有接话。")], SIGNED), "卢振国", "卢总")
    assert together(resolved([line("会上季总没有接话。")], SIGNED), "季文澜", "季总")  # its role is a second sign


def test_two_fitting_full_names_in_the_file_leave_the_title_alone() -> None:
    files = [*rows(["姓名", "职务"], ["季文澜", "总经理"], ["季如海", "总经理"]), line("季总说，六月以前不谈。")]
    result = resolved(files)
    assert not together(result, "季文澜", "季总")
    assert not together(result, "季如海", "季总")


def test_a_given_name_joins_its_full_name_where_the_files_share_an_organisation() -> None:
    files = [line("From: Elena Marchetti, Corvella S.p.A.")], [line("We asked Elena twice about Corvella S.p.A. too.")]
    assert together(resolved(*files), "Elena Marchetti", "Elena")
    two = [line("Present: Elena Marchetti, Corvella S.p.A.; Elena Oyelaran, Castellan Ltd")]
    assert not together(resolved(two, [line("We asked Elena twice.")]), "Elena Marchetti", "Elena")


@pytest.mark.parametrize("spelling", ["Lu Zhenguo", "Zhenguo Lu"])
def test_a_chinese_person_joins_the_pinyin_in_either_order(spelling: str) -> None:
    assert together(resolved(SIGNED, [line(f"Present: {spelling}"), line("澄源的人也到了。")]), "卢振国", spelling)


def test_pinyin_of_two_chinese_names_joins_none_of_them_across_files() -> None:
    result = resolved(SIGNED, [line("卢珍果主持会议。")], [line("Present: Lu Zhenguo")])
    assert not together(result, "卢振国", "Lu Zhenguo")
    assert not together(result, "卢珍果", "Lu Zhenguo")


def test_strangers_of_one_name_at_different_organisations_stay_two() -> None:
    one = rows(["姓名", "单位"], ["苗青", "海晏生物"])
    other = rows(["姓名", "单位"], ["苗青", "澄源物流"])
    assert sum("苗青" in e.names for e in resolved(one, other).entities) == 2
    assert sum("苗青" in e.names for e in resolved(one, one).entities) == 1


def persons(name: str, *files: Sequence[Segment]) -> int:
    return sum(name in entity.names for entity in resolved(*files).entities)


SAMPLES = rows(["送样人", "送样单位", "批号"], ["王磊", "澄源生物科技有限公司", "A-7"])
MATCH = [line("男单第一场：王磊对张敏。", "paragraph"), line("参加人员：王磊、张敏、赵玉成。")]


def test_two_files_that_share_only_a_common_name_speak_of_two_persons() -> None:
    assert persons("王磊", SAMPLES, MATCH) == 2


@pytest.mark.parametrize(
    "sign",
    [
        "王磊（澄源生物科技有限公司）来电话。",
        "联系人：王磊，澄源生物科技有限公司，周三到。",
    ],
)
def test_an_organisation_beside_the_name_joins_it_across_files(sign: str) -> None:
    assert persons("王磊", SAMPLES, [line(sign)]) == 1


def test_an_organisation_elsewhere_in_the_file_joins_no_common_name() -> None:
    assert persons("王磊", SAMPLES, [*MATCH, line("午饭由澄源生物科技有限公司食堂送来。")]) == 2


def others(many: int) -> list[list[Segment]]:
    return [[line(f"第{n}次会议的记录已经归档，存放在{n % 97}号柜。")] for n in range(many)]


def test_what_every_place_has_or_knows_joins_nobody() -> None:
    assert persons("王磊", [line("联系人：王磊，工会，工信部。")], [line("记录人：王磊，工会，报工信部。")]) == 2


def test_a_telling_name_needs_an_organisation_or_site_anywhere_in_both_files() -> None:
    one, shared = [line("联系人：郝思勉。"), line("澄源物流有限公司周三到。")], line("这一批由澄源物流有限公司承运。")
    assert persons("郝思勉", one, [line("主持人：郝思勉。"), shared]) == 1
    assert persons("郝思勉", one, [line("主持人：郝思勉。")], *others(64)) == 2


@pytest.mark.parametrize("name", ["郝思勉", "邬涛", "蓝婧", "Lan Jing"])
def test_a_full_name_is_one_person_in_a_small_folder_unless_different_bodies_stand_beside_it(name: str) -> None:
    one, other = [line(f"From: {name}")], [line(f"Present: {name}")]
    assert persons(name, one, other) == 1
    assert persons(name, one, other, *others(64)) == 2
    assert persons(name, [line(f"From: {name}, Corvella S.p.A.")], [line(f"Present: {name}, Marlowe Ltd")]) == 2


@pytest.mark.parametrize("name", ["王磊", "李思勉", "Wang Lei", "John Smith"])
def test_one_of_the_commonest_names_is_several_persons_in_a_small_folder_too(name: str) -> None:
    assert persons(name, [line(f"From: {name}")], [line(f"Present: {name}")]) == 2


def test_rows_that_seat_a_telling_name_at_two_organisations_speak_of_two_persons() -> None:
    one = [*rows(["姓名", "单位"], ["郝思勉", "海晏生物制药有限公司"]), line("澄源物流有限公司到会。")]
    other = [*rows(["姓名", "单位"], ["郝思勉", "泓远粮油贸易有限公司"]), line("澄源物流有限公司缺席。")]
    assert persons("郝思勉", one, other) == 2


def test_a_rare_latin_name_joins_across_files_and_a_frequent_one_does_not() -> None:
    one, other = "From: {}, Corvella S.p.A.", "Present: {}, Marlowe Ltd"
    for name, number in (("Mirjam Osterlee", 1), ("Elena Brusati", 1), ("John Smith", 2), ("Wang Lei", 2)):
        assert persons(name, [line(one.format(name))], [line(other.format(name))]) == number


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王磊", "common"), ("李建国", "common"), ("郝思勉", "telling"), ("欧阳磊", "telling"), ("让·莫罗", "rare"),
        ("Wang Lei", "common"), ("Lu Zhenguo", "telling"), ("J. Smith", "common"), ("J. Osterlee", "telling"),
        ("Dr Mirjam Osterlee", "rare"), ("John Smith", "common"), ("John A. Smith", "common"),
        ("Tindra Smith", "rare"), ("John Aldous Smith", "rare"),
    ],
)  # fmt: skip
def test_how_far_a_name_tells_its_bearer(name: str, expected: str) -> None:
    assert resolve.rarity(name) == expected


def test_the_order_of_files_moves_no_stranger() -> None:
    one, other = resolved(SAMPLES, MATCH), resolved(MATCH, SAMPLES)
    assert [(e.id, e.names) for e in one.entities] == [(e.id, e.names) for e in other.entities]


def test_a_copy_of_a_file_brings_no_stranger() -> None:
    assert persons("王磊", MATCH, list(MATCH), SAMPLES) == 2


def test_the_ledger_forces_namesakes_together_and_apart() -> None:
    pair = frozenset({frozenset({"王磊"})})
    one = resolved(SAMPLES, MATCH, ledger=resolve.Ledger(same=pair))
    assert sum("王磊" in entity.names for entity in one.entities) == 1
    near = [line("王磊（澄源生物科技有限公司）来电话。")]
    other = resolved(SAMPLES, near, ledger=resolve.Ledger(different=pair))
    assert sum("王磊" in entity.names for entity in other.entities) == 2


def test_an_old_acquaintance_stays_in_the_file() -> None:
    assert persons("老邱", [line("老邱说下周来。")], [line("老邱说不来了。")]) == 2


def test_the_ledger_goes_before_every_rule() -> None:
    refused = resolve.Ledger(different=frozenset({frozenset({"鹤岭县禾丰源粮油工贸有限责任公司", "禾丰源"})}))
    assert not together(resolved(REGISTER, ledger=refused), "鹤岭县禾丰源粮油工贸有限责任公司", "禾丰源")
    forced = resolve.Ledger(same=frozenset({frozenset({"季文澜", "卢振国"})}))
    assert together(resolved(SIGNED, ledger=forced), "季文澜", "卢振国")


def test_neither_the_order_nor_the_names_of_files_matter() -> None:
    one, other = resolved(REGISTER, SIGNED), resolved(SIGNED, REGISTER)
    assert [(e.id, e.names, e.merges) for e in one.entities] == [(e.id, e.names, e.merges) for e in other.entities]


def test_a_copy_of_a_file_adds_no_entity() -> None:
    assert [e.id for e in resolved(REGISTER, REGISTER).entities] == [e.id for e in resolved(REGISTER).entities]


def test_every_merge_has_a_reason_and_every_mention_a_link() -> None:
    result = resolved(REGISTER, SIGNED)
    assert all(m.reason and 0.0 < m.probability <= 1.0 for m in result.merges)
    ids = {e.id for e in result.entities}
    assert all(link in ids for links in result.links.values() for link in links if link)


def test_no_files_have_no_entities() -> None:
    assert resolved() == resolve.Resolution((), (), (), {})
