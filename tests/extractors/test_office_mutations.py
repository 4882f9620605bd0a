"""Damaged office files: whatever is flipped, cut or spliced, nothing but `Unreadable` leaves a reader."""

import contextlib
import io
import random
import zipfile

import pytest

from extractors import registry
from extractors.model import Limits, Reading, Unreadable
from extractors.officebase.compound import Compound, packed
from fixtures import formats, samples

KINDS = ("doc", "ppt", "msg", "works", "ole", "rtf", "odt", "ods", "odp", "fodt", "sxw")
OLE = frozenset({"doc", "ppt", "msg", "works", "ole"})
SMALL = Limits(text_chars=1 << 20, member_bytes=1 << 20)
EXTREMES = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\1\0\0\0", b"\0\0\0\x80")


def damaged(data, noise):
    """Give bytes with some flipped, set to extremes, dropped, doubled or overwritten, or the end cut off."""
    data = bytearray(data)
    for _ in range(noise.choice((1, 3, 10, 40))):
        at = noise.randrange(max(1, len(data)))
        other = noise.randrange(max(1, len(data)))
        match noise.randrange(7):
            case 0 | 1:
                data[at : at + 1] = bytes([noise.randrange(256)])
            case 2:
                data[at : at + 4] = noise.choice(EXTREMES)
            case 3:
                del data[at : at + noise.randrange(1, 40)]
            case 4:
                data[at:at] = data[other : other + noise.randrange(1, 100)]
            case 5:
                data[at : at + 16] = data[other : other + 16]
            case 6:
                del data[max(at, len(data) // 2) :]
    return bytes(data)


def inside(kind, data, noise):
    """Damage one stream or part and pack the file anew, so that the damage reaches the reader of the content."""
    if kind in OLE:
        streams = dict(Compound(data).inside())
        path = noise.choice(sorted(streams))
        return packed({**streams, path: damaged(streams[path], noise)})
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: source.read(name) for name in source.namelist()}
    name = noise.choice(sorted(parts))
    return samples.packed({**parts, name: damaged(parts[name], noise)})


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_unreadable_leaves_a_reader(kind):
    noise = random.Random(20260305)
    reader, sample = registry.formats()[kind], formats.SAMPLES[kind]().data
    whole = kind in ("rtf", "fodt")
    for turn in range(120):
        data = damaged(sample, noise) if whole or turn % 3 == 0 else inside(kind, sample, noise)
        reading = Reading()
        with contextlib.suppress(Unreadable):
            reader.read(data, reading, SMALL)
        assert {segment.layer for segment in reading.segments} <= set(reader.layers)
        assert sum(len(segment.text) for segment in reading.segments) <= SMALL.text_chars


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_spliced_with_another_is_read_or_refused(kind):
    noise = random.Random(7)
    sample = formats.SAMPLES[kind]().data
    for other in KINDS:
        data = formats.SAMPLES[other]().data
        at, from_ = noise.randrange(len(sample)), noise.randrange(len(data))
        with contextlib.suppress(Unreadable):
            registry.formats()[kind].read(sample[:at] + data[from_:], Reading(), SMALL)
