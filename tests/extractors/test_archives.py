"""Members of archives: each is a file of its own with a status, whatever the archive does to them."""

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zipfile
import zlib

import pytest

from extractors import extract, outside, registry, sniff, unar, unpacking
from extractors.model import Limits, Reading, Unreadable
from fixtures import archives, formats, hostile

ZH, EN = "名单/联系人.txt", "minutes.txt"
LIMITS = Limits()


def read(data, name="x", limits=LIMITS):
    """Give the reading, and the kind of the problem that ended it."""
    reading, kind = Reading(), sniff.kind(data[:8192], data, name)
    try:
        registry.formats()[kind].read(data, reading, limits)
    except Unreadable as error:
        return reading, error.problem.kind
    return reading, ""


def lost(reading):
    return [(each.name, each.problem.kind) for each in reading.lost]


def files(data, name="o", limits=LIMITS):
    return [(f.path, f.status, [p.kind for p in f.problems]) for f in extract.extract(data, name, limits)]


def zipped(**members):
    return hostile.zipped(*((name, data) for name, data in members.items()))


KINDS = {
    "7z": archives.seven_zip, "rar5": archives.rar5, "tar": archives.tar,
    "rar4": lambda members: archives.rar4({name.encode("gb18030"): data for name, data in members.items()}),
    "zip": lambda members: hostile.zipped(*members.items()),
    "tar.gz": lambda members: gzip.compress(archives.tar(members), mtime=0),
    "tar.bz2": lambda members: bz2.compress(archives.tar(members)),
    "tar.xz": lambda members: lzma.compress(archives.tar(members)),
}  # fmt: skip


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_members_come_in_order_with_their_names_and_bytes(make):
    reading, why = read(make(archives.TEXTS))
    assert (reading.members, reading.lost, why) == (list(archives.TEXTS.items()), [], "")


