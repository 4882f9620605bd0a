"""Extraction of one file, with small fake readers: statuses, problems, members, parts, limits."""

import hashlib
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import extract
from extractors.extract import OutOfTime, stream
from extractors.model import Flag, Format, Limits, Mention, Problem, Recognizer, Segment, Span, Unreadable

DATA = b"anything"


def say(*texts, **more):
    """Give a reader that reads these paragraphs."""

    def read(data, reading, limits):
        reading.segments.extend(Segment(text, "body", f"¶{i}") for i, text in enumerate(texts, 1))
        for name, value in more.items():
            setattr(reading, name, value)

    return read


def fail(error, *texts):
    """Give a reader that reads these paragraphs and then raises."""

    def read(data, reading, limits):
        say(*texts)(data, reading, limits)
        raise error

    return read


def box(data, reading, limits):
    """Read an archive in the form `name=content;name=content`, innermost in brackets."""
    text, depth, start = data[4:].decode(), 0, 0
    for i, mark in enumerate(text + ";"):
        depth += (mark == "[") - (mark == "]")
        if mark == ";" and not depth and text[start:i]:
            name, _, content = text[start:i].partition("=")
            reading.members.append(
                (name, content.strip("[]").encode() if "[" not in content[1:] else content[1:-1].encode())
            )
            start = i + 1


@pytest.fixture
def readers(monkeypatch):
    """Give a function that installs readers by kind; a file's kind is what stands before its first colon."""
    installed = {"box": Format(("box",), (), box, members_are_files=True)}
    monkeypatch.setattr(extract, "sniff", SimpleNamespace(kind=lambda head, data, name: data.split(b":")[0].decode()))
    monkeypatch.setattr(extract, "tables", SimpleNamespace(headed=lambda segments: segments))
    monkeypatch.setattr(extract, "flags", SimpleNamespace(flags=lambda segments, mentions: ()))
    fake = SimpleNamespace(formats=lambda: installed, recognizers=lambda: ())
    monkeypatch.setattr(extract, "registry", fake)

    def install(recognizers=(), **by_kind):
        fake.recognizers = lambda: tuple(recognizers)
        for kind, read in by_kind.items():
            installed[kind] = read if isinstance(read, Format) else Format((kind,), ("body",), read)

    return install


def one(data=b"doc:", name="a/b.doc", limits=Limits()):  # noqa: B008
    (found,) = extract.extract(data, name, limits)
    return found


def kinds(found):
    return [problem.kind for problem in found.problems]


def test_a_readable_file_is_read_with_its_name_in_front(readers):
    readers(doc=say("年产能 2450 台"))
    found = one(name="组/会议纪要_2026-05-06_v2.docx")
    assert (found.status, found.kind, found.size_bytes) == ("read", "doc", 4)
    assert found.sha256 == hashlib.sha256(b"doc:").hexdigest()
    assert found.segments[0] == Segment("会议纪要_2026-05-06_v2", "file_name", "file name", "title")
    assert found.segments[1].text == "年产能 2450 台"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("report.v1.2.docx", "report.v1.2"), ("纪要2026.5.6", "纪要2026.5.6"), ("data.tar.gz", "data"),
        ("clip.mp4", "clip"), (".env", ".env"), ("outer.zip!/in/ner.txt", "ner"), ("README", "README"),
        ("re\u0301sume\u0301.txt", "résumé"), ("会议".encode("gb18030").decode("utf-8", "surrogateescape"), "会议"),
        ("bad\udcff", "bad\ufffd"),
    ],
)  # fmt: skip
def test_the_name_segment_is_the_stem_with_its_marks(readers, name, stem):
    readers(doc=say("x"))
    assert one(name=name).segments[0].text == stem


def test_unreadable_is_unread_with_its_problem(readers):
    readers(doc=fail(Unreadable("encrypted", "needs a password")))
    found = one()
    assert (found.status, found.problems) == ("unread", (Problem("encrypted", "needs a password"),))


def test_a_problem_beside_text_is_partly(readers):
    readers(doc=fail(Unreadable("corrupt", "p.2: damaged"), "page one"))
    assert (one().status, kinds(one())) == ("partly", ["corrupt"])
    assert one().segments[1].text == "page one"


def test_no_reader_is_unsupported_and_never_clean(readers):
    found = one(b"odd:")
    assert (found.status, kinds(found)) == ("unread", ["unsupported"])


