"""Pictures: what they say beside their pixels, previews that show more, and files hung behind their end."""

import random
import struct
import zlib

import pytest

from extractors import extract, registry, sniff
from extractors.formats import image
from extractors.images import exif, picture, xmp
from extractors.model import Limits, Reading, Unreadable
from fixtures import archives, formats, hostile, pictures


def read(data):
    reading = Reading()
    registry.formats()[sniff.kind(data[:8192], data, "x")].read(data, reading, Limits())
    return reading


def photo(*args, **more):
    return pictures.jpeg_with((0xE1, b"Exif\0\0" + pictures.exif(*args, **more)))


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "webp", "heic"])
def test_the_place_of_a_photo_is_recognised_as_coordinates(kind):
    (found,) = extract.extract(formats.SAMPLES[kind]().data, "photo")
    norms = {m.norm for m in found.mentions if found.segments[m.segment].layer == "metadata"}
    assert "geo:31.230,121.474" in norms


def test_a_picture_with_metadata_is_partly_read_and_one_without_is_unread():
    statuses = [extract.extract(formats.SAMPLES[kind]().data, "x")[0].status for kind in ("jpeg", "bmp")]
    assert statuses == ["partly", "unread"]


def test_author_and_date_of_a_photo_are_those_of_the_file():
    reading = read(formats.SAMPLES["jpeg"]().data)
    assert (reading.author, reading.modified) == ("顾一凡", "2026-03-05")


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders_are_read(order):
    facts = picture.picture_facts(photo({0x010F: b"Northwind\0"}, gps=pictures.gps(), order=order))
    assert facts == [("position", pictures.POSITION), ("device make", "Northwind")]


def test_south_and_west_are_negative_and_the_zero_point_is_no_place():
    south = pictures.gps((("S", (33, 30, 0.0)), ("W", (70, 39, 0.0))))
    assert picture.picture_facts(photo({}, gps=south)) == [("position", "-33.500000, -70.650000")]
    assert picture.picture_facts(photo({}, gps=pictures.gps((("N", (0, 0, 0.0)), ("E", (0, 0, 0.0)))))) == []


def test_a_height_below_the_sea_and_the_time_of_the_satellites_are_told():
    gps = {**pictures.gps(), 5: b"\1", 6: ((125, 10),), 7: ((8, 1), (20, 1), (11, 1)), 0x1D: b"2026:03:04\0"}
    facts = picture.picture_facts(photo({}, gps=gps))
    assert facts[1:] == [("altitude", "-12.5 m"), ("GPS time", "2026-03-04 08:20:11 UTC")]


def test_a_wide_comment_is_read_in_the_order_that_reads_better():
    for codec in ("utf-16-le", "utf-16-be"):
        facts = picture.picture_facts(photo({}, {0x9286: b"UNICODE\0" + "三号闸门渗水".encode(codec)}))
        assert facts == [("comment", "三号闸门渗水")]


def test_canon_and_nikon_keep_owner_and_serial_number_in_their_own_notes():
    entries = struct.pack("<HHLL", 12, 4, 1, 4711) + struct.pack("<HHL4s", 9, 2, 4, b"Mo\0\0")
    inner = {0x927C: b"\2\0" + entries + bytes(4)}
    assert picture.picture_facts(photo({}, inner)) == [("owner", "Mo"), ("device serial", "4711")]
    nikon = b"Nikon\0\2\x10\0\0" + pictures.exif({0x1D: b"30078123\0"})
    assert picture.picture_facts(photo({}, {0x927C: nikon})) == [("device serial", "30078123")]


def test_a_long_xmp_packet_is_joined_from_its_parts():
    packet, mark = pictures.XMP.encode(), b"http://ns.adobe.com/xmp/extension/\0" + b"0123456789ABCDEF" * 2
    parts = [
        (0xE1, mark + struct.pack(">LL", len(packet), at) + packet[at : at + 400])
        for at in reversed(range(0, len(packet), 400))
    ]
    assert ("title", "northern bank") in picture.picture_facts(pictures.jpeg_with(*parts))


def test_xmp_gives_places_and_people_and_leaves_histories_out():
    packet = pictures.XMP.replace(
        'photoshop:City="苏州"',
        'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="31,13.825N" exif:GPSLongitude="121,28,25.3W"',
    )
    facts = xmp.facts(packet.encode())
    assert ("position", "31.230417, -121.473694") in facts
    assert ("person", "沈默") in facts
    assert not any("uuid" in value for _, value in facts)


def test_a_name_beside_a_face_is_a_person():
    regions = (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><r xmlns:mwg-rs='http://www.metadataworkinggroup.com/schemas/regions/'>"
        "<mwg-rs:RegionList><a mwg-rs:Name='顾一凡' mwg-rs:Type='Face'/><a><mwg-rs:Name>Lu Min</mwg-rs:Name></a>"
        "</mwg-rs:RegionList></r></x:xmpmeta>"
    )
    assert [fact for fact in xmp.facts(regions.encode()) if fact[0] == "person"] == [
        ("person", "顾一凡"), ("person", "Lu Min"),
    ]  # fmt: skip