@pytest.mark.parametrize("outer", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("inner", KINDS.values(), ids=KINDS)
def test_archives_in_archives_are_opened_in_any_order(outer, inner):
    found = files(outer({"inner.bin": inner({EN: archives.TEXTS[EN]})}))
    assert [path for path, status, _ in found if status == "read"][-1] == f"o!/inner.bin!/{EN}"
    assert len(found) == 3


def test_the_four_counts_add_up_over_all_members():
    data = hostile.zipped(
        ("a.txt", archives.TEXTS[EN]), ("b.zip", archives.rar5({EN: b"x"}, locked=(EN,))), (".DS_Store", b"\0\1"),
        ("c.7z", archives.seven_zip({"d.txt": b"deep text", "e.txt": b""})), ("f.bin", bytes(range(256))),
    )  # fmt: skip
    found = extract.extract(data, "o.zip")
    assert [(f.path[7:], f.status) for f in found] == [
        ("", "read"), ("a.txt", "read"), ("b.zip", "unread"), (f"b.zip!/{EN}", "unread"), (".DS_Store", "skipped"),
        ("c.7z", "read"), ("c.7z!/d.txt", "read"), ("c.7z!/e.txt", "skipped"), ("f.bin", "unread"),
    ]  # fmt: skip


# Names


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-8", "cp437"])
def test_unmarked_names_are_read_in_the_encoding_that_fits_all_of_them(codec):
    names = ["Übersicht für Müller.txt", "Öl.txt"] if codec == "cp437" else ["會議紀錄與聯絡人名單.txt", "電.txt"]
    marks = {f"{i:0{len(name.encode(codec))}}".encode(): name for i, name in enumerate(names)}
    data = hostile.zipped(*((mark.decode(), b"x") for mark in marks))
    for mark, name in marks.items():
        data = data.replace(mark, name.encode(codec))
    assert [name for name, _ in read(data)[0].members] == names


def test_the_unicode_field_of_a_zip_wins_over_a_guess():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("plain.txt")
        name = "四月摘录.txt".encode()
        field = struct.pack("<BL", 1, zlib.crc32(b"plain.txt")) + name
        info.extra = struct.pack("<HH", 0x7075, len(field)) + field
        archive.writestr(info, "x")
    assert [name for name, _ in read(buffer.getvalue())[0].members] == ["四月摘录.txt"]


def test_a_coded_name_of_rar_4_is_decoded():
    coded = b"\x4e" + bytes([0b10_10_00_11]) + "名".encode("utf-16-le") + "单".encode("utf-16-le") + b"." + b"\x01"
    data = archives.rar4({b"??.txt\0" + coded: b"x"}, flags={b"??.txt\0" + coded: 0x200})
    assert [name for name, _ in read(data)[0].members] == ["名单.txt"]


def test_a_name_never_leads_out_of_its_archive():
    names = ("../../etc/passwd", "/root/x", "C:\\win\\y", "//?/C:/z", "..")
    members = [(name, b"%d\n" % number) for number, name in enumerate(names)]
    found = [path for path, _, _ in files(hostile.zipped(*members), "o.zip")[1:]]
    assert found == ["o.zip!/etc/passwd", "o.zip!/root/x", "o.zip!/win/y", "o.zip!/z", "o.zip!/content"]


def test_members_whose_names_fall_together_are_kept_apart():
    members = [("a", b"1\n"), ("./a", b"2\n"), ("a (2)", b"3\n"), ("/a", b"4\n")]
    found = [path for path, _, _ in files(hostile.zipped(*members))[1:]]
    assert found == ["o!/a", "o!/a (2)", "o!/a (2) (2)", "o!/a (3)"]


@pytest.mark.parametrize(
    ("outer", "inner"), [("价格.csv.gz", "价格.csv"), ("log.xz", "log"), ("data.bin", "content"), (".gz", "content")]
)
def test_a_nameless_stream_is_called_after_its_file(outer, inner):
    assert files(gzip.compress(b"a,b\n1,2\n", mtime=0), outer)[1][0] == f"{outer}!/{inner}"


def test_a_gzip_header_names_its_content():
    assert read(archives.named_gzip("清单.txt".encode(), b"x"))[0].members == [("清单.txt", b"x")]


# Locks, links, volumes


def test_a_locked_member_is_named_and_the_others_are_read():
    members = {"offen.txt": b"open\n", "geheim.txt": b"shut\n"}
    for data in (
        archives.rar5(members, locked=("geheim.txt",)),
        archives.rar4({name.encode(): data for name, data in members.items()}, flags={b"geheim.txt": 4}),
    ):
        reading, _ = read(data)
        assert [name for name, _ in reading.members] == ["offen.txt"]
        assert lost(reading) == [("geheim.txt", "encrypted")]


def test_a_locked_7z_names_its_members_unless_their_names_are_locked_too():
    reading, why = read(archives.seven_zip(archives.TEXTS, method=archives.LOCKED_METHOD))
    assert (lost(reading), why) == ([(ZH, "encrypted"), (EN, "encrypted")], "")
    reading, why = read(archives.seven_zip(archives.TEXTS, headers_method=archives.LOCKED_METHOD))
    assert (reading.members, reading.lost, why) == ([], [], "encrypted")


def test_a_rar_with_locked_headers_says_so():
    assert read(archives.rar5(archives.TEXTS, locked=("",)))[1] == "encrypted"


def test_links_and_devices_are_skipped_files_of_their_own():
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(kind.decode())
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert [row[1:] for row in files(buffer.getvalue())[1:]] == [("skipped", ["link"])] * 4
    assert lost(read(archives.seven_zip({"l": b"/etc/passwd", "t": b"x"}, links=("l",)))[0]) == [("l", "link")]
    unix = bytearray(hostile.zipped(("l", b"/etc/passwd")))
    at = unix.find(b"PK\x01\x02")
    unix[at + 5], unix[at + 38 : at + 42] = 3, struct.pack("<L", 0xA1FF << 16)
    assert lost(read(bytes(unix))[0]) == [("l", "link")]


def test_a_volume_says_that_it_is_one():
    data = archives.seven_zip({EN: random.Random(3).randbytes(4000)})
    assert read(data[:2000], "a.7z.001")[1] == "truncated"
    assert read(data[2000:], "a.7z.002")[1] == "truncated"
    reading, why = read(archives.rar5({EN: b"x" * 9}, split=(EN,)), "a.part1.rar")
    assert (lost(reading), why) == ([(EN, "truncated")], "truncated")


# Damage


def test_a_zip_without_its_directory_is_read_by_the_headers_of_its_members():
    data = zipped(**{"a.txt": b"first " * 99, "b.txt": b"second " * 99, "c.txt": b"third " * 99})
    reading, _ = read(data[: data.find(b"PK\x01\x02")])
    assert [name for name, _ in reading.members] == ["a.txt", "b.txt", "c.txt"]
    assert [problem.kind for problem in reading.problems] == ["truncated"]
    cut = data[: data.find(b"PK\x01\x02") - 5]
    reading, _ = read(cut)
    assert [name for name, _ in reading.members] == ["a.txt", "b.txt"]
    assert (lost(reading), reading.lost[0].rest[:6]) == ([("c.txt", "truncated")], b"third ")


def test_a_zip_written_as_a_stream_is_read_without_its_directory():
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.data = b""

        def write(self, data):
            self.data += bytes(data)
            return len(data)

        def writable(self):
            return True

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "first")
        archive.writestr("b.txt", "second", zipfile.ZIP_STORED)
    reading, _ = read(pipe.data[: pipe.data.find(b"PK\x01\x02")])
    assert reading.members == [("a.txt", b"first"), ("b.txt", b"second")]