def test_nothing_out_of_a_file_that_is_not_empty_is_a_problem(readers):
    readers(doc=say())
    assert (one().status, kinds(one())) == ("unread", ["empty"])


def test_metadata_alone_is_not_a_file_that_was_read(readers):
    readers(doc=lambda d, r, limits: r.segments.append(Segment("author: Li", "metadata", "properties", "field")))
    assert (one().status, kinds(one())) == ("partly", ["empty"])


@pytest.mark.parametrize("data", [b"", b" \r\n\t\0"])
def test_zero_bytes_and_blanks_are_skipped_as_empty(readers, data):
    found = one(data)
    assert (found.status, kinds(found)) == ("skipped", ["empty"])


@pytest.mark.parametrize(
    "name", [".DS_Store", "a/Thumbs.db", "desktop.ini", "a/~$plan.docx", "__MACOSX/a/b.txt", "._b.txt", ".~lock.b.odt#"]
)
def test_system_files_are_skipped_and_say_why(readers, name):
    found = one(name=name)
    assert found.status == "skipped"
    assert found.problems[0].detail.startswith("system file: ")


@pytest.mark.parametrize(
    ("error", "kind"),
    [(MemoryError(), "memory"), (RecursionError(), "bomb"), (OutOfTime(), "timeout"), (ValueError("密"), "crash")],
)
def test_whatever_a_reader_raises_is_a_problem_and_its_text_is_kept(readers, error, kind):
    readers(doc=fail(error, "kept"))
    assert (one().status, kinds(one())) == ("partly", [kind])
    assert one().segments[1].text == "kept"


def test_where_time_ends_the_search_for_names_the_text_is_said_to_be_read(readers):
    def find(segments):
        raise OutOfTime

    readers([SimpleNamespace(find=find, whole_rows=False)], doc=say("kept"))
    assert (one().status, kinds(one()), one().segments[1].text) == ("partly", ["timeout"], "kept")
    assert one().problems[0].detail.startswith("the text is read, names")


def test_the_search_for_names_is_said_to_work_through_so_much_text(readers):
    readers(doc=say("12345", "67890"))
    told = []
    list(stream(b"doc:", "b.doc", watch=lambda bare, chars=0: told.append(chars)))
    assert max(told) == len("b" + "12345" + "67890")


def test_a_crash_names_class_and_line_and_never_the_message(readers):
    readers(doc=fail(ValueError("机密正文")))
    detail = one().problems[0].detail
    assert detail.startswith("ValueError at extractors.extract:")
    assert "机密" not in detail


