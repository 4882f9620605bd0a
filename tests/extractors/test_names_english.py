"""English names by general rules, hits and near-misses: the words on either side, columns, small words, letters."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors import extract, finding, forms, latinfinds, speakers, tables
from extractors import names as second_pass
from extractors.model import NAME_KINDS, Mention, Segment
from extractors.recognizers import organisation, person, place, product, project, site
from tests.extractors.naming import line, mentions, names, rows


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("From: Seo Yun-ah, Tamworth Precursor Co., Ltd.", "Tamworth Precursor Co., Ltd."),
        ("From: T. Wierz, Brada Stal Sp. z o.o.", "Brada Stal Sp. z o.o."),
        ("智利Eléctrica Quilmahue S.A.四小时系统重新招标。", "Eléctrica Quilmahue S.A."),
        ("Ask the QJFL people for it.", "QJFL"),
        ("The QPVO asked for more time.", "QPVO"),
        ("The dish was built by QDRE and moved.", "QDRE"),
        ("With regards, Giles (H&W)", "H&W"),
        ("We heard it from members of the Circle on Monday.", "Circle"),
        ("The note was sent by the Polarbox Singapore desk in May.", "Polarbox Singapore desk"),
        ("It was donated by the Halifax chapter.", "Halifax chapter"),
        ("The gas came from our supplier Grennick in spring.", "Grennick"),
        ("Two offers came in, one Corvax-backed.", "Corvax"),
        ("Somebody (Trafalit) has forwarded it.", "Trafalit"),
        ("To: seed health circle", "seed health circle"),
        ("To: Ana Pohl; Cc: customs sub-group", "customs sub-group"),
        ("The insurance desk asked everybody once more.", "insurance desk"),
        ("The secretariat keeps the key.", "secretariat"),
        ("Glossary group, call of 22 April", "Glossary group"),
        ("Working group on the common template, third meeting", "Working group on the common template"),
        ("Risk C is a wheel lot.", "Risk C"),
        ("Lumrath Bausysteme GmbH (LBS) wrote.", "LBS"),
        ("Sent by Corwen Aseptics Ltd Daventry in May.", "Corwen Aseptics Ltd"),
        ("Northern Dales Procurement Collaborative, minutes", "Northern Dales Procurement Collaborative"),
        ("Tea by the League of Friends.", "League of Friends"),
    ],
)
def test_an_organisation_is_found(text: str, name: str) -> None:
    assert name in names(organisation.RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "Clean rooms of ISO 7 cost more than six ISO tanks.",
        "Regulation (EU) 2023/1230 takes over.",
        "The press runs at 40 MPa and 2 GHz.",
        "The flat was tested in the X-band and the U-numbers were read.",
        "Works on the beach begin in September.",
        "The company and its board met on Monday.",
        "The white board keeps the dates.",
        "The front desk has the keys.",
        "Breakthrough came late, and Suites were full.",
        "Unser Vertrag gilt nicht für die Nachrüstung und den Umbau.",
        "The Circle line runs late, they said.",
        "Case 3 and Risk 4 were dropped.",
        "The saving is GBP 1.3m with option D GBP 0.4m less.",
    ],
)
def test_everyday_words_units_and_norms_are_no_organisation(text: str) -> None:
    assert names(organisation.RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("To: Ilse Vandam; Cc: Zou Qian", "Zou Qian"),
        ("Contact Jon Falkenau for the key.", "Jon Falkenau"),
        ("Prime Minister Ibrahim Wexley came.", "Ibrahim Wexley"),
        ("Bill Gottlow signed it.", "Bill Gottlow"),
        ("Kevin A. Boone left early.", "Kevin A. Boone"),
        ("Mr Wood and Dr Pan were there.", "Dr Pan"),
        ("The list goes to John Staikos Direct Dial", "John Staikos"),
        ("Muqtad al-Sadr and Tamsin spoke.", "Tamsin"),
    ],
)
def test_a_person_is_found(text: str, name: str) -> None:
    assert name in names(person.RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "Bill the client at the end.",
        "Mark the date.",
        "From: Tamworth Precursor Co., Ltd.",
        "Will Monday do?",
    ],
)
def test_given_names_that_are_words_need_a_family_name(text: str) -> None:
    assert names(person.RECOGNIZER, text) == set()


def test_the_author_of_an_office_librarys_template_is_nobody_in_the_folder() -> None:
    template = Segment("last modified by: Steve Canny", "metadata", "properties", "field")
    assert names(person.RECOGNIZER, template) == set()
    assert names(person.RECOGNIZER, "Steve Canny came too.") == {"Steve Canny"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The programme runs in South Sulawesi now.", "South Sulawesi"),
        ("Lussac-les-Forges, stand P3, 22 April", "Lussac-les-Forges"),
        ("Works on Sandmere beach in September", "Sandmere beach"),
        ("The Norway report is due.", "Norway"),
        ("They met in Fennholm last week.", "Fennholm"),
    ],
)
def test_a_place_is_found(text: str, name: str) -> None:
    assert name in names(place.RECOGNIZER, text)


@pytest.mark.parametrize("text", ["The state-of-the-art press.", "South of the river it rains.", "In March we met."])
def test_words_between_hyphens_and_a_bare_side_are_no_place(text: str) -> None:
    assert names(place.RECOGNIZER, text) == set()


def test_a_hub_is_a_site_and_the_rules_of_a_house_are_none() -> None:
    assert "Tarrow depot" in names(site.RECOGNIZER, "We unload at the Tarrow depot.")
    assert names(site.RECOGNIZER, "It is copied from the Tarrow house rules.") == set()


def test_a_programme_is_found_by_its_word_before_it() -> None:
    assert "Programme Moorhen" in names(project.RECOGNIZER, "Programme Moorhen: material and slots")
    assert names(project.RECOGNIZER, "Programme committee: agenda") == set()


@pytest.mark.parametrize("text", ["Lu-177, 81 GBq, by air", "210 GBq of F-18", "See QS16 for it.", "RM 45 a ride"])
def test_nuclides_and_bare_numbers_are_no_product(text: str) -> None:
    assert names(product.RECOGNIZER, text) == set()


def test_a_word_with_a_number_is_a_product_in_any_column() -> None:
    table = rows(["Object", "Event"], ["Brisling-2", "late start"])
    assert names(product.RECOGNIZER, *table) == {"Brisling-2"}


def test_columns_of_parties_and_of_those_who_did_it() -> None:
    table = rows(["Tenant", "Op", "Goods"], ["Curlew", "LH", "gloves"], ["harbour board", "RA", "tug"])
    assert names(organisation.RECOGNIZER, *table) == {"Curlew", "harbour board"}
    assert {"LH", "RA"} <= names(person.RECOGNIZER, *table)


def test_from_names_organisations_beside_the_names_of_persons_only() -> None:
    attended = rows(["Name", "From", "Function"], ["Tang Bonian", "QBLA", "desk"])
    assert "QBLA" in names(organisation.RECOGNIZER, *attended)
    timetable = rows(["From", "To", "Bus"], ["Harbour", "Station", "12"])
    assert names(organisation.RECOGNIZER, *timetable) == set()


def test_a_remark_in_a_column_of_organisations_is_no_name() -> None:
    table = rows(["Organisation"], ["Sundmark China until April"])
    assert "Sundmark China until April" not in names(organisation.RECOGNIZER, *table)


def test_where_and_held_at_are_columns_of_places_without_their_postal_codes() -> None:
    table = rows(["Bidder", "Held at", "Where"], ["B1", "Kelmouth KM2", "80331 Fennholm"], ["B2", "CA11 9ZX", "-"])
    assert names(place.RECOGNIZER, *table) >= {"Kelmouth", "Fennholm"}
    assert not names(place.RECOGNIZER, *table) & {"Kelmouth KM2", "CA11 9ZX"}
    assert names(organisation.RECOGNIZER, *table) == {"B1", "B2"}


def test_what_somebody_leads_and_wards_are_no_persons() -> None:
    table = rows(["Name", "Lead for", "Who"], ["Dr Aldous Penhale", "Renal", "Kestrel estates"])
    assert names(person.RECOGNIZER, *table) == {"Dr Aldous Penhale"}


def test_maker_no_is_a_column_of_numbers() -> None:
    assert names(organisation.RECOGNIZER, *rows(["Maker no.", "Tons"], ["B3363", "240"])) == set()


def _table(*given: tuple[str, ...]) -> list[Segment]:
    bare = [
        Segment(s.text, s.layer, s.where, s.form, s.table, tuple(c.__class__(c.start, c.end, "") for c in s.cells))
        for s in rows(*given)
    ]
    return tables.headed(bare)


def test_a_form_under_field_and_entry_has_its_labels_as_headers() -> None:
    form = _table(("Field", "Entry"), ("Customer code", "HB-22"), ("Witness", "Onno Tjark"))
    assert [cell.header for cell in form[1].cells] == ["", "Customer code"]
    assert [cell.header for cell in form[2].cells] == ["", "Witness"]


def test_two_columns_of_things_and_counts_keep_their_header_row() -> None:
    listed = _table(("Item", "Quantity"), ("Pump", "12"), ("Valve", "30"))
    assert [cell.header for cell in listed[1].cells] == ["Item", "Quantity"]


def test_a_second_header_further_down_heads_the_rows_below_it() -> None:
    stacked = _table(
        ("Bay", "Tenant", "Since"),
        ("7", "Otter", "4 May"),
        ("Date", "Customer", "Remarks"),
        ("5 May", "Dorrin", "sealed"),
    )
    assert [cell.header for cell in stacked[3].cells] == ["Date", "Customer", "Remarks"]
    kept = _table(("Bay", "Tenant", "Since"), ("7", "Otter", "4 May"), ("8", "Heron", "5 May"))
    assert [cell.header for cell in kept[2].cells] == ["Bay", "Tenant", "Since"]


def test_what_only_capitals_call_a_person_is_the_organisation_of_its_column() -> None:
    listed = rows(["Supplier", "Price"], ["Brada Stal", "12"])
    loose = [line("We asked Brada Stal and heard nothing. Later Brada Stal wrote.")]
    folder = [(tuple(part), tuple(mentions(part))) for part in (listed, loose)]
    kinds = {name.text: name.kind for name in second_pass.confident(folder)}
    assert kinds["Brada Stal"] == "organisation"


def test_a_noun_of_another_language_is_no_short_form() -> None:
    assert "Testzentrum" not in forms.short_forms("Testzentrum Hohenmark GmbH")
    assert "Hohenmark" in forms.short_forms("Hohenmark Antriebe GmbH")


def _chat(*said: str) -> list[Segment]:
    return [line(text) for text in said]


def test_who_speaks_in_a_chat_is_a_person_in_small_letters_too() -> None:
    said = _chat("[Mon 11 May 08:52] pekka: covers are off", "[Mon 11 May 09:10] noora: fine", "[Tue 12 May] pekka: no")
    assert _speaking(said) == {"pekka", "noora"}


def test_times_of_an_agenda_name_nobody() -> None:
    agenda = _chat("09:00 welcome: the chair", "10:30 coffee: hall", "11:00 welcome: again")
    assert names(person.RECOGNIZER, *agenda) == set()
    assert _speaking(agenda) == set()


def _speaking(said: Sequence[Segment]) -> set[str]:
    found: list[Mention] = []
    speakers.settle(said, found)
    return {said[each.segment].text[each.start : each.end] for each in found}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The town of Fennholt lies inland.", "Fennholt"),
        ("We saw Fennholt, Norway, in the rain.", "Fennholt"),
        ("It rained. So Fennholt is a small village now.", "Fennholt"),
    ],
)
def test_what_stands_beside_a_word_makes_it_a_place(text: str, name: str) -> None:
    assert name in names(place.RECOGNIZER, text)


def test_a_list_of_firms_is_no_list_of_places() -> None:
    assert names(place.RECOGNIZER, "We asked Fennholt, Grennick and others.") == set()


def test_works_in_a_known_place_are_a_site_and_a_country_may_work() -> None:
    assert "Rotterdam yard" in names(site.RECOGNIZER, "It was built at the Rotterdam yard.")
    assert names(site.RECOGNIZER, "They say Norway works with us.") == set()


def test_two_persons_with_an_and_sign_are_two() -> None:
    found = names(person.RECOGNIZER, "It was signed by Karl Langmark & Harvey Deeside at noon.")
    assert {"Karl Langmark", "Harvey Deeside"} <= found


def test_a_family_name_alone_is_the_persons_of_its_file() -> None:
    file = [line("We met Harvey Deeside at noon."), line("Then we told Deeside what to do.")]
    assert "Deeside" in names(person.RECOGNIZER, *file)
    assert "Deeside" not in names(person.RECOGNIZER, "Then we told Deeside what to do.")


def test_low_lines_of_a_files_name_are_blanks() -> None:
    title = Segment("Punta_Alta_trip_report", "file_name", "file name", "title")
    assert "Punta_Alta" in names(organisation.RECOGNIZER, title, surer=0.4) | names(person.RECOGNIZER, title)


@pytest.mark.parametrize("text", ["Write to mail@Goldmark.com soon.", "See plan_Grennick.pdf for it."])
def test_parts_of_addresses_and_file_names_are_no_organisation(text: str) -> None:
    assert names(organisation.RECOGNIZER, text) == set()


def test_capitals_inside_a_sentence_keep_an_everyday_word_in_the_name() -> None:
    assert "Barley Tarn" in names(organisation.RECOGNIZER, "Dinner on Tuesday is at the Barley Tarn, own account.")
    assert "Grennick" in names(organisation.RECOGNIZER, "We pay FCA Grennick next week.")
    assert "FCA Grennick" not in names(organisation.RECOGNIZER, "We pay FCA Grennick next week.")


def test_a_slots_code_is_no_place() -> None:
    assert names(place.RECOGNIZER, *rows(["Port", "Mass"], ["P3", "12"], ["Fennholt", "13"])) == {"Fennholt"}


@pytest.mark.parametrize("text", ["Procurement asked for a quote.", "The form was signed by Procurement in May."])
def test_a_department_that_acts_is_one(text: str) -> None:
    assert names(organisation.RECOGNIZER, text) == {"Procurement"}


@pytest.mark.parametrize(
    "text", ["Procurement of pumps begins in May.", "Quality matters.", "Finance and Legal are long words."]
)
def test_the_work_of_a_department_is_none(text: str) -> None:
    assert names(organisation.RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Parliament has another go at the Space Act, with lighter duties.", "Space Act"),
        ("It is a signatory of the Zero Debris charter now.", "Zero Debris charter"),
        ("The room is booked under TRN until May.", "TRN"),
        ("The goods are filed as “Larkstone” there.", "Larkstone"),
    ],
)
def test_laws_and_what_something_goes_by_are_programmes_and_projects(text: str, name: str) -> None:
    assert name in names(project.RECOGNIZER, text)


@pytest.mark.parametrize(
    "text", ["They act on it.", "The dress code is plain.", "It is listed under Remarks.", "Kept as Annex."]
)
def test_codes_of_dress_and_everyday_headings_are_none(text: str) -> None:
    assert names(project.RECOGNIZER, text) == set()


def test_a_files_name_begins_with_what_it_is_about() -> None:
    title = Segment("Marchfield_outage_extract", "file_name", "file name", "title")
    assert names(organisation.RECOGNIZER, title) == {"Marchfield"}
    plain = Segment("Minutes_of_the_meeting", "file_name", "file name", "title")
    assert names(organisation.RECOGNIZER, plain) == set()


def test_titles_of_other_languages() -> None:
    assert "Hr. Tjarkson" in names(person.RECOGNIZER, "Witness was Hr. Tjarkson himself.")
    assert "Frau Ebnerin" in names(person.RECOGNIZER, "We asked Frau Ebnerin twice.")
    assert names(person.RECOGNIZER, "It was on the fr. The rest came later.") == set()


def test_a_hulls_number_is_a_product_whatever_its_letter() -> None:
    assert names(product.RECOGNIZER, *rows(["Berth", "Hull"], ["1", "H2418"])) == {"H2418"}
    assert names(product.RECOGNIZER, *rows(["Berth", "Quarter"], ["1", "H2418"])) == set()


def test_a_voyage_behind_a_ship_is_not_its_name() -> None:
    assert names(site.RECOGNIZER, *rows(["Vessel", "ETA"], ["Selat Permaisur 114N", "9 May"])) == {"Selat Permaisur"}


def test_letters_that_head_a_number_are_not_the_body_of_these_letters() -> None:
    body = [line("Vandelay Coastal Port (VCP) wrote."), line("The VCP keeps it.")]
    tender = [line("Tender VCP-26-031: clarification")]
    found = second_pass.confident([(tuple(part), tuple(mentions(part))) for part in (body, tender)])
    assert "VCP" in {hit.name.text for hit in finding.occurrences(body, found)}
    assert "VCP" not in {hit.name.text for hit in finding.occurrences(tender, found)}


def test_units_and_currencies_in_a_column_are_no_names() -> None:
    assert names(organisation.RECOGNIZER, *rows(["Supplier"], ["kWh"], ["Per diem USD"], ["Grennick"])) == {"Grennick"}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("It was signed by Corvax CEO Anna Wexley on Monday.", "Anna Wexley", "person"),
        ("It was signed by Corvax CEO Anna Wexley on Monday.", "Corvax", "organisation"),
        ("We met Prime Minister Jon Falkenau and Grennick Chairman Anna Wexley there.", "Grennick", "organisation"),
        ("The pier was named for Robert W. Scales in May.", "Robert W. Scales", "person"),
        ("The fund is held by New York University for now.", "New York University", "organisation"),
        ("It was sold to Toyota and Corvax Motors in May.", "Corvax Motors", "organisation"),
        ("It was sold to Rome-based Corvax Motors in May.", "Corvax Motors", "organisation"),
        ("Traders watched the British QVLX on Monday.", "QVLX", "organisation"),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(text: str, name: str, kind: str) -> None:
    found = mentions([line(text)])
    assert (name, kind) in {(text[m.start : m.end], m.kind) for m in found}


@pytest.mark.parametrize(
    "text", ["We met the Prime Minister of it.", "Two SUVs stood there.", "They sold an iTarel and an aTarel."]
)
def test_offices_plurals_and_capitals_inside_words_are_no_names(text: str) -> None:
    assert not [m for m in mentions([line(text)]) if m.kind in ("person", "organisation")]


@pytest.mark.parametrize(("text", "name"), [
    ("It fell, and the British FTSE index rose.", "British FTSE"),
    ("Sales of the North American branch fell.", "North American"),
    ("They flew the Singapore-Sydney route twice.", "Singapore-Sydney"),
    ("Members of the United States Federal Reserve met.", "United States Federal Reserve"),
    ("It was told to the European Commissioner on Monday.", "European Commissioner"),
    ("A grant from the Soviet era ended.", "Soviet"),
    ("The paper is with the Republic of Korea.", "Republic of Korea"),
])  # fmt: skip
def test_a_people_an_office_a_route_or_a_country_is_no_organisation(text: str, name: str) -> None:
    assert name not in names(organisation.RECOGNIZER, text)


@pytest.mark.parametrize(("text", "name"), [
    ("Steel came from Quarn and South Korean Ferrold Motor Company.", "South Korean Ferrold Motor Company"),
    ("It was bought by New York-based Corvax in May.", "Corvax"),
    ("The talks with American Airlines went on.", "American Airlines"),
])  # fmt: skip
def test_a_name_that_a_people_or_a_place_stands_before_is_found(text: str, name: str) -> None:
    assert name in names(organisation.RECOGNIZER, text)


@pytest.mark.parametrize(("text", "name"), [
    ("The talk with Commissioner for Trade Neelka Korvath went well.", "Neelka Korvath"),
    ("A note of President of the United States Tavrin Obrell arrived.", "Tavrin Obrell"),
])  # fmt: skip
def test_a_person_stands_behind_an_office_and_what_it_is_of(text: str, name: str) -> None:
    assert name in names(person.RECOGNIZER, text)


PLAIN = "The crew met at the weir and went on to the mill, where the pump was shown and the plan for the lake told. "
TITLED = "The crew met at the Weir and went on to the Mill, where the Pump was shown and the Plan for the Lake told. "


def test_capitals_of_everyday_words_name_nobody_where_a_file_writes_every_thing_so():
    ends = "They built a Paddleboard Rack and asked Bennet Wexley of Corvane Marsh about it."
    plain, titled = (
        [text[m.start : m.end] for m in extract.recognised([Segment(text, "body", "p.1")]) if m.kind in NAME_KINDS]
        for text in (PLAIN * 12 + ends, TITLED * 12 + ends)
    )
    assert "Paddleboard Rack" in plain
    assert "Paddleboard Rack" not in titled
    assert "Bennet Wexley" in titled
    assert any("Corvane" in name for name in titled)


def found(text: str) -> list[tuple[str, str]]:
    return [(m.kind, text[m.start : m.end]) for m in extract.recognised([Segment(text, "body", "p.1")])
            if m.kind in NAME_KINDS]  # fmt: skip


@pytest.mark.parametrize("text", ["as Appendix B says", "under Titles II and III", "see Exhibit C and Volume IV"])
def test_a_part_of_a_paper_is_no_house(text):
    assert found(text) == []


def test_who_holds_an_office_is_no_house():
    for text in ("It was signed by Assistant Secretary Domendry on Monday.", "We met Director Pulavest in the hall."):
        assert not any(kind == "organisation" for kind, _ in found(text))
    (find,) = latinfinds.finds([Segment("We met Director Pulavest in the hall.", "body", "p.1")])[0]
    assert (find.kind, find.start) == ("person", 16)
    assert not any(kind == "person" for kind, _ in found("We met Director Finance in the hall."))
    assert not any(name == "Ohio" and kind == "person" for kind, name in found("We met Governor Ohio there."))


def test_a_town_with_its_state_is_a_place():
    assert [kind for kind, name in found("The crew flew to Selbyton CO on Monday.") if "Selbyton" in name] == ["place"]
    assert not any(kind == "place" for kind, _ in found("They signed with Corvane CO2 Ltd on Monday."))