def test_a_member_that_the_directory_hides_is_read():
    data = zipped(**{"shown.txt": b"shown", "hidden.txt": b"hidden"})
    at = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    end = data.find(b"PK\x05\x06")
    tail = bytearray(data[end:])
    tail[8:12] = struct.pack("<HH", 1, 1)
    tail[12:16] = struct.pack("<L", at - data.find(b"PK\x01\x02"))
    reading, _ = read(data[:at] + bytes(tail))
    assert ([name for name, _ in reading.members], reading.lost) == (["shown.txt", "hidden.txt"], [])


def test_a_directory_that_points_astray_is_put_right_by_name():
    data = bytearray(zipped(**{"a.txt": b"first", "b.txt": b"second"}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 42 : at + 46] = struct.pack("<L", 7)
    assert read(bytes(data))[0].members == [("a.txt", b"first"), ("b.txt", b"second")]


def test_members_that_share_their_bytes_are_a_bomb():
    reading, _ = read(hostile.overlapping_zip(20))
    assert {problem for _, problem in lost(reading)} == {"bomb"}
    assert len(reading.lost) == 20


def test_a_damaged_header_in_a_tar_costs_that_member_alone():
    data = bytearray(archives.tar({"a": b"1", "b": b"2", "c": b"3"}, tarfile.USTAR_FORMAT))
    data[1024:1100] = b"\xff" * 76
    reading, why = read(bytes(data))
    assert (reading.members, why) == ([("a", b"1"), ("c", b"3")], "corrupt")


def test_a_cut_archive_gives_what_it_holds():
    noise = random.Random(1).randbytes(3000)
    members = {"a": b"whole\n" * 9, "b": noise}
    for make, kept in ((archives.tar, 1000), (archives.rar5, 1000), (KINDS["tar.gz"], 1)):
        data = make(members)
        found, _ = read(data[: data.find(noise[:99]) + 1500] if kept > 1 else data[:-900])
        assert found.members == [("a", members["a"])]
        assert lost(found) == [("b", "truncated")]
        assert len(found.lost[0].rest) >= kept
        assert noise.startswith(found.lost[0].rest)


def test_a_damaged_member_is_read_as_far_as_it_goes_with_the_problem_on_it():
    data = archives.rar5({"a.txt": b"the quick brown fox"})
    data = data.replace(b"quick", b"quack")
    assert files(data) == [("o", "partly", ["corrupt"]), ("o!/a.txt", "partly", ["corrupt"])]


def test_a_damaged_solid_block_costs_what_lies_behind_the_damage():
    first, last = random.Random(5).randbytes(3000), random.Random(6).randbytes(3000)
    data = bytearray(archives.seven_zip({"a": first, "b": last}))
    at = data.find(last[1000:1040])
    data[at : at + 40] = bytes(40)
    reading, _ = read(bytes(data))
    assert reading.members == [("a", first)]
    assert lost(reading) == [("b", "corrupt")]


def test_behind_a_damaged_header_of_a_rar_the_next_one_is_found():
    data = bytearray(archives.rar5({"a": b"first", "b": b"second", "c": b"third"}))
    data[data.find(b"\x01b") + 1] ^= 0x20
    reading, why = read(bytes(data))
    assert ([name for name, _ in reading.members], why) == (["a", "c"], "corrupt")


def test_bytes_behind_the_last_member_are_no_damage():
    for kind in ("rar5", "tar", "tar.gz"):
        reading, why = read(KINDS[kind](archives.TEXTS) + b"trailing bytes" * 9)
        assert (len(reading.members), reading.lost, why) == (2, [], "")


def test_several_streams_in_one_file_are_one():
    for pack in (gzip.compress, bz2.compress, lzma.compress):
        assert read(pack(b"one ") + pack(b"two"))[0].members == [("", b"one two")]


def test_comments_that_no_program_shows_are_a_member():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.comment = "第二份在老周那里".encode("gb18030")
        archive.writestr(info, "x")
        archive.comment = b"sent by Shen Mo"
    found = extract.extract(buffer.getvalue(), "o.zip")
    assert [f.path for f in found] == ["o.zip", "o.zip!/a.txt", "o.zip!/archive comment.txt"]
    assert [s.text for s in found[2].segments[1:]] == ["sent by Shen Mo", "第二份在老周那里"]


# Limits


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, lambda d: hostile.zipped(("z", d)),
                                  lambda d: archives.seven_zip({"z": d})])  # fmt: skip