def test_ctrl_c_is_no_problem_of_a_document(readers):
    readers(doc=fail(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        one()


def test_text_is_cut_at_the_limit_and_says_so(readers):
    readers(doc=say("12345", "67890", "x"))
    found = one(limits=Limits(text_chars=10))
    assert [segment.text for segment in found.segments[1:]] == ["12345", "67890"]
    assert (found.status, kinds(found)) == ("partly", ["truncated"])


def test_many_problems_of_one_kind_are_counted(readers):
    readers(doc=say("x", problems=[Problem("corrupt", f"p.{i}") for i in range(50_000)]))
    found = one()
    assert len(found.problems) == extract.PROBLEMS_PER_KIND + 1
    assert found.problems[-1].detail == f"and {50_000 - extract.PROBLEMS_PER_KIND} more of this kind"


def test_the_content_s_own_date_stands_before_the_file_system_s(readers):
    readers(doc=say("x", modified="2026-05-06", author="李工"))
    (found,) = extract.extract(b"doc:", "a", modified="2020-01-01")
    assert (found.modified, found.sharer) == ("2026-05-06", "李工")
    readers(doc=say("x"))
    assert extract.extract(b"doc:", "a", modified="2020-01-01")[0].modified == "2020-01-01"


@pytest.mark.parametrize("unset", ["1970-01-01", "2000-01-01", "1980-01-01T00:00:00"])
def test_a_day_that_a_program_made_up_is_no_date(readers, unset):
    readers(doc=say("x", modified=unset))
    assert extract.extract(b"doc:", "a", modified="2020-03-04")[0].modified == "2020-03-04"
    readers(doc=say("x", modified="2000-01-02"))
    assert extract.extract(b"doc:", "a", modified="2020-03-04")[0].modified == "2000-01-02"


def test_lone_surrogates_are_marked_and_offsets_stay(readers):
    readers(doc=say("a\ud800b"))
    assert one().segments[1].text == "a\ufffdb"


def spans_of(word, kind="person"):
    def find(segments):
        return [
            [Span(s.text.index(word), s.text.index(word) + len(word), kind, word, 0.9, "title")]
            if word in s.text
            else []
            for s in segments
        ]

    return Recognizer((kind,), find)


def test_mentions_point_into_the_file_s_segments_name_included(readers):
    readers([spans_of("李工"), spans_of("张工")], doc=say("张工和李工"))
    found = one(name="李工.doc")
    at = [(m.segment, found.segments[m.segment].text[m.start : m.end]) for m in found.mentions]
    assert at == [(0, "李工"), (1, "张工"), (1, "李工")]


def broken_find(segments):
    raise ValueError


@given(
    st.lists(
        st.builds(
            Mention, st.integers(0, 2), st.integers(0, 3), st.integers(4, 5), st.sampled_from(["person", "place"]),
            st.sampled_from("ab"), st.sampled_from([0.5, 0.9]), st.just("title"),
        )
    )
)  # fmt: skip
def test_mentions_stand_by_place_end_kind_and_norm_and_else_as_they_came(mentions):
    ordered = list(mentions)
    extract._order(ordered)
    assert ordered == sorted(mentions, key=lambda m: (m.segment, m.start, m.end, m.kind, m.norm))


@pytest.mark.parametrize("find", [broken_find, lambda segments: []])
def test_a_recognizer_that_fails_leaves_the_others_finds(readers, find):
    readers([Recognizer(("site",), find), spans_of("李工")], doc=say("李工"))
    found = one()
    assert (found.status, kinds(found), len(found.mentions)) == ("partly", ["crash"], 1)


def test_flags_come_along(readers, monkeypatch):
    readers(doc=say("机密★20年"))
    monkeypatch.setattr(extract.flags, "flags", lambda segments, mentions: (Flag("secret", segments[1].where),))
    assert one().flags == (Flag("secret", "¶1"),)


def test_an_archive_comes_first_and_its_members_are_files(readers):
    readers(doc=say("x"))
    found = extract.extract(b"box:a.doc=doc:1;b.doc=odd:2", "o.zip")
    assert [(f.path, f.status) for f in found] == [
        ("o.zip", "read"), ("o.zip!/a.doc", "read"), ("o.zip!/b.doc", "unread"),
    ]  # fmt: skip
    assert found[0].segments == ()


def test_members_of_one_name_have_paths_of_their_own(readers):
    readers(doc=say("x"))
    assert [f.path for f in extract.extract(b"box:a=doc:1;a=doc:2", "o")][1:] == ["o!/a", "o!/a (2)"]


def test_an_archive_with_nothing_in_it_is_skipped(readers):
    assert (one(b"box:").status, kinds(one(b"box:"))) == ("skipped", ["empty"])


def test_an_archive_that_cannot_be_opened_is_unread(readers):
    readers(box=Format(("box",), (), fail(Unreadable("encrypted", "needs a password")), members_are_files=True))
    assert one(b"box:").status == "unread"


def test_archives_deeper_than_the_limit_are_named_and_not_opened(readers):
    readers(doc=say("x"))
    data = b"box:1=[box:2=[box:3=[doc:]]]"
    found = extract.extract(data, "0", Limits(depth=2))
    assert [(f.path, f.status, kinds(f)) for f in found] == [
        ("0", "read", []), ("0!/1", "read", []), ("0!/1!/2", "unread", ["bomb"]),
    ]  # fmt: skip


def test_members_beyond_the_total_size_are_named(readers):
    readers(doc=say("x"))
    found = extract.extract(b"box:" + b";".join(b"%d=doc:" % i for i in range(7)), "o", Limits(member_bytes=4))
    assert [f.status for f in found] == ["read"] * 6 + ["unread"] * 2
    assert kinds(found[-1]) == ["too_big"]


def test_members_beyond_the_count_over_all_depths_are_named(readers):
    readers(doc=say("x"))
    found = extract.extract(b"box:" + b";".join(b"%d=doc:" % i for i in range(7)), "o", Limits(members=4))
    assert [f.status for f in found] == ["read"] * 5 + ["unread"] * 3
    assert kinds(found[-1]) == ["bomb"]


def parts(layers, *members):
    def read(data, reading, limits):
        reading.segments.append(Segment("cell", "table", "A1", "row", 3))
        reading.members.extend(members)

    return Format(("mail",), layers, read)


@pytest.mark.parametrize(
    ("layers", "layer"), [(("body", "attachment"), "attachment"), (("embedded_object",), "embedded_object")]
)
def test_parts_are_appended_in_their_layer_with_their_place(readers, layers, layer):
    inner = Format(("in",), (), lambda d, r, limits: r.segments.append(Segment("deep", "comment", "p.3", "row", 1)))
    readers(mail=parts(layers, ("plan.pdf", b"in:")), **{"in": inner})
    _, _, name, deep = one(b"mail:").segments
    place = layer.replace("_", " ")
    assert (name.text, name.layer, name.form) == ("plan", layer, "heading")
    assert (deep.layer, deep.where) == (layer, f"{place} plan.pdf: p.3")
    assert deep.table == 4, "tables of two parts must not share a number"


def test_an_unreadable_attachment_makes_its_file_partly_and_is_not_quoted(readers):
    readers(mail=parts(("attachment",), ("机密.bin", b"odd:")))
    found = one(b"mail:")
    assert (found.status, kinds(found)) == ("partly", ["unsupported"])
    assert found.problems[0].detail == "attachment 1: no reader for a file of kind odd"


def test_an_archive_in_a_mail_is_a_part_of_the_mail(readers):
    readers(mail=parts(("attachment",), ("a.zip", b"box:in.doc=doc:1")), doc=say("深"))
    found = one(b"mail:")
    assert found.segments[-1].where == "attachment a.zip: attachment in.doc: ¶1"
    assert found.status == "read"


def test_a_mail_in_a_mail_without_end_stops_at_the_depth(readers):
    readers(mail=Format(("mail",), ("attachment",), lambda d, r, limits: r.members.append(("m", b"mail:"))))
    assert kinds(one(b"mail:")) == ["bomb"]


def test_time_that_ends_in_an_attachment_ends_the_file_once(readers):
    readers(
        mail=parts(("attachment",), ("a", b"slow:"), ("b", b"doc:")), slow=fail(OutOfTime(), "half"), doc=say("never")
    )
    found = one(b"mail:")
    assert (found.status, kinds(found)) == ("partly", ["timeout"])
    assert [segment.text for segment in found.segments[1:]] == ["cell", "a", "half"]


def test_reading_can_be_taken_up_behind_a_member_that_ended_it(readers):
    readers(doc=say("x"))
    data = b"box:a=doc:1;b=[box:c=doc:2;d=doc:3];e=doc:4"
    whole = extract.extract(data, "o")
    for broken in range(1, len(whole)):
        again = list(extract.stream(data, "o", after=broken + 1, broken=frozenset({broken})))
        lost_members = 2 if whole[broken].kind == "box" else 0
        assert again == whole[broken + 1 + lost_members :]


def test_the_watch_hears_of_each_file_before_it_is_read(readers):
    readers(doc=say("x"))
    heard = []
    list(extract.stream(b"box:a=doc:1", "o", watch=lambda bare, chars=0: heard.append(bare)))
    named = [(bare.path, bare.kind) for bare in heard if bare]
    assert named == [("o", "unknown"), ("o", "box"), ("o!/a", "unknown"), ("o!/a", "doc")]


def test_the_same_bytes_give_the_same_extraction(readers):
    readers([spans_of("x")], doc=say("x", "y x"))
    assert one() == one()
    assert replace(one(), path="b") != one()


@pytest.mark.parametrize(("path", "is_junk"), [
    ("tmp-export/Default/Cache/Cache_Data/f_000001", True), ("Default/Service Worker/ScriptCache/4cb013_0", True),
    ("Default/Secure Preferences", True), ("profile/Local State", True), ("Default\\Code Cache\\js\\a_0", True),
    ("Cache/会议纪要.docx", False), ("local state of affairs.docx", False), ("Service Worker contract.pdf", False),
])  # fmt: skip
def test_what_a_browser_keeps_for_itself_is_no_document(path, is_junk):
    assert bool(extract.junk(path)) is is_junk