def test_hostile_xmp_is_refused_and_the_rest_is_kept():
    packet = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bomb">]><a>&b;</a>'
    found = picture.words(pictures.jpeg_with((0xE1, pictures.XMP_MARK + packet), (0xFE, b"kept words")))
    assert [problem.kind for problem in found.problems] == ["bomb"]
    assert found.facts == [("text", ("comment", "kept words"))]


def test_directories_that_lead_in_circles_end():
    block = bytearray(pictures.exif({0x010F: b"Northwind\0"}))
    count = struct.unpack_from("<H", block, 8)[0]
    struct.pack_into("<L", block, 10 + 12 * count, 8)
    assert exif.read(bytes(block), pages=True).pages == 1
    assert exif.read(pictures.exif({0x8769: 8, 0x010F: b"Northwind\0"})).facts == [("device make", "Northwind")]


# Previews


def test_a_preview_that_shows_more_than_the_cropped_picture_is_told():
    thumbnail = pictures.drawn("JPEG", (160, 120))
    block = b"Exif\0\0" + pictures.exif({0x010F: b"N\0"}, thumbnail=thumbnail)
    cropped = pictures.jpeg_with((0xE1, block), picture=pictures.drawn("JPEG", (900, 300)))
    notes = [s.text for s in read(cropped).segments if s.text.startswith("embedded preview")]
    assert notes == ["embedded preview: another cut than the picture: 160 x 120 beside 900 x 300"]


def test_a_preview_of_a_painted_over_picture_is_told():
    blank = image.Image.new("RGB", (640, 480), (250, 250, 250))
    buffer = image.io.BytesIO()
    blank.save(buffer, "JPEG")
    assert image.preview_note(buffer.getvalue(), pictures.drawn("JPEG", (160, 120))).startswith("another picture")


def test_an_honest_preview_is_not_told_even_with_bars_beside_it():
    whole = pictures.drawn("JPEG", (1600, 900))
    assert image.preview_note(whole, pictures.drawn("JPEG", (160, 90))) == ""
    barred = image.Image.new("RGB", (160, 120), (0, 0, 0))
    with image.Image.open(image.io.BytesIO(pictures.drawn("JPEG", (160, 90)))) as small:
        barred.paste(small, (0, 15))
    buffer = image.io.BytesIO()
    barred.save(buffer, "JPEG")
    assert image.preview_note(whole, buffer.getvalue()) == ""


def test_a_preview_that_is_no_picture_is_passed_over():
    assert image.preview_note(pictures.drawn("JPEG"), b"\xff\xd8\xff" + bytes(99)) == ""


# What hangs behind the end


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
@pytest.mark.parametrize(
    "hung",
    [
        hostile.zipped(("表.txt", "藏着的字".encode())), archives.rar5(archives.TEXTS),
        "藏着的另一段文字，没有人看见。".encode(),
    ],
    ids=["zip", "rar", "text"],
)  # fmt: skip
def test_a_file_hung_behind_a_picture_is_a_part_of_it(kind, hung):
    (found,) = extract.extract(pictures.drawn(kind) + hung, "cat.jpg")
    inner = " ".join(s.text for s in found.segments if s.layer == "embedded_object")
    assert "藏着的" in inner or "沈默" in inner


def test_a_second_picture_behind_the_first_is_no_hidden_file():
    assert read(pictures.drawn("JPEG") + pictures.drawn("JPEG")).members == []
    assert read(pictures.drawn("JPEG") + bytes(range(128, 256)) * 9).members == []


def test_pictures_that_end_early_say_so():
    for kind in ("JPEG", "PNG", "GIF", "WEBP", "BMP"):
        data = pictures.drawn(kind)
        assert "truncated" in [p.kind for p in read(data[: len(data) * 2 // 3]).problems], kind


# Mutations


@pytest.mark.parametrize("kind", pictures.SAMPLES)
def test_a_mutated_picture_raises_nothing(kind):
    rng, sample = random.Random(kind), pictures.SAMPLES[kind]().data
    for _ in range(200):
        data = bytearray(sample)
        for _ in range(rng.randint(1, 8)):
            at = rng.randrange(len(data))
            match rng.randrange(3):
                case 0:
                    data[at] ^= 1 << rng.randrange(8)
                case 1:
                    data[at : at + 4] = rng.choice([b"\0\0\0\0", b"\xff\xff\xff\xff", rng.randbytes(4)])
                case _:
                    del data[at : at + rng.randint(1, 30)]
        found = picture.words(bytes(data))
        assert all(key and isinstance(value, str) for _, (key, value) in found.facts)


def test_a_chunk_that_expands_without_end_is_left_out():
    body = b"Comment\0\0" + zlib.compress(bytes(30 << 20))
    data = pictures.drawn("PNG")
    assert picture.picture_facts(data[:33] + pictures.png_chunk(b"zTXt", body) + data[33:]) == []


def test_a_broken_packet_is_a_problem():
    with pytest.raises(Unreadable):
        xmp.facts(b"<x:xmpmeta>")