def test_what_expands_too_far_is_a_bomb_and_nothing_is_kept_of_it(pack):
    reading, _ = read(pack(bytes(16 << 20)))
    assert [problem for _, problem in lost(reading)] == ["bomb"]
    assert reading.members == []


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_members_beyond_the_size_limit_are_named_with_it(make):
    noise = random.Random(2).randbytes(40_000)
    reading, _ = read(make({"large": noise, "small": b"x"}), limits=Limits(member_bytes=30_000))
    # A stream is one file until it is unpacked.
    assert [kind for _, kind in lost(reading)] == ["too_big"]
    assert lost(reading)[0][0] in ("large", "")


def test_the_archive_has_one_budget_for_all_its_members():
    members = {str(i): random.Random(i).randbytes(200_000) for i in range(9)}
    for make in (KINDS["zip"], KINDS["tar"], KINDS["rar5"], KINDS["7z"]):
        reading, _ = read(make(members), limits=Limits(member_bytes=800_000))
        assert len(reading.members) + len(reading.lost) == 9
        assert {kind for _, kind in lost(reading)} == {"too_big"}
        assert 3 <= len(reading.members) <= 6


def test_a_header_packed_in_headers_ends():
    data = archives.seven_zip({"a": b"x" * 50}, headers_method=b"\x21")
    assert read(data)[0].members == [("a", b"x" * 50)]


# Outside programs


def test_without_unar_a_packed_rar_is_listed_and_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(unar, "PROGRAM", "unar-that-is-not-installed")
    reading, _ = read(archives.rar5({"a.txt": b"stored", "b.txt": b"packed"}, packed=("b.txt",)))
    assert [name for name, _ in reading.members] == ["a.txt"]
    assert lost(reading) == [("b.txt", "unsupported")]
    assert "unar" in reading.lost[0].problem.detail


def test_what_unar_gives_is_known_again_by_size_and_checksum(monkeypatch):
    monkeypatch.setattr(unar.outside, "converted", lambda *_: {"whatever/it-is-called": b"packed", "other": b"?"})
    reading, _ = read(archives.rar5({"b.txt": b"packed", "c.txt": b"unlike"}, packed=("b.txt", "c.txt")))
    assert reading.members == [("b.txt", b"packed")]
    assert lost(reading) == [("c.txt", "corrupt")]


@pytest.mark.skipif(not outside.available("unar"), reason="unar is not installed")
def test_unar_unpacks_in_its_room():
    found = unar.unpacked(archives.rar5(archives.TEXTS), ".rar", LIMITS)
    assert set(found.values()) == set(archives.TEXTS.values())


# Mutations


def mutated(rng, data):
    data = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data))
        match rng.randrange(4):
            case 0:
                data[at] ^= 1 << rng.randrange(8)
            case 1:
                data[at : at + rng.randint(1, 8)] = rng.randbytes(rng.randint(1, 8))
            case 2:
                del data[at : at + rng.randint(1, 40)]
            case _:
                data[at:at] = data[rng.randrange(len(data)) :][: rng.randint(1, 40)]
        if not data:
            return b"\0"
    return bytes(data)


FUZZED = {**KINDS, "7z packed header": lambda members: archives.seven_zip(members, headers_method=b"\x21"),
          "7z stored": lambda members: archives.seven_zip(members, method=b"\0")}  # fmt: skip


@pytest.mark.parametrize("kind", FUZZED)
def test_a_mutated_archive_raises_nothing_but_unreadable(kind, monkeypatch):
    monkeypatch.setattr(unar, "PROGRAM", "unar-that-is-not-installed")
    rng, sample = random.Random(kind), FUZZED[kind](dict(archives.TEXTS))
    reader = registry.formats()[sniff.kind(sample[:8192], sample, "x")]
    for _ in range(150):
        reading = Reading()
        try:
            reader.read(mutated(rng, sample), reading, Limits(member_bytes=1 << 20, members=100))
        except Unreadable:
            pass
        else:
            assert reading.members or reading.lost or reading.problems or kind.startswith("7z")
        assert sum(len(data) for _, data in reading.members) <= (2 << 20) + unpacking.CHUNK_BYTES


@pytest.mark.parametrize("kind", archives.SAMPLES)
def test_samples_of_archives_are_registered(kind):
    assert formats.SAMPLES[kind]().members
